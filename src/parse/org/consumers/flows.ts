/** Flows and processes: what they do with the Tasks of calls, and what of Salesforce Voice they hold. */
import { s } from '../../../model/sentence.ts';
import type { FieldUse } from '../../../model/org-terms.ts';
import type { XmlElement } from '../../xml.ts';
import { speaksOfCalls } from '../call-fields.ts';
import { childOf, childrenOf, childText, trimmedText } from '../elements.ts';
import type { Component, NamedField, OrgDocument, OrgReading, Reference, Sighting, Sign, TypeReader, UsedField } from '../reading.ts';
import {
  type Condition,
  excludesCalls,
  formulaExcludesCalls,
  formulaFields,
  isCustomField,
  judge,
  listed,
  taskField,
  uniqueUses,
  type Verdict,
} from './call-conditions.ts';
import { componentAt, offsetIn, type Shown, shownAt, wholeText } from './places.ts';

export const FLOW_READER: TypeReader = {
  types: ['Flow'],
  look: /\b(?:Task|TaskSubtype|Event|VoiceCall|RoutingFlow|IndividualObjectLinkingFlow|addScreenPop|findMatchingIndividuals|routeWork|sfdc_phone|LogACall)\b/,
  read: readFlow,
};

type Kind = 'Task' | 'Event' | 'VoiceCall';

/** Whose record a name in the flow stands for. */
interface Named {
  readonly kind: Kind;
  /** It is the record that started the flow. */
  readonly trigger: boolean;
}

interface Use {
  readonly field: string;
  readonly use: FieldUse;
  readonly of: Named;
  readonly verdict: Verdict;
  readonly at: XmlElement;
  readonly index?: number;
}

interface Start {
  readonly at: XmlElement;
  readonly object: string;
  /** What starts it, as the first half of a sentence: “Starts when a Task is created”. */
  readonly says: string;
  readonly filters: readonly string[];
  /** No call gets past its filters. */
  readonly excludes: boolean;
}

function readFlow(source: OrgDocument): Partial<OrgReading> {
  const document = source.markup();
  const root = document.roots[0];
  if (root?.name !== 'Flow') return {};
  const status = childText(document, root, 'status');
  const start = readStart(source, root);
  const names = namedRecords(source, root, start);
  const uses = [...recordUses(source, root, names), ...referenceUses(source, root, names)];
  const component = componentAt(source, root, 'Flow', source.name, childText(document, root, 'label'));
  // What a call never reaches is no use of calls.
  const excluded = start !== null && start.object === 'Task' && (start.excludes || decidesCallsOut(source, root, names));
  const counted = uses.filter(({ of }) => !(excluded && of.trigger && of.kind === 'Task'));
  const signs = flowSigns(source, counted, start, excluded, logActions(source, root));
  const sightings = status === 'Obsolete' ? [] : voiceSightings(source, root, component, status);
  const isPart = signs.length > 0 || sightings.length > 0;
  const active = status === '' ? null : status === 'Active';
  return {
    consumers: signs.length === 0 ? [] : [{ component, signs, fields: consumerFields(source, counted), folder: null, active }],
    sightings,
    references: isPart ? flowReferences(source, root, component) : [],
    fields: customFields(source, counted, component),
  };
}

/** Elements of a flow that work on records of an object which they name. */
const RECORD_ELEMENTS = new Set(['recordLookups', 'recordCreates', 'recordUpdates', 'recordDeletes', 'dynamicChoiceSets']);

function kindOf(object: string): Kind | null {
  const lower = object.toLowerCase();
  return lower === 'task' ? 'Task' : lower === 'event' ? 'Event' : lower === 'voicecall' ? 'VoiceCall' : null;
}

