/** Offsets to places, in whatever order they are asked for. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { indexLines } from '../../src/parse/lines.ts';

/** Line by line, as one would count by hand. */
function counted(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const ends = [...before.matchAll(/\r\n|\n|\r/g)].filter(({ index, 0: end }) => !(end === '\r' && text[index + 1] === '\n'));
  const last = ends.at(-1);
  return { line: ends.length + 1, column: offset - (last ? last.index + last[0].length : 0) + 1 };
}

test('each offset has its line and column, asked up, down or at random, with any line ends', () => {
  const text = fc.array(fc.constantFrom('a', 'bc', '\n', '\n', '\r\n', '\r', ' '), { maxLength: 30 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.array(fc.nat(60), { maxLength: 12 }), (all, asked) => {
      const place = indexLines(all);
      for (const offset of asked.map((one) => Math.min(one, all.length))) expect(place(offset)).toEqual(counted(all, offset));
    }),
  );
});
