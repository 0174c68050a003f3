import { describe, expect, test } from '@jest/globals';
import { indexRules, matchRules } from '../../src/match/match.ts';
import type { Fact } from '../../src/model/fact.ts';
import { shippedCatalog } from '../support/catalog.ts';

const catalog = await shippedCatalog();
const index = indexRules(catalog);
const behaviours = catalog.rules.flatMap((rule) => (rule.type === 'mapping' && rule.id.startsWith('behaviour-') ? [rule] : []));

/** `role word`, and after an equals sign the fuller text where it says more than the word: `call hold=session.hold`. */
type Word = `${'call' | 'function' | 'text' | 'key' | 'label' | 'apex' | 'host'} ${string}`;

function trace(word: Word, file = 'phone.js'): Fact {
  const [, role = '', name = '', , value = name] = /^(\w+) ([^=]*)(=(.*))?$/.exec(word) ?? [];
  return {
    kind: 'trace',
    api: 'behaviour',
    name,
    value,
    masked: false,
    file,
    line: 1,
    column: 1,
    definition: '',
    standing: 'open-cti',
    form: 'source',
    confidence: 'text',
    traits: { role },
  };
}

const found = (word: Word): string[] => matchRules([trace(word)], index).findings.map(({ ruleId }) => ruleId);

interface Words {
  readonly shows: readonly Word[];
  /** Look like it and are something else. */
  readonly doesNotShow: readonly Word[];
}

