/**
 * What a place of a script is known again by after an edit: the statement that it stands in, the functions around it, and its neighbours.
 * All of it as digests of text without credentials, comments, white space and the signs that a formatter sets or leaves out.
 */
import { createHash } from 'node:crypto';
import type { Node } from 'estree';
import type { Statement } from '../../../model/fact.ts';
import { lexScript } from '../lex.ts';
import type { ParsedScript } from '../script/types.ts';
import { bare, childrenOf, endOf, functionName, isFunction, pathOf, startOf, typeOf } from './nodes.ts';

/** A statement, a part of a sequence, a member of a class. What stands in blocks below it is theirs. */
interface Unit {
  readonly start: number;
  readonly end: number;
  /** The unit that it lies in; -1 for none. */
  readonly above: number;
  /** Its neighbours in the same list; -1 where it is the first or the last. */
  readonly before: number;
  after: number;
  /** Digest of the names of the functions and classes around it. */
  readonly within: string;
  /** Blocks below it, in the order of the source. */
  readonly blocks: [from: number, to: number][];
}

export interface StatementIndex {
  readonly at: (offset: number) => Statement | null;
}

/** Longer statements are told by their beginning. */
const LONGEST = 4000;

/** `masked` gives the source between two offsets without the credentials in it. */
export function indexStatements(parsed: ParsedScript, masked: (from: number, to: number) => string): StatementIndex {
  const units = listUnits(parsed);
  const digests = new Map<number, string>();
  const digestAt = (index: number): string => {
    const unit = units[index];
    if (!unit) return '';
    const known = digests.get(index);
    if (known !== undefined) return known;
    const made = digestOf(textOf(unit, masked));
    digests.set(index, made);
    return made;
  };
  return {
    at(offset) {
      let index = lastBefore(units, offset);
      while (index >= 0 && (units[index]?.end ?? 0) <= offset) index = units[index]?.above ?? -1;
      const unit = units[index];
      if (!unit) return null;
      return { digest: digestAt(index), within: unit.within, before: short(digestAt(unit.before)), after: short(digestAt(unit.after)) };
    },
  };
}

/** The same for source that no parser took: the line, and the lines beside it. */
export function statementOfLine(text: string, offset: number, mask: (text: string) => string): Statement {
  const digestOfLine = (from: number, to: number): string => {
    const line = text.slice(from, Math.min(to, from + LONGEST)).trim();
    return line === '' ? '' : digestOf(mask(line));
  };
  const startOfLine = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const endOfLine = nextBreak(text, offset);
  let before = '';
  for (let end = startOfLine - 1, lines = 0; end > 0 && before === '' && lines < 20; lines++) {
    const from = Math.max(text.lastIndexOf('\n', end - 1), text.lastIndexOf('\r', end - 1)) + 1;
    before = digestOfLine(from, end);
    end = from - 1;
  }
  let after = '';
  for (let from = endOfLine + 1, lines = 0; from < text.length && after === '' && lines < 20; lines++) {
    const end = nextBreak(text, from);
    after = digestOfLine(from, end);
    from = end + 1;
  }
  return { digest: digestOfLine(startOfLine, endOfLine), within: '', before: short(before), after: short(after) };
}

function nextBreak(text: string, from: number): number {
  const found = text.slice(from, from + LONGEST).search(/[\r\n]/);
  return found < 0 ? Math.min(text.length, from + LONGEST) : from + found;
}

/** For a statement that stands by itself: an element of markup. */
export function statementOfText(masked: string): Statement {
  return { digest: digestOf(masked), within: '', before: '', after: '' };
}

/** Fields of a node that hold a list of statements or of members. */
const LISTS: ReadonlyMap<string, string> = new Map([
  ['Program', 'body'],
  ['BlockStatement', 'body'],
  ['StaticBlock', 'body'],
  ['TSModuleBlock', 'body'],
  ['ClassBody', 'body'],
  ['SwitchCase', 'consequent'],
  ['SequenceExpression', 'expressions'],
]);

