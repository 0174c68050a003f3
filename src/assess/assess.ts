/** Findings to an assessment: gates first, then work, then one figure; for each of the five targets, none of them chosen here. */
import { s } from '../model/sentence.ts';
import type { Catalog } from '../catalog/schema.ts';
import { SIZES, TARGETS, type TargetId } from '../catalog/terms.ts';
import { decisionResults, withDecidedHours, type Decision } from '../given/decisions.ts';
import type {
  Assessment,
  Coverage,
  Definition,
  Finding,
  FoundationResult,
  ListProblem,
  MeasureResult,
  OpenQuestion,
  RepositoryRecord,
  Route,
  WaiverResult,
  WorkItemResult,
} from '../model/assessment.ts';
import { assessCapabilities, assessReadiness, mappingRules, readEvidence, type Readable, type RulesById } from './capabilities.ts';
import { counterparts } from './call-log-fields.ts';
import { assessConnector } from './connector.ts';
import { coverageOf, mergeCoverage } from './coverage.ts';
import { routeLevel, withLevels } from './levels.ts';
import { anyStands, assessFoundations, mergeFoundations } from './foundations.ts';
import { retrievalGaps } from './gaps.ts';
import { assessGates } from './gates.ts';
import { addHours, timesHours } from './hours.ts';
import { addCounts, countMeasures, settleMeasures, sharedCounts, type Counts, type Given, type Measured } from './measures.ts';
import { groupAdapters, unusedDemos, type Grouping } from './portfolio.ts';
import { callCenters, hasAdapter, lostSomething } from './scope.ts';
import { isWaived, unwaived, waivedWork, withWaived } from './waived.ts';
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
> &
  Partial<Pick<RepositoryRecord, 'border' | 'revision' | 'lastCommit' | 'commit' | 'owner' | 'label' | 'leftOut'>>;

/** What the company told beside its files. */
export interface ClientFacts {
  /** Numbers by the id of the measure that they settle; for the whole org. */
  readonly given?: Given;
  /** The company gave its facts with this scan, so that their kind of evidence counts as read. */
  readonly hasFacts?: boolean;
  /** What it decided about pieces of work. */
  readonly decisions?: readonly Decision[];
}

/** A repository's record, complete in itself. */
export function assessRepository(scanned: Scanned, catalog: Catalog, facts: ClientFacts = {}): RepositoryRecord {
  const { given = {}, hasFacts = false, decisions = [] } = facts;
  const rules = mappingRules(catalog);
  const coverage = coverageOf(scanned, catalog, hasFacts);
  const measures = settleMeasures(countMeasures(scanned), given, readEvidence(coverage), catalog);
  const routes = TARGETS.map((target) => assessRoute(scanned, { coverage, measures, decisions }, target, catalog, rules));
  return {
    border: 'folder',
    revision: null,
    lastCommit: null,
    owner: null,
    label: null,
    leftOut: [],
    ...scanned,
    status: statusOf(scanned),
    connector: assessConnector(scanned.findings, callCenters([scanned]) > 0, catalog, rules),
    gaps: retrievalGaps(scanned.org, catalog),
    coverage,
    questions: openQuestions(scanned, routes, catalog),
    routes,
  };
}

