/** One repository's folder to a list of files, every folder and file that cannot be read named on the way. */
import { s } from '../model/sentence.ts';
import {
  closeSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
  type Dirent,
  type Stats,
} from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import type { LeftOut, Problem } from '../model/assessment.ts';
import { patternLines, readPatterns, type Patterns } from '../ignoring.ts';
import { CACHE_FOLDER, isVendored, LEDGER_FOLDER, LEDGER_MARK, tallyLeftOut, TOOL_FOLDERS, type LeftOutTally } from './left-out.ts';
import { patiently } from './patiently.ts';

/** Endings of files that can hold neither a call center definition nor adapter source. All others are looked at, whatever they are called. */
const OTHER_ENDINGS =
  /\.(?:lock|css|s[ac]ss|less|svg|png|jpe?g|gif|ico|webp|avif|bmp|tiff?|psd|pdf|docx?|xlsx?|pptx?|od[pst]|gz|tgz|bz2|xz|zst|7z|rar|jar|war|class|exe|dll|so|dylib|node|wasm|woff2?|ttf|otf|eot|mp[34]|m4a|wav|ogg|opus|flac|mov|avi|mkv|webm|pyc|o|a|lib|pdb|db|sqlite3?|parquet|pem|p12|jks|keystore|sarif)$/i;

export interface SourceFile {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  /** Absolute path of the folder that it is relative to; the same for all files of a walk. */
  readonly root: string;
  /** For a file that lies in no folder but in git's objects. Null where the object is missing or damaged. */
  readonly blob?: { readonly id: string; readonly size: number; readonly read: () => Buffer | null };
}

export interface Walk {
  readonly files: readonly SourceFile[];
  readonly problems: readonly Problem[];
  /** How many files there are, of whatever kind, without those that were left out with their folder. */
  readonly seen: number;
  readonly leftOut: readonly LeftOut[];
  /** Vendored folders that were not read. */
  readonly vendored: readonly string[];
}

export interface WalkOptions {
  /** Folders below the root that belong to other repositories. */
  readonly inner?: ReadonlySet<string>;
  readonly includeVendored?: boolean;
  /** Patterns of `--exclude`. */
  readonly excluded?: Patterns;
  /** Given for a work tree of git: its own list of patterns, and what it keeps in spite of all patterns. */
  readonly git?: {
    /** `.git/info/exclude` */
    readonly exclude: string | null;
    /** Asked once, and only if something is ignored. Null: git does not say, and nothing is taken for ignored. */
    readonly tracked: () => ReadonlySet<string> | null;
  };
}

/**
 * Lists the files below `root` that could hold a call center definition or adapter source, sorted by path.
 * Links are followed to files inside the root only; pipes, sockets and devices are left alone and named where their name counts.
 * `leaveOut` holds absolute paths of files that are not the repository's: the reports of an earlier run, which lie where this one writes.
 * Files of the same names in any folder with an assessment of this program are left out too.
 */
