/** The first look says “nothing” only where the readers would say so too. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mentionsOpenCti } from '../../src/parse/adapter/mentions.ts';
import { saysNothing } from '../../src/parse/first-look.ts';
import { mentionsCallCenter, readFile } from '../../src/parse/read-file.ts';

const PIECES = [
  'call',
  'Contact',
  'CENTER',
  'centre',
  '_',
  '.',
  '-',
  'CTIVersion',
  'sforce',
  '.com',
  '.opencti',
  'opencti:softPhone',
  'support/api/',
  'interaction',
  '.console',
  'sfdcIframeOrigin',
  'ServiceDesk',
  '<locations>',
  'http://soap.',
  ' ',
  '\n',
  '\0',
  '<',
  'é',
];

test('what it passes over mentions neither Open CTI nor a call center', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }), (pieces) => {
      const bytes = Buffer.from(pieces.join(''));
      const plain = bytes.toString('latin1').replaceAll('\0', '');
      if (saysNothing('force-app/a.xml', bytes)) expect([mentionsOpenCti(bytes), mentionsCallCenter(bytes)]).toEqual([false, false]);
      // The same as before anything was looked for in bytes.
      expect(mentionsCallCenter(Buffer.from(plain, 'latin1'))).toBe(/(?:call|contact)[_.-]{0,3}cent(?:er|re)|CTIVersion/i.test(plain));
    }),
    { numRuns: 2000 },
  );
});

test('the namespace of all metadata says nothing, and a name of its own does', () => {
  expect(saysNothing('a.xml', Buffer.from('<Report xmlns="http://soap.sforce.com/2006/04/metadata"/>'))).toBe(true);
  expect(saysNothing('a.js', Buffer.from('const api = window.sforce;'))).toBe(false);
  expect(saysNothing('a.js', Buffer.from('sforce'))).toBe(false);
  expect(saysNothing('a.js', Buffer.from('mysforce x.sforce_y sforces'))).toBe(true);
});

test('a file that is named as a definition, or cannot be searched, is looked at', () => {
  expect(saysNothing('callCenters/A.callCenter', Buffer.from('x'))).toBe(false);
  expect(saysNothing('a.xml', Buffer.from('<a/>', 'utf16le'))).toBe(false);
  expect(saysNothing('a.xml', Buffer.from([0x4c, 0x6f, 0xa7, 0x94]))).toBe(false);
});

test.each([
  ['a right', '<Profile><userPermissions><enabled>true</enabled><name>ManageCallCenters</name></userPermissions></Profile>'],
  ['a manifest', '<Package><types><members>*</members><name>CallCenter</name></types></Package>'],
  ['a text in an attribute', '<a label="our call center team"/>'],
])('metadata that speaks of call centers in %s is no definition', (_, text) => {
  expect(readFile('a.xml', Buffer.from(text))).toBeNull();
});

test.each([
  ['in any case', '<callCENTER><section name="reqGeneralInfo"/></callCENTER>'],
  ['with a prefix', '<m:CallCenter xmlns:m="urn:x"><m:sections/></m:CallCenter>'],
  ['inside something larger', '<all><one/><callCenter><section name="a"/></callCenter></all>'],
  ['of another maker', '<call_centre><line/></call_centre>'],
  ['as a record', "<all xmlns:xsi='x'><record xsi:type='sf:CallCenter'><Name>A</Name></record></all>"],
  ['by two of its fields', '<data><InternalName>A</InternalName><CTIVersion>2</CTIVersion></data>'],
])('a call center %s is still one', (_, text) => {
  expect(readFile('a.xml', Buffer.from(text))).not.toBeNull();
});