function listUnits(parsed: ParsedScript): Unit[] {
  const units: Unit[] = [];
  const open: { readonly node: Node; readonly above: number; readonly within: string }[] = [
    { node: parsed.program, above: -1, within: '' },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, above } = next;
    let { within } = next;
    if (isFunction(node) || /^Class(?:Declaration|Expression)$/.test(typeOf(node)))
      within = short(digestOf(`${within}/${nameOf(node, parsed)}`));
    const key = LISTS.get(typeOf(node));
    const list = key === undefined ? [] : ((node as unknown as Record<string, readonly (Node | null)[]>)[key] ?? []);
    const holder = units[above];
    if (holder && list.length > 0) holder.blocks.push([startOf(node), endOf(node)]);
    const inList = new Set<Node>();
    let before = -1;
    for (const entry of list) {
      if (!entry) continue;
      inList.add(entry);
      const index = units.length;
      const previous = units[before];
      if (previous) previous.after = index;
      units.push({ start: startOf(entry), end: endOf(entry), above, before, after: -1, within, blocks: [] });
      open.push({ node: entry, above: index, within });
      before = index;
    }
    for (const below of childrenOf(node)) if (!inList.has(below)) open.push({ node: below, above, within });
  }
  return inOrder(units);
}

/** By their start, the outer of two before the inner; what refers to a unit by its number goes with it. */
function inOrder(units: readonly Unit[]): Unit[] {
  const order = units.map((_, index) => index).sort((a, b) => spot(units[a]) - spot(units[b]) || size(units[b]) - size(units[a]) || a - b);
  const places = new Map(order.map((old, index) => [old, index]));
  const moved = (old: number): number => (old < 0 ? -1 : (places.get(old) ?? -1));
  return order.flatMap((old) => {
    const unit = units[old];
    if (!unit) return [];
    unit.blocks.sort((a, b) => a[0] - b[0]);
    return [{ ...unit, above: moved(unit.above), before: moved(unit.before), after: moved(unit.after) }];
  });
}

const spot = (unit: Unit | undefined): number => unit?.start ?? 0;
const size = (unit: Unit | undefined): number => (unit ? unit.end - unit.start : 0);

/** The last unit that begins at an offset or before it. */
function lastBefore(units: readonly Unit[], offset: number): number {
  let low = 0;
  let high = units.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spot(units[middle]) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** A function without a name goes by what it is handed to. */
function nameOf(node: Node, parsed: ParsedScript): string {
  const name = functionName(node, parsed);
  if (name !== null) return name;
  const id = (node as unknown as { id?: { name?: unknown } | null }).id?.name;
  if (typeof id === 'string') return id;
  const parent = parsed.parentOf(node);
  if (parent && (parent.type === 'CallExpression' || parent.type === 'NewExpression')) return pathOf(bare(parent.callee))?.at(-1) ?? '';
  return '';
}

function textOf({ start, end, blocks }: Unit, masked: (from: number, to: number) => string): string {
  let text = '';
  let from = start;
  for (const [open, close] of blocks) {
    // A block that lies in another one of the same unit is gone with it.
    if (open < from) continue;
    if (text.length > LONGEST) break;
    text += `${masked(from, Math.min(open, from + LONGEST))}{}`;
    from = close;
  }
  return text.length > LONGEST || from >= end ? text : text + masked(from, Math.min(end, from + LONGEST));
}

/** What two ways to format the same statement have in common. */
export function plainStatement(text: string): string {
  const parts: string[] = [];
  let last = 0;
  const code = (until: number): void => void parts.push(text.slice(last, until).replace(/\s+/g, ''));
  for (const { kind, start, end, quote } of lexScript(text)) {
    if (start < last || kind === 'atom') continue;
    code(start);
    if (kind === 'string') parts.push(text.slice(start, end).replaceAll(/^["'`]|["'`]$/g, quote === '`' ? '`' : ''));
    else if (kind === 'regex') parts.push(text.slice(start, end));
    last = end;
  }
  code(text.length);
  return parts
    .join('')
    .replace(/\\(["'`])/g, '$1')
    .replace(/,(?=[)\]}])/g, '')
    .replace(/[();]/g, '');
}

function digestOf(text: string): string {
  return createHash('sha256').update(plainStatement(text)).digest('base64url').slice(0, 8);
}

/** Neighbours are looked at among a few candidates only. */
function short(digest: string): string {
  return digest.slice(0, 5);
}
