/** A report in another language, of the program as it is shipped. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import type { LanguagePack } from '../../src/catalog/language-pack.ts';
import type { Assessment } from '../../src/model/assessment.ts';
import { localise } from '../../src/report/localise.ts';
import { cti2voice } from '../fixtures/cli.ts';
import { folderOf } from '../fixtures/folder.ts';
import { shippedCatalog } from '../support/catalog.ts';

const SAMPLES = fileURLToPath(new URL('../../samples', import.meta.url));
const { rules } = await shippedCatalog();
/** A repository for each check, with the example that its rule gives. */
const examples = rules.flatMap(({ id, type, examples: { match } }) =>
  type === 'check'
    ? match.flatMap(({ file, text, beside }, index) =>
        [{ file, text }, ...beside].map((one): [string, string] => [`checks/${id}-${index}/${one.file}`, one.text]),
      )
    : [],
);
const folder = folderOf(Object.fromEntries(examples));
const args = ['--as-of', '2027-03-31', '-f', 'html,csv,json,markdown', '--quiet', '--no-cache'];
const paths = [
  join(SAMPLES, 'quillmere-bank'),
  join(SAMPLES, 'payments-phone'),
  ...new Set(examples.map(([path]) => path.split('/').slice(0, 2).join('/'))),
];
const english = cti2voice(['scan', ...paths, '-o', 'en', ...args], folder);
const german = cti2voice(['scan', ...paths, '-o', 'de', ...args, '--language', 'de'], folder);
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

test('a scan writes the same record in every language, and its other files in the language', () => {
  expect([english.code, german.code]).toEqual([0, 0]);
  expect(read('de/assessment.json') === read('en/assessment.json')).toBe(true);
  const said = 'Salesforce Voice mit Partner Telephony, selbst gebauter Konnektor';
  for (const file of ['report.html', 'work-items.csv', 'questions.csv', 'findings.csv'])
    expect([file, read(`de/${file}`) === read(`en/${file}`)]).toEqual([file, false]);
  expect(read('de/report.html')).toContain(said);
  expect(read('en/report.html')).not.toContain(said);
  expect(read('de/questions.csv')).toContain('Salesforce-Administrator');
});

test.each([
  ['report', ['report', 'en/assessment.json']],
  ['merge', ['merge', 'en/assessment.json']],
])('%s writes in another language what the scan would have written', (name, command) => {
  const { code } = cti2voice([...command, '-o', name, '-f', 'html,csv', '--quiet', '--language', 'DE'], folder);
  expect(code).toBe(0);
  for (const file of ['report.html', 'findings.csv', 'questions.csv']) expect(read(`${name}/${file}`) === read(`de/${file}`)).toBe(true);
});

test('the file of settings may say the language', () => {
  writeFileSync(join(folder, 'own.yml'), 'scan:\n  language: de\n');
  const { code } = cti2voice(['report', 'en/assessment.json', '-o', 'own', '-f', 'csv', '--quiet', '--config', 'own.yml'], folder);
  expect(code).toBe(0);
  expect(read('own/questions.csv') === read('de/questions.csv')).toBe(true);
});

test('a language that is not there is refused, with those that are', () => {
  const { code, error } = cti2voice(['report', 'en/assessment.json', '--language', 'xx'], folder);
  expect(code).toBe(2);
  expect(error).toContain('“xx” is no language that reports are written in; there are en, de.');
});

test('nothing that the samples say falls back to English', () => {
  const pack = JSON.parse(readFileSync(fileURLToPath(new URL('../../dist/lang-de.json', import.meta.url)), 'utf8')) as LanguagePack;
  const record = JSON.parse(read('en/assessment.json')) as Assessment;
  const messages = new Set(record.repos.flatMap((repo) => repo.findings.flatMap(({ message }) => message ?? [])));
  const met = new Set(record.repos.flatMap((repo) => repo.findings.map(({ ruleId }) => ruleId)));
  expect(rules.filter(({ id, type }) => type === 'check' && !met.has(id)).map(({ id }) => id)).toEqual([]);
  const { assessment, language } = localise(record, pack);
  expect([...language.fallen]).toEqual([]);
  expect(
    assessment.repos.flatMap((repo) => repo.findings.flatMap(({ message }) => message ?? [])).filter((one) => messages.has(one)),
  ).toEqual([]);
});

test('what another catalog said stays English, and the page marks it', () => {
  const record = JSON.parse(read('en/assessment.json')) as Assessment;
  const question = record.catalog.questions.find(({ id }) => record.repos.some((repo) => repo.questions.some((one) => one.id === id)));
  writeFileSync(
    join(folder, 'older.json'),
    JSON.stringify(record).replaceAll(JSON.stringify(question?.text ?? '-'), '"Who rings the bell?"'),
  );
  const { code } = cti2voice(['report', 'older.json', '-o', 'older', '-f', 'html', '--quiet', '--language', 'de'], folder);
  expect(code).toBe(0);
  expect(read('older/report.html')).toContain('<span lang="en">Who rings the bell?</span>');
  expect([...read('de/report.html').matchAll(/<span lang="en">([^<]*)/g)].map(([, text]) => text)).not.toContain('Who rings the bell?');
});
