/** The files of a revision, read through git's objects: no checkout, so nothing of the repository is run or written. */
import { s } from '../../model/sentence.ts';
import { git, GitError } from './run.ts';

/** A file of a revision. */
export interface GitFile {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  /** Id of the blob: the same content has the same id in every revision. */
  readonly blob: string;
  /** Bytes. */
  readonly size: number;
}

export interface GitTree {
  /** The full id of the commit. */
  readonly commit: string;
  /** When it was committed, in seconds since 1970. */
  readonly committed: number;
  readonly files: readonly GitFile[];
  /** Submodules, whose files are in repositories of their own. */
  readonly submodules: readonly string[];
  /** Links; what they lead to is not followed. */
  readonly links: readonly string[];
}

/**
 * The files of a revision: a branch, a tag, a commit; `HEAD` where nothing else is asked for.
 * @throws GitError
 */
export function readTree(folder: string, revision = 'HEAD'): GitTree {
  let commit: string;
  try {
    commit = git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])
      .toString('latin1')
      .trim();
  } catch (error) {
    if (error instanceof GitError && /damaged/.test(error.message)) {
      throw new GitError(
        revision === 'HEAD'
          ? s`The repository has no commit that could be read; it may be empty or damaged.`
          : s`The revision is not in the repository.`,
      );
    }
    throw error;
  }
  const head = git(folder, ['cat-file', 'commit', commit]).toString('utf8');
  const committed = Number(/^committer .* (\d+) [+-]\d{4}$/m.exec(head)?.[1] ?? 0);
  return { commit, committed, ...filesAt(folder, commit) };
}

/**
 * The files of a tree, named by its own id or by its commit's.
 * @throws GitError
 */
export function filesAt(folder: string, tree: string): Pick<GitTree, 'files' | 'submodules' | 'links'> {
  const files: GitFile[] = [];
  const submodules: string[] = [];
  const links: string[] = [];
  for (const entry of git(folder, ['ls-tree', '-r', '-z', '-l', '--full-tree', tree]).toString('utf8').split('\0')) {
    const match = /^(\d{6}) (\w+) ([0-9a-f]{40,64}) +(\d+|-|BAD)\t([^]+)$/.exec(entry);
    if (!match) continue;
    const [, mode, , blob = '', size, path = ''] = match;
    if (mode === '160000') submodules.push(path);
    else if (mode === '120000') links.push(path);
    else files.push({ path, blob, size: Number(size) || 0 });
  }
  return { files, submodules, links };
}

/** Blobs asked for at once: few runs of git, and memory that does not grow with the repository. Bytes. */
const MOST_AT_ONCE = 16 * 1024 * 1024;
/** What is asked for after a jump. Few files are read a second time, and not in a row; what is read in a row soon comes in large pieces. */
const LEAST_AT_ONCE = 512 * 1024;
export interface BlobReaderOptions {
  /** Files that will hardly be asked for, and are not read ahead. */
  readonly isNeedless?: (index: number) => boolean;
  /** What was asked for stays for those who read it a second time, as long as it is no more than this. Bytes. */
  readonly mostHeld?: number;
}

/**
 * Reads the blobs of files, some at a time and more the longer they are read in the order in which they stand; that order is what is fast.
 * A blob that is missing or damaged gives null.
 */
export function blobReader(
  folder: string,
  files: readonly Pick<GitFile, 'blob' | 'size'>[],
  { isNeedless = () => false, mostHeld = MOST_AT_ONCE }: BlobReaderOptions = {},
): (index: number) => Buffer | null {
  const held = new Map<number, Buffer | null>();
  let heldBytes = 0;
  let next = 0;
  // What lies behind it was not asked for yet, so that whoever comes there comes in order.
  let farthest = 0;
  const reach = { ahead: LEAST_AT_ONCE, again: LEAST_AT_ONCE };
  const readFrom = (index: number): void => {
    const way = index >= farthest ? 'ahead' : 'again';
    reach[way] = way === 'ahead' || index === next ? Math.min(MOST_AT_ONCE, reach[way] * 4) : LEAST_AT_ONCE;
    const atOnce = reach[way];
    const ahead: number[] = [];
    let bytes = 0;
    for (next = index; next < files.length; next++) {
      if (next > index && (held.has(next) || isNeedless(next))) continue;
      const size = files[next]?.size ?? 0;
      if (next > index && bytes + size > atOnce) break;
      bytes += size;
      ahead.push(next);
    }
    farthest = Math.max(farthest, next);
    heldBytes += bytes;
    // The oldest goes first, and before the new ones come.
    for (const one of held.keys()) {
      if (heldBytes <= mostHeld) break;
      held.delete(one);
      heldBytes -= files[one]?.size ?? 0;
    }
    const blobs = readBlobs(
      folder,
      ahead.map((one) => files[one]?.blob ?? ''),
    );
    for (const [at, one] of ahead.entries()) held.set(one, blobs[at] ?? null);
  };
  return (index) => {
    if (!held.has(index)) readFrom(index);
    return held.get(index) ?? null;
  };
}

function readBlobs(folder: string, blobs: readonly string[]): (Buffer | null)[] {
  let answer: Buffer;
  try {
    answer = git(folder, ['cat-file', '--batch', '--buffer'], `${blobs.join('\n')}\n`);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    // One damaged object ends the run; alone, each of the others still answers.
    return blobs.length === 1 ? [null] : blobs.flatMap((blob) => readBlobs(folder, [blob]));
  }
  let at = 0;
  return blobs.map(() => {
    const end = answer.indexOf(10, at);
    const header = end < 0 ? '' : answer.toString('latin1', at, end);
    const size = /^[0-9a-f]{40,64} blob (\d+)$/.exec(header)?.[1];
    at = end < 0 ? answer.length : end + 1;
    if (size === undefined) return null;
    const bytes = answer.subarray(at, at + Number(size));
    at += Number(size) + 1;
    return bytes;
  });
}
