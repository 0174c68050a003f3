/** Where findings stand, file by file, with the value that stands there. */
import type { Confidence } from '../../catalog/terms.ts';
import type { Finding, RepositoryRecord } from '../../model/assessment.ts';
import { isCounted, isInSource, placeKey, type Context, type Placed } from './context.ts';
import { byKey, count, plural } from './text.ts';
import { API_PATHS, CONFIDENCES, IN_A_TEST } from './words.ts';
import { inWords, t } from '../messages.ts';

/** Longer values are cut here; their length is said. */
const LONGEST_VALUE = 200;
/** The reader keeps fewer steps; a file written by others might not. */
export const LONGEST_CHAIN = 40;
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

/** A line of source, cut to what a page can hold. */
export interface SnippetView {
  before: string;
  /** The name that was found, where it stands in the line once. */
  hit: string | null;
  after: string;
}

/** Part of a sentence; code stands apart. */
export interface Segment {
  text: string;
  code: boolean;
}

interface SourceOccurrence {
  at: string;
  /** The API and its member as a developer writes them; null where it is the same at every place of the rule, and stands above them. */
  member: string | null;
  note: string | null;
  message: string | null;
  snippet: SnippetView | null;
  sure: string;
  /** Said where the word first stands among the places of a rule. */
  sureMeaning: string | null;
  test: string | null;
  /** How the reader came to it. */
  steps: Segment[][];
}

interface SourceFile {
  place: PlaceView;
  rows: SourceOccurrence[];
}

export interface FoldedSource {
  /** The member, where every place has the same. */
  member: string | null;
  files: SourceFile[];
  more: { summary: string; files: SourceFile[]; beyond: string | null } | null;
}

