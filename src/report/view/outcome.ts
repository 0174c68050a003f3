/** What the scan comes to, in counts. The sentence, the notices and the question to decide next rest on the same ones. */
import type { CapabilityResult } from '../../model/assessment.ts';
import { capabilitiesOf, isCounted, isInSource, isProgress, type Context } from './context.ts';
import { ends } from './text.ts';
import { REBUILT } from './words.ts';

export type Wanted = (capability: CapabilityResult) => boolean;
export type Outcome = ReturnType<typeof outcomeOf>;

export const isRebuilt: Wanted = (c) => c.verdict !== null && REBUILT.includes(c.verdict);
export const isLost: Wanted = (c) => c.verdict === 'no-equivalent';
export const isUndecided: Wanted = (c) => c.verdict === 'unknown';

export function outcomeOf({ assessment, findings, lead, routes, shownRoutes }: Context) {
  const scores = routes.map((r) => r.readiness.score).filter((s) => s !== null);
  const noScore = lead ? lead.readiness.score === null : scores.length === 0;
  // A target of which nothing is known yet would stretch every range down to nothing.
  const judged = lead ? [lead] : routes.filter((r) => r.capabilities.some((c) => c.verdict !== null && c.verdict !== 'unknown'));
  const inState = (state: CapabilityResult['state']): number => (judged[0] ? capabilitiesOf(judged[0], (c) => c.state === state) : 0);
  return {
    noScore,
    /** Read, and nothing of Open CTI in it; what stands of Voice is not to be moved. */
    nothing:
      !noScore &&
      assessment.totals.definitions.openCti === 0 &&
      !findings.some((entry) => isInSource(entry) && isCounted(entry) && !isProgress(entry)) &&
      shownRoutes.every((r) => r.readiness.score === 100),
    filesSeen: assessment.repos.reduce((n, r) => n + r.filesSeen, 0),
    judged,
    /** The state of a capability is the same for every target. */
    capabilities: judged[0]?.capabilities.length ?? 0,
    used: inState('used'),
    unread: inState('not-read'),
    /** How many capabilities, over the targets from fewest to most. */
    span: (wanted: Wanted): [number, number] => ends(judged.map((r) => capabilitiesOf(r, wanted))),
  };
}
