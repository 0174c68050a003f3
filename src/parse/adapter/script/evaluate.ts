/** Works out what expressions stand for: on demand, remembered, and within a budget. */
import { indexUnits } from './index-units.ts';
import { callResult, functionReturns } from './results.ts';
import { exportedValues, globalValues, linkFiles } from './modules.ts';
import { byPropertyName } from './hints.ts';
import { readElements, readEntries, readProperty } from './objects.ts';
import { parameterValues, sitesOf } from './sites.ts';
import { functionOf, lastDefinitions } from './flow.ts';
import { settled } from './collections.ts';
import { selfOf } from './self.ts';
import { addTexts, templateTexts } from './texts.ts';
import {
  child,
  children,
  isCall,
  isCoat,
  isFunction,
  isClass,
  isMember,
  literalText,
  nameOf,
  strip,
  writtenName,
  type SyntaxNode,
} from './tree.ts';
import { GLOBAL_NAMES } from './vocabulary.ts';
import type { Binding, Definition, Step, Unit } from './scopes.ts';
import { idOf, isPlatform, keyOf, through, unite, type Analysis, type Found, type Value, type Via } from './values.ts';

/** Steps that the evaluation of one repository may take. A large adapter needs some hundred thousand. */
export const STEP_BUDGET = 4_000_000;

/** Steps that one question may take. */
const QUESTION_BUDGET = 20_000;

/** Steps for finding out whether one of many candidates matters at all. */
const SIDE_BUDGET = 1500;

/** How far one question may lead to another. */
const DEEPEST = 140;

const NONE: readonly Found[] = [];

/** Kinds of values whose properties are worked out; at most eight. */
const OWNERS: readonly Value['kind'][] = ['function', 'class', 'object', 'instance', 'prototype', 'exports', 'commonjs'];

/** Prepares the evaluation of all scripts of a repository. */
export function createAnalysis(units: readonly Unit[], budget: number = STEP_BUDGET): Analysis & { readonly spent: () => boolean } {
  const memo = new Map<object | string | number, readonly unknown[]>();
  /** What stands for a property of a value among the keys of what is remembered. */
  const propertyKeys = new Map<number, Map<string, object>>();
  const passing = new Map<object | string | number, readonly unknown[]>();
  const open = new Map<object | string | number, number>();
  let depth = 0;
  let lowest = Infinity;
  let left = budget;
  /** What was left when the present question was asked. */
  let asked = budget;
  /** Where a side question has to stop. */
  let floor = 0;

  const step = (): boolean => {
    left -= 1;
    return left >= floor && asked - left < QUESTION_BUDGET;
  };

  // What lies on a circle is asked for again until it no longer grows.
  const sizes = new Map<object | string | number, { size: number; times: number }>();
  const settles = (key: object | string | number, size: number): boolean => {
    const last = sizes.get(key);
    const times = last === undefined || last.size !== size ? 1 : last.times + 1;
    sizes.set(key, { size, times });
    return times >= (lowest >= 0 ? 2 : 4);
  };

  const demand = <T>(key: object | string | number, compute: () => readonly T[]): readonly T[] => {
    // A key is only ever asked for with one type.
    const known = memo.get(key) ?? (passing.size > 0 ? passing.get(key) : undefined);
    if (known !== undefined) return known as readonly T[];
    if (depth === 0) asked = left;
    const pending = open.get(key);
    if (pending !== undefined || depth >= DEEPEST || !step()) {
      // A circle: what is being worked out already adds nothing new here, but what depends on it is not final.
      // Cut short by a bound, it is not even complete for a circle.
      lowest = Math.min(lowest, pending ?? -1);
      return [];
    }
    const own = depth;
    const before = lowest;
    open.set(key, own);
    depth += 1;
    lowest = Infinity;
    let result: readonly T[] = [];
    try {
      result = compute();
    } finally {
      depth -= 1;
      open.delete(key);
    }
    if (lowest >= own) {
      memo.set(key, result);
      lowest = before;
    } else if (settles(key, result.length)) {
      memo.set(key, result);
      lowest = Math.min(lowest, before);
    } else {
      passing.set(key, result);
      lowest = Math.min(lowest, before);
    }
    if (depth === 0) {
      passing.clear();
      // Nothing is left that the answer could still wait for.
      if (lowest >= 0) memo.set(key, result);
      lowest = Infinity;
    }
    return result;
  };

  const analysis: Analysis & { spent: () => boolean } = {
    units,
    index: indexUnits(units),
    step,
    demand,
    spent: () => left < 0,
    taken: () => budget - left,
    aside: (ask) => {
      const before = floor;
      floor = Math.max(floor, left - SIDE_BUDGET);
      try {
        return ask();
      } finally {
        floor = before;
      }
    },
    // Asked for far more often than worked out.
    evaluate: (node, unit) => (memo.get(node) as readonly Found[] | undefined) ?? demand(node, () => evaluateNode(analysis, node, unit)),
    property: (found, name) => readProperty(analysis, found, name),
    keyOfProperty: (value, name) => {
      const number = idOf('node' in value ? value.node : value.unit) * 8 + OWNERS.indexOf(value.kind);
      let names = propertyKeys.get(number);
      if (names === undefined) propertyKeys.set(number, (names = new Map()));
      let key = names.get(name);
      if (key === undefined) names.set(name, (key = {}));
      return key;
    },
    elements: (found, index) => demand(`elements ${keyOf(found.value)} ${index}`, () => readElements(analysis, found, index)),
    entries: (found) => demand(`entries ${keyOf(found.value)}`, () => readEntries(analysis, found)),
    sites: (node, unit) => demand(idOf(node) * 4, () => sitesOf(analysis, node, unit)),
    parameter: (fn, index, unit) => demand(`parameter ${idOf(fn)} ${index}`, () => parameterValues(analysis, fn, index, unit)),
    result: (call, unit) => callResult(analysis, call, unit),
    returned: (fn, unit) => demand(idOf(fn) * 4 + 1, () => functionReturns(analysis, fn, unit)),
    define: (definition, unit) => define(analysis, definition, unit),
    binding: (binding, unit) => demand(binding, () => bindingValues(analysis, binding, binding.definitions, unit)),
    global: (name, from) => globalValues(analysis, name, from),
    exported: (unit, name) => exportedValues(analysis, unit, name),
    resolve: linkFiles(units),
    self: (node, unit) => demand(idOf(node) * 4 + 2, () => selfOf(analysis, node, unit)),
  };
  return analysis;
}

