/**
 * Every figure agrees: each is read from the outputs themselves, the page, the tables, the workbook, JSON, SARIF, Markdown and the terminal,
 * by means that know nothing of the code that wrote them, and each sum is followed to its rows.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { DomUtils, parseDocument } from 'htmlparser2';
import type { Assessment } from '../../src/model/assessment.ts';
import { cti2voice } from '../fixtures/cli.ts';
import { folderOf } from '../fixtures/folder.ts';

const SAMPLES = fileURLToPath(new URL('../../samples', import.meta.url));
const TARGETS = ['partner-telephony-own', 'partner-telephony-packaged', 'amazon-connect', 'partner-telephony-amazon-connect', 'native'];
const PLAN = `waivers:
  - capability: transfer
    reason: Goes with the old desk.
    owner: Telephony
    expires: 2027-06-30
  - rule: definition-softphone-size
    reason: Nobody minds.
    owner: Telephony
    expires: 2026-06-30
decisions:
  - work-item: presence-model
    decision: A smaller model is enough.
    reason: Six states are in use.
    hours: { low: 10, likely: 20, high: 30 }
    owner: Telephony
    decided: 2026-11-01
`;

type Row = Readonly<Record<string, string>>;
type Grid = readonly (readonly string[])[];

/** What a run left, in forms that anybody's tools read. */
interface Outputs {
  readonly json: Assessment;
  readonly csv: (name: string) => Row[];
  readonly sheet: (title: string) => Row[];
  readonly about: ReadonlyMap<string, string>;
  /** The sheets of the workbook: title, rows as its first sheet says, and rows as there are. */
  readonly contents: readonly (readonly [string, number, number])[];
  /** Tables of the page by the beginning of their captions, the first line being the heads. */
  readonly table: (caption: string) => Grid;
  readonly page: string;
  readonly data: {
    readonly total: number;
    readonly rules: { readonly places: unknown[][] }[];
    readonly repositories: { readonly id: number }[];
    readonly strings: string[];
  };
  readonly markdown: string;
  readonly terminal: string;
  readonly sarif: readonly {
    readonly results: { readonly partialFingerprints: Record<string, string> }[];
    readonly properties: { repository: string };
  }[];
}

function outputsOf(folder: string, name: string, args: readonly string[]): Outputs {
  const outcome = cti2voice(['scan', ...args, '-o', name, '-f', 'html,csv,xlsx,json,sarif,markdown', '--as-of', '2026-11-22'], folder);
  if (outcome.code !== 0) throw new Error(outcome.error);
  const read = (file: string): string => readFileSync(join(folder, name, file), 'utf8');
  const rowsOf = (text: string): Row[] => parse(text, { bom: true, columns: true });
  const book = bookOf(readFileSync(join(folder, name, 'report.xlsx')));
  const cover = book.get('About') ?? [];
  const contents = cover.findIndex(([subject]) => subject === 'Sheet');
  const html = read('report.html');
  const document = parseDocument(html);
  const tables = DomUtils.getElementsByTagName('table', document).map((table) => ({
    caption: DomUtils.getElementsByTagName('caption', table).map((caption) => wordsOf(caption)).join(''),
    rows: DomUtils.getElementsByTagName('tr', table).map((row) => row.children.flatMap((cell) => ('name' in cell && (cell.name === 'td' || cell.name === 'th') ? [wordsOf(cell)] : []))),
  })); // prettier-ignore
  const main = DomUtils.getElementsByTagName('main', document).map(wordsOf).join(' ');
  return {
    json: JSON.parse(read('assessment.json')) as Assessment,
    csv: (table) => rowsOf(read(`${table}.csv`)),
    sheet: (title) => {
      const [head = [], ...rows] = book.get(title) ?? [];
      return rows.map((row) => Object.fromEntries(head.map((column, at) => [column, row[at] ?? ''])));
    },
    about: new Map(cover.slice(0, contents).map(([subject = '', value = '']) => [subject, value])),
    contents: cover
      .slice(contents + 1)
      .map(([title = '', , rows = '']) => [title, Number(rows), (book.get(title)?.length ?? 0) - 1] as const),
    table: (caption) => {
      const found = tables.filter((table) => table.caption.startsWith(caption));
      if (found.length === 0) throw new Error(`There is no table “${caption}”.`);
      return found[0]?.rows ?? [];
    },
    page: main,
    data: JSON.parse(/<script type="application\/json" id="report-data">(.*?)<\/script>/s.exec(html)?.[1] ?? '{}') as Outputs['data'],
    markdown: read('report.md'),
    terminal: outcome.error,
    sarif: readdirSync(join(folder, name, 'sarif')).map(
      (file) => (JSON.parse(read(`sarif/${file}`)) as { runs: [Outputs['sarif'][number]] }).runs[0],
    ),
  };
}

