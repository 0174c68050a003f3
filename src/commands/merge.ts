/** `cti2voice merge`: the results of shares, or of several scans, to the one that a single scan would have given. */
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { assessAll, assessRepository } from '../assess/assess.ts';
import type { Catalog } from '../catalog/schema.ts';
import type { TargetId } from '../catalog/terms.ts';
import { UserError } from '../errors.ts';
import { applyFacts, measuresOf } from '../given/apply-facts.ts';
import type { Decision } from '../given/decisions.ts';
import type { Waiver } from '../given/waivers.ts';
import type { Assessment, DecisionResult, GivenFact, ListProblem, RepositoryRecord, Shard, WaiverResult } from '../model/assessment.ts';
import type { CsvOptions, Format } from '../report/formats.ts';
import type { Presentation } from '../report/presentation.ts';
import { renderJson } from '../report/json.ts';
import { printable } from '../terminal.ts';
import { pageFor } from './page.ts';
import { readAssessment } from './read-assessment.ts';
import { named } from './run-id.ts';
import { catalogFor, finish, type Surroundings } from './scan.ts';
import type { GateOptions } from './gate.ts';
import { applyPlan, checkPlan, NO_PLAN, type TeamPlan } from './team-plan.ts';

export interface MergeOptions extends GateOptions {
  readonly files: readonly string[];
  readonly outputDir: string;
  readonly formats: readonly Format[];
  /** How CSV is written. */
  readonly csv: CsvOptions;
  /** Style and script in files beside the page. */
  readonly splitAssets: boolean;
  /** Names as pseudonyms, in all that is written and said. */
  readonly redact: boolean;
  /** Another target than the one the scans were made for; null keeps that. */
  readonly target: TargetId | null;
  readonly rules: string | null;
  readonly json: boolean;
  readonly record: boolean;
  readonly quiet: boolean;
  readonly strict: boolean;
  readonly templates: string | null;
  readonly presentation: Presentation;
  /** Waivers and decisions, for parts that have none. */
  readonly plan: TeamPlan;
  /** Code of the language that the report is written in. */
  readonly language: string;
}

/** A result with the name of its file as the user wrote it. */
export interface Part {
  readonly shown: string;
  readonly assessment: Assessment;
}

/** @throws UserError if the parts do not belong together */
export async function merge(options: MergeOptions, surroundings: Surroundings): Promise<number> {
  const { workingDirectory } = surroundings;
  const shipped = await catalogFor(options.rules, workingDirectory);
  const { catalog, toolVersion } = shipped;
  const page = await pageFor(options, workingDirectory);
  const parts: Part[] = [];
  const target = options.formats.includes('json') ? realOf(resolve(workingDirectory, options.outputDir, 'assessment.json')) : null;
  for (const shown of options.files) {
    if (realOf(resolve(workingDirectory, shown)) === target)
      throw new UserError(`“${shown}” is a part, and the result would be written over it.`, 'Choose another folder with --output-dir.');
    const assessment = await readAssessment(resolve(workingDirectory, shown), shown, (plain) => otherVersion(plain, toolVersion));
    if (assessment.options.redacted) (await import('./redacted.ts')).refuseRedacted(assessment, shown);
    parts.push({ shown, assessment });
  }
  const assessment = named(mergeParts(parts, catalog, options.target, options.plan));
  // Where the repositories lie is known to those who scanned them.
  return finish({ assessment, catalog, plans: [], listing: {} }, shipped, options, page, surroundings);
}

function realOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

/** What another version wrote may have another shape; that is said before the shape is looked at. */
function otherVersion(plain: unknown, toolVersion: string): string | null {
  const { schemaVersion, tool } = Object(plain) as { schemaVersion?: unknown; tool?: { version?: unknown } | null };
  if (typeof schemaVersion === 'number' && schemaVersion !== 1)
    return `has schema version ${schemaVersion}; this cti2voice writes and joins version 1`;
  const version = Object(tool).version as unknown;
  if (typeof version === 'string' && version !== toolVersion)
    return `was written by cti2voice ${printable(version.slice(0, 40))}, and this is ${toolVersion}; scan and join with the same version`;
  return null;
}

/**
 * What one scan over all repositories of the parts would have given. The order of the parts makes no difference.
 * @throws UserError if the parts do not belong together
 */
