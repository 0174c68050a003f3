/** The line of a repository's first parents, and the files at several of its commits, each told by what changed since the one before. */
import { s } from '../../model/sentence.ts';
import { filesAt, type GitFile, type GitTree } from './objects.ts';
import { git, GitError } from './run.ts';

export interface LineCommit {
  readonly id: string;
  readonly tree: string;
  /** When it was committed, in seconds since 1970. */
  readonly committed: number;
}

/**
 * The commits from a revision back along first parents, the newest first; none before the first commit of all.
 * @throws GitError
 */
export function firstParents(folder: string, revision: string): LineCommit[] {
  const resolved = git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  const args = ['rev-list', '--first-parent', '--format=%H %T %ct', '--end-of-options', resolved.toString('latin1').trim()];
  const line: LineCommit[] = [];
  for (const text of git(folder, args).toString('latin1').split('\n')) {
    // Before each stands “commit” and its id once more.
    const [, id = '', tree = '', seconds] = /^([0-9a-f]{40,64}) ([0-9a-f]{40,64}) (-?\d{1,20})$/.exec(text) ?? [];
    if (id !== '') line.push({ id, tree, committed: Number(seconds) });
  }
  return line;
}

/**
 * How many objects of these commits a partial clone lacks.
 * @throws GitError
 */
export function countMissing(folder: string, commits: readonly LineCommit[]): number {
  const args = ['rev-list', '--objects', '--no-walk', '--missing=print', '--stdin'];
  const answer = git(folder, args, commits.map(({ id }) => `${id}\n`).join(''));
  return answer
    .toString('latin1')
    .split('\n')
    .filter((line) => line.startsWith('?')).length;
}

export interface TreesOfLine {
  /** Every content that any of the trees holds, once, in the order in which they come. */
  readonly contents: readonly GitFile[];
  /** The files at each of the commits, in their order. */
  readonly trees: Iterator<GitTree, undefined>;
}

/**
 * Git is asked three times, however many commits there are: for the files of the first, for what changes from each to the next, and for the
 * sizes of what is new.
 * @throws GitError
 */
export function treesOfLine(folder: string, commits: readonly LineCommit[]): TreesOfLine {
  const start = filesAt(folder, commits[0]?.tree ?? '');
  const steps = changesAlong(
    folder,
    commits.map(({ tree }) => tree),
  );
  const sizes = sizesOf(folder, steps, start.files);
  const contents = new Map<string, GitFile>();
  const add = (file: GitFile): void => void (contents.has(file.blob) || contents.set(file.blob, file));
  for (const file of start.files) add(file);
  for (const step of steps) for (const { path, mode, blob } of step) if (isFile(mode)) add({ path, blob, size: sizes.get(blob) ?? 0 });
  return { contents: [...contents.values()], trees: treesBy(commits, start, steps, sizes) };
}

function* treesBy(
  commits: readonly LineCommit[],
  start: ReturnType<typeof filesAt>,
  steps: readonly (readonly Change[])[],
  sizes: ReadonlyMap<string, number>,
): Generator<GitTree, undefined> {
  const files = new Map(start.files.map((file) => [file.path, file]));
  const submodules = new Set(start.submodules);
  const links = new Set(start.links);
  for (const [at, { id, committed }] of commits.entries()) {
    for (const { path, mode, blob } of at === 0 ? [] : (steps[at - 1] ?? [])) {
      // A file that stays one keeps its place.
      if (!isFile(mode)) files.delete(path);
      submodules.delete(path);
      links.delete(path);
      if (mode === SUBMODULE) submodules.add(path);
      else if (mode === LINK) links.add(path);
      else if (isFile(mode)) files.set(path, { path, blob, size: sizes.get(blob) ?? 0 });
    }
    yield { commit: id, committed, files: [...files.values()], submodules: [...submodules].sort(), links: [...links].sort() };
  }
  return undefined;
}

function isFile(mode: string): boolean {
  return mode !== GONE && mode !== SUBMODULE && mode !== LINK;
}

const GONE = '000000';
const SUBMODULE = '160000';
const LINK = '120000';

/** What stands at a path from now on. */
interface Change {
  readonly path: string;
  readonly mode: string;
  readonly blob: string;
}

/** From each tree to the next; nothing where the two are the same. */
function changesAlong(folder: string, trees: readonly string[]): Change[][] {
  const pairs = trees.slice(1).map((tree, at) => [trees[at] ?? '', tree] as const);
  const asked = pairs.filter(([from, to]) => from !== to);
  if (asked.length === 0) return pairs.map(() => []);
  const input = asked.map(([from, to]) => `${from} ${to}\n`).join('');
  const args = ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-abbrev', '--ignore-submodules=none', '--stdin'];
  const answer = git(folder, args, input);
  const told = new Map<string, Change[]>();
  let changes: Change[] | null = null;
  for (let at = 0; at < answer.length;) {
    const isEntry = answer[at] === 0x3a;
    const end = answer.indexOf(isEntry ? 0 : 10, at);
    if (end < 0) throw new GitError(NOT_TOLD);
    const text = answer.toString('latin1', at, end);
    at = end + 1;
    if (!isEntry) {
      changes = [];
      told.set(text, changes);
      continue;
    }
    const [, mode, blob] = /^:\d{6} (\d{6}) [0-9a-f]+ ([0-9a-f]+) [A-Z]\d*$/.exec(text) ?? [];
    const last = answer.indexOf(0, at);
    if (mode === undefined || blob === undefined || last < 0 || !changes) throw new GitError(NOT_TOLD);
    changes.push({ path: answer.toString('utf8', at, last), mode, blob });
    at = last + 1;
  }
  return pairs.map(([from, to]) => (from === to ? [] : (told.get(`${from} ${to}`) ?? [])));
}

const NOT_TOLD = s`Git could not tell what changed between two revisions.`;

/** Bytes of the blobs that come in on the way. One that is missing has none, and is named when it is read. */
function sizesOf(folder: string, steps: readonly (readonly Change[])[], known: readonly GitFile[]): Map<string, number> {
  const sizes = new Map(known.map(({ blob, size }) => [blob, size]));
  const asked = new Set<string>();
  for (const step of steps) for (const { mode, blob } of step) if (isFile(mode) && !sizes.has(blob)) asked.add(blob);
  if (asked.size === 0) return sizes;
  const answer = git(folder, ['cat-file', '--batch-check=%(objectname) %(objectsize)', '--buffer'], `${[...asked].join('\n')}\n`);
  for (const line of answer.toString('latin1').split('\n')) {
    const [blob = '', size = ''] = line.split(' ');
    if (asked.has(blob) && /^\d+$/.test(size)) sizes.set(blob, Number(size));
  }
  return sizes;
}
