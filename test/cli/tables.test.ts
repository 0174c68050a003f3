/** The options for tables, of the program as it is shipped. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { cti2voice } from '../fixtures/cli.ts';
import { openCtiDefinition } from '../fixtures/definitions.ts';
import { folderOf } from '../fixtures/folder.ts';

const folder = folderOf({ 'org/sample.xml': openCtiDefinition() });
const scanned = cti2voice(['scan', 'org', '-o', 'scan', '-f', 'csv,json,xlsx', '--csv-delimiter', ';', '--as-of', '2027-03-31'], folder);
const read = (name: string): string => readFileSync(join(folder, name), 'latin1');
const MARK = '\u00ef\u00bb\u00bf';

test.each([
  ['report', ['report', 'scan/assessment.json']],
  ['merge', ['merge', 'scan/assessment.json']],
])('%s writes every dialect, and the workbook, as a scan does', (name, command) => {
  expect(scanned.code).toBe(0);
  const run = (output: string, ...args: string[]): number | null => cti2voice([...command, '-o', output, '--quiet', ...args], folder).code;
  expect(run(`${name}-same`, '-f', 'csv,xlsx', '--csv-dialect', 'excel', '--csv-delimiter', ';')).toBe(0);
  for (const file of ['findings.csv', 'work-items.csv', 'report.xlsx'])
    expect(read(`${name}-same/${file}`) === read(`scan/${file}`)).toBe(true);
  expect(run(`${name}-usual`, '-f', 'csv')).toBe(0);
  expect(run(`${name}-tab`, '-f', 'csv', '--csv-delimiter', 'tab')).toBe(0);
  expect(run(`${name}-plain`, '-f', 'csv', '--csv-dialect', 'RFC4180')).toBe(0);
  const heads = ['same', 'usual', 'tab', 'plain'].map((output) => read(`${name}-${output}/findings.csv`).slice(0, 30));
  expect(heads.map((head) => head.slice(0, head.indexOf('repo')))).toEqual([
    `${MARK}fingerprint;fact_id;`,
    `${MARK}fingerprint,fact_id,`,
    `${MARK}fingerprint\tfact_id\t`,
    'fingerprint,fact_id,',
  ]);
});
