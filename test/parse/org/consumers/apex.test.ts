import { expect, test } from '@jest/globals';
import { settleActivations } from '../../../../src/parse/org/consumers/activations.ts';
import { EMPTY_READING } from '../../../../src/parse/org/read-org-file.ts';
import type { OrgReading } from '../../../../src/parse/org/reading.ts';
import { readText } from './screen-reading.ts';

const read = (path: string, text: string): OrgReading => readText(path, text) ?? EMPTY_READING;

const CLASS = 'force-app/main/default/classes/BranchLog.cls';
const TRIGGER = 'src/triggers/BranchTask.trigger';

const inClass = (body: string): OrgReading => read(CLASS, `public class BranchLog {\n  void run(Id who) {\n${body}\n  }\n}\n`);

const signsOf = ({ consumers }: OrgReading): [string, string, string][] =>
  consumers.flatMap(({ signs }) => signs.map(({ sign, strength, detail }): [string, string, string] => [sign, strength, detail]));

const usesOf = ({ consumers }: OrgReading): string[] => consumers.flatMap(({ fields }) => fields.map(({ name, use }) => `${name} ${use}`));

test('a new Task with call fields is written, one without is no sign', () => {
  const written = inClass("insert new Task(Subject = 'Branch', CallDisposition = 'Busy', CallDurationInSeconds = 5);");
  expect(signsOf(written)).toEqual([['apex-writes-call-field', 'certain', 'Writes CallDisposition and CallDurationInSeconds of a Task']]);
  expect(written.consumers[0]).toMatchObject({
    component: { type: 'ApexClass', name: 'BranchLog', line: 1 },
    active: null,
    signs: [{ line: 3 }],
  });
  expect(signsOf(inClass("insert new Task(Subject = 'Call the branch', WhoId = who);"))).toEqual([]);
  expect(signsOf(inClass("insert new Visit(CallDisposition = 'Busy');"))).toEqual([]);
});

test('reading and writing are told apart by what stands behind the field', () => {
  expect(usesOf(inClass("Task t = new Task(); t.CallType = 'Inbound'; if (t.CallObject == null) return;"))).toEqual([
    'CallType writes',
    'CallObject reads',
  ]);
  expect(usesOf(inClass('for (Task one : found) { total += one.CallDurationInSeconds; }'))).toEqual(['CallDurationInSeconds reads']);
});

test('lists, maps, casts, methods and properties lead to the Task', () => {
  for (const expression of [
    'List<Task> all; x = all[0].CallType;',
    'Task[] all; x = all[0].CallType;',
    'Map<Id, Task> byId; x = byId.get(who).CallType;',
    'Map<Id, List<Task>> byId; x = byId.get(who)[0].CallType;',
    'x = ((Task) record).CallType;',
    'x = [SELECT CallObject FROM Task LIMIT 1].CallType;',
    'x = Task.CallType.getDescribe();',
    'x = Schema.SObjectType.Task.fields.CallType.getName();',
    'Task t; x = t?.CallType;',
  ])
    expect([expression, usesOf(inClass(expression)).includes('CallType reads')]).toEqual([expression, true]);
});

test('fields of the same name on records of another kind are clean', () => {
  for (const expression of [
    'Visit t; x = t.CallType; t.CallDisposition = null;',
    'VoiceCall t; x = t.CallDisposition; Task other;',
    'String callType = null; Task t; t.Subject = callType;',
    'x = payload.CallDisposition; insert new Task();',
    'x = [SELECT CallType, (SELECT Id FROM Tasks) FROM Visit__c];',
    "String q = 'SELECT CallType FROM Visit__c';",
    "Map<String, Object> m; m.put('CallDisposition', 1); Task t;",
  ])
    expect([expression, signsOf(inClass(expression))]).toEqual([expression, []]);
  expect(signsOf(read(CLASS, 'public class BranchLog { public String CallType { get; set; } public Task log; }'))).toEqual([]);
});

test('queries read what they list and filter by what they ask for', () => {
  expect(
    usesOf(
      inClass('x = [SELECT Id, CallDurationInSeconds, (SELECT Id FROM Attachments) FROM Task WHERE (CallObject = :key AND WhoId = :who)];'),
    ),
  ).toEqual(['CallDurationInSeconds reads', 'CallObject filter']);
  expect(usesOf(inClass('x = [SELECT Id, (SELECT CallDisposition FROM ActivityHistories) FROM Account];'))).toEqual([
    'CallDisposition reads',
  ]);
  expect(usesOf(inClass('x = [FIND :who RETURNING Task(Id, CallType), Case(Id)];'))).toEqual(['CallType reads']);
  expect(usesOf(inClass('Task t; x = [SELECT Id FROM Case WHERE Name = :t.CallObject];'))).toEqual(['CallObject reads']);
});

