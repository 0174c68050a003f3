/** Apex classes and triggers: what they do with the call fields of Task, and what of Salesforce Voice they use. */
import { s } from '../../../model/sentence.ts';
import { contextOf, snippetAt } from '../../adapter/markup/source-fact.ts';
import type { FieldUse, Strength } from '../../../model/org-terms.ts';
import { indexLines } from '../../lines.ts';
import { speaksOfCalls, wordsOf } from '../call-fields.ts';
import type { Component, NamedField, OrgDocument, OrgReading, Sighting, Sign, TypeReader } from '../reading.ts';
import { triggerActivation } from './activations.ts';
import { type ApexCode, type Holds, holdsOf, isWord, readApexCode, type Token } from './apex-tokens.ts';
import { type Condition, isCustomField, judge, listed, taskField, uniqueUses } from './call-conditions.ts';
import type { Shown } from './places.ts';

export const APEX_READER: TypeReader = {
  types: ['ApexClass', 'ApexTrigger'],
  look: /\b(?:Task(?:s|Subtype)?|Event|ActivityHistor(?:y|ies)|Call(?:Type|Disposition|DurationInSeconds|Object)|VoiceCall(?:Recording)?|service_cloud_voice|ApexTrigger)\b/i,
  read: readApex,
};

interface Use {
  readonly field: string;
  readonly use: FieldUse;
  readonly strength: Strength;
  readonly offset: number;
  /** A record of an Event: no call is logged there. */
  readonly ofEvent?: true;
}

function readApex(source: OrgDocument): Partial<OrgReading> {
  if (source.part === 'sidecar') return source.type === 'ApexTrigger' ? triggerActivation(source) : {};
  if (isTest(source) || !couldMatter(source)) return {};
  const code = readApexCode(source.text);
  const place = indexLines(source.text);
  const shown = (offset: number): Shown => ({ ...place(offset), snippet: snippetAt(source.text, offset) });
  const { type, name, path: file } = source;
  const component: Component = { type, name, label: null, file, ...place(code.tokens[0]?.offset ?? 0) };
  const header = triggerHeader(code);
  const uses = [...fieldUses(code, header?.holds ?? null), ...textUses(code)].toSorted((a, b) => a.offset - b.offset);
  const signs: Sign[] = [];
  if (header?.holds === 'task' && !header.isEmpty) {
    const detail = header.events === '' ? s`Runs on Task` : s`Runs on Task ${header.events}`;
    signs.push({ sign: 'trigger-on-task', strength: 'likely', detail, ...shown(header.offset) });
  }
  const calls = uses.filter(({ field }) => !isCustomField(field));
  const named = uses.filter(({ field, ofEvent }) => isCustomField(field) && speaksOfCalls(field) && !ofEvent);
  for (const [sign, tell, isIt] of [
    ['apex-writes-call-field', (of: string) => s`Writes ${of} of a Task`, (use: FieldUse) => use === 'writes'],
    ['apex-reads-call-field', (of: string) => s`Reads ${of} of a Task`, (use: FieldUse) => use !== 'writes'],
  ] as const) {
    const some = calls.filter(({ use }) => isIt(use));
    const best = some.find(({ strength }) => strength === 'certain') ?? some[0];
    if (best) {
      const detail = tell(listed(some.map(({ field }) => field)));
      signs.push({ sign, strength: best.strength, detail, ...shown(best.offset) });
      continue;
    }
    // What a server sends to Apex of its own often fills custom fields alone.
    const likely = named.filter(({ use }) => isIt(use));
    const [first] = likely;
    if (first) signs.push({ sign, strength: 'likely', detail: namedDetail(tell, likely), ...shown(first.offset) });
  }
  const counted = signs.length === 0 ? [] : [...calls, ...named].toSorted((a, b) => a.offset - b.offset);
  const used = (some: readonly Use[]) => uniqueUses(some.map(({ field, use, offset }) => ({ name: field, use, ...place(offset) })));
  const fields: NamedField[] = used(uses.filter(({ field }) => isCustomField(field))).map((field) => ({ ...field, component }));
  return {
    consumers: signs.length === 0 ? [] : [{ component, signs, fields: used(counted), folder: null, active: null }],
    sightings: voiceSightings(code, component, header, shown),
    fields,
  };
}

const MOST_NAMED = 4;

