/** What a client gives beside the files: read, checked, and every fault with its line. */
import { describe, expect, test } from '@jest/globals';
import { readFacts, type Facts } from '../../src/given/read-facts.ts';
import { EMPTY_FACTS } from '../../src/given/template.ts';

const OPTIONS = { asOf: '2026-11-22', retirement: '2028-02-28' };

function read(text: string): Facts {
  const facts = readFacts(text, OPTIONS);
  if ('faults' in facts) throw new Error(facts.faults.map(({ line, reason }) => `${line} ${reason}`).join('\n'));
  return facts;
}

function faults(text: string): string[] {
  const facts = readFacts(text, OPTIONS);
  return 'faults' in facts ? facts.faults.map(({ line, reason }) => `${line} ${reason}`) : [];
}

describe('the empty file that “init” writes', () => {
  test('tells nothing and is no fault', () => {
    expect(read(EMPTY_FACTS)).toEqual({ told: {}, facts: [], measures: {}, lastSafeDate: null });
  });

  test('is right as it stands once its number signs are taken away', () => {
    // Its first paragraph is prose.
    const body = EMPTY_FACTS.slice(EMPTY_FACTS.indexOf('\n\n')).replace(/^# ?( *)(?=[a-zA-Z0-9_]+:|- |[{}[\]"])/gm, '$1');
    const { told, facts } = read(body);
    expect(Object.keys(told)).toEqual(['asOf', 'users', 'licences', 'calls', 'softphoneLayouts', 'reports', 'lastSafeDate', 'notes']);
    expect(facts.find(({ id }) => id === 'softphone-layout/Default/Inbound')?.value).toBe(
      'shows ANI, QUEUE; objects Contact; no match: PopToEntity Contact; one match: PopToEntity; many matches: PopToSearch; opens in ExistingWindow',
    );
  });

  test('may have keys without a value', () => {
    expect(read('users:\nlicences:\n  edition:\n  voice:\nreports:\n').told).toEqual({ licences: {} });
  });
});

describe('facts', () => {
  test('carry label, value, note, source and line', () => {
    const { facts, measures } = read('users:\n  total: 1240\n  note: Without December\n');
    expect(facts).toEqual([
      {
        id: 'users',
        label: 'People who take or make calls',
        value: '1,240',
        note: 'Without December',
        source: 'given by the client',
        told: 1240,
        measure: 'users',
        line: 2,
      },
    ]);
    expect(measures).toEqual({ users: 1240 });
  });

  test('sum the call centers where there is no total', () => {
    const { facts, measures } = read('users:\n  byCallCenter:\n    North_Phone: 30\n    South_Phone: 12\n');
    expect(measures).toEqual({ users: 42 });
    expect(facts.map(({ id, value, line }) => [id, value, line])).toEqual([
      ['users', '42, the sum of the call centers', 2],
      ['users/North_Phone', '30', 3],
      ['users/South_Phone', '12', 4],
    ]);
    expect(facts[1]?.callCenter).toEqual({ name: 'North_Phone', read: false });
  });

  test('take the mean of months where no usual month is named', () => {
    expect(read('calls:\n  tasksByMonth:\n    2026-10: 101\n    2026-09: 200\n').measures).toEqual({ 'tasks-per-month': 151 });
    expect(read('calls:\n  tasksPerMonth: 7\n  tasksByMonth:\n    2026-10: 100\n').measures).toEqual({ 'tasks-per-month': 7 });
  });

  test('tell the use of reports by their full names', () => {
    const { facts } = read(
      'reports:\n  - name: Calls/Daily\n    lastRun: 2026-10-30\n    runsPerMonth: 1\n  - name: Calls/Old\n    lastRun: never\n',
    );
    expect(facts.map(({ value, component, line }) => [value, component, line])).toEqual([
      ['last run on 2026-10-30, 1 run a month', { type: 'Report', name: 'Calls/Daily' }, 2],
      ['never run', { type: 'Report', name: 'Calls/Old' }, 5],
    ]);
  });

  test('hide what looks like a credential', () => {
    const secret = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';
    const { facts } = read(`notes:\n  - The token is ${secret}\nusers:\n  total: 1\n  note: ${secret}\n`);
    expect(JSON.stringify(facts)).not.toContain(secret);
    expect(JSON.stringify(facts)).toContain('[masked]');
  });
});

describe('a fault is told with its line and the way to its key', () => {
  test.each([
    ['a key that is not known', 'users:\n  total: 5\n  totl: 3\n', ['3 users.totl: is no key that is known here']],
    ['a part that is not known', 'user:\n  total: 5\n', ['1 user: is no key that is known here']],
    ['a count below 0', 'users:\n  total: -1\n', ['2 users.total: must not be below 0']],
    ['a count that is no whole number', 'users:\n  total: 1.5\n', ['2 users.total: must be a whole number']],
    ['a count that cannot be', 'users:\n  total: 99000000\n', ['2 users.total: must not be above 1,000,000']],
    ['a number as text', 'users:\n  total: "12"\n', ['2 users.total: must be a whole number']],
    [
      'an edition that is none',
      'licences:\n\n  edition: Enterprice\n',
      [expect.stringMatching(/^3 licences\.edition: must be one of essentials, /)],
    ],
    [
      'licences in words',
      'licences:\n  voice:\n    native: some\n',
      ['3 licences.voice.native: must be a number of licences, or the word none'],
    ],
    ['yes for true', 'licences:\n  omniChannel: yes\n', ['2 licences.omniChannel: must be true or false']],
    ['a date of another order', 'lastSafeDate: 30.09.2027\n', ['1 lastSafeDate: must be a day, written as year-month-day']],
    ['a day that does not exist', 'lastSafeDate: 2027-02-30\n', ['1 lastSafeDate: must be a day, written as year-month-day']],
    ['a day out of all bounds', 'asOf: 1899-01-01\n', ['1 asOf: must lie between 1999 and 2099']],
    ['facts of the future', 'asOf: 2027-01-01\n', ['1 asOf: lies after the day of the scan, 2026-11-22']],
    [
      'a safe day after the end',
      'lastSafeDate: 2028-03-01\n',
      ['1 lastSafeDate: lies after the end of Open CTI, 2028-02-28, so it is not safe'],
    ],
    ['a month that is none', 'calls:\n  tasksByMonth:\n    2026-13: 4\n', [expect.stringMatching(/^3 calls\.tasksByMonth\.2026-13: /)]],
    [
      'a month to come',
      'calls:\n  tasksByMonth:\n    2026-12: 4\n',
      ['3 calls.tasksByMonth.2026-12: lies after the day of the scan, 2026-11-22'],
    ],
    [
      'a total below its parts',
      'users:\n  total: 5\n  byCallCenter:\n    A: 9\n',
      ['2 users.total: is less than the 9 users of one call center'],
    ],
    [
      'a report run tomorrow',
      'reports:\n  - name: A/B\n    lastRun: 2026-11-23\n',
      ['3 reports.1.lastRun: lies after the day of the scan, 2026-11-22'],
    ],
    ['a report twice', 'reports:\n  - name: A/B\n  - name: A/B\n', ['3 reports.2.name: “A/B” stands twice']],
    [
      'a report that never ran and runs',
      'reports:\n  - name: A/B\n    lastRun: never\n    runsPerMonth: 2\n',
      ['4 reports.1.runsPerMonth: contradicts lastRun, which says never'],
    ],
    [
      'a layout that is none',
      'softphoneLayouts:\n  - name: A\n    layout: { a: 1 }\n',
      [expect.stringMatching(/^3 softphoneLayouts\.1\.layout: holds no call type/)],
    ],
    ['a list where names belong', '- 1\n- 2\n', [expect.stringMatching(/^1 /)]],
    ['the same key twice', 'users:\n  total: 1\n  total: 2\n', [expect.stringMatching(/^3 is no valid YAML: /)]],
    ['broken YAML', 'users: {\n', [expect.stringMatching(/^\d+ is no valid YAML: /)]],
    ['aliases', 'users: &a\n  total: 1\nlicences: *a\n', ['1 uses YAML aliases, which are not taken here']],
  ])('%s', (_, text, expected) => {
    expect(faults(text)).toEqual(expected);
  });

  test('all of them at once, in their order', () => {
    expect(faults('lastSafeDate: no\nusers:\n  total: -1\n  some: 1\n').map((fault) => fault.split(':')[0])).toEqual([
      '1 lastSafeDate',
      '3 users.total',
      '4 users.some',
    ]);
  });

  test('and never quotes what looks like a credential', () => {
    expect(faults('ghp_0123456789abcdefghijABCDEFGHIJ012345: 1\n')).toEqual(['1 [masked]: is no key that is known here']);
  });
});

test('a byte-order mark and Windows line ends are no fault', () => {
  expect(read('\ufeffusers:\r\n  total: 3\r\n').measures).toEqual({ users: 3 });
});

test('a text of great depth ends in a fault and not in a failure', () => {
  expect(faults(`notes: ${'['.repeat(20_000)}`).length).toBe(1);
  expect(faults(`softphoneLayouts:\n  - name: A\n    layout: ${'{a: '.repeat(500)}1${'}'.repeat(500)}\n`).length).toBe(1);
});