/** What starts a flow by a record, if anything does: its start element, or the object of a process. */
function readStart(source: OrgDocument, root: XmlElement): Start | null {
  const document = source.markup();
  const start = childOf(root, 'start');
  const object = start && childOf(start, 'object');
  if (start && object) {
    const kind = kindOf(trimmedText(document, object));
    const filters = childrenOf(start, 'filters').map((filter) => conditionOf(source, filter, 'field', 'value'));
    const formula = childText(document, start, 'filterFormula');
    return {
      at: object,
      object: kind ?? '',
      says: startSentence(kind ?? '', childText(document, start, 'triggerType'), childText(document, start, 'recordTriggerType')),
      filters: [...filters.map(({ field }) => field), ...formulaFields(formula).map(({ name }) => name)],
      excludes: excludesCalls(filters, childText(document, start, 'filterLogic')) || formulaExcludesCalls(formula),
    };
  }
  const processed = processValue(source, root, 'ObjectType');
  if (!processed || !/^(?:Workflow|InvocableProcess)$/.test(childText(document, root, 'processType'))) return null;
  const kind = kindOf(trimmedText(document, processed)) ?? '';
  const trigger = processValue(source, root, 'TriggerType');
  const says =
    childText(document, root, 'processType') === 'InvocableProcess'
      ? s`A process that others call for a ${kind}`
      : trigger && trimmedText(document, trigger) === 'onCreateOnly'
        ? s`A process that starts when a ${kind} is created`
        : s`A process that starts when a ${kind} is created or updated`;
  return { at: processed, object: kind, says, filters: [], excludes: false };
}

function startSentence(kind: string, trigger: string, on: string): string {
  if (trigger === 'Scheduled') return s`Runs on a schedule over ${kind} records`;
  const what = { Create: s`created`, Update: s`updated`, CreateAndUpdate: s`created or updated`, Delete: s`deleted` }[on];
  return what === undefined ? s`Starts with a ${kind} record` : s`Starts when a ${kind} is ${what}`;
}

/** The text element of a value that the Process Builder keeps about the whole process. */
function processValue(source: OrgDocument, root: XmlElement, name: string): XmlElement | undefined {
  const kept = childrenOf(root, 'processMetadataValues').find((one) => childText(source.markup(), one, 'name') === name);
  const value = kept && childOf(kept, 'value');
  return value?.children[0];
}

/** Chains of loops and collections are followed so many times. */
const MOST_ROUNDS = 10;

/** Names that stand for records of the objects that matter. */
function namedRecords(source: OrgDocument, root: XmlElement, start: Start | null): Map<string, Named> {
  const document = source.markup();
  const names = new Map<string, Named>();
  const add = (name: string, kind: Kind | null, trigger = false): void => {
    if (name !== '' && kind !== null && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), { kind, trigger });
  };
  const started = kindOf(start?.object ?? '');
  for (const name of ['$Record', '$Record__Prior']) add(name, started, true);
  for (const key of ['ObjectVariable', 'OldObjectVariable']) {
    const variable = processValue(source, root, key);
    if (variable) add(trimmedText(document, variable), started, true);
  }
  for (const child of root.children) {
    const name = childText(document, child, 'name');
    if (child.name === 'variables') add(name, kindOf(childText(document, child, 'objectType')));
    // The record of a lookup that leaves calls out is no call.
    else if (child.name === 'recordLookups' && !lookupExcludesCalls(source, child)) add(name, kindOf(childText(document, child, 'object')));
  }
  const iterated = root.children.filter(({ name }) => name === 'loops' || name === 'collectionProcessors');
  for (let round = 0; round < MOST_ROUNDS && iterated.length > 0; round++) {
    const before = names.size;
    for (const element of iterated) {
      const of = names.get(childText(document, element, 'collectionReference').toLowerCase());
      if (!of) continue;
      for (const name of ['name', 'assignNextValueToReference']) add(childText(document, element, name), of.kind);
    }
    if (names.size === before) break;
  }
  return names;
}

function lookupExcludesCalls(source: OrgDocument, lookup: XmlElement): boolean {
  const filters = childrenOf(lookup, 'filters').map((filter) => conditionOf(source, filter, 'field', 'value'));
  return excludesCalls(filters, childText(source.markup(), lookup, 'filterLogic'));
}

const TESTS: Readonly<Record<string, Condition['test']>> = {
  EqualTo: 'is',
  In: 'is',
  NotEqualTo: 'is-not',
  NotIn: 'is-not',
  Contains: 'like',
  StartsWith: 'like',
  EndsWith: 'like',
};

