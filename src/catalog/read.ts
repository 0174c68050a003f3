/** Rule files from the disk. The only part of the catalog that touches it. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RuleText } from './load.ts';

/** Every `.yaml` and `.yml` file below a folder, sorted by path. */
export async function readRuleFolder(folder: string): Promise<RuleText[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replaceAll('\\', '/').replace(/^\/+/, ''))
    .sort();
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })));
}
