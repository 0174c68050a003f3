/** The work as a tracker takes it: an epic for each capability, and under it a task for each piece of work. */
import type { Source } from '../../catalog/schema.ts';
import { TARGETS, type TargetId } from '../../catalog/terms.ts';
import type { Assessment, Finding, RepositoryRecord, Route, WorkItemResult } from '../../model/assessment.ts';
import { formatNumber } from '../number.ts';
import { codeOf } from '../view/levels.ts';
import { BASIS_WORDS, SIZE_WORDS, VERDICT_WORDS } from '../view/words.ts';
import { columnOf, table, type Cell, type Column } from './column.ts';
import { describe, issueColumns, placeLines, sourceLines, type Issue } from './issue.ts';
import { inWords, m, t } from '../messages.ts';
import { count, lowerFirst } from '../view/text.ts';

type Rule = Extract<Assessment['catalog']['rules'][number], { type: 'mapping' }>;

interface Place {
  readonly repo: RepositoryRecord;
  readonly finding: Finding;
}

export interface WorkItemRow {
  readonly issue: Issue;
  readonly capability: string;
  /** Null for an epic. */
  readonly work: {
    readonly id: string;
    readonly per: string;
    readonly results: ReadonlyMap<TargetId, WorkItemResult>;
    /** For the chosen target; else the result whose findings are most. */
    readonly shown: WorkItemResult;
    readonly places: readonly Place[];
  } | null;
  readonly target: TargetId | null;
}

const WORK_ITEM_COLUMNS: readonly Column<WorkItemRow>[] = [
  ...issueColumns<WorkItemRow>(({ issue }) => issue),
  {
    name: 'estimate',
    type: 'number',
    description: 'Likely hours for the chosen target; empty where none is chosen, where there are no hours, and for what is in no sum.',
    cell: (row) => estimateOf(row),
  },
  {
    name: 'estimate_seconds',
    type: 'integer',
    description: 'The same in seconds, for Jira’s “Original Estimate”.',
    cell: (row) => {
      const hours = estimateOf(row);
      return hours === null ? null : Math.round(hours * 3600);
    },
  },
  { name: 'target', description: 'The chosen target; empty where none is chosen.', cell: ({ target }) => target ?? '' },
  {
    name: 'state',
    description:
      '`counted`: evidence or standing work. `waived`: all that leads to it is waived. `not-seen`: nothing in the scan could show it. Only what is counted is in a sum. For the chosen target, or for any target where none is chosen.',
    cell: ({ work }) => work?.shown.state ?? '',
  },
  { name: 'work_item', description: 'Id of the piece of work, as in findings.csv; empty for an epic.', cell: ({ work }) => work?.id ?? '' },
  { name: 'capability', description: 'Id of the capability.', cell: ({ capability }) => capability },
  {
    name: 'per',
    description: 'What it arises for: `portfolio`, `org`, `repository`, `call-center` or `adapter`.',
    cell: ({ work }) => work?.per ?? '',
  },
  { name: 'size', description: '`small`, `medium` or `large`.', cell: ({ work }) => work?.shown.size ?? '' },
  {
    name: 'findings',
    type: 'integer',
    description: 'Findings that lead to it; those of copies of one adapter count once.',
    cell: ({ work }) => work?.shown.findings ?? null,
  },
  {
    name: 'repositories',
    description: 'Ids of the repositories that hold them, joined by “; ”.',
    cell: ({ work }) => [...new Set((work?.places ?? []).map(({ repo }) => repo.id))].join('; '),
  },
  ...TARGETS.flatMap((target) => targetColumns(target)),
  {
    name: 'level',
    description: 'The level code for the chosen target; empty where none is chosen.',
    cell: ({ work, target }) => (target === null ? '' : (levelText(work?.results.get(target)) ?? '')),
  },
  {
    name: 'decisions',
    description: 'Decisions that its hours rest on in the place of the catalog’s assumption, as decisions.csv names them, joined by “; ”.',
    cell: ({ work }) => (work?.shown.decided ?? []).join('; '),
  },
];

function levelText(result: WorkItemResult | undefined): string | null {
  return result ? codeOf(result) : null;
}

