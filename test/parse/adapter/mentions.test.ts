import { expect, test } from '@jest/globals';
import { couldHoldScript, mentionPlaces, mentionsOpenCti } from '../../../src/parse/adapter/mentions.ts';

const mentions = (text: string): boolean => mentionsOpenCti(Buffer.from(text));

test.each([
  'sforce.opencti.screenPop({});',
  "window['sforce']['opencti'].enableClickToDial();",
  '(window as any).sforce.opencti.saveLog({});',
  'sforce?.interaction?.cti?.onClickToDial(f);',
  'const { opencti } = window.sforce;',
  'const api = window.sforce;\n\n\nfunction f() { api.opencti.runApex({}); }',
  'const s = sforce;\ns.interaction.cti.setSoftphoneHeight(1);',
  'const { console } = window.sforce;',
  'sforce.console.isInConsole();',
  "sforce['console'].cti.onCallBegin(f);",
  'var s = sforce; s.console.openPrimaryTab(null, u);',
  '<script src="/support/api/57.0/lightning/opencti_min.js"></script>',
  '<script src="./vendor/opencti_min.js"></script>',
  "load(host + '/lightning/opencti.js');",
  '<apex:includeScript value="/support/console/30.0/integration.js"/>',
  "const url = '/support/api/' + version + '/' + file; const file = 'interaction.js';",
  '<componentName>opencti:softPhone</componentName>',
  '<support:clickToDial number="1"/>',
  '<lightning:clickToDial value="1"/>',
  '<lightning-click-to-dial value="1"></lightning-click-to-dial>',
  '<canvasConfig><locations>OpenCTI</locations></canvasConfig>',
  '<locations>\n  ServiceDesk</locations>',
  "params.get('sfdcIframeOrigin')",
  'parent.postMessage({ methodName: m, apiType: "opencti" }, o);',
])('%s speaks of Open CTI', (text) => {
  expect(mentions(text)).toBe(true);
  expect(mentionsOpenCti(Buffer.from(text, 'utf16le'))).toBe(true);
});

test.each([
  "import { OpenCTI } from './opencti.js';",
  '{ "name": "opencti-client", "main": "opencti.js" }',
  'const opencti = new OpenCTIApiClient(url, token);',
  "require('./integration.js');",
  '<script src="js/interaction.js"></script>',
  'CIF.enableClickToDial(); phone.setSoftphoneHeight(400);',
  'new sforce.SObject("Case");\nconsole.log(sforce);\nif (window.sforce)\n  console.log("ready");',
  'sforce.connection.query("select Id from Interaction__c"); // user interaction',
  '<Package xmlns="http://soap.sforce.com/2006/04/metadata"><name>opencti</name></Package>',
  '<componentName>opencti:defaultVoiceExtensionTemplate</componentName>',
  'fetch("https://help.example.com/support/api/tickets")',
  'new URLSearchParams(location.search).get("sfdcIFrameOrigin")',
  '<locations>Visualforce</locations>',
])('%s does not speak of Open CTI', (text) => {
  expect(mentions(text)).toBe(false);
});

test('a file may hold script of the adapter by its ending, and without one by its content', () => {
  const script = Buffer.from("'use strict';\nvar a = 1;\nfunction f() { return a; }\n");
  const style = Buffer.from('.a { color: red; }\n@media (max-width: 1px) {\n .b { margin: 0; }\n}\n');
  expect(couldHoldScript('src/phone.ts', script)).toBe(true);
  expect(couldHoldScript('pages/Phone.page', Buffer.from('<apex:page/>'))).toBe(true);
  expect(couldHoldScript('staticresources/phone.resource', script)).toBe(true);
  expect(couldHoldScript('staticresources/phone', script)).toBe(true);
  expect(couldHoldScript('staticresources/style.resource', style)).toBe(false);
  expect(couldHoldScript('staticresources/logo.resource', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 4, 5]))).toBe(false);
  expect(couldHoldScript('README', Buffer.from('A phone.\n\nIt rings.\n'))).toBe(false);
  expect(couldHoldScript('data.json', script)).toBe(false);
});

test('places of mentions are exact and quote no more than the name', () => {
  const text = '# Phone\r\nCalls sforce.opencti.screenPop with token abc.\n\tsrc="/support/api/40.0/lightning/opencti_min.js?key=secret"';
  expect(mentionPlaces(text)).toEqual([
    { line: 2, column: 7, word: 'sforce.opencti' },
    { line: 3, column: 8, word: 'opencti_min.js' },
  ]);
});

test('a hostile text is looked through quickly', () => {
  for (const part of ['sforce ', 'support/api/', '{ console ', 'sforce.', 'opencti', "apiType:'", '[ "console', 'interaction sforce ;']) {
    mentionsOpenCti(Buffer.from(part.repeat(200_000)));
    expect(mentionPlaces(part.repeat(20_000)).length).toBeLessThanOrEqual(1000);
  }
});
