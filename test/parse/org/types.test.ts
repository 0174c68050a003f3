import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { isProjectFile, misplacedType, ORG_TYPES, readOrgPath } from '../../../src/parse/org/types.ts';

interface Registered {
  readonly name: string;
  readonly directoryName: string;
  readonly suffix?: string;
  readonly strictDirectoryName?: boolean;
  readonly inFolder?: boolean;
  readonly folderContentType?: string;
  readonly strategies?: { readonly adapter?: string };
  readonly children?: { readonly types: Readonly<Record<string, Registered>> };
}

interface Registry {
  readonly types: Readonly<Record<string, Registered>>;
}

const REGISTRY_FOLDER = 'node_modules/@salesforce/source-deploy-retrieve/lib/src/registry';
const registry = JSON.parse(readFileSync(`${REGISTRY_FOLDER}/metadataRegistry.json`, 'utf8')) as Registry;

/** As Salesforce's registry has it; children of objects with the rest. */
const registered = new Map(
  [...Object.values(registry.types), ...Object.values(registry.types['customobject']?.children?.types ?? {})].map((type) => [
    type.name,
    type,
  ]),
);

describe('the list of types', () => {
  test.each(ORG_TYPES.map((type) => [type.type, type] as const))('has %s as Salesforce’s registry has it', (name, type) => {
    const wanted = registered.get(name);
    expect(wanted).toBeDefined();
    expect({
      folder: type.folder,
      suffix: type.suffix,
      strict: type.strict ?? false,
      inFolder: type.inFolder ?? false,
      holds: type.holds?.toLowerCase() ?? null,
      sidecar: type.sidecar ?? false,
      isChild: type.child ?? false,
    }).toEqual({
      folder: wanted?.directoryName,
      suffix: wanted?.suffix ?? null,
      strict: wanted?.strictDirectoryName ?? false,
      inFolder: wanted?.inFolder ?? false,
      holds: wanted?.folderContentType ?? null,
      sidecar: wanted?.strategies?.adapter === 'matchingContentFile',
      isChild: Object.values(registry.types['customobject']?.children?.types ?? {}).some((child) => child.name === name),
    });
  });

  test('knows each piece into which a preset of Salesforce’s takes permission sets and workflows apart', () => {
    for (const [preset, type, folder] of [
      ['decomposePermissionSetBeta', 'PermissionSet', 'permissionsets'],
      ['decomposePermissionSetBeta2', 'PermissionSet', 'permissionsets'],
      ['decomposeWorkflowBeta', 'Workflow', 'workflows'],
    ] as const) {
      const read = JSON.parse(readFileSync(`${REGISTRY_FOLDER}/presets/${preset}.json`, 'utf8')) as Registry;
      const children = Object.values(read.types[type.toLowerCase()]?.children?.types ?? {});
      expect(children.length).toBeGreaterThan(5);
      for (const { directoryName, suffix } of children) {
        const path = `force-app/main/default/${folder}/Task/${directoryName === '' ? '' : `${directoryName}/`}Task.${suffix}-meta.xml`;
        expect([path, readOrgPath(path)]).toEqual([path, { type, name: 'Task', object: null, format: 'source', part: 'part' }]);
      }
    }
  });

  test('lists no type and no suffix twice', () => {
    const names = ORG_TYPES.map(({ type }) => type);
    const suffixes = ORG_TYPES.flatMap(({ suffix }) => (suffix === null ? [] : [suffix.toLowerCase()]));
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(suffixes).size).toBe(suffixes.length);
  });
});

const named = (path: string): string | null => {
  const found = readOrgPath(path);
  return found && `${found.type} ${found.name}${found.object === null ? '' : ` of ${found.object}`} ${found.format} ${found.part}`;
};

