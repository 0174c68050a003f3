/** What is done with an expression: called, handed over, assigned to, looked into, or only named. */
import { child, children, isCall, isCoat, isMember, nameOf, strip, writtenName, type SyntaxNode } from './tree.ts';
import { INVOKERS } from './vocabulary.ts';
import type { Unit } from './scopes.ts';
import type { Analysis } from './values.ts';

/** The role of an expression where it stands. */
export type Position =
  | { readonly kind: 'call'; readonly call: SyntaxNode; readonly args: readonly SyntaxNode[]; readonly handedTo: string | null }
  | { readonly kind: 'inner'; readonly member: SyntaxNode }
  | { readonly kind: 'definition' | 'destructured' | 'named' };

/** The role of `node`; casts, parentheses, branches and `await` around it are looked through. */
export function positionOf(analysis: Analysis, node: SyntaxNode, unit: Unit): Position {
  let current = node;
  let parent = unit.parents.get(current);
  while (parent !== undefined && passesOn(parent, current)) {
    current = parent;
    parent = unit.parents.get(current);
  }
  if (parent === undefined) return { kind: 'named' };
  if (isMember(parent) && child(parent, 'object') === current) return insideMember(analysis, parent, unit);
  if (isCall(parent) || parent.type === 'NewExpression') {
    const args = children(parent, 'arguments');
    if (child(parent, 'callee') === current) return { kind: 'call', call: parent, args, handedTo: null };
    return asArgument(analysis, parent, args, current, unit);
  }
  if (parent.type === 'TaggedTemplateExpression' && child(parent, 'tag') === current)
    return { kind: 'call', call: parent, args: [], handedTo: null };
  if (parent.type === 'AssignmentExpression') {
    const left = child(parent, 'left');
    if (left === current) return { kind: 'definition' };
    if (left !== null && strip(left).type === 'ObjectPattern') return { kind: 'destructured' };
    const handler = left !== null && isMember(strip(left)) ? writtenName(strip(left)) : null;
    if (handler !== null && /^on[a-z]+$/.test(handler)) return { kind: 'call', call: parent, args: [], handedTo: handler };
  }
  if (parent.type === 'VariableDeclarator' && child(parent, 'id')?.type === 'ObjectPattern') return { kind: 'destructured' };
  if (parent.type === 'UpdateExpression' || (parent.type === 'UnaryExpression' && parent['operator'] === 'delete'))
    return { kind: 'definition' };
  if (parent.type === 'JSXExpressionContainer') {
    const attribute = unit.parents.get(parent);
    const name = attribute?.type === 'JSXAttribute' ? nameOf(child(attribute, 'name')) : '';
    if (/^on[A-Z]/.test(name)) return { kind: 'call', call: parent, args: [], handedTo: name };
  }
  return { kind: 'named' };
}

/** Whether the value of `inner` is the value of `outer`. */
function passesOn(outer: SyntaxNode, inner: SyntaxNode): boolean {
  if (isCoat(outer)) return true;
  if (outer.type === 'ConditionalExpression') return child(outer, 'test') !== inner;
  if (outer.type === 'LogicalExpression') return child(outer, 'right') === inner || outer['operator'] !== '&&';
  if (outer.type === 'SequenceExpression') return children(outer, 'expressions').at(-1) === inner;
  return false;
}

function insideMember(analysis: Analysis, member: SyntaxNode, unit: Unit): Position {
  const call = callOf(member, unit);
  const name = writtenName(member);
  if (call !== null && (name === 'call' || name === 'apply'))
    return { kind: 'call', call, args: boundArguments(call, name), handedTo: null };
  if (call !== null && name === 'bind') {
    const bound = positionOf(analysis, call, unit);
    return bound.kind === 'call' ? bound : { kind: 'named' };
  }
  return { kind: 'inner', member };
}

/** The call whose callee a member is; null where it is none. */
export function callOf(member: SyntaxNode, unit: Unit): SyntaxNode | null {
  let current = member;
  let parent = unit.parents.get(current);
  while (parent !== undefined && isCoat(parent)) {
    current = parent;
    parent = unit.parents.get(current);
  }
  return parent !== undefined && isCall(parent) && child(parent, 'callee') === current ? parent : null;
}

/** The arguments of `f.call(self, …)` and of `f.apply(self, […])` as f gets them. */
export function boundArguments(call: SyntaxNode, name: string): readonly SyntaxNode[] {
  const [, ...args] = children(call, 'arguments');
  if (name === 'call') return args;
  const list = args[0] === undefined ? null : strip(args[0]);
  return list !== null && list.type === 'ArrayExpression' ? children(list, 'elements') : args;
}

function asArgument(analysis: Analysis, call: SyntaxNode, args: readonly SyntaxNode[], argument: SyntaxNode, unit: Unit): Position {
  const callee = strip(child(call, 'callee') ?? call);
  const name = isMember(callee) ? writtenName(callee) : nameOf(callee);
  if (name === 'apply' && isMember(callee) && nameOf(child(callee, 'object')) === 'Reflect' && args[0] === argument) {
    const list = args[2] === undefined ? null : strip(args[2]);
    return { kind: 'call', call, args: list !== null && list.type === 'ArrayExpression' ? children(list, 'elements') : [], handedTo: null };
  }
  if (name === null || !INVOKERS.has(name)) return { kind: 'named' };
  // A function of theirs under such a name is followed instead.
  const isTheirs = analysis.evaluate(callee, unit).some((found) => found.value.kind === 'function');
  return isTheirs ? { kind: 'named' } : { kind: 'call', call, args: [], handedTo: name };
}