/** All records together. Nothing goes in but the records, so that parts of a scan can be joined later. */
export function assessAll(
  repos: readonly RepositoryRecord[],
  catalog: Catalog,
  options: ClientFacts & {
    readonly target: TargetId | null;
    readonly asOf: string;
    readonly toolVersion: string;
    readonly listProblems?: readonly ListProblem[];
    readonly waivers?: readonly WaiverResult[];
  },
): Assessment {
  const used = new Set(repos.flatMap((repo) => repo.findings.map((finding) => finding.ruleId)));
  const rules = catalog.rules.filter((rule) => used.has(rule.id));
  const definitions = repos.flatMap((repo) => repo.definitions);
  const parts = new Set(repos.flatMap((repo) => repo.connector.map((part) => part.id)));
  const vendors = new Set(repos.flatMap((repo) => repo.vendors.map((vendor) => vendor.id)));
  const unused = unusedDemos(repos);
  const counted = inOrder(withoutUnused(repos, unused, catalog, options));
  const grouping = groupAdapters(counted);
  // The same estate as if nobody had waived anything: what is waived is what is gone from it.
  const whole = counted.some(({ findings }) => findings.some(isWaived))
    ? counted.map((repo) => (repo.findings.some(isWaived) ? assessRepository(withoutWaivers(repo), catalog, options) : repo))
    : null;
  const added = addCounts(byAdapter(counted, grouping).map((group) => sharedCounts(group.map((repo) => countMeasures(repo)))));
  // An adapter without a definition of its own serves one that stands elsewhere, where there is any.
  const counts = new Map([...added, ['call-centers', callCenters(counted)]]);
  const facts = { counts, given: options.given ?? {}, decisions: options.decisions ?? [] };
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
      foundations: catalog.foundations.map(({ id, name, for: targets, why, basis, sources }) => ({
        id,
        name,
        for: targets,
        why,
        basis,
        sources,
      })),
      checklist: catalog.checklist.map(({ id, phase, text, scan, parts, sources }) => ({
        id,
        phase,
        text,
        scan: scan ?? null,
        parts,
        sources,
      })),
      measures: catalog.measures.map(({ id, name, singular }) => ({ id, name, singular })),
      orgTypes: catalog.orgTypes.map(({ type, evidence, shows, note, sources }) => ({
        type,
        evidence,
        shows,
        note: note ?? null,
        sources,
      })),
      rules: rules.map(withoutProof),
    },
    portfolio: { adapters: grouping.adapters, unused },
    repos: inOrder(repos),
    given: [],
    lastSafeDate: null,
    waivers: [...(options.waivers ?? [])],
    decisions: decisionResults(options.decisions ?? [], repos),
    listProblems: [...(options.listProblems ?? [])],
    totals: {
      repositories: repos.length,
      definitions: { openCti: count('open-cti'), voice: count('voice'), ctiToolkit: count('cti-toolkit') },
      findings: repos.reduce((sum, repo) => sum + repo.findings.length, 0),
      problems: repos.reduce((sum, repo) => sum + repo.problems.length, 0),
      routes: TARGETS.map((target) => {
        const route = totalRoute(counted, grouping, target, catalog, facts);
        const all = whole && totalRoute(whole, grouping, target, catalog, facts).workItems;
        const waived = all && waivedWork(all, route.workItems);
        return waived ? { ...route, workItems: withWaived(all, route.workItems), waived } : route;
      }),
    },
  };
}

