/** One thing to decide next, not a list of twelve. */
import { formatNumber } from '../number.ts';
import type { Context } from './context.ts';
import { gateGroups } from './gates.ts';
import { wholeHours } from './hours.ts';
import type { Outcome } from './outcome.ts';
import { count, lowerFirst } from './text.ts';
import { t } from '../messages.ts';

interface Decision {
  question: string;
  who: string | null;
  changes: string | null;
  href: string;
  link: string;
}

/** The target comes first; once it is chosen, the question that an open gate waits for, or the one that most findings raise. */
export function decideNext(context: Context, { noScore, nothing }: Outcome): Decision | null {
  if (noScore || nothing) return null;
  if (!context.lead) return whichTarget(context);
  const id = openGateQuestion(context) ?? mostRaisedQuestion(context);
  if (id === null) return null;
  const { text, who, changes } = context.names.question(id);
  return {
    question: text,
    who,
    changes: changes ? t`It changes: ${lowerFirst(changes)}` : null,
    href: '#unseen',
    link: t`All open questions`,
  };
}

function whichTarget(context: Context): Decision {
  const { changed, all } = differingWork(context);
  const changes =
    changed > 0 ? t`It changes ${formatNumber(changed)} of ${count(all, 'work item')}.` : t`The gates and what people lose differ.`;
  return {
    question: t`Which of the five targets?`,
    who: null,
    changes: `${changes}${likelySpread(context)}`,
    href: '#targets',
    link: t`The targets side by side`,
  };
}

/** Among the targets that have hours: one without any differs from all of them in everything. */
function differingWork({ routes }: Context): { changed: number; all: number } {
  const compared = routes.filter((r) => r.hours);
  const ids = [...new Set(compared.flatMap((r) => r.workItems.map((w) => w.id)))];
  const ways = (id: string): number =>
    new Set(compared.map((r) => JSON.stringify(r.workItems.filter((w) => w.id === id).map((w) => [w.state, w.hours])))).size;
  return { changed: ids.filter((id) => ways(id) > 1).length, all: ids.length };
}

function likelySpread({ names, routes }: Context): string {
  const priced = routes
    .flatMap((r) => (r.hours ? [{ name: lowerFirst(names.targetShort(r.target)), likely: r.hours[1] }] : []))
    .toSorted((x, y) => x.likely - y.likely);
  const [low, high] = [priced[0], priced.at(-1)];
  if (!low || !high || low.likely === high.likely) return '';
  return t` The likely figure runs from ${wholeHours(low.likely)} hours (${low.name}) to ${wholeHours(high.likely)} (${high.name}).`;
}

function openGateQuestion(context: Context): string | null {
  const open = gateGroups(context).filter((g) => g.gate.outcome === 'unknown');
  return open.find((g) => g.gate.question !== null)?.gate.question ?? null;
}

function mostRaisedQuestion({ assessment }: Context): string | null {
  const questions = assessment.repos.flatMap((r) => r.questions).filter(({ answered }) => answered?.wholly !== true);
  return questions.toSorted((x, y) => y.raisedBy.length - x.raisedBy.length)[0]?.id ?? null;
}
