/**
 * Every finding as a row: the worst of them for the page itself, and all of them, packed, for the script of the page.
 *
 * The page holds each text once. What stands in it as markup is not packed a second time: the script takes it from there.
 */
import { isCounted, isInSource, type Context, type Placed } from './context.ts';
import {
  hasValue,
  kindNote,
  LONGEST_CHAIN,
  segments,
  sourceMember,
  snippetView,
  valueView,
  type Segment,
  type SnippetView,
} from './places.ts';
import { visible } from './text.ts';
import { CONFIDENCES, IN_A_TEST } from './words.ts';
import { inWords, t } from '../messages.ts';

/** Places that stand in the page as markup, so that they can be read without its script. */
export const STATIC_PLACES = 300;
/** More findings than this a browser is not asked to hold; findings.csv has them all. */
export const MOST_FINDINGS = 50_000;
/** Nor more text than this, in characters, for all of them together. */
export const MOST_LETTERS = 12_000_000;
/** A rule has this many places in view before those of the next one come; then this many, then all that there is room for. */
const DEPTHS = [12, 60, Number.POSITIVE_INFINITY];

/** One finding where it stands. */
export interface PlaceRow {
  key: string;
  repository: string | null;
  /** File, line and column, joined by colons. */
  at: string;
  /** What it is, where the rule does not say it already. */
  label: string | null;
  detail: string | null;
  message: string | null;
  snippet: SnippetView | null;
  /** In place of a value: `masked`, `empty`, or how much of it is shown. */
  word: string | null;
  sure: string;
  test: string | null;
  steps: Segment[][];
}

/** How many places of each rule stand in the page: the first rules first, and none so deep that the next has no room. */
export function shareOut(lengths: readonly number[], room: number): number[] {
  const shown = lengths.map(() => 0);
  let left = room;
  for (const depth of DEPTHS) {
    for (const [at, length] of lengths.entries()) {
      const more = Math.min(Math.min(length, depth) - (shown[at] ?? 0), left);
      if (more <= 0) continue;
      shown[at] = (shown[at] ?? 0) + more;
      left -= more;
    }
  }
  return shown;
}

/** `shared`: the member stands once above the places of the rule. */
export function placeRow(context: Context, entry: Placed, shared: boolean): PlaceRow {
  const { finding, repo } = entry;
  const inSource = isInSource(entry);
  const { member, note, hit } = inSource ? sourceMember(finding) : { member: '', note: null, hit: '' };
  // Of an org's metadata the value is the component, which stands above its line.
  const line = finding.snippet ?? (finding.value === '[masked]' || finding.api === 'metadata' ? '' : finding.value);
  const value = !inSource && hasValue(context, entry) ? valueView(finding.value, finding.masked === true) : null;
  const name = inSource ? member : finding.kind === 'definition' ? finding.definition || finding.name : finding.name;
  const detail = inSource
    ? [shared ? null : note]
    : [
        kindNote(finding),
        finding.section === undefined ? null : t`in ${finding.section}`,
        finding.definition === '' ? null : t`of ${finding.definition}`,
      ];
  return {
    key: context.findingKey(entry),
    repository: context.several ? repo.name : null,
    at: `${finding.file}:${finding.line}:${finding.column}`,
    label: (inSource && shared) || finding.message !== undefined || name === '' ? null : name,
    detail: detail.filter((part) => part !== null && part !== undefined).join(', ') || null,
    message: finding.message ?? null,
    snippet: inSource ? (line === '' ? null : snippetView(line, hit)) : value?.code ? { before: value.code, hit: null, after: '' } : null,
    word: value?.word ?? value?.note ?? null,
    sure: inWords(CONFIDENCES[finding.confidence].word),
    test: finding.context === 'test' ? inWords(IN_A_TEST) : null,
    steps: (finding.chain ?? []).slice(0, LONGEST_CHAIN).map(segments),
  };
}

/** The member, where every place in source has the same; said above them. */
export function sharedMember(places: readonly Placed[]): string | null {
  const [first] = places;
  if (!first || !places.every(isInSource)) return null;
  const { member, note } = sourceMember(first.finding);
  const same = places.every(({ finding }) => {
    const other = sourceMember(finding);
    return other.member === member && other.note === note;
  });
  return same && member !== '' ? `${member}${note === null ? '' : ` (${note})`}` : null;
}

/** Service before tests, and otherwise as they were found. */
export function inOrder(places: readonly Placed[]): Placed[] {
  return [...places.filter(isCounted), ...places.filter((entry) => !isCounted(entry))];
}

/** Texts by number, each kept once; number 0 is no text. */
export function stringTable() {
  const numbers = new Map<string, number>([['', 0]]);
  const strings = [''];
  let letters = 0;
  return {
    strings,
    letters: (): number => letters,
    /** What could hide or turn text round is made visible here: the page's own pass does not see into data. */
    number: (text: string | null): number => {
      if (text === null) return 0;
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, strings.length);
      letters += text.length;
      return strings.push(visible(text)) - 1;
    },
  };
}

/** A row as numbers and one key; zeros at the end are left away. The script's `report/data.js` reads it. */
export type PackedRow = (string | number)[];

/** Packs places of one rule. */
export function packRow(
  context: Context,
  entry: Placed,
  shared: boolean,
  number: (text: string | null) => number,
  ids: { repository: number; confidence: number },
): PackedRow {
  const row = placeRow(context, entry, shared);
  const { finding } = entry;
  const snippet = row.snippet;
  const packed: PackedRow = [
    row.key.slice(2),
    ids.repository,
    number(finding.file),
    finding.line,
    finding.column,
    ids.confidence,
    number(row.label),
    number(snippet && snippet.before + (snippet.hit ?? '') + snippet.after),
    number(row.detail),
    number(snippet?.hit ?? null),
    number(row.word),
    number(row.message),
    row.test === null ? 0 : 1,
    ...(finding.chain ?? []).slice(0, LONGEST_CHAIN).map((step) => number(step)),
  ];
  while (packed.at(-1) === 0) packed.pop();
  return packed;
}

/** As the body of a script element of data: nothing in it can end the element, whatever a stranger wrote. */
export function dataBlock(data: unknown): string {
  return JSON.stringify(data).replaceAll(/[<>&\u2028\u2029]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
