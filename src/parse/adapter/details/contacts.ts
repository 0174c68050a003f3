/** Where the adapter's script meets systems outside Salesforce. */
import type { Node } from 'estree';
import type { ContactSighting } from '../reading.ts';
import type { ParsedScript, ScriptReading } from '../script/types.ts';
import { addressesOf } from './addresses.ts';
import { elementContacts } from './elements.ts';
import { alternatives, isDeclaredHere, memberValues, recordsAt } from './expressions.ts';
import { isSalesforceLibrary, noteAbsolute, type Finder, type Means } from './finder.ts';
import { messageContacts } from './messages.ts';
import { bare, globalPathOf, indexOf, keyName, literalText, pathOf, startOf, type Call } from './nodes.ts';
import { quoterOf } from './quoting.ts';
import { SDK_MODULE, sdkContact, sdkObject } from './sdks.ts';
import { isWellKnownLibrary } from './well-known.ts';

/** Every contact that the scripts show, each place and means once. */
export function contacts(reading: ScriptReading): ContactSighting[] {
  const sightings: ContactSighting[] = [];
  const seen = new Set<string>();
  const quoter = quoterOf(reading);
  const { evaluator } = reading;
  const add: Finder['add'] = (means, direction, at, offset, { host, expression, shown, confidence }) => {
    const place = at.script.place(offset);
    const key = [at.script.file, place.line, place.column, means, host ?? expression].join('\n');
    if (seen.has(key)) return;
    seen.add(key);
    const test = at.script.context === 'test' ? { context: 'test' as const } : {};
    sightings.push({ means, direction, address: shown, file: at.script.file, ...place, confidence, ...test, host, expression });
  };
  const note: Finder['note'] = (means, at, offset, address) => {
    const addresses = addressesOf(address, at, { evaluator, quoter });
    for (const found of addresses) if (!isSalesforceLibrary(found.shown)) add(means, 'out', at, offset, found);
    return addresses.length > 0;
  };
  const finder: Finder = { evaluator, quoter, note, add };
  for (const at of reading.parsed) {
    if (at.script.context === 'typing' || isWellKnownLibrary(at.script)) continue;
    for (const call of indexOf(at).calls) {
      if (!sdkContact(call, at, finder)) callContact(call, at, finder);
    }
    for (const member of indexOf(at).members) {
      const name = sdkObject(member);
      if (name !== null) add('sdk', 'out', at, startOf(member), { host: null, expression: name, shown: name, confidence: 'exact' });
    }
    elementContacts(at, finder);
    messageContacts(at, finder);
    for (const node of indexOf(at).imports) importContact(node, at, finder);
  }
  return sightings;
}

const JQUERY = /^(?:\$|\$j|\$jq|j\$|jq|jQuery|jQuery\d{1,10})$/i;
const JQUERY_CALLS = /^(?:ajax|get|post|getJSON|getScript)$/;
const HTTP_CLIENT = /^(?:_?http|_?httpClient|\$http|_?httpService|restClient|superagent|ky|got)$/i;
const HTTP_VERB = /^(?:get|post|put|patch|delete|head|options|request)$/i;
const AXIOS = /axios/i;

