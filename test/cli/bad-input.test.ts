/** Every bad input in one folder: each is a named problem, and the rest of the run is whole. */
import { execFileSync } from 'node:child_process';
import { hostname } from 'node:os';
import { readFileSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse as parseCsv } from 'csv-parse/sync';
import { z } from 'zod';
import { assessmentSchema, type Assessment, type RepositoryRecord } from '../../src/model/assessment.ts';
import { cti2voice, OUTPUTS, type Outcome } from '../fixtures/cli.ts';
import { importDefinition, metadataDefinition, openCtiDefinition } from '../fixtures/definitions.ts';
import { fill, folderOf } from '../fixtures/folder.ts';

const MEGABYTE = 1024 * 1024;
const AS_OF = ['--as-of', '2027-03-31'];
const GOOD = openCtiDefinition({ reqOutsidePrefix: '007', custom1: 'kept as it is' });

const entities = Array.from({ length: 12 }, (_, level) => `<!ENTITY a${level + 1} "${`&a${level};`.repeat(10)}">`).join('\n');
const definition = (name: string, value = '1'): string =>
  importDefinition([
    { name: 'reqInternalName', value: name },
    { name: 'custom1', value },
  ]);

/** 50 MB that speak of a call center in their last bytes, or do not. */
const large = (ending: string): Buffer => Buffer.concat([Buffer.from('<a>'), Buffer.alloc(50 * MEGABYTE, 'x '), Buffer.from(ending)]);

/** Files by name; the codes of the problems that each must give, and whether a definition is read from it. */
const BAD: Readonly<
  Record<string, { readonly content: string | Buffer; readonly codes: readonly string[]; readonly definitions: number }>
> = {
  'binary.callCenter': { content: Buffer.from([0x50, 0x4b, 3, 4, 0, 0xff, 0xfe]), codes: ['not-text'], definitions: 0 },
  'binary.xml': { content: Buffer.from([...Buffer.from('callCenter'), 0, 1, 2, 255]), codes: [], definitions: 0 },
  'bomb.xml': {
    content: `<!DOCTYPE callCenter [<!ENTITY a0 "ha">\n${entities}]>\n${definition('Bomb', 'X').replace('>X<', '>&a12;<')}`,
    codes: ['document-type'],
    definitions: 1,
  },
  'control.xml': { content: definition('Control', 'a\u0001b'), codes: ['not-well-formed'], definitions: 1 },
  'deep.xml': {
    content: `<callCenter>${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}</callCenter>`,
    codes: ['not-salesforce-format'],
    definitions: 0,
  },
  'deep-sections.xml': {
    content: `<callCenter>\n${'<section name="s">'.repeat(10_000)}<item name="a">1</item>${'</section>'.repeat(10_000)}</callCenter>`,
    codes: [],
    definitions: 1,
  },
  'empty.callCenter': { content: '', codes: ['not-well-formed'], definitions: 0 },
  'external.xml': {
    content: `<!DOCTYPE callCenter [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n${definition('External', 'X').replace('>X<', '>&x;<')}`,
    codes: ['document-type'],
    definitions: 1,
  },
  'foreign.xml': {
    content: '<ContactCenterDefinition><property name="a"/></ContactCenterDefinition>',
    codes: ['not-salesforce-format'],
    definitions: 0,
  },
  'large-other.xml': { content: large('</a>'), codes: [], definitions: 0 },
  'large.xml': { content: large('<callCenter/></a>'), codes: ['too-large'], definitions: 0 },
  'latin.xml': { content: Buffer.from(definition('Latin', 'Zürich'), 'latin1'), codes: ['encoding'], definitions: 1 },
  'mismatched.xml': { content: definition('Mismatched').replace('</section>', '</sction>'), codes: ['not-well-formed'], definitions: 1 },
  'prototype.xml': {
    content:
      '<callCenter><__proto__/><section name="__proto__">\n<item name="constructor">1</item>\n<item name="__proto__">2</item><constructor/></section></callCenter>',
    codes: ['unknown-element'],
    definitions: 1,
  },
  'settings.callCenter-meta.xml': {
    content: metadataDefinition([], ['<customSettings>{"a":"1",x</customSettings>']),
    codes: ['settings-not-json'],
    definitions: 1,
  },
  'truncated.xml': { content: definition('Truncated').slice(0, -40), codes: ['not-well-formed'], definitions: 1 },
  'unescaped.xml': {
    content: definition('Unescaped', 'X').replace('>X<', '>https://<your domain>/<'),
    codes: ['not-well-formed'],
    definitions: 1,
  },
  'odd names/a b.xml': { content: definition('OddBlank'), codes: [], definitions: 1 },
  'odd names/"quoted" \'twice\'.xml': { content: definition('OddQuotes'), codes: [], definitions: 1 },
  'odd names/line\nbreak.xml': { content: definition('OddBreak'), codes: [], definitions: 1 },
  'odd names/<script>alert(1)<\u2215script>.xml': { content: definition('OddScript'), codes: [], definitions: 1 },
  'odd names/=HYPERLINK("x").xml': { content: definition('OddFormula'), codes: [], definitions: 1 },
  'odd names/Größe 漢字 \u{1f4de}.xml': { content: definition('OddLetters'), codes: [], definitions: 1 },
  'odd names/%2e%2e%00.xml': { content: definition('OddPercent'), codes: [], definitions: 1 },
  'odd names/__proto__.xml': { content: definition('OddPrototype'), codes: [], definitions: 1 },
  'adapter <b>"x"</b>/=log,\'1\'.js': {
    content: `sforce.opencti.saveLog({ value: { entityApiName: 'Task', Subject: a, '=Cmd__c': b, 'Quote"d__c': c }, callback: d });\nfetch("https://phone.example.com/=1+1,\\"x\\"");\nif (`,
    codes: ['not-parsed'],
    definitions: 0,
  },
  'odd names/-o.xml': { content: definition('OddOption'), codes: [], definitions: 1 },
};

