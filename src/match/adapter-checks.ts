/**
 * What can be said about adapter source without knowing what it is for: members that no document holds, calls that cannot work as written,
 * libraries and pages that do not fit together. What is found becomes a fact of kind `check`; the catalog says what that means.
 *
 * A finding here is read by people who know their code. Where the source leaves a doubt, nothing is said.
 */
import type { Catalog } from '../catalog/schema.ts';
import type { Api } from '../catalog/terms.ts';
import type { ApexTarget, Definition, Named } from '../model/assessment.ts';
import { isPlaceholder, readAddress } from '../model/address.ts';
import type { Fact } from '../model/fact.ts';
import { closestName } from './spelling.ts';

/** A page that the repository holds. */
interface Page {
  readonly file: string;
  /** The API name of a Visualforce page, or the path. */
  readonly name: string;
  readonly kind: 'visualforce' | 'html';
}

/** Everything that was read of one repository, as far as these checks look at it. */
export interface AdapterInput {
  /** With the readers' facts `argument-shape`, one for each call. */
  readonly facts: readonly Fact[];
  readonly definitions: readonly Definition[];
  readonly pages: readonly Page[];
  readonly apexTargets: readonly ApexTarget[];
  /** Paths of all files, read or not. */
  readonly files: readonly string[];
}

type Member = Catalog['openCtiApi']['apis'][number]['members'][number];
type Words = Readonly<Record<string, string>>;
type Place = Pick<Fact, 'file' | 'line' | 'column'> & Partial<Fact>;
type Report = (check: string, at: Place, api: Api, words: Words, value?: string) => void;

interface Subject extends AdapterInput {
  /** Facts of the adapter in service; tests and mocks are left out. */
  readonly live: readonly Fact[];
  /** Uses of Salesforce's APIs among them. */
  readonly uses: readonly Fact[];
  readonly loads: readonly Fact[];
  readonly members: ReadonlyMap<Api, ReadonlyMap<string, Member>>;
  readonly openCti: readonly Definition[];
  readonly catalog: Catalog;
  readonly report: Report;
}

/** Checks of each use for itself and of all files together. */
export function checkAdapter(input: AdapterInput, catalog: Catalog): Fact[] {
  const facts: Fact[] = [];
  const live = input.facts.filter((fact) => fact.context !== 'test');
  const subject: Subject = {
    ...input,
    live,
    uses: live.filter(({ kind }) => kind === 'call' || kind === 'constant' || kind === 'reference' || kind === 'console-use'),
    loads: live.filter(({ kind }) => kind === 'script-load'),
    members: new Map(catalog.openCtiApi.apis.map(({ api, members }) => [api, new Map(members.map((member) => [member.name, member]))])),
    openCti: input.definitions.filter(({ standing }) => standing === 'open-cti'),
    catalog,
    report: (check, at, api, words, value = '') => void facts.push(factOf(check, at, api, words, value)),
  };
  for (const check of CHECKS) check(subject);
  return facts;
}

const CHECKS: readonly ((subject: Subject) => void)[] = [
  checkMembers,
  checkArguments,
  checkBothApis,
  checkLibrariesUsed,
  checkLibrariesOfPages,
  checkToolkitVersion,
  checkLibraryInAura,
  checkLibraryVersions,
  checkPages,
  checkDefinitionPages,
  checkApex,
  checkSettings,
  checkTests,
];

function factOf(check: string, at: Place, api: Api, words: Words, value: string): Fact {
  return {
    kind: 'check',
    api,
    name: check,
    value,
    masked: at.masked ?? false,
    file: at.file,
    line: at.line,
    column: at.column,
    ...(at.section !== undefined && { section: at.section }),
    definition: at.definition ?? '',
    standing: 'open-cti',
    form: at.form ?? 'source',
    confidence: at.confidence ?? 'exact',
    words,
    ...(at.chain !== undefined && { chain: at.chain }),
    ...(at.snippet !== undefined && { snippet: at.snippet }),
    ...(at.context !== undefined && { context: at.context }),
  };
}

/** `sforce.opencti` as people write it. */
function pathOf(api: Api): string {
  return `sforce.${api}`;
}

