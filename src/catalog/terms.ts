/**
 * The words that rules, results and reports share. They stand apart from the schema so that a scan,
 * whose catalog was checked when the tool was built, need not load what checks it.
 */

/** The five ways to Salesforce Voice. Two of them are partner telephony: a connector you build, or a vendor's package. */
/** The phases of Salesforce's own migration checklist, as far as it could be read. */
export const CHECKLIST_PHASES = ['assess', 'scratch-org', 'connector'] as const;
/** Steps of that checklist that a scan takes by itself. */
export const CHECKLIST_SCANS = ['calls', 'mapping', 'task-fields', 'external-systems'] as const;

export const TARGETS = [
  'partner-telephony-own',
  'partner-telephony-packaged',
  'amazon-connect',
  'partner-telephony-amazon-connect',
  'native',
] as const;

/** From the mildest to the hardest. Readiness takes the worst of a capability, so the order is part of the contract. */
export const VERDICTS = ['obsolete', 'carries-over', 'rename', 'reconfigure', 'unknown', 'rewrite', 'redesign', 'no-equivalent'] as const;

/** How sure a verdict is: Salesforce says so, we infer it, we looked and found none, or nobody has confirmed it. */
export const BASES = ['documented', 'inferred', 'none-found', 'unconfirmed'] as const;

/** What a parser or a check can put before the rules. */
export const FACT_KINDS = [
  /** A whole call center definition; the name is its form, `import` or `metadata`. */
  'definition',
  /** A section; the name is its internal name. */
  'definition-section',
  /** An item; the name is its internal name. */
  'definition-item',
  /** A key of the `customSettings` JSON. */
  'definition-setting',
  /** A child element of the Metadata API's `CallCenter`, `adapterUrl` say. */
  'definition-field',
  /** A documented item that a definition does not hold where its absence means something. */
  'missing-item',
  /** A method of Open CTI or of the console that adapter code calls; the name is the member as Salesforce writes it. */
  'call',
  /** A constant of Open CTI, `SCREENPOP_TYPE.URL` say. */
  'constant',
  /** A member, or a whole API, that is named and not called: tested for, stored, handed on. */
  'reference',
  /** One of Salesforce's libraries being loaded; the name is `file@version`. */
  'script-load',
  /** A component or a setting of markup that belongs to Open CTI: the softphone, click-to-dial, a Canvas location. */
  'component',
  /** A value of the call center that adapter code reads by its path; the name is the item's. */
  'setting-read',
  /** Tab handling and the like of the Classic console: one summary for a file; the name is `sforce.console`. */
  'console-use',
  /** A word in adapter source that may betray what it does; the name is the word. It is judged by patterns only. */
  'trace',
  /** Something of the org that uses the Tasks of calls: a report, a flow, a field; the name is the sign that showed it. */
  'consumer',
  /** Where in the org the phone lives, is dialed from, or is let through: apps, consoles, pages, trusted hosts; the name is the sign. */
  'phone-place',
  /** Who may use or administer the phone; the name is the sign. */
  'access',
  /** A piece of Salesforce Voice, or of Omni-Channel that Voice needs, which the org has already; the name is the sign. */
  'foundation',
  /** An installed package or a namespace of a telephony product; the name is the namespace. */
  'package',
  /** A documented constraint that is not kept, or a state of the source worth knowing; the name is the check's. */
  'check',
] as const;

/** Kinds of facts that the metadata of an org gives. */
export const ORG_KINDS = ['consumer', 'phone-place', 'access', 'foundation', 'package'] as const;

/** Where a finding comes from: the definition file, one of Salesforce's APIs, or what surrounds them. */
export const APIS = [
  'definition',
  /** `sforce.opencti`, Lightning Experience. */
  'opencti',
  /** `sforce.interaction`, Salesforce Classic. */
  'interaction',
  'interaction.cti',
  'interaction.entityFeed',
  /** The CTI part of the Classic console's toolkit. */
  'console.cti',
  'console',
  'library',
  'component',
  'canvas',
  /** Behaviour that no API name shows. */
  'behaviour',
  /** The metadata of an org around the adapter. */
  'metadata',
] as const;

/**
 * How sure it is that the thing is what it is taken for. `exact`: it stands there in full. `resolved`: followed through names, parameters
 * or files. `dynamic`: partly made at run time. `text`: read from text that could not be parsed, or a pattern.
 */
export const CONFIDENCES = ['exact', 'resolved', 'dynamic', 'text'] as const;

