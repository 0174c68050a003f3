/** Properties: what stands under a name on an object, a class, an instance, a module, Salesforce's objects. */
import { child, children, isClass, isFunction, nameOf, slots, strip, writtenName, type SyntaxNode, isInside } from './tree.ts';
import { callsOn, madeElements, madeProperty } from './collections.ts';
import { byType } from './hints.ts';
import { mirrored } from './mirrors.ts';
import { nearest } from './index-units.ts';
import { described, descriptorIn, exportedBy } from './modules.ts';
import { GLOBAL_NAMES, INNER_APIS, isContainer, ROOT_APIS } from './vocabulary.ts';
import type { Unit } from './scopes.ts';
import { idOf, keyOf, through, unite, type Analysis, type Found, type Occurrence, type PropertyOwner, type Value } from './values.ts';

const MOST_WRITES = 150;
const MOST_MERGES = 40;

/** What `found.name` may be. */
export function readProperty(analysis: Analysis, found: Found, name: string): readonly Found[] {
  const { value } = found;
  const as = (made: Value): readonly Found[] => [{ ...found, value: made }];
  switch (value.kind) {
    case 'global':
      if (name === 'sforce') return as({ kind: 'sforce' });
      if (GLOBAL_NAMES.has(name) || name === 'defaultView' || name === 'document' || name === 'contentWindow' || name === 'opener')
        return as({ kind: 'global' });
      return analysis.global(name, found.unit);
    case 'sforce': {
      const api = ROOT_APIS.get(name);
      return api === undefined ? [] : as({ kind: 'api', api });
    }
    case 'api': {
      const inner = INNER_APIS.get(`${value.api} ${name}`);
      if (inner !== undefined) return as({ kind: 'api', api: inner });
      return OBJECT_METHODS.has(name) ? [] : as({ kind: 'member', api: value.api, name });
    }
    case 'member':
      return isContainer(value.api, value.name) && !OBJECT_METHODS.has(name)
        ? as({ kind: 'member', api: value.api, name: `${value.name}.${name}` })
        : [];
    case 'module':
      return analysis.exported(value.unit, name);
    case 'entry':
      return /^[01]$/.test(name) ? analysis.elements(found, Number(name)) : [];
    case 'text':
    case 'other':
      return [];
    case 'function':
    case 'class':
    case 'object':
    case 'instance':
    case 'prototype':
    case 'exports':
    case 'commonjs':
      return analysis.demand(analysis.keyOfProperty(value, name), () => ownProperty(analysis, value, name));
  }
}

/** Methods that every object or promise has; no member of Salesforce is called so. */
const OBJECT_METHODS = new Set([
  'hasOwnProperty',
  'toString',
  'constructor',
  'propertyIsEnumerable',
  'isPrototypeOf',
  'valueOf',
  'then',
  'catch',
  'finally',
  'prototype',
  '__proto__',
  // What compilers ask of whatever a module gives.
  '__esModule',
  'default',
]);

type Holder = PropertyOwner;

function ownProperty(analysis: Analysis, value: Holder, name: string): readonly Found[] {
  const lists: (readonly Found[])[] = [];
  const family = familyOf(analysis, value);
  for (const member of family) lists.push(inBody(analysis, member, name));
  lists.push(written(analysis, family, name), merged(analysis, family, name));
  if (value.kind === 'commonjs' && name === 'exports') {
    lists.push([{ value: { kind: 'exports', unit: value.unit }, node: value.unit.program, unit: value.unit, via: null }]);
  }
  let found = unite(...lists);
  if (found.length === 0 && value.kind !== 'commonjs') found = mirrored(analysis, value, name);
  if (found.length === 0 && value.kind === 'object') found = inOptions(analysis, value, name);
  if (found.length === 0 && value.kind === 'instance' && name === 'props') found = givenProps(analysis, value);
  if (found.length > 0 || (value.kind !== 'instance' && value.kind !== 'class')) return found;
  // An abstract class leaves it to the classes below.
  return unite(...descendants(analysis, value).map((lower) => unite(inBody(analysis, lower, name), written(analysis, [lower], name))));
}

