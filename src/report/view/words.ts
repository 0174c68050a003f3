/** The words of the report's frame, each with a shape and a tone where it is a mark. What is said about Salesforce is the catalog's. */
import {
  VERDICTS,
  type Api,
  type Basis,
  type Confidence,
  type ConsumerAction,
  type FactKind,
  type FieldUse,
  type GateOutcome,
  type Relation,
  type Strength,
  type VerdictId,
} from '../../catalog/terms.ts';
import type {
  Assessment,
  CallLog,
  CapabilityResult,
  Contact,
  Definition,
  FileRecord,
  FoundationResult,
  PhoneApp,
  PhoneHost,
  Problem,
  RepositoryRecord,
  RetrievedType,
  VendorMatch,
} from '../../model/assessment.ts';

/** A word with a shape and a tone; never a colour alone. */
export interface Mark {
  word: string;
  icon: string;
  tone: string;
}

export const VERDICT_WORDS: Record<VerdictId, { word: string; meaning: string }> = {
  'carries-over': { word: 'Carries over', meaning: 'Moves as it is.' },
  rename: { word: 'Rename', meaning: 'Moves under another name.' },
  reconfigure: { word: 'Reconfigure', meaning: 'Is set up again by configuration, without code.' },
  rewrite: { word: 'Rewrite', meaning: 'The same job, written again against other interfaces.' },
  redesign: { word: 'Redesign', meaning: 'The job itself changes; somebody has to decide how.' },
  'no-equivalent': { word: 'No equivalent', meaning: 'Nothing was found in its place. People lose it, or it is built some other way.' },
  obsolete: { word: 'Obsolete', meaning: 'The platform does it by itself. Nothing to do.' },
  unknown: { word: 'Unknown', meaning: 'Nobody has confirmed what becomes of it.' },
};

export const BASIS_WORDS: Record<Basis, { word: string; meaning: string }> = {
  documented: { word: 'Documented', meaning: 'Salesforce documents this move.' },
  inferred: {
    word: 'Inferred',
    meaning: 'The Voice side is documented or in Salesforce’s own samples; that it takes the place of the Open CTI one is our reading.',
  },
  'none-found': { word: 'None found', meaning: 'We looked in the sources named and found no equivalent.' },
  unconfirmed: { word: 'Unconfirmed', meaning: 'No source that we could read confirms it.' },
};

export const GATE_MARKS: Record<GateOutcome, Mark> = {
  pass: { word: 'Passed', icon: 'i-pass', tone: 'carries-over' },
  unknown: { word: 'Open', icon: 'i-unknown', tone: 'unknown' },
  fail: { word: 'Not passed', icon: 'i-fail', tone: 'no-equivalent' },
};

export const SEVERITIES = {
  defect: { mark: { word: 'Defect', icon: 'i-fail', tone: 'no-equivalent' }, meaning: 'Does not work as written.' },
  risk: { mark: { word: 'Risk', icon: 'i-rewrite', tone: 'rewrite' }, meaning: 'Works, or may work, but not for long or not everywhere.' },
  note: { mark: { word: 'Note', icon: 'i-note', tone: 'obsolete' }, meaning: 'Worth knowing.' },
} as const;
export type Severity = keyof typeof SEVERITIES;

export const PROBLEM_MARKS: Record<Problem['effect'], Mark> = {
  lost: { word: 'Content may be missing', icon: 'i-fail', tone: 'no-equivalent' },
  note: { word: 'For information', icon: 'i-note', tone: 'obsolete' },
};

export const COVERAGE: Record<RepositoryRecord['coverage'][number]['state'], Mark> = {
  read: { word: 'Read', icon: 'i-pass', tone: 'carries-over' },
  partly: { word: 'Read in part', icon: 'i-rename', tone: 'rewrite' },
  absent: { word: 'Looked for, not there', icon: 'i-obsolete', tone: 'obsolete' },
  elsewhere: { word: 'Not in these files', icon: 'i-unknown', tone: 'unknown' },
  'not-read': { word: 'Not read by this version', icon: 'i-unknown', tone: 'unknown' },
};

export const STANDINGS: Record<Definition['standing'], Mark> = {
  'open-cti': { word: 'Open CTI', icon: 'i-reconfigure', tone: 'reconfigure' },
  voice: { word: 'Voice', icon: 'i-pass', tone: 'carries-over' },
  'cti-toolkit': { word: 'CTI Toolkit', icon: 'i-obsolete', tone: 'obsolete' },
};