const WORDS: Readonly<Record<string, Words>> = {
  'behaviour-call-control': {
    shows: [
      'call hold=this.session.hold',
      'call accept=connection.accept',
      'call mute=activeCall.mute',
      'function attachMuteButton',
      'function endCall',
      'key onHoldChange',
      'label hangup',
      'label btn-hold',
      'text Decline call',
    ],
    doesNotShow: [
      'call mute=video.mute',
      'call accept=dialog.accept',
      'call disconnect=signalConnection.disconnect',
      'function thresholdChange',
      'function householdChange',
      'function acceptCookies',
      'key Accept',
      'label placeholder',
      'label text-muted',
      'text Hold',
      'text answer',
      'function call',
    ],
  },
  'behaviour-transfer': {
    shows: [
      'function transferCall',
      'call transfer=session.transfer',
      'call startTransfer=softphone.startTransfer',
      'function blindTransfer',
      'key onConference',
      'call conference=phone.conference',
      'label transferBtn',
      'text Transfer to queue',
      'function mergeCalls',
      'function swapCalls',
    ],
    doesNotShow: [
      'key dataTransfer',
      'call transfer=bankAccount.transfer',
      'function transferList',
      'function bankTransfer',
      'call merge=lodash.merge',
      'function swapImages',
      'text Video conference room',
      'key transferFunds',
      'function massTransferContacts',
      'text transferred',
    ],
  },
  'behaviour-presence': {
    shows: [
      'call setPresence=sdk.presence.setPresence',
      'function onOnlinePresenceChanged',
      'function setAgentStatus',
      'key agent_state',
      'text not-ready',
      'label Ready for calls',
      'apex UserServicePresence',
      'apex ServicePresenceStatus',
      'function goAvailable',
    ],
    doesNotShow: [
      'call ready=$.ready',
      'call onReady=device.onReady',
      'key status',
      'function updateStatus',
      'function onreadystatechange',
      'key orderStatus',
      'call setServicePresenceStatus=sforce.console.presence.setServicePresenceStatus',
      'text available',
      'apex CaseStatus',
      'function setState',
    ],
  },
  'behaviour-on-call-status': {
    shows: ['function setOnCallState', 'text On Call', 'text on a call', 'label on-call', 'key statusOnCall', 'text Busy - on call'],
    doesNotShow: [
      'key onCall',
      'text onCall',
      'function onCallEnd',
      'text On Call Notes Change',
      'function setCallState',
      'label callout',
      'text in callback',
    ],
  },
  'behaviour-disposition': {
    shows: [
      'function getSelectedCallDisposition',
      'label selectDisposition',
      'key dispositionCode',
      'call endWrapup=sdk.endWrapup',
      'text Wrap up',
      'apex dispositionList',
      'apex Disposition_Code__c',
      'function startACW',
      'text After call work',
    ],
    doesNotShow: [
      'key CallDisposition',
      'key contentDisposition',
      'text Content-Disposition',
      'call dispose=module.hot.dispose',
      'function wrapUpdates',
      'function unwrapUpload',
      'apex propertyDisposition',
      'key predisposition',
      'text jacwell',
    ],
  },
  'behaviour-own-panel': {
    shows: [
      'label call-notes',
      'label Recent Activities',
      'label callHistory-panel',
      'label speed-dial',
      'function showCallData',
      'label Knowledge base',
    ],
    doesNotShow: [
      'label release-notes',
      'label footnotes',
      'label notes',
      'text call notes',
      'function showData',
      'label history',
      'function openPanel',
      'label Clientdetails',
    ],
  },
  'behaviour-window-message': {
    shows: [
      'call postMessage=window.parent.postMessage',
      'call postMessage=frame.contentWindow.postMessage',
      'function processPostMessage',
      'function onWindowMessage',
    ],
    doesNotShow: [
      'call postMessage=ringWorker.postMessage',
      'call postMessage=channel.port1.postMessage',
      'call postMessage=broadcastChannel.postMessage',
      'function onmessage',
      'function showMessage',
      'function postMessages',
      'text message',
    ],
  },
  'behaviour-recording': {
    shows: [
      'function getRecordingUrl',
      'key Call_Recording__c',
      'label ACT_CallRecordingLink',
      'key recordingUrl',
      'text Play recording',
      'apex Call_Recording_Link__c',
    ],
    doesNotShow: [
      'key recordUrl',
      'key recordId',
      'function getRecordLink',
      'apex Recording',
      'key recorded',
      'function startScreenRecording',
      'function pauseRecording',
      'text recording',
      'key isRecording',
    ],
  },
  'behaviour-recording-pause': {
    shows: [
      'call pauseRecording=recorder.pauseRecording',
      'text Resume recording',
      'key isRecordingPaused',
      'label pci-pause',
      'function startPciMode',
      'text Secure payment',
    ],
    doesNotShow: [
      'call pause=player.pause',
      'function resumeUpload',
      'key pciture',
      'text spci',
      'function startRecording',
      'function pauseRecord',
      'key payment',
      'label card-data',
    ],
  },
  'behaviour-transcript': {
    shows: [
      'call getTranscript=conversation.getTranscript',
      'key callTranscript',
      'text Transcription',
      'function onTranscriptionChanged',
      'apex Call_Transcript__c',
    ],
    doesNotShow: [
      'apex HOT_ChatTranscriptService',
      'key chatTranscriptId',
      'function saveLiveAgentTranscript',
      'key subscript',
      'function transcode',
      'apex transcript',
      'key description',
    ],
  },
  'behaviour-supervisor': {
    shows: [
      'call bargeIn=provider.bargeIn',
      'function superviseCall',
      'text Listen in',
      'label silent-monitor',
      'key supervisorDashboard',
      'function whisperToAgent',
    ],
    doesNotShow: [
      'function startMonitoring',
      'key exceptionMonitor',
      'function liftEmbargo',
      'text whisper',
      'key transfer-supervised',
      'key supervisorId',
      'function coach',
      'text supervisor',
      'function listen',
    ],
  },
  'behaviour-ivr-data': {
    shows: [
      'key callVariables',
      'function getIvrData',
      'key ivr_selection',
      'call getAttributes=contact.getAttributes',
      'key uui',
      'key callAttributes',
      'text user-to-user',
    ],
    doesNotShow: [
      'key privrData',
      'call getAttributes=element.getAttributes',
      'key attributes',
      'key variables',
      'call getCallAttachedData=sforce.console.cti.getCallAttachedData',
      'function driveData',
      'text privacy',
      'key uuid',
    ],
  },
  'behaviour-routing': {
    shows: [
      'call joinQueue=provider.joinQueue',
      'key agentSkills',
      'function updateSkillForAgent',
      'text Queue statistics',
      'key routingProfile',
      'label agent-queue',
      'key huntGroup',
    ],
    doesNotShow: [
      'call enqueueAction=$A.enqueueAction',
      'call queueMicrotask',
      'key queue',
      'key jobQueue',
      'key queueName',
      'key skills',
      'key route',
      'function routing',
      'key messageQueue',
    ],
  },
  'behaviour-audio-device': {
    shows: [
      'call enumerateDevices=navigator.mediaDevices.enumerateDevices',
      'call setSinkId=ringtone.setSinkId',
      'function selectMicrophone',
      'key audioDevices',
      'call requestDevice=navigator.hid.requestDevice',
      'text Jabra',
      'label headset-select',
    ],
    doesNotShow: [
      'call requestDevice=navigator.usb.requestDevice',
      'key deviceToken',
      'function isMobileDevice',
      'text headset',
      'text slds-icon-utility-microphone',
      'call getUserMedia=navigator.mediaDevices.getUserMedia',
      'key device',
      'label speaker',
    ],
  },
  'behaviour-vendor-login': {
    shows: [
      'call requestStorageAccess=document.requestStorageAccess',
      'function finesseLogin',
      'call setCookie=helper.setCookie',
      'key loginPopup',
      'function showLoginScreen',
      'label loginButton',
      'text SameSite=None',
    ],
    doesNotShow: [
      'call login=sforce.console.presence.login',
      'function acceptCookies',
      'function blogin',
      'key login',
      'function catalogInit',
      'text login',
      'key lastLoginDate',
      'function logInput',
      'key oauthToken',
    ],
  },
  'behaviour-callback': {
    shows: [
      'function scheduleCallback',
      'text Request a callback',
      'key callbackTime',
      'label Scheduled call back',
      'apex Callback_Date__c',
      'text Call me back',
      'label Call-back list',
    ],
    doesNotShow: [
      'call callback',
      'function saveLogCallback',
      'function registerCallback',
      'function onCallback',
      'key callbackList',
      'key callbackQueue',
      'call requestIdleCallback',
      'text callback',
      'key createCallback',
      'function cancelCallback',
    ],
  },
  'behaviour-dialer': {
    shows: [
      'function progressiveDialer',
      'text Preview Dialer',
      'key dialerMode',
      'call previewCall=sdk.previewCall',
      'key outboundCampaign',
      'function dialNextLead',
      'text Call_Campaign',
    ],
    doesNotShow: [
      'key CampaignId',
      'function openDialPad',
      'function showPreview',
      'key campaign',
      'function dial',
      'key autoDial',
      'apex CampaignMember',
      'key progress',
      'function predict',
      'text dialog',
    ],
  },
  'behaviour-missed-calls': {
    shows: [
      'call onMissed=contact.onMissed',
      'function handleMissedCall',
      'text Missed calls',
      'text Call was rejected',
      'key onCallDeclined',
      'function onRona',
    ],
    doesNotShow: [
      'function onRejected',
      'function onDecline',
      'key onReject',
      'function dismissed',
      'text rejected',
      'key corona',
      'function declineCallback',
      'text declined',
      'function onAbandoned',
    ],
  },
  'behaviour-external-system': {
    shows: ['host telephony.example.com', 'host crm.quillmere.example', 'host 10.20.30.40', 'host notsalesforce.com'],
    doesNotShow: [
      'host quillmere.my.salesforce.com',
      'host login.salesforce.com',
      'host quillmere.lightning.force.com',
      'host www.w3.org',
      'host localhost',
      'host 127.0.0.1',
      'text telephony.example.com',
    ],
  },
};

