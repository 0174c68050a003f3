/** A large scan reads ahead in a second thread. What comes out must not depend on who was first at a file. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { cti2voice } from '../fixtures/cli.ts';
import { folderOf } from '../fixtures/folder.ts';

const xml = (root: string, body: string): string => `<${root} xmlns="http://soap.sforce.com/2006/04/metadata">${body}</${root}>\n`;
const grants = (field: string): string =>
  xml('Profile', `<fieldPermissions><editable>true</editable><field>${field}</field><readable>true</readable></fieldPermissions>`);

/** Two orgs with more files than a thread is worth, of which a few matter: at the beginning, in the middle and at the end of the list. */
function org(name: string): Record<string, string> {
  const files: Record<string, string> = {
    [`${name}/.git/config`]: '',
    [`${name}/sfdx-project.json`]: '{"packageDirectories":[{"path":"."}]}',
  };
  for (let index = 0; index < 1000; index++) {
    const matters = index % 250 === 3;
    files[`${name}/classes/Class${index}.cls`] = matters
      ? `public class Class${index} { void log() { insert new Task(CallDisposition = 'done'); } }`
      : `public class Class${index} { }`;
    files[`${name}/profiles/Profile ${index}.profile-meta.xml`] = grants(matters ? 'Task.Call_Reason__c' : 'Account.Rating__c');
    files[`${name}/lib/script${index}.js`] = matters
      ? "sforce.opencti.runApex({ apexClass: 'Class3', methodName: 'log' });"
      : 'export const a = 1;';
    files[`${name}/broken/File${index}.queue-meta.xml`] = matters ? '<Queue><name>cut' : xml('Queue', '<name>Q</name>');
  }
  return files;
}

test('a scan with the second thread and one without give the same bytes', () => {
  const folder = folderOf({ ...org('all/one'), ...org('all/two') });
  const asOf = ['--as-of', '2027-03-31'];
  expect(cti2voice(['scan', 'all', '-o', 'ahead', '--quiet', ...asOf], folder).code).toBe(0);
  // Whoever is told of each file is told in the order of the files: there is one thread.
  const told = cti2voice(['scan', 'all', '-o', 'alone', '--verbose', ...asOf], folder);
  expect(told.code).toBe(0);
  for (const name of readdirSync(join(folder, 'alone'))) {
    expect([name, readFileSync(join(folder, 'ahead', name)).equals(readFileSync(join(folder, 'alone', name)))]).toEqual([name, true]);
  }
  const findings = readFileSync(join(folder, 'ahead/findings.csv'), 'utf8').split('\r\n').length;
  expect(findings).toBeGreaterThan(20);
}, 120_000);
