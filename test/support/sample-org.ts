/** The made-up company's org around its adapter: what uses call Tasks, where the phone lives, who opens it, what stands of Voice. */
import type { Source } from '../../src/catalog/schema.ts';
import { TARGETS, type ConsumerAction, type FieldUse, type Strength, type VerdictId } from '../../src/catalog/terms.ts';
import type {
  Assessment,
  Audience,
  Finding,
  FoundationResult,
  GivenFact,
  MeasureResult,
  Org,
  OrgLink,
  PhoneApp,
  RetrievalGap,
  TaskConsumer,
} from '../../src/model/assessment.ts';

type MappingRecord = Extract<Assessment['catalog']['rules'][number], { type: 'mapping' }>;

const SOURCE: Source = {
  title: 'Object Reference: VoiceCall',
  url: 'https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_voicecall.htm',
  read: '2026-11-22',
};
const ROOT = 'force-app/main/default';
const at = (file: string, line: number, column = 5) => ({ file: `${ROOT}/${file}`, line, column });

function rule(id: string, title: string, verdict: VerdictId, more: Partial<MappingRecord>): MappingRecord {
  return {
    id,
    type: 'mapping',
    title,
    capability: 'call-log',
    origin: 'shipped',
    custom: false,
    workItem: 'call-log',
    verdicts: [
      {
        for: [...TARGETS],
        verdict,
        equivalent: 'The same on VoiceCall records.',
        do: 'List it with its owner, and decide when it moves.',
        caveats: [],
        basis: 'inferred',
        sources: [SOURCE],
      },
    ],
    ...more,
  };
}

const consumerRule = (id: string, title: string, verdict: VerdictId, consumerAction: ConsumerAction): MappingRecord =>
  rule(id, title, verdict, { consumerAction });
const placeRule = (id: string, title: string, verdict: VerdictId, workItem: string | null): MappingRecord =>
  rule(id, title, verdict, { capability: 'adapter-hosting', workItem });
const foundationRule = (id: string, title: string): MappingRecord =>
  rule(id, title, 'carries-over', { capability: 'presence', workItem: null });

/** A rule for each sign, under the same id. */
export const ORG_MAPPINGS: MappingRecord[] = [
  consumerRule('report-call-column', 'A report with columns that only calls fill', 'rewrite', 'rebuild-on-voicecall'),
  consumerRule('report-call-field', 'A report with a field of the call log', 'rewrite', 'rebuild-on-voicecall'),
  consumerRule('report-named-for-calls', 'A report whose name speaks of calls', 'unknown', 'decide'),
  consumerRule('dashboard-call-report', 'A dashboard that shows such a report', 'reconfigure', 'rebuild-on-voicecall'),
  consumerRule('flow-on-task', 'A flow that runs on every Task', 'rewrite', 'add-voicecall'),
  consumerRule('flow-on-call-task', 'A flow that looks at a field of the call log', 'rewrite', 'rebuild-on-voicecall'),
  consumerRule('trigger-on-task', 'An Apex trigger on Task', 'rewrite', 'add-voicecall'),
  consumerRule('activity-call-field', 'A field of the call log', 'rewrite', 'rebuild-on-voicecall'),
  consumerRule('validation-rule-on-task', 'A validation rule on Task', 'obsolete', 'keep-shadow-task'),
  consumerRule('layout-call-field', 'A layout that shows a field of the call log', 'reconfigure', 'drop'),
  placeRule('app-with-both-phones', 'An app with both phones in its utility bar', 'redesign', 'users-and-permissions'),
  placeRule('app-with-softphone', 'An app with the softphone of Open CTI', 'reconfigure', 'users-and-permissions'),
  placeRule('classic-console', 'A console of Salesforce Classic', 'redesign', null),
  placeRule('opens-the-phone', 'Somebody who opens the phone', 'reconfigure', 'users-and-permissions'),
  placeRule('package-harbour', 'A telephony package', 'unknown', null),
  foundationRule('omni-channel-on', 'Omni-Channel is on'),
  foundationRule('omni-channel-in-app', 'Omni-Channel stands in an app'),
];

