import { expect, test } from '@jest/globals';
import { metadata, readText, told } from './screen-reading.ts';

const PATH = 'force-app/main/default/dashboards/Contact_Center/Service_Level.dashboard-meta.xml';

test('each report that a dashboard shows is a reference, once, at its place', () => {
  const text = metadata(
    'Dashboard',
    `<leftSection><components><report>Calls/By_Result</report></components></leftSection>
<dashboardGridLayout><dashboardGridComponents><dashboardComponent><report>Calls/By_Hour</report></dashboardComponent></dashboardGridComponents></dashboardGridLayout>
<rightSection><components><report>Calls/By_Result</report></components></rightSection>
<title>Service Level</title>`,
  );
  for (const path of [PATH, 'src/dashboards/Contact_Center/Service_Level.dashboard']) {
    const reading = readText(path, text);
    expect(reading?.references.map(({ from, relation, to, line }) => `${from.name} ${relation} ${to.type} ${to.name} :${line}`)).toEqual([
      'Contact_Center/Service_Level shows-report Report Calls/By_Result :3',
      'Contact_Center/Service_Level shows-report Report Calls/By_Hour :4',
    ]);
    expect(reading?.references[0]?.from.label).toBe('Service Level');
    expect(told(reading)).toEqual([]);
  }
});

test('a dashboard that names a call column is a consumer by itself', () => {
  const chart = (name: string): string =>
    metadata(
      'Dashboard',
      `<leftSection><components><groupingColumn>${name}</groupingColumn><report>Service/Weekly</report></components></leftSection>`,
    );
  expect(told(readText(PATH, chart('CALLDISPOSITION')))).toEqual([
    'Dashboard Contact_Center/Service_Level: dashboard-call-report certain :3 Shows CALLDISPOSITION',
    '  CallDisposition grouping :3',
  ]);
  expect(told(readText(PATH, chart('Activity.Call_Reason__c')))).toEqual([
    'Dashboard Contact_Center/Service_Level: dashboard-call-report likely :3 Shows Activity.Call_Reason__c',
    '  Call_Reason__c grouping :3',
  ]);
  for (const clean of ['TASK_TYPE', 'Activity.Recall_Date__c', 'Case.Call_Reason__c'])
    expect(told(readText(PATH, chart(clean)))).toEqual([]);
});

test('a dashboard without a report is not parsed', () => {
  expect(readText(PATH, metadata('Dashboard', '<title>Calls</title>'))).toBeNull();
});
