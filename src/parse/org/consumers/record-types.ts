/** Record types of Task whose name is a call's, and record types of VoiceCall. */
import { s } from '../../../model/sentence.ts';
import type { XmlElement } from '../../xml.ts';
import { speaksOfCalls } from '../call-fields.ts';
import { childOf, childText } from '../elements.ts';
import type { OrgDocument, OrgReading } from '../reading.ts';
import { componentAt, offsetIn, shownAt } from './places.ts';

/** One record type, in a file of its own or within its object's; `name` without the object's. */
export function readRecordType(source: OrgDocument, element: XmlElement, object: string, name: string): Partial<OrgReading> {
  const kind = object.toLowerCase();
  // The master record type is everybody's.
  if ((kind !== 'task' && kind !== 'voicecall') || name.toLowerCase() === 'master') return {};
  const document = source.markup();
  const label = childText(document, element, 'label');
  const nameElement = childOf(element, 'fullName');
  const at = shownAt(source, nameElement ? offsetIn(source, nameElement) : element.start);
  if (kind === 'voicecall') {
    const component = componentAt(source, element, 'RecordType', `VoiceCall.${name}`, label);
    return {
      sightings: [{ kind: 'foundation', sign: 'voice-call-record-type', component, value: component.name, confidence: 'exact', ...at }],
    };
  }
  const byName = speaksOfCalls(name);
  if (!byName && !speaksOfCalls(label)) return {};
  const component = componentAt(source, element, 'RecordType', `Task.${name}`, label);
  const detail = byName ? s`A record type of Task whose name speaks of calls` : s`A record type of Task whose label speaks of calls`;
  const active = childText(document, element, 'active');
  return {
    consumers: [
      {
        component,
        signs: [{ sign: 'record-type-call', strength: byName ? 'likely' : 'weak', detail, ...at }],
        fields: [],
        folder: null,
        active: active === '' ? null : active === 'true',
      },
    ],
  };
}
