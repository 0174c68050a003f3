/** What anybody may read: words of the program and of the shipped catalog, which hold nothing of a client. */

export interface Vocabulary {
  /** A word of a sentence, letter case aside, or a short number. */
  readonly isWord: (word: string) => boolean;
  /** A name as it is spelt there, with whatever joins its parts: `saveLog`, `Task.CallType`, `omni-channel-on`. */
  readonly isName: (name: string) => boolean;
}

export interface VocabularyTexts {
  /** Lower case. */
  readonly words: readonly string[];
  readonly names: readonly string[];
}

const SHORT_NUMBER = /^\d{1,4}$/;
/** What a host may end with, whatever the words before it. */
const DOMAINS = /^(?:com|net|org|edu|gov|info|biz|io|co|cloud|app|dev|local|internal|intranet|lan|corp|example|test|localhost|[a-z]{2})$/i;

export function vocabularyOf(texts: VocabularyTexts): Vocabulary {
  const words = new Set(texts.words);
  const names = new Set(texts.names);
  const isPart = (part: string): boolean => SHORT_NUMBER.test(part) || names.has(part);
  return {
    isWord: (word) => SHORT_NUMBER.test(word) || words.has(word.toLowerCase()),
    isName(name) {
      if (name.length > 80) return false;
      if (isPart(name)) return true;
      // A field of an object, a member of a namespace; a host is written in small letters, and ends as hosts do.
      const parts = name.split('.');
      const last = parts.at(-1) ?? '';
      return parts.length > 1 && /[A-Z]/.test(last) && !DOMAINS.test(last) && parts.every(isPart);
    },
  };
}

/** The words of texts, each once and in order. */
export function vocabularyIn(program: Iterable<string>, catalog: Iterable<string>): VocabularyTexts {
  const words = new Set<string>();
  const names = new Set<string>();
  for (const text of program) {
    for (const [word] of text.matchAll(WORD)) words.add(word.toLowerCase());
    for (const [name] of text.matchAll(JOINED)) names.add(name);
  }
  for (const text of catalog) {
    for (const [word] of text.matchAll(WORD)) {
      words.add(word.toLowerCase());
      names.add(word);
    }
    for (const [name] of text.matchAll(JOINED)) names.add(name);
  }
  return { words: [...words].sort(), names: [...names].sort() };
}

/** Letters, digits and what names hold beside them; an apostrophe ends a word. */
export const WORD = /[\p{L}\p{N}_$]+/gu;
const JOINED = /[\p{L}\p{N}_$]+(?:[./-][\p{L}\p{N}_$]+)+/gu;
