/** Services that a framework hands over: by a name in AngularJS, by a token in Angular. */
import { instancesOf } from './hints.ts';
import {
  child,
  children,
  isCall,
  isClass,
  isFunction,
  isMember,
  literalText,
  nameOf,
  strip,
  writtenName,
  type SyntaxNode,
} from './tree.ts';
import type { Unit } from './scopes.ts';
import { keyOf, unite, type Analysis, type Found, type Occurrence, type RepositoryIndex } from './values.ts';

const NONE: readonly Found[] = [];
const MOST_PROVIDERS = 60;

/** Methods of an AngularJS module that give a service its name. */
const REGISTERS: ReadonlySet<string> = new Set(['factory', 'service', 'value', 'constant']);

/** Methods of an AngularJS module whose functions are handed services. */
const SERVED: ReadonlySet<string> = new Set(
  'factory service provider controller directive filter component run config decorator animation'.split(' '),
);

const registrations = new WeakMap<RepositoryIndex, ReadonlyMap<string, readonly Occurrence[]>>();

/** The registrations of services in all scripts, by their names. */
function registeredIn(analysis: Analysis): ReadonlyMap<string, readonly Occurrence[]> {
  const known = registrations.get(analysis.index);
  if (known !== undefined) return known;
  const registered = new Map<string, Occurrence[]>();
  for (const method of REGISTERS) {
    for (const { node, unit } of analysis.index.members.get(method) ?? []) {
      const call = unit.parents.get(node);
      if (call === undefined || !isCall(call) || child(call, 'callee') !== node) continue;
      const args = children(call, 'arguments');
      const name = args.length === 2 ? literalText(args[0] ?? null) : null;
      if (name === null) continue;
      const list = registered.get(name);
      if (list === undefined) registered.set(name, [{ node: call, unit }]);
      else list.push({ node: call, unit });
    }
  }
  registrations.set(analysis.index, registered);
  return registered;
}

/** The function or class that `['a', 'b', function (a, b) {}]` ends with, or the expression itself. */
function withoutNames(node: SyntaxNode): SyntaxNode {
  const list = strip(node);
  return list.type === 'ArrayExpression' ? (children(list, 'elements').at(-1) ?? list) : list;
}

/** What a registered service is. */
function serviceOf(analysis: Analysis, { node: call, unit }: Occurrence): readonly Found[] {
  const method = writtenName(strip(child(call, 'callee') ?? call));
  const made = children(call, 'arguments')[1];
  if (made === undefined) return NONE;
  if (method === 'value' || method === 'constant') return analysis.evaluate(made, unit);
  return unite(
    ...analysis.evaluate(withoutNames(made), unit).map(({ value }): readonly Found[] => {
      if (method === 'factory') return value.kind === 'function' ? analysis.returned(value.node, value.unit) : NONE;
      return value.kind === 'class' || value.kind === 'function'
        ? [{ value: { kind: 'instance', node: value.node, unit: value.unit }, node: call, unit, via: null }]
        : NONE;
    }),
  );
}

/** What AngularJS hands to a parameter, and the name by which it does; the parameter's own name where it is no such function. */
export function injectedByName(
  analysis: Analysis,
  fn: SyntaxNode,
  index: number,
  written: string,
  unit: Unit,
): { readonly name: string; readonly values: readonly Found[] } {
  const parent = unit.parents.get(fn);
  const names = parent?.type === 'ArrayExpression' && children(parent, 'elements').at(-1) === fn ? children(parent, 'elements') : null;
  const name = (names === null ? null : literalText(names[index] ?? null)) ?? written;
  const entries = registeredIn(analysis).get(name);
  if (entries === undefined || !isServed(names === null ? fn : (parent ?? fn), unit)) return { name, values: NONE };
  return { name, values: unite(...entries.slice(0, MOST_PROVIDERS).map((entry) => serviceOf(analysis, entry))) };
}

/** Whether a function, a class of that constructor or a list that ends with one is given to a module of AngularJS. */
function isServed(node: SyntaxNode, unit: Unit): boolean {
  const outer = unit.parents.get(node);
  if (outer !== undefined && isGivenToModule(outer, node)) return true;
  let owner = node;
  if (outer?.type === 'MethodDefinition' && outer['kind'] === 'constructor')
    owner = unit.parents.get(unit.parents.get(outer) ?? outer) ?? node;
  if (!isFunction(owner) && !isClass(owner)) return false;
  if (owner !== node && isGivenToModule(unit.parents.get(owner) ?? owner, owner)) return true;
  const id = child(owner, 'id') ?? child(unit.parents.get(owner) ?? owner, 'id');
  const references = id === null ? undefined : unit.bindingOf.get(id)?.references;
  return references?.some((reference) => isGivenToModule(unit.parents.get(reference) ?? reference, reference)) === true;
}

