/** Every message of the report, by its English: those of the code and those of the templates. For the build and for tests. */
import { parse } from '@babel/parser';
import { keyOf } from './report/messages.ts';
import { styleMessages, templateMessages } from './report/template-messages.ts';

/** Keys of the messages in a module: tagged ones, and the words that counts and plurals are given. */
export function codeMessages(source: string): string[] {
  return messagesIn(source, /^[tm]$/, wordsOf);
}

/** Sentences of the record, which a module makes in English. */
export function recordSentences(source: string): string[] {
  const begun = messagesIn(source, /^v$/, () => []).map((key) => `${key} {0}`);
  return [...messagesIn(source, /^s$/, () => []), ...begun].filter(hasWords);
}

function messagesIn(source: string, tags: RegExp, ofCall: typeof wordsOf): string[] {
  const keys: string[] = [];
  const look = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(look);
    if (typeof value !== 'object' || value === null) return;
    const node = value as Record<string, unknown> & { type?: string };
    if (node.type === 'TaggedTemplateExpression' && tags.test(nameOf(node['tag']))) {
      const { quasis } = node['quasi'] as { quasis: { value: { cooked: string } }[] };
      keys.push(keyOf(quasis.map((part) => part.value.cooked)));
    }
    if (node.type === 'CallExpression') keys.push(...ofCall(nameOf(node['callee']), node['arguments'] as unknown[]));
    for (const [key, one] of Object.entries(node)) if (key !== 'loc' && !key.endsWith('Comments')) look(one);
  };
  look(parse(source, { sourceType: 'module', plugins: ['typescript'] }).program);
  return keys;
}

function nameOf(node: unknown): string {
  const { name } = (node ?? {}) as { name?: unknown };
  return typeof name === 'string' ? name : '';
}

function wordsOf(name: string, args: readonly unknown[]): string[] {
  const word = (at: number): string[] => {
    const node = args[at] as { type?: string; value?: string } | undefined;
    return node?.type === 'StringLiteral' && /\p{L}{2}/u.test(node.value ?? '') ? [node.value ?? ''] : [];
  };
  if (name === 'told') return word(0);
  if (name === 'plural') return [...word(1), ...word(2)];
  if (name === 'beyondList') return [...counted(word(1), word(4), 'more ')];
  return name === 'count' ? [...counted(word(1), word(2), '')] : [];
}

function counted([one]: readonly string[], [many]: readonly string[], before: string): string[] {
  return one === undefined ? [] : [`{0} ${before}${one}`, `{0} ${before}${many ?? `${one}s`}`];
}

export interface MessageSources {
  readonly modules: readonly string[];
  readonly templates: readonly string[];
  readonly styles: readonly string[];
}

/** Each once, in the order in which they are met. */
export function allMessages({ modules, templates, styles }: MessageSources): string[] {
  return [...new Set([...templates.flatMap(templateMessages), ...modules.flatMap(codeMessages), ...styles.flatMap(styleMessages)])].filter(
    hasWords,
  );
}

function hasWords(key: string): boolean {
  return /\p{L}{2}/u.test(key.replaceAll(/\{\d+\}/g, ''));
}
