import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  addComparisons,
  bareName,
  compareWithLabels,
  falseInClean,
  ratesOf,
  readLabels,
  shareText,
  shortfallsOf,
  standingOf,
  totalCounts,
  type Label,
  type Sighting,
} from '../src/accuracy.ts';

const label = (more: Partial<Label> = {}): Label => ({
  repo: 'quillmere/dialler',
  commit: 'f'.repeat(40),
  path: 'src/phone.js',
  line: 7,
  api: 'opencti',
  member: 'saveLog',
  kind: 'call',
  live: 'yes',
  how: 'direct',
  note: '',
  ...more,
});

const sighting = (more: Partial<Sighting> = {}): Sighting => ({
  file: 'src/phone.js',
  line: 7,
  column: 1,
  kind: 'call',
  name: 'saveLog',
  api: 'opencti',
  ruleId: 'opencti-save-log',
  confidence: 'exact',
  ...more,
});

const counts = (labels: readonly Label[], sightings: readonly Sighting[], archives = false) => {
  const comparison = compareWithLabels(labels, sightings, archives);
  const { neutral, repeated, notJudged } = comparison;
  return { ...totalCounts(comparison), neutral, repeated, notJudged };
};
const nothing = { right: 0, missed: 0, surplus: 0, neutral: 0, repeated: 0, notJudged: 0 };

