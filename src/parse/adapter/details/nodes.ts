/** Small questions about syntax nodes, and one list per script of the nodes that the readers of details look at. */
import type { Node } from 'estree';
import type { ParsedScript } from '../script/types.ts';

/** What @types/estree leaves out: offsets, and the nodes of TypeScript and JSX. */
interface Loose {
  readonly type: string;
  readonly start?: number;
  readonly end?: number;
  readonly [key: string]: unknown;
}

const loose = (node: Node): Loose => node as unknown as Loose;

export function startOf(node: Node): number {
  return loose(node).start ?? 0;
}

export function endOf(node: Node): number {
  return loose(node).end ?? startOf(node);
}

/** The type as text; it may be one that @types/estree does not know. */
export function typeOf(node: Node): string {
  return loose(node).type;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** A child by the name of its field, for nodes that @types/estree does not know. */
export function childOf(node: Node, key: string): Node | null {
  const child = loose(node)[key];
  return isNode(child) ? child : null;
}

/** A text by the name of its field. */
export function textField(node: Node, key: string): string | null {
  const value = loose(node)[key];
  return typeof value === 'string' ? value : null;
}

const NO_CHILDREN = new Set([
  'type',
  'start',
  'end',
  'loc',
  'range',
  'parent',
  'tokens',
  'comments',
  'leadingComments',
  'trailingComments',
  'innerComments',
  'extra',
  'errors',
  'regex',
  'raw',
]);

/** The nodes right below a node, in the order of the source as far as their fields keep it. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const [key, value] of Object.entries(loose(node))) {
    if (NO_CHILDREN.has(key)) continue;
    if (Array.isArray(value)) {
      for (const entry of value) if (isNode(entry)) children.push(entry);
    } else if (isNode(value)) children.push(value);
  }
  return children;
}

/** Visits a node and all below it; `enter` says whether to go into a node. Needs no stack of its own depth. */
export function visit(root: Node, enter: (node: Node) => boolean): void {
  const open: Node[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (!enter(node)) continue;
    const children = childrenOf(node);
    for (let index = children.length - 1; index >= 0; index--) {
      const child = children[index];
      if (child) open.push(child);
    }
  }
}

const WRAPPERS = new Set([
  'TSAsExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSSatisfiesExpression',
  'TSInstantiationExpression',
  'TypeCastExpression',
  'ParenthesizedExpression',
  'ChainExpression',
]);

/** The expression without casts, brackets and marks that change nothing. */
export function bare(node: Node): Node {
  let current = node;
  for (let depth = 0; depth < 40 && WRAPPERS.has(typeOf(current)); depth++) {
    const inner = childOf(current, 'expression');
    if (!inner) break;
    current = inner;
  }
  return current;
}

/** The text of a string or of a template without parts; null for anything else. */
export function literalText(node: Node): string | null {
  const inner = bare(node);
  if (inner.type === 'Literal') return typeof inner.value === 'string' ? inner.value : null;
  if (inner.type === 'TemplateLiteral' && inner.expressions.length === 0) return inner.quasis[0]?.value.cooked ?? null;
  return null;
}

/** The name of a member, of an object's property or of a method; null where it is made at run time. */
export function keyName(node: Node): string | null {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'MemberExpression') return nameOfKey(node.property, node.computed);
  if (node.type === 'Property' || node.type === 'PropertyDefinition' || node.type === 'MethodDefinition')
    return nameOfKey(node.key, node.computed);
  return null;
}

function nameOfKey(key: Node, computed: boolean): string | null {
  if (!computed && (key.type === 'Identifier' || key.type === 'PrivateIdentifier')) return key.name;
  if (key.type === 'Literal' && typeof key.value === 'number') return String(key.value);
  return literalText(key);
}

/** `window.parent.postMessage` as its names; what is no plain name becomes the empty text. Null where the root is none either. */
export function pathOf(node: Node): string[] | null {
  const names: string[] = [];
  let current = bare(node);
  for (let depth = 0; depth < 60; depth++) {
    if (current.type === 'MemberExpression') {
      names.unshift(keyName(current) ?? '');
      current = bare(current.object);
    } else if (current.type === 'Identifier') {
      names.unshift(current.name);
      return names;
    } else if (current.type === 'ThisExpression') {
      names.unshift('this');
      return names;
    } else if (current.type === 'CallExpression' || current.type === 'NewExpression') {
      names.unshift('()');
      return names;
    } else return null;
  }
  return null;
}

/** The same without the names of the window itself in front. */
export function globalPathOf(node: Node): string[] | null {
  const path = pathOf(node);
  if (!path) return null;
  let from = 0;
  while (from < path.length - 1 && /^(?:window|self|globalThis)$/.test(path[from] ?? '')) from++;
  return path.slice(from);
}

