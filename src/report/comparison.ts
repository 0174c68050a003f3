/** A comparison of two scans as Markdown, and as JSON for programs. */
import type { Comparison } from '../compare/compare.ts';
import { changeGroups, headText, KEPT_TITLE } from '../compare/words.ts';
import { code, cut, plain } from './markdown-text.ts';
import { formatNumber } from './number.ts';

const ITEMS_IN_VIEW = 100;
const LONGEST = 300;

/** For a page of its own; the report in Markdown takes `changesSince`. */
export function renderComparisonMarkdown(comparison: Comparison): string {
  const groups = changeGroups(comparison);
  const lines = ['## What changed', '', plain(headText(comparison)), '', '| What | Findings |', '| --- | ---: |'];
  for (const { title, count } of groups) lines.push(`| ${plain(title)} | ${formatNumber(count)} |`);
  lines.push(`| ${plain(KEPT_TITLE)} | ${formatNumber(comparison.counts.kept)} |`, '');
  for (const { title, count, items } of groups) {
    if (count === 0) continue;
    lines.push(`### ${plain(title)}`, '');
    for (const { text, place } of items.slice(0, ITEMS_IN_VIEW)) {
      lines.push(`- ${plain(cut(text, LONGEST))}${place === null ? '' : ` at ${code(cut(place, LONGEST))}`}`);
    }
    if (items.length > ITEMS_IN_VIEW) lines.push(`- and ${formatNumber(items.length - ITEMS_IN_VIEW)} more`);
    lines.push('');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

export function renderComparisonJson(comparison: Comparison): string {
  return `${JSON.stringify({ schemaVersion: 1, ...comparison }, null, 2)}\n`;
}
