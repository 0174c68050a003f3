/** The work that is waived: what all findings would take, less what those take that are left. */
import type { Hours } from '../catalog/schema.ts';
import type { Finding, Route, WorkItemResult } from '../model/assessment.ts';
import { addHours } from './hours.ts';

export function isWaived({ waiver }: Pick<Finding, 'waiver'>): boolean {
  return waiver !== undefined;
}

export function unwaived(findings: readonly Finding[]): readonly Finding[] {
  return findings.some(isWaived) ? findings.filter((one) => !isWaived(one)) : findings;
}

/** Null where nothing is waived. `all` are the work items as they were without a waiver. */
export function waivedWork(all: readonly WorkItemResult[], left: readonly WorkItemResult[]): NonNullable<Route['waived']> | null {
  const remaining = new Map(left.map((item) => [item.id, item]));
  const items = all.flatMap((item) => {
    if (item.state !== 'counted') return [];
    const rest = remaining.get(item.id);
    const kept = rest?.state === 'counted' ? rest : null;
    const findings = item.findings - (kept?.findings ?? 0);
    return findings > 0 ? [{ id: item.id, findings, hours: less(item.hours, kept?.hours ?? null) }] : [];
  });
  if (items.length === 0) return null;
  const hours = items.flatMap((item) => (item.hours ? [item.hours] : []));
  return {
    findings: items.reduce((sum, { findings }) => sum + findings, 0),
    hours: hours.length > 0 ? addHours(...hours) : null,
    items,
  };
}

/** The work that is left, with that which is waived as a whole in the state `waived`, as it was without a waiver. */
export function withWaived(all: readonly WorkItemResult[], left: readonly WorkItemResult[]): WorkItemResult[] {
  const remaining = new Map(left.map((item) => [item.id, item]));
  return all.flatMap((item): WorkItemResult[] => {
    const rest = remaining.get(item.id);
    if (item.state === 'counted' && rest?.state !== 'counted') return [{ ...item, state: 'waived' }];
    return rest ? [rest] : [];
  });
}

/** A waiver never adds work: a smaller evidence may leave a size more open, and that is not held against it. */
function less(all: Hours | null, left: Hours | null): Hours | null {
  if (all === null) return null;
  const [a, b, c] = left ?? [0, 0, 0];
  return [Math.max(0, all[0] - a), Math.max(0, all[1] - b), Math.max(0, all[2] - c)];
}
