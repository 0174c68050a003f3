import { expect, test } from '@jest/globals';
import { settleActivations } from '../../../../src/parse/org/consumers/activations.ts';
import { EMPTY_READING } from '../../../../src/parse/org/read-org-file.ts';
import type { OrgReading } from '../../../../src/parse/org/reading.ts';
import { readText } from './screen-reading.ts';

const read = (path: string, text: string): OrgReading => readText(path, text) ?? EMPTY_READING;

const SOURCE = 'force-app/main/default/flows/Branch_Follow_Up.flow-meta.xml';

function flow(body: string, status = 'Active'): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Flow xmlns="http://soap.sforce.com/2006/04/metadata">
    <label>Branch follow-up</label>
${body}
    <status>${status}</status>
</Flow>
`;
}

function start(inner: string, object = 'Task'): string {
  return `<start><object>${object}</object><recordTriggerType>Create</recordTriggerType><triggerType>RecordAfterSave</triggerType>${inner}</start>`;
}

function filter(field: string, operator: string, value: string): string {
  return `<filters><field>${field}</field><operator>${operator}</operator><value><stringValue>${value}</stringValue></value></filters>`;
}

function decision(name: string, reference: string, value: string, connector = ''): string {
  return `<decisions><name>${name}</name>${connector}<rules><name>${name}_yes</name><conditionLogic>and</conditionLogic><conditions><leftValueReference>${reference}</leftValueReference><operator>EqualTo</operator><rightValue><stringValue>${value}</stringValue></rightValue></conditions></rules></decisions>`;
}

const signsOf = (text: string, path = SOURCE): [string, string][] =>
  read(path, text).consumers.flatMap(({ signs }) => signs.map(({ sign, strength }): [string, string] => [sign, strength]));

test('a flow that starts with every Task runs on calls too, and says what starts it', () => {
  const { consumers } = read(SOURCE, flow(start('')));
  expect(consumers).toHaveLength(1);
  expect(consumers[0]).toMatchObject({
    component: { type: 'Flow', name: 'Branch_Follow_Up', label: 'Branch follow-up', file: SOURCE },
    active: true,
    folder: null,
    fields: [],
    signs: [{ sign: 'flow-on-task', strength: 'likely', line: 4, detail: 'Starts when a Task is created; nothing sets calls apart' }],
  });
});

test('both formats, a byte-order mark, CDATA and one long line are read alike', () => {
  const body = flow(start(filter('TaskSubtype', 'EqualTo', 'Call')));
  const expected = [['flow-on-call-task', 'certain']];
  expect(signsOf(body)).toEqual(expected);
  expect(signsOf(body, 'src/flows/Branch_Follow_Up.flow')).toEqual(expected);
  expect(signsOf(`\ufeff${body.replaceAll('\n', '')}`)).toEqual(expected);
  expect(signsOf(body.replace('>TaskSubtype<', '><![CDATA[TaskSubtype]]><'))).toEqual(expected);
});

test('a start filter on the subtype Call makes it certain, at the place of the field', () => {
  const { consumers } = read(SOURCE, flow(`\n${start(filter('TaskSubtype', 'EqualTo', 'Call'))}`));
  expect(consumers[0]?.signs).toMatchObject([{ sign: 'flow-on-call-task', strength: 'certain', line: 5 }]);
  expect(consumers[0]?.fields).toMatchObject([{ name: 'TaskSubtype', use: 'filter', line: 5 }]);
});

test('start filters that leave calls out leave the flow clean', () => {
  expect(signsOf(flow(start(filter('TaskSubtype', 'NotEqualTo', 'Call'))))).toEqual([]);
  expect(
    signsOf(
      flow(start(`<filterLogic>and</filterLogic>${filter('Status', 'EqualTo', 'Completed')}${filter('TaskSubtype', 'EqualTo', 'Email')}`)),
    ),
  ).toEqual([]);
  expect(signsOf(flow(start('<filterFormula>ISPICKVAL({!$Record.TaskSubtype}, &quot;Email&quot;)</filterFormula>')))).toEqual([]);
  expect(
    signsOf(
      flow(start(`<filterLogic>or</filterLogic>${filter('Status', 'EqualTo', 'Completed')}${filter('TaskSubtype', 'EqualTo', 'Email')}`)),
    ),
  ).toEqual([['flow-on-task', 'likely']]);
});

test('a decision that lets only emails through leaves the flow clean, one with another way out does not', () => {
  const connector = '<connector><targetReference>Which</targetReference></connector>';
  const other = '<defaultConnector><targetReference>Update</targetReference></defaultConnector>';
  expect(signsOf(flow(start(connector) + decision('Which', '$Record.TaskSubtype', 'Email')))).toEqual([]);
  expect(signsOf(flow(start(connector) + decision('Which', '$Record.TaskSubtype', 'Email', other)))).toEqual([['flow-on-task', 'likely']]);
  expect(signsOf(flow(start(connector) + decision('Which', '$Record.TaskSubtype', 'Call')))).toEqual([['flow-on-call-task', 'certain']]);
});

test('formulas that name a call field of the record count, the same words in a text do not', () => {
  const formula = (expression: string): string =>
    flow(`<formulas><name>Reached</name><dataType>Boolean</dataType><expression>${expression}</expression></formulas>${start('')}`);
  expect(signsOf(formula('{!$Record.CallDisposition} = &quot;Reached&quot;'))).toEqual([['flow-on-call-task', 'certain']]);
  expect(signsOf(formula('{!$Record.Status} = &quot;$Record.CallDisposition&quot;'))).toEqual([['flow-on-task', 'likely']]);
});

test('a flow on Case is clean, whatever its own fields are called', () => {
  expect(signsOf(flow(start(filter('CallType', 'EqualTo', 'Task'), 'Case') + decision('D', '$Record.CallDisposition', 'Task')))).toEqual(
    [],
  );
});

test('a process of the Process Builder on Task is read with its condition, and its invocable action names are no fields', () => {
  const value = (name: string, kind: string, text: string): string =>
    `<processMetadataValues><name>${name}</name><value><${kind}>${text}</${kind}></value></processMetadataValues>`;
  const process = (reference: string, text: string): string =>
    flow(
      `<actionCalls>${value('ActionCallType', 'stringValue', 'CallType')}<name>A1</name><actionName>Note_Branch</actionName><actionType>apex</actionType></actionCalls>` +
        decision('myDecision', reference, text) +
        value('ObjectType', 'stringValue', 'Task') +
        value('ObjectVariable', 'elementReference', 'myVariable_current') +
        value('TriggerType', 'stringValue', 'onCreateOnly') +
        '<processType>Workflow</processType><startElementReference>myDecision</startElementReference>' +
        '<variables><name>myVariable_current</name><dataType>SObject</dataType><objectType>Task</objectType></variables>',
    );
  const { consumers, references } = read(SOURCE, process('myVariable_current.CallType', 'Inbound'));
  expect(consumers[0]?.signs).toMatchObject([
    { sign: 'flow-on-call-task', strength: 'certain', detail: 'A process that starts when a Task is created, and looks at CallType' },
  ]);
  expect(references).toMatchObject([{ relation: 'calls-apex', to: { type: 'ApexClass', name: 'Note_Branch' } }]);
  expect(signsOf(process('myVariable_current.TaskSubtype', 'Email'))).toEqual([]);
  expect(read(SOURCE, process('myVariable_current.Status', 'Open')).consumers[0]?.signs).toMatchObject([
    { sign: 'flow-on-task', detail: 'A process that starts when a Task is created; nothing sets calls apart' },
  ]);
  expect(read(SOURCE, process('myVariable_current.Subject', 'Call back')).consumers[0]?.signs).toMatchObject([
    { sign: 'flow-on-task', detail: expect.stringContaining('asks for a Subject that says call') },
  ]);
  expect(read(SOURCE, process('myVariable_current.Call_Length__c', 'Long')).consumers[0]?.signs).toMatchObject([
    {
      sign: 'flow-on-call-task',
      strength: 'likely',
      detail: 'A process that starts when a Task is created, and looks at Call_Length__c, a name that speaks of calls',
      snippet: expect.stringContaining('Call_Length__c</leftValueReference>'),
    },
  ]);
  expect(signsOf(process('myVariable_current.Recall_Date__c', 'x'))).toEqual([['flow-on-task', 'likely']]);
});

test('a flow that creates a Task of a call writes it, a follow-up Task is no call', () => {
  const create = (field: string, text: string): string =>
    flow(
      `<recordCreates><name>Log</name><inputAssignments><field>${field}</field><value><stringValue>${text}</stringValue></value></inputAssignments><object>Task</object></recordCreates>${start('', 'Case')}`,
    );
  expect(signsOf(create('CallDisposition', 'Reached'))).toEqual([['flow-writes-call-task', 'certain']]);
  expect(signsOf(create('TaskSubtype', 'Call'))).toEqual([['flow-writes-call-task', 'certain']]);
  expect(signsOf(create('TaskSubtype', 'Email'))).toEqual([]);
  expect(signsOf(create('Subject', 'Call the branch'))).toEqual([]);
});

test('fields set on a Task variable and read in a loop over Tasks are found by the type of the name', () => {
  const body = flow(`
    <assignments><name>Fill</name><assignmentItems><assignToReference>newTask.CallDurationInSeconds</assignToReference><operator>Assign</operator><value><numberValue>5</numberValue></value></assignmentItems></assignments>
    <assignments><name>Add</name><assignmentItems><assignToReference>total</assignToReference><operator>Add</operator><value><elementReference>Each.CallDurationInSeconds</elementReference></value></assignmentItems></assignments>
    <loops><name>Each</name><collectionReference>Get_Tasks</collectionReference></loops>
    <recordLookups><name>Get_Tasks</name>${filter('Status', 'EqualTo', 'Completed')}<object>Task</object></recordLookups>
    <variables><name>newTask</name><dataType>SObject</dataType><objectType>Task</objectType></variables>`);
  expect(signsOf(body)).toEqual([
    ['flow-writes-call-task', 'certain'],
    ['flow-reads-call-task', 'certain'],
  ]);
  expect(signsOf(body.replace('<objectType>Task', '<objectType>Visit__c').replace('<object>Task', '<object>Visit__c'))).toEqual([]);
});

test('a lookup of calls is read, one of emails is not, and a type that says call is likely', () => {
  const lookup = (inner: string): string =>
    flow(`<recordLookups><name>Last</name>${inner}<object>Task</object></recordLookups>${start('', 'Contact')}`);
  expect(signsOf(lookup(filter('TaskSubtype', 'EqualTo', 'Call')))).toEqual([['flow-reads-call-task', 'certain']]);
  expect(signsOf(lookup(filter('Type', 'EqualTo', 'Call')))).toEqual([['flow-reads-call-task', 'likely']]);
  expect(signsOf(lookup(filter('TaskSubtype', 'EqualTo', 'Email')))).toEqual([]);
  expect(signsOf(lookup(`${filter('Status', 'EqualTo', 'Open')}<queriedFields>CallType</queriedFields>`))).toEqual([
    ['flow-reads-call-task', 'certain'],
  ]);
});

test('Log a Call as a quick action is likely, another action of a like name is none', () => {
  const action = (name: string): string =>
    flow(`<actionCalls><name>Log</name><actionName>${name}</actionName><actionType>quickAction</actionType></actionCalls>`);
  expect(signsOf(action('Case.LogACall'))).toEqual([['flow-logs-a-call', 'likely']]);
  expect(signsOf(action('Case.LogACall_Survey'))).toEqual([]);
});

test('custom activity fields are handed on, whether or not anything speaks of calls', () => {
  const { consumers, fields } = read(SOURCE, flow(start(filter('Outcome__c', 'EqualTo', 'Busy'), 'Event')));
  expect(consumers).toEqual([]);
  expect(fields).toMatchObject([{ name: 'Outcome__c', use: 'filter', component: { name: 'Branch_Follow_Up' } }]);
  expect(read(SOURCE, flow(start(filter('Outcome__c', 'EqualTo', 'Task'), 'Case'))).fields).toEqual([]);
});

test('routing flows are voice only with the phone channel', () => {
  const routing = (channel: string): string =>
    flow(
      `<actionCalls><name>Route</name><actionName>routeWork</actionName><actionType>routeWork</actionType><inputParameters><name>serviceChannelDevName</name><value><stringValue>${channel}</stringValue></value></inputParameters></actionCalls>
      <actionCalls><name>Pop</name><actionName>addScreenPop</actionName><actionType>addScreenPop</actionType></actionCalls>
      <processType>RoutingFlow</processType><subflows><name>S</name><flowName>Branch_Hours</flowName></subflows>`,
    );
  const phone = read(SOURCE, routing('sfdc_phone'));
  expect(phone.consumers).toEqual([]);
  expect(phone.sightings.map(({ sign, confidence }) => [sign, confidence])).toEqual([
    ['voice-routing-flow', 'exact'],
    ['flow-screen-pop', 'exact'],
  ]);
  expect(phone.references).toMatchObject([{ relation: 'calls-flow', to: { type: 'Flow', name: 'Branch_Hours' } }]);
  expect(read(SOURCE, routing('sfdc_livemessage')).sightings.map(({ sign }) => sign)).toEqual(['routing-flow', 'flow-screen-pop']);
});

test('flows on VoiceCall and for linking callers are foundations, not consumers', () => {
  const voice = read(
    SOURCE,
    flow(start(filter('CallType', 'EqualTo', 'Inbound'), 'VoiceCall') + decision('D', '$Record.CallDisposition', 'x')),
  );
  expect(voice.consumers).toEqual([]);
  expect(voice.sightings.map(({ sign }) => sign)).toEqual(['voice-call-flow']);
  const linking = flow(
    '<actionCalls><name>F</name><actionType>findMatchingIndividuals</actionType></actionCalls><processType>IndividualObjectLinkingFlow</processType>',
    'Draft',
  );
  expect(read(SOURCE, linking).sightings.map(({ sign, value }) => [sign, value])).toEqual([
    ['individual-object-linking-flow', 'IndividualObjectLinkingFlow (Draft)'],
    ['caller-search-in-flow', 'findMatchingIndividuals (Draft)'],
  ]);
  expect(read(SOURCE, linking.replace('Draft', 'Obsolete')).sightings).toEqual([]);
});

test('drafts and obsolete versions do not run', () => {
  expect(read(SOURCE, flow(start(''), 'Draft')).consumers[0]?.active).toBe(false);
  expect(read(SOURCE, flow(start(''), 'Obsolete')).consumers[0]?.active).toBe(false);
  expect(read(SOURCE, flow(start('')).replace('<status>Active</status>', '')).consumers[0]?.active).toBeNull();
});

test('of the versions of a flow only the one counts that its definition names', () => {
  const version = (number: number, text: string): OrgReading => read(`src/flows/Last_Call-${number}.flow`, text);
  const plain = flow(start('')).replace('<status>Active</status>', '');
  const definition = read(
    'src/flowDefinitions/Last_Call.flowDefinition',
    '<FlowDefinition xmlns="http://soap.sforce.com/2006/04/metadata"><activeVersionNumber>2</activeVersionNumber></FlowDefinition>',
  );
  const paths = ['src/flows/Last_Call-1.flow', 'src/flows/Last_Call-2.flow', 'src/flows/Last_Call-3.flow'];
  const readings = [version(1, plain), version(2, plain), version(3, plain), definition];
  const consumers = (some: readonly OrgReading[], all: readonly string[]) =>
    settleActivations(some, all).flatMap((reading) =>
      reading.consumers.map(({ component, active }) => [component.name, component.file, active]),
    );
  expect(consumers(readings, paths)).toEqual([['Last_Call', 'src/flows/Last_Call-2.flow', true]]);
  expect(consumers(readings.slice(0, 3), paths)).toEqual([['Last_Call', 'src/flows/Last_Call-3.flow', null]]);
  // The file without a number is what runs.
  const unnumbered = read('src/flows/Last_Call.flow', plain);
  expect(consumers([...readings, unnumbered], [...paths, 'src/flows/Last_Call.flow'])).toEqual([
    ['Last_Call', 'src/flows/Last_Call.flow', true],
  ]);
  // The version that runs has nothing of calls, so it gave no reading.
  expect(consumers([version(1, plain), definition], paths.slice(0, 2))).toEqual([]);
});

test('a broken flow is named and read as far as it goes', () => {
  const reading = read(SOURCE, flow(start('')).replace('</Flow>', ''));
  expect(reading.consumers).toHaveLength(1);
  expect(reading.problems).toMatchObject([{ code: 'not-well-formed', file: SOURCE }]);
});
