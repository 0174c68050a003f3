import { expect, test } from '@jest/globals';
import { namespacesOf, prefixSightings } from '../../../../src/parse/org/foundations/packages.ts';
import { readOrgFile } from '../../../../src/parse/org/read-org-file.ts';
import type { OrgFile } from '../../../../src/parse/org/read-org.ts';
import type { OrgReading } from '../../../../src/parse/org/reading.ts';
import { readOrgPath } from '../../../../src/parse/org/types.ts';

function held(...paths: readonly string[]): OrgFile[] {
  return paths.flatMap((path) => {
    const named = readOrgPath(path);
    return named ? [{ ...named, path }] : [];
  });
}

function readPackage(path: string, content: string): OrgReading | null {
  const named = readOrgPath(path);
  const text = `<?xml version="1.0"?>\n<InstalledPackage xmlns="http://soap.sforce.com/2006/04/metadata">${content}</InstalledPackage>`;
  return named && readOrgFile(path, named, Buffer.from(text));
}

test.each(['installedPackages/acmephone.installedPackage', 'installedPackages/acmephone.installedPackage-meta.xml'])(
  'an installed package is seen by its namespace and version: %s',
  (path) => {
    const reading = readPackage(path, '<password>hunter2-hunter2</password><versionNumber>3.12</versionNumber>');
    expect(reading?.sightings).toEqual([
      {
        kind: 'package',
        sign: 'acmephone',
        component: { type: 'InstalledPackage', name: 'acmephone', label: null, file: path, line: 2, column: 1 },
        value: '3.12',
        confidence: 'exact',
        line: 2,
        column: 1,
      },
    ]);
  },
);

test('a package without a version is seen, and a password in its place is not quoted', () => {
  expect(readPackage('installedPackages/acme.installedPackage', '<versionNumber>hunter2</versionNumber>')?.sightings[0]?.value).toBe(
    'acme',
  );
  expect(readPackage('installedPackages/acme.installedPackage', '')?.sightings[0]?.value).toBe('acme');
});

test('a file whose name is no namespace is no package', () => {
  expect(readPackage('installedPackages/Acme Phone (old).installedPackage', '<versionNumber>1.0</versionNumber>')?.sightings).toEqual([]);
});

test('namespaces are told by names, each once, with the first file and the number of components', () => {
  const files = held(
    'src/layouts/Task-acme__Task Layout.layout',
    'src/layouts/acme__Call__c-acme__Call Layout.layout',
    'src/objects/acme__Call__c.object',
    'force-app/objects/Activity/fields/acme__Result__c.field-meta.xml',
    'src/quickActions/Case.Beta_1__Log.quickAction',
    'src/classes/ACME__Logger.cls',
    'src/classes/ACME__Logger.cls-meta.xml',
    'src/reports/Calls/zeta__Daily.report',
    'src/installedPackages/zeta.installedPackage',
    'src/installedPackages/other.installedPackage',
  );
  expect(
    namespacesOf(files).map(({ namespace, component, components, isInstalled }) => [namespace, component.file, components, isInstalled]),
  ).toEqual([
    ['acme', 'force-app/objects/Activity/fields/acme__Result__c.field-meta.xml', 5, false],
    ['Beta_1', 'src/quickActions/Case.Beta_1__Log.quickAction', 1, false],
    ['other', 'src/installedPackages/other.installedPackage', 0, true],
    ['zeta', 'src/installedPackages/zeta.installedPackage', 1, true],
  ]);
});

test('the order of files does not matter', () => {
  const files = held(
    'src/classes/acme__B.cls',
    'src/classes/acme__A.cls',
    'src/installedPackages/acme.installedPackage',
    'src/flows/acme__C.flow',
  );
  const [forwards, backwards] = [namespacesOf(files), namespacesOf(files.toReversed())];
  expect(backwards).toEqual(forwards);
  expect(forwards).toMatchObject([
    { components: 3, isInstalled: true, component: { file: 'src/installedPackages/acme.installedPackage' } },
  ]);
});

test.each([
  'objects/Visit__c.object',
  'objects/Visit__c/fields/Reason__c.field-meta.xml',
  'objects/Visit__kav.object',
  'layouts/Visit__c-Visit Layout.layout',
  'layouts/Visit__c-Visit%5F%5Fc Layout.layout',
  'applications/standard__LightningService.app',
  'classes/Under_Score.cls',
  'lwc/phone/__tests__/acme__x.test.js',
  'objects/averylongprefixofmore__X__c.object',
])('a name without the prefix of a package shows none: %s', (path) => {
  expect(namespacesOf(held(path))).toEqual([]);
});

test('the project’s own namespace is no package', () => {
  expect(namespacesOf(held('classes/desk__Log.cls', 'classes/acme__Log.cls'), 'Desk').map(({ namespace }) => namespace)).toEqual(['acme']);
});

test('a namespace of which the package was not retrieved has a sighting of its own', () => {
  const uses = namespacesOf(held('classes/acme__Log.cls', 'installedPackages/zeta.installedPackage', 'classes/zeta__Log.cls'));
  expect(prefixSightings(uses)).toMatchObject([
    {
      kind: 'package',
      sign: 'acme',
      value: 'acme__',
      confidence: 'resolved',
      component: { file: 'classes/acme__Log.cls' },
      line: 1,
      column: 1,
    },
  ]);
});
