/** Pace and what follows from it, by runs made by hand. */
import { describe, expect, test } from '@jest/globals';
import {
  addDays,
  capabilityStandings,
  daysBetween,
  milestones,
  ownerStandings,
  paceOf,
  repositoryStandings,
  type PaceOptions,
} from '../../src/pace/pace.ts';
import type { Point } from '../../src/pace/points.ts';

const DEADLINE = '2028-02-28';

interface Given {
  readonly hours?: number;
  readonly open?: number;
  readonly done?: number;
  readonly tool?: string;
  readonly state?: string;
  readonly more?: Point['repositories'];
}

/** One repository `phone` with one capability. */
function point(date: string, { hours, open = 10, done = 0, tool = '1', state = date, more = [] }: Given): Point {
  const range = hours === undefined ? null : { low: hours / 2, likely: hours, high: hours * 2 };
  return {
    date,
    run: 'abcd1234',
    from: 'scan',
    tool,
    catalog: 'one',
    repositories: [
      { id: 'phone', owner: 'Telephony', state, capabilities: [{ id: 'call-log', open, done, waived: 1, hours: range }] },
      ...more,
    ],
    hours: range,
    open,
    done,
    waived: 1,
  };
}

const at = (asOf: string, deadline = DEADLINE): PaceOptions => ({ asOf, deadline });
/** Every thirty days, from the first of January 2027. */
const series = (hours: readonly number[], more: Given = {}): Point[] =>
  hours.map((one, index) => point(addDays('2027-01-01', index * 30), { hours: one, ...more }));

describe('pace', () => {
  test('is what was done per month, and what has to be done per month to the deadline', () => {
    const pace = paceOf(series([1000, 900, 800]), at('2027-03-02'));
    expect(pace).toMatchObject({ unit: 'hours', left: 800, daysLeft: 363 });
    expect(pace.actual).toBeCloseTo((200 / 60) * (365.25 / 12), 6);
    expect(pace.needed).toBeCloseTo((800 / 363) * (365.25 / 12), 6);
    expect(pace.steps.map(({ kind, burned }) => [kind, burned])).toEqual([
      ['team', 100],
      ['team', 100],
    ]);
  });

  test('is told in findings where no target is chosen', () => {
    const pace = paceOf([point('2027-01-01', { open: 20 }), point('2027-01-31', { open: 14 })], at('2027-01-31'));
    expect(pace).toMatchObject({ unit: 'findings', left: 14 });
    expect(pace.actual).toBeCloseTo((6 / 30) * (365.25 / 12), 6);
  });

  test('knows nothing of what only another version or other rules see', () => {
    const points = [
      ...series([1000, 900]),
      ...series([0, 0, 300, 250])
        .slice(2)
        .map((one) => ({ ...one, tool: '2' })),
    ];
    const pace = paceOf(points, at('2027-04-01'));
    expect(pace.steps.map(({ kind, burned }) => [kind, burned])).toEqual([
      ['team', 100],
      ['tool', 0],
      ['team', 50],
    ]);
    expect(pace.actual).toBeCloseTo((150 / 60) * (365.25 / 12), 6);
  });

  test('counts of other repositories only those that both runs have', () => {
    const other = {
      id: 'other',
      owner: null,
      state: 'x',
      capabilities: [{ id: 'call-log', open: 5, done: 0, waived: 0, hours: { low: 1, likely: 500, high: 900 } }],
    };
    const pace = paceOf([point('2027-01-01', { hours: 1000 }), point('2027-01-31', { hours: 940, more: [other] })], at('2027-01-31'));
    expect(pace.steps).toMatchObject([{ kind: 'scope', burned: 60 }]);
  });
});

