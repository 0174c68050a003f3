/** One side of a comparison: a saved result, or an entry of a ledger, as far as the other side can be held against it. */
import { createHash } from 'node:crypto';
import type { Assessment, RepositoryRecord } from '../model/assessment.ts';
import { factOf, knownFindings, type Known } from './known.ts';

export interface RuleKnown {
  readonly title: string;
  readonly capability: string;
  /** Digest of what the rule says of each target. */
  readonly judgement: string;
}

export interface SideFile {
  readonly signature: string | null;
  readonly reading: string | null;
}

export interface SideRepository {
  readonly id: string;
  /** The id without the revision, which differs from scan to scan. */
  readonly base: string;
  readonly findings: readonly Known[];
  /** The commit that was read, or on which the work tree stood. */
  readonly commit: string | null;
  /** Whether the commit says all: a revision was read, not a work tree. */
  readonly isRevision: boolean;
  /** Digest of the signatures of the files with findings. */
  readonly source: string;
  /** Null in a ledger. */
  readonly files: ReadonlyMap<string, SideFile> | null;
  /** Facts that no rule covered; null in a ledger. */
  readonly uncovered: ReadonlySet<string> | null;
  /** Files and folders of which something was lost; `.` for all. */
  readonly lost: readonly string[];
  /** A ledger has lost what was seen. */
  readonly isMissing: boolean;
}

export interface Side {
  /** As it is told to people: a date, a file's name. */
  readonly name: string;
  /** ISO date. */
  readonly asOf: string;
  readonly tool: string;
  readonly catalog: string;
  readonly rules: ReadonlyMap<string, RuleKnown>;
  /** All rules of the catalog are among them, not only those that met something. */
  readonly rulesAreWhole: boolean;
  readonly repositories: readonly SideRepository[];
}

export function sideOf(assessment: Assessment, name: string): Side {
  return {
    name,
    asOf: assessment.asOf,
    tool: assessment.tool.version,
    catalog: assessment.catalog.version,
    rules: new Map(assessment.catalog.rules.map((rule) => [rule.id, ruleKnown(rule)])),
    rulesAreWhole: false,
    repositories: assessment.repos.map(sideRepository),
  };
}

export function sideRepository(record: RepositoryRecord): SideRepository {
  const findings = knownFindings(record);
  const files = new Map(record.files.map(({ path, signature, reading }) => [path, { signature, reading: reading ?? null }]));
  return {
    id: record.id,
    base: baseOf(record),
    findings,
    commit: record.revision?.commit ?? record.commit ?? null,
    isRevision: record.revision !== null,
    source: sourceOf(
      findings.map(({ file }) => file),
      files,
    ),
    files,
    uncovered: new Set(record.uncovered.map(({ factId }) => factId)),
    lost: lostIn(record),
    isMissing: false,
  };
}

export function baseOf({ id, revision }: Pick<RepositoryRecord, 'id' | 'revision'>): string {
  const ending = revision === null ? '' : `@${revision.ref}`;
  return ending !== '' && id.endsWith(ending) ? id.slice(0, -ending.length) : id;
}

/** What was lost: nothing can be said of it, neither that it is done nor that it is new. */
export function lostIn({ problems, status }: Pick<RepositoryRecord, 'problems' | 'status'>): string[] {
  if (status === 'failed') return ['.'];
  return [...new Set(problems.filter(({ effect }) => effect === 'lost').map(({ file }) => file))].sort();
}

/** By it two scans of different versions tell whether they read the same source. */
export function sourceOf(names: readonly string[], files: ReadonlyMap<string, SideFile>): string {
  const sorted = [...new Set(names)].sort();
  const hash = createHash('sha256');
  for (const name of sorted) hash.update(`${name}\0${files.get(name)?.signature ?? ''}\n`);
  return hash.digest('base64url').slice(0, 12);
}

type JudgedRule = Pick<Assessment['catalog']['rules'][number], 'title' | 'capability'> &
  (
    | {
        readonly type: 'mapping';
        readonly workItem: string | null;
        readonly verdicts: readonly { readonly for: readonly string[]; readonly verdict: string }[];
      }
    | { readonly type: 'check'; readonly severity: string }
  );

export function ruleKnown(rule: JudgedRule): RuleKnown {
  const said =
    rule.type === 'mapping'
      ? {
          verdicts: rule.verdicts.flatMap(({ for: targets, verdict }) => targets.map((target) => `${target} ${verdict}`)).sort(),
          workItem: rule.workItem,
        }
      : { severity: rule.severity };
  const judgement = createHash('sha256')
    .update(JSON.stringify([rule.type, rule.capability, said]))
    .digest('base64url')
    .slice(0, 8);
  return { title: rule.title, capability: rule.capability, judgement };
}

/** Facts by their ids, with the rules that they met. */
export function rulesByFact(findings: readonly Known[]): Map<string, Known[]> {
  const facts = new Map<string, Known[]>();
  for (const one of findings) {
    const list = facts.get(factOf(one));
    if (list) list.push(one);
    else facts.set(factOf(one), [one]);
  }
  return facts;
}
