/** At which days a history has a point, and which commit each of them stands for. Pure: days and seconds, no git. */

export const EVERY = ['week', 'month', 'quarter'] as const;
export type Every = (typeof EVERY)[number];

/** The last day of a period, and the second at which it is over, since 1970 in UTC. */
export interface PointDay {
  readonly day: string;
  readonly end: number;
}

const DAY = 24 * 60 * 60;

/**
 * The ends of all periods from the one in which `since` lies, and last the day `until`: the period that it lies in is not over. Days are ISO
 * dates.
 */
export function pointDays(since: string, until: string, every: Every): PointDay[] {
  const days: PointDay[] = [];
  const last = startOf(until);
  for (let end = endOf(startOf(since), every); end <= last; end = endOf(end, every)) days.push({ day: dayOf(end - DAY), end });
  return [...days, { day: until, end: last + DAY }];
}

/** The second at which a period is over in which this second lies. Weeks end with Sunday. */
function endOf(second: number, every: Every): number {
  const date = new Date(second * 1000);
  if (every === 'week') return second - (second % DAY) + (7 - ((date.getUTCDay() + 6) % 7)) * DAY;
  const length = every === 'month' ? 1 : 3;
  const month = Math.floor(date.getUTCMonth() / length) * length + length;
  return Date.UTC(date.getUTCFullYear(), month, 1) / 1000;
}

function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 1000;
}

function dayOf(second: number): string {
  return new Date(second * 1000).toISOString().slice(0, 10);
}

/** A commit, and when it was committed, in seconds since 1970. */
interface Dated {
  readonly committed: number;
}

/**
 * For each end the last commit before it, null where there was none yet. `line` is the newest first. A commit whose date does not fit the
 * dates around it, since it was rewritten or a clock was wrong, is no point; what it did shows with the next one whose date fits.
 */
export function commitsAt<T extends Dated>(line: readonly T[], ends: readonly number[]): (T | null)[] {
  const steady = inOrder(line.toReversed());
  let at = 0;
  let last: T | null = null;
  const found = new Map<number, T | null>();
  for (const end of [...ends].sort((a, b) => a - b)) {
    for (let next = steady[at]; next && next.committed < end; next = steady[++at]) last = next;
    found.set(end, last);
  }
  return ends.map((end) => found.get(end) ?? null);
}

/** As many as can be kept so that no date is earlier than the one before; all of them where none is. */
function inOrder<T extends Dated>(commits: readonly T[]): T[] {
  // Of runs of each length the one that ends earliest; of each commit the one that stands before it in its run.
  const ends: number[] = [];
  const before: number[] = [];
  const dateOf = (index: number): number => commits[index]?.committed ?? 0;
  for (const [index, { committed }] of commits.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (dateOf(ends[middle] ?? 0) <= committed) low = middle + 1;
      else high = middle;
    }
    before.push(low === 0 ? -1 : (ends[low - 1] ?? -1));
    ends[low] = index;
  }
  const run: T[] = [];
  for (let index = ends.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) {
    const commit = commits[index];
    if (commit) run.push(commit);
  }
  return run.reverse();
}