function targetColumns(target: TargetId): Column<WorkItemRow>[] {
  const column = (
    suffix: string,
    type: 'text' | 'number',
    description: string,
    cell: (result: WorkItemResult) => Cell,
  ): Column<WorkItemRow> => ({
    name: columnOf(target, suffix),
    type,
    description: `For ${target}: ${description}`,
    cell: ({ work }) => {
      const result = work?.results.get(target);
      return result ? cell(result) : null;
    },
  });
  return [
    column('state', 'text', '`counted`, `waived` or `not-seen`; empty where it does not arise.', ({ state }) => state),
    column(
      'hours_low',
      'number',
      'low hours; an assumption, and in no sum unless `state` is `counted`.',
      ({ hours }) => hours?.[0] ?? null,
    ),
    column('hours_likely', 'number', 'likely hours; likewise.', ({ hours }) => hours?.[1] ?? null),
    column('hours_high', 'number', 'high hours; likewise.', ({ hours }) => hours?.[2] ?? null),
  ];
}

function estimateOf({ target, work }: WorkItemRow): number | null {
  return target !== null && work?.shown.state === 'counted' ? (work.shown.hours?.[1] ?? null) : null;
}

export const WORK_ITEMS = table<WorkItemRow>({
  name: 'work-items',
  title: 'Work items',
  what: 'One row per capability that work belongs to, as an epic, and per piece of work, as a task: for the chosen target, or for all of them where none is chosen. Over all repositories, as in the report, so that the estimates add up to its sum.',
  columns: WORK_ITEM_COLUMNS,
  rows: workItemRows,
});

/** Epics in the catalog's order, then the tasks in the same. */
export function workItemRows(assessment: Assessment): WorkItemRow[] {
  const { catalog, options, totals } = assessment;
  const { target } = options;
  const routes = totals.routes.filter((route) => target === null || route.target === target);
  const places = placesByWorkItem(assessment);
  const tasks = catalog.workItems.flatMap((item): WorkItemRow[] => {
    const results = new Map(totals.routes.flatMap((route) => resultsOf(route, item.id)));
    const shown = routes
      .flatMap((route) => resultsOf(route, item.id).map(([, result]) => result))
      .reduce<WorkItemResult | null>((best, one) => (best === null || rank(one) > rank(best) ? one : best), null);
    if (!shown) return [];
    const behind = [item.id, ...shown.replaces].flatMap((id) => places.get(id) ?? []);
    const work = { id: item.id, per: item.per, results, shown, places: behind };
    return [{ issue: taskOf(assessment, item, work, routes), capability: item.capability, work, target }];
  });
  const order = catalog.capabilities.map(({ id }) => id);
  const used = [...new Set(tasks.map(({ capability }) => capability))].toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
  const epics = used.map((id): WorkItemRow => {
    const own = tasks.filter(({ capability }) => capability === id);
    return { issue: epicOf(assessment, id, own), capability: id, work: null, target };
  });
  return [...epics, ...tasks.toSorted((a, b) => order.indexOf(a.capability) - order.indexOf(b.capability))];
}

/** What is counted before what is waived, and that before what nobody saw; then what more findings lead to. */
function rank({ state, findings }: WorkItemResult): number {
  return RANKS[state] + findings;
}

const RANKS: Readonly<Record<WorkItemResult['state'], number>> = { counted: 2e9, waived: 1e9, 'not-seen': 0 };

const OUT_OF_SUMS: Readonly<Record<WorkItemResult['state'], string>> = {
  counted: '',
  waived: m` All that leads to it is waived, so it is in no sum.`,
  'not-seen': m` Nothing in the scan could show it, so it is in no sum.`,
};

function resultsOf(route: Route, id: string): [TargetId, WorkItemResult][] {
  return route.workItems.flatMap((result) => (result.id === id ? [[route.target, result]] : []));
}

/** Tests and mocks aside, which are no work. */
function placesByWorkItem({ repos }: Assessment): Map<string, Place[]> {
  const places = new Map<string, Place[]>();
  for (const repo of repos) {
    for (const finding of repo.findings) {
      if (finding.workItem === null || finding.context === 'test') continue;
      const known = places.get(finding.workItem);
      if (known) known.push({ repo, finding });
      else places.set(finding.workItem, [{ repo, finding }]);
    }
  }
  return places;
}

function epicOf({ catalog, repos }: Assessment, id: string, tasks: readonly WorkItemRow[]): Issue {
  const capability = catalog.capabilities.find((one) => one.id === id);
  return {
    key: `capability/${id}`,
    type: 'Epic',
    summary: capability?.name ?? id,
    description: describe([
      ['', capability?.description ?? ''],
      [t`Pieces of work`, tasks.map(({ issue }) => issue.summary)],
      [
        t`Made by`,
        t`cti2voice, the readiness report on the move from Open CTI to Salesforce Voice, from ${count(repos.length, 'repository', 'repositories')}.`,
      ],
    ]),
    labels: [`capability-${id}`],
    parent: null,
    owners: [...new Set(tasks.flatMap(({ issue }) => issue.owners))],
  };
}

