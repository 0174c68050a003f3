import { describe, expect, test } from '@jest/globals';
import { addRules } from '../../src/catalog/load.ts';
import type { Catalog } from '../../src/catalog/schema.ts';
import { TARGETS } from '../../src/catalog/terms.ts';
import { indexRules, matchRules, type Matched } from '../../src/match/match.ts';
import type { Fact } from '../../src/model/fact.ts';
import { shippedCatalog } from '../support/catalog.ts';

const shipped = await shippedCatalog();

interface Given {
  readonly id: string;
  readonly match: string;
  readonly custom?: boolean;
  readonly standing?: string;
}

const proof = `examples:
  match: [{ file: a.xml, text: <callCenter/> }]
  clean: [{ file: a.xml, text: <callCenter/> }]`;

/** The shipped data with these rules and no others. */
function catalogOf(...rules: readonly Given[]): Catalog {
  const texts = rules.map(({ id, match, custom = false, standing = '[open-cti]' }) => ({
    path: `${id}.yaml`,
    text: `type: mapping
id: ${id}
title: A rule
capability: settings
custom: ${custom}
standing: ${standing}
workItem: null
match: ${match}
verdicts:
  - for: [${TARGETS.join(', ')}]
    verdict: unknown
    equivalent: Nothing was found.
    do: Ask.
    basis: unconfirmed
    sources: [{ title: A note, read: 2026-11-22 }]
${proof}
`,
  }));
  return addRules({ ...shipped, rules: [] }, texts, {});
}

const item = (name: string, value = '1', more: Partial<Fact> = {}): Fact => ({
  kind: 'definition-item',
  api: 'definition',
  name,
  value,
  masked: false,
  file: 'a.xml',
  line: 1,
  column: 1,
  section: 's',
  definition: 'Sample',
  standing: 'open-cti',
  form: 'import',
  confidence: 'exact',
  ...more,
});

const matched = (facts: readonly Fact[], ...rules: readonly Given[]): Matched => matchRules(facts, indexRules(catalogOf(...rules)));
const ruleIds = (fact: Fact, ...rules: readonly Given[]): string[] => matched([fact], ...rules).findings.map((finding) => finding.ruleId);

const CUSTOM: Given = { id: 'custom', match: '[{ kind: definition-item }]', custom: true };

