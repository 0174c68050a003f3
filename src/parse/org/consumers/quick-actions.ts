/** Quick actions that log calls: the forms that reps fill. Salesforce's own Log a Call is told only where the company added fields to it. */
import { s, v } from '../../../model/sentence.ts';
import type { XmlDocument, XmlElement } from '../../xml.ts';
import { speaksOfCalls } from '../call-fields.ts';
import { childOf, childrenOf, childText, descendants, placeOfText, trimmedText } from '../elements.ts';
import type { OrgDocument, OrgReading, TypeReader } from '../reading.ts';
import { activityField } from './activity-columns.ts';
import { componentAt, type Evidence, fieldAt, noUses, readingOf, snippetOf, type Uses } from './evidence.ts';

export const QUICK_ACTION_READER: TypeReader = {
  types: ['QuickAction'],
  look: /<(?:type|standardLabel|targetObject)>\s*(?:<!\[CDATA\[\s*)?(?:LogACall|Update|Task)\b/,
  read: readQuickAction,
};

function readQuickAction(source: OrgDocument): Partial<OrgReading> {
  const document = source.markup();
  const action = document.roots[0];
  if (!action) return {};
  const type = childText(document, action, 'type');
  const logs = type === 'LogACall' || childText(document, action, 'standardLabel') === 'LogACall';
  // An action that changes the record it stands on names no target.
  const target = childText(document, action, 'targetObject') || (type === 'Update' ? (source.object ?? '') : '');
  if (!logs && target !== 'Task') return {};
  const uses = noUses();
  const label = childText(document, action, 'label');
  for (const { element, presets } of fieldsOf(action)) addField(uses, document, element, presets, logs);
  addKind(uses, document, action, {
    logs,
    own: logs && !isDefaultName(source.name),
    named: speaksOfCalls(label) || speaksOfCalls(source.name),
  });
  return readingOf(componentAt(source, document.place(action.start), label), uses);
}

/** `LogACall`, `Case.LogACall` and a package's `ns__LogACall` come with Salesforce or the package. */
function isDefaultName(name: string): boolean {
  return /(?:^|\.|__)LogACall$/.test(name);
}

/** What the form asks for, and what it fills in by itself. */
function* fieldsOf(action: XmlElement): Generator<{ readonly element: XmlElement; readonly presets: boolean }> {
  for (const layout of childrenOf(action, 'quickActionLayout'))
    for (const element of descendants(layout)) {
      const field = element.name === 'quickActionLayoutItems' ? childOf(element, 'field') : undefined;
      if (field) yield { element: field, presets: false };
    }
  for (const preset of childrenOf(action, 'fieldOverrides')) {
    const field = childOf(preset, 'field');
    if (field) yield { element: field, presets: true };
  }
}

function addField(uses: Uses, document: XmlDocument, element: XmlElement, presets: boolean, logs: boolean): void {
  const field = activityField(trimmedText(document, element));
  if (!field || field.is === 'subject') return;
  const used = fieldAt(document, element, field.name, presets ? 'writes' : 'asks');
  const isCall = field.is === 'call' || (field.is === 'custom' && field.likely);
  // What a form for calls asks is a call's. Of any other Task only what is named so.
  if (field.is === 'custom' && !field.likely && !logs) uses.others.push(used);
  else uses.fields.push(used);
  if (!isCall && !(logs && field.is === 'custom')) return;
  const strength: Evidence['strength'] = field.is === 'call' ? 'certain' : 'likely';
  const does = presets ? v`fills in` : v`asks for`;
  const snippet = snippetOf(document, element);
  uses.evidence.push({ sign: 'quick-action-log-a-call', strength, does, what: field.name, ...placeOfText(document, element), snippet });
}

function addKind(
  uses: Uses,
  document: XmlDocument,
  action: XmlElement,
  { logs, own, named }: { readonly logs: boolean; readonly own: boolean; readonly named: boolean },
): void {
  const preset = childrenOf(action, 'fieldOverrides').find(
    (override) =>
      childText(document, override, 'field') === 'TaskSubtype' &&
      /^["']?call["']?$/i.test(childText(document, override, 'literalValue') || childText(document, override, 'formula')),
  );
  const place = placeOfText(document, childOf(action, 'type') ?? action);
  const add = (strength: Evidence['strength'], does: string, at = place): void => {
    uses.evidence.push({ sign: 'quick-action-log-a-call', strength, does, what: '', ...at });
  };
  if (preset) add('certain', s`makes the Task a call`, document.place(preset.start));
  else if (own) add('likely', s`is a Log a Call form of the org’s own`);
  else if (!logs && named && uses.evidence.length === 0) add('weak', s`makes or changes a Task under a name that speaks of calls`);
}
