/**
 * A short code that people can quote for a piece of work or a whole route, such as `B3`: a letter for the kind of work, from the verdicts
 * behind it, and a number for how much of it there is, from its likely hours. `?` stands where the scan cannot tell.
 */
import type { VerdictId } from '../catalog/terms.ts';

/** From the mildest to the hardest. */
export const LETTERS = ['A', 'B', 'C'] as const;
export type Letter = (typeof LETTERS)[number];

export interface Level {
  letter: Letter | null;
  number: number | null;
  code: string;
}

/** A is configuration, B is code, C is a decision: a redesign, a loss, or something that nobody has confirmed. */
const LETTER_OF: Record<VerdictId, Letter> = {
  obsolete: 'A',
  'carries-over': 'A',
  rename: 'A',
  reconfigure: 'A',
  rewrite: 'B',
  redesign: 'C',
  'no-equivalent': 'C',
  unknown: 'C',
};

/** The most likely hours that are still 1, 2, 3 and 4; whatever is more is 5. Our choice. */
export const ITEM_STEPS: readonly number[] = [20, 60, 150, 400];
/** The same for everything that a route needs: about an estate that is small throughout is 2, medium throughout 3, large throughout 4. */
export const ROUTE_STEPS: readonly number[] = [250, 600, 1500, 3000];

/** The hardest of the verdicts; null where there is none. */
export function letterOf(verdicts: Iterable<VerdictId>): Letter | null {
  return hardestLetter([...verdicts].map((verdict) => LETTER_OF[verdict]));
}

export function hardestLetter(letters: readonly (Letter | null)[]): Letter | null {
  return LETTERS.findLast((letter) => letters.includes(letter)) ?? null;
}

export function levelOf(letter: Letter | null, likely: number | null, steps: readonly number[]): Level {
  const passed = steps.filter((most) => (likely ?? 0) > most).length;
  const number = likely === null ? null : passed + 1;
  return { letter, number, code: `${letter ?? '?'}${number ?? '?'}` };
}
