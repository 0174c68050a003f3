/** How far the move has come and whether the pace is enough: one section, in the report and on a page of its own. */
import {
  amountOf,
  capabilityStandings,
  daysBetween,
  milestones,
  MONTH,
  ownerStandings,
  paceOf,
  repositoryStandings,
  STALLED_WEEKS,
  type Pace,
  type Projection,
  type Standing,
  type Unit,
} from '../../pace/pace.ts';
import type { Point } from '../../pace/points.ts';
import { formatNumber } from '../number.ts';
import { burnDownChart } from './pace-chart.ts';
import { beyondList, shownPart } from './places.ts';
import { count, DASH, day, list, plural, present } from './text.ts';
import { inWords, m, t } from '../messages.ts';

/** All that the section is made from. */
export interface PaceInput {
  readonly points: readonly Point[];
  /** ISO dates. */
  readonly asOf: string;
  readonly deadline: string;
  /** Whether the deadline is Salesforce’s own. */
  readonly isRetirement: boolean;
  /** The client’s own last safe date; null where none was given. */
  readonly lastSafeDate: string | null;
  /** Null where no target is chosen. */
  readonly target: string | null;
  readonly capability: (id: string) => string;
}

export const UNIT_WORDS = { hours: m`hours`, findings: m`open findings` } as const;
const ONE_WORDS = { hours: m`hour`, findings: m`open finding` } as const;

/** Null where nothing was recorded. */
export function paceView(input: PaceInput) {
  const { points, asOf, deadline, lastSafeDate } = input;
  const last = points.at(-1);
  if (!last) return null;
  const pace = paceOf(points, input);
  const repositories = repositoryStandings(points);
  const stalled = repositories.filter(({ stalledWeeks }) => stalledWeeks !== null);
  const verdict = verdictOf(pace, input);
  return {
    title: t`Pace: ${verdict.short}`,
    /** For a badge. */
    short: verdict.short,
    verdict: verdict.long,
    icon: ICONS[verdict.tone],
    lede: ledeOf(input, last),
    figures: figuresOf(pace, input),
    charts: [pace, ...(pace.unit === 'hours' ? [paceOf(points, input, 'findings')] : [])].flatMap((one) => {
      const chart = burnDownChart(one, input);
      return chart ? [{ unit: inWords(UNIT_WORDS[one.unit]), chart }] : [];
    }),
    unit: inWords(UNIT_WORDS[pace.unit]),
    rows: rowsOf(points, pace),
    notes: [...lostNotes(last), ...notesOf(pace, input)],
    milestones: milestones(pace, { asOf, deadline }).map((milestone) => ({
      date: day(milestone.date),
      left: amountText(milestone.left),
      name: milestone.date === deadline ? deadlineName(input) : '',
    })),
    ownDate: lastSafeDate === null ? null : ownDateText(pace, input, lastSafeDate),
    repositories: shownPart(repositories, IN_VIEW).map((one) => ({
      ...standingRow(one.id, one),
      owner: one.owner,
      since: day(one.since),
      stalled: one.stalledWeeks === null ? null : t`stands still for ${count(one.stalledWeeks, 'week')}`,
    })),
    repositoriesBeyond: beyondList(repositories.length, 'repository', 'history.csv', IN_VIEW, 'repositories'),
    stalled:
      stalled.length === 0
        ? null
        : t`${count(stalled.length, 'repository', 'repositories')} ${plural(stalled.length, 'has', 'have')} open work and no change for ${STALLED_WEEKS} weeks or more.`,
    capabilities: capabilityStandings(points)
      .map((one) => standingRow(input.capability(one.id) || t`Other`, one))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    owners: repositories.some(({ owner }) => owner !== null)
      ? ownerStandings(repositories).map((one) => ({
          ...standingRow(one.id === '' ? t`Nobody named` : one.id, one),
          repositories: formatNumber(one.repositories),
        }))
      : null,
    hasHours: last.hours !== null,
  };
}

const IN_VIEW = 100;
const ICONS = { good: 'i-pass', bad: 'i-fail', open: 'i-unknown' } as const;

function standingRow(name: string, { open, done, waived, hours }: Standing) {
  return {
    name,
    open: figure(open),
    done: figure(done),
    waived: figure(waived),
    hours: amountText(hours),
  };
}

/** What is not known is no zero. */
function figure(n: number | null): string {
  return n === null ? DASH : formatNumber(n);
}

/** Whole; what is little is not nothing. */
function amountText(amount: number | null): string {
  return amount === null ? DASH : amount > 0 && amount < 0.5 ? t`under 1` : formatNumber(Math.round(amount));
}

/** As it stands behind a figure. */
function unitText(unit: Unit, amount: number | null): string {
  return inWords(amount !== null && Math.round(amount) === 1 ? ONE_WORDS[unit] : UNIT_WORDS[unit]);
}

function deadlineName({ isRetirement }: PaceInput): string {
  return isRetirement ? t`Open CTI is retired` : t`the deadline that was given`;
}

