/** The comment for a pull request: short, in agreement with the page, and nothing that a scanned file says becomes markup. */
import { describe, expect, test } from '@jest/globals';
import type { Assessment } from '../../src/model/assessment.ts';
import { code, cut, link, plain } from '../../src/report/markdown-text.ts';
import { COMMENT_MARK, LONGEST_COMMENT, renderMarkdown, type Changes } from '../../src/report/markdown.ts';
import { contextOf } from '../../src/report/view/context.ts';
import { gatesView } from '../../src/report/view/gates.ts';
import { summaryView } from '../../src/report/view/summary.ts';
import { targetsView } from '../../src/report/view/targets.ts';
import { workView } from '../../src/report/view/work.ts';
import { adapterAssessment, orgAssessment, sampleAssessment } from '../support/sample-assessment.ts';

/** What a reader sees of a line: escapes undone. */
function seen(markdown: string): string {
  return markdown
    .replaceAll('&#8203;', '')
    .replaceAll('&#124;', '|')
    .replaceAll('&#36;', '$')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/\\([\\`*_{}[\]~^#+=:-])/g, '$1');
}

const SAMPLES: readonly (readonly [string, () => Assessment])[] = [
  ['without a target', () => sampleAssessment()],
  ['for a target', () => sampleAssessment('partner-telephony-own')],
  ['for a target without hours', () => sampleAssessment('native')],
  ['of an adapter', () => adapterAssessment()],
  ['of an org', () => orgAssessment('amazon-connect')],
];

describe.each(SAMPLES)('the comment %s', (_, make) => {
  const assessment = make();
  const markdown = renderMarkdown(assessment);
  const context = contextOf(make());
  const summary = summaryView(context);

  test('is about a screen', () => {
    expect(markdown.length).toBeLessThan(8_000);
    expect(markdown.split('\n').length).toBeLessThan(90);
    expect(markdown.startsWith(`${COMMENT_MARK}\n## Open CTI to Salesforce Voice: `)).toBe(true);
  });

  test('says the verdict, the gates that are not passed and each figure as the page does', () => {
    const shown = seen(markdown);
    expect(shown).toContain(`**${summary.verdict.lead}**${summary.verdict.rest}`);
    for (const { value, unit } of [...summary.numbers, ...(summary.hoursTile ? [summary.hoursTile] : [])]) {
      expect(shown).toContain(`| ${value} ${unit} |`);
    }
    for (const row of gatesView(context).rows.filter(({ mark }) => mark.word !== 'Passed')) {
      expect(shown).toContain(`| ${row.mark.word} | ${row.name} |`);
    }
  });

  test('gives the hours of the page: by target while none is chosen, by work item then', () => {
    const shown = seen(markdown);
    if (!context.lead) {
      for (const { name, envelope, likely } of targetsView(context).columns) {
        expect(shown).toMatch(new RegExp(`\\| ${name} \\|.*\\| ${envelope ?? 'no hours'} \\| ${likely ?? ''} ?\\|`));
      }
      return;
    }
    const [route] = workView(context).routes;
    const { rows = [], sum = null } = route ?? {};
    expect(rows.length).toBeGreaterThan(0);
    const listed = rows.filter(
      ({ title, hours }) =>
        shown.includes(`| ${title} |`) && (hours === null || shown.includes(`| ${hours.low} | ${hours.likely} | ${hours.high} |`)),
    );
    expect(listed).toHaveLength(Math.min(10, rows.length));
    if (sum) expect(shown).toContain(`| Sum of all ${rows.length} |  | ${sum.low} | ${sum.likely} | ${sum.high} |`);
  });

  test('has tables whose rows have as many cells as their head', () => {
    const blocks = markdown.split('\n\n').filter((block) => block.startsWith('| '));
    expect(blocks.length).toBeGreaterThan(1);
    for (const block of blocks) {
      const cells = block
        .trim()
        .split('\n')
        .map((line) => line.split('|').length);
      expect(new Set(cells).size).toBe(1);
    }
  });

  test('says nothing of changes, since nothing was compared', () => {
    expect(markdown).not.toMatch(/changed/i);
  });
});

