/**
 * An SVG that holds nothing but a drawing, written anew from what is known to be harmless.
 *
 * A page shows its logo as a picture, where no browser runs a script or fetches anything. The file may be taken out of the page all the same,
 * so what could run, fetch or grow is refused by name; what drawing programs leave for themselves is left out.
 */
import { XMLValidator } from 'fast-xml-parser';
import { Parser } from 'htmlparser2';

export type PlainSvg = { readonly text: string } | { readonly fault: string };

const MOST_ELEMENTS = 5000;
const MOST_DEPTH = 64;
/** Each may draw another one, so few of them can make many. */
const MOST_USES = 20;

const DRAWN = new Set(
  [
    'svg g defs symbol use switch title desc style path rect circle ellipse line polyline polygon image text tspan textPath',
    'linearGradient radialGradient stop clipPath mask pattern marker filter feBlend feColorMatrix feComponentTransfer feComposite',
    'feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset feTile',
  ].flatMap((names) => names.split(' ')),
);
/** Of drawing programs, for themselves. Whatever has a prefix is theirs too. */
const LEFT_OUT = new Set(['metadata']);
const KEPT_WITH_PREFIX = new Set(['xlink:href', 'xmlns:xlink', 'xml:space']);

const NAMESPACES: Readonly<Record<string, string>> = { xmlns: 'http://www.w3.org/2000/svg', 'xmlns:xlink': 'http://www.w3.org/1999/xlink' };

export function plainSvg(source: string): PlainSvg {
  const text = source.replace(/^\ufeff/, '');
  // First, since the validator's own answer to an inner subset is an error of another kind.
  const declared = /<!(?:DOCTYPE[^>]*\[|ENTITY)/i.exec(text);
  if (declared) return { fault: `declares entities (line ${lineAt(text, declared.index)})` };
  const valid = XMLValidator.validate(text.replace(/<!DOCTYPE[^>]*>/i, ''));
  if (valid !== true) return { fault: `is no well-formed XML: ${valid.err.msg} (line ${valid.err.line})` };

  const faults: string[] = [];
  const parts: string[] = [];
  const open: string[] = [];
  let dropping = 0;
  let elements = 0;
  let uses = 0;
  const refuse = (what: string): void => void faults.push(`${what} (line ${lineAt(text, parser.startIndex)})`);
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        elements += 1;
        if (dropping > 0 || LEFT_OUT.has(name) || name.includes(':')) {
          dropping += 1;
          return;
        }
        if (elements > MOST_ELEMENTS) return;
        if (open.length === 0 && name !== 'svg') refuse(`begins with <${shown(name)}>`);
        else if (!DRAWN.has(name)) refuse(`holds <${shown(name)}>`);
        if (name === 'use') uses += 1;
        open.push(name);
        if (open.length === MOST_DEPTH + 1) refuse(`is nested more than ${MOST_DEPTH} deep`);
        const written = Object.entries(attributes).flatMap(([key, value]) => {
          if (key.includes(':') && !KEPT_WITH_PREFIX.has(key)) return [];
          const reason = faultOfAttribute(name, key, value);
          if (reason) refuse(reason);
          return [` ${key}="${value.replaceAll('<', '&lt;').replaceAll('"', '&quot;')}"`];
        });
        parts.push(`<${name}${written.join('')}>`);
      },
      onclosetag: (name) => {
        if (dropping > 0) dropping -= 1;
        else if (open.pop() !== undefined) parts.push(`</${name}>`);
      },
      ontext: (data) => {
        if (dropping > 0) return;
        if (open.at(-1) === 'style') {
          const reason = faultOfStyle(data);
          if (reason) refuse(`holds a style ${reason}`);
        }
        parts.push(data.replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
      },
      onprocessinginstruction: (name) => {
        if (/^\?xml-stylesheet$/i.test(name)) refuse('takes in a style sheet');
      },
    },
    { xmlMode: true, decodeEntities: false },
  );
  parser.end(text);
  if (elements > MOST_ELEMENTS) faults.push(`holds more than ${MOST_ELEMENTS} elements`);
  if (uses > MOST_USES) faults.push(`holds more than ${MOST_USES} <use>`);
  const root = parts.find((part) => part.startsWith('<svg')) ?? '';
  if (faults.length === 0 && !root.includes(` xmlns="${NAMESPACES['xmlns']}"`)) faults.push('does not name the namespace of SVG');
  if (faults.length === 0 && !/ viewBox="/.test(root) && !(/ width="/.test(root) && / height="/.test(root)))
    faults.push('has no size: neither viewBox nor width and height');
  return faults.length > 0 ? { fault: faults.slice(0, 5).join(', ') } : { text: parts.join('').trim() };
}

function faultOfAttribute(element: string, key: string, value: string): string | null {
  if (/^on/i.test(key)) return `holds the handler ${shown(key)}`;
  if (NAMESPACES[key] !== undefined) return value === NAMESPACES[key] ? null : `gives ${key} another meaning`;
  if (!/^[A-Za-z][\w:.-]*$/.test(key)) return `holds the attribute ${shown(key)}`;
  if (key === 'href' || key === 'xlink:href') {
    if (/^#[\w.:-]+$/.test(value)) return null;
    return element === 'image' && /^data:image\/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]+$/.test(value)
      ? null
      : 'refers to something outside itself';
  }
  // What is written with references could be anything.
  if (value.includes('&')) return `holds a reference in ${shown(key)}`;
  if (key === 'style') {
    const reason = faultOfStyle(value);
    return reason ? `holds a style ${reason}` : null;
  }
  return refersOutside(value) ? 'refers to something outside itself' : null;
}

function faultOfStyle(style: string): string | null {
  if (/[\\@&<]/.test(style)) return 'with “@”, “\\”, “&” or “<”';
  return refersOutside(style) ? 'that refers to something outside the picture' : null;
}

function refersOutside(value: string): boolean {
  const rest = value.replaceAll(/url\(\s*(["']?)#[\w.:-]+\1\s*\)/gi, '');
  return /url\s*\(|(?:java|vb)script\s*:|image(?:-set)?\s*\(|expression\s*\(/i.test(rest);
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Names come from a file. */
function shown(name: string): string {
  // oxlint-disable-next-line no-control-regex
  return name.slice(0, 40).replace(/[^\x20-\x7e]/g, '\ufffd');
}
