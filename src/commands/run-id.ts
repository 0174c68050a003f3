/** The name of a run: a digest of its result, so that the same result has the same name, and files of two runs are told apart. */
import { createHash } from 'node:crypto';
import type { Assessment } from '../model/assessment.ts';
import { renderJson } from '../report/json.ts';

export function runOf({ run: _run, ...rest }: Assessment): string {
  const hash = createHash('sha256');
  for (const piece of renderJson(rest)) hash.update(piece);
  return hash.digest('hex').slice(0, 16);
}

/** The result with its name in it. */
export function named(assessment: Assessment): Assessment {
  return { ...assessment, run: runOf(assessment) };
}
