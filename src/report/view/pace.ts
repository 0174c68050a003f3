/** How far the move has come and whether the pace is enough: one section, in the report and on a page of its own. */
import {
  amountOf,
  capabilityStandings,
  daysBetween,
  milestones,
  ownerStandings,
  paceOf,
  repositoryStandings,
  STALLED_WEEKS,
  type Pace,
  type Projection,
  type Standing,
} from '../../pace/pace.ts';
import type { Point } from '../../pace/points.ts';
import { formatNumber } from '../number.ts';
import { burnDownChart } from './pace-chart.ts';
import { beyondList, shownPart } from './places.ts';
import { count, day, plural } from './text.ts';
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

export const UNIT_WORDS = { hours: 'hours', findings: m`open findings` } as const;

/** Null where nothing was recorded. */
export function paceView(input: PaceInput) {
  const { points, asOf, deadline, lastSafeDate } = input;
  const last = points.at(-1);
  if (!last) return null;
  const pace = paceOf(points, input);
  const repositories = repositoryStandings(points, asOf);
  const stalled = repositories.filter(({ stalledWeeks }) => stalledWeeks !== null);
  const verdict = verdictOf(pace, input);
  return {
    title: t`Pace: ${verdict.short}`,
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
    notes: notesOf(pace, input),
    milestones: milestones(pace, { asOf, deadline }).map((milestone) => ({
      date: day(milestone.date),
      left: whole(milestone.left),
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
    open: formatNumber(open),
    done: formatNumber(done),
    waived: formatNumber(waived),
    hours: hours === null ? null : whole(hours),
  };
}

function whole(amount: number): string {
  return formatNumber(Math.round(amount));
}

function deadlineName({ isRetirement }: PaceInput): string {
  return isRetirement ? t`Open CTI is retired` : t`the deadline that was given`;
}

/** Says what it can, and no more. */
function verdictOf(
  pace: Pace,
  input: PaceInput,
): { readonly short: string; readonly long: string; readonly tone: 'good' | 'bad' | 'open' } {
  const { projection, daysLeft, left, needed, actual, unit } = pace;
  const words = inWords(UNIT_WORDS[unit]);
  if (projection.state === 'done')
    return { short: t`nothing left`, long: t`Nothing that these scans can see is left to do.`, tone: 'good' };
  const rest = t`${whole(left ?? 0)} ${words} left`;
  if (daysLeft <= 0) {
    const over = daysLeft === 0 ? t`The deadline is today` : t`The deadline was ${count(-daysLeft, 'day')} ago`;
    return { short: t`${rest}, and the deadline is over`, long: t`${over}, and ${rest.replace(/ left$/, '')} are left.`, tone: 'bad' };
  }
  const need = t`${perMonth(needed)} ${words} a month are needed from now on`;
  const went = actual === null ? '' : actual > 0 ? t`; so far it went at ${perMonth(actual)}` : t`; so far the work did not get less`;
  const end = endOf(projection, input.deadline);
  return { short: `${rest}, ${end.short}`, long: `${end.long} ${need}${went}.${findingsText(pace, input)}`, tone: end.tone };
}

/** Hours fall when a whole piece of work is done; findings show what happens before that. */
function findingsText({ unit }: Pace, input: PaceInput): string {
  if (unit === 'findings') return '';
  const { left, needed, actual } = paceOf(input.points, input, 'findings');
  if (left === null || left <= 0 || actual === null) return '';
  return t` In findings: ${whole(left)} open, ${perMonth(needed)} a month needed, ${actual > 0 ? perMonth(actual) : 'none'} done.`;
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
  return amount === null ? 'no' : formatNumber(amount >= 10 ? Math.round(amount) : Math.round(amount * 10) / 10);
}

function ledeOf({ target, points }: PaceInput, last: Point): string {
  const what =
    last.hours === null ? t`open findings, since no target with hours is chosen` : t`likely hours for ${target ?? t`the chosen target`}`;
  return t`Counted in ${what}, over ${count(points.length, 'day')} with a run. What is waived is in none of it.`;
}

function figuresOf(pace: Pace, { deadline, asOf }: PaceInput) {
  const words = inWords(UNIT_WORDS[pace.unit]);
  return [
    { value: whole(pace.left ?? 0), unit: words, meaning: t`left at the last run` },
    pace.daysLeft > 0
      ? { value: formatNumber(pace.daysLeft), unit: plural(pace.daysLeft, 'day', 'days'), meaning: t`to ${day(deadline)}` }
      : { value: formatNumber(-pace.daysLeft), unit: plural(-pace.daysLeft, 'day', 'days'), meaning: t`since ${day(deadline)}` },
    { value: pace.needed === null ? '–' : perMonth(pace.needed), unit: t`${words} a month`, meaning: t`needed from ${day(asOf)} on` },
    { value: pace.actual === null ? '–' : perMonth(pace.actual), unit: t`${words} a month`, meaning: t`done so far, on the average` },
  ];
}

/** One row a run: the numbers of the chart. */
function rowsOf(points: readonly Point[], { steps, unit }: Pace) {
  return points.map((point, index) => {
    const step = steps[index - 1];
    return {
      date: day(point.date),
      amount: whole(amountOf(point, unit)),
      open: formatNumber(point.open),
      done: formatNumber(point.done),
      waived: formatNumber(point.waived),
      change: step === undefined ? '–' : step.kind === 'tool' ? t`not counted` : changeText(step.burned),
      from: inWords(FROM_WORDS[point.from]),
      remark: step === undefined ? null : inWords(STEP_WORDS[step.kind]),
    };
  });
}

function changeText(burned: number): string {
  const rounded = Math.round(burned);
  return rounded === 0 ? '0' : rounded > 0 ? `−${formatNumber(rounded)}` : `+${formatNumber(-rounded)}`;
}

const FROM_WORDS = { scan: 'recorded', history: m`rebuilt from git` } as const;
const STEP_WORDS = {
  team: null,
  scope: m`other repositories than before; only those in both count`,
  tool: m`another version of cti2voice or other rules: no work of the team`,
} as const;

function notesOf(pace: Pace, { points }: PaceInput): string[] {
  const rebuilt = points.filter(({ from }) => from === 'history').length;
  return [
    t`The projection goes on from the last run at the paces of the past: without the fastest and the slowest quarter of the time, but never past the mean. It knows nothing of holidays, budgets and releases.`,
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
  const when = left > 0 ? t`${count(left, 'day')} from now` : left === 0 ? 'today' : t`${count(-left, 'day')} ago`;
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
