/** What a repository says of itself: sfdx-project.json, manifests, .forceignore; and what follows for the types of which it holds files. */
import { s } from '../../model/sentence.ts';
import { parse, type ParseError } from 'jsonc-parser';
import { patternLines, readPatterns } from '../../ignoring.ts';
import type { Problem, RetrievedType } from '../../model/assessment.ts';
import { contextOf } from '../adapter/markup/source-fact.ts';
import { decode } from '../decode.ts';
import { maskShapes } from '../secrets.ts';
import { readXml } from '../xml.ts';
import { childrenOf, childText, trimmedText } from './elements.ts';
import type { OrgFile } from './read-org.ts';
import { opened, ORG_TYPES, type OrgType } from './types.ts';

/** A manifest, `package.xml` whatever it is called. One that only takes things away is none. */
export interface Manifest {
  readonly path: string;
  readonly apiVersion: string | null;
  /** Members by type, as written. */
  readonly types: ReadonlyMap<string, readonly string[]>;
}

export interface Project {
  /** Of sfdx-project.json, else of the newest manifest. */
  readonly apiVersion: string | null;
  readonly packageDirectories: readonly string[];
  readonly manifests: readonly Manifest[];
  /** Whether a path lies in a folder or matches a pattern that a .forceignore leaves out of a deployment. */
  readonly isIgnored: (path: string) => boolean;
  readonly problems: readonly Problem[];
  /** The namespace that the project's own components are packaged in; absent where there is none. */
  readonly namespace?: string;
  /** Patterns of all .forceignore files that leave something out, as written. */
  readonly ignoredPatterns?: readonly string[];
}

interface ProjectFile {
  readonly path: string;
  readonly bytes: Buffer;
}

