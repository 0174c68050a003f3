import { describe, expect, test } from '@jest/globals';
import { attribute, rawInner, readXml, textOf, type XmlElement } from '../../src/parse/xml.ts';
import { textAt } from '../fixtures/definitions.ts';

/** The element of this name, wherever it stands. */
function find(text: string, name: string): { document: ReturnType<typeof readXml>; element: XmlElement } {
  const document = readXml(text);
  const open = [...document.roots];
  for (let element = open.pop(); element; element = open.pop()) {
    if (element.name === name) return { document, element };
    open.push(...element.children);
  }
  throw new Error(`There is no element ${name}.`);
}

const textIn = (text: string, name: string): string => {
  const { document, element } = find(text, name);
  return textOf(document, element).value;
};

const faultsOf = (text: string): string[] => readXml(text).faults.map(({ line, column, detail }) => `${line}:${column} ${detail}`);

describe('places', () => {
  const lines = ['<callCenter>', '  <section name="one">', '\t<item', '    name="two">2</item>', '  </section>', '</callCenter>'];

  test.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['a lone CR', '\r'],
  ])('are the same whether lines end in %s', (_, end) => {
    const text = lines.join(end);
    const { document, element } = find(text, 'item');
    expect(document.place(element.start)).toEqual({ line: 3, column: 2 });
    expect(document.place(attribute(element, 'name')?.valueStart ?? -1)).toEqual({ line: 4, column: 11 });
    expect(document.place(element.innerStart)).toEqual({ line: 4, column: 16 });
    expect(document.faults).toEqual([]);
  });

  test('count UTF-16 code units', () => {
    const { document, element } = find('<a>\n<b>\u{1f4de}</b><c/></a>', 'c');
    expect(document.place(element.start)).toEqual({ line: 2, column: 10 });
  });

  test.each([
    ['an element', '<a><?keep this?><b/></a>', 'b', 1, 17],
    ['an element on a new line', '<a><?keep this?>\n<b/></a>', 'b', 2, 1],
    ['an element after a comment', '<a><?keep this?><!-- x --><b/></a>', 'b', 1, 27],
    ['the root', '<?keep this?><b/>', 'b', 1, 14],
  ])('of %s are right behind a processing instruction', (_, text, name, line, column) => {
    const { document, element } = find(text, name);
    expect(document.place(element.start)).toEqual({ line, column });
  });

  test('of each character of a text survive references, CDATA and comments', () => {
    const text = '<a>x&amp;y<!-- no --><![CDATA[<z>]]>\r\n&#119;v</a>';
    const { document, element } = find(text, 'a');
    const { value, offsetAt } = textOf(document, element);
    expect(value).toBe('x&y<z>\nwv');
    expect(value.split('').map((_, index) => text[offsetAt(index)])).toEqual(['x', '&', 'y', '<', 'z', '>', '\r', '&', 'v']);
  });

  test('point at what they are about in every value of an attribute', () => {
    const text = '<a  one="1"\n two = "2" three=\'3\'\r\n\tfour\n=\n"4"/>';
    const { document, element } = find(text, 'a');
    expect(element.attributes.map(({ name }) => name)).toEqual(['one', 'two', 'three', 'four']);
    for (const { value, valueStart } of element.attributes)
      expect(textAt(text, document.place(valueStart))).toMatch(new RegExp(`^${value}`));
  });
});

describe('text', () => {
  test.each([
    ['predefined entities', '<a>&lt;&gt;&amp;&quot;&apos;</a>', '<>&"\''],
    ['decimal and hexadecimal references', '<a>&#65;&#x42;&#x1F4DE;&#10;</a>', 'AB\u{1f4de}\n'],
    ['a reference made of a reference, which is none', '<a>&amp;lt;</a>', '&lt;'],
    ['CDATA', '<a><![CDATA[x < y && z]]></a>', 'x < y && z'],
    ['CDATA in which references are plain text', '<a><![CDATA[&amp;]]></a>', '&amp;'],
    ['CDATA between text', '<a>1<![CDATA[2]]>3<![CDATA[]]>4</a>', '1234'],
    ['CDATA right behind a processing instruction', '<a><?x y?><![CDATA[1]]></a>', '1'],
    ['brackets at the end of CDATA', '<a><![CDATA[x]]]></a>', 'x]'],
    ['the end mark of CDATA, split over two sections', '<a><![CDATA[x]]]]><![CDATA[>y]]></a>', 'x]]>y'],
    ['comments, which are no text', '<a>1<!-- 2 -->3</a>', '13'],
    ['a comment that holds markup', '<a>1<!-- <b>2</b> & -->3</a>', '13'],
    ['processing instructions, which are no text', '<a>1<?p 2 ?>3</a>', '13'],
    ['line ends, each made LF', '<a>1\r\n2\r3\n4</a>', '1\n2\n3\n4'],
    ['a carriage return that was written as a reference', '<a>1&#13;&#10;2</a>', '1\r\n2'],
    ['white space, kept', '<a>  1\t </a>', '  1\t '],
    ['leading zeros', '<a>007</a>', '007'],
    ['a greater-than sign', '<a>1 > 0</a>', '1 > 0'],
    ['no text', '<a></a>', ''],
    ['no text in an empty tag', '<a/>', ''],
  ])('comes through: %s', (_, text, value) => {
    expect(textIn(text, 'a')).toBe(value);
    expect(faultsOf(text)).toEqual([]);
  });

  test('of an element with children is what stands before the first', () => {
    expect(textIn('<a>1<b>2</b>3</a>', 'a')).toBe('1');
  });

  test('as written is kept too', () => {
    const { document, element } = find('<a>1 &amp; <b>2</b><!-- 3 --></a>', 'a');
    expect(rawInner(document, element)).toBe('1 &amp; <b>2</b><!-- 3 -->');
  });
});

