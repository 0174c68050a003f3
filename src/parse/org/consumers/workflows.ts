/** Workflow rules and field updates of Task, in one file for the object or in one for each part. */
import { s } from '../../../model/sentence.ts';
import type { FieldUse } from '../../../model/org-terms.ts';
import type { XmlElement } from '../../xml.ts';
import { speaksOfCalls } from '../call-fields.ts';
import { childOf, childrenOf, childText, trimmedText } from '../elements.ts';
import type { Component, ConsumerSighting, NamedField, OrgDocument, OrgReading, Sign, TypeReader, UsedField } from '../reading.ts';
import { opened } from '../types.ts';
import {
  type Condition,
  excludesCalls,
  formulaExcludesCalls,
  formulaFields,
  judge,
  listed,
  taskField,
  type TaskField,
  uniqueUses,
  usedField,
  type Verdict,
} from './call-conditions.ts';
import { componentAt, offsetIn, type Shown, shownAt, wholeText } from './places.ts';

export const WORKFLOW_READER: TypeReader = {
  types: ['Workflow'],
  look: /<(?:rules|fieldUpdates|WorkflowRule|WorkflowFieldUpdate)\b/,
  read: readWorkflow,
};

type Part = Pick<OrgReading, 'fields'> & { readonly consumer: ConsumerSighting | null };

function readWorkflow(source: OrgDocument): Partial<OrgReading> {
  const object = source.name.toLowerCase();
  // Only activities carry call logs; the tasks that other objects' rules create are plans.
  if (object !== 'task' && object !== 'event') return {};
  const root = source.markup().roots[0];
  const isTask = object === 'task';
  const parts: Part[] = [];
  if (root?.name === 'Workflow') {
    const messages = new Map(childrenOf(root, 'outboundMessages').map((one) => [childText(source.markup(), one, 'fullName'), one]));
    for (const rule of childrenOf(root, 'rules')) parts.push(readRule(source, rule, isTask, messages));
    for (const update of childrenOf(root, 'fieldUpdates')) parts.push(readUpdate(source, update, isTask));
  } else if (root?.name === 'WorkflowRule') parts.push(readRule(source, root, isTask, new Map()));
  else if (root?.name === 'WorkflowFieldUpdate') parts.push(readUpdate(source, root, isTask));
  return {
    consumers: parts.flatMap(({ consumer }) => (consumer ? [consumer] : [])),
    fields: parts.flatMap(({ fields }) => fields),
  };
}

/** A field that a rule or an update names, and where. */
interface Named {
  readonly field: TaskField;
  readonly use: FieldUse;
  readonly verdict: Verdict;
  readonly at: Shown;
}

