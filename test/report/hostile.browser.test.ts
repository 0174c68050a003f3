/** The page of a result that a stranger wrote throughout, in a browser that lets everything run: nothing does. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { compareSides } from '../../src/compare/compare.ts';
import { sideOf } from '../../src/compare/side.ts';
import { renderHtml, renderSplitHtml } from '../../src/report/html.ts';
import { HOSTILE_TEXTS } from '../support/hostile-assessment.ts';
import { reportAssets } from '../support/report-assets.ts';
import { strangerAssessment } from '../support/stranger-assessment.ts';

const executable = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);
if (!executable) console.warn('No Chromium was found (set CHROMIUM to its path): the browser test of hostile results is skipped.');
const withBrowser = executable ? describe : describe.skip;

/** Each says so in a way that can be heard: a dialog, a word on the console, a request, another title. */
const RUNS = [
  '<img src="http://127.0.0.1:9/taken.png" onerror="alert(1)">',
  '</script><script>console.error("taken")</script>',
  '"><svg onload=alert(1)><!--',
  "'><iframe src='javascript:parent.alert(1)'></iframe>",
  'javascript:document.title="taken"',
  '{{{constructor.constructor("alert(1)")()}}}${alert(1)}',
  '<base href="http://127.0.0.1:9/"><meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/">',
  '<link rel=stylesheet href="http://127.0.0.1:9/x.css"><style>@import "http://127.0.0.1:9/y.css"</style>',
  '<details open ontoggle=alert(1)><input autofocus onfocus=alert(1)>',
  '<form id=finder><input name=text></form><a name=report-data id=report-data>',
];
const BRAND = {
  name: RUNS[0] ?? '',
  logo: null,
  accent: { light: null, dark: null },
  client: RUNS[1] ?? '',
  author: RUNS[2] ?? '',
  cover: RUNS[3] ?? '',
  disclaimer: RUNS[6] ?? '',
};

