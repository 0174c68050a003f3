/** Objects that hold others without being literals: Map and its kin, argument lists, refs, promises to be kept, the props of an element. */
import { child, children, isCall, isFunction, isMember, nameOf, slots, strip, writtenName, type SyntaxNode } from './tree.ts';
import type { Unit } from './scopes.ts';
import { keyOf, unite, type Analysis, type Found } from './values.ts';

const NONE: readonly Found[] = [];

/** Classes of the language whose objects hold what is put into them. */
export const COLLECTIONS: ReadonlySet<string> = new Set(['Map', 'WeakMap', 'Set', 'WeakSet', 'WeakRef']);

/** Functions that give a box, by the property under which its content is found. */
const BOXES: ReadonlyMap<string, string> = new Map([
  ['useRef', 'current'],
  ['createRef', 'current'],
  ['ref', 'value'],
  ['shallowRef', 'value'],
]);

/** Functions that give a value and what sets it, as a pair. */
const STATES: ReadonlySet<string> = new Set(['useState']);

/** Functions that give a promise which somebody keeps later. */
const DEFERRED: ReadonlySet<string> = new Set(['Deferred', 'defer']);

/** Functions whose result stands for itself where their own code is not at hand. */
export const MADE: ReadonlySet<string> = new Set([...BOXES.keys(), ...DEFERRED, ...STATES]);

const MOST_LOOKS = 300;
/** Arguments of a list of unknown length that are looked at. */
const MOST_ARGUMENTS = 8;

const methodCalls = new WeakMap<Unit, ReadonlyMap<string, readonly SyntaxNode[]>>();

/** Calls of methods of a script, by the method's name. */
function callsNamed(unit: Unit, name: string): readonly SyntaxNode[] {
  let known = methodCalls.get(unit);
  if (known === undefined) {
    const made = new Map<string, SyntaxNode[]>();
    for (const call of unit.calls) {
      const method = isMember(strip(child(call, 'callee') ?? call)) ? writtenName(strip(child(call, 'callee') ?? call)) : null;
      if (method === null) continue;
      const list = made.get(method);
      if (list === undefined) made.set(method, [call]);
      else list.push(call);
    }
    known = made;
    methodCalls.set(unit, known);
  }
  return known.get(name) ?? [];
}

/** The arguments of each call of a method of one object, in the script that makes the object. */
export function callsOn(
  analysis: Analysis,
  value: { readonly node: SyntaxNode; readonly unit: Unit },
  name: string,
): readonly (readonly SyntaxNode[])[] {
  const { unit } = value;
  const key = keyOf({ kind: 'object', node: value.node, unit });
  return callsNamed(unit, name)
    .slice(0, MOST_LOOKS)
    .flatMap((call) => {
      const object = child(strip(child(call, 'callee') ?? call), 'object');
      if (object === null || !analysis.step()) return [];
      const isIt = analysis.aside(() => analysis.evaluate(object, unit)).some((found) => keyOf(found.value) === key);
      return isIt ? [children(call, 'arguments')] : [];
    });
}

function calledName(node: SyntaxNode): string {
  const callee = strip(child(node, 'callee') ?? node);
  return isMember(callee) ? (writtenName(callee) ?? '') : nameOf(callee);
}

/** `Object.values(x)` and its kin: what is asked for and the object that is asked. */
function asked(node: SyntaxNode): { readonly what: string; readonly object: SyntaxNode } | null {
  const callee = isCall(node) ? strip(child(node, 'callee') ?? node) : null;
  const object = callee === null ? undefined : children(node, 'arguments')[0];
  if (callee === null || object === undefined || !isMember(callee) || nameOf(child(callee, 'object')) !== 'Object') return null;
  return { what: writtenName(callee) ?? '', object };
}

