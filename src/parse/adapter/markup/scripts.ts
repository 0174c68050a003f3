/** The script that a page holds: in script elements, in event attributes, in addresses. */
import type { Position } from '../../lines.ts';
import type { Script } from '../reading.ts';
import { cleanScript, type Dialect } from './merge-fields.ts';
import { resolveReferences } from './references.ts';
import { attributeOf, type MarkupScan, type Tag } from './scan.ts';
import { contextOf } from './source-fact.ts';

/** Types of a script element that a browser runs, or that a build step turns into such. */
const RUNS =
  /^(?:|module|(?:text|application)\/(?:x-)?(?:java|ecma|live)?script(?:;.*|1\.\d)?|text\/(?:babel|jsx|typescript|ts)|application\/babel|javascript|js|jsx|ts|typescript)$/i;

export function scriptsOf(file: string, scan: MarkupScan, dialect: Dialect, place: (offset: number) => Position): Script[] {
  const scripts: Script[] = [];
  for (const tag of scan.tags) {
    // Browsers run what stands at the address, and not what stands in the element.
    const isElsewhere = attributeOf(tag, 'src') !== undefined;
    if (tag.name === 'script' && tag.contentEnd > tag.end && !isElsewhere && runs(tag)) {
      const text = scan.text.slice(tag.end, tag.contentEnd);
      // Double braces are a template's, and JSX's own.
      const own = /babel|jsx|tsx/i.test(attributeOf(tag, 'type')?.value ?? '') ? { ...dialect, braces: false } : dialect;
      if (text.trim() !== '') scripts.push(makeScript(file, text, (offset) => place(tag.end + offset), 'block', languageOf(tag), own));
    }
    for (const attribute of tag.attributes) {
      if (attribute.value === null || attribute.value.length < 2) continue;
      const isEvent =
        /^on(?!ce$|ly$|e$)[a-z]{2,}$/i.test(attribute.name) || (dialect.curly === true && /^on:[a-z]{2,}/i.test(attribute.name));
      const address = isEvent ? null : /^\s*javascript:/i.exec(attribute.value);
      if (!isEvent && !address) continue;
      const resolved = resolveReferences(attribute.value, attribute.valueStart);
      // What is bound to a component's own function is no script: onclick="{!c.handle}", onclick={handle}.
      if (isEvent && /^\s*\{!?\s*(?:c|v|helper)?\.?[\w.]*\s*\}\s*$/.test(resolved.value)) continue;
      const braced = dialect.curly === true && isEvent ? /^\{[\s\S]*\}$/.test(resolved.value) : false;
      const prefix = braced ? 1 : (/^\s*javascript:/i.exec(resolved.value)?.[0].length ?? 0);
      const text = resolved.value.slice(prefix, braced ? -1 : undefined);
      if (text.trim() === '') continue;
      scripts.push(makeScript(file, text, (offset) => place(resolved.offsetAt(offset + prefix)), 'attribute', 'javascript', dialect));
    }
  }
  return scripts;
}

/** A stretch of script of a page; scripts of one page share their names. */
export function makeScript(
  file: string,
  text: string,
  place: (offset: number) => Position,
  form: Script['form'],
  language: Script['language'],
  dialect: Dialect,
): Script {
  const context = contextOf(file);
  return { file, text, clean: cleanScript(text, dialect), place, form, language, page: file, ...(context && { context }) };
}

function runs(tag: Tag): boolean {
  const type = attributeOf(tag, 'type')?.value?.trim();
  if (type !== undefined) return RUNS.test(type) || /[{<]/.test(type);
  const language = attributeOf(tag, 'language')?.value?.trim();
  return language === undefined || !/vb/i.test(language);
}

function languageOf(tag: Tag): Script['language'] {
  const said = `${attributeOf(tag, 'lang')?.value ?? ''} ${attributeOf(tag, 'type')?.value ?? ''}`;
  return /\bts\b|tsx|typescript/i.test(said) ? 'typescript' : 'javascript';
}
