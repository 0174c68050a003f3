/** Settings of Omni-Channel, Salesforce Voice and what stands beside it. Features that are off come as empty files, so a file is no sign. */
import { componentOf, type Rooted } from '../places/roots.ts';
import type { OrgDocument, OrgReading, Sighting, TypeReader } from '../reading.ts';
import { booleanChild, foundation, trueChild, type FoundationSign } from './sightings.ts';

/** The switches of each feature, by the root of its file. Voice.settings is of Sales Dialer, which is not Salesforce Voice. */
const SWITCHES: Readonly<Record<string, readonly (readonly [string, FoundationSign])[]>> = {
  OmniChannelSettings: [['enableOmniChannel', 'omni-channel-on']],
  ServiceCloudVoiceSettings: [
    ['enableSCVExternalTelephony', 'voice-on-partner-telephony'],
    ['enableSCVBYOT', 'voice-on-partner-telephony'],
    ['enableServiceCloudVoice', 'voice-on-amazon-connect'],
  ],
  HighVelocitySalesSettings: [
    ['enableHighVelocitySales', 'sales-engagement-on'],
    ['enableHighVelocitySalesSetup', 'sales-engagement-on'],
  ],
  ConversationalIntelligenceSettings: [['enableCallCoaching', 'conversation-insights']],
};

export const SETTINGS_READER: TypeReader = {
  types: ['Settings'],
  look: /enable(?:OmniChannel|SCVExternalTelephony|SCVBYOT|ServiceCloudVoice|HighVelocitySales(?:Setup)?|CallCoaching)\s*>/,
  read: readSettings,
};

function readSettings(source: OrgDocument): Partial<OrgReading> {
  const document = source.markup();
  const root = document.roots.find(({ name }) => name in SWITCHES);
  if (!root) return {};
  const rooted: Rooted = { source, document, root, component: componentOf(source, document.place(root.start)) };
  const seen = new Map<FoundationSign, Sighting>();
  for (const [name, sign] of SWITCHES[root.name] ?? []) {
    const on = trueChild(rooted, root, name);
    const off = sign === 'omni-channel-on' ? booleanChild(rooted, root, name, 'false') : undefined;
    const shown = on ? sign : 'omni-channel-off';
    const at = on ?? off;
    if (at && !seen.has(shown)) seen.set(shown, foundation(rooted, shown, { at, value: name }));
  }
  return { sightings: [...seen.values()] };
}
