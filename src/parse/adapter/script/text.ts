/** Reads a script as text: for what no parser takes. Comments, strings and regular expressions are blanked, lengths are kept. */
import { INNER_APIS, isConstant, isContainer, ROOT_APIS, type ApiName } from './vocabulary.ts';
import { loadsInText } from './addresses.ts';

/** A use that was found in plain text. */
export interface TextHit {
  readonly offset: number;
  readonly kind: 'call' | 'constant' | 'reference' | 'script-load';
  readonly api: ApiName;
  readonly name: string;
}

interface Blanked {
  /** The code alone. */
  readonly code: string;
  /** Offsets at which a string begins, with its content. */
  readonly strings: ReadonlyMap<number, { readonly text: string; readonly end: number }>;
}

const BEFORE_REGEX = /[([{,;=:?!&|+\-*%^~<>]$/;
const WORD_BEFORE_REGEX = /(?:^|[^\w$.])(?:return|typeof|case|in|of|do|else|void|delete|throw|new|instanceof|yield|await)$/;

/** Takes comments, strings and regular expressions out of a script. Time in proportion to the text. */
export function blank(text: string): Blanked {
  const strings = new Map<number, { text: string; end: number }>();
  const pieces: string[] = [];
  const templates: number[] = [];
  let braces = 0;
  let at = 0;
  let kept = 0;
  let tail = '';
  const drop = (from: number, to: number): void => {
    if (from > kept) {
      const piece = text.slice(kept, from);
      pieces.push(piece);
      tail = (tail + piece.slice(-40)).slice(-40);
    }
    pieces.push(text.slice(from, to).replace(/[^\r\n]/g, ' '));
    kept = to;
  };
  const upTo = (): string => (tail + text.slice(Math.max(kept, at - 40), at)).trimEnd();
  const templateFrom = (start: number): void => {
    let index = start;
    while (index < text.length) {
      const sign = text[index];
      if (sign === '\\') index += 2;
      else if (sign === '`') {
        drop(start, index);
        at = index + 1;
        return;
      } else if (sign === '$' && text[index + 1] === '{') {
        drop(start, index + 2);
        templates.push(braces);
        at = index + 2;
        return;
      } else index += 1;
    }
    drop(start, text.length);
    at = text.length;
  };
  while (at < text.length) {
    const sign = text[at] as string;
    const next = text[at + 1];
    if (sign === '/' && next === '/') {
      const end = lineEnd(text, at);
      drop(at, end);
      at = end;
    } else if (sign === '/' && next === '*') {
      const close = text.indexOf('*/', at + 2);
      const end = close === -1 ? text.length : close + 2;
      drop(at, end);
      at = end;
    } else if (sign === '<' && text.startsWith('<!--', at)) {
      const end = lineEnd(text, at);
      drop(at, end);
      at = end;
    } else if (sign === '"' || sign === "'") {
      const end = stringEnd(text, at, sign);
      strings.set(at, { text: text.slice(at + 1, end - 1), end });
      drop(at + 1, Math.max(at + 1, end - 1));
      at = end;
    } else if (sign === '`') {
      const plain = text.indexOf('`', at + 1);
      if (plain !== -1 && plain - at < 300 && !text.slice(at, plain).includes('${'))
        strings.set(at, { text: text.slice(at + 1, plain), end: plain + 1 });
      templateFrom(at + 1);
    } else if (sign === '{') {
      braces += 1;
      at += 1;
    } else if (sign === '}') {
      if (templates.length > 0 && templates.at(-1) === braces) {
        templates.pop();
        templateFrom(at + 1);
      } else {
        braces -= 1;
        at += 1;
      }
    } else if (sign === '/') {
      const before = upTo();
      const end = before === '' || BEFORE_REGEX.test(before) || WORD_BEFORE_REGEX.test(before) ? regexEnd(text, at) : -1;
      if (end !== -1) drop(at, end);
      at = end === -1 ? at + 1 : end;
    } else at += 1;
  }
  pieces.push(text.slice(kept));
  return { code: pieces.join(''), strings };
}

function lineEnd(text: string, from: number): number {
  for (let index = from; index < text.length; index += 1) if (text[index] === '\n' || text[index] === '\r') return index;
  return text.length;
}

function stringEnd(text: string, start: number, quote: string): number {
  for (let index = start + 1; index < text.length; index += 1) {
    const sign = text[index];
    if (sign === '\\') index += 1;
    else if (sign === quote) return index + 1;
    else if (sign === '\n' || sign === '\r') return index;
  }
  return text.length;
}

function regexEnd(text: string, start: number): number {
  let inClass = false;
  for (let index = start + 1; index < text.length && index - start < 2000; index += 1) {
    const sign = text[index];
    if (sign === '\n' || sign === '\r') return -1;
    if (sign === '\\') index += 1;
    else if (sign === '[') inClass = true;
    else if (sign === ']') inClass = false;
    else if (sign === '/' && !inClass) {
      let end = index + 1;
      while (/[a-z]/.test(text[end] ?? '')) end += 1;
      return end;
    }
  }
  return -1;
}

interface Segment {
  readonly name: string;
  readonly offset: number;
}

const LONGEST_PATH = 8;

/** Uses that stand in full in the code, and loads in its strings. */
export function readText(text: string): readonly TextHit[] {
  const { code, strings } = blank(text);
  const hits: TextHit[] = [];
  for (const match of code.matchAll(/\bsforce\b/g)) {
    const before = code.slice(Math.max(0, match.index - 24), match.index);
    if (/[\w$]$/.test(before)) continue;
    if (/\.\s*$/.test(before) && !/(?:\b(?:window|self|parent|top|globalThis|frames|global|defaultView)|[)\]])\s*[?!]?\.\s*$/.test(before))
      continue;
    readPath(code, strings, match.index + 6, hits);
  }
  for (const [start, string] of strings) {
    if (string.text !== 'sforce' || !/\[\s*$/.test(code.slice(Math.max(0, start - 8), start))) continue;
    const close = skipSpace(code, string.end);
    if (code[close] === ']') readPath(code, strings, close + 1, hits);
  }
  hits.push(...loadsInText(strings));
  const seen = new Set<string>();
  return hits
    .filter((hit) => {
      const key = `${hit.offset} ${hit.kind} ${hit.name}`;
      return !seen.has(key) && seen.add(key) !== undefined;
    })
    .sort((a, b) => a.offset - b.offset);
}

function skipSpace(code: string, from: number): number {
  let index = from;
  while (/\s/.test(code[index] ?? '')) index += 1;
  return index;
}

function readPath(code: string, strings: Blanked['strings'], from: number, hits: TextHit[]): void {
  const segments: Segment[] = [];
  let at = from;
  while (segments.length < LONGEST_PATH) {
    let index = skipSpace(code, at);
    if (code[index] === '!') index = skipSpace(code, index + 1);
    while (code[index] === ')' && segments.length < 2 && /^\s*[?!]?\s*[.[]/.test(code.slice(index + 1, index + 12)))
      index = skipSpace(code, index + 1);
    if (code.startsWith('?.', index)) index = skipSpace(code, index + 2);
    else if (code[index] === '.') index = skipSpace(code, index + 1);
    else if (code[index] !== '[') break;
    if (code[index] === '[') {
      const start = skipSpace(code, index + 1);
      const string = strings.get(start);
      const close = string === undefined ? -1 : skipSpace(code, string.end);
      if (string === undefined || code[close] !== ']') {
        segments.push({ name: '*', offset: start });
        break;
      }
      segments.push({ name: string.text, offset: start + 1 });
      at = close + 1;
      continue;
    }
    const name = /^[\w$]+/.exec(code.slice(index, index + 80))?.[0];
    if (name === undefined) break;
    segments.push({ name, offset: index });
    at = index + name.length;
  }
  const after = skipSpace(code, at);
  const hit = judge(segments, code.startsWith('(', after) || code.startsWith('?.(', after), /^=[^=>]/.test(code.slice(after, after + 2)));
  if (hit !== null) hits.push(hit);
}

function judge(segments: readonly Segment[], isCalled: boolean, isAssigned: boolean): TextHit | null {
  const [first, ...rest] = segments;
  const root = first === undefined ? undefined : ROOT_APIS.get(first.name);
  if (first === undefined || root === undefined || isAssigned) return null;
  let api = root;
  let place = first;
  while (rest[0] !== undefined) {
    const inner = INNER_APIS.get(`${api} ${rest[0].name}`);
    if (inner === undefined) break;
    api = inner;
    place = rest.shift() as Segment;
  }
  const member = rest[0];
  if (member === undefined) return { offset: place.offset, kind: 'reference', api, name: '(namespace)' };
  if (member.name === 'hasOwnProperty') return null;
  let name = member.name;
  let offset = member.offset;
  let index = 1;
  for (; isContainer(api, name) && rest[index] !== undefined; index += 1) {
    const next = rest[index] as Segment;
    name += `.${next.name}`;
    if (!isConstant(api, name) && !isContainer(api, name)) offset = next.offset;
  }
  const last = rest[index];
  if (isConstant(api, name)) return { offset: member.offset, kind: 'constant', api, name };
  const called = last === undefined ? isCalled : (last.name === 'call' || last.name === 'apply') && isCalled;
  return { offset, kind: called ? 'call' : 'reference', api, name };
}
