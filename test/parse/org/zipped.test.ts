import { expect, test } from '@jest/globals';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { readSourceFile, SOURCE_LIMITS } from '../../../src/parse/adapter/read-source.ts';
import { readOrgPath } from '../../../src/parse/org/types.ts';
import { readZippedOrg, RETRIEVE_LIMITS } from '../../../src/parse/org/zipped.ts';

function zip(members: Readonly<Record<string, string | Uint8Array>>, level: 0 | 6 = 6): Buffer {
  const entries: Zippable = {};
  for (const [name, content] of Object.entries(members))
    entries[name] = [typeof content === 'string' ? strToU8(content) : content, { level }];
  return Buffer.from(zipSync(entries));
}

const MANIFEST = '<Package xmlns="http://soap.sforce.com/2006/04/metadata"><version>66.0</version></Package>';
const REPORT = '<Report><reportType>Activity</reportType></Report>';
const SCRIPT = 'sforce.opencti.enableClickToDial();\n';

test('a retrieve gives its members by paths that tell what they are', () => {
  const bytes = zip({ 'unpackaged/package.xml': MANIFEST, 'unpackaged/reports/Calls/Daily.report': REPORT });
  const read = readZippedOrg('in/retrieve.zip', bytes);
  expect(read?.problems).toEqual([]);
  expect(read?.members.map(({ path, bytes: content }) => [path, content.toString()])).toEqual([
    ['in/retrieve.zip!/unpackaged/package.xml', MANIFEST],
    ['in/retrieve.zip!/unpackaged/reports/Calls/Daily.report', REPORT],
  ]);
  expect(readOrgPath(read?.members[1]?.path ?? '')).toMatchObject({ type: 'Report', name: 'Calls/Daily' });
});

test.each([
  ['without a manifest', { 'reports/Calls/Daily.report': REPORT }],
  ['in source format', { 'force-app/main/default/reports/Calls/Daily.report-meta.xml': REPORT }],
  ['made on Windows', { 'unpackaged\\reports\\Calls\\Daily.report': REPORT }],
  ['of nothing that is read', { 'unpackaged/package.xml': MANIFEST, 'unpackaged/translations/de.translation': '<Translations/>' }],
  ['with macOS’s own files', { 'reports/Calls/Daily.report': REPORT, '__MACOSX/reports/Calls/._Daily.report': 'x' }],
])('a retrieve %s is one', (_what, members) => {
  const read = readZippedOrg('retrieve.zip', zip(members));
  expect(read?.members.length).toBe(Object.keys(members).filter((name) => !name.startsWith('__MACOSX')).length);
  expect(read?.members.every(({ path }) => path.startsWith('retrieve.zip!/') && !path.includes('\\'))).toBe(true);
});

test.each([
  ['staticresources/phone.resource', { 'reports/Calls/Daily.report': REPORT }],
  ['staticresources/phone.zip', { 'package.xml': MANIFEST, 'reports/Calls/Daily.report': REPORT }],
  ['phone.zip', { 'js/phone.js': SCRIPT }],
  ['site.zip', { 'package.xml': '<package/>', 'index.php': '<?php' }],
  ['macOS.zip', { '__MACOSX/reports/Calls/._Daily.report': 'x', 'read.me': 'x' }],
  ['lib.jar', { 'reports/Calls/Daily.report': REPORT }],
])('an archive of something else is left to those who read it: %s', (path, members) => {
  expect(readZippedOrg(path, zip(members))).toBeNull();
});

test('what is no archive is none', () => {
  for (const bytes of [Buffer.from(''), Buffer.from('PK'), Buffer.from('PK\u0003\u0004'), Buffer.from(REPORT)])
    expect(readZippedOrg('retrieve.zip', bytes)).toBeNull();
});

