/** List views and search layouts of activities. In the format of the Metadata API both stand inside the object's file. */
import { s, v } from '../../../model/sentence.ts';
import type { XmlDocument, XmlElement } from '../../xml.ts';
import { speaksOfCalls } from '../call-fields.ts';
import { childOf, childrenOf, childText, placeOfText, trimmedText } from '../elements.ts';
import type { Component, OrgDocument, OrgReading, TypeReader } from '../reading.ts';
import { type ActivityField, filterSays, listColumn } from './activity-columns.ts';
import { componentAt, type Evidence, fieldAt, noUses, quotable, readingOf, snippetOf, type Uses } from './evidence.ts';

export const LIST_VIEW_READER: TypeReader = {
  types: ['ListView'],
  look: /<(?:columns|filters|label)>/,
  read: readListView,
};

/** Tasks and events share list views under Activity; Lightning keeps those of Task under Task. */
const LISTS_TASKS = /^(?:Task|Activity)$/i;

function readListView(source: OrgDocument): Partial<OrgReading> {
  if (!LISTS_TASKS.test(source.object ?? '')) return {};
  const document = source.markup();
  const view = document.roots[0];
  if (!view) return {};
  return readView(document, view, componentAt(source, document.place(view.start), childText(document, view, 'label')));
}

/** The list views inside the file of an object. `object` is its root. Nothing for other objects than Task and Activity. */
export function listViewsOf(source: OrgDocument, object: XmlElement): Partial<OrgReading> {
  if (!LISTS_TASKS.test(source.name)) return {};
  const document = source.markup();
  const readings = childrenOf(object, 'listViews').map((view) => {
    const part = { type: 'ListView', name: `${source.name}.${childText(document, view, 'fullName')}` };
    return readView(document, view, componentAt(source, document.place(view.start), childText(document, view, 'label'), part));
  });
  return { consumers: readings.flatMap(({ consumers = [] }) => consumers), fields: readings.flatMap(({ fields = [] }) => fields) };
}

function readView(document: XmlDocument, view: XmlElement, component: Component): Partial<OrgReading> {
  const filters = childrenOf(view, 'filters');
  if (filters.some((filter) => takesEventsOnly(document, filter))) return {};
  const uses = noUses();
  for (const element of childrenOf(view, 'columns')) addColumn(uses, document, element);
  for (const filter of filters) addFilter(uses, document, filter);
  const name = component.name.slice(component.name.lastIndexOf('.') + 1);
  if (uses.evidence.length === 0 && (speaksOfCalls(component.label ?? '') || speaksOfCalls(name))) {
    const place = placeOfText(document, childOf(view, 'label') ?? view);
    uses.evidence.push({ sign: 'list-view-call', strength: 'weak', does: s`has a name that speaks of calls`, what: '', ...place });
  }
  return readingOf(component, uses);
}

/** `ACTIVITY.TASK equals 0`. */
function takesEventsOnly(document: XmlDocument, filter: XmlElement): boolean {
  const [field, operation, value] = ['field', 'operation', 'value'].map((name) => childText(document, filter, name));
  return field?.toUpperCase() === 'ACTIVITY.TASK' && operation === 'equals' && /^(?:0|false)$/i.test(value ?? '');
}

function addColumn(uses: Uses, document: XmlDocument, element: XmlElement): void {
  const field = listColumn(trimmedText(document, element));
  if (!field || field.is === 'subject') return;
  const used = fieldAt(document, element, field.name, 'column');
  if (field.is === 'custom' && !field.likely) uses.others.push(used);
  else {
    uses.fields.push(used);
    const strength = strengthOf(field);
    if (strength) uses.evidence.push(shown(document, element, 'list-view-call', strength, 'shows'));
  }
}

function addFilter(uses: Uses, document: XmlDocument, filter: XmlElement): void {
  const element = childOf(filter, 'field');
  const field = element && listColumn(trimmedText(document, element));
  if (!element || !field) return;
  const used = fieldAt(document, element, field.name, 'filter');
  if (field.is === 'custom' && !field.likely) {
    uses.others.push(used);
    return;
  }
  const strength = filterSays(field, childText(document, filter, 'operation'), childText(document, filter, 'value'));
  if (strength === null) return;
  uses.fields.push(used);
  uses.evidence.push(shown(document, element, 'list-view-call', strength, v`filters by`));
}

/** The columns of searches and look-ups for Tasks inside the file of an object, whose root is `object`. */
export function searchLayoutsOf(source: OrgDocument, object: XmlElement): Partial<OrgReading> {
  if (!LISTS_TASKS.test(source.name)) return {};
  const document = source.markup();
  const uses = noUses();
  for (const layout of childrenOf(object, 'searchLayouts')) {
    for (const element of layout.children) {
      const field = listColumn(trimmedText(document, element));
      const strength = field && strengthOf(field);
      if (!field || (field.is !== 'call' && field.is !== 'custom')) continue;
      const used = fieldAt(document, element, field.name, 'column');
      (strength ? uses.fields : uses.others).push(used);
      if (strength) uses.evidence.push(shown(document, element, 'search-layout-call-column', strength, v`shows in searches`));
    }
  }
  return readingOf(componentAt(source, document.place(object.start), childText(document, object, 'label')), uses);
}

function strengthOf(field: ActivityField): Evidence['strength'] | null {
  if (field.is === 'call') return 'certain';
  return field.is === 'custom' && field.likely ? 'likely' : null;
}

function shown(document: XmlDocument, element: XmlElement, sign: Evidence['sign'], strength: Evidence['strength'], does: string): Evidence {
  const what = quotable(trimmedText(document, element));
  return { sign, strength, does, what, ...placeOfText(document, element), snippet: snippetOf(document, element) };
}
