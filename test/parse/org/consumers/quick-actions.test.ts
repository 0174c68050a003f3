import { expect, test } from '@jest/globals';
import { metadata, named, readText, told } from './screen-reading.ts';

const field = (name: string): string =>
  `<quickActionLayoutItems><emptySpace>false</emptySpace><field>${name}</field></quickActionLayoutItems>`;
const preset = (name: string, value: string): string =>
  `<fieldOverrides><field>${name}</field><literalValue>${value}</literalValue></fieldOverrides>`;

interface Action {
  readonly type?: string;
  readonly label?: string;
  readonly target?: string;
  readonly fields?: readonly string[];
  readonly presets?: string;
}

function action({ type = 'LogACall', label = 'Note', target = 'Task', fields = [], presets = '' }: Action): string {
  const columns = `<quickActionLayout><quickActionLayoutColumns>\n${fields.map(field).join('\n')}\n</quickActionLayoutColumns></quickActionLayout>`;
  const object = target === '' ? '' : `<targetObject>${target}</targetObject>`;
  return metadata('QuickAction', `<label>${label}</label>${presets}\n${columns}\n${object}<type>${type}</type>`);
}

const STANDARD = ['Subject', 'Description', 'WhoId', 'WhatId', 'ActivityDate'];
const path = (name: string): string => `force-app/main/default/quickActions/${name}.quickAction-meta.xml`;

test.each(['LogACall', 'Case.LogACall', 'ringer__LogACall'])('the standard Log a Call (%s) without fields of its own is clean', (name) => {
  expect(told(readText(path(name), action({ fields: STANDARD })))).toEqual([]);
});

test('the standard Log a Call with fields of the company is a consumer, with what it asks', () => {
  const text = action({ fields: [...STANDARD, 'Branch__c', 'CallDisposition'] });
  const expected = [
    'QuickAction Case.LogACall: quick-action-log-a-call certain :11 Asks for Branch__c and CallDisposition',
    '  Branch__c asks :10',
    '  CallDisposition asks :11',
  ];
  expect(told(readText(path('Case.LogACall'), text))).toEqual(expected);
  expect(told(readText('src/quickActions/Case.LogACall.quickAction', text))).toEqual(expected);
});

test('a Log a Call form of the org’s own is one whatever it asks', () => {
  expect(told(readText(path('Contact.Short_Note'), action({ fields: STANDARD })))).toEqual([
    'QuickAction Contact.Short_Note: quick-action-log-a-call likely :11 Is a Log a Call form of the org’s own',
  ]);
});

test('an action that makes Tasks counts by its call fields, its subtype or its name', () => {
  const create = (more: Omit<Action, 'type'>): string[] => told(readText(path('Case.Note'), action({ ...more, type: 'Create' })));
  expect(create({ fields: ['CallType'] })[0]).toContain('quick-action-log-a-call certain :5 Asks for CallType');
  expect(create({ fields: ['Call_Reason__c'] })[0]).toContain('likely :5 Asks for Call_Reason__c');
  expect(create({ presets: preset('CallDisposition', 'Busy') })[0]).toContain('certain :3 Fills in CallDisposition');
  expect(create({ presets: preset('TaskSubtype', 'Call') })[0]).toContain('certain :3 Makes the Task a call');
  expect(create({ label: 'Log phone call' })[0]).toContain('weak :7 Makes or changes a Task under a name that speaks of calls');
  expect(create({ fields: STANDARD, presets: preset('TaskSubtype', 'Task') })).toEqual([]);
  expect(create({ fields: ['CallType'], target: 'VoiceCall', label: 'Log call' })).toEqual([]);
});

test('an action that changes a Task is told by the object that it belongs to', () => {
  const text = action({ type: 'Update', target: '', fields: ['CallDisposition'] });
  expect(told(readText(path('Task.Set_Result'), text))[0]).toContain('certain :5 Asks for CallDisposition');
  expect(told(readText(path('VoiceCall.Set_Result'), text))).toEqual([]);
});

test('custom fields of other Tasks wait for the adapter', () => {
  const reading = readText(path('Case.Follow_Up'), action({ type: 'Create', fields: ['Branch__c'] }));
  expect(told(reading)).toEqual([]);
  expect(named(reading)).toEqual(['Case.Follow_Up Branch__c asks']);
});

test('blanks without end are looked through in one go', () => {
  expect(readText(path('Case.Note'), `<type>${' '.repeat(2_000_000)}`)?.consumers).toEqual([]);
});
