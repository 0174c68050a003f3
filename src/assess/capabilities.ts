import { s } from '../model/sentence.ts';
import type { Catalog, MappingRule } from '../catalog/schema.ts';
import { VERDICTS, type TargetId, type VerdictId } from '../catalog/terms.ts';
import type { CapabilityResult, Coverage, Finding, ReadinessResult } from '../model/assessment.ts';
import { countsAsUse } from './scope.ts';

/** The mapping rules of a catalog by id. */
export type RulesById = ReadonlyMap<string, MappingRule>;

export function mappingRules(catalog: Catalog): RulesById {
  return new Map(catalog.rules.flatMap((rule) => (rule.type === 'mapping' ? [[rule.id, rule] as const] : [])));
}

/** What a rule says for a target. The catalog is checked to say something for each. */
export function verdictOf(rule: MappingRule, target: TargetId): VerdictId {
  return rule.verdicts.find((verdict) => verdict.for.includes(target))?.verdict ?? 'unknown';
}

/**
 * Each capability of the fixed list by its hardest verdict. One that no finding uses counts as free;
 * whether that is because there is none or because nothing could show it, its state says.
 */
export function assessCapabilities(
  findings: readonly Finding[],
  coverage: readonly Coverage[],
  target: TargetId,
  catalog: Catalog,
  rules: RulesById,
): CapabilityResult[] {
  const verdicts = new Map<string, VerdictId[]>();
  for (const finding of findings) {
    if (!countsAsUse(finding)) continue;
    const rule = finding.type === 'mapping' ? rules.get(finding.ruleId) : undefined;
    if (!rule) continue;
    const list = verdicts.get(rule.capability);
    if (list) list.push(verdictOf(rule, target));
    else verdicts.set(rule.capability, [verdictOf(rule, target)]);
  }
  const wasRead = readEvidence(coverage);
  return catalog.capabilities.map(({ id, weight, evidence }) => {
    const found = verdicts.get(id) ?? [];
    const verdict = hardest(found);
    const counts: CapabilityResult['counts'] = {};
    for (const one of VERDICTS) {
      const count = found.filter((candidate) => candidate === one).length;
      if (count > 0) counts[one] = count;
    }
    const state = verdict !== null ? 'used' : evidence.every((kind) => wasRead.has(kind)) ? 'not-used' : 'not-read';
    return { id, state, verdict, findings: found.length, counts, weight, share: verdict === null ? 1 : catalog.readiness.values[verdict] };
  });
}

/** Kinds of evidence of which "nothing found" means "there is none". */
export function readEvidence(coverage: readonly Coverage[]): Set<string> {
  return new Set(coverage.filter(({ state }) => state === 'read' || state === 'absent').map(({ id }) => id));
}

export function hardest(verdicts: readonly VerdictId[]): VerdictId | null {
  let rank = -1;
  for (const verdict of verdicts) rank = Math.max(rank, VERDICTS.indexOf(verdict));
  return VERDICTS[rank] ?? null;
}

/** What a scan had before it, as far as the figure needs to know. */
export interface Readable {
  /** Open CTI and CTI Toolkit definitions that were read. */
  readonly definitions: number;
  /** Something was lost on the way. */
  readonly lost: boolean;
  /** Files that were looked at. */
  readonly seen: number;
  /** Something that Salesforce Voice needs stands already. */
  readonly foundation: boolean;
}

/**
 * The weighted share of the fixed capability list that moves without rewriting or redesign, from 0 to 100, rounded down.
 * Null when nothing could be read. Removing a finding or a milder verdict can only raise it.
 */
export function assessReadiness(capabilities: readonly CapabilityResult[], readable: Readable): ReadinessResult {
  const { foundation } = readable;
  if (readable.definitions === 0 && (readable.lost || readable.seen === 0)) {
    const reason = readable.seen === 0 ? s`There was no file to read.` : s`Nothing of what was found could be read.`;
    return { score: null, floor: null, reason, foundation };
  }
  const total = capabilities.reduce((sum, { weight }) => sum + weight, 0);
  const share = (value: (capability: CapabilityResult) => number): number =>
    total === 0 ? 100 : Math.floor((100 * capabilities.reduce((sum, one) => sum + one.weight * value(one), 0)) / total + 1e-9);
  const used = capabilities.filter(({ state }) => state === 'used').length;
  const unread = capabilities.filter(({ state }) => state === 'not-read').length;
  const reason =
    used === 0
      ? foundation
        ? s`Nothing of Open CTI was found in the files that this scan reads: nothing to migrate there.`
        : s`Nothing of Open CTI was found in the files that this scan reads, and nothing of Salesforce Voice either: they show no phone at all.`
      : s`${used} of ${capabilities.length} capabilities were found in use; ${unread} could not be seen in this scan and count as free.`;
  const floor = share(({ state, share: part }) => (state === 'not-read' ? 0 : part));
  return { score: share(({ share: part }) => part), floor, reason, foundation };
}