/** Says what it can, and no more. */
function verdictOf(
  pace: Pace,
  input: PaceInput,
): { readonly short: string; readonly long: string; readonly tone: 'good' | 'bad' | 'open' } {
  const { projection, daysLeft, left, actual, unit } = pace;
  if (projection.state === 'unknown')
    return {
      short: t`what is left is not known`,
      long: t`What is left is not known: the ledger has lost what the last run saw.`,
      tone: 'open',
    };
  if (projection.state === 'done')
    return { short: t`nothing left`, long: t`Nothing that these scans can see is left to do.`, tone: 'good' };
  const rest = t`${amountText(left)} ${unitText(unit, left)} left`;
  const late = lateText(input);
  if (daysLeft === 0) return { short: t`${rest}, and the deadline is today`, long: t`The deadline is today: ${rest}.${late}`, tone: 'bad' };
  if (daysLeft < 0) {
    const over = t`The deadline was ${count(-daysLeft, 'day')} ago: ${rest}.`;
    return { short: t`${rest}, and the deadline is over`, long: `${over}${late}`, tone: 'bad' };
  }
  const end = endOf(projection, input.deadline);
  const went =
    actual === null
      ? ''
      : rounds(actual)
        ? t`; so far the work did not get less`
        : actual > 0
          ? t`; so far it went at ${perMonth(actual)}`
          : t`; so far it grew by ${perMonth(-actual)}`;
  return {
    short: `${rest}, ${end.short}`,
    long: `${end.long} ${needText(pace)}${went}.${findingsText(pace, input)}${late}`,
    tone: end.tone,
  };
}

/** Less than a month is no time for paces per month. */
function needText({ needed, left, unit, daysLeft }: Pace): string {
  if (daysLeft < MONTH)
    return t`All that is left, ${amountText(left)} ${unitText(unit, left)}, has to be done within ${count(daysLeft, 'day')}`;
  return t`${perMonth(needed)} ${unitText(unit, needed)} a month are needed from now on`;
}

/** A run that is long ago says what was, and nothing of today. Weeks. */
const LONG_AGO = 4;

function lateText({ points, asOf }: PaceInput): string {
  const last = points.at(-1)?.date ?? asOf;
  const weeks = Math.floor(daysBetween(last, asOf) / 7);
  return weeks >= LONG_AGO
    ? t` The last run is of ${day(last)}, ${count(weeks, 'week')} ago: nothing is known of what was done since.`
    : '';
}

/** Hours fall when a whole piece of work is done; findings show what happens before that. */
function findingsText({ unit }: Pace, input: PaceInput): string {
  if (unit === 'findings') return '';
  const { left, needed, actual, daysLeft } = paceOf(input.points, input, 'findings');
  if (left === null || left <= 0 || actual === null || daysLeft < MONTH) return '';
  const done = rounds(actual) || actual < 0 ? t`none` : perMonth(actual);
  return t` In findings: ${formatNumber(left)} open, ${perMonth(needed)} a month needed, ${done} done.`;
}

function endOf(
  projection: Projection,
  deadline: string,
): { readonly short: string; readonly long: string; readonly tone: 'good' | 'bad' | 'open' } {
  if (projection.state === 'too-few') {
    const long = t`There is no projection: that takes three runs that can be held against each other, and there ${projection.runs === 1 ? t`is 1` : t`are ${projection.runs}`}.`;
    return { short: t`too few runs for a projection`, long, tone: 'open' };
  }
  if (projection.state !== 'range')
    // Nothing left, or nothing known of it, is told before.
    return { short: t`at this pace not within five years`, long: t`At this pace it is not done within five years.`, tone: 'bad' };
  const { earliest, latest } = projection;
  const last = deadline.slice(0, 7);
  const span =
    latest === null
      ? t`${month(earliest)} at the earliest, if at all`
      : earliest === latest
        ? month(earliest)
        : t`${month(earliest)} to ${month(latest)}`;
  if (latest !== null && latest < last)
    return { short: t`on pace`, long: t`At this pace it is done in ${span}, before the deadline.`, tone: 'good' };
  if (earliest > last) return { short: t`too slow`, long: t`At this pace it is done in ${span}: too late for the deadline.`, tone: 'bad' };
  return {
    short: t`not sure to be in time`,
    long: t`At this pace it is done in ${span}; the deadline lies within that, so it may be missed.`,
    tone: 'open',
  };
}

/** `March 2028`. */
function month(iso: string): string {
  return day(`${iso}-01`).replace(/^\S+ /, '');
}

function perMonth(amount: number | null): string {
  if (amount === null) return t`no`;
  if (amount > 0 && rounds(amount)) return t`under 0.1`;
  return formatNumber(amount >= 10 ? Math.round(amount) : Math.round(amount * 10) / 10);
}

/** To nothing, at the one decimal that is told. */
function rounds(amount: number): boolean {
  return Math.abs(amount) < 0.05;
}

function ledeOf({ target, points }: PaceInput, last: Point): string {
  const what =
    last.hours === null ? t`open findings, since no target with hours is chosen` : t`likely hours for ${target ?? t`the chosen target`}`;
  return t`Counted in ${what}, over ${count(points.length, 'day')} with a run. What is waived is in none of it.`;
}

