/** `cti2voice progress`, as a migration lead runs it, on runs that were recorded one after another. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { XMLParser } from 'fast-xml-parser';
import { assessmentSchema } from '../../src/model/assessment.ts';
import { HISTORY_COLUMNS } from '../../src/report/history.ts';
import { cti2voice } from '../fixtures/cli.ts';
import { openCtiDefinition } from '../fixtures/definitions.ts';
import { fill, folderOf } from '../fixtures/folder.ts';

const CALLS = [
  'saveLog({})',
  'screenPop({})',
  'enableClickToDial({})',
  'onClickToDial({})',
  'setSoftphonePanelWidth({})',
  'refreshView({})',
];
const TARGET = 'partner-telephony-own';
const script = (left: number): string =>
  CALLS.slice(0, left)
    .map((call) => `sforce.opencti.${call};\n`)
    .join('');

const folder = folderOf({
  'all/phone/CallCenter.xml': openCtiDefinition(),
  'all/phone/.github/CODEOWNERS': '*.md @docs\n* @telephony-team @desk\n/src @nobody\n',
  'all/quiet/app.js': script(1),
});
const RUNS: readonly (readonly [string, number])[] = [
  ['2026-12-01', 6],
  ['2027-01-05', 6],
  ['2027-02-01', 4],
  ['2027-03-01', 3],
  ['2027-04-01', 1],
];
for (const [day, left] of RUNS) {
  fill(folder, { 'all/phone/app.js': script(left) });
  const { code } = cti2voice(
    ['scan', 'all', '--each-folder', '--record', '--as-of', day, '-o', 'out', '-f', 'json,html', '--quiet', '--no-cache', '-t', TARGET],
    folder,
  );
  expect(code).toBe(0);
}
const run = (...more: string[]) => cti2voice(['progress', ...more], folder);
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe('the last point', () => {
  test('equals a fresh scan, in hours and in open findings', () => {
    run('--as-of', '2027-04-01', '-f', 'json', '-o', 'progress');
    const { runs, unit, left } = JSON.parse(read('progress/progress.json')) as {
      runs: { open: number; hours: { likely: number } }[];
      unit: string;
      left: number;
    };
    const { totals, repos } = assessmentSchema.parse(JSON.parse(read('out/assessment.json')));
    const hours = totals.routes.find(({ target }) => target === TARGET)?.hours;
    expect([unit, left, runs.at(-1)?.hours.likely]).toEqual(['hours', hours?.[1], hours?.[1]]);
    const open = repos.flatMap(({ findings }) =>
      findings.filter(({ context, kind }) => context !== 'test' && !['foundation', 'access', 'package'].includes(kind)),
    );
    expect(runs.at(-1)?.open).toBe(open.length);
  });

  test('is the sum of the rows of history.csv', () => {
    run('--as-of', '2027-04-01', '-f', 'csv,json', '-o', 'progress', '--csv-dialect', 'rfc4180');
    const rows = parse(read('progress/history.csv'), { columns: true, bom: true }) as Record<string, string>[];
    expect(Object.keys(rows[0] ?? {})).toEqual(HISTORY_COLUMNS.map(({ name }) => name));
    const { runs } = JSON.parse(read('progress/progress.json')) as { runs: { date: string; open: number; done: number }[] };
    for (const { date, open, done } of runs) {
      const own = rows.filter((row) => row['date'] === date);
      const sum = (column: string): number => own.reduce((total, row) => total + Number(row[column]), 0);
      expect([date, sum('open'), sum('done')]).toEqual([date, open, done]);
    }
    expect(new Set(rows.map((row) => row['owner']))).toEqual(new Set(['@telephony-team, @desk', '']));
  });
});

test('the terminal says what is left, what is needed, when it ends, and who stands still', () => {
  const { code, out, error } = run('--as-of', '2027-04-01', '--last-safe-date', '2027-11-30');
  expect({ code, error }).toEqual({ code: 0, error: '' });
  expect(out).toMatch(/^Pace: [\d,]+ hours left, /);
  expect(out).toMatch(/hours a month are needed from now on/);
  expect(out).toContain('Your own last safe date is 30 November 2027, 243 days from now.');
  expect(out).toContain('28 February 2028');
  expect(out).toMatch(/quiet {2}2 open, stands still for 17 weeks/);
});

test('fewer than three runs give no projection, and say why', () => {
  const { out } = run('--as-of', '2027-01-10');
  expect(out).toContain('There is no projection: that takes three runs that can be held against each other, and there are 2.');
});

test.each([
  ['the day itself', '2028-02-28', 'The deadline is today'],
  ['the leap day after it', '2028-02-29', 'The deadline was 1 day ago'],
  ['long after', '2029-01-01', 'The deadline was 308 days ago'],
])('on %s nothing is negative', (_, day, words) => {
  const { out, code } = run('--as-of', day);
  expect(code).toBe(0);
  expect(out).toContain(words);
  expect(out).not.toMatch(/-\d| NaN|Infinity|undefined/);
});

test('another deadline is the user’s', () => {
  expect(run('--as-of', '2027-04-01', '--deadline', '2027-06-30').out).toMatch(/30 June 2027 +0\n/);
});

test('a clock that goes backwards puts the runs in the order of their days', () => {
  const back = folderOf({ 'phone/app.js': script(2) });
  for (const [day, left] of [
    ['2027-03-01', 2],
    ['2027-01-01', 4],
    ['2027-02-01', 3],
  ] as const) {
    fill(back, { 'phone/app.js': script(left) });
    cti2voice(['scan', 'phone', '--record', '--as-of', day, '-o', 'out', '-f', 'json', '--quiet', '--no-cache'], back);
  }
  cti2voice(['progress', '--as-of', '2027-03-01', '-f', 'json', '-o', 'p'], back);
  const { runs } = JSON.parse(readFileSync(join(back, 'p/progress.json'), 'utf8')) as { runs: { date: string; open: number }[] };
  expect(runs.map(({ date }) => date)).toEqual(['2027-01-01', '2027-02-01', '2027-03-01']);
  expect(runs.map(({ open }) => open)).toEqual(runs.map(({ open }) => open).toSorted((a, b) => b - a));
  expect(new Set(runs.map(({ open }) => open)).size).toBe(3);
});

test('the badge is well formed, has a name, and says what the page says', () => {
  run('--as-of', '2027-04-01', '-f', 'svg,html', '-o', 'progress');
  const { svg } = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(read('progress/progress.svg')) as {
    svg: { title: string; role: string };
  };
  expect(svg.role).toBe('img');
  expect(svg.title).toMatch(/^Salesforce Voice: [\d,]+ hours left/);
  expect(read('progress/progress.html')).toContain(svg.title.slice('Salesforce Voice: '.length).replace(/, \d+ days$/, ''));
});

test('a report that is recorded has the same section, its own run the last', () => {
  const report = read('out/report.html');
  expect(report).toContain('<section id="pace">');
  expect(report).toContain('1 April 2027');
});

test('without a ledger, or without a run by then, nothing is made up', () => {
  expect(cti2voice(['progress'], folderOf({}))).toMatchObject({
    code: 2,
    error: expect.stringContaining('There is no ledger “.cti2voice”') as unknown,
  });
  expect(run('--as-of', '2026-01-01')).toMatchObject({ code: 2, error: expect.stringContaining('holds no run by 2026-01-01') as unknown });
  expect(run('-f', 'pdf')).toMatchObject({ code: 2, error: expect.stringContaining('“pdf” is no format') as unknown });
});

test('every column of history.csv is described in the docs', () => {
  const page = readFileSync(new URL('../../docs/progress.md', import.meta.url), 'utf8');
  for (const { name, description } of HISTORY_COLUMNS)
    expect(page).toMatch(new RegExp(`\\| \`${name}\` +\\| ${description.slice(0, 20).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`));
});
