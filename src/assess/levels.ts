/** The level codes of a route and its work items. Computed here once, so that every report says the same. */
import type { Catalog, Hours } from '../catalog/schema.ts';
import type { TargetId } from '../catalog/terms.ts';
import type { Finding, Route, WorkItemResult } from '../model/assessment.ts';
import { hardestLetter, ITEM_STEPS, letterOf, levelOf, ROUTE_STEPS } from '../model/level.ts';
import { verdictOf, type RulesById } from './capabilities.ts';
import { countsAsUse } from './scope.ts';

/** The work items with their levels; what was not seen has none. */
export function withLevels(
  items: readonly WorkItemResult[],
  findings: readonly Finding[],
  target: TargetId,
  catalog: Catalog,
  rules: RulesById,
): WorkItemResult[] {
  return items.map((item) => {
    if (item.state !== 'counted') return item;
    const own = new Set([item.id, ...item.replaces]);
    const verdicts = findings.flatMap((finding) => {
      const rule = finding.type === 'mapping' && countsAsUse(finding) ? rules.get(finding.ruleId) : undefined;
      const verdict = rule && rule.workItem !== null && own.has(rule.workItem) ? verdictOf(rule, target) : null;
      // What the platform does by itself leads to no work.
      return verdict === null || verdict === 'obsolete' ? [] : verdict;
    });
    const letter = letterOf(verdicts) ?? catalog.workItems.find(({ id }) => id === item.id)?.letter ?? null;
    return { ...item, level: levelOf(letter, item.hours?.[1] ?? null, ITEM_STEPS) };
  });
}

/** Of all that is counted: the hardest letter, and the number of the likely sum. Nothing where nothing is counted. */
export function routeLevel(items: readonly WorkItemResult[], hours: Hours | null): Pick<Route, 'level'> {
  const counted = items.filter(({ state }) => state === 'counted');
  if (counted.length === 0) return {};
  return {
    level: levelOf(hardestLetter(counted.map(({ level }) => level?.letter ?? null)), hours?.[1] ?? null, ROUTE_STEPS),
  };
}
