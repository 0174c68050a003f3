/** What came and went since the run that a result was held against; in a report, and on a page of its own. */
import type { Comparison } from '../../compare/compare.ts';
import { changeGroups, headText, KEPT_TITLE } from '../../compare/words.ts';
import { formatNumber } from '../number.ts';
import { saying } from '../sentences.ts';
import { beyondList, shownPart } from './places.ts';
import { count, day } from './text.ts';
import { t } from '../messages.ts';

/** Null where nothing was compared. `most`: entries of a kind in the page; the comparison as JSON has them all. */
export function changesView(comparison: Comparison | null, most = IN_VIEW) {
  if (comparison === null) return null;
  const say = saying();
  const groups = changeGroups(comparison, say);
  const { counts, before } = comparison;
  return {
    title: t`What changed since ${sideName(before.name)}: ${formatNumber(counts.new + counts['come-back'])} new or back, ${formatNumber(counts.done)} done`,
    head: headText(comparison, say, sideName),
    rows: [
      ...groups.map(({ title, count: n }) => ({ title, count: formatNumber(n) })),
      { title: say(KEPT_TITLE), count: formatNumber(counts.kept) },
    ],
    groups: groups
      .filter((group) => group.count > 0)
      .map(({ title, count: n, items }) => ({
        summary: `${title}: ${count(n, 'entry', 'entries')}`,
        items: shownPart(items, most),
        beyond: beyondList(n, 'entry', null, most, 'entries'),
      })),
  };
}

/** Runs are named by their day; other sides as somebody wrote them. */
export function sideName(name: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(name) ? day(name) : name;
}

const IN_VIEW = 100;
