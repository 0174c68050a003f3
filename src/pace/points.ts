/** What the runs of a ledger say of open and finished work, day by day. */
import { TARGETS, type TargetId } from '../catalog/terms.ts';
import type { CapabilityState, HoursRange } from '../ledger/format.ts';
import type { Entry, Ledger } from '../ledger/ledger.ts';

/** Of a repository on the day of a run. Hours are those of the target that was asked for; null where it has none. */
export interface RepositoryPoint {
  readonly id: string;
  readonly owner: string | null;
  /** Null where the ledger has lost what the run saw. */
  readonly capabilities: readonly CapabilityPoint[] | null;
  /** Digest of what was seen: it changes with anything in it. */
  readonly state: string;
}

export interface CapabilityPoint {
  readonly id: string;
  readonly open: number;
  readonly done: number;
  readonly waived: number;
  readonly hours: HoursRange | null;
}

export interface Point {
  /** ISO date. */
  readonly date: string;
  /** The beginning of the run's id. */
  readonly run: string;
  readonly from: Entry['from'];
  readonly tool: string;
  readonly catalog: string;
  readonly repositories: readonly RepositoryPoint[];
  /** Of the whole, work that is done once counted once; null where the target has no hours or none was asked for. */
  readonly hours: HoursRange | null;
  /** Of all repositories; null, with the two that follow, where the ledger has lost what the run saw of one of them. */
  readonly open: number | null;
  readonly done: number | null;
  readonly waived: number | null;
}

/** One point for each day: of several runs on one the last. Runs after `asOf` are left out. */
export function pointsOf(ledger: Pick<Ledger, 'entries' | 'summary'>, target: TargetId | null, asOf: string): Point[] {
  const byDay = new Map<string, Entry>();
  for (const entry of ledger.entries) {
    if (entry.asOf > asOf) continue;
    const before = byDay.get(entry.asOf);
    // What was recorded at the time beats what was put together later.
    if (before?.from === 'scan' && entry.from === 'history') continue;
    byDay.set(entry.asOf, entry);
  }
  return [...byDay.values()].map((entry) => pointOf(entry, ledger.summary, target));
}

export function pointOf(entry: Entry, summary: Ledger['summary'], target: TargetId | null): Point {
  const at = target === null ? -1 : TARGETS.indexOf(target);
  const repositories = entry.repositories.map(({ id, state, owner }): RepositoryPoint => ({
    id,
    owner: owner ?? null,
    state,
    capabilities: summary(state)?.map((one) => capabilityPoint(one, at)) ?? null,
  }));
  const all = repositories.every(({ capabilities }) => capabilities !== null)
    ? repositories.flatMap(({ capabilities }) => capabilities ?? [])
    : null;
  const sum = (of: (one: CapabilityPoint) => number): number | null => all && all.reduce((total, one) => total + of(one), 0);
  return {
    date: entry.asOf,
    run: entry.id.slice(0, 8),
    from: entry.from,
    tool: entry.tool,
    catalog: entry.catalog,
    repositories,
    hours: entry.hours[at] ?? null,
    open: sum(({ open }) => open),
    done: sum(({ done }) => done),
    waived: sum(({ waived }) => waived),
  };
}

function capabilityPoint({ id, open, done, waived, hours }: CapabilityState, at: number): CapabilityPoint {
  return { id, open, done, waived, hours: hours[at] ?? null };
}

/** Likely hours of a repository as its capabilities add up. */
export function likelyOf({ capabilities }: RepositoryPoint): number {
  return (capabilities ?? []).reduce((sum, { hours }) => sum + (hours?.likely ?? 0), 0);
}

export function openOf({ capabilities }: RepositoryPoint): number {
  return (capabilities ?? []).reduce((sum, { open }) => sum + open, 0);
}
