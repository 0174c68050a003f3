/**
 * Links that dial by themselves, `tel:` and `callto:`, in markup and in the script beside it. A number that is put in when the page runs is
 * a record's phone. One that stands there in full says less, and nothing where calling it is free: that is a help line for visitors.
 */
import { withoutComments } from '../../adapter/lex.ts';
import { resolveReferences } from '../../adapter/markup/references.ts';
import type { MarkupScan, Tag, TagAttribute } from '../../adapter/markup/scan.ts';

export interface TelephoneLink {
  /** Offset of the scheme in the text. */
  readonly offset: number;
  readonly scheme: string;
  readonly confidence: 'exact' | 'text';
}

/** Links of a page or a template, those in its script included. */
export function markupLinks(scan: MarkupScan): TelephoneLink[] {
  const links: TelephoneLink[] = [];
  for (const tag of scan.tags) {
    for (const attribute of tag.attributes) links.push(...attributeLinks(tag, attribute));
    if (tag.name === 'script' && tag.contentEnd > tag.end)
      links.push(...scriptLinks(withoutComments(scan.text.slice(tag.end, tag.contentEnd)), tag.end));
  }
  return links;
}

const FULL_NUMBER = /^\s*(tel|callto):([+\d\s().-]{3,40})(?:;|,|$)/i;

/** Prefixes of numbers that cost the caller nothing, in the plan of North America, internationally, and with a leading nought. */
const FREE_OF_CHARGE = /^(?:1?8(?:00|33|44|55|66|77|88)\d{7}|(?:00)?800\d{8}|0800\d+|1[38]00\d{6})$/;

function attributeLinks(tag: Tag, { name, value, valueStart }: TagAttribute): TelephoneLink[] {
  if (value === null || value === '') return [];
  const resolved = resolveReferences(value, valueStart);
  if (/^on[a-z]+$/i.test(name)) return scriptLinks(resolved.value, 0).map((link) => ({ ...link, offset: resolved.offsetAt(link.offset) }));
  if (!/^href$/i.test(name) && !(/^value$/i.test(name) && tag.name === 'apex:outputlink')) return [];
  const plain = /^\s*(tel|callto):(?=[^{]{0,40}\{)/i.exec(resolved.value);
  const made = plain ?? /^\s*\{[!#].{0,80}?['"](tel|callto):/is.exec(resolved.value);
  const match = made ?? FULL_NUMBER.exec(resolved.value);
  if (!match || (!made && FREE_OF_CHARGE.test((match[2] ?? '').replace(/\D/g, '')))) return [];
  const scheme = (match[1] ?? '').toLowerCase();
  const at = match[0].lastIndexOf(match[1] ?? '');
  return [{ offset: resolved.offsetAt(at), scheme: `${scheme}:`, confidence: made ? 'exact' : 'text' }];
}

/** Texts in script that begin with the scheme and are put together with something: `'tel:' + phone`, `tel:${phone}`. Comments are out already. */
export function scriptLinks(live: string, start: number): TelephoneLink[] {
  const pattern = /(['"])(tel|callto):[^'"\r\n]{0,20}\1\s{0,20}(?:\+(?!\+)|\.concat\()|`(tel|callto):[^`$\r\n]{0,20}\$\{/gi;
  return [...live.matchAll(pattern)].map((match) => ({
    offset: start + match.index + 1,
    scheme: `${(match[2] ?? match[3] ?? '').toLowerCase()}:`,
    confidence: 'text',
  }));
}
