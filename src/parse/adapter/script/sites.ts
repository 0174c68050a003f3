/** From where a function is called, and what its parameters get there. */
import { byType } from './hints.ts';
import { injectedByDecorator, injectedByName } from './services.ts';
import { nearest } from './index-units.ts';
import { heirsOf } from './objects.ts';
import { settled } from './collections.ts';
import { amdFactory, auraHelper, commonjsExports, namedModule } from './modules.ts';
import { child, children, isCall, isClass, isCoat, isFunction, isMember, nameOf, strip, writtenName, type SyntaxNode } from './tree.ts';
import type { Binding, Unit } from './scopes.ts';
import { idOf, keyOf, through, unite, type Analysis, type Found, type Occurrence, type Site } from './values.ts';

const MOST_SITES = 128;
const MOST_LOOKS = 250;

function site(unit: Unit, node: SyntaxNode, args: readonly SyntaxNode[], more: Partial<Site> = {}): Site {
  return { unit, node, args, given: null, self: null, spread: false, modules: null, ...more };
}

/** The calls of a function or class, by whatever name it goes. */
export function sitesOf(analysis: Analysis, start: SyntaxNode, startUnit: Unit): readonly Site[] {
  const sites: Site[] = [];
  const seen = new Set<SyntaxNode>();
  const queue: Occurrence[] = [];
  const key = `${isClass(start) ? 'class' : 'function'} ${idOf(start)}`;
  const follow = (node: SyntaxNode, unit: Unit): void => {
    if (!seen.has(node) && seen.size < 600) {
      seen.add(node);
      queue.push({ node, unit });
    }
  };
  const isIt = (node: SyntaxNode, unit: Unit): boolean =>
    analysis.aside(() => analysis.evaluate(node, unit)).some((found) => keyOf(found.value) === key);
  const followBinding = (binding: Binding | undefined, unit: Unit): void => {
    for (const reference of binding?.references ?? []) follow(reference, unit);
    if (binding === undefined || binding.scope.parent !== null || unit.root.get(binding.name) !== binding) return;
    followExports(binding.name, unit);
    if (!unit.isModule)
      for (const mention of nearest(analysis.index, analysis.index.free.get(binding.name) ?? [], startUnit, MOST_LOOKS))
        if (isIt(mention.node, mention.unit)) follow(mention.node, mention.unit);
  };
  const followExports = (local: string, unit: Unit): void => {
    for (const node of unit.exports) {
      const declaration = child(node, 'declaration');
      if (
        node.type === 'ExportDefaultDeclaration' &&
        declaration !== null &&
        (nameOf(declaration) === local || nameOf(child(declaration, 'id')) === local)
      )
        followImports('default');
      for (const specifier of children(node, 'specifiers'))
        if (nameOf(child(specifier, 'local')) === local) followImports(nameOf(child(specifier, 'exported')) || 'default');
      const id = declaration === null ? null : child(declaration, 'id');
      const names =
        declaration === null
          ? []
          : id === null
            ? children(declaration, 'declarations').map((one) => nameOf(child(one, 'id')))
            : [nameOf(id)];
      if (node.type === 'ExportNamedDeclaration' && names.includes(local)) followImports(local);
    }
  };
  const followImports = (name: string): void => {
    for (const { binding, unit } of nearest(analysis.index, analysis.index.imports.get(name) ?? [], startUnit, MOST_LOOKS)) {
      const first = binding.references[0];
      if (first === undefined) continue;
      if (isIt(first, unit)) for (const reference of binding.references) follow(reference, unit);
    }
    followProperty(name);
  };
  const followProperty = (name: string): void => {
    for (const { node, unit } of nearest(analysis.index, analysis.index.members.get(name) ?? [], startUnit, MOST_LOOKS))
      if (!seen.has(node) && isIt(node, unit)) follow(node, unit);
    for (const { target, unit } of nearest(analysis.index, analysis.index.patternKeys.get(name) ?? [], startUnit, MOST_LOOKS)) {
      const id = target.type === 'AssignmentPattern' ? child(target, 'left') : target;
      const binding = id === null ? undefined : unit.bindingOf.get(id);
      const first = binding?.references[0];
      if (first !== undefined && isIt(first, unit)) followBinding(binding, unit);
    }
    for (const { node, unit } of nearest(analysis.index, analysis.index.free.get(name) ?? [], startUnit, MOST_LOOKS))
      if (!seen.has(node) && isIt(node, unit)) follow(node, unit);
  };

  if (start.type === 'FunctionDeclaration' || start.type === 'ClassDeclaration') {
    const id = child(start, 'id');
    if (id !== null) followBinding(startUnit.bindingOf.get(id), startUnit);
    if (startUnit.parents.get(start)?.type === 'ExportDefaultDeclaration') followImports('default');
  } else {
    const id = child(start, 'id');
    if (id !== null) followBinding(startUnit.bindingOf.get(id), startUnit);
    seen.add(start);
    queue.push({ node: start, unit: startUnit });
  }
  for (let item = queue.shift(); item !== undefined && sites.length < MOST_SITES && analysis.step(); item = queue.shift()) {
    let { node } = item;
    const { unit } = item;
    let parent = unit.parents.get(node);
    while (
      parent !== undefined &&
      (isCoat(parent) ||
        parent.type === 'ConditionalExpression' ||
        parent.type === 'LogicalExpression' ||
        parent.type === 'SequenceExpression')
    ) {
      node = parent;
      parent = unit.parents.get(node);
    }
    if (parent === undefined) continue;
    if (isCall(parent) || parent.type === 'NewExpression') {
      const args = children(parent, 'arguments');
      if (child(parent, 'callee') === node) sites.push(site(unit, parent, args));
      else {
        const index = args.indexOf(node);
        if (index !== -1) sites.push(...callbackSites(analysis, parent, index, unit, follow));
      }
    } else if (isMember(parent) && child(parent, 'object') === node) {
      const call = unit.parents.get(parent);
      if (call === undefined || !isCall(call) || child(call, 'callee') !== parent) continue;
      const [self, ...args] = children(call, 'arguments');
      const name = writtenName(parent);
      if (name === 'call') sites.push(site(unit, call, args, { self: self ?? null }));
      else if (name === 'apply') sites.push(site(unit, call, args, { self: self ?? null, spread: true }));
      else if (name === 'bind' && args.length === 0) follow(call, unit);
      else if (name === 'bind') sites.push(...boundSites(call, self ?? null, args, unit));
    } else if (parent.type === 'JSXOpeningElement' && child(parent, 'name') === node) sites.push(site(unit, parent, [parent]));
    else if (parent.type === 'VariableDeclarator') {
      const id = child(parent, 'id');
      if (id !== null && id.type === 'Identifier') followBinding(unit.bindingOf.get(id), unit);
    } else if (parent.type === 'AssignmentExpression' && child(parent, 'right') === node) {
      const left = strip(child(parent, 'left') ?? parent);
      if (isMember(left)) {
        const name = writtenName(left);
        if (name === 'exports') followRequires(analysis, unit, isIt, follow);
        else if (name !== null) followProperty(name);
      } else if (left.type === 'Identifier') {
        const binding = unit.bindingOf.get(left);
        if (binding === undefined) followProperty(nameOf(left));
        else followBinding(binding, unit);
      }
      follow(parent, unit);
    } else if (
      parent.type === 'Property' ||
      parent.type === 'MethodDefinition' ||
      /PropertyDefinition|ClassProperty|PrivateProperty/.test(parent.type)
    ) {
      if (parent['kind'] === 'constructor') {
        const owner = unit.parents.get(unit.parents.get(parent) ?? parent);
        if (owner !== undefined) sites.push(...constructions(analysis, owner, unit));
      } else {
        const name = writtenName(parent) ?? nameOf(child(parent, 'key'));
        if (name !== '') followProperty(name);
      }
    } else if (parent.type === 'ReturnStatement' || (parent.type === 'ArrowFunctionExpression' && child(parent, 'body') === node)) {
      const outer = parent.type === 'ReturnStatement' ? enclosing(parent, unit) : parent;
      if (outer !== null) for (const caller of analysis.sites(outer, unit)) follow(caller.node, caller.unit);
    } else if (parent.type === 'ExportDefaultDeclaration') followImports('default');
    else if (parent.type === 'ExportSpecifier') followImports(nameOf(child(parent, 'exported')));
  }
  return sites;
}

