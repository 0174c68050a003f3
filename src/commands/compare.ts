/** `cti2voice compare`: two scans, however they are kept, held against each other. */
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compareSides, isSameTool, toReadAgain, type CompareOptions, type Comparison } from '../compare/compare.ts';
import type { CompareFormat } from '../compare/formats.ts';
import { ruleKnown, sideOf, type Side } from '../compare/side.ts';
import { changeGroups, headText } from '../compare/words.ts';
import { findWritten } from '../discover/paths.ts';
import { planRepositories, type RepositoryPlan } from '../discover/plan.ts';
import { UserError } from '../errors.ts';
import { openLedger, pastOf, sideOfEntry, type Entry, type Ledger } from '../ledger/ledger.ts';
import { readLedgerFolder } from '../ledger/store.ts';
import { renderComparisonJson, renderComparisonMarkdown } from '../report/comparison.ts';
import { formatNumber } from '../report/number.ts';
import { printable, type Paint } from '../terminal.ts';
import { assessRepositories } from './pipeline.ts';
import { readAgain, type Again } from './read-again.ts';
import { readAssessment } from './read-assessment.ts';
import { USUAL_LEDGER } from './record.ts';
import { catalogFor, NOT_ALL_READ, type Surroundings } from './scan.ts';

export interface CompareCommand {
  readonly before: string;
  readonly after: string;
  /** As the user wrote it; null for the usual one. */
  readonly ledger: string | null;
  readonly format: CompareFormat;
  /** Where the repositories lie. */
  readonly folders: readonly string[];
  readonly rules: string | null;
  readonly strict: boolean;
  /** For a side that is scanned now. */
  readonly asOf: string;
  readonly paint: Paint;
}

type Shipped = Awaited<ReturnType<typeof catalogFor>>;

/** A side, the entry of the ledger that it comes from, and the repositories where they lie, if it was scanned just now. */
interface Found {
  readonly side: Side;
  readonly entry: Entry | null;
  readonly plans: readonly RepositoryPlan[];
}

/**
 * Returns the exit code.
 * @throws UserError where a side cannot be found
 */
export async function compare(options: CompareCommand, surroundings: Surroundings): Promise<number> {
  const { workingDirectory, out, error } = surroundings;
  const shipped = await catalogFor(options.rules, workingDirectory);
  const shown = options.ledger ?? USUAL_LEDGER;
  const texts = readLedgerFolder(resolve(workingDirectory, shown));
  if (texts === null && options.ledger !== null)
    throw new UserError(`There is no ledger “${shown}”.`, '“cti2voice scan --record” begins one.');
  const ledger = texts && openLedger(texts);
  for (const { file, reason } of ledger?.damaged ?? []) error(`${printable(`${shown}/${file} was skipped: ${reason}.`)}\n`);
  const context = { options, shipped, ledger, shown, workingDirectory };
  const before = await findSide(options.before, context);
  const after = await findSide(options.after, context);
  const comparison = compareSides(before.side, after.side, {
    again: await againOf(before, after, context),
    ...(ledger && pastFor(ledger, before.entry, after.entry)),
  });
  if (options.format === 'json') await out(renderComparisonJson(comparison));
  else if (options.format === 'markdown') await out(renderComparisonMarkdown(comparison));
  else await out(table(comparison, options.paint));
  const isPartial = comparison.repositories.some(({ state, unread }) => state === 'not-comparable' || unread > 0);
  return options.strict && isPartial ? NOT_ALL_READ : 0;
}

/** What came back was in an earlier run. Which runs are earlier is known where one of the two sides is a run itself. */
function pastFor(ledger: Ledger, before: Entry | null, after: Entry | null): Pick<CompareOptions, 'past'> {
  const end = after ?? before;
  if (end === null) return {};
  const at = ledger.entries.indexOf(end);
  return { past: pastOf({ ...ledger, entries: ledger.entries.slice(0, after ? at : at + 1) }) };
}

interface Context {
  readonly options: CompareCommand;
  readonly shipped: Shipped;
  readonly ledger: Ledger | null;
  readonly shown: string;
  readonly workingDirectory: string;
}

