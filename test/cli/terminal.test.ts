import { describe, expect, test } from '@jest/globals';
import { paintFor, printable } from '../../src/terminal.ts';

describe('styles', () => {
  test.each([
    ['a terminal', true, {}, true],
    ['a terminal where NO_COLOR is empty, which counts as not set', true, { NO_COLOR: '' }, true],
    ['a terminal where NO_COLOR is set', true, { NO_COLOR: '1' }, false],
    ['a terminal where NO_COLOR is set to 0, which counts as set', true, { NO_COLOR: '0' }, false],
    ['a terminal that knows none', true, { TERM: 'dumb' }, false],
    ['a file or a pipe', false, {}, false],
  ])('on %s', (_, isTerminal, environment, styled) => {
    const { bold, dim } = paintFor(isTerminal, environment);
    expect(bold('a')).toBe(styled ? '\u001b[1ma\u001b[0m' : 'a');
    expect(dim('a')).toBe(styled ? '\u001b[2ma\u001b[0m' : 'a');
  });
});

describe('a name from a stranger’s folder', () => {
  test.each([
    ['an escape code', '\u001b[2J\u001b]0;title\u0007a'],
    ['a line break', 'a\nwrote /etc/passwd\r'],
    ['a code of eight bits', 'a\u009b31m'],
    ['an order of reading', 'a\u202elmx.exe\u2066'],
    ['a line separator', 'a\u2028b'],
  ])('cannot steer the terminal by %s', (_, name) => {
    expect(printable(name)).not.toMatch(/\p{Cc}|\p{Zl}|[\u202a-\u202e\u2066-\u2069]/u);
    expect(printable(name)).toContain('a');
  });

  test('is otherwise shown as it is', () => {
    expect(printable('Größe 漢字 \u{1f4de} "a" <b>.callCenter')).toBe('Größe 漢字 \u{1f4de} "a" <b>.callCenter');
  });
});
