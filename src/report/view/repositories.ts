/** The portfolio, where there are several repositories: a row for each, what they need, what they share, and a part for each by itself. */
import type { VerdictId } from '../../catalog/terms.ts';
import type { Adapter, CapabilityResult, RepositoryRecord, Route } from '../../model/assessment.ts';
import { countCalls } from '../../model/calls.ts';
import { formatNumber } from '../number.ts';
import type { Context } from './context.ts';
import { envelope, workIn } from './hours.ts';
import { scoreSpan } from './readiness.ts';
import { byKey, count, DASH, day, ends, list, plural, present, range, spoken } from './text.ts';
import { COVERAGE, hardness, REBUILT, STANDINGS, STATUSES, verdictMark, type Mark } from './words.ts';
import { waitingRoom } from './waiting.ts';
import { inWords, m, t } from '../messages.ts';

/** More rows than a person reads; the rest stands in repositories.csv. */
const MOST_ROWS = 50;
/** Repositories with a part of their own in the page; the script brings those of the others. */
const MOST_PARTS = 12;
/** Rows with which the map of repositories and capabilities begins; the others of those in view wait where a result is large. */
const FIRST_OF_MAP = 20;
/** Adapters with copies, and repositories named for each. */
const MOST_ADAPTERS = 25;
const MOST_COPIES = 12;

/** In the order of the heat map's totals, the hardest first. */
const HARDEST_FIRST: readonly VerdictId[] = [
  'no-equivalent',
  'redesign',
  'rewrite',
  'unknown',
  'reconfigure',
  'rename',
  'carries-over',
  'obsolete',
];

/** What a repository comes to over the targets that are shown. */
interface Judged {
  repo: RepositoryRecord;
  routes: Route[];
  /** Each capability as the hardest of the targets has it, in the catalog's order. */
  capabilities: Pick<CapabilityResult, 'id' | 'state' | 'verdict'>[];
  failing: string[];
  open: number;
  lost: number;
  rebuilt: number;
}

export function repositoriesView(context: Context) {
  const { assessment, chosen, lead, names, several } = context;
  if (!several) return null;
  const judged = judgedIn(context);
  const shown = shownOf(judged);
  const isCut = shown.length < judged.length;
  return {
    title: t`Portfolio: ${count(assessment.repos.length, 'repository', 'repositories')}`,
    targetNote: chosen
      ? t`Score, hours and work items are those of ${names.target(chosen)}.`
      : t`No target is chosen: verdicts are the hardest of the targets, gates are those of any, and hours wait for the choice.`,
    hasTarget: lead !== null,
    hasVendors: assessment.repos.some((repo) => repo.vendors.length > 0),
    hasCommits: assessment.repos.some((repo) => repo.lastCommit !== null),
    facts: togetherFacts(context),
    cut: isCut
      ? t`The ${MOST_ROWS} with most in their way, of ${formatNumber(judged.length)}; all of them stand in repositories.csv.`
      : null,
    rows: shown.map((one) => repositoryRow(context, one)),
    verdicts: isCut ? verdictCounts(context, judged) : null,
    adapters: adaptersView(context),
  };
}

/** A part for each repository that has a row, for what its row only counts. */
export function eachRepositoryView(context: Context) {
  if (!context.several) return null;
  const judged = inWay(judgedIn(context));
  const parts = judged.map((one) => repositoryPart(context, one));
  const isLong = parts.length > MOST_ROWS;
  return {
    title: t`Each repository by itself`,
    /** Visible until the script has taken over. */
    pointer: isLong
      ? t`The ${MOST_PARTS} with most in their way stand here. The script of this page, which did not run, brings the others; repositories.csv has all.`
      : null,
    parts: isLong ? parts.slice(0, MOST_PARTS) : parts,
    /** What the script brings. */
    away: isLong ? parts.slice(MOST_PARTS) : [],
  };
}

const known = new WeakMap<Context, Judged[]>();

function judgedIn(context: Context): Judged[] {
  const made = known.get(context) ?? context.assessment.repos.map((repo) => judge(context, repo));
  known.set(context, made);
  return made;
}

