import type { Assessment, CallLog, LoggedField, RepositoryRecord } from '../../model/assessment.ts';
import { table, type Column } from './column.ts';

type Counterpart = Assessment['catalog']['callLogFields'][number];

interface CallLogFieldRow {
  readonly repo: RepositoryRecord;
  readonly log: CallLog;
  /** Null where the write shows no field. */
  readonly field: LoggedField | null;
  /** Whether it is held against VoiceCall: fields of Task are, and those of a record that the source does not name. */
  readonly compared: boolean;
  readonly counterpart: Counterpart | null;
}

const CALL_LOG_FIELD_COLUMNS: readonly Column<CallLogFieldRow>[] = [
  { name: 'repository', description: 'Id of the repository.', cell: ({ repo }) => repo.id },
  { name: 'file', description: 'Path in the repository, with forward slashes.', cell: ({ log, field }) => (field ?? log).file },
  {
    name: 'line',
    type: 'integer',
    description: 'Line of the field, or of the write where no field can be read.',
    cell: ({ log, field }) => (field ?? log).line,
  },
  {
    name: 'column',
    type: 'integer',
    description: 'Column in UTF-16 code units, counted from 1.',
    cell: ({ log, field }) => (field ?? log).column,
  },
  {
    name: 'via',
    description: 'What writes it: `saveLog`, `apex`, `runApex`, `rest` or `markup`.',
    cell: ({ log }) => log.via,
  },
  { name: 'api', description: 'The interface that is used, as in findings.csv.', cell: ({ log }) => log.api },
  { name: 'object', description: 'API name of the object; empty where the source does not tell.', cell: ({ log }) => log.object ?? '' },
  { name: 'field', description: 'API name of the field; empty where no field can be read.', cell: ({ field }) => field?.name ?? '' },
  { name: 'custom', type: 'boolean', description: '`yes` for a custom field.', cell: ({ field }) => (field?.custom ? 'yes' : '') },
  { name: 'confidence', description: 'How sure it is, as in findings.csv.', cell: ({ field }) => field?.confidence ?? '' },
  {
    name: 'complete',
    type: 'boolean',
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
    type: 'link',
    description: 'Address of the first source; its title where an address was not recorded.',
    cell: ({ counterpart }) => counterpart?.sources[0]?.url ?? counterpart?.sources[0]?.title ?? '',
  },
  { name: 'context', description: '`test` for a test or a mock.', cell: ({ log }) => log.context ?? '' },
];

export const CALL_LOG_FIELDS = table<CallLogFieldRow>({
  name: 'call-log-fields',
  title: 'Call log fields',
  what: 'One row per field that the adapter writes to a record, and place. A write whose fields cannot be read has one row with an empty field.',
  columns: CALL_LOG_FIELD_COLUMNS,
  *rows({ catalog, repos }) {
    const known = new Map(catalog.callLogFields.map((record) => [record.field, record]));
    for (const repo of repos) {
      for (const log of repo.callLogs) {
        // Only a Task's fields have counterparts; a record that the source does not name is taken for one.
        const compared = log.object === null || /^task$/i.test(log.object);
        for (const field of log.fields) yield { repo, log, field, compared, counterpart: (compared && known.get(field.name)) || null };
        if (log.fields.length === 0) yield { repo, log, field: null, compared, counterpart: null };
      }
    }
  },
});
