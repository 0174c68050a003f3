/** Names of fields in a query string (`Subject=a&Status=b`) that code puts together from pieces. */
import type { Node } from 'estree';
import type { Evaluator, ParsedScript, Placed } from '../script/types.ts';
import { alternatives, recordsAt, returnsOf } from './expressions.ts';
import { bare, childOf, endOf, indexOf, isFunction, keyName, operandsOf, pathOf, startOf } from './nodes.ts';

export interface QueryField {
  readonly name: string;
  readonly at: ParsedScript;
  readonly offset: number;
  /** The name stands in the first piece, not behind another name or call. */
  readonly direct: boolean;
}

export interface QueryFields {
  readonly fields: readonly QueryField[];
  readonly complete: boolean;
}

/** Where the reading of a query string stands: before a name, inside a name, or inside a value. */
type State = 'name' | 'inside-name' | 'value';

const MOST_PIECES = 4000;
const DEEPEST = 12;

interface Reader {
  readonly evaluator: Evaluator;
  readonly fields: QueryField[];
  readonly seen: Set<Node>;
  complete: boolean;
  pieces: number;
  /** The last text ended with an equals sign, so that what comes next is a value. */
  awaitsValue: boolean;
}

/** The fields of the query string that an expression stands for. */
export function queryFields(placed: Placed, evaluator: Evaluator): QueryFields {
  const reader: Reader = { evaluator, fields: [], seen: new Set(), complete: true, pieces: 0, awaitsValue: false };
  read(placed.node, placed.at, 'name', 0, reader);
  const names = new Set<string>();
  const fields = reader.fields.filter(({ name }) => !names.has(name.toLowerCase()) && names.add(name.toLowerCase()));
  return { fields, complete: reader.complete };
}

/** Reads one expression; returns the state behind it. */
function read(node: Node, at: ParsedScript, state: State, depth: number, reader: Reader): State {
  let current = state;
  for (const operand of operandsOf(node)) {
    if (++reader.pieces > MOST_PIECES || depth > DEEPEST) {
      reader.complete = false;
      return current;
    }
    current = readOperand(operand, at, current, depth, reader);
  }
  return current;
}

function readOperand(operand: Node, at: ParsedScript, state: State, depth: number, reader: Reader): State {
  if (operand.type === 'Literal') {
    if (typeof operand.value !== 'string') return state;
    return readText(operand.value, operand, at, state, depth, reader);
  }
  if (operand.type === 'TemplateLiteral') {
    let current = state;
    operand.quasis.forEach((quasi, index) => {
      current = readText(quasi.value.cooked ?? '', quasi, at, current, depth, reader);
      const expression = operand.expressions[index];
      if (expression) current = readPart(expression, at, current, depth, reader);
    });
    return current;
  }
  return readPart(operand, at, state, depth, reader);
}

/** A part that is no text itself. In a value it is the value; before a name it may hold fields of its own. */
function readPart(part: Node, at: ParsedScript, state: State, depth: number, reader: Reader): State {
  const node = bare(part);
  if (state === 'inside-name') {
    reader.complete = false;
    return 'inside-name';
  }
  if (state === 'value') {
    // A part may still bring further fields: `params + getMore()`. It is read for them, and not missed where it has none.
    const before = reader.complete;
    const next = follow(node, at, 'value', depth, reader);
    reader.complete = before;
    return next;
  }
  return follow(node, at, state, depth, reader);
}

