/** Records kept from run to run: what comes out is what comes out without them, byte for byte. */
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { adapterScript } from '../fixtures/adapters.ts';
import { metadataDefinition, openCtiDefinition } from '../fixtures/definitions.ts';
import { fill, folderOf, type Tree } from '../fixtures/folder.ts';
import { commit } from '../fixtures/portfolio.ts';
import { run, type Meddling } from '../fixtures/run.ts';

const unix = process.platform === 'win32' ? test.skip : test;
const AS_OF = ['--as-of', '2027-03-31'];
/** Records of files that were made this moment are not kept; for the program they are an hour old. */
const LATER: Meddling = { clock: 3_600_000 };
const COUNT = 12;

function portfolio(): Tree {
  return Object.fromEntries(
    Array.from({ length: COUNT }, (_, index) => [
      [`all/r${index}/CallCenter.xml`, openCtiDefinition({ reqInternalName: `Phone${index}`, reqSoftphoneHeight: '300' })],
      [`all/r${index}/app.js`, adapterScript(index + 1, 1)],
    ]).flat(),
  );
}

/** All that a run gave: what it wrote, and what it said on the way. */
async function scan(folder: string, ...args: string[]): Promise<string> {
  rmSync(join(folder, 'out'), { recursive: true, force: true });
  const paths = args.some((argument) => !argument.startsWith('-')) ? [] : ['all', '--each-folder'];
  const { code, error } = await run(['scan', ...paths, ...args, '-o', 'out', ...AS_OF], {
    cwd: folder,
    meddling: LATER,
    env: { CTI2VOICE_CACHE_DIR: join(folder, 'cache') },
  });
  if (code !== 0) throw new Error(error);
  const files = readdirSync(join(folder, 'out')).sort();
  return [error, ...files.map((name) => `${name}\n${readFileSync(join(folder, 'out', name), 'utf8')}`)].join('\n');
}

