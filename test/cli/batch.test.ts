/** Many repositories in one run, some of them broken: each costs its own line and no other's. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { assessmentSchema, type Assessment, type RepositoryRecord } from '../../src/model/assessment.ts';
import { cti2voice, type Outcome } from '../fixtures/cli.ts';
import { openCtiDefinition } from '../fixtures/definitions.ts';
import { fill, folderOf } from '../fixtures/folder.ts';

const unix = process.platform === 'win32' ? test.skip : test;
const GOOD = openCtiDefinition();
const PROGRAM = fileURLToPath(new URL('../../dist/cli.mjs', import.meta.url));

function scan(
  folder: string,
  ...args: string[]
): Outcome & { readonly assessment: Assessment; readonly repo: (id: string) => RepositoryRecord } {
  const outcome = cti2voice(['scan', ...args, '-o', 'out', '-f', 'json', '--as-of', '2027-03-31'], folder);
  const assessment = assessmentSchema.parse(JSON.parse(readFileSync(join(folder, 'out/assessment.json'), 'utf8')));
  const repo = (id: string): RepositoryRecord => {
    const found = assessment.repos.find((one) => one.id === id);
    if (!found) throw new Error(`no ${id} among ${assessment.repos.map((one) => one.id).join(', ')}`);
    return found;
  };
  return { ...outcome, assessment, repo };
}

function commit(folder: string): void {
  const run = (...args: string[]): void =>
    void execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], { cwd: folder });
  run('init', '-q');
  run('add', '-A');
  run('commit', '-q', '-m', 'one');
}

/** What a repository's record says, apart from what it is called. */
const unnamed = (record: RepositoryRecord): unknown => ({ ...record, id: '', name: '', border: '' });

