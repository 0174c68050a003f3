/**
 * A made-up assessment for the tests of the reports: two repositories of an invented company, every target, every kind of answer.
 * The sums follow the rules of the readiness figure and the estimate closely enough to be read as a real result.
 */
import type { Hours, Source } from '../../src/catalog/schema.ts';
import { TARGETS, VERDICTS, type Size, type TargetId, type VerdictId } from '../../src/catalog/terms.ts';
import {
  assessmentSchema,
  type Assessment,
  type Definition,
  type Finding,
  type RepositoryRecord,
  type Route,
} from '../../src/model/assessment.ts';
import { hardestLetter, ITEM_STEPS, letterOf, levelOf, ROUTE_STEPS } from '../../src/model/level.ts';
import {
  CALL_LOG_MEASURES,
  FOUNDATIONS,
  foundationResults,
  GAPS,
  GIVEN_FACTS,
  MEASURES,
  ORG,
  ORG_MAPPINGS,
  ORG_TYPES,
  orgFindings,
} from './sample-org.ts';

const READ = '2026-11-22';
const source = (title: string, path: string): Source => ({ title, url: `https://developer.salesforce.com/docs/${path}`, read: READ });
const SOURCES = {
  plan: source('Open CTI Developer Guide: Plan your CTI migration', 'service/api-cti/guide/plan-cti-migration.md'),
  setup: source(
    'Partner Telephony Developer Guide: Set up the Salesforce org',
    'atlas.en-us.voice_pt_developer_guide.meta/voice_pt_setup_svc_org.htm',
  ),
  cvi: source('Metadata API Developer Guide: ConversationVendorInfo', 'atlas.en-us.api_meta.meta/api_meta/meta_conversationvendorinfo.htm'),
  limits: {
    title: 'Salesforce Help: Salesforce Voice limitations',
    url: 'https://help.salesforce.com/s/articleView?id=service.voice_limitations.htm&type=5',
    read: READ,
  },
  optional: source(
    'Open CTI Developer Guide: optional elements of the call center definition file',
    'atlas.en-us.api_cti.meta/api_cti/sforce_api_cti_call_def_file_optional.htm',
  ),
  required: source(
    'Open CTI Developer Guide: required elements of the call center definition file',
    'service/api-cti/guide/sforce-api-cti-call-def-file-required.html',
  ),
  bridge: source(
    'Partner Telephony Developer Guide: Use the Lightning Message Service bridge',
    'atlas.en-us.voice_pt_developer_guide.meta/voice_pt_advanced_use_lightning_bridge.htm',
  ),
  telephony: source(
    'Tooling API: VoiceTelephonyDefinition',
    'atlas.en-us.api_tooling.meta/api_tooling/tooling_api_objects_voicetelephonydefinition.htm',
  ),
  quickstart: {
    title: 'Partner Telephony Developer Guide: Get started with the Quick Start package',
    read: READ,
    note: 'The address was not recorded.',
  },
  retirement: {
    title: 'Salesforce knowledge article 005306437: Open CTI retirement',
    url: 'https://help.salesforce.com/s/articleView?id=005306437&type=1',
    read: READ,
  },
} satisfies Record<string, Source>;

const OWN: TargetId = 'partner-telephony-own';
const PACKAGE: TargetId = 'partner-telephony-packaged';
const CONNECT: TargetId = 'amazon-connect';
const PTAC: TargetId = 'partner-telephony-amazon-connect';
const NATIVE: TargetId = 'native';
const ALL = [...TARGETS];

type Record_<T> = T extends readonly (infer E)[] ? E : never;
type RuleRecord = Record_<Assessment['catalog']['rules']>;
type MappingRecord = Extract<RuleRecord, { type: 'mapping' }>;
type VerdictRecord = MappingRecord['verdicts'][number];

function verdict(
  targets: TargetId[],
  word: VerdictId,
  basis: VerdictRecord['basis'],
  equivalent: string,
  action: string,
  sources: Source[],
  caveats: string[] = [],
): VerdictRecord {
  return { for: targets, verdict: word, equivalent, do: action, caveats, basis, sources };
}

function mapping(
  id: string,
  title: string,
  capability: string,
  workItem: string | null,
  verdicts: VerdictRecord[],
  more: Partial<MappingRecord> = {},
): MappingRecord {
  return { id, type: 'mapping', title, capability, origin: 'shipped', custom: false, workItem, verdicts, ...more };
}

const notDocumentedForNative = 'No statement about this was found for native telephony.';

