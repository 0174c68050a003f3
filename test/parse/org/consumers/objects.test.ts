import { expect, test } from '@jest/globals';
import { EMPTY_READING } from '../../../../src/parse/org/read-org-file.ts';
import type { OrgReading } from '../../../../src/parse/org/reading.ts';
import { readText } from './screen-reading.ts';

const read = (path: string, text: string): OrgReading => readText(path, text) ?? EMPTY_READING;

const ELEMENTS = {
  CustomField: ['fields', 'field'],
  ValidationRule: ['validationRules', 'validationRule'],
  RecordType: ['recordTypes', 'recordType'],
  ListView: ['listViews', 'listView'],
} as const;

/** The same component as a file of its own, and within the file of its object. */
function bothForms(type: keyof typeof ELEMENTS, object: string, name: string, body: string): OrgReading[] {
  const [element, suffix] = ELEMENTS[type];
  const inner = `<fullName>${name}</fullName>${body}`;
  const wrap = (root: string, content: string): string =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata">${content}</${root}>\n`;
  return [
    read(`force-app/main/default/objects/${object}/${element}/${name}.${suffix}-meta.xml`, wrap(type, inner)),
    read(`src/objects/${object}.object`, wrap('CustomObject', `<${element}>${inner}</${element}>`)),
  ];
}

const signsOf = ({ consumers }: OrgReading): [string, string, string][] =>
  consumers.flatMap(({ component, signs }) =>
    signs.map(({ sign, strength }): [string, string, string] => [component.name, sign, strength]),
  );

test('custom activity fields whose names are a call’s are likely, in both forms and under any activity object', () => {
  for (const object of ['Activity', 'Task', 'Event'])
    for (const reading of bothForms('CustomField', object, 'Call_Reason__c', '<label>Reason</label><type>Picklist</type>')) {
      expect(signsOf(reading)).toEqual([['Activity.Call_Reason__c', 'activity-call-field', 'likely']]);
      expect(reading.consumers[0]?.signs[0]?.detail).toBe('A custom field of type Picklist whose name speaks of calls');
      expect(reading.consumers[0]?.fields).toMatchObject([{ name: 'Call_Reason__c', use: 'defines', line: 2 }]);
      expect(reading.fields).toMatchObject([{ name: 'Call_Reason__c', use: 'defines', component: { type: 'CustomField' } }]);
    }
});

test.each([
  ['Outbound_Calling_Date__c', ['Activity.Outbound_Calling_Date__c activity-call-field likely']],
  ['Recalling_Date__c', []],
])('whole words of the name count: %s', (name, expected) => {
  for (const reading of bothForms('CustomField', 'Activity', name, '<label>Date</label><type>Date</type>'))
    expect(signsOf(reading).map((sign) => sign.join(' '))).toEqual(expected);
});

test('other custom activity fields are handed on and are no sign', () => {
  for (const name of ['Recall_Date__c', 'Locally_Owned__c', 'Walk_in__c', 'Vertical__c'])
    for (const reading of bothForms('CustomField', 'Activity', name, '<label>Branch</label><type>Text</type>')) {
      expect(reading.consumers).toEqual([]);
      expect(reading.fields).toMatchObject([{ name, use: 'defines' }]);
    }
});

test('a label that speaks of calls is weak, a telephony package likely', () => {
  for (const reading of bothForms('CustomField', 'Activity', 'Result__c', '<label>Call result</label><type>Text</type>'))
    expect(signsOf(reading)).toEqual([['Activity.Result__c', 'activity-call-field', 'weak']]);
  for (const reading of bothForms('CustomField', 'Activity', 'talkdesk__Key__c', '<label>Key</label>'))
    expect(signsOf(reading)).toEqual([['Activity.talkdesk__Key__c', 'activity-call-field', 'likely']]);
});

