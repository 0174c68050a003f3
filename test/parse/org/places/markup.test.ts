import { expect, test } from '@jest/globals';
import { readOrgFile } from '../../../../src/parse/org/read-org-file.ts';
import type { OrgReading } from '../../../../src/parse/org/reading.ts';
import { readOrgPath } from '../../../../src/parse/org/types.ts';

function read(path: string, text: string): OrgReading | null {
  const named = readOrgPath(path);
  if (!named) throw new Error(`no metadata: ${path}`);
  return readOrgFile(path, named, Buffer.from(text));
}

const signs = (reading: OrgReading | null) => (reading?.sightings ?? []).map(({ sign, value, confidence }) => [sign, value, confidence]);
const META = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

test('a page that loads a library of Open CTI hosts the adapter', () => {
  const page = '<apex:page>\n<apex:includeScript value="/support/api/57.0/lightning/opencti_min.js"/>\n</apex:page>';
  expect(read('pages/BranchPhone.page', page)?.hosts).toMatchObject([
    { type: 'ApexPage', name: 'BranchPhone', role: 'adapter', line: 2, file: 'pages/BranchPhone.page' },
  ]);
  expect(read('pages/BranchPhone.page', page.replace('<apex:include', '<!--').replace('/>', '-->'))?.hosts).toEqual([]);
});

test('a page with the console’s toolkit hosts the adapter only where it uses the toolkit for calls', () => {
  const page = (script: string) =>
    `<apex:page><script src="/support/console/40.0/integration.js"></script><script>${script}</script></apex:page>`;
  expect(read('pages/Desk.page', page('sforce.console.openPrimaryTab();'))?.hosts).toEqual([]);
  expect(read('pages/Desk.page', page('sforce.console.cti.getCallAttachedData(id, done);'))?.hosts).toMatchObject([{ role: 'adapter' }]);
});

test('click-to-dial makes a host, and no second finding', () => {
  const aura = read('aura/BranchCard/BranchCard.cmp', '<aura:component>\n<lightning:clickToDial value="{!v.phone}"/></aura:component>');
  expect(aura).toMatchObject({
    sightings: [],
    hosts: [{ type: 'AuraDefinitionBundle', name: 'BranchCard', role: 'click-to-dial', line: 2 }],
  });
  expect(read('components/Dial.component', '<apex:component><support:clickToDial number="{!n}"/></apex:component>')?.hosts).toMatchObject([
    { type: 'ApexComponent', role: 'click-to-dial' },
  ]);
});

test('a link that dials a record’s number is a sign, in each kind of markup', () => {
  const exact = [['telephone-link', 'tel:', 'exact']];
  expect(signs(read('pages/A.page', '<apex:page><a href="tel:{!Contact.Phone}">Call</a></apex:page>'))).toEqual(exact);
  expect(signs(read('pages/B.page', '<apex:page><apex:outputLink value="TEL:1{!c.Phone}"/></apex:page>'))).toEqual(exact);
  expect(signs(read('aura/X/X.cmp', `<aura:component><a href="{!'tel:' + v.contact.Phone}">x</a></aura:component>`))).toEqual(exact);
  expect(signs(read('pages/D.page', '<apex:page><a href="callto:{!Contact.Phone}">Call</a></apex:page>'))).toEqual([
    ['telephone-link', 'callto:', 'exact'],
  ]);
});

test('script that puts such a link together is a sign at a lower confidence', () => {
  const text = [['telephone-link', 'tel:', 'text']];
  expect(signs(read('lwc/card/card.js', 'export default class { get href() { return `tel:${this.phone}`; } }'))).toEqual(text);
  expect(signs(read('aura/X/XController.js', "({ call: function (c) { window.open('tel:' + c.get('v.phone')); } })"))).toEqual(text);
  expect(signs(read('pages/C.page', '<apex:page><a onclick="window.open(\'tel:\' + number)">x</a></apex:page>'))).toEqual(text);
  expect(signs(read('pages/E.page', "<apex:page>\n<script>location.href = 'tel:' + number;</script></apex:page>"))).toEqual(text);
});

test('help lines, labels, checks, comments and tests are no such links', () => {
  const page = `<apex:page><a href="tel:+18005550100">Help</a><apex:outputText value="Tel: {!n}" title="tel:{!n}"/>
<!-- <a href="tel:{!Contact.Phone}">x</a> --><a href="https://hotel:{!port}/">x</a>
<script>if (href.startsWith('tel:')) stop(); // 'tel:' + number
</script></apex:page>`;
  expect(read('pages/Help.page', page)?.sightings).toEqual([]);
  expect(read('lwc/card/__tests__/card.test.js', 'expect(a).toBe(`tel:${phone}`);')).toMatchObject({ sightings: [], references: [] });
  expect(signs(read('lwc/shopFooter/shopFooter.js', 'export default class { get href() { return `tel:${this.phone}`; } }'))).toEqual([]);
  expect(readOrgPath('README.md')).toBeNull();
});

