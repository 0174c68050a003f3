/** Recognises the addresses of Salesforce's script libraries. */
import { HOLE } from './types.ts';
import { LIBRARY_FILES } from './vocabulary.ts';
import type { TextHit } from './text.ts';

/** A library in a text, `opencti_min.js@57.0`, and where its file name begins. */
export interface LibraryAddress {
  readonly name: string;
  readonly version: string;
  readonly file: string;
  readonly index: number;
  readonly start: number;
}

const ADDRESS = /(?:\/|(?<![\w.-]))support\/(?:api|console)\/([^/\s"'<>]{1,40})\/(?:lightning\/)?([\w.\u2026-]{1,40})/g;

/** The libraries that a text loads. A text that talks about one, with words around it, loads none. */
export function addressesIn(text: string): readonly LibraryAddress[] {
  const found: LibraryAddress[] = [];
  for (const match of text.matchAll(ADDRESS)) {
    const version = /^v?(\d{1,3}(?:\.\d{1,2})?)$/.exec(match[1] ?? '')?.[1] ?? '*';
    const written = (match[2] ?? '').replace(/\.js\.js$/, '.js');
    // RequireJS puts the ending on by itself.
    const isBare = version !== '*' && match.index + match[0].length === text.length && LIBRARY_FILES.has(`${written}.js`);
    const file = written.includes(HOLE) ? '*' : isBare ? `${written}.js` : written;
    if (file !== '*' && !LIBRARY_FILES.has(file)) continue;
    if (file === '*' && !/^\u2026(?:\.js)?$/.test(written)) continue;
    if (!isAlone(text, match.index, match.index + match[0].length)) continue;
    found.push({
      name: `${file}@${version === '*' ? '*' : version}`,
      version,
      file,
      index: match.index + match[0].length - written.length,
      start: match.index,
    });
  }
  return found;
}

/** Whether the address fills the text, or the value of an attribute in it. */
function isAlone(text: string, start: number, end: number): boolean {
  let from = start;
  while (from > 0 && !/[\s"'<>(,]/.test(text[from - 1] ?? '')) from -= 1;
  let to = end;
  while (to < text.length && !/[\s"'<>),]/.test(text[to] ?? '')) to += 1;
  if (from === 0 && to === text.length) return true;
  const before = text.slice(Math.max(0, from - 12), from);
  if (/(?:src|href|scripts)\s*=\s*\\?["']?$/i.test(before)) return true;
  // Several addresses in one text, as a loader takes them.
  return text.trim() === text && text.split(/\s*,\s*/).every((part) => !/\s/.test(part)) && !/["'<>()]/.test(text);
}

/** Loads in the strings of a text that could not be parsed. */
export function loadsInText(strings: ReadonlyMap<number, { readonly text: string }>): readonly TextHit[] {
  const hits: TextHit[] = [];
  for (const [start, { text }] of strings) {
    if (text.length > 2000 || !text.includes('/support/')) continue;
    for (const { name, index } of addressesIn(text)) hits.push({ offset: start + 1 + index, kind: 'script-load', api: 'library', name });
  }
  return hits;
}
