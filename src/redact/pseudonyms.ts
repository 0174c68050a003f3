/** Pseudonyms that stay the same through one result, so that it still makes sense: `repository-3`, `folder-2/file-7.js`. */
import type { Vocabulary } from './vocabulary.ts';

export interface Pseudonyms {
  /** The one of a text, made where it has none yet. */
  readonly of: (pool: string, text: string) => string;
  readonly path: (path: string) => string;
  /** What a text that stands in a sentence is called, if it is known at all. */
  readonly known: (text: string) => string | null;
}

/** Folders that every repository may have, and whose names say nothing. */
const ORDINARY: ReadonlySet<string> = new Set(['.', '..', '.git', 'node_modules', 'src', 'force-app', 'main', 'default']);

export function pseudonyms(vocabulary: Vocabulary, repositories: readonly string[]): Pseudonyms {
  const pools = new Map<string, Map<string, string>>();
  const all = new Map<string, string>();
  const paths = new Map<string, string>();
  const width = String(repositories.length).length;

  const of = (pool: string, text: string): string => {
    let made = pools.get(pool);
    if (!made) pools.set(pool, (made = new Map()));
    const before = made.get(text);
    if (before !== undefined) return before;
    const number = String(made.size + 1);
    // In order by their names as they are by their numbers.
    const pseudonym = `${pool}-${pool === 'repository' ? number.padStart(width, '0') : number}`;
    made.set(text, pseudonym);
    if (!all.has(text)) all.set(text, pseudonym);
    return pseudonym;
  };

  const path = (whole: string): string => {
    const before = paths.get(whole);
    if (before !== undefined) return before;
    const parts = whole.split('/');
    const made = parts.map((part, index) => segment(part, index === parts.length - 1)).join('/');
    paths.set(whole, made);
    all.set(whole, made);
    return made;
  };

  const segment = (part: string, isLast: boolean): string => {
    if (part === '' || ORDINARY.has(part)) return part;
    // Within an archive.
    if (part.endsWith('!')) return `${segment(part.slice(0, -1), true)}!`;
    if (!isLast) return of('folder', part);
    const ending = endingOf(part, vocabulary);
    return `${of('file', part.slice(0, part.length - ending.length))}${ending}`;
  };

  for (const id of repositories) of('repository', id);
  return { of, path, known: (text) => all.get(text) ?? null };
}

/** `.js`, `.callCenter-meta.xml`: what says of which kind a file is, and nothing else. */
function endingOf(name: string, { isWord }: Vocabulary): string {
  const [ending = ''] = /(?:\.[A-Za-z]{1,30})?(?:-meta\.xml|\.[A-Za-z0-9]{1,10})$/.exec(name) ?? [];
  const parts = ending.split(/[.-]/).filter((part) => part !== '');
  if (parts.every(isWord)) return ending;
  const last = parts.at(-1) ?? '';
  return isWord(last) && ending.endsWith(`.${last}`) ? `.${last}` : '';
}