/** Custom fields that only their names tell for a call's. */
function namedDetail(tell: (of: string) => string, uses: readonly Use[]): string {
  const names = [...new Set(uses.map(({ field }) => field))];
  const rest = names.length - MOST_NAMED + 1;
  const told = names.length > MOST_NAMED ? s`${names.slice(0, MOST_NAMED - 1).join(', ')} and ${rest} more` : listed(names);
  return names.length === 1 ? s`${tell(told)}, a name that speaks of calls` : s`${tell(told)}, names that speak of calls`;
}

const SPEAKS_OF_CALLS =
  /\b(?:TaskSubtype|Call(?:Type|Disposition|DurationInSeconds|Object)|VoiceCalls?|VoiceCallRecording|service_cloud_voice)\b/i;

/** A class that names no call field and no Voice type matters for custom fields of activities alone. */
function couldMatter({ type, text }: OrgDocument): boolean {
  return type === 'ApexTrigger' || SPEAKS_OF_CALLS.test(text) || /\w__c\b/i.test(text);
}

/** By its path, or by a name that ends as those of tests and mocks do: what they do, nobody misses. */
function isTest({ path, name }: OrgDocument): boolean {
  const words = wordsOf(name);
  const isHelper =
    /^(?:test|mock)s?$/.test(words[0] ?? '') && /^(?:data|factory|util|utils|utility|utilities|helper|setup)$/.test(words[1] ?? '');
  return contextOf(path) === 'test' || isHelper || /^(?:tests?|mocks?|testing)$/.test(words.at(-1) ?? '');
}

interface TriggerHeader {
  readonly holds: Holds;
  readonly events: string;
  /** Nothing stands in it but comments. */
  readonly isEmpty: boolean;
  readonly offset: number;
}

/** `trigger Name on Object (events) {`; null for a class, and for a trigger of a package, which comes without a body. */
function triggerHeader({ tokens, partner }: ApexCode): TriggerHeader | null {
  const [first, , on, object, open] = tokens;
  if (first?.lower !== 'trigger' || on?.lower !== 'on' || !object || open?.text !== '(') return null;
  const end = partner(4);
  const events = tokens.slice(5, Math.max(end, 5)).map(({ lower }) => lower);
  const isKnown = events.every((word) => /^(?:before|after|insert|update|delete|undelete|,)$/.test(word));
  const isEmpty = tokens[end + 1]?.text === '{' && tokens[end + 2]?.text === '}';
  return {
    holds: holdsOf(object.text),
    events: isKnown ? events.join(' ').replaceAll(' ,', ',') : '',
    isEmpty,
    offset: object.offset,
  };
}

/** Fields of Tasks and Events that the code names outside texts. */
function fieldUses(code: ApexCode, trigger: Holds | null): Use[] {
  const { tokens } = code;
  const uses: Use[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (!isWord(token) || !(token.lower.endsWith('__c') || token.lower === 'tasksubtype' || token.lower.startsWith('call'))) continue;
    const known = taskField(token.text);
    if (!known || known.kind === 'type' || known.kind === 'subject' || tokens[index + 1]?.text === '(') continue;
    const found = ownerOf(code, index, trigger);
    if (!found || (found.holds !== 'task' && !(found.holds === 'event' && known.kind === 'custom'))) continue;
    if (known.kind === 'subtype' && judge(comparison(code, index)) === 'excludes') continue;
    const ofEvent = found.holds === 'event' && ({ ofEvent: true } as const);
    uses.push({ field: known.name, use: found.use, strength: found.strength, offset: token.offset, ...ofEvent });
  }
  return uses;
}

interface Owner {
  readonly holds: Holds;
  readonly use: FieldUse;
  readonly strength: Strength;
}

