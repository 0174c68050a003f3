/** What git's own files say of a repository, read without running git: where it came from and when it was last committed to. */
import { closeSync, constants, existsSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { constants as zlib, inflateSync } from 'node:zlib';
import { patiently } from '../patiently.ts';
import { indexedPaths } from './index-file.ts';
import { git, GitError } from './run.ts';

export interface GitFolders {
  /** HEAD and the index are here. */
  readonly own: string;
  /** Configuration, refs and objects are here; another folder for a worktree. */
  readonly common: string;
}

/** No file of git's that is read as a whole is longer. A list of all refs may have some megabytes. */
const LONGEST = 16 * 1024 * 1024;

/** `.git` of a work tree is a folder, or a file that names one (a worktree or a submodule). */
export function gitFolders(root: string): GitFolders {
  const path = join(root, '.git');
  const pointer = readSmall(path);
  const target = pointer === null ? undefined : /^gitdir:[ \t]*(\S[^\r\n]*)/.exec(pointer)?.[1]?.trim();
  return foldersOf(target === undefined ? path : resolve(root, target));
}

/** The folders of a git folder that is known: a bare clone, say. */
export function foldersOf(own: string): GitFolders {
  // A worktree shares the configuration of the clone that it was made from.
  const shared = readSmall(join(own, 'commondir'))?.trim();
  return { own, common: shared ? resolve(own, shared) : own };
}

/** The address of `origin`, as written. */
export function originOf({ common }: GitFolders): string | null {
  let inOrigin = false;
  for (const line of (readSmall(join(common, 'config')) ?? '').split('\n')) {
    const text = line.trim();
    if (text.startsWith('[')) inOrigin = text.startsWith('[remote "origin"]');
    else if (inOrigin && text.startsWith('url')) {
      const value = text.slice(3).trimStart();
      if (value.startsWith('=')) return value.slice(1).trim();
    }
  }
  return null;
}

/** The commit that HEAD stands for, as hexadecimal digits, without one before the first commit; null if git's files do not say. */
export function headOf(folders: GitFolders): { readonly commit: string | null } | null {
  const head = readSmall(join(folders.own, 'HEAD'))?.trim() ?? '';
  if (COMMIT.test(head)) return { commit: head };
  const ref = /^ref:\s*(refs\/\S+)$/.exec(head)?.[1];
  if (ref === undefined || ref.includes('..') || ref.includes('\0')) return null;
  const loose = (readSmall(join(folders.own, ref)) ?? readSmall(join(folders.common, ref)))?.trim();
  if (loose !== undefined) return COMMIT.test(loose) ? { commit: loose } : null;
  const packed = readSmall(join(folders.common, 'packed-refs')) ?? '';
  const end = packed.indexOf(` ${ref}\n`);
  if (end < 0) return { commit: null };
  const commit = packed.slice(packed.lastIndexOf('\n', end) + 1, end);
  return COMMIT.test(commit) ? { commit } : null;
}

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * When a commit was made. Git keeps it in a file of its own or in a pack; both are read here, because a process for each of a thousand
 * repositories would cost more than all the rest. What is stored in any other way is asked of git.
 */
export function commitTime({ common }: GitFolders, commit: string): string | null {
  let text: string | null;
  try {
    text = looseCommit(common, commit) ?? (commit.length === 40 ? packedCommit(common, commit) : null);
  } catch {
    text = null;
  }
  if (text === null) {
    try {
      text = git(common, ['cat-file', 'commit', commit]).toString('latin1');
    } catch (error) {
      if (error instanceof GitError) return null;
      throw error;
    }
  }
  const seconds = /^committer [^\n]*? (\d{1,12}) [+-]\d{4}$/m.exec(text)?.[1];
  return seconds === undefined ? null : timeOf(Number(seconds));
}

/** Seconds since 1970 as date and time in UTC; null for what no commit can have. */
export function timeOf(seconds: number): string | null {
  return seconds > 0 && seconds < 253_402_300_800 ? new Date(seconds * 1000).toISOString().replace('.000Z', 'Z') : null;
}

/** A commit is short; one that is not, is a message that nobody reads. */
const LONGEST_COMMIT = 1024 * 1024;
const inflate = (bytes: Buffer): string =>
  inflateSync(bytes, { maxOutputLength: LONGEST_COMMIT, finishFlush: zlib.Z_SYNC_FLUSH }).toString('latin1');

function looseCommit(common: string, commit: string): string | null {
  const bytes = readBytes(join(common, 'objects', commit.slice(0, 2), commit.slice(2)), LONGEST_COMMIT);
  const text = bytes === null ? null : inflate(bytes);
  return text?.startsWith('commit ') ? text : null;
}

/** Packs: an index of ids in order with the place of each object, and the objects themselves. */
function packedCommit(common: string, commit: string): string | null {
  const folder = join(common, 'objects', 'pack');
  const wanted = Buffer.from(commit, 'hex');
  for (const name of patiently(() => readdirSync(folder))) {
    if (!name.endsWith('.idx')) continue;
    const at = withFile(join(folder, name), (read) => placeInPack(read, wanted));
    if (at === null) continue;
    return withFile(join(folder, `${name.slice(0, -4)}.pack`), (read) => {
      const bytes = read(at, 64 * 1024);
      let next = 0;
      const first = bytes[next++] ?? 0;
      // Kind 1 is a whole commit; one that is stored as a difference to another is left to git.
      if (((first >> 4) & 7) !== 1) return null;
      for (let byte = first; byte & 0x80;) byte = bytes[next++] ?? 0;
      return inflate(bytes.subarray(next));
    });
  }
  return null;
}

type ReadAt = (position: number, length: number) => Buffer;

function placeInPack(read: ReadAt, wanted: Buffer): number | null {
  const head = read(0, 8 + 1024);
  if (head.length < 1032 || head.readUInt32BE(0) !== 0xff744f63 || head.readUInt32BE(4) !== 2) return null;
  const fan = (index: number): number => (index < 0 ? 0 : head.readUInt32BE(8 + index * 4));
  const from = fan((wanted[0] ?? 0) - 1);
  const until = fan(wanted[0] ?? 0);
  const count = fan(255);
  if (until <= from || until > count || until - from > 500_000) return null;
  const ids = read(1032 + from * 20, (until - from) * 20);
  let low = 0;
  let high = until - from - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const order = Buffer.compare(wanted, ids.subarray(middle * 20, middle * 20 + 20));
    if (order === 0) {
      const place = read(1032 + count * 24 + (from + middle) * 4, 4);
      const at = place.length === 4 ? place.readUInt32BE(0) : 0x80000000;
      return at < 0x80000000 ? at : null;
    }
    if (order < 0) high = middle - 1;
    else low = middle + 1;
  }
  return null;
}

