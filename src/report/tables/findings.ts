import { TARGETS, type TargetId } from '../../catalog/terms.ts';
import type { Assessment, Finding, RepositoryRecord } from '../../model/assessment.ts';
import { columnOf, table, type Cell, type Column } from './column.ts';

interface FindingRow {
  readonly repo: RepositoryRecord;
  readonly finding: Finding;
  readonly rule: Assessment['catalog']['rules'][number] | undefined;
}

type RuleRecord = NonNullable<FindingRow['rule']>;
type VerdictRecord = Extract<RuleRecord, { type: 'mapping' }>['verdicts'][number];

const FINDING_COLUMNS: readonly Column<FindingRow>[] = [
  {
    name: 'fingerprint',
    description: 'Identity of the finding: fact id, colon, rule id. Holds no line number.',
    cell: ({ finding }) => finding.fingerprint,
  },
  { name: 'fact_id', description: 'Identity of what was found, whatever rule it meets.', cell: ({ finding }) => finding.factId },
  { name: 'repository', description: 'Id of the repository.', cell: ({ repo }) => repo.id },
  { name: 'file', description: 'Path in the repository, with forward slashes.', cell: ({ finding }) => finding.file },
  { name: 'line', type: 'integer', description: 'Line, counted from 1.', cell: ({ finding }) => finding.line },
  { name: 'column', type: 'integer', description: 'Column in UTF-16 code units, counted from 1.', cell: ({ finding }) => finding.column },
  {
    name: 'definition',
    description: 'Internal name of the call center definition; empty for adapter source.',
    cell: ({ finding }) => finding.definition,
  },
  {
    name: 'type',
    description: '`mapping`: a verdict on something found. `check`: a documented constraint that is not kept.',
    cell: ({ finding }) => finding.type,
  },
  {
    name: 'kind',
    description:
      'What was found: `definition-item`, `definition-section` and so on; in source `call`, `constant`, `reference` (named, not called), `script-load`, `component`, `console-use`, `trace` (an indication); `check`.',
    cell: ({ finding }) => finding.kind,
  },
  {
    name: 'api',
    description:
      'The interface it belongs to: `definition` for call center definitions; `opencti` for sforce.opencti, `interaction` for sforce.interaction and so on; `library`, `component`, `canvas`, `behaviour`.',
    cell: ({ finding }) => finding.api,
  },
  { name: 'section', description: 'Section of the definition, where there is one.', cell: ({ finding }) => finding.section ?? '' },
  {
    name: 'name',
    description: 'Name of the item, section, setting, field or member; `(namespace)` for the API itself, `*` for a member set at run time.',
    cell: ({ finding }) => finding.name,
  },
  {
    name: 'value',
    description: 'Its value, in source the expression, shortened; `[masked]` where it is or looks like a credential.',
    cell: ({ finding }) => finding.value,
  },
  {
    name: 'confidence',
    description:
      '`exact`: stands there in full. `resolved`: followed through names, parameters or files. `dynamic`: partly made at run time. `text`: from text that could not be parsed, or a pattern.',
    cell: ({ finding }) => finding.confidence,
  },
  {
    name: 'custom',
    type: 'boolean',
    description: '`yes` for names that Salesforce does not document.',
    cell: ({ finding }) => (finding.custom ? 'yes' : ''),
  },
  { name: 'rule', description: 'Id of the rule; `cti2voice rules show <id>` prints it.', cell: ({ finding }) => finding.ruleId },
  { name: 'rule_title', description: 'Title of the rule.', cell: ({ rule }) => rule?.title ?? '' },
  {
    name: 'rule_origin',
    description: '`shipped`, or `added` or `overridden` where `--rules` brought it.',
    cell: ({ rule }) => rule?.origin ?? '',
  },
  { name: 'capability', description: 'Id of the capability, in the client’s language.', cell: ({ finding }) => finding.capability },
  {
    name: 'work_item',
    description: 'Id of the piece of work that it leads to; empty where there is none.',
    cell: ({ finding }) => finding.workItem ?? '',
  },
  { name: 'severity', description: 'For checks: `defect`, `risk` or `note`.', cell: ({ finding }) => finding.severity ?? '' },
  { name: 'message', description: 'For checks: what is not kept.', cell: ({ finding }) => finding.message ?? '' },
  { name: 'check_what_to_do', description: 'For checks: what to do.', cell: ({ rule }) => (rule?.type === 'check' ? rule.do : '') },
  { name: 'check_basis', description: 'For checks: how sure it is.', cell: ({ rule }) => (rule?.type === 'check' ? rule.basis : '') },
  {
    name: 'check_source',
    type: 'link',
    description: 'For checks: address of the first source.',
    cell: ({ rule }) => (rule?.type === 'check' ? (rule.sources[0]?.url ?? rule.sources[0]?.title ?? '') : ''),
  },
  ...TARGETS.flatMap((target) => verdictColumns(target)),
  {
    name: 'chain',
    description: 'How it was found in source, step by step, joined by “ > ”; empty where it stands there in full.',
    cell: ({ finding }) => (finding.chain ?? []).join(' > '),
  },
  {
    name: 'snippet',
    description: 'The line of source, shortened, credentials masked; empty for definitions.',
    cell: ({ finding }) => finding.snippet ?? '',
  },
  {
    name: 'context',
    description: '`test` for what stands in a test or a mock: it is shown and counts nowhere.',
    cell: ({ finding }) => finding.context ?? '',
  },
  {
    name: 'waiver',
    description: 'The waiver that is in force for it, as waivers.csv names it: it is in no hours, and stays in the score.',
    cell: ({ finding }) => finding.waiver ?? '',
  },
];

function verdictColumns(target: TargetId): Column<FindingRow>[] {
  const column = (suffix: string, description: string, cell: (verdict: VerdictRecord) => Cell): Column<FindingRow> => ({
    name: columnOf(target, suffix),
    type: suffix === 'source' ? 'link' : 'text',
    description: `For ${target}: ${description}`,
    cell: ({ rule }) => {
      const verdict = rule?.type === 'mapping' ? rule.verdicts.find((candidate) => candidate.for.includes(target)) : undefined;
      return verdict ? cell(verdict) : '';
    },
  });
  return [
    column('verdict', 'what becomes of it.', (verdict) => verdict.verdict),
    column('equivalent', 'what stands in Voice in its place.', (verdict) => verdict.equivalent),
    column('basis', 'how sure the verdict is.', (verdict) => verdict.basis),
    column(
      'source',
      'address of the first source; verdicts.csv has all of them, and what to do.',
      (verdict) => verdict.sources[0]?.url ?? verdict.sources[0]?.title ?? '',
    ),
  ];
}

export const FINDINGS = table<FindingRow>({
  name: 'findings',
  title: 'Findings',
  what: 'One row per finding.',
  columns: FINDING_COLUMNS,
  *rows({ catalog, repos }) {
    const rules = new Map(catalog.rules.map((rule) => [rule.id, rule]));
    for (const repo of repos) for (const finding of repo.findings) yield { repo, finding, rule: rules.get(finding.ruleId) };
  },
});
