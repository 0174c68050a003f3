/** What the size of a work item was told from, with the counts. */
import type { MeasureResult } from '../../model/assessment.ts';
import { formatNumber } from '../number.ts';
import type { Context } from './context.ts';
import { GIVEN, SIZE_WORDS } from './words.ts';
import { inWords, t } from '../messages.ts';

/** `3 call centers (small)`, `27 reports and automations (medium)`, `users not known`; empty where nothing measures it. */
export function measureTexts({ assessment }: Context, measures: readonly MeasureResult[]): string[] {
  return measures.map(({ id, count, from, size }) => {
    const record = assessment.catalog.measures.find((measure) => measure.id === id);
    if (count === null) return t`${record?.name ?? id} not known`;
    const notes = [...(from === 'given' ? [inWords(GIVEN)] : []), ...(size === null ? [] : [inWords(SIZE_WORDS[size]).toLowerCase()])];
    const name = (count === 1 ? record?.singular : record?.name) ?? id;
    return `${formatNumber(count)} ${name}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
  });
}
