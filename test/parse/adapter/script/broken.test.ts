import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LARGEST_PARSED } from '../../../../src/parse/adapter/script/parse.ts';
import { readScripts } from '../../../../src/parse/adapter/script/read-scripts.ts';
import { listFound, script } from './reading.ts';

const CALL = 'sforce.opencti.screenPop({});';

function read(text: string): ReturnType<typeof readScripts> {
  return readScripts([script('a.js', text)]);
}

describe('broken scripts', () => {
  test('half a file is read as far as it goes', () => {
    const reading = read(`function f() {\n  ${CALL}\n  if (x) {\n    sforce.opencti.saveLog({ value: {`);
    expect(listFound(reading)).toEqual(['a.js:2 call opencti screenPop text', 'a.js:4 call opencti saveLog text']);
    expect(reading.parsed[0]?.reading).toBe('tolerant');
  });

  test('a file that starts in the middle of a statement is read', () => {
    expect(listFound(read(`  value: 1 } });\n${CALL}\n}`))).toEqual(['a.js:2 call opencti screenPop text']);
  });

  test('an alias in a broken file is followed', () => {
    const found = listFound(read(`var api = sforce.opencti;\napi.screenPop({});\nif (x {{{`));
    expect(found).toContain('a.js:2 call opencti screenPop text');
  });

  test('NUL bytes and signs nobody knows do no harm', () => {
    expect(listFound(read(`\0\0 ${CALL} \u0001`))).toEqual(['a.js:1 call opencti screenPop text']);
    expect(listFound(read(`§§ %% ${CALL} @@ #`)).length).toBe(1);
  });

  test('ten thousand nested parentheses end in a reading of the text', () => {
    const reading = read(`${CALL}\nx = ${'('.repeat(10_000)}1${')'.repeat(10_000)};`);
    expect(listFound(reading)).toEqual(['a.js:1 call opencti screenPop text']);
    expect(reading.unparsed.map((one) => one.detail)).toEqual(['it is nested too deeply']);
  });

  test('ten thousand nested brackets, functions and blocks end likewise', () => {
    for (const [open, close] of [
      ['[', ']'],
      ['function a(){', '}'],
      ['{', '}'],
      ['a(', ')'],
      ['`${', '}`'],
    ] as const) {
      expect(listFound(read(`${CALL}\n${open.repeat(10_000)}1${close.repeat(10_000)};`))).toEqual(['a.js:1 call opencti screenPop text']);
    }
  });

  test('sums of many terms are read', () => {
    for (const terms of [1000, 100_000]) {
      const found = listFound(read(`${CALL}\nx = ${'a + '.repeat(terms)}"b";`)).map((line) => line.slice(0, line.lastIndexOf(' ')));
      expect(found).toEqual(['a.js:1 call opencti screenPop']);
    }
  });

  test('long chains of calls are read', () => {
    const found = listFound(read(`${CALL}\nx${'.then(f)'.repeat(3000)};`)).map((line) => line.slice(0, line.lastIndexOf(' ')));
    expect(found).toEqual(['a.js:1 call opencti screenPop']);
  });

  test('a line of three megabytes is read as text', () => {
    const reading = read(`var a="${'x'.repeat(3_000_000)}";${CALL}`);
    expect(listFound(reading)).toEqual(['a.js:1 call opencti screenPop text']);
    expect(reading.unparsed.map((one) => one.detail)).toEqual([`it is longer than ${LARGEST_PARSED / 1024 / 1024} MB`]);
  });

  test('a text reading leaves out comments, strings and regular expressions', () => {
    const noise = `// ${CALL}\n/* ${CALL} */ var a = "${CALL}", b = '${CALL}', c = \`${CALL}\`, d = /sforce.opencti.screenPop(x)/;\n`;
    const reading = read(
      `${noise}window['sforce']?.opencti\n["saveLog"]({});\n(window.sforce).interaction.cti.onClickToDial(f);\nother.sforce.opencti.screenPop({});\nvar u = "/support/api/44.0/interaction.js";\n${'('.repeat(10_000)}`,
    );
    expect(listFound(reading)).toEqual([
      'a.js:4 call opencti saveLog text',
      'a.js:5 call interaction.cti onClickToDial text',
      'a.js:7 script-load library interaction.js@44.0 text',
    ]);
  });

  test('names that go round in circles end', () => {
    const text = `var a = b, b = c, c = a; function f(x) { return f(f(x)); } a = f(b); class A extends A {} var o = { ...o, p: o }; o.p.p.p.screenPop(a);\n[...z]; z = [...z, z];\n${CALL}`;
    expect(listFound(read(text))).toEqual(['a.js:3 call opencti screenPop exact']);
  });

  test('a spent budget is told', () => {
    const text = Array.from({ length: 200 }, (_, index) => `var a${index} = f(a${index + 1}); a${index}.screenPop({});`).join('\n');
    const reading = readScripts([script('a.js', `${CALL}\n${text}`)], { budget: 50 });
    expect(reading.limits).toHaveLength(1);
    expect(readScripts([script('a.js', CALL)]).limits).toEqual([]);
  });
});

const SAMPLE = `import { a as b } from './x';
const { sforce: { opencti: api = null } } = window;
class Phone extends Base { #api = api; static x = 1; get pop() { return this.#api?.screenPop; } constructor(private y) { super(); } }
async function* run(name, ...args) { for await (const x of y) { yield \`a\${x}b\`; } return sforce.opencti[name].apply(api, args); }
run('saveLog', { value: { ...rest, [key]: 1 } }).then((r) => r, /re[/]x/g);
label: while (true) { try { sforce.opencti.hvs.onWorkStart({ listener }); } catch { break label; } finally { } }
export default (x) => <A b={x}>{c}</A>; // sforce.opencti
load('/support/api/' + 44 + '.0/interaction.js'); "unterminated`;

test('any part of a script is read without an error', () => {
  fc.assert(
    fc.property(fc.nat(SAMPLE.length), fc.nat(SAMPLE.length), fc.constantFrom('a.js', 'a.ts', 'aController.js'), (from, to, file) => {
      const text = SAMPLE.slice(Math.min(from, to), Math.max(from, to));
      const reading = readScripts([script(file, text)]);
      for (const use of [...reading.uses, ...reading.loads, ...reading.textUses]) expect(use.offset).toBeLessThan(Math.max(1, text.length));
    }),
    { numRuns: 150 },
  );
});

test('any text is read without an error', () => {
  const word = fc.constantFrom(
    'sforce',
    '.',
    'opencti',
    '[',
    ']',
    '(',
    ')',
    '{',
    '}',
    '=',
    'a',
    'this',
    '`',
    '${',
    "'",
    '"',
    '/',
    '//',
    '/*',
    '*/',
    '\n',
    '=>',
    'class',
    'function',
    'new',
    '...',
    ',',
    ';',
    '?.',
    '!',
    'screenPop',
    'return',
    ':',
    '<',
    '>',
    '#',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), (words) => {
      expect(Array.isArray(read(words.join(' ')).uses)).toBe(true);
      expect(Array.isArray(read(words.join('')).uses)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
