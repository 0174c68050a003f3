/** Many repositories at once, on all cores. Which thread was first makes no difference to what comes out. */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { openCache } from '../cache.ts';
import type { Catalog } from '../catalog/schema.ts';
import { ranShort } from '../discover/patiently.ts';
import type { RepositoryPlan } from '../discover/plan.ts';
import type { Repository } from '../discover/repositories.ts';
import type { RepositoryRecord } from '../model/assessment.ts';
import { inThreads } from '../threads.ts';
import { pause } from '../stopping.ts';
import { keptRecord, readRecord, type RecordCache } from './record-cache.ts';
import { failedRecord, listPlan, scanListed, type ScanBasis } from './scan-repository.ts';

export type BatchJob = RepositoryPlan;

export interface BatchAnswer {
  /** The record as JSON; empty where the thread could not open its files, and whoever asked reads them himself. */
  readonly text: string;
  /** Under which key to keep it; null for one that is kept already, or must not be. */
  readonly key: readonly string[] | null;
}

/** Where records are kept, as it is told to a thread. */
export interface CachePlace {
  readonly folder: string;
  readonly build: string;
}

/** What a thread is told when it begins. */
export interface BatchThread extends Pick<ScanBasis, 'listing' | 'clientFacts'> {
  /** Null for the shipped one, which a thread reads faster than it is handed over. */
  readonly catalog: Catalog | null;
  readonly cache: CachePlace | null;
}

/** Fewer repositories are done before threads have begun. */
const WORTH_IT = 8;
const MOST_THREADS = 4;

/** Beside the program in `dist/`; while the program runs from its sources there is none, and no other thread. */
const WORKER = new URL('../dist/scan-worker.mjs', import.meta.url);

/** How many threads a scan of so many repositories takes; 0 where it is better done in this one. */
export function threadsFor(repositories: number): number {
  if (repositories < WORTH_IT || !import.meta.url.includes('/dist/') || !existsSync(fileURLToPath(WORKER))) return 0;
  const cores = availableParallelism();
  return cores < 2 ? 0 : Math.min(cores, MOST_THREADS);
}

const LOST = 'The thread that read this repository ended before it was done, for want of memory perhaps; nothing of it is known.';

/** The records in the order of the plans. */
export async function scanInThreads(
  plans: readonly RepositoryPlan[],
  basis: ScanBasis,
  {
    cache,
    threads,
    onRecord,
  }: { readonly cache: CachePlace | null; readonly threads: number; readonly onRecord: (record: RepositoryRecord) => void },
): Promise<RepositoryRecord[]> {
  const { catalog, listing, clientFacts } = basis;
  const isShipped = catalog.rules.every(({ origin }) => origin === 'shipped');
  const data: BatchThread = { catalog: isShipped ? null : catalog, listing, clientFacts, cache };
  const records = new Map<number, RepositoryRecord>();
  const take = (at: number, record: RepositoryRecord): void => {
    records.set(at, record);
    onRecord(record);
  };
  const died: number[] = [];
  // Several heaps that each wait until they have doubled take more memory than the time is worth that it saves.
  setFlagsFromString('--heap-growing-percent=30');
  // Reading small files leaves much behind that is soon of no use; in little room it is soon swept up.
  const options = { entry: WORKER, data, count: threads, limits: { maxYoungGenerationSizeMb: YOUNG } };
  const kept = cache && recordCacheAt(cache);
  const unread: number[] = [];
  const left = await inThreads<BatchJob>(plans, options, (at, answer) => {
    const plan = plans[at];
    if (!plan) return;
    const answered = answer as BatchAnswer | null;
    const record = answered && readRecord(answered.text, plan);
    if (record) take(at, record);
    else (answered ? unread : died).push(at);
    // Here and not in the thread: a run that is stopped would end that one in the middle of it.
    if (answered?.key) kept?.cache.put(answered.key, answered.text);
  });
  // Alone, the program takes the time.
  setFlagsFromString('--heap-growing-percent=0');
  for (const at of [...left, ...unread]) {
    await pause();
    const plan = plans[at];
    if (plan) take(at, await recordOf(listPlan(plan, basis.listing), basis, kept, { ahead: false }));
  }
  for (const at of died) {
    const plan = plans[at];
    if (plan) take(at, await failedRecord(plan, LOST, basis));
  }
  return plans.flatMap((_, at) => records.get(at) ?? []);
}

export function recordCacheAt({ folder, build }: CachePlace): RecordCache {
  return { cache: openCache(folder), build, now: () => Date.now() };
}

const YOUNG = 16;

/** A record that was kept, or a new one. */
export async function recordOf(
  repository: Repository,
  basis: ScanBasis,
  cache: RecordCache | null,
  { ahead }: { readonly ahead: boolean },
): Promise<RepositoryRecord> {
  const kept = cache && keptRecord(repository, basis, cache);
  const known = kept?.text ? readRecord(kept.text, repository) : null;
  if (known) return known;
  const record = await scanListed(repository, basis, { ahead });
  const key = kept?.keyOf(record);
  if (key) cache?.cache.put(key, JSON.stringify(record));
  return record;
}

/** What a thread answers: the record that was kept as it stands there, or a new one. */
export async function answerOfPlan(plan: RepositoryPlan, basis: ScanBasis, cache: RecordCache | null): Promise<BatchAnswer> {
  const repository = listPlan(plan, basis.listing);
  const kept = cache && keptRecord(repository, basis, cache);
  if (kept?.text) return { text: kept.text, key: null };
  // The other threads read meanwhile: ahead of this one there is no core to read on.
  const record = await scanListed(repository, basis, { ahead: false });
  // Alone, without the handles of the threads, the program may have enough.
  if (ranShort()) return { text: '', key: null };
  return { text: JSON.stringify(record), key: kept?.keyOf(record) ?? null };
}
