/** The tree is the one that fast-xml-parser gives, wherever that library can read a file; and what was written comes back. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { decode } from '../../src/parse/decode.ts';
import { readFile } from '../../src/parse/read-file.ts';
import { maskValue } from '../../src/parse/secrets.ts';
import { readXml, textOf, type XmlDocument, type XmlElement } from '../../src/parse/xml.ts';
import { escaped, textAt } from '../fixtures/definitions.ts';

interface Plain {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  /** What stands before the first child. */
  readonly text: string;
  readonly children: readonly Plain[];
}

function ours(document: XmlDocument): Plain[] {
  const plain = (element: XmlElement): Plain => ({
    name: element.name,
    attributes: element.attributes.map(({ qualifiedName, value }) => [qualifiedName, value]),
    text: textOf(document, element).value,
    children: element.children.map(plain),
  });
  return document.roots.map(plain);
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  // Without it, numeric references stay as they are written.
  htmlEntities: true,
});

/**
 * The library's tree in our shape. Four things of its own are evened out: a declaration or processing instruction is a node
 * named with a question mark; text comes in pieces; names keep their prefix; and a line break or tab in an attribute stays,
 * where XML 1.0 (section 3.3.3) makes it a space.
 */
function theirs(text: string): Plain[] {
  type Node = Readonly<Record<string, unknown>>;
  const plain = (node: Node): Plain[] => {
    const tag = Object.keys(node).find((key) => key !== ':@' && key !== '#text');
    if (tag === undefined || tag.startsWith('?')) return [];
    const inner = node[tag] as readonly Node[];
    const firstChild = inner.findIndex((child) => plain(child).length > 0);
    const leading = firstChild < 0 ? inner : inner.slice(0, firstChild);
    const attributes = Object.entries((node[':@'] ?? {}) as Readonly<Record<string, string>>);
    return [
      {
        name: tag.slice(tag.indexOf(':') + 1),
        attributes: attributes.map(([name, value]) => [name, value.replace(/[\r\n\t]/g, ' ')]),
        text: leading.map((child) => (typeof child['#text'] === 'string' ? child['#text'] : '')).join(''),
        children: inner.flatMap(plain),
      },
    ];
  };
  return (parser.parse(text) as readonly Node[]).flatMap(plain);
}

describe('agreement with fast-xml-parser', () => {
  test.each([
    [
      'an import definition',
      '<callCenter>\n <section sortOrder="0" name="reqGeneralInfo" label="General">\n  <item name="a">007</item></section></callCenter>',
    ],
    [
      'a Metadata definition',
      '<?xml version="1.0"?><CallCenter xmlns="http://soap.sforce.com/2006/04/metadata"><sections><items><name>a</name><value xsi:nil="true"/></items></sections></CallCenter>',
    ],
    ['CRLF', '<a>\r\n<b c="1"\r\n d="2">x\r\ny</b>\r\n</a>'],
    ['a lone CR', '<a>\r<b>x\ry</b>\r</a>'],
    ['references', '<a b="&lt;&amp;&quot;&#65;&#x42;">&gt;&apos;&#x1F4DE;&amp;lt;</a>'],
    ['CDATA among text', '<a>1<![CDATA[<2> & ]]>3<b><![CDATA[]]></b></a>'],
    ['comments', '<!-- 0 --><a>1<!-- <b>2</b> -->3<!----></a><!-- 4 -->'],
    ['processing instructions', '<?p q?><a><?r s?>1<?t?><b/>2<?u v?><c/></a>'],
    ['prefixes', '<p:a xmlns:p="urn:x" p:q="1"><p:b/><c/></p:a>'],
    ['single quotes', "<a b='\"1\"' c='2'/>"],
    ['empty elements', '<a><b/><c></c><d /></a>'],
    ['white space', '<a>  <b> x </b>\t</a>\n'],
    ['mixed content', '<a>1<b>2</b>3<b>4</b>5</a>'],
    ['characters outside ASCII', '<a b="é">ü€漢\u{1f4de}<ÿ/></a>'],
  ])('on %s', (_, text) => {
    const document = readXml(text);
    expect(document.faults).toEqual([]);
    expect(ours(document)).toEqual(theirs(text));
  });

  const corpus = fileURLToPath(new URL('../../../shared/corpus/definitions/', import.meta.url));
  const atHand = existsSync(corpus);
  (atHand ? test : test.skip)('on every well-formed file of the corpus (skipped where the corpus is not at hand)', () => {
    let compared = 0;
    for (const name of readdirSync(corpus)) {
      const decoded = name === 'INDEX.csv' ? null : decode(readFileSync(corpus + name));
      if (!decoded) continue;
      const document = readXml(decoded.text);
      if (document.faults.length > 0) continue;
      expect({ name, tree: ours(document) }).toEqual({ name, tree: theirs(decoded.text) });
      compared++;
    }
    expect(compared).toBeGreaterThan(50);
  });
});

