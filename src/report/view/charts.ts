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

/** A drawing in its own units. On a wide page names stand at the left of the bars, on a narrow one above them. */
interface Layout {
  readonly kind: 'wide' | 'narrow';
  readonly width: number;
  /** Room at the left of the bars. */
  readonly left: (names: string[]) => number;
  /** Room behind the longest bar: of hours for their figures, which stand below the bar where it is narrow. */
  readonly behindHours: number;
  readonly behindParts: number;
  readonly rowOfHours: number;
  readonly rowOfParts: number;
  readonly nameY: number;
  readonly hoursY: number;
  readonly partsY: number;
  readonly partsHeight: number;
  readonly ticks: number;
}

/** Room for the names, from the longest; a letter takes about this much. */
const LETTER = 6.7;
const MOST_NAMES = 280;
const AXIS = 26;
const BAR = 14;

const WIDE: Layout = {
  kind: 'wide',
  width: 940,
  left: (names) => Math.min(MOST_NAMES, 20 + Math.ceil(LETTER * Math.max(0, ...names.map((name) => name.length)))),
  behindHours: 120,
  behindParts: 24,
  rowOfHours: 34,
  rowOfParts: 34,
  nameY: 21,
  hoursY: 10,
  partsY: 6,
  partsHeight: 22,
  ticks: 5,
};
const NARROW: Layout = {
  kind: 'narrow',
  width: 330,
  // Half a figure of the axis stands out at either end.
  left: () => 4,
  behindHours: 22,
  behindParts: 4,
  rowOfHours: 62,
  rowOfParts: 62,
  nameY: 16,
  hoursY: 25,
  partsY: 22,
  partsHeight: 32,
  ticks: 3,
};

const tenth = (value: number): number => Math.round(value * 10) / 10;

/** The envelope of hours of each target; null where none has hours. */
export function hoursChart(context: Context) {
  const most = Math.max(0, ...context.routes.flatMap((r) => r.hours ?? []));
  return most === 0 ? null : { wide: drawHours(context, most, WIDE), narrow: drawHours(context, most, NARROW) };
}

function drawHours({ names, routes }: Context, most: number, layout: Layout) {
  const room = layout.left(routes.map((r) => names.targetShort(r.target)));
  const x = scaleLinear([0, most], [room, layout.width - layout.behindHours]).nice(layout.ticks);
  const isWide = layout.kind === 'wide';
  const rows = routes.map((route, at) => {
    const top = at * layout.rowOfHours;
    const barTop = top + layout.hoursY;
    // Beside the bar, or below it.
    const figuresY = isWide ? top + layout.nameY : barTop + BAR + 16;
    const base = { name: names.targetShort(route.target), nameY: top + layout.nameY };
    if (!route.hours)
      return { ...base, bar: null, none: inWords(WORDS.noHours), noneX: isWide ? room : 0, noneY: isWide ? figuresY : barTop + 12 };
    const [low, likely, high] = route.hours;
    return {
      ...base,
      none: null,
      noneX: 0,
      noneY: 0,
      bar: {
        x: tenth(x(low)),
        y: barTop,
        width: tenth(Math.max(1, x(high) - x(low))),
        likely: tenth(x(likely)),
        markTop: barTop - 4,
        markBottom: barTop + BAR + 4,
        text: `${wholeHours(low)} / ${wholeHours(likely)} / ${wholeHours(high)}`,
        textX: isWide ? tenth(x(high) + 8) : 0,
        textY: figuresY,
      },
    };
  });
  const bottom = routes.length * layout.rowOfHours;
  const said = routes.map((route) => `${names.targetShort(route.target)} ${hoursSaid(route)}`);
  return {
    kind: layout.kind,
    label: `${inWords(WORDS.hours)}: ${said.join('; ')}.`,
    width: layout.width,
    height: bottom + AXIS,
    bottom,
    rows,
    ticks: x.ticks(layout.ticks).map((tick) => ({ x: tenth(x(tick)), text: formatNumber(tick), y: bottom + 18 })),
  };
}

function hoursSaid({ hours }: Route): string {
  return hours ? t`${wholeHours(hours[0])} to ${wholeHours(hours[2])}, likely ${wholeHours(hours[1])}` : inWords(WORDS.noHours);
}

/** How many capabilities in use have which hardest verdict, target by target; null where none is in use. */
export function capabilitiesChart(context: Context) {
  const used = Math.max(0, ...context.routes.map((r) => capabilitiesOf(r, (c) => c.state === 'used')));
  return used === 0 ? null : { wide: drawCapabilities(context, used, WIDE), narrow: drawCapabilities(context, used, NARROW) };
}

function drawCapabilities({ names, routes }: Context, used: number, layout: Layout) {
  const room = layout.left(routes.map((r) => names.targetShort(r.target)));
  const x = scaleLinear([0, used], [room, layout.width - layout.behindParts]);
  const isWide = layout.kind === 'wide';
  const rows = routes.map((route, at) => {
    const rowTop = at * layout.rowOfParts;
    const top = rowTop + layout.partsY;
    let before = 0;
    const parts = VERDICTS.toReversed().flatMap((verdict) => {
      const n = capabilitiesOf(route, (c) => c.verdict === verdict);
      if (n === 0) return [];
      const from = x(before);
      before += n;
      const width = x(before) - from;
      const middle = from + width / 2;
      // The shape stands before its figure, or above it.
      return [
        {
          tone: verdict,
          icon: `i-${verdict}`,
          n: formatNumber(n),
          x: tenth(from),
          width: tenth(Math.max(1, width - 2)),
          iconX: tenth(isWide ? middle - 12 : middle - 6),
          textX: tenth(isWide ? middle + 2 : middle - 1),
        },
      ];
    });
    return {
      name: names.targetShort(route.target),
      nameY: rowTop + layout.nameY,
      top,
      iconTop: top + (isWide ? 6 : 4),
      textY: top + (isWide ? 15 : 27),
      parts,
      none: parts.length === 0 ? inWords(WORDS.noneUsed) : null,
      noneX: isWide ? room : 0,
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
    kind: layout.kind,
    width: layout.width,
    height: routes.length * layout.rowOfParts + 4,
    partsHeight: layout.partsHeight,
    rows,
  };
}
