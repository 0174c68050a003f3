/** What a level code means, in words; the rule itself is `src/model/level.ts`. */
import { ITEM_STEPS, LETTERS, ROUTE_STEPS, type Letter } from '../../model/level.ts';
import type { Route, WorkItemResult } from '../../model/assessment.ts';
import { formatNumber } from '../number.ts';
import { inWords, m, t } from '../messages.ts';
import { lowerFirst } from './text.ts';

const LETTER_WORDS: Record<Letter, { word: string; meaning: string }> = {
  A: { word: m`Configuration only`, meaning: m`Everything found in it falls away, carries over, is renamed or is set up again.` },
  B: { word: m`Code`, meaning: m`Something in it is written again against other interfaces; nothing harder.` },
  C: {
    word: m`Redesign`,
    meaning: m`Something in it changes its job, is lost, or has not been confirmed by anybody: somebody has to decide.`,
  },
};

const WORDS = {
  lede: m`A code to quote. The letter is the kind of work, from the hardest verdict among the findings that lead to it; where none does, our judgement. The number is how much of it there is, by likely hours: our choice of steps. A question mark stands where the scan cannot tell. A route has the hardest letter of its counted work items and the number of its likely sum.`,
};

/** `C4`; null where nothing was counted, or where an older program made the result. */
export function codeOf({ level }: Pick<Route | WorkItemResult, 'level'>): string | null {
  return level?.code ?? null;
}

/** `C4, redesign` for a first reading. */
export function codeInWords({ level }: Pick<Route, 'level'>): string | null {
  if (!level) return null;
  return level.letter ? `${level.code}, ${lowerFirst(inWords(LETTER_WORDS[level.letter].word))}` : level.code;
}

export function levelsLegend() {
  return {
    lede: inWords(WORDS.lede),
    letters: LETTERS.map((letter) => ({ code: letter, ...inWords(LETTER_WORDS[letter]) })),
    numbers: [0, 1, 2, 3, 4].map((at) => ({ code: String(at + 1), item: step(ITEM_STEPS, at), route: step(ROUTE_STEPS, at) })),
  };
}

function step(steps: readonly number[], at: number): string {
  const most = steps[at];
  return most === undefined ? t`more than ${formatNumber(steps.at(-1) ?? 0)}` : t`up to ${formatNumber(most)}`;
}
