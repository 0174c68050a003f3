/** Plain handling of syntax trees. Nothing here recurses: a tree may be as deep as a file is long. */
import type { Node } from 'estree';

/** A node of ESTree, TypeScript or JSX, as the parsers give it. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** The same node under the name that the contract uses. */
export function asNode(node: SyntaxNode): Node {
  return node as unknown as Node;
}

/** A node of the contract, for a look at its parts. */
export function asSyntax(node: Node): SyntaxNode {
  return node as unknown as SyntaxNode;
}

function isNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { type?: unknown }).type === 'string' &&
    typeof (value as { start?: unknown }).start === 'number'
  );
}

/** The node under `key`, if there is one. */
export function child(node: SyntaxNode, key: string): SyntaxNode | null {
  const value = node[key];
  return isNode(value) ? value : null;
}

/** The nodes in the list under `key`; holes are left out. */
export function children(node: SyntaxNode, key: string): readonly SyntaxNode[] {
  const value = node[key];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** The list under `key` with its holes. */
export function slots(node: SyntaxNode, key: string): readonly (SyntaxNode | null)[] {
  const value = node[key];
  return Array.isArray(value) ? value.map((entry) => (isNode(entry) ? entry : null)) : [];
}

/** The name of an identifier, private or not; empty for any other node. */
export function nameOf(node: SyntaxNode | null): string {
  if (
    node === null ||
    (node.type !== 'Identifier' && node.type !== 'PrivateIdentifier' && node.type !== 'PrivateName' && node.type !== 'JSXIdentifier')
  )
    return '';
  if (node.type === 'PrivateName') return `#${nameOf(child(node, 'id'))}`;
  const name = node['name'];
  return typeof name === 'string' ? (node.type === 'PrivateIdentifier' ? `#${name}` : name) : '';
}

/** The text of a string literal, or of a template without holes. */
export function literalText(node: SyntaxNode | null): string | null {
  if (node === null) return null;
  if (node.type === 'Literal' || node.type === 'StringLiteral') return typeof node['value'] === 'string' ? node['value'] : null;
  if (node.type === 'TemplateLiteral' && children(node, 'expressions').length === 0) return cooked(children(node, 'quasis')[0] ?? null);
  return null;
}

/** The text of a piece of a template. */
export function cooked(node: SyntaxNode | null): string {
  const value = node?.['value'] as { cooked?: unknown; raw?: unknown } | undefined;
  return typeof value?.cooked === 'string' ? value.cooked : typeof value?.raw === 'string' ? value.raw : '';
}

const UNREAD_KEYS = new Set([
  'typeAnnotation',
  'typeParameters',
  'returnType',
  'superTypeParameters',
  'typeArguments',
  'implements',
  'extra',
  'loc',
  'range',
  'errors',
  'comments',
  'tokens',
  'predicate',
]);

const TYPESCRIPT_CODE = new Set([
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'TSParameterProperty',
  'TSModuleDeclaration',
  'TSModuleBlock',
  'TSEnumDeclaration',
  'TSEnumBody',
  'TSEnumMember',
  'TSExportAssignment',
  'TSImportEqualsDeclaration',
  'TSExternalModuleReference',
  'TSQualifiedName',
]);

/** Where the nodes below stand, for the types that a script mostly consists of. All other types are searched. */
const KEYS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    ArrayExpression: 'elements',
    ArrayPattern: 'elements decorators',
    ArrowFunctionExpression: 'params body',
    AssignmentExpression: 'left right',
    AssignmentPattern: 'left right decorators',
    AwaitExpression: 'argument',
    BinaryExpression: 'left right',
    BlockStatement: 'body',
    BreakStatement: 'label',
    CallExpression: 'callee arguments',
    CatchClause: 'param body',
    ChainExpression: 'expression',
    ClassBody: 'body',
    ClassDeclaration: 'decorators id superClass body',
    ClassExpression: 'decorators id superClass body',
    ConditionalExpression: 'test consequent alternate',
    ContinueStatement: 'label',
    DoWhileStatement: 'body test',
    EmptyStatement: '',
    ExpressionStatement: 'expression',
    ForInStatement: 'left right body',
    ForOfStatement: 'left right body',
    ForStatement: 'init test update body',
    FunctionDeclaration: 'id params body',
    FunctionExpression: 'id params body',
    Identifier: 'decorators',
    IfStatement: 'test consequent alternate',
    LabeledStatement: 'label body',
    Literal: '',
    LogicalExpression: 'left right',
    MemberExpression: 'object property',
    MethodDefinition: 'decorators key value',
    NewExpression: 'callee arguments',
    ObjectExpression: 'properties',
    ObjectPattern: 'properties decorators',
    Program: 'body',
    Property: 'key value',
    PropertyDefinition: 'decorators key value',
    RestElement: 'argument decorators',
    ReturnStatement: 'argument',
    SequenceExpression: 'expressions',
    SpreadElement: 'argument',
    SwitchCase: 'test consequent',
    SwitchStatement: 'discriminant cases',
    TemplateElement: '',
    TemplateLiteral: 'quasis expressions',
    ThisExpression: '',
    ThrowStatement: 'argument',
    TryStatement: 'block handler finalizer',
    UnaryExpression: 'argument',
    UpdateExpression: 'argument',
    VariableDeclaration: 'declarations',
    VariableDeclarator: 'id init',
    WhileStatement: 'test body',
    YieldExpression: 'argument',
  }).map(([type, keys]) => [type, keys === '' ? [] : keys.split(' ')]),
);