interface Spec {
  readonly type: string;
  readonly name: string;
  readonly label?: string;
  readonly file: string;
  readonly strength: Strength;
  readonly signs: readonly [sign: string, line: number, detail: string, strength?: Strength][];
  readonly fields?: readonly [name: string, use: FieldUse, line: number, written?: boolean][];
  readonly folder?: string;
  readonly owner?: string;
  readonly active?: boolean;
  readonly via?: readonly string[];
  readonly namespace?: string;
}

function consumer(spec: Spec): TaskConsumer {
  return {
    type: spec.type,
    name: spec.name,
    label: spec.label ?? null,
    ...at(spec.file, 1, 1),
    strength: spec.strength,
    signs: spec.signs.map(([sign, line, detail, strength]) => ({
      sign,
      strength: strength ?? spec.strength,
      detail,
      ...at(spec.file, line),
    })),
    fields: (spec.fields ?? []).map(([name, use, line, written]) => ({ name, use, written: written ?? false, ...at(spec.file, line) })),
    folder: spec.folder ?? null,
    owner: spec.owner ?? null,
    active: spec.active ?? null,
    via: [...(spec.via ?? [])],
    namespace: spec.namespace ?? null,
  };
}

const DESK = { folder: 'Service_Desk', owner: 'group Desk_Leads' };
const report = (name: string, label: string, more: Partial<Spec>): Spec => ({
  type: 'Report',
  name: `${more.folder ?? 'Sales'}/${name}`,
  label,
  file: `reports/${more.folder ?? 'Sales'}/${name}.report-meta.xml`,
  folder: 'Sales',
  strength: 'certain',
  signs: [['report-call-column', 14, 'Shows the column CALLDISPOSITION']],
  fields: [['CallDisposition', 'column', 14, true]],
  ...more,
});

export const CONSUMERS: TaskConsumer[] = [
  report('Daily_Calls', 'Daily calls', {
    ...DESK,
    signs: [
      ['report-call-column', 14, 'Shows the column CALLDISPOSITION'],
      ['report-call-column', 22, 'Groups by the column CALLTYPE'],
      ['report-call-field', 31, 'Filters by Call_Reason__c, which the adapter writes'],
    ],
    fields: [
      ['CallDisposition', 'column', 14, true],
      ['CallType', 'grouping', 22],
      ['Call_Reason__c', 'filter', 31, true],
    ],
  }),
  report('Talk_Time', 'Talk time by team', {
    ...DESK,
    signs: [['report-call-column', 18, 'Calculates with the column CALLDURATION']],
    fields: [['CallDurationInSeconds', 'formula', 18]],
  }),
  report('Call_Reasons', 'Reasons of calls', {
    strength: 'likely',
    signs: [['report-call-field', 20, 'Shows the field Harbour_Mood__c']],
    fields: [['Harbour_Mood__c', 'column', 20, true]],
  }),
  report('Cold_Calls', 'Cold calls of the quarter', {
    strength: 'weak',
    signs: [['report-named-for-calls', 5, 'Its name speaks of calls']],
    fields: [],
  }),
  {
    type: 'Dashboard',
    name: 'Service/Desk_Today',
    label: 'Desk today',
    file: 'dashboards/Service/Desk_Today.dashboard-meta.xml',
    folder: 'Service',
    strength: 'certain' as const,
    signs: [['dashboard-call-report', 12, 'Shows the report Service_Desk/Daily_Calls']],
    via: ['Service_Desk/Daily_Calls'],
  } satisfies Spec,
  {
    type: 'Flow',
    name: 'Task_After_Save',
    label: 'Task: after save',
    file: 'flows/Task_After_Save.flow-meta.xml',
    strength: 'likely' as const,
    signs: [['flow-on-task', 41, 'Starts on every Task, and nothing in it looks at calls']],
    active: true,
  } satisfies Spec,
  {
    type: 'Flow',
    name: 'Missed_Call_Follow_Up',
    label: 'Missed call: follow-up',
    file: 'flows/Missed_Call_Follow_Up.flow-meta.xml',
    strength: 'certain' as const,
    signs: [['flow-on-call-task', 30, 'Starts on Tasks whose subtype is Call']],
    fields: [['TaskSubtype', 'condition', 30]],
    active: false,
  } satisfies Spec,
  {
    type: 'ApexTrigger',
    name: 'TaskTrigger',
    file: 'triggers/TaskTrigger.trigger',
    strength: 'likely' as const,
    signs: [['trigger-on-task', 1, 'Runs on Task']],
    active: true,
  } satisfies Spec,
  {
    type: 'CustomField',
    name: 'Activity.Call_Reason__c',
    label: 'Reason of the call',
    file: 'objects/Activity/fields/Call_Reason__c.field-meta.xml',
    strength: 'certain' as const,
    signs: [['activity-call-field', 3, 'Defines a field that the adapter writes']],
    fields: [['Call_Reason__c', 'defines', 3, true]],
  } satisfies Spec,
  {
    type: 'CustomField',
    name: 'Activity.harbour__Recording_Link__c',
    file: 'objects/Activity/fields/harbour__Recording_Link__c.field-meta.xml',
    strength: 'likely' as const,
    signs: [['activity-call-field', 3, 'Defines a field whose name speaks of calls']],
    fields: [['harbour__Recording_Link__c', 'defines', 3]],
    namespace: 'harbour',
  } satisfies Spec,
  {
    type: 'ValidationRule',
    name: 'Task.Subject_Is_Given',
    file: 'objects/Task/validationRules/Subject_Is_Given.validationRule-meta.xml',
    strength: 'likely' as const,
    signs: [['validation-rule-on-task', 5, 'Applies to every Task']],
    active: true,
  } satisfies Spec,
  {
    type: 'Layout',
    name: 'Task-Call Layout',
    file: 'layouts/Task-Call Layout.layout-meta.xml',
    strength: 'certain' as const,
    signs: [['layout-call-field', 66, 'Shows the field CallDisposition']],
    fields: [['CallDisposition', 'shows', 66, true]],
  } satisfies Spec,
].map((spec) => consumer(spec as Spec));

