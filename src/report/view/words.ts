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
import { inWords, m } from '../messages.ts';

/** A word with a shape and a tone; never a colour alone. */
export interface Mark {
  word: string;
  icon: string;
  tone: string;
}

export const VERDICT_WORDS: Record<VerdictId, { word: string; meaning: string }> = {
  'carries-over': { word: m`Carries over`, meaning: m`Moves as it is.` },
  rename: { word: m`Rename`, meaning: m`Moves under another name.` },
  reconfigure: { word: m`Reconfigure`, meaning: m`Is set up again by configuration, without code.` },
  rewrite: { word: m`Rewrite`, meaning: m`The same job, written again against other interfaces.` },
  redesign: { word: m`Redesign`, meaning: m`The job itself changes; somebody has to decide how.` },
  'no-equivalent': { word: m`No equivalent`, meaning: m`Nothing was found in its place. People lose it, or it is built some other way.` },
  obsolete: { word: m`Obsolete`, meaning: m`The platform does it by itself. Nothing to do.` },
  unknown: { word: m`Unknown`, meaning: m`Nobody has confirmed what becomes of it.` },
};

export const BASIS_WORDS: Record<Basis, { word: string; meaning: string }> = {
  documented: { word: m`Documented`, meaning: m`Salesforce documents this move.` },
  inferred: {
    word: m`Inferred`,
    meaning: m`The Voice side is documented or in Salesforce’s own samples; that it takes the place of the Open CTI one is our reading.`,
  },
  'none-found': { word: m`None found`, meaning: m`We looked in the sources named and found no equivalent.` },
  unconfirmed: { word: m`Unconfirmed`, meaning: m`No source that we could read confirms it.` },
};

export const GATE_MARKS: Record<GateOutcome, Mark> = {
  pass: { word: m`Passed`, icon: 'i-pass', tone: 'carries-over' },
  unknown: { word: m`Open`, icon: 'i-unknown', tone: 'unknown' },
  fail: { word: m`Not passed`, icon: 'i-fail', tone: 'no-equivalent' },
};

export const SEVERITIES = {
  defect: { mark: { word: m`Defect`, icon: 'i-fail', tone: 'no-equivalent' }, meaning: m`Does not work as written.` },
  risk: {
    mark: { word: m`Risk`, icon: 'i-rewrite', tone: 'rewrite' },
    meaning: m`Works, or may work, but not for long or not everywhere.`,
  },
  note: { mark: { word: m`Note`, icon: 'i-note', tone: 'obsolete' }, meaning: m`Worth knowing.` },
} as const;
export type Severity = keyof typeof SEVERITIES;

export const PROBLEM_MARKS: Record<Problem['effect'], Mark> = {
  lost: { word: m`Content may be missing`, icon: 'i-fail', tone: 'no-equivalent' },
  note: { word: m`For information`, icon: 'i-note', tone: 'obsolete' },
};

export const COVERAGE: Record<RepositoryRecord['coverage'][number]['state'], Mark> = {
  read: { word: m`Read`, icon: 'i-pass', tone: 'carries-over' },
  partly: { word: m`Read in part`, icon: 'i-rename', tone: 'rewrite' },
  absent: { word: m`Looked for, not there`, icon: 'i-obsolete', tone: 'obsolete' },
  elsewhere: { word: m`Not in these files`, icon: 'i-unknown', tone: 'unknown' },
  'not-read': { word: m`Not read by this version`, icon: 'i-unknown', tone: 'unknown' },
};

export const STANDINGS: Record<Definition['standing'], Mark> = {
  'open-cti': { word: m`Open CTI`, icon: 'i-reconfigure', tone: 'reconfigure' },
  voice: { word: m`Voice`, icon: 'i-pass', tone: 'carries-over' },
  'cti-toolkit': { word: m`CTI Toolkit`, icon: 'i-obsolete', tone: 'obsolete' },
};

export const STATES: Record<CapabilityResult['state'], string> = { used: m`Used`, 'not-used': m`Not used`, 'not-read': m`Not read` };

export const STATUSES: Record<RepositoryRecord['status'], string> = {
  assessed: m`Read in full`,
  partly: m`Read in part`,
  failed: m`Could not be read`,
  'nothing-found': m`Nothing of Open CTI found`,
};

