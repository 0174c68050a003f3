/**
 * Every mapping rule that was met: at a glance, then by the work that it leads to, each with its worst places.
 *
 * A large result has more rules and places than a page can hold as markup. Then the hardest stand there, and the rest is packed for the
 * page's script (`packed-findings.ts`).
 */
import type { TargetId } from '../../catalog/terms.ts';
import { formatNumber } from '../number.ts';
import { isInOverview } from './calls.ts';
import { isCounted, isInSource, isProgress, type Context, type Placed } from './context.ts';
import { inOrder, placeRow, shareOut, sharedMember, STATIC_PLACES, type PlaceRow } from './finding-list.ts';
import { placesText } from './places.ts';
import type { BasisView } from './references.ts';
import { count, plural } from './text.ts';
import { waitingRoom } from './waiting.ts';
import { BASIS_WORDS, FOUNDATION_MARKS, hardness, ORG_KIND_WORDS, verdictMark, type Mark } from './words.ts';
import { inWords, m, t } from '../messages.ts';

type MappingRecord = NonNullable<ReturnType<Context['rules']['mapping']>>;

export interface VerdictView {
  /** The targets it is for, in a line. */
  targets: string;
  mark: Mark;
  equivalent: string;
  action: string;
  caveats: string[];
  basis: BasisView;
}

export interface RuleView {
  anchor: string;
  id: string;
  title: string;
  /** What stands at every one of its places. */
  member: string | null;
  /** What the findings of an org are about; null for those of definitions and source. */
  kind: string | null;
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
  rows: PlaceRow[];
  /** Said where the page holds some of its places only. */
  more: string | null;
}

/** What is said of rules that rest on words of the source alone. */
const INDICATIONS = m`These are indications, read from words in the source: names of functions, texts, labels. They are no proof that the adapter does it. They count in the figures like every finding, so look at the place before you rely on one.`;

/** What is said of findings that show what stands already. */
const PROGRESS = m`None of this is work: it is what Salesforce Voice needs and the org has already. What it adds up to stands under the foundations.`;

/** Rows with which the verdicts at a glance begin; the others wait where a result is large. */
const FIRST_OF_GLANCE = 20;

/** Where the rules of the page stand: under a work item, or under one of these. */
export const INDICATIONS_GROUP = 'indications';
export const PROGRESS_GROUP = 'progress';

export function findingsView(context: Context) {
  const { lead, mapped, met, names, shownTargets } = context;
  const { progress } = met;
  const isWork = (id: string): boolean => !progress.includes(id);
  const counted = mapped.filter((entry) => isCounted(entry) && !isProgress(entry)).length;
  const tests = mapped.filter((entry) => !isCounted(entry)).length;
  const standing = mapped.filter((entry) => isCounted(entry) && isProgress(entry)).length;
  const rooms = roomsIn(context);
  const isHere = (id: string): boolean => rooms.has(id);
  const views = (ids: string[]): RuleView[] => ids.filter(isHere).map((id) => ruleView(context, id, rooms.get(id) ?? 0));
  const groups = met.workItems.map((work) => groupView(context, work, views));
  const indications = views(met.indications);
  const standingRules = views(progress);
  const away = met.all.filter((id) => !isHere(id));
  const shown = [...rooms.values()].reduce((sum, n) => sum + n, 0);
  const glance = met.all.filter((id) => (isWork(id) && isInGlance(context, id)) || !isHere(id));
  const inView = new Set(glance.slice(0, FIRST_OF_GLANCE));
  const room = waitingRoom(context, 'verdicts.csv');
  // Where a result is not large, these are listed in their own sections.
  const elsewhere = context.large ? 0 : mapped.filter((entry) => entry.finding.kind === 'consumer' || isCustom(entry)).length;
  return {
    title: findingsTitle({ counted, tests, standing }, met.all.filter((id) => met.isCounted(id) && isWork(id)).length),
    columns: shownTargets.map(names.targetShort),
    /** There is room for the basis where there is one column of verdicts. */
    hasBasis: lead !== null,
    glance: room.inTurn(
      // A row stands for its rule where that is not here; of one that waits, the list at the end of the section does.
      glance.map((id) => ({ ...glanceRow(context, id), anchor: isHere(id) || !inView.has(id) ? null : context.anchor('rule', id) })),
      context.large ? FIRST_OF_GLANCE : Number.POSITIVE_INFINITY,
    ),
    waiting: room.pointer(),
    /** What the overview of calls holds already is not listed a second time. */
    elsewhere: mapped.some((entry) => isInOverview(entry) && isCounted(entry)),
    /** Nor what uses call Tasks, which has a section with a row for each. */
    consumers: mapped.some((entry) => entry.finding.kind === 'consumer' && isCounted(entry)),
    hasRules: met.all.length > 0,
    groups: groups.filter(({ rules }) => rules.length > 0),
    /** Work of which no rule stands here in full; links to it lead here until the script brings them. */
    rest: away.length === 0 ? null : restView(context, groups, away, inView),
    /** Visible until the script has taken over: a policy that forbids scripts shows no other hint. */
    pointer: met.all.length === 0 ? null : pointerText({ shown, all: mapped.length - elsewhere, rules: met.all.length, away: away.length }),
    /** What stands already is set apart: nothing has to be done about it. */
    progress:
      progress.length === 0
        ? null
        : {
            title: t`Progress: ${count(standing, 'place')} ${plural(standing, 'shows', 'show')} what stands of Voice already`,
            description: inWords(PROGRESS),
            mark: inWords(FOUNDATION_MARKS.stands),
            rules: standingRules,
          },
    indications:
      met.indications.length === 0
        ? null
        : {
            title: t`Indications: ${count(met.indications.length, 'rule')} that ${plural(met.indications.length, 'rests', 'rest')} on words in the source`,
            description: inWords(INDICATIONS),
            rules: indications,
          },
  };
}