const MAPPINGS: MappingRecord[] = [
  mapping('def-adapter-url', 'The softphone page is loaded from an address of your own', 'adapter-hosting', 'build-connector', [
    verdict(
      [OWN],
      'redesign',
      'inferred',
      'A connector page, named by ConversationVendorInfo.connectorUrl, which the contact center refers to by reqVendorInfoApiName.',
      'Plan a connector page. The old page draws a softphone; the new one only answers for calls, so its address cannot simply be moved over.',
      [SOURCES.cvi, SOURCES.plan],
      ['Several connector addresses need the multi-vendor capability and an Apex class that chooses between them.'],
    ),
    verdict(
      [PACKAGE, CONNECT, PTAC],
      'reconfigure',
      'inferred',
      'The product brings its own connector.',
      'Install and set up the product; retire the old page once its last user has moved.',
      [SOURCES.plan],
    ),
    verdict([NATIVE], 'unknown', 'unconfirmed', notDocumentedForNative, 'Ask Salesforce whether an outside page has any place there.', [
      SOURCES.plan,
    ]),
  ]),
  mapping('def-adapter-url-visualforce', 'The softphone is a Visualforce page in the org', 'adapter-hosting', 'build-connector', [
    verdict(
      [OWN],
      'redesign',
      'inferred',
      'connectorUrl also takes a Visualforce page of the package.',
      'Decide whether the connector stays inside Salesforce. The telephony calls still need a server, or an Apex web service, that signs tokens.',
      [SOURCES.cvi, SOURCES.quickstart],
    ),
    verdict(
      [PACKAGE, CONNECT, PTAC],
      'reconfigure',
      'inferred',
      'The product brings its own connector.',
      'Install and set up the product; retire the page.',
      [SOURCES.plan],
    ),
    verdict([NATIVE], 'unknown', 'unconfirmed', notDocumentedForNative, 'Ask Salesforce.', [SOURCES.plan]),
  ]),
  mapping('def-root', 'The definition file itself', 'call-center-setup', 'recreate-contact-center', [
    verdict(
      [OWN, PACKAGE, PTAC],
      'reconfigure',
      'documented',
      'A contact center import file in the same grammar, with the sections reqGeneralInfo and reqHvcc.',
      'Write a new file with few items and import it under Partner Telephony Contact Centers.',
      [SOURCES.setup],
      ['For partner telephony from Amazon Connect, contact centers are created from scratch in each org.'],
    ),
    verdict([CONNECT], 'reconfigure', 'documented', 'The set-up wizard for Amazon Connect.', 'Create the contact center with the wizard.', [
      SOURCES.setup,
    ]),
    verdict(
      [NATIVE],
      'no-equivalent',
      'none-found',
      'No definition file was found for native telephony.',
      'Set the telephony up in Setup.',
      [SOURCES.telephony],
    ),
  ]),
  mapping('def-internal-name', 'The internal name of the call center', 'call-center-setup', 'recreate-contact-center', [
    verdict(
      [OWN, PACKAGE, PTAC],
      'reconfigure',
      'inferred',
      'reqGeneralInfo/reqInternalName, which the Telephony API uses as callCenterApiName.',
      'Choose a new name: it must be unique, so it cannot repeat while the old call center exists.',
      [SOURCES.setup],
    ),
    verdict([CONNECT, NATIVE], 'obsolete', 'inferred', 'The set-up gives a name of its own.', 'Nothing.', [SOURCES.setup]),
  ]),
  mapping('def-display-name', 'The name that administrators see', 'call-center-setup', 'recreate-contact-center', [
    verdict(ALL, 'carries-over', 'documented', 'reqGeneralInfo/reqDisplayName, or the name typed in Setup.', 'Take the name over.', [
      SOURCES.setup,
    ]),
  ]),
  mapping('def-use-api', 'The switch that turns Open CTI on', 'adapter-hosting', null, [
    verdict(ALL, 'obsolete', 'inferred', 'Nothing needs to be set.', 'Nothing.', [SOURCES.bridge]),
  ]),
  mapping('def-panel-size', 'Height and width of the softphone panel', 'softphone-panel', null, [
    verdict(
      ALL,
      'obsolete',
      'inferred',
      'Omni-Channel draws the phone and its panel.',
      'Nothing. A panel of your own belongs in a Voice Extension.',
      [SOURCES.bridge],
    ),
  ]),
  mapping('def-mode-classic', 'The call center serves Salesforce Classic only', 'user-interface', null, [
    verdict(
      ALL,
      'redesign',
      'documented',
      'Salesforce Voice runs in Lightning Experience only.',
      'Move the people who use this call center to Lightning Experience first. That is a programme of its own and has no hours here.',
      [SOURCES.limits, SOURCES.optional],
    ),
  ]),
  mapping('def-mode-both', 'The call center serves Classic and Lightning', 'user-interface', null, [
    verdict(
      ALL,
      'reconfigure',
      'documented',
      'Salesforce Voice runs in Lightning Experience only.',
      'Find out who still opens the softphone in Classic.',
      [SOURCES.limits, SOURCES.optional],
    ),
  ]),
  mapping('def-standby', 'A second page takes over when the first does not answer', 'standby', 'standby-plan', [
    verdict(
      [OWN, PACKAGE, CONNECT, NATIVE],
      'no-equivalent',
      'none-found',
      'No standby page was found. What Salesforce calls Voice resiliency is another thing: it says what happens when a VoiceCall record cannot be created.',
      'Agree with operations what should happen when the connector page does not load.',
      [SOURCES.bridge, SOURCES.setup],
    ),
    verdict(
      [PTAC],
      'unknown',
      'unconfirmed',
      'Items for a primary and a secondary instance exist; whether they do the same job is not confirmed.',
      'Ask the vendor what happens when the first instance fails.',
      [SOURCES.setup],
    ),
  ]),
  mapping('def-outside-prefix', 'The digit that reaches an outside line', 'dialing', 'dialing', [
    verdict(
      [OWN, PACKAGE, CONNECT, PTAC],
      'no-equivalent',
      'none-found',
      'No item for it was found.',
      'Put the prefix into the dial plan of the telephony system, or into the connector’s dial().',
      [SOURCES.telephony],
    ),
    verdict(
      [NATIVE],
      'reconfigure',
      'inferred',
      'VoiceTelephonyDefinition.DialingPrefix is put before outbound numbers.',
      'Set it once for the whole org.',
      [SOURCES.telephony],
    ),
  ]),
  mapping('def-long-distance', 'The long-distance prefix', 'dialing', 'dialing', [
    verdict(
      [OWN, PACKAGE, PTAC],
      'reconfigure',
      'documented',
      'reqHvcc/reqLongDistPrefix. Same name, other meaning: there it is a country or area code such as +1, not a trunk digit.',
      'Do not copy the value. Set the country code, and store phone numbers in E.164.',
      [SOURCES.setup],
    ),
    verdict([CONNECT], 'no-equivalent', 'none-found', 'No item for it was found.', 'Set the country code in the contact flow.', [
      SOURCES.setup,
    ]),
    verdict([NATIVE], 'reconfigure', 'inferred', 'VoiceTelephonyDefinition.DialingRegion.', 'Set it once for the whole org.', [
      SOURCES.telephony,
    ]),
  ]),
  mapping('def-description', 'The description of the call center', 'call-center-setup', null, [
    verdict(
      ALL,
      'no-equivalent',
      'none-found',
      'No item for it was found in the published Voice samples.',
      'Drop it, or keep it in a section of your own.',
      [SOURCES.setup],
    ),
  ]),
  mapping('def-canvas', 'The softphone runs as a Canvas app', 'canvas', 'voice-extension', [
    verdict(
      ALL,
      'no-equivalent',
      'none-found',
      'No way to host a softphone as a Canvas app was found.',
      'Show the app’s screens in a Voice Extension, or as the connector page.',
      [SOURCES.required],
    ),
  ]),
  mapping(
    'def-custom-item',
    'Items that only this company knows',
    'custom-settings',
    'custom-settings',
    [
      verdict(
        [OWN],
        'carries-over',
        'inferred',
        'An item of your own reaches the connector under /section/item.',
        'Decide item by item whether the new connector needs it. A secret belongs in a Named Credential.',
        [SOURCES.setup, SOURCES.cvi],
      ),
      verdict(
        [PACKAGE],
        'unknown',
        'unconfirmed',
        'Whether a vendor’s package reads items of yours is for the vendor to say.',
        'Ask the vendor for its own settings and enter the values there.',
        [SOURCES.setup],
      ),
      verdict([PTAC], 'unknown', 'unconfirmed', 'Not confirmed for partner telephony from Amazon Connect.', 'Ask the vendor.', [
        SOURCES.setup,
      ]),
      verdict(
        [CONNECT, NATIVE],
        'no-equivalent',
        'none-found',
        'No place for it was found.',
        'Move what is still needed to custom metadata of your own.',
        [SOURCES.setup],
      ),
    ],
    { custom: true },
  ),
  mapping(
    'house-identity',
    'House rule: agent sign-on key',
    'identity',
    'users-and-permissions',
    [
      verdict(ALL, 'rename', 'unconfirmed', 'The sign-on name of the contact center user.', 'Compare with the identity team’s list.', [
        SOURCES.setup,
      ]),
    ],
    { origin: 'added' },
  ),
];

/** Rules that only the source of an adapter meets. */
const SOURCE_MAPPINGS: MappingRecord[] = [
  mapping('lightning-save-log', 'saveLog: writes the call log as a Task', 'call-log', 'call-log', [
    verdict(
      ALL,
      'redesign',
      'inferred',
      'A VoiceCall record takes the place of the Task.',
      'List the fields that are written and everything that reads those Tasks.',
      [SOURCES.plan],
      ['A VoiceCall has one related record.'],
    ),
  ]),
  mapping('lightning-screen-pop', 'screenPop to a record', 'screen-pop', 'screen-pop', [
    verdict([OWN, PACKAGE, CONNECT, PTAC], 'redesign', 'inferred', 'An Omni-Channel flow decides what opens.', 'Write the flow.', [
      SOURCES.plan,
    ]),
    verdict([NATIVE], 'unknown', 'unconfirmed', notDocumentedForNative, 'Ask Salesforce.', [SOURCES.telephony]),
  ]),
  mapping('lightning-get-layout', 'getSoftphoneLayout: reads the softphone layout', 'screen-pop', 'screen-pop', [
    verdict(ALL, 'no-equivalent', 'none-found', 'No way to read a softphone layout was found.', 'Move its rules into the flow.', [
      SOURCES.plan,
    ]),
  ]),
  mapping('lightning-click-to-dial', 'Click-to-dial is switched on', 'click-to-dial', null, [
    verdict(ALL, 'obsolete', 'inferred', 'The components are clickable by themselves.', 'Nothing.', [SOURCES.bridge]),
  ]),
  mapping('lightning-run-apex', 'runApex: calls an Apex method', 'screen-pop', 'screen-pop', [
    verdict([OWN], 'rewrite', 'inferred', 'A Lightning component, or your server, calls Apex.', 'Move the call.', [SOURCES.bridge]),
    verdict([PACKAGE, CONNECT, PTAC, NATIVE], 'redesign', 'inferred', 'A flow or a component calls Apex.', 'Move the call.', [
      SOURCES.bridge,
    ]),
  ]),
  mapping('lightning-namespace', 'The API itself is tested for or handed on', 'adapter-hosting', null, [
    verdict(ALL, 'obsolete', 'inferred', 'Nothing asks for it.', 'Nothing.', [SOURCES.bridge]),
  ]),
  mapping('lightning-dynamic', 'A member that is set at run time', 'adapter-hosting', 'build-connector', [
    verdict(ALL, 'unknown', 'unconfirmed', 'Which member it is cannot be read.', 'Look at the place.', [SOURCES.plan]),
  ]),
  mapping('library-opencti', 'Open CTI for Lightning Experience loaded', 'adapter-hosting', 'build-connector', [
    verdict([OWN], 'rewrite', 'documented', 'A connector, from Salesforce’s connector library.', 'Write a new program.', [SOURCES.plan]),
    verdict([PACKAGE, CONNECT, PTAC], 'reconfigure', 'inferred', 'The product’s connector.', 'Install the product.', [SOURCES.plan]),
    verdict([NATIVE], 'unknown', 'unconfirmed', notDocumentedForNative, 'Ask Salesforce.', [SOURCES.telephony]),
  ]),
  mapping('component-click-to-dial', 'A click-to-dial component', 'click-to-dial', null, [
    verdict(ALL, 'carries-over', 'inferred', 'The same component.', 'Test it.', [SOURCES.bridge]),
  ]),
  mapping('behaviour-presence', 'Seems to keep a presence or ready status of its own', 'presence', 'voice-extension', [
    verdict(ALL, 'redesign', 'inferred', 'Presence statuses of Omni-Channel.', 'Agree on the statuses.', [SOURCES.bridge]),
  ]),
];

const SOURCE_CHECKS: Extract<RuleRecord, { type: 'check' }>[] = [
  {
    id: 'check-unknown-member',
    type: 'check',
    title: 'A member that no document holds',
    capability: 'adapter-hosting',
    origin: 'shipped',
    severity: 'risk',
    do: 'Look at the place. Where it is mistyped, the call has never worked.',
    basis: 'none-found',
    sources: [SOURCES.required],
  },
];

