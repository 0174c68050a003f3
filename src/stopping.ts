/**
 * A run that is stopped by a signal in the middle. The system tells a program of a signal only where the program pauses; what takes long
 * pauses now and then, and what is unfinished at that moment is put right before the program ends.
 */
import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';

const cleanups = new Set<() => void>();

/** What to do should the run be stopped from now on; it must not throw and cannot wait. Returns what takes that back. */
export function onStop(cleanUp: () => void): () => void {
  cleanups.add(cleanUp);
  return () => void cleanups.delete(cleanUp);
}

/** Puts right all that is under way. */
export function putRight(): void {
  for (const cleanUp of cleanups) cleanUp();
  cleanups.clear();
}

/** Milliseconds; nobody waits for longer after Ctrl-C without wondering. */
const LONGEST = 50;
let last = performance.now();

/** The pause that is due; null where the last one was a moment ago. */
export function pause(): Promise<void> | null {
  const now = performance.now();
  if (now - last < LONGEST) return null;
  last = now;
  return bothHalves();
}

/** What comes right after one may be before the system was asked for signals; what comes after two is behind that. */
async function bothHalves(): Promise<void> {
  await setImmediate();
  await setImmediate();
}