/** Rules that stand in the page, with the number of their places there: all of them, or the hardest of a large result. */
function roomsIn(context: Context): Map<string, number> {
  const { met } = context;
  const ids = [...met.ids, ...met.indications, ...met.progress];
  const rooms = shareOut(
    ids.map((id) => ownPlaces(met.placesOf(id)).length),
    STATIC_PLACES,
  );
  return new Map(ids.flatMap((id, at) => (!context.large || (rooms[at] ?? 0) > 0 ? [[id, rooms[at] ?? 0] as const] : [])));
}

/** Without those that have a section of their own, with more to say of each. */
function ownPlaces(places: readonly Placed[]): Placed[] {
  return inOrder(places.filter((entry) => entry.finding.kind !== 'consumer' && !isCustom(entry)));
}

function isCustom(entry: Placed): boolean {
  return entry.finding.custom === true && !isInSource(entry);
}

function pointerText({ shown, all, rules, away }: Record<'shown' | 'all' | 'rules' | 'away', number>): string {
  const missing = all - shown;
  if (missing <= 0) return t`All of them stand in this page. Filters, sorting and other groupings need its script, which did not run.`;
  const ofRules = away > 0 ? t` and ${formatNumber(rules - away)} of ${count(rules, 'rule')}, the hardest` : '';
  return t`Here ${plural(shown, 'stands', 'stand')} ${formatNumber(shown)} of ${count(all, 'place')}${ofRules}. The others are brought by the script of this page, which did not run; findings.csv and verdicts.csv hold them all.`;
}

/** Rules that do not stand in the page, by their work; each with its hardest verdict. */
interface RestRow {
  anchor: string | null;
  text: string;
  rules: { anchor: string | null; mark: Mark | null; text: string }[];
}

function restView(
  { anchor, met, names, rules, shownTargets }: Context,
  groups: { work: string | null; rules: RuleView[] }[],
  away: string[],
  inView: ReadonlySet<string>,
): { title: string; rows: RestRow[] } {
  const ruleRow = (id: string): RestRow['rules'][number] => {
    const verdicts = shownTargets.flatMap((target) => rules.verdictOf(id, target) ?? []);
    const [hardest] = verdicts.toSorted((x, y) => hardness(y) - hardness(x));
    return {
      anchor: inView.has(id) ? null : anchor('rule', id),
      mark: hardest ? verdictMark(hardest) : null,
      text: `${rules.title(id)}: ${count(met.placesOf(id).length, 'place')}`,
    };
  };
  const row = (id: string | null, title: string, ids: string[]): RestRow[] => {
    const missing = ids.filter((rule) => away.includes(rule));
    const places = missing.reduce((sum, rule) => sum + met.placesOf(rule).length, 0);
    if (missing.length === 0) return [];
    return [{ anchor: id, text: `${title}: ${count(missing.length, 'rule')}, ${count(places, 'place')}`, rules: missing.map(ruleRow) }];
  };
  return {
    title: t`${count(away.length, 'more rule')}, not written out here`,
    rows: [
      ...groups.flatMap(({ work, rules }) =>
        row(
          rules.length > 0 ? null : anchor('work', work ?? 'none'),
          work === null ? inWords(WITHOUT_WORK) : names.work(work),
          met.ids.filter((id) => met.workOf(id) === work),
        ),
      ),
      // Both have a heading of their own in the page, whatever stands below it.
      ...row(null, t`Indications`, met.indications),
      ...row(null, t`Progress`, met.progress),
    ],
  };
}

