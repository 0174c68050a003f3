/**
 * The tables as RFC 4180 CSV: UTF-8 without byte-order mark, CRLF, one header row, one fact to a column.
 * Columns are only ever added, at the end; docs/csv.md describes each and is made from this file.
 */
import { stringify } from 'csv-stringify/sync';
import { TARGETS, type TargetId } from '../catalog/terms.ts';
import { consumerEntries, fieldsByUse, type ConsumerEntry } from './consumers.ts';
import type {
  Adapter,
  Assessment,
  Audience,
  CallLog,
  ConnectorPartResult,
  ExternalSystem,
  Finding,
  FoundationResult,
  LoggedField,
  PhoneApp,
  PhoneHost,
  RepositoryRecord,
  RetrievalGap,
  RetrievedType,
} from '../model/assessment.ts';

type Cell = string | number | null;

export interface Column<Row> {
  readonly name: string;
  readonly description: string;
  readonly cell: (row: Row) => Cell;
}

export interface FindingRow {
  readonly repo: RepositoryRecord;
  readonly finding: Finding;
  readonly rule: Assessment['catalog']['rules'][number] | undefined;
}

type RuleRecord = NonNullable<FindingRow['rule']>;
type VerdictRecord = Extract<RuleRecord, { type: 'mapping' }>['verdicts'][number];

export const FINDING_COLUMNS: readonly Column<FindingRow>[] = [
  {
    name: 'fingerprint',
    description: 'Identity of the finding: fact id, colon, rule id. Holds no line number.',
    cell: ({ finding }) => finding.fingerprint,
  },
  { name: 'fact_id', description: 'Identity of what was found, whatever rule it meets.', cell: ({ finding }) => finding.factId },
  { name: 'repository', description: 'Id of the repository.', cell: ({ repo }) => repo.id },
  { name: 'file', description: 'Path in the repository, with forward slashes.', cell: ({ finding }) => finding.file },
  { name: 'line', description: 'Line, counted from 1.', cell: ({ finding }) => finding.line },
  { name: 'column', description: 'Column in UTF-16 code units, counted from 1.', cell: ({ finding }) => finding.column },
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
];