function inOrder(repos: readonly RepositoryRecord[]): RepositoryRecord[] {
  return [...repos].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** The records as the totals see them: a demo adapter that nothing names is in no sum. */
function withoutUnused(
  repos: readonly RepositoryRecord[],
  unused: Assessment['portfolio']['unused'],
  catalog: Catalog,
  facts: ClientFacts,
): RepositoryRecord[] {
  const left = new Map(unused.map(({ repository, files }) => [repository, new Set(files)]));
  return repos.map((repo) => {
    const files = left.get(repo.id);
    if (!files) return repo;
    const stays = ({ file }: { readonly file: string }): boolean => !files.has(file);
    const externalSystems = repo.externalSystems.flatMap((system) => {
      const places = system.places.filter(stays);
      return places.length === 0 ? [] : [{ ...system, places }];
    });
    const rest = {
      findings: repo.findings.filter(stays),
      callLogs: repo.callLogs.filter(stays),
      files: repo.files.filter(({ path }) => !files.has(path)),
      externalSystems,
    };
    return assessRepository({ ...repo, ...rest }, catalog, facts);
  });
}

function withoutWaivers(repo: RepositoryRecord): RepositoryRecord {
  return { ...repo, findings: repo.findings.map(({ waiver: _waiver, ...finding }) => finding) };
}

/** The repositories of each adapter together, and those without one each by itself. */
function byAdapter(repos: readonly RepositoryRecord[], { adapterOf }: Grouping): RepositoryRecord[][] {
  const groups = new Map<string, RepositoryRecord[]>();
  for (const repo of repos) {
    const key = adapterOf.get(repo.id) ?? repo.id;
    const group = groups.get(key);
    if (group) group.push(repo);
    else groups.set(key, [repo]);
  }
  return [...groups.values()];
}

/** Whole days from one ISO date to another; negative once the first is later. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

function assessRoute(
  scanned: Scanned,
  { coverage, measures, decisions }: { coverage: readonly Coverage[]; measures: Measured; decisions: readonly Decision[] },
  target: TargetId,
  catalog: Catalog,
  rules: RulesById,
): Route {
  const { findings, definitions } = scanned;
  const capabilities = assessCapabilities(findings, coverage, target, catalog, rules);
  const itemsOf = (some: readonly Finding[]): WorkItemResult[] => {
    const scope = { findings: some, callCenters: callCenters([scanned]), coverage, measures };
    const items = withDecidedHours(assessWorkItems(scope, target, catalog, rules), decisions, target, scanned.id);
    return withLevels(items, some, target, catalog, rules);
  };
  const left = unwaived(findings);
  const workItems = itemsOf(left);
  const all = left === findings ? workItems : itemsOf(findings);
  const waived = left === findings ? null : waivedWork(all, workItems);
  const hours = hoursOf(workItems, definitions);
  const foundations = assessFoundations(scanned, target, catalog);
  return {
    target,
    readiness: assessReadiness(capabilities, readableOf([scanned], foundations)),
    capabilities,
    workItems: waived ? withWaived(all, workItems) : workItems,
    hours,
    ...(waived && { waived }),
    ...routeLevel(workItems, hours),
    gates: assessGates(findings, target, catalog, rules),
    foundations,
  };
}

/**
 * Work that is counted per repository or per call center adds up, and work per adapter does so over the adapters, whatever copies there are.
 * Work per org or per portfolio is counted once: all repositories of a scan are taken to belong to one org, an assumption that the report
 * states. What was found in a copy leads to no work of its own.
 */
function totalRoute(
  repos: readonly RepositoryRecord[],
  grouping: Grouping,
  target: TargetId,
  catalog: Catalog,
  { counts, given, decisions }: { readonly counts: Counts; readonly given: Given; readonly decisions: readonly Decision[] },
): Route {
  const rules = mappingRules(catalog);
  const findings = repos.flatMap((repo) => repo.findings);
  const definitions = repos.flatMap((repo) => repo.definitions);
  const coverage = mergeCoverage(repos);
  const capabilities = assessCapabilities(findings, coverage, target, catalog, rules);
  const measures = settleMeasures(counts, given, readEvidence(coverage), catalog);
  const once = repos.flatMap(({ id, findings: found }) => {
    const copies = grouping.copies.get(id);
    return unwaived(copies ? found.filter(({ file }) => !copies.has(file)) : found);
  });
  const scope = { findings: once, callCenters: callCenters(repos), coverage, measures };
  const groups = byAdapter(repos, grouping);
  const items = withDecidedHours(assessWorkItems(scope, target, catalog, rules), decisions, target, null).map((item) => {
    const per = catalog.workItems.find((candidate) => candidate.id === item.id)?.per;
    if (per === 'org' || per === 'portfolio' || item.state === 'not-seen') return item;
    return per === 'adapter' ? addUpAdapters(item, groups, target) : addUp(item, repos, target);
  });
  const workItems = withLevels(items, once, target, catalog, rules);
  const hours = hoursOf(workItems, definitions);
  const foundations = mergeFoundations(repos, target);
  return {
    target,
    readiness: assessReadiness(capabilities, readableOf(repos, foundations)),
    capabilities,
    workItems,
    hours,
    ...routeLevel(workItems, hours),
    gates: assessGates(findings, target, catalog, rules),
    foundations,
  };
}

/** A work item of all repositories as the plain sum of each one's. */
function addUp(item: WorkItemResult, repos: readonly RepositoryRecord[], target: TargetId): WorkItemResult {
  const parts = partsOf(item, repos, target);
  return sumOf(item, parts, s`the sum of ${parts.length} repositories, each with its own size`);
}

/** A work item of all adapters: of each the copy that takes most, since copies need the work once. */
function addUpAdapters(item: WorkItemResult, groups: readonly (readonly RepositoryRecord[])[], target: TargetId): WorkItemResult {
  const moving = groups.filter((group) => partsOf(item, group, target).length > 0);
  const groupsOf = moving.map((group) => partsOf(item, group, target));
  const assumed = moving.filter((group) => !group.some((repo) => hasAdapter(repo))).length;
  const parts = groupsOf.flatMap((copies) => {
    const [most] = [...copies].sort((a, b) => (b.hours?.[1] ?? 0) - (a.hours?.[1] ?? 0) || (b.hours?.[2] ?? 0) - (a.hours?.[2] ?? 0));
    return most ? [most] : [];
  });
  const copies = groupsOf.reduce((sum, group) => sum + group.length, 0) - parts.length;
  const sum = sumOf(item, parts, adaptersText(parts.length, assumed));
  if (copies === 0) return sum;
  const more =
    copies === 1 ? s`1 copy in another repository is not counted again` : s`${copies} copies in other repositories are not counted again`;
  return { ...sum, findings: item.findings, reason: item.reason, sizeReason: `${sum.sizeReason}; ${more}` };
}

/** A definition whose adapter was not in these files has one all the same. */
function adaptersText(all: number, assumed: number): string {
  if (assumed === 0) return s`the sum of ${all} adapters, each with its own size`;
  return assumed === 1
    ? s`the sum of ${all} adapters, each with its own size; 1 of them is assumed, since its definition was found without its source`
    : s`the sum of ${all} adapters, each with its own size; ${assumed} of them are assumed, since their definitions were found without their source`;
}

function partsOf(item: WorkItemResult, repos: readonly RepositoryRecord[], target: TargetId): WorkItemResult[] {
  return repos.flatMap((repo) => {
    const route = repo.routes.find((candidate) => candidate.target === target);
    return (route?.workItems ?? []).filter((candidate) => candidate.id === item.id && candidate.state === 'counted');
  });
}

function sumOf(item: WorkItemResult, parts: readonly WorkItemResult[], sizeReason: string): WorkItemResult {
  if (parts.length <= 1) return parts[0] ?? item;
  const perOccurrence = addOccurrences(parts);
  const base = parts.every((part) => part.base === null) ? null : addHours(...parts.flatMap((part) => (part.base ? [part.base] : [])));
  return {
    ...item,
    size: SIZES.findLast((size) => parts.some((part) => part.size === size)) ?? item.size,
    sizeOpen: parts.some((part) => part.sizeOpen),
    sizeReason,
    measures: item.measures.map((measure) => ({ ...measure, size: hardestSize(parts, measure.id) })),
    base,
    perOccurrence,
    hours: base && addHours(base, ...perOccurrence.map((row) => row.hours)),
    ...decidedIn(parts),
  };
}

/** Which decisions the sum rests on, and what it would be without them. */
function decidedIn(parts: readonly WorkItemResult[]): Pick<WorkItemResult, 'decided' | 'assumed'> {
  const decided = parts.flatMap((part) => part.decided ?? []);
  if (decided.length === 0) return {};
  const hours = parts.flatMap((part) => (part.decided ? (part.assumed ? [part.assumed] : []) : part.hours ? [part.hours] : []));
  return { decided, assumed: hours.length > 0 ? addHours(...hours) : null };
}

function addOccurrences(parts: readonly WorkItemResult[]): WorkItemResult['perOccurrence'] {
  const rows = new Map<string, WorkItemResult['perOccurrence'][number]>();
  for (const row of parts.flatMap((part) => part.perOccurrence)) {
    const occurrences = (rows.get(row.ruleId)?.occurrences ?? 0) + row.occurrences;
    rows.set(row.ruleId, { ...row, occurrences, hours: timesHours(row.each, occurrences) });
  }
  return [...rows.values()];
}

/** The largest size that a measure gave one of the parts. */
function hardestSize(parts: readonly WorkItemResult[], id: string): MeasureResult['size'] {
  const given = new Set(parts.flatMap((part) => part.measures.flatMap((measure) => (measure.id === id ? [measure.size] : []))));
  return SIZES.findLast((size) => given.has(size)) ?? null;
}

/** A desktop adapter is outside this catalog: beside it, no hours are not naught. */
function hoursOf(workItems: readonly WorkItemResult[], definitions: readonly Definition[]): Route['hours'] {
  const outside = definitions.some((definition) => definition.standing === 'cti-toolkit');
  return workItems.length === 0 && outside ? null : sumHours(workItems);
}

function readableOf(repos: readonly Scanned[], foundations: readonly FoundationResult[]): Readable {
  return {
    definitions: repos.reduce((sum, repo) => sum + repo.definitions.length + (hasAdapter(repo) ? 1 : 0), 0),
    lost: repos.some((repo) => lostSomething(repo)),
    seen: repos.reduce((sum, repo) => sum + repo.filesSeen, 0),
    foundation: anyStands(
      foundations,
      repos.flatMap((repo) => repo.definitions),
    ),
  };
}

function statusOf(scanned: Scanned): RepositoryRecord['status'] {
  const lost = lostSomething(scanned);
  if (scanned.definitions.length > 0 || scanned.findings.length > 0) return lost ? 'partly' : 'assessed';
  return lost ? 'failed' : 'nothing-found';
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