/** One line of a filter, a decision or an assignment. */
function conditionOf(source: OrgDocument, element: XmlElement, fieldName: string, valueName: string): Condition {
  const document = source.markup();
  const written = childText(document, element, fieldName);
  const value = childOf(element, valueName);
  const literal = value && childOf(value, 'stringValue') ? childText(document, value, 'stringValue') : '';
  return {
    field: written.slice(written.lastIndexOf('.') + 1),
    test: TESTS[childText(document, element, 'operator')] ?? 'other',
    values: literal === '' || literal.includes('{!') ? [] : [literal],
  };
}

/** Fields that filters, assignments and queries of record elements name. */
function recordUses(source: OrgDocument, root: XmlElement, names: ReadonlyMap<string, Named>): Use[] {
  const document = source.markup();
  const uses: Use[] = [];
  for (const element of root.children) {
    const isStart = element.name === 'start';
    if (!isStart && !RECORD_ELEMENTS.has(element.name)) continue;
    const kind = kindOf(childText(document, element, 'object'));
    const input = names.get(childText(document, element, 'inputReference').toLowerCase());
    const of: Named | undefined = kind ? { kind, trigger: isStart } : input;
    if (!of) continue;
    // Emails and other subtypes that a lookup asks for are no calls.
    const excluded = !isStart && lookupExcludesCalls(source, element);
    const add = (at: XmlElement, use: FieldUse, condition: Condition): void => {
      if (condition.field !== '') uses.push({ field: condition.field, use, of, verdict: excluded ? 'excludes' : judge(condition), at });
    };
    for (const child of element.children) {
      const field = childOf(child, 'field');
      if (child.name === 'filters' && field) add(field, 'filter', conditionOf(source, child, 'field', 'value'));
      else if (child.name === 'inputAssignments' && field)
        add(field, 'writes', { ...conditionOf(source, child, 'field', 'value'), test: 'is' });
      else if (child.name === 'outputAssignments' && field) add(field, 'reads', plain(trimmedText(document, field)));
      else if (child.name === 'queriedFields') add(child, 'reads', plain(trimmedText(document, child)));
      else if (child.name === 'sortField' || child.name === 'valueField') add(child, 'reads', plain(trimmedText(document, child)));
      else if (child.name === 'displayField') add(child, 'shows', plain(trimmedText(document, child)));
    }
  }
  return uses;
}

/** A use of a field for which no value is told. */
function plain(field: string): Condition {
  return { field, test: 'other', values: [] };
}

/** Elements whose text is the path of a field. */
const PATHS: Readonly<Record<string, FieldUse>> = {
  leftValueReference: 'condition',
  assignToReference: 'writes',
  elementReference: 'reads',
  objectFieldReference: 'asks',
};

/** Elements whose text may hold paths among other things. */
const TEXTS: Readonly<Record<string, FieldUse>> = {
  expression: 'formula',
  filterFormula: 'formula',
  text: 'shows',
  fieldText: 'shows',
  stringValue: 'reads',
};

