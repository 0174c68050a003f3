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
  /** Of a file that is not in the folder nothing is known. */
  readonly strict?: true;
  /** Components lie in folders, which are part of their names. */
  readonly inFolder?: true;
  /** Beside its content lies `name.suffix-meta.xml`. */
  readonly sidecar?: true;
  /** It lies under its object's folder, and its full name begins with the object's. */
  readonly child?: true;
}

export const ORG_TYPES: readonly OrgType[] = [
  { type: 'Report', folder: 'reports', suffix: 'report', inFolder: true },
  { type: 'ReportFolder', folder: 'reports', suffix: 'reportFolder', inFolder: true },
  { type: 'ReportType', folder: 'reportTypes', suffix: 'reportType' },
  { type: 'Dashboard', folder: 'dashboards', suffix: 'dashboard', inFolder: true },
  { type: 'DashboardFolder', folder: 'dashboards', suffix: 'dashboardFolder', inFolder: true },
  { type: 'Flow', folder: 'flows', suffix: 'flow' },
  { type: 'FlowDefinition', folder: 'flowDefinitions', suffix: 'flowDefinition' },
  { type: 'Workflow', folder: 'workflows', suffix: 'workflow' },
  { type: 'ApexClass', folder: 'classes', suffix: 'cls', sidecar: true },
  { type: 'ApexTrigger', folder: 'triggers', suffix: 'trigger', sidecar: true },
  { type: 'ApexPage', folder: 'pages', suffix: 'page', sidecar: true },
  { type: 'ApexComponent', folder: 'components', suffix: 'component', sidecar: true },
  { type: 'LightningComponentBundle', folder: 'lwc', suffix: null, strict: true },
  { type: 'AuraDefinitionBundle', folder: 'aura', suffix: null, strict: true },
  { type: 'CustomObject', folder: 'objects', suffix: 'object', strict: true },
  { type: 'CustomField', folder: 'fields', suffix: 'field', child: true },
  { type: 'ValidationRule', folder: 'validationRules', suffix: 'validationRule', child: true },
  { type: 'RecordType', folder: 'recordTypes', suffix: 'recordType', child: true },
  { type: 'ListView', folder: 'listViews', suffix: 'listView', child: true },
  { type: 'Layout', folder: 'layouts', suffix: 'layout' },
  { type: 'QuickAction', folder: 'quickActions', suffix: 'quickAction' },
  { type: 'FlexiPage', folder: 'flexipages', suffix: 'flexipage' },
  { type: 'CustomApplication', folder: 'applications', suffix: 'app' },
  { type: 'Profile', folder: 'profiles', suffix: 'profile' },
  { type: 'PermissionSet', folder: 'permissionsets', suffix: 'permissionset' },
  { type: 'PermissionSetGroup', folder: 'permissionsetgroups', suffix: 'permissionsetgroup' },
  { type: 'MutingPermissionSet', folder: 'mutingpermissionsets', suffix: 'mutingpermissionset' },
  { type: 'ServiceChannel', folder: 'serviceChannels', suffix: 'serviceChannel' },
  { type: 'ServicePresenceStatus', folder: 'servicePresenceStatuses', suffix: 'servicePresenceStatus' },
  { type: 'PresenceUserConfig', folder: 'presenceUserConfigs', suffix: 'presenceUserConfig' },
  { type: 'PresenceDeclineReason', folder: 'presenceDeclineReasons', suffix: 'presenceDeclineReason' },
  { type: 'QueueRoutingConfig', folder: 'queueRoutingConfigs', suffix: 'queueRoutingConfig' },
  { type: 'Queue', folder: 'queues', suffix: 'queue' },
  { type: 'Skill', folder: 'skills', suffix: 'skill' },
  { type: 'Settings', folder: 'settings', suffix: 'settings' },
  { type: 'CallCenter', folder: 'callCenters', suffix: 'callCenter' },
  { type: 'CallCenterRoutingMap', folder: 'callCenterRoutingMaps', suffix: 'callCenterRoutingMap' },
  { type: 'ConversationVendorInfo', folder: 'ConversationVendorInformation', suffix: 'ConversationVendorInformation' },
  { type: 'ConversationChannelDefinition', folder: 'conversationChannelDefinitions', suffix: 'ConversationChannelDefinition' },
  { type: 'MessagingChannel', folder: 'messagingChannels', suffix: 'messagingChannel' },
  { type: 'TimelineObjectDefinition', folder: 'timelineObjectDefinitions', suffix: 'timelineObjectDefinition' },
  { type: 'OmniSupervisorConfig', folder: 'omniSupervisorConfigs', suffix: 'omniSupervisorConfig' },
  { type: 'InstalledPackage', folder: 'installedPackages', suffix: 'installedPackage' },
  { type: 'CspTrustedSite', folder: 'cspTrustedSites', suffix: 'cspTrustedSite' },
  { type: 'RemoteSiteSetting', folder: 'remoteSiteSettings', suffix: 'remoteSite' },
  { type: 'CorsWhitelistOrigin', folder: 'corsWhitelistOrigins', suffix: 'corsWhitelistOrigin' },
  { type: 'IframeWhiteListUrlSettings', folder: 'iframeWhiteListUrlSettings', suffix: 'iframeWhiteListUrlSettings' },
  { type: 'NamedCredential', folder: 'namedCredentials', suffix: 'namedCredential' },
  { type: 'ExternalCredential', folder: 'externalCredentials', suffix: 'externalCredential' },
  { type: 'ConnectedApp', folder: 'connectedApps', suffix: 'connectedApp' },
  { type: 'ExternalClientApplication', folder: 'externalClientApps', suffix: 'eca' },
  { type: 'LightningMessageChannel', folder: 'messageChannels', suffix: 'messageChannel' },
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
}

