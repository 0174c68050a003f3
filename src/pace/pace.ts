/** How fast work gets done, and what that says of the end. Nothing here is surer than the runs that it rests on. */
import { likelyOf, openOf, type CapabilityPoint, type Point, type RepositoryPoint } from './points.ts';

/** Days of a month on the average, by which paces are told. */
export const MONTH = 365.25 / 12;

/** What is counted: likely hours of the chosen target, or open findings where no target is chosen or it has no hours. */
export type Unit = 'hours' | 'findings';

/** From one run to the next. */
export interface Step {
  readonly from: string;
  readonly to: string;
  readonly days: number;
  /**
   * `team`: the same tool with the same rules read the same repositories. `scope`: the same tool, other repositories; those in both count.
   * `tool`: another version or other rules; nothing of it counts as pace. `lost`: the ledger has lost what one of the two runs saw; nothing
   * of it counts either.
   */
  readonly kind: 'team' | 'scope' | 'tool' | 'lost';
  /** What got less, or less than nothing; 0 where nothing counts. */
  readonly burned: number;
}

export interface Pace {
  readonly unit: Unit;
  /** What was left at the last run; null where there was no run, or the ledger has lost what it saw. */
  readonly left: number | null;
  /** Days from the day of the question to the deadline; negative when that is over. */
  readonly daysLeft: number;
  /** Per month, to be done by the deadline; null when it is over, or nothing is left. */
  readonly needed: number | null;
  /** Per month, over all steps that count; null without one. */
  readonly actual: number | null;
  readonly steps: readonly Step[];
  readonly projection: Projection;
}

/**
 * When it would end if it goes on as it went. `too-few`: fewer than three runs that can be held against each other. `never`: it does not
 * end within five years at any of these paces. `unknown`: the ledger has lost what the last run saw. Months are `2028-03`; they say no more
 * than the month, since the runs know no better.
 */
export type Projection =
  | { readonly state: 'done' }
  | { readonly state: 'unknown' }
  | { readonly state: 'too-few'; readonly runs: number }
  | { readonly state: 'never' }
  | { readonly state: 'range'; readonly earliest: string; readonly latest: string | null };

export interface PaceOptions {
  /** ISO dates. */
  readonly asOf: string;
  readonly deadline: string;
}

/** Fewer runs than that are a line through two points, and no pace. */
const FEWEST = 3;
/** Later than this nobody can say anything. */
const FARTHEST_MONTHS = 60;

export function paceOf(points: readonly Point[], { asOf, deadline }: PaceOptions, wanted?: Unit): Pace {
  const last = points.at(-1);
  const unit: Unit = wanted ?? (last?.hours ? 'hours' : 'findings');
  const steps = points.slice(1).flatMap((point, index): Step[] => {
    const before = points[index];
    return before ? [stepBetween(before, point, unit)] : [];
  });
  const counting = steps.filter(({ kind, days }) => (kind === 'team' || kind === 'scope') && days > 0);
  const days = counting.reduce((sum, step) => sum + step.days, 0);
  const burned = counting.reduce((sum, step) => sum + step.burned, 0);
  const left = last ? amountOf(last, unit) : null;
  const daysLeft = daysBetween(asOf, deadline);
  return {
    unit,
    left,
    daysLeft,
    needed: left === null || left <= 0 || daysLeft <= 0 ? null : (left / daysLeft) * MONTH,
    actual: days > 0 ? (burned / days) * MONTH : null,
    steps,
    // What is left is left today: nothing that begins in the past can be promised.
    projection: project(counting, left, last && last.date > asOf ? last.date : asOf, points.length),
  };
}

/** Null where the ledger has lost it. A run knows its own hours, whatever became of what it saw. */
export function amountOf(point: Point, unit: Unit): number | null {
  return unit === 'hours' ? (point.hours?.likely ?? 0) : point.open;
}

