/** What the size of work was told from, in words. */
import type { MeasureResult } from './assessment.ts';
import { s } from './sentence.ts';

/** “3 Open CTI call centers, 27 reports on call Tasks; users not known”. `tell` puts its words into another language. */
export function measuresText(
  measures: readonly MeasureResult[],
  catalog: { readonly measures: readonly { readonly id: string; readonly name: string; readonly singular: string }[] },
  tell: (sentence: string) => string = (sentence) => sentence,
): string {
  const names = new Map(catalog.measures.map((measure) => [measure.id, measure]));
  const known = measures.flatMap(({ id, count, from }) => {
    if (count === null) return [];
    const name = count === 1 ? names.get(id)?.singular : names.get(id)?.name;
    const told = count === 0 ? tell(s`no ${name ?? id}`) : `${tell(grouped(count))} ${name ?? id}`;
    return [from === 'given' ? tell(s`${told} (given by the client)`) : told];
  });
  const unknown = measures.flatMap(({ id, count }) => (count === null ? [names.get(id)?.name ?? id] : []));
  return [known.join(', '), unknown.length > 0 ? tell(s`${listed(unknown, tell)} not known`) : ''].filter((part) => part !== '').join('; ');
}

function listed(names: readonly string[], tell: (sentence: string) => string): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} ${tell(s`and`)} ${names.at(-1) ?? ''}`;
}

function grouped(count: number): string {
  return String(count).replace(/^\d+/, (whole) => whole.replace(/\B(?=(?:\d{3})+$)/g, ','));
}
