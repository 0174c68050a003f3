import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { blobReader, readTree } from '../../src/discover/git/objects.ts';

let root: string;
const run = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], { cwd: join(root, 'work'), encoding: 'utf8' });

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'git-objects-'));
  mkdirSync(join(root, 'work/folder'), { recursive: true });
  run('init', '-q', '-b', 'main');
  writeFileSync(join(root, 'work/a.xml'), 'first\n');
  writeFileSync(join(root, 'work/folder/ä name.txt'), 'second');
  run('add', '-A');
  run('commit', '-q', '-m', 'one');
  run('tag', 'v1');
  writeFileSync(join(root, 'work/a.xml'), 'changed\n');
  run('commit', '-q', '-a', '-m', 'two');
  execFileSync('git', ['clone', '-q', '--bare', join(root, 'work'), join(root, 'bare.git')]);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

function contents(folder: string, revision?: string): Record<string, string | undefined> {
  const { files } = readTree(folder, revision);
  const read = blobReader(folder, files);
  return Object.fromEntries(files.map(({ path }, index) => [path, read(index)?.toString('utf8')]));
}

test('a bare clone gives the files of its head', () => {
  expect(contents(join(root, 'bare.git'))).toEqual({ 'a.xml': 'changed\n', 'folder/ä name.txt': 'second' });
});

test('a revision is read without touching the working tree', () => {
  expect(contents(join(root, 'work/.git'), 'v1')).toEqual({ 'a.xml': 'first\n', 'folder/ä name.txt': 'second' });
});

test('a revision that is not there, and one that poses as an option, are told', () => {
  expect(() => readTree(join(root, 'work/.git'), 'nowhere')).toThrow('not in the repository');
  expect(() => readTree(join(root, 'work/.git'), '--output=x')).toThrow('not in the repository');
});

test('hostile configuration runs nothing', () => {
  const mark = join(root, 'ran');
  const program = join(root, 'program.sh');
  writeFileSync(program, `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
  const folder = join(root, 'work/.git');
  const config = join(folder, 'config');
  run('config', 'core.fsmonitor', program);
  run('config', 'core.pager', program);
  run('config', 'core.askPass', program);
  run('config', 'core.sshCommand', program);
  run('config', 'gpg.program', program);
  run('config', 'log.showSignature', 'true');
  run('config', 'extensions.partialClone', 'evil');
  run('config', 'remote.evil.promisor', 'true');
  run('config', 'remote.evil.url', `ext::${program}`);
  run('config', 'filter.evil.smudge', program);
  writeFileSync(join(folder, 'info/attributes'), '* filter=evil\n');
  expect(existsSync(config)).toBe(true);
  expect(contents(folder)['a.xml']).toBe('changed\n');
  // A missing object of a partial clone would be fetched.
  const read = blobReader(folder, [{ blob: '1'.repeat(40), size: 1 }]);
  expect(read(0)).toBeNull();
  expect(existsSync(mark)).toBe(false);
});

test('a damaged object costs itself and no other', () => {
  const copy = join(root, 'damaged');
  execFileSync('git', ['clone', '-q', '--no-hardlinks', '--bare', join(root, 'bare.git'), copy]);
  const { files } = readTree(copy);
  const read = blobReader(copy, [{ blob: '2'.repeat(40), size: 1 }, ...files]);
  expect(read(0)).toBeNull();
  expect(read(1)?.toString('utf8')).toBe('changed\n');
});
