/** The client's facts of `--org-facts`: read and checked. Loaded only where the option is given, and YAML with it. */
import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { readFacts, type FactOptions, type Facts } from '../given/read-facts.ts';

export { applyFacts } from '../given/apply-facts.ts';

/** Softphone layouts are long, and yet no file of facts is larger. */
const MOST_BYTES = 20 * 1024 * 1024;

export interface FactsFile {
  readonly given: Facts;
  /** The file's own name, under which the result shows it. */
  readonly name: string;
}

/** @throws UserError that lists every fault as `file:line reason` */
export async function readOrgFacts(file: string, workingDirectory: string, options: FactOptions): Promise<FactsFile> {
  const path = resolve(workingDirectory, file);
  const info = await stat(path).catch(() => null);
  if (!info?.isFile())
    throw new UserError(`There is no file “${file}” to take facts from.`, '“cti2voice init org-facts” writes an empty one to fill in.');
  if (info.size > MOST_BYTES)
    throw new UserError(`“${file}” has more than ${MOST_BYTES / 1024 / 1024} MiB.`, 'Give the file that “cti2voice init org-facts” made.');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch {
    throw new UserError(`“${file}” could not be read as UTF-8 text.`, 'Save it as UTF-8, and make it readable.');
  }
  const given = readFacts(text, options);
  if ('faults' in given) {
    const list = given.faults.map(({ line, reason }) => `${file}:${line} ${reason}`).join('\n');
    throw new UserError(
      `The facts in “${file}” are not right:\n${list}`,
      'Put right what is named; schema/org-facts.schema.json and docs/retrieve.md describe each part.',
    );
  }
  return { given, name: basename(path) };
}
