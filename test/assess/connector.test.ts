import { expect, test } from '@jest/globals';
import { counterparts } from '../../src/assess/call-log-fields.ts';
import { assessConnector } from '../../src/assess/connector.ts';
import { mappingRules } from '../../src/assess/capabilities.ts';
import type { CallLog, Finding } from '../../src/model/assessment.ts';
import { shippedCatalog } from '../support/catalog.ts';

const catalog = await shippedCatalog();
const rules = mappingRules(catalog);
const asking = catalog.rules.find((rule) => rule.type === 'mapping' && rule.builds.includes('method-dial'))!;
const finding = (ruleId: string, more: Partial<Finding> = {}): Finding => ({ ruleId, ...more }) as Finding;
const log = (object: string | null, ...names: string[]): { callLogs: CallLog[] } => ({
  callLogs: [
    {
      via: 'saveLog',
      api: 'opencti',
      object,
      file: 'a.js',
      line: 1,
      column: 1,
      complete: true,
      fields: names.map((name) => ({ name, custom: name.endsWith('__c'), file: 'a.js', line: 1, column: 1, confidence: 'exact' })),
    },
  ],
});

test('where nothing is to move, there is no work list', () => {
  expect(assessConnector([], false, catalog, rules)).toEqual([]);
});

test('every connector has its standing parts, in the order of the catalog', () => {
  const parts = assessConnector([], true, catalog, rules);
  expect(parts.length).toBeGreaterThan(5);
  expect(parts.every((part) => part.standing && part.findings === 0)).toBe(true);
  expect(parts.map(({ id }) => id)).toEqual(catalog.connectorParts.filter(({ standing }) => standing).map(({ id }) => id));
});

test('a part says which rules ask for it and how often; what stands in a test asks for nothing', () => {
  const asked = [finding(asking.id), finding(asking.id), finding(asking.id, { context: 'test' })];
  expect(assessConnector(asked, true, catalog, rules).find(({ id }) => id === 'method-dial')).toMatchObject({
    ruleIds: [asking.id],
    findings: 2,
  });
});

test('a field of a Task has what the catalog names for it', () => {
  const [field] = counterparts([log('Task', 'CallDurationInSeconds')], catalog);
  expect(field).toMatchObject({ field: 'CallDurationInSeconds', counterpart: 'CallDurationInSeconds', meaning: 'computed' });
  expect(field?.sources.length).toBeGreaterThan(0);
});

test('a field of the same name that means something else is no copy', () => {
  const [field] = counterparts([log('task', 'CallDisposition')], catalog);
  expect(field?.meaning).toBe('other-meaning');
});

test('a custom field that no content tells is unknown, and one that its name tells is a hint at best', () => {
  const found = counterparts([log('Task', 'Zebra__c', 'Recording_URL__c')], catalog);
  expect(found.find(({ field }) => field === 'Zebra__c')).toMatchObject({ counterpart: null, meaning: 'unknown', basis: 'none-found' });
  expect(found.find(({ field }) => field === 'Recording_URL__c')).toMatchObject({ basis: 'unconfirmed' });
});

test('fields of another object have no counterpart on VoiceCall', () => {
  expect(counterparts([log('Case', 'Subject')], catalog)).toEqual([]);
  expect(counterparts([log(null, 'Subject')], catalog)).toHaveLength(1);
});
