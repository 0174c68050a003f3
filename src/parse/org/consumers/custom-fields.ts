/** Custom fields of activities, which adapters write, and of VoiceCall, which somebody has begun to build on. */
import { s } from '../../../model/sentence.ts';
import type { XmlDocument, XmlElement } from '../../xml.ts';
import { speaksOfCalls } from '../call-fields.ts';
import { childOf, childrenOf, childText } from '../elements.ts';
import type { OrgDocument, OrgReading, Sign, UsedField } from '../reading.ts';
import { formulaExcludesCalls, formulaFields, isCustomField, listed, uniqueUses } from './call-conditions.ts';
import { componentAt, offsetIn, shownAt, wholeText } from './places.ts';

/** Namespaces of packages that do nothing but telephony: whatever they put on an activity is a call's. Zoom's puts meetings there. */
const PHONE_NAMESPACE = /^(?:talkdesk|rcsfl|amazonconnect|nvmcontactworld|ciscocjs)__\w/i;

/** One field, in a file of its own or within its object's; `name` without the object's. */
export function readCustomField(source: OrgDocument, element: XmlElement, object: string, name: string): Partial<OrgReading> {
  // Standard fields come with every retrieve of their object and say nothing.
  if (!isCustomField(name)) return {};
  const document = source.markup();
  const nameElement = childOf(element, 'fullName');
  const at = shownAt(source, nameElement ? offsetIn(source, nameElement) : element.start);
  const label = childText(document, element, 'label');
  if (object.toLowerCase() === 'voicecall') {
    const component = componentAt(source, element, 'CustomField', `VoiceCall.${name}`, label);
    return { sightings: [{ kind: 'foundation', sign: 'voice-call-field', component, value: component.name, confidence: 'exact', ...at }] };
  }
  // Fields of Task and Event are fields of Activity, wherever they are written.
  if (!/^(?:activity|task|event)$/i.test(object)) return {};
  const component = componentAt(source, element, 'CustomField', `Activity.${name}`, label);
  const { line, column } = at;
  const uses: UsedField[] = [{ name, use: 'defines', line, column }];
  const signs: Sign[] = [];
  const formula = childOf(element, 'formula');
  const calls = formula ? callFieldsOf(source, formula) : [];
  if (calls.length > 0) {
    const first = calls[0] as (typeof calls)[number];
    const detail = s`A formula over ${listed(calls.map((field) => field.name))}`;
    signs.push({ sign: 'activity-call-field', strength: 'certain', detail, ...shownAt(source, first.offset) });
    for (const { name: read, offset } of calls) uses.push({ name: read, use: 'formula', ...document.place(offset) });
  } else if (PHONE_NAMESPACE.test(name))
    signs.push({ sign: 'activity-call-field', strength: 'likely', detail: s`A custom field of a telephony package`, ...at });
  else if (speaksOfCalls(name)) {
    const type = childText(document, element, 'type');
    const detail = /^\w{1,40}$/.test(type)
      ? s`A custom field of type ${type} whose name speaks of calls`
      : s`A custom field whose name speaks of calls`;
    signs.push({ sign: 'activity-call-field', strength: 'likely', detail, ...at });
  } else {
    const count = callValues(document, element);
    const values = count === 1 ? s`A picklist of which one value speaks of calls` : s`A picklist of which ${count} values speak of calls`;
    const detail = count > 1 || !speaksOfCalls(label) ? values : s`A custom field of which only the label speaks of calls`;
    if (count > 0 || speaksOfCalls(label))
      signs.push({ sign: 'activity-call-field', strength: count > 1 ? 'likely' : 'weak', detail, ...at });
  }
  return {
    consumers: signs.length === 0 ? [] : [{ component, signs, fields: uniqueUses(uses), folder: null, active: null }],
    fields: uses.filter(({ use }) => use === 'defines').map((field) => ({ ...field, component })),
  };
}

/** How many values of a picklist of its own speak of calls: results such as “Left a voicemail”, or a kind beside others. */
function callValues(document: XmlDocument, field: XmlElement): number {
  const sets = childrenOf(field, 'valueSet').flatMap((set) => childrenOf(set, 'valueSetDefinition'));
  const values = sets.flatMap((set) => childrenOf(set, 'value'));
  const older = childrenOf(field, 'picklist').flatMap((list) => childrenOf(list, 'picklistValues'));
  return [...values, ...older].filter((value) => {
    const isOff = childText(document, value, 'isActive') === 'false';
    return !isOff && (speaksOfCalls(childText(document, value, 'fullName')) || speaksOfCalls(childText(document, value, 'label')));
  }).length;
}

function callFieldsOf(source: OrgDocument, formula: XmlElement): { name: string; offset: number }[] {
  const text = wholeText(source, formula);
  if (formulaExcludesCalls(text)) return [];
  return formulaFields(text).flatMap(({ kind, name, path, index }) =>
    (kind === 'call' || kind === 'subtype') && /^(?:Task|Event|Activity)?$/i.test(path)
      ? [{ name, offset: offsetIn(source, formula, index) }]
      : [],
  );
}