const app = (name: string, label: string, more: Partial<PhoneApp>): PhoneApp => ({
  type: 'CustomApplication',
  name,
  label,
  ...at(`applications/${name}.app-meta.xml`, 2, 1),
  kind: 'lightning-console',
  utilityBar: { name: `${name}_UtilityBar`, found: true },
  openCti: true,
  omniChannel: false,
  conflict: false,
  cloud: 'service',
  allowList: [],
  ...more,
});

const APPS: PhoneApp[] = [
  app('Service_Desk', 'Service Desk', {}),
  app('Business_Desk', 'Business Desk', { omniChannel: true, conflict: true }),
  app('Advisers', 'Advisers', { kind: 'lightning-standard', cloud: 'sales' }),
  app('Harbour_Vendor', 'Harbour Vendor', {
    utilityBar: { name: 'harbour__CtiBar', found: false },
    openCti: null,
    omniChannel: null,
    cloud: null,
  }),
  app('Chat_Desk', 'Chat Desk', { openCti: false, omniChannel: true }),
  app('Old_Console', 'Old Console', {
    kind: 'classic-console',
    utilityBar: null,
    openCti: null,
    omniChannel: null,
    allowList: ['*.harbour.example', 'telephony.example.com'],
  }),
];

const audience = (type: string, name: string, more: Partial<Audience>): Audience => ({
  type,
  name,
  label: null,
  ...at(`${type.toLowerCase()}s/${name}.${type.toLowerCase()}-meta.xml`, 3),
  licence: null,
  apps: [],
  pages: [],
  classes: [],
  permissions: [],
  presenceStatuses: [],
  sets: [],
  muted: [],
  ...more,
});