export const STATES: Record<CapabilityResult['state'], string> = { used: 'Used', 'not-used': 'Not used', 'not-read': 'Not read' };

export const STATUSES: Record<RepositoryRecord['status'], string> = {
  assessed: 'Read in full',
  partly: 'Read in part',
  failed: 'Could not be read',
  'nothing-found': 'Nothing of Open CTI found',
};

export const FORMS: Record<Definition['form'], string> = { import: 'Import file', metadata: 'Metadata API' };

export const PER: Record<Assessment['catalog']['workItems'][number]['per'], string> = {
  portfolio: 'once for everything',
  org: 'once per org',
  repository: 'once per repository',
  'call-center': 'once per call center',
  adapter: 'once per adapter, whatever copies there are',
};

export const SIZE_WORDS = { small: 'Small', medium: 'Medium', large: 'Large' } as const;

/** How sure it is that a thing found in source is what it is taken for. */
export const CONFIDENCES: Record<Confidence, { word: string; meaning: string }> = {
  exact: { word: 'Exact', meaning: 'stands there in full' },
  resolved: { word: 'Resolved', meaning: 'followed through names, parameters or files' },
  dynamic: { word: 'Dynamic', meaning: 'partly made at run time' },
  text: { word: 'Text', meaning: 'from text that could not be parsed, or a pattern' },
};

/** An API as it stands in source; what is none stands under a word. */
export const API_PATHS: Record<Api, string> = {
  definition: 'Definition file',
  opencti: 'sforce.opencti',
  interaction: 'sforce.interaction',
  'interaction.cti': 'sforce.interaction.cti',
  'interaction.entityFeed': 'sforce.interaction.entityFeed',
  'console.cti': 'sforce.console.cti',
  console: 'sforce.console',
  library: 'Library',
  component: 'Component',
  canvas: 'Canvas',
  behaviour: 'Behaviour',
  metadata: 'Org metadata',
};

/** Said of everything that stands in a test or a mock. */
export const IN_A_TEST = 'in a test: shown, counted nowhere';

export const READINGS: Record<NonNullable<FileRecord['reading']>, string> = {
  parsed: 'parsed in full',
  tolerant: 'read by a parser that forgives faults',
  text: 'read as text',
};

/** What a file turned out to be, for counting; those of adapter source come after the definitions. */
export const CONTENTS: readonly (readonly [contents: readonly FileRecord['content'][], one: string, many: string])[] = [
  [['definition', 'not-salesforce-format', 'unreadable'], 'possible definition file', 'possible definition files'],
  [['adapter'], 'file of adapter source', 'files of adapter source'],
  [['metadata'], 'file of org metadata', 'files of org metadata'],
  [['library-copy'], 'copy of a Salesforce library', 'copies of Salesforce libraries'],
  [['archive'], 'archive', 'archives'],
  [['mention'], 'file that only mentions Open CTI', 'files that only mention Open CTI'],
];

/** What becomes of a field of the call log. */
export const FIELD_MARKS: Record<Assessment['catalog']['callLogFields'][number]['meaning'], Mark & { meaning: string }> = {
  'carries-over': {
    word: 'Carries over',
    icon: 'i-carries-over',
    tone: 'carries-over',
    meaning: 'The same content under the same meaning.',
  },
  'other-values': {
    word: 'Other values',
    icon: 'i-rename',
    tone: 'rename',
    meaning: 'The same kind of content, with other values or other ids.',
  },
  'other-meaning': {
    word: 'Other meaning',
    icon: 'i-rewrite',
    tone: 'rewrite',
    meaning: 'A field of the same or a near name that means something else.',
  },
  computed: { word: 'Filled by the platform', icon: 'i-reconfigure', tone: 'reconfigure', meaning: 'Nobody writes it; the platform does.' },
  obsolete: { word: 'Obsolete', icon: 'i-obsolete', tone: 'obsolete', meaning: 'Nothing needs it any more.' },
  'no-counterpart': {
    word: 'No counterpart',
    icon: 'i-no-equivalent',
    tone: 'no-equivalent',
    meaning: 'No field for it was found; it needs a custom field, or goes.',
  },
  unknown: { word: 'Unknown', icon: 'i-unknown', tone: 'unknown', meaning: 'No document names a field for it.' },
};

