/** Several words looked for in bytes at once: the same answers as looking for each by itself. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { needleFinder, needlePlaces } from '../../src/parse/needles.ts';

const LISTS = [['sforce', 'opencti'], ['ab'], ['abc', 'bca', 'cabab'], ['Task.', 'Event.', 'VoiceCall'], ['aaaa', 'aab']];
const text = fc.array(fc.constantFrom(...'abcAB sforcentiTk.EvVoilCx'.split('')), { maxLength: 60 }).map((letters) => letters.join(''));

test('whether a word stands anywhere is told as by a plain search, at any border and in any case', () => {
  fc.assert(
    fc.property(text, text, fc.constantFrom(...LISTS), fc.nat(), fc.boolean(), (before, after, list, pick, plant) => {
      const all = before + (plant ? (list[pick % list.length] ?? '') : '') + after;
      const bytes = Buffer.from(all);
      const exact = list.some((needle) => all.includes(needle));
      const anyCase = list.some((needle) => all.toLowerCase().includes(needle.toLowerCase()));
      expect(needleFinder(list)(bytes)).toBe(exact);
      expect(needleFinder(list, { anyCase: true })(bytes)).toBe(anyCase);
    }),
  );
});

test('in long bytes, too, wherever it stands', () => {
  const find = needleFinder(['needle', 'pin number']);
  for (const length of [500, 513, 514, 515, 1024, 5000])
    for (const at of [0, 1, length / 2 - 9, length / 2 - 3, length / 2, length - 6].map(Math.floor)) {
      const bytes = Buffer.alloc(length, 'needl ');
      expect(find(bytes)).toBe(false);
      bytes.write('needle', at);
      expect(find(bytes)).toBe(true);
    }
});

test('places are all places, in their order', () => {
  fc.assert(
    fc.property(text, fc.constantFrom(...LISTS), (all, list) => {
      const expected = all.split('').flatMap((_, at) =>
        list
          .filter((needle) => all.startsWith(needle, at))
          .slice(0, 1)
          .map(() => at),
      );
      expect(needlePlaces(list)(Buffer.from(all)).map(({ at }) => at)).toEqual(expected);
    }),
  );
});

describe('a needle', () => {
  test('may be refused where it stands', () => {
    const find = needleFinder(['call'], { confirm: (bytes, at) => bytes[at - 1] !== 0x72 });
    expect(find(Buffer.from('to recall'))).toBe(true);
    expect(find(Buffer.from('carcall'))).toBe(false);
    expect(find(Buffer.from('carcall, call'))).toBe(true);
  });

  test('is told as it was given, whatever the case of the text', () => {
    expect(needlePlaces(['Task.', 'event.'], { anyCase: true })(Buffer.from('x TASK.y Event.z'))).toEqual([
      { at: 2, needle: 'Task.' },
      { at: 9, needle: 'event.' },
    ]);
  });

  test('is not found in nothing', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('a'), Buffer.from('cal')]) {
      expect(needleFinder(['call'])(bytes)).toBe(false);
      expect(needlePlaces(['call'])(bytes)).toEqual([]);
    }
  });
});