test('a number that stands there in full is a weaker sign, and none where calling it is free', () => {
  const link = (number: string) => signs(read('lwc/card/card.html', `<template><a href="tel:${number}">Call the branch</a></template>`));
  expect(link('+1 (202) 555-0143')).toEqual([['telephone-link', 'tel:', 'text']]);
  expect(link('8005550100')).toEqual([]);
  expect(link('+1-888-555-0100')).toEqual([]);
  expect(link('08005550100')).toEqual([]);
  expect(link('#')).toEqual([]);
});

test('the place of a link is that of its scheme', () => {
  const reading = read('pages/A.page', '<apex:page>\n  <a href="tel:{!Contact.Phone}">Call</a></apex:page>');
  expect(reading?.sightings[0]).toMatchObject({ kind: 'phone-place', line: 2, column: 12, component: { type: 'ApexPage', name: 'A' } });
});

test('bundles of Voice are foundations, whatever namespace their markers bear', () => {
  const meta = `<LightningComponentBundle ${META}>
<targets><target>lightning__RecordPage</target><target>lightning__VoiceExtension</target></targets>
<capabilities><capability>lightning__ServiceCloudVoiceToolkitApi</capability></capabilities></LightningComponentBundle>`;
  const bundle = read('force-app/main/default/lwc/branchExtension/branchExtension.js-meta.xml', meta);
  expect(bundle?.sightings).toMatchObject([
    {
      kind: 'foundation',
      sign: 'voice-extension-component',
      line: 2,
      component: { type: 'LightningComponentBundle', name: 'branchExtension' },
    },
    { kind: 'foundation', sign: 'voice-toolkit-component', line: 3 },
  ]);
  expect(bundle?.hosts).toMatchObject([{ role: 'voice' }]);
  expect(
    signs(
      read(
        'lwc/kit/kit.html',
        '<template><lightning-service-cloud-voice-toolkit-api></lightning-service-cloud-voice-toolkit-api></template>',
      ),
    ),
  ).toEqual([['voice-toolkit-component', 'kit', 'exact']]);
  expect(
    signs(
      read(
        'aura/Bridge/Bridge.cmp',
        '<aura:component implements="flexipage:availableForAllPageTypes, service_cloud_voice:messageBridge"/>',
      ),
    ),
  ).toEqual([['message-bridge', 'Bridge', 'exact']]);
  expect(signs(read('aura/Part/Part.cmp', '<aura:component implements="opencti:availableForVoiceExtension"/>'))).toEqual([
    ['voice-extension-component', 'Part', 'exact'],
  ]);
});

test('an ordinary bundle is none of Voice, even where its description speaks of it', () => {
  const meta = `<LightningComponentBundle ${META}><description>no lightning__VoiceExtension yet</description><targets><target>lightning__UtilityBar</target></targets></LightningComponentBundle>`;
  expect(read('lwc/plain/plain.js-meta.xml', meta)).toMatchObject({ sightings: [], hosts: [] });
  expect(
    read(
      'aura/Omni/Omni.cmp',
      '<aura:component implements="flexipage:availableForAllPageTypes"><lightning:omniToolkitAPI/><!-- opencti:availableForVoiceExtension --></aura:component>',
    ),
  ).toMatchObject({ sightings: [], hosts: [] });
});

test('who uses a message channel is told for bundles and pages', () => {
  const uses = (reading: OrgReading | null) => reading?.references.map(({ relation, from, to }) => [relation, from.name, to.type, to.name]);
  const js = "import PHONE from '@salesforce/messageChannel/Branch_Phone__c';\n// import X from '@salesforce/messageChannel/Old__c';";
  expect(uses(read('lwc/card/card.js', js))).toEqual([['uses-channel', 'card', 'LightningMessageChannel', 'Branch_Phone']]);
  expect(uses(read('aura/Card/Card.cmp', '<aura:component><lightning:messageChannel type="pkg__Phone__c"/></aura:component>'))).toEqual([
    ['uses-channel', 'Card', 'LightningMessageChannel', 'pkg__Phone'],
  ]);
  expect(
    uses(read('pages/P.page', '<apex:page><script>var c = "{!$MessageChannel.Branch_Phone__c}"; // messageChannel\n</script></apex:page>')),
  ).toEqual([['uses-channel', 'P', 'LightningMessageChannel', 'Branch_Phone']]);
});
