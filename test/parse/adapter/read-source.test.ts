import { parse } from '@babel/parser';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readSourceFile, SOURCE_LIMITS } from '../../../src/parse/adapter/read-source.ts';
import type { SourceReading } from '../../../src/parse/adapter/reading.ts';
import { mentionsOpenCti } from '../../../src/parse/adapter/mentions.ts';

const CALL = 'sforce.opencti.screenPop({});';

function read(path: string, content: string | Buffer): SourceReading {
  const [reading] = readSourceFile(path, Buffer.from(content));
  if (!reading) throw new Error('nothing was read');
  return reading;
}

test.each([
  ['a.js', 'javascript'],
  ['a.mjs', 'javascript'],
  ['a.cjs', 'javascript'],
  ['a.jsx', 'javascript'],
  ['a.ts', 'typescript'],
  ['a.tsx', 'typescript'],
  ['a.mts', 'typescript'],
  ['a.cts', 'typescript'],
  ['staticresources/a.resource', 'unknown'],
  ['a.txt', 'unknown'],
  ['phone', 'unknown'],
  ['a.js.bak', 'unknown'],
])('%s is one script, as %s', (path, language) => {
  const text = `// {!notAMergeField}\nvar a = 1;\n${CALL}\nfunction f() { return {!a}; }`;
  const { scripts, content } = read(path, text);
  expect(content).toBe('adapter');
  expect(scripts).toEqual([expect.objectContaining({ file: path, text, clean: text, form: 'file', language, page: null })]);
  expect(scripts[0]?.place(text.indexOf('screenPop'))).toEqual({ line: 3, column: 16 });
});

test.each(['README.md', 'guide.mdx', 'a.rst', 'bundle.js.map', 'package.json', 'log.csv', 'a.log', 'yarn.lock', 'notes.txt', 'style.css'])(
  '%s is a mention and no more',
  (path) => {
    const reading = read(path, `Write\n\n    ${CALL}\n\nin your page.\n`);
    expect(reading).toMatchObject({
      content: 'mention',
      scripts: [],
      facts: [],
      contacts: [],
      mentions: [{ line: 3, column: 5, word: 'sforce.opencti' }],
    });
  },
);

test('source in a language that is not read is named', () => {
  const reading = read('Phone.java', `class Phone { String js = "${CALL}"; }`);
  expect(reading).toMatchObject({ content: 'mention', scripts: [] });
  expect(reading.problems).toEqual([expect.objectContaining({ code: 'not-understood', effect: 'note', file: 'Phone.java' })]);
});

test('a Lightning controller is told from other script', () => {
  const controller = `// phone\n({\n  init: function (cmp) { ${CALL} }\n})\n`;
  expect(read('aura/Phone/PhoneController.js', controller).scripts[0]?.form).toBe('aura');
  expect(read('PhoneHelper.js', `${controller};`).scripts[0]?.form).toBe('aura');
  expect(read('src/phone.js', controller).scripts[0]?.form).toBe('file');
  expect(read('aura/Phone/PhoneController.js', `(function () { ${CALL} })()`).scripts[0]?.form).toBe('file');
});

test.each([
  ['src/__tests__/a.js', 'test'],
  ['src/a.test.ts', 'test'],
  ['src/a.spec.js', 'test'],
  ['test/a.js', 'test'],
  ['tests/unit/a.js', 'test'],
  ['src/__mocks__/a.js', 'test'],
  ['mocks/a.js', 'test'],
  ['types/sforce.d.ts', 'typing'],
  ['externs/sforce.js', 'typing'],
  ['src/sforce.externs.js', 'typing'],
  ['src/latest/a.js', undefined],
  ['src/contest.js', undefined],
])('the context of %s is %s', (path, context) => {
  expect(read(path, CALL).scripts[0]?.context).toBe(context);
});

test('declarations for a compiler are typings wherever they lie', () => {
  expect(read('a.js', `/**\n * @externs\n */\nsforce.opencti.screenPop = function (a) {};`).scripts[0]?.context).toBe('typing');
  expect(
    read('a.js', 'var sforce = {};\n/** @interface */\nsforce.opencti = function() {};\nsforce.opencti.screenPop = function(a) {};')
      .scripts[0]?.context,
  ).toBe('typing');
  expect(read('a.js', `sforce.opencti.onClickToDial = function() {};\n${CALL}`).scripts[0]?.context).toBeUndefined();
});