/** What was put into a Map, a Set or the like; under one key where that is known. */
function contents(analysis: Analysis, node: SyntaxNode, unit: Unit, key: string | null): readonly Found[] {
  const name = calledName(node);
  const first = children(node, 'arguments')[0];
  const lists: (readonly Found[])[] = [];
  const initial = first === undefined ? NONE : analysis.evaluate(first, unit);
  if (name === 'WeakRef') return initial;
  const isSet = name.endsWith('Set');
  for (const list of initial) {
    for (const entry of analysis.elements(list, null)) {
      if (isSet) lists.push([entry]);
      else if (mayBe(analysis.elements(entry, 0), key)) lists.push(analysis.elements(entry, 1));
    }
  }
  const value = { node, unit };
  for (const [one, other] of callsOn(analysis, value, isSet ? 'add' : 'set')) {
    if (isSet && one !== undefined) lists.push(analysis.evaluate(one, unit));
    else if (one !== undefined && other !== undefined && mayBe(analysis.evaluate(one, unit), key))
      lists.push(analysis.evaluate(other, unit));
  }
  return unite(...lists);
}

/** Whether a key may be the one that is asked for. */
function mayBe(keys: readonly Found[], sought: string | null): boolean {
  if (sought === null || keys.length === 0) return true;
  return keys.some(({ value }) => value.kind !== 'text' || value.text === sought || value.parts.some((part) => part.node === null));
}

/** `map.get(key)`, `map.values()`, `deferred.promise()`; null for every other object. */
export function ofMethod(
  analysis: Analysis,
  found: Found,
  name: string,
  first: SyntaxNode | null,
  call: SyntaxNode,
  unit: Unit,
): readonly Found[] | null {
  const { value } = found;
  if (value.kind !== 'object') return null;
  if (name === 'promise') return isDeferred(value.node) ? [found] : null;
  if (value.node.type !== 'NewExpression') return null;
  if (name === 'entries') return [found];
  if (name === 'values') return [{ value: { kind: 'object', node: call, unit }, node: call, unit, via: null }];
  const keys = first === null ? NONE : analysis.evaluate(first, unit);
  const [only] = keys;
  const key =
    keys.length === 1 && only?.value.kind === 'text' && only.value.parts.every((part) => part.node !== null) ? only.value.text : null;
  return contents(analysis, value.node, value.unit, key);
}

/** The elements of a list that no literal shows, or a part of a pair. */
export function madeElements(
  analysis: Analysis,
  kind: 'entry' | 'object',
  node: SyntaxNode,
  unit: Unit,
  index: number | null,
): readonly Found[] {
  if (kind === 'entry') {
    if (index === 0) return NONE;
    const pairs = asked(node);
    return pairs === null
      ? contents(analysis, node, unit, null)
      : unite(...analysis.evaluate(pairs.object, unit).map((found) => analysis.entries(found)));
  }
  if (isFunction(node)) return givenAt(analysis, node, 0, index, unit);
  if (node.type === 'RestElement') {
    const fn = unit.parents.get(node);
    return fn === undefined ? NONE : givenAt(analysis, fn, children(fn, 'params').indexOf(node), index, unit);
  }
  if (node.type === 'NewExpression')
    return calledName(node).endsWith('Map')
      ? [{ value: { kind: 'entry', node, unit }, node, unit, via: null }]
      : contents(analysis, node, unit, null);
  if (isCall(node) && STATES.has(calledName(node))) return index === 0 ? stateOf(analysis, node, unit) : NONE;
  const question = asked(node);
  if (question === null) {
    const values = isCall(node) && calledName(node) === 'values' ? child(strip(child(node, 'callee') ?? node), 'object') : null;
    return values === null
      ? NONE
      : unite(
          ...analysis
            .evaluate(values, unit)
            .map(({ value }) =>
              value.kind === 'object' && value.node.type === 'NewExpression' ? contents(analysis, value.node, value.unit, null) : NONE,
            ),
        );
  }
  if (question.what === 'entries') return [{ value: { kind: 'entry', node, unit }, node, unit, via: null }];
  const objects = analysis.evaluate(question.object, unit);
  return unite(...objects.map((found) => (question.what === 'values' ? analysis.entries(found) : keysOf(found))));
}

