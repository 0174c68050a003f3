import { describe, expect, test } from '@jest/globals';
import { decode } from '../../src/parse/decode.ts';
import { mentionsCallCenter, namesADefinition, readFile } from '../../src/parse/read-file.ts';
import { importDefinition, openCtiDefinition } from '../fixtures/definitions.ts';

const valueOf = (bytes: Buffer): string | undefined => readFile('sample.xml', bytes)?.definitions[0]?.sections[0]?.items[0]?.value;

const utf16 = (text: string, big: boolean): Buffer => {
  const bytes = Buffer.from(text, 'utf16le');
  return big ? bytes.swap16() : bytes;
};

describe('an encoding', () => {
  const value = 'Zürich — 5 €';
  const text = importDefinition([{ name: 'a', value }]);
  const declared = (encoding: string): string => `<?xml version="1.0" encoding="${encoding}"?>\n${text}`;
  /** windows-1252 by hand: Node writes no such bytes. */
  const windows1252 = (content: string): Buffer => Buffer.from(content.replace('—', '\u0097').replace('€', '\u0080'), 'latin1');

  test.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with a byte-order mark', Buffer.from(`\ufeff${text}`), 'utf-8'],
    ['UTF-8, declared', Buffer.from(declared('UTF-8')), 'utf-8'],
    ['UTF-16 LE with a byte-order mark', utf16(`\ufeff${text}`, false), 'utf-16le'],
    ['UTF-16 BE with a byte-order mark', utf16(`\ufeff${text}`, true), 'utf-16be'],
    ['UTF-16 LE without one', utf16(declared('UTF-16'), false), 'utf-16le'],
    ['UTF-16 BE without one', utf16(declared('UTF-16'), true), 'utf-16be'],
    ['windows-1252, declared', windows1252(declared('windows-1252')), 'windows-1252'],
    ['windows-1252, declared in single quotes', windows1252(declared('windows-1252').replaceAll('"1.0"', "'1.0'")), 'windows-1252'],
    // What the web has always done: https://encoding.spec.whatwg.org/#names-and-labels
    ['windows-1252 that calls itself ISO-8859-1', windows1252(declared('ISO-8859-1')), 'iso-8859-1'],
    ['UTF-8 with a byte-order mark that calls itself something else', Buffer.from(`\ufeff${declared('ISO-8859-1')}`), 'utf-8'],
  ])('%s is read', (_, bytes, encoding) => {
    const reading = readFile('sample.xml', bytes);
    expect(reading?.definitions[0]?.sections[0]?.items[0]?.value).toBe(value);
    expect(reading?.record.encoding).toBe(encoding);
    expect(reading?.problems).toEqual([]);
  });

  test.each([
    ['UTF-32', Buffer.from([0xff, 0xfe, 0x00, 0x00, 0x3c, 0x00, 0x00, 0x00])],
    ['EBCDIC', Buffer.from([0x4c, 0x6f, 0xa7, 0x94, 0x93])],
  ])('%s is named and not read', (_, bytes) => {
    expect(readFile('sample.xml', bytes)).toMatchObject({
      definitions: [],
      problems: [{ code: 'encoding', effect: 'lost', file: 'sample.xml' }],
    });
    expect(readFile('sample.bin', bytes)).toBeNull();
  });

  test('with a byte-order mark does not move the first column', () => {
    const place = (content: string) => readFile('a.xml', Buffer.from(content))?.definitions[0];
    const bare = '<callCenter><section name="s"/></callCenter>';
    expect(place(`\ufeff${bare}`)?.sections[0]).toEqual(place(bare)?.sections[0]);
  });

  test.each([
    ['bytes that are not UTF-8', Buffer.from(text, 'latin1'), /not valid UTF-8/, 'lost'],
    ['an encoding that nobody knows', Buffer.from(declared('x-sample')), /names an encoding that is not known/, 'note'],
    ['UTF-16 that is not', Buffer.from(declared('UTF-16')), /says UTF-16, but the bytes are not/, 'note'],
    ['UTF-16 of an odd length', Buffer.concat([utf16(`\ufeff${text}`, false), Buffer.from([0x41])]), /not valid UTF-16LE/, 'lost'],
  ])('problem is named and the rest is read: %s', (_, bytes, detail, effect) => {
    const reading = readFile('sample.xml', bytes);
    expect(reading?.definitions).toHaveLength(1);
    expect(reading?.problems[0]).toMatchObject({ code: 'encoding', effect });
    expect(reading?.problems[0]?.detail).toMatch(detail);
  });

  test('is not guessed for bytes that are no text', () => {
    expect(decode(Buffer.from([0x50, 0x4b, 3, 4, 0, 0]))).toBeNull();
  });
});

