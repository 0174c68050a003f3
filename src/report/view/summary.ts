/** The first screen: gates, a sentence, a few numbers, what changes for people, and one decision with what it costs. */
import type { Context } from './context.ts';
import { decideNext } from './decide.ts';
import { gateStrip } from './gates.ts';
import { lists } from './lists.ts';
import { hoursTile, numbers } from './numbers.ts';
import { outcomeOf } from './outcome.ts';
import { routeRows } from './routes.ts';
import { unbroken } from './text.ts';
import { notices, verdictSentence } from './verdict.ts';
import { inWords, m } from '../messages.ts';

const WORDS = {
  costs: m`What each route costs`,
  costsNote: m`Hours are our assumption and an envelope of low to high, without licences and without what carriers and vendors charge.`,
  noTotal: m`No total is given before a target is chosen.`,
};

export function summaryView(context: Context) {
  const outcome = outcomeOf(context);
  const hasFigures = !outcome.noScore && !outcome.nothing;
  const rows = routeRows(context);
  const verdict = verdictSentence(context, outcome);
  return {
    gates: gateStrip(context),
    verdict: { ...verdict, parts: unbroken(verdict.rest) },
    notices: notices(context, outcome),
    numbers: numbers(context),
    hoursTile: hoursTile(context),
    lists: lists(context),
    decide: decideNext(context, outcome),
    costs: hasFigures
      ? {
          title: inWords(WORDS.costs),
          rows,
          rate: rows.flatMap(({ cost }) => cost?.rate ?? [])[0] ?? null,
          note: context.lead ? inWords(WORDS.costsNote) : `${inWords(WORDS.costsNote)} ${inWords(WORDS.noTotal)}`,
        }
      : null,
  };
}