describe('a comparison', () => {
  test('counts a finding on its row as right, and a row without a finding as missed', () => {
    expect(counts([label(), label({ line: 8 })], [sighting()])).toEqual({ ...nothing, right: 1, missed: 1 });
  });

  test('counts a finding where no row is as surplus', () => {
    const { kinds, surplus } = compareWithLabels([label()], [sighting(), sighting({ line: 9 })]);
    expect(kinds.call).toEqual({ right: 1, missed: 0, surplus: 1 });
    expect(surplus).toEqual([{ sighting: sighting({ line: 9 }), reason: 'no row' }]);
  });

  test('takes a further finding for a row that was met as a repeat, not as surplus', () => {
    expect(counts([label()], [sighting(), sighting({ ruleId: 'other-rule' })])).toEqual({ ...nothing, right: 1, repeated: 1 });
  });

  test('demands both of two rows on a line, even where they are equal', () => {
    const twice = [label(), label()];
    expect(counts(twice, [sighting()])).toEqual({ ...nothing, right: 1, missed: 1 });
    expect(counts(twice, [sighting(), sighting()])).toEqual({ ...nothing, right: 2 });
  });

  test('tells two rows on a line apart by kind and by name', () => {
    const rows = [label({ member: 'screenPop' }), label({ member: 'SCREENPOP_TYPE.URL', kind: 'constant' })];
    const both = [sighting({ kind: 'constant', name: 'SCREENPOP_TYPE.URL' }), sighting({ name: 'screenPop' })];
    expect(counts(rows, both)).toEqual({ ...nothing, right: 2 });
    expect(counts(rows, [sighting({ kind: 'constant', name: 'SCREENPOP_TYPE.SOBJECT' })])).toEqual({ ...nothing, missed: 2, surplus: 1 });
  });

  test('takes a wrong name on a live line for a miss and a surplus, not for a hit', () => {
    const { missed, surplus } = compareWithLabels([label()], [sighting({ name: 'screenPop' })]);
    expect(missed).toEqual([label()]);
    expect(surplus).toMatchObject([{ reason: 'another name or kind' }]);
  });

  test('takes a member of another API for a surplus, and asks no API of behaviour', () => {
    expect(counts([label()], [sighting({ api: 'interaction' })])).toEqual({ ...nothing, missed: 1, surplus: 1 });
    expect(counts([label()], [sighting({ api: 'behaviour' })])).toEqual({ ...nothing, right: 1 });
  });

  test('does not tell the parts of one API apart', () => {
    expect(counts([label({ api: 'interaction.cti' })], [sighting({ api: 'interaction' })])).toEqual({ ...nothing, right: 1 });
  });

  test('says what stands on the line of a surplus: comment, string, documentation, a copy of the library', () => {
    const rows = ['comment', 'string', 'doc', 'library-copy'].map((live, index) => label({ live, line: index + 1 }));
    const { surplus, missed } = compareWithLabels(
      rows,
      rows.map(({ line }) => sighting({ line })),
    );
    expect(surplus.map(({ reason }) => reason)).toEqual(['comment', 'string', 'doc', 'library-copy']);
    expect(missed).toEqual([]);
  });

  test('lets a reference pass beside code, demands none, and takes one where no code is for a surplus', () => {
    const rows = [label(), label({ line: 8, live: 'comment' }), label({ line: 9, kind: 'reference', member: '(namespace)' })];
    const found = [7, 8, 9, 10].map((line) => sighting({ line, kind: 'reference' }));
    const { kinds, notJudged, missed } = compareWithLabels(rows, found);
    expect(kinds.reference).toEqual({ right: 0, missed: 0, surplus: 2 });
    expect(notJudged).toBe(2);
    expect(missed).toEqual([label()]);
  });

  test('lets a call pass on the row of a reference by that name, or of the API object', () => {
    const stored = label({ kind: 'reference' });
    expect(counts([stored], [sighting()])).toEqual({ ...nothing, neutral: 1 });
    expect(counts([stored], [sighting({ name: 'screenPop' })])).toEqual({ ...nothing, surplus: 1 });
    expect(counts([label({ kind: 'reference', member: '(namespace)' })], [sighting()])).toEqual({ ...nothing, neutral: 1 });
  });

  test('asks for rows in a .zip only with archives', () => {
    const zipped = label({ path: 'phone.zip!/js/phone.js' });
    expect(counts([zipped], [])).toEqual(nothing);
    expect(counts([zipped], [sighting({ file: zipped.path })])).toEqual({ ...nothing, neutral: 1 });
    expect(counts([zipped], [], true)).toEqual({ ...nothing, missed: 1 });
    expect(counts([zipped], [sighting({ file: zipped.path })], true)).toEqual({ ...nothing, right: 1 });
  });

  test('always asks for rows in a zipped static resource, with or without a slash after the mark', () => {
    const zipped = label({ path: 'phone.resource!/js/phone.js' });
    expect(counts([zipped], [sighting({ file: 'phone.resource!js/phone.js' })])).toEqual({ ...nothing, right: 1 });
    expect(counts([zipped], [])).toEqual({ ...nothing, missed: 1 });
  });

  test('leaves tab handling of the console open, and demands agent status', () => {
    const tab = label({ api: 'console', member: 'openSubtab', note: 'tab navigation' });
    const status = label({ api: 'console', member: 'presence.logout', line: 8 });
    const found = [sighting({ api: 'console', name: 'openSubtab' }), sighting({ api: 'console', name: 'presence.logout', line: 8 })];
    expect(counts([tab, status], found)).toEqual({ ...nothing, right: 1, neutral: 1 });
    expect(counts([tab, status], [])).toEqual({ ...nothing, missed: 1 });
  });

  test('leaves kinds alone that the labels say nothing about', () => {
    const found = (['check', 'trace', 'console-use', 'definition-item'] as const).map((kind) => sighting({ kind, line: 99 }));
    expect(counts([], found)).toEqual({ ...nothing, notJudged: 4 });
  });

  test('compares libraries by file, and meets a row for any file with each', () => {
    const load = (member: string): Label => label({ kind: 'script-load', api: 'library', member });
    const found = sighting({ kind: 'script-load', api: 'library', name: '/support/api/57.0/lightning/opencti_min.js@57.0' });
    expect(counts([load('opencti_min.js@44.0')], [found])).toEqual({ ...nothing, right: 1 });
    expect(counts([load('interaction.js@44.0')], [found])).toEqual({ ...nothing, missed: 1, surplus: 1 });
    expect(counts([load('*')], [found])).toEqual({ ...nothing, right: 1 });
  });

  test('gives recall for each style of writing', () => {
    const { styles } = compareWithLabels([label(), label({ line: 8 }), label({ line: 9, how: 'alias' })], [sighting()]);
    expect([...styles]).toEqual([
      ['direct', { right: 1, demanded: 2 }],
      ['alias', { right: 0, demanded: 1 }],
    ]);
  });

  test('adds up over repositories', () => {
    const one = compareWithLabels([label(), label({ line: 8 })], [sighting(), sighting()]);
    const other = compareWithLabels([label({ how: 'alias' })], [sighting(), sighting({ line: 9 }), sighting({ kind: 'check' })]);
    const sum = addComparisons([one, other]);
    expect(sum.kinds.call).toEqual({ right: 2, missed: 1, surplus: 1 });
    expect(sum).toMatchObject({ repeated: 1, notJudged: 1, neutral: 0 });
    expect(sum.styles.get('direct')).toEqual({ right: 1, demanded: 2 });
    expect(sum.styles.get('alias')).toEqual({ right: 1, demanded: 1 });
    expect([sum.missed.length, sum.surplus.length]).toEqual([1, 1]);
  });
});

