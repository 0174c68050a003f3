import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { strFromU8, unzipSync } from 'fflate';
import { USUAL_CSV, type CsvOptions } from '../../src/report/formats.ts';
import type { Assessment } from '../../src/model/assessment.ts';
import type { Cell, ColumnType, Table } from '../../src/report/tables/column.ts';
import { renderCsv } from '../../src/report/tables/csv.ts';
import { FINDINGS } from '../../src/report/tables/findings.ts';
import { TABLES } from '../../src/report/tables/index.ts';
import { QUESTIONS } from '../../src/report/tables/questions.ts';
import { renderWorkbook } from '../../src/report/tables/workbook.ts';
import { AZURE_BOARDS } from '../../src/report/tables/azure-boards.ts';
import { WORK_ITEMS } from '../../src/report/tables/work-items.ts';
import { TARGETS } from '../../src/catalog/terms.ts';
import { hostileAssessment } from '../support/hostile-assessment.ts';
import { portfolioAssessment } from '../support/portfolio-assessment.ts';
import { orgAssessment, sampleAssessment } from '../support/sample-assessment.ts';

const RFC4180: CsvOptions = { dialect: 'rfc4180', delimiter: ',' };
const SEMICOLON: CsvOptions = { dialect: 'excel', delimiter: ';' };
const TAB: CsvOptions = { dialect: 'excel', delimiter: '\t' };

const named = TABLES.map((table) => [table.name, table] as const);

/** By a library that forgives nothing: quotes, field counts and line ends must be right. */
function strict(text: string, { delimiter }: CsvOptions): string[][] {
  return parse(text, { delimiter, record_delimiter: '\r\n', relax_quotes: false, relax_column_count: false, bom: true });
}

function csv(table: Table, assessment: Assessment, options: CsvOptions): string {
  return [...renderCsv(table, assessment, options)].join('');
}

function objects(table: Table, assessment: Assessment): Record<string, string>[] {
  const [header = [], ...rows] = strict(csv(table, assessment, RFC4180), RFC4180);
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}