/** What writes a record. */
export const WRITERS: Record<CallLog['via'], string> = {
  saveLog: 'saveLog',
  apex: 'Apex',
  runApex: 'runApex',
  rest: 'REST',
  markup: 'a form in markup',
};

/** Ways in which an adapter meets a system outside. */
export const CONTACT_WORDS: Record<Contact['means'], string> = {
  fetch: 'fetch',
  xhr: 'XMLHttpRequest',
  jquery: 'jQuery request',
  axios: 'axios',
  websocket: 'WebSocket',
  'event-source': 'EventSource',
  beacon: 'sendBeacon',
  iframe: 'frame',
  script: 'script loaded',
  form: 'form',
  image: 'image',
  audio: 'audio',
  link: 'link',
  'window-open': 'window opened',
  'post-message': 'message posted',
  'message-listener': 'messages heard',
  sdk: 'SDK',
  'apex-callout': 'Apex callout',
  definition: 'named in a definition',
  'csp-trusted-site': 'trusted site',
  'cors-origin': 'CORS origin, which may call the org',
  'frame-ancestor': 'site that may frame pages of the org',
  'console-domain': 'domain allowed in a Classic console',
  'remote-site': 'remote site',
};

export const DIRECTIONS: Record<Contact['direction'], string> = { out: 'Out', in: 'In', allowed: 'Allowed' };

export const VENDOR_CONFIDENCE: Record<VendorMatch['confidence'], { word: string; meaning: string }> = {
  high: { word: 'High', meaning: 'a package namespace or an internal name that a source confirms' },
  medium: { word: 'Medium', meaning: 'another trace that a source confirms' },
  low: { word: 'Low', meaning: 'traces that no source confirms' },
};

/** Verdicts that mean code, or a decision, in place of configuration. */
export const REBUILT: readonly VerdictId[] = ['rewrite', 'redesign'];

export function verdictMark(verdict: VerdictId): Mark {
  return { word: VERDICT_WORDS[verdict].word, icon: `i-${verdict}`, tone: verdict };
}

/** A place in the order from the mildest to the hardest; before all of them where nothing is said. */
export function hardness(verdict: VerdictId | null): number {
  return verdict === null ? -1 : VERDICTS.indexOf(verdict);
}

/** Kinds of connector parts, in the order of the work list. */
export const CONNECTOR_GROUP_WORDS: readonly {
  group: Assessment['catalog']['connectorParts'][number]['group'];
  title: string;
  first: string;
}[] = [
  { group: 'method', title: 'Methods that Salesforce calls', first: 'Method' },
  { group: 'event', title: 'Events that the connector publishes', first: 'Event' },
  { group: 'capability', title: 'Capabilities to declare', first: 'Capability' },
  { group: 'server', title: 'What your server does', first: 'Call' },
  { group: 'flow', title: 'Flows', first: 'Flow' },
  { group: 'component', title: 'Lightning components', first: 'Component' },
  { group: 'apex', title: 'Apex', first: 'Class' },
  { group: 'configuration', title: 'Configuration', first: 'Setting' },
];

/** What must happen to a component that uses the Tasks of calls, once calls are VoiceCall records. */
export const ACTIONS: Record<ConsumerAction, Mark & { meaning: string }> = {
  'rebuild-on-voicecall': {
    word: 'Rebuild on VoiceCall',
    icon: 'i-rewrite',
    tone: 'rewrite',
    meaning: 'Made again on VoiceCall; as it stands it sees no new call.',
  },
  'add-voicecall': {
    word: 'Add VoiceCall',
    icon: 'i-reconfigure',
    tone: 'reconfigure',
    meaning: 'Stays for other Tasks, and takes in VoiceCall beside them.',
  },
  'keep-shadow-task': {
    word: 'Keep a shadow Task',
    icon: 'i-rename',
    tone: 'rename',
    meaning: 'Goes on as it is, as long as every call still leaves a Task beside its VoiceCall record.',
  },
  drop: { word: 'Drop', icon: 'i-obsolete', tone: 'obsolete', meaning: 'Nothing needs it once calls are VoiceCall records.' },
  decide: { word: 'Decide', icon: 'i-unknown', tone: 'unknown', meaning: 'Somebody who knows it has to look at it first.' },
};

