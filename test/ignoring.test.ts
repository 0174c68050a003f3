import { expect, test } from '@jest/globals';
import { patternLines, readPatterns } from '../src/ignoring.ts';

test.each([
  ['build/', 'build/', true],
  ['build/', 'build', null],
  ['*.log', 'a/b.log', true],
  ['a/**/b', 'a/x/y/b', true],
  ['*.log\n!keep.log', 'keep.log', false],
  ['# *.js\n\n', 'a.js', null],
  ['*.LOG', 'a.log', null],
])('%j decides on %s: %s', (text, path, decision) => {
  expect(readPatterns(patternLines(text)).decide(path)).toBe(decision);
});

test('letter case is of no matter where that is asked for', () => {
  expect(readPatterns(['*.LOG'], { anyCase: true }).decide('a.log')).toBe(true);
});

test.each(['**/a/**/b/**/c/**/d', 'x*a*a*a*a', '*'.repeat(501), `${'a/'.repeat(300)}b`])(
  '%s would take too long, and is passed over',
  (pattern) => {
    const { decide, passedOver } = readPatterns([pattern, 'profiles']);
    expect(passedOver).toBe(1);
    expect(decide('profiles')).toBe(true);
  },
);

test('far below the root only patterns decide that are quick to match there', () => {
  const { decide } = readPatterns(['**/a/**/b/**/c.js', 'd.js']);
  expect(decide('a/b/c.js')).toBe(true);
  const deep = 'a/b/'.repeat(200);
  expect(decide(`${deep}c.js`)).toBeNull();
  expect(decide(`${deep}d.js`)).toBe(true);
});

test('a path that leads nowhere is decided by nothing', () => {
  const { decide } = readPatterns(['**']);
  for (const path of ['', '/absolute', '../outside']) expect(decide(path)).toBeNull();
});
