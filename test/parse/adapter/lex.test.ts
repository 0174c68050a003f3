import { expect, test } from '@jest/globals';
import { lexScript, withoutComments } from '../../../src/parse/adapter/lex.ts';

test.each([
  ['an unclosed text ends with its line', "var a = 'open;\n// gone\nb();", "var a = 'open;\n       \nb();"],
  ['an escaped line break does not end a text', "var a = 'x\\\n// kept'; // gone", "var a = 'x\\\n// kept';        "],
  ['a template text holds code, and code a template text', '`${ {a: `//x`} } // kept` // gone', '`${ {a: `//x`} } // kept`        '],
  ['a comment inside the code of a template text', '`${ a /* gone */ } //`', '`${ a            } //`'],
  ['a class of characters holds slashes and quotes', 'a = /[/"]/.test(b) // gone "', 'a = /[/"]/.test(b)          '],
  ['a division is no regular expression', 'a = b / c; d = "/"; // gone', 'a = b / c; d = "/";        '],
  ['a regular expression behind a word', 'return /"/.test(a); // gone', 'return /"/.test(a);        '],
  ['an unclosed comment takes the rest', 'a(); /* gone\r\nb();', 'a();        \r\n    '],
  ['an address in loose text', '<p>http://x.example.com</p> // gone', '<p>http://x.example.com</p>        '],
  ['slashes of tags', '<a b={c}/> // gone', '<a b={c}/>        '],
])('%s', (_, text, expected) => {
  expect(withoutComments(text)).toBe(expected);
});

test('lexemes follow one another, and cover what they say', () => {
  const text = 'a("x", /y/g, `z${1}`) // c';
  expect(lexScript(text).map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual([
    ['string', '"x"'],
    ['regex', '/y/g'],
    ['string', '`z'],
    ['string', '}`'],
    ['comment', '// c'],
  ]);
});
