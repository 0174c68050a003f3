/** Holds what a scan found against labels set by hand. Used by `scripts/accuracy.mjs`; no part of the program that is shipped. */
import type { Assessment, Finding } from './model/assessment.ts';

const COLUMNS = ['repo', 'commit', 'path', 'line', 'api', 'member', 'kind', 'live', 'how', 'note'] as const;

/** One row of the labels: one occurrence of a member, a library or a component. */
export type Label = Readonly<Record<Exclude<(typeof COLUMNS)[number], 'line'>, string>> & { readonly line: number };

/** What a comparison needs of a finding. */
export type Sighting = Readonly<Pick<Finding, 'file' | 'line' | 'column' | 'kind' | 'name' | 'api' | 'ruleId' | 'confidence'>>;

/** Kinds of rows that a scan has to find, and of findings that have to meet a row. */
export const DEMANDED_KINDS = ['call', 'constant', 'script-load', 'component'] as const;

/** Kinds of findings that can be false. A reference is never demanded, and false only where no code stands. */
export const JUDGED_KINDS = [...DEMANDED_KINDS, 'reference'] as const;

export type JudgedKind = (typeof JUDGED_KINDS)[number];

/** Findings that met a row, rows that no finding met, findings that met no row. */
export interface Counts {
  readonly right: number;
  readonly missed: number;
  readonly surplus: number;
}

/** A finding that counts as false, and why: what the line holds instead. */
export interface Surplus {
  readonly sighting: Sighting;
  readonly reason: string;
}

/** How many rows written in one style were demanded, and how many of them were found. */
export interface StyleCounts {
  readonly right: number;
  readonly demanded: number;
}

/** A scan of one commit against its labels, or the sum of several. */
export interface Comparison {
  readonly kinds: Readonly<Record<JudgedKind, Counts>>;
  readonly styles: ReadonlyMap<string, StyleCounts>;
  readonly missed: readonly Label[];
  readonly surplus: readonly Surplus[];
  /** Findings on rows that a scan may report or leave out. */
  readonly neutral: number;
  /** Further findings for a row that was already met. */
  readonly repeated: number;
  /** Findings of kinds that the labels say nothing about. */
  readonly notJudged: number;
}

/** The least that precision and recall must come to; `eachKind` asks it of every kind that occurs, too. */
export interface Minimums {
  readonly precision: number;
  readonly recall: number;
  readonly eachKind: boolean;
}

/**
 * The records of a CSV file as labels.
 * @throws Error that names the row which cannot be used
 */
export function readLabels(records: readonly Readonly<Record<string, string>>[]): Label[] {
  return records.map((record, index) => {
    const absent = COLUMNS.filter((column) => record[column] === undefined);
    if (absent.length > 0) throw new Error(`Row ${index + 1} of the labels has no ${absent.join(', ')}.`);
    const cell = (column: (typeof COLUMNS)[number]): string => record[column] ?? '';
    const line = Number(cell('line'));
    if (!Number.isSafeInteger(line) || line < 1) throw new Error(`Row ${index + 1} of the labels has no line number.`);
    if (!/^[^/\s]+\/[^/\s]+$/.test(cell('repo'))) throw new Error(`Row ${index + 1} of the labels names no repository as owner/name.`);
    return {
      repo: cell('repo'),
      commit: cell('commit'),
      path: cell('path'),
      line,
      api: cell('api'),
      member: cell('member'),
      kind: cell('kind'),
      live: cell('live'),
      how: cell('how'),
      note: cell('note'),
    };
  });
}

/** The findings of a result, whichever repository it puts them under. */
export function sightingsOf(assessment: Pick<Assessment, 'repos'>): Sighting[] {
  return assessment.repos.flatMap((repo) => repo.findings);
}

/**
 * What a row asks of a scan. `demanded`: it must be found. `neutral`: it may be. `idle`: no code stands there, so a finding would be false.
 * Rows of files in a .zip are demanded only with `archives`.
 */
export function standingOf(label: Label, archives: boolean): 'demanded' | 'neutral' | 'idle' {
  const isLive = label.live === 'yes';
  if (isLive && !includes(DEMANDED_KINDS, label.kind)) return 'neutral';
  // Tabs and events of the Classic console: one summary for a file says as much as a finding for each.
  if (label.api === 'console' && !/presence|popout/i.test(`${label.member} ${label.note}`)) return 'neutral';
  if (label.live === 'string' && label.note.startsWith('neutral')) return 'neutral';
  if (!archives && label.path.includes('.zip!/')) return 'neutral';
  return isLive ? 'demanded' : 'idle';
}

