/** Task, Event, Activity and VoiceCall: parts in files of their own, and the object's file, which may hold them all. */
import type { XmlElement } from '../../xml.ts';
import { childOf, childText } from '../elements.ts';
import type { OrgDocument, OrgReading, TypeReader } from '../reading.ts';
import { readCustomField } from './custom-fields.ts';
import { listViewsOf, searchLayoutsOf } from './list-views.ts';
import { readRecordType } from './record-types.ts';
import { readValidationRule } from './validation-rules.ts';
import { componentAt, offsetIn, shownAt } from './places.ts';

type PartReader = (source: OrgDocument, element: XmlElement, object: string, name: string) => Partial<OrgReading>;

const OBJECTS = /^(?:task|event|activity|voicecall)$/i;

/** By the element of the object's file, with the type of the file of its own. */
const PARTS: readonly { readonly element: string; readonly type: string; readonly read: PartReader }[] = [
  { element: 'fields', type: 'CustomField', read: readCustomField },
  { element: 'validationRules', type: 'ValidationRule', read: readValidationRule },
  { element: 'recordTypes', type: 'RecordType', read: readRecordType },
  { element: 'listViews', type: 'ListView', read: readVoiceListView },
];

export const OBJECT_READERS: readonly TypeReader[] = [
  {
    types: ['CustomObject'],
    look: /<(?:fields|validationRules|recordTypes|listViews|searchLayouts)\b/,
    read: (source) => {
      if (!OBJECTS.test(source.name)) return {};
      const document = source.markup();
      const root = document.roots[0];
      if (root?.name !== 'CustomObject') return {};
      const found = root.children.flatMap((child) => {
        const part = PARTS.find(({ element }) => element === child.name);
        return part ? [part.read(source, child, source.name, childText(document, child, 'fullName'))] : [];
      });
      return together([...found, listViewsOf(source, root), searchLayoutsOf(source, root)]);
    },
  },
  ...PARTS.map(({ type, read }): TypeReader => ({
    types: [type],
    look: null,
    read: (source) => {
      const object = source.object ?? '';
      if (!OBJECTS.test(object)) return {};
      const root = source.markup().roots[0];
      return root?.name === type ? read(source, root, object, source.name.slice(object.length + 1)) : {};
    },
  })),
];

function together(readings: readonly Partial<OrgReading>[]): Partial<OrgReading> {
  return {
    consumers: readings.flatMap(({ consumers }) => consumers ?? []),
    sightings: readings.flatMap(({ sightings }) => sightings ?? []),
    fields: readings.flatMap(({ fields }) => fields ?? []),
  };
}

/** Views that Salesforce itself brings. */
const OWN_VIEWS = /^(?:All|My|Recent|RecentlyViewed)(?:VoiceCalls?)?$/i;

/** A list view of VoiceCall; those of activities are read elsewhere. */
function readVoiceListView(source: OrgDocument, element: XmlElement, object: string, name: string): Partial<OrgReading> {
  if (object.toLowerCase() !== 'voicecall' || OWN_VIEWS.test(name)) return {};
  const component = componentAt(source, element, 'ListView', `VoiceCall.${name}`, childText(source.markup(), element, 'label'));
  const nameElement = childOf(element, 'fullName');
  const at = shownAt(source, nameElement ? offsetIn(source, nameElement) : element.start);
  return {
    sightings: [{ kind: 'foundation', sign: 'voice-call-list-view', component, value: component.name, confidence: 'exact', ...at }],
  };
}
