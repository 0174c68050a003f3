import type { Call } from './telephony';
import type { Salesforce } from './salesforce';

export interface WrapUp {
  disposition: string;
  reason: string;
  whoId?: string;
  whatId?: string;
  note: string;
  promisedOn?: string;
}

const SUBJECTS = { Inbound: 'Debtor called', Outbound: 'Debtor was called' };

function taskOf(call: Call, wrapUp: WrapUp): Record<string, unknown> {
  const seconds = Math.round((Date.now() - call.startedAt) / 1000);
  return {
    entityApiName: 'Task',
    Subject: SUBJECTS[call.direction],
    TaskSubtype: 'Call',
    CallType: call.direction,
    CallDisposition: wrapUp.disposition,
    CallDurationInSeconds: seconds,
    CallObject: call.id,
    WhoId: wrapUp.whoId,
    WhatId: wrapUp.whatId,
    Description: wrapUp.note,
    Call_Reason__c: wrapUp.reason,
    Promised_On__c: wrapUp.promisedOn,
    Recording_Link__c: `https://recorder.example.com/play/${call.id}`,
  };
}

export async function logCall(salesforce: Salesforce, call: Call, wrapUp: WrapUp): Promise<string> {
  const { recordId } = await salesforce.save(taskOf(call, wrapUp));
  await salesforce.refresh();
  return recordId;
}
