/** Every mapping rule that was met: at a glance, then by the work that it leads to. */
import type { TargetId } from '../../catalog/terms.ts';
import { formatNumber } from '../number.ts';
import type { Context } from './context.ts';
import { foldedPlaces, type FoldedPlaces } from './places.ts';
import type { BasisView } from './references.ts';
import { count } from './text.ts';
import { BASIS_WORDS, verdictMark, type Mark } from './words.ts';

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
  title: string;
  capability: string;
  brought: string | null;
  count: string;
  verdicts: VerdictView[];
  /** Verdicts for the targets that were not chosen, folded away. */
  others: VerdictView[];
  /** Where the places stand instead, if not here. */
  elsewhere: { text: string; href: string } | null;
}

export function findingsView(context: Context) {
  const { lead, mapped, met, names, shownTargets } = context;
  const groups = met.workItems.map((work) => groupView(context, work));
  return {
    title:
      mapped.length === 0
        ? 'Nothing was found that a rule speaks of'
        : `${count(mapped.length, 'finding')}, explained by ${count(met.ids.length, 'rule')}`,
    columns: shownTargets.map(names.targetShort),
    /** There is room for the basis where there is one column of verdicts. */
    hasBasis: lead !== null,
    glance: met.ids.map((id) => glanceRow(context, id)),
    groups,
  };
}

function glanceRow({ anchor, chosen, met, rules, shownTargets }: Context, id: string) {
  return {
    title: rules.title(id),
    href: `#${anchor('rule', id)}`,
    places: formatNumber(met.placesOf(id).length),
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
  const isCustom = places.some(({ finding }) => finding.custom === true);
  return {
    anchor: anchor('rule', id),
    id,
    title: rule?.title ?? id,
    capability: names.capability(rule?.capability ?? places[0]?.finding.capability ?? ''),
    brought: broughtWord(rule?.origin ?? ''),
    count: count(places.length, 'place'),
    verdicts: verdicts.filter((v) => !chosen || v.for.includes(chosen)).map((v) => v.view),
    others: chosen ? verdicts.filter((v) => !v.for.includes(chosen)).map((v) => v.view) : [],
    elsewhere: isCustom ? { text: 'Each of them stands under custom items.', href: '#custom' } : null,
    ...foldedPlaces(context, isCustom ? [] : places),
  };
}

function verdictViews({ assessment, names, rules, sources }: Context, id: string): { for: TargetId[]; view: VerdictView }[] {
  const all = assessment.catalog.targets.length;
  return (rules.mapping(id)?.verdicts ?? []).map((v) => ({
    for: v.for,
    view: {
      targets: v.for.length === all ? ['All five targets'] : v.for.map(names.targetShort),
      mark: verdictMark(v.verdict),
      equivalent: v.equivalent,
      action: v.do,
      caveats: v.caveats,
      basis: sources.basis(v.basis, v.sources),
    },
  }));
}

/** A rule that the user brought is marked wherever it speaks; a shipped one is not. */
export function broughtWord(origin: string): string | null {
  if (origin === 'added') return 'your own rule';
  return origin === 'overridden' ? 'your version of a shipped rule' : null;
}