describe('what a file is', () => {
  test.each([
    'OpenCTI.callCenter',
    'a/OpenCTI.callCenter-meta.xml',
    'OpenCTI.callCenter2',
    'OpenCTI.callcenter',
    'OpenCTI.callCenter.xml',
    'OpenCTI.callCenter_old',
  ])('is meant as a definition by its name: %s', (path) => {
    expect(namesADefinition(path)).toBe(true);
  });

  test.each([
    'OpenCTI.xml',
    'callCenter',
    'callCenters/readme',
    'Sample.callCenterRoutingMap',
    'Sample.callCenterRoutingMap-meta.xml',
    'callCenter.resource',
  ])('is not by its name: %s', (path) => {
    expect(namesADefinition(path)).toBe(false);
  });

  test.each(['a.xml', 'OpenCTI.callCenter2', 'SlickCTI.resource', 'a', 'a b.txt', '.xml', 'ünïcode.bak', 'a.callCenter-meta.xml.orig'])(
    'is known by its content, whatever its name: %s',
    (path) => {
      expect(readFile(path, Buffer.from(openCtiDefinition()))?.definitions).toHaveLength(1);
    },
  );

  test.each([
    ['callCenter', true],
    ['<CALLCENTER', true],
    ['ContactCenterDefinition', true],
    ['contact_center', true],
    ['call-centre', true],
    ['CTIVersion', true],
    ['call the center', false],
    ['<Package/>', false],
  ])('is worth parsing if it speaks of one: %s', (text, worth) => {
    expect(mentionsCallCenter(Buffer.from(text))).toBe(worth);
    expect(mentionsCallCenter(utf16(text, false))).toBe(worth);
    expect(mentionsCallCenter(utf16(text, true))).toBe(worth);
  });
});

describe('a file that is named as a definition and cannot be read as one', () => {
  test.each([
    ['is empty', Buffer.from(''), 'not-well-formed', /is empty/],
    ['is blank', Buffer.from(' \n\t'), 'not-well-formed', /is empty/],
    ['is no XML', Buffer.from('reqInternalName=Sample'), 'not-well-formed', /does not begin as XML/],
    ['is binary', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0xff]), 'not-text', /is binary/],
    ['is a header alone', Buffer.from('<?xml version="1.0"?>'), 'not-well-formed', /No definition could be read/],
    ['holds another root', Buffer.from('<CustomObject/>'), 'not-salesforce-format', /holds none/],
    ['holds a cut tag', Buffer.from('<callCen'), 'not-well-formed', /No definition could be read/],
  ])('is a problem: it %s', (_, bytes, code, detail) => {
    const reading = readFile('Sample.callCenter', bytes);
    expect(reading?.definitions).toEqual([]);
    expect(reading?.problems).toHaveLength(1);
    expect(reading?.problems[0]).toMatchObject({ code, file: 'Sample.callCenter' });
    expect(reading?.problems[0]?.detail).toMatch(detail);
  });

  test('is passed over if its name says nothing of the kind', () => {
    for (const bytes of [Buffer.from(''), Buffer.from('call center'), Buffer.from([0x63, 0, 0xff, 0xfe]), Buffer.from('callCenter\0\0')]) {
      expect(readFile('a.xml', bytes)).toBeNull();
    }
  });
});

