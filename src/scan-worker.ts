/** A thread of a scan of many repositories: see commands/batch.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { answerOfPlan, recordCacheAt, type BatchJob, type BatchThread } from './commands/batch.ts';
import { loadReaders } from './commands/reading.ts';
import { indexRules } from './match/match.ts';
import { shippedCatalog } from './shipped.ts';

const { catalog: brought, listing, clientFacts, cache } = workerData as BatchThread;
const catalog = brought ?? shippedCatalog().catalog;
const basis = { catalog, index: indexRules(catalog), listing, clientFacts };
const records = cache && recordCacheAt(cache);

parentPort?.on('message', (plan: BatchJob) => {
  void answerOfPlan(plan, basis, records).then((answer) => parentPort?.postMessage(answer));
});
// Where files cannot be opened, a thread that lacks its readers is of no use, and is not ready.
await loadReaders();
parentPort?.postMessage('ready');