/** Places of a rule: those in definition files and those in source are set apart, because they are read differently. */
export interface FoldedPlaces {
  places: FileGroup[];
  more: { summary: string; places: FileGroup[]; beyond: string | null } | null;
  source: FoldedSource | null;
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
  if (value === '[masked]') return { code: null, word: t`masked`, note: null };
  if (value === '') return { code: null, word: t`empty`, note: null };
  const letters = Array.from(value);
  // What is left of a value that was masked in part is worth reading: the host of an address, say.
  if (letters.length <= LONGEST_VALUE) return { code: value, word: null, note: masked ? t`masked in part` : null };
  return {
    code: `${letters.slice(0, LONGEST_VALUE).join('')}…`,
    word: null,
    note: t`the first ${LONGEST_VALUE} of ${count(letters.length, 'character')}`,
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
export function hasValue({ holders }: Context, { finding, repo }: Placed): boolean {
  if (finding.kind === 'definition' || finding.kind === 'definition-section' || finding.kind === 'missing-item') return false;
  return finding.kind !== 'check' || finding.value !== '' || holders.has(placeKey(repo, finding));
}

/** What a finding stands on, where it is not simply an item. */
export function kindNote(finding: Finding): string | null {
  const note: Partial<Record<Finding['kind'], string>> = {
    definition: t`the definition itself`,
    'definition-section': 'section',
    'definition-setting': t`key of customSettings`,
    'definition-field': t`element of the Metadata API`,
    'missing-item': t`not in the file`,
  };
  return note[finding.kind] ?? (finding.confidence === 'exact' ? null : t`confidence: ${finding.confidence}`);
}

/** What stands in view, and what is folded away. */
export function foldedPlaces(context: Context, entries: Placed[]): FoldedPlaces {
  const inDefinitions = entries.filter((entry) => !isInSource(entry));
  const rest = inDefinitions.slice(context.limits.places);
  return {
    places: placeGroups(context, inDefinitions.slice(0, context.limits.places)),
    more:
      rest.length > 0
        ? {
            summary: count(rest.length, 'more place'),
            ...(context.limits.more > 0
              ? cutList(context, rest)
              : { places: [], beyond: beyondList(rest.length, 'place', 'findings.csv', 0) }),
          }
        : null,
    source: foldedSource(context, entries.filter(isInSource)),
  };
}

/** Service before tests. */
function foldedSource(context: Context, entries: Placed[]): FoldedSource | null {
  if (entries.length === 0) return null;
  const sorted = [...entries.filter(isCounted), ...entries.filter((entry) => !isCounted(entry))];
  const rest = sorted.slice(context.limits.places);
  const members = new Set(entries.map(({ finding }) => JSON.stringify(sourceMember(finding))));
  const view: SourceState = { context, shared: members.size === 1, said: new Set() };
  const [first] = entries;
  return {
    member: view.shared && first ? sharedMember(first.finding) : null,
    files: sourceGroups(view, sorted.slice(0, context.limits.places)),
    more:
      rest.length > 0
        ? {
            summary: count(rest.length, 'more place'),
            files: sourceGroups(view, [...shownPart(rest, context.limits.more)]),
            beyond: beyondList(rest.length, 'place', 'findings.csv', context.limits.more),
          }
        : null,
  };
}

/** How many places, those in tests apart. */
export function placesText(entries: Placed[]): string {
  const counted = entries.filter(isCounted).length;
  const tests = entries.length - counted;
  if (tests === 0) return count(counted, 'place');
  return counted === 0
    ? t`${count(tests, 'place')}, in ${plural(tests, 'a test', 'tests')} only`
    : t`${count(counted, 'place')}, and ${count(tests, 'more', 'more')} in tests`;
}

function sharedMember(finding: Finding): string | null {
  const { member, note } = sourceMember(finding);
  return member === '' ? null : `${member}${note === null ? '' : ` (${note})`}`;
}

/** What is said once for all places of a rule. */
interface SourceState {
  context: Context;
  shared: boolean;
  said: Set<Confidence>;
}

function sourceGroups(state: SourceState, entries: Placed[]): SourceFile[] {
  return [...byKey(entries, ({ finding, repo }) => JSON.stringify([repo.id, finding.file])).values()].map((same) => {
    const { finding, repo } = same[0] as Placed;
    return { place: placeView(state.context, repo, { file: finding.file }), rows: same.map((entry) => sourceOccurrence(state, entry)) };
  });
}

function sourceOccurrence({ shared, said }: SourceState, { finding }: Placed): SourceOccurrence {
  const { member, note, hit } = sourceMember(finding);
  const { word, meaning } = inWords(CONFIDENCES[finding.confidence]);
  // Of an org's metadata the value is the component, which stands above its line.
  const shown = finding.snippet ?? (finding.value === '[masked]' || finding.api === 'metadata' ? '' : finding.value);
  const isNew = !said.has(finding.confidence);
  said.add(finding.confidence);
  return {
    at: `${finding.line}:${finding.column}`,
    member: shared ? null : member,
    note: shared ? null : note,
    message: finding.message ?? null,
    snippet: shown === '' ? null : snippetView(shown, hit),
    sure: word,
    sureMeaning: isNew ? meaning : null,
    test: finding.context === 'test' ? inWords(IN_A_TEST) : null,
    steps: (finding.chain ?? []).slice(0, LONGEST_CHAIN).map(segments),
  };
}

export function sourceMember(finding: Finding): ReturnType<typeof memberView> {
  return finding.api === 'metadata' ? orgMember(finding) : memberView(finding);
}

/** A member as a developer writes it, and the word of it that stands in the line. */
export function memberView({ api, kind, name, section }: Pick<Finding, 'api' | 'kind' | 'name' | 'section'>): {
  member: string;
  note: string | null;
  hit: string;
} {
  const path = inWords(API_PATHS[api]);
  const isPath = path.startsWith('sforce.');
  if (kind === 'check') return { member: isPath ? '' : name, note: null, hit: lastWord(name) };
  if (name === '(namespace)') return { member: path, note: t`the API itself, tested for or handed on`, hit: lastWord(path) };
  if (isPath && name === '*') return { member: `${path}.…`, note: t`a member set at run time`, hit: '' };
  if (kind === 'setting-read') return { member: name, note: section === undefined ? 'setting' : t`setting in ${section}`, hit: name };
  if (kind === 'console-use') return { member: name, note: t`the console toolkit`, hit: lastWord(name) };
  if (isPath) return { member: `${path}.${name}`, note: kind === 'reference' ? t`named, not called` : null, hit: lastWord(name) };
  if (api === 'library') {
    const split = name.lastIndexOf('@');
    const [file, version] = split < 0 ? [name, '*'] : [name.slice(0, split), name.slice(split + 1)];
    return {
      member: file === '*' ? t`A library named at run time` : file,
      note: version === '*' ? t`version not told` : t`version ${version}`,
      hit: file,
    };
  }
  return { member: name, note: null, hit: name };
}

/** Of the metadata of an org the component stands at the place, or what was seen of it; the sign itself is the rule's to explain. */
export function orgMember({ kind, name, value }: Pick<Finding, 'kind' | 'name' | 'value'>): {
  member: string;
  note: string | null;
  hit: string;
} {
  const shown = kind === 'check' || value === '' ? name : value;
  return { member: shown, note: null, hit: kind === 'package' ? name : lastWord(shown) };
}

function lastWord(name: string): string {
  return /[\w$]+$/.exec(name)?.[0] ?? name;
}

export function snippetView(line: string, hit: string): SnippetView {
  const letters = Array.from(line);
  const shown = letters.length > LONGEST_VALUE ? `${letters.slice(0, LONGEST_VALUE).join('')}…` : line;
  const at = hit === '' ? -1 : shown.indexOf(hit);
  if (at < 0 || shown.includes(hit, at + 1)) return { before: shown, hit: null, after: '' };
  return { before: shown.slice(0, at), hit, after: shown.slice(at + hit.length) };
}

/** What stands between backticks is code; a sentence with an odd one is left as it is. */
export function segments(step: string): Segment[] {
  const parts = step.split('`');
  if (parts.length % 2 === 0) return [{ text: step, code: false }];
  return parts.map((text, index) => ({ text, code: index % 2 === 1 })).filter(({ text }) => text !== '');
}

/** As many places as a page can hold, and what is said of the others. */
export function cutList(context: Context, entries: Placed[], linked = false): { places: FileGroup[]; beyond: string | null } {
  return {
    places: placeGroups(context, [...shownPart(entries, context.limits.list)], linked),
    beyond: beyondList(entries.length, 'place', 'findings.csv', context.limits.list),
  };
}

/** Null where a list is shown whole. `table` holds it whole; without one only the result does. */
export function beyondList(
  length: number,
  one: string,
  table: string | null = 'findings.csv',
  most = LONGEST_LIST,
  many = `${one}s`,
): string | null {
  const where = table === null ? 'assessment.json' : t`${table} and assessment.json`;
  return length > most ? t`${count(length - most, `more ${one}`, `more ${many}`)}, all of them in ${where}` : null;
}

/** The part of a list that the page shows. */
export function shownPart<T>(entries: readonly T[], most = LONGEST_LIST): readonly T[] {
  return entries.slice(0, most);
}