function verdictColumns(target: TargetId): Column<FindingRow>[] {
  const column = (suffix: string, description: string, cell: (verdict: VerdictRecord) => Cell): Column<FindingRow> => ({
    name: `${target.replaceAll('-', '_')}_${suffix}`,
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

export interface RepositoryRow {
  readonly repo: RepositoryRecord;
  /** The adapter that it holds; null where none was found in source. */
  readonly adapter: Adapter | null;
  /** Files of a demo adapter that nothing names. */
  readonly unused: readonly string[];
  readonly vendors: readonly string[];
  /** Kinds of evidence that the catalog knows. */
  readonly evidence: number;
}

const OF_THE_RECORD: readonly Column<RepositoryRecord>[] = [
  { name: 'repository', description: 'Id of the repository.', cell: (repo) => repo.id },
  { name: 'name', description: 'Its short name.', cell: (repo) => repo.name },
  {
    name: 'status',
    description: '`assessed`, `partly` (something was lost), `failed` (nothing could be read) or `nothing-found`.',
    cell: (repo) => repo.status,
  },
  { name: 'files_seen', description: 'Files in the repository, of whatever kind.', cell: (repo) => repo.filesSeen },
  { name: 'open_cti_definitions', description: 'Open CTI definitions that were read.', cell: (repo) => standing(repo, 'open-cti') },
  { name: 'voice_definitions', description: 'Definitions that are Voice already.', cell: (repo) => standing(repo, 'voice') },
  {
    name: 'cti_toolkit_definitions',
    description: 'Definitions of the retired desktop toolkit.',
    cell: (repo) => standing(repo, 'cti-toolkit'),
  },
  {
    name: 'verdict_findings',
    description: 'Findings with a verdict.',
    cell: (repo) => repo.findings.filter((finding) => finding.type === 'mapping').length,
  },
  {
    name: 'custom_findings',
    description: 'Of these, names that Salesforce does not document.',
    cell: (repo) => repo.findings.filter((finding) => finding.custom).length,
  },
  {
    name: 'check_findings',
    description: 'Documented constraints that are not kept.',
    cell: (repo) => repo.findings.filter((finding) => finding.type === 'check').length,
  },
  { name: 'uncovered', description: 'Facts that no rule covers.', cell: (repo) => repo.uncovered.length },
  { name: 'problems', description: 'Things that could not be read, or not wholly.', cell: (repo) => repo.problems.length },
  { name: 'open_questions', description: 'Questions that no file answers.', cell: (repo) => repo.questions.length },
  ...TARGETS.flatMap((target) => routeColumns(target)),
];

export const REPOSITORY_COLUMNS: readonly Column<RepositoryRow>[] = [
  ...OF_THE_RECORD.map(({ name, description, cell }): Column<RepositoryRow> => ({ name, description, cell: ({ repo }) => cell(repo) })),
  { name: 'vendors', description: 'Vendors that were recognised, joined by “; ”.', cell: ({ vendors }) => vendors.join('; ') },
  {
    name: 'last_commit',
    description: 'When the last commit was made, in UTC; empty without git.',
    cell: ({ repo }) => repo.lastCommit ?? '',
  },
  { name: 'owner', description: 'Owner, as a list of repositories says.', cell: ({ repo }) => repo.owner ?? '' },
  { name: 'label', description: 'Label, as a list of repositories says.', cell: ({ repo }) => repo.label ?? '' },
  {
    name: 'evidence_read',
    description: 'Kinds of evidence that were found and read, wholly or in part.',
    cell: ({ repo }) => repo.coverage.filter(({ state }) => state === 'read' || state === 'partly').length,
  },
  { name: 'evidence_kinds', description: 'Kinds of evidence that there are.', cell: ({ evidence }) => evidence },
  {
    name: 'adapter',
    description:
      'The adapter that it holds, by the id of the repository that holds most of it. Repositories with the same one hold copies; what belongs to an adapter is counted once for them.',
    cell: ({ adapter }) => adapter?.id ?? '',
  },
  {
    name: 'adapter_files',
    description: 'Files of its adapter that are long enough to compare.',
    cell: ({ adapter, repo }) => memberOf(adapter, repo)?.files ?? '',
  },
  {
    name: 'adapter_files_identical',
    description: 'Of these, files that are the same in the repository that holds most of the adapter.',
    cell: ({ adapter, repo }) => memberOf(adapter, repo)?.identical ?? '',
  },
  {
    name: 'adapter_files_near',
    description: 'Of these, files that are nearly the same there.',
    cell: ({ adapter, repo }) => memberOf(adapter, repo)?.near ?? '',
  },
  {
    name: 'unused_demo_files',
    description: 'Files of a demo adapter that nothing names, joined by “; ”: in no figure over all repositories.',
    cell: ({ unused }) => unused.join('; '),
  },
  ...TARGETS.map((target): Column<RepositoryRow> => ({
    name: `${target.replaceAll('-', '_')}_capabilities`,
    description: `For ${target}: each capability in use with its hardest verdict, as \`id: verdict\`, joined by “; ”.`,
    cell: ({ repo }) =>
      (repo.routes.find((route) => route.target === target)?.capabilities ?? [])
        .flatMap(({ id, verdict }) => (verdict === null ? [] : [`${id}: ${verdict}`]))
        .join('; '),
  })),
];

function memberOf(adapter: Adapter | null, { id }: RepositoryRecord): Adapter['repositories'][number] | undefined {
  return adapter?.repositories.find((member) => member.id === id);
}

function routeColumns(target: TargetId): Column<RepositoryRecord>[] {
  type RouteRecord = RepositoryRecord['routes'][number];
  const column = (suffix: string, description: string, cell: (route: RouteRecord) => Cell): Column<RepositoryRecord> => ({
    name: `${target.replaceAll('-', '_')}_${suffix}`,
    description: `For ${target}: ${description}`,
    cell: (repo) => {
      const route = repo.routes.find((candidate) => candidate.target === target);
      return route ? cell(route) : '';
    },
  });
  return [
    column(
      'readiness',
      'share of phone capabilities that move without redesign, 0 to 100; empty when nothing could be read.',
      ({ readiness }) => readiness.score,
    ),
    column(
      'readiness_floor',
      'the same if everything that the scan could not see had to be redesigned.',
      ({ readiness }) => readiness.floor,
    ),
    column('hours_low', 'low hours of the counted work items; an assumption.', ({ hours }) => hours?.[0] ?? null),
    column('hours_likely', 'likely hours; an assumption.', ({ hours }) => hours?.[1] ?? null),
    column('hours_high', 'high hours; an assumption.', ({ hours }) => hours?.[2] ?? null),
    column('work_items', 'work items counted.', ({ workItems }) => workItems.filter((item) => item.state === 'counted').length),
    column(
      'work_items_not_seen',
      'work items that nothing in the scan could show, in no sum.',
      ({ workItems }) => workItems.filter((item) => item.state === 'not-seen').length,
    ),
    column('gates_failed', 'gates that fail.', ({ gates }) => gates.filter((gate) => gate.outcome === 'fail').length),
    column('gates_unknown', 'gates that the scan cannot decide.', ({ gates }) => gates.filter((gate) => gate.outcome === 'unknown').length),
  ];
}

export interface VerdictRow {
  readonly rule: Extract<RuleRecord, { type: 'mapping' }>;
  readonly target: TargetId;
  readonly verdict: VerdictRecord;
}

export const VERDICT_COLUMNS: readonly Column<VerdictRow>[] = [
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
    description: 'The day on which they were read; the earliest where there are several.',
    cell: ({ verdict }) => verdict.sources.map((source) => source.read).sort()[0] ?? '',
  },
];

type Counterpart = Assessment['catalog']['callLogFields'][number];

export interface CallLogFieldRow {
  readonly repo: RepositoryRecord;
  readonly log: CallLog;
  /** Null where the write shows no field. */
  readonly field: LoggedField | null;
  /** Whether it is held against VoiceCall: fields of Task are, and those of a record that the source does not name. */
  readonly compared: boolean;
  readonly counterpart: Counterpart | null;
}

export const CALL_LOG_FIELD_COLUMNS: readonly Column<CallLogFieldRow>[] = [
  { name: 'repository', description: 'Id of the repository.', cell: ({ repo }) => repo.id },
  { name: 'file', description: 'Path in the repository, with forward slashes.', cell: ({ log, field }) => (field ?? log).file },
  {
    name: 'line',
    description: 'Line of the field, or of the write where no field can be read.',
    cell: ({ log, field }) => (field ?? log).line,
  },
  { name: 'column', description: 'Column in UTF-16 code units, counted from 1.', cell: ({ log, field }) => (field ?? log).column },
  {
    name: 'via',
    description: 'What writes it: `saveLog`, `apex`, `runApex`, `rest` or `markup`.',
    cell: ({ log }) => log.via,
  },
  { name: 'api', description: 'The interface that is used, as in findings.csv.', cell: ({ log }) => log.api },
  { name: 'object', description: 'API name of the object; empty where the source does not tell.', cell: ({ log }) => log.object ?? '' },
  { name: 'field', description: 'API name of the field; empty where no field can be read.', cell: ({ field }) => field?.name ?? '' },
  { name: 'custom', description: '`yes` for a custom field.', cell: ({ field }) => (field?.custom ? 'yes' : '') },
  { name: 'confidence', description: 'How sure it is, as in findings.csv.', cell: ({ field }) => field?.confidence ?? '' },
  {
    name: 'complete',
    description: '`no` where the write may hold further fields that could not be seen.',
    cell: ({ log }) => (log.complete ? 'yes' : 'no'),
  },
  {
    name: 'counterpart',
    description: 'What stands on VoiceCall for it; empty where none is known, and for fields of objects other than Task.',
    cell: ({ counterpart }) => counterpart?.counterpart ?? '',
  },
  {
    name: 'meaning',
    description:
      'What becomes of it: `carries-over`, `other-values`, `other-meaning`, `computed`, `obsolete`, `no-counterpart` or `unknown`; empty for fields of objects other than Task.',
    cell: ({ counterpart, compared, field }) => counterpart?.meaning ?? (compared && field ? 'unknown' : ''),
  },
  { name: 'basis', description: 'How sure that is.', cell: ({ counterpart }) => counterpart?.basis ?? '' },
  { name: 'note', description: 'What has to be known with it.', cell: ({ counterpart }) => counterpart?.note ?? '' },
  {
    name: 'source',
    description: 'Address of the first source; its title where an address was not recorded.',
    cell: ({ counterpart }) => counterpart?.sources[0]?.url ?? counterpart?.sources[0]?.title ?? '',
  },
  { name: 'context', description: '`test` for a test or a mock.', cell: ({ log }) => log.context ?? '' },
];

export interface ExternalSystemRow {
  readonly repo: RepositoryRecord;
  readonly system: ExternalSystem;
}

export const EXTERNAL_SYSTEM_COLUMNS: readonly Column<ExternalSystemRow>[] = [
  { name: 'repository', description: 'Id of the repository.', cell: ({ repo }) => repo.id },
  {
    name: 'system',
    description: 'The host with its port, or the expression that makes the address at run time.',
    cell: ({ system }) => system.name,
  },
  { name: 'kind', description: '`host` or `expression`.', cell: ({ system }) => system.kind },
  {
    name: 'ways',
    description:
      'How it is met, each once, joined by “; ”: `fetch`, `websocket`, `iframe` and so on; `definition` where a definition names it, `csp-trusted-site` and `remote-site` where set-up allows it.',
    cell: ({ system }) => distinct(system.places.map(({ means }) => means)),
  },
  {
    name: 'directions',
    description: '`out`: it is called. `in`: it is listened to. `allowed`: set-up lets it be reached. Joined by “; ”.',
    cell: ({ system }) => distinct(system.places.map(({ direction }) => direction)),
  },
  { name: 'place_count', description: 'Number of places, those in tests included.', cell: ({ system }) => system.places.length },
  {
    name: 'places',
    description: 'Every place as file:line, joined by “; ”.',
    cell: ({ system }) => distinct(system.places.map(({ file, line }) => `${file}:${line}`)),
  },
  {
    name: 'address',
    description: 'The address at the first place, credentials and queries left out or masked.',
    cell: ({ system }) => system.places[0]?.address ?? '',
  },
  {
    name: 'confidence',
    description: 'How sure the first place is, as in findings.csv.',
    cell: ({ system }) => system.places[0]?.confidence ?? '',
  },
];

function distinct(words: readonly string[]): string {
  return [...new Set(words)].join('; ');
}

export interface ConnectorPartRow {
  readonly repo: RepositoryRecord;
  readonly part: ConnectorPartResult;
  readonly record: Assessment['catalog']['connectorParts'][number] | undefined;
}

export const CONNECTOR_COLUMNS: readonly Column<ConnectorPartRow>[] = [
  { name: 'repository', description: 'Id of the repository.', cell: ({ repo }) => repo.id },
  {
    name: 'group',
    description: 'What kind of piece it is: `method`, `event`, `capability`, `server`, `flow`, `component`, `apex` or `configuration`.',
    cell: ({ record }) => record?.group ?? '',
  },
  { name: 'part', description: 'Its name, as Salesforce spells it.', cell: ({ part, record }) => record?.name ?? part.id },
  {
    name: 'standing',
    description: '`yes` where every connector needs it, whatever was found.',
    cell: ({ part }) => (part.standing ? 'yes' : ''),
  },
  {
    name: 'rules',
    description: 'Ids of the rules whose findings ask for it, joined by “; ”.',
    cell: ({ part }) => part.ruleIds.join('; '),
  },
  { name: 'findings', description: 'How many findings ask for it; those in tests do not count.', cell: ({ part }) => part.findings },
  { name: 'text', description: 'What it does and what it is for.', cell: ({ record }) => record?.text ?? '' },
];

export const CONSUMER_COLUMNS: readonly Column<ConsumerEntry>[] = [
  { name: 'type', description: 'Metadata type, as the Metadata API spells it.', cell: ({ consumer }) => consumer.type },
  { name: 'name', description: 'Full name in the Metadata API.', cell: ({ consumer }) => consumer.name },
  {
    name: 'label',
    description: 'The name that people see; empty where the file holds none.',
    cell: ({ consumer }) => consumer.label ?? '',
  },
  {
    name: 'folder',
    description: 'Report or dashboard folder; empty where the type has none.',
    cell: ({ consumer }) => consumer.folder ?? '',
  },
  {
    name: 'owner',
    description: 'Groups or roles that manage the folder, where metadata says so; never a person.',
    cell: ({ consumer }) => consumer.owner ?? '',
  },
  { name: 'file', description: 'Path in the repository, with forward slashes.', cell: ({ consumer }) => consumer.file },
  { name: 'line', description: 'Line where the component begins, counted from 1.', cell: ({ consumer }) => consumer.line },
  {
    name: 'fields',
    description: 'Fields of the call log that it uses, by their API names, each once, joined by “; ”.',
    cell: ({ consumer }) => distinct(consumer.fields.map(({ name }) => name)),
  },
  {
    name: 'uses',
    description: 'The same by use: `column: CallType, CallDisposition; filter: Call_Reason__c`.',
    cell: ({ consumer }) => [...fieldsByUse(consumer)].map(([use, names]) => `${use}: ${names.join(', ')}`).join('; '),
  },
  {
    name: 'written_by_adapter',
    description: 'Those of the fields that the adapter of the same scan writes, joined by “; ”.',
    cell: ({ consumer }) => distinct(consumer.fields.flatMap(({ name, written }) => (written ? [name] : []))),
  },
  {
    name: 'strength',
    description:
      '`certain`: it names a field that only calls fill. `likely`: it reads all Tasks, or what looks like a call’s. `weak`: only a name.',
    cell: ({ consumer }) => consumer.strength,
  },
  {
    name: 'signs',
    description: 'What shows it, the strongest first, joined by “; ”.',
    cell: ({ consumer }) => distinct(consumer.signs.map(({ detail }) => detail)),
  },
  {
    name: 'active',
    description: '`yes` or `no`; empty where the file does not say.',
    cell: ({ consumer }) => yesNo(consumer.active),
  },
  {
    name: 'action',
    description:
      'What must happen: `rebuild-on-voicecall`, `add-voicecall`, `keep-shadow-task`, `drop`, or `decide`, where somebody has to look first.',
    cell: ({ action }) => action ?? '',
  },
  { name: 'rule', description: 'Id of the rule that says so.', cell: ({ ruleId }) => ruleId ?? '' },
  {
    name: 'via',
    description: 'For a dashboard: the reports through which it is one, joined by “; ”.',
    cell: ({ consumer }) => distinct(consumer.via),
  },
  { name: 'namespace', description: 'Of a managed package; empty for the org’s own.', cell: ({ consumer }) => consumer.namespace ?? '' },
  { name: 'repository', description: 'Id of the repository.', cell: ({ repo }) => repo.id },
  {
    name: 'given_by_client',
    description: 'What the client gave of it, the use of a report say, joined by “; ”.',
    cell: ({ given }) => given.join('; '),
  },
  {
    name: 'fingerprints',
    description: 'The findings behind it, as in findings.csv, joined by “; ”.',
    cell: ({ fingerprints }) => fingerprints.join('; '),
  },
];

function yesNo(value: boolean | null): string {
  return value === null ? '' : value ? 'yes' : 'no';
}

/** An app, a page or component, or an audience: one of the three is there. */
export interface WhoAndWhereRow {
  readonly repo: RepositoryRecord;
  readonly part: PhoneApp | PhoneHost | Audience;
  readonly app?: PhoneApp;
  readonly host?: PhoneHost;
  readonly audience?: Audience;
}

export const WHO_AND_WHERE_COLUMNS: readonly Column<WhoAndWhereRow>[] = [
  { name: 'repository', description: 'Id of the repository.', cell: ({ repo }) => repo.id },
  {
    name: 'what',
    description: '`app`, `host` (a page or component in which the phone lives or from which it is dialed) or `audience` (who opens it).',
    cell: ({ app, host }) => (app ? 'app' : host ? 'host' : 'audience'),
  },
  { name: 'type', description: 'Metadata type, as the Metadata API spells it.', cell: ({ part }) => part.type },
  { name: 'name', description: 'Full name in the Metadata API.', cell: ({ part }) => part.name },
  { name: 'label', description: 'The name that people see; empty where the file holds none.', cell: ({ part }) => part.label ?? '' },
  { name: 'file', description: 'Path in the repository, with forward slashes.', cell: ({ part }) => part.file },
  { name: 'line', description: 'Line, counted from 1.', cell: ({ part }) => part.line },
  {
    name: 'kind',
    description:
      'Of an app `lightning-console`, `lightning-standard`, `classic-console` or `classic`; of a host `adapter`, `softphone`, `click-to-dial` or `voice`.',
    cell: ({ app, host }) => app?.kind ?? host?.role ?? '',
  },
  { name: 'cloud', description: 'Of an app: `sales` or `service`, where its file tells.', cell: ({ app }) => app?.cloud ?? '' },
  { name: 'utility_bar', description: 'Of an app: its utility bar.', cell: ({ app }) => app?.utilityBar?.name ?? '' },
  {
    name: 'utility_bar_found',
    description: '`no` where the file of the utility bar is not here, so that nobody can tell what it holds.',
    cell: ({ app }) => yesNo(app?.utilityBar?.found ?? null),
  },
  {
    name: 'open_cti',
    description: 'Of an app: whether it holds the softphone of Open CTI; empty where nothing shows it.',
    cell: ({ app }) => yesNo(app?.openCti ?? null),
  },
  {
    name: 'omni_channel',
    description: 'Of an app: whether it holds Omni-Channel; empty where nothing shows it.',
    cell: ({ app }) => yesNo(app?.omniChannel ?? null),
  },
  { name: 'conflict', description: '`yes` where an app holds both phones.', cell: ({ app }) => (app?.conflict ? 'yes' : '') },
  {
    name: 'allow_list',
    description: 'Of a console of Salesforce Classic: domains that it lets in, joined by “; ”.',
    cell: ({ app }) => distinct(app?.allowList ?? []),
  },
  {
    name: 'licence',
    description: 'Of an audience: its licence, where its file names one.',
    cell: ({ audience }) => audience?.licence ?? '',
  },
  {
    name: 'opens_apps',
    description: 'Of an audience: apps that it opens, joined by “; ”.',
    cell: ({ audience }) => distinct(audience?.apps.map(({ name }) => name) ?? []),
  },
  {
    name: 'default_apps',
    description: 'Those of the apps that open by default.',
    cell: ({ audience }) => distinct(audience?.apps.flatMap((app) => (app.default ? [app.name] : [])) ?? []),
  },
  {
    name: 'opens_pages',
    description: 'Visualforce pages of the phone that it opens.',
    cell: ({ audience }) => distinct(audience?.pages ?? []),
  },
  {
    name: 'opens_classes',
    description: 'Apex classes of the phone that it opens.',
    cell: ({ audience }) => distinct(audience?.classes ?? []),
  },
  {
    name: 'permissions',
    description: 'User permissions and objects of the phone, by their API names.',
    cell: ({ audience }) => distinct(audience?.permissions ?? []),
  },
  {
    name: 'presence_statuses',
    description: 'Presence statuses that it may use.',
    cell: ({ audience }) => distinct(audience?.presenceStatuses ?? []),
  },
  {
    name: 'bundles',
    description: 'Of a permission set group: the sets that it bundles.',
    cell: ({ audience }) => distinct(audience?.sets ?? []),
  },
  {
    name: 'mutes',
    description: 'Of a permission set group: the muting sets that take rights away.',
    cell: ({ audience }) => distinct(audience?.muted ?? []),
  },
];

export interface FoundationRow {
  readonly repo: RepositoryRecord;
  readonly foundation: FoundationResult;
  readonly targets: readonly TargetId[];
  readonly record: Assessment['catalog']['foundations'][number] | undefined;
}

export const FOUNDATION_COLUMNS: readonly Column<FoundationRow>[] = [
  { name: 'repository', description: 'Id of the repository.', cell: ({ repo }) => repo.id },
  { name: 'foundation', description: 'Id of what Salesforce Voice needs of the org.', cell: ({ foundation }) => foundation.id },
  { name: 'name', description: 'Its name.', cell: ({ record }) => record?.name ?? '' },
  { name: 'targets', description: 'Targets that need it, joined by “; ”.', cell: ({ targets }) => targets.join('; ') },
  {
    name: 'state',
    description: '`stands`: seen. `none`: looked for where it would be, and not there. `not-seen`: what would show it was not retrieved.',
    cell: ({ foundation }) => foundation.state,
  },
  {
    name: 'evidence',
    description: 'What shows it, joined by “; ”.',
    cell: ({ foundation }) => distinct(foundation.evidence.map(({ text }) => text)),
  },
  {
    name: 'places',
    description: 'Where it stands, as file:line, joined by “; ”.',
    cell: ({ foundation }) => distinct(foundation.evidence.map(({ file, line }) => `${file}:${line}`)),
  },
  { name: 'why', description: 'What it is for.', cell: ({ record }) => record?.why ?? '' },
  { name: 'basis', description: 'How sure it is that Voice needs it.', cell: ({ record }) => record?.basis ?? '' },
  {
    name: 'source',
    description: 'Address of the first source.',
    cell: ({ record }) => record?.sources[0]?.url ?? record?.sources[0]?.title ?? '',
  },
];

export interface RetrievalRow {
  readonly repo: RepositoryRecord;
  readonly type: string;
  /** Null where a result lists a gap and says nothing of the type beside it. */
  readonly held: RetrievedType | null;
  readonly gap: RetrievalGap | undefined;
  readonly record: Assessment['catalog']['orgTypes'][number] | undefined;
}

export const RETRIEVAL_COLUMNS: readonly Column<RetrievalRow>[] = [
  { name: 'repository', description: 'Id of the repository.', cell: ({ repo }) => repo.id },
  { name: 'type', description: 'Metadata type, as the Metadata API spells it.', cell: ({ type }) => type },
  {
    name: 'state',
    description:
      '`all`: a manifest asks for all of them. `some`: some are here, and nothing says that these are all. `none`: a manifest asks for all of them, and there is none. `not-retrieved`: none is here, and nothing shows that anybody asked; there may be many.',
    cell: ({ held }) => held?.state ?? 'not-retrieved',
  },
  { name: 'components', description: 'Components of it that are here.', cell: ({ held }) => held?.components ?? 0 },
  { name: 'unread_files', description: 'Files of it that could not be read, or not wholly.', cell: ({ held }) => held?.unread ?? 0 },
  {
    name: 'limit',
    description: 'What limits it: members that the manifest leaves out, an API version.',
    cell: ({ held }) => held?.limit ?? '',
  },
  { name: 'shows', description: 'What it shows, or would show.', cell: ({ record }) => record?.shows ?? '' },
  { name: 'note', description: 'What the lines do not bring.', cell: ({ record }) => record?.note ?? '' },
  {
    name: 'package_xml',
    description:
      'The lines for package.xml that bring it, on one line; empty where nothing is known to be missing (`all`, `none`, and `some` without a limit), and for types that are read where they are there and not asked for.',
    cell: ({ gap }) => (gap?.manifest ?? '').replace(/>\s+</g, '><').trim(),
  },
];

/** Rows come in pieces: a hundred thousand findings are more than one string can hold. */
export function* renderFindingsCsv(assessment: Assessment): Generator<string> {
  const rules = new Map(assessment.catalog.rules.map((rule) => [rule.id, rule]));
  function* rows(): Generator<FindingRow> {
    for (const repo of assessment.repos) for (const finding of repo.findings) yield { repo, finding, rule: rules.get(finding.ruleId) };
  }
  yield* render(assessment.run, FINDING_COLUMNS, rows());
}

export function* renderRepositoriesCsv({ repos, portfolio, catalog, run }: Assessment): Generator<string> {
  const adapters = new Map(portfolio.adapters.flatMap((adapter) => adapter.repositories.map(({ id }) => [id, adapter] as const)));
  const unused = new Map(portfolio.unused.map(({ repository, files }) => [repository, files]));
  const vendors = new Map(catalog.vendors.map(({ id, name }) => [id, name]));
  function* rows(): Generator<RepositoryRow> {
    for (const repo of repos) {
      yield {
        repo,
        adapter: adapters.get(repo.id) ?? null,
        unused: unused.get(repo.id) ?? [],
        vendors: [...new Set(repo.vendors.map(({ id }) => vendors.get(id) ?? id))],
        evidence: catalog.evidence.length,
      };
    }
  }
  yield* render(run, REPOSITORY_COLUMNS, rows());
}

/** The verdicts behind the findings, one row per rule and target: the sentences stand here once and not beside every finding. */
export function renderVerdictsCsv(assessment: Assessment): Generator<string> {
  const rows = assessment.catalog.rules.flatMap((rule) =>
    rule.type === 'mapping' ? rule.verdicts.flatMap((verdict) => verdict.for.map((target) => ({ rule, target, verdict }))) : [],
  );
  return render(assessment.run, VERDICT_COLUMNS, rows);
}

/** One row a field and place. A write whose fields cannot be read still has a row. */
export function* renderCallLogFieldsCsv(assessment: Assessment): Generator<string> {
  const known = new Map(assessment.catalog.callLogFields.map((record) => [record.field, record]));
  function* rows(): Generator<CallLogFieldRow> {
    for (const repo of assessment.repos) {
      for (const log of repo.callLogs) {
        // Only a Task's fields have counterparts; a record that the source does not name is taken for one.
        const compared = log.object === null || /^task$/i.test(log.object);
        for (const field of log.fields) yield { repo, log, field, compared, counterpart: (compared && known.get(field.name)) || null };
        if (log.fields.length === 0) yield { repo, log, field: null, compared, counterpart: null };
      }
    }
  }
  yield* render(assessment.run, CALL_LOG_FIELD_COLUMNS, rows());
}

/** One row a system and repository. */
export function renderExternalSystemsCsv(assessment: Assessment): Generator<string> {
  return render(
    assessment.run,
    EXTERNAL_SYSTEM_COLUMNS,
    assessment.repos.flatMap((repo) => repo.externalSystems.map((system) => ({ repo, system }))),
  );
}

/** What a connector that the company builds is made of, one row a part and repository. */
export function renderConnectorWorkListCsv(assessment: Assessment): Generator<string> {
  const records = new Map(assessment.catalog.connectorParts.map((record) => [record.id, record]));
  return render(
    assessment.run,
    CONNECTOR_COLUMNS,
    assessment.repos.flatMap((repo) => repo.connector.map((part) => ({ repo, part, record: records.get(part.id) }))),
  );
}

/** One row a component: each is a piece of work to be given to somebody. */
export function renderTaskConsumersCsv(assessment: Assessment): Generator<string> {
  return render(assessment.run, CONSUMER_COLUMNS, consumerEntries(assessment));
}

/** Apps, then pages and components, then who opens them, repository by repository. */
export function renderWhoAndWhereCsv(assessment: Assessment): Generator<string> {
  return render(
    assessment.run,
    WHO_AND_WHERE_COLUMNS,
    assessment.repos.flatMap((repo) => [
      ...(repo.org?.apps ?? []).map((app) => ({ repo, part: app, app })),
      ...(repo.org?.hosts ?? []).map((host) => ({ repo, part: host, host })),
      ...(repo.org?.audiences ?? []).map((audience) => ({ repo, part: audience, audience })),
    ]),
  );
}

/** One row a foundation and repository; targets for which it is in the same state share it. */
export function renderFoundationsCsv(assessment: Assessment): Generator<string> {
  const records = new Map(assessment.catalog.foundations.map((record) => [record.id, record]));
  const rows = assessment.repos.flatMap((repo) => {
    const same = new Map<string, { foundation: FoundationResult; targets: TargetId[] }>();
    for (const { target, foundations } of repo.routes) {
      for (const foundation of foundations) {
        const key = `${foundation.id} ${foundation.state}`;
        const known = same.get(key);
        if (known) known.targets.push(target);
        else same.set(key, { foundation, targets: [target] });
      }
    }
    return [...same.values()].map((row) => ({ repo, ...row, record: records.get(row.foundation.id) }));
  });
  return render(assessment.run, FOUNDATION_COLUMNS, rows);
}

/** One row a metadata type and repository that holds any. */
export function renderRetrievalCsv(assessment: Assessment): Generator<string> {
  const records = new Map(assessment.catalog.orgTypes.map((record) => [record.type, record]));
  const rows = assessment.repos.flatMap((repo) => {
    const gaps = new Map(repo.gaps.map((gap) => [gap.type, gap]));
    const held = new Map((repo.org?.types ?? []).map((one) => [one.type, one]));
    return [...new Set([...held.keys(), ...gaps.keys()])].map((type) => ({
      repo,
      type,
      held: held.get(type) ?? null,
      gap: gaps.get(type),
      record: records.get(type),
    }));
  });
  return render(assessment.run, RETRIEVAL_COLUMNS, rows);
}

/** A lone LF inside a cell needs quotes as much as CRLF does; the library sees to the latter only. */
const FORMAT = { record_delimiter: 'windows', quoted_match: /[\r\n]/ } as const;

const ROWS_IN_A_PIECE = 1000;

/** The last column names the run in every row, so that tables of two runs are not taken for one. */
function* render<Row>(run: string | undefined, columns: readonly Column<Row>[], rows: Iterable<Row>): Generator<string> {
  let piece: Cell[][] = [[...columns.map(({ name }) => name), 'run']];
  for (const row of rows) {
    piece.push([...columns.map(({ cell }) => tame(cell(row))), run ?? '']);
    if (piece.length < ROWS_IN_A_PIECE) continue;
    yield stringify(piece, FORMAT);
    piece = [];
  }
  if (piece.length > 0) yield stringify(piece, FORMAT);
}

/** Excel cuts a cell at 32,767 characters and would not say so. */
const LONGEST_CELL = 32_000;

/**
 * A cell that a spreadsheet would run as a formula gets an apostrophe before it, also behind leading blanks and after a line break
 * (https://owasp.org/www-community/attacks/CSV_Injection). Numbers stay numbers. Control characters, which no cell can show, go.
 */
function tame(cell: Cell): Cell {
  if (typeof cell !== 'string') return cell;
  const cut = cell.length > LONGEST_CELL ? `${cell.slice(0, LONGEST_CELL)} … (${cell.length} characters)` : cell;
  // oxlint-disable-next-line no-control-regex
  const shown = cut.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');
  return shown.replace(/(^|[\r\n])([ \u00a0\u3000]*)([=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/g, "$1$2'$3");
}

function standing(repo: RepositoryRecord, kind: RepositoryRecord['definitions'][number]['standing']): number {
  return repo.definitions.filter((definition) => definition.standing === kind).length;
}
