/** Lists of everything that has a name, across the scripts of a repository. */
import { amdFactory } from './modules.ts';
import { child, children, isClass, literalText, nameOf, strip, writtenName, type SyntaxNode } from './tree.ts';
import type { Unit } from './scopes.ts';
import type { Occurrence, RepositoryIndex } from './values.ts';

function put<T>(map: Map<string, T[]>, name: string, entry: T): void {
  const list = map.get(name);
  if (list === undefined) map.set(name, [entry]);
  else list.push(entry);
}

/** At most `most` entries of a list, those of the scripts nearest to one: files are listed by folder, and an adapter lies in one. */
export function nearest<T extends { readonly unit: Unit }>(
  index: RepositoryIndex,
  list: readonly T[],
  unit: Unit,
  most: number,
): readonly T[] {
  if (list.length <= most) return list;
  const own = index.order.get(unit) ?? 0;
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((index.order.get((list[middle] as T).unit) ?? 0) < own) low = middle + 1;
    else high = middle;
  }
  const start = Math.max(0, Math.min(low - (most >> 2), list.length - most));
  return list.slice(start, start + most);
}

/** Builds the lists once; the evaluation only looks things up. */
export function indexUnits(units: readonly Unit[]): RepositoryIndex {
  const members = new Map<string, Occurrence[]>();
  const writes = new Map<string, (Occurrence & { object: SyntaxNode; value: SyntaxNode })[]>();
  const patternKeys = new Map<string, (Occurrence & { target: SyntaxNode })[]>();
  const fills = new Map<string, (Occurrence & { isGetter: boolean })[]>();
  const computedWrites: { object: SyntaxNode; key: SyntaxNode; value: SyntaxNode; unit: Unit }[] = [];
  const free = new Map<string, Occurrence[]>();
  const imports = new Map<string, { binding: Unit['imports'][number]; unit: Unit }[]>();
  const merges: Occurrence[] = [];
  const mergesInto = new Map<SyntaxNode, readonly Occurrence[]>();
  const defines = new Map<string, Occurrence[]>();
  const requires: Occurrence[] = [];
  const amd = new Map<string, Occurrence[]>();
  const heirs = new Map<SyntaxNode, readonly Occurrence[]>();
  const strayHeirs: Occurrence[] = [];
  const order = new Map(units.map((unit, index) => [unit, index]));
  for (const unit of units) {
    for (const node of unit.members) {
      const name = writtenName(node);
      if (name !== null) put(members, name, { node, unit });
    }
    for (const { name, object, value, node } of unit.writes) {
      if (name !== null) put(writes, name, { node, unit, object, value });
      const left = name === null ? child(node, 'left') : null;
      const key = left === null ? null : child(strip(left), 'property');
      if (key !== null) computedWrites.push({ object, key, value, unit });
    }
    for (const { node, step, target } of unit.patternKeys) if (step.kind === 'key') put(patternKeys, step.name, { node, unit, target });
    for (const { name, node, isGetter } of unit.fills) put(fills, name, { node, unit, isGetter });
    for (const [name, nodes] of unit.free) for (const node of nodes) put(free, name, { node, unit });
    for (const binding of unit.imports) {
      for (const { origin } of binding.definitions) if (origin.kind === 'import') put(imports, origin.name, { binding, unit });
    }
    for (const node of unit.classes) {
      const parent = child(node, 'superClass');
      const above = parent === null ? null : plainClass(strip(parent), unit);
      if (above !== null) heirs.set(above, [...(heirs.get(above) ?? []), { node, unit }]);
      else if (parent !== null) strayHeirs.push({ node, unit });
    }
    for (const node of unit.calls) {
      const callee = child(node, 'callee');
      const name = callee === null ? null : (writtenName(strip(callee)) ?? nameOf(callee));
      const [target, key] = children(node, 'arguments');
      if (name === 'defineProperties' && key !== undefined && strip(key).type === 'ObjectExpression') {
        for (const property of children(strip(key), 'properties')) {
          const defined = writtenName(property);
          if (defined !== null) put(defines, defined, { node, unit });
        }
      } else if (name === 'defineProperty') put(defines, literalText(key ?? null) ?? '', { node, unit });
      else if (target !== undefined && (name === 'assign' || name === 'extend')) {
        const literal = strip(target);
        if (literal.type !== 'ObjectExpression') merges.push({ node, unit });
        else mergesInto.set(literal, [{ node, unit }]);
      }
      const id = name === 'define' && target !== undefined && amdFactory(node) !== null ? literalText(target) : null;
      if (id !== null) put(amd, id, { node, unit });
      if (name === 'require' && amdFactory(node) === null) requires.push({ node, unit });
    }
  }
  return {
    members,
    writes,
    computedWrites,
    patternKeys,
    fills,
    free,
    imports,
    merges,
    mergesInto,
    defines,
    requires,
    amd,
    order,
    heirs,
    strayHeirs,
  };
}

/** The class that a name stands for, where one declaration in the same script says so. */
function plainClass(node: SyntaxNode, unit: Unit): SyntaxNode | null {
  const binding = unit.bindingOf.get(node);
  const only = binding?.definitions.length === 1 ? binding.definitions[0] : undefined;
  if (only === undefined || only.steps.length > 0) return null;
  if (only.origin.kind === 'own') return isClass(only.origin.node) ? only.origin.node : null;
  const init = only.origin.kind === 'value' ? strip(only.origin.node) : null;
  return init !== null && isClass(init) ? init : null;
}
