/** The work list of a connector that the company builds for partner telephony. */
import type { Catalog } from '../catalog/schema.ts';
import type { ConnectorPartResult, Finding } from '../model/assessment.ts';
import type { RulesById } from './capabilities.ts';
import { countsAsUse } from './scope.ts';

/** The parts that every connector needs, and those that findings ask for, in the catalog's order. Empty where there is nothing to move. */
export function assessConnector(findings: readonly Finding[], moving: boolean, catalog: Catalog, rules: RulesById): ConnectorPartResult[] {
  const asking = new Map<string, { ruleIds: Set<string>; findings: number }>();
  for (const finding of findings) {
    if (!countsAsUse(finding)) continue;
    const { ruleId } = finding;
    for (const part of rules.get(ruleId)?.builds ?? []) {
      const known = asking.get(part) ?? { ruleIds: new Set<string>(), findings: 0 };
      known.ruleIds.add(ruleId);
      known.findings++;
      asking.set(part, known);
    }
  }
  return catalog.connectorParts.flatMap(({ id, standing }) => {
    const asked = asking.get(id);
    if (!asked && !(standing && moving)) return [];
    return [{ id, standing, ruleIds: [...(asked?.ruleIds ?? [])].sort(), findings: asked?.findings ?? 0 }];
  });
}
