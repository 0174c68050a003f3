/** What a contact center of Salesforce Voice consists of: the vendor's file, its bridge, and the map of users and queues. */
import { s } from '../../../model/sentence.ts';
import { trimmedText } from '../elements.ts';
import { readRoot, type Rooted } from '../places/roots.ts';
import type { OrgReading, Sighting, TypeReader } from '../reading.ts';
import { filledChild, foundation, isName, type FoundationSign } from './sightings.ts';

/** By vendorType in lower case. What Salesforce writes for Amazon Connect itself is known, and shows nothing that has a sign. */
const VENDOR_TYPES = new Map<string, FoundationSign | null>([
  ['servicecloudvoicepartner', 'vendor-file'],
  ['bringyourownchannelpartner', 'vendor-file-other'],
  ['bringyourowncontactcenter', 'vendor-file-other'],
  ['amazon_connect', null],
]);

export const VENDOR_READER: TypeReader = {
  types: ['ConversationVendorInfo'],
  look: null,
  read: (source) => readRoot(source, readVendor),
};

function readVendor(rooted: Rooted): Partial<OrgReading> {
  const { document, root, source } = rooted;
  const type = filledChild(rooted, root, 'vendorType');
  if (!type) return {};
  const sign = VENDOR_TYPES.get(trimmedText(document, type).toLowerCase());
  if (sign === undefined) {
    const detail = s`The file names a type of vendor that is not known here; nothing follows from it.`;
    return { problems: [{ code: 'unknown-element', effect: 'note', file: source.path, ...document.place(type.start), detail }] };
  }
  if (sign === null) return {};
  const sightings: Sighting[] = [foundation(rooted, sign, { at: type })];
  if (sign !== 'vendor-file') return { sightings };
  const bridge = filledChild(rooted, root, 'bridgeComponent');
  const name = bridge ? trimmedText(document, bridge) : '';
  // The bridge's own file has no mark in an LWC bundle; here it is named.
  if (bridge && isName(name)) sightings.push(foundation(rooted, 'message-bridge', { at: bridge, value: name }));
  return { sightings };
}

/** Messaging, or a contact center as a service: near to Voice, and not Voice. */
export const CHANNEL_DEFINITION_READER: TypeReader = {
  types: ['ConversationChannelDefinition'],
  look: null,
  read: (source) => readRoot(source, (rooted) => ({ sightings: [foundation(rooted, 'vendor-file-other')] })),
};

export const ROUTING_MAP_READER: TypeReader = {
  types: ['CallCenterRoutingMap'],
  look: null,
  read: (source) => readRoot(source, readRoutingMap),
};

/** What it is called is a user's id and a call center; only the call center is told. */
function readRoutingMap(rooted: Rooted): Partial<OrgReading> {
  const { document, root } = rooted;
  const center = filledChild(rooted, root, 'callCenter');
  const name = center ? trimmedText(document, center) : '';
  return {
    sightings: [foundation(rooted, 'call-center-routing-map', { ...(center && { at: center }), ...(isName(name) && { value: name }) })],
  };
}
