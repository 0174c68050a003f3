/** Repositories that were found to their files, problems and what was left out. Whatever goes wrong is the repository's own record. */
import { s } from '../model/sentence.ts';
import type { Border, LeftOut, Problem, RepositoryRecord } from '../model/assessment.ts';
import { commitTime, gitFolders, headOf, timeOf, trackedPaths, type GitFolders } from './git/folder.ts';
import { blobReader, readTree, type GitFile, type GitTree } from './git/objects.ts';
import { GitError } from './git/run.ts';
import { readPatterns } from '../ignoring.ts';
import { isVendored, LEDGER_FOLDER, LEDGER_MARK, tallyLeftOut, TOOL_FOLDERS } from './left-out.ts';
import { ownerOf } from './owners.ts';
import { planRepositories, type DiscoverOptions, type RepositoryPlan } from './plan.ts';
import { searchVendored } from './vendored.ts';
import { compare, couldMatter, excludeFileOf, holdsNoSource, walk, type SourceFile } from './walk.ts';

export { normaliseRemote } from './remote.ts';

export interface Repository {
  readonly id: string;
  readonly name: string;
  readonly border: Border;
  readonly revision: RepositoryRecord['revision'];
  readonly lastCommit: string | null;
  /** Of a work tree. */
  readonly commit?: string;
  readonly owner: string | null;
  readonly label: string | null;
  readonly leftOut: readonly LeftOut[];
  readonly files: readonly SourceFile[];
  readonly problems: readonly Problem[];
  readonly seen: number;
}

/** What of the options matters when a repository is listed; plain data but for the search. */
export interface ListOptions extends Pick<DiscoverOptions, 'leaveOut' | 'includeVendored' | 'exclude'> {
  /** Larger files are searched, not parsed. Bytes; null for the limits that files have by themselves. */
  readonly maxFileSize?: number | null;
  /** Whether bytes speak of Open CTI; without it vendored trees are not searched. */
  readonly mentions?: (bytes: Buffer) => boolean;
}

type Listed = Pick<Repository, 'files' | 'problems' | 'seen' | 'leftOut'> & Partial<Pick<Repository, 'revision' | 'lastCommit' | 'commit'>>;

/** All at once: a plan, and each of its repositories listed. */
export function discoverRepositories(
  paths: readonly string[],
  workingDirectory: string,
  leaveOut: ReadonlySet<string> = new Set(),
  options: Omit<DiscoverOptions, 'leaveOut'> & ListOptions = {},
): Repository[] {
  const all = { ...options, leaveOut };
  return planRepositories(paths, workingDirectory, all).plans.map((plan) => listRepository(plan, all));
}

/** Never throws: a repository that cannot be listed has no files and a problem that says why. */
export function listRepository(plan: RepositoryPlan, options: ListOptions = {}): Repository {
  return repositoryOf(plan, () => (plan.failure === null ? listFiles(plan, options) : nothing(plan.failure)));
}

function repositoryOf({ id, name, border, owner, label }: RepositoryPlan, list: () => Listed): Repository {
  let listed: Listed;
  try {
    listed = list();
  } catch (error) {
    listed = nothing(reasonOf(error));
  }
  return { id, name, border, owner: owner ?? ownerOf(listed.files), label, revision: null, lastCommit: null, ...listed };
}

/** A sentence that holds no path of this machine. */
export function reasonOf(error: unknown): string {
  if (error instanceof GitError) return error.message;
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code)
    ? s`The repository could not be read (${code}).`
    : s`The repository could not be read.`;
}

function nothing(reason: string): Listed {
  return { files: [], problems: [{ code: 'unreadable', effect: 'lost', file: '.', detail: reason }], seen: 0, leftOut: [] };
}

function listFiles(plan: RepositoryPlan, options: ListOptions): Listed {
  if (plan.file !== null) {
    return { files: [{ path: plan.file, root: plan.root }], problems: [], seen: 1, leftOut: [] };
  }
  return plan.border === 'bare' || plan.border === 'revision' ? listTree(plan, options) : listFolder(plan, options);
}

