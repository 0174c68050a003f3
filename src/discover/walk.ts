/** One repository's folder to a list of files, every folder and file that cannot be read named on the way. */
import { closeSync, lstatSync, openSync, readdirSync, readSync, realpathSync, statSync, type Dirent, type Stats } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import type { Problem } from '../model/assessment.ts';

/** Folders that hold no sources of the repository itself. What is left out is said in the report. */
export const SKIPPED_FOLDERS = new Set(['.git', 'node_modules', '.sfdx', '.sf', '.svn', '.hg']);

/** Endings of files that can hold neither a call center definition nor adapter source. All others are looked at, whatever they are called. */
const OTHER_ENDINGS =
  /\.(?:lock|css|s[ac]ss|less|svg|png|jpe?g|gif|ico|webp|avif|bmp|tiff?|psd|pdf|docx?|xlsx?|pptx?|od[pst]|gz|tgz|bz2|xz|zst|7z|rar|jar|war|class|exe|dll|so|dylib|node|wasm|woff2?|ttf|otf|eot|mp[34]|m4a|wav|ogg|opus|flac|mov|avi|mkv|webm|pyc|o|a|lib|pdb|db|sqlite3?|parquet|pem|p12|jks|keystore)$/i;

export interface SourceFile {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  /** Absolute path of the folder that it is relative to; the same for all files of a walk. */
  readonly root: string;
}

export interface Walk {
  readonly files: readonly SourceFile[];
  /** Folders below it that are repositories of their own. */
  readonly nested: readonly string[];
  readonly problems: readonly Problem[];
  /** How many files there are, of whatever kind. */
  readonly seen: number;
}

/**
 * Lists the files below `root` that could hold a call center definition or adapter source, sorted by path.
 * Links are followed to files inside the root only; pipes, sockets and devices are left alone and named where their name counts.
 * `leaveOut` holds absolute paths of files that are not the repository's: the reports of an earlier run, which lie where this one writes.
 * Files of the same names in any folder with an assessment of this program are left out too.
 */
export function walk(root: string, leaveOut: ReadonlySet<string> = new Set()): Walk {
  // A report quotes what was scanned; read again, it would pass for it.
  const leaveOutNames = new Set([...leaveOut].map((file) => basename(file)));
  const files: SourceFile[] = [];
  const nested: string[] = [];
  const problems: Problem[] = [];
  /** Paths of the links that are read, with the paths of what they lead to. */
  const links = new Map<string, string>();
  let seen = 0;
  let base = root;
  try {
    base = realpathSync(root);
  } catch {
    // It vanished meanwhile, which reading it will tell.
  }
  const open = [''];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    const absoluteFolder = join(root, folder);
    const within = absoluteFolder.endsWith(sep) ? absoluteFolder : absoluteFolder + sep;
    let entries: Dirent[];
    try {
      entries = readdirSync(absoluteFolder, { withFileTypes: true });
    } catch {
      problems.push({ code: 'unreadable', effect: 'lost', file: folder === '' ? '.' : folder, detail: 'The folder could not be read.' });
      continue;
    }
    const isReport = entries.some((entry) => entry.name === REPORT_MARK) && holdsReport(join(absoluteFolder, REPORT_MARK));
    // A folder with a .git of its own is another repository; the folder that was asked for is not.
    if (folder !== '' && entries.some((entry) => entry.name === '.git')) {
      nested.push(folder);
      continue;
    }
    for (const entry of entries.sort((a, b) => compare(a.name, b.name))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!SKIPPED_FOLDERS.has(entry.name)) open.push(path);
        continue;
      }
      // In a worktree or a submodule it is a file.
      if (entry.name === '.git' || (leaveOutNames.has(entry.name) && (isReport || leaveOut.has(within + entry.name)))) continue;
      seen++;
      if (OTHER_ENDINGS.test(entry.name)) continue;
      if (entry.isSymbolicLink()) {
        const link = readLink(within + entry.name, base, path);
        if (link === 'folder') continue;
        if ('problem' in link) {
          problems.push(link.problem);
          continue;
        }
        links.set(path, link.leadsTo);
      } else if (!entry.isFile()) {
        if (couldMatter(path))
          problems.push({
            code: 'unreadable',
            effect: 'lost',
            file: path,
            detail: 'This is a pipe, socket or device, not a file; it was not opened.',
          });
        continue;
      }
      // It is looked at when it is read: one question to the disk for each file of an org is enough.
      files.push({ path, root });
    }
  }
  files.sort((a, b) => compare(a.path, b.path));
  // A file that is listed itself is not read a second time by another name.
  const listed = new Set(links.size === 0 ? [] : files.map((file) => file.path).filter((path) => !links.has(path)));
  const read = links.size === 0 ? files : files.filter((file) => !listed.has(links.get(file.path) ?? ''));
  return { files: read, nested: nested.sort(compare), problems, seen };
}

/** The file that tells an earlier report's folder from any other. */
const REPORT_MARK = 'assessment.json';

function holdsReport(path: string): boolean {
  if (!statOf(path)?.isFile()) return false;
  let descriptor: number | null = null;
  try {
    descriptor = openSync(path, 'r');
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
function couldMatter(path: string): boolean {
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
    const detail = link ? 'The link leads nowhere or in a circle.' : 'The link vanished during the scan.';
    return { problem: { code: 'unreadable', effect: couldMatter(path) ? 'lost' : 'note', file: path, detail } };
  }
  if (target !== base && !target.startsWith(base.endsWith(sep) ? base : base + sep)) {
    const detail = 'The link leads out of the repository and was not followed.';
    return { problem: { code: 'link-outside', effect: 'note', file: path, detail } };
  }
  if (!statOf(target)?.isFile()) return 'folder';
  return { leadsTo: relative(base, target).replaceAll(sep, '/') };
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
