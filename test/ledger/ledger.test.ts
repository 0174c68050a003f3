/** The texts of a ledger: what goes in comes out, damage is named, and nothing that git does to a branch loses a run. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Known } from '../../src/compare/known.ts';
import {
  linesOf,
  rosterId,
  rosterText,
  runIdOf,
  runName,
  runText,
  stateId,
  stateOf,
  storedState,
  type Run,
  type State,
} from '../../src/ledger/format.ts';
import { damageTexts, openLedger, pastOf, sideOfEntry, type Ledger } from '../../src/ledger/ledger.ts';
import { addRun, readLedgerFolder, type RunFiles } from '../../src/ledger/store.ts';
import { folderOf } from '../fixtures/folder.ts';

const known = (n: number, file = 'src/phone.js'): Known => ({
  fingerprint: `f1-${String(n).padStart(20, '0')}:lightning-screen-pop`,
  name: 'screenPop',
  file,
  content: `content${n}`,
  within: 'wwwww',
  before: '',
  after: 'aaaaa',
  isOrdinal: true,
  line: null,
});

const stateWith = (findings: readonly Known[], more: Partial<State> = {}): State => ({
  capabilities: [
    { id: 'screen-pop', open: findings.length, done: 0, waived: 0, hours: [null, { low: 1, likely: 2, high: 4.5 }, null, null, null] },
  ],
  findings,
  source: 'source',
  lost: [],
  ...more,
});

/** A run of one repository, as files. `ledger` is what was there before. */
function runFiles(
  asOf: string,
  state: State,
  ledger: Ledger | null = null,
  more: Partial<Run> = {},
  id = 'phone',
): RunFiles & { readonly name: string } {
  const lines = linesOf(state);
  const last = ledger?.entries.at(-1)?.repositories[0]?.state;
  const base = last === undefined ? null : ledger?.lines(last);
  const stored = storedState(stateId(lines), lines, last !== undefined && base ? { id: last, lines: base } : null);
  const roster = rosterText([{ id }]);
  const run: Run = {
    run: `run of ${asOf}`,
    asOf,
    recorded: `${asOf}T08:00:00Z`,
    from: 'scan',
    tool: '1.0.0',
    catalog: 'one',
    target: null,
    hours: [],
    repositories: [{ id, commit: 'abcdef012345', isRevision: false, state: stored.id }],
    states: [stored],
    ...more,
  };
  const text = runText(run, rosterId(roster));
  const name = runName(run, text);
  const catalog = {
    name: 'one.json',
    text: '{\n"cti2voice": "catalog",\n"version": "one",\n"rules": [\n["lightning-screen-pop","screen-pop","judged","Screen pop"]\n]\n}\n',
  };
  return { name, run: { name, text }, roster: { name: `${rosterId(roster)}.json`, text: roster }, catalog };
}

const opened = (folder: string): Ledger => {
  const texts = readLedgerFolder(folder);
  if (!texts) throw new Error('There is no ledger.');
  return openLedger(texts);
};
const add = (folder: string, asOf: string, state: State, more: Partial<Run> = {}): string => {
  const texts = readLedgerFolder(folder);
  const files = runFiles(asOf, state, texts && openLedger(texts), more);
  addRun(folder, 'ledger', files);
  return files.name;
};