export function readProject(files: readonly ProjectFile[]): Project {
  const problems: Problem[] = [];
  const sorted = files.toSorted((a, b) => depthOf(a.path) - depthOf(b.path) || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const setups = sorted.filter(({ path }) => /(?:^|\/)sfdx-project\.json$/i.test(path)).map((file) => readSetup(file, problems));
  const manifests = sorted.flatMap((file) => (/\.xml$/i.test(file.path) ? (readManifest(file, problems) ?? []) : []));
  const ignores = sorted.flatMap((file) => (/(?:^|\/)\.forceignore$/i.test(file.path) ? [readIgnore(file, problems)] : []));
  const newest = manifests.map((manifest) => manifest.apiVersion).toSorted((a, b) => Number(b) - Number(a))[0];
  const namespace = setups.find((setup) => setup.namespace !== '')?.namespace;
  return {
    apiVersion: setups.find((setup) => setup.apiVersion !== null)?.apiVersion ?? newest ?? null,
    packageDirectories: [...new Set(setups.flatMap((setup) => setup.directories))],
    manifests,
    isIgnored: (path) => nearest(ignores, path)?.leavesOut(path) ?? false,
    problems,
    ...(namespace !== undefined && { namespace }),
    ignoredPatterns: ignores.flatMap(({ patterns }) => patterns),
  };
}

function depthOf(path: string): number {
  return path.split('/').length;
}

/** The folder of a file, with a slash behind it; empty for the root. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function versionOf(text: string): string | null {
  return /^\d{2,3}(?:\.\d)?$/.test(text) ? text : null;
}

interface Setup {
  readonly apiVersion: string | null;
  readonly directories: readonly string[];
  readonly namespace: string;
}

/** Forms of source that a project may switch on and that are known here; the others of Salesforce's touch no type that is read. */
const KNOWN_PRESETS =
  /^decompose(?:CustomLabels|PermissionSet|Workflow|SharingRules|ExternalServiceRegistration|BotVersion)Beta\d*$|^sourceBehavior/;

/** Reads as far as the file goes: a comment or a comma too many ends nothing. */
function readSetup({ path, bytes }: ProjectFile, problems: Problem[]): Setup {
  const errors: ParseError[] = [];
  const json: unknown = parse(decode(bytes)?.text ?? '', errors, { allowTrailingComma: true, disallowComments: false });
  if (errors.length > 0 || !isRecord(json)) {
    const detail = s`The file is not the JSON that it should be; it was read as far as it goes.`;
    problems.push({ code: 'not-well-formed', effect: 'note', file: path, detail });
  }
  const setup = isRecord(json) ? json : {};
  const unknown = [...listOf(setup['sourceBehaviorOptions']), ...listOf(setup['registryPresets'])].filter(
    (preset) => typeof preset === 'string' && !KNOWN_PRESETS.test(preset),
  );
  if (unknown.length > 0 || isRecord(setup['registryCustomizations'])) {
    const detail = s`The project takes components apart, or names their files, in ways that are not known here; such files are not read.`;
    problems.push({ code: 'limit', effect: 'note', file: path, detail });
  }
  const root = folderOf(path);
  const directories = listOf(setup['packageDirectories']).flatMap((directory) => {
    const at = isRecord(directory) && typeof directory['path'] === 'string' ? directoryOf(directory['path']) : null;
    return at === null ? [] : [root + at || '.'];
  });
  const { namespace, sourceApiVersion } = setup;
  return {
    apiVersion: typeof sourceApiVersion === 'string' ? versionOf(sourceApiVersion.trim()) : null,
    directories: directories.map((directory) => directory.replace(/(?<=.)\/$/, '')),
    namespace: typeof namespace === 'string' && /^[A-Za-z]\w{0,14}$/.test(namespace) ? namespace : '',
  };
}

/** Relative to the project, without slashes at its ends; empty for the project itself, null for what lies outside it. */
function directoryOf(written: string): string | null {
  const parts = written
    .slice(0, 500)
    .split(/[/\\]/)
    .filter((part) => part !== '' && part !== '.');
  return parts.includes('..') ? null : parts.join('/');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A manifest to copy from, often another org's: what it names was never asked of this one. */
const EXAMPLE = /(?:^|[/._-])(?:example|sample|template)s?[._-][^/]*$/i;

/** Null for what is no manifest of the org: other XML, lists of what to delete, examples, a package's own content, tests. */
function readManifest({ path, bytes }: ProjectFile, problems: Problem[]): Manifest | null {
  if (EXAMPLE.test(path)) return null;
  if (/destructive[^/]*$/i.test(path) || /(?:^|\/)Referenced Packages\//i.test(path) || contextOf(path) === 'test') return null;
  const decoded = decode(bytes);
  const document = decoded && readXml(decoded.text);
  const root = document?.roots.find(({ name }) => name === 'Package');
  if (!document || !root) return null;
  const types = new Map<string, string[]>();
  for (const element of childrenOf(root, 'types')) {
    const name = childText(document, element, 'name');
    if (name === '') continue;
    const members = types.get(name) ?? [];
    for (const member of childrenOf(element, 'members')) members.push(trimmedText(document, member));
    types.set(name, members);
  }
  if (document.faults.length > 0) {
    const detail = s`The manifest is broken; it was read as far as it goes.`;
    problems.push({ code: 'not-well-formed', effect: 'note', file: path, detail, line: document.faults[0]?.line ?? 1 });
  }
  return types.size === 0 ? null : { path, apiVersion: versionOf(childText(document, root, 'version')), types };
}

interface Ignore {
  readonly folder: string;
  readonly patterns: readonly string[];
  readonly leavesOut: (path: string) => boolean;
}

function readIgnore({ path, bytes }: ProjectFile, problems: Problem[]): Ignore {
  const { usable, passedOver, decide } = readPatterns(patternLines(decode(bytes)?.text ?? ''), { anyCase: true });
  if (passedOver > 0) {
    const detail = s`Lines of the file are too many, too long or hold too many stars; they were passed over.`;
    problems.push({ code: 'limit', effect: 'note', file: path, detail });
  }
  if (usable.some((line) => /\\[^\s*?[!#\]]/.test(line))) {
    const detail = s`Lines of the file part folders by backslashes; such lines leave nothing out.`;
    problems.push({ code: 'left-out', effect: 'note', file: path, detail });
  }
  const folder = folderOf(path);
  return {
    folder,
    patterns: usable.filter((line) => !line.startsWith('!')),
    leavesOut: (wanted) => decide(wanted.slice(folder.length)) === true,
  };
}

/** The file that counts is the nearest above a path, as for Salesforce's own tools. */
function nearest(ignores: readonly Ignore[], path: string): Ignore | undefined {
  let found: Ignore | undefined;
  for (const candidate of ignores) {
    if (path.startsWith(candidate.folder) && candidate.folder.length >= (found?.folder.length ?? 0)) found = candidate;
  }
  return found;
}

/** The formats that the files of an org are in; Apex, pages and bundles look the same in both and tell nothing. */
export function formatsOf(files: readonly OrgFile[]): ('source' | 'metadata-api')[] {
  const seen = new Set(files.flatMap(({ type, format }) => (SAME_IN_BOTH.has(type) ? [] : [format])));
  const found = (['source', 'metadata-api'] as const).filter((format) => seen.has(format));
  return found.length > 0 || files.length === 0 ? found : ['source'];
}

const SAME_IN_BOTH = new Set(ORG_TYPES.flatMap(({ type, sidecar, suffix }) => (sidecar || suffix === null ? [type] : [])));

/** By type, what is here and what was asked for; only types of {@link ORG_TYPES} that are no folders, in its order. */
export function retrievedTypes(files: readonly OrgFile[], project: Project): RetrievedType[] {
  const held = heldBy(files);
  const asked = askedBy(project.manifests, held);
  const objects = objectsState(held, asked);
  return ORG_TYPES.flatMap((type): RetrievedType[] => {
    if (type.holds !== undefined) return [];
    // Of an object often only fields and rules are here, each in a file of its own.
    const components = type.type === 'CustomObject' ? held.objects.size : (held.names.get(type.type)?.size ?? 0);
    const told = stateOf(type, components, { held, asked, objects, project });
    return [{ type: type.type, components, ...told }];
  });
}

type Told = Pick<RetrievedType, 'state' | 'limit'>;

/** What the files of the org itself are; content of packages is not counted. */
interface Held {
  /** Full names by type, in lower case. */
  readonly names: ReadonlyMap<string, ReadonlySet<string>>;
  /** Objects of which anything is here, in lower case. */
  readonly objects: ReadonlySet<string>;
  /** Objects are here in the format of the Metadata API, in which fields and rules are no files of their own. */
  readonly hasWholeObjects: boolean;
  readonly files: readonly OrgFile[];
}

function heldBy(all: readonly OrgFile[]): Held {
  const files = all.filter(({ referencedPackage }) => referencedPackage === undefined);
  const names = new Map<string, Set<string>>();
  const objects = new Set<string>();
  let hasWholeObjects = false;
  for (const { type, name, object, format } of files) {
    const known = names.get(type);
    if (known) known.add(name.toLowerCase());
    else names.set(type, new Set([name.toLowerCase()]));
    if (type === 'CustomObject') {
      objects.add(name.toLowerCase());
      hasWholeObjects ||= format === 'metadata-api';
    } else if (object !== null && CHILDREN.has(type)) objects.add(object.toLowerCase());
  }
  return { names, objects, hasWholeObjects, files };
}

const CHILDREN = new Set(ORG_TYPES.flatMap(({ type, child }) => (child ? [type] : [])));

/** What manifests ask for that were carried out here as far as one can see. */
interface Asked {
  readonly manifests: readonly Manifest[];
  /** The API version of each manifest that asks for a type, whether or not that version knows it. */
  readonly versions: ReadonlyMap<string, readonly number[]>;
  /** Types that manifests of code ask for. */
  readonly ofCode: ReadonlySet<string>;
  /** Manifests of which whole types are missing that must be there: what they brought came here in part. */
  readonly inPart: ReadonlySet<Manifest>;
}

/**
 * A manifest that asks for nothing but these is one of a project of code, and often the one that each new project comes with. It deploys
 * what the project has; that anything was retrieved from an org by it is not shown.
 */
const OF_CODE = new Set(
  'ApexClass ApexComponent ApexPage ApexTestSuite ApexTrigger AuraDefinitionBundle CallCenter CustomLabels CustomTab Layout LightningComponentBundle RemoteSiteSetting StaticResource'.split(
    ' ',
  ),
);

/** Types of which every org has some: where a manifest asks for all and none is here, its retrieve did not come to this repository whole. */
const EVERY_ORG_HAS = new Set(['CustomApplication', 'Layout', 'Profile', 'Settings']);

function askedBy(manifests: readonly Manifest[], { names }: Held): Asked {
  // One of which nothing at all is here was written for something else.
  const carriedOut = manifests.filter(({ types }) => [...types.keys()].some((type) => names.has(type)));
  const isOfCode = ({ types }: Manifest): boolean => [...types.keys()].every((type) => OF_CODE.has(type));
  const used = carriedOut.filter((manifest) => !isOfCode(manifest));
  const versions = new Map<string, number[]>();
  for (const { types, apiVersion } of used) {
    if (apiVersion === null) continue;
    for (const type of types.keys()) versions.set(type, [...(versions.get(type) ?? []), Number(apiVersion)]);
  }
  const ofCode = new Set(manifests.filter(isOfCode).flatMap(({ types }) => [...types.keys()]));
  const inPart = used.filter(({ types }) =>
    ORG_TYPES.some((type) => {
      const members = names.has(type.type) || type.child ? [] : (types.get(type.type) ?? []);
      return members.some((member) => (member === '*' ? EVERY_ORG_HAS.has(type.type) : !type.inFolder || member.includes('/')));
    }),
  );
  return { manifests: used, versions, ofCode, inPart: new Set(inPart) };
}

interface Around {
  readonly held: Held;
  readonly asked: Asked;
  readonly objects: Told;
  readonly project: Project;
}

function stateOf(type: OrgType, components: number, around: Around): Told {
  const told = statedBy(type, components, around);
  const left = leftOut(type, around);
  if (left === null) return told;
  return { state: components > 0 ? 'some' : 'not-retrieved', limit: told.limit === null ? left : `${told.limit} ${left}` };
}

function statedBy(type: OrgType, components: number, { held, asked, objects, project }: Around): Told {
  if (type.type === 'Settings') return settingsState(held, asked);
  if (type.type === 'CustomObject') return objects;
  if (type.child) return childState(components, held, objects);
  const here = components > 0;
  const members = membersOf(type, asked);
  // Of types like this one there is one component, which has to be named.
  const isOnly = type.noWildcard && !type.inFolder && members.named.size > 0;
  if (here && (members.all || isOnly)) return { state: 'all', limit: type.type === 'Profile' ? profileLimit(asked) : null };
  if (!here && members.all && !members.whole) {
    return { state: 'not-retrieved', limit: s`A manifest asks for all of them, and of what it asks for whole types are not here.` };
  }
  if (members.all || isOnly) return { state: 'none', limit: null };
  return {
    state: here ? 'some' : 'not-retrieved',
    limit: here ? namedLimit(type, members, held) : absentLimit(type, members, asked, project),
  };
}

interface Members {
  /** A manifest of a version that knows the type asks for all of them, and may. */
  readonly all: boolean;
  /** One that came here whole, as far as one can see. */
  readonly whole: boolean;
  readonly hasStar: boolean;
  /** In lower case; of what lies in folders without the folders themselves. */
  readonly named: ReadonlySet<string>;
}

function membersOf(type: OrgType, { manifests, inPart }: Asked): Members {
  const named = new Set<string>();
  let all = false;
  let whole = false;
  let hasStar = false;
  for (const manifest of manifests) {
    for (const member of manifest.types.get(type.type) ?? []) {
      if (member === '*') {
        hasStar = true;
        const isKnown = type.since === null || manifest.apiVersion === null || Number(manifest.apiVersion) >= type.since;
        if (type.noWildcard || type.child || !isKnown) continue;
        all = true;
        whole ||= !inPart.has(manifest);
      } else if (member !== '' && (!type.inFolder || member.includes('/'))) {
        // Before API version 44.0 each version of a flow was a member.
        named.add(opened(type.type === 'Flow' ? member.replace(/-\d+$/, '') : member).toLowerCase());
      }
    }
  }
  return { all, whole, hasStar, named };
}

/** Why others may be missing where some are here. */
function namedLimit(type: OrgType, { named }: Members, { names }: Held): string | null {
  if (named.size === 0) return null;
  const here = [...(names.get(type.type) ?? [])].map((name) => (type.type === 'Flow' ? name.replace(/-\d+$/, '') : name));
  // Where more is here than was named, these manifests are not where it came from.
  if (here.some((name) => !named.has(name))) return null;
  const missing = named.size - new Set(here).size;
  if (missing === 1) return s`Manifests name ${named.size} of them, of which one is not here.`;
  if (missing > 0) return s`Manifests name ${named.size} of them, of which ${missing} are not here.`;
  return type.noWildcard
    ? null
    : named.size === 1
      ? s`Manifests ask for one of them by name and not for all.`
      : s`Manifests ask for ${named.size} of them by name and not for all.`;
}

/** Why none may be here. */
function absentLimit(type: OrgType, { hasStar, named }: Members, { versions, ofCode }: Asked, project: Project): string | null {
  const { since } = type;
  const asked = versions.get(type.type) ?? [];
  if (since !== null && asked.length > 0 && asked.every((version) => version < since)) {
    return s`Manifests ask with API version ${shownVersion(Math.max(...asked))}, which does not know the type; it came with ${shownVersion(since)}.`;
  }
  if (type.inFolder && hasStar) {
    return s`A manifest asks for “*”, which brings nothing that lies in folders: each folder and each component in it has to be named.`;
  }
  if (named.size === 1) return s`Manifests name one of them, which is not here.`;
  if (named.size > 1) return s`Manifests name ${named.size} of them, of which none is here.`;
  if (since !== null && project.apiVersion !== null && Number(project.apiVersion) < since) {
    return s`The project is of API version ${project.apiVersion}, which does not know the type; it came with ${shownVersion(since)}.`;
  }
  return ofCode.has(type.type) ? s`Only a manifest of code asks for them; that it was retrieved from an org is not shown.` : null;
}

function shownVersion(version: number): string {
  return version.toFixed(1);
}

/** Settings that tell how far the org is with Salesforce Voice, and the API version that each came with. */
const WANTED_SETTINGS = [
  { name: 'OmniChannel', since: 44 },
  { name: 'ServiceCloudVoice', since: 52 },
] as const;

/** Features that are off come as empty files: where these two are here, or all were asked for, nothing is left to be seen. */
function settingsState({ names }: Held, { manifests }: Asked): Told {
  const here = names.get('Settings') ?? new Set();
  const asking = manifests.filter(({ types }) => types.get('Settings')?.includes('*'));
  if (here.size === 0) {
    const limit = asking.length > 0 ? s`A manifest asks for all of them and none is here, although every org has some.` : null;
    return { state: 'not-retrieved', limit };
  }
  const missing = WANTED_SETTINGS.filter(
    ({ name, since }) =>
      !here.has(name.toLowerCase()) && !asking.some(({ apiVersion }) => apiVersion === null || Number(apiVersion) >= since),
  );
  if (missing.length === 0) return { state: 'all', limit: null };
  const features = listed(missing.map(({ name }) => name));
  const first = shownVersion(Math.max(...missing.map(({ since }) => since)));
  const limit =
    asking.length > 0
      ? s`A manifest asks for all of them with an API version that does not know ${features}; it takes ${first}.`
      : s`The settings of ${features} are not here, and no manifest asks for all.`;
  return { state: 'some', limit };
}

/** Objects on which calls live; `*` brings custom objects alone. */
const WANTED_OBJECTS = ['Activity', 'Task', 'VoiceCall'];

function objectsState({ objects }: Held, { manifests }: Asked): Told {
  const named = new Set(manifests.flatMap(({ types }) => (types.get('CustomObject') ?? []).map((member) => member.toLowerCase())));
  if (objects.size === 0) {
    const limit = named.size > 0 ? s`Manifests ask for objects, and none is here.` : null;
    return { state: 'not-retrieved', limit };
  }
  const missing = WANTED_OBJECTS.filter((object) => !objects.has(object.toLowerCase()) && !named.has(object.toLowerCase()));
  if (missing.length > 0) {
    return {
      state: 'some',
      limit: named.has('*')
        ? s`No manifest asks for ${listed(missing, 'or')} by name, and nothing of that is here; “*” brings custom objects alone.`
        : s`No manifest asks for ${listed(missing, 'or')} by name, and nothing of that is here.`,
    };
  }
  return { state: WANTED_OBJECTS.every((object) => named.has(object.toLowerCase())) ? 'all' : 'some', limit: null };
}

/** Fields, rules, record types and list views come with their object. */
function childState(components: number, { hasWholeObjects }: Held, objects: Told): Told {
  const here = components > 0 || hasWholeObjects;
  if (objects.state === 'all') return { state: here ? 'all' : 'none', limit: objects.limit };
  const limit = objects.limit ?? (here || objects.state === 'not-retrieved' ? null : s`They come with their object.`);
  return { state: here ? 'some' : 'not-retrieved', limit };
}

/** What a profile opens shows only where it was in the same retrieve. */
const SEEN_IN_PROFILES = ['ApexClass', 'ApexPage', 'CustomApplication'];

function profileLimit({ manifests }: Asked): string | null {
  const missing = manifests
    .filter(({ types }) => types.get('Profile')?.includes('*'))
    .map(({ types }) => SEEN_IN_PROFILES.filter((type) => !types.has(type)));
  const least = missing.toSorted((a, b) => a.length - b.length)[0] ?? [];
  if (least.length === 0) return null;
  return s`A profile holds only what was retrieved with it, and the manifest that asks for profiles leaves out ${listed(least)}.`;
}

/** Names in patterns that hide what belongs to calls. */
const OF_CALLS = /(?<![A-Za-z])(?:Task|Activity|VoiceCall|OmniChannel|ServiceCloudVoice)(?![A-Za-z]|__c)|UtilityBar/;

/** A sentence where .forceignore leaves out files of a type, or such of its files as belong to calls; null where it does not. */
function leftOut(type: OrgType, { held, project }: Around): string | null {
  const { ignoredPatterns = [], isIgnored, packageDirectories } = project;
  if (ignoredPatterns.length === 0) return null;
  const directories = packageDirectories.length > 0 ? packageDirectories : ['.'];
  const probes = directories.map((directory) => `${directory === '.' ? '' : `${directory}/`}main/default/${probeOf(type)}`);
  if (probes.every((probe) => isIgnored(probe))) return s`.forceignore leaves files of this type out.`;
  if (type.suffix === null) return null;
  const isOfType = new RegExp(`(?:^|/)${type.folder}/|\\.${type.suffix}(?![a-z])`, 'i');
  const pattern = ignoredPatterns.find((line) => isOfType.test(line) && OF_CALLS.test(line));
  // What is here although it is left out of deployments can be read.
  if (pattern === undefined || held.files.some((file) => file.type === type.type && isIgnored(file.path))) return null;
  return s`.forceignore leaves out “${maskShapes(pattern.slice(0, 160))}”.`;
}

/** A file as another one of the type would be called. */
function probeOf({ folder, suffix, child, inFolder, strict }: OrgType): string {
  if (suffix === null) return `${folder}/anyOther/anyOther.js`;
  if (child) return `objects/Task/${folder}/Any_Other.${suffix}-meta.xml`;
  if (strict) return `${folder}/Any_Other__c/Any_Other__c.${suffix}-meta.xml`;
  return `${folder}/${inFolder ? 'Any_Folder/' : ''}Any_Other.${suffix}-meta.xml`;
}

function listed(names: readonly string[], word = 'and'): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;
}
