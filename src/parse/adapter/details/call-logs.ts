/** Where the adapter writes a record of a call, and which fields it writes. */
import type { Node } from 'estree';
import type { CallLog } from '../../../model/assessment.ts';
import type { ApiUse, Evaluator, ParsedScript, Placed, RecordValue, ScriptReading } from '../script/types.ts';
import { alternatives, callsOf, importedFrom, knownTexts, memberValues, nameOffset, recordsAt, recordsOf } from './expressions.ts';
import { fittingUses } from './fitting.ts';
import { bare, globalPathOf, indexOf, keyName, literalText, startOf, type Call } from './nodes.ts';
import { queryFields } from './query-text.ts';

interface FieldPlace {
  readonly name: string;
  readonly at: ParsedScript;
  readonly offset: number;
  readonly direct: boolean;
}

interface Written {
  readonly object: string | null;
  readonly fields: readonly FieldPlace[];
  readonly complete: boolean;
}

/** Members of an argument that say what to write, and are no fields. */
const NO_FIELDS = new Set(['entityapiname', 'sobjecttype', 'callback', 'attributes', 'apiname']);

/** What a saveLog call writes; shared by the inventory and by the trait of the fact. */
export function writtenBy(use: ApiUse, evaluator: Evaluator): Written {
  if (use.api === 'opencti') return lightningLog(use, evaluator);
  const [object, parameters] = use.args;
  const name = object ? objectName(object, evaluator) : null;
  if (!parameters) return { object: name, fields: [], complete: false };
  const { fields, complete } = queryFields(parameters, evaluator);
  const notFields = fields.filter((field) => !NO_FIELDS.has(field.name.toLowerCase()));
  return { object: name, fields: notFields, complete: complete && fields.length > 0 };
}

function lightningLog(use: ApiUse, evaluator: Evaluator): Written {
  const argument = use.args[0];
  const records = recordsOf(argument, evaluator);
  const values = memberValues(records, 'value');
  const inner = values.flatMap((value) => recordsAt(value.node, value.at, evaluator).map((record) => ({ value, record })));
  const known = values.every((value) => inner.some((entry) => entry.value === value));
  const written = fieldsOf(
    inner.map(({ record }) => record),
    use,
  );
  const object = inner
    .flatMap(({ record }) => ['entityApiName', 'sobjectType', 'sObjectType', 'apiName'].flatMap((key) => record.properties.get(key) ?? []))
    .map((value) => objectName(value, evaluator))
    .find((name) => name !== null);
  const complete = values.length > 0 && known && written.complete && values.length >= records.length;
  return { object: object ?? null, fields: written.fields, complete };
}

function objectName(value: Placed, evaluator: Evaluator): string | null {
  const names = [...new Set(knownTexts(value, evaluator).filter((text) => /^[A-Za-z]\w{0,120}$/.test(text)))];
  return names.length === 1 ? (names[0] ?? null) : null;
}

/** Fields that records hold, each once. */
function fieldsOf(records: readonly RecordValue[], use: { readonly call: Node | null }): { fields: FieldPlace[]; complete: boolean } {
  const fields: FieldPlace[] = [];
  const names = new Set<string>();
  let complete = records.length > 0;
  for (const record of records) {
    if (record.open) complete = false;
    for (const [name, value] of record.properties) {
      const key = name.toLowerCase();
      if (NO_FIELDS.has(key) || names.has(key) || !/^[A-Za-z][\w.]{0,120}$/.test(name)) continue;
      names.add(key);
      fields.push({ name, at: value.at, offset: nameOffset(value), direct: isInside(value.node, use.call) });
    }
  }
  return { fields, complete };
}

function isInside(node: Node, outer: Node | null): boolean {
  return outer !== null && startOf(node) >= startOf(outer) && startOf(node) < ((outer as unknown as { end?: number }).end ?? 0);
}

/** Fields that a Task has and hardly any other record of a call. */
const TASK_FIELDS = new Set([
  'whoid',
  'whatid',
  'calltype',
  'calldisposition',
  'calldurationinseconds',
  'callobject',
  'activitydate',
  'tasksubtype',
]);

