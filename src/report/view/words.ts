/** The words of the report's frame, each with a shape and a tone where it is a mark. What is said about Salesforce is the catalog's. */
import { VERDICTS, type Api, type Basis, type Confidence, type GateOutcome, type VerdictId } from '../../catalog/terms.ts';
import type {
  Assessment,
  CallLog,
  CapabilityResult,
  Contact,
  Definition,
  FileRecord,
  Problem,
  RepositoryRecord,
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
  [['metadata'], 'file of org metadata beside it', 'files of org metadata beside it'],
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