describe('a rule', () => {
  test.each([
    ['the name', '[{ kind: definition-item, name: a }]', item('a'), true],
    ['one of several names', '[{ kind: definition-item, name: [b, a] }]', item('a'), true],
    ['no name, which is every name', '[{ kind: definition-item }]', item('a'), true],
    ['another name', '[{ kind: definition-item, name: b }]', item('a'), false],
    ['the name in another letter case', '[{ kind: definition-item, name: A }]', item('a'), false],
    ['another kind', '[{ kind: definition-section, name: a }]', item('a'), false],
    ['one of several alternatives', '[{ kind: definition-section, name: a }, { kind: definition-item, name: a }]', item('a'), true],
    [
      'a value of a list, letter case and blanks aside',
      '[{ kind: definition-item, where: { value: { in: [X, yes] } } }]',
      item('a', ' YES '),
      true,
    ],
    ['a value that is not in a list', '[{ kind: definition-item, where: { value: { in: [X] } } }]', item('a', 'y'), false],
    ['a pattern, letter case aside', '[{ kind: definition-item, where: { value: { matches: ^https } } }]', item('a', 'HTTPS://a'), true],
    ['a pattern that is not there', '[{ kind: definition-item, where: { value: { matches: ^https } } }]', item('a', 'http://a'), false],
    ['what must not be there', '[{ kind: definition-item, where: { value: { not: b } } }]', item('a', 'abc'), false],
    ['what must not be there and is not', '[{ kind: definition-item, where: { value: { not: b } } }]', item('a', 'ac'), true],
    ['all conditions', '[{ kind: definition-item, where: { value: { matches: a, not: b }, section: { in: [s] } } }]', item('a', 'a'), true],
    ['not all conditions', '[{ kind: definition-item, where: { value: { matches: a }, section: { in: [t] } } }]', item('a', 'a'), false],
    ['an empty value', '[{ kind: definition-item, where: { empty: { in: ["true"] } } }]', item('a', ' \n '), true],
    ['a value that is not empty', '[{ kind: definition-item, where: { empty: { in: ["true"] } } }]', item('a', '0'), false],
    ['a masked value', '[{ kind: definition-item, where: { masked: { in: ["true"] } } }]', item('a', '[masked]', { masked: true }), true],
    ['the form', '[{ kind: definition-item, where: { form: { in: [metadata] } } }]', item('a', '1', { form: 'metadata' }), true],
    ['a name by a pattern', '[{ kind: definition-item, where: { name: { matches: ^cti } } }]', item('ctiField'), true],
    [
      'an address on this machine',
      '[{ kind: definition-item, where: { address: { in: [local] } } }]',
      item('a', 'http://localhost/'),
      true,
    ],
    [
      'a name that is nearly a documented one',
      '[{ kind: definition-item, where: { resembles: { in: [reqAdapterUrl] } } }]',
      item('reqAdaptorUrl'),
      true,
    ],
  ])('matches or does not by %s', (_, match, fact, matches) => {
    expect(ruleIds(fact, { id: 'rule', match })).toEqual(matches ? ['rule'] : []);
  });

  test.each(['__proto__', 'constructor', 'toString', ''])('matches the name “%s” like any other', (name) => {
    expect(ruleIds(item(name), { id: 'rule', match: '[{ kind: definition-item, name: [constructor, __proto__, toString] }]' })).toEqual(
      name === '' ? [] : ['rule'],
    );
  });

  test('judges definitions of its own standing only', () => {
    const rule: Given = { id: 'rule', match: '[{ kind: definition-item, name: a }]', standing: '[voice]' };
    expect(ruleIds(item('a', '1', { standing: 'voice' }), rule)).toEqual(['rule']);
    expect(ruleIds(item('a'), rule)).toEqual([]);
  });

  test('that matches by several alternatives gives one finding', () => {
    expect(ruleIds(item('a'), { id: 'rule', match: '[{ kind: definition-item, name: a }, { kind: definition-item }]' })).toEqual(['rule']);
  });

  test('beside another gives a finding of its own', () => {
    const findings = matched(
      [item('a')],
      { id: 'one', match: '[{ kind: definition-item, name: a }]' },
      { id: 'two', match: '[{ kind: definition-item }]' },
    ).findings;
    expect(findings.map(({ ruleId }) => ruleId).sort()).toEqual(['one', 'two']);
    expect(new Set(findings.map(({ factId }) => factId)).size).toBe(1);
    for (const { fingerprint, factId, ruleId } of findings) expect(fingerprint).toBe(`${factId}:${ruleId}`);
  });

  test('does not run its pattern over a megabyte of a stranger’s text', () => {
    const rule: Given = { id: 'rule', match: '[{ kind: definition-item, where: { value: { matches: x$ } } }]' };
    expect(ruleIds(item('a', `${'a'.repeat(2_000_000)}x`), rule)).toEqual([]);
  });
});

