/** Follows expressions a little further than one question to the evaluator: choices, calls and settings. */
import type { Node } from 'estree';
import { HOLE, type ApiUse, type Evaluator, type ParsedScript, type Placed, type RecordValue } from '../script/types.ts';
import { bare, endOf, indexOf, isFunction, keyName, literalText, startOf, visit } from './nodes.ts';

const MOST = 16;

/**
 * The expressions that an expression may stand for, with choices (`a ? b : c`, `a || b`) taken apart.
 * Those that `isEnd` accepts are not followed further.
 */
export function alternatives(
  node: Node,
  at: ParsedScript,
  evaluator: Evaluator,
  isEnd: (node: Node, at: ParsedScript) => boolean = () => false,
): Placed[] {
  const found: Placed[] = [];
  const seen = new Set<Node>();
  const open: { placed: Placed; depth: number }[] = [{ placed: { node, at }, depth: 0 }];
  for (let steps = 0; steps < 200 && open.length > 0 && found.length < MOST; steps++) {
    const next = open.shift();
    if (!next) break;
    const inner = bare(next.placed.node);
    if (seen.has(inner)) continue;
    seen.add(inner);
    const place = next.placed.at;
    const push = (child: Node, where: ParsedScript): number => open.push({ placed: { node: child, at: where }, depth: next.depth + 1 });
    if (isEnd(inner, place)) {
      found.push({ node: inner, at: place });
      continue;
    }
    if (inner.type === 'ConditionalExpression') {
      push(inner.consequent, place);
      push(inner.alternate, place);
      continue;
    }
    if (inner.type === 'LogicalExpression') {
      if (inner.operator !== '&&') push(inner.left, place);
      push(inner.right, place);
      continue;
    }
    if (inner.type === 'AssignmentExpression' && inner.operator === '=') {
      push(inner.right, place);
      continue;
    }
    const sources = next.depth < 6 ? evaluator.sources(inner, place) : [];
    const further = sources.filter((source) => !seen.has(bare(source.node)) && !isOwnRoot(source, inner, place));
    if (further.length === 0) found.push({ node: inner, at: place });
    else for (const source of further) push(source.node, source.at);
  }
  return found;
}

/** The `window` of `window.location.host` says less than the whole. */
function isOwnRoot(source: Placed, node: Node, at: ParsedScript): boolean {
  return source.at === at && source.node.type === 'Identifier' && node.type === 'MemberExpression' && isWithin(source.node, node);
}

function isWithin(inner: Node, outer: Node): boolean {
  return startOf(inner) >= startOf(outer) && endOf(inner) <= endOf(outer);
}

/** What a call's function returns; empty where the function is not in the source. */
export function returnsOf(call: Node, at: ParsedScript, evaluator: Evaluator): Placed[] {
  if (call.type !== 'CallExpression') return [];
  const functions = functionsOf(call.callee, at, evaluator);
  return functions.slice(0, 4).flatMap(({ node, at: where }) => resultsOf(node).map((result) => ({ node: result, at: where })));
}

function functionsOf(callee: Node, at: ParsedScript, evaluator: Evaluator): Placed[] {
  const direct = bare(callee);
  if (isFunction(direct)) return [{ node: direct, at }];
  const followed = evaluator.sources(direct, at).filter(({ node }) => isFunction(bare(node)));
  if (followed.length > 0) return followed.map(({ node, at: where }) => ({ node: bare(node), at: where }));
  if (direct.type !== 'Identifier') return [];
  const declared = indexOf(at).functions.filter((node) => node.type === 'FunctionDeclaration' && node.id?.name === direct.name);
  return declared.length === 1 ? declared.map((node) => ({ node, at })) : [];
}

