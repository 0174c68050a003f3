/** Words and the patterns that they stand in, with names in braces. */

/**
 * What stands in a text for each word in braces of the pattern that it was made from; null where the text was not made from it. A word ends
 * where the next fixed part is first met, or last met for `late`. Two searches a word, however long a stranger made it.
 */
export function wordsOf(text: string, pattern: string, late: boolean): Record<string, string> | null {
  const parts = pattern.split(/\{(\w+)\}/);
  const fixed = parts.filter((_, index) => index % 2 === 0);
  const names = parts.filter((_, index) => index % 2 === 1);
  const head = fixed[0] ?? '';
  const tail = fixed.at(-1) ?? '';
  if (names.length === 0) return text === pattern ? {} : null;
  if (text.length < head.length + tail.length || !text.startsWith(head) || !text.endsWith(tail)) return null;
  const values: string[] = names.map(() => '');
  let start = head.length;
  let end = text.length - tail.length;
  if (late) {
    for (let index = names.length - 1; index > 0; index--) {
      const before = fixed[index] ?? '';
      const at = text.slice(start, end).lastIndexOf(before);
      if (at < 0) return null;
      values[index] = text.slice(start + at + before.length, end);
      end = start + at;
    }
    values[0] = text.slice(start, end);
  } else {
    for (let index = 0; index < names.length - 1; index++) {
      const after = fixed[index + 1] ?? '';
      const at = text.slice(start, end).indexOf(after);
      if (at < 0) return null;
      values[index] = text.slice(start, start + at);
      start += at + after.length;
    }
    values[names.length - 1] = text.slice(start, end);
  }
  const words: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [index, name] of names.entries()) {
    const value = values[index] ?? '';
    // A word that stands twice in the message is the same both times.
    if (name in words && words[name] !== value) return null;
    words[name] = value;
  }
  return words;
}

/** A pattern with words in its braces; what has no word stays as it is. */
export function fill(pattern: string, words: Readonly<Record<string, string>>): string {
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(words, name) ? (words[name] ?? whole) : whole));
}