/** How sure it is that a component has to do with calls. */
export const STRENGTHS_IN_WORDS: Record<Strength, { word: string; meaning: string }> = {
  certain: { word: 'Certain', meaning: 'it names a field that only calls fill' },
  likely: { word: 'Likely', meaning: 'it reads all Tasks, or a field or value that looks like a call’s' },
  weak: { word: 'Name only', meaning: 'nothing but a name speaks of calls' },
};

/** Before the fields that are used so. */
export const USES: Record<FieldUse, string> = {
  column: 'Columns',
  grouping: 'Groups by',
  filter: 'Filters by',
  formula: 'Calculates with',
  condition: 'Looks at',
  reads: 'Reads',
  writes: 'Writes',
  shows: 'Shows',
  asks: 'Asks for',
  defines: 'Defines',
  grants: 'Opens',
};

/** Metadata types as people call them, one and several; a type that is not here goes by its own name. */
const TYPE_WORDS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  Report: ['report', 'reports'],
  ReportType: ['report type', 'report types'],
  ReportFolder: ['report folder', 'report folders'],
  Dashboard: ['dashboard', 'dashboards'],
  DashboardFolder: ['dashboard folder', 'dashboard folders'],
  Flow: ['flow', 'flows'],
  Workflow: ['workflow', 'workflows'],
  WorkflowRule: ['workflow rule', 'workflow rules'],
  WorkflowFieldUpdate: ['workflow field update', 'workflow field updates'],
  ApexTrigger: ['Apex trigger', 'Apex triggers'],
  ApexClass: ['Apex class', 'Apex classes'],
  ApexPage: ['Visualforce page', 'Visualforce pages'],
  ApexComponent: ['Visualforce component', 'Visualforce components'],
  LightningComponentBundle: ['Lightning web component', 'Lightning web components'],
  AuraDefinitionBundle: ['Aura component', 'Aura components'],
  StaticResource: ['static resource', 'static resources'],
  CustomObject: ['object', 'objects'],
  CustomField: ['field', 'fields'],
  ValidationRule: ['validation rule', 'validation rules'],
  RecordType: ['record type', 'record types'],
  ListView: ['list view', 'list views'],
  Layout: ['page layout', 'page layouts'],
  QuickAction: ['quick action', 'quick actions'],
  FlexiPage: ['Lightning page', 'Lightning pages'],
  UtilityBar: ['utility bar', 'utility bars'],
  CustomApplication: ['app', 'apps'],
  Profile: ['profile', 'profiles'],
  PermissionSet: ['permission set', 'permission sets'],
  PermissionSetGroup: ['permission set group', 'permission set groups'],
  MutingPermissionSet: ['muting permission set', 'muting permission sets'],
  CallCenter: ['call center', 'call centers'],
  ServiceChannel: ['service channel', 'service channels'],
  ServicePresenceStatus: ['presence status', 'presence statuses'],
  PresenceDeclineReason: ['decline reason', 'decline reasons'],
  PresenceUserConfig: ['presence configuration', 'presence configurations'],
  Queue: ['queue', 'queues'],
  QueueRoutingConfig: ['routing configuration', 'routing configurations'],
  Skill: ['skill', 'skills'],
  Settings: ['settings file', 'settings files'],
  CallCenterRoutingMap: ['routing map', 'routing maps'],
  OmniSupervisorConfig: ['supervisor configuration', 'supervisor configurations'],
  MessagingChannel: ['messaging channel', 'messaging channels'],
  ConversationChannelDefinition: ['conversation channel', 'conversation channels'],
  InstalledPackage: ['installed package', 'installed packages'],
  CorsWhitelistOrigin: ['CORS origin', 'CORS origins'],
  IframeWhiteListUrlSettings: ['site that may frame pages', 'sites that may frame pages'],
  ExternalCredential: ['external credential', 'external credentials'],
  ExternalClientApplication: ['external client app', 'external client apps'],
  ConversationVendorInfo: ['vendor file', 'vendor files'],
  TimelineObjectDefinition: ['timeline', 'timelines'],
  LightningMessageChannel: ['message channel', 'message channels'],
  ConnectedApp: ['connected app', 'connected apps'],
  CspTrustedSite: ['trusted site', 'trusted sites'],
  RemoteSiteSetting: ['remote site', 'remote sites'],
  NamedCredential: ['named credential', 'named credentials'],
};

