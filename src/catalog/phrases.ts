/**
 * Words of the program inside texts of the catalog: what a check puts into the braces of its message, and the note on a field that no
 * document names. Each stands here in English as the code that makes it writes it; a translation covers them like texts of the catalog.
 *
 * A phrase for the braces may take the place of a whole word between them, or of one part of a list.
 */
export interface Phrase {
  readonly id: string;
  /** The word in a message’s braces that it may stand for; null for a text of its own. */
  readonly word: string | null;
  readonly english: string;
}

export const PHRASES: readonly Phrase[] = [
  { id: 'what-item', word: 'what', english: 'item' },
  { id: 'what-section', word: 'what', english: 'section' },
  { id: 'expected-either', word: 'expected', english: '{one} or {other}' },
  { id: 'given-other', word: 'given', english: 'something else' },
  { id: 'given-arguments', word: 'given', english: '{count} arguments' },
  { id: 'given-nothing', word: 'given', english: 'nothing' },
  { id: 'missing-method', word: 'missing', english: 'the method {method} of the class {class}' },
  { id: 'missing-class', word: 'missing', english: 'the class {class}' },
  { id: 'missing-both', word: 'missing', english: '{one} and {other}' },
  { id: 'reason-class', word: 'reason', english: 'the class is not global' },
  { id: 'reason-webservice', word: 'reason', english: 'the method is not webservice' },
  { id: 'reason-static', word: 'reason', english: 'the method is not static' },
  { id: 'where-here', word: 'where', english: 'line {line} of this file' },
  { id: 'where-line', word: 'where', english: 'line {line}' },
  { id: 'where-more', word: 'where', english: '{last} and {count} more' },
  { id: 'packages-more', word: 'packages', english: '{last} and {count} more' },
  { id: 'range', word: 'range', english: '{least} to {most}' },
  { id: 'why-whole', word: 'why', english: 'the whole value' },
  { id: 'why-part', word: 'why', english: 'part of the value' },
  { id: 'nearest-none', word: 'nearest', english: 'none' },
  { id: 'call-log-hint', word: null, english: 'By its name it seems to hold: {field}. {note}' },
  {
    id: 'call-log-unknown',
    word: null,
    english: 'No document names a field of VoiceCall for it; decide whether a custom field of VoiceCall takes it over.',
  },
];

/** Whether it holds words, and not API names alone. */
export function holdsWords(text: string): boolean {
  return /(?:^|[\s(])[a-z]+(?:[\s,)]|$)/.test(text);
}

/** Groups of connector parts whose names are those of an API. */
const SPELT_BY_SALESFORCE: ReadonlySet<string> = new Set(['method', 'event', 'capability']);

/** Whether a part of a connector goes by words that a language may say in its own way. */
export function isPartNamedInWords({ group, name }: { readonly group: string; readonly name: string }): boolean {
  return !SPELT_BY_SALESFORCE.has(group) && holdsWords(name);
}
