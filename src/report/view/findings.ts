/** Every mapping rule that was met: at a glance, then by the work that it leads to. */
import type { TargetId } from '../../catalog/terms.ts';
import { formatNumber } from '../number.ts';
import { isInOverview } from './calls.ts';
import { isCounted, isInSource, isProgress, type Context, type Placed } from './context.ts';
import { foldedPlaces, placesText, type FoldedPlaces } from './places.ts';
import type { BasisView } from './references.ts';
import { count, plural } from './text.ts';
import { BASIS_WORDS, FOUNDATION_MARKS, ORG_KIND_WORDS, verdictMark, type Mark } from './words.ts';

type MappingRecord = NonNullable<ReturnType<Context['rules']['mapping']>>;

interface VerdictView {
  targets: string[];
  mark: Mark;
  equivalent: string;
  action: string;
  caveats: string[];
  basis: BasisView;
}

interface RuleView extends FoldedPlaces {
  anchor: string;
  id: string;
  /** What the findings of an org are about; null for those of definitions and source. */
  kind: string | null;
  title: string;
  capability: string;
  brought: string | null;
  count: string;
  verdicts: VerdictView[];
  /** What every verdict has to be read with; it stands once, and not in each of them. */
  shared: string[];
  /** Verdicts for the targets that were not chosen, folded away. */
  others: VerdictView[];
  /** Where the places stand instead, if not here. */
  elsewhere: { text: string; href: string } | null;
}

/** What is said of rules that rest on words of the source alone. */
const INDICATIONS =
  'These are indications, read from words in the source: names of functions, texts, labels. They are no proof that the adapter does it. They count in the figures like every finding, so look at the place before you rely on one.';

/** What is said of findings that show what stands already. */
const PROGRESS =
  'None of this is work: it is what Salesforce Voice needs and the org has already. What it adds up to stands under the foundations.';

export function findingsView(context: Context) {
  const { anchor, lead, mapped, met, names, rules, shownTargets } = context;
  const groups = met.workItems.map((work) => groupView(context, work));
  const { progress } = met;
  const isWork = (id: string): boolean => !progress.includes(id);
  const counted = mapped.filter((entry) => isCounted(entry) && !isProgress(entry)).length;
  const tests = mapped.filter((entry) => !isCounted(entry)).length;
  const standing = mapped.filter((entry) => isCounted(entry) && isProgress(entry)).length;
  return {
    title: findingsTitle({ counted, tests, standing }, met.all.filter((id) => met.isCounted(id) && isWork(id)).length),
    columns: shownTargets.map(names.targetShort),
    /** There is room for the basis where there is one column of verdicts. */
    hasBasis: lead !== null,
    glance: met.all.filter((id) => isWork(id) && isInGlance(context, id)).map((id) => glanceRow(context, id)),
    /** What the overview of calls holds already is not listed a second time. */
    elsewhere: mapped.some((entry) => isInOverview(entry) && isCounted(entry)),
    /** Nor what uses call Tasks, which has a section with a row for each. */
    consumers: mapped.some((entry) => entry.finding.kind === 'consumer' && isCounted(entry)),
    hasRules: met.all.length > 0,
    groups,
    /** What stands already is set apart: nothing has to be done about it. */
    progress:
      progress.length === 0
        ? null
        : {
            title: `Progress: ${count(standing, 'place')} ${plural(standing, 'shows', 'show')} what stands of Voice already`,
            description: PROGRESS,
            rows: progress.map((id) => ({
              mark: FOUNDATION_MARKS.stands,
              title: rules.title(id),
              href: `#${anchor('rule', id)}`,
              places: placesText(met.placesOf(id)),
            })),
            rules: progress.map((id) => ruleView(context, id)),
          },
    indications:
      met.indications.length === 0
        ? null
        : {
            title: `Indications: ${count(met.indications.length, 'rule')} that ${plural(met.indications.length, 'rests', 'rest')} on words in the source`,
            description: INDICATIONS,
            rules: met.indications.map((id) => ruleView(context, id)),
          },
  };
}

function findingsTitle({ counted, tests, standing }: Record<'counted' | 'tests' | 'standing', number>, rules: number): string {
  const inTests = tests > 0 ? `, and ${formatNumber(tests)} in tests` : '';
  const progress = standing > 0 ? `; ${formatNumber(standing)} more show progress` : '';
  if (counted > 0) return `${count(counted, 'finding')}, explained by ${count(rules, 'rule')}${inTests}${progress}`;
  if (standing > 0) return `${count(standing, 'finding')} of progress, and none of work`;
  return tests > 0 ? `Findings in tests only: ${formatNumber(tests)}` : 'Nothing was found that a rule speaks of';
}

