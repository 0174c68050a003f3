/** What waits in the page of a large result, as it stands in the file: nothing that has to be there without a script. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Assessment } from '../../src/model/assessment.ts';
import { renderHtml } from '../../src/report/html.ts';
import { manyOf } from '../support/large-assessment.ts';
import { reportAssets } from '../support/report-assets.ts';
import { orgAssessment } from '../support/sample-assessment.ts';

const TEMPLATES = /<template class="waits">([\s\S]*?)<\/template>/g;
const assets = reportAssets();
const sample = JSON.parse(readFileSync('samples/report/assessment.json', 'utf8')) as Assessment;
const page = renderHtml(manyOf(sample, 200, 10_000), assets);
/** What a browser makes elements of when it runs no script. */
const markup = page.replaceAll(/<(style|script)\b[^>]*>[\s\S]*?<\/\1>/g, '').replaceAll(TEMPLATES, '');

describe('what waits in the page of a large result', () => {
  test('is nothing where a result is not large', () => {
    expect(renderHtml(orgAssessment(), assets)).not.toContain('<template');
  });

  test('leaves an estate that meets every rule of the samples below 12,000 elements', () => {
    const elements = markup.match(/<[a-z][a-z0-9]*[\s>]/g)?.length ?? 0;
    expect(elements).toBeGreaterThan(5000);
    expect(elements).toBeLessThanOrEqual(12_000);
  });

  test('is no part of what a board reads', () => {
    for (const id of ['gates', 'repositories', 'targets', 'score', 'unseen', 'checklist', 'coverage', 'method']) {
      const section = page.split(`<section id="${id}">`)[1]?.split('</section>')[0] ?? '';
      expect(section.length).toBeGreaterThan(500);
      expect(section).not.toContain('<template');
    }
    expect(
      markup
        .split('<section id="repositories">')[1]
        ?.split('</tbody>')[0]
        ?.match(/<tr[ >]/g),
    ).toHaveLength(50 + 1);
    expect(markup.match(/<li id="f-/g)).toHaveLength(300);
  });

  test('takes no place to which a link leads', () => {
    const waiting = [...page.matchAll(TEMPLATES)].map((match) => match[1] ?? '');
    expect(waiting.length).toBeGreaterThan(30);
    expect(waiting.filter((text) => / id="/.test(text))).toEqual([]);
    const ids = [...markup.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    const known = new Set(ids);
    const aims = [...page.matchAll(/ href="#([^"]+)"/g)].map((match) => match[1]);
    expect(aims.length).toBeGreaterThan(500);
    expect(aims.filter((aim) => !known.has(aim))).toEqual([]);
  });

  test('stands in a section that says which table has all of it', () => {
    const sections = page.split('<section id="').slice(1);
    const silent = sections.filter((text) => text.includes('<template') && !/scriptless waits">[^<]*(\.csv|assessment\.json)/.test(text));
    expect(silent.map((text) => text.split('"')[0])).toEqual([]);
  });
});