function entries(folder: string, cache = 'cache'): string[] {
  return readdirSync(join(folder, cache), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /^[0-9a-f]{62}$/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}

test('cold, warm, without a cache, without threads and at another place, the bytes are the same', async () => {
  const folder = folderOf(portfolio());
  const cold = await scan(folder);
  expect(entries(folder)).toHaveLength(COUNT);
  const made = entries(folder).map((file) => statSync(file).ino);
  expect(await scan(folder)).toBe(cold);
  // They were read and not made anew.
  expect(entries(folder).map((file) => statSync(file).ino)).toEqual(made);
  expect(await scan(folder, '--no-cache')).toBe(cold);
  const inOne = (await scan(folder, '--verbose')).split('\nassessment.json\n')[1];
  expect(inOne).toBe(cold.split('\nassessment.json\n')[1]);
  const there = folderOf({ 'deep/er/x': '' });
  cpSync(join(folder, 'all'), join(there, 'deep/er/all'), { recursive: true });
  cpSync(join(folder, 'cache'), join(there, 'deep/er/cache'), { recursive: true });
  expect(await scan(join(there, 'deep/er'))).toBe(cold);
});

test('the cache holds no path of this machine, and a secret is masked before it', async () => {
  const folder = folderOf(portfolio());
  fill(folder, {
    'all/r3/keys.js': `sforce.opencti.screenPop({});\nconst password = 'hunter2-and-more';\nfetch('https://u:pa55word@x.example.com/');\n`,
  });
  await scan(folder);
  const text = entries(folder)
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  expect(text.length).toBeGreaterThan(10_000);
  expect(text).not.toContain(folder);
  expect(text).not.toMatch(/hunter2|pa55word/);
});

/** The records of the last run, by id. */
function records(folder: string): Record<string, string> {
  const { repos } = JSON.parse(readFileSync(join(folder, 'out/assessment.json'), 'utf8')) as { repos: { id: string }[] };
  return Object.fromEntries(repos.map((record) => [record.id, JSON.stringify(record)]));
}

test('what changed in a repository is noticed, and the others are not read again', async () => {
  const folder = folderOf(portfolio());
  const at = (path: string): string => join(folder, 'all', path);
  fill(folder, {
    'all/r6/.gitignore': 'off/\n',
    'all/r6/off/a.js': 'sforce.opencti.searchAndScreenPop({});\n',
  });
  for (const id of ['r6', 'r7', 'r8']) commit(at(id));
  const sameSize = (path: string): string => readFileSync(path, 'utf8').replace('>300<', '>400<');
  const withOldTimes = (path: string, change: () => void): void => {
    const { atime, mtime } = statSync(path);
    change();
    utimesSync(path, atime, mtime);
  };
  const file = (id: string): string => at(`${id}/CallCenter.xml`);
  await scan(folder);
  const before = records(folder);
  const changes: Readonly<Record<string, () => void>> = {
    // Modified, in ways that are harder and harder to see.
    r0: () => writeFileSync(at('r0/app.js'), 'sforce.opencti.searchAndScreenPop({});\n', { flag: 'a' }),
    r1: () => writeFileSync(file('r1'), sameSize(file('r1'))),
    r2: () => withOldTimes(file('r2'), () => writeFileSync(file('r2'), sameSize(file('r2')))),
    r3: () =>
      withOldTimes(file('r3'), () => {
        writeFileSync(`${file('r3')}.new`, sameSize(file('r3')));
        renameSync(`${file('r3')}.new`, file('r3'));
      }),
    r4: () => rmSync(at('r4/app.js')),
    r6: () => writeFileSync(at('r6/.gitignore'), '\n'),
    // Untracked.
    r7: () => fill(at('r7'), { 'more/untracked.js': 'sforce.opencti.searchAndScreenPop({});\n' }),
    r8: () =>
      void execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', 'commit', '-q', '--allow-empty', '-m', 'two'], {
        cwd: at('r8'),
        env: { ...process.env, GIT_COMMITTER_DATE: '2026-06-05T10:00:00Z' },
      }),
    r9: () => fill(at('r9'), { 'node_modules/kit/index.js': 'sforce.opencti.screenPop({});' }),
    r10: () => renameSync(at('r10/app.js'), at('r10/apq.js')),
  };
  for (const change of Object.values(changes)) change();
  const after = await scan(folder);
  const now = records(folder);
  expect(Object.keys(now).filter((id) => now[id] !== before[id])).toEqual(Object.keys(changes).sort());
  expect(entries(folder)).toHaveLength(COUNT + Object.keys(changes).length);
  expect(after).toBe(await scan(folder, '--no-cache'));
});

test('other options give other records', async () => {
  const folder = folderOf(portfolio());
  fill(folder, { 'all/r4/old/x.callCenter': metadataDefinition([{ name: 'reqInternalName', value: 'Old' }]) });
  const seen = [await scan(folder), await scan(folder, '--exclude=old/'), await scan(folder, '--max-file-size=100')];
  expect(new Set(seen).size).toBe(3);
  expect(entries(folder)).toHaveLength(3 * COUNT);
  expect(await scan(folder, '--exclude=old/')).toBe(seen[1]);
  expect(await scan(folder, '--exclude=old/', '--no-cache')).toBe(seen[1]);
});

