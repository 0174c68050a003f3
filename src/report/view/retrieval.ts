/** What of the org was there to read, type by type, and how to have the rest. Not retrieved is never none. */
import type { Org, RepositoryRecord, RetrievedType } from '../../model/assessment.ts';
import { formatNumber } from '../number.ts';
import type { Context } from './context.ts';
import { beyondList, shownPart } from './places.ts';
import { count, list, plural, present } from './text.ts';
import { waitingRoom, type InTurn } from './waiting.ts';
import { RETRIEVED_MARKS, typeTitle, type Mark } from './words.ts';
import { inWords, m, t } from '../messages.ts';

interface TypeRow {
  type: string;
  word: string;
  n: string;
  mark: Mark;
  limit: string | null;
}

interface GapRow {
  type: string;
  word: string;
  shows: string;
  note: string | null;
}

interface RepositoryView {
  /** Named where there are several. */
  name: string | null;
  facts: string[];
  rows: InTurn<TypeRow>[];
  beyond: string | null;
  gaps: InTurn<GapRow>[];
  manifest: string | null;
  /** Types that are read where they are there, and not asked for. */
  others: string | null;
}

const FORMATS: Record<Org['formats'][number], string> = { source: m`source format`, 'metadata-api': m`Metadata API format` };
const TABLE = 'retrieval.csv';
const STATES: readonly RetrievedType['state'][] = ['all', 'some', 'none', 'not-retrieved'];

/** Null where there is no metadata of an org. */
export function retrievalView(context: Context) {
  const { assessment } = context;
  const orgs = assessment.repos.flatMap((repo) => (repo.org ? [{ repo, org: repo.org }] : []));
  if (orgs.length === 0) return null;
  const missing = new Set(orgs.flatMap(({ repo }) => repo.gaps.map(({ type }) => type))).size;
  const room = waitingRoom(context, TABLE);
  const states = new Set(orgs.flatMap(({ org }) => org.types.map(({ state }) => state)));
  return {
    title:
      missing === 0
        ? t`What was retrieved of the org: everything that is asked for`
        : t`What was retrieved of the org: ${count(missing, 'type')} ${plural(missing, 'is', 'are')} not here, or not wholly`,
    legend: inWords(STATES)
      .filter((state) => states.has(state))
      .map((state) => ({
        mark: inWords(RETRIEVED_MARKS[state]),
        meaning: inWords(RETRIEVED_MARKS[state].meaning),
      })),
    repositories: shownPart(orgs, context.limits.parts).map(({ repo, org }) => repositoryView(context, room, repo, org)),
    waiting: room.pointer(),
    beyond: beyondList(orgs.length, 'repository', TABLE, context.limits.parts, 'repositories'),
  };
}

function repositoryView(
  { assessment, limits, several }: Context,
  room: ReturnType<typeof waitingRoom>,
  repo: RepositoryRecord,
  org: Org,
): RepositoryView {
  const records = assessment.catalog.orgTypes;
  const position = (type: string): number => {
    const at = records.findIndex((record) => record.type === type);
    return at < 0 ? records.length : at;
  };
  const gaps = new Set(repo.gaps.map(({ type }) => type));
  const here = org.types
    .filter(({ state }) => state !== 'not-retrieved')
    .toSorted((x, y) => position(x.type) - position(y.type) || (x.type < y.type ? -1 : 1));
  const others = org.types.flatMap(({ type, state }) => (state === 'not-retrieved' && !gaps.has(type) ? [type] : []));
  return {
    name: several ? repo.name : null,
    facts: factsOf(org),
    rows: room.inTurn(shownPart(here, limits.list).map(typeRow)),
    beyond: beyondList(here.length, 'type', TABLE, limits.list),
    gaps: room.inTurn(
      repo.gaps.map(({ type, evidence }) => {
        const record = records.find((one) => one.type === type);
        const kind = assessment.catalog.evidence.find(({ id }) => id === evidence);
        return { type, word: typeTitle(type, 2), shows: record?.shows ?? kind?.shows ?? '', note: record?.note ?? null };
      }),
    ),
    manifest: manifestOf(repo),
    others: others.length === 0 ? null : t`Not retrieved either, and not asked for; read where they are there: ${list(others)}.`,
  };
}

function typeRow({ type, components, state, limit, unread }: RetrievedType): TypeRow {
  return {
    type,
    word: typeTitle(type, 2),
    n: formatNumber(components),
    mark: inWords(RETRIEVED_MARKS[state]),
    limit: present(limit, unread !== undefined && t`${count(unread, 'file')} of it could not be read in full.`).join(' ') || null,
  };
}

/** All lines in one block, fit to stand in a package.xml; a type that several gaps name stands once. */
function manifestOf({ gaps }: RepositoryRecord): string | null {
  const lines = [...new Set(gaps.map(({ manifest }) => manifest.replace(/^\s*\n|\s+$/g, '')))].filter((text) => text !== '');
  return lines.length === 0 ? null : lines.join('\n');
}

function factsOf({ formats, apiVersion, packageDirectories, manifests }: Org): string[] {
  return present(
    formats.length > 0 && t`In ${list(formats.map((format) => inWords(FORMATS[format])))}.`,
    apiVersion !== null && t`API version ${apiVersion}: types younger than it cannot be there.`,
    packageDirectories.length > 0 &&
      `${plural(packageDirectories.length, 'Package directory', 'Package directories')}: ${list(packageDirectories, 4)}.`,
    manifests.length > 0
      ? `${plural(manifests.length, 'Manifest', 'Manifests')}: ${list(manifests, 4)}.`
      : t`No manifest says what was asked for, so nothing here proves that anything is absent from the org.`,
  );
}
