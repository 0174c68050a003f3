/** The work that the findings lead to, with hours that follow from their rows. */
import type { Route, WorkItemResult } from '../../model/assessment.ts';
import { formatNumber } from '../number.ts';
import type { Context } from './context.ts';
import {
  ASSUMPTIONS,
  costOf,
  envelope,
  EXCLUSIONS,
  hasHalves,
  hoursView,
  noHoursReason,
  nothingCounted,
  wholeHours,
  workIn,
  type CostView,
  type HoursView,
} from './hours.ts';
import { codeOf, levelsLegend } from './levels.ts';
import { measureTexts } from './measures.ts';
import { workCounts } from './numbers.ts';
import { count, DASH, ended, ends, list, lowerFirst, plural, present, range, spoken } from './text.ts';
import { unusedView } from './unused.ts';
import { PER, SIZE_WORDS } from './words.ts';
import { waitingRoom, type InTurn } from './waiting.ts';
import { inWords, m, t } from '../messages.ts';

interface WorkRow {
  title: string;
  level: string | null;
  anchor: string;
  per: string;
  size: string;
  /** What the size was told from, count by count. */
  measures: string | null;
  sizeReason: string | null;
  reason: string;
  description: string;
  drivers: string;
  replaces: string | null;
  hours: HoursView | null;
  noHours: string | null;
  base: HoursView | null;
  extras: { text: string; hours: HoursView }[];
}

interface Unseen {
  title: string;
  reason: string;
  note: string | null;
}

interface RouteView {
  id: string;
  name: string;
  open: boolean;
  summary: string;
  caption: string;
  rows: InTurn<WorkRow>[];
  sum: HoursView | null;
  cost: CostView | null;
  level: string | null;
  byCapability: { name: string; items: string; hours: HoursView }[];
  /** Of a large result it waits beside the rows, see waiting.ts. */
  byCapabilityWaits: boolean;
  assumes: string;
  excludes: string;
  sumNote: string;
  notSeen: Unseen[];
}

const SIZE_OPEN = m`What is not known, or was not all read, leaves the size open, so high is taken from the next size up.`;
const LARGEST_OPEN = m`What is not known, or was not all read, leaves the size open; no size is larger, so high stays as it is.`;

/** What the totals take for granted; with one repository there is nothing to take. */
const ONE_ORG = m`All repositories of this scan are taken to belong to one org, so what is counted once per org stands here once. If they belong to several, it arises in each. What is counted per adapter stands here once for all copies of one.`;

const excluded = (): string => t`Left out of every figure: ${list([...inWords(EXCLUSIONS)])}.`;

export function workView(context: Context) {
  const room = waitingRoom(context, 'work-items.csv');
  const routes = context.routes.map((r) => routeView(context, room, r));
  return {
    title: workTitle(context),
    oneOrg: context.several ? inWords(ONE_ORG) : null,
    assumes: inWords(ASSUMPTIONS),
    excludes: excluded(),
    levels: levelsLegend(),
    unused: unusedView(context),
    matrix: context.lead ? null : matrix(context),
    routes: routes.filter((r) => r.open),
    otherRoutes: routes.filter((r) => !r.open),
    waiting: room.pointer(),
    notSeen: context.lead ? null : notSeenEverywhere(context, routes),
  };
}

function workTitle(context: Context): string {
  const { counted, unseen } = workCounts(context);
  const notSeen = unseen[1] > 0 ? t`, ${spoken(unseen)} not seen` : '';
  const items = `${range(...counted)} ${plural(counted[1], 'work item', 'work items')}${notSeen}`;
  const likely = context.shownRoutes.flatMap((r) => (r.hours ? [r.hours[1]] : []));
  if (likely.length === 0) return t`Effort: ${items}, and no hours to give`;
  const [low, high] = ends(likely);
  const hours = low === high ? wholeHours(low) : t`${wholeHours(low)} to ${wholeHours(high)}`;
  return t`Effort: ${hours} hours likely${low === high ? '' : t`, by target`}, in ${items}`;
}