withBrowser('a page that strangers wrote', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  const { assessment } = strangerAssessment([
    ...RUNS,
    ...HOSTILE_TEXTS.filter((text) => text.length < 2000),
    ...RUNS.map((text) => text.toUpperCase()),
  ]);
  const before = sideOf(
    { ...assessment, repos: assessment.repos.map((repo) => ({ ...repo, findings: repo.findings.slice(4) })) },
    RUNS[0] ?? '',
  );
  const comparison = compareSides(before, sideOf(assessment, RUNS[1] ?? ''));
  const presentation = { brand: BRAND, rates: null };
  let browser: Browser;
  let server: Server;
  let split: Readonly<Record<string, readonly [type: string, text: string]>>;

  beforeAll(async () => {
    writeFileSync(join(folder, 'report.html'), renderHtml(assessment, reportAssets(), presentation, { comparison, pace: null }));
    const { html, css, js } = renderSplitHtml(assessment, reportAssets(), presentation, { comparison, pace: null });
    split = { '/report.html': ['text/html; charset=utf-8', html], '/report.css': ['text/css', css], '/report.js': ['text/javascript', js] };
    server = createServer((request, response) => {
      const file = split[request.url ?? ''];
      response.writeHead(file ? 200 : 204, { 'content-type': file?.[0] ?? 'text/plain' }).end(file?.[1] ?? '');
    }).listen(0, '127.0.0.1');
    browser = await chromium.launch({ executablePath: executable ?? '', args: ['--no-sandbox', '--disable-gpu'] });
  });
  afterAll(async () => {
    await browser.close();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const alone = (): string => pathToFileURL(join(folder, 'report.html')).href;
  const served = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/report.html`;

  /** What was heard while the page was used, its own files aside. */
  async function heard(url: string, use: (page: Page) => Promise<void>, script = true): Promise<string[]> {
    // The page's own policy would stop much of it; here it has to hold by its markup alone.
    const context = await browser.newContext({ bypassCSP: true, javaScriptEnabled: script, viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const told: string[] = [];
    page.on('dialog', (dialog) => {
      told.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('console', (message) => told.push(`console ${message.text()}`));
    page.on('pageerror', (error) => told.push(`error ${String(error)}`));
    page.on('request', (request) => {
      const asked = request.url();
      if (!asked.startsWith(url.replace(/report\.html.*$/, '')) && !asked.startsWith('data:')) told.push(`request ${asked}`);
    });
    page.on('framenavigated', (frame) => {
      if (frame !== page.mainFrame() || !frame.url().startsWith(url.split('#')[0] ?? '')) told.push(`frame ${frame.url()}`);
    });
    try {
      await page.goto(url);
      await use(page);
      if (script) {
        expect(await page.evaluate('document.title')).not.toMatch(/^taken/i);
        expect(
          await page.evaluate(
            "document.querySelectorAll('main :is(img, iframe, base, meta, link, script, style, form form, input[autofocus])').length",
          ),
        ).toBe(0);
      }
      return told;
    } finally {
      await context.close();
    }
  }

  /** Everything opened and pressed that a reader can open and press; by script, since open pickers lie over each other. */
  const useAll = async (page: Page): Promise<void> => {
    const pressed = await page.evaluate<number>(`(() => {
      const open = () => document.querySelectorAll('details').forEach((one) => { one.open = true; });
      open();
      const all = [...document.querySelectorAll('.open')].slice(0, 25);
      all.forEach((one) => one.click());
      open();
      [...document.querySelectorAll('#finder input[type=checkbox]')].slice(0, 8).forEach((one) => one.click());
      [...document.querySelectorAll('main button:not(.open)')].slice(0, 20).forEach((one) => one.click());
      open();
      return document.querySelectorAll('#finder').length;
    })()`);
    expect(pressed).toBe(1);
    await page.waitForTimeout(50);
  };

  test.each(['', '#findings?group=file', '#findings?group=repository&sort=rule', '#findings?group=none&page=2', '#findings?text=%3Cimg'])(
    'asks for nothing, says nothing and runs nothing, opened with “%s” and used throughout',
    async (fragment) => {
      expect(await heard(alone() + fragment, useAll)).toEqual([]);
    },
  );

  test.each([
    '1',
    '<img src=x onerror=alert(1)>',
    '"><script>alert(1)</script>',
    'javascript:alert(1)',
    '__proto__',
    'constructor',
    '\u202ex',
    '%',
    '%00',
    '=1+1',
  ])('takes a link that says “%s” everywhere for words', async (text) => {
    const word = text === '%' ? '%' : encodeURIComponent(text);
    const all = [
      'text',
      'file',
      'repository',
      'capability',
      'verdict',
      'basis',
      'confidence',
      'group',
      'sort',
      'page',
      'rule',
      'work',
      'id',
    ].map((key) => `${key}=${word}`);
    expect(await heard(`${alone()}#findings?${all.join('&')}`, useAll)).toEqual([]);
    expect(await heard(`${alone()}#${word}`, async () => undefined)).toEqual([]);
  });

  test('holds with its style and script in files beside it', async () => {
    expect(await heard(`${served()}#findings?group=file`, useAll)).toEqual([]);
  });

  test('holds without script', async () => {
    expect(await heard(alone(), async () => undefined, false)).toEqual([]);
  });

  test('would be heard if anything ran', async () => {
    const bad = join(folder, 'bad.html');
    writeFileSync(bad, `<title>x</title>${RUNS[0]}${RUNS[1]?.replace('</script>', '')}${RUNS[3]}`);
    const told = await heard(
      pathToFileURL(bad).href.replace('bad.html', 'report.html').replace('report.html', 'bad.html'),
      async (page) => {
        await page.waitForTimeout(300);
        await page.evaluate("document.querySelectorAll('img, iframe').forEach((one) => one.remove())");
      },
    );
    expect(told.some((one) => one.startsWith('dialog'))).toBe(true);
    expect(told).toContain('console taken');
    expect(told.some((one) => one.startsWith('request http://127.0.0.1:9/'))).toBe(true);
  });
});
