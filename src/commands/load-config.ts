/** cti2voice.yml from the disk. Only where one is there are YAML and its schemas loaded. */
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import type { ReadConfig } from '../config/read-config.ts';
import { printable } from '../terminal.ts';

export const CONFIG_NAME = 'cti2voice.yml';

/** Names that people try and that are not read. */
const NEARLY = ['cti2voice.yaml', '.cti2voice.yml', '.cti2voice.yaml'];

const MOST_BYTES = 1024 * 1024;

export interface LoadedConfig extends ReadConfig {
  /** As the user wrote it. */
  readonly file: string;
}

/**
 * `named` is the file of `--config`, false for none at all and null for the one that the working directory may hold. No other folder is
 * looked at: what is scanned has no say in how it is judged.
 * @throws UserError that lists every fault as `file:line reason`
 */
export async function loadConfig(named: string | false | null, workingDirectory: string): Promise<LoadedConfig | null> {
  if (named === false) return null;
  if (named === null && !existsSync(join(workingDirectory, CONFIG_NAME))) {
    const nearly = NEARLY.find((name) => existsSync(join(workingDirectory, name)));
    if (nearly === undefined) return null;
    throw new UserError(
      `“${nearly}” is not the name of a file that is read: that is ${CONFIG_NAME}.`,
      `Rename it, give it with --config ${nearly}, or leave it out with --no-config.`,
    );
  }
  const file = named ?? CONFIG_NAME;
  const path = resolve(workingDirectory, file);
  const info = await stat(path).catch(() => null);
  if (!info?.isFile()) throw new UserError(`There is no file “${file}” to take settings from.`, 'docs/configuration.md shows one.');
  if (info.size > MOST_BYTES)
    throw new UserError(`“${file}” has more than 1 MiB.`, 'Give a file of settings; docs/configuration.md shows one.');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch {
    throw new UserError(`“${file}” could not be read as UTF-8 text.`, 'Save it as UTF-8, and make it readable.');
  }
  const { readConfig } = await import('../config/read-config.ts');
  const folder = dirname(file);
  const read = await readConfig(text, { folder: dirname(path), shownFolder: folder === '.' ? '' : folder.replace(/[/\\]?$/, '/') });
  if ('faults' in read) {
    const list = read.faults.map(({ line, reason }) => `${file}:${line} ${printable(reason)}`).join('\n');
    throw new UserError(
      `The settings in “${file}” are not right:\n${list}`,
      'Put right what is named; docs/configuration.md and schema/config.schema.json describe each key. --no-config leaves the file out.',
    );
  }
  return { ...read, file };
}