function stepBetween(before: Point, after: Point, unit: Unit): Step {
  const base = { from: before.date, to: after.date, days: daysBetween(before.date, after.date) };
  if (before.tool !== after.tool || before.catalog !== after.catalog) return { ...base, kind: 'tool', burned: 0 };
  const earlier = new Map(before.repositories.map((one) => [one.id, one]));
  const both = after.repositories.flatMap((now) => {
    const was = earlier.get(now.id);
    return was ? [{ was, now }] : [];
  });
  const isSame = both.length === before.repositories.length && both.length === after.repositories.length;
  const [was, now] = [amountOf(before, unit), amountOf(after, unit)];
  if (isSame && was !== null && now !== null && (unit === 'findings' || (before.hours && after.hours)))
    return { ...base, kind: 'team', burned: was - now };
  if (both.some((one) => one.was.capabilities === null || one.now.capabilities === null)) return { ...base, kind: 'lost', burned: 0 };
  const of = unit === 'hours' ? likelyOf : openOf;
  return { ...base, kind: 'scope', burned: both.reduce((sum, { was, now }) => sum + of(was) - of(now), 0) };
}

/**
 * From today on, at the pace of each step by itself: the faster three quarters of the time give the earliest end, the slower three
 * quarters the latest, which is a quarter cut off at each side. Steps weigh by their days.
 */
function project(steps: readonly Step[], left: number | null, from: string, runs: number): Projection {
  if (left === null && runs > 0) return { state: 'unknown' };
  if (left !== null && left <= 0) return { state: 'done' };
  if (left === null || steps.length < FEWEST - 1) return { state: 'too-few', runs: runs === 0 ? 0 : steps.length + 1 };
  const sorted = steps.map((step) => ({ pace: step.burned / step.days, days: step.days })).sort((a, b) => a.pace - b.pace);
  const total = sorted.reduce((sum, { days }) => sum + days, 0);
  // Between the quarter and the mean of all: a single good week is no forecast.
  const mean = sorted.reduce((sum, { pace, days }) => sum + pace * days, 0) / total;
  const fast = Math.max(mean, quantile(sorted, total, 0.75));
  const slow = Math.min(mean, quantile(sorted, total, 0.25));
  const earliest = monthAfter(from, left, fast);
  if (earliest === null) return { state: 'never' };
  return { state: 'range', earliest, latest: monthAfter(from, left, slow) };
}

function quantile(sorted: readonly { readonly pace: number; readonly days: number }[], total: number, share: number): number {
  let days = 0;
  for (const step of sorted) {
    days += step.days;
    if (days >= total * share) return step.pace;
  }
  return sorted.at(-1)?.pace ?? 0;
}

/** The month in which `left` is gone; null for never. */
function monthAfter(from: string, left: number, perDay: number): string | null {
  if (perDay <= 0) return null;
  const days = left / perDay;
  if (days > FARTHEST_MONTHS * MONTH) return null;
  return addDays(from, Math.ceil(days)).slice(0, 7);
}

export interface Milestone {
  readonly date: string;
  /** What may be left at most on that day, on the straight way from the last run to the deadline. */
  readonly left: number;
}

/** More rows than these nobody reads. */
const MOST_ENDS = 12;

