import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { MAX_BYTES, readSource } from '../../src/discover/read.ts';
import { walk, type SourceFile } from '../../src/discover/walk.ts';
import { readPatterns } from '../../src/ignoring.ts';
import { mentionsCallCenter } from '../../src/parse/read-file.ts';
import { folderOf } from '../fixtures/folder.ts';

const unix = process.platform === 'win32' ? test.skip : test;
const paths = (folder: string): string[] => walk(folder).files.map((file) => file.path);
const source = (folder: string, path: string): SourceFile => ({ path, root: folder });
const MEGABYTE = 1024 * 1024;

describe('the files of a folder', () => {
  test('are those that could hold a definition or adapter source, sorted, with forward slashes', () => {
    const folder = folderOf({
      'b.xml': '',
      'a/z.callCenter': '',
      'a/z.callCenter-meta.xml': '',
      'a.callCenter2': '',
      'Z.resource': '',
      'no-ending': '',
      'notes.txt': '',
      'code.js': '',
      'styles.css': '',
      'Page.page': '',
      'Sample.cls': '',
      'readme.md': '',
      'picture.PNG': '',
    });
    expect(paths(folder)).toEqual([
      'Page.page',
      'Sample.cls',
      'Z.resource',
      'a.callCenter2',
      'a/z.callCenter',
      'a/z.callCenter-meta.xml',
      'b.xml',
      'code.js',
      'no-ending',
      'notes.txt',
      'readme.md',
    ]);
    expect(walk(folder).seen).toBe(13);
    expect(walk(folder).problems).toEqual([]);
  });

  test('are not those of tools', () => {
    expect(
      paths(folderOf({ 'a.xml': '', '.git/b.xml': '', 'x/node_modules/c.xml': '', '.sfdx/d.xml': '', '.sf/e.xml': '', '.svn/f.xml': '' })),
    ).toEqual(['a.xml']);
  });

  test('may lie in hidden folders and have hidden names', () => {
    expect(paths(folderOf({ '.hidden/a.xml': '', '.b.xml': '' }))).toEqual(['.b.xml', '.hidden/a.xml']);
  });

  test('may have any name that a disk takes', () => {
    const names = [
      ' leading.xml',
      'a b.xml',
      '"quoted" \'twice\'.xml',
      'line\nbreak.xml',
      'tab\there.xml',
      '<script>.xml',
      'Größe.xml',
      '漢字.xml',
      '\u{1f4de}.xml',
      '-o.xml',
      '%00.xml',
      '__proto__',
      'constructor',
      '..xml',
      '\u202egnp.xml',
    ];
    const folder = folderOf(Object.fromEntries(names.map((name) => [name, ''])));
    expect(paths(folder)).toEqual([...names].sort());
  });

  test('that differ in letter case alone are two', () => {
    const folder = folderOf({ 'a.xml': '', 'A.xml': '' });
    // Not on a disk that takes the two for one.
    expect(paths(folder)).toEqual(existsSync(join(folder, 'B.xml')) || walk(folder).seen === 1 ? ['a.xml'] : ['A.xml', 'a.xml']);
  });

  test('of a folder that vanished are none, and that is said', () => {
    const folder = folderOf({ 'x/a.xml': '' });
    rmSync(join(folder, 'x'), { recursive: true });
    expect(walk(join(folder, 'x'))).toMatchObject({ files: [], problems: [{ code: 'unreadable', effect: 'lost', file: '.' }] });
  });

  // Permissions do not stop the superuser.
  (process.getuid?.() === 0 || process.platform === 'win32' ? test.skip : test)(
    'of a folder that nobody may read are none, and that is said (skipped for the superuser)',
    () => {
      const folder = folderOf({ 'a.xml': '', 'locked/b.xml': '' });
      chmodSync(join(folder, 'locked'), 0);
      expect(walk(folder)).toMatchObject({
        files: [{ path: 'a.xml' }],
        problems: [{ code: 'unreadable', effect: 'lost', file: 'locked' }],
      });
      chmodSync(join(folder, 'locked'), 0o700);
    },
  );
});

