import { describe, expect, test } from '@jest/globals';
import type { RetrievedType } from '../../../src/model/assessment.ts';
import { formatsOf, readProject, retrievedTypes, type Project } from '../../../src/parse/org/project.ts';
import type { OrgFile } from '../../../src/parse/org/read-org.ts';
import { ORG_TYPES, readOrgPath } from '../../../src/parse/org/types.ts';

function project(files: Readonly<Record<string, string>>): Project {
  return readProject(Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) })));
}

function manifest(types: Readonly<Record<string, readonly string[]>>, version = '66.0'): string {
  const elements = Object.entries(types).map(
    ([name, members]) => `<types>${members.map((member) => `<members>${member}</members>`).join('')}<name>${name}</name></types>`,
  );
  return `<?xml version="1.0"?><Package xmlns="http://soap.sforce.com/2006/04/metadata">${elements.join('')}<version>${version}</version></Package>`;
}

function held(...paths: readonly string[]): OrgFile[] {
  return paths.map((path) => {
    const named = readOrgPath(path);
    if (!named) throw new Error(`not a path of the org: ${path}`);
    return { ...named, path };
  });
}

function retrieved(type: string, paths: readonly string[], files: Readonly<Record<string, string>> = {}): RetrievedType | undefined {
  return retrievedTypes(held(...paths), project(files)).find((found) => found.type === type);
}

const CLASS = 'src/classes/Any.cls';

describe('sfdx-project.json', () => {
  test('gives roots and API version, and its namespace where it has one', () => {
    const read = project({
      'sfdx-project.json':
        '\uFEFF{"packageDirectories":[{"path":"force-app","default":true},{"path":"./packages/calls/"},{"path":"../elsewhere"},{"path":"."}],"namespace":"desk","sourceApiVersion":"64.0"}',
    });
    expect(read).toMatchObject({
      apiVersion: '64.0',
      packageDirectories: ['force-app', 'packages/calls', '.'],
      namespace: 'desk',
      problems: [],
    });
    expect(project({ 'sfdx-project.json': '{"namespace":""}' })).not.toHaveProperty('namespace');
  });

  test('below the root has its roots below it too, and the outermost says the version', () => {
    const read = project({
      'apps/desk/sfdx-project.json': '{"packageDirectories":[{"path":"force-app"}],"sourceApiVersion":"50.0"}',
      'sfdx-project.json': '{"packageDirectories":[{"path":"main"}],"sourceApiVersion":"60.0"}',
    });
    expect(read).toMatchObject({ apiVersion: '60.0', packageDirectories: ['main', 'apps/desk/force-app'] });
  });

  test('that is broken is named, and read as far as it goes', () => {
    const read = project({ 'sfdx-project.json': '{"sourceApiVersion": "58.0", "packageDirectories": [{"path": "force-app"},' });
    expect(read).toMatchObject({ apiVersion: '58.0', packageDirectories: ['force-app'] });
    expect(read.problems).toMatchObject([{ code: 'not-well-formed', effect: 'note', file: 'sfdx-project.json' }]);
  });

  test.each([
    '',
    'null',
    '[]',
    '"x"',
    '{"packageDirectories":{"path":"x"},"sourceApiVersion":58}',
    '{"packageDirectories":[null,1,{"path":2}]}',
  ])('of another shape says nothing and ends nothing: %s', (text) => {
    expect(project({ 'sfdx-project.json': text })).toMatchObject({ apiVersion: null, packageDirectories: [] });
  });

  test('with a form of source that is not known here is named; the known ones are not', () => {
    const known = '{"registryPresets":["decomposePermissionSetBeta"],"sourceBehaviorOptions":["decomposeWorkflowBeta"]}';
    expect(project({ 'sfdx-project.json': known }).problems).toEqual([]);
    const unknown = '{"sourceBehaviorOptions":["decomposeFlowsSomeDay"]}';
    expect(project({ 'sfdx-project.json': unknown }).problems).toMatchObject([{ code: 'limit', effect: 'note' }]);
    expect(project({ 'sfdx-project.json': '{"registryCustomizations":{"types":{}}}' }).problems).toHaveLength(1);
  });
});

