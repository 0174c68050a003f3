/**
 * What Omni-Channel has for calls: channels, presence, queues, skills. A name that says phone proves nothing, since a status called Phone may
 * carry cases; the channel decides.
 */
import type { XmlElement } from '../../xml.ts';
import { childrenOf, childText, descendants, trimmedText } from '../elements.ts';
import { readRoot, type Rooted } from '../places/roots.ts';
import type { OrgReading, Reference, Sighting, TypeReader } from '../reading.ts';
import { filledChild, foundation, isName, isNil, trueChild } from './sightings.ts';

/** The service channel of Salesforce's own for calls. */
const PHONE_CHANNEL = 'sfdc_phone';

function isPhoneChannel(name: string): boolean {
  return name.toLowerCase() === PHONE_CHANNEL;
}

export const CHANNEL_READER: TypeReader = {
  types: ['ServiceChannel'],
  look: null,
  read: (source) => readRoot(source, readChannel),
};

function readChannel(rooted: Rooted): Partial<OrgReading> {
  const { document, root, component } = rooted;
  const entity = filledChild(rooted, root, 'relatedEntityType');
  const ofCalls = entity && trimmedText(document, entity).toLowerCase() === 'voicecall' ? entity : undefined;
  if (!ofCalls && !isPhoneChannel(component.name)) return {};
  const sightings: Sighting[] = [foundation(rooted, 'phone-service-channel', ofCalls && { at: ofCalls })];
  // The guide calls the time for wrap-up by two names.
  const settings =
    trueChild(rooted, root, 'hasAfterConvoWorkTimer') ??
    filledChild(rooted, root, 'afterConvoMaxTime') ??
    filledChild(rooted, root, 'afterConvoWorkMaxTime') ??
    trueChild(rooted, root, 'hasAutoAcceptEnabled');
  if (settings) sightings.push(foundation(rooted, 'wrap-up-settings', { at: settings, value: settings.name }));
  return { sightings };
}

export const PRESENCE_STATUS_READER: TypeReader = {
  types: ['ServicePresenceStatus'],
  look: /<(?:\w+:)?channel[\s>]/,
  read: (source) => readRoot(source, readPresenceStatus),
};

function readPresenceStatus(rooted: Rooted): Partial<OrgReading> {
  const { document, root, component } = rooted;
  const references: Reference[] = [];
  let phone: XmlElement | undefined;
  for (const element of childrenOf(root, 'channels').flatMap((channels) => childrenOf(channels, 'channel'))) {
    const channel = trimmedText(document, element);
    if (isNil(element) || !isName(channel)) continue;
    references.push({
      from: component,
      relation: 'takes-channel',
      to: { type: 'ServiceChannel', name: channel },
      ...document.place(element.start),
    });
    if (isPhoneChannel(channel)) phone ??= element;
  }
  return { references, sightings: phone ? [foundation(rooted, 'phone-presence-status', { at: phone })] : [] };
}

/** Comes with Omni-Channel and serves nobody until somebody changes it. */
const DEFAULT_CONFIGURATION = 'default_presence_config';

export const PRESENCE_CONFIGURATION_READER: TypeReader = {
  types: ['PresenceUserConfig'],
  look: null,
  read: (source) =>
    source.name.toLowerCase() === DEFAULT_CONFIGURATION
      ? {}
      : readRoot(source, (rooted) => ({ sightings: [foundation(rooted, 'presence-configuration')] })),
};

export const DECLINE_REASON_READER: TypeReader = {
  types: ['PresenceDeclineReason'],
  look: null,
  read: (source) => readRoot(source, (rooted) => ({ sightings: [foundation(rooted, 'presence-decline-reason')] })),
};

/** Made for chat at first, and used by it still: that there is one is all that is said. */
export const SKILL_READER: TypeReader = {
  types: ['Skill'],
  look: null,
  read: (source) => readRoot(source, (rooted) => ({ sightings: [foundation(rooted, 'skill')] })),
};

export const SUPERVISOR_READER: TypeReader = {
  types: ['OmniSupervisorConfig'],
  look: null,
  read: (source) => readRoot(source, (rooted) => ({ sightings: [foundation(rooted, 'omni-supervisor')] })),
};

export const VOICE_QUEUE_READER: TypeReader = {
  types: ['Queue'],
  look: /VoiceCall/i,
  read: (source) => readRoot(source, readQueue),
};

/** The routing configuration that a queue of calls names is for calls, whatever it says itself. */
function readQueue(rooted: Rooted): Partial<OrgReading> {
  const { document, root } = rooted;
  const ofCalls = childrenOf(root, 'queueSobject')
    .flatMap((held) => childrenOf(held, 'sobjectType'))
    .find((type) => trimmedText(document, type).toLowerCase() === 'voicecall');
  if (!ofCalls) return {};
  const sightings = [foundation(rooted, 'voice-queue', { at: ofCalls })];
  const routing = filledChild(rooted, root, 'queueRoutingConfig');
  const name = routing ? trimmedText(document, routing) : '';
  if (routing && isName(name)) sightings.push(foundation(rooted, 'voice-routing-configuration', { at: routing, value: name }));
  return { sightings };
}

export const ROUTING_READER: TypeReader = {
  types: ['QueueRoutingConfig'],
  look: /EXTERNAL_ROUTING|capacityPercentage/,
  read: (source) => readRoot(source, readRouting),
};

/** One that fits calls: a call takes the whole of a person, or the provider routes. It does not say what it routes, so this is a pattern. */
function readRouting(rooted: Rooted): Partial<OrgReading> {
  const { document, root } = rooted;
  const capacity = filledChild(rooted, root, 'capacityPercentage');
  const model = filledChild(rooted, root, 'routingModel');
  const whole = capacity && Number(trimmedText(document, capacity)) === 100 ? capacity : undefined;
  const external = model && trimmedText(document, model) === 'EXTERNAL_ROUTING' ? model : undefined;
  const at = external ?? whole;
  return at ? { sightings: [foundation(rooted, 'voice-routing-configuration', { at, confidence: 'text' })] } : {};
}

export const VOICE_LAYOUT_READER: TypeReader = {
  types: ['Layout'],
  look: /__c<\/(?:\w+:)?field>/i,
  read: (source) => (source.object?.toLowerCase() === 'voicecall' ? readRoot(source, readVoiceLayout) : {}),
};

/** The layout of VoiceCall comes with every retrieve of all layouts, Voice on or off; a custom field on it was put there by somebody. */
function readVoiceLayout(rooted: Rooted): Partial<OrgReading> {
  const { document, root } = rooted;
  for (const section of childrenOf(root, 'layoutSections')) {
    for (const element of descendants(section)) {
      if (element.name === 'field' && /^\w+__c$/i.test(trimmedText(document, element)))
        return { sightings: [foundation(rooted, 'voice-call-layout', { at: element })] };
    }
  }
  return {};
}

export const MESSAGING_READER: TypeReader = {
  types: ['MessagingChannel'],
  look: /Voice/i,
  read: (source) => readRoot(source, readMessagingChannel),
};

function readMessagingChannel(rooted: Rooted): Partial<OrgReading> {
  const { document, root } = rooted;
  const type = filledChild(rooted, root, 'messagingChannelType');
  const isVoice = /^(?:Pstn)?Voice$/i.test(childText(document, root, 'messagingChannelType'));
  return type && isVoice ? { sightings: [foundation(rooted, 'voice-messaging-channel', { at: type })] } : {};
}
