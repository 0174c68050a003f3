import { expect, test } from '@jest/globals';
import { listViewsOf, searchLayoutsOf } from '../../../../src/parse/org/consumers/list-views.ts';
import { EMPTY_READING } from '../../../../src/parse/org/read-org-file.ts';
import type { OrgReading } from '../../../../src/parse/org/reading.ts';
import { readOrgPath } from '../../../../src/parse/org/types.ts';
import { readXml } from '../../../../src/parse/xml.ts';
import { metadata, named, readText, told } from './screen-reading.ts';

const path = (object: string): string => `force-app/main/default/objects/${object}/listViews/Mine.listView-meta.xml`;
const filter = (field: string, operation: string, value: string): string =>
  `<filters><field>${field}</field><operation>${operation}</operation><value>${value}</value></filters>`;
const view = (content: string, label = 'Mine'): string => metadata('ListView', `${content}\n<label>${label}</label>`);

test('a list view of Tasks counts by columns and filters', () => {
  const text = view(
    `<columns>TASK.SUBJECT</columns>\n<columns>TASK.CALLDISPOSITION</columns>\n<columns>Call_Reason__c</columns><columns>Branch__c</columns>\n${filter('TASK.TYPE', 'equals', 'Call')}`,
  );
  const reading = readText(path('Task'), text);
  expect(told(reading)).toEqual([
    'ListView Task.Mine: list-view-call certain :4 Shows TASK.CALLDISPOSITION and Call_Reason__c; filters by TASK.TYPE',
    '  CallDisposition column :4',
    '  Call_Reason__c column :5',
    '  Type filter :6',
  ]);
  expect(named(reading)).toEqual(['Task.Mine Branch__c column']);
});

test.each([
  [filter('TASK.TYPE', 'equals', 'Call,Email'), 'Mine', 'likely'],
  [filter('ACTIVITY_SUBTYPE', 'equals', 'Call'), 'Mine', 'certain'],
  [filter('TASK.SUBJECT', 'startsWith', 'Call'), 'Mine', 'weak'],
  ['<columns>TASK.SUBJECT</columns>', 'Calls of today', 'weak'],
])('%s under the label “%s” is %s', (content, label, strength) => {
  expect(told(readText(path('Activity'), view(content, label)))[0]).toContain(`list-view-call ${strength}`);
});

test.each([
  ['Task', filter('TASK.TYPE', 'notEqual', 'Call'), 'Mine'],
  ['Task', '<columns>TASK.TYPE</columns><columns>ACTIVITY_SUBTYPE</columns><columns>LAST_CALL_DATE</columns>', 'Recalls'],
  ['Activity', `<columns>Call_Reason__c</columns>${filter('ACTIVITY.TASK', 'equals', '0')}`, 'Calls'],
  ['VoiceCall', '<columns>CallType</columns>', 'Calls'],
  ['Opportunity', '<columns>Call_Reason__c</columns>', 'Calls'],
])('a list view of %s stays clean: %s “%s”', (object, content, label) => {
  expect(told(readText(path(object), view(content, label)))).toEqual([]);
});

function ofObject(name: string, content: string): { views: OrgReading; searches: OrgReading } {
  const file = `src/objects/${name}.object`;
  const named = readOrgPath(file);
  const text = metadata('CustomObject', content);
  const document = readXml(text);
  const root = document.roots[0];
  if (!named || !root) throw new Error('no object');
  const source = { ...named, path: file, text, markup: () => document };
  return {
    views: { ...EMPTY_READING, ...listViewsOf(source, root) },
    searches: { ...EMPTY_READING, ...searchLayoutsOf(source, root) },
  };
}

test('list views inside the file of an object have their own names and places', () => {
  const content = `<listViews><fullName>Today</fullName><columns>TASK.SUBJECT</columns><label>Today</label></listViews>
<listViews><fullName>Results</fullName><columns>TASK.CALLTYPE</columns><label>Results</label></listViews>`;
  expect(told(ofObject('Task', content).views)).toEqual([
    'ListView Task.Results: list-view-call certain :4 Shows TASK.CALLTYPE',
    '  CallType column :4',
  ]);
  expect(told(ofObject('Lead', content).views)).toEqual([]);
});

test('search layouts of Tasks with a call column are told as the object’s', () => {
  const content = (column: string): string =>
    `<searchLayouts>\n<searchResultsAdditionalFields>TASK.SUBJECT</searchResultsAdditionalFields>\n<searchResultsAdditionalFields>${column}</searchResultsAdditionalFields></searchLayouts>`;
  expect(told(ofObject('Activity', content('TASK.CALLTYPE')).searches)).toEqual([
    'CustomObject Activity: search-layout-call-column certain :5 Shows in searches TASK.CALLTYPE',
    '  CallType column :5',
  ]);
  expect(told(ofObject('Activity', content('TASK.TYPE')).searches)).toEqual([]);
  expect(told(ofObject('Case', content('TASK.CALLTYPE')).searches)).toEqual([]);
});