function evaluateNode(analysis: Analysis, node: SyntaxNode, unit: Unit): readonly Found[] {
  const made = (value: Value): readonly Found[] => [{ value, node, unit, via: null }];
  const other = (list: readonly Found[]): readonly Found[] => (list.length > 0 ? list : made({ kind: 'other', node }));
  const of = (key: string): readonly Found[] => {
    const inner = child(node, key);
    return inner === null ? NONE : analysis.evaluate(inner, unit);
  };
  if (node.type === 'AwaitExpression') return settled(analysis, of('argument'));
  if (isCoat(node)) return of(child(node, 'expression') === null ? 'argument' : 'expression');
  if (isFunction(node)) return made({ kind: 'function', node, unit });
  if (isClass(node)) return made({ kind: 'class', node, unit });
  if (isMember(node)) return other(evaluateMember(analysis, node, unit));
  if (isCall(node) || node.type === 'NewExpression' || node.type === 'ImportExpression') return other(analysis.result(node, unit));
  const text = literalText(node);
  if (text !== null) return made({ kind: 'text', text, parts: [{ text, node, unit }] });
  switch (node.type) {
    case 'Identifier':
    case 'JSXIdentifier':
      return other(evaluateName(analysis, node, unit));
    case 'ThisExpression':
      return other(analysis.self(node, unit));
    case 'Super':
      return other(analysis.self(node, unit));
    case 'TSQualifiedName': {
      const name = nameOf(child(node, 'right'));
      return other(unite(...of('left').map((owner) => readPart(analysis, owner, name))));
    }
    case 'ObjectExpression':
    case 'ArrayExpression':
    case 'JSXOpeningElement':
    case 'TSEnumDeclaration':
    case 'TSModuleDeclaration':
      return made({ kind: 'object', node, unit });
    case 'ConditionalExpression':
      return unite(of('consequent'), of('alternate'));
    case 'LogicalExpression':
      // `a && b` is b wherever it matters.
      return node['operator'] === '&&'
        ? of('right')
        : unite(...flatten(node, 'LogicalExpression').map((part) => analysis.evaluate(part, unit)));
    case 'YieldExpression':
      // What compilers make of `await`.
      return other(of('argument'));
    case 'SequenceExpression': {
      const last = children(node, 'expressions').at(-1);
      return last === undefined ? NONE : analysis.evaluate(last, unit);
    }
    case 'AssignmentExpression':
      return node['operator'] === '=' || node['operator'] === '||=' || node['operator'] === '??=' || node['operator'] === '&&='
        ? of('right')
        : made({ kind: 'other', node });
    case 'BinaryExpression':
      return node['operator'] === '+'
        ? other(addTexts(analysis, node, flatten(node, 'BinaryExpression'), unit))
        : made({ kind: 'other', node });
    case 'TemplateLiteral':
      return other(templateTexts(analysis, node, unit));
    case 'Literal':
      return typeof node['value'] === 'number'
        ? made({ kind: 'text', text: String(node['value']), parts: [{ text: String(node['value']), node, unit }] })
        : made({ kind: 'other', node });
    default:
      return made({ kind: 'other', node });
  }
}