/** Whose field a word is, and what is done with it; null for a word that is no field of a record. */
function ownerOf(code: ApexCode, index: number, trigger: Holds | null): Owner | null {
  const { tokens, around } = code;
  const query = queryAround(code, index);
  const isPath = tokens[index - 1]?.text === '.';
  if (query) {
    // Behind a colon stands a variable of the code.
    const isBound = isPath && boundPath(code, index);
    if (!isBound) {
      const before = isPath ? tokens[index - 2]?.lower : undefined;
      if (before !== undefined && before !== query.object && before !== query.alias) return null;
      return { holds: query.holds, use: index < query.from ? 'reads' : 'filter', strength: 'certain' };
    }
  }
  const use: FieldUse = isAssigned(tokens, index) ? 'writes' : 'reads';
  if (isPath) {
    const at = index - 2 - (tokens[index - 2]?.text === '?' ? 1 : 0);
    const holds = holdsAt(code, at, trigger);
    if (holds === 'task' || holds === 'event') return { holds, use, strength: 'certain' };
    if (holds !== null && holds !== 'record') return null;
    // Declared elsewhere: only its name can tell.
    const words = wordsOf(nameAt(code, at));
    const isTask = words.some((word) => /^(?:tasks?|activity|activities)$/.test(word)) && !words.includes('voice');
    return isTask ? { holds: 'task', use, strength: 'likely' } : null;
  }
  const open = around(index);
  const type = tokens[open]?.text === '(' ? tokens[open - 1] : undefined;
  const isNew = tokens[open - 2]?.lower === 'new' || (tokens[open - 2]?.text === '.' && tokens[open - 4]?.lower === 'new');
  const isArgument = tokens[index - 1]?.text === ',' || index - 1 === open;
  return type && isNew && isArgument && use === 'writes' ? { holds: holdsOf(type.text), use, strength: 'certain' } : null;
}

/** `=` and its like behind a name, but not `==` and not the `=>` of a map. */
function isAssigned(tokens: readonly Token[], index: number): boolean {
  const at = /^[+\-*/|&]$/.test(tokens[index + 1]?.text ?? '') ? index + 2 : index + 1;
  return tokens[at]?.text === '=' && tokens[at + 1]?.text !== '=' && tokens[at + 1]?.text !== '>';
}

/** Whether a path begins behind the colon of a bound variable. */
function boundPath({ tokens }: ApexCode, index: number): boolean {
  let at = index;
  while (tokens[at - 1]?.text === '.' && isWord(tokens[at - 2])) at -= 2;
  return tokens[at - 1]?.text === ':';
}

/** What an expression holds that ends at a token. */
function holdsAt(code: ApexCode, at: number, trigger: Holds | null): Holds | null {
  const { tokens, holds, partner } = code;
  const token = tokens[at];
  if (token === undefined) return null;
  if (token.text === ']') {
    const open = partner(at);
    if (tokens[open + 1]?.lower === 'select') return queryAt(code, open)?.holds ?? null;
    return open > 0 ? holdsAt(code, open - 1, trigger) : null;
  }
  if (token.text === ')') {
    const open = partner(at);
    const before = tokens[open - 1];
    if (open >= 0 && isWord(before)) {
      const receiver = tokens[open - 2]?.text === '.' ? open - 3 : -1;
      const isAccess = /^(?:get|remove|values|next|iterator|clone)$/.test(before.lower);
      return isAccess && receiver >= 0 ? holdsAt(code, receiver, trigger) : holds(before.text, at);
    }
    // A cast: `((Task) record)`.
    const end = tokens[open + 1]?.text === '(' ? partner(open + 1) : -1;
    return end > open + 1 && isWord(tokens[end - 1]) ? holdsOf(tokens[end - 1]?.text ?? '') : null;
  }
  if (!isWord(token)) return null;
  if (tokens[at - 1]?.text === '.' && tokens[at - 2]?.lower === 'trigger' && /^(?:new|old|newmap|oldmap)$/.test(token.lower))
    return trigger;
  // `Task.fields.CallType`
  if (token.lower === 'fields' && tokens[at - 1]?.text === '.') return holdsOf(tokens[at - 2]?.text ?? '');
  const declared = holds(token.text, at);
  if (declared !== null) return declared;
  const named = holdsOf(token.text);
  return named === 'other' ? null : named;
}

/** The name that an expression ends in. */
function nameAt({ tokens, partner }: ApexCode, at: number): string {
  const token = tokens[at];
  if (token?.text === ')' || token?.text === ']') return tokens[partner(at) - 1]?.text ?? '';
  return token?.text ?? '';
}

interface Query {
  readonly holds: Holds;
  readonly object: string;
  readonly alias: string;
  /** Index of FROM. */
  readonly from: number;
}

