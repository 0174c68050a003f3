import { expect, test } from '@jest/globals';
import { readOrgFile } from '../../../../src/parse/org/read-org-file.ts';
import type { OrgReading } from '../../../../src/parse/org/reading.ts';
import { readOrgPath } from '../../../../src/parse/org/types.ts';

function read(path: string, inner: string): OrgReading | null {
  const named = readOrgPath(path);
  if (!named) throw new Error(`no metadata: ${path}`);
  const text = `<?xml version="1.0"?>\n<${named.type} xmlns="http://soap.sforce.com/2006/04/metadata">\n${inner}\n</${named.type}>`;
  return readOrgFile(path, named, Buffer.from(text));
}

const candidates = (reading: OrgReading | null) => reading?.hostCandidates.map(({ sign, host }) => `${sign}: ${host}`);

test('hosts that the org lets in are given to the join, and are no findings by themselves', () => {
  for (const [path, inner, host] of [
    [
      'cspTrustedSites/Phone.cspTrustedSite',
      '<endpointUrl>https://Phone.example.com</endpointUrl><isActive>true</isActive>',
      'phone.example.com',
    ],
    [
      'remoteSiteSettings/Phone.remoteSite-meta.xml',
      '<isActive>true</isActive><url>https://api.phone.example.com:8443/v1</url>',
      'api.phone.example.com:8443',
    ],
    ['corsWhitelistOrigins/Phone.corsWhitelistOrigin', '<urlPattern>https://*.phone.example.com</urlPattern>', '*.phone.example.com'],
    [
      'iframeWhiteListUrlSettings/IframeWhiteListUrl.iframeWhiteListUrlSettings',
      '<iframeWhiteListUrls><context>VisualforcePages</context><url>phone.example.com</url></iframeWhiteListUrls>',
      'phone.example.com',
    ],
  ] as const) {
    const reading = read(path, inner);
    expect(candidates(reading)).toEqual([`trusted-phone-host: ${host}`]);
    expect(reading?.sightings).toEqual([]);
    expect(reading?.hostCandidates[0]).toMatchObject({ line: 3 });
  }
});

test('Salesforce’s own hosts and what is switched off are no candidates', () => {
  expect(candidates(read('corsWhitelistOrigins/A.corsWhitelistOrigin', '<urlPattern>https://*.visualforce.com</urlPattern>'))).toEqual([]);
  expect(candidates(read('remoteSiteSettings/A.remoteSite', '<isActive>false</isActive><url>https://phone.example.com</url>'))).toEqual([]);
});

test('a trusted site that may use the microphone is a sign while it is active', () => {
  const site = (microphone: boolean, active: boolean) =>
    read(
      'cspTrustedSites/Phone.cspTrustedSite-meta.xml',
      `<canAccessMicrophone>${microphone}</canAccessMicrophone>\n<endpointUrl>https://phone.example.com</endpointUrl><isActive>${active}</isActive>`,
    );
  expect(site(true, true)?.sightings).toMatchObject([
    { kind: 'phone-place', sign: 'trusted-microphone', value: 'phone.example.com', line: 3, confidence: 'exact' },
  ]);
  expect(site(false, true)?.sightings).toEqual([]);
  expect(site(true, false)?.sightings).toEqual([]);
});

test('credentials give their hosts, in both makes', () => {
  expect(
    candidates(
      read(
        'namedCredentials/Loyalty_Call.namedCredential',
        '<endpoint>https://loyalty.example.com/v1</endpoint><label>Loyalty Call</label>',
      ),
    ),
  ).toEqual(['phone-credential: loyalty.example.com']);
  const parameters = `<namedCredentialParameters><parameterName>Url</parameterName><parameterType>Url</parameterType><parameterValue>https://phone.example.com</parameterValue></namedCredentialParameters>
<namedCredentialParameters><parameterType>HttpHeader</parameterType><parameterValue>https://not.example.com</parameterValue></namedCredentialParameters>`;
  expect(candidates(read('namedCredentials/A.namedCredential-meta.xml', parameters))).toEqual(['phone-credential: phone.example.com']);
});

test('a name counts where it says telephony in so many words', () => {
  const named = (path: string, label: string) =>
    read(path, `<label>${label}</label>`)?.sightings.map(({ sign, value, confidence }) => [sign, value, confidence]);
  expect(named('externalCredentials/Branch_CTI.externalCredential', 'x')).toEqual([['phone-credential', 'Branch_CTI', 'text']]);
  expect(named('connectedApps/Desk.connectedApp', 'Branch Softphone')).toEqual([['phone-connected-app', 'Desk', 'text']]);
  expect(named('externalClientApps/Dialer.eca-meta.xml', 'x')).toEqual([['phone-connected-app', 'Dialer', 'text']]);
  expect(named('externalClientApps/AI_Voice_Bot.eca', 'AI Voice Bot')).toEqual([]);
  expect(named('namedCredentials/Loyalty_Call.namedCredential', 'Loyalty Call')).toEqual([]);
  expect(named('connectedApps/Transactions.connectedApp', 'Activities')).toEqual([]);
});

test('a Canvas app of Open CTI is a connected app of the phone and hosts the adapter', () => {
  const canvas = (location: string) =>
    read(
      'connectedApps/Desk.connectedApp',
      `<canvasConfig><canvasUrl>https://phone.example.com/canvas</canvasUrl><locations>${location}</locations></canvasConfig>`,
    );
  expect(canvas('OpenCTI')).toMatchObject({
    sightings: [{ sign: 'phone-connected-app', value: 'Desk', confidence: 'exact' }],
    hosts: [{ type: 'ConnectedApp', name: 'Desk', role: 'adapter' }],
    hostCandidates: [],
  });
  expect(canvas('Visualforce')).toMatchObject({
    sightings: [],
    hosts: [],
    hostCandidates: [{ sign: 'phone-connected-app', host: 'phone.example.com' }],
  });
});

test('a connected app’s secrets stay in its file', () => {
  const reading = read(
    'connectedApps/Branch_CTI.connectedApp',
    '<oauthConfig><callbackUrl>https://user:hunter2hunter2@phone.example.com/cb</callbackUrl><consumerKey>3MVG9aB7dE1fG2hJ3kL4mN5pQ6rS7tU8vW9xY0zA1bC2dD3</consumerKey></oauthConfig><label>x</label>'.replaceAll(
      '\n',
      '',
    ),
  );
  expect(JSON.stringify(reading)).not.toMatch(/hunter2|3MVG9aB7/);
});

test('message channels are listed for the join', () => {
  const reading = read('messageChannels/Branch_Phone.messageChannel-meta.xml', '<masterLabel>Branch phone</masterLabel>');
  expect(reading?.channels).toMatchObject([{ type: 'LightningMessageChannel', name: 'Branch_Phone', label: 'Branch phone' }]);
  expect(reading?.sightings).toEqual([]);
});
