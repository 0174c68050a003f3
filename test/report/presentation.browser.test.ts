/** A page with a brand in a browser: the logo is drawn, the page's own policy refuses nothing, and it stays accessible. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chromium, type Browser } from 'playwright-core';
import { readLogo } from '../../src/config/logo.ts';
import { renderHtml } from '../../src/report/html.ts';
import { reportAssets } from '../support/report-assets.ts';
import { sampleAssessment } from '../support/sample-assessment.ts';

const executable = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);
if (!executable) console.warn('No Chromium was found (set CHROMIUM to its path): the browser tests of the brand are skipped.');
const withBrowser = executable ? describe : describe.skip;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RUN_AXE = `axe.run(document, {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'] },
  resultTypes: ['violations'],
}).then(({ violations }) => violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' | ').slice(0, 400)))`;

withBrowser('a page with a brand', () => {
  const folder = mkdtempSync(join(tmpdir(), 'brand-'));
  const file = join(folder, 'report.html');
  let browser: Browser;

  beforeAll(async () => {
    const logo = readLogo(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><rect width="30" height="10"/></svg>'));
    const brand = {
      name: 'Fernhollow Advisory',
      logo: 'uri' in logo ? logo.uri : null,
      accent: { light: '#7a1f5c', dark: '#f0a8d8' },
      client: 'Quillmere Bank',
      author: 'UnbrokenName'.repeat(40),
      cover: 'UnbrokenWord'.repeat(40),
      disclaimer: 'Binds nobody.',
    };
    const rates = { currency: 'EUR', locale: 'en-GB', perHour: 120, roles: [] };
    writeFileSync(file, renderHtml(sampleAssessment('partner-telephony-own'), reportAssets(), { brand, rates }));
    browser = await chromium.launch({ executablePath: executable ?? '', args: ['--no-sandbox', '--disable-gpu'] });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([
    [1280, 'light', 'rgb(122, 31, 92)'],
    [1280, 'dark', 'rgb(240, 168, 216)'],
    [320, 'light', 'rgb(122, 31, 92)'],
  ] as const)('%s wide and %s shows its logo and its colour, and nothing is wrong', async (width, colorScheme, colour) => {
    const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
    const said: string[] = [];
    page.on('console', (message) => void said.push(message.text()));
    page.on('request', (request) => void (/^(?:file|data):/.test(request.url()) || said.push(request.url())));
    await page.goto(pathToFileURL(file).href);
    expect(await page.evaluate("document.querySelector('.logo').naturalWidth > 0")).toBe(true);
    expect(await page.evaluate("getComputedStyle(document.querySelector('#targets .basis-row a')).color")).toBe(colour);
    expect(await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')).toBe(false);
    expect(said).toEqual([]);
    await page.close();
    const free = await browser.newPage({ viewport: { width, height: 800 }, colorScheme, bypassCSP: true });
    await free.goto(pathToFileURL(file).href);
    await free.evaluate(axe);
    expect(await free.evaluate(RUN_AXE)).toEqual([]);
    await free.close();
  });
});