const CHECKS: Extract<RuleRecord, { type: 'check' }>[] = [
  {
    id: 'check-adapter-https',
    type: 'check',
    title: 'The adapter address is not https',
    capability: 'adapter-hosting',
    origin: 'shipped',
    severity: 'defect',
    do: 'Give the address over https; Lightning Experience does not load the page otherwise.',
    basis: 'documented',
    sources: [SOURCES.required],
  },
  {
    id: 'check-misspelt',
    type: 'check',
    title: 'A standard name is misspelt',
    capability: 'call-center-setup',
    origin: 'shipped',
    severity: 'defect',
    do: 'Correct the name; as it stands the item is a custom one and has no effect.',
    basis: 'inferred',
    sources: [SOURCES.optional],
  },
  {
    id: 'check-localhost',
    type: 'check',
    title: 'The address works on one machine only',
    capability: 'adapter-hosting',
    origin: 'shipped',
    severity: 'risk',
    do: 'Find out which address people really use, and whether this file is in use.',
    basis: 'inferred',
    sources: [SOURCES.required],
  },
  {
    id: 'check-sort-order',
    type: 'check',
    title: 'Two items share a sort order',
    capability: 'call-center-setup',
    origin: 'shipped',
    severity: 'note',
    do: 'Nothing, unless the order in Setup matters.',
    basis: 'documented',
    sources: [SOURCES.optional],
  },
];

const CAPABILITIES = [
  ['adapter-hosting', 'Where the softphone lives', 3, ['definitions', 'adapter-source']],
  ['call-center-setup', 'Call center set-up', 1, ['definitions']],
  ['user-interface', 'Classic or Lightning', 2, ['definitions']],
  ['softphone-panel', 'Softphone panel', 1, ['definitions']],
  ['dialing', 'Dialing rules', 1, ['definitions']],
  ['standby', 'Standby when the phone fails', 1, ['definitions']],
  ['canvas', 'Canvas softphone', 1, ['definitions']],
  ['custom-settings', 'Settings of your own', 1, ['definitions']],
  ['identity', 'Who a caller speaks to', 1, ['definitions', 'permission-sets']],
  ['screen-pop', 'Screen pop', 3, ['adapter-source', 'softphone-layouts']],
  ['call-log', 'Call logging', 3, ['adapter-source', 'reports']],
  ['click-to-dial', 'Click-to-dial', 1, ['adapter-source']],
  ['presence', 'Presence', 2, ['adapter-source']],
] as const;

const EVIDENCE = [
  ['definitions', 'Call center definition files', 'Where the softphone lives, its settings and its dialing rules.', true],
  ['adapter-source', 'Source code of the softphone', 'Screen pop, call logging, presence, click-to-dial.', false],
  ['softphone-layouts', 'Softphone layouts', 'Which record opens for which caller.', false],
  ['reports', 'Reports and automations on Task', 'Who reads the call log today.', false],
  ['permission-sets', 'Permission sets', 'Who uses the phone.', false],
] as const;

type Sized = Partial<Record<TargetId, Hours>>;
const WORK_ITEMS: {
  id: string;
  title: string;
  description: string;
  capability: string;
  per: 'portfolio' | 'org' | 'repository' | 'call-center';
  drivers: string;
  hours: Sized;
  none?: string;
  size?: Size;
  seen: boolean;
  replaces?: string[];
  sizeOpen?: boolean;
  why: string;
}[] = [
  {
    id: 'build-connector',
    title: 'Build the connector',
    description: 'A page that answers for calls, presence and the phone book.',
    capability: 'adapter-hosting',
    per: 'portfolio',
    drivers: 'State machine, replay after a refresh, quality of the vendor’s SDK.',
    hours: { [OWN]: [280, 440, 1500] },
    size: 'medium',
    sizeOpen: true,
    seen: true,
    why: 'Softphone pages are named in the definitions.',
  },
  {
    id: 'telephony-server',
    title: 'Run a telephony and token server',
    description: 'An operated service that holds keys and creates calls.',
    capability: 'adapter-hosting',
    per: 'portfolio',
    drivers: 'Keys, failover, security review.',
    hours: { [OWN]: [80, 140, 480] },
    size: 'medium',
    sizeOpen: true,
    seen: true,
    why: 'Standing work wherever a connector is built.',
  },
  {
    id: 'install-package',
    title: 'Install and set up the product',
    description: 'The vendor’s package or the Amazon Connect set-up.',
    capability: 'adapter-hosting',
    per: 'portfolio',
    drivers: 'Environments, sign-on, vendor’s own settings.',
    hours: { [PACKAGE]: [40, 80, 320], [CONNECT]: [40, 80, 320], [PTAC]: [40, 80, 320] },
    size: 'medium',
    sizeOpen: true,
    seen: true,
    replaces: ['build-connector', 'telephony-server'],
    why: 'Takes the place of a connector of your own.',
  },
  {
    id: 'recreate-contact-center',
    title: 'Create the contact centers anew',
    description: 'New import files, certificate and vendor record.',
    capability: 'call-center-setup',
    per: 'call-center',
    drivers: 'Number of call centers and orgs.',
    hours: { [OWN]: [6, 12, 24], [PACKAGE]: [6, 12, 24], [CONNECT]: [6, 12, 24], [PTAC]: [6, 12, 24] },
    size: 'medium',
    seen: true,
    why: 'Three Open CTI definitions were found.',
  },
  {
    id: 'custom-settings',
    title: 'Decide on settings of your own',
    description: 'Each item that only this company knows is kept, moved or dropped.',
    capability: 'custom-settings',
    per: 'org',
    drivers: 'Number of items.',
    hours: { [OWN]: [6, 12, 24], [PACKAGE]: [6, 12, 24], [CONNECT]: [6, 12, 24], [PTAC]: [6, 12, 24] },
    size: 'small',
    seen: true,
    why: 'Custom items were found.',
  },
  {
    id: 'dialing',
    title: 'Dialing and number formats',
    description: 'Prefixes move into the dial plan; numbers are stored in E.164.',
    capability: 'dialing',
    per: 'org',
    drivers: 'Cleaning numbers.',
    hours: { [OWN]: [6, 12, 60], [PACKAGE]: [6, 12, 60], [CONNECT]: [6, 12, 60], [PTAC]: [6, 12, 60] },
    size: 'small',
    sizeOpen: true,
    seen: true,
    why: 'Dialing prefixes were found.',
  },
  {
    id: 'standby-plan',
    title: 'Agree on a plan for failure',
    description: 'What people do when the phone does not load.',
    capability: 'standby',
    per: 'org',
    drivers: 'Operations and sign-off.',
    hours: { [OWN]: [8, 16, 40], [PACKAGE]: [8, 16, 40], [CONNECT]: [8, 16, 40], [PTAC]: [8, 16, 40] },
    size: 'small',
    seen: true,
    why: 'A standby page is named.',
  },
  {
    id: 'voice-extension',
    title: 'Own panel to Voice Extension',
    description: 'Screens of the old softphone become a Voice Extension.',
    capability: 'canvas',
    per: 'org',
    drivers: 'Number of screens.',
    hours: { [OWN]: [40, 80, 400], [PACKAGE]: [40, 80, 400], [CONNECT]: [40, 80, 400], [PTAC]: [40, 80, 400] },
    size: 'medium',
    sizeOpen: true,
    seen: true,
    why: 'A Canvas app is named.',
  },
  {
    id: 'users-and-permissions',
    title: 'Users and permission sets',
    description: 'Licences, permission sets and contact center users.',
    capability: 'identity',
    per: 'org',
    drivers: 'Number of people, single sign-on names.',
    hours: { [OWN]: [20, 36, 160], [PACKAGE]: [20, 36, 160], [CONNECT]: [20, 36, 160], [PTAC]: [20, 36, 160] },
    size: 'medium',
    sizeOpen: true,
    seen: true,
    why: 'Standing work of every move.',
  },
  {
    id: 'test-and-cut-over',
    title: 'Test and cut-over',
    description: 'Acceptance, waves of people, hypercare.',
    capability: 'adapter-hosting',
    per: 'org',
    drivers: 'Waves of users and acceptance.',
    hours: { [OWN]: [100, 170, 700], [PACKAGE]: [100, 170, 700], [CONNECT]: [100, 170, 700], [PTAC]: [100, 170, 700] },
    size: 'medium',
    sizeOpen: true,
    seen: true,
    why: 'Standing work of every move.',
  },
  {
    id: 'screen-pop',
    title: 'Screen pop as an Omni-Channel flow',
    description: 'Rules that open a record become flow logic.',
    capability: 'screen-pop',
    per: 'org',
    drivers: 'Rules, objects and call types.',
    hours: {},
    seen: false,
    why: 'Softphone layouts and adapter code were not read.',
  },
  {
    id: 'call-log',
    title: 'Call log to VoiceCall, with reports and automations',
    description: 'Record, fields and everyone who reads Task today.',
    capability: 'call-log',
    per: 'org',
    drivers: 'Consumers of Task, not fields.',
    hours: {},
    seen: false,
    why: 'Reports and automations were not read. A vendor’s server may write the log, so no sign of it proves nothing.',
  },
];

