/**
 * The texts of a ledger. A run is one text, named by its day and its own digest, so that two branches never write the same name with another
 * content, and a damaged text is known from its name. States of repositories stand in the run that saw them first, whole or as the
 * difference to an earlier one, and are referred to by their digest.
 */
import { createHash } from 'node:crypto';
import { ruleOf, type Known } from '../compare/known.ts';
import type { RuleKnown } from '../compare/side.ts';
import { TARGETS } from '../catalog/terms.ts';

export const FORMAT = 1;

export interface HoursRange {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

export interface CapabilityState {
  readonly id: string;
  readonly open: number;
  /** Of what was open in an earlier run; what came back is open again. */
  readonly done: number;
  readonly waived: number;
  /** In the order of the targets; null where a target has none for it. */
  readonly hours: readonly (HoursRange | null)[];
}

/** What a run keeps of a repository. */
export interface State {
  readonly capabilities: readonly CapabilityState[];
  readonly findings: readonly Known[];
  readonly source: string;
  readonly lost: readonly string[];
}

/** A line of a state: a few texts and numbers. */
export type Line = readonly (string | number)[];

export interface StoredState {
  readonly id: string;
  /** The state that it differs from; empty where it stands here whole. */
  readonly base: string;
  /** Positions in the base's lines. */
  readonly without: readonly number[];
  /** Each as its JSON, in order. */
  readonly lines: readonly string[];
}

export interface RunRepository {
  readonly id: string;
  /** The commit's id, shortened; empty without git. */
  readonly commit: string;
  /** A revision was read, not a work tree. */
  readonly isRevision: boolean;
  readonly state: string;
  /** Absent where nobody is named. */
  readonly owner?: string;
}

export interface Run {
  /** Of the result that was recorded; reports of the same run carry it. */
  readonly run: string;
  /** ISO date. */
  readonly asOf: string;
  /** UTC. */
  readonly recorded: string;
  /** `scan`: when it was recorded. `history`: put together later, from the revisions of git. */
  readonly from: 'scan' | 'history';
  readonly tool: string;
  readonly catalog: string;
  readonly target: string | null;
  /** Of all repositories together, work that is done once counted once; in the order of the targets, null where one has none. */
  readonly hours: readonly (HoursRange | null)[];
  readonly repositories: readonly RunRepository[];
  readonly states: readonly StoredState[];
}

/** What a line begins with that is no finding. In a sorted state lines of one mark stand together. */
const MARKS = { lost: '!', source: '#', capability: '=', hours: 'h', file: 'p', rule: 'r' } as const;

function isSummary(line: string): boolean {
  return line.startsWith(`["${MARKS.capability}"`) || line.startsWith(`["${MARKS.hours}"`);
}

/** The mark, and the capability that is spoken of. */
function subjectOf(line: string): string {
  const [mark, id] = JSON.parse(line) as Line;
  return `${String(mark)} ${String(id)}`;
}

/** The lines of a state that tell of capabilities; they stand together. */
export function summaryLines(lines: readonly string[]): string[] {
  return [...linesOfMark(lines, MARKS.capability), ...linesOfMark(lines, MARKS.hours)];
}

function linesOfMark(lines: readonly string[], mark: string): readonly string[] {
  const first = `["${mark}"`;
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle] ?? '') < first) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (lines[end]?.startsWith(first) === true) end++;
  return lines.slice(low, end);
}

/** Stands behind a finding that is waived. */
const WAIVED = 'w';

/** What the id of a fact begins with. */
const FACT = '["f';
const COMMIT = 12;
const ID = 16;

export function linesOf(state: State): string[] {
  const files = new Map<string, string>();
  const rules = new Map<string, Line>();
  const findings = state.findings.map((one): Line => {
    const { fingerprint, name, file, content, within, before, after, isOrdinal } = one;
    const rule = ruleOf(one);
    const [path, spoken] = [shortOf(file), shortOf(`${rule}\0${name}`)];
    files.set(path, file);
    rules.set(spoken, [MARKS.rule, spoken, rule, name]);
    const around = isOrdinal ? [within, before, after].map((digest) => (digest === '' ? '.' : digest)).join(' ') : within;
    const line = [fingerprint.slice(0, -rule.length - 1), spoken, path, content, around];
    return one.isWaived === true ? [...line, WAIVED] : line;
  });
  const lines: Line[] = [
    [MARKS.source, state.source],
    ...state.lost.map((path): Line => [MARKS.lost, path]),
    ...state.capabilities.map(({ id, open, done, waived }): Line => [MARKS.capability, id, open, done, waived]),
    ...state.capabilities.flatMap(({ id, hours }): Line[] =>
      hours.some((one) => one !== null) ? [[MARKS.hours, id, ...hoursTexts(hours)]] : [],
    ),
    ...[...files].map(([short, file]): Line => [MARKS.file, short, file]),
    ...rules.values(),
    ...findings,
  ];
  return lines.map((line) => JSON.stringify(line)).sort();
}

