/** `cti2voice compare`, as a user runs it: saved results, recorded runs and revisions of git. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Comparison } from '../../src/compare/compare.ts';
import { NO_TEXTS, openLedger } from '../../src/ledger/ledger.ts';
import { readLedgerFolder } from '../../src/ledger/store.ts';
import { assessmentSchema, type Assessment } from '../../src/model/assessment.ts';
import { cti2voice } from '../fixtures/cli.ts';
import { fill, folderOf } from '../fixtures/folder.ts';

const BEFORE = `function f(call) {
  sforce.opencti.saveLog({ value: { entityApiName: 'Task', Subject: call.subject } });
  sforce.opencti.refreshView();
}
sforce.opencti.enableClickToDial({});
`;
const AFTER = BEFORE.replace(/.*saveLog.*\n/, '').replace(
  'refreshView();',
  'refreshView();\n  sforce.opencti.setSoftphonePanelWidth({ widthPX: 9 });',
);

const folder = folderOf({ 'phone/phone.js': BEFORE });
const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], { cwd: join(folder, 'phone'), encoding: 'utf8' });
const scan = (day: string, out: string): void => {
  expect(cti2voice(['scan', 'phone', '--record', '--as-of', day, '-o', out, '-f', 'json', '--quiet'], folder).code).toBe(0);
};
const compared = (before: string, after: string, ...more: string[]): Comparison & { readonly code: number | null } => {
  const { code, out, error } = cti2voice(['compare', before, after, '--format', 'json', ...more], folder);
  expect(error).toBe('');
  return { code, ...(JSON.parse(out) as Comparison) };
};
const told = ({ changes, byTool }: Comparison): unknown => ({
  changes: changes.map(({ kind, name }) => `${kind} ${name}`),
  byTool: byTool.map(({ cause, name }) => `${cause} ${name}`),
});
const WORK = { changes: ['new setSoftphonePanelWidth', 'done saveLog'], byTool: [] };

beforeAll(() => {
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'one');
  scan('2027-01-31', 'one');
  fill(folder, { 'phone/phone.js': AFTER });
  git('commit', '-q', '-a', '-m', 'two');
  scan('2027-02-28', 'two');
}, 60_000);

describe('two sides', () => {
  test.each([
    ['results', 'one/assessment.json', 'two/assessment.json'],
    ['folders of results', 'one', 'two'],
    ['recorded runs', 'previous', 'latest'],
    ['days', '2027-02-01', '2027-12-31'],
    ['revisions', 'phone@HEAD~1', 'phone@HEAD'],
    ['a revision and the folder', 'phone@HEAD~1', 'phone'],
    ['a run and a result', 'previous', 'two'],
    ['a result and a revision', 'one', 'phone@HEAD'],
  ])('that are %s', (_, before, after) => {
    const comparison = compared(before, after);
    expect(told(comparison)).toEqual(WORK);
    expect(comparison).toMatchObject({ code: 0, counts: { kept: 2, notComparable: 0 } });
  });

  test('the beginning of an id names a run', () => {
    const [first = '', second = ''] = readdirSync(join(folder, '.cti2voice/runs')).map((name) => name.slice(11, 17));
    expect(told(compared(first, second))).toEqual(WORK);
  });

  test('turned round, what was done is back, where a ledger knows of it', () => {
    expect(told(compared('latest', 'phone@HEAD~1'))).toEqual({ changes: ['come-back saveLog', 'done setSoftphonePanelWidth'], byTool: [] });
  });
});

test('as a table and as Markdown', () => {
  const { out } = cti2voice(['compare', 'previous', 'latest'], folder);
  expect(out).toContain('2027-01-31 to 2027-02-28');
  expect(out).toMatch(/^New in the code +1$/m);
  expect(out).toMatch(/^ {2}saveLog \(.+\) {2}phone\/phone\.js$/m);
  const markdown = cti2voice(['compare', 'previous', 'latest', '-f', 'markdown'], folder).out;
  expect(markdown).toContain('| New in the code | 1 |');
  expect(markdown).toMatch(/^### Done\n\n- saveLog .*phone\/phone\.js`$/m);
});

describe('as a page', () => {
  const cells = (html: string): string[] =>
    [...html.matchAll(/<tr><th scope="row">([^<]*)<\/th><td[^>]*>([^<]*)<\/td><\/tr>/g)].map(([, what = '', n = '']) => `${what} ${n}`);

  test('it has the figures of the JSON, its own policy, and no script', () => {
    const { code, out, error } = cti2voice(['compare', 'previous', 'latest', '-f', 'html'], folder);
    expect([code, error]).toEqual([0, '']);
    const { counts } = compared('previous', 'latest');
    expect(cells(out)).toEqual(
      expect.arrayContaining([
        `New in the code ${counts.new}`,
        `Done ${counts.done}`,
        `Not comparable ${counts.notComparable}`,
        `As before ${counts.kept}`,
      ]),
    );
    expect(out).toContain('What changed since 31 January 2027: 1 new or back, 1 done');
    expect(out).toMatch(/Content-Security-Policy" content="default-src &#x27;none&#x27;; style-src &#x27;sha256-/);
    expect(out).not.toContain('<script');
    expect(out).toMatch(/<details open><summary>Done: 1 entry<\/summary>\n<ul class="changes">\n<li><bdi>saveLog \(/);
  });

  test('it speaks another language', () => {
    const { out } = cti2voice(['compare', 'previous', 'latest', '-f', 'html', '--language', 'de'], folder);
    expect(out).toContain('<html lang="de">');
    expect(cells(out)).toEqual(expect.arrayContaining(['Neu im Code 1', 'Erledigt 1', 'Wie vorher 2']));
    expect(out).toContain('31. Januar 2027 bis 28. Februar 2027');
  });
});

test('what the settings leave out is left out of a side that is scanned', () => {
  const own = folderOf({ 'phone/phone.js': BEFORE, 'phone/old/old.js': BEFORE, 'cti2voice.yml': 'scan:\n  exclude: old/\n' });
  cti2voice(['scan', 'phone', '--record', '--quiet', '-o', 'out', '-f', 'json', '--as-of', '2027-01-31'], own);
  const { out, error } = cti2voice(['compare', 'latest', 'phone', '--format', 'json'], own);
  expect(error).toBe('');
  expect(JSON.parse(out)).toMatchObject({ counts: { new: 0, done: 0, notComparable: 0 } });
  expect((JSON.parse(out) as Comparison).counts.kept).toBeGreaterThan(0);
});

test('a stranger’s names steer neither the terminal nor Markdown', () => {
  const evil = structuredClone(JSON.parse(readFileSync(join(folder, 'one/assessment.json'), 'utf8')) as Assessment);
  for (const repo of evil.repos) for (const finding of repo.findings) finding.name = '\u001b[31m<img src=x onerror=alert(1)>|`';
  writeFileSync(join(folder, 'evil.json'), JSON.stringify(evil));
  // oxlint-disable-next-line no-control-regex
  expect(cti2voice(['compare', 'evil.json', 'two'], folder).out).not.toMatch(/\u001b/);
  const { out } = cti2voice(['compare', 'evil.json', 'two', '-f', 'markdown'], folder);
  expect(out).not.toContain('<img');
  // oxlint-disable-next-line no-control-regex
  expect(out).not.toMatch(/\u001b/);
});

describe('another version of the tool before', () => {
  /** The first result, as an older version that knew less would have written it. */
  const older = (change: (assessment: Assessment) => void): string => {
    const assessment = assessmentSchema.parse(JSON.parse(readFileSync(join(folder, 'one/assessment.json'), 'utf8')));
    assessment.tool.version = '0.0.1';
    for (const repo of assessment.repos) repo.findings = repo.findings.filter(({ name }) => name !== 'refreshView');
    change(assessment);
    writeFileSync(join(folder, 'older.json'), JSON.stringify(assessment));
    return 'older.json';
  };

  test('is made good by reading the earlier commit again', () => {
    const comparison = compared(
      older(() => undefined),
      'two',
    );
    expect(told(comparison)).toEqual({ ...WORK, byTool: ['reader refreshView'] });
    expect(comparison.repositories).toMatchObject([{ state: 'read-again' }]);
  });

  test('is not comparable where the commit is not there', () => {
    const file = older(({ repos }) => repos.forEach((repo) => (repo.commit = 'f'.repeat(40))));
    const comparison = compared(file, 'two', '--strict');
    expect(told(comparison)).toEqual({ changes: [], byTool: [] });
    expect(comparison).toMatchObject({
      code: 4,
      repositories: [{ state: 'not-comparable', reason: expect.stringMatching(/0\.0\.1.*cannot be read from git/) as unknown }],
    });
  });

  test('is not comparable where nobody knows the repository here', () => {
    const file = older(() => undefined);
    expect(told(compared(file, 'two', '--in', '.cti2voice'))).toEqual({ changes: [], byTool: [] });
  });

  test('counts as no work where the commit is the same', () => {
    const now = assessmentSchema.parse(JSON.parse(readFileSync(join(folder, 'two/assessment.json'), 'utf8')));
    now.tool.version = '0.0.1';
    for (const repo of now.repos) repo.findings = repo.findings.filter(({ name }) => name !== 'refreshView');
    writeFileSync(join(folder, 'same.json'), JSON.stringify(now));
    expect(told(compared('same.json', 'two'))).toEqual({ changes: [], byTool: ['reader refreshView'] });
  });
});