function follow(node: Node, at: ParsedScript, state: State, depth: number, reader: Reader): State {
  if (node.type === 'Literal' || node.type === 'TemplateLiteral' || (node.type === 'BinaryExpression' && node.operator === '+'))
    return read(node, at, state, depth + 1, reader);
  if (depth > DEEPEST || reader.seen.has(node)) {
    if (state === 'name') reader.complete = false;
    return state === 'name' ? 'value' : state;
  }
  reader.seen.add(node);
  if (node.type === 'ConditionalExpression') {
    const first = read(node.consequent, at, state, depth + 1, reader);
    const second = read(node.alternate, at, state, depth + 1, reader);
    return first === 'value' ? first : second;
  }
  if (node.type === 'LogicalExpression') {
    read(node.left, at, state, depth + 1, reader);
    return read(node.right, at, state, depth + 1, reader);
  }
  if (node.type === 'AssignmentExpression') return read(node.right, at, state, depth + 1, reader);
  if (node.type === 'Identifier') return readName(node, at, state, depth, reader);
  if (node.type === 'CallExpression') return readCall(node, at, state, depth, reader);
  if (node.type === 'NewExpression' && keyName(bare(node.callee)) === 'URLSearchParams' && node.arguments[0]) {
    return readRecord({ node: node.arguments[0], at }, reader);
  }
  const sources = alternatives(node, at, reader.evaluator).filter((source) => source.node !== node);
  if (sources.length > 0) return readAll(sources, state, depth, reader);
  return unknown(state, reader);
}

function unknown(state: State, reader: Reader): State {
  if (state === 'name') reader.complete = false;
  return 'value';
}

function readAll(sources: readonly Placed[], state: State, depth: number, reader: Reader): State {
  let last: State = state;
  for (const { node, at } of sources) last = read(node, at, state, depth + 1, reader);
  return last;
}

/** All that a name holds: where it is set, and what is put behind it later. */
function readName(node: Extract<Node, { type: 'Identifier' }>, at: ParsedScript, state: State, depth: number, reader: Reader): State {
  const { starts, additions, isOwn } = writesOf(node, at);
  let current: State = state;
  if (starts.length > 0) current = readAll(starts, state, depth, reader);
  else if (!isOwn || additions.length === 0) {
    const sources = alternatives(node, at, reader.evaluator).filter((source) => source.node !== node);
    if (sources.length > 0) current = readAll(sources, state, depth, reader);
    else if (additions.length === 0) return unknown(state, reader);
  }
  for (const addition of additions) {
    const found = reader.fields.length;
    const whole = !reader.awaitsValue && current === 'value' && operandsOf(addition.node).length === 1 && mayHoldFields(addition.node);
    current = read(addition.node, addition.at, current, depth + 1, reader);
    // Behind a value that came to its end, a part that is not known may bring fields.
    if (whole && reader.fields.length === found) reader.complete = false;
  }
  return current;
}

const mayHoldFields = (node: Node): boolean => /^(?:Identifier|MemberExpression|CallExpression)$/.test(bare(node).type);

interface Writes {
  readonly declarators: readonly Extract<Node, { type: 'VariableDeclarator' }>[];
  readonly assignments: readonly Extract<Node, { type: 'AssignmentExpression' }>[];
}

const NO_WRITES: Writes = { declarators: [], assignments: [] };
const writesByScript = new WeakMap<ParsedScript, ReadonlyMap<string, Writes>>();

/** Where a script sets its plain names, by name. */
function writesIn(at: ParsedScript): ReadonlyMap<string, Writes> {
  const known = writesByScript.get(at);
  if (known) return known;
  const writes = new Map<string, { declarators: Writes['declarators'][number][]; assignments: Writes['assignments'][number][] }>();
  const entry = (name: string) => {
    const found = writes.get(name) ?? { declarators: [], assignments: [] };
    writes.set(name, found);
    return found;
  };
  const index = indexOf(at);
  for (const declarator of index.declarators)
    if (declarator.id.type === 'Identifier') entry(declarator.id.name).declarators.push(declarator);
  for (const assignment of index.assignments)
    if (assignment.left.type === 'Identifier') entry(assignment.left.name).assignments.push(assignment);
  writesByScript.set(at, writes);
  return writes;
}

