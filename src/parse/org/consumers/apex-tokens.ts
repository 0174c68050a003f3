/** Apex as words and marks, with what its names are declared as. It judges no grammar, so broken code is no hindrance. */
import { blankApexTexts } from '../../adapter/lex.ts';

export interface Token {
  /** A text is one token, with its quotes. */
  readonly text: string;
  readonly lower: string;
  readonly offset: number;
  /** A name or a keyword. */
  readonly word: boolean;
}

/** What a name holds: records of a Task or its kin, of an Event or a VoiceCall, any record, or something else. */
export type Holds = 'task' | 'event' | 'voicecall' | 'record' | 'other';

interface Declared {
  readonly at: number;
  readonly holds: Holds;
}

export interface ApexCode {
  readonly tokens: readonly Token[];
  /** What a name holds where it is used; null for one that is not declared here. */
  readonly holds: (name: string, at: number) => Holds | null;
  /** Index of the bracket that belongs to the one at an index, either way; -1 where there is none. */
  readonly partner: (index: number) => number;
  /** Index of the bracket that a token stands in; -1 outside all. */
  readonly around: (index: number) => number;
  /** Names of classes that the file itself declares, in lower case. */
  readonly classes: ReadonlySet<string>;
}

/** Takes tests out, then comments; texts stay as tokens. */
export function readApexCode(text: string): ApexCode {
  const tokens: Token[] = [];
  const code = withoutTests(blankApexTexts(text));
  for (const { 0: found, index } of code.matchAll(/[A-Za-z_]\w*|\d[\w.]*|'[^'\r\n]*'?|[^\s\w]/g)) {
    // What a text holds was blanked with the comments, and stands in the file.
    const shown = found.startsWith("'") ? text.slice(index, index + found.length) : found;
    tokens.push({ text: shown, lower: shown.toLowerCase(), offset: index, word: /^[A-Za-z_]/.test(found) });
  }
  const { partners, around } = pairs(tokens);
  const declarations = declarationsOf(tokens);
  return {
    tokens,
    holds: (name, at) => {
      const all = declarations.get(name.toLowerCase()) ?? [];
      return (all[countBefore(all, at) - 1] ?? all[0])?.holds ?? null;
    },
    partner: (index) => partners[index] ?? -1,
    around: (index) => around[index] ?? -1,
    classes: new Set(tokens.flatMap(({ lower }, index) => (lower === 'class' ? [tokens[index + 1]?.lower ?? ''] : []))),
  };
}

/** Blanks each class or method that is marked as a test. */
function withoutTests(code: string): string {
  let kept = '';
  let last = 0;
  for (const { index } of code.matchAll(/@\s?istest\b|\btestmethod\b/gi)) {
    if (index < last) continue;
    const open = code.indexOf('{', index);
    const end = open < 0 ? code.length : blockEnd(code, open);
    kept += code.slice(last, index) + code.slice(index, end).replace(/[^\r\n]/g, ' ');
    last = end;
  }
  return kept + code.slice(last);
}

function blockEnd(code: string, open: number): number {
  let depth = 0;
  for (let index = open; index < code.length; index++) {
    if (code[index] === '{') depth++;
    else if (code[index] === '}' && --depth === 0) return index + 1;
  }
  return code.length;
}

const CLOSES: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

function pairs(tokens: readonly Token[]): { partners: Int32Array; around: Int32Array } {
  const partners = new Int32Array(tokens.length).fill(-1);
  const around = new Int32Array(tokens.length);
  const open: number[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const { text, word } = tokens[index] as Token;
    const opener = word || text.length > 1 ? undefined : CLOSES[text];
    if (opener !== undefined && tokens[open.at(-1) ?? -1]?.text === opener) {
      const from = open.pop() as number;
      partners[from] = index;
      partners[index] = from;
    }
    around[index] = open.at(-1) ?? -1;
    if (text === '(' || text === '[' || text === '{') open.push(index);
  }
  return { partners, around };
}

/** How many declarations, which stand in order, begin before an index. */
function countBefore(all: readonly Declared[], at: number): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.at ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

const NO_TYPE = new Set(
  'return new insert update upsert delete undelete merge else throw in when instanceof get set public private protected global static final transient virtual abstract override webservice class interface enum extends implements on do try finally and or not like from select where limit order by asc desc null true false trigger before after'.split(
    ' ',
  ),
);

const BEHIND_NAME = new Set(['=', ';', ',', ')', ':', '{', '(']);

/** A generic type that is longer is none. */
const MOST_GENERIC = 60;

/** `Type name`, `List<Type> name`, `Type[] name`, `Type name(`: what each name is declared as, in order. */
function declarationsOf(tokens: readonly Token[]): Map<string, Declared[]> {
  const found = new Map<string, Declared[]>();
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (!isWord(token) || NO_TYPE.has(token.lower) || tokens[index - 1]?.text === '.') continue;
    let at = index + 1;
    let type = token.lower;
    while (tokens[at]?.text === '.' && isWord(tokens[at + 1])) {
      type = tokens[at + 1]?.lower ?? '';
      at += 2;
    }
    if (tokens[at]?.text === '<') {
      const end = genericEnd(tokens, at);
      if (end < 0) continue;
      // What a list or a map gives is its last type.
      type = tokens[lastWord(tokens, end)]?.lower ?? '';
      at = end + 1;
    }
    if (tokens[at]?.text === '[' && tokens[at + 1]?.text === ']') at += 2;
    const name = tokens[at];
    if (!isWord(name) || NO_TYPE.has(name.lower) || !BEHIND_NAME.has(tokens[at + 1]?.text ?? '')) continue;
    const key = name.lower;
    const known = found.get(key);
    if (known) known.push({ at, holds: holdsOf(type) });
    else found.set(key, [{ at, holds: holdsOf(type) }]);
  }
  return found;
}

/** A name or a keyword. */
export function isWord(token: Token | undefined): token is Token & { readonly word: true } {
  return token?.word === true;
}

function genericEnd(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < Math.min(tokens.length, open + MOST_GENERIC); index++) {
    const token = tokens[index] as Token;
    if (token.text === '<') depth++;
    else if (token.text === '>') {
      if (--depth === 0) return index;
    } else if (!isWord(token) && !/^[,.[\]]$/.test(token.text)) return -1;
  }
  return -1;
}

/** The last word before the marks that close a generic type. */
function lastWord(tokens: readonly Token[], end: number): number {
  let index = end - 1;
  while (index > 0 && !isWord(tokens[index])) index--;
  return index;
}

/** Salesforce's own lists of activities hold the same records. */
const TASKS = new Set(['task', 'activityhistory', 'openactivity']);

/** What a variable of a type holds. */
export function holdsOf(type: string): Holds {
  const lower = type.toLowerCase();
  return TASKS.has(lower)
    ? 'task'
    : lower === 'event'
      ? 'event'
      : lower === 'voicecall'
        ? 'voicecall'
        : lower === 'sobject'
          ? 'record'
          : 'other';
}