const QUESTIONS = [
  [
    'q-classic-users',
    'Who still opens the softphone in Salesforce Classic, and when do they move?',
    'CRM administration',
    'The first gate, and the earliest date for a pilot.',
  ],
  [
    'q-edition',
    'Which edition and which Voice licences does the org have, for how many people?',
    'Salesforce account owner',
    'Whether partner telephony is open to the org at all, and what it costs.',
  ],
  [
    'q-vendor',
    'Does the telephony vendor sell a product for Salesforce Voice, from when, at what price?',
    'Telephony vendor',
    'Whether a connector has to be built: it changes the estimate by a factor of about two.',
  ],
  [
    'q-empty',
    'Which values were typed in Setup after the import?',
    'CRM administration',
    'Items that stand empty in the file may be set in the org.',
  ],
  [
    'q-reports',
    'Which reports, flows and key figures read call Tasks?',
    'Service operations',
    'The size of the call log work item, which is in no sum so far.',
  ],
] as const;

const VALUES: Record<VerdictId, number> = {
  obsolete: 1,
  'carries-over': 1,
  rename: 1,
  reconfigure: 1,
  unknown: 0.25,
  rewrite: 0.25,
  redesign: 0,
  'no-equivalent': 0,
};

interface Line {
  section: string;
  item: string;
  value: string;
  rule?: string;
  masked?: true;
  check?: { rule: string; message: string };
}

const line = (section: string, item: string, value: string, rule?: string, more: Partial<Line> = {}): Line => ({
  section,
  item,
  value,
  ...(rule ? { rule } : {}),
  ...more,
});

function definition(
  file: string,
  form: Definition['form'],
  standing: Definition['standing'],
  evidence: string,
  internalName: string,
  displayName: string,
  lines: Line[],
  wellFormed = true,
): { definition: Definition; findings: Finding[] } {
  const sections: Definition['sections'] = [];
  const findings: Finding[] = [];
  const find = (
    ruleId: string,
    at: { line: number; column: number },
    fact: Pick<Finding, 'kind' | 'name' | 'value'> & Partial<Finding>,
  ): void => {
    const rule = [...MAPPINGS, ...CHECKS].find((r) => r.id === ruleId);
    if (!rule) throw new Error(ruleId);
    const factId = `1:${fact.kind}:${file}:${fact.section ?? ''}:${fact.name}`;
    findings.push({
      fingerprint: `${factId}:${ruleId}`,
      factId,
      ruleId,
      type: rule.type,
      api: 'definition',
      definition: internalName,
      file,
      ...at,
      confidence: 'exact',
      capability: rule.capability,
      workItem: rule.type === 'mapping' ? rule.workItem : null,
      ...(rule.type === 'mapping' && rule.custom ? { custom: true as const } : {}),
      ...(rule.type === 'check' ? { severity: rule.severity } : {}),
      ...fact,
    });
  };
  if (standing === 'open-cti') find('def-root', { line: 2, column: 1 }, { kind: 'definition', name: form, value: '' });
  let at = 3;
  for (const l of lines) {
    let section = sections.find((s) => s.name === l.section);
    if (!section) {
      section = { name: l.section, line: at, column: 3, label: l.section, sortOrder: String(sections.length), attributes: [], items: [] };
      sections.push(section);
      at += 1;
    }
    const masked = l.masked ? { masked: true as const } : {};
    section.items.push({
      name: l.item,
      line: at,
      column: 5,
      value: l.value,
      sortOrder: String(section.items.length),
      attributes: [],
      ...masked,
    });
    if (l.rule)
      find(l.rule, { line: at, column: 5 }, { kind: 'definition-item', name: l.item, section: l.section, value: l.value, ...masked });
    if (l.check)
      find(
        l.check.rule,
        { line: at, column: 5 },
        { kind: 'check', name: l.check.rule.replace('check-', ''), section: l.section, value: l.value, message: l.check.message },
      );
    at += 1;
  }
  return {
    definition: {
      file,
      line: 2,
      column: 1,
      form,
      standing,
      standingEvidence: evidence,
      wellFormed,
      internalName,
      displayName,
      sections,
      customSettings: null,
      settings: [],
      fields: [],
    },
    findings,
  };
}

const PEM = `-----BEGIN CERTIFICATE-----\n${'MIIDdTCCAl2gAwIBAgILBAAAAAABFUtaw5QwDQYJKoZIhvcNAQEFBQAwVzELMAkG\n'.repeat(14)}-----END CERTIFICATE-----`;

const desk = definition(
  'force-app/main/default/callCenters/HarbourDesk.callCenter',
  'import',
  'open-cti',
  'item reqUseApi, line 7',
  'HarbourDesk',
  'Harbour Desk',
  [
    line('reqGeneralInfo', 'reqInternalName', 'HarbourDesk', 'def-internal-name'),
    line('reqGeneralInfo', 'reqDisplayName', 'Harbour Desk', 'def-display-name'),
    line('reqGeneralInfo', 'reqAdapterUrl', 'https://softphone.example.com/desk/index.html?env=prod', 'def-adapter-url'),
    line('reqGeneralInfo', 'reqUseApi', 'true', 'def-use-api'),
    line('reqGeneralInfo', 'reqSoftphoneHeight', '400', 'def-panel-size'),
    line('reqGeneralInfo', 'reqSoftphoneWidth', '300', 'def-panel-size'),
    line('reqGeneralInfo', 'reqSalesforceCompatibilityMode', 'Classic_and_Lightning', 'def-mode-both'),
    line('reqGeneralInfo', 'reqDescription', 'Service desk, weekdays', 'def-description'),
    line('reqGeneralInfo', 'reqStandbyUrl', 'https://standby.example.com/desk', 'def-standby'),
    line('reqDialingOptions', 'reqOutsidePrefix', '9', 'def-outside-prefix'),
    line('reqDialingOptions', 'reqLongDistPrefix', '1', 'def-long-distance'),
    line(
      'HarbourSettings',
      'queueMap',
      '{"retail":"Q-100","business":"Q-200","mortgages":"Q-300","night":"Q-900","complaints":"Q-410","vip":{"gold":"Q-001","platinum":"Q-002"},"fallback":"Q-100","language":{"en":"Q-11","cy":"Q-12"},"callback":"Q-77"}',
      'def-custom-item',
    ),
    line('HarbourSettings', 'apiToken', '[masked]', 'def-custom-item', { masked: true }),
    line('HarbourSettings', 'recordingNotice', '', 'def-custom-item'),
  ],
);

const classic = definition(
  'force-app/main/default/callCenters/HarbourBackOffice.callCenter-meta.xml',
  'metadata',
  'open-cti',
  'item reqUseApi, line 7',
  'HarbourBackOffice',
  'Harbour Back Office',
  [
    line('reqGeneralInfo', 'reqInternalName', 'HarbourBackOffice', 'def-internal-name'),
    line('reqGeneralInfo', 'reqDisplayName', 'Harbour Back Office', 'def-display-name'),
    line('reqGeneralInfo', 'reqAdapterUrl', 'http://backoffice.example.com/cti', 'def-adapter-url', {
      check: { rule: 'check-adapter-https', message: 'The address starts with http, not https.' },
    }),
    line('reqGeneralInfo', 'reqUseApi', 'true', 'def-use-api'),
    line('reqGeneralInfo', 'reqSoftphoneHeight', '300', 'def-panel-size'),
    line('reqGeneralInfo', 'reqSoftphoneWidth', '200', 'def-panel-size'),
    line('reqGeneralInfo', 'reqSalesforceCompatibilityMode', 'Classic', 'def-mode-classic'),
    line('reqGeneralInfo', 'reqCanvasNamespace', 'harbour', 'def-canvas'),
    line('reqGeneralInfo', 'reqCanvasApiName', 'BackOfficePhone', 'def-canvas'),
    line('reqDialingOptions', 'reqOutsidePrefx', '0', 'def-custom-item', {
      check: { rule: 'check-misspelt', message: 'reqOutsidePrefx is not a documented name; reqOutsidePrefix is.' },
    }),
  ],
  false,
);

const branch = definition('config/branch-phone.xml', 'import', 'open-cti', 'item reqUseApi, line 7', 'BranchPhone', 'Branch Phone', [
  line('reqGeneralInfo', 'reqInternalName', 'BranchPhone', 'def-internal-name'),
  line('reqGeneralInfo', 'reqDisplayName', 'Branch Phone', 'def-display-name'),
  line('reqGeneralInfo', 'reqAdapterUrl', '/apex/BranchPhone', 'def-adapter-url-visualforce'),
  line('reqGeneralInfo', 'reqUseApi', 'true', 'def-use-api'),
  line('reqGeneralInfo', 'reqSalesforceCompatibilityMode', 'Classic_and_Lightning', 'def-mode-both'),
  line('reqDialingOptions', 'reqOutsidePrefix', '0', 'def-outside-prefix', {
    check: { rule: 'check-sort-order', message: 'Sort order 0 stands twice in section reqDialingOptions.' },
  }),
  line('BranchSettings', 'agentKey', 'UPN', 'house-identity'),
  line('BranchSettings', 'testUrl', 'https://localhost:8443/branch', 'def-custom-item', {
    check: { rule: 'check-localhost', message: 'localhost is reached from one machine only.' },
  }),
]);