/** Assignments to a variable within the function that declares it. */
function writesOf(
  name: Extract<Node, { type: 'Identifier' }>,
  at: ParsedScript,
): { readonly starts: Placed[]; readonly additions: Placed[]; readonly isOwn: boolean } {
  const starts: Placed[] = [];
  const additions: Placed[] = [];
  const writes = writesIn(at).get(name.name) ?? NO_WRITES;
  const scope = writes === NO_WRITES ? null : declaringScope(name, at, writes);
  if (!scope) return { starts, additions, isOwn: false };
  const from = startOf(scope);
  const to = endOf(scope);
  const inside = (node: Node): boolean => startOf(node) >= from && endOf(node) <= to;
  for (const declarator of writes.declarators) if (declarator.init && inside(declarator)) starts.push({ node: declarator.init, at });
  for (const assignment of writes.assignments) {
    if (!inside(assignment)) continue;
    const rest = afterSelf(assignment.right, name.name);
    if (assignment.operator === '+=') additions.push({ node: assignment.right, at });
    else if (assignment.operator === '=' && rest) additions.push(...rest.map((node) => ({ node, at })));
    else if (assignment.operator === '=') starts.push({ node: assignment.right, at });
  }
  // What is declared here, empty say, begins here.
  const isOwn = starts.length > 0 || writes.declarators.some((declarator) => inside(declarator));
  return { starts: starts.filter(({ node }) => !isEmptyText(node)), additions, isOwn };
}

const isEmptyText = (node: Node): boolean => node.type === 'Literal' && (node.value === '' || node.value === null);

/** `b`, `c` of `x = x + b + c`; null where the name does not stand in front. */
function afterSelf(right: Node, name: string): Node[] | null {
  const [first, ...rest] = operandsOf(right);
  return first?.type === 'Identifier' && first.name === name && rest.length > 0 ? rest : null;
}

/** The function, or the program, whose variable a name is. */
function declaringScope(name: Extract<Node, { type: 'Identifier' }>, at: ParsedScript, { declarators: declared }: Writes): Node | null {
  let scope: Node | null = at.parentOf(name);
  for (let depth = 0; scope && depth < 200; depth++) {
    const current: Node = scope;
    if (isFunction(current)) {
      const parameters = (current as Extract<Node, { type: 'FunctionDeclaration' }>).params;
      if (parameters.some((parameter) => keyName(parameter) === name.name)) return current;
    }
    if (isFunction(current) || current.type === 'Program') {
      const own = declared.some((declarator) => startOf(declarator) >= startOf(current) && endOf(declarator) <= endOf(current));
      if (own) return current;
    }
    scope = at.parentOf(current);
  }
  return at.program;
}

const PASSES_ON = /^(?:encodeURI|String|trim|toString|concat)$/;

function readCall(node: Extract<Node, { type: 'CallExpression' }>, at: ParsedScript, state: State, depth: number, reader: Reader): State {
  const callee = bare(node.callee);
  const method = callee.type === 'MemberExpression' ? keyName(callee) : null;
  const name = method ?? keyName(callee) ?? '';
  if (name === 'encodeURIComponent' || name === 'escape') return unknown(state, reader);
  if (callee.type === 'MemberExpression' && method === 'join') {
    const separator = node.arguments[0];
    const joined = separator?.type === 'Literal' && separator.value === '&';
    return readList(bare(callee.object), at, joined, state, depth, reader);
  }
  if (callee.type === 'MemberExpression' && (method === 'concat' || method === 'trim' || method === 'toString')) {
    let current = read(callee.object, at, state, depth + 1, reader);
    for (const argument of node.arguments) current = read(argument, at, current, depth + 1, reader);
    return current;
  }
  if (PASSES_ON.test(name) && node.arguments[0]) return read(node.arguments[0], at, state, depth + 1, reader);
  if (/^\$\.param$|^jQuery\.param$|\.stringify$/.test((pathOf(callee) ?? []).join('.')) && node.arguments[0]) {
    return readRecord({ node: node.arguments[0], at }, reader);
  }
  const results = returnsOf(node, at, reader.evaluator);
  if (results.length > 0) return readAll(results, state, depth, reader);
  return unknown(state, reader);
}