function isGivenToModule(call: SyntaxNode, given: SyntaxNode): boolean {
  if (!isCall(call)) return false;
  const callee = strip(child(call, 'callee') ?? call);
  return isMember(callee) && SERVED.has(writtenName(callee) ?? '') && children(call, 'arguments').includes(given);
}

/** What Angular's `inject(token)` gives. */
export function injectedBy(analysis: Analysis, token: SyntaxNode, call: SyntaxNode, unit: Unit): readonly Found[] {
  const tokens = analysis.evaluate(token, unit);
  return unite(provided(analysis, tokens), instancesOf(tokens, call, unit));
}

/** What a parameter with `@Inject(token)` is given. */
export function injectedByDecorator(analysis: Analysis, param: SyntaxNode, unit: Unit): readonly Found[] {
  const bearers = [param, child(param, 'parameter') ?? param];
  for (const decorator of bearers.flatMap((bearer) => children(bearer, 'decorators'))) {
    const call = child(decorator, 'expression');
    const token = call !== null && isCall(call) && nameOf(child(call, 'callee')) === 'Inject' ? children(call, 'arguments')[0] : undefined;
    if (token !== undefined) return injectedBy(analysis, token, token, unit);
  }
  return NONE;
}

/** What a token or a text stands for: by its own factory, or by `{ provide: token, … }`. */
function provided(analysis: Analysis, tokens: readonly Found[]): readonly Found[] {
  const lists: (readonly Found[])[] = [];
  const keys = new Set<string>();
  for (const token of tokens) {
    const { value } = token;
    if (value.kind === 'text') keys.add(value.text);
    else if (value.kind === 'object' || value.kind === 'class') keys.add(keyOf(value));
    const options = value.kind === 'object' && value.node.type === 'NewExpression' ? children(value.node, 'arguments')[1] : undefined;
    if (options === undefined || value.kind !== 'object') continue;
    for (const option of analysis.evaluate(options, value.unit)) lists.push(returnsOf(analysis, analysis.property(option, 'factory')));
  }
  for (const { node, unit } of keys.size === 0 ? [] : (analysis.index.fills.get('provide') ?? []).slice(0, MOST_PROVIDERS)) {
    const literal = unit.parents.get(unit.parents.get(node) ?? node);
    if (literal?.type !== 'ObjectExpression') continue;
    const isIt = analysis
      .aside(() => analysis.evaluate(node, unit))
      .some(({ value }) => keys.has(value.kind === 'text' ? value.text : keyOf(value)));
    if (!isIt) continue;
    const provider: Found = { value: { kind: 'object', node: literal, unit }, node: literal, unit, via: null };
    lists.push(analysis.property(provider, 'useValue'), returnsOf(analysis, analysis.property(provider, 'useFactory')));
    lists.push(instancesOf(analysis.property(provider, 'useClass'), literal, unit));
  }
  return unite(...lists);
}

function returnsOf(analysis: Analysis, functions: readonly Found[]): readonly Found[] {
  return unite(...functions.map(({ value }) => (value.kind === 'function' ? analysis.returned(value.node, value.unit) : NONE)));
}

/** What elements `<Context.Provider value={…}>` give to those that use the context. */
export function providedTo(analysis: Analysis, contexts: readonly Found[]): readonly Found[] {
  const keys = new Set(contexts.map(({ value }) => keyOf(value)));
  const lists: (readonly Found[])[] = [];
  let looked = 0;
  for (const unit of analysis.units) {
    for (const element of unit.providers) {
      if ((looked += 1) > MOST_PROVIDERS) return unite(...lists);
      const context = child(child(element, 'name') ?? element, 'object');
      if (context === null || !analysis.aside(() => analysis.evaluate(context, unit)).some(({ value }) => keys.has(keyOf(value)))) continue;
      lists.push(analysis.property({ value: { kind: 'object', node: element, unit }, node: element, unit, via: null }, 'value'));
    }
  }
  return unite(...lists);
}
