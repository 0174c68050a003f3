/** What somebody has answered for or decided: shown apart from the open work, and never hidden. */
import type { DecisionResult, WaiverResult } from '../../model/assessment.ts';
import { decisionAbout, waiverAbout, waiverState } from '../plan-words.ts';
import type { Hours } from '../../catalog/schema.ts';
import { formatNumber } from '../number.ts';
import type { Context } from './context.ts';
import { envelope, wholeHours } from './hours.ts';
import { beyondList, shownPart } from './places.ts';
import { count, day, present } from './text.ts';
import { inWords, m, t } from '../messages.ts';

/** Null where the settings say nothing. */
export function planView(context: Context) {
  const { assessment, limits, shownRoutes } = context;
  const { waivers, decisions } = assessment;
  if (waivers.length + decisions.length === 0) return null;
  const waived = waivedFindings(assessment);
  return {
    title: t`Waived and decided: ${present(
      waivers.length > 0 && t`${count(waived, 'finding')} waived`,
      decisions.length > 0 && count(decisions.length, 'decision'),
    ).join(', ')}`,
    waivers: shownPart(waivers, limits.list).map(waiverRow),
    beyond: beyondList(waivers.length, 'waiver', null, limits.list),
    hours: waivedHours(context),
    part: shownRoutes.some((route) => (route.waived?.findings ?? waived) < waived)
      ? t`Findings in tests and in copies lead to no work, and so do those of which nothing is left to do on a route.`
      : null,
    decisions: decisions.map((decision) => decisionRow(context, decision)),
  };
}

function waivedFindings({ repos }: Context['assessment']): number {
  return repos.reduce((sum, { findings }) => sum + findings.filter(({ waiver }) => waiver !== undefined).length, 0);
}

/** Other findings may lead to the same work, which then stays as it is. */
function hoursBack(hours: Hours): string {
  return hours[2] === 0 ? t`none: other findings lead to the same work` : t`${wholeHours(hours[1])} hours likely (${envelope(hours)})`;
}

function waiverRow(waiver: WaiverResult) {
  const { id, reason, owner, ticket, expires, state } = waiver;
  return {
    id,
    about: waiverAbout(waiver),
    reason,
    owner,
    ticket,
    expires: day(expires),
    state: inWords(STATE_WORDS[state]),
    isSpent: state !== 'in-force',
    text: waiverState(waiver),
  };
}

const STATE_WORDS = { 'in-force': m`In force`, expired: m`Expired`, unmatched: m`Fits nothing` } as const;

/** What is out of the open hours, for each route that is shown; it would come back with the waivers’ end. */
function waivedHours({ shownRoutes, names, assessment }: Context) {
  const all = waivedFindings(assessment);
  return shownRoutes.flatMap(({ target, waived }) =>
    waived
      ? [
          {
            name: names.target(target),
            findings: waived.findings < all ? t`${formatNumber(waived.findings)} of ${count(all, 'finding')}` : count(all, 'finding'),
            hours: waived.hours === null ? t`no hours to give` : hoursBack(waived.hours),
            items: waived.items.map(({ id }) => names.work(id)),
          },
        ]
      : [],
  );
}

function decisionRow({ names }: Context, decision: DecisionResult) {
  const { workItem, capability, repository, target, reason, owner, ticket, decided, hours, state } = decision;
  return {
    id: decision.id,
    what: decision.decision,
    about: workItem === null ? names.capability(capability ?? '') : names.work(workItem),
    where: present(repository, target !== null && names.target(target)).join(', '),
    reason,
    who: present(owner, decided !== null && day(decided), ticket).join(', '),
    hours: hours ? envelope(hours) : null,
    likely: hours ? wholeHours(hours[1]) : null,
    unmatched: state === 'unmatched' ? t`Nothing that was found is what it speaks of (${decisionAbout(decision)}).` : null,
  };
}
