/**
 * All findings, packed for the page's script: what it shows, filters, sorts and groups on demand.
 *
 * Rules come in the order of the page, the hardest first. A rule whose text stands in the page as markup is not told again; the script
 * reads it there. `report-templates/report/data.js` is the other side of this file.
 */
import { VERDICTS } from '../../catalog/terms.ts';
import type { Context, Placed } from './context.ts';
import { inOrder, MOST_FINDINGS, MOST_LETTERS, packRow, sharedMember, stringTable, type PackedRow } from './finding-list.ts';
import { ALL_TARGETS, groupHead, INDICATIONS_GROUP, PROGRESS_GROUP, ruleText, type findingsView, type VerdictView } from './findings.ts';
import type { eachRepositoryView } from './repositories.ts';
import { count } from './text.ts';
import { BASIS_WORDS, CONFIDENCES, IN_A_TEST, SEVERITIES, verdictMark } from './words.ts';
import { inWords, m, t } from '../messages.ts';

/** What the script says. Words with a number in them have both forms; `{n}` and the like are filled in. */
const SCRIPT_WORDS = {
  all: m`{n} findings of {r} rules, checks and tests included`,
  some: m`{n} of {all} findings`,
  none: m`No finding fits these filters.`,
  any: m`Any`,
  chosen: m`{name}: {n}`,
  page: m`Page {page} of {pages}`,
  previous: m`Previous page`,
  next: m`Next page`,
  places: m`{n} of {all} places stand here.`,
  allPlaces: m`All {n} places in a list`,
  checkText: m`What it says stands under Checks`,
  oneFinding: m`One finding, from a link.`,
  oneRule: m`Findings of one rule: {name}`,
  oneWork: m`Findings of one work item: {name}`,
  itsFindings: m`Its findings`,
  how: m`How it was found:`,
  inVoice: m`In Voice`,
  toDo: m`To do`,
  mind: m`Mind`,
  basis: m`Basis`,
  read: m`read {day}`,
  allRead: m`All read {day}.`,
  allTargets: ALL_TARGETS,
  inTest: IN_A_TEST,
  others: m`What becomes of it on the other targets`,
  dark: m`Dark colours`,
  light: m`Light colours`,
  repository: m`Repository`,
} as const;

const CHECKS_GROUP = 'checks';

type PackedVerdict = [
  mark: number,
  targets: number,
  equivalent: number,
  action: number,
  caveats: number[],
  basis: number,
  sources: number[],
  allRead: number,
];

interface PackedRule {
  /** The id of its element. */
  anchor: string;
  id: string;
  title: number;
  capability: number;
  group: number;
  /** Numbers of marks and of bases: one of each verdict over the targets shown, the hardest first. */
  marks: number[];
  bases: number[];
  /** Kind, member and whose rule it is. */
  meta: number[];
  /** Null where the page holds it as markup. */
  text: { verdicts: PackedVerdict[]; shared: number[]; others: PackedVerdict[] } | null;
  places: PackedRow[];
}

type Sections = { findings: ReturnType<typeof findingsView>; eachRepository: ReturnType<typeof eachRepositoryView> };

