/** The formats of a report, apart from what renders them: the command line knows them before it loads anything. */
export const FORMATS = ['html', 'csv', 'json'] as const;
export type Format = (typeof FORMATS)[number];