const voice = definition(
  'config/pilot-voice.xml',
  'import',
  'voice',
  'item reqVendorInfoApiName, line 6',
  'HarbourVoicePilot',
  'Harbour Voice Pilot',
  [
    line('reqGeneralInfo', 'reqInternalName', 'HarbourVoicePilot'),
    line('reqGeneralInfo', 'reqDisplayName', 'Harbour Voice Pilot'),
    line('reqHvcc', 'reqVendorInfoApiName', 'c__HarbourVendor'),
    line('reqHvcc', 'reqTelephonyIntegrationCertificate', PEM),
  ],
);

const toolkit = definition(
  'legacy/DesktopDialler.xml',
  'import',
  'cti-toolkit',
  'item reqProgId, line 5',
  'DesktopDialler',
  'Desktop Dialler',
  [line('reqGeneralInfo', 'reqInternalName', 'DesktopDialler'), line('reqGeneralInfo', 'reqProgId', 'Harbour.Dialler.1')],
);

const sum = (all: Hours[]): Hours => all.reduce<Hours>((a, b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]], [0, 0, 0]);

function verdictFor(ruleId: string, target: TargetId): VerdictId | null {
  return (
    [...MAPPINGS, ...SOURCE_MAPPINGS, ...ORG_MAPPINGS].find((r) => r.id === ruleId)?.verdicts.find((v) => v.for.includes(target))
      ?.verdict ?? null
  );
}

const CHECKLIST: Assessment['catalog']['checklist'] = [
  { id: 'calls', phase: 'assess', text: 'Find every call of the adapter.', scan: 'calls', parts: [], sources: [SOURCES.plan] },
  { id: 'map', phase: 'assess', text: 'Hold each call against its counterpart.', scan: 'mapping', parts: [], sources: [SOURCES.plan] },
  { id: 'fields', phase: 'assess', text: 'List the fields of call Tasks.', scan: 'task-fields', parts: [], sources: [SOURCES.plan] },
  { id: 'systems', phase: 'assess', text: 'List the systems outside.', scan: 'external-systems', parts: [], sources: [SOURCES.plan] },
  { id: 'quickstart', phase: 'scratch-org', text: 'Deploy the quickstart.', scan: null, parts: [], sources: [SOURCES.plan] },
  { id: 'dial', phase: 'connector', text: 'Replace dial.', scan: null, parts: ['method-dial'], sources: [SOURCES.plan] },
];

function route(target: TargetId, all: Finding[], name: string): Route {
  const findings = all.filter((f) => f.context !== 'test');
  const hasSource = findings.some((f) => f.api !== 'definition');
  const capabilities = CAPABILITIES.map(([id, , weight, evidence]): Route['capabilities'][number] => {
    const mine = findings.filter((f) => f.capability === id && f.type === 'mapping');
    const counts: Partial<Record<VerdictId, number>> = {};
    let worst: VerdictId | null = null;
    for (const f of mine) {
      const v = verdictFor(f.ruleId, target);
      if (!v) continue;
      counts[v] = (counts[v] ?? 0) + 1;
      if (!worst || VERDICTS.indexOf(v) > VERDICTS.indexOf(worst)) worst = v;
    }
    const seen = evidence[0] === 'definitions' || (hasSource && evidence.every((kind) => kind === 'adapter-source'));
    return {
      id,
      state: mine.length > 0 ? 'used' : seen ? 'not-used' : 'not-read',
      verdict: worst,
      findings: mine.length,
      counts,
      weight,
      share: worst ? VALUES[worst] : 1,
    };
  });
  const weights = capabilities.reduce((a, c) => a + c.weight, 0);
  const score = Math.round((100 * capabilities.reduce((a, c) => a + c.weight * c.share, 0)) / weights);
  const floor = Math.round((100 * capabilities.reduce((a, c) => a + c.weight * (c.state === 'not-read' ? 0 : c.share), 0)) / weights);
  const none = target === NATIVE ? 'Native telephony is too new for hours that anyone could stand by.' : null;
  const workItems = WORK_ITEMS.filter(
    (w) =>
      !w.seen ||
      w.hours[target] !== undefined ||
      (none !== null && !['build-connector', 'telephony-server', 'install-package'].includes(w.id)),
  ).map((w): Route['workItems'][number] => {
    const mine = findings.filter((f) => f.workItem === w.id);
    const base = w.seen ? (w.hours[target] ?? null) : null;
    const extra =
      w.id === 'custom-settings' && base
        ? [
            {
              ruleId: 'def-custom-item',
              occurrences: mine.length,
              each: [0.5, 1, 2] as Hours,
              hours: [0.5 * mine.length, mine.length, 2 * mine.length] as Hours,
            },
          ]
        : [];
    return {
      id: w.id,
      state: w.seen ? 'counted' : 'not-seen',
      findings: mine.length,
      reason: w.why,
      size: w.size ?? 'small',
      sizeOpen: w.sizeOpen ?? false,
      sizeReason: w.sizeOpen
        ? 'Three call centers make it medium; the number of people and screens was not there to read, so the high figure is that of large.'
        : 'Counted from the findings.',
      measures: [],
      base,
      perOccurrence: extra,
      hours: base ? sum([base, ...extra.map((e) => e.hours)]) : null,
      noHours: base ? null : (none ?? (w.seen ? 'No such work there.' : 'Nothing in this scan could show its size.')),
      replaces: w.replaces ?? [],
      ...(w.seen
        ? {
            level: levelOf(
              letterOf(mine.flatMap((f) => (f.type === 'mapping' ? (verdictFor(f.ruleId, target) ?? []) : []))),
              base ? sum([base, ...extra.map((e) => e.hours)])[1] : null,
              ITEM_STEPS,
            ),
          }
        : {}),
    };
  });
  const hours = workItems.filter((w) => w.state === 'counted' && w.hours).map((w) => w.hours as Hours);
  const classicMode = findings.filter((f) => f.ruleId === 'def-mode-classic');
  const gate = (
    id: string,
    outcome: 'pass' | 'unknown' | 'fail',
    text: string,
    question: string | null,
    evidence = [] as Finding[],
  ): Route['gates'][number] => ({
    id,
    outcome,
    text,
    question,
    evidence: evidence.map((f) => ({
      fingerprint: f.fingerprint,
      text: `${f.name} is ${f.value}`,
      file: f.file,
      line: f.line,
      column: f.column,
    })),
  });
  return {
    target,
    readiness: { score, floor, reason: `Weighted share of the fixed list of phone capabilities for ${name}.` },
    capabilities,
    workItems,
    hours: hours.length > 0 ? sum(hours) : null,
    level: levelOf(hardestLetter(workItems.map((w) => w.level?.letter ?? null)), hours.length > 0 ? sum(hours)[1] : null, ROUTE_STEPS),
    foundations: [],
    gates: [
      classicMode.length > 0
        ? gate('lightning', 'fail', 'At least one call center serves Salesforce Classic only.', null, classicMode)
        : gate(
            'lightning',
            'unknown',
            'No call center is Classic only; whether everybody works in Lightning Experience cannot be read from files.',
            'q-classic-users',
          ),
      gate('edition', 'unknown', 'Edition and licences are not in any file.', 'q-edition'),
      ...(target === PACKAGE
        ? [gate('vendor-product', 'unknown', 'Whether the vendor sells a Voice product is not in any file.', 'q-vendor')]
        : []),
      gate('omni-channel', 'pass', 'A Voice definition in the estate shows that Omni-Channel is on.', null),
    ],
  };
}

const coverage = (definitions: number): RepositoryRecord['coverage'] =>
  EVIDENCE.map(([id, , , read]) => ({
    id,
    state: read ? (definitions > 0 ? 'read' : 'absent') : 'not-read',
    files: read ? definitions : 0,
  }));

