/**
 * Findings to pieces of work. A work item is counted once however many findings lead to it; hours are the catalog's assumption.
 */
import { s } from '../model/sentence.ts';
import type { Catalog, Hours, WorkItem } from '../catalog/schema.ts';
import { SIZES, type Size, type TargetId } from '../catalog/terms.ts';
import type { Coverage, Finding, MeasureResult, WorkItemResult } from '../model/assessment.ts';
import { readEvidence, verdictOf, type RulesById } from './capabilities.ts';
import { addHours, NO_HOURS, timesHours } from './hours.ts';
import { measuresText } from '../model/measures-text.ts';
import type { Measured } from './measures.ts';
import { countsAsUse } from './scope.ts';

export interface Scope {
  readonly findings: readonly Finding[];
  /** Open CTI definitions, which is how many call centers there are to move. */
  readonly callCenters: number;
  readonly coverage: readonly Coverage[];
  readonly measures: Measured;
}

/** The work items of a scope for a target, in the catalog's order; those that nothing could show are listed apart by their state. */
export function assessWorkItems(scope: Scope, target: TargetId, catalog: Catalog, rules: RulesById): WorkItemResult[] {
  const wasRead = readEvidence(scope.coverage);
  const leading = findingsByWorkItem(scope.findings, target, rules);
  const replaced = replacements(scope, target, catalog, leading);
  const results: WorkItemResult[] = [];
  for (const item of catalog.workItems) {
    const entry = hoursFor(item, target);
    if (!entry || 'replacedBy' in entry) continue;
    const replaces = replaced.get(item.id) ?? [];
    const own = [item.id, ...replaces].flatMap((id) => leading.get(id) ?? []);
    const standing = item.standing && scope.callCenters > 0;
    const counted = own.length > 0 || standing || replaces.length > 0;
    if ('none' in entry) {
      // Work that does not arise for the target is no work item there; work that nobody can put hours on still is one.
      if (counted && entry.unknown) results.push(unknownHours(item, own, replaces, entry.none, scope));
      continue;
    }
    if (!counted && (scope.callCenters === 0 || item.evidence.every((kind) => wasRead.has(kind)))) continue;
    const sizing = item.sizedBy.length > 0 ? measuredSize(item, scope, wasRead, catalog) : sizeOf(item, scope, wasRead);
    const base = timesHours(baseHours(entry.hours, sizing), item.per === 'call-center' ? Math.max(scope.callCenters, 1) : 1);
    const perOccurrence = counted ? occurrences(own, target, rules) : [];
    results.push({
      id: item.id,
      state: counted ? 'counted' : 'not-seen',
      findings: own.length,
      reason: reasonOf(own, standing, replaces.length > 0),
      ...sizing,
      base,
      perOccurrence,
      hours: addHours(base, ...perOccurrence.map((row) => row.hours)),
      noHours: null,
      replaces,
    });
  }
  return results;
}

/** The sum of what is counted; null where nothing counted has hours. */
export function sumHours(items: readonly WorkItemResult[]): Hours | null {
  const hours = items.flatMap((item) => (item.state === 'counted' && item.hours ? [item.hours] : []));
  return hours.length === 0 ? (items.some((item) => item.state === 'counted') ? null : NO_HOURS) : addHours(...hours);
}

function hoursFor(item: WorkItem, target: TargetId): WorkItem['hours'][number] | undefined {
  return item.hours.find((entry) => entry.for.includes(target));
}

/** Findings whose verdict leaves something to do, by the work item of their rule. */
function findingsByWorkItem(findings: readonly Finding[], target: TargetId, rules: RulesById): Map<string, Finding[]> {
  const byItem = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (!countsAsUse(finding)) continue;
    const rule = finding.type === 'mapping' ? rules.get(finding.ruleId) : undefined;
    if (!rule || rule.workItem === null || verdictOf(rule, target) === 'obsolete') continue;
    const list = byItem.get(rule.workItem);
    if (list) list.push(finding);
    else byItem.set(rule.workItem, [finding]);
  }
  return byItem;
}

/** For each work item that takes others' place for the target: which of those are needed. */
function replacements(
  scope: Scope,
  target: TargetId,
  catalog: Catalog,
  leading: ReadonlyMap<string, readonly Finding[]>,
): Map<string, string[]> {
  const replaced = new Map<string, string[]>();
  for (const item of catalog.workItems) {
    const entry = hoursFor(item, target);
    if (!entry || !('replacedBy' in entry)) continue;
    const needed = (item.standing && scope.callCenters > 0) || (leading.get(item.id)?.length ?? 0) > 0;
    if (needed) replaced.set(entry.replacedBy, [...(replaced.get(entry.replacedBy) ?? []), item.id]);
  }
  return replaced;
}

