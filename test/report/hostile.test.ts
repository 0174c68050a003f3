/** What a stranger wrote, in every text of a result at once and in every format: nothing of it is markup, formula, link or command. */
import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import Draft4 from 'ajv-draft-04';
import formats from 'ajv-formats';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { XMLValidator } from 'fast-xml-parser';
import { HtmlValidate } from 'html-validate';
import { SHIPPED_PAGE } from '../../src/commands/page.ts';
import { renderFiles } from '../../src/commands/render.ts';
import { compareSides } from '../../src/compare/compare.ts';
import { sideOf } from '../../src/compare/side.ts';
import { assessmentSchema } from '../../src/model/assessment.ts';
import { DECLARATIONS } from '../../src/redact/declarations.ts';
import { FORMATS } from '../../src/report/formats.ts';
import { paintFor, summarise } from '../../src/terminal.ts';
import { HOSTILE_TEXTS } from '../support/hostile-assessment.ts';
import { strangerAssessment } from '../support/stranger-assessment.ts';

const MORE = [
  '"><svg onload=alert(1)>',
  "'><img src=x onerror='alert(1)'>",
  '{{{constructor.constructor("alert(1)")()}}}',
  '<!--<script>',
  ']]></t></si><script>',
  '[x](javascript:alert(1)) ![x](https://example.test/x.png)',
  '</details><h1>taken</h1>',
  '\u2066\u202edrow\u2069 \u200b\ufeff',
  '\u001b]0;taken\u0007\u001b[2J',
  '../../../etc/passwd',
  'C:\\windows\\system32',
  'CON',
  '@everyone closes #1',
  '\ud800',
];
const { assessment, used } = strangerAssessment([...MORE, ...HOSTILE_TEXTS]);
const before = sideOf(
  { ...assessment, repos: assessment.repos.map((repo) => ({ ...repo, findings: repo.findings.slice(3) })) },
  MORE[0] ?? '',
);
const comparison = compareSides(before, sideOf(assessment, MORE[1] ?? ''));
const brand = { name: MORE[0] ?? '', logo: null, accent: { light: null, dark: null }, client: MORE[1] ?? '', author: MORE[2] ?? '', cover: MORE[3] ?? '', disclaimer: MORE[6] ?? '' }; // prettier-ignore
const page = { ...SHIPPED_PAGE, presentation: { brand, rates: null } };

async function filesIn(language: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const { name, text } of await renderFiles(assessment, FORMATS, page, undefined, language, { comparison, pace: null })) {
    if (name.endsWith('.xlsx'))
      for (const [part, bytes] of Object.entries(unzipSync(text as Uint8Array))) texts.set(`${name}/${part}`, strFromU8(bytes));
    else texts.set(name, typeof text === 'string' ? text : [...(text as Iterable<string>)].join(''));
  }
  return texts;
}
const files = await filesIn('en');
const named = (ending: RegExp): [string, string][] => [...files].filter(([name]) => ending.test(name));
const textOf = (name: string): string => files.get(name) ?? '';

/** Turns text round, hides it, ends lines or steers a terminal. */
// oxlint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

test('a stranger wrote in every field that a result of the sample has', () => {
  const open = Object.entries(DECLARATIONS).filter(([, kind]) =>
    ['sentence', 'path', 'component', 'value', 'name', 'label', 'shipped', 'person', 'code', 'message'].includes(kind),
  );
  const untouched = open.map(([path]) => path).filter((path) => !used.has(path) && !path.includes('.sources[].'));
  expect(used.size).toBeGreaterThan(150);
  expect(untouched).toEqual([]);
  expect(assessmentSchema.safeParse(JSON.parse(JSON.stringify(assessment))).success).toBe(false);
  expect(files.size).toBeGreaterThan(20);
});

describe('the page', () => {
  const html = textOf('report.html');
  test('has two scripts, and no element, handler or link of anybody else’s', () => {
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html.match(/<\/script/g)).toHaveLength(2);
    expect(html).not.toMatch(/<(?:img|iframe|h1>taken|svg onload|object|embed|form action)/);
    const markup = html.replace(/<(style|script)\b[^>]*>[\s\S]*?<\/\1>/g, '');
    expect(markup.match(/<[^>]*\son[a-z]+\s*=/g)).toBeNull();
    expect(
      [...markup.matchAll(/(?:href|src|action)="([^"]*)"/g)]
        .map(([, to]) => to)
        .filter((to) => !/^(?:#|https:\/\/|data:,$)/.test(to ?? '')),
    ).toEqual([]);
    expect(html).not.toMatch(UNSEEN);
  });

  // A title is as long as the names in it.
  test('has no fault in its markup', async () => {
    const validator = new HtmlValidate({
      root: true,
      extends: ['html-validate:recommended'],
      elements: ['html5'],
      rules: { 'long-title': 'off' },
    });
    const { results } = await validator.validateString(html);
    expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))).toEqual([]);
  });

  test('stays so in another language', async () => {
    const german = (await filesIn('de')).get('report.html') ?? '';
    expect(german.match(/<script/g)).toHaveLength(2);
    expect(german).not.toMatch(UNSEEN);
    expect(german).not.toMatch(/<(?:img|h1>taken)/);
  });
});

