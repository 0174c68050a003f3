/** The score together with the least that it can be. Apart from it the score would pass off what was not seen as moving. */
import type { Route } from '../../model/assessment.ts';
import { formatNumber } from '../number.ts';
import { DASH, ends, range } from './text.ts';
import { t } from '../messages.ts';

interface ScoreRange {
  /** If all that was not seen moves: the score. Over the routes, from the lowest to the highest. */
  most: [number, number];
  /** If all of it must be redesigned: the floor. */
  least: [number, number];
  /** Whether anything was not seen that could change the score. */
  open: boolean;
  /** Whether the routes differ. */
  differs: boolean;
}

/** Null where no route has a score. */
export function scoreRange(routes: Route[]): ScoreRange | null {
  const scored = routes.flatMap(({ readiness: { score, floor } }) => (score === null ? [] : [{ score, floor: floor ?? score }]));
  if (scored.length === 0) return null;
  const most = ends(scored.map((r) => r.score));
  const least = ends(scored.map((r) => r.floor));
  return { most, least, open: scored.some((r) => r.floor !== r.score), differs: most[0] !== most[1] || least[0] !== least[1] };
}

/** `6 to 73`, or one figure where there is only one. */
export function scoreSpan(routes: Route[]): string {
  const scores = scoreRange(routes);
  if (!scores) return DASH;
  const [low, high] = [scores.least[0], scores.most[1]];
  return low === high ? formatNumber(high) : t`${formatNumber(low)} to ${formatNumber(high)}`;
}

/** Both ends in words, each as a range where targets differ. Null where nothing was left unseen. */
export function scoreEnds(routes: Route[]): string | null {
  const scores = scoreRange(routes);
  if (!scores?.open) return null;
  return t`at most ${range(...scores.most)} if all of that moves, at least ${range(...scores.least)} if all of it must be redesigned`;
}
