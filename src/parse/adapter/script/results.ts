/** What a call gives back. */
import { child, children, isFunction, isMember, literalText, nameOf, strip, writtenName, type SyntaxNode } from './tree.ts';
import { injectedBy, providedTo } from './services.ts';
import { COLLECTIONS, MADE, ofMethod } from './collections.ts';
import { proxied } from './mirrors.ts';
import { isRequire, namedModule } from './modules.ts';
import { textCall } from './texts.ts';
import { COATS } from './vocabulary.ts';
import type { Unit } from './scopes.ts';
import { through, unite, type Analysis, type Found } from './values.ts';

const NONE: readonly Found[] = [];

/** The values of a call, of `new`, of `import()`. */
export function callResult(analysis: Analysis, call: SyntaxNode, unit: Unit): readonly Found[] {
  if (call.type === 'ImportExpression') return moduleOf(analysis, child(call, 'source'), call, unit);
  const callee = strip(child(call, 'callee') ?? call);
  const args = children(call, 'arguments');
  const first = args[0];
  if (callee.type === 'Import') return moduleOf(analysis, first ?? null, call, unit);
  if (callee.type === 'Super') return analysis.self(callee, unit);
  if (isRequire(callee, unit) && first !== undefined) return requiredOf(analysis, first, call, unit);
  if (call.type === 'NewExpression') return constructed(analysis, call, callee, args, unit);
  const known = isMember(callee) ? methodResult(analysis, call, callee, args, unit) : null;
  if (known !== null) return known;
  const name = isMember(callee) ? writtenName(callee) : nameOf(callee);
  const targets = analysis.evaluate(callee, unit);
  const lists: (readonly Found[])[] = [];
  let isKnown = false;
  for (const { value } of targets) {
    if (value.kind !== 'function') continue;
    isKnown = true;
    lists.push(functionResult(analysis, value.node, value.unit, call, unit));
  }
  if (!isKnown && name !== null && COATS.has(name)) {
    for (const arg of args.slice(0, 2))
      lists.push(analysis.evaluate(arg, unit).filter((found) => found.value.kind !== 'text' && found.value.kind !== 'other'));
  }
  if (!isKnown && name === 'useContext' && first !== undefined) lists.push(providedTo(analysis, analysis.evaluate(first, unit)));
  if (!isKnown && name !== null && /^(?:useMemo|memo|lazy|once|computed)$/.test(name) && first !== undefined)
    lists.push(returnsOfAll(analysis, analysis.evaluate(first, unit)));
  if (!isKnown && name !== null && MADE.has(name))
    lists.push([{ value: { kind: 'object', node: call, unit }, node: call, unit, via: null }]);
  if (!isKnown && name !== null && MERGERS.has(name) && args.length > 1) lists.push(mergedOf(analysis, args, unit));
  if (!isKnown && name !== null && PATH_READERS.has(name)) lists.push(atPath(analysis, args, unit));
  if (!isKnown && name === 'inject' && first !== undefined) lists.push(injectedBy(analysis, first, call, unit));
  return unite(...lists);
}

/** Functions that read a property by a path: `_.get(window, 'sforce.opencti')`. */
const PATH_READERS: ReadonlySet<string> = new Set(['get', 'result', 'getPath', 'dlv']);

const MOST_KEYS = 8;

function atPath(analysis: Analysis, args: readonly SyntaxNode[], unit: Unit): readonly Found[] {
  const [object, path] = args;
  const inner = path === undefined ? null : strip(path);
  if (object === undefined || inner === null || object.type === 'SpreadElement') return NONE;
  const written = inner.type === 'ArrayExpression' ? children(inner, 'elements').map(literalText) : (literalText(inner)?.split('.') ?? []);
  if (written.length === 0 || written.length > MOST_KEYS || written.includes(null)) return NONE;
  const keys = written.filter((key) => key !== null);
  return keys.reduce<readonly Found[]>(
    (found, key) => unite(...found.map((owner) => analysis.property(owner, key))),
    analysis.evaluate(object, unit),
  );
}

/** A function's returns, with the arguments of this one call where it hands a parameter straight back. */
function functionResult(analysis: Analysis, fn: SyntaxNode, home: Unit, call: SyntaxNode, unit: Unit): readonly Found[] {
  const name =
    nameOf(child(fn, 'id')) ||
    nameOf(strip(child(call, 'callee') ?? call)) ||
    (isMember(strip(child(call, 'callee') ?? call)) ? (writtenName(strip(child(call, 'callee') ?? call)) ?? '') : '');
  const params = children(fn, 'params');
  const lists: (readonly Found[])[] = [];
  const returns = home.returns.get(fn) ?? [];
  const handed = returns.map((node) => {
    const inner = strip(node);
    const binding = inner.type === 'Identifier' ? home.bindingOf.get(inner) : undefined;
    const definition = binding?.definitions.length === 1 ? binding.definitions[0] : undefined;
    const index =
      definition?.origin.kind === 'param' && definition.origin.fn === fn && definition.steps.length === 0 && !definition.origin.rest
        ? definition.origin.index
        : -1;
    return { node, index: index < params.length ? index : -1 };
  });
  for (const { node, index } of handed) {
    const arg = index === -1 ? undefined : children(call, 'arguments')[index];
    lists.push(arg === undefined || arg.type === 'SpreadElement' ? analysis.evaluate(node, home) : analysis.evaluate(arg, unit));
  }
  // A function that wraps the function it is given: what it gives back calls that one.
  lists.push(coated(analysis, fn, home, call, unit));
  return through(unite(...lists), { kind: 'return', name, node: returns[0] ?? fn, unit: home, site: null, fn: null });
}

