/** Folders of reports and dashboards: which groups and roles manage them. Persons who do are never named. */
import { childOf, childrenOf, childText, trimmedText } from '../elements.ts';
import type { XmlDocument, XmlElement } from '../../xml.ts';
import type { OrgDocument, OrgReading, TypeReader } from '../reading.ts';
import { componentAt } from './evidence.ts';

export const FOLDER_READER: TypeReader = {
  types: ['ReportFolder', 'DashboardFolder'],
  look: null,
  read: readFolder,
};

function readFolder(source: OrgDocument): Partial<OrgReading> {
  const document = source.markup();
  const folder = document.roots[0];
  if (!folder) return {};
  const managers = new Set([...sharesOf(document, folder), ...olderSharesOf(document, folder)]);
  const component = componentAt(source, document.place(folder.start), childText(document, folder, 'name'));
  return { folders: [{ component, owner: managers.size === 0 ? null : listed([...managers]) }] };
}

const MOST_NAMED = 3;

function listed(managers: readonly string[]): string {
  const more = managers.length - MOST_NAMED;
  return `${managers.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** `<folderShares>`, one for each group, role or person. */
function* sharesOf(document: XmlDocument, folder: XmlElement): Generator<string> {
  for (const share of childrenOf(folder, 'folderShares')) {
    if (childText(document, share, 'accessLevel') !== 'Manage') continue;
    const kind = childText(document, share, 'sharedToType');
    const who = childText(document, share, 'sharedTo');
    if (GROUPS.test(kind) && isName(who)) yield manager(kind, who);
  }
}

/** Before folders could be shared one by one: `<publicFolderAccess>ReadWrite` for all in `<sharedTo>`, who may change what is in it. */
function* olderSharesOf(document: XmlDocument, folder: XmlElement): Generator<string> {
  const shared = childOf(folder, 'sharedTo');
  if (!shared || childText(document, folder, 'publicFolderAccess') !== 'ReadWrite') return;
  for (const element of shared.children) {
    const who = trimmedText(document, element);
    const kind = OLDER_KINDS[element.name];
    if (kind !== undefined && isName(who)) yield manager(kind, who);
  }
}

const GROUPS = /^(?:Group|Role|RoleAndSubordinates|RoleAndSubordinatesInternal|Organization|AllInternalUsers)$/;

const OLDER_KINDS: Readonly<Partial<Record<string, string>>> = {
  group: 'Group',
  groups: 'Group',
  role: 'Role',
  roles: 'Role',
  roleAndSubordinates: 'RoleAndSubordinates',
  rolesAndSubordinates: 'RoleAndSubordinates',
  roleAndSubordinatesInternal: 'RoleAndSubordinatesInternal',
};

/** An API name. Persons go by a user name, which has an @ in it. */
function isName(who: string): boolean {
  return /^\w{1,80}$/.test(who);
}

function manager(kind: string, who: string): string {
  if (kind === 'Group') return `group ${who}`;
  if (kind === 'Role') return `role ${who}`;
  return kind.startsWith('RoleAndSubordinates') ? `role ${who} and those below` : 'everyone in the company';
}