describe('the end', () => {
  test('is not told by fewer than three runs', () => {
    expect(paceOf([], at('2027-01-01')).projection).toEqual({ state: 'too-few', runs: 0 });
    expect(paceOf(series([1000]), at('2027-01-01')).projection).toEqual({ state: 'too-few', runs: 1 });
    expect(paceOf(series([1000, 900]), at('2027-02-01')).projection).toEqual({ state: 'too-few', runs: 2 });
    expect(paceOf(series([1000, 900, 800]), at('2027-03-02')).projection.state).toBe('range');
  });

  test('is not told by three runs of which two cannot be held against each other', () => {
    const points = series([1000, 900, 800]).map((one, index) => (index === 2 ? { ...one, tool: '2' } : one));
    expect(paceOf(points, at('2027-03-02')).projection).toEqual({ state: 'too-few', runs: 2 });
  });

  test('at one pace is one month', () => {
    // 100 in 30 days, 700 left on 1 April 2027: 210 days.
    expect(paceOf(series([1000, 900, 800, 700]), at('2027-04-01')).projection).toEqual({
      state: 'range',
      earliest: '2027-10',
      latest: '2027-10',
    });
  });

  test('at an uneven pace is a range, and open where the slower quarter gets nowhere', () => {
    const uneven = paceOf(series([1000, 980, 900, 860, 740]), at('2027-05-01')).projection;
    expect(uneven.state === 'range' && uneven.latest !== null && uneven.earliest < uneven.latest).toBe(true);
    expect(paceOf(series([1000, 1000, 1010, 900, 890]), at('2027-05-01')).projection).toMatchObject({ state: 'range', latest: null });
  });

  test('is nowhere where work grows or stands still', () => {
    expect(paceOf(series([800, 900, 1000]), at('2027-03-02')).projection).toEqual({ state: 'never' });
    expect(paceOf(series([800, 800, 800]), at('2027-03-02')).projection).toEqual({ state: 'never' });
  });

  test('never lies before today, however long ago the last run is', () => {
    // 800 at 100 in 30 days are 240 days: from August 2027 on, not from March.
    expect(paceOf(series([1000, 900, 800]), at('2027-08-20')).projection).toEqual({
      state: 'range',
      earliest: '2028-04',
      latest: '2028-04',
    });
  });

  test('has come where nothing is left', () => {
    const pace = paceOf(series([100, 50, 0]), at('2027-03-02'));
    expect(pace.projection).toEqual({ state: 'done' });
    expect([pace.needed, pace.left]).toEqual([null, 0]);
  });
});

describe('days', () => {
  test('of a leap year: the deadline is the day before the leap day', () => {
    expect(daysBetween('2028-02-27', '2028-02-28')).toBe(1);
    expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(paceOf(series([100, 50]), at('2028-02-29')).daysLeft).toBe(-1);
  });

  test('after the deadline need no pace, and nothing gets negative', () => {
    const pace = paceOf(series([1000, 900, 800]), at('2028-04-01'));
    expect(pace).toMatchObject({ needed: null, left: 800, daysLeft: -33 });
    expect(milestones(pace, at('2028-04-01'))).toEqual([]);
  });

  test('are whole days in every time zone and over a change of the clock', () => {
    expect([daysBetween('2027-03-27', '2027-03-29'), daysBetween('2027-10-30', '2027-11-01')]).toEqual([2, 2]);
  });

  test('two runs of one day, or none between, divide nothing by nothing', () => {
    const pace = paceOf([point('2027-01-01', { hours: 10 }), point('2027-01-01', { hours: 8 })], at('2027-01-01'));
    expect(pace.actual).toBeNull();
  });
});

test('milestones lie on the straight way to the deadline, at the ends of quarters', () => {
  const pace = paceOf(series([1000, 900, 800]), at('2027-03-02'));
  const all = milestones(pace, at('2027-03-02'));
  expect(all.map(({ date }) => date)).toEqual(['2027-03-31', '2027-06-30', '2027-09-30', '2027-12-31', DEADLINE]);
  expect(all.at(-1)?.left).toBe(0);
  expect(all[1]?.left).toBeCloseTo(800 * (1 - 120 / 363), 6);
  expect(milestones(pace, at('2027-03-02', '2027-03-20'))).toEqual([{ date: '2027-03-20', left: 0 }]);
});

test('milestones reach the deadline however far it is, in quarters or in years', () => {
  const dates = (asOf: string, deadline: string): string[] => milestones({ left: 100 }, at(asOf, deadline)).map(({ date }) => date);
  expect(dates('2026-08-01', DEADLINE)).toEqual([
    '2026-09-30',
    '2026-12-31',
    '2027-03-31',
    '2027-06-30',
    '2027-09-30',
    '2027-12-31',
    DEADLINE,
  ]);
  expect(dates('2026-12-01', '2031-06-30')).toEqual(['2026-12-31', '2027-12-31', '2028-12-31', '2029-12-31', '2030-12-31', '2031-06-30']);
  expect(dates('2026-12-01', '9999-12-31').length).toBeLessThanOrEqual(13);
});

