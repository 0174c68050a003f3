/**
 * The words of the report in its language. A message is written in English where it is used, and is known by that English, with its values
 * as `{0}`, `{1}`: `report-templates/lang/<code>.yaml` has the others. What a language lacks stays English.
 */
import { ENGLISH, language } from './language.ts';

/** A message where it is used. Values that are messages themselves, constants above all, are put into the language too. */
export function t(parts: TemplateStringsArray, ...values: readonly (string | number | null | undefined)[]): string {
  const { code, messages } = language();
  if (code === ENGLISH.code) return joined(parts, values);
  const told = values.map((value) => (typeof value === 'string' ? said(value) : String(value)));
  const key = keyOf(parts);
  const pattern = Object.hasOwn(messages, key) ? messages[key] : undefined;
  return pattern === undefined ? joined(parts, told) : pattern.replace(/\{(\d+)\}/g, (_: string, at: string) => told[Number(at)] ?? '');
}

/** A message that stands in a constant: it is made before any language is chosen, and put into one where it is used or shown. */
export function m(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return joined(parts, values);
}

/** A whole text in the language, if it is a message. */
export function said(english: string): string {
  const { messages } = language();
  return (Object.hasOwn(messages, english) ? messages[english] : undefined) ?? english;
}

/** A message by its key, where the words come as arguments: of counts and of plurals. */
export function told(key: string, ...values: readonly string[]): string {
  return said(key).replace(/\{(\d+)\}/g, (_: string, at: string) => values[Number(at)] ?? '');
}

export function keyOf(parts: readonly string[]): string {
  return parts.reduce((key, part, index) => (index === 0 ? part : `${key}{${index - 1}}${part}`), '');
}

function joined(parts: readonly string[], values: readonly unknown[]): string {
  return parts.reduce((text, part, index) => (index === 0 ? part : `${text}${String(values[index - 1])}${part}`), '');
}

/** A constant, or a part of one, with its messages in the language. The same part gives the same object, so that it can be told by identity. */
export function inWords<T>(constant: T): T {
  const { code, messages } = language();
  return code === ENGLISH.code ? constant : (translated(constant, messages) as T);
}

const made = new WeakMap<object, WeakMap<object, unknown>>();

function translated(value: unknown, messages: object): unknown {
  if (typeof value === 'string') return said(value);
  if (typeof value !== 'object' || value === null || value instanceof RegExp || value instanceof Set || value instanceof Map) return value;
  let ofLanguage = made.get(messages);
  if (!ofLanguage) made.set(messages, (ofLanguage = new WeakMap()));
  const before = ofLanguage.get(value);
  if (before !== undefined) return before;
  const copy = Array.isArray(value)
    ? value.map((one: unknown) => translated(one, messages))
    : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, translated(one, messages)]));
  ofLanguage.set(value, copy);
  return copy;
}