describe('a manifest', () => {
  test('is one whatever it is called, with its members by type', () => {
    const read = project({ 'manifest/calls.xml': manifest({ Report: ['Calls', 'Calls/Daily'], Flow: ['*'] }, '61.0') });
    expect(read.manifests).toHaveLength(1);
    expect(read.manifests[0]).toMatchObject({ path: 'manifest/calls.xml', apiVersion: '61.0' });
    expect([...(read.manifests[0]?.types ?? [])]).toEqual([
      ['Report', ['Calls', 'Calls/Daily']],
      ['Flow', ['*']],
    ]);
  });

  test('gives the API version where sfdx-project.json does not, the newest of all', () => {
    const files = { 'a/package.xml': manifest({ Flow: ['*'] }, '9.0'), 'b/package.xml': manifest({ Flow: ['*'] }, '60.0') };
    expect(project(files).apiVersion).toBe('60.0');
    expect(project({ ...files, 'sfdx-project.json': '{"sourceApiVersion":"50.0"}' }).apiVersion).toBe('50.0');
  });

  test.each([
    ['destructiveChanges.xml', manifest({ Flow: ['*'] })],
    ['manifest/destructiveChangesPost.xml', manifest({ Flow: ['*'] })],
    ['Referenced Packages/Desk/package.xml', manifest({ Flow: ['*'] })],
    ['test/fixtures/package.xml', manifest({ Flow: ['*'] })],
    ['manifest/example-package.xml', manifest({ Flow: ['*'] })],
    ['manifest/package.sample.xml', manifest({ Flow: ['*'] })],
    ['package.xml', '<package><types><name>Flow</name></types></package>'],
    ['package.xml', '<Package><version>60.0</version></Package>'],
    ['package.xml', 'no markup'],
    ['package.xml', '\0\0\0'],
  ])('is none that takes away, is an example, belongs to a package or a test, or is something else: %s', (path, text) => {
    expect(project({ [path]: text })).toMatchObject({ manifests: [], problems: [] });
  });

  test('counts where only its folder is called an example', () => {
    expect(project({ 'example-org/package.xml': manifest({ Flow: ['*'] }) }).manifests).toHaveLength(1);
  });

  test('that is broken is named, and read as far as it goes', () => {
    const read = project({ 'package.xml': '<Package><types><members>*</members><name>Flow</name></types><types><members>X' });
    expect(read.manifests[0]?.types.get('Flow')).toEqual(['*']);
    expect(read.problems).toMatchObject([{ code: 'not-well-formed', file: 'package.xml' }]);
  });
});

