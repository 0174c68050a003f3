import { expect, test } from '@jest/globals';
import { chooseFiles, unitPath } from '../../../src/parse/org/duplicates.ts';
import type { Project } from '../../../src/parse/org/project.ts';
import type { OrgFile } from '../../../src/parse/org/read-org.ts';
import { readOrgPath } from '../../../src/parse/org/types.ts';
import { NO_PROJECT } from './org-of.ts';

const fileAt = (path: string): OrgFile => ({ ...readOrgPath(path)!, path });
const taken = (paths: string[], project: Partial<Project> = {}, faulty: string[] = []): string | undefined => {
  const files = paths.map(fileAt);
  const { type, name } = files[0]!;
  return chooseFiles(files, [], { ...NO_PROJECT, ...project }, new Set(faulty)).fileOf(type, name);
};

test.each([
  ['classes/A.cls-meta.xml', 'classes/A.cls'],
  ['classes/A.cls', 'classes/A.cls'],
  ['a/lwc/card/card.js', 'a/lwc/card'],
  ['a/lwc/card/card.js-meta.xml', 'a/lwc/card'],
  ['a/lwc/card/__tests__/card.test.js', 'a/lwc/card'],
  ['a/permissionsets/Phone/classAccesses/A.classAccess-meta.xml', 'a/permissionsets/Phone'],
  ['a/reports/X/Y.report', 'a/reports/X/Y.report'],
])('%s belongs to %s', (path, unit) => {
  expect(unitPath(fileAt(path))).toBe(unit);
});

const [OLD, NEW] = ['dump-2019/src/flows/Call.flow', 'dump-2024/src/flows/Call.flow'];
const manifest = (path: string, apiVersion: string) => ({ path, apiVersion, types: new Map() });

test('of two dumps the one with the newer manifest speaks', () => {
  const manifests = [manifest('dump-2019/src/package.xml', '45.0'), manifest('dump-2024/src/package.xml', '9.0')];
  expect(taken([NEW, OLD], { manifests })).toBe(OLD);
  expect(taken([NEW, OLD], { manifests: [...manifests.slice(0, 1), manifest('dump-2024/src/package.xml', '60.0')] })).toBe(NEW);
});

test('what could not be read, or is left out of deployments, speaks only where nothing else does', () => {
  expect(taken([OLD, NEW], {}, [OLD])).toBe(NEW);
  expect(taken([OLD, NEW], { isIgnored: (path) => path === OLD })).toBe(NEW);
  expect(taken([OLD, NEW], {}, [OLD, NEW])).toBe(OLD);
});

test('a part of an object that only one of two files holds is kept', () => {
  const files = ['a/objects/Task.object', 'b/objects/Task.object'].map(fileAt);
  const field = (file: string, name: string) => ({ type: 'CustomField', name: `Activity.${name}`, file });
  const seen = [field('a/objects/Task.object', 'A__c'), field('b/objects/Task.object', 'A__c'), field('b/objects/Task.object', 'B__c')];
  const { keeps, problems } = chooseFiles(files, seen, NO_PROJECT, new Set());
  expect(seen.map((component) => keeps(component))).toEqual([true, false, true]);
  expect(problems).toEqual([]);
});

test('all copies are told in one problem, which names a few', () => {
  const files = Array.from({ length: 8 }, (_, at) => [`a/flows/F${at}.flow`, `b/flows/F${at}.flow`]).flat();
  const { problems } = chooseFiles(files.map(fileAt), [], NO_PROJECT, new Set());
  expect(problems).toHaveLength(1);
  expect(problems[0]?.detail).toMatch(/^8 components .* a\/flows\/F0\.flow and not b\/flows\/F0\.flow, .*, and 3 more\.$/);
});
