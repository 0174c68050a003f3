/** What every section asks of the result: names for ids, what a rule says, which routes are shown, and the page's references. */
import { TARGETS, type TargetId, type VerdictId } from '../../catalog/terms.ts';
import type { Assessment, CapabilityResult, Finding, RepositoryRecord, Route } from '../../model/assessment.ts';
import type { Rates } from '../presentation.ts';
import { anchors, findingKeys, sourceRegister } from './references.ts';
import { byKey, index } from './text.ts';
import { hardness } from './words.ts';

/** A finding with the repository that it stands in. */
export interface Placed {
  finding: Finding;
  repo: RepositoryRecord;
}

export type Context = ReturnType<typeof contextOf>;

/** Above either of these a result is large: lists are short, and the page's script brings what does not stand in it. */
const LARGE = { findings: 1000, repositories: 50 };

/** How long lists may be in the page itself: in a list that stands alone, in one folded away in a row, of places below a rule,
 * how many parts a section may have that has one for each repository or file, how many items such a part, how many components of a type,
 * and how many rows a list begins with, the others of which wait. */
const LIMITS = {
  usual: {
    list: 300,
    folded: 50,
    places: 12,
    more: 60,
    parts: 60,
    items: 300,
    ofAType: 300,
    names: 12,
    rows: 300,
    first: Number.POSITIVE_INFINITY,
  },
  large: { list: 10, folded: 3, places: 1, more: 0, parts: 1, items: 20, ofAType: 2, names: 2, rows: 25, first: 3 },
} as const;
export type Limits = (typeof LIMITS)[keyof typeof LIMITS];

/** Whether it stands in source code, markup or metadata, and not in a definition file. */
export function isInSource({ finding }: Placed): boolean {
  return finding.api !== 'definition';
}

/** Whether it stands in the metadata of the org around the adapter. */
export function isOfOrg({ finding }: Placed): boolean {
  return finding.api === 'metadata';
}

/** Whether it stands in the adapter itself. */
export function isInAdapter(entry: Placed): boolean {
  return isInSource(entry) && !isOfOrg(entry);
}

/** A piece of Salesforce Voice that is there already: progress, and no work. */
export function isProgress({ finding }: Placed): boolean {
  return finding.kind === 'foundation';
}

/** What stands in a test is shown, and is in no figure. */
export function isCounted({ finding }: Placed): boolean {
  return finding.context !== 'test';
}

/** Read from a word that may betray behaviour: no proof. */
export function isIndication({ finding }: Placed): boolean {
  return finding.kind === 'trace';
}

export function contextOf(assessment: Assessment, rates: Rates | null = null) {
  const { repos, totals, options } = assessment;
  const chosen = options.target;
  const order = (id: TargetId): number => (id === chosen ? -1 : TARGETS.indexOf(id));
  const routes = totals.routes.toSorted((x, y) => order(x.target) - order(y.target));
  const lead: Route | null = (chosen && routes.find((r) => r.target === chosen)) || null;
  const shownTargets: TargetId[] = chosen ? [chosen] : routes.map((r) => r.target);
  const findings: Placed[] = repos.flatMap((repo) => repo.findings.map((finding) => ({ finding, repo })));
  const mapped = findings.filter(({ finding }) => finding.type === 'mapping');
  const checked = findings.filter(({ finding }) => finding.type === 'check');
  const rules = ruleLookup(assessment);
  const large = findings.length > LARGE.findings || repos.length > LARGE.repositories;
  return {
    assessment,
    /** What an hour costs; null where no money is to be shown. */
    rates,
    chosen,
    /** Repositories are named only where there are several. */
    several: repos.length > 1,
    /** The chosen target first, then in the order of the catalog. */
    routes,
    /** The route of the chosen target; null while the choice is open. */
    lead,
    shownRoutes: lead ? [lead] : routes,
    shownTargets,
    findings,
    large,
    limits: LIMITS[large ? 'large' : 'usual'] as Limits,
    /** Names a finding in links. */
    findingKey: findingKeys(),
    holders: holdersIn(repos),
    mapped,
    checked,
    names: namesOf(assessment),
    rules,
    met: rulesMet(assessment, mapped, (id) => Math.max(...shownTargets.map((t) => hardness(rules.verdictOf(id, t))))),
    anchor: anchors(),
    sources: sourceRegister(),
  };
}

