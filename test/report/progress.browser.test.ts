/** Pages on progress, waivers and changes in a browser: accessible, nothing asked for, nothing wider than the screen, whole on paper. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HtmlValidate } from 'html-validate';
import { chromium, type Browser } from 'playwright-core';
import { cti2voice } from '../fixtures/cli.ts';
import { openCtiDefinition } from '../fixtures/definitions.ts';
import { fill, folderOf } from '../fixtures/folder.ts';

const executable = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);
if (!executable) console.warn('No Chromium was found (set CHROMIUM to its path): the browser tests of progress are skipped.');
const withBrowser = executable ? describe : describe.skip;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RUN_AXE = `axe.run(document, {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'] },
  resultTypes: ['violations'],
}).then(({ violations }) => violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' | ').slice(0, 400)))`;

const SECTIONS = { 'progress.html': ['pace'], 'changes.html': ['changes'], 'report.html': ['pace', 'plan', 'changes'] } as const;
const HOSTILE = '</script><img src=x onerror=alert(1)>';
const CALLS = ['saveLog({})', 'screenPop({})', 'enableClickToDial({})', 'refreshView({})'];

withBrowser('progress', () => {
  const folder = folderOf({
    'all/phone/CallCenter.xml': openCtiDefinition(),
    'all/phone/CODEOWNERS': `* @${HOSTILE.replaceAll(' ', '')}\n`,
    'all/quiet/app.js': 'sforce.opencti.screenPop({});\n',
    'cti2voice.yml': `waivers:\n  - capability: screen-pop\n    reason: ${JSON.stringify(HOSTILE)}\n    owner: ${JSON.stringify(HOSTILE)}\n    expires: 2027-12-31\n  - rule: nothing-at-all\n    reason: r\n    owner: o\n    expires: 2027-12-31\ndecisions:\n  - capability: call-log\n    decision: ${JSON.stringify(`${'Long'.repeat(60)} ${HOSTILE}`)}\n`,
  });
  let browser: Browser;

  beforeAll(async () => {
    for (const [day, left] of [
      ['2026-12-01', 4],
      ['2027-01-05', 3],
      ['2027-02-01', 2],
    ] as const) {
      fill(folder, {
        'all/phone/app.js': CALLS.slice(0, left)
          .map((call) => `sforce.opencti.${call};\n`)
          .join(''),
      });
      const args = [
        'scan',
        'all',
        '--each-folder',
        '--record',
        '--as-of',
        day,
        '-o',
        'out',
        '-f',
        'html',
        '--quiet',
        '--no-cache',
        '-t',
        'partner-telephony-own',
      ];
      expect(cti2voice([...args, ...(day === '2027-02-01' ? ['--baseline', 'latest'] : [])], folder).code).toBe(0);
    }
    expect(
      cti2voice(['progress', '--as-of', '2027-02-01', '--last-safe-date', '2027-10-31', '-f', 'html,svg', '-o', 'out', '--quiet'], folder)
        .code,
    ).toBe(0);
    const compared = cti2voice(['compare', 'previous', 'latest', '-f', 'html'], folder);
    expect([compared.code, compared.error]).toEqual([0, '']);
    writeFileSync(join(folder, 'out/changes.html'), compared.out);
    browser = await chromium.launch({ executablePath: executable ?? '', args: ['--no-sandbox', '--disable-gpu'] });
  });
  afterAll(async () => browser?.close());

  test.each([
    ['progress.html', 1280, 'light'],
    ['progress.html', 1280, 'dark'],
    ['progress.html', 320, 'light'],
    ['changes.html', 1280, 'light'],
    ['changes.html', 1280, 'dark'],
    ['changes.html', 320, 'light'],
    ['report.html', 1280, 'light'],
    ['report.html', 1280, 'dark'],
    ['report.html', 390, 'light'],
  ] as const)('%s, %s wide and %s', async (name, width, colorScheme) => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    const said: string[] = [];
    page.on('console', (message) => void said.push(message.text()));
    page.on('dialog', (dialog) => void said.push(dialog.message()));
    page.on('request', (request) => void (/^(?:file|data):/.test(request.url()) || said.push(request.url())));
    await page.goto(pathToFileURL(join(folder, 'out', name)).href);
    for (const id of SECTIONS[name]) expect(await page.locator(`section#${id}`).count()).toBe(1);
    await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
    await page.evaluate(axe);
    expect(await page.evaluate(RUN_AXE)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(said).toEqual([]);
    await page.close();
  });

  test('the curves have the numbers of the table beside them: one dot a run', async () => {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(folder, 'out/progress.html')).href);
    const dots = await page.locator('svg.burn-down').evaluateAll((all) => all.map((one) => one.querySelectorAll('circle').length));
    expect(dots).toEqual([3, 3]);
    expect(await page.locator('.pace-runs tbody tr').count()).toBe(3);
    await page.close();
  });

  test('on paper nothing of the page on progress is cut off', async () => {
    const page = await browser.newPage({ viewport: { width: 794, height: 1123 } });
    await page.goto(pathToFileURL(join(folder, 'out/progress.html')).href);
    await page.emulateMedia({ media: 'print' });
    const wide = await page.evaluate(
      "[...document.querySelectorAll('table, svg.burn-down')].filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1).length",
    );
    expect(wide).toBe(0);
    await page.close();
  });

  test.each(['progress.html', 'changes.html', 'report.html'])('%s is valid HTML', async (name) => {
    const validator = new HtmlValidate({ root: true, extends: ['html-validate:recommended'], elements: ['html5'] });
    const report = await validator.validateString(readFileSync(join(folder, 'out', name), 'utf8'));
    expect(report.results.flatMap((r) => r.messages.map((m) => `${m.ruleId} ${m.line}:${m.column} ${m.message}`))).toEqual([]);
  });

  test('the badge is a picture', async () => {
    const page = await browser.newPage();
    writeFileSync(join(folder, 'out/badge.html'), '<!DOCTYPE html><html lang="en"><title>x</title><img src="progress.svg" alt="x">');
    await page.goto(pathToFileURL(join(folder, 'out/badge.html')).href);
    expect(await page.evaluate("document.querySelector('img').naturalWidth > 100")).toBe(true);
    await page.close();
  });
});
