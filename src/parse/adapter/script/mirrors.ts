/** Objects that pass every name on to an API: a Proxy, or an object filled in a loop over names. */
import { child, children, isMember, strip, type SyntaxNode, isInside } from './tree.ts';
import type { Binding, Unit } from './scopes.ts';
import { keyOf, unite, type Analysis, type Found, type RepositoryIndex, type Value } from './values.ts';

const NONE: readonly Found[] = [];
const MOST_WRITES = 40;

/** The APIs that `new Proxy(target, { get(target, name) { … api[name] … } })` stands for. */
export function proxied(analysis: Analysis, handler: SyntaxNode, unit: Unit): readonly Found[] {
  const lists: (readonly Found[])[] = [];
  for (const found of analysis.evaluate(handler, unit)) {
    if (found.value.kind !== 'object') continue;
    for (const { value } of analysis.property(found, 'get')) {
      if (value.kind !== 'function') continue;
      const name = children(value.node, 'params')[1];
      const binding = name === undefined ? undefined : value.unit.bindingOf.get(name);
      if (binding !== undefined) lists.push(apisOf(analysis, chosenMembers(binding, value.node, value.unit), value.unit));
    }
  }
  return unite(...lists).map((found) => ({ ...found, isGuess: true }));
}

/** `object[key] = … api[key] …`, and where in the code a member is chosen by the key. */
interface Mirror {
  readonly object: SyntaxNode;
  readonly key: SyntaxNode;
  readonly members: readonly SyntaxNode[];
  readonly unit: Unit;
}

const mirrors = new WeakMap<RepositoryIndex, readonly Mirror[]>();

/** The few writes by a worked out name that may mirror an API, told by their form alone. */
function mirrorsOf({ index }: Analysis): readonly Mirror[] {
  let known = mirrors.get(index);
  if (known === undefined) {
    known = index.computedWrites.flatMap(({ object, key, value, unit }) => {
      const binding = unit.bindingOf.get(strip(key));
      const members = binding === undefined ? [] : chosenMembers(binding, value, unit);
      return members.length === 0 ? [] : [{ object, key: strip(key), members, unit }];
    });
    mirrors.set(index, known);
  }
  return known;
}

/** What `object[name]` has where a loop writes `object[n] = … api[n] …`. */
export function mirrored(analysis: Analysis, value: Value, name: string): readonly Found[] {
  const all = mirrorsOf(analysis);
  if (all.length === 0) return NONE;
  const key = keyOf(value);
  const lists: (readonly Found[])[] = [];
  for (const { object, key: written, members, unit } of all.slice(0, MOST_WRITES)) {
    if (!mayBeNamed(analysis, written, name, unit)) continue;
    const apis = apisOf(analysis, members, unit);
    if (apis.length === 0 || !analysis.aside(() => analysis.evaluate(object, unit)).some((found) => keyOf(found.value) === key)) continue;
    lists.push(...apis.map((api) => analysis.property({ ...api, isGuess: true }, name)));
  }
  return unite(...lists);
}

/** Whether a key may be a name: where all its texts are known, it is one of them. */
function mayBeNamed(analysis: Analysis, key: SyntaxNode, name: string, unit: Unit): boolean {
  const keys = analysis.evaluate(key, unit);
  return (
    keys.length === 0 ||
    keys.some(({ value }) => value.kind !== 'text' || value.text === name || value.parts.some((part) => part.node === null))
  );
}

/** Members that a name chooses, within some code or kept for it. */
function chosenMembers(binding: Binding, within: SyntaxNode, unit: Unit): readonly SyntaxNode[] {
  return binding.references.slice(0, 20).flatMap((reference) => {
    const member = unit.parents.get(reference);
    if (member === undefined || !isMember(member) || member['computed'] !== true || child(member, 'property') !== reference) return [];
    return isInside(member, within) || isKeptFor(member, within, unit) ? [member] : [];
  });
}

/** The APIs that some members are chosen of. */
function apisOf(analysis: Analysis, members: readonly SyntaxNode[], unit: Unit): readonly Found[] {
  return unite(
    ...members.map((member) => {
      const object = child(member, 'object');
      return object === null ? NONE : analysis.evaluate(object, unit).filter((found) => found.value.kind === 'api');
    }),
  );
}

/** `const method = api[name];`, and `method` is what the code speaks of. */
function isKeptFor(member: SyntaxNode, within: SyntaxNode, unit: Unit): boolean {
  const declarator = unit.parents.get(member);
  const id = declarator?.type === 'VariableDeclarator' ? child(declarator, 'id') : null;
  const binding = id === null ? undefined : unit.bindingOf.get(id);
  return binding?.references.some((reference) => isInside(reference, within)) === true;
}
