import { describe, expect, test } from '@jest/globals';
import { checkDefinitions } from '../../src/match/definition-checks.ts';
import { factIds } from '../../src/match/identity.ts';
import type { Fact } from '../../src/model/fact.ts';
import { definitionFacts } from '../../src/parse/facts.ts';
import { readFile } from '../../src/parse/read-file.ts';
import { importDefinition, metadataDefinition, openCtiDefinition } from '../fixtures/definitions.ts';
import { shippedCatalog } from '../support/catalog.ts';

const { format } = await shippedCatalog();

/** All facts of a file, those of the checks included, by id. */
function idsOf(text: string, file = 'sample.xml'): Map<string, Fact> {
  const definitions = readFile(file, Buffer.from(text))?.definitions ?? [];
  const facts = [...definitions.flatMap((definition) => definitionFacts(definition)), ...checkDefinitions(definitions, format)];
  const ids = factIds(facts);
  return new Map(facts.map((fact, index) => [ids[index] ?? '', fact]));
}

const keys = (text: string, file?: string): string[] => [...idsOf(text, file).keys()].sort();

const BASE = importDefinition([
  { name: 'reqInternalName', value: 'Sample' },
  { name: 'reqAdapterUrl', value: 'https://localhost/agent' },
  { name: 'custom1', value: 'a b' },
  { name: 'custom1', value: 'a b' },
  { name: 'apiToken', value: 'first-s3cret' },
]);

describe('the id of a fact stays', () => {
  test.each([
    ['when lines move', (text: string) => `\n\n<!-- new -->\n${text.replace('<section', '\n\n<section')}`],
    ['when lines are indented otherwise', (text: string) => text.replace(/^ +/gm, '\t\t\t')],
    ['when all stands on one line', (text: string) => text.replace(/\n */g, '')],
    ['when lines end otherwise', (text: string) => text.replaceAll('\n', '\r\n')],
    ['when attributes change places', (text: string) => text.replace(/(sortOrder="\d+") (name="[^"]+")/g, '$2 $1')],
    ['when white space in a value changes', (text: string) => text.replaceAll('a b', '\n  a\n  b\n')],
    ['when the value is written in CDATA', (text: string) => text.replaceAll('>a b<', '><![CDATA[a b]]><')],
    ['when a credential changes', (text: string) => text.replace('first-s3cret', 'another-s3cret-of-another-length')],
    ['when the encoding is declared', (text: string) => `<?xml version="1.0" encoding="UTF-8"?>${text}`],
  ])('%s', (_, change) => {
    expect(keys(change(BASE))).toEqual(keys(BASE));
    expect(change(BASE)).not.toBe(BASE);
  });

  test('for all that stands where it stood when something is added', () => {
    const added = BASE.replace('</section>', '<item sortOrder="5" name="custom2" label="L">1</item></section>');
    expect(keys(added)).toEqual(expect.arrayContaining(keys(BASE)));
  });
});

describe('the id of a fact changes', () => {
  const changedKinds = (text: string, file?: string): Set<string> =>
    new Set([...idsOf(text, file)].filter(([id]) => !idsOf(BASE).has(id)).map(([, fact]) => `${fact.kind} ${fact.name}`));

  test.each([
    ['its name', BASE.replace('name="apiToken"', 'name="apiToken2"'), 'definition-item apiToken2'],
    ['its value', BASE.replace('localhost', 'softphone.example.com'), 'definition-item reqAdapterUrl'],
    ['its section', BASE.replace('name="reqGeneralInfo"', 'name="other"'), 'definition-item custom1'],
    ['its definition', BASE.replace('>Sample<', '>Other<'), 'definition-item custom1'],
  ])('with %s', (_, text, changed) => {
    expect(changedKinds(text)).toContain(changed);
  });

  test('with its path', () => {
    expect(keys(BASE, 'other.xml').filter((id) => keys(BASE).includes(id))).toEqual([]);
  });

  test('with nothing else: a changed item leaves its neighbours alone', () => {
    expect([...changedKinds(BASE.replace('first-s3cret', 'true'))].every((fact) => /apiToken|check/.test(fact))).toBe(true);
  });
});

test('equal facts are told apart by their order', () => {
  const ids = [...idsOf(BASE)].filter(([, fact]) => fact.kind === 'definition-item' && fact.name === 'custom1').map(([id]) => id);
  expect(new Set(ids).size).toBe(2);
});

test('no two facts of a file share an id', () => {
  for (const text of [
    BASE,
    openCtiDefinition(),
    metadataDefinition([{ name: 'a' }, { name: 'a' }]),
    BASE.replaceAll('sortOrder', 'order'),
  ]) {
    const definitions = readFile('sample.xml', Buffer.from(text))?.definitions ?? [];
    const ids = factIds([...definitions.flatMap((definition) => definitionFacts(definition)), ...checkDefinitions(definitions, format)]);
    expect(new Set(ids).size).toBe(ids.length);
  }
});

test('an id shows its version and nothing of the fact', () => {
  for (const id of keys(BASE)) expect(id).toMatch(/^f1-[0-9a-f]{20}$/);
});

test('the recipe is fixed: later versions compare by these ids', () => {
  const fact: Fact = {
    kind: 'definition-item',
    api: 'definition',
    name: 'reqAdapterUrl',
    value: ' https://softphone.example.com/\n agent ',
    masked: false,
    file: 'callCenters/Sample.callCenter',
    line: 12,
    column: 7,
    section: 'reqGeneralInfo',
    definition: 'Sample',
    standing: 'open-cti',
    form: 'metadata',
    confidence: 'exact',
  };
  expect(factIds([fact, fact, { ...fact, line: 99, form: 'import', confidence: 'text' }])).toMatchInlineSnapshot(`
    [
      "f1-4a770463e35dfa733d3f",
      "f1-3f5820fbf6f4da8d9383",
      "f1-24f1303b998355b82dc5",
    ]
  `);
});