function listFolder({ root, border, inner }: RepositoryPlan, options: ListOptions): Listed {
  const { leaveOut, includeVendored = false, exclude = [], mentions } = options;
  const problems: Problem[] = [];
  const folders = border === 'git' ? gitFolders(root) : null;
  const head = folders && headOf(folders);
  const lastCommit = folders && head?.commit ? commitTime(folders, head.commit) : null;
  const isDamaged = head === null || (head.commit !== null && lastCommit === null);
  if (folders && isDamaged) {
    const detail = s`Git’s own folder is damaged or not whole: the last commit is not known, and no file was taken for ignored.`;
    problems.push({ code: 'unreadable', effect: 'note', file: '.git', detail });
  }
  const walked = walk(root, leaveOut, {
    inner: new Set(inner),
    includeVendored,
    excluded: readPatterns(exclude),
    ...(folders && !isDamaged && { git: { exclude: excludeFileOf(folders.common), tracked: () => trackedOrNull(folders, head.commit) } }),
  });
  const found = walked.vendored.length > 0 && mentions ? searchVendored(root, walked.vendored, mentions) : null;
  for (const file of found?.mentions ?? []) problems.push(vendoredProblem(file));
  const leftOut = walked.leftOut.map((entry): LeftOut => {
    if (entry.reason !== 'vendored' || !found) return entry;
    return { ...entry, searched: found.searched, ...(found.mentions.length > 0 && { mentions: [...found.mentions] }) };
  });
  const commit = isDamaged ? undefined : (head?.commit ?? undefined);
  const listed = { files: walked.files, problems: [...problems, ...walked.problems], seen: walked.seen, leftOut, lastCommit };
  return commit === undefined ? listed : { ...listed, commit };
}

function vendoredProblem(file: string): Problem {
  const detail = s`It speaks of Open CTI and lies in a vendored folder, which was not read; --include-vendored reads it.`;
  return { code: 'left-out', effect: 'note', file, detail };
}