export const FORMS: Record<Definition['form'], string> = { import: m`Import file`, metadata: m`Metadata API` };

export const PER: Record<Assessment['catalog']['workItems'][number]['per'], string> = {
  portfolio: m`once for everything`,
  org: m`once per org`,
  repository: m`once per repository`,
  'call-center': m`once per call center`,
  adapter: m`once per adapter, whatever copies there are`,
};

export const SIZE_WORDS = { small: m`Small`, medium: m`Medium`, large: m`Large` } as const;

/** How sure it is that a thing found in source is what it is taken for. */
export const CONFIDENCES: Record<Confidence, { word: string; meaning: string }> = {
  exact: { word: m`Exact`, meaning: m`stands there in full` },
  resolved: { word: m`Resolved`, meaning: m`followed through names, parameters or files` },
  dynamic: { word: m`Dynamic`, meaning: m`partly made at run time` },
  text: { word: m`Text`, meaning: m`from text that could not be parsed, or a pattern` },
};

/** An API as it stands in source; what is none stands under a word. */
export const API_PATHS: Record<Api, string> = {
  definition: m`Definition file`,
  opencti: 'sforce.opencti',
  interaction: 'sforce.interaction',
  'interaction.cti': 'sforce.interaction.cti',
  'interaction.entityFeed': 'sforce.interaction.entityFeed',
  'console.cti': 'sforce.console.cti',
  console: 'sforce.console',
  library: m`Library`,
  component: m`Component`,
  canvas: m`Canvas`,
  behaviour: m`Behaviour`,
  metadata: m`Org metadata`,
};

/** Said of everything that stands in a test or a mock. */
export const IN_A_TEST = m`in a test: shown, counted nowhere`;

export const READINGS: Record<NonNullable<FileRecord['reading']>, string> = {
  parsed: m`parsed in full`,
  tolerant: m`read by a parser that forgives faults`,
  text: m`read as text`,
};

/** What a file turned out to be, for counting; those of adapter source come after the definitions. */
export const CONTENTS: readonly (readonly [contents: readonly FileRecord['content'][], one: string, many: string])[] = [
  [['definition', 'not-salesforce-format', 'unreadable'], m`possible definition file`, m`possible definition files`],
  [['adapter'], m`file of adapter source`, m`files of adapter source`],
  [['metadata'], m`file of org metadata`, m`files of org metadata`],
  [['library-copy'], m`copy of a Salesforce library`, m`copies of Salesforce libraries`],
  [['archive'], m`archive`, m`archives`],
  [['mention'], m`file that only mentions Open CTI`, m`files that only mention Open CTI`],
];

/** What becomes of a field of the call log. */
export const FIELD_MARKS: Record<Assessment['catalog']['callLogFields'][number]['meaning'], Mark & { meaning: string }> = {
  'carries-over': {
    word: m`Carries over`,
    icon: 'i-carries-over',
    tone: 'carries-over',
    meaning: m`The same content under the same meaning.`,
  },
  'other-values': {
    word: m`Other values`,
    icon: 'i-rename',
    tone: 'rename',
    meaning: m`The same kind of content, with other values or other ids.`,
  },
  'other-meaning': {
    word: m`Other meaning`,
    icon: 'i-rewrite',
    tone: 'rewrite',
    meaning: m`A field of the same or a near name that means something else.`,
  },
  computed: {
    word: m`Filled by the platform`,
    icon: 'i-reconfigure',
    tone: 'reconfigure',
    meaning: m`Nobody writes it; the platform does.`,
  },
  obsolete: { word: m`Obsolete`, icon: 'i-obsolete', tone: 'obsolete', meaning: m`Nothing needs it any more.` },
  'no-counterpart': {
    word: m`No counterpart`,
    icon: 'i-no-equivalent',
    tone: 'no-equivalent',
    meaning: m`No field for it was found; it needs a custom field, or goes.`,
  },
  unknown: { word: m`Unknown`, icon: 'i-unknown', tone: 'unknown', meaning: m`No document names a field for it.` },
};

/** What writes a record. */
export const WRITERS: Record<CallLog['via'], string> = {
  saveLog: 'saveLog',
  apex: m`Apex`,
  runApex: 'runApex',
  rest: 'REST',
  markup: m`a form in markup`,
};

