/** Words of the source that may betray what the adapter does. The catalog's patterns judge them; here they are only collected. */
import type { Node } from 'estree';
import type { Fact } from '../../../model/fact.ts';
import type { ParsedScript, ScriptReading } from '../script/types.ts';
import { hostOf } from './addresses.ts';
import { isOutside } from '../hosts.ts';
import { factAt } from './facts.ts';
import { bare, functionName, indexOf, keyName, literalText, pathOf, startOf, textField, typeOf } from './nodes.ts';
import { quoterOf, type Quoter } from './quoting.ts';
import { isWellKnownLibrary } from './well-known.ts';

type Role = 'call' | 'function' | 'text' | 'key' | 'label' | 'host';

const MOST_PER_FILE = 2000;

/** Methods of the language and of the page; they say nothing of telephony. */
const PLAIN_METHODS = new Set(
  (
    'push pop shift unshift slice splice concat join map filter forEach reduce find findIndex some every includes indexOf lastIndexOf sort reverse keys ' +
    'values entries assign freeze create defineProperty hasOwnProperty toString valueOf toLowerCase toUpperCase trim split replace replaceAll match test exec ' +
    'substr substring charAt charCodeAt padStart startsWith endsWith parse stringify log warn error debug info trace then catch finally apply call bind ' +
    'getElementById getElementsByTagName getElementsByClassName querySelector querySelectorAll createElement createTextNode appendChild removeChild insertBefore ' +
    'setAttribute getAttribute removeAttribute addEventListener removeEventListener preventDefault stopPropagation getTime getFullYear getMonth getDate ' +
    'getHours getMinutes getSeconds toISOString setItem getItem removeItem isArray max min floor ceil round random abs pow now hide show html val text append ' +
    'css attr addClass removeClass toggleClass ready each extend fire setParams getCallback enqueueAction'
  ).split(' '),
);

/** Words of behaviour, each once for a file and role, the first place first. */
export function traces(reading: ScriptReading): Fact[] {
  const quoter = quoterOf(reading);
  const files = new Map<string, { seen: Set<string>; facts: Fact[] }>();
  for (const at of reading.parsed) {
    if (at.script.context === 'typing' || isWellKnownLibrary(at.script)) continue;
    const state = files.get(at.script.file) ?? { seen: new Set<string>(), facts: [] };
    files.set(at.script.file, state);
    for (const { role, name, value, offset } of wordsOf(at)) {
      const key = `${role}\n${name}`;
      if (state.facts.length >= MOST_PER_FILE || state.seen.has(key)) continue;
      state.seen.add(key);
      // A name that only stands in for a merge field is none of the source's.
      if (isStandIn(at, offset, name)) continue;
      if (quoter.hides(name)) continue;
      state.facts.push(traceAt(at, offset, quoter, role, name, value));
    }
  }
  return [...files.values()].flatMap(({ facts }) => facts);
}

function isStandIn({ script }: ParsedScript, offset: number, name: string): boolean {
  return (
    script.clean !== script.text && script.clean.slice(offset, offset + name.length) !== script.text.slice(offset, offset + name.length)
  );
}

/** A trace at a place. */
export function traceAt(at: ParsedScript, offset: number, quoter: Quoter, role: Role, name: string, value: string): Fact {
  return factAt(at.script, offset, quoter, {
    kind: 'trace',
    api: 'behaviour',
    name,
    value: quoter.text(value).slice(0, 200),
    confidence: 'text',
    traits: { role },
  });
}

interface Word {
  readonly role: Role;
  readonly name: string;
  readonly value: string;
  readonly offset: number;
}

/** The words of one script in the order of their places. */
function wordsOf(at: ParsedScript): Word[] {
  const index = indexOf(at);
  const words: Word[] = [];
  for (const call of index.calls) {
    const callee = bare(call.callee);
    const name = callee.type === 'MemberExpression' ? keyName(callee) : null;
    const path = pathOf(callee);
    if (callee.type === 'MemberExpression' && isWord(name) && !PLAIN_METHODS.has(name) && !path?.includes('sforce')) {
      const value = path ? path.filter((part) => part !== '' && part !== '()').join('.') : name;
      words.push({ role: 'call', name, value, offset: startOf(callee.property) });
    } else if (callee.type === 'Identifier' && isWord(callee.name) && callee.name.length > 2) {
      words.push({ role: 'call', name: callee.name, value: callee.name, offset: startOf(callee) });
    }
  }
  for (const node of index.functions) {
    const name = functionName(node, at);
    if (isWord(name)) words.push({ role: 'function', name, value: name, offset: startOfName(node, at) });
  }
  for (const key of index.keys) {
    const name = keyName(key);
    if (isWord(name) && name.length > 2) words.push({ role: 'key', name, value: name, offset: startOf(key.key) });
  }
  for (const text of index.texts) words.push(...wordsOfText(text, at));
  for (const node of index.markup) {
    if (typeOf(node) !== 'JSXText') continue;
    const label = (textField(node, 'value') ?? '').replace(/\s+/g, ' ').trim();
    if (isText(label)) words.push({ role: 'label', name: label, value: label, offset: startOf(node) });
  }
  return words.sort((a, b) => a.offset - b.offset);
}

function startOfName(node: Node, at: ParsedScript): number {
  if ((node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') && node.id) return startOf(node.id);
  const parent = at.parentOf(node);
  return parent ? startOf(parent) : startOf(node);
}

const isWord = (name: string | null): name is string => name !== null && /^[#_$]*[A-Za-z][\w$]{0,59}$/.test(name) && !name.includes('✖');

/** A text that could be the name of an event, a command or a status, or a few words on the page. */
function isText(text: string): boolean {
  return text.length >= 2 && text.length <= 60 && /\p{L}{2}/u.test(text) && !/[\r\n<>{}=;]|^[&?/]/.test(text);
}

function wordsOfText(text: Node, at: ParsedScript): Word[] {
  const value = literalText(text);
  if (value === null) return [];
  const offset = startOf(text);
  const host = hostOf(value);
  if (host !== null) return !isOutside(host) ? [] : [{ role: 'host', name: host, value: host, offset }];
  // Read on its own, as a sign of a message made by hand.
  if (value === 'sfdcIframeOrigin' || value === 'use strict') return [];
  const parent = at.parentOf(text);
  if (parent?.type === 'Property' && parent.key === text) return [];
  const selector = /^[#.]([A-Za-z][\w-]{1,58})$/.exec(value)?.[1];
  const isId =
    parent?.type === 'CallExpression' &&
    /^(?:getElementById|getElementsByClassName|find)$/.test(keyName(bare(parent.callee)) ?? '') &&
    /^[\w-]{2,60}$/.test(value);
  const label = selector ?? (isId ? value : null);
  if (label !== null) return [{ role: 'label', name: label, value: label, offset }];
  const trimmed = value.trim();
  return isText(trimmed) ? [{ role: 'text', name: trimmed, value: trimmed, offset }] : [];
}