describe('the tables', () => {
  test.each(named(/\.csv$/))('%s have as many cells in each row, none of them a formula or too long', (_name, text) => {
    const rows: string[][] = parse(text, { bom: true });
    const cells = rows.flat();
    expect(rows.length).toBeGreaterThan(0);
    expect(cells.filter((cell) => /^\s*[=+@\t\r]|^\s*-(?!\d+(?:\.\d+)?$)/u.test(cell) || cell.length > 32_767)).toEqual([]);
    // oxlint-disable-next-line no-control-regex
    expect(cells.filter((cell) => /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(cell))).toEqual([]);
  });

  test.each(named(/xlsx\/.*\.(?:xml|rels)$/))('%s is whole XML without a formula or a link to what is no page', (_name, text) => {
    expect(XMLValidator.validate(text)).toBe(true);
    expect(text).not.toMatch(/<f[ >]/);
    expect(
      [...text.matchAll(/Target="([^"]*)"/g)].map(([, to]) => to ?? '').filter((to) => /^(?:javascript|data|file|\\\\)/i.test(to)),
    ).toEqual([]);
    for (const [, cell] of text.matchAll(/<t[^>]*>([^<]*)<\/t>/g)) expect((cell ?? '').length).toBeLessThan(32_768 * 6);
  });
});

describe('what programs read', () => {
  test('SARIF is valid by the published schema, in files that stay in their folder', () => {
    const schema = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as object;
    const ajv = new Draft4.default({ strict: false, unicodeRegExp: false });
    formats.default(ajv);
    const isValid = ajv.compile(schema);
    const all = named(/\.sarif$/);
    expect(all.length).toBe(assessment.repos.length);
    for (const [name, text] of all) {
      expect(name).toMatch(/^sarif\/[\w.-]+\.sarif$/);
      expect(name).not.toMatch(/\.\.|\/(?:con|nul|aux)\./i);
      isValid(JSON.parse(text));
      expect(isValid.errors ?? []).toEqual([]);
      for (const uri of text.matchAll(/"uri": ?"([^"]*)"/g))
        expect(uri[1]).not.toMatch(/^(?:javascript|data|file|\/)|(?:^|\/)\.\.(?:\/|$)/i);
      const at = text.replaceAll('\n', ' ').search(UNSEEN);
      expect(at < 0 ? '' : JSON.stringify(text.slice(at - 200, at + 40))).toBe('');
    }
  });

  test('JSON gives back what stands in the result', () => {
    const read: unknown = JSON.parse(textOf('assessment.json'));
    expect(read).toEqual(JSON.parse(JSON.stringify(assessment)));
    expect(textOf('assessment.json')).not.toContain('\ud800');
  });

  test('Markdown has no markup but its own, no mention, no issue, and fits into a comment', () => {
    const text = textOf('report.md');
    expect(text.length).toBeLessThanOrEqual(65_536);
    const tags = [...text.matchAll(/<(\/?)([a-z!][a-z0-9-]*)/gi)].map(([, , tag]) => (tag ?? '').toLowerCase());
    expect(tags.filter((tag) => !['details', 'summary', 'sub', 'code', 'br', '!--'].includes(tag))).toEqual([]);
    for (const tag of ['details', 'summary', 'code'])
      expect((text.match(new RegExp(`<${tag}>`, 'g')) ?? []).length).toBe((text.match(new RegExp(`</${tag}>`, 'g')) ?? []).length);
    expect(text).not.toMatch(/(?<!\\)\]\((?!https:\/\/)/);
    expect(text).not.toMatch(/(?<![\w`&])@\w|(?<![\w&`])#\d/);
    expect(text).not.toMatch(UNSEEN);
  });

  test('the terminal gets no command, and a line stays a line', () => {
    const said = summarise(assessment, ['\u001b[2Jreport.html'], paintFor(false, {}));
    expect(said.split('\n').filter((line) => UNSEEN.test(line))).toEqual([]);
    // oxlint-disable-next-line no-control-regex
    expect(said.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    expect(said.split('\n').length).toBeLessThan(60);
  });
});
