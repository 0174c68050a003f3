/** What a spreadsheet really shows: LibreOffice opens the workbook and the CSV files, and its cells are held against ours one by one. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { CsvOptions } from '../../src/report/formats.ts';
import type { Cell } from '../../src/report/tables/column.ts';
import { renderCsv } from '../../src/report/tables/csv.ts';
import { TABLES } from '../../src/report/tables/index.ts';
import { renderWorkbook } from '../../src/report/tables/workbook.ts';
import { hostileAssessment } from '../support/hostile-assessment.ts';
import { orgAssessment } from '../support/sample-assessment.ts';

const found = spawnSync('soffice', ['--version'], { encoding: 'utf8' });
const isHere = found.status === 0;
// oxlint-disable-next-line no-console
if (!isHere) console.warn('Skipped: LibreOffice (soffice) is not here; “apt-get install libreoffice-calc-nogui” brings it.');

const folder = mkdtempSync(join(tmpdir(), 'tables-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Everything at once, since each start of LibreOffice takes seconds. */
function convert(files: readonly string[], inFilter: string | null, out: string, sheet: number): void {
  const { status, stderr } = spawnSync(
    'soffice',
    [
      '--headless',
      `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
      ...(inFilter === null ? [] : [`--infilter=${inFilter}`]),
      '--convert-to',
      // Comma, quotes, UTF-8, cells as they are shown; the last figure says which sheets.
      `csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,${sheet}`,
      '--outdir',
      out,
      ...files,
    ],
    { encoding: 'utf8', timeout: 240_000 },
  );
  if (status !== 0) throw new Error(stderr);
}

function cellsOf(path: string): string[][] {
  return parse(readFileSync(path, 'utf8'), { relax_column_count: true, bom: true });
}

/** A spreadsheet knows one end of a line in a cell, and no empty column behind the last that holds something. */
function shown(cell: string): string {
  return cell.replaceAll(/\r\n?/g, '\n');
}

function firstDifference(a: string, b: string): number | null {
  if (a === b) return null;
  let at = 0;
  while (a[at] === b[at]) at++;
  return at;
}

function excerpt(text: string, at: number): string {
  return JSON.stringify(text.slice(Math.max(at - 20, 0), at + 20));
}

function differences(theirs: readonly string[][], ours: readonly (readonly string[])[]): string[] {
  const lines = [`${theirs.length} rows, not ${ours.length}`].filter(() => theirs.length !== ours.length);
  for (const [row, cells] of ours.entries()) {
    for (const [column, cell] of cells.entries()) {
      const their = theirs[row]?.[column] ?? '';
      const at = firstDifference(shown(their), shown(cell));
      if (at !== null) lines.push(`row ${row}, column ${column}, at ${at}: ${excerpt(their, at)}, not ${excerpt(cell, at)}`);
    }
  }
  return lines.slice(0, 20);
}

/** LibreOffice breaks a line of CSV that is longer than this, wherever that is, and cuts a longer cell. A workbook has no such limit. */
const LONGEST_LINE = 65_535;

const HOSTILE = hostileAssessment(orgAssessment());
const DIALECTS: readonly (readonly [string, CsvOptions, string])[] = [
  ['excel', { dialect: 'excel', delimiter: ',' }, '44'],
  ['excel-semicolon', { dialect: 'excel', delimiter: ';' }, '59'],
  ['excel-tab', { dialect: 'excel', delimiter: '\t' }, '9'],
  ['rfc4180', { dialect: 'rfc4180', delimiter: ',' }, '44'],
];
/** Every column as text: no number, date or formula is made of what stands there. */
const TEXT_COLUMNS = Array.from({ length: 80 }, (_, index) => `${index + 1}/2`).join('/');

(isHere ? describe : describe.skip)('LibreOffice', () => {
  beforeAll(async () => {
    writeFileSync(join(folder, 'report.xlsx'), await renderWorkbook(TABLES, HOSTILE));
    convert([join(folder, 'report.xlsx')], null, join(folder, 'sheets'), -1);
    for (const [name, options, delimiter] of DIALECTS) {
      mkdirSync(join(folder, name));
      const files = TABLES.map((table) => {
        const path = join(folder, name, `${table.name}.csv`);
        writeFileSync(path, [...renderCsv(table, HOSTILE, options)].join(''));
        return path;
      });
      convert(files, `CSV:${delimiter},34,76,1,${TEXT_COLUMNS},0,false,false`, join(folder, `${name}-read`), 0);
    }
  }, 600_000);

  test.each(TABLES.map((table) => [table.title, table] as const))('shows on the sheet “%s” the cells of its table', (title, table) => {
    const text = (cell: Cell): string => {
      // oxlint-disable-next-line no-control-regex
      const plain = String(cell ?? '').replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');
      const whole = shown(plain).replaceAll(/\p{Cs}|[\uFFFE\uFFFF]/gu, '\uFFFD');
      const mark = ` … (cut; ${whole.length} characters)`;
      return whole.length > 32_767 ? whole.slice(0, 32_767 - mark.length).replace(/[\uD800-\uDBFF]$/, '') + mark : whole;
    };
    const ours = [table.columns.map(({ name }) => name), ...[...table.records(HOSTILE)].map((record) => record.map(text))];
    expect(differences(cellsOf(join(folder, 'sheets', `report-${title}.csv`)), ours)).toEqual([]);
  });

  describe.each(DIALECTS)('reads the dialect %s', (name, options) => {
    test.each(TABLES.map((table) => [table.name]))('%s.csv', (table) => {
      const written = readFileSync(join(folder, name, `${table}.csv`), 'utf8');
      const ours = parse(written, { bom: true, delimiter: options.delimiter }) as string[][];
      const theirs = cellsOf(join(folder, `${name}-read`, `${table}.csv`));
      expect(theirs).toHaveLength(ours.length);
      const fits = ours.map((cells) => cells.join('').length + 3 * cells.length <= LONGEST_LINE);
      expect(fits.filter(Boolean).length).toBeGreaterThan(ours.length / 2);
      const fitting = <T>(rows: readonly T[]): T[] => rows.filter((_, row) => fits[row]);
      expect(differences(fitting(theirs), fitting(ours))).toEqual([]);
    });
  });
});