test('a catalog that changed between two recorded runs leaves nothing new, and nothing done, in the code', () => {
  const root = folderOf({ 'phone/phone.js': BEFORE, 'phone/more.js': AFTER });
  const run = (...args: string[]): ReturnType<typeof cti2voice> => cti2voice(args, root);
  const inGit = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], { cwd: join(root, 'phone'), encoding: 'utf8' });
  inGit('init', '-q', '-b', 'main');
  inGit('add', '-A');
  inGit('commit', '-q', '-m', 'one');
  // One shipped rule judges otherwise.
  const rule = (name: string): string =>
    readFileSync(fileURLToPath(new URL(`../../rules/lightning/${name}.yaml`, import.meta.url)), 'utf8');
  const sources = '[{ title: A handbook, read: 2026-11-22 }]';
  const own = rule('refresh-view').replaceAll(/^ {4}sources: .*$/gm, `    sources: ${sources}`);
  fill(root, { 'rules/refresh-view.yaml': own.replaceAll('verdict: redesign', 'verdict: rewrite') });
  expect(run('scan', 'phone', '--record', '--as-of', '2027-01-31', '-o', 'out', '--quiet').error).toBe('');
  fill(root, { 'phone/more.js': `// nothing but a comment\n${AFTER}` });
  inGit('commit', '-q', '-a', '-m', 'two');
  expect(run('scan', 'phone', '--record', '--as-of', '2027-02-28', '-o', 'out', '--quiet', '--rules', 'rules')).toMatchObject({
    code: 0,
    error: '',
  });
  const { out, error, code } = run('compare', 'previous', 'latest', '--format', 'json', '--rules', 'rules', '--strict');
  expect({ error, code }).toEqual({ error: '', code: 0 });
  const comparison = JSON.parse(out) as Comparison;
  expect(comparison.before.catalog).not.toBe(comparison.after.catalog);
  expect(comparison.changes).toEqual([]);
  expect(comparison.byTool.map(({ cause, name }) => `${cause} ${name}`)).toEqual(['re-judged refreshView', 're-judged refreshView']);
  // Nor does the ledger itself count any of it as done.
  const texts = readLedgerFolder(join(root, '.cti2voice'));
  const { entries, summary } = openLedger(texts ?? NO_TEXTS);
  expect(
    entries
      .flatMap(({ repositories }) => (summary(repositories[0]?.state ?? '') ?? []).map(({ done }) => done))
      .every((done) => done === 0),
  ).toBe(true);
  expect(entries).toHaveLength(2);
});