/** Methods of Salesforce that a function of ours gives back inside another function. */
function coated(analysis: Analysis, fn: SyntaxNode, home: Unit, call: SyntaxNode, unit: Unit): readonly Found[] {
  const args = children(call, 'arguments');
  const lists: (readonly Found[])[] = [];
  for (const [index, param] of children(fn, 'params').entries()) {
    const arg = args[index];
    if (arg === undefined || arg.type === 'SpreadElement' || param.type !== 'Identifier') continue;
    const binding = home.bindingOf.get(param);
    if (binding?.references.some((reference) => isCalledInReturned(reference, fn, home)) !== true) continue;
    lists.push(analysis.evaluate(arg, unit).filter((found) => found.value.kind === 'member'));
  }
  return unite(...lists);
}

/** Whether a reference to a parameter of `outer` is called within a function that `outer` returns. */
export function isCalledInReturned(reference: SyntaxNode, outer: SyntaxNode, unit: Unit): boolean {
  let node = reference;
  let parent = unit.parents.get(node);
  if (parent !== undefined && isMember(parent) && child(parent, 'object') === node && /^(?:call|apply)$/.test(writtenName(parent) ?? '')) {
    node = parent;
    parent = unit.parents.get(node);
  }
  if (parent === undefined || child(parent, 'callee') !== node) return false;
  const returned = new Set((unit.returns.get(outer) ?? []).map(strip));
  for (let current: SyntaxNode | undefined = parent; current !== undefined && current !== outer; current = unit.parents.get(current)) {
    if (isFunction(current) && returned.has(current)) return true;
  }
  return false;
}

/** All that a function returns. */
export function functionReturns(analysis: Analysis, fn: SyntaxNode, unit: Unit): readonly Found[] {
  return unite(...(unit.returns.get(fn) ?? []).slice(0, 64).map((node) => analysis.evaluate(node, unit)));
}

function returnsOfAll(analysis: Analysis, found: readonly Found[]): readonly Found[] {
  return unite(...found.map(({ value }) => (value.kind === 'function' ? analysis.returned(value.node, value.unit) : NONE)));
}

function moduleOf(analysis: Analysis, source: SyntaxNode | null, call: SyntaxNode, unit: Unit): readonly Found[] {
  const name = literalText(source);
  const target = name === null ? null : analysis.resolve(name, unit);
  return target === null ? NONE : [{ value: { kind: 'module', unit: target }, node: call, unit, via: null }];
}

function requiredOf(analysis: Analysis, source: SyntaxNode, call: SyntaxNode, unit: Unit): readonly Found[] {
  const name = literalText(source);
  const named = name === null ? null : namedModule(analysis, name, call, unit);
  if (named !== null) return named;
  const target = name === null ? null : analysis.resolve(name, unit);
  if (target === null) return NONE;
  const module: Found = { value: { kind: 'module', unit: target }, node: call, unit, via: null };
  if (target.exports.length > 0) return [module];
  return unite(analysis.exported(target, 'default'), [module]);
}

function constructed(analysis: Analysis, call: SyntaxNode, callee: SyntaxNode, args: readonly SyntaxNode[], unit: Unit): readonly Found[] {
  const first = args[0];
  const name = unit.bindingOf.has(callee) ? '' : nameOf(callee);
  if (name === 'Promise' && first !== undefined) return promised(analysis, first, unit);
  if (name === 'Proxy' && first !== undefined) {
    const handler = args[1];
    return unite(analysis.evaluate(first, unit), handler === undefined ? NONE : proxied(analysis, handler, unit));
  }
  if (COLLECTIONS.has(name) || nameOf(callee) === 'InjectionToken')
    return [{ value: { kind: 'object', node: call, unit }, node: call, unit, via: null }];
  if (name === 'URL' && first !== undefined) return analysis.evaluate(first, unit).filter((found) => found.value.kind === 'text');
  const lists = analysis.evaluate(callee, unit).map(({ value }): readonly Found[] => {
    if (value.kind === 'class') return [{ value: { kind: 'instance', node: value.node, unit: value.unit }, node: call, unit, via: null }];
    if (value.kind !== 'function') return NONE;
    const returned = analysis
      .returned(value.node, value.unit)
      .filter((found) => found.value.kind === 'object' || found.value.kind === 'instance');
    return [...returned, { value: { kind: 'instance', node: value.node, unit: value.unit }, node: call, unit, via: null }];
  });
  return unite(...lists);
}

