/** Texts that are put together: sums, templates, and the calls that join or replace. */
import { child, children, cooked, literalText, writtenName, type SyntaxNode } from './tree.ts';
import type { Unit } from './scopes.ts';
import { HOLE } from './types.ts';
import { unite, type Analysis, type Found, type TextPart } from './values.ts';

const MOST_TEXTS = 16;
const LONGEST = 600;
const UNKNOWN: TextPart = { text: HOLE, node: null, unit: null };

type Text = readonly TextPart[];

/** The texts that an expression may be; a hole where nothing is known. */
export function textsOf(analysis: Analysis, node: SyntaxNode, unit: Unit): readonly Text[] {
  const found = analysis.evaluate(node, unit);
  const texts: Text[] = [];
  let hasHole = found.length === 0;
  for (const { value } of found) {
    if (value.kind === 'text') texts.push(value.parts);
    else hasHole = true;
  }
  if (hasHole) texts.push([UNKNOWN]);
  return texts.slice(0, MOST_TEXTS);
}

function combine(lists: readonly (readonly Text[])[]): readonly Text[] {
  let texts: readonly Text[] = [[]];
  for (const list of lists) {
    const next: Text[] = [];
    for (const before of texts) for (const after of list) if (next.length < MOST_TEXTS) next.push(append(before, after));
    texts = next;
  }
  return texts;
}

function append(before: Text, after: Text): Text {
  const last = before.at(-1);
  const first = after[0];
  // Two holes side by side are one.
  const rest = last?.node === null && first?.node === null ? after.slice(1) : after;
  return before.length + rest.length > 60 ? before : [...before, ...rest];
}

function asFound(texts: readonly Text[], node: SyntaxNode, unit: Unit): readonly Found[] {
  return unite(
    texts.flatMap((parts): Found[] => {
      if (parts.every((part) => part.node === null)) return [];
      const text = parts.map((part) => part.text).join('');
      return text.length > LONGEST ? [] : [{ value: { kind: 'text', text, parts }, node, unit, via: null }];
    }),
  );
}

/** A sum, if one of its terms is a text. */
export function addTexts(analysis: Analysis, node: SyntaxNode, terms: readonly SyntaxNode[], unit: Unit): readonly Found[] {
  if (terms.length > 80) return [];
  const lists = terms.map((term) => textsOf(analysis, term, unit));
  return asFound(combine(lists), node, unit);
}

/** A template with what stands in its holes. */
export function templateTexts(analysis: Analysis, node: SyntaxNode, unit: Unit): readonly Found[] {
  const quasis = children(node, 'quasis');
  const expressions = children(node, 'expressions');
  if (expressions.length > 40) return [];
  const lists: (readonly Text[])[] = [];
  quasis.forEach((quasi, index) => {
    const text = cooked(quasi);
    if (text !== '') lists.push([[{ text, node: quasi, unit }]]);
    const expression = expressions[index];
    if (expression !== undefined) lists.push(textsOf(analysis, expression, unit));
  });
  return asFound(combine(lists), node, unit);
}

/** `a.concat(b)`, `[a, b].join('/')`, `a.replace('{v}', b)`, `format(a, b)`, `a.trim()`. Null where the call is none of these. */
export function textCall(analysis: Analysis, call: SyntaxNode, unit: Unit): readonly Found[] | null {
  const callee = child(call, 'callee');
  const object = callee === null ? null : child(callee, 'object');
  const args = children(call, 'arguments');
  if (callee === null || object === null) return null;
  switch (writtenName(callee) ?? '') {
    case 'concat':
      return analysis.evaluate(object, unit).some((found) => found.value.kind === 'text')
        ? asFound(combine([object, ...args].map((part) => textsOf(analysis, part, unit))), call, unit)
        : null;
    case 'join': {
      const glue = args[0] === undefined ? ',' : literalText(args[0]);
      if (glue === null) return null;
      const made: Found[] = [];
      for (const { value } of analysis.evaluate(object, unit)) {
        if (value.kind !== 'object' || value.node.type !== 'ArrayExpression') continue;
        const lists = children(value.node, 'elements')
          .slice(0, 40)
          .flatMap((element, index): (readonly Text[])[] => {
            const texts = textsOf(analysis, element, value.unit);
            return index === 0 || glue === '' ? [texts] : [[[{ text: glue, node: args[0] ?? call, unit }]], texts];
          });
        made.push(...asFound(combine(lists), call, unit));
      }
      return made.length > 0 ? made : null;
    }
    case 'replace':
    case 'replaceAll': {
      const [pattern, by] = args;
      if (pattern === undefined || by === undefined) return null;
      const sought = literalText(pattern);
      const texts = textsOf(analysis, object, unit);
      const inserts = textsOf(analysis, by, unit);
      return asFound(
        texts.flatMap((text) => (sought === null || sought === '' ? [text] : inserts.map((insert) => splice(text, sought, insert)))),
        call,
        unit,
      );
    }
    case 'trim':
    case 'toString':
    case 'toLowerCase':
    case 'normalize':
      return analysis.evaluate(object, unit).filter((found) => found.value.kind === 'text');
    default:
      return null;
  }
}

function splice(text: Text, sought: string, insert: Text): Text {
  return text.flatMap((part) => {
    const at = part.text.indexOf(sought);
    if (at === -1) return [part];
    return [{ ...part, text: part.text.slice(0, at) }, ...insert, { ...part, text: part.text.slice(at + sought.length) }];
  });
}
