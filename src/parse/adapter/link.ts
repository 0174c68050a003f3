/**
 * Which scripts that never mention Open CTI belong to the adapter all the same: a wrapper's callers, a class that is handed the API.
 * Decided by the text alone, before anything is parsed: imports, scripts that a page loads, Lightning bundles, names shared on a page.
 * Too much is as bad as too little: a script that is linked by accident brings its hosts and words into the report.
 */
import { isWellKnownLibrary } from './details/well-known.ts';
import type { Script } from './reading.ts';

/** Steps from a script that mentions Open CTI to one that is read with it. */
const MOST_STEPS = 3;
/** Scripts that are read in addition; more than any adapter known. */
export const MOST_LINKED = 400;
/** Longer scripts are libraries or data; an adapter's own parts are shorter. */
const LONGEST_LINKED = 400_000;

export interface Linking {
  readonly linked: readonly Script[];
  /** Those of them that the adapter brings in: it imports or loads them. The others only reach into it. */
  readonly inner: ReadonlySet<Script>;
  /** How many were left out because of {@link MOST_LINKED}. */
  readonly leftOut: number;
}

/**
 * The scripts of `others` that belong to `seeds`, the nearest first.
 *
 * @param included names of scripts and static resources that the pages of the adapter load
 * @param sketches those that are known; new ones are added
 */
