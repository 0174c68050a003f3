/**
 * Which file is which component: by suffix, by folder where the type is strict or the suffix serves two types.
 * Suffixes, folders and strictness are those of Salesforce's own registry (https://github.com/forcedotcom/source-deploy-retrieve);
 * a test holds the list against it.
 */

/** A metadata type as files show it. */
export interface OrgType {
  /** As the Metadata API and package.xml spell it. */
  readonly type: string;
  readonly folder: string;
  /** Null for bundles, whose files have endings of their own. */
  readonly suffix: string | null;
  /** The API version that it came with; null where none is stated. */
  readonly since: number | null;
  /** Of a file that is not in the folder nothing is known. */
  readonly strict?: true;
  /** Components lie in folders, which are part of their names. */
  readonly inFolder?: true;
  /** It is a folder, of components of that type, and may lie in another. */
  readonly holds?: string;
  /** Beside its content lies `name.suffix-meta.xml`. */
  readonly sidecar?: true;
  /** It lies under its object's folder, and its full name begins with the object's. In the format of the Metadata API it is part of the object. */
  readonly child?: true;
  /** Other programs have files of that ending: without `-meta.xml` one counts only among folders of metadata. */
  readonly common?: true;
  /** `*` in a manifest does not stand for all of them (Metadata API guide, page of the type). */
  readonly noWildcard?: true;
}