function occurrences(findings: readonly Finding[], target: TargetId, rules: RulesById): WorkItemResult['perOccurrence'] {
  const counts = new Map<string, number>();
  for (const { ruleId } of findings) counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
  return [...counts].flatMap(([ruleId, count]) => {
    const each = rules.get(ruleId)?.hoursPerOccurrence;
    return each?.for.includes(target) ? [{ ruleId, occurrences: count, each: each.hours, hours: timesHours(each.hours, count) }] : [];
  });
}

type Sizing = Pick<WorkItemResult, 'size' | 'sizeOpen' | 'sizeReason' | 'measures'>;

/**
 * Small is one call center, medium two or three, large more: the part of our size assumption that a file can show.
 * Reps, reports and automations drive the size too. While they cannot be seen the size is open.
 */
function sizeOf(item: WorkItem, scope: Scope, wasRead: ReadonlySet<string>): Sizing {
  const centers = scope.callCenters === 1 ? s`1 Open CTI call center` : s`${scope.callCenters} Open CTI call centers`;
  const size: Size = item.per === 'call-center' || scope.callCenters <= 1 ? 'small' : scope.callCenters <= 3 ? 'medium' : 'large';
  const sizeOpen = !item.evidence.every((kind) => wasRead.has(kind));
  const sizeReason = sizeOpen
    ? s`${centers} found; what else drives the size was not there to read, ${highFrom(size)}`
    : s`${centers} found`;
  return { size, sizeOpen, sizeReason, measures: [] };
}

/**
 * The largest size that a known measure gives. One that nobody knows leaves the size open, and so does evidence that was not read in full:
 * what was counted in it is the least that there is.
 */
function measuredSize(item: WorkItem, scope: Scope, wasRead: ReadonlySet<string>, catalog: Catalog): Sizing {
  const measures = item.sizedBy.map(({ measure, small, medium }): MeasureResult => {
    const { count, from } = scope.measures.get(measure) ?? { count: null, from: null };
    const size = count === null ? null : count <= small ? 'small' : count <= medium ? 'medium' : 'large';
    return { id: measure, count, from, size };
  });
  const size = SIZES.findLast((one) => measures.some((measure) => measure.size === one)) ?? 'small';
  const unknown = measures.some(({ count }) => count === null);
  const sizeOpen = unknown || !item.evidence.every((kind) => wasRead.has(kind));
  const told = measuresText(measures, catalog);
  const sizeReason = !sizeOpen
    ? told
    : unknown
      ? `${told}, ${highFrom(size)}`
      : `${told}; ${s`what else drives the size was not there to read, ${highFrom(size)}`}`;
  return { size, sizeOpen, sizeReason, measures };
}

/** What an open size does to the high figure: nothing where no size is larger. */
function highFrom(size: Size): string {
  return size === SIZES.at(-1) ? s`and high stays as it is, since no size is larger` : s`so high is taken from the next size up`;
}

function baseHours(hours: Readonly<Record<Size, Hours>>, { size, sizeOpen }: Sizing): Hours {
  const [low, likely, high] = hours[size];
  const next = SIZES[SIZES.indexOf(size) + 1] ?? size;
  return [low, likely, sizeOpen ? hours[next][2] : high];
}

function unknownHours(item: WorkItem, findings: readonly Finding[], replaces: string[], why: string, scope: Scope): WorkItemResult {
  return {
    id: item.id,
    state: 'counted',
    findings: findings.length,
    reason: reasonOf(findings, item.standing && scope.callCenters > 0, replaces.length > 0),
    size: 'small',
    sizeOpen: true,
    sizeReason: s`not sized`,
    measures: [],
    base: null,
    perOccurrence: [],
    hours: null,
    noHours: why,
    replaces,
  };
}

function reasonOf(findings: readonly Finding[], standing: boolean, replacing: boolean): string {
  const indications = findings.filter((finding) => finding.kind === 'trace').length;
  const count = findings.length - indications;
  const hints = indications === 0 ? '' : indications === 1 ? s`1 indication` : s`${indications} indications`;
  if (count > 0) {
    const lead = count === 1 ? s`1 finding leads to it` : s`${count} findings lead to it`;
    return hints === '' ? lead : s`${lead}, and ${hints}`;
  }
  if (indications > 0) return s`${hints} in the source: words that seem to show it, not proof`;
  if (standing) return s`Needed for every move from Open CTI, whatever the definition holds`;
  if (replacing) return s`Takes the place of work that this route does not need`;
  return s`Nothing that this scan read could show whether it is needed`;
}
