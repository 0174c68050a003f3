/**
 * A second thread that reads ahead. Most files of a large scan have nothing to do with the phone, and to find that out is most of the time.
 * The thread goes through the list from its end and marks what can be passed over; the scan goes from the beginning, reads what is not
 * marked, and never waits. What the thread does not know, or would be wrong about, the scan finds out by itself, so that the result is the
 * same with the thread and without.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Wanted } from './parse/org/reading.ts';

/** What is known of a file. The order is part of the protocol of the two threads. */
export const UNKNOWN = 0;
/** One of the two is at it. */
export const TAKEN = 1;
/** Neither definition nor adapter, and no reader of the org wants it. */
export const NOTHING = 2;
/** The same, and it could hold script that is linked with the adapter. */
export const SILENT_SCRIPT = 3;
export const MATTERS = 4;

/** What the two threads share; the arrays have one place for each file. */
export interface Shared {
  readonly states: Uint8Array;
  /** Bytes, of files that are {@link SILENT_SCRIPT}. */
  readonly sizes: Uint32Array;
}

export interface AheadFile {
  readonly root: string;
  readonly path: string;
}

export interface LookAhead {
  /**
   * What is known of the file at a place of the list, which is thereby the scan's own. {@link NOTHING} or {@link SILENT_SCRIPT}: it need not
   * be read.
   */
  readonly take: (index: number) => { readonly state: number; readonly bytes: number };
  /** Tells what to look for in the files that are read last. */
  readonly readLast: (wanted: Wanted) => void;
  /** Ends the thread; what it was at does not matter any more. */
  readonly end: () => void;
}

/** Fewer files are read before a thread has begun. */
const WORTH_IT = 1500;

/** Beside the program in `dist/`; while the program runs from its sources there is none, and no second thread. */
const WORKER = new URL('../dist/look-ahead-worker.mjs', import.meta.url);

/** Null where there is too little to read ahead, or no thread to be had. */
export function lookAhead(files: readonly AheadFile[]): LookAhead | null {
  if (files.length < WORTH_IT || !import.meta.url.includes('/dist/') || !existsSync(fileURLToPath(WORKER))) return null;
  const states = new Uint8Array(new SharedArrayBuffer(files.length));
  const sizes = new Uint32Array(new SharedArrayBuffer(4 * files.length));
  const roots = [...new Set(files.map(({ root }) => root))];
  const rootAt = new Map(roots.map((root, index) => [root, index]));
  const worker = new Worker(WORKER, {
    workerData: { states, sizes, roots, of: files.map(({ root }) => rootAt.get(root) ?? 0), paths: files.map(({ path }) => path) },
    // It holds no more than one file at a time.
    resourceLimits: { maxYoungGenerationSizeMb: 8 },
  });
  // A thread that dies leaves its files to the scan.
  worker.on('error', () => undefined);
  worker.unref();
  return {
    take(index) {
      const state = Atomics.compareExchange(states, index, UNKNOWN, TAKEN);
      return { state, bytes: sizes[index] ?? 0 };
    },
    readLast: (wanted) => worker.postMessage(wanted),
    end: () => void worker.terminate(),
  };
}