/** The query that a word stands in: the innermost bracket that begins with SELECT, or a list of fields of a search. */
function queryAround(code: ApexCode, index: number): Query | null {
  const { tokens, around } = code;
  for (let open = around(index); open >= 0; open = around(open)) {
    if (tokens[open]?.text === '{') return null;
    if (tokens[open + 1]?.lower === 'select') return queryAt(code, open);
    const type = tokens[open - 1];
    // `RETURNING Task(Id, CallType)` of a search.
    if (tokens[open]?.text === '(' && isWord(type) && tokens[around(open) + 1]?.lower === 'find')
      return { holds: holdsOf(type.text), object: type.lower, alias: '', from: tokens.length };
  }
  return null;
}

function queryAt({ tokens, partner }: ApexCode, open: number): Query | null {
  const close = partner(open);
  const end = close < 0 ? tokens.length : close;
  for (let index = open + 1; index < end; index++) {
    const token = tokens[index] as Token;
    if (token.text === '(') index = Math.max(partner(index), index);
    else if (token.lower === 'from') {
      let at = index + 1;
      while (tokens[at + 1]?.text === '.') at += 2;
      const alias = tokens[at + 1];
      return {
        holds: queried(tokens[at]?.text ?? ''),
        object: tokens[at]?.lower ?? '',
        alias: isWord(alias) ? alias.lower : '',
        from: index,
      };
    }
  }
  return null;
}

/** Queries inside others name the relationship, which is the plural. */
function queried(object: string): Holds {
  const singular = {
    tasks: 'Task',
    events: 'Event',
    activityhistories: 'ActivityHistory',
    openactivities: 'OpenActivity',
    voicecalls: 'VoiceCall',
  };
  return holdsOf(singular[object.toLowerCase() as keyof typeof singular] ?? object);
}

/** What a field is compared with or set to. */
function comparison({ tokens, partner }: ApexCode, index: number): Condition {
  const field = tokens[index]?.text ?? '';
  let at = index + 1;
  let isNot = tokens[at]?.lower === 'not';
  while (/^(?:[=!<>]|not)$/.test(tokens[at]?.lower ?? '')) isNot = /^[!<]$/.test(tokens[at++]?.text ?? '') || isNot;
  if (tokens[at]?.lower === 'in') at++;
  const end = tokens[at]?.text === '(' ? partner(at) : at + 1;
  const values = tokens.slice(at, end).flatMap(({ text }) => (text.startsWith("'") ? [inner(text)] : []));
  return { field, test: isNot ? 'is-not' : 'is', values };
}

function inner(text: string): string {
  return text.replace(/^'|'$/g, '');
}

/** So many texts behind one are looked at for the rest of a query that is put together. */
const MOST_TEXTS = 8;
const LONGEST_QUERY = 20_000;
const LONGEST_PIECE = 2000;
const SHORTEST_PIECE = 'CallType'.length;

/** Queries in texts, and fields that `get` and `put` name by a text. */
function textUses(code: ApexCode): Use[] {
  const { tokens, holds } = code;
  const uses: Use[] = [];
  const texts = tokens.flatMap((token, index): [number, Token][] => (token.text.startsWith("'") ? [[index, token]] : []));
  const speaksOfTask = tokens.some(({ lower }) => lower === 'task' || lower === "'task'");
  for (const [position, [index, token]] of texts.entries()) {
    const text = inner(token.text);
    const method = tokens[index - 1]?.text === '(' && tokens[index - 3]?.text === '.' ? tokens[index - 2]?.lower : undefined;
    const alone = method === 'get' || method === 'put' ? taskField(text) : null;
    if (alone && (alone.kind === 'call' || alone.kind === 'subtype' || alone.kind === 'custom')) {
      const held = holds(tokens[index - 4]?.text ?? '', index);
      // A record of any kind may be a Task where the file speaks of Tasks.
      const strength = held === 'task' ? 'certain' : held === 'record' && speaksOfTask && alone.kind === 'call' ? 'likely' : null;
      if (strength) uses.push({ field: alone.name, use: method === 'put' ? 'writes' : 'reads', strength, offset: token.offset + 1 });
      continue;
    }
    // Most texts are messages, and no query names less than its fields.
    if (text.length < SHORTEST_PIECE) continue;
    for (const { 0: word, index: at } of text
      .slice(0, LONGEST_QUERY)
      .matchAll(/(?<![\w.])(?:Call(?:Type|Disposition|DurationInSeconds|Object)|TaskSubtype)\b/gi)) {
      const before = texts.slice(Math.max(0, position - MOST_TEXTS), position).map(([, one]) => inner(one.text).slice(-LONGEST_PIECE));
      const behind = texts.slice(position + 1, position + 1 + MOST_TEXTS).map(([, one]) => inner(one.text).slice(0, LONGEST_PIECE));
      const use = queryUse([...before, text.slice(0, at)].join(' '), [text.slice(at), ...behind].join(' '));
      const field = taskField(word);
      if (use && field) uses.push({ field: field.name, use, strength: 'certain', offset: token.offset + 1 + at });
    }
  }
  return uses;
}

