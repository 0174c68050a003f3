/** `cti2voice history`: months of scripted work found again in git, to the finding, and told apart from what was recorded. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { openLedger, type Entry, type Ledger } from '../../src/ledger/ledger.ts';
import { readLedgerFolder } from '../../src/ledger/store.ts';
import { cti2voice, type Outcome } from '../fixtures/cli.ts';
import { fill, folderOf } from '../fixtures/folder.ts';
import { gitIn, repositoryOf, type ScriptedCommit } from '../fixtures/git-line.ts';

const PANEL = 'lightning-panel-width';
/** One call a file, each told from the others by its argument. */
const call = (n: number): string => `sforce.opencti.setSoftphonePanelWidth({ widthPX: ${100 + n} });\n`;
const file = (n: number): string => `phone/part${n}.js`;

const opened = (folder: string, ledger = '.cti2voice'): Ledger => {
  const texts = readLedgerFolder(join(folder, ledger));
  if (!texts) throw new Error('There is no ledger.');
  return openLedger(texts);
};
/** Open and done, as an entry has them. */
const countsOf = ({ summary }: Ledger, { repositories }: Entry): [open: number, done: number] => {
  const all = repositories.flatMap(({ state }) => summary(state) ?? []);
  return [all.reduce((sum, { open }) => sum + open, 0), all.reduce((sum, { done }) => sum + done, 0)];
};
const history = (folder: string, ...more: string[]): Outcome => cti2voice(['history', ...more], folder);
const months = (ledger: Ledger): unknown[] => ledger.entries.map((entry) => [entry.asOf, ...countsOf(ledger, entry)]);

/** Two years of work, and what each month is to show. */
function twoYears(): { readonly commits: ScriptedCommit[]; readonly expected: (readonly [day: string, open: number, done: number])[] } {
  const commits: ScriptedCommit[] = [];
  const expected: (readonly [string, number, number])[] = [];
  const there = new Set<number>();
  let done = 0;
  let last = 0;
  const commit = (at: string, changes: Record<string, string | null>, more: Partial<ScriptedCommit> = {}): void =>
    void commits.push({ at, files: changes, ...more });
  const add = (n: number): Record<string, string> => {
    there.add(n);
    return { [file(n)]: call(n) };
  };
  const remove = (n: number): Record<string, null> => {
    if (!there.delete(n)) throw new Error(`${n} is not there.`);
    done++;
    return { [file(n)]: null };
  };
  for (let month = 0; month < 24; month++) {
    const of = (day: number, time = '12:00:00'): string => `${new Date(Date.UTC(2023, month, day)).toISOString().slice(0, 10)}T${time}Z`;
    const end = new Date(Date.UTC(2023, month + 1, 0)).getUTCDate();
    if (month === 0) commit(of(5), Object.assign({}, ...Array.from({ length: 30 }, () => add(last++))) as Record<string, string>);
    else if (month === 4) {
      // A file renamed, one reformatted, and one edited: nothing new, nothing done.
      commit(of(3), { [file(20)]: null, 'phone/renamed.js': call(20) });
      commit(of(4), { [file(21)]: `// Width of the panel\n  ${call(21)}` });
      commit(of(5), { [file(22)]: call(22).replace('122', '2122') });
    } else if (month === 5) {
      // The last second of a month, and the first of the next.
      commit(of(end, '23:59:59'), remove(0));
      expected.push([of(end).slice(0, 10), there.size, done]);
      commit(of(end + 1, '00:00:00'), remove(1));
      continue;
    } else if (month === 8) {
      // Nobody did anything.
    } else if (month === 10) {
      // Done on a branch in October, and there for the team when it was merged.
      const before = [there.size, done] as const;
      commits.push({ at: of(2), branch: 'side', files: { ...remove(2), ...remove(3), ...add(last++) } });
      commits.push({ at: of(3), branch: 'side', files: remove(4) });
      expected.push([of(end).slice(0, 10), ...before]);
      continue;
    } else if (month === 11) {
      commit(of(9), { [file(2)]: null, [file(3)]: null, [file(4)]: null, [file(last - 1)]: call(last - 1) }, { merges: 'side' });
    } else if (month === 14) {
      // Back again: it is done no more.
      there.add(0);
      done--;
      commit(of(9), { [file(0)]: call(0) });
    } else if (month === 17) {
      // Where the committer sits it is the next month already.
      commit(of(end, '20:00:00'), remove(0), { zone: '+1300' });
    } else if (month === 19) {
      // A clock that was wrong, and was put right.
      commit('2031-01-01T00:00:00Z', remove(10));
      commit(of(12), remove(14));
    } else commit(of(14), { ...remove(month + 6 > 20 ? month + 7 : month + 6), ...(month % 3 === 0 ? add(last++) : {}) });
    expected.push([of(end).slice(0, 10), there.size, done]);
  }
  return { commits, expected };
}