/** What `new Promise((resolve) => …)` is resolved with. */
function promised(analysis: Analysis, executor: SyntaxNode, unit: Unit): readonly Found[] {
  const lists: (readonly Found[])[] = [];
  for (const { value } of analysis.evaluate(executor, unit)) {
    if (value.kind !== 'function') continue;
    const resolve = children(value.node, 'params')[0];
    const binding = resolve === undefined ? undefined : value.unit.bindingOf.get(resolve);
    for (const reference of binding?.references ?? []) {
      const call = value.unit.parents.get(reference);
      const given = call === undefined || child(call, 'callee') !== reference ? undefined : children(call, 'arguments')[0];
      if (given !== undefined) lists.push(analysis.evaluate(given, value.unit));
    }
  }
  return unite(...lists);
}

/** Functions that put the properties of several objects into one. */
const MERGERS: ReadonlySet<string> = new Set(['extend', 'assign', 'merge', 'defaults', 'assignIn']);

/** The objects of which one is made. What Salesforce's has in it counts by its documented names only: the others have names too. */
function mergedOf(analysis: Analysis, args: readonly SyntaxNode[], unit: Unit): readonly Found[] {
  return unite(...args.map((arg) => (arg.type === 'SpreadElement' ? NONE : analysis.evaluate(arg, unit)))).map((found) =>
    found.value.kind === 'api' ? { ...found, isGuess: true } : found,
  );
}

/** Whether a list is what a function is given: its `arguments`, or a rest parameter. */
function isGiven(node: SyntaxNode): boolean {
  return isFunction(node) || node.type === 'RestElement';
}

/** Methods of the language; null where the call must be looked at as any other. */
function methodResult(
  analysis: Analysis,
  call: SyntaxNode,
  callee: SyntaxNode,
  args: readonly SyntaxNode[],
  unit: Unit,
): readonly Found[] | null {
  const object = child(callee, 'object');
  const name = writtenName(callee);
  const first = args[0];
  if (object === null || name === null) return null;
  const owner = nameOf(strip(object));
  if (owner === 'Object' || owner === 'Reflect' || owner === 'Promise' || owner === 'Array') {
    if (first === undefined) return NONE;
    const of = analysis.evaluate(first, unit);
    if (owner === 'Object' && name === 'assign') return mergedOf(analysis, args, unit);
    if (owner === 'Object' && (name === 'values' || name === 'entries' || name === 'keys'))
      return [{ value: { kind: 'object', node: call, unit }, node: call, unit, via: null }];
    if (owner === 'Object' && name === 'create')
      return unite(
        of.map((found) =>
          found.value.kind === 'prototype'
            ? { ...found, value: { kind: 'instance', node: found.value.node, unit: found.value.unit } }
            : found,
        ),
      );
    if (owner === 'Reflect' && name === 'get') {
      const key = literalText(args[1] ?? null);
      return key === null ? NONE : unite(...of.map((found) => analysis.property(found, key)));
    }
    if (owner === 'Reflect' && name === 'apply') return returnsOfAll(analysis, of);
    return COATS.has(name) || owner === 'Promise' || (owner === 'Array' && name === 'from') ? of : NONE;
  }
  switch (name) {
    case 'get':
    case 'values':
    case 'entries':
    case 'promise': {
      const made = analysis.evaluate(object, unit).flatMap((found) => ofMethod(analysis, found, name, first ?? null, call, unit) ?? []);
      return made.length > 0 ? unite(made) : null;
    }
    case 'then':
      return first === undefined ? analysis.evaluate(object, unit) : returnsOfAll(analysis, analysis.evaluate(first, unit));
    case 'catch':
    case 'finally':
    case 'toPromise':
      return analysis.evaluate(object, unit);
    case 'bind': {
      const bound = analysis.evaluate(object, unit).filter((found) => found.value.kind === 'function' || found.value.kind === 'member');
      return bound.length > 0 ? bound : null;
    }
    case 'call':
    case 'apply': {
      const inner = strip(object);
      // `[].slice.call(arguments)`
      if (isMember(inner) && writtenName(inner) === 'slice' && first !== undefined && args.length === 1) {
        const list = analysis.evaluate(first, unit).filter((found) => found.value.kind === 'object');
        if (list.length > 0) return list;
      }
      const targets = analysis.evaluate(object, unit).filter((found) => found.value.kind === 'function');
      return targets.length === 0 ? null : returnsOfAll(analysis, targets);
    }
    case 'filter':
    case 'slice':
    case 'reverse':
    case 'sort': {
      const list = analysis.evaluate(object, unit).filter((found) => found.value.kind === 'object');
      return list.length > 0 ? list : null;
    }
    case 'find':
    case 'pop':
    case 'shift':
    case 'at': {
      const list = analysis
        .evaluate(object, unit)
        .filter(({ value }) => value.kind === 'object' && (value.node.type === 'ArrayExpression' || isGiven(value.node)));
      return list.length > 0
        ? unite(
            ...list.map((found) =>
              analysis.elements(found, name === 'shift' && found.value.kind === 'object' && isGiven(found.value.node) ? 0 : null),
            ),
          )
        : null;
    }
    default:
      return textCall(analysis, call, unit);
  }
}