function callContact(call: Call, at: ParsedScript, finder: Finder): void {
  const path = globalPathOf(call.callee);
  if (!path) return;
  const last = path.at(-1) ?? '';
  const [first, second] = call.arguments;
  if (!first) return;
  const offset = startOf(call.callee);
  const place = placeOfName(call);
  if (call.type === 'NewExpression') {
    if (path.length === 1 && last === 'WebSocket') finder.note('websocket', at, offset, first);
    else if (path.length === 1 && last === 'EventSource') finder.note('event-source', at, offset, first);
    else if (path.length === 1 && (last === 'Worker' || last === 'SharedWorker')) noteAbsolute('script', at, offset, first, finder);
    else if (path.length === 1 && last === 'Audio') noteAbsolute('audio', at, offset, first, finder);
    return;
  }
  if (last === 'open' && /^(?:(?:window|self|top|parent)\.)+open$/.test((pathOf(call.callee) ?? []).join('.'))) {
    finder.note('window-open', at, offset, first);
    return;
  }
  if (path.length === 1) {
    if (last === 'fetch' && !isDeclaredHere('fetch', at)) finder.note('fetch', at, offset, addressInRequest(first, at, finder));
    else if (AXIOS.test(last)) noteOptions('axios', first, 'url', at, offset, finder);
    else if (last === 'importScripts') noteAbsolute('script', at, offset, first, finder);
    else if (last === 'io' && literalText(first) !== null) noteAbsolute('websocket', at, offset, first, finder);
    else if (/(?:load|inject|add|append|include|insert|require|get)_?(?:external)?_?scripts?$/i.test(last)) {
      for (const argument of call.arguments.slice(0, 2)) noteAbsolute('script', at, offset, argument, finder);
    }
    return;
  }
  const owner = path.at(-2) ?? '';
  if (last === 'open' && second && (isHttpMethod(first, at, finder) || isRequest(call, at, finder))) finder.note('xhr', at, place, second);
  else if (last === 'sendBeacon') finder.note('beacon', at, place, first);
  else if (path.length === 2 && JQUERY.test(owner) && JQUERY_CALLS.test(last)) noteOptions('jquery', first, 'url', at, offset, finder);
  else if (owner === 'hubConnection' || last === 'hubConnection' || last === 'withUrl') noteAbsolute('websocket', at, place, first, finder);
  else if (AXIOS.test(owner) && last === 'create') noteMembers('axios', first, 'baseURL', at, place, finder);
  else if (AXIOS.test(owner) && last === 'request') noteMembers('axios', first, 'url', at, place, finder);
  else if (AXIOS.test(owner) && HTTP_VERB.test(last)) finder.note('axios', at, place, first);
  else if (HTTP_CLIENT.test(owner) && HTTP_VERB.test(last)) noteOptions('xhr', first, 'url', at, place, finder);
  else if (path.join('.') === 'sforce.connection.remoteFunction') noteMembers('xhr', first, 'url', at, place, finder);
  else if (/(?:load|inject|add|append|include|insert)_?(?:external)?_?scripts?$/i.test(last))
    noteAbsolute('script', at, place, first, finder);
}

/** A member's name, where a method is called on something. */
function placeOfName(call: Call): number {
  const callee = bare(call.callee);
  return callee.type === 'MemberExpression' ? startOf(callee.property) : startOf(callee);
}

/** Whether a method is called on a request object of the browser's. */
function isRequest(call: Call, at: ParsedScript, { evaluator }: Finder): boolean {
  const callee = bare(call.callee);
  if (callee.type !== 'MemberExpression') return false;
  return alternatives(callee.object, at, evaluator).some(
    ({ node }) =>
      node.type === 'NewExpression' && /^(?:XMLHttpRequest|XDomainRequest|ActiveXObject)$/.test(keyName(bare(node.callee)) ?? ''),
  );
}

function isHttpMethod(node: Node, at: ParsedScript, { evaluator }: Finder): boolean {
  const literal = literalText(node);
  const texts = literal !== null ? [literal] : evaluator.texts(node, at);
  return texts.some((text) => /^(?:get|post|put|patch|delete|head|options|propfind)$/i.test(text));
}

/** `new Request(url)` and `new URL(path, base)` stand for their addresses. */
function addressInRequest(node: Node, at: ParsedScript, { evaluator }: Finder): Node {
  const [source] = evaluator.sources(node, at);
  const made = source && source.at === at ? bare(source.node) : bare(node);
  if (made.type === 'NewExpression' && /^(?:Request|URL)$/.test(keyName(bare(made.callee)) ?? '') && made.arguments[0]) {
    return made.arguments[1] && keyName(bare(made.callee)) === 'URL' ? made.arguments[1] : made.arguments[0];
  }
  return node;
}

/** An address, or an object of options that holds one. */
function noteOptions(means: Means, first: Node, member: string, at: ParsedScript, offset: number, finder: Finder): void {
  const records = recordsAt(first, at, finder.evaluator);
  if (records.length === 0) finder.note(means, at, offset, first);
  else noteMembers(means, first, member, at, offset, finder);
}

function noteMembers(means: Means, options: Node, member: string, at: ParsedScript, offset: number, finder: Finder): void {
  for (const value of memberValues(recordsAt(options, at, finder.evaluator), member)) {
    for (const address of addressesOf(value.node, value.at, finder)) finder.add(means, 'out', at, offset, address);
  }
}

function importContact(node: Node, at: ParsedScript, finder: Finder): void {
  if (node.type !== 'ImportDeclaration' && node.type !== 'ImportExpression') return;
  const name = literalText(node.source) ?? '';
  if (SDK_MODULE.test(name))
    finder.add('sdk', 'out', at, startOf(node), { host: null, expression: name, shown: name, confidence: 'exact' });
  else noteAbsolute('script', at, startOf(node), node.source, finder);
}
