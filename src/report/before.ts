/** What a report may know of earlier runs. */
import type { Comparison } from '../compare/compare.ts';
import type { PaceInput } from './view/pace.ts';

export interface Before {
  /** With the baseline; null where none was asked for. */
  readonly comparison: Comparison | null;
  /** The runs of the ledger, this one included; null where it is not recorded. */
  readonly pace: PaceInput | null;
}

export const NOTHING_BEFORE: Before = { comparison: null, pace: null };
