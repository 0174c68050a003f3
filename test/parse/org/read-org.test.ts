import { describe, expect, test } from '@jest/globals';
import type { OrgOfRepository } from '../../../src/parse/org/reading.ts';
import { namespaceOf } from '../../../src/parse/org/join-consumers.ts';
import { callCenter, callLog, callReport, lightningApp, opening, orgOf, utilityBar } from './org-of.ts';

const SOFTPHONE = 'opencti:softPhone';
const OMNI = 'runtime_service_omnichannel:omniWidget';
const main = (path: string): string => `force-app/main/default/${path}`;
const consumer = ({ org }: OrgOfRepository, name: string) => org?.consumers.find((one) => one.name === name);
const signs = ({ facts }: OrgOfRepository, kind: string) =>
  facts.filter((fact) => fact.kind === kind).map(({ name, value }) => `${name} ${value}`);

test('a repository without metadata holds no org', () => {
  expect(orgOf({})).toEqual({ facts: [], org: null, problems: [] });
});

test('both formats of one repository are told, and components of no interest are no consumers', () => {
  const { org, facts } = orgOf({
    [main('reports/Sales/Tasks.report-meta.xml')]: callReport('Open tasks', 'STATUS'),
    'src/flows/Welcome.flow': '<Flow><label>Welcome</label></Flow>',
  });
  expect(org?.formats).toEqual(['source', 'metadata-api']);
  expect(org?.activityReports).toBe(1);
  expect(org?.consumers).toEqual([]);
  expect(facts).toEqual([]);
});

describe('the same component in several files', () => {
  const twice = {
    'old/reports/Calls/Daily.report': callReport('Daily'),
    [main('reports/Calls/Daily.report-meta.xml')]: callReport('Daily'),
  };

  test('counts once, in the file of the source format, and the other is named', () => {
    const found = orgOf(twice);
    expect(found.org?.consumers.map(({ file }) => file)).toEqual([main('reports/Calls/Daily.report-meta.xml')]);
    expect(found.org?.activityReports).toBe(1);
    expect(found.problems).toEqual([expect.objectContaining({ code: 'duplicate', effect: 'note' })]);
    expect(found.problems[0]?.detail).toContain('old/reports/Calls/Daily.report');
  });

  test('is taken from the file that could be read', () => {
    const found = orgOf({
      ...twice,
      [main('reports/Calls/Daily.report-meta.xml')]: '<Report><columns><field>CALLTYPE</field><reportType>Activity',
    });
    expect(found.org?.consumers.map(({ file }) => file)).toEqual(['old/reports/Calls/Daily.report']);
    expect(found.org?.types.every(({ type, unread }) => type !== 'Report' || unread === 1)).toBe(true);
  });

  test('is taken from the package directory, and from the first of two', () => {
    const paths = [
      'extra/reports/Calls/Daily.report-meta.xml',
      'core/reports/Calls/Daily.report-meta.xml',
      'a/reports/Calls/Daily.report-meta.xml',
    ];
    const found = orgOf(
      Object.fromEntries(paths.map((path) => [path, callReport('Daily')])),
      {},
      { packageDirectories: ['core', 'extra'] },
    );
    expect(found.org?.consumers.map(({ file }) => file)).toEqual([paths[1]]);
  });

  test('that no longer speaks of calls is no consumer because an old copy does', () => {
    const found = orgOf({ ...twice, [main('reports/Calls/Daily.report-meta.xml')]: callReport('Visits', 'STATUS').replace('Calls', '') });
    expect(consumer(found, 'Calls/Daily')?.signs.map(({ sign }) => sign) ?? []).not.toContain('report-call-column');
  });

  test('differs in letter case only and is the same', () => {
    const found = orgOf({ 'a/reports/Calls/Daily.report': callReport('x'), 'b/reports/calls/DAILY.report': callReport('x') });
    expect(found.org?.consumers).toHaveLength(1);
  });

  test('adds up where it is a profile of two packages, and does not where one is an old dump', () => {
    const files = {
      'core/applications/A.app-meta.xml': lightningApp('A', 'Bar'),
      'core/applications/B.app-meta.xml': lightningApp('B', 'Bar'),
      'core/flexipages/Bar.flexipage-meta.xml': utilityBar(SOFTPHONE),
      'core/profiles/Rep.profile-meta.xml': opening('Profile', 'A'),
    };
    const second = { 'extra/profiles/Rep.profile-meta.xml': opening('Profile', 'B') };
    const apps = (directories: string[]) =>
      orgOf({ ...files, ...second }, {}, { packageDirectories: directories }).org?.audiences.map((one) => one.apps.map(({ name }) => name));
    expect(apps(['core', 'extra'])).toEqual([['A', 'B']]);
    expect(apps(['core'])).toEqual([['A']]);
  });

  test('is no copy where an object lies in parts, or a bundle in several files', () => {
    const found = orgOf({
      'core/objects/Account/Account.object-meta.xml': '<CustomObject></CustomObject>',
      'extra/objects/Account/Account.object-meta.xml': '<CustomObject></CustomObject>',
      'core/lwc/card/card.html': '<template></template>',
      'core/lwc/card/card.js': 'export default 1;',
      'core/lwc/card/card.js-meta.xml': '<LightningComponentBundle></LightningComponentBundle>',
      'core/classes/A.cls': 'class A {}',
      'core/classes/A.cls-meta.xml': '<ApexClass></ApexClass>',
    });
    expect(found.problems).toEqual([]);
  });
});

