/** A profile of which only the lines that matter were read gives what the whole gives, place by place. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rightsExcerpt } from '../../../../src/parse/org/access/excerpt.ts';
import { EMPTY_READING, readOrgFile } from '../../../../src/parse/org/read-org-file.ts';
import type { Wanted } from '../../../../src/parse/org/reading.ts';
import { readOrgPath } from '../../../../src/parse/org/types.ts';

const PATH = 'force-app/main/default/profiles/Agent.profile-meta.xml';
const WANTED: Wanted = {
  apps: new Set(['harbour_desk']),
  pages: new Set(['harbourphone']),
  classes: new Set(['callwriter']),
  presenceStatuses: new Set(['on_a_call']),
};

const entry = (holder: string, children: Readonly<Record<string, string>>): string =>
  `    <${holder}>\n${Object.entries(children)
    .map(([name, value]) => `        <${name}>${value}</${name}>\n`)
    .join('')}    </${holder}>\n`;
const FILLER = entry('fieldPermissions', { editable: 'true', field: 'Parcel__c.Weight__c', readable: 'true' });
const OF_THE_PHONE = [
  entry('applicationVisibilities', { application: 'Harbour_Desk', default: 'true', visible: 'true' }),
  entry('pageAccesses', { apexPage: 'HarbourPhone', enabled: 'true' }),
  entry('classAccesses', { apexClass: 'CallWriter', enabled: 'true' }),
  entry('classAccesses', { apexClass: 'CallWriter', enabled: 'false' }),
  entry('fieldPermissions', { editable: 'false', field: 'Task.Call_Reason__c', readable: 'true' }),
  entry('fieldPermissions', { editable: 'true', field: 'Event.Visit__c', readable: 'true' }),
  entry('userPermissions', { enabled: 'true', name: 'ManageCallCenters' }),
  entry('objectPermissions', { allowRead: 'true', object: 'VoiceCall' }),
  entry('tabVisibilities', { tab: 'standard-VoiceCall', visibility: 'DefaultOn' }),
  entry('customPermissions', { enabled: 'true', name: 'Größe' }),
  '    <userLicense>Salesforce</userLicense>\n',
];

function profile(parts: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Profile xmlns="http://soap.sforce.com/2006/04/metadata">\n${parts.join('')}</Profile>\n`;
}

function read(text: string) {
  const named = readOrgPath(PATH);
  if (!named) throw new Error('no metadata');
  return readOrgFile(PATH, named, Buffer.from(text), WANTED);
}

const excerptOf = (text: string): Buffer | null => {
  const named = readOrgPath(PATH);
  return named && rightsExcerpt(Buffer.from(text), { ...named, path: PATH }, WANTED);
};

test('wherever in the file the entries stand', () => {
  const filler = fc.integer({ min: 0, max: 120 }).map((count) => FILLER.repeat(count));
  const parts = fc.array(fc.tuple(filler, fc.constantFrom(...OF_THE_PHONE)), { maxLength: 6 });
  fc.assert(
    fc.property(parts, filler, (entries, last) => {
      const text = profile([...entries.flat(), last]);
      // A comment has the file read as a whole.
      const whole = read(text.replace('</Profile>', '<!-- --></Profile>'));
      expect(read(text)).toEqual(whole ?? EMPTY_READING);
    }),
    { numRuns: 60 },
  );
});

test('and is much smaller, with every line where it was', () => {
  const text = profile([FILLER.repeat(2000), OF_THE_PHONE[4] ?? '', FILLER.repeat(2000)]);
  const excerpt = excerptOf(text)?.toString() ?? '';
  expect(excerpt.length).toBeLessThan(text.length / 10);
  expect(excerpt.split('\n').length).toBe(text.split('\n').length);
  expect(excerpt.split('\n').indexOf('        <field>Task.Call_Reason__c</field>')).toBe(
    text.split('\n').indexOf('        <field>Task.Call_Reason__c</field>'),
  );
});

test('nothing of a profile without a word of the phone becomes text, standard fields of Task included', () => {
  const standard = entry('fieldPermissions', { editable: 'true', field: 'Task.WhoId', readable: 'true' });
  expect(excerptOf(profile([FILLER, standard, '    <userLicense>Salesforce</userLicense>\n']))).toBeNull();
});

test.each([
  ['was cut off', profile([FILLER, FILLER]).slice(0, -40)],
  ['holds something else', '<?xml version="1.0"?>\n<Other>\n</Other>\n'],
  ['has comments', profile(['<!-- Task.Call__c -->\n', FILLER])],
  ['has the marks of a merge', profile(['<<<<<<< ours\n', FILLER])],
  ['has a document type', profile([FILLER]).replace('<Profile', '<!DOCTYPE a>\n<Profile')],
  ['has names apart from their tags', profile([FILLER.replace(/<field>(.*)<\/field>/, '<field>\n$1\n</field>')])],
  ['has other line ends', profile([FILLER]).replaceAll('\n', '\r\n')],
])('a profile that %s is read as a whole', (_, text) => {
  expect(excerptOf(text)?.toString()).toBe(text);
});

test('and so is every file where a name is too short to be looked for in bytes', () => {
  const named = readOrgPath(PATH);
  const bytes = Buffer.from(profile([FILLER]));
  if (!named) throw new Error('no metadata');
  expect(rightsExcerpt(bytes, { ...named, path: PATH }, { ...WANTED, apps: new Set(['電話']) })).toBe(bytes);
});
