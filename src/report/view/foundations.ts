/** What Salesforce Voice needs of the org, and what of it stands already. */
import type { TargetId } from '../../catalog/terms.ts';
import type { FoundationResult, Route } from '../../model/assessment.ts';
import { formatNumber } from '../number.ts';
import type { Context } from './context.ts';
import { placeFinder } from './gates.ts';
import { byKey, ends, list, plural, present, spoken } from './text.ts';
import { FOUNDATION_MARKS } from './words.ts';
import { inWords, t } from '../messages.ts';

/** A foundation is shown by a few places; the findings list all of them. */
const PLACES_IN_VIEW = 5;
const ORDER: readonly FoundationResult['state'][] = ['stands', 'none', 'not-seen'];

interface Group {
  foundation: FoundationResult;
  targets: TargetId[];
}

/** The same state for several targets stands once. */
function foundationGroups({ shownRoutes }: Context): Group[] {
  const entries = shownRoutes.flatMap((route) => route.foundations.map((foundation) => ({ foundation, target: route.target })));
  return [...byKey(entries, ({ foundation }) => JSON.stringify([foundation.id, foundation.state])).values()].map((same) => ({
    foundation: (same[0] as (typeof same)[number]).foundation,
    targets: same.map(({ target }) => target),
  }));
}

/** Null where nothing of an org was read, and so nothing can be said. */
export function foundationsView(context: Context) {
  const groups = foundationGroups(context);
  if (!isTold(context, groups)) return null;
  const { assessment, lead, names, routes, several, sources } = context;
  const records = assessment.catalog.foundations;
  const position = (id: string): number => records.findIndex((record) => record.id === id);
  const finder = placeFinder(context);
  return {
    title: foundationsTitle(context),
    byTarget: lead ? null : context.routes.map((route) => ({ name: names.targetShort(route.target), text: countText(route) })),
    rows: groups
      .toSorted(
        (x, y) =>
          position(x.foundation.id) - position(y.foundation.id) || ORDER.indexOf(x.foundation.state) - ORDER.indexOf(y.foundation.state),
      )
      .map(({ foundation, targets }) => {
        const record = records.find(({ id }) => id === foundation.id);
        const find = finder();
        const most = Math.min(PLACES_IN_VIEW, context.limits.names);
        const more = foundation.evidence.length - most;
        return {
          name: record?.name ?? foundation.id,
          why: record?.why ?? null,
          for: lead || targets.length === routes.length ? null : t`Only for: ${list(targets.map(names.targetShort))}`,
          mark: inWords(FOUNDATION_MARKS[foundation.state]),
          evidence: foundation.evidence.slice(0, most).map((at) => ({
            text: at.text,
            place: { repository: several ? (find(at)?.repo.name ?? null) : null, text: `${at.file}:${at.line}:${at.column}` },
          })),
          more: more > 0 ? t`and ${formatNumber(more)} more, under Findings` : null,
          basis: record ? sources.basis(record.basis, record.sources) : null,
        };
      }),
  };
}

/** As it is said on the first page; null where nothing can be said. */
export function foundationsText(context: Context): string | null {
  if (!isTold(context, foundationGroups(context))) return null;
  const { stands, all, none, unseen } = countsOf(context.shownRoutes);
  const things = t`${spanOf(all)} things that Salesforce Voice needs of the org`;
  const first =
    stands[1] === 0
      ? t`None of the ${things} was seen to stand`
      : t`Of the ${things}, ${spanOf(stands)} ${stands[1] === 1 ? 'stands' : 'stand'} already`;
  const rest = present(
    none[1] > 0 && t`${none[0] === 0 ? spoken(none) : spanOf(none)} ${none[1] === 1 ? 'is' : 'are'} not there`,
    unseen[1] > 0 &&
      t`of ${unseen[0] === 0 ? spoken(unseen) : spanOf(unseen)} nothing was retrieved that would show ${unseen[1] === 1 ? 'it' : 'them'}`,
  );
  const byTarget = [stands, all].some(([low, high]) => low !== high) ? t`, by target` : '';
  return `${first}${byTarget}${rest.length > 0 ? `; ${list(rest)}` : ''}.`;
}

/** From the target with the fewest to the one with the most; a target of which nothing is known is left out. */
function countsOf(routes: Route[]) {
  const known = routes.filter(({ foundations }) => foundations.length > 0);
  const span = (state?: FoundationResult['state']): [number, number] =>
    ends(known.map(({ foundations }) => foundations.filter((foundation) => state === undefined || foundation.state === state).length));
  return { all: span(), stands: span('stands'), none: span('none'), unseen: span('not-seen') };
}

function spanOf([low, high]: [number, number]): string {
  return low === high ? formatNumber(low) : t`${formatNumber(low)} to ${formatNumber(high)}`;
}

/** Whether all that a target needs stands; null where the result knows nothing of foundations. */
export function foundationsStand({ readiness, foundations }: Route): boolean | null {
  if (readiness.foundation === false) return false;
  return foundations.length === 0 ? null : foundations.every(({ state }) => state === 'stands');
}

function isTold({ assessment }: Context, groups: Group[]): boolean {
  if (groups.length === 0) return false;
  return assessment.repos.some(({ org }) => org !== null) || groups.some(({ foundation }) => foundation.state === 'stands');
}

function foundationsTitle({ shownRoutes }: Context): string {
  const { stands, all } = countsOf(shownRoutes);
  const n = stands[1] === 0 ? 'none' : spanOf(stands);
  return t`Foundations of Voice: ${n} of ${spanOf(all)} ${stands[1] === 1 ? 'stands' : 'stand'}`;
}

function countText({ foundations }: Route): string {
  const n = (state: FoundationResult['state']): number => foundations.filter((foundation) => foundation.state === state).length;
  const [stands, none, unseen] = [n('stands'), n('none'), n('not-seen')];
  if (foundations.length === 0) return t`nothing is known to be needed`;
  return present(
    t`${formatNumber(stands)} of ${formatNumber(foundations.length)} ${plural(stands, 'stands', 'stand')}`,
    none > 0 && t`${formatNumber(none)} not there`,
    unseen > 0 && t`${formatNumber(unseen)} not retrieved`,
  ).join(', ');
}
