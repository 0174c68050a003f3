/** The first screen: a sentence, a few numbers, what changes for people, and one decision. */
import type { Context } from './context.ts';
import { decideNext } from './decide.ts';
import { lists } from './lists.ts';
import { hoursTable, hoursTile, numbers } from './numbers.ts';
import { outcomeOf } from './outcome.ts';
import { notices, verdictSentence } from './verdict.ts';

export function summaryView(context: Context) {
  const outcome = outcomeOf(context);
  return {
    verdict: verdictSentence(context, outcome),
    notices: notices(context, outcome),
    numbers: numbers(context),
    hoursTile: hoursTile(context),
    hoursTable: hoursTable(context),
    lists: lists(context),
    decide: decideNext(context, outcome),
  };
}
