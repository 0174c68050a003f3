/** The same estate on each of the five targets, side by side. */
import { VERDICTS } from '../../catalog/terms.ts';
import type { Route } from '../../model/assessment.ts';
import { formatNumber } from '../number.ts';
import { capabilitiesChart, hoursChart } from './charts.ts';
import { capabilitiesOf, type Context } from './context.ts';
import {
  ASSUMPTIONS,
  costOf,
  envelope,
  EXCLUSIONS,
  noHoursReason,
  nothingCounted,
  unpriced,
  unpricedText,
  wholeHours,
  workIn,
} from './hours.ts';
import { codeInWords, codeOf } from './levels.ts';
import { scoreSpan } from './readiness.ts';
import { gatesText, lostNames } from './routes.ts';
import { count, DASH, ends, list, lowerFirst, plural, present } from './text.ts';
import { verdictMark } from './words.ts';
import { inWords, m, t } from '../messages.ts';

const WORDS = {
  hours: m`Hours, low to high; the stroke is the likely figure`,
  capabilities: m`Phone capabilities in use, by hardest verdict`,
  nothingLost: m`Nothing that was found.`,
  settled: m`Nothing that this scan knows of.`,
};

const NAMES_IN_CELL = 4;

export function targetsView(context: Context) {
  const { chosen, names, routes } = context;
  const used = VERDICTS.toReversed().filter((v) => routes.some((r) => capabilitiesOf(r, (c) => c.verdict === v) > 0));
  return {
    title: targetsTitle(context),
    rate: rateOf(context),
    columns: routes.map((r) => targetColumn(context, r)),
    hours: {
      title: inWords(WORDS.hours),
      chart: hoursChart(context),
      rows: routes.map((r) => ({
        name: names.targetShort(r.target),
        chosen: r.target === chosen,
        level: codeOf(r) ?? DASH,
        hours: r.hours ? { low: wholeHours(r.hours[0]), likely: wholeHours(r.hours[1]), high: wholeHours(r.hours[2]) } : null,
        noHours: noHours(r),
        unpriced: unpricedText(r),
        counted: formatNumber(workIn(r, 'counted').length),
        notSeen: formatNumber(workIn(r, 'not-seen').length),
      })),
      assumes: inWords(ASSUMPTIONS),
      excludes: t`In none of these figures: ${list([...inWords(EXCLUSIONS)])}.`,
    },
    capabilities: {
      title: inWords(WORDS.capabilities),
      chart: capabilitiesChart(context),
      marks: used.map(verdictMark),
      rows: routes.map((r) => ({
        name: names.targetShort(r.target),
        cells: used.map((v) => formatNumber(capabilitiesOf(r, (c) => c.verdict === v))),
      })),
    },
  };
}

/** What an hour costs; null where no target has a cost. */
function rateOf({ rates, routes }: Context): string | null {
  return routes.flatMap((r) => costOf(r.hours, rates)?.rate ?? [])[0] ?? null;
}

function targetsTitle({ lead, names, routes }: Context): string {
  if (lead) return t`${names.targetShort(lead.target)} beside the other targets`;
  const likely = routes.flatMap((r) => (r.hours ? [r.hours[1]] : []));
  if (likely.length <= 1) return t`Five targets side by side`;
  const [low, high] = ends(likely);
  return t`Five targets: likely hours from ${wholeHours(low)} to ${wholeHours(high)}`;
}

function targetColumn(context: Context, r: Route) {
  const { chosen, names, sources, rates } = context;
  const target = names.targetRecord(r.target);
  const { score } = r.readiness;
  return {
    name: names.targetShort(r.target),
    chosen: r.target === chosen,
    description: target?.description ?? '',
    adapterCode: target?.adapterCode ?? '',
    gates: gatesText(r),
    failed: r.gates.filter((g) => g.outcome === 'fail').map((g) => names.gate(g.id)),
    score: score === null ? t`no score` : t`${scoreSpan([r])} of 100`,
    scoreNote: scoreNote(r),
    level: codeInWords(r) ?? DASH,
    likely: r.hours ? wholeHours(r.hours[1]) : null,
    envelope: r.hours ? envelope(r.hours) : null,
    cost: costOf(r.hours, rates),
    noHours: noHours(r),
    unpriced: unpricedText(r),
    counted: formatNumber(workIn(r, 'counted').length),
    lost: lostText(context, r),
    open: openTexts(context, r),
    sources: sources.views(target?.sources ?? []),
  };
}

function lostText(context: Context, route: Route): string {
  const lost = lostNames(context, route).map((name, at) => (at === 0 ? name : lowerFirst(name)));
  return lost.length === 0 ? inWords(WORDS.nothingLost) : `${list(lost, NAMES_IN_CELL)}.`;
}

/** What nobody knows yet and would change the column: gates, sizes, verdicts and capabilities. */
function openTexts({ assessment, names }: Context, route: Route): string[] {
  const gates = route.gates.filter((g) => g.outcome === 'unknown').map((g) => lowerFirst(names.gate(g.id)));
  const counted = workIn(route, 'counted');
  const sizes = counted.filter((w) => w.sizeOpen && w.hours !== null).length;
  const ids = new Set(counted.flatMap((w) => w.measures.flatMap((m) => (m.count === null ? [m.id] : []))));
  const missing = assessment.catalog.measures.filter(({ id }) => ids.has(id)).map(({ name }) => name);
  const unknown = capabilitiesOf(route, (c) => c.verdict === 'unknown');
  const unread = capabilitiesOf(route, (c) => c.state === 'not-read');
  const texts = present(
    gates.length > 0 && `${plural(gates.length, 'Gate', 'Gates')}: ${list(gates)}.`,
    sizes > 0 &&
      t`${count(sizes, 'work item')} of open size${missing.length > 0 ? t`: nobody has told the number of ${list(missing, NAMES_IN_CELL)}` : ''}.`,
    unknown > 0 && t`${count(unknown, 'capability', 'capabilities')} of which nobody has confirmed what becomes.`,
    unpriced(route).length > 0 &&
      t`${count(unpriced(route).length, 'work item')} without hours, in no sum: ${list(
        unpriced(route).map((w) => names.work(w.id)),
        NAMES_IN_CELL,
      )}.`,
    unread > 0 && t`${count(unread, 'capability', 'capabilities')} not seen.`,
  );
  return texts.length > 0 ? texts : [inWords(WORDS.settled)];
}

function scoreNote({ readiness: { score, floor, reason } }: Route): string | null {
  if (score === null) return reason;
  return floor === null || floor === score ? null : t`depending on what was not seen`;
}

function noHours(route: Route): string | null {
  if (route.hours) return null;
  return nothingCounted(route) ? t`No work item is counted.` : noHoursReason(route);
}
