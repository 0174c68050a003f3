/** A place in a text; both 1-based. Columns count UTF-16 code units, after a byte-order mark has been taken off. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** From an index of a text that was put together onwards, its characters stand one after another from an offset of the file. */
export interface Mark {
  readonly index: number;
  readonly offset: number;
}

/** Offset in the file of each character of a text that was put together; `marks` rise by index. */
export function offsetsBy(marks: readonly Mark[], otherwise = 0): (index: number) => number {
  return (index) => {
    let low = 0;
    let high = marks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((marks[middle]?.index ?? 0) <= index) low = middle + 1;
      else high = middle;
    }
    const mark = marks[low - 1];
    return mark ? mark.offset + (index - mark.index) : otherwise;
  };
}

/** Turns offsets of `text` into places. CRLF, LF and a lone CR each end one line. */
export function indexLines(text: string): (offset: number) => Position {
  // Most texts are never asked for a place, or for a few from the top down: no table is made for those.
  let table: readonly number[] | null = null;
  let line = 1;
  let start = 0;
  let hasReturns: boolean | null = null;
  return (offset) => {
    hasReturns ??= text.includes('\r');
    if (hasReturns || offset < start) table ??= lineStarts(text);
    if (table) return placeIn(table, offset);
    for (let end = text.indexOf('\n', start); end >= 0 && end < offset; end = text.indexOf('\n', start)) {
      line++;
      start = end + 1;
    }
    return { line, column: offset - start + 1 };
  };
}

function placeIn(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  if (text.includes('\r')) {
    for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
    return starts;
  }
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
