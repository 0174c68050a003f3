import { join } from 'node:path';
import type { Assessment } from '../model/assessment.ts';
import { USUAL_CSV, type CsvOptions, type Format } from '../report/formats.ts';
import { renderJson } from '../report/json.ts';
import { renderCsv } from '../report/tables/csv.ts';
import { NOTHING_BEFORE, type Before } from '../report/before.ts';
import { changesSince } from '../compare/words.ts';
import { TABLES } from '../report/tables/index.ts';
import { ENGLISH, inLanguage } from '../report/language.ts';
import type { Localised } from '../report/localise.ts';
import { languagePack, reportAssets } from '../shipped.ts';
import type { OutputFile } from '../write.ts';
import { SHIPPED_PAGE, type Page } from './page.ts';
import { saying } from '../report/sentences.ts';

/** Every file that a run may write, SARIF aside, which is known by its ending wherever it lies. */
export const OUTPUT_NAMES: readonly string[] = [
  'report.html',
  ...TABLES.map(({ name }) => `${name}.csv`),
  'assessment.json',
  'report.md',
  'report.xlsx',
  'progress.html',
  'history.csv',
  'progress.json',
  'progress.svg',
];

/** Paths by which the reports of earlier runs are told, wherever they lie; `folder` is where this run writes, or where reports usually lie. */
export function reportPaths(folder: string, names: readonly string[] = OUTPUT_NAMES): ReadonlySet<string> {
  return new Set(names.map((name) => join(folder, name)));
}

/** Those beside the page, with --split-assets. */
export const ASSET_NAMES = ['report.css', 'report.js'] as const;

/** The files of each format. What not every run writes, and above all the page's view and template, is loaded only if it is asked for. */
export async function renderFiles(
  record: Assessment,
  formats: readonly Format[],
  page: Page = SHIPPED_PAGE,
  csv: CsvOptions = USUAL_CSV,
  code = ENGLISH.code,
  before: Before = NOTHING_BEFORE,
): Promise<OutputFile[]> {
  const files: OutputFile[] = [];
  const { assessment, language } = await inItsLanguage(record, code);
  if (formats.includes('html')) {
    const { renderHtml, renderSplitHtml } = await import('../report/html.ts');
    const assets = page.assets ?? (await reportAssets(language.code));
    if (page.splitAssets) {
      const { html, css, js } = inLanguage(language, () => renderSplitHtml(assessment, assets, page.presentation, before));
      files.push({ name: 'report.html', text: html }, { name: ASSET_NAMES[0], text: css }, { name: ASSET_NAMES[1], text: js });
    } else files.push({ name: 'report.html', text: inLanguage(language, () => renderHtml(assessment, assets, page.presentation, before)) });
  }
  if (formats.includes('csv')) {
    for (const table of TABLES)
      files.push({ name: `${table.name}.csv`, text: inLanguage(language, () => renderCsv(table, assessment, csv)) });
  }
  if (formats.includes('json')) {
    // The record is the same in every language, so that it can be joined, compared and rendered again in another one.
    files.push({ name: 'assessment.json', text: renderJson(record) });
  }
  if (formats.includes('xlsx')) {
    const { renderWorkbook } = await import('../report/tables/workbook.ts');
    files.push({ name: 'report.xlsx', text: await inLanguage(language, () => renderWorkbook(TABLES, assessment)) });
  }
  if (formats.includes('sarif')) {
    const { renderSarif } = await import('../report/sarif.ts');
    files.push(...renderSarif(record));
  }
  if (formats.includes('markdown')) {
    const { renderMarkdown } = await import('../report/markdown.ts');
    const changes = (): ReturnType<typeof changesSince> | undefined =>
      before.comparison ? changesSince(before.comparison, saying()) : undefined;
    files.push({ name: 'report.md', text: inLanguage(language, () => renderMarkdown(assessment, changes())) });
  }
  return files;
}

async function inItsLanguage(record: Assessment, code: string): Promise<Localised> {
  const pack = languagePack(code);
  if (!pack) return { assessment: record, language: ENGLISH };
  const { localise } = await import('../report/localise.ts');
  return localise(record, pack);
}
