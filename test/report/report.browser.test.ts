/** The page in a browser: nothing fetched, nothing wrong, usable at any width, without script, on paper. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { renderHtml } from '../../src/report/html.ts';
import type { Assessment } from '../../src/model/assessment.ts';
import { reportAssets } from '../support/report-assets.ts';
import { portfolioAssessment } from '../support/portfolio-assessment.ts';
import { adapterAssessment, orgAssessment, sampleAssessment } from '../support/sample-assessment.ts';

const executable = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);
if (!executable) console.warn('No Chromium was found (set CHROMIUM to its path): the browser tests of the report are skipped.');
const withBrowser = executable ? describe : describe.skip;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// What runs in the page is given as text: the tests are checked without the types of a browser.
const OPEN_ALL = "document.querySelectorAll('details').forEach((d) => { d.open = true; })";
const RUN_AXE = `axe.run(document, {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'] },
  resultTypes: ['violations'],
}).then(({ violations }) => violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' | ').slice(0, 400)))`;

/** Awkward in every way that a width can show. */
function unbroken(): Assessment {
  const assessment = orgAssessment();
  const long = 'VeryLongUnbrokenName'.repeat(30);
  for (const repo of assessment.repos) {
    repo.name = long;
    for (const d of repo.definitions) Object.assign(d, { internalName: long, displayName: long, file: `${long}/${long}.xml` });
    for (const f of repo.findings)
      Object.assign(f, { name: long, value: long, section: long, definition: long, file: `${long}/${long}.xml` });
    for (const f of repo.findings.filter((f) => f.snippet !== undefined))
      Object.assign(f, { snippet: long, chain: [`\`${long}\` is ${long}`], api: f.api === 'behaviour' ? f.api : 'library' });
    for (const f of repo.files) f.path = long;
    for (const log of repo.callLogs) {
      log.object &&= long;
      for (const f of log.fields) Object.assign(f, { name: long, file: long });
    }
    for (const system of repo.externalSystems) {
      system.name = long;
      for (const place of system.places) Object.assign(place, { address: long, file: long });
    }
    for (const t of repo.apexTargets) Object.assign(t, { className: long, methodName: long });
    for (const v of repo.vendors) for (const e of v.evidence) Object.assign(e, { text: long, file: long });
    for (const one of repo.org?.consumers ?? []) {
      Object.assign(one, { name: long, label: long, file: long, folder: long, owner: long, namespace: long, via: [long] });
      for (const part of [...one.signs, ...one.fields]) Object.assign(part, { file: long });
      for (const sign of one.signs) sign.detail = long;
      for (const field of one.fields) field.name = long;
    }
    for (const one of [...(repo.org?.apps ?? []), ...(repo.org?.hosts ?? []), ...(repo.org?.audiences ?? [])])
      Object.assign(one, { name: long, label: long, file: long });
    for (const one of repo.org?.apps ?? []) Object.assign(one, { allowList: [long], utilityBar: { name: long, found: false } });
    for (const one of repo.org?.audiences ?? [])
      Object.assign(one, { apps: [{ name: long, default: true }], pages: [long], permissions: [long], sets: [long], licence: long });
    for (const { from, to } of repo.org?.links ?? []) for (const end of [from, to]) end.name = long;
    for (const one of repo.org?.types ?? []) Object.assign(one, { type: long, limit: long });
    for (const gap of repo.gaps) Object.assign(gap, { type: long, manifest: long });
    for (const one of [...repo.routes, ...assessment.totals.routes])
      for (const e of one.foundations.flatMap((f) => f.evidence)) Object.assign(e, { text: long, file: long });
    for (const p of repo.problems) Object.assign(p, { file: `${long}.xml`, detail: `<script>document.title = 'taken'</script> ${long}` });
  }
  for (const record of [...assessment.catalog.connectorParts, ...assessment.catalog.vendors]) record.name = long;
  for (const fact of assessment.given) Object.assign(fact, { label: long, value: long });
  return assessment;
}