describe('a link', () => {
  unix.each([
    ['to a file that is listed anyway', '../a.xml', ['a.xml'], []],
    ['to a file whose ending would keep it from being listed', '../y/note.png', ['a.xml', 'x/link.xml'], []],
    ['into a folder that a tool keeps for itself', '../.sfdx/kept.xml', ['a.xml'], []],
    ['to a folder inside', '../y', ['a.xml'], []],
    ['to the folder that holds it', '..', ['a.xml'], []],
    ['to nothing', 'nowhere.xml', ['a.xml'], [['unreadable', 'lost']]],
    ['to itself', 'link.xml', ['a.xml'], [['unreadable', 'lost']]],
    ['to a file outside', '../../outside.xml', ['a.xml'], [['link-outside', 'note']]],
    ['to a folder outside', '../..', ['a.xml'], [['link-outside', 'note']]],
    ['to a file outside whose path begins like the folder’s', '../../root-and-more.xml', ['a.xml'], [['link-outside', 'note']]],
    [
      'by an absolute path to a file outside',
      '/etc/hostname',
      ['a.xml'],
      [[existsSync('/etc/hostname') ? 'link-outside' : 'unreadable', existsSync('/etc/hostname') ? 'note' : 'lost']],
    ],
  ])('%s', (_, target, files, problems) => {
    const folder = folderOf({
      'root/a.xml': '',
      'root/.sfdx/kept.xml': '',
      'root/y/note.png': '',
      'outside.xml': '',
      'root-and-more.xml': '',
    });
    mkdirSync(join(folder, 'root/x'));
    symlinkSync(target, join(folder, 'root/x/link.xml'));
    const walked = walk(join(folder, 'root'));
    expect(walked.files.map((file) => file.path)).toEqual(files);
    expect(walked.problems.map(({ code, effect, file }) => [code, effect, file])).toEqual(
      problems.map(([code, effect]) => [code, effect, 'x/link.xml']),
    );
  });

  unix('in a ring of links does not hang the walk', () => {
    const folder = folderOf({ 'a.xml': '' });
    symlinkSync('two', join(folder, 'one'));
    symlinkSync('one', join(folder, 'two'));
    expect(walk(folder).files.map((file) => file.path)).toEqual(['a.xml']);
    expect(walk(folder).problems.map(({ effect, file }) => [effect, file])).toEqual([
      ['note', 'one'],
      ['note', 'two'],
    ]);
  });

  unix('is no hindrance as the root', () => {
    const folder = folderOf({ 'real/a.xml': '' });
    symlinkSync('b.xml', join(folder, 'real/link.xml'));
    writeFileSync(join(folder, 'real/b.xml'), '');
    symlinkSync('real', join(folder, 'root'));
    expect(walk(join(folder, 'root'))).toMatchObject({ files: [{ path: 'a.xml' }, { path: 'b.xml' }], problems: [] });
  });
});

describe('what is no file', () => {
  unix('is named where its name counts, and never opened', () => {
    const folder = folderOf({ 'a.xml': '' });
    execFileSync(
      'mkfifo',
      ['pipe.xml', 'pipe.callCenter', 'pipe.resource', 'pipe', 'pipe.log'].map((name) => join(folder, name)),
    );
    const { files, problems } = walk(folder);
    expect(files.map((file) => file.path)).toEqual(['a.xml']);
    expect(problems.map(({ code, file }) => [code, file])).toEqual([
      ['unreadable', 'pipe.callCenter'],
      ['unreadable', 'pipe.resource'],
      ['unreadable', 'pipe.xml'],
    ]);
  });

  unix('and took the place of a file meanwhile is not waited for', () => {
    const folder = folderOf();
    execFileSync('mkfifo', [join(folder, 'pipe.xml')]);
    expect(readSource(source(folder, 'pipe.xml'), mentionsCallCenter)).toMatchObject({
      problem: { code: 'unreadable', effect: 'lost', file: 'pipe.xml' },
    });
  });

  unix('but a device is not read', () => {
    expect(readSource({ path: 'zero', root: '/dev' }, mentionsCallCenter)).toMatchObject({
      problem: { code: 'unreadable' },
    });
  });
});