/** Characters that go wrong first. No text made of them is long enough to look like a key. */
const awkward = fc.constantFrom(...'&<>"\'\n\r\t ]-é€漢{}@/:=;#a0'.split(''), '\u{1f4de}', ']]>', '--', '&amp;', '\u00a0');
const value = fc.string({ unit: awkward, maxLength: 12 }).filter((text) => maskValue(text) === text);
/** A name must not speak of a credential, or its value would rightly be hidden. */
const name = fc.stringMatching(/^[A-Za-zé][A-Za-z0-9é_]{0,11}$/).filter((text) => maskValue('x9', text) === 'x9');

const item = fc.record({
  name,
  label: value,
  value,
  cdata: fc.boolean(),
  quote: fc.constantFrom('"', "'"),
  before: fc.constantFrom('', ' ', '\n', '\n\t', '<!-- <item name="no"> & -->', '<?keep me?>'),
});
const definition = fc.record({
  sections: fc.array(fc.record({ name, items: fc.array(item, { maxLength: 5 }) }), { minLength: 1, maxLength: 4 }),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  encoding: fc.constantFrom('utf-8', 'utf-8 with mark', 'utf-16le', 'utf-16le with mark', 'utf-16be', 'utf-16be with mark'),
});

type GivenDefinition = typeof definition extends fc.Arbitrary<infer T> ? T : never;
type GivenDefinitionItem = GivenDefinition['sections'][number]['items'][number];

const inText = (text: string, cdata: boolean): string =>
  cdata && !text.includes('\r') ? `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>` : escaped(text);
const inAttribute = (text: string, quote: string): string =>
  `${quote}${escaped(text).replace(/[\n\t']/g, (character) => `&#${character.charCodeAt(0)};`)}${quote}`;

const importItem = (given: GivenDefinitionItem, index: number): string =>
  `${given.before}<item sortOrder=${inAttribute(String(index), given.quote)}\n name=${inAttribute(given.name, given.quote)} label=${inAttribute(given.label, given.quote)}>${inText(given.value, given.cdata)}</item>`;
const metadataItem = (given: GivenDefinitionItem): string =>
  `${given.before}<items>\n<label>${inText(given.label, given.cdata)}</label><name>${given.name}</name>\n<value>${inText(given.value, given.cdata)}</value></items>`;

const importText = ({ sections }: GivenDefinition): string =>
  `<callCenter>\n${sections.map((section) => `<section name="${section.name}">${section.items.map(importItem).join('\n')}\n</section>`).join('\n')}\n</callCenter>`;
const metadataText = ({ sections }: GivenDefinition): string =>
  `<CallCenter xmlns="http://soap.sforce.com/2006/04/metadata">\n${sections.map((section) => `<sections>${section.items.map(metadataItem).join('\n')}\n<name>${section.name}</name></sections>`).join('\n')}\n</CallCenter>`;

function encode(text: string, encoding: string): Buffer {
  const marked = encoding.endsWith('with mark') ? `\ufeff${text}` : text;
  if (encoding.startsWith('utf-8')) return Buffer.from(marked, 'utf8');
  const bytes = Buffer.from(marked, 'utf16le');
  return encoding.startsWith('utf-16be') ? bytes.swap16() : bytes;
}

describe.each([
  ['import', importText, (label: string) => label],
  // A label between tags may be indented; what stands around it says nothing.
  ['metadata', metadataText, (label: string) => label.trim()],
] as const)('whatever stands in a definition in the %s format', (form, write, shownLabel) => {
  test('comes back exactly, and the text at each place holds the name', () => {
    fc.assert(
      fc.property(definition, (given) => {
        const text = write(given).replaceAll('\n', given.lineEnd);
        const reading = readFile('sample.xml', encode(text, given.encoding));
        const read = reading?.definitions[0];
        expect(reading?.problems).toEqual([]);
        expect(read?.form).toBe(form);
        expect(read?.wellFormed).toBe(true);
        const expected = given.sections.map((section) => ({
          name: section.name,
          items: section.items.map(({ name: itemName, label, value: itemValue }) => ({
            name: itemName,
            label: shownLabel(label),
            value: itemValue,
          })),
        }));
        const actual = read?.sections.map((section) => ({
          name: section.name,
          items: section.items.map(({ name: itemName, label, value: itemValue }) => ({ name: itemName, label, value: itemValue })),
        }));
        expect(actual).toEqual(expected);
        for (const section of read?.sections ?? []) {
          for (const holder of [section, ...section.items]) expect(textAt(text, holder).startsWith(holder.name)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});
