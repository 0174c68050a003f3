/** The formats of a report, apart from what renders them: the command line knows them before it loads anything. */
export const FORMATS = ['html', 'csv', 'json', 'xlsx', 'sarif', 'markdown'] as const;
export type Format = (typeof FORMATS)[number];

/** Written if nobody says which; the others serve a pipeline, and are asked for there. */
export const USUAL_FORMATS: readonly Format[] = ['html', 'csv', 'json'];

/**
 * `excel`: what a double click opens safely and rightly, a byte-order mark first, formulas defused, cells cut where Excel would cut them.
 * `rfc4180`: values as they are, for programs.
 */
export const CSV_DIALECTS = ['excel', 'rfc4180'] as const;
export type CsvDialect = (typeof CSV_DIALECTS)[number];

export interface CsvOptions {
  readonly dialect: CsvDialect;
  readonly delimiter: ',' | ';' | '\t';
}

/** Tables are mostly opened by people, with a double click, and hold text of strangers. */
export const USUAL_CSV: CsvOptions = { dialect: 'excel', delimiter: ',' };
