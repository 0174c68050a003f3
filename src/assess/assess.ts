/** Findings to an assessment: gates first, then work, then one figure; for each of the five targets, none of them chosen here. */
import type { Catalog } from '../catalog/schema.ts';
import { TARGETS, type TargetId } from '../catalog/terms.ts';
import type {
  Assessment,
  Coverage,
  Definition,
  Finding,
  OpenQuestion,
  Problem,
  RepositoryRecord,
  Route,
  WorkItemResult,
} from '../model/assessment.ts';
import { assessCapabilities, assessReadiness, mappingRules, type RulesById } from './capabilities.ts';
import { readAddress } from '../model/address.ts';
import { counterparts } from './call-log-fields.ts';
import { assessConnector } from './connector.ts';
import { assessGates } from './gates.ts';
import { addHours } from './hours.ts';
import { assessWorkItems, sumHours } from './work-items.ts';

/** What the earlier steps know of one repository. */
export type Scanned = Pick<
  RepositoryRecord,
  | 'id'
  | 'name'
  | 'problems'
  | 'files'
  | 'filesSeen'
  | 'definitions'
  | 'findings'
  | 'uncovered'
  | 'callLogs'
  | 'externalSystems'
  | 'apexTargets'
  | 'vendors'
  | 'org'
>;

/** A repository's record, complete in itself. */
export function assessRepository(scanned: Scanned, catalog: Catalog): RepositoryRecord {
  const rules = mappingRules(catalog);
  const coverage = coverageOf(scanned, catalog);
  const routes = TARGETS.map((target) => assessRoute(scanned, coverage, target, catalog, rules));
  return {
    ...scanned,
    status: statusOf(scanned),
    connector: assessConnector(scanned.findings, callCenters([scanned]) > 0, catalog, rules),
    gaps: [],
    coverage,
    questions: openQuestions(scanned, routes, catalog),
    routes,
  };
}

/** All records together. Nothing goes in but the records, so that parts of a scan can be joined later. */
export function assessAll(
  repos: readonly RepositoryRecord[],
  catalog: Catalog,
  options: { readonly target: TargetId | null; readonly asOf: string; readonly toolVersion: string },
): Assessment {
  const used = new Set(repos.flatMap((repo) => repo.findings.map((finding) => finding.ruleId)));
  const rules = catalog.rules.filter((rule) => used.has(rule.id));
  const definitions = repos.flatMap((repo) => repo.definitions);
  const parts = new Set(repos.flatMap((repo) => repo.connector.map((part) => part.id)));
  const vendors = new Set(repos.flatMap((repo) => repo.vendors.map((vendor) => vendor.id)));
  const count = (standing: Definition['standing']): number => definitions.filter((definition) => definition.standing === standing).length;
  return {
    schemaVersion: 1,
    tool: { name: 'cti2voice', version: options.toolVersion },
    asOf: options.asOf,
    retirement: { ...catalog.retirement, daysLeft: daysBetween(options.asOf, catalog.retirement.date) },
    options: { target: options.target },
    catalog: {
      version: catalog.version,
      brought: catalog.rules.filter((rule) => rule.origin !== 'shipped').map((rule) => rule.id),
      targets: catalog.targets,
      capabilities: catalog.capabilities,
      evidence: catalog.evidence,
      readiness: catalog.readiness,
      gates: catalog.gates.map(({ id, name, for: targets, why, sources }) => ({ id, name, for: targets, why, sources })),
      questions: catalog.questions.map(({ id, text, who, changes, sources }) => ({ id, text, who, changes, sources })),
      workItems: catalog.workItems.map(({ id, title, description, capability, per, drivers, reasoning, sources }) => ({
        id,
        title,
        description,
        capability,
        per,
        drivers,
        reasoning,
        sources,
      })),
      vendors: catalog.vendors.flatMap(({ id, name, offer, basis, sources }) =>
        vendors.has(id) ? [{ id, name, offer, basis, sources }] : [],
      ),
      connectorParts: catalog.connectorParts.flatMap(({ id, group, name, text, sources }) =>
        parts.has(id) ? [{ id, group, name, text, sources }] : [],
      ),
      callLogFields: counterparts(repos, catalog),
      rules: rules.map(withoutProof),
    },
    repos: [...repos].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)),
    totals: {
      repositories: repos.length,
      definitions: { openCti: count('open-cti'), voice: count('voice'), ctiToolkit: count('cti-toolkit') },
      findings: repos.reduce((sum, repo) => sum + repo.findings.length, 0),
      problems: repos.reduce((sum, repo) => sum + repo.problems.length, 0),
      routes: TARGETS.map((target) => totalRoute(repos, target, catalog)),
    },
  };
}

