/** Facts of a client on the command line: taken with a scan, refused with line and reason, begun with “init”. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { assessmentSchema } from '../../src/model/assessment.ts';
import { cti2voice } from '../fixtures/cli.ts';
import { openCtiDefinition } from '../fixtures/definitions.ts';
import { folderOf } from '../fixtures/folder.ts';

const folder = folderOf({
  'org/sample.xml': openCtiDefinition(),
  'facts.yml': 'users:\n  total: 240\nlicences:\n  voice:\n    native: none\nlastSafeDate: 2027-09-30\n',
  'wrong.yml': 'users:\n  total: -4\n  totl: 3\nlastSafeDate: soon\n',
  'binary.yml': new Uint8Array([0xff, 0x00, 0xfe, 0x80]),
});
const scan = (...args: string[]) => cti2voice(['scan', 'org', '--as-of', '2026-11-22', ...args], folder);
const saved = (output: string) => assessmentSchema.parse(JSON.parse(readFileSync(join(folder, output, 'assessment.json'), 'utf8')));

describe('scan --org-facts', () => {
  test('puts the facts into the assessment, with the file’s own name as evidence', () => {
    const { code, out, error } = scan('--org-facts', 'facts.yml', '-o', 'with', '--quiet');
    expect({ code, out, error }).toEqual({ code: 0, out: '', error: '' });
    const assessment = saved('with');
    expect(assessment.given.map(({ id, value, source, line }) => [id, value, source, line])).toEqual([
      ['users', '240', 'given by the client', 2],
      ['licences/native', 'none', 'given by the client', 5],
      ['last-safe-date', '2027-09-30', 'given by the client', 6],
    ]);
    const native = assessment.totals.routes.find(({ target }) => target === 'native');
    const licence = native?.gates.find(({ id }) => id === 'licence');
    expect(licence).toMatchObject({ outcome: 'fail', evidence: [{ file: 'facts.yml', line: 5 }] });
    expect(assessment.repos[0]?.coverage.find(({ id }) => id === 'client-facts')?.state).toBe('read');
  });

  test('changes nothing where it is not given', () => {
    expect(scan('-o', 'without', '--quiet').code).toBe(0);
    expect(saved('without')).toMatchObject({ given: [], lastSafeDate: null });
  });

  test('is rendered again from the saved assessment, byte for byte', () => {
    const read = (file: string): string => readFileSync(join(folder, 'with', file), 'utf8');
    const before = ['report.html', 'findings.csv', 'assessment.json'].map(read);
    expect(cti2voice(['report', 'with/assessment.json', '-o', 'with', '--quiet'], folder).code).toBe(0);
    expect(['report.html', 'findings.csv', 'assessment.json'].map(read)).toEqual(before);
  });

  test.each([
    [
      'faults, each with its line',
      'wrong.yml',
      /^error: The facts in “wrong\.yml” are not right:\nwrong\.yml:2 users\.total: must not be below 0\nwrong\.yml:3 users\.totl: is no key that is known here\nwrong\.yml:4 lastSafeDate: must be a day, written as year-month-day\n/,
    ],
    ['a file that does not exist', 'nowhere.yml', /no file “nowhere\.yml” to take facts from/],
    ['a folder', 'org', /no file “org” to take facts from/],
    ['a file that is no text', 'binary.yml', /“binary\.yml” could not be read as UTF-8 text/],
    ['an empty path', '', /The path is empty/],
  ])('refuses %s and writes nothing', (_, file, text) => {
    const { code, out, error } = scan('--org-facts', file, '-o', 'refused');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toMatch(text);
    expect(existsSync(join(folder, 'refused'))).toBe(false);
  });
});

describe('init org-facts', () => {
  test('writes a file that a scan takes as it is, and tells where', () => {
    expect(cti2voice(['init', 'org-facts', 'new/own.yml'], folder)).toEqual({ code: 0, out: '', error: 'wrote new/own.yml\n' });
    expect(scan('--org-facts', 'new/own.yml', '-o', 'empty', '--quiet').code).toBe(0);
    expect(saved('empty').given).toEqual([]);
  });

  test('keeps what is there, unless it is told otherwise', () => {
    const kept = folderOf({ 'org-facts.yml': 'users:\n  total: 1\n' });
    const { code, error } = cti2voice(['init', 'org-facts'], kept);
    expect(code).toBe(2);
    expect(error).toMatch(/“org-facts\.yml” is there already/);
    expect(readFileSync(join(kept, 'org-facts.yml'), 'utf8')).toBe('users:\n  total: 1\n');
    expect(cti2voice(['init', 'org-facts', '--force'], kept).code).toBe(0);
    expect(readFileSync(join(kept, 'org-facts.yml'), 'utf8')).toMatch(/^# Facts about the org/);
    expect(readdirSync(kept)).toEqual(['org-facts.yml']);
  });

  test('without saying what is wrong use', () => {
    expect(cti2voice(['init'], folder).code).toBe(2);
  });
});

test('a scan without facts loads no reader of YAML', () => {
  const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
  const loaded = new Set<string>();
  const open = ['cli.mjs', ...readdirSync(dist).filter((name) => /^commands-.*\.mjs$/.test(name))];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (loaded.has(name)) continue;
    loaded.add(name);
    const text = readFileSync(join(dist, name), 'utf8');
    open.push(...[...text.matchAll(/^(?:import|\} from|export \*? ?from).*?["']\.\/([^"']+\.mjs)["'];$/gm)].map(([, file = '']) => file));
  }
  expect(loaded.size).toBeGreaterThan(2);
  const holding = readdirSync(dist).filter(
    (name) => name.endsWith('.mjs') && readFileSync(join(dist, name), 'utf8').includes('// node_modules/yaml/'),
  );
  expect(holding.length).toBeGreaterThan(0);
  expect(holding.filter((name) => loaded.has(name))).toEqual([]);
});
