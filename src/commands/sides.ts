/** The sides that a comparison may have, however they are kept: a saved result, a recorded run, a folder, a revision of git. */
import { statSync } from 'node:fs';
import { basename, isAbsolute, join, resolve } from 'node:path';
import type { CompareOptions } from '../compare/compare.ts';
import { ruleKnown, sideOf, type Side } from '../compare/side.ts';
import { findWritten } from '../discover/paths.ts';
import { REPORT_MARK } from '../discover/walk.ts';
import { planRepositories, type RepositoryPlan } from '../discover/plan.ts';
import { UserError } from '../errors.ts';
import { openLedger, pastOf, sideOfEntry, type Entry, type Ledger } from '../ledger/ledger.ts';
import { readLedgerFolder } from '../ledger/store.ts';
import { assessRepositories } from './pipeline.ts';
import { readAssessment } from './read-assessment.ts';
import type { ScanBasis } from './scan-repository.ts';
import type { catalogFor } from './scan.ts';
import { tellDamage } from './tell-damage.ts';

export type Shipped = Awaited<ReturnType<typeof catalogFor>>;

/** A side, the entry of the ledger that it comes from, and the repositories where they lie, if it was scanned just now. */
export interface Found {
  readonly side: Side;
  readonly entry: Entry | null;
  readonly plans: readonly RepositoryPlan[];
}

/** What came back was in an earlier run. Which runs are earlier is known where one of the two sides is a run itself. */
export function pastFor(ledger: Ledger, before: Entry | null, after: Entry | null): Pick<CompareOptions, 'past'> {
  const end = after ?? before;
  if (end === null) return {};
  const at = ledger.entries.indexOf(end);
  return { past: pastOf({ ...ledger, entries: ledger.entries.slice(0, after ? at : at + 1) }) };
}

export interface Context {
  /** The day of a side that is scanned now. */
  readonly asOf: string;
  readonly shipped: Shipped;
  readonly ledger: Ledger | null;
  readonly shown: string;
  readonly workingDirectory: string;
  /** What of a folder is read; by it the reports of earlier runs are told. */
  readonly listing: ScanBasis['listing'];
}

/** Reports are handed on: where a side lies outside the working directory, only its own name is told. */
function toldName(written: string, asOf: string | null): string {
  const parts = written.split(/[/\\]/);
  if (!isAbsolute(written) && !/^[A-Za-z]:/.test(written) && !parts.includes('..')) return written;
  const name = basename(parts.join('/'));
  return asOf !== null && (name === '' || name === REPORT_MARK) ? asOf : name;
}

export async function findSide(written: string, context: Context): Promise<Found> {
  const { ledger, workingDirectory, shipped } = context;
  const path = resolve(workingDirectory, written);
  const info = written.includes('\0') ? undefined : statSync(path, { throwIfNoEntry: false });
  const saved = info?.isDirectory() === true ? join(path, REPORT_MARK) : path;
  if (statSync(saved, { throwIfNoEntry: false })?.isFile() === true) {
    const assessment = await readAssessment(saved, written);
    if (assessment.options.redacted) (await import('./redacted.ts')).refuseRedacted(assessment, written);
    const side = sideOf(assessment, toldName(written, assessment.asOf));
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

/** @throws UserError where nothing of it can be read */
async function scanSide(written: string, { asOf, shipped, workingDirectory, listing }: Context): Promise<Found> {
  const { plans } = planRepositories([written], workingDirectory, listing);
  const { catalog, toolVersion } = shipped;
  const assessment = await assessRepositories(plans, catalog, { target: null, asOf, toolVersion, listing });
  if (assessment.repos.every(({ status }) => status === 'failed')) {
    const why = assessment.repos[0]?.problems[0]?.detail ?? 'there is nothing in it.';
    throw new UserError(`“${written}” cannot be compared: ${why}`, 'Give a folder, or path@revision with a revision that git knows there.');
  }
  return { side: withAllRules(sideOf(assessment, toldName(written, null)), shipped), entry: null, plans };
}

export function withAllRules(side: Side, { catalog }: Shipped): Side {
  return { ...side, rules: new Map(catalog.rules.map((rule) => [rule.id, ruleKnown(rule)])), rulesAreWhole: true };
}

/** The ledger of a folder, and how its damaged files are told; null where there is none. */
export function findLedger(shown: string, workingDirectory: string, error: (text: string) => void): Ledger | null {
  const texts = readLedgerFolder(resolve(workingDirectory, shown));
  const ledger = texts && openLedger(texts);
  if (ledger) tellDamage(ledger, shown, error);
  return ledger;
}