describe('attributes', () => {
  test.each([
    ['double quotes', '<a b="it\'s"/>', "it's"],
    ['single quotes', '<a b=\'say "x"\'/>', 'say "x"'],
    ['references', '<a b="&lt;&#65;&amp;&quot;"/>', '<A&"'],
    ['line breaks and tabs, which count as spaces', '<a b="1\r\n2\n3\r4\t5"/>', '1 2 3 4 5'],
    ['a line break written as a reference, which stays', '<a b="1&#10;2"/>', '1\n2'],
    ['a greater-than sign', '<a b="1>0"/>', '1>0'],
    ['an empty value', '<a b=""/>', ''],
    ['spaces around the equals sign', '<a b = "1"/>', '1'],
  ])('with %s', (_, text, value) => {
    const { element } = find(text, 'a');
    expect(attribute(element, 'b')?.value).toBe(value);
    expect(faultsOf(text)).toEqual([]);
  });

  test('keep their prefix beside their local name', () => {
    const { element } = find('<a xmlns:xsi="urn:x" xsi:nil="true"/>', 'a');
    expect(element.attributes.map(({ name, qualifiedName }) => [name, qualifiedName])).toEqual([
      ['xsi', 'xmlns:xsi'],
      ['nil', 'xsi:nil'],
    ]);
  });
});

test('elements are known by their local name, in their own letter case', () => {
  const document = readXml('<sf:CallCenter xmlns:sf="urn:x"><sf:sections/></sf:CallCenter>');
  expect(document.roots[0]?.name).toBe('CallCenter');
  expect(document.roots[0]?.children[0]?.name).toBe('sections');
});