function judge({ chosen, names }: Context, repo: RepositoryRecord): Judged {
  const routes = chosen ? repo.routes.filter((r) => r.target === chosen) : repo.routes;
  // A target of which nothing is known would make everything unknown.
  const telling = routes.filter((r) => r.capabilities.some((c) => c.verdict !== null && c.verdict !== 'unknown'));
  const capabilities = (routes[0]?.capabilities ?? []).map(({ id, state }) => {
    const all = (telling.length > 0 ? telling : routes).flatMap((r) => r.capabilities.filter((c) => c.id === id).map((c) => c.verdict));
    return { id, state, verdict: all.toSorted((x, y) => hardness(y) - hardness(x))[0] ?? null };
  });
  const withVerdict = (...wanted: readonly VerdictId[]): number =>
    capabilities.filter(({ verdict }) => verdict !== null && wanted.includes(verdict)).length;
  const gates = (outcome: 'fail' | 'unknown'): string[] => [
    ...new Set(routes.flatMap((r) => r.gates.filter((g) => g.outcome === outcome).map((g) => names.gate(g.id)))),
  ];
  const failing = gates('fail');
  const open = gates('unknown').filter((gate) => !failing.includes(gate)).length;
  return { repo, routes, capabilities, failing, open, lost: withVerdict('no-equivalent'), rebuilt: withVerdict(...REBUILT) };
}

/** All of them, or those with most in their way. */
function shownOf(judged: Judged[]): Judged[] {
  return inWay(judged).slice(0, MOST_ROWS);
}

/** Those with most in their way first, where there are more than have a row. */
function inWay(judged: Judged[]): Judged[] {
  const made = ordered.get(judged) ?? (judged.length <= MOST_ROWS ? judged : sortedByWay(judged));
  ordered.set(judged, made);
  return made;
}

const ordered = new WeakMap<Judged[], Judged[]>();

function sortedByWay(judged: Judged[]): Judged[] {
  const likely = ({ routes }: Judged): number => Math.max(0, ...routes.map((r) => r.hours?.[1] ?? 0));
  const failed = ({ repo }: Judged): number => Number(repo.status === 'failed');
  return judged
    .map((one, at) => ({ one, at, hours: likely(one) }))
    .toSorted(
      (x, y) =>
        failed(y.one) - failed(x.one) ||
        y.one.failing.length - x.one.failing.length ||
        y.one.lost - x.one.lost ||
        y.one.rebuilt - x.one.rebuilt ||
        y.hours - x.hours ||
        x.at - y.at,
    )
    .map(({ one }) => one);
}

/** Whether its part does not stand in the page. */
function isAway(context: Context, { id }: RepositoryRecord): boolean {
  const judged = inWay(judgedIn(context));
  return judged.length > MOST_ROWS && !judged.slice(0, MOST_PARTS).some(({ repo }) => repo.id === id);
}

const anchorOf = ({ anchor }: Context, repo: RepositoryRecord): string => anchor('repository', repo.id);

function repositoryRow(context: Context, one: Judged) {
  const { repo, routes } = one;
  return {
    name: repo.name,
    href: `#${anchorOf(context, repo)}`,
    /** Links to a part that waits for the script lead here until then. */
    anchor: isAway(context, repo) ? anchorOf(context, repo) : null,
    note: present(repo.label, repo.owner).join(', ') || null,
    ...verdictOf(one),
    gates: gatesText(one),
    score: scoreSpan(routes),
    hours: hoursText(context, one),
    work: workText(routes),
    vendor: vendorNames(context, repo),
    lastCommit: repo.lastCommit === null ? DASH : day(repo.lastCommit.slice(0, 10)),
    coverage: coverageText(context, repo),
    status: inWords(STATUSES[repo.status]),
  };
}

/** The hardest verdict, and how many capabilities are in the way. */
function verdictOf({ repo, capabilities, lost, rebuilt }: Judged): { mark: Mark | null; verdict: string } {
  const hardest = capabilities.map((c) => c.verdict).toSorted((x, y) => hardness(y) - hardness(x))[0] ?? null;
  if (hardest === null) return { mark: null, verdict: repo.status === 'failed' ? t`No verdict` : t`Nothing to migrate was found` };
  const used = capabilities.filter((c) => c.state === 'used').length;
  const parts = present(
    lost > 0 && t`${formatNumber(lost)} ${plural(lost, 'loses', 'lose')} something`,
    rebuilt > 0 && t`${formatNumber(rebuilt)} rebuilt`,
  );
  const of = t`of ${count(used, 'capability', 'capabilities')} in use`;
  return { mark: verdictMark(hardest), verdict: parts.length > 0 ? `${parts.join(', ')} ${of}` : t`nothing lost or rebuilt ${of}` };
}