/** The calls of `f.bind(self, a)`, which get `a` before their own arguments; the binding itself where none is seen. */
function boundSites(call: SyntaxNode, self: SyntaxNode | null, lead: readonly SyntaxNode[], unit: Unit): readonly Site[] {
  const declarator = unit.parents.get(call);
  const id = declarator?.type === 'VariableDeclarator' ? child(declarator, 'id') : null;
  const calls = (id === null ? undefined : unit.bindingOf.get(id))?.references.flatMap((reference) => {
    const parent = unit.parents.get(reference);
    return parent !== undefined && isCall(parent) && child(parent, 'callee') === reference ? [parent] : [];
  });
  if (calls === undefined || calls.length === 0) return [site(unit, call, lead, { self })];
  return calls.map((one) => site(unit, one, [...lead, ...children(one, 'arguments')], { self }));
}

function enclosing(node: SyntaxNode, unit: Unit): SyntaxNode | null {
  for (let current = unit.parents.get(node); current !== undefined; current = unit.parents.get(current))
    if (isFunction(current)) return current;
  return null;
}

function followRequires(
  analysis: Analysis,
  unit: Unit,
  isIt: (node: SyntaxNode, unit: Unit) => boolean,
  follow: (node: SyntaxNode, unit: Unit) => void,
): void {
  if (commonjsExports(analysis, unit).length === 0) return;
  for (const call of analysis.index.requires.slice(0, 400)) if (isIt(call.node, call.unit)) follow(call.node, call.unit);
  for (const { binding, unit: user } of (analysis.index.imports.get('default') ?? []).slice(0, 400)) {
    const first = binding.references[0];
    if (first !== undefined && isIt(first, user)) for (const reference of binding.references) follow(reference, user);
  }
}

