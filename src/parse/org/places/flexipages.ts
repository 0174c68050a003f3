/** Lightning pages: utility bars with a phone, and pages of Salesforce Voice. */
import type { Fact } from '../../../model/fact.ts';
import type { XmlElement } from '../../xml.ts';
import { childOf, childrenOf, childText, descendants, trimmedText } from '../elements.ts';
import type { OrgDocument, OrgReading, Reference, Sighting, TypeReader, UtilityBar } from '../reading.ts';
import { phoneComponent, splitName } from './phone-words.ts';
import { placed, readRoot, type Rooted } from './roots.ts';

export const FLEXIPAGE_READER: TypeReader = {
  types: ['FlexiPage'],
  look: /UtilityBar|VoiceExtension|>\s*VoiceCall\b|opencti:|visualforcePage|<componentName>[^<]{0,200}(?:call|phone|dial|cti|telephon|pbx|voip|ivr|talkdesk|rcsfl|nvm|amazonconnect)/i,
  read: (source: OrgDocument) => readRoot(source, readPage),
};

/** A component on the page, in the old shape and in the new. */
interface Placed {
  readonly name: string;
  readonly element: XmlElement;
  readonly instance: XmlElement;
}

function readPage(rooted: Rooted): Partial<OrgReading> {
  const { document, root } = rooted;
  // Regions and properties have a type too; the page's own is a child of the root.
  const type = childText(document, root, 'type');
  const components = [...componentsOn(rooted)];
  if (type === 'VoiceExtension') return voicePage(rooted, 'voice-extension-page', childOf(root, 'type') ?? root);
  const object = childOf(root, 'sobjectType');
  if (object && type === 'RecordPage' && trimmedText(document, object) === 'VoiceCall') return voicePage(rooted, 'voice-call-page', object);
  return type === 'UtilityBar' ? readBar(rooted, components) : readOther(rooted, components);
}

function* componentsOn({ document, root }: Rooted): Generator<Placed> {
  for (const instance of descendants(root)) {
    if (instance.name !== 'componentInstances' && instance.name !== 'componentInstance') continue;
    const element = childOf(instance, 'componentName');
    if (element) yield { name: trimmedText(document, element).replace(/^markup:\/\//i, ''), element, instance };
  }
}

function voicePage({ document, component }: Rooted, sign: 'voice-extension-page' | 'voice-call-page', at: XmlElement): Partial<OrgReading> {
  const { snippet, ...place } = placed(document, at);
  return {
    sightings: [{ kind: 'foundation', sign, component, value: component.name, confidence: 'exact', snippet, ...place }],
    hosts: [{ ...component, ...place, role: 'voice' }],
  };
}

function readBar(rooted: Rooted, components: readonly Placed[]): Partial<OrgReading> {
  const { document, component } = rooted;
  const placeOf = (wanted: string) => {
    const found = components.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
    if (!found) return null;
    const { line, column } = placed(document, found.element);
    return { line, column };
  };
  const openCti = placeOf('opencti:softPhone');
  const omniChannel = placeOf('runtime_service_omnichannel:omniWidget');
  const others = otherPhones(rooted, components, true);
  const bar: UtilityBar = {
    component,
    openCti,
    omniChannel,
    otherPhones: others.map(({ value, line, column }) => ({ name: value, line, column })),
  };
  const references: Reference[] = [];
  if (openCti)
    references.push({ from: component, relation: 'holds-softphone', to: { type: 'Component', name: 'opencti:softPhone' }, ...openCti });
  if (omniChannel)
    references.push({
      from: component,
      relation: 'holds-omni-channel',
      to: { type: 'Component', name: 'runtime_service_omnichannel:omniWidget' },
      ...omniChannel,
    });
  const place = openCti ?? others[0];
  return {
    bars: [bar],
    sightings: others,
    references: [...references, ...held(rooted, components, true)],
    hosts: place ? [{ ...component, line: place.line, column: place.column, role: 'softphone' }] : [],
  };
}

function readOther(rooted: Rooted, components: readonly Placed[]): Partial<OrgReading> {
  return { sightings: otherPhones(rooted, components, false), references: held(rooted, components, false) };
}

function otherPhones({ document, component }: Rooted, components: readonly Placed[], inUtilityBar: boolean): Sighting[] {
  const known = new Set<string>();
  return components.flatMap(({ name, element }) => {
    const confidence: Fact['confidence'] | null = known.has(name) ? null : phoneComponent(name, inUtilityBar);
    if (confidence === null) return [];
    known.add(name);
    return [
      { kind: 'phone-place', sign: 'other-phone-component', component, value: name, confidence, ...placed(document, element) } as const,
    ];
  });
}

/** Pages that stand on this one, and in a bar the org's own components: one of them may host the adapter. */
function held({ document, component }: Rooted, components: readonly Placed[], inUtilityBar: boolean): Reference[] {
  return components.flatMap(({ name, element, instance }): Reference[] => {
    const { namespace, own } = splitName(name);
    const { line, column } = placed(document, element);
    const to = (type: string, target: string): Reference => ({
      from: component,
      relation: 'hosts-adapter',
      to: { type, name: target },
      line,
      column,
    });
    if (/:visualforcePage$/i.test(name)) {
      const page = childrenOf(instance, 'componentInstanceProperties').find(
        (property) => childText(document, property, 'name') === 'pageName',
      );
      const target = page ? childText(document, page, 'value') : '';
      return target === '' ? [] : [to('ApexPage', target)];
    }
    return inUtilityBar && namespace === '' ? [to('LightningComponentBundle', own), to('AuraDefinitionBundle', own)] : [];
  });
}
