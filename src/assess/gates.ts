import type { Catalog, GateOutcome, TargetId } from '../catalog/schema.ts';
import type { Finding, GateResult } from '../model/assessment.ts';
import type { RulesById } from './capabilities.ts';

/** Gates that a target must pass. Without evidence a gate is unknown and asks its question; one failure fails it. */
export function assessGates(findings: readonly Finding[], target: TargetId, catalog: Catalog, rules: RulesById): GateResult[] {
  return catalog.gates
    .filter((gate) => gate.for.includes(target))
    .map((gate) => {
      const deciding = findings.flatMap((finding) => {
        const spoken = rules.get(finding.ruleId)?.gate;
        return spoken?.id === gate.id ? [{ finding, outcome: spoken.outcome }] : [];
      });
      const outcome = decide(deciding.map((one) => one.outcome));
      const evidence = deciding
        .filter((one) => one.outcome === outcome)
        .map(({ finding }) => ({
          fingerprint: finding.fingerprint,
          text: rules.get(finding.ruleId)?.title ?? finding.name,
          file: finding.file,
          line: finding.line,
          column: finding.column,
        }));
      return { id: gate.id, outcome, text: gate.texts[outcome], evidence, question: outcome === 'unknown' ? gate.question : null };
    });
}

function decide(outcomes: readonly GateOutcome[]): GateOutcome {
  if (outcomes.includes('fail')) return 'fail';
  return outcomes.length > 0 && outcomes.every((outcome) => outcome === 'pass') ? 'pass' : 'unknown';
}