const AUDIENCES: Audience[] = [
  audience('Profile', 'Desk Agent', { apps: [{ name: 'Service_Desk', default: true }], pages: ['HarbourPhone'], licence: 'Salesforce' }),
  audience('Profile', 'Business Agent', { apps: [{ name: 'Business_Desk', default: true }], presenceStatuses: ['Available_Chat'] }),
  audience('Profile', 'Adviser', { apps: [{ name: 'Advisers', default: true }] }),
  ...Array.from({ length: 9 }, (_, n) =>
    audience('Profile', `Branch ${n + 1}`, { apps: [{ name: n % 2 === 0 ? 'Service_Desk' : 'Old_Console', default: false }] }),
  ),
  audience('PermissionSet', 'Phone_User', {
    label: 'Phone user',
    apps: [{ name: 'Service_Desk', default: false }],
    pages: ['HarbourPhone'],
    classes: ['HarbourCallers'],
    permissions: ['ManageCallCenters'],
  }),
  audience('PermissionSetGroup', 'Desk_Team', { label: 'Desk team', sets: ['Phone_User'], muted: ['No_Apex'] }),
  audience('MutingPermissionSet', 'No_Apex', { classes: ['HarbourCallers'] }),
];

const link = (fromType: string, from: string, relation: OrgLink['relation'], toType: string, to: string, file: string): OrgLink => ({
  from: { type: fromType, name: from },
  relation,
  to: { type: toType, name: to },
  ...at(file, 7),
});

const LINKS: OrgLink[] = [
  link('CallCenter', 'HarbourBackOffice', 'names-page', 'ApexPage', 'HarbourPhone', 'callCenters/HarbourBackOffice.callCenter-meta.xml'),
  link(
    'CustomApplication',
    'Service_Desk',
    'has-utility-bar',
    'FlexiPage',
    'Service_Desk_UtilityBar',
    'applications/Service_Desk.app-meta.xml',
  ),
  link(
    'FlexiPage',
    'Service_Desk_UtilityBar',
    'holds-softphone',
    'Component',
    'opencti:softPhone',
    'flexipages/Service_Desk_UtilityBar.flexipage-meta.xml',
  ),
  link(
    'FlexiPage',
    'Business_Desk_UtilityBar',
    'holds-omni-channel',
    'Component',
    'runtime_service_omnichannel:omniWidget',
    'flexipages/Business_Desk_UtilityBar.flexipage-meta.xml',
  ),
  link('ApexPage', 'HarbourPhone', 'hosts-adapter', 'Adapter', '', 'pages/HarbourPhone.page'),
  link('PermissionSet', 'Phone_User', 'opens', 'CustomApplication', 'Service_Desk', 'permissionsets/Phone_User.permissionset-meta.xml'),
  link(
    'PermissionSetGroup',
    'Desk_Team',
    'bundles',
    'PermissionSet',
    'Phone_User',
    'permissionsetgroups/Desk_Team.permissionsetgroup-meta.xml',
  ),
  link(
    'Dashboard',
    'Service/Desk_Today',
    'shows-report',
    'Report',
    'Service_Desk/Daily_Calls',
    'dashboards/Service/Desk_Today.dashboard-meta.xml',
  ),
  link(
    'Report',
    'Service_Desk/Daily_Calls',
    'uses-field',
    'CustomField',
    'Activity.Call_Reason__c',
    'reports/Service_Desk/Daily_Calls.report-meta.xml',
  ),
  link('Adapter', 'adapter', 'uses-channel', 'LightningMessageChannel', 'HarbourCalls', 'lwc/harbourBar/harbourBar.js'),
];

const type = (
  name: string,
  components: number,
  state: Org['types'][number]['state'],
  limit: string | null = null,
): Org['types'][number] => ({
  type: name,
  components,
  state,
  limit,
});

