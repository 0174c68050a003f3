import { expect, test } from '@jest/globals';
import { mergeAudiences } from '../../../../src/parse/org/access/audiences.ts';
import { isDeferred, readOrgFile } from '../../../../src/parse/org/read-org-file.ts';
import type { OrgReading, Wanted } from '../../../../src/parse/org/reading.ts';
import { readOrgPath } from '../../../../src/parse/org/types.ts';

const WANTED: Wanted = {
  apps: new Set(['branch_console']),
  pages: new Set(['branchphone']),
  classes: new Set(['callstatistics']),
  presenceStatuses: new Set(['available_calls']),
};
const ROOT = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

function read(path: string, text: string, wanted: Wanted = WANTED): OrgReading | null {
  const named = readOrgPath(path);
  if (!named) throw new Error(`no metadata: ${path}`);
  return readOrgFile(path, named, Buffer.from(text), wanted);
}

function profile(inner: string, path = 'profiles/Collections.profile'): OrgReading | null {
  return read(path, `<?xml version="1.0" encoding="UTF-8"?>\n<Profile ${ROOT}>\n${inner}\n</Profile>\n`);
}

function set(inner: string, path = 'force-app/main/default/permissionsets/Phone.permissionset-meta.xml'): OrgReading | null {
  return read(path, `<?xml version="1.0" encoding="UTF-8"?>\n<PermissionSet ${ROOT}>\n${inner}\n</PermissionSet>\n`);
}

const signs = (reading: OrgReading | null): string[] => (reading?.sightings ?? []).map(({ sign, value }) => `${sign}: ${value}`);

const OPENING = `    <applicationVisibilities>
        <application>Branch_Console</application>
        <default>true</default>
        <visible>true</visible>
    </applicationVisibilities>
    <classAccesses>
        <apexClass>CallStatistics</apexClass>
        <enabled>true</enabled>
    </classAccesses>
    <pageAccesses>
        <apexPage>BranchPhone</apexPage>
        <enabled>true</enabled>
    </pageAccesses>
    <userLicense>Salesforce</userLicense>`;

test('profiles and permission sets are read after all other files', () => {
  for (const path of ['profiles/A.profile', 'permissionsets/A.permissionset-meta.xml', 'permissionsetgroups/A.permissionsetgroup-meta.xml'])
    expect(isDeferred(readOrgPath(path) as never)).toBe(true);
});

test('a profile that opens the phone is an audience, with one sighting for all that it opens', () => {
  const reading = profile(OPENING);
  expect(signs(reading)).toEqual(['opens-the-phone: app Branch_Console, class CallStatistics, page BranchPhone']);
  expect(reading?.sightings[0]).toMatchObject({ kind: 'access', confidence: 'exact', line: 4, column: 22 });
  expect(reading?.audiences).toMatchObject([
    {
      type: 'Profile',
      name: 'Collections',
      licence: 'Salesforce',
      apps: [{ name: 'Branch_Console', default: true }],
      pages: ['BranchPhone'],
      classes: ['CallStatistics'],
      line: 2,
      column: 1,
    },
  ]);
  expect(reading?.references.map(({ relation, to }) => `${relation} ${to.type} ${to.name}`)).toEqual([
    'opens CustomApplication Branch_Console',
    'opens ApexClass CallStatistics',
    'opens ApexPage BranchPhone',
  ]);
});

test('what is hidden, switched off or opens something else stays clean', () => {
  const clean = profile(`
    <applicationVisibilities><application>Branch_Console</application><default>false</default><visible>false</visible></applicationVisibilities>
    <applicationVisibilities><application>Lending</application><default>true</default><visible>true</visible></applicationVisibilities>
    <classAccesses><apexClass>CallStatistics</apexClass><enabled>false</enabled></classAccesses>
    <classAccesses><apexClass>CallStatisticsTest</apexClass><enabled>true</enabled></classAccesses>
    <fieldPermissions><editable>false</editable><field>Task.Call_Reason__c</field><readable>false</readable></fieldPermissions>
    <objectPermissions><allowRead>false</allowRead><object>VoiceCall</object></objectPermissions>
    <tabVisibilities><tab>standard-VoiceCall</tab><visibility>Hidden</visibility></tabVisibilities>
    <userPermissions><enabled>false</enabled><name>ManageCallCenters</name></userPermissions>
    <customPermissions><enabled>true</enabled><name>ManageCallCenters</name></customPermissions>
    <userPermissions><enabled>true</enabled><name>ApiEnabled</name></userPermissions>`);
  expect(clean).toMatchObject({ sightings: [], audiences: [], references: [], fields: [], problems: [] });
});