/** A pipe in the place of a file would be waited on for ever. */
function withFile<T>(path: string, use: (read: ReadAt, size: number) => T | null): T | null {
  let descriptor: number;
  try {
    descriptor = patiently(() => openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)));
  } catch {
    return null;
  }
  try {
    const info = fstatSync(descriptor);
    if (!info.isFile()) return null;
    return use((position, length) => {
      const buffer = Buffer.alloc(Math.max(0, Math.min(length, info.size - position)));
      return buffer.subarray(0, readSync(descriptor, buffer, 0, buffer.length, position));
    }, info.size);
  } catch {
    return null;
  } finally {
    closeSync(descriptor);
  }
}

function readBytes(path: string, longest: number): Buffer | null {
  return withFile(path, (read, size) => (size <= longest ? read(0, size) : null));
}

function readSmall(path: string): string | null {
  return readBytes(path, LONGEST)?.toString('utf8') ?? null;
}

/** Commits whose parents were not cloned. */
export function shallowCommits({ common }: GitFolders): Set<string> {
  return new Set((readSmall(join(common, 'shallow')) ?? '').split('\n').map((line) => line.trim()));
}

/** Whether contents were left out when it was cloned, to be fetched when somebody asks for them, which nobody does here. */
export function isPartial({ common }: GitFolders): boolean {
  try {
    return readdirSync(join(common, 'objects', 'pack')).some((name) => name.endsWith('.promisor'));
  } catch {
    return false;
  }
}

/** Whether a folder is git's own: the folder of a bare clone. */
export function isGitFolder(names: ReadonlySet<string>): boolean {
  return names.has('HEAD') && names.has('objects') && names.has('refs');
}

/** An index of half a million files has some fifty megabytes. */
const LONGEST_INDEX = 128 * 1024 * 1024;

/** Paths of all files that git keeps; files among them are never ignored. Nothing of the work tree is read. @throws GitError */
export function trackedPaths({ own }: GitFolders, commit: string | null): Set<string> {
  const path = join(own, 'index');
  // Before the first commit of all there may be none.
  if (commit === null && !existsSync(path)) return new Set();
  const bytes = commit === null || commit.length === 40 ? readBytes(path, LONGEST_INDEX) : null;
  const paths = bytes && indexedPaths(bytes);
  if (paths) return paths;
  const listed = git(own, ['-c', 'core.excludesFile=', '--work-tree=.', 'ls-files', '-z', '--cached']);
  return new Set(listed.toString('utf8').split('\0'));
}