/** `new C()` and, in classes below it without a constructor of their own, `super()`. */
function constructions(analysis: Analysis, owner: SyntaxNode, unit: Unit): readonly Site[] {
  const sites = [...analysis.sites(owner, unit)];
  for (const { node, unit: lower } of heirsOf(analysis, owner)) {
    const own = children(child(node, 'body') ?? node, 'body').find((member) => member['kind'] === 'constructor');
    if (own === undefined) sites.push(...analysis.sites(node, lower));
    else {
      for (const call of lower.calls) {
        if (child(call, 'callee')?.type === 'Super' && call.start >= own.start && call.end <= own.end)
          sites.push(site(lower, call, children(call, 'arguments')));
      }
    }
  }
  return sites;
}

/** What JSX is turned into: the component, and what it is given. */
const MAKES_ELEMENT = /^(?:createElement|_?jsxs?|jsxDEV)$/;

const OVER_ELEMENTS = new Set(['forEach', 'map', 'filter', 'some', 'every', 'find', 'findIndex', 'flatMap', 'findLast']);

/** What calls a function that is handed over as an argument. */
function callbackSites(
  analysis: Analysis,
  call: SyntaxNode,
  index: number,
  unit: Unit,
  follow: (node: SyntaxNode, unit: Unit) => void,
): readonly Site[] {
  const callee = strip(child(call, 'callee') ?? call);
  const amd = amdFactory(call);
  if (amd !== null && index === children(call, 'arguments').length - 1) return [site(unit, call, [], { modules: amd.ids })];
  const name = isMember(callee) ? writtenName(callee) : null;
  const object = isMember(callee) ? child(callee, 'object') : null;
  if (object !== null && (name === 'then' || name === 'done') && index === 0)
    return [site(unit, call, [], { given: new Map([[0, { node: object, element: false }]]) })];
  if (object !== null && name !== null && OVER_ELEMENTS.has(name))
    return [site(unit, call, [], { given: new Map([[0, { node: object, element: true }]]) })];
  const first = children(call, 'arguments')[0];
  if (name === 'each' && index === 1 && first !== undefined)
    return [site(unit, call, [], { given: new Map([[1, { node: first, element: true }]]) })];
  if (index === 0 && MAKES_ELEMENT.test(name ?? nameOf(callee))) {
    const props = children(call, 'arguments')[1];
    return [site(unit, call, props === undefined ? [] : [props])];
  }
  if (name === 'reduce' && object !== null) return [site(unit, call, [], { given: new Map([[1, { node: object, element: true }]]) })];
  // The function called keeps it under the name of its parameter.
  let wasFollowed = false;
  for (const { value } of analysis.evaluate(callee, unit)) {
    const target = value.kind === 'function' ? value : value.kind === 'class' ? constructorOf(value.node, value.unit) : null;
    if (target === null) continue;
    wasFollowed = true;
    const param = children(target.node, 'params')[index];
    const plain =
      param?.type === 'AssignmentPattern'
        ? child(param, 'left')
        : param?.type === 'TSParameterProperty'
          ? child(param, 'parameter')
          : param;
    const binding = plain === null || plain === undefined ? undefined : target.unit.bindingOf.get(plain);
    for (const reference of binding?.references ?? []) follow(reference, target.unit);
  }
  // getCallback, bind and the like give it back.
  if (!wasFollowed && analysis.evaluate(call, unit).some((found) => found.value.kind === 'function')) follow(call, unit);
  return [];
}

