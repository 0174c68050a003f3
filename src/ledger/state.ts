/** A repository's record to what a ledger keeps of it. */
import { TARGETS } from '../catalog/terms.ts';
import { ruleOf } from '../compare/known.ts';
import type { RuleKnown, SideRepository } from '../compare/side.ts';
import type { Assessment, RepositoryRecord } from '../model/assessment.ts';
import type { CapabilityState, HoursRange, State } from './format.ts';

/** `done` by capability, from the run before and from what was done since. */
export function stateOfRecord(
  record: RepositoryRecord,
  side: SideRepository,
  rules: ReadonlyMap<string, RuleKnown>,
  catalog: Assessment['catalog'],
  done: ReadonlyMap<string, number>,
): State {
  const open = new Map<string, number>();
  const waived = new Map<string, number>();
  for (const one of side.findings) {
    const id = rules.get(ruleOf(one))?.capability ?? '';
    const counts = one.isWaived === true ? waived : open;
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const hours = hoursOf(record, catalog);
  const ids = [...new Set([...open.keys(), ...waived.keys(), ...done.keys(), ...hours.keys()])].sort();
  const capabilities = ids.flatMap((id): CapabilityState[] => {
    const ranges = hours.get(id) ?? TARGETS.map(() => null);
    const one = { id, open: open.get(id) ?? 0, done: done.get(id) ?? 0, waived: waived.get(id) ?? 0, hours: ranges };
    return one.open + one.done + one.waived === 0 && ranges.every((range) => range === null) ? [] : [one];
  });
  return { capabilities, findings: side.findings, source: side.source, lost: side.lost };
}

/** Hours of the work items that count, by the capability that each belongs to. */
function hoursOf({ routes }: RepositoryRecord, { workItems }: Assessment['catalog']): Map<string, (HoursRange | null)[]> {
  const capabilityOf = new Map(workItems.map(({ id, capability }) => [id, capability]));
  const hours = new Map<string, (HoursRange | null)[]>();
  for (const route of routes) {
    const at = TARGETS.indexOf(route.target);
    for (const item of route.workItems) {
      if (item.state !== 'counted' || item.hours === null) continue;
      const capability = capabilityOf.get(item.id) ?? '';
      let ranges = hours.get(capability);
      if (!ranges) hours.set(capability, (ranges = TARGETS.map(() => null)));
      const [low, likely, high] = item.hours;
      const before = ranges[at] ?? { low: 0, likely: 0, high: 0 };
      ranges[at] = { low: before.low + low, likely: before.likely + likely, high: before.high + high };
    }
  }
  return hours;
}