function findingsTitle({ counted, tests, standing }: Record<'counted' | 'tests' | 'standing', number>, rules: number): string {
  const inTests = tests > 0 ? t`, and ${formatNumber(tests)} in tests` : '';
  const progress = standing > 0 ? t`; ${formatNumber(standing)} more show progress` : '';
  if (counted > 0) return t`${count(counted, 'finding')}, explained by ${count(rules, 'rule')}${inTests}${progress}`;
  if (standing > 0) return t`${count(standing, 'finding')} of progress, and none of work`;
  return tests > 0 ? t`Findings in tests only: ${formatNumber(tests)}` : t`Nothing was found that a rule speaks of`;
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
      return { mark: verdictMark(entry.verdict), basis: chosen ? inWords(BASIS_WORDS[entry.basis].word) : null };
    }),
  };
}

const WITHOUT_WORK = m`Without a work item: nothing to plan, or a decision only`;

/** What stands above the rules of a work item. */
export function groupHead({ anchor, names }: Context, work: string | null) {
  return {
    anchor: anchor('work', work ?? 'none'),
    title: work === null ? inWords(WITHOUT_WORK) : names.work(work),
    description: work === null ? null : (names.workRecord(work)?.description ?? null),
  };
}

function groupView(context: Context, work: string | null, views: (ids: string[]) => RuleView[]) {
  const { met } = context;
  return { ...groupHead(context, work), work, rules: views(met.ids.filter((id) => met.workOf(id) === work)) };
}

function ruleView(context: Context, id: string, room: number): RuleView {
  const places = context.met.placesOf(id);
  const own = ownPlaces(places);
  const member = sharedMember(own);
  const more = own.length - room;
  return {
    ...ruleText(context, id),
    member,
    count: placesText(places),
    elsewhere: places.some(isCustom) ? { text: t`Each of them stands under custom items.`, href: '#custom' } : listedElsewhere(places),
    rows: own.slice(0, room).map((entry) => inFewElements(context, placeRow(context, entry, member !== null))),
    more: more > 0 ? t`${count(more, 'more place')}, all of them in findings.csv and assessment.json` : null,
  };
}

/** Of a large result the steps are told without setting their code apart; the script of the page does that again. */
function inFewElements({ large }: Context, row: PlaceRow): PlaceRow {
  if (!large) return row;
  return { ...row, steps: row.steps.map((step) => [{ text: step.map(({ text }) => text).join(''), code: false }]) };
}

/** What a rule says, whatever its places. */
export function ruleText(context: Context, id: string) {
  const { anchor, chosen, met, names, rules } = context;
  const rule = rules.mapping(id);
  const places = met.placesOf(id);
  const verdicts = verdictViews(context, id);
  return {
    anchor: anchor('rule', id),
    id,
    kind: kindOf(places),
    title: rule?.title ?? id,
    capability: names.capability(rule?.capability ?? places[0]?.finding.capability ?? ''),
    brought: broughtWord(rule?.origin ?? ''),
    verdicts: verdicts.filter((v) => !chosen || v.for.includes(chosen)).map((v) => v.view),
    shared: sharedCaveats(rule),
    others: chosen ? verdicts.filter((v) => !v.for.includes(chosen)).map((v) => v.view) : [],
  };
}

/** Said where all findings of a rule are of one kind. */
function kindOf(places: Placed[]): string | null {
  const kinds = new Set(places.map(({ finding }) => finding.kind));
  const [kind] = kinds;
  return kinds.size === 1 && kind !== undefined ? (inWords(ORG_KIND_WORDS[kind]) ?? null) : null;
}

/** What uses call Tasks has a section of its own, with more to say of each. */
function listedElsewhere(places: Placed[]): RuleView['elsewhere'] {
  return places.some(({ finding }) => finding.kind === 'consumer')
    ? { text: t`Each of them stands under what uses call Tasks.`, href: '#consumers' }
    : null;
}

function sharedCaveats(rule: MappingRecord | null): string[] {
  const verdicts = rule?.verdicts ?? [];
  const [first] = verdicts;
  return verdicts.length > 1 ? (first?.caveats ?? []).filter((caveat) => verdicts.every(({ caveats }) => caveats.includes(caveat))) : [];
}

export const ALL_TARGETS = m`All five targets`;

function verdictViews({ assessment, names, rules, sources }: Context, id: string): { for: TargetId[]; view: VerdictView }[] {
  const all = assessment.catalog.targets.length;
  const rule = rules.mapping(id);
  const shared = sharedCaveats(rule);
  return (rule?.verdicts ?? []).map((v) => ({
    for: v.for,
    view: {
      targets: v.for.length === all ? inWords(ALL_TARGETS) : v.for.map(names.targetShort).join(' · '),
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
  if (origin === 'added') return t`your own rule`;
  return origin === 'overridden' ? t`your version of a shipped rule` : null;
}