function isInGlance({ met }: Context, id: string): boolean {
  return met.placesOf(id).some((entry) => isCounted(entry) && !isInOverview(entry) && entry.finding.kind !== 'consumer');
}

function glanceRow({ anchor, chosen, met, rules, shownTargets }: Context, id: string) {
  return {
    title: rules.title(id),
    href: `#${anchor('rule', id)}`,
    places: formatNumber(met.placesOf(id).filter(isCounted).length),
    indication: met.indications.includes(id),
    cells: shownTargets.map((target) => {
      const entry = rules.entryFor(id, target);
      if (!entry) return { mark: null, basis: null };
      return { mark: verdictMark(entry.verdict), basis: chosen ? BASIS_WORDS[entry.basis].word : null };
    }),
  };
}

function groupView(context: Context, work: string | null) {
  const { anchor, met, names } = context;
  return {
    anchor: anchor('work', work ?? 'none'),
    title: work === null ? 'Without a work item: nothing to plan, or a decision only' : names.work(work),
    description: work === null ? null : (names.workRecord(work)?.description ?? null),
    rules: met.ids.filter((id) => met.workOf(id) === work).map((id) => ruleView(context, id)),
  };
}

function ruleView(context: Context, id: string): RuleView {
  const { anchor, chosen, met, names, rules } = context;
  const rule = rules.mapping(id);
  const places = met.placesOf(id);
  const verdicts = verdictViews(context, id);
  const isCustom = places.some((entry) => entry.finding.custom === true && !isInSource(entry));
  return {
    anchor: anchor('rule', id),
    id,
    kind: kindOf(places),
    title: rule?.title ?? id,
    capability: names.capability(rule?.capability ?? places[0]?.finding.capability ?? ''),
    brought: broughtWord(rule?.origin ?? ''),
    count: placesText(places),
    verdicts: verdicts.filter((v) => !chosen || v.for.includes(chosen)).map((v) => v.view),
    shared: sharedCaveats(rule),
    others: chosen ? verdicts.filter((v) => !v.for.includes(chosen)).map((v) => v.view) : [],
    elsewhere: isCustom ? { text: 'Each of them stands under custom items.', href: '#custom' } : listedElsewhere(places),
    ...foldedPlaces(context, isCustom ? places.filter(isInSource) : places.filter((entry) => entry.finding.kind !== 'consumer')),
  };
}

/** Said where all findings of a rule are of one kind. */
function kindOf(places: Placed[]): string | null {
  const kinds = new Set(places.map(({ finding }) => finding.kind));
  const [kind] = kinds;
  return kinds.size === 1 && kind !== undefined ? (ORG_KIND_WORDS[kind] ?? null) : null;
}

/** What uses call Tasks has a section of its own, with more to say of each. */
function listedElsewhere(places: Placed[]): RuleView['elsewhere'] {
  return places.some(({ finding }) => finding.kind === 'consumer')
    ? { text: 'Each of them stands under what uses call Tasks.', href: '#consumers' }
    : null;
}

function sharedCaveats(rule: MappingRecord | null): string[] {
  const verdicts = rule?.verdicts ?? [];
  const [first] = verdicts;
  return verdicts.length > 1 ? (first?.caveats ?? []).filter((caveat) => verdicts.every(({ caveats }) => caveats.includes(caveat))) : [];
}

function verdictViews({ assessment, names, rules, sources }: Context, id: string): { for: TargetId[]; view: VerdictView }[] {
  const all = assessment.catalog.targets.length;
  const rule = rules.mapping(id);
  const shared = sharedCaveats(rule);
  return (rule?.verdicts ?? []).map((v) => ({
    for: v.for,
    view: {
      targets: v.for.length === all ? ['All five targets'] : v.for.map(names.targetShort),
      mark: verdictMark(v.verdict),
      equivalent: v.equivalent,
      action: v.do,
      caveats: v.caveats.filter((caveat) => !shared.includes(caveat)),
      basis: sources.basis(v.basis, v.sources),
    },
  }));
}

/** A rule that the user brought is marked wherever it speaks; a shipped one is not. */
export function broughtWord(origin: string): string | null {
  if (origin === 'added') return 'your own rule';
  return origin === 'overridden' ? 'your version of a shipped rule' : null;
}
