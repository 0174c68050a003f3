/** An org that was retrieved badly: every fault is named, and the rest of the org is read as if nothing had happened. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse as parseCsv } from 'csv-parse/sync';
import { strToU8, zipSync } from 'fflate';
import { assessmentSchema, type Assessment, type Problem, type RepositoryRecord } from '../../src/model/assessment.ts';
import { cti2voice, type Outcome } from '../fixtures/cli.ts';
import { folderOf } from '../fixtures/folder.ts';

const xml = (root: string, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">\n${body}\n</${root}>\n`;
const report = (name: string, column = 'CALLTYPE'): string =>
  xml('Report', `<columns><field>${column}</field></columns><name>${name}</name><reportType>Activity</reportType>`);
const profile = (entries: number): string =>
  xml(
    'Profile',
    `${'<fieldPermissions><editable>true</editable><field>Account.A_field_of_no_interest__c</field><readable>true</readable></fieldPermissions>\n'.repeat(entries)}<fieldPermissions><editable>true</editable><field>Task.Call_Reason__c</field><readable>true</readable></fieldPermissions>`,
  );

const REPORTS = 20_000;
const retrieve = zipSync(
  Object.fromEntries([
    ['unpackaged/package.xml', strToU8(xml('Package', '<types><members>*</members><name>Flow</name></types><version>999.0</version>'))],
    ...Array.from({ length: REPORTS }, (_, index): [string, Uint8Array] => [
      `unpackaged/reports/Many/Report_${index}.report`,
      strToU8(report(`Report ${index}`, index === 12_345 ? 'CALLDURATION' : 'DUE_DATE')),
    ]),
  ]),
  { level: 1 },
);

const FILES: Readonly<Record<string, string | Buffer>> = {
  'sfdx-project.json': '{ "packageDirectories": [{ "path": "one" }, { "path": "two" }], "sourceApiVersion": "999.0", ',
  'one/reports/Calls/Daily.report-meta.xml': report('Daily'),
  // The same component in another package directory, cut off.
  'two/reports/Calls/Daily.report-meta.xml': report('Daily').slice(0, -30),
  // And in the other format.
  'old/src/reports/Calls/Daily.report': report('Daily'),
  'one/reports/Calls/Hostile.report-meta.xml': report(
    '=HYPERLINK("http://example.com"),\r\n"x" &lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;',
  ),
  'one/reports/Calls/Binary.report-meta.xml': Buffer.from([0x50, 0x4b, 3, 4, 0, 0xff, 0xfe, 0]),
  'one/reports/Calls/Empty.report-meta.xml': '',
  'one/reports/Calls/Other.report-meta.xml': xml('Dashboard', '<title>CALLTYPE</title>'),
  'one/Lost__c.field-meta.xml': xml('CustomField', '<fullName>Lost__c</fullName>'),
  'one/flows/Broken.flow-meta.xml': xml('Flow', '<start><object>Task</object><triggerType>RecordAfterSave</triggerType>'),
  'one/flows/Future.flow-meta.xml': xml(
    'Flow',
    '<quantumElement><object>Task</object></quantumElement><start><triggerType>RecordAfterSave</triggerType><recordTriggerType>Create</recordTriggerType><object>Task</object></start><status>Active</status>',
  ),
  'one/profiles/Large.profile-meta.xml': profile(100_000),
  'one/layouts/Task-Deep.layout-meta.xml': xml('Layout', `${'<a>'.repeat(10_000)}<field>CallType</field>${'</a>'.repeat(10_000)}`),
  'one/classes/Open.cls': `public class Open { void a() { Task t = new Task(CallType = 'Inbound'); /* never closed `,
  'one/triggers/Odd.trigger': 'trigger Odd on Task (after insert) { System.debug(1); }',
  'zipped/retrieve.zip': Buffer.from(retrieve),
};

let folder: string;
let outcome: Outcome;
let assessment: Assessment;
let repo: RepositoryRecord;

beforeAll(() => {
  folder = folderOf(Object.fromEntries(Object.entries(FILES).map(([name, content]) => [`org/${name}`, content])));
  outcome = cti2voice(['scan', 'org', '-o', 'out', '--as-of', '2027-03-31'], folder);
  assessment = assessmentSchema.parse(JSON.parse(readFileSync(join(folder, 'out/assessment.json'), 'utf8')));
  repo = assessment.repos[0] as RepositoryRecord;
}, 120_000);

const problemsOf = (file: string): Problem[] => repo.problems.filter((problem) => problem.file === file);
const consumer = (name: string) => repo.org?.consumers.find((one) => one.name === name);

test('the run ends well', () => {
  expect(outcome.code).toBe(0);
  expect(assessment.repos).toHaveLength(1);
});

describe('is named', () => {
  test.each([
    ['a project file that is no JSON', 'sfdx-project.json'],
    ['a component that is cut off', 'two/reports/Calls/Daily.report-meta.xml'],
    ['a component that is binary', 'one/reports/Calls/Binary.report-meta.xml'],
    ['a component of another type than its name says', 'one/reports/Calls/Other.report-meta.xml'],
    ['a child of an object outside objects', 'one/Lost__c.field-meta.xml'],
    ['an automation whose markup ends too early', 'one/flows/Broken.flow-meta.xml'],
  ])('%s', (_, file) => {
    expect(problemsOf(file)).toHaveLength(1);
    expect(outcome.error).toContain(file === 'sfdx-project.json' ? '' : file);
  });

  test('a component that stands in several places, once', () => {
    const [note, ...more] = repo.problems.filter(({ code }) => code === 'duplicate');
    expect(more).toEqual([]);
    expect(note?.effect).toBe('note');
  });
});

describe('and the rest is read', () => {
  test('the whole one of several copies is the one that counts', () => {
    expect(consumer('Calls/Daily')?.file).toBe('one/reports/Calls/Daily.report-meta.xml');
  });

  test('one of twenty thousand zipped reports is found, and the others are counted', () => {
    expect(consumer('Many/Report_12345')?.file).toBe('zipped/retrieve.zip!/unpackaged/reports/Many/Report_12345.report');
    expect(repo.org?.activityReports).toBeGreaterThan(REPORTS);
  });

  test('elements of the future and unknown API versions are passed over', () => {
    expect(consumer('Future')?.strength).toBe('likely');
  });

  test('a profile of more than ten megabytes is read to its end', () => {
    expect(repo.findings.some(({ file, ruleId }) => file.endsWith('Large.profile-meta.xml') && ruleId === 'org-call-field-access')).toBe(
      true,
    );
  });

  test('a layout of ten thousand levels, an odd trigger and Apex that is never closed do no harm', () => {
    expect(consumer('Odd')?.strength).toBe('likely');
    expect(repo.problems.filter(({ code }) => code === 'reader-failed')).toEqual([]);
  });
});

test.each(['task-consumers.csv', 'who-and-where.csv', 'foundations.csv', 'retrieval.csv', 'findings.csv'])('%s keeps RFC 4180', (name) => {
  const text = readFileSync(join(folder, 'out', name), 'utf8');
  const rows: string[][] = parseCsv(text, { record_delimiter: '\r\n', relax_quotes: false, relax_column_count: false });
  expect(new Set(rows.map((row) => row.length)).size).toBe(1);
  expect(text.endsWith('\r\n')).toBe(true);
});

test('a hostile name reaches the page as text only', () => {
  const page = readFileSync(join(folder, 'out/report.html'), 'utf8');
  expect(page).toContain('Hostile');
  expect(page).not.toContain('<script>alert(1)');
});