describe('a field that the adapter writes', () => {
  const report = { [main('reports/Sales/Reasons.report-meta.xml')]: callReport('Reasons', 'Activity.Outcome_Code__c') };
  const around = { callLogs: [callLog('OUTCOME_code__c', 'CallType')] };

  test('makes a certain consumer of a report that nothing else tells, letter case aside', () => {
    const found = orgOf(report, around);
    expect(consumer(found, 'Sales/Reasons')).toMatchObject({
      strength: 'certain',
      folder: 'Sales',
      signs: [{ sign: 'report-call-field', strength: 'certain', line: 2 }],
      fields: [{ name: 'Outcome_Code__c', use: 'column', written: true }],
    });
    expect(signs(found, 'consumer')).toEqual(['report-call-field Sales/Reasons']);
  });

  test('means nothing where no adapter writes it, or only a test does', () => {
    expect(orgOf(report).org?.consumers).toEqual([]);
    expect(orgOf(report, { callLogs: [{ ...callLog('Outcome_Code__c'), context: 'test' }] }).org?.consumers).toEqual([]);
    expect(orgOf(report, { callLogs: [{ ...callLog('Outcome_Code__c'), object: 'Case' }] }).org?.consumers).toEqual([]);
  });

  test('makes a likely field certain', () => {
    const field = {
      [main('objects/Activity/fields/Call_Reason__c.field-meta.xml')]:
        '<CustomField><fullName>Call_Reason__c</fullName><type>Text</type></CustomField>',
    };
    expect(consumer(orgOf(field), 'Activity.Call_Reason__c')?.strength).toBe('likely');
    const found = consumer(orgOf(field, { callLogs: [callLog('Call_Reason__c')] }), 'Activity.Call_Reason__c');
    expect(found?.strength).toBe('certain');
    expect(found?.signs.map(({ detail }) => detail)).toEqual([
      'A custom field of type Text whose name speaks of calls; the adapter writes Call_Reason__c',
    ]);
    expect(found?.fields.every(({ written }) => written)).toBe(true);
  });

  test('makes nothing certain where it is one that every Task has, or another than the report’s', () => {
    const likely = { [main('reports/Sales/Reasons.report-meta.xml')]: callReport('Reasons', 'Activity.Call_Reason__c') };
    for (const name of ['Subject', 'Other__c']) {
      expect(consumer(orgOf(likely, { callLogs: [callLog(name)] }), 'Sales/Reasons')?.strength).toBe('likely');
      expect(orgOf(report, { callLogs: [callLog(name)] }).org?.consumers).toEqual([]);
    }
  });

  test('is a permission and no consumer where a profile names it', () => {
    const profile = {
      [main('profiles/Rep.profile-meta.xml')]:
        '<Profile><fieldPermissions><editable>true</editable><field>Task.Outcome_Code__c</field><readable>true</readable></fieldPermissions></Profile>',
    };
    const found = orgOf(profile, around);
    expect(found.org?.consumers).toEqual([]);
    expect(signs(found, 'access')).toEqual(['call-field-access Outcome_Code__c']);
    expect(signs(orgOf(profile), 'access')).toEqual([]);
  });
});