/** Ways in which an adapter meets a system outside. */
export const CONTACT_WORDS: Record<Contact['means'], string> = {
  fetch: 'fetch',
  xhr: 'XMLHttpRequest',
  jquery: m`jQuery request`,
  axios: 'axios',
  websocket: 'WebSocket',
  'event-source': 'EventSource',
  beacon: 'sendBeacon',
  iframe: 'frame',
  script: m`script loaded`,
  form: 'form',
  image: 'image',
  audio: 'audio',
  link: 'link',
  'window-open': m`window opened`,
  'post-message': m`message posted`,
  'message-listener': m`messages heard`,
  sdk: 'SDK',
  'apex-callout': m`Apex callout`,
  definition: m`named in a definition`,
  'csp-trusted-site': m`trusted site`,
  'cors-origin': m`CORS origin, which may call the org`,
  'frame-ancestor': m`site that may frame pages of the org`,
  'console-domain': m`domain allowed in a Classic console`,
  'remote-site': m`remote site`,
};

export const DIRECTIONS: Record<Contact['direction'], string> = { out: m`Out`, in: m`In`, allowed: m`Allowed` };

export const VENDOR_CONFIDENCE: Record<VendorMatch['confidence'], { word: string; meaning: string }> = {
  high: { word: m`High`, meaning: m`a package namespace or an internal name that a source confirms` },
  medium: { word: m`Medium`, meaning: m`another trace that a source confirms` },
  low: { word: m`Low`, meaning: m`traces that no source confirms` },
};

/** Verdicts that mean code, or a decision, in place of configuration. */
export const REBUILT: readonly VerdictId[] = ['rewrite', 'redesign'];

export function verdictMark(verdict: VerdictId): Mark {
  return { word: inWords(VERDICT_WORDS[verdict].word), icon: `i-${verdict}`, tone: verdict };
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
  { group: 'method', title: m`Methods that Salesforce calls`, first: m`Method` },
  { group: 'event', title: m`Events that the connector publishes`, first: m`Event` },
  { group: 'capability', title: m`Capabilities to declare`, first: m`Capability` },
  { group: 'server', title: m`What your server does`, first: m`Call` },
  { group: 'flow', title: m`Flows`, first: 'Flow' },
  { group: 'component', title: m`Lightning components`, first: m`Component` },
  { group: 'apex', title: m`Apex`, first: m`Class` },
  { group: 'configuration', title: m`Configuration`, first: m`Setting` },
];

/** What must happen to a component that uses the Tasks of calls, once calls are VoiceCall records. */
export const ACTIONS: Record<ConsumerAction, Mark & { meaning: string }> = {
  'rebuild-on-voicecall': {
    word: m`Rebuild on VoiceCall`,
    icon: 'i-rewrite',
    tone: 'rewrite',
    meaning: m`Made again on VoiceCall; as it stands it sees no new call.`,
  },
  'add-voicecall': {
    word: m`Add VoiceCall`,
    icon: 'i-reconfigure',
    tone: 'reconfigure',
    meaning: m`Stays for other Tasks, and takes in VoiceCall beside them.`,
  },
  'keep-shadow-task': {
    word: m`Keep a shadow Task`,
    icon: 'i-rename',
    tone: 'rename',
    meaning: m`Goes on as it is, as long as every call still leaves a Task beside its VoiceCall record.`,
  },
  drop: { word: m`Drop`, icon: 'i-obsolete', tone: 'obsolete', meaning: m`Nothing needs it once calls are VoiceCall records.` },
  decide: { word: m`Decide`, icon: 'i-unknown', tone: 'unknown', meaning: m`Somebody who knows it has to look at it first.` },
};

/** How sure it is that a component has to do with calls. */
export const STRENGTHS_IN_WORDS: Record<Strength, { word: string; meaning: string }> = {
  certain: { word: m`Certain`, meaning: m`it names a field that only calls fill` },
  likely: { word: m`Likely`, meaning: m`it reads all Tasks, or a field or value that looks like a call’s` },
  weak: { word: m`Name only`, meaning: m`nothing but a name speaks of calls` },
};

