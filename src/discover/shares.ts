/** A batch in shares for several machines. Which share a repository is in follows from its id, so that every machine decides alike. */
import { createHash } from 'node:crypto';
import type { ListProblem, Shard } from '../model/assessment.ts';

/** The `index`-th, from 1, of `of` shares. */
export type Share = Pick<Shard, 'index' | 'of'>;

/** What must be the same on every machine beside the repositories: the options that decide what is read of them, and their list. */
export interface ReadingDecisions {
  readonly includeVendored: boolean;
  readonly exclude: readonly string[];
  readonly maxFileSize: number | null;
  /** What was wrong with the list that names the repositories. */
  readonly listProblems: readonly ListProblem[];
}

/** The repositories of a share, and what its result says of being one; all of them where no share is wanted. */
export function shareOf<Plan extends { readonly id: string }>(
  plans: readonly Plan[],
  share: Share | null,
  decisions: ReadingDecisions,
): { readonly plans: readonly Plan[]; readonly shard: Shard | null } {
  if (share === null) return { plans, shard: null };
  const { index, of } = share;
  return {
    plans: plans.filter(({ id }) => shareFor(id, of) === index),
    shard: { index, of, repositories: plans.length, batch: batchOf(plans, decisions) },
  };
}

/** The share that a repository is in. */
export function shareFor(id: string, of: number): number {
  return (createHash('sha256').update(id, 'utf8').digest().readUIntBE(0, 6) % of) + 1;
}

function batchOf(plans: readonly { readonly id: string }[], decisions: ReadingDecisions): string {
  const { includeVendored, exclude, maxFileSize, listProblems } = decisions;
  const ids = plans.map(({ id }) => id).sort();
  return createHash('sha256')
    .update(
      JSON.stringify([
        ids,
        includeVendored,
        exclude,
        maxFileSize,
        listProblems.map(({ list, line, effect, reason }) => [list, line, effect, reason]),
      ]),
      'utf8',
    )
    .digest('hex')
    .slice(0, 12);
}
