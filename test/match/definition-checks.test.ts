/** Cases at the edges. What each check is about stands in its rule, with examples that are run with the catalog. */
import { describe, expect, test } from '@jest/globals';
import { checkDefinitions } from '../../src/match/definition-checks.ts';
import type { Fact } from '../../src/model/fact.ts';
import { readFile } from '../../src/parse/read-file.ts';
import { escaped, importDefinition, metadataDefinition, openCtiDefinition } from '../fixtures/definitions.ts';
import { shippedCatalog } from '../support/catalog.ts';

const { format } = await shippedCatalog();

const definitionsOf = (text: string, file = 'sample.xml') => readFile(file, Buffer.from(text))?.definitions ?? [];
const checksOf = (...texts: readonly (string | readonly [file: string, text: string])[]): Fact[] =>
  checkDefinitions(
    texts.flatMap((text) => (typeof text === 'string' ? definitionsOf(text) : definitionsOf(text[1], text[0]))),
    format,
  );
const namesOf = (text: string): string[] => checksOf(text).map((fact) => fact.name);
const withSettings = (settings: Readonly<Record<string, string>>, ...items: readonly (readonly [name: string, value: string])[]): string =>
  metadataDefinition(
    items.map(([name, value]) => ({ name, value })),
    [
      '<displayName>Sample</displayName>',
      '<displayNameLabel>Name</displayNameLabel>',
      '<internalNameLabel>Name</internalNameLabel>',
      `<customSettings>${escaped(JSON.stringify(settings))}</customSettings>`,
    ],
  );

test('a sound definition keeps every constraint', () => {
  expect(checksOf(openCtiDefinition())).toEqual([]);
});

describe('an empty value is asked about and held against nobody', () => {
  test.each(['reqAdapterUrl', 'reqDisplayName', 'reqUseApi', 'reqSoftphoneHeight', 'reqSoftphoneWidth', 'reqSalesforceCompatibilityMode'])(
    '%s',
    (name) => {
      expect(namesOf(openCtiDefinition({ [name]: ' \n' }))).toEqual(['value-empty']);
    },
  );

  test('also of a pair of which one is empty', () => {
    expect(namesOf(openCtiDefinition({ reqStandbyUrl: 'https://standby.example.com/', reqTimeout: '' }))).toEqual(['value-empty']);
  });

  test('but an internal name cannot be typed in later', () => {
    expect(namesOf(openCtiDefinition({ reqInternalName: '' }))).toContain('internal-name-empty');
  });
});

describe('a missing mode means Classic, so what holds for Lightning alone is not asked of it', () => {
  test.each([
    ['an address without https', { reqAdapterUrl: 'http://softphone.example.com/' }],
    ['a small panel', { reqSoftphoneHeight: '1' }],
    ['a Canvas app', { reqCanvasNamespace: 'sample', reqCanvasApiName: 'Sample' }],
  ])('%s', (_, changes) => {
    expect(namesOf(openCtiDefinition({ ...changes, reqSalesforceCompatibilityMode: null }))).toEqual([]);
    expect(namesOf(openCtiDefinition(changes))).not.toEqual([]);
  });
});

describe('a number', () => {
  test.each([
    ['240', []],
    ['2560', []],
    [' 300 ', []],
    ['0300', []],
    ['239', ['size-out-of-range']],
    ['2561', ['size-out-of-range']],
    ['99999999999999999999', ['size-out-of-range']],
    ['-300', ['size-not-integer']],
    ['300px', ['size-not-integer']],
    ['300.0', ['size-not-integer']],
    ['3e2', ['size-not-integer']],
    ['0x12c', ['size-not-integer']],
    ['\u0663\u0660\u0660', ['size-not-integer']],
    ['{{HEIGHT}}', ['placeholder-left']],
  ])('of pixels “%s” gives %j', (value, checks) => {
    expect(namesOf(openCtiDefinition({ reqSoftphoneHeight: value }))).toEqual(checks);
  });
});

describe('a name', () => {
  test.each([
    ['a'.repeat(40), []],
    ['a'.repeat(41), ['name-too-long']],
    ['field_1', ['name-characters']],
    ['Größe', ['name-characters']],
    ['__proto__', ['name-characters']],
    ['constructor', []],
    ['label', ['name-reserved-word']],
    ['Label', []],
  ])('“%s” gives %j', (name, checks) => {
    expect(namesOf(openCtiDefinition({ [name]: '1' })).filter((check) => check.startsWith('name-'))).toEqual(checks);
  });

  test('that Salesforce documents is never called too long, misspelt or reserved', () => {
    for (const { name } of format.items) {
      expect(namesOf(importDefinition([{ name, value: '1' }])).filter((check) => check.startsWith('name-'))).toEqual([]);
    }
  });

  test('of JavaScript is no duplicate and contradicts nothing', () => {
    const text = withSettings({ constructor: '1', toString: '2' }, ['valueOf', '3']);
    expect(namesOf(text).filter((check) => /repeated|contradicts/.test(check))).toEqual([]);
  });
});

describe('an internal name', () => {
  test.each([
    ['Sample1', []],
    ['a', []],
    ['1Sample', ['internal-name-form']],
    ['Sample_1', ['internal-name-form']],
    ['Sample 1', ['internal-name-form']],
    ['Größe', ['internal-name-form']],
    [`A${'a'.repeat(39)}`, []],
    [`A${'a'.repeat(40)}`, ['internal-name-too-long']],
    ['{{NAME}}', ['placeholder-left']],
  ])('“%s” gives %j', (value, checks) => {
    expect(namesOf(openCtiDefinition({ reqInternalName: value }))).toEqual(checks);
  });
});

