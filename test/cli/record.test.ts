/** `scan --record`: the run goes to the ledger, last of all; the ledger is no part of what is scanned; and a run that is killed harms nothing. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { openLedger, type Ledger } from '../../src/ledger/ledger.ts';
import { readLedgerFolder } from '../../src/ledger/store.ts';
import { assessmentSchema } from '../../src/model/assessment.ts';
import { adapterScript, chance } from '../fixtures/adapters.ts';
import { cti2voice, OUTPUTS } from '../fixtures/cli.ts';
import { importDefinition } from '../fixtures/definitions.ts';
import { fill, folderOf, type Tree } from '../fixtures/folder.ts';

const SOURCE: Tree = {
  'phone/phone.js': "sforce.opencti.enableClickToDial({});\nsforce.opencti.saveLog({ value: { entityApiName: 'Task' } });\n",
};

const opened = (folder: string): Ledger => {
  const texts = readLedgerFolder(join(folder, '.cti2voice'));
  if (!texts) throw new Error('There is no ledger.');
  return openLedger(texts);
};
const record = (folder: string, day: string, ...more: string[]): ReturnType<typeof cti2voice> =>
  cti2voice(['scan', 'phone', '--record', '--as-of', day, '-o', 'out', '--no-cache', ...more], folder);
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

test('a run is recorded, and one of another result beside it', () => {
  const folder = folderOf(SOURCE);
  const first = record(folder, '2027-01-31');
  expect(first.code).toBe(0);
  expect(first.error).toMatch(/recorded as [0-9a-f]{8} in \.cti2voice\/runs\/2027-01-31-[0-9a-f]{16}\.json\n$/);
  fill(folder, { 'phone/phone.js': 'sforce.opencti.enableClickToDial({});\n' });
  expect(record(folder, '2027-02-28').code).toBe(0);
  const { entries, damaged, state, rules } = opened(folder);
  expect(damaged).toEqual([]);
  expect(entries.map(({ asOf, from, target }) => [asOf, from, target])).toEqual([
    ['2027-01-31', 'scan', null],
    ['2027-02-28', 'scan', null],
  ]);
  const capabilities = (at: number): Record<string, readonly number[]> =>
    Object.fromEntries(
      (state(entries[at]?.repositories[0]?.state ?? '')?.capabilities ?? []).map(({ id, open, done, waived }) => [
        id,
        [open, done, waived],
      ]),
    );
  expect(capabilities(0)).toMatchObject({ 'click-to-dial': [1, 0, 0], 'call-log': [1, 0, 0] });
  expect(capabilities(1)).toMatchObject({ 'click-to-dial': [1, 0, 0], 'call-log': [0, 1, 0] });
  expect(rules(entries[0]?.catalog ?? '')?.size).toBeGreaterThan(100);
});

test('what was done and is back is done no more', () => {
  const folder = folderOf(SOURCE);
  record(folder, '2027-01-31');
  fill(folder, { 'phone/phone.js': 'sforce.opencti.enableClickToDial({});\n' });
  record(folder, '2027-02-28');
  fill(folder, SOURCE);
  record(folder, '2027-03-31');
  const { entries, summary } = opened(folder);
  expect(entries.map(({ repositories }) => summary(repositories[0]?.state ?? '')?.find(({ id }) => id === 'call-log')?.done)).toEqual([
    0, 1, 0,
  ]);
});

test('the same result is recorded once', () => {
  const folder = folderOf(SOURCE);
  record(folder, '2027-01-31');
  const before = filesBelow(join(folder, '.cti2voice'));
  expect(record(folder, '2027-01-31').error).toMatch(/already recorded in \.cti2voice\/runs\//);
  expect(filesBelow(join(folder, '.cti2voice'))).toEqual(before);
});

test('nothing is recorded unless it is asked for', () => {
  const folder = folderOf(SOURCE);
  expect(cti2voice(['scan', 'phone', '-o', 'out', '--quiet'], folder).code).toBe(0);
  expect(existsSync(join(folder, '.cti2voice'))).toBe(false);
});

test('a share is refused before anything is read, and the merged result is taken', () => {
  const folder = folderOf(SOURCE);
  const refused = record(folder, '2027-01-31', '--shard', '1/1');
  expect(refused).toMatchObject({ code: 2, error: expect.stringContaining('A share is not recorded') as unknown });
  expect(existsSync(join(folder, 'out'))).toBe(false);
  cti2voice(['scan', 'phone', '--as-of', '2027-01-31', '-o', 'part', '-f', 'json', '--quiet'], folder);
  expect(cti2voice(['merge', 'part/assessment.json', '-o', 'out', '--record', '--quiet'], folder).code).toBe(0);
  expect(opened(folder).entries).toHaveLength(1);
});

test('a folder of source is not made a ledger', () => {
  const folder = folderOf(SOURCE);
  expect(record(folder, '2027-01-31', '--ledger', 'phone')).toMatchObject({
    code: 2,
    error: expect.stringContaining('is no ledger') as unknown,
  });
  expect(filesBelow(join(folder, 'phone'))).toEqual(['phone.js']);
});

describe('a ledger is no part of what is scanned', () => {
  const result = (folder: string): string => {
    expect(cti2voice(['scan', '.', '--as-of', '2027-06-30', '-o', 'out', '-f', 'json', '--no-cache', '--quiet'], folder).code).toBe(0);
    return readFileSync(join(folder, 'out/assessment.json'), 'utf8');
  };

  test.each(['.cti2voice', 'records/of-the-phone'])('in the folder %s', (ledger) => {
    const folder = folderOf(SOURCE);
    const before = result(folder);
    for (const day of ['2027-01-31', '2027-02-28'])
      cti2voice(['scan', '.', '--record', '--ledger', ledger, '--as-of', day, '-o', 'out', '--quiet'], folder);
    expect(filesBelow(join(folder, ledger)).filter((name) => name.startsWith('runs/'))).toHaveLength(2);
    expect(result(folder)).toBe(before);
  });

  test('nor a repository of its own beside others', () => {
    const folder = folderOf({ 'a/sfdx-project.json': '{}', 'a/x.js': 'sforce.opencti.refreshView();', 'b/sfdx-project.json': '{}' });
    const before = result(folder);
    cti2voice(['scan', '.', '--record', '--as-of', '2027-01-31', '-o', 'out', '--quiet'], folder);
    expect(result(folder)).toBe(before);
  });
});

/** The id of the run that a file is of; null for a table without rows, and for the one whose columns are Azure Boards’ own. */
function runOfFile(path: string): string | null {
  const text = readFileSync(path, 'utf8');
  if (path.endsWith('.json')) return assessmentSchema.parse(JSON.parse(text)).run ?? 'none';
  if (path.endsWith('.html')) {
    expect(text.trimEnd().endsWith('</html>')).toBe(true);
    return /<meta name="cti2voice-run" content="([0-9a-f]{16})">/.exec(text)?.[1] ?? 'none';
  }
  expect(text.endsWith('\r\n')).toBe(true);
  if (path.endsWith('azure-boards.csv')) return null;
  const rows = parse(text, { columns: true }) as Record<string, string>[];
  const runs = [...new Set(rows.map((row) => row['run'] ?? 'none'))];
  expect(runs.length).toBeLessThanOrEqual(1);
  return runs[0] ?? null;
}

