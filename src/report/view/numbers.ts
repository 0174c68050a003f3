/** The few figures of the first page, each with its unit and a line of meaning. */
import type { Route } from '../../model/assessment.ts';
import { formatNumber } from '../number.ts';
import type { Context } from './context.ts';
import { envelope, noHoursReason, nothingCounted, wholeHours, workIn } from './hours.ts';
import { scoreEnds, scoreRange, scoreSpan } from './readiness.ts';
import { GIVEN } from './words.ts';
import { DASH, day, ends, lowerFirst, plural, present, range, spoken } from './text.ts';

export interface NumberView {
  value: string;
  unit: string;
  meaning: string;
  note: string | null;
  href: string;
}

export function numbers(context: Context): NumberView[] {
  return [scoreNumber(context), daysNumber(context), workNumber(context)];
}

function scoreNumber({ assessment, lead, routes, shownRoutes }: Context): NumberView {
  const scores = scoreRange(shownRoutes);
  if (!scores) {
    const meaning = (lead ?? routes[0])?.readiness.reason ?? 'Nothing was read.';
    return { value: DASH, unit: 'no score', meaning, note: null, href: '#score' };
  }
  const name = lowerFirst(assessment.catalog.readiness.name);
  const bounds = scoreEnds(shownRoutes);
  return {
    value: scoreSpan(shownRoutes),
    unit: 'of 100',
    meaning: present(name, scores.open && 'depending on what this scan could not see', !scores.open && scores.differs && 'by target').join(
      ', ',
    ),
    note: bounds && scores.differs ? `by target: ${bounds}` : bounds,
    href: '#score',
  };
}

function daysNumber({ assessment }: Context): NumberView {
  const left = assessment.retirement.daysLeft;
  const date = day(assessment.retirement.date);
  const unit = plural(Math.abs(left), 'day', 'days');
  return {
    value: formatNumber(Math.abs(left)),
    unit: left < 0 ? `${unit} past` : unit,
    meaning: daysMeaning(left, date),
    note: present(`counted from ${day(assessment.asOf)}`, safeDateText(assessment)).join('; '),
    href: '#method',
  };
}

/** The client's own date is nearer, as a rule, and counts for the plan. */
function safeDateText({ asOf, lastSafeDate }: Context['assessment']): string | null {
  if (lastSafeDate === null) return null;
  const left = Math.round((Date.parse(`${lastSafeDate}T00:00:00Z`) - Date.parse(`${asOf}T00:00:00Z`)) / 86_400_000);
  const days = `${formatNumber(Math.abs(left))} ${plural(Math.abs(left), 'day', 'days')}`;
  return `${left < 0 ? `${days} past` : `${days} to`} ${day(lastSafeDate)}, the last safe date ${GIVEN}`;
}

function daysMeaning(left: number, date: string): string {
  if (left < 0) return `Open CTI retired on ${date}`;
  return left === 0 ? `Open CTI retires today, ${date}` : `to ${date}, when Open CTI retires`;
}

/** How many work items are counted and how many were not seen, over the routes shown. */
export function workCounts({ shownRoutes }: Context): { counted: [number, number]; unseen: [number, number] } {
  const span = (state: 'counted' | 'not-seen'): [number, number] => ends(shownRoutes.map((r) => workIn(r, state).length));
  return { counted: span('counted'), unseen: span('not-seen') };
}

function workNumber(context: Context): NumberView {
  const { counted, unseen } = workCounts(context);
  return {
    value: range(...counted),
    unit: plural(counted[1], 'work item', 'work items'),
    meaning: `counted${!context.lead && counted[0] !== counted[1] ? ', by target' : ''}`,
    note: unseen[1] > 0 ? `${spoken(unseen)} more could not be seen and ${plural(unseen[1], 'is', 'are')} in no figure` : null,
    href: '#work',
  };
}

/** One figure for a chosen target. */
export function hoursTile({ lead, names }: Context): NumberView | null {
  if (!lead) return null;
  if (!lead.hours) {
    const meaning = nothingCounted(lead) ? 'No work item is counted.' : noHoursReason(lead);
    return { value: DASH, unit: 'no hours', meaning, note: null, href: '#work' };
  }
  const [low, likely, high] = lead.hours;
  return {
    value: wholeHours(likely),
    unit: 'hours likely',
    meaning: `${wholeHours(low)} to ${wholeHours(high)} at the outside`,
    note: `our assumption, for ${lowerFirst(names.target(lead.target))}`,
    href: '#work',
  };
}

/** No total before a target is chosen: a range for each of them. */
export function hoursTable({ lead, names, routes }: Context) {
  if (lead) return null;
  return {
    title: 'Hours, low to high, by target',
    rows: routes.map((r) => ({ name: names.targetShort(r.target), value: hoursText(r), plain: r.hours === null })),
    note: 'our assumption; no total before a target is chosen',
  };
}

function hoursText(route: Route): string {
  if (route.hours) return envelope(route.hours);
  return nothingCounted(route) ? 'nothing counted' : 'no hours';
}
