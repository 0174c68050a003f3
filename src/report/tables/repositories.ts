import { TARGETS, type TargetId } from '../../catalog/terms.ts';
import type { Adapter, RepositoryRecord } from '../../model/assessment.ts';
import { columnOf, table, type Cell, type Column, type ColumnType } from './column.ts';

interface RepositoryRow {
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
  { name: 'files_seen', type: 'integer', description: 'Files in the repository, of whatever kind.', cell: (repo) => repo.filesSeen },
  {
    name: 'open_cti_definitions',
    type: 'integer',
    description: 'Open CTI definitions that were read.',
    cell: (repo) => standing(repo, 'open-cti'),
  },
  {
    name: 'voice_definitions',
    type: 'integer',
    description: 'Definitions that are Voice already.',
    cell: (repo) => standing(repo, 'voice'),
  },
  {
    name: 'cti_toolkit_definitions',
    type: 'integer',
    description: 'Definitions of the retired desktop toolkit.',
    cell: (repo) => standing(repo, 'cti-toolkit'),
  },
  {
    name: 'verdict_findings',
    type: 'integer',
    description: 'Findings with a verdict.',
    cell: (repo) => repo.findings.filter((finding) => finding.type === 'mapping').length,
  },
  {
    name: 'custom_findings',
    type: 'integer',
    description: 'Of these, names that Salesforce does not document.',
    cell: (repo) => repo.findings.filter((finding) => finding.custom).length,
  },
  {
    name: 'check_findings',
    type: 'integer',
    description: 'Documented constraints that are not kept.',
    cell: (repo) => repo.findings.filter((finding) => finding.type === 'check').length,
  },
  { name: 'uncovered', type: 'integer', description: 'Facts that no rule covers.', cell: (repo) => repo.uncovered.length },
  { name: 'problems', type: 'integer', description: 'Things that could not be read, or not wholly.', cell: (repo) => repo.problems.length },
  { name: 'open_questions', type: 'integer', description: 'Questions that no file answers.', cell: (repo) => repo.questions.length },
  ...TARGETS.flatMap((target) => routeColumns(target)),
];

const REPOSITORY_COLUMNS: readonly Column<RepositoryRow>[] = [
  ...OF_THE_RECORD.map(({ cell, ...column }): Column<RepositoryRow> => ({ ...column, cell: ({ repo }) => cell(repo) })),
  { name: 'vendors', description: 'Vendors that were recognised, joined by “; ”.', cell: ({ vendors }) => vendors.join('; ') },
  {
    name: 'last_commit',
    type: 'date',
    description: 'When the last commit was made, in UTC; empty without git.',
    cell: ({ repo }) => repo.lastCommit ?? '',
  },
  { name: 'owner', description: 'Owner, as a list of repositories says.', cell: ({ repo }) => repo.owner ?? '' },
  { name: 'label', description: 'Label, as a list of repositories says.', cell: ({ repo }) => repo.label ?? '' },
  {
    name: 'evidence_read',
    type: 'integer',
    description: 'Kinds of evidence that were found and read, wholly or in part.',
    cell: ({ repo }) => repo.coverage.filter(({ state }) => state === 'read' || state === 'partly').length,
  },
  { name: 'evidence_kinds', type: 'integer', description: 'Kinds of evidence that there are.', cell: ({ evidence }) => evidence },
  {
    name: 'adapter',
    description:
      'The adapter that it holds, by the id of the repository that holds most of it. Repositories with the same one hold copies; what belongs to an adapter is counted once for them.',
    cell: ({ adapter }) => adapter?.id ?? '',
  },
  {
    name: 'adapter_files',
    type: 'integer',
    description: 'Files of its adapter that are long enough to compare.',
    cell: ({ adapter, repo }) => memberOf(adapter, repo)?.files ?? '',
  },
  {
    name: 'adapter_files_identical',
    type: 'integer',
    description: 'Of these, files that are the same in the repository that holds most of the adapter.',
    cell: ({ adapter, repo }) => memberOf(adapter, repo)?.identical ?? '',
  },
  {
    name: 'adapter_files_near',
    type: 'integer',
    description: 'Of these, files that are nearly the same there.',
    cell: ({ adapter, repo }) => memberOf(adapter, repo)?.near ?? '',
  },
  {
    name: 'unused_demo_files',
    description: 'Files of a demo adapter that nothing names, joined by “; ”: in no figure over all repositories.',
    cell: ({ unused }) => unused.join('; '),
  },
  ...TARGETS.map((target): Column<RepositoryRow> => ({
    name: columnOf(target, 'capabilities'),
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

function standing(repo: RepositoryRecord, kind: RepositoryRecord['definitions'][number]['standing']): number {
  return repo.definitions.filter((definition) => definition.standing === kind).length;
}

function routeColumns(target: TargetId): Column<RepositoryRecord>[] {
  type RouteRecord = RepositoryRecord['routes'][number];
  const column = (suffix: string, type: ColumnType, description: string, cell: (route: RouteRecord) => Cell): Column<RepositoryRecord> => ({
    name: columnOf(target, suffix),
    type,
    description: `For ${target}: ${description}`,
    cell: (repo) => {
      const route = repo.routes.find((candidate) => candidate.target === target);
      return route ? cell(route) : '';
    },
  });
  return [
    column(
      'readiness',
      'integer',
      'share of phone capabilities that move without redesign, 0 to 100; empty when nothing could be read.',
      ({ readiness }) => readiness.score,
    ),
    column(
      'readiness_floor',
      'integer',
      'the same if everything that the scan could not see had to be redesigned.',
      ({ readiness }) => readiness.floor,
    ),
    column('hours_low', 'number', 'low hours of the counted work items; an assumption.', ({ hours }) => hours?.[0] ?? null),
    column('hours_likely', 'number', 'likely hours; an assumption.', ({ hours }) => hours?.[1] ?? null),
    column('hours_high', 'number', 'high hours; an assumption.', ({ hours }) => hours?.[2] ?? null),
    column('work_items', 'integer', 'work items counted.', ({ workItems }) => workItems.filter((item) => item.state === 'counted').length),
    column(
      'work_items_not_seen',
      'integer',
      'work items that nothing in the scan could show, in no sum.',
      ({ workItems }) => workItems.filter((item) => item.state === 'not-seen').length,
    ),
    column('gates_failed', 'integer', 'gates that fail.', ({ gates }) => gates.filter((gate) => gate.outcome === 'fail').length),
    column(
      'gates_unknown',
      'integer',
      'gates that the scan cannot decide.',
      ({ gates }) => gates.filter((gate) => gate.outcome === 'unknown').length,
    ),
  ];
}

export const REPOSITORIES = table<RepositoryRow>({
  name: 'repositories',
  title: 'Repositories',
  what: 'One row per repository.',
  columns: REPOSITORY_COLUMNS,
  *rows({ repos, portfolio, catalog }) {
    const adapters = new Map(portfolio.adapters.flatMap((adapter) => adapter.repositories.map(({ id }) => [id, adapter] as const)));
    const unused = new Map(portfolio.unused.map(({ repository, files }) => [repository, files]));
    const vendors = new Map(catalog.vendors.map(({ id, name }) => [id, name]));
    for (const repo of repos) {
      yield {
        repo,
        adapter: adapters.get(repo.id) ?? null,
        unused: unused.get(repo.id) ?? [],
        vendors: [...new Set(repo.vendors.map(({ id }) => vendors.get(id) ?? id))],
        evidence: catalog.evidence.length,
      };
    }
  },
});
