/** A table as RFC 4180 CSV: UTF-8 without byte-order mark, CRLF, one header row, one fact to a column. */
import { stringify } from 'csv-stringify/sync';
import type { Assessment } from '../../model/assessment.ts';
import type { Cell, Table } from './column.ts';

/** A lone LF inside a cell needs quotes as much as CRLF does; the library sees to the latter only. */
const FORMAT = { record_delimiter: 'windows', quoted_match: /[\r\n]/ } as const;

const ROWS_IN_A_PIECE = 1000;

/** Rows come in pieces: a hundred thousand findings are more than one string can hold. */
export function* renderCsv(table: Table, assessment: Assessment): Generator<string> {
  let piece: Cell[][] = [table.columns.map(({ name }) => name)];
  for (const record of table.records(assessment)) {
    piece.push(record.map(tame));
    if (piece.length < ROWS_IN_A_PIECE) continue;
    yield stringify(piece, FORMAT);
    piece = [];
  }
  if (piece.length > 0) yield stringify(piece, FORMAT);
}

/** Excel cuts a cell at 32,767 characters and would not say so. */
const LONGEST_CELL = 32_000;

/**
 * A cell that a spreadsheet would run as a formula gets an apostrophe before it, also behind leading blanks and after a line break
 * (https://owasp.org/www-community/attacks/CSV_Injection). Numbers stay numbers. Control characters, which no cell can show, go.
 */
function tame(cell: Cell): Cell {
  if (typeof cell !== 'string') return cell;
  const cut = cell.length > LONGEST_CELL ? `${cell.slice(0, LONGEST_CELL)} … (${cell.length} characters)` : cell;
  // oxlint-disable-next-line no-control-regex
  const shown = cut.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');
  return shown.replace(/(^|[\r\n])([ \u00a0\u3000]*)([=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/g, "$1$2'$3");
}
