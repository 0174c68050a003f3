import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openCache } from '../src/cache.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cache-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function entries(): string[] {
  return (readdirSync(folder, { recursive: true }) as string[]).map((name) => join(folder, name)).filter((file) => statSync(file).isFile());
}

test('what was put is got under the same key and under no other', () => {
  const cache = openCache(folder);
  cache.put(['1.0', 'catalog', 'content'], 'result\nof two lines');
  expect(cache.get(['1.0', 'catalog', 'content'])).toBe('result\nof two lines');
  expect(cache.get(['1.1', 'catalog', 'content'])).toBeNull();
  expect(cache.get(['1.0catalog', 'content'])).toBeNull();
});

test.each([
  ['cut off', (text: string) => text.slice(0, -3)],
  ['changed', (text: string) => text.replace('result', 'RESULT')],
  ['empty', () => ''],
  ['foreign', () => '{"some":"other program"}'],
])('an entry that was %s is not used, and goes', (_what, damage) => {
  const cache = openCache(folder);
  cache.put(['key'], 'the result');
  const [file = ''] = entries();
  writeFileSync(file, damage(readFileSync(file, 'utf8')));
  expect(cache.get(['key'])).toBeNull();
  expect(entries()).toEqual([]);
});

test('an entry that was moved to another key is not used', () => {
  const cache = openCache(folder);
  cache.put(['one'], 'first');
  cache.put(['two'], 'second');
  const [a = '', b = ''] = entries();
  writeFileSync(a, readFileSync(b));
  expect([cache.get(['one']), cache.get(['two'])].filter((text) => text !== null)).toHaveLength(1);
});

test('a folder that cannot be written costs nothing but the cache', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const cache = openCache(file);
  cache.put(['key'], 'text');
  expect(cache.get(['key'])).toBeNull();
});

test('nothing unfinished is left behind', () => {
  const cache = openCache(folder);
  for (let index = 0; index < 20; index++) cache.put([String(index % 3)], `text ${index}`);
  expect(entries()).toHaveLength(3);
});
