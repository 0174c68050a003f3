/** Character references of HTML and XML, resolved with every character keeping its place. */

import { offsetsBy, type Mark } from '../../lines.ts';

/** A text and, for each of its characters, where it stands in the file. */
export interface Resolved {
  readonly value: string;
  readonly offsetAt: (index: number) => number;
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: '\u00a0' };

/** The few names that script is escaped with, and numbers; anything else stays as it is written. */
export function resolveReferences(raw: string, start: number): Resolved {
  if (!raw.includes('&')) return { value: raw, offsetAt: (index) => start + index };
  const marks: Mark[] = [{ index: 0, offset: start }];
  let value = '';
  let last = 0;
  for (const match of raw.matchAll(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]{2,4}));/gi)) {
    const character = characterOf(match);
    if (character === null) continue;
    value += raw.slice(last, match.index);
    marks.push({ index: value.length, offset: start + match.index });
    value += character;
    last = match.index + match[0].length;
    marks.push({ index: value.length, offset: start + last });
  }
  value += raw.slice(last);
  return { value, offsetAt: offsetsBy(marks, start) };
}

function characterOf([, hex, decimal, name]: RegExpMatchArray): string | null {
  if (name !== undefined) {
    const known = name.toLowerCase();
    return Object.hasOwn(NAMED, known) ? (NAMED[known] ?? null) : null;
  }
  const code = Number.parseInt(hex ?? decimal ?? '', hex === undefined ? 10 : 16);
  return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? null : String.fromCodePoint(code);
}