/** Whole days from one ISO date to another; negative once the first is later. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

function assessRoute(scanned: Scanned, coverage: readonly Coverage[], target: TargetId, catalog: Catalog, rules: RulesById): Route {
  const capabilities = assessCapabilities(scanned.findings, coverage, target, catalog, rules);
  const workItems = assessWorkItems({ findings: scanned.findings, callCenters: callCenters([scanned]), coverage }, target, catalog, rules);
  return {
    target,
    readiness: assessReadiness(capabilities, readableOf([scanned])),
    capabilities,
    workItems,
    hours: hoursOf(workItems, scanned.definitions),
    gates: assessGates(scanned.findings, target, catalog, rules),
    foundations: [],
  };
}

/**
 * Work that is counted per repository or per call center adds up. Work per org or per portfolio is counted once:
 * all repositories of a scan are taken to belong to one org, an assumption that the report states.
 */
function totalRoute(repos: readonly RepositoryRecord[], target: TargetId, catalog: Catalog): Route {
  const rules = mappingRules(catalog);
  const findings = repos.flatMap((repo) => repo.findings);
  const definitions = repos.flatMap((repo) => repo.definitions);
  const coverage = mergeCoverage(repos);
  const capabilities = assessCapabilities(findings, coverage, target, catalog, rules);
  const scope = { findings, callCenters: callCenters(repos), coverage };
  const workItems = assessWorkItems(scope, target, catalog, rules).map((item) => {
    const per = catalog.workItems.find((candidate) => candidate.id === item.id)?.per;
    return per === 'org' || per === 'portfolio' || item.state === 'not-seen' ? item : addUp(item, repos, target);
  });
  return {
    target,
    readiness: assessReadiness(capabilities, readableOf(repos)),
    capabilities,
    workItems,
    hours: hoursOf(workItems, definitions),
    gates: assessGates(findings, target, catalog, rules),
    foundations: [],
  };
}

/** A work item of all repositories as the plain sum of each one's. */
function addUp(item: WorkItemResult, repos: readonly RepositoryRecord[], target: TargetId): WorkItemResult {
  const parts = repos.flatMap((repo) => {
    const route = repo.routes.find((candidate) => candidate.target === target);
    return (route?.workItems ?? []).filter((candidate) => candidate.id === item.id && candidate.state === 'counted');
  });
  if (parts.length <= 1) return parts[0] ?? item;
  const perOccurrence = item.perOccurrence;
  const base = parts.every((part) => part.base === null) ? null : addHours(...parts.flatMap((part) => (part.base ? [part.base] : [])));
  return {
    ...item,
    sizeReason: `the sum of ${parts.length} repositories, each with its own size`,
    base,
    hours: base && addHours(base, ...perOccurrence.map((row) => row.hours)),
  };
}

/** A desktop adapter is outside this catalog: beside it, no hours are not naught. */
function hoursOf(workItems: readonly WorkItemResult[], definitions: readonly Definition[]): Route['hours'] {
  const outside = definitions.some((definition) => definition.standing === 'cti-toolkit');
  return workItems.length === 0 && outside ? null : sumHours(workItems);
}

/** Open CTI definitions. An adapter whose definition is not in its repository serves one call center at least. */
function callCenters(repos: readonly Scanned[]): number {
  const defined = repos.flatMap((repo) => repo.definitions).filter((definition) => definition.standing === 'open-cti').length;
  return defined === 0 && repos.some(hasAdapter) ? 1 : defined;
}

/** Whether source that uses Open CTI was found, tests and mocks aside. */
function hasAdapter({ findings }: Pick<Scanned, 'findings'>): boolean {
  return findings.some((finding) => finding.context !== 'test' && ADAPTER_KINDS.has(finding.kind));
}

const ADAPTER_KINDS: ReadonlySet<Finding['kind']> = new Set(['call', 'constant', 'reference', 'script-load', 'component']);

function readableOf(repos: readonly Scanned[]): { definitions: number; lost: boolean; seen: number } {
  return {
    definitions: repos.reduce((sum, repo) => sum + repo.definitions.length + (hasAdapter(repo) ? 1 : 0), 0),
    lost: repos.some((repo) => lostSomething(repo)),
    seen: repos.reduce((sum, repo) => sum + repo.filesSeen, 0),
  };
}

function lostSomething({ problems }: Pick<Scanned, 'problems'>): boolean {
  return problems.some((problem) => problem.effect === 'lost');
}

function statusOf(scanned: Scanned): RepositoryRecord['status'] {
  const lost = lostSomething(scanned);
  if (scanned.definitions.length > 0 || scanned.findings.length > 0) return lost ? 'partly' : 'assessed';
  return lost ? 'failed' : 'nothing-found';
}