const NAMESPACES: ReadonlySet<string> = new Set(['window', 'sforce', 'opencti', 'interaction', 'console', 'cti', 'entityfeed']);

/** A name in the form in which two names are compared: a library's file without folder and version, a member without what it hangs on. */
export function bareName(name: string): string {
  const version = name.indexOf('@');
  const text = (version < 0 ? name : name.slice(0, version)).trim().toLowerCase();
  if (text.endsWith('.js')) return text.slice(text.lastIndexOf('/') + 1);
  const steps = text.replaceAll('?.', '.').split('.');
  const own = steps.findIndex((step) => !NAMESPACES.has(step));
  return steps.slice(own < 0 ? -1 : own).join('.');
}

const LABELLED_APIS: ReadonlySet<string> = new Set(['opencti', 'interaction', 'console', 'library', 'component', 'canvas']);

const apiFamily = (api: string): string => api.split('.', 1)[0] ?? '';

/** An API that the labels do not know says nothing against a row. */
function isSameApi(label: Label, sighting: Sighting): boolean {
  const family = apiFamily(sighting.api);
  return !LABELLED_APIS.has(family) || family === apiFamily(label.api);
}

const isSameName = (label: Label, sighting: Sighting): boolean =>
  sighting.name === '' || bareName(label.member) === bareName(sighting.name);

/** A row that leaves the name open, or has that of a static resource, is met by any name. */
const isOpenName = (label: Label): boolean => label.member === '*' || label.member.startsWith('$Resource');

function meets(label: Label, sighting: Sighting): boolean {
  return label.kind === sighting.kind && isSameApi(label, sighting) && (isOpenName(label) || isSameName(label, sighting));
}

/** A neutral row excuses a finding of its API under its name; a row for the API object excuses any name. */
function excuses(label: Label, sighting: Sighting): boolean {
  return isSameApi(label, sighting) && (label.member.startsWith('(') || isSameName(label, sighting));
}

/** `file!inner` and `file!/inner` are one path. */
const placeOf = (path: string, line: number): string => `${path.replaceAll('\\', '/').replace(/!\/*/g, '!/')}:${line}`;

/** Compares the findings of one commit with its labels. Findings are taken in their order; each row is met once. */
export function compareWithLabels(labels: readonly Label[], sightings: readonly Sighting[], archives = false): Comparison {
  const rows = labels.map((label) => ({ label, standing: standingOf(label, archives), met: false }));
  const byPlace = new Map<string, typeof rows>();
  for (const row of rows) {
    const place = placeOf(row.label.path, row.label.line);
    const there = byPlace.get(place);
    if (there) there.push(row);
    else byPlace.set(place, [row]);
  }
  const rowsAt = (sighting: Sighting): typeof rows => byPlace.get(placeOf(sighting.file, sighting.line)) ?? [];

  const kinds = emptyKinds();
  const left: Sighting[] = [];
  let notJudged = 0;
  for (const sighting of sightings) {
    const { kind } = sighting;
    const here = rowsAt(sighting);
    if (kind === 'reference') {
      // Beside code it is a matter of taste.
      if (here.some(({ label }) => label.live === 'yes')) notJudged++;
      else left.push(sighting);
    } else if (includes(DEMANDED_KINDS, kind)) {
      const row = here.find(({ label, standing, met }) => standing === 'demanded' && !met && meets(label, sighting));
      if (row) {
        row.met = true;
        kinds[kind].right++;
      } else left.push(sighting);
    } else notJudged++;
  }

  // Only now is it known which rows were met, and so which of the rest are repeats.
  const surplus: Surplus[] = [];
  let neutral = 0;
  let repeated = 0;
  for (const sighting of left) {
    const here = rowsAt(sighting);
    if (here.some(({ label, standing }) => standing === 'neutral' && excuses(label, sighting))) neutral++;
    else if (here.some(({ label, met }) => met && meets(label, sighting))) repeated++;
    else {
      if (includes(JUDGED_KINDS, sighting.kind)) kinds[sighting.kind].surplus++;
      const row = here.find(({ label }) => isSameName(label, sighting)) ?? here[0];
      surplus.push({ sighting, reason: row === undefined ? 'no row' : row.standing === 'idle' ? row.label.live : 'another name or kind' });
    }
  }

  const styles = new Map<string, StyleCounts>();
  const missed: Label[] = [];
  for (const { label, standing, met } of rows) {
    if (standing !== 'demanded') continue;
    const { right = 0, demanded = 0 } = styles.get(label.how) ?? {};
    styles.set(label.how, { right: right + Number(met), demanded: demanded + 1 });
    if (met) continue;
    missed.push(label);
    if (includes(DEMANDED_KINDS, label.kind)) kinds[label.kind].missed++;
  }
  return { kinds, styles, missed, surplus, neutral, repeated, notJudged };
}

