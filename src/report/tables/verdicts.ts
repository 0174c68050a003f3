import type { TargetId } from '../../catalog/terms.ts';
import type { Assessment } from '../../model/assessment.ts';
import { table, type Column } from './column.ts';

type RuleRecord = Extract<Assessment['catalog']['rules'][number], { type: 'mapping' }>;
type VerdictRecord = RuleRecord['verdicts'][number];

interface VerdictRow {
  readonly rule: RuleRecord;
  readonly target: TargetId;
  readonly verdict: VerdictRecord;
}

const VERDICT_COLUMNS: readonly Column<VerdictRow>[] = [
  { name: 'rule', description: 'Id of the rule; the same as in findings.csv.', cell: ({ rule }) => rule.id },
  { name: 'rule_title', description: 'Title of the rule.', cell: ({ rule }) => rule.title },
  { name: 'capability', description: 'Id of the capability.', cell: ({ rule }) => rule.capability },
  { name: 'work_item', description: 'Id of the piece of work; empty where there is none.', cell: ({ rule }) => rule.workItem ?? '' },
  { name: 'target', description: 'The route to Voice for which the verdict stands.', cell: ({ target }) => target },
  { name: 'verdict', description: 'What becomes of it.', cell: ({ verdict }) => verdict.verdict },
  { name: 'equivalent', description: 'What stands in Voice in its place.', cell: ({ verdict }) => verdict.equivalent },
  { name: 'what_to_do', description: 'What the team does.', cell: ({ verdict }) => verdict.do },
  {
    name: 'caveats',
    description: 'What has to be known with it, one sentence after the other.',
    cell: ({ verdict }) => verdict.caveats.join(' '),
  },
  { name: 'basis', description: 'How sure the verdict is.', cell: ({ verdict }) => verdict.basis },
  {
    name: 'sources',
    description: 'Addresses of all sources, separated by a blank; the title where an address was not recorded.',
    cell: ({ verdict }) => verdict.sources.map((source) => source.url ?? source.title).join(' '),
  },
  {
    name: 'read',
    type: 'date',
    description: 'The day on which they were read; the earliest where there are several.',
    cell: ({ verdict }) => verdict.sources.map((source) => source.read).sort()[0] ?? '',
  },
];

/** The verdicts behind the findings: the sentences stand here once and not beside every finding. */
export const VERDICTS = table<VerdictRow>({
  name: 'verdicts',
  title: 'Verdicts',
  what: 'One row per rule that met something, and target.',
  columns: VERDICT_COLUMNS,
  rows: ({ catalog }) =>
    catalog.rules.flatMap((rule) =>
      rule.type === 'mapping' ? rule.verdicts.flatMap((verdict) => verdict.for.map((target) => ({ rule, target, verdict }))) : [],
    ),
});
