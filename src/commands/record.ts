/** `cti2voice scan --record`: one more run in the ledger, after every report is written. */
import { resolve } from 'node:path';
import type { Catalog } from '../catalog/schema.ts';
import { TARGETS } from '../catalog/terms.ts';
import { compareSides, toReadAgain } from '../compare/compare.ts';
import { ruleKnown, sideOf, type RuleKnown, type Side, type SideRepository } from '../compare/side.ts';
import { LEDGER_FOLDER } from '../discover/left-out.ts';
import type { RepositoryPlan } from '../discover/plan.ts';
import {
  catalogText,
  linesOf,
  rosterId,
  rosterText,
  runIdOf,
  runName,
  runText,
  stateId,
  storedState,
  type HoursRange,
  type Run,
  type RunRepository,
  type StoredState,
} from '../ledger/format.ts';
import { NO_TEXTS, openLedger, pastOf, sideOfEntry, type Entry, type Ledger, type LedgerTexts } from '../ledger/ledger.ts';
import { stateOfRecord } from '../ledger/state.ts';
import { addRun, readLedgerFolder, type RunFiles } from '../ledger/store.ts';
import type { Assessment } from '../model/assessment.ts';
import { printable } from '../terminal.ts';
import { readAgain } from './read-again.ts';
import { runOf } from './run-id.ts';
import type { ScanBasis } from './scan-repository.ts';
import type { Surroundings } from './scan.ts';
import { tellDamage } from './tell-damage.ts';

export interface RecordOptions {
  /** The folder as the user wrote it; null for the usual one. */
  readonly ledger: string | null;
  readonly quiet: boolean;
}

/** The catalog of rules for a comparison, and where the repositories of this scan lie. */
export interface Recorded {
  readonly assessment: Assessment;
  readonly catalog: Catalog;
  readonly plans: readonly RepositoryPlan[];
  /** What of them was read. */
  readonly listing: ScanBasis['listing'];
}

/** A state rests on no more differences than this: a damaged file costs no more than the runs behind it. */
const DEEPEST = 300;

export const USUAL_LEDGER = LEDGER_FOLDER;

/** A run that is ready to be written: the ledger as it will then be, and the writing itself. */
export interface PreparedRun {
  readonly ledger: Ledger;
  /** @throws UserError if the ledger cannot be written */
  readonly write: () => void;
}

/** Reads and compares, and writes nothing yet: a run's file is the last that a scan writes. */
export async function prepareRun(recorded: Recorded, options: RecordOptions, surroundings: Surroundings): Promise<PreparedRun> {
  const { assessment } = recorded;
  const shown = options.ledger ?? USUAL_LEDGER;
  const folder = resolve(surroundings.workingDirectory, shown);
  const texts = readLedgerFolder(folder) ?? NO_TEXTS;
  const ledger = openLedger(texts);
  const say = (text: string): void => {
    if (!options.quiet) surroundings.error(`${printable(text)}\n`);
  };
  tellDamage(ledger, shown, surroundings.error);
  const run = assessment.run ?? runOf(assessment);
  const twin = ledger.entries.find((entry) => entry.run === run);
  if (twin) return { ledger, write: () => say(`already recorded in ${shown}/${twin.file}`) };
  const earlier = ledger.entries.filter(({ asOf }) => asOf <= assessment.asOf);
  const recordedAt = (surroundings.now?.() ?? new Date()).toISOString().replace(/\.\d+Z$/, 'Z');
  const { files } = await entryOf(recorded, { ledger, earlier, head: { run: () => run, from: 'scan', recorded: recordedAt } });
  return {
    ledger: openLedger(withRun(texts, files)),
    write: () => {
      addRun(folder, shown, files);
      say(`recorded as ${runIdOf(files.run.name)?.slice(0, 8) ?? ''} in ${shown}/runs/${files.run.name}`);
    },
  };
}

/** A ledger's texts with those of one more run. */
export function withRun({ runs, rosters, catalogs }: LedgerTexts, { run, roster, catalog }: RunFiles): LedgerTexts {
  const added = (list: LedgerTexts['runs'], file: LedgerTexts['runs'][number]): LedgerTexts['runs'] =>
    list.some(({ name }) => name === file.name) ? list : [...list, file];
  return { runs: [...runs, run], rosters: added(rosters, roster), catalogs: added(catalogs, catalog) };
}

export interface EntryBasis {
  readonly ledger: Ledger;
  /** What the run is held against, to tell what is done by now. */
  readonly earlier: readonly Entry[];
  readonly head: Pick<Run, 'from' | 'recorded'> & {
    /** By the repositories of the run, what it is named after. */
    readonly run: (repositories: readonly RunRepository[]) => string;
  };
}

const rulesKnown = new WeakMap<Catalog, ReadonlyMap<string, RuleKnown>>();

/** A history asks for the same catalog many times. */
function rulesOf(catalog: Catalog): ReadonlyMap<string, RuleKnown> {
  const known = rulesKnown.get(catalog) ?? new Map(catalog.rules.map((rule) => [rule.id, ruleKnown(rule)]));
  rulesKnown.set(catalog, known);
  return known;
}

