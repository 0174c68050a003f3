/** Several words looked for in bytes at once, so that a file that holds none of them is never made a string. */

/** Whether one of the words stands in the bytes, in one-byte characters. */
export type NeedleFinder = (bytes: Uint8Array) => boolean;

/** Where words stand, in the order of the bytes. */
export type NeedlePlaces = (bytes: Uint8Array) => { readonly at: number; readonly needle: string }[];

export interface NeedleOptions {
  /** Takes A to Z for a to z. */
  readonly anyCase?: boolean;
  /** The last word on a place where a needle stands, for example whether it is a name of its own. */
  readonly confirm?: (bytes: Uint8Array, at: number, needle: string) => boolean;
}

/**
 * The search of Wu and Manber over blocks of two bytes: it looks at every few bytes only, the shortest needle less one at best.
 * Needles are of ASCII and of two letters at least.
 */
export function needleFinder(needles: readonly string[], options: NeedleOptions = {}): NeedleFinder {
  const { skips, first, standsAt } = searchFor(needles, options);
  const stands = (bytes: Uint8Array, start: number): boolean => standsAt(bytes, start) !== null;
  const isWithin = (bytes: Uint8Array, from: number, last: number): boolean => {
    let at = from;
    while (at <= last) {
      const skip = skips[((bytes[at] as number) << 8) | (bytes[at + 1] as number)] as number;
      if (skip !== 0) {
        at += skip;
        continue;
      }
      if (stands(bytes, at - first)) return true;
      at++;
    }
    return false;
  };
  return (bytes) => {
    const last = bytes.length - 2;
    if (last < SHORT) return isWithin(bytes, first, last);
    const middle = last >> 1;
    let low = first;
    let high = middle;
    // Two places at a time: neither has to wait for what the other loads.
    while (low < middle && high <= last) {
      const skipLow = skips[((bytes[low] as number) << 8) | (bytes[low + 1] as number)] as number;
      const skipHigh = skips[((bytes[high] as number) << 8) | (bytes[high + 1] as number)] as number;
      if (skipLow !== 0) low += skipLow;
      else if (stands(bytes, low - first)) return true;
      else low++;
      if (skipHigh !== 0) high += skipHigh;
      else if (stands(bytes, high - first)) return true;
      else high++;
    }
    return isWithin(bytes, low, middle - 1) || isWithin(bytes, high, last);
  };
}

/** The same search, which goes on to the end. */
export function needlePlaces(needles: readonly string[], options: NeedleOptions = {}): NeedlePlaces {
  const { skips, first, standsAt } = searchFor(needles, options);
  return (bytes) => {
    const found: { at: number; needle: string }[] = [];
    for (let at = first; at <= bytes.length - 2;) {
      const skip = skips[((bytes[at] as number) << 8) | (bytes[at + 1] as number)] as number;
      if (skip !== 0) {
        at += skip;
        continue;
      }
      const needle = standsAt(bytes, at - first);
      if (needle !== null) found.push({ at: at - first, needle });
      at++;
    }
    return found;
  };
}

interface NeedleSearch {
  /** How far the search may move on, by the last two bytes under its window; 0 where a needle may stand. */
  readonly skips: Uint8Array;
  /** Where the last two bytes of the first window stand. */
  readonly first: number;
  /** The needle that begins at a place. */
  readonly standsAt: (bytes: Uint8Array, start: number) => string | null;
}

function searchFor(needles: readonly string[], { anyCase = false, confirm = () => true }: NeedleOptions): NeedleSearch {
  const fold = foldTable(anyCase);
  const shortest = Math.min(...needles.map((needle) => needle.length));
  const skips = new Uint8Array(1 << 16).fill(shortest - 1);
  const ending = new Map<number, { readonly needle: string; readonly bytes: Uint8Array }[]>();
  for (const needle of needles) {
    const bytes = Uint8Array.from(needle, (letter) => fold[letter.charCodeAt(0)] ?? 0);
    for (let at = 0; at + 1 < shortest; at++) {
      for (const block of spellings(bytes[at] as number, bytes[at + 1] as number, anyCase)) {
        const skip = shortest - 2 - at;
        if (skip < (skips[block] ?? 0)) skips[block] = skip;
        if (skip === 0) ending.set(block, [...(ending.get(block) ?? []), { needle, bytes }]);
      }
    }
  }
  const first = shortest - 2;
  const standsAt = (bytes: Uint8Array, start: number): string | null => {
    const block = ((bytes[start + first] as number) << 8) | (bytes[start + first + 1] as number);
    for (const { needle, bytes: wanted } of ending.get(block) ?? []) {
      if (start + wanted.length > bytes.length) continue;
      let index = 0;
      while (index < wanted.length && fold[bytes[start + index] as number] === wanted[index]) index++;
      if (index === wanted.length && confirm(bytes, start, needle)) return needle;
    }
    return null;
  };
  return { skips, first, standsAt };
}

const SHORT = 512;

function foldTable(anyCase: boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (anyCase && byte >= 65 && byte <= 90 ? byte + 32 : byte));
}

/** A block as it may be written. */
function spellings(first: number, second: number, anyCase: boolean): number[] {
  const cases = (byte: number): number[] => (anyCase && byte >= 97 && byte <= 122 ? [byte, byte - 32] : [byte]);
  return cases(first).flatMap((one) => cases(second).map((two) => (one << 8) | two));
}