test('every file of a run carries its id, and so does its entry', () => {
  const folder = folderOf({ ...SOURCE, 'phone/phone.xml': importDefinition([{ name: 'reqInternalName', value: 'Phone' }]) });
  record(folder, '2027-01-31');
  const [entry] = opened(folder).entries;
  const runs = OUTPUTS.map((name) => runOfFile(join(folder, 'out', name)));
  expect(new Set(runs.filter((run) => run !== null))).toEqual(new Set([entry?.run]));
  expect(runs.filter((run) => run !== null).length).toBeGreaterThan(4);
});

const KILLS = Number(process.env['CTI2VOICE_KILLS'] ?? 20);
const PROGRAM = fileURLToPath(new URL('../../dist/cli.mjs', import.meta.url));

test(
  `a run that is killed leaves each file old or new and whole, and the ledger last: ${KILLS} times`,
  async () => {
    const random = chance(7);
    const folder = folderOf();
    const sourceAt = (round: number): Tree =>
      Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`phone/part${n}.js`, adapterScript(n * 1000 + (n % 3 === 0 ? round : 0))]));
    const args = (round: number): string[] => ['scan', 'phone', '--record', '-o', 'out', '--no-cache', '--quiet', '--as-of', dayOf(round)];
    const dayOf = (round: number): string => new Date(Date.UTC(2027, 0, 1 + round)).toISOString().slice(0, 10);
    fill(folder, sourceAt(0));
    let started = performance.now();
    expect(cti2voice(args(0), folder).code).toBe(0);
    let takes = performance.now() - started;
    let before = runOfFile(join(folder, 'out/assessment.json'));
    let runs = 1;
    const seen = { old: 0, mixed: 0, whole: 0, recorded: 0 };
    for (let round = 1; round <= KILLS; round++) {
      fill(folder, sourceAt(round));
      const child = spawn(process.execPath, [PROGRAM, ...args(round)], { cwd: folder, stdio: 'ignore' });
      const ended = new Promise((done) => child.once('exit', done));
      const timer = setTimeout(() => child.kill('SIGKILL'), takes * (0.3 + 0.75 * random()));
      await ended;
      clearTimeout(timer);
      const found = OUTPUTS.map((name) => runOfFile(join(folder, 'out', name)));
      const { entries, damaged } = opened(folder);
      expect(damaged).toEqual([]);
      started = performance.now();
      expect(cti2voice(args(round), folder).code).toBe(0);
      // Under load one run may take a multiple of another.
      takes = (takes + (performance.now() - started)) / 2;
      const now = runOfFile(join(folder, 'out/assessment.json'));
      const told = found.filter((run) => run !== null);
      for (const run of told) expect([before, now]).toContain(run);
      const news = told.filter((run) => run === now).length;
      if (entries.some(({ run }) => run === now)) {
        seen.recorded++;
        expect(news).toBe(told.length);
      } else if (news === 0) seen.old++;
      else if (news < told.length) seen.mixed++;
      else seen.whole++;
      expect(entries.length).toBe(runs + (entries.some(({ run }) => run === now) ? 1 : 0));
      runs++;
      expect(opened(folder)).toMatchObject({ damaged: [] });
      expect(opened(folder).entries).toHaveLength(runs);
      before = now;
    }
    if (process.env['CTI2VOICE_KILLS'] !== undefined) console.log(JSON.stringify(seen));
    expect(seen.old + seen.mixed + seen.whole).toBeGreaterThan(0);
  },
  KILLS * 15_000,
);
