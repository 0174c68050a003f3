/** The same estate on each of the five targets, side by side. */
import { VERDICTS } from '../../catalog/terms.ts';
import type { Route } from '../../model/assessment.ts';
import { formatNumber } from '../number.ts';
import { capabilitiesOf, type Context } from './context.ts';
import { costOf, envelope, noHoursReason, nothingCounted, wholeHours, workIn } from './hours.ts';
import { scoreSpan } from './readiness.ts';
import { ends, present } from './text.ts';
import { verdictMark } from './words.ts';

export function targetsView(context: Context) {
  return { title: targetsTitle(context), columns: context.routes.map((r) => targetColumn(context, r)), rate: rateOf(context) };
}

/** What an hour costs; null where no target has a cost. */
function rateOf({ rates, routes }: Context): string | null {
  return routes.flatMap((r) => costOf(r.hours, rates)?.rate ?? [])[0] ?? null;
}

function targetsTitle({ lead, names, routes }: Context): string {
  if (lead) return `${names.targetShort(lead.target)} beside the other targets`;
  const likely = routes.flatMap((r) => (r.hours ? [r.hours[1]] : []));
  if (likely.length <= 1) return 'Five targets side by side';
  const [low, high] = ends(likely);
  return `Five targets: likely hours from ${wholeHours(low)} to ${wholeHours(high)}`;
}

function targetColumn({ chosen, names, sources, rates }: Context, r: Route) {
  const target = names.targetRecord(r.target);
  const { score } = r.readiness;
  const notSeen = workIn(r, 'not-seen').length;
  return {
    name: names.targetShort(r.target),
    chosen: r.target === chosen,
    description: target?.description ?? '',
    adapterCode: target?.adapterCode ?? '',
    gates: gatesText(r),
    score: score === null ? 'no score' : `${scoreSpan([r])} of 100`,
    scoreNote: scoreNote(r),
    verdicts: VERDICTS.toReversed()
      .map((v) => ({ mark: verdictMark(v), n: capabilitiesOf(r, (c) => c.verdict === v) }))
      .filter(({ n }) => n > 0)
      .map(({ mark, n }) => ({ mark, n: formatNumber(n) })),
    likely: r.hours ? wholeHours(r.hours[1]) : null,
    envelope: r.hours ? envelope(r.hours) : null,
    cost: costOf(r.hours, rates),
    noHours: noHours(r),
    counted: formatNumber(workIn(r, 'counted').length),
    notSeen: notSeen > 0 ? formatNumber(notSeen) : null,
    sources: sources.views(target?.sources ?? []),
  };
}

function scoreNote({ readiness: { score, floor, reason } }: Route): string | null {
  if (score === null) return reason;
  return floor === null || floor === score ? null : 'depending on what was not seen';
}

function noHours(route: Route): string | null {
  if (route.hours) return null;
  return nothingCounted(route) ? 'No work item is counted.' : noHoursReason(route);
}

function gatesText({ gates }: Route): string {
  const n = (outcome: string): number => gates.filter((g) => g.outcome === outcome).length;
  const [failed, open, passed] = [n('fail'), n('unknown'), n('pass')];
  return (
    present(failed > 0 && `${failed} not passed`, open > 0 && `${open} open`, passed > 0 && `${passed} passed`).join(', ') || 'none apply'
  );
}