describe('the tables', () => {
  test('have names and titles of their own, and each column its words', () => {
    expect(new Set(TABLES.map(({ name }) => name)).size).toBe(TABLES.length);
    expect(new Set(TABLES.map(({ title }) => title.toLowerCase())).size).toBe(TABLES.length);
    for (const { title, columns, what } of TABLES) {
      // With room for “ (12)” behind it.
      expect(title).toMatch(/^[^[\]:*?/\\']{1,26}$/);
      expect(what).toMatch(/\.$/);
      expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
      for (const { description } of columns) expect(description).toMatch(/\.$/);
    }
  });

  test('keep the columns that readers rely on, in their order', () => {
    const published = JSON.parse(readFileSync(new URL('../fixtures/columns.json', import.meta.url), 'utf8')) as Record<string, string[]>;
    for (const [name, columns] of Object.entries(published)) {
      const now = TABLES.find((table) => table.name === name)?.columns.map((column) => column.name) ?? [];
      expect([name, ...now.slice(0, columns.length)]).toEqual([name, ...columns]);
    }
  });

  test.each(named)('%s holds in each column what its type says', (_, table) => {
    const wrong: string[] = [];
    for (const assessment of [orgAssessment(), portfolioAssessment(4, 'amazon-connect')]) {
      for (const record of table.records(assessment)) {
        for (const [index, cell] of record.entries()) {
          const { type = 'text', name } = table.columns[index] ?? {};
          if (cell !== null && cell !== '' && !SHAPES[type].test(`${typeof cell} ${cell}`)) wrong.push(`${name}: ${typeof cell} ${cell}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

const SHAPES: Readonly<Record<ColumnType, RegExp>> = {
  text: /^string /,
  integer: /^number -?\d+$/,
  number: /^number -?\d+(?:\.\d+)?$/,
  boolean: /^string (?:yes|no)$/,
  date: /^string \d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?$/,
  link: /^string /,
};

const HOSTILE = hostileAssessment(orgAssessment());

/** What a spreadsheet takes for a formula, at the beginning of a cell or of what another delimiter would make one. */
const FORMULA = /(?:^|[\n,;\t])[ \u00a0\u3000"]*[=+\-@＝＋－＠]|^[ \u00a0\u3000"]*\t/;

describe('the dialect excel', () => {
  test.each([USUAL_CSV, SEMICOLON, TAB])('with $delimiter defuses, cuts and marks, whatever stands in a cell', (options) => {
    let long = 0;
    for (const table of TABLES) {
      const text = csv(table, HOSTILE, options);
      expect(text.startsWith('\uFEFF')).toBe(true);
      const [header = [], ...rows] = strict(text, options);
      expect(header).toEqual(table.columns.map(({ name }) => name));
      expect(rows).toHaveLength([...table.records(HOSTILE)].length);
      const cells = [...new Set(rows.flat())];
      // oxlint-disable-next-line no-control-regex
      const bad = cells.filter((cell) => FORMULA.test(cell) || cell.length > 32_767 || /[\u0000-\u0008\u000b-\u001f\u007f]/.test(cell));
      expect(bad.map((cell) => cell.slice(0, 80))).toEqual([]);
      long += cells.filter((cell) => / … \(cut; \d+ characters\)$/.test(cell)).length;
    }
    expect(long).toBeGreaterThan(0);
  });

  test('leaves numbers numbers, and writes a decimal comma only between semicolons', () => {
    const table: Table = {
      ...FINDINGS,
      columns: [{ name: 'hours', description: '', type: 'number' }],
      records: () => [[-1.5], [7], [null], ['-1.5']],
    };
    const cells = (options: CsvOptions): string => csv(table, sampleAssessment(), options).replace('\uFEFF', '').replaceAll('\r\n', '|');
    expect(cells(USUAL_CSV)).toBe("hours|-1.5|7||'-1.5|");
    expect(cells(SEMICOLON)).toBe("hours|-1,5|7||'-1.5|".replace('-1,5', '"-1,5"'));
    expect(cells(RFC4180)).toBe('hours|-1.5|7||-1.5|');
  });

  test('cuts at 32,767 characters and never through one of two units', () => {
    const value = (text: string): string => {
      const one: Table = { ...FINDINGS, columns: [{ name: 'v', description: '', type: 'text' }], records: () => [[text]] };
      return strict(csv(one, sampleAssessment(), USUAL_CSV), USUAL_CSV)[1]?.[0] ?? '';
    };
    expect(value('x'.repeat(32_767)) === 'x'.repeat(32_767)).toBe(true);
    expect(value('x'.repeat(32_768)).slice(-30)).toMatch(/^x+ … \(cut; 32768 characters\)$/);
    expect(value('x'.repeat(32_768))).toHaveLength(32_767);
    const pairs = value('💥'.repeat(20_000));
    expect(/^💥+ … \(cut; 40000 characters\)$/u.test(pairs)).toBe(true);
    expect(pairs.length).toBeLessThanOrEqual(32_767);
  });
});

test.each(named)('%s in the dialect rfc4180 holds each value as it is, control characters aside', (_, table) => {
  const text = csv(table, HOSTILE, RFC4180);
  expect(text.startsWith('\uFEFF')).toBe(false);
  const [, ...rows] = strict(text, RFC4180);
  // Half a pair of units cannot be written in UTF-8.
  const shown = (cell: Cell): string =>
    // oxlint-disable-next-line no-control-regex
    Buffer.from(String(cell ?? '').replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')).toString();
  const records = [...table.records(HOSTILE)];
  expect(rows).toHaveLength(records.length);
  const different = records.flatMap((record, at) => record.filter((cell, column) => shown(cell) !== rows[at]?.[column]));
  expect(different.map((cell) => String(cell).slice(0, 80))).toEqual([]);
});

describe('work items', () => {
  const chosen = { ...orgAssessment(), options: { target: 'partner-telephony-own' as const } };

  test('add up to the likely hours of the chosen target, and to nothing while none is chosen', () => {
    for (const assessment of [chosen, portfolioAssessment(6, 'amazon-connect')]) {
      const route = assessment.totals.routes.find(({ target }) => target === assessment.options.target);
      const rows = objects(WORK_ITEMS, assessment);
      expect(rows.reduce((sum, row) => sum + Number(row['estimate']), 0)).toBe(route?.hours?.[1] ?? 0);
      for (const row of rows) expect(Number(row['estimate_seconds'])).toBe(Number(row['estimate']) * 3600);
      expect(new Set(rows.flatMap(({ type, work_item }) => (type === 'Task' ? [work_item] : [])))).toEqual(
        new Set(route?.workItems.map(({ id }) => id)),
      );
      const unchosen = objects(WORK_ITEMS, { ...assessment, options: { target: null } });
      expect(unchosen.map(({ estimate }) => estimate).join('')).toBe('');
      for (const target of TARGETS) {
        const column = `${target.replaceAll('-', '_')}_`;
        const sum = unchosen.reduce(
          (hours, row) => hours + (row[`${column}state`] === 'counted' ? Number(row[`${column}hours_likely`]) : 0),
          0,
        );
        expect([target, sum]).toEqual([target, assessment.totals.routes.find((one) => one.target === target)?.hours?.[1] ?? 0]);
      }
    }
  });

  test.each([
    ['work-items', WORK_ITEMS],
    ['questions', QUESTIONS],
  ])('%s: epics first, every parent among them, numbers and labels that a tracker can take', (_, table) => {
    const rows = objects(table, hostileAssessment(portfolioAssessment(6, 'amazon-connect')));
    const types = rows.map(({ type }) => type);
    expect(types.join(' ')).toMatch(/^(?:Epic )+Task(?: Task)*$/);
    expect(new Set(types)).toEqual(new Set(['Epic', 'Task']));
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    const epics = new Set(rows.flatMap(({ id, type }) => (type === 'Epic' ? [id] : [])));
    for (const row of rows) {
      expect(row['id']).toMatch(/^\d{9}$/);
      if (row['type'] === 'Task') expect(epics).toContain(row['parent']);
      else expect(row['parent']).toBe('');
      expect(row['summary']).toMatch(/^[^\r\n]{1,255}$/u);
      expect(row['labels']).toMatch(/^[\p{L}\p{N}._-]+(?: [\p{L}\p{N}._-]+)*$/u);
      expect(row['description']?.length).toBeLessThanOrEqual(30_000);
    }
  });

  test('keep their numbers from scan to scan, whatever else changes', () => {
    const ids = (assessment: Assessment): Map<string | undefined, string | undefined> =>
      new Map(objects(WORK_ITEMS, assessment).map(({ key, id }) => [key, id]));
    const before = ids(chosen);
    const after = ids({ ...hostileAssessment(chosen), options: { target: 'amazon-connect' } });
    const both = [...before.keys()].filter((key) => after.has(key));
    expect(both.length).toBeGreaterThan(5);
    for (const key of both) expect(after.get(key)).toBe(before.get(key));
    // Numbers in trackers out there rest on this one.
    expect(before.get('work-item/call-log')).toBe('668796138');
  });

  test('say in their description what, why, hours, basis, sources and places', () => {
    const task = objects(WORK_ITEMS, chosen).find((row) => row['type'] === 'Task' && Number(row['findings']) > 0);
    for (const heading of [
      'What:',
      'Why:',
      'Hours, which are our assumption:',
      'Basis of the hours:',
      'What to do:',
      'Sources:',
      'Places:',
    ])
      expect(task?.['description']).toContain(heading);
    expect(task?.['description']).toMatch(/https:\/\/\S+/);
    expect(task?.['description']).toMatch(/\n\* harbour-crm: \S+:\d+ /);
  });

  test('have an owner where all repositories behind them have the same, and all owners beside it', () => {
    const owned = portfolioAssessment(6, 'amazon-connect');
    for (const repo of owned.repos) Object.assign(repo, { owner: 'Desk A' });
    const same = objects(WORK_ITEMS, owned).filter(({ repositories }) => repositories !== '');
    expect(new Set(same.map(({ owner }) => owner))).toEqual(new Set(['Desk A']));
    for (const [index, repo] of owned.repos.entries()) Object.assign(repo, { owner: `Desk ${index}` });
    for (const row of objects(WORK_ITEMS, owned).filter(({ repositories }) => repositories?.includes('; ')))
      expect([row['owner'], row['owners']?.split('; ').length]).toEqual(['', row['repositories']?.split('; ').length]);
  });

  test('stand in the file for Azure Boards below their epic, with escaped descriptions', () => {
    const hostile = hostileAssessment(chosen);
    const rows = objects(AZURE_BOARDS, hostile);
    expect(Object.keys(rows[0] ?? {})).toEqual(['Work Item Type', 'Title 1', 'Title 2', 'Description', 'Tags', 'Remaining Work']);
    expect(rows).toHaveLength(objects(WORK_ITEMS, hostile).length + objects(QUESTIONS, hostile).length);
    expect(rows[0]?.['Work Item Type']).toBe('Epic');
    for (const row of rows) {
      expect(row['Work Item Type'] === 'Epic' ? row['Title 2'] : row['Title 1']).toBe('');
      expect(row['Description']).not.toMatch(/<(?!br>)|\n/);
      expect(row['Description']?.length).toBeLessThanOrEqual(32_767);
    }
  });
});

describe('questions', () => {
  test('stand once for all repositories, with what the client told', () => {
    const assessment = orgAssessment();
    const raised = new Set(assessment.repos.flatMap(({ questions }) => questions.map(({ id }) => id)));
    const rows = objects(QUESTIONS, assessment).filter(({ type }) => type === 'Task');
    expect(new Set(rows.map(({ question }) => question))).toEqual(raised);
    const [repo] = assessment.repos;
    const [asked] = repo?.questions ?? [];
    if (!asked) throw new Error('The sample raises no question.');
    const answered = orgAssessment();
    for (const one of answered.repos)
      for (const question of one.questions)
        if (question.id === asked.id) question.answered = { text: 'Forty people.', wholly: true, facts: [] };
    expect(objects(QUESTIONS, answered).find(({ question }) => question === asked.id)).toMatchObject({
      state: 'answered',
      answer: 'Forty people.',
    });
  });
});

/** The workbook’s parts as text. */
async function parts(assessment: Assessment, limits?: Parameters<typeof renderWorkbook>[2]): Promise<Record<string, string>> {
  const bytes = await renderWorkbook(TABLES, assessment, limits);
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]));
}

describe('the workbook', () => {
  test('is the same bytes for the same result', async () => {
    const [first, second] = [await renderWorkbook(TABLES, orgAssessment()), await renderWorkbook(TABLES, orgAssessment())];
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
  });

  test('holds no formula, no foreign link and nothing that XML cannot hold', async () => {
    const made = await parts(HOSTILE);
    for (const [name, text] of Object.entries(made)) {
      expect([name, XMLValidator.validate(text)]).toEqual([name, true]);
      // oxlint-disable-next-line no-control-regex
      expect([name, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\uFFFE\uFFFF]|\p{Cs}/u.exec(text)?.index]).toEqual([name, undefined]);
      if (name.startsWith('xl/worksheets/sheet')) expect([name, /<f[ >/]|t="(?:str|e)"/.exec(text)?.index]).toEqual([name, undefined]);
      for (const [, target = ''] of text.matchAll(/Target="([^"]*)" TargetMode="External"/g)) expect(target).toMatch(/^https?:\/\//);
    }
    const links = Object.entries(made).filter(([name, text]) => name.endsWith('.rels') && text.includes('TargetMode="External"'));
    expect(links.length).toBeGreaterThan(1);
  });

  test('opens with what was scanned, freezes and filters each header, and types its columns', async () => {
    const made = await parts(portfolioAssessment(4, 'native'));
    const names = [...(made['xl/workbook.xml'] ?? '').matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => name);
    expect(names).toEqual(['About', ...TABLES.map(({ title }) => title)]);
    for (const [index, table] of TABLES.entries()) {
      const sheet = made[`xl/worksheets/sheet${index + 2}.xml`] ?? '';
      expect(sheet).toMatch(/<pane ySplit="1" topLeftCell="A2" state="frozen"/);
      expect(sheet).toMatch(/<autoFilter ref="A1:[A-Z]+\d+"/);
      expect(sheet.match(/<col /g) ?? []).toHaveLength(table.columns.length);
    }
    const strings = new XMLParser({ trimValues: false }).parse(made['xl/sharedStrings.xml'] ?? '') as { sst: { si: { t: unknown }[] } };
    const texts = strings.sst.si.map(({ t }) => String(t));
    expect(texts).toEqual(expect.arrayContaining(['Tool', 'Catalog', 'Retirement', 'Target']));
    // 14 May 2026, 08:30 in UTC: the last commit as a date and not as text.
    expect(made[`xl/worksheets/sheet${2 + TABLES.findIndex(({ name }) => name === 'repositories')}.xml`]).toMatch(/<v>46156\.354166/);
  });

  test('goes on in another sheet, leaves links and rows out where a workbook ends, and says so', async () => {
    const assessment = orgAssessment();
    const findings = [...FINDINGS.records(assessment)].length;
    const half = Math.ceil(findings / 2);
    const others = TABLES.filter((table) => table !== FINDINGS).reduce(
      (sum, table) => sum + table.columns.length * [...table.records(assessment)].length,
      0,
    );
    const made = await parts(assessment, { rows: half + 1, links: 5, cells: others + FINDINGS.columns.length * (findings - 1) });
    const names = [...(made['xl/workbook.xml'] ?? '').matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => name);
    expect(names.slice(0, 4)).toEqual(['About', 'Findings', 'Findings (2)', 'Repositories']);
    const count = (sheet: number): number => (made[`xl/worksheets/sheet${sheet}.xml`]?.match(/<row /g) ?? []).length;
    expect([count(2), count(3), count(4)]).toEqual([half + 1, findings - half, 1 + assessment.repos.length]);
    expect(made['xl/worksheets/sheet2.xml']?.match(/<hyperlink /g)).toHaveLength(5);
    const told = made['xl/sharedStrings.xml'] ?? '';
    expect(told).toContain('the table goes on in the next');
    expect(told).toContain('1 rows are left out');
    expect(told).toMatch(/A sheet holds 5 links; \d+ addresses are text/);
  });
});
