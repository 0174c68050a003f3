/** The runs of a ledger in their order, and what each saw of each repository. Pure: the texts come from outside. */
import { countKinds, type Known } from '../compare/known.ts';
import type { RuleKnown, Side, SideRepository } from '../compare/side.ts';
import {
  lineReader,
  readCatalog,
  readRoster,
  summaryLines,
  withLines,
  readRun,
  runIdOf,
  stateOf,
  type CapabilityState,
  type Listed,
  type Run,
  type RunRepository,
  type State,
  type StoredState,
} from './format.ts';

export interface LedgerFile {
  readonly name: string;
  /** Null where it could not be read. */
  readonly text: string | null;
}

export interface Entry extends Omit<Run, 'states'> {
  /** By which people name it: the digest in the name of its file. */
  readonly id: string;
  readonly file: string;
}

export interface Ledger {
  /** By their day, and those of a day in the order in which they were recorded. */
  readonly entries: readonly Entry[];
  /** Files that were skipped, each with the reason. */
  readonly damaged: readonly { readonly file: string; readonly reason: string }[];
  /** What runs saw that rests on a file that is damaged or not there; null where all is whole. */
  readonly lost: LostStates | null;
  /** Null where it, or one that it rests on, is not there or damaged. */
  readonly state: (id: string) => State | null;
  /** Its capabilities alone, which is much quicker. */
  readonly summary: (id: string) => readonly CapabilityState[] | null;
  /** The same as it is compared by a text at a time. */
  readonly lines: (id: string) => readonly string[] | null;
  /** How many differences a state rests on. */
  readonly depth: (id: string) => number;
  readonly rules: (catalog: string) => ReadonlyMap<string, RuleKnown> | null;
}

/** States of repositories that cannot be put together any more. */
export interface LostStates {
  readonly runs: number;
  readonly repositories: number;
  /** ISO dates of the first and the last run of them. */
  readonly from: string;
  readonly to: string;
}

/** The texts of a ledger by the folder they stand in. */
export interface LedgerTexts {
  readonly runs: readonly LedgerFile[];
  readonly rosters: readonly LedgerFile[];
  readonly catalogs: readonly LedgerFile[];
}

export const NO_TEXTS: LedgerTexts = { runs: [], rosters: [], catalogs: [] };

export function openLedger({ runs, rosters: lists, catalogs }: LedgerTexts): Ledger {
  const damaged: { file: string; reason: string }[] = [];
  const entries: Entry[] = [];
  const stored = new Map<string, StoredState>();
  const rosters = new Map<string, readonly Listed[]>();
  for (const { name, text } of lists) {
    try {
      rosters.set(name.slice(0, -'.json'.length), readRoster(name, text ?? ''));
    } catch {
      damaged.push({ file: `rosters/${name}`, reason: 'its content is not what its name says; it was changed or cut off' });
    }
  }
  for (const { name, text } of runs) {
    const id = runIdOf(name);
    if (id === null) continue;
    const run = text === null ? 'it could not be read' : readRun(name, text, rosters);
    if (typeof run === 'string') {
      damaged.push({ file: `runs/${name}`, reason: run });
      continue;
    }
    const { states, ...head } = run;
    for (const state of states) if (!stored.has(state.id) || state.base === '') stored.set(state.id, state);
    entries.push({ ...head, id, file: `runs/${name}` });
  }
  const rules = new Map<string, ReadonlyMap<string, RuleKnown>>();
  for (const { name, text } of catalogs) {
    if (!name.endsWith('.json')) continue;
    try {
      const catalog = readCatalog(text ?? '');
      rules.set(catalog.version, catalog.rules);
    } catch {
      damaged.push({ file: `catalogs/${name}`, reason: 'it is no catalog that this version can read' });
    }
  }
  const inOrder = withoutTwins(entries.sort((a, b) => order(a.asOf, b.asOf) || order(a.recorded, b.recorded) || order(a.id, b.id)));
  return {
    entries: inOrder,
    damaged,
    lost: lostStates(inOrder, stored),
    ...readStates(stored),
    rules: (catalog) => rules.get(catalog) ?? null,
  };
}

function lostStates(entries: readonly Entry[], stored: ReadonlyMap<string, StoredState>): LostStates | null {
  const whole = new Map<string, boolean>();
  const isWhole = (id: string): boolean => {
    const chain: string[] = [];
    let at = id;
    while (at !== '' && !whole.has(at) && stored.has(at)) {
      // A difference to itself, by way of others, comes to no end: until it is known to be whole it is not.
      whole.set(at, false);
      chain.push(at);
      at = stored.get(at)?.base ?? '';
    }
    const is = at === '' || whole.get(at) === true;
    for (const one of chain) whole.set(one, is);
    return is;
  };
  const repositories = new Set<string>();
  const runs = entries.filter((entry) => {
    const lost = entry.repositories.filter(({ state }) => !isWhole(state));
    for (const { id } of lost) repositories.add(id);
    return lost.length > 0;
  });
  const [first] = runs;
  return first ? { runs: runs.length, repositories: repositories.size, from: first.asOf, to: runs.at(-1)?.asOf ?? first.asOf } : null;
}

/** What there is to say of files that are damaged or not there, a line each; `shown` is the folder as the user wrote it. */
export function damageTexts({ damaged, lost }: Pick<Ledger, 'damaged' | 'lost'>, shown: string): string[] {
  const lines = damaged.map(({ file, reason }) => `${shown}/${file} was skipped: ${reason}.`);
  if (lost === null) return lines;
  const { runs, repositories, from, to } = lost;
  const when = runs === 1 ? `the run of ${from}` : `${runs} runs (${from} to ${to})`;
  const what = repositories === 1 ? '1 repository' : `${repositories} repositories`;
  return [...lines, `${shown}: what ${when} saw of ${what} is lost; it rests on a file that is damaged or missing.`];
}

