/** A rule's own proof: its examples, run through the real readers and the real matcher. */
import type { Catalog, Rule } from '../catalog/schema.ts';
import { indexRules } from '../match/match.ts';
import type { Finding } from '../model/assessment.ts';
import { matchReadings } from './matching.ts';
import { readRepository } from './reading.ts';

export interface ProofFault {
  readonly ruleId: string;
  readonly reason: string;
}

/** What of the rule's examples does not come out as the rule says. */
export async function proveRule(rule: Rule, catalog: Catalog, index = indexRules(catalog)): Promise<ProofFault[]> {
  const faults: ProofFault[] = [];
  const say = (reason: string): void => void faults.push({ ruleId: rule.id, reason });
  const findingsIn = async (example: Rule['examples']['match'][number]): Promise<Finding[]> => {
    const files = [example, ...example.beside].map(({ file, text }) => ({
      path: file,
      read: () => ({ bytes: Buffer.from(text, 'utf8') }),
    }));
    return matchReadings(await readRepository({ files }), catalog, index).findings.filter((finding) => finding.ruleId === rule.id);
  };
  for (const [position, example] of rule.examples.match.entries()) {
    const found = await findingsIn(example);
    const name = `example ${position + 1} (${example.file})`;
    if (found.length === 0) say(`${name} must match and does not`);
    else if (example.line !== undefined && !found.some((finding) => finding.line === example.line)) {
      say(`${name} must match at line ${example.line} and matches at line ${found.map((finding) => finding.line).join(', ')}`);
    }
  }
  for (const [position, example] of rule.examples.clean.entries()) {
    const found = await findingsIn(example);
    if (found.length > 0)
      say(
        `clean example ${position + 1} (${example.file}) must not match and does, at line ${found.map((finding) => finding.line).join(', ')}`,
      );
  }
  return faults;
}
