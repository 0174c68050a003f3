/** A list of repositories to its entries: plain text with one path a line, or CSV with a header. */
import { parse } from 'csv-parse/sync';

export interface ListEntry {
  /** As written; a revision may follow an at sign. */
  readonly path: string;
  readonly id: string | null;
  readonly name: string | null;
  readonly owner: string | null;
  readonly label: string | null;
  /** 1-based. */
  readonly line: number;
}

export interface ListFault {
  /** 1-based. */
  readonly line: number;
  readonly reason: string;
  /** `lost`: the line gives no repository. */
  readonly effect: 'lost' | 'note';
  /** What the line names although it cannot be used, where it names anything. */
  readonly path?: string;
}

export interface RepositoryList {
  readonly entries: readonly ListEntry[];
  readonly faults: readonly ListFault[];
}

const COLUMNS = ['path', 'id', 'name', 'owner', 'label'] as const;

/** The text of a list: UTF-8, or UTF-16 as spreadsheets write it. */
export function decodeList(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return Buffer.from(bytes.subarray(0, bytes.length & ~1))
      .swap16()
      .toString('utf16le');
  return bytes.toString('utf8');
}

/** CSV is told by its name or by a first line that begins with the column `path`. */
export function readList(text: string, name: string): RepositoryList {
  const plain = text.replace(/^\ufeff/, '');
  return /\.csv$/i.test(name) || /^"?path"?\s*[,;\t]/i.test(plain) ? readCsv(plain) : readLines(plain);
}

function readLines(text: string): RepositoryList {
  const entries = text.split(/\r\n|\n|\r/).flatMap((raw, index): ListEntry[] => {
    const path = raw.trim();
    return path === '' || path.startsWith('#') ? [] : [{ path, id: null, name: null, owner: null, label: null, line: index + 1 }];
  });
  return { entries, faults: [] };
}

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function readCsv(text: string): RepositoryList {
  const faults: ListFault[] = [];
  let records: readonly CsvRecord[];
  try {
    records = parseRecords(text);
  } catch {
    // One quotation mark in the wrong place must not cost the other lines.
    records = parseLines(text, faults);
  }
  const [header, ...rows] = records;
  const names = (header?.record ?? []).map((column) => column.toLowerCase());
  if (!names.includes('path'))
    return {
      entries: [],
      faults: [...faults, { line: 1, effect: 'lost', reason: `has no column “path”; the columns are ${COLUMNS.join(', ')}` }],
    };
  for (const column of names) {
    if (!(COLUMNS as readonly string[]).includes(column))
      faults.push({
        line: 1,
        effect: 'note',
        reason: `has a column “${column.slice(0, 40)}” that nothing reads; the columns are ${COLUMNS.join(', ')}`,
      });
  }
  const ids = new Map<string, number>();
  const entries: ListEntry[] = [];
  for (const { record, info } of rows) {
    // csv-parse counts the line on which a record ends.
    const line = info.lines;
    const cell = (column: (typeof COLUMNS)[number]): string | null => {
      const value = record[names.indexOf(column)] ?? '';
      return names.includes(column) && value !== '' ? value : null;
    };
    const path = cell('path');
    if (path === null) {
      faults.push({ line, effect: 'lost', reason: 'has no path' });
      continue;
    }
    if (path.startsWith('#')) continue;
    if (record.length > names.length) faults.push({ line, effect: 'note', reason: 'has more cells than the header' });
    const id = cell('id');
    const before = id === null ? undefined : ids.get(id);
    if (id !== null && before !== undefined) {
      faults.push({ line, effect: 'lost', reason: `has the id of line ${before}; ids must differ`, path });
      continue;
    }
    if (id !== null) ids.set(id, line);
    entries.push({ path, id, name: cell('name'), owner: cell('owner'), label: cell('label'), line });
  }
  return { entries, faults };
}

function parseRecords(text: string): CsvRecord[] {
  return parse(text, {
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    delimiter: [',', ';', '\t'],
  }) as unknown as CsvRecord[];
}

function parseLines(text: string, faults: ListFault[]): CsvRecord[] {
  return text.split(/\r\n|\n|\r/).flatMap((line, index): CsvRecord[] => {
    try {
      return parseRecords(line).map(({ record }) => ({ record, info: { lines: index + 1 } }));
    } catch {
      const reason = 'is not CSV: a quotation mark is not closed or stands in the wrong place';
      faults.push({ line: index + 1, effect: 'lost', reason });
      return [];
    }
  });
}