/** Before the fields that are used so. */
export const USES: Record<FieldUse, string> = {
  column: m`Columns`,
  grouping: m`Groups by`,
  filter: m`Filters by`,
  formula: m`Calculates with`,
  condition: m`Looks at`,
  reads: m`Reads`,
  writes: m`Writes`,
  shows: m`Shows`,
  asks: m`Asks for`,
  defines: m`Defines`,
  grants: m`Opens`,
};

/** Metadata types as people call them, one and several; a type that is not here goes by its own name. */
const TYPE_WORDS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  Report: [m`report`, m`reports`],
  ReportType: [m`report type`, m`report types`],
  ReportFolder: [m`report folder`, m`report folders`],
  Dashboard: [m`dashboard`, m`dashboards`],
  DashboardFolder: [m`dashboard folder`, m`dashboard folders`],
  Flow: [m`flow`, m`flows`],
  Workflow: [m`workflow`, m`workflows`],
  WorkflowRule: [m`workflow rule`, m`workflow rules`],
  WorkflowFieldUpdate: [m`workflow field update`, m`workflow field updates`],
  ApexTrigger: [m`Apex trigger`, m`Apex triggers`],
  ApexClass: [m`Apex class`, m`Apex classes`],
  ApexPage: [m`Visualforce page`, m`Visualforce pages`],
  ApexComponent: [m`Visualforce component`, m`Visualforce components`],
  LightningComponentBundle: [m`Lightning web component`, m`Lightning web components`],
  AuraDefinitionBundle: [m`Aura component`, m`Aura components`],
  StaticResource: [m`static resource`, m`static resources`],
  CustomObject: [m`object`, m`objects`],
  CustomField: [m`field`, m`fields`],
  ValidationRule: [m`validation rule`, m`validation rules`],
  RecordType: [m`record type`, m`record types`],
  ListView: [m`list view`, m`list views`],
  Layout: [m`page layout`, m`page layouts`],
  QuickAction: [m`quick action`, m`quick actions`],
  FlexiPage: [m`Lightning page`, m`Lightning pages`],
  UtilityBar: [m`utility bar`, m`utility bars`],
  CustomApplication: [m`app`, m`apps`],
  Profile: [m`profile`, m`profiles`],
  PermissionSet: [m`permission set`, m`permission sets`],
  PermissionSetGroup: [m`permission set group`, m`permission set groups`],
  MutingPermissionSet: [m`muting permission set`, m`muting permission sets`],
  CallCenter: [m`call center`, m`call centers`],
  ServiceChannel: [m`service channel`, m`service channels`],
  ServicePresenceStatus: [m`presence status`, m`presence statuses`],
  PresenceDeclineReason: [m`decline reason`, m`decline reasons`],
  PresenceUserConfig: [m`presence configuration`, m`presence configurations`],
  Queue: [m`queue`, m`queues`],
  QueueRoutingConfig: [m`routing configuration`, m`routing configurations`],
  Skill: [m`skill`, m`skills`],
  Settings: [m`settings file`, m`settings files`],
  CallCenterRoutingMap: [m`routing map`, m`routing maps`],
  OmniSupervisorConfig: [m`supervisor configuration`, m`supervisor configurations`],
  MessagingChannel: [m`messaging channel`, m`messaging channels`],
  ConversationChannelDefinition: [m`conversation channel`, m`conversation channels`],
  InstalledPackage: [m`installed package`, m`installed packages`],
  CorsWhitelistOrigin: [m`CORS origin`, m`CORS origins`],
  IframeWhiteListUrlSettings: [m`site that may frame pages`, m`sites that may frame pages`],
  ExternalCredential: [m`external credential`, m`external credentials`],
  ExternalClientApplication: [m`external client app`, m`external client apps`],
  ConversationVendorInfo: [m`vendor file`, m`vendor files`],
  TimelineObjectDefinition: [m`timeline`, m`timelines`],
  LightningMessageChannel: [m`message channel`, m`message channels`],
  ConnectedApp: [m`connected app`, m`connected apps`],
  CspTrustedSite: [m`trusted site`, m`trusted sites`],
  RemoteSiteSetting: [m`remote site`, m`remote sites`],
  NamedCredential: [m`named credential`, m`named credentials`],
};

/** A metadata type in words, fit for a number before it. */
export function typeWord(type: string, n: number): string {
  const words = Object.hasOwn(inWords(TYPE_WORDS), type) ? inWords(TYPE_WORDS[type]) : undefined;
  return words ? words[n === 1 ? 0 : 1] : type;
}

