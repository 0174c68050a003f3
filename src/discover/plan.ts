/** Arguments and lists to the repositories of a scan, each with an id that is the same on every machine. No file of theirs is opened but git's own. */
import { s } from '../model/sentence.ts';
import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import type { Border, ListProblem } from '../model/assessment.ts';
import { findUnits } from './borders.ts';
import { foldersOf, gitFolders, isGitFolder, originOf } from './git/folder.ts';
import { readPatterns, type Patterns } from '../ignoring.ts';
import { isVendored, TOOL_FOLDERS } from './left-out.ts';
import { readList, type ListEntry } from './list-file.ts';
import { below, findWritten, namedSafely, nameOf, tailOf } from './paths.ts';
import { normaliseRemote } from './remote.ts';
import { compare, statOf } from './walk.ts';

/** A repository that was found and not yet read. Plain data: it may go to another thread. */
export interface RepositoryPlan {
  readonly id: string;
  readonly name: string;
  readonly border: Border;
  /** Absolute path of its folder; of git's own folder for a bare clone and a revision; of the folder that holds it for a single file. */
  readonly root: string;
  /** Folders below the root that are repositories of their own. */
  readonly inner: readonly string[];
  /** The name of the file where it is a single one. */
  readonly file: string | null;
  /** The revision that was asked for. */
  readonly ref: string | null;
  readonly owner: string | null;
  readonly label: string | null;
  /** Why it cannot be read; null where nothing is known against it. */
  readonly failure: string | null;
}

export interface DiscoverOptions {
  /** Absolute paths of files that are no repository's: reports of an earlier run. */
  readonly leaveOut?: ReadonlySet<string>;
  readonly eachFolder?: boolean;
  readonly includeVendored?: boolean;
  /** Patterns in the syntax of .gitignore. */
  readonly exclude?: readonly string[];
  /** A list of repositories: its text, its name, and the folder that its paths are relative to. */
  readonly list?: { readonly text: string; readonly name: string; readonly folder: string } | null;
}

export interface Discovery {
  /** Sorted by id. */
  readonly plans: readonly RepositoryPlan[];
  readonly listProblems: readonly ListProblem[];
  /** What was decided that somebody may want to know, a sentence each. */
  readonly remarks: readonly string[];
}

/** Before ids are settled. */
interface Found extends Omit<RepositoryPlan, 'id'> {
  readonly base: string;
  /** By what two of the same base are told apart, the folder where people see it. */
  readonly shown: string;
  /** Whether the base is a name or a path that can be made longer; a remote gets something behind it. */
  readonly isPath: boolean;
  /** The folder with all links resolved, and the revision. */
  readonly key: string;
  /** Where it was named itself: an argument, or a line of the list. */
  readonly line: number | 'argument' | null;
}

/**
 * Each path is one repository, or several where borders lie below it. A path to a file is a repository of one file.
 * @throws UserError if a path that was given as an argument does not exist
 */
export function planRepositories(paths: readonly string[], workingDirectory: string, options: DiscoverOptions = {}): Discovery {
  const remarks: string[] = [];
  const listProblems: ListProblem[] = [];
  const excluded = readPatterns(options.exclude ?? []);
  const found: Found[] = [];
  const roots: { readonly root: string; readonly real: string; readonly path: string }[] = [];
  for (const path of paths) {
    if (path.trim() === '') throw new UserError('A path is empty.', 'Write “.” for this folder.');
    const written = findWritten(path, (candidate) => statOf(resolve(workingDirectory, candidate)) !== null);
    if (!written) {
      throw new UserError(
        `There is no file or folder “${path}”.`,
        'Give the folder of an adapter or of a retrieved org, or leave it out to scan this folder.',
      );
    }
    const root = resolve(workingDirectory, written.path);
    if (written.ref !== null) found.push(revisionOf(root, written.ref, 'argument'));
    else roots.push({ root, real: realOf(root), path });
  }
  const seen = new Map<string, string>();
  for (const { root, real, path } of roots) {
    const before = seen.get(real);
    if (before !== undefined) {
      remarks.push(`“${path}” is the same folder as “${before}”; it is read once.`);
      continue;
    }
    seen.set(real, path);
    // What another argument covers is read there, once.
    const above = roots.find((other) => below(other.real, real) !== null && reaches(other.real, real, options, excluded));
    if (above) remarks.push(`“${path}” lies in “${above.path}” and is read there, once.`);
    else {
      try {
        found.push(...unitsOf(root, real, options, excluded, 'argument'));
      } catch (error) {
        found.push(failed(path, null, 'argument', s`The folder could not be looked through (${codeOf(error)}).`));
      }
    }
  }
  if (options.list) planList(options.list, options, excluded, found, listProblems);
  const plans = settleIds(withoutTwins(found, options.list?.name ?? '', listProblems));
  if (plans.length > 0 || listProblems.length > 0) return { plans, listProblems, remarks };
  throw new UserError('No repository was given.', 'The list names none. Write one path a line.');
}

