import { expect, test } from '@jest/globals';
import { countMeasures } from '../../src/assess/measures.ts';
import type { CallLog, ExternalSystem, Org } from '../../src/model/assessment.ts';
import { consumer, definition, finding, org, scanned } from './small-catalog.ts';

const count = (id: string, ...[more]: Parameters<typeof scanned>) => countMeasures(scanned(more)).get(id);
const at = { file: 'x.xml', line: 1, column: 1 };
const component = (name: string) => ({ type: 'T', name, label: null, ...at });

test('reports and automations are told by the types of consumers', () => {
  const types = ['Report', 'Dashboard', 'ReportType', 'Flow', 'WorkflowRule', 'ApexTrigger', 'Layout', 'CustomField'];
  const held = { org: org({}, { consumers: types.map((type) => consumer(type, type)) }) };
  expect(count('task-consumers', held)).toBe(8);
  expect(count('task-reports', held)).toBe(3);
  expect(count('task-automations', held)).toBe(3);
});

test('a field that the adapter writes and the org defines is one field; standard fields and other objects are none', () => {
  const log = (object: string | null, ...names: string[]): CallLog => ({
    via: 'saveLog',
    api: 'opencti',
    object,
    ...at,
    complete: true,
    fields: names.map((name) => ({ name, custom: name.endsWith('__c'), ...at, confidence: 'exact' })),
  });
  const callLogs = [log('Task', 'Reason__c', 'CallType'), log(null, 'REASON__C', 'Queue__c'), log('Case', 'Other__c')];
  callLogs.push({ ...log('Task', 'Test__c'), context: 'test' });
  expect(count('task-fields', { callLogs, org: org({}, { consumers: [consumer('CustomField', 'Activity.reason__c')] }) })).toBe(2);
});

test('apps with the softphone and Classic consoles are counted, others are not', () => {
  const app = (name: string, openCti: boolean | null, kind: Org['apps'][number]['kind'] = 'lightning-standard') => ({
    ...component(name),
    kind,
    utilityBar: null,
    openCti,
    omniChannel: null,
    conflict: false,
    cloud: null,
    allowList: [],
  });
  const apps = [app('A', true), app('B', false), app('C', null), app('D', null, 'classic-console')];
  expect(count('phone-apps', { org: org({}, { apps }) })).toBe(2);
});

test('audiences are those that open something', () => {
  const audience = (name: string, more: Partial<Org['audiences'][number]> = {}) => ({
    ...component(name),
    licence: null,
    apps: [],
    pages: [],
    classes: [],
    permissions: ['ManageCallCenters'],
    presenceStatuses: [],
    sets: [],
    muted: [],
    ...more,
  });
  expect(count('audiences', { org: org({}, { audiences: [audience('Admin'), audience('Rep', { pages: ['Phone'] })] }) })).toBe(1);
});

test('a page from which numbers are dialed counts once, whichever reader saw it', () => {
  const host = { ...component('Card'), role: 'click-to-dial' as const, file: 'lwc/card/card.html' };
  const findings = ['lwc/card/card.html', 'pages/Other.page'].map((file) => finding('component', 'lightning:clickToDial', { file }));
  expect(count('click-to-dial-places', { findings, org: org({}, { hosts: [host] }) })).toBe(2);
  expect(count('click-to-dial-places', { findings: findings.map((one) => ({ ...one, context: 'test' as const })) })).toBe(0);
});

test('systems that set-up merely allows are no systems that the adapter talks to', () => {
  const system = (name: string, direction: 'out' | 'allowed'): ExternalSystem => ({
    name,
    kind: 'host',
    places: [{ means: 'fetch', direction, address: name, ...at, confidence: 'exact' }],
  });
  expect(count('external-systems', { externalSystems: [system('a.test', 'out'), system('b.test', 'allowed')] })).toBe(1);
});

test('an adapter without a definition serves one call center at least', () => {
  expect(count('call-centers', { definitions: [], findings: [finding('call', 'screenPop')] })).toBe(1);
  expect(count('call-centers', { definitions: [definition('A'), definition('V', 'voice')] })).toBe(1);
});

test('channels are counted by name', () => {
  const findings = ['Branch', 'Branch', 'Desk'].map((value, line) =>
    finding('phone-place', 'phone-message-channel', { value, line: line + 1 }),
  );
  expect(count('message-channels', { findings })).toBe(2);
});
