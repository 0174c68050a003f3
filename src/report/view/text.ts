/** How the report counts, lists and dates things, and what it lets through of text that it did not write. */
import { dateIn, ENGLISH, language } from '../language.ts';
import { said, t, told } from '../messages.ts';
import { formatNumber } from '../number.ts';

/** Between the ends of a range, and where there is no figure. */
export const DASH = '–';
/** Names that keep their capital letter inside a sentence. */
const PROPER = /^(Amazon|Canvas|Classic|Lightning|Lex|Omni|Open|Salesforce|Sales|Service|Task|Visualforce|Voice|Apex|Agentforce|Setup)\b/;

/** Scanned files are not ours: nothing that can hide or turn text round reaches the page. */
export function visible(text: string): string {
  // Nearly every page holds nothing of the kind, and looking without Unicode's rules is several times as fast.
  // oxlint-disable-next-line no-control-regex
  if (!/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uD800-\uDFFF\u2028\u2029\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/.test(text)) return text;
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/gu, (found) => {
    const code = found.codePointAt(0) ?? 0;
    if (found === '\r') return '';
    return code < 32 ? String.fromCodePoint(0x2400 + code) : `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}

/** `one` for 1, `many` for everything else. */
export function plural(n: number, one: string, many: string): string {
  return said(n === 1 ? one : many);
}

export function count(n: number, one: string, many = `${one}s`): string {
  return told(`{0} ${n === 1 ? one : many}`, formatNumber(n));
}

/** `a`, `a and b`, `a, b and c`; the rest as a number. */
export function list(names: string[], most = Number.POSITIVE_INFINITY): string {
  const shown = names.length > most ? [...names.slice(0, most), t`${formatNumber(names.length - most)} more`] : names;
  if (shown.length <= 1) return shown[0] ?? '';
  return told('{0} and {1}', shown.slice(0, -1).join(', '), shown.at(-1) ?? '');
}

/** The parts that are there. */
export function present(...parts: (string | null | false)[]): string[] {
  return parts.filter((part): part is string => typeof part === 'string' && part !== '');
}

/** `2026-11-22` as `22 November 2026`. */
export function day(iso: string): string {
  return dateIn(language(), iso);
}

/** The least and the greatest; both 0 where there is nothing. */
export function ends(values: number[]): [number, number] {
  return values.length === 0 ? [0, 0] : [Math.min(...values), Math.max(...values)];
}

/** One figure where both ends are the same. */
export function range(low: number, high: number): string {
  return low === high ? formatNumber(low) : `${formatNumber(low)}${DASH}${formatNumber(high)}`;
}

/** A piece of a text; `keep` where no line may break inside it. */
export interface Piece {
  text: string;
  keep: boolean;
}

/** In pieces of which each range, such as 17–21, is one. */
export function unbroken(text: string): Piece[] {
  return text.split(/(\d[\d.,]*–\d(?:[\d.,]*\d)?)/).flatMap((piece, at) => (piece === '' ? [] : [{ text: piece, keep: at % 2 === 1 }]));
}

/** As `range`, for a sentence. */
export function spoken([low, high]: [number, number]): string {
  return low === 0 && high > 0 ? t`up to ${formatNumber(high)}` : range(low, high);
}

/** For a place inside a sentence. Of English only: German for one has capital letters of its own. */
export function lowerFirst(text: string): string {
  if (language().code !== ENGLISH.code && !language().fallen.has(text)) return text;
  return /^[A-Z][a-z]/.test(text) && !PROPER.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** With a full stop, where a sentence follows or may follow. */
export function ended(text: string): string {
  return text === '' || /[.!?:…]$/.test(text) ? text : `${text}.`;
}

/** An address that may become a link: of the web, and nothing else. */
export function safeUrl(url: string | undefined): string | null {
  if (!url) return null;
  try {
    const parsed = new URL(url);
    return parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed.href : null;
  } catch {
    return null;
  }
}

/** In the order in which each key is first met. */
export function byKey<T>(entries: T[], key: (entry: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const k = key(entry);
    const group = groups.get(k);
    if (group) group.push(entry);
    else groups.set(k, [entry]);
  }
  return groups;
}

export function index<T extends { id: string }>(entries: T[]): Map<string, T> {
  return new Map(entries.map((entry) => [entry.id, entry]));
}
