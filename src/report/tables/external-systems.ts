import type { ExternalSystem, RepositoryRecord } from '../../model/assessment.ts';
import { distinct, table, type Column } from './column.ts';

interface ExternalSystemRow {
  readonly repo: RepositoryRecord;
  readonly system: ExternalSystem;
}

const EXTERNAL_SYSTEM_COLUMNS: readonly Column<ExternalSystemRow>[] = [
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
  {
    name: 'place_count',
    type: 'integer',
    description: 'Number of places, those in tests included.',
    cell: ({ system }) => system.places.length,
  },
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

export const EXTERNAL_SYSTEMS = table<ExternalSystemRow>({
  name: 'external-systems',
  title: 'External systems',
  what: 'One row per system outside Salesforce, and repository.',
  columns: EXTERNAL_SYSTEM_COLUMNS,
  rows: ({ repos }) => repos.flatMap((repo) => repo.externalSystems.map((system) => ({ repo, system }))),
});
