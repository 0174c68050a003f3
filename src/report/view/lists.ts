/** What people lose, what is rebuilt, what goes away and what was not seen: capabilities by the names that people use, on the first page. */
import type { TargetId, VerdictId } from '../../catalog/terms.ts';
import type { CapabilityResult } from '../../model/assessment.ts';
import { formatNumber } from '../number.ts';
import type { Context } from './context.ts';
import { lowerFirst } from './text.ts';
import { REBUILT, verdictMark } from './words.ts';
import { inWords, m, t } from '../messages.ts';

const WORDS = {
  lose: m`You lose`,
  rebuild: m`You rebuild`,
  goes: m`It goes away`,
  unseen: m`Not seen`,
  nothing: m`Nothing that was found.`,
  allSeen: m`Every capability could be looked for.`,
};

/** How many names a list holds, and how many things it names of a capability. */
const NAMES_IN_VIEW = 4;
const THINGS_IN_VIEW = 2;

interface Entry {
  text: string;
  /** What of it, where only parts of it are meant. */
  things: string[];
  /** The targets for which it holds. */
  targets: TargetId[];
  href: string;
}

export function lists(context: Context) {
  const rebuilt = (c: CapabilityResult): boolean => REBUILT.some((v) => (c.counts[v] ?? 0) > 0);
  return [
    {
      title: inWords(WORDS.lose),
      mark: verdictMark('no-equivalent'),
      empty: inWords(WORDS.nothing),
      ...pick(context, partsWith(context, 'no-equivalent')),
    },
    {
      title: inWords(WORDS.rebuild),
      mark: verdictMark('redesign'),
      empty: inWords(WORDS.nothing),
      ...pick(context, capabilities(context, rebuilt)),
    },
    {
      title: inWords(WORDS.goes),
      mark: verdictMark('obsolete'),
      empty: inWords(WORDS.nothing),
      ...pick(context, partsWith(context, 'obsolete')),
    },
    {
      title: inWords(WORDS.unseen),
      mark: { word: '', icon: 'i-unknown', tone: 'unknown' },
      empty: inWords(WORDS.allSeen),
      ...pick(
        context,
        capabilities(context, (c) => c.state === 'not-read', '#unseen'),
      ),
    },
  ];
}

/** Capabilities with the things in them that have a verdict. */
function partsWith({ anchor, assessment, met, rules, shownTargets }: Context, verdict: VerdictId): Entry[] {
  const found = met.all
    .filter((id) => met.isCounted(id) && !met.progress.includes(id))
    .map((id) => ({
      title: rules.title(id),
      capability: rules.mapping(id)?.capability ?? null,
      targets: shownTargets.filter((t) => rules.verdictOf(id, t) === verdict),
    }))
    .filter(({ targets }) => targets.length > 0);
  return assessment.catalog.capabilities.flatMap(({ id, name }) => {
    const mine = found.filter(({ capability }) => capability === id);
    if (mine.length === 0) return [];
    const targets = shownTargets.filter((t) => mine.some((one) => one.targets.includes(t)));
    return [{ text: name, things: mine.map(({ title }) => lowerFirst(title)), targets, href: `#${anchor('capability', id)}` }];
  });
}

function capabilities(
  { anchor, assessment, routes, shownTargets }: Context,
  wanted: (c: CapabilityResult) => boolean,
  href?: string,
): Entry[] {
  return assessment.catalog.capabilities.flatMap(({ id, name }) => {
    const targets = shownTargets.filter((t) => routes.some((r) => r.target === t && r.capabilities.some((c) => c.id === id && wanted(c))));
    return targets.length === 0 ? [] : [{ text: name, things: [], targets, href: href ?? `#${anchor('capability', id)}` }];
  });
}

/** What holds on most targets comes first, and of that what concerns most things; where it does not hold on all of them, that is said. */
function pick({ lead, routes }: Context, entries: Entry[]) {
  const all = entries.toSorted((x, y) => y.targets.length - x.targets.length || y.things.length - x.things.length);
  const note = (targets: TargetId[]): string | null =>
    lead || targets.length === routes.length ? null : t`on ${targets.length} of ${routes.length} targets`;
  return {
    items: all.slice(0, NAMES_IN_VIEW).map((e) => ({ text: e.text, things: thingsText(e.things), note: note(e.targets), href: e.href })),
    more: all.length > NAMES_IN_VIEW ? t`and ${formatNumber(all.length - NAMES_IN_VIEW)} more` : null,
  };
}

function thingsText(things: string[]): string | null {
  if (things.length === 0) return null;
  const more = things.length - THINGS_IN_VIEW;
  return [...things.slice(0, THINGS_IN_VIEW), ...(more > 0 ? [t`${formatNumber(more)} more`] : [])].join('; ');
}
