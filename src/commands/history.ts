/** `cti2voice history`: the entries that a ledger would have, had it been kept, put together from the revisions of git. */
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { TARGETS } from '../catalog/terms.ts';
import { planRepositories, type RepositoryPlan } from '../discover/plan.ts';
import { blobReader, type GitFile, type GitTree } from '../discover/git/objects.ts';
import { countMissing, treesOfLine, type LineCommit, type TreesOfLine } from '../discover/git/line.ts';
import { GitError } from '../discover/git/run.ts';
import { blobsOfLine, isHardlyWanted, listRevision, reasonOf, type BlobsOfLine } from '../discover/repositories.ts';
import { baseOf } from '../compare/side.ts';
import { UserError } from '../errors.ts';
import { commitsAt, pointDays, type Every, type PointDay } from '../history/points.ts';
import type { Run, RunRepository } from '../ledger/format.ts';
import { NO_TEXTS, openLedger, type Entry, type Ledger, type LedgerTexts } from '../ledger/ledger.ts';
import { addRun, isFree, readLedgerFolder, type RunFiles } from '../ledger/store.ts';
import { indexRules } from '../match/match.ts';
import type { RepositoryRecord } from '../model/assessment.ts';
import { mentionsOpenCti } from '../parse/adapter/mentions.ts';
import { formatNumber } from '../report/number.ts';
import { pause } from '../stopping.ts';
import { printable, type Paint } from '../terminal.ts';
import { lineOf, within, type Line } from './history-line.ts';
import { assessRecords, clientFacts } from './pipeline.ts';
import { revisionMemory } from './reading-memory.ts';
import { entryOf, USUAL_LEDGER, withRun } from './record.ts';
import { catalogFor, factsFor, followedPlan, NOT_ALL_READ, readListOf, type ScanOptions, type Surroundings } from './scan.ts';
import { tellDamage } from './tell-damage.ts';
import { failedRecord, scanListed, type ScanBasis } from './scan-repository.ts';
import { checkPlan } from './team-plan.ts';

export interface HistoryOptions extends Pick<
  ScanOptions,
  | 'paths'
  | 'repositories'
  | 'eachFolder'
  | 'includeVendored'
  | 'exclude'
  | 'maxFileSize'
  | 'target'
  | 'rules'
  | 'orgFacts'
  | 'plan'
  | 'ledger'
  | 'quiet'
  | 'strict'
> {
  /** ISO dates; null for where nothing was said. */
  readonly since: string | null;
  readonly until: string | null;
  readonly every: Every;
  /** Today. */
  readonly asOf: string;
  readonly paint: Paint;
}

/**
 * Returns the exit code.
 * @throws UserError for wrong use, and where there is no repository whose history could be read
 */
