/** What the client gave, in the assessment: gates settled, questions answered, facts shown. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Catalog } from '../../src/catalog/schema.ts';
import { assessRepositories } from '../../src/commands/pipeline.ts';
import { applyFacts } from '../../src/given/apply-facts.ts';
import { readFacts } from '../../src/given/read-facts.ts';
import { assessmentSchema, type Assessment } from '../../src/model/assessment.ts';
import { discoverRepositories } from '../../src/discover/repositories.ts';
import { openCtiDefinition } from '../fixtures/definitions.ts';
import { folderOf } from '../fixtures/folder.ts';
import { shippedCatalog } from '../support/catalog.ts';

let catalog: Catalog;
let assessment: Assessment;
const folder = folderOf({ 'org/phone.xml': openCtiDefinition({ reqInternalName: 'Harbour_Phone' }) });
const DAY = '2026-11-22';

beforeAll(async () => {
  catalog = await shippedCatalog();
  const repositories = discoverRepositories(['org'], folder);
  assessment = await assessRepositories(repositories, catalog, { target: null, asOf: DAY, toolVersion: '0.0.0' });
});

function applied(text: string): Assessment {
  const facts = readFacts(text, { asOf: DAY, retirement: catalog.retirement.date });
  if ('faults' in facts) throw new Error(JSON.stringify(facts.faults));
  return applyFacts(assessment, facts, catalog, 'org-facts.yml');
}

const gate = (result: Assessment, id: string, target: string) =>
  result.totals.routes.find((route) => route.target === target)?.gates.find((candidate) => candidate.id === id);
const question = (result: Assessment, id: string) => result.repos[0]?.questions.find((candidate) => candidate.id === id);

test('the result is still an assessment, and its facts stand in it', () => {
  const result = applied('users:\n  total: 20\n  byCallCenter:\n    harbour_phone: 12\n    Old_Phone: 3\nlastSafeDate: 2027-09-30\n');
  expect(assessmentSchema.safeParse(result).success).toBe(true);
  expect(result.lastSafeDate).toBe('2027-09-30');
  expect(result.given.map(({ id, callCenter }) => [id, callCenter?.read])).toEqual([
    ['users', undefined],
    ['users/harbour_phone', true],
    ['users/Old_Phone', false],
    ['last-safe-date', undefined],
  ]);
});

test('an empty file changes nothing', () => {
  expect(applied('# nothing')).toEqual(assessment);
});

describe('a gate', () => {
  test.each([
    ['licences', 'partnerTelephony: none', 'licence', 'partner-telephony-own', 'fail'],
    ['no licences', 'partnerTelephony: 0', 'licence', 'partner-telephony-packaged', 'fail'],
    ['licences of another kind', 'amazonConnect: 200', 'licence', 'partner-telephony-own', 'unknown'],
    ['licences', 'amazonConnect: 200', 'licence', 'amazon-connect', 'pass'],
    ['licences', 'partnerTelephonyAmazonConnect: 1', 'licence', 'partner-telephony-amazon-connect', 'pass'],
    ['licences', 'native: none', 'licence', 'native', 'fail'],
  ])('of %s: “%s” makes %s for %s %s', (_, line, id, target, outcome) => {
    expect(gate(applied(`licences:\n  voice:\n    ${line}\n`), id, target)?.outcome).toBe(outcome);
  });

  test.each([
    ['edition: enterprise', 'partner-telephony-own', 'pass'],
    ['edition: professional', 'partner-telephony-packaged', 'fail'],
    ['edition: essentials', 'partner-telephony-own', 'fail'],
    ['edition: starter', 'partner-telephony-own', 'unknown'],
    ['edition: enterprise', 'native', 'unknown'],
    ['edition: professional', 'amazon-connect', 'unknown'],
    ['edition: enterprise\n  governmentCloud: true', 'partner-telephony-own', 'unknown'],
    ['governmentCloud: false', 'partner-telephony-own', 'unknown'],
  ])('of the edition: “%s” for %s is %s', (lines, target, outcome) => {
    expect(gate(applied(`licences:\n  ${lines}\n`), 'edition', target)?.outcome).toBe(outcome);
  });

  test('with fewer licences than people stays open and says so', () => {
    const result = gate(applied('users:\n  total: 30\nlicences:\n  voice:\n    native: 29\n'), 'licence', 'native');
    expect(result).toMatchObject({ outcome: 'unknown', question: 'voice-licences' });
    expect(result?.text).toBe(catalog.gates.find(({ id }) => id === 'licence')?.given?.unknown);
    expect(gate(applied('users:\n  total: 30\nlicences:\n  voice:\n    native: 30\n'), 'licence', 'native')?.outcome).toBe('pass');
  });

  test('says that the client gave it, with the line, and asks no more', () => {
    const result = gate(applied('licences:\n  omniChannel: false\n'), 'omni-channel', 'native');
    expect(result).toMatchObject({
      outcome: 'fail',
      question: null,
      evidence: [
        {
          fingerprint: 'given:omni-channel',
          text: 'Given by the client: Omni-Channel set up for the people who take calls: no',
          file: 'org-facts.yml',
          line: 2,
          column: 1,
        },
      ],
    });
    expect(result?.text).not.toContain('settings read');
  });

  test('that files fail is not passed by a word', () => {
    const failed: Assessment = structuredClone(assessment);
    for (const route of failed.totals.routes)
      for (const one of route.gates)
        if (one.id === 'omni-channel') Object.assign(one, { outcome: 'fail', text: 'Seen in files', question: null });
    const facts = readFacts('licences:\n  omniChannel: true\n', { asOf: DAY, retirement: catalog.retirement.date });
    if ('faults' in facts) throw new Error('not right');
    expect(gate(applyFacts(failed, facts, catalog, 'org-facts.yml'), 'omni-channel', 'native')).toMatchObject({
      outcome: 'fail',
      text: 'Seen in files',
    });
  });

  test('without a fact stays as it was', () => {
    const result = applied('users:\n  total: 5\n');
    expect(result.totals.routes.map((route) => route.gates)).toEqual(assessment.totals.routes.map((route) => route.gates));
  });
});

describe('a question', () => {
  test('is marked with what was told, wholly or in part', () => {
    const result = applied('users:\n  total: 1200\nlastSafeDate: 2027-09-30\n');
    expect(question(result, 'user-numbers')?.answered).toEqual({
      text: 'People who take or make calls: 1,200',
      wholly: false,
      facts: ['users'],
    });
    expect(question(result, 'last-safe-date')?.answered?.wholly).toBe(true);
    expect(question(result, 'edition')?.answered).toBeUndefined();
  });

  test('about the edition is answered wholly only with Government Cloud', () => {
    expect(question(applied('licences:\n  edition: enterprise\n'), 'edition')?.answered?.wholly).toBe(false);
    expect(question(applied('licences:\n  edition: enterprise\n  governmentCloud: false\n'), 'edition')?.answered?.wholly).toBe(true);
  });

  test('about the call centers is answered wholly only when each that was read is named', () => {
    const asked: Assessment = structuredClone(assessment);
    asked.repos[0]?.questions.push({ id: 'several-call-centers', raisedBy: [] });
    const answered = (name: string) => {
      const facts = readFacts(`users:\n  byCallCenter:\n    ${name}: 4\n`, { asOf: DAY, retirement: catalog.retirement.date });
      if ('faults' in facts) throw new Error('not right');
      return applyFacts(asked, facts, catalog, 'f').repos[0]?.questions.findLast(({ id }) => id === 'several-call-centers')?.answered
        ?.wholly;
    };
    expect([answered('Harbour_Phone'), answered('Other')]).toEqual([true, false]);
  });
});

test('every gate and question that a fact may settle is in the catalog', () => {
  const gates = catalog.gates.filter((candidate) => candidate.given !== undefined).map(({ id }) => id);
  expect(gates.sort()).toEqual(['edition', 'licence', 'omni-channel']);
  const ids = new Set(catalog.questions.map(({ id }) => id));
  const asked = [
    'edition',
    'voice-licences',
    'omni-channel-in-use',
    'user-numbers',
    'several-call-centers',
    'supervisor-numbers',
    'softphone-layout-fields',
    'softphone-layout-screen-pop',
    'call-log-consumers',
    'last-safe-date',
  ];
  expect(asked.filter((id) => !ids.has(id))).toEqual([]);
});