describe('a path', () => {
  test.each([
    ['unpackaged/objects/Task.object', 'CustomObject Task metadata-api whole'],
    ['force-app/main/default/objects/Task/Task.object-meta.xml', 'CustomObject Task source whole'],
    [
      'force-app/main/default/objects/Activity/fields/Call_Reason__c.field-meta.xml',
      'CustomField Activity.Call_Reason__c of Activity source whole',
    ],
    ['objects/Task/listViews/My_Calls.listView-meta.xml', 'ListView Task.My_Calls of Task source whole'],
    ['src/reports/Calls/Daily.report', 'Report Calls/Daily metadata-api whole'],
    ['force-app/main/default/reports/Calls/Team/Daily.report-meta.xml', 'Report Calls/Team/Daily source whole'],
    ['src/reports/unfiled$public/Daily.report', 'Report unfiled$public/Daily metadata-api whole'],
    ['src/reports/Calls-meta.xml', 'ReportFolder Calls metadata-api whole'],
    ['src/reports/Calls/Team-meta.xml', 'ReportFolder Calls/Team metadata-api whole'],
    ['force-app/main/default/reports/Calls.reportFolder-meta.xml', 'ReportFolder Calls source whole'],
    ['force-app/main/default/reports/Calls/Team.reportFolder-meta.xml', 'ReportFolder Calls/Team source whole'],
    ['src/dashboards/Calls-meta.xml', 'DashboardFolder Calls metadata-api whole'],
    ['src/reports/Reports/Daily.report', 'Report Reports/Daily metadata-api whole'],
    ['src/reports/reports/Daily.report', 'Report reports/Daily metadata-api whole'],
    ['reports/export/src/reports/Calls/Daily.report', 'Report Calls/Daily metadata-api whole'],
    ['layouts/Task-Task Layout.layout-meta.xml', 'Layout Task-Task Layout of Task source whole'],
    ['layouts/Task-Calls %28EMEA%29 50%25 %C3%A9.layout', 'Layout Task-Calls (EMEA) 50% é of Task metadata-api whole'],
    ['layouts/Task-100% Calls %28x%29.layout', 'Layout Task-100% Calls (x) of Task metadata-api whole'],
    ['layouts/Nameless.layout', 'Layout Nameless metadata-api whole'],
    ['quickActions/Case.LogACall.quickAction-meta.xml', 'QuickAction Case.LogACall of Case source whole'],
    ['quickActions/LogACall.quickAction-meta.xml', 'QuickAction LogACall source whole'],
    ['classes/CallLogger.cls', 'ApexClass CallLogger source whole'],
    ['classes/CallLogger.cls-meta.xml', 'ApexClass CallLogger source sidecar'],
    ['lwc/softphone/softphone.js', 'LightningComponentBundle softphone source member'],
    ['lwc/softphone/__tests__/softphone.test.js', 'LightningComponentBundle softphone source member'],
    ['lwc/softphone/softphone.js-meta.xml', 'LightningComponentBundle softphone source sidecar'],
    ['lwc/lwc/lwc.js', 'LightningComponentBundle lwc source member'],
    ['aura/Phone/Phone.app', 'AuraDefinitionBundle Phone source member'],
    ['applications/Phone.app', 'CustomApplication Phone metadata-api whole'],
    ['corsWhitelistOrigins/Desk.corswhitelistorigin', 'CorsWhitelistOrigin Desk metadata-api whole'],
    ['SETTINGS/OmniChannel.SETTINGS-META.XML', 'Settings OmniChannel source whole'],
    ['flows/Log_Call-3.flow', 'Flow Log_Call-3 metadata-api whole'],
    ['ConversationVendorInformation/Desk.ConversationVendorInformation-meta.xml', 'ConversationVendorInfo Desk source whole'],
    ['permissionsets/Agents/classAccesses/CallLogger.classAccess-meta.xml', 'PermissionSet Agents source part'],
    ['permissionsets/Agents/Agents.classAccess-meta.xml', 'PermissionSet Agents source part'],
    ['permissionsets/Agents/objectSettings/Task.objectSettings-meta.xml', 'PermissionSet Agents source part'],
    ['permissionsets/Agents.classAccess-meta.xml', 'PermissionSet Agents source part'],
    ['permissionsets/Agents/Agents.permissionset-meta.xml', 'PermissionSet Agents source whole'],
    ['workflows/Task/workflowRules/Follow_up.workflowRule-meta.xml', 'Workflow Task source part'],
    ['unpackaged\\reports\\Calls\\Daily.report', 'Report Calls/Daily metadata-api whole'],
    ['retrieve.zip!/unpackaged/queues/Calls.queue', 'Queue Calls metadata-api whole'],
  ])('%s is told', (path, wanted) => {
    expect(named(path)).toBe(wanted);
  });

  test.each([
    ['elsewhere/Daily.report', 'Report elsewhere/Daily metadata-api whole'],
    ['src/classes/Log_Call.flow', 'Flow Log_Call metadata-api whole'],
    ['misc/Phone.app-meta.xml', 'CustomApplication Phone source whole'],
    ['src/classes/Calls.queue', 'Queue Calls metadata-api whole'],
    ['Task/fields/Call_Reason__c.field-meta.xml', 'CustomField Task.Call_Reason__c of Task source whole'],
    ['objects/Task/Call_Reason__c.field-meta.xml', 'CustomField Task.Call_Reason__c of Task source whole'],
  ])('of a type that any folder may hold is told in a wrong folder as well: %s', (path, wanted) => {
    expect(named(path)).toBe(wanted);
  });

  test.each([
    'Task.object',
    'misc/Task.object-meta.xml',
    'fields.field-meta.xml',
    'thesis/phd.cls',
    'home/.profile',
    'App/Properties/Some.settings',
    'src/web/phone.component',
    'symbols/Reports/BucketField.cls',
    'layouts/.layout-meta.xml',
    'lwc/jsconfig.json',
    'aura/Phone.app',
    'staticresources/phone/aura/Phone/Phone.cmp',
    'staticresources/phone/reports/x.report',
    'force-app/main/default/staticresources/softphone.resource-meta.xml',
    'customPermissions/Call.customPermission-meta.xml',
    'docs/reports.md',
    'reports',
    '',
  ])('that is no metadata, or lies where its type cannot, is not taken for any: %s', (path) => {
    expect(readOrgPath(path)).toBeNull();
  });

  test('into a project that lies in a folder called lwc is read as in any other', () => {
    expect(named('lwc/force-app/main/default/classes/CallLogger.cls')).toBe('ApexClass CallLogger source whole');
    expect(named('lwc/src/reports/Calls/Daily.report')).toBe('Report Calls/Daily metadata-api whole');
  });

  test('below Referenced Packages is told as content of that package', () => {
    expect(readOrgPath('Referenced Packages/Desk%20Phone/callCenters/Desk.callCenter')).toEqual({
      type: 'CallCenter',
      name: 'Desk',
      object: null,
      format: 'metadata-api',
      part: 'whole',
      referencedPackage: 'Desk Phone',
    });
    expect(readOrgPath('src/callCenters/Desk.callCenter')).not.toHaveProperty('referencedPackage');
  });

  test('of any length and content is read without an error', () => {
    for (const path of [
      '/'.repeat(50_000),
      `lwc/${'lwc/'.repeat(20_000)}x.js`,
      `${'%'.repeat(50_000)}.report`,
      '.'.repeat(50_000),
      '-meta.xml',
    ])
      expect(() => readOrgPath(path)).not.toThrow();
  });
});

