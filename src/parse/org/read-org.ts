/** All files of one org together: what belongs to calls, what hangs on what, and what was there to read at all. */
import { s } from '../../model/sentence.ts';
import type { ApexTarget, CallLog, Definition, Problem, RetrievedType } from '../../model/assessment.ts';
import type { Fact } from '../../model/fact.ts';
import type { PageSighting } from '../adapter/reading.ts';
import { settleActivations } from './consumers/activations.ts';
import { type Choice, chooseFiles, componentKey, unitPath } from './duplicates.ts';
import { consumerFacts, sightingFact } from './fact.ts';
import { namespacesOf, prefixSightings } from './foundations/packages.ts';
import { joinAudiences } from './join-audiences.ts';
import { consumerRecords, joinConsumers, namespaceOf, writtenFields } from './join-consumers.ts';
import { adapterHosts, channelSightings, joinApps, type JoinedApps, joinHosts, joinPhoneHosts, usedChannels } from './join-places.ts';
import { namedPages, orgLinks } from './links.ts';
import { formatsOf, type Project, retrievedTypes } from './project.ts';
import { joinReadings } from './read-org-file.ts';
import type { Component, NamedField, OrgOfRepository, OrgReading, Sighting, Wanted } from './reading.ts';
import { type OrgPath, readOrgPath } from './types.ts';

/** What the rest of the scan knows, and the org hangs on. */
export interface AroundOrg {
  readonly definitions: readonly Definition[];
  readonly callLogs: readonly CallLog[];
  /** Pages of the repository that hold adapter source. */
  readonly pages: readonly PageSighting[];
  readonly apexTargets: readonly ApexTarget[];
  /** Paths of files in which the adapter was found. */
  readonly adapterFiles: readonly string[];
  /** Hosts that the adapter or a definition names, ports included; not those that only set-up allows. */
  readonly hosts: readonly string[];
  /** Paths of files that could not be read, or not wholly. */
  readonly unread: readonly string[];
}

/** One file that is metadata of an org, whether or not it was worth parsing. */
export interface OrgFile extends OrgPath {
  readonly path: string;
}

/** What to look for in profiles and permission sets. */
export function wantedAccess(readings: readonly OrgReading[], around: AroundOrg): Wanted {
  const all = joinReadings(readings);
  return wantedOf(all, joinApps(all), withoutConsolePages(around, all));
}

/** Handling tabs of the console is no adapter, though the file is one that the readers of adapter source tell of. */
function withoutConsolePages(around: AroundOrg, { consolePages }: OrgReading): AroundOrg {
  const files = new Set(consolePages.map(({ file }) => file));
  return files.size === 0 ? around : { ...around, adapterFiles: around.adapterFiles.filter((file) => !files.has(file)) };
}

function wantedOf(all: OrgReading, { apps }: JoinedApps, around: AroundOrg): Wanted {
  const consumers = all.consumers.flatMap(({ component, signs }) =>
    // A class that reads calls, or fields of which only the names speak of calls, makes nobody a user of the phone.
    component.type === 'ApexClass' && signs.some(({ sign, strength }) => sign === 'apex-writes-call-field' && strength === 'certain')
      ? [component.name]
      : [],
  );
  const targets = around.apexTargets.flatMap(({ className }) =>
    className === null ? [] : [className, className.replace(/^.*[._](?=\w+$)/, '')],
  );
  const pages = joinPhoneHosts(all, around).flatMap(({ type, name }) => (type === 'ApexPage' ? [name] : []));
  const statuses = all.sightings.flatMap(({ sign, component }) => (sign === 'phone-presence-status' ? [component.name] : []));
  return {
    apps: lowered(apps.map(({ name }) => name)),
    pages: lowered(pages),
    classes: lowered([...consumers, ...targets]),
    presenceStatuses: lowered(statuses),
  };
}

function lowered(names: readonly string[]): Set<string> {
  return new Set(names.map((name) => name.toLowerCase()));
}

