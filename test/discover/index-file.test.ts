import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { foldersOf, trackedPaths } from '../../src/discover/git/folder.ts';
import { indexedPaths } from '../../src/discover/git/index-file.ts';
import { folderOf } from '../fixtures/folder.ts';

const names = [
  'a.js',
  'a/b/c.js',
  'a/b/ä ö.js',
  `a/${'long/'.repeat(900)}x.js`,
  ...Array.from({ length: 300 }, (_, index) => `b/${'n'.repeat(index % 90)}${index}.js`),
];

function indexed(...set: readonly (readonly string[])[]): { folder: string; bytes: Buffer } {
  const folder = folderOf({});
  const run = (args: readonly string[], input = ''): string => execFileSync('git', [...args], { cwd: folder, input, encoding: 'utf8' });
  run(['init', '-q']);
  const blob = run(['hash-object', '-w', '--stdin'], 'x').trim();
  run(['update-index', '--index-info'], names.map((name) => `100644 ${blob}\t${name}\n`).join(''));
  for (const args of set) run(args);
  return { folder: join(folder, '.git'), bytes: readFileSync(join(folder, '.git/index')) };
}

test.each([
  ['2', [['update-index', '--index-version', '2']]],
  ['3', [['update-index', '--skip-worktree', 'a.js', 'a/b/c.js']]],
  ['4', [['update-index', '--index-version', '4']]],
])('an index of version %s gives the paths that git gives', (version, set) => {
  const { bytes } = indexed(...set);
  expect(String(bytes.readUInt32BE(4))).toBe(version);
  expect([...(indexedPaths(bytes) ?? [])].sort()).toEqual([...names].sort());
});

test('a split index is left to git, which gives the same', () => {
  const { folder, bytes } = indexed(['update-index', '--split-index']);
  expect(indexedPaths(bytes)).toBeNull();
  expect([...trackedPaths(foldersOf(folder), null)].filter((path) => path !== '').sort()).toEqual([...names].sort());
});

test('an index that is cut off anywhere, or is none, gives nothing and never throws', () => {
  const { bytes } = indexed();
  for (let length = 0; length < bytes.length - 30_000; length += 97) expect(indexedPaths(bytes.subarray(0, length))).toBeNull();
  expect(indexedPaths(Buffer.alloc(5000, 0xff))).toBeNull();
});
