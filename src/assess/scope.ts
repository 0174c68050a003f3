/** What of a repository's findings counts, and how many call centers there are to move. */
import type { Finding, RepositoryRecord } from '../model/assessment.ts';

type Held = Pick<RepositoryRecord, 'definitions' | 'findings' | 'problems'>;

/**
 * Whether a finding stands for something in use that has to move. What stands in a test is in no service; a foundation of Salesforce Voice is
 * progress; who has access and which package is installed tell whom and what it concerns, and are no work of their own.
 */
export function countsAsUse({ kind, context }: Pick<Finding, 'kind' | 'context'>): boolean {
  return context !== 'test' && !BESIDE_USE.has(kind);
}

const BESIDE_USE: ReadonlySet<Finding['kind']> = new Set(['foundation', 'access', 'package']);

/** Open CTI definitions. An adapter whose definition is not in its repository serves one call center at least. */
export function callCenters(repos: readonly Held[]): number {
  const defined = repos.flatMap((repo) => repo.definitions).filter((definition) => definition.standing === 'open-cti').length;
  return defined === 0 && repos.some(hasAdapter) ? 1 : defined;
}

/** Whether source that uses Open CTI was found, tests and mocks aside. */
export function hasAdapter({ findings }: Pick<Held, 'findings'>): boolean {
  return findings.some((finding) => finding.context !== 'test' && ADAPTER_KINDS.has(finding.kind));
}

const ADAPTER_KINDS: ReadonlySet<Finding['kind']> = new Set(['call', 'constant', 'reference', 'script-load', 'component']);

export function lostSomething({ problems }: Pick<Held, 'problems'>): boolean {
  return problems.some((problem) => problem.effect === 'lost');
}