function readRule(source: OrgDocument, rule: XmlElement, isTask: boolean, messages: ReadonlyMap<string, XmlElement>): Part {
  const document = source.markup();
  const component = partComponent(source, rule, 'WorkflowRule');
  const active = childText(document, rule, 'active') === 'true';
  const conditions: Condition[] = [];
  const named: Named[] = [];
  const asked: string[] = [];
  for (const item of childrenOf(rule, 'criteriaItems')) {
    const element = childOf(item, 'field');
    const written = element ? trimmedText(document, element) : '';
    if (/^[\w.]{1,80}$/.test(written)) asked.push(written.replace(/^(?:Task|Event|Activity)\./i, ''));
    // Fields of other objects stand beside those of the Task.
    if (!element || !/^(?:Task|Event|Activity)\.[^.]+$/i.test(written)) continue;
    const condition = criterion(source, item, written.slice(written.indexOf('.') + 1));
    conditions.push(condition);
    const field = taskField(condition.field);
    if (field) named.push({ field, use: 'condition', verdict: judge(condition), at: shownAt(source, offsetIn(source, element)) });
  }
  const formula = childOf(rule, 'formula');
  const formulaText = formula ? wholeText(source, formula) : '';
  if (formula) named.push(...namedInFormula(source, formula));
  const excluded =
    excludesCalls(conditions, childText(document, rule, 'booleanFilter')) || (formula !== undefined && formulaExcludesCalls(formulaText));
  if (excluded) return { consumer: null, fields: [] };

  const calls = named.filter(({ verdict, field }) => verdict === 'call' && field.kind !== 'custom');
  const likely = named.filter(({ verdict }) => verdict === 'likely');
  const sent = childrenOf(rule, 'actions').flatMap((action) => {
    const message =
      childText(document, action, 'type') === 'OutboundMessage' ? messages.get(childText(document, action, 'name')) : undefined;
    return message ? sentCallFields(source, message) : [];
  });
  const signs: Sign[] = [];
  const start = shownAt(source, component.element.start);
  if (!isTask) return { consumer: null, fields: customOf(named, component.component) };
  if (calls.length > 0) signs.push({ ...certain('workflow-rule-call-field', s`Asks for ${fieldNames(calls)}`), ...(calls[0] as Named).at });
  if (sent.length > 0)
    signs.push({ ...certain('workflow-rule-call-field', s`Its outbound message sends ${fieldNames(sent)}`), ...(sent[0] as Named).at });
  // A rule without an action does nothing.
  const acts = childrenOf(rule, 'actions').length > 0 || childrenOf(rule, 'workflowTimeTriggers').length > 0;
  if (signs.length === 0 && active && acts) {
    const others = listed(asked);
    const isNamed = speaksOfCalls(component.component.name.slice(component.component.name.indexOf('.') + 1));
    const callNamed = listed(named.flatMap(({ field }) => (field.kind === 'custom' && speaksOfCalls(field.name) ? [field.name] : [])));
    const apart = isNamed ? s`only its name speaks of calls` : s`nothing sets calls apart`;
    const how =
      likely.length > 0
        ? s`Runs on Tasks whose ${fieldNames(likely)} says call`
        : callNamed !== ''
          ? s`Runs on Tasks by ${callNamed}, a name that speaks of calls`
          : formula !== undefined
            ? s`Runs on Tasks by a formula; ${isNamed ? apart : s`nothing in it sets calls apart`}`
            : others === ''
              ? s`Runs on every Task, so on calls as well`
              : s`Runs on Tasks by ${others}; ${apart}`;
    signs.push({ sign: 'workflow-rule-on-task', strength: 'likely', detail: how, ...(likely[0]?.at ?? start) });
  }
  const consumer =
    signs.length === 0 ? null : { component: component.component, signs, fields: usesOf([...named, ...sent]), folder: null, active };
  return { consumer, fields: customOf(named, component.component) };
}

function readUpdate(source: OrgDocument, update: XmlElement, isTask: boolean): Part {
  const document = source.markup();
  const { component } = partComponent(source, update, 'WorkflowFieldUpdate');
  const element = childOf(update, 'field');
  // With a target it writes to a record that the Task hangs on.
  if (!element || childText(document, update, 'targetObject') !== '') return { consumer: null, fields: [] };
  const name = trimmedText(document, element);
  const field = taskField(name);
  const named: Named[] = [];
  if (field) {
    const values = [childText(document, update, 'literalValue')].filter((value) => value !== '');
    const at = shownAt(source, offsetIn(source, element));
    named.push({ field, use: 'writes', verdict: judge({ field: name, test: 'is', values }), at });
  }
  const formula = childOf(update, 'formula');
  if (formula) named.push(...namedInFormula(source, formula));
  const written = named.filter(({ use, verdict }) => use === 'writes' && verdict === 'call');
  const likely = named.filter(({ use, field: { kind, name: own } }) => use === 'writes' && kind === 'custom' && speaksOfCalls(own));
  const read = named.filter(({ use, verdict, field: { kind } }) => use === 'formula' && verdict === 'call' && kind === 'call');
  const signs: Sign[] = [];
  if (isTask && written.length > 0)
    signs.push({ ...certain('workflow-updates-call-field', s`Sets ${fieldNames(written)}`), ...(written[0] as Named).at });
  else if (isTask && read.length > 0) {
    const detail = s`Sets ${listed([name]) || s`a field`} from ${fieldNames(read)}`;
    signs.push({ ...certain('workflow-updates-call-field', detail), ...(read[0] as Named).at });
  } else if (isTask && likely.length > 0) {
    const detail = s`Sets ${fieldNames(likely)}, a name that speaks of calls`;
    signs.push({ sign: 'workflow-updates-call-field', strength: 'likely', detail, ...(likely[0] as Named).at });
  }
  const consumer = signs.length === 0 ? null : { component, signs, fields: usesOf(named), folder: null, active: null };
  return { consumer, fields: customOf(named, component) };
}

