/**
 * Waivers: findings that somebody has answered for until a day. A finding that is waived is marked and stays where it is: it leaves the open
 * work, the remaining hours and the gate, and stays in the score.
 */
import { readPatterns, type Patterns } from '../ignoring.ts';
import type { Assessment, Finding, RepositoryRecord, WaiverResult } from '../model/assessment.ts';

/** At least one of finding, rule, path and capability is not null. All that are must fit. */
export type Waiver = Omit<WaiverResult, 'state' | 'findings' | 'follows'>;

/** A waiver with the fingerprints that its finding has today, where an edit or a renamed file gave it another one. */
export type FollowedWaiver = Waiver & Partial<Pick<WaiverResult, 'follows'>>;

/** The records with their findings marked; those in which nothing is waived are the same objects. */
export function markWaived(
  records: readonly RepositoryRecord[],
  waivers: readonly FollowedWaiver[],
  asOf: string,
): { readonly records: RepositoryRecord[]; readonly results: WaiverResult[] } {
  const ready = waivers.map((waiver) => ({ waiver, covers: coverOf(waiver), isExpired: asOf > waiver.expires }));
  const counts = new Map<string, number>();
  const marked = records.map((record) => {
    let hasChanged = false;
    const findings = record.findings.map((finding): Finding => {
      const fitting = ready.filter(({ covers }) => covers(record.id, finding));
      for (const { waiver } of fitting) counts.set(waiver.id, (counts.get(waiver.id) ?? 0) + 1);
      const id = fitting.find(({ isExpired }) => !isExpired)?.waiver.id;
      if (id === finding.waiver) return finding;
      hasChanged = true;
      const { waiver: _before, ...bare } = finding;
      return id === undefined ? bare : { ...bare, waiver: id };
    });
    return hasChanged ? { ...record, findings } : record;
  });
  const results = ready.map(({ waiver, isExpired }): WaiverResult => {
    const findings = counts.get(waiver.id) ?? 0;
    return {
      ...waiver,
      follows: waiver.follows ?? [],
      // One that fits nothing has nothing to expire: it can go.
      state: findings === 0 ? 'unmatched' : isExpired ? 'expired' : 'in-force',
      findings,
    };
  });
  return { records: marked, results };
}

function coverOf(waiver: FollowedWaiver): (repository: string, finding: Finding) => boolean {
  const { finding: fingerprint, rule, path, capability, repository, follows = [] } = waiver;
  const names = fingerprint === null ? null : new Set([fingerprint, ...follows]);
  const patterns: Patterns | null = path === null ? null : readPatterns([path]);
  return (id, finding) =>
    (repository === null || repository === id) &&
    (names === null || names.has(finding.fingerprint)) &&
    (rule === null || rule === finding.ruleId) &&
    (capability === null || capability === finding.capability) &&
    (patterns === null || patterns.decide(finding.file) === true);
}

/** Waivers of findings that are nowhere, and could be known again by an earlier run. */
export function lostWaivers(waivers: readonly Waiver[], records: readonly RepositoryRecord[]): Waiver[] {
  const here = new Set(records.flatMap(({ findings }) => findings.map(({ fingerprint }) => fingerprint)));
  return waivers.filter(({ finding }) => finding !== null && !here.has(finding));
}

/** What needs somebody’s attention: a waiver that has expired, or that nothing fits. */
export function spentWaivers({ waivers }: Pick<Assessment, 'waivers'>): WaiverResult[] {
  return waivers.filter(({ state }) => state !== 'in-force');
}
