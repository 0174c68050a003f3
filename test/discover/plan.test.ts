/** Which repositories there are, what tells them apart, and what they are called. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { planRepositories, type DiscoverOptions } from '../../src/discover/plan.ts';
import { discoverRepositories, listRepository } from '../../src/discover/repositories.ts';
import { UserError } from '../../src/errors.ts';
import { fill, folderOf } from '../fixtures/folder.ts';

const unix = process.platform === 'win32' ? test.skip : test;
const remote = (name: string): string => `[remote "origin"]\n\turl = https://git.example.com/${name}.git\n`;
const plan = (paths: readonly string[], folder: string, options: DiscoverOptions = {}): unknown[] =>
  planRepositories(paths, folder, options).plans.map(({ id, border }) => [id, border]);
const files = (paths: readonly string[], folder: string, options: DiscoverOptions = {}): Record<string, string[]> =>
  Object.fromEntries(discoverRepositories(paths, folder, new Set(), options).map((one) => [one.id, one.files.map(({ path }) => path)]));
const listed = (text: string, folder: string, name = 'list.txt'): ReturnType<typeof planRepositories> =>
  planRepositories([], folder, { list: { text, name, folder } });
const git = (folder: string, ...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, GIT_COMMITTER_DATE: '2026-03-04T05:06:07+02:00', GIT_AUTHOR_DATE: '2020-01-01T00:00:00Z' },
  });

describe('a border', () => {
  test('outside git is an sfdx-project.json, or a src folder with a package.xml, and no manifest elsewhere', () => {
    const folder = folderOf({
      'all/project/sfdx-project.json': '{}',
      'all/project/adapter/a.js': '',
      'all/retrieved/src/package.xml': '',
      'all/retrieved/src/pages/A.page': '',
      'all/retrieved/notes.txt': '',
      'all/plain/manifest/package.xml': '',
    });
    expect(plan(['all'], folder)).toEqual([
      ['all', 'folder'],
      ['project', 'sfdx-project'],
      ['retrieved', 'package.xml'],
    ]);
    expect(files(['all'], folder)).toEqual({
      all: ['plain/manifest/package.xml'],
      project: ['adapter/a.js', 'sfdx-project.json'],
      retrieved: ['notes.txt', 'src/package.xml', 'src/pages/A.page'],
    });
    expect(plan(['all/retrieved/src'], folder)).toEqual([['src', 'package.xml']]);
  });

  test('of git outranks all: what Salesforce’s tools leave in a git repository divides nothing', () => {
    const folder = folderOf({
      'x/.git/HEAD': '',
      'x/one/sfdx-project.json': '{}',
      'x/two/src/package.xml': '',
      'x/vendored-clone/.git/HEAD': '',
      'x/vendored-clone/a.js': '',
    });
    expect(files(['x'], folder)).toEqual({ x: ['one/sfdx-project.json', 'two/src/package.xml'], 'vendored-clone': ['a.js'] });
  });

  test('of the weaker kind divides no project; one of the same kind does', () => {
    const folder = folderOf({
      'x/sfdx-project.json': '{}',
      'x/old/src/package.xml': '',
      'x/inner/sfdx-project.json': '{}',
      'x/inner/b.js': '',
    });
    expect(files(['x'], folder)).toEqual({ x: ['old/src/package.xml', 'sfdx-project.json'], inner: ['b.js', 'sfdx-project.json'] });
  });

  test('is not looked for: a folder without marks is one repository, and --each-folder makes one of each child', () => {
    const folder = folderOf({ 'all/a/x.js': '', 'all/b/deep/y.js': '', 'all/c/d/.git/HEAD': '', 'all/c/d/z.js': '' });
    expect(files(['all'], folder)).toEqual({ all: ['a/x.js', 'b/deep/y.js'], 'c/d': ['z.js'] });
    expect(files(['all'], folder, { eachFolder: true })).toEqual({ a: ['x.js'], b: ['deep/y.js'], 'c/d': ['z.js'] });
  });

  test('in a vendored, an excluded or a tool’s folder is none', () => {
    const folder = folderOf({
      'x/a.js': '',
      'x/node_modules/p/.git/HEAD': '',
      'x/node_modules/p/b.js': '',
      'x/out/.git/HEAD': '',
      'x/out/c.js': '',
    });
    expect(files(['x'], folder, { exclude: ['out/'] })).toEqual({ x: ['a.js'] });
    expect(files(['x'], folder, { includeVendored: true })).toEqual({ x: ['a.js'], 'node_modules/p': ['b.js'], out: ['c.js'] });
  });
});

describe('an id', () => {
  const portfolio = {
    'one/softphone/.git/config': remote('a/softphone'),
    'one/softphone/a.js': '',
    'two/softphone/.git/config': remote('a/softphone'),
    'two/softphone/b.js': '',
    'two/copy/.git/config': remote('a/softphone'),
    'two/copy/c.js': '',
    'two/Sample/sfdx-project.json': '{}',
    'two/sample2/sfdx-project.json': '{}',
  };
  const ids = [
    'git.example.com/a/softphone~one/softphone',
    'git.example.com/a/softphone~two/copy',
    'git.example.com/a/softphone~two/softphone',
  ];

  test('of two clones of one remote tells them apart by their folders, in whatever order they are named', () => {
    const folder = folderOf(portfolio);
    const both = ['one/softphone', 'two/copy'];
    const expected = [
      ['git.example.com/a/softphone~copy', 'git'],
      ['git.example.com/a/softphone~softphone', 'git'],
    ];
    expect(plan(both, folder)).toEqual(expected);
    expect(plan(both.toReversed(), folder)).toEqual(expected);
    expect(plan(['.'], folder).map((one) => (one as string[])[0])).toEqual([...ids, 'two/Sample', 'two/sample2']);
  });

  test('does not depend on where the portfolio lies, nor on the working directory', () => {
    const folder = folderOf({});
    fill(join(folder, 'here'), portfolio);
    fill(join(folder, 'quite/elsewhere'), portfolio);
    const here = plan(['here'], folder);
    expect(plan(['quite/elsewhere'], folder)).toEqual(here);
    expect(plan(['.'], join(folder, 'here'))).toEqual(here);
    expect(plan([join(folder, 'here')], '/')).toEqual(here);
    expect(JSON.stringify(here)).not.toContain(folder);
  });

  test('of a list comes after the remote and before the folder', () => {
    const folder = folderOf(portfolio);
    const { plans } = listed('path,id,name,owner,label\none/softphone,x,X,team,gold\ntwo/Sample,y,Y,,\n', folder, 'list.csv');
    expect(plans).toMatchObject([
      { id: 'git.example.com/a/softphone', name: 'X', owner: 'team', label: 'gold', border: 'git' },
      { id: 'y', name: 'Y', owner: null, label: null, border: 'sfdx-project' },
    ]);
  });
});

describe('the same repository', () => {
  unix('twice is read once, and that is said', () => {
    const folder = folderOf({ 'x/a.js': '', 'x/inner/b.js': '' });
    symlinkSync('x', join(folder, 'same'));
    const { plans, remarks } = planRepositories(['x', 'same', 'x/inner'], folder);
    expect(plans.map(({ id }) => id)).toEqual(['x']);
    expect(remarks).toEqual(['“same” is the same folder as “x”; it is read once.', '“x/inner” lies in “x” and is read there, once.']);
  });

  test('in two lines is read once, and the second line is named', () => {
    const folder = folderOf({ 'x/a.js': '' });
    const { plans, listProblems } = listed('x\n./x/\n', folder);
    expect(plans.map(({ id }) => id)).toEqual(['x']);
    expect(listProblems).toEqual([
      { list: 'list.txt', line: 2, effect: 'note', reason: 'names the repository of line 1 again; it is read once' },
    ]);
  });

  test('as an argument and in a line has what the line says of it', () => {
    const folder = folderOf({ 'x/a.js': '' });
    const list = { text: 'path,id,owner\nx,mine,team\n', name: 'l.csv', folder };
    expect(planRepositories(['x'], folder, { list }).plans).toMatchObject([{ id: 'mine', owner: 'team' }]);
  });
});

describe('a line of a list', () => {
  test('that names a folder in another repository makes it one of its own', () => {
    const folder = folderOf({ 'mono/.git/HEAD': '', 'mono/a.js': '', 'mono/packages/x/b.js': '' });
    const list = { text: 'mono\nmono/packages/x\n', name: 'list.txt', folder };
    expect(files([], folder, { list })).toEqual({ mono: ['a.js'], x: ['b.js'] });
  });

  test('that names nothing is a failed repository with the line; it does not tell where it was looked for', () => {
    const folder = folderOf({ 'x/a.js': '' });
    const { plans } = listed('x\n/home/somebody/gone\nteam/gone\n', folder);
    expect(plans).toMatchObject([
      { id: 'gone', failure: 'Line 2 of the list names a folder that is not there.' },
      { id: 'team/gone', failure: 'Line 3 of the list names a folder that is not there.' },
      { id: 'x', failure: null },
    ]);
    const [gone] = plans;
    if (gone) expect(listRepository(gone)).toMatchObject({ files: [], problems: [{ effect: 'lost', file: '.', detail: gone.failure }] });
  });

  test('may hold any characters at all', () => {
    const folder = folderOf({});
    const { plans } = listed(`a\0b\n${'n'.repeat(5000)}\n@\n@@@\n*?<>|\n`, folder);
    expect(plans.map(({ failure }) => failure !== null)).toEqual([true, true, true, true, true]);
  });

  test('without a path is a problem of the list', () => {
    const folder = folderOf({ 'x/a.js': '' });
    const { plans, listProblems } = listed('path,id\n,1\nx,2\n', folder, 'l.csv');
    expect(plans.map(({ id }) => id)).toEqual(['2']);
    expect(listProblems).toEqual([{ list: 'l.csv', line: 2, effect: 'lost', reason: 'has no path' }]);
  });

  test('without which there is none is wrong use', () => {
    expect(() => listed('# nothing\n', folderOf({}))).toThrow(UserError);
  });
});

describe('git’s objects', () => {
  const root = folderOf({
    'work/a.js': 'first',
    'work/.gitignore': 'dist/\n',
    'work/dist/kept.js': 'kept',
    'work/node_modules/p/i.js': 'x',
  });
  const work = join(root, 'work');
  git(work, 'init', '-q');
  git(work, 'add', '-A', '-f');
  git(work, 'commit', '-q', '-m', 'one');
  git(work, 'tag', 'v1');
  writeFileSync(join(work, 'a.js'), 'second');
  writeFileSync(join(work, 'dist/new.js'), 'new');
  git(work, 'commit', '-q', '-a', '-m', 'two');
  git(root, 'clone', '-q', '--bare', work, 'bare.git');
  const commit = git(work, 'rev-parse', 'v1').trim();

  test('give a bare clone, which is known without its ending', () => {
    const [one] = discoverRepositories(['bare.git'], root);
    expect(one).toMatchObject({ id: 'bare', border: 'bare', lastCommit: '2026-03-04T03:06:07Z', revision: { ref: 'HEAD' }, problems: [] });
    expect(one?.files.map(({ path, blob }) => [path, String(blob?.read())])).toEqual([
      ['.gitignore', 'dist/\n'],
      ['a.js', 'second'],
      ['dist/kept.js', 'kept'],
    ]);
    expect(one?.leftOut).toEqual([{ reason: 'vendored', count: 1, names: ['node_modules/'] }]);
  });

  test('give a revision beside what is checked out', () => {
    const found = discoverRepositories(['work@v1', 'work'], root);
    expect(found.map(({ id, border, revision }) => [id, border, revision])).toEqual([
      ['work', 'git', null],
      ['work@v1', 'revision', { ref: 'v1', commit }],
    ]);
    expect(String(found[1]?.files.find(({ path }) => path === 'a.js')?.blob?.read())).toBe('first');
  });

  test.each([
    ['a revision that is not there', 'work@nowhere', 'The revision is not in the repository.'],
    ['a revision that poses as an option', 'work@--output=x', 'The revision is not in the repository.'],
    ['a revision of a folder without git', 'work/dist@v1', 'The folder is no git repository, so that it has no revisions.'],
  ])('do not give %s, which is its own failure', (_, path, detail) => {
    expect(discoverRepositories([path], root)).toMatchObject([{ files: [], problems: [{ effect: 'lost', file: '.', detail }] }]);
  });

  test('tell the last commit whether it is loose, packed, in a worktree or behind a detached HEAD', () => {
    const lastOf = (folder: string): unknown => discoverRepositories([folder], root)[0]?.lastCommit;
    expect(lastOf('work')).toBe('2026-03-04T03:06:07Z');
    git(root, 'clone', '-q', '--no-local', work, 'packed');
    git(join(root, 'packed'), 'pack-refs', '--all');
    rmSync(join(root, 'packed/.git/refs/heads/main'), { force: true });
    expect(lastOf('packed')).toBe('2026-03-04T03:06:07Z');
    git(join(root, 'packed'), 'checkout', '-q', '--detach');
    expect(lastOf('packed')).toBe('2026-03-04T03:06:07Z');
    git(work, 'worktree', 'add', '-q', '../tree', 'v1');
    expect(lastOf('tree')).toBe('2026-03-04T03:06:07Z');
  });

  test('tell which ignored files count: those that git keeps', () => {
    const [one] = discoverRepositories(['work'], root);
    expect(one?.files.map(({ path }) => path)).toEqual(['.gitignore', 'a.js', 'dist/kept.js']);
    expect(one?.leftOut).toMatchObject([
      { reason: 'tool-folder', names: ['.git/'] },
      { reason: 'vendored', names: ['node_modules/'] },
      { reason: 'git-ignored', count: 1, names: ['dist/'] },
    ]);
  });

  test('that are damaged cost no file of the work tree, and that is said', () => {
    const folder = folderOf({ 'x/.gitignore': 'a.js\n', 'x/a.js': '', 'x/.git/HEAD': '\0\0\0', 'x/.git/index': 'no index' });
    expect(discoverRepositories(['x'], folder)).toMatchObject([
      {
        files: [{ path: '.gitignore' }, { path: 'a.js' }],
        problems: [{ code: 'unreadable', effect: 'note', file: '.git' }],
        lastCommit: null,
      },
    ]);
    writeFileSync(join(folder, 'x/.git/HEAD'), 'ref: refs/heads/main\n');
    expect(discoverRepositories(['x'], folder)[0]?.files).toHaveLength(2);
  });

  test('that are damaged in a bare clone are its failure', () => {
    const folder = folderOf({ 'b.git/HEAD': 'ref: refs/heads/main\n', 'b.git/objects/x': '', 'b.git/refs/x': '' });
    expect(discoverRepositories(['.'], folder)).toMatchObject([{ id: 'b', files: [], problems: [{ effect: 'lost', file: '.' }] }]);
  });
});

unix('a repository that vanishes after it was found is its own failure', () => {
  const folder = folderOf({ 'x/a.js': '', 'y/b.js': '' });
  const { plans } = planRepositories(['x', 'y'], folder);
  rmSync(join(folder, 'x'), { recursive: true });
  expect(plans.map((one) => listRepository(one))).toMatchObject([
    { id: 'x', files: [], problems: [{ effect: 'lost', file: '.' }] },
    { id: 'y', files: [{ path: 'b.js' }], problems: [] },
  ]);
});

unix('odd things in the place of git’s own files hang nothing', () => {
  const folder = folderOf({ 'x/a.js': '' });
  mkdirSync(join(folder, 'x/.git/objects/pack'), { recursive: true });
  execFileSync(
    'mkfifo',
    ['HEAD', 'config', 'index', 'packed-refs', 'objects/pack/p.idx'].map((name) => join(folder, 'x/.git', name)),
  );
  expect(discoverRepositories(['x'], folder)).toMatchObject([{ id: 'x', files: [{ path: 'a.js' }], problems: [{ file: '.git' }] }]);
});