export function walk(root: string, leaveOut: ReadonlySet<string> = new Set(), options: WalkOptions = {}): Walk {
  const { inner = new Set<string>(), includeVendored = false, excluded } = options;
  const files: SourceFile[] = [];
  const problems: Problem[] = [];
  const tally = tallyLeftOut();
  const vendored: string[] = [];
  const ignored: string[] = [];
  const ignoring = options.git ? gitPatterns(options.git.exclude, problems) : null;
  /** Paths of the links that are read, with the paths of what they lead to. */
  const links = new Map<string, string>();
  let seen = 0;
  let base = root;
  try {
    base = realpathSync(root);
  } catch {
    // It vanished meanwhile, which reading it will tell.
  }
  const take = (entry: Pick<Dirent, 'isSymbolicLink' | 'isFile'>, path: string): void => {
    if (entry.isSymbolicLink()) {
      const link = readLink(absolutePath(root, path), base, path);
      if (link === 'folder') return;
      if ('problem' in link) {
        problems.push(link.problem);
        return;
      }
      links.set(path, link.leadsTo);
    } else if (!entry.isFile()) {
      if (couldMatter(path)) {
        const detail = s`This is a pipe, socket or device, not a file; it was not opened.`;
        problems.push({ code: 'unreadable', effect: 'lost', file: path, detail });
      }
      return;
    }
    // It is looked at when it is read: one question to the disk for each file of an org is enough.
    files.push({ path, root });
  };
  const open: { readonly folder: string; readonly rules: GitRules | null }[] = [{ folder: '', rules: ignoring }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { folder } = next;
    const absoluteFolder = folder === '' ? root : absolutePath(root, folder);
    let entries: Dirent[];
    try {
      entries = patiently(() => readdirSync(absoluteFolder, { withFileTypes: true }));
    } catch {
      problems.push({ code: 'unreadable', effect: 'lost', file: folder === '' ? '.' : folder, detail: s`The folder could not be read.` });
      continue;
    }
    if (folder !== '' && entries.some(({ name }) => name === LEDGER_MARK)) continue;
    const isReport = reportsIn(absoluteFolder, entries, leaveOut);
    const rules = next.rules && withFileOf(next.rules, absoluteFolder, folder, entries, problems);
    for (const entry of entries.sort((a, b) => compare(a.name, b.name))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      const isFolder = entry.isDirectory();
      const named = isFolder ? `${path}/` : path;
      if (isFolder && (inner.has(path) || entry.name === CACHE_FOLDER || entry.name === LEDGER_FOLDER)) continue;
      if (TOOL_FOLDERS.has(entry.name) && (isFolder || entry.name === '.git')) {
        // In a worktree or a submodule .git is a file.
        tally.add('tool-folder', named);
        continue;
      }
      if (excluded?.decide(named) === true) {
        tally.add('excluded', named);
        continue;
      }
      if (isFolder) {
        if (!includeVendored && isVendored(entry.name, (name) => statOf(join(root, path, name)) !== null)) {
          tally.add('vendored', named);
          vendored.push(path);
        } else if (rules && isIgnored(rules, named)) ignored.push(named);
        else open.push({ folder: path, rules });
        continue;
      }
      // Not counted either: the second run over a folder gives what the first one gave.
      if (isReport(entry.name)) continue;
      if (OTHER_ENDINGS.test(entry.name)) {
        seen++;
        tally.add('no-source', path);
      } else if (rules && isIgnored(rules, path)) ignored.push(path);
      else {
        seen++;
        take(entry, path);
      }
    }
  }
  if (options.git && ignored.length > 0) {
    const tracked = options.git.tracked();
    if (tracked === null) {
      const { git: _, ...rest } = options;
      const again = walk(root, leaveOut, rest);
      const detail = s`Git could not be asked which files it keeps, so that no file was taken for ignored.`;
      return { ...again, problems: [...again.problems, { code: 'unreadable', effect: 'note', file: '.git', detail }] };
    }
    for (const name of ignored) tally.add('git-ignored', name);
    const isOut = (path: string): boolean =>
      inner.has(path.slice(0, -1)) || excluded?.decide(path) === true || (!includeVendored && isVendored(basename(path), () => false));
    seen += takeTracked(root, ignored, tracked, isOut, take);
  }
  dropLinksLeftOut(files, links, (target) => {
    const above = foldersAbove(target);
    if (above.some((folder) => inner.has(folder))) return 'inner';
    if (target.split('/').some((part) => TOOL_FOLDERS.has(part))) return 'tool-folder';
    if (excluded && [`${target}`, ...above.map((folder) => `${folder}/`)].some((path) => excluded.decide(path) === true)) return 'excluded';
    if (vendored.some((folder) => target.startsWith(`${folder}/`))) return 'vendored';
    const names = new Set(ignored);
    return names.has(target) || above.some((folder) => names.has(`${folder}/`)) ? 'git-ignored' : null;
  }).forEach(([path, reason]) => {
    seen--;
    if (reason === 'inner') problems.push(leadsOut(path, s`into another repository`));
    else tally.add(reason, path);
  });
  files.sort((a, b) => compare(a.path, b.path));
  // A file that is listed itself is not read a second time by another name.
  const listed = new Set(links.size === 0 ? [] : files.map((file) => file.path).filter((path) => !links.has(path)));
  const read = links.size === 0 ? files : files.filter((file) => !listed.has(links.get(file.path) ?? ''));
  return { files: read, problems, seen, leftOut: tally.list(), vendored: vendored.sort(compare) };
}