describe('a document type', () => {
  const bomb = ['lol "lol"', ...Array.from({ length: 9 }, (_, level) => `lol${level + 1} "${`&lol${level || ''};`.repeat(10)}"`)];
  const definition = (value: string): string => `<callCenter><section name="s"><item name="a">${value}</item></section></callCenter>`;

  test.each([
    [
      'with an entity bomb',
      `<!DOCTYPE callCenter [${bomb.map((entity) => `<!ENTITY ${entity}>`).join('\n')}]>\n${definition('&lol9;')}`,
      '&lol9;',
    ],
    ['with a file as entity', `<!DOCTYPE callCenter [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n${definition('&x;')}`, '&x;'],
    ['with an address as entity', `<!DOCTYPE callCenter [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>\n${definition('&x;')}`, '&x;'],
    ['with a plain entity', `<!DOCTYPE callCenter [<!ENTITY x "expanded">]>\n${definition('1&x;2')}`, '1&x;2'],
    ['with an external subset', `<!DOCTYPE callCenter SYSTEM "http://127.0.0.1:9/a.dtd">\n${definition('1')}`, '1'],
    ['with a parameter entity', `<!DOCTYPE callCenter [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]>\n${definition('1')}`, '1'],
    [
      'behind a comment that holds another',
      `<!-- <!DOCTYPE a> --><!DOCTYPE callCenter [<!ENTITY x "${definition('no').replaceAll('"', "'")}">]>\n${definition('&x;')}`,
      '&x;',
    ],
  ])('%s is named; nothing in it is expanded or fetched', (_, text, value) => {
    const reading = readFile('sample.xml', Buffer.from(text));
    expect(reading?.definitions).toHaveLength(1);
    expect(reading?.definitions[0]?.sections[0]?.items.map((item) => item.value)).toEqual([value]);
    expect(reading?.problems).toMatchObject([{ code: 'document-type', effect: 'note', line: 1 }]);
  });
});

describe('a signature', () => {
  const signature = (text: string, path = 'sample.xml'): string | null | undefined => readFile(path, Buffer.from(text))?.record.signature;
  const withToken = (token: string): string =>
    importDefinition([
      { name: 'apiToken', value: token },
      { name: 'a', value: `x ${token} y` },
    ]);

  test('is the same for the same text and another for another', () => {
    expect(signature(openCtiDefinition())).toMatch(/^[0-9a-f]{64}$/);
    expect(signature(openCtiDefinition())).toBe(signature(openCtiDefinition(), 'other.xml'));
    expect(signature(openCtiDefinition())).not.toBe(signature(openCtiDefinition({ reqUseApi: 'false' })));
  });

  test('leaves credentials out, also where they are repeated', () => {
    expect(signature(withToken('t0p-s3cret-1'))).toBe(signature(withToken('another-s3cret-of-other-length')));
  });

  test('is null for what cannot be read', () => {
    expect(signature('', 'Sample.callCenter')).toBeNull();
  });
});

describe('hostile size', () => {
  test('100,000 items are read, each at its place', () => {
    const items = Array.from(
      { length: 100_000 },
      (_, index) => `<item sortOrder="${index}" name="custom${index}" label="L">${index}</item>`,
    );
    const reading = readFile('sample.xml', Buffer.from(`<callCenter><section name="s">\n${items.join('\n')}\n</section></callCenter>`));
    const read = reading?.definitions[0]?.sections[0]?.items ?? [];
    expect(read).toHaveLength(100_000);
    expect(read.at(-1)).toMatchObject({ name: 'custom99999', value: '99999', line: 100_001 });
    expect(reading?.problems).toEqual([]);
  });

  test('5,000 credentials are hidden', () => {
    const items = Array.from({ length: 5_000 }, (_, index) => ({ name: `token${index}`, value: `s3cret-number-${index}` }));
    const reading = readFile('sample.xml', Buffer.from(importDefinition(items)));
    expect(reading?.definitions[0]?.sections[0]?.items.every((item) => item.value === '[masked]')).toBe(true);
  });

  test.each([
    ['one long word', 'a1'.repeat(500_000)],
    ['many short words', 'a: '.repeat(300_000)],
    ['dots', 'a.'.repeat(300_000)],
    ['slashes', 'a://'.repeat(200_000)],
    ['beginnings of keys', 'eyJabcdef.'.repeat(50_000)],
    ['beginnings of certificates', '-----BEGIN CERTIFICATE-----'.repeat(20_000)],
    ['brackets', 'token:['.repeat(100_000)],
    ['names without an end', 'name:{'.repeat(100_000)],
    ['quotation marks', 'key:"'.repeat(100_000)],
    ['backslashes', '\\'.repeat(300_000)],
    ['blanks', ' \n\t'.repeat(200_000)],
    ['phone addresses', 'sip:a:'.repeat(100_000)],
  ])('a value of %s is read', (_, value) => {
    expect(valueOf(Buffer.from(importDefinition([{ name: 'a', value: `${value}x` }])))).toBeDefined();
  });

  test('10,000 nested sections are read', () => {
    const text = `<callCenter>${'<section name="s">'.repeat(10_000)}${'</section>'.repeat(10_000)}</callCenter>`;
    expect(readFile('sample.xml', Buffer.from(text))?.definitions[0]?.sections).toHaveLength(10_000);
  });
});
