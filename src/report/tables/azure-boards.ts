/** Work items and questions once more, with the columns that Azure Boards knows and no other: its importer takes fields by their names. */
import type { Assessment } from '../../model/assessment.ts';
import { table, type Column } from './column.ts';
import { idOf, labelsOf, type Issue } from './issue.ts';
import { questionRows } from './questions.ts';
import { workItemRows } from './work-items.ts';

interface BoardRow {
  readonly issue: Issue;
  readonly hours: number | null;
}

const AZURE_COLUMNS: readonly Column<BoardRow>[] = [
  { name: 'Work Item Type', description: '`Epic` or `Task`, which every process of Azure Boards has.', cell: ({ issue }) => issue.type },
  {
    name: 'Title 1',
    description: 'Title of an epic. Tasks stand below their epic, with their title one column further; that makes the links.',
    cell: ({ issue }) => (issue.type === 'Epic' ? titleOf(issue) : ''),
  },
  { name: 'Title 2', description: 'Title of a task.', cell: ({ issue }) => (issue.type === 'Task' ? titleOf(issue) : '') },
  {
    name: 'Description',
    description: 'The description of work-items.csv or questions.csv; its lines end in `<br>`, since the field holds HTML.',
    cell: ({ issue }) => asHtml(issue.description),
  },
  {
    name: 'Tags',
    description:
      'The labels, joined by “; ”. One of them is made of the `id` of the other tables, so that an item can be found again by it.',
    cell: ({ issue }) => [...labelsOf(issue), `cti2voice-${idOf(issue.key)}`].join('; '),
  },
  {
    name: 'Remaining Work',
    type: 'number',
    description: 'Likely hours for the chosen target; empty where work-items.csv has no estimate.',
    cell: ({ hours }) => hours,
  },
];

/** Azure Boards takes no longer title. */
const LONGEST_TITLE = 255;
const LONGEST_DESCRIPTION = 30_000;

function titleOf({ summary }: Issue): string {
  const title = summary.replace(/\s+/gu, ' ').trim();
  return title.length <= LONGEST_TITLE ? title : `${title.slice(0, LONGEST_TITLE - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Line by line, so that a cut never falls into markup. */
function asHtml(text: string): string {
  const lines = text.split('\n').map((line) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
  let length = 0;
  const kept = lines.filter((line) => (length += line.length + 4) <= LONGEST_DESCRIPTION);
  return kept.length === lines.length ? kept.join('<br>') : `${kept.join('<br>')}<br>…`;
}

export const AZURE_BOARDS = table<BoardRow>({
  name: 'azure-boards',
  title: 'Azure Boards',
  what: 'The rows of work-items.csv and questions.csv for the importer of Azure Boards: each epic with its tasks below it. Every column is a field of Azure Boards, and its name is that field’s.',
  columns: AZURE_COLUMNS,
  isForeign: true,
  rows: boardRows,
});

function boardRows(assessment: Assessment): BoardRow[] {
  const rows = [
    ...workItemRows(assessment).map(({ issue, target, work }) => ({
      issue,
      hours: target !== null && work?.shown.state === 'counted' ? (work.shown.hours?.[1] ?? null) : null,
    })),
    ...questionRows(assessment).map(({ issue }) => ({ issue, hours: null })),
  ];
  return rows
    .filter(({ issue }) => issue.type === 'Epic')
    .flatMap((epic) => [epic, ...rows.filter(({ issue }) => issue.parent === epic.issue.key)]);
}
