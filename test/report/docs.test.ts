/** The pages of docs/ that are made from the catalog: everything in them, nothing broken in them. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { catalogPage, csvPage, mappingPage, orgCatalogPage } from '../../src/build-docs.ts';
import type { Catalog } from '../../src/catalog/schema.ts';
import { shippedCatalog } from '../support/catalog.ts';

let catalog: Catalog;
let pages: Record<'catalog' | 'org' | 'mapping' | 'csv', string>;
const ROWS = { 'DEF-ROOT': 'root | section', 'NOT-THERE': 'a row that nothing carries' };

beforeAll(async () => {
  catalog = await shippedCatalog();
  pages = { catalog: catalogPage(catalog), org: orgCatalogPage(catalog), mapping: mappingPage(ROWS, catalog), csv: csvPage() };
});

/** Cells of a row; a bar behind a backslash is text. */
function cells(line: string): number {
  return line.split(/(?<!\\)\|/).length;
}

/** What a link on the page may lead to: ids that are written out, and headings as GitHub names them. */
function aims(page: string): Set<string> {
  const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-'),
  );
  return new Set([...[...page.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id), ...headings]);
}

describe.each(['catalog', 'org', 'mapping', 'csv'] as const)('the page %s', (name) => {
  test('has the same number of cells in each row of a table', () => {
    const blocks = pages[name].split('\n\n').filter((block) => block.startsWith('| '));
    expect(blocks.length).toBeGreaterThan(0);
    for (const block of blocks) {
      const lines = block.trim().split('\n');
      expect(lines.filter((line) => cells(line) !== cells(lines[0] ?? ''))).toEqual([]);
    }
  });

  test('holds no markup but its own', () => {
    const prose = pages[name].replace(/`+[^`]*`+/g, '');
    const tags = [...prose.matchAll(/<\/?([a-z!]\w*)/gi)].map(([, tag]) => tag);
    expect(tags.filter((tag) => !['a', 'br', 'details', 'summary', '!'].includes(tag ?? ''))).toEqual([]);
  });
});

describe('the catalog page', () => {
  test.each(['catalog', 'org'] as const)('leads every link to something: %s', (name) => {
    const known = { '': aims(pages[name]), 'catalog.md': aims(pages.catalog), 'catalog-org.md': aims(pages.org) };
    const links = [...pages[name].matchAll(/\]\((|catalog\.md|catalog-org\.md)#([^)]+)\)/g)];
    expect(links.length).toBeGreaterThan(name === 'catalog' ? 1000 : 400);
    expect(links.filter(([, page, id = '']) => !known[page as keyof typeof known].has(id)).map(([link]) => link)).toEqual([]);
  });

  test('holds each rule once, in the section of its folder, with every target', () => {
    for (const rule of catalog.rules) {
      const isOfOrg = rule.id.startsWith('org-');
      expect((isOfOrg ? pages.catalog : pages.org).includes(`<a id="${rule.id}"></a>`)).toBe(false);
      const [, text = '', again] = (isOfOrg ? pages.org : pages.catalog).split(`<a id="${rule.id}"></a>`);
      expect(again).toBeUndefined();
      const own = text.split('<a id=')[0] ?? '';
      if (rule.type === 'check') expect(own).toContain(`**${rule.severity}**`);
      else
        for (const verdict of rule.verdicts)
          expect(own.replaceAll('\\|', '|')).toContain(verdict.equivalent.replaceAll(/\s+/g, ' ').replaceAll('<', '&lt;'));
    }
    expect(pages.catalog.indexOf('<a id="lightning-')).toBeGreaterThan(pages.catalog.indexOf('## Methods for Lightning Experience'));
    expect(pages.catalog).not.toContain('## Other rules');
  });

  test.each(['catalog', 'org'] as const)('lists each source that it refers to once, and none other: %s', (name) => {
    const [, list = ''] = pages[name].split('\n## Sources\n');
    const listed = [...list.matchAll(/<a id="(s\d+)">/g)].map(([, id = '']) => id);
    const referred = new Set([...pages[name].matchAll(/\]\(#(s\d+)\)/g)].map(([, id = '']) => id));
    expect(new Set(listed)).toEqual(referred);
    expect(listed).toHaveLength(referred.size);
  });

  test('says a caveat of all targets once', () => {
    const rule = catalog.rules.find((candidate) => candidate.id === 'lightning-save-log-task');
    const caveat = rule?.type === 'mapping' ? (rule.verdicts[0]?.caveats.find((text) => text.startsWith('A Task has WhoId')) ?? '') : '';
    const own = pages.catalog.split('<a id="lightning-save-log-task"></a>')[1]?.split('<a id=')[0] ?? '';
    expect(own.split(caveat)).toHaveLength(2);
  });

  test('holds the fields of the call log, the vendors and the parts of a connector', () => {
    for (const vendor of catalog.vendors) expect(pages.catalog).toContain(`| ${vendor.name} |`);
    for (const part of catalog.connectorParts) expect(pages.catalog).toContain(part.name);
    for (const { field } of catalog.callLogFields) expect(pages.catalog).toContain(field);
  });

  test('holds for an org what Voice needs of it, what to retrieve, and what tells the size of work', () => {
    for (const { name } of catalog.foundations) expect(pages.org).toContain(`| ${name} |`);
    for (const { type } of catalog.orgTypes) expect(pages.org).toContain(`| \`${type}\` |`);
    for (const { name } of catalog.measures) expect(pages.org).toContain(`| ${name} |`);
    const sized = catalog.workItems.filter(({ sizedBy }) => sizedBy.length > 0);
    for (const { title, sizedBy } of sized) expect(pages.org.split(`\n| ${title} |`)).toHaveLength(sizedBy.length + 1);
  });

  test.each(['catalog', 'org'] as const)('can still be shown as a page by those who host it: %s', (name) => {
    expect(Buffer.byteLength(pages[name])).toBeLessThan(500_000);
  });
});

describe('the mapping page', () => {
  test('says what carries a row, and of a row without a carrier that nothing does', () => {
    expect(pages.mapping).toMatch(/\| DEF-ROOT \| root \\\| section \| rule \[`[\w-]+`\]\(catalog\.md#[\w-]+\)/);
    expect(pages.mapping).toContain(
      '| NOT-THERE | a row that nothing carries | Nothing yet: no rule, work item or question speaks of it. |',
    );
  });

  test('shows what looks like markup as text, and leaves code as it is', () => {
    expect(mappingPage({ 'DEF-ROOT': 'a <script> beside `<apex:page>`' }, catalog)).toContain('| a &lt;script> beside `<apex:page>` |');
  });

  test('tells an indication from a rule', () => {
    const row = catalog.rules.find((rule) => rule.id === 'behaviour-presence')?.rows[0] ?? '';
    expect(mappingPage({ [row]: 'presence' }, catalog)).toContain('indication [`behaviour-presence`]');
  });
});
