import { describe, expect, test } from '@jest/globals';
import { SIGNS } from '../../../../src/parse/org/signs.ts';
import { readOrgFile } from '../../../../src/parse/org/read-org-file.ts';
import type { OrgReading } from '../../../../src/parse/org/reading.ts';
import { readOrgPath } from '../../../../src/parse/org/types.ts';

function read(path: string, text: string | Buffer): OrgReading | null {
  const named = readOrgPath(path);
  if (!named) throw new Error(`not a path of the org: ${path}`);
  return readOrgFile(path, named, Buffer.from(text));
}

/** A document of that root with that content, as Salesforce writes it. */
function xml(root: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n${content}\n</${root}>\n`;
}

function signs(path: string, text: string | Buffer): string[] {
  return (read(path, text)?.sightings ?? []).filter(({ kind }) => kind === 'foundation').map(({ sign }) => sign);
}

/** Path in the format of the Metadata API; the one of the source format is the same with an ending. */
const SHOWN: readonly (readonly [string, string, string, readonly string[]])[] = [
  ['settings/OmniChannel.settings', 'OmniChannelSettings', '<enableOmniChannel>true</enableOmniChannel>', ['omni-channel-on']],
  ['settings/OmniChannel.settings', 'OmniChannelSettings', '<enableOmniChannel>false</enableOmniChannel>', ['omni-channel-off']],
  [
    'settings/ServiceCloudVoice.settings',
    'ServiceCloudVoiceSettings',
    '<enableSCVExternalTelephony>true</enableSCVExternalTelephony>',
    ['voice-on-partner-telephony'],
  ],
  [
    'settings/ServiceCloudVoice.settings',
    'ServiceCloudVoiceSettings',
    '<enableSCVBYOT>true</enableSCVBYOT><enableSCVExternalTelephony>true</enableSCVExternalTelephony>',
    ['voice-on-partner-telephony'],
  ],
  [
    'settings/ServiceCloudVoice.settings',
    'ServiceCloudVoiceSettings',
    '<enableServiceCloudVoice>true</enableServiceCloudVoice>',
    ['voice-on-amazon-connect'],
  ],
  [
    'settings/HighVelocitySales.settings',
    'HighVelocitySalesSettings',
    '<enableHighVelocitySalesSetup>true</enableHighVelocitySalesSetup>',
    ['sales-engagement-on'],
  ],
  [
    'settings/ConversationalIntelligence.settings',
    'ConversationalIntelligenceSettings',
    '<enableCallCoaching>true</enableCallCoaching>',
    ['conversation-insights'],
  ],
  ['serviceChannels/Calls.serviceChannel', 'ServiceChannel', '<relatedEntityType>VoiceCall</relatedEntityType>', ['phone-service-channel']],
  ['serviceChannels/sfdc_phone.serviceChannel', 'ServiceChannel', '<label>Phone</label>', ['phone-service-channel']],
  [
    'serviceChannels/sfdc_phone.serviceChannel',
    'ServiceChannel',
    '<afterConvoWorkMaxTime>60</afterConvoWorkMaxTime><relatedEntityType>VoiceCall</relatedEntityType>',
    ['phone-service-channel', 'wrap-up-settings'],
  ],
  [
    'serviceChannels/sfdc_phone.serviceChannel',
    'ServiceChannel',
    '<hasAutoAcceptEnabled>true</hasAutoAcceptEnabled><relatedEntityType>VoiceCall</relatedEntityType>',
    ['phone-service-channel', 'wrap-up-settings'],
  ],
  [
    'servicePresenceStatuses/Open.servicePresenceStatus',
    'ServicePresenceStatus',
    '<channels><channel>Cases</channel></channels><channels><channel>sfdc_phone</channel></channels>',
    ['phone-presence-status'],
  ],
  ['presenceUserConfigs/Desk.presenceUserConfig', 'PresenceUserConfig', '<capacity>5.0</capacity>', ['presence-configuration']],
  ['presenceDeclineReasons/Busy.presenceDeclineReason', 'PresenceDeclineReason', '<label>Busy</label>', ['presence-decline-reason']],
  ['skills/Loans.skill', 'Skill', '<label>Loans</label>', ['skill']],
  ['omniSupervisorConfigs/Desk.omniSupervisorConfig', 'OmniSupervisorConfig', '<masterLabel>Desk</masterLabel>', ['omni-supervisor']],
  [
    'queueRoutingConfigs/Desk.queueRoutingConfig',
    'QueueRoutingConfig',
    '<capacityPercentage>100.0</capacityPercentage>',
    ['voice-routing-configuration'],
  ],
  [
    'queueRoutingConfigs/Desk.queueRoutingConfig',
    'QueueRoutingConfig',
    '<routingModel>EXTERNAL_ROUTING</routingModel>',
    ['voice-routing-configuration'],
  ],
  ['queues/Desk.queue', 'Queue', '<queueSobject><sobjectType>VoiceCall</sobjectType></queueSobject>', ['voice-queue']],
  [
    'queues/Desk.queue',
    'Queue',
    '<queueRoutingConfig>Desk</queueRoutingConfig><queueSobject><sobjectType>Case</sobjectType></queueSobject><queueSobject><sobjectType>VoiceCall</sobjectType></queueSobject>',
    ['voice-queue', 'voice-routing-configuration'],
  ],
  [
    'layouts/VoiceCall-Voice Call Layout.layout',
    'Layout',
    '<layoutSections><layoutColumns><layoutItems><field>Reason__c</field></layoutItems></layoutColumns></layoutSections>',
    ['voice-call-layout'],
  ],
  [
    'messagingChannels/Desk.messagingChannel',
    'MessagingChannel',
    '<messagingChannelType>PstnVoice</messagingChannelType>',
    ['voice-messaging-channel'],
  ],
  [
    'ConversationVendorInformation/Desk.ConversationVendorInformation',
    'ConversationVendorInfo',
    '<bridgeComponent>desk:bridge</bridgeComponent><vendorType>ServiceCloudVoicePartner</vendorType>',
    ['vendor-file', 'message-bridge'],
  ],
  [
    'ConversationVendorInformation/Desk.ConversationVendorInformation',
    'ConversationVendorInfo',
    '<bridgeComponent>desk:bridge</bridgeComponent><vendorType>BringYourOwnChannelPartner</vendorType>',
    ['vendor-file-other'],
  ],
  [
    'conversationChannelDefinitions/Desk.ConversationChannelDefinition',
    'ConversationChannelDefinition',
    '<masterLabel>Desk</masterLabel>',
    ['vendor-file-other'],
  ],
  ['callCenterRoutingMaps/Desk.callCenterRoutingMap', 'CallCenterRoutingMap', '<callCenter>Desk</callCenter>', ['call-center-routing-map']],
];

describe('a foundation is seen', () => {
  test.each(SHOWN)('in both formats: %s with %s, %s', (path, root, content, wanted) => {
    expect(signs(`unpackaged/${path}`, xml(root, content))).toEqual(wanted);
    expect(signs(`force-app/main/default/${path}-meta.xml`, xml(root, content))).toEqual(wanted);
  });

  test.each(SHOWN)('with a byte-order mark, on one line and in UTF-16: %s with %s, %s', (path, root, content, wanted) => {
    const line = xml(root, content).replaceAll('\n', '');
    expect(signs(path, `\uFEFF${line}`)).toEqual(wanted);
    expect(signs(path, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(line, 'utf16le')]))).toEqual(wanted);
  });

  test('at the value that shows it', () => {
    const reading = read('settings/OmniChannel.settings', xml('OmniChannelSettings', '    <enableOmniChannel>true</enableOmniChannel>'));
    expect(reading?.sightings).toEqual([
      {
        kind: 'foundation',
        sign: 'omni-channel-on',
        component: { type: 'Settings', name: 'OmniChannel', label: null, file: 'settings/OmniChannel.settings', line: 2, column: 1 },
        value: 'enableOmniChannel',
        confidence: 'exact',
        line: 3,
        column: 24,
        snippet: '<enableOmniChannel>true</enableOmniChannel>',
      },
    ]);
  });

  test('with a value in CDATA or with blanks around it', () => {
    const path = 'settings/OmniChannel.settings';
    expect(signs(path, xml('OmniChannelSettings', '<enableOmniChannel><![CDATA[true]]></enableOmniChannel>'))).toEqual(['omni-channel-on']);
    expect(signs(path, xml('OmniChannelSettings', '<enableOmniChannel>\n  true\n</enableOmniChannel>'))).toEqual(['omni-channel-on']);
  });

  test('as a pattern only, where a routing configuration does not say that it routes calls', () => {
    const own = read('queueRoutingConfigs/D.queueRoutingConfig', xml('QueueRoutingConfig', '<capacityPercentage>100</capacityPercentage>'));
    expect(own?.sightings.map(({ confidence }) => confidence)).toEqual(['text']);
    const ofQueue = '<queueRoutingConfig>D</queueRoutingConfig><queueSobject><sobjectType>VoiceCall</sobjectType></queueSobject>';
    expect(read('queues/D.queue', xml('Queue', ofQueue))?.sightings.map(({ value, confidence }) => [value, confidence])).toEqual([
      ['D', 'exact'],
      ['D', 'exact'],
    ]);
  });

  test('and the channels of a presence status are told', () => {
    const channels = '<channels><channel>Cases</channel></channels><channels><channel>sfdc_phone</channel></channels>';
    const reading = read('servicePresenceStatuses/Open.servicePresenceStatus', xml('ServicePresenceStatus', channels));
    expect(reading?.references.map(({ relation, to }) => [relation, to.type, to.name])).toEqual([
      ['takes-channel', 'ServiceChannel', 'Cases'],
      ['takes-channel', 'ServiceChannel', 'sfdc_phone'],
    ]);
  });
});

describe('nothing is seen', () => {
  test.each([
    ['settings/ServiceCloudVoice.settings', 'ServiceCloudVoiceSettings', ''],
    ['settings/ServiceCloudVoice.settings', 'ServiceCloudVoiceSettings', '<enableSCVExternalTelephony>false</enableSCVExternalTelephony>'],
    ['settings/ServiceCloudVoice.settings', 'ServiceCloudVoiceSettings', '<enableServiceCloudVoice xsi:nil="true"/>'],
    ['settings/OmniChannel.settings', 'OmniChannelSettings', '<enableOmniChannel xsi:nil="true"/>'],
    ['settings/OmniChannel.settings', 'OmniChannelSettings', '<enableOmniChannel xsi:nil="true">true</enableOmniChannel>'],
    ['settings/OmniChannel.settings', 'OmniChannelSettings', '<enableOmniSkillsRouting>true</enableOmniSkillsRouting>'],
    ['settings/OmniChannel.settings', 'OmniChannelSettings', '<!-- <enableOmniChannel>true</enableOmniChannel> -->'],
    ['settings/Voice.settings', 'VoiceSettings', '<enableVoiceCallRecording>true</enableVoiceCallRecording>'],
    ['settings/HighVelocitySales.settings', 'HighVelocitySalesSettings', '<enableLogACallForCTIPref>true</enableLogACallForCTIPref>'],
    [
      'settings/ConversationalIntelligence.settings',
      'ConversationalIntelligenceSettings',
      '<enableCallCoaching>false</enableCallCoaching>',
    ],
    ['settings/Case.settings', 'CaseSettings', '<enableOmniChannel>true</enableOmniChannel>'],
    ['serviceChannels/sfdc_liveagent.serviceChannel', 'ServiceChannel', '<relatedEntityType>LiveChatTranscript</relatedEntityType>'],
    ['serviceChannels/Phone.serviceChannel', 'ServiceChannel', '<label>Phone</label><relatedEntityType>Case</relatedEntityType>'],
    [
      'servicePresenceStatuses/Available_Phone.servicePresenceStatus',
      'ServicePresenceStatus',
      '<channels><channel>Cases</channel></channels>',
    ],
    ['servicePresenceStatuses/Phone.servicePresenceStatus', 'ServicePresenceStatus', '<label>sfdc_phone</label>'],
    ['presenceUserConfigs/default_presence_config.presenceUserConfig', 'PresenceUserConfig', '<capacity>5.0</capacity>'],
    [
      'queueRoutingConfigs/Phone.queueRoutingConfig',
      'QueueRoutingConfig',
      '<capacityPercentage xsi:nil="true"/><capacityWeight>1</capacityWeight>',
    ],
    ['queues/Voice.queue', 'Queue', '<name>VoiceCall</name><queueSobject><sobjectType>Case</sobjectType></queueSobject>'],
    ['queues/Voice.queue', 'Queue', '<queueSobject><sobjectType>Voice_Call__c</sobjectType></queueSobject>'],
    [
      'layouts/VoiceCall-Voice Call Layout.layout',
      'Layout',
      '<layoutSections><layoutColumns><layoutItems><field>CallType</field></layoutItems></layoutColumns></layoutSections>',
    ],
    [
      'layouts/Case-Case Layout.layout',
      'Layout',
      '<layoutSections><layoutColumns><layoutItems><field>Reason__c</field></layoutItems></layoutColumns></layoutSections>',
    ],
    ['messagingChannels/Voice.messagingChannel', 'MessagingChannel', '<messagingChannelType>EmbeddedMessaging</messagingChannelType>'],
    [
      'ConversationVendorInformation/Desk.ConversationVendorInformation',
      'ConversationVendorInfo',
      '<vendorType>Amazon_Connect</vendorType>',
    ],
    ['ConversationVendorInformation/Desk.ConversationVendorInformation', 'ConversationVendorInfo', '<masterLabel>Desk</masterLabel>'],
  ])('in %s with %s, %s', (path, root, content) => {
    expect(signs(path, xml(root, content))).toEqual([]);
    expect(read(path, xml(root, content))?.problems ?? []).toEqual([]);
  });
});

describe('bad input', () => {
  test('a vendor type that is not known is named and shows nothing', () => {
    const path = 'ConversationVendorInformation/Desk.ConversationVendorInformation';
    const reading = read(path, xml('ConversationVendorInfo', '<vendorType>{{VENDOR}}</vendorType>'));
    expect(reading?.sightings).toEqual([]);
    expect(reading?.problems).toMatchObject([{ code: 'unknown-element', effect: 'note', file: path, line: 3 }]);
  });

  test('broken markup is named, and what stands before the fault is read', () => {
    const reading = read('settings/OmniChannel.settings', '<OmniChannelSettings><enableOmniChannel>true</enableOmniChannel><x');
    expect(reading?.sightings.map(({ sign }) => sign)).toEqual(['omni-channel-on']);
    expect(reading?.problems).toHaveLength(1);
  });

  test('a file of another type under the name is named', () => {
    const reading = read('skills/Loans.skill', xml('Queue', '<name>Loans</name>'));
    expect(reading?.sightings).toEqual([]);
    expect(reading?.problems).toMatchObject([{ code: 'not-salesforce-format' }]);
  });

  test('elements that nobody knows, and empty files, end nothing', () => {
    for (const [path, root, content, wanted] of SHOWN) {
      expect(signs(path, xml(root, `<someDay><enableOmniChannel>x</enableOmniChannel></someDay>${content}`))).toEqual(wanted);
      expect(() => read(path, '')).not.toThrow();
      expect(signs(path, '\0')).toEqual([]);
    }
  });

  test('free text is not quoted as a value', () => {
    const map = read(
      'callCenterRoutingMaps/D.callCenterRoutingMap',
      xml('CallCenterRoutingMap', '<callCenter>Call Ann Example, 555</callCenter>'),
    );
    expect(map?.sightings.map(({ value }) => value)).toEqual(['D']);
  });
});

test('every sign here is one that the list has', () => {
  const known: readonly string[] = SIGNS.foundation;
  for (const [, , , wanted] of SHOWN) for (const sign of wanted) expect(known).toContain(sign);
});