test('what a comment holds is no right, and CDATA and entities are opened', () => {
  const commented = profile(`<!--${OPENING}-->`);
  expect(commented).toMatchObject({ sightings: [], audiences: [] });
  const wrapped = profile(
    OPENING.replace('>Branch_Console<', '><![CDATA[Branch_Console]]><').replace('>CallStatistics<', '>Call&#83;tatistics<'),
  );
  expect(signs(wrapped)).toEqual(signs(profile(OPENING)));
});

test('a search and a parse of the same file show the same', () => {
  const inner = `${OPENING}
    <fieldPermissions><editable>true</editable><field>Task.Call_Reason__c</field><readable>true</readable></fieldPermissions>
    <fieldPermissions><editable>true</editable><field>Event.Promised_On__c</field><readable>true</readable></fieldPermissions>
    <userPermissions><enabled>true</enabled><name>ManageCallCenters</name></userPermissions>`;
  const searched = profile(inner);
  const parsed = profile(`${inner}\n    <description><![CDATA[for the branches]]></description>`);
  expect(parsed).toEqual(searched);
  expect(searched?.sightings).toHaveLength(3);
});

test('a single line behind a byte-order mark is read, and the place counts without the mark', () => {
  const text = `\ufeff<?xml version="1.0" encoding="UTF-8"?><PermissionSet ${ROOT}><hasActivationRequired>false</hasActivationRequired><label>Dialer</label><license>VoiceOutboundPsl</license><userPermissions><enabled>true</enabled><name>VoiceOutbound</name></userPermissions></PermissionSet>`;
  const reading = read('permissionsets/Dialer.permissionset', text);
  expect(signs(reading)).toEqual(['sales-dialer-access: VoiceOutbound', 'sales-dialer-access: VoiceOutboundPsl']);
  expect(reading?.sightings[0]).toMatchObject({
    line: 1,
    column: text.indexOf('VoiceOutbound</name>'),
    snippet: '<name>VoiceOutbound</name>',
  });
  expect(reading?.audiences).toMatchObject([{ label: 'Dialer', licence: 'VoiceOutboundPsl', permissions: ['VoiceOutbound'] }]);
});

test('managing call centers is a sign outside the administrator’s profile only', () => {
  const right = '<userPermissions><enabled>true</enabled><name>ManageCallCenters</name></userPermissions>';
  expect(signs(profile(right))).toEqual(['manages-call-centers: ManageCallCenters']);
  expect(signs(profile(right, 'force-app/main/default/profiles/Admin.profile-meta.xml'))).toEqual([]);
  expect(signs(set(right, 'permissionsets/Admin.permissionset'))).toEqual(['manages-call-centers: ManageCallCenters']);
});

test('licences and rights of Voice are foundations, and those of Sales Dialer are not', () => {
  expect(set('<license>ServiceCloudVoiceExternalTelephonyPsl</license>')?.sightings).toMatchObject([
    { kind: 'foundation', sign: 'voice-permission-set' },
  ]);
  expect(set('<license>VoiceInboundPsl</license>')?.sightings).toMatchObject([{ kind: 'access', sign: 'sales-dialer-access' }]);
  expect(set('<license>Salesforce</license>')).toMatchObject({ sightings: [], audiences: [] });
  const voice =
    set(`<objectPermissions><allowCreate>false</allowCreate><allowRead>true</allowRead><object>VoiceCall</object></objectPermissions>
    <tabSettings><tab>standard-VoiceCall</tab><visibility>Visible</visibility></tabSettings>`);
  expect(voice?.sightings.map(({ kind, sign, value }) => [kind, sign, value])).toEqual([
    ['foundation', 'voice-call-access', 'VoiceCall'],
    ['foundation', 'voice-call-access', 'standard-VoiceCall'],
  ]);
  expect(voice?.audiences[0]?.permissions).toEqual(['VoiceCall']);
});

