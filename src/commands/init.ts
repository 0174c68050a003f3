/** `cti2voice init`: files to fill in. */
import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { EMPTY_FACTS } from '../given/template.ts';
import { printable } from '../terminal.ts';
import { writeFiles } from '../write.ts';
import type { Surroundings } from './scan.ts';

/**
 * Writes an empty file of facts. What stands there is kept, unless `force` says otherwise.
 * @throws UserError if a file of that name is there, or it cannot be written
 */
export async function initOrgFacts(file: string, force: boolean, { workingDirectory, error }: Surroundings): Promise<number> {
  const path = resolve(workingDirectory, file);
  if (existsSync(path) && !force)
    throw new UserError(`“${file}” is there already and was left as it is.`, 'Give another name, or --force to write over it.');
  await writeFiles(dirname(path), dirname(file), [{ name: basename(path), text: EMPTY_FACTS }]);
  error(`wrote ${printable(file)}\n`);
  return 0;
}
