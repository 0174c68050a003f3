/**
 * The tables as sheets of one workbook. A cell is a number, a date or text and never a formula; the same result gives the same bytes.
 * The library makes the file. What a workbook may hold, and what is done where a table holds more, stands here.
 */
import { writeXlsx, type Cell as WorkbookCell, type CellStyle, type CellValue, type WriteSheet } from 'hucre/xlsx';
import type { Assessment } from '../../model/assessment.ts';
import { formatNumber } from '../number.ts';
import { day, safeUrl } from '../view/text.ts';
import { cutTo, withoutControls } from './cell-text.ts';
import type { Cell, ColumnType, Table } from './column.ts';

/** What a sheet can hold in Excel. */
export interface SheetLimits {
  /** The header among them. */
  readonly rows: number;
  readonly links: number;
  /** In all sheets of the workbook, since it is made in memory. */
  readonly cells: number;
}

const LIMITS: SheetLimits = { rows: 1_048_576, links: 65_530, cells: 6_000_000 };
const LONGEST_CELL = 32_767;
const LONGEST_LINK = 2_000;

const HEADER: CellStyle = { font: { bold: true }, fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFE8ECF1' } } };
const LINK: CellStyle = { font: { underline: true, color: { rgb: 'FF0B5CAB' } } };
const DAY: CellStyle = { numFmt: 'yyyy-mm-dd' };
const MOMENT: CellStyle = { numFmt: 'yyyy-mm-dd hh:mm:ss' };

export async function renderWorkbook(tables: readonly Table[], assessment: Assessment, limits: SheetLimits = LIMITS): Promise<Uint8Array> {
  const budget = { cells: limits.cells };
  // The first tables are the longest: what does not fit is theirs, and no small table stays empty for it.
  const filled = tables
    .toReversed()
    .map((table) => fillTable(table, assessment, limits, budget))
    .toReversed();
  const made = new Date(`${assessment.asOf}T00:00:00Z`);
  return writeXlsx({
    sheets: [aboutSheet(assessment, filled), ...filled.flatMap(({ sheets }) => sheets)],
    properties: {
      title: TITLE,
      creator: `${assessment.tool.name} ${assessment.tool.version}`,
      created: made,
      modified: made,
    },
  });
}

const TITLE = 'Readiness for the move from Open CTI to Salesforce Voice';

interface FilledTable {
  readonly table: Table;
  readonly sheets: WriteSheet[];
  readonly rows: number;
  /** What a sheet cannot hold, in sentences. */
  readonly remarks: readonly string[];
}

function fillTable(table: Table, assessment: Assessment, limits: SheetLimits, budget: { cells: number }): FilledTable {
  const width = table.columns.length;
  const sheets: SheetMaker[] = [];
  let rows = 0;
  let left = 0;
  for (const record of table.records(assessment)) {
    if (budget.cells < width) {
      left++;
      continue;
    }
    budget.cells -= width;
    let sheet = sheets.at(-1);
    if (!sheet || sheet.rows.length >= limits.rows) sheets.push((sheet = startSheet(table)));
    addRecord(sheet, table, record, limits);
    rows++;
  }
  if (sheets.length === 0) sheets.push(startSheet(table));
  const unlinked = sheets.reduce((sum, sheet) => sum + sheet.unlinked, 0);
  const cut = sheets.reduce((sum, sheet) => sum + sheet.cut, 0);
  return {
    table,
    rows,
    sheets: sheets.map((sheet, position) => finishSheet(sheet, table, position === 0 ? table.title : `${table.title} (${position + 1})`)),
    remarks: [
      ...(sheets.length > 1 ? [`A sheet holds ${formatNumber(limits.rows)} rows; the table goes on in the next.`] : []),
      ...(left > 0
        ? [`${formatNumber(left)} rows are left out, as more than fit into one workbook; ${table.name}.csv has all of them.`]
        : []),
      ...(unlinked > 0 ? [`A sheet holds ${formatNumber(limits.links)} links; ${formatNumber(unlinked)} addresses are text.`] : []),
      ...(cut > 0 ? [`${formatNumber(cut)} ${cut === 1 ? 'cell is' : 'cells are'} cut at ${formatNumber(LONGEST_CELL)} characters.`] : []),
    ],
  };
}

interface SheetMaker {
  readonly rows: CellValue[][];
  /** Cells that differ from their column, by row and column from 0. */
  readonly special: Map<string, Partial<WorkbookCell>>;
  readonly widths: number[];
  links: number;
  unlinked: number;
  cut: number;
}

function startSheet({ columns }: Table): SheetMaker {
  return {
    rows: [columns.map(({ name }) => name)],
    special: new Map(columns.map((_, index) => [`0,${index}`, { style: HEADER }])),
    widths: columns.map(({ name }) => name.length + FILTER_BUTTON),
    links: 0,
    unlinked: 0,
    cut: 0,
  };
}

/** Characters that the button of a filter covers in a header. */
const FILTER_BUTTON = 3;
/** Rows from which widths are told. */
const SAMPLE = 500;
const WIDEST = 60;

function addRecord(sheet: SheetMaker, { columns }: Table, record: readonly Cell[], limits: SheetLimits): void {
  const at = sheet.rows.length;
  sheet.rows.push(
    record.map((cell, index) => {
      const type = columns[index]?.type ?? 'text';
      const value = valueOf(sheet, cell, type);
      if (value === null) return null;
      if (at <= SAMPLE) sheet.widths[index] = Math.min(Math.max(sheet.widths[index] ?? 0, shownWidth(cell) + 1), WIDEST);
      if (type === 'date' && typeof value === 'number')
        sheet.special.set(`${at},${index}`, { style: Number.isInteger(value) ? DAY : MOMENT });
      if (type === 'link' && typeof cell === 'string') linkCell(sheet, cell, `${at},${index}`, limits);
      return value;
    }),
  );
}

function linkCell(sheet: SheetMaker, text: string, key: string, limits: SheetLimits): void {
  const target = safeUrl(text);
  if (target === null || target.length > LONGEST_LINK) return;
  if (sheet.links >= limits.links) {
    sheet.unlinked++;
    return;
  }
  sheet.links++;
  sheet.special.set(key, { style: LINK, hyperlink: { target } });
}

function valueOf(sheet: SheetMaker, cell: Cell, type: ColumnType): CellValue {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null;
  const serial = type === 'date' ? serialOf(cell) : null;
  if (serial !== null) return serial;
  const text = workbookText(cell);
  if (text.length > LONGEST_CELL) sheet.cut++;
  return escapeCodes(cutTo(LONGEST_CELL, text));
}

/** A day, or a moment in UTC, as Excel counts them; null for anything else. */
function serialOf(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z)?$/.test(text)) return null;
  const serial = (Date.parse(text) - Date.UTC(1899, 11, 30)) / 86_400_000;
  // Excel takes 1900 for a leap year; before its March nothing is sure.
  return serial > 60 ? serial : null;
}

