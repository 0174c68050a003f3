import { describe, expect, test } from '@jest/globals';
import { assessAll, assessRepository } from '../../src/assess/assess.ts';
import { TARGETS, VERDICTS, type VerdictId } from '../../src/catalog/terms.ts';
import { ITEM_STEPS, letterOf, levelOf, ROUTE_STEPS } from '../../src/model/level.ts';
import type { Assessment } from '../../src/model/assessment.ts';
import { shippedCatalog } from '../support/catalog.ts';
import { definition, finding, ruleOn, scanned, smallCatalog, workItem } from './small-catalog.ts';

const catalog = await shippedCatalog();

function ruled(name: string, verdict: VerdictId) {
  const [entry] = ruleOn('call', name).verdicts;
  return ruleOn('call', name, { workItem: 'work', verdicts: [{ ...entry!, for: [...TARGETS], verdict }] });
}

/** One work item, with findings of the given verdicts. */
function assess(verdicts: VerdictId[], more: Parameters<typeof workItem>[1] = {}, definitions = 1, lastIn?: 'test'): Assessment {
  const small = smallCatalog({ workItems: [workItem('work', more)], rules: verdicts.map((verdict) => ruled(verdict, verdict)) });
  const repo = assessRepository(
    scanned({
      definitions: Array.from({ length: definitions }, (_, at) => definition(`Center${at}`)),
      findings: verdicts.map((verdict, at) =>
        finding('call', verdict, { workItem: 'work', ...(lastIn && at === verdicts.length - 1 ? { context: lastIn } : {}) }),
      ),
    }),
    small,
  );
  return assessAll([repo], small, { target: null, asOf: '2026-11-22', toolVersion: '0' });
}

const codes = (assessment: Assessment): (string | undefined)[] => {
  const [route] = assessment.totals.routes;
  return [route?.workItems[0]?.level?.code, route?.level?.code];
};

describe('a level', () => {
  test('takes its letter from the hardest verdict', () => {
    expect(letterOf([])).toBeNull();
    expect(VERDICTS.map((verdict) => `${verdict} ${letterOf([verdict])}`)).toMatchInlineSnapshot(`
      [
        "obsolete A",
        "carries-over A",
        "rename A",
        "reconfigure A",
        "unknown C",
        "rewrite B",
        "redesign C",
        "no-equivalent C",
      ]
    `);
    expect(letterOf(['rename', 'rewrite', 'carries-over'])).toBe('B');
    expect(letterOf(['redesign', 'rewrite'])).toBe('C');
  });

  test.each([
    ['item', ITEM_STEPS],
    ['route', ROUTE_STEPS],
  ])('takes its number from the likely hours, each step with its end: %s', (_, steps) => {
    expect(steps.map((most) => levelOf('B', most, steps).number)).toEqual([1, 2, 3, 4]);
    expect(steps.map((most) => levelOf('B', most + 0.5, steps).number)).toEqual([2, 3, 4, 5]);
    expect(levelOf('B', 0, steps).code).toBe('B1');
  });

  test('shows a question mark for what nobody knows', () => {
    expect(levelOf(null, 30, ITEM_STEPS)).toEqual({ letter: null, number: 2, code: '?2' });
    expect(levelOf('C', null, ITEM_STEPS)).toEqual({ letter: 'C', number: null, code: 'C?' });
  });

  test('stands with each counted work item and with the route', () => {
    expect(codes(assess(['rewrite', 'rename']))).toEqual(['B1', 'B1']);
    expect(codes(assess(['rewrite', 'unknown']))).toEqual(['C1', 'C1']);
  });

  test('is not raised by what the platform does by itself, nor by a test', () => {
    expect(codes(assess(['obsolete']))).toEqual(['?1', '?1']);
    expect(codes(assess(['obsolete'], { letter: 'A' }))).toEqual(['A1', 'A1']);
    expect(codes(assess(['rename', 'redesign'], {}, 1, 'test'))).toEqual(['A1', 'A1']);
  });

  test('falls back on the catalog only where no finding leads to the work', () => {
    expect(codes(assess([], { letter: 'C' }))).toEqual(['C1', 'C1']);
    expect(codes(assess(['rename'], { letter: 'C' }))).toEqual(['A1', 'A1']);
  });

  test('is absent where nothing is counted, and where nothing was seen', () => {
    const unseen = assess([], { standing: false, evidence: ['adapter-source'] });
    expect(unseen.totals.routes[0]?.workItems[0]).toMatchObject({ state: 'not-seen' });
    expect(codes(unseen)).toEqual([undefined, undefined]);
    expect(codes(assess([], { standing: false }, 0))).toEqual([undefined, undefined]);
  });

  test('is known of every piece of work that the shipped catalog counts whatever is found', () => {
    const standing = catalog.workItems.filter((item) => item.standing);
    expect(standing.length).toBeGreaterThan(4);
    expect(standing.filter((item) => item.letter === undefined)).toEqual([]);
  });
});
