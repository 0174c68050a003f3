import { describe, expect, test } from '@jest/globals';
import { closestName, definitionNames, speller } from '../../src/match/spelling.ts';
import { shippedCatalog } from '../support/catalog.ts';

const documented = definitionNames((await shippedCatalog()).format);

describe('a name that is nearly a documented one', () => {
  test.each([
    ['reqSalesforceCompatabilityMode', 'reqSalesforceCompatibilityMode'],
    ['reqAdaptorUrl', 'reqAdapterUrl'],
    ['reqAdapterURL', 'reqAdapterUrl'],
    ['REQADAPTERURL', 'reqAdapterUrl'],
    [' reqAdapterUrl ', 'reqAdapterUrl'],
    ['reqAdpaterUrl', 'reqAdapterUrl'],
    ['reqAdapterUr', 'reqAdapterUrl'],
    ['reqAdapterUrls', 'reqAdapterUrl'],
    ['eqAdapterUl', 'reqAdapterUrl'],
    ['reqSoftphoneHight', 'reqSoftphoneHeight'],
    ['reqSoftPhoneWidth', 'reqSoftphoneWidth'],
    ['reqTimout', 'reqTimeout'],
    ['reqGeneralInf', 'reqGeneralInfo'],
  ])('%s means %s', (name, meant) => {
    expect(closestName(name, documented)).toBe(meant);
  });

  test.each([
    'custom1',
    'reqAdapter',
    'AdapterUrl',
    'req',
    '',
    'reqTmuot12',
    'recordingUrl',
    'softphoneHeight',
    '__proto__',
    'x'.repeat(10_000),
    '漢字',
  ])('“%s” means none', (name) => {
    expect(closestName(name, documented)).toBeNull();
  });

  test.each(documented)('a slip of one letter in %s is seen, whichever it is', (name) => {
    for (let index = 0; index < name.length; index++) {
      const slips = [
        name.slice(0, index) + name.slice(index + 1),
        `${name.slice(0, index)}q${name.slice(index)}`,
        `${name.slice(0, index)}#${name.slice(index + 1)}`,
      ];
      for (const slip of slips) expect({ slip, means: closestName(slip, documented) }).toEqual({ slip, means: expect.any(String) });
    }
  });
});

test('a documented name resembles none, and an answer is the same the second time', () => {
  const resembles = speller(documented);
  for (const name of documented) expect(resembles(name)).toBe('');
  expect(resembles('reqAdaptorUrl')).toBe('reqAdapterUrl');
  expect(resembles('reqAdaptorUrl')).toBe('reqAdapterUrl');
  expect(resembles('custom1')).toBe('');
});
