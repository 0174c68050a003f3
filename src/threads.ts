/** Jobs given to threads, the next one to whoever is done first. A thread that dies costs its one job, and another takes its place. */
import { Worker, type ResourceLimits } from 'node:worker_threads';

export interface ThreadOptions {
  /** The module that a thread runs: it answers each message, a job, with one message. */
  readonly entry: URL;
  /** What each thread is told when it begins. */
  readonly data: unknown;
  readonly count: number;
  readonly limits?: ResourceLimits;
}

/** Hears of each answer as it comes; null for a job whose thread died. The promise is kept when all jobs are done. */
export async function inThreads<Job>(
  jobs: readonly Job[],
  { entry, data, count, limits }: ThreadOptions,
  onAnswer: (at: number, answer: unknown) => void,
): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    let thread: Worker | null = null;
    const ask = (): { readonly at: number; readonly answer: Promise<Answer | null> } | null => {
      if (next >= jobs.length) return null;
      const at = next++;
      thread ??= new Worker(entry, { workerData: data, ...(limits && { resourceLimits: limits }) });
      return { at, answer: answerOf(thread, jobs[at]) };
    };
    try {
      for (let asked = ask(); asked !== null;) {
        const { at } = asked;
        const answer: Answer | null = await asked.answer;
        if (answer === null) thread = null;
        // The thread has its next job while this one is put away.
        asked = ask();
        onAnswer(at, answer?.message ?? null);
      }
    } finally {
      await (thread as Worker | null)?.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(count, jobs.length) }, work));
}

interface Answer {
  readonly message: unknown;
}

/** Null if the thread ends without an answer. */
async function answerOf(thread: Worker, job: unknown): Promise<Answer | null> {
  return new Promise((done) => {
    const onMessage = (message: unknown): void => settle({ message });
    const onEnd = (): void => settle(null);
    const settle = (answer: Answer | null): void => {
      thread.off('message', onMessage).off('error', onEnd).off('exit', onEnd);
      // What a dying thread still has to say is of no use to anybody.
      if (!answer) thread.on('error', () => undefined);
      done(answer);
    };
    thread.on('message', onMessage).on('error', onEnd).on('exit', onEnd);
    thread.postMessage(job);
  });
}