describe('an order', () => {
  const ordered = (...orders: readonly (string | null)[]): string[] =>
    namesOf(
      `<callCenter><section sortOrder="0" name="s">${orders.map((order, index) => `<item name="custom${index}" ${order === null ? '' : `sortOrder="${order}"`}>1</item>`).join('')}</section></callCenter>`,
    ).filter((check) => check.startsWith('sort-order'));

  test.each([
    [['0', '1', '2'], []],
    [['2', '0', '1'], []],
    [['0', '1', '3'], ['sort-order-gap']],
    [['1', '2', '3'], ['sort-order-gap']],
    [['0', '0', '1'], ['sort-order-gap']],
    [['0', '5', '9', '9'], ['sort-order-gap']],
    [['0', null], ['sort-order-missing']],
    [['0', ''], ['sort-order-missing']],
    [['0', '-1'], ['sort-order-invalid']],
    [['0', '1.0'], ['sort-order-invalid']],
    [['0', '99999999999'], ['sort-order-invalid']],
  ])('of %j gives %j', (orders, checks) => {
    expect(ordered(...orders)).toEqual(checks);
  });

  test('is none of the Metadata format', () => {
    expect(namesOf(metadataDefinition([{ name: 'a', value: '1' }])).filter((check) => check.startsWith('sort-order'))).toEqual([]);
  });
});

describe('a setting', () => {
  test.each([
    ['of the same value', { reqTimeout: '5000' }, ['reqTimeout', ' 5000 '], []],
    ['of another value', { reqTimeout: '5000' }, ['reqTimeout', '6000'], ['setting-contradicts-item']],
    ['that is empty where the item is not', { reqTimeout: '' }, ['reqTimeout', '6000'], ['setting-contradicts-item']],
    ['that stands for the item', { reqTimeout: '5000' }, ['custom1', '1'], []],
  ] as const)('%s', (_, settings, item, checks) => {
    expect(namesOf(withSettings(settings, item)).filter((check) => check === 'setting-contradicts-item')).toEqual(checks);
  });

  test('that holds a required name is as good as the item', () => {
    const missing = (text: string): (string | undefined)[] =>
      checksOf(text)
        .filter((fact) => fact.name === 'required-item-missing')
        .map((fact) => fact.words?.['name']);
    expect(
      missing(withSettings({ reqUseApi: 'true', reqSoftphoneHeight: '300', reqSoftphoneWidth: '500', reqAdapterUrl: '/apex/x' })),
    ).toEqual([]);
    expect(missing(withSettings({ reqUseApi: 'true' }))).toEqual(['reqAdapterUrl', 'reqSoftphoneHeight', 'reqSoftphoneWidth']);
  });
});

describe('an internal name that several definitions have', () => {
  const where = (facts: readonly Fact[]): (string | undefined)[] =>
    facts.filter((fact) => fact.name === 'internal-name-repeated').map((fact) => fact.words?.['where']);

  test('is named in each, with the places of the others', () => {
    const text = openCtiDefinition();
    expect(where(checksOf(['a.xml', text], ['b.xml', text], ['c.xml', openCtiDefinition({ reqInternalName: 'Other' })]))).toEqual([
      'b.xml',
      'a.xml',
    ]);
  });

  test('is named by lines within one file', () => {
    const text = `<all>\n${openCtiDefinition()}${openCtiDefinition()}</all>`;
    expect(where(checksOf(text))).toEqual(['line 13 of this file', 'line 2 of this file']);
  });

  test('is named by the first five and a number', () => {
    const facts = checksOf(...Array.from({ length: 9 }, (_, index) => [`${index}.xml`, openCtiDefinition()] as const));
    expect(where(facts)[0]).toBe('1.xml, 2.xml, 3.xml, 4.xml, 5.xml and 3 more');
    expect(where(facts)[8]).toBe('0.xml, 1.xml, 2.xml, 3.xml, 4.xml and 3 more');
  });

  test('counts a Voice definition, which is not judged itself', () => {
    const voice = importDefinition([{ name: 'reqInternalName', value: 'SampleSoftphone' }], 'reqHvcc');
    expect(where(checksOf(['a.xml', openCtiDefinition()], ['b.xml', voice]))).toEqual(['b.xml']);
  });

  test('is none where there is no name, or another letter case', () => {
    expect(
      where(checksOf(['a.xml', openCtiDefinition({ reqInternalName: '' })], ['b.xml', openCtiDefinition({ reqInternalName: '' })])),
    ).toEqual([]);
    expect(
      where(checksOf(['a.xml', openCtiDefinition({ reqInternalName: 'A' })], ['b.xml', openCtiDefinition({ reqInternalName: 'a' })])),
    ).toEqual([]);
  });
});

test.each(['voice', 'cti-toolkit'])('a definition that is %s is not held to the rules of Open CTI', (standing) => {
  const text = importDefinition([
    { name: standing === 'voice' ? 'reqVendorInfoApiName' : 'reqProgId', value: 'x y' },
    { name: 'label', value: '{{X}}' },
  ]);
  expect(definitionsOf(text)[0]?.standing).toBe(standing);
  expect(checksOf(text)).toEqual([]);
});

describe('hostile size', () => {
  test('10,000 definitions of one name in one file', () => {
    const text = `<all>${'<CallCenter><version>1</version></CallCenter>\n'.repeat(10_000)}</all>`;
    expect(checksOf(text).filter((fact) => fact.name === 'internal-name-repeated')).toHaveLength(10_000);
  });

  test('20,000 settings that contradict 20,000 items', () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `custom${index}`);
    const text = withSettings(Object.fromEntries(names.map((name) => [name, '1'])), ...names.map((name) => [name, '2'] as const));
    expect(checksOf(text).filter((fact) => fact.name === 'setting-contradicts-item')).toHaveLength(20_000);
  });
});
