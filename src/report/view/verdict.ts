/** The result in a sentence that a board member can repeat, and what the reader must know before believing it. */
import { formatNumber } from '../number.ts';
import type { Context } from './context.ts';
import { countCalls } from '../../model/calls.ts';
import { ADAPTER_SOURCE, callsText, sourceState } from './source.ts';
import { foundationsStand, foundationsText } from './foundations.ts';
import { countGates, gateGroups } from './gates.ts';
import { isLost, isRebuilt, isUndecided, type Outcome, type Wanted } from './outcome.ts';
import { count, list, lowerFirst, plural, present, spoken } from './text.ts';
import { unusedNotice } from './unused.ts';
import { t } from '../messages.ts';
import { lostFiles } from './problems.ts';

interface Sentence {
  lead: string;
  rest: string;
}

export function verdictSentence(context: Context, outcome: Outcome): Sentence {
  if (outcome.noScore) {
    const reasons = [...new Set(context.shownRoutes.map((r) => r.readiness.reason))];
    return { lead: t`No verdict.`, rest: ` ${reasons.join(' ')}` };
  }
  if (outcome.nothing) {
    const files = count(outcome.filesSeen, 'file');
    const source = sourceState(context).silent ? '' : t` and no use of it in source`;
    return { lead: t`Nothing to migrate`, rest: t` was found: no definition file for Open CTI${source} is among the ${files} looked at.` };
  }
  const { lead, rest } = gateSentence(context, outcome);
  return { lead, rest: rest + capabilitySentence(context, outcome) + callsSentence(context) + consumersSentence(context) };
}

function callsSentence({ mapped }: Context): string {
  const total = countCalls(mapped);
  return total.calls > 0 ? t` The adapter’s source holds ${callsText(total)}.` : '';
}

/** Names that merely speak of calls are not counted here. */
function consumersSentence({ assessment }: Context): string {
  const n = assessment.repos.reduce((sum, { org }) => sum + (org?.consumers ?? []).filter(({ strength }) => strength !== 'weak').length, 0);
  return n === 0 ? '' : t` In the org, ${count(n, 'component')} ${plural(n, 'uses', 'use')} the Tasks of calls.`;
}

/** Gates come before any figure, so they open the sentence. */
function gateSentence(context: Context, outcome: Outcome): Sentence {
  const groups = gateGroups(context);
  const { all, open } = countGates(groups);
  const failed = [...new Set(groups.flatMap(({ gate }) => (gate.outcome === 'fail' ? [context.names.gate(gate.id)] : [])))];
  const openText = open > 0 ? t`${formatNumber(open)} of ${count(all, 'gate')} ${plural(open, 'is', 'are')} still open` : '';
  if (failed.length > 0) {
    const gates = `${plural(failed.length, 'gate', 'gates')} ${list(failed.map((name) => `“${name}”`))}`;
    const also = openText ? t`, and ${openText}` : '';
    return { lead: t`Not ready:`, rest: t` the ${gates} ${plural(failed.length, 'is', 'are')} not passed${also}.` };
  }
  if (open > 0) return { lead: t`Not settled:`, rest: t` no gate has failed, but ${openText}.` };
  if (isReady(context, outcome)) {
    return {
      lead: t`Ready to move:`,
      rest: t` every gate is passed, ${context.shownRoutes.every(foundationsStand) ? t`all that Voice needs of the org stands` : t`a Voice definition is in place`}, and nothing has to be built again.`,
    };
  }
  return { lead: groups.length > 0 ? t`Every gate is passed.` : t`No gate stands in the way.`, rest: '' };
}

/** Not said while anything is unseen or undecided, or while anything that Voice needs is not there; least of all while nothing is. */
function isReady({ assessment, shownRoutes }: Context, { span, unread }: Outcome): boolean {
  const none = [isRebuilt, isLost, isUndecided].every((wanted) => span(wanted)[1] === 0);
  const stand = shownRoutes.every((route) => foundationsStand(route) ?? assessment.totals.definitions.voice > 0);
  return stand && none && unread === 0;
}