/** The same at the beginning of a line. */
export function typeTitle(type: string, n: number): string {
  const word = typeWord(type, n);
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export const APP_KINDS: Record<PhoneApp['kind'], string> = {
  'lightning-console': m`Lightning console app`,
  'lightning-standard': m`Lightning app`,
  'classic-console': m`Classic console`,
  classic: m`Classic app`,
};

export const CLOUDS = { sales: m`Sales`, service: m`Service` } as const;

export const HOST_ROLES: Record<PhoneHost['role'], string> = {
  adapter: m`holds the adapter`,
  softphone: m`holds a phone`,
  'click-to-dial': 'click-to-dial',
  voice: m`made for Salesforce Voice`,
};

/** Between the two ends of a link. `kind`: a better word for the other end than its type; `to`: all of it, where it is always the same thing. */
export const RELATION_WORDS: Record<Relation, { verb: string; kind?: string; to?: string; title: string }> = {
  'names-page': { verb: 'names', title: m`Pages that call centers name` },
  'names-vendor': { verb: 'names', title: m`Vendor files that call centers name` },
  'has-utility-bar': { verb: m`has the`, kind: m`utility bar`, title: m`Utility bars of apps` },
  'holds-softphone': { verb: 'holds', to: m`the softphone of Open CTI`, title: m`Where the softphone of Open CTI is` },
  'holds-omni-channel': { verb: 'holds', to: m`Omni-Channel`, title: m`Where Omni-Channel is` },
  'hosts-adapter': { verb: 'holds', to: m`the adapter`, title: m`Where the adapter is` },
  opens: { verb: m`opens the`, title: m`Who opens what` },
  bundles: { verb: m`bundles the`, title: m`What permission set groups bundle` },
  mutes: { verb: m`takes away what is in the`, title: m`What permission set groups take away` },
  'shows-report': { verb: m`shows the`, title: m`Reports on dashboards` },
  'made-of': { verb: m`is made of the`, title: m`Report types behind reports` },
  'uses-field': { verb: m`uses the`, title: m`Who uses which field of the call log` },
  'writes-field': { verb: m`writes the`, title: m`Fields that the adapter writes` },
  'calls-apex': { verb: m`calls the`, title: m`Apex that is called` },
  'calls-flow': { verb: m`calls the`, title: m`Flows that call flows` },
  'uses-channel': { verb: m`uses the`, title: m`Message channels in use` },
  'takes-channel': { verb: m`takes work of the`, title: m`Who takes the work of service channels` },
};

/** How far a metadata type was there to read. */
export const RETRIEVED_MARKS: Record<RetrievedType['state'], Mark & { meaning: string }> = {
  all: {
    word: m`All asked for`,
    icon: 'i-pass',
    tone: 'carries-over',
    meaning: m`A manifest asks for all of them, so what is here is what there is.`,
  },
  some: {
    word: m`Some are here`,
    icon: 'i-rename',
    tone: 'rewrite',
    meaning: m`Nothing says that these are all; there may be more in the org.`,
  },
  none: { word: m`None in the org`, icon: 'i-obsolete', tone: 'obsolete', meaning: m`A manifest asks for all of them, and there is none.` },
  'not-retrieved': {
    word: m`Not retrieved`,
    icon: 'i-unknown',
    tone: 'unknown',
    meaning: m`None is here, and nothing shows that anybody asked. There may be many in the org.`,
  },
};

export const FOUNDATION_MARKS: Record<FoundationResult['state'], Mark> = {
  stands: { word: m`Stands`, icon: 'i-pass', tone: 'carries-over' },
  none: { word: m`Not there`, icon: 'i-obsolete', tone: 'obsolete' },
  'not-seen': { word: m`Not retrieved`, icon: 'i-unknown', tone: 'unknown' },
};

/** What a finding of an org's metadata is about; those of definitions and source need no word. */
export const ORG_KIND_WORDS: Readonly<Partial<Record<FactKind, string>>> = {
  consumer: m`Use of call Tasks`,
  'phone-place': m`Place of the phone`,
  access: m`Access to the phone`,
  foundation: m`Foundation of Voice`,
  package: m`Package`,
};

/** Said of every fact that no file holds. */
export const GIVEN = m`given by the client`;
