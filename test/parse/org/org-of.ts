import type { CallLog, Definition } from '../../../src/model/assessment.ts';
import type { Project } from '../../../src/parse/org/project.ts';
import { isDeferred, readOrgFile } from '../../../src/parse/org/read-org-file.ts';
import { readOrg, wantedAccess, type AroundOrg, type OrgFile } from '../../../src/parse/org/read-org.ts';
import type { OrgOfRepository } from '../../../src/parse/org/reading.ts';
import { readOrgPath } from '../../../src/parse/org/types.ts';

export const NOTHING_AROUND: AroundOrg = {
  definitions: [],
  callLogs: [],
  pages: [],
  apexTargets: [],
  adapterFiles: [],
  hosts: [],
  unread: [],
};

export const NO_PROJECT: Project = { apiVersion: null, packageDirectories: [], manifests: [], isIgnored: () => false, problems: [] };

/** Files by their paths, read and joined as a scan does it: what says who has access comes last. */
export function orgOf(
  texts: Readonly<Record<string, string>>,
  around: Partial<AroundOrg> = {},
  project: Partial<Project> = {},
): OrgOfRepository {
  const whole = { ...NOTHING_AROUND, ...around };
  const files = Object.keys(texts).map((path): OrgFile => {
    const named = readOrgPath(path);
    if (!named) throw new Error(`${path} is no metadata`);
    return { ...named, path };
  });
  const read = (some: readonly OrgFile[], wanted?: Parameters<typeof readOrgFile>[3]) =>
    some.flatMap((file) => readOrgFile(file.path, file, Buffer.from(texts[file.path] ?? ''), wanted) ?? []);
  const first = read(files.filter((file) => !isDeferred(file)));
  const later = read(files.filter(isDeferred), wantedAccess(first, whole));
  return readOrg([...first, ...later], files, { ...NO_PROJECT, ...project }, whole);
}

/** What an adapter writes when it logs a call. */
export function callLog(...names: string[]): CallLog {
  const fields = names.map((name, at) => ({
    name,
    custom: name.endsWith('__c'),
    file: 'adapter.js',
    line: 10 + at,
    column: 5,
    confidence: 'exact' as const,
  }));
  return { via: 'saveLog', api: 'opencti', object: 'Task', file: 'adapter.js', line: 9, column: 1, fields, complete: true };
}

export function callCenter(internalName: string, items: Readonly<Record<string, string>>): Definition {
  return {
    file: `${internalName}.callCenter`,
    line: 2,
    column: 1,
    form: 'metadata',
    standing: 'open-cti',
    standingEvidence: '',
    wellFormed: true,
    internalName,
    displayName: internalName,
    sections: [
      {
        name: 'reqGeneralInfo',
        line: 3,
        column: 1,
        attributes: [],
        items: Object.entries(items).map(([name, value], at) => ({ name, value, line: 4 + at, column: 3, attributes: [] })),
      },
    ],
    customSettings: null,
    settings: [],
    fields: [],
  };
}

export const callReport = (name: string, column = 'CALLTYPE'): string =>
  `<Report><columns><field>SUBJECT</field></columns>
<columns><field>${column}</field></columns>
<name>${name}</name><reportType>Activity</reportType></Report>`;

export const utilityBar = (...components: string[]): string =>
  `<FlexiPage><flexiPageRegions>
${components.map((name) => `<itemInstances><componentInstance><componentName>${name}</componentName></componentInstance></itemInstances>`).join('\n')}
<name>utilityItems</name><type>Region</type></flexiPageRegions><masterLabel>Bar</masterLabel><type>UtilityBar</type></FlexiPage>`;

export const lightningApp = (label: string, bar: string): string =>
  `<CustomApplication><formFactors>Large</formFactors><label>${label}</label><navType>Console</navType><uiType>Lightning</uiType>
<utilityBar>${bar}</utilityBar></CustomApplication>`;

export const opening = (root: string, ...apps: string[]): string =>
  `<${root}>${apps.map((app) => `<applicationVisibilities><application>${app}</application><visible>true</visible></applicationVisibilities>`).join('')}</${root}>`;