function repository(
  id: string,
  status: RepositoryRecord['status'],
  parts: { definition: Definition; findings: Finding[] }[],
  problems: RepositoryRecord['problems'],
  filesSeen: number,
): RepositoryRecord {
  const findings = parts.flatMap((p) => p.findings);
  const byRule = (rule: string): string[] => findings.filter((f) => f.ruleId === rule).map((f) => f.fingerprint);
  return {
    id,
    name: id,
    border: 'folder',
    revision: null,
    lastCommit: null,
    owner: null,
    label: null,
    leftOut: [],
    status,
    problems,
    files: parts.map((p) => ({ path: p.definition.file, signature: null, encoding: 'utf-8', content: 'definition' as const })),
    filesSeen,
    definitions: parts.map((p) => p.definition),
    callLogs: [],
    externalSystems: [],
    apexTargets: [],
    vendors: [],
    connector: [],
    org: null,
    gaps: [],
    findings,
    uncovered: [],
    coverage: coverage(parts.length),
    questions: QUESTIONS.map(([q]) => ({
      id: q,
      raisedBy:
        q === 'q-classic-users'
          ? [...byRule('def-mode-classic'), ...byRule('def-mode-both')]
          : q === 'q-empty'
            ? findings.filter((f) => f.value === '' && f.kind === 'definition-item').map((f) => f.fingerprint)
            : [],
    })),
    routes: TARGETS.map((t) => route(t, findings, id)),
  };
}

const ADAPTER = 'adapter/src/phone.ts';
const PAGE = 'force-app/main/default/pages/HarbourPhone.page';
const BUNDLE = 'force-app/main/default/staticresources/harbourPhone.resource!/phone.min.js';
const LEGACY = 'legacy/desk-phone.js';
const SPEC = 'adapter/test/phone.spec.ts';

type SourceFact = Pick<Finding, 'kind' | 'api' | 'name'> & Partial<Finding>;

/** What stands in source, each at a line of its own. */
const SOURCE_FACTS: readonly [ruleId: string, at: string, fact: SourceFact][] = [
  [
    'library-opencti',
    `${PAGE}:4:17`,
    {
      kind: 'script-load',
      api: 'library',
      name: 'opencti_min.js@57.0',
      value: '/support/api/57.0/lightning/opencti_min.js',
      snippet: '<script src="/support/api/57.0/lightning/opencti_min.js"></script>',
    },
  ],
  [
    'library-opencti',
    `${BUNDLE}:1:18`,
    {
      kind: 'script-load',
      api: 'library',
      name: 'opencti_min.js@*',
      confidence: 'dynamic',
      value: '`/support/api/${version}/lightning/opencti_min.js`',
      snippet: 'load(`/support/api/${version}/lightning/opencti_min.js`)',
    },
  ],
  [
    'component-click-to-dial',
    `${PAGE}:31:4`,
    {
      kind: 'component',
      api: 'component',
      name: 'support:clickToDial',
      snippet: '<support:clickToDial number="{!Contact.Phone}" entityId="{!Contact.Id}"/>',
    },
  ],
  [
    'lightning-namespace',
    `${ADAPTER}:3:21`,
    {
      kind: 'reference',
      api: 'opencti',
      name: '(namespace)',
      value: 'window.sforce.opencti',
      snippet: 'const cti = window.sforce.opencti;',
    },
  ],
  [
    'lightning-click-to-dial',
    `${ADAPTER}:9:5`,
    {
      kind: 'call',
      api: 'opencti',
      name: 'enableClickToDial',
      value: 'cti.enableClickToDial()',
      confidence: 'resolved',
      snippet: 'cti.enableClickToDial();',
      chain: ['`cti` is `window.sforce.opencti`, line 3'],
    },
  ],
  [
    'lightning-save-log',
    `${ADAPTER}:41:14`,
    {
      kind: 'call',
      api: 'opencti',
      name: 'saveLog',
      value: 'this.api.saveLog({ value: entry, callback })',
      confidence: 'resolved',
      snippet: 'return this.api.saveLog({ value: entry, callback: done });',
      chain: ['`cti` is `window.sforce.opencti`, line 3', '`api` of the class is `cti`, line 12', '`this.api` is read, line 41'],
    },
  ],
  [
    'lightning-save-log',
    `${BUNDLE}:1:2044`,
    { kind: 'call', api: 'opencti', name: 'saveLog', value: 't.saveLog(e)', confidence: 'text', snippet: '…,t.saveLog(e)}})…' },
  ],
  [
    'lightning-screen-pop',
    `${ADAPTER}:58:9`,
    {
      kind: 'call',
      api: 'opencti',
      name: 'screenPop',
      value: 'sforce.opencti.screenPop({ type: sforce.opencti.SCREENPOP_TYPE.SOBJECT, params })',
      snippet: 'sforce.opencti.screenPop({ type: sforce.opencti.SCREENPOP_TYPE.SOBJECT, params });',
    },
  ],
  [
    'lightning-screen-pop',
    `${ADAPTER}:58:52`,
    {
      kind: 'constant',
      api: 'opencti',
      name: 'SCREENPOP_TYPE.SOBJECT',
      value: 'sforce.opencti.SCREENPOP_TYPE.SOBJECT',
      snippet: 'sforce.opencti.screenPop({ type: sforce.opencti.SCREENPOP_TYPE.SOBJECT, params });',
    },
  ],
  [
    'lightning-screen-pop',
    `${LEGACY}:12:20`,
    {
      kind: 'reference',
      api: 'opencti',
      name: 'screenPop',
      value: 'sforce.opencti.screenPop',
      snippet: 'if (sforce.opencti.screenPop) ready = true;',
    },
  ],
  [
    'lightning-get-layout',
    `${LEGACY}:20:16`,
    {
      kind: 'call',
      api: 'opencti',
      name: 'getSoftphoneLayout',
      value: 'sforce.opencti.getSoftphoneLayout({ callback: draw })',
      snippet: 'sforce.opencti.getSoftphoneLayout({ callback: draw });',
    },
  ],
  [
    'lightning-run-apex',
    `${ADAPTER}:70:9`,
    {
      kind: 'call',
      api: 'opencti',
      name: 'runApex',
      value: "cti.runApex({ apexClass: 'HarbourCallers', methodName: 'find' })",
      confidence: 'resolved',
      snippet: "cti.runApex({ apexClass: 'HarbourCallers', methodName: 'find', methodParams });",
      chain: ['`cti` is `window.sforce.opencti`, line 3'],
    },
  ],
  [
    'lightning-dynamic',
    `${ADAPTER}:77:9`,
    {
      kind: 'call',
      api: 'opencti',
      name: '*',
      value: 'cti[command](request)',
      confidence: 'dynamic',
      snippet: 'cti[command](request);',
      chain: ['`cti` is `window.sforce.opencti`, line 3', 'the name is `command`, which is set at run time'],
    },
  ],
  [
    'behaviour-presence',
    `${ADAPTER}:90:3`,
    {
      kind: 'trace',
      api: 'behaviour',
      name: 'setAgentStatus',
      value: 'setAgentStatus',
      confidence: 'text',
      snippet: 'async setAgentStatus(status: string) {',
    },
  ],
  [
    'check-unknown-member',
    `${LEGACY}:25:16`,
    {
      kind: 'check',
      api: 'opencti',
      name: 'savelog',
      snippet: 'sforce.opencti.savelog({ value: { Subject: subject } });',
      message: 'sforce.opencti.savelog is not among the members that Salesforce documents. Nearest documented member: saveLog.',
    },
  ],
  [
    'lightning-save-log',
    `${SPEC}:14:3`,
    {
      kind: 'call',
      api: 'opencti',
      name: 'saveLog',
      value: 'sforce.opencti.saveLog({})',
      snippet: 'sforce.opencti.saveLog({});',
      context: 'test',
    },
  ],
];

function sourceFinding(ruleId: string, at: string, fact: SourceFact): Finding {
  const rule = [...SOURCE_MAPPINGS, ...SOURCE_CHECKS].find((r) => r.id === ruleId);
  const [file = '', line, column] = /^(.*):(\d+):(\d+)$/.exec(at)?.slice(1) ?? [];
  if (!rule) throw new Error(ruleId);
  const factId = `1:${fact.kind}:${fact.api}:${fact.name}:${at}`;
  return {
    fingerprint: `${factId}:${ruleId}`,
    factId,
    ruleId,
    type: rule.type,
    definition: '',
    file,
    line: Number(line),
    column: Number(column),
    value: '',
    confidence: 'exact',
    capability: rule.capability,
    workItem: rule.type === 'mapping' ? rule.workItem : null,
    ...(rule.type === 'check' ? { severity: rule.severity } : {}),
    ...fact,
  };
}

const at = (file: string, line: number, column: number) => ({ file, line, column });