/** The kinds of pieces that a connector you build is made of, or that stand beside it. */
export const CONNECTOR_GROUPS = ['method', 'event', 'capability', 'server', 'flow', 'component', 'apex', 'configuration'] as const;

/** What becomes of a field of the call log on VoiceCall. */
export const FIELD_MEANINGS = [
  'carries-over',
  /** Same kind of content under other values or other ids. */
  'other-values',
  /** A field of the same or a near name that means something else. */
  'other-meaning',
  /** The platform fills it. */
  'computed',
  'obsolete',
  'no-counterpart',
  'unknown',
] as const;

/**
 * What a rule's conditions may look at beside the name. `type`: of a screenPop, one of `sobject`, `url`, `record-url`, `objecthome`, `list`,
 * `search`, `newRecord`, `flow`, `deferred`, or empty where it is set at run time. `object`: of a saveLog, the object's API name, or empty.
 * `version`: of a library, for example `57.0`, or empty. `attributes`: of a component, its attribute names joined by spaces. `role`: of a
 * trace, what kind of word it is: `call` (a method called on some object), `function` (a function of the adapter's own), `text` (a text in
 * code), `key` (a property name), `label` (an id, class or text of a page element), `apex` (a name in an Apex class), `host` (a host name).
 * Of the metadata of an org: `metadata` is the metadata type, `fields` the call fields it uses joined by spaces, `strength` one of
 * {@link STRENGTHS}, `active` is `true`, `false` or empty where the file does not say.
 */
export const TRAITS = ['type', 'object', 'version', 'attributes', 'role', 'metadata', 'fields', 'strength', 'active'] as const;

/**
 * How sure it is that a component of the org has to do with calls. `certain`: it names a field that only calls fill. `likely`: it reads all
 * Tasks, or a custom field or value that looks like a call's. `weak`: only a name speaks of calls.
 */
export const STRENGTHS = ['certain', 'likely', 'weak'] as const;

/** What must happen to a consumer of call Tasks once calls are VoiceCall records. */
export const CONSUMER_ACTIONS = ['rebuild-on-voicecall', 'add-voicecall', 'keep-shadow-task', 'drop', 'decide'] as const;

/** How a component uses a field of the call log. */
export const FIELD_USES = [
  'column',
  'grouping',
  'filter',
  'formula',
  'condition',
  'reads',
  'writes',
  'shows',
  'asks',
  'defines',
  'grants',
] as const;

/** How one part of the org hangs on another; read `from` first. */
export const RELATIONS = [
  /** A call center names its softphone page. */
  'names-page',
  /** A call center names a vendor file. */
  'names-vendor',
  /** An app has a utility bar. */
  'has-utility-bar',
  /** A utility bar or an app holds the softphone of Open CTI. */
  'holds-softphone',
  /** A utility bar or an app holds Omni-Channel. */
  'holds-omni-channel',
  /** A page or a bundle hosts the adapter. */
  'hosts-adapter',
  /** A profile or permission set opens an app, a page or a class; or lets a presence status be used. */
  'opens',
  /** A permission set group bundles a set. */
  'bundles',
  /** A permission set group takes the rights of a muting set away. */
  'mutes',
  /** A dashboard shows a report. */
  'shows-report',
  /** A report is made of a report type. */
  'made-of',
  /** A component uses a field of the call log. */
  'uses-field',
  /** The adapter writes a field of the call log. */
  'writes-field',
  /** A flow, a page or the adapter calls Apex. */
  'calls-apex',
  /** A flow calls another. */
  'calls-flow',
  /** The adapter or a component uses a message channel. */
  'uses-channel',
  /** A presence status or queue lets a service channel's work in. */
  'takes-channel',
] as const;

export const SIZES = ['small', 'medium', 'large'] as const;

/** What the verdict of a gate can be, in the order in which one outweighs the other. */
export const GATE_OUTCOMES = ['pass', 'unknown', 'fail'] as const;

export type TargetId = (typeof TARGETS)[number];
export type VerdictId = (typeof VERDICTS)[number];
export type Basis = (typeof BASES)[number];
export type FactKind = (typeof FACT_KINDS)[number];
export type Api = (typeof APIS)[number];
export type Confidence = (typeof CONFIDENCES)[number];
export type Trait = (typeof TRAITS)[number];
export type Strength = (typeof STRENGTHS)[number];
export type ConsumerAction = (typeof CONSUMER_ACTIONS)[number];
export type FieldUse = (typeof FIELD_USES)[number];
export type Relation = (typeof RELATIONS)[number];
export type Size = (typeof SIZES)[number];
export type GateOutcome = (typeof GATE_OUTCOMES)[number];