type List = NonNullable<DiscoverOptions['list']>;

function planList(list: List, options: DiscoverOptions, excluded: Patterns, found: Found[], listProblems: ListProblem[]): void {
  const { entries, faults } = readList(list.text, list.name);
  for (const { line, reason, effect, path } of faults) {
    if (effect === 'lost' && path !== undefined) found.push(failed(path, null, line, `Line ${line} of the list ${reason}.`));
    else listProblems.push({ list: list.name, line, effect, reason });
  }
  for (const entry of entries) {
    try {
      found.push(...entryOf(entry, list, options, excluded));
    } catch (error) {
      found.push(failed(entry.path, entry, entry.line, s`Line ${entry.line} of the list could not be followed (${codeOf(error)}).`));
    }
  }
}

function entryOf(entry: ListEntry, list: List, options: DiscoverOptions, excluded: Patterns): Found[] {
  const { id, name, owner, label, line } = entry;
  const written = entry.path.includes('\0') ? null : findWritten(entry.path, (path) => statOf(resolve(list.folder, path)) !== null);
  if (!written) return [failed(entry.path, entry, line, s`Line ${line} of the list names a folder that is not there.`)];
  const root = resolve(list.folder, written.path);
  // A line is one repository, whatever --each-folder says of arguments.
  const own = { ...options, eachFolder: false };
  const units = written.ref === null ? unitsOf(root, realOf(root), own, excluded, line) : [revisionOf(root, written.ref, line)];
  return units.map((unit): Found => {
    const isItself = unit.line === line;
    return {
      ...unit,
      owner,
      label,
      ...(isItself && name !== null && { name }),
      ...(isItself && unit.border === 'folder' && { border: 'list' as const }),
      ...(isItself && id !== null && unit.isPath && { base: id, isPath: false }),
    };
  });
}

function failed(written: string, entry: ListEntry | null, line: number | 'argument', failure: string): Found {
  const shown = namedSafely(written);
  return {
    base: entry?.id ?? shown,
    name: entry?.name ?? shown.slice(shown.lastIndexOf('/') + 1),
    shown,
    isPath: false,
    border: 'list',
    root: '',
    inner: [],
    file: null,
    ref: null,
    owner: entry?.owner ?? null,
    label: entry?.label ?? null,
    failure,
    key: `${line} ${written}`,
    line,
  };
}

function unitsOf(root: string, real: string, options: DiscoverOptions, excluded: Patterns, line: Found['line']): Found[] {
  const none = { inner: [], file: null, ref: null, owner: null, label: null, failure: null };
  if (statOf(root)?.isDirectory() !== true) {
    const name = nameOf(root);
    const file = basename(root);
    return [{ ...none, base: name, name, border: 'file', root: dirname(root), file, shown: root, isPath: true, key: real, line }];
  }
  const { eachFolder = false, includeVendored = false, leaveOut = new Set<string>() } = options;
  return findUnits(root, { eachFolder, includeVendored, excluded, leaveOut }).flatMap(({ folder, border, inner, hasOwn }): Found[] => {
    // A folder that only holds repositories is no repository itself.
    if (!hasOwn) return [];
    const at = folder === '' ? root : join(root, folder);
    const remote = border === 'git' || border === 'bare' ? remoteOf(at, border) : null;
    const path = (folder === '' ? nameOf(root) : folder).replace(border === 'bare' ? /\.git$/i : /$^/, '');
    const base = remote ?? path;
    return [
      {
        ...none,
        base,
        name: base.slice(base.lastIndexOf('/') + 1),
        border,
        root: at,
        inner,
        shown: at,
        isPath: remote === null,
        key: folder === '' ? real : join(real, folder),
        line: folder === '' ? line : null,
      },
    ];
  });
}

/** A repository at a revision; whether it has one of that name is seen when it is read. */
function revisionOf(root: string, ref: string, line: Found['line']): Found {
  const isBare =
    statOf(join(root, '.git')) === null && isGitFolder(new Set(['HEAD', 'objects', 'refs'].filter((name) => statOf(join(root, name)))));
  const isGit = isBare || statOf(join(root, '.git')) !== null;
  const remote = isGit ? remoteOf(root, isBare ? 'bare' : 'git') : null;
  const base = remote ?? nameOf(root).replace(isBare ? /\.git$/i : /$^/, '');
  return {
    base: `${base}@${ref}`,
    name: base.slice(base.lastIndexOf('/') + 1),
    border: 'revision',
    root: isBare ? root : gitFolders(root).own,
    inner: [],
    file: null,
    ref,
    owner: null,
    label: null,
    failure: isGit ? null : s`The folder is no git repository, so that it has no revisions.`,
    shown: root,
    isPath: false,
    key: `${realOf(root)}@${ref}`,
    line,
  };
}