test('script without a word of Open CTI is kept for who may link it, and other files give nothing', () => {
  expect(read('src/wrapper.js', 'export const a = 1;')).toMatchObject({
    content: 'other',
    scripts: [expect.objectContaining({ form: 'file' })],
  });
  for (const path of ['README.md', 'a.css', 'data.json', 'a.xml', 'a.java', 'notes.txt'])
    expect(readSourceFile(path, Buffer.from('plain words'))).toEqual([]);
});

test('a client for threat intelligence gives nothing that counts', () => {
  const readings = [
    ...readSourceFile('package.json', Buffer.from('{ "name": "opencti-client", "main": "integration.js" }')),
    ...readSourceFile('integration.js', Buffer.from("const { OpenCTI } = require('./opencti.js');\nmodule.exports = { startup };\n")),
    ...readSourceFile('README.md', Buffer.from('# OpenCTI client')),
  ];
  expect(readings.map(({ content }) => content)).toEqual(['other']);
});

test('NUL bytes and wrong bytes lose no script and are named', () => {
  const nul = read('a.js', Buffer.from(`var a = "\0";\n${CALL}`));
  expect(nul.scripts[0]?.text).toBe(`var a = " ";\n${CALL}`);
  expect(nul.scripts[0]?.place(nul.scripts[0].text.indexOf('screenPop'))).toEqual({ line: 2, column: 16 });
  expect(nul.problems).toEqual([expect.objectContaining({ code: 'encoding', effect: 'note' })]);
  const wrong = read('a.js', Buffer.concat([Buffer.from('// caf'), Buffer.from([0xe9, 0x0a]), Buffer.from(CALL)]));
  expect(wrong.scripts[0]?.text).toContain(CALL);
  expect(wrong.problems).toEqual([expect.objectContaining({ code: 'encoding' })]);
});

test('two-byte characters are read with and without a mark', () => {
  const text = `var a = 1;\n${CALL}`;
  expect(read('a.js', Buffer.from(`\ufeff${text}`, 'utf16le'))).toMatchObject({ encoding: 'utf-16le', problems: [] });
  const bare = read('a.js', Buffer.from(text, 'utf16le'));
  expect(bare.scripts[0]?.text).toBe(text);
  expect(bare.problems).toEqual([expect.objectContaining({ code: 'encoding', effect: 'note' })]);
});

test('all line ends count as lines', () => {
  const text = `a();\rb();\r\nc();\n${CALL}`;
  expect(read('a.js', text).scripts[0]?.place(text.indexOf(CALL))).toEqual({ line: 4, column: 1 });
});

test('a binary file or one that is too large is named where it speaks of Open CTI, and not otherwise', () => {
  const binary = Buffer.concat([Buffer.from(Array.from({ length: 400 }, (_, index) => index % 9)), Buffer.from(CALL)]);
  expect(read('a.bin', binary).problems).toEqual([expect.objectContaining({ code: 'not-text', effect: 'lost' })]);
  expect(readSourceFile('a.bin', binary.subarray(0, 400))).toEqual([]);
  const limits = { ...SOURCE_LIMITS, bytes: 100 };
  expect(readSourceFile('a.js', Buffer.from(CALL.padEnd(200)), limits)[0]).toMatchObject({
    content: 'mention',
    problems: [{ code: 'too-large', effect: 'lost' }],
  });
  expect(readSourceFile('a.js', Buffer.from('x'.padEnd(200)), limits)).toEqual([]);
});

test('calls that stand in comments alone are told, and one live use ends that', () => {
  const commented = `// ${CALL}\n/* sforce.interaction.cti.onClickToDial(f); */\nvar a = "x";`;
  expect(read('a.js', commented).facts).toEqual([
    expect.objectContaining({ name: 'commented-adapter', kind: 'check', line: 1, column: 4, words: { count: '2' } }),
  ]);
  expect(read('a.js', `${commented}\n${CALL}`).facts).toEqual([]);
  expect(read('a.js', `var u = "http://x"; ${CALL} // ${CALL}`).facts).toEqual([]);
});

