/** Whether the adapter's own source was read: what is not found in it means little where it was not there to read. */
import type { Coverage, RepositoryRecord } from '../../model/assessment.ts';
import { isInAdapter, type Context } from './context.ts';
import { formatNumber } from '../number.ts';
import { list, plural } from './text.ts';
import { t } from '../messages.ts';

/** The kind of evidence, in rules/evidence.yaml, that adapter source is. */
export const ADAPTER_SOURCE = 'adapter-source';

export interface SourceState {
  /** Some source was read. */
  read: boolean;
  /** Nothing of the source's evidence is in this result: an older version of the program made it. */
  silent: boolean;
  /** What a reader must know before believing that something was not found; null where all of the source was read. */
  limits: string | null;
}

/** Over all repositories. */
export function sourceState({ assessment: { repos }, several, findings }: Context): SourceState {
  const inState = (state: Coverage['state']): RepositoryRecord[] => repos.filter((repo) => stateOf(repo) === state);
  const [elsewhere, partly] = [inState('elsewhere'), inState('partly')];
  const isLost = (repo: RepositoryRecord): boolean => repo.problems.some(({ effect }) => effect === 'lost');
  const [lost, packaged] = [partly.filter(isLost), partly.filter((repo) => !isLost(repo))];
  const read = inState('read').length + partly.length > 0 || findings.some((entry) => isInAdapter(entry));
  const of = (those: RepositoryRecord[]): string =>
    several
      ? t` of ${list(
          those.map((repo) => repo.name),
          3,
        )}`
      : '';
  const limits = [
    elsewhere.length > 0 &&
      t`The source of the adapter${of(elsewhere)} was not in these files: a definition shows that there is one, and what it does cannot be told from here.`,
    lost.length > 0 && t`Some source${of(lost)} could not be read in full, so more may be called than stands here.`,
    packaged.length > 0 && t`The adapter page${of(packaged)} stands in a managed package, whose code no scan can see.`,
  ].filter((text) => text !== false);
  return {
    read,
    silent: !read && elsewhere.length === 0,
    limits: limits.length > 0 ? limits.join(' ') : null,
  };
}

function stateOf(repo: RepositoryRecord): Coverage['state'] | null {
  return repo.coverage.find(({ id }) => id === ADAPTER_SOURCE)?.state ?? null;
}

/** As it is said on the first page. */
export function callsText({ calls, files }: { calls: number; files: number }): string {
  return t`${formatNumber(calls)} ${plural(calls, 'call', 'calls')} of Open CTI in ${formatNumber(files)} ${plural(files, 'file', 'files')}`;
}
