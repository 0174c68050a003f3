import type { TargetId } from '../../catalog/terms.ts';
import type { Assessment, FoundationResult, RepositoryRecord } from '../../model/assessment.ts';
import { distinct, table, type Column } from './column.ts';

interface FoundationRow {
  readonly repo: RepositoryRecord;
  readonly foundation: FoundationResult;
  readonly targets: readonly TargetId[];
  readonly record: Assessment['catalog']['foundations'][number] | undefined;
}

const FOUNDATION_COLUMNS: readonly Column<FoundationRow>[] = [
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
    type: 'link',
    description: 'Address of the first source.',
    cell: ({ record }) => record?.sources[0]?.url ?? record?.sources[0]?.title ?? '',
  },
];

/** Targets for which a foundation is in the same state share a row. */
export const FOUNDATIONS = table<FoundationRow>({
  name: 'foundations',
  title: 'Foundations',
  what: 'One row per thing that Salesforce Voice needs of the org, and repository.',
  columns: FOUNDATION_COLUMNS,
  rows({ catalog, repos }) {
    const records = new Map(catalog.foundations.map((record) => [record.id, record]));
    return repos.flatMap((repo) => {
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
  },
});