function resultsOf(node: Node): Node[] {
  if (node.type === 'ArrowFunctionExpression' && node.body.type !== 'BlockStatement') return [node.body];
  const results: Node[] = [];
  let body: Node | null = null;
  if (node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression')
    body = node.body;
  if (!body) return [];
  visit(body, (inner) => {
    if (isFunction(inner)) return false;
    if (inner.type === 'ReturnStatement' && inner.argument) results.push(inner.argument);
    return true;
  });
  return results.slice(0, 8);
}

/** The records of an argument; empty where none is known. */
export function recordsOf(placed: Placed | undefined, evaluator: Evaluator): readonly RecordValue[] {
  return placed ? recordsAt(placed.node, placed.at, evaluator) : [];
}

/** The records of an expression. An object that stands there in full is one even where nothing could be followed. */
export function recordsAt(node: Node, at: ParsedScript, evaluator: Evaluator): readonly RecordValue[] {
  const records = evaluator.records(node, at);
  const object = bare(node);
  if (records.length > 0 || object.type !== 'ObjectExpression') return records;
  const properties = new Map<string, Placed>();
  let open = false;
  for (const property of object.properties) {
    const name = property.type === 'Property' ? keyName(property) : null;
    if (property.type !== 'Property' || name === null) open = true;
    else properties.set(name, { node: property.value, at });
  }
  return [{ properties, open }];
}

/** The value of a member of an argument object, in each record that may stand there. */
export function memberValues(records: readonly RecordValue[], name: string): Placed[] {
  return records.flatMap((record) => record.properties.get(name) ?? []);
}

/** Texts without a hole. */
export function knownTexts(placed: Placed, evaluator: Evaluator): string[] {
  const literal = literalText(placed.node);
  return literal !== null ? [literal] : evaluator.texts(placed.node, placed.at).filter((text) => !text.includes(HOLE));
}

const SETTING_PATH = /^\/([A-Za-z]\w{0,79})\/([A-Za-z]\w{0,79})(?:\/(?:label|sortOrder))?$/;

/** Section and item of a path as getCallCenterSettings names its values; null for any other text. */
export function settingPath(text: string): { section: string; item: string } | null {
  const match = SETTING_PATH.exec(text);
  const [, section, item] = match ?? [];
  if (section === undefined || item === undefined || /^(?:label|sortOrder)$/.test(item)) return null;
  return { section, item };
}

/** Items of the call center that an expression is read from. */
export function settingsBehind(node: Node, at: ParsedScript, evaluator: Evaluator): string[] {
  const items = new Set<string>();
  for (const { node: source } of alternatives(node, at, evaluator)) {
    let budget = 60;
    visit(source, (inner) => {
      if (budget-- <= 0 || isFunction(inner)) return false;
      const path = inner.type === 'MemberExpression' && inner.computed ? (literalText(inner.property) ?? '') : '';
      const setting = settingPath(path);
      if (setting) items.add(setting.item);
      return true;
    });
  }
  return [...items].slice(0, 4);
}

/** Where the name of a property stands, given its value: its key, or the member that is assigned to. */
export function nameOffset(value: Placed): number {
  let node: Node = value.node;
  for (let depth = 0; depth < 6; depth++) {
    const parent = value.at.parentOf(node);
    if (!parent) break;
    if (parent.type === 'Property' || parent.type === 'PropertyDefinition') return startOf(parent.key);
    if (parent.type === 'AssignmentExpression') {
      const left = bare(parent.left);
      return left.type === 'MemberExpression' ? startOf(left.property) : startOf(left);
    }
    if (bare(parent) !== bare(node)) break;
    node = parent;
  }
  return startOf(value.node);
}

/** Uses that are calls, outside of declarations of types. */
export function callsOf(uses: readonly ApiUse[], name: string): ApiUse[] {
  return uses.filter((use) => use.kind === 'call' && use.name === name && use.at.script.context !== 'typing');
}

/** The declared value of a plain name in the same script; used where a name must be told from one of the platform. */
export function isDeclaredHere(name: string, at: ParsedScript): boolean {
  const index = indexOf(at);
  return (
    index.functions.some((node) => node.type === 'FunctionDeclaration' && node.id?.name === name) ||
    index.declarators.some(({ id }) => keyName(id) === name)
  );
}

/** The module that a name is imported from; null where it is none. */
export function importedFrom(name: string, at: ParsedScript): string | null {
  for (const declaration of indexOf(at).imports) {
    if (declaration.type !== 'ImportDeclaration' || !declaration.specifiers.some(({ local }) => local.name === name)) continue;
    return typeof declaration.source.value === 'string' ? declaration.source.value : null;
  }
  return null;
}