export const ORG_TYPES: readonly OrgType[] = [
  { type: 'Report', folder: 'reports', suffix: 'report', since: 14, inFolder: true, noWildcard: true },
  { type: 'ReportFolder', folder: 'reports', suffix: 'reportFolder', since: null, holds: 'Report' },
  { type: 'ReportType', folder: 'reportTypes', suffix: 'reportType', since: 14 },
  { type: 'Dashboard', folder: 'dashboards', suffix: 'dashboard', since: 14, inFolder: true, noWildcard: true },
  { type: 'DashboardFolder', folder: 'dashboards', suffix: 'dashboardFolder', since: null, holds: 'Dashboard' },
  { type: 'Flow', folder: 'flows', suffix: 'flow', since: 24 },
  { type: 'FlowDefinition', folder: 'flowDefinitions', suffix: 'flowDefinition', since: 34 },
  { type: 'Workflow', folder: 'workflows', suffix: 'workflow', since: 13 },
  { type: 'ApexClass', folder: 'classes', suffix: 'cls', since: 10, sidecar: true, common: true },
  { type: 'ApexTrigger', folder: 'triggers', suffix: 'trigger', since: 10, sidecar: true, common: true },
  { type: 'ApexPage', folder: 'pages', suffix: 'page', since: 11, sidecar: true, common: true },
  { type: 'ApexComponent', folder: 'components', suffix: 'component', since: 12, sidecar: true, common: true },
  { type: 'LightningComponentBundle', folder: 'lwc', suffix: null, since: 45, strict: true },
  { type: 'AuraDefinitionBundle', folder: 'aura', suffix: null, since: 32, strict: true },
  { type: 'CustomObject', folder: 'objects', suffix: 'object', since: 10, strict: true },
  { type: 'CustomField', folder: 'fields', suffix: 'field', since: 10, child: true },
  { type: 'ValidationRule', folder: 'validationRules', suffix: 'validationRule', since: 12, child: true },
  { type: 'RecordType', folder: 'recordTypes', suffix: 'recordType', since: 12, child: true },
  { type: 'ListView', folder: 'listViews', suffix: 'listView', since: 14, child: true },
  { type: 'Layout', folder: 'layouts', suffix: 'layout', since: 13, common: true },
  { type: 'QuickAction', folder: 'quickActions', suffix: 'quickAction', since: 28 },
  { type: 'FlexiPage', folder: 'flexipages', suffix: 'flexipage', since: 29 },
  { type: 'CustomApplication', folder: 'applications', suffix: 'app', since: 10, common: true },
  { type: 'Profile', folder: 'profiles', suffix: 'profile', since: 10, common: true },
  { type: 'PermissionSet', folder: 'permissionsets', suffix: 'permissionset', since: 22 },
  { type: 'PermissionSetGroup', folder: 'permissionsetgroups', suffix: 'permissionsetgroup', since: 45 },
  { type: 'MutingPermissionSet', folder: 'mutingpermissionsets', suffix: 'mutingpermissionset', since: 46 },
  { type: 'ServiceChannel', folder: 'serviceChannels', suffix: 'serviceChannel', since: 44 },
  { type: 'ServicePresenceStatus', folder: 'servicePresenceStatuses', suffix: 'servicePresenceStatus', since: 44 },
  { type: 'PresenceUserConfig', folder: 'presenceUserConfigs', suffix: 'presenceUserConfig', since: 44 },
  { type: 'PresenceDeclineReason', folder: 'presenceDeclineReasons', suffix: 'presenceDeclineReason', since: 44 },
  { type: 'QueueRoutingConfig', folder: 'queueRoutingConfigs', suffix: 'queueRoutingConfig', since: 44 },
  { type: 'Queue', folder: 'queues', suffix: 'queue', since: 24, common: true },
  { type: 'Skill', folder: 'skills', suffix: 'skill', since: 28, common: true },
  { type: 'WorkSkillRouting', folder: 'workSkillRoutings', suffix: 'workSkillRouting', since: 46 },
  { type: 'Settings', folder: 'settings', suffix: 'settings', since: 27, common: true },
  { type: 'CallCenter', folder: 'callCenters', suffix: 'callCenter', since: 27 },
  { type: 'CallCenterRoutingMap', folder: 'callCenterRoutingMaps', suffix: 'callCenterRoutingMap', since: 52 },
  { type: 'CallCtrAgentFavTrfrDest', folder: 'callCtrAgentFavTrfrDests', suffix: 'callCtrAgentFavTrfrDest', since: null },
  { type: 'CallCoachingMediaProvider', folder: 'callCoachingMediaProviders', suffix: 'callCoachingMediaProvider', since: 49 },
  { type: 'ConversationVendorInfo', folder: 'ConversationVendorInformation', suffix: 'ConversationVendorInformation', since: 52 },
  {
    type: 'ConversationVendorFieldDef',
    folder: 'ConversationVendorFieldDefinitions',
    suffix: 'ConversationVendorFieldDefinition',
    since: null,
  },
  { type: 'ConversationChannelDefinition', folder: 'conversationChannelDefinitions', suffix: 'ConversationChannelDefinition', since: 60 },
  { type: 'ChannelObjectLinkingRule', folder: 'ChannelObjectLinkingRules', suffix: 'ChannelObjectLinkingRule', since: null },
  { type: 'MessagingChannel', folder: 'messagingChannels', suffix: 'messagingChannel', since: 55 },
  { type: 'TimelineObjectDefinition', folder: 'timelineObjectDefinitions', suffix: 'timelineObjectDefinition', since: 55 },
  { type: 'OmniSupervisorConfig', folder: 'omniSupervisorConfigs', suffix: 'omniSupervisorConfig', since: null },
  { type: 'InstalledPackage', folder: 'installedPackages', suffix: 'installedPackage', since: 28 },
  { type: 'CspTrustedSite', folder: 'cspTrustedSites', suffix: 'cspTrustedSite', since: 39 },
  { type: 'RemoteSiteSetting', folder: 'remoteSiteSettings', suffix: 'remoteSite', since: 19 },
  { type: 'CorsWhitelistOrigin', folder: 'corsWhitelistOrigins', suffix: 'corsWhitelistOrigin', since: 32 },
  {
    type: 'IframeWhiteListUrlSettings',
    folder: 'iframeWhiteListUrlSettings',
    suffix: 'iframeWhiteListUrlSettings',
    since: 49,
    noWildcard: true,
  },
  { type: 'NamedCredential', folder: 'namedCredentials', suffix: 'namedCredential', since: 33 },
  { type: 'ExternalCredential', folder: 'externalCredentials', suffix: 'externalCredential', since: 56 },
  { type: 'ConnectedApp', folder: 'connectedApps', suffix: 'connectedApp', since: 29 },
  { type: 'ExternalClientApplication', folder: 'externalClientApps', suffix: 'eca', since: 59 },
  { type: 'LightningMessageChannel', folder: 'messageChannels', suffix: 'messageChannel', since: 47 },
];

/** What a path says. */
export interface OrgPath {
  readonly type: string;
  /** Full name, escapes opened; for a part of a decomposed component the name of the whole. */
  readonly name: string;
  /** The object of a child of an object, of a layout or of an object's action; null elsewhere. */
  readonly object: string | null;
  readonly format: 'source' | 'metadata-api';
  /** `sidecar`: only what stands beside the content. `part`: one piece of a decomposed component. `member`: a file of a bundle. */
  readonly part: 'whole' | 'sidecar' | 'part' | 'member';
  /**
   * The folder below `Referenced Packages` in which old development tools keep what an installed package shows: the package's content, and
   * nothing of the org's own. Absent elsewhere.
   */
  readonly referencedPackage?: string;
}

/** What an ending says of a file: a component, or a piece of one that a project takes apart. */
interface Form {
  readonly type: OrgType;
  readonly isPiece: boolean;
}

