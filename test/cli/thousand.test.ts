/** A thousand repositories, fifty of them broken or hostile in every way that is known to us: the others are assessed as if alone. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse as parseCsv } from 'csv-parse/sync';
import { assessmentSchema, type Assessment, type RepositoryRecord } from '../../src/model/assessment.ts';
import { OUTPUTS } from '../fixtures/cli.ts';
import { makePortfolio, MEANWHILE, SHAPES, withoutPrivilege, type Portfolio } from '../fixtures/portfolio.ts';
import { inTwos, run, type Ended } from '../fixtures/run.ts';

const unix = process.platform === 'win32' ? describe.skip : describe;
const AS_OF = ['--as-of', '2027-03-31'];
const SIZE = 1000;
/** How many of the sound ones are scanned alone too: each shape some times. */
const SAMPLE = 40;

let portfolio: Portfolio;
let outcome: Ended;
let assessment: Assessment;
let byId: ReadonlyMap<string, RepositoryRecord>;

/** What a record says, apart from what the repository is called and why it is one. */
const unnamed = (record: RepositoryRecord | undefined): unknown => record && { ...record, id: '', name: '', border: '' };

unix('a thousand repositories, fifty of them broken', () => {
  beforeAll(async () => {
    portfolio = await makePortfolio(SIZE);
    outcome = await run(['scan', '--repositories', 'list.csv', '-o', 'out', '--strict', ...AS_OF], {
      cwd: portfolio.folder,
      before: withoutPrivilege ?? [],
      meddling: { at: MEANWHILE },
    });
    assessment = assessmentSchema.parse(JSON.parse(readFileSync(join(portfolio.folder, 'out/assessment.json'), 'utf8')));
    byId = new Map(assessment.repos.map((repo) => [repo.id, repo]));
  }, 120_000);

  afterAll(() => portfolio.remove());

  test('are all in the result, and the run ends as it should', () => {
    if (portfolio.leftOut.length > 0) console.log(`This machine cannot make: ${portfolio.leftOut.join(', ')}`);
    expect({ code: outcome.code, signal: outcome.signal }).toEqual({ code: 4, signal: null });
    expect(outcome.error).not.toMatch(/\n {4}at |Warning/);
    expect(portfolio.broken.length + portfolio.leftOut.length).toBeGreaterThanOrEqual(50);
    expect([...byId.keys()]).toEqual([...portfolio.broken, ...portfolio.good].map(({ id }) => id).sort());
    expect(readdirSync(join(portfolio.folder, 'out')).sort()).toEqual(OUTPUTS);
  });

  test('run nothing, write nothing into a repository, and read nothing outside', () => {
    expect(existsSync(portfolio.mark)).toBe(false);
    expect(JSON.stringify(assessment)).not.toMatch(/Outside|root:x:0|cti2voice-portfolio/);
    expect(readdirSync(portfolio.folder).sort()).toEqual(['all', 'list.csv', 'out', 'outside', 'program.sh', 'shapes']);
  });

  test('the sound ones are assessed exactly as one of their shape is alone', async () => {
    const ids = portfolio.good.slice(0, SHAPES.length);
    const alone = await inTwos(ids, scanAlone);
    const differing = portfolio.good.filter(
      ({ id, shape }) => JSON.stringify(unnamed(byId.get(id))) !== JSON.stringify(unnamed(alone[shape])),
    );
    expect(differing).toEqual([]);
    // Or the comparison would compare nothing.
    expect(new Set(alone.map((record) => JSON.stringify(unnamed(record)))).size).toBe(SHAPES.length);
    expect(alone.map(({ status }) => status)).toEqual(SHAPES.map((_, shape) => (shape === 0 ? 'nothing-found' : 'assessed')));
    expect(alone.map(({ findings }) => findings.length > 3)).toEqual(SHAPES.map((_, shape) => shape > 0));
  }, 60_000);

  test('forty of them, from the whole length of the list, are what each is alone', async () => {
    const step = Math.floor(portfolio.good.length / (SAMPLE - SHAPES.length));
    const sample = portfolio.good.filter((_, index) => index >= SHAPES.length && index % step === 3);
    expect(sample.length + SHAPES.length).toBeGreaterThanOrEqual(SAMPLE);
    const alone = await inTwos(sample, scanAlone);
    expect(sample.filter(({ id }, index) => JSON.stringify(unnamed(byId.get(id))) !== JSON.stringify(unnamed(alone[index])))).toEqual([]);
  }, 60_000);

  test('each broken one says what is wrong with it', () => {
    const told = portfolio.broken.map(({ id, says }) => {
      const problems = (byId.get(id)?.problems ?? []).map(({ code, file, detail }) => `${code} ${file} ${detail}`);
      const isSaid =
        says === null ? problems.every((problem) => !problem.includes('fault of the program')) : problems.some((text) => says.test(text));
      return { id, status: byId.get(id)?.status, wrong: isSaid ? null : problems };
    });
    expect(told).toEqual(portfolio.broken.map(({ id, status }) => ({ id, status, wrong: null })));
  });

  test('what can be read of a broken one is read as if nothing were wrong with it', () => {
    const sound = byId.get('good-0003')?.findings ?? [];
    expect(sound.length).toBeGreaterThan(10);
    const alike = portfolio.broken.filter(({ isAsSound }) => isAsSound);
    expect(alike.length).toBeGreaterThan(25);
    // Where git does not say what is ignored, that is read too.
    const own = (id: string): unknown => byId.get(id)?.findings.filter(({ file }) => !file.startsWith('build/'));
    expect(alike.filter(({ id }) => JSON.stringify(own(id)) !== JSON.stringify(sound)).map(({ id }) => id)).toEqual([]);
  });

  test('a hostile one is known as well as any other', () => {
    for (const id of ['hostile-config', 'hostile-split-index', 'hostile-include', 'config-binary']) {
      expect(byId.get(id)).toMatchObject({ lastCommit: '2026-05-04T10:00:00Z' });
      expect(byId.get(id)?.leftOut).toContainEqual({ reason: 'git-ignored', count: 2, names: ['build/', 'trace.log'] });
    }
    expect(byId.get('hostile-revision@HEAD')).toMatchObject({ lastCommit: '2026-05-04T10:00:00Z', filesSeen: 4 });
  });

  test('each broken one is named in the page, in the table and in the summary of what was not read', () => {
    const page = readFileSync(join(portfolio.folder, 'out/report.html'), 'utf8');
    const rows: string[][] = parseCsv(readFileSync(join(portfolio.folder, 'out/repositories.csv')), { record_delimiter: '\r\n' });
    const inTable = new Map(rows.map((row) => [row[0], row]));
    const nameOf = (id: string): string => byId.get(id)?.name.replaceAll('\0', '\u2400') ?? 'not there';
    // The page holds the worst fifty repositories as they are, and all others as data.
    const failed = portfolio.broken.filter(({ id }) => byId.get(id)?.status === 'failed');
    expect(failed.length).toBeGreaterThan(5);
    expect(failed.filter(({ id }) => !page.includes(`<bdi>${nameOf(id)}</bdi>`)).map(({ id }) => id)).toEqual([]);
    expect(portfolio.broken.filter(({ id }) => !page.includes(nameOf(id))).map(({ id }) => id)).toEqual([]);
    expect(portfolio.broken.filter(({ id }) => !inTable.has(id))).toEqual([]);
    expect(outcome.error).toMatch(/\d+ things could not be read, or not wholly:/);
  });

  test('one that is named twice is read once, which is said', () => {
    expect(assessment.listProblems).toEqual([
      { list: 'list.csv', line: portfolio.twice, effect: 'note', reason: expect.stringMatching(/read once/) },
    ]);
    expect(assessment.repos.filter(({ id }) => id === 'good-0007')).toHaveLength(1);
  });
});

/** Under the same path in the list, with no other repository beside it. */
async function scanAlone({ id }: { readonly id: string }): Promise<RepositoryRecord> {
  const { code, out, error } = await run(['scan', `all/${id}`, '-o', `alone/${id}`, '-f', 'json', '--json', '--quiet', ...AS_OF], {
    cwd: portfolio.folder,
  });
  const [record] = code === 0 ? assessmentSchema.parse(JSON.parse(out)).repos : [];
  if (!record) throw new Error(error);
  return record;
}
