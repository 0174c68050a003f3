/** Tables as CSV: CRLF, one header row, one fact to a column, in one of two dialects. */
import { stringify } from 'csv-stringify/sync';
import type { Assessment } from '../../model/assessment.ts';
import { USUAL_CSV, type CsvOptions } from '../formats.ts';
import { cutTo, withoutControls } from './cell-text.ts';
import type { Cell, Table } from './column.ts';

const ROWS_IN_A_PIECE = 1000;

export function renderCsv(table: Table, assessment: Assessment, options: CsvOptions = USUAL_CSV): Generator<string> {
  return writeCsv(
    table.columns.map(({ name }) => name),
    table.records(assessment),
    options,
  );
}

/** Rows come in pieces: a hundred thousand findings are more than one string can hold. */
export function* writeCsv(
  header: readonly string[],
  records: Iterable<readonly Cell[]>,
  options: CsvOptions = USUAL_CSV,
): Generator<string> {
  const write = (piece: readonly Cell[][]): string =>
    stringify(piece as Cell[][], { delimiter: options.delimiter, record_delimiter: 'windows', quoted_match: QUOTED });
  const cellOf = options.dialect === 'excel' ? (cell: Cell) => forSpreadsheet(cell, options) : plain;
  // A spreadsheet that opens the file by a double click takes it for UTF-8 by this mark and by nothing else.
  if (options.dialect === 'excel') yield '\uFEFF';
  let piece: Cell[][] = [[...header]];
  for (const record of records) {
    piece.push(record.map(cellOf));
    if (piece.length < ROWS_IN_A_PIECE) continue;
    yield write(piece);
    piece = [];
  }
  if (piece.length > 0) yield write(piece);
}

/**
 * What is quoted beside cells with the delimiter or a quote. The library sees to CRLF only, and a lone CR or LF needs quotes as much; the
 * other delimiters are quoted for readers who take one of them for ours.
 */
const QUOTED = /[\r\n,;\t]/;

function plain(cell: Cell): Cell {
  return typeof cell === 'string' ? withoutControls(cell) : cell;
}

/** Numbers stay numbers. Where fields end in semicolons the comma is the decimal sign, as spreadsheets in such countries write it. */
function forSpreadsheet(cell: Cell, { delimiter }: CsvOptions): Cell {
  if (typeof cell === 'string') return cutTo(LONGEST_CELL, defuse(withoutControls(cell).replaceAll(/\r\n?/g, '\n')));
  return delimiter === ';' && cell !== null ? String(cell).replace('.', ',') : cell;
}

/** Excel cuts a longer cell and would not say so. */
const LONGEST_CELL = 32_767;

/**
 * What a spreadsheet would run as a formula gets an apostrophe before it (https://owasp.org/www-community/attacks/CSV_Injection): at the
 * beginning, after a line break, and after whatever some reader takes for the end of a field, blanks and quotes between them included.
 */
function defuse(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return text
    .replace(/^(?=[ \u00a0\u3000"]*\t)/, "'")
    .replace(/(?<=^|[\n,;\t])([ \u00a0\u3000"]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g, "$1'");
}

/** Most cells hold nothing of the kind. */
const SUSPECT = /[=+\-@\t\uff1d\uff0b\uff0d\uff20]/;