/** Null where nothing was found and nothing waits: the page's script then has nothing to list. */
export function packFindings(context: Context, { findings, eachRepository }: Sections) {
  const { assessment, checked, met, names, rules, sources } = context;
  const table = stringTable();
  const { number } = table;
  const here = new Set(
    [...findings.groups.flatMap((g) => g.rules), ...(findings.indications?.rules ?? []), ...(findings.progress?.rules ?? [])].map(
      ({ id }) => id,
    ),
  );
  const repositories = list(assessment.repos.map(({ id }) => id));
  const capabilities = list(assessment.catalog.capabilities.map(({ id }) => id));
  const confidences = list(Object.keys(inWords(CONFIDENCES)));
  const marks = [
    ...VERDICTS.toReversed().map((id) => ({ id, ...verdictMark(id) })),
    ...(Object.keys(inWords(SEVERITIES)) as (keyof typeof SEVERITIES)[]).map((id) => ({
      id: `check-${id}`,
      ...inWords(SEVERITIES[id].mark),
    })),
  ];
  const markAt = list(marks.map(({ id }) => id));
  const bases = list(Object.keys(inWords(BASIS_WORDS)));
  const groups = [
    ...met.workItems.map((work) => groupHead(context, work)),
    {
      anchor: INDICATIONS_GROUP,
      title: findings.indications?.title ?? 'Indications',
      description: findings.indications?.description ?? null,
    },
    { anchor: PROGRESS_GROUP, title: findings.progress?.title ?? 'Progress', description: findings.progress?.description ?? null },
    { anchor: CHECKS_GROUP, title: 'Checks', description: null },
  ];
  const groupAt = list(groups.map(({ anchor }) => anchor));
  const checkPlaces = new Map<string, Placed[]>();
  for (const entry of checked) checkPlaces.set(entry.finding.ruleId, [...(checkPlaces.get(entry.finding.ruleId) ?? []), entry]);

  let held = 0;
  const pack = (places: readonly Placed[], shared: boolean): PackedRow[] => {
    const room = table.letters() > MOST_LETTERS ? 0 : MOST_FINDINGS - held;
    const rows = inOrder(places)
      .slice(0, room)
      .map((entry) =>
        packRow(context, entry, shared, number, {
          repository: repositories(entry.repo.id),
          confidence: confidences(entry.finding.confidence),
        }),
      );
    held += rows.length;
    return rows;
  };
  const verdicts = (views: VerdictView[]): PackedVerdict[] =>
    views.map((view) => [
      markAt(view.mark.tone),
      number(view.targets),
      number(view.equivalent),
      number(view.action),
      view.caveats.map(number),
      number(view.basis.word),
      view.basis.sources.map((source) => source.number),
      number(view.basis.allRead),
    ]);
  const mapped = (id: string): PackedRule => {
    const places = met.placesOf(id);
    const member = sharedMember(places);
    const text = ruleText(context, id);
    const entries = context.shownTargets.flatMap((target) => rules.entryFor(id, target) ?? []);
    const distinct = (ids: string[], at: (id: string) => number): number[] => [...new Set(ids.map(at))].toSorted((x, y) => x - y);
    return {
      anchor: text.anchor,
      id,
      title: number(text.title),
      capability: capabilities(rules.mapping(id)?.capability ?? places[0]?.finding.capability ?? ''),
      group: groupAt(groupOf(context, id)),
      marks: distinct(
        entries.map((entry) => entry.verdict),
        markAt,
      ),
      bases: distinct(
        entries.map((entry) => entry.basis),
        bases,
      ),
      meta: [member, text.kind, text.brought].map(number).filter((part) => part > 0),
      text: here.has(id) ? null : { verdicts: verdicts(text.verdicts), shared: text.shared.map(number), others: verdicts(text.others) },
      places: pack(places, member !== null),
    };
  };
  const check = ([id, places]: [string, Placed[]]): PackedRule => {
    const rule = rules.check(id);
    return {
      anchor: context.anchor('rule', id),
      id,
      title: number(rule?.title ?? id),
      capability: capabilities(rule?.capability ?? ''),
      group: groupAt(CHECKS_GROUP),
      marks: [markAt(`check-${rule?.severity ?? places[0]?.finding.severity ?? 'note'}`)],
      bases: rule ? [bases(rule.basis)] : [],
      meta: [],
      text: null,
      places: pack(places, false),
    };
  };
  const packed = [
    ...[...met.ids, ...met.indications, ...met.progress].map(mapped),
    ...[...checkPlaces].toSorted(([x], [y]) => (x < y ? -1 : 1)).map(check),
  ];
  const needed = new Set(
    packed.flatMap(({ text }) => [...(text?.verdicts ?? []), ...(text?.others ?? [])].flatMap((verdict) => verdict[6])),
  );
  const total = context.findings.length;
  return {
    version: 1,
    total,
    held,
    beyond:
      held < total
        ? t`${count(total - held, 'more finding')}, more than a page can hold; findings.csv and assessment.json have them all.`
        : null,
    /** Places on a page of the list. */
    page: context.large ? 100 : 300,
    words: inWords(SCRIPT_WORDS),
    marks,
    bases: Object.entries(inWords(BASIS_WORDS)).map(([id, { word }]) => ({ id, word })),
    confidences: Object.entries(inWords(CONFIDENCES)).map(([id, { word, meaning }]) => ({ id, word: `${word}: ${meaning}`, short: word })),
    capabilities: assessment.catalog.capabilities.map(({ id }) => ({ id, word: number(names.capability(id)) })),
    repositories: assessment.repos.map((repo) => ({
      id: number(repo.id),
      name: number(repo.name),
      anchor: context.several ? context.anchor('repository', repo.id) : '',
    })),
    several: context.several,
    groups: groups.map(({ anchor, title, description }) => ({ anchor, title: number(title), description: number(description) })),
    rules: packed,
    sources: sources.all
      .filter((source) => needed.has(source.number))
      .map((source) => ({
        number: source.number,
        title: number(source.title),
        href: source.href,
        read: number(source.read),
        note: number(source.note),
      })),
    /** Parts of repositories that do not stand in the page. */
    parts: (eachRepository?.away ?? []).map((part) => ({
      anchor: part.id,
      name: number(part.name),
      mark: part.mark === null ? -1 : markAt(part.mark.tone),
      verdict: number(part.verdict),
      facts: part.facts.flatMap(({ name, text }) => [number(name), number(text)]),
    })),
    strings: table.strings,
  };
}

export type PackedFindings = ReturnType<typeof packFindings>;

/** Positions by id; what is not listed has none. */
function list(ids: readonly string[]): (id: string) => number {
  const at = new Map(ids.map((id, position) => [id, position]));
  return (id) => at.get(id) ?? -1;
}

function groupOf({ anchor, met }: Context, id: string): string {
  if (met.indications.includes(id)) return INDICATIONS_GROUP;
  if (met.progress.includes(id)) return PROGRESS_GROUP;
  return anchor('work', met.workOf(id) ?? 'none');
}
