/** Charts as numbers for the template: where bars begin and end, where the axis has its ticks. Each has its table beside it. */
import { scaleLinear } from 'd3-scale';
import { VERDICTS } from '../../catalog/terms.ts';
import type { Route } from '../../model/assessment.ts';
import { formatNumber } from '../number.ts';
import { capabilitiesOf, type Context } from './context.ts';
import { wholeHours } from './hours.ts';
import { count, list, lowerFirst } from './text.ts';
import { VERDICT_WORDS } from './words.ts';
import { inWords, m, t } from '../messages.ts';

const WORDS = {
  hours: m`Hours from low to high, with the likely figure marked`,
  capabilities: m`Phone capabilities in use, by hardest verdict`,
  noHours: m`no hours to give`,
  noneUsed: m`none in use`,
};

/** The page in units of the drawing: names at the left, bars, figures at the right end of a bar. */
const WIDTH = 940;
/** Room for the names, from the longest; a letter takes about this much. */
const LETTER = 6.7;
const MOST_NAMES = 280;
const RIGHT = 24;
const ROW = 34;
const AXIS = 26;
/** Room behind the longest bar for its own figures. */
const FIGURES = 120;
const TICKS = 5;

function roomForNames(names: string[]): number {
  return Math.min(MOST_NAMES, 20 + Math.ceil(LETTER * Math.max(0, ...names.map((name) => name.length))));
}

const tenth = (value: number): number => Math.round(value * 10) / 10;

/** The envelope of hours of each target; null where none has hours. */
export function hoursChart({ names, routes }: Context) {
  const most = Math.max(0, ...routes.flatMap((r) => r.hours ?? []));
  if (most === 0) return null;
  const room = roomForNames(routes.map((r) => names.targetShort(r.target)));
  const x = scaleLinear([0, most], [room, WIDTH - FIGURES]).nice(TICKS);
  const rows = routes.map((route, at) => {
    const top = at * ROW;
    const base = { name: names.targetShort(route.target), baseline: top + 21, top: top + 10 };
    if (!route.hours) return { ...base, bar: null, none: inWords(WORDS.noHours), start: room };
    const [low, likely, high] = route.hours;
    return {
      ...base,
      none: null,
      start: room,
      bar: {
        x: tenth(x(low)),
        width: tenth(Math.max(1, x(high) - x(low))),
        likely: tenth(x(likely)),
        markTop: top + 6,
        markBottom: top + 28,
        text: `${wholeHours(low)} / ${wholeHours(likely)} / ${wholeHours(high)}`,
        textX: tenth(x(high) + 8),
      },
    };
  });
  const bottom = routes.length * ROW;
  const said = routes.map((route) => `${names.targetShort(route.target)} ${hoursSaid(route)}`);
  return {
    label: `${inWords(WORDS.hours)}: ${said.join('; ')}.`,
    width: WIDTH,
    height: bottom + AXIS,
    bottom,
    rows,
    ticks: x.ticks(TICKS).map((tick) => ({ x: tenth(x(tick)), text: formatNumber(tick), y: bottom + 18 })),
  };
}

function hoursSaid({ hours }: Route): string {
  return hours ? t`${wholeHours(hours[0])} to ${wholeHours(hours[2])}, likely ${wholeHours(hours[1])}` : inWords(WORDS.noHours);
}

/** How many capabilities in use have which hardest verdict, target by target; null where none is in use. */
export function capabilitiesChart({ names, routes }: Context) {
  const used = Math.max(0, ...routes.map((r) => capabilitiesOf(r, (c) => c.state === 'used')));
  if (used === 0) return null;
  const room = roomForNames(routes.map((r) => names.targetShort(r.target)));
  const x = scaleLinear([0, used], [room, WIDTH - RIGHT]);
  const rows = routes.map((route, at) => {
    let before = 0;
    const parts = VERDICTS.toReversed().flatMap((verdict) => {
      const n = capabilitiesOf(route, (c) => c.verdict === verdict);
      if (n === 0) return [];
      const from = x(before);
      before += n;
      const width = x(before) - from;
      const middle = from + width / 2;
      return [
        {
          tone: verdict,
          icon: `i-${verdict}`,
          n: formatNumber(n),
          x: tenth(from),
          width: tenth(Math.max(1, width - 2)),
          iconX: tenth(middle - 12),
          textX: tenth(middle + 2),
        },
      ];
    });
    return {
      name: names.targetShort(route.target),
      top: at * ROW + 6,
      iconTop: at * ROW + 12,
      baseline: at * ROW + 21,
      parts,
      none: parts.length === 0 ? inWords(WORDS.noneUsed) : null,
      start: room,
    };
  });
  const said = routes.map((route) => {
    const parts = VERDICTS.toReversed().flatMap((verdict) => {
      const n = capabilitiesOf(route, (c) => c.verdict === verdict);
      return n > 0 ? [`${formatNumber(n)} ${lowerFirst(inWords(VERDICT_WORDS[verdict].word))}`] : [];
    });
    return `${names.targetShort(route.target)} ${parts.length > 0 ? list(parts) : inWords(WORDS.noneUsed)}`;
  });
  return {
    label: t`${inWords(WORDS.capabilities)}, of ${count(used, 'capability', 'capabilities')}: ${said.join('; ')}.`,
    width: WIDTH,
    height: routes.length * ROW + 4,
    rows,
  };
}
