import { expect, test } from '@jest/globals';
import { metadata, named, readText, told } from './screen-reading.ts';

const PATH = 'force-app/main/default/reports/Service/Weekly.report-meta.xml';

function report(content: string, type = 'Activity', kinds = 'te'): string {
  return metadata(
    'Report',
    `<name>Weekly</name>\n${content}\n<params><name>type</name><value>${kinds}</value></params>\n<reportType>${type}</reportType>`,
  );
}

const column = (name: string): string => `<columns><field>${name}</field></columns>`;
const filter = (name: string, operator: string, value: string): string =>
  `<filter><criteriaItems><column>${name}</column><operator>${operator}</operator><value>${value}</value></criteriaItems></filter>`;

test('a report with the standard call columns is certain, with what it does with each', () => {
  const text = report(`${column('CALLTYPE')}\n${column('SUBJECT')}\n<groupingsDown><field>CALLDISPOSITION</field></groupingsDown>`);
  const expected = [
    'Report Service/Weekly: report-call-column certain :4 Shows CALLTYPE; groups by CALLDISPOSITION',
    '  CallType column :4',
    '  CallDisposition grouping :6',
  ];
  expect(told(readText(PATH, text))).toEqual(expected);
  expect(told(readText('src/reports/Service/Weekly.report', text))).toEqual(expected);
});

test('a formula over the duration is found where no column shows it', () => {
  const text = report('<aggregates><calculatedFormula>(60 / CALLDURATION:SUM)</calculatedFormula></aggregates>', 'ContactActivity');
  expect(told(readText(PATH, text))).toEqual([
    'Report Service/Weekly: report-call-column certain :4 Computes with CALLDURATION',
    '  CallDurationInSeconds formula :4',
  ]);
});

test('a formula that is switched off is said to be so, and proves less', () => {
  const off = (formula: string): string =>
    report(`<aggregates><calculatedFormula>${formula}</calculatedFormula><isActive>false</isActive></aggregates>`, 'ContactActivity');
  expect(told(readText(PATH, off('CALLDURATION:SUM')))).toEqual([
    'Report Service/Weekly: report-call-column likely :4 Holds, but does not show, a formula with CALLDURATION',
    '  CallDurationInSeconds formula :4',
  ]);
  const custom = told(readText(PATH, off('Activity.Call_Length__c:SUM')));
  expect(custom[0]).toBe(
    'Report Service/Weekly: report-call-field weak :4 Holds, but does not show, a formula with Activity.Call_Length__c',
  );
  expect(readText(PATH, off('Activity.Length__c:SUM'))?.fields).toEqual([]);
  expect(readText(PATH, off('Activity.Length__c:SUM').replace('>false<', '>true<'))?.fields).toMatchObject([{ name: 'Length__c' }]);
});

test('a word in quotes inside a formula is no column', () => {
  const text = report('<aggregates><calculatedFormula>IF(RowCount &gt; 1, "CALLTYPE", "x")</calculatedFormula></aggregates>');
  expect(told(readText(PATH, text))).toEqual([]);
});

test('a report of events holds no call logs, whatever its columns', () => {
  const reading = readText(PATH, report(`${column('CALLTYPE')}${filter('TASK_TYPE', 'equals', 'Call')}`, 'Activity', 'e'));
  expect(told(reading)).toEqual([]);
  expect(reading?.activityReports).toEqual([]);
});

test('an activity report without a sign is counted and is no consumer', () => {
  const reading = readText(PATH, report(column('SUBJECT')));
  expect(told(reading)).toEqual([]);
  expect(reading?.activityReports.map(({ name, label }) => `${name} ${label}`)).toEqual(['Service/Weekly Weekly']);
});

test('a report on something else is not parsed, even where words of it speak of calls', () => {
  const opportunities = report(
    `${column('CALLTYPE')}${column('LastActivityDate')}${column('Project_Activities__r$Call__c')}`,
    'Opportunity',
  );
  expect(readText(PATH, opportunities)).toBeNull();
  expect(readText(PATH, report(column('Recall_Date__c'), 'CaseList'))).toBeNull();
});

