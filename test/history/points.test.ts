/** Days and commits of a history: periods in UTC, and committers whose clocks were wrong. */
import { describe, expect, test } from '@jest/globals';
import { commitsAt, pointDays, type Every } from '../../src/history/points.ts';
import { chance } from '../fixtures/adapters.ts';

const second = (time: string): number => Date.parse(time) / 1000;

describe('days', () => {
  test.each<[string, string, Every, readonly string[]]>([
    ['2027-12-15', '2028-03-10', 'month', ['2027-12-31', '2028-01-31', '2028-02-29', '2028-03-10']],
    ['2025-01-01', '2025-02-28', 'month', ['2025-01-31', '2025-02-28']],
    ['2025-01-01', '2025-03-01', 'month', ['2025-01-31', '2025-02-28', '2025-03-01']],
    ['2025-01-31', '2025-01-31', 'month', ['2025-01-31']],
    ['2024-11-02', '2025-05-01', 'quarter', ['2024-12-31', '2025-03-31', '2025-05-01']],
    // A Wednesday, whose week ends with Sunday, and a Sunday.
    ['2025-12-24', '2026-01-07', 'week', ['2025-12-28', '2026-01-04', '2026-01-07']],
    ['2025-12-28', '2026-01-04', 'week', ['2025-12-28', '2026-01-04']],
  ])('from %s to %s, every %s', (since, until, every, days) => {
    expect(pointDays(since, until, every).map(({ day }) => day)).toEqual(days);
  });

  test('each is over at midnight in Greenwich', () => {
    const ends = pointDays('2028-02-01', '2028-03-31', 'month').map(({ end }) => new Date(end * 1000).toISOString());
    expect(ends).toEqual(['2028-03-01T00:00:00.000Z', '2028-04-01T00:00:00.000Z']);
  });
});

describe('the last commit before an end', () => {
  const line = (...times: string[]): { readonly name: string; readonly committed: number }[] =>
    times.map((time) => ({ name: time, committed: second(time) })).reverse();
  const at = (commits: ReturnType<typeof line>, ...ends: string[]): (string | null)[] =>
    commitsAt(commits, ends.map(second)).map((commit) => commit?.name ?? null);

  test('is none before the first, and stays for as long as there is no other', () => {
    const commits = line('2025-02-10T00:00:00Z', '2025-02-20T00:00:00Z', '2025-05-01T00:00:00Z');
    expect(at(commits, '2025-02-01', '2025-03-01', '2025-04-01', '2025-05-01', '2025-06-01')).toEqual([
      null,
      '2025-02-20T00:00:00Z',
      '2025-02-20T00:00:00Z',
      '2025-02-20T00:00:00Z',
      '2025-05-01T00:00:00Z',
    ]);
  });

  test('is before it to the second', () => {
    const commits = line('2025-01-31T23:59:59Z', '2025-02-01T00:00:00Z');
    expect(at(commits, '2025-02-01')).toEqual(['2025-01-31T23:59:59Z']);
  });

  test('of commits of one second is the later one of the line', () => {
    const commits = [
      { name: 'later', committed: 100 },
      { name: 'earlier', committed: 100 },
    ];
    expect(commitsAt(commits, [101])[0]?.name).toBe('later');
  });

  test('is none that a wrong clock put before its parents, or far behind its children', () => {
    const commits = line(
      '2025-01-10T00:00:00Z',
      '2025-02-10T00:00:00Z',
      '1970-01-01T00:00:00Z',
      '2025-03-10T00:00:00Z',
      '2099-01-01T00:00:00Z',
      '2025-04-10T00:00:00Z',
    );
    expect(at(commits, '2024-12-01', '2025-02-01', '2025-03-01', '2025-04-01', '2025-05-01', '2026-01-01')).toEqual([
      null,
      '2025-01-10T00:00:00Z',
      '2025-02-10T00:00:00Z',
      '2025-03-10T00:00:00Z',
      '2025-04-10T00:00:00Z',
      '2025-04-10T00:00:00Z',
    ]);
  });

  test('goes forward along the line, whatever the dates are', () => {
    const random = chance(11);
    for (let round = 0; round < 300; round++) {
      const dates = Array.from({ length: 30 }, () => Math.floor(random() * 40));
      const commits = dates.map((committed, index) => ({ index, committed })).reverse();
      const ends = Array.from({ length: 42 }, (_, end) => end);
      const found = commitsAt(commits, ends).map((commit) => commit?.index ?? -1);
      expect(found).toEqual(found.toSorted((a, b) => a - b));
      commitsAt(commits, ends).forEach((commit, end) => expect(commit === null || commit.committed < end).toBe(true));
    }
  });

  test('is what git says where dates are in order', () => {
    const random = chance(12);
    for (let round = 0; round < 300; round++) {
      const dates = Array.from({ length: 30 }, () => Math.floor(random() * 40)).sort((a, b) => a - b);
      const commits = dates.map((committed, index) => ({ index, committed })).reverse();
      for (let end = 0; end < 42; end++)
        expect(commitsAt(commits, [end])[0]).toBe(commits.find(({ committed }) => committed < end) ?? null);
    }
  });
});

test('a line of a hundred thousand commits is gone through at once', () => {
  const commits = Array.from({ length: 100_000 }, (_, index) => ({ committed: 100_000 - index }));
  expect(commitsAt(commits, [50_000])[0]?.committed).toBe(49_999);
});