function gatesText({ failing, open, routes }: Judged): string {
  if (routes.every((r) => r.gates.length === 0)) return DASH;
  if (failing.length === 0 && open === 0) return 'passed';
  return present(failing.length > 0 && t`not passed: ${list(failing)}`, open > 0 && t`${formatNumber(open)} open`).join('; ');
}

function hoursText({ chosen }: Context, { routes }: Judged): string {
  const hours = chosen ? routes[0]?.hours : null;
  return hours ? envelope(hours) : DASH;
}

function workText(routes: Route[]): string {
  return range(...ends(routes.map((r) => workIn(r, 'counted').length)));
}

function vendorNames({ assessment }: Context, { vendors }: RepositoryRecord): string {
  const names = vendors.map(({ id }) => assessment.catalog.vendors.find((vendor) => vendor.id === id)?.name ?? id);
  return names.length === 0 ? DASH : list([...new Set(names)], 2);
}

function coverageText({ assessment }: Context, { coverage }: RepositoryRecord): string {
  const kinds = assessment.catalog.evidence.length;
  const read = coverage.filter(({ state }) => state === 'read').length;
  const partly = coverage.filter(({ state }) => state === 'partly').length;
  return t`${formatNumber(read)} of ${count(kinds, 'kind')} read${partly > 0 ? t`, ${formatNumber(partly)} in part` : ''}`;
}

/** Everything together, with what is shared counted once. */
function togetherFacts(context: Context) {
  const { assessment, lead, routes } = context;
  const { portfolio, totals } = assessment;
  const copies = portfolio.adapters.reduce((sum, { repositories }) => sum + repositories.length - 1, 0);
  const failed = assessment.repos.filter((repo) => repo.status === 'failed').length;
  const shown = lead ? [lead] : routes;
  const definitions = totals.definitions.openCti;
  return [
    {
      name: t`Repositories`,
      text: `${formatNumber(totals.repositories)}${failed > 0 ? t`, of which ${formatNumber(failed)} could not be read` : ''}`,
    },
    {
      name: t`Adapters`,
      text:
        portfolio.adapters.length === 0
          ? t`none in source`
          : `${formatNumber(portfolio.adapters.length)}${copies > 0 ? t`; ${count(copies, 'copy', 'copies')} of them in other repositories ${plural(copies, 'is', 'are')} not counted again` : ''}`,
    },
    { name: t`Open CTI definitions`, text: formatNumber(definitions) },
    { name: t`Work items`, text: t`${range(...ends(shown.map((r) => workIn(r, 'counted').length)))}, what is shared counted once` },
    { name: t`Score, least to most`, text: t`${scoreSpan(shown)} of 100` },
    { name: t`Hours, low to high`, text: lead?.hours ? envelope(lead.hours) : `${DASH}${lead ? '' : t`, by target under Effort`}` },
  ];
}

/** How many repositories have which verdict, capability by capability. */
function verdictCounts({ names }: Context, judged: Judged[]) {
  const ids = (judged[0]?.capabilities ?? []).map((c) => c.id);
  const met = HARDEST_FIRST.filter((verdict) => judged.some((one) => one.capabilities.some((c) => c.verdict === verdict)));
  const cells = (id: string) => {
    const results = judged.flatMap((one) => one.capabilities.filter((c) => c.id === id));
    const n = (wanted: (c: Judged['capabilities'][number]) => boolean): string => formatNumber(results.filter(wanted).length);
    return [...met.map((verdict) => n((c) => c.verdict === verdict)), n((c) => c.state === 'not-used'), n((c) => c.state === 'not-read')];
  };
  return {
    columns: [
      ...met.map(verdictMark),
      { word: t`Not used`, icon: 'i-obsolete', tone: 'obsolete' },
      { word: t`Not read`, icon: 'i-unknown', tone: 'unknown' },
    ],
    rows: ids.map((id) => ({ name: names.capability(id), cells: cells(id) })),
  };
}