/** What XML cannot hold goes or is replaced; a line in a cell ends in a line feed. */
function workbookText(text: string): string {
  return withoutControls(text)
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/\p{Cs}|[\uFFFE\uFFFF]/gu, '\uFFFD');
}

/** Spreadsheets read `_x000D_` as the character of that number; the underscore is written so itself. */
function escapeCodes(text: string): string {
  return text.replaceAll(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_');
}

function shownWidth(cell: Cell): number {
  return typeof cell === 'string'
    ? Math.max(
        ...cell
          .slice(0, 200)
          .split('\n')
          .map(({ length }) => length),
      )
    : String(cell).length;
}

function finishSheet({ rows, special, widths }: SheetMaker, { columns }: Table, name: string): WriteSheet {
  return {
    name,
    rows,
    cells: special,
    columns: widths.map((width) => ({ width })),
    freezePane: { rows: 1 },
    autoFilter: { range: `A1:${letters(columns.length)}${rows.length}` },
  };
}

/** The name of the n-th column, counted from 1. */
function letters(n: number): string {
  return n === 0 ? '' : letters(Math.floor((n - 1) / 26)) + String.fromCharCode(65 + ((n - 1) % 26));
}

function aboutSheet(assessment: Assessment, tables: readonly FilledTable[]): WriteSheet {
  const { asOf, catalog, options, retirement, tool, totals } = assessment;
  const chosen = catalog.targets.find(({ id }) => id === options.target);
  const facts: [string, CellValue][] = [
    ['Subject', TITLE],
    ['Repositories', totals.repositories],
    ['Findings', totals.findings],
    ['Date', serialOf(asOf)],
    ['Retirement', `${day(retirement.date)}, in ${formatNumber(retirement.daysLeft)} days`],
    ['Target', chosen?.name ?? 'none chosen; all stand side by side'],
    ['Tool', `${tool.name} ${tool.version}`],
    ['Catalog', catalog.version],
    ...(catalog.brought.length > 0 ? [['Rules brought', catalog.brought.join('; ')] as [string, CellValue]] : []),
    ['Hours', 'Hours are our assumption. Lows and highs that are added up are an outer envelope.'],
  ];
  const head = facts.length + 1;
  const rows: CellValue[][] = [
    ...facts.map(([name, value]) => [name, typeof value === 'string' ? escapeCodes(cutTo(LONGEST_CELL, workbookText(value))) : value]),
    [],
    ['Sheet', 'What it holds', 'Rows', 'Remarks'],
    ...tables.map(({ table, rows: count, remarks }) => [table.title, table.what, count, remarks.join(' ') || null]),
  ];
  const cells = new Map<string, Partial<WorkbookCell>>([
    ...facts.map((_, index) => [`${index},0`, { style: { font: { bold: true } } }] as const),
    ['3,1', { style: { ...DAY, alignment: { horizontal: 'left' } } }],
    ['1,1', { style: { alignment: { horizontal: 'left' } } }],
    ['2,1', { style: { alignment: { horizontal: 'left' } } }],
    ...[0, 1, 2, 3].map((column) => [`${head},${column}`, { style: HEADER }] as const),
    ...tables.flatMap(({ table }, index) => [
      [`${head + 1 + index},0`, { style: LINK, hyperlink: { target: '', location: `'${table.title}'!A1` } }] as const,
      [`${head + 1 + index},1`, { style: { alignment: { wrapText: true, vertical: 'top' } } }] as const,
      [`${head + 1 + index},3`, { style: { alignment: { wrapText: true, vertical: 'top' } } }] as const,
    ]),
  ]);
  return { name: 'About', rows, cells, columns: [{ width: 26 }, { width: 90 }, { width: 10 }, { width: 60 }] };
}
