/** The formats of a report, apart from what renders them: the command line knows them before it loads anything. */
export const FORMATS = ['html', 'csv', 'json', 'sarif', 'markdown'] as const;
export type Format = (typeof FORMATS)[number];

/** Written if nobody says which; the others serve a pipeline, and are asked for there. */
export const USUAL_FORMATS: readonly Format[] = ['html', 'csv', 'json'];