describe('a dashboard', () => {
  const dashboard = (...reports: string[]): string =>
    `<Dashboard>${reports.map((report) => `<component><report>${report}</report></component>`).join('\n')}<title>Team</title></Dashboard>`;
  const reports = {
    [main('reports/Calls/Daily.report-meta.xml')]: callReport('Daily'),
    [main('reports/Sales/Won.report-meta.xml')]: '<Report/>',
  };

  test('is what its reports are, and says through which', () => {
    const found = orgOf({ ...reports, [main('dashboards/Team/Week.dashboard-meta.xml')]: dashboard('Sales/Won', 'Calls/Daily') });
    expect(consumer(found, 'Team/Week')).toMatchObject({ strength: 'certain', folder: 'Team', via: ['Calls/Daily'], signs: [{ line: 2 }] });
  });

  test('finds a report of a nested folder by the end of its name', () => {
    const nested = { [main('reports/All/Calls/Daily.report-meta.xml')]: callReport('Daily') };
    const found = orgOf({ ...nested, [main('dashboards/Team/Week.dashboard-meta.xml')]: dashboard('Calls/Daily') });
    expect(consumer(found, 'Team/Week')?.via).toEqual(['All/Calls/Daily']);
  });

  test('of other reports is none', () => {
    const found = orgOf({ ...reports, [main('dashboards/Team/Week.dashboard-meta.xml')]: dashboard('Sales/Won') });
    expect(consumer(found, 'Team/Week')).toBeUndefined();
  });
});

test('a report type is a consumer through the reports on calls that are made of it', () => {
  const type =
    '<ReportType><baseObject>Account</baseObject><sections><columns><field>Name</field><table>Account</table></columns></sections></ReportType>';
  const report = callReport('Daily', 'Account.ActivityRelations$CallType').replace(
    'Activity</reportType>',
    'Accounts_with_Tasks__c</reportType>',
  );
  const files = {
    [main('reportTypes/Accounts_with_Tasks.reportType-meta.xml')]: type,
    [main('reportTypes/Other.reportType-meta.xml')]: type,
  };
  const found = orgOf({ ...files, [main('reports/Calls/Daily.report-meta.xml')]: report });
  expect(consumer(found, 'Accounts_with_Tasks')).toMatchObject({ type: 'ReportType', via: ['Calls/Daily'] });
  expect(consumer(found, 'Other')).toBeUndefined();
});

test('a folder names who manages it, the nearest one that does', () => {
  const found = orgOf({
    [main('reports/All.reportFolder-meta.xml')]:
      '<ReportFolder><folderShares><accessLevel>Manage</accessLevel><sharedTo>Team_Leads</sharedTo><sharedToType>Group</sharedToType></folderShares><name>All</name></ReportFolder>',
    [main('reports/All/Calls.reportFolder-meta.xml')]: '<ReportFolder><name>Calls</name></ReportFolder>',
    [main('reports/All/Calls/Daily.report-meta.xml')]: callReport('Daily'),
    [main('reports/Other/Daily.report-meta.xml')]: callReport('Daily'),
  });
  expect(consumer(found, 'All/Calls/Daily')?.owner).toBe('group Team_Leads');
  expect(consumer(found, 'Other/Daily')?.owner).toBeNull();
});

test.each([
  ['CustomField', 'Activity.rcsfl__Duration__c', 'rcsfl'],
  ['CustomField', 'Activity.Call_Reason__c', null],
  ['CustomField', 'zoom_app__Thing__c.Call__c', null],
  ['Layout', 'Task-rcsfl__Task Layout', 'rcsfl'],
  ['Report', 'rcsfl__Folder/Daily', null],
  ['Flow', 'vloc_cmt__Flow', 'vloc_cmt'],
  ['CustomApplication', 'standard__LightningSales', null],
  ['ApexClass', 'A_name_that_is_far_too_long__Class', null],
])('the %s %s belongs to the package %j', (type, name, namespace) => {
  expect(namespaceOf({ type, name, file: 'x' })).toBe(namespace);
});