let root: string;
let run: Outcome;
let text: string;
let assessment: Assessment;
let repo: RepositoryRecord;

beforeAll(() => {
  root = folderOf({ 'org/good.xml': GOOD, 'elsewhere/outside.xml': definition('Outside') });
  const org = join(root, 'org');
  fill(org, Object.fromEntries(Object.entries(BAD).map(([path, { content }]) => [path, content])));
  symlinkSync('nowhere.xml', join(org, 'dangling.xml'));
  symlinkSync('loop.xml', join(org, 'loop.xml'));
  symlinkSync('.', join(org, 'loop-folder'));
  symlinkSync('../elsewhere/outside.xml', join(org, 'outside.xml'));
  symlinkSync('../elsewhere', join(org, 'outside-folder'));
  if (process.platform !== 'win32') execFileSync('mkfifo', [join(org, 'pipe.xml'), join(org, 'pipe.callCenter')]);
  run = cti2voice(['scan', 'org', '-o', 'out', ...AS_OF], root);
  text = readFileSync(join(root, 'out/assessment.json'), 'utf8');
  assessment = assessmentSchema.parse(JSON.parse(text));
  repo = assessment.repos[0] as RepositoryRecord;
});

const output = (name: string): string => readFileSync(join(root, 'out', name), 'utf8');

test('the run ends well and says how much could not be read', () => {
  expect({ code: run.code, out: run.out }).toEqual({ code: 0, out: '' });
  expect(run.error).toMatch(/\d+ things could not be read, or not wholly:/);
  expect(run.error).not.toMatch(/\n {4}at /);
});

describe('each is named, and what can be read of it is read:', () => {
  test.each(Object.entries(BAD))('%j', (path, { codes, definitions }) => {
    expect(repo.problems.filter((problem) => problem.file === path).map((problem) => problem.code)).toEqual(codes);
    expect(repo.definitions.filter((candidate) => candidate.file === path)).toHaveLength(definitions);
  });

  test.each([
    ['a link that leads nowhere', 'dangling.xml', 'unreadable', 'lost'],
    ['a link that leads in a circle', 'loop.xml', 'unreadable', 'lost'],
    ['a link out of the folder', 'outside.xml', 'link-outside', 'note'],
    ['a link to a folder outside', 'outside-folder', 'link-outside', 'note'],
    ['a pipe', 'pipe.xml', 'unreadable', 'lost'],
    ['a pipe that is named as a definition', 'pipe.callCenter', 'unreadable', 'lost'],
  ])('%s', (_, path, code, effect) => {
    expect(repo.problems.filter((problem) => problem.file === path)).toMatchObject([{ code, effect }]);
  });

  test('and nothing else is', () => {
    const links = new Set(['dangling.xml', 'loop.xml', 'outside.xml', 'outside-folder', 'pipe.xml', 'pipe.callCenter']);
    expect(repo.problems.filter((problem) => !(problem.file in BAD) && !links.has(problem.file))).toEqual([]);
    expect(repo.problems.filter((problem) => problem.code === 'reader-failed')).toEqual([]);
  });
});

