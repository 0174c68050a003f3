import { expect, test } from '@jest/globals';
import { metadata, named, readText, told } from './screen-reading.ts';

const PATH = 'force-app/main/default/reportTypes/Cases_with_Calls.reportType-meta.xml';

const column = (field: string, table: string, ticked: boolean): string =>
  `<columns><checkedByDefault>${ticked}</checkedByDefault><field>${field}</field><table>${table}</table></columns>`;

function reportType(...columns: string[]): string {
  return metadata(
    'ReportType',
    `<baseObject>Case</baseObject><deployed>true</deployed><label>Cases with Calls</label>\n<sections>\n${columns.join('\n')}\n</sections>`,
  );
}

test('a call field counts where it is ticked by default', () => {
  const text = reportType(
    column('CallDisposition', 'Case.Activities', true),
    column('CallType', 'Case.Activities', false),
    column('Call_Reason__c', 'Case.Activities', true),
    column('Branch__c', 'Case.Activities', true),
    column('Queue__c', 'Case.Activities', false),
  );
  const expected = [
    'ReportType Cases_with_Calls: report-type-call-field certain :5 Puts into each new report CallDisposition and Call_Reason__c',
    '  CallDisposition column :5',
    '  Call_Reason__c column :7',
  ];
  const reading = readText(PATH, text);
  expect(told(reading)).toEqual(expected);
  expect(named(reading)).toEqual(['Cases_with_Calls Branch__c column']);
  expect(reading?.consumers[0]).toMatchObject({ active: true, component: { label: 'Cases with Calls' } });
  expect(told(readText('src/reportTypes/Cases_with_Calls.reportType', text))).toEqual(expected);
});

test('a type that only offers the call fields, as all over activities do, stays clean', () => {
  const all = ['CallType', 'CallDisposition', 'CallDurationInSeconds', 'CallObject'].map((field) => column(field, 'Activity', false));
  expect(told(readText(PATH, reportType(...all, column('Subject', 'Activity', true))))).toEqual([]);
});

test('the same field names on VoiceCall or an object of the org’s own are others', () => {
  expect(readText(PATH, reportType(column('CallType', 'VoiceCall', true)))).toBeNull();
  expect(told(readText(PATH, reportType(column('CallType', 'Account.Activities__r', true), column('CallType', 'Task__c', true))))).toEqual(
    [],
  );
});
