import { describe, expect, test } from '@jest/globals';
import type { Vendor } from '../../src/catalog/schema.ts';
import { matchVendors, type SeenTraces } from '../../src/match/vendors.ts';
import type { Definition } from '../../src/model/assessment.ts';
import { readFile } from '../../src/parse/read-file.ts';
import { importDefinition, openCtiDefinition } from '../fixtures/definitions.ts';
import { shippedCatalog } from '../support/catalog.ts';

const { vendors } = await shippedCatalog();

const vendor = (more: Partial<Vendor>): Vendor => ({
  id: 'quillmere-phone',
  name: 'Quillmere Phone',
  namespaces: ['quillphone'],
  hosts: ['phone.example.com'],
  internalNames: ['^QuillPhone'],
  displayNames: ['quillmere phone'],
  sections: ['quillRouting'],
  code: ['^Quill\\.start$'],
  confirmed: ['namespaces', 'hosts', 'internalNames', 'sections', 'code'],
  offer: 'Nothing is known of it.',
  basis: 'unconfirmed',
  questions: [],
  sources: [],
  ...more,
});
const definitionsOf = (text: string, file = 'phone.xml'): Definition[] => [...(readFile(file, Buffer.from(text))?.definitions ?? [])];
const seen = (more: Partial<SeenTraces> = {}): SeenTraces => ({ definitions: [], contacts: [], facts: [], ...more });
const withItems = (items: Readonly<Record<string, string>>): SeenTraces => seen({ definitions: definitionsOf(openCtiDefinition(items)) });
const withHost = (host: string | null): SeenTraces => seen({ contacts: [{ host, file: 'phone.js', line: 3, column: 7 }] });
const withWord = (name: string, value = name): SeenTraces =>
  seen({ facts: [{ kind: 'trace', name, value, file: 'phone.js', line: 4, column: 2 }] });
const confidenceOf = (traces: SeenTraces, more: Partial<Vendor> = {}): string =>
  matchVendors(traces, [vendor(more)])[0]?.confidence ?? 'none';

describe('a trace', () => {
  test.each<[string, SeenTraces, string]>([
    ['the namespace of a package', withItems({ reqAdapterUrl: '/apex/quillphone__Softphone' }), 'high'],
    ['a namespace in other letters', withItems({ reqAdapterUrl: 'https://a.visual.force.com/apex/QuillPhone__Softphone' }), 'high'],
    ['an item that holds the namespace', withItems({ salesforceNamespace: 'quillphone' }), 'high'],
    ['another item with that value', withItems({ queue: 'quillphone' }), 'none'],
    ['a page that only begins like it', withItems({ reqAdapterUrl: '/apex/quillphone_Softphone' }), 'none'],
    ['another namespace', withItems({ reqAdapterUrl: '/apex/quillphones__Softphone' }), 'none'],
    ['an internal name', withItems({ reqInternalName: 'quillphoneV2' }), 'high'],
    ['an internal name that holds it elsewhere', withItems({ reqInternalName: 'MyQuillPhone' }), 'none'],
    ['a host', withHost('phone.example.com'), 'medium'],
    ['a host below it, with a port', withHost('EU.phone.example.com:8443'), 'medium'],
    ['a host that only ends like it', withHost('otherphone.example.com'), 'none'],
    ['a host above it', withHost('example.com'), 'none'],
    ['an address without a host', withHost(null), 'none'],
    ['a section', seen({ definitions: definitionsOf(importDefinition([{ name: 'reqUseApi', value: 'true' }], 'quillRouting')) }), 'medium'],
    ['a display name that no source confirms', withItems({ reqDisplayName: 'Quillmere Phone for Sales' }), 'low'],
    ['a word of the source', withWord('start', 'Quill.start'), 'medium'],
    ['a longer word', withWord('start', 'Quill.starter'), 'none'],
    ['nothing', withItems({}), 'none'],
  ])('that is %s', (_, traces, confidence) => {
    expect(confidenceOf(traces)).toBe(confidence);
  });

  test.each<[string, SeenTraces]>([
    ['namespace', withItems({ reqAdapterUrl: '/apex/quillphone__Softphone' })],
    ['internal name', withItems({ reqInternalName: 'QuillPhone' })],
    ['host', withHost('phone.example.com')],
  ])('that is not confirmed gives a low confidence: %s', (_, traces) => {
    expect(confidenceOf(traces, { confirmed: [] })).toBe('low');
  });

  test('in a definition for Voice, in a test or in a fact of another kind shows nothing', () => {
    const voice = definitionsOf(openCtiDefinition({ reqVendorInfoApiName: 'c__Quill', reqAdapterUrl: '/apex/quillphone__Softphone' }));
    expect(voice[0]?.standing).toBe('voice');
    expect(confidenceOf(seen({ definitions: voice }))).toBe('none');
    const [word] = withWord('Quill.start').facts;
    if (!word) throw new Error('no fact');
    expect(confidenceOf(seen({ facts: [{ ...word, context: 'test' }] }))).toBe('none');
    expect(confidenceOf(seen({ facts: [{ ...word, kind: 'reference' }] }))).toBe('none');
  });
});

