import type { WaiverResult } from '../../model/assessment.ts';
import { table, type Column } from './column.ts';

const WAIVER_COLUMNS: readonly Column<WaiverResult>[] = [
  { name: 'waiver', description: 'Its number among the waivers of the settings; findings.csv names it.', cell: ({ id }) => id },
  {
    name: 'state',
    description: '`in-force`; `expired`: its findings are open again; `unmatched`: nothing that was found fits it.',
    cell: ({ state }) => state,
  },
  { name: 'findings', type: 'integer', description: 'Findings that fit it, in force or not.', cell: ({ findings }) => findings },
  { name: 'finding', description: 'Fingerprint that it names.', cell: ({ finding }) => finding ?? '' },
  {
    name: 'follows',
    description: 'Fingerprints under which that finding is known today, if it was edited or moved since, joined by “; ”.',
    cell: ({ follows }) => follows.join('; '),
  },
  { name: 'rule', description: 'Id of the rule that it names.', cell: ({ rule }) => rule ?? '' },
  { name: 'path', description: 'Pattern of files that it names.', cell: ({ path }) => path ?? '' },
  { name: 'capability', description: 'Id of the capability that it names.', cell: ({ capability }) => capability ?? '' },
  { name: 'repository', description: 'Id of the only repository that it is for.', cell: ({ repository }) => repository ?? '' },
  { name: 'reason', description: 'Why, as the settings say.', cell: ({ reason }) => reason },
  { name: 'owner', description: 'Who answers for it.', cell: ({ owner }) => owner },
  { name: 'ticket', description: 'Where it was agreed.', cell: ({ ticket }) => ticket ?? '' },
  { name: 'expires', type: 'date', description: 'The last day on which it counts.', cell: ({ expires }) => expires },
];

export const WAIVERS = table<WaiverResult>({
  name: 'waivers',
  title: 'Waivers',
  what: 'One row per waiver of the settings.',
  columns: WAIVER_COLUMNS,
  rows: ({ waivers }) => waivers,
});