/** A place in all that was scanned. */
export function placeKey(repo: RepositoryRecord, at: { file: string; line: number; column: number }): string {
  return JSON.stringify([repo.id, at.file, at.line, at.column]);
}

/** Where something stands that has a value: an item, a setting or a field. */
function holdersIn(repos: RepositoryRecord[]): Set<string> {
  return new Set(
    repos.flatMap((repo) =>
      repo.definitions.flatMap(({ file, sections, settings, fields }) =>
        [...sections.flatMap((section) => section.items), ...settings, ...fields].map((holder) => placeKey(repo, { ...holder, file })),
      ),
    ),
  );
}

/** Names for ids; an id that the catalog does not hold stands for itself, so that an old result can still be read. */
function namesOf({ catalog }: Assessment) {
  const targets = index(catalog.targets);
  const capabilities = index(catalog.capabilities);
  const workItems = index(catalog.workItems);
  const questions = index(catalog.questions);
  const gates = index(catalog.gates);
  return {
    target: (id: TargetId): string => targets.get(id)?.name ?? id,
    targetShort: (id: TargetId): string => targets.get(id)?.short ?? id,
    targetRecord: (id: TargetId) => targets.get(id) ?? null,
    capability: (id: string): string => capabilities.get(id)?.name ?? id,
    capabilityRecord: (id: string) => capabilities.get(id) ?? null,
    work: (id: string): string => workItems.get(id)?.title ?? id,
    workRecord: (id: string) => workItems.get(id) ?? null,
    gate: (id: string): string => gates.get(id)?.name ?? id,
    gateRecord: (id: string) => gates.get(id) ?? null,
    question: (id: string) => {
      const q = questions.get(id);
      return { text: q?.text ?? id, who: q?.who ?? null, changes: q?.changes ?? null };
    },
  };
}

function ruleLookup({ catalog }: Assessment) {
  const rules = index(catalog.rules);
  const mapping = (id: string) => {
    const rule = rules.get(id);
    return rule?.type === 'mapping' ? rule : null;
  };
  const check = (id: string) => {
    const rule = rules.get(id);
    return rule?.type === 'check' ? rule : null;
  };
  const entryFor = (id: string, target: TargetId) => mapping(id)?.verdicts.find((v) => v.for.includes(target)) ?? null;
  return {
    title: (id: string): string => rules.get(id)?.title ?? id,
    mapping,
    check,
    entryFor,
    verdictOf: (id: string, target: TargetId): VerdictId | null => entryFor(id, target)?.verdict ?? null,
  };
}

/**
 * The mapping rules that were met, the hardest first and those of tests last, and the work items that their findings lead to, in the
 * catalog's order. Rules that rest on indications alone are a list of their own, and so are those that show nothing but progress.
 */
function rulesMet({ catalog }: Assessment, mapped: Placed[], hardestOf: (id: string) => number) {
  const places = byKey(mapped, ({ finding }) => finding.ruleId);
  const counted = new Set(mapped.filter(isCounted).map(({ finding }) => finding.ruleId));
  const all = [...places.keys()].toSorted(
    (x, y) => Number(counted.has(y)) - Number(counted.has(x)) || hardestOf(y) - hardestOf(x) || (x < y ? -1 : 1),
  );
  const indicated = (id: string): boolean => (places.get(id) ?? []).every(isIndication);
  const progress = (id: string): boolean => (places.get(id) ?? []).every(isProgress);
  const ids = all.filter((id) => !indicated(id) && !progress(id));
  const workOf = (id: string): string | null => places.get(id)?.[0]?.finding.workItem ?? null;
  const order = catalog.workItems.map((w) => w.id);
  const position = (work: string | null): number => (work === null ? order.length + 1 : order.indexOf(work));
  return {
    all,
    /** Without indications and progress. */
    ids,
    indications: all.filter(indicated),
    progress: all.filter(progress),
    /** Whether anything but a test meets it. */
    isCounted: (id: string): boolean => counted.has(id),
    placesOf: (id: string): Placed[] => places.get(id) ?? [],
    workOf,
    workItems: [...new Set(ids.map(workOf))].toSorted((x, y) => position(x) - position(y)),
  };
}

export function capabilitiesOf(route: Route, wanted: (capability: CapabilityResult) => boolean): number {
  return route.capabilities.filter(wanted).length;
}