withBrowser('the report in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  let browser: Browser;
  const assets = reportAssets();
  const pages: Record<string, Assessment> = {
    'no target': sampleAssessment(),
    'a target': sampleAssessment('partner-telephony-own'),
    adapter: adapterAssessment(),
    'an adapter and a target': adapterAssessment('partner-telephony-own'),
    'an org': orgAssessment(),
    'an org alone': orgAssessment(null, true),
    'a portfolio': portfolioAssessment(6),
    'an estate': portfolioAssessment(20),
    'an estate and a target': portfolioAssessment(20, 'partner-telephony-own'),
    'long names': unbroken(),
  };
  const address = (name: string): string => pathToFileURL(join(folder, `${name}.html`)).href;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executable ?? '', args: ['--no-sandbox'] });
    for (const [name, assessment] of Object.entries(pages)) writeFileSync(join(folder, `${name}.html`), renderHtml(assessment, assets));
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  interface Opened {
    page: Page;
    requests: string[];
    said: string[];
  }

  async function load(name: string, options: BrowserContextOptions = {}): Promise<Opened> {
    // Nothing waits for a smooth scroll to end.
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    const opened: Opened = { page, requests: [], said: [] };
    page.on('request', (request) => opened.requests.push(request.url()));
    page.on('console', (message) => opened.said.push(message.text()));
    page.on('pageerror', (error) => opened.said.push(String(error)));
    await page.goto(address(name));
    return opened;
  }

  /** A page of its own, for tests that change it. */
  async function open(name: string, options: BrowserContextOptions, use: (page: Page) => Promise<void>): Promise<void> {
    const { page } = await load(name, options);
    try {
      await use(page);
    } finally {
      await page.context().close();
    }
  }

  describe('with everything unfolded', () => {
    const opened = new Map<string, Opened>();
    beforeAll(async () => {
      await Promise.all(
        Object.keys(pages).map(async (name) => {
          const loaded = await load(name);
          await loaded.page.evaluate(OPEN_ALL);
          opened.set(name, loaded);
        }),
      );
    });

    test.each(Object.keys(pages))('fetches nothing and reports no error: %s', async (name) => {
      const { page, requests, said } = opened.get(name) as Opened;
      expect(requests.filter((url) => url !== address(name) && !url.startsWith('data:'))).toEqual([]);
      expect(said).toEqual([]);
      expect(await page.title()).not.toBe('taken');
    });

    test.each(Object.keys(pages).flatMap((name) => [320, 390, 768, 1280].map((width) => [name, width] as const)))(
      'never scrolls sideways: %s, %i px',
      async (name, width) => {
        const { page } = opened.get(name) as Opened;
        await page.setViewportSize({ width, height: 800 });
        expect(await page.evaluate<number>('innerWidth')).toBe(width);
        expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      },
    );
  });

  describe('under axe', () => {
    const WAYS = [
      ['no target', 'light', 1280],
      ['no target', 'dark', 1280],
      ['no target', 'light', 390],
      ['a target', 'light', 1280],
      ['a target', 'dark', 390],
      ['adapter', 'light', 1280],
      ['adapter', 'dark', 320],
      ['an adapter and a target', 'dark', 1280],
      ['an adapter and a target', 'light', 390],
      ['an org', 'light', 390],
      ['an org alone', 'light', 1280],
      ['an org alone', 'dark', 320],
      ['a portfolio', 'light', 1280],
      ['a portfolio', 'dark', 390],
      ['long names', 'light', 390],
    ] as const;
    const faults = new Map<string, string[]>();
    // Each page is loaded once, and the pages are examined side by side: that is most of the time this file takes.
    beforeAll(async () => {
      await Promise.all(
        Object.keys(pages).map(async (name) => {
          const { page } = await load(name, { bypassCSP: true });
          await page.evaluate(OPEN_ALL);
          await page.addScriptTag({ content: axe });
          for (const way of WAYS.filter(([of]) => of === name)) {
            const [, colorScheme, width] = way;
            await page.emulateMedia({ colorScheme });
            await page.setViewportSize({ width, height: 900 });
            faults.set(way.join(), await page.evaluate<string[]>(RUN_AXE));
          }
        }),
      );
      // Two cores with other work need longer than the usual minute.
    }, 180_000);

    test.each(WAYS)('has no accessibility fault: %s, %s, %i px', (...way) => {
      expect(faults.get(way.join())).toEqual([]);
    });
  });

  test('is complete without script', async () => {
    await open('no target', { javaScriptEnabled: false }, async (page) => {
      const words = await page.locator('main').innerText();
      for (const part of [
        'Not ready:',
        '463',
        'Where the softphone lives',
        'Omni-Channel draws the phone and its panel.',
        'Questions that every estate has to answer',
      ]) {
        expect(words).toContain(part);
      }
      await expect(page.locator('#finder').isVisible()).resolves.toBe(false);
      expect(words).toContain('All of them stand in this page.');
      await expect(page.locator('#theme').isVisible()).resolves.toBe(false);
      await page.locator('#work details summary').first().click();
      await expect(page.locator('#work details table').first().isVisible()).resolves.toBe(true);
    });
  });

  test('changes its colours on request', async () => {
    await open('no target', { colorScheme: 'light' }, async (page) => {
      const paper = (): Promise<string> => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
      const light = await paper();
      await page.locator('#theme').click();
      expect(await paper()).not.toBe(light);
      expect(await page.locator('#theme').textContent()).toBe('Light colours');
    });
  });

  test('prints on white, summary first, with page numbers', async () => {
    await open('no target', { colorScheme: 'dark' }, async (page) => {
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      expect(await page.evaluate<string>('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
      expect(await page.locator('.contents').isVisible()).toBe(false);
      expect(await page.evaluate<string>(`getComputedStyle(document.querySelector('.summary')).breakAfter`)).toBe('page');
      expect((await page.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString()).toBe('%PDF-');
    });
  });

  test('prints what is read from front to back, says where the rest is, and prints all on request', async () => {
    await open('an adapter and a target', {}, async (page) => {
      const shown = (): Promise<string[]> =>
        page.evaluate<string[]>(`[...document.querySelectorAll('.sections > section')].filter((s) => s.offsetHeight > 0).map((s) => s.id)`);
      const all = await shown();
      expect(all).toEqual(expect.arrayContaining(['findings', 'connector', 'call-log']));
      await page.emulateMedia({ media: 'print' });
      expect(await shown()).toEqual([
        'gates',
        'repositories',
        'capabilities',
        'targets',
        'score',
        'work',
        'unseen',
        'checklist',
        'coverage',
        'method',
      ]);
      expect(await page.locator('.off-paper').innerText()).toMatch(/^Not printed, and in the report on screen: Findings, /);
      // Numbers with gaps would ask for the parts that are left out.
      expect(await page.locator('#gates-title .num').isVisible()).toBe(false);

      await page.emulateMedia({ media: 'screen' });
      await page.locator('#print-all').check();
      await page.emulateMedia({ media: 'print' });
      expect(await shown()).toEqual(all);
      expect(await page.locator('.off-paper').isVisible()).toBe(false);
      expect(await page.locator('#findings .group').first().isVisible()).toBe(true);
      expect(await page.locator('#connector table').first().isVisible()).toBe(true);
    });
  });

  test('prints the sources that something printed names, each under its own number', async () => {
    await open('an adapter and a target', {}, async (page) => {
      await page.emulateMedia({ media: 'print' });
      const [printed, all, cited] = await page.evaluate<[string[], number, string[]]>(`(() => {
        const seen = (e) => e.offsetHeight > 0;
        const items = [...document.querySelectorAll('.sources li')];
        const links = [...document.querySelectorAll('.sections > section a[href^="#source-"]')].filter(seen);
        return [items.filter(seen).map((e) => e.id + ' ' + e.value), items.length, links.map((a) => a.hash.slice(1))];
      })()`);
      expect(printed.length).toBeGreaterThan(3);
      expect(printed.length).toBeLessThan(all);
      expect(printed.every((item) => /^source-(\d+) \1$/.test(item))).toBe(true);
      const ids = new Set(printed.map((item) => item.replace(/ .*/, '')));
      expect([...new Set(cited)].filter((id) => !ids.has(id))).toEqual([]);
    });
  });

  test.each(['an estate', 'an estate and a target'])(
    'prints %s of 20 repositories on at most 12 pages, the summary alone on the first, nothing clipped',
    async (name) => {
      // The printable width and height of A4 within the margins of the page, in pixels.
      const [width, height] = [680, 994];
      await open(name, { viewport: { width, height } }, async (page) => {
        await page.emulateMedia({ media: 'print' });
        const clipped = `[...document.querySelectorAll('main *')].filter((e) => e.offsetHeight > 0 && !e.closest('.visually-hidden')
          && e.getBoundingClientRect().right > ${width + 1}).map((e) => e.outerHTML.slice(0, 120))`;
        expect(await page.evaluate<string[]>(clipped)).toEqual([]);
        expect(await page.evaluate<string>(`getComputedStyle(document.querySelector('thead')).display`)).toBe('table-header-group');
        expect(await page.evaluate<number>(`document.querySelector('.summary').getBoundingClientRect().bottom`)).toBeLessThan(height);
        const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
        const pages = pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
        expect(pages).toBeGreaterThan(5);
        expect(pages).toBeLessThanOrEqual(12);
      });
    },
  );

  test.each(['no target', 'a target', 'an estate'])(
    'draws its charts inside their frames and says in words what they show: %s',
    async (name) => {
      await open(name, { javaScriptEnabled: false }, async (page) => {
        expect(await page.getByRole('img', { name: /^Hours from low to high, .*: .* to .*, likely / }).count()).toBe(1);
        expect(await page.getByRole('img', { name: /^Phone capabilities in use, by hardest verdict, of \d+ / }).count()).toBe(1);
      });
      // A narrow page draws them anew, with names above their bars: all of it is in sight.
      for (const [kind, width] of [
        ['wide', 1280],
        ['narrow', 390],
        ['narrow', 320],
      ] as const) {
        await open(name, { viewport: { width, height: 900 } }, async (page) => {
          const shown = `[...document.querySelectorAll('svg.chart')].filter((svg) => svg.getClientRects().length > 0)`;
          const outside = `${shown}.flatMap((svg) => {
        const frame = svg.getBoundingClientRect();
        return [...svg.querySelectorAll('rect, text, use, path')].filter((e) => {
          const box = e.getBoundingClientRect();
          return box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
        }).map((e) => e.outerHTML);
      })`;
          expect(await page.evaluate<string[]>(`${shown}.map((svg) => svg.classList[1])`)).toEqual([kind, kind]);
          expect(await page.evaluate<string[]>(outside)).toEqual([]);
          const past = `${shown}.map((svg) => svg.getBoundingClientRect().right - innerWidth)`;
          for (const over of await page.evaluate<number[]>(past)) expect(over).toBeLessThanOrEqual(0);
        });
      }
    },
  );

  test('prints the picture of the org inside the page, and its table with it', async () => {
    await open('an org alone', { colorScheme: 'dark', viewport: { width: 680, height: 900 } }, async (page) => {
      const table = page.locator('.as-table table');
      expect(await table.isVisible()).toBe(false);
      await page.locator('#print-all').check();
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      expect(await table.isVisible()).toBe(true);
      const { x = 0, width = 0 } = (await page.locator('.picture svg').boundingBox()) ?? {};
      expect(width).toBeGreaterThan(300);
      expect(x + width).toBeLessThanOrEqual(680);
      expect(await page.evaluate<string>(`getComputedStyle(document.querySelector('.box .box-name')).fill`)).toBe('rgb(28, 36, 48)');
      expect(await page.locator('#consumers .consumers').first().isVisible()).toBe(true);
      expect(await page.locator('#retrieval .manifest').isVisible()).toBe(true);
    });
  });

  test('shows the picture of the org whole on a wide screen, and scrolls it in its own box on a narrow one', async () => {
    for (const [width, scrolls] of [
      [1280, false],
      [320, true],
    ] as const) {
      await open('an org alone', { viewport: { width, height: 900 } }, async (page) => {
        const isWider = `(() => { const box = document.querySelector('.picture .scroll'); return box.scrollWidth > box.clientWidth; })()`;
        expect(await page.evaluate<boolean>(isWider)).toBe(scrolls);
      });
    }
  });

  test('gives the picture of the org a name and the same as a table, without script too', async () => {
    await open('an org alone', { javaScriptEnabled: false }, async (page) => {
      const picture = page.getByRole('img', { name: /^The phone’s place in the org: \d+ boxes and \d+ arrows\./ });
      expect(await picture.isVisible()).toBe(true);
      await page.locator('.as-table summary').click();
      expect(await page.locator('.as-table tbody tr').count()).toBe(await page.locator('.picture svg .arrow').count());
    });
  });

  test('can be walked with the keyboard from the skip link on', async () => {
    await open('no target', {}, async (page) => {
      await page.keyboard.press('Tab');
      expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('Skip to the report');
      await page.keyboard.press('Enter');
      expect(await page.evaluate<string>('document.activeElement.id')).toBe('content');
    });
  });
});