test('presence statuses count when they are of calls', () => {
  const access = (status: string) =>
    set(
      `<servicePresenceStatusAccesses><enabled>true</enabled><servicePresenceStatus>${status}</servicePresenceStatus></servicePresenceStatusAccesses>`,
    );
  expect(signs(access('Available_Calls'))).toEqual(['presence-status-access: Available_Calls']);
  expect(access('Available_Calls')?.audiences[0]?.presenceStatuses).toEqual(['Available_Calls']);
  expect(access('Available_Chat')).toMatchObject({ sightings: [], audiences: [] });
});

test('call fields of Task and Event are one sighting, other activity fields wait for the adapter', () => {
  const field = (name: string): string =>
    `<fieldPermissions><editable>true</editable><field>${name}</field><readable>true</readable></fieldPermissions>`;
  const reading = set(
    [
      'Task.Call_Reason__c',
      'Event.Call_Reason__c',
      'Task.rcsfl__Recording__c',
      'Event.Promised_On__c',
      'Task.Promised_On__c',
      'Task.Recall_Date__c',
      'Case.Call_Reason__c',
    ]
      .map(field)
      .join('\n'),
  );
  expect(signs(reading)).toEqual(['call-field-access: Call_Reason__c, rcsfl__Recording__c']);
  expect(reading?.sightings[0]).toMatchObject({ confidence: 'text' });
  expect(reading?.fields.map(({ name, use }) => [name, use])).toEqual([
    ['Promised_On__c', 'grants'],
    ['Recall_Date__c', 'grants'],
  ]);
  expect(reading?.audiences).toEqual([]);
});

test('call fields are shown where the Task names them, at the Event where only that does', () => {
  const fields = (...names: string[]): OrgReading | null =>
    set(names.map((name) => `<fieldPermissions><field>${name}</field><readable>true</readable></fieldPermissions>`).join('\n'));
  const shown = (reading: OrgReading | null) => reading?.sightings.map(({ snippet }) => snippet);
  expect(shown(fields('Event.Call_Reason__c', 'Task.Call_Reason__c'))).toEqual(['<field>Task.Call_Reason__c</field>']);
  expect(shown(fields('Event.Call_Reason__c', 'Case.Call_Reason__c'))).toEqual(['<field>Event.Call_Reason__c</field>']);
});

test('a permission set in pieces is one audience, in both ways of taking it apart', () => {
  const folder = 'force-app/main/default/permissionsets/Phone';
  const pieces = [
    read(
      `${folder}/Phone.permissionset-meta.xml`,
      `<PermissionSet ${ROOT}><label>The phone</label><license>Salesforce</license></PermissionSet>`,
    ),
    read(
      `${folder}/classAccesses/CallStatistics.classAccess-meta.xml`,
      `<ClassAccess ${ROOT}><apexClass>CallStatistics</apexClass><enabled>true</enabled></ClassAccess>`,
    ),
    read(
      `${folder}/applicationVisibilities/Branch_Console.applicationVisibility-meta.xml`,
      `<ApplicationVisibility ${ROOT}><application>Branch_Console</application><visible>true</visible></ApplicationVisibility>`,
    ),
    read(
      `${folder}/Phone.pageAccess-meta.xml`,
      `<PermissionSet ${ROOT}><pageAccesses><apexPage>BranchPhone</apexPage><enabled>true</enabled></pageAccesses></PermissionSet>`,
    ),
    read(
      `${folder}/objectSettings/VoiceCall.objectSettings-meta.xml`,
      `<PermissionSet ${ROOT}><objectPermissions><allowRead>true</allowRead><object>VoiceCall</object></objectPermissions></PermissionSet>`,
    ),
    read(
      `${folder}/classAccesses/Other.classAccess-meta.xml`,
      `<ClassAccess ${ROOT}><apexClass>Other</apexClass><enabled>true</enabled></ClassAccess>`,
    ),
  ];
  const audiences = mergeAudiences(pieces.flatMap((piece) => piece?.audiences ?? []));
  expect(audiences).toMatchObject([
    {
      type: 'PermissionSet',
      name: 'Phone',
      label: 'The phone',
      licence: 'Salesforce',
      file: `${folder}/Phone.permissionset-meta.xml`,
      apps: [{ name: 'Branch_Console', default: false }],
      pages: ['BranchPhone'],
      classes: ['CallStatistics'],
      permissions: ['VoiceCall'],
    },
  ]);
  expect(pieces.flatMap((piece) => piece?.sightings ?? []).map(({ component }) => component.name)).toEqual([
    'Phone',
    'Phone',
    'Phone',
    'Phone',
  ]);
});