/** What a result adds to a ledger. Nothing is written. */
export async function entryOf(
  recorded: Recorded,
  { ledger, earlier, head }: EntryBasis,
): Promise<{ readonly run: Run; readonly files: RunFiles }> {
  const { assessment, catalog } = recorded;
  const side: Side = {
    ...sideOf(assessment, assessment.asOf),
    rules: rulesOf(catalog),
    rulesAreWhole: true,
  };
  const { states, repositories } = await statesOf(recorded, side, { ledger, earlier });
  const { asOf, tool, options: chosen } = assessment;
  const roster = rosterText(repositories);
  const run: Run = {
    run: head.run(repositories),
    asOf,
    recorded: head.recorded,
    from: head.from,
    tool: tool.version,
    catalog: catalog.version,
    target: chosen.target,
    hours: totalHours(assessment),
    repositories,
    states,
  };
  const text = runText(run, rosterId(roster));
  const version = /^[\w-][\w.-]{0,99}$/.test(catalog.version) ? catalog.version : 'other';
  const files: RunFiles = {
    run: { name: runName({ asOf }, text), text },
    roster: { name: `${rosterId(roster)}.json`, text: roster },
    catalog: { name: `${version}.json`, text: catalogText(catalog.version, side.rules) },
  };
  return { run, files };
}

/** In the order of the targets. */
function totalHours({ totals }: Assessment): (HoursRange | null)[] {
  return TARGETS.map((target) => {
    const [low = 0, likely = 0, high = 0] = totals.routes.find((route) => route.target === target)?.hours ?? [];
    const has = totals.routes.some((route) => route.target === target && route.hours !== null);
    return has ? { low, likely, high } : null;
  });
}

async function statesOf(
  { assessment, catalog, plans, listing }: Recorded,
  side: Side,
  { ledger, earlier }: Pick<EntryBasis, 'ledger' | 'earlier'>,
): Promise<{ readonly states: StoredState[]; readonly repositories: RunRepository[] }> {
  const before = latestOf(ledger, earlier);
  const done = await doneOf(side, before, { ledger, earlier, plans, catalog, listing });
  const states = new Map<string, StoredState>();
  const repositories: RunRepository[] = [];
  for (const record of assessment.repos) {
    const repository = side.repositories.find(({ id }) => id === record.id);
    if (!repository) continue;
    const { base, commit, isRevision } = repository;
    const lines = linesOf(stateOfRecord(record, repository, side.rules, assessment.catalog, done.get(base) ?? new Map()));
    const id = stateId(lines);
    repositories.push({ id: base, commit: commit ?? '', isRevision, state: id, ...(record.owner !== null && { owner: record.owner }) });
    if (states.has(id) || ledger.lines(id) !== null) continue;
    const last = before.get(base)?.repository.state;
    const lastLines = last === undefined || ledger.depth(last) >= DEEPEST ? null : ledger.lines(last);
    states.set(id, storedState(id, lines, last !== undefined && lastLines ? { id: last, lines: lastLines } : null));
  }
  return { states: [...states.values()], repositories };
}

interface Latest {
  readonly entry: Entry;
  readonly repository: RunRepository;
}

/** Of each repository the last entry that can be read. */
function latestOf(ledger: Ledger, entries: readonly Entry[]): Map<string, Latest> {
  const latest = new Map<string, Latest>();
  for (const entry of entries) {
    for (const repository of entry.repositories)
      if (ledger.state(repository.state) !== null) latest.set(repository.id, { entry, repository });
  }
  return latest;
}

/** By repository and capability, what was done by now of all that was ever open: what the run before says, and what came and went since. */
async function doneOf(
  side: Side,
  before: ReadonlyMap<string, Latest>,
  { ledger, earlier, plans, catalog, listing }: Pick<EntryBasis, 'ledger' | 'earlier'> & Omit<Recorded, 'assessment'>,
): Promise<Map<string, Map<string, number>>> {
  const done = new Map<string, Map<string, number>>();
  const past = pastOf({ ...ledger, entries: earlier });
  for (const entry of new Set([...before.values()].map(({ entry }) => entry))) {
    const isOf = ({ base }: SideRepository): boolean => before.get(base)?.entry === entry;
    const was = sideOfEntry(ledger, entry);
    const from: Side = { ...was, repositories: was.repositories.filter(isOf) };
    const to: Side = { ...side, repositories: side.repositories.filter(isOf) };
    const again = await readAgain(toReadAgain(from, to), plans, catalog, listing);
    for (const { repository, capability, kind } of compareSides(from, to, { past, again }).changes) {
      if (kind !== 'done' && kind !== 'come-back') continue;
      const counts = doneBefore(done, before, ledger, repository);
      counts.set(capability, Math.max(0, (counts.get(capability) ?? 0) + (kind === 'done' ? 1 : -1)));
    }
  }
  for (const { base } of side.repositories) doneBefore(done, before, ledger, base);
  return done;
}

function doneBefore(
  done: Map<string, Map<string, number>>,
  before: ReadonlyMap<string, Latest>,
  ledger: Ledger,
  base: string,
): Map<string, number> {
  const known = done.get(base);
  if (known) return known;
  const last = before.get(base)?.repository.state;
  const capabilities = last === undefined ? [] : (ledger.state(last)?.capabilities ?? []);
  const counts = new Map(capabilities.flatMap(({ id, done: count }) => (count > 0 ? [[id, count] as const] : [])));
  done.set(base, counts);
  return counts;
}
