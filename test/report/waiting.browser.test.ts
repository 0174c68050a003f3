/** What waits in the page of a large result: brought before anybody needs it, and said where no script runs. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { renderHtml } from '../../src/report/html.ts';
import { manyOf } from '../support/large-assessment.ts';
import { reportAssets } from '../support/report-assets.ts';
import { orgAssessment } from '../support/sample-assessment.ts';

const executable = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);
if (!executable) console.warn('No Chromium was found (set CHROMIUM to its path): the browser tests of what waits are skipped.');
const withBrowser = executable ? describe : describe.skip;

const LEFT = "document.querySelectorAll('template').length";
const POINTERS = "document.querySelectorAll('.scriptless').length";
const rowsOf = (section: string): string => `document.querySelectorAll('#${section} tbody tr').length`;

withBrowser('what waits in the page of a large result', () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-waiting-'));
  const address = pathToFileURL(join(folder, 'large.html')).href;
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(join(folder, 'large.html'), renderHtml(manyOf(orgAssessment(), 60, 3000), reportAssets()));
    browser = await chromium.launch({ executablePath: executable ?? '', args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(fragment: string, use: (page: Page, said: string[]) => Promise<void>, options: BrowserContextOptions = {}) {
    const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1280, height: 900 }, ...options });
    const said: string[] = [];
    try {
      const page = await context.newPage();
      page.on('console', (message) => said.push(message.text()));
      page.on('pageerror', (error) => said.push(String(error)));
      await page.goto(address + fragment);
      await use(page, said);
    } finally {
      await context.close();
    }
  }

  test('is brought when the reader comes near, and nothing of it is lost', async () => {
    await open('', async (page, said) => {
      const waiting = Number(await page.evaluate(LEFT));
      expect(waiting).toBeGreaterThan(10);
      expect(await page.evaluate(POINTERS)).toBe(0);
      const before = Number(await page.evaluate(rowsOf('who-and-where')));
      for (const section of await page.locator('.sections > section').all()) {
        await section.scrollIntoViewIfNeeded();
        await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))');
      }
      await page.waitForFunction(`${LEFT} === 0`);
      expect(await page.evaluate(rowsOf('who-and-where'))).toBeGreaterThan(before);
      expect(said).toEqual([]);
    });
  });

  test('is brought at once where a link leads, in the page and from outside', async () => {
    await open('#who-and-where', async (page) => {
      await page.waitForFunction("document.querySelector('#who-and-where template') === null");
    });
    await open('', async (page) => {
      expect(await page.evaluate("document.querySelector('#retrieval template') !== null")).toBe(true);
      await page.locator('.contents a[href="#retrieval"]').click();
      await page.waitForFunction("document.querySelector('#retrieval template') === null");
      // The heading that the link led to stays where the browser put it.
      const top = await page.evaluate(
        "new Promise((done) => setTimeout(() => done(document.querySelector('#retrieval').getBoundingClientRect().top), 50))",
      );
      expect(Math.abs(Number(top))).toBeLessThan(200);
    });
  });

  test('is all there for the browser’s own search, and on paper', async () => {
    await open('', async (page) => {
      await page.keyboard.press('Control+f');
      expect(await page.evaluate(LEFT)).toBe(0);
    });
    await open('', async (page) => {
      await page.evaluate("document.getElementById('print-all').checked = true");
      await page.pdf();
      expect(await page.evaluate(LEFT)).toBe(0);
    });
  });

  test('is said where no script runs, with the table that has all of it', async () => {
    await open(
      '',
      async (page) => {
        for (const [section, table] of [
          ['retrieval', 'retrieval.csv'],
          ['who-and-where', 'who-and-where.csv'],
          ['work', 'work-items.csv'],
          ['checks', 'findings.csv'],
        ])
          expect(await page.locator(`#${section} .scriptless`).textContent()).toContain(table);
      },
      { javaScriptEnabled: false },
    );
  });
});
