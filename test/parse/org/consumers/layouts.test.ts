import { expect, test } from '@jest/globals';
import { metadata, named, readText, told } from './screen-reading.ts';

const TASK = 'force-app/main/default/layouts/Task-Task Layout.layout-meta.xml';
const CASE = 'force-app/main/default/layouts/Case-Case Layout.layout-meta.xml';

const items = (...fields: string[]): string =>
  `<layoutSections><layoutColumns>\n${fields.map((field) => `<layoutItems><behavior>Edit</behavior><field>${field}</field></layoutItems>`).join('\n')}\n</layoutColumns></layoutSections>`;

const list = (name: string, ...fields: string[]): string =>
  `<relatedLists>\n${fields.map((field) => `<fields>${field}</fields>`).join('\n')}\n<relatedList>${name}</relatedList></relatedLists>`;

test('a Task layout with call fields is a consumer; other custom fields wait for the adapter', () => {
  const text = metadata('Layout', items('WhoId', 'CallDisposition', 'Call_Reason__c', 'Branch__c', 'Subject'));
  const expected = [
    'Layout Task-Task Layout: layout-call-field certain :5 Shows CallDisposition and Call_Reason__c',
    '  CallDisposition shows :5',
    '  Call_Reason__c shows :6',
  ];
  const reading = readText(TASK, text);
  expect(told(reading)).toEqual(expected);
  expect(named(reading)).toEqual(['Task-Task Layout Branch__c shows']);
  expect(told(readText('src/layouts/Task-Task Layout.layout', text))).toEqual(expected);
});

test('the layout of a package is a consumer under its own name', () => {
  const text = metadata('Layout', items('CallType'));
  expect(told(readText('src/layouts/Task-ringer__Task Layout %28Voice%29.layout', text))[0]).toMatch(
    /^Layout Task-ringer__Task Layout \(Voice\): layout-call-field certain/,
  );
});

test('the same fields on layouts of other objects are others', () => {
  const text = metadata('Layout', items('CallType', 'CallDisposition', 'Call_Reason__c'));
  for (const object of ['VoiceCall', 'Event', 'Case', 'Task__c', 'TaskFilter__c'])
    expect(told(readText(`src/layouts/${object}-Layout.layout`, text))).toEqual([]);
  expect(told(readText(TASK, metadata('Layout', items('WhoId', 'Phone', 'Recall_Date__c'))))).toEqual([]);
});

test('a call column in the activity history of any object is a sign', () => {
  const text = metadata('Layout', list('RelatedHistoryList', 'TASK.SUBJECT', 'TASK.CALLTYPE', 'Call_Reason__c', 'Outcome__c'));
  const reading = readText(CASE, text);
  expect(told(reading)).toEqual([
    'Layout Case-Case Layout: layout-call-column certain :5 Lists activities with TASK.CALLTYPE and Call_Reason__c',
    '  CallType column :5',
    '  Call_Reason__c column :6',
  ]);
  expect(named(reading)).toEqual(['Case-Case Layout Outcome__c column']);
});

test('the usual columns, and call columns of other lists, stay clean', () => {
  const usual = list('RelatedHistoryList', 'TASK.SUBJECT', 'TASK.DUE_DATE', 'ACTIVITY.TASK', 'CORE.USERS.FULL_NAME');
  const others = list('Dialer_Call__c.Case__c', 'NAME', 'Call_Reason__c') + list('RelatedProcessHistoryList', 'Call_Result__c');
  expect(told(readText(CASE, metadata('Layout', usual + others)))).toEqual([]);
});

test.each([
  ['<quickActionList><quickActionListItems><quickActionName>LogACall</quickActionName></quickActionListItems></quickActionList>', 1],
  ['<platformActionList><platformActionListItems><actionName>Case.LogACall</actionName></platformActionListItems></platformActionList>', 1],
  [
    '<platformActionList><platformActionListItems><actionName>Case.Log_a_Call_2</actionName></platformActionListItems></platformActionList>',
    1,
  ],
  [
    '<platformActionList><platformActionListItems><actionName>Case.Log_a_Call_Review</actionName></platformActionListItems></platformActionList>',
    0,
  ],
  ['<quickActionList><quickActionListItems><quickActionName>NewTask</quickActionName></quickActionListItems></quickActionList>', 0],
  ['<quickActionList><quickActionListItems><quickActionName>LogACallback</quickActionName></quickActionListItems></quickActionList>', 0],
])('Log a Call on a layout is counted and no sign: %s', (content, count) => {
  const reading = readText(CASE, metadata('Layout', content));
  expect(reading?.logACallLayouts).toHaveLength(count);
  expect(told(reading)).toEqual([]);
});

test('thousands of lists that are never closed are read in one go', () => {
  const text = metadata('Layout', '<relatedLists><fields>X__c</fields>'.repeat(20_000));
  expect(told(readText(CASE, text))).toEqual([]);
});
