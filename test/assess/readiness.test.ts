import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { assessRepository, daysBetween, type Scanned } from '../../src/assess/assess.ts';
import { mappingRules, verdictOf } from '../../src/assess/capabilities.ts';
import { TARGETS, VERDICTS } from '../../src/catalog/terms.ts';
import type { Definition, Finding } from '../../src/model/assessment.ts';
import { shippedCatalog } from '../support/catalog.ts';

const catalog = await shippedCatalog();
const rules = [...mappingRules(catalog).values()];

function finding(ruleId: string, ordinal: number): Finding {
  const rule = rules.find((candidate) => candidate.id === ruleId);
  return {
    fingerprint: `f1-${ordinal}:${ruleId}`,
    factId: `f1-${ordinal}`,
    ruleId,
    type: 'mapping',
    kind: 'definition-item',
    api: 'definition',
    name: 'x',
    definition: 'A',
    file: 'a.xml',
    line: 1,
    column: 1,
    value: '',
    confidence: 'exact',
    capability: rule?.capability ?? '',
    workItem: rule?.workItem ?? null,
  };
}

const DEFINITION: Definition = {
  file: 'a.xml',
  line: 1,
  column: 1,
  form: 'import',
  standing: 'open-cti',
  standingEvidence: '',
  wellFormed: true,
  internalName: 'A',
  displayName: 'A',
  sections: [],
  customSettings: null,
  settings: [],
  fields: [],
};

function scanned(ruleIds: readonly string[], more: Partial<Scanned> = {}): Scanned {
  return {
    id: 'r',
    name: 'r',
    problems: [],
    files: [{ path: 'a.xml', signature: null, encoding: 'utf-8', content: 'definition' }],
    filesSeen: 1,
    definitions: [DEFINITION],
    findings: ruleIds.map((id, ordinal) => finding(id, ordinal)),
    uncovered: [],
    org: null,
    callLogs: [],
    externalSystems: [],
    apexTargets: [],
    vendors: [],
    ...more,
  };
}

const scores = (input: Scanned) => assessRepository(input, catalog).routes.map((route) => route.readiness.score ?? -1);
const someRules = fc.array(fc.constantFrom(...rules.map((rule) => rule.id)), { maxLength: 20 });

describe('the readiness figure', () => {
  test('never falls when a finding goes', () => {
    fc.assert(
      fc.property(someRules, fc.nat(), (ids, at) => {
        if (ids.length === 0) return;
        const fewer = ids.filter((_, index) => index !== at % ids.length);
        const before = scores(scanned(ids));
        scores(scanned(fewer)).forEach((score, target) => expect(score).toBeGreaterThanOrEqual(before[target] ?? 0));
      }),
    );
  });

  test('never falls when a verdict becomes milder', () => {
    fc.assert(
      fc.property(someRules, fc.nat(), fc.constantFrom(...TARGETS), (ids, at, target) => {
        const id = ids[at % Math.max(ids.length, 1)];
        const rule = rules.find((candidate) => candidate.id === id);
        if (!rule) return;
        const rank = VERDICTS.indexOf(verdictOf(rule, target));
        const milder = VERDICTS[Math.max(rank - 1, 0)] ?? 'obsolete';
        const softened = {
          ...rule,
          verdicts: rule.verdicts.map((verdict) => ({ ...verdict, verdict: verdict.for.includes(target) ? milder : verdict.verdict })),
        };
        const kinder = { ...catalog, rules: catalog.rules.map((candidate) => (candidate.id === id ? softened : candidate)) };
        const score = (of: typeof catalog) =>
          assessRepository(scanned(ids), of).routes.find((route) => route.target === target)?.readiness.score ?? -1;
        expect(score(kinder)).toBeGreaterThanOrEqual(score(catalog));
      }),
    );
  });

  test('is 100 and says so when nothing of Open CTI is left', () => {
    const { routes } = assessRepository(scanned([], { definitions: [{ ...DEFINITION, standing: 'voice' }] }), catalog);
    expect(routes.map((route) => route.readiness.score)).toEqual([100, 100, 100, 100, 100]);
    expect(routes[0]?.readiness.reason).toMatch(/nothing to migrate/);
    expect(routes.flatMap((route) => route.workItems)).toEqual([]);
  });

  test('is no number when nothing could be read, and says why', () => {
    const lost = scanned([], {
      definitions: [],
      files: [],
      problems: [{ code: 'not-text', effect: 'lost', file: 'a.callCenter', detail: '' }],
    });
    const record = assessRepository(lost, catalog);
    expect(record.status).toBe('failed');
    expect(record.routes.map((route) => route.readiness.score)).toEqual([null, null, null, null, null]);
    expect(record.routes[0]?.readiness.reason).toMatch(/could be read/);
    expect(assessRepository(scanned([], { definitions: [], files: [], filesSeen: 0 }), catalog).routes[0]?.readiness.score).toBeNull();
  });

  test('has a floor that takes everything unseen for lost, and never lies above the score', () => {
    fc.assert(
      fc.property(someRules, (ids) => {
        for (const { readiness, capabilities } of assessRepository(scanned(ids), catalog).routes) {
          const unseen = capabilities.filter((capability) => capability.state === 'not-read').reduce((sum, { weight }) => sum + weight, 0);
          expect(readiness.score! - readiness.floor!).toBe(unseen);
        }
      }),
    );
  });

  test('is the weighted sum that its parts show', () => {
    fc.assert(
      fc.property(someRules, (ids) => {
        for (const { readiness, capabilities } of assessRepository(scanned(ids), catalog).routes) {
          expect(readiness.score).toBe(Math.floor(capabilities.reduce((sum, { weight, share }) => sum + weight * share, 0) + 1e-9));
        }
      }),
    );
  });
});

test('“not there to read” is never “none”: a capability is unused only if all that could show it was read', () => {
  const shownBy = (...evidence: string[]) => ({ ...catalog, capabilities: catalog.capabilities.map((one) => ({ ...one, evidence })) });
  const states = (of: typeof catalog) => new Set(assessRepository(scanned([]), of).routes[0]?.capabilities.map((one) => one.state));
  expect(states(shownBy('call-center-definitions'))).toEqual(new Set(['not-used']));
  expect(states(shownBy('call-center-definitions', 'adapter-source'))).toEqual(new Set(['not-read']));
});

test.each([
  ['2026-11-22', 463],
  ['2028-02-28', 0],
  ['2028-02-29', -1],
  ['2027-03-28', 337],
])('from %s there are %i days to 28 February 2028', (from, days) => {
  expect(daysBetween(from, '2028-02-28')).toBe(days);
});
