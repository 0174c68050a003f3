/** What came and went since the run that a result was held against. */
import type { Comparison } from '../../compare/compare.ts';
import { changeGroups, headText } from '../../compare/words.ts';
import { formatNumber } from '../number.ts';
import { beyondList, shownPart } from './places.ts';
import { count } from './text.ts';
import { t } from '../messages.ts';

/** Null where nothing was compared. */
export function changesView(comparison: Comparison | null) {
  if (comparison === null) return null;
  const groups = changeGroups(comparison);
  const { counts, before } = comparison;
  return {
    title: t`What changed since ${before.name}: ${formatNumber(counts.new + counts['come-back'])} new or back, ${formatNumber(counts.done)} done`,
    head: headText(comparison),
    rows: [
      ...groups.map(({ title, count: n }) => ({ title, count: formatNumber(n) })),
      { title: t`As before`, count: formatNumber(counts.kept) },
    ],
    groups: groups
      .filter((group) => group.count > 0)
      .map(({ title, count: n, items }) => ({
        summary: `${title}: ${count(n, 'entry', 'entries')}`,
        items: shownPart(items, IN_VIEW),
        beyond: beyondList(n, 'entry', null, IN_VIEW, 'entries'),
      })),
  };
}

/** The comparison as JSON has them all. */
const IN_VIEW = 100;
