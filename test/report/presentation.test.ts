/** A page with a brand and with money: what it shows, what it never shows, and that it stays whole. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { HtmlValidate } from 'html-validate';
import { renderHtml } from '../../src/report/html.ts';
import { wholeMoney } from '../../src/report/money.ts';
import type { Brand, Presentation, Rates } from '../../src/report/presentation.ts';
import { costOf } from '../../src/report/view/hours.ts';
import { buildView } from '../../src/report/view/index.ts';
import { reportAssets } from '../support/report-assets.ts';
import { adapterAssessment, sampleAssessment } from '../support/sample-assessment.ts';

const assets = reportAssets();
const HOSTILE = '</script><img src=x onerror=alert(1)>"\'{{title}}\u202e\u2028';
const RATES: Rates = { currency: 'EUR', locale: 'en-GB', perHour: 120, roles: [] };
const BRAND: Brand = {
  name: 'Fernhollow Advisory',
  logo: 'data:image/png;base64,AAAA',
  accent: { light: '#7a1f5c', dark: null },
  client: 'Quillmere Bank',
  author: 'A. Example',
  cover: 'First.\n\nSecond.',
  disclaimer: 'Binds nobody.',
};
const render = (presentation: Presentation): string => renderHtml(sampleAssessment('partner-telephony-own'), assets, presentation);

describe('a brand', () => {
  const html = render({ brand: BRAND, rates: null });

  test('stands at the head and the foot of the page', () => {
    expect(html).toContain('<img class="logo" src="data:image/png;base64,AAAA" alt=""><bdi>Fernhollow Advisory</bdi>');
    expect(html).toContain('Prepared for <bdi>Quillmere Bank</bdi></span><span>by <bdi>A. Example</bdi>');
    expect(html).toMatch(/<p class="cover"><bdi>First\.<\/bdi><\/p>\s*<p class="cover"><bdi>Second\.<\/bdi><\/p>/);
    expect(html.split('<footer')[1]).toContain('<bdi>Binds nobody.</bdi>');
  });

  test('colours what it names and leaves the other mode as it was, and the page’s policy lets the style in', () => {
    const [, css = ''] = /<style>([\s\S]*?)<\/style>/.exec(html) ?? [];
    expect(css).toMatch(/--accent: light-dark\(#7a1f5c, #8fbcf5\);\n\}$/);
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
    expect(policy.replaceAll('&#x3D;', '=')).toContain(`sha256-${createHash('sha256').update(css).digest('base64')}`);
  });

  test('that names nothing adds nothing', () => {
    const none: Brand = { ...BRAND, name: null, logo: null, client: null, author: null, cover: null, disclaimer: null };
    const bare = render({ brand: { ...none, accent: { light: null, dark: null } }, rates: null });
    expect(bare.replaceAll(/\n+/g, '\n')).toBe(render({ brand: null, rates: null }).replaceAll(/\n+/g, '\n'));
  });

  test('has a logo that says what it is where no name stands beside it', () => {
    expect(render({ brand: { ...BRAND, name: null }, rates: null })).toContain('alt="Logo"');
  });

  test('of hostile words stays words', async () => {
    const hostile: Brand = { ...BRAND, name: HOSTILE, client: HOSTILE, author: HOSTILE, cover: HOSTILE, disclaimer: HOSTILE };
    const rates: Rates = { ...RATES, roles: [{ name: HOSTILE, perHour: 120, share: 100 }] };
    const page = render({ brand: hostile, rates });
    expect(page).not.toMatch(/<img src=x/);
    expect(page).not.toMatch(/[\u202e\u2028]/);
    expect(page).toContain('{{title}}');
    const validator = new HtmlValidate({ root: true, extends: ['html-validate:recommended'], elements: ['html5'] });
    const { results } = await validator.validateString(page);
    expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId} ${message}`))).toEqual([]);
  });
});

describe('rates', () => {
  test('turn the hours of each target, and of the chosen one’s sum, into the cost that they have', () => {
    const assessment = adapterAssessment('partner-telephony-own');
    const view = buildView(assessment, { brand: null, rates: RATES });
    const costs = view.targets.columns.map(({ cost }) => cost?.likely ?? null);
    const expected = [...assessment.totals.routes]
      .sort((one, other) => Number(other.target === 'partner-telephony-own') - Number(one.target === 'partner-telephony-own'))
      .map(({ hours }) => (hours ? wholeMoney(hours[1] * 120, RATES) : null));
    expect(costs).toEqual(expected);
    expect(costs.filter((cost) => cost !== null).length).toBeGreaterThan(2);
    expect(view.work.routes[0]?.cost).toEqual(view.targets.columns[0]?.cost);
    const page = renderHtml(assessment, assets, { brand: null, rates: RATES });
    expect(page).toContain(`<strong>${costs[0] ?? ''} likely</strong>`);
    expect(page).toContain('Cost of the sum<span class="sub">€120 an hour</span>');
  });

  test('that are not there leave no money anywhere', () => {
    const page = renderHtml(adapterAssessment('partner-telephony-own'), assets);
    expect(page.replace(/<style>[\s\S]*?<\/style>/, '')).not.toMatch(/[€$£]\d|class="cost"|>Cost\b/);
    expect(costOf([1, 2, 3], null)).toBeNull();
    expect(costOf(null, RATES)).toBeNull();
  });

  test.each([
    ['en-GB', 'EUR', '€1,234,568'],
    ['de-DE', 'EUR', '1.234.568\u00a0€'],
    ['fr-FR', 'EUR', '1\u00a0234\u00a0568\u00a0€'],
    ['en-GB', 'CHF', 'CHF\u00a01,234,568'],
    ['ja-JP', 'JPY', '￥1,234,568'],
  ])('are written as in %s', (locale, currency, text) => {
    expect(wholeMoney(1234567.5, { ...RATES, locale, currency })).toBe(text);
  });

  test('of roles say of which they are the mean, and rates with cents keep them', () => {
    const roles = [
      { name: 'Architect', perHour: 160, share: 33.3 },
      { name: 'Developer', perHour: 100, share: 66.7 },
    ];
    expect(costOf([10, 10.5, 10], { ...RATES, perHour: 119.98, roles })).toEqual({
      low: '€1,200',
      likely: '€1,260',
      high: '€1,200',
      envelope: '€1,200',
      rate: 'On average €119.98 an hour: Architect 33.3%, Developer 66.7%',
    });
  });
});