/** Names that come often are told once in a state; two of one short name in a state are as good as never. */
function shortOf(name: string): string {
  return createHash('sha256').update(name).digest('base64url').slice(0, 6);
}

export function stateId(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('base64url').slice(0, 14);
}

/** @throws Error for lines that no state has */
export function stateOf(lines: readonly string[], read: LineReader = lineReader()): State {
  const findings: Known[] = [];
  const counts = new Map<string, Omit<CapabilityState, 'id' | 'hours'>>();
  const hours = new Map<string, CapabilityState['hours']>();
  const files = new Map<string, string>();
  const rules = new Map<string, readonly [rule: string, name: string]>();
  const lost: string[] = [];
  let source = '';
  const later: string[] = [];
  for (const line of lines) {
    if (line.startsWith(FACT)) {
      later.push(line);
      continue;
    }
    const [mark, second = '', ...rest] = read.line(line);
    if (mark === MARKS.source) source = text(second);
    else if (mark === MARKS.lost) lost.push(text(second));
    else if (mark === MARKS.capability) counts.set(text(second), { open: count(rest[0]), done: count(rest[1]), waived: count(rest[2]) });
    else if (mark === MARKS.hours) hours.set(text(second), hoursOf(rest));
    else if (mark === MARKS.file) files.set(text(second), text(rest[0]));
    else if (mark === MARKS.rule) rules.set(text(second), [text(rest[0]), text(rest[1])]);
    else later.push(line);
  }
  for (const line of later) {
    const made = read.findings.get(line);
    if (made !== undefined) {
      findings.push(made);
      continue;
    }
    const [fact = '', spoken = '', path = '', content = '', around = '', waived = ''] = read.line(line).map(text);
    const rule = rules.get(spoken);
    const file = files.get(path);
    if (rule === undefined || file === undefined) throw new Error('A finding is of no rule or file.');
    const known = { fingerprint: `${fact}:${rule[0]}`, name: rule[1], file, content, line: null };
    const parts = around.split(' ');
    const [within = '', before = '', after = ''] = parts.map((part) => (part === '.' ? '' : part));
    const one: Known = {
      ...known,
      within,
      before,
      after,
      isOrdinal: parts.length > 1,
      ...(waived === WAIVED && { isWaived: true as const }),
    };
    read.findings.set(line, one);
    findings.push(one);
  }
  const none = TARGETS.map(() => null);
  const capabilities = [...counts].map(([id, counted]): CapabilityState => ({ id, ...counted, hours: hours.get(id) ?? none }));
  return { capabilities, findings, source, lost };
}

/** Capabilities, with what these lines say of some of them in the place of what was said before. */
export function withLines(base: readonly CapabilityState[], lines: readonly string[]): CapabilityState[] {
  const all = [...base];
  const none = TARGETS.map(() => null);
  for (const line of lines) {
    const [mark, second, ...rest] = JSON.parse(line) as Line;
    const id = text(second);
    const at = all.findIndex((one) => one.id === id);
    const before = all[at] ?? { id, open: 0, done: 0, waived: 0, hours: none };
    const now =
      mark === MARKS.hours
        ? { ...before, hours: hoursOf(rest) }
        : { ...before, open: count(rest[0]), done: count(rest[1]), waived: count(rest[2]) };
    if (at < 0) all.push(now);
    else all[at] = now;
  }
  return all;
}

/** Most lines stand in many states: each is read once. Short names follow from the names, so that they mean the same in all states. */
export interface LineReader {
  readonly line: (line: string) => Line;
  readonly findings: Map<string, Known>;
}

export function lineReader(): LineReader {
  const known = new Map<string, Line>();
  return {
    line(line) {
      let said = known.get(line);
      if (said === undefined) known.set(line, (said = JSON.parse(line) as Line));
      return said;
    },
    findings: new Map(),
  };
}

