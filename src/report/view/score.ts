/** The score with every part that it is made of, so that a reader can add it up again. */
import { VERDICTS } from '../../catalog/terms.ts';
import type { CapabilityResult, Route } from '../../model/assessment.ts';
import { formatNumber } from '../number.ts';
import type { Context } from './context.ts';
import { scoreRange, scoreSpan } from './readiness.ts';
import { count, DASH, list, present } from './text.ts';
import { STATES, VERDICT_WORDS, verdictMark } from './words.ts';
import { inWords, t } from '../messages.ts';

export function scoreView(context: Context) {
  const { assessment, lead, names, shownRoutes } = context;
  const { readiness } = assessment.catalog;
  // The working is shown only where it gives the score that stands in the result.
  const adds = shownRoutes.every(addsUp);
  return {
    title: scoreTitle(context),
    chosen: lead !== null,
    name: readiness.name,
    explanation: readiness.explanation,
    columns: shownRoutes.map((r) => names.targetShort(r.target)),
    rows: (shownRoutes[0]?.capabilities ?? []).map((c) => capabilityRow(context, c)),
    sums: adds ? shownRoutes.map((r) => formatNumber(earned(r), 2)) : null,
    weights: shownRoutes[0] ? formatNumber(weightsOf(shownRoutes[0])) : null,
    byTarget: shownRoutes.map((r) => ({
      name: names.targetShort(r.target),
      score: figure(r.readiness.score),
      floor: figure(r.readiness.floor),
    })),
    scores: shownRoutes.map((r) => figure(r.readiness.score)),
    floors: shownRoutes.map((r) => figure(r.readiness.floor)),
    arithmetic: adds && shownRoutes.length > 0 ? arithmetic(lead) : [...new Set(shownRoutes.map((r) => r.readiness.reason))].join(' '),
    legend: VERDICTS.map((v) => ({
      mark: verdictMark(v),
      meaning: inWords(VERDICT_WORDS[v].meaning),
      value: readiness.values[v] === undefined ? DASH : percent(readiness.values[v]),
    })),
  };
}

function scoreTitle({ shownRoutes }: Context): string {
  const scores = scoreRange(shownRoutes);
  if (!scores) return t`No score: nothing could be read`;
  const reasons = present(scores.differs && t`on the target`, scores.open && t`on what was not seen`);
  return t`Score: ${scoreSpan(shownRoutes)} of 100 moves without redesign${reasons.length > 0 ? t`, depending ${list(reasons)}` : ''}`;
}

function capabilityRow({ lead, names, shownRoutes }: Context, { id, state, findings, weight }: CapabilityResult) {
  return {
    name: names.capability(id),
    description: names.capabilityRecord(id)?.description ?? null,
    state: inWords(STATES[state]),
    found: state === 'used' ? count(findings, 'finding') : null,
    weight: formatNumber(weight),
    cells: shownRoutes.map((r) => {
      const mine = r.capabilities.find((c) => c.id === id);
      return {
        mark: mine?.verdict ? verdictMark(mine.verdict) : null,
        muted: lead ? DASH : mine?.state === 'not-read' ? t`not read` : t`not used`,
        share: mine ? percent(mine.share) : DASH,
        earned: mine ? formatNumber(mine.weight * mine.share, 2) : DASH,
      };
    }),
  };
}

function arithmetic(lead: Route | null): string {
  if (!lead) {
    return t`In each column, weight times share is added up and divided by the sum of the weights; times 100 and rounded down, that is the score.`;
  }
  const { score, floor } = lead.readiness;
  const sum = t`Weight times share, added up: ${formatNumber(earned(lead), 2)} of ${formatNumber(weightsOf(lead))}, which is ${formatNumber(score ?? 0)} of 100.`;
  return floor === null || floor === score
    ? sum
    : t`${sum} If all that was not read had to be redesigned, it would be ${formatNumber(floor)}.`;
}

function earned(route: Route): number {
  return route.capabilities.reduce((n, c) => n + c.weight * c.share, 0);
}

function weightsOf(route: Route): number {
  return route.capabilities.reduce((n, c) => n + c.weight, 0);
}

function addsUp(route: Route): boolean {
  const { score } = route.readiness;
  const weights = weightsOf(route);
  return score !== null && weights > 0 && Math.abs((100 * earned(route)) / weights - score) <= 0.5 + 1e-9;
}

function figure(value: number | null): string {
  return value === null ? DASH : formatNumber(value);
}

function percent(share: number): string {
  return `${formatNumber(Math.round(share * 1000) / 10)}%`;
}