describe('wrong use ends with 2 and says what to do', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['a side that is nothing', ['nothing', 'latest'], /is no assessment, no recorded run and no revision/],
    ['a day before the first run', ['2020-01-01', 'latest'], /No run was recorded by 2020-01-01.*\n.*2027-01-31/],
    ['a ledger that is not there', ['previous', 'latest', '--ledger', 'elsewhere'], /There is no ledger “elsewhere”/],
    ['a revision that is none', ['phone@nope', 'phone'], /“phone@nope” cannot be compared: .*\n.*path@revision/],
    ['a format that is none', ['one', 'two', '-f', 'pdf'], /table, markdown, html, json/],
    ['one side', ['latest'], /missing required argument/],
  ])('%s', (_, args, message) => {
    const { code, error } = cti2voice(['compare', ...args], folder);
    expect(code).toBe(2);
    expect(error).toMatch(message);
  });
});

test('a damaged run is named, and the others are compared', () => {
  const [first = ''] = readdirSync(join(folder, '.cti2voice/runs'));
  const path = join(folder, '.cti2voice/runs', first);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.slice(0, 100));
  const { code, error } = cti2voice(['compare', 'latest', 'latest'], folder);
  writeFileSync(path, text);
  expect(code).toBe(0);
  expect(error).toContain(`.cti2voice/runs/${first} was skipped`);
});

