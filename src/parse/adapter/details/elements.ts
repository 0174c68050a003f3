/** Elements of a page that script makes or fills, and that load something: frames, scripts, images, sounds, forms, links. */
import type { Node } from 'estree';
import { HOLE, type ParsedScript } from '../script/types.ts';
import { addressesOf, hostOf, maskAddress } from './addresses.ts';
import { isOutside } from '../hosts.ts';
import { noteAbsolute, type Finder, type Means } from './finder.ts';
import { alternatives } from './expressions.ts';
import { bare, childOf, globalPathOf, indexOf, isFunction, keyName, literalText, operandsOf, startOf, textField, typeOf } from './nodes.ts';

const BY_TAG: ReadonlyMap<string, Means> = new Map([
  ['iframe', 'iframe'],
  ['frame', 'iframe'],
  ['embed', 'iframe'],
  ['script', 'script'],
  ['img', 'image'],
  ['image', 'image'],
  ['audio', 'audio'],
  ['video', 'audio'],
  ['source', 'audio'],
  ['form', 'form'],
  ['a', 'link'],
]);

/** Contacts of elements in one script. */
export function elementContacts(at: ParsedScript, finder: Finder): void {
  const index = indexOf(at);
  for (const assignment of index.assignments) {
    const target = bare(assignment.left);
    const name = keyName(target);
    if (target.type !== 'MemberExpression') continue;
    const path = globalPathOf(target) ?? [];
    if (name === 'src' || name === 'action') noteElement(target.object, name, assignment.right, at, startOf(target.property), finder);
    else if (name === 'location' || (name === 'href' && path.at(-2) === 'location'))
      noteAbsolute('link', at, startOf(target), assignment.right, finder);
    else if (name === 'url' && path.join('.').endsWith('connection.hub.url'))
      finder.note('websocket', at, startOf(target), assignment.right);
  }
  for (const call of index.calls) {
    const callee = bare(call.callee);
    if (callee.type !== 'MemberExpression') continue;
    const [first, second] = call.arguments;
    const name = keyName(callee);
    const attribute = first ? literalText(first) : null;
    if ((name === 'setAttribute' || name === 'attr' || name === 'prop') && second && (attribute === 'src' || attribute === 'action'))
      noteElement(callee.object, attribute, second, at, startOf(callee.property), finder);
    else if ((name === 'replace' || name === 'assign') && first && keyName(bare(callee.object)) === 'location')
      noteAbsolute('link', at, startOf(callee.property), first, finder);
  }
  for (const text of index.texts) markupInText(text, at, finder);
  for (const node of index.markup) jsxContact(node, at, finder);
}

/** What an element is, by how it was made, else by its name. */
function noteElement(object: Node, attribute: string, value: Node, at: ParsedScript, offset: number, finder: Finder): void {
  const means = meansOf(object, at, finder);
  if (attribute === 'action') {
    if (means === 'form' || means === null) noteAbsolute('form', at, offset, value, finder);
    return;
  }
  if (means === 'iframe') finder.note('iframe', at, offset, value);
  else if (means === 'script' && addressesOf(value, at, finder).some(({ host }) => host === null)) {
    if (!isBareParameter(value, at, finder)) finder.note('script', at, offset, value);
  } else noteAbsolute(means ?? 'image', at, offset, value, finder);
}

/** The parameter of a loader that nobody in the source calls with anything that could be told: its name says nothing of a system. */
function isBareParameter(value: Node, at: ParsedScript, { evaluator }: Finder): boolean {
  const inner = bare(value);
  const [only, ...more] = alternatives(inner, at, evaluator);
  if (inner.type !== 'Identifier' || !only || more.length > 0 || only.node.type !== 'Identifier') return false;
  const { name } = only.node;
  for (let node = only.at.parentOf(only.node); node; node = only.at.parentOf(node)) {
    if ('params' in node && isFunction(node) && node.params.some((parameter) => keyName(parameter) === name)) return true;
  }
  return false;
}

function meansOf(object: Node, at: ParsedScript, { evaluator }: Finder): Means | null {
  for (const { node, at: where } of alternatives(object, at, evaluator)) {
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') continue;
    const callee = keyName(bare(node.callee));
    const [first] = node.arguments;
    const text = first ? (literalText(first) ?? evaluator.texts(first, where)[0] ?? '') : '';
    if (callee === 'createElement') return BY_TAG.get(text.toLowerCase()) ?? null;
    if (callee === 'Audio') return 'audio';
    if (callee === 'Image') return 'image';
    const hinted = byHint(text);
    if (hinted) return hinted;
  }
  return byHint(globalPathOf(object)?.at(-1) ?? '');
}

