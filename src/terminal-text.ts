/** Paragraphs for a terminal: wrapped by the room that letters take, with what follows a label set in under it. */

export const USUAL_WIDTH = 80;
/** Wider lines are hard to read. */
const WIDEST = 100;
const NARROWEST = 30;

/** The columns to write in; `columns` is what the terminal says, if it is one. */
export function textWidth(columns: number | undefined): number {
  return Math.min(WIDEST, Math.max(NARROWEST, columns ?? USUAL_WIDTH));
}

/** Letters of two columns, by the ranges that hold nothing else: the scripts of East Asia, full-width forms, pictures. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const NONE = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** The columns that a text takes. */
export function columnsOf(text: string): number {
  // oxlint-disable-next-line no-control-regex
  if (/^[\u0000-\u007f]*$/.test(text)) return text.length;
  let columns = 0;
  for (const letter of text) columns += NONE.test(letter) ? 0 : WIDE.test(letter) ? 2 : 1;
  return columns;
}

/** `first` stands before the text, and as many spaces before its further lines. A word longer than a line, an address say, is left whole. */
export function wrap(text: string, width: number, first = ''): string[] {
  const indent = ' '.repeat(columnsOf(first));
  const room = Math.max(1, width - indent.length);
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const size = columnsOf(word);
    if (used > 0 && used + 1 + size > room) {
      lines.push(line);
      line = word;
      used = size;
    } else {
      line = used === 0 ? word : `${line} ${word}`;
      used += size + (used === 0 ? 0 : 1);
    }
  }
  lines.push(line);
  return lines.map((piece, index) => `${index === 0 ? first : indent}${piece}`.trimEnd());
}
