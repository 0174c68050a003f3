/**
 * From a result to everything the page says: labels, counts, sentences, order. The templates only place it.
 *
 * Hours and scores are taken as they stand in the result. The one arithmetic here is the working shown beside them.
 */
import type { Hours, Source } from '../catalog/schema.ts';
import { TARGETS, VERDICTS, type Basis, type TargetId, type VerdictId } from '../catalog/terms.ts';
import { formatNumber } from './number.ts';
import type { Assessment, CapabilityResult, Definition, Finding, RepositoryRecord, Route } from '../model/assessment.ts';

/** A word with a shape and a tone; never a colour alone. */
export interface Mark {
  word: string;
  icon: string;
  tone: string;
}

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

export interface SourceView {
  title: string;
  href: string | null;
  read: string;
  note: string | null;
  number: number;
  anchor: string;
}

interface Link {
  text: string;
  href: string | null;
}

interface Heading {
  id: string;
  number: number;
  title: string;
  /** The short name in the contents. */
  short: string;
}

interface BasisView {
  word: string;
  sources: SourceView[];
}

interface Occurrence {
  name: string;
  section: string | null;
  value: ValueView | null;
  note: string | null;
  /** What a check has to say. */
  message: string | null;
  /** Line and column, joined by a colon. */
  at: string;
  href: string | null;
}

/** Occurrences of one definition: its place stands once above them. */
interface FileGroup {
  definition: string | null;
  place: PlaceView;
  rows: Occurrence[];
}

interface VerdictView {
  targets: string[];
  mark: Mark;
  equivalent: string;
  action: string;
  caveats: string[];
  basis: BasisView;
}

interface RuleView {
  anchor: string;
  id: string;
  title: string;
  capability: string;
  brought: string | null;
  count: string;
  verdicts: VerdictView[];
  others: VerdictView[];
  /** Where the places stand instead, if not here. */
  elsewhere: Link | null;
  places: FileGroup[];
  more: { summary: string; places: FileGroup[] } | null;
}

interface HoursView {
  low: string;
  likely: string;
  high: string;
}

interface WorkRow {
  title: string;
  anchor: string;
  per: string;
  size: string;
  sizeReason: string;
  reason: string;
  description: string;
  drivers: string;
  reasoning: string;
  replaces: string | null;
  hours: HoursView | null;
  noHours: string | null;
  base: HoursView | null;
  extras: { text: string; hours: HoursView }[];
}

interface RouteView {
  id: string;
  name: string;
  open: boolean;
  summary: string;
  caption: string;
  rows: WorkRow[];
  sum: HoursView | null;
  sumNote: string;
  notSeen: { title: string; reason: string; note: string | null }[];
}

export type ReportView = ReturnType<typeof buildView>;

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const DASH = '–';
/** Longer values are cut here; their length is said. */
const LONGEST_VALUE = 200;
/** A rule with more places than this folds the rest away. */
const PLACES_IN_VIEW = 12;
/** How many names a list on the first page holds. */
const NAMES_IN_VIEW = 5;

const VERDICT_WORDS: Record<VerdictId, { word: string; meaning: string }> = {
  'carries-over': { word: 'Carries over', meaning: 'Moves as it is.' },
  rename: { word: 'Rename', meaning: 'Moves under another name.' },
  reconfigure: { word: 'Reconfigure', meaning: 'Is set up again by configuration, without code.' },
  rewrite: { word: 'Rewrite', meaning: 'The same job, written again against other interfaces.' },
  redesign: { word: 'Redesign', meaning: 'The job itself changes; somebody has to decide how.' },
  'no-equivalent': { word: 'No equivalent', meaning: 'Nothing was found in its place. People lose it, or it is built some other way.' },
  obsolete: { word: 'Obsolete', meaning: 'The platform does it by itself. Nothing to do.' },
  unknown: { word: 'Unknown', meaning: 'Nobody has confirmed what becomes of it.' },
};

const BASIS_WORDS: Record<Basis, { word: string; meaning: string }> = {
  documented: { word: 'Documented', meaning: 'Salesforce documents this move.' },
  inferred: {
    word: 'Inferred',
    meaning: 'The Voice side is documented or in Salesforce’s own samples; that it takes the place of the Open CTI one is our reading.',
  },
  'none-found': { word: 'None found', meaning: 'We looked in the sources named and found no equivalent.' },
  unconfirmed: { word: 'Unconfirmed', meaning: 'No source that we could read confirms it.' },
};

const GATE_MARKS: Record<'pass' | 'unknown' | 'fail', Mark> = {
  pass: { word: 'Passed', icon: 'i-pass', tone: 'carries-over' },
  unknown: { word: 'Open', icon: 'i-unknown', tone: 'unknown' },
  fail: { word: 'Not passed', icon: 'i-fail', tone: 'no-equivalent' },
};

const SEVERITIES = {
  defect: { mark: { word: 'Defect', icon: 'i-fail', tone: 'no-equivalent' }, meaning: 'Does not work as written.' },
  risk: { mark: { word: 'Risk', icon: 'i-rewrite', tone: 'rewrite' }, meaning: 'Works, or may work, but not for long or not everywhere.' },
  note: { mark: { word: 'Note', icon: 'i-note', tone: 'obsolete' }, meaning: 'Worth knowing.' },
} as const;

const STATES: Record<CapabilityResult['state'], string> = { used: 'Used', 'not-used': 'Not used', 'not-read': 'Not read' };
const COVERAGE: Record<string, Mark> = {
  read: { word: 'Read', icon: 'i-pass', tone: 'carries-over' },
  partly: { word: 'Read in part', icon: 'i-rename', tone: 'rewrite' },
  absent: { word: 'Looked for, not there', icon: 'i-obsolete', tone: 'obsolete' },
  'not-read': { word: 'Not read by this version', icon: 'i-unknown', tone: 'unknown' },
};
const STATUSES: Record<RepositoryRecord['status'], string> = {
  assessed: 'Read in full',
  partly: 'Read in part',
  failed: 'Could not be read',
  'nothing-found': 'No definition file found',
};
const FORMS: Record<Definition['form'], string> = { import: 'Import file', metadata: 'Metadata API' };
const STANDINGS: Record<Definition['standing'], Mark> = {
  'open-cti': { word: 'Open CTI', icon: 'i-reconfigure', tone: 'reconfigure' },
  voice: { word: 'Voice', icon: 'i-pass', tone: 'carries-over' },
  'cti-toolkit': { word: 'CTI Toolkit', icon: 'i-obsolete', tone: 'obsolete' },
};
const PER: Record<string, string> = {
  portfolio: 'once for everything',
  org: 'once per org',
  repository: 'once per repository',
  'call-center': 'once per call center',
};
const SIZE_WORDS = { small: 'Small', medium: 'Medium', large: 'Large' } as const;
const REBUILT: VerdictId[] = ['rewrite', 'redesign'];

/** Nothing that can hide or turn text round reaches the page. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/gu, (found) => {
    if (found === '\n' || found === '\t') return found;
    const code = found.codePointAt(0) ?? 0;
    if (found === '\r') return '';
    return code < 32 ? String.fromCodePoint(0x2400 + code) : `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}

function clean<T>(value: T): T {
  if (typeof value === 'string') return visible(value) as T;
  if (Array.isArray(value)) return value.map((entry: unknown) => clean(entry)) as T;
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, entry]: [string, unknown]) => [key, clean(entry)])) as T;
  }
  return value;
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${formatNumber(n)} ${n === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`; the rest as a number. */
function list(names: string[], most = Number.POSITIVE_INFINITY): string {
  const shown = names.length > most ? [...names.slice(0, most), `${formatNumber(names.length - most)} more`] : names;
  if (shown.length <= 1) return shown[0] ?? '';
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}

