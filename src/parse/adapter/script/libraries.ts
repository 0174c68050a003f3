/** Salesforce's libraries, loaded from script. */
import { s } from '../../../model/sentence.ts';
import { addressesIn } from './addresses.ts';
import { tellChain, whereIs } from './chain.ts';
import { child, children, cooked, isCall, isCoat, isMember, nameOf, strip, writtenName, literalText, type SyntaxNode } from './tree.ts';
import type { Unit } from './scopes.ts';
import type { LibraryLoad } from './types.ts';
import { LIBRARY_FILES } from './vocabulary.ts';
import type { Analysis, Found, TextPart } from './values.ts';

const TELLING = new Set(['log', 'warn', 'error', 'info', 'debug', 'trace', 'alert', 'Error', 'TypeError', 'RangeError']);
const TESTING = new Set([
  'indexOf',
  'lastIndexOf',
  'includes',
  'startsWith',
  'endsWith',
  'match',
  'matchAll',
  'search',
  'test',
  'querySelector',
  'querySelectorAll',
  'toBe',
  'toEqual',
  'toContain',
  'toMatch',
  'toHaveBeenCalledWith',
  'describe',
  'it',
]);

/** All loads that one script shows. Loads may stand in another script where their parts do. */
export function findLoads(analysis: Analysis, unit: Unit): readonly LibraryLoad[] {
  const loads = new Map<string, LibraryLoad>();
  const wholes = new Set<SyntaxNode>();
  for (const literal of unit.texts) {
    if (!mayTell(literal)) continue;
    const whole = wholeOf(literal, unit);
    if (wholes.has(whole) || isOnlyTold(whole, unit)) continue;
    wholes.add(whole);
    for (const found of analysis.evaluate(whole, unit)) readWhole(unit, whole, found, loads);
  }
  if (unit.texts.some(mayTell)) {
    for (const whole of composed(unit)) {
      if (wholes.has(whole) || isOnlyTold(whole, unit)) continue;
      wholes.add(whole);
      for (const found of analysis.evaluate(whole, unit)) readWhole(unit, whole, found, loads);
    }
  }
  return distinctLoads([...loads.values()]);
}

/** Of one line the load whose version is known; what the bare text says is less, and what is put into it shifts the place. */
function distinctLoads(loads: readonly LibraryLoad[]): LibraryLoad[] {
  const placeOf = ({ at, offset, name }: LibraryLoad): string =>
    `${at.script.file} ${at.script.place(offset).line} ${name.replace(/@.*$/, '')}`;
  const versioned = new Set(loads.flatMap((load) => (load.name.endsWith('@*') ? [] : [placeOf(load)])));
  return loads.filter((load) => !load.name.endsWith('@*') || !versioned.has(placeOf(load)));
}

/** Sums of a file that are looked at although no part of them is written there: more than any file with a library's name has. */
const MOST_COMPOSED = 300;

/** Texts put together from parts that have names: `parts.join('/')`, `LIB.path + LIB.file`. */
function composed(unit: Unit): SyntaxNode[] {
  const wholes = new Set<SyntaxNode>();
  for (const call of unit.calls) {
    const callee = strip(child(call, 'callee') ?? call);
    if (isMember(callee) && /^(?:join|concat|replace|replaceAll)$/.test(writtenName(callee) ?? '')) wholes.add(wholeOf(call, unit));
  }
  for (const member of unit.members) {
    const parent = unit.parents.get(member);
    if (parent?.type === 'BinaryExpression' && parent['operator'] === '+') wholes.add(wholeOf(member, unit));
  }
  return [...wholes].slice(0, MOST_COMPOSED);
}

/** Whether a literal holds a part of an address. */
function mayTell(literal: SyntaxNode): boolean {
  const texts = literal.type === 'TemplateLiteral' ? children(literal, 'quasis').map(cooked) : [literalText(literal) ?? ''];
  return texts.some(
    (text) =>
      text.length < 4000 &&
      (/(?:^|\/)support\/(?:api|console)\b/.test(text) || /(?:opencti|opencti_min|interaction|integration)\.js/.test(text)),
  );
}