/** Pieces of permission sets and workflows, by the presets decomposePermissionSetBeta, decomposePermissionSetBeta2 and decomposeWorkflowBeta. */
const PIECES: Readonly<Record<string, string>> = {
  PermissionSet:
    'applicationVisibility classAccess customMetadataTypeAccess customPermission customPermissions customSettingAccess externalCredentialPrincipalAccess externalDataSourceAccess fieldPermission flowAccess objectPermission objectSettings pageAccess recordTypeVisibility tabSetting userPermission',
  Workflow:
    'workflowAlert workflowFieldUpdate workflowFlowAction workflowKnowledgePublish workflowOutboundMessage workflowRule workflowSend workflowTask',
};

/** By suffix in lower case. Salesforce's own guide and tools do not agree on the letter case of all of them. */
const FORMS = new Map<string, Form>();
/** By folder in lower case, where components lie that have no suffix. */
const BUNDLES = new Map<string, OrgType>();
/** Types of folders that the Metadata API describes in a file without suffix, by the folder that holds them. */
const HOLDERS = new Map<string, OrgType>();
/** In their own letter case: a namespace of Apex, say, may be called Reports. */
const METADATA_FOLDERS = new Set(['unpackaged', 'force-app']);
for (const type of ORG_TYPES) {
  METADATA_FOLDERS.add(type.folder);
  if (type.suffix === null) BUNDLES.set(type.folder.toLowerCase(), type);
  else FORMS.set(type.suffix.toLowerCase(), { type, isPiece: false });
  if (type.holds !== undefined) HOLDERS.set(type.folder.toLowerCase(), type);
  for (const suffix of PIECES[type.type]?.split(' ') ?? []) FORMS.set(suffix.toLowerCase(), { type, isPiece: true });
}

const IN_BUNDLE = /(?:^|\/)(?:lwc|aura)\//i;
const IN_RESOURCE = /(?:^|\/)staticresources\//i;
const IN_PACKAGE = /(?:^|\/)Referenced Packages\/([^/]+)\//i;

/** Null for a path that is no metadata of a type that is read here. Takes each file of an org once, so it looks at endings first. */
export function readOrgPath(path: string): OrgPath | null {
  // Archives made on Windows, and repositories into which one was unpacked, hold backslashes.
  const plain = path.includes('\\') ? path.replaceAll('\\', '/') : path;
  const file = plain.slice(plain.lastIndexOf('/') + 1);
  const { stem, suffix, isMeta } = endingOf(file);
  const form = FORMS.get(suffix);
  const isBundled = IN_BUNDLE.test(plain);
  const isHolder = isMeta && suffix === '';
  if ((!form && !isBundled && !isHolder) || IN_RESOURCE.test(plain)) return null;
  const folders = plain.split('/').slice(0, -1);
  const named =
    (isBundled ? bundleOf(folders, isMeta) : null) ??
    (isHolder ? holderOf(folders, stem) : null) ??
    (form && stem !== '' ? (form.isPiece ? pieceOf(folders, stem, form.type, isMeta) : wholeOf(folders, stem, form.type, isMeta)) : null);
  const referencedPackage = named && IN_PACKAGE.exec(plain)?.[1];
  return referencedPackage === undefined || named === null ? named : { ...named, referencedPackage: opened(referencedPackage ?? '') };
}

/**
 * The type that a file with the ending of metadata would be of if it lay in its folder: fields outside objects, objects elsewhere. Null for
 * files that {@link readOrgPath} knows, and for such as may be anything.
 */
export function misplacedType(path: string): string | null {
  const { stem, suffix, isMeta } = endingOf(path.slice(path.lastIndexOf('/') + 1));
  const form = isMeta && stem !== '' ? FORMS.get(suffix) : undefined;
  // Pieces of permission sets share endings with types that are not read.
  const type = form?.isPiece ? undefined : form?.type;
  return type === undefined || IN_RESOURCE.test(path) || readOrgPath(path) !== null ? null : type.type;
}

/** Whether a file says something of the project itself: its set-up, what is left out, or a manifest, whatever it is called. */
export function isProjectFile(path: string, bytes: Buffer): boolean {
  if (/(?:^|\/)(?:sfdx-project\.json|\.forceignore)$/i.test(path)) return true;
  if (!/\.xml$/i.test(path) || /-meta\.xml$/i.test(path)) return false;
  const head = bytes.subarray(0, 4096).toString('latin1').replaceAll('\0', '');
  return /<(?:\w+:)?Package[\s>]/.test(head);
}

/** `Task.object-meta.xml` to `Task` and `object`. No suffix where there is no point. */
function endingOf(file: string): { stem: string; suffix: string; isMeta: boolean } {
  const isMeta = file.endsWith('.xml') || file.endsWith('.XML') ? /-meta\.xml$/i.test(file) : false;
  const bare = isMeta ? file.slice(0, -9) : file;
  const point = bare.lastIndexOf('.');
  return point < 0
    ? { stem: bare, suffix: '', isMeta }
    : { stem: bare.slice(0, point), suffix: bare.slice(point + 1).toLowerCase(), isMeta };
}

