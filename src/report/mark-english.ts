/** English that stands on a page of another language, marked as such for readers and their screen readers. */
import { ENGLISH, language } from './language.ts';

/** A tag, and the text behind it up to the next one. Attributes hold no `<` and no `>`: templates escape them. */
const TEXT_OF = /<([a-z][a-z0-9]*)((?:\s[^<>]*)?)>([^<>]+)(?=<)/g;
/** What may hold no element, or is no text for readers. */
const BARE: ReadonlySet<string> = new Set(['option', 'title', 'script', 'style', 'textarea', 'text', 'desc']);
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
  '`': '&#x60;',
  '=': '&#x3D;',
};

/** Marks what {@link Language.fallen} names where it stands alone in its element. An English page stays as it is. */
export function markEnglish(html: string): string {
  const { code, fallen } = language();
  if (code === ENGLISH.code || fallen.size === 0) return html;
  const texts = new Set([...fallen].map((text) => text.trim().replaceAll(/[&<>"'`=]/g, (letter) => ESCAPES[letter] ?? letter)));
  return html.replace(TEXT_OF, (whole: string, tag: string, attributes: string, text: string) => {
    if (BARE.has(tag) || !texts.has(text.trim()) || /\slang="/.test(attributes)) return whole;
    return `<${tag}${attributes}><span lang="${ENGLISH.code}">${text}</span>`;
  });
}
