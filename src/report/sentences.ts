/**
 * Sentences of the record in the language of a report. They stand there in English, made by the patterns that `s` marks; here the pattern is
 * found again and what stood in it is put into the translation. Where it is not clear what stood where, the English stays.
 */
import type { LanguagePack } from '../catalog/language-pack.ts';
import { ENGLISH, language } from './language.ts';
import { fill, wordsOf } from './words-of.ts';

/** Null for a sentence that the language does not know. */
export type InLanguage = (english: string) => string | null;

/** For the language of the report that is being written: sentences of the record, and texts of the catalog. */
export function saying(): (english: string) => string {
  const own = language();
  if (own.code === ENGLISH.code) return (english) => english;
  const tell = sentencesOf(own);
  return (english) => (Object.hasOwn(own.texts, english) ? own.texts[english] : undefined) ?? tell(english) ?? english;
}

interface Pattern {
  readonly key: string;
  readonly head: string;
  readonly tail: string;
  /** Characters that stand fixed in it, blanks aside. */
  readonly weight: number;
  readonly translation: string;
}

/** A pattern with less of its own is met by chance: it counts only if something in it is known as well, or there are but numbers in it, or names where it begins with words. */
const TOO_LITTLE = 7;
/** As the platform writes one. */
const NAME = /^[\w.$*]+$/;
/** Sentences within sentences within sentences. */
const DEEPEST = 4;

export function sentencesOf(pack: Pick<LanguagePack, 'messages' | 'sentences' | 'thousands'>): InLanguage {
  const { messages, sentences } = pack;
  const whole = new Map<string, string>();
  const patterns: Pattern[] = [];
  for (const key of sentences) {
    const translation = messages[key] ?? key;
    const parts = key.split(/\{\d+\}/);
    if (parts.length === 1) whole.set(key, translation);
    else
      patterns.push({
        key,
        head: parts[0] ?? '',
        tail: parts.at(-1) ?? '',
        weight: parts.join('').replaceAll(' ', '').length,
        translation,
      });
  }
  patterns.sort((a, b) => b.weight - a.weight);

  const byPattern = (text: string, depth: number): string | null => {
    for (const pattern of patterns) {
      if (!text.startsWith(pattern.head) || !text.endsWith(pattern.tail)) continue;
      const first = wordsOf(text, pattern.key, false);
      const last = first && wordsOf(text, pattern.key, true);
      if (!first || !last) continue;
      const [early, late] = [first, last].map((words) => filled(pattern, words, depth));
      if (early !== null && early !== undefined && early === late) return early;
    }
    return null;
  };

  const filled = ({ translation, weight, head }: Pattern, words: Readonly<Record<string, string>>, depth: number): string | null => {
    const told = Object.entries(words).map(([name, word]) => [name, word, tell(word, depth + 1)] as const);
    const isChance =
      told.every(([, , translated]) => translated === null) && !told.every(([, word]) => (head === '' ? /^\d+$/ : NAME).test(word));
    if (weight < TOO_LITTLE && isChance) return null;
    return fill(translation, Object.fromEntries(told.map(([name, word, translated]) => [name, translated ?? word])));
  };

  const joined = (text: string, depth: number, marks: readonly string[]): string | null => {
    for (const mark of marks) {
      for (let at = text.lastIndexOf(mark); at > 0; at = text.lastIndexOf(mark, at - 1)) {
        const cut = mark === '. ' ? at + 1 : at;
        const before = tell(text.slice(0, cut), depth + 1);
        const after = before === null ? null : tell(text.slice(at + mark.length), depth + 1);
        if (before !== null && after !== null) return `${before}${mark === '. ' ? ' ' : mark}${after}`;
        if (depth > 0) return null;
      }
    }
    return null;
  };

  const known = new Map<string, string | null>();
  const tell = (text: string, depth: number, isFlipped = false): string | null => {
    if (depth > DEEPEST || text === '' || text.length > LONGEST) return null;
    if (/^\d{1,3}(?:,\d{3})+$/.test(text)) return text.replaceAll(',', pack.thousands);
    const before = known.get(text);
    if (before !== undefined) return before;
    // Whole sentences first: a pattern that begins with a value would swallow the one before it.
    // Names that are listed: the last two are joined by a word.
    const [, names, last] = depth === 0 ? [] : (/^([\w.$*]+(?:, [\w.$*]+)*) and ([\w.$*]+)$/.exec(text) ?? []);
    if (names !== undefined && last !== undefined) return `${names} ${whole.get('and') ?? 'and'} ${last}`;
    const found = whole.get(text) ?? joined(text, depth, ['. ']) ?? byPattern(text, depth) ?? joined(text, depth, ['; ', ', ']);
    // At the beginning of a sentence, or within one: the same words.
    const result = found ?? (isFlipped ? null : flipped(tell(flipped(text), depth + 1, true)));
    known.set(text, result);
    return result;
  };
  return (english) => tell(english, 0);
}

/** With the first letter large where it is small, and small where it is large. */
function flipped<T extends string | null>(text: T): T {
  const first = text?.charAt(0) ?? '';
  const other = first === first.toUpperCase() ? first.toLowerCase() : first.toUpperCase();
  return (text === null ? null : `${other}${text.slice(1)}`) as T;
}

/** Longer ones are lists of a stranger's names. Characters. */
const LONGEST = 2000;