/** Whether fields are plainly those of a Task. */
export function looksLikeTask(fields: readonly { readonly name: string }[]): boolean {
  const names = fields.map(({ name }) => name.toLowerCase());
  return names.filter((name) => TASK_FIELDS.has(name)).length >= (names.includes('subject') ? 1 : 2);
}

/** `Stage__c`, `ns__Stage__c`, `Level__pc`. */
export function isCustomField(name: string): boolean {
  return /__p?c$/i.test(name.split('.')[0] ?? '');
}

/** Every place where the adapter writes the record of a call. */
export function callLogs(reading: ScriptReading): CallLog[] {
  const logs: CallLog[] = [];
  for (const use of callsOf(fittingUses(reading), 'saveLog')) {
    if (use.api !== 'opencti' && use.api !== 'interaction') continue;
    const written = writtenBy(use, reading.evaluator);
    const object = written.object ?? (looksLikeTask(written.fields) ? 'Task' : null);
    logs.push(logOf('saveLog', use.api, { ...written, object }, use.at, use.offset, use.confidence === 'dynamic'));
  }
  for (const at of reading.parsed) {
    if (at.script.context === 'typing') continue;
    for (const call of indexOf(at).calls) {
      const written = writeElsewhere(call, at, reading.evaluator);
      // Only what belongs to a call is a call log: other records are the adapter's own business.
      if (written && (written.object === 'Task' || written.object === 'VoiceCall')) {
        logs.push(logOf('rest', 'behaviour', written, at, startOf(call.callee), false));
      }
    }
  }
  return logs;
}

function logOf(via: CallLog['via'], api: CallLog['api'], written: Written, at: ParsedScript, offset: number, dynamic: boolean): CallLog {
  return {
    via,
    api,
    object: written.object,
    file: at.script.file,
    ...at.script.place(offset),
    fields: written.fields.map((field) => ({
      name: field.name,
      custom: isCustomField(field.name),
      file: field.at.script.file,
      ...field.at.script.place(field.offset),
      confidence: dynamic ? 'dynamic' : field.direct ? 'exact' : 'resolved',
    })),
    complete: written.complete,
    ...(at.script.context === 'test' ? { context: 'test' as const } : {}),
  };
}

/** A Task written by other means than saveLog: Lightning Data Service, the AJAX toolkit, REST, an Aura event. */
function writeElsewhere(call: Call, at: ParsedScript, evaluator: Evaluator): Written | null {
  const path = globalPathOf(call.callee);
  if (!path) return null;
  const last = path.at(-1) ?? '';
  const [first, second] = call.arguments;
  if (path.length === 1 && /^(?:createRecord|updateRecord)$/.test(last) && first)
    return dataServiceWrite({ node: first, at }, call, evaluator);
  if (/^sforce\.connection\.(?:create|update|upsert)$/.test(path.join('.'))) {
    const records = call.arguments.findLast((argument) => literalText(argument) === null && !/Function/.test(argument.type));
    return records ? ajaxToolkitWrite({ node: records, at }, evaluator) : null;
  }
  if (last === 'fetch' && path.length === 1 && first) {
    const object = objectInPath({ node: first, at }, evaluator);
    if (object === null) return null;
    const body = second ? memberValues(recordsAt(second, at, evaluator), 'body') : [];
    return body.length === 0 ? null : { object, ...jsonBody(body, call, evaluator) };
  }
  if (/^(?:\$|jQuery|\$j|j\$)$/.test(path[0] ?? '') && last === 'ajax' && first) {
    const options = recordsAt(first, at, evaluator);
    const object = memberValues(options, 'url')
      .map((url) => objectInPath(url, evaluator))
      .find((name) => name !== null);
    const data = memberValues(options, 'data');
    return object === undefined || data.length === 0 ? null : { object, ...jsonBody(data, call, evaluator) };
  }
  if (last === 'setParams' && first) return auraEventWrite({ node: first, at }, call, evaluator);
  return null;
}