/** Repositories by capabilities; those that none of them uses need no column. */
export function heatMap(context: Context) {
  const { names } = context;
  const shown = shownOf(judgedIn(context));
  const ids = (shown[0]?.capabilities ?? []).map((c) => c.id);
  const used = ids.filter((id) => shown.some((one) => one.capabilities.some((c) => c.id === id && c.verdict !== null)));
  if (used.length === 0) return null;
  const left = ids.length - used.length;
  const room = waitingRoom(context, 'repositories.csv');
  return {
    columns: used.map((id) => names.capability(id)),
    rows: room.inTurn(
      shown.map((one) => ({
        name: one.repo.name,
        href: `#${anchorOf(context, one.repo)}`,
        cells: used.map((id) => {
          const found = one.capabilities.find((c) => c.id === id);
          const word = found?.state === 'not-read' ? t`not read` : found?.state === 'not-used' ? t`not used` : DASH;
          return { mark: found?.verdict ? verdictMark(found.verdict) : null, word, unread: found?.state === 'not-read' };
        }),
      })),
      context.large ? FIRST_OF_MAP : Number.POSITIVE_INFINITY,
    ),
    waiting: room.pointer(),
    marks: HARDEST_FIRST.filter((verdict) => shown.some((one) => one.capabilities.some((c) => c.verdict === verdict))).map(verdictMark),
    left:
      left > 0
        ? t`${count(left, 'capability', 'capabilities')} that none of them uses, as far as could be read, ${plural(left, 'has', 'have')} no column.`
        : null,
  };
}

/** Adapters that stand in more than one repository; the others are their repositories' own. */
function adaptersView(context: Context) {
  const { assessment } = context;
  const repos = new Map(assessment.repos.map((repo) => [repo.id, repo]));
  const shared = assessment.portfolio.adapters
    .filter(({ repositories }) => repositories.length > 1)
    .toSorted((x, y) => y.repositories.length - x.repositories.length);
  if (shared.length === 0) return null;
  const nameOf = (id: string): string => repos.get(id)?.name ?? id;
  return {
    rows: shared.slice(0, MOST_ADAPTERS).map((adapter) => {
      const [, ...others] = adapter.repositories;
      return {
        name: nameOf(adapter.id),
        files: count(adapter.files, 'file'),
        kind: adapter.copies === 'identical' ? t`identical` : t`identical or nearly so`,
        copies: others.slice(0, MOST_COPIES).map((copy) => ({ name: nameOf(copy.id), note: copyText(copy) })),
        more: others.length > MOST_COPIES ? t`and ${formatNumber(others.length - MOST_COPIES)} more, in repositories.csv` : null,
      };
    }),
    more:
      shared.length > MOST_ADAPTERS ? t`${count(shared.length - MOST_ADAPTERS, 'further adapter')} with copies in repositories.csv.` : null,
  };
}

/** How far a copy goes. */
function copyText({ files, identical, near }: Adapter['repositories'][number]): string {
  if (identical === files) return t`identical`;
  const own = files - identical - near;
  return present(
    identical > 0 && t`${formatNumber(identical)} of ${count(files, 'file')} identical`,
    near > 0 && t`${formatNumber(near)} nearly so`,
    own > 0 && t`${formatNumber(own)} of its own`,
  ).join(', ');
}