/** Members of a component of Vue, which stand in groups and are reached as the component's own. */
function inOptions(analysis: Analysis, value: Holder, name: string): readonly Found[] {
  if (!('node' in value) || value.node.type !== 'ObjectExpression') return [];
  const lists: (readonly Found[])[] = [];
  for (const property of children(value.node, 'properties')) {
    const group = writtenName(property);
    const inner = group !== null && /^(?:computed|methods|data)$/.test(group) ? child(property, 'value') : null;
    if (inner === null) continue;
    for (const found of analysis.evaluate(inner, value.unit)) {
      if (group === 'data') {
        const made = found.value.kind === 'function' ? analysis.returned(found.value.node, found.value.unit) : [found];
        lists.push(...made.map((one) => (one.value.kind === 'object' ? analysis.property(one, name) : [])));
        continue;
      }
      if (found.value.kind !== 'object') continue;
      for (const member of analysis.property(found, name)) {
        if (group === 'methods') lists.push([member]);
        else if (member.value.kind === 'function') lists.push(returned(analysis, member.value.node, member.value.unit, name));
        else if (member.value.kind === 'object')
          for (const getter of analysis.property(member, 'get'))
            if (getter.value.kind === 'function') lists.push(returned(analysis, getter.value.node, getter.value.unit, name));
      }
    }
  }
  return unite(...lists);
}

/** `this.props` of a component that is a class: what its elements are given. */
function givenProps(analysis: Analysis, value: Holder): readonly Found[] {
  if (!('node' in value) || !isClass(value.node)) return [];
  return unite(
    ...analysis
      .sites(value.node, value.unit)
      .map((site) =>
        site.node.type === 'JSXOpeningElement' && site.args[0] !== undefined ? analysis.evaluate(site.args[0], site.unit) : [],
      ),
  );
}

/** A value and those it inherits from, nearest first. */
function familyOf(analysis: Analysis, value: Holder): readonly Holder[] {
  const family: Holder[] = [value];
  for (let index = 0; index < family.length && family.length < 12; index += 1) {
    const member = family[index] as Holder;
    if (member.kind === 'instance' || member.kind === 'prototype' || member.kind === 'class') {
      if (member.kind === 'instance') add(family, { kind: 'prototype', node: member.node, unit: member.unit });
      const parent = isClass(member.node) ? child(member.node, 'superClass') : null;
      const above = parent === null ? inheritedByCall(analysis, member) : analysis.evaluate(parent, member.unit);
      for (const { value: base } of above) {
        if (base.kind === 'class' || base.kind === 'function')
          add(family, { kind: member.kind === 'class' ? 'class' : 'instance', node: base.node, unit: base.unit });
        if (base.kind === 'instance' || base.kind === 'object') add(family, base);
      }
    }
  }
  return family;
}

function add(family: Holder[], member: Holder): void {
  const key = keyOf(member);
  if (!family.some((other) => keyOf(other) === key)) family.push(member);
}

/** `B.prototype = Object.create(A.prototype)`, `B.prototype = new A()`, `B.prototype = { ... }`. */
function inheritedByCall(analysis: Analysis, member: Holder): readonly Found[] {
  if (member.kind !== 'prototype' || isClass(member.node)) return [];
  const { node } = member;
  return written(analysis, [{ kind: 'function', node, unit: member.unit }], 'prototype')
    .filter(({ value }) => value.kind !== 'prototype' || value.node !== node)
    .map((found) =>
      found.value.kind === 'prototype' ? { ...found, value: { kind: 'instance', node: found.value.node, unit: found.value.unit } } : found,
    );
}

function descendants(analysis: Analysis, value: Holder): readonly Holder[] {
  if (value.kind !== 'instance' && value.kind !== 'class') return [];
  return heirsOf(analysis, value.node)
    .slice(0, 12)
    .map(({ node, unit }) => ({ kind: value.kind, node, unit }));
}

/** The classes right below a class. */
export function heirsOf(analysis: Analysis, owner: SyntaxNode): readonly Occurrence[] {
  const stray = analysis.index.strayHeirs.slice(0, 100).filter(({ node, unit }) => {
    const parent = child(node, 'superClass');
    return (
      parent !== null &&
      analysis.aside(() => analysis.evaluate(parent, unit)).some((found) => 'node' in found.value && found.value.node === owner)
    );
  });
  return [...(analysis.index.heirs.get(owner) ?? []), ...stray];
}