test('a picklist is likely by several values that are results of calls, weak by one kind among others, clean without any', () => {
  const value = (name: string, more = ''): string => `<value><fullName>${name}</fullName><label>${name}</label>${more}</value>`;
  const field = (...values: string[]): OrgReading[] =>
    bothForms(
      'CustomField',
      'Activity',
      'Outcome__c',
      `<label>Outcome</label><type>Picklist</type><valueSet><valueSetDefinition>${values.join('')}</valueSetDefinition></valueSet>`,
    );
  const told = ({ consumers }: OrgReading): string[] =>
    consumers.flatMap(({ signs }) => signs.map(({ strength, detail }) => `${strength}: ${detail}`));
  for (const reading of field(value('Inbound Call'), value('Left a voicemail'), value('Unanswered')))
    expect(told(reading)).toEqual(['likely: A picklist of which 2 values speak of calls']);
  for (const reading of field(value('Email'), value('Call'), value('Meeting')))
    expect(told(reading)).toEqual(['weak: A picklist of which one value speaks of calls']);
  for (const reading of field(value('Recalled'), value('Locally'), value('Call', '<isActive>false</isActive>')))
    expect(told(reading)).toEqual([]);
  const older = '<type>Picklist</type><picklist><picklistValues><fullName>Call</fullName></picklistValues></picklist>';
  for (const reading of bothForms('CustomField', 'Activity', 'Kind__c', older))
    expect(told(reading)).toEqual(['weak: A picklist of which one value speaks of calls']);
});

test('a formula over a call field is certain', () => {
  for (const reading of bothForms(
    'CustomField',
    'Activity',
    'Minutes__c',
    '<formula>CallDurationInSeconds / 60</formula><type>Number</type>',
  )) {
    expect(signsOf(reading)).toEqual([['Activity.Minutes__c', 'activity-call-field', 'certain']]);
    expect(reading.consumers[0]?.fields.map(({ name, use }) => `${name} ${use}`)).toEqual([
      'Minutes__c defines',
      'CallDurationInSeconds formula',
    ]);
  }
});

test('standard fields, which every retrieve brings, are no sign', () => {
  for (const object of ['Task', 'VoiceCall'])
    for (const reading of bothForms('CustomField', object, 'CallType', '<trackHistory>false</trackHistory><type>Picklist</type>')) {
      expect([reading.consumers, reading.sightings, reading.fields]).toEqual([[], [], []]);
    }
});

test('what somebody built on VoiceCall is a foundation, the same on Case is nothing', () => {
  const signs = (type: keyof typeof ELEMENTS, object: string, name: string): string[][] =>
    bothForms(type, object, name, '<label>Calls</label>').map(({ sightings, consumers }) => [
      ...sightings.map(({ sign, value }) => `${sign} ${value}`),
      ...consumers.map(({ component }) => component.name),
    ]);
  const both = (text: string): string[][] => [[text], [text]];
  expect(signs('CustomField', 'VoiceCall', 'Branch__c')).toEqual(both('voice-call-field VoiceCall.Branch__c'));
  expect(signs('RecordType', 'VoiceCall', 'Branch_Call')).toEqual(both('voice-call-record-type VoiceCall.Branch_Call'));
  expect(signs('ListView', 'VoiceCall', 'Branch_Calls')).toEqual(both('voice-call-list-view VoiceCall.Branch_Calls'));
  expect(signs('ListView', 'VoiceCall', 'AllVoiceCalls')).toEqual([[], []]);
  expect(signs('RecordType', 'VoiceCall', 'Master')).toEqual([[], []]);
  for (const type of Object.keys(ELEMENTS) as (keyof typeof ELEMENTS)[]) expect(signs(type, 'Case', 'Call_Reason__c')).toEqual([[], []]);
});

