import { execFileSync } from 'node:child_process';
import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { discoverRepositories, normaliseRemote } from '../../src/discover/repositories.ts';
import { UserError } from '../../src/errors.ts';
import { folderOf } from '../fixtures/folder.ts';

const config = (url: string): string =>
  `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n`;
const found = (paths: readonly string[], folder: string): unknown[] =>
  discoverRepositories(paths, folder).map(({ id, name, files }) => [id, name, files.map((file) => file.path)]);

describe('a remote', () => {
  test.each([
    ['https://github.com/sample/softphone.git', 'github.com/sample/softphone'],
    ['https://github.com/sample/softphone', 'github.com/sample/softphone'],
    ['https://github.com/sample/softphone/', 'github.com/sample/softphone'],
    ['https://GitHub.com/Sample/SoftPhone.git', 'github.com/Sample/SoftPhone'],
    ['http://git.example.com:8080/a/b/c.git', 'git.example.com/a/b/c'],
    ['ssh://git@git.example.com:2222/a/b.git', 'git.example.com/a/b'],
    ['git@github.com:sample/softphone.git', 'github.com/sample/softphone'],
    ['git.example.com:a/b', 'git.example.com/a/b'],
    ['git://git.example.com/a/b.git', 'git.example.com/a/b'],
    ['git+ssh://git@git.example.com/a/b.git', 'git.example.com/a/b'],
    ['https://git.example.com/a%20b/c', 'git.example.com/a b/c'],
    ['https://git.example.com/a%zzb/c%', 'git.example.com/a%zzb/c%'],
  ])('%s is known as %s', (url, id) => {
    expect(normaliseRemote(url)).toBe(id);
  });

  test.each([
    'https://hunter2@git.example.com/a/b.git',
    'https://user:hunter2@git.example.com/a/b.git',
    'https://user:hun%74er2@git.example.com/a/b.git',
    'https://x-access-token:hunter2@git.example.com/a/b',
    'ssh://hunter2@git.example.com/a/b.git',
    'user:hunter2@git.example.com:a/b.git',
    'https://git.example.com/a/b.git?private_token=hunter2',
    'https://git.example.com/a/b#hunter2',
  ])('%s is known without the credential', (url) => {
    expect(normaliseRemote(url)).toBe('git.example.com/a/b');
  });

  test.each([
    ['a path', '/home/somebody/softphone.git'],
    ['a relative path', '../softphone'],
    ['a file address', 'file:///home/somebody/softphone'],
    ['a path on a drive', 'C:\\Users\\somebody\\softphone'],
    ['a path on a drive with slashes', 'C:/Users/somebody/softphone'],
    ['a path in the network', '\\\\server\\share\\softphone'],
    ['a helper’s address', 'codecommit::eu-west-1://somebody@softphone'],
    ['a helper’s command', 'ext::sh -c hunter2'],
    ['a host alone', 'https://git.example.com/'],
    ['an odd address with a password', 'user:pa/ss@git.example.com:a/b'],
    ['nothing', ''],
    ['no address', 'not an address'],
  ])('that is %s names nothing', (_, url) => {
    expect(normaliseRemote(url)).toBeNull();
  });
});

