/** The burn-down as numbers for the template; the table beside it says the same. */
import { scaleLinear } from 'd3-scale';
import { addDays, amountOf, daysBetween, type Pace } from '../../pace/pace.ts';
import { formatNumber } from '../number.ts';
import type { PaceInput } from './pace.ts';
import { day } from './text.ts';
import { t } from '../messages.ts';

const WIDTH = 940;
const HEIGHT = 330;
const LEFT = 64;
const RIGHT = 24;
const TOP = 44;
const BOTTOM = 40;
const TICKS = 5;

const tenth = (value: number): number => Math.round(value * 10) / 10;

/** Null for a single run: one point is no line. */
export function burnDownChart(pace: Pace, { points, asOf, deadline, lastSafeDate }: PaceInput) {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last || points.length < 2) return null;
  const end = [deadline, asOf, lastSafeDate ?? '', last.date].toSorted().at(-1) ?? deadline;
  const x = scaleLinear([0, Math.max(1, daysBetween(first.date, end))], [LEFT, WIDTH - RIGHT]);
  const at = (date: string): number => tenth(x(daysBetween(first.date, date)));
  const known = points.flatMap((point, index) => {
    const amount = amountOf(point, pace.unit);
    return amount === null ? [] : [{ point, amount, isBroken: isBroken(pace.steps[index - 1]) }];
  });
  const [start] = known;
  const now = known.at(-1);
  if (!start || !now) return null;
  const most = Math.max(1, ...known.map(({ amount }) => amount));
  const y = scaleLinear([0, most], [HEIGHT - BOTTOM, TOP]).nice(TICKS);
  const height = (amount: number): number => tenth(y(amount));
  const places = known.map(({ point, amount, isBroken: breaks }) => ({
    x: at(point.date),
    y: height(amount),
    isRebuilt: point.from === 'history',
    isBroken: breaks,
  }));
  const base = HEIGHT - BOTTOM;
  const marks = [
    { date: deadline, text: `${day(deadline)}` },
    ...(lastSafeDate !== null && lastSafeDate !== deadline ? [{ date: lastSafeDate, text: t`own: ${day(lastSafeDate)}` }] : []),
  ].map(({ date, text }) => {
    const place = at(date);
    return { x: place, text, isEnd: place > WIDTH / 2, textX: place > WIDTH / 2 ? place - 6 : place + 6 };
  });
  return {
    label: t`Burn-down: ${formatNumber(Math.round(start.amount))} on ${day(start.point.date)}, ${formatNumber(Math.round(now.amount))} on ${day(now.point.date)}, 0 to be reached by ${day(deadline)}.`,
    width: WIDTH,
    height: HEIGHT,
    left: LEFT,
    right: WIDTH - RIGHT,
    top: TOP,
    base,
    lines: lineParts(places),
    dots: places,
    // What was left at the last run is left today.
    needed: pace.needed === null ? null : `M${at(asOf)} ${height(now.amount)}L${at(deadline)} ${height(0)}`,
    marks: marks.map((mark, index) => ({ ...mark, y: 14 + index * 15 })),
    amounts: y.ticks(TICKS).map((tick) => ({ y: height(tick), text: formatNumber(tick), textY: height(tick) + 4 })),
    days: dayTicks(first.date, end).map((date) => ({ x: at(date), text: date.slice(0, 7), y: base + 18 })),
  };
}

/** What the tool did is no way that anybody went, and over what is lost none is known. */
function isBroken(step: Pace['steps'][number] | undefined): boolean {
  return step?.kind === 'tool' || step?.kind === 'lost';
}

function lineParts(places: readonly { readonly x: number; readonly y: number; readonly isBroken: boolean }[]): string[] {
  const parts: string[] = [];
  let part = '';
  for (const { x, y, isBroken: breaks } of places) {
    if (breaks && part !== '') {
      parts.push(part);
      part = '';
    }
    part += `${part === '' ? 'M' : 'L'}${x} ${y}`;
  }
  return part === '' ? parts : [...parts, part];
}

/** First days of months, no more than fit beside each other. */
function dayTicks(from: string, to: string): string[] {
  const months: string[] = [];
  for (let date = `${from.slice(0, 7)}-01`; date <= to; date = `${addDays(date, 32).slice(0, 7)}-01`) if (date >= from) months.push(date);
  const every = Math.max(1, Math.ceil(months.length / 8));
  return months.filter((_, index) => index % every === 0);
}