describe('what changed', () => {
  const changes: Changes = {
    since: 'the run of 1 October 2026',
    groups: [
      {
        title: 'New in the code',
        count: 12,
        items: Array.from({ length: 12 }, (_, index) => ({ text: `Screen pop ${index}`, place: `a|b${index}.js:3` })),
      },
      { title: 'Done', count: 0, items: [] },
      { title: 'Changed by the tool', count: 1, items: [{ text: '@channel', place: null }] },
    ],
  };

  test('stands right behind the verdict, each group with its count', () => {
    const markdown = renderMarkdown(sampleAssessment(), changes);
    const [before = '', after = ''] = markdown.split('### What changed since the run of 1 October 2026');
    expect(before).not.toContain('### Gates');
    expect(after).toContain('### Gates');
    expect(after).toContain('**New in the code: 12**');
    expect(after).toContain('and 2 more');
    expect(after).not.toContain('Done');
    expect(after).toContain('@&#8203;channel');
  });

  test('may be nothing', () => {
    expect(renderMarkdown(sampleAssessment(), { since: 'yesterday', groups: [] })).toContain(
      '### What changed since yesterday\n\nNothing.',
    );
  });
});

test.each(Array.from({ length: 30 }, (_, index) => index + 1))(
  'with %d groups of changes a comment is never longer than GitHub takes',
  (groups) => {
    const items = Array.from({ length: 10 }, () => ({ text: 'x'.repeat(300), place: '|'.repeat(20) }));
    const changes: Changes = { since: 'x', groups: Array.from({ length: groups }, () => ({ title: 'New', count: 10, items })) };
    const markdown = renderMarkdown(sampleAssessment(), changes);
    expect(markdown.length).toBeLessThanOrEqual(LONGEST_COMMENT);
    // What does not fit is left out alone, and said to be.
    expect(markdown.includes('Not everything fits')).toBe(!markdown.includes('### What changed'));
    expect(markdown).toContain('### Gates');
    if (groups === 1 || groups === 30) expect(markdown.includes('### What changed')).toBe(groups === 1);
  },
);

test('a file that was lost is named, and a folded list stays closed markup', () => {
  const assessment = sampleAssessment();
  for (const repo of assessment.repos) {
    repo.problems = Array.from({ length: 9 }, (_, index) => ({
      code: 'not-well-formed' as const,
      effect: 'lost' as const,
      file: `</details>${index}\`.xml`,
      line: 3,
      detail: '</details><h1>x',
    }));
  }
  const markdown = renderMarkdown(assessment);
  expect(markdown.match(/<\/details>/g)).toHaveLength(1);
  expect(markdown).not.toContain('<h1');
  expect(seen(markdown)).toContain('</details>0`.xml:3');
  expect(markdown).toContain('more, all in report.html');
});

describe('text of others', () => {
  test.each([
    ['**bold** _it_ ~~x~~ `c`', /(?<!\\)[*_~`]/],
    ['<img src=x onerror=alert(1)> <!-- -->', /[<>]/],
    ['[a](https://evil.example.com) ![b](c)', /(?<!\\)\]/],
    ['@someone and @org/team', /@\w/],
    ['fixes #1, closes org/repo#22', /(?<!&)#\d/],
    ['GH-12 gh-3', /gh-\d/i],
    ['https://evil.example.com ftp://x', /:\/\//],
    ['www.evil.example.com', /www\./],
    ['a | b \\| c', /\|/],
    ['$x$ and $$y$$', /\$/],
    ['# heading', /^#/],
    ['- item', /^-/],
    ['1. item', /^1\./],
    ['> quote', /^>/],
    ['a\n\n# b\r\n- c\u2028d', /[\n\r\u2028]/],
    ['\u202egnp\u2066', /[\u202e\u2066]/],
    ['&lt;b&gt; &#60;', /&(?:#60|lt;b&gt;(?!\s))/],
    ['mailto:a@b.example.com', /mailto:/],
  ])('%j is shown and is no markup', (text, markup) => {
    expect(plain(text)).not.toMatch(markup);
    expect(code(`\`${text}`)).not.toMatch(/<(?!\/?code>)/);
    // Nothing is lost but what cannot be seen.
    // oxlint-disable-next-line no-control-regex
    if (/^[\u0020-\u007e]*$/.test(text)) expect(seen(plain(text))).toBe(text);
  });

  test('is code where it is a name, and ends where it ends', () => {
    expect(code('sforce.opencti.screenPop')).toBe('`sforce.opencti.screenPop`');
    expect(code('a`b|c')).toBe('<code>a\\`b&#124;c</code>');
    expect(code('')).toBe('');
  });

  test('becomes a link to the web only', () => {
    expect(link('a]b', 'https://example.com/a_b(c)?d=1&e=|')).toBe('[a\\]b](https://example.com/a_b%28c%29?d=1&amp;e=%7C)');
    expect(link('x', 'javascript:alert(1)')).toBe('x');
    expect(link('x', null)).toBe('x');
  });

  test('is cut between letters', () => {
    expect(cut('abc', 3)).toBe('abc');
    expect(cut('😀😀😀', 4)).toBe('😀…');
    expect(cut('😀😀😀', 3)).not.toMatch(/\p{Cs}/u);
  });
});