function coverageOf(scanned: Scanned, catalog: Catalog): Coverage[] {
  return catalog.evidence.map(({ id, read }): Coverage => {
    if (!read) return { id, state: 'not-read', files: 0 };
    if (id === 'adapter-source') return { id, ...sourceCoverage(scanned) };
    const files = scanned.files.filter((file) => file.content === 'definition').length;
    if (scanned.problems.some(({ code, effect }) => effect === 'lost' && !SOURCE_PROBLEMS.has(code))) return { id, state: 'partly', files };
    return { id, state: files > 0 ? 'read' : 'absent', files };
  });
}

/** A definition tells that there is an adapter; where its source is not among the files, nothing that was not found proves anything. */
function sourceCoverage(scanned: Scanned): Pick<Coverage, 'state' | 'files'> {
  const files = scanned.files.filter((file) => file.content === 'adapter').length;
  const definitions = scanned.definitions.filter((definition) => definition.standing === 'open-cti');
  if (!hasAdapter(scanned) && definitions.length > 0) return { state: 'elsewhere', files };
  const lost = scanned.problems.some(({ code, effect }) => effect === 'lost' && !DEFINITION_PROBLEMS.has(code));
  const packaged = definitions.some((definition) =>
    adapterAddresses(definition).some((url) => readAddress(url).kind === 'managed-package'),
  );
  if (lost || packaged) return { state: 'partly', files };
  return { state: files > 0 ? 'read' : 'absent', files };
}

function adapterAddresses({ sections, settings, fields }: Definition): string[] {
  const named = [...sections.flatMap((section) => section.items), ...settings, ...fields];
  return named.flatMap(({ name, value }) => (name === 'reqAdapterUrl' || name === 'adapterUrl' ? [value] : []));
}

/** Problems that say nothing of definitions, and such that say nothing of adapter source. */
const SOURCE_PROBLEMS: ReadonlySet<Problem['code']> = new Set(['not-parsed', 'archive', 'limit', 'not-understood']);
const DEFINITION_PROBLEMS: ReadonlySet<Problem['code']> = new Set([
  'not-well-formed',
  'not-salesforce-format',
  'settings-not-json',
  'unknown-element',
]);

function mergeCoverage(repos: readonly RepositoryRecord[]): Coverage[] {
  const order: Coverage['state'][] = ['absent', 'read', 'elsewhere', 'partly', 'not-read'];
  const first = repos[0]?.coverage ?? [];
  return first.map(({ id }) => {
    const all = repos.flatMap((repo) => repo.coverage.filter((coverage) => coverage.id === id));
    const hardest = order[Math.max(...all.map((coverage) => order.indexOf(coverage.state)))] ?? 'not-read';
    // Read here and elsewhere there is read in part.
    const state = hardest === 'elsewhere' && all.some((coverage) => coverage.state === 'read') ? 'partly' : hardest;
    return { id, state, files: all.reduce((sum, coverage) => sum + coverage.files, 0) };
  });
}

/** Questions that findings raise, then those of open gates, then those that no file can ever answer. */
function openQuestions(scanned: Scanned, routes: readonly Route[], catalog: Catalog): OpenQuestion[] {
  const { findings, vendors } = scanned;
  // Without a call center to move there is nothing to ask beyond what was found.
  const moving = callCenters([scanned]) > 0;
  const questionsOf = new Map(catalog.rules.map((rule) => [rule.id, rule.questions]));
  const raised = new Map<string, string[]>();
  for (const finding of findings) {
    for (const id of questionsOf.get(finding.ruleId) ?? []) {
      const list = raised.get(id);
      if (list) list.push(finding.fingerprint);
      else raised.set(id, [finding.fingerprint]);
    }
  }
  const recognised = new Set(vendors.map((vendor) => vendor.id));
  const ofVendors = new Set(catalog.vendors.flatMap((vendor) => (recognised.has(vendor.id) ? vendor.questions : [])));
  const byRule = new Set([...catalog.rules, ...catalog.vendors].flatMap((carrier) => carrier.questions));
  const ofGates = new Set(catalog.gates.map((gate) => gate.question));
  const open = new Set(routes.flatMap((route) => route.gates.flatMap((gate) => (gate.question === null ? [] : [gate.question]))));
  return catalog.questions.flatMap(({ id, always }) => {
    const raisedBy = raised.get(id) ?? [];
    const asked = raisedBy.length > 0 || ofVendors.has(id) || (moving && (ofGates.has(id) ? open.has(id) : always || !byRule.has(id)));
    return asked ? [{ id, raisedBy }] : [];
  });
}

/** A rule without its examples: those prove the rule, and the result needs no proof of it. */
function withoutProof(rule: Catalog['rules'][number]): Assessment['catalog']['rules'][number] {
  const { examples: _examples, match: _match, ...record } = rule;
  return record;
}
