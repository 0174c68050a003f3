/** The five steps for repositories that were discovered; reads like this list. */
import type { Catalog } from '../catalog/schema.ts';
import type { TargetId } from '../catalog/terms.ts';
import { assessAll, type ClientFacts } from '../assess/assess.ts';
import { sweepCache } from '../cache.ts';
import type { Repository } from '../discover/repositories.ts';
import type { RepositoryPlan } from '../discover/plan.ts';
import { indexRules } from '../match/match.ts';
import type { Assessment, ListProblem, RepositoryRecord } from '../model/assessment.ts';
import { recordCacheAt, recordOf, scanInThreads, threadsFor, type CachePlace } from './batch.ts';
import { pause } from '../stopping.ts';
import { listPlan, scanListed, type ScanBasis } from './scan-repository.ts';
import { applyPlan, NO_PLAN, type TeamPlan } from './team-plan.ts';

export interface PipelineOptions {
  readonly target: TargetId | null;
  readonly asOf: string;
  readonly toolVersion: string;
  /** What the client gave: numbers by their measure, and what to do with the finished result. */
  readonly facts?: {
    readonly measures: Readonly<Record<string, number>>;
    readonly apply: (assessment: Assessment) => Assessment;
  };
  readonly listing?: ScanBasis['listing'];
  readonly listProblems?: readonly ListProblem[];
  readonly onFile?: ScanBasis['onFile'];
  /** What the settings say of work that is waived or decided on. */
  readonly plan?: TeamPlan;
  /** Where records are kept from one run to the next; none are without it. */
  readonly cache?: CachePlace | null;
  /** Told of each record. */
  readonly onRecord?: (record: RepositoryRecord) => void;
}

export async function assessRepositories(
  repositories: readonly (Repository | RepositoryPlan)[],
  catalog: Catalog,
  options: PipelineOptions,
): Promise<Assessment> {
  const { onFile } = options;
  const basis: ScanBasis = {
    catalog,
    index: indexRules(catalog),
    listing: options.listing ?? {},
    clientFacts: clientFacts(options),
    ...(onFile && { onFile }),
  };
  return assessRecords(repositories, await recordsOf(repositories, basis, options), catalog, options);
}

/** What was read of each repository, put together. */
export function assessRecords(
  repositories: readonly (Repository | RepositoryPlan)[],
  read: readonly RepositoryRecord[],
  catalog: Catalog,
  options: PipelineOptions,
): Assessment {
  const facts = clientFacts(options);
  const around = new Set(
    repositories.flatMap((one) => (one.border === 'folder' && 'inner' in one && one.inner.length > 0 ? [one.id] : [])),
  );
  const found = read.filter((record) => !around.has(record.id) || holdsAnything(record));
  const { records, waivers, facts: all } = applyPlan(found, options.plan ?? NO_PLAN, catalog, { asOf: options.asOf, facts });
  const assessment = assessAll(records, catalog, { ...options, ...all, waivers });
  return options.facts ? options.facts.apply(assessment) : assessment;
}

/** As far as they shape a record. */
export function clientFacts({ facts }: Pick<PipelineOptions, 'facts'>): ClientFacts {
  return facts ? { given: facts.measures, hasFacts: true } : {};
}

/** A folder of repositories with a loose file or two that have nothing to do with the phone is none itself. */
function holdsAnything({ status, problems }: RepositoryRecord): boolean {
  return status !== 'nothing-found' || problems.length > 0;
}

async function recordsOf(
  repositories: readonly (Repository | RepositoryPlan)[],
  basis: ScanBasis,
  { cache: place = null, onRecord = () => undefined }: Pick<PipelineOptions, 'cache' | 'onRecord'>,
): Promise<RepositoryRecord[]> {
  // Who follows file by file hears of each, in the order of the files.
  const cache = basis.onFile ? null : place;
  const plans = repositories.flatMap((repository) => ('files' in repository ? [] : [repository]));
  const threads = basis.onFile || plans.length < repositories.length ? 0 : threadsFor(plans.length);
  if (cache) sweepCache(cache.folder, Date.now());
  if (threads > 0) return scanInThreads(plans, basis, { cache, threads, onRecord });
  const kept = cache && recordCacheAt(cache);
  const records: RepositoryRecord[] = [];
  for (const repository of repositories) {
    await pause();
    const record =
      'files' in repository
        ? await scanListed(repository, basis, { ahead: true })
        : await recordOf(listPlan(repository, basis.listing), basis, kept, { ahead: true });
    records.push(record);
    onRecord(record);
  }
  return records;
}
