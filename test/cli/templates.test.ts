/** Templates of a user's own, as the shipped program takes them. */
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { cti2voice } from '../fixtures/cli.ts';
import { openCtiDefinition } from '../fixtures/definitions.ts';
import { fill, folderOf, type Tree } from '../fixtures/folder.ts';
import { readTemplate, templateNames } from '../support/report-assets.ts';

const work = folderOf({ 'org/sample.xml': openCtiDefinition() });
expect(cti2voice(['scan', 'org', '-o', 'plain', '--as-of', '2027-01-31', '--quiet'], work).code).toBe(0);
const plain = readFileSync(join(work, 'plain', 'report.html'), 'utf8');

let made = 0;

function withTemplates(files: Tree, command: readonly string[] = ['report', 'plain/assessment.json']) {
  const name = `t${(made += 1)}`;
  mkdirSync(join(work, name));
  fill(join(work, name), files);
  const outcome = cti2voice([...command, '--templates', name, '-o', `${name}-out`, '-f', 'html', '--quiet'], work);
  const page = join(work, `${name}-out`, 'report.html');
  return { ...outcome, error: outcome.error.replaceAll(`${name}/`, 't/'), page: existsSync(page) ? readFileSync(page, 'utf8') : null };
}

describe('templates of one’s own', () => {
  test('stand in place of the shipped ones, one by one', () => {
    const own = '<section id="targets">{{> heading heading}}<p>Mine: {{#each columns}}{{name}}; {{/each}}</p></section>\n';
    const { code, page } = withTemplates({ 'partials/targets.hbs': own, '.gitkeep': '' });
    expect(code).toBe(0);
    expect(page).toContain('<p>Mine: Own connector; ');
    // Nothing else is another.
    const around = (html: string): string[] => html.split(/<section id="targets">[\s\S]*?<\/section>\n/);
    expect(around(page ?? '')).toEqual(around(plain));
  });

  test('that are copies of the shipped ones give the same page', () => {
    const all = Object.fromEntries([...templateNames(), 'report.css'].map((name) => [name, readTemplate(name)]));
    expect(withTemplates(all)).toEqual({ code: 0, out: '', error: '', page: plain });
  });

  test('may be style and script, which the page’s policy then lets in', () => {
    const { code, page } = withTemplates({ 'report.css': 'body { color: teal }\r\n', 'report.js': 'var mine = 1;\n' });
    expect(code).toBe(0);
    const policy = (/Content-Security-Policy" content="([^"]*)"/.exec(page ?? '')?.[1] ?? '').replaceAll('&#x3D;', '=');
    for (const tag of ['style', 'script']) {
      const [, text = ''] = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page ?? '') ?? [];
      expect(text).toMatch(/teal|mine/);
      expect(policy).toContain(createHash('sha256').update(text).digest('base64'));
    }
  });

  test('work for a scan and for a merge too, and from the file of settings', () => {
    const files = { 'partials/symbols.hbs': '<!-- mine -->\n' };
    expect(withTemplates(files, ['scan', 'org']).page).toContain('<!-- mine -->');
    expect(withTemplates(files, ['merge', 'plain/assessment.json']).page).toContain('<!-- mine -->');
    const folder = folderOf({
      'cti2voice.yml': 'scan:\n  templates: look\n  format: html\n',
      'look/partials/symbols.hbs': '<!-- file -->\n',
    });
    copyFileSync(join(work, 'plain', 'assessment.json'), join(folder, 'a.json'));
    expect(cti2voice(['report', 'a.json', '-o', 'out'], folder).code).toBe(0);
    expect(readFileSync(join(folder, 'out', 'report.html'), 'utf8')).toContain('<!-- file -->');
  });

  test('are not looked at where no page is made', () => {
    expect(cti2voice(['report', 'plain/assessment.json', '--templates', 'nowhere', '-f', 'csv', '-o', 'csv'], work).code).toBe(0);
  });
});

describe('a fault in a template is exit code 2, with file and line, and writes nothing:', () => {
  const REPORT = readTemplate('report.hbs');
  test.each<[string, Tree, RegExp]>([
    ['an unclosed block', { 'partials/work.hbs': '<p>\n{{#if x}}\n</p>' }, /t\/partials\/work\.hbs:[23] is no template/],
    ['a helper that is none', { 'partials/work.hbs': 'a\n{{foo bar}}' }, /t\/partials\/work\.hbs:2 is no template: .*foo/],
    [
      'a name that is no data',
      { 'partials/work.hbs': 'a\n\n{{nothing}}' },
      /t\/partials\/work\.hbs:3 “nothing” is no data that this template gets/,
    ],
    [
      'a part that is used with other data',
      { 'partials/work.hbs': 'a\n{{> heading}}' },
      /t\/partials\/heading\.hbs \(the shipped one\):\d+ “id” is no data/,
    ],
    [
      'a block that asks for no data',
      { 'partials/work.hbs': 'a\n\n{{#if nothing}}b{{/if}}' },
      /t\/partials\/work\.hbs:3 a block asks “if” of what is no data/,
    ],
    ['a list of no data', { 'partials/work.hbs': '{{#each nothing}}b{{/each}}' }, /t\/partials\/work\.hbs:1 a block asks “each”/],
    ['a part that takes in itself', { 'partials/work.hbs': '{{> work}}' }, /t\/partials\/work\.hbs:1 .*call stack/],
    ['a part that is none', { 'partials/work.hbs': '{{> nope}}' }, /t\/partials\/work\.hbs:1 takes in “nope”/],
    [
      'text that is not escaped',
      { 'partials/work.hbs': '{{{title}}}\n{{&title}}' },
      /work\.hbs:1 prints “title” unescaped[^]*work\.hbs:2 prints/,
    ],
    [
      'a style attribute and a handler',
      { 'partials/work.hbs': '<p style="a">\n<b onclick="x">' },
      /:1 holds the attribute style[^]*:2 holds the attribute onclick/,
    ],
    ['a page without its script', { 'report.hbs': REPORT.replace('{{{js}}}', '') }, /t\/report\.hbs:1 has no place for \{\{js\}\}/],
    [
      'a space around the style',
      { 'report.hbs': REPORT.replace('{{{css}}}', ' {{{css}}}') },
      /t\/report\.hbs:1 holds a <style> that the page’s own policy would refuse/,
    ],
    [
      'a script of its own',
      { 'partials/symbols.hbs': '<script>alert(1)</script>' },
      /holds a <script> that the page’s own policy would refuse/,
    ],
    [
      'a policy of its own',
      { 'report.hbs': REPORT.replace('content="{{policy}}"', 'content="x" data-policy="{{#if policy}}{{/if}}"') },
      /report\.hbs:1 (has no place for \{\{policy|leaves out)/,
    ],
    [
      'a style that fetches',
      { 'report.css': 'a {}\n@import "x";\nb { background: url(//x) }' },
      /report\.css:2 fetches[^]*report\.css:3 fetches/,
    ],
    ['a style that ends early', { 'report.css': 'a {}</style>' }, /report\.css:1 ends the style/],
    ['a style with hidden characters', { 'report.css': 'a {}\u2028' }, /report\.css:1 holds a control character/],
    ['a script that does not parse', { 'report.js': 'var a;\nvar = 1;' }, /report\.js:2 is no script: /],
    ['a script that ends early', { 'report.js': '// </script>' }, /report\.js:1 holds “<\/script”/],
    [
      'a file of another name',
      { 'partials/wrk.hbs': '', 'reprt.css': '' },
      /partials\/wrk\.hbs is no file of a report; did you mean partials\/work\.hbs\?\nt\/reprt\.css .*report\.css\?/,
    ],
    ['a part in the wrong folder', { 'work.hbs': '' }, /t\/work\.hbs is no file of a report; did you mean partials\/work\.hbs\?/],
    ['a file that is no text', { 'report.css': Uint8Array.of(0xff, 0xfe, 0x80) }, /could not be read as UTF-8/],
    ['an empty folder', {}, /holds no template/],
  ])('%s', (_, files, text) => {
    const { code, out, error, page } = withTemplates(files);
    expect({ code, out, page }).toEqual({ code: 2, out: '', page: null });
    expect(error).toMatch(text);
    expect(error).not.toMatch(/\n {4}at /);
  });

  test('all of them at once, before anything is scanned', () => {
    const { code, error } = withTemplates({ 'partials/work.hbs': '{{#if}}', 'report.css': '@import "x";', 'report.js': '(' }, [
      'scan',
      'nowhere',
    ]);
    expect(code).toBe(2);
    expect(error).toMatch(/work\.hbs:1[^]*report\.css:1[^]*report\.js:1/);
  });
});