/** The operands of a chain of the same operator, without recursion. */
function flatten(node: SyntaxNode, type: string): readonly SyntaxNode[] {
  const parts: SyntaxNode[] = [];
  const stack = [node];
  for (let current = stack.pop(); current !== undefined && parts.length < 400; current = stack.pop()) {
    const left = child(current, 'left');
    const right = child(current, 'right');
    const isChain =
      current.type === type &&
      left !== null &&
      right !== null &&
      (type === 'LogicalExpression' ? current['operator'] !== '&&' : current['operator'] === '+');
    if (isChain) stack.push(right, left);
    else parts.push(current);
  }
  return parts;
}

function evaluateMember(analysis: Analysis, node: SyntaxNode, unit: Unit): readonly Found[] {
  const object = child(node, 'object');
  if (object === null) return NONE;
  const owners = analysis.evaluate(object, unit);
  const name = writtenName(node);
  if (name === 'contentWindow' || name === 'defaultView' || (name !== 'length' && isFrames(object, owners)))
    return [{ value: { kind: 'global' }, node, unit, via: null }];
  if (name !== null) {
    const found = unite(...owners.map((owner) => readPart(analysis, owner, name)));
    const isBlind =
      found.every(({ value }) => value.kind === 'other') &&
      !owners.some(({ value }) => isPlatform(value) || value.kind === 'global' || value.kind === 'module');
    return isBlind ? unite(byPropertyName(analysis, name), found) : found;
  }
  const property = child(node, 'property');
  if (property === null) return NONE;
  return unite(...owners.map((owner) => computedPart(analysis, owner, property, unit)));
}

/** Whether an expression is the list of a window's frames, of which each is a window again. */
function isFrames(object: SyntaxNode, owners: readonly Found[]): boolean {
  const list = strip(object);
  return (isMember(list) ? writtenName(list) : nameOf(list)) === 'frames' && owners.some(({ value }) => value.kind === 'global');
}

function readPart(analysis: Analysis, owner: Found, name: string): readonly Found[] {
  if (owner.value.kind === 'other') return NONE;
  const found = analysis.property(owner, name);
  return owner.via === null || isPlatform(owner.value) || owner.value.kind === 'global' ? found : found.map((one) => carry(one, owner.via));
}

/** A text or an API out of an object that was handed over has come the same way as the object. */
function carry(found: Found, way: Via | null): Found {
  if (found.value.kind !== 'text' && !isPlatform(found.value)) return found;
  const steps: Via[] = [];
  for (let step = way; step !== null && steps.length < 8; step = step.next) if (step.kind === 'parameter') steps.push(step);
  return steps.length === 0 ? found : { ...found, via: steps.reduceRight<Via | null>((next, step) => ({ ...step, next }), found.via) };
}

function computedPart(analysis: Analysis, owner: Found, property: SyntaxNode, unit: Unit): readonly Found[] {
  if (owner.value.kind === 'other' || owner.value.kind === 'text') return NONE;
  const names = analysis.evaluate(property, unit);
  const lists = names.map((found) =>
    found.value.kind === 'text' && !found.value.parts.some((part) => part.node === null)
      ? analysis.property(owner, found.value.text)
      : null,
  );
  const known = lists.filter((list) => list !== null);
  return known.length === lists.length && known.some((list) => list.length > 0)
    ? unite(...known)
    : unite(...known, analysis.entries(owner));
}

function evaluateName(analysis: Analysis, node: SyntaxNode, unit: Unit): readonly Found[] {
  const name = typeof node['name'] === 'string' ? node['name'] : '';
  const as = (value: Value): readonly Found[] => [{ value, node, unit, via: null }];
  const binding = unit.bindingOf.get(node);
  if (binding !== undefined) {
    if (binding.ambient) return name === 'sforce' ? as({ kind: 'sforce' }) : GLOBAL_NAMES.has(name) ? as({ kind: 'global' }) : NONE;
    // A plain script that says `var sforce` means the page's own.
    if (name === 'sforce' && isSharedVariable(binding, unit)) return as({ kind: 'sforce' });
    const last = lastDefinitions(binding, node, unit);
    return last === null ? analysis.binding(binding, unit) : bindingValues(analysis, binding, last, unit);
  }
  if (unit.hasWith) {
    const found = unite(
      ...withObjects(node, unit).map((object) => unite(...analysis.evaluate(object, unit).map((owner) => readPart(analysis, owner, name)))),
    );
    // Any other name is more likely one of theirs.
    if (found.length > 0) return found.map((one) => ({ ...one, isGuess: true }));
  }
  if (name === 'sforce') return as({ kind: 'sforce' });
  if (GLOBAL_NAMES.has(name)) return as({ kind: 'global' });
  if (name === 'document' || name === '$window' || name === 'opener') return as({ kind: 'global' });
  if (name === 'exports') return as({ kind: 'exports', unit });
  if (name === 'arguments') {
    const fn = ordinaryFunction(node, unit);
    return fn === null ? NONE : as({ kind: 'object', node: fn, unit });
  }
  if (name === 'module') return as({ kind: 'commonjs', unit });
  return analysis.global(name, unit);
}