function trackedOrNull(folders: GitFolders, commit: string | null): Set<string> | null {
  try {
    return trackedPaths(folders, commit);
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}

/** What all searches of vendored files in a tree of git's may read together. Bytes. */
const MOST_SEARCHED = 24 * 1024 * 1024;

/** How blobs are read where several revisions of a repository are read one after another. */
export interface BlobsOfLine {
  readonly read: (file: GitFile) => Buffer | null;
  /** By the id of a blob, whether it speaks of Open CTI. */
  readonly mentions: Map<string, boolean>;
  /** Of files that were there in the revision before, what was found out then. */
  readonly files: WeakMap<GitFile, SourceFile>;
  readonly sourceless: Map<string, boolean>;
}

export function blobsOfLine(read: BlobsOfLine['read']): BlobsOfLine {
  return { read, mentions: new Map(), files: new WeakMap(), sourceless: new Map() };
}

/** Whether a file's path alone says that a scan will not want it, as nearly as that can be told without the files around it. */
export function isHardlyWanted(
  { path }: { readonly path: string },
  { includeVendored = false }: Pick<ListOptions, 'includeVendored'>,
): boolean {
  const isOthers = (name: string): boolean => TOOL_FOLDERS.has(name) || (!includeVendored && isVendored(name, () => false));
  return holdsNoSource(path) || path.split('/').some((name) => isOthers(name));
}

/** The same for a revision of which the files are known. Never throws. */
export function listRevision(plan: RepositoryPlan, tree: GitTree, options: ListOptions, blobs: BlobsOfLine): Repository {
  return repositoryOf(plan, () => listFilesOf(plan, tree, options, blobs));
}

/** The files of a bare clone or a revision. @throws GitError */
function listTree(plan: RepositoryPlan, options: ListOptions): Listed {
  return listFilesOf(plan, readTree(plan.root, plan.ref ?? 'HEAD'), options, null);
}

/** All of them are git's, so that none is ignored. */
function listFilesOf(
  { root, ref }: RepositoryPlan,
  tree: GitTree,
  { exclude = [], includeVendored = false, mentions }: ListOptions,
  blobs: BlobsOfLine | null,
): Listed {
  const tally = tallyLeftOut();
  const problems: Problem[] = [];
  const excluded = readPatterns(exclude);
  // Few folders have a name for which it is asked.
  let names: ReadonlySet<string> | null = null;
  const has = (path: string): boolean =>
    (names ??= new Set(tree.files.flatMap((file) => [file.path, ...foldersOfPath(file.path)]))).has(path);
  const outFolders = new Map<string, 'tool-folder' | 'excluded' | 'vendored' | null>();
  const whyFolder = (folder: string): 'tool-folder' | 'excluded' | 'vendored' | null => {
    const known = outFolders.get(folder);
    if (known !== undefined) return known;
    const name = folder.slice(folder.lastIndexOf('/') + 1);
    const above = folder.includes('/') ? whyFolder(folder.slice(0, folder.lastIndexOf('/'))) : null;
    let why = above;
    if (above === null) {
      if (TOOL_FOLDERS.has(name)) why = 'tool-folder';
      else if (excluded.decide(`${folder}/`) === true) why = 'excluded';
      else if (!includeVendored && isVendored(name, (inner) => has(`${folder}/${inner}`))) why = 'vendored';
      if (why !== null) tally.add(why, `${folder}/`);
    }
    outFolders.set(folder, why);
    return why;
  };
  const wanted: (typeof tree.files)[number][] = [];
  const vendored: (typeof tree.files)[number][] = [];
  let seen = 0;
  let inFolder: string | null = null;
  let why: ReturnType<typeof whyFolder> = null;
  for (const file of withoutLedgers(tree.files).sort((a, b) => compare(a.path, b.path))) {
    const folder = file.path.includes('/') ? file.path.slice(0, file.path.lastIndexOf('/')) : null;
    if (folder !== inFolder) {
      inFolder = folder;
      why = folder === null ? null : whyFolder(folder);
    }
    if (why === 'vendored') vendored.push(file);
    if (why !== null) continue;
    if (excluded.decide(file.path) === true) tally.add('excluded', file.path);
    else {
      seen++;
      if (isSourceless(file.path, blobs)) tally.add('no-source', file.path);
      else wanted.push(file);
    }
  }
  for (const path of tree.links) {
    seen++;
    if (!couldMatter(path)) continue;
    problems.push({
      code: 'left-out',
      effect: 'note',
      file: path,
      detail: s`Links are not followed in a revision; what it leads to is read where it lies.`,
    });
  }
  for (const path of tree.submodules) {
    const detail = s`This is a submodule: its files are in a repository of its own.`;
    problems.push({ code: 'left-out', effect: 'note', file: path, detail });
  }
  const searched = mentions ? searchBlobs(root, vendored, mentions, blobs?.mentions) : null;
  for (const file of searched?.mentions ?? []) problems.push(vendoredProblem(file));
  const leftOut = tally.list().map((entry): LeftOut => {
    if (entry.reason !== 'vendored' || !searched) return entry;
    return { ...entry, searched: searched.searched, ...(searched.mentions.length > 0 && { mentions: [...searched.mentions] }) };
  });
  const inOrder = blobs ? null : blobReader(root, wanted);
  const sourceOf = (file: GitFile, index: number): SourceFile => {
    const known = blobs?.files.get(file);
    if (known) return known;
    const read = inOrder ? () => inOrder(index) : () => blobs?.read(file) ?? null;
    const source: SourceFile = { path: file.path, root, blob: { id: file.blob, size: file.size, read } };
    blobs?.files.set(file, source);
    return source;
  };
  return {
    files: wanted.map((file, index) => sourceOf(file, index)),
    problems,
    seen,
    leftOut,
    revision: { ref: ref ?? 'HEAD', commit: tree.commit },
    lastCommit: timeOf(tree.committed),
  };
}

function isSourceless(path: string, blobs: BlobsOfLine | null): boolean {
  const known = blobs?.sourceless.get(path);
  if (known !== undefined) return known;
  const found = holdsNoSource(path);
  blobs?.sourceless.set(path, found);
  return found;
}

/** What was recorded of earlier scans is no part of what is scanned, in a revision as in a work tree. */
function withoutLedgers<T extends { readonly path: string }>(files: readonly T[]): T[] {
  const marked = files.flatMap(({ path }) => (path.endsWith(`/${LEDGER_MARK}`) ? [path.slice(0, -LEDGER_MARK.length)] : []));
  const isIn = (path: string): boolean => path.includes(LEDGER_FOLDER) && `/${path}`.includes(`/${LEDGER_FOLDER}/`);
  return files.filter(({ path }) => !isIn(path) && !marked.some((folder) => path.startsWith(folder)));
}

function searchBlobs(
  root: string,
  files: readonly GitFile[],
  mentions: (bytes: Buffer) => boolean,
  known = new Map<string, boolean>(),
): { readonly mentions: string[]; readonly searched: 'wholly' | 'in-part' } {
  const scripts = files.filter(
    ({ path, size }) => /(?<!\.d)\.(?:[cm]?[jt]sx?|html?|vue|page|component|cmp|app|resource)$/i.test(path) && size > 0,
  );
  const found: string[] = [];
  const read = blobReader(root, scripts, { isNeedless: (index) => known.has(scripts[index]?.blob ?? '') });
  let bytes = 0;
  for (const [index, { path, blob, size }] of scripts.entries()) {
    bytes += size;
    if (bytes > MOST_SEARCHED || found.length >= 20) return { mentions: found, searched: 'in-part' };
    let speaks = known.get(blob);
    if (speaks === undefined) {
      const content = read(index);
      known.set(blob, (speaks = content !== null && mentions(content)));
    }
    if (speaks) found.push(path);
  }
  return { mentions: found, searched: 'wholly' };
}

function foldersOfPath(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** What was read and what was left out for its size: the record's own list is only whole when all files were read. */
export function withTooLarge(leftOut: readonly LeftOut[], paths: readonly string[]): LeftOut[] {
  if (paths.length === 0) return [...leftOut];
  const tally = tallyLeftOut();
  for (const path of [...new Set(paths)].sort(compare)) tally.add('too-large', path);
  return [...leftOut, ...tally.list()];
}