test('an entry that is damaged or foreign is thrown away, and the result is right', async () => {
  const folder = folderOf(portfolio());
  const right = await scan(folder);
  const files = entries(folder);
  const sound = files.map((file) => readFileSync(file, 'utf8'));
  const nameOf = (file: string): string => file.split(/[/\\]/).slice(-2).join('');
  /** With a head that agrees with it, as nobody writes it by chance. */
  const forged = (text: string) => (file: string) => {
    const [layout = ''] = readFileSync(file, 'utf8').split(' ');
    writeFileSync(file, `${layout} ${nameOf(file)} ${createHash('sha256').update(text).digest('hex')}\n${text}`);
  };
  const damages: readonly ((file: string) => void)[] = [
    (file) => writeFileSync(file, ''),
    (file) => writeFileSync(file, readFileSync(file).subarray(0, 700)),
    (file) =>
      writeFileSync(
        file,
        readFileSync(file).map((byte, at) => (at === 900 ? byte ^ 1 : byte)),
      ),
    (file) => cpSync(files.at(-1) ?? '', file),
    (file) => writeFileSync(file, '{"version":1,"entries":[]}\n{}'),
    (file) => writeFileSync(file, Buffer.alloc(5000, 0xfe)),
    forged('no record'),
    forged('null'),
    forged('{"id":"other"}'),
  ];
  expect(files.length).toBeGreaterThan(damages.length);
  for (const [at, damage] of damages.entries()) damage(files[at] ?? '');
  expect(await scan(folder)).toBe(right);
  // What was thrown away was made anew.
  expect(entries(folder).map((file) => readFileSync(file, 'utf8'))).toEqual(sound);
});

unix('what stands in the place of an entry and is no file is not waited for', async () => {
  const folder = folderOf(portfolio());
  const right = await scan(folder);
  const put: readonly ((file: string) => unknown)[] = [
    (file) => mkdirSync(file),
    (file) => execFileSync('mkfifo', [file]),
    (file) => symlinkSync('nowhere', file),
    (file) => symlinkSync('/dev/zero', file),
  ];
  for (const [at, file] of entries(folder).slice(0, put.length).entries()) {
    rmSync(file);
    put[at]?.(file);
  }
  expect(await scan(folder)).toBe(right);
});

test('three runs at once on one cache do no harm', async () => {
  const folder = folderOf(portfolio());
  const right = await scan(folder, '--no-cache');
  const places = ['one', 'two', 'three'];
  const scans = (): Promise<unknown> =>
    Promise.all(
      places.map(async (place) => {
        const ended = await run(['scan', 'all', '--each-folder', '-o', place, '--cache-dir', 'cache', '--quiet', ...AS_OF], {
          cwd: folder,
          meddling: LATER,
        });
        expect(ended).toMatchObject({ code: 0, error: '' });
      }),
    );
  await scans();
  for (const place of places) {
    for (const name of readdirSync(join(folder, place)))
      expect(right).toContain(`${name}\n${readFileSync(join(folder, place, name), 'utf8')}`);
  }
  const all = readdirSync(join(folder, 'cache'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(all.filter(({ name }) => /\.[0-9a-f]{12}$/.test(name))).toEqual([]);
  expect(entries(folder)).toHaveLength(COUNT);
});

test('a cache that cannot be made, or is no folder, costs nothing but the cache', async () => {
  const folder = folderOf({ ...portfolio(), cache: 'a file' });
  expect(await scan(folder)).toBe(await scan(folder, '--no-cache'));
  expect(readFileSync(join(folder, 'cache'), 'utf8')).toBe('a file');
});

test('a repository that could not be read wholly this time is read again the next time', async () => {
  const folder = folderOf(portfolio());
  const args = ['scan', 'all', '--each-folder', '-o', 'out', '--cache-dir', 'cache', '--quiet', ...AS_OF];
  const meddling: Meddling = { ...LATER, at: [{ call: 'openSync', part: 'r4/app.js', deed: 'exit', inThread: true }] };
  expect((await run(args, { cwd: folder, meddling })).code).toBe(0);
  const repos = (
    JSON.parse(readFileSync(join(folder, 'out/assessment.json'), 'utf8')) as {
      repos: { id: string; status: string; problems: unknown[] }[];
    }
  ).repos;
  expect(repos.filter(({ status }) => status !== 'assessed').map(({ id }) => id)).toEqual(['r4']);
  const failed = repos.find(({ id }) => id === 'r4');
  expect(failed?.problems).toMatchObject([{ code: 'reader-failed', file: '.', detail: expect.stringMatching(/thread/) }]);
  expect(entries(folder)).toHaveLength(COUNT - 1);
  expect(await scan(folder)).toBe(await scan(folder, '--no-cache'));
  expect(entries(folder)).toHaveLength(COUNT);
});
