/** What an address tells about the system behind it, without the credentials that it may carry. */
import type { Node } from 'estree';
import type { Contact } from '../../../model/assessment.ts';
import { HOLE, type Evaluator, type ParsedScript } from '../script/types.ts';
import { MASK } from '../../secrets.ts';
import { isOutside } from '../hosts.ts';
import { alternatives, importedFrom, settingsBehind } from './expressions.ts';
import { bare, literalText, operandsOf } from './nodes.ts';
import type { Quoter } from './quoting.ts';

export interface Address {
  /** Host with port, in lower case; null where only an expression is known. */
  readonly host: string | null;
  readonly expression: string;
  /** As written, credentials, parameters and queries masked. */
  readonly shown: string;
  readonly confidence: Contact['confidence'];
}

const ABSOLUTE = /^(?:(https?|wss?|ftp|sips?|rtmps?|rtsp):)?\/\/(?:[^/?#\\]*@)?([^/?#\\@]+)([^?#]*)/i;
const SCHEME = /^([a-z][a-z0-9+.-]{1,30}):(?!\/\/)/i;
/** Schemes that lead to no system. */
const NO_SYSTEM = /^(?:javascript|data|blob|about|mailto|tel|sms|file|chrome-extension|moz-extension)$/i;

/** Paths that Salesforce serves. */
const SALESFORCE_PATH =
  /^\/(?:services|apex|apexpages|resource|sfc|secur|support|lightning|one|aura|servlet|soap|_ui|s|sfsites|visualforce|ui|setup|p|faces|webruntime|sserv|jslibrary|static|_nc_external)(?:[/?#.]|$)|^\/(?=[A-Za-z]{0,2}\d)(?:[A-Za-z0-9]{18}|[A-Za-z0-9]{15}|[A-Za-z0-9]{3})(?:[/?#]|$)/i;

/** Files that Salesforce serves; a relative address in them leads back to Salesforce. */
export function isServedBySalesforce(file: string): boolean {
  return /\.(?:page|component|vfp|vf|resource|cmp|app|object)(?:!|$)|(?:^|\/)(?:aura|lwc|staticresources|pages|components)\//i.test(file);
}

const HOST = /^[a-z0-9_…*-]+(?:\.[a-z0-9_…*-]+)*(?::(?:\d{1,5}|…))?$/i;

/** Host and port of an absolute address; null where it is none, or where the host is made at run time. */
export function hostOf(text: string): string | null {
  const host = ABSOLUTE.exec(text.trim())?.[2]?.toLowerCase();
  if (host === undefined || !HOST.test(host)) return null;
  const name = host.replace(/:.*$/, '');
  // A part that is set at run time leaves a name only if the registered domain stands there.
  if (name.includes(HOLE) && !/\.[a-z0-9-]+\.[a-z]{2,}$/i.test(name)) return null;
  if (/^[…*.]*$/.test(name)) return null;
  return host.replace(/:…$/, '').replace(/:(?:80|443)$/, '');
}

const LONG_SEGMENT = 24;

function maskSegment(segment: string, quoter: Quoter): string {
  if (segment === '' || segment === HOLE) return segment;
  if (quoter.hides(segment)) return MASK;
  return segment.length >= LONG_SEGMENT && /\d/.test(segment) && /^[\w~+=%-]+$/.test(segment) ? MASK : segment;
}

/** An address with its user, its query's values and its tokens masked. */
export function maskAddress(text: string, quoter: Quoter): string {
  const masked = quoter.text(text.trim());
  const [path = '', ...rest] = masked.split(/(?=[?#])/);
  const scheme = /^(?:[a-z][a-z0-9+.-]{0,30}:)?\/\//i.exec(path)?.[0] ?? '';
  const behind = path.slice(scheme.length).replace(/^[^/@]*@/, `${MASK}@`);
  const segments = behind.split('/').map((segment, index) => (index === 0 && scheme !== '' ? segment : maskSegment(segment, quoter)));
  const query = rest
    .join('')
    .replace(/([?&#;])([^=&#?;]{0,80})=[^&#?;]*/g, `$1$2=${HOLE}`)
    .replace(/[?#][^=]*$/, (tail) =>
      /[=]/.test(tail) ? tail : tail.length > 40 ? tail[0] + HOLE : quoter.hides(tail.slice(1)) ? `${tail[0]}${MASK}` : tail,
    );
  return (scheme + segments.join('/') + query).slice(0, 200);
}

interface Asking {
  readonly evaluator: Evaluator;
  readonly quoter: Quoter;
}

/** The addresses that an expression may stand for: one for each host, or one expression. None where it leads to Salesforce or nowhere. */
export function addressesOf(node: Node, at: ParsedScript, asking: Asking): Address[] {
  const { evaluator, quoter } = asking;
  const literal = literalText(node);
  const texts =
    literal !== null ? [literal] : evaluator.texts(node, at).filter((text) => !/^(?:null|undefined|true|false|NaN)?$/.test(text));
  const direct = literal !== null;
  const found = new Map<string, Address>();
  let salesforce = isSalesforceExpression(node, at, evaluator);
  for (const text of texts) {
    const host = hostOf(text);
    const known = {
      shown: maskAddress(text, quoter),
      confidence: direct ? 'exact' : text.includes(HOLE) ? 'dynamic' : 'resolved',
    } as const;
    if (host !== null) {
      if (!isOutside(host)) salesforce = true;
      else if (!found.has(host)) found.set(host, { host, expression: host, ...known });
      continue;
    }
    const scheme = SCHEME.exec(text)?.[1];
    if (scheme !== undefined && !ABSOLUTE.test(text)) {
      if (NO_SYSTEM.test(scheme)) salesforce = true;
      else if (!/^\d+$/.test(text.slice(scheme.length + 1, scheme.length + 6))) {
        const name = `${scheme.toLowerCase()}:`;
        found.set(name, { host: null, expression: name, ...known, shown: `${name}${HOLE}` });
      }
    } else if (leadsToSalesforce(text, at)) salesforce = true;
  }
  if (found.size > 0) return [...found.values()].slice(0, 4);
  if (salesforce) return [];
  // Nothing to show, and nothing that is made at run time either.
  if (texts.length > 0 && texts.every((text) => /^\s*(?:#.*)?$/.test(text))) return [];
  if (bare(node).type === 'Literal' && literal === null) return [];
  return [
    {
      host: null,
      ...expressionOf(node, at, texts, asking),
      confidence:
        texts.length > 0 && texts.every((text) => !text.includes(HOLE) && !MERGE_FIELD.test(text))
          ? direct
            ? 'exact'
            : 'resolved'
          : 'dynamic',
    },
  ];
}

function leadsToSalesforce(text: string, at: ParsedScript): boolean {
  if (/\/services\/(?:data|apexrest|Soap|async)\/|\/support\/(?:api|console)\/|^\{![^{}]{0,120}\b\w*Id\}$/.test(text)) return true;
  if (SALESFORCE_PATH.test(text)) return true;
  // A path from the root, or beside the page itself.
  return isServedBySalesforce(at.script.file) && (/^\/(?!\/)/.test(text) || /^\.{1,2}\//.test(text) || /^[\w-]+\.\w{1,5}$/.test(text));
}

const SALESFORCE_NAMES =
  /\$Resource|URLFOR\s*\(|\$Page\.|\$Site\.|\$Api\.|@salesforce\/resourceUrl|UserContext|sfdcBaseUrl|getSfdcBaseUrl|sfdcIframeOrigin/i;

/** Whether an expression names one of the ways in which Salesforce gives out its own addresses. */
function isSalesforceExpression(node: Node, at: ParsedScript, evaluator: Evaluator): boolean {
  const places = [{ node, at }, ...alternatives(node, at, evaluator)];
  return places.some(({ node: source, at: where }) => {
    if (SALESFORCE_NAMES.test(sourceOf(source, where, 400))) return true;
    const first = source.type === 'TemplateLiteral' ? source.expressions[0] : operandsOf(source)[0];
    const name = first ? bare(first) : source;
    return name.type === 'Identifier' && (importedFrom(name.name, where) ?? '').startsWith('@salesforce/');
  });
}

function sourceOf(node: Node, at: ParsedScript, limit: number): string {
  const { start = 0, end = 0 } = node as unknown as { start?: number; end?: number };
  return at.script.text.slice(start, Math.min(end, start + limit));
}

/** The name of a system whose host is not known: the setting that holds it, the server of the page, or what the address begins with. */
function expressionOf(
  node: Node,
  at: ParsedScript,
  texts: readonly string[],
  { evaluator, quoter }: Asking,
): { expression: string; shown: string } {
  const sources = alternatives(node, at, evaluator);
  const [source] = sources;
  const better = sources.length === 1 && source && bare(node).type === 'Identifier' ? source : { node, at };
  const items = settingsBehind(node, at, evaluator);
  const [text] = texts;
  const path = text !== undefined && text !== HOLE ? maskAddress(text, quoter) : '';
  const field = MERGE_FIELD.exec(text ?? '')?.[0];
  const shown = path === '' || path.startsWith(HOLE) ? quoter.source(better.node, better.at, 200) : path;
  if (items.length > 0) return { expression: `call center setting ${items.join(' or ')}`, shown };
  if (field !== undefined) return { expression: quoter.text(field), shown };
  const isPath = path !== '' && !path.startsWith(HOLE) && !ABSOLUTE_START.test(path);
  if (isPath || OWN_HOST.test(sourceOf(better.node, better.at, 300))) return { expression: 'own server', shown };
  return { expression: quoter.source(beginningOf(better.node), better.at, 80), shown };
}

/** What a page puts in when it is served. */
const MERGE_FIELD = /^(?:https?:\/\/)?(?:\{![^{}]{1,120}\}|\{\{[^{}]{1,120}\}\}|<%[^%]{1,120}%>)/;
const ABSOLUTE_START = /^(?:[a-z][a-z0-9+.-]{0,30}:)?\/\//i;
const OWN_HOST = /location\.(?:host|hostname|origin|href|protocol)\b/;

/** In `base + '/path'` the base, by which further addresses of the system are known. */
function beginningOf(node: Node): Node {
  const inner = bare(node);
  if (inner.type === 'TemplateLiteral') {
    const [first] = inner.expressions;
    return first && inner.quasis[0]?.value.cooked === '' ? first : inner;
  }
  const operands = operandsOf(inner);
  const [first] = operands;
  return first && operands.length > 1 && literalText(first) === null ? first : inner;
}
