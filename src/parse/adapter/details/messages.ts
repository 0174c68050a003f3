/** Messages between windows: what the adapter posts, and what it listens to. */
import type { Node } from 'estree';
import type { ParsedScript } from '../script/types.ts';
import { hostOf, maskAddress } from './addresses.ts';
import { isOutside } from '../hosts.ts';
import type { Finder } from './finder.ts';
import { alternatives } from './expressions.ts';
import { bare, globalPathOf, indexOf, isFunction, keyName, literalText, pathOf, startOf, visit, type Call } from './nodes.ts';
import { shorten } from './quoting.ts';

/** Contacts by message in one script. */
export function messageContacts(at: ParsedScript, finder: Finder): void {
  const index = indexOf(at);
  for (const call of index.calls) {
    const callee = bare(call.callee);
    if (callee.type === 'MemberExpression' && keyName(callee) === 'postMessage')
      outgoing(call, callee.object, startOf(callee.property), at, finder);
    else listener(call, at, finder);
  }
  for (const { left, right } of index.assignments) {
    const path = globalPathOf(left);
    if (path?.at(-1) === 'onmessage' && isWindow(path.slice(0, -1))) incoming(right, at, startOf(left), finder);
  }
}

/** `window`, or nothing at all, before a name of the window's. */
function isWindow(owner: readonly string[]): boolean {
  return owner.every((name) => /^(?:window|self|globalThis|top|parent)$/.test(name));
}

function outgoing(call: Call, receiver: Node, offset: number, at: ParsedScript, finder: Finder): void {
  const [, target] = call.arguments;
  const names = pathOf(receiver) ?? [];
  const toWindow = names.some((name) => /^(?:parent|top|opener|contentWindow|window|source|self)$|frame|popup|window$/i.test(name));
  // Workers and ports take one argument; a window needs its origin.
  if (!target ? !toWindow : target.type === 'ArrayExpression' && !toWindow) return;
  const to = finder.quoter.source(receiver, at, 60);
  if (!target) {
    finder.add('post-message', 'out', at, offset, { host: null, expression: `message to ${to}`, shown: to, confidence: 'dynamic' });
    return;
  }
  const literal = literalText(target);
  const texts = literal !== null ? [literal] : finder.evaluator.texts(target, at);
  const confidence = literal !== null ? ('exact' as const) : texts.length > 0 ? ('resolved' as const) : ('dynamic' as const);
  const hosts = [...new Set(texts.map((text) => hostOf(text)).filter((host) => host !== null))];
  for (const host of hosts) {
    if (!isOutside(host)) continue;
    const text = texts.find((candidate) => hostOf(candidate) === host) ?? '';
    finder.add('post-message', 'out', at, offset, { host, expression: host, shown: maskAddress(text, finder.quoter), confidence });
  }
  // The origin that Salesforce hands to the page: the message goes to Salesforce.
  if (hosts.length > 0 || /\bsfdcIframeOrigin$/i.test(keyName(bare(target)) ?? '')) return;
  const origin = texts.includes('*') ? "'*'" : finder.quoter.source(target, at, 60);
  const expression = shorten(`message to ${to}, target origin ${origin}`, 140);
  finder.add('post-message', 'out', at, offset, { host: null, expression, shown: origin === "'*'" ? '*' : origin, confidence });
}

function listener(call: Call, at: ParsedScript, finder: Finder): void {
  const path = globalPathOf(call.callee);
  const name = path?.at(-1);
  const [event, handler] = call.arguments;
  if (!path || !event || !handler) return;
  // Asked of few calls: what a name stands for costs time.
  const isListening = /^(?:addEventListener|attachEvent|on|bind)$/.test(name ?? '');
  if (!isListening && !(path.length === 1 && at.script.text.includes('attachEvent'))) return;
  const literal = literalText(event);
  const types = literal !== null ? [literal] : finder.evaluator.texts(event, at);
  const isMessage = types.includes('message');
  const callee = bare(call.callee);
  if (name === 'addEventListener' && isMessage && isWindow(path.slice(0, -1))) incoming(handler, at, startOf(callee), finder);
  else if (name === 'attachEvent' && types.includes('onmessage') && isWindow(path.slice(0, -1)))
    incoming(handler, at, startOf(callee), finder);
  else if ((name === 'on' || name === 'bind') && isMessage && callee.type === 'MemberExpression' && isWrappedWindow(callee.object)) {
    incoming(handler, at, startOf(callee), finder);
  } else if (name !== undefined && path.length === 1 && isMessage && eitherWay(callee, at, finder))
    incoming(handler, at, startOf(callee), finder);
}

/** `$(window)`. */
function isWrappedWindow(node: Node): boolean {
  const inner = bare(node);
  return inner.type === 'CallExpression' && inner.arguments[0]?.type === 'Identifier' && inner.arguments[0].name === 'window';
}

/** `var eventer = window[window.addEventListener ? 'addEventListener' : 'attachEvent']` of older pages. */
function eitherWay(callee: Node, at: ParsedScript, { evaluator }: Finder): boolean {
  if (callee.type !== 'Identifier') return false;
  return alternatives(callee, at, evaluator).some(
    ({ node, at: where }) =>
      node.type === 'MemberExpression' && node.computed && evaluator.texts(node.property, where).includes('addEventListener'),
  );
}

/** A message listener; which origin it takes messages from is told by what its function compares. */
function incoming(handler: Node, at: ParsedScript, offset: number, finder: Finder): void {
  if (bare(handler).type === 'Literal') return;
  const { hosts, checks } = originsIn(handler, at, finder);
  const outside = hosts.filter((host) => isOutside(host));
  for (const host of outside) {
    finder.add('message-listener', 'in', at, offset, { host, expression: host, shown: host, confidence: 'exact' });
  }
  if (hosts.length > 0) return;
  const expression = checks ? 'incoming messages, origin checked at run time' : 'incoming messages, no check of the origin seen';
  finder.add('message-listener', 'in', at, offset, { host: null, expression, shown: expression, confidence: 'exact' });
}

function originsIn(handler: Node, at: ParsedScript, { evaluator }: Finder): { hosts: string[]; checks: boolean } {
  const hosts = new Set<string>();
  let checks = false;
  const functions = alternatives(handler, at, evaluator).filter(({ node }) => isFunction(node));
  for (const { node, at: where } of functions.slice(0, 4)) {
    let budget = 5000;
    visit(node, (inner) => {
      if (budget-- <= 0) return false;
      // `event.origin`, or `origin` where the event was taken apart.
      const isOrigin =
        (inner.type === 'MemberExpression' && keyName(inner) === 'origin') || (inner.type === 'Identifier' && inner.name === 'origin');
      const parent = isOrigin ? where.parentOf(inner) : null;
      if (!isOrigin || (inner.type === 'Identifier' && parent?.type !== 'BinaryExpression' && parent?.type !== 'CallExpression'))
        return true;
      checks = true;
      if (parent?.type !== 'BinaryExpression') return true;
      const other = parent.left === inner ? parent.right : parent.left;
      for (const text of literalText(other) !== null ? [literalText(other) ?? ''] : evaluator.texts(other, where)) {
        const host = hostOf(text);
        if (host !== null) hosts.add(host);
      }
      return true;
    });
  }
  return { hosts: [...hosts], checks };
}
