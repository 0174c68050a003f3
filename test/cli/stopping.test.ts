/** A run that ends before it is done, by a signal or for want of room: what was there stays, and nothing unfinished is left. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { adapterScript } from '../fixtures/adapters.ts';
import { OUTPUTS } from '../fixtures/cli.ts';
import { openCtiDefinition } from '../fixtures/definitions.ts';
import { fill, folderOf, type Tree } from '../fixtures/folder.ts';
import { isSuperuser } from '../fixtures/portfolio.ts';
import { run, type Meddling } from '../fixtures/run.ts';

const unix = process.platform === 'win32' ? describe.skip : describe;
const AS_OF = ['--as-of', '2027-03-31'];
const SIGNALS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const;

/** Enough repositories for threads. */
function portfolio(count = 12): Tree {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      [`all/r${index}/CallCenter.xml`, openCtiDefinition({ reqInternalName: `Phone${index}` })],
      [`all/r${index}/app.js`, adapterScript(index + 1, 3)],
    ]).flat(),
  );
}

/** Everything below a folder, by path. */
function held(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    paths.map(({ parentPath, name }) => [join(parentPath, name).slice(folder.length + 1), readFileSync(join(parentPath, name), 'utf8')]),
  );
}

const OLD: Tree = { 'out/report.html': 'the old page', 'out/findings.csv': 'the old table', 'out/notes.txt': 'mine' };
const scanAll = ['scan', 'all', '--each-folder', '-o', 'out', ...AS_OF];
/** The records of files that were made this moment are not kept; for the program they are from yesterday. */
const AHEAD = 3_600_000;

/** A signal at a moment of the run. */
const signalAt = (call: string, part: string, signal: NodeJS.Signals): Meddling => ({
  clock: AHEAD,
  at: [{ call, part, deed: 'signal', signal }],
});

unix.each(SIGNALS)('%s', (signal, code) => {
  test.each([
    ['while threads read', signalAt('openSync', 'r7/app.js', signal), scanAll],
    [
      'while one thread reads',
      signalAt('openSync', 'r3/app.js', signal),
      ['scan', 'all/r0', 'all/r1', 'all/r2', 'all/r3', 'all/r4', '-o', 'out', ...AS_OF],
    ],
    ['while one large repository is read', signalAt('openSync', 'r3/app.js', signal), ['scan', 'all', '-o', 'out', ...AS_OF]],
    ['while the first file is written', signalAt('openSync', '.report.html.', signal), scanAll],
    ['while the last file is written', signalAt('openSync', '.assessment.json.', signal), scanAll],
    ['while a record is kept', signalAt('renameSync', 'cache', signal), [...scanAll, '--cache-dir', 'cache']],
  ])('%s stops the run and leaves what was there', async (_, meddling, args) => {
    const folder = folderOf({ ...portfolio(), ...OLD });
    const ended = await run(args, { cwd: folder, meddling });
    expect(ended).toMatchObject({ code, signal: null, out: '', error: `error: stopped by ${signal}. No file is left half-written.\n` });
    expect(held(join(folder, 'out'))).toEqual({ 'report.html': 'the old page', 'findings.csv': 'the old table', 'notes.txt': 'mine' });
  });

  test('leaves a cache from which the next run makes what one without a cache makes', async () => {
    const folder = folderOf(portfolio());
    const args = [...scanAll, '--cache-dir', 'cache'];
    expect((await run(args, { cwd: folder, meddling: signalAt('openSync', 'r7/app.js', signal) })).code).toBe(code);
    const kept = Object.keys(held(folder)).filter((path) => path.startsWith('cache/'));
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(12);
    expect(kept.filter((path) => /\.[0-9a-f]{12}$/.test(path))).toEqual([]);
    expect((await run(args, { cwd: folder, meddling: { clock: AHEAD } })).code).toBe(0);
    const withCache = held(join(folder, 'out'));
    expect((await run([...scanAll, '--no-cache'], { cwd: folder })).code).toBe(0);
    expect(held(join(folder, 'out'))).toEqual(withCache);
  });

  test('from outside, as Ctrl-C is', async () => {
    const folder = folderOf(portfolio());
    const ended = await run([...scanAll, '--verbose'], {
      cwd: folder,
      meddling: { at: [{ call: 'openSync', part: 'r3/app.js', deed: 'hold', until: join(folder, 'sent') }] },
      onStart(child) {
        child.stderr?.once('data', () => {
          child.kill(signal);
          writeFileSync(join(folder, 'sent'), '');
        });
      },
    });
    expect(ended).toMatchObject({ code, signal: null });
    expect(ended.error.endsWith(`\nerror: stopped by ${signal}. No file is left half-written.\n`)).toBe(true);
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });
});

