/**
 * XML to a tree in which everything has its place, also where the file is broken.
 *
 * Two libraries share the work. fast-xml-parser's validator says what is wrong with a file. htmlparser2 in XML mode is an
 * event parser with offsets that goes on after a fault, at any depth. Neither resolves entities of a document type, and a
 * document type is blanked out before parsing, so nothing in it can expand, be fetched, or pose as an element.
 */
import { s } from '../model/sentence.ts';
import { XMLValidator } from 'fast-xml-parser';
import { Parser } from 'htmlparser2';
import { indexLines, type Position, offsetsBy, type Mark } from './lines.ts';

export interface XmlAttribute {
  /** Local name, without prefix. */
  readonly name: string;
  /** The name as written, with its prefix. */
  readonly qualifiedName: string;
  readonly value: string;
  /** Offset of the first character of the name, prefix included. */
  readonly nameStart: number;
  /** Offset of the first character of the value. */
  readonly valueStart: number;
}

export interface XmlElement {
  /** Local name, without prefix, as written. */
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** Offset of `<`. */
  readonly start: number;
  /** Offsets of what stands between the tags; both equal for an empty element. */
  readonly innerStart: number;
  readonly innerEnd: number;
  /** Character data before the first child, CDATA opened up, comments left out; see {@link textOf}. */
  readonly parts: readonly TextPart[];
  /** The parts that stand before the first child. */
  readonly leading: number;
}

interface TextPart {
  readonly start: number;
  readonly end: number;
  readonly cdata: boolean;
}

export interface XmlFault extends Position {
  readonly offset: number;
  readonly detail: string;
}

export interface XmlDocument {
  readonly text: string;
  readonly roots: readonly XmlElement[];
  /** What keeps the file from being well-formed XML 1.0, in document order; empty when it is. */
  readonly faults: readonly XmlFault[];
  /** Where a document type stands, if one does. */
  readonly documentType: Position | null;
  readonly place: (offset: number) => Position;
}

/** Characters that XML 1.0 does not allow anywhere, not even as a reference (https://www.w3.org/TR/xml/#charsets). */
// oxlint-disable-next-line no-control-regex
const NOT_ALLOWED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

const INSTRUCTION = /^\?[\p{L}_:][\p{L}\p{M}\p{N}_:.·-]*(?:\s|$)/u;

