/**
 * Merge fields and template tags in the script of a page: found, and replaced by text of the same length that parses.
 * What they put in is not known, so a name stands in where a value is wanted, and nothing where a statement or markup stood.
 */
import { blank, lexScript, type FindAtom, type Lexeme } from '../lex.ts';

/** What may stand in a page beside HTML, by what makes the page. */
export interface Dialect {
  /** `{!…}` of Visualforce, Aura and custom buttons. */
  readonly merge: boolean;
  /** `<%…%>` and `<?…?>`. */
  readonly server: boolean;
  /** `{{…}}` and `{%…%}`. */
  readonly braces: boolean;
  /** `#{…}` and `${…}` of JSP. */
  readonly expressions: boolean;
  /** `{…}` of Svelte, which may hold any script. */
  readonly curly?: boolean;
}

/** No merge field or tag is longer; what goes on longer is taken as it is written. */
const LONGEST = 3000;

/** Braces without a partner, behind which no more partners are looked for. */
const MOST_UNPAIRED = 1000;

/** Elements that a page's script is built with: `<apex:repeat>` around statements, `<c:if>` of JSP. */
const ELEMENT = /<\/?(?:apex|chatter|support|c|s|fmt|fn|jsp|ui|h|f|g):[A-Za-z]\w*(?=[\s/>])/y;
const BRACES = /\{\{\{?[#/^&>=~!-]?[^{}<;\r\n]{1,300}\}\}\}?/y;

export function dialectOf(path: string, text: string): Dialect {
  const ending = /\.([A-Za-z0-9]+)(?:-meta\.xml)?$/.exec(path)?.[1]?.toLowerCase() ?? '';
  const merge = /^(?:page|component|vfp|vf|cmp|app|evt|object|weblink|design)$/.test(ending) || /<apex:|<aura:/.test(text);
  return {
    merge,
    server: !/^(?:cmp|evt|svelte|vue)$/.test(ending) && /<%|<\?(?!xml)/.test(text),
    braces: !merge && /\{\{|\{%/.test(text),
    ...(ending === 'svelte' && { curly: true }),
    expressions: /^(?:jsp|jspf|jspx|xhtml|gsp|tag|ftl)$/.test(ending),
  };
}

/** Finds merge fields and tags of a dialect; the same finder serves script and markup. */
export function atomFinder(dialect: Dialect, inScript: boolean): FindAtom {
  const seek = nextIndex();
  const endBehind = (text: string, mark: string, offset: number): number => {
    const end = seek(text, mark, offset + 2);
    return end < 0 ? -1 : end + mark.length;
  };
  const mergeEnd = (text: string, offset: number): number => {
    const first = seek(text, '}', offset);
    return first < 0 || first > offset + LONGEST ? -1 : (pairedEnd(text, offset) ?? first + 1);
  };
  let failures = 0;
  const curlyEnd = (text: string, offset: number): number => {
    // A text of nothing but opening braces would be searched anew for each.
    const end = failures < MOST_UNPAIRED ? pairedEnd(text, offset) : null;
    if (end === null) failures += 1;
    return end ?? -1;
  };
  return (text, offset) => {
    const next = text[offset + 1];
    switch (text.charAt(offset)) {
      case '{':
        if (dialect.merge && next === '!') return mergeEnd(text, offset);
        if (dialect.curly === true && !inScript) return curlyEnd(text, offset);
        if (dialect.braces && next === '{') return matchAt(BRACES, text, offset);
        return dialect.braces && next === '%' ? endBehind(text, '%}', offset) : -1;
      case '#':
      case '$':
        return dialect.expressions && next === '{' ? mergeEnd(text, offset) : -1;
      case '<':
        if (dialect.server && next === '%') return endBehind(text, '%>', offset);
        if (dialect.server && next === '?' && !/^<\?xml\s/i.test(text.slice(offset, offset + 6))) return endBehind(text, '?>', offset);
        return inScript && (dialect.merge || dialect.expressions) ? elementEnd(text, offset) : -1;
      default:
        return -1;
    }
  };
}

function matchAt(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** Where a mark stands next. What was found is kept, so that a text of nothing but beginnings is not searched anew for each. */
function nextIndex(): (text: string, mark: string, from: number) => number {
  const known = new Map<string, { text: string; from: number; at: number }>();
  return (text, mark, from) => {
    const last = known.get(mark);
    if (last && last.text === text && from >= last.from && (last.at < 0 || from <= last.at)) return last.at;
    const at = text.indexOf(mark, from);
    known.set(mark, { text, from, at });
    return at;
  };
}

/** The end of `{!…}`: braces nest, and those in its texts do not count. Null where its quotes or braces do not pair. */
function pairedEnd(text: string, offset: number): number | null {
  const limit = Math.min(text.length, offset + LONGEST);
  let depth = 0;
  let quote = '';
  for (let index = offset; index < limit; index++) {
    const character = text[index] as string;
    if (quote !== '') {
      if (character === '\\') index++;
      else if (character === quote) quote = '';
      else if (character === '\n') break;
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return index + 1;
  }
  return null;
}

function elementEnd(text: string, offset: number): number {
  if (matchAt(ELEMENT, text, offset) < 0) return -1;
  const limit = Math.min(text.length, offset + LONGEST);
  let quote = '';
  for (let index = offset; index < limit; index++) {
    const character = text[index] as string;
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return index + 1;
  }
  return -1;
}

/** A tag that decides or repeats, and gives no value itself. */
const NO_VALUE = /^(?:<%(?![=#\-!]|@)|<%[-!@#]|\{%|\{\{\{?[#/^>!]|\{\{\s*(?:else|end)\b|<\?(?!=|php\s+echo)|<)/i;
const GIVES_VALUE = /^(?:<%[=-]|<%:|<\?(?:=|php\s+(?:echo|print)\b)|<apex:outputText\b|<apex:outputField\b|<c:out\b)/i;

/**
 * The script of a page as a parser can take it, of the same length. Line breaks stay where they are, except inside quoted texts, where
 * only a merge field can have brought them.
 */
export function cleanScript(text: string, dialect: Dialect): string {
  const edged = cleanEdges(text);
  const lexemes = lexScript(edged, atomFinder(dialect, true));
  const pieces: string[] = [];
  let last = 0;
  for (const lexeme of lexemes) {
    if (lexeme.kind !== 'atom') continue;
    pieces.push(edged.slice(last, lexeme.start), lexeme.quote === '' ? inCode(edged, lexeme) : inText(edged, lexeme));
    last = lexeme.end;
  }
  pieces.push(edged.slice(last));
  const clean = cleanEntities(pieces.join(''));
  return clean === text ? text : clean;
}

/** Unchanged where it does no harm. */
function inText(text: string, { start, end, quote }: Lexeme): string {
  const raw = text.slice(start, end);
  if (quote === '`') return raw.replace(/[`\\$]/g, '_');
  const harmless = !raw.includes(quote) && !/[\r\n\\]/.test(raw);
  return harmless ? raw : raw.replace(/[\s\S]/g, (character) => (/\s/.test(character) ? ' ' : '_'));
}

function inCode(text: string, { start, end }: Lexeme): string {
  const raw = text.slice(start, end);
  const before = text[start - 1] ?? '';
  const follows = text[end] ?? '';
  // Part of a name: acct_{!id}, {!ns}__Bar.
  if (/[\w$]/.test(before)) return filler(raw, '_');
  if (!GIVES_VALUE.test(raw) && NO_VALUE.test(raw)) return blank(raw);
  if (/[\w$]/.test(follows)) return filler(raw, '_');
  const previous = significantBefore(text, start);
  const next = significantAfter(text, end);
  const isStatement = previous === '' || previous === ';' || previous === '{' || previous === '}' || previous === '>';
  const isUsed = next !== '' && '(.[=+-*/?,:%&|<)]'.includes(next);
  if (GIVES_VALUE.test(raw) ? isStatement && !isUsed && next === '<' : isStatement && !isUsed) return blank(raw);
  return filler(raw, 'm');
}

/** A name as long as the first line of what it replaces; blanks behind it. */
function filler(raw: string, first: string): string {
  const firstLine = /^[^\r\n]*/.exec(raw)?.[0].length ?? 0;
  return first + '_'.repeat(Math.max(0, firstLine - 1)) + blank(raw.slice(firstLine));
}

function significantBefore(text: string, start: number): string {
  for (let index = start - 1; index >= 0 && index > start - 2000; index--)
    if (!/\s/.test(text[index] as string)) return text[index] as string;
  return '';
}

function significantAfter(text: string, end: number): string {
  for (let index = end; index < text.length && index < end + 2000; index++)
    if (!/\s/.test(text[index] as string)) return text[index] as string;
  return '';
}

/** What hides script from old browsers and from XML: `<!--`, `-->` and CDATA marks at the edges of a block. */
function cleanEdges(text: string): string {
  let clean = text;
  const open = /^(\s*)<!--/.exec(clean);
  if (open) clean = `${open[1] ?? ''}//  ${clean.slice(open[0].length)}`;
  // The old mark stands on a line of its own; where script follows on the same line, the line was never run.
  const cdata = /^(\s*)<!\[CDATA\[/.exec(clean);
  if (cdata) clean = (cdata[1] ?? '') + ' '.repeat(9) + clean.slice(cdata[0].length);
  const tail = clean.trimEnd();
  const close = /(?:-->|\]\]>)$/.exec(tail)?.[0];
  if (close !== undefined) {
    const at = tail.length - 3;
    const line = tail.slice(Math.max(tail.lastIndexOf('\n', at), tail.lastIndexOf('\r', at)) + 1, at);
    if (!line.includes('//')) clean = `${clean.slice(0, at)}   ${clean.slice(at + 3)}`;
  }
  return clean;
}

const ENTITIES: Readonly<Record<string, string>> = { '&nbsp;': ' ', '&lt;': '<', '&gt;': '>', '&amp;&amp;': '&&', '&amp;': '&' };

/** References that a page of XML resolves before a browser sees the script. Texts keep theirs: there they do no harm. */
function cleanEntities(text: string): string {
  if (!/&(?:nbsp|lt|gt|amp);/.test(text)) return text;
  let shown = '';
  let last = 0;
  const code = (until: number): string =>
    text
      .slice(last, until)
      .replace(/&nbsp;|&lt;|&gt;|&amp;&amp;|&amp;/g, (reference) => (ENTITIES[reference] ?? '').padEnd(reference.length));
  for (const { start, end } of lexScript(text)) {
    if (start < last) continue;
    shown += code(start) + text.slice(start, end);
    last = end;
  }
  return shown + code(text.length);
}

/** Markup with everything blanked that is no markup, so that quotes and brackets in it cannot mislead; of the same length. */
export function shieldMarkup(text: string, dialect: Dialect): string {
  if (!dialect.merge && !dialect.server && !dialect.braces && !dialect.expressions && !dialect.curly) return text;
  const findAtom = atomFinder(dialect, false);
  const pieces: string[] = [];
  let last = 0;
  const starts = /[{<#$]/g;
  for (let match = starts.exec(text); match; match = starts.exec(text)) {
    const end = findAtom(text, match.index);
    if (end < 0) continue;
    const raw = text.slice(match.index, end);
    starts.lastIndex = end;
    if (/<\/script/i.test(raw) && raw[0] === '{') {
      starts.lastIndex = match.index + 1;
      continue;
    }
    pieces.push(text.slice(last, match.index), raw.replace(/[^\r\n]/g, '_'));
    last = end;
  }
  pieces.push(text.slice(last));
  return pieces.join('');
}
