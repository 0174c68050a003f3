/** A table is told once, with its columns; CSV, the workbook and docs/csv.md are made from that. Columns are only ever added, at the end. */
import type { Assessment } from '../../model/assessment.ts';

export type Cell = string | number | null;

export interface Column<Row> {
  readonly name: string;
  readonly description: string;
  readonly cell: (row: Row) => Cell;
}

interface TableOf<Row> {
  /** Of its file, without the ending. */
  readonly name: string;
  /** What a row is: a sentence or two. */
  readonly what: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: (assessment: Assessment) => Iterable<Row>;
}

/** A table whose rows only it knows, so that tables of all kinds stand in one list. */
export interface Table {
  readonly name: string;
  readonly what: string;
  readonly columns: readonly Pick<Column<never>, 'name' | 'description'>[];
  readonly records: (assessment: Assessment) => Iterable<Cell[]>;
}

export function table<Row>({ name, what, columns, rows }: TableOf<Row>): Table {
  return {
    name,
    what,
    columns,
    *records(assessment) {
      for (const row of rows(assessment)) yield columns.map(({ cell }) => cell(row));
    },
  };
}

/** Each once, in the order in which they are met. */
export function distinct(words: readonly string[]): string {
  return [...new Set(words)].join('; ');
}

export function yesNo(value: boolean | null): string {
  return value === null ? '' : value ? 'yes' : 'no';
}

/** As a column of one target is named. */
export function columnOf(target: string, suffix: string): string {
  return `${target.replaceAll('-', '_')}_${suffix}`;
}
