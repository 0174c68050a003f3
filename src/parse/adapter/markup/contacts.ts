/** Systems outside Salesforce that markup and set-up name by their address. */
import type { Contact } from '../../../model/assessment.ts';
import type { Position } from '../../lines.ts';
import { maskShapes } from '../../secrets.ts';
import { isOutside } from '../hosts.ts';
import type { ContactSighting } from '../reading.ts';
import { resolveReferences } from './references.ts';
import { librariesIn, scriptSource } from './libraries.ts';
import { attributeOf, type MarkupScan, type Tag, type TagAttribute } from './scan.ts';
import { contextOf } from './source-fact.ts';

/** Longer expressions are shortened. */
const LONGEST_EXPRESSION = 80;
const LONGEST_ADDRESS = 200;

export interface Sighted {
  readonly means: Contact['means'];
  readonly direction: Contact['direction'];
  readonly address: string;
  readonly at: Position;
  /** The address is known to be one, whatever it looks like: a callout's, say. */
  readonly certain?: boolean;
}

/** Host with port, in lower case, of an absolute address; null where none stands there in full. */
export function hostOf(address: string): string | null {
  const match =
    /^\s*(?:(?:https?|wss?|sips?|stuns?|turns?):)?\/\/(?:[^\s/?#@]*@)?((?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?|\[[0-9a-f:]+\](?::\d{1,5})?)(?=[/?#\s]|$)/i.exec(
      address,
    );
  return match?.[1]?.toLowerCase() ?? null;
}

/** A sighting with its address masked and its query left out; null where the address leads nowhere outside. */
export function sight(file: string, { means, direction, address, at, certain }: Sighted): ContactSighting | null {
  const folded = address.replace(/\s+/g, ' ').trim();
  const host = hostOf(folded);
  if (host !== null && !isOutside(host)) return null;
  if (host === null && certain !== true && !isOutsideExpression(folded, means)) return null;
  const shown = maskShapes(withoutQuery(folded))
    .replace(/[\s+'"]+$/, '')
    .slice(0, LONGEST_ADDRESS);
  if (shown === '') return null;
  const context = contextOf(file);
  return {
    means,
    direction,
    address: shown,
    file,
    ...at,
    confidence: host === null ? 'dynamic' : 'exact',
    host,
    expression: shown.length > LONGEST_EXPRESSION ? `${shown.slice(0, LONGEST_EXPRESSION - 1)}…` : shown,
    ...(context === 'test' && { context }),
  };
}

/** Cut before the first `?` or `#`, or `&` where a merge field holds the mark, that stands in no merge field. */
function withoutQuery(address: string): string {
  let depth = 0;
  for (let index = 0; index < address.length; index++) {
    const character = address[index];
    if (character === '{') depth++;
    else if (character === '}') depth--;
    else if (character === '#' && address[index + 1] === '{') continue;
    else if (depth <= 0 && (character === '?' || character === '#' || character === '&' || character === ';')) {
      if (character !== '?' || address[index - 1] !== '<') return address.slice(0, index);
    }
  }
  return address;
}

/**
 * An address that is made at run time and does not begin as a path, a page or a resource of the org itself. A server's template most often
 * puts its own root before a script.
 */
function isOutsideExpression(address: string, means: Contact['means']): boolean {
  const begins = /^(?:(?:https?|wss?):\/\/)?(\{!|\{\{|<%=|<\?|#\{|\$\{)/i.exec(address);
  if (!begins) return false;
  if (/^(?:https?|wss?):/i.test(address)) return true;
  if (means === 'script' && begins[1] !== '{!') return false;
  return !/^(?:\{!|\{\{|<%=|<\?=?|[#$]\{)\s*(?:php\s+echo\s+)?(?:URLFOR\s*\(\s*)?(?:\(?\s*)(?:\$(?:Resource|Page|Action|Site|Component|Api|Label|CurrentPage|Setup\.\w+\.Path)\b|['"]\/|\/|\w*id\b|pageContext|request\.|url_for|asset|static)/i.test(
    address,
  );
}

interface Reach {
  readonly means: Contact['means'];
  readonly attribute: TagAttribute | undefined;
  /** An address that is wholly an expression counts too. */
  readonly orExpression: boolean;
}

function reachOf(tag: Tag): Reach | null {
  switch (tag.name.replace(/^apex:/, '')) {
    case 'iframe':
    case 'frame':
    case 'embed':
      return { means: 'iframe', attribute: attributeOf(tag, 'src'), orExpression: true };
    case 'object':
      return { means: 'iframe', attribute: attributeOf(tag, 'data'), orExpression: true };
    case 'script':
    case 'includescript':
    case 'ltng:require':
      return { means: 'script', attribute: scriptSource(tag), orExpression: true };
    case 'form':
      return { means: 'form', attribute: attributeOf(tag, 'action'), orExpression: false };
    case 'img':
    case 'image':
      return { means: 'image', attribute: attributeOf(tag, 'src') ?? attributeOf(tag, 'url'), orExpression: false };
    case 'audio':
    case 'video':
    case 'source':
      return { means: 'audio', attribute: attributeOf(tag, 'src'), orExpression: true };
    case 'a':
    case 'outputlink':
      return { means: 'link', attribute: attributeOf(tag, 'href') ?? attributeOf(tag, 'value'), orExpression: false };
    case 'link':
      return /\b(?:preconnect|dns-prefetch)\b/i.test(attributeOf(tag, 'rel')?.value ?? '')
        ? { means: 'link', attribute: attributeOf(tag, 'href'), orExpression: false }
        : null;
    default:
      return null;
  }
}

export function contactsOf(file: string, scan: MarkupScan, place: (offset: number) => Position): ContactSighting[] {
  const contacts: ContactSighting[] = [];
  for (const tag of scan.tags) {
    const reach = reachOf(tag);
    if (!reach?.attribute?.value) continue;
    const resolved = resolveReferences(reach.attribute.value, reach.attribute.valueStart);
    if (reach.means === 'script' && librariesIn(resolved.value).length > 0) continue;
    const pieces = tag.name === 'ltng:require' ? splitList(resolved.value) : [{ text: resolved.value, at: 0 }];
    for (const { text, at } of pieces) {
      const blanks = text.length - text.trimStart().length;
      if (hostOf(text) === null && !reach.orExpression && !/^\s*https?:\/\//i.test(text)) continue;
      const sighting = sight(file, { means: reach.means, direction: 'out', address: text, at: place(resolved.offsetAt(at + blanks)) });
      if (sighting) contacts.push(sighting);
    }
  }
  return contacts;
}

/** The addresses of a list, as `scripts="a,b"` or `scripts="{!join(',', 'a', 'b')}"`. */
function splitList(value: string): { text: string; at: number }[] {
  if (/^\s*\{!/.test(value))
    return [...value.matchAll(/['"]([^'"]+)['"]/g)].map((match) => ({ text: match[1] ?? '', at: match.index + 1 }));
  return [...value.matchAll(/[^,]+/g)].map((match) => ({ text: match[0], at: match.index }));
}