export function readOrg(readings: readonly OrgReading[], files: readonly OrgFile[], project: Project, given: AroundOrg): OrgOfRepository {
  if (files.length === 0) return { facts: [], org: null, problems: [] };
  const paths = files.map(({ path }) => path);
  const read = joinReadings(settleActivations(readings, paths));
  const lost = new Set([...read.problems.flatMap(({ effect, file }) => (effect === 'lost' ? [file] : [])), ...given.unread]);
  const choice = chooseFiles(files, componentsOf(read), project, lost);
  const all = keepChosen(read, choice);
  const around = withoutConsolePages(given, all);

  const written = writtenFields(around.callLogs);
  const consumers = joinConsumers(all, written, choice.fileOf);
  const records = consumerRecords(consumers, all, written, project.namespace);
  const apps = joinApps(all);
  const hosts = joinPhoneHosts(all, around);
  const isAdapter = adapterUnits(around);
  const phoneKeys = new Set(hosts.flatMap((host) => (host.role === 'voice' ? [] : [componentKey(host)])));
  const channels = usedChannels(all, (component) => isAdapter(component.file) || phoneKeys.has(componentKey(component)));
  const held = all.references.flatMap(({ relation, to }) => (relation === 'hosts-adapter' ? [to.name.toLowerCase()] : []));
  const own = all.sightings.filter(({ component }) => component.type !== 'MutingPermissionSet');
  const found = [
    ...own,
    ...apps.sightings,
    ...joinHosts(all, around.hosts),
    ...channelSightings(all, channels),
    ...adapterHosts(hosts, new Set([...namedPages(around.definitions), ...held])),
    ...fieldAccess(all.fields, written),
    ...prefixSightings(namespacesOf(files, project.namespace ?? null)),
  ];
  const seen = new Set(own.map(({ component }) => componentKey(component)));
  const people = joinAudiences(all.audiences, wantedOf(all, apps, around), seen);
  const sightings = withoutRepeats([...found, ...people.sightings]);

  const links = orgLinks({
    around,
    references: all.references,
    consumers: records,
    apps: apps.apps,
    bars: all.bars,
    hosts,
    audiences: people.audiences,
    sightings,
    isAdapter,
    spelt: spellings(files),
  });
  const facts = [
    ...consumers.flatMap((consumer) => consumerFacts(consumer).map((fact) => withStanding(fact, consumer.component, project))),
    ...sightings.map((sighting) => withStanding(sightingFact(sighting), sighting.component, project)),
  ].sort(compareFacts);
  return {
    facts,
    org: {
      formats: formatsOf(files),
      apiVersion: project.apiVersion,
      packageDirectories: [...project.packageDirectories],
      manifests: project.manifests.map(({ path }) => path).sort(),
      types: withUnread(retrievedTypes(files, project), files, lost),
      activityReports: countDistinct(all.activityReports),
      logACallLayouts: countDistinct(all.logACallLayouts),
      consumers: records,
      apps: [...apps.apps],
      hosts,
      audiences: [...people.audiences],
      links,
    },
    problems: [...read.problems, ...project.problems, ...choice.problems, ...leftOut(files, facts, project)],
  };
}

function componentsOf(all: OrgReading): Pick<Component, 'type' | 'name' | 'file'>[] {
  return [
    ...[...all.consumers, ...all.sightings, ...all.fields, ...all.hostCandidates, ...all.bars, ...all.folders].map(
      ({ component }) => component,
    ),
    ...all.references.map(({ from }) => from),
    ...all.apps,
    ...all.hosts,
    ...all.channels,
    ...all.audiences,
    ...all.activityReports,
    ...all.logACallLayouts,
  ];
}

function keepChosen(all: OrgReading, { keeps }: Choice): OrgReading {
  const chosen = <T extends { readonly component: Component }>(list: readonly T[]): T[] => list.filter(({ component }) => keeps(component));
  return {
    ...all,
    consumers: chosen(all.consumers),
    sightings: chosen(all.sightings),
    fields: chosen(all.fields),
    hostCandidates: chosen(all.hostCandidates),
    bars: chosen(all.bars),
    folders: chosen(all.folders),
    references: all.references.filter(({ from }) => keeps(from)),
    apps: all.apps.filter(keeps),
    hosts: all.hosts.filter(keeps),
    channels: all.channels.filter(keeps),
    audiences: all.audiences.filter(keeps),
    activityReports: all.activityReports.filter(keeps),
    logACallLayouts: all.logACallLayouts.filter(keeps),
  };
}

/** Whether a file is the adapter's, or lies in a bundle with one that is. */
function adapterUnits({ adapterFiles }: AroundOrg): (file: string) => boolean {
  const unitOf = (path: string): string => {
    const named = readOrgPath(path);
    return named ? unitPath({ ...named, path }) : path;
  };
  const units = new Set(adapterFiles.map(unitOf));
  return (file) => units.has(unitOf(file));
}

