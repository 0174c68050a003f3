import { expect, test } from '@jest/globals';
import { pageOf } from '../../../src/parse/org/links.ts';
import type { AroundOrg } from '../../../src/parse/org/read-org.ts';
import { callCenter, callLog, callReport, lightningApp, opening, orgOf, utilityBar } from './org-of.ts';

const main = (path: string): string => `force-app/main/default/${path}`;
const links = (texts: Record<string, string>, around: Partial<AroundOrg> = {}): string[] =>
  (orgOf(texts, around).org?.links ?? []).map(({ from, relation, to }) => `${from.type} ${from.name} ${relation} ${to.type} ${to.name}`);

const PHONE = {
  [main('applications/Desk.app-meta.xml')]: lightningApp('Desk', 'desk_bar'),
  [main('flexipages/Desk_Bar.flexipage-meta.xml')]: utilityBar('opencti:softPhone', 'runtime_service_omnichannel:omniWidget'),
};

test('an app hangs on its bar, and the bar on both phones', () => {
  expect(links(PHONE)).toEqual([
    'CustomApplication Desk has-utility-bar FlexiPage Desk_Bar',
    'FlexiPage Desk_Bar holds-omni-channel Component runtime_service_omnichannel:omniWidget',
    'FlexiPage Desk_Bar holds-softphone Component opencti:softPhone',
  ]);
});

test('an app without a phone hangs on nothing', () => {
  expect(
    links({
      [main('applications/Desk.app-meta.xml')]: lightningApp('Desk', 'Desk_Bar'),
      [main('flexipages/Desk_Bar.flexipage-meta.xml')]: utilityBar('home:recentItems'),
      [main('profiles/Rep.profile-meta.xml')]: opening('Profile', 'Desk'),
    }),
  ).toEqual([]);
});

test('a profile opens the app; a group opens it through the set that it bundles', () => {
  const found = links({
    ...PHONE,
    [main('profiles/Rep.profile-meta.xml')]: opening('Profile', 'Desk'),
    [main('permissionsets/Phone.permissionset-meta.xml')]: opening('PermissionSet', 'Desk'),
    [main('permissionsetgroups/Agents.permissionsetgroup-meta.xml')]:
      '<PermissionSetGroup><permissionSets>Phone</permissionSets><permissionSets>Elsewhere</permissionSets></PermissionSetGroup>',
  });
  expect(found.filter((link) => / (?:opens|bundles) /.test(link))).toEqual([
    'PermissionSet Phone opens CustomApplication Desk',
    'PermissionSetGroup Agents bundles PermissionSet Phone',
    'Profile Rep opens CustomApplication Desk',
  ]);
});

test('a report uses the field that the adapter writes, whatever the case of its letters; other fields are no link', () => {
  const found = links(
    {
      [main('reports/Calls/Daily.report-meta.xml')]: callReport('Daily', 'CALLDISPOSITION'),
      [main('reports/Calls/Types.report-meta.xml')]: callReport('Types', 'CALLTYPE'),
      [main('reports/Calls/Reasons.report-meta.xml')]: callReport('Reasons', 'Activity.Reason__c'),
    },
    { callLogs: [callLog('CallDisposition', 'REASON__c', 'Subject', 'WhoId')] },
  );
  expect(found).toEqual([
    'Adapter adapter writes-field CustomField Activity.Reason__c',
    'Adapter adapter writes-field CustomField Task.CallDisposition',
    'Report Calls/Daily uses-field CustomField Task.CallDisposition',
    'Report Calls/Reasons uses-field CustomField Activity.Reason__c',
  ]);
});

test('a field that the org defines is the end, as the org spells it', () => {
  const found = links(
    {
      [main('objects/Activity/fields/Call_Reason__c.field-meta.xml')]:
        '<CustomField><fullName>Call_Reason__c</fullName><type>Text</type></CustomField>',
    },
    { callLogs: [callLog('call_reason__c')] },
  );
  expect(found).toEqual(['Adapter adapter writes-field CustomField Activity.Call_Reason__c']);
});

test('a dashboard shows the report on calls, and its other reports are no link', () => {
  const found = links({
    [main('reports/Calls/Daily.report-meta.xml')]: callReport('Daily'),
    [main('dashboards/Team/Week.dashboard-meta.xml')]:
      '<Dashboard><component><report>Calls/Daily</report></component><component><report>Sales/Won</report></component></Dashboard>',
  });
  expect(found).toEqual(['Dashboard Team/Week shows-report Report Calls/Daily']);
});

test('a call center names its page and its vendor file, also where they are not here', () => {
  const found = links(
    { [main('pages/PhonePage.page')]: '<apex:page/>' },
    {
      definitions: [
        callCenter('Bank', { reqAdapterUrl: '/apex/phonepage', reqVendorInfoApiName: 'c__Bank_Vendor' }),
        callCenter('Other', { reqAdapterUrl: 'https://phone.example.com/' }),
      ],
      pages: [{ file: main('pages/PhonePage.page'), name: 'PhonePage', kind: 'visualforce' }],
      adapterFiles: [main('pages/PhonePage.page')],
    },
  );
  expect(found).toEqual([
    'ApexPage PhonePage hosts-adapter Adapter adapter',
    'CallCenter Bank names-page ApexPage PhonePage',
    'CallCenter Bank names-vendor ConversationVendorInfo Bank_Vendor',
  ]);
});

test('the adapter calls Apex, as the org spells its name', () => {
  const target = {
    className: 'CALLLOGGER',
    methodName: 'save',
    calls: [{ file: 'adapter.js', line: 3, column: 1, confidence: 'exact' as const }],
    found: null,
  };
  const file = { [main('classes/CallLogger.cls')]: 'public class CallLogger {}' };
  expect(links(file, { apexTargets: [target] })).toEqual(['Adapter adapter calls-apex ApexClass CallLogger']);
});

test('each link says where it stands, and stands once', () => {
  const { org } = orgOf(PHONE);
  expect(org?.links.find(({ relation }) => relation === 'holds-softphone')).toMatchObject({
    file: main('flexipages/Desk_Bar.flexipage-meta.xml'),
    line: 2,
  });
  const keys = org?.links.map(({ from, relation, to }) => JSON.stringify([from, relation, to])) ?? [];
  expect(new Set(keys).size).toBe(keys.length);
});

test.each([
  ['/apex/Phone', 'Phone'],
  ['apex/Phone', 'Phone'],
  ['https://host.example.com/apex/ns__Phone?x=1', 'ns__Phone'],
  ['/apex/Phone.html', null],
  ['https://phone.example.com/', null],
  ['', null],
])('the address %j names the page %j', (address, page) => {
  expect(pageOf(address)).toBe(page);
});
