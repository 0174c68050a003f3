/** The phone's place in the org as boxes and arrows: what is drawn, and the same as a table. `picture-layout.ts` says where. */
import { countCalls } from '../../model/calls.ts';
import { readAddress } from '../../model/address.ts';
import type { Relation } from '../../catalog/terms.ts';
import type { Audience, Definition, Org, OrgLink, PhoneApp, RepositoryRecord } from '../../model/assessment.ts';
import { formatNumber } from '../number.ts';
import { openedBy } from './audiences.ts';
import type { Context } from './context.ts';
import { drawBoxes, type Drawing } from './picture-layout.ts';
import { byKey, count, list, plural, present } from './text.ts';
import { APP_KINDS, typeTitle, typeWord } from './words.ts';
import { inWords, t } from '../messages.ts';

/** What a box stands for decides its place: people above, what uses call Tasks below. */
export interface Box {
  readonly id: string;
  /** A word above the name. */
  readonly kind: string;
  readonly name: string;
  readonly note: string | null;
  /** Drawn apart: what is in the way, what is Voice already. */
  readonly tone: 'plain' | 'conflict' | 'voice' | 'many';
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** Between the two names in the table. */
  readonly verb: string;
  /** No file shows it: it follows from how Open CTI works. */
  readonly inferred: boolean;
}

interface Graph {
  boxes: Box[];
  arrows: Arrow[];
}

/** A box in the table: what is small in it stands below the name. */
interface End {
  name: string;
  more: string | null;
}

interface PictureView {
  /** Named where there are several. */
  repository: string | null;
  label: string;
  drawing: Drawing;
  inferred: boolean;
  caption: string;
  rows: { from: End; verb: string; to: End | null; inferred: boolean }[];
}

/** More boxes than this are a puzzle and no picture. */
const MOST_BOXES = 25;
/** Beside the pictures of other repositories only a small one helps. */
const MOST_BOXES_BESIDE = 14;
/** With fewer there is nothing to see. */
const FEWEST_BOXES = 3;
/** How many of a kind have a box of their own, tried from the first on until all boxes fit. */
const OF_A_KIND = [5, 4, 3, 2];

export function pictureView(context: Context): { drawn: PictureView[]; left: string | null } {
  const { assessment, several } = context;
  const most = several ? MOST_BOXES_BESIDE : MOST_BOXES;
  const graphs = assessment.repos.flatMap((repo) => (repo.org ? [{ repo, graph: graphOf(repo, repo.org, most) }] : []));
  const worth = graphs.filter(({ graph }) => graph.boxes.length >= FEWEST_BOXES && graph.arrows.length > 0);
  const large = worth.filter(({ graph }) => graph.boxes.length > most).map(({ repo }) => repo.name);
  const drawn = worth.filter(({ graph }) => graph.boxes.length <= most);
  const undrawn = drawn.length - context.limits.parts;
  return {
    drawn: drawn.slice(0, context.limits.parts).map(({ repo, graph }) => pictureOf(repo, graph, several)),
    left:
      large.length === 0
        ? undrawn > 0
          ? t`${count(undrawn, 'more picture')} would fill the page; scan a repository alone to have its own.`
          : null
        : t`The picture of ${list(large, 3)} would be too large beside the others; scan ${plural(large.length, 'it', 'each of them')} alone to have it.`,
  };
}

function pictureOf(repo: RepositoryRecord, { boxes, arrows }: Graph, several: boolean): PictureView {
  const ends = new Map(boxes.map((box) => [box.id, endOf(box)]));
  const end = (id: string): End => ends.get(id) ?? { name: id, more: null };
  const tied = new Set(arrows.flatMap(({ from, to }) => [from, to]));
  const alone = boxes.filter(({ id }) => !tied.has(id));
  return {
    repository: several ? repo.name : null,
    label: t`The phone’s place in the org${several ? t` of ${repo.name}` : ''}: ${count(boxes.length, 'box', 'boxes')} and ${count(arrows.length, 'arrow')}. The table below holds the same.`,
    drawing: drawBoxes(boxes, arrows),
    inferred: arrows.some((arrow) => arrow.inferred),
    caption: t`The phone’s place in the org${several ? t` of ${repo.name}` : ''}, as a table`,
    rows: [
      ...arrows.map(({ from, verb, to, inferred }) => ({ from: end(from), verb, to: end(to), inferred })),
      ...alone.map((box) => ({ from: endOf(box), verb: t`is tied to none of the others`, to: null, inferred: false })),
    ],
  };
}