describe('what the ledger has lost', () => {
  const lost = (one: Point): Point => ({
    ...one,
    open: null,
    done: null,
    waived: null,
    repositories: one.repositories.map((repository) => ({ ...repository, capabilities: null })),
  });
  const days = ['2027-01-01', '2027-01-31', '2027-03-02'];
  const points = days.map((day, index) => point(day, { open: 10 - index }));

  test('is not known, and never taken for done', () => {
    const pace = paceOf(
      points.map((one, index) => (index === 2 ? lost(one) : one)),
      at('2027-03-02'),
    );
    expect(pace).toMatchObject({ unit: 'findings', left: null, needed: null, projection: { state: 'unknown' } });
    expect(milestones(pace, at('2027-03-02'))).toEqual([]);
  });

  test('is no step of the team', () => {
    const pace = paceOf(
      points.map((one, index) => (index === 1 ? lost(one) : one)),
      at('2027-03-02'),
    );
    expect(pace.steps.map(({ kind, burned }) => [kind, burned])).toEqual([
      ['lost', 0],
      ['lost', 0],
    ]);
    expect(pace).toMatchObject({ left: 8, actual: null, projection: { state: 'too-few' } });
  });

  test('leaves the hours, which each run knows by itself', () => {
    const pace = paceOf(series([1000, 900, 800]).map(lost), at('2027-03-02'));
    expect(pace).toMatchObject({ left: 800, projection: { state: 'range' } });
    expect(pace.steps.map(({ kind }) => kind)).toEqual(['team', 'team']);
  });

  test('gives its repositories no figures', () => {
    expect(repositoryStandings(points.map(lost))).toMatchObject([
      { id: 'phone', open: null, done: null, waived: null, stalledWeeks: null },
    ]);
    expect(ownerStandings(repositoryStandings(points.map(lost)))).toMatchObject([{ id: 'Telephony', repositories: 1, open: null }]);
  });
});

describe('who stands where', () => {
  const quiet = { id: 'quiet', owner: null, state: 'same', capabilities: [{ id: 'screen-pop', open: 3, done: 0, waived: 0, hours: null }] };
  const done = {
    id: 'done',
    owner: 'Telephony',
    state: 'same',
    capabilities: [{ id: 'screen-pop', open: 0, done: 4, waived: 0, hours: null }],
  };
  const points = series([1000, 900, 800], { more: [quiet, done] });

  test('a repository in which nothing changes for eight weeks is stalled, unless it is done', () => {
    const standings = repositoryStandings(points);
    expect(standings.map(({ id, since, stalledWeeks }) => [id, since, stalledWeeks])).toEqual([
      ['phone', '2027-03-02', null],
      ['quiet', '2027-01-01', 8],
      ['done', '2027-01-01', null],
    ]);
    expect(repositoryStandings(points.slice(0, 2)).map(({ stalledWeeks }) => stalledWeeks)).toEqual([null, null, null]);
  });

  test('what only another version sees is no sign of life', () => {
    const upgraded = points.map((one, index) =>
      index === 2 ? { ...one, tool: '2', repositories: one.repositories.map((repository) => ({ ...repository, state: 'new' })) } : one,
    );
    expect(repositoryStandings(upgraded).find(({ id }) => id === 'quiet')).toMatchObject({
      since: '2027-01-01',
      stalledWeeks: 8,
    });
  });

  test('capabilities and owners add up to the whole', () => {
    const last = points.at(-1);
    const open = (list: readonly { readonly open: number | null }[]): number => list.reduce((sum, one) => sum + (one.open ?? 0), 0);
    expect(open(capabilityStandings(points))).toBe(open(repositoryStandings(points)));
    const owners = ownerStandings(repositoryStandings(points));
    expect(owners.map(({ id, repositories, open: n, done: finished }) => [id, repositories, n, finished])).toEqual([
      ['Telephony', 2, 10, 4],
      ['', 1, 3, 0],
    ]);
    expect(last?.repositories).toHaveLength(3);
  });
});