/** Every work item against every target, while the choice is open. */
function matrix({ assessment, names, routes }: Context) {
  const counted = new Set(routes.flatMap((r) => workIn(r, 'counted').map((w) => w.id)));
  const order = assessment.catalog.workItems.map((w) => w.id);
  const ids = [...counted].toSorted((x, y) => order.indexOf(x) - order.indexOf(y));
  return {
    columns: routes.map((r) => names.targetShort(r.target)),
    note: hasHalves(routes.flatMap((r) => workIn(r, 'counted').map((w) => w.hours)))
      ? t`Half hours are kept in this table so that its columns add up; elsewhere hours are rounded to whole hours.`
      : null,
    rows: ids.map((id) => ({
      title: names.work(id),
      cells: routes.map((r) => {
        const work = workIn(r, 'counted').find((w) => w.id === id);
        return matrixCell(work?.hours ?? null, work ? t`no hours` : t`not needed`, work ? codeOf(work) : null);
      }),
    })),
    sums: routes.map((r) => matrixCell(r.hours, nothingCounted(r) ? DASH : t`no hours`, codeOf(r))),
  };
}

/** Exact, so that the column adds up. */
function matrixCell(hours: Route['hours'], word: string, level: string | null) {
  return { level, likely: hours ? formatNumber(hours[1]) : null, range: hours ? range(hours[0], hours[2]) : null, word };
}

function routeView(context: Context, room: ReturnType<typeof waitingRoom>, route: Route): RouteView {
  const { anchor, lead, names } = context;
  const counted = workIn(route, 'counted');
  const name = names.target(route.target);
  return {
    id: anchor('route', route.target),
    name,
    open: route === lead,
    summary: `${name}: ${count(counted.length, 'work item')}${route.hours ? t`, ${envelope(route.hours)} hours` : t`, no hours`}`,
    caption: t`Work items for ${lowerFirst(name)}; hours are our assumption`,
    // What is read from front to back stands in the page as a whole.
    rows: room.inTurn(
      counted.map((w) => workRow(context, w)),
      route === lead ? Number.POSITIVE_INFINITY : undefined,
    ),
    sum: route.hours ? hoursView(route.hours) : null,
    cost: costOf(route.hours, context.rates),
    level: codeOf(route),
    byCapability: byCapability(context, counted),
    byCapabilityWaits: context.large && route !== lead,
    assumes: inWords(ASSUMPTIONS),
    excludes: excluded(),
    sumNote: sumNote(route),
    notSeen: workIn(route, 'not-seen').map((w) => ({
      title: names.work(w.id),
      reason: ended(w.reason),
      note: w.hours ? t`${envelope(w.hours)} hours if it is there; in no sum` : null,
    })),
  };
}

/** The same hours, added up by the capability that each work item belongs to; in the order of the catalog. */
function byCapability({ assessment, names }: Context, counted: WorkItemResult[]): RouteView['byCapability'] {
  const priced = counted.flatMap((w) => (w.hours ? [{ capability: names.workRecord(w.id)?.capability ?? '', hours: w.hours }] : []));
  return assessment.catalog.capabilities.flatMap(({ id, name }) => {
    const mine = priced.filter(({ capability }) => capability === id).map(({ hours }) => hours);
    if (mine.length === 0) return [];
    const added = (at: 0 | 1 | 2): number => mine.reduce((sum, hours) => sum + hours[at], 0);
    return [{ name, items: formatNumber(mine.length), hours: hoursView([added(0), added(1), added(2)]) }];
  });
}

function sumNote(route: Route): string {
  if (!route.hours) return nothingCounted(route) ? t`No work item is counted, so there is nothing to add up.` : noHoursReason(route);
  const without = workIn(route, 'counted').filter((w) => w.hours === null).length;
  return present(
    t`The likely figures add up. The sums of the lows and of the highs are an outer envelope: it is improbable that every row ends at the same edge.`,
    without > 0 &&
      t`${count(without, 'work item')} ${plural(without, 'has', 'have')} no hours and ${plural(without, 'is', 'are')} not in the sum.`,
    roundingNote(route),
  ).join(' ');
}