describe('a state', () => {
  const hostile = stateWith(
    [
      known(1),
      known(2, 'a "quoted"\n]]],[\u2028 path/ä.js'),
      { ...known(3), isOrdinal: false, before: '', after: '', within: 'sssss', content: '' },
      { ...known(4), within: '', before: '', after: '' },
    ],
    { lost: ['broken.js', '__proto__'] },
  );

  test('comes out of its lines as it went in', () => {
    const back = stateOf(linesOf(hostile));
    const byId = (a: Known, b: Known): number => (a.fingerprint < b.fingerprint ? -1 : 1);
    expect({ ...back, findings: back.findings.toSorted(byId), lost: back.lost.toSorted() }).toEqual({
      ...hostile,
      findings: hostile.findings.toSorted(byId),
      lost: hostile.lost.toSorted(),
    });
  });

  test('is the same whatever the order of its findings', () => {
    const turned = { ...hostile, findings: hostile.findings.toReversed() };
    expect(stateId(linesOf(turned))).toBe(stateId(linesOf(hostile)));
  });

  test('comes back through a chain of differences, and each link is short', () => {
    const folder = folderOf();
    const many = Array.from({ length: 60 }, (_, n) => known(n));
    for (let week = 0; week < 20; week++)
      add(
        folder,
        `2027-03-${String(week + 1).padStart(2, '0')}`,
        stateWith([...many.slice(week), known(1000 + week, hostile.findings[1]?.file)]),
      );
    const ledger = opened(folder);
    expect(ledger.entries).toHaveLength(20);
    ledger.entries.forEach((entry, week) => {
      const state = entry.repositories[0]?.state ?? '';
      expect(
        ledger
          .state(state)
          ?.findings.map(({ fingerprint }) => fingerprint)
          .sort(),
      ).toEqual([...many.slice(week), known(1000 + week)].map(({ fingerprint }) => fingerprint).sort());
      expect(stateId(ledger.lines(state) ?? [])).toBe(state);
      expect(ledger.summary(state)).toEqual(ledger.state(state)?.capabilities);
      if (week > 0) expect(ledger.depth(state)).toBe(week);
    });
    const sizes = readdirSync(join(folder, 'runs')).map((name) => readFileSync(join(folder, 'runs', name)).length);
    expect(Math.max(...sizes.slice(1))).toBeLessThan((sizes[0] ?? 0) / 4);
  });

  test('that lost a capability is summed up without it', () => {
    const folder = folderOf();
    add(folder, '2027-01-01', stateWith(Array.from({ length: 40 }, (_, n) => known(n))));
    const capabilities = [{ id: 'call-log', open: 39, done: 0, waived: 0, hours: [null, null, null, null, null] }];
    add(
      folder,
      '2027-01-08',
      stateWith(
        Array.from({ length: 39 }, (_, n) => known(n)),
        { capabilities },
      ),
    );
    const ledger = opened(folder);
    expect(ledger.summary(ledger.entries[1]?.repositories[0]?.state ?? '')).toEqual(capabilities);
  });
});

