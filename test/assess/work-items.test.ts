import { describe, expect, test } from '@jest/globals';
import { assessAll, assessRepository, type Scanned } from '../../src/assess/assess.ts';
import { indexRules } from '../../src/match/match.ts';
import { matchReadings } from '../../src/commands/matching.ts';
import { readRepository } from '../../src/commands/reading.ts';
import type { Route, WorkItemResult } from '../../src/model/assessment.ts';
import { shippedCatalog } from '../support/catalog.ts';

const catalog = await shippedCatalog();
const index = indexRules(catalog);

function definition(name: string, mode = 'Lightning', extra = ''): string {
  return `<callCenter><section sortOrder="0" name="reqGeneralInfo" label="General">
<item sortOrder="0" name="reqInternalName" label="n">${name}</item><item sortOrder="1" name="reqDisplayName" label="d">${name}</item>
<item sortOrder="2" name="reqAdapterUrl" label="u">https://phone.example.com/</item><item sortOrder="3" name="reqUseApi" label="a">true</item>
<item sortOrder="4" name="reqSalesforceCompatibilityMode" label="m">${mode}</item>${extra}</section></callCenter>`;
}

async function scan(id: string, texts: readonly string[]): Promise<Scanned> {
  const files = texts.map((text, number) => ({ path: `${number}.xml`, read: () => ({ bytes: Buffer.from(text) }) }));
  const reading = await readRepository({ files });
  return {
    id,
    name: id,
    problems: [],
    files: [...reading.files],
    filesSeen: files.length,
    definitions: [...reading.definitions],
    ...matchReadings(reading, catalog, index),
  };
}

const assess = async (...texts: string[]) => assessRepository(await scan('r', texts), catalog);
const route = (routes: readonly Route[], target: Route['target']) => routes.find((candidate) => candidate.target === target)!;
const item = (of: Route, id: string): WorkItemResult | undefined => of.workItems.find((candidate) => candidate.id === id);

describe('a work item', () => {
  test('is counted once however many findings lead to it', async () => {
    const one = route((await assess(definition('A'))).routes, 'partner-telephony-own');
    const twin = definition('A', 'Lightning', '<item sortOrder="5" name="reqAdapterUrl" label="again">https://other.example.com/</item>');
    const two = route((await assess(twin)).routes, 'partner-telephony-own');
    expect(item(two, 'build-connector')!.findings).toBeGreaterThan(item(one, 'build-connector')!.findings);
    expect(item(two, 'build-connector')!.hours).toEqual(item(one, 'build-connector')!.hours);
  });

  test('adds hours for each occurrence where its rule says so, and shows the sum', async () => {
    const extra = '<item sortOrder="5" name="alpha" label="a">1</item><item sortOrder="6" name="beta" label="b">2</item>';
    const settings = item(route((await assess(definition('A', 'Lightning', extra))).routes, 'partner-telephony-own'), 'settings-review')!;
    const [row] = settings.perOccurrence;
    expect(row?.occurrences).toBe(2);
    expect(row?.hours).toEqual(row?.each.map((hours) => hours * 2));
    expect(settings.hours).toEqual(settings.base!.map((hours, at) => hours + row!.hours[at]!));
  });

  test('gives way to “install and configure” where the connector is supplied', async () => {
    for (const target of ['partner-telephony-packaged', 'amazon-connect', 'partner-telephony-amazon-connect'] as const) {
      const supplied = route((await assess(definition('A'))).routes, target);
      expect(item(supplied, 'build-connector')).toBeUndefined();
      expect(item(supplied, 'install-and-configure')?.replaces).toContain('build-connector');
    }
    expect(item(route((await assess(definition('A'))).routes, 'partner-telephony-own'), 'install-and-configure')).toBeUndefined();
  });

  test('grows with the number of call centers and says by what it was sized', async () => {
    const sizes = await Promise.all(
      [1, 2, 3, 4].map(async (count) =>
        item(
          route((await assess(...Array.from({ length: count }, (_, at) => definition(`A${at}`)))).routes, 'partner-telephony-own'),
          'build-connector',
        )!,
      ),
    );
    expect(sizes.map(({ size }) => size)).toEqual(['small', 'medium', 'medium', 'large']);
    expect(sizes[1]?.sizeReason).toMatch(/2 Open CTI call centers/);
  });

  test('takes its high figure from the next size while something that drives it could not be read', async () => {
    const work = item(route((await assess(definition('A'))).routes, 'partner-telephony-own'), 'build-connector')!;
    expect(work).toMatchObject({ size: 'small', sizeOpen: true, base: [120, 200, 700] });
  });

  test('that nothing could show is listed apart and stands in no sum', async () => {
    const own = route((await assess(definition('A'))).routes, 'partner-telephony-own');
    const unseen = own.workItems.filter((work) => work.state === 'not-seen');
    expect(unseen.map((work) => work.id)).toContain('call-log');
    const counted = own.workItems.filter((work) => work.state === 'counted');
    expect(own.hours).toEqual([0, 1, 2].map((at) => counted.reduce((sum, work) => sum + (work.hours?.[at] ?? 0), 0)));
  });
});

