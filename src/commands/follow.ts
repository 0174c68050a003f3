/** Findings that were waived under a fingerprint that is gone: by the ledger they are known under the one that an edit gave them. */
import { knownFindings } from '../compare/known.ts';
import { pairFindings } from '../compare/pair.ts';
import { baseOf } from '../compare/side.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { RepositoryRecord } from '../model/assessment.ts';
import { USUAL_LEDGER } from './record.ts';
import { findLedger } from './sides.ts';
import type { TeamPlan } from './team-plan.ts';

/** The ledger is opened only when a waiver needs it; without one nothing is followed. */
export function followBy(ledger: string | null, workingDirectory: string): NonNullable<TeamPlan['follow']> {
  return (fingerprints, records) => {
    if (fingerprints.length === 0) return new Map();
    // What of it is damaged is said by whoever compares or records.
    const opened = findLedger(ledger ?? USUAL_LEDGER, workingDirectory, () => undefined);
    return opened ? followFingerprints(fingerprints, records, opened) : new Map();
  };
}

/** `fingerprints` that are nowhere in the records, each with those of today; without those that no run knows or that are done. */
export function followFingerprints(
  fingerprints: readonly string[],
  records: readonly RepositoryRecord[],
  ledger: Ledger,
): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const left = new Set(fingerprints);
  for (const entry of ledger.entries.toReversed()) {
    if (left.size === 0) break;
    for (const { id, state: stateId } of entry.repositories) {
      const findings = ledger.state(stateId)?.findings ?? [];
      const wanted = findings.filter(({ fingerprint }) => left.has(fingerprint));
      if (wanted.length === 0) continue;
      const record = records.find((candidate) => baseOf(candidate) === id);
      const { pairs } = pairFindings(findings, record ? knownFindings(record) : []);
      for (const { fingerprint } of wanted) {
        left.delete(fingerprint);
        const after = pairs.flatMap((pair) => (pair.before.fingerprint === fingerprint ? [pair.after.fingerprint] : []));
        if (after.length > 0) found.set(fingerprint, after);
      }
    }
  }
  return found;
}