describe('a damaged file is named and skipped', () => {
  const three = (): { readonly folder: string; readonly names: string[] } => {
    const folder = folderOf();
    const names = ['2027-01-01', '2027-01-08', '2027-01-15'].map((day, n) =>
      add(folder, day, stateWith([known(n), known(n + 1)], { source: day })),
    );
    return { folder, names };
  };
  const path = (folder: string, name = ''): string => join(folder, 'runs', name);

  test.each<[string, (file: string, text: string) => void]>([
    ['cut off', (file, text) => writeFileSync(file, text.slice(0, text.length / 2))],
    ['empty', (file) => writeFileSync(file, '')],
    ['with the marks of a conflict', (file, text) => writeFileSync(file, `<<<<<<< HEAD\n${text}=======\n>>>>>>> other\n`)],
    ['with one letter changed', (file, text) => writeFileSync(file, text.replace('"f1-0', '"f1-1'))],
    ['not JSON', (file) => writeFileSync(file, '\0\0\0')],
  ])('%s', (_, damage) => {
    const { folder, names } = three();
    const [, middle = ''] = names;
    damage(path(folder, middle), readFileSync(path(folder, middle), 'utf8'));
    const ledger = opened(folder);
    expect(ledger.entries.map(({ asOf }) => asOf)).toEqual(['2027-01-01', '2027-01-15']);
    expect(ledger.damaged).toEqual([
      { file: `runs/${middle}`, reason: expect.stringContaining('its content is not what its name says') as unknown },
    ]);
  });

  test('and what rested on it is told to be lost, never to be empty', () => {
    const folder = folderOf();
    const many = Array.from({ length: 40 }, (_, n) => known(n));
    const first = add(folder, '2027-01-01', stateWith(many));
    add(folder, '2027-01-08', stateWith(many.slice(1)));
    rmSync(path(folder, first));
    const ledger = opened(folder);
    const [entry] = ledger.entries;
    if (!entry) throw new Error('The second run is gone.');
    expect(ledger.state(entry.repositories[0]?.state ?? '')).toBeNull();
    expect(ledger.summary(entry.repositories[0]?.state ?? '')).toBeNull();
    expect(sideOfEntry(ledger, entry).repositories).toMatchObject([{ base: 'phone', findings: [], lost: ['.'], isMissing: true }]);
    expect(ledger).toMatchObject({ damaged: [], lost: { runs: 1, repositories: 1, from: '2027-01-08', to: '2027-01-08' } });
    expect(damageTexts(ledger, 'book')).toEqual([
      'book: what the run of 2027-01-08 saw of 1 repository is lost; it rests on a file that is damaged or missing.',
    ]);
  });

  test('a list of repositories', () => {
    const { folder } = three();
    const [roster = ''] = readdirSync(join(folder, 'rosters'));
    writeFileSync(join(folder, 'rosters', roster), '{}');
    const ledger = opened(folder);
    expect(ledger.entries).toEqual([]);
    expect(ledger.damaged.map(({ file }) => file)).toEqual(expect.arrayContaining([`rosters/${roster}`]));
    expect(ledger.damaged).toHaveLength(4);
  });

  test('but other line ends, and a byte-order mark, are no damage', () => {
    const { folder, names } = three();
    for (const name of names)
      writeFileSync(path(folder, name), `\ufeff${readFileSync(path(folder, name), 'utf8').replaceAll('\n', '\r\n')}`);
    expect(opened(folder)).toMatchObject({ damaged: [], entries: [{}, {}, {}] });
  });

  test('and what a run that was cut off left behind is none', () => {
    const { folder, names } = three();
    writeFileSync(path(folder, `${names[0]}.1234.tmp`), '{"cti2voice": "ru');
    writeFileSync(path(folder, 'notes.txt'), 'mine');
    expect(opened(folder)).toMatchObject({ damaged: [], entries: [{}, {}, {}] });
  });
});

test('runs stand in the order of their days, and of a day in that of their clock', () => {
  const folder = folderOf();
  add(folder, '2028-02-29', stateWith([known(1)], { source: 'c' }));
  add(folder, '2028-02-28', stateWith([known(2)], { source: 'b' }), { recorded: '2028-02-28T10:00:00Z' });
  add(folder, '2028-02-28', stateWith([known(3)], { source: 'a' }), { recorded: '2028-02-28T09:00:00Z' });
  expect(opened(folder).entries.map(({ recorded }) => recorded)).toEqual([
    '2028-02-28T09:00:00Z',
    '2028-02-28T10:00:00Z',
    '2028-02-29T08:00:00Z',
  ]);
});

test('the past knows how many of a kind there were at most', () => {
  const folder = folderOf();
  const three = [1, 2, 3].map((n) => ({ ...known(n), content: 'same' }));
  add(folder, '2027-01-01', stateWith(three));
  add(folder, '2027-01-08', stateWith(three.slice(0, 1)));
  expect([...pastOf(opened(folder))('phone').values()]).toEqual([3]);
  expect(pastOf(opened(folder))('other').size).toBe(0);
});