test('a custom object that is called an activity is none', () => {
  const reading = readText(PATH, report(column('Portal_Activity__c.Call__c'), 'CustomEntity$Portal_Activity__c'));
  expect(told(reading)).toEqual([]);
  expect(reading?.activityReports).toEqual([]);
});

test('the activities of a custom object are read like the standard ones', () => {
  expect(told(readText(PATH, report(column('CALLTYPE'), 'ActivityCustomEntity$Loan__c')))).toHaveLength(2);
});

test.each([
  ['TASK_TYPE', 'equals', 'Demo,Phone Call,Other', 'likely', 'Filters by a task type that says call'],
  ['TASK_TYPE', 'contains', 'call', 'likely', 'Filters by a task type that says call'],
  ['SUBJECT', 'startsWith', 'Call', 'weak', 'Filters by a subject that says call'],
  ['CALLDISPOSITION', 'notEqual', '', 'certain', 'Filters by CALLDISPOSITION'],
  ['Contact.ActivityRelations$TaskSubtype', 'equals', 'call', 'certain', 'Filters by the subtype Call'],
  ['Contact.Activities$TaskSubtype', 'notEqual', 'task,email,listEmail', 'likely', 'Filters by the subtype so that calls remain'],
  ['TASK_RECORDTYPE', 'equals', 'Task.Call_Log', 'likely', 'Filters by a record type of Task whose name speaks of calls'],
])('a filter %s %s “%s” is %s', (name, operator, value, strength, detail) => {
  const type = name.includes('$') ? 'Contacts_with_Activities__c' : 'Activity';
  const lines = told(readText(PATH, report(filter(name, operator, value), type)));
  expect(lines[0]).toMatch(new RegExp(`^Report Service/Weekly: report-call-(?:filter|column) ${strength} :4 ${detail}$`));
});

test.each([
  ['TASK_TYPE', 'equals', 'Demo,Recall notice,Locally held'],
  ['TASK_TYPE', 'notEqual', 'Demo,Outbound Call'],
  ['SUBJECT', 'notContain', 'call'],
  ['LEAD_SOURCE', 'equals', 'Outbound Call'],
  ['Contact.ActivityRelations$TaskSubtype', 'equals', 'task'],
  ['Contact.ActivityRelations$TaskSubtype', 'notEqual', 'call'],
  ['Contact.ActivityRelations$TaskSubtype', 'notEqual', 'task,email,call'],
  ['ACCOUNT_RECORDTYPE', 'equals', 'Account.Call_Center'],
])('a filter %s %s “%s” says nothing of calls', (name, operator, value) => {
  const type = name.includes('$') ? 'Contacts_with_Activities__c' : 'Activity';
  const reading = readText(PATH, report(filter(name, operator, value), type));
  expect(told(reading)).toEqual([]);
  expect(reading?.activityReports).toHaveLength(1);
});

test('columns of a custom report type are told by their path to activities', () => {
  const columns = [
    'Contact.ActivityRelations$CallDisposition',
    'User.FullActivityRelations$CallType',
    'User.Activity$OwnerId$CallObject',
    'Contact.ActivityRelations*Activity$Call_Reason__c',
    'Account.Activities$Branch__c',
    'VoiceCall$CallType',
    'Account.Activities__r$CallDisposition',
    'Account.Project_Tasks__r$Call_Date__c',
  ];
  const reading = readText(PATH, report(columns.map(column).join('\n'), 'Contacts_with_Activities__c'));
  expect(told(reading)).toEqual([
    'Report Service/Weekly: report-call-column certain :4 Shows Contact.ActivityRelations$CallDisposition, User.FullActivityRelations$CallType and User.Activity$OwnerId$CallObject',
    'Report Service/Weekly: report-call-field likely :7 Shows Call_Reason__c',
    '  CallDisposition column :4',
    '  CallType column :5',
    '  CallObject column :6',
    '  Call_Reason__c column :7',
  ]);
  expect(named(reading)).toEqual(['Service/Weekly Branch__c column']);
  expect(reading?.references.map(({ relation, to }) => `${relation} ${to.type} ${to.name}`)).toEqual([
    'made-of ReportType Contacts_with_Activities',
  ]);
});

