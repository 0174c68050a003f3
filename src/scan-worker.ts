/** A thread of a scan of many repositories: see commands/batch.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { textOfPlan, type BatchJob, type BatchThread } from './commands/batch.ts';
import { openCache } from './cache.ts';
import { indexRules } from './match/match.ts';
import { shippedCatalog } from './shipped.ts';

const { catalog: brought, listing, clientFacts, cache } = workerData as BatchThread;
const catalog = brought ?? shippedCatalog().catalog;
const basis = { catalog, index: indexRules(catalog), listing, clientFacts };
const records = cache && { cache: openCache(cache.folder), build: cache.build, now: () => Date.now() };

parentPort?.on('message', (plan: BatchJob) => {
  void textOfPlan(plan, basis, records).then((text) => parentPort?.postMessage(text));
});
