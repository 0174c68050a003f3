/**
 * A sentence of the record where it is made. The record keeps it in English; a language knows it by its English with values as `{0}`, `{1}`,
 * and the report puts it into that language (`src/report/sentences.ts`). Values may be sentences or parts of sentences themselves.
 */
export function s(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return parts.reduce((text, part, index) => (index === 0 ? part : `${text}${String(values[index - 1])}${part}`), '');
}