test('a document type changes nothing: its entities stay as they are written', () => {
  const values = repo.definitions
    .filter(({ file }) => /^(?:bomb|external)/.test(file))
    .flatMap(({ sections }) => sections.flatMap(({ items }) => items.map(({ value }) => value)));
  expect(values).toEqual(['Bomb', '&a12;', 'External', '&x;']);
});

test('the good file is assessed as when it stands alone', () => {
  const alone = folderOf({ 'org/good.xml': GOOD });
  const { code, out } = cti2voice(['scan', 'org', '-o', 'out', '--json', '--quiet', '-f', 'json', ...AS_OF], alone);
  expect(code).toBe(0);
  const [lone] = assessmentSchema.parse(JSON.parse(out)).repos;
  const own = <T extends { readonly file: string }>(list: readonly T[] = []): T[] => list.filter(({ file }) => file === 'good.xml');
  expect(own(repo.definitions)).toEqual(lone?.definitions);
  expect(own(repo.findings)).toEqual(lone?.findings);
  expect(own(repo.uncovered)).toEqual(lone?.uncovered);
  expect(repo.files.find(({ path }) => path === 'good.xml')).toEqual(lone?.files[0]);
  expect(lone?.findings.length).toBeGreaterThan(5);
});

test('the assessment keeps its published schema', () => {
  const schema = z.fromJSONSchema(JSON.parse(readFileSync(new URL('../../schema/assessment.schema.json', import.meta.url), 'utf8')));
  expect(schema.safeParse(JSON.parse(text)).success).toBe(true);
  expect(schema.safeParse({ ...assessment, asOf: 'today' }).success).toBe(false);
});

describe('the tables', () => {
  const tables = OUTPUTS.filter((name) => name.endsWith('.csv'));
  // No org is in this folder, which bad-org.test.ts has, and no settings, which plan.test.ts has.
  const EMPTY = new Set(['task-consumers.csv', 'who-and-where.csv', 'waivers.csv', 'decisions.csv']);

  test.each(tables)('%s keeps RFC 4180', (name) => {
    const rows: string[][] = parseCsv(output(name), { record_delimiter: '\r\n', relax_quotes: false, relax_column_count: false });
    expect(rows.length).toBeGreaterThan(EMPTY.has(name) ? 0 : 1);
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    expect(new Set(rows[0]).size).toBe(rows[0]?.length);
    expect(output(name).endsWith('\r\n')).toBe(true);
  });

  test('hold no cell that a spreadsheet would run', () => {
    const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '=HYPERLINK("http://a.example.com","x")', '1\n=1', '\uff1d1'];
    const items = formulas.map((formula, index) => ({
      name: index % 2 === 0 ? formula : `custom${index}`,
      label: formula,
      value: formula,
    }));
    const folder = folderOf({ '=org/=file.xml': importDefinition([{ name: 'reqInternalName', value: '=cmd' }, ...items], '=section') });
    expect(cti2voice(['scan', '=org', '-o', 'out', '-f', 'csv', '--quiet'], folder).code).toBe(0);
    for (const name of tables) {
      const rows: string[][] = parseCsv(readFileSync(join(folder, 'out', name), 'utf8'), { record_delimiter: '\r\n' });
      const cells = rows.flat();
      expect(cells.filter((cell) => /(?:^|[\r\n])\s*[=+\-@\uff1d]/.test(cell) || cell.startsWith('\t'))).toEqual([]);
      if (name === 'findings.csv') expect(cells.filter((cell) => cell.includes("'=1+1")).length).toBeGreaterThan(0);
    }
  });
});

test('the page shows odd names as text', () => {
  const page = output('report.html');
  expect(page).toContain('&lt;script&gt;alert(1)');
  expect(page).not.toContain('<script>alert(1)');
});

test('nothing tells where or by whom it was made', () => {
  for (const name of OUTPUTS) {
    expect(output(name)).not.toContain(root);
    expect(output(name)).not.toContain(basename(root));
    expect(output(name)).not.toContain(process.cwd());
    if (hostname().length > 4) expect(output(name)).not.toContain(hostname());
  }
});
