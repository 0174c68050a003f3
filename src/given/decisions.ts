/** What the team decided about pieces of work: shown as what it is, and where it says hours, in the place of the catalog's assumption. */
import type { Catalog } from '../catalog/schema.ts';
import type { TargetId } from '../catalog/terms.ts';
import type { DecisionResult, RepositoryRecord, WorkItemResult } from '../model/assessment.ts';

/** Names a work item or a capability, one of the two. */
export type Decision = Omit<DecisionResult, 'state'>;

/** Hours that no repository could have, or that none says it has; a sentence each. */
export function decisionFaults(decisions: readonly Decision[], catalog: Catalog): string[] {
  const items = new Map(catalog.workItems.map((item) => [item.id, item]));
  return decisions.flatMap(({ id, workItem, repository, hours }) => {
    const item = items.get(workItem ?? '');
    if (!item || hours === null) return [];
    const isOnce = item.per === 'org' || item.per === 'portfolio';
    if (isOnce && repository !== null)
      return [`${id}: “${item.id}” is done once for all repositories, so its hours belong to none of them`];
    if (!isOnce && repository === null) return [`${id}: “${item.id}” is done ${PER_WORDS[item.per]}, so its hours need a repository`];
    return [];
  });
}

const PER_WORDS = {
  org: 'once for the org',
  portfolio: 'once for all',
  repository: 'once for each repository',
  'call-center': 'once for each call center',
  adapter: 'once for each adapter',
} as const;

/** The work items with the hours that somebody decided on. `repository` is null for all of them together. */
export function withDecidedHours(
  items: readonly WorkItemResult[],
  decisions: readonly Decision[],
  target: TargetId,
  repository: string | null,
): WorkItemResult[] {
  return items.map((item) => {
    const decision = decisions.findLast(
      (one) =>
        one.hours !== null &&
        one.workItem === item.id &&
        // Where nobody can say what a route takes, one figure alone would pass for the whole of it: that wants to be meant.
        (one.target === null ? item.noHours === null : one.target === target) &&
        (one.repository === null || one.repository === repository),
    );
    if (!decision?.hours || item.state !== 'counted') return item;
    const { hours } = decision;
    return { ...item, base: hours, perOccurrence: [], hours, noHours: null, decided: [decision.id], assumed: item.hours };
  });
}

/** Each decision, and whether anything that was found is what it speaks of. */
export function decisionResults(decisions: readonly Decision[], records: readonly RepositoryRecord[]): DecisionResult[] {
  return decisions.map((decision) => {
    const { workItem, capability, repository, target } = decision;
    const speaksOf = records.some(
      ({ id, routes }) =>
        (repository === null || repository === id) &&
        routes.some(
          (route) =>
            (target === null || target === route.target) &&
            (workItem === null
              ? route.capabilities.some((one) => one.id === capability && one.state === 'used')
              : route.workItems.some((item) => item.id === workItem && item.state !== 'not-seen')),
        ),
    );
    return { ...decision, state: speaksOf ? 'in-force' : 'unmatched' };
  });
}