export type Call = Extract<Node, { type: 'CallExpression' | 'NewExpression' }>;
export type Assignment = Extract<Node, { type: 'AssignmentExpression' }>;
export type Member = Extract<Node, { type: 'MemberExpression' }>;

/** The nodes of a script by kind, in the order of the source. */
export interface Index {
  readonly calls: readonly Call[];
  readonly assignments: readonly Assignment[];
  readonly members: readonly Member[];
  readonly objects: readonly Extract<Node, { type: 'ObjectExpression' }>[];
  readonly declarators: readonly Extract<Node, { type: 'VariableDeclarator' }>[];
  readonly functions: readonly Node[];
  /** Keys of objects, patterns and classes. */
  readonly keys: readonly Extract<Node, { type: 'Property' | 'PropertyDefinition' | 'MethodDefinition' }>[];
  /** Strings, and templates. */
  readonly texts: readonly Extract<Node, { type: 'Literal' | 'TemplateLiteral' }>[];
  readonly comparisons: readonly Extract<Node, { type: 'BinaryExpression' }>[];
  readonly imports: readonly Node[];
  readonly markup: readonly Node[];
  readonly patterns: readonly Extract<Node, { type: 'AssignmentPattern' }>[];
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

export function isFunction(node: Node): boolean {
  return FUNCTIONS.has(typeOf(node));
}

const indexes = new WeakMap<ParsedScript, Index>();

/** The nodes of a script, listed once. */
export function indexOf(parsed: ParsedScript): Index {
  const known = indexes.get(parsed);
  if (known) return known;
  const index = {
    calls: [] as Call[],
    assignments: [] as Assignment[],
    members: [] as Member[],
    objects: [] as Extract<Node, { type: 'ObjectExpression' }>[],
    declarators: [] as Extract<Node, { type: 'VariableDeclarator' }>[],
    functions: [] as Node[],
    keys: [] as Extract<Node, { type: 'Property' | 'PropertyDefinition' | 'MethodDefinition' }>[],
    texts: [] as Extract<Node, { type: 'Literal' | 'TemplateLiteral' }>[],
    comparisons: [] as Extract<Node, { type: 'BinaryExpression' }>[],
    imports: [] as Node[],
    markup: [] as Node[],
    patterns: [] as Extract<Node, { type: 'AssignmentPattern' }>[],
  };
  visit(parsed.program, (node) => {
    // Types are no code.
    if (/^TS(?:Interface|TypeAlias|TypeAnnotation|TypeParameter|Declare)/.test(typeOf(node))) return false;
    if (node.type === 'CallExpression' || node.type === 'NewExpression') index.calls.push(node);
    else if (node.type === 'AssignmentExpression') index.assignments.push(node);
    else if (node.type === 'MemberExpression') index.members.push(node);
    else if (node.type === 'ObjectExpression') index.objects.push(node);
    else if (node.type === 'VariableDeclarator') index.declarators.push(node);
    else if (isFunction(node)) index.functions.push(node);
    else if (node.type === 'Property' || node.type === 'PropertyDefinition' || node.type === 'MethodDefinition') index.keys.push(node);
    else if (node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string')) index.texts.push(node);
    else if (node.type === 'BinaryExpression') {
      if (/^[=!]==?$/.test(node.operator)) index.comparisons.push(node);
    } else if (node.type === 'AssignmentPattern') index.patterns.push(node);
    else if (node.type === 'ImportDeclaration' || node.type === 'ImportExpression') index.imports.push(node);
    else if (/^JSX(?:Text|Attribute)$/.test(typeOf(node))) index.markup.push(node);
    return true;
  });
  indexes.set(parsed, index);
  return index;
}

/** The name a function goes by: its own, its variable's, its property's. */
export function functionName(node: Node, parsed: ParsedScript): string | null {
  if ((node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') && node.id) return node.id.name;
  const parent = parsed.parentOf(node);
  if (!parent) return null;
  if (parent.type === 'VariableDeclarator') return parent.id.type === 'Identifier' ? parent.id.name : null;
  if (parent.type === 'AssignmentExpression' && parent.right === node) return keyName(bare(parent.left));
  if (parent.type === 'Property' || parent.type === 'PropertyDefinition' || parent.type === 'MethodDefinition') return keyName(parent);
  return null;
}

/** The operands of a chain of plus signs, left to right; the node itself where it is none. */
export function operandsOf(node: Node): Node[] {
  const operands: Node[] = [];
  const open: Node[] = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    const current = bare(next);
    if (current.type === 'BinaryExpression' && current.operator === '+') {
      open.push(current.right, current.left);
    } else operands.push(current);
  }
  return operands;
}
