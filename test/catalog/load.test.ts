import { describe, expect, test } from '@jest/globals';
import { addRules, CatalogError, loadCatalog, loadSources, type RuleText } from '../../src/catalog/load.ts';
import { shippedCatalog, shippedTexts } from '../support/catalog.ts';

const texts = await shippedTexts();
const catalog = await shippedCatalog();
const sources = loadSources(texts);

/** Puts a condition below the rule's one match; a pattern may hold what `replace` would take for a sign of its own. */
const where = (condition: string) => RULE.replace('name: ourItem', () => `name: ourItem\n    where: ${condition}`);

const RULE = `id: house-own-item
type: mapping
title: An item of our own
capability: settings
match:
  - kind: definition-item
    name: ourItem
workItem: settings-review
verdicts:
  - for: [partner-telephony-own, partner-telephony-packaged, amazon-connect, partner-telephony-amazon-connect, native]
    verdict: carries-over
    equivalent: An item of the same name
    do: Copy it.
    basis: inferred
    sources:
      - title: Our own notes
        read: '2026-11-01'
examples:
  match:
    - file: a.xml
      text: |
        <callCenter><section sortOrder="0" name="s" label="S"><item sortOrder="0" name="ourItem" label="I">1</item></section></callCenter>
  clean:
    - file: b.xml
      text: |
        <callCenter><section sortOrder="0" name="s" label="S"><item sortOrder="0" name="yourItem" label="I">1</item></section></callCenter>
`;

function faultsOf(action: () => unknown): string[] {
  try {
    action();
  } catch (error) {
    if (error instanceof CatalogError) return error.message.split('\n');
    throw error;
  }
  return [];
}

const bring = (text: string, path = 'house/own-item.yaml') => faultsOf(() => addRules(catalog, [{ path, text }], sources));

describe('a broken rule is refused with file, line and reason', () => {
  test.each([
    ['a misspelt field', RULE.replace('capability:', 'capabilty:'), /^house\/own-item\.yaml:\d+ .*capabil/],
    ['a verdict that does not exist', RULE.replace('carries-over', 'carry-over'), /^house\/own-item\.yaml:11 .*verdict/],
    ['a target without a verdict', RULE.replace(', native]', ']'), /^house\/own-item\.yaml:\d+ .*native/],
    ['a target with two verdicts', RULE.replace(', native]', ', native, native]'), /^house\/own-item\.yaml:\d+ .*twice for native/],
    ['no source', RULE.replace(/ {4}sources:\n.*\n.*\n/, '    sources: []\n'), /^house\/own-item\.yaml:15 .*source/],
    ['an unknown source', RULE.replace(/ {4}sources:\n.*\n.*\n/, '    sources: [nowhere]\n'), /^house\/own-item\.yaml:15 .*“nowhere”/],
    ['no example that must stay clean', RULE.replace(/ {2}clean:[\s\S]*$/, '  clean: []\n'), /^house\/own-item\.yaml:\d+ .*clean/],
    ['an unknown work item', RULE.replace('settings-review', 'tea-break'), /^house\/own-item\.yaml:8 .*“tea-break”/],
    ['an unknown capability', RULE.replace('capability: settings', 'capability: tea'), /^house\/own-item\.yaml:4 .*“tea”/],
    ['a bad regular expression', where("{ value: { matches: '(' } }"), /own-item\.yaml:8 .*regular expression/],
    ['a pattern that could run for ever', where("{ value: { matches: '(a+)+$' } }"), /own-item\.yaml:8 .*for ever/],
    ['a condition on no field', where("{ colour: { in: ['red'] } }"), /own-item\.yaml:8 .*“colour”/],
    ['YAML that does not parse', 'id: [', /^house\/own-item\.yaml:1 /],
    ['an alias, which could grow without end', 'id: &a x\ntitle: *a\n', /^house\/own-item\.yaml:\d+ /],
    [
      'a source address that is not https',
      RULE.replace("read: '2026-11-01'", "read: '2026-11-01'\n        url: http://notes.example.com"),
      /own-item\.yaml:\d+ .*url/,
    ],
    ['a date that does not exist', RULE.replace('2026-11-01', '2026-02-31'), /own-item\.yaml:\d+ .*read/],
  ])('%s', (_name, text, expected) => {
    const faults = bring(text);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults[0]).toMatch(expected);
  });

  test('two faults in two files are both told', () => {
    const broken: RuleText[] = [
      { path: 'a.yaml', text: RULE.replace('carries-over', 'x') },
      { path: 'b.yaml', text: RULE.replace('basis: inferred', 'basis: sure') },
    ];
    expect(faultsOf(() => addRules(catalog, broken, sources)).map((fault) => fault.slice(0, 6))).toEqual(['a.yaml', 'b.yaml']);
  });
});

