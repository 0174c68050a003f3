/** What people lose, what is rebuilt, what goes away and what was not seen: a few names each, on the first page. */
import type { TargetId, VerdictId } from '../../catalog/terms.ts';
import type { CapabilityResult } from '../../model/assessment.ts';
import { formatNumber } from '../number.ts';
import type { Context } from './context.ts';
import { REBUILT, verdictMark } from './words.ts';

/** How many names a list holds. */
const NAMES_IN_VIEW = 5;
const NOTHING_FOUND = 'Nothing that was found.';

interface Entry {
  text: string;
  /** The targets for which it holds. */
  targets: TargetId[];
  href: string;
}

export function lists(context: Context) {
  const rebuilt = (c: CapabilityResult): boolean => REBUILT.some((v) => (c.counts[v] ?? 0) > 0);
  return [
    { title: 'You lose', mark: verdictMark('no-equivalent'), empty: NOTHING_FOUND, ...pick(context, rulesWith(context, 'no-equivalent')) },
    {
      title: 'You rebuild',
      mark: verdictMark('redesign'),
      empty: NOTHING_FOUND,
      ...pick(context, capabilities(context, rebuilt, '#score')),
    },
    { title: 'It goes away', mark: verdictMark('obsolete'), empty: NOTHING_FOUND, ...pick(context, rulesWith(context, 'obsolete')) },
    {
      title: 'Not seen',
      mark: { word: '', icon: 'i-unknown', tone: 'unknown' },
      empty: 'Every capability could be looked for.',
      ...pick(
        context,
        capabilities(context, (c) => c.state === 'not-read', '#unseen'),
      ),
    },
  ];
}

function rulesWith({ anchor, met, rules, shownTargets }: Context, verdict: VerdictId): Entry[] {
  return met.all
    .filter((id) => met.isCounted(id) && !met.progress.includes(id))
    .map((id) => ({
      text: rules.title(id),
      targets: shownTargets.filter((t) => rules.verdictOf(id, t) === verdict),
      href: `#${anchor('rule', id)}`,
    }));
}

function capabilities({ assessment, routes, shownTargets }: Context, wanted: (c: CapabilityResult) => boolean, href: string): Entry[] {
  return assessment.catalog.capabilities.map(({ id, name }) => ({
    text: name,
    targets: shownTargets.filter((t) => routes.some((r) => r.target === t && r.capabilities.some((c) => c.id === id && wanted(c)))),
    href,
  }));
}

/** What holds on most targets comes first; where it does not hold on all of them, that is said. */
function pick({ lead, routes }: Context, entries: Entry[]) {
  const all = entries.filter((e) => e.targets.length > 0).toSorted((x, y) => y.targets.length - x.targets.length);
  const note = (targets: TargetId[]): string | null =>
    lead || targets.length === routes.length ? null : `on ${targets.length} of ${routes.length} targets`;
  return {
    items: all.slice(0, NAMES_IN_VIEW).map((e) => ({ text: e.text, note: note(e.targets), href: e.href })),
    more: all.length > NAMES_IN_VIEW ? `and ${formatNumber(all.length - NAMES_IN_VIEW)} more` : null,
  };
}