export function mergeParts(parts: readonly Part[], catalog: Catalog, target: TargetId | null, own: TeamPlan = NO_PLAN): Assessment {
  const [first] = parts;
  if (!first) throw new UserError('There is nothing to join.', 'Give the assessment.json of each part.');
  checkCatalog(parts, catalog);
  mustAgree(parts, 'was made for another day', ({ asOf }) => asOf, 'Scan every part with the same --as-of.');
  if (target === null)
    mustAgree(
      parts,
      'was made for another target',
      ({ options }) => options.target ?? 'all targets',
      'Scan every part with the same --target, or choose one here.',
    );
  mustAgree(
    parts,
    'was made with other facts given by the client',
    ({ given, lastSafeDate, repos }) =>
      repos.length === 0 && given.length === 0 ? null : [given.map(asTold), lastSafeDate, given.length > 0 || hasFacts(repos)],
    'Scan every part with the same --org-facts, or all of them without.',
  );
  checkShares(parts);

  // Some part may hold no repository, and yet the facts that were given to all.
  const { given, lastSafeDate } = parts.find(({ assessment }) => assessment.given.length > 0)?.assessment ?? first.assessment;
  const facts = given.map(asTold);
  const wasGiven = parts.some(({ assessment }) => assessment.given.length > 0 || hasFacts(assessment.repos));
  const clientFacts = wasGiven ? { given: measuresOf(facts), hasFacts: true } : {};
  const plan = planOf(parts, own);
  checkPlan(plan, catalog);
  const joined = joinRecords(parts, (record) => assessRepository(withoutMarks(record), catalog, clientFacts));
  const { records, waivers, facts: all } = applyPlan(joined, plan, catalog, { asOf: first.assessment.asOf, facts: clientFacts });
  const whole = assessAll(records, catalog, {
    ...all,
    waivers,
    target: target ?? first.assessment.options.target,
    asOf: first.assessment.asOf,
    toolVersion: first.assessment.tool.version,
    listProblems: joinListProblems(parts),
  });
  return wasGiven ? applyFacts(whole, { facts, lastSafeDate }, catalog, given[0]?.file ?? '') : whole;
}

/** Waivers and decisions are those of the parts; where none has any, those of the settings here. */
function planOf(parts: readonly Part[], own: TeamPlan): TeamPlan {
  mustAgree(
    parts,
    'was made with other waivers or decisions',
    ({ waivers, decisions, repos }) =>
      repos.length === 0 && waivers.length + decisions.length === 0 ? null : [waivers.map(bareWaiver), decisions.map(bareDecision)],
    'Scan every part with the same settings.',
  );
  const holder = parts.find(({ assessment }) => assessment.waivers.length + assessment.decisions.length > 0);
  if (!holder) return own;
  const follows = new Map<string, Set<string>>();
  for (const { id, follows: some } of parts.flatMap(({ assessment }) => assessment.waivers)) {
    const all = follows.get(id) ?? new Set();
    for (const one of some) all.add(one);
    follows.set(id, all);
  }
  return {
    waivers: holder.assessment.waivers.map((waiver) => ({ ...bareWaiver(waiver), follows: [...(follows.get(waiver.id) ?? [])].sort() })),
    decisions: holder.assessment.decisions.map(bareDecision),
  };
}

function bareWaiver({ state: _state, findings: _findings, follows: _follows, ...waiver }: WaiverResult): Waiver {
  return waiver;
}

function bareDecision({ state: _state, ...decision }: DecisionResult): Decision {
  return decision;
}

function withoutMarks(record: RepositoryRecord): RepositoryRecord {
  return { ...record, findings: record.findings.map(({ waiver: _waiver, ...finding }) => finding) };
}

/** The parts' rules must be those that join them, or the sums would rest on others than the records. */
function checkCatalog(parts: readonly Part[], catalog: Catalog): void {
  for (const { shown, assessment } of parts) {
    if (assessment.catalog.version === catalog.version) continue;
    const { brought } = assessment.catalog;
    throw new UserError(
      `“${shown}” was made with another catalog of rules (${printable(assessment.catalog.version)}; here it is ${catalog.version}).`,
      brought.length > 0
        ? `It was made with --rules (${printable(brought.slice(0, 3).join(', '))}${brought.length > 3 ? ` and ${brought.length - 3} more` : ''}): give merge the same --rules, unchanged.`
        : 'Scan and join with the same version of cti2voice and the same --rules.',
    );
  }
}

