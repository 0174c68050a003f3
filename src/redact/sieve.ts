/**
 * Sentences and lines of code with every name taken out.
 *
 * Nothing is looked for that is to go: whatever is not known to be harmless goes. What stays of a sentence are words of the program's own
 * sentences, small numbers, and names of Salesforce's own; what stays of code are the same names, keywords and punctuation.
 */
import type { Book } from './names.ts';
import type { Vocabulary } from './vocabulary.ts';
import { OWN_PROPER } from './words.ts';

/** Stands for what was taken out and has no name of its own. */
export const GAP = '…';

/** Of a longer text the first part: no sentence of the program and no line that is shown is longer. */
const LONGEST = 8000;

/** A line of source, a snippet or an expression. Numbers go too: they may be extensions, and nobody can tell. */
export function sieveCode(code: string, { code: kept, names }: Vocabulary): string {
  const parts: string[] = [];
  for (const [part] of code.slice(0, LONGEST).matchAll(CODE_PART)) {
    const text = /^(['"])(.*)\1$/su.exec(part);
    if (text) parts.push(`${text[1]}${names.has(text[2] ?? '') ? text[2] : text[2] === '' ? '' : GAP}${text[1]}`);
    else if (/^\s/.test(part)) parts.push(' ');
    else if (/^[\p{L}\p{N}\p{M}_$]/u.test(part)) parts.push(kept.has(part) && !/^\p{N}+$/u.test(part) ? part : GAP);
    else parts.push(PLAIN_MARK.test(part) ? part : GAP);
  }
  return closed(parts.join(''));
}

/** Texts in code go wholly: a word of a sentence may be a word of the language as well. */
const CODE_PART = /'[^'\n]*'|"[^"\n]*"|\s+|[\p{L}\p{N}\p{M}_$]+|./gsu;
/** Marks of programs and of sentences. Emoji and the marks that turn the direction of reading are none. */
const PLAIN_MARK = /^[!-/:-@[-^`{-~“”‘’…–—]$/;
const PLAIN_MARKS = /^[!-/:-@[-^`{-~“”‘’…–—]+$/;

/** One gap for several in a row, so that not even their number is told. */
function closed(text: string): string {
  return text.replace(/…(?:[\s.,:;/\\@&=%#~|^*!?<>+'"-]{0,3}…)+/g, GAP).replace(/ {2,}/g, ' ');
}

/** A sentence that the program made. */
export function sieveText(text: string, vocabulary: Vocabulary, book: Book): string {
  const whole = text.slice(0, LONGEST);
  if (vocabulary.texts.has(whole)) return whole;
  const out: string[] = [];
  let at = 0;
  while (at < whole.length) {
    const rest = pieceAt(whole, at);
    out.push(redacted(rest, whole, at, vocabulary, book));
    at += rest.text.length;
  }
  return closed(out.join('')).trim();

  function pieceAt(all: string, start: number): Piece {
    const quote = QUOTES.get(all.charAt(start));
    if (quote !== undefined) {
      const end = all.indexOf(quote, start + 1);
      if (end > start) return { kind: 'quoted', text: all.slice(start, end + 1) };
    }
    const isStart = start === 0 || !/[\p{L}\p{N}_$]/u.test(all.charAt(start - 1));
    if (isStart) {
      const phrase = phraseAt(all, start, book);
      if (phrase !== null) return { kind: 'name', text: phrase };
    }
    NUMBER.lastIndex = start;
    const number = isStart ? NUMBER.exec(all)?.[0] : undefined;
    if (number !== undefined) return { kind: 'number', text: number };
    CHUNK.lastIndex = start;
    const chunk = CHUNK.exec(all)?.[0];
    return chunk === undefined ? { kind: 'mark', text: charAt(all, start) } : { kind: 'chunk', text: chunk };
  }
}

interface Piece {
  readonly kind: 'quoted' | 'name' | 'number' | 'chunk' | 'mark';
  readonly text: string;
}

const QUOTES: ReadonlyMap<string, string> = new Map([
  ['“', '”'],
  ['‘', '’'],
  ['`', '`'],
  ['"', '"'],
]);
/** Digits with what may stand between them in a telephone number. */
const NUMBER = /[+(]?\d(?:[\d\s()./-]*\d)?(?:,\d{3})*(?![\p{L}\p{N}_$@])/uy;
/** What stands between blanks, quotes and brackets. */
const CHUNK = /[^\s“”‘`"()[\]{}<>,;…]+/uy;

function charAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0xfffd);
}

function redacted({ kind, text }: Piece, whole: string, at: number, vocabulary: Vocabulary, book: Book): string {
  switch (kind) {
    case 'name':
      return book.known(text) ?? GAP;
    case 'quoted': {
      const inner = text.slice(1, -1);
      return `${text.charAt(0)}${nameOf(inner, vocabulary, book) ?? sieveCode(inner, vocabulary)}${text.charAt(text.length - 1)}`;
    }
    case 'number':
      return isSmall(text) ? text : GAP;
    case 'chunk':
      return chunkOf(text, /(?:^|[.:;!?(“]\s*)$/.test(whole.slice(Math.max(0, at - 3), at)), vocabulary, book);
    case 'mark':
      return /\s/.test(text) ? ' ' : PLAIN_MARK.test(text) ? text : GAP;
    default:
      return kind satisfies never;
  }
}

function nameOf(text: string, { names }: Vocabulary, book: Book): string | null {
  return names.has(text) ? text : book.known(text);
}

/** A count, a line, a version or a day; not what could be a telephone number or a reference. */
function isSmall(text: string): boolean {
  return /^(?:\d{1,4}|\d{1,3}(?:,\d{3})+|\d{1,3}\.\d{1,2}|\d{4}-\d\d-\d\d)$/.test(text) && !/^0\d/.test(text);
}

/** A word, or words that marks join: `Bank_Service`, `adapter/src/api.ts`, `read-only`. */
function chunkOf(chunk: string, isFirst: boolean, vocabulary: Vocabulary, book: Book): string {
  const [, body = '', tail = ''] = /^(.*?)([.:!?’']*)$/su.exec(chunk) ?? [];
  if (body === '') return tail;
  const name = nameOf(body, vocabulary, book);
  const isPlain = isWord(body, isFirst, vocabulary);
  // A word of ours that is somebody's name as well tells nothing where it stands in a sentence.
  if (isPlain) return body + tail;
  if (name !== null) return name + tail;
  const place = /^(.+?)((?::\d{1,6}){1,2})$/su.exec(body);
  const file = place?.[1] === undefined ? null : book.known(place[1]);
  if (file !== null) return `${file}${place?.[2] ?? ''}${tail}`;
  const parts = body.match(/[\p{L}\p{N}\p{M}_$]+|[^\p{L}\p{N}\p{M}_$]+/gu) ?? [];
  if (parts.length === 1) return GAP + tail;
  return (
    parts
      .map((part) => {
        if (/^[^\p{L}\p{N}\p{M}_$]/u.test(part)) return PLAIN_MARKS.test(part) ? part : GAP;
        return vocabulary.names.has(part) ? part : (book.known(part) ?? GAP);
      })
      .join('') + tail
  );
}

function isWord(body: string, isFirst: boolean, { words }: Vocabulary): boolean {
  if (OWN_PROPER.has(body)) return true;
  const plain = body.replace(/’s$/, '');
  if (OWN_PROPER.has(plain)) return true;
  return plain
    .split('-')
    .every((part, index) => words.has(part) || (isFirst && index === 0 && /^\p{Lu}\p{Ll}*$/u.test(part) && words.has(part.toLowerCase())));
}

/** A known text of several words that stands here and ends where a word ends. */
function phraseAt(text: string, at: number, book: Book): string | null {
  const first = /^[\p{L}\p{N}_$]+/u.exec(text.slice(at, at + 100))?.[0];
  for (const length of first === undefined ? [] : book.lengths(first.toLowerCase())) {
    const here = text.slice(at, at + length);
    if (here.length === length && !/[\p{L}\p{N}_$]/u.test(text.charAt(at + length)) && book.known(here) !== null) return here;
  }
  return null;
}