export function linkScripts(
  seeds: readonly Script[],
  others: readonly Script[],
  included: readonly string[] = [],
  sketches: SketchesKnown = new WeakMap(),
): Linking {
  const candidates = others.filter(
    (script) =>
      script.text.length <= LONGEST_LINKED && script.context !== 'typing' && !isWellKnownLibrary(script) && !isGenerated(script.file),
  );
  if (seeds.length === 0 || candidates.length === 0) return { linked: [], inner: new Set(), leftOut: 0 };
  const loaded = new Set(included.map((name) => lastSegment(modulePath(name.replace(/[?#].*$/, '')))));
  const sketchOf = (script: Script): Sketch => {
    const known = sketches.get(script) ?? sketch(script);
    sketches.set(script, known);
    return known;
  };
  const taken = new Set<Script>();
  const inner = new Set<Script>();
  let edge = [...seeds];
  for (let step = 0; step < MOST_STEPS && edge.length > 0; step++) {
    const around = edge.map(sketchOf);
    const isBrought = bringer(around, step === 0 ? loaded : new Set());
    const reaches = reacher(around);
    const couldBelong = quickLook(around, step === 0 ? loaded : new Set());
    const next: Script[] = [];
    for (const candidate of candidates) {
      if (taken.has(candidate) || !couldBelong(candidate)) continue;
      const brought = isBrought(sketchOf(candidate));
      if (!brought && !reaches(sketchOf(candidate))) continue;
      taken.add(candidate);
      next.push(candidate);
      if (brought && edge.some((script) => seeds.includes(script) || inner.has(script))) inner.add(candidate);
    }
    edge = next;
  }
  const folders = new Set(seeds.map(({ file }) => folderOf(file)));
  const isNear = ({ file }: Script): boolean => folders.has(folderOf(file));
  const linked = candidates.filter((candidate) => taken.has(candidate)).sort((a, b) => Number(isNear(b)) - Number(isNear(a)));
  return { linked: linked.slice(0, MOST_LINKED), inner, leftOut: Math.max(0, linked.length - MOST_LINKED) };
}

/** Documentation and coverage reports hold scripts that the adapter never runs. */
function isGenerated(file: string): boolean {
  return /(?:^|\/)(?:docs?|manual|javadoc|apidocs?|coverage|storybook-static|bower_components|jspm_packages|vendor|third[-_]?party)\//i.test(
    file,
  );
}

/** Sketches by their scripts; one follows from the script alone. */
export type SketchesKnown = WeakMap<Script, Sketch>;

/** What a script's text says about its neighbours. */
interface Sketch {
  /** The path without ending and without `/index`. */
  readonly module: string;
  readonly folder: string;
  readonly bundle: string | null;
  /** Modules that it imports by a relative path, resolved. */
  readonly imports: ReadonlySet<string>;
  /** Ends of paths that it imports by an alias, `@/api/phone` say, with a slash before them. */
  readonly aliases: readonly string[];
  /** Modules that it defines under a name, and those that it asks a module loader for. */
  readonly named: ReadonlySet<string>;
  readonly asked: ReadonlySet<string>;
  /** AngularJS modules that it adds to: their services meet by name. */
  readonly angular: ReadonlySet<string>;
  /** Static resources that it names. */
  readonly resources: ReadonlySet<string>;
  /** Names that it puts on the window. */
  readonly globals: ReadonlySet<string>;
  /** Names that it gives to the scripts beside it. */
  readonly gives: ReadonlySet<string>;
  /** Names that it calls, makes or reaches into. */
  readonly uses: ReadonlySet<string>;
}

function sketch({ file, text }: Script): Sketch {
  const folder = folderOf(file);
  const imports = new Set<string>();
  // Every relative path in quotes: imports, require, and the lists of module loaders.
  for (const match of text.matchAll(/['"`](\.{1,2}\/[^'"`\s]{1,200})['"`]/g)) imports.add(modulePath(resolve(file, match[1] ?? '')));
  const aliases: string[] = [];
  for (const match of text.matchAll(/(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*['"](?:@|~|src|app)(\/[^'"\n]{1,200})['"]/g)) {
    aliases.push(modulePath(match[1] ?? ''));
  }
  const asked = new Set<string>();
  // Module loaders name what they want in a list, from a root that only their configuration knows.
  for (const match of text.matchAll(/\b(?:define|require|requirejs)\s*\(\s*(?:['"][^'"\n]{0,200}['"]\s*,\s*)?\[([^\]]{0,4000})\]/g)) {
    for (const id of (match[1] ?? '').matchAll(/['"]([\w$-][\w$./-]{1,200})['"]/g)) {
      aliases.push(`/${modulePath(id[1] ?? '')}`);
      asked.add(id[1] ?? '');
    }
  }
  const named = new Set<string>();
  for (const match of text.matchAll(/\bdefine\s*\(\s*['"]([^'"\n]{1,200})['"]/g)) named.add(match[1] ?? '');
  for (const match of text.matchAll(/\brequire\s*\(\s*['"]([\w$-][^'"\n]{0,200})['"]/g)) asked.add(match[1] ?? '');
  const angular = new Set<string>();
  for (const match of text.matchAll(/\bangular\s*\.\s*module\s*\(\s*['"]([\w$.-]{1,100})['"]/g)) angular.add(match[1] ?? '');
  const resources = new Set<string>();
  for (const match of text.matchAll(/\$Resource\.(\w{1,80})/g)) resources.add((match[1] ?? '').toLowerCase());
  const globals = new Set<string>();
  for (const match of text.matchAll(/\b(?:window|self|globalThis)\.(\w{4,80})\s*=(?!=)/g)) {
    const name = match[1] ?? '';
    if (isTelling(name)) globals.add(name);
  }
  let gives: Set<string> | null = null;
  let uses: Set<string> | null = null;
  return {
    module: modulePath(file),
    folder,
    bundle: bundleOf(file),
    imports,
    aliases,
    named,
    asked,
    angular,
    resources,
    globals,
    // Taken from the text when they are asked for: most scripts are never asked.
    get gives() {
      return (gives ??= namesGiven(text, globals));
    },
    get uses() {
      return (uses ??= namesUsed(text));
    },
  };
}

function namesGiven(text: string, globals: ReadonlySet<string>): Set<string> {
  const names = new Set(globals);
  if (/^\s*(?:import|export)\b/m.test(text)) return names;
  for (const match of text.matchAll(/^[ \t]{0,8}(?:var|let|const|function|class|async function)\s+([\w$]{2,80})/gm)) {
    const name = match[1] ?? '';
    if (!COMMON_NAMES.has(name)) names.add(name);
  }
  return names;
}

function namesUsed(text: string): Set<string> {
  const names = new Set<string>();
  for (const match of text.matchAll(/(?<![\w$.])([A-Za-z_$][\w$]{1,80})\s*(?:[.(]|\?\.)/g)) {
    const name = match[1] ?? '';
    if (!COMMON_NAMES.has(name)) names.add(name);
  }
  return names;
}

/** A cheap test that leaves out most scripts before their text is taken apart. */
function quickLook(edge: readonly Sketch[], loaded: ReadonlySet<string>): (candidate: Script) => boolean {
  const folders = new Set(edge.map(({ folder }) => folder));
  const bundles = new Set(edge.flatMap(({ bundle }) => (bundle === null ? [] : [bundle])));
  const ends = new Set([...loaded, ...edge.flatMap((one) => [...one.imports, ...one.aliases].map(lastSegment))]);
  const resources = new Set(edge.flatMap((one) => [...one.resources]));
  // What a script must hold to reach into one of those given, or to define what one asks for.
  const modules = new Set(edge.map((one) => lastSegment(one.module)));
  const ids = new Set(edge.flatMap((one) => [...one.named, ...one.asked, ...one.angular]));
  const globals = new Set(edge.flatMap((one) => [...one.globals]));
  const spoken = anyOf([modules, `['"/](?:`, ')(?:\\.\\w{1,6})?[\'"]'], [ids, `['"](?:`, `)['"]`], [globals, '\\b(?:', ')\\b']);
  return ({ file, text }) => {
    const module = modulePath(file);
    return (
      folders.has(folderOf(file)) ||
      bundles.has(bundleOf(file) ?? '') ||
      ends.has(lastSegment(module)) ||
      resources.has(resourceOf(module)) ||
      spoken.test(text)
    );
  };
}

/** One pattern for several lists of words, each between its own beginning and end. */
function anyOf(...lists: readonly (readonly [words: ReadonlySet<string>, before: string, behind: string])[]): RegExp {
  const parts = lists.flatMap(([words, before, behind]) => {
    const quoted = [...words].filter((word) => word !== '').map((word) => word.replace(/[^\w-]/g, '\\$&'));
    return quoted.length === 0 ? [] : [`${before}${quoted.join('|')}${behind}`];
  });
  return new RegExp(parts.length === 0 ? '(?!)' : parts.join('|'));
}

/** Whether one of those given brings a script in: imports it, loads it on its page, lies in one bundle with it, or calls what it defines beside it. */
function bringer(edge: readonly Sketch[], loaded: ReadonlySet<string>): (candidate: Sketch) => boolean {
  const imported = new Set(edge.flatMap(({ imports }) => [...imports]));
  const aliases = edge.flatMap((one) => one.aliases);
  const resources = new Set(edge.flatMap((one) => [...one.resources]));
  const asked = new Set(edge.flatMap((one) => [...one.asked]));
  const bundles = new Set(edge.flatMap(({ bundle }) => (bundle === null ? [] : [bundle])));
  const used = namesByFolder(edge, ({ uses }) => uses);
  return (candidate) =>
    (candidate.bundle !== null && bundles.has(candidate.bundle)) ||
    imported.has(candidate.module) ||
    aliases.some((alias) => `/${candidate.module}`.endsWith(alias)) ||
    some(candidate.named, asked) ||
    loaded.has(lastSegment(candidate.module)) ||
    resources.has(resourceOf(candidate.module)) ||
    (used.has(candidate.folder) && some(candidate.gives, used.get(candidate.folder)));
}

/** Whether a script reaches into one of those given: imports it, uses a telling name that it put on the window, or a name beside it. */
function reacher(edge: readonly Sketch[]): (candidate: Sketch) => boolean {
  const modules = new Set(edge.map(({ module }) => module));
  const endings = [...modules].map((module) => `/${module}`);
  const named = new Set(edge.flatMap((one) => [...one.named]));
  const globals = new Set(edge.flatMap((one) => [...one.globals]));
  const angular = new Set(edge.flatMap((one) => [...one.angular]));
  const given = namesByFolder(edge, ({ gives }) => gives);
  return (candidate) =>
    some(candidate.imports, modules) ||
    candidate.aliases.some((alias) => endings.some((module) => module.endsWith(alias))) ||
    some(candidate.asked, named) ||
    some(candidate.angular, angular) ||
    (globals.size > 0 && some(candidate.uses, globals)) ||
    (given.has(candidate.folder) && some(candidate.uses, given.get(candidate.folder)));
}

function namesByFolder(sketches: readonly Sketch[], namesOf: (sketch: Sketch) => ReadonlySet<string>): Map<string, Set<string>> {
  const byFolder = new Map<string, Set<string>>();
  for (const one of sketches) {
    const names = byFolder.get(one.folder) ?? new Set<string>();
    for (const name of namesOf(one)) names.add(name);
    byFolder.set(one.folder, names);
  }
  return byFolder;
}

/** A name made of several words, which nobody else puts on a page by accident. */
function isTelling(name: string): boolean {
  return /[a-z\d][A-Z]|[A-Z]{2}[a-z]|^[A-Z][a-z]{3}/.test(name) && !COMMON_NAMES.has(name);
}

/** Names that every page has; they tie nothing together. */
const COMMON_NAMES: ReadonlySet<string> = new Set(
  (
    '$ jQuery _ app init main console document window self top parent location history navigator screen event name status data items table error url xhr map ' +
    'action config options params settings result response request callback handler utils helper helpers util log logger JSON Math Object Array String Number ' +
    'Date Promise Error RegExp Map Set Symbol Proxy Reflect XMLHttpRequest FormData angular React ReactDOM Vue Ember Backbone require define module exports ' +
    'setTimeout setInterval clearTimeout clearInterval fetch alert confirm prompt parseInt parseFloat encodeURIComponent decodeURIComponent if for while ' +
    'switch return function typeof new catch super sforce Sfdc Visualforce component cmp event evt render update load save open close start stop show hide'
  ).split(' '),
);

function some(names: ReadonlySet<string>, among: ReadonlySet<string> | undefined): boolean {
  if (among === undefined) return false;
  for (const name of names) if (among.has(name)) return true;
  return false;
}

/** An Aura or LWC bundle is one component in several files. */
function bundleOf(file: string): string | null {
  return /^(?:.*\/)?(?:aura|lwc)\/[^/]+\//.exec(file)?.[0] ?? null;
}

/** The static resource that a file is, or lies in. */
function resourceOf(module: string): string {
  return (/(?:^|\/)staticresources\/([^/!]+)/i.exec(module)?.[1] ?? '').replace(/\..*$/, '').toLowerCase() || '\0';
}

/** The folder of a file; of a member of an archive the archive itself. */
function folderOf(file: string): string {
  const archive = file.indexOf('!/');
  return archive >= 0 ? file.slice(0, archive) : file.slice(0, Math.max(0, file.lastIndexOf('/')));
}

function modulePath(file: string): string {
  return file
    .replace(/(?:\.resource)?(?:\.[cm]?[jt]sx?|\.resource|\.html?|\.page|\.component|\.vue|\.svelte)?$/i, '')
    .replace(/\/index$/i, '');
}

/** A relative path from the folder of a file. */
function resolve(file: string, path: string): string {
  const parts = file.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