/** Not `force-app`, `src` or `__tests__`: a whole project may lie in a folder called lwc. */
const BUNDLE_NAME = /^(?!(?:src|main|unpackaged)$)[a-z]\w*$/i;

/** The innermost bundle: its folder is the one below `lwc` or `aura`. What lies beside the bundles is none. */
function bundleOf(folders: readonly string[], isMeta: boolean): OrgPath | null {
  for (let at = folders.length - 2; at >= 0; at--) {
    const type = BUNDLES.get((folders[at] ?? '').toLowerCase());
    const name = folders[at + 1] ?? '';
    if (type && BUNDLE_NAME.test(name))
      return { type: type.type, name, object: null, format: 'source', part: isMeta ? 'sidecar' : 'member' };
  }
  return null;
}

/** In the format of the Metadata API a folder of reports or dashboards is described by `reports/Name-meta.xml`, without a suffix. */
function holderOf(folders: readonly string[], stem: string): OrgPath | null {
  const at = folders.findLastIndex((folder) => HOLDERS.has(folder.toLowerCase()));
  const type = HOLDERS.get((folders[at] ?? '').toLowerCase());
  if (!type || stem === '') return null;
  const name = [...folders.slice(at + 1), stem].map(opened).join('/');
  return { type: type.type, name, object: null, format: 'metadata-api', part: 'whole' };
}

/** A piece lies below a folder of the component's name: `permissionsets/Agents/classAccesses/X.classAccess-meta.xml`. */
function pieceOf(folders: readonly string[], stem: string, { type, folder }: OrgType, isMeta: boolean): OrgPath | null {
  const at = isMeta ? indexOfFolder(folders, folder) : -1;
  return at < 0 ? null : { type, name: opened(folders[at + 1] ?? stem), object: null, format: 'source', part: 'part' };
}

function wholeOf(folders: readonly string[], stem: string, type: OrgType, isMeta: boolean): OrgPath | null {
  if (type.strict && indexOfFolder(folders, type.folder) < 0) return null;
  // `aura/X.app`: a bundle without its folder, and no app of the kind that lies in applications.
  if (type.common && BUNDLES.has(folders.at(-1)?.toLowerCase() ?? '')) return null;
  if (type.common && !isMeta && indexOfFolder(folders, type.folder) < 0 && !folders.some((folder) => METADATA_FOLDERS.has(folder)))
    return null;
  const format = isMeta || type.sidecar ? 'source' : 'metadata-api';
  const own = opened(stem);
  if (type.child) {
    const object = objectOf(folders, type);
    return object === '' ? null : { type: type.type, name: `${object}.${own}`, object, format, part: 'whole' };
  }
  const name = type.inFolder || type.holds !== undefined ? [...inside(folders, type).map(opened), own].join('/') : own;
  // A layout may have a point or a hyphen in its own name as well; an object has neither.
  const border = type.type === 'Layout' ? own.indexOf('-') : type.type === 'QuickAction' ? own.indexOf('.') : -1;
  return {
    type: type.type,
    name,
    object: border > 0 ? own.slice(0, border) : null,
    format,
    part: type.sidecar && isMeta ? 'sidecar' : 'whole',
  };
}

/** The object's folder is the one below `objects`; where that is missing, the one above the folder of the type. Empty where neither is there. */
function objectOf(folders: readonly string[], type: OrgType): string {
  const objects = indexOfFolder(folders.slice(0, -1), 'objects');
  if (objects >= 0) return opened(folders[objects + 1] ?? '');
  return folders.at(-1)?.toLowerCase() === type.folder.toLowerCase() ? opened(folders.at(-2) ?? '') : '';
}

/** The folders below the one of the type; where that is missing, the nearest. */
function inside(folders: readonly string[], { folder, inFolder }: OrgType): readonly string[] {
  // A folder of reports may itself be called Reports: what lies in it lies one folder deeper.
  const within = inFolder ? indexOfFolder(folders.slice(0, -1), folder) : -1;
  const at = within >= 0 ? within : indexOfFolder(folders, folder);
  return at < 0 ? folders.slice(-1) : folders.slice(at + 1);
}

/** The last folder of that name, one in the same letter case before all others; -1 where there is none. */
function indexOfFolder(folders: readonly string[], wanted: string): number {
  const exact = folders.lastIndexOf(wanted);
  return exact >= 0 ? exact : folders.findLastIndex((folder) => folder.toLowerCase() === wanted.toLowerCase());
}

/** Opens `%28` and the like, with which names of files and of members write what a file system may not take. What is no escape stays. */
export function opened(name: string): string {
  if (!name.includes('%')) return name;
  return name.replace(/(?:%[0-9A-F]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}