/** Several comparisons as one. */
export function addComparisons(comparisons: readonly Comparison[]): Comparison {
  const kinds = emptyKinds();
  const styles = new Map<string, StyleCounts>();
  for (const comparison of comparisons) {
    for (const kind of JUDGED_KINDS) kinds[kind] = addCounts(kinds[kind], comparison.kinds[kind]);
    for (const [how, more] of comparison.styles) {
      const { right = 0, demanded = 0 } = styles.get(how) ?? {};
      styles.set(how, { right: right + more.right, demanded: demanded + more.demanded });
    }
  }
  const sum = (pick: (comparison: Comparison) => number): number => comparisons.reduce((total, one) => total + pick(one), 0);
  return {
    kinds,
    styles,
    missed: comparisons.flatMap(({ missed }) => missed),
    surplus: comparisons.flatMap(({ surplus }) => surplus),
    neutral: sum(({ neutral }) => neutral),
    repeated: sum(({ repeated }) => repeated),
    notJudged: sum(({ notJudged }) => notJudged),
  };
}

/** The counts of all kinds together. */
export function totalCounts({ kinds }: Pick<Comparison, 'kinds'>): Counts {
  return JUDGED_KINDS.reduce((total, kind) => addCounts(total, kinds[kind]), NONE);
}

/** Share of the findings that are right, and share of the rows that were found; null where there is nothing to share. */
export function ratesOf({ right, missed, surplus }: Counts): { readonly precision: number | null; readonly recall: number | null } {
  const share = (of: number): number | null => (of === 0 ? null : right / of);
  return { precision: share(right + surplus), recall: share(right + missed) };
}

/** What falls below the minimums, a sentence each. In total a rate that nothing gives counts as nought. */
export function shortfallsOf(comparison: Comparison, minimums: Minimums): string[] {
  const occurring = DEMANDED_KINDS.map((kind) => [` of ${kind}`, comparison.kinds[kind]] as const).filter(
    ([, { right, missed, surplus }]) => right + missed + surplus > 0,
  );
  const subjects = [['', totalCounts(comparison)] as const, ...(minimums.eachKind ? occurring : [])];
  return subjects.flatMap(([subject, counts]) => {
    const rates = ratesOf(counts);
    return (['precision', 'recall'] as const)
      .filter((rate) => (rates[rate] ?? 0) < minimums[rate])
      .map((rate) => `${rate}${subject} is ${shareText(rates[rate])}, below ${minimums[rate]}`);
  });
}

/** Findings that are false because the repository is known to use no Open CTI. */
export function falseInClean(sightings: readonly Sighting[]): Sighting[] {
  return sightings.filter(({ kind }) => includes(JUDGED_KINDS, kind));
}

/** A share to three places, cut and not rounded, so that 1 is said of all and nothing less; a dash for none. */
export function shareText(share: number | null): string {
  return share === null ? '-' : (Math.floor(share * 1000 + 1e-9) / 1000).toFixed(3);
}

const NONE: Counts = { right: 0, missed: 0, surplus: 0 };

function emptyKinds(): Record<JudgedKind, { right: number; missed: number; surplus: number }> {
  return { call: { ...NONE }, constant: { ...NONE }, 'script-load': { ...NONE }, component: { ...NONE }, reference: { ...NONE } };
}

function addCounts(a: Counts, b: Counts): { right: number; missed: number; surplus: number } {
  return { right: a.right + b.right, missed: a.missed + b.missed, surplus: a.surplus + b.surplus };
}

function includes<const Word extends string>(words: readonly Word[], word: string): word is Word {
  return (words as readonly string[]).includes(word);
}
