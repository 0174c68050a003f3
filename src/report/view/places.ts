/** Where findings stand, file by file, with the value that stands there. */
import type { Finding, RepositoryRecord } from '../../model/assessment.ts';
import { placeKey, type Context, type Placed } from './context.ts';
import { byKey, count } from './text.ts';

/** Longer values are cut here; their length is said. */
const LONGEST_VALUE = 200;
/** A rule with more places than this folds the rest away. */
const PLACES_IN_VIEW = 12;
/** No list on the page is longer; a browser has to open it. findings.csv holds them all. */
const LONGEST_LIST = 300;

/** A value as it stands in a file: code, or a word in its place. */
export interface ValueView {
  code: string | null;
  word: string | null;
  note: string | null;
}

export interface PlaceView {
  repository: string | null;
  text: string;
}

interface Occurrence {
  name: string;
  section: string | null;
  /** Null where nothing at that place has a value. */
  value: ValueView | null;
  note: string | null;
  /** What a check has to say. */
  message: string | null;
  /** Line and column, joined by a colon. */
  at: string;
  href: string | null;
}

/** Occurrences of one definition: its place stands once above them. */
export interface FileGroup {
  definition: string | null;
  place: PlaceView;
  rows: Occurrence[];
}

export interface FoldedPlaces {
  places: FileGroup[];
  more: { summary: string; places: FileGroup[]; beyond: string | null } | null;
}

export function placeView(
  { several }: Context,
  repo: RepositoryRecord,
  at: { file: string; line?: number | undefined; column?: number | undefined },
): PlaceView {
  return {
    repository: several ? repo.name : null,
    text: [at.file, at.line, at.column].filter((part) => part !== undefined).join(':'),
  };
}

export function valueView(value: string, masked: boolean): ValueView {
  // A check quotes the value of the item at its place, and does not say again that it was masked.
  if (value === '[masked]') return { code: null, word: 'masked', note: null };
  if (value === '') return { code: null, word: 'empty', note: null };
  const letters = Array.from(value);
  // What is left of a value that was masked in part is worth reading: the host of an address, say.
  if (letters.length <= LONGEST_VALUE) return { code: value, word: null, note: masked ? 'masked in part' : null };
  return {
    code: `${letters.slice(0, LONGEST_VALUE).join('')}…`,
    word: null,
    note: `the first ${LONGEST_VALUE} of ${count(letters.length, 'character')}`,
  };
}

/** `linked`: each occurrence leads to its rule, for lists that stand apart from the rules. */
export function placeGroups(context: Context, entries: Placed[], linked = false): FileGroup[] {
  const groups = byKey(entries, ({ finding, repo }) => JSON.stringify([repo.id, finding.file, finding.definition]));
  return [...groups.values()].map((same) => {
    const { finding: first, repo } = same[0] as Placed;
    return {
      definition: first.definition === '' ? null : first.definition,
      place: placeView(context, repo, { file: first.file }),
      rows: same.map(({ finding }) => ({
        ...occurrence(context, { finding, repo }),
        href: linked ? `#${context.anchor('rule', finding.ruleId)}` : null,
      })),
    };
  });
}

function occurrence(context: Context, placed: Placed): Omit<Occurrence, 'href'> {
  const { finding } = placed;
  return {
    name: finding.kind === 'definition' ? finding.definition || finding.name : finding.name,
    section: finding.section ?? null,
    value: hasValue(context, placed) ? valueView(finding.value, finding.masked === true) : null,
    note: kindNote(finding),
    message: finding.message ?? null,
    at: `${finding.line}:${finding.column}`,
  };
}

/**
 * A definition and a section have no value, and what is missing has none either. A check can speak of anything:
 * without a value it says `empty` only where an item, a setting or a field stands at its place.
 */
function hasValue({ holders }: Context, { finding, repo }: Placed): boolean {
  if (finding.kind === 'definition' || finding.kind === 'definition-section' || finding.kind === 'missing-item') return false;
  return finding.kind !== 'check' || finding.value !== '' || holders.has(placeKey(repo, finding));
}

/** What a finding stands on, where it is not simply an item. */
function kindNote(finding: Finding): string | null {
  const note: Partial<Record<Finding['kind'], string>> = {
    definition: 'the definition itself',
    'definition-section': 'section',
    'definition-setting': 'key of customSettings',
    'definition-field': 'element of the Metadata API',
    'missing-item': 'not in the file',
  };
  return note[finding.kind] ?? (finding.confidence === 'exact' ? null : `confidence: ${finding.confidence}`);
}

/** What stands in view, and what is folded away. */
export function foldedPlaces(context: Context, entries: Placed[]): FoldedPlaces {
  const rest = entries.slice(PLACES_IN_VIEW);
  return {
    places: placeGroups(context, entries.slice(0, PLACES_IN_VIEW)),
    more: rest.length > 0 ? { summary: count(rest.length, 'more place'), ...cutList(context, rest) } : null,
  };
}

/** As many places as a page can hold, and what is said of the others. */
export function cutList(context: Context, entries: Placed[], linked = false): { places: FileGroup[]; beyond: string | null } {
  return { places: placeGroups(context, [...shownPart(entries)], linked), beyond: beyondList(entries.length, 'place') };
}

/** Null where a list is shown whole. */
export function beyondList(length: number, one: string): string | null {
  return length > LONGEST_LIST ? `${count(length - LONGEST_LIST, `more ${one}`)}, all of them in findings.csv and assessment.json` : null;
}

/** The part of a list that the page shows. */
export function shownPart<T>(entries: readonly T[]): readonly T[] {
  return entries.slice(0, LONGEST_LIST);
}