describe('two years of scripted work', () => {
  const folder = folderOf();
  const { commits, expected } = twoYears();
  let told: Outcome;

  beforeAll(() => {
    repositoryOf(join(folder, 'phone'), commits);
    told = history(folder, 'phone', '--since', '2022-11-01', '--until', '2024-12-31', '--target', 'amazon-connect');
  }, 120_000);

  test('are found month by month, with exactly what was open and done', () => {
    expect(told.code).toBe(0);
    expect(expected).toHaveLength(24);
    // The script itself goes up and down.
    expect(new Set(expected.map(([, open]) => open)).size).toBeGreaterThan(10);
    expect(months(opened(folder))).toEqual(expected);
    expect(opened(folder).entries.every(({ from }) => from === 'history')).toBe(true);
    expect(opened(folder).entries[0]?.repositories).toMatchObject([{ id: 'phone', isRevision: true }]);
  });

  test('are told as a table', () => {
    const rows = told.out
      .trim()
      .split('\n')
      .map((line) => line.split(/ {2,}/));
    expect(rows[0]).toEqual(['Day', 'Revision', 'Open', 'Done', 'Waived', 'Hours']);
    expect(rows.slice(1).map(([day, , open, done]) => [day, Number(open), Number(done)])).toEqual(expected);
    expect(rows.at(-1)?.[1]).toBe(gitIn(join(folder, 'phone'), 'rev-parse', 'HEAD').slice(0, 10));
    expect(told.error).toBe('24 points: 24 added to .cti2voice\n');
  });

  test('end with what a fresh scan finds', () => {
    const scan = cti2voice(
      ['scan', 'phone', '--record', '--as-of', '2024-12-31', '--target', 'amazon-connect', '-o', 'out', '--no-cache', '--quiet'],
      folder,
    );
    expect([scan.code, scan.error]).toEqual([0, '']);
    const { entries } = opened(folder);
    const of = (from: Entry['from']): Entry | undefined => entries.findLast((entry) => entry.from === from);
    const [rebuilt, fresh] = [of('history'), of('scan')];
    expect([rebuilt?.asOf, fresh?.asOf]).toEqual(['2024-12-31', '2024-12-31']);
    expect(fresh?.repositories.map(({ id, state }) => [id, state])).toEqual(rebuilt?.repositories.map(({ id, state }) => [id, state]));
  });

  test('are there once, however often they are rebuilt', () => {
    const files = (): string[] => readdirSync(join(folder, '.cti2voice'), { recursive: true }).map(String).sort();
    const before = files();
    const again = history(folder, 'phone', '--since', '2022-11-01', '--until', '2024-12-31', '--target', 'amazon-connect');
    expect(again.error).toBe('24 points: 0 added to .cti2voice, 24 there already\n');
    expect(again.out).toBe(told.out);
    expect(files()).toEqual(before);
  });

  test('are the same from a bare clone, and from a folder within a clone', () => {
    gitIn(folder, 'clone', '-q', '--bare', 'phone', 'bare/phone.git');
    const bare = history(folder, 'bare/phone.git', '--since', '2023-01-01', '--until', '2024-12-31', '--ledger', 'of-bare', '--quiet');
    expect([bare.code, bare.error]).toEqual([0, '']);
    expect(months(opened(folder, 'of-bare'))).toEqual(expected);
    const within = history(folder, 'phone/phone', '--since', '2023-01-01', '--until', '2024-12-31', '--ledger', 'of-part', '--quiet');
    expect([within.code, within.error]).toEqual([0, '']);
    const { state, entries } = opened(folder, 'of-part');
    expect(months(opened(folder, 'of-part'))).toEqual(expected);
    expect(state(entries[0]?.repositories[0]?.state ?? '')?.findings.map(({ file: path }) => path)).toContain('part9.js');
  });

  test('by weeks and quarters agree with the months where their days meet', () => {
    history(folder, 'phone', '--since', '2023-01-01', '--until', '2024-12-31', '--every', 'quarter', '--ledger', 'by-quarter');
    const quarters = months(opened(folder, 'by-quarter')) as typeof expected;
    expect(quarters).toHaveLength(8);
    expect(quarters.map(([day, open]) => [day, open])).toEqual(expected.filter((_, at) => at % 3 === 2).map(([day, open]) => [day, open]));
    history(folder, 'phone', '--since', '2023-01-05', '--until', '2023-03-31', '--every', 'week', '--ledger', 'by-week');
    expect(opened(folder, 'by-week').entries.map(({ asOf }) => asOf)[0]).toBe('2023-01-08');
  });

  test('without an end go up to what stands there now', () => {
    const now = history(folder, 'phone', '--since', '2024-10-01', '--ledger', 'until-now');
    const { entries } = opened(folder, 'until-now');
    expect(now.code).toBe(0);
    expect(entries.at(-1)?.asOf).toMatch(/^20(?:2[5-9]|[3-9]\d)-/);
    expect(entries.at(-1)?.repositories[0]?.commit).toBe(gitIn(join(folder, 'phone'), 'rev-parse', 'HEAD').slice(0, 12));
  });
});