describe('repositories that are broken in one way each', () => {
  const folder = folderOf({ 'all/good/a.xml': GOOD });
  const mark = join(folder, 'ran');
  const all = join(folder, 'all');
  fill(all, {
    'empty-git/.git/HEAD': '',
    'empty-git/a.xml': GOOD,
    'bare.git/HEAD': 'ref: refs/heads/main\n',
    'bare.git/objects/pack/x.idx': 'no index',
    'bare.git/refs/heads/main': `${'1'.repeat(40)}\n`,
    'hostile/a.xml': GOOD,
    'long/a.xml': GOOD,
    [`long/${'n'.repeat(250)}.xml`]: GOOD,
    'pipe/a.xml': GOOD,
    'links/a.xml': GOOD,
  });
  commit(join(all, 'hostile'));
  writeFileSync(join(folder, 'program.sh'), `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
  writeFileSync(
    join(all, 'hostile/.git/config'),
    `[core]\n\tfsmonitor = ${join(folder, 'program.sh')}\n\tpager = ${join(folder, 'program.sh')}\n\thooksPath = ${folder}\n\tworktree = /\n[include]\n\tpath = /dev/zero\n[filter "x"]\n\tsmudge = ${join(folder, 'program.sh')}\n`,
  );
  fill(join(all, 'hostile'), { '.gitattributes': '* filter=x\n', '.gitignore': '*.log\n', 'b.log': 'x' });
  if (process.platform !== 'win32') execFileSync('mkfifo', [join(all, 'pipe/pipe.xml'), join(all, 'pipe/.gitignore')]);
  symlinkSync('nowhere', join(all, 'links/dangling.xml'));
  symlinkSync('/', join(all, 'links/top'));
  const list = ['good', 'empty-git', 'bare.git', 'hostile', 'hostile@nowhere', 'long', 'pipe', 'links', 'gone', 'good/a.xml'];
  writeFileSync(join(folder, 'list.txt'), list.map((name) => `all/${name}`).join('\n'));
  const run = scan(folder, '--repositories', 'list.txt', '--strict');

  test('end the run well, with 4 for --strict, and are all in the result', () => {
    expect(run.code).toBe(4);
    expect(run.error).not.toMatch(/\n {4}at /);
    expect(run.assessment.repos.map(({ id, status }) => [id, status])).toEqual([
      ['all/gone', 'failed'],
      ['bare', 'failed'],
      ['empty-git', 'assessed'],
      ['good', 'assessed'],
      ['hostile', 'assessed'],
      ['hostile@nowhere', 'failed'],
      ['links', 'partly'],
      ['long', 'assessed'],
      ['pipe', process.platform === 'win32' ? 'assessed' : 'partly'],
    ]);
  });

  test('leave the good one as it is alone', () => {
    const alone = scan(folderOf({ 'good/a.xml': GOOD }), 'good').repo('good');
    expect(unnamed(run.repo('good'))).toEqual(unnamed(alone));
    expect(alone.findings.length).toBeGreaterThan(3);
  });

  test('have their reason in the record, without a path of this machine', () => {
    const reasons = run.assessment.repos.flatMap(({ id, status, problems }) => (status === 'failed' ? [[id, problems[0]?.detail]] : []));
    expect(reasons).toEqual([
      ['all/gone', 'Line 9 of the list names a folder that is not there.'],
      ['bare', expect.stringMatching(/damaged/)],
      ['hostile@nowhere', 'The revision is not in the repository.'],
    ]);
    expect(JSON.stringify(run.assessment)).not.toContain(folder);
  });

  test('are read once where a line names a file of another line’s repository', () => {
    expect(run.assessment.listProblems).toEqual([
      { list: 'list.txt', line: 10, effect: 'note', reason: 'names a file of a repository that is read anyway; it is read once' },
    ]);
  });

  test('run nothing', () => {
    expect(existsSync(mark)).toBe(false);
    expect(run.repo('hostile')).toMatchObject({ border: 'git', lastCommit: expect.stringMatching(/^20\d\d-/) });
    expect(run.repo('hostile').leftOut).toContainEqual({ reason: 'git-ignored', count: 1, names: ['b.log'] });
  });

  test('do not matter to --strict where they are not given', () => {
    expect(scan(folder, 'all/good', '--strict').code).toBe(0);
  });
});

describe('a list', () => {
  test('comes from standard input, relative to the working directory', () => {
    const folder = folderOf({ 'x/a.xml': GOOD });
    const { status, stderr } = spawnSync(process.execPath, [PROGRAM, 'scan', '--repositories', '-', '-o', 'out', '-f', 'json'], {
      cwd: folder,
      input: 'path;id;owner;label\r\nx;the-x;Team;gold\r\n;no;;\r\n',
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    expect(stderr).toContain('-, line 3: has no path\n');
    const { repos, listProblems } = assessmentSchema.parse(JSON.parse(readFileSync(join(folder, 'out/assessment.json'), 'utf8')));
    expect(repos).toMatchObject([{ id: 'the-x', owner: 'Team', label: 'gold', border: 'list' }]);
    expect(listProblems).toEqual([{ list: '-', line: 3, effect: 'lost', reason: 'has no path' }]);
  });

  test('in a folder of its own names paths relative to it, and a faulty line is exit code 4 for --strict', () => {
    const folder = folderOf({ 'lists/x/a.xml': GOOD, 'lists/l.csv': 'path,id\nx,one\n,two\n' });
    const { code, repo } = scan(folder, '--repositories', 'lists/l.csv', '--strict', '--quiet');
    expect(code).toBe(4);
    expect(repo('one').status).toBe('assessed');
  });

  test('that cannot be read, or names nothing, is wrong use', () => {
    const folder = folderOf({ 'empty.txt': '\n# nothing\n' });
    expect(cti2voice(['scan', '--repositories', 'nowhere.txt'], folder)).toMatchObject({
      code: 2,
      error: expect.stringContaining('could not be read'),
    });
    expect(cti2voice(['scan', '--repositories', 'empty.txt'], folder)).toMatchObject({
      code: 2,
      error: expect.stringContaining('names none'),
    });
  });
});

describe('what is left out is said', () => {
  const tree = {
    'x/a.xml': GOOD,
    'x/big.js': `sforce.opencti.enableClickToDial();\n${' '.repeat(4000)}`,
    'x/big-other.txt': ' '.repeat(4000),
    'x/logo.png': '',
    'x/old/b.xml': openCtiDefinition({ reqInternalName: 'Old' }),
    'x/node_modules/phone-kit/index.js': 'sforce.opencti.screenPop({});',
    'x/node_modules/other/index.js': 'module.exports = 1;',
    'x/vendor/autoload.php': '',
    'x/vendor/lib/a.js': 'x',
    'y/vendor/own.xml': GOOD,
  };

  test('with names, and vendored files that speak of Open CTI are named themselves', () => {
    const folder = folderOf(tree);
    const { repo } = scan(folder, 'x', 'y', '--exclude', 'old/', '--exclude', '*.nothing', '--max-file-size', '2K');
    expect(repo('x').leftOut).toEqual([
      {
        reason: 'vendored',
        count: 2,
        names: ['node_modules/', 'vendor/'],
        searched: 'wholly',
        mentions: ['node_modules/phone-kit/index.js'],
      },
      { reason: 'excluded', count: 1, names: ['old/'] },
      { reason: 'no-source', count: 1, names: ['logo.png'] },
      { reason: 'too-large', count: 2, names: ['big-other.txt', 'big.js'] },
    ]);
    expect(repo('x').problems.map(({ code, effect, file }) => [code, effect, file])).toEqual([
      ['too-large', 'lost', 'big.js'],
      ['left-out', 'note', 'node_modules/phone-kit/index.js'],
    ]);
    // Nothing of a package manager’s lies in this one.
    expect(repo('y').definitions).toHaveLength(1);
  });

  test('and --include-vendored reads what else is not read', () => {
    const { repo } = scan(folderOf(tree), 'x', '--include-vendored');
    expect(repo('x').findings.filter(({ file }) => file === 'node_modules/phone-kit/index.js').length).toBeGreaterThan(0);
    expect(repo('x').leftOut.map(({ reason }) => reason)).toEqual(['no-source']);
  });

  test.each([
    ['--max-file-size', '0'],
    ['--max-file-size', 'much'],
    ['--max-file-size', '5T'],
    ['--exclude', ''],
  ])('%s %j is wrong use', (option, value) => {
    expect(cti2voice(['scan', 'x', option, value], folderOf(tree)).code).toBe(2);
  });
});

test('one run over a portfolio gives the same bytes wherever it lies', () => {
  const tree = { 'one/.git/HEAD': 'ref: refs/heads/main\n', 'one/a.xml': GOOD, 'two/sfdx-project.json': '{}', 'two/b.xml': GOOD };
  const made = ['here', 'quite/elsewhere'].map((at) => {
    const folder = folderOf({});
    fill(join(folder, at), tree);
    scan(folder, at);
    return readFileSync(join(folder, 'out/assessment.json'), 'utf8');
  });
  expect(made[1]).toBe(made[0]);
});

test('a revision is read beside the work tree, and both are assessed', () => {
  const folder = folderOf({ 'x/a.xml': GOOD });
  commit(join(folder, 'x'));
  writeFileSync(join(folder, 'x/b.js'), 'sforce.opencti.screenPop({});');
  const { repo } = scan(folder, 'x@HEAD', 'x');
  expect(repo('x@HEAD')).toMatchObject({ border: 'revision', revision: { ref: 'HEAD' }, definitions: [{ file: 'a.xml' }], filesSeen: 1 });
  expect(repo('x').findings.length).toBeGreaterThan(repo('x@HEAD').findings.length);
});

unix('a run with few file handles reads them all', () => {
  const folder = folderOf(
    Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`r${index % 40}/src/f${index}.js`, 'sforce.opencti.screenPop({});'])),
  );
  const { status, stderr } = spawnSync(
    'sh',
    // Node itself and its threads take nearly forty of them.
    ['-c', `ulimit -n 64; "${process.execPath}" "${PROGRAM}" scan . --each-folder --strict -o out -f json`],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  expect({ status, stderr: /EMFILE/.test(stderr) }).toEqual({ status: 0, stderr: false });
});

// Permissions do not stop the superuser.
(process.getuid?.() === 0 || process.platform === 'win32' ? test.skip : test)(
  'an unreadable folder is a failed repository (skipped for the superuser)',
  () => {
    const folder = folderOf({ 'x/a.xml': GOOD, 'y/b.xml': GOOD });
    mkdirSync(join(folder, 'locked'));
    chmodSync(join(folder, 'locked'), 0);
    const { repo } = scan(folder, 'x', 'locked', 'y');
    chmodSync(join(folder, 'locked'), 0o700);
    expect(repo('locked').status).toBe('failed');
    expect(repo('y').status).toBe('assessed');
  },
);

test('what .forceignore leaves out is read, and each finding says so', () => {
  const folder = folderOf({
    'x/.git/HEAD': 'ref: refs/heads/main\n',
    'x/.forceignore': 'force-app/old/**\n**/callCenters/**\n',
    'x/force-app/old/phone.js': 'sforce.opencti.screenPop({});',
    'x/force-app/new/phone.js': 'sforce.opencti.screenPop({});',
    'x/callCenters/Desk.xml': GOOD,
  });
  const { findings, problems } = scan(folder, 'x', '--no-cache').repo('x');
  const marked = findings.filter(({ chain = [] }) => chain.some((step) => step.includes('leaves it out of deployments')));
  expect(new Set(marked.map(({ file }) => file))).toEqual(new Set(['callCenters/Desk.xml', 'force-app/old/phone.js']));
  expect(findings.filter(({ file }) => file === 'callCenters/Desk.xml').length).toBeGreaterThan(3);
  expect(marked).toHaveLength(findings.filter(({ file }) => file !== 'force-app/new/phone.js').length);
  expect(problems.filter(({ code }) => code === 'left-out').map(({ detail }) => detail)).toEqual([
    '2 files of the phone are left out of deployments by .forceignore; what stands there was read all the same: callCenters/Desk.xml, force-app/old/phone.js.',
  ]);
});

describe('a folder of repositories', () => {
  test('is none itself for a loose file that has nothing to do with the phone, whatever it is called', () => {
    const tree = { 'a/.git/HEAD': 'ref: refs/heads/main\n', 'a/a.xml': GOOD, 'README.md': 'Notes', '.DS_Store': 'x', 'clone.sh': 'ls' };
    const folder = folderOf(
      Object.fromEntries(['one', 'two'].flatMap((top) => Object.entries(tree).map(([path, text]) => [`${top}/${path}`, text]))),
    );
    const results = ['one', 'two'].map((top) => scan(folder, top, '--no-cache').assessment);
    expect(results[0]?.repos.map(({ id }) => id)).toEqual(['a']);
    expect(results[0]).toEqual(results[1]);
  });

  test('is one where a loose file has to do with it', () => {
    const folder = folderOf({ 'all/a/.git/HEAD': 'ref: refs/heads/main\n', 'all/a/a.xml': GOOD, 'all/b.xml': GOOD });
    expect(scan(folder, 'all', '--no-cache').assessment.repos.map(({ id }) => id)).toEqual(['a', 'all']);
  });
});
