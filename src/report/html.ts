/**
 * One page that needs nothing else: its style and its script stand in it, and its own policy lets in no other.
 *
 * The template comes compiled; what a template may do at run time is settled in `templates.ts`.
 */
import { createHash } from 'node:crypto';
import type { Assessment } from '../model/assessment.ts';
import { PLAIN, type Presentation } from './presentation.ts';
import { branded } from './view/brand.ts';
import { buildView, type ReportView } from './view/index.ts';
import { visible } from './view/text.ts';

/** What the page is rendered with: the view, and the three slots that are not escaped text. */
export type PageContext = ReportView & { css: string; js: string; policy: string };

export interface ReportAssets {
  template: (context: PageContext) => string;
  css: string;
  js: string;
}

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}

export function renderHtml(assessment: Assessment, assets: ReportAssets, presentation: Presentation = PLAIN): string {
  // Browsers hash what they parsed, and they parse a carriage return as a newline.
  const css = branded(assets.css.replaceAll(/\r\n?/g, '\n').trim(), presentation.brand);
  const js = assets.js.replaceAll(/\r\n?/g, '\n').trim();
  if (/<\/style/i.test(css) || /<\/script|<!--/i.test(js))
    throw new Error('The style or the script of the report would end before its end.');
  const policy = [
    "default-src 'none'",
    `style-src ${hash(css)}`,
    js === '' ? "script-src 'none'" : `script-src ${hash(js)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  // What a stranger's text may do to a terminal or to the direction of reading is made visible at the end, once for the whole page.
  return visible(assets.template({ ...buildView(assessment, presentation), css, js, policy }));
}