describe('a ledger that was kept for a while', () => {
  test('keeps its runs as they are, and the months before them come in beside', () => {
    const folder = folderOf();
    repositoryOf(join(folder, 'phone'), [
      { at: '2024-01-10T00:00:00Z', files: { [file(1)]: call(1), [file(2)]: call(2) } },
      { at: '2024-02-10T00:00:00Z', files: { [file(1)]: null } },
    ]);
    cti2voice(['scan', 'phone', '--record', '--as-of', '2024-02-29', '-o', 'out', '--quiet'], folder);
    const [recorded = ''] = readdirSync(join(folder, '.cti2voice/runs'));
    const text = readFileSync(join(folder, '.cti2voice/runs', recorded), 'utf8');
    expect(history(folder, 'phone', '--since', '2024-01-01', '--until', '2024-03-31').code).toBe(0);
    expect(readFileSync(join(folder, '.cti2voice/runs', recorded), 'utf8')).toBe(text);
    const ledger = opened(folder);
    const rows = ledger.entries.map((entry) => [entry.asOf, entry.from, ...countsOf(ledger, entry)].join(' '));
    // Of one second, which stands first is left to chance.
    expect(rows.toSorted()).toEqual([
      '2024-01-31 history 2 0',
      '2024-02-29 history 1 1',
      // What was done before the first recorded run was not known to it.
      '2024-02-29 scan 1 0',
      '2024-03-31 history 1 1',
    ]);
    // What is recorded from now on goes on from there.
    fill(folder, { 'phone/phone/part2.js': '' });
    cti2voice(['scan', 'phone', '--record', '--as-of', '2024-04-30', '-o', 'out', '--quiet'], folder);
    const last = opened(folder).entries.at(-1);
    expect(last && [last.from, ...countsOf(opened(folder), last)]).toEqual(['scan', 0, 2]);
  });

  test('that says the same of a day already is not told again', () => {
    const folder = folderOf();
    repositoryOf(join(folder, 'phone'), [{ at: '2024-01-10T00:00:00Z', files: { [file(1)]: call(1) } }]);
    cti2voice(['scan', 'phone', '--record', '--as-of', '2024-01-31', '-o', 'out', '--quiet'], folder);
    expect(history(folder, 'phone', '--since', '2024-01-01', '--until', '2024-01-31').error).toContain(
      '0 added to .cti2voice, 1 there already',
    );
    expect(opened(folder).entries.map(({ from }) => from)).toEqual(['scan']);
  });
});

