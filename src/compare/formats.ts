/** How a comparison can be told; known before anything else of it is loaded. */
export const COMPARE_FORMATS = ['table', 'markdown', 'html', 'json'] as const;
export type CompareFormat = (typeof COMPARE_FORMATS)[number];