type Element = Parameters<typeof DomUtils.textContent>[0];

function wordsOf(element: Element): string {
  return DomUtils.getInnerHTML(element as never)
    .replace(/<(?:script|style|template)\b.*?<\/\w+>/gs, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#x2019;', '’')
    .replaceAll('&#x2013;', '–')
    .replaceAll('&amp;', '&')
    .replaceAll('&nbsp;', ' ')
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .replace(/\s+/g, ' ')
    .trim();
}

/** Sheets by their titles, as rows of cells. */
function bookOf(bytes: Uint8Array): Map<string, string[][]> {
  const parts = unzipSync(bytes);
  const all = (tag: string, of: Markup) => DomUtils.getElementsByTagName(tag, of);
  const part = (name: string) => parseDocument(strFromU8(parts[name] ?? new Uint8Array()), { xmlMode: true });
  const strings = all('si', part('xl/sharedStrings.xml')).map((one) => all('t', one).map(DomUtils.textContent).join(''));
  const targets = new Map(
    all('Relationship', part('xl/_rels/workbook.xml.rels')).map(({ attribs }) => [attribs['Id'], attribs['Target'] ?? '']),
  );
  return new Map(
    all('sheet', part('xl/workbook.xml')).map(({ attribs }) => {
      const path = `xl/${(targets.get(attribs['r:id']) ?? '').replace(/^\/?(?:xl\/)?/, '')}`;
      const rows = all('row', part(path)).map((row) => {
        const cells: string[] = [];
        for (const cell of all('c', row)) {
          const value = all('v', cell).map(DomUtils.textContent).join('');
          cells[columnOf(cell.attribs['r'] ?? '')] =
            cell.attribs['t'] === 's'
              ? (strings[Number(value)] ?? '')
              : cell.attribs['t'] === 'inlineStr'
                ? DomUtils.textContent(cell)
                : value;
        }
        return Array.from(cells, (cell) => cell ?? '');
      });
      return [attribs['name'] ?? '', rows];
    }),
  );
}

type Markup = Parameters<typeof DomUtils.getElementsByTagName>[1];

function columnOf(reference: string): number {
  return [...(/^[A-Z]+/.exec(reference)?.[0] ?? 'A')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1; // oxlint-disable-line no-misused-spread
}

const plain = (text: string | undefined): number | null => (text === undefined || text === '' ? null : Number(text.replaceAll(',', '')));
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const round = (hours: number): number => Math.round(hours);
const column = (target: string): string => target.replaceAll('-', '_');
const numbersIn = (text: string): number[] => [...text.matchAll(/\d[\d,]*/g)].map(([one]) => Number(one.replaceAll(',', '')));

const folder = folderOf({ 'plan.yml': PLAN });
const [bank, payments] = [join(SAMPLES, 'quillmere-bank'), join(SAMPLES, 'payments-phone')];
const RUNS: readonly (readonly [string, Outputs])[] = [
  ['of one repository', outputsOf(folder, 'one', [bank])],
  ['of two', outputsOf(folder, 'two', [bank, payments])],
  ['of two for a target', outputsOf(folder, 'chosen', [bank, payments, '-t', 'partner-telephony-own'])],
  [
    'of two with waivers and decisions',
    outputsOf(folder, 'plan', [bank, payments, '-t', 'partner-telephony-packaged', '--config', 'plan.yml']),
  ],
];

describe.each(RUNS)('the outputs %s', (_name, outputs) => {
  const { json, csv, sheet, about, contents, table, page, data, markdown, terminal, sarif } = outputs;
  const { target } = json.options;
  const shorts = new Map(json.catalog.targets.map(({ id, short }) => [id as string, short]));
  const routes = TARGETS.map((id) => {
    const route = json.totals.routes.find((one) => one.target === id);
    if (!route) throw new Error(`There is no route ${id}.`);
    return { ...route, id, short: shorts.get(id) ?? '' };
  });
  const shown = target === null ? routes : routes.filter(({ id }) => id === target);
  const rowOf = (grid: Grid, name: string): readonly string[] => {
    const row = grid.find(([first = '']) => first === name || first === `${name} chosen`);
    if (!row) throw new Error(`There is no row “${name}”.`);
    return row;
  };
  const findings = json.repos.flatMap((repo) => repo.findings.map((finding) => ({ ...finding, repository: repo.id })));

  test('have as many repositories', () => {
    const count = json.repos.length;
    expect(json.totals.repositories).toBe(count);
    expect(csv('repositories')).toHaveLength(count);
    expect(sheet('Repositories')).toHaveLength(count);
    expect(about.get('Repositories')).toBe(String(count));
    expect(sarif).toHaveLength(count);
    expect(numbersIn(/definitions in (\d+) repositor/.exec(terminal)?.[0] ?? '')).toEqual([count]);
    expect(/## Open CTI to Salesforce Voice: (.*)/.exec(markdown)?.[1]?.split(', for ')[0]).toBe(
      count === 1 ? 'quillmere-bank' : `${count} repositories`,
    );
    expect(data.repositories).toHaveLength(count);
    if (count > 1) expect(table('Row by row')).toHaveLength(count + 1);
  });

  test('have as many findings, the same ones, in the same repositories', () => {
    const prints = findings.map(({ fingerprint, repository }) => `${repository} ${fingerprint}`).sort();
    expect(json.totals.findings).toBe(prints.length);
    expect(csv('findings').map((row) => `${row['repository']} ${row['fingerprint']}`).sort()).toEqual(prints);
    expect(sheet('Findings').map((row) => `${row['repository']} ${row['fingerprint']}`).sort()).toEqual(prints);
    expect(about.get('Findings')).toBe(String(prints.length));
    expect(data.total).toBe(prints.length);
    expect(sum(data.rules.map(({ places }) => places.length))).toBe(prints.length);
    expect(numbersIn(/; ([\d,]+) findings in/.exec(markdown)?.[1] ?? '')).toEqual([prints.length]);
    expect(page).toMatch(new RegExp(`Findings ${prints.length.toLocaleString('en')}(?:,| )`));
    // Progress is told in SARIF, and is no result.
    const results = new Set(sarif.flatMap((run) => run.results.flatMap((result) => Object.values(result.partialFingerprints))));
    const missing = findings.filter(({ fingerprint }) => !results.has(fingerprint));
    expect(missing.filter(({ kind, ruleId }) => kind !== 'foundation' && ruleId !== 'definition-already-voice')).toEqual([]);
    expect(sum(sarif.map((run) => run.results.length))).toBe(prints.length - missing.length);
  }); // prettier-ignore

  test('have the same hours for each target, and each sum is that of its work items', () => {
    const grid = table('The hours of each target');
    const costs = table('What each route costs');
    const tasks = csv('work-items').filter((row) => row['type'] === 'Task');
    const cells = sheet('Work items').filter((row) => row['type'] === 'Task');
    expect(cells.length).toBe(tasks.length);
    for (const { id, short, hours, workItems } of routes) {
      const counted = workItems.filter(({ state }) => state === 'counted');
      const unseen = workItems.filter(({ state }) => state === 'not-seen').length;
      const whole = hours?.map(round) ?? [null, null, null];
      expect([id, ...[2, 3, 4].map((at) => plain(rowOf(grid, short)[at]))].slice(0, hours ? 4 : 1)).toEqual(
        [id, ...whole].slice(0, hours ? 4 : 1),
      );
      expect([id, ...numbersIn(rowOf(grid, short).slice(-2).join(' '))]).toEqual([id, counted.length, unseen]);
      const unpriced = hours ? counted.filter((item) => item.hours === null).length : 0;
      const [, , told = ''] = rowOf(costs, short);
      expect([id, plain(/^[\d,]+/.exec(told)?.[0])]).toEqual([id, whole[1]]);
      expect([id, numbersIn(/without hours/.test(told) ? told.replace(/^[\d,]+/, '') : '')]).toEqual([id, unpriced > 0 ? [unpriced] : []]);
      if (hours) expect([id, ...numbersIn(rowOf(costs, short)[3] ?? '')]).toEqual([id, whole[0], whole[2]]);
      // To the rows: in the result, in the table and in the workbook.
      for (const [at, word] of ['low', 'likely', 'high'].entries()) {
        if (!hours) continue;
        expect(sum(counted.map((item) => item.hours?.[at] ?? 0))).toBeCloseTo(hours[at] ?? 0, 6);
        if (target !== null && id !== target) continue;
        for (const rows of [tasks, cells])
          expect(
            sum(rows.map((row) => (row[`${column(id)}_state`] === 'counted' ? (plain(row[`${column(id)}_hours_${word}`]) ?? 0) : 0))),
          ).toBeCloseTo(hours[at] ?? 0, 6);
      }
    }
  });

  test('have the same hours, score and gates on the terminal, in Markdown and in the page', () => {
    const side = table('The same estate on each target');
    const heads = side[0] ?? [];
    const scores = target === null ? table('Score of each target') : null;
    for (const { short, hours, readiness, gates, workItems } of shown) {
      const line = terminal.split('\n').find((one) => one.startsWith(`${short}  `)) ?? '';
      const [, score = '', hoursText = '', gateText = ''] = line.split(/ {3,}/);
      const [floor, most] = [readiness.floor, readiness.score];
      const failed = gates.filter(({ outcome }) => outcome === 'fail').length;
      const open = gates.filter(({ outcome }) => outcome === 'unknown').length;
      const counted = workItems.filter(({ state }) => state === 'counted').length;
      const range = floor === most ? [most] : [floor, most];
      expect([short, ...numbersIn(score)]).toEqual([short, ...range, 100]);
      const unpriced = hours ? workItems.filter((item) => item.state === 'counted' && item.hours === null).length : 0;
      expect([short, ...numbersIn(hoursText)]).toEqual([short, ...(hours?.map(round) ?? []), ...(unpriced > 0 ? [unpriced] : [])]);
      expect([short, ...numbersIn(gateText)]).toEqual([short, failed, open]);
      const at = heads.findIndex((head) => head === short || head === `${short} chosen`);
      const cell = (row: string): string => side.find(([first = '']) => first.startsWith(row))?.[at] ?? '';
      expect(gatesIn(cell('Gates'))).toEqual([failed, open]);
      expect(numbersIn(/^(?:\d+ to )?\d+ of 100/.exec(cell('Score'))?.[0] ?? '')).toEqual([...range, 100]);
      if (hours) expect(numbersIn(cell('Hours')).slice(0, 3)).toEqual([round(hours[1]), round(hours[0]), round(hours[2])]);
      if (scores) expect(rowOf(scores, short).slice(1, 3).map(Number)).toEqual([most, floor]);
      if (target === null) {
        const row = markdown.split('\n').find((one) => one.startsWith(`| ${short} |`) && one.includes('of 100')) ?? '';
        const [, , gateCell = '', scoreCell = '', outer = '', likely = '', items = ''] = row.split('|').map((one) => one.trim());
        expect(gatesIn(gateCell)).toEqual([failed, open]);
        expect(numbersIn(scoreCell)).toEqual([...range, 100]);
        expect([...numbersIn(outer).slice(0, 2), ...numbersIn(likely)]).toEqual(
          hours ? [round(hours[0]), round(hours[2]), round(hours[1])] : [],
        );
        expect(numbersIn(outer).slice(2)).toEqual(unpriced > 0 ? [unpriced] : []);
        expect(Number(items)).toBe(counted);
      } else {
        const [low, likely, high] = hours?.map((one) => round(one).toLocaleString('en')) ?? [];
        expect(markdown).toContain(`| Sum of all ${counted} |  | ${low} | ${likely} | ${high} |`);
        expect(markdown).toContain(`### Effort: ${likely} hours likely, in ${counted} work items`);
        expect(markdown).toContain(`| ${floor === most ? most : `${floor} to ${most}`} of 100 |`);
        expect(page).toContain(`${likely} hours`);
      }
    }
  });

  test('have the same verdicts, and each count is that of capabilities in use', () => {
    const grid = table('The capabilities of each target, by hardest verdict');
    const heads = (grid[0] ?? []).slice(1).map((head) => head.toLowerCase().replaceAll(' ', '-'));
    for (const { id, short, capabilities } of routes) {
      const used = capabilities.filter(({ state }) => state === 'used');
      const counts = heads.map((verdict) => used.filter((one) => one.verdict === verdict).length);
      expect([id, ...rowOf(grid, short).slice(1).map(Number)]).toEqual([id, ...counts]);
      expect(sum(counts)).toBe(used.length);
      for (const one of used) expect([id, one.id, sum(Object.values(one.counts))]).toEqual([id, one.id, one.findings]);
      // What one repository alone shows, findings.csv has row by row.
      if (json.repos.length > 1) continue;
      for (const one of used) {
        const rows = csv('findings').filter((row) => row['capability'] === one.id && row['type'] === 'mapping' && row['context'] === '' && !BESIDE_USE.has(row['kind'] ?? '') && row[`${column(id)}_verdict`] !== '');
        const byVerdict = (verdict: string): number => rows.filter((row) => row[`${column(id)}_verdict`] === verdict).length;
        expect([id, one.id, ...Object.keys(one.counts).map((verdict) => `${verdict} ${byVerdict(verdict)}`)]).toEqual([id, one.id, ...Object.entries(one.counts).map(([verdict, count]) => `${verdict} ${count}`)]);
      }
    }
  }); // prettier-ignore

  test('say of each repository the same in JSON, in the table, in the workbook and in the portfolio', () => {
    const inBook = new Map(sheet('Repositories').map((row) => [row['repository'], row]));
    for (const row of csv('repositories')) {
      const repo = json.repos.find(({ id }) => id === row['repository']);
      if (!repo) throw new Error('A row has no repository.');
      expect(plain(row['files_seen'])).toBe(repo.filesSeen);
      expect(plain(row['problems'])).toBe(repo.problems.length);
      expect((plain(row['verdict_findings']) ?? 0) + (plain(row['check_findings']) ?? 0)).toBe(repo.findings.length);
      const standing = (one: string): number => repo.definitions.filter((definition) => definition.standing === one).length;
      expect(['open_cti', 'voice', 'cti_toolkit'].map((one) => plain(row[`${one}_definitions`]))).toEqual(['open-cti', 'voice', 'cti-toolkit'].map(standing));
      for (const route of repo.routes) {
        const name = column(route.target);
        const counted = route.workItems.filter(({ state }) => state === 'counted');
        expect([row[`${name}_readiness`], row[`${name}_readiness_floor`]].map(plain)).toEqual([route.readiness.score, route.readiness.floor]);
        expect(['low', 'likely', 'high'].map((word) => plain(row[`${name}_hours_${word}`]))).toEqual(route.hours ? [...route.hours] : [null, null, null]);
        expect([row[`${name}_work_items`], row[`${name}_work_items_not_seen`]].map(plain)).toEqual([counted.length, route.workItems.filter(({ state }) => state === 'not-seen').length]);
        expect([row[`${name}_gates_failed`], row[`${name}_gates_unknown`]].map(plain)).toEqual(['fail', 'unknown'].map((outcome) => route.gates.filter((gate) => gate.outcome === outcome).length));
        if (route.hours) for (const at of [0, 1, 2] as const) expect(sum(counted.map((item) => item.hours?.[at] ?? 0))).toBeCloseTo(route.hours[at], 6);
      }
      const cells = inBook.get(row['repository'] ?? '') ?? {};
      for (const [head, value] of Object.entries(row)) {
        if (/^-?\d+(?:\.\d+)?$/.test(value)) expect([head, Number(cells[head])]).toEqual([head, Number(value)]);
      }
      if (json.repos.length === 1) continue;
      const line = table('Row by row').find(([first = '']) => first.startsWith(repo.name)) ?? [];
      const mine = target === null ? repo.routes : repo.routes.filter((route) => route.target === target);
      const scores = mine.flatMap(({ readiness }) => (readiness.score === null ? [] : [readiness.floor ?? 0, readiness.score]));
      expect([repo.id, ...new Set(numbersIn(line[3] ?? ''))]).toEqual([repo.id, ...new Set([Math.min(...scores), Math.max(...scores)])]);
      const items = mine.map(({ workItems }) => workItems.filter(({ state }) => state === 'counted').length);
      expect([repo.id, ...numbersIn(line[5] ?? '')]).toEqual([repo.id, ...new Set([Math.min(...items), Math.max(...items)])]);
      const [only] = target === null ? [] : mine;
      if (only?.hours) expect([repo.id, ...numbersIn(line[4] ?? '')]).toEqual([repo.id, round(only.hours[0]), round(only.hours[2])]);
    }
  }); // prettier-ignore

  test('have as many definitions, consumers, foundations and things that could not be read', () => {
    const { openCti, voice, ctiToolkit } = json.totals.definitions;
    expect(numbersIn(/^\d+ call center definitions? in .*$/m.exec(terminal)?.[0].replace(/ in .*?:/, '') ?? '')).toEqual([openCti + voice + ctiToolkit, openCti, voice, ctiToolkit]);
    expect(sum(csv('repositories').map((row) => plain(row['open_cti_definitions']) ?? 0))).toBe(openCti);
    const consumers = csv('task-consumers');
    expect(sheet('Consumers of call Tasks')).toHaveLength(consumers.length);
    expect(consumers).toHaveLength(json.repos.flatMap(({ org }) => org?.consumers ?? []).length);
    expect(plain(/(\d+) consumers of call Tasks/.exec(terminal)?.[1])).toBe(consumers.filter((row) => row['strength'] !== 'weak').length);
    for (const text of [page, markdown]) expect(plain(/In the org, (\d+) components use the Tasks/.exec(text)?.[1])).toBe(consumers.length);
    const lost = json.repos.flatMap(({ problems, id }) => problems.filter(({ effect }) => effect === 'lost').map(({ file }) => `${id} ${file}`));
    expect(plain(/(\d+) things? could not be read/.exec(terminal)?.[1])).toBe(lost.length);
    for (const text of [page, markdown]) expect(plain(/(\d+) files? could not be read in full/.exec(text)?.[1])).toBe(new Set(lost).size);
    expect(table('Problems met while reading')).toHaveLength(json.totals.problems + 1);
    expect(sum(csv('repositories').map((row) => plain(row['problems']) ?? 0))).toBe(json.totals.problems);
    const [stand, of] = [shown.map(({ foundations }) => foundations.filter(({ state }) => state === 'stands').length), shown.map(({ foundations }) => foundations.length)];
    const span = (counts: readonly number[]): number[] => [...new Set([Math.min(...counts), Math.max(...counts)])];
    expect(numbersIn(/^ *(.*?) foundations of Voice in place/m.exec(terminal)?.[1] ?? '')).toEqual([...span(stand), ...span(of)]);
  }); // prettier-ignore

  test('have as many calls of Open CTI in as many files as findings.csv has rows for', () => {
    const [calls = 0, files = 0] = numbersIn(/^([\d,]+ calls? of Open CTI in [\d,]+ files?)/m.exec(terminal)?.[1] ?? '');
    for (const text of [page, markdown]) expect(numbersIn(/holds ([\d,]+ calls of Open CTI in [\d,]+ files)/.exec(text)?.[1] ?? '')).toEqual([calls, files]);
    const rows = csv('findings').filter((row) => row['kind'] === 'call' && row['context'] === '' && /^(?:opencti|interaction|console\.cti)/.test(row['api'] ?? ''));
    expect(rows).toHaveLength(calls);
    expect(new Set(rows.map((row) => `${row['repository']} ${row['file']}`)).size).toBe(files);
  }); // prettier-ignore

  test('ask as many questions, and miss as many metadata types', () => {
    const open = json.repos.flatMap((repo) =>
      repo.questions.filter(({ answered }) => answered?.wholly !== true).map(({ id }) => [repo.id, id] as const),
    );
    const ids = new Set(open.map(([, id]) => id));
    for (const rows of [csv('questions'), sheet('Questions')]) {
      const tasks = rows.filter((row) => row['type'] === 'Task');
      expect(new Set(tasks.map(({ question }) => question))).toEqual(ids);
      expect(tasks).toHaveLength(ids.size);
    }
    for (const row of csv('repositories'))
      expect(plain(row['open_questions'])).toBe(open.filter(([repo]) => repo === row['repository']).length);
    const missing = new Set(csv('retrieval').flatMap((row) => (row['package_xml'] === '' ? [] : [row['type']])));
    expect(plain(/([\d,]+) metadata types? not retrieved in full/.exec(terminal)?.[1])).toBe(missing.size);
    expect(missing).toEqual(new Set(json.repos.flatMap(({ gaps }) => gaps.map(({ type }) => type))));
    // What stands in Azure Boards are the rows of the two tables.
    expect(csv('azure-boards')).toHaveLength(csv('work-items').length + csv('questions').length);
  });

  test('have the same waived findings and remaining hours', () => {
    const marked = csv('findings').filter((row) => row['waiver'] !== '');
    expect(marked).toHaveLength(findings.filter(({ waiver }) => waiver !== undefined).length);
    expect(csv('waivers')).toHaveLength(json.waivers.length);
    expect(csv('decisions')).toHaveLength(json.decisions.length);
    if (json.waivers.length === 0) {
      expect(marked).toEqual([]);
      expect(terminal).not.toMatch(/waived/);
      return;
    }
    expect(marked.length).toBeGreaterThan(0);
    expect(plain(/([\d,]+) findings? waived/.exec(terminal)?.[1])).toBe(marked.length);
    expect(plain(/### Waived and decided: ([\d,]+) findings? waived/.exec(markdown)?.[1])).toBe(marked.length);
    expect(sheet('Findings').filter((row) => row['waiver'] !== '')).toHaveLength(marked.length);
    for (const row of csv('waivers').filter(({ state }) => state === 'in-force'))
      expect(Number(row['findings'])).toBe(marked.filter((one) => one['waiver'] === row['id'] || one['waiver'] === row['waiver']).length);
    const decided = json.totals.routes.flatMap(({ workItems }) => workItems.filter((item) => item.id === 'presence-model' && item.state === 'counted' && item.hours !== null));
    for (const item of decided) expect([item.hours, item.decided]).toEqual([[10, 20, 30], ['decision-1']]);
    const task = csv('work-items').find((row) => row['work_item'] === 'presence-model');
    expect([task?.[`${column(target ?? '')}_hours_low`], task?.[`${column(target ?? '')}_hours_high`]].map(plain)).toEqual([10, 30]);
  }); // prettier-ignore

  test('say on the first sheet how many rows each sheet has', () => {
    expect(contents.length).toBeGreaterThan(10);
    expect(contents.filter(([, said, there]) => said !== there)).toEqual([]);
  });

  test('follow each work item’s hours to its base and its occurrences', () => {
    for (const { id, workItems } of routes) {
      for (const item of workItems) {
        for (const one of item.perOccurrence) {
          for (const at of [0, 1, 2] as const) expect(one.hours[at]).toBeCloseTo(one.each[at] * one.occurrences, 6);
        }
        if (!item.hours || !item.base || (item.decided ?? []).length > 0) continue;
        for (const at of [0, 1, 2] as const)
          expect([id, item.id, item.hours[at]]).toEqual([id, item.id, item.base[at] + sum(item.perOccurrence.map((one) => one.hours[at]))]);
      }
    }
  });
});

/** Progress, and what tells whom it concerns: shown, and no use that has to move. */
const BESIDE_USE: ReadonlySet<string> = new Set(['foundation', 'access', 'package']);

/** Failed and open ones, as the page and Markdown say it. */
function gatesIn(text: string): number[] {
  const [, failed = '0'] = /(\d+) not passed/.exec(text) ?? [];
  const [, open = '0'] = /(\d+) open/.exec(text) ?? [];
  return [Number(failed), Number(open)];
}
