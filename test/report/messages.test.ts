/** The words of the report in every language: all of them, and nothing beside them. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { allMessages, recordSentences } from '../../src/build-messages.ts';
import type { Assessment } from '../../src/model/assessment.ts';
import { renderHtml } from '../../src/report/html.ts';
import { ENGLISH, inLanguage, type Language } from '../../src/report/language.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { translateTemplate } from '../../src/report/template-messages.ts';
import { compileTemplates } from '../../src/report/templates.ts';
import { readTemplate, reportAssets, templateNames } from '../support/report-assets.ts';
import type { Point } from '../../src/pace/points.ts';
import { PLAIN } from '../../src/report/presentation.ts';
import { renderProgress, type ProgressContext } from '../../src/report/progress.ts';
import { adapterAssessment, orgAssessment, sampleAssessment } from '../support/sample-assessment.ts';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');
const MODULES = [
  ...readdirSync(fileURLToPath(new URL('src/report/view', ROOT))).map((name) => `src/report/view/${name}`),
  'src/report/markdown.ts',
  'src/report/plan-words.ts',
  'src/report/progress.ts',
  'src/report/tables/issue.ts',
  'src/report/tables/questions.ts',
  'src/report/tables/work-items.ts',
];
const messages = allMessages({
  modules: MODULES.map(read),
  templates: [...templateNames(), 'progress.hbs'].map(readTemplate),
  styles: [read('report-templates/report.css')],
});
const sentences = readdirSync(fileURLToPath(new URL('src', ROOT)), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => read(`src/${name}`))
  .flatMap((source) => (source.includes('/sentence.ts') ? recordSentences(source) : []));
const all = [...new Set([...messages, ...sentences])];
const languages = readdirSync(fileURLToPath(new URL('report-templates/lang', ROOT)));

test('there are messages, in the code and in the templates, and sentences of the record', () => {
  expect(messages.length).toBeGreaterThan(1000);
  expect(sentences.length).toBeGreaterThan(200);
  expect(sentences).toContain('It is the item {0} of section {1} in the definition of {2}');
  expect(messages).toContain('Skip to the report');
  expect(messages).toContain('{0} hours likely ({1})');
});

describe.each(languages)('%s', (file) => {
  const translated = parse(read(`report-templates/lang/${file}`)) as Record<string, string>;

  test('has every message, and none that is no message', () => {
    expect(all.filter((key) => !Object.hasOwn(translated, key))).toEqual([]);
    expect(Object.keys(translated).filter((key) => !all.includes(key))).toEqual([]);
  });

  test('has no value that the English does not have, and the same blanks at the ends', () => {
    for (const [english, text] of Object.entries(translated)) {
      for (const value of text.match(/\{\w+\}/g) ?? []) expect([english, english.includes(value)]).toEqual([english, true]);
      expect([english, /^\s*/.exec(text)?.[0], /\s*$/.exec(text)?.[0]]).toEqual([
        english,
        /^\s*/.exec(english)?.[0],
        /\s*$/.exec(english)?.[0],
      ]);
    }
  });
});

/** A language in which every message stands between marks, so that what stands outside of them is no message. */
const MARKED: Language = { ...ENGLISH, code: 'xx', messages: Object.fromEntries(messages.map((key) => [key, `⟦${key}⟧`])) };
const assets = { ...reportAssets(), template: compileTemplates((name) => translateTemplate(readTemplate(name), 'xx', MARKED.messages)) };

/** Marks within marks, from within. */
function withoutMessages(text: string): string {
  for (let before = text, now = text.replace(/⟦[^⟦⟧]*⟧/g, ' '); ; before = now, now = now.replace(/⟦[^⟦⟧]*⟧/g, ' '))
    if (now === before) return now;
}

/** Every text of a result: of the catalog, of the client, of the program in the record. */
function textsOf(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') found.add(value);
  else if (typeof value === 'object' && value !== null) for (const [key, one] of Object.entries(value)) textsOf(one, found.add(key));
  return found;
}

/** Pieces that stand in no message and in no text of the result. */
function strays(output: string, assessment: Assessment): string[] {
  const haystack = [...textsOf(assessment)].join('\n').replaceAll(/\s+/g, ' ').toLowerCase();
  const pieces = withoutMessages(output.replaceAll(/<[^>\n]*>/g, ' '))
    .split(/[\n·|]|\s{2,}|(?<=[.!?]) /)
    .map((piece) => piece.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').replaceAll(/\s+/g, ' '))
    // Sentences and words, and neither code, addresses nor days.
    .filter((piece) => /\p{L}{3}/u.test(piece) && !/[.:(${#_/]\S|^[A-Z]\w*[A-Z]\w*$|\d{4}$/.test(piece));
  return [...new Set(pieces)].filter(
    (piece) => !haystack.includes(piece.toLowerCase()) && !piece.split(/[ ,;:()/]+/).every((word) => haystack.includes(word.toLowerCase())),
  );
}

const decoded = (html: string): string =>
  html
    .replace(/<style[^]*?<\/style>|<script[^]*?<\/script>/g, ' ')
    .replace(/<[^>]+>/g, '\n')
    .replace(/&#x3D;/g, '=')
    .replace(/&#x27;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

describe('nothing of the page stands outside the messages', () => {
  test.each([
    ['of definitions', sampleAssessment(null)],
    ['of definitions, for a target', sampleAssessment('partner-telephony-own')],
    ['with an adapter', adapterAssessment(null)],
    ['with an org', orgAssessment(null)],
    ['with an org, for a target', orgAssessment('native')],
  ] as const)('a result %s', (_, assessment) => {
    const html = inLanguage(MARKED, () => renderHtml(assessment, assets));
    expect(strays(decoded(html), assessment)).toEqual([]);
    expect(
      strays(
        inLanguage(MARKED, () => renderMarkdown(assessment)),
        assessment,
      ),
    ).toEqual([]);
  });
});

test('nothing of the page on progress stands outside the messages', () => {
  const point = (date: string, likely: number, tool = '1', from: 'scan' | 'history' = 'scan'): Point => {
    const hours = { low: likely / 2, likely, high: likely * 2 };
    const capabilities = [{ id: 'call-log', open: likely, done: 1, waived: 1, hours }];
    const repositories = [{ id: 'phone', owner: 'telephony', state: 'same', capabilities }];
    return { date, run: 'abcd', from, tool, catalog: 'one', repositories, hours, open: likely, done: 1, waived: 1 };
  };
  const points = [
    point('2026-11-01', 90, '1', 'history'),
    point('2026-12-01', 90),
    point('2027-01-01', 80),
    point('2027-02-01', 75, '2'),
    point('2027-03-01', 60, '2'),
  ];
  const own = { isRetirement: true, target: 'native', capability: (id: string) => id };
  const template = compileTemplates<ProgressContext>((name) => translateTemplate(readTemplate(name), 'xx', MARKED.messages), 'progress');
  for (const [count, asOf, lastSafeDate] of [
    [5, '2027-04-20', '2027-12-31'],
    [2, '2026-12-02', null],
    [5, '2028-03-01', null],
  ] as const) {
    const input = { ...own, points: points.slice(0, count), asOf, deadline: '2028-02-28', lastSafeDate };
    const html = inLanguage(MARKED, () => renderProgress(input, { template, css: '' }, PLAIN, 'cti2voice'));
    const result = { points, ...own, tool: 'cti2voice' } as unknown as Assessment;
    expect(strays(decoded(html ?? ''), result).filter((piece) => !/^\d+ [A-Z][a-z]+$/.test(piece))).toEqual([]);
  }
});
