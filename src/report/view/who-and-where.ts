/** Where in the org the phone lives, and who opens it. */
import { RELATIONS } from '../../catalog/terms.ts';
import type { Audience, Org, OrgLink, PhoneApp, PhoneHost, RepositoryRecord } from '../../model/assessment.ts';
import { openedBy, opensSomething, type Opened } from './audiences.ts';
import type { Context } from './context.ts';
import { pictureView } from './picture.ts';
import { placeList } from './place-list.ts';
import { beyondList, placeView, shownPart } from './places.ts';
import { byKey, count, list, plural, present } from './text.ts';
import { waitingRoom } from './waiting.ts';
import { APP_KINDS, CLOUDS, HOST_ROLES, RELATION_WORDS, typeTitle, typeWord } from './words.ts';
import { inWords, m, t } from '../messages.ts';

/** Said where nothing that was read opens it; profiles are never retrieved whole. */
const NOBODY = m`nobody that was read`;

/** A part of the org with the repository that holds it. */
interface Of<Part> {
  part: Part;
  repo: RepositoryRecord;
  opened: ReadonlyMap<Audience, Opened>;
}

interface Opener {
  audience: Audience;
  byDefault: boolean;
}

const TABLE = 'who-and-where.csv';
/** An audience names a few of what it opens; the table has the rest. */
const NAMES_IN_VIEW = 6;

/** Null where there is no metadata of an org, or nothing of the phone in it. */
export function whoAndWhereView(context: Context) {
  const orgs = context.assessment.repos.flatMap((repo) => (repo.org ? [{ repo, org: repo.org, opened: openedBy(repo.org) }] : []));
  const partsOf = <Part>(of: (org: Org) => readonly Part[]): Of<Part>[] =>
    orgs.flatMap(({ repo, org, opened }) => of(org).map((part) => ({ part, repo, opened })));
  const apps = partsOf((org) => org.apps);
  const hosts = partsOf((org) => org.hosts);
  const audiences = partsOf((org) => org.audiences);
  const links = partsOf((org) => org.links);
  if (apps.length + hosts.length + audiences.length + links.length === 0) return null;
  const isClassic = ({ part }: Of<PhoneApp>): boolean => part.kind === 'classic-console' || part.kind === 'classic';
  const lightning = apps.filter((app) => !isClassic(app)).toSorted((x, y) => rankOf(x.part) - rankOf(y.part));
  const classic = apps.filter(isClassic);
  const room = waitingRoom(context, TABLE);
  return {
    title: whoTitle(apps, audiences.filter(opensPhone)),
    conflict: conflictText(apps),
    pictures: pictureView(context),
    apps: {
      rows: room.inTurn(shownPart(lightning, context.limits.list).map((app) => appRow(context, app))),
      beyond: beyondList(lightning.length, 'app', TABLE, context.limits.list),
    },
    classic: {
      rows: room.inTurn(shownPart(classic, context.limits.list).map((app) => ({ ...appRow(context, app), allowList: app.part.allowList }))),
      beyond: beyondList(classic.length, 'app', TABLE, context.limits.list),
    },
    hosts: {
      rows: room.inTurn(shownPart(hostsOf(hosts), context.limits.list).map((same) => hostRow(context, same))),
      beyond: beyondList(hostsOf(hosts).length, 'place', TABLE, context.limits.list),
    },
    audiences: {
      rows: room.inTurn(shownPart(audiences.toSorted(byReach), context.limits.list).map((audience) => audienceRow(context, audience))),
      beyond: beyondList(audiences.length, 'profile or set', TABLE, context.limits.list),
      /** Long lists of profiles are looked up and not read on paper. */
      folded: audiences.length > LONGEST_ON_PAPER,
    },
    links: room.inTurn(linkGroups(context, links)),
    waiting: room.pointer(),
  };
}

/** Rights alone open nothing. */
function opensPhone({ part, opened }: Of<Audience>): boolean {
  const { apps, pages, classes } = opened.get(part) ?? {};
  return (apps?.size ?? 0) + (pages?.size ?? 0) + (classes?.size ?? 0) > 0;
}

const ROLES: readonly PhoneHost['role'][] = ['adapter', 'softphone', 'click-to-dial', 'voice'];
const LONGEST_ON_PAPER = 12;