/** The function whose `arguments` a node sees. */
function ordinaryFunction(node: SyntaxNode, unit: Unit): SyntaxNode | null {
  let fn = functionOf(node, unit);
  while (fn !== null && fn.type === 'ArrowFunctionExpression') fn = functionOf(fn, unit);
  return fn;
}

/** The objects of the `with` statements around a name. */
function withObjects(node: SyntaxNode, unit: Unit): readonly SyntaxNode[] {
  const objects: SyntaxNode[] = [];
  let below = node;
  for (
    let current = unit.parents.get(node);
    current !== undefined && objects.length < 4;
    below = current, current = unit.parents.get(current)
  ) {
    const object = current.type === 'WithStatement' && child(current, 'body') === below ? child(current, 'object') : null;
    if (object !== null) objects.push(object);
  }
  return objects;
}

function isSharedVariable(binding: Binding, unit: Unit): boolean {
  if (binding.scope.parent !== null || unit.isModule) return false;
  return binding.definitions.every((definition) => definition.origin.kind === 'value' || definition.origin.kind === 'unknown');
}

function bindingValues(analysis: Analysis, binding: Binding, definitions: readonly Definition[], unit: Unit): readonly Found[] {
  return unite(
    ...definitions.slice(0, 64).map((definition) => {
      const found = define(analysis, definition, unit);
      if (definition.origin.kind === 'own' || definition.origin.kind === 'import') return found;
      if (definition.origin.kind === 'param') return found;
      const written = definition.origin.kind === 'value' ? definition.origin.node : definition.node;
      return through(found, { kind: 'name', name: binding.name, node: written, unit, site: null, fn: null });
    }),
  );
}

function define(analysis: Analysis, definition: Definition, unit: Unit): readonly Found[] {
  const { origin } = definition;
  let found: readonly Found[];
  switch (origin.kind) {
    case 'value':
      found = analysis.evaluate(origin.node, unit);
      break;
    case 'param':
      found = origin.rest ? restOf(origin.fn, origin.index, unit) : analysis.parameter(origin.fn, origin.index, unit);
      break;
    case 'own':
      found = ownValue(origin.node, unit);
      break;
    case 'import':
      found = imported(analysis, origin.source, origin.name, origin.node, unit);
      break;
    case 'unknown':
      found = NONE;
  }
  for (const taken of definition.steps) found = takeStep(analysis, found, taken, unit);
  return found;
}

/** The list that a rest parameter is. */
function restOf(fn: SyntaxNode, index: number, unit: Unit): readonly Found[] {
  const node = children(fn, 'params')[index];
  return node === undefined ? NONE : [{ value: { kind: 'object', node, unit }, node, unit, via: null }];
}

function ownValue(node: SyntaxNode, unit: Unit): readonly Found[] {
  const kind = isFunction(node) ? 'function' : isClass(node) ? 'class' : 'object';
  return [{ value: { kind, node, unit }, node, unit, via: null }];
}

function imported(analysis: Analysis, source: string, name: string, node: SyntaxNode, unit: Unit): readonly Found[] {
  const target = analysis.resolve(source, unit);
  if (target === null) {
    // The page's own object under a bundler's name: `import sforce from 'sforce'`.
    const isOwn = name === 'sforce' || (source === 'sforce' && (name === 'default' || name === '*'));
    return isOwn ? [{ value: { kind: 'sforce' }, node, unit, via: null }] : NONE;
  }
  if (name === '*') return [{ value: { kind: 'module', unit: target }, node, unit, via: null }];
  return analysis.exported(target, name);
}

function takeStep(analysis: Analysis, list: readonly Found[], taken: Step, unit: Unit): readonly Found[] {
  switch (taken.kind) {
    case 'key':
      return unite(...list.map((found) => readPart(analysis, found, taken.name)));
    case 'computed':
      return unite(...list.map((found) => computedPart(analysis, found, taken.node, unit)));
    case 'element':
      return unite(...list.map((found) => analysis.elements(found, taken.index)));
    case 'rest':
      return list.filter((found) => found.value.kind !== 'text');
    case 'default':
      return unite(list, analysis.evaluate(taken.node, unit));
  }
}

/** What a name gets by a pattern before its last step. */
export function patternObjects(analysis: Analysis, origin: Definition['origin'], before: readonly Step[], unit: Unit): readonly Found[] {
  return define(analysis, { origin, steps: before, node: unit.program }, unit);
}