describe('a file', () => {
  test('gives its bytes', () => {
    expect(readSource(source(folderOf({ 'a.xml': 'x' }), 'a.xml'), mentionsCallCenter)).toEqual({ bytes: Buffer.from('x') });
  });

  test('that vanished after the folder was listed is named', () => {
    const folder = folderOf({ 'a.xml': 'x' });
    const [file] = walk(folder).files;
    unlinkSync(join(folder, 'a.xml'));
    expect(readSource(file as SourceFile, mentionsCallCenter)).toMatchObject({
      problem: { code: 'vanished', effect: 'lost', file: 'a.xml' },
    });
  });

  test('that became a folder is named', () => {
    expect(readSource(source(folderOf({ 'a.xml/b': '' }), 'a.xml'), mentionsCallCenter)).toMatchObject({ problem: { code: 'unreadable' } });
  });

  (process.getuid?.() === 0 || process.platform === 'win32' ? test.skip : test)(
    'that nobody may read is named (skipped for the superuser)',
    () => {
      const folder = folderOf({ 'a.xml': 'x' });
      chmodSync(join(folder, 'a.xml'), 0);
      expect(readSource(source(folder, 'a.xml'), mentionsCallCenter)).toMatchObject({ problem: { code: 'unreadable', effect: 'lost' } });
    },
  );

  test.each([
    ['at its beginning', 0],
    ['across a border of what is read at once', MEGABYTE - 5],
    ['at its end', 50 * MEGABYTE - 20],
  ])('of 50 MB that speaks of a call center %s is named and not parsed', (_, offset) => {
    const bytes = Buffer.alloc(50 * MEGABYTE, ' ');
    bytes.write('<callCenter/>', offset);
    expect(readSource(source(folderOf({ 'a.xml': bytes }), 'a.xml'), mentionsCallCenter)).toMatchObject({
      problem: { code: 'too-large', effect: 'lost', file: 'a.xml' },
    });
  });

  test('of 50 MB that does not is passed over', () => {
    expect(readSource(source(folderOf({ 'a.xml': Buffer.alloc(50 * MEGABYTE, '<a/> ') }), 'a.xml'), mentionsCallCenter)).toEqual({
      skip: true,
    });
  });

  test('that is just small enough is read', () => {
    const read = readSource(source(folderOf({ 'a.xml': Buffer.alloc(MAX_BYTES, ' ') }), 'a.xml'), mentionsCallCenter);
    expect('bytes' in read && read.bytes.length).toBe(MAX_BYTES);
  });
});

test('what a killed run left half-written is no source', () => {
  const folder = folderOf({
    'report/.findings.csv.0b3f6c1e-52c1-4f0e-9d55-0a1b2c3d4e5f.tmp': 'sforce.opencti.screenPop',
    'report/.other.csv.0b3f6c1e-52c1-4f0e-9d55-0a1b2c3d4e5f.tmp': 'x',
  });
  const files = walk(folder, new Set([join(folder, 'elsewhere', 'findings.csv')])).files.map(({ path }) => path);
  expect(files).toEqual(['report/.other.csv.0b3f6c1e-52c1-4f0e-9d55-0a1b2c3d4e5f.tmp']);
});

test('a link is no way around what is left out', () => {
  const folder = folderOf({
    'a.js': 'x',
    'inner/i.js': 'x',
    'secret/s.js': 'x',
    'node_modules/k/n.js': 'x',
    '.git/g.js': 'x',
    'ign/g.js': 'x',
    '.gitignore': 'ign/\n',
  });
  const targets = { inner: 'inner/i.js', secret: 'secret/s.js', vendored: 'node_modules/k/n.js', git: '.git/g.js', ignored: 'ign/g.js' };
  for (const [name, target] of Object.entries(targets)) symlinkSync(target, join(folder, `to-${name}.js`));
  const { files, problems, leftOut } = walk(folder, new Set(), {
    inner: new Set(['inner']),
    excluded: readPatterns(['secret']),
    git: { exclude: null, tracked: () => new Set() },
  });
  expect(files.map(({ path }) => path)).toEqual(['.gitignore', 'a.js']);
  expect(problems).toMatchObject([{ code: 'link-outside', effect: 'note', file: 'to-inner.js' }]);
  const names = Object.fromEntries(leftOut.map(({ reason, names: left }) => [reason, left.filter((one) => one.startsWith('to-'))]));
  expect(names).toEqual({
    'tool-folder': ['to-git.js'],
    vendored: ['to-vendored.js'],
    excluded: ['to-secret.js'],
    'git-ignored': ['to-ignored.js'],
  });
});
