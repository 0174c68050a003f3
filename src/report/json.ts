import type { Assessment } from '../model/assessment.ts';

/**
 * The result as text: keys sorted, so that the same result is the same bytes, and every small record on a line of its own,
 * so that two results can be compared line by line.
 */
export function renderJson(assessment: Assessment): string {
  return `${print(assessment, '')}\n`;
}

function print(value: unknown, indent: string): string {
  if (!isContainer(value)) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const entries = value.map((entry: unknown) => print(entry, inner));
    if (entries.length === 0) return '[]';
    if (value.every((entry) => !isContainer(entry)) && entries.join(', ').length <= LONGEST_LINE) return `[${entries.join(', ')}]`;
    return `[\n${inner}${entries.join(`,\n${inner}`)}\n${indent}]`;
  }
  const record = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(record)
    .filter((key) => record[key] !== undefined)
    .sort();
  if (keys.length === 0) return '{}';
  const entries = keys.map((key) => `${JSON.stringify(key)}: ${print(record[key], inner)}`);
  if (keys.every((key) => !isContainer(record[key]))) return `{ ${entries.join(', ')} }`;
  return `{\n${inner}${entries.join(`,\n${inner}`)}\n${indent}}`;
}

/** A list of plain values longer than this gets a line for each. */
const LONGEST_LINE = 200;

function isContainer(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
