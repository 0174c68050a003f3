/**
 * What changed between two scans, the team's work apart from the tool's. A finding counts as new or done only where both sides were read by
 * one version of the tool with one catalog; where they were not, the earlier source has to be read again, or nothing is said.
 */
import { s } from '../model/sentence.ts';
import { countKinds, factOf, kindOf, ruleOf, type Known } from './known.ts';
import { pairFindings } from './pair.ts';
import { rulesByFact, sourceOf, type RuleKnown, type Side, type SideRepository } from './side.ts';

/** What became of a finding in the code. */
export const CHANGE_KINDS = ['new', 'come-back', 'done', 'moved', 'changed', 'waived', 'waiver-ended'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** What the tool sees otherwise than it did, in source that is the same. */
export const TOOL_CAUSES = ['rule-added', 'rule-retired', 'rule-changed', 're-judged', 'reader'] as const;
export type ToolCause = (typeof TOOL_CAUSES)[number];

export interface Place {
  readonly fingerprint: string;
  readonly file: string;
  readonly line: number | null;
}

export interface Change {
  readonly kind: ChangeKind;
  readonly repository: string;
  readonly capability: string;
  readonly ruleId: string;
  readonly title: string;
  readonly name: string;
  readonly before: Place | null;
  readonly after: Place | null;
}

export interface ToolChange extends Omit<Change, 'kind'> {
  readonly cause: ToolCause;
}

export interface RepositoryComparison {
  readonly id: string;
  /** `read-again`: the earlier revision was scanned with this tool. */
  readonly state: 'compared' | 'read-again' | 'not-comparable';
  /** Why it is not comparable, or what of it is not; a sentence. */
  readonly reason: string | null;
  /** Both scans read it, or should have. */
  readonly inBoth: boolean;
  /** Findings of each side; null where nothing is known of it. */
  readonly before: number | null;
  readonly after: number | null;
  /** As they were. */
  readonly kept: number;
  /** Findings of which nothing can be said, since their file could not be read on the other side. */
  readonly unread: number;
}

export type SideHead = Pick<Side, 'name' | 'asOf' | 'tool' | 'catalog'>;

export interface Comparison {
  readonly before: SideHead;
  readonly after: SideHead;
  readonly repositories: readonly RepositoryComparison[];
  /** In the code. */
  readonly changes: readonly Change[];
  readonly byTool: readonly ToolChange[];
  readonly counts: Readonly<Record<ChangeKind | 'kept' | 'byTool' | 'notComparable', number>>;
}

export interface CompareOptions {
  /** The earlier side, read again with the tool and the catalog of the later one; by the id without a revision. */
  readonly again?: ReadonlyMap<string, SideRepository | { readonly failure: string }>;
  /** How many findings of a kind a repository had at most in earlier runs. */
  readonly past?: (base: string) => ReadonlyMap<string, number>;
}

export function compareSides(before: Side, after: Side, options: CompareOptions = {}): Comparison {
  const earlier = new Map(before.repositories.map((repository) => [repository.base, repository]));
  const later = new Map(after.repositories.map((repository) => [repository.base, repository]));
  const found: Found = { changes: [], byTool: [], repositories: [] };
  for (const base of [...new Set([...earlier.keys(), ...later.keys()])].sort()) {
    const [from, to] = [earlier.get(base), later.get(base)];
    if (from && to) compareRepository({ before, after, from, to, options }, found);
    else {
      const reason = from ? s`The later scan did not read this repository.` : s`The earlier scan did not read this repository.`;
      const counts = { before: from?.findings.length ?? null, after: to?.findings.length ?? null };
      found.repositories.push({ id: base, state: 'not-comparable', reason, inBoth: false, ...counts, kept: 0, unread: 0 });
    }
  }
  found.changes.sort(byPlace((one) => CHANGE_KINDS.indexOf(one.kind)));
  found.byTool.sort(byPlace((one) => TOOL_CAUSES.indexOf(one.cause)));
  const count = (kind: ChangeKind): number => found.changes.filter((change) => change.kind === kind).length;
  return {
    before: headOf(before),
    after: headOf(after),
    ...found,
    counts: {
      ...(Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, count(kind)])) as Record<ChangeKind, number>),
      kept: found.repositories.reduce((sum, { kept }) => sum + kept, 0),
      byTool: found.byTool.length,
      notComparable: found.repositories.filter(({ state }) => state === 'not-comparable').length,
    },
  };
}

/** Whether two sides were made by the same tool with the same rules. */
export function isSameTool(a: Pick<Side, 'tool' | 'catalog'>, b: Pick<Side, 'tool' | 'catalog'>): boolean {
  return a.tool === b.tool && a.catalog === b.catalog;
}

/** Repositories of the earlier side that have to be read again before anything can be said of them. */
export function toReadAgain(before: Side, after: Side): SideRepository[] {
  if (isSameTool(before, after)) return [];
  const later = new Map(after.repositories.map((repository) => [repository.base, repository]));
  return before.repositories.filter((from) => {
    const to = later.get(from.base);
    return to !== undefined && !isGone(from) && !isGone(to) && !isSameSource(from, to);
  });
}

