/** Which of a name's assignments can still hold where the name is read. */
import { isFunction, type SyntaxNode } from './tree.ts';
import type { Binding, Definition, Unit } from './scopes.ts';

const BRANCHES = new Set(['ConditionalExpression', 'LogicalExpression', 'IfStatement', 'SwitchCase', 'TryStatement', 'CatchClause']);

/**
 * The definitions that count at `use`, or null for all. Where an assignment in the same function stands before the use on every way to it,
 * what was assigned earlier in that function no longer counts.
 */
export function lastDefinitions(binding: Binding, use: SyntaxNode, unit: Unit): readonly Definition[] | null {
  if (binding.definitions.length < 2 || binding.definitions.length > 200) return null;
  const home = functionOf(use, unit);
  const ancestors = new Set(ancestorsOf(use, unit));
  let last: Definition | null = null;
  for (const definition of binding.definitions) {
    if (definition.origin.kind === 'own' || definition.node.end > use.start) continue;
    if (functionOf(definition.node, unit) !== home && !isParameterOf(definition, home)) continue;
    if (dominates(definition.node, ancestors, unit) && (last === null || definition.node.start >= last.node.start)) last = definition;
  }
  if (last === null) return null;
  const chosen = last;
  const kept = binding.definitions.filter((definition) => {
    if (definition === chosen) return true;
    const isLocal = functionOf(definition.node, unit) === home || isParameterOf(definition, home);
    if (!isLocal) return true;
    if (definition.node.start < chosen.node.start) return false;
    return definition.node.end <= use.start || sharesLoop(definition.node, ancestors, unit);
  });
  return kept;
}

function isParameterOf(definition: Definition, home: SyntaxNode | null): boolean {
  return definition.origin.kind === 'param' && definition.origin.fn === home;
}

function ancestorsOf(node: SyntaxNode, unit: Unit): readonly SyntaxNode[] {
  const list: SyntaxNode[] = [];
  for (let current = unit.parents.get(node); current !== undefined; current = unit.parents.get(current)) list.push(current);
  return list;
}

/** The innermost function around a node; null at the top of a script. */
export function functionOf(node: SyntaxNode, unit: Unit): SyntaxNode | null {
  for (let current = unit.parents.get(node); current !== undefined; current = unit.parents.get(current))
    if (isFunction(current)) return current;
  return null;
}

function dominates(node: SyntaxNode, ancestors: ReadonlySet<SyntaxNode>, unit: Unit): boolean {
  for (let current: SyntaxNode | undefined = node; current !== undefined; current = unit.parents.get(current)) {
    if (ancestors.has(current)) return true;
    if (BRANCHES.has(current.type) || /^(?:For|While|DoWhile)/.test(current.type)) return false;
    const parent = unit.parents.get(current);
    if (parent !== undefined && BRANCHES.has(parent.type) && ancestors.has(parent)) return false;
  }
  return false;
}

function sharesLoop(node: SyntaxNode, ancestors: ReadonlySet<SyntaxNode>, unit: Unit): boolean {
  for (let current = unit.parents.get(node); current !== undefined && !isFunction(current); current = unit.parents.get(current)) {
    if (ancestors.has(current) && /^(?:For|While|DoWhile)/.test(current.type)) return true;
  }
  return false;
}
