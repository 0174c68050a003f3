import { consumerEntries, fieldsByUse, type ConsumerEntry } from '../consumers.ts';
import { distinct, table, yesNo, type Column } from './column.ts';

const CONSUMER_COLUMNS: readonly Column<ConsumerEntry>[] = [
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
  { name: 'line', type: 'integer', description: 'Line where the component begins, counted from 1.', cell: ({ consumer }) => consumer.line },
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
    type: 'boolean',
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

export const TASK_CONSUMERS = table<ConsumerEntry>({
  name: 'task-consumers',
  title: 'Consumers of call Tasks',
  what: 'One row per component of the org that uses the Tasks of calls. Its fields and signs stand joined in one cell each, so that every row is one piece of work.',
  columns: CONSUMER_COLUMNS,
  rows: consumerEntries,
});