describe('a rule that is brought', () => {
  test('is added and marked', () => {
    const merged = addRules(catalog, [{ path: 'house/own-item.yaml', text: RULE }], sources);
    expect(merged.rules.find((rule) => rule.id === 'house-own-item')?.origin).toBe('added');
    expect(merged.version).not.toBe(catalog.version);
  });

  test('takes the place of a shipped one of the same id and is marked', () => {
    const [shipped] = catalog.rules;
    const merged = addRules(catalog, [{ path: 'x.yaml', text: RULE.replace('house-own-item', shipped?.id ?? '') }], sources);
    expect(merged.rules.filter((rule) => rule.id === shipped?.id).map((rule) => rule.origin)).toEqual(['overridden']);
    expect(merged.rules).toHaveLength(catalog.rules.length);
  });

  test('may use a shipped source by its key', () => {
    const merged = addRules(
      catalog,
      [{ path: 'x.yaml', text: RULE.replace(/ {4}sources:\n.*\n.*\n/, '    sources: [ptsetup]\n') }],
      sources,
    );
    const rule = merged.rules.find((candidate) => candidate.id === 'house-own-item');
    expect(rule?.type === 'mapping' && rule.verdicts[0]?.sources[0]?.url).toMatch(/^https:/);
  });
});

describe('the shipped files are refused', () => {
  const without = (path: string) => texts.filter((text) => text.path !== path);
  const changed = (path: string, change: (text: string) => string) =>
    texts.map((text) => (text.path === path ? { path, text: change(text.text) } : text));

  test.each([
    ['when a data file is missing', () => without('gates.yaml'), /^gates\.yaml:1 is missing/],
    [
      'when a row of the mapping has no carrier',
      () => changed('mapping-rows.yaml', (text) => `${text}DEF-NOBODY: nothing\n`),
      /mapping-rows\.yaml:\d+ no rule.*DEF-NOBODY/,
    ],
    [
      'when a harder verdict counts for more',
      () => changed('readiness.yaml', (text) => text.replace(/redesign: 0/, 'redesign: 1')),
      /readiness\.yaml:1 values must never rise/,
    ],
    [
      'when an id is not the file’s name',
      () => changed('definition/adapter-url.yaml', (text) => text.replace('id: definition-adapter-url', 'id: definition-other')),
      /definition\/adapter-url\.yaml:\d+ id must be definition-adapter-url/,
    ],
    [
      'when a type of an org belongs to no kind of evidence',
      () => changed('org-types.yaml', (text) => text.replace('evidence: org-apps', 'evidence: org-shops')),
      /org-types\.yaml:\d+ evidence “org-shops” is not in evidence\.yaml/,
    ],
    [
      'when a type of an org stands twice',
      () => changed('org-types.yaml', (text) => text.replace('type: ReportType', 'type: Report')),
      /org-types\.yaml:\d+ Report stands twice/,
    ],
    [
      'when a measure is told by evidence that there is not',
      () => changed('measures.yaml', (text) => text.replace('[org-access]', '[org-excess]')),
      /measures\.yaml:\d+ evidence “org-excess” is not in evidence\.yaml/,
    ],
    [
      'when a foundation is shown by a fact that no rule names',
      () => changed('foundations.yaml', (text) => text.replace('shownBy: [vendor-file]', 'shownBy: [tea-file]')),
      /foundations\.yaml:\d+ no rule on foundations names “tea-file”/,
    ],
    [
      'when a foundation rests on a type that nobody is asked to retrieve',
      () => changed('foundations.yaml', (text) => text.replace('types: [ConversationVendorInfo]', 'types: [TeaVendorInfo]')),
      /foundations\.yaml:\d+ the type TeaVendorInfo is not in org-types\.yaml/,
    ],
    [
      'when a work item is sized by a measure that there is not',
      () => changed('work-items/call-log.yaml', (text) => text.replace('measure: task-reports', 'measure: tea-reports')),
      /work-items\/call-log\.yaml:\d+ measure “tea-reports” is not in measures\.yaml/,
    ],
    [
      'when medium is no more than small',
      () =>
        changed('work-items/call-log.yaml', (text) => text.replace('measure: task-reports, small: 5', 'measure: task-reports, small: 49')),
      /work-items\/call-log\.yaml:\d+ of task-reports what is still medium/,
    ],
    [
      'when a rule on a consumer of call Tasks does not say what must happen to it',
      () => changed('org/trigger-on-task.yaml', (text) => text.replace(/^consumerAction: .*\n/m, '')),
      /org\/trigger-on-task\.yaml:\d+ a rule on consumers of call Tasks says what must happen/,
    ],
    [
      'when a rule on something else says what must happen to a consumer',
      () => changed('org/telephone-link.yaml', (text) => text.replace('workItem: null', 'workItem: null\nconsumerAction: drop')),
      /org\/telephone-link\.yaml:\d+ consumerAction is for rules on consumers/,
    ],
    [
      'when a foundation leads to work',
      () => changed('org/skill.yaml', (text) => text.replace('workItem: null', 'workItem: call-log')),
      /org\/skill\.yaml:\d+ what stands beside the use of the phone leads to no work/,
    ],
  ])('%s', (_name, files, expected) => {
    expect(faultsOf(() => loadCatalog(files()))[0]).toMatch(expected);
  });
});
