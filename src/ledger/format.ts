/**
 * The texts of a ledger. A run is one text, named by its day and its own digest, so that two branches never write the same name with another
 * content, and a damaged text is known from its name. States of repositories stand in the run that saw them first, whole or as the
 * difference to an earlier one, and are referred to by their digest.
 */
import { createHash } from 'node:crypto';
import type { Known } from '../compare/known.ts';
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
  readonly repositories: readonly RunRepository[];
  readonly states: readonly StoredState[];
}

const MARKS = { capability: '=', source: '#', lost: '!' } as const;
/** Whether a line tells of a capability. */
export function isSummary(line: string): boolean {
  return line.startsWith('["=",');
}

const COMMIT = 16;
const ID = 16;

export function linesOf(state: State): string[] {
  const lines: Line[] = [
    [MARKS.source, state.source],
    ...state.lost.map((path): Line => [MARKS.lost, path]),
    ...state.capabilities.map((one): Line => [MARKS.capability, one.id, one.open, one.done, one.waived, ...hoursTexts(one.hours)]),
    ...state.findings.map(findingLine),
  ];
  return lines.map((line) => JSON.stringify(line)).sort();
}

export function stateId(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('base64url').slice(0, 14);
}

/** @throws Error for lines that no state has */
export function stateOf(lines: readonly string[], read: LineReader = lineReader()): State {
  const capabilities: CapabilityState[] = [];
  const findings: Known[] = [];
  const lost: string[] = [];
  let source = '';
  for (const line of lines) {
    const said = read(line);
    if ('source' in said) source = said.source;
    else if ('lost' in said) lost.push(said.lost);
    else if ('fingerprint' in said) findings.push(said);
    else capabilities.push(said);
  }
  return { capabilities, findings, source, lost };
}

type Said = CapabilityState | Known | { readonly source: string } | { readonly lost: string };
export type LineReader = (line: string) => Said;

/** Most lines stand in many states: each is read once. */
export function lineReader(): LineReader {
  const known = new Map<string, Said>();
  return (line) => {
    let said = known.get(line);
    if (said === undefined) known.set(line, (said = readLine(JSON.parse(line) as Line)));
    return said;
  };
}

function readLine(line: Line): Said {
  const [mark, second, ...rest] = line;
  if (mark === MARKS.source) return { source: text(second) };
  if (mark === MARKS.lost) return { lost: text(second) };
  if (mark !== MARKS.capability) return findingOf(line);
  const [open, done, waived, ...hours] = rest;
  return { id: text(second), open: count(open), done: count(done), waived: count(waived), hours: hoursOf(hours) };
}

/** Three neighbours of one length each; a dot stands for none. */
const AROUND = 5;

function findingLine({ fingerprint, name, file, content, within, before, after, isOrdinal }: Known): Line {
  const pad = (digest: string): string => (digest === '' ? '.' : digest);
  return [fingerprint, name, file, content, isOrdinal ? [within, before, after].map(pad).join(' ') : within];
}

function findingOf(line: Line): Known {
  const [fingerprint, name, file, content, around] = line.map(text);
  if (fingerprint === undefined || !fingerprint.includes(':') || around === undefined) throw new Error('A line is no finding.');
  const known = { fingerprint, name: name ?? '', file: file ?? '', content: content ?? '', line: null };
  const parts = around.split(' ');
  if (parts.length === 1) return { ...known, within: around, before: '', after: '', isOrdinal: false };
  const [within = '', before = '', after = ''] = parts.map((part) => (part === '.' ? '' : part.slice(0, AROUND)));
  return { ...known, within, before, after, isOrdinal: true };
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
  const size = (list: readonly string[]): number => list.reduce((sum, line) => sum + line.length + 1, 0);
  if (size(added) + without.length * 4 > size(lines) * 0.7) return whole();
  return { id, base: base.id, without, lines: added };
}

/** One record a line, so that a run can be read and two of them compared by eye. */
export function runText(run: Run): string {
  const list = (rows: readonly string[]): string => (rows.length === 0 ? '[]' : `[\n${rows.join(',\n')}\n]`);
  const { repositories, states, ...head } = run;
  const rows = repositories.map(({ id, commit, isRevision, state }) =>
    JSON.stringify([id, state, commit.slice(0, COMMIT), ...(isRevision ? [1] : [])]),
  );
  const stored = states.map(({ id, base, without, lines }) => {
    const body = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}]`;
    return `${JSON.stringify([id, base, without]).slice(0, -1)},${body}]`;
  });
  const top = Object.entries({ cti2voice: 'run', format: FORMAT, ...head }).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return `{\n${top.join(',\n')},\n"repositories": ${list(rows)},\n"states": ${list(stored)}\n}\n`;
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
export function readRun(name: string, raw: string): Run | string {
  const text_ = unfolded(raw);
  if (runIdOf(name) !== digestOf(text_)) return 'its content is not what its name says; it was changed or cut off';
  try {
    return checkedRun(JSON.parse(text_));
  } catch {
    return 'it is no run that this version can read';
  }
}

function checkedRun(plain: unknown): Run {
  const value = record(plain);
  if (value['cti2voice'] !== 'run' || value['format'] !== FORMAT) throw new Error('It is no run of this format.');
  const asOf = text(value['asOf']);
  if (!/^\d{4}-\d\d-\d\d$/.test(asOf)) throw new Error('It has no day.');
  return {
    run: text(value['run']),
    asOf,
    recorded: text(value['recorded']),
    from: value['from'] === 'history' ? 'history' : 'scan',
    tool: text(value['tool']),
    catalog: text(value['catalog']),
    target: value['target'] === null ? null : text(value['target']),
    repositories: list(value['repositories']).map((row) => {
      const [id, state, commit, revision] = list(row);
      return { id: text(id), state: text(state), commit: text(commit), isRevision: revision === 1 };
    }),
    states: list(value['states']).map((row) => {
      const [id, base, without, lines] = list(row);
      return {
        id: text(id),
        base: text(base),
        without: list(without).map(count),
        lines: list(lines).map((line) => JSON.stringify(list(line))),
      };
    }),
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
