/**
 * Which finding of an earlier scan is which of a later one. Time grows with their number, whatever they look like: candidates are met by
 * keys in tables, never each with each.
 */
import { ruleOf, type Known } from './known.ts';

export interface Pair {
  readonly before: Known;
  readonly after: Known;
  /** It stands in another file. */
  readonly moved: boolean;
  /** What it says is not what it said. */
  readonly changed: boolean;
}

export interface Pairing {
  readonly pairs: readonly Pair[];
  readonly gone: readonly Known[];
  readonly added: readonly Known[];
}

type Key = (one: Known) => string;

const key = (...parts: readonly string[]): string => parts.join('\0');
const what: Key = (one) => key(ruleOf(one), one.name);
const said: Key = (one) => key(what(one), one.content, one.isOrdinal ? '' : one.within);

/**
 * In this order: the same fingerprint with the same content; the same content in the same file; the same content in another file, first
 * between files that have most in common; the same place in the same file with another content.
 */
export function pairFindings(before: readonly Known[], after: readonly Known[]): Pairing {
  const open = new Open(before, after);
  open.pairBy((one) => key(one.fingerprint, one.isOrdinal ? key(one.file, one.content) : ''));
  // Of equal calls each counts, and which of them is which makes no difference; their order does least harm.
  open.pairBy((one) => key(said(one), one.file, one.within, one.before, one.after));
  open.pairBy((one) => key(said(one), one.file, one.within));
  open.pairBy((one) => key(said(one), one.file));
  const renamed = pairMoved(open);
  pairChanged(open, (one) => one.file);
  if (renamed.size > 0) pairChanged(open, (one, isBefore) => (isBefore ? (renamed.get(one.file) ?? one.file) : one.file));
  return open.result();
}

class Open {
  #before: readonly Known[];
  #after: readonly Known[];
  readonly #pairs: Pair[] = [];

  constructor(before: readonly Known[], after: readonly Known[]) {
    this.#before = before;
    this.#after = after;
  }

  get before(): readonly Known[] {
    return this.#before;
  }

  get after(): readonly Known[] {
    return this.#after;
  }

  get pairs(): readonly Pair[] {
    return this.#pairs;
  }