test('several repositories make one entry a month, each from its first commit on', () => {
  const folder = folderOf();
  repositoryOf(join(folder, 'all/one'), [
    { at: '2024-01-10T00:00:00Z', files: { [file(1)]: call(1) } },
    { at: '2024-03-10T00:00:00Z', files: { [file(1)]: null } },
  ]);
  repositoryOf(join(folder, 'all/two'), [{ at: '2024-02-10T00:00:00Z', files: { [file(1)]: call(1), [file(2)]: call(2) } }]);
  fill(folder, { 'all/readme.md': 'loose' });
  const told = history(folder, 'all', '--since', '2024-01-01', '--until', '2024-03-31');
  expect(told.error).toBe('3 points: 3 added to .cti2voice\n');
  const ledger = opened(folder);
  expect(ledger.entries.map((entry) => [entry.asOf, entry.repositories.map(({ id }) => id).join(), ...countsOf(ledger, entry)])).toEqual([
    ['2024-01-31', 'one', 1, 0],
    ['2024-02-29', 'one,two', 3, 0],
    ['2024-03-31', 'one,two', 2, 1],
  ]);
  expect(told.out.split('\n').map((line) => line.slice(0, 24).trimEnd())).toEqual([
    'Day         Repositories',
    '2024-01-31  1 of 2',
    '2024-02-29  2 of 2',
    '2024-03-31  2 of 2',
    '',
  ]);
});

test('a branch that is named is followed instead of the head', () => {
  const folder = folderOf();
  repositoryOf(join(folder, 'phone'), [
    { at: '2024-01-10T00:00:00Z', files: { [file(1)]: call(1) } },
    { at: '2024-02-10T00:00:00Z', branch: 'voice', files: { [file(1)]: null } },
  ]);
  history(folder, 'phone@voice', '--since', '2024-01-01', '--until', '2024-02-29');
  const ledger = opened(folder);
  expect(months(ledger)).toEqual([
    ['2024-01-31', 1, 0],
    ['2024-02-29', 0, 1],
  ]);
  expect(ledger.entries[0]?.repositories[0]?.id).toBe('phone');
});

test('nothing is checked out, and nothing of the repository is run', () => {
  const folder = folderOf();
  const phone = join(folder, 'phone');
  repositoryOf(phone, [
    { at: '2024-01-10T00:00:00Z', files: { [file(1)]: call(1), '.gitattributes': '* filter=evil diff=evil\n' } },
    { at: '2024-02-10T00:00:00Z', files: { [file(2)]: call(2) } },
  ]);
  writeFileSync(join(phone, file(1)), '// not committed\n');
  const mark = join(folder, 'ran');
  const program = join(folder, 'program.sh');
  writeFileSync(program, `#!/bin/sh\ntouch ${mark}\ncat\n`);
  chmodSync(program, 0o755);
  for (const name of ['core.fsmonitor', 'filter.evil.smudge', 'filter.evil.clean', 'diff.evil.textconv', 'diff.external', 'core.pager'])
    gitIn(phone, 'config', name, program);
  mkdirSync(join(phone, '.git/hooks'), { recursive: true });
  for (const hook of ['post-checkout', 'reference-transaction', 'post-index-change']) {
    writeFileSync(join(phone, '.git/hooks', hook), `#!/bin/sh\ntouch ${mark}\n`);
    chmodSync(join(phone, '.git/hooks', hook), 0o755);
  }
  const head = readFileSync(join(phone, '.git/HEAD'), 'utf8');
  const index = readFileSync(join(phone, '.git/index'));
  expect(history(folder, 'phone', '--since', '2024-01-01', '--until', '2024-02-29').code).toBe(0);
  expect(months(opened(folder)).map((row) => (row as unknown[])[1])).toEqual([1, 2]);
  expect(existsSync(mark)).toBe(false);
  expect(readFileSync(join(phone, file(1)), 'utf8')).toBe('// not committed\n');
  expect(readFileSync(join(phone, '.git/HEAD'), 'utf8')).toBe(head);
  expect(readFileSync(join(phone, '.git/index')).equals(index)).toBe(true);
});