/** `say` gives what must be equal in all parts; null where a part has no say in it. */
function mustAgree(parts: readonly Part[], reason: string, say: (assessment: Assessment) => unknown, hint: string): void {
  const told = parts.flatMap(({ shown, assessment }) => {
    const value = say(assessment);
    return value === null
      ? []
      : [{ shown, text: typeof value === 'string' ? value : JSON.stringify(value), isWord: typeof value === 'string' }];
  });
  const [first] = told;
  const other = told.find(({ text }) => text !== first?.text);
  if (!first || !other) return;
  const values = first.isWord ? `: ${other.text}, not ${first.text}` : '';
  throw new UserError(`“${other.shown}” ${reason} than “${first.shown}”${values}.`, hint);
}

/** A fact as it was read, without what the part's own repositories and the file's name add. */
function asTold({ file: _file, ...fact }: GivenFact): GivenFact {
  return fact.callCenter ? { ...fact, callCenter: { ...fact.callCenter, read: false } } : fact;
}

/** Whether facts came with the scan; a file that tells nothing counts too. */
function hasFacts(repos: readonly RepositoryRecord[]): boolean {
  return repos.some(({ coverage }) => coverage.some(({ id, state }) => id === 'client-facts' && state === 'read'));
}

/** Shares must be of one batch, and all of them must be here. */
function checkShares(parts: readonly Part[]): void {
  const shares = parts.flatMap(({ shown, assessment }) => (assessment.options.shard ? [{ shown, ...assessment.options.shard }] : []));
  const [first] = shares;
  if (!first) return;
  const otherCount = shares.find(({ of }) => of !== first.of);
  if (otherCount)
    throw new UserError(
      `“${otherCount.shown}” is share ${otherCount.index} of ${otherCount.of}, and “${first.shown}” is share ${first.index} of ${first.of}.`,
      'Join shares that were made with the same number of shares.',
    );
  const otherBatch = shares.find(({ batch }) => batch !== first.batch);
  if (otherBatch)
    throw new UserError(
      `“${otherBatch.shown}” is a share of another batch (${countOf(otherBatch)}) than “${first.shown}” (${countOf(first)}).`,
      'Every share must see the same repositories, and the same list of them, and be scanned with the same --exclude, --include-vendored and --max-file-size.',
    );
  const here = new Set(shares.map(({ index }) => index));
  const missing = Array.from({ length: first.of }, (_, position) => position + 1).filter((index) => !here.has(index));
  if (missing.length === 0) return;
  const named = missing.slice(0, MOST_NAMED).map((index) => `${index}/${first.of}`);
  const more = missing.length - named.length;
  throw new UserError(
    `${missing.length} of ${first.of} shares ${missing.length === 1 ? 'is' : 'are'} missing: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
    'Give the assessment.json of every share.',
  );
}

const MOST_NAMED = 20;

/** All records by id. One that stands in two parts must say the same in both, and counts once. */
function joinRecords(parts: readonly Part[], renew: (record: RepositoryRecord) => RepositoryRecord): RepositoryRecord[] {
  const byId = new Map<string, { readonly record: RepositoryRecord; readonly shown: string }>();
  for (const { shown, assessment } of parts) {
    for (const read of assessment.repos) {
      // Anew, since what a client gave was put into it with this part's repositories in view.
      const record = renew(read);
      const before = byId.get(read.id);
      if (before === undefined) byId.set(read.id, { record, shown });
      else if (textOf(before.record) !== textOf(record))
        throw new UserError(
          `The repository ${printable(read.id)} stands in “${before.shown}” and in “${shown}”, and they differ.`,
          before.shown === shown
            ? 'Scan it again.'
            : 'Leave one of the two out; or, if these are two repositories, give them different ids in a list of repositories.',
        );
    }
  }
  return [...byId.values()].map(({ record }) => record).sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function textOf(record: RepositoryRecord): string {
  return JSON.stringify(sorted(record));
}

/** With the keys of all records in order, so that equal ones have equal texts. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}

/** Every share reads the whole list. Lists of scans that are no shares stand one after another. */
function joinListProblems(parts: readonly Part[]): ListProblem[] {
  const ofShares = parts.find(({ assessment }) => assessment.options.shard)?.assessment.listProblems ?? [];
  const others = new Map(
    parts.flatMap(({ assessment }) =>
      assessment.options.shard ? [] : [[[...renderJson(assessment)].join(''), assessment.listProblems] as const],
    ),
  );
  const lists = [...others].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, problems]) => problems);
  return [...ofShares, ...lists.flat()];
}

function countOf({ repositories }: Shard): string {
  return `${repositories} ${repositories === 1 ? 'repository' : 'repositories'}`;
}
