import { describe, expect, test } from '@jest/globals';
import { HtmlValidate } from 'html-validate';
import { parse } from 'csv-parse/sync';
import type { Assessment } from '../../src/model/assessment.ts';
import { renderHtml } from '../../src/report/html.ts';
import { renderCsv } from '../../src/report/tables/csv.ts';
import { REPOSITORIES } from '../../src/report/tables/repositories.ts';
import { contextOf } from '../../src/report/view/context.ts';
import { buildView } from '../../src/report/view/index.ts';
import { repositoriesView } from '../../src/report/view/repositories.ts';
import { portfolioAssessment } from '../support/portfolio-assessment.ts';
import { reportAssets } from '../support/report-assets.ts';
import { sampleAssessment } from '../support/sample-assessment.ts';

const assets = reportAssets();
const render = (assessment: Assessment): string => renderHtml(assessment, assets);
const portfolioOf = (assessment: Assessment) => {
  const view = repositoriesView(contextOf(assessment));
  if (!view) throw new Error('There is no portfolio.');
  return view;
};

describe('the portfolio', () => {
  const assessment = portfolioAssessment(12, 'partner-telephony-own');
  const view = portfolioOf(assessment);

  test('comes right after the gates where there are several repositories, and is not there for one', () => {
    expect(buildView(assessment).nav[1]).toMatchObject({ id: 'repositories', number: 2, short: 'Portfolio' });
    const one = portfolioAssessment(1);
    expect(buildView(one).repositories).toBeNull();
    expect(buildView(one).eachRepository).toBeNull();
  });

  test('has a row for each repository, with what the record says', () => {
    expect(view.rows).toHaveLength(12);
    const [row, , , nothing] = view.rows;
    const record = assessment.repos[0]?.routes.find(({ target }) => target === 'partner-telephony-own');
    expect(row?.mark?.word).toBe('No equivalent');
    expect(row?.verdict).toMatch(/^\d+ loses? something, \d+ rebuilt of \d+ capabilities in use$/);
    expect(row?.hours).toBe(`${Math.round(record?.hours?.[0] ?? 0)}–${Math.round(record?.hours?.[2] ?? 0).toLocaleString('en')}`);
    expect(row?.work).toBe(String(record?.workItems.filter(({ state }) => state === 'counted').length));
    expect(row?.lastCommit).toBe('14 May 2026');
    expect(row?.vendor).not.toBe('–');
    expect(row?.coverage).toMatch(/^\d+ of \d+ kinds read/);
    expect(nothing).toMatchObject({ mark: null, verdict: 'Nothing to migrate was found', gates: '–', hours: '–', work: '0' });
  });

  test('gives a dash for hours until a target is chosen, and says so', () => {
    const open = portfolioOf(portfolioAssessment(3));
    expect(open.rows.map(({ hours }) => hours)).toEqual(['–', '–', '–']);
    expect(open.targetNote).toMatch(/^No target is chosen/);
  });

  test('leads from each row to the repository’s own part', () => {
    const html = render(assessment);
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]));
    expect(view.rows.map(({ href }) => href).every((href) => ids.has(href.slice(1)))).toBe(true);
    expect(new Set(view.rows.map(({ href }) => href)).size).toBe(12);
    const [part] = buildView(assessment).eachRepository?.parts ?? [];
    expect(part?.facts.find(({ name }) => name === 'Adapter')?.text).toBe('also in desk-0003; counted here');
    expect(part?.facts.map(({ name }) => name)).toEqual(expect.arrayContaining(['Read', 'Gates', 'Score', 'Work items', 'Coverage']));
  });

  test('maps repositories against capabilities in words, each with a shape', () => {
    const heat = buildView(assessment).capabilities.heat;
    const cells = heat?.rows.flatMap((row) => row.cells) ?? [];
    expect(heat?.rows).toHaveLength(12);
    expect(cells.some(({ mark }) => mark !== null)).toBe(true);
    expect(cells.every(({ mark, word }) => (mark ? mark.word !== '' && mark.icon !== '' : word !== ''))).toBe(true);
    expect(heat?.rows[3]?.cells.map(({ word }) => word)).toEqual(heat?.columns.map(() => 'not used'));
  });

  test('names the copies of an adapter, how far they go and where it is counted', () => {
    expect(view.adapters?.rows).toEqual([
      {
        name: 'desk-0001',
        files: '5 files',
        kind: 'identical or nearly so',
        copies: [{ name: 'desk-0003', note: '3 of 5 files identical, 1 nearly so, 1 of its own' }],
        more: null,
      },
    ]);
    expect(view.facts.find(({ name }) => name === 'Adapters')?.text).toBe('2; 1 copy of them in other repositories is not counted again');
  });

  test('says which demo adapter is in no figure, for one repository too', () => {
    for (const size of [1, 12]) {
      const made = portfolioAssessment(size);
      if (size === 1) made.portfolio.unused = [{ repository: 'desk-0001', files: ['pages/demoAdapterPage.page'] }];
      const html = render(made);
      expect(html).toContain('id="unused-demos"');
      expect(html).toContain('pages/demoAdapterPage.page');
      expect(buildView(made).summary.notices.some(({ href }) => href === '#unused-demos')).toBe(true);
    }
    expect(render(sampleAssessment())).not.toContain('unused-demos');
  });

  test('above fifty repositories shows counts by verdict and the fifty with most in their way', () => {
    const large = portfolioAssessment(70);
    const cut = portfolioOf(large);
    expect(cut.rows).toHaveLength(50);
    expect(cut.cut).toBe('The 50 with most in their way, of 70; all of them stand in repositories.csv.');
    // Ten show nothing, and none of them is among the fifty.
    expect(cut.rows.some(({ verdict }) => verdict === 'Nothing to migrate was found')).toBe(false);
    expect(buildView(large).capabilities.heat?.rows).toHaveLength(50);
    // Parts that do not stand in the page are packed for its script.
    expect(buildView(large).eachRepository?.parts).toHaveLength(12);
    expect(buildView(large).data.parts).toHaveLength(58);
    for (const row of cut.verdicts?.rows ?? []) {
      expect(row.cells).toHaveLength(cut.verdicts?.columns.length ?? 0);
      expect(row.cells.reduce((sum, cell) => sum + Number(cell), 0)).toBe(70);
    }
    expect(portfolioOf(portfolioAssessment(50)).verdicts).toBeNull();
  });

  test.each([
    ['a few', portfolioAssessment(12, 'amazon-connect')],
    ['many', portfolioAssessment(60)],
  ])('leaves the page valid: %s', async (_, made) => {
    const validator = new HtmlValidate({ root: true, extends: ['html-validate:recommended'], elements: ['html5'] });
    const report = await validator.validateString(render(made));
    expect(report.results.flatMap((result) => result.messages.map((message) => `${message.line}: ${message.message}`))).toEqual([]);
  });

  test('can be made of a result that knows of no portfolio', () => {
    const old = portfolioAssessment(2);
    old.portfolio = { adapters: [], unused: [] };
    expect(portfolioOf(old).adapters).toBeNull();
  });
});

