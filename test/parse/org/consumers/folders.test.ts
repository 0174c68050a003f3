import { expect, test } from '@jest/globals';
import { metadata, readText } from './screen-reading.ts';

const share = (level: string, type: string, who: string): string =>
  `<folderShares><accessLevel>${level}</accessLevel><sharedTo>${who}</sharedTo><sharedToType>${type}</sharedToType></folderShares>`;

function ownerOf(path: string, content: string, type = 'ReportFolder'): string | null | undefined {
  return readText(path, metadata(type, `${content}\n<name>Contact Center</name>`))?.folders[0]?.owner;
}

const PATH = 'force-app/main/default/reports/Contact_Center.reportFolder-meta.xml';

test('the groups and roles that manage a folder own it, and never a person', () => {
  const shares = [
    share('Manage', 'Group', 'Contact_Center_Leads'),
    share('Manage', 'User', 'kim.example@example.com'),
    share('Manage', 'User', 'kimexample'),
    share('View', 'Group', 'Everyone_Else'),
    share('EditAllContents', 'Role', 'Editors'),
    share('Manage', 'RoleAndSubordinates', 'Service_Director'),
  ].join('\n');
  expect(ownerOf(PATH, shares)).toBe('group Contact_Center_Leads, role Service_Director and those below');
  expect(ownerOf(PATH, share('Manage', 'User', 'kim.example@example.com'))).toBeNull();
  expect(ownerOf(PATH, share('Manage', 'Group', 'kim.example@example.com'))).toBeNull();
});

test('a long list of managers is cut', () => {
  const shares = ['A', 'B', 'C', 'D', 'E'].map((name) => share('Manage', 'Group', name)).join('');
  expect(ownerOf(PATH, shares)).toBe('group A, group B, group C and 2 more');
});

test('folders in the format of the Metadata API have no suffix and nest', () => {
  const text = metadata('ReportFolder', `${share('Manage', 'Group', 'Leads')}<name>Team</name>`);
  const folder = readText('src/reports/Service/Team-meta.xml', text)?.folders[0];
  expect(folder).toMatchObject({ owner: 'group Leads', component: { type: 'ReportFolder', name: 'Service/Team', label: 'Team' } });
  const dashboards = readText('src/dashboards/Team-meta.xml', metadata('DashboardFolder', '<name>Team</name>'))?.folders[0];
  expect(dashboards).toMatchObject({ owner: null, component: { type: 'DashboardFolder', name: 'Team' } });
});

test('an older folder belongs to those who may change what is in it', () => {
  const shared = '<accessType>Shared</accessType><sharedTo><groups>Leads</groups><roles>Managers</roles></sharedTo>';
  expect(ownerOf(PATH, `${shared}<publicFolderAccess>ReadWrite</publicFolderAccess>`)).toBe('group Leads, role Managers');
  expect(ownerOf(PATH, `${shared}<publicFolderAccess>ReadOnly</publicFolderAccess>`)).toBeNull();
});
