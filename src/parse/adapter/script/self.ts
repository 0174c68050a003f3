/** What `this` stands for. */
import { child, children, isClass, isFunction, isMember, strip, writtenName, type SyntaxNode } from './tree.ts';
import type { Unit } from './scopes.ts';
import { unite, type Analysis, type Found } from './values.ts';

/** The values of `this`, or of `super`, at a node. */
export function selfOf(analysis: Analysis, node: SyntaxNode, unit: Unit): readonly Found[] {
  let below = node;
  for (let current = unit.parents.get(node); current !== undefined; below = current, current = unit.parents.get(current)) {
    if (isFunction(current) && current.type !== 'ArrowFunctionExpression') return ofFunction(analysis, current, unit);
    if (current.type === 'StaticBlock') return ofClass(current, unit, true);
    if (/PropertyDefinition|ClassProperty|PrivateProperty|AccessorProperty/.test(current.type) && child(current, 'value') === below)
      return ofClass(current, unit, current['static'] === true);
  }
  // Only a plain script has the window there; one that also runs as a module of CommonJS is one.
  const isModule = unit.isModule && !(unit.free.has('define') && unit.imports.length + unit.exports.length === 0);
  return isModule ? [] : [{ value: { kind: 'global' }, node, unit, via: null }];
}

function ofClass(member: SyntaxNode, unit: Unit, isStatic: boolean): readonly Found[] {
  for (let current = unit.parents.get(member); current !== undefined; current = unit.parents.get(current)) {
    if (isClass(current))
      return [{ value: { kind: isStatic ? 'class' : 'instance', node: current, unit }, node: current, unit, via: null }];
  }
  return [];
}

function ofFunction(analysis: Analysis, fn: SyntaxNode, unit: Unit): readonly Found[] {
  const parent = unit.parents.get(fn);
  if (parent === undefined) return [];
  if (parent.type === 'MethodDefinition') return ofClass(parent, unit, parent['static'] === true);
  if (/PropertyDefinition|ClassProperty|PrivateProperty/.test(parent.type)) return ofClass(parent, unit, parent['static'] === true);
  if (parent.type === 'Property') return ofLiteral(analysis, unit.parents.get(parent) ?? parent, unit);
  const lists: (readonly Found[])[] = [];
  if (parent.type === 'AssignmentExpression') {
    const left = child(parent, 'left');
    const target = left === null ? null : strip(left);
    const object = target !== null && isMember(target) ? child(target, 'object') : null;
    if (object !== null) {
      lists.push(
        analysis.evaluate(object, unit).flatMap((found): readonly Found[] => {
          if (found.value.kind === 'prototype')
            return [{ ...found, value: { kind: 'instance', node: found.value.node, unit: found.value.unit } }];
          return found.value.kind === 'other' || found.value.kind === 'global' ? [] : [found];
        }),
      );
    }
  }
  // `(function () { … }).call(this)` and `.bind(this)`.
  if (isMember(parent) && child(parent, 'object') === fn) {
    const call = unit.parents.get(parent);
    const name = writtenName(parent);
    const self = call === undefined ? undefined : children(call, 'arguments')[0];
    if (self !== undefined && (name === 'call' || name === 'apply' || name === 'bind')) return analysis.evaluate(self, unit);
  }
  lists.push([{ value: { kind: 'instance', node: fn, unit }, node: fn, unit, via: null }]);
  if (!unit.isModule && parent.type === 'CallExpression' && child(parent, 'callee') === fn)
    lists.push([{ value: { kind: 'global' }, node: fn, unit, via: null }]);
  return unite(...lists);
}

function ofLiteral(analysis: Analysis, literal: SyntaxNode, unit: Unit): readonly Found[] {
  const own: readonly Found[] = [{ value: { kind: 'object', node: literal, unit }, node: literal, unit, via: null }];
  const parent = unit.parents.get(literal);
  if (parent?.type === 'AssignmentExpression') {
    const left = child(parent, 'left');
    const target = left === null ? null : strip(left);
    const object = target !== null && isMember(target) && writtenName(target) === 'prototype' ? child(target, 'object') : null;
    if (object !== null) {
      const instances = analysis
        .evaluate(object, unit)
        .flatMap((found): readonly Found[] =>
          found.value.kind === 'function'
            ? [{ ...found, value: { kind: 'instance', node: found.value.node, unit: found.value.unit } }]
            : [],
        );
      return unite(own, instances);
    }
  }
  // Functions of a group of a component of Vue have the component for `this`.
  const group = parent?.type === 'Property' ? writtenName(parent) : null;
  const outer = parent !== undefined && group !== null && /^(?:computed|methods|watch)$/.test(group) ? unit.parents.get(parent) : undefined;
  if (outer?.type !== 'ObjectExpression') return own;
  return [...own, { value: { kind: 'object', node: outer, unit }, node: outer, unit, via: null }];
}