describe('.forceignore', () => {
  const IGNORE = '# sets\n**/permissionsets/*__*.*\nforce-app/main/default/profiles\n!force-app/keep.txt\r\n**/__tests__/**\n';

  test('leaves out by the patterns of .gitignore, below its own folder', () => {
    const { isIgnored, problems } = project({ '.forceignore': IGNORE });
    expect(isIgnored('force-app/main/default/permissionsets/acme__Agents.permissionset-meta.xml')).toBe(true);
    expect(isIgnored('force-app/main/default/profiles/Admin.profile-meta.xml')).toBe(true);
    expect(isIgnored('force-app/main/default/lwc/x/__tests__/x.test.js')).toBe(true);
    expect(isIgnored('force-app/main/default/permissionsets/Agents.permissionset-meta.xml')).toBe(false);
    expect(problems).toEqual([]);
    expect(project({ 'apps/.forceignore': 'profiles\n' }).isIgnored('profiles/Admin.profile')).toBe(false);
    expect(project({ 'apps/.forceignore': 'profiles\n' }).isIgnored('apps/x/profiles/Admin.profile')).toBe(true);
  });

  test('nearest to a file is the one that counts', () => {
    const { isIgnored } = project({ '.forceignore': '**/flows/**\n', 'apps/.forceignore': '**/queues/**\n' });
    expect(isIgnored('apps/flows/A.flow')).toBe(false);
    expect(isIgnored('apps/queues/A.queue')).toBe(true);
    expect(isIgnored('src/flows/A.flow')).toBe(true);
  });

  test('takes any path and any pattern without an error', () => {
    const { isIgnored, problems } = project({ '.forceignore': ['[', '!', '\\', '**/[a-', 'a{b', '/', '*?+('].join('\n') });
    for (const path of ['/absolute', '../outside', '', './x', 'C:\\x', `${'a/'.repeat(5000)}x`]) expect(isIgnored(path)).toBe(false);
    expect(problems).toEqual([]);
  });

  test('with patterns that would take too long, or with backslashes, is named', () => {
    for (const pattern of ['**/a/**/b/**/c/**/d', 'x*a*a*a*a']) {
      const slow = project({ '.forceignore': `${pattern}\nprofiles\n` });
      expect(slow.problems).toMatchObject([{ code: 'limit', file: '.forceignore' }]);
      expect(slow.isIgnored('profiles/A.profile')).toBe(true);
    }
    expect(project({ '.forceignore': 'force-app\\main\\profiles\n' }).problems).toMatchObject([{ code: 'left-out', effect: 'note' }]);
  });
});

