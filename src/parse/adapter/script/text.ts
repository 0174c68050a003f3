/** Reads a script as text: for what no parser takes. Comments, strings and regular expressions are blanked, lengths are kept. */
import { INNER_APIS, isConstant, isContainer, ROOT_APIS, type ApiName } from './vocabulary.ts';
import { blank, lexScript } from '../lex.ts';
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

/** Takes comments, strings and regular expressions out of a script; the quotes stay, since a name may stand between them. */
function codeOf(text: string): Blanked {
  const strings = new Map<number, { text: string; end: number }>();
  const pieces: string[] = [];
  let kept = 0;
  const drop = (from: number, to: number): void => {
    if (to <= from) return;
    pieces.push(text.slice(kept, from), blank(text.slice(from, to)));
    kept = to;
  };
  for (const { kind, start, end, quote } of lexScript(text)) {
    if (kind !== 'string') {
      drop(start, end);
      continue;
    }
    // A piece of a template may begin or end at a part that is put in.
    const isOpened = text[start] === quote;
    const isClosed = end - start > 1 && text[end - 1] === quote;
    const from = isOpened ? start + 1 : start;
    const to = isClosed ? end - 1 : end;
    if (isOpened && (isClosed || quote !== '`')) strings.set(start, { text: text.slice(from, to), end });
    drop(from, to);
  }
  pieces.push(text.slice(kept));
  return { code: pieces.join(''), strings };
}

interface Segment {
  readonly name: string;
  readonly offset: number;
}

const LONGEST_PATH = 8;

/** Uses that stand in full in the code, and loads in its strings. */
export function readText(text: string): readonly TextHit[] {
  const { code, strings } = codeOf(text);
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