test.each([
  ['sforce.interaction.cti.onClickToDial', 'onclicktodial'],
  ['window.sforce?.opencti?.screenPop', 'screenpop'],
  ['SCREENPOP_TYPE.URL', 'screenpop_type.url'],
  ['console.presence.logout', 'presence.logout'],
  ['sforce.opencti', 'opencti'],
  ['interaction.js@40.0', 'interaction.js'],
  ['softphoneLibrary@50.0', 'softphonelibrary'],
  ['opencti:softPhone', 'opencti:softphone'],
])('the bare name of %s is %s', (name, bare) => {
  expect(bareName(name)).toBe(bare);
});

test('a row of code is demanded, one of a typing or a comment is idle, a template kept as text is neutral', () => {
  expect(standingOf(label(), false)).toBe('demanded');
  expect(standingOf(label({ live: 'typing' }), false)).toBe('idle');
  expect(standingOf(label({ live: 'comment', kind: 'reference' }), false)).toBe('idle');
  expect(standingOf(label({ live: 'string', note: 'neutral: a template' }), false)).toBe('neutral');
  expect(standingOf(label({ live: 'string', note: 'bare name' }), false)).toBe('idle');
});

test('rates are null where there is nothing to share', () => {
  expect(ratesOf({ right: 3, missed: 1, surplus: 0 })).toEqual({ precision: 1, recall: 0.75 });
  expect(ratesOf({ right: 0, missed: 2, surplus: 0 })).toEqual({ precision: null, recall: 0 });
});

test('a share short of all is never written as 1', () => {
  expect([shareText(1), shareText(0.99999), shareText(0.29), shareText(0), shareText(null)]).toEqual([
    '1.000',
    '0.999',
    '0.290',
    '0.000',
    '-',
  ]);
});

test('a rate below its minimum is named, each kind apart if asked', () => {
  const rows = [...[1, 2, 3, 4].map((line) => label({ line })), label({ line: 5, kind: 'constant', member: 'CALL_TYPE.INBOUND' })];
  const comparison = compareWithLabels(
    rows,
    [1, 2, 3, 4].map((line) => sighting({ line })),
  );
  const minimums = { precision: 1, recall: 0.8, eachKind: false };
  expect(shortfallsOf(comparison, minimums)).toEqual([]);
  expect(shortfallsOf(comparison, { ...minimums, recall: 0.81 })).toEqual(['recall is 0.800, below 0.81']);
  expect(shortfallsOf(comparison, { ...minimums, eachKind: true })).toEqual([
    'precision of constant is -, below 1',
    'recall of constant is 0.000, below 0.8',
  ]);
});

test('in a clean repository each use that is reported is false, and a trace or a check is none', () => {
  const uses = (['call', 'constant', 'reference', 'script-load', 'component'] as const).map((kind) => sighting({ kind }));
  expect(falseInClean([...uses, sighting({ kind: 'check' }), sighting({ kind: 'trace' }), sighting({ kind: 'console-use' })])).toEqual(
    uses,
  );
});

