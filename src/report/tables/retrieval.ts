import type { Assessment, RepositoryRecord, RetrievalGap, RetrievedType } from '../../model/assessment.ts';
import { table, type Column } from './column.ts';

interface RetrievalRow {
  readonly repo: RepositoryRecord;
  readonly type: string;
  /** Null where a result lists a gap and says nothing of the type beside it. */
  readonly held: RetrievedType | null;
  readonly gap: RetrievalGap | undefined;
  readonly record: Assessment['catalog']['orgTypes'][number] | undefined;
}

const RETRIEVAL_COLUMNS: readonly Column<RetrievalRow>[] = [
  { name: 'repository', description: 'Id of the repository.', cell: ({ repo }) => repo.id },
  { name: 'type', description: 'Metadata type, as the Metadata API spells it.', cell: ({ type }) => type },
  {
    name: 'state',
    description:
      '`all`: a manifest asks for all of them. `some`: some are here, and nothing says that these are all. `none`: a manifest asks for all of them, and there is none. `not-retrieved`: none is here, and nothing shows that anybody asked; there may be many.',
    cell: ({ held }) => held?.state ?? 'not-retrieved',
  },
  { name: 'components', type: 'integer', description: 'Components of it that are here.', cell: ({ held }) => held?.components ?? 0 },
  {
    name: 'unread_files',
    type: 'integer',
    description: 'Files of it that could not be read, or not wholly.',
    cell: ({ held }) => held?.unread ?? 0,
  },
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

export const RETRIEVAL = table<RetrievalRow>({
  name: 'retrieval',
  title: 'Retrieval',
  what: 'One row per metadata type and repository that holds metadata of an org.',
  columns: RETRIEVAL_COLUMNS,
  rows({ catalog, repos }) {
    const records = new Map(catalog.orgTypes.map((record) => [record.type, record]));
    return repos.flatMap((repo) => {
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
  },
});
