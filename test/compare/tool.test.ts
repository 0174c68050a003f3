/** What the tool sees otherwise is never the team's work: rules that come, go, split and judge otherwise, and readers that see more. */
import { describe, expect, test } from '@jest/globals';
import type { Catalog, Rule } from '../../src/catalog/schema.ts';
import { compareSides, toReadAgain, type Comparison } from '../../src/compare/compare.ts';
import { sideOf, sideRepository, type SideRepository } from '../../src/compare/side.ts';
import type { Assessment } from '../../src/model/assessment.ts';
import { shippedCatalog } from '../support/catalog.ts';
import { recordOfTexts, scanTexts, type Texts } from '../support/scan-texts.ts';

const shipped = await shippedCatalog();
const SOURCE: Texts = {
  'phone.js': `function f(call) {
  sforce.opencti.saveLog({ value: { entityApiName: 'Task', Subject: call.subject } });
  sforce.opencti.refreshView();
}
sforce.opencti.enableClickToDial({});
`,
};
const RULE = 'lightning-refresh-view';

function catalogWith(version: string, change: (rules: readonly Rule[]) => Rule[]): Catalog {
  return { ...shipped, version, rules: change(shipped.rules) };
}

const without = catalogWith('older', (rules) => rules.filter(({ id }) => id !== RULE));
const split = catalogWith('newer', (rules) =>
  rules.flatMap((rule) =>
    rule.id === RULE
      ? [
          { ...rule, id: `${RULE}-a` },
          { ...rule, id: `${RULE}-b` },
        ]
      : [rule],
  ),
);
const harder = catalogWith('harder', (rules) =>
  rules.map((rule) =>
    rule.id === RULE && rule.type === 'mapping'
      ? {
          ...rule,
          verdicts: rule.verdicts.map((one) => ({
            ...one,
            verdict: one.verdict === 'redesign' ? ('rewrite' as const) : ('redesign' as const),
          })),
        }
      : rule,
  ),
);

const told = ({ changes, byTool }: Comparison): unknown => ({
  changes: changes.map(({ kind, name }) => `${kind} ${name}`),
  byTool: byTool.map(({ cause, ruleId }) => `${cause} ${ruleId}`),
});

test('the rule of the tests is there', async () => {
  expect((await scanTexts(SOURCE)).repos[0]?.findings.map(({ ruleId }) => ruleId)).toContain(RULE);
});

describe('another catalog over the same source', () => {
  test.each<[string, Catalog, Catalog, readonly string[]]>([
    ['a rule added', without, shipped, [`rule-added ${RULE}`]],
    ['a rule retired', shipped, without, [`rule-retired ${RULE}`]],
    ['a rule split in two', shipped, split, [`rule-changed ${RULE}-a`, `rule-changed ${RULE}-b`]],
    ['a rule that judges otherwise', shipped, harder, [`re-judged ${RULE}`]],
  ])('%s', async (_, before, after, byTool) => {
    const sides = [await scanTexts(SOURCE, { catalog: before }), await scanTexts(SOURCE, { catalog: after })] as const;
    const comparison = compareSides(sideOf(sides[0], 'before'), sideOf(sides[1], 'after'));
    expect(told(comparison)).toEqual({ changes: [], byTool: expect.arrayContaining([...byTool]) as unknown });
    expect(comparison.byTool).toHaveLength(byTool.length);
    expect(comparison.repositories[0]).toMatchObject({ state: 'compared' });
  });
});

describe('another catalog, and work done meanwhile', () => {
  const later: Texts = {
    'phone.js': (SOURCE['phone.js'] ?? '')
      .replace(/.*saveLog.*\n/, '')
      .replace('refreshView();', 'refreshView();\n  sforce.opencti.setSoftphonePanelWidth({ widthPX: 9 });'),
  };
  const again = async (): Promise<Map<string, SideRepository>> => new Map([['phone', sideRepository(await recordOfTexts(SOURCE))]]);

  test('is told apart where the earlier source is read again', async () => {
    const before = sideOf(await scanTexts(SOURCE, { catalog: without }), 'before');
    const after = sideOf(await scanTexts(later), 'after');
    expect(toReadAgain(before, after).map(({ base }) => base)).toEqual(['phone']);
    const comparison = compareSides(before, after, { again: await again() });
    expect(told(comparison)).toEqual({ changes: ['new setSoftphonePanelWidth', 'done saveLog'], byTool: [`rule-added ${RULE}`] });
    expect(comparison.repositories[0]).toMatchObject({ state: 'read-again' });
  });

  const other = async (): Promise<SideRepository> =>
    sideRepository(await recordOfTexts({ 'phone.js': 'sforce.opencti.refreshView(); other();' }));

  test.each<[string, () => Promise<Parameters<typeof compareSides>[2]>, RegExp]>([
    ['it is not at hand', async () => ({}), /different catalogs, and its earlier source is not at hand/],
    ['it cannot be read', async () => ({ again: new Map([['phone', { failure: 'the disk is gone' }]]) }), /and the disk is gone\.$/],
    ['what can be read is not what was scanned', async () => ({ again: new Map([['phone', await other()]]) }), /were not those of commit/],
  ])('is not comparable where %s, and nothing of it counts', async (_, options, reason) => {
    const before = sideOf(await scanTexts(SOURCE, { catalog: without }), 'before');
    const comparison = compareSides(before, sideOf(await scanTexts(later), 'after'), await options());
    expect(told(comparison)).toEqual({ changes: [], byTool: [] });
    expect(comparison.repositories[0]).toMatchObject({ state: 'not-comparable', reason: expect.stringMatching(reason) as unknown });
    expect(comparison.counts).toMatchObject({ new: 0, done: 0, notComparable: 1 });
  });
});

