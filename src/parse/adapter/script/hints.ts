/** What a name or a type says where the flow of values cannot be seen: injected services, component instances, stores. */
import { child, children, nameOf, type SyntaxNode } from './tree.ts';
import type { Unit } from './scopes.ts';
import { isPlatform, through, unite, type Analysis, type Found } from './values.ts';

const NONE: readonly Found[] = [];
const MOST_PLACES = 40;

/** An instance of the class of this repository that a TypeScript annotation names, or the window. */
export function byType(analysis: Analysis, annotated: SyntaxNode, unit: Unit): readonly Found[] {
  const annotation = child(annotated, 'typeAnnotation');
  const type = annotation === null ? null : child(annotation, 'typeAnnotation');
  if (type === null || type.type !== 'TSTypeReference') return NONE;
  const name = nameOf(child(type, 'typeName'));
  const binding = unit.root.get(name);
  if (binding === undefined) return name === 'Window' ? [{ value: { kind: 'global' }, node: annotated, unit, via: null }] : NONE;
  return instancesOf(analysis.binding(binding, unit), annotated, unit);
}

/** Instances of the classes among some values. */
export function instancesOf(classes: readonly Found[], node: SyntaxNode, unit: Unit): readonly Found[] {
  return classes.flatMap((found): readonly Found[] =>
    found.value.kind === 'class'
      ? [{ value: { kind: 'instance', node: found.value.node, unit: found.value.unit }, node, unit, via: found.via }]
      : [],
  );
}

/**
 * A property that everything in the repository that gives it a value fills with an API of Salesforce. Whose property it is cannot be seen,
 * so only documented members count from there on.
 */
export function byPropertyName(analysis: Analysis, name: string): readonly Found[] {
  const filled = analysis.index.fills.get(name) ?? [];
  const written = analysis.index.writes.get(name) ?? [];
  if (filled.length + written.length === 0 || filled.length + written.length > MOST_PLACES) return NONE;
  return analysis.demand(`named ${name}`, () => {
    const lists: (readonly Found[])[] = [];
    for (const { node, unit, isGetter } of filled)
      lists.push(isGetter ? analysis.returned(node, unit) : stepped(analysis, name, node, unit));
    for (const { value, unit } of written) lists.push(stepped(analysis, name, value, unit));
    const all = lists.flat();
    // Nothing yet, or nothing at all, speaks neither for nor against.
    const telling = all.filter((found) => !isEmpty(found));
    if (telling.length === 0 || !telling.every((found) => isPlatform(found.value) && found.value.kind !== 'member')) return NONE;
    return unite(telling).map((found) => ({ ...found, isGuess: true }));
  });
}

function stepped(analysis: Analysis, name: string, node: SyntaxNode, unit: Unit): readonly Found[] {
  return through(analysis.evaluate(node, unit), { kind: 'property', name, node, unit, site: null, fn: null });
}

function isEmpty({ value, node }: Found): boolean {
  if (value.kind === 'object') return value.node.type === 'ObjectExpression' && children(value.node, 'properties').length === 0;
  if (value.kind !== 'other') return false;
  if (node.type === 'Literal') return node['value'] === null || node['value'] === false;
  return nameOf(node) === 'undefined' || (node.type === 'UnaryExpression' && node['operator'] === 'void');
}
