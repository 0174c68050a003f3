/**
 * A sentence of the record where it is made. The record keeps it in English; a language knows it by its English with values as `{0}`, `{1}`,
 * and the report puts it into that language (`src/report/sentences.ts`). Values may be sentences or parts of sentences themselves.
 */
export function s(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return parts.reduce((text, part, index) => (index === 0 ? part : `${text}${String(values[index - 1])}${part}`), '');
}

/** The beginning of one, which what it speaks of follows after a blank: a language knows it with `{0}` there. */
export function v([text = '']: TemplateStringsArray): string {
  return text;
}
