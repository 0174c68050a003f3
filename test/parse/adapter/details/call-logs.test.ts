import { describe, expect, test } from '@jest/globals';
import { callLogs } from '../../../../src/parse/adapter/details/index.ts';
import { read } from './reading.ts';

const logsOf = (text: string, file = 'src/phone.js') => callLogs(read({ [file]: text }));
const namesOf = (text: string): string[] => logsOf(text)[0]?.fields.map(({ name }) => name) ?? [];

/** What stands at a place of a text. */
function textAt(text: string, line: number, column: number, length: number): string {
  return (text.split('\n')[line - 1] ?? '').slice(column - 1, column - 1 + length);
}

describe('saveLog in Lightning Experience', () => {
  const text = `
var log = { entityApiName: 'Task', Subject: subject, WhoId: contact.id, acme__Segment__c: 'gold', Level__pc: 1 };
sforce.opencti.saveLog({ value: log, callback: done });`;

  test('names object and fields, each with the place of its name', () => {
    const [log] = logsOf(text);
    expect(log).toMatchObject({ via: 'saveLog', api: 'opencti', object: 'Task', complete: true });
    expect(log?.fields.map(({ name, custom }) => [name, custom])).toEqual([
      ['Subject', false],
      ['WhoId', false],
      ['acme__Segment__c', true],
      ['Level__pc', true],
    ]);
    for (const { name, line, column } of log?.fields ?? []) expect(textAt(text, line, column, name.length)).toBe(name);
  });

  test('is not complete where the value comes from outside', () => {
    expect(logsOf('function save(value) { sforce.opencti.saveLog({ value: value }); }')).toMatchObject([
      { fields: [], complete: false, object: null },
    ]);
    expect(logsOf("sforce.opencti.saveLog({ value: { ...rest, Subject: 'x' } })")).toMatchObject([{ complete: false }]);
  });

  test('keeps the Id of an update and the record type, and takes the object from the fields where none is named', () => {
    const logs = logsOf(
      "sforce.opencti.saveLog({ value: { Id: id, recordTypeId: r, CallType: 'Inbound', CallDisposition: d }, callback: done })",
    );
    expect(logs[0]?.fields.map(({ name }) => name)).toEqual(['Id', 'recordTypeId', 'CallType', 'CallDisposition']);
    expect(logs[0]?.object).toBe('Task');
  });

  test('names no object for fields that any record may have', () => {
    expect(logsOf("sforce.opencti.saveLog({ value: { Id: id, LastName: 'x', Description: d } })")).toMatchObject([{ object: null }]);
  });

  test('takes a member named like the prototype for nothing', () => {
    expect(namesOf("sforce.opencti.saveLog({ value: { entityApiName: 'Task', '__proto__': x, constructor: 1, Subject: 's' } })")).toContain(
      'Subject',
    );
    expect(namesOf("sforce.opencti.saveLog({ value: { entityApiName: 'Task', '__proto__': x } })")).not.toContain('__proto__');
  });
});

