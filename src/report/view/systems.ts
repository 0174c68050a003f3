/** Systems outside Salesforce that the adapter talks to, or that set-up lets it reach. */
import type { Contact, ExternalSystem, RepositoryRecord } from '../../model/assessment.ts';
import { formatNumber } from '../number.ts';
import type { Context } from './context.ts';
import { placeList } from './place-list.ts';
import { beyondList, shownPart } from './places.ts';
import { sourceState } from './source.ts';
import { byKey, count, list, plural, present } from './text.ts';
import { waitingRoom } from './waiting.ts';
import { CONTACT_WORDS, DIRECTIONS, IN_A_TEST } from './words.ts';
import { inWords, m, t } from '../messages.ts';

interface Met {
  place: Contact;
  repo: RepositoryRecord;
}

interface System {
  name: string;
  kind: ExternalSystem['kind'];
  met: Met[];
}

/** What a system's places show of it, the strongest first. */
type Standing = 'used' | 'configured' | 'allowed' | 'test';
const STANDINGS: Record<Standing, { rank: number; word: string | null }> = {
  used: { rank: 0, word: null },
  configured: { rank: 1, word: m`configured only: a definition names it` },
  allowed: { rank: 2, word: m`allowed only: set-up lets it be reached` },
  test: { rank: 3, word: IN_A_TEST },
};

/** Null where nothing was found and nothing could have been. */
export function systemsView(context: Context) {
  const systems = systemsOf(context);
  const state = sourceState(context);
  if (systems.length === 0 && state.silent) return null;
  const rows = systems
    .map((system) => ({ system, standing: standingOf(system) }))
    .toSorted(
      (x, y) =>
        inWords(STANDINGS[x.standing].rank) - inWords(STANDINGS[y.standing].rank) ||
        kindRank(x.system) - kindRank(y.system) ||
        y.system.met.length - x.system.met.length ||
        (x.system.name < y.system.name ? -1 : 1),
    );
  const room = waitingRoom(context, 'external-systems.csv');
  return {
    title: systemsTitle(rows.map(({ standing }) => standing)),
    nothing:
      rows.length === 0 && state.read
        ? t`No host and no other way out was found in the source that was read. A library or a server may still talk to one.`
        : null,
    limits: rows.length === 0 ? state.limits : null,
    rows: room.inTurn(shownPart(rows, context.limits.list).map(({ system, standing }) => systemRow(context, system, standing))),
    waiting: room.pointer(),
    beyond: beyondList(rows.length, 'system', 'external-systems.csv', context.limits.list),
  };
}

/** One entry a name over all repositories. */
function systemsOf({ assessment }: Context): System[] {
  const entries = assessment.repos.flatMap((repo) => repo.externalSystems.map((system) => ({ system, repo })));
  return [...byKey(entries, ({ system }) => `${system.kind}\n${system.name}`).values()].flatMap((same) => {
    const [first] = same;
    return first
      ? [
          {
            name: first.system.name,
            kind: first.system.kind,
            met: same.flatMap(({ system, repo }) => system.places.map((place) => ({ place, repo }))),
          },
        ]
      : [];
  });
}

function standingOf({ met }: System): Standing {
  const counted = met.filter(({ place }) => place.context !== 'test').map(({ place }) => place);
  if (counted.length === 0) return 'test';
  if (counted.some(({ means, direction }) => direction !== 'allowed' && means !== 'definition')) return 'used';
  return counted.some(({ means }) => means === 'definition') ? 'configured' : 'allowed';
}

function kindRank({ kind }: System): number {
  return kind === 'host' ? 0 : 1;
}

function systemsTitle(standings: Standing[]): string {
  if (standings.length === 0) return t`External systems: none was found`;
  const n = (standing: Standing): number => standings.filter((candidate) => candidate === standing).length;
  const parts = present(
    n('used') > 0 && t`${formatNumber(n('used'))} met in source`,
    n('configured') > 0 && t`${formatNumber(n('configured'))} configured only`,
    n('allowed') > 0 && t`${formatNumber(n('allowed'))} allowed only`,
    n('test') > 0 && t`${formatNumber(n('test'))} in tests only`,
  );
  return t`External systems: ${list(parts)}`;
}

function systemRow(context: Context, { name, kind, met }: System, standing: Standing) {
  const counted = met.filter(({ place }) => place.context !== 'test');
  return {
    name,
    isHost: kind === 'host',
    standing: inWords(STANDINGS[standing].word),
    ways: waysOf(counted.length > 0 ? counted : met),
    places: count(met.length, 'place'),
    ...placeList(
      context,
      met.map(({ place, repo }) => ({
        at: place,
        repo,
        text: inWords(CONTACT_WORDS[place.means]),
        code: place.address === name ? '' : place.address,
        note: present(place.confidence !== 'exact' && place.confidence, place.context === 'test' && inWords(IN_A_TEST)).join('; ') || null,
      })),
      'external-systems.csv',
    ),
  };
}

/** Directions with the ways met in each, for example `Out: fetch, WebSocket`. */
function waysOf(met: Met[]): { direction: string; ways: string }[] {
  return (['out', 'in', 'allowed'] as const).flatMap((direction) => {
    const ways = byKey(
      met.filter(({ place }) => place.direction === direction),
      ({ place }) => place.means,
    );
    if (ways.size === 0) return [];
    const texts = [...ways.values()].map((same) => {
      const word = inWords(CONTACT_WORDS[(same[0] as Met).place.means]);
      return same.length > 1 ? `${word} (${formatNumber(same.length)} ${plural(same.length, 'place', 'places')})` : word;
    });
    return [{ direction: inWords(DIRECTIONS[direction]), ways: texts.join(', ') }];
  });
}
