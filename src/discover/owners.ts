/** Who owns a repository by its CODEOWNERS, where nobody else says it. */
import { readSource } from './read.ts';
import type { SourceFile } from './walk.ts';

/** In the order in which GitHub looks for it. */
const PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'];
const LONGEST = 64 * 1024;
const MOST_OWNERS = 5;

/** The owners of everything: those of the last line whose pattern is all files. Null where there is none. */
export function ownerOf(files: readonly SourceFile[]): string | null {
  const file = PLACES.flatMap((place) => files.filter(({ path }) => path === place)).at(0);
  if (!file) return null;
  const read = readSource(file, () => false, LONGEST);
  if (!('bytes' in read)) return null;
  let owner: string | null = null;
  for (const line of read.bytes.toString('utf8').split(/\r\n?|\n/)) {
    const [pattern = '', ...owners] = (line.split('#')[0] ?? '').trim().split(/\s+/);
    if (/^(?:\*|\*\*|\/|\/\*\*|\*\*\/\*)$/.test(pattern) && owners.length > 0)
      owner = owners.slice(0, MOST_OWNERS).join(', ').slice(0, 200);
  }
  return owner;
}
