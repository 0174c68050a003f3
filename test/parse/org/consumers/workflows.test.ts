import { expect, test } from '@jest/globals';
import { EMPTY_READING } from '../../../../src/parse/org/read-org-file.ts';
import type { OrgReading } from '../../../../src/parse/org/reading.ts';
import { readText } from './screen-reading.ts';

const read = (path: string, text: string): OrgReading => readText(path, text) ?? EMPTY_READING;

const METADATA = 'src/workflows/Task.workflow';
const SOURCE = 'force-app/main/default/workflows/Task.workflow-meta.xml';

function workflow(body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Workflow xmlns="http://soap.sforce.com/2006/04/metadata">\n${body}\n</Workflow>\n`;
}

const ACTION = '<actions><name>Note</name><type>FieldUpdate</type></actions>';

function rule(conditions: string, active = true): string {
  return `<rules><fullName>Branch note</fullName>${ACTION}<active>${active}</active>${conditions}<triggerType>onCreateOnly</triggerType></rules>`;
}

function criterion(field: string, operation: string, value: string): string {
  return `<criteriaItems><field>${field}</field><operation>${operation}</operation><value>${value}</value></criteriaItems>`;
}

const signsOf = ({ consumers }: OrgReading): [string, string, string][] =>
  consumers.flatMap(({ component, signs }) =>
    signs.map(({ sign, strength }): [string, string, string] => [component.name, sign, strength]),
  );

test('each rule is a component of its own, by the object and its name, in both formats', () => {
  for (const path of [METADATA, SOURCE]) {
    const { consumers } = read(
      path,
      workflow(rule(criterion('Task.CallDisposition', 'equals', 'Busy')).replace('Branch note', 'Branch%2Fnote')),
    );
    expect(consumers).toMatchObject([
      {
        component: { type: 'WorkflowRule', name: 'Task.Branch/note', file: path, line: 3 },
        active: true,
        fields: [{ name: 'CallDisposition', use: 'condition' }],
        signs: [{ sign: 'workflow-rule-call-field', strength: 'certain', detail: 'Asks for CallDisposition' }],
      },
    ]);
  }
});

test('rules that run on all Tasks count while they are active and do something', () => {
  const status = criterion('Task.Status', 'equals', 'Completed');
  expect(signsOf(read(METADATA, workflow(rule(status))))).toEqual([['Task.Branch note', 'workflow-rule-on-task', 'likely']]);
  expect(read(METADATA, workflow(rule(status, false))).consumers).toEqual([]);
  expect(read(METADATA, workflow(rule(status).replace(ACTION, ''))).consumers).toEqual([]);
  expect(read(METADATA, workflow(rule(criterion('Task.CallType', 'equals', 'Inbound'), false))).consumers[0]?.active).toBe(false);
});

test('a rule whose name alone speaks of calls says so', () => {
  const detail = (name: string): string | undefined =>
    read(METADATA, workflow(rule(criterion('Task.Outcome__c', 'equals', 'Busy')).replace('Branch note', name))).consumers[0]?.signs[0]
      ?.detail;
  expect(detail('Call busy')).toBe('Runs on Tasks by Outcome__c; only its name speaks of calls');
  expect(detail('Recall busy')).toBe('Runs on Tasks by Outcome__c; nothing sets calls apart');
});

test('formulas name fields bare, and a quoted name is none', () => {
  const formula = (text: string): OrgReading => read(METADATA, workflow(rule(`<formula>${text}</formula>`)));
  expect(signsOf(formula('CallDurationInSeconds &gt; 60'))).toEqual([['Task.Branch note', 'workflow-rule-call-field', 'certain']]);
  expect(signsOf(formula('Description = &quot;CallType&quot; /* CallObject */'))).toEqual([
    ['Task.Branch note', 'workflow-rule-on-task', 'likely'],
  ]);
  expect(signsOf(formula('Account.CallType = 1'))).toEqual([['Task.Branch note', 'workflow-rule-on-task', 'likely']]);
});

test('rules that leave calls out are clean', () => {
  const rules = (text: string): OrgReading => read(METADATA, workflow(rule(text)));
  expect(rules(criterion('Task.TaskSubtype', 'equals', 'Email')).consumers).toEqual([]);
  expect(rules(criterion('Task.TaskSubtype', 'notEqual', 'Call')).consumers).toEqual([]);
  expect(rules('<formula>AND(NOT(ISPICKVAL(TaskSubtype, &quot;Call&quot;)), ISNEW())</formula>').consumers).toEqual([]);
  expect(signsOf(rules(criterion('Task.TaskSubtype', 'equals', 'Email,Call')))[0]?.[1]).toBe('workflow-rule-call-field');
});

test('field updates of call fields count, those of other fields and other objects do not', () => {
  const update = (field: string, more = ''): OrgReading =>
    read(METADATA, workflow(`<fieldUpdates><fullName>Note</fullName><field>${field}</field>${more}<name>Note</name></fieldUpdates>`));
  expect(update('CallDisposition').consumers).toMatchObject([
    {
      component: { type: 'WorkflowFieldUpdate', name: 'Task.Note' },
      signs: [{ sign: 'workflow-updates-call-field', strength: 'certain' }],
    },
  ]);
  expect(update('Minutes__c', '<formula>CallDurationInSeconds / 60</formula>').consumers[0]?.signs).toMatchObject([
    { sign: 'workflow-updates-call-field', detail: 'Sets Minutes__c from CallDurationInSeconds' },
  ]);
  expect(update('Call_Back_Time__c').consumers[0]?.signs).toMatchObject([
    {
      sign: 'workflow-updates-call-field',
      strength: 'likely',
      detail: 'Sets Call_Back_Time__c, a name that speaks of calls',
    },
  ]);
  expect(update('Recall_Time__c').consumers).toEqual([]);
  expect(update('Status').consumers).toEqual([]);
  expect(update('CallDisposition', '<targetObject>WhatId</targetObject>').consumers).toEqual([]);
  expect(update('Outcome__c').fields).toMatchObject([{ name: 'Outcome__c', use: 'writes' }]);
});

test('an outbound message that sends a call field makes its rule certain', () => {
  const sends = (field: string): OrgReading =>
    read(
      METADATA,
      workflow(
        `<outboundMessages><fullName>Out</fullName><fields>Id</fields><fields>${field}</fields></outboundMessages>` +
          rule('').replace(ACTION, '<actions><name>Out</name><type>OutboundMessage</type></actions>'),
      ),
    );
  expect(signsOf(sends('CallObject'))).toEqual([['Task.Branch note', 'workflow-rule-call-field', 'certain']]);
  expect(signsOf(sends('Status'))).toEqual([['Task.Branch note', 'workflow-rule-on-task', 'likely']]);
});

test('a decomposed workflow is read by its parts, and other parts give nothing', () => {
  const part = (file: string, root: string, body: string): OrgReading =>
    read(`force-app/main/default/workflows/Task/${file}`, `<${root} xmlns="http://soap.sforce.com/2006/04/metadata">${body}</${root}>`);
  const written = part(
    'workflowRules/Branch_note.workflowRule-meta.xml',
    'WorkflowRule',
    `${ACTION}<active>true</active>${criterion('Task.CallType', 'equals', 'Inbound')}`,
  );
  expect(signsOf(written)).toEqual([['Task.Branch_note', 'workflow-rule-call-field', 'certain']]);
  const update = part(
    'workflowFieldUpdates/Note.workflowFieldUpdate-meta.xml',
    'WorkflowFieldUpdate',
    '<fullName>Note</fullName><field>CallObject</field>',
  );
  expect(signsOf(update)).toEqual([['Task.Note', 'workflow-updates-call-field', 'certain']]);
  expect(part('workflowTasks/Ring.workflowTask-meta.xml', 'WorkflowTask', '<subject>Call the branch</subject>')).toEqual(EMPTY_READING);
});

test('workflows of other objects, and the tasks they create, are clean', () => {
  const body = workflow(
    `${rule(criterion('Case.CallType', 'equals', 'x'))}<tasks><fullName>Call</fullName><subject>Call</subject></tasks>`,
  );
  expect(read('src/workflows/Case.workflow', body)).toEqual(EMPTY_READING);
  expect(read('src/workflows/Event.workflow', workflow(rule(criterion('Event.Outcome__c', 'equals', 'x'))))).toMatchObject({
    consumers: [],
    fields: [{ name: 'Outcome__c', use: 'condition' }],
  });
});