type LinkReason = 'inner' | Parameters<LeftOutTally['add']>[0];

/** A link is no way around what is left out. Takes such links away and returns them, each with the reason. */
function dropLinksLeftOut(
  files: SourceFile[],
  links: Map<string, string>,
  reasonOf: (target: string) => LinkReason | null,
): [path: string, reason: LinkReason][] {
  const dropped = new Map<string, LinkReason>();
  for (const [path, target] of links) {
    const reason = reasonOf(target);
    if (reason !== null) dropped.set(path, reason);
  }
  if (dropped.size === 0) return [];
  for (const path of dropped.keys()) links.delete(path);
  files.splice(0, files.length, ...files.filter(({ path }) => !dropped.has(path)));
  return [...dropped];
}

function absolutePath(root: string, path: string): string {
  return root.endsWith(sep) ? root + path : `${root}${sep}${path}`;
}

/** Files that git keeps are read, whatever its patterns say. Returns how many there are. */
function takeTracked(
  root: string,
  ignored: string[],
  tracked: ReadonlySet<string>,
  isOut: (path: string) => boolean,
  take: (entry: Stats, path: string) => void,
): number {
  const names = new Set(ignored);
  let count = 0;
  for (const path of tracked) {
    const above = foldersAbove(path);
    if (!(names.has(path) || above.some((folder) => names.has(`${folder}/`)))) continue;
    if (path.split('/').some((part) => TOOL_FOLDERS.has(part)) || isOut(path) || above.some((folder) => isOut(`${folder}/`))) continue;
    const info = lstatSync(join(root, path), { throwIfNoEntry: false });
    // A submodule is a folder. A folder above it may be a link, and links to folders are not followed.
    if (!info || info.isDirectory() || OTHER_ENDINGS.test(path) || above.some((folder) => isLink(join(root, folder)))) continue;
    count++;
    take(info, path);
  }
  return count;
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? true;
}