function inBody(analysis: Analysis, holder: Holder, name: string): readonly Found[] {
  if (!('node' in holder)) return [];
  const { node, unit } = holder;
  if (holder.kind === 'object') {
    const made = madeProperty(analysis, node, unit, name);
    if (made !== null) return made;
  }
  if (node.type === 'ObjectExpression') return inLiteral(analysis, node, unit, name);
  if (node.type === 'ArrayExpression') {
    const element = /^\d+$/.test(name) ? slots(node, 'elements')[Number(name)] : null;
    if (element === undefined && /^\d+$/.test(name)) return pushed(analysis, { node, unit });
    return element === null || element === undefined || element.type === 'SpreadElement'
      ? []
      : stepped(analysis.evaluate(element, unit), name, element, unit);
  }
  if (node.type === 'TSEnumDeclaration') {
    const members = [...children(node, 'members'), ...children(child(node, 'body') ?? node, 'members')];
    const member = members.find((one) => writtenName(one) === name);
    const init = member === undefined ? null : child(member, 'initializer');
    return init === null ? [] : analysis.evaluate(init, unit);
  }
  if (node.type === 'TSModuleDeclaration') {
    // `namespace A.B` holds the second in the first.
    const inner = child(node, 'body');
    if (inner?.type === 'TSModuleDeclaration')
      return nameOf(child(inner, 'id')) === name ? [{ value: { kind: 'object', node: inner, unit }, node: inner, unit, via: null }] : [];
    const inside = unit.exports.filter((entry) => isInside(entry, node));
    return exportedBy(analysis, unit, inside, name);
  }
  if (isFunction(node)) {
    if (holder.kind === 'function' && name === 'prototype') return [{ value: { kind: 'prototype', node, unit }, node, unit, via: null }];
    return [];
  }
  if (!isClass(node)) return [];
  if (holder.kind === 'class' && name === 'prototype') return [{ value: { kind: 'prototype', node, unit }, node, unit, via: null }];
  const wantsStatic = holder.kind === 'class';
  const lists: (readonly Found[])[] = [];
  for (const member of children(child(node, 'body') ?? node, 'body')) {
    if ((member['static'] === true) !== wantsStatic || privateName(member) !== name) continue;
    const inner = child(member, 'value');
    if (inner === null) lists.push(byType(analysis, member, unit));
    if (inner === null || member['kind'] === 'set' || member['kind'] === 'constructor') continue;
    lists.push(
      member['kind'] === 'get' ? returned(analysis, inner, unit, name) : stepped(analysis.evaluate(inner, unit), name, inner, unit),
    );
  }
  return unite(...lists);
}

function privateName(member: SyntaxNode): string {
  return writtenName(member) ?? nameOf(child(member, 'key'));
}

function returned(analysis: Analysis, fn: SyntaxNode, unit: Unit, name: string): readonly Found[] {
  return through(analysis.returned(fn, unit), { kind: 'return', name, node: fn, unit, site: null, fn: null });
}

function stepped(list: readonly Found[], name: string, node: SyntaxNode, unit: Unit): readonly Found[] {
  return through(list, { kind: 'property', name, node, unit, site: null, fn: null });
}

function inLiteral(analysis: Analysis, node: SyntaxNode, unit: Unit, name: string): readonly Found[] {
  const lists: (readonly Found[])[] = [];
  for (const property of children(node, 'properties')) {
    if (property.type === 'SpreadElement' || property.type === 'SpreadProperty') {
      const argument = child(property, 'argument');
      if (argument !== null) lists.push(...analysis.evaluate(argument, unit).map((found) => analysis.property(found, name)));
      continue;
    }
    const inner = child(property, 'value');
    if (inner === null || property['kind'] === 'set') continue;
    const written = writtenName(property) ?? computedName(analysis, property, unit);
    if (written !== name) continue;
    lists.push(
      property['kind'] === 'get' ? returned(analysis, inner, unit, name) : stepped(analysis.evaluate(inner, unit), name, inner, unit),
    );
  }
  return unite(...lists);
}

function computedName(analysis: Analysis, property: SyntaxNode, unit: Unit): string | null {
  const key = child(property, 'key');
  if (key === null) return null;
  const texts = analysis.evaluate(key, unit).flatMap((found) => (found.value.kind === 'text' ? [found.value.text] : []));
  return texts.length === 1 ? (texts[0] ?? null) : null;
}

function written(analysis: Analysis, family: readonly Holder[], name: string): readonly Found[] {
  const keys = new Set(family.map(keyOf));
  const lists: (readonly Found[])[] = [];
  const [self] = family;
  if (self === undefined) return [];
  const all = analysis.index.writes.get(name) ?? [];
  for (const write of nearest(analysis.index, all, self.unit, MOST_WRITES)) {
    if (!analysis.step()) break;
    if (write.node.type === 'TSParameterProperty') {
      const owner = ownerOfParameter(write.node, write.unit);
      if (owner === null || !keys.has(`instance ${idOf(owner)}`)) continue;
    } else if (
      write.object === write.unit.program ||
      !analysis.aside(() => analysis.evaluate(write.object, write.unit)).some((found) => keys.has(keyOf(found.value)))
    )
      continue;
    lists.push(stepped(analysis.evaluate(write.value, write.unit), name, write.value, write.unit));
  }
  return unite(...lists);
}

/** The class whose constructor has the parameter property. */
function ownerOfParameter(node: SyntaxNode, unit: Unit): SyntaxNode | null {
  let current: SyntaxNode | undefined = node;
  while (current !== undefined && !isClass(current)) current = unit.parents.get(current);
  return current ?? null;
}