test('a retrieve in an archive of retrieves is opened; a static resource in it stays closed, with limits of its own', () => {
  const resource = zip({ 'js/phone.js': SCRIPT });
  const inner = zip({ 'unpackaged/reports/Calls/Daily.report': REPORT, 'unpackaged/staticresources/phone.resource': resource });
  const read = readZippedOrg('all.zip', zip({ 'package.xml': MANIFEST, 'one.zip': inner, 'classes/A.cls': 'class A {}' }));
  expect(read?.members.map(({ path }) => path)).toEqual([
    'all.zip!/package.xml',
    'all.zip!/classes/A.cls',
    'all.zip!/one.zip!/unpackaged/reports/Calls/Daily.report',
    'all.zip!/one.zip!/unpackaged/staticresources/phone.resource',
  ]);
  const closed = read?.members.at(-1);
  const limits = { ...SOURCE_LIMITS, archive: read?.inner ?? RETRIEVE_LIMITS };
  expect(readSourceFile(closed?.path ?? '', closed?.bytes ?? Buffer.alloc(0), limits).map(({ path }) => path)).toContain(
    'all.zip!/one.zip!/unpackaged/staticresources/phone.resource!/js/phone.js',
  );
});

test('archives inside share what is left, and none goes deeper than the limit', () => {
  const resources = Object.fromEntries([1, 2, 3, 4].map((number) => [`staticresources/r${number}.resource`, zip({ 'a.js': SCRIPT })]));
  const limits = { ...RETRIEVE_LIMITS, members: 25, totalBytes: 100_000, depth: 2 };
  const read = readZippedOrg('retrieve.zip', zip({ 'package.xml': MANIFEST, 'classes/A.cls': 'class A {}', ...resources }), limits);
  expect(read?.inner).toMatchObject({ members: 4, depth: 1 });
  expect((read?.inner.totalBytes ?? 0) * 4).toBeLessThanOrEqual(100_000);
  const deep = zip({ 'reports/A/C.report': REPORT });
  const nested = zip({ 'reports/A/B.report': REPORT, 'c.zip': deep });
  const outer = readZippedOrg('a.zip', zip({ 'reports/A/A.report': REPORT, 'b.zip': nested }), limits);
  expect(outer?.members.map(({ path }) => path)).toEqual([
    'a.zip!/reports/A/A.report',
    'a.zip!/b.zip!/reports/A/B.report',
    'a.zip!/b.zip!/c.zip',
  ]);
});

test('what passes the limits is named, the rest is read', () => {
  const bytes = zip({ 'classes/A.cls': 'class A {}', 'classes/B.cls': `class B {${' '.repeat(5000)}}`, 'classes/C.cls': 'class C {}' });
  const large = readZippedOrg('r.zip', bytes, { ...RETRIEVE_LIMITS, memberBytes: 1000 });
  expect(large?.members.map(({ path }) => path)).toEqual(['r.zip!/classes/A.cls', 'r.zip!/classes/C.cls']);
  expect(large?.problems).toMatchObject([{ code: 'archive', effect: 'lost', file: 'r.zip' }]);
  expect(readZippedOrg('r.zip', bytes, { ...RETRIEVE_LIMITS, members: 2 })?.members).toHaveLength(2);
});

test('a damaged archive is named, and what can be read of it is read', () => {
  const bytes = zip({ 'classes/A.cls': 'class A {}', 'classes/B.cls': 'class B {}' });
  const read = readZippedOrg('r.zip', bytes.subarray(0, bytes.length - 60));
  expect(read?.members.map(({ path }) => path)).toEqual(['r.zip!/classes/A.cls', 'r.zip!/classes/B.cls']);
  expect(read?.problems).toMatchObject([{ code: 'archive', effect: 'lost' }]);
});

test('names that lead out of the archive stay in it', () => {
  const read = readZippedOrg('r.zip', zip({ '../../classes/A.cls': 'class A {}' }));
  expect(read?.members.map(({ path }) => path)).toEqual(['r.zip!/classes/A.cls']);
  expect(read?.problems).toHaveLength(1);
});

test('members stand when the bytes of the archive are gone', () => {
  const bytes = zip({ 'classes/A.cls': 'class A {}' }, 0);
  const read = readZippedOrg('r.zip', bytes);
  bytes.fill(0);
  expect(read?.members[0]?.bytes.toString()).toBe('class A {}');
});