/** The names that an object literal shows, as texts. */
function keysOf({ value }: Found): readonly Found[] {
  if (value.kind !== 'object' || value.node.type !== 'ObjectExpression') return NONE;
  const { unit } = value;
  return children(value.node, 'properties')
    .slice(0, 64)
    .flatMap((property): readonly Found[] => {
      const key = child(property, 'key');
      const text = key === null ? null : writtenName(property);
      return key === null || text === null
        ? []
        : [{ value: { kind: 'text', text, parts: [{ text, node: key, unit }] }, node: key, unit, via: null }];
    });
}

/** What a function is given from a parameter on: its `arguments`, or its rest parameter. */
function givenAt(analysis: Analysis, fn: SyntaxNode, from: number, index: number | null, unit: Unit): readonly Found[] {
  if (from < 0) return NONE;
  if (index !== null) return analysis.parameter(fn, from + index, unit);
  const most = Math.max(0, ...analysis.sites(fn, unit).map((site) => site.args.length - from));
  return unite(...Array.from({ length: Math.min(most, MOST_ARGUMENTS) }, (_, at) => analysis.parameter(fn, from + at, unit)));
}

/** What a state begins with, and what it is set to. */
function stateOf(analysis: Analysis, call: SyntaxNode, unit: Unit): readonly Found[] {
  const pair = child(unit.parents.get(call) ?? call, 'id');
  const setter = pair?.type === 'ArrayPattern' ? slots(pair, 'elements')[1] : undefined;
  const references = setter === undefined || setter === null ? [] : (unit.bindingOf.get(setter)?.references ?? []);
  const given = [call, ...references.map((reference) => unit.parents.get(reference)).filter((node) => node !== undefined)].flatMap(
    (node) => {
      const first =
        isCall(node) && (node === call || references.includes(strip(child(node, 'callee') ?? node)))
          ? children(node, 'arguments')[0]
          : undefined;
      return first === undefined ? [] : [first];
    },
  );
  // A function is asked for the value.
  return unite(
    ...given.flatMap((node) =>
      analysis
        .evaluate(node, unit)
        .map((found) => (found.value.kind === 'function' ? analysis.returned(found.value.node, found.value.unit) : [found])),
    ),
  );
}

/** A property of an object that is made here; null where its literal or its class tells. */
export function madeProperty(analysis: Analysis, node: SyntaxNode, unit: Unit, name: string): readonly Found[] | null {
  if (node.type === 'JSXOpeningElement') return propOf(analysis, node, unit, name);
  if (isCall(node)) {
    const first = children(node, 'arguments')[0];
    if (BOXES.get(calledName(node)) === name && first !== undefined) return analysis.evaluate(first, unit);
  }
  const isList = node.type === 'RestElement' || isFunction(node) || isCall(node);
  return isList && /^\d{1,3}$/.test(name) ? madeElements(analysis, 'object', node, unit, Number(name)) : null;
}

/** What an element of JSX is given under a name. */
function propOf(analysis: Analysis, element: SyntaxNode, unit: Unit, name: string): readonly Found[] {
  return unite(
    ...children(element, 'attributes').map((attribute) => {
      if (attribute.type === 'JSXSpreadAttribute') {
        const argument = child(attribute, 'argument');
        return argument === null ? NONE : unite(...analysis.evaluate(argument, unit).map((found) => analysis.property(found, name)));
      }
      const value = nameOf(child(attribute, 'name')) === name ? child(attribute, 'value') : null;
      const inner = value?.type === 'JSXExpressionContainer' ? child(value, 'expression') : value;
      return inner === null || inner === undefined ? NONE : analysis.evaluate(inner, unit);
    }),
  );
}

function isDeferred(node: SyntaxNode): boolean {
  return isCall(node) && DEFERRED.has(calledName(node));
}

/** Values once promises are kept: a deferred one gives what it is resolved with. */
export function settled(analysis: Analysis, list: readonly Found[]): readonly Found[] {
  if (!list.some(({ value }) => value.kind === 'object' && isDeferred(value.node))) return list;
  return unite(
    ...list.map((found) => {
      const { value } = found;
      if (value.kind !== 'object' || !isDeferred(value.node)) return [found];
      return unite(
        ...callsOn(analysis, value, 'resolve').map(([first]) => (first === undefined ? NONE : analysis.evaluate(first, value.unit))),
      );
    }),
  );
}