export async function history(options: HistoryOptions, surroundings: Surroundings): Promise<number> {
  const { workingDirectory, error, out } = surroundings;
  const days = daysOf(options);
  const shipped = await catalogFor(options.rules, workingDirectory);
  const { catalog, toolVersion } = shipped;
  checkPlan(options.plan, catalog);
  const facts = await factsFor(options, catalog, workingDirectory);
  const shown = options.ledger ?? USUAL_LEDGER;
  const folder = resolve(workingDirectory, shown);
  if (!isFree(folder))
    throw new UserError(
      `“${shown}” is no ledger, and it is not empty.`,
      'Give a folder of its own with --ledger: what lies in a ledger is not scanned.',
    );
  const say = (text: string): void => {
    if (!options.quiet) error(`${printable(text)}\n`);
  };
  const list = await readListOf(options, surroundings);
  const paths = options.paths.length > 0 || list ? options.paths : ['.'];
  const { eachFolder, includeVendored, exclude, maxFileSize } = options;
  const planned = planRepositories(paths, workingDirectory, { eachFolder, includeVendored, exclude, list });
  for (const remark of planned.remarks) say(remark);
  for (const { line, reason } of planned.listProblems) error(`${printable(`${list?.name ?? ''}, line ${line}: ${reason}`)}\n`);
  const { lines, faults } = linesOf(planned.plans, days, options.until === null || options.until >= options.asOf);
  if (lines.length === 0) throw noneLeft(faults);
  for (const { id, reason, mend } of faults) error(`${printable(`${id} is left out: ${reason}`)}\n${printable(mend)}\n`);

  const listing = { includeVendored, exclude, maxFileSize };
  const pipeline = {
    listing,
    target: options.target,
    toolVersion,
    plan: await followedPlan(options, workingDirectory),
    ...(facts && { facts }),
  };
  const memory = revisionMemory();
  const basis: ScanBasis = { catalog, index: indexRules(catalog), listing, clientFacts: clientFacts(pipeline), memory };
  const readers = lines.map((line) => revisionReader(line, basis));
  const book = openBook(folder, shown, error);
  const recorded = (surroundings.now?.() ?? new Date()).toISOString().replace(/\.\d+Z$/, 'Z');
  const rows: PointRow[] = [];
  const several = lines.length > 1;
  const lost = new Map<string, string>();
  for (const [at, { day }] of days.entries()) {
    const records: RepositoryRecord[] = [];
    for (const reader of readers) {
      await pause();
      const record = await reader(at);
      if (record) records.push(record);
      if (record?.status === 'failed' && !lost.has(record.id)) lost.set(record.id, record.problems[0]?.detail ?? '');
    }
    memory.turn();
    // Nothing is known of it, which is no state of the work.
    if (records.every(({ status }) => status === 'failed')) continue;
    const plans = lines.map(({ plan }) => plan);
    const assessment = assessRecords(plans, records, catalog, { ...pipeline, asOf: day });
    const point = { assessment, catalog, plans, listing };
    const ledger = book.ledger();
    const { run, files } = await entryOf(point, {
      ledger,
      earlier: earlierThan(day, ledger, { tool: toolVersion, catalog: catalog.version }),
      head: { from: 'history', recorded, run: (repositories) => nameOf(day, toolVersion, catalog.version, options.target, repositories) },
    });
    const twin = twinOf(run, ledger);
    if (!twin) book.add(files);
    const row = rowOf(run, book.ledger(), { twin, of: lines.length });
    if (rows.length === 0) await out(`${options.paint.bold(headText(options, several))}\n`);
    await out(`${pointText(row, options, several)}\n`);
    rows.push(row);
  }
  for (const [id, detail] of lost) error(`${printable(`${id}: ${detail}`)}\n`);
  if (rows.length === 0)
    throw lost.size > 0
      ? new UserError('No revision could be read.', 'Try “git fsck” there.')
      : new UserError('No repository has a commit in this time.', 'Choose a later --until.');
  const added = rows.filter(({ isNew }) => isNew).length;
  const there = rows.length - added;
  say(`${counted(rows.length)}: ${added} added to ${shown}${there > 0 ? `, ${there} there already` : ''}`);
  return options.strict && (faults.length > 0 || lost.size > 0) ? NOT_ALL_READ : 0;
}

const counted = (points: number): string => `${points} ${points === 1 ? 'point' : 'points'}`;

/** @throws UserError where there is no such time */
function daysOf({ since, until, every, asOf }: HistoryOptions): PointDay[] {
  if (since === null) throw new UserError('It is not said from when on.', 'Give a date, --since 2025-01-01 for example.');
  // A day that has not come yet has no commits.
  const last = until === null || until > asOf ? asOf : until;
  if (since > asOf) throw new UserError(`${since} has not come yet.`, 'Give an earlier date with --since.');
  if (since > last) throw new UserError(`--since ${since} lies after --until ${last}.`, 'Give them the other way round.');
  return pointDays(since, last, every);
}

/** A repository, and the commit that it stood on at each of the days; null before its first. */
interface Past {
  readonly plan: RepositoryPlan;
  readonly line: Line;
  readonly commits: readonly (LineCommit | null)[];
}

interface Fault {
  readonly id: string;
  readonly reason: string;
  /** What to do about it. */
  readonly mend: string;
}

