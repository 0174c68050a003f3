/** Credentials in adapter source: wherever they stand, no output of any format holds them. */
import { beforeAll, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import { assessRepositories } from '../../src/commands/pipeline.ts';
import { renderFiles } from '../../src/commands/render.ts';
import { discoverRepositories } from '../../src/discover/repositories.ts';
import { FORMATS } from '../../src/report/formats.ts';
import { folderOf } from '../fixtures/folder.ts';
import { shippedCatalog } from '../support/catalog.ts';

const SECRETS = {
  'a password beside its name': 'Tr0ub4dor-blue',
  'a password of a plain word': 'winterzauber',
  'a key in an address': 'k9f3Jq0zLmX72bVt',
  'user info of an address': 'gate-Keeper-77',
  'a bearer token': 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZ2VudCJ9.c2lnbmF0dXJlLXNpZ25hdHVyZQ',
  'a session id': '00D000000000001!AQcAQH0dMHZfz972Szmpkb58urFRkgeBGsxL_QJWwYMfAbUeeG7c1E6',
  'a token handed to a login': 'sesame-0pen-99',
  'an AWS key': 'AKIAIOSFODNN7QUILLME',
  'a random text': 'f47ac10b58cc4372a5670e02b2c3d479f47ac10b',
  'a secret of an Apex callout': 'apex-Secret-5150',
  'a password in markup': 'markup-Pass-31',
  'a token of a remote site': 'remote-T0ken-8',
} as const;

const S = SECRETS;
const SOURCE = `
const password = '${S['a password beside its name']}', pwd = "${S['a password of a plain word']}";
sforce.opencti.saveLog({ value: { entityApiName: 'Task', Subject: 'Call', Password__c: '${S['a password beside its name']}', Token__c: '${S['a session id']}' }, callback: done });
sforce.opencti.runApex({ apexClass: 'Recorder', methodName: 'start', methodParams: 'token=${S['a session id']}&apiKey=${S['a key in an address']}', callback: done });
fetch('https://api.example.com/v1/calls?api_key=${S['a key in an address']}', { headers: { Authorization: 'Bearer ${S['a bearer token']}' } });
fetch('https://agent:${S['user info of an address']}@pbx.example.com/start');
phone.login('agent', '${S['a token handed to a login']}'); sforce.opencti.screenPop({ type: 'url', params: { url: '/apex/x?sid=${S['a session id']}' } });
const awsAccessKey = '${S['an AWS key']}'; const channel = '${S['a random text']}'; sforce.opencti.publish({ channelName: channel, message: '${S['a random text']}' });
window.parent.postMessage({ apiType: 'opencti', methodName: 'saveLog', secret: '${S['a password of a plain word']}' }, '*');
sforce.opencti.onReady({ password: '${S['a password of a plain word']}' }); sforce.opencti.saveLog(
`;

const PAGE = `<apex:page><apex:includeScript value="/support/api/57.0/lightning/opencti_min.js?token=${S['a key in an address']}"/>
<iframe src="https://panel:${S['a password in markup']}@panel.example.com/ui?password=${S['a password in markup']}"></iframe>
<button onclick="login('agent', '${S['a token handed to a login']}'); sforce.opencti.enableClickToDial()">x</button>
<script>var secret = "${S['a password in markup']}"; sforce.interaction.saveLog('Task', 'Subject=x&Password__c=${S['a password in markup']}', cb);</script></apex:page>`;

const APEX = `global class Recorder { webService static String start(String token) {
  HttpRequest r = new HttpRequest(); r.setEndpoint('https://svc:${S['a secret of an Apex callout']}@rec.example.com/x?key=${S['a secret of an Apex callout']}');
  r.setHeader('Authorization', 'Basic ${S['a secret of an Apex callout']}'); return '${S['a secret of an Apex callout']}'; } }`;

const SITE = `<?xml version="1.0"?><RemoteSiteSetting xmlns="http://soap.sforce.com/2006/04/metadata"><url>https://u:${S['a token of a remote site']}@remote.example.com?t=${S['a token of a remote site']}</url></RemoteSiteSetting>`;

let output = '';

beforeAll(async () => {
  const folder = folderOf({
    'adapter.js': SOURCE,
    'broken.js': SOURCE.slice(0, -40),
    'min.js': SOURCE.replace(/\n/g, ' '),
    'pages/Phone.page': PAGE,
    'classes/Recorder.cls': APEX,
    'remoteSiteSettings/Pbx.remoteSite': SITE,
    'staticresources/bundle.resource': zipSync({ 'a.js': Buffer.from(SOURCE) }),
  });
  const assessment = await assessRepositories(discoverRepositories([folder], folder), await shippedCatalog(), {
    target: null,
    asOf: '2027-03-31',
    toolVersion: '0.0.0',
  });
  expect(assessment.repos[0]?.findings.filter(({ kind }) => kind === 'call').length).toBeGreaterThan(20);
  expect(assessment.repos[0]?.externalSystems.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['api.example.com', 'pbx.example.com', 'panel.example.com', 'rec.example.com', 'remote.example.com']),
  );
  const files = await renderFiles(assessment, FORMATS);
  output = files.map(({ text }) => (typeof text === 'string' ? text : [...text].join(''))).join('\n');
  expect(output).not.toContain(folder);
});

test.each(Object.entries(SECRETS))('%s leaves no trace', (_where, secret) => {
  const at = output.indexOf(secret);
  expect(at < 0 ? '' : output.slice(Math.max(0, at - 120), at + secret.length + 20)).toBe('');
  expect(output).not.toContain(encodeURIComponent(secret));
});

test('and nothing else is lost with it', () => {
  expect(output).toContain('api.example.com');
  expect(output).toContain('[masked]');
});