unix('a disk that is full', () => {
  const disks: string[] = [];
  afterAll(() => {
    for (const disk of disks) execFileSync('umount', [disk], { stdio: 'ignore' });
  });

  /** A folder on a disk of its own that holds so many bytes; null where this user may have none. */
  function smallDisk(at: string, bytes: number): string | null {
    mkdirSync(at, { recursive: true });
    if (!isSuperuser) return null;
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', at], { stdio: 'ignore' });
    } catch {
      return null;
    }
    disks.push(at);
    return at;
  }

  const SKIPPED = 'No disk could be made for this test here, which takes the superuser; the test of the size of files stands for it.';

  test('is said with the name of the file, and the old report stays', async () => {
    const folder = folderOf(portfolio());
    const disk = smallDisk(join(folder, 'out'), 256 * 1024);
    if (disk === null) return console.log(SKIPPED);
    fill(folder, OLD);
    const ended = await run(scanAll, { cwd: folder });
    expect(ended).toMatchObject({
      code: 2,
      error: expect.stringContaining(
        'error: “out/report.html” could not be written: the disk is full.\nChoose another folder with --output-dir.\n',
      ),
    });
    expect(ended.error).not.toContain(folder);
    expect(held(disk)).toEqual({ 'report.html': 'the old page', 'findings.csv': 'the old table', 'notes.txt': 'mine' });
  });

  test('in the middle of the files leaves none of the new ones', async () => {
    const folder = folderOf(portfolio());
    expect((await run([...scanAll, '-o', 'measure'], { cwd: folder })).code).toBe(0);
    const sizes = Object.entries(held(join(folder, 'measure'))).map(([name, text]) => [name, Buffer.byteLength(text)] as const);
    const total = sizes.reduce((sum, [, size]) => sum + size, 0);
    const last = sizes.find(([name]) => name === 'assessment.json')?.[1] ?? 0;
    const disk = smallDisk(join(folder, 'out'), Math.ceil((total - last / 2) / 4096 + OUTPUTS.length) * 4096);
    if (disk === null) return console.log(SKIPPED);
    fill(folder, OLD);
    const ended = await run(scanAll, { cwd: folder });
    expect(ended).toMatchObject({
      code: 2,
      error: expect.stringContaining('“out/assessment.json” could not be written: the disk is full.'),
    });
    expect(held(disk)).toEqual({ 'report.html': 'the old page', 'findings.csv': 'the old table', 'notes.txt': 'mine' });
  });

  test('for the cache costs nothing but the cache', async () => {
    const folder = folderOf(portfolio());
    const disk = smallDisk(join(folder, 'cache'), 64 * 1024);
    if (disk === null) return console.log(SKIPPED);
    const ended = await run([...scanAll, '--cache-dir', 'cache'], { cwd: folder, meddling: { clock: AHEAD } });
    expect(ended.code).toBe(0);
    expect(ended.error).not.toMatch(/ENOSPC|full/);
    const withCache = held(join(folder, 'out'));
    expect((await run([...scanAll, '--no-cache'], { cwd: folder })).code).toBe(0);
    expect(held(join(folder, 'out'))).toEqual(withCache);
    expect(Object.keys(held(disk)).filter((path) => /\.[0-9a-f]{12}$/.test(path))).toEqual([]);
    expect((await run([...scanAll, '--cache-dir', 'cache'], { cwd: folder, meddling: { clock: AHEAD } })).code).toBe(0);
    expect(held(join(folder, 'out'))).toEqual(withCache);
  });

  test('and a limit on the size of files are told alike', async () => {
    const folder = folderOf({ ...portfolio(), ...OLD });
    // In units of 512 bytes.
    const ended = await run(scanAll, { cwd: folder, before: ['sh', '-c', 'ulimit -f 200; exec "$0" "$@"'] });
    expect(ended).toMatchObject({
      code: 2,
      error: expect.stringContaining('error: “out/report.html” could not be written: it is larger than a file may be here.\n'),
    });
    expect(held(join(folder, 'out'))).toEqual({ 'report.html': 'the old page', 'findings.csv': 'the old table', 'notes.txt': 'mine' });
  });

  test('for what is printed is said too', async () => {
    const folder = folderOf(portfolio(2));
    const ended = await run([...scanAll, '--json'], { cwd: folder, before: ['sh', '-c', 'exec "$0" "$@" > /dev/full'] });
    expect(ended).toMatchObject({ code: 2, error: expect.stringMatching(/^error: The result could not be written to stdout/m) });
    expect(Object.keys(held(join(folder, 'out'))).sort()).toEqual(OUTPUTS);
  });
});

test('a folder in the place of a file leaves all files as they were', async () => {
  const folder = folderOf({ ...portfolio(2), ...OLD });
  mkdirSync(join(folder, 'out/assessment.json'));
  const ended = await run(scanAll, { cwd: folder });
  expect(ended).toMatchObject({
    code: 2,
    error: expect.stringContaining('“out/assessment.json” could not be written: a folder stands where the file should be.'),
  });
  expect(held(join(folder, 'out'))).toEqual({ 'report.html': 'the old page', 'findings.csv': 'the old table', 'notes.txt': 'mine' });
});

test('init leaves what was there, or writes the whole file', async () => {
  const folder = folderOf();
  writeFileSync(join(folder, 'facts.yml'), 'old');
  expect((await run(['init', 'org-facts', 'facts.yml'], { cwd: folder })).code).toBe(2);
  expect(readFileSync(join(folder, 'facts.yml'), 'utf8')).toBe('old');
  expect((await run(['init', 'org-facts', 'facts.yml', '--force'], { cwd: folder })).code).toBe(0);
  expect(readFileSync(join(folder, 'facts.yml'), 'utf8').length).toBeGreaterThan(100);
  rmSync(join(folder, 'facts.yml'));
});