const BY_SUFFIX = new Map(ORG_TYPES.flatMap((type) => (type.suffix === null ? [] : [[type.suffix.toLowerCase(), type] as const])));

/** Null for a path that is no metadata of a type that is read here. */
export function readOrgPath(path: string): OrgPath | null {
  const folders = path.split('/');
  const file = folders.pop() ?? '';
  const bundle = bundleOf(folders, file);
  if (bundle) return bundle;
  const match = /^(.*)\.([A-Za-z]+)(-meta\.xml)?$/.exec(file);
  const [, stem = '', suffix = '', meta] = match ?? [];
  const type = BY_SUFFIX.get(suffix.toLowerCase());
  if (!match || !type) return null;
  if (type.suffix === 'app' && folders.at(-2)?.toLowerCase() === 'aura') return null;
  if (type.strict && !folders.some((folder) => folder.toLowerCase() === type.folder.toLowerCase())) return null;
  const format = meta === undefined && !type.sidecar ? 'metadata-api' : 'source';
  if (type.child) {
    const object = folders.at(-2) ?? '';
    return { type: type.type, name: `${opened(object)}.${opened(stem)}`, object: opened(object), format, part: 'whole' };
  }
  const own = opened(stem);
  const name = type.inFolder ? [...folders.slice(indexOfFolder(folders, type.folder) + 1).map(opened), own].join('/') : own;
  const object =
    type.type === 'Layout'
      ? own.slice(0, own.indexOf('-'))
      : type.type === 'QuickAction' && own.includes('.')
        ? own.slice(0, own.indexOf('.'))
        : null;
  const part = type.sidecar && meta !== undefined ? 'sidecar' : 'whole';
  return { type: type.type, name, object, format, part };
}

function bundleOf(folders: readonly string[], file: string): OrgPath | null {
  for (const type of ORG_TYPES) {
    if (type.suffix !== null) continue;
    const at = folders.findIndex((folder) => folder.toLowerCase() === type.folder);
    const name = folders[at + 1];
    if (at < 0 || name === undefined) continue;
    return { type: type.type, name, object: null, format: 'source', part: file.endsWith('-meta.xml') ? 'sidecar' : 'member' };
  }
  return null;
}

function indexOfFolder(folders: readonly string[], wanted: string): number {
  return folders.findLastIndex((folder) => folder.toLowerCase() === wanted.toLowerCase());
}

/** `%28` and the like, with which file names write what a file system may not take. */
function opened(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
