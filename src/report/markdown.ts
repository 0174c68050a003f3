/**
 * A comment for a pull request: the verdict, gates, figures, work and what could not be read, on about a screen; details are folded.
 *
 * Every figure is the page's own, from `view/`; nothing is counted here. Whatever stands in a file that was scanned is shown and can do nothing.
 */
import type { Assessment } from '../model/assessment.ts';
import { code, cut, plain } from './markdown-text.ts';
import { formatNumber } from './number.ts';
import { contextOf, type Context } from './view/context.ts';
import { gatesView } from './view/gates.ts';
import { planView } from './view/plan.ts';
import { problemsView } from './view/problems.ts';
import { summaryView } from './view/summary.ts';
import { targetsView } from './view/targets.ts';
import { count, day, list, present } from './view/text.ts';
import { GATE_MARKS, PROBLEM_MARKS } from './view/words.ts';
import { workView } from './view/work.ts';
import { inWords, t } from './messages.ts';
import { sideName } from './view/changes.ts';

/** What came and went between two runs, each group in words of its own: “New in the code”, “Changed by the tool”. */
export interface Changes {
  /** With what was compared: “the run of 1 October 2026”. */
  readonly since: string;
  readonly groups: readonly {
    readonly title: string;
    readonly count: number;
    /** The first of them, the worst before the others. */
    readonly items: readonly { readonly text: string; readonly place: string | null }[];
  }[];
}

/** GitHub takes no longer comment. */
export const LONGEST_COMMENT = 65_536;
/** By it a program finds the comment that it wrote before, and writes over it. */
export const COMMENT_MARK = '<!-- cti2voice report -->';

const LONGEST_TEXT = 300;
const ROWS_IN_VIEW = 10;
const PROBLEMS_IN_VIEW = 5;
const CHANGES_IN_VIEW = 10;

/** `changes` is null where nothing was compared; then nothing is said of it. */
export function renderMarkdown(assessment: Assessment, changes: Changes | null = null): string {
  const context = contextOf(assessment);
  const sections = [
    ...headSections(context),
    ...(changes ? [changesSection(changes)] : []),
    gatesSection(context),
    figuresSection(context),
    workSection(context),
    planSection(context),
    problemsSection(context),
    footSection(context),
  ].filter((section) => section !== '');
  return fit(sections);
}

/** A section that would make the comment too long is left out, and said to be. */
function fit(sections: readonly string[]): string {
  const rest = t`_Not everything fits into a comment; report.html has it all._`;
  let left = LONGEST_COMMENT - rest.length - 4;
  const kept = sections.filter((section) => {
    const fits = section.length + 2 <= left;
    if (fits) left -= section.length + 2;
    return fits;
  });
  return `${[...kept, ...(kept.length < sections.length ? [rest] : [])].join('\n\n')}\n`;
}

function headSections(context: Context): string[] {
  const { assessment, lead, names, several } = context;
  const { verdict, notices, decide } = summaryView(context);
  const shown = several ? count(assessment.repos.length, 'repository', 'repositories') : list(assessment.repos.map(({ name }) => name));
  const target = lead ? t`, for ${names.targetShort(lead.target)}` : '';
  const lines = [
    t`${COMMENT_MARK}\n## Open CTI to Salesforce Voice: ${text(`${shown || t`nothing scanned`}${target}`)}`,
    `**${text(verdict.lead)}**${verdict.rest.startsWith(' ') ? ' ' : ''}${plain(cut(verdict.rest, 2_000))}`,
  ];
  if (notices.length > 0) lines.push(notices.map((notice) => `- ${text(notice.text)}`).join('\n'));
  if (decide) {
    const who = decide.who === null ? null : t`Who can answer: ${decide.who}.`;
    lines.push(t`**Decide next:** ${present(decide.question, who, decide.changes).map(text).join(' ')}`);
  }
  return lines;
}

function changesSection({ since, groups }: Changes): string {
  const shown = groups.filter((group) => group.count > 0);
  const lines = [`### ${t`What changed since ${text(sideName(since))}`}`, ''];
  if (shown.length === 0) return [...lines, t`Nothing.`].join('\n');
  for (const { title, count: n, items } of shown) {
    lines.push(`- **${text(title)}: ${formatNumber(n)}**`);
    for (const item of items.slice(0, CHANGES_IN_VIEW)) {
      lines.push(`  - ${text(item.text)}${item.place === null ? '' : t` at ${code(cut(item.place, LONGEST_TEXT))}`}`);
    }
    const more = n - Math.min(items.length, CHANGES_IN_VIEW);
    if (more > 0) lines.push(t`  - and ${formatNumber(more)} more`);
  }
  return lines.join('\n');
}

function gatesSection(context: Context): string {
  const { title, rows } = gatesView(context);
  if (rows.length === 0) return '';
  const open = rows.filter(({ mark }) => mark !== inWords(GATE_MARKS.pass));
  const passed = rows.filter(({ mark }) => mark === inWords(GATE_MARKS.pass)).map(({ name }) => name);
  const body = open.map((row) => [row.mark.word, row.name, present(row.text, row.for).join(' ')]);
  return [
    `### ${text(title)}`,
    ...(body.length > 0 ? [table([t`State`, t`Gate`, t`Why`], body)] : []),
    ...(passed.length > 0 ? [`${inWords(GATE_MARKS.pass.word)}: ${text(list([...new Set(passed)]))}.`] : []),
  ].join('\n\n');
}

