/** The few figures of the first page, each with its unit and a line of meaning. */
import { formatNumber } from '../number.ts';
import type { Context } from './context.ts';
import { noHoursReason, nothingCounted, unpricedText, wholeHours, workIn } from './hours.ts';
import { scoreEnds, scoreRange, scoreSpan } from './readiness.ts';
import { GIVEN } from './words.ts';
import { codeInWords } from './levels.ts';
import { DASH, day, ends, lowerFirst, plural, present, range, spoken } from './text.ts';
import { inWords, t } from '../messages.ts';

export interface NumberView {
  value: string;
  unit: string;
  meaning: string;
  note: string | null;
  href: string;
}

export function numbers(context: Context): NumberView[] {
  return [daysNumber(context), ...safeDateNumber(context), scoreNumber(context), workNumber(context)];
}

function scoreNumber({ assessment, lead, routes, shownRoutes }: Context): NumberView {
  const scores = scoreRange(shownRoutes);
  if (!scores) {
    const meaning = (lead ?? routes[0])?.readiness.reason ?? t`Nothing was read.`;
    return { value: DASH, unit: t`no score`, meaning, note: null, href: '#score' };
  }
  const name = lowerFirst(assessment.catalog.readiness.name);
  const bounds = scoreEnds(shownRoutes);
  return {
    value: scoreSpan(shownRoutes),
    unit: t`of 100`,
    meaning: present(
      name,
      scores.open && t`depending on what this scan could not see`,
      !scores.open && scores.differs && t`by target`,
    ).join(', '),
    note: bounds && scores.differs ? t`by target: ${bounds}` : bounds,
    href: '#score',
  };
}

function daysNumber({ assessment }: Context): NumberView {
  const left = assessment.retirement.daysLeft;
  const date = day(assessment.retirement.date);
  const unit = plural(Math.abs(left), 'day', 'days');
  return {
    value: formatNumber(Math.abs(left)),
    unit: left < 0 ? t`${unit} past` : unit,
    meaning: daysMeaning(left, date),
    note: t`counted from ${day(assessment.asOf)}`,
    href: '#method',
  };
}

/** The client's own date is nearer, as a rule, and counts for the plan. */
function safeDateNumber({ assessment: { asOf, given, lastSafeDate } }: Context): NumberView[] {
  if (lastSafeDate === null) return [];
  const left = Math.round((Date.parse(`${lastSafeDate}T00:00:00Z`) - Date.parse(`${asOf}T00:00:00Z`)) / 86_400_000);
  const unit = plural(Math.abs(left), 'day', 'days');
  return [
    {
      value: formatNumber(Math.abs(left)),
      unit: left < 0 ? t`${unit} past` : unit,
      meaning: t`${left < 0 ? t`since` : t`to`} ${day(lastSafeDate)}, your own last safe date`,
      note: inWords(GIVEN),
      href: given.length > 0 ? '#given' : '#method',
    },
  ];
}

function daysMeaning(left: number, date: string): string {
  if (left < 0) return t`Open CTI retired on ${date}`;
  return left === 0 ? t`Open CTI retires today, ${date}` : t`to ${date}, when Open CTI retires`;
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
    meaning: t`counted${!context.lead && counted[0] !== counted[1] ? t`, by target` : ''}`,
    note: unseen[1] > 0 ? t`${spoken(unseen)} more could not be seen and ${plural(unseen[1], 'is', 'are')} in no figure` : null,
    href: '#work',
  };
}

/** One figure for a chosen target. */
export function hoursTile({ lead, names }: Context): NumberView | null {
  if (!lead) return null;
  if (!lead.hours) {
    const meaning = nothingCounted(lead) ? t`No work item is counted.` : noHoursReason(lead);
    return { value: DASH, unit: t`no hours`, meaning, note: null, href: '#work' };
  }
  const [low, likely, high] = lead.hours;
  return {
    value: wholeHours(likely),
    unit: t`hours likely`,
    meaning: t`${wholeHours(low)} to ${wholeHours(high)} at the outside`,
    note: present(
      unpricedText(lead),
      codeInWords(lead) && t`level ${codeInWords(lead)}`,
      t`our assumption, for ${lowerFirst(names.target(lead.target))}`,
    ).join('; '),
    href: '#work',
  };
}
