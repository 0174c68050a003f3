/** Ids and source numbers: what is given once keeps its own for the rest of the page. */
import { createHash } from 'node:crypto';
import type { Basis, Source } from '../../catalog/schema.ts';
import { day, safeUrl } from './text.ts';
import { BASIS_WORDS } from './words.ts';
import { ENGLISH, language } from '../language.ts';
import { inWords, m } from '../messages.ts';

export interface SourceView {
  title: string;
  href: string | null;
  read: string;
  note: string | null;
  /** Titles are those of the documents, in English. */
  lang: string | null;
  number: number;
  anchor: string;
  /** Something that is printed names it. */
  printed: boolean;
}

/** How sure a verdict is, and what it rests on. */
export interface BasisView {
  word: string;
  sources: SourceView[];
  /** The day on which all of several sources were read, said once; null where each says its own. */
  allRead: string | null;
}

/** Ids for the page: letters, digits and hyphens, each given once. */
export function anchors(): (prefix: string, key: string) => string {
  const given = new Map<string, string>();
  const taken = new Set<string>();
  return (prefix, key) => {
    const full = `${prefix}\n${key}`;
    const known = given.get(full);
    if (known) return known;
    const base = `${prefix}-${slug(key)}`;
    let id = base;
    for (let n = 2; taken.has(id); n += 1) id = `${base}-${n}`;
    taken.add(id);
    given.set(full, id);
    return id;
  };
}

function slug(key: string): string {
  const letters = key
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return letters.slice(0, 60) || 'x';
}

/** What names a finding in a link: the same from run to run, and given once. */
export function findingKeys(): (entry: { finding: { fingerprint: string }; repo: { id: string } }) => string {
  const given = new Map<object, string>();
  const taken = new Set<string>();
  return ({ finding, repo }) => {
    const known = given.get(finding);
    if (known !== undefined) return known;
    const base = `f-${createHash('sha256').update(`${repo.id}\n${finding.fingerprint}`).digest('hex').slice(0, 10)}`;
    let key = base;
    for (let n = 2; taken.has(key); n += 1) key = `${base}-${n}`;
    taken.add(key);
    given.set(finding, key);
    return key;
  };
}

/** What the list of sources remarks. */
const REMARKS = [
  m`A third party’s article, not the vendor’s.`,
  m`A copy of Salesforce’s own library; its address at Salesforce was not read.`,
  m`The address was not recorded.`,
  m`The beginning of the page was read.`,
  m`A public repository in which names of columns were seen that no page lists.`,
  m`A third party’s repository.`,
  m`A third party’s notes on a live org.`,
];
const NOTES: Readonly<Record<string, string>> = Object.fromEntries(REMARKS.map((remark) => [remark, remark]));

/** Sources are numbered as they are met, so that print can list each address once. */
export function sourceRegister() {
  const all: SourceView[] = [];
  const known = new Map<string, SourceView>();
  let printed = true;
  const view = (source: Source): SourceView => {
    const key = JSON.stringify([source.title, source.url, source.read, source.note]);
    const met = known.get(key);
    if (met) {
      met.printed ||= printed;
      return met;
    }
    const number = all.length + 1;
    const made: SourceView = {
      title: source.title,
      href: safeUrl(source.url),
      read: day(source.read),
      note: source.note === undefined ? null : inWords(NOTES[source.note] ?? source.note),
      lang: language().code === ENGLISH.code ? null : ENGLISH.code,
      number,
      anchor: `source-${number}`,
      printed,
    };
    all.push(made);
    known.set(key, made);
    return made;
  };
  const views = (sources: Source[]): SourceView[] => sources.map(view);
  const basis = (word: Basis, sources: Source[]): BasisView => {
    const days = new Set(sources.map((source) => source.read));
    const [only] = days;
    return {
      word: inWords(BASIS_WORDS[word].word),
      sources: views(sources),
      allRead: sources.length > 1 && days.size === 1 && only !== undefined ? day(only) : null,
    };
  };
  /** Whether what is named from here on is printed. */
  const onPaper = (is: boolean): void => void (printed = is);
  return { all, views, basis, onPaper };
}