const CALL_LOGS: RepositoryRecord['callLogs'] = [
  {
    via: 'saveLog',
    api: 'opencti',
    object: 'Task',
    ...at(ADAPTER, 41, 14),
    fields: [
      { name: 'Subject', custom: false, ...at(ADAPTER, 33, 7), confidence: 'exact' },
      { name: 'CallDisposition', custom: false, ...at(ADAPTER, 34, 7), confidence: 'exact' },
      { name: 'Call_Reason__c', custom: true, ...at(ADAPTER, 36, 7), confidence: 'resolved' },
      { name: 'Harbour_Mood__c', custom: true, ...at(ADAPTER, 37, 7), confidence: 'exact' },
    ],
    complete: true,
  },
  {
    via: 'apex',
    api: 'behaviour',
    object: 'Task',
    ...at('force-app/main/default/classes/HarbourLog.cls', 12, 9),
    fields: [{ name: 'Subject', custom: false, ...at('force-app/main/default/classes/HarbourLog.cls', 13, 17), confidence: 'exact' }],
    complete: false,
  },
  {
    via: 'saveLog',
    api: 'opencti',
    object: 'Case',
    ...at(LEGACY, 31, 16),
    fields: [{ name: 'Origin', custom: false, ...at(LEGACY, 31, 40), confidence: 'exact' }],
    complete: true,
  },
  { via: 'saveLog', api: 'opencti', object: null, ...at(BUNDLE, 1, 2044), fields: [], complete: false },
  {
    via: 'saveLog',
    api: 'opencti',
    object: 'Task',
    ...at(SPEC, 14, 3),
    fields: [{ name: 'Subject', custom: false, ...at(SPEC, 14, 30), confidence: 'exact' }],
    complete: true,
    context: 'test',
  },
];

const SYSTEMS: RepositoryRecord['externalSystems'] = [
  {
    name: 'telephony.example.com',
    kind: 'host',
    places: [
      { means: 'websocket', direction: 'out', address: 'wss://telephony.example.com/agent', ...at(ADAPTER, 20, 15), confidence: 'exact' },
      { means: 'fetch', direction: 'out', address: 'https://telephony.example.com/calls', ...at(ADAPTER, 64, 9), confidence: 'resolved' },
      { means: 'message-listener', direction: 'in', address: 'https://telephony.example.com', ...at(PAGE, 22, 5), confidence: 'exact' },
    ],
  },
  {
    name: 'softphone.example.com',
    kind: 'host',
    places: [
      {
        means: 'definition',
        direction: 'out',
        address: 'https://softphone.example.com/desk/index.html',
        ...at(desk.definition.file, 6, 5),
        confidence: 'exact',
      },
    ],
  },
  {
    name: 'recordings.example.net',
    kind: 'host',
    places: [
      {
        means: 'csp-trusted-site',
        direction: 'allowed',
        address: 'https://recordings.example.net',
        ...at('force-app/main/default/cspTrustedSites/Recordings.cspTrustedSite-meta.xml', 5, 5),
        confidence: 'exact',
      },
    ],
  },
  {
    name: 'settings.lookUpUrl + number',
    kind: 'expression',
    places: [{ means: 'xhr', direction: 'out', address: 'settings.lookUpUrl + number', ...at(LEGACY, 44, 3), confidence: 'dynamic' }],
  },
];

const APEX: RepositoryRecord['apexTargets'] = [
  { className: null, methodName: null, calls: [{ ...at(ADAPTER, 77, 9), confidence: 'dynamic' }], found: null },
  {
    className: 'HarbourCallers',
    methodName: 'find',
    calls: [{ ...at(ADAPTER, 70, 9), confidence: 'resolved' }],
    found: {
      ...at('force-app/main/default/classes/HarbourCallers.cls', 1, 14),
      classGlobal: true,
      method: {
        global: true,
        webService: true,
        static: true,
        ...at('force-app/main/default/classes/HarbourCallers.cls', 3, 30),
      },
    },
  },
  { className: 'HarbourQueues', methodName: 'next', calls: [{ ...at(LEGACY, 50, 3), confidence: 'exact' }], found: null },
  {
    className: 'HarbourLog',
    methodName: 'writ',
    calls: [{ ...at(LEGACY, 52, 3), confidence: 'exact' }],
    found: { ...at('force-app/main/default/classes/HarbourLog.cls', 1, 14), classGlobal: false, method: null },
  },
];

const VENDORS: RepositoryRecord['vendors'] = [
  {
    id: 'harbour-dialler',
    confidence: 'high',
    evidence: [
      { text: 'Package namespace harbour in reqCanvasNamespace', ...at(classic.definition.file, 10, 5) },
      { text: 'Host telephony.example.com', ...at(ADAPTER, 20, 15) },
    ],
  },
];

const CONNECTOR: RepositoryRecord['connector'] = [
  { id: 'method-init', standing: true, ruleIds: ['library-opencti'], findings: 2 },
  { id: 'method-dial', standing: true, ruleIds: [], findings: 0 },
  { id: 'event-call-started', standing: false, ruleIds: ['lightning-save-log'], findings: 2 },
  { id: 'capability-has-swap', standing: false, ruleIds: ['behaviour-presence'], findings: 1 },
  { id: 'server-create-voice-call', standing: true, ruleIds: ['lightning-save-log'], findings: 2 },
  { id: 'flow-screen-pop', standing: false, ruleIds: ['lightning-screen-pop', 'lightning-get-layout'], findings: 4 },
  { id: 'component-log', standing: false, ruleIds: ['lightning-save-log'], findings: 2 },
  { id: 'apex-look-up', standing: false, ruleIds: ['lightning-run-apex'], findings: 1 },
  { id: 'configuration-certificate', standing: true, ruleIds: [], findings: 0 },
];

const part = (id: string, group: Assessment['catalog']['connectorParts'][number]['group'], name: string, text: string) => ({
  id,
  group,
  name,
  text,
  sources: [SOURCES.plan],
});
const CONNECTOR_PARTS: Assessment['catalog']['connectorParts'] = [
  part('method-init', 'method', 'init', 'Starts the connector.'),
  part('method-dial', 'method', 'dial', 'Starts a call to a contact.'),
  part('method-never-asked', 'method', 'swap', 'Nothing in the sample asks for this one.'),
  part('event-call-started', 'event', 'CALL_STARTED', 'Tells Salesforce of a call.'),
  part('capability-has-swap', 'capability', 'hasSwap', 'Two calls can change places.'),
  part('server-create-voice-call', 'server', 'Create a voice call', 'Reports a call to Salesforce.'),
  part('flow-screen-pop', 'flow', 'Screen pop flow', 'Decides what opens.'),
  part('component-log', 'component', 'Call log panel', 'Takes what people type.'),
  part('apex-look-up', 'apex', 'Caller look-up', 'Finds who is calling.'),
  part('configuration-certificate', 'configuration', 'reqTelephonyIntegrationCertificate', 'Lets Salesforce trust your server.'),
];

const CALL_LOG_FIELDS: Assessment['catalog']['callLogFields'] = [
  {
    field: 'Subject',
    counterpart: null,
    meaning: 'no-counterpart',
    basis: 'none-found',
    note: 'Keep the text in a custom field, or drop it.',
    sources: [SOURCES.plan],
  },
  {
    field: 'CallDisposition',
    counterpart: 'CallResolution',
    meaning: 'other-meaning',
    basis: 'inferred',
    note: 'Same name, other meaning: on VoiceCall it is the state of the call.',
    sources: [SOURCES.plan],
  },
  {
    field: 'Call_Reason__c',
    counterpart: 'a custom field of VoiceCall',
    meaning: 'carries-over',
    basis: 'unconfirmed',
    note: 'By its name it seems to hold: the reason of the call.',
    sources: [SOURCES.plan],
  },
];

/** The same company with the source of its adapter, found in the first repository; in the second it is elsewhere. */
export function adapterAssessment(target: TargetId | null = null): Assessment {
  return assessmentOf(target, true);
}

/** Definition files alone, as a version that read nothing else wrote it. A fresh copy each time, so that a test may change it. */
export function sampleAssessment(target: TargetId | null = null): Assessment {
  return assessmentOf(target, false);
}

/** Adds what an adapter's source shows to a repository's record. */
function addAdapter(repo: RepositoryRecord): void {
  repo.findings.push(...SOURCE_FACTS.map(([ruleId, place, fact]) => sourceFinding(ruleId, place, fact)));
  const file = (path: string, more: Partial<RepositoryRecord['files'][number]> = {}) => ({
    path,
    signature: null,
    encoding: 'utf-8',
    content: 'adapter' as const,
    ...more,
  });
  repo.files.push(
    file(ADAPTER, { reading: 'parsed' }),
    file(PAGE, { reading: 'parsed' }),
    file(BUNDLE, { reading: 'text' }),
    file(LEGACY, { reading: 'tolerant' }),
    file(SPEC, { reading: 'parsed' }),
    file('docs/phone.md', { content: 'mention' }),
    file('vendor/opencti_min.js', { content: 'library-copy' }),
  );
  repo.problems.push({ code: 'not-parsed', effect: 'lost', file: BUNDLE, line: 1, column: 1, detail: 'The script does not parse.' });
  Object.assign(repo, { callLogs: CALL_LOGS, externalSystems: SYSTEMS, apexTargets: APEX, vendors: VENDORS, connector: CONNECTOR });
  repo.routes = TARGETS.map((t) => route(t, repo.findings, repo.id));
}

