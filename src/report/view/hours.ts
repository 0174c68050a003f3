/** Hours: whole ones wherever they are read, exact ones wherever they are added up, and the words where there are none. */
import type { Hours } from '../../catalog/schema.ts';
import type { Route, WorkItemResult } from '../../model/assessment.ts';
import { rateText, wholeMoney } from '../money.ts';
import { formatNumber } from '../number.ts';
import type { Rates } from '../presentation.ts';
import { count, DASH, range } from './text.ts';
import { m, t } from '../messages.ts';

/** Said beside every total, whatever was found. */
export const EXCLUSIONS: readonly string[] = [
  m`licences`,
  m`services of carriers and vendors`,
  m`the move to Lightning Experience`,
  m`delivery of training`,
  m`the client’s own change management`,
];

/** What every total takes for granted. */
export const ASSUMPTIONS = m`Every figure is our assumption, not a measured average: one team that knows Salesforce, each work item done once, all repositories in one org. Where a size is open, high is that of the next size up. Likely figures add up; lows and highs added up are an envelope.`;

export interface HoursView {
  low: string;
  likely: string;
  high: string;
}

/** Half an hour is arithmetic, not knowledge. */
export function wholeHours(hours: number): string {
  return formatNumber(Math.round(hours));
}

/** From the low to the high figure, in whole hours. */
export function envelope([low, , high]: Hours): string {
  return range(Math.round(low), Math.round(high));
}

/** Exact, for rows that a reader adds up. */
export function hoursView([low, likely, high]: Hours): HoursView {
  return { low: formatNumber(low), likely: formatNumber(likely), high: formatNumber(high) };
}

/** Half hours come from hours for each occurrence. */
export function hasHalves(hours: (Hours | null)[]): boolean {
  return hours.some((triple) => triple?.some((figure) => !Number.isInteger(figure)));
}

export function workIn(route: Route, state: WorkItemResult['state']): WorkItemResult[] {
  return route.workItems.filter((w) => w.state === state);
}

/** Counted work for which there are no hours, beside a sum of the others. */
export function unpriced(route: Route): WorkItemResult[] {
  return route.hours === null ? [] : workIn(route, 'counted').filter((w) => w.hours === null);
}

/** Said wherever the sum stands, so that nobody takes it for the whole; null where it is. */
export function unpricedText(route: Route): string | null {
  const n = unpriced(route).length;
  return n === 0 ? null : t`and ${count(n, 'work item')} without hours`;
}

export function nothingCounted(route: Route): boolean {
  return workIn(route, 'counted').length === 0;
}

/** Why a route has no hours: the reason of its work items where they share one. */
export function noHoursReason(route: Route): string {
  const reasons = [...new Set(workIn(route, 'counted').flatMap((w) => w.noHours || []))];
  return reasons.length === 1 ? (reasons[0] ?? '') : t`None of its work items has hours to give.`;
}

export interface CostView {
  low: string;
  likely: string;
  high: string;
  /** From low to high. */
  envelope: string;
  /** What an hour costs, for the line that says where the figures come from. */
  rate: string;
}

/** The one place where hours become money; null without rates, so that there is none anywhere. Exact hours are taken, and the cost rounded. */
export function costOf(hours: Hours | null, rates: Rates | null): CostView | null {
  if (!hours || !rates) return null;
  const [low, likely, high] = hours.map((figure) => wholeMoney(figure * rates.perHour, rates)) as [string, string, string];
  return { low, likely, high, envelope: low === high ? low : `${low}${DASH}${high}`, rate: rateSentence(rates) };
}

function rateSentence(rates: Rates): string {
  const roles = rates.roles.map((role) => `${role.name} ${formatNumber(role.share)}%`);
  return t`${roles.length > 1 ? t`On average ` : ''}${rateText(rates)} an hour${roles.length > 0 ? `: ${roles.join(', ')}` : ''}`;
}
