/** The words of the report in every language: all of them, and nothing beside them. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { allMessages } from '../../src/build-messages.ts';
import type { Assessment } from '../../src/model/assessment.ts';
import { renderHtml } from '../../src/report/html.ts';
import { ENGLISH, inLanguage, type Language } from '../../src/report/language.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { translateTemplate } from '../../src/report/template-messages.ts';
import { compileTemplates } from '../../src/report/templates.ts';
import { readTemplate, reportAssets, templateNames } from '../support/report-assets.ts';
import { adapterAssessment, orgAssessment, sampleAssessment } from '../support/sample-assessment.ts';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');
const MODULES = [
  ...readdirSync(fileURLToPath(new URL('src/report/view', ROOT))).map((name) => `src/report/view/${name}`),
  'src/report/markdown.ts',
  'src/report/plan-words.ts',
  'src/report/progress.ts',
];
const messages = allMessages({ modules: MODULES.map(read), templates: [...templateNames(), 'progress.hbs'].map(readTemplate) });
const languages = readdirSync(fileURLToPath(new URL('report-templates/lang', ROOT)));

test('there are messages, in the code and in the templates', () => {
  expect(messages.length).toBeGreaterThan(1000);
  expect(messages).toContain('Skip to the report');
  expect(messages).toContain('{0} hours likely ({1})');
});

describe.each(languages)('%s', (file) => {
  const translated = parse(read(`report-templates/lang/${file}`)) as Record<string, string>;

  test('has every message, and none that is no message', () => {
    expect(messages.filter((key) => !Object.hasOwn(translated, key))).toEqual([]);
    expect(Object.keys(translated).filter((key) => !messages.includes(key))).toEqual([]);
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