describe('a run whose file is gone', () => {
  const calls = (gone: number): string => Array.from({ length: 40 - gone }, (_, n) => `sforce.opencti.saveLog({ n: ${n} });\n`).join('');
  const book = folderOf({ 'all/phone/a.js': calls(0) });
  beforeAll(() => {
    for (const [day, gone] of [
      ['2027-01-31', 0],
      ['2027-02-28', 1],
      ['2027-03-31', 2],
    ] as const) {
      fill(book, { 'all/phone/a.js': calls(gone) });
      const { code } = cti2voice(['scan', 'all', '--each-folder', '--record', '--as-of', day, '-o', 'out', '-f', 'json', '--quiet'], book);
      expect(code).toBe(0);
    }
    const runs = readdirSync(join(book, '.cti2voice/runs')).toSorted();
    rmSync(join(book, '.cti2voice/runs', runs[0] ?? ''));
  }, 60_000);
  const LOST =
    '.cti2voice: what 2 runs (2027-02-28 to 2027-03-31) saw of 1 repository is lost; it rests on a file that is damaged or missing.\n';
  const REASON = /The ledger has lost what (both runs|the earlier run) saw of it/;

  test('leaves nothing to compare where others rest on it, which is said and never taken for nothing', () => {
    const { code, error, out } = cti2voice(['compare', 'previous', 'latest', '--format', 'json'], book);
    expect([code, error]).toEqual([0, LOST]);
    expect(JSON.parse(out)).toMatchObject({
      counts: { kept: 0, done: 0, notComparable: 1 },
      repositories: [{ id: 'phone', before: null, after: null, reason: expect.stringMatching(REASON) as unknown }],
    });
    expect(cti2voice(['compare', 'previous', 'latest', '--strict'], book).code).toBe(4);
  });

  test('leaves a gate nothing to judge', () => {
    const gate = (...more: string[]) =>
      cti2voice(['scan', 'all', '--each-folder', '--fail-on', 'new', '-o', 'out', '-f', 'json', ...more], book);
    const { code, error } = gate();
    expect(code).toBe(0);
    expect(error.split(LOST)).toHaveLength(2);
    expect(error).toMatch(
      /gate: phone is not held against the baseline: The ledger has lost what the earlier run saw of it.*\ngate: nothing could be judged/,
    );
    expect(gate('--strict').code).toBe(4);
  });

  test('leaves what is left unknown, and no date', () => {
    const { code, out, error } = cti2voice(['progress', '--as-of', '2027-04-01', '-f', 'json', '-o', 'p'], book);
    expect([code, error]).toEqual([0, `${LOST}wrote p/progress.json\n`]);
    expect(out).toContain('What is left is not known: the ledger has lost what the last run saw.');
    expect(out).not.toContain('nothing left');
    expect(JSON.parse(readFileSync(join(book, 'p/progress.json'), 'utf8'))).toMatchObject({ left: null, projection: { state: 'unknown' } });
  });

  test('is made good by the next run', () => {
    const scanned = cti2voice(['scan', 'all', '--each-folder', '--record', '--as-of', '2027-04-30', '-o', 'out', '-f', 'json'], book);
    expect(scanned.error.split(LOST)).toHaveLength(2);
    expect(cti2voice(['progress', '--as-of', '2027-05-01'], book).out).toMatch(/76 open findings left/);
  });
});

test('reports that lie in a folder are no part of it', () => {
  const own = folderOf({ 'phone/phone.js': BEFORE });
  const at = join(own, 'phone');
  cti2voice(['scan', '.', '--record', '--quiet', '-o', 'reports/one', '--as-of', '2027-01-31'], at);
  const { out } = cti2voice(['compare', 'latest', '.', '--format', 'json'], at);
  expect(JSON.parse(out)).toMatchObject({ counts: { new: 0, done: 0, notComparable: 0 } });
});

test('where a result lies stands in no report', () => {
  const { code } = cti2voice(
    ['scan', 'phone', '--baseline', join(folder, 'one/assessment.json'), '-o', 'three', '-f', 'html,markdown', '--quiet'],
    folder,
  );
  expect(code).toBe(0);
  for (const name of ['report.html', 'report.md']) {
    const text = readFileSync(join(folder, 'three', name), 'utf8');
    expect(text).toContain('What changed since 31 January 2027');
    expect(text).not.toContain(folder);
  }
});
