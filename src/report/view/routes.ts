/** Each route in a line: level, hours, gates, and what people lose on it. */
import type { Route } from '../../model/assessment.ts';
import { formatNumber } from '../number.ts';
import type { Context } from './context.ts';
import { costOf, envelope, nothingCounted, unpricedText, wholeHours } from './hours.ts';
import { codeOf } from './levels.ts';
import { DASH, list, lowerFirst, present } from './text.ts';
import { inWords, m, t } from '../messages.ts';

const WORDS = {
  passed: m`all passed`,
  noGates: m`none apply`,
  nothingLost: m`nothing that was found`,
  noHours: m`no hours`,
  nothing: m`nothing counted`,
};

/** Capabilities that a cell names; the others are counted. */
const NAMES_IN_CELL = 3;

export function routeRows(context: Context) {
  const { chosen, names, routes } = context;
  return routes.map((route) => ({
    name: names.targetShort(route.target),
    chosen: route.target === chosen,
    level: codeOf(route) ?? DASH,
    likely: route.hours ? wholeHours(route.hours[1]) : null,
    envelope: route.hours ? envelope(route.hours) : null,
    unpriced: unpricedText(route),
    noHours: nothingCounted(route) ? inWords(WORDS.nothing) : inWords(WORDS.noHours),
    cost: costOf(route.hours, context.rates),
    gates: gatesText(route),
    lost: lostText(context, route),
  }));
}

/** Failed gates first; the passed ones are counted only where all are. */
export function gatesText({ gates }: Route): string {
  const n = (outcome: string): number => gates.filter((g) => g.outcome === outcome).length;
  const [failed, open] = [n('fail'), n('unknown')];
  if (gates.length === 0) return inWords(WORDS.noGates);
  const parts = present(failed > 0 && t`${formatNumber(failed)} not passed`, open > 0 && t`${formatNumber(open)} open`);
  return parts.length > 0 ? parts.join(', ') : inWords(WORDS.passed);
}

/** Capabilities in which something has no equivalent on the route. */
export function lostNames({ names }: Context, route: Route): string[] {
  return route.capabilities.flatMap(({ id, counts }) => ((counts['no-equivalent'] ?? 0) > 0 ? [names.capability(id)] : []));
}

function lostText(context: Context, route: Route): string {
  const lost = lostNames(context, route).map((name, at) => (at === 0 ? name : lowerFirst(name)));
  return lost.length === 0 ? inWords(WORDS.nothingLost) : list(lost, NAMES_IN_CELL);
}