function remoteOf(root: string, border: 'git' | 'bare'): string | null {
  const origin = originOf(border === 'bare' ? foldersOf(root) : gitFolders(root));
  return origin === null ? null : normaliseRemote(origin);
}

/** One folder under two names is one folder; where letter case does not count, one under two spellings too. */
function realOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

/** Whether a walk through `folder` comes to `path`. */
function reaches(folder: string, path: string, options: DiscoverOptions, excluded: Patterns): boolean {
  const parts = (below(folder, path) ?? '').split('/');
  return !parts.some(
    (part, index) =>
      TOOL_FOLDERS.has(part) ||
      excluded.decide(`${parts.slice(0, index + 1).join('/')}${index < parts.length - 1 ? '/' : ''}`) === true ||
      (options.includeVendored !== true && isVendored(part, (name) => statOf(join(folder, ...parts.slice(0, index + 1), name)) !== null)),
  );
}

/** A repository that several arguments or lines lead to is read once; what a line says of it counts. One that a line names in another is its own. */
function withoutTwins(found: readonly Found[], list: string, listProblems: ListProblem[]): Found[] {
  const byKey = new Map<string, Found>();
  for (const one of found) {
    const before = byKey.get(one.key);
    if (before === undefined || typeof one.line !== 'number') {
      if (before === undefined) byKey.set(one.key, one);
      continue;
    }
    if (typeof before.line === 'number') {
      const reason = `names the repository of line ${before.line} again; it is read once`;
      listProblems.push({ list, line: one.line, effect: 'note', reason });
    } else byKey.set(one.key, { ...one, inner: before.inner });
  }
  const all: Found[] = [];
  const more = new Map<Found, string[]>();
  for (const one of byKey.values()) {
    const around = typeof one.line === 'number' && one.ref === null && one.failure === null ? holderOf(one.key, byKey) : null;
    if (around === null) all.push(one);
    else if (one.file === null) {
      all.push(one);
      more.set(around.holder, [...(more.get(around.holder) ?? []), around.path]);
    } else {
      const reason = `names a file of a repository that is read anyway; it is read once`;
      listProblems.push({ list, line: Number(one.line), effect: 'note', reason });
    }
  }
  return all.map((one) => {
    const inner = more.get(one);
    return inner ? { ...one, inner: [...one.inner, ...inner].sort(compare) } : one;
  });
}

/** The nearest repository whose folder a path lies in, unless it lies in one that is told apart from it. */
function holderOf(path: string, byKey: ReadonlyMap<string, Found>): { readonly holder: Found; readonly path: string } | null {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const holder = byKey.get(folder);
    if (holder && holder.file === null && holder.failure === null) {
      const within = below(folder, path) ?? '';
      const isApart = holder.border === 'bare' || holder.inner.some((inner) => within === inner || within.startsWith(`${inner}/`));
      return isApart ? null : { holder, path: within };
    }
    if (folder === dirname(folder)) return null;
  }
}

/** Ids that differ, whatever the order in which the repositories were named: those that would share one are told apart by their folders. */
function settleIds(found: readonly Found[]): RepositoryPlan[] {
  const groups = new Map<string, Found[]>();
  for (const one of found) groups.set(one.base, [...(groups.get(one.base) ?? []), one]);
  const ids = new Map<Found, string>();
  for (const group of groups.values()) for (const [one, id] of idsOf(group)) ids.set(one, id);
  const taken = new Set<string>();
  return found
    .toSorted((a, b) => compare(ids.get(a) ?? '', ids.get(b) ?? '') || compare(a.key, b.key))
    .map((one) => {
      const settled = ids.get(one) ?? one.base;
      let id = settled;
      for (let count = 2; taken.has(id); count++) id = `${settled}~${count}`;
      taken.add(id);
      const { name, border, root, inner, file, ref, owner, label, failure } = one;
      return { id, name, border, root, inner, file, ref, owner, label, failure };
    })
    .sort((a, b) => compare(a.id, b.id));
}

const MOST_PARTS = 40;

function idsOf(group: readonly Found[]): [Found, string][] {
  if (group.length === 1) return group.map((one) => [one, one.base]);
  for (let parts = 1; parts < MOST_PARTS; parts++) {
    const made = group.map((one): [Found, string] => {
      const tail = tailOf(one.shown, parts + (one.isPath ? one.base.split('/').length - 1 : 0));
      return [one, one.isPath ? tail : `${one.base}~${tail}`];
    });
    if (new Set(made.map(([, id]) => id)).size === group.length) return made;
  }
  return group.map((one) => [one, one.base]);
}

function codeOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return typeof code === 'string' ? code : 'unknown reason';
}
