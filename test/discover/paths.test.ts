import { posix, win32 } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { below, findWritten, namedSafely, nameOf, partRevision, partsOf, tailOf } from '../../src/discover/paths.ts';

const existing =
  (...paths: string[]) =>
  (path: string): boolean =>
    paths.includes(path);

describe('a path with an at sign', () => {
  test.each([
    ['is a path where it exists as written', 'a@v1', ['a', 'a@v1'], { path: 'a@v1', ref: null }],
    ['is parted at the last at sign', 'a@b@v1', ['a@b', 'a'], { path: 'a@b', ref: 'v1' }],
    ['may have a revision with slashes', 'a@release/7', ['a'], { path: 'a', ref: 'release/7' }],
    ['may have a drive and backslashes', 'C:\\org\\x@v1', ['C:\\org\\x'], { path: 'C:\\org\\x', ref: 'v1' }],
  ])('%s', (_, written, paths, expected) => {
    expect(partRevision(written, existing(...paths))).toEqual(expected);
  });

  test.each([['a@'], ['@v1'], ['b@v1'], ['b']])('%s is nothing where nothing of it exists', (written) => {
    expect(partRevision(written, existing('a'))).toBeNull();
  });
});

test('a path that was written on Windows is found elsewhere', () => {
  expect(findWritten('org\\x@v1', existing('org/x'), posix)).toEqual({ path: 'org/x', ref: 'v1' });
  expect(findWritten('odd\\name', existing('odd\\name', 'odd/name'), posix)).toEqual({ path: 'odd\\name', ref: null });
  expect(findWritten('org\\x', existing('org/x'), win32)).toBeNull();
});

test.each([
  ['C:\\Work\\Org', win32, ['Work', 'Org']],
  ['C:/Work\\Org/', win32, ['Work', 'Org']],
  ['\\\\server\\share\\Org', win32, ['Org']],
  ['/data/org/', posix, ['data', 'org']],
  ['/data/o\\rg', posix, ['data', 'o\\rg']],
])('the parts of %s', (path, style, parts) => {
  expect(partsOf(path, style)).toEqual(parts);
});

test.each([
  ['C:\\', win32, 'C'],
  ['C:\\Org', win32, 'Org'],
  ['/', posix, 'scan'],
  ['/a/b', posix, 'b'],
])('the name of %s is a name on any machine', (path, style, name) => {
  expect(nameOf(path, style)).toBe(name);
});

test('a tail has forward slashes whatever the machine', () => {
  expect(tailOf('C:\\a\\b\\c', 2, win32)).toBe('b/c');
  expect(tailOf('/a/b/c', 2, posix)).toBe('b/c');
});

test.each([
  ['C:\\Org', 'c:\\ORG\\x\\y', win32, 'x/y'],
  ['C:\\Org', 'D:\\Org\\x', win32, null],
  ['C:\\Org', 'C:\\Organisation\\x', win32, null],
  ['C:\\Org', 'C:\\Org', win32, null],
  ['/org', '/ORG/x', posix, null],
  ['/org', '/org/x', posix, 'x'],
  ['/', '/org', posix, 'org'],
])('below %s, %s', (folder, path, style, expected) => {
  expect(below(folder, path, style)).toBe(expected);
});

test.each([
  ['/home/somebody/org', 'org'],
  ['C:\\Users\\somebody\\org', 'org'],
  ['C:org', 'org'],
  ['\\\\server\\share\\somebody\\org', 'org'],
  ['~/org', 'org'],
  ['team/org', 'team/org'],
  ['team\\org', 'team/org'],
  ['../../team/org/', 'team/org'],
  ['/', 'unnamed'],
])('%s, which is not there, is known as %s', (written, expected) => {
  expect(namedSafely(written)).toBe(expected);
});
