/** Jobs given to threads, the next one to whoever is done first. A thread that dies costs its one job, and another takes its place. */
import { Worker, type ResourceLimits } from 'node:worker_threads';

export interface ThreadOptions {
  /** The module that a thread runs: it sends one message when it is ready, and then answers each message, a job, with one message. */
  readonly entry: URL;
  /** What each thread is told when it begins. */
  readonly data: unknown;
  readonly count: number;
  readonly limits?: ResourceLimits;
}

/**
 * Hears of each answer as it comes; null for a job whose thread died. Returns the jobs, by their place, that no thread was there for:
 * where the system has no room for threads, none of them begins.
 */
export async function inThreads<Job>(
  jobs: readonly Job[],
  { entry, data, count, limits }: ThreadOptions,
  onAnswer: (at: number, answer: unknown) => void,
): Promise<number[]> {
  let next = 0;
  const work = async (first: Worker | null): Promise<void> => {
    let thread = first;
    // What is done with an answer takes time too; the thread has its next job meanwhile.
    let tell = (): void => undefined;
    try {
      while (thread !== null && next < jobs.length) {
        const at = next++;
        const asked = answerOf(thread, jobs[at]);
        tell();
        const answer = await asked;
        tell = () => onAnswer(at, answer?.message ?? null);
        if (answer === null) thread = await begin(entry, data, limits);
      }
      tell();
    } catch (error) {
      // The others have nothing to go on for.
      next = jobs.length;
      throw error;
    } finally {
      await thread?.terminate();
    }
  };
  // A thread that begins opens many files at once: where only few can be open, a job beside it would find its own files shut.
  const threads = await Promise.all(Array.from({ length: Math.min(count, jobs.length) }, async () => begin(entry, data, limits)));
  await Promise.all(threads.map(work));
  return Array.from({ length: jobs.length - next }, (_, index) => next + index);
}

/** Null if it ends before it is ready. */
async function begin(entry: URL, data: unknown, limits: ResourceLimits | undefined): Promise<Worker | null> {
  let thread: Worker;
  try {
    thread = new Worker(entry, { workerData: data, ...(limits && { resourceLimits: limits }) });
  } catch {
    return null;
  }
  // Whoever waits for it hears of its end. What a dying thread still has to say, or one that is done, is of no use to anybody.
  thread.on('error', () => undefined);
  return (await nextMessage(thread)) && thread;
}

async function answerOf(thread: Worker, job: unknown): Promise<Answer | null> {
  const answer = nextMessage(thread);
  thread.postMessage(job);
  return answer;
}

interface Answer {
  readonly message: unknown;
}

/** Null if the thread ends without one. */
async function nextMessage(thread: Worker): Promise<Answer | null> {
  return new Promise((done) => {
    const onMessage = (message: unknown): void => settle({ message });
    const onEnd = (): void => settle(null);
    const settle = (answer: Answer | null): void => {
      thread.off('message', onMessage).off('error', onEnd).off('exit', onEnd);
      done(answer);
    };
    thread.on('message', onMessage).on('error', onEnd).on('exit', onEnd);
  });
}