export const ORG: Org = {
  formats: ['source'],
  apiVersion: '62.0',
  packageDirectories: ['force-app'],
  manifests: ['manifest/package.xml'],
  types: [
    type('Report', 212, 'some', 'Reports in folders that the manifest does not name may be missing.'),
    type('Dashboard', 14, 'some'),
    type('Flow', 63, 'all'),
    type('ApexTrigger', 8, 'all'),
    { ...type('Layout', 140, 'all'), unread: 1 },
    type('ServiceChannel', 0, 'none'),
    type('Workflow', 0, 'not-retrieved'),
    type('ServicePresenceStatus', 0, 'not-retrieved'),
  ],
  activityReports: 57,
  logACallLayouts: 31,
  consumers: CONSUMERS,
  apps: APPS,
  hosts: [
    { type: 'ApexPage', name: 'HarbourPhone', label: 'Harbour Phone', ...at('pages/HarbourPhone.page', 1, 1), role: 'adapter' },
    { type: 'AuraDefinitionBundle', name: 'accountDial', label: null, ...at('aura/accountDial/accountDial.cmp', 4), role: 'click-to-dial' },
    {
      type: 'LightningComponentBundle',
      name: 'contactDial',
      label: null,
      ...at('lwc/contactDial/contactDial.html', 9),
      role: 'click-to-dial',
    },
  ],
  audiences: AUDIENCES,
  links: LINKS,
};

export const GAPS: RetrievalGap[] = ['Workflow', 'ServicePresenceStatus'].map((name) => ({
  type: name,
  evidence: 'reports',
  manifest: `<types>\n    <members>*</members>\n    <name>${name}</name>\n</types>`,
}));

export const ORG_TYPES: Assessment['catalog']['orgTypes'] = [
  {
    type: 'Report',
    evidence: 'reports',
    shows: 'Which reports read call Tasks.',
    note: 'The wildcard brings no report; folders are named one by one.',
    sources: [SOURCE],
  },
  { type: 'Flow', evidence: 'reports', shows: 'Which flows run on call Tasks.', note: null, sources: [SOURCE] },
  { type: 'Workflow', evidence: 'reports', shows: 'Which workflow rules run on call Tasks.', note: null, sources: [SOURCE] },
  {
    type: 'ServicePresenceStatus',
    evidence: 'reports',
    shows: 'Which statuses people can choose.',
    note: 'Only where Omni-Channel is on.',
    sources: [SOURCE],
  },
];

const foundation = (id: string, name: string, why: string): Assessment['catalog']['foundations'][number] => ({
  id,
  name,
  for: [...TARGETS],
  why,
  basis: 'documented',
  sources: [SOURCE],
});
export const FOUNDATIONS: Assessment['catalog']['foundations'] = [
  foundation('omni-channel', 'Omni-Channel', 'People sign in and take calls through it.'),
  foundation('voice-on', 'Salesforce Voice switched on', 'Without it there is no VoiceCall record.'),
  foundation('phone-channel', 'A service channel for calls', 'It brings calls to people.'),
  {
    ...foundation('vendor-file', 'A vendor file', 'It names the connector.'),
    for: ['partner-telephony-own', 'partner-telephony-packaged'],
  },
];

export const MEASURES: Assessment['catalog']['measures'] = [
  { id: 'call-centers', name: 'Open CTI call centers', singular: 'Open CTI call center' },
  { id: 'task-consumers', name: 'reports and automations on call Tasks', singular: 'report or automation on call Tasks' },
  { id: 'users', name: 'people who take calls', singular: 'person who takes calls' },
  { id: 'supervisors', name: 'supervisors', singular: 'supervisor' },
];

/** What the size of the call log is told from. */
export const CALL_LOG_MEASURES: MeasureResult[] = [
  { id: 'call-centers', count: 3, from: 'counted', size: 'medium' },
  { id: 'task-consumers', count: 11, from: 'counted', size: 'small' },
  { id: 'users', count: 420, from: 'given', size: 'large' },
  { id: 'supervisors', count: null, from: null, size: null },
];

const told = (id: string, label: string, value: string, more: Partial<GivenFact> = {}): GivenFact => ({
  id,
  label,
  value,
  note: null,
  source: 'given by the client',
  line: 3,
  ...more,
});
/** Facts that no file holds. */
export const GIVEN_FACTS: GivenFact[] = [
  told('users', 'People who take or make calls', '420', { measure: 'users', note: 'without temporary staff' }),
  told('users/HarbourDesk', 'Users of the call center HarbourDesk', '300', { callCenter: { name: 'HarbourDesk', read: true } }),
  told('users/NightDesk', 'Users of the call center NightDesk', '12', { callCenter: { name: 'NightDesk', read: false } }),
  told('edition', 'Edition of the org', 'Enterprise Edition'),
  told('report/Service_Desk/Daily_Calls', 'Use of the report Service_Desk/Daily_Calls', '40 runs a month', {
    component: { type: 'Report', name: 'Service_Desk/Daily_Calls' },
  }),
];