function whoTitle(apps: Of<PhoneApp>[], audiences: Of<Audience>[]): string {
  const phones = apps.filter(({ part }) => part.openCti === true).length;
  const parts = present(
    phones > 0 && t`${count(phones, 'app')} with the softphone of Open CTI`,
    phones === 0 && apps.length > 0 && t`${count(apps.length, 'app')} that ${plural(apps.length, 'has', 'have')} to do with the phone`,
    audiences.length > 0 && t`${count(audiences.length, 'profile or set', 'profiles and sets')} that open it`,
  );
  return t`Who and where${parts.length > 0 ? `: ${list(parts)}` : ''}`;
}

function conflictText(apps: Of<PhoneApp>[]): string | null {
  const both = apps.filter(({ part }) => part.conflict);
  if (both.length === 0) return null;
  return t`${list(
    both.map(({ part }) => `“${part.label ?? part.name}”`),
    5,
  )} ${plural(both.length, 'holds', 'hold')} both phones, the softphone of Open CTI and Omni-Channel: people there would have two of them once Voice is on.`;
}

/** Conflicts first, then apps with the phone. */
function rankOf(app: PhoneApp): number {
  if (app.conflict) return 0;
  return app.openCti === true ? 1 : app.openCti === null ? 2 : 3;
}

function appRow(context: Context, { part: app, repo, opened }: Of<PhoneApp>) {
  return {
    ...headOf(context, repo, app),
    kind: `${inWords(APP_KINDS[app.kind])}${app.cloud === null ? '' : `, ${inWords(CLOUDS[app.cloud])}`}`,
    openCti: phoneText(app.openCti, t`Softphone of Open CTI`),
    omniChannel: phoneText(app.omniChannel, t`Omni-Channel`),
    conflict: app.conflict,
    bar: barText(app),
    ...openersView(
      context,
      repo,
      openersOf(opened, ({ apps }) => apps.get(app.name.toLowerCase()) ?? null),
    ),
  };
}

function phoneText(state: boolean | null, what: string): { text: string; muted: boolean } {
  if (state === true) return { text: what, muted: false };
  return { text: state === false ? t`no ${what}` : t`${what}: not known`, muted: true };
}

function barText({ utilityBar }: PhoneApp): string | null {
  if (!utilityBar) return null;
  return t`utility bar ${utilityBar.name}${utilityBar.found ? '' : t`, whose file is not here: nobody can tell what it holds`}`;
}

/** A page can hold the adapter and dial as well. */
function hostsOf(hosts: Of<PhoneHost>[]): Of<PhoneHost>[][] {
  const sorted = hosts.toSorted((x, y) => ROLES.indexOf(x.part.role) - ROLES.indexOf(y.part.role));
  return [...byKey(sorted, ({ part, repo }) => JSON.stringify([repo.id, part.type, part.name])).values()];
}

/** Only pages and classes are opened by name; the others come with what holds them. */
const OPENED_BY_NAME = new Set(['ApexPage', 'ApexClass']);

function hostRow(context: Context, same: Of<PhoneHost>[]) {
  const { part: host, repo, opened } = same[0] as Of<PhoneHost>;
  const name = host.name.toLowerCase();
  const openers = openersOf(opened, ({ pages, classes }) => (pages.has(name) || classes.has(name) ? { byDefault: false } : null));
  const bars = (repo.org?.apps ?? []).filter(({ utilityBar }) => host.type === 'FlexiPage' && utilityBar?.name.toLowerCase() === name);
  return {
    ...headOf(context, repo, host),
    kind: typeTitle(host.type, 1),
    role: [...new Set(same.map(({ part }) => inWords(HOST_ROLES[part.role])))].join('; '),
    ...openersView(context, repo, openers, withoutOpeners(host, bars)),
  };
}

function withoutOpeners({ type }: PhoneHost, bars: readonly PhoneApp[]): string {
  if (bars.length > 0) return t`with ${list(bars.map((app) => app.label ?? app.name))}`;
  return OPENED_BY_NAME.has(type) ? inWords(NOBODY) : t`no profile or set names it`;
}