/** Fields of records that decisions, assignments, formulas and texts name by their paths. */
function referenceUses(source: OrgDocument, root: XmlElement, names: ReadonlyMap<string, Named>): Use[] {
  const document = source.markup();
  const uses: Use[] = [];
  const named = (path: string): Named | undefined => names.get(path.replace(/^.*\{!/, '').toLowerCase());
  const open: { element: XmlElement; parent: XmlElement }[] = [{ element: root, parent: root }];
  for (let item = open.pop(); item; item = open.pop()) {
    const { element, parent } = item;
    // What the Process Builder keeps for its own screen.
    if (element.name === 'processMetadataValues' || element.name === 'description') continue;
    for (let index = element.children.length - 1; index >= 0; index--)
      open.push({ element: element.children[index] as XmlElement, parent: element });
    const pathUse = PATHS[element.name];
    const textUse = TEXTS[element.name];
    if (pathUse !== undefined) {
      const path = trimmedText(document, element);
      const dot = path.indexOf('.');
      const of = dot > 0 ? named(path.slice(0, dot)) : undefined;
      const field = path.slice(dot + 1);
      if (!of || field.includes('.')) continue;
      const condition =
        pathUse === 'condition'
          ? conditionOf(source, parent, 'leftValueReference', 'rightValue')
          : pathUse === 'writes'
            ? { ...conditionOf(source, parent, 'assignToReference', 'value'), test: 'is' as const }
            : plain(field);
      uses.push({ field, use: pathUse, of, verdict: judge(condition), at: element });
    } else if (textUse !== undefined) {
      const text = wholeText(source, element);
      if (!text.includes('{!') && textUse !== 'formula') continue;
      for (const { name, path, index } of fieldsOfText(text, textUse)) {
        const of = named(path);
        if (of) uses.push({ field: name, use: textUse, of, verdict: judge(plain(name)), at: element, index });
      }
    }
  }
  return uses;
}

function fieldsOfText(text: string, use: FieldUse): { name: string; path: string; index: number }[] {
  if (use === 'formula') return formulaFields(text);
  return [...text.matchAll(/\{!([\w$]{1,120})\.(\w{1,120})\}/g)].flatMap(({ 0: { length }, 1: path = '', 2: field = '', index }) => {
    const known = taskField(field);
    return known ? [{ name: known.name, path, index: index + length - 1 - field.length }] : [];
  });
}

/** Whether the decisions that stand first let no call through: each asks for another subtype, and behind the last there is nothing. */
function decidesCallsOut(source: OrgDocument, root: XmlElement, names: ReadonlyMap<string, Named>): boolean {
  const document = source.markup();
  const byName = new Map(root.children.map((child) => [childText(document, child, 'name'), child] as const));
  const targetOf = (element: XmlElement | undefined, connector: string): string => {
    const child = element && childOf(element, connector);
    return child ? childText(document, child, 'targetReference') : '';
  };
  let next = childText(document, root, 'startElementReference') || targetOf(childOf(root, 'start'), 'connector');
  const seen = new Set<string>();
  while (next !== '' && !seen.has(next)) {
    seen.add(next);
    const element = byName.get(next);
    // The Process Builder's own first step.
    if (element?.name === 'assignments' && next === 'myVariable_waitStartTimeAssignment') {
      next = targetOf(element, 'connector');
      continue;
    }
    if (element?.name !== 'decisions') return false;
    const rules = childrenOf(element, 'rules');
    const allExclude = rules.every((rule) => {
      const conditions = childrenOf(rule, 'conditions').map((condition) => {
        const path = childText(document, condition, 'leftValueReference');
        const of = names.get(path.slice(0, Math.max(path.indexOf('.'), 0)).toLowerCase());
        return of?.trigger ? conditionOf(source, condition, 'leftValueReference', 'rightValue') : plain('');
      });
      return excludesCalls(conditions, childText(document, rule, 'conditionLogic'));
    });
    if (rules.length === 0 || !allExclude) return false;
    next = targetOf(element, 'defaultConnector');
    if (next === '') return true;
  }
  return false;
}

function flowSigns(source: OrgDocument, uses: readonly Use[], start: Start | null, excluded: boolean, logs: readonly XmlElement[]): Sign[] {
  const signs: Sign[] = [];
  const tasks = uses.filter(({ of, verdict }) => of.kind === 'Task' && verdict !== 'excludes' && verdict !== 'none');
  // A type or a subject counts where it is asked for; to set it is to plan something.
  const calls = tasks.filter(({ verdict }) => verdict === 'call');
  const likely = tasks.filter(({ verdict, use }) => verdict === 'likely' && use !== 'writes');
  const fieldsOf = (some: readonly Use[]): string => listed(some.map(({ field }) => taskField(field)?.name ?? field));
  const first = (some: readonly Use[]): Shown => placeOf(source, some[0] as Use);

  if (start?.object === 'Task' && !excluded) {
    const looked = calls.filter(({ of, use }) => of.trigger && use !== 'writes');
    const said = likely.filter(({ of }) => of.trigger);
    const others = listed(start.filters);
    const place = shownAt(source, offsetIn(source, start.at));
    if (looked.length > 0)
      signs.push({
        sign: 'flow-on-call-task',
        strength: 'certain',
        detail: s`${start.says}, and looks at ${fieldsOf(looked)}`,
        ...first(looked),
      });
    else if (said.length > 0)
      signs.push({
        sign: 'flow-on-task',
        strength: 'likely',
        detail: s`${start.says}, and asks for a ${fieldsOf(said)} that says call`,
        ...place,
      });
    else {
      const isLookedAt = ({ field, of, use }: Use): boolean =>
        of.trigger && use !== 'writes' && isCustomField(field) && speaksOfCalls(field);
      const named = uses.filter(isLookedAt);
      if (named.length > 0) {
        const names = new Set(named.map(({ field }) => field));
        const told =
          names.size === 1 ? s`${listed([...names])}, a name that speaks of calls` : s`${listed([...names])}, names that speak of calls`;
        signs.push({ sign: 'flow-on-call-task', strength: 'likely', detail: s`${start.says}, and looks at ${told}`, ...first(named) });
      } else {
        const through = others === '' ? start.says : s`${start.says}, if its filters on ${others} let it through`;
        const detail = s`${through}; nothing sets calls apart`;
        signs.push({ sign: 'flow-on-task', strength: 'likely', detail, ...place });
      }
    }
  }
  const written = calls.filter(({ use }) => use === 'writes');
  if (written.length > 0)
    signs.push({ sign: 'flow-writes-call-task', strength: 'certain', detail: s`Sets ${fieldsOf(written)} of a Task`, ...first(written) });
  const isStart = ({ of }: Use): boolean => of.trigger && start !== null;
  const read = calls.filter((use) => use.use !== 'writes' && !isStart(use));
  const asked = likely.filter((use) => use.use === 'filter' && !isStart(use));
  if (read.length > 0)
    signs.push({ sign: 'flow-reads-call-task', strength: 'certain', detail: s`Reads Tasks with ${fieldsOf(read)}`, ...first(read) });
  else if (asked.length > 0) {
    const detail = s`Gets Tasks by a ${fieldsOf(asked)} that says call`;
    signs.push({ sign: 'flow-reads-call-task', strength: 'likely', detail, ...first(asked) });
  }
  for (const action of logs.slice(0, 1)) {
    const place = shownAt(source, offsetIn(source, action));
    signs.push({ sign: 'flow-logs-a-call', strength: 'likely', detail: s`Runs the quick action Log a Call`, ...place });
  }
  return signs;
}

function placeOf(source: OrgDocument, { at, index }: Use): Shown {
  return shownAt(source, offsetIn(source, at, index));
}

/** Names of actions that run Log a Call, by an object's name or without. */
function logActions(source: OrgDocument, root: XmlElement): XmlElement[] {
  const document = source.markup();
  return childrenOf(root, 'actionCalls').flatMap((action) => {
    const name = childOf(action, 'actionName');
    const runs = name && childText(document, action, 'actionType') === 'quickAction';
    return runs && /(?:^|\.)LogACall$/.test(trimmedText(document, name)) ? [name] : [];
  });
}

/** Standard call fields, the subtype, and custom fields whose names are a call's. */
function consumerFields(source: OrgDocument, uses: readonly Use[]): UsedField[] {
  return uniqueUses(
    uses.flatMap((use) => {
      const known = taskField(use.field);
      const counts = known?.kind === 'custom' ? speaksOfCalls(known.name) : known !== null && use.verdict !== 'none';
      if (!known || !counts || use.of.kind !== 'Task' || use.verdict === 'excludes') return [];
      const { line, column } = placeOf(source, use);
      return [{ name: known.name, use: use.use, line, column }];
    }),
  );
}

function customFields(source: OrgDocument, uses: readonly Use[], component: Component): NamedField[] {
  const found = uses.filter(({ of, field, verdict }) => of.kind !== 'VoiceCall' && verdict !== 'excludes' && isCustomField(field));
  return uniqueUses(
    found.map((use) => {
      const { line, column } = placeOf(source, use);
      return { name: use.field, use: use.use, line, column };
    }),
  ).map((field) => ({ ...field, component }));
}

function voiceSightings(source: OrgDocument, root: XmlElement, component: Component, status: string): Sighting[] {
  const document = source.markup();
  const found: Sighting[] = [];
  const state = status === '' || status === 'Active' ? '' : ` (${/^\w{1,20}$/.test(status) ? status : 'not active'})`;
  const add = (sign: (Sighting & { kind: 'foundation' })['sign'], element: XmlElement, value: string): void => {
    if (found.some((one) => one.sign === sign)) return;
    const place = shownAt(source, offsetIn(source, element));
    found.push({ kind: 'foundation', sign, component, value: `${value}${state}`, confidence: 'exact', ...place });
  };
  const phone = phoneChannel(source, root);
  const voiceObject = voiceCallObject(source, root);
  const type = childOf(root, 'processType');
  const processType = type ? trimmedText(document, type) : '';
  if (phone) add('voice-routing-flow', phone, processType === 'RoutingFlow' ? 'RoutingFlow with sfdc_phone' : 'routeWork with sfdc_phone');
  else if (type && processType === 'RoutingFlow')
    if (voiceObject) add('voice-routing-flow', type, 'RoutingFlow with VoiceCall');
    else add('routing-flow', type, 'RoutingFlow');
  else if (type && processType === 'IndividualObjectLinkingFlow') add('individual-object-linking-flow', type, processType);
  if (voiceObject && processType !== 'RoutingFlow') add('voice-call-flow', voiceObject, s`Works on VoiceCall`);
  for (const action of childrenOf(root, 'actionCalls')) {
    const kind = childOf(action, 'actionType');
    const actionType = kind ? trimmedText(document, kind) : '';
    if (kind && actionType === 'addScreenPop') add('flow-screen-pop', kind, actionType);
    if (kind && actionType === 'findMatchingIndividuals') add('caller-search-in-flow', kind, actionType);
  }
  return found;
}

/** Where a flow sends work to the phone channel. */
function phoneChannel(source: OrgDocument, root: XmlElement): XmlElement | null {
  const document = source.markup();
  for (const action of childrenOf(root, 'actionCalls')) {
    if (childText(document, action, 'actionType') !== 'routeWork') continue;
    for (const input of childrenOf(action, 'inputParameters')) {
      const value = childOf(input, 'value');
      const text = value && childOf(value, 'stringValue');
      if (text && /^serviceChannel/i.test(childText(document, input, 'name')) && trimmedText(document, text) === 'sfdc_phone') return text;
    }
  }
  return null;
}

/** The first element that names VoiceCall as the object of its records. */
function voiceCallObject(source: OrgDocument, root: XmlElement): XmlElement | null {
  const document = source.markup();
  for (const element of root.children) {
    const isRecord = element.name === 'start' || RECORD_ELEMENTS.has(element.name);
    const object = isRecord ? childOf(element, 'object') : element.name === 'variables' ? childOf(element, 'objectType') : undefined;
    if (object && trimmedText(document, object) === 'VoiceCall') return object;
  }
  return null;
}

/** Apex and other flows that a flow calls. */
function flowReferences(source: OrgDocument, root: XmlElement, from: Component): Reference[] {
  const document = source.markup();
  const found = new Map<string, Reference>();
  const add = (relation: 'calls-apex' | 'calls-flow', name: XmlElement | undefined): void => {
    const called = name ? trimmedText(document, name) : '';
    const key = `${relation} ${called}`;
    if (!name || called === '' || found.has(key)) return;
    const to = { type: relation === 'calls-apex' ? 'ApexClass' : 'Flow', name: called };
    found.set(key, { from, relation, to, ...document.place(offsetIn(source, name)) });
  };
  for (const element of root.children) {
    if (element.name === 'subflows') add('calls-flow', childOf(element, 'flowName'));
    else if (element.name === 'apexPluginCalls') add('calls-apex', childOf(element, 'apexClass'));
    else if (element.name === 'actionCalls') {
      const type = childText(document, element, 'actionType');
      if (type === 'apex') add('calls-apex', childOf(element, 'actionName'));
      else if (type === 'flow') add('calls-flow', childOf(element, 'actionName'));
    }
  }
  return [...found.values()];
}
