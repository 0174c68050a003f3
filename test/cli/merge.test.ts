/** A batch in shares, on machines that know nothing of each other, joined into what one run would have given. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { assessmentSchema, type Assessment } from '../../src/model/assessment.ts';
import { cti2voice, OUTPUTS } from '../fixtures/cli.ts';
import { openCtiDefinition } from '../fixtures/definitions.ts';
import { fill, folderOf } from '../fixtures/folder.ts';

const SAMPLES = fileURLToPath(new URL('../../samples', import.meta.url));
const AS_OF = ['--as-of', '2027-03-31'];
const SHARES = [1, 2, 3, 4];

/** Files of a result by name; the names say too what is not there. */
function outputs(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

function saved(folder: string): Assessment {
  return assessmentSchema.parse(JSON.parse(readFileSync(join(folder, 'assessment.json'), 'utf8')));
}

/** Equal bytes, told by the names of those that differ: a difference of whole reports is no use to a reader. */
function expectSame(one: string, other: string): void {
  const [a, b] = [outputs(one), outputs(other)];
  expect(Object.keys(a)).toEqual(OUTPUTS);
  expect(OUTPUTS.filter((name) => a[name] !== b[name])).toEqual([]);
  expect(Object.keys(b)).toEqual(OUTPUTS);
}

/** The samples as a client has them: copies of one adapter, a fork, an org, definitions alone, nothing at all, a list with faults. */
function portfolio(): string {
  const folder = folderOf();
  const copy = (from: string, to: string): void => cpSync(join(SAMPLES, from), join(folder, 'all', to), { recursive: true });
  mkdirSync(join(folder, 'all'));
  copy('quillmere-bank', 'bank');
  for (const name of ['branches', 'branches-fork', 'branches-old']) copy('quillmere-bank/adapter', name);
  copy('payments-phone', 'payments');
  copy('payments-phone', 'payments-copy');
  copy('quillmere-bank/handover', 'handover');
  copy('quillmere-bank/pilot', 'pilot');
  fill(join(folder, 'all'), {
    'branches-fork/src/more.js': 'sforce.opencti.screenPop({});\n',
    'cut/cut.xml': openCtiDefinition().slice(0, 400),
    'nothing/README.md': 'Nothing to see.',
    'list.csv':
      'path,id,owner,label\nbank,,Group IT,gold\nbranches,,,\nbranches-fork,,,\nbranches-old,,,\npayments,,,\npayments-copy,,,\nhandover,,,\npilot,,,\ncut,,,\nnothing,,,\ngone,,,\n,nobody,,\nbank,,,\n',
  });
  writeFileSync(
    join(folder, 'facts.yml'),
    'users:\n  byCallCenter:\n    QuillmereBranches: 40\n    QuillmereVoicePilot: 3\n    QuillmereCardServices: 9\n    Closed: 2\n  supervisors: 4\nlicences:\n  edition: enterprise\n  governmentCloud: false\n  omniChannel: false\n  voice:\n    partnerTelephony: 20\n    amazonConnect: 90\n    native: none\ncalls:\n  tasksPerMonth: 5200\nlastSafeDate: 2027-09-30\n',
  );
  return folder;
}

function scan(folder: string, out: string, ...args: string[]): void {
  const { code, out: text, error } = cti2voice(['scan', ...args, '-o', out, '--quiet', ...AS_OF], folder);
  expect({ code, text, error }).toEqual({ code: 0, text: '', error: '' });
}

function merge(folder: string, parts: readonly string[], out: string, ...args: string[]): void {
  const files = parts.map((part) => `${part}/assessment.json`);
  const { code, out: text, error } = cti2voice(['merge', ...files, '-o', out, '--quiet', ...args], folder);
  expect({ code, text, error }).toEqual({ code: 0, text: '', error: '' });
}

const LIST = ['--repositories', 'all/list.csv'];
const folder = portfolio();

describe('four shares', () => {
  describe.each([
    ['of a folder of repositories', ['all', '--each-folder']],
    ['of a list with faults', LIST],
    ['with facts given by the client, for one target', [...LIST, '--org-facts', 'facts.yml', '--target', 'partner-telephony-own']],
  ])('%s', (name, args) => {
    const at = (what: string): string => `${name}/${what}`;

    beforeAll(() => {
      scan(folder, at('whole'), ...args);
      for (const index of SHARES) scan(folder, at(`part${index}`), ...args, '--shard', `${index}/4`);
    });

    test('hold each repository once, and none holds all', () => {
      const ids = SHARES.map((index) => saved(join(folder, at(`part${index}`))).repos.map(({ id }) => id));
      expect(ids.flat().toSorted()).toEqual(saved(join(folder, at('whole'))).repos.map(({ id }) => id));
      expect(Math.max(...ids.map((some) => some.length))).toBeLessThan(ids.flat().length);
    });

    test('joined are one run, byte for byte, in whatever order', () => {
      merge(folder, [at('part1'), at('part2'), at('part3'), at('part4')], at('merged'));
      expectSame(join(folder, at('whole')), join(folder, at('merged')));
      merge(folder, [at('part3'), at('part1'), at('part4'), at('part2'), at('part1')], at('again'));
      expectSame(join(folder, at('whole')), join(folder, at('again')));
    });
  });

  test('keep what is wrong with the list once, and what the client gave', () => {
    const merged = saved(join(folder, 'with facts given by the client, for one target/merged'));
    expect(merged.listProblems.map(({ line }) => line)).toEqual([13, 14]);
    expect(merged.given.flatMap(({ callCenter }) => (callCenter ? [[callCenter.name, callCenter.read]] : []))).toEqual([
      ['QuillmereBranches', true],
      ['QuillmereVoicePilot', true],
      ['QuillmereCardServices', true],
      ['Closed', false],
    ]);
    expect(merged).toMatchObject({ lastSafeDate: '2027-09-30', options: { target: 'partner-telephony-own' } });
    const gates = merged.totals.routes.flatMap(({ target, gates: all }) =>
      all.map(({ id, outcome, evidence }) => ({ target, id, outcome, evidence })),
    );
    expect(gates.find(({ target, id }) => target === 'native' && id === 'licence')).toMatchObject({
      outcome: 'fail',
      evidence: [{ fingerprint: 'given:licences/native', file: 'facts.yml' }],
    });
  });

  test('give the same bytes twice, and from another path', () => {
    const elsewhere = portfolio();
    const parts = (root: string, name: string): string => {
      for (const index of SHARES) scan(root, `${name}${index}`, ...LIST, '--shard', `${index}/4`);
      merge(
        root,
        SHARES.map((index) => `${name}${index}`),
        name,
      );
      return join(root, name);
    };
    const first = parts(folder, 'first');
    for (const index of SHARES) scan(folder, `second${index}`, ...LIST, '--shard', `${index}/4`);
    for (const index of SHARES) expectSame(join(folder, `first${index}`), join(folder, `second${index}`));
    expectSame(first, parts(elsewhere, 'first'));
    for (const index of SHARES) expectSame(join(folder, `first${index}`), join(elsewhere, `first${index}`));
  });

  test('say that they are shares: in the result, in the report and on the terminal', () => {
    const { error } = cti2voice(['scan', 'all', '--each-folder', '--shard', '2/3', '-o', 'told', ...AS_OF], folder);
    const { options, repos } = saved(join(folder, 'told'));
    expect(options.shard).toEqual({ index: 2, of: 3, repositories: 11, batch: expect.stringMatching(/^[0-9a-f]{12}$/) });
    expect(error).toContain(`Share 2 of 3: ${repos.length} of 11 repositories`);
    const says = 'share 2 of 3 of a batch of 11';
    expect(readFileSync(join(folder, 'told/report.html'), 'utf8')).toContain(says);
    expect(cti2voice(['report', 'told/assessment.json', '-o', 'told again', '--target', 'native', '--quiet'], folder).code).toBe(0);
    expect(readFileSync(join(folder, 'told again/report.html'), 'utf8')).toContain(says);
  });

  test('may be more than there are repositories: an empty one is a result too', () => {
    const few = folderOf({ 'one/a.xml': openCtiDefinition() });
    const all = [1, 2, 3];
    for (const index of all) scan(few, `p${index}`, 'one', '--shard', `${index}/3`);
    expect(all.flatMap((index) => saved(join(few, `p${index}`)).repos.map(({ id }) => id))).toEqual(['one']);
    scan(few, 'whole', 'one');
    merge(few, ['p1', 'p2', 'p3'], 'merged');
    expectSame(join(few, 'whole'), join(few, 'merged'));
  });
});

test('scans of different repositories are joined without being shares', () => {
  const root = folderOf({ 'a/a.xml': openCtiDefinition(), 'b/b.js': 'sforce.opencti.screenPop({});' });
  scan(root, 'whole', 'a', 'b');
  scan(root, 'pa', 'a');
  scan(root, 'pb', 'b');
  merge(root, ['pb', 'pa', 'pb'], 'merged');
  expectSame(join(root, 'whole'), join(root, 'merged'));
});

test('parts with rules of their own are joined with the same rules', () => {
  const root = folderOf({ 'a/a.xml': openCtiDefinition(), 'b/b.xml': openCtiDefinition() });
  const rule = readFileSync(fileURLToPath(new URL('../../rules/checks/url-too-long.yaml', import.meta.url)), 'utf8');
  fill(root, { 'rules/checks/url-too-long.yaml': rule.replace(/^title: .*$/m, 'title: Another title') });
  scan(root, 'whole', 'a', 'b', '--rules', 'rules');
  scan(root, 'p1', 'a', 'b', '--rules', 'rules', '--shard', '1/2');
  scan(root, 'p2', 'a', 'b', '--rules', 'rules', '--shard', '2/2');
  merge(root, ['p1', 'p2'], 'merged', '--rules', 'rules');
  expectSame(join(root, 'whole'), join(root, 'merged'));
  const { code, error } = cti2voice(['merge', 'p1/assessment.json', 'p2/assessment.json', '-o', 'refused'], root);
  expect(code).toBe(2);
  expect(error).toMatch(/“p1\/assessment\.json” was made with another catalog of rules .*\n.*check-url-too-long.*the same --rules/);
});

test('--target, --format, --json and --strict are those of a scan', () => {
  const root = folderOf({ 'a/a.xml': openCtiDefinition(), 'b/b.xml': openCtiDefinition().slice(0, 400) });
  scan(root, 'native', 'a', 'b', '--target', 'native');
  scan(root, 'pa', 'a');
  scan(root, 'pb', 'b', '--target', 'amazon-connect');
  const args = ['merge', 'pa/assessment.json', 'pb/assessment.json', '-o', 'out', '--target', 'native', '-f', 'csv', '--json', '--strict'];
  const { code, out, error } = cti2voice(args, root);
  expect(code).toBe(4);
  expect(out).toBe(readFileSync(join(root, 'native/assessment.json'), 'utf8'));
  expect(error).toMatch(/^2 call center definitions in 2 repositories/);
  expect(readdirSync(join(root, 'out'))).toEqual(OUTPUTS.filter((name) => name.endsWith('.csv')));
});

describe('parts that do not belong together are wrong use, which says why and writes nothing', () => {
  const root = folderOf({
    'a/a.xml': openCtiDefinition(),
    'b/b.xml': openCtiDefinition(),
    'other/a/a.xml': openCtiDefinition({ reqInternalName: 'Other' }),
    'facts.yml': 'users:\n  total: 40\n',
    'list.csv': 'path\na\nb\n',
  });
  const file = (name: string): string => `${name}/assessment.json`;

  beforeAll(() => {
    scan(root, 'a-part', 'a', '-f', 'json');
    scan(root, 'a-other', 'other/a', '-f', 'json');
    scan(root, 'b-facts', 'b', '-f', 'json', '--org-facts', 'facts.yml');
    scan(root, 'b-native', 'b', '-f', 'json', '--target', 'native');
    scan(root, 'share1', 'a', 'b', '-f', 'json', '--shard', '1/5');
    scan(root, 'share3', 'a', 'b', '-f', 'json', '--shard', '3/5');
    scan(root, 'share-of-2', 'a', 'b', '-f', 'json', '--shard', '2/2');
    scan(root, 'share-of-a', 'a', '-f', 'json', '--shard', '2/5');
    scan(root, 'share-excluding', 'a', 'b', '-f', 'json', '--shard', '2/5', '--exclude', 'old/');
    expect(cti2voice(['scan', 'b', '-o', 'b-later', '-f', 'json', '--quiet', '--as-of', '2027-04-01'], root).code).toBe(0);
    const text = readFileSync(join(root, file('a-part')), 'utf8');
    fill(root, {
      'schema.json': text.replace('"schemaVersion": 1', '"schemaVersion": 2'),
      'tool.json': text.replace(/"name": "cti2voice", "version": "[^"]+"/, '"name": "cti2voice", "version": "9.8.7"'),
      'catalog.json': text.replace(/("version": ")[0-9a-f]{12}"/, '$1ffffffffffff"'),
      'escape.json': text.replace(/"id": "a"/, '"id": "a\\u001b[31m"'),
      'escape2.json': text.replace(/"id": "a"/, '"id": "a\\u001b[31m"').replace('"filesSeen": 1', '"filesSeen": 2'),
      'null.json': 'null',
    });
  });

  test.each([
    [
      'another schema version',
      [file('a-part'), 'schema.json'],
      /“schema\.json” has schema version 2; this cti2voice writes and joins version 1/,
    ],
    ['another version of the tool', ['tool.json', file('a-part')], /“tool\.json” was written by cti2voice 9\.8\.7, and this is \d/],
    ['another catalog', [file('a-part'), 'catalog.json'], /“catalog\.json” was made with another catalog of rules \(ffffffffffff; here/],
    [
      'another day',
      [file('a-part'), file('b-later')],
      /“b-later\/assessment\.json” was made for another day than “a-part\/assessment\.json”: 2027-04-01, not 2027-03-31/,
    ],
    ['another target', [file('a-part'), file('b-native')], /was made for another target than .*: native, not all targets/],
    ['facts in one of them', [file('a-part'), file('b-facts')], /was made with other facts given by the client than/],
    [
      'two repositories of one id',
      [file('a-part'), file('a-other')],
      /The repository a stands in “a-part\/assessment\.json” and in “a-other\/assessment\.json”, and they differ/,
    ],
    ['shares that are not all here', [file('share3'), file('share1')], /3 of 5 shares are missing: 2\/5, 4\/5, 5\/5\./],
    [
      'shares of different numbers',
      [file('share1'), file('share-of-2')],
      /“share-of-2\/assessment\.json” is share 2 of 2, and .* is share 1 of 5/,
    ],
    [
      'shares of different batches',
      [file('share1'), file('share-of-a')],
      /is a share of another batch \(1 repository\) than .* \(2 repositories\)/,
    ],
    ['shares that were read differently', [file('share1'), file('share-excluding')], /is a share of another batch/],
    ['no part', [], /missing required argument/],
    ['a part that is not there', [file('a-part'), 'nowhere.json'], /“nowhere\.json” could not be read/],
    ['JSON of another kind', ['null.json', file('a-part')], /“null\.json” is no assessment/],
    ['a list of parts', ['list.csv'], /“list\.csv” is not JSON/],
  ])('%s', (_, files, reason) => {
    const { code, out, error } = cti2voice(['merge', ...files, '-o', 'refused'], root);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toMatch(reason);
    expect(error.trimEnd().split('\n')).toHaveLength(2);
    expect(existsSync(join(root, 'refused'))).toBe(false);
  });

  test('a part that the result would be written over', () => {
    const before = outputs(join(root, 'a-part'));
    const { code, error } = cti2voice(['merge', file('a-part'), '-o', './a-part/'], root);
    expect({ code, error }).toMatchObject({ code: 2, error: expect.stringContaining('would be written over it') });
    expect(outputs(join(root, 'a-part'))).toEqual(before);
  });

  test('a part’s names do not steer the terminal', () => {
    const { code, error } = cti2voice(['merge', 'escape.json', 'escape2.json', '-o', 'refused'], root);
    expect(code).toBe(2);
    expect(error).toContain('The repository a\ufffd[31m stands');
  });

  test.each(['0/4', '5/4', '1', '1/0', 'a/b', '-1/4', '1/4/2', '1.5/4', '', '1/100000'])('--shard %j', (value) => {
    const { code, error } = cti2voice(['scan', 'a', '-o', 'refused', `--shard=${value}`], root);
    expect({ code, error }).toMatchObject({ code: 2, error: expect.stringContaining('2/4 for the second of four') });
    expect(existsSync(join(root, 'refused'))).toBe(false);
  });
});
