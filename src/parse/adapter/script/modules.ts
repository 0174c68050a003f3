/** How the scripts of a repository reach each other: imports and exports, CommonJS, AMD, shared globals, Lightning helpers. */
import { child, children, isCall, isMember, literalText, nameOf, strip, writtenName, type SyntaxNode } from './tree.ts';
import type { Unit } from './scopes.ts';
import { idOf, keyOf, unite, type Analysis, type Found, type Occurrence } from './values.ts';

const ENDINGS = [
  '',
  '.js',
  '.ts',
  '.tsx',
  '.jsx',
  '.mjs',
  '.cjs',
  '.mts',
  '.cts',
  '.resource',
  '/index.js',
  '/index.ts',
  '/index.tsx',
  '/index.jsx',
  '/index.mjs',
];

/** Finds the script that a module specifier names, as seen from another. */
export function linkFiles(units: readonly Unit[]): (source: string, from: Unit) => Unit | null {
  const byFile = new Map<string, Unit>();
  const byTail = new Map<string, Unit[]>();
  for (const unit of units) {
    const form = unit.parsed.script.form;
    if (form !== 'file' && form !== 'aura') continue;
    byFile.set(unit.file, unit);
    const bare = unit.file.replace(/\.(?:[cm]?[jt]sx?|resource)$/, '');
    for (const path of bare.endsWith('/index') ? [bare, bare.slice(0, -6)] : [bare]) {
      const tail = path.slice(path.lastIndexOf('/') + 1);
      const list = byTail.get(tail);
      if (list === undefined) byTail.set(tail, [unit]);
      else list.push(unit);
    }
  }
  const exact = (path: string): Unit | null => {
    for (const ending of ENDINGS) {
      const unit = byFile.get(path + ending);
      if (unit !== undefined) return unit;
    }
    const swapped = path.replace(/\.(m|c)?jsx?$/, '.$1ts');
    return byFile.get(swapped) ?? byFile.get(`${swapped}x`) ?? null;
  };
  const bySuffix = (path: string): Unit | null => {
    const bare = path.replace(/\.(?:[cm]?[jt]sx?)$/, '');
    const candidates = (byTail.get(bare.slice(bare.lastIndexOf('/') + 1)) ?? []).filter((unit) => {
      const file = `/${unit.file.replace(/\.(?:[cm]?[jt]sx?|resource)$/, '')}`;
      return file.endsWith(`/${bare}`) || file.endsWith(`/${bare}/index`);
    });
    return candidates.length === 1 ? (candidates[0] ?? null) : null;
  };
  return (source, from) => {
    const plain = source.replace(/[?#].*$/, '');
    const folder = from.file.slice(0, from.file.lastIndexOf('/') + 1);
    if (plain.startsWith('.')) return exact(join(folder, plain));
    const amd = exact(folder + plain);
    if (amd !== null && amd !== from && from.imports.length === 0) return amd;
    const lightning = /^c\/(\w+)$/.exec(plain)?.[1];
    if (lightning !== undefined) return bySuffix(`${lightning}/${lightning}`);
    if (/^(?:@|~|#|@app|@src)\//.test(plain)) return bySuffix(plain.slice(plain.indexOf('/') + 1));
    if (/^~\w/.test(plain)) return bySuffix(plain.slice(1));
    return plain.includes('/') && !plain.startsWith('@') && !plain.includes(':') ? bySuffix(plain.replace(/^\//, '')) : null;
  };
}

function join(folder: string, relative: string): string {
  const parts = folder.split('/').slice(0, -1);
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** What a script exports under a name; `default` for its main export, whatever module system it uses. */
export function exportedValues(analysis: Analysis, unit: Unit, name: string): readonly Found[] {
  return analysis.demand(`export ${idOf(unit)} ${name}`, () => {
    const own = exportedBy(analysis, unit, unit.exports, name);
    if (own.length > 0) return own;
    const made = amdExports(analysis, unit, name);
    if (made.length > 0) return made;
    const commonjs = commonjsExports(analysis, unit);
    const named = commonjs.map((found) => analysis.property(found, name));
    return name === 'default' ? unite(commonjs, ...named) : unite(...named);
  });
}

/** What some statements export under a name: those of a script, or of a namespace in it. */
export function exportedBy(analysis: Analysis, unit: Unit, exports: readonly SyntaxNode[], name: string): readonly Found[] {
  return unite(...exports.map((node) => fromExport(analysis, unit, node, name)));
}

function fromExport(analysis: Analysis, unit: Unit, node: SyntaxNode, name: string): readonly Found[] {
  const source = literalText(child(node, 'source'));
  const target = source === null ? null : analysis.resolve(source, unit);
  const declaration = child(node, 'declaration');
  if (node.type === 'TSExportAssignment') {
    const expression = child(node, 'expression');
    if (expression === null) return [];
    const all = analysis.evaluate(expression, unit);
    return name === 'default' ? all : unite(...all.map((found) => analysis.property(found, name)));
  }
  if (node.type === 'ExportDefaultDeclaration') {
    return name === 'default' && declaration !== null ? declared(analysis, unit, declaration) : [];
  }
  if (node.type === 'ExportAllDeclaration') {
    const alias = child(node, 'exported');
    if (target === null) return [];
    if (alias !== null) return nameOf(alias) === name ? [{ value: { kind: 'module', unit: target }, node: alias, unit, via: null }] : [];
    return name === 'default' ? [] : analysis.exported(target, name);
  }
  for (const specifier of children(node, 'specifiers')) {
    const exported = child(specifier, 'exported');
    if ((nameOf(exported) || literalText(exported)) !== name) continue;
    const local = child(specifier, 'local');
    if (source !== null) {
      if (target === null) return [];
      if (local === null) return [{ value: { kind: 'module', unit: target }, node: specifier, unit, via: null }];
      return analysis.exported(target, nameOf(local) || (literalText(local) ?? ''));
    }
    return local === null ? [] : analysis.evaluate(local, unit);
  }
  if (declaration === null) return [];
  if (declaration.type === 'VariableDeclaration') {
    const id = children(declaration, 'declarations')
      .map((declarator) => child(declarator, 'id'))
      .find((target) => nameOf(target) === name);
    // A namespace has a scope of its own.
    const binding = (id === null || id === undefined ? undefined : unit.bindingOf.get(id)) ?? unit.root.get(name);
    // `export let api;` gets its value later.
    const isHere = id !== undefined;
    const isTaken = isHere || binding?.definitions.some((definition) => unit.parents.get(definition.node) === declaration) === true;
    return binding !== undefined && isTaken ? analysis.binding(binding, unit) : [];
  }
  return nameOf(child(declaration, 'id')) === name ? declared(analysis, unit, declaration) : [];
}

function declared(analysis: Analysis, unit: Unit, node: SyntaxNode): readonly Found[] {
  if (node.type === 'FunctionDeclaration') return [{ value: { kind: 'function', node, unit }, node, unit, via: null }];
  if (node.type === 'ClassDeclaration') return [{ value: { kind: 'class', node, unit }, node, unit, via: null }];
  if (node.type === 'TSEnumDeclaration' || node.type === 'TSModuleDeclaration')
    return [{ value: { kind: 'object', node, unit }, node, unit, via: null }];
  return analysis.evaluate(node, unit);
}

/** `module.exports` of a script. */
export function commonjsExports(analysis: Analysis, unit: Unit): readonly Found[] {
  if (!unit.free.has('module') && !unit.free.has('exports') && !unit.free.has('define')) return [];
  return analysis.property({ value: { kind: 'commonjs', unit }, node: unit.program, unit, via: null }, 'exports');
}

/** The factory of `define(['a'], function (a) {})` and the ids of what it gets. */
export function amdFactory(call: SyntaxNode): { readonly factory: SyntaxNode; readonly ids: readonly (string | null)[] } | null {
  const callee = nameOf(child(call, 'callee'));
  if (callee !== 'define' && callee !== 'require' && callee !== 'requirejs') return null;
  const args = children(call, 'arguments').map(strip);
  const factory = args.at(-1);
  if (factory === undefined || args.length > 3) return null;
  const list = args.find((arg) => arg.type === 'ArrayExpression');
  if (list === undefined && callee !== 'define') return null;
  return {
    factory,
    ids: list === undefined ? ['require', 'exports', 'module'] : children(list, 'elements').map((element) => literalText(element)),
  };
}

function amdExports(analysis: Analysis, unit: Unit, name: string): readonly Found[] {
  const calls = (unit.free.get('define') ?? []).flatMap((callee) => {
    const call = unit.parents.get(callee);
    return call !== undefined && child(call, 'callee') === callee && amdFactory(call) !== null ? [call] : [];
  });
  // Of several modules in one file the one without a name is the file's.
  const own = calls.length === 1 ? calls : calls.filter((call) => literalText(children(call, 'arguments')[0] ?? null) === null);
  return unite(
    ...own.map((call) => {
      const made = amdMade(analysis, call, unit);
      return name === 'default' ? made : unite(...made.map((one) => analysis.property(one, name)));
    }),
  );
}

/** What a call of `define` makes: what its factory returns, or the object itself. */
function amdMade(analysis: Analysis, call: SyntaxNode, unit: Unit): readonly Found[] {
  const amd = amdFactory(call);
  if (amd === null) return [];
  return unite(
    ...analysis
      .evaluate(amd.factory, unit)
      .map((found) => (found.value.kind === 'function' ? analysis.returned(found.value.node, found.value.unit) : [found])),
  );
}

/** The AMD module that says the name itself, the nearest of several; null where none does. `call` is where the name is used. */
export function namedModule(analysis: Analysis, id: string, call: SyntaxNode, unit: Unit): readonly Found[] | null {
  const own = literalText(children(call, 'arguments')[0] ?? null) ?? '';
  const name = id.startsWith('.') ? join(own.slice(0, own.lastIndexOf('/') + 1), id) : id;
  const candidates = analysis.index.amd.get(name) ?? [];
  let best: Occurrence | null = null;
  for (const candidate of candidates)
    if (best === null || shared(candidate.unit.file, unit.file) > shared(best.unit.file, unit.file)) best = candidate;
  if (best === null) return null;
  const made = amdMade(analysis, best.node, best.unit);
  return made.length > 0 ? made : commonjsExports(analysis, best.unit);
}

/** How many characters two paths begin with in common. */
function shared(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a[index] === b[index]) index += 1;
  return index;
}

/** Whether a name is the function that loads modules: free, or handed in by an AMD loader. */
export function isRequire(callee: SyntaxNode, unit: Unit): boolean {
  if (nameOf(callee) !== 'require') return false;
  const definitions = unit.bindingOf.get(callee)?.definitions;
  if (definitions === undefined) return true;
  const origin = definitions.length === 1 ? definitions[0]?.origin : undefined;
  const call = origin?.kind === 'param' ? unit.parents.get(origin.fn) : undefined;
  return call !== undefined && isCall(call) && amdFactory(call) !== null;
}

/** What scripts that share their names define as `name`: those of the same page, else one file of the repository. */
export function globalValues(analysis: Analysis, name: string, from: Unit): readonly Found[] {
  const page = from.parsed.script.page;
  return analysis.demand(`global ${name} ${page ?? ''}`, () => {
    const near: (readonly Found[])[] = [];
    const far = new Map<string, (readonly Found[])[]>();
    const claims = new Set<string>();
    const add = (unit: Unit, found: readonly Found[], isClaim: boolean): void => {
      if (found.length === 0) return;
      if (isClaim) claims.add(unit.file);
      if (page !== null && unit.parsed.script.page === page) near.push(found);
      const list = far.get(unit.file);
      if (list === undefined) far.set(unit.file, [found]);
      else list.push(found);
    };
    for (const unit of analysis.units) {
      // What a component's script declares its markup sees, whatever it imports.
      if (unit.isModule && !(page !== null && unit.parsed.script.page === page && /\.(?:svelte|vue)$/i.test(unit.file))) continue;
      const binding = unit.root.get(name);
      if (binding !== undefined && binding.definitions.length > 0)
        add(
          unit,
          analysis.binding(binding, unit),
          !binding.definitions.every(({ origin }) => origin.kind === 'value' && isNamespace(origin.node, name)),
        );
    }
    for (const write of (analysis.index.writes.get(name) ?? []).slice(0, 200)) {
      const isGlobal =
        write.object === write.unit.program ||
        analysis.aside(() => analysis.evaluate(write.object, write.unit)).some((found) => found.value.kind === 'global');
      if (isGlobal) add(write.unit, analysis.evaluate(write.value, write.unit), !isNamespace(write.value, name));
    }
    for (const { node, unit } of (analysis.index.defines.get(name) ?? []).slice(0, 40)) {
      const [target] = children(node, 'arguments');
      const descriptor = descriptorIn(node, name);
      if (target === undefined || descriptor === undefined) continue;
      if (analysis.aside(() => analysis.evaluate(target, unit)).some((found) => found.value.kind === 'global'))
        add(unit, described(analysis, descriptor, unit), true);
    }
    if (near.length > 0) return unite(...near);
    const lists = [...far.values()].map((list) => unite(...list));
    const keys = new Set(
      lists.map((list) =>
        list
          .map((found) => keyOf(found.value))
          .sort()
          .join('|'),
      ),
    );
    // A namespace that several files fill is one object, unless two of them claim it.
    return keys.size === 1 || claims.size <= 1 ? unite(...lists) : [];
  });
}

/** What `Object.defineProperty` or `Object.defineProperties` describes a property by. */
export function descriptorIn(call: SyntaxNode, name: string): SyntaxNode | undefined {
  const [, key, descriptor] = children(call, 'arguments');
  if (writtenName(strip(child(call, 'callee') ?? call)) !== 'defineProperties') return descriptor;
  const property = key === undefined ? undefined : children(strip(key), 'properties').find((one) => writtenName(one) === name);
  return property === undefined ? undefined : (child(property, 'value') ?? undefined);
}

/** What a property has that a descriptor makes. */
export function described(analysis: Analysis, descriptor: SyntaxNode, unit: Unit): readonly Found[] {
  return unite(
    ...analysis
      .evaluate(descriptor, unit)
      .flatMap((found) => [
        analysis.property(found, 'value'),
        ...analysis
          .property(found, 'get')
          .map((getter) => (getter.value.kind === 'function' ? analysis.returned(getter.value.node, getter.value.unit) : [])),
      ]),
  );
}

/** `Name || {}`, or an empty object: what scripts write that share a namespace. */
function isNamespace(node: SyntaxNode, name: string): boolean {
  let inner = strip(node);
  if (inner.type === 'AssignmentExpression') inner = strip(child(inner, 'right') ?? inner);
  if (inner.type === 'ObjectExpression') return children(inner, 'properties').length === 0;
  const left = inner.type === 'LogicalExpression' ? strip(child(inner, 'left') ?? inner) : null;
  return left !== null && (nameOf(left) === name || (isMember(left) && writtenName(left) === name));
}

/** The helper of a Lightning component, as its controller and renderer get it. */
export function auraHelper(analysis: Analysis, unit: Unit): readonly Found[] {
  const match = /^(.*?)(?:Controller|Renderer|Helper)\.js$/.exec(unit.file);
  if (match === null) return [];
  const helper = analysis.units.find((other) => other.file === `${match[1]}Helper.js`);
  return helper === undefined ? [] : topObject(helper).flatMap((node) => analysis.evaluate(node, helper));
}

/** The object literal that a Lightning controller or helper consists of. */
export function topObject(unit: Unit): readonly SyntaxNode[] {
  return children(unit.program, 'body').flatMap((statement) => {
    const expression = child(statement, 'expression');
    const inner = expression === null ? null : strip(expression);
    return inner !== null && inner.type === 'ObjectExpression' ? [inner] : [];
  });
}
