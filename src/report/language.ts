/**
 * The language that a report is written in. The record stays English; {@link localise} of `localise.ts` lays a language over its catalog texts.
 *
 * Rendering is one call without a pause, so the language stands here for as long as it lasts and need not be handed through every function.
 * What is made after a pause, as the bytes of a workbook are, must have its words by then.
 */
import type { LanguagePack } from '../catalog/language-pack.ts';

export interface Language extends LanguagePack {
  /** English texts for which the language has nothing: what shows one marks it as English. */
  readonly fallen: ReadonlySet<string>;
}

export const ENGLISH: Language = {
  code: 'en',
  name: 'English',
  locale: 'en',
  decimal: '.',
  thousands: ',',
  months: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
  date: '{day} {month} {year}',
  texts: {},
  at: {},
  fallen: new Set(),
  messages: {},
  sentences: [],
};

let current: Language = ENGLISH;

/** The language of the report that is being written; English where nobody chose. */
export function language(): Language {
  return current;
}

/** Renders in a language. Not for anything that waits: another report could come between. */
export function inLanguage<T>(chosen: Language, render: () => T): T {
  const before = current;
  current = chosen;
  try {
    return render();
  } finally {
    current = before;
  }
}

/** `2026-11-22` as the language writes it in a sentence. Names of months stand with the language and not in Node, whose own change. */
export function dateIn({ date, months }: LanguagePack, iso: string): string {
  const [year = '', month = '', day = ''] = iso.split('-');
  return date
    .replace('{day}', String(Number(day)))
    .replace('{month}', months[Number(month) - 1] ?? month)
    .replace('{year}', year);
}

/** A figure written in the English way, `1,234.5`, with the language’s own marks. */
export function figureIn({ decimal, thousands }: LanguagePack, english: string): string {
  return english.replaceAll(/[.,]/g, (mark) => (mark === ',' ? thousands : decimal));
}
