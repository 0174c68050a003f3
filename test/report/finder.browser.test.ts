/** The list of findings in a browser: filters, addresses, the keyboard, and strangers' texts. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import { renderHtml } from '../../src/report/html.ts';
import { buildView } from '../../src/report/view/index.ts';
import type { Assessment } from '../../src/model/assessment.ts';
import { largeAssessment } from '../support/large-assessment.ts';
import { reportAssets } from '../support/report-assets.ts';
import { adapterAssessment } from '../support/sample-assessment.ts';

const executable = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);
if (!executable) console.warn('No Chromium was found (set CHROMIUM to its path): the browser tests of the findings are skipped.');
const withBrowser = executable ? describe : describe.skip;

const HOSTILE = [
  '<img src=x onerror="document.title=\'taken\'">',
  '</script><script>document.title="taken"</script>',
  '<!--<script>',
  'javascript:document.title="taken"',
  'line\u2028and\u2029more',
  'safe\u202Ecexe.lmx\u2066',
  '=HYPERLINK("https://example.com")',
  '"><svg onload=document.title="taken">',
  '{{constructor}} ${document.title="taken"} `code` `odd',
  '\uD800lone \u0000 nul',
  `long${'x'.repeat(32_768)}`,
  '__proto__',
];

/** Strangers' words in everything that the list shows. */
function hostile(assessment: Assessment): Assessment {
  let n = 0;
  const next = (): string => HOSTILE[n++ % HOSTILE.length] ?? '';
  // Names of the catalog may be brought by a user; they stand in tables that a name of 32,768 letters would widen.
  const short = (): string => next().slice(0, 60);
  for (const repo of assessment.repos) {
    Object.assign(repo, { name: next(), owner: next(), label: next() });
    for (const f of repo.findings) {
      Object.assign(f, { name: next(), value: next(), section: next(), definition: next(), file: next() });
      if (f.snippet !== undefined) Object.assign(f, { snippet: next(), chain: [next(), `\`${next()}\` is ${next()}`] });
      if (f.type === 'check') f.message = next();
    }
  }
  for (const rule of assessment.catalog.rules) {
    rule.title = next();
    const verdicts = rule.type === 'mapping' ? rule.verdicts : [];
    for (const v of verdicts) Object.assign(v, { equivalent: next(), do: next(), caveats: [next()] });
    for (const source of rule.type === 'mapping' ? verdicts.flatMap((v) => v.sources) : rule.sources)
      Object.assign(source, { title: next(), url: 'javascript:document.title="taken"' });
  }
  for (const one of [...assessment.catalog.capabilities, ...assessment.catalog.workItems])
    Object.assign(one, 'name' in one ? { name: short() } : { title: short() });
  return assessment;
}