/** Half hours stay in the working, whose rows must add up; whoever meets the rounded sum elsewhere finds it here again. */
function roundingNote({ hours, workItems }: Route): string | null {
  const working = workItems.flatMap((w) => (w.state === 'counted' ? [w.hours, w.base, ...w.perOccurrence.map((p) => p.hours)] : []));
  if (!hours || !hasHalves(working)) return null;
  const rule = t`Elsewhere in this report hours are rounded to whole hours`;
  if (!hasHalves([hours])) return `${rule}.`;
  const [low, likely, high] = hours.map(wholeHours);
  return t`${rule}, the sum to ${low} low, ${likely} likely and ${high} high.`;
}

function workRow(context: Context, work: WorkItemResult): WorkRow {
  const { names, rules } = context;
  const item = names.workRecord(work.id);
  return {
    title: names.work(work.id),
    level: codeOf(work),
    anchor: workAnchor(context, work.id),
    per: item ? inWords(PER[item.per]) : '',
    size: work.sizeOpen ? t`${inWords(SIZE_WORDS[work.size])}, open` : inWords(SIZE_WORDS[work.size]),
    ...sizeView(context, work),
    reason: present(ended(work.reason), decidedText(work)).join(' '),
    description: ended(item?.description ?? ''),
    drivers: ended(item?.drivers ?? ''),
    replaces: work.replaces.length > 0 ? list(work.replaces.map((id) => `“${names.work(id)}”`)) : null,
    hours: work.hours ? hoursView(work.hours) : null,
    noHours: work.noHours,
    base: work.base && work.perOccurrence.length > 0 ? hoursView(work.base) : null,
    extras: work.perOccurrence.map((p) => ({
      text: `${formatNumber(p.occurrences)} × ${p.each.map((h) => formatNumber(h)).join(' / ')}: ${lowerFirst(rules.title(p.ruleId))}`,
      hours: hoursView(p.hours),
    })),
  };
}

/** Whose hours these are, where they are not the catalog’s. */
function decidedText({ decided, assumed }: WorkItemResult): string | null {
  if (!decided || decided.length === 0) return null;
  const instead = assumed ? t`; the catalog would assume ${envelope(assumed)}` : '';
  return t`Hours by ${list([...decided])}${instead}.`;
}

/** The counts, each with the size that it gives; the reason says the same of them in a sentence, and need not say it twice. */
function sizeView(context: Context, { measures, size, sizeReason, sizeOpen }: WorkItemResult): Pick<WorkRow, 'measures' | 'sizeReason'> {
  const texts = measureTexts(context, measures);
  if (texts.length === 0) return { measures: null, sizeReason: ended(sizeReason) };
  const isSaid = measures.every(
    ({ count }) => count === null || sizeReason.includes(formatNumber(count)) || (count === 0 && sizeReason.includes('no ')),
  );
  return {
    measures: ended(texts.join('; ')),
    sizeReason: isSaid ? (sizeOpen ? (size === 'large' ? inWords(LARGEST_OPEN) : inWords(SIZE_OPEN)) : null) : ended(sizeReason),
  };
}

/** Where the findings stand that lead to it; empty where none does. */
function workAnchor({ anchor, met }: Context, id: string): string {
  if (met.workItems.includes(id)) return `#${anchor('work', id)}`;
  return met.indications.some((rule) => met.workOf(rule) === id) ? '#indications' : '';
}

/** Work that no target's evidence could show, once for all of them. */
function notSeenEverywhere({ names, routes }: Context, views: RouteView[]): Unseen[] {
  const everywhere = (title: string): boolean => routes.every((r) => workIn(r, 'not-seen').some((w) => names.work(w.id) === title));
  return (views[0]?.notSeen ?? []).filter((n) => everywhere(n.title));
}