  /** Those of one key are paired in their order. Returns how many were. */
  pairBy(keyOf: (one: Known, isBefore: boolean) => string | null): number {
    if (this.#before.length === 0 || this.#after.length === 0) return 0;
    const waiting = new Map<string, Known[]>();
    for (const one of this.#after) {
      const found = keyOf(one, false);
      if (found === null) continue;
      const list = waiting.get(found);
      if (list) list.push(one);
      else waiting.set(found, [one]);
    }
    const next = new Map<string, number>();
    const taken = new Set<Known>();
    const left: Known[] = [];
    for (const one of this.#before) {
      const found = keyOf(one, true);
      const at = found === null ? 0 : (next.get(found) ?? 0);
      const match = found === null ? undefined : waiting.get(found)?.[at];
      if (found === null || !match) left.push(one);
      else {
        next.set(found, at + 1);
        taken.add(match);
        this.#pairs.push(pairOf(one, match));
      }
    }
    if (taken.size === 0) return 0;
    this.#before = left;
    this.#after = this.#after.filter((one) => !taken.has(one));
    return taken.size;
  }

  result(): Pairing {
    return { pairs: this.#pairs, gone: this.#before, added: this.#after };
  }
}

/** What keeps its name when its file moves, as a component of an org does, has not moved. */
function pairOf(before: Known, after: Known): Pair {
  const moved = before.file !== after.file && before.fingerprint !== after.fingerprint;
  return { before, after, moved, changed: before.content !== after.content };
}

/** Content that stands in more files than this says little about which of them is which. */
const COMMON = 12;

/** Returns, of the files whose findings went elsewhere, where most of them went. */
function pairMoved(open: Open): Map<string, string> {
  const places = new Map<string, { readonly before: Set<string>; readonly after: Set<string> }>();
  const placesOf = (one: Known): { readonly before: Set<string>; readonly after: Set<string> } => {
    const found = said(one);
    let known = places.get(found);
    if (!known) places.set(found, (known = { before: new Set(), after: new Set() }));
    return known;
  };
  for (const one of open.before) placesOf(one).before.add(one.file);
  for (const one of open.after) placesOf(one).after.add(one.file);
  const inCommon = new Map<string, number>();
  for (const { before, after } of places.values()) {
    if (before.size > COMMON || after.size > COMMON) continue;
    for (const from of before) for (const to of after) inCommon.set(key(from, to), (inCommon.get(key(from, to)) ?? 0) + 1);
  }
  const best = new Map<string, string>();
  const taken = new Set<string>();
  const ranked = [...inCommon].sort(([a, x], [b, y]) => y - x || Number(baseOf(b)) - Number(baseOf(a)) || (a < b ? -1 : 1));
  for (const [pair] of ranked) {
    const [from = '', to = ''] = pair.split('\0');
    if (best.has(from) || taken.has(to)) continue;
    best.set(from, to);
    taken.add(to);
  }
  // Between two files that go together, then wherever the same stands.
  open.pairBy((one, isBefore) => key(said(one), one.within, isBefore ? (best.get(one.file) ?? '') : one.file));
  open.pairBy((one, isBefore) => key(said(one), isBefore ? (best.get(one.file) ?? '') : one.file));
  open.pairBy((one) => key(said(one), nameOfFile(one.file)));
  open.pairBy(said);
  return best;
}

function nameOfFile(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether a pair of files has one name, in two folders. */
function baseOf(pair: string): boolean {
  const [from = '', to = ''] = pair.split('\0');
  return nameOfFile(from) === nameOfFile(to);
}

/** A row of calls that were all edited is followed from its ends so many steps inward. */
const MOST_STEPS = 40;

/**
 * What is left of a name in a file was edited where something around it stayed: the function and a neighbour, or both neighbours. A neighbour
 * that was itself edited counts for what it was. Anything else is one piece of work done and another one new.
 */
function pairChanged(open: Open, fileOf: (one: Known, isBefore: boolean) => string): void {
  const place = (one: Known, isBefore: boolean): string => key(what(one), fileOf(one, isBefore));
  // A definition has one item of a name in a section; its fingerprint changed with its value.
  open.pairBy((one, isBefore) => (one.isOrdinal ? null : key(place(one, isBefore), one.within)));
  for (let step = 0; step < MOST_STEPS; step++) {
    const became = editedTexts(open.pairs);
    const then = (digest: string, isBefore: boolean): string => (isBefore ? (became.get(digest) ?? digest) : digest);
    let found = 0;
    for (const around of [
      (one: Known, isBefore: boolean) => [one.within, then(one.before, isBefore), then(one.after, isBefore)],
      // Of the beginnings and the ends of a block there are many: only where the order among those of one name is the same too.
      (one: Known, isBefore: boolean) => [one.within, one.before === '' ? one.fingerprint : '', then(one.before, isBefore)],
      (one: Known, isBefore: boolean) => [one.within, one.after === '' ? one.fingerprint : '', then(one.after, isBefore)],
      (one: Known, isBefore: boolean) =>
        one.before === '' || one.after === '' ? null : [then(one.before, isBefore), then(one.after, isBefore)],
    ]) {
      found += open.pairBy((one, isBefore) => {
        if (!one.isOrdinal) return null;
        const known = around(one, isBefore);
        return known && key(place(one, isBefore), ...known);
      });
    }
    if (found === 0) return;
  }
}

/** Neighbours are known by the first letters of their digests. */
function editedTexts(pairs: readonly Pair[]): Map<string, string> {
  const became = new Map<string, string>();
  for (const { before, after, changed } of pairs) {
    if (changed && before.isOrdinal) became.set(before.content.slice(0, SHORT), after.content.slice(0, SHORT));
  }
  return became;
}

const SHORT = 5;