describe('the rule for custom names', () => {
  test('takes what no rule and no document names', () => {
    const { findings, uncovered } = matched([item('theirOwn')], CUSTOM);
    expect(findings).toMatchObject([{ ruleId: 'custom', custom: true }]);
    expect(uncovered).toEqual([]);
  });

  test('stands back where a rule takes the name', () => {
    expect(ruleIds(item('a'), CUSTOM, { id: 'rule', match: '[{ kind: definition-item, name: a }]' })).toEqual(['rule']);
  });

  test.each(shipped.format.items.map(({ name }) => name))('never swallows the documented item %s: without a rule it is a hole', (name) => {
    const { findings, uncovered } = matched([item(name)], CUSTOM);
    expect(findings).toEqual([]);
    expect(uncovered).toMatchObject([{ kind: 'definition-item', name, file: 'a.xml', line: 1, column: 1 }]);
  });

  test.each(shipped.format.sections.map(({ name }) => name))('never swallows the documented section %s', (name) => {
    const rule: Given = { id: 'custom', match: '[{ kind: definition-section }]', custom: true };
    expect(matched([item(name, '', { kind: 'definition-section' })], rule)).toMatchObject({ findings: [], uncovered: [{ name }] });
  });

  test.each(shipped.format.fields.map(({ name }) => name))('never swallows the documented field %s', (name) => {
    const rule: Given = { id: 'custom', match: '[{ kind: definition-field }]', custom: true };
    expect(matched([item(name, '', { kind: 'definition-field' })], rule)).toMatchObject({ findings: [], uncovered: [{ name }] });
  });

  test.each([...shipped.format.settings, ...shipped.format.items].map(({ name }) => name))(
    'never swallows the documented setting %s',
    (name) => {
      const rule: Given = { id: 'custom', match: '[{ kind: definition-setting }]', custom: true };
      expect(matched([item(name, '', { kind: 'definition-setting' })], rule)).toMatchObject({ findings: [], uncovered: [{ name }] });
    },
  );

  test('never swallows a name that a rule takes under conditions which are not met', () => {
    const rule: Given = { id: 'rule', match: '[{ kind: definition-item, name: a, where: { value: { in: [x] } } }]' };
    expect(matched([item('a', 'y')], CUSTOM, rule)).toMatchObject({ findings: [], uncovered: [{ name: 'a' }] });
  });
});

describe('a fact that no rule covers', () => {
  test('is counted as a hole, with its id', () => {
    const { uncovered } = matched([item('a'), item('b', '1', { line: 7, column: 3 })]);
    expect(uncovered).toMatchObject([{ name: 'a' }, { name: 'b', line: 7, column: 3 }]);
    expect(uncovered[0]?.factId).toMatch(/^f1-/);
  });

  test.each(['voice', 'cti-toolkit'] as const)('is none in a definition that is not judged item by item: %s', (standing) => {
    expect(matched([item('a', '1', { standing })]).uncovered).toEqual([]);
    expect(matched([item('import', '', { kind: 'definition', standing })]).uncovered).toHaveLength(1);
  });
});

test('findings come in the order of the files', () => {
  const facts = [
    item('a', '1', { file: 'b.xml', line: 1 }),
    item('a', '1', { file: 'a.xml', line: 9 }),
    item('a', '1', { file: 'a.xml', line: 2, column: 8 }),
    item('a', '1', { file: 'a.xml', line: 2, column: 3 }),
    item('a', '1', { file: 'B.xml' }),
  ];
  const { findings } = matched(facts, { id: 'rule', match: '[{ kind: definition-item }]' });
  expect(findings.map(({ file, line, column }) => `${file}:${line}:${column}`)).toEqual([
    'B.xml:1:1',
    'a.xml:2:3',
    'a.xml:2:8',
    'a.xml:9:1',
    'b.xml:1:1',
  ]);
});

test('the message of a check holds its words, and words alone', () => {
  const rule = shipped.rules.find((candidate) => candidate.id === 'check-name-misspelt');
  if (rule?.type !== 'check') throw new Error('There is no such check.');
  const index = indexRules({ ...shipped, rules: [{ ...rule, message: '{name} {suggestion} {nothing} {constructor} {value}' }] });
  const fact = item('name-misspelt', '{name}', { kind: 'check', words: { name: '{suggestion}', suggestion: 'reqAdapterUrl' } });
  expect(matchRules([fact], index).findings[0]?.message).toBe('{suggestion} reqAdapterUrl {nothing} {constructor} {name}');
});

test('20,000 names that nobody knows are looked up', () => {
  const facts = Array.from({ length: 20_000 }, (_, index) => item(`custom${index}`));
  expect(matchRules(facts, indexRules(shipped)).findings.length).toBeGreaterThanOrEqual(20_000);
});
