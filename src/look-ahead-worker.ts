/** The second thread of a scan: see look-ahead.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { grantsNothing, passesOver } from './commands/first-look.ts';
import { isReadLast } from './commands/first-look-marks.ts';
import { readSource } from './discover/read.ts';
import type { Wanted } from './parse/org/reading.ts';
import { MATTERS, NOTHING, SILENT_SCRIPT, TAKEN, UNKNOWN, type Shared } from './look-ahead.ts';

const { states, sizes, roots, of, paths } = workerData as Shared & {
  readonly roots: readonly string[];
  readonly of: readonly number[];
  readonly paths: readonly string[];
};

// What holds rights and nothing else is read last, when it is known what to look for.
pass((index) => (isReadLast(paths[index] ?? '') ? UNKNOWN : stateOf(index, passesOver)));

parentPort?.once('message', (wanted: Wanted) => {
  const look = (path: string, bytes: Buffer): 'nothing' | null => (grantsNothing(path, bytes, wanted) ? 'nothing' : null);
  pass((index) => (isReadLast(paths[index] ?? '') ? stateOf(index, look) : UNKNOWN));
});

/** Through the list from its end, past what the scan has taken. */
function pass(look: (index: number) => number): void {
  for (let index = paths.length - 1; index >= 0; index--) {
    if (Atomics.compareExchange(states, index, UNKNOWN, TAKEN) === UNKNOWN) Atomics.store(states, index, look(index));
  }
}

function stateOf(index: number, look: (path: string, bytes: Buffer) => ReturnType<typeof passesOver>): number {
  const path = paths[index] ?? '';
  try {
    const result = readSource({ root: roots[of[index] ?? 0] ?? '', path }, () => true);
    if (!('bytes' in result)) return MATTERS;
    const passed = look(path, result.bytes);
    if (passed === 'script') sizes[index] = result.bytes.length;
    return passed === null ? MATTERS : passed === 'script' ? SILENT_SCRIPT : NOTHING;
  } catch {
    return MATTERS;
  }
}