function checkMembers(subject: Subject): void {
  const { uses, members, report } = subject;
  const counted = groupBy(
    uses.filter((use) => use.kind !== 'console-use' && isMemberName(use.name) && !isDocumented(members, use)),
    ({ file, api, name }) => `${file}\n${api}\n${name}`,
  );
  for (const group of counted.values()) {
    const [first] = group;
    const words = {
      name: first.name,
      api: pathOf(first.api),
      count: String(group.length),
      nearest: nearestMember(members, first) ?? 'none',
    };
    report('unknown-member', first, first.api, words, first.value);
  }
}

/** Not a name: chosen at run time, or the API itself. */
function isMemberName(name: string): boolean {
  return /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/.test(name);
}

/** Also true of what groups members (`SCREENPOP_TYPE`, `hvs`), of an API inside the API, and of what hangs on a documented method. */
function isDocumented(members: Subject['members'], { api, name }: Pick<Fact, 'api' | 'name'>): boolean {
  const known = members.get(api);
  if (!known || known.size === 0 || known.has(name)) return true;
  const inner = [...members.keys()].some((other) => other === `${api}.${name}`);
  if (inner || [...known.keys()].some((member) => member.startsWith(`${name}.`))) return true;
  const parts = name.split('.');
  return parts.some((_, index) => known.get(parts.slice(0, index).join('.'))?.kind === 'method');
}

/** The documented member that is probably meant: the same one in its right place, or one that is spelt nearly so. */
function nearestMember(members: Subject['members'], { api, name }: Pick<Fact, 'api' | 'name'>): string | null {
  const last = name.slice(name.lastIndexOf('.') + 1);
  const own = [...(members.get(api)?.keys() ?? [])];
  const written = own.find((member) => member === last) ?? closestName(name, own) ?? closestName(last, own);
  if (written !== undefined && written !== null) return `${pathOf(api)}.${written}`;
  // An API that shares the first part of its path is nearer than one of the other user interface.
  const [root = ''] = api.split('.');
  const others = [...members].sort(([a], [b]) => Number(b.startsWith(root)) - Number(a.startsWith(root)));
  for (const [other, known] of others) if (known.has(name) || known.has(last)) return `${pathOf(other)}.${known.has(name) ? name : last}`;
  return null;
}

/**
 * Only calls whose arguments stand where the method is called: through a wrapper they may reach the method in another shape.
 * The methods of the Lightning library throw on anything but one object; those of the Classic library take a list.
 */
function checkArguments({ live, members, report }: Subject): void {
  const calls = new Map(live.filter(({ kind }) => kind === 'call').map((call) => [placeKey(call), call]));
  for (const shaped of live) {
    if (shaped.kind !== 'check' || shaped.name !== 'argument-shape' || shaped.confidence !== 'exact') continue;
    const { name = '', shape = '', count = '', members: given = '', open = 'true' } = shaped.words ?? {};
    const member = members.get(shaped.api)?.get(name);
    if (!member || shape === 'unknown') continue;
    const call = calls.get(placeKey(shaped));
    const at: Place = call ? { ...shaped, masked: call.masked, ...(call.snippet !== undefined && { snippet: call.snippet }) } : shaped;
    const say = (check: string, words: Words): void =>
      report(check, at, shaped.api, { name, api: pathOf(shaped.api), ...words }, call?.value);
    // An object under a name may have been another one before; only one that stands in the call itself is judged by its members.
    const isLiteral = shape === 'object' && call !== undefined && startsWithObject(call);
    if (member.arguments === 'object') {
      if (shape === 'positional') say('wrong-arguments', { given: count === '1' ? 'something else' : `${count} arguments` });
      else if (shape === 'none' && !member.mayBeEmpty) say('wrong-arguments', { given: 'nothing' });
      else if (open === 'false' && call?.traits?.type !== 'deferred' && isLiteral) {
        const present = new Set(given.split(','));
        const missing = member.needs.filter((need) => !present.has(need));
        if (missing.length > 0)
          say('missing-argument', { missing: missing.join(' and '), given: given === '' ? 'nothing' : given.replaceAll(',', ', ') });
      }
    } else if (member.arguments === 'positional') {
      if (shape === 'object' && isLiteral) say('object-argument', {});
      else if (shape !== 'object' && Number(count) < member.least) say('too-few-arguments', { count, least: String(member.least) });
    }
  }
}

