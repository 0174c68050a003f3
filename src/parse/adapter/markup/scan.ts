/** Markup of any make to its tags, each with its place. HTML, Visualforce, Aura and templates alike; nothing in it can be too broken. */
import { QuoteType, Tokenizer } from 'htmlparser2';
import { shieldMarkup, type Dialect } from './merge-fields.ts';

export interface TagAttribute {
  /** As written. */
  readonly name: string;
  readonly nameStart: number;
  /** As written, references not resolved; null where there is no value. */
  readonly value: string | null;
  readonly valueStart: number;
}

export interface Tag {
  /** In lower case, with its prefix. */
  readonly name: string;
  /** Offset of the first character of the name. */
  readonly nameStart: number;
  readonly attributes: readonly TagAttribute[];
  /** Offset behind the tag. */
  readonly end: number;
  readonly selfClosing: boolean;
  /** Where what it holds ends, for elements whose content is text: script, style and the like. */
  readonly contentEnd: number;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface MarkupScan {
  readonly text: string;
  readonly tags: readonly Tag[];
  readonly comments: readonly Span[];
}

type OpenTag = { -readonly [K in keyof Tag]: Tag[K] } & { attributes: TagAttribute[] };

/** Never throws; takes time in proportion to the text, since no tree is built. */
export function scanMarkup(text: string, dialect: Dialect): MarkupScan {
  const shielded = shieldMarkup(unwrapConditionals(text), dialect);
  const tags: OpenTag[] = [];
  const comments: Span[] = [];
  let open: OpenTag | null = null;
  let attribute: { name: string; nameStart: number; valueStart: number; valueEnd: number } | null = null;
  const ignore = (): void => undefined;
  const finish = (end: number, selfClosing: boolean): void => {
    if (!open) return;
    tags.push({ ...open, end: end + 1, selfClosing, contentEnd: end + 1 });
    open = null;
  };

  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: false, recognizeSelfClosing: true },
    {
      onopentagname(start, end) {
        open = { name: text.slice(start, end).toLowerCase(), nameStart: start, attributes: [], end, selfClosing: false, contentEnd: end };
      },
      onattribname(start, end) {
        attribute = { name: text.slice(start, end), nameStart: start, valueStart: end, valueEnd: end };
      },
      onattribdata(start, end) {
        if (!attribute) return;
        if (attribute.valueStart === attribute.nameStart + attribute.name.length) attribute.valueStart = start;
        attribute.valueEnd = end;
      },
      onattribend(quote) {
        if (!attribute || !open) return;
        const { name, nameStart, valueStart, valueEnd } = attribute;
        open.attributes.push({ name, nameStart, valueStart, value: quote === QuoteType.NoValue ? null : text.slice(valueStart, valueEnd) });
        attribute = null;
      },
      onopentagend: (end) => finish(end, false),
      onselfclosingtag: (end) => finish(end, true),
      ontext(start, end) {
        // The content of a script is one text behind its tag.
        const last = tags.at(-1);
        if (last && last.end === start && !last.selfClosing && isRawText(last.name)) last.contentEnd = end;
      },
      oncomment(start, end) {
        comments.push({ start, end });
      },
      onattribentity: ignore,
      oncdata: ignore,
      onclosetag: ignore,
      ondeclaration: ignore,
      onend: ignore,
      onprocessinginstruction: ignore,
      ontextentity: ignore,
    },
  );
  tokenizer.write(shielded);
  tokenizer.end();
  return { text, tags, comments };
}

function isRawText(name: string): boolean {
  return name === 'script' || name === 'style' || name === 'textarea' || name === 'title';
}

/** What stands in a conditional comment is meant for some browsers, so it is markup. */
function unwrapConditionals(text: string): string {
  return text.replace(/<!--\[if\b[^\]\r\n]{0,200}\]>(?:<!-->|-->)?|<!--<!\[endif\]-->|(?:<!--)?<!\[endif\]-->/gi, (mark) =>
    ' '.repeat(mark.length),
  );
}

export function attributeOf(tag: Tag, name: string): TagAttribute | undefined {
  return tag.attributes.find((attribute) => attribute.name.toLowerCase() === name);
}