/** Names as files spell them, letter case aside; put together for the types that are asked for. */
function spellings(files: readonly OrgFile[]): (type: string, name: string) => string {
  const byType = new Map<string, ReadonlyMap<string, string>>();
  return (type, name) => {
    let names = byType.get(type);
    if (!names) {
      names = new Map(files.flatMap((file) => (file.type === type ? [[file.name.toLowerCase(), file.name] as const] : [])));
      byType.set(type, names);
    }
    return names.get(name.toLowerCase()) ?? name;
  };
}

/** Profiles and permission sets that name a field which the adapter writes: one sighting for each. */
function fieldAccess(fields: readonly NamedField[], written: ReadonlySet<string>): Sighting[] {
  const granted = new Map<string, { first: NamedField; names: Set<string> }>();
  for (const field of fields) {
    const { component, name, use } = field;
    const own = name.slice(name.lastIndexOf('.') + 1);
    if (use !== 'grants' || !written.has(own.toLowerCase())) continue;
    const key = componentKey(component);
    const known = granted.get(key);
    if (known) known.names.add(own);
    else granted.set(key, { first: field, names: new Set([own]) });
  }
  return [...granted.values()].map(({ first: { component, line, column }, names }) => {
    const more = names.size > MOST_NAMED ? ` and ${names.size - MOST_NAMED} more` : '';
    const value = [...names].slice(0, MOST_NAMED).join(', ') + more;
    return { kind: 'access', sign: 'call-field-access', component, value, confidence: 'resolved', line, column };
  });
}

/** The same sign at the same place stands once. */
function withoutRepeats(sightings: readonly Sighting[]): Sighting[] {
  const known = new Set<string>();
  return sightings.filter(({ kind, sign, component, value, line, column }) => {
    const key = `${kind} ${sign} ${componentKey(component)} ${component.file} ${line} ${column} ${value}`;
    return !known.has(key) && known.add(key);
  });
}

/** Says of a fact that its component is a package's content. */
function withStanding(fact: Fact, component: Component, { namespace: own }: Project): Fact {
  const namespace = namespaceOf(component, own);
  if (namespace === null) return fact;
  return { ...fact, chain: [...(fact.chain ?? []), s`It belongs to the package ${namespace}, which its vendor changes`] };
}

function withUnread(types: readonly RetrievedType[], files: readonly OrgFile[], lost: ReadonlySet<string>): RetrievedType[] {
  const typeOf = new Map(files.map(({ path, type }) => [path, type]));
  const unread = new Map<string, number>();
  for (const path of lost) {
    const type = typeOf.get(path) ?? readOrgPath(path)?.type;
    if (type !== undefined) unread.set(type, (unread.get(type) ?? 0) + 1);
  }
  return types.map((type) => {
    const count = unread.get(type.type);
    return count === undefined ? type : { ...type, unread: count };
  });
}

function countDistinct(components: readonly Component[]): number {
  return new Set(components.map((component) => componentKey(component))).size;
}

const MOST_NAMED = 5;

/** One note for all that a .forceignore leaves out. It was read all the same. */
function leftOut(files: readonly OrgFile[], facts: readonly Fact[], { isIgnored }: Project): Problem[] {
  const ignored = files.filter(({ path }) => isIgnored(path));
  if (ignored.length === 0) return [];
  const count = new Set(ignored.map((file) => componentKey(file))).size;
  const paths = new Set(ignored.map(({ path }) => path));
  const ofCalls = [...new Set(facts.flatMap(({ file }) => (paths.has(file) ? [file] : [])))].sort();
  const some = ofCalls.slice(0, MOST_NAMED).join(', ');
  const named = ofCalls.length > MOST_NAMED ? s`${some} and ${ofCalls.length - MOST_NAMED} more` : some;
  const left =
    count === 1
      ? s`1 component is left out of deployments by .forceignore; what stands in it was read all the same.`
      : s`${count} components are left out of deployments by .forceignore; what stands in them was read all the same.`;
  const detail = ofCalls.length === 0 ? left : `${left} ${s`Of these have to do with the phone: ${named}.`}`;
  return [{ code: 'left-out', effect: 'note', file: '.', detail }];
}

function compareFacts(a: Fact, b: Fact): number {
  return compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.name, b.name) || compare(a.value, b.value);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
