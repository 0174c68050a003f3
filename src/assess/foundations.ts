/** What Salesforce Voice needs of the org, and whether it stands already. */
import type { Catalog, Foundation, TargetId } from '../catalog/schema.ts';
import type { Definition, Finding, FoundationResult, Org, RepositoryRecord, Route } from '../model/assessment.ts';
import { provesAbsence } from './coverage.ts';
import { s } from '../model/sentence.ts';

type Scanned = Pick<RepositoryRecord, 'definitions' | 'findings' | 'org'>;

/** The name under which a call center definition of Salesforce Voice counts as a foundation. */
const VOICE_DEFINITION = 'voice-call-center';

/** The foundations of a target, in the catalog's order. */
export function assessFoundations(scanned: Scanned, target: TargetId, catalog: Catalog): FoundationResult[] {
  return catalog.foundations.flatMap((foundation) =>
    foundation.for.includes(target) ? [{ id: foundation.id, ...standing(foundation, scanned, catalog) }] : [],
  );
}

function standing(foundation: Foundation, { definitions, findings, org }: Scanned, catalog: Catalog): Omit<FoundationResult, 'id'> {
  const shownBy = new Set(foundation.shownBy);
  const shown = foundationFindings(findings, shownBy);
  const evidence = [
    ...shown.map((finding) => evidenceOf(finding, catalog)),
    ...(shownBy.has(VOICE_DEFINITION) ? voiceDefinitions(definitions, findings) : []),
  ];
  if (evidence.length > 0) return { state: 'stands', evidence };
  // A setting that says “off” proves that it is not on.
  const off = foundationFindings(
    findings,
    new Set(foundation.shownBy.flatMap((name) => (name.endsWith('-on') ? [`${name.slice(0, -1)}ff`] : []))),
  );
  if (off.length > 0) return { state: 'none', evidence: off.map((finding) => evidenceOf(finding, catalog)) };
  return { state: isProvedAbsent(foundation, org) ? 'none' : 'not-seen', evidence: [] };
}

function isProvedAbsent({ types }: Foundation, org: Org | null): boolean {
  return types.every((type) => provesAbsence(org, type));
}

function foundationFindings(findings: readonly Finding[], names: ReadonlySet<string>): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ kind, name, context, factId }) => {
    const counts = kind === 'foundation' && context !== 'test' && names.has(name) && !seen.has(factId);
    if (counts) seen.add(factId);
    return counts;
  });
}

type Evidence = FoundationResult['evidence'][number];

function evidenceOf({ fingerprint, ruleId, name, file, line, column }: Finding, { rules }: Catalog): Evidence {
  return { fingerprint, text: rules.find((rule) => rule.id === ruleId)?.title ?? name, file, line, column };
}

/** With the finding that speaks of the definition as a whole, where a rule does. */
function voiceDefinitions(definitions: readonly Definition[], findings: readonly Finding[]): Evidence[] {
  return definitions.flatMap(({ standing: of, file, line, column, internalName }) => {
    if (of !== 'voice') return [];
    const whole = findings.find((finding) => finding.kind === 'definition' && finding.file === file && finding.line === line);
    return [{ fingerprint: whole?.fingerprint ?? '', text: s`Call center “${internalName}” of Salesforce Voice`, file, line, column }];
  });
}

/** Whether anything at all stands of what the target needs. A Voice definition counts for every target, as one does not tell from another. */
export function anyStands(foundations: readonly FoundationResult[], definitions: readonly Definition[]): boolean {
  return foundations.some(({ state }) => state === 'stands') || definitions.some((definition) => definition.standing === 'voice');
}

/** What stands in one repository of an org stands for all; that a thing is not there is proved by one retrieve of all of it. */
export function mergeFoundations(repos: readonly { readonly routes: readonly Route[] }[], target: TargetId): FoundationResult[] {
  const all = repos.flatMap((repo) => repo.routes.find((route) => route.target === target)?.foundations ?? []);
  return [...new Set(all.map(({ id }) => id))].map((id) => {
    const same = all.filter((result) => result.id === id);
    const state = (['stands', 'none'] as const).find((wanted) => same.some((result) => result.state === wanted)) ?? 'not-seen';
    return { id, state, evidence: same.flatMap((result) => (result.state === state ? result.evidence : [])) };
  });
}