test('a package is told by its file or by names alone; which of them are of telephony the catalog knows', () => {
  const installed = '<InstalledPackage><versionNumber>5.32</versionNumber></InstalledPackage>';
  const found = orgOf({
    [main('installedPackages/amazonconnect.installedPackage-meta.xml')]: installed,
    [main('installedPackages/et4ae5.installedPackage-meta.xml')]: installed,
    [main('pages/talkdesk__Phone.page')]: '<apex:page/>',
    [main('pages/billing__Invoice.page')]: '<apex:page/>',
  });
  expect(signs(found, 'package')).toEqual(['amazonconnect 5.32', 'et4ae5 5.32', 'billing billing__', 'talkdesk talkdesk__']);
});

test('what carries the project’s own namespace is no package’s', () => {
  const field = { type: 'CustomField', name: 'Activity.desk__Reason__c', file: 'x' };
  expect(namespaceOf(field, 'Desk')).toBeNull();
  expect(namespaceOf(field, 'other')).toBe('desk');
});

test('what older tools kept as package content is no part of the org’s own', () => {
  expect(namespaceOf({ type: 'ApexPage', name: 'Page', file: 'src/Referenced Packages/Dialler/pages/Page.page' })).toBe('Dialler');
});

describe('an app', () => {
  const apps = (bar: string, components: string[], more: Record<string, string> = {}) =>
    orgOf({
      [main('applications/Desk.app-meta.xml')]: lightningApp('Desk', bar),
      [main('flexipages/Desk_Bar.flexipage-meta.xml')]: utilityBar(...components),
      ...more,
    });

  test('holds the softphone that its bar holds, letter case of the name aside', () => {
    const found = apps('desk_bar', [SOFTPHONE]);
    expect(found.org?.apps).toMatchObject([
      { name: 'Desk', openCti: true, omniChannel: false, conflict: false, utilityBar: { name: 'Desk_Bar', found: true } },
    ]);
    expect(signs(found, 'phone-place')).toEqual(['app-with-softphone Desk']);
    expect(signs(found, 'foundation')).toEqual([]);
  });

  test('with both phones is a conflict, and Omni-Channel stands', () => {
    const found = apps('Desk_Bar', [SOFTPHONE, OMNI]);
    expect(found.org?.apps).toMatchObject([{ openCti: true, omniChannel: true, conflict: true }]);
    expect(signs(found, 'phone-place')).toEqual(['app-with-both-phones Desk']);
    expect(signs(found, 'foundation')).toEqual(['omni-channel-in-app Desk_Bar']);
  });

  test('whose bar holds nothing of a phone is left out', () => {
    expect(apps('Desk_Bar', ['home:recentItems']).org?.apps).toEqual([]);
  });

  test('whose bar is not here is unknown, and listed only where a name speaks of calls', () => {
    expect(apps('Other_Bar', []).org?.apps).toEqual([]);
    expect(apps('vendor__CtiUtilBar', []).org?.apps).toMatchObject([
      { openCti: null, omniChannel: null, conflict: false, utilityBar: { name: 'vendor__CtiUtilBar', found: false } },
    ]);
  });

  test('is missed by a bar with a softphone that nothing names', () => {
    expect(signs(apps('Other_Bar', [SOFTPHONE]), 'phone-place')).toEqual(['utility-bar-without-app Desk_Bar']);
    expect(signs(apps('Other_Bar', [OMNI]), 'foundation')).toEqual([]);
  });
});