function endOf({ kind, name, note }: Box): End {
  return { name, more: present(kind, note).join(', ') || null };
}

/** With as many boxes of a kind as fit. */
function graphOf(repo: RepositoryRecord, org: Org, most: number): Graph {
  const graphs = OF_A_KIND.map((ofAKind) => graphWith(repo, org, ofAKind));
  return graphs.find(({ boxes }) => boxes.length <= most) ?? (graphs.at(-1) as Graph);
}

function graphWith(repo: RepositoryRecord, org: Org, most: number): Graph {
  const graph: Graph = { boxes: [], arrows: [] };
  const apps = addApps(graph, org, most);
  addPeople(graph, org, apps, Math.max(most - 1, 2));
  addPhones(graph, org, apps);
  const pages = addCallCenters(graph, repo, org, most);
  addAdapter(graph, repo, org, pages, most);
  addTasks(graph, repo, org, most + 1);
  return { boxes: graph.boxes, arrows: distinctArrows(graph.arrows) };
}

/** Two things can be tied in one way only. */
function distinctArrows(arrows: readonly Arrow[]): Arrow[] {
  return [...new Map(arrows.map((arrow) => [JSON.stringify([arrow.from, arrow.to]), arrow])).values()];
}

/** The part that has boxes of its own, and the rest that shares one. */
function split<T>(entries: readonly T[], most: number): { own: readonly T[]; rest: readonly T[] } {
  return entries.length <= most ? { own: entries, rest: [] } : { own: entries.slice(0, most - 1), rest: entries.slice(most - 1) };
}

type BoxOf = (name: string) => string | undefined;

function addApps(graph: Graph, { apps }: Org, most: number): BoxOf {
  const rank = (app: PhoneApp): number =>
    app.conflict ? 0 : app.openCti ? 1 : app.kind === 'classic-console' ? 2 : app.omniChannel ? 3 : 4;
  const sorted = apps.toSorted((x, y) => rank(x) - rank(y) || (x.name < y.name ? -1 : 1));
  const { own, rest } = split(sorted, most);
  for (const app of own) {
    graph.boxes.push({
      id: `app ${app.name.toLowerCase()}`,
      kind: inWords(APP_KINDS[app.kind]),
      name: app.label ?? app.name,
      note: app.conflict ? t`both phones` : null,
      tone: app.conflict ? 'conflict' : 'plain',
    });
  }
  if (rest.length > 0) graph.boxes.push({ id: 'apps', kind: '', name: count(rest.length, 'more app'), note: null, tone: 'many' });
  const boxes = new Map([
    ...own.map(({ name }) => [name.toLowerCase(), `app ${name.toLowerCase()}`] as const),
    ...rest.map(({ name }) => [name.toLowerCase(), 'apps'] as const),
  ]);
  return (name) => boxes.get(name.toLowerCase());
}

const PEOPLE = ['PermissionSetGroup', 'Profile', 'PermissionSet'];