/** `low/likely/high` for each target, once where all say the same, and a dash for none. */
function hoursTexts(hours: CapabilityState['hours']): string[] {
  const texts = TARGETS.map((_, at) => {
    const range = hours[at];
    return range ? `${range.low}/${range.likely}/${range.high}` : '-';
  });
  return texts.every((one) => one === texts[0]) ? texts.slice(0, 1) : texts;
}

function hoursOf(texts: readonly unknown[]): (HoursRange | null)[] {
  const ranges = texts.map((one) => {
    const [low, likely, high] = text(one).split('/').map(Number);
    return low === undefined || likely === undefined || high === undefined || Number.isNaN(low + likely + high)
      ? null
      : { low, likely, high };
  });
  return TARGETS.map((_, at) => (ranges.length === 1 ? (ranges[0] ?? null) : (ranges[at] ?? null)));
}

/** A state as the difference to another one, where that is shorter. */
export function storedState(
  id: string,
  lines: readonly string[],
  base: { readonly id: string; readonly lines: readonly string[] } | null,
): StoredState {
  const whole = (): StoredState => ({ id, base: '', without: [], lines });
  if (base === null) return whole();
  const now = new Map<string, number>();
  for (const line of lines) now.set(line, (now.get(line) ?? 0) + 1);
  const without: number[] = [];
  base.lines.forEach((line, index) => {
    const left = now.get(line) ?? 0;
    if (left === 0) without.push(index);
    else now.set(line, left - 1);
  });
  const added = lines.filter((line) => {
    const left = now.get(line) ?? 0;
    if (left > 0) now.set(line, left - 1);
    return left > 0;
  });
  // A difference that takes something away of which it says nothing new would have to be put together to be summed up.
  const said = new Set(summaryLines(added).map(subjectOf));
  if (without.some((index) => isSummary(base.lines[index] ?? '') && !said.has(subjectOf(base.lines[index] ?? '')))) return whole();
  const size = (list: readonly string[]): number => list.reduce((sum, line) => sum + line.length + 1, 0);
  if (size(added) + without.length * 4 > size(lines) * 0.7) return whole();
  return { id, base: base.id, without, lines: added };
}

