/** Apex classes as far as an adapter reaches them: their methods, the Tasks they write, and what they call outside. */
import type { CallLog, LoggedField } from '../../model/assessment.ts';
import { indexLines, type Position } from '../lines.ts';
import { blankApexTexts } from './lex.ts';
import { sight } from './markup/contacts.ts';
import { contextOf } from './markup/source-fact.ts';
import type { ApexClass, ApexMethod, ContactSighting } from './reading.ts';

export interface ApexReading {
  readonly classes: readonly ApexClass[];
  readonly callLogs: readonly CallLog[];
  readonly contacts: readonly ContactSighting[];
}

/** Never throws; what does not compile gives what can be told. */
export function readApex(path: string, text: string): ApexReading {
  const code = blankApexTexts(text);
  const place = indexLines(text);
  const isTest = /@\s*is\s*test\b/i.test(code.slice(0, 20_000).split(/\bclass\b/i, 1)[0] ?? '') || contextOf(path) === 'test';
  return {
    classes: readClasses(path, code, place),
    callLogs: readTasks(path, code, place, isTest),
    contacts: readCallouts(path, text, code, place, isTest),
  };
}

interface Scope {
  /** The class whose body it is; null for a block, an initialiser, an enum. */
  readonly owner: { name: string; methods: ApexMethod[] } | null;
}

function readClasses(file: string, code: string, place: (offset: number) => Position): ApexClass[] {
  const classes: ApexClass[] = [];
  const scopes: Scope[] = [];
  let words: Word[] = [];
  let parens = 0;
  /** The name before the first round bracket of the declaration under way. */
  let called: Word | null = null;
  const reset = (): void => {
    words = [];
    called = null;
    parens = 0;
  };
  for (const { 0: token, index } of code.matchAll(/[A-Za-z_]\w*|[{}();=@]/g)) {
    const scope = scopes.at(-1);
    const declares = scope === undefined || scope.owner !== null;
    if (token === '{') {
      const opened = declares && parens === 0 ? openClass(file, words, called, scope, place) : null;
      if (opened) classes.push(opened.made);
      else if (scope?.owner && called) addMethod(scope.owner, words, called, place);
      scopes.push({ owner: opened ? opened.owner : null });
      reset();
    } else if (token === '}') {
      scopes.pop();
      reset();
    } else if (!declares) continue;
    else if (token === ';') {
      if (parens > 0) continue;
      if (scope?.owner && called && !words.some(({ text }) => text === '=')) addMethod(scope.owner, words, called, place);
      reset();
    } else if (token === '(') {
      const last = words.at(-1);
      // The bracket of an annotation belongs to nothing.
      if (parens++ === 0 && !called && last && !last.annotation && !words.some(({ text }) => text === '=')) called = last;
    } else if (token === ')') parens = Math.max(0, parens - 1);
    else if (token === '@' || parens > 0) continue;
    else if (!called) words.push({ text: token, offset: index, annotation: /@\s*$/.test(code.slice(Math.max(0, index - 3), index)) });
  }
  return classes;
}

interface Word {
  readonly text: string;
  readonly offset: number;
  readonly annotation: boolean;
}

function openClass(
  file: string,
  words: readonly Word[],
  called: Word | null,
  scope: Scope | undefined,
  place: (offset: number) => Position,
): { made: ApexClass; owner: { name: string; methods: ApexMethod[] } } | null {
  const keyword = called ? -1 : words.findIndex(({ text }) => /^(?:class|interface)$/i.test(text));
  const named = words[keyword + 1];
  if (keyword < 0 || !named) return null;
  const name = scope?.owner ? `${scope.owner.name}.${named.text}` : named.text;
  const methods: ApexMethod[] = [];
  return {
    made: { file, name, global: has(words.slice(0, keyword), 'global'), methods, ...place(named.offset) },
    owner: { name, methods },
  };
}