function day(iso: string): string {
  const [year = '', month = '', date = ''] = iso.split('-');
  return `${Number(date)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

function range(low: number, high: number): string {
  return low === high ? formatNumber(low) : `${formatNumber(low)}${DASH}${formatNumber(high)}`;
}

/** As `range`, for a sentence. */
function spoken([low, high]: [number, number]): string {
  return low === 0 && high > 0 ? `up to ${formatNumber(high)}` : range(low, high);
}

function hoursView([low, likely, high]: Hours): HoursView {
  return { low: formatNumber(low), likely: formatNumber(likely), high: formatNumber(high) };
}

/** Names that keep their capital letter inside a sentence. */
const PROPER = /^(Amazon|Canvas|Classic|Lightning|Lex|Omni|Open|Salesforce|Sales|Service|Task|Visualforce|Voice|Apex|Agentforce|Setup)\b/;

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) && !PROPER.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** With a full stop, where a sentence follows or may follow. */
function ended(text: string): string {
  return text === '' || /[.!?:…]$/.test(text) ? text : `${text}.`;
}

function safeUrl(url: string | undefined): string | null {
  if (!url) return null;
  try {
    const parsed = new URL(url);
    return parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed.href : null;
  } catch {
    return null;
  }
}

function verdictMark(verdict: VerdictId): Mark {
  return { word: VERDICT_WORDS[verdict].word, icon: `i-${verdict}`, tone: verdict };
}

function hardness(verdict: VerdictId | null): number {
  return verdict === null ? -1 : VERDICTS.indexOf(verdict);
}

function byKey<T>(entries: T[], key: (entry: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const k = key(entry);
    const group = groups.get(k);
    if (group) group.push(entry);
    else groups.set(k, [entry]);
  }
  return groups;
}

function index<T extends { id: string }>(entries: T[]): Map<string, T> {
  return new Map(entries.map((entry) => [entry.id, entry]));
}

/** Ids for the page: letters, digits and hyphens, each given once. */
function anchors(): (prefix: string, key: string) => string {
  const given = new Map<string, string>();
  const taken = new Set<string>();
  return (prefix, key) => {
    const full = `${prefix}\n${key}`;
    const known = given.get(full);
    if (known) return known;
    const base = `${prefix}-${
      key
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '')
        .slice(0, 60) || 'x'
    }`;
    let id = base;
    for (let n = 2; taken.has(id); n += 1) id = `${base}-${n}`;
    taken.add(id);
    given.set(full, id);
    return id;
  };
}

function valueView(value: string, masked: boolean): ValueView {
  if (masked) return { code: null, word: 'masked', note: null };
  if (value === '') return { code: null, word: 'empty', note: null };
  const letters = Array.from(value);
  if (letters.length <= LONGEST_VALUE) return { code: value, word: null, note: null };
  return {
    code: `${letters.slice(0, LONGEST_VALUE).join('')}…`,
    word: null,
    note: `the first ${LONGEST_VALUE} of ${count(letters.length, 'character')}`,
  };
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

export function buildView(input: Assessment) {
  const a = clean(input);
  const chosen = a.options.target;
  const several = a.repos.length > 1;
  const anchor = anchors();
  const targets = index(a.catalog.targets);
  const targetShort = (id: TargetId): string => targets.get(id)?.short ?? id;
  const targetName = (id: TargetId): string => targets.get(id)?.name ?? id;
  const capabilities = index(a.catalog.capabilities);
  const capabilityName = (id: string): string => capabilities.get(id)?.name ?? id;
  const workItems = index(a.catalog.workItems);
  const workTitle = (id: string): string => workItems.get(id)?.title ?? id;
  const questions = index(a.catalog.questions);
  const rules = index(a.catalog.rules);
  const order = (id: TargetId): number => (id === chosen ? -1 : TARGETS.indexOf(id));
  const routes = a.totals.routes.toSorted((x, y) => order(x.target) - order(y.target));
  const lead: Route | null = (chosen && routes.find((r) => r.target === chosen)) || null;
  const shown: TargetId[] = chosen ? [chosen] : routes.map((r) => r.target);

  // --- sources, numbered as they are met, so that print can list each address once

  const sourceList: SourceView[] = [];
  const sourceKeys = new Map<string, SourceView>();
  const sourceView = (source: Source): SourceView => {
    const key = JSON.stringify([source.title, source.url, source.read, source.note]);
    const known = sourceKeys.get(key);
    if (known) return known;
    const made: SourceView = {
      title: source.title,
      href: safeUrl(source.url),
      read: day(source.read),
      note: source.note ?? null,
      number: sourceList.length + 1,
      anchor: `source-${sourceList.length + 1}`,
    };
    sourceList.push(made);
    sourceKeys.set(key, made);
    return made;
  };
  const basisView = (basis: Basis, sources: Source[]): BasisView => ({ word: BASIS_WORDS[basis].word, sources: sources.map(sourceView) });
  const retirementSources = a.retirement.sources.map(sourceView);

  // --- findings with the repository that they stand in

  const findings = a.repos.flatMap((repo) => repo.findings.map((finding) => ({ finding, repo })));
  const placeView = (repo: RepositoryRecord, at: { file: string; line?: number | undefined; column?: number | undefined }): PlaceView => ({
    repository: several ? repo.name : null,
    text: [at.file, at.line, at.column].filter((part) => part !== undefined).join(':'),
  });
  const placeGroups = (entries: { finding: Finding; repo: RepositoryRecord }[], linked = false): FileGroup[] =>
    [...byKey(entries, ({ finding, repo }) => JSON.stringify([repo.id, finding.file, finding.definition])).values()].map((same) => {
      const { finding: first, repo } = same[0] as { finding: Finding; repo: RepositoryRecord };
      return {
        definition: first.definition === '' ? null : first.definition,
        place: placeView(repo, { file: first.file }),
        rows: same.map(({ finding }) => ({
          name: finding.kind === 'definition' ? finding.definition || finding.name : finding.name,
          section: finding.section ?? null,
          value:
            finding.kind === 'definition' || finding.kind === 'definition-section' || finding.kind === 'missing-item'
              ? null
              : valueView(finding.value, finding.masked === true),
          note: kindNote(finding),
          message: finding.message ?? null,
          at: `${finding.line}:${finding.column}`,
          href: linked ? `#${anchor('rule', finding.ruleId)}` : null,
        })),
      };
    });
  /** What stands in view, and what is folded away. */
  const foldedPlaces = (entries: { finding: Finding; repo: RepositoryRecord }[]) => {
    const rest = entries.slice(PLACES_IN_VIEW);
    return {
      places: placeGroups(entries.slice(0, PLACES_IN_VIEW)),
      more: rest.length > 0 ? { summary: count(rest.length, 'more place'), places: placeGroups(rest) } : null,
    };
  };
  const mapped = findings.filter(({ finding }) => finding.type === 'mapping');
  const checked = findings.filter(({ finding }) => finding.type === 'check');

  // --- verdicts of rules

  const mappingRule = (id: string) => {
    const rule = rules.get(id);
    return rule?.type === 'mapping' ? rule : null;
  };
  const entryFor = (ruleId: string, target: TargetId) => mappingRule(ruleId)?.verdicts.find((v) => v.for.includes(target)) ?? null;
  const verdictOf = (ruleId: string, target: TargetId): VerdictId | null => entryFor(ruleId, target)?.verdict ?? null;
  const hardestOf = (ruleId: string): number => Math.max(...shown.map((t) => hardness(verdictOf(ruleId, t))));
  const targetsText = (ids: TargetId[]): string[] =>
    ids.length === a.catalog.targets.length ? ['All five targets'] : ids.map(targetShort);
  const brought = (origin: string): string | null =>
    origin === 'added' ? 'your own rule' : origin === 'overridden' ? 'your version of a shipped rule' : null;

  const ruleView = (id: string, places: { finding: Finding; repo: RepositoryRecord }[]): RuleView => {
    const rule = mappingRule(id);
    const views = (rule?.verdicts ?? []).map((v) => ({
      ids: v.for,
      view: {
        targets: targetsText(v.for),
        mark: verdictMark(v.verdict),
        equivalent: v.equivalent,
        action: v.do,
        caveats: v.caveats,
        basis: basisView(v.basis, v.sources),
      },
    }));
    const isCustom = places.some(({ finding }) => finding.custom === true);
    return {
      anchor: anchor('rule', id),
      id,
      title: rule?.title ?? id,
      capability: capabilityName(rule?.capability ?? places[0]?.finding.capability ?? ''),
      brought: brought(rule?.origin ?? ''),
      count: count(places.length, 'place'),
      verdicts: views.filter((v) => !chosen || v.ids.includes(chosen)).map((v) => v.view),
      others: chosen ? views.filter((v) => !v.ids.includes(chosen)).map((v) => v.view) : [],
      elsewhere: isCustom ? { text: 'Each of them stands under custom items.', href: '#custom' } : null,
      ...foldedPlaces(isCustom ? [] : places),
    };
  };

  const placesByRule = byKey(mapped, ({ finding }) => finding.ruleId);
  const ruleIds = [...placesByRule.keys()].toSorted((x, y) => hardestOf(y) - hardestOf(x) || (x < y ? -1 : 1));
  const workOrder = a.catalog.workItems.map((w) => w.id);
  const ruleWork = (id: string): string | null => placesByRule.get(id)?.[0]?.finding.workItem ?? null;
  const groupIds = [...new Set(ruleIds.map(ruleWork))].toSorted((x, y) => {
    const place = (w: string | null): number => (w === null ? workOrder.length + 1 : workOrder.indexOf(w));
    return place(x) - place(y);
  });
  const findingGroups = groupIds.map((work) => ({
    anchor: anchor('work', work ?? 'none'),
    title: work === null ? 'Without a work item: nothing to plan, or a decision only' : workTitle(work),
    description: work === null ? null : (workItems.get(work)?.description ?? null),
    rules: ruleIds.filter((id) => ruleWork(id) === work).map((id) => ruleView(id, placesByRule.get(id) ?? [])),
  }));
  const glance = ruleIds.map((id) => ({
    title: mappingRule(id)?.title ?? id,
    href: `#${anchor('rule', id)}`,
    places: formatNumber(placesByRule.get(id)?.length ?? 0),
    cells: shown.map((t) => {
      const entry = entryFor(id, t);
      return entry
        ? { mark: verdictMark(entry.verdict), basis: chosen ? BASIS_WORDS[entry.basis].word : null }
        : { mark: null, basis: null };
    }),
  }));

  // --- gates

  const gateNames = new Map(a.catalog.gates.map((g) => [g.id, g]));
  const places = byKey(findings, ({ finding: f }) => `${f.fingerprint}\n${f.file}\n${f.line}\n${f.column}`);
  const questionView = (id: string) => {
    const q = questions.get(id);
    return { text: q?.text ?? id, who: q?.who ?? null, changes: q?.changes ?? null };
  };
  const gateEntries = (lead ? [lead] : routes).flatMap((r) => r.gates.map((gate) => ({ gate, target: r.target })));
  const gateGroups = [...byKey(gateEntries, ({ gate }) => JSON.stringify([gate.id, gate.outcome, gate.text])).values()].map((same) => ({
    gate: same[0]?.gate as Route['gates'][number],
    targets: same.map((s) => s.target),
  }));
  const outcomeOrder = { fail: 0, unknown: 1, pass: 2 };
  const gates = gateGroups
    .toSorted((x, y) => outcomeOrder[x.gate.outcome] - outcomeOrder[y.gate.outcome])
    .map(({ gate, targets: ids }) => {
      const met = new Map<string, number>();
      return {
        name: gateNames.get(gate.id)?.name ?? gate.id,
        why: gateNames.get(gate.id)?.why ?? null,
        sources: (gateNames.get(gate.id)?.sources ?? []).map(sourceView),
        mark: GATE_MARKS[gate.outcome],
        text: gate.text,
        for: lead || ids.length === routes.length ? null : `Only for: ${list(ids.map(targetShort))}`,
        evidence: gate.evidence.map((e) => {
          const key = `${e.fingerprint}\n${e.file}\n${e.line}\n${e.column}`;
          const turn = met.get(key) ?? 0;
          met.set(key, turn + 1);
          const repo = places.get(key)?.[turn]?.repo;
          return { text: e.text, place: { repository: several && repo ? repo.name : null, text: `${e.file}:${e.line}:${e.column}` } };
        }),
        question: gate.question === null ? null : questionView(gate.question),
      };
    });
  const failed = gateGroups.filter((g) => g.gate.outcome === 'fail');
  const open = gateGroups.filter((g) => g.gate.outcome === 'unknown');
  const gateTitle =
    gates.length === 0
      ? 'No gate applies'
      : failed.length === 0 && open.length === 0
        ? `${gates.length === 1 ? 'The gate is' : `All ${gates.length} gates are`} passed`
        : [
            failed.length > 0 ? `${formatNumber(failed.length)} of ${formatNumber(gates.length)} not passed` : null,
            open.length > 0
              ? `${formatNumber(open.length)}${failed.length > 0 ? '' : ` of ${formatNumber(gates.length)}`} still open`
              : null,
          ]
            .filter((part) => part !== null)
            .join(', ');

  // --- the verdict in a sentence

  const scores = routes.map((r) => r.readiness.score).filter((s) => s !== null);
  const noScore = lead ? lead.readiness.score === null : scores.length === 0;
  const { openCti, voice, ctiToolkit } = a.totals.definitions;
  const filesSeen = a.repos.reduce((n, r) => n + r.filesSeen, 0);
  const nothing = !noScore && openCti === 0 && (lead ? [lead] : routes).every((r) => r.readiness.score === 100);
  const routeCount = (r: Route, wanted: (c: CapabilityResult) => boolean): number => r.capabilities.filter(wanted).length;
  const isRebuilt = (c: CapabilityResult): boolean => c.verdict !== null && REBUILT.includes(c.verdict);
  const judged = lead ? [lead] : routes.filter((r) => r.capabilities.some((c) => c.verdict !== null && c.verdict !== 'unknown'));
  const spread = (wanted: (c: CapabilityResult) => boolean): [number, number] => {
    const all = judged.map((r) => routeCount(r, wanted));
    return all.length === 0 ? [0, 0] : [Math.min(...all), Math.max(...all)];
  };
  const everywhere = (wanted: (c: CapabilityResult) => boolean): string[] =>
    (judged[0]?.capabilities ?? [])
      .filter((c) => judged.every((r) => r.capabilities.some((other) => other.id === c.id && wanted(other))))
      .map((c) => lowerFirst(capabilityName(c.id)));
  const used = judged[0] ? routeCount(judged[0], (c) => c.state === 'used') : 0;
  const unread = judged[0] ? routeCount(judged[0], (c) => c.state === 'not-read') : 0;
  const isLost = (c: CapabilityResult): boolean => c.verdict === 'no-equivalent';
  const rebuilt = spread(isRebuilt);
  const lost = spread(isLost);
  const undecided = spread((c) => c.verdict === 'unknown');

  const verdict = ((): { lead: string; rest: string } => {
    if (noScore) {
      const reasons = [...new Set((lead ? [lead] : routes).map((r) => r.readiness.reason))];
      return { lead: 'No verdict.', rest: ` ${reasons.join(' ')}` };
    }
    if (nothing) {
      return {
        lead: 'Nothing to migrate',
        rest: ` was found: no definition file for Open CTI is among the ${count(filesSeen, 'file')} looked at.`,
      };
    }
    // Joined by semicolons: the names hold commas and conjunctions of their own.
    const named = (items: string[]): string =>
      items.length === 0
        ? ''
        : ` (${[...items.slice(0, 3), ...(items.length > 3 ? [`${formatNumber(items.length - 3)} more`] : [])].join('; ')})`;
    const openGates =
      open.length > 0
        ? `${formatNumber(open.length)} of ${count(gateGroups.length, 'gate')} ${open.length === 1 ? 'is' : 'are'} still open`
        : '';
    let start: string;
    let after: string;
    if (failed.length > 0) {
      start = 'Not ready:';
      const gateText = failed.map((g) => `“${gateNames.get(g.gate.id)?.name ?? g.gate.id}”`);
      after = ` the ${failed.length === 1 ? 'gate' : 'gates'} ${list(gateText)} ${failed.length === 1 ? 'is' : 'are'} not passed${openGates ? `, and ${openGates}` : ''}.`;
    } else if (open.length > 0) {
      start = 'Not settled:';
      after = ` no gate has failed, but ${openGates}.`;
    } else if (voice > 0 && rebuilt[1] === 0 && lost[1] === 0 && undecided[1] === 0 && unread === 0) {
      start = 'Ready to move:';
      after = ' every gate is passed, a Voice definition is in place, and nothing has to be built again.';
    } else {
      start = gateGroups.length > 0 ? 'Every gate is passed.' : 'No gate stands in the way.';
      after = '';
    }
    const parts: string[] = [];
    const naming = (wanted: (c: CapabilityResult) => boolean): string => (lead ? named(everywhere(wanted)) : '');
    if (rebuilt[1] > 0) parts.push(`${spoken(rebuilt)} must be rewritten or redesigned${naming(isRebuilt)}`);
    if (lost[1] > 0) parts.push(`${spoken(lost)} ${lost[1] === 1 ? 'loses' : 'lose'} something that has no equivalent${naming(isLost)}`);
    if (undecided[1] > 0) parts.push(`for ${spoken(undecided)} nobody has confirmed what becomes of ${undecided[1] === 1 ? 'it' : 'them'}`);
    const depending = !lead && [rebuilt, lost, undecided].some(([low, high]) => low !== high) ? ', depending on the target' : '';
    const capabilitiesText =
      used === 0
        ? ''
        : parts.length === 0
          ? ` ${used === 1 ? 'The one phone capability in use moves' : `All ${count(used, 'phone capability', 'phone capabilities')} in use move`} by configuration, or ${used === 1 ? 'needs' : 'need'} nothing.`
          : ` Of ${count(used, 'phone capability', 'phone capabilities')} in use, ${list(parts)}${depending}.`;
    return { lead: start, rest: after + capabilitiesText };
  })();

  const failedRepos = a.repos.filter((r) => r.status === 'failed');
  const lostProblems = a.repos.flatMap((r) => r.problems).filter((p) => p.effect === 'lost');
  const notices: { text: string; href: string | null }[] = [];
  if (failedRepos.length > 0) {
    notices.push({
      text: `${count(failedRepos.length, 'repository', 'repositories')} could not be read (${list(
        failedRepos.map((r) => r.name),
        3,
      )}); nothing here speaks of ${failedRepos.length === 1 ? 'it' : 'them'}.`,
      href: '#problems',
    });
  } else if (lostProblems.length > 0) {
    const files = new Set(lostProblems.map((p) => p.file)).size;
    notices.push({
      text: `${count(files, 'file')} could not be read in full; what ${files === 1 ? 'it holds' : 'they hold'} may be missing here.`,
      href: '#problems',
    });
  }
  if (!noScore && unread > 0) {
    notices.push({
      text: `${formatNumber(unread)} of ${count(judged[0]?.capabilities.length ?? 0, 'phone capability', 'phone capabilities')} cannot be seen in these files; they are open, not absent.`,
      href: '#unseen',
    });
  }
  if (nothing && voice > 0)
    notices.push({ text: `${count(voice, 'definition')} already ${voice === 1 ? 'serves' : 'serve'} Salesforce Voice.`, href: '#voice' });
  if (ctiToolkit > 0 && openCti === 0)
    notices.push({
      text: `${count(ctiToolkit, 'definition')} ${ctiToolkit === 1 ? 'belongs' : 'belong'} to the older CTI Toolkit.`,
      href: '#voice',
    });

  // --- the numbers of the first page

  const floors = (lead ? [lead] : routes).map((r) => r.readiness.floor).filter((f) => f !== null);
  const scored = lead ? (lead.readiness.score === null ? [] : [lead.readiness.score]) : scores;
  const dayUnit = (n: number): string => (Math.abs(n) === 1 ? 'day' : 'days');
  const left = a.retirement.daysLeft;
  const workCounts = (state: 'counted' | 'not-seen'): [number, number] => {
    const all = (lead ? [lead] : routes).map((r) => r.workItems.filter((w) => w.state === state).length);
    return all.length === 0 ? [0, 0] : [Math.min(...all), Math.max(...all)];
  };
  const counted = workCounts('counted');
  const unseen = workCounts('not-seen');
  const numbers = [
    {
      value: scored.length === 0 ? DASH : range(Math.min(...scored), Math.max(...scored)),
      unit: scored.length === 0 ? 'no score' : 'of 100',
      meaning:
        scored.length === 0
          ? ((lead ?? routes[0])?.readiness.reason ?? 'Nothing was read.')
          : `${lowerFirst(a.catalog.readiness.name)}${!lead && new Set(scored).size > 1 ? ', by target' : ''}`,
      note:
        floors.length === 0 || scored.length === 0 || Math.min(...floors) === Math.min(...scored)
          ? null
          : `at least ${range(Math.min(...floors), Math.max(...floors))} if all that this scan could not see must be redesigned`,
      href: '#score',
    },
    {
      value: formatNumber(Math.abs(left)),
      unit: left < 0 ? `${dayUnit(left)} past` : dayUnit(left),
      meaning:
        left < 0
          ? `Open CTI retired on ${day(a.retirement.date)}`
          : left === 0
            ? `Open CTI retires today, ${day(a.retirement.date)}`
            : `to ${day(a.retirement.date)}, when Open CTI retires`,
      note: `counted from ${day(a.asOf)}`,
      href: '#method',
    },
    {
      value: range(...counted),
      unit: counted[1] === 1 ? 'work item' : 'work items',
      meaning: `counted${!lead && counted[0] !== counted[1] ? ', by target' : ''}`,
      note: unseen[1] > 0 ? `${spoken(unseen)} more could not be seen and ${unseen[1] === 1 ? 'is' : 'are'} in no figure` : null,
      href: '#work',
    },
  ];
  const noHoursReason = (r: Route): string => {
    const reasons = [...new Set(r.workItems.filter((w) => w.state === 'counted' && w.noHours).map((w) => w.noHours as string))];
    return reasons.length === 1 ? (reasons[0] ?? '') : 'None of its work items has hours to give.';
  };
  const nothingCounted = (r: Route): boolean => r.workItems.every((w) => w.state !== 'counted');
  const hoursText = (r: Route): string => (r.hours ? range(r.hours[0], r.hours[2]) : nothingCounted(r) ? 'nothing counted' : 'no hours');
  const hoursTile = lead
    ? {
        value: lead.hours ? formatNumber(lead.hours[1]) : DASH,
        unit: lead.hours ? 'hours likely' : 'no hours',
        meaning: lead.hours
          ? `${formatNumber(lead.hours[0])} to ${formatNumber(lead.hours[2])} at the outside`
          : nothingCounted(lead)
            ? 'No work item is counted.'
            : noHoursReason(lead),
        note: lead.hours ? `our assumption, for ${lowerFirst(targetName(lead.target))}` : null,
        href: '#work',
      }
    : null;
  const hoursTable = lead
    ? null
    : {
        title: 'Hours, low to high, by target',
        rows: routes.map((r) => ({ name: targetShort(r.target), value: hoursText(r), plain: r.hours === null })),
        note: 'our assumption; no total before a target is chosen',
      };

  // --- you lose, you rebuild, it goes away, not seen

  const onTargets = (ids: TargetId[]): string | null =>
    lead || ids.length === routes.length ? null : `on ${ids.length} of ${routes.length} targets`;
  const pick = (entries: { text: string; ids: TargetId[]; href: string }[]) => {
    const all = entries.filter((e) => e.ids.length > 0).toSorted((x, y) => y.ids.length - x.ids.length);
    return {
      items: all.slice(0, NAMES_IN_VIEW).map((e) => ({ text: e.text, note: onTargets(e.ids), href: e.href })),
      more: all.length > NAMES_IN_VIEW ? `and ${formatNumber(all.length - NAMES_IN_VIEW)} more` : null,
    };
  };
  const rulesWith = (word: VerdictId) =>
    pick(
      ruleIds.map((id) => ({
        text: mappingRule(id)?.title ?? id,
        ids: shown.filter((t) => verdictOf(id, t) === word),
        href: `#${anchor('rule', id)}`,
      })),
    );
  const rebuiltCapabilities = pick(
    a.catalog.capabilities.map((c) => ({
      text: c.name,
      ids: shown.filter((t) =>
        routes.some((r) => r.target === t && r.capabilities.some((x) => x.id === c.id && REBUILT.some((v) => (x.counts[v] ?? 0) > 0))),
      ),
      href: '#score',
    })),
  );
  const unreadCapabilities = pick(
    a.catalog.capabilities.map((c) => ({
      text: c.name,
      ids: shown.filter((t) => routes.some((r) => r.target === t && r.capabilities.some((x) => x.id === c.id && x.state === 'not-read'))),
      href: '#unseen',
    })),
  );
  const lists = [
    { title: 'You lose', mark: verdictMark('no-equivalent'), empty: 'Nothing that was found.', ...rulesWith('no-equivalent') },
    { title: 'You rebuild', mark: verdictMark('redesign'), empty: 'Nothing that was found.', ...rebuiltCapabilities },
    { title: 'It goes away', mark: verdictMark('obsolete'), empty: 'Nothing that was found.', ...rulesWith('obsolete') },
    {
      title: 'Not seen',
      mark: { word: '', icon: 'i-unknown', tone: 'unknown' },
      empty: 'Every capability could be looked for.',
      ...unreadCapabilities,
    },
  ];

  // --- what to decide next

  /** Among the targets that have hours: one without any differs from all of them in everything. */
  const differing = (() => {
    const compared = routes.filter((r) => r.hours);
    const ids = [...new Set(compared.flatMap((r) => r.workItems.map((w) => w.id)))];
    const changed = ids.filter(
      (id) => new Set(compared.map((r) => JSON.stringify(r.workItems.filter((w) => w.id === id).map((w) => [w.state, w.hours])))).size > 1,
    );
    return { changed: changed.length, all: ids.length };
  })();
  const decide = (() => {
    if (noScore || nothing) return null;
    if (!lead) {
      const priced = routes.filter((r) => r.hours).toSorted((x, y) => (x.hours?.[1] ?? 0) - (y.hours?.[1] ?? 0));
      const low = priced[0];
      const high = priced.at(-1);
      const spreadText =
        low?.hours && high?.hours && low.hours[1] !== high.hours[1]
          ? ` The likely figure runs from ${formatNumber(low.hours[1])} hours (${lowerFirst(targetShort(low.target))}) to ${formatNumber(high.hours[1])} (${lowerFirst(targetShort(high.target))}).`
          : '';
      return {
        question: 'Which of the five targets?',
        who: null,
        changes: `${differing.changed > 0 ? `It changes ${formatNumber(differing.changed)} of ${count(differing.all, 'work item')}.` : 'The gates and what people lose differ.'}${spreadText}`,
        href: '#targets',
        link: 'The targets side by side',
      };
    }
    const gate = open.find((g) => g.gate.question !== null)?.gate.question ?? null;
    const raised = a.repos.flatMap((r) => r.questions).toSorted((x, y) => y.raisedBy.length - x.raisedBy.length)[0]?.id ?? null;
    const id = gate ?? raised;
    if (id === null) return null;
    const q = questionView(id);
    return {
      question: q.text,
      who: q.who,
      changes: q.changes ? `It changes: ${lowerFirst(q.changes)}` : null,
      href: '#unseen',
      link: 'All open questions',
    };
  })();

  // --- repositories

  const portfolio = several
    ? a.repos.map((repo) => {
        const mine = chosen ? repo.routes.filter((r) => r.target === chosen) : repo.routes;
        const values = mine.map((r) => r.readiness.score).filter((s) => s !== null);
        const likely = chosen ? mine[0]?.hours : null;
        const failing = new Set(
          mine.flatMap((r) => r.gates.filter((g) => g.outcome === 'fail').map((g) => gateNames.get(g.id)?.name ?? g.id)),
        );
        return {
          name: repo.name,
          status: STATUSES[repo.status],
          definitions: count(repo.definitions.length, 'definition'),
          breakdown: list(
            (['open-cti', 'voice', 'cti-toolkit'] as const)
              .map((standing) => ({ standing, n: repo.definitions.filter((d) => d.standing === standing).length }))
              .filter(({ n }) => n > 0)
              .map(({ standing, n }) => `${formatNumber(n)} ${STANDINGS[standing].word}`),
          ),
          findings: formatNumber(repo.findings.length),
          score: values.length === 0 ? DASH : range(Math.min(...values), Math.max(...values)),
          hours: likely ? range(likely[0], likely[2]) : DASH,
          gates: failing.size === 0 ? 'none' : list([...failing]),
          problems: repo.problems.length === 0 ? 'none' : formatNumber(repo.problems.length),
        };
      })
    : null;

  // --- score with its parts

  const shareText = (share: number): string => `${formatNumber(Math.round(share * 1000) / 10)}%`;
  const earned = (r: Route): number => r.capabilities.reduce((n, c) => n + c.weight * c.share, 0);
  const weightsOf = (r: Route): number => r.capabilities.reduce((n, c) => n + c.weight, 0);
  const agrees = (r: Route): boolean =>
    r.readiness.score !== null && weightsOf(r) > 0 && Math.abs((100 * earned(r)) / weightsOf(r) - r.readiness.score) <= 0.5 + 1e-9;
  const scoreRoutes = lead ? [lead] : routes;
  const scoreRows = (scoreRoutes[0]?.capabilities ?? []).map((c) => ({
    name: capabilityName(c.id),
    description: capabilities.get(c.id)?.description ?? null,
    state: STATES[c.state],
    found: c.state === 'used' ? count(c.findings, 'finding') : null,
    weight: formatNumber(c.weight),
    cells: scoreRoutes.map((r) => {
      const mine = r.capabilities.find((x) => x.id === c.id);
      return {
        mark: mine?.verdict ? verdictMark(mine.verdict) : null,
        word: STATES[mine?.state ?? 'not-read'],
        muted: lead ? DASH : mine?.state === 'not-read' ? 'not read' : 'not used',
        share: mine ? shareText(mine.share) : DASH,
        earned: mine ? formatNumber(mine.weight * mine.share, 2) : DASH,
      };
    }),
  }));
  const everyAgrees = scoreRoutes.every((r) => agrees(r));
  const score = {
    chosen: lead !== null,
    explanation: a.catalog.readiness.explanation,
    name: a.catalog.readiness.name,
    columns: scoreRoutes.map((r) => targetShort(r.target)),
    rows: scoreRows,
    sums: everyAgrees ? scoreRoutes.map((r) => formatNumber(earned(r), 2)) : null,
    weights: scoreRoutes[0] ? formatNumber(weightsOf(scoreRoutes[0])) : null,
    scores: scoreRoutes.map((r) => (r.readiness.score === null ? DASH : formatNumber(r.readiness.score))),
    floors: scoreRoutes.map((r) => (r.readiness.floor === null ? DASH : formatNumber(r.readiness.floor))),
    arithmetic:
      lead && everyAgrees
        ? `Weight times share, added up: ${formatNumber(earned(lead), 2)} of ${formatNumber(weightsOf(lead))}, which is ${formatNumber(lead.readiness.score ?? 0)} of 100.${lead.readiness.floor === null || lead.readiness.floor === lead.readiness.score ? '' : ` If all that was not read had to be redesigned, it would be ${formatNumber(lead.readiness.floor)}.`}`
        : !lead && everyAgrees && scoreRoutes.length > 0
          ? 'In each column, weight times share is added up and divided by the sum of the weights; times 100, rounded, that is the score.'
          : [...new Set(scoreRoutes.map((r) => r.readiness.reason))].join(' '),
    reason: [...new Set(scoreRoutes.map((r) => r.readiness.reason))].join(' '),
    legend: VERDICTS.map((v) => ({
      mark: verdictMark(v),
      meaning: VERDICT_WORDS[v].meaning,
      value: a.catalog.readiness.values[v] === undefined ? DASH : shareText(a.catalog.readiness.values[v]),
    })),
  };

  // --- the five targets side by side

  const gateSummary = (r: Route): string => {
    const n = (outcome: string): number => r.gates.filter((g) => g.outcome === outcome).length;
    return (
      [
        n('fail') > 0 ? `${n('fail')} not passed` : null,
        n('unknown') > 0 ? `${n('unknown')} open` : null,
        n('pass') > 0 ? `${n('pass')} passed` : null,
      ]
        .filter((x) => x !== null)
        .join(', ') || 'none apply'
    );
  };
  const sideBySide = routes.map((r) => {
    const target = targets.get(r.target);
    return {
      name: targetShort(r.target),
      full: targetName(r.target),
      chosen: r.target === chosen,
      description: target?.description ?? '',
      adapterCode: target?.adapterCode ?? '',
      score: r.readiness.score === null ? 'no score' : `${r.readiness.score} of 100`,
      floor: r.readiness.floor === null ? r.readiness.reason : `at least ${r.readiness.floor}`,
      likely: r.hours ? formatNumber(r.hours[1]) : null,
      envelope: r.hours ? range(r.hours[0], r.hours[2]) : null,
      noHours: r.hours ? null : nothingCounted(r) ? 'No work item is counted.' : noHoursReason(r),
      counted: formatNumber(r.workItems.filter((w) => w.state === 'counted').length),
      notSeen: r.workItems.some((w) => w.state === 'not-seen')
        ? formatNumber(r.workItems.filter((w) => w.state === 'not-seen').length)
        : null,
      gates: gateSummary(r),
      verdicts: VERDICTS.toReversed()
        .map((v) => ({ mark: verdictMark(v), n: routeCount(r, (c) => c.verdict === v) }))
        .filter(({ n }) => n > 0)
        .map(({ mark, n }) => ({ mark, n: formatNumber(n) })),
      sources: (target?.sources ?? []).map(sourceView),
    };
  });
  const priced = routes.filter((r) => r.hours !== null);
  const targetsTitle = lead
    ? `${targetShort(lead.target)} beside the other targets`
    : priced.length > 1
      ? `Five targets: likely hours from ${formatNumber(Math.min(...priced.map((r) => r.hours?.[1] ?? 0)))} to ${formatNumber(Math.max(...priced.map((r) => r.hours?.[1] ?? 0)))}`
      : 'Five targets side by side';

  // --- work items

  const routeView = (r: Route): RouteView => {
    const rows = r.workItems.filter((w) => w.state === 'counted');
    const without = rows.filter((w) => w.hours === null).length;
    return {
      id: anchor('route', r.target),
      name: targetName(r.target),
      open: r === lead,
      summary: `${targetName(r.target)}: ${count(rows.length, 'work item')}${r.hours ? `, ${range(r.hours[0], r.hours[2])} hours` : ', no hours'}`,
      caption: `Work items for ${lowerFirst(targetName(r.target))}; hours are our assumption`,
      rows: rows.map((w) => {
        const item = workItems.get(w.id);
        return {
          title: workTitle(w.id),
          anchor: groupIds.includes(w.id) ? `#${anchor('work', w.id)}` : '',
          per: PER[item?.per ?? ''] ?? '',
          size: w.sizeOpen ? `${SIZE_WORDS[w.size]}, open` : SIZE_WORDS[w.size],
          sizeReason: ended(w.sizeReason),
          reason: ended(w.reason),
          description: ended(item?.description ?? ''),
          drivers: ended(item?.drivers ?? ''),
          reasoning: item?.reasoning ?? '',
          replaces: w.replaces.length > 0 ? list(w.replaces.map((id) => `“${workTitle(id)}”`)) : null,
          hours: w.hours ? hoursView(w.hours) : null,
          noHours: w.noHours,
          base: w.base && w.perOccurrence.length > 0 ? hoursView(w.base) : null,
          extras: w.perOccurrence.map((p) => ({
            text: `${formatNumber(p.occurrences)} × ${p.each.map((h) => formatNumber(h)).join(' / ')}: ${lowerFirst(rules.get(p.ruleId)?.title ?? p.ruleId)}`,
            hours: hoursView(p.hours),
          })),
        };
      }),
      sum: r.hours ? hoursView(r.hours) : null,
      sumNote: r.hours
        ? `The likely figures add up. The sums of the lows and of the highs are an outer envelope: it is improbable that every row ends at the same edge.${without > 0 ? ` ${count(without, 'work item')} ${without === 1 ? 'has' : 'have'} no hours and ${without === 1 ? 'is' : 'are'} not in the sum.` : ''}`
        : nothingCounted(r)
          ? 'No work item is counted, so there is nothing to add up.'
          : noHoursReason(r),
      notSeen: r.workItems
        .filter((w) => w.state === 'not-seen')
        .map((w) => ({
          title: workTitle(w.id),
          reason: ended(w.reason),
          note: w.hours ? `${range(w.hours[0], w.hours[2])} hours if it is there; in no sum` : null,
        })),
    };
  };
  const routeViews = routes.map(routeView);
  const workIds = [...new Set(routes.flatMap((r) => r.workItems.filter((w) => w.state === 'counted').map((w) => w.id)))].toSorted(
    (x, y) => workOrder.indexOf(x) - workOrder.indexOf(y),
  );
  const workMatrix = lead
    ? null
    : {
        columns: routes.map((r) => targetShort(r.target)),
        rows: workIds.map((id) => ({
          title: workTitle(id),
          cells: routes.map((r) => {
            const w = r.workItems.find((x) => x.id === id && x.state === 'counted');
            return {
              likely: w?.hours ? formatNumber(w.hours[1]) : null,
              range: w?.hours ? range(w.hours[0], w.hours[2]) : null,
              word: w ? 'no hours' : 'not needed',
            };
          }),
        })),
        sums: routes.map((r) =>
          r.hours
            ? { likely: formatNumber(r.hours[1]), range: range(r.hours[0], r.hours[2]), word: '' }
            : { likely: null, range: null, word: nothingCounted(r) ? DASH : 'no hours' },
        ),
      };
  const notSeenEverywhere = (routes[0] ? routeView(routes[0]).notSeen : []).filter((n) =>
    routes.every((r) => r.workItems.some((w) => w.state === 'not-seen' && workTitle(w.id) === n.title)),
  );

  // --- definition files

  const definitions = a.repos.flatMap((repo) =>
    repo.definitions.map((d) => {
      const at = byKey(
        repo.findings.filter((f) => f.file === d.file),
        (f) => `${f.line}:${f.column}`,
      );
      const problems = repo.problems.filter((p) => p.file === d.file);
      const items = d.sections.reduce((n, s) => n + s.items.length, 0);
      const row = (section: string, item: { name: string; line: number; column: number; value: string; masked?: true | undefined }) => {
        const met = (at.get(`${item.line}:${item.column}`) ?? []).filter((f) => f.name === item.name || f.type === 'check');
        return {
          section,
          name: item.name,
          value: valueView(item.value, item.masked === true),
          line: formatNumber(item.line),
          links: [...new Set(met.map((f) => f.ruleId))].map((id) => {
            const rule = rules.get(id);
            const one = chosen
              ? verdictOf(id, chosen)
              : new Set(TARGETS.map((t) => verdictOf(id, t))).size === 1
                ? verdictOf(id, TARGETS[0])
                : null;
            const severity = rule?.type === 'check' ? SEVERITIES[rule.severity].mark : null;
            return { href: `#${anchor('rule', id)}`, title: rule?.title ?? id, mark: severity ?? (one ? verdictMark(one) : null) };
          }),
        };
      };
      const rows = [
        ...d.sections.flatMap((s) => s.items.map((i) => row(s.name, i))),
        ...d.fields.map((i) => row('Metadata API', i)),
        ...d.settings.map((i) => row('customSettings', i)),
      ];
      return {
        anchor: anchor('definition', `${repo.id} ${d.file} ${d.line}`),
        repository: several ? repo.name : null,
        file: d.file,
        form: FORMS[d.form],
        standing: STANDINGS[d.standing],
        isVoice: d.standing === 'voice',
        isToolkit: d.standing === 'cti-toolkit',
        evidence: d.standingEvidence,
        internalName: d.internalName,
        displayName: d.displayName,
        items: formatNumber(items),
        settings:
          d.customSettings && !d.customSettings.valid
            ? 'customSettings is not a JSON object'
            : d.settings.length > 0
              ? `and ${count(d.settings.length, 'key')} of customSettings`
              : null,
        wellFormed: d.wellFormed ? 'Yes' : 'No, read in part',
        problems: problems.length === 0 ? 'None' : count(problems.length, 'problem'),
        hasProblems: problems.length > 0,
        rows,
        rowsSummary: `${d.internalName || d.file}: ${count(rows.length, 'item')}, in the order of the file`,
        rowsCaption: `Items of ${several ? `${repo.name}, ` : ''}${d.file}, line ${d.line}`,
      };
    }),
  );
  const definitionParts = [
    openCti > 0 ? `${formatNumber(openCti)} for Open CTI` : null,
    voice > 0 ? `${formatNumber(voice)} for Voice` : null,
    ctiToolkit > 0 ? `${formatNumber(ctiToolkit)} for the CTI Toolkit` : null,
  ].filter((x) => x !== null);

  // --- custom items, checks, problems

  const custom = mapped.filter(({ finding }) => finding.custom === true);
  const customItems = placeGroups(custom, true);
  const checkRules = [...byKey(checked, ({ finding }) => finding.ruleId)];
  const severityOf = (id: string, entries: { finding: Finding }[]): keyof typeof SEVERITIES => {
    const rule = rules.get(id);
    return (rule?.type === 'check' ? rule.severity : entries[0]?.finding.severity) ?? 'note';
  };
  const checks = (['defect', 'risk', 'note'] as const)
    .map((severity) => ({
      mark: SEVERITIES[severity].mark,
      meaning: SEVERITIES[severity].meaning,
      rules: checkRules
        .filter(([id, entries]) => severityOf(id, entries) === severity)
        .toSorted(([x], [y]) => (x < y ? -1 : 1))
        .map(([id, entries]) => {
          const rule = rules.get(id);
          const check = rule?.type === 'check' ? rule : null;
          return {
            anchor: anchor('rule', id),
            id,
            title: check?.title ?? id,
            capability: capabilityName(check?.capability ?? ''),
            brought: brought(check?.origin ?? ''),
            count: count(entries.length, 'place'),
            action: check?.do ?? null,
            basis: check ? basisView(check.basis, check.sources) : null,
            ...foldedPlaces(entries),
          };
        }),
    }))
    .filter((group) => group.rules.length > 0);
  const severityCount = (s: string): number => checked.filter(({ finding }) => (finding.severity ?? 'note') === s).length;
  const checksTitle =
    checked.length === 0
      ? 'No documented constraint is broken'
      : `Documented constraints not kept: ${list([severityCount('defect') > 0 ? count(severityCount('defect'), 'defect') : '', severityCount('risk') > 0 ? count(severityCount('risk'), 'risk') : '', severityCount('note') > 0 ? count(severityCount('note'), 'note') : ''].filter(Boolean))}`;

  const problems = a.repos
    .flatMap((repo) => repo.problems.map((p) => ({ p, repo })))
    .toSorted((x, y) => Number(x.p.effect === 'note') - Number(y.p.effect === 'note'))
    .map(({ p, repo }) => ({
      place: placeView(repo, p),
      detail: p.detail,
      code: p.code,
      mark:
        p.effect === 'lost'
          ? { word: 'Content may be missing', icon: 'i-fail', tone: 'no-equivalent' }
          : { word: 'For information', icon: 'i-note', tone: 'obsolete' },
    }));
  const problemsTitle =
    problems.length === 0
      ? 'Everything that was looked at could be read'
      : lostProblems.length > 0
        ? `${count(new Set(lostProblems.map((p) => p.file)).size, 'file')} could not be read in full`
        : `Everything could be read; ${count(problems.length, 'remark')}`;

  // --- what a file scan cannot see

  const coverage = a.catalog.evidence.map((evidence) => {
    const states = a.repos.map(
      (repo) =>
        repo.coverage.find((c) => c.id === evidence.id) ?? {
          id: evidence.id,
          state: evidence.read ? ('absent' as const) : ('not-read' as const),
          files: 0,
        },
    );
    const files = states.reduce((n, s) => n + s.files, 0);
    const parts = [...byKey(states, (s) => s.state)].map(([state, same]) => ({
      mark: COVERAGE[state] as Mark,
      n: several && same.length < states.length ? `in ${count(same.length, 'repository', 'repositories')}` : null,
    }));
    return {
      name: evidence.name,
      shows: evidence.shows,
      states: parts,
      files: files > 0 ? count(files, 'file') : DASH,
      seen: states.some((s) => s.state === 'read' || s.state === 'partly'),
    };
  });
  const kindsSeen = coverage.filter((c) => c.seen).length;
  const raised = new Map<string, number>();
  for (const q of a.repos.flatMap((r) => r.questions)) raised.set(q.id, (raised.get(q.id) ?? 0) + q.raisedBy.length);
  const known = a.catalog.questions.map((q) => q.id);
  const questionRows = [...raised]
    .toSorted(([x], [y]) => known.indexOf(x) - known.indexOf(y))
    .map(([id, n]) => ({ ...questionView(id), raised: n > 0 ? `raised by ${count(n, 'finding')}` : null }));
  const questionGroups = [
    { caption: 'Questions that the findings raise', rows: questionRows.filter((q) => q.raised !== null) },
    { caption: 'Questions that every estate has to answer', rows: questionRows.filter((q) => q.raised === null) },
  ].filter((group) => group.rows.length > 0);

  // --- method

  const uncovered = a.repos.flatMap((repo) =>
    repo.uncovered.map((u) => ({ name: u.name, kind: u.kind.replace('definition-', '').replaceAll('-', ' '), place: placeView(repo, u) })),
  );
  const broughtRules = a.catalog.rules
    .filter((r) => r.origin !== 'shipped')
    .map((r) => ({ title: r.title, id: r.id, how: r.origin === 'added' ? 'added' : 'in place of the shipped rule' }));
  const method = {
    facts: [
      { name: 'Tool', value: `${a.tool.name} ${a.tool.version}` },
      { name: 'Catalog', value: a.catalog.version },
      { name: 'Made for', value: day(a.asOf) },
      { name: 'Target', value: chosen ? targetName(chosen) : 'none chosen' },
      {
        name: 'Files looked at',
        value: `${formatNumber(filesSeen)} in ${count(a.repos.length, 'repository', 'repositories')}; ${count(
          a.repos.reduce((n, r) => n + r.files.length, 0),
          'file',
        )} read as possible definition files`,
      },
      { name: 'Findings', value: formatNumber(a.totals.findings) },
    ],
    retirement: a.retirement.statement,
    retirementSources,
    broughtIds: a.catalog.brought.length,
    brought: broughtRules,
    uncovered,
    uncoveredText:
      uncovered.length === 0
        ? 'Every fact that was read met a rule, or was recognised as a custom item.'
        : `${count(uncovered.length, 'fact')} met no rule. ${uncovered.length === 1 ? 'It is a hole' : 'They are holes'} in the catalog; nothing is said about ${uncovered.length === 1 ? 'it' : 'them'} above.`,
    bases: (Object.keys(BASIS_WORDS) as Basis[]).map((b) => BASIS_WORDS[b]),
  };

  // --- headings, in the order of the page

  const repoWord = count(a.repos.length, 'repository', 'repositories');
  const headings: [string, string, string][] = [];
  if (portfolio) headings.push(['repositories', `${repoWord}, each by itself`, 'Repositories']);
  headings.push(['gates', `Gates: ${lowerFirst(gateTitle)}`, 'Gates']);
  const scoreWords =
    scored.length === 0
      ? 'No score: nothing could be read'
      : lead
        ? `Score: ${scored[0]} of 100 moves without redesign`
        : `Score: ${range(Math.min(...scored), Math.max(...scored))} of 100 moves without redesign${new Set(scored).size > 1 ? ', by target' : ''}`;
  headings.push(['score', scoreWords, 'Score and capabilities']);
  headings.push(['targets', targetsTitle, 'The five targets']);
  headings.push([
    'work',
    `Work: ${range(...counted)} ${counted[1] === 1 ? 'item' : 'items'} counted${unseen[1] > 0 ? `, ${spoken(unseen)} not seen` : ''}`,
    'Work items',
  ]);
  headings.push([
    'definitions',
    definitions.length === 0 ? 'No definition file was found' : `${count(definitions.length, 'definition')}: ${list(definitionParts)}`,
    'Definition files',
  ]);
  headings.push([
    'findings',
    mapped.length === 0
      ? 'Nothing was found that a rule speaks of'
      : `${count(mapped.length, 'finding')}, explained by ${count(ruleIds.length, 'rule')}`,
    'Findings',
  ]);
  headings.push([
    'custom',
    custom.length === 0 ? 'No custom items' : `${count(custom.length, 'custom item')} that no document names`,
    'Custom items',
  ]);
  headings.push(['checks', checksTitle, 'Constraints']);
  headings.push([
    'voice',
    voice > 0 ? `${count(voice, 'definition')} already ${voice === 1 ? 'serves' : 'serve'} Voice` : 'No Voice definition was found',
    'Already Voice',
  ]);
  headings.push(['problems', problemsTitle, 'Problems']);
  headings.push([
    'unseen',
    coverage.length === 0
      ? 'What a file scan cannot see'
      : `What a file scan cannot see: ${coverage.length - kindsSeen} of ${count(coverage.length, 'kind')} of evidence`,
    'Not seen, and questions',
  ]);
  headings.push(['method', 'Method and sources', 'Method and sources']);
  const nav: Heading[] = headings.map(([id, title, short], i) => ({ id, number: i + 1, title, short }));
  const heading = Object.fromEntries(nav.map((h) => [h.id, h]));

  const repoNames = a.repos.map((r) => r.name);
  const subject = repoNames.length === 0 ? 'nothing scanned' : repoNames.length <= 3 ? list(repoNames) : repoWord;

  return {
    /** Short enough for a tab and for what checks titles. */
    pageTitle: `Open CTI to Salesforce Voice: ${subject.length > 36 ? repoWord : subject}`,
    tool: `${a.tool.name} ${a.tool.version}`,
    title: 'Open CTI → Salesforce Voice',
    subject,
    asOf: day(a.asOf),
    asOfIso: a.asOf,
    target: lead ? targetName(lead.target) : null,
    verdict,
    notices,
    numbers,
    hoursTile,
    hoursTable,
    lists,
    decide,
    nav,
    heading,
    portfolio,
    portfolioHasTarget: lead !== null,
    gates,
    score,
    sideBySide,
    work: {
      exclusions: [
        'licences',
        'services of carriers and vendors',
        'the move to Lightning Experience',
        'delivery of training',
        'the client’s own change management',
      ],
      matrix: workMatrix,
      routes: routeViews.filter((r) => r.open),
      otherRoutes: routeViews.filter((r) => !r.open),
      notSeen: lead ? null : notSeenEverywhere,
    },
    definitions,
    voiceDefinitions: definitions.filter((d) => d.isVoice),
    toolkitDefinitions: definitions.filter((d) => d.isToolkit),
    glanceColumns: shown.map(targetShort),
    glance,
    glanceHasBasis: lead !== null,
    findingGroups,
    customItems,
    checks,
    problems,
    coverage,
    questions: questionGroups,
    method,
    sources: sourceList,
  };
}
