/** Prints of texts, by which near-identical ones are known without the texts. `src/parse/similarity.ts` makes them. */

const { imul } = Math;

/** A print in two halves of 32 bits, and how many words the text has. */
export interface Print {
  readonly high: number;
  readonly low: number;
  readonly words: number;
}

/** As it stands on a file's record: sixteen hexadecimal digits, a colon, the number of words. */
export const PRINT = /^([0-9a-f]{8})([0-9a-f]{8}):(\d{1,9})$/;

/**
 * Prints that differ in no more of their 64 bits are of near-identical texts. Our choice, held by tests on edited copies and on strangers:
 * of several thousand files of public packages none of at least a hundred words came as near to a stranger.
 */
export const NEAR = 8;

/** Null for what is no print. */
export function readPrint(text: string | undefined): Print | null {
  const match = PRINT.exec(text ?? '');
  if (!match) return null;
  return { high: Number.parseInt(match[1] ?? '', 16), low: Number.parseInt(match[2] ?? '', 16), words: Number(match[3]) };
}

/** In how many of their 64 bits two prints differ. */
export function printDistance(a: Print, b: Print): number {
  return bitsIn(a.high ^ b.high) + bitsIn(a.low ^ b.low);
}

/** How many of 32 bits are ones, added up in ever larger groups. */
export function bitsIn(value: number): number {
  let sum = value - ((value >>> 1) & 0x55555555);
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333);
  return imul((sum + (sum >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