describe('a repository', () => {
  test('is known by its remote, wherever it lies', () => {
    const folder = folderOf({ 'x/.git/config': config('git@git.example.com:sample/softphone.git'), 'x/a.xml': '' });
    expect(found(['x'], folder)).toEqual([['git.example.com/sample/softphone', 'softphone', ['a.xml']]]);
    expect(found(['.'], join(folder, 'x'))).toEqual(found([join(folder, 'x')], '/'));
  });

  test.each([
    ['no remote', '[core]\n\tbare = false\n'],
    ['another remote', '[remote "upstream"]\n\turl = https://git.example.com/a/b\n'],
    ['a remote on this machine', config('/home/somebody/x')],
    ['a broken configuration', '[remote "origin"\nurl'],
    ['a remote without an address', '[remote "origin"]\n[branch "main"]\n\turl = https://git.example.com/a/b\n'],
  ])('is known by its folder’s name if it has %s', (_, text) => {
    expect(found(['sample'], folderOf({ 'sample/.git/config': text, 'sample/a.xml': '' }))).toEqual([['sample', 'sample', ['a.xml']]]);
  });

  test('is known by its folder’s name if it is none of git’s', () => {
    expect(found(['a/b'], folderOf({ 'a/b/c.xml': '' }))).toEqual([['b', 'b', ['c.xml']]]);
  });

  test('that is a submodule is known by its own remote', () => {
    const folder = folderOf({
      '.git/modules/x/config': config('https://git.example.com/a/x'),
      'x/.git': 'gitdir: ../.git/modules/x\n',
      'x/a.xml': '',
    });
    expect(found(['x'], folder)).toEqual([['git.example.com/a/x', 'x', ['a.xml']]]);
  });

  test('that is a worktree is known by the remote of its clone', () => {
    const folder = folderOf({
      'clone/.git/config': config('https://git.example.com/a/x'),
      'clone/.git/worktrees/w/commondir': '../..\n',
      'w/.git': 'gitdir: ../clone/.git/worktrees/w\n',
      'w/a.xml': '',
    });
    expect(found(['w'], folder)).toEqual([['git.example.com/a/x', 'x', ['a.xml']]]);
  });

  (process.platform === 'win32' ? test.skip : test)('whose .git is a pipe is read all the same', () => {
    const folder = folderOf({ 'x/a.xml': '' });
    execFileSync('mkfifo', [join(folder, 'x/.git')]);
    expect(found(['x'], folder)).toEqual([['x', 'x', ['a.xml']]]);
  });

  test('below another is one of its own', () => {
    const folder = folderOf({
      'org/.git/config': config('https://git.example.com/a/org'),
      'org/a.xml': '',
      'org/libs/.git/config': config('https://git.example.com/a/libs'),
      'org/libs/b.xml': '',
      'org/libs/deep/inner/.git/HEAD': '',
      'org/libs/deep/inner/c.xml': '',
    });
    expect(found(['org'], folder)).toEqual([
      ['git.example.com/a/libs', 'libs', ['b.xml']],
      ['git.example.com/a/org', 'org', ['a.xml']],
      ['libs/deep/inner', 'inner', ['c.xml']],
    ]);
  });

  test('is not the folder that merely holds repositories', () => {
    const folder = folderOf({ 'all/one/.git/HEAD': '', 'all/one/a.xml': '', 'all/two/.git/HEAD': '', 'all/two/a.xml': '' });
    expect(found(['all'], folder)).toEqual([
      ['one', 'one', ['a.xml']],
      ['two', 'two', ['a.xml']],
    ]);
  });

  test('may be one file', () => {
    expect(found(['x/a.xml'], folderOf({ 'x/a.xml': '', 'x/b.xml': '' }))).toEqual([['a.xml', 'a.xml', ['a.xml']]]);
  });

  test('given twice is read once', () => {
    const folder = folderOf({ 'x/a.xml': '' });
    symlinkSync('x', join(folder, 'same'));
    expect(found(['x', './x/', join(folder, 'x'), 'y/../x', 'same'], folder)).toEqual([['x', 'x', ['a.xml']]]);
  });

  test('that shares its name with another is known by more of its path, in whatever order they are given', () => {
    const folder = folderOf({ 'one/x/a.xml': '', 'two/x/b.xml': '', 'three/x/c.xml': '' });
    const expected = [
      ['one/x', 'x', ['a.xml']],
      ['three/x', 'x', ['c.xml']],
      ['two/x', 'x', ['b.xml']],
    ];
    expect(found(['one/x', 'two/x', 'three/x'], folder)).toEqual(expected);
    expect(found(['three/x', 'two/x', 'one/x'], folder)).toEqual(expected);
  });

  test('that differs from another in letter case alone is another', () => {
    const folder = folderOf({ 'Sample/a.xml': '', 'sample/a.xml': '' });
    // Not on a disk that takes the two for one.
    if (!existsSync(join(folder, 'SAMPLE')))
      expect(discoverRepositories(['sample', 'Sample'], folder).map(({ id }) => id)).toEqual(['Sample', 'sample']);
  });

  test('that does not exist is the user’s to put right', () => {
    expect(() => discoverRepositories(['nowhere'], folderOf())).toThrow(UserError);
  });
});