/** The ends of the quarters until the deadline, or of years where those are many, and the deadline. */
export function milestones(pace: Pick<Pace, 'left'>, { asOf, deadline }: PaceOptions): Milestone[] {
  const { left } = pace;
  const daysLeft = daysBetween(asOf, deadline);
  if (left === null || left <= 0 || daysLeft <= 0) return [];
  const years = range(Number(asOf.slice(0, 4)), Number(deadline.slice(0, 4)));
  const between = (dates: readonly string[]): string[] => dates.filter((date) => date > asOf && date < deadline);
  const quarters = between(years.flatMap((year) => ['03-31', '06-30', '09-30', '12-31'].map((end) => `${year}-${end}`)));
  const lasts = between(years.map((year) => `${year}-12-31`));
  const every = Math.ceil(lasts.length / MOST_ENDS);
  const ends = quarters.length <= MOST_ENDS ? quarters : lasts.filter((_, index) => index % every === every - 1);
  return [...ends, deadline].map((date) => ({ date, left: Math.max(0, left * (1 - daysBetween(asOf, date) / daysLeft)) }));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

/** Repositories of which the ledger has lost what was seen are in no figure; where there is nothing else, figures are null. */
export interface Standing {
  readonly id: string;
  readonly open: number | null;
  readonly done: number | null;
  readonly waived: number | null;
  /** Likely hours; null without a target. */
  readonly hours: number | null;
}

export interface RepositoryStanding extends Standing {
  readonly owner: string | null;
  /** The day of the run since which nothing of it has changed. */
  readonly since: string;
  /** Open work, and nothing had changed for so many weeks by the last run; null where it moves or is done. */
  readonly stalledWeeks: number | null;
}

/** A repository in which nothing changes for that long stands still. */
export const STALLED_WEEKS = 8;

/** Of the last run. Steps of the tool change what is seen of a repository, and are no sign of life. */
export function repositoryStandings(points: readonly Point[]): RepositoryStanding[] {
  const last = points.at(-1);
  if (!last) return [];
  return last.repositories.map((repository) => {
    let since = last.date;
    for (let index = points.length - 1; index >= 0; index--) {
      const point = points[index];
      if (!point) break;
      const before = point.repositories.find(({ id }) => id === repository.id);
      const next = points[index + 1];
      const wasTool = next !== undefined && (next.tool !== point.tool || next.catalog !== point.catalog);
      const later = next?.repositories.find(({ id }) => id === repository.id) ?? repository;
      if (before === undefined || (before.state !== later.state && !wasTool)) break;
      since = point.date;
    }
    const standing = standingOf(repository.id, repository.capabilities, last.hours !== null);
    // Of the time after the last run nobody knows.
    const weeks = Math.floor(daysBetween(since, last.date) / 7);
    const isStalled = (standing.open ?? 0) > 0 && weeks >= STALLED_WEEKS;
    return { ...standing, owner: repository.owner, since, stalledWeeks: isStalled ? weeks : null };
  });
}

export function capabilityStandings(points: readonly Point[]): Standing[] {
  const last = points.at(-1);
  const all = (last?.repositories ?? []).flatMap(({ capabilities }) => capabilities ?? []);
  return [...new Set(all.map(({ id }) => id))].map((id) =>
    standingOf(
      id,
      all.filter((one) => one.id === id),
      last?.hours !== null,
    ),
  );
}

/** By owner; the repositories of nobody stand together under an empty id. */
export function ownerStandings(repositories: readonly RepositoryStanding[]): (Standing & { readonly repositories: number })[] {
  const owners = [...new Set(repositories.map(({ owner }) => owner ?? ''))].sort(
    (a, b) => Number(a === '') - Number(b === '') || (a < b ? -1 : 1),
  );
  return owners.map((id) => {
    const own = repositories.filter(({ owner }) => (owner ?? '') === id);
    const sum = (of: (one: Standing) => number | null): number | null => {
      const known = own.flatMap((one) => of(one) ?? []);
      return known.length > 0 ? known.reduce((total, one) => total + one, 0) : null;
    };
    return {
      id,
      repositories: own.length,
      open: sum(({ open }) => open),
      done: sum(({ done }) => done),
      waived: sum(({ waived }) => waived),
      hours: sum(({ hours }) => hours),
    };
  });
}

function standingOf(id: string, all: RepositoryPoint['capabilities'], hasHours: boolean): Standing {
  if (all === null) return { id, open: null, done: null, waived: null, hours: null };
  const sum = (of: (one: CapabilityPoint) => number): number => all.reduce((total, one) => total + of(one), 0);
  return {
    id,
    open: sum(({ open }) => open),
    done: sum(({ done }) => done),
    waived: sum(({ waived }) => waived),
    hours: hasHours ? sum(({ hours }) => hours?.likely ?? 0) : null,
  };
}

/** Whole days in UTC: a day is 24 hours there, whatever clocks do elsewhere. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