function foldersAbove(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Patterns from the top of the repository to a folder, the nearest first. */
interface GitRules {
  /** With a slash behind it; empty for the top. */
  readonly folder: string;
  readonly patterns: Patterns;
  readonly above: GitRules | null;
}

function gitPatterns(exclude: string | null, problems: Problem[]): GitRules {
  return { folder: '', patterns: usable(exclude ?? '', '.git/info/exclude', problems), above: null };
}

function withFileOf(above: GitRules, absoluteFolder: string, folder: string, entries: readonly Dirent[], problems: Problem[]): GitRules {
  if (!entries.some((entry) => entry.name === '.gitignore' && entry.isFile())) return above;
  let text: string;
  try {
    const path = join(absoluteFolder, '.gitignore');
    text = (statOf(path)?.size ?? 0) > LONGEST_IGNORE ? '' : patiently(() => readFileSync(path, 'utf8'));
  } catch {
    return above;
  }
  const within = folder === '' ? '' : `${folder}/`;
  return { folder: within, patterns: usable(text, `${within}.gitignore`, problems), above };
}

const LONGEST_IGNORE = 1024 * 1024;

function usable(text: string, file: string, problems: Problem[]): Patterns {
  const patterns = readPatterns(patternLines(text));
  if (patterns.passedOver > 0) {
    const detail = s`Lines of the file are too many, too long or hold too many stars; they were passed over.`;
    problems.push({ code: 'limit', effect: 'note', file, detail });
  }
  return patterns;
}

/** The nearest file that says anything decides. */
function isIgnored(rules: GitRules, path: string): boolean {
  for (let at: GitRules | null = rules; at !== null; at = at.above) {
    const decided = at.patterns.decide(path.slice(at.folder.length));
    if (decided !== null) return decided;
  }
  return false;
}

/** The patterns that a clone keeps for itself. */
export function excludeFileOf(common: string): string | null {
  const path = join(common, 'info', 'exclude');
  const info = statOf(path);
  try {
    return info?.isFile() && info.size <= LONGEST_IGNORE ? patiently(() => readFileSync(path, 'utf8')) : null;
  } catch {
    return null;
  }
}

/** Whether the name alone says that a file holds neither a definition nor source. */
export function holdsNoSource(path: string): boolean {
  return OTHER_ENDINGS.test(path);
}

/** Tells the files of a folder that an earlier run wrote. A report quotes what was scanned; read again, it would pass for it. */
export function reportsIn(
  absoluteFolder: string,
  entries: readonly Pick<Dirent, 'name'>[],
  leaveOut: ReadonlySet<string>,
): (name: string) => boolean {
  if (leaveOut.size === 0) return () => false;
  const names = namesOf(leaveOut);
  // What a run left behind that was killed while it wrote.
  const isUnfinished = (name: string): boolean =>
    names.has(/^\.(.+)\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/.exec(name)?.[1] ?? '');
  const isReport = entries.some((entry) => entry.name === REPORT_MARK) && holdsReport(join(absoluteFolder, REPORT_MARK));
  return (name) => (names.has(name) && (isReport || leaveOut.has(join(absoluteFolder, name)))) || isUnfinished(name);
}

const namesByPaths = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>();

function namesOf(paths: ReadonlySet<string>): ReadonlySet<string> {
  let names = namesByPaths.get(paths);
  if (!names) namesByPaths.set(paths, (names = new Set([...paths].map((file) => basename(file)))));
  return names;
}

/** The file that tells an earlier report's folder from any other. */
export const REPORT_MARK = 'assessment.json';

function holdsReport(path: string): boolean {
  if (!statOf(path)?.isFile()) return false;
  let descriptor: number | null = null;
  try {
    descriptor = patiently(() => openSync(path, 'r'));
    const start = Buffer.alloc(300);
    readSync(descriptor, start, 0, start.length, 0);
    return /^\{\s*"asOf":\s*"\d{4}-\d\d-\d\d",\s*"catalog":\s*\{\s*"brought":/.test(start.toString('latin1'));
  } catch {
    return false;
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

/** Whether the name alone says that a file belongs to what is read. */
export function couldMatter(path: string): boolean {
  return /\.(?:xml|resource|callCenter[^/]*|[cm]?[jt]sx?|html?|page|component|cmp|cls|zip)$/i.test(path);
}

type Link = { readonly leadsTo: string } | { readonly problem: Problem } | 'folder';

/**
 * The path in the repository of the file that a link leads to, or what keeps it from being read: it leads nowhere, in a circle,
 * out of the repository, or to a folder (which is walked where it lies).
 */
function readLink(absolute: string, base: string, path: string): Link {
  let target: string;
  try {
    target = realpathSync(absolute);
  } catch {
    const link = lstatSync(absolute, { throwIfNoEntry: false });
    const detail = link ? s`The link leads nowhere or in a circle.` : s`The link vanished during the scan.`;
    return { problem: { code: 'unreadable', effect: couldMatter(path) ? 'lost' : 'note', file: path, detail } };
  }
  if (target !== base && !target.startsWith(base.endsWith(sep) ? base : base + sep)) {
    return { problem: leadsOut(path, s`out of the repository`) };
  }
  if (!statOf(target)?.isFile()) return 'folder';
  return { leadsTo: relative(base, target).replaceAll(sep, '/') };
}

function leadsOut(path: string, where: string): Problem {
  return { code: 'link-outside', effect: 'note', file: path, detail: s`The link leads ${where} and was not followed.` };
}

/** What stands at a path, links followed; null where nothing does or nobody may look. */
export function statOf(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}

/** By code unit, the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