describe('the evidence', () => {
  test('holds every trace, the most trusted first, each with its place', () => {
    const definitions = definitionsOf(openCtiDefinition({ reqAdapterUrl: '/apex/quillphone__Softphone', reqInternalName: 'QuillPhone' }));
    const [match] = matchVendors({ ...withHost('phone.example.com'), definitions }, [vendor({})]);
    expect(match?.confidence).toBe('high');
    expect(match?.evidence).toEqual([
      { text: 'Package namespace quillphone in reqAdapterUrl', file: 'phone.xml', line: 5, column: expect.any(Number) },
      { text: 'Host phone.example.com', file: 'phone.js', line: 3, column: 7 },
      { text: 'Internal name QuillPhone', file: 'phone.xml', line: 3, column: expect.any(Number) },
    ]);
  });

  test('names a host once a file, and not without end', () => {
    const contacts = Array.from({ length: 40 }, (_, index) => ({
      host: 'phone.example.com',
      file: `f${index >> 1}.js`,
      line: index + 1,
      column: 1,
    }));
    const [match] = matchVendors(seen({ contacts }), [vendor({})]);
    expect(match?.evidence.map(({ file, line }) => [file, line]).slice(0, 2)).toEqual([
      ['f0.js', 1],
      ['f1.js', 3],
    ]);
    expect(match?.evidence).toHaveLength(12);
  });
});

test('several vendors are told, the surest first', () => {
  const traces = { ...withHost('phone.example.com'), definitions: withItems({ reqInternalName: 'Adapter' }).definitions };
  const other = vendor({ id: 'example-dialer', internalNames: ['^Adapter$'], hosts: [] });
  expect(matchVendors(traces, [vendor({}), other]).map(({ id, confidence }) => [id, confidence])).toEqual([
    ['example-dialer', 'high'],
    ['quillmere-phone', 'medium'],
  ]);
});

describe('the shipped vendors', () => {
  const shipped = (traces: SeenTraces): [string, string][] => matchVendors(traces, vendors).map(({ id, confidence }) => [id, confidence]);
  test.each<[string, SeenTraces, [string, string][]]>([
    [
      'the Amazon Connect adapter',
      withItems({ reqInternalName: 'ACLightningAdapter', reqAdapterUrl: '/apex/amazonconnect__Page' }),
      [['amazon-connect-cti-adapter', 'high']],
    ],
    ['Webex by its host', withHost('desktop.wxcc-eu1.cisco.com'), [['webex-contact-center', 'medium']]],
    ['Webex by its internal name', withItems({ reqInternalName: 'WebexCCAgentDesktopV20241121' }), [['webex-contact-center', 'high']]],
    ['Genesys Cloud by its host, with little confidence', withHost('apps.mypurecloud.ie'), [['genesys-cloud', 'low']]],
    ['Five9 by its host, with little confidence', withHost('app.five9.com'), [['five9', 'low']]],
    [
      'the demo adapter by its internal name, with little confidence',
      withItems({ reqInternalName: 'OpenCTI' }),
      [['salesforce-demo-adapter', 'low']],
    ],
    ['Brekeke by its code', withWord('renderWidget', 'Brekeke.renderWidget'), [['brekeke', 'medium']]],
    ['a vendor of whom only the name is known', withItems({ reqDisplayName: 'Dialpad for Service' }), [['dialpad', 'low']]],
    ['nobody in an adapter of a company’s own', withItems({ reqInternalName: 'QuillmereSoftphone', queue: 'Zoom' }), []],
    ['nobody by a host of Cisco at large', withHost('www.cisco.com'), []],
  ])('%s', (_, traces, expected) => {
    expect(shipped(traces)).toEqual(expected);
  });

  test('promise an offer only on a source, and ask for the vendor’s plans', () => {
    for (const { id, basis, offer, questions } of vendors) {
      if (id === 'salesforce-demo-adapter') continue;
      expect([id, questions.includes('vendor-plans')]).toEqual([id, true]);
      if (basis === 'unconfirmed') expect([id, /ask (?:the )?vendor/i.test(offer)]).toEqual([id, true]);
    }
  });

  test('have traces by which they can be found', () => {
    for (const { id, namespaces, hosts, internalNames, displayNames, sections, code } of vendors) {
      expect([id, [namespaces, hosts, internalNames, displayNames, sections, code].flat().length > 0]).toEqual([id, true]);
    }
  });
});
