/**
 * A short print of a text under which near-identical texts lie near each other, so that copies of an adapter are known although a host, a
 * version or a comment was changed. It is a 64-bit simhash over runs of three words (Charikar, “Similarity estimation techniques from
 * rounding algorithms”, 2002, https://doi.org/10.1145/509907.509965). It gives nothing of the text away.
 *
 * Each run counts once however often it occurs: brackets and commas, which all scripts share, would outweigh the rest otherwise.
 */

/** Looked up once: it is asked for a dozen times a word. */
const { imul } = Math;

/** Bits of the print. */
const BITS = 64;
const RUN = 3;

/** Fewer words say too little: every small file resembles some other. */
const FEWEST_WORDS = 40;

/** What follows in a longer text is not looked at: no hand wrote it, and the words so far are more than is compared. */
const LONGEST_TEXT = 1_000_000;

/** Sixteen hexadecimal digits, a colon and the number of words; null for a text too short to compare. */
export function similarityPrint(text: string): string | null {
  const counts = new Int32Array(BITS);
  const known = new Set<number>();
  const run: number[] = [];
  let words = 0;
  for (const match of text.slice(0, LONGEST_TEXT).matchAll(/[\p{L}_$][\p{L}\p{N}_$]{0,100}|[{}()=;.,]/gu)) {
    const word = match[0];
    if (word.length > 1) words++;
    run.push(hashOf(word));
    if (run.length > RUN) run.shift();
    if (run.length < RUN) continue;
    const low = mix(run[0] ?? 0, run[1] ?? 0, run[2] ?? 0, 0x9e3779b9);
    const high = mix(run[0] ?? 0, run[1] ?? 0, run[2] ?? 0, 0x85ebca6b);
    // As many bits of the two as a number holds exactly.
    const key = low * 2 ** 20 + (high >>> 12);
    if (known.has(key)) continue;
    known.add(key);
    addTo(counts, low, high);
  }
  if (words < FEWEST_WORDS) return null;
  let print = '';
  for (let digit = 0; digit < BITS / 4; digit++) {
    let value = 0;
    for (let bit = 0; bit < 4; bit++) if ((counts[digit * 4 + bit] ?? 0) > 0) value |= 1 << bit;
    print += value.toString(16);
  }
  return `${print}:${words}`;
}

function addTo(counts: Int32Array, low: number, high: number): void {
  for (let bit = 0; bit < 32; bit++) {
    counts[bit] = (counts[bit] ?? 0) + ((low >>> bit) & 1 ? 1 : -1);
    counts[bit + 32] = (counts[bit + 32] ?? 0) + ((high >>> bit) & 1 ? 1 : -1);
  }
}

/** FNV-1a, 32 bits. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < word.length; index++) hash = imul(hash ^ word.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

function mix(a: number, b: number, c: number, seed: number): number {
  let hash = seed;
  for (const part of [a, b, c]) {
    hash = imul(hash ^ part, 0xcc9e2d51);
    hash = (hash << 15) | (hash >>> 17);
    hash = imul(hash, 0x1b873593);
  }
  hash ^= hash >>> 16;
  hash = imul(hash, 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
