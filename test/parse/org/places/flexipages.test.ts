import { expect, test } from '@jest/globals';
import { readOrgFile } from '../../../../src/parse/org/read-org-file.ts';
import type { OrgReading } from '../../../../src/parse/org/reading.ts';
import { readOrgPath } from '../../../../src/parse/org/types.ts';

const ROOT = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

function read(path: string, text: string): OrgReading | null {
  const named = readOrgPath(path);
  if (!named) throw new Error(`no metadata: ${path}`);
  return readOrgFile(path, named, Buffer.from(text));
}

const property = (name: string, value: string): string =>
  `<componentInstanceProperties><name>${name}</name><type>decorator</type><value>${value}</value></componentInstanceProperties>`;

/** The shape up to version 48. */
const oldShape = (...names: readonly string[]): string =>
  names
    .map((name) => `<componentInstances>${property('label', 'Phone')}<componentName>${name}</componentName></componentInstances>`)
    .join('\n');

/** The shape since version 49. */
const newShape = (...names: readonly string[]): string =>
  names
    .map(
      (name, index) =>
        `<itemInstances><componentInstance>${property('label', 'Phone')}<componentName>${name}</componentName><identifier>i${index}</identifier></componentInstance></itemInstances>`,
    )
    .join('\n');

function page(type: string, items: string, more = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<FlexiPage ${ROOT}>
<flexiPageRegions>
${items}
<name>utilityItems</name><type>Region</type></flexiPageRegions>
<masterLabel>Lending bar</masterLabel>
${more}
<template><name>one:utilityBarTemplateDesktop</name></template>
<type>${type}</type>
</FlexiPage>`;
}

const SOURCE = 'force-app/main/default/flexipages/Lending_UtilityBar.flexipage-meta.xml';
const METADATA = 'unpackaged/flexipages/Lending_UtilityBar.flexipage';

for (const [shape, path, items] of [
  ['old', METADATA, oldShape],
  ['new', SOURCE, newShape],
] as const) {
  test(`a utility bar of the ${shape} shape says which phones it holds, and leaves the judgement to the join`, () => {
    const reading = read(
      path,
      page('UtilityBar', items('opencti:softPhone', 'runtime_service_omnichannel:omniWidget', 'notes:utilityBarNoteList')),
    );
    expect(reading?.bars).toMatchObject([
      {
        component: { type: 'FlexiPage', name: 'Lending_UtilityBar', label: 'Lending bar', file: path, line: 2 },
        openCti: { line: 4 },
        omniChannel: { line: 5 },
        otherPhones: [],
      },
    ]);
    expect(reading?.sightings).toEqual([]);
    expect(reading?.hosts).toMatchObject([{ name: 'Lending_UtilityBar', role: 'softphone', line: 4 }]);
    expect(reading?.references.map(({ relation }) => relation)).toEqual(['holds-softphone', 'holds-omni-channel']);
  });
}

test('a bar without a phone is a bar all the same, and no host, whatever its labels say', () => {
  const reading = read(SOURCE, page('UtilityBar', newShape('notes:utilityBarNoteList', 'branchNotes')));
  expect(reading?.bars).toMatchObject([{ openCti: null, omniChannel: null, otherPhones: [] }]);
  expect(reading?.hosts).toEqual([]);
  expect(reading?.sightings).toEqual([]);
});

test('a softphone in a comment is none', () => {
  const reading = read(SOURCE, page('UtilityBar', `<!--${newShape('opencti:softPhone')}-->`));
  expect(reading?.bars).toMatchObject([{ openCti: null }]);
});

test('other phones in a bar are told by a package’s namespace or by whole words', () => {
  const reading = read(
    SOURCE,
    page('UtilityBar', newShape('talkdesk:CtiUtilBar', 'branchPhoneModal', 'c:collectionsDialer', 'branchPhoneModal')),
  );
  expect(reading?.sightings.map(({ sign, value, confidence, line }) => [sign, value, confidence, line])).toEqual([
    ['other-phone-component', 'talkdesk:CtiUtilBar', 'resolved', 4],
    ['other-phone-component', 'branchPhoneModal', 'text', 5],
    ['other-phone-component', 'c:collectionsDialer', 'text', 6],
  ]);
  expect(reading?.bars[0]?.otherPhones.map(({ name }) => name)).toEqual(['talkdesk:CtiUtilBar', 'branchPhoneModal', 'c:collectionsDialer']);
  expect(reading?.hosts).toMatchObject([{ role: 'softphone' }]);
});

test('names that hold the letters only, log or list calls, or are Salesforce’s own are no phones', () => {
  const names = [
    'recallBanner',
    'localActions',
    'transactionCtiles',
    'callReport',
    'logACall',
    'callScript',
    'requestCallback',
    'runtime_sales_x:callList',
    'force:phoneBar',
  ];
  expect(read(SOURCE, page('UtilityBar', newShape(...names)))?.sightings).toEqual([]);
});

test('a page dials by a component that says so, and not by one that shows a number', () => {
  const path = 'flexipages/Lead_Page.flexipage';
  const reading = read(
    path,
    page(
      'RecordPage',
      newShape('click2CallButton', 'callCustomerOnLead', 'phoneNumberList', 'callHistory', 'callToAction', 'talkdesk:recordings'),
    ),
  );
  expect(reading?.sightings.map(({ value, confidence }) => [value, confidence])).toEqual([
    ['click2CallButton', 'text'],
    ['callCustomerOnLead', 'text'],
  ]);
  expect(reading?.bars).toEqual([]);
});

test('a Voice Extension page is of Voice, although its parts bear the namespace of Open CTI', () => {
  const reading = read(
    'flexipages/Branch_Extension.flexipage',
    page('VoiceExtension', newShape('branchCallExtension')).replace(
      'one:utilityBarTemplateDesktop',
      'opencti:defaultVoiceExtensionTemplate',
    ),
  );
  expect(reading?.sightings).toMatchObject([{ kind: 'foundation', sign: 'voice-extension-page', confidence: 'exact' }]);
  expect(reading?.hosts).toMatchObject([{ role: 'voice' }]);
  expect(reading?.bars).toEqual([]);
});

test('a record page of VoiceCall is a foundation, and one that only mentions it is not', () => {
  const own = page('RecordPage', newShape('runtime_conversation:mediaPlayer'), '<sobjectType>VoiceCall</sobjectType>');
  expect(read('flexipages/Call.flexipage', own)?.sightings).toMatchObject([{ sign: 'voice-call-page', line: 7 }]);
  const other = page(
    'RecordPage',
    `<itemInstances><componentInstance>${property('related', 'VoiceCall')}<componentName>lst:dynamicRelatedList</componentName></componentInstance></itemInstances>`,
    '<sobjectType>Case</sobjectType>',
  );
  expect(read('flexipages/Case.flexipage', other.replace('<value>VoiceCall', '<value>VoiceCall'))?.sightings).toEqual([]);
});

test('a page of Visualforce on a Lightning page, and the org’s own components in a bar, may host the adapter', () => {
  const item = `<itemInstances><componentInstance>${property('pageName', 'BranchPhone')}<componentName>flexipage:visualforcePage</componentName></componentInstance></itemInstances>`;
  const reading = read(SOURCE, page('UtilityBar', `${item}\n${newShape('branchPanel')}`));
  expect(reading?.references.map(({ relation, to }) => [relation, to.type, to.name])).toEqual([
    ['hosts-adapter', 'ApexPage', 'BranchPhone'],
    ['hosts-adapter', 'LightningComponentBundle', 'branchPanel'],
    ['hosts-adapter', 'AuraDefinitionBundle', 'branchPanel'],
  ]);
});

test('a file of another kind is a problem, and a broken one is read as far as it goes', () => {
  expect(read(SOURCE, `<Layout ${ROOT}><componentName>opencti:softPhone</componentName></Layout>`)?.problems).toMatchObject([
    { code: 'not-salesforce-format', file: SOURCE },
  ]);
  const broken = read(SOURCE, page('UtilityBar', newShape('opencti:softPhone')).replace('</FlexiPage>', ''));
  expect(broken?.bars).toMatchObject([{ openCti: { line: 4 } }]);
  expect(broken?.problems).toMatchObject([{ code: 'not-well-formed' }]);
});

test('what stands beside a component on a single line is not quoted', () => {
  const text = page(
    'UtilityBar',
    newShape('branchPhoneModal').replace('>Phone<', '>ask Dana Example, password hunter2hunter2<'),
  ).replaceAll('\n', '');
  const reading = read(SOURCE, text);
  expect(reading?.sightings).toMatchObject([{ snippet: '<componentName>branchPhoneModal</componentName>', line: 1 }]);
  expect(JSON.stringify(reading)).not.toContain('Dana');
});