function linesOf(
  plans: readonly RepositoryPlan[],
  days: readonly PointDay[],
  isUntilNow: boolean,
): { readonly lines: Past[]; readonly faults: Fault[] } {
  const lines: Past[] = [];
  const faults: Fault[] = [];
  const taken = new Set<string>();
  for (const plan of plans) {
    const id = baseOf({ id: plan.id, revision: plan.border === 'revision' && plan.ref !== null ? { ref: plan.ref, commit: '' } : null });
    const fail = (reason: string, mend: string): void => void faults.push({ id, reason, mend });
    let line: Line | null;
    try {
      line = plan.failure === null ? lineOf(plan) : null;
    } catch (error) {
      fail(reasonOf(error), 'Try “git fsck” there.');
      continue;
    }
    if (plan.failure !== null) fail(plan.failure, 'Put it right in the list, or take it out.');
    else if (line === null) {
      // Beside repositories there may lie a file or two that are none.
      if (plan.inner.length === 0) fail('it is not kept in git, so that it has no history.', 'Only what is committed can be read.');
    } else if (line.commits.length === 0) fail('it has no commit yet.', 'Commit first.');
    else if (taken.has(id)) fail('two revisions of it were given.', 'Give one: a history is that of one line of commits.');
    else {
      const commits: (LineCommit | null)[] = commitsAt(
        line.commits,
        days.map(({ end }) => end),
      );
      if (isUntilNow) commits[commits.length - 1] = line.commits[0] ?? null;
      if (line.isShallow && commits.includes(null)) {
        fail('it is a shallow clone, and its history does not go back far enough.', `git -C ${quoted(line.root)} fetch --unshallow`);
        continue;
      }
      const missing = line.isPartial ? missingFrom(line, commits) : 0;
      if (missing > 0) {
        const lacks = `it is a partial clone, which lacks ${formatNumber(missing)} ${missing === 1 ? 'object' : 'objects'} of that time.`;
        fail(lacks, `git -C ${quoted(line.root)} fetch --refetch --no-filter`);
        continue;
      }
      taken.add(id);
      lines.push({ plan: { ...plan, id, border: 'revision', root: line.folder, inner: [], file: null }, line, commits });
    }
  }
  return { lines, faults };
}

function missingFrom({ folder }: Line, commits: readonly (LineCommit | null)[]): number {
  try {
    return countMissing(
      folder,
      commits.filter((commit) => commit !== null),
    );
  } catch (error) {
    // A git of another age; reading will tell.
    if (error instanceof GitError) return 0;
    throw error;
  }
}

/** For a shell. */
function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}

function noneLeft(faults: readonly Fault[]): UserError {
  const [first] = faults;
  if (!first) return new UserError('There is no repository here.', 'Give the folder of a clone.');
  if (faults.length === 1) return new UserError(`The history of ${first.id} cannot be read: ${first.reason}`, first.mend);
  const told = faults.map(({ id, reason, mend }) => `${id}: ${reason} ${mend}`);
  return new UserError(`None of ${faults.length} repositories has a history that can be read.`, told.join('\n'));
}

/** The record of a repository at each of the days in their order; null before its first commit. */
function revisionReader({ plan, line, commits }: Past, basis: ScanBasis): (at: number) => Promise<RepositoryRecord | null> {
  const distinct = commits.flatMap((commit, at) => (commit && commit !== commits[at - 1] ? [commit] : []));
  let opened: { readonly trees: TreesOfLine['trees']; readonly blobs: BlobsOfLine } | null = null;
  let last: RepositoryRecord | null = null;
  let failure: string | null = null;
  return async (at) => {
    const commit = commits[at];
    if (!commit) return null;
    if (last && commit === commits[at - 1]) return last;
    const revision: RepositoryPlan = { ...plan, ref: commit.id };
    let tree: GitTree | null = null;
    try {
      opened ??= failure === null ? openLine(line, distinct, basis.listing) : null;
      tree = opened?.trees.next().value ?? null;
    } catch (error) {
      failure = reasonOf(error);
    }
    if (tree && opened) {
      const listed = listRevision(revision, within(tree, line), { ...basis.listing, mentions: mentionsOpenCti }, opened.blobs);
      last = await scanListed(listed, basis, { ahead: false });
    } else last = await failedRecord(revision, failure ?? '', basis);
    return last;
  };
}

/** Nearly all that is read twice is read twice soon. Bytes. */
const MOST_HELD = 64 * 1024 * 1024;

/** @throws GitError */
function openLine(
  { folder }: Line,
  commits: readonly LineCommit[],
  listing: ScanBasis['listing'],
): { readonly trees: TreesOfLine['trees']; readonly blobs: BlobsOfLine } {
  const { trees, contents } = treesOfLine(folder, commits);
  const places = new Map(contents.map(({ blob }, at) => [blob, at]));
  const hardly = contents.map((file) => isHardlyWanted(file, listing));
  const read = blobReader(folder, contents, { isNeedless: (at) => hardly[at] === true, mostHeld: MOST_HELD });
  // Asked for in every revision, and small: not worth a way back each time.
  const owners = new Map<string, Buffer | null>();
  const readOnce = ({ blob, path }: GitFile): Buffer | null => {
    const known = owners.get(blob);
    if (known !== undefined) return known;
    const bytes = read(places.get(blob) ?? -1);
    if (path.endsWith('CODEOWNERS')) owners.set(blob, bytes);
    return bytes;
  };
  return { trees, blobs: blobsOfLine(readOnce) };
}

