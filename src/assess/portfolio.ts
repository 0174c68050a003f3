/**
 * What all repositories together show that none shows by itself: which of them hold the same adapter, and which adapter is a demo that nothing
 * names. It rests on the records alone, so that parts of a scan can be joined later.
 *
 * A file has a twin in another repository where the two are the same but for comments, texts in quotes and long numbers, or where their prints
 * are near and their lengths alike. Two repositories hold the same adapter where each has a twin for most of the other's; these groups are
 * closed, so that a copy of a copy belongs to it. A repository of which only a part lies in another, larger one joins one group and never
 * joins two: what different adapters share, a wrapper say, does not make them one.
 */
import type { Adapter, FileRecord, Portfolio, RepositoryRecord } from '../model/assessment.ts';
import { bitsIn, NEAR, readPrint, type Print } from '../model/print.ts';
import { hasAdapter } from './scope.ts';

/** The part of an adapter, by words, that must have twins for two to be the same. Our choice. */
const SHARE = 0.8;
/** Near-identical files differ no more than this in length. */
const LENGTHS = 1.25;
/** A shorter file has a twin only where it is identical: what compilers and templates put into every file weighs too much in it. */
const FEWEST_NEAR = 100;
/** A longer file is a bundle, most of it other people's libraries. It has a twin only where it is identical, and weighs no more. */
const MOST_WORDS = 20_000;

type Record_ = Pick<RepositoryRecord, 'id' | 'files' | 'findings'>;

