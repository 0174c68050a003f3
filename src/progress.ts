/** How far a scan of several repositories has come: a bar on a terminal, elsewhere a plain line now and then. */
import type { WriteStream } from 'node:tty';
import { formatNumber } from './report/number.ts';
import { onStop } from './stopping.ts';

export interface Progress {
  /** Told of each repository once it is assessed, with the number of its files. */
  readonly repositoryDone: (files: number) => void;
  /** Takes the bar away; what is written next begins a line. */
  readonly end: () => void;
}

export interface ProgressOptions {
  /** Where a bar can be drawn; null where there is no terminal. */
  readonly terminal: WriteStream | null;
  readonly error: (text: string) => void;
  /** Milliseconds that only go forwards. */
  readonly now: () => number;
}

/** Nothing to follow: one repository, or nobody who wants to hear. */
export const NO_PROGRESS: Progress = { repositoryDone: () => undefined, end: () => undefined };

/** A log of a long run says that it is alive; one of a short run holds its result alone. */
const BETWEEN_LINES = 10_000;

export async function followProgress(repositories: number, { terminal, error, now }: ProgressOptions): Promise<Progress> {
  const start = now();
  const state = { done: 0, files: 0 };
  const words = (): string => progressWords({ ...state, repositories, elapsed: now() - start });
  if (terminal === null) {
    let last = start;
    return {
      repositoryDone(files) {
        state.done++;
        state.files += files;
        if (now() - last < BETWEEN_LINES || state.done === repositories) return;
        last = now();
        error(`${words()}\n`);
      },
      end: () => undefined,
    };
  }
  // Only a terminal needs the bar.
  const { default: library } = await import('cli-progress');
  const bar = new library.SingleBar({
    stream: terminal,
    format: (options, { progress }) => `${library.Format.BarFormat(progress, options)} ${words()}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    clearOnComplete: true,
    // A signal ends the run elsewhere, and a hidden cursor would stay hidden.
    gracefulExit: false,
    hideCursor: null,
  });
  bar.start(repositories, 0);
  // What is said of the stop begins a line.
  const forget = onStop(() => bar.stop());
  return {
    repositoryDone(files) {
      state.done++;
      state.files += files;
      bar.update(state.done);
    },
    end() {
      forget();
      bar.stop();
    },
  };
}

export interface ProgressState {
  readonly done: number;
  readonly repositories: number;
  readonly files: number;
  /** Milliseconds. */
  readonly elapsed: number;
}

/** `12 of 300 repositories, 1,840 files, 920 a second, about 2 min left` */
export function progressWords({ done, repositories, files, elapsed }: ProgressState): string {
  const words = [
    `${formatNumber(done)} of ${formatNumber(repositories)} repositories`,
    `${formatNumber(files)} ${files === 1 ? 'file' : 'files'}`,
  ];
  // What the first moments promise, the next ones break.
  if (elapsed < 1000 || done === 0) return words.join(', ');
  words.push(`${formatNumber(Math.round(files / (elapsed / 1000)))} a second`);
  if (done < repositories) words.push(`${timeLeft((elapsed / done) * (repositories - done))} left`);
  return words.join(', ');
}

function timeLeft(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds < 100) return `about ${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `about ${minutes} min` : `about ${Math.round(minutes / 60)} h`;
}
