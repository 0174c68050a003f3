/** Waivers and decisions as the file of settings says them. */
import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config/read-config.ts';

const read = async (text: string) => readConfig(text, { folder: '/', shownFolder: '' });

async function faults(text: string): Promise<string[]> {
  const result = await read(text);
  return 'faults' in result ? result.faults.map(({ line, reason }) => `${line} ${reason}`) : [];
}

test('a waiver holds what it is about, why, who answers for it and until when', async () => {
  const result = await read(
    'waivers:\n  - rule: lightning-save-log-task\n    path: "src/old/**"\n    repository: phone\n    reason: Phase 2.\n    owner: Telephony\n    ticket: TEL-1\n    expires: 2027-06-30\n',
  );
  expect(result).toMatchObject({
    config: {
      waivers: [
        {
          id: 'waiver-1',
          finding: null,
          rule: 'lightning-save-log-task',
          path: 'src/old/**',
          capability: null,
          repository: 'phone',
          reason: 'Phase 2.',
          owner: 'Telephony',
          ticket: 'TEL-1',
          expires: '2027-06-30',
        },
      ],
      decisions: null,
    },
  });
});

describe('what is wrong with a waiver is said with its line', () => {
  const whole = 'reason: r, owner: o, expires: 2027-06-30';
  test.each([
    ['about nothing', `{ repository: phone, ${whole} }`, '1 waivers[1]: must name what it is about: finding, rule, path, capability'],
    ['without a reason', '{ rule: a, owner: o, expires: 2027-06-30 }', '1 waivers[1]: needs a reason'],
    ['without an owner', '{ rule: a, reason: r, expires: 2027-06-30 }', '1 waivers[1]: needs an owner'],
    ['without an end', '{ rule: a, reason: r, owner: o }', '1 waivers[1]: needs a day in expires'],
    ['with no day', '{ rule: a, reason: r, owner: o, expires: soon }', '1 waivers[1].expires: must be a day, written as year-month-day'],
    [
      'with a day that is none',
      '{ rule: a, reason: r, owner: o, expires: 2027-02-29 }',
      '1 waivers[1].expires: must be a day, written as year-month-day',
    ],
    [
      'with an unknown key',
      `{ rule: a, ${whole}, expire: 2028-01-01 }`,
      '1 waivers[1].expire: is no key that is known here; did you mean “expires”?',
    ],
    ['that is a word', 'everything', '1 waivers[1]: must hold keys with values'],
    [
      'with a pattern that costs too much',
      `{ path: "${'a*'.repeat(40)}", ${whole} }`,
      '1 waivers[1].path: is no pattern that can be followed',
    ],
  ])('%s', async (_, waiver, expected) => {
    expect(await faults(`waivers: [${waiver}]`)).toEqual([expected]);
  });

  test('a list that is none', async () => {
    expect(await faults('waivers:\n  rule: a\n')).toEqual(['1 waivers: must be a list']);
  });
});

describe('decisions', () => {
  test('give hours in the place of the catalog’s, with a reason', async () => {
    const text =
      'decisions:\n  - work-item: screen-pop-flow\n    decision: A flow opens the record.\n    reason: Tried out.\n    decided: 2026-11-02\n    hours: { low: 10, likely: 16, high: 24 }\n';
    expect(await read(text)).toMatchObject({
      config: { decisions: [{ id: 'decision-1', workItem: 'screen-pop-flow', capability: null, target: null, hours: [10, 16, 24] }] },
    });
  });

  test.each([
    ['about nothing', '{ decision: d }', '1 decisions[1]: must name one of work-item and capability'],
    ['about two things', '{ work-item: a, capability: b, decision: d }', '1 decisions[1]: must name one of work-item and capability'],
    ['without a word', '{ work-item: a }', '1 decisions[1]: needs a decision'],
    [
      'with hours and no reason',
      '{ work-item: a, decision: d, hours: { low: 1, likely: 2, high: 3 } }',
      '1 decisions[1].hours: need a reason',
    ],
    [
      'with hours for a capability',
      '{ capability: a, decision: d, reason: r, hours: { low: 1, likely: 2, high: 3 } }',
      '1 decisions[1].hours: need a work-item that takes them',
    ],
    [
      'with hours that fall',
      '{ work-item: a, decision: d, reason: r, hours: { low: 3, likely: 2, high: 1 } }',
      '1 decisions[1].hours: must rise from low over likely to high',
    ],
    ['for no route', '{ work-item: a, decision: d, target: nativ }', expect.stringMatching(/^1 decisions\[1\]\.target: must be one of /)],
  ])('%s are refused', async (_, decision, expected) => {
    expect(await faults(`decisions: [${decision}]`)).toContainEqual(expected);
  });
});