/** Whether `saveLog({` stands there as such. */
function startsWithObject({ name, value }: Pick<Fact, 'name' | 'value'>): boolean {
  const at = value.lastIndexOf(name, value.indexOf('('));
  return at >= 0 && /^\s*(?:\?\.)?\s*\(\s*\{/.test(value.slice(at + name.length, at + name.length + 40));
}

function checkBothApis({ uses, report }: Subject): void {
  const calls = uses.filter(({ kind }) => kind === 'call');
  for (const group of groupBy(calls, ({ file }) => file).values()) {
    const lightning = group.filter(({ api }) => api === 'opencti');
    const classic = group.filter(({ api }) => familyOf(api) === 'classic');
    const [first] = classic;
    if (!first || lightning.length === 0) continue;
    report('both-apis-in-file', first, first.api, {
      name: 'sforce.interaction',
      lightning: String(lightning.length),
      classic: String(classic.length),
    });
  }
}

type Family = 'lightning' | 'classic' | 'console';

function familyOf(api: Api): Family | null {
  if (api === 'opencti') return 'lightning';
  if (api === 'interaction' || api === 'interaction.cti' || api === 'interaction.entityFeed') return 'classic';
  return api === 'console' || api === 'console.cti' ? 'console' : null;
}

/** Which library a load is of; null where the source does not tell. */
function loadedFamily({ name }: Pick<Fact, 'name'>): Family | null {
  const file = name.replace(/@.*$/, '');
  if (file === 'opencti.js' || file === 'opencti_min.js') return 'lightning';
  if (file === 'interaction.js') return 'classic';
  return file === 'integration.js' ? 'console' : null;
}

/** The version that an address states, as a number; null where it is set at run time. */
function versionOf({ name }: Pick<Fact, 'name'>): number | null {
  const version = /@(\d{1,3}(?:\.\d)?)$/.exec(name)?.[1];
  return version === undefined ? null : Number(version);
}

/** A library whose API no file of the repository names. */
function checkLibrariesUsed({ uses, loads, report }: Subject): void {
  const used = new Set(uses.map(({ api }) => familyOf(api)));
  const idle = loads.filter((load) => {
    const family = loadedFamily(load);
    return family !== null && !used.has(family);
  });
  for (const [first] of groupBy(idle, (load) => `${load.file}\n${loadedFamily(load)}`).values())
    report('library-never-called', first, 'library', { name: first.name.replace(/@.*$/, '') }, first.value);
}

const LIBRARY_OF: Readonly<Record<'lightning' | 'classic', string>> = { lightning: 'opencti_min.js', classic: 'interaction.js' };

/** A page that calls one API and loads the library of the other. Anything that could bring the right one silences it. */
function checkLibrariesOfPages({ pages, uses, loads, report }: Subject): void {
  const pageFiles = new Set(pages.map(({ file }) => file));
  const loadedElsewhere = new Set(loads.filter(({ file }) => !pageFiles.has(file)).map(loadedFamily));
  if (loadedElsewhere.has(null)) return;
  for (const file of pageFiles) {
    const families = new Set(loads.filter((load) => load.file === file).map(loadedFamily));
    for (const [loaded, missing] of [
      ['classic', 'lightning'],
      ['lightning', 'classic'],
    ] as const) {
      if (!families.has(loaded) || families.has(missing) || families.has(null) || loadedElsewhere.has(missing)) continue;
      const here = uses.filter((use) => use.file === file && familyOf(use.api) === missing);
      const first = here.find(({ kind, confidence }) => kind === 'call' && confidence === 'exact');
      // Code that asks first whether the API is there is made for both.
      if (!first || here.some(({ name }) => name === '(namespace)')) continue;
      const words = { name: first.name, api: pathOf(first.api), loaded: LIBRARY_OF[loaded], needed: LIBRARY_OF[missing] };
      report('library-not-loaded', first, first.api, words, first.value);
    }
  }
}

/** Below 42.0 the console toolkit is for Salesforce Classic alone; inside Open CTI for Lightning Experience it takes 43.0. */
function checkToolkitVersion({ loads, report }: Subject): void {
  const lightningFiles = new Set(loads.filter((load) => loadedFamily(load) === 'lightning').map(({ file }) => file));
  for (const load of loads) {
    const version = loadedFamily(load) === 'console' ? versionOf(load) : null;
    if (version === null || version >= (lightningFiles.has(load.file) ? 43 : 42)) continue;
    report('toolkit-version', load, 'library', { name: 'integration.js', version: version.toFixed(1) }, load.value);
  }
}

/** Salesforce's library loaded straight into an Aura component, where only `ltng:require` loads anything. */
function checkLibraryInAura({ loads, report }: Subject): void {
  for (const load of loads) {
    const family = loadedFamily(load);
    if (family === null || family === 'console' || !/\.(?:cmp|app|evt)$/i.test(load.file)) continue;
    report('library-in-aura', load, 'library', { name: load.name.replace(/@.*$/, '') }, load.value);
  }
}

/** One library in several versions within one repository. */
function checkLibraryVersions({ loads, report }: Subject): void {
  for (const group of groupBy(loads, (load) => loadedFamily(load) ?? '').values()) {
    const known = group.filter((load) => loadedFamily(load) !== null && versionOf(load) !== null);
    const versions = [...new Set(known.map((load) => versionOf(load) ?? 0))].sort((a, b) => a - b);
    const oldest = known.find((load) => versionOf(load) === versions[0]);
    if (!oldest || versions.length < 2) continue;
    const words = { name: oldest.name.replace(/@.*$/, ''), versions: versions.map((version) => version.toFixed(1)).join(', ') };
    report('library-versions-differ', oldest, 'library', words, oldest.value);
  }
}

/** A Visualforce page that holds a softphone and that no definition opens. */
function checkPages({ pages, uses, loads, definitions, openCti, report }: Subject): void {
  if (openCti.length === 0) return;
  const opened = new Set(definitions.flatMap((definition) => holdersOf(definition).flatMap(({ value }) => pagesIn(value))));
  // The source of a package names its own pages without its namespace.
  const ownPages = new Set([...opened].map((page) => page.replace(/^[a-z0-9]+(?:_[a-z0-9]+)*?__/, '')));
  for (const { file, name, kind } of pages) {
    if (kind !== 'visualforce' || !/\.page$/i.test(file) || opened.has(name.toLowerCase()) || ownPages.has(name.toLowerCase())) continue;
    // The Classic library alone also serves publishers of the case feed, and pages that only ask where they are shown.
    const [first] = [
      ...loads.filter((load) => load.file === file && loadedFamily(load) === 'lightning'),
      ...uses.filter((use) => use.file === file && use.kind === 'call' && (use.api === 'opencti' || use.api === 'interaction.cti')),
    ].sort((a, b) => a.line - b.line || a.column - b.column);
    if (first) report('page-not-in-definition', first, first.api, { name }, first.value);
  }
}

/** A definition that opens a Visualforce page which is not among those that the repository holds. */
const PAGE_ENDING = '.page';

function checkDefinitionPages({ openCti, files, report }: Subject): void {
  // Of tens of thousands of paths few end so, which is told from the end at once.
  const pages = files.filter((file) => file.slice(-PAGE_ENDING.length).toLowerCase() === PAGE_ENDING);
  const held = new Set(
    pages.map((file) => file.slice(file.lastIndexOf('/') + 1, -PAGE_ENDING.length).toLowerCase()).filter((name) => name !== ''),
  );
  if (held.size === 0) return;
  for (const definition of openCti) {
    const told = new Set<string>();
    for (const holder of holdersOf(definition)) {
      if (!/^(?:reqAdapterUrl|adapterUrl|reqStandbyUrl)$/.test(holder.name) || isPlaceholder(holder.value)) continue;
      const { namespace } = readAddress(holder.value);
      if (namespace !== null && namespace.toLowerCase() !== 'c') continue;
      for (const page of pagesIn(holder.value)) {
        const key = `${holder.name === 'adapterUrl' ? 'reqAdapterUrl' : holder.name} ${page}`;
        if (held.has(page) || told.has(key)) continue;
        told.add(key);
        const { line, column, section } = holder;
        const at: Place = {
          file: definition.file,
          line,
          column,
          definition: definition.internalName,
          form: definition.form,
          ...(section !== undefined && { section }),
        };
        report('definition-page-missing', at, 'definition', { name: holder.name, page: pageNameIn(holder.value) }, holder.value);
      }
    }
  }
}

interface Holder extends Named {
  readonly section?: string;
}

/** Whatever of a definition can hold an address. */
function holdersOf({ sections, settings, fields }: Definition): Holder[] {
  return [...sections.flatMap((section) => section.items.map((item) => ({ ...item, section: section.name }))), ...settings, ...fields];
}

const PAGE = /\bapex\/(?:c__)?([a-z]\w{0,79})/gi;

/** The Visualforce pages that an address opens, in lower case. */
function pagesIn(value: string): string[] {
  return [...value.slice(0, 4000).matchAll(PAGE)].map((match) => (match[1] ?? '').toLowerCase());
}

function pageNameIn(value: string): string {
  return [...value.slice(0, 4000).matchAll(PAGE)][0]?.[1] ?? '';
}

/** What runApex can call is a static webservice method of a global class. */
function checkApex({ apexTargets, live, facts, report }: Subject): void {
  const callOf = (call: ApexTarget['calls'][number], among: readonly Fact[]): Fact | undefined =>
    among.find((fact) => fact.kind === 'call' && fact.name === 'runApex' && placeKey(fact) === placeKey(call));
  for (const { className, methodName, calls, found } of apexTargets) {
    if (className === null) continue;
    const call = calls.find((candidate) => callOf(candidate, live) ?? !callOf(candidate, facts));
    if (!call) continue;
    const fact = callOf(call, live);
    const at: Place = { ...(fact ?? call), confidence: call.confidence };
    const name = methodName === null ? className : `${className}.${methodName}`;
    const say = (check: string, words: Words): void => report(check, at, fact?.api ?? 'opencti', { name, ...words }, fact?.value);
    if (!found) say('apex-not-found', { missing: `the class ${className}` });
    else if (methodName !== null && !found.method) say('apex-not-found', { missing: `the method ${methodName} of the class ${className}` });
    if (!found) continue;
    const reasons = [
      ...(found.classGlobal ? [] : ['the class is not global']),
      ...(found.method && !found.method.webService ? ['the method is not webservice'] : []),
      ...(found.method && !found.method.static ? ['the method is not static'] : []),
    ];
    const { file, line } = found.method ?? found;
    if (reasons.length > 0) say('apex-not-callable', { reason: reasons.join(', '), where: `${file}, line ${line}` });
  }
}

/** A value that code reads by its path and that no definition of the repository has. */
function checkSettings({ live, openCti, catalog, report }: Subject): void {
  if (openCti.length === 0) return;
  const held = new Set([
    ...openCti.flatMap(({ sections }) => sections.flatMap((section) => section.items.map((item) => `${section.name}/${item.name}`))),
    // Salesforce answers for its own items from other places of the definition as well.
    ...catalog.format.items.map(({ section, name }) => `${section}/${name}`),
  ]);
  const unheld = live.filter(
    ({ kind, section = '', name }) => kind === 'setting-read' && section !== '' && !held.has(`${section}/${name}`),
  );
  for (const [first] of groupBy(unheld, ({ file, section = '', name }) => `${file}\n${section}/${name}`).values())
    report('setting-not-in-definition', first, first.api, { name: first.name, path: `/${first.section ?? ''}/${first.name}` }, first.value);
}

const USES = new Set<Fact['kind']>(['call', 'constant', 'reference', 'script-load', 'component', 'setting-read', 'console-use']);

/** One note a file on what stands in tests and mocks. */
function checkTests({ facts, report }: Subject): void {
  const tested = facts.filter(({ kind, context }) => context === 'test' && USES.has(kind));
  for (const group of groupBy(tested, ({ file }) => file).values()) {
    const [first] = group;
    report(
      'test-mock',
      first,
      first.api,
      { name: first.file.slice(first.file.lastIndexOf('/') + 1), count: String(group.length) },
      first.value,
    );
  }
}

function placeKey({ file, line, column }: Pick<Fact, 'file' | 'line' | 'column'>): string {
  return `${file}\n${line}\n${column}`;
}

function groupBy<T>(list: readonly T[], keyOf: (entry: T) => string): Map<string, [T, ...T[]]> {
  const groups = new Map<string, [T, ...T[]]>();
  for (const entry of list) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}