function audienceRow(context: Context, { part: audience, repo }: Of<Audience>) {
  const most = Math.min(NAMES_IN_VIEW, context.limits.names);
  const own = (title: string, names: readonly string[]): { title: string; names: string[]; more: string | null } => ({
    title,
    names: names.slice(0, most),
    more: names.length > most ? t`and ${names.length - most} more` : null,
  });
  return {
    ...headOf(context, repo, audience),
    kind: `${typeTitle(audience.type, 1)}${audience.licence === null ? '' : t`, licence ${audience.licence}`}`,
    /** Of a muting set all of it is taken away. */
    takes: !opensSomething(audience),
    opens: [
      own(
        t`Apps`,
        audience.apps.map((app) => (app.default ? t`${app.name} (by default)` : app.name)),
      ),
      own(t`Pages`, audience.pages),
      own(t`Apex`, audience.classes),
      own(t`Sets`, audience.sets),
      own(t`Takes away`, audience.muted),
    ].filter(({ names }) => names.length > 0),
    rights: [own(t`Permissions`, audience.permissions), own(t`Presence`, audience.presenceStatuses)].filter(
      ({ names }) => names.length > 0,
    ),
  };
}

/** Those who open most first, profiles before sets. */
function byReach({ part: x }: Of<Audience>, { part: y }: Of<Audience>): number {
  const reach = ({ apps, pages, classes, sets }: Audience): number => apps.length + pages.length + classes.length + sets.length;
  return reach(y) - reach(x) || compare(x.type, y.type) || compare(x.name, y.name);
}

function headOf(context: Context, repo: RepositoryRecord, part: Pick<Audience, 'name' | 'label' | 'file' | 'line'>) {
  return {
    name: part.label ?? part.name,
    fullName: part.label !== null && part.label !== part.name ? part.name : null,
    place: placeView(context, repo, { file: part.file, line: part.line }),
  };
}

function openersOf(of: Of<unknown>['opened'], find: (opened: Opened) => { byDefault: boolean } | null): Opener[] {
  return [...of].flatMap(([audience, opened]) => {
    const found = find(opened);
    return found ? [{ audience, byDefault: found.byDefault }] : [];
  });
}

function openersView(context: Context, repo: RepositoryRecord, openers: Opener[], nobody = inWords(NOBODY)) {
  const types = [...byKey(openers, ({ audience }) => audience.type).values()];
  return {
    nobody,
    openers: list(types.map((same) => `${same.length} ${typeWord(same[0]?.audience.type ?? '', same.length)}`)),
    ...placeList(
      context,
      openers.map(({ audience, byDefault }) => ({
        at: audience,
        repo,
        text: audience.label ?? audience.name,
        note: present(typeWord(audience.type, 1), byDefault && t`by default`).join(', '),
      })),
      TABLE,
    ),
  };
}

interface LinkSentence {
  /** The kind of the one end, the name of it, what ties them, the kind and name of the other. */
  from: string;
  fromName: string | null;
  verb: string;
  to: string;
  toName: string | null;
  place: ReturnType<typeof placeView>;
}

/** Links of a kind together, each as a sentence. */
function linkGroups(context: Context, links: Of<OrgLink>[]) {
  return RELATIONS.flatMap((relation) => {
    const same = links.filter(({ part }) => part.relation === relation);
    if (same.length === 0) return [];
    return [
      {
        summary: `${inWords(RELATION_WORDS[relation].title)}: ${count(same.length, 'link')}`,
        rows: shownPart(same, Math.min(LONGEST_LINKS, context.limits.ofAType)).map((link) => linkSentence(context, link)),
        beyond: beyondList(same.length, 'link', null, Math.min(LONGEST_LINKS, context.limits.ofAType)),
      },
    ];
  });
}

const LONGEST_LINKS = 60;

/** The adapter itself is no component of the org, and stands in links under this type. */
const ADAPTER = m`Adapter`;

function linkSentence(context: Context, { part: { from, relation, to, ...at }, repo }: Of<OrgLink>): LinkSentence {
  const { verb, kind, to: always } = inWords(RELATION_WORDS[relation]);
  // A bar can hold a page that holds the adapter.
  const isAlways = always !== undefined && (to.type === inWords(ADAPTER) || to.type === 'Component');
  return {
    from: from.type === inWords(ADAPTER) ? t`The adapter` : typeTitle(from.type, 1),
    fromName: from.type === inWords(ADAPTER) ? null : from.name,
    verb,
    to: isAlways ? always : `${always === undefined ? '' : t`the `}${kind ?? typeWord(to.type, 1)}`,
    toName: isAlways ? null : to.name,
    place: placeView(context, repo, { file: at.file, line: at.line }),
  };
}

function compare(x: string, y: string): number {
  return x < y ? -1 : x > y ? 1 : 0;
}