describe('saveLog in Salesforce Classic', () => {
  test.each([
    ['one text', "sforce.interaction.saveLog('Task', 'Subject=a&Status=Completed&Topic__c=b', done)"],
    ['pieces', "sforce.interaction.saveLog('Task', 'Subject=' + s + '&Status=' + t + '&Topic__c=' + u)"],
    ['a template', 'sforce.interaction.saveLog("Task", `Subject=${s}&Status=${t}&Topic__c=${u}`)'],
    ['additions', "var p = 'Subject=' + s;\np += '&Status=Completed';\np = p + '&Topic__c=' + u;\nsforce.interaction.saveLog('Task', p)"],
    ['a joined list', "sforce.interaction.saveLog('Task', ['Subject=' + s, 'Status=' + t, 'Topic__c=1'].join('&'))"],
    [
      'a list filled later',
      "var p = [];\np.push('Subject=' + s);\np.push('Status=x', 'Topic__c=y');\nsforce.interaction.saveLog('Task', p.join('&'))",
    ],
    [
      'a function',
      "function make() { return 'Subject=' + s + '&Status=' + t + more(); }\nfunction more() { return '&Topic__c=1'; }\nsforce.interaction.saveLog('Task', make())",
    ],
    [
      'encoded values',
      "sforce.interaction.saveLog('Task', 'Subject=' + encodeURIComponent(s) + '&Status=' + encodeURIComponent('a&b=c') + '&Topic__c=' + 1)",
    ],
    ['concat', "sforce.interaction.saveLog('Task', 'Subject='.concat(s, '&Status=', t, '&Topic__c=1'))"],
    [
      'an empty text that is filled',
      "var p = '';\np += 'Subject=' + s;\np += '&Status=1';\np += '&Topic__c=' + b;\nsforce.interaction.saveLog('Task', p)",
    ],
    ['a branch', "var p = 'Subject=' + s + '&Status=1';\nif (a) { p += '&Topic__c=' + b; }\nsforce.interaction.saveLog('Task', p)"],
  ])('reads fields from %s', (_, text) => {
    const [log] = logsOf(text);
    expect(log).toMatchObject({ via: 'saveLog', api: 'interaction', object: 'Task', complete: true });
    expect(log?.fields.map(({ name, custom }) => [name, custom])).toEqual([
      ['Subject', false],
      ['Status', false],
      ['Topic__c', true],
    ]);
    for (const { name, line, column } of log?.fields ?? []) expect(textAt(text, line, column, name.length)).toBe(name);
  });

  test('reads both fields of a choice', () => {
    expect(
      namesOf("var p = 'Subject=x';\nif (lead) p += '&whoId=' + id; else p += '&whatId=' + id;\nsforce.interaction.saveLog('Task', p)"),
    ).toEqual(['Subject', 'whoId', 'whatId']);
  });

  test.each([
    ['a name is made at run time', "sforce.interaction.saveLog('Task', 'Subject=a&' + field + '=' + value)"],
    ['all comes from outside', "function log(p) { sforce.interaction.saveLog('Task', p); }"],
    ['a part may hold more', "var p = 'Subject=a';\np += extra;\nsforce.interaction.saveLog('Task', p)"],
    ['the list is not known', "sforce.interaction.saveLog('Task', parts.join('&'))"],
  ])('is not complete where %s', (_, text) => {
    expect(logsOf(text)).toMatchObject([{ complete: false }]);
  });

  test('takes no values for names', () => {
    expect(namesOf("sforce.interaction.saveLog('Task', 'Subject=a=b&Description=x y=z')")).toEqual(['Subject', 'Description']);
  });

  test('reads an object given at run time as none', () => {
    expect(logsOf("sforce.interaction.saveLog(pick(), 'Name=x')")).toMatchObject([{ object: null, complete: true }]);
  });

  test('ends for chains of thousands of pieces and for names that hold themselves', () => {
    const many = Array.from({ length: 1500 }, (_, index) => `'&F${index}__c=' + v`).join(' + ');
    expect(namesOf(`sforce.interaction.saveLog('Task', 'Subject=a' + ${many})`).length).toBeGreaterThan(1000);
    expect(logsOf("var p = p + q; var q = q + p; sforce.interaction.saveLog('Task', p)")).toHaveLength(1);
  });
});

describe('a Task written by other means', () => {
  test.each([
    ['Lightning Data Service', "createRecord({ apiName: 'Task', fields: { Subject: s, Topic__c: t } });"],
    ['REST', "fetch('/services/data/v58.0/sobjects/Task', { method: 'POST', body: JSON.stringify({ Subject: s, Topic__c: t }) });"],
    [
      'the AJAX toolkit',
      "var task = new sforce.SObject('Task');\ntask.Subject = s;\ntask.Topic__c = t;\nsforce.connection.create([task]);",
    ],
    ['an Aura event', "event.setParams({ entityApiName: 'Task', defaultFieldValues: { Subject: s, Topic__c: t } });"],
  ])('is read from %s', (_, text) => {
    expect(logsOf(text)).toMatchObject([
      {
        via: 'rest',
        object: 'Task',
        fields: [
          { name: 'Subject', custom: false },
          { name: 'Topic__c', custom: true },
        ],
      },
    ]);
  });

  test('is not read from writes of other objects or look-alikes', () => {
    expect(logsOf("createRecord({ apiName: 'Account', fields: { Name: n } });")).toEqual([]);
    expect(logsOf("fetch('/services/data/v58.0/sobjects/TaskRelation', { body: JSON.stringify({ A: 1 }) });")).toEqual([]);
    expect(logsOf("fetch('/services/data/v58.0/sobjects/Task/describe');")).toEqual([]);
  });
});

test('a log in a test is marked as such, and declarations of types are none', () => {
  const text = "sforce.interaction.saveLog('Task', 'Subject=a')";
  expect(callLogs(read({ 'src/a.js': text }, { context: 'test' }))).toMatchObject([{ context: 'test' }]);
  expect(callLogs(read({ 'src/a.js': text }, { context: 'typing' }))).toEqual([]);
});