function byHint(text: string): Means | null {
  if (/frame\b|frame$|frame[_A-Z-]/i.test(text)) return 'iframe';
  if (/script/i.test(text)) return 'script';
  if (/audio|sound|ring|video|player/i.test(text)) return 'audio';
  if (/form\b|form$/i.test(text)) return 'form';
  return /im(?:g|age)|icon|logo|photo|avatar/i.test(text) ? 'image' : null;
}

const TAG =
  /<(iframe|frame|script|img|audio|source|form|embed)\b[^<>]{0,600}?\b(?:src|action)\s{0,4}=\s{0,4}(?:\\?["'])?([^\s"'<>\\]{1,300})/gi;

const OPEN_ADDRESS = /<(iframe|script|audio)\b[^<>]{0,600}?\bsrc\s{0,4}=\s{0,4}["']?$/i;

/** Markup kept in a text: `'<iframe src="https://…">'`. */
function markupInText(text: Node, at: ParsedScript, finder: Finder): void {
  const own = text.type === 'TemplateLiteral' ? text.quasis.map((quasi) => quasi.value.cooked ?? '').join(HOLE) : (literalText(text) ?? '');
  if (!/<(?:iframe|frame|script|img|audio|source|form|embed)\b/i.test(own)) return;
  let whole = text;
  for (let depth = 0; depth < 2000; depth++) {
    const parent = at.parentOf(whole);
    if (parent?.type !== 'BinaryExpression' || parent.operator !== '+') break;
    whole = parent;
  }
  // Of a chain of pieces, the first that opens an element reads it for all.
  const pieces = whole === text ? [text] : operandsOf(whole);
  if (
    whole !== text &&
    pieces.find((piece) => /<(?:iframe|frame|script|img|audio|source|form|embed)\b/i.test(literalText(piece) ?? '')) !== text
  )
    return;
  for (const [index, piece] of pieces.entries()) {
    // The address is a piece of its own: `'<iframe src="' + url + '">'`.
    const tag = OPEN_ADDRESS.exec((literalText(piece) ?? '').slice(-700))?.[1]?.toLowerCase();
    const address = pieces[index + 1];
    if (tag !== undefined && address && literalText(address) === null)
      finder.note(BY_TAG.get(tag) ?? 'iframe', at, startOf(piece), address);
  }
  if (text.type === 'TemplateLiteral') {
    for (const [index, expression] of text.expressions.entries()) {
      const tag = OPEN_ADDRESS.exec((text.quasis[index]?.value.cooked ?? '').slice(-700))?.[1]?.toLowerCase();
      if (tag !== undefined) finder.note(BY_TAG.get(tag) ?? 'iframe', at, startOf(text), expression);
    }
  }
  const texts = whole === text && literalText(text) !== null ? [own] : finder.evaluator.texts(whole, at);
  for (const markup of texts.length > 0 ? texts : [own]) {
    for (const match of markup.slice(0, 20_000).matchAll(TAG)) {
      const [, tag = '', address = ''] = match;
      const means = BY_TAG.get(tag.toLowerCase());
      const host = hostOf(address);
      const field =
        means === 'iframe' && host === null ? /^\{!(?!\$(?:Page|Resource|Site)\.|URLFOR)[^{}]{1,120}\}/.exec(address)?.[0] : undefined;
      if (means && field !== undefined) {
        finder.add(means, 'out', at, startOf(text), {
          host: null,
          expression: field,
          shown: maskAddress(address, finder.quoter),
          confidence: 'dynamic',
        });
      }
      if (!means || host === null || !isOutside(host) || /\/support\/(?:api|console)\//.test(address)) continue;
      const shown = maskAddress(address, finder.quoter);
      finder.add(means, 'out', at, startOf(text), {
        host,
        expression: host,
        shown,
        confidence: markup === own && whole === text ? 'exact' : 'resolved',
      });
    }
  }
}

function jsxContact(node: Node, at: ParsedScript, finder: Finder): void {
  if (typeOf(node) !== 'JSXAttribute') return;
  const name = childOf(node, 'name');
  const attribute = name ? textField(name, 'name') : null;
  const value = childOf(node, 'value');
  const opening = at.parentOf(node);
  const element = opening ? childOf(opening, 'name') : null;
  const tag = element ? textField(element, 'name') : null;
  const means = tag === null ? undefined : BY_TAG.get(tag);
  if (!means || !value || (attribute !== 'src' && attribute !== 'action')) return;
  const expression = typeOf(value) === 'JSXExpressionContainer' ? childOf(value, 'expression') : value;
  if (!expression || typeOf(expression) === 'JSXEmptyExpression') return;
  if (means === 'iframe') finder.note(means, at, startOf(node), expression);
  else noteAbsolute(means, at, startOf(node), expression, finder);
}