/** Only those who open an app that is drawn; what else they may do stands in the table of the section. */
function addPeople(graph: Graph, org: Org, appBox: BoxOf, most: number): void {
  const inTheEnd = openedBy(org);
  const opened = (audience: Audience): string[] => [...(inTheEnd.get(audience)?.apps.keys() ?? [])].flatMap((name) => appBox(name) ?? []);
  const byDefault = (audience: Audience): boolean => [...(inTheEnd.get(audience)?.apps.values() ?? [])].some((app) => app.byDefault);
  const opening = [...inTheEnd.keys()].filter((audience) => opened(audience).length > 0);
  const sorted = opening.toSorted(
    (x, y) => Number(byDefault(y)) - Number(byDefault(x)) || PEOPLE.indexOf(x.type) - PEOPLE.indexOf(y.type) || (x.name < y.name ? -1 : 1),
  );
  const { own, rest } = split(sorted, most);
  const add = (id: string, same: readonly Audience[]): void => {
    for (const app of new Set(same.flatMap(opened))) graph.arrows.push({ from: id, to: app, verb: 'opens', inferred: false });
  };
  for (const audience of own) {
    const id = `audience ${audience.type} ${audience.name.toLowerCase()}`;
    graph.boxes.push({ id, kind: typeTitle(audience.type, 1), name: audience.label ?? audience.name, note: null, tone: 'plain' });
    add(id, [audience]);
  }
  if (rest.length > 0) {
    const types = new Set(rest.map(({ type }) => type));
    const [type] = types;
    const what = types.size === 1 && type !== undefined ? typeWord(type, rest.length) : t`profiles and sets`;
    graph.boxes.push({ id: 'audiences', kind: '', name: t`${formatNumber(rest.length)} more ${what}`, note: null, tone: 'many' });
    add('audiences', rest);
  }
}

function addPhones(graph: Graph, { apps, hosts, links }: Org, appBox: BoxOf): void {
  const holders = (holds: (app: PhoneApp) => boolean): string[] => [
    ...new Set(apps.filter(holds).flatMap(({ name }) => appBox(name) ?? [])),
  ];
  const softphones = holders((app) => app.openCti === true);
  const omni = holders((app) => app.omniChannel === true);
  const dialing = new Set(hosts.filter(({ role }) => role === 'click-to-dial').map(({ type, name }) => `${type} ${name}`)).size;
  if (softphones.length > 0 || dialing > 0)
    graph.boxes.push({ id: 'softphone', kind: t`Phone of today`, name: t`Softphone of Open CTI`, note: null, tone: 'plain' });
  if (omni.length > 0) graph.boxes.push({ id: 'omni', kind: t`Needed by Voice`, name: t`Omni-Channel`, note: null, tone: 'voice' });
  for (const app of softphones) graph.arrows.push({ from: app, to: 'softphone', verb: 'holds', inferred: false });
  for (const app of omni) graph.arrows.push({ from: app, to: 'omni', verb: 'holds', inferred: false });
  if (dialing > 0) {
    const name = count(dialing, 'page or component', 'pages and components');
    graph.boxes.push({ id: 'dialing', kind: t`Click-to-dial`, name, note: null, tone: 'many' });
    graph.arrows.push({ from: 'dialing', to: 'softphone', verb: dialing === 1 ? t`dials through` : t`dial through`, inferred: true });
  }
  // A bar with a phone that is not the one of Open CTI: a vendor's, or the org's own.
  const ofOpenCti = new Set(links.filter(({ relation }) => relation === 'holds-softphone').map(({ from }) => from.name.toLowerCase()));
  const bars = hosts.filter(({ role }) => role === 'softphone').map(({ name }) => name.toLowerCase());
  const others = new Set(bars.filter((name) => !ofOpenCti.has(name)));
  if (others.size === 0) return;
  graph.boxes.push({
    id: 'others',
    kind: t`In a utility bar`,
    name: others.size === 1 ? t`Another phone` : t`Other phones`,
    note: null,
    tone: 'plain',
  });
  for (const app of holders(({ utilityBar }) => utilityBar !== null && others.has(utilityBar.name.toLowerCase())))
    graph.arrows.push({ from: app, to: 'others', verb: 'holds', inferred: false });
}

/** A page of the org, or the host of one outside. */
interface Page {
  readonly id: string;
}