test('an audience of nothing but a label is none', () => {
  const alone = read(
    'permissionsets/Lending/Lending.permissionset-meta.xml',
    `<PermissionSet ${ROOT}><label>Lending</label><license>Salesforce</license></PermissionSet>`,
  );
  expect(mergeAudiences(alone?.audiences ?? [])).toEqual([]);
});

test('a muting set lists what it takes away and gives no sighting', () => {
  const muting = read(
    'mutingpermissionsets/No_Phone.mutingpermissionset-meta.xml',
    `<MutingPermissionSet ${ROOT}>${OPENING.replace(/<userLicense>.*/, '')}</MutingPermissionSet>`,
  );
  expect(muting).toMatchObject({
    sightings: [],
    references: [],
    audiences: [{ type: 'MutingPermissionSet', classes: ['CallStatistics'] }],
  });
});

test('a group names its sets and its muting sets; Contact Center sets of Salesforce are a foundation', () => {
  const group = (inner: string, path: string): OrgReading | null =>
    read(path, `<PermissionSetGroup ${ROOT}><label>Branch</label>${inner}</PermissionSetGroup>`);
  const source = 'permissionsetgroups/Branch.permissionsetgroup-meta.xml';
  const inner =
    '<mutingPermissionSets>No_Phone</mutingPermissionSets><permissionSets>Phone</permissionSets><permissionSets>ContactCenterAgentExternalTelephony</permissionSets>';
  const reading = group(inner, source);
  expect(reading?.audiences).toMatchObject([
    { name: 'Branch', label: 'Branch', sets: ['Phone', 'ContactCenterAgentExternalTelephony'], muted: ['No_Phone'] },
  ]);
  expect(signs(reading)).toEqual(['voice-permission-set: ContactCenterAgentExternalTelephony']);
  expect(reading?.references.map(({ relation, to }) => `${relation} ${to.name}`)).toEqual([
    'bundles Phone',
    'bundles ContactCenterAgentExternalTelephony',
    'mutes No_Phone',
  ]);
  expect(signs(group('<permissionSets>ContactCenterReports</permissionSets>', 'permissionsetgroups/Branch.permissionsetgroup'))).toEqual(
    [],
  );
});

test('a broken profile is named and read as far as it goes', () => {
  const reading = read('profiles/Broken.profile', `<Profile ${ROOT}>\n${OPENING}\n<classAccesses><apexClass>Half`);
  expect(reading?.problems).toMatchObject([{ code: 'not-well-formed', effect: 'lost', file: 'profiles/Broken.profile' }]);
  expect(signs(reading)).toEqual(['opens-the-phone: app Branch_Console, class CallStatistics, page BranchPhone']);
});

test('a file that is named as a profile and holds something else is a problem', () => {
  const reading = read(
    'profiles/Odd.profile',
    `<PermissionSet ${ROOT}><license>VoiceInboundPsl</license></PermissionSetX>`.replace('SetX', 'Set'),
  );
  expect(reading?.audiences).toEqual([]);
  expect(reading?.problems).toMatchObject([{ code: 'not-salesforce-format' }]);
});
