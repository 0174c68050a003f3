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
  return keys.some((key) => isContainer(record[key])) ? keys.map((key) => [headOf(key), record[key]]) : null;
}

function keysOf(record: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(record)
    .filter((key) => record[key] !== undefined)
    .sort();
}

const heads = new Map<string, string>();

/** A key as it stands before its value. The same few keys come many thousand times. */
function headOf(key: string): string {
  const known = heads.get(key);
  if (known !== undefined) return known;
  const head = `${JSON.stringify(key)}: `;
  heads.set(key, head);
  return head;
}

function print(value: unknown, indent: string): string {
  if (!isContainer(value)) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    const entries = value.map((entry: unknown) => print(entry, inner));
    const line = value.some(isContainer) ? null : entries.join(', ');
    return line !== null && line.length <= LONGEST_LINE ? `[${line}]` : `[\n${inner}${entries.join(`,\n${inner}`)}\n${indent}]`;
  }
  const record = value as Readonly<Record<string, unknown>>;
  let isFlat = true;
  const entries: string[] = [];
  for (const key of Object.keys(record).sort()) {
    const entry = record[key];
    if (entry === undefined) continue;
    if (isContainer(entry)) isFlat = false;
    entries.push(headOf(key) + print(entry, inner));
  }
  if (entries.length === 0) return '{}';
  return isFlat ? `{ ${entries.join(', ')} }` : `{\n${inner}${entries.join(`,\n${inner}`)}\n${indent}}`;
}

/** A list of plain values longer than this gets a line for each. */
const LONGEST_LINE = 200;

function isContainer(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