/** Nothing is known of it: it could not be read, or a ledger has lost what was seen. */
function isGone({ lost, isMissing }: SideRepository): boolean {
  return isMissing || lost.includes('.');
}

const LOST_IN = {
  both: s`The ledger has lost what both runs saw of it: a file of the ledger is damaged or missing.`,
  earlier: s`The ledger has lost what the earlier run saw of it: a file of the ledger is damaged or missing.`,
  later: s`The ledger has lost what the later run saw of it: a file of the ledger is damaged or missing.`,
} as const;

const UNREAD_IN = {
  both: s`Nothing of it could be read in both scans.`,
  earlier: s`Nothing of it could be read in the earlier scan.`,
  later: s`Nothing of it could be read in the later scan.`,
} as const;

interface Found {
  readonly changes: Change[];
  readonly byTool: ToolChange[];
  readonly repositories: RepositoryComparison[];
}

interface Both {
  readonly before: Side;
  readonly after: Side;
  readonly from: SideRepository;
  readonly to: SideRepository;
  readonly options: CompareOptions;
}

function compareRepository(both: Both, found: Found): void {
  const { before, after, from, to, options } = both;
  const push = (state: RepositoryComparison['state'], reason: string | null, more: { kept?: number; unread?: number } = {}): void => {
    const counts = { before: isGone(from) ? null : from.findings.length, after: isGone(to) ? null : to.findings.length };
    found.repositories.push({ id: from.base, state, reason, inBoth: true, ...counts, kept: more.kept ?? 0, unread: more.unread ?? 0 });
  };
  const gone = isGone(from) ? from : isGone(to) ? to : null;
  if (gone) {
    push(
      'not-comparable',
      (gone.isMissing ? LOST_IN : UNREAD_IN)[isGone(from) && isGone(to) ? 'both' : gone === from ? 'earlier' : 'later'],
    );
    return;
  }
  if (isSameTool(before, after)) {
    const counted = compareCode(both, from, found);
    push('compared', counted.reason, counted);
    return;
  }
  if (isSameSource(from, to)) {
    // Nothing was done: whatever differs is the tool's.
    compareTool(both, to, found);
    push('compared', null, { kept: pairFindings(from.findings, to.findings).pairs.length });
    return;
  }
  const again = options.again?.get(from.base);
  if (!again || 'failure' in again) {
    const why = again ? again.failure : s`its earlier source is not at hand to be read again`;
    push('not-comparable', s`${versionText(before, after)}, and ${why}.`);
    return;
  }
  const read = sourceOf(
    from.findings.map(({ file }) => file),
    again.files ?? new Map(),
  );
  if (read !== from.source) {
    push(
      'not-comparable',
      s`${versionText(before, after)}, and the files that were scanned were not those of commit ${shortCommit(from)}.`,
    );
    return;
  }
  compareTool(both, again, found);
  const counted = compareCode(both, again, found);
  push('read-again', counted.reason, counted);
}

function versionText(before: Side, after: Side): string {
  return before.tool === after.tool
    ? s`The two scans were made with different catalogs`
    : s`The two scans were made with different versions (${before.tool} and ${after.tool})`;
}

function shortCommit({ commit }: SideRepository): string {
  return commit?.slice(0, 12) ?? 'unknown';
}

/** One commit that both read, or files that have not changed. Comments and texts in quotes are not part of a signature. */
export function isSameSource(from: SideRepository, to: SideRepository): boolean {
  if (from.isRevision && to.isRevision && from.commit !== null && isSameCommit(from.commit, to.commit)) return true;
  if (from.files === null || to.files === null || from.files.size === 0) return false;
  // The later reader may see files that the earlier one passed over: then only a commit, or a second reading, can tell.
  if (from.files.size !== to.files.size) return false;
  for (const [path, { signature }] of from.files) if (signature === null || to.files.get(path)?.signature !== signature) return false;
  return true;
}

/** Ledgers keep the beginning of a commit's id. */
function isSameCommit(a: string, b: string | null): boolean {
  return b !== null && (a.startsWith(b) || b.startsWith(a));
}