describe('who opens the phone', () => {
  const phone = {
    [main('applications/Desk.app-meta.xml')]: lightningApp('Desk', 'Desk_Bar'),
    [main('applications/Sales.app-meta.xml')]: lightningApp('Sales', 'Sales_Bar'),
    [main('flexipages/Desk_Bar.flexipage-meta.xml')]: utilityBar(SOFTPHONE),
    [main('permissionsets/Phone.permissionset-meta.xml')]: opening('PermissionSet', 'Desk', 'Sales'),
    [main('permissionsets/Other.permissionset-meta.xml')]: opening('PermissionSet', 'Sales'),
  };
  const group = (sets: string[], muted: string[] = []): string =>
    `<PermissionSetGroup>${sets.map((set) => `<permissionSets>${set}</permissionSets>`).join('')}${muted
      .map((set) => `<mutingPermissionSets>${set}</mutingPermissionSets>`)
      .join('')}</PermissionSetGroup>`;
  const names = (found: OrgOfRepository) =>
    found.org?.audiences.map(({ type, name, apps }) => `${type} ${name}: ${apps.map((app) => app.name).join()}`);

  test('are the sets that open its app, and no others', () => {
    expect(names(orgOf(phone))).toEqual(['PermissionSet Phone: Desk']);
  });

  test('are groups through their sets', () => {
    const found = orgOf({
      ...phone,
      [main('permissionsetgroups/Agents.permissionsetgroup-meta.xml')]: group(['Phone', 'Elsewhere']),
      [main('permissionsetgroups/Sellers.permissionsetgroup-meta.xml')]: group(['Other']),
    });
    expect(names(found)).toEqual(['PermissionSet Phone: Desk', 'PermissionSetGroup Agents: Desk']);
    expect(found.org?.audiences[1]?.sets).toEqual(['Elsewhere', 'Phone']);
    expect(signs(found, 'access')).toContain('opens-the-phone Agents');
  });

  test('are not groups that take it away again, and a muting set is nobody', () => {
    const found = orgOf({
      ...phone,
      [main('permissionsetgroups/Agents.permissionsetgroup-meta.xml')]: group(['Phone'], ['No_Phone']),
      [main('mutingpermissionsets/No_Phone.mutingpermissionset-meta.xml')]: opening('MutingPermissionSet', 'Desk'),
    });
    expect(names(found)).toEqual(['PermissionSet Phone: Desk']);
    expect(signs(found, 'access').filter((sign) => !sign.endsWith('Desk') && !sign.endsWith('Phone'))).toEqual([]);
  });
});

test('a trusted host is the phone’s where the adapter talks to it', () => {
  const site = (url: string): string =>
    `<CspTrustedSite><endpointUrl>${url}</endpointUrl><isActive>true</isActive><isApplicableToConnectSrc>true</isApplicableToConnectSrc></CspTrustedSite>`;
  const found = orgOf(
    {
      [main('cspTrustedSites/One.cspTrustedSite-meta.xml')]: site('https://api.quillmere.test'),
      [main('cspTrustedSites/Two.cspTrustedSite-meta.xml')]: site('https://*.harbour.test'),
      [main('cspTrustedSites/Three.cspTrustedSite-meta.xml')]: site('https://statistics.example.com'),
      [main('cspTrustedSites/Four.cspTrustedSite-meta.xml')]: site('https://notquillmere.test'),
    },
    { hosts: ['api.quillmere.test:8443', 'wss.harbour.test', 'quillmere.test'] },
  );
  expect(signs(found, 'phone-place')).toEqual(['trusted-phone-host api.quillmere.test', 'trusted-phone-host *.harbour.test']);
});

test('a host on a telephony vendor’s own domain is the phone’s by name, one that only begins so is not', () => {
  const site = (url: string): string => `<RemoteSiteSetting><isActive>true</isActive><url>${url}</url></RemoteSiteSetting>`;
  const found = orgOf({
    [main('remoteSiteSettings/One.remoteSite-meta.xml')]: site('https://api.talkdeskapp.com'),
    [main('remoteSiteSettings/Two.remoteSite-meta.xml')]: site('https://talkdesk.example.com'),
    [main('remoteSiteSettings/Three.remoteSite-meta.xml')]: site('https://api.aircall.co.uk:8443'),
  });
  expect(found.facts.map(({ name, value, confidence }) => `${name} ${value} ${confidence}`).toSorted()).toEqual([
    'trusted-phone-host api.aircall.co.uk:8443 text',
    'trusted-phone-host api.talkdeskapp.com text',
  ]);
});

test('a page that only handles tabs of the console is no host, though the readers of adapter source tell of it', () => {
  const page = (body: string): string => `<apex:page><apex:includeScript value="/support/console/29.0/integration.js"/>${body}</apex:page>`;
  const path = main('pages/Tabs.page');
  const around = { pages: [{ file: path, name: 'Tabs', kind: 'visualforce' as const }], adapterFiles: [path] };
  const hosts = (body: string) => orgOf({ [path]: page(body) }, around).org?.hosts.map(({ name, role }) => `${name} ${role}`);
  expect(hosts('<script>sforce.console.openPrimaryTab(null, "/x", true);</script>')).toEqual([]);
  expect(hosts('<script>sforce.console.cti.onCallBegin(show);</script>')).toEqual(['Tabs adapter']);
  expect(hosts('<apex:includeScript value="{!$Resource.OpenCti}"/>')).toEqual(['Tabs adapter']);
});