export interface Grouping {
  readonly adapters: Adapter[];
  /** The adapter that a repository holds, by the repository's id. */
  readonly adapterOf: ReadonlyMap<string, string>;
  /** Files that stand in the first repository of their adapter too, by the id of their repository. */
  readonly copies: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A text that stands in one file or in many. */
interface Text {
  readonly signature: string;
  readonly print: Print;
  /** Positions of the repositories that hold it, each once. */
  readonly holders: number[];
}

interface Held {
  readonly id: string;
  /** Texts by their weight in words; a text in two files weighs twice. */
  readonly weights: Map<number, number>;
  readonly weight: number;
  /** Path and text of each file that is compared. */
  readonly files: readonly { readonly path: string; readonly text: number }[];
}

/** Groups repositories by the adapter that they hold. The order of the records makes no difference. */
export function groupAdapters(repos: readonly Record_[]): Grouping {
  const sorted = repos.filter((repo) => hasAdapter({ findings: repo.findings })).toSorted((a, b) => compare(a.id, b.id));
  const texts: Text[] = [];
  const byKey = new Map<string, number>();
  const held = sorted.map((repo, position) => holdings(repo, position, texts, byKey));
  const nearby = nearTexts(texts);
  const leads = leadsOf(held, containments(held, texts, nearby));
  const adapters: Adapter[] = [];
  const adapterOf = new Map<string, string>();
  const copies = new Map<string, Set<string>>();
  const members = new Map<number, number[]>();
  leads.forEach((lead, position) => members.set(lead, [...(members.get(lead) ?? []), position]));
  const signatures = (position: number): string[] => (sorted[position]?.files ?? []).flatMap((file) => keyOf(file) ?? []);
  for (const [lead, positions] of members) {
    const first = held[lead];
    if (!first) continue;
    const known = new Set(signatures(lead));
    const repositories = positions.map((position) => {
      const member = held[position] ?? first;
      adapterOf.set(member.id, first.id);
      const twins = member.files.map(({ path, text }) => ({ path, twin: twinIn(first, text, nearby) }));
      if (position !== lead) {
        // Once two hold the same adapter, files that are too short to tell by themselves are copies as well.
        const same = (sorted[position]?.files ?? []).flatMap((file) => (known.has(keyOf(file) ?? '') ? [file.path] : []));
        copies.set(member.id, new Set([...same, ...twins.flatMap(({ path, twin }) => (twin === null ? [] : [path]))]));
      }
      const count = (kind: 'identical' | 'near'): number => twins.filter(({ twin }) => twin === kind).length;
      return { id: member.id, files: member.files.length, identical: count('identical'), near: count('near') };
    });
    const isWhole = positions.every((position) => sameSet(new Set(signatures(position)), known));
    adapters.push({
      id: first.id,
      repositories: repositories.toSorted((a, b) => Number(b.id === first.id) - Number(a.id === first.id) || compare(a.id, b.id)),
      files: first.files.length,
      copies: repositories.length === 1 ? null : isWhole ? 'identical' : 'near',
    });
  }
  return { adapters: adapters.toSorted((a, b) => compare(a.id, b.id)), adapterOf, copies };
}

function holdings(repo: Record_, position: number, texts: Text[], byKey: Map<string, number>): Held {
  const weights = new Map<number, number>();
  const files: { path: string; text: number }[] = [];
  let weight = 0;
  for (const file of repo.files) {
    const print = file.content === 'adapter' ? readPrint(file.print) : null;
    if (print === null || file.signature === null) continue;
    let text = byKey.get(file.signature);
    if (text === undefined) {
      text = texts.push({ signature: file.signature, print, holders: [] }) - 1;
      byKey.set(file.signature, text);
    }
    const own = Math.min(print.words, MOST_WORDS);
    if (!weights.has(text)) texts[text]?.holders.push(position);
    weights.set(text, (weights.get(text) ?? 0) + own);
    weight += own;
    files.push({ path: file.path, text });
  }
  return { id: repo.id, weights, weight, files };
}

/** What a file of the adapter is known by; null for all others. */
function keyOf({ content, signature }: FileRecord): string | null {
  return content === 'adapter' ? signature : null;
}

type Nearby = (text: number) => readonly number[];

/**
 * Where each print is cut into one band more than two near ones may differ in bits, they are the same in one band at least: only texts that
 * share a band are held against each other, and of those only texts of like length.
 */
function nearTexts(texts: readonly Text[]): Nearby {
  // Plain numbers side by side: with thousands of repositories millions of pairs are looked at.
  const high = Int32Array.from(texts, ({ print }) => print.high | 0);
  const low = Int32Array.from(texts, ({ print }) => print.low | 0);
  const words = Int32Array.from(texts, ({ print }) => print.words);
  const met = new Int32Array(texts.length);
  let step = 0;
  const bands = new Map<number, number[]>();
  const isComparable = (text: number): boolean => (words[text] ?? 0) >= FEWEST_NEAR && (words[text] ?? 0) <= MOST_WORDS;
  texts.forEach(({ print }, text) => {
    if (!isComparable(text)) return;
    for (const key of bandsOf(print)) {
      const band = bands.get(key);
      if (band) band.push(text);
      else bands.set(key, [text]);
    }
  });
  for (const band of bands.values()) band.sort((a, b) => (words[a] ?? 0) - (words[b] ?? 0) || a - b);
  const find = (text: number): number[] => {
    const print = texts[text]?.print;
    if (!print || !isComparable(text)) return [];
    const found: number[] = [];
    const least = print.words / LENGTHS;
    const most = print.words * LENGTHS;
    step++;
    met[text] = step;
    for (const key of bandsOf(print)) {
      const band = bands.get(key) ?? [];
      for (let at = firstFrom(band, (other) => (words[other] ?? 0) >= least); at < band.length; at++) {
        const other = band[at] ?? text;
        if ((words[other] ?? 0) > most) break;
        if (met[other] === step) continue;
        met[other] = step;
        if (bitsIn(print.high ^ (high[other] ?? 0)) + bitsIn(print.low ^ (low[other] ?? 0)) <= NEAR) found.push(other);
      }
    }
    return found;
  };
  const known = new Map<number, number[]>();
  return (text) => {
    // A text of one repository is asked for once or twice; only what many hold is worth remembering.
    if ((texts[text]?.holders.length ?? 0) < 2) return find(text);
    const near = known.get(text) ?? find(text);
    known.set(text, near);
    return near;
  };
}

/** `NEAR` and one more bands over 64 bits: four of 8 bits, then two of 7 and three of 6. */
const BANDS: readonly (readonly [half: 'high' | 'low', shift: number, width: number])[] = [
  ['high', 0, 8],
  ['high', 8, 8],
  ['high', 16, 8],
  ['high', 24, 8],
  ['low', 0, 7],
  ['low', 7, 7],
  ['low', 14, 6],
  ['low', 20, 6],
  ['low', 26, 6],
];

function bandsOf(print: Print): number[] {
  return BANDS.map(([half, shift, width], band) => band * 256 + ((print[half] >>> shift) & ((1 << width) - 1)));
}

/** The first position from which a condition holds, where it holds for all that follow. */
function firstFrom(sorted: readonly number[], holds: (entry: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(sorted[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Whether most of one repository's adapter has twins in another, for every two of them. */
type Contains = (part: number, whole: number) => boolean;

function containments(held: readonly Held[], texts: readonly Text[], nearby: Nearby): Contains {
  const size = held.length;
  const row = Math.ceil(size / 8);
  const bits = new Uint8Array(row * size);
  const shared = new Float64Array(size);
  const met = new Int32Array(size).fill(-1);
  let step = 0;
  for (const [position, { weights, weight }] of held.entries()) {
    shared.fill(0);
    for (const [text, own] of weights) {
      step++;
      const add = (holders: readonly number[]): void => {
        for (const holder of holders) {
          if (met[holder] === step) continue;
          met[holder] = step;
          shared[holder] = (shared[holder] ?? 0) + own;
        }
      };
      add(texts[text]?.holders ?? []);
      for (const near of nearby(text)) add(texts[near]?.holders ?? []);
    }
    if (weight === 0) continue;
    for (let other = 0; other < size; other++) {
      const at = position * row + (other >>> 3);
      if ((shared[other] ?? 0) >= weight * SHARE) bits[at] = (bits[at] ?? 0) | (1 << (other & 7));
    }
  }
  return (part, whole) => (((bits[part * row + (whole >>> 3)] ?? 0) >>> (whole & 7)) & 1) === 1;
}

/** For each repository the one that holds most of its adapter, which may be itself. */
function leadsOf(held: readonly Held[], contains: Contains): number[] {
  const heavier = (a: number, b: number): number => (held[b]?.weight ?? 0) - (held[a]?.weight ?? 0) || a - b;
  const order = held.map((_, position) => position).toSorted(heavier);
  const lead = new Int32Array(held.length).fill(-1);
  const own: number[] = [];
  // The heaviest of a group comes first and leads it; whoever is the same as any of the group belongs to it.
  for (const start of order) {
    if (lead[start] !== -1) continue;
    own.push(start);
    lead[start] = start;
    const waiting = [start];
    for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
      for (const other of order) {
        if (lead[other] !== -1 || !contains(from, other) || !contains(other, from)) continue;
        lead[other] = start;
        waiting.push(other);
      }
    }
  }
  // What lies in a larger adapter as a whole belongs to the largest that holds it.
  const above = new Map(own.map((start) => [start, start]));
  for (const start of own) {
    const whole = order.find((other) => lead[other] !== start && heavier(other, start) < 0 && contains(start, other));
    if (whole !== undefined) above.set(start, above.get(lead[whole] ?? start) ?? start);
  }
  return held.map((_, position) => above.get(lead[position] ?? position) ?? position);
}

function twinIn(held: Held, text: number, nearby: Nearby): 'identical' | 'near' | null {
  if (held.weights.has(text)) return 'identical';
  return nearby(text).some((near) => held.weights.has(near)) ? 'near' : null;
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((entry) => b.has(entry));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

type Shown = Pick<RepositoryRecord, 'id' | 'files' | 'findings' | 'definitions' | 'org'>;

/** The word as a part of a name: `demoAdapterPage`, `open-cti-demo`, `PhoneSample`. */
const DEMO = /(?:^|[^A-Za-z])(?:[Dd]emo|DEMO|[Ss]ample|[Ee]xample)s?(?![a-z])|[a-z](?:Demo|Sample|Example)s?(?![a-z])/;

/** Relations in which something of the org names a page because it uses it; rights to open it are given away by the dozen. */
const NO_USE: ReadonlySet<string> = new Set(['opens', 'bundles', 'mutes']);

/**
 * Files of demo adapters that nothing in their repository names, beside a real adapter. Much is asked for, because what is told apart here
 * leaves the totals: a softphone page that calls itself a demo and that no definition opens and nothing of the org names; a definition that
 * opens something else; and adapter source that is no demo. Files that bear the page's name go with it, unless a definition names them.
 */
export function unusedDemos(repos: readonly Shown[]): Portfolio['unused'] {
  return repos
    .flatMap((repo) => {
      const files = unusedFiles(repo);
      return files.length === 0 ? [] : [{ repository: repo.id, files }];
    })
    .toSorted((a, b) => compare(a.repository, b.repository));
}

function unusedFiles({ files, findings, definitions, org }: Shown): string[] {
  const demoDefinitions = new Set(
    findings.flatMap((one) => (one.ruleId === 'check-demo-adapter' ? [`${one.file}\n${one.definition}`] : [])),
  );
  const real = definitions.filter((one) => one.standing === 'open-cti' && !demoDefinitions.has(`${one.file}\n${one.internalName}`));
  const adapter = files.flatMap(({ content, path }) => (content === 'adapter' ? [path] : []));
  const demos = adapter.filter((path) => DEMO.test(path));
  if (real.length === 0 || demos.length === 0 || demos.length === adapter.length) return [];
  const values = definitions.flatMap(({ sections, settings, fields }) =>
    [...sections.flatMap((section) => section.items), ...settings, ...fields].map(({ value }) => value.toLowerCase()),
  );
  const linked = new Set((org?.links ?? []).flatMap(({ relation, to }) => (NO_USE.has(relation) ? [] : [to.name.toLowerCase()])));
  const isNamed = (path: string): boolean => {
    const name = nameOf(path);
    return linked.has(name) || values.some((value) => value.includes(name));
  };
  const unopened = new Set(findings.flatMap((one) => (one.ruleId === 'check-page-not-in-definition' ? [one.file] : [])));
  const pages = demos.filter((path) => unopened.has(path) && DEMO.test(nameWithCase(path)) && !isNamed(path));
  const stems = pages.map((path) => nameOf(path).replace(/page$/, ''));
  return demos.filter((path) => pages.includes(path) || (!isNamed(path) && stems.some((stem) => path.toLowerCase().includes(stem))));
}

function nameWithCase(path: string): string {
  return /(?:^|\/)([^/.]+)[^/]*$/.exec(path)?.[1] ?? path;
}

/** A file's name without its ending, in lower case. */
function nameOf(path: string): string {
  return nameWithCase(path).toLowerCase();
}