function figuresSection(context: Context): string {
  const { numbers, hoursTile } = summaryView(context);
  const tiles = [...numbers, ...(hoursTile ? [hoursTile] : [])];
  const body = tiles.map((tile) => [`${tile.value} ${tile.unit}`, present(tile.meaning, tile.note).join('; ')]);
  return `### ${t`Figures`}\n\n${table([t`Figure`, t`Meaning`], body)}`;
}

function workSection(context: Context): string {
  return context.lead ? workOfTarget(context) : routesTable(context);
}

/** The pieces of work with the most hours first; the sum is that of all of them. */
function workOfTarget(context: Context): string {
  const { title, routes } = workView(context);
  const [route] = routes;
  if (!route || route.rows.length === 0) return `### ${text(title)}`;
  const figure = (shown: string | undefined): number => Number((shown ?? '-1').replace(/\D/g, ''));
  const rows = route.rows.toSorted((x, y) => figure(y.hours?.likely) - figure(x.hours?.likely));
  const body = rows
    .slice(0, ROWS_IN_VIEW)
    .map(({ title: name, size, hours }) => [name, size, ...(hours ? [hours.low, hours.likely, hours.high] : [t`no hours`, '', ''])]);
  const more = rows.length - ROWS_IN_VIEW;
  if (more > 0) body.push([t`and ${count(more, 'more work item')}`, '', '', '', '']);
  if (route.sum) body.push([t`Sum of all ${formatNumber(rows.length)}`, '', route.sum.low, route.sum.likely, route.sum.high]);
  const shown = table([t`Work item`, t`Size`, t`Low`, t`Likely`, t`High`], body, 2);
  return `### ${text(title)}\n\n${t`Hours are our assumption; low and high sums are an outer envelope.`}\n\n${shown}`;
}

/** No total before a target is chosen: the five side by side. */
function routesTable(context: Context): string {
  const { title, columns } = targetsView(context);
  const body = columns.map((column) => [
    column.name,
    column.gates,
    column.score,
    column.envelope === null ? t`no hours` : present(column.envelope, column.unpriced).join(' '),
    column.likely ?? '',
    column.counted,
  ]);
  const shown = table([t`Target`, t`Gates`, t`Score`, t`Hours, low to high`, t`Likely`, t`Work items`], body, 2);
  return `### ${text(title)}\n\n${t`Hours are our assumption. There is no total before a target is chosen.`}\n\n${shown}`;
}

/** What is waived and decided, and what of it has run out. */
function planSection(context: Context): string {
  const plan = planView(context);
  if (!plan) return '';
  const waivers = plan.waivers.map((row) => `- ${text(`${row.about}: ${row.text} (${row.owner})`)}`);
  const decisions = plan.decisions.map(
    (row) => `- ${text(present(`${row.about}: ${row.what}`, row.hours && t`${row.hours} hours`, row.unmatched).join('; '))}`,
  );
  const hours = plan.hours.map(
    ({ name, hours: told, items }) => `- ${text(t`Waived for ${name}: ${told}, with ${list(items, ROWS_IN_VIEW)}`)}`,
  );
  const lines = [...waivers, ...hours, ...decisions];
  const shown = lines.slice(0, ROWS_IN_VIEW);
  if (lines.length > shown.length) shown.push(t`- and ${formatNumber(lines.length - shown.length)} more`);
  return `### ${text(plan.title)}\n\n${shown.join('\n')}`;
}

function problemsSection(context: Context): string {
  const { title, rows } = problemsView(context);
  const lost = rows.filter(({ mark }) => mark === inWords(PROBLEM_MARKS.lost));
  const failed = context.assessment.repos.filter(({ status }) => status === 'failed');
  if (lost.length === 0 && failed.length === 0) return '';
  const lines = lost.slice(0, PROBLEMS_IN_VIEW).map(({ place, detail }) => {
    const where = place.repository === null ? place.text : `${place.repository}/${place.text}`;
    return `- ${code(cut(where, LONGEST_TEXT))}: ${text(detail)}`;
  });
  if (lost.length > PROBLEMS_IN_VIEW) lines.push(t`- and ${formatNumber(lost.length - PROBLEMS_IN_VIEW)} more, all in report.html`);
  return `### ${t`What could not be read`}\n\n<details><summary>${text(title)}</summary>\n\n${lines.join('\n')}\n\n</details>`;
}

function footSection({ assessment }: Context): string {
  const { tool, catalog, asOf, totals, run } = assessment;
  return `<sub>${text(
    t`${tool.name} ${tool.version}, catalog ${catalog.version.slice(0, 12)}, for ${day(asOf)}; ${count(totals.findings, 'finding')} in ${count(totals.repositories, 'repository', 'repositories')}${run === undefined ? '' : t`; run ${run}`}. Details in report.html.`,
  )}</sub>`;
}

function text(words: string): string {
  return plain(cut(words, LONGEST_TEXT));
}

/** `right`: the first column whose cells are figures. */
function table(head: readonly string[], body: readonly (readonly string[])[], right = head.length): string {
  const row = (cells: readonly string[]): string => `| ${cells.map(text).join(' | ')} |`;
  const rule = `| ${head.map((_, index) => (index < right ? '---' : '---:')).join(' | ')} |`;
  return [row(head), rule, ...body.map(row)].join('\n');
}
