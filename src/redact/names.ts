/** The book of pseudonyms of one run: the same text always gets the same, and two different texts never share one. */

export interface Book {
  /** The pseudonym of a text, made at first sight; `kind` says what it is called, and `shape` puts its number into more than a word. */
  readonly name: (kind: string, text: string, shape?: (word: string) => string) => string;
  /** The pseudonym that a text has already; null for one that was never seen. */
  readonly known: (text: string) => string | null;
  /** Says what stands for a text that is made of several names. */
  readonly note: (text: string, pseudonym: string) => void;
  /** How long known texts of several words are that begin with a word in lower case, the longest first; there may be very many of them. */
  readonly lengths: (first: string) => readonly number[];
}

export function openBook(): Book {
  const given = new Map<string, string>();
  const counts = new Map<string, number>();
  const lengths = new Map<string, number[]>();
  const note = (text: string, pseudonym: string): void => {
    if (given.has(keyOf(text))) return;
    given.set(keyOf(text), pseudonym);
    noteLength(lengths, keyOf(text));
  };
  return {
    name: (kind, text, shape = (word) => word) => {
      const before = given.get(keyOf(text));
      if (before !== undefined) return before;
      const number = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, number);
      const pseudonym = shape(`${kind}${/[a-z0-9]$/i.test(kind) ? '-' : ''}${number}`);
      note(text, pseudonym);
      return pseudonym;
    },
    known: (text) => given.get(keyOf(text)) ?? null,
    note,
    lengths: (first) => lengths.get(first) ?? [],
  };
}

/** Names of an org differ by more than case, and what refers to them is not always written as they are. Paths do differ by case. */
function keyOf(text: string): string {
  return text.includes('/') ? text : text.toLowerCase();
}

function noteLength(lengths: Map<string, number[]>, text: string): void {
  if (text.length > LONGEST || !/\s/.test(text)) return;
  const first = FIRST_WORD.exec(text)?.[0]?.toLowerCase();
  if (first === undefined) return;
  const some = lengths.get(first) ?? [];
  if (some.includes(text.length)) return;
  lengths.set(
    first,
    [...some, text.length].sort((x, y) => y - x),
  );
}

/** A longer text is no name that a sentence repeats; and what is left of it goes by its words. */
const LONGEST = 300;
const FIRST_WORD = /^[\p{L}\p{N}_$]+/u;