test('a report on VoiceCall is no consumer of call Tasks', () => {
  expect(readText(PATH, report(column('VoiceCall$CallType'), 'Calls_with_Recordings__c'))).toBeNull();
});

test('custom fields of activities: those that speak of calls are likely, the others are kept for the join', () => {
  const text = report(
    `${column('Activity.Call_Reason__c')}\n${column('Activity.Promised_On__c')}\n${filter('Activity.talkdesk__Call_Id__c', 'notEqual', '')}\n${column('Account.Last_Call__c')}`,
  );
  const reading = readText(PATH, text);
  expect(told(reading)).toEqual([
    'Report Service/Weekly: report-call-field likely :4 Shows Call_Reason__c; filters by talkdesk__Call_Id__c',
    '  Call_Reason__c column :4',
    '  talkdesk__Call_Id__c filter :6',
  ]);
  expect(named(reading)).toEqual(['Service/Weekly Promised_On__c column']);
});

test('buckets count by what they put into them', () => {
  const bucket = (name: string, value: string): string =>
    `<buckets><sourceColumnName>${name}</sourceColumnName><values><sourceValues><sourceName>${value}</sourceName></sourceValues><value>A</value></values></buckets>`;
  expect(told(readText(PATH, report(bucket('CALLDISPOSITION', 'Busy'))))[0]).toContain(
    'report-call-column certain :4 Sorts into buckets by',
  );
  expect(told(readText(PATH, report(bucket('TASK_TYPE', 'Outbound Call'))))[0]).toContain('report-call-filter likely');
  expect(told(readText(PATH, report(bucket('TASK_TYPE', 'Meeting'))))).toEqual([]);
});

test('grouping by the subtype tells calls apart; a mere column of it does not', () => {
  const grouped = report('<groupingsDown><field>Account.Activities$TaskSubtype</field></groupingsDown>', 'Accounts_with_Activities__c');
  expect(told(readText(PATH, grouped))[0]).toContain('report-call-filter likely :4 Groups by the subtype, which tells calls apart');
  expect(told(readText(PATH, report(column('Account.Activities$TaskSubtype'), 'Accounts_with_Activities__c')))).toEqual([]);
});

test('a filter across to activities is one of a report on anything', () => {
  const cross = (table: string): string =>
    report(
      `<crossFilters><criteriaItems><column>TaskSubtype</column><operator>equals</operator><value>Call</value></criteriaItems><operation>without</operation><relatedTable>${table}</relatedTable></crossFilters>`,
      'LeadList',
    );
  expect(told(readText(PATH, cross('Activity')))[0]).toContain('report-call-filter certain :4 Filters across by the subtype Call');
  expect(told(readText(PATH, cross('Activity__c')))).toEqual([]);
});

test('a name or a folder that speaks of calls is weak, and unsaid where more is known', () => {
  const plain = (name: string): string => report(column('SUBJECT')).replace('Weekly', name);
  expect(told(readText(PATH, plain('Calls per week')))).toEqual([
    'Report Service/Weekly: report-named-for-calls weak :3 Has a name that speaks of calls',
  ]);
  expect(told(readText('src/reports/CTI_Reports/Weekly.report', plain('Weekly')))).toEqual([
    'Report CTI_Reports/Weekly: report-named-for-calls weak :3 Lies in a folder whose name speaks of calls',
  ]);
  expect(told(readText(PATH, plain('Recalled sections')))).toEqual([]);
  expect(told(readText('src/reports/CTI_Reports/Weekly.report', report(column('CALLTYPE')))).join()).not.toContain('named-for-calls');
});