async function findSide(written: string, context: Context): Promise<Found> {
  const { ledger, workingDirectory, shipped } = context;
  const path = resolve(workingDirectory, written);
  const info = written.includes('\0') ? undefined : statSync(path, { throwIfNoEntry: false });
  const saved = info?.isDirectory() === true ? join(path, 'assessment.json') : path;
  if (statSync(saved, { throwIfNoEntry: false })?.isFile() === true) {
    const assessment = await readAssessment(saved, written);
    const side = sideOf(assessment, written);
    const isOwn = assessment.catalog.version === shipped.catalog.version;
    return { side: isOwn ? withAllRules(side, shipped) : side, entry: null, plans: [] };
  }
  const entry = ledger && entryOf(written, ledger, context.shown);
  if (ledger && entry) return { side: sideOfEntry(ledger, entry), entry, plans: [] };
  if (info?.isDirectory() === true || isRevision(written, workingDirectory)) return scanSide(written, context);
  throw new UserError(
    `“${written}” is no assessment, no recorded run and no revision.`,
    ledger
      ? 'Give an assessment.json, “latest”, “previous”, a date, the beginning of a run’s id, a folder, or path@revision.'
      : `There is no ledger “${context.shown}”; give an assessment.json, a folder, or path@revision.`,
  );
}

function isRevision(written: string, workingDirectory: string): boolean {
  if (written.includes('\0')) return false;
  const found = findWritten(written, (path) => statSync(resolve(workingDirectory, path), { throwIfNoEntry: false }) !== undefined);
  return found !== null && found.ref !== null;
}

/** @throws UserError where a beginning of an id fits several runs, or a date none */
function entryOf(written: string, { entries }: Ledger, shown: string): Entry | null {
  if (written === 'latest' || written === 'previous') {
    const entry = entries.at(written === 'latest' ? -1 : -2);
    if (entry) return entry;
    throw new UserError(
      entries.length === 0 ? `The ledger “${shown}” holds no run.` : `The ledger “${shown}” holds one run and none before it.`,
      'Record another with “cti2voice scan --record”.',
    );
  }
  if (/^\d{4}-\d\d-\d\d$/.test(written)) {
    const entry = entries.findLast(({ asOf }) => asOf <= written);
    if (entry) return entry;
    throw new UserError(
      `No run was recorded by ${written}.`,
      entries[0] ? `The first is of ${entries[0].asOf}.` : 'The ledger holds none.',
    );
  }
  const id = /^(?:\d{4}-\d\d-\d\d-)?([0-9a-f]{4,16})(?:\.json)?$/.exec(written)?.[1];
  if (id === undefined) return null;
  const fitting = entries.filter((entry) => entry.id.startsWith(id));
  if (fitting.length > 1)
    throw new UserError(
      `Several runs begin with “${id}”.`,
      `Write more of it: ${fitting
        .slice(0, 4)
        .map((entry) => entry.id)
        .join(', ')}.`,
    );
  return fitting[0] ?? null;
}

async function scanSide(written: string, { options, shipped, workingDirectory }: Context): Promise<Found> {
  const { plans } = planRepositories([written], workingDirectory);
  const { catalog, toolVersion } = shipped;
  const assessment = await assessRepositories(plans, catalog, { target: null, asOf: options.asOf, toolVersion });
  return { side: withAllRules(sideOf(assessment, written), shipped), entry: null, plans };
}

function withAllRules(side: Side, { catalog }: Shipped): Side {
  return { ...side, rules: new Map(catalog.rules.map((rule) => [rule.id, ruleKnown(rule)])), rulesAreWhole: true };
}

async function againOf(before: Found, after: Found, { options, shipped, workingDirectory }: Context): Promise<Map<string, Again>> {
  const wanted = toReadAgain(before.side, after.side);
  if (wanted.length === 0) return new Map();
  const own = { tool: shipped.toolVersion, catalog: shipped.catalog.version };
  if (!isSameTool(after.side, own)) {
    const failure =
      'the later one was not made with this version and its rules either, so that reading the earlier source again would not help';
    return new Map(wanted.map(({ base }) => [base, { failure }]));
  }
  const lying = [...after.plans, ...before.plans];
  const plans = lying.length > 0 ? lying : planRepositories(options.folders, workingDirectory).plans;
  return readAgain(wanted, plans, shipped.catalog);
}

const ITEMS_IN_VIEW = 20;

function table(comparison: Comparison, paint: Paint): string {
  const groups = changeGroups(comparison);
  const width = Math.max(...groups.map(({ title }) => title.length));
  const lines = [paint.bold(printable(headText(comparison))), ''];
  const row = (title: string, count: number): string => `${title.padEnd(width)}  ${formatNumber(count).padStart(7)}`;
  for (const { title, count } of groups) lines.push(row(title, count));
  lines.push(row('As before', comparison.counts.kept));
  for (const { title, count, items } of groups) {
    if (count === 0) continue;
    lines.push('', paint.bold(title));
    for (const { text, place } of items.slice(0, ITEMS_IN_VIEW)) {
      lines.push(`  ${printable(text)}${place === null ? '' : `  ${paint.dim(printable(place))}`}`);
    }
    if (items.length > ITEMS_IN_VIEW) lines.push(`  and ${formatNumber(items.length - ITEMS_IN_VIEW)} more; --format json has all`);
  }
  return `${lines.join('\n')}\n`;
}