/** The same with the metadata of the org around the adapter, in the first repository; `alone` leaves the second one out. */
export function orgAssessment(target: TargetId | null = null, alone = false): Assessment {
  const assessment = assessmentOf(target, true);
  const [first] = assessment.repos;
  if (!first) throw new Error('The sample lost its repository.');
  first.findings.push(...orgFindings());
  Object.assign(first, { org: structuredClone(ORG), gaps: structuredClone(GAPS) });
  first.routes = TARGETS.map((t) => route(t, first.findings, first.id));
  if (alone) assessment.repos = [first];
  Object.assign(assessment, { given: GIVEN_FACTS, lastSafeDate: '2027-08-19' });
  for (const question of assessment.repos.flatMap((repo) => repo.questions)) {
    if (question.id === 'q-edition')
      question.answered = { text: 'Edition of the org: Enterprise Edition', wholly: true, facts: ['edition'] };
    if (question.id === 'q-reports')
      question.answered = {
        text: 'Use of the report Service_Desk/Daily_Calls: 40 runs a month',
        wholly: false,
        facts: ['report/Service_Desk/Daily_Calls'],
      };
  }
  const findings = assessment.repos.flatMap((repo) => repo.findings);
  const used = new Set(findings.map((f) => f.ruleId));
  assessment.catalog.rules = [...assessment.catalog.rules, ...ORG_MAPPINGS].filter((r) => used.has(r.id));
  Object.assign(assessment.catalog, { foundations: FOUNDATIONS, measures: MEASURES, orgTypes: ORG_TYPES });
  const counted = findings.filter((f) => f.kind !== 'foundation');
  assessment.totals.routes = TARGETS.map((t) => route(t, counted, 'the org'));
  for (const one of [...assessment.totals.routes, ...first.routes]) {
    one.foundations = foundationResults(first.findings, one.target);
    one.readiness.foundation = true;
    const log = one.workItems.find((w) => w.id === 'call-log');
    if (!log) continue;
    const hours: Hours = [60, 110, 320];
    Object.assign(log, {
      state: 'counted',
      size: 'large',
      sizeOpen: true,
      reason: '14 findings lead to it',
      sizeReason:
        '3 Open CTI call centers, 11 reports and automations on call Tasks, 420 people who take calls (given by the client); supervisors not known, so high is taken from the next size up',
      measures: CALL_LOG_MEASURES,
      ...(one.target === NATIVE ? {} : { base: hours, hours, noHours: null }),
    });
    one.hours &&= sum([one.hours, hours]);
  }
  assessment.totals.repositories = assessment.repos.length;
  assessment.totals.findings = findings.length;
  return assessmentSchema.parse(structuredClone(assessment));
}

function assessmentOf(target: TargetId | null, withAdapter: boolean): Assessment {
  const repos = [
    repository(
      'harbour-crm',
      'partly',
      [classic, desk],
      [
        {
          code: 'not-well-formed',
          effect: 'lost',
          file: classic.definition.file,
          line: 31,
          column: 7,
          detail: 'The element value is not closed. What stands before it was read.',
        },
      ],
      214,
    ),
    repository(
      'branch-telephony',
      'assessed',
      [branch, voice, toolkit],
      [
        {
          code: 'not-salesforce-format',
          effect: 'note',
          file: 'docs/vendor-template.xml',
          detail: 'The file speaks of call centers in a form that is not Salesforce’s. It was not read further.',
        },
      ],
      37,
    ),
  ];
  repos[1]?.uncovered.push({
    factId: '1:definition-setting:config/branch-phone.xml::channelHint',
    kind: 'definition-setting',
    name: 'channelHint',
    file: 'config/branch-phone.xml',
    line: 19,
    column: 5,
  });
  if (withAdapter && repos[0]) {
    addAdapter(repos[0]);
    repos.forEach((repo, index) => {
      for (const c of repo.coverage)
        if (c.id === 'adapter-source') Object.assign(c, index === 0 ? { state: 'partly', files: 5 } : { state: 'elsewhere', files: 0 });
    });
  }
  const findings = repos.flatMap((r) => r.findings);
  const used = new Set(findings.map((f) => f.ruleId));
  const assessment: Assessment = {
    listProblems: [],
    waivers: [],
    decisions: [],
    portfolio: { adapters: [], unused: [] },
    schemaVersion: 1,
    tool: { name: 'cti2voice', version: '0.1.0' },
    asOf: '2026-11-22',
    retirement: {
      date: '2028-02-28',
      daysLeft: 463,
      statement: 'Open CTI is in maintenance mode. Salesforce retires it on 28 February 2028; implementations stop working after that day.',
      sources: [SOURCES.retirement],
    },
    options: { target },
    catalog: {
      version: '4f1c0d2ab9e1',
      brought: ['house-identity'],
      vendors: withAdapter
        ? [
            {
              id: 'harbour-dialler',
              name: 'Harbour Dialler',
              offer: 'No offer for Salesforce Voice was seen; ask the vendor.',
              basis: 'unconfirmed',
              sources: [SOURCES.plan],
            },
          ]
        : [],
      connectorParts: withAdapter ? CONNECTOR_PARTS : [],
      callLogFields: withAdapter ? CALL_LOG_FIELDS : [],
      foundations: [],
      checklist: CHECKLIST,
      measures: [],
      orgTypes: [],
      targets: [
        {
          id: OWN,
          name: 'Partner telephony with a connector you build',
          short: 'Connector you build',
          description: 'Your telephony stays; you write the connector and run its server.',
          adapterCode: 'Rewritten as a connector',
          sources: [SOURCES.plan],
        },
        {
          id: PACKAGE,
          name: 'Partner telephony with a vendor’s package',
          short: 'Vendor’s package',
          description: 'Your telephony stays; the vendor sells and keeps the connector.',
          adapterCode: 'Replaced by the package',
          sources: [SOURCES.plan],
        },
        {
          id: CONNECT,
          name: 'Salesforce Voice with Amazon Connect',
          short: 'Amazon Connect',
          description: 'Telephony moves to Amazon Connect, sold with Salesforce Voice.',
          adapterCode: 'Replaced by the product',
          sources: [SOURCES.plan],
        },
        {
          id: PTAC,
          name: 'Partner telephony from Amazon Connect',
          short: 'Partner telephony from Amazon Connect',
          description: 'Telephony moves to an Amazon Connect instance of your own.',
          adapterCode: 'Replaced by the product',
          sources: [SOURCES.plan],
        },
        {
          id: NATIVE,
          name: 'Native telephony',
          short: 'Native telephony',
          description: 'Salesforce’s own telephony, new and little documented.',
          adapterCode: 'No place found',
          sources: [SOURCES.telephony],
        },
      ],
      capabilities: CAPABILITIES.map(([id, name, weight, evidence]) => ({
        id,
        name,
        description: `${name}, as people use it today.`,
        weight,
        evidence: [...evidence],
      })),
      evidence: EVIDENCE.map(([id, name, shows, read]) => ({ id, name, shows, read: read || (withAdapter && id === 'adapter-source') })),
      readiness: {
        name: 'Share of phone capabilities that move without redesign',
        explanation:
          'Each capability on a fixed list has a weight. Its hardest verdict decides how much of the weight counts as moving; a capability that is not used counts in full.',
        values: VALUES,
      },
      gates: [
        {
          id: 'lightning',
          name: 'Everybody works in Lightning Experience',
          for: ALL,
          why: 'Salesforce Voice does not run in Salesforce Classic.',
          sources: [SOURCES.limits],
        },
        {
          id: 'edition',
          name: 'The edition offers Voice',
          for: ALL,
          why: 'Without edition and licence there is no route, however small the work.',
          sources: [SOURCES.limits],
        },
        {
          id: 'vendor-product',
          name: 'The vendor sells a Voice product',
          for: [PACKAGE],
          why: 'The route stands on a product that someone has to sell and support.',
          sources: [SOURCES.plan],
        },
        {
          id: 'omni-channel',
          name: 'Omni-Channel is on',
          for: ALL,
          why: 'Voice calls are routed as Omni-Channel work.',
          sources: [SOURCES.plan],
        },
      ],
      questions: QUESTIONS.map(([id, text, who, changes]) => ({ id, text, who, changes, sources: [] })),
      workItems: WORK_ITEMS.map((w) => ({
        id: w.id,
        title: w.title,
        description: w.description,
        capability: w.capability,
        per: w.per,
        drivers: w.drivers,
        reasoning: 'Judgement from comparable work, not a measured average.',
        sources: [],
      })),
      rules: [...MAPPINGS, ...SOURCE_MAPPINGS, ...CHECKS, ...SOURCE_CHECKS].filter((r) => used.has(r.id)),
    },
    given: [],
    lastSafeDate: null,
    repos,
    totals: {
      repositories: repos.length,
      definitions: { openCti: 3, voice: 1, ctiToolkit: 1 },
      findings: findings.length,
      problems: repos.reduce((n, r) => n + r.problems.length, 0),
      routes: TARGETS.map((t) => route(t, findings, 'both repositories')),
    },
  };
  return assessmentSchema.parse(structuredClone(assessment));
}