test('repositories.csv holds what the portfolio shows, in columns at the end', () => {
  const assessment = portfolioAssessment(4, 'native');
  const rows = parse([...renderCsv(REPOSITORIES, assessment)].join(''), { columns: true, bom: true }) as Record<string, string>[];
  const names = REPOSITORIES.columns.map(({ name }) => name);
  expect(names.slice(0, 4)).toEqual(['repository', 'name', 'status', 'files_seen']);
  expect(names.indexOf('vendors')).toBe(1 + names.indexOf('native_gates_unknown'));
  expect(rows.map(({ adapter }) => adapter)).toEqual(['desk-0001', 'desk-0002', 'desk-0001', '']);
  expect(rows[2]).toMatchObject({ adapter_files: '5', adapter_files_identical: '3', adapter_files_near: '1' });
  expect(rows[1]?.['unused_demo_files']).toBe('pages/demoAdapterPage.page; staticresources/demoAdapter.js');
  expect(rows[0]).toMatchObject({ last_commit: '2026-05-14T08:30:00Z', owner: 'Service desk' });
  expect(rows[0]?.['partner_telephony_own_capabilities']).toMatch(/^[\w-]+: [\w-]+(?:; [\w-]+: [\w-]+)*$/);
  expect(rows[3]?.['partner_telephony_own_capabilities']).toBe('');
});