const XML_DECLARATION =
  /^\?xml\s+version\s*=\s*(?:"1\.\d+"|'1\.\d+')(?:\s+encoding\s*=\s*(?:"[\w.-]+"|'[\w.-]+'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*$/;

/** A file of nothing but ampersands has twenty million faults. */
export const MOST_FAULTS = 100_000;

/** What nobody writes by hand or by program; the time that the parser takes grows with the square of the depth. */
const DEEPEST = 50_000;

/** Never throws: what cannot be read becomes a fault. */
export function readXml(source: string): XmlDocument {
  const place = indexLines(source);
  const faults: XmlFault[] = [];
  const fault = (offset: number, detail: string): void => {
    if (faults.length < MOST_FAULTS) faults.push({ offset, detail, ...place(offset) });
  };

  const { text, start: typeStart, closed } = blankDocumentType(source);
  if (typeStart !== null && !closed) fault(typeStart, s`A document type is opened here and never closed.`);
  const roots = parseTree(text, fault, typeStart !== null);

  const control = NOT_ALLOWED.exec(source);
  if (control) fault(control.index, s`A control character stands in the text; XML does not allow it.`);
  if (faults.length === 0) {
    const verdict = XMLValidator.validate(text);
    if (verdict !== true) {
      const at = { line: Math.max(verdict.err.line, 1), column: Math.max(verdict.err.col || 1, 1) };
      // The library's own message may quote the file, which may hold a credential.
      faults.push({ offset: 0, detail: s`The markup is not well-formed: a tag or an attribute is not written as XML demands.`, ...at });
    }
  }
  faults.sort((a, b) => a.line - b.line || a.column - b.column);
  return { text, roots, faults, documentType: typeStart === null ? null : place(typeStart), place };
}

/** An element under construction; {@link XmlElement} is its finished, read-only face. */
type OpenElement = { -readonly [K in keyof XmlElement]: XmlElement[K] } & {
  attributes: XmlAttribute[];
  children: OpenElement[];
  parts: TextPart[];
};

class TooDeep extends Error {}

function parseTree(text: string, fault: (offset: number, detail: string) => void, hasDocumentType: boolean): OpenElement[] {
  const roots: OpenElement[] = [];
  const stack: OpenElement[] = [];
  let opening: OpenElement | null = null;
  let inCdata = false;
  let attributeNames = new Set<string>();
  // After a processing instruction the parser's start index lags by one character.
  const markupStart = (): number => parser.startIndex + (text[parser.startIndex] === '<' ? 0 : 1);

  const parser = new Parser(
    {
      onopentagname(name) {
        if (stack.length >= DEEPEST) throw new TooDeep();
        attributeNames = new Set();
        opening = {
          name: localName(name),
          attributes: [],
          children: [],
          start: markupStart(),
          innerStart: 0,
          innerEnd: text.length,
          parts: [],
          leading: -1,
        };
      },
      onattribute(name, value, quote) {
        if (!opening) return;
        const raw = text.slice(parser.startIndex, parser.endIndex + 1);
        const equals = raw.indexOf('=');
        const offset = quote ? raw.indexOf(quote, equals) + 1 : equals + 1;
        if (quote === null || quote === undefined) fault(parser.startIndex, s`An attribute stands without a quoted value.`);
        if (value.includes('<')) fault(parser.startIndex, s`The character < stands in an attribute value; it must be written as &lt;.`);
        if (attributeNames.has(name)) fault(parser.startIndex, s`An attribute is repeated in one tag.`);
        attributeNames.add(name);
        const valueStart = parser.startIndex + Math.max(offset, 0);
        // A line break in an attribute counts as a space (https://www.w3.org/TR/xml/#AVNormalize).
        const normal = value.replace(/\r\n|[\r\n\t]/g, ' ');
        opening.attributes.push({
          name: localName(name),
          qualifiedName: name,
          nameStart: parser.startIndex,
          value: decodeReferences(normal, (at) => fault(valueStart + at, unknownReference), hasDocumentType),
          valueStart,
        });
      },
      onopentag() {
        if (!opening) return;
        opening.innerStart = parser.endIndex + 1;
        const parent = stack.at(-1);
        if (parent) {
          if (parent.leading < 0) parent.leading = parent.parts.length;
          parent.children.push(opening);
        } else {
          if (roots.length > 0) fault(opening.start, s`A second element stands beside the root; XML allows one root.`);
          roots.push(opening);
        }
        stack.push(opening);
        opening = null;
      },
      onclosetag(_name, implied) {
        if (opening) {
          fault(opening.start, s`The file ends inside a tag.`);
          opening = null;
          return;
        }
        const element = stack.pop();
        if (!element) return;
        const selfClosing = implied && text[element.innerStart - 2] === '/';
        element.innerEnd = selfClosing ? element.innerStart : Math.max(parser.startIndex, element.innerStart);
        if (implied && !selfClosing) {
          if (parser.endIndex >= text.length - 1 && !text.slice(parser.startIndex).startsWith('</')) element.innerEnd = text.length;
          fault(element.start, s`A tag is opened here and never closed.`);
        }
      },
      ontext(data) {
        const start = inCdata ? markupStart() + '<![CDATA['.length : parser.endIndex + 1 - data.length;
        const end = start + data.length;
        const element = stack.at(-1);
        if (element) element.parts.push({ start, end, cdata: inCdata });
        else if (!hasDocumentType && text.slice(start, end).trim() !== '') fault(start, s`Text stands outside the root element.`);
      },
      oncdatastart() {
        inCdata = true;
        if (text.indexOf(']]>', markupStart()) < 0) fault(markupStart(), s`A CDATA section is opened here and never closed.`);
      },
      oncdataend() {
        inCdata = false;
      },
      onprocessinginstruction(name, data) {
        const at = markupStart();
        if (name.startsWith('!')) fault(at, s`A declaration stands here that XML does not allow outside a document type.`);
        else if (name.toLowerCase() !== '?xml') {
          if (!INSTRUCTION.test(data)) fault(at, s`A processing instruction does not begin with a name.`);
        } else if (at > 0) fault(at, s`An XML declaration stands elsewhere than at the beginning.`);
        else if (!XML_DECLARATION.test(data)) fault(at, s`The XML declaration is not written as XML demands.`);
      },
      oncomment(data) {
        const at = markupStart();
        if (text.indexOf('-->', at + 4) < 0) fault(at, s`A comment is opened here and never closed.`);
        else if (data.includes('--'))
          fault(at + 4 + data.indexOf('--'), s`Two hyphens stand inside a comment; XML does not allow them there.`);
        else if (data.endsWith('-')) fault(at, s`A comment ends in three hyphens; XML does not allow that.`);
      },
    },
    { xmlMode: true, decodeEntities: false },
  );
  try {
    parser.end(text);
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    fault(parser.startIndex, s`Elements are nested more than ${DEEPEST} deep here; what follows was not read.`);
  }
  for (const root of roots) checkReferences(root, text, fault, hasDocumentType);
  return roots;
}

const unknownReference = s`An ampersand stands here that begins no reference that XML knows; it must be written as &amp;.`;

/** Character data must not hold a bare ampersand or the end mark of a CDATA section. Walks without recursion: depth is the file's choice. */
function checkReferences(root: OpenElement, text: string, fault: (offset: number, detail: string) => void, lenient: boolean): void {
  const open = [root];
  for (let element = open.pop(); element; element = open.pop()) {
    for (const part of element.parts) {
      if (part.cdata) continue;
      const raw = text.slice(part.start, part.end);
      decodeReferences(raw, (at) => fault(part.start + at, unknownReference), lenient);
      const end = raw.indexOf(']]>');
      if (end >= 0) fault(part.start + end, s`The end mark of a CDATA section stands in plain text.`);
    }
    for (const child of element.children) open.push(child);
  }
}

const PREDEFINED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const REFERENCE = /&(?:#x([0-9a-fA-F]+);|#([0-9]+);|([A-Za-z_:][\w:.-]*);|)/g;

/** The five predefined entities and numeric references; anything else stays as it is written and is told to `unknown`. */
function decodeReferences(raw: string, unknown: (offset: number) => void, lenient: boolean): string {
  let decoded = '';
  let last = 0;
  for (const match of raw.matchAll(REFERENCE)) {
    const character = referredCharacter(match);
    if (character !== null) {
      decoded += raw.slice(last, match.index) + character;
      last = match.index + match[0].length;
      // With a document type a name may be declared there; it is left alone all the same.
    } else if (match[3] === undefined || !lenient) unknown(match.index);
  }
  return decoded + raw.slice(last);
}

function referredCharacter([, hex, decimal, name]: RegExpMatchArray): string | null {
  if (name !== undefined) return Object.hasOwn(PREDEFINED, name) ? (PREDEFINED[name] ?? null) : null;
  const digits = hex ?? decimal;
  if (digits === undefined) return null;
  const code = Number.parseInt(digits, hex === undefined ? 10 : 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return null;
  const character = String.fromCodePoint(code);
  return NOT_ALLOWED.test(character) ? null : character;
}

/** A text and, for each of its characters, where it stands in the file. */
export interface PlacedText {
  readonly value: string;
  /** Offset in the file of the character at `index` of the value. */
  readonly offsetAt: (index: number) => number;
}

/**
 * The text of an element: references resolved, CDATA opened, comments left out, line ends made LF as XML demands.
 * An element that holds other elements gives the text before the first of them.
 */
export function textOf(document: XmlDocument, element: XmlElement): PlacedText {
  const parts = element.leading < 0 ? element.parts : element.parts.slice(0, element.leading);
  let value = '';
  const marks: Mark[] = [];
  for (const part of parts) {
    const raw = document.text.slice(part.start, part.end);
    const pattern = part.cdata ? /\r\n?/g : /\r\n?|&[^;&<\s]*;/g;
    let last = 0;
    marks.push({ index: value.length, offset: part.start });
    for (const match of raw.matchAll(pattern)) {
      value += raw.slice(last, match.index);
      marks.push({ index: value.length, offset: part.start + match.index });
      value += match[0].startsWith('&') ? decodeReferences(match[0], () => undefined, true) : '\n';
      last = match.index + match[0].length;
      marks.push({ index: value.length, offset: part.start + last });
    }
    value += raw.slice(last);
  }
  return { value, offsetAt: offsetsBy(marks, element.innerStart) };
}

/** What stands between the tags, exactly as written. */
export function rawInner(document: XmlDocument, element: XmlElement): string {
  return document.text.slice(element.innerStart, element.innerEnd);
}

export function attribute(element: XmlElement, name: string): XmlAttribute | undefined {
  return element.attributes.find((candidate) => candidate.name === name);
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

/** Replaces a document type by blanks of the same length, so that every later offset stays true. */
function blankDocumentType(text: string): { text: string; start: number | null; closed: boolean } {
  const start = documentTypeStart(text);
  if (start === null) return { text, start, closed: true };
  const wholeEnd = documentTypeEnd(text, start);
  // One that is never closed must not take the rest of the file with it.
  const end = wholeEnd ?? (text.indexOf('>', start) + 1 || text.length);
  const blank = text.slice(start, end).replace(/[^\r\n]/g, ' ');
  return { text: text.slice(0, start) + blank + text.slice(end), start, closed: wholeEnd !== null };
}

/** Only comments, instructions and white space may stand before it; in the body, in a comment or in CDATA it is none. */
function documentTypeStart(text: string): number | null {
  const prolog = /[^<]+|<!--[\s\S]*?-->|<\?[\s\S]*?\?>/y;
  let start = 0;
  while (prolog.test(text)) start = prolog.lastIndex;
  return /^<!DOCTYPE\b/i.test(text.slice(start, start + 10)) ? start : null;
}

function documentTypeEnd(text: string, start: number): number | null {
  let depth = 0;
  let quote = '';
  for (let index = start; index < text.length; index++) {
    const character = text[index] as string;
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (text.startsWith('<!--', index)) {
      const end = text.indexOf('-->', index);
      if (end < 0) return null;
      index = end + 2;
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '[') depth++;
    else if (character === ']') depth--;
    else if (character === '>' && depth <= 0) return index + 1;
  }
  return null;
}
