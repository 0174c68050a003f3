/** The page with its style and script beside it, as the shipped program writes it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { cti2voice } from '../fixtures/cli.ts';
import { openCtiDefinition } from '../fixtures/definitions.ts';
import { folderOf } from '../fixtures/folder.ts';

const folder = folderOf({ 'org/sample.xml': openCtiDefinition() });
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const AS_OF = ['--as-of', '2026-11-22', '--quiet'];

test('--split-assets writes style and script beside the page, and nothing inline is left in it', () => {
  expect(cti2voice(['scan', 'org', '-o', 'out', '--split-assets', ...AS_OF], folder).code).toBe(0);
  expect(readdirSync(join(folder, 'out'))).toEqual(expect.arrayContaining(['report.html', 'report.css', 'report.js']));
  const page = read('out/report.html');
  expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
  expect([...page.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)).toEqual([
    '<script src="report.js" defer>',
    '<script type="application/json" id="report-data">',
  ]);
  expect(page).toContain('<link rel="stylesheet" href="report.css">');
  expect(read('out/report.css').length).toBeGreaterThan(1000);
  expect(read('out/report.js').length).toBeGreaterThan(1000);
  // “report” renders the same bytes from the result.
  expect(cti2voice(['report', 'out/assessment.json', '-o', 'again', '--split-assets', '-f', 'html', '--quiet'], folder).code).toBe(0);
  expect(read('again/report.html')).toBe(page);
});

test('without it the page stands alone', () => {
  expect(cti2voice(['scan', 'org', '-o', 'alone', ...AS_OF], folder).code).toBe(0);
  expect(readdirSync(join(folder, 'alone')).filter((name) => /\.(?:css|js)$/.test(name))).toEqual([]);
});

test('a file called report.js is read like any other where the option is not given', () => {
  writeFileSync(join(folder, 'org', 'report.js'), "sforce.opencti.screenPop({ type: 'sobject' });\n");
  const calls = (file: string): number => read(file).split('report.js').length - 1;
  expect(cti2voice(['scan', 'org', '-o', 'org', '-f', 'json', ...AS_OF], folder).code).toBe(0);
  expect(calls('org/assessment.json')).toBeGreaterThan(0);
});