function capabilitySentence(context: Context, outcome: Outcome): string {
  const { used, span } = outcome;
  if (used === 0) return '';
  const [rebuilt, lost, undecided] = [span(isRebuilt), span(isLost), span(isUndecided)];
  const parts = present(
    rebuilt[1] > 0 && t`${spoken(rebuilt)} must be rewritten or redesigned${named(context, outcome, isRebuilt)}`,
    lost[1] > 0 &&
      t`${spoken(lost)} ${plural(lost[1], 'loses', 'lose')} something that has no equivalent${named(context, outcome, isLost)}`,
    undecided[1] > 0 && t`for ${spoken(undecided)} nobody has confirmed what becomes of ${plural(undecided[1], 'it', 'them')}`,
  );
  const all = count(used, 'phone capability', 'phone capabilities');
  if (parts.length === 0) {
    const move = used === 1 ? t`The one phone capability in use moves` : t`All ${all} in use move`;
    return t` ${move} by configuration, or ${plural(used, 'needs', 'need')} nothing.`;
  }
  const depending = !context.lead && [rebuilt, lost, undecided].some(([low, high]) => low !== high) ? t`, depending on the target` : '';
  return t` Of ${all} in use, ${list(parts)}${depending}.`;
}

/** Names them for a chosen target only. Joined by semicolons: the names hold commas and conjunctions of their own. */
function named({ lead, names }: Context, { judged }: Outcome, wanted: Wanted): string {
  if (!lead) return '';
  const met = (judged[0]?.capabilities ?? []).filter(wanted).map((c) => lowerFirst(names.capability(c.id)));
  if (met.length === 0) return '';
  const more = met.length > 3 ? [t`${formatNumber(met.length - 3)} more`] : [];
  return ` (${[...met.slice(0, 3), ...more].join('; ')})`;
}

interface Notice {
  text: string;
  href: string;
}

export function notices(context: Context, outcome: Outcome): Notice[] {
  const { voice, ctiToolkit, openCti } = context.assessment.totals.definitions;
  const all = [unreadNotice(context), elsewhereNotice(context), unusedNotice(context)];
  if (!outcome.noScore && outcome.unread > 0) {
    const capabilities = count(outcome.capabilities, 'phone capability', 'phone capabilities');
    const text = t`${formatNumber(outcome.unread)} of ${capabilities} cannot be seen in these files; they are open, not absent.`;
    all.push({ text, href: '#unseen' });
  }
  const foundations = foundationsText(context);
  if (foundations !== null) all.push({ text: foundations, href: '#foundations' });
  if (outcome.nothing && voice > 0)
    all.push({ text: t`${count(voice, 'definition')} already ${plural(voice, 'serves', 'serve')} Salesforce Voice.`, href: '#voice' });
  if (ctiToolkit > 0 && openCti === 0)
    all.push({
      text: t`${count(ctiToolkit, 'definition')} ${plural(ctiToolkit, 'belongs', 'belong')} to the older CTI Toolkit.`,
      href: '#voice',
    });
  return all.filter((notice) => notice !== null);
}

/** Without the source most of what a phone integration does stays unseen. */
function elsewhereNotice({ assessment: { repos } }: Context): Notice | null {
  const names = repos.filter((r) => r.coverage.some((c) => c.id === ADAPTER_SOURCE && c.state === 'elsewhere')).map((r) => r.name);
  if (names.length === 0) return null;
  const where = repos.length > 1 ? t` of ${list(names, 3)}` : '';
  return { text: t`The adapter’s source${where} was not in these files; add it to see what the adapter does.`, href: '#calls' };
}

/** The greater loss alone: a repository that failed outweighs a file that was read in part. */
function unreadNotice({ assessment }: Context): Notice | null {
  const failed = assessment.repos.filter((r) => r.status === 'failed').map((r) => r.name);
  if (failed.length > 0) {
    const repositories = t`${count(failed.length, 'repository', 'repositories')} could not be read (${list(failed, 3)})`;
    return { text: t`${repositories}; nothing here speaks of ${plural(failed.length, 'it', 'them')}.`, href: '#problems' };
  }
  const files = lostFiles(assessment.repos);
  if (files === 0) return null;
  const text = t`${count(files, 'file')} could not be read in full; what ${plural(files, 'it holds', 'they hold')} may be missing here.`;
  return { text, href: '#problems' };
}
