import { expect, test } from '@jest/globals';
import { readOrgFile } from '../../../../src/parse/org/read-org-file.ts';
import type { OrgReading } from '../../../../src/parse/org/reading.ts';
import { readOrgPath } from '../../../../src/parse/org/types.ts';

const ROOT = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

function read(name: string, inner: string, format: 'source' | 'metadata-api' = 'source'): OrgReading | null {
  const path = format === 'source' ? `force-app/main/default/applications/${name}.app-meta.xml` : `applications/${name}.app`;
  const named = readOrgPath(path);
  if (!named) throw new Error(`no metadata: ${path}`);
  return readOrgFile(path, named, Buffer.from(`<?xml version="1.0"?>\n<CustomApplication ${ROOT}>\n${inner}\n</CustomApplication>`));
}

const signs = (reading: OrgReading | null): string[] => (reading?.sightings ?? []).map(({ sign, value }) => `${sign}: ${value}`);

for (const format of ['source', 'metadata-api'] as const) {
  test(`a Lightning app (${format}) names its bar, and what the bar holds is left open`, () => {
    const reading = read(
      'Branch_Console',
      '<label>Branch Sales</label>\n<navType>Console</navType>\n<uiType>Lightning</uiType>\n<utilityBar>Lending_UtilityBar</utilityBar>',
      format,
    );
    expect(reading?.apps).toMatchObject([
      {
        type: 'CustomApplication',
        name: 'Branch_Console',
        label: 'Branch Sales',
        kind: 'lightning-console',
        utilityBar: { name: 'Lending_UtilityBar', found: false },
        openCti: null,
        omniChannel: null,
        conflict: false,
        cloud: 'sales',
        allowList: [],
      },
    ]);
    expect(reading?.references).toMatchObject([
      { relation: 'has-utility-bar', to: { type: 'FlexiPage', name: 'Lending_UtilityBar' }, line: 6, column: 13 },
    ]);
    expect(reading?.sightings).toEqual([]);
  });
}

test('an app without a bar, console or sign of Voice is none of ours', () => {
  expect(
    read(
      'Plain',
      '<label>Plain</label><uiType>Lightning</uiType><isOmniPinnedViewEnabled>false</isOmniPinnedViewEnabled><tabs>standard-Case</tabs>',
    ),
  ).toBeNull();
  expect(read('Near', '<label>Near</label><uiType>Lightning</uiType><tabs>My_VoiceCall_Notes</tabs>')).toMatchObject({
    apps: [],
    sightings: [],
  });
});

test('the cloud is told by whole words, and left open where both or neither stand there', () => {
  const cloud = (name: string, label: string) =>
    read(name, `<label>${label}</label><uiType>Lightning</uiType><utilityBar>U</utilityBar>`)?.apps[0]?.cloud;
  expect(cloud('standard__LightningSalesConsole', 'x')).toBe('sales');
  expect(cloud('standard__LightningService', 'x')).toBe('service');
  expect(cloud('Desk', 'Customer Service')).toBe('service');
  expect(cloud('Desk', 'Sales and Service')).toBeNull();
  expect(cloud('Desk', 'Salesforce Services')).toBeNull();
});

test('a Classic console shows itself, its own footer components and the domains that it lets in', () => {
  const reading = read(
    'Branch_Desk',
    `<customApplicationComponents>
<alignment>right</alignment><customApplicationComponent>Console.BuiltInComponent.mostRecentlyUsed</customApplicationComponent></customApplicationComponents>
<customApplicationComponents><customApplicationComponent>Branch_Softphone</customApplicationComponent></customApplicationComponents>
<isServiceCloudConsole>true</isServiceCloudConsole>
<whitelistedDomains>phone.example.com</whitelistedDomains>
<whitelistedDomains>eu1.visual.force.com</whitelistedDomains>`,
    'metadata-api',
  );
  expect(signs(reading)).toEqual([
    'classic-console: Branch_Desk',
    'classic-console-component: Branch_Softphone',
    'classic-console-domain: phone.example.com',
  ]);
  expect(reading?.apps).toMatchObject([{ kind: 'classic-console', allowList: ['phone.example.com'], utilityBar: null }]);
});

test('the domains of a Classic console are read in the form of older API versions too', () => {
  const flag = '<isServiceCloudConsole>true</isServiceCloudConsole>';
  const within = read(
    'Desk',
    `<domainWhitelist><domain>phone.example.com</domain><domain>dial.example.com</domain></domainWhitelist>${flag}`,
  );
  expect(within?.apps).toMatchObject([{ allowList: ['phone.example.com', 'dial.example.com'] }]);
  expect(read('Desk', `<domainWhitelist>phone.example.com</domainWhitelist>${flag}`)?.apps).toMatchObject([
    { allowList: ['phone.example.com'] },
  ]);
});

test('the console that every org has counts only when somebody put something into it', () => {
  const flag = '<isServiceCloudConsole>true</isServiceCloudConsole>';
  expect(read('standard__ServiceConsole', flag)).toMatchObject({ apps: [], sightings: [] });
  const used = read('standard__ServiceConsole', `${flag}<whitelistedDomains>phone.example.com</whitelistedDomains>`);
  expect(signs(used)).toEqual(['classic-console: standard__ServiceConsole', 'classic-console-domain: phone.example.com']);
  expect(read('Old', '<isServiceCloudConsole>false</isServiceCloudConsole>')).toBeNull();
});

test('Omni-Channel in the sidebar, Voice tabs and an active VoiceCall page are foundations', () => {
  const reading = read(
    'Voice',
    `<actionOverrides><actionName>View</actionName><content>Call_Page</content><pageOrSobjectType>VoiceCall</pageOrSobjectType><type>Flexipage</type></actionOverrides>
<actionOverrides><actionName>View</actionName><content>Call_Page</content><formFactor>Small</formFactor><pageOrSobjectType>VoiceCall</pageOrSobjectType><type>Flexipage</type></actionOverrides>
<isOmniPinnedViewEnabled>true</isOmniPinnedViewEnabled>
<tabs>standard-VoiceCall</tabs><tabs>standard-OmniSupervisorLightning</tabs>
<uiType>Lightning</uiType>`,
  );
  expect(signs(reading)).toEqual([
    'omni-channel-sidebar: Voice',
    'voice-call-access: standard-VoiceCall',
    'omni-supervisor: standard-OmniSupervisorLightning',
    'voice-call-page: Call_Page',
  ]);
  expect(reading?.sightings.every(({ kind }) => kind === 'foundation')).toBe(true);
  expect(reading?.apps).toMatchObject([{ kind: 'lightning-standard', omniChannel: true }]);
});

test('a default override of VoiceCall is no page of it', () => {
  const reading = read('Voice', '<actionOverrides><pageOrSobjectType>VoiceCall</pageOrSobjectType><type>Default</type></actionOverrides>');
  expect(reading).toMatchObject({ apps: [], sightings: [] });
});

test('tabs that Salesforce’s own Classic apps list by default say nothing', () => {
  const tabs = '<tab>standard-OmniSupervisor</tab>';
  expect(read('standard__AllTabSet', tabs, 'metadata-api')).toMatchObject({ apps: [], sightings: [] });
  expect(signs(read('Branch_Desk', tabs, 'metadata-api'))).toEqual(['omni-supervisor: standard-OmniSupervisor']);
});