/** Call centers and the pages that they name. Which call center a person belongs to stands in no file. */
function addCallCenters(graph: Graph, { definitions }: RepositoryRecord, { links, hosts }: Org, most: number): Page[] {
  const pages = new Map<string, Page>();
  const addPage = (id: string, kind: string, name: string): void => {
    if (pages.has(id)) return;
    pages.set(id, { id });
    graph.boxes.push({ id, kind, name, note: null, tone: 'plain' });
  };
  const namedBy = ({ internalName }: Definition, relation: Relation): OrgLink['to'][] =>
    links
      .filter((link) => link.relation === relation && link.from.type === 'CallCenter' && isSame(link.from.name, internalName))
      .map(({ to }) => to);
  const standing = definitions
    .filter((definition) => definition.standing === 'open-cti')
    .map((definition) => ({ definition, inside: namedBy(definition, 'names-page') }))
    .toSorted((x, y) => Number(y.inside.length > 0) - Number(x.inside.length > 0));
  const hasSoftphone = graph.boxes.some(({ id }) => id === 'softphone');
  const verb = standing.length > 1 ? t`shows, to its own users,` : 'shows';
  const { own, rest } = split(standing, most);
  for (const { definition, inside } of own) {
    const id = centerId(definition);
    graph.boxes.push({ id, kind: t`Call center`, name: definition.internalName || definition.file, note: null, tone: 'plain' });
    if (hasSoftphone) graph.arrows.push({ from: 'softphone', to: id, verb, inferred: true });
    for (const to of inside) addPage(pageId(to.name), typeTitle(to.type, 1), to.name);
    const host = inside.length === 0 ? hostOf(definition) : null;
    if (host !== null) addPage(`host ${host}`, t`Page outside Salesforce`, host);
    const named = [...inside.map((to) => pageId(to.name)), ...(host === null ? [] : [`host ${host}`])];
    for (const to of named) graph.arrows.push({ from: id, to, verb: 'names', inferred: false });
  }
  for (const host of hosts.filter(({ role }) => role === 'adapter').slice(0, most))
    addPage(pageId(host.name), typeTitle(host.type, 1), host.label ?? host.name);
  if (rest.length > 0) {
    graph.boxes.push({ id: 'centers', kind: '', name: count(rest.length, 'more call center'), note: null, tone: 'many' });
    if (hasSoftphone) graph.arrows.push({ from: 'softphone', to: 'centers', verb, inferred: true });
    const named = new Set(rest.flatMap(({ inside }) => inside.map(({ name }) => pageId(name))));
    for (const to of named) if (pages.has(to)) graph.arrows.push({ from: 'centers', to, verb: 'name', inferred: false });
  }
  for (const definition of definitions.filter((one) => one.standing === 'voice').slice(0, most)) {
    const id = centerId(definition);
    graph.boxes.push({ id, kind: t`Voice contact center`, name: definition.internalName || definition.file, note: null, tone: 'voice' });
    for (const to of namedBy(definition, 'names-vendor')) {
      const vendor = `vendor ${to.name.toLowerCase()}`;
      if (!graph.boxes.some((box) => box.id === vendor))
        graph.boxes.push({ id: vendor, kind: typeTitle(to.type, 1), name: to.name, note: null, tone: 'voice' });
      graph.arrows.push({ from: id, to: vendor, verb: 'names', inferred: false });
    }
  }
  return [...pages.values()];
}

function centerId({ file, line }: Definition): string {
  return `center ${file} ${line}`;
}

function pageId(name: string): string {
  return `page ${name.toLowerCase()}`;
}

function isSame(x: string, y: string): boolean {
  return x.toLowerCase() === y.toLowerCase();
}

/** The host of its adapter page, where that is a page of the web. */
function hostOf({ sections, settings, fields }: Definition): string | null {
  const items = [...sections.flatMap((section) => section.items), ...settings, ...fields];
  const address = items.find(({ name }) => name === 'reqAdapterUrl' || name === 'adapterUrl');
  return address ? readAddress(address.value).host : null;
}

