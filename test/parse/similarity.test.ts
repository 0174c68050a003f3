import { describe, expect, test } from '@jest/globals';
import { NEAR, printDistance, readPrint, type Print } from '../../src/model/print.ts';
import { bareText } from '../../src/parse/adapter/markup/source-fact.ts';
import { readSourceFile } from '../../src/parse/adapter/read-source.ts';
import { similarityPrint } from '../../src/parse/similarity.ts';
import { adapterScript, edited } from '../fixtures/adapters.ts';

function printed(text: string): Print {
  const print = readPrint(similarityPrint(bareText(text)) ?? undefined);
  if (!print) throw new Error('The text has no print.');
  return print;
}

const distance = (a: string, b: string): number => printDistance(printed(a), printed(b));
const seeds = [...Array.from({ length: 40 }).keys()];

describe('a print', () => {
  test('is the same for the same text, and says how long it is', () => {
    const text = adapterScript(1);
    expect(similarityPrint(text)).toBe(similarityPrint(text));
    expect(similarityPrint(text)).toMatch(/^[0-9a-f]{16}:\d+$/);
    expect(printed(`${text}${adapterScript(2)}`).words).toBeGreaterThan(printed(text).words);
  });

  test('of an edited copy is near in nearly every case, and of a stranger in none', () => {
    const texts = seeds.map((seed) => adapterScript(seed));
    const copies = texts.map((text, seed) => distance(text, edited(text, 0.03, seed + 1000)));
    expect(copies.filter((bits) => bits <= NEAR).length).toBeGreaterThanOrEqual(36);
    expect(copies.some((bits) => bits > 0)).toBe(true);
    const prints = texts.map(printed);
    const strangers = prints.flatMap((print, at) => prints.slice(at + 1).map((other) => printDistance(print, other)));
    expect(strangers).toHaveLength(780);
    expect(Math.min(...strangers)).toBeGreaterThan(NEAR);
  });

  test('does not look at what stands in quotes or comments, so that another host or a token changes nothing', () => {
    const text = `${adapterScript(3)}\nconnect("https://phone.example.com", 'a'); // first\n`;
    const other = `${adapterScript(3)}\nconnect("https://dialer.example.test/v2", 's3cret-9f8e7d'); // second, and longer\n`;
    expect(similarityPrint(bareText(other))).toBe(similarityPrint(bareText(text)));
  });

  test('is not drowned by brackets and commas that a table repeats', () => {
    const table = (word: string): string =>
      `var ${word} = [${Array.from({ length: 3000 }, (_, at) => `f(${word}${at % 7}, x);`).join('')}];`;
    const long = (seed: number): string => `${adapterScript(seed, 40)}\n${table('t')}`;
    expect(distance(long(5), long(6))).toBeGreaterThan(NEAR);
  });

  test('is not made of a text that is too short to say anything', () => {
    expect(similarityPrint('sforce.opencti.enableClickToDial({ callback: ready });')).toBeNull();
    expect(similarityPrint('')).toBeNull();
  });

  test('of a bundle on one line is made of its beginning', () => {
    expect(similarityPrint('alpha.beta(gamma);'.repeat(100_000))).toMatch(/:1\d{5}$/);
  });
});

test('the distance of two prints is the number of bits in which they differ', () => {
  const print = (digits: string): Print => readPrint(`${digits}:100`)!;
  expect(printDistance(print('0000000000000000'), print('ffffffffffffffff'))).toBe(64);
  expect(printDistance(print('8000000000000001'), print('0000000000000000'))).toBe(2);
  expect(printDistance(print('00000000f0000000'), print('0000000010000000'))).toBe(3);
  expect(readPrint('not a print')).toBeNull();
  expect(readPrint(undefined)).toBeNull();
});

test('a reading of adapter source carries its print', () => {
  const [reading] = readSourceFile('phone.js', Buffer.from(adapterScript(8)));
  expect(reading?.print).toBe(similarityPrint(bareText(adapterScript(8))));
});
