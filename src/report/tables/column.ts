/** A table is told once, with its columns; CSV, the workbook and docs/csv.md are made from that. Columns are only ever added, behind those that are there. */
import type { Assessment } from '../../model/assessment.ts';

export type Cell = string | number | null;

/**
 * What a column holds. A date is ISO 8601, a day or a moment in UTC; a boolean is `yes`, `no` or empty; a link is an address, or the title of
 * what has none. A `number` may have a fraction.
 */
export type ColumnType = 'text' | 'integer' | 'number' | 'date' | 'boolean' | 'link';

export interface Column<Row> {
  readonly name: string;
  /** Text, unless it is said. */
  readonly type?: ColumnType;
  readonly description: string;
  readonly cell: (row: Row) => Cell;
}

interface TableOf<Row> {
  /** Of its file, without the ending. */
  readonly name: string;
  /** Of its sheet: 31 characters at most, which is what Excel allows. */
  readonly title: string;
  /** What a row is: a sentence or two. */
  readonly what: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: (assessment: Assessment) => Iterable<Row>;
  /** Whether its columns are another program's, which knows no more than those. */
  readonly isForeign?: boolean;
}

/** A table whose rows only it knows, so that tables of all kinds stand in one list. */
export interface Table {
  readonly name: string;
  readonly title: string;
  readonly what: string;
  readonly columns: readonly (Pick<Column<never>, 'name' | 'description'> & { readonly type: ColumnType })[];
  readonly records: (assessment: Assessment) => Iterable<Cell[]>;
}

/** Files of two runs are not taken for one set. */
const RUN = {
  name: 'run',
  type: 'text',
  description: 'A digest of the whole result, the same in all files of a run.',
} as const;

export function table<Row>({ name, title, what, columns, rows, isForeign = false }: TableOf<Row>): Table {
  const own = columns.map((column) => ({ name: column.name, description: column.description, type: column.type ?? 'text' }));
  return {
    name,
    title,
    what,
    columns: isForeign ? own : [...own, RUN],
    *records(assessment) {
      const run = isForeign ? [] : [assessment.run ?? ''];
      for (const row of rows(assessment)) yield [...columns.map(({ cell }) => cell(row)), ...run];
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
