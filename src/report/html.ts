/**
 * One page that needs nothing else: its style and its script stand in it, and its own policy lets in no other.
 *
 * The template comes compiled; what a template may do at run time is settled in `templates.ts`.
 */
import { createHash } from 'node:crypto';
import { NOTHING_BEFORE, type Before } from './before.ts';
import type { Assessment } from '../model/assessment.ts';
import { PLAIN, type Presentation } from './presentation.ts';
import { branded } from './view/brand.ts';
import { buildView, type ReportView } from './view/index.ts';
import { dataBlock } from './view/finding-list.ts';
import { markEnglish } from './mark-english.ts';
import { visible } from './view/text.ts';

/** What the page is rendered with: the view, and the slots that are not escaped text. `data` is JSON that can end no element. */
export type PageContext = Omit<ReportView, 'data'> & { css: string; js: string; policy: string; data: string; split: boolean };

export interface ReportAssets {
  template: (context: PageContext) => string;
  css: string;
  js: string;
}

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}

/** A page, and the files it asks for where its style and script may not stand in it. */
export interface SplitPage {
  html: string;
  css: string;
  js: string;
}

/** One page that needs nothing else. */
export function renderHtml(
  assessment: Assessment,
  assets: ReportAssets,
  presentation: Presentation = PLAIN,
  before: Before = NOTHING_BEFORE,
): string {
  const { css, js } = textsOf(assets, presentation);
  const view = buildView(assessment, presentation, before);
  return render(view, assets, { css, js, split: false, style: hash(css), script: js === '' ? "'none'" : hash(js) });
}

/**
 * The page beside `report.css` and `report.js`, for servers that allow only `default-src 'self'`. Its data stays in it: a block of data is
 * not executed, so no policy on scripts forbids it.
 */
export function renderSplitHtml(
  assessment: Assessment,
  assets: ReportAssets,
  presentation: Presentation = PLAIN,
  before: Before = NOTHING_BEFORE,
): SplitPage {
  const { css, js } = textsOf(assets, presentation);
  return {
    html: render(buildView(assessment, presentation, before), assets, {
      css: '',
      js: '',
      split: true,
      style: "'self'",
      script: "'self'",
    }),
    css: `${css}\n`,
    js: `${js}\n`,
  };
}

// Browsers hash what they parsed, and they parse a carriage return as a newline.
function textsOf({ css, js }: ReportAssets, { brand }: Presentation): { css: string; js: string } {
  return { css: branded(css.replaceAll(/\r\n?/g, '\n').trim(), brand), js: js.replaceAll(/\r\n?/g, '\n').trim() };
}

function render(
  { data, ...view }: ReportView,
  assets: ReportAssets,
  { css, js, split, style, script }: { css: string; js: string; split: boolean; style: string; script: string },
): string {
  if (/<\/style/i.test(css) || /<\/script|<!--/i.test(js))
    throw new Error('The style or the script of the report would end before its end.');
  const policy = [
    "default-src 'none'",
    `style-src ${style}`,
    `script-src ${script}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  // What a stranger's text may do to a terminal or to the direction of reading is made visible at the end, once for the whole page.
  return markEnglish(visible(assets.template({ ...view, css, js, policy, split, data: dataBlock(data) })));
}
