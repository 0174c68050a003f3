/** What the settings say of work that is waived or decided on, put into records before they are summed up. */
import { assessRepository, type ClientFacts } from '../assess/assess.ts';
import type { Catalog } from '../catalog/schema.ts';
import { UserError } from '../errors.ts';
import { decisionFaults, type Decision } from '../given/decisions.ts';
import { lostWaivers, markWaived, type FollowedWaiver, type Waiver } from '../given/waivers.ts';
import type { RepositoryRecord, WaiverResult } from '../model/assessment.ts';

export interface TeamPlan {
  readonly waivers: readonly FollowedWaiver[];
  readonly decisions: readonly Decision[];
  /** Fingerprints of today for those that are nowhere any more, as earlier runs tell them. */
  readonly follow?: (fingerprints: readonly string[], records: readonly RepositoryRecord[]) => ReadonlyMap<string, readonly string[]>;
}

export const NO_PLAN: TeamPlan = { waivers: [], decisions: [] };

export interface Planned {
  readonly records: readonly RepositoryRecord[];
  readonly waivers: readonly WaiverResult[];
  readonly facts: ClientFacts;
}

/**
 * What names a rule, a capability or a work item that the catalog does not have is no fault: a catalog may lose them, and then it fits nothing.
 * @throws UserError where hours belong to no repository that could have them, or to none
 */
export function checkPlan({ decisions }: TeamPlan, catalog: Catalog): void {
  const faults = decisionFaults(decisions, catalog);
  if (faults.length > 0)
    throw new UserError(
      `The decisions of the settings are not right:\n${faults.join('\n')}`,
      'They are counted from 1 in the order of the file; docs/decisions.md says what they may name.',
    );
}

export function applyPlan(
  records: readonly RepositoryRecord[],
  { waivers, decisions, follow }: TeamPlan,
  catalog: Catalog,
  { asOf, facts }: { readonly asOf: string; readonly facts: ClientFacts },
): Planned {
  const known = follow
    ? follow(
        lostWaivers(waivers, records).map(({ finding }) => finding ?? ''),
        records,
      )
    : null;
  const followed = known ? waivers.map((waiver) => followedBy(waiver, known)) : waivers;
  const { records: marked, results } = markWaived(records, followed, asOf);
  const withDecisions = decisions.length > 0 ? { ...facts, decisions } : facts;
  const decided = new Set(decisions.flatMap(({ workItem, hours }) => (hours === null || workItem === null ? [] : [workItem])));
  return {
    records: marked.map((record, index) => {
      const isTouched = record !== records[index] || record.routes.some(({ workItems }) => workItems.some(({ id }) => decided.has(id)));
      return isTouched ? assessRepository(record, catalog, withDecisions) : record;
    }),
    waivers: results,
    facts: withDecisions,
  };
}

function followedBy(waiver: Waiver, known: ReadonlyMap<string, readonly string[]>): FollowedWaiver {
  const follows = waiver.finding === null ? undefined : known.get(waiver.finding);
  return follows ? { ...waiver, follows: [...follows] } : waiver;
}