describe('branches', () => {
  const git = (cwd: string, ...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'merge.conflictStyle=merge', ...args], {
      cwd,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  const repository = (): { readonly root: string; readonly ledger: string } => {
    const root = folderOf();
    git(root, 'init', '-q', '-b', 'main');
    const ledger = join(root, '.cti2voice');
    add(ledger, '2027-01-01', stateWith([known(1), known(2), known(3)]));
    commit(root);
    return { root, ledger };
  };
  const commit = (root: string): void => {
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', 'recorded');
  };

  test.each([2, 3])('that each record a run merge %i ways without conflict and without loss', (ways) => {
    const { root, ledger } = repository();
    const names: string[] = [];
    for (let way = 0; way < ways; way++) {
      git(root, 'checkout', '-q', '-b', `way-${way}`, 'main');
      names.push(add(ledger, '2027-01-08', stateWith([known(1), known(2), known(100 + way)]), { run: `way ${way}` }));
      commit(root);
    }
    git(root, 'checkout', '-q', 'main');
    if (ways === 3) git(root, 'merge', '-q', '-m', 'all at once', 'way-0', 'way-1', 'way-2');
    else for (let way = 0; way < ways; way++) git(root, 'merge', '-q', '-m', 'one', `way-${way}`);
    const after = add(ledger, '2027-01-15', stateWith([known(1)]));
    commit(root);
    expect(git(root, 'status', '--porcelain')).toBe('');
    const { entries, damaged, state } = opened(ledger);
    expect(damaged).toEqual([]);
    expect(entries.map(({ file }) => file.slice('runs/'.length)).sort()).toEqual([...readdirSync(join(ledger, 'runs'))].sort());
    expect(entries.map(({ id }) => id)).toEqual(expect.arrayContaining([...names, after].map((name) => runIdOf(name))));
    expect(entries).toHaveLength(2 + ways);
    expect(entries.map(({ repositories }) => state(repositories[0]?.state ?? '')?.findings.length)).toEqual([
      3,
      ...Array<number>(ways).fill(3),
      1,
    ]);
  });

  test('that record the same run merge to one', () => {
    const { root, ledger } = repository();
    for (const way of ['a', 'b']) {
      git(root, 'checkout', '-q', '-b', way, 'main');
      add(ledger, '2027-01-08', stateWith([known(1)]));
      writeFileSync(join(root, `${way}.txt`), way);
      commit(root);
    }
    git(root, 'merge', '-q', '-m', 'both', 'a');
    expect(opened(ledger)).toMatchObject({ damaged: [], entries: [{ asOf: '2027-01-01' }, { asOf: '2027-01-08' }] });
  });

  test('that each rebuild the same point merge to one, and those that each scanned the same keep both', () => {
    const { root, ledger } = repository();
    for (const [way, clock] of [
      ['a', '2027-02-01T08:00:00Z'],
      ['b', '2027-02-01T09:30:00Z'],
    ] as const) {
      git(root, 'checkout', '-q', '-b', way, 'main');
      add(ledger, '2026-12-31', stateWith([known(1)]), { from: 'history', run: 'rebuilt', recorded: clock });
      add(ledger, '2027-01-08', stateWith([known(1)]), { run: 'scanned', recorded: clock });
      commit(root);
    }
    git(root, 'merge', '-q', '-m', 'both', 'a');
    const { entries, damaged } = opened(ledger);
    expect(damaged).toEqual([]);
    expect(readdirSync(join(ledger, 'runs'))).toHaveLength(5);
    expect(entries.map(({ asOf, from }) => `${asOf} ${from}`)).toEqual([
      '2026-12-31 history',
      '2027-01-01 scan',
      '2027-01-08 scan',
      '2027-01-08 scan',
    ]);
  });

  test('are checked out with the ends of lines of Windows, and back', () => {
    const { root, ledger } = repository();
    git(root, 'config', 'core.autocrlf', 'true');
    rmSync(ledger, { recursive: true });
    git(root, 'checkout', '-q', '--', '.');
    expect(opened(ledger)).toMatchObject({ damaged: [], entries: [{ asOf: '2027-01-01' }] });
    expect(git(root, 'status', '--porcelain')).toBe('');
  });
});

test('a folder with something else in it is not made a ledger', () => {
  const folder = folderOf({ 'src/phone.js': 'sforce.opencti.refreshView();' });
  expect(() => add(folder, '2027-01-01', stateWith([]))).toThrow('is no ledger, and it is not empty');
  expect(readdirSync(folder)).toEqual(['src']);
});
