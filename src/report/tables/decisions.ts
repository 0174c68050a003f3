import type { DecisionResult } from '../../model/assessment.ts';
import { table, type Column } from './column.ts';

const DECISION_COLUMNS: readonly Column<DecisionResult>[] = [
  { name: 'decision', description: 'Its number among the decisions of the settings.', cell: ({ id }) => id },
  {
    name: 'state',
    description: '`in-force`; `unmatched`: nothing that was found is what it speaks of.',
    cell: ({ state }) => state,
  },
  { name: 'decided', description: 'What was decided.', cell: ({ decision }) => decision },
  { name: 'work_item', description: 'Id of the work item that it is about.', cell: ({ workItem }) => workItem ?? '' },
  { name: 'capability', description: 'Id of the capability that it is about.', cell: ({ capability }) => capability ?? '' },
  { name: 'repository', description: 'Id of the only repository that it is for.', cell: ({ repository }) => repository ?? '' },
  { name: 'target', description: 'The only target that it is for.', cell: ({ target }) => target ?? '' },
  { name: 'reason', description: 'Why, as the settings say.', cell: ({ reason }) => reason ?? '' },
  { name: 'owner', description: 'Who decided.', cell: ({ owner }) => owner ?? '' },
  { name: 'ticket', description: 'Where it was agreed.', cell: ({ ticket }) => ticket ?? '' },
  { name: 'decided_on', type: 'date', description: 'The day of the decision.', cell: ({ decided }) => decided ?? '' },
  {
    name: 'hours_low',
    type: 'number',
    description: 'Low hours in the place of the catalog’s assumption; empty where the decision gives none.',
    cell: ({ hours }) => hours?.[0] ?? null,
  },
  { name: 'hours_likely', type: 'number', description: 'Likely hours, likewise.', cell: ({ hours }) => hours?.[1] ?? null },
  { name: 'hours_high', type: 'number', description: 'High hours, likewise.', cell: ({ hours }) => hours?.[2] ?? null },
];

export const DECISIONS = table<DecisionResult>({
  name: 'decisions',
  title: 'Decisions',
  what: 'One row per decision of the settings.',
  columns: DECISION_COLUMNS,
  rows: ({ decisions }) => decisions,
});