test('the blocks of a joined report are read one by one', () => {
  const block = (type: string, kinds: string, field: string): string =>
    `<block><blockInfo><blockId>B1</blockId></blockInfo>${column(field)}<params><name>type</name><value>${kinds}</value></params><reportType>${type}</reportType></block>`;
  const joined = (...blocks: string[]): string =>
    metadata(
      'Report',
      `<name>Both</name>\n${blocks.join('\n')}\n<aggregates><calculatedFormula>B1#CALLDURATION:SUM</calculatedFormula></aggregates>\n<format>MultiBlock</format><reportType>Opportunity</reportType>`,
    );
  expect(told(readText(PATH, joined(block('Opportunity', 'x', 'CALLTYPE'), block('Activity', 'te', 'CALLDISPOSITION'))))).toEqual([
    'Report Service/Weekly: report-call-column certain :5 Shows CALLDISPOSITION; computes with CALLDURATION',
    '  CallDisposition column :5',
    '  CallDurationInSeconds formula :6',
  ]);
  expect(told(readText(PATH, joined(block('Opportunity', 'x', 'CALLTYPE'), block('Activity', 'e', 'CALLTYPE'))))).toEqual([]);
});

test('the folder and its folders are part of the name', () => {
  const text = report(column('CALLTYPE'));
  const place = (path: string): string => {
    const [consumer] = readText(path, text)?.consumers ?? [];
    return `${consumer?.component.name} in ${consumer?.folder}`;
  };
  expect(place('force-app/main/default/reports/Service/Team/Weekly.report-meta.xml')).toBe('Service/Team/Weekly in Service/Team');
  expect(place('src/reports/Reports/Weekly.report')).toBe('Reports/Weekly in Reports');
  expect(place('src/reports/unfiled$public/Weekly.report')).toBe('unfiled$public/Weekly in unfiled$public');
});

test('one line, a byte-order mark, UTF-16 and CDATA change nothing', () => {
  const text = report(column('CALLTYPE')).replaceAll('\n', '');
  const sign = 'Report Service/Weekly: report-call-column certain :1 Shows CALLTYPE';
  expect(told(readText(PATH, `\uFEFF${text}`))[0]).toBe(sign);
  expect(told(readText(PATH, `\uFEFF${text}`, 'utf16le'))[0]).toBe(sign);
  expect(
    told(readText(PATH, text.replace('>CALLTYPE<', '><![CDATA[CALLTYPE]]><').replace('>Activity<', '><![CDATA[Activity]]><')))[0],
  ).toBe(sign);
});

test('a broken report gives what stands before the break, and is named', () => {
  const text = report(column('CALLTYPE')).replace('</Report>', '<columns><field>CALLDISP');
  const reading = readText(PATH, text);
  expect(told(reading)[0]).toContain('report-call-column certain');
  expect(reading?.problems.map(({ code, file }) => `${code} ${file}`)).toEqual([`not-well-formed ${PATH}`]);
});

test('neither a sentence nor a snippet quotes what people wrote', () => {
  const text = report(
    `${filter('TASK_TYPE', 'equals', 'Call with Mrs Examplewoman')}${column('Call with Mrs Examplewoman$CALLTYPE')}${filter('SUBJECT', 'contains', 'call Mrs Examplewoman')}`,
  ).replaceAll('\n', '');
  const reading = readText(PATH, text);
  expect(reading?.consumers).toHaveLength(1);
  expect(JSON.stringify(reading?.consumers)).not.toContain('Examplewoman');
});

test('a formula without end is read in one go, each column of it at its place', () => {
  const text = report(
    `<aggregates><calculatedFormula>\n1 / CALLDURATION:SUM${' + CALLTYPE'.repeat(200_000)}</calculatedFormula></aggregates>`,
  );
  const [consumer] = readText(PATH, text)?.consumers ?? [];
  expect(consumer?.signs.map(({ detail, line, column: at }) => `${detail} ${line}:${at}`)).toEqual([
    'Computes with CALLDURATION and CALLTYPE 5:5',
  ]);
});
