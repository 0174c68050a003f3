/** The trees along a line of commits, told by what changes: the same as each read by itself, whatever a commit does. */
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { firstParents, treesOfLine } from '../../src/discover/git/line.ts';
import { blobReader, readTree, type GitTree } from '../../src/discover/git/objects.ts';
import { chance } from '../fixtures/adapters.ts';
import { folderOf } from '../fixtures/folder.ts';
import { gitIn, repositoryOf, type ScriptedCommit } from '../fixtures/git-line.ts';

const START = 1_700_000_000;

/** Files that come, go, change, become links, submodules and folders, under names that are easily read wrongly. */
function anything(seed: number, count: number): ScriptedCommit[] {
  const random = chance(seed);
  const names = ['a', 'b/c', 'b/d e', ':100644 file', 'ä/ö\n1', 'x.y', '--stdin', 'b/"q"', 'deep/er/still/f.js', 'tab\there'];
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  return Array.from({ length: count }, (_, index) => {
    const files: Record<string, string | null> = {};
    const links: Record<string, string> = {};
    const submodules: Record<string, string> = {};
    for (let change = 0; change < 4; change++) {
      const name = pick(names);
      const kind = random();
      if (name in files || name in links || name in submodules) continue;
      if (kind < 0.2) files[name] = null;
      else if (kind < 0.3) links[name] = `target ${index}`;
      else if (kind < 0.4) submodules[name] = String(index % 10).repeat(40);
      else files[name] = `content ${Math.floor(random() * 12)}\n`;
    }
    return { at: START + index * 3600, files, links, submodules };
  });
}

const plain = ({ files, submodules, links, ...rest }: GitTree): unknown => ({
  ...rest,
  files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  submodules: submodules.toSorted(),
  links: links.toSorted(),
});

test.each([1, 2, 3])('trees along a line are those that are read one by one (%i)', (seed) => {
  const folder = folderOf();
  repositoryOf(folder, anything(seed, 40));
  const own = join(folder, '.git');
  const commits = firstParents(own, 'HEAD').toReversed();
  expect(commits).toHaveLength(40);
  const { trees, contents } = treesOfLine(own, commits);
  const held = new Set<string>();
  for (const commit of commits) {
    const tree = trees.next().value;
    if (!tree) throw new Error('There are too few trees.');
    expect(plain(tree)).toEqual(plain(readTree(own, commit.id)));
    for (const { blob } of tree.files) held.add(blob);
  }
  expect(trees.next().done).toBe(true);
  expect(contents.map(({ blob }) => blob).toSorted()).toEqual([...held].sort());
  const read = blobReader(own, contents);
  for (const [index, { size }] of contents.entries()) expect(read(index)).toHaveLength(size);
});

test('what is read again, skipped or asked for out of order is what stands there', () => {
  const folder = folderOf();
  const files = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`f${index}`, `${index} `.repeat(index * 3000)]));
  repositoryOf(folder, [{ at: START, files }]);
  const own = join(folder, '.git');
  const { files: listed } = readTree(own);
  const random = chance(5);
  const read = blobReader(own, listed, { isNeedless: (index) => index % 3 === 0, mostHeld: 1_000_000 });
  for (const [index] of listed.entries()) if (index % 2 === 0) read(index);
  for (let round = 0; round < 200; round++) {
    const index = Math.floor(random() * listed.length);
    expect(read(index)?.toString()).toBe(files[listed[index]?.path ?? '']);
  }
});

test('a merge is one step, and what was merged is none', () => {
  const folder = folderOf();
  repositoryOf(folder, [
    { at: START, files: { a: '1' } },
    { at: START + 10, branch: 'side', files: { b: '1' } },
    { at: START + 20, branch: 'side', files: { b: '2' } },
    { at: START + 30, merges: 'side', files: { b: '2' } },
  ]);
  const line = firstParents(join(folder, '.git'), 'main');
  expect(line.map(({ committed }) => committed - START)).toEqual([30, 0]);
  expect(line[0]?.id).toBe(gitIn(folder, 'rev-parse', 'main').trim());
});

test('a revision that poses as an option is none', () => {
  const folder = folderOf();
  repositoryOf(folder, [{ at: START, files: { a: '1' } }]);
  expect(() => firstParents(join(folder, '.git'), '--all')).toThrow();
});

test('hostile configuration, replaced commits and grafts change nothing and run nothing', () => {
  const folder = folderOf();
  repositoryOf(folder, anything(9, 6));
  const own = join(folder, '.git');
  const before = firstParents(own, 'HEAD');
  const mark = join(folder, 'ran');
  const program = join(folder, 'program.sh');
  writeFileSync(program, `#!/bin/sh\ntouch ${mark}\n`);
  chmodSync(program, 0o755);
  for (const [name, value] of [
    ['core.fsmonitor', program],
    ['core.pager', program],
    ['diff.external', program],
    ['diff.orderFile', program],
    ['diff.evil.textconv', program],
    ['diff.ignoreSubmodules', 'all'],
    ['diff.renames', 'copies'],
    ['log.showSignature', 'true'],
    ['gpg.program', program],
    ['alias.rev-list', `!${program}`],
  ] as const)
    gitIn(folder, 'config', name, value);
  writeFileSync(join(own, 'info/attributes'), '* diff=evil\n');
  writeFileSync(join(own, 'info/grafts'), `${before[0]?.id ?? ''}\n`);
  gitIn(folder, 'replace', before[1]?.id ?? '', before[5]?.id ?? '');
  const line = firstParents(own, 'HEAD');
  expect(line).toEqual(before);
  const commits = line.toReversed();
  const { trees } = treesOfLine(own, commits);
  for (const commit of commits) expect(plain(trees.next().value as GitTree)).toEqual(plain(readTree(own, commit.id)));
  expect(existsSync(mark)).toBe(false);
});