/** The elements of a list that is joined, and what is pushed on it. */
function readList(list: Node, at: ParsedScript, joined: boolean, state: State, depth: number, reader: Reader): State {
  const arrays = alternatives(list, at, reader.evaluator).filter(({ node }) => node.type === 'ArrayExpression');
  const elements: Placed[] = arrays.flatMap(({ node, at: where }) =>
    node.type === 'ArrayExpression' ? node.elements.flatMap((element) => (element ? [{ node: element as Node, at: where }] : [])) : [],
  );
  const name = list.type === 'Identifier' ? list.name : null;
  if (name !== null) {
    for (const call of indexOf(at).calls) {
      const callee = bare(call.callee);
      if (callee.type !== 'MemberExpression' || keyName(callee) !== 'push' || keyName(bare(callee.object)) !== name) continue;
      if (bare(callee.object).type === 'Identifier') elements.push(...call.arguments.map((node) => ({ node: node as Node, at })));
    }
  }
  if (elements.length === 0) return unknown(state, reader);
  let current = state;
  elements.forEach(({ node, at: where }, index) => {
    const inner = node.type === 'SpreadElement' ? (childOf(node, 'argument') ?? node) : node;
    if (index > 0 && joined) current = 'name';
    current = read(inner, where, current, depth + 1, reader);
  });
  return current;
}

/** An object that is made into a query string. */
function readRecord(placed: Placed, reader: Reader): State {
  const records = recordsAt(placed.node, placed.at, reader.evaluator);
  if (records.length === 0) reader.complete = false;
  for (const record of records) {
    if (record.open) reader.complete = false;
    for (const [name, value] of record.properties) {
      const parent = value.at.parentOf(value.node);
      const offset = parent?.type === 'Property' ? startOf(parent.key) : startOf(value.node);
      reader.fields.push({ name, at: value.at, offset, direct: false });
    }
  }
  return 'value';
}

const FIELD_NAME = /^\s*([A-Za-z]\w{0,120}(?:\.\w{1,120})?)\s*$/;

/** Reads the names in a piece of text. */
function readText(text: string, node: Node, at: ParsedScript, state: State, depth: number, reader: Reader): State {
  let current = state;
  let from = 0;
  reader.awaitsValue = text.endsWith('=');
  while (from < text.length) {
    if (current === 'value') {
      const next = text.indexOf('&', from);
      if (next < 0) return 'value';
      from = next + 1;
      current = 'name';
      continue;
    }
    const equals = text.indexOf('=', from);
    const ampersand = text.indexOf('&', from);
    if (ampersand >= 0 && (equals < 0 || ampersand < equals)) {
      from = ampersand + 1;
      current = 'name';
      continue;
    }
    if (equals < 0) return text.slice(from).trim() === '' ? current : 'inside-name';
    const match = current === 'name' ? FIELD_NAME.exec(text.slice(from, equals).replace(/^\s*\?/, '')) : null;
    if (match?.[1] !== undefined) {
      reader.fields.push({ name: match[1], at, offset: offsetIn(node, at, match[1], from), direct: depth === 0 });
    } else reader.complete = false;
    current = 'value';
    from = equals + 1;
  }
  return current;
}

/** Where a name stands in the source of a piece; the start of the piece where escapes hide it. */
function offsetIn(node: Node, at: ParsedScript, name: string, from: number): number {
  const start = startOf(node);
  const end = endOf(node);
  const lead = node.type === 'Literal' ? 1 : 0;
  const near = at.script.text.indexOf(name, start + lead + from);
  if (near >= 0 && near + name.length <= end) return near;
  const anywhere = at.script.text.slice(start, end).indexOf(name);
  return anywhere >= 0 ? start + anywhere : start;
}
