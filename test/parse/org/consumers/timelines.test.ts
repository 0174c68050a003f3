import { expect, test } from '@jest/globals';
import { metadata, named, readText, told } from './screen-reading.ts';

const PATH = 'force-app/main/default/timelineObjectDefinitions/Customer.timelineObjectDefinition-meta.xml';

const event = (name: string, ...fields: string[]): object => ({
  oneToMany: { eventObject: { name, label: 'Task', fieldsToDisplay: fields.map((field) => ({ field, label: field })) } },
});

function timeline(definition: string, active = true): string {
  const escaped = definition.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return metadata(
    'TimelineObjectDefinition',
    `<baseObject>Account</baseObject>\n<definition>${escaped}</definition>\n<isActive>${active}</isActive><masterLabel>Customer</masterLabel>`,
  );
}

const events = (...list: object[]): string =>
  JSON.stringify({ timeline: { anchorObject: { object: { entity: 'Account' } }, events: list } });

test('a timeline that shows Tasks is likely, and certain where it shows a call field of them', () => {
  expect(told(readText(PATH, timeline(events(event('Task', 'Subject')))))).toEqual([
    'TimelineObjectDefinition Customer: timeline-tasks likely :4 Shows Task records',
  ]);
  const reading = readText(PATH, timeline(events(event('Case'), event('Task', 'CallDisposition', 'Branch__c')), false));
  expect(told(reading)).toEqual([
    'TimelineObjectDefinition Customer: timeline-tasks certain :4 Shows Task records',
    '  CallDisposition shows :4',
  ]);
  expect(named(reading)).toEqual(['Customer Branch__c shows']);
  expect(reading?.consumers[0]?.active).toBe(false);
});

test('a timeline of other records stays clean, even where a label says Task', () => {
  expect(told(readText(PATH, timeline(events(event('Case'), event('VoiceCall', 'CallType'), event('Task_Note__c')))))).toEqual([]);
});

test('a definition that is no JSON is named, and read by its names', () => {
  const reading = readText(PATH, timeline('{"events":[{"eventObject":{"name":"Task",}}]}'));
  expect(told(reading)[0]).toContain('timeline-tasks likely');
  expect(reading?.problems.map(({ code, line }) => `${code} :${line}`)).toEqual(['not-parsed :4']);
});

test('however deep a definition is nested, its Tasks are found', () => {
  const depth = 100_000;
  const deep = `${'['.repeat(depth)}{"eventObject":{"name":"Task"}}${']'.repeat(depth)}`;
  expect(told(readText(PATH, timeline(deep)))[0]).toContain('timeline-tasks likely');
});