test('every behaviour rule is tried with words, and no other rule is', () => {
  expect(behaviours.map(({ id }) => id).sort()).toEqual(Object.keys(WORDS).sort());
  for (const { shows, doesNotShow } of Object.values(WORDS)) {
    expect(shows.length).toBeGreaterThan(1);
    expect(doesNotShow.length).toBeGreaterThan(1);
  }
});

describe.each(Object.entries(WORDS))('%s', (ruleId, { shows, doesNotShow }) => {
  test.each(shows)('is indicated by the word “%s”', (word) => {
    expect(found(word)).toContain(ruleId);
  });

  test.each(doesNotShow)('is not indicated by the look-alike “%s”', (word) => {
    expect(found(word)).not.toContain(ruleId);
  });
});

test.each([
  'call get',
  'call addEventListener',
  'function init',
  'function render',
  'key name',
  'key value',
  'text true',
  'text error',
  'label container',
  'label button',
  'apex String',
  'apex recordTypeId',
  'call screenPop=sforce.opencti.screenPop',
  'call saveLog=sforce.opencti.saveLog',
] satisfies Word[])('the everyday word “%s” indicates nothing', (word) => {
  expect(found(word)).toEqual([]);
});

test('many words of one behaviour in a file are one finding, and another file has its own', () => {
  const words: readonly Word[] = ['function endCall', 'key onHoldChange', 'label hangup'];
  const facts = [...words.map((word) => trace(word, 'a.js')), trace('function endCall', 'b.js')];
  expect(matchRules(facts, index).findings.map(({ ruleId, file }) => `${ruleId} ${file}`)).toEqual([
    'behaviour-call-control a.js',
    'behaviour-call-control b.js',
  ]);
});