describe('retrieved types', () => {
  test('are all types that are no folders, in their order', () => {
    const listed = retrievedTypes([], project({})).map(({ type }) => type);
    expect(listed).toEqual(ORG_TYPES.filter(({ holds }) => holds === undefined).map(({ type }) => type));
    expect(retrievedTypes([], project({})).every(({ state }) => state === 'not-retrieved')).toBe(true);
  });

  test('without a manifest are some where one is here and not retrieved where none is', () => {
    expect(retrieved('Flow', ['flows/A.flow', 'flows/B.flow'])).toEqual({ type: 'Flow', components: 2, state: 'some', limit: null });
    expect(retrieved('Flow', [CLASS])).toEqual({ type: 'Flow', components: 0, state: 'not-retrieved', limit: null });
  });

  test('with a manifest that asks for all are all or none', () => {
    const files = { 'package.xml': manifest({ Flow: ['*'], ApexClass: ['*'] }) };
    expect(retrieved('Flow', ['flows/A.flow'], files)).toMatchObject({ state: 'all', limit: null });
    expect(retrieved('Flow', [CLASS], files)).toMatchObject({ components: 0, state: 'none', limit: null });
    expect(retrieved('Queue', [CLASS], files)).toMatchObject({ state: 'not-retrieved', limit: null });
  });

  test('of a manifest that was carried out elsewhere prove nothing', () => {
    expect(retrieved('Flow', [CLASS], { 'package.xml': manifest({ Flow: ['*'], Queue: ['*'] }) })).toMatchObject({
      state: 'not-retrieved',
    });
    expect(retrieved('Flow', [CLASS], { 'destructiveChanges.xml': manifest({ Flow: ['*'], ApexClass: ['*'] }) })).toMatchObject({
      state: 'not-retrieved',
    });
  });

  test('of a manifest of code, such as every new project comes with, prove nothing', () => {
    const types = [
      'ApexClass',
      'ApexComponent',
      'ApexPage',
      'ApexTestSuite',
      'ApexTrigger',
      'AuraDefinitionBundle',
      'LightningComponentBundle',
    ];
    const ofNew = Object.fromEntries([...types, 'StaticResource'].map((type) => [type, ['*']]));
    const fresh = { 'manifest/package.xml': manifest(ofNew) };
    expect(retrieved('ApexTrigger', [CLASS], fresh)).toMatchObject({ state: 'not-retrieved' });
    expect(retrieved('ApexTrigger', [CLASS], fresh)?.limit).toMatch(/^Only a manifest of code asks/);
    expect(retrieved('ApexClass', [CLASS], fresh)).toMatchObject({ state: 'some' });
    const edited = { 'manifest/package.xml': manifest({ ...ofNew, Flow: ['*'] }) };
    expect(retrieved('ApexTrigger', [CLASS], edited)).toMatchObject({ state: 'none' });
  });

  test('count each component once, whatever its files, and no content of packages', () => {
    const paths = [
      'force-app/main/default/classes/A.cls',
      'force-app/main/default/classes/A.cls-meta.xml',
      'old/classes/a.cls',
      'Referenced Packages/Desk/classes/B.cls',
      'lwc/phone/phone.js',
      'lwc/phone/phone.html',
      'permissionsets/Agents/classAccesses/A.classAccess-meta.xml',
      'permissionsets/Agents/classAccesses/B.classAccess-meta.xml',
    ];
    expect(retrieved('ApexClass', paths)?.components).toBe(1);
    expect(retrieved('LightningComponentBundle', paths)?.components).toBe(1);
    expect(retrieved('PermissionSet', paths)?.components).toBe(1);
  });

  test('of members by name are some, and what was left out is said', () => {
    const files = { 'package.xml': manifest({ Flow: ['A', 'B-3'], ApexClass: ['*'] }) };
    expect(retrieved('Flow', ['flows/A.flow', 'flows/B-3.flow'], files)).toMatchObject({
      state: 'some',
      limit: 'Manifests ask for 2 of them by name and not for all.',
    });
    expect(retrieved('Flow', ['flows/A.flow'], files)?.limit).toBe('Manifests name 2 of them, of which one is not here.');
    expect(retrieved('Flow', [CLASS], files)).toMatchObject({
      state: 'not-retrieved',
      limit: 'Manifests name 2 of them, of which none is here.',
    });
    // Of a manifest that brings a change only, nothing follows for the rest.
    expect(retrieved('Flow', ['flows/A.flow', 'flows/Other.flow'], files)).toMatchObject({ state: 'some', limit: null });
  });

  test('of an API version that is too old for the type say so', () => {
    const files = { 'package.xml': manifest({ ServiceChannel: ['*'], ApexClass: ['*'] }, '43.0') };
    expect(retrieved('ServiceChannel', [CLASS], files)).toMatchObject({
      state: 'not-retrieved',
      limit: 'Manifests ask with API version 43.0, which does not know the type; it came with 44.0.',
    });
    expect(
      retrieved('ServiceChannel', [CLASS], { 'package.xml': manifest({ ServiceChannel: ['*'], ApexClass: ['*'] }, '44.0') }),
    ).toMatchObject({
      state: 'none',
    });
    expect(retrieved('ServiceChannel', [CLASS], { 'sfdx-project.json': '{"sourceApiVersion":"40.0"}' })?.limit).toBe(
      'The project is of API version 40.0, which does not know the type; it came with 44.0.',
    );
  });

  test('that lie in folders are never all, and “*” brings none of them', () => {
    const star = { 'package.xml': manifest({ Report: ['*'], ApexClass: ['*'] }) };
    expect(retrieved('Report', [CLASS], star)).toMatchObject({ state: 'not-retrieved' });
    expect(retrieved('Report', [CLASS], star)?.limit).toMatch(/brings nothing that lies in folders/);
    const byName = { 'package.xml': manifest({ Report: ['Calls', 'Calls/Daily'], ApexClass: ['*'] }) };
    expect(retrieved('Report', ['reports/Calls/Daily.report'], byName)).toMatchObject({ state: 'some', limit: null });
    expect(retrieved('Report', ['reports/Calls-meta.xml', CLASS], byName)?.limit).toBe('Manifests name one of them, which is not here.');
  });

  test('of objects: “*” brings no standard objects, and each that calls live on has to be named or here', () => {
    const star = { 'package.xml': manifest({ CustomObject: ['*'] }) };
    const custom = ['objects/Visit__c/Visit__c.object-meta.xml'];
    expect(retrieved('CustomObject', custom, star)).toMatchObject({ state: 'some' });
    expect(retrieved('CustomObject', custom, star)?.limit).toMatch(/Activity, Task or VoiceCall .*“\*” brings custom objects alone/);
    const named = { 'package.xml': manifest({ CustomObject: ['Activity', 'Task', 'VoiceCall'] }) };
    const activity = ['objects/Activity/fields/Reason__c.field-meta.xml'];
    expect(retrieved('CustomObject', [...activity, 'objects/Task/Task.object-meta.xml'], named)).toMatchObject({
      state: 'all',
      limit: null,
    });
    expect(retrieved('CustomField', [...activity, 'objects/Task/Task.object-meta.xml'], named)).toMatchObject({
      state: 'all',
      components: 1,
    });
    expect(retrieved('ValidationRule', [...activity, 'objects/Task/Task.object-meta.xml'], named)).toMatchObject({ state: 'none' });
    // In the format of the Metadata API a rule is part of its object's file.
    expect(retrieved('ValidationRule', ['objects/Task.object'], named)).toMatchObject({ state: 'all', components: 0 });
    expect(retrieved('CustomObject', activity)).toMatchObject({
      state: 'some',
      limit: 'No manifest asks for Task or VoiceCall by name, and nothing of that is here.',
    });
    expect(retrieved('CustomField', activity)).toMatchObject({ state: 'some' });
    expect(retrieved('CustomObject', [CLASS], { 'package.xml': manifest({ CustomObject: ['Task'], ApexClass: ['*'] }) })).toMatchObject({
      state: 'not-retrieved',
      limit: 'Manifests ask for objects, and none is here.',
    });
  });

  test('of settings: those of Omni-Channel and of Voice count, and a version that does not know them is named', () => {
    const both = ['settings/OmniChannel.settings', 'settings/ServiceCloudVoice.settings'];
    expect(retrieved('Settings', both)).toMatchObject({ state: 'all', limit: null });
    expect(retrieved('Settings', ['settings/Case.settings'])).toMatchObject({
      state: 'some',
      limit: 'The settings of OmniChannel and ServiceCloudVoice are not here, and no manifest asks for all.',
    });
    const asked = (version: string) => ({ 'package.xml': manifest({ Settings: ['*'] }, version) });
    expect(retrieved('Settings', ['settings/Case.settings'], asked('60.0'))).toMatchObject({ state: 'all' });
    expect(retrieved('Settings', ['settings/OmniChannel.settings'], asked('47.0'))).toMatchObject({ state: 'some' });
    expect(retrieved('Settings', ['settings/OmniChannel.settings'], asked('47.0'))?.limit).toMatch(/ServiceCloudVoice; it takes 52\.0/);
    expect(retrieved('Settings', [CLASS], { 'package.xml': manifest({ Settings: ['*'], ApexClass: ['*'] }) })).toMatchObject({
      state: 'not-retrieved',
    });
  });

  test('of a manifest whose other types are not here came in part, and a type that is not here may be elsewhere', () => {
    const files = { 'package.xml': manifest({ Flow: ['*'], ApexClass: ['*'], Workflow: ['Case', 'Lead'] }) };
    expect(retrieved('Flow', [CLASS], files)).toMatchObject({
      state: 'not-retrieved',
      limit: 'A manifest asks for all of them, and of what it asks for whole types are not here.',
    });
    expect(retrieved('Flow', [CLASS, 'workflows/Case.workflow'], files)).toMatchObject({ state: 'none', limit: null });
    expect(retrieved('ApexClass', [CLASS], files)).toMatchObject({ state: 'all', limit: null });
  });

  test('of which there is one, and which no “*” brings, are here or not where a manifest names it', () => {
    const files = { 'package.xml': manifest({ IframeWhiteListUrlSettings: ['IframeWhiteListUrlSettings'], ApexClass: ['*'] }) };
    const path = 'iframeWhiteListUrlSettings/IframeWhiteListUrlSettings.iframeWhiteListUrlSettings';
    expect(retrieved('IframeWhiteListUrlSettings', [CLASS, path], files)).toMatchObject({ state: 'all' });
    const star = { 'package.xml': manifest({ IframeWhiteListUrlSettings: ['*'], ApexClass: ['*'] }) };
    expect(retrieved('IframeWhiteListUrlSettings', [CLASS], star)).toMatchObject({ state: 'not-retrieved' });
  });

  test('that every org has were not retrieved where all were asked for and none is here', () => {
    expect(retrieved('Profile', [CLASS], { 'package.xml': manifest({ Profile: ['*'], ApexClass: ['*'] }) })).toMatchObject({
      state: 'not-retrieved',
    });
  });

  test('of profiles: what the same manifest leaves out is missing in them', () => {
    const paths = ['profiles/Admin.profile'];
    expect(retrieved('Profile', paths, { 'package.xml': manifest({ Profile: ['*'], ApexClass: ['*'] }) })?.limit).toMatch(
      /leaves out ApexPage and CustomApplication\.$/,
    );
    const whole = manifest({ Profile: ['*'], ApexClass: ['*'], ApexPage: ['*'], CustomApplication: ['*'] });
    expect(retrieved('Profile', paths, { 'package.xml': whole })).toMatchObject({ state: 'all', limit: null });
  });

  test('that .forceignore leaves out are not taken for all or none', () => {
    const files = { 'package.xml': manifest({ Flow: ['*'], Layout: ['*'], Queue: ['*'], ApexClass: ['*'] }) };
    const ignoring = (line: string) => ({
      ...files,
      '.forceignore': `${line}\n`,
      'sfdx-project.json': '{"packageDirectories":[{"path":"force-app"}]}',
    });
    const layouts = ['layouts/Case-Case Layout.layout'];
    expect(retrieved('Flow', [CLASS, ...layouts], ignoring('**/flows/**'))).toMatchObject({
      state: 'not-retrieved',
      limit: '.forceignore leaves files of this type out.',
    });
    expect(retrieved('Queue', [CLASS, ...layouts], ignoring('**/flows/**'))).toMatchObject({ state: 'none', limit: null });
    const taskLayout = 'force-app/main/default/layouts/Task-Task Layout.layout-meta.xml';
    expect(retrieved('Layout', layouts, ignoring(taskLayout))).toMatchObject({
      state: 'some',
      limit: `.forceignore leaves out “${taskLayout}”.`,
    });
    expect(retrieved('Layout', [...layouts, taskLayout], ignoring(taskLayout))).toMatchObject({ state: 'all', limit: null });
    expect(retrieved('Layout', layouts, ignoring('**/layouts/TaskForce__c-*'))).toMatchObject({ state: 'all', limit: null });
  });
});

test('the sentences of the states quote no credential of a pattern', () => {
  const files = { '.forceignore': 'layouts/Task-token=ghp_0123456789abcdefghijABCDEFGHIJ012345.layout\n' };
  expect(retrieved('Layout', ['layouts/Case-A.layout'], files)?.limit).not.toContain('ghp_0123456789');
});

test('the formats of an org are told by what differs between them', () => {
  expect(formatsOf(held('classes/A.cls', 'flows/A.flow'))).toEqual(['metadata-api']);
  expect(formatsOf(held('lwc/a/a.js', 'flows/A.flow-meta.xml', 'queues/B.queue'))).toEqual(['source', 'metadata-api']);
  expect(formatsOf(held('lwc/a/a.js'))).toEqual(['source']);
  expect(formatsOf([])).toEqual([]);
});
