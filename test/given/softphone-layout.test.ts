/** Softphone layouts in the shapes in which the two calls give them. */
import { expect, test } from '@jest/globals';
import { readSoftphoneLayout } from '../../src/given/softphone-layout.ts';

const DESCRIBED = {
  id: '04mXX0000000001',
  name: 'Inbound',
  callTypes: [
    {
      name: 'Inbound',
      infoFields: [{ name: 'ANI' }, { name: 'QUEUE' }],
      screenPopOptions: [
        { matchType: 'NoMatch', screenPopType: 'PopToEntity', screenPopData: 'Lead' },
        { matchType: 'SingleMatch', screenPopType: 'PopToEntity', screenPopData: null },
      ],
      screenPopsOpenWithin: 'NewWindow',
      sections: [
        { entityApiName: 'Contact', items: [{ itemApiName: 'Name' }, { itemApiName: 'Email' }] },
        { entityApiName: 'Case', items: [{ itemApiName: 'CaseNumber' }] },
      ],
    },
    { name: 'Outbound', infoFields: { name: 'DNIS' }, sections: [] },
  ],
};

const EXPECTED = [
  {
    callType: 'Inbound',
    fields: ['ANI', 'QUEUE'],
    objects: ['Contact', 'Case'],
    pops: [
      { match: 'NoMatch', type: 'PopToEntity', target: 'Lead' },
      { match: 'SingleMatch', type: 'PopToEntity', target: null },
    ],
    window: 'NewWindow',
  },
  { callType: 'Outbound', fields: ['DNIS'], objects: [], pops: [], window: null },
];

test.each([
  ['as a mapping', DESCRIBED],
  ['in a list', [DESCRIBED]],
  ['wrapped', { body: { result: [DESCRIBED] } }],
  ['as text of JSON', JSON.stringify(DESCRIBED)],
])('what describeSoftphoneLayout() gave is read %s', (_, content) => {
  expect(readSoftphoneLayout(content)).toEqual(EXPECTED);
});

test('and as the XML of its response, namespaces and single entries included', () => {
  const xml = `<?xml version="1.0"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:enterprise.soap.sforce.com"><soapenv:Body>
<describeSoftphoneLayoutResponse><result>
  <callTypes><name>Inbound</name><infoFields><name>ANI</name></infoFields><infoFields><name>QUEUE</name></infoFields>
    <screenPopOptions><matchType>NoMatch</matchType><screenPopData>Lead</screenPopData><screenPopType>PopToEntity</screenPopType></screenPopOptions>
    <screenPopOptions><matchType>SingleMatch</matchType><screenPopData></screenPopData><screenPopType>PopToEntity</screenPopType></screenPopOptions>
    <screenPopsOpenWithin>NewWindow</screenPopsOpenWithin>
    <sections><entityApiName>Contact</entityApiName><items><itemApiName>Name</itemApiName></items></sections>
    <sections><entityApiName>Case</entityApiName></sections></callTypes>
  <callTypes><name>Outbound</name><infoFields><name>DNIS</name></infoFields></callTypes>
  <id>04mXX0000000001</id><name>Default</name>
</result></describeSoftphoneLayoutResponse></soapenv:Body></soapenv:Envelope>`;
  expect(readSoftphoneLayout(xml)).toEqual(EXPECTED);
});

test('what getSoftphoneLayout() gave is read too', () => {
  const layout = {
    Inbound: {
      callRelatedFields: ['ANI'],
      objects: { Contact: [{ displayName: 'Name', apiName: 'Name' }], Case: [] },
      screenPopSettings: {
        screenPopsOpenWithin: 'ExistingWindow',
        NoMatch: { screenPopType: 'PopToVisualforce', screenPopData: 'NewCaller' },
        MultipleMatches: { screenPopType: 'PopToSearch' },
      },
    },
    Internal: {},
  };
  const expected = [
    {
      callType: 'Inbound',
      fields: ['ANI'],
      objects: ['Contact', 'Case'],
      pops: [
        { match: 'NoMatch', type: 'PopToVisualforce', target: 'NewCaller' },
        { match: 'MultipleMatches', type: 'PopToSearch', target: null },
      ],
      window: 'ExistingWindow',
    },
    { callType: 'Internal', fields: [], objects: [], pops: [], window: null },
  ];
  expect(readSoftphoneLayout(layout)).toEqual(expected);
  expect(readSoftphoneLayout({ success: true, returnValue: layout, errors: null })).toEqual(expected);
});

test.each([
  ['{'],
  ['<a'],
  ['no layout'],
  [''],
  [null],
  [7],
  [{ a: { b: { c: 1 } } }],
  [[[[]]]],
  [{ Inbound: 'yes' }],
  [{ callTypes: 'x' }],
])('%j is no layout and fails nothing', (content) => {
  expect(readSoftphoneLayout(content)).toEqual([]);
});

test('names of XML that an object has by nature are names like others', () => {
  const xml = '<r><callTypes><name>Inbound</name><__proto__><a>1</a></__proto__><constructor>x</constructor></callTypes></r>';
  expect(readSoftphoneLayout(xml).map(({ callType }) => callType)).toEqual(['Inbound']);
});