function figuresOf(pace: Pace, { deadline, asOf }: PaceInput) {
  const words = inWords(UNIT_WORDS[pace.unit]);
  const { needed, actual, left } = pace;
  return [
    { value: amountText(left), unit: unitText(pace.unit, left), meaning: t`left at the last run` },
    pace.daysLeft >= 0
      ? { value: formatNumber(pace.daysLeft), unit: plural(pace.daysLeft, 'day', 'days'), meaning: t`to ${day(deadline)}` }
      : { value: formatNumber(-pace.daysLeft), unit: plural(-pace.daysLeft, 'day', 'days'), meaning: t`since ${day(deadline)}` },
    needed !== null && pace.daysLeft < MONTH
      ? { value: amountText(left), unit: unitText(pace.unit, left), meaning: t`needed within ${count(pace.daysLeft, 'day')}` }
      : { value: needed === null ? DASH : perMonth(needed), unit: t`${words} a month`, meaning: t`needed from ${day(asOf)} on` },
    actual !== null && actual < 0 && !rounds(actual)
      ? { value: `+${perMonth(-actual)}`, unit: t`${words} a month`, meaning: t`grew so far, on the average` }
      : {
          value: actual === null ? DASH : perMonth(Math.max(0, actual)),
          unit: t`${words} a month`,
          meaning: t`done so far, on the average`,
        },
  ];
}

/** One row a run: the numbers of the chart. */
function rowsOf(points: readonly Point[], { steps, unit }: Pace) {
  return points.map((point, index) => {
    const step = steps[index - 1];
    return {
      date: day(point.date),
      amount: amountText(amountOf(point, unit)),
      open: figure(point.open),
      done: figure(point.done),
      waived: figure(point.waived),
      change: step === undefined ? DASH : step.kind === 'tool' || step.kind === 'lost' ? t`not counted` : changeText(step.burned),
      from: inWords(FROM_WORDS[point.from]),
      remark: step === undefined ? null : present(inWords(STEP_WORDS[step.kind]), waivedText(points[index - 1], point)).join('; ') || null,
    };
  });
}

/** What waivers take out or give back changes what is left, and is no work. */
function waivedText(before: Point | undefined, { waived }: Point): string | null {
  if (before === undefined || before.waived === null || waived === null || before.waived === waived) return null;
  const more = waived - before.waived;
  return more > 0 ? t`${count(more, 'finding')} more under a waiver` : t`${count(-more, 'finding')} fewer under a waiver`;
}

/** What the ledger has lost is in no table, and is named. */
function lostNotes({ repositories, date }: Point): string[] {
  const lost = repositories.filter(({ capabilities }) => capabilities === null).map(({ id }) => id);
  return lost.length === 0
    ? []
    : [
        t`The ledger has lost what the run of ${day(date)} saw of ${list(lost, MOST_NAMED)}: a file of it is damaged or missing. Nothing of that is in the figures of repositories, capabilities and owners.`,
      ];
}

const MOST_NAMED = 5;

function changeText(burned: number): string {
  const rounded = Math.round(burned);
  return rounded === 0 ? '0' : rounded > 0 ? `−${formatNumber(rounded)}` : `+${formatNumber(-rounded)}`;
}

const FROM_WORDS = { scan: m`recorded`, history: m`rebuilt from git` } as const;
const STEP_WORDS = {
  team: null,
  scope: m`other repositories than before; only those in both count`,
  tool: m`another version of cti2voice or other rules: no work of the team`,
  lost: m`the ledger has lost what one of the two runs saw`,
} as const;

function notesOf(pace: Pace, { points }: PaceInput): string[] {
  const rebuilt = points.filter(({ from }) => from === 'history').length;
  return [
    t`The projection goes on from what was left at the last run, beginning today, at the paces of the past: without the fastest and the slowest quarter of the time, but never past the mean. It knows nothing of holidays, budgets and releases.`,
    ...(pace.unit === 'hours'
      ? [
          t`Hours belong to pieces of work and fall when the last finding that leads to one is gone; the curve of the findings shows what happens before.`,
        ]
      : []),
    ...(pace.steps.some(({ kind }) => kind === 'tool')
      ? [t`What only another version of cti2voice sees is in the curve and in no pace.`]
      : []),
    ...(rebuilt > 0
      ? [t`${count(rebuilt, 'run')} ${plural(rebuilt, 'was', 'were')} rebuilt from git later, and nobody looked at the time.`]
      : []),
  ];
}

function ownDateText({ projection }: Pace, { asOf }: PaceInput, lastSafeDate: string): string {
  const left = daysBetween(asOf, lastSafeDate);
  const when = left > 0 ? t`${count(left, 'day')} from now` : left === 0 ? t`today` : t`${count(-left, 'day')} ago`;
  const verdict =
    projection.state !== 'range'
      ? ''
      : projection.latest !== null && projection.latest < lastSafeDate.slice(0, 7)
        ? t` The projection ends before it.`
        : projection.earliest > lastSafeDate.slice(0, 7)
          ? t` The projection ends after it.`
          : t` The projection does not say whether that is met.`;
  return t`Your own last safe date is ${day(lastSafeDate)}, ${when}.${verdict}`;
}