function addMethod(
  owner: { name: string; methods: ApexMethod[] },
  words: readonly Word[],
  named: Word,
  place: (offset: number) => Position,
): void {
  const before = words.filter((word) => word !== named && !word.annotation);
  // One word and a bracket is a constructor or a call; a method has a type before its name.
  const types = before.filter(({ text }) => !MODIFIER.test(text));
  if (types.length === 0 || /^(?:if|for|while|switch|catch|return|new|throw)$/i.test(named.text)) return;
  owner.methods.push({
    name: named.text,
    global: has(before, 'global'),
    webService: has(before, 'webservice'),
    static: has(before, 'static'),
    ...place(named.offset),
  });
}

const MODIFIER =
  /^(?:global|public|private|protected|static|webservice|virtual|abstract|override|final|transient|testmethod|with|without|inherited|sharing)$/i;

function has(words: readonly Word[], modifier: string): boolean {
  return words.some(({ text, annotation }) => !annotation && text.toLowerCase() === modifier);
}

/** A class of nothing but Tasks must not fill a report. */
const MOST_TASKS = 200;

function readTasks(file: string, code: string, place: (offset: number) => Position, isTest: boolean): CallLog[] {
  const logs: CallLog[] = [];
  for (const match of code.matchAll(/(?:\b([A-Za-z_]\w*)\s*=\s*)?\bnew\s+Task\s*\(/gi)) {
    if (logs.length === MOST_TASKS) break;
    const open = match.index + match[0].length - 1;
    const close = closingBracket(code, open);
    const fields: LoggedField[] = [];
    const add = (name: string, offset: number): void => {
      if (!fields.some((field) => field.name.toLowerCase() === name.toLowerCase()))
        fields.push({ name, custom: /__c$/i.test(name), file, ...place(offset), confidence: 'exact' });
    };
    for (const { name, offset } of namedArguments(code, open + 1, close)) add(name, offset);
    const variable = match[1];
    let complete = true;
    if (variable !== undefined) {
      const end = blockEnd(code, close);
      const body = code.slice(close, end);
      for (const set of body.matchAll(new RegExp(`(?<![\\w.])${variable}\\s*\\.\\s*(\\w+)\\s*(?:=(?!=)|\\(\\s*('?))`, 'gi'))) {
        if (set[0].endsWith('=')) add(set[1] ?? '', close + set.index + set[0].search(/\w+\s*=$/));
        else if (/^put$/i.test(set[1] ?? '')) complete = false;
      }
      // Handed to a method of somebody's own, which may set more.
      if (new RegExp(`(?<!\\b(?:add|insert|update|upsert))\\(\\s*(?:[\\w.]+\\s*,\\s*)*${variable}\\s*[,)]`, 'i').test(body))
        complete = false;
    }
    const at = match.index + match[0].search(/\bnew\s/i);
    logs.push({
      via: 'apex',
      api: 'behaviour',
      object: 'Task',
      file,
      ...place(at),
      fields,
      complete,
      ...(isTest && { context: 'test' as const }),
    });
  }
  return logs;
}

/** `Name = value` at the outermost level of a bracket. */
function namedArguments(code: string, from: number, to: number): { name: string; offset: number }[] {
  const found: { name: string; offset: number }[] = [];
  let depth = 0;
  let start = from;
  for (let index = from; index <= to; index++) {
    const character = code[index];
    if (character === '(' || character === '[' || character === '{') depth++;
    else if ((character === ')' || character === ']' || character === '}') && index < to) depth--;
    else if (index === to || (character === ',' && depth === 0)) {
      const match = /^\s*([A-Za-z]\w*)\s*=(?!=)/.exec(code.slice(start, Math.min(index, start + 300)));
      if (match) found.push({ name: match[1] ?? '', offset: start + match[0].indexOf(match[1] ?? '') });
      start = index + 1;
    }
  }
  return found;
}

/** The longest bracket or block that is looked through. */
const FARTHEST = 20_000;

function closingBracket(code: string, open: number): number {
  let depth = 0;
  const limit = Math.min(code.length, open + FARTHEST);
  for (let index = open; index < limit; index++) {
    if (code[index] === '(') depth++;
    else if (code[index] === ')' && --depth === 0) return index;
  }
  return limit;
}

/** Where the block ends that an offset stands in. */
function blockEnd(code: string, from: number): number {
  let depth = 0;
  const limit = Math.min(code.length, from + FARTHEST);
  for (let index = from; index < limit; index++) {
    if (code[index] === '{') depth++;
    else if (code[index] === '}' && --depth < 0) return index;
  }
  return limit;
}

const MOST_CALLOUTS = 200;

function readCallouts(file: string, text: string, code: string, place: (offset: number) => Position, isTest: boolean): ContactSighting[] {
  const contacts: ContactSighting[] = [];
  for (const match of code.matchAll(/\.\s{0,20}setEndpoint\s*\(/gi)) {
    if (contacts.length === MOST_CALLOUTS) break;
    const open = match.index + match[0].length - 1;
    const close = closingBracket(code, open);
    const argument = text.slice(open + 1, close);
    const blanks = argument.length - argument.trimStart().length;
    const { address, confidence } = endpointOf(argument.trim(), open, text, code);
    // A call to the org itself, or to a path of it, leads nowhere outside.
    if (address === '' || address.startsWith('/') || OWN_ADDRESS.test(address)) continue;
    const at = place(open + 1 + blanks);
    const sighting = sight(file, { means: 'apex-callout', direction: 'out', address, at, certain: true });
    if (sighting) contacts.push({ ...sighting, confidence, ...(isTest && { context: 'test' as const }) });
  }
  return contacts;
}

/** How Apex names the org that it runs in. */
const OWN_ADDRESS =
  /\bgetEndpoint\s{0,9}\(|\bget(?:Salesforce|Org|Sfdc)\w*(?:Base|Domain|My)?Ur[il]\b|\bgetSalesforceBaseUrl\b|\bDomain(?:Creator|Parser)\b/i;

/** The literal that an endpoint begins with, directly or through one variable of the file; else the expression itself. */
function endpointOf(
  argument: string,
  before: number,
  text: string,
  code: string,
): { address: string; confidence: ContactSighting['confidence'] } {
  const literal = literalOf(argument);
  if (literal) return { address: literal.text, confidence: literal.length === argument.length ? 'exact' : 'resolved' };
  const variable = /^([A-Za-z_]\w*)\b(?!\s*[.(])/.exec(argument)?.[1];
  if (variable !== undefined) {
    // The last that is assigned before the call, or the first of all: a constant may stand anywhere.
    const assignments = [...code.matchAll(new RegExp(`(?<![\\w.])${variable}\\s{0,20}=(?!=)\\s{0,20}`, 'gi'))];
    const assigned = assignments.findLast(({ index }) => index < before) ?? assignments[0];
    const value = assigned ? text.slice(assigned.index + assigned[0].length).slice(0, 2000) : '';
    const said = literalOf(value);
    if (said !== null) return { address: said.text, confidence: 'resolved' };
    const expression = (value.split(';', 1)[0] ?? '').trim();
    if (OWN_ADDRESS.test(expression)) return { address: '', confidence: 'resolved' };
    if (expression !== '' && expression !== 'null') return { address: expression.replace(/\s+/g, ' '), confidence: 'dynamic' };
  }
  return { address: argument.replace(/\s+/g, ' '), confidence: 'dynamic' };
}

/** The text that an expression begins with. A scheme alone says nothing; what follows it does. */
function literalOf(expression: string): { text: string; length: number } | null {
  const match = /^'((?:[^'\\\r\n]|\\.)*)'/.exec(expression);
  return match && !/^[a-z]*:?\/*$/i.test(match[1] ?? '') ? { text: match[1] ?? '', length: match[0].length } : null;
}
