/** Consumers of call Tasks with what the catalog says must happen to them. */
import type { ConsumerAction, FieldUse } from '../catalog/terms.ts';
import type { Assessment, Finding, GivenFact, RepositoryRecord, TaskConsumer } from '../model/assessment.ts';

export interface ConsumerEntry {
  readonly repo: RepositoryRecord;
  readonly consumer: TaskConsumer;
  /** The rule of its strongest sign that says what must happen; null where none does. */
  readonly ruleId: string | null;
  readonly action: ConsumerAction | null;
  /** What the client gave of it, the use of a report say. */
  readonly given: readonly string[];
  /** The findings behind its signs. */
  readonly fingerprints: readonly string[];
}

/** All of them, in the order of the result. */
export function consumerEntries({ repos, catalog, given }: Assessment): ConsumerEntry[] {
  const facts = givenByComponent(given);
  const actions = new Map(
    catalog.rules.flatMap((rule) => (rule.type === 'mapping' && rule.consumerAction ? [[rule.id, rule.consumerAction] as const] : [])),
  );
  return repos.flatMap((repo) => {
    const consumers = repo.org?.consumers ?? [];
    if (consumers.length === 0) return [];
    const findings = findingsBySign(repo.findings);
    return consumers.map((consumer) => {
      const own = consumer.signs.flatMap((sign) => findings.get(keyOf(sign.sign, sign)) ?? []);
      const deciding = own.find((finding) => actions.has(finding.ruleId)) ?? own[0];
      const ruleId = deciding?.ruleId ?? null;
      return {
        repo,
        consumer,
        ruleId,
        given: facts.get(componentKey(consumer)) ?? [],
        action: (ruleId !== null && actions.get(ruleId)) || null,
        fingerprints: [...new Set(own.map((finding) => finding.fingerprint))],
      };
    });
  });
}

function givenByComponent(given: readonly GivenFact[]): Map<string, string[]> {
  const facts = new Map<string, string[]>();
  for (const { component, value, note } of given) {
    if (!component) continue;
    const text = `${value}${note === null ? '' : ` (${note})`}`;
    const known = facts.get(componentKey(component));
    if (known) known.push(text);
    else facts.set(componentKey(component), [text]);
  }
  return facts;
}

/** Salesforce does not tell names apart by letter case. */
function componentKey({ type, name }: { readonly type: string; readonly name: string }): string {
  return `${type} ${name.toLowerCase()}`;
}

/** Reports on activities that show no sign of calls: they are counted and not listed. */
export function quietReports({ repos }: Assessment): number {
  return repos.reduce((sum, { org }) => {
    const listed = org?.consumers.filter((consumer) => consumer.type === 'Report').length ?? 0;
    return sum + Math.max((org?.activityReports ?? 0) - listed, 0);
  }, 0);
}

/** Its fields, each use with the names that are used so, in the order in which they are met. */
export function fieldsByUse({ fields }: TaskConsumer): Map<FieldUse, string[]> {
  const uses = new Map<FieldUse, string[]>();
  for (const { name, use } of fields) {
    const names = uses.get(use) ?? [];
    if (!names.includes(name)) names.push(name);
    uses.set(use, names);
  }
  return uses;
}

function findingsBySign(findings: readonly Finding[]): Map<string, Finding[]> {
  const bySign = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.kind !== 'consumer') continue;
    const key = keyOf(finding.name, finding);
    const known = bySign.get(key);
    if (known) known.push(finding);
    else bySign.set(key, [finding]);
  }
  return bySign;
}

/** No two components show the same sign at the same place. */
function keyOf(sign: string, at: { file: string; line: number; column: number }): string {
  return JSON.stringify([sign, at.file, at.line, at.column]);
}