test('validation rules on Task that name a call field are certain, active ones that hold for all Tasks likely', () => {
  const rule = (formula: string, active = true, object = 'Task'): OrgReading[] =>
    bothForms(
      'ValidationRule',
      object,
      'Needs_Reason',
      `<active>${active}</active><errorConditionFormula>${formula}</errorConditionFormula>`,
    );
  for (const reading of rule('AND(ISPICKVAL(CallType, &quot;Inbound&quot;), ISBLANK(CallDisposition))')) {
    expect(signsOf(reading)).toEqual([['Task.Needs_Reason', 'validation-rule-call-field', 'certain']]);
    expect(reading.consumers[0]?.signs[0]?.detail).toBe('Its condition names CallType and CallDisposition');
    expect(reading.consumers[0]?.active).toBe(true);
  }
  for (const reading of rule('ISBLANK(Subject)'))
    expect(signsOf(reading)).toEqual([['Task.Needs_Reason', 'validation-rule-on-task', 'likely']]);
  for (const reading of rule('ISBLANK(Call_Reason__c)')) {
    expect(reading.consumers[0]?.fields).toMatchObject([{ name: 'Call_Reason__c', use: 'condition' }]);
    expect(reading.fields).toMatchObject([{ name: 'Call_Reason__c', use: 'condition' }]);
  }
  for (const [formula, detail] of [
    ['ISBLANK(Subject)', 'Checks every Task; nothing in its condition sets calls apart'],
    ['AND(Subject = &quot;First Call&quot;, IsClosed)', 'Its condition names Subject and a text that says call'],
    ['AND(Subject = &quot;Recall&quot;, IsClosed)', 'Checks every Task; nothing in its condition sets calls apart'],
    ['AND(Status = &quot;Call&quot;, IsClosed)', 'Checks every Task; nothing in its condition sets calls apart'],
    ['AND(ISBLANK(Subject) /* &quot;Call&quot; */, IsClosed)', 'Checks every Task; nothing in its condition sets calls apart'],
  ] as const)
    for (const reading of rule(formula)) expect(reading.consumers[0]?.signs[0]?.detail).toBe(detail);
  for (const clean of [
    ...rule('ISBLANK(Subject)', false),
    ...rule('AND(ISPICKVAL(TaskSubtype, &quot;Email&quot;), ISBLANK(Subject))'),
    ...rule('AND(NOT(ISPICKVAL(TaskSubtype, &quot;Call&quot;)), ISBLANK(Subject))'),
    ...rule('ISBLANK(Subject)', true, 'Event'),
    ...rule('ISBLANK(CallType)', true, 'Case'),
  ])
    expect(clean.consumers).toEqual([]);
});

test('record types of Task with a call’s name are likely, others and those of Event are clean', () => {
  const type = (name: string, label = 'Branch', object = 'Task'): [string, string, string][][] =>
    bothForms('RecordType', object, name, `<active>true</active><label>${label}</label>`).map(signsOf);
  expect(type('Collections_Call')).toEqual(Array(2).fill([['Task.Collections_Call', 'record-type-call', 'likely']]));
  expect(type('Collections', 'Collections call')).toEqual(Array(2).fill([['Task.Collections', 'record-type-call', 'weak']]));
  expect(type('Recall')).toEqual([[], []]);
  expect(type('Collections_Call', 'Branch', 'Event')).toEqual([[], []]);
});

test('list views and search layouts within the file of Task are read with the rest', () => {
  const reading = read(
    'src/objects/Task.object',
    `<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">
      <listViews><fullName>Branch_Calls</fullName><columns>TASK.CALLTYPE</columns><filterScope>Mine</filterScope><label>Branch</label></listViews>
      <searchLayouts><searchResultsAdditionalFields>TASK.CALLTYPE</searchResultsAdditionalFields></searchLayouts>
    </CustomObject>`,
  );
  expect(signsOf(reading).map(([, sign]) => sign)).toEqual(['list-view-call', 'search-layout-call-column']);
});

test('an object without an end and an empty one give what is there', () => {
  const broken = read('src/objects/Activity.object', '<CustomObject><fields><fullName>Call_Reason__c</fullName></fields>');
  expect(signsOf(broken)).toHaveLength(1);
  expect(broken.problems).toMatchObject([{ code: 'not-well-formed' }]);
  expect(read('src/objects/Activity.object', '<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"/>')).toEqual(EMPTY_READING);
});

test('of a file on one line only the element itself is quoted', () => {
  const body =
    '<active>true</active><errorConditionFormula>ISBLANK(CallDisposition)</errorConditionFormula><errorMessage>Ask Front Desk</errorMessage>';
  for (const reading of bothForms('ValidationRule', 'Task', 'Result_Needed', body))
    expect(reading.consumers[0]?.signs[0]?.snippet).toBe('<errorConditionFormula>ISBLANK(CallDisposition)</errorConditionFormula>');
});