/** How a query in a text uses the field that stands between its halves; null where it is no query of Tasks, or one without calls. */
function queryUse(before: string, behind: string): FieldUse | null {
  const select = lastMatch(before, /\bselect\b/gi);
  const from = lastMatch(before, /\bfrom\s+(\w+)/gi);
  if (select < 0) return null;
  const isListed = select > from;
  const object = isListed
    ? /^(?:(?!\bselect\b)[\s\S]){0,2000}?\bfrom\s+(\w+)/i.exec(behind)?.[1]
    : /^from\s+(\w+)/i.exec(before.slice(from))?.[1];
  if (queried(object ?? '') !== 'task') return null;
  const [, sign = '', list, one] =
    /^TaskSubtype\s{0,9}(=|!=|<>|not\s{1,9}in\b|in\b)\s{0,9}(?:\(([^)]{0,500})|\\?'(\w{0,40}))/i.exec(behind) ?? [];
  const values = [...(list ?? '').matchAll(/\\?'(\w{1,40})/g)].map(([, value = '']) => value);
  if (one !== undefined && one !== '') values.push(one);
  const compared = { field: 'TaskSubtype', test: /^(?:!=|<>|not)/i.test(sign) ? 'is-not' : 'is', values } as const;
  return sign !== '' && judge(compared) === 'excludes' ? null : isListed ? 'reads' : 'filter';
}

function lastMatch(text: string, pattern: RegExp): number {
  let last = -1;
  for (const { index } of text.matchAll(pattern)) last = index;
  return last;
}

function voiceSightings(
  { tokens, classes }: ApexCode,
  component: Component,
  header: TriggerHeader | null,
  shown: (offset: number) => Shown,
): Sighting[] {
  const found: Sighting[] = [];
  const add = (sign: (Sighting & { kind: 'foundation' })['sign'], offset: number, value: string): void => {
    if (!found.some((one) => one.sign === sign))
      found.push({ kind: 'foundation', sign, component, value, confidence: 'exact', ...shown(offset) });
  };
  if (header?.holds === 'voicecall' && !header.isEmpty) add('voice-call-trigger', header.offset, component.name);
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as Token;
    if (token.lower === 'service_cloud_voice' && tokens[index + 1]?.text === '.') {
      const type = tokens[index + 2];
      add('vendor-apex', token.offset, isWord(type) ? `service_cloud_voice.${type.text.slice(0, 80)}` : component.name);
    } else if (isVoiceType(tokens, index) && !classes.has(token.lower)) {
      if (header?.holds !== 'voicecall') add('voice-call-apex', token.offset, token.text);
    } else if (token.text.startsWith("'")) {
      const query = /\bfrom\s+VoiceCalls?\b/i.exec(token.text);
      if (query && header?.holds !== 'voicecall') add('voice-call-apex', token.offset + query.index, 'VoiceCall');
    }
  }
  return found;
}

/** Whether a word is Salesforce's VoiceCall or VoiceCallRecording where a type or the object of a query stands. */
function isVoiceType(tokens: readonly Token[], index: number): boolean {
  const { text } = tokens[index] as Token;
  if (text !== 'VoiceCall' && text !== 'VoiceCallRecording') return false;
  const before = tokens[index - 1]?.lower ?? '';
  const behind = tokens[index + 1];
  if (before === '.') return tokens[index - 2]?.lower === 'schema';
  if (before === 'from' || before === 'new' || before === '<' || behind?.text === '>' || isWord(behind)) return before !== 'class';
  if (behind?.text === '.') return /^(?:sobjecttype|fields|getsobjecttype)$/.test(tokens[index + 2]?.lower ?? '');
  if (behind?.text === '[') return tokens[index + 2]?.text === ']';
  return before === '(' && behind?.text === ')';
}