function certain(sign: Sign['sign'], detail: string): Pick<Sign, 'sign' | 'strength' | 'detail'> {
  return { sign, strength: 'certain', detail };
}

/** A rule or an update, which is a component of its own whichever file it stands in. */
function partComponent(source: OrgDocument, element: XmlElement, type: string): { component: Component; element: XmlElement } {
  const document = source.markup();
  // Full names of rules escape what a name may not hold: `Call Not%2FAnswered`.
  const name = opened(childText(document, element, 'fullName'));
  const label = childText(document, element, 'name') || childText(document, element, 'label');
  const full = `${source.name}.${name === '' ? partName(source.path) : name}`;
  return { component: componentAt(source, element, type, full, type === 'WorkflowRule' ? '' : label), element };
}

/** The name of a part that stands in a file of its own. */
function partName(path: string): string {
  return opened(/([^/]*?)\.\w+(?:-meta\.xml)?$/.exec(path)?.[1] ?? '');
}

const TESTS: Readonly<Record<string, Condition['test']>> = {
  equals: 'is',
  notEqual: 'is-not',
  contains: 'like',
  startsWith: 'like',
  includes: 'like',
  notContain: 'is-not',
  excludes: 'is-not',
};

function criterion(source: OrgDocument, item: XmlElement, field: string): Condition {
  const document = source.markup();
  const values = childText(document, item, 'value')
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
  return { field, test: TESTS[childText(document, item, 'operation')] ?? 'other', values };
}

/** Fields of the Task that a formula names: bare, or by the name of the object. */
function namedInFormula(source: OrgDocument, element: XmlElement): Named[] {
  return formulaFields(wholeText(source, element)).flatMap(({ kind, name, path, index }) =>
    /^(?:Task|Event|Activity)?$/i.test(path)
      ? [
          {
            field: { kind, name },
            use: 'formula' as const,
            verdict: judge({ field: name, test: 'other', values: [] }),
            at: shownAt(source, offsetIn(source, element, index)),
          },
        ]
      : [],
  );
}

function sentCallFields(source: OrgDocument, message: XmlElement): Named[] {
  return childrenOf(message, 'fields').flatMap((element) => {
    const field = taskField(trimmedText(source.markup(), element));
    const isCalls = field?.kind === 'call' || field?.kind === 'subtype';
    return isCalls ? [{ field, use: 'reads' as const, verdict: 'call' as const, at: shownAt(source, offsetIn(source, element)) }] : [];
  });
}

function fieldNames(named: readonly Named[]): string {
  return listed(named.map(({ field }) => field.name));
}

function usesOf(named: readonly Named[]): UsedField[] {
  const counting = named.filter(({ field, verdict }) => (field.kind === 'custom' ? speaksOfCalls(field.name) : verdict !== 'none'));
  return uniqueUses(counting.map(({ field, use, at }) => usedField(field, use, at)));
}

function customOf(named: readonly Named[], component: Component): NamedField[] {
  const custom = named.filter(({ field }) => field.kind === 'custom');
  return uniqueUses(custom.map(({ field, use, at }) => usedField(field, use, at))).map((field) => ({ ...field, component }));
}
