/** A rule's own proof: its examples, run through the real reader and the real matcher. */
import type { Catalog, Rule } from '../catalog/schema.ts';
import { indexRules } from '../match/match.ts';
import type { Finding } from '../model/assessment.ts';
import { readFile } from '../parse/read-file.ts';
import { matchDefinitions } from './pipeline.ts';

export interface ProofFault {
  readonly ruleId: string;
  readonly reason: string;
}

/** What of the rule's examples does not come out as the rule says. */
export function proveRule(rule: Rule, catalog: Catalog, index = indexRules(catalog)): ProofFault[] {
  const faults: ProofFault[] = [];
  const say = (reason: string): void => void faults.push({ ruleId: rule.id, reason });
  const findingsIn = (example: { file: string; text: string }): Finding[] => {
    const reading = readFile(example.file, Buffer.from(example.text, 'utf8'));
    return matchDefinitions(reading?.definitions ?? [], catalog, index).findings.filter((finding) => finding.ruleId === rule.id);
  };
  rule.examples.match.forEach((example, position) => {
    const found = findingsIn(example);
    const name = `example ${position + 1} (${example.file})`;
    if (found.length === 0) say(`${name} must match and does not`);
    else if (example.line !== undefined && !found.some((finding) => finding.line === example.line)) {
      say(`${name} must match at line ${example.line} and matches at line ${found.map((finding) => finding.line).join(', ')}`);
    }
  });
  rule.examples.clean.forEach((example, position) => {
    const found = findingsIn(example);
    if (found.length > 0)
      say(
        `clean example ${position + 1} (${example.file}) must not match and does, at line ${found.map((finding) => finding.line).join(', ')}`,
      );
  });
  return faults;
}