function dataServiceWrite(argument: Placed, call: Node, evaluator: Evaluator): Written | null {
  const records = recordsAt(argument.node, argument.at, evaluator);
  const object = memberValues(records, 'apiName')
    .map((value) => objectName(value, evaluator) ?? importedObject(value))
    .find((name) => name !== null);
  const fields = memberValues(records, 'fields').flatMap((value) => recordsAt(value.node, value.at, evaluator));
  if (object === undefined) return null;
  return { object, ...fieldsOf(fields, { call }) };
}

/** `TASK_OBJECT` of `import TASK_OBJECT from '@salesforce/schema/Task'`. */
function importedObject(value: Placed): string | null {
  const node = bare(value.node);
  if (node.type !== 'Identifier') return null;
  return /^@salesforce\/schema\/(\w{1,120})$/.exec(importedFrom(node.name, value.at) ?? '')?.[1] ?? null;
}

/** `new sforce.SObject('Task')` with fields put on it later. */
function ajaxToolkitWrite(argument: Placed, evaluator: Evaluator): Written | null {
  const lists = alternatives(argument.node, argument.at, evaluator);
  const elements = lists.flatMap(({ node, at }) =>
    node.type === 'ArrayExpression' ? node.elements.flatMap((element) => (element ? [{ node: element as Node, at }] : [])) : [{ node, at }],
  );
  for (const element of elements) {
    const made = alternatives(element.node, element.at, evaluator).find(
      ({ node }) => node.type === 'NewExpression' && keyName(bare(node.callee)) === 'SObject',
    );
    if (made?.node.type !== 'NewExpression' || !made.node.arguments[0]) continue;
    const object = objectName({ node: made.node.arguments[0], at: made.at }, evaluator);
    const name = bare(element.node).type === 'Identifier' ? keyName(bare(element.node)) : null;
    if (object === null || name === null) continue;
    const fields: FieldPlace[] = [];
    for (const { left } of indexOf(element.at).assignments) {
      const target = bare(left);
      if (target.type !== 'MemberExpression' || keyName(bare(target.object)) !== name || bare(target.object).type !== 'Identifier')
        continue;
      const field = keyName(target);
      if (field !== null && !fields.some((known) => known.name === field))
        fields.push({ name: field, at: element.at, offset: startOf(target.property), direct: false });
    }
    return { object, fields, complete: true };
  }
  return null;
}

/** The object of `/services/data/v58.0/sobjects/Task`. */
function objectInPath(url: Placed, evaluator: Evaluator): string | null {
  for (const text of evaluator.texts(url.node, url.at)) {
    const object = /\/sobjects\/([A-Za-z]\w{0,120})\/?(?:$|[?#…]|[A-Za-z0-9]{15})/.exec(text)?.[1];
    if (object !== undefined) return object;
  }
  return null;
}

/** The object behind `JSON.stringify(…)`. */
function jsonBody(values: readonly Placed[], call: Node, evaluator: Evaluator): { fields: FieldPlace[]; complete: boolean } {
  const records = values.flatMap((value) =>
    alternatives(value.node, value.at, evaluator).flatMap(({ node, at }) => {
      const inner = node.type === 'CallExpression' && keyName(bare(node.callee)) === 'stringify' ? node.arguments[0] : node;
      return inner ? recordsAt(inner, at, evaluator) : [];
    }),
  );
  return fieldsOf(records, { call });
}

/** `$A.get('e.force:createRecord')` and its `setParams({ entityApiName: 'Task', defaultFieldValues })`. */
function auraEventWrite(argument: Placed, call: Node, evaluator: Evaluator): Written | null {
  const records = recordsAt(argument.node, argument.at, evaluator);
  const object = memberValues(records, 'entityApiName')
    .map((value) => objectName(value, evaluator))
    .find((name) => name !== null);
  if (object === undefined || object === null) return null;
  const fields = memberValues(records, 'defaultFieldValues').flatMap((value) => recordsAt(value.node, value.at, evaluator));
  // The person at the desk fills in the rest.
  return { object, fields: fieldsOf(fields, { call }).fields, complete: false };
}
