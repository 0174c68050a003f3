import type { Assessment } from '../model/assessment.ts';

/** The result as text: keys sorted, so that the same result is the same bytes, and two results can be compared line by line. */
export function renderJson(assessment: Assessment): string {
  return `${JSON.stringify(assessment, sortKeys, 2)}\n`;
}

function sortKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