/** A ledger that grows. */
function openBook(
  folder: string,
  shown: string,
  error: (text: string) => void,
): { readonly ledger: () => Ledger; readonly add: (files: RunFiles) => void } {
  let texts: LedgerTexts = readLedgerFolder(folder) ?? NO_TEXTS;
  let ledger = openLedger(texts);
  tellDamage(ledger, shown, error);
  return {
    ledger: () => ledger,
    add(files) {
      addRun(folder, shown, files, '');
      texts = withRun(texts, files);
      ledger = openLedger(texts);
    },
  };
}

/** What a point is held against: points before it, of this version where there are some; without any, runs that were recorded before. */
function earlierThan(day: string, { entries }: Ledger, own: Pick<Run, 'tool' | 'catalog'>): Entry[] {
  const before = entries.filter(({ asOf }) => asOf < day);
  const rebuilt = before.filter(({ from }) => from === 'history');
  const same = rebuilt.filter(({ tool, catalog }) => tool === own.tool && catalog === own.catalog);
  return [same, rebuilt].find((list) => list.length > 0) ?? before;
}

/** By what it is made of, so that the same point is the same whenever it is made. */
function nameOf(day: string, tool: string, catalog: string, target: string | null, repositories: readonly RunRepository[]): string {
  const told = repositories.map(({ id, commit, state }) => [id, commit, state]);
  return createHash('sha256')
    .update(JSON.stringify(['history', day, tool, catalog, target, told]))
    .digest('hex')
    .slice(0, 16);
}

/** The entry that says the same already: this point, made before, or a run that was recorded on the day. */
function twinOf(run: Run, { entries }: Ledger): Entry | null {
  const told = ({ repositories }: Pick<Run, 'repositories'>): string => JSON.stringify(repositories.map(({ id, state }) => [id, state]));
  const isSame = (entry: Entry): boolean =>
    entry.asOf === run.asOf &&
    entry.tool === run.tool &&
    entry.catalog === run.catalog &&
    entry.target === run.target &&
    told(entry) === told(run);
  return entries.find((entry) => entry.run === run.run || (entry.from === 'scan' && isSame(entry))) ?? null;
}

interface PointRow {
  readonly day: string;
  readonly source: string;
  readonly open: number;
  readonly done: number;
  readonly waived: number;
  /** Of all repositories together; null where the target has none. */
  readonly hours: number | null;
  readonly isNew: boolean;
}

const SHOWN_COMMIT = 10;

function rowOf(
  { asOf, target, repositories, hours }: Run,
  ledger: Ledger,
  { twin, of }: { readonly twin: Entry | null; readonly of: number },
): PointRow {
  const totals = { open: 0, done: 0, waived: 0 };
  const at = TARGETS.findIndex((id) => id === target);
  for (const { state } of repositories) {
    for (const { open, done, waived } of ledger.summary(state) ?? []) {
      totals.open += open;
      totals.done += done;
      totals.waived += waived;
    }
  }
  const [only] = repositories;
  const source = of === 1 && only ? only.commit.slice(0, SHOWN_COMMIT) : `${repositories.length} of ${of}`;
  return { day: asOf, source, ...totals, hours: hours[at]?.likely ?? null, isNew: twin === null };
}

/** Rows are told as they come: a long history takes its time. */
function rowText(cells: readonly [day: string, revision: string, ...numbers: string[]], several: boolean): string {
  const [day, revision, ...numbers] = cells;
  const width = several ? REPOSITORIES.length : SHOWN_COMMIT;
  return [day.padEnd(10), revision.padEnd(width), ...numbers.map((one) => one.padStart(7))].join('  ').trimEnd();
}

const REPOSITORIES = 'Repositories';

function headText({ target }: Pick<HistoryOptions, 'target'>, several: boolean): string {
  return rowText(['Day', several ? REPOSITORIES : 'Revision', 'Open', 'Done', 'Waived', ...(target === null ? [] : ['Hours'])], several);
}

function pointText({ day, source, ...counts }: PointRow, { target }: Pick<HistoryOptions, 'target'>, several: boolean): string {
  const { open, done, waived, hours } = counts;
  const numbers = [open, done, waived, ...(target === null ? [] : [hours])];
  return rowText([day, source, ...numbers.map((one) => (one === null ? '–' : formatNumber(Math.round(one))))], several);
}