/** The constructor function of a class, with the script it stands in. */
export function constructorOf(node: SyntaxNode, unit: Unit): { readonly node: SyntaxNode; readonly unit: Unit } | null {
  const own = children(child(node, 'body') ?? node, 'body').find((member) => member['kind'] === 'constructor');
  const fn = own === undefined ? null : child(own, 'value');
  return fn === null ? null : { node: fn, unit };
}

/** What a parameter gets, from all calls of its function. */
export function parameterValues(analysis: Analysis, fn: SyntaxNode, index: number, unit: Unit): readonly Found[] {
  const helper = helperOf(analysis, fn, index, unit);
  if (helper.length > 0) return helper;
  const param = children(fn, 'params')[index];
  const name =
    param === undefined
      ? ''
      : nameOf(
          param.type === 'AssignmentPattern'
            ? child(param, 'left')
            : param.type === 'TSParameterProperty'
              ? child(param, 'parameter')
              : param,
        );
  const sites = analysis.sites(fn, unit);
  if (sites.length === 0 && param !== undefined) return injected(analysis, fn, index, name, unit);
  return unite(
    ...sites.map((caller) =>
      through(argument(analysis, caller, index), {
        kind: 'parameter',
        name,
        node: argumentNode(caller, index) ?? caller.node,
        unit: caller.unit,
        site: caller,
        fn,
        home: unit,
      }),
    ),
  );
}

/** A parameter that no script fills: a framework does, by its type or its name. */
function injected(analysis: Analysis, fn: SyntaxNode, index: number, written: string, unit: Unit): readonly Found[] {
  const param = children(fn, 'params')[index] ?? fn;
  const service = injectedByName(analysis, fn, index, written, unit);
  if (service.values.length > 0) return service.values;
  const name = service.name;
  if (name === '$window' || name === 'window') return [{ value: { kind: 'global' }, node: param, unit, via: null }];
  const decorated = injectedByDecorator(analysis, param, unit);
  if (decorated.length > 0) return decorated;
  const plain = param.type === 'TSParameterProperty' ? (child(param, 'parameter') ?? param) : param;
  return byType(analysis, plain.type === 'AssignmentPattern' ? (child(plain, 'left') ?? plain) : plain, unit);
}

/** The argument that a call gives to a parameter, if it is written there. */
export function argumentNode(caller: Site, index: number): SyntaxNode | null {
  const given = caller.given?.get(index);
  if (given !== undefined) return given.node;
  if (caller.spread) return caller.args[0] ?? null;
  const args = caller.args;
  const spread = args.findIndex((arg) => arg.type === 'SpreadElement');
  return spread !== -1 && spread <= index ? (args[spread] ?? null) : (args[index] ?? null);
}

function argument(analysis: Analysis, caller: Site, index: number): readonly Found[] {
  const { unit } = caller;
  const given = caller.given?.get(index);
  if (given !== undefined) {
    const all = analysis.evaluate(given.node, unit);
    return given.element ? unite(...all.map((found) => analysis.elements(found, null))) : settled(analysis, all);
  }
  const id = caller.modules?.[index];
  if (id !== undefined && id !== null) return amdModule(analysis, id, caller.node, unit);
  const node = argumentNode(caller, index);
  if (node === null) return [];
  if (caller.spread) return unite(...analysis.evaluate(node, unit).map((found) => analysis.elements(found, index)));
  if (node.type === 'SpreadElement') {
    const inner = child(node, 'argument');
    return inner === null
      ? []
      : unite(...analysis.evaluate(inner, unit).map((found) => analysis.elements(found, index - caller.args.indexOf(node))));
  }
  return analysis.evaluate(node, unit);
}

function amdModule(analysis: Analysis, id: string, call: SyntaxNode, unit: Unit): readonly Found[] {
  const made = (kind: 'exports' | 'commonjs'): readonly Found[] => [{ value: { kind, unit }, node: unit.program, unit, via: null }];
  if (id === 'exports') return made('exports');
  if (id === 'module') return made('commonjs');
  const named = namedModule(analysis, id, call, unit);
  if (named !== null) return named;
  const target = analysis.resolve(id, unit);
  return target === null ? [] : analysis.exported(target, 'default');
}

/** The helper object that a function of a Lightning component gets as its third parameter. */
function helperOf(analysis: Analysis, fn: SyntaxNode, index: number, unit: Unit): readonly Found[] {
  if (index !== 2 || unit.parsed.script.form !== 'aura') return [];
  return unit.parents.get(fn)?.type === 'Property' ? auraHelper(analysis, unit) : [];
}
