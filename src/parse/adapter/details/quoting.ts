/** Quotes source: folded, shortened, and without the credentials that stand in it. */
import type { Node } from 'estree';
import type { Statement } from '../../../model/fact.ts';
import type { Script } from '../reading.ts';
import type { ParsedScript, ScriptReading } from '../script/types.ts';
import { MASK, maskShapes, namesASecret, repeatMasker } from '../../secrets.ts';
import { bare, endOf, indexOf, isFunction, keyName, literalText, operandsOf, pathOf, startOf, typeOf, type Call } from './nodes.ts';
import { indexStatements, statementOfLine, type StatementIndex } from './statements.ts';

export interface Quoter {
  /** The source of a node on one line, at most `limit` characters long. */
  readonly source: (node: Node, at: ParsedScript, limit: number) => string;
  /** The source between two offsets on one line. */
  readonly span: (script: Script, from: number, to: number, limit: number) => string;
  /** The line of an offset, at most 160 characters around it. */
  readonly snippet: (script: Script, offset: number) => string;
  /** By what the statement at an offset is known again. */
  readonly statement: (script: Script, offset: number) => Statement;
  /** A text that was put together from the source. */
  readonly text: (value: string) => string;
  /** Whether a text is, or holds, a credential. */
  readonly hides: (value: string) => boolean;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Functions whose arguments are likely to be credentials, whatever they are called. */
const TAKES_CREDENTIALS = /log_?[io]n|sign_?in|authenticat|authoriz|sip_?regist|credential|setRequestHeader/i;
const SCHEME_BEFORE = /\b(?:basic|bearer|digest|negotiate|token|api-?key)\s+$/i;
const NAME_BEFORE = /([A-Za-z][\w.-]{0,80})\s{0,8}[=:]\s{0,8}["']?$/;
/** What stands for nothing: a placeholder, a word of a type, a lone sign. */
const HARMLESS_TEXT = /^(?:\W*|true|false|null|undefined|text|string|password|basic|bearer|none)$/i;

/** An address is judged by its shape; `urlToken` says where a token is fetched. */
const NAMES_AN_ADDRESS = /^ur[li]|ur[li]$|U[Rr][LIli](?![a-z])|endpoint|path$/;

/** Strings that are credentials by what they are assigned to, compared with or handed to. */
function secretNodes(parsed: ParsedScript): Node[] {
  const index = indexOf(parsed);
  const found: Node[] = [];
  const take = (value: Node | null | undefined): void => {
    const open: (Node | null | undefined)[] = [value];
    for (let steps = 0; open.length > 0 && steps < 500; steps++) {
      const next = open.pop();
      if (!next) continue;
      const node = bare(next);
      if (node.type === 'Literal' || node.type === 'TemplateLiteral') found.push(node);
      else if (node.type === 'BinaryExpression') open.push(...operandsOf(node).filter((operand) => operand !== node));
      else if (node.type === 'LogicalExpression') open.push(node.left, node.right);
      else if (node.type === 'ConditionalExpression') open.push(node.consequent, node.alternate);
      else if (node.type === 'ArrayExpression') open.push(...node.elements);
      else if (
        node.type === 'CallExpression' &&
        /^(?:btoa|atob|String|encodeURIComponent|escape|concat)$/.test(pathOf(node.callee)?.at(-1) ?? '')
      )
        open.push(...node.arguments);
    }
  };
  const isSecret = (name: string | null): boolean => name !== null && name.length > 1 && namesASecret(name) && !NAMES_AN_ADDRESS.test(name);

  for (const key of index.keys) if (isSecret(keyName(key)) && !isPlainKey(key)) take(key.value);
  for (const { id, init } of index.declarators) if (id.type === 'Identifier' && isSecret(id.name)) take(init);
  for (const { left, right } of index.assignments) if (isSecret(keyName(bare(left)))) take(right);
  for (const { left, right } of index.patterns) if (isSecret(keyName(left))) take(right);
  for (const { left, right } of index.comparisons) {
    if (isSecret(keyName(bare(left)))) take(right);
    if (isSecret(keyName(bare(right)))) take(left);
  }
  const parameters = secretParameters(parsed);
  for (const call of index.calls) takeFromCall(call, parameters, isSecret, take);
  for (const node of index.markup) {
    if (typeOf(node) !== 'JSXAttribute') continue;
    const { name, value } = node as unknown as { name: { name: unknown }; value: Node | null };
    if (typeof name.name === 'string' && isSecret(name.name) && value?.type === 'Literal') take(value);
  }
  for (const text of index.texts) takeBehindName(text, parsed, take);
  return found;
}

/** `{ key: 'moneybag' }` names an icon or a column: a mere `key` with a plain word is no credential. */
function isPlainKey(property: { readonly key: Node; readonly value?: Node | null | undefined }): boolean {
  const { value } = property;
  const name = property.key.type === 'Identifier' ? property.key.name : literalText(property.key);
  if (name?.toLowerCase() !== 'key' || !value) return false;
  const text = literalText(bare(value));
  return text !== null && /^[a-z]{1,24}(?:[_-][a-z]{1,24}){0,3}$/i.test(text);
}

function takeFromCall(
  call: Call,
  parameters: ReadonlyMap<string, readonly number[]>,
  isSecret: (name: string | null) => boolean,
  take: (node: Node | null | undefined) => void,
): void {
  const name = pathOf(call.callee)?.at(-1) ?? '';
  if (isSecret(name) || TAKES_CREDENTIALS.test(name)) for (const argument of call.arguments) take(argument);
  for (const position of parameters.get(name) ?? []) take(call.arguments[position]);
  call.arguments.forEach((argument, index) => {
    const text = literalText(argument);
    if (text !== null && isSecret(text)) take(call.arguments[index + 1]);
  });
}

/** By function name, the positions of parameters that are named like credentials. */
function secretParameters(parsed: ParsedScript): Map<string, number[]> {
  const positions = new Map<string, number[]>();
  for (const node of indexOf(parsed).functions) {
    if (node.type !== 'FunctionDeclaration' && node.type !== 'FunctionExpression' && node.type !== 'ArrowFunctionExpression') continue;
    const secret = node.params.flatMap((parameter, index) => {
      const name = keyName(parameter.type === 'AssignmentPattern' ? parameter.left : parameter);
      return name !== null && namesASecret(name) ? [index] : [];
    });
    if (secret.length === 0) continue;
    const parent = parsed.parentOf(node);
    const name =
      node.type !== 'ArrowFunctionExpression' && node.id
        ? node.id.name
        : parent?.type === 'VariableDeclarator'
          ? keyName(parent.id)
          : parent?.type === 'AssignmentExpression'
            ? keyName(bare(parent.left))
            : parent && (parent.type === 'Property' || parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition')
              ? keyName(parent)
              : null;
    if (name !== null) positions.set(name, [...(positions.get(name) ?? []), ...secret]);
  }
  return positions;
}

/** `'password=' + 'x'`, `'Bearer ' + 'x'`: a text says what the next one is. */
function takeBehindName(text: Node, parsed: ParsedScript, take: (node: Node) => void): void {
  const value = literalText(text);
  if (value === null) return;
  const name = NAME_BEFORE.exec(value.slice(-100))?.[1];
  if (!(name !== undefined && namesASecret(name)) && !SCHEME_BEFORE.test(value.slice(-40))) return;
  const parent = parsed.parentOf(text);
  if (parent?.type !== 'BinaryExpression' || parent.operator !== '+') return;
  if (parent.left === text) take(parent.right);
  else {
    const above = parsed.parentOf(parent);
    if (above?.type === 'BinaryExpression' && above.operator === '+' && above.left === parent) take(above.right);
  }
}

/** `'apiKey', 'x'` and `['apiKey'] = 'x'` in source that no parser took. */
const QUOTED_PAIR = /(["'])([A-Za-z][\w.-]{0,60})\1(\s{0,8}\]?\s{0,8}[,=:]\s{0,8})(["'`])([^"'`\r\n]{1,300})\4/g;
const CREDENTIAL_CALL = /\b(\w{0,40}(?:log_?[io]n|sign_?in|authenticat|sip_?regist|credential)\w{0,40}\s{0,4}\()([^()\r\n]{1,400})/gi;

/** The value of a parameter of an address that could be a key: eight and more characters, letters and digits mixed. */
const PARAMETER_VALUE = /([?&][\w.-]{1,60}=)(?=[A-Za-z_~+/%-]{0,60}\d)(?=\d{0,60}[A-Za-z])[\w~+/%.-]{8,}/g;

/** Hides what has the shape of a credential in source text, or stands beside a name that says so. */
export function maskSource(text: string): string {
  return maskShapes(
    text
      .replace(QUOTED_PAIR, (match, quote: string, name: string, between: string, open: string, value: string) =>
        namesASecret(name) && !HARMLESS_TEXT.test(value) ? `${quote}${name}${quote}${between}${open}${MASK}${open}` : match,
      )
      .replace(PARAMETER_VALUE, `$1${MASK}`)
      .replace(CREDENTIAL_CALL, (_, call: string, rest: string) => call + rest.replace(/(["'`])[^"'`\r\n]{1,300}\1/g, `$1${MASK}$1`)),
  );
}

/** Shortens to a length, and says so. */
export function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}

export const fold = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** A name as source is full of them; no credential has this shape. */
const PLAIN_NAME = /^[A-Za-z_$][A-Za-z_$.]{0,30}$/;
const SOURCE_WINDOW = 4000;
const LINE_WINDOW = 600;
const quoters = new WeakMap<ScriptReading, Quoter>();

/** One quoter for a reading: a credential that is named in one script is hidden in all. */
export function quoterOf(reading: ScriptReading): Quoter {
  const known = quoters.get(reading);
  if (known) return known;
  const spans = new Map<Script, Span[]>();
  const secrets = new Set<string>();
  for (const parsed of reading.parsed) {
    const list: Span[] = [];
    for (const node of secretNodes(parsed)) {
      if (node.type === 'TemplateLiteral') {
        for (const quasi of node.quasis) {
          const text = quasi.value.raw;
          if (!HARMLESS_TEXT.test(text)) list.push({ start: startOf(quasi), end: endOf(quasi) });
          if (node.expressions.length === 0 && !HARMLESS_TEXT.test(text)) secrets.add(text);
        }
        continue;
      }
      const text = literalText(node);
      if (text === null || HARMLESS_TEXT.test(text)) continue;
      list.push({ start: startOf(node) + 1, end: endOf(node) - 1 });
      secrets.add(text);
    }
    if (list.length > 0) spans.set(parsed.script, merge([...(spans.get(parsed.script) ?? []), ...list]));
  }
  // A repeat is hidden where it could not be a word of its own: names of settings and of fields stay readable.
  const hideRepeats = repeatMasker([...secrets].filter((secret) => !/\s/.test(secret) && secret.length <= 2000));

  const text = (value: string): string => {
    if (secrets.has(value)) return MASK;
    return PLAIN_NAME.test(value) ? value : maskSource(hideRepeats(value));
  };
  const masked = (script: Script, from: number, to: number): string => {
    let shown = '';
    let last = from;
    for (const { start, end } of spans.get(script) ?? []) {
      if (end <= from || start >= to || start < last) continue;
      shown += script.text.slice(last, start) + MASK;
      last = Math.min(end, to);
    }
    return maskSource(hideRepeats(shown + script.text.slice(last, to)));
  };
  const span = (script: Script, from: number, to: number, limit: number): string =>
    shorten(fold(masked(script, from, Math.min(to, from + SOURCE_WINDOW))), limit);

  const trees = new Map(reading.parsed.map((parsed) => [parsed.script, parsed]));
  const statements = new Map<Script, StatementIndex>();
  const statementsOf = (parsed: ParsedScript): StatementIndex => {
    const known = statements.get(parsed.script);
    if (known) return known;
    const made = indexStatements(parsed, (from, to) => masked(parsed.script, from, to));
    statements.set(parsed.script, made);
    return made;
  };

  let lastLine: { script: Script | null; key: string; text: string } = { script: null, key: '', text: '' };
  const quoter: Quoter = {
    text,
    hides: (value) => secrets.has(value) || text(value) !== value,
    span,
    statement: (script, offset) => {
      const parsed = trees.get(script);
      return (parsed && statementsOf(parsed).at(offset)) ?? statementOfLine(script.text, offset, (line) => maskSource(hideRepeats(line)));
    },
    source: (node, at, limit) => span(at.script, startOf(node), endOf(node), limit),
    snippet: (script, offset) => {
      const source = script.text;
      let from = offset;
      while (from > 0 && offset - from < LINE_WINDOW && !/[\r\n]/.test(source[from - 1] ?? '')) from--;
      let to = offset;
      while (to < source.length && to - offset < LINE_WINDOW && !/[\r\n]/.test(source[to] ?? '')) to++;
      const isWhole = from === 0 || /[\r\n]/.test(source[from - 1] ?? '');
      const key = `${from} ${to}`;
      // Many words stand on one line; it is masked once.
      const line = isWhole && lastLine.script === script && lastLine.key === key ? lastLine.text : masked(script, from, to);
      lastLine = { script, key, text: line };
      return line.trim().length <= SNIPPET ? fold(line) : around(line, Math.min(masked(script, from, offset).length, line.length));
    },
  };
  quoters.set(reading, quoter);
  return quoter;
}

/** Spans in order, without overlaps. */
function merge(list: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of [...list].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && span.start < last.end) merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else merged.push(span);
  }
  return merged;
}

const SNIPPET = 160;

function around(line: string, at: number): string {
  const from = Math.max(0, Math.min(at - 60, line.length - SNIPPET + 2));
  const to = Math.min(line.length, from + SNIPPET - 2);
  return `${from > 0 ? '…' : ''}${fold(line.slice(from, to))}${to < line.length ? '…' : ''}`;
}

/** Whether a node lies inside a function below another node. */
export function isInInnerFunction(node: Node, outer: Node, at: ParsedScript): boolean {
  for (let current = at.parentOf(node); current && current !== outer; current = at.parentOf(current)) if (isFunction(current)) return true;
  return false;
}