withBrowser('the list of findings in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'finder-'));
  let browser: Browser;
  const pages: Record<string, Assessment> = {
    small: adapterAssessment(),
    large: largeAssessment(60, 2000),
    hostile: hostile(largeAssessment(60, 1500)),
  };
  const address = (name: string, fragment = ''): string => pathToFileURL(join(folder, `${name}.html`)).href + fragment;

  beforeAll(async () => {
    const assets = reportAssets();
    browser = await chromium.launch({ executablePath: executable ?? '', args: ['--no-sandbox'] });
    for (const [name, assessment] of Object.entries(pages)) writeFileSync(join(folder, `${name}.html`), renderHtml(assessment, assets));
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(url: string, use: (page: Page, said: string[]) => Promise<void>, script = true): Promise<void> {
    const context = await browser.newContext({
      reducedMotion: 'reduce',
      viewport: { width: 1280, height: 900 },
      javaScriptEnabled: script,
    });
    const page = await context.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error)));
    page.on('dialog', (dialog) => said.push(dialog.message()));
    try {
      await page.goto(url);
      await use(page, said);
    } finally {
      await context.close();
    }
  }

  const counted = async (page: Page): Promise<number> => {
    const words = await page.locator('#finder-count').textContent();
    return words?.startsWith('No ') ? 0 : Number(/^[\d,]+/.exec(words ?? '')?.[0]?.replaceAll(',', ''));
  };
  const all = (name: string) => (pages[name] as Assessment).repos.flatMap((repo) => repo.findings.map((finding) => ({ finding, repo })));
  const choose = async (page: Page, pick: string, value: string): Promise<void> => {
    const box = page.locator(`[data-pick=${pick}]`);
    if ((await box.getAttribute('open')) === null) await box.locator('summary').click();
    await box.locator(`input[value="${value}"]`).check();
    await page.keyboard.press('Escape');
  };

  test('counts as the result does, one filter after another and all together', async () => {
    await open(address('large'), async (page) => {
      expect(await counted(page)).toBe(all('large').length);
      await page.locator('#finder [name=repository]').selectOption('desk-0001');
      const inFirst = all('large').filter(({ repo }) => repo.id === 'desk-0001');
      expect(await counted(page)).toBe(inFirst.length);
      await choose(page, 'confidence', 'exact');
      const exact = inFirst.filter(({ finding }) => finding.confidence === 'exact');
      expect(await counted(page)).toBe(exact.length);
      expect(exact.length).toBeGreaterThan(0);
      await page.locator('#finder [name=file]').fill('PHONE');
      const inFile = exact.filter(({ finding }) => finding.file.toLowerCase().includes('phone'));
      expect(inFile.length).toBeGreaterThan(0);
      expect(inFile.length).toBeLessThan(exact.length);
      expect(await counted(page)).toBe(inFile.length);
      await page.getByRole('button', { name: 'Show all' }).click();
      expect(await counted(page)).toBe(all('large').length);
    });
  });

  test('takes several values of one filter together, by verdict, basis and capability', async () => {
    await open(address('large'), async (page) => {
      const { catalog } = pages['large'] as Assessment;
      const fits = (wanted: (rule: (typeof catalog.rules)[number]) => boolean): number => {
        const ids = new Set(catalog.rules.filter(wanted).map(({ id }) => id));
        return all('large').filter(({ finding }) => ids.has(finding.ruleId)).length;
      };
      const verdict = (...words: string[]): number =>
        fits((rule) => rule.type === 'mapping' && rule.verdicts.some((v) => words.includes(v.verdict)));
      await choose(page, 'verdict', 'redesign');
      expect(await counted(page)).toBe(verdict('redesign'));
      await choose(page, 'verdict', 'obsolete');
      expect(await counted(page)).toBe(verdict('redesign', 'obsolete'));
      expect(verdict('redesign', 'obsolete')).toBeGreaterThan(verdict('redesign'));
      await page.getByRole('button', { name: 'Show all' }).click();
      await choose(page, 'basis', 'none-found');
      expect(await counted(page)).toBe(
        fits((rule) => (rule.type === 'mapping' ? rule.verdicts.some((v) => v.basis === 'none-found') : rule.basis === 'none-found')),
      );
      await page.getByRole('button', { name: 'Show all' }).click();
      await choose(page, 'capability', 'call-log');
      expect(await counted(page)).toBe(fits((rule) => rule.capability === 'call-log'));
    });
  });

  test('keeps a view through a reload, leads back to it, and gives it to others as a link', async () => {
    await open(address('large'), async (page) => {
      await choose(page, 'verdict', 'redesign');
      const first = await counted(page);
      await page.locator('#finder [name=group]').selectOption('repository');
      await page.locator('#finder [name=sort]').selectOption('file');
      const link = page.url();
      expect(link).toMatch(/#findings\?verdict=redesign&group=repository&sort=file$/);
      await page.getByRole('link', { name: 'Next page' }).click();
      const second = await page.locator('#finding-groups li .at').first().textContent();
      await page.reload();
      expect(await page.locator('#finding-groups li .at').first().textContent()).toBe(second);
      expect(await page.locator('#finder [name=group]').inputValue()).toBe('repository');
      await page.goBack();
      expect(page.url()).toBe(link);
      expect(await counted(page)).toBe(first);
      expect(await page.locator('#finding-groups li .at').first().textContent()).not.toBe(second);
      await page.goBack();
      await page.goBack();
      await page.goBack();
      expect(await counted(page)).toBe(all('large').length);
    });
  });

  test('leads a link to any finding, rule or work item to it, wherever it waited', async () => {
    const { data, findings } = buildView(pages['large'] as Assessment);
    const here = new Set(findings.groups.flatMap((group) => group.rules.flatMap((rule) => rule.rows.map((row) => row.key))));
    const rule = data.rules.find((one) => one.text !== null) ?? data.rules.at(0);
    const away = data.rules.flatMap((one) => one.places.map((row) => `f-${row[0]}`)).filter((key) => !here.has(key));
    expect(away.length).toBeGreaterThan(1000);
    for (const anchor of [away.at(-1), away[500], [...here][3], rule?.anchor, data.groups[0]?.anchor]) {
      await open(address('large', `#${anchor}`), async (page, said) => {
        expect(await page.locator(`#${anchor}`).count()).toBe(1);
        await expect(page.locator(`#${anchor}`).isVisible()).resolves.toBe(true);
        expect(await page.evaluate<boolean>(`document.getElementById('${anchor}').contains(document.activeElement)`)).toBe(true);
        expect(said).toEqual([]);
      });
    }
  });

  test('says a rule below a finding in a list, and shuts it again', async () => {
    await open(address('large', '#findings?group=none&verdict=redesign'), async (page) => {
      const button = page.locator('.open').first();
      await button.focus();
      await page.keyboard.press('Enter');
      expect(await button.getAttribute('aria-expanded')).toBe('true');
      expect(await page.locator('#finding-groups li').first().locator('.rule-text').innerText()).toMatch(
        /In Voice[\s\S]*To do[\s\S]*Basis/,
      );
      await page.keyboard.press('Enter');
      expect(await page.locator('#finding-groups .rule-text').count()).toBe(0);
    });
  });

  test('brings the part of a repository that does not stand in the page', async () => {
    const [away] = buildView(pages['large'] as Assessment).eachRepository?.away ?? [];
    await open(address('large', `#${away?.id}`), async (page) => {
      const part = page.locator(`#${away?.id}`);
      expect(await part.locator('h3').textContent()).toBe(away?.name);
      expect(await part.locator('dd').allTextContents()).toEqual(away?.facts.map(({ text }) => text));
      await part.getByRole('link', { name: 'Its findings' }).click();
      expect(await counted(page)).toBe(all('large').filter(({ repo }) => repo.name === away?.name).length);
    });
  });

  test('shows by script what stands in the page without it, word for word', async () => {
    const read = async (page: Page): Promise<string> => (await page.locator('#finding-groups').innerText()).replace(/\s+/g, ' ');
    let still = '';
    await open(address('small'), async (page) => void (still = await read(page)), false);
    await open(address('small'), async (page) => {
      // The script adds the checks, which have a section of their own, behind everything else, and shows places that stand elsewhere too.
      const words = await read(page);
      const start = (text: string): string => text.slice(0, text.indexOf('Own panel to Voice Extension'));
      expect(start(still).length).toBeGreaterThan(500);
      expect(words.startsWith(start(still).slice(0, 400))).toBe(true);
    });
  });

  test('is not misled by what strangers wrote, with script and without', async () => {
    for (const fragment of [
      '',
      '#findings?group=file',
      '#findings?group=repository&sort=rule',
      '#findings?text=%3Cimg',
      '#findings?rule=__proto__',
    ])
      await open(address('hostile', fragment), async (page, said) => {
        for (const button of (await page.locator('.open').all()).slice(0, 12)) await button.click();
        expect(await page.title()).not.toBe('taken');
        expect(said).toEqual([]);
        expect(await page.locator('#finding-groups :is(img, script, svg, iframe)').count()).toBe(0);
        const hrefs = await page.locator('a').evaluateAll((links) => links.map((link) => (link as unknown as { href: string }).href));
        expect(hrefs.filter((href) => !/^(?:file|https?):/.test(href))).toEqual([]);
        expect(await page.locator('main').innerText()).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u2028\u2029]/);
        expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(1280);
      });
    await open(address('hostile', '#findings?text=%3Cimg'), async (page) => expect(await counted(page)).toBeGreaterThan(0));
    await open(address('hostile'), async (page) => expect(await page.title()).not.toBe('taken'), false);
  });

  test('holds no more than it says, and points to the table for the rest', async () => {
    const { data } = buildView(largeAssessment(60, 51_000));
    expect(data.held).toBe(50_000);
    expect(data.rules.reduce((sum, rule) => sum + rule.places.length, 0)).toBe(50_000);
    expect(data.beyond).toMatch(/^1,\d\d\d more findings, more than a page can hold; findings\.csv and assessment\.json have them all\.$/);
  });
});