describe('what cannot be rebuilt', () => {
  const folder = folderOf({ 'plain/phone.js': call(1), 'full/file.txt': 'no ledger' });
  const since = ['--since', '2024-01-01', '--until', '2024-03-31'] as const;

  beforeAll(() => {
    repositoryOf(join(folder, 'phone'), [
      { at: '2024-01-10T00:00:00Z', files: { [file(1)]: call(1) } },
      { at: '2024-02-10T00:00:00Z', files: { [file(2)]: call(2) } },
      { at: '2024-03-10T00:00:00Z', files: { [file(3)]: call(3) } },
    ]);
    gitIn(folder, 'clone', '-q', '--depth', '2', `file://${join(folder, 'phone')}`, "shallow's clone");
    gitIn(join(folder, 'phone'), 'config', 'uploadpack.allowFilter', 'true');
    gitIn(folder, 'clone', '-q', '--bare', '--filter=blob:none', `file://${join(folder, 'phone')}`, 'partial.git');
    repositoryOf(join(folder, 'empty'), []);
    gitIn(folder, 'clone', '-q', '--bare', 'phone', 'damaged.git');
    const tree = gitIn(folder, '--git-dir=damaged.git', 'rev-parse', 'HEAD~2^{tree}').trim();
    execFileSync('git', ['unpack-objects', '-q'], {
      cwd: join(folder, 'damaged.git'),
      input: readFileSync(packOf(join(folder, 'phone'))),
    });
    for (const name of readdirSync(join(folder, 'damaged.git/objects/pack')))
      execFileSync('rm', ['-f', join(folder, 'damaged.git/objects/pack', name)]);
    execFileSync('rm', ['-f', join(folder, 'damaged.git/objects', tree.slice(0, 2), tree.slice(2))]);
  });

  test.each<[string, readonly string[], RegExp]>([
    ['without a beginning', ['phone'], /It is not said from when on\.\nGive a date/],
    [
      'a beginning after the end',
      ['phone', '--since', '2024-05-01', '--until', '2024-04-01'],
      /--since 2024-05-01 lies after --until 2024-04-01/,
    ],
    ['a date that is none', ['phone', '--since', 'yesterday'], /Write a date as year-month-day/],
    ['a time that is none', ['phone', ...since, '--every', 'day'], /“day” is no length of time; use week, month or quarter/],
    ['a folder without git', ['plain', ...since], /The history of plain cannot be read: it is not kept in git/],
    ['a repository without a commit', ['empty', ...since], /The history of empty cannot be read: it has no commit yet/],
    [
      'a shallow clone',
      ["shallow's clone", ...since],
      /cannot be read: it is a shallow clone, and its history does not go back far enough\.\ngit -C '.*shallow'\\''s clone' fetch --unshallow/,
    ],
    [
      'a partial clone',
      ['partial.git', ...since],
      /cannot be read: it is a partial clone, which lacks 3 objects of that time\.\ngit -C \S+ fetch --refetch --no-filter/,
    ],
    ['a branch that is not there', ['phone@nowhere', ...since], /The history of phone cannot be read/],
    ['a folder that is not there', ['nowhere', ...since], /There is no file or folder “nowhere”/],
    ['a time before all commits', ['phone', '--since', '2020-01-01', '--until', '2020-03-01'], /No repository has a commit in this time/],
    ['a folder of something else as ledger', ['phone', ...since, '--ledger', 'full'], /“full” is no ledger, and it is not empty/],
  ])('%s ends with 2 and says what to do', (_, args, message) => {
    const { code, error, out } = history(folder, ...args);
    expect(error).toMatch(message);
    expect([code, out]).toEqual([2, '']);
    expect(existsSync(join(folder, '.cti2voice'))).toBe(false);
  });

  test('a shallow clone that goes back far enough is read', () => {
    const told = history(folder, "shallow's clone", '--since', '2024-02-15', '--until', '2024-03-31', '--ledger', 'enough');
    expect([told.code, opened(folder, 'enough').entries.length]).toEqual([0, 2]);
  });

  test('one of several is named, and the others are read', () => {
    const told = history(folder, "shallow's clone", 'phone', 'plain', ...since, '--ledger', 'others', '--strict');
    expect(told.code).toBe(4);
    expect(told.error).toMatch(/is left out: it is a shallow clone.*\ngit -C .* fetch --unshallow\n/);
    expect(told.error).toMatch(/plain is left out: it is not kept in git/);
    expect(opened(folder, 'others').entries.map(({ repositories }) => repositories.length)).toEqual([1, 1, 1]);
  });

  test('a revision that is damaged is no state of the work', () => {
    const told = history(folder, 'damaged.git', ...since, '--ledger', 'of-damaged', '--strict');
    expect(told.code).not.toBe(0);
    expect(told.error).toMatch(/could not read this repository|No revision could be read/);
    expect(existsSync(join(folder, 'of-damaged'))).toBe(false);
  });
});