function addAdapter(graph: Graph, repo: RepositoryRecord, { links }: Org, pages: readonly Page[], most: number): void {
  const { calls, files } = countCalls(repo.findings.map((finding) => ({ finding, repo })));
  if (calls === 0 && repo.callLogs.every(({ context }) => context === 'test')) return;
  graph.boxes.push({
    id: 'adapter',
    kind: t`Adapter`,
    name: calls === 0 ? t`Source of the adapter` : count(calls, 'call of Open CTI', 'calls of Open CTI'),
    note: calls === 0 ? null : t`in ${count(files, 'file')}`,
    tone: 'plain',
  });
  const hosting = new Set(
    links.filter(({ relation, to }) => relation === 'hosts-adapter' && to.type === 'Adapter').map(({ from }) => pageId(from.name)),
  );
  const shown = pages.filter(({ id }) => hosting.has(id));
  for (const { id } of shown) graph.arrows.push({ from: id, to: 'adapter', verb: 'holds', inferred: false });
  // A single page that is loaded can hold nothing but the adapter; of several nobody can tell which.
  const [only, ...others] = pages;
  if (shown.length === 0 && only && others.length === 0)
    graph.arrows.push({ from: only.id, to: 'adapter', verb: t`is taken to hold`, inferred: true });
  const classes = [...new Set(repo.apexTargets.flatMap(({ className }) => className ?? []))];
  if (classes.length > 0) {
    graph.boxes.push(group('apex', 'ApexClass', classes));
    graph.arrows.push({ from: 'adapter', to: 'apex', verb: 'calls', inferred: false });
  }
  // Whether a component that uses a channel is part of the adapter, only its hosts tell.
  const hosts = new Set(pages.map(({ id }) => id));
  const using = links.filter(
    ({ relation, from }) => relation === 'uses-channel' && (from.type === 'Adapter' || hosts.has(pageId(from.name))),
  );
  const channels = [...new Set(using.map(({ to }) => to.name))];
  if (channels.length > 0 && most > 2) {
    graph.boxes.push(group('channels', 'LightningMessageChannel', channels));
    graph.arrows.push({ from: 'adapter', to: 'channels', verb: 'uses', inferred: false });
  }
}

/** One by its name, several by their number. */
function group(id: string, type: string, names: readonly string[]): Box {
  const [only] = names;
  return names.length === 1 && only !== undefined
    ? { id, kind: typeTitle(type, 1), name: only, note: null, tone: 'plain' }
    : { id, kind: '', name: `${formatNumber(names.length)} ${typeWord(type, names.length)}`, note: null, tone: 'many' };
}

/** The Tasks of calls: the adapter writes them, and everything below uses them. */
function addTasks(graph: Graph, repo: RepositoryRecord, { consumers }: Org, most: number): void {
  const logs = repo.callLogs.filter(({ object, context }) => context !== 'test' && object !== null && /^task$/i.test(object));
  const using = consumers.filter(({ strength }) => strength !== 'weak');
  if (logs.length === 0 && using.length === 0) return;
  const fields = new Set(logs.flatMap((log) => log.fields.map(({ name }) => name))).size;
  graph.boxes.push({
    id: 'tasks',
    kind: t`Call log`,
    name: t`Tasks of calls`,
    note: fields > 0 ? t`${count(fields, 'field')} written` : null,
    tone: 'plain',
  });
  if (logs.length > 0 && graph.boxes.some(({ id }) => id === 'adapter'))
    graph.arrows.push({ from: 'adapter', to: 'tasks', verb: 'writes', inferred: false });
  const types = [...byKey(using, ({ type }) => type)].toSorted(([x, xs], [y, ys]) => ys.length - xs.length || (x < y ? -1 : 1));
  const { own, rest } = split(types, most);
  const add = (id: string, name: string, off: number): void => {
    graph.boxes.push({ id, kind: '', name, note: off > 0 ? t`${formatNumber(off)} switched off` : null, tone: 'many' });
    graph.arrows.push({ from: 'tasks', to: id, verb: t`are used by`, inferred: false });
  };
  for (const [type, same] of own)
    add(
      `consumer ${type}`,
      `${formatNumber(same.length)} ${typeWord(type, same.length)}`,
      same.filter(({ active }) => active === false).length,
    );
  if (rest.length > 0) {
    const n = rest.reduce((sum, [, same]) => sum + same.length, 0);
    add('consumers', count(n, 'other component'), 0);
  }
}
