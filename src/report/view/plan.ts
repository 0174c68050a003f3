/** What somebody has answered for or decided: shown apart from the open work, and never hidden. */
import type { DecisionResult, WaiverResult } from '../../model/assessment.ts';
import { decisionAbout, waiverAbout, waiverState } from '../plan-words.ts';
import type { Context } from './context.ts';
import { envelope, wholeHours } from './hours.ts';
import { beyondList, shownPart } from './places.ts';
import { count, day, present } from './text.ts';
import { inWords, m, t } from '../messages.ts';

/** Null where the settings say nothing. */
export function planView(context: Context) {
  const { assessment, limits } = context;
  const { waivers, decisions } = assessment;
  if (waivers.length + decisions.length === 0) return null;
  const waived = assessment.repos.reduce((sum, { findings }) => sum + findings.filter(({ waiver }) => waiver !== undefined).length, 0);
  return {
    title: t`Waived and decided: ${present(
      waivers.length > 0 && t`${count(waived, 'finding')} waived`,
      decisions.length > 0 && count(decisions.length, 'decision'),
    ).join(', ')}`,
    waivers: shownPart(waivers, limits.list).map(waiverRow),
    beyond: beyondList(waivers.length, 'waiver', null, limits.list),
    hours: waivedHours(context),
    decisions: decisions.map((decision) => decisionRow(context, decision)),
  };
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
function waivedHours({ shownRoutes, names }: Context) {
  return shownRoutes.flatMap(({ target, waived }) =>
    waived
      ? [
          {
            name: names.target(target),
            findings: count(waived.findings, 'finding'),
            hours: waived.hours ? t`${wholeHours(waived.hours[1])} hours likely (${envelope(waived.hours)})` : t`no hours to give`,
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