/** One record a line, so that a run can be read and two of them compared by eye. A state stands with the first repository that has it. */
export function runText(run: Run, roster: string): string {
  const { repositories, states, hours, ...head } = run;
  const left = new Map(states.map((state) => [state.id, state]));
  const rows = repositories.map(({ commit, isRevision, state }) => {
    const row = JSON.stringify([state, commit.slice(0, COMMIT) + (isRevision ? '' : '+')]);
    const stored = left.get(state);
    if (!stored) return row;
    left.delete(state);
    const { base, without, lines } = stored;
    const body = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}]`;
    return `${row.slice(0, -1)},${JSON.stringify([base, without]).slice(1, -1)},${body}]`;
  });
  const top = Object.entries({ cti2voice: 'run', format: FORMAT, ...head, hours: hoursTexts(hours), roster }).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return `{\n${top.join(',\n')},\n"repositories": [\n${rows.join(',\n')}\n]\n}\n`;
}

/** A repository as a roster names it. */
export type Listed = Pick<RunRepository, 'id' | 'owner'>;

/** The ids of a run's repositories with their owners, in the order in which the run tells of them; most runs have the same. */
export function rosterText(listed: readonly Listed[]): string {
  const rows = listed.map(({ id, owner }) => JSON.stringify(owner === undefined ? id : [id, owner]));
  return `{\n"cti2voice": "roster",\n"repositories": [\n${rows.join(',\n')}\n]\n}\n`;
}

export function rosterId(text_: string): string {
  return digestOf(text_);
}

/** @throws Error for a text that is none, or that is not what its name says */
export function readRoster(name: string, raw: string): readonly Listed[] {
  const whole = unfolded(raw);
  if (name !== `${digestOf(whole)}.json`) throw new Error('It is not what its name says.');
  return list(record(JSON.parse(whole))['repositories']).map((row) => {
    if (typeof row === 'string') return { id: row };
    const [id, owner] = list(row);
    return { id: text(id), owner: text(owner) };
  });
}

export function runName(run: Pick<Run, 'asOf'>, text: string): string {
  return `${run.asOf}-${digestOf(text)}.json`;
}

const NAME = /^(\d{4}-\d\d-\d\d)-([0-9a-f]{16})\.json$/;

/** The id of a run: the digest in its name. Null for a file that is none. */
export function runIdOf(name: string): string | null {
  return NAME.exec(name)?.[2] ?? null;
}

/** What git or an editor may do to the ends of lines is no damage. */
export function unfolded(text: string): string {
  return text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, ID);
}

/** The run, or in one sentence why there is none. */
export function readRun(name: string, raw: string, rosters: ReadonlyMap<string, readonly Listed[]>): Run | string {
  const whole = unfolded(raw);
  if (runIdOf(name) !== digestOf(whole)) return 'its content is not what its name says; it was changed or cut off';
  try {
    const start = whole.indexOf(ROWS);
    const head = record(JSON.parse(`${whole.slice(0, start)}}`));
    const roster = rosters.get(text(head['roster']));
    if (!roster) return `the list of its repositories, rosters/${text(head['roster'])}.json, is not there or damaged`;
    return checkedRun(head, whole.slice(start + ROWS.length), roster);
  } catch {
    return 'it is no run that this version can read';
  }
}

/** Before it stands what goes for the whole run, and behind it a line for each repository and each line of a state. */
const ROWS = ',\n"repositories": [\n';

/** The digest says that the text is as it was written; so its lines can be told without parsing each of them. */
function checkedRun(value: Readonly<Record<string, unknown>>, rows: string, roster: readonly Listed[]): Run {
  if (value['cti2voice'] !== 'run' || value['format'] !== FORMAT) throw new Error('It is no run of this format.');
  const asOf = text(value['asOf']);
  if (!/^\d{4}-\d\d-\d\d$/.test(asOf)) throw new Error('It has no day.');
  const repositories: RunRepository[] = [];
  const states: StoredState[] = [];
  let open: { readonly id: string; readonly base: string; readonly without: readonly number[]; readonly lines: string[] } | null = null;
  for (const row of rows.split('\n')) {
    const line = row.endsWith(',') ? row.slice(0, -1) : row;
    if (open) {
      const isLast = line.endsWith(']]]');
      open.lines.push(isLast ? line.slice(0, -2) : line);
      if (isLast) open = null;
      continue;
    }
    if (line === ']') break;
    if (line === '') continue;
    const opens = line.endsWith(',[');
    const [state, commit, base, without] = list(JSON.parse(opens ? `${line}]]` : line));
    const listed = roster[repositories.length];
    if (listed === undefined) throw new Error('Its list of repositories is too short.');
    repositories.push({ ...listed, state: text(state), commit: text(commit).replace('+', ''), isRevision: !text(commit).endsWith('+') });
    if (base === undefined) continue;
    const stored = { id: text(state), base: text(base), without: list(without).map(count), lines: [] };
    states.push(stored);
    if (opens) open = stored;
  }
  return {
    run: text(value['run']),
    asOf,
    recorded: text(value['recorded']),
    from: value['from'] === 'history' ? 'history' : 'scan',
    tool: text(value['tool']),
    catalog: text(value['catalog']),
    target: value['target'] === null ? null : text(value['target']),
    hours: hoursOf(list(value['hours'] ?? [])),
    repositories,
    states,
  };
}

/** What a catalog says of its rules, once for all runs that were made with it. */
export function catalogText(version: string, rules: ReadonlyMap<string, RuleKnown>): string {
  const rows = [...rules]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, { capability, judgement, title }]) => [id, capability, judgement, title]);
  return `{\n"cti2voice": "catalog",\n"version": ${JSON.stringify(version)},\n"rules": [\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n}\n`;
}

/** @throws Error for a text that is none */
export function readCatalog(raw: string): { readonly version: string; readonly rules: ReadonlyMap<string, RuleKnown> } {
  const value = record(JSON.parse(unfolded(raw)));
  if (value['cti2voice'] !== 'catalog') throw new Error('It is no catalog.');
  const rules = list(value['rules']).map((row): [string, RuleKnown] => {
    const [id, capability, judgement, title] = list(row).map(text);
    return [id ?? '', { capability: capability ?? '', judgement: judgement ?? '', title: title ?? '' }];
  });
  return { version: text(value['version']), rules: new Map(rules) };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('It is no record.');
  return value as Readonly<Record<string, unknown>>;
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error('It is no list.');
  return value;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error('It is no text.');
  return value;
}

function count(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw new Error('It is no number.');
  return value;
}
