/** Settings from flags, environment and file, as the shipped program takes them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { cti2voice } from '../fixtures/cli.ts';
import { openCtiDefinition } from '../fixtures/definitions.ts';
import { folderOf } from '../fixtures/folder.ts';

const FILE = `scan:
  paths: [org]
  target: amazon-connect
  output-dir: out
  format: html, json
brand:
  name: Fernhollow Advisory
  client: Quillmere Bank
rates:
  currency: EUR
  per-hour: 120
`;

const work = folderOf({
  'org/sample.xml': openCtiDefinition(),
  'cti2voice.yml': FILE,
  'other/cti2voice.yml': 'scan:\n  target: native\n  paths: ../org\n  output-dir: there\n',
  'broken.yml': 'scan:\n  targt: native\n  strict: perhaps\n',
});

interface Row {
  readonly section: string;
  readonly name: string;
  readonly value: unknown;
  readonly from: string;
  readonly flag?: string;
  readonly variable?: string;
  readonly file?: string;
  readonly line?: number;
}

function inForce(args: readonly string[], cwd = work, env: Readonly<Record<string, string>> = {}) {
  const { code, out, error } = cti2voice(['config', '--json', ...args], cwd, env);
  expect({ code, error }).toEqual({ code: 0, error: '' });
  const { file, settings } = JSON.parse(out) as { file: string | null; settings: Row[] };
  return { file, of: (name: string) => settings.find((row) => row.name === name) };
}

describe('“config”', () => {
  test('says of each value where it comes from', () => {
    const { file, of } = inForce(['--target', 'native', '--no-strict'], work, { CTI2VOICE_FORMAT: 'csv' });
    expect(file).toBe('cti2voice.yml');
    expect(of('target')).toEqual({ section: 'scan', name: 'target', value: 'native', from: 'flag', flag: '--target' });
    expect(of('strict')).toMatchObject({ value: false, from: 'flag', flag: '--no-strict' });
    expect(of('format')).toMatchObject({ value: ['csv'], from: 'environment', variable: 'CTI2VOICE_FORMAT' });
    expect(of('output-dir')).toMatchObject({ value: 'out', from: 'file', file: 'cti2voice.yml', line: 4 });
    expect(of('quiet')).toMatchObject({ value: false, from: 'default' });
    expect(of('currency')).toMatchObject({ section: 'rates', value: 'EUR', from: 'file', line: 10 });
  });

  test('prints the same as a table, line by line', () => {
    const { code, out } = cti2voice(['config', 'org'], work);
    expect(code).toBe(0);
    expect(out).toMatch(/^Settings with cti2voice\.yml\n\nscan\n {2}paths +org +paths\n/);
    expect(out).toMatch(/\n {2}target +amazon-connect +cti2voice\.yml:3\n/);
    expect(out).toMatch(/\nbrand\n {2}name +Fernhollow Advisory +cti2voice\.yml:7\n/);
  });

  test('names a variable that means nothing', () => {
    const { code, error } = cti2voice(['config'], work, { CTI2VOICE_TARGT: 'native' });
    expect(code).toBe(0);
    expect(error).toBe('CTI2VOICE_TARGT is no variable that is read; did you mean CTI2VOICE_TARGET?\n');
  });
});

describe('the file', () => {
  test('is the one of the working directory, another one if asked for, or none', () => {
    expect(inForce([]).of('target')?.value).toBe('amazon-connect');
    expect(inForce(['--config', 'other/cti2voice.yml']).of('target')?.value).toBe('native');
    expect(inForce([], work, { CTI2VOICE_CONFIG: 'other/cti2voice.yml' }).of('target')?.value).toBe('native');
    expect(inForce(['--no-config'])).toMatchObject({ file: null });
    expect(inForce(['--no-config'], work, { CTI2VOICE_CONFIG: 'other/cti2voice.yml' })).toMatchObject({ file: null });
  });

  test('means paths from its own folder', () => {
    const { of } = inForce(['--config', 'other/cti2voice.yml']);
    expect([of('paths')?.value, of('output-dir')?.value]).toEqual([['other/../org'], 'other/there']);
  });

  test('of a folder that is scanned has no say', () => {
    const outside = folderOf({
      'theirs/cti2voice.yml': 'scan:\n  quiet: true\n  format: json\n  strict: nonsense\n',
      'theirs/a.xml': openCtiDefinition(),
    });
    const { code, error } = cti2voice(['scan', 'theirs', '-o', 'out'], outside);
    expect(code).toBe(0);
    expect(error).not.toContain('Settings from');
    expect(existsSync(join(outside, 'out', 'report.html'))).toBe(true);
  });

  test('is named by a scan, and plainly so where the scan begins in the folder that it judges', () => {
    expect(cti2voice(['scan'], work).error).toMatch(/^Settings from cti2voice\.yml\n/);
    const inside = folderOf({ 'cti2voice.yml': 'scan:\n  format: json\n', 'a.xml': openCtiDefinition() });
    expect(cti2voice(['scan'], inside).error).toMatch(
      /^Settings from cti2voice\.yml, which stands in a folder that is scanned; --no-config leaves it out\n/,
    );
    expect(cti2voice(['scan', '--no-config'], inside).error).not.toContain('Settings from');
  });

  test.each([
    [
      ['--config', 'broken.yml'],
      /“broken\.yml” are not right:\nbroken\.yml:2 scan\.targt: .*did you mean “target”\?\nbroken\.yml:3 scan\.strict/,
    ],
    [['--config', 'nowhere.yml'], /There is no file “nowhere\.yml”/],
    [['--config', 'org'], /There is no file “org”/],
  ])('that is wrong is exit code 2 and writes nothing: %j', (args, text) => {
    const { code, out, error } = cti2voice(['scan', 'org', '-o', 'wrong', ...args], work);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toMatch(text);
    expect(existsSync(join(work, 'wrong'))).toBe(false);
  });

  test('under a name that is nearly right is not passed over in silence', () => {
    const folder = folderOf({ 'cti2voice.yaml': FILE, 'org/a.xml': openCtiDefinition() });
    const { code, error } = cti2voice(['scan', 'org'], folder);
    expect(code).toBe(2);
    expect(error).toContain('“cti2voice.yaml” is not the name of a file that is read');
    expect(cti2voice(['scan', 'org', '--no-config'], folder).code).toBe(0);
  });
});

describe('brand and rates', () => {
  const read = (path: string): string => readFileSync(join(work, path), 'utf8');

  test('shape the page and are no part of the result', () => {
    expect(cti2voice(['scan', '--as-of', '2027-01-31', '--quiet'], work).code).toBe(0);
    expect(
      cti2voice(['scan', 'org', '--no-config', '--target', 'amazon-connect', '--as-of', '2027-01-31', '-o', 'plain', '--quiet'], work).code,
    ).toBe(0);
    expect(read('out/assessment.json')).toBe(read('plain/assessment.json'));
    expect(read('out/report.html')).toContain('Fernhollow Advisory');
    expect(read('out/report.html')).toContain('€120 an hour');
    expect(read('plain/report.html')).not.toMatch(/Fernhollow|€|Cost/);
  });

  test('give the same page when the result is rendered again, or joined', () => {
    expect(cti2voice(['scan', '--as-of', '2027-01-31', '--quiet'], work).code).toBe(0);
    expect(cti2voice(['report', 'out/assessment.json', '-o', 'again', '--quiet'], work).code).toBe(0);
    expect(cti2voice(['merge', 'out/assessment.json', '-o', 'joined', '--quiet'], work).code).toBe(0);
    expect(read('again/report.html')).toBe(read('out/report.html'));
    expect(read('joined/report.html')).toBe(read('out/report.html'));
  });

  test('leave the target of a saved result alone, unless the command line asks for another', () => {
    expect(cti2voice(['scan', '-t', 'native', '--as-of', '2027-01-31', '-o', 'native', '--quiet'], work).code).toBe(0);
    expect(cti2voice(['report', 'native/assessment.json', '-o', 'again', '-f', 'json', '--quiet'], work).code).toBe(0);
    expect(read('again/assessment.json')).toBe(read('native/assessment.json'));
  });
});

describe('the command line', () => {
  test('switches off what the file switched on', () => {
    const folder = folderOf({ 'cti2voice.yml': 'scan:\n  quiet: true\n  format: json\n', 'org/a.xml': openCtiDefinition() });
    expect(cti2voice(['scan', 'org'], folder).error).toBe('');
    expect(cti2voice(['scan', 'org', '--no-quiet'], folder).error).toContain('wrote ');
  });

  test('names a variable of the environment that is wrong', () => {
    const { code, error } = cti2voice(['scan', 'org'], work, { CTI2VOICE_FORMAT: 'pdf' });
    expect(code).toBe(2);
    expect(error).toMatch(/CTI2VOICE_FORMAT=pdf: “pdf” is no format/);
  });
});
