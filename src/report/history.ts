/** Every run of a ledger as one table: a row for each run, repository and capability. */
import type { Point } from '../pace/points.ts';
import type { CsvOptions } from './formats.ts';
import type { Cell } from './tables/column.ts';
import { writeCsv } from './tables/csv.ts';

interface HistoryRow {
  readonly point: Point;
  readonly repository: Point['repositories'][number];
  readonly capability: NonNullable<Point['repositories'][number]['capabilities']>[number];
}

/** Columns are only ever added, behind those that are there. docs/progress.md describes them. */
export const HISTORY_COLUMNS: readonly { readonly name: string; readonly description: string; readonly cell: (row: HistoryRow) => Cell }[] =
  [
    { name: 'date', description: 'Day of the run.', cell: ({ point }) => point.date },
    { name: 'run', description: 'The beginning of its id.', cell: ({ point }) => point.run },
    { name: 'from', description: '`scan`: recorded at the time. `history`: rebuilt from git later.', cell: ({ point }) => point.from },
    { name: 'tool', description: 'Version of cti2voice.', cell: ({ point }) => point.tool },
    { name: 'catalog', description: 'Version of the catalog of rules.', cell: ({ point }) => point.catalog },
    { name: 'repository', description: 'Id of the repository.', cell: ({ repository }) => repository.id },
    { name: 'owner', description: 'Its owner, from the list or from CODEOWNERS.', cell: ({ repository }) => repository.owner ?? '' },
    { name: 'capability', description: 'Id of the capability.', cell: ({ capability }) => capability.id },
    { name: 'open', description: 'Open findings.', cell: ({ capability }) => capability.open },
    { name: 'done', description: 'Findings done by then of all that were ever open.', cell: ({ capability }) => capability.done },
    { name: 'waived', description: 'Findings under a waiver.', cell: ({ capability }) => capability.waived },
    {
      name: 'hours_low',
      description: 'Low hours for the chosen target; empty without one.',
      cell: ({ capability }) => capability.hours?.low ?? null,
    },
    { name: 'hours_likely', description: 'Likely hours, likewise.', cell: ({ capability }) => capability.hours?.likely ?? null },
    { name: 'hours_high', description: 'High hours, likewise.', cell: ({ capability }) => capability.hours?.high ?? null },
  ];

export function renderHistory(points: readonly Point[], options: CsvOptions): Generator<string> {
  function* records(): Generator<Cell[]> {
    for (const point of points)
      for (const repository of point.repositories)
        for (const capability of repository.capabilities ?? [])
          yield HISTORY_COLUMNS.map(({ cell }) => cell({ point, repository, capability }));
  }
  return writeCsv(
    HISTORY_COLUMNS.map(({ name }) => name),
    records(),
    options,
  );
}