function repositoryPart(context: Context, one: Judged) {
  const { repo } = one;
  const { names } = context;
  const { mark, verdict } = verdictOf(one);
  const work = [...new Set(one.routes.flatMap((r) => workIn(r, 'counted').map((w) => w.id)))];
  const withVerdict = (...wanted: readonly VerdictId[]): string[] =>
    one.capabilities.flatMap((c) => (c.verdict !== null && wanted.includes(c.verdict) ? [names.capability(c.id)] : []));
  const fact = (name: string, text: string | null | false) => (typeof text === 'string' && text !== '' ? [{ name, text }] : []);
  return {
    id: anchorOf(context, repo),
    name: repo.name,
    mark,
    verdict,
    facts: [
      ...fact(t`Read`, t`${inWords(STATUSES[repo.status])}; ${count(repo.filesSeen, 'file')} looked at`),
      ...fact(t`Revision`, repo.revision && `${repo.revision.ref}, ${repo.revision.commit.slice(0, 12)}`),
      ...fact(t`Last commit`, repo.lastCommit !== null && day(repo.lastCommit.slice(0, 10))),
      ...fact(t`Of`, present(repo.label, repo.owner).join(', ')),
      ...fact(t`Gates`, gatesText(one)),
      ...fact(t`Score`, t`${scoreSpan(one.routes)} of 100`),
      ...fact(t`Hours`, context.chosen !== null && hoursText(context, one)),
      ...fact(t`Lose something`, withVerdict('no-equivalent').join('; ')),
      ...fact(t`Rebuilt`, withVerdict(...REBUILT).join('; ')),
      ...fact(t`Work items`, work.map((id) => names.work(id)).join('; ')),
      ...fact(t`Definitions`, repo.definitions.length > 0 && standingsText(repo)),
      ...fact(t`Calls of Open CTI`, callsText(repo)),
      ...fact(t`Adapter`, adapterText(context, repo)),
      ...fact(t`Vendor`, repo.vendors.length > 0 && vendorNames(context, repo)),
      ...fact(t`Findings`, formatNumber(repo.findings.length)),
      ...fact(t`Coverage`, coverageList(context, repo)),
      ...fact(t`Not read`, leftOutText(repo)),
      ...fact(t`Problems`, repo.problems.length > 0 && formatNumber(repo.problems.length)),
      ...fact(t`Open questions`, repo.questions.length > 0 && formatNumber(repo.questions.length)),
    ],
  };
}

function callsText(repo: RepositoryRecord): string | null {
  const { calls, files } = countCalls(repo.findings.map((finding) => ({ finding, repo })));
  return calls === 0 ? null : t`${formatNumber(calls)} in ${count(files, 'file')}`;
}

function standingsText({ definitions }: RepositoryRecord): string {
  const counted = (['open-cti', 'voice', 'cti-toolkit'] as const).map((standing) => ({
    word: inWords(STANDINGS[standing].word),
    n: definitions.filter((d) => d.standing === standing).length,
  }));
  return list(counted.filter(({ n }) => n > 0).map(({ n, word }) => `${formatNumber(n)} ${word}`));
}

/** What else holds the same adapter. */
function adapterText({ assessment }: Context, repo: RepositoryRecord): string | null {
  const adapter = assessment.portfolio.adapters.find(({ repositories }) => repositories.some(({ id }) => id === repo.id));
  const own = adapter?.repositories.find(({ id }) => id === repo.id);
  if (!adapter || !own || adapter.repositories.length < 2) return null;
  const name = (id: string): string => assessment.repos.find((other) => other.id === id)?.name ?? id;
  if (adapter.id === repo.id) {
    const others = adapter.repositories.flatMap(({ id }) => (id === repo.id ? [] : [name(id)]));
    return t`also in ${list(others, MOST_COPIES)}; counted here`;
  }
  return t`a copy of that in ${name(adapter.id)} (${copyText(own)}); counted there`;
}

/** The kinds of evidence by how far they were read. */
function coverageList({ assessment }: Context, { coverage }: RepositoryRecord): string {
  const groups = byKey(coverage, ({ state }) => state);
  const nameOf = (id: string): string => assessment.catalog.evidence.find((kind) => kind.id === id)?.name ?? id;
  return (['read', 'partly', 'absent', 'elsewhere', 'not-read'] as const)
    .flatMap((state) => {
      const same = groups.get(state);
      return same ? [`${inWords(COVERAGE[state].word)}: ${same.map(({ id }) => nameOf(id)).join(', ')}`] : [];
    })
    .join('. ');
}

const LEFT_OUT_WORDS: Record<RepositoryRecord['leftOut'][number]['reason'], string> = {
  'tool-folder': m`folders of tools`,
  vendored: m`vendored code`,
  'git-ignored': m`ignored by git`,
  excluded: 'excluded',
  'too-large': m`too large`,
  'no-source': m`no source`,
};

function leftOutText({ leftOut }: RepositoryRecord): string {
  return leftOut
    .map(({ reason, count: n, names, mentions }) => {
      const named = list(names, 3);
      const speaking = mentions && mentions.length > 0 ? t`; ${spoken([mentions.length, mentions.length])} in it speak of Open CTI` : '';
      return `${inWords(LEFT_OUT_WORDS[reason])} (${formatNumber(n)}${named === '' ? '' : `: ${named}`}${speaking})`;
    })
    .join('; ');
}