test('a file with the ending of a type that lies where the type cannot is named by its type', () => {
  expect(misplacedType('misc/Task.object-meta.xml')).toBe('CustomObject');
  expect(misplacedType('misc/Reason__c.field-meta.xml')).toBe('CustomField');
  expect(misplacedType('objects/Task/Task.object-meta.xml')).toBeNull();
  expect(misplacedType('misc/Call.customPermission-meta.xml')).toBeNull();
  expect(misplacedType('misc/Task.object')).toBeNull();
  expect(misplacedType('staticresources/kit/Task.object-meta.xml')).toBeNull();
});

test('project files are known by name, manifests by what they hold', () => {
  const manifest = Buffer.from('\uFEFF<?xml version="1.0"?>\n<Package xmlns="http://soap.sforce.com/2006/04/metadata"></Package>');
  expect(isProjectFile('manifest/everything.xml', manifest)).toBe(true);
  expect(isProjectFile('a/sfdx-project.json', Buffer.from(''))).toBe(true);
  expect(isProjectFile('a/.forceignore', Buffer.from(''))).toBe(true);
  expect(isProjectFile('manifest/wide.xml', Buffer.from('<Package xmlns="x"/>', 'utf16le'))).toBe(true);
  expect(isProjectFile('package.xml', Buffer.from('<package version="2.0"/>'))).toBe(false);
  expect(isProjectFile('classes/X.cls-meta.xml', manifest)).toBe(false);
  expect(isProjectFile('package.json', manifest)).toBe(false);
  expect(isProjectFile('list.xml', Buffer.from('<Packages/>'))).toBe(false);
});