/** Everything in one pack. */
function packOf(folder: string): string {
  gitIn(folder, 'repack', '-q', '-a', '-d');
  const packs = join(folder, '.git/objects/pack');
  return join(packs, readdirSync(packs).find((name) => name.endsWith('.pack')) ?? '');
}

test('the rule of these tests is the only one that they meet', () => {
  const folder = folderOf({ 'phone/part.js': call(1) });
  cti2voice(['scan', 'phone', '--record', '-o', 'out', '--quiet'], folder);
  const { entries, state } = opened(folder);
  const findings = state(entries[0]?.repositories[0]?.state ?? '')?.findings ?? [];
  expect(findings.map(({ fingerprint }) => fingerprint.split(':')[1])).toEqual([PANEL]);
});

test('waivers of the settings go for every point, up to their day', () => {
  const waiver = 'waivers:\n  - path: phone/part1.js\n    reason: Moves later.\n    owner: Telephony\n    expires: 2024-02-15\n';
  const folder = folderOf({ 'cti2voice.yml': waiver });
  repositoryOf(join(folder, 'phone'), [{ at: '2024-01-10T00:00:00Z', files: { [file(1)]: call(1), [file(2)]: call(2) } }]);
  const told = history(folder, 'phone', '--since', '2024-01-01', '--until', '2024-02-29');
  expect([told.code, told.error]).toEqual([0, '2 points: 2 added to .cti2voice\n']);
  const { entries, summary } = opened(folder);
  const panel = entries.map(({ repositories }) => summary(repositories[0]?.state ?? '')?.find(({ open, waived }) => open + waived > 0));
  expect(panel.map((one) => [one?.open, one?.waived])).toEqual([
    [1, 1],
    [2, 0],
  ]);
});

test('another catalog makes points of its own, in which nothing of it is work', () => {
  const rule = readFileSync(new URL('../../rules/lightning/refresh-view.yaml', import.meta.url), 'utf8');
  const folder = folderOf({ 'rules/refresh-view.yaml': rule.replaceAll('verdict: redesign', 'verdict: rewrite') });
  repositoryOf(join(folder, 'phone'), [
    { at: '2024-01-10T00:00:00Z', files: { [file(1)]: `${call(1)}sforce.opencti.refreshView();\n`, [file(2)]: call(2) } },
    { at: '2024-02-10T00:00:00Z', files: { [file(2)]: null } },
  ]);
  const args = ['phone', '--since', '2024-01-01', '--until', '2024-03-31'];
  expect(history(folder, ...args).error).toBe('3 points: 3 added to .cti2voice\n');
  const before = months(opened(folder));
  expect(history(folder, ...args, '--rules', 'rules').error).toBe('3 points: 3 added to .cti2voice\n');
  const ledger = opened(folder);
  const catalogs = new Set(ledger.entries.map(({ catalog }) => catalog));
  expect(catalogs.size).toBe(2);
  for (const one of catalogs)
    expect(months({ ...ledger, entries: ledger.entries.filter(({ catalog }) => catalog === one) })).toEqual(before);
});