test('a behaviour rule speaks of an indication and not of a fact', () => {
  expect(behaviours.filter(({ title }) => !title.startsWith('Seems to ')).map(({ id }) => id)).toEqual([]);
  const unhedged = behaviours.flatMap(({ id, verdicts }) =>
    verdicts
      .filter((verdict) => verdict.verdict !== 'unknown' && !/\bseems? to\b/.test(verdict.equivalent))
      .map((verdict) => `${id} ${verdict.for.join(' ')}`),
  );
  expect(unhedged).toEqual([]);
});

test('only a connector of the company’s own takes adapter behaviour on with Salesforce’s word for it', () => {
  const claimed = behaviours.flatMap(({ id, verdicts }) =>
    verdicts
      .filter(({ basis }) => basis === 'documented')
      .flatMap((verdict) => verdict.for)
      .filter((target) => target !== 'partner-telephony-own')
      .map((target) => `${id} ${target}`),
  );
  expect(claimed).toEqual([]);
});

test('every part of a connector that a behaviour asks for is in the list of parts', () => {
  const parts = new Set(catalog.connectorParts.map(({ id }) => id));
  expect(behaviours.flatMap(({ builds }) => builds).filter((id) => !parts.has(id))).toEqual([]);
  expect(behaviours.some(({ builds }) => builds.length > 0)).toBe(true);
});

test('what every connector needs is told apart in the list of parts, with the methods of Salesforce’s own plan among it', () => {
  const standing = catalog.connectorParts.filter((part) => part.standing).map(({ name }) => name);
  const plan = 'getVoiceCapabilities getSharedCapabilities acceptCall endCall dial hold resume mute unmute setAgentStatus wrapUpCall'.split(
    ' ',
  );
  expect(plan.filter((name) => !standing.includes(name))).toEqual([]);
  expect(catalog.connectorParts.length).toBeGreaterThan(standing.length);
});

test('a word that repeats itself without end indicates nothing, and its judgement ends', () => {
  for (const unit of ['call', 'wrapup', 'transfer_', 'a', ' ', '-recording', 'dial'])
    expect(found(`text ${unit.repeat(20_000)}`)).toEqual([]);
});
