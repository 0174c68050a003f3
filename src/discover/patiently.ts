/** Opening files where others hold as many as may be open: there is soon room again, and a file that is there is not unreadable. */

/**
 * What `open` returns. It is asked again for as long as the system says that too many files are open; after LONGEST_WAIT
 * milliseconds that error is thrown like any other, and `ranShort` knows of it.
 */
export function patiently<T>(open: () => T): T {
  for (let waited = 0; ; waited += PAUSE) {
    try {
      return open();
    } catch (error) {
      if (!isShortage(error)) throw error;
      if (waited >= LONGEST_WAIT) {
        isShort = true;
        throw error;
      }
      Atomics.wait(NOBODY, 0, 0, PAUSE);
    }
  }
}

/** Whether a file stayed shut for want of handles since this was last asked, in this thread. */
export function ranShort(): boolean {
  const was = isShort;
  isShort = false;
  return was;
}

const PAUSE = 20;
const LONGEST_WAIT = 1000;
const NOBODY = new Int32Array(new SharedArrayBuffer(4));

let isShort = false;

export function isShortage(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return code === 'EMFILE' || code === 'ENFILE';
}