function readStates(stored: ReadonlyMap<string, StoredState>): Pick<Ledger, 'state' | 'summary' | 'lines' | 'depth'> {
  const known = new Map<string, readonly string[] | null>();
  const depths = new Map<string, number>();
  const summaries = new Map<string, readonly CapabilityState[] | null>();
  const linesOf = (id: string): readonly string[] | null => {
    // Down to one that is known or whole, and up again: a chain may be long.
    const chain: StoredState[] = [];
    const seen = new Set<string>();
    let at = id;
    while (!known.has(at)) {
      const state = stored.get(at);
      if (!state || seen.has(at)) {
        known.set(at, null);
        break;
      }
      seen.add(at);
      chain.push(state);
      if (state.base === '') break;
      at = state.base;
    }
    for (let state = chain.pop(); state; state = chain.pop()) {
      const base = state.base === '' ? [] : (known.get(state.base) ?? null);
      known.set(state.id, base && together(base, state));
      depths.set(state.id, state.base === '' ? 0 : (depths.get(state.base) ?? 0) + 1);
    }
    return known.get(id) ?? null;
  };
  // What a difference says of a capability takes the place of what its base said, so that no state need be put together for it.
  const summaryOf = (id: string): readonly CapabilityState[] | null => {
    const chain: StoredState[] = [];
    const seen = new Set<string>();
    let at = id;
    while (at !== '' && !summaries.has(at)) {
      const state = stored.get(at);
      if (!state || seen.has(at)) {
        summaries.set(at, null);
        break;
      }
      seen.add(at);
      chain.push(state);
      at = state.base;
    }
    for (let state = chain.pop(); state; state = chain.pop()) {
      const base = state.base === '' ? [] : (summaries.get(state.base) ?? null);
      summaries.set(state.id, base && summaryAfter(base, state));
    }
    return summaries.get(id) ?? null;
  };
  const read = lineReader();
  return {
    lines: linesOf,
    summary: summaryOf,
    depth(id) {
      linesOf(id);
      return depths.get(id) ?? 0;
    },
    // Not kept: all states of a long history at once would fill the memory.
    state(id) {
      const lines = linesOf(id);
      try {
        return lines && stateOf(lines, read);
      } catch {
        return null;
      }
    },
  };
}

function summaryAfter(base: readonly CapabilityState[], { lines }: StoredState): readonly CapabilityState[] | null {
  try {
    return withLines(base, summaryLines(lines));
  } catch {
    return null;
  }
}

/** Both are in order, and so is what comes out. */
function together(base: readonly string[], { without, lines }: StoredState): readonly string[] {
  const all = [...base];
  for (const index of without.toReversed()) all.splice(index, 1);
  for (const line of lines) {
    let low = 0;
    let high = all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((all[middle] ?? '') < line) low = middle + 1;
      else high = middle;
    }
    all.splice(low, 0, line);
  }
  return all;
}

/** A point that was rebuilt on two branches is one, whenever that was: all that it says follows from its name. */
function withoutTwins(entries: readonly Entry[]): Entry[] {
  const seen = new Set<string>();
  return entries.filter(({ from, run }) => {
    if (from !== 'history') return true;
    const isNew = !seen.has(run);
    seen.add(run);
    return isNew;
  });
}

/** An entry as one side of a comparison. A repository whose state is lost with a damaged file counts as one of which nothing was read. */
export function sideOfEntry(ledger: Ledger, entry: Entry): Side {
  const rules = ledger.rules(entry.catalog);
  return {
    name: entry.asOf,
    asOf: entry.asOf,
    tool: entry.tool,
    catalog: entry.catalog,
    rules: rules ?? new Map(),
    rulesAreWhole: rules !== null,
    repositories: entry.repositories.map((repository) => sideRepositoryOf(ledger, repository)),
  };
}

export function sideRepositoryOf(ledger: Pick<Ledger, 'state'>, { id, commit, isRevision, state: stateId }: RunRepository): SideRepository {
  const state = ledger.state(stateId);
  return {
    id,
    base: id,
    findings: state?.findings ?? [],
    commit: commit === '' ? null : commit,
    isRevision,
    source: state?.source ?? '',
    files: null,
    uncovered: null,
    lost: state ? state.lost : ['.'],
    isMissing: state === null,
  };
}

/** How many findings of a kind a repository had at most in one of these entries. */
export function pastOf(ledger: Pick<Ledger, 'entries' | 'state'>): (base: string) => ReadonlyMap<string, number> {
  const states = new Map<string, Set<string>>();
  for (const entry of ledger.entries) {
    for (const { id, state } of entry.repositories) {
      const list = states.get(id);
      if (list) list.add(state);
      else states.set(id, new Set([state]));
    }
  }
  const kinds = new Map<Known, string>();
  const made = new Map<string, ReadonlyMap<string, number>>();
  return (base) => {
    const before = made.get(base);
    if (before) return before;
    const most = new Map<string, number>();
    for (const id of states.get(base) ?? []) {
      for (const [kind, count] of countKinds(ledger.state(id)?.findings ?? [], kinds))
        if (count > (most.get(kind) ?? 0)) most.set(kind, count);
    }
    made.set(base, most);
    return most;
  };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