function taskOf(
  { catalog, options }: Assessment,
  item: Assessment['catalog']['workItems'][number],
  { shown, places, results }: NonNullable<WorkItemRow['work']>,
  routes: readonly Route[],
): Issue {
  const names = new Map(catalog.targets.map(({ id, name }) => [id, name]));
  const ruleIds = new Set(places.map(({ finding }) => finding.ruleId));
  const rules = catalog.rules.filter((rule): rule is Rule => rule.type === 'mapping' && ruleIds.has(rule.id));
  const advice = rules.flatMap((rule) => adviceOf(rule, routes, names));
  const sources: Source[] = [...item.sources, ...advice.flatMap((one) => one.sources)];
  return {
    key: `work-item/${item.id}`,
    type: 'Task',
    summary: item.title,
    description: describe([
      [t`What`, item.description],
      [t`Why`, `${ended(shown.reason)}${inWords(OUT_OF_SUMS[shown.state])}`],
      [t`Hours, which are our assumption`, routes.flatMap(({ target }) => hoursLine(results.get(target), names.get(target) ?? target))],
      [t`Size`, t`${inWords(SIZE_WORDS[shown.size])}: ${ended(shown.sizeReason)} What drives it: ${item.drivers}`],
      [t`Basis of the hours`, item.reasoning],
      [t`What to do`, adviceLines(advice.map(({ text }) => text))],
      [t`Sources`, sourceLines(sources)],
      [t`Places`, placeLines(places)],
    ]),
    labels: [
      `capability-${item.capability}`,
      `size-${shown.size}`,
      ...(shown.state === 'counted' ? [] : [shown.state]),
      ...(options.target === null ? [] : [`target-${options.target}`]),
    ],
    parent: `capability/${item.capability}`,
    owners: [...new Set(places.flatMap(({ repo }) => (repo.owner === null ? [] : [repo.owner])))],
  };
}

function hoursLine(result: WorkItemResult | undefined, target: string): string[] {
  if (!result) return [t`${target}: does not arise`];
  if (!result.hours) return [t`${target}: no hours. ${result.noHours ?? ''}`.trim()];
  const [low, likely, high] = result.hours.map((hours) => formatNumber(hours));
  const state = result.state === 'not-seen' ? t`, if it is there` : result.state === 'waived' ? t`, once the waivers end` : '';
  return [t`${target}: ${low} low, ${likely} likely, ${high} high${state}`];
}

/** A rule's verdicts for the routes that are asked for. */
function adviceOf(rule: Rule, routes: readonly Route[], names: ReadonlyMap<TargetId, string>): { text: string; sources: Source[] }[] {
  return rule.verdicts.flatMap((verdict) => {
    const targets = routes.flatMap(({ target }) => (verdict.for.includes(target) ? [names.get(target) ?? target] : []));
    if (targets.length === 0 || verdict.verdict === 'obsolete') return [];
    const where = routes.length > 1 ? ` (${targets.length === routes.length ? t`every target` : targets.join(', ')})` : '';
    const words = [verdict.equivalent === '' ? '' : t`In Voice: ${ended(verdict.equivalent)}`, verdict.do, ...verdict.caveats];
    const text = `${rule.title}${where}. ${inWords(VERDICT_WORDS[verdict.verdict].word)}, ${lowerFirst(inWords(BASIS_WORDS[verdict.basis].word))}. ${words.join(' ')}`;
    return [{ text: text.replace(/\s+/gu, ' ').trim(), sources: verdict.sources }];
  });
}

/** As many as leave room for the sources and the places. */
function adviceLines(texts: readonly string[]): string[] {
  let length = 0;
  const kept = texts.filter((text) => (length += text.length) <= LONGEST_ADVICE);
  const rest = texts.length - kept.length;
  return rest > 0 ? [...kept, `and ${formatNumber(rest)} more; verdicts.csv has all of them, by the rules that findings.csv names`] : kept;
}

const LONGEST_ADVICE = 16_000;

function ended(text: string): string {
  return text === '' || /[.!?…]$/.test(text) ? text : `${text}.`;
}