test('classes make nobody a user of the phone by reading calls or by names of fields alone', () => {
  const access = (name: string): string => `<classAccesses><apexClass>${name}</apexClass><enabled>true</enabled></classAccesses>`;
  const classes = {
    Logs: "insert new Task(CallType = 'Inbound');",
    Reads: 'List<Task> some = [SELECT CallType FROM Task];',
    Names: "insert new Task(Call_Reason__c = 'x');",
  };
  const found = orgOf({
    ...Object.fromEntries(
      Object.entries(classes).map(([name, body]) => [main(`classes/${name}.cls`), `public class ${name} { void run() { ${body} } }`]),
    ),
    [main('profiles/Desk.profile-meta.xml')]: `<Profile>${Object.keys(classes).map(access).join('')}</Profile>`,
  });
  expect(found.org?.consumers.map(({ name }) => name)).toEqual(['Logs', 'Names', 'Reads']);
  expect(found.org?.audiences).toMatchObject([{ name: 'Desk', classes: ['Logs'] }]);
});

describe('a message channel', () => {
  const channel = '<LightningMessageChannel><masterLabel>Channel</masterLabel></LightningMessageChannel>';
  const files = {
    [main('messageChannels/Branch.messageChannel-meta.xml')]: channel,
    [main('messageChannels/Theme.messageChannel-meta.xml')]: channel,
    [main('lwc/bridge/bridge.js')]: `import BRANCH from '@salesforce/messageChannel/Branch__c';`,
    [main('lwc/theme/theme.js')]: `import THEME from '@salesforce/messageChannel/Theme__c';`,
  };

  test('is the phone’s where a bundle of the adapter uses it', () => {
    const found = orgOf(files, { adapterFiles: [main('lwc/bridge/bridge.html')] });
    expect(signs(found, 'phone-place')).toEqual(['phone-message-channel Branch']);
  });

  test('is nobody’s business where only others do', () => {
    expect(signs(orgOf(files), 'phone-place')).toEqual([]);
  });
});

test('a page that holds the adapter is a host, and a sighting where a definition names it', () => {
  const files = { [main('pages/Phone.page')]: '<apex:page/>', [main('pages/Other.page')]: '<apex:page/>' };
  const around = {
    pages: [
      { file: main('pages/Phone.page'), name: 'Phone', kind: 'visualforce' as const },
      { file: main('pages/Other.page'), name: 'Other', kind: 'visualforce' as const },
    ],
    adapterFiles: [main('pages/Phone.page')],
  };
  const found = orgOf(files, { ...around, definitions: [callCenter('Bank', { reqAdapterUrl: '/apex/phone?x=1' })] });
  expect(found.org?.hosts).toMatchObject([{ type: 'ApexPage', name: 'Phone', role: 'adapter' }]);
  expect(signs(found, 'phone-place')).toEqual(['adapter-host Phone']);
  expect(signs(orgOf(files, around), 'phone-place')).toEqual([]);
});

test('what a .forceignore leaves out is read all the same, and told once', () => {
  const paths = [main('reports/Calls/Daily.report-meta.xml'), main('reports/Calls/Weekly.report-meta.xml')];
  const found = orgOf(Object.fromEntries(paths.map((path) => [path, callReport('x')])), {}, { isIgnored: (path) => path === paths[0] });
  expect(found.org?.consumers).toHaveLength(2);
  expect(found.problems.filter(({ code }) => code === 'left-out')).toEqual([expect.objectContaining({ effect: 'note', file: '.' })]);
  expect(found.problems[0]?.detail).toMatch(/^1 component is left out .*Daily/);
});

test('the order of files does not matter', () => {
  const files = {
    [main('reports/Calls/A.report-meta.xml')]: callReport('A'),
    [main('reports/Calls/B.report-meta.xml')]: callReport('B', 'CALLDISPOSITION'),
    'old/reports/Calls/B.report': callReport('B'),
    [main('applications/Desk.app-meta.xml')]: lightningApp('Desk', 'Desk_Bar'),
    [main('flexipages/Desk_Bar.flexipage-meta.xml')]: utilityBar(SOFTPHONE, OMNI),
    [main('profiles/Rep.profile-meta.xml')]: opening('Profile', 'Desk'),
  };
  const around = { callLogs: [callLog('CallDisposition')] };
  const turned = Object.fromEntries(Object.entries(files).toReversed());
  expect(orgOf(turned, around)).toEqual(orgOf(files, around));
});
