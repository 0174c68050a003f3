import { describe, expect, test } from '@jest/globals';
import { paintFor, printable, summarise } from '../../src/terminal.ts';
import { adapterAssessment, orgAssessment } from '../support/sample-assessment.ts';

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

describe('the summary of a scan', () => {
  const plain = paintFor(false, {});

  test('says in two lines what stands around the adapter', () => {
    const lines = summarise(orgAssessment(), [], plain).split('\n');
    const at = lines.findIndex((line) => line.startsWith('Around the adapter'));
    expect(lines.slice(at, at + 2)).toEqual([
      'Around the adapter: 11 consumers of call Tasks (1 more by name only), 3 apps with the phone (1 with both phones), 1 Classic console, Omni-Channel on',
      '  1 of 3 to 4 foundations of Voice in place; 2 metadata types not retrieved in full: the report has the lines for package.xml',
    ]);
  });

  test('counts the foundations of the chosen target', () => {
    expect(summarise(orgAssessment('amazon-connect'), [], plain)).toContain('1 of 3 foundations of Voice in place');
  });

  test.each([
    ['omni-channel-off', 'Omni-Channel off'],
    ['omni-channel-in-app', 'Omni-Channel not known'],
  ])('of Omni-Channel with %s says “%s”', (sign, said) => {
    const assessment = orgAssessment();
    for (const repo of assessment.repos) for (const finding of repo.findings) if (finding.name === 'omni-channel-on') finding.name = sign;
    expect(summarise(assessment, [], plain)).toContain(said);
  });

  test('says nothing of an org where none was read', () => {
    expect(summarise(adapterAssessment(), [], plain)).not.toContain('Around the adapter');
  });
});