/** The whole text that a literal is put together to. */
function wholeOf(literal: SyntaxNode, unit: Unit): SyntaxNode {
  let node = literal;
  for (let parent = unit.parents.get(node); parent !== undefined; parent = unit.parents.get(node)) {
    const isSum = parent.type === 'BinaryExpression' && parent['operator'] === '+';
    const isPart = parent.type === 'TemplateLiteral' || isCoat(parent);
    if (isSum || isPart) node = parent;
    else if (
      isMember(parent) &&
      child(parent, 'object') === node &&
      /^(?:concat|join|replace|replaceAll|trim|toString)$/.test(writtenName(parent) ?? '')
    ) {
      const call = unit.parents.get(parent);
      if (call === undefined || child(call, 'callee') !== parent) break;
      node = call;
    } else if (
      isCall(parent) &&
      child(parent, 'callee') !== node &&
      isMember(strip(child(parent, 'callee') ?? parent)) &&
      writtenName(strip(child(parent, 'callee') ?? parent)) === 'concat' &&
      !isArrayConcat(parent)
    ) {
      node = parent;
    } else if (parent.type === 'ArrayExpression') {
      const member = unit.parents.get(parent);
      const call = member === undefined ? undefined : unit.parents.get(member);
      if (
        member === undefined ||
        call === undefined ||
        !isMember(member) ||
        writtenName(member) !== 'join' ||
        child(call, 'callee') !== member
      )
        break;
      node = call;
    } else break;
  }
  return node;
}

function isArrayConcat(call: SyntaxNode): boolean {
  return children(call, 'arguments').some((arg) => arg.type === 'ArrayExpression' || arg.type === 'SpreadElement');
}

/** A text in a log call, an error, a comparison or a test of another text loads nothing. */
function isOnlyTold(whole: SyntaxNode, unit: Unit): boolean {
  const parent = unit.parents.get(whole);
  if (parent === undefined) return true;
  if (
    parent.type === 'BinaryExpression' ||
    parent.type === 'SwitchCase' ||
    parent.type === 'ThrowStatement' ||
    parent.type === 'ExpressionStatement' ||
    /^Export|^TS/.test(parent.type)
  )
    return true;
  if (isCall(parent) || parent.type === 'NewExpression') {
    const callee = strip(child(parent, 'callee') ?? parent);
    if (child(parent, 'callee') === whole) return false;
    const name = isMember(callee) ? (writtenName(callee) ?? '') : nameOf(callee);
    return TELLING.has(name) || TESTING.has(name);
  }
  return false;
}

function readWhole(unit: Unit, whole: SyntaxNode, found: Found, loads: Map<string, LibraryLoad>): void {
  if (found.value.kind !== 'text') return;
  const { text, parts } = found.value;
  for (const address of addressesIn(text)) {
    const place = partAt(parts, address.index);
    const root = partAt(parts, address.start);
    const isWhole = parts.length === 1 && parts[0]?.node !== null;
    const versionKnown = address.version !== '*';
    if (address.file !== '*' && place !== null && place.part.node !== null && place.part.unit !== null) {
      const home = place.part.unit;
      const isHere = home === unit && place.part.node.start >= whole.start && place.part.node.end <= whole.end;
      add(loads, {
        at: home.parsed,
        offset: offsetIn(place.part.node, fileStart(place.part.text, place.within)),
        name: address.name,
        confidence: home.parsed.reading === 'tolerant' ? 'text' : !versionKnown ? 'dynamic' : isWhole ? 'exact' : 'resolved',
        chain: isHere ? tellChain(found.via, home) : [s`the address is put together, ${whereIs(whole, unit, home)}`],
      });
      if (
        isHere ||
        root === null ||
        root.part.node === null ||
        root.part.unit !== unit ||
        root.part.node.start < whole.start ||
        root.part.node.end > whole.end
      )
        continue;
    } else if (root === null || root.part.node === null || root.part.unit !== unit || address.file !== '*') continue;
    // Where the file's name stands in the same script, the load stands there already.
    if (place !== null && place.part.unit === unit) continue;
    // The file is chosen elsewhere; the address itself is put together here.
    add(loads, {
      at: unit.parsed,
      offset: offsetIn(root.part.node, root.within),
      name: `*@${address.version}`,
      confidence: 'dynamic',
      chain: [],
    });
  }
}

function fileStart(text: string, within: number): number {
  const before = text.slice(0, within);
  const slash = before.lastIndexOf('/');
  const rest = text.slice(slash + 1);
  return LIBRARY_FILES.has(/^[\w.]+/.exec(rest)?.[0] ?? '') ? slash + 1 : within;
}

function add(loads: Map<string, LibraryLoad>, load: LibraryLoad): void {
  const key = `${load.at.script.file} ${load.at.script.place(0).line} ${load.offset} ${load.name}`;
  if (!loads.has(key)) loads.set(key, load);
}

function partAt(parts: readonly TextPart[], index: number): { readonly part: TextPart; readonly within: number } | null {
  let start = 0;
  for (const part of parts) {
    if (index < start + part.text.length) return { part, within: index - start };
    start += part.text.length;
  }
  return null;
}

/** A place inside a literal. Escapes shift it a little; the line stays right in any literal of one line. */
function offsetIn(node: SyntaxNode, within: number): number {
  const start = node.type === 'TemplateElement' ? node.start : node.start + 1;
  return Math.min(start + within, Math.max(node.start, node.end - 1));
}