test('a reader that did not know a style of calling yet', async () => {
  const now = await scanTexts(SOURCE, { version: '1.1.0' });
  const before: Assessment = structuredClone({ ...now, tool: { ...now.tool, version: '1.0.0' } });
  for (const repo of before.repos) repo.findings = repo.findings.filter(({ name }) => name !== 'saveLog');
  const comparison = compareSides(sideOf(before, 'before'), sideOf(now, 'after'));
  expect(comparison.changes).toEqual([]);
  expect(comparison.byTool.map(({ cause, name }) => [cause, name])).toEqual([['reader', 'saveLog']]);
});

test('a file that was read as text before, and by a parser now, by one and the same version', async () => {
  const now = await scanTexts(SOURCE);
  const before = structuredClone(now);
  for (const repo of before.repos) {
    repo.findings = repo.findings.filter(({ name }) => name !== 'saveLog');
    for (const file of repo.files) if (file.reading) file.reading = 'text';
  }
  const comparison = compareSides(sideOf(before, 'before'), sideOf(now, 'after'));
  expect(comparison.changes).toEqual([]);
  expect(comparison.byTool.map(({ cause, name }) => [cause, name])).toEqual([['reader', 'saveLog']]);
});

describe('what could not be read is neither done nor new', () => {
  const lose = (assessment: Assessment): Assessment => {
    const lost = structuredClone(assessment);
    for (const repo of lost.repos) {
      repo.findings = [];
      repo.problems.push({ code: 'unreadable', effect: 'lost', file: 'phone.js', detail: 'It could not be read.' });
    }
    return lost;
  };

  test.each([
    ['later', true],
    ['earlier', false],
  ])('in the %s scan', async (_, isLater) => {
    const whole = await scanTexts(SOURCE);
    const [before, after] = isLater ? [whole, lose(whole)] : [lose(whole), whole];
    const comparison = compareSides(sideOf(before, 'before'), sideOf(after, 'after'));
    expect(comparison.changes).toEqual([]);
    expect(comparison.repositories[0]?.unread).toBe(sideOf(whole, '').repositories[0]?.findings.length);
    expect(comparison.repositories[0]?.unread).toBeGreaterThan(2);
  });

  test('a repository that one of the two did not read', async () => {
    const [a, b] = [await scanTexts(SOURCE, { id: 'a' }), await scanTexts(SOURCE, { id: 'b' })];
    const comparison = compareSides(sideOf(a, 'before'), sideOf(b, 'after'));
    expect(comparison.changes).toEqual([]);
    expect(comparison.repositories.map(({ id, state }) => [id, state])).toEqual([
      ['a', 'not-comparable'],
      ['b', 'not-comparable'],
    ]);
  });
});

test('a hundred thousand findings take seconds, however alike they are', async () => {
  const [repository] = sideOf(await scanTexts(SOURCE), '').repositories;
  const [one] = repository?.findings ?? [];
  if (!repository || !one) throw new Error('There is nothing to copy.');
  const many = (shift: number): SideRepository => ({
    ...repository,
    findings: Array.from({ length: 100_000 }, (_, at) => {
      const n = at + shift;
      return {
        ...one,
        fingerprint: `f1-${n % 40_000}:rule`,
        file: `file-${n % 300}.js`,
        content: `c${n % 500}`,
        within: `w${n % 7}`,
        before: `b${n % 3}`,
        after: '',
      };
    }),
  });
  const side = sideOf(await scanTexts(SOURCE), '');
  const started = process.cpuUsage().user;
  const comparison = compareSides({ ...side, repositories: [many(0)] }, { ...side, repositories: [many(5000)] });
  expect(comparison.changes.length + comparison.counts.kept).toBeGreaterThan(90_000);
  expect((process.cpuUsage().user - started) / 1e6).toBeLessThan(20);
});