test('native telephony has no hours, and says so instead of naught', async () => {
  const native = route((await assess(definition('A'))).routes, 'native');
  expect(native.hours).toBeNull();
  expect(native.workItems.filter((work) => work.state === 'counted').every((work) => work.hours === null && work.noHours)).toBe(true);
});

describe('gates', () => {
  const lightning = async (...modes: string[]) =>
    route((await assess(...modes.map((mode, at) => definition(`A${at}`, mode)))).routes, 'partner-telephony-own').gates.find(
      (gate) => gate.id === 'lightning',
    )!;

  test.each([
    [['Lightning'], 'pass'],
    [['Classic'], 'fail'],
    [[''], 'fail'],
    [['Classic_and_Lightning'], 'unknown'],
    [['Lightning', 'Classic_and_Lightning'], 'unknown'],
    [['Lightning', 'Classic'], 'fail'],
  ])('the Lightning gate with modes %j is %s', async (modes, outcome) => {
    expect((await lightning(...modes)).outcome).toBe(outcome);
  });

  test('carry their evidence, or the question that would settle them', async () => {
    expect(await lightning('Classic')).toMatchObject({ question: null, evidence: [{ file: '0.xml', line: 4 }] });
    const licence = route((await assess(definition('A'))).routes, 'partner-telephony-own').gates.find((gate) => gate.id === 'licence');
    expect(licence).toMatchObject({ outcome: 'unknown', evidence: [] });
    expect(licence?.question).toBeTruthy();
  });
});

const records = await Promise.all(['a', 'b'].map(async (id) => assessRepository(await scan(id, [definition(`Name${id}`)]), catalog)));

describe('all repositories together', () => {
  const total = route(
    assessAll(records, catalog, { target: null, asOf: '2026-11-22', toolVersion: '0' }).totals.routes,
    'partner-telephony-own',
  );
  const single = route(records[0]!.routes, 'partner-telephony-own');

  test('add up what is counted per repository', () => {
    expect(item(total, 'build-connector')?.hours).toEqual(item(single, 'build-connector')?.hours?.map((hours) => hours * 2));
  });

  test('count once what is counted per org', () => {
    const cutOver = item(total, 'test-and-cut-over')!;
    expect(cutOver.size).toBe('medium');
    expect(cutOver.hours![1]).toBeLessThan(item(single, 'test-and-cut-over')!.hours![1] * 3);
  });

  test('are summed row by row', () => {
    const counted = total.workItems.filter((work) => work.state === 'counted');
    expect(total.hours).toEqual([0, 1, 2].map((at) => counted.reduce((sum, work) => sum + (work.hours?.[at] ?? 0), 0)));
  });
});

test('what no file can answer is asked although no finding raises it: some call logs are written by servers', async () => {
  const { questions } = await assess(definition('A'));
  for (const id of ['call-log-writers', 'softphone-layout-screen-pop', 'card-data-pause'])
    expect(questions.find((question) => question.id === id)).toEqual({ id, raisedBy: [] });
});