/** Both sides read by one tool: what differs was done in the code, but for files that were read in another way. */
function compareCode(
  { before, after, to, options }: Both,
  from: SideRepository,
  found: Found,
): { readonly kept: number; readonly unread: number; readonly reason: string | null } {
  const { pairs, gone, added } = pairFindings(from.findings, to.findings);
  let unread = 0;
  const about = describe(to.base, new Map([...before.rules, ...after.rules]));
  let kept = 0;
  for (const pair of pairs) {
    const [was, is] = [pair.before.isWaived === true, pair.after.isWaived === true];
    const kind = is && !was ? 'waived' : was && !is ? 'waiver-ended' : pair.moved ? 'moved' : pair.changed ? 'changed' : null;
    if (kind === null) kept++;
    else found.changes.push({ kind, ...about(pair.before, pair.after) });
  }
  for (const one of gone) {
    if (isLost(to, one.file)) unread++;
    else if (isReadOtherwise(from, to, one.file)) found.byTool.push({ cause: 'reader', ...about(one, null) });
    else found.changes.push({ kind: 'done', ...about(one, null) });
  }
  const past = added.length > 0 ? options.past?.(to.base) : undefined;
  const have = past && countKinds(from.findings);
  for (const one of added) {
    if (isLost(from, one.file)) unread++;
    else if (isReadOtherwise(from, to, one.file)) found.byTool.push({ cause: 'reader', ...about(null, one) });
    else {
      const count = have?.get(kindOf(one)) ?? 0;
      const isBack = (past?.get(kindOf(one)) ?? 0) > count;
      have?.set(kindOf(one), count + 1);
      const kind = one.isWaived === true ? 'waived' : isBack ? 'come-back' : 'new';
      found.changes.push({ kind, ...about(null, one) });
    }
  }
  const reason =
    unread > 0 ? s`Some of its files could not be read in one of the two scans; nothing is said of what stands in them.` : null;
  return { kept, unread, reason };
}

function isLost({ lost }: SideRepository, file: string): boolean {
  return lost.some((path) => path === '.' || path === file || file.startsWith(`${path}/`) || file.startsWith(`${path}!/`));
}

/** The same text, read by a parser here and as text there. */
function isReadOtherwise(from: SideRepository, to: SideRepository, file: string): boolean {
  const [a, b] = [from.files?.get(file), to.files?.get(file)];
  return a !== undefined && b !== undefined && a.signature !== null && a.signature === b.signature && a.reading !== b.reading;
}

/** The same source, read by two tools: what differs is theirs. */
function compareTool({ before, after, from }: Both, to: SideRepository, found: Found): void {
  const about = describe(to.base, new Map([...before.rules, ...after.rules]));
  const { pairs, gone, added } = pairFindings(from.findings, to.findings);
  const [factsBefore, factsAfter] = [rulesByFact(from.findings), rulesByFact(to.findings)];
  const sameCatalog = before.catalog === after.catalog;
  for (const { before: old, after: now } of pairs) {
    const was = before.rules.get(ruleOf(old))?.judgement;
    const is = after.rules.get(ruleOf(now))?.judgement;
    if (was !== undefined && is !== undefined && was !== is) found.byTool.push({ cause: 're-judged', ...about(old, now) });
  }
  // What another rule speaks of now is one change, with both places.
  const takers = rulesByFact(added);
  const taken = new Set<Known>();
  for (const one of gone) {
    const taker = takers.get(factOf(one))?.find((other) => !taken.has(other));
    if (taker) taken.add(taker);
    const cause = factsAfter.has(factOf(one))
      ? 'rule-changed'
      : sameCatalog || knows(after, ruleOf(one)) === true
        ? 'reader'
        : 'rule-retired';
    found.byTool.push({ cause, ...about(one, taker ?? null) });
  }
  for (const one of added) {
    if (taken.has(one)) continue;
    const wasKnown = knows(before, ruleOf(one));
    const cause = factsBefore.has(factOf(one))
      ? 'rule-changed'
      : from.uncovered?.has(factOf(one)) === true
        ? 'rule-added'
        : sameCatalog || wasKnown === true
          ? 'reader'
          : 'rule-added';
    found.byTool.push({ cause, ...about(null, one) });
  }
}

/** Null where a side names only the rules that met something, and this one is not among them. */
function knows(side: Side, rule: string): boolean | null {
  return side.rules.has(rule) ? true : side.rulesAreWhole ? false : null;
}

function describe(
  repository: string,
  rules: ReadonlyMap<string, RuleKnown>,
): (before: Known | null, after: Known | null) => Omit<Change, 'kind'> {
  return (before, after) => {
    const one = after ?? before;
    const ruleId = one ? ruleOf(one) : '';
    const rule = rules.get(ruleId);
    return {
      repository,
      capability: rule?.capability ?? '',
      ruleId,
      title: rule?.title ?? ruleId,
      name: one?.name ?? '',
      before: before && placeOf(before),
      after: after && placeOf(after),
    };
  };
}

function placeOf({ fingerprint, file, line }: Known): Place {
  return { fingerprint, file, line };
}

function headOf({ name, asOf, tool, catalog }: Side): SideHead {
  return { name, asOf, tool, catalog };
}

function byPlace<T extends Omit<Change, 'kind'>>(rank: (one: T) => number): (a: T, b: T) => number {
  const place = (one: T): Place | null => one.after ?? one.before;
  return (a, b) =>
    rank(a) - rank(b) ||
    order(a.repository, b.repository) ||
    order(place(a)?.file ?? '', place(b)?.file ?? '') ||
    (place(a)?.line ?? 0) - (place(b)?.line ?? 0) ||
    order(place(a)?.fingerprint ?? '', place(b)?.fingerprint ?? '');
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
