/** Much in little room: few file handles, and a folder with more files than anybody looks through. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { adapterScript } from '../fixtures/adapters.ts';
import { openCtiDefinition } from '../fixtures/definitions.ts';
import { folderOf } from '../fixtures/folder.ts';
import { run } from '../fixtures/run.ts';

const unix = process.platform === 'win32' ? test.skip : test;
const AS_OF = ['--as-of', '2027-03-31', '-f', 'json', '--json', '--quiet', '--no-cache'];

const ALL = ['scan', 'all', '--each-folder', '-o', 'out', '--strict', ...AS_OF];

const hundred = (): string =>
  folderOf(
    Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [
        [`all/r${index}/CallCenter.xml`, openCtiDefinition()],
        [`all/r${index}/app.js`, adapterScript(index % 7, 1)],
      ]).flat(),
    ),
  );

// Node itself needs most of these, and whoever starts it may have left it some.
unix('few file handles are enough for a hundred repositories in threads', async () => {
  const folder = hundred();
  const enough = await run(ALL, { cwd: folder });
  const few = await run(ALL, { cwd: folder, before: ['sh', '-c', 'ulimit -n 64; exec "$0" "$@"'] });
  expect(few).toMatchObject({ code: 0, error: '' });
  expect(few.out.length).toBeGreaterThan(100_000);
  expect(few.out).toBe(enough.out);
});

test('a thread that cannot open its files is waited for, or its work is done without it', async () => {
  const folder = hundred();
  const enough = await run(ALL, { cwd: folder });
  const shut = { deed: 'shut', inThread: true } as const;
  const short = await run(ALL, {
    cwd: folder,
    meddling: {
      at: [
        { call: 'openSync', part: 'r7/app.js', ...shut },
        { call: 'readdirSync', part: 'r50', ...shut },
        { call: 'openSync', part: 'r90/CallCenter.xml', ...shut, always: true },
        { call: 'readdirSync', part: 'r31', ...shut, always: true },
      ],
    },
  });
  expect(short).toMatchObject({ code: 0, error: '' });
  expect(short.out).toBe(enough.out);
});

test('20,000 files in one folder are read in little memory', async () => {
  const folder = folderOf({ 'x/CallCenter.xml': openCtiDefinition() });
  for (let index = 0; index < 20_000; index++) writeFileSync(join(folder, `x/note-${index}.txt`), `${'note '.repeat(200)}${index}\n`);
  // All of their text together would not fit.
  const ended = await run(['scan', 'x', '-o', 'out', '--strict', ...AS_OF], {
    cwd: folder,
    env: { NODE_OPTIONS: '--max-old-space-size=48' },
  });
  expect(ended).toMatchObject({ code: 0, error: '' });
  expect(JSON.parse(ended.out)).toMatchObject({
    repos: [{ filesSeen: 20_001, status: 'assessed', definitions: [{ file: 'CallCenter.xml' }] }],
  });
});