/** The nodes below a node in the order of the text, types left out. */
export function below(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const known = KEYS.get(node.type);
  for (const key of known ?? Object.keys(node)) {
    const value = node[key];
    if (value === null || typeof value !== 'object' || (known === undefined && UNREAD_KEYS.has(key))) continue;
    if (Array.isArray(value)) {
      for (const entry of value) if (isNode(entry) && isCode(entry.type)) found.push(entry);
    } else if (isNode(value) && isCode(value.type)) found.push(value);
  }
  return found;
}

const code = new Map<string, boolean>();

/** Whether a type of node is code, and not a type of TypeScript or Flow. */
function isCode(type: string): boolean {
  let known = code.get(type);
  if (known === undefined) {
    known = type.startsWith('TS')
      ? TYPESCRIPT_CODE.has(type)
      : !type.startsWith('Declare') && type !== 'TypeAlias' && type !== 'InterfaceDeclaration' && type !== 'OpaqueType';
    code.set(type, known);
  }
  return known;
}

const PARENT = Symbol('parent');

/** The node around a node. */
export interface Parents {
  readonly get: (node: SyntaxNode) => SyntaxNode | undefined;
}

/** Kept at the nodes themselves: a map of all nodes of a repository costs more than the whole search. */
const PARENTS: Parents = { get: (node) => (node as { readonly [PARENT]?: SyntaxNode })[PARENT] };

/** Notes at each node of a tree which one it stands in. */
export function linkParents(program: SyntaxNode): Parents {
  const stack = [program];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (const inner of below(node)) {
      const marked = inner as SyntaxNode & { [PARENT]?: SyntaxNode };
      if (marked[PARENT] !== undefined) continue;
      marked[PARENT] = node;
      stack.push(inner);
    }
  }
  return PARENTS;
}

const COATS = new Set([
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'ParenthesizedExpression',
  'ChainExpression',
  'TypeCastExpression',
  'AwaitExpression',
]);

/** Whether a node only wraps one expression, whose value it has. A promise and its value are one here. */
export function isCoat(node: SyntaxNode): boolean {
  return COATS.has(node.type);
}

/** The expression inside casts, parentheses, optional chains and `await`. */
export function strip(node: SyntaxNode): SyntaxNode {
  let current = node;
  for (;;) {
    const inner = isCoat(current) ? (child(current, 'expression') ?? child(current, 'argument')) : null;
    if (inner === null) return current;
    current = inner;
  }
}

/** Whether a node lies in another, or is it. */
export function isInside(inner: SyntaxNode, outer: SyntaxNode): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** Whether a node is a function of any form. */
export function isFunction(node: SyntaxNode): boolean {
  return node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression' || node.type === 'FunctionDeclaration';
}

/** Whether a node is a class. */
export function isClass(node: SyntaxNode): boolean {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}

/** Whether a node reads a property of an object. */
export function isMember(node: SyntaxNode): boolean {
  return node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression';
}

/** Whether a node calls a function; `new` is not meant. */
export function isCall(node: SyntaxNode): boolean {
  return node.type === 'CallExpression' || node.type === 'OptionalCallExpression';
}

/** The name of a property as it is written: after a dot, or a literal in brackets or as a key. Null where it must be worked out. */
export function writtenName(node: SyntaxNode): string | null {
  const key = child(node, isMember(node) ? 'property' : 'key') ?? child(node, 'id');
  if (key === null) return null;
  const text = literalText(key);
  if (text !== null) return text;
  if (key.type === 'Literal' && typeof key['value'] === 'number') return String(key['value']);
  return node['computed'] === true ? null : nameOf(key) || null;
}

/** Where a name begins: inside the quotes of a literal, at the last name of a path. */
export function namePlace(node: SyntaxNode): number {
  const inner = strip(node);
  if (isMember(inner)) {
    const property = child(inner, 'property');
    return property === null ? inner.start : namePlace(property);
  }
  if (inner.type === 'TemplateLiteral' || literalText(inner) !== null) return inner.start + 1;
  return inner.start;
}
