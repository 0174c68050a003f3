/** Threads that die, or never begin: each costs its own job. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import { inThreads } from '../src/threads.ts';
import { folderOf } from './fixtures/folder.ts';

/** Answers a number with its square; some words end it in one way each. */
const WORKER = `
import { parentPort, workerData } from 'node:worker_threads';
if (workerData === 'never') process.exit(1);
if (workerData === 'throws') throw new Error('at once');
parentPort.on('message', (job) => {
  if (job === 'exit') process.exit(0);
  if (job === 'throw') throw new Error('a fault');
  if (job === 'reject') return void Promise.reject(new Error('a fault'));
  if (job === 'memory') for (const held = []; ; ) held.push(new Array(100_000).fill(held.length));
  if (job === 'answer-and-throw') setImmediate(() => { throw new Error('too late'); });
  parentPort.postMessage(typeof job === 'number' ? job * job : job);
});
parentPort.postMessage('ready');
`;
const entry = pathToFileURL(join(folderOf({ 'worker.mjs': WORKER }), 'worker.mjs'));
const limits = { maxOldGenerationSizeMb: 24, maxYoungGenerationSizeMb: 4 };

async function answers(jobs: readonly unknown[], count: number, data: unknown = null): Promise<{ told: unknown[]; left: number[] }> {
  const told: unknown[] = [];
  const left = await inThreads(jobs, { entry, data, count, limits }, (at, answer) => {
    expect(told[at]).toBeUndefined();
    told[at] = answer;
  });
  return { told, left };
}

test('every job is answered once, at its place', async () => {
  const jobs = Array.from({ length: 50 }, (_, index) => index);
  expect(await answers(jobs, 3)).toEqual({ told: jobs.map((job) => job * job), left: [] });
});

test.each(['exit', 'throw', 'reject', 'memory'])('a thread that ends by %s costs that job alone', async (fatal) => {
  for (const count of [1, 2])
    expect(await answers([1, fatal, 3, fatal, fatal, 4, 5], count)).toEqual({ told: [1, null, 9, null, null, 16, 25], left: [] });
});

test('one that ends after its answer has answered', async () => {
  const { told, left } = await answers([2, 'answer-and-throw'], 1);
  expect({ told, left }).toEqual({ told: [4, 'answer-and-throw'], left: [] });
});

test.each(['never', 'throws'])('jobs are given back where no thread begins (%s)', async (data) => {
  expect(await answers([1, 2, 3], 2, data)).toEqual({ told: [], left: [0, 1, 2] });
});

test('a fault in what is done with an answer ends all of them', async () => {
  const heard: number[] = [];
  const jobs = Array.from({ length: 1000 }, (_, index) => index);
  const failing = inThreads(jobs, { entry, data: null, count: 2 }, (at) => {
    heard.push(at);
    if (at === 3) throw new Error('the listener’s');
  });
  await expect(failing).rejects.toThrow('the listener’s');
  expect(heard.length).toBeLessThan(jobs.length);
});
