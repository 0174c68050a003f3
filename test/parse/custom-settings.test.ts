import { describe, expect, test } from '@jest/globals';
import { readFile } from '../../src/parse/read-file.ts';
import { textAt } from '../fixtures/definitions.ts';

const withSettings = (inner: string): string => `<CallCenter>\n  <customSettings>${inner}</customSettings>\n</CallCenter>`;

function read(inner: string) {
  const text = withSettings(inner);
  const reading = readFile('sample.xml', Buffer.from(text, 'utf8'));
  const definition = reading?.definitions[0];
  if (!definition) throw new Error('There is no definition.');
  return { text, definition, settings: definition.settings, problems: reading.problems };
}

const pairs = (settings: readonly { name: string; value: string }[]): string[][] => settings.map(({ name, value }) => [name, value]);

describe('customSettings', () => {
  test.each([
    [
      'with references',
      '{&quot;reqTimeout&quot;:&quot;5000&quot;,\r\n &quot;reqStandbyUrl&quot; : &quot;https://a.example.com/?b=1&amp;c=2&quot;}',
    ],
    ['with plain quotes', '{"reqTimeout":"5000",\n "reqStandbyUrl" : "https://a.example.com/?b=1&amp;c=2"}'],
    ['in CDATA', '<![CDATA[{"reqTimeout":"5000",\n\n"reqStandbyUrl":"https://a.example.com/?b=1&c=2"}]]>'],
    ['in pieces', '{&#34;reqTimeout&#34;:<!-- no --><![CDATA["5000",]]>&#x22;reqStandbyUrl&quot;:"https://a.example.com/?b=1&amp;c=2"}'],
  ])('%s give keys and values, each key at its place', (_, inner) => {
    const { text, settings, problems, definition } = read(inner);
    expect(pairs(settings)).toEqual([
      ['reqTimeout', '5000'],
      ['reqStandbyUrl', 'https://a.example.com/?b=1&c=2'],
    ]);
    for (const setting of settings) expect(textAt(text, setting).startsWith(setting.name)).toBe(true);
    expect(problems).toEqual([]);
    expect(definition.customSettings).toEqual({ line: 2, column: 4, valid: true });
  });

  test('keep a value that is no string as it is written', () => {
    expect(pairs(read('{"a":true,"b":007.0,"c":null,"d":[1, 2],"e":{"f":1}}').settings)).toEqual(
      // 007 is no JSON number; what can be read of it is read.
      expect.arrayContaining([
        ['a', 'true'],
        ['c', 'null'],
        ['d', '[1, 2]'],
        ['e', '{"f":1}'],
      ]),
    );
  });

  test('open escapes in keys and values', () => {
    expect(pairs(read('{"a\\u0062":"1\\n\\"2\\""}').settings)).toEqual([['ab', '1\n"2"']]);
  });

  test('may repeat a key and may use names of JavaScript', () => {
    expect(pairs(read('{"a":"1","a":"2","__proto__":"3","constructor":"4"}').settings)).toEqual([
      ['a', '1'],
      ['a', '2'],
      ['__proto__', '3'],
      ['constructor', '4'],
    ]);
  });

  test.each([
    ['a stray character', '{"a":"1",x"b":"2"}', 'a'],
    ['a missing comma', '{"a":"1" "b":"2"}', 'a'],
    ['a trailing comma', '{"a":"1",}', 'a'],
    ['a comment', '{"a":"1" /* no */}', 'a'],
    ['a cut end', '{"a":"1","b":"2', 'a'],
    ['a missing end', '{"a":"1"', 'a'],
  ])('that are broken by %s are read as far as they go, and that is said', (_, inner, first) => {
    const { settings, problems, definition } = read(inner);
    expect(settings[0]?.name).toBe(first);
    expect(definition.customSettings?.valid).toBe(false);
    expect(problems).toMatchObject([{ code: 'settings-not-json', effect: 'lost', line: 2 }]);
  });

  test.each([
    ['an array', '["a"]'],
    ['a string', '"a"'],
    ['no JSON', 'a=1'],
    ['thousands of levels', '{"a":'.repeat(20_000)],
  ])('that are %s give no key and a problem', (_, inner) => {
    const { settings, problems, definition } = read(inner);
    expect(settings).toEqual([]);
    expect(definition.customSettings?.valid).toBe(false);
    expect(problems).toMatchObject([{ code: 'settings-not-json', effect: 'lost' }]);
    expect(problems[0]?.detail).toContain('none of its keys');
  });

  test.each([
    ['nothing', ''],
    ['white space', ' \n '],
    ['an empty object', '{}'],
  ])('that hold %s are sound', (_, inner) => {
    const { settings, problems, definition } = read(inner);
    expect(settings).toEqual([]);
    expect(problems).toEqual([]);
    expect(definition.customSettings?.valid).toBe(true);
  });

  test('hide credentials, also inside JSON that is kept inside a value', () => {
    const { settings } = read(
      '{"apiToken":"t0p-s3cret-1","config":"{\\"clientSecret\\":\\"t0p-s3cret-2\\",\\"region\\":\\"eu\\"}","note":"t0p-s3cret-1"}',
    );
    expect(pairs(settings)).toEqual([
      ['apiToken', '[masked]'],
      ['config', '{"clientSecret":"[masked]","region":"eu"}'],
      ['note', '[masked]'],
    ]);
    expect(settings.map((setting) => setting.masked === true)).toEqual([true, true, true]);
  });
});