test('names that mean something to JavaScript are names like any other', () => {
  const document = readXml('<__proto__ constructor="1"><constructor>2</constructor><toString hasOwnProperty="3"/></__proto__>');
  expect(document.faults).toEqual([]);
  expect(document.roots[0]?.name).toBe('__proto__');
  expect(document.roots[0]?.children.map((child) => child.name)).toEqual(['constructor', 'toString']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

describe('what is not well-formed is named with its place', () => {
  test.each([
    ['a placeholder that looks like a tag', '<a>\n<b>https://<your domain>/x</b>\n</a>', /^2:12 A tag is opened here and never closed/],
    ['two hyphens in a comment', '<a>\n<!-- x -- y --></a>', /^2:8 Two hyphens stand inside a comment/],
    ['three hyphens at the end of a comment', '<a><!-- x ---></a>', /^1:4 A comment ends in three hyphens/],
    ['a comment that is never closed', '<a>\n<!-- x', /2:1 A comment is opened here and never closed/],
    ['CDATA that is never closed', '<a>\n<![CDATA[x', /2:1 A CDATA section is opened here and never closed/],
    ['an end that is cut off after a tag', '<a>\n<b>', /2:1 A tag is opened here and never closed/],
    ['an end that is cut off in a text', '<a>\n<b>x', /2:1 A tag is opened here and never closed/],
    ['an end that is cut off in a tag', '<a>\n<b c="1', /2:1 The file ends inside a tag/],
    ['an end that is cut off in an end tag', '<a>\n<b>x</', /2:1 A tag is opened here and never closed/],
    ['an end tag of another name', '<a>\n<b>x</c></a>', /^2:1 A tag is opened here and never closed/],
    ['tags that overlap', '<a><b>\n<c>x</b></c></a>', /^2:1 A tag is opened here and never closed/],
    ['an end tag too many', '<a>\n</a>\n</a>', /^3:1 /],
    ['an end tag in another letter case', '<a>\n<B>x</b></a>', /^2:1 A tag is opened here and never closed/],
    ['a bare ampersand in a text', '<a>\nx & y</a>', /^2:3 An ampersand stands here/],
    ['a bare ampersand in an attribute', '<a\nb="x&y"/>', /^2:5 An ampersand stands here/],
    ['an entity that XML does not know', '<a>\n&nbsp;</a>', /^2:1 An ampersand stands here/],
    ['a reference to a character that XML does not allow', '<a>&#1;</a>', /^1:4 An ampersand stands here/],
    ['a reference beyond Unicode', '<a>&#x110000;</a>', /^1:4 An ampersand stands here/],
    ['a second root', '<a/>\n<b/>', /^2:1 A second element stands beside the root/],
    ['text before the root', 'x\n<a/>', /^1:1 Text stands outside the root/],
    ['text behind the root', '<a/>\nx', /^\d:\d Text stands outside the root/],
    ['a control character', '<a>\nx\u0001</a>', /^2:2 A control character stands in the text/],
    ['an attribute without quotes', '<a\nb=1/>', /^2:1 An attribute stands without a quoted value/],
    ['an attribute without a value', '<a\nb/>', /^2:1 An attribute stands without a quoted value/],
    ['a repeated attribute', '<a b="1"\nb="2"/>', /^2:1 An attribute is repeated/],
    ['a less-than sign in an attribute', '<a\nb="x<y"/>', /^2:1 The character < stands in an attribute value/],
    ['a less-than sign in a text', '<a>\nx < y</a>', /^2:\d /],
    ['the end mark of CDATA in a text', '<a>\n]]></a>', /^2:1 The end mark of a CDATA section/],
    ['an XML declaration that is not at the beginning', '\n<?xml version="1.0"?><a/>', /^2:1 An XML declaration stands elsewhere/],
    ['an XML declaration without a version', '<?xml encoding="UTF-8"?><a/>', /^1:1 The XML declaration is not written/],
    ['a processing instruction without a name', '<a>\n<? x?></a>', /^2:1 A processing instruction does not begin with a name/],
    ['a declaration in the body', '<a>\n<!ELEMENT b></a>', /^2:1 A declaration stands here/],
    ['a document type in the body', '<a>\n<!DOCTYPE b></a>', /^2:1 A declaration stands here/],
    ['a document type that is never closed', '<!DOCTYPE a [\n<a/>', /^1:1 A document type is opened here and never closed/],
    ['no element at all', '', /^1:1 /],
  ])('%s', (_, text, fault) => {
    expect(faultsOf(text).join('\n')).toMatch(new RegExp(fault.source, 'm'));
  });

  test('and never quotes the file, which may hold a credential', () => {
    for (const text of [
      '<a><b hunter2></a>',
      '<a>&hunter2;</a>',
      '<a></hunter2></a>',
      '<hunter2 hunter2="1" hunter2="2"',
      '<a><!-- hunter2 --hunter2',
    ]) {
      expect(faultsOf(text).join()).not.toContain('hunter2');
      expect(faultsOf(text)).not.toEqual([]);
    }
  });

  test('in the order in which it stands', () => {
    const lines = readXml('<a>\n&x;\n<!-- -- -->\n<b c=1></b>\n&y;\n</a>').faults.map((fault) => fault.line);
    expect(lines).toEqual([2, 3, 4, 5]);
  });
});

describe('after a fault', () => {
  const names = (text: string): string[] => {
    const found: string[] = [];
    const walk = (element: XmlElement): void => {
      if (element.name === 'item') found.push(attribute(element, 'name')?.value ?? '');
      element.children.forEach(walk);
    };
    readXml(text).roots.forEach(walk);
    return found;
  };

  test.each([
    ['an unescaped placeholder', '<item name="1">https://<your domain>/x</item>'],
    ['an unescaped placeholder with a slash', '<item name="1">https://<host>/</item>'],
    ['a tag that is never closed', '<item name="1">x'],
    ['a tag that is never opened', '<item name="1">x</item></item>'],
    ['an end tag of another name', '<item name="1">x</itme>'],
    ['a bare ampersand', '<item name="1">a & b</item>'],
    ['two hyphens in a comment', '<item name="1"/><!-- a -- b -->'],
    ['an attribute without quotes', '<item name=1>x</item>'],
    ['a missing space between attributes', '<item name="1"label="2">x</item>'],
    ['a stray less-than sign', '<item name="1">1 < 2</item>'],
    ['a control character', '<item name="1">\u0007</item>'],
  ])('%s, the siblings that follow are still read', (_, broken) => {
    expect(names(`<a><item name="0"/>${broken}<item name="2">x</item><item name="3"/></a>`)).toEqual(['0', '1', '2', '3']);
    expect(faultsOf(`<a><item name="0"/>${broken}<item name="2">x</item><item name="3"/></a>`)).not.toEqual([]);
  });

  test('a cut end keeps what stands before it', () => {
    const whole = '<a><item name="1">x</item><item name="2">y</item><item name="3">z</item></a>';
    for (let length = 0; length < whole.length; length++) {
      const cut = whole.slice(0, length);
      const complete = (cut.match(/<\/item>/g) ?? []).length;
      expect(names(cut).length).toBeGreaterThanOrEqual(complete);
      expect(faultsOf(cut)).not.toEqual([]);
    }
  });
});

describe('a document type', () => {
  test('is found, and nothing in it counts as an element', () => {
    const document = readXml('<?xml version="1.0"?>\n<!DOCTYPE a [\n<!ELEMENT b (c)>\n<!ENTITY d "<e/>">\n]>\n<a>1</a>');
    expect(document.documentType).toEqual({ line: 2, column: 1 });
    expect(document.roots.map((root) => root.name)).toEqual(['a']);
    expect(document.place(document.roots[0]?.start ?? -1)).toEqual({ line: 6, column: 1 });
    expect(document.faults).toEqual([]);
  });

  test('has entities that stay as they are written', () => {
    expect(textIn('<!DOCTYPE a [<!ENTITY x "expanded">]><a>1&x;2</a>', 'a')).toBe('1&x;2');
    const { element } = find('<!DOCTYPE a [<!ENTITY x "expanded">]><a b="&x;"/>', 'a');
    expect(attribute(element, 'b')?.value).toBe('&x;');
  });

  test.each([
    ['with a quoted bracket', '<!DOCTYPE a [<!ENTITY x "]>">]><a/>'],
    ['with a comment', '<!DOCTYPE a [<!-- ]> " -->]><a/>'],
    ['with an identifier', '<!DOCTYPE a SYSTEM "http://softphone.example.com/a>b.dtd"><a/>'],
    ['behind a comment', '<!-- <!DOCTYPE b> --><!DOCTYPE a><a/>'],
  ])('%s ends where it ends', (_, text) => {
    expect(readXml(text).roots.map((root) => root.name)).toEqual(['a']);
    expect(readXml(text).documentType).not.toBeNull();
  });

  test.each([
    ['a comment', '<!-- <!DOCTYPE a> --><a/>'],
    ['CDATA', '<a><![CDATA[<!DOCTYPE a>]]></a>'],
  ])('in %s is none', (_, text) => {
    expect(readXml(text).documentType).toBeNull();
    expect(readXml(text).faults).toEqual([]);
  });

  test('that is never closed does not take the file with it', () => {
    expect(readXml('<!DOCTYPE a SYSTEM "a.dtd>\n<a><b/></a>').roots[0]?.children.map((child) => child.name)).toEqual(['b']);
  });
});

describe('hostile size', () => {
  test('10,000 levels of nesting are read', () => {
    const document = readXml(`${'<a>'.repeat(10_000)}x${'</a>'.repeat(10_000)}`);
    expect(document.faults).toEqual([]);
    let depth = 0;
    for (let element = document.roots[0]; element; element = element.children[0]) depth++;
    expect(depth).toBe(10_000);
  });

  test('10,000 levels that are never closed are read', () => {
    expect(readXml('<a>'.repeat(10_000)).faults).toHaveLength(10_000);
  });

  test('deeper nesting than any file has ends the reading, and is said', () => {
    const document = readXml(`<a><b>1</b>${'<c>'.repeat(60_000)}`);
    expect(document.roots[0]?.children[0]?.name).toBe('b');
    expect(document.faults.map((fault) => fault.detail).join()).toMatch(/nested more than [\d,]+ deep/);
  });

  test('50,000 attributes in one tag are read', () => {
    const attributes = Array.from({ length: 50_000 }, (_, index) => `a${index}="${index}"`);
    expect(readXml(`<a ${attributes.join(' ')}/>`).roots[0]?.attributes).toHaveLength(50_000);
  });

  test('millions of faults are not kept one by one', () => {
    const { faults } = readXml(`<a>${'&'.repeat(2_000_000)}</a>`);
    expect(faults.length).toBeGreaterThan(1000);
    expect(faults.length).toBeLessThan(1_000_000);
  });
});
