import type { Assessment, ConnectorPartResult, RepositoryRecord } from '../../model/assessment.ts';
import { table, type Column } from './column.ts';

interface ConnectorPartRow {
  readonly repo: RepositoryRecord;
  readonly part: ConnectorPartResult;
  readonly record: Assessment['catalog']['connectorParts'][number] | undefined;
}

const CONNECTOR_COLUMNS: readonly Column<ConnectorPartRow>[] = [
  { name: 'repository', description: 'Id of the repository.', cell: ({ repo }) => repo.id },
  {
    name: 'group',
    description: 'What kind of piece it is: `method`, `event`, `capability`, `server`, `flow`, `component`, `apex` or `configuration`.',
    cell: ({ record }) => record?.group ?? '',
  },
  { name: 'part', description: 'Its name, as Salesforce spells it.', cell: ({ part, record }) => record?.name ?? part.id },
  {
    name: 'standing',
    type: 'boolean',
    description: '`yes` where every connector needs it, whatever was found.',
    cell: ({ part }) => (part.standing ? 'yes' : ''),
  },
  {
    name: 'rules',
    description: 'Ids of the rules whose findings ask for it, joined by “; ”.',
    cell: ({ part }) => part.ruleIds.join('; '),
  },
  {
    name: 'findings',
    type: 'integer',
    description: 'How many findings ask for it; those in tests do not count.',
    cell: ({ part }) => part.findings,
  },
  { name: 'text', description: 'What it does and what it is for.', cell: ({ record }) => record?.text ?? '' },
];

export const CONNECTOR_WORK_LIST = table<ConnectorPartRow>({
  name: 'connector-work-list',
  title: 'Connector work list',
  what: 'One row per part of a connector that a company builds for partner telephony, and repository. For every other target it has no meaning.',
  columns: CONNECTOR_COLUMNS,
  rows({ catalog, repos }) {
    const records = new Map(catalog.connectorParts.map((record) => [record.id, record]));
    return repos.flatMap((repo) => repo.connector.map((part) => ({ repo, part, record: records.get(part.id) })));
  },
});