test('an address in the text of JSX begins no comment', () => {
  expect(read('a.jsx', `const a = <p>http://x.example.com {${CALL.slice(0, -1)}}</p>; // ${CALL}`).facts).toEqual([]);
});

test('the signature leaves credentials out and changes with the rest', () => {
  const one = read('a.js', `${CALL} var password = "hunter22";`).signature;
  expect(one).toMatch(/^[0-9a-f]{64}$/);
  expect(read('a.js', `${CALL} var password = "sesame99";`).signature).toBe(one);
  expect(read('a.js', `${CALL} var user = "anna";`).signature).not.toBe(one);
});

test('no fact or contact quotes a credential', () => {
  const reading = read(
    'a.html',
    '<script src="https://u:hunter22@x.example.com/support/api/40.0/interaction.js?token=hunter22"></script><iframe src="https://x.example.com/?pw=hunter22"></iframe>',
  );
  expect(reading.facts).toHaveLength(1);
  const { scripts: _, ...shown } = reading;
  expect(JSON.stringify(shown)).not.toContain('hunter22');
});

test('a class of Apex is read whether it speaks of Open CTI or not', () => {
  expect(read('classes/A.cls', 'global class A { webservice static void b() {} }')).toMatchObject({
    content: 'other',
    apex: [{ name: 'A', global: true }],
    scripts: [],
  });
});

const PIECES = [
  '<script>',
  '</script>',
  '<apex:page>',
  '{!a}',
  '{!',
  '<%',
  '%>',
  '"',
  "'",
  '`',
  '/*',
  '*/',
  '//',
  '\n',
  '\r\n',
  '<!--',
  '-->',
  CALL,
  '({',
  '})',
  '&lt;',
  '<a onclick="',
  '<?xml ',
  '\0',
  'é',
  '${',
  '}',
  '/',
  ']]>',
  '<![CDATA[',
];
const PATHS = [
  'a.js',
  'a.page',
  'a.html',
  'a.cmp',
  'a.resource',
  'a.object',
  'a.cls',
  'a.vf',
  'a.jsp',
  'a.xml',
  'a',
  'a.md',
  'a.php',
  'aura/x/xController.js',
];

test('whatever a file holds: nothing throws, script that is cleaned keeps its length, and what speaks of Open CTI gives something', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PATHS), fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }), (path, pieces) => {
      const text = pieces.join('');
      const readings = readSourceFile(path, Buffer.from(text));
      for (const { scripts, problems } of readings) {
        expect(problems.map(({ code }) => code)).not.toContain('reader-failed');
        for (const script of scripts) {
          expect(script.clean).toHaveLength(script.text.length);
          const { line, column } = script.place(script.text.length);
          expect(line).toBeGreaterThan(0);
          expect(column).toBeGreaterThan(0);
        }
      }
      if (mentionsOpenCti(Buffer.from(text))) expect(readings).not.toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('cleaned script stands where the place says it stands', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('{!x}', '\r\n', ' ', '"{!y}"', '&amp;', 'a', ';'), { maxLength: 20 }), (pieces) => {
      const text = `<apex:page>\r\n<a onclick="${pieces.join('').replaceAll('"', '&quot;')} sforce.opencti.runApex()">x</a></apex:page>`;
      const script = read('a.page', text).scripts[0];
      const at = script?.text.indexOf('runApex') ?? -1;
      const before = text.slice(0, text.indexOf('runApex')).split(/\r\n|\r|\n/);
      expect(script?.place(at)).toEqual({ line: before.length, column: (before.at(-1) ?? '').length + 1 });
    }),
    { numRuns: 200 },
  );
});

test('a page with script in many places parses as a whole', () => {
  const reading = read(
    'a.page',
    `<apex:page>\n<script>\n<!--\nvar settings = { id: {!$User.Id}, name: '{!JSENCODE($User.Name)}', {!extra} };\n<apex:repeat value="{!items}" var="i">\nadd({!i.a}, "{!i.b}");\n</apex:repeat>\n${CALL}\n//-->\n</script>\n</apex:page>`,
  );
  for (const { clean } of reading.scripts) expect(() => parse(clean)).not.toThrow();
});
