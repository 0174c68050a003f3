/** Names that are nearly, but not quite, one that Salesforce documents. */
import type { DefinitionFormat } from '../catalog/schema.ts';

/** The documented names of items and sections. */
export function definitionNames(format: DefinitionFormat): string[] {
  return [...new Set([...format.items, ...format.sections].map((entry) => entry.name))];
}

/**
 * The documented name that `name` seems to mean, or null.
 * Close is at most two edits (insert, drop, change or swap a letter), or the same letters in another case.
 */
export function closestName(name: string, documented: readonly string[]): string | null {
  const trimmed = name.trim();
  const lower = trimmed.toLowerCase();
  if (trimmed.length > 80) return null;
  const sameLetters = documented.find((candidate) => candidate.toLowerCase() === lower);
  if (sameLetters !== undefined) return sameLetters;
  // Two edits in a short name make another word.
  const limit = trimmed.length >= 10 ? 2 : 1;
  let best: string | null = null;
  let bestDistance = limit + 1;
  for (const candidate of documented) {
    if (Math.abs(candidate.length - trimmed.length) > limit || !sharesLetters(lower, candidate.toLowerCase(), limit)) continue;
    const distance = editDistance(lower, candidate.toLowerCase(), limit);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** {@link closestName} for one vocabulary, each name looked up once; '' for a documented name and for one that is near none. */
export function speller(documented: readonly string[]): (name: string) => string {
  const known = new Map(documented.map((name) => [name, '']));
  return (name) => {
    const cached = known.get(name);
    if (cached !== undefined) return cached;
    const closest = closestName(name, documented) ?? '';
    known.set(name, closest);
    return closest;
  };
}

const surplus = new Int16Array(128);

/** Whether two words could be `limit` edits apart by their letters alone; sorts out nearly all candidates at little cost. */
function sharesLetters(a: string, b: string, limit: number): boolean {
  surplus.fill(0);
  for (let index = 0; index < a.length; index++) surplus[a.charCodeAt(index) & 127]! += 1;
  for (let index = 0; index < b.length; index++) surplus[b.charCodeAt(index) & 127]! -= 1;
  let over = 0;
  for (const count of surplus) if (count > 0) over += count;
  return over <= limit;
}

/** Optimal string alignment distance, given up on once it must exceed `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1;
      let value = Math.min(at(previous, column) + 1, at(current, column - 1) + 1, at(previous, column - 1) + cost);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        value = Math.min(value, at(before, column - 2) + 1);
      current.push(value);
    }
    if (Math.min(...current) > limit) return limit + 1;
    before = previous;
    previous = current;
  }
  return at(previous, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