/** A metadata type in words, fit for a number before it. */
export function typeWord(type: string, n: number): string {
  const words = Object.hasOwn(TYPE_WORDS, type) ? TYPE_WORDS[type] : undefined;
  return words ? words[n === 1 ? 0 : 1] : type;
}

/** The same at the beginning of a line. */
export function typeTitle(type: string, n: number): string {
  const word = typeWord(type, n);
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export const APP_KINDS: Record<PhoneApp['kind'], string> = {
  'lightning-console': 'Lightning console app',
  'lightning-standard': 'Lightning app',
  'classic-console': 'Classic console',
  classic: 'Classic app',
};

export const CLOUDS = { sales: 'Sales', service: 'Service' } as const;

export const HOST_ROLES: Record<PhoneHost['role'], string> = {
  adapter: 'holds the adapter',
  softphone: 'holds a phone',
  'click-to-dial': 'click-to-dial',
  voice: 'made for Salesforce Voice',
};

/** Between the two ends of a link. `kind`: a better word for the other end than its type; `to`: all of it, where it is always the same thing. */
export const RELATION_WORDS: Record<Relation, { verb: string; kind?: string; to?: string; title: string }> = {
  'names-page': { verb: 'names', title: 'Pages that call centers name' },
  'names-vendor': { verb: 'names', title: 'Vendor files that call centers name' },
  'has-utility-bar': { verb: 'has the', kind: 'utility bar', title: 'Utility bars of apps' },
  'holds-softphone': { verb: 'holds', to: 'the softphone of Open CTI', title: 'Where the softphone of Open CTI is' },
  'holds-omni-channel': { verb: 'holds', to: 'Omni-Channel', title: 'Where Omni-Channel is' },
  'hosts-adapter': { verb: 'holds', to: 'the adapter', title: 'Where the adapter is' },
  opens: { verb: 'opens the', title: 'Who opens what' },
  bundles: { verb: 'bundles the', title: 'What permission set groups bundle' },
  mutes: { verb: 'takes away what is in the', title: 'What permission set groups take away' },
  'shows-report': { verb: 'shows the', title: 'Reports on dashboards' },
  'made-of': { verb: 'is made of the', title: 'Report types behind reports' },
  'uses-field': { verb: 'uses the', title: 'Who uses which field of the call log' },
  'writes-field': { verb: 'writes the', title: 'Fields that the adapter writes' },
  'calls-apex': { verb: 'calls the', title: 'Apex that is called' },
  'calls-flow': { verb: 'calls the', title: 'Flows that call flows' },
  'uses-channel': { verb: 'uses the', title: 'Message channels in use' },
  'takes-channel': { verb: 'takes work of the', title: 'Who takes the work of service channels' },
};

/** How far a metadata type was there to read. */
export const RETRIEVED_MARKS: Record<RetrievedType['state'], Mark & { meaning: string }> = {
  all: {
    word: 'All asked for',
    icon: 'i-pass',
    tone: 'carries-over',
    meaning: 'A manifest asks for all of them, so what is here is what there is.',
  },
  some: {
    word: 'Some are here',
    icon: 'i-rename',
    tone: 'rewrite',
    meaning: 'Nothing says that these are all; there may be more in the org.',
  },
  none: { word: 'None in the org', icon: 'i-obsolete', tone: 'obsolete', meaning: 'A manifest asks for all of them, and there is none.' },
  'not-retrieved': {
    word: 'Not retrieved',
    icon: 'i-unknown',
    tone: 'unknown',
    meaning: 'None is here, and nothing shows that anybody asked. There may be many in the org.',
  },
};

export const FOUNDATION_MARKS: Record<FoundationResult['state'], Mark> = {
  stands: { word: 'Stands', icon: 'i-pass', tone: 'carries-over' },
  none: { word: 'Not there', icon: 'i-obsolete', tone: 'obsolete' },
  'not-seen': { word: 'Not retrieved', icon: 'i-unknown', tone: 'unknown' },
};

/** What a finding of an org's metadata is about; those of definitions and source need no word. */
export const ORG_KIND_WORDS: Readonly<Partial<Record<FactKind, string>>> = {
  consumer: 'Use of call Tasks',
  'phone-place': 'Place of the phone',
  access: 'Access to the phone',
  foundation: 'Foundation of Voice',
  package: 'Package',
};

/** Said of every fact that no file holds. */
export const GIVEN = 'given by the client';