/** Findings of the org, one for each sign of each consumer and some for what surrounds them. */
export function orgFindings(): Finding[] {
  const make = (
    ruleId: string,
    kind: Finding['kind'],
    value: string,
    place: ReturnType<typeof at>,
    more: Partial<Finding> = {},
  ): Finding => {
    const record = ORG_MAPPINGS.find((one) => one.id === ruleId);
    if (!record) throw new Error(ruleId);
    const factId = `1:${kind}:${ruleId}:${value}:${place.line}`;
    return {
      fingerprint: `${factId}:${ruleId}`,
      factId,
      ruleId,
      type: 'mapping',
      kind,
      api: 'metadata',
      name: kind === 'package' ? 'harbour' : ruleId,
      definition: '',
      value,
      confidence: 'exact',
      capability: record.capability,
      workItem: record.workItem,
      ...place,
      ...more,
    };
  };
  return [
    ...CONSUMERS.flatMap((one) =>
      one.signs.map(({ sign, detail, file, line, column }) =>
        make(sign, 'consumer', one.name, { file, line, column }, { chain: [detail], snippet: `<name>${one.name}</name>` }),
      ),
    ),
    make('app-with-both-phones', 'phone-place', 'Business_Desk', at('applications/Business_Desk.app-meta.xml', 2)),
    make('app-with-softphone', 'phone-place', 'Service_Desk', at('applications/Service_Desk.app-meta.xml', 2)),
    make('app-with-softphone', 'phone-place', 'Advisers', at('applications/Advisers.app-meta.xml', 2)),
    make('classic-console', 'phone-place', 'Old_Console', at('applications/Old_Console.app-meta.xml', 9), {
      snippet: '<isServiceCloudConsole>true</isServiceCloudConsole>',
    }),
    make('opens-the-phone', 'access', 'Desk Agent', at('profiles/Desk Agent.profile-meta.xml', 12)),
    make('package-harbour', 'package', 'Harbour Dialler 4.2', at('installedPackages/harbour.installedPackage-meta.xml', 2)),
    make('omni-channel-on', 'foundation', 'enableOmniChannel', at('settings/OmniChannel.settings-meta.xml', 3), {
      snippet: '<enableOmniChannel>true</enableOmniChannel>',
    }),
    make('omni-channel-in-app', 'foundation', 'Business_Desk_UtilityBar', at('flexipages/Business_Desk_UtilityBar.flexipage-meta.xml', 22)),
    make('omni-channel-in-app', 'foundation', 'Chat_Desk_UtilityBar', at('flexipages/Chat_Desk_UtilityBar.flexipage-meta.xml', 18)),
  ];
}

/** What stands for a target, with the findings that show it. */
export function foundationResults(findings: readonly Finding[], target: (typeof TARGETS)[number]): FoundationResult[] {
  const evidence = findings
    .filter(({ kind }) => kind === 'foundation')
    .map(({ fingerprint, ruleId, file, line, column }) => ({
      fingerprint,
      text: ORG_MAPPINGS.find((one) => one.id === ruleId)?.title ?? ruleId,
      file,
      line,
      column,
    }));
  const states: Record<string, FoundationResult> = {
    'omni-channel': { id: 'omni-channel', state: 'stands', evidence },
    'voice-on': { id: 'voice-on', state: 'none', evidence: [] },
    'phone-channel': { id: 'phone-channel', state: 'none', evidence: [] },
    'vendor-file': { id: 'vendor-file', state: 'not-seen', evidence: [] },
  };
  return FOUNDATIONS.filter((one) => one.for.includes(target)).flatMap(({ id }) => states[id] ?? []);
}