test('queries in texts count, also when they are put together', () => {
  expect(usesOf(inClass("String q = 'SELECT Id, CallType FROM Task WHERE CallObject = :key';"))).toEqual([
    'CallType reads',
    'CallObject filter',
  ]);
  expect(usesOf(inClass("String q = 'SELECT Id, CallDisposition ' + more +\n' FROM Task';"))).toEqual(['CallDisposition reads']);
  expect(usesOf(inClass("String q = 'SELECT Id, CallDisposition ';\nq += 'FROM Task';"))).toEqual(['CallDisposition reads']);
  expect(signsOf(inClass("String hint = 'Fill in CallDisposition of the Task'; Task t;"))).toEqual([]);
});

test('get and put name fields by texts', () => {
  expect(usesOf(inClass("Task t; t.put('CallDisposition', x); y = t.get('CallType');"))).toEqual([
    'CallDisposition writes',
    'CallType reads',
  ]);
  expect(signsOf(inClass("SObject s = kinds.get('Task').newSObject(); s.put('CallDisposition', x);"))).toEqual([
    ['apex-writes-call-field', 'likely', 'Writes CallDisposition of a Task'],
  ]);
});

test('the subtype counts unless another one is meant', () => {
  expect(usesOf(inClass("Task t; if (t.TaskSubtype == 'Call') x();"))).toEqual(['TaskSubtype reads']);
  expect(usesOf(inClass("x = [SELECT Id FROM Task WHERE TaskSubtype IN ('Email', 'Call')];"))).toEqual(['TaskSubtype filter']);
  expect(signsOf(inClass("Task t = new Task(TaskSubtype = 'Email'); if (t.TaskSubtype != 'Call') x();"))).toEqual([]);
  expect(signsOf(inClass("x = [SELECT Id FROM Task WHERE TaskSubtype = 'Email'];"))).toEqual([]);
  expect(signsOf(inClass("String q = 'SELECT Id FROM Task WHERE TaskSubtype = \\'Email\\'';"))).toEqual([]);
  expect(usesOf(inClass("String q = 'SELECT Id FROM Task WHERE TaskSubtype = \\'Call\\'';"))).toEqual(['TaskSubtype filter']);
  expect(usesOf(inClass("String q = 'SELECT Id FROM Task WHERE TaskSubtype IN (\\'Email\\', \\'Call\\') LIMIT 1';"))).toEqual([
    'TaskSubtype filter',
  ]);
  expect(signsOf(inClass("String q = 'SELECT Id FROM Task WHERE TaskSubtype NOT IN (\\'Task\\', \\'Call\\')';"))).toEqual([]);
});

test('comments, tests, mocks and hidden bodies are not read', () => {
  const body = "Task t = new Task(CallType = 'Inbound');";
  expect(signsOf(inClass(`// ${body}\n/* ${body} */ x = 'it\\'s /* no comment'; // */`))).toEqual([]);
  expect(signsOf(read(CLASS, `@IsTest\nprivate class BranchLog { void run() { ${body} } }`))).toEqual([]);
  expect(signsOf(read(CLASS, `public class BranchLog { static testMethod void one() { ${body} } void run() {} }`))).toEqual([]);
  expect(signsOf(read('src/classes/BranchLogTest.cls', `public class BranchLogTest { void run() { ${body} } }`))).toEqual([]);
  expect(signsOf(read('src/classes/BranchLogContest.cls', `public class BranchLogContest { void run() { ${body} } }`))).toHaveLength(1);
  expect(read('src/classes/ns__Log.cls', '(hidden)')).toEqual(EMPTY_READING);
  expect(read(TRIGGER, '(hidden)')).toEqual(EMPTY_READING);
});

test('a trigger on Task counts with what it reads, an empty one and one on Event do not', () => {
  const trigger = read(TRIGGER, 'trigger BranchTask on task (before insert, after update) {\n  x = Trigger.new[0].CallType;\n}');
  expect(signsOf(trigger)).toEqual([
    ['trigger-on-task', 'likely', 'Runs on Task before insert, after update'],
    ['apex-reads-call-field', 'certain', 'Reads CallType of a Task'],
  ]);
  expect(signsOf(read(TRIGGER, 'trigger BranchTask on Task (before insert) {\n  // nothing\n}'))).toEqual([]);
  expect(signsOf(read(TRIGGER, 'trigger BranchTask on Event (before insert) { Handler.run(); }'))).toEqual([]);
  expect(signsOf(read(TRIGGER, "trigger BranchTask on Case (before insert) { x = Trigger.new[0].CallType; y = 'on Task ('; }"))).toEqual(
    [],
  );
});

