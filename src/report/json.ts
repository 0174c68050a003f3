import type { Assessment } from '../model/assessment.ts';

/**
 * The result as text: keys sorted, so that the same result is the same bytes, and every small record on a line of its own,
 * so that two results can be compared line by line. It comes in pieces: a large one is more than one string can hold.
 */
export function* renderJson(assessment: Assessment): Generator<string> {
  yield* printPieces(assessment, '', LEVELS_IN_PIECES);
  yield '\n';
}

/** Down to the single finding: assessment, repositories, repository, findings, finding. */
const LEVELS_IN_PIECES = 5;

function* printPieces(value: unknown, indent: string, levels: number): Generator<string> {
  const entries = levels === 0 ? null : entriesOf(value);
  if (entries === null) {
    yield print(value, indent);
    return;
  }
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  let separator = `${open}\n${indent}  `;
  for (const [head, entry] of entries) {
    yield separator + head;
    yield* printPieces(entry, `${indent}  `, levels - 1);
    separator = `,\n${indent}  `;
  }
  yield `\n${indent}${close}`;
}

/** The parts of a container that takes several lines, each with what stands before it; null for what fits on one. */
function entriesOf(value: unknown): [head: string, entry: unknown][] | null {
  if (!isContainer(value)) return null;
  if (Array.isArray(value)) return value.some(isContainer) ? value.map((entry: unknown) => ['', entry]) : null;
  const record = value as Readonly<Record<string, unknown>>;
  const keys = keysOf(record);
  return keys.some((key) => isContainer(record[key])) ? keys.map((key) => [`${JSON.stringify(key)}: `, record[key]]) : null;
}

function keysOf(record: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(record)
    .filter((key) => record[key] !== undefined)
    .sort();
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
  const keys = keysOf(record);
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