test('labels that cannot be used are refused with their row', () => {
  const record = { ...label(), line: '7' };
  expect(readLabels([record])).toEqual([label()]);
  expect(() => readLabels([record, { ...record, line: 'seven' }])).toThrow('Row 2 of the labels has no line number.');
  expect(() => readLabels([{ ...record, repo: 'dialler' }])).toThrow('Row 1');
  expect(() => readLabels([{ repo: 'a/b', line: '1' }])).toThrow('has no commit, path, api, member, kind, live, how, note');
});

describe('npm run accuracy', () => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const work = mkdtempSync(join(tmpdir(), 'cti2voice-test-'));
  const folder = join(work, 'repositories');
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(work, path)), { recursive: true });
    writeFileSync(join(work, path), text);
  };
  const git = (repository: string, ...args: string[]): string => {
    const identity = ['-c', 'user.name=Sample', '-c', 'user.email=sample@example.com', '-c', 'init.defaultBranch=main'];
    const run = spawnSync('git', [...identity, ...args], { cwd: join(work, repository), encoding: 'utf8' });
    if (run.status !== 0) throw new Error(run.stderr);
    return run.stdout.trim();
  };
  /** Stands in for a scan: the answer lies in the folder that is scanned. */
  const answer = (...findings: readonly Sighting[]): string => JSON.stringify({ repos: [{ findings }] });
  const score = (labels: readonly Label[], ...args: string[]): { status: number | null; stdout: string; stderr: string } => {
    const columns = Object.keys(label()) as (keyof Label)[];
    const rows = labels.map((one) => columns.map((column) => `"${one[column]}"`).join(','));
    write('labels.csv', [columns.join(','), ...rows].join('\r\n'));
    return spawnSync(
      process.execPath,
      ['scripts/accuracy.mjs', join(work, 'labels.csv'), folder, '--cli', join(work, 'scan.mjs'), ...args],
      { cwd: root, encoding: 'utf8' },
    );
  };
  let commit = '';

  beforeAll(() => {
    write(
      'scan.mjs',
      `import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
const [, , , folder, , output] = process.argv;
mkdirSync(output);
if (existsSync(folder + '/answer.json')) copyFileSync(folder + '/answer.json', output + '/assessment.json');
else { console.error('Nothing to answer.'); process.exit(1); }`,
    );
    write('repositories/plain/answer.json', answer(sighting(), sighting({ line: 8 })));
    write('repositories/owner/inner/answer.json', answer(sighting()));
    write('repositories/owner/lookalike/answer.json', answer(sighting({ kind: 'check' })));
    write('repositories/broken/readme.txt', 'no answer');
    write('clone/answer.json', answer(sighting()));
    git('clone', 'init', '--quiet');
    git('clone', 'add', '.');
    git('clone', 'commit', '--quiet', '-m', 'One');
    commit = git('clone', 'rev-parse', 'HEAD');
    write('clone/answer.json', answer(sighting({ line: 70 })));
    git('clone', 'commit', '--quiet', '-am', 'Two');
    mkdirSync(join(folder, 'quillmere+bare'));
    git('.', 'clone', '--quiet', '--bare', 'clone', join(folder, 'quillmere+bare', 'repo'));
  });
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  test('scans a plain folder as it is and prints each miss and each surplus', () => {
    const { status, stdout } = score([label({ repo: 'quillmere/plain' }), label({ repo: 'quillmere/plain', line: 9, how: 'alias' })]);
    expect(stdout).toMatch(/^quillmere\/plain +all +1 +1 +1 +0\.500 +0\.500$/m);
    expect(stdout).toMatch(/^total +all +1 +1 +1 +0\.500 +0\.500$/m);
    expect(stdout).toContain('  quillmere/plain src/phone.js:9 call opencti.saveLog (alias)\n');
    expect(stdout).toContain('  quillmere/plain src/phone.js:8 call saveLog (no row; opencti-save-log, exact)\n');
    expect(stdout).toContain('  alias 0/1 0.000\n  direct 1/1 1.000\n');
    expect(status).toBe(0);
  });

  test('leaves the lists out when asked to be brief, and ends with 1 below a minimum', () => {
    const { status, stdout } = score([label({ repo: 'quillmere/plain' })], '--brief', '--min-precision', '0.6', '--min-recall', '1');
    expect(stdout).not.toContain('src/phone.js');
    expect(stdout).toContain('precision is 0.500, below 0.6');
    expect(stdout).not.toContain('recall is');
    expect(status).toBe(1);
  });

  test('scans the labelled commit of a git directory, not its newest one', () => {
    const { status, stdout } = score([label({ repo: 'quillmere/bare', commit })]);
    expect(stdout).toMatch(/^total +all +1 +0 +0 +1\.000 +1\.000$/m);
    expect(status).toBe(0);
  });

  test('reads what there is of a copy that lacks a file, and names the file', () => {
    write('repositories/partial/answer.json', answer(sighting()));
    write('repositories/partial/guides/ring [old].pdf', 'large');
    git('repositories/partial', 'init', '--quiet');
    git('repositories/partial', 'add', '.');
    git('repositories/partial', 'commit', '--quiet', '-m', 'One');
    const id = git('repositories/partial', 'rev-parse', 'HEAD:guides/ring [old].pdf');
    rmSync(join(folder, 'partial', '.git', 'objects', id.slice(0, 2), id.slice(2)));
    const { status, stdout } = score([label({ repo: 'quillmere/partial', commit: git('repositories/partial', 'rev-parse', 'HEAD') })]);
    expect(stdout).toContain('quillmere/partial: the copy lacks guides/ring [old].pdf\n');
    expect(stdout).toMatch(/^total +all +1 +0 +0 /m);
    expect(status).toBe(0);
  });

  test('ends with 2 where the commit is not in the copy, and counts its rows as missed', () => {
    const { status, stdout } = score([label({ repo: 'quillmere/bare' })]);
    expect(stdout).toContain('quillmere/bare: the commit is not in the copy');
    expect(stdout).toMatch(/^total +all +0 +1 +0 /m);
    expect(status).toBe(2);
  });

  test('ends with 2 where a scan fails, and says what it said', () => {
    const { status, stdout } = score([label({ repo: 'quillmere/plain' }), label({ repo: 'quillmere/broken' })]);
    expect(stdout).toContain('quillmere/broken: the scan ended with 1: Nothing to answer.');
    expect(status).toBe(2);
  });

  test('names repositories that are not in the folder, and ends with 2 only if nothing is left', () => {
    const absent = label({ repo: 'quillmere/elsewhere' });
    const some = score([absent, label({ repo: 'owner/inner' })]);
    expect(some.stdout).toContain('Repositories that are not in the folder\n  quillmere/elsewhere\n');
    expect(some.status).toBe(0);
    const none = score([absent]);
    expect(none.stdout).toContain('Nothing was compared.');
    expect(none.status).toBe(2);
  });

  test('shows uses in clean repositories as false and ends with 1', () => {
    const { status, stdout } = score([label({ repo: 'owner/inner' })], '--clean', 'owner/lookalike,quillmere/plain');
    expect(stdout).toContain('  owner/lookalike: 0\n');
    expect(stdout).toContain('  quillmere/plain: 2\n    quillmere/plain src/phone.js:7 call saveLog\n');
    expect(stdout).toMatch(/^total +all +1 +0 +0 /m);
    expect(status).toBe(1);
  });

  test('takes every folder that has no label as clean when asked to', () => {
    const rows = ['owner/inner', 'quillmere/plain', 'quillmere/broken'].map((repo) => label({ repo }));
    const { stdout } = score(rows, '--clean-rest');
    expect(stdout).toContain('  owner/lookalike: 0\n');
    expect(stdout).toContain('  quillmere/bare: 1\n    quillmere/bare src/phone.js:70 call saveLog\n');
    expect(stdout).not.toContain('owner/inner: ');
    expect(stdout).not.toContain('plain: ');
  });

  test.each([
    [['--min-recall', '2'], '--min-recall takes a number from 0 to 1'],
    [['--clean', 'owner/inner'], 'owner/inner has labels'],
    [['--clean', 'lookalike'], '--clean takes owner/name'],
    [['more'], 'Give the labels and the folder'],
  ])('refuses %j', (args, message) => {
    const { status, stderr } = score([label({ repo: 'owner/inner' })], ...args);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });
});