test('the sidecar of a trigger says whether it runs', () => {
  const sidecar = (status: string): OrgReading =>
    read(`${TRIGGER}-meta.xml`, `<ApexTrigger xmlns="http://soap.sforce.com/2006/04/metadata"><status>${status}</status></ApexTrigger>`);
  const trigger = read(TRIGGER, 'trigger BranchTask on Task (before insert) { Handler.run(); }');
  const activeOf = (readings: readonly OrgReading[]) =>
    settleActivations(readings, []).flatMap(({ consumers }) => consumers.map(({ active }) => active));
  expect(activeOf([trigger, sidecar('Inactive')])).toEqual([false]);
  expect(activeOf([sidecar('Active'), trigger])).toEqual([true]);
  expect(activeOf([trigger])).toEqual([null]);
});

test('custom fields of Tasks and Events are handed on, those of other records are not', () => {
  const reading = inClass(
    "Task t; Event e; Case c; t.Outcome__c = 'Busy'; x = e.Place__c; y = c.Note__c; z = [SELECT Who__r.Age__c FROM Task WHERE Reason__c != null];",
  );
  expect(reading.consumers).toEqual([]);
  expect(reading.fields.map(({ name, use }) => `${name} ${use}`)).toEqual(['Outcome__c writes', 'Place__c reads', 'Reason__c filter']);
});

test('custom fields of a Task that are named for calls are likely, those of Events and of other records are not', () => {
  const written = inClass(
    'Task t = new Task(Id = who); t.Call_Start__c = x.Call_Start; t.CTI_Key__c = x.Key; t.Outcome__c = 1; y = t.Dialed__c;',
  );
  expect(signsOf(written)).toEqual([
    ['apex-writes-call-field', 'likely', 'Writes Call_Start__c and CTI_Key__c of a Task, names that speak of calls'],
    ['apex-reads-call-field', 'likely', 'Reads Dialed__c of a Task, a name that speaks of calls'],
  ]);
  expect(written.consumers[0]?.signs[0]).toMatchObject({ line: 3 });
  expect(usesOf(written)).toEqual(['Call_Start__c writes', 'CTI_Key__c writes', 'Dialed__c reads']);
  expect(signsOf(inClass('insert new Task(Call_A__c = 1, Call_B__c = 2, Call_C__c = 3, Call_D__c = 4, Call_E__c = 5);'))).toEqual([
    ['apex-writes-call-field', 'likely', 'Writes Call_A__c, Call_B__c, Call_C__c and 2 more of a Task, names that speak of calls'],
  ]);
  for (const expression of ['Event e; e.Call_Start__c = x;', 'Case c; c.Call_Start__c = x; Task t;', 'Task t; t.Recall_Date__c = x;'])
    expect([expression, signsOf(inClass(expression))]).toEqual([expression, []]);
});

test('a standard call field is certain, whatever custom fields stand beside it', () => {
  expect(signsOf(inClass('Task t; t.Call_Start__c = x; t.CallObject = y;'))).toEqual([
    ['apex-writes-call-field', 'certain', 'Writes CallObject of a Task'],
  ]);
  expect(usesOf(inClass('Task t; t.Call_Start__c = x; t.CallObject = y;'))).toEqual(['Call_Start__c writes', 'CallObject writes']);
});

test('Voice types are foundations where a type stands', () => {
  const sights = ({ sightings }: OrgReading): string[] => sightings.map(({ sign, value }) => `${sign} ${value}`);
  expect(sights(read(CLASS, 'global class BranchLog implements service_cloud_voice.PartnerConnector { }'))).toEqual([
    'vendor-apex service_cloud_voice.PartnerConnector',
  ]);
  expect(sights(inClass('for (VoiceCall one : [SELECT Id FROM VoiceCall]) x();'))).toEqual(['voice-call-apex VoiceCall']);
  expect(sights(inClass("String q = 'SELECT Id FROM VoiceCall';"))).toEqual(['voice-call-apex VoiceCall']);
  expect(sights(read(TRIGGER, 'trigger BranchTask on VoiceCall (after update) { Handler.run(); }'))).toEqual([
    'voice-call-trigger BranchTask',
  ]);
  expect(sights(inClass("VoiceCallback v; Invoice i; String s = 'VoiceCall'; this.VoiceCall = s; // VoiceCall x"))).toEqual([]);
  expect(sights(read(CLASS, 'public class BranchLog { class VoiceCall { } VoiceCall one; }'))).toEqual([]);
});

test('code that does not compile and hostile text end in time', () => {
  expect(signsOf(inClass("Task t; ((((( t.CallType = 'x' [[[ SELECT"))).toEqual([
    ['apex-writes-call-field', 'certain', 'Writes CallType of a Task'],
  ]);
  const many = `Task t;${' '.repeat(200_000)}${'List<'.repeat(20_000)}${"t.get('CallType');".repeat(5000)}${'('.repeat(50_000)}`;
  expect(usesOf(inClass(many))).toEqual(['CallType reads']);
});
