/** Arguments of a scan to repositories with ids that are the same on every machine. */
import { readFileSync, realpathSync, type Stats } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { UserError } from '../errors.ts';
import type { Problem } from '../model/assessment.ts';
import { compare, SKIPPED_FOLDERS, statOf, walk, type SourceFile } from './walk.ts';

export interface Repository {
  readonly id: string;
  readonly name: string;
  readonly files: readonly SourceFile[];
  readonly problems: readonly Problem[];
  readonly seen: number;
}

/**
 * Each path is one repository; a folder with a `.git` below it becomes one of its own. A path to a file is a repository of one file.
 * @throws UserError if a path does not exist
 */
export function discoverRepositories(
  paths: readonly string[],
  workingDirectory: string,
  leaveOut: ReadonlySet<string> = new Set(),
): Repository[] {
  const roots = new Map<string, { root: string; info: Stats }>();
  for (const path of paths) {
    if (path.trim() === '') throw new UserError('A path is empty.', 'Write “.” for this folder.');
    const root = resolve(workingDirectory, path);
    const info = statOf(root);
    if (!info) {
      throw new UserError(
        `There is no file or folder “${path}”.`,
        'Give the folder of an adapter or of a retrieved org, or leave it out to scan this folder.',
      );
    }
    // One folder under two names is one folder.
    const real = realpathSync(root);
    if (!roots.has(real)) roots.set(real, { root, info });
  }
  const found: Repository[] = [];
  for (const [real, { root, info }] of roots) {
    // What another argument covers is read there, once.
    if ([...roots.keys()].some((other) => covers(other, real))) continue;
    if (info.isDirectory()) found.push(...folderRepositories(root, baseName(root), leaveOut));
    else {
      const name = baseName(root);
      found.push({ id: name, name, files: [{ path: basename(root), root: dirname(root) }], problems: [], seen: 1 });
    }
  }
  return distinct(found);
}

/** Whether a walk through `folder` comes to `path`. */
function covers(folder: string, path: string): boolean {
  const below = folder.endsWith(sep) ? folder : folder + sep;
  return (
    path.startsWith(below) &&
    !path
      .slice(below.length)
      .split(sep)
      .some((name) => SKIPPED_FOLDERS.has(name))
  );
}

/** `below` is the folder's path below the scan's root; a nested repository without a remote is known by it. */
function folderRepositories(root: string, fallbackId: string, leaveOut: ReadonlySet<string>, below = ''): Repository[] {
  const { files, nested, problems, seen } = walk(root, leaveOut);
  const id = remoteId(root) ?? fallbackId;
  const own: Repository = { id, name: id.slice(id.lastIndexOf('/') + 1), files, problems, seen };
  const inner: Repository[] = [];
  for (const folder of nested) {
    const path = below === '' ? folder : `${below}/${folder}`;
    inner.push(...folderRepositories(join(root, folder), path, leaveOut, path));
  }
  // A folder that only holds repositories is no repository itself.
  const isContainer = inner.length > 0 && files.length === 0 && problems.length === 0;
  return isContainer ? inner : [own, ...inner];
}

/** The folder's own name; the file system's root and the like have none. */
function baseName(path: string): string {
  return basename(path) || basename(dirname(path)) || 'scan';
}

/** Two repositories may share a remote or a folder name; the later one gets a number. */
function distinct(repositories: readonly Repository[]): Repository[] {
  const taken = new Set<string>();
  return repositories
    .map((repository) => {
      let id = repository.id;
      for (let count = 2; taken.has(id); count++) id = `${repository.id}~${count}`;
      taken.add(id);
      return { ...repository, id };
    })
    .sort((a, b) => compare(a.id, b.id));
}

/** The address of `origin` as `host/owner/name`, read from git's own file; git itself is not run on a stranger's repository. */
function remoteId(root: string): string | null {
  const config = readText(join(gitFolder(root), 'config'));
  if (config === null) return null;
  const section = /^\s*\[remote "origin"\]([^[]*)/m.exec(config)?.[1];
  const url = section === undefined ? undefined : /^\s*url\s*=\s*(.+?)\s*$/m.exec(section)?.[1];
  return url === undefined ? null : normaliseRemote(url);
}

/** `.git` is a folder, or a file that names one (a worktree or a submodule). */
function gitFolder(root: string): string {
  const path = join(root, '.git');
  const pointer = readText(path);
  const target = pointer === null ? undefined : /^gitdir:\s*(.+?)\s*$/m.exec(pointer)?.[1];
  if (target === undefined) return path;
  const folder = resolve(root, target);
  // A worktree shares the configuration of the clone that it was made from.
  const shared = readText(join(folder, 'commondir'))?.trim();
  return shared ? resolve(folder, shared) : folder;
}

function readText(path: string): string | null {
  // A pipe in the place of a file would be waited on for ever.
  if (!statOf(path)?.isFile()) return null;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** Takes scheme, user info, port, a query and `.git` off a remote's address. A path on this machine gives null: it would say too much. */
export function normaliseRemote(url: string): string | null {
  const scp = /^(?:[^@/\s]+@)?([A-Za-z0-9.-]+):(?!\/\/|:)([^\s@]+)$/.exec(url);
  let host: string;
  let path: string;
  if (scp && !/^[A-Za-z]$/.test(scp[1] ?? '')) {
    host = scp[1] ?? '';
    path = scp[2] ?? '';
  } else {
    let parsed: URL;
    try {
      parsed = new URL(url);
    } catch {
      return null;
    }
    if (!/^(?:https?|ssh|git|git\+ssh):$/.test(parsed.protocol)) return null;
    host = parsed.hostname;
    path = decoded(parsed.pathname);
  }
  const name = path
    .replace(/[?#].*$/, '')
    .replace(/^\/+|\/+$/g, '')
    .replace(/\.git$/i, '')
    // A home folder names its user.
    .replace(/^~[^/]*/, '~');
  return host === '' || name === '' ? null : `${host.toLowerCase()}/${name}`;
}

/** Percent escapes opened; as written where they are none. */
function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
