import { expect, test } from '@jest/globals';
import type { WriteStream } from 'node:tty';
import { Writable } from 'node:stream';
import { followProgress, progressWords } from '../src/progress.ts';
import { cti2voice } from './fixtures/cli.ts';
import { folderOf } from './fixtures/folder.ts';

test('words give repositories, files, rate and time left', () => {
  expect(progressWords({ done: 12, repositories: 300, files: 1840, elapsed: 2000 })).toBe(
    '12 of 300 repositories, 1,840 files, 920 a second, about 48 s left',
  );
  expect(progressWords({ done: 100, repositories: 1000, files: 1, elapsed: 60_000 })).toBe(
    '100 of 1,000 repositories, 1 file, 0 a second, about 9 min left',
  );
});

test('nothing is promised in the first second, nor when all is done', () => {
  expect(progressWords({ done: 3, repositories: 300, files: 40, elapsed: 999 })).toBe('3 of 300 repositories, 40 files');
  expect(progressWords({ done: 300, repositories: 300, files: 400, elapsed: 4000 })).toBe(
    '300 of 300 repositories, 400 files, 100 a second',
  );
});

test('without a terminal a line comes every ten seconds and not before', async () => {
  const said: string[] = [];
  let time = 0;
  const progress = await followProgress(100, { terminal: null, error: (text) => said.push(text), now: () => time });
  for (let done = 1; done <= 100; done++) {
    time += 300;
    progress.repositoryDone(5);
  }
  progress.end();
  expect(said).toEqual([
    '34 of 100 repositories, 170 files, 17 a second, about 20 s left\n',
    '68 of 100 repositories, 340 files, 17 a second, about 10 s left\n',
  ]);
});

test('on a terminal a bar is drawn, and is gone in the end', async () => {
  const drawn: string[] = [];
  const terminal = new Writable({
    write(chunk: Buffer, _encoding, done) {
      drawn.push(chunk.toString());
      done();
    },
  });
  let time = 0;
  const progress = await followProgress(4, {
    terminal: Object.assign(terminal, { isTTY: true, columns: 120 }) as unknown as WriteStream,
    error: () => expect(true).toBe(false),
    now: () => (time += 700),
  });
  progress.repositoryDone(10);
  progress.repositoryDone(10);
  progress.end();
  expect(drawn.join('')).toContain('0 of 4 repositories');
  // The last thing drawn clears the line.
  expect(drawn.at(-1)).not.toContain('repositories');
});

test.each([
  ['--quiet', '--quiet'],
  ['a short run without a terminal', '--no-cache'],
])('%s says nothing of how far it has come', (_what, option) => {
  const folder = folderOf({ 'a/.git/HEAD': 'ref: refs/heads/main\n', 'b/.git/HEAD': 'ref: refs/heads/main\n' });
  const { code, error } = cti2voice(['scan', '.', option], folder);
  expect(code).toBe(0);
  expect(error).not.toContain('of 2 repositories');
  if (option === '--quiet') expect(error).toBe('');
});