/** `Object.assign(target, source)`, `$.extend`, `Object.defineProperty(target, 'name', …)`. */
function merged(analysis: Analysis, family: readonly Holder[], name: string): readonly Found[] {
  const { merges, mergesInto, defines } = analysis.index;
  const keys = new Set(family.map(keyOf));
  const lists: (readonly Found[])[] = [];
  const isIt = (target: SyntaxNode, unit: Unit): boolean =>
    analysis.step() && analysis.aside(() => analysis.evaluate(target, unit)).some((found) => keys.has(keyOf(found.value)));
  const takeIn = (sources: readonly SyntaxNode[], unit: Unit): void => {
    for (const source of sources) lists.push(...analysis.evaluate(source, unit).map((found) => analysis.property(found, name)));
  };
  for (const holder of family) {
    if (!('node' in holder)) continue;
    for (const { node, unit } of mergesInto.get(holder.node) ?? []) takeIn(children(node, 'arguments').slice(1), unit);
  }
  for (const { node, unit } of merges.slice(0, MOST_MERGES)) {
    const [target, ...sources] = children(node, 'arguments');
    const able = sources.filter((source) => mayHold(source, name));
    if (target !== undefined && able.length > 0 && isIt(target, unit)) takeIn(able, unit);
  }
  for (const { node, unit } of (defines.get(name) ?? []).slice(0, MOST_WRITES)) {
    const [target] = children(node, 'arguments');
    const descriptor = descriptorIn(node, name);
    if (target === undefined || descriptor === undefined || !isIt(target, unit)) continue;
    lists.push(described(analysis, descriptor, unit));
  }
  return unite(...lists);
}

/** Whether an object that is merged in can have the property: a literal shows its names. */
function mayHold(source: SyntaxNode, name: string): boolean {
  const inner = strip(source);
  if (inner.type !== 'ObjectExpression') return inner.type !== 'Literal';
  return children(inner, 'properties').some((property) => property.type === 'SpreadElement' || (writtenName(property) ?? name) === name);
}

/** The elements of an array, or all of them where the index is unknown. */
export function readElements(analysis: Analysis, found: Found, index: number | null): readonly Found[] {
  const { value } = found;
  if (value.kind === 'entry' || (value.kind === 'object' && value.node.type !== 'ArrayExpression'))
    return madeElements(analysis, value.kind, value.node, value.unit, index);
  if (value.kind !== 'object') return [];
  const { node, unit } = value;
  const elements = slots(node, 'elements');
  const hasSpread = elements.some((element) => element?.type === 'SpreadElement');
  if (index !== null && !hasSpread) {
    const element = elements[index];
    return element === undefined ? pushed(analysis, value) : element === null ? [] : analysis.evaluate(element, unit);
  }
  return unite(
    ...elements.slice(0, 64).map((element) => {
      if (element === null) return [];
      const argument = element.type === 'SpreadElement' ? child(element, 'argument') : null;
      return argument === null
        ? analysis.evaluate(element, unit)
        : unite(...analysis.evaluate(argument, unit).map((inner) => analysis.elements(inner, null)));
    }),
    pushed(analysis, value),
  );
}

function pushed(analysis: Analysis, value: { readonly node: SyntaxNode; readonly unit: Unit }): readonly Found[] {
  const { unit } = value;
  const calls = [...callsOn(analysis, value, 'push'), ...callsOn(analysis, value, 'unshift')];
  return unite(
    ...calls.flatMap((args) =>
      args.map((argument) => {
        const spread = argument.type === 'SpreadElement' ? child(argument, 'argument') : null;
        return spread === null
          ? analysis.evaluate(argument, unit)
          : unite(...analysis.evaluate(spread, unit).map((inner) => analysis.elements(inner, null)));
      }),
    ),
  );
}

/** The values of all properties of an object literal: what `map[key]` may be. */
export function readEntries(analysis: Analysis, found: Found): readonly Found[] {
  const { value } = found;
  if (value.kind !== 'object') return [];
  if (value.node.type !== 'ObjectExpression' && value.node.type !== 'TSEnumDeclaration') return analysis.elements(found, null);
  const { node, unit } = value;
  const members =
    node.type === 'TSEnumDeclaration'
      ? [...children(node, 'members'), ...children(child(node, 'body') ?? node, 'members')]
      : children(node, 'properties');
  return unite(
    ...members.slice(0, 64).map((property) => {
      const inner = child(property, 'value') ?? child(property, 'initializer');
      return inner === null || property['kind'] === 'set' || property['kind'] === 'get' ? [] : analysis.evaluate(inner, unit);
    }),
  );
}
