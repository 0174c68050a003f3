/** Files that “cti2voice progress” writes. */
export const PROGRESS_FORMATS = ['html', 'csv', 'json', 'svg'] as const;
export type ProgressFormat = (typeof PROGRESS_FORMATS)[number];
