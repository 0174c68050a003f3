/** Plain sums of low, likely and high. Summed lows and highs are an outer envelope, not a confidence interval. */
import type { Hours } from '../catalog/schema.ts';

export const NO_HOURS: Hours = [0, 0, 0];

export function addHours(...all: readonly Hours[]): Hours {
  return all.reduce(([low, likely, high], [l, k, h]) => [round(low + l), round(likely + k), round(high + h)], NO_HOURS);
}

export function timesHours([low, likely, high]: Hours, factor: number): Hours {
  return [round(low * factor), round(likely * factor), round(high * factor)];
}

/** Quarters of an hour and the like must not grow tails of binary fractions. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
