/** A result in which a stranger wrote every text that anybody but the program can write, by the declarations of redaction: a new field is in it by itself. */
import { assessmentSchema, type Assessment } from '../../src/model/assessment.ts';
import { DECLARATIONS, type Kind } from '../../src/redact/declarations.ts';
import { orgAssessment } from './sample-assessment.ts';

/** Closed forms, and ids by which parts of a result find each other. */
const KEPT: ReadonlySet<Kind> = new Set([
  'day', 'version', 'level', 'catalog-version', 'id', 'rule', 'fact', 'fingerprint', 'waiver', 'decision', 'given-id',
] satisfies Kind[]); // prettier-ignore

/** The same text becomes the same text of `texts` everywhere, as far as they go round; what was empty stays so. */
export function strangerAssessment(
  texts: readonly string[],
  base: Assessment = withPlan(orgAssessment()),
): { assessment: Assessment; used: Set<string> } {
  const made = new Map<string, string>();
  const used = new Set<string>();
  const other = (text: string): string => {
    const before = made.get(text);
    if (before !== undefined) return before;
    const next = texts[made.size % texts.length] ?? '';
    made.set(text, next);
    return next;
  };
  const ids = new Set<string>();
  // Two repositories of one id are no result.
  const single = (text: string): string => {
    const next = other(`repository ${text}`);
    const id = ids.has(next) && !made.has(`id ${text}`) ? `${next} ${ids.size}` : next;
    const known = made.get(`id ${text}`) ?? id;
    made.set(`id ${text}`, known);
    ids.add(known);
    return known;
  };
  const visit = (value: unknown, path: string): unknown => {
    if (typeof value === 'string') {
      const kind = DECLARATIONS[path];
      if (kind === undefined || KEPT.has(kind) || value === '') return value;
      if (path.endsWith('.url'))
        return made.size % 2 === 0 ? 'javascript:document.title="taken"' : 'https://example.test/?"><img src=x onerror=alert(1)>';
      used.add(path);
      return kind === 'repository' ? single(value) : other(value);
    }
    if (Array.isArray(value)) return value.map((one: unknown) => visit(one, `${path}[]`));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, visit(one, path === '' ? key : `${path}.${key}`)]));
  };
  return { assessment: visit(structuredClone(base), '') as Assessment, used };
}

/** With everything that a result may hold and the sample does not. */
function withPlan(assessment: Assessment): Assessment {
  const [repo] = assessment.repos;
  const [finding] = repo?.findings ?? [];
  if (!repo || !finding) throw new Error('The sample lost its findings.');
  Object.assign(finding, { waiver: 'waiver-1' });
  Object.assign(repo, {
    owner: 'Owner',
    label: 'Label',
    revision: { ref: 'main', commit: '0123456789abcdef' },
    commit: '0123456789abcdef',
    leftOut: [{ reason: 'vendored', count: 2, names: ['lib/'], searched: 'in-part', mentions: ['lib/phone.js'] }],
  });
  const attributes = [{ name: 'label', value: 'General', line: 3, column: 5 }];
  const named = { name: 'reqUseApi', value: 'true', line: 4, column: 5 };
  for (const definition of assessment.repos.flatMap(({ definitions }) => definitions)) {
    Object.assign(definition, { settings: [named], fields: [named] });
    for (const section of definition.sections) {
      Object.assign(section, { attributes, label: 'General' });
      for (const item of section.items) Object.assign(item, { attributes, label: 'Label of it' });
    }
  }
  for (const fact of assessment.given) Object.assign(fact, { file: 'facts.yml' });
  const waiver = { finding: null, rule: finding.ruleId, path: 'src/**', capability: null, repository: repo.id, reason: 'Reason', owner: 'Owner', ticket: 'T-1', findings: 1, follows: [] }; // prettier-ignore
  const route = assessment.totals.routes[0];
  return assessmentSchema.parse({
    ...assessment,
    waivers: [
      { ...waiver, id: 'waiver-1', expires: '2027-01-01', state: 'in-force' },
      { ...waiver, id: 'waiver-2', expires: '2026-01-01', state: 'expired' },
    ],
    decisions: [
      { id: 'decision-1', workItem: route?.workItems[0]?.id ?? null, capability: null, repository: repo.id, target: null, decision: 'Decision', reason: 'Reason', owner: 'Owner', ticket: 'T-2', decided: '2026-11-01', hours: null, state: 'in-force' },
    ],
    listProblems: [{ list: 'list.csv', line: 3, effect: 'lost', reason: 'Reason' }],
    portfolio: { adapters: [], unused: [{ repository: repo.id, files: ['demo/phone.js'] }] },
  }); // prettier-ignore
}
