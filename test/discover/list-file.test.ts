import { expect, test } from '@jest/globals';
import { decodeList, readList } from '../../src/discover/list-file.ts';

const paths = (text: string, name = 'list.txt'): string[] => readList(text, name).entries.map(({ path }) => path);

test('plain text has one path a line; blank lines and remarks are passed over', () => {
  expect(paths('\ufeffa\r\n\n  # remark\n b c \rd@main')).toEqual(['a', 'b c', 'd@main']);
  expect(readList('a\n\nb', 'list.txt').entries[1]?.line).toBe(3);
});

test('CSV is told by its name and by its header, with any of three delimiters', () => {
  expect(readList('path,id,name,owner,label\n"a,b",one,One,team,gold\n', 'list.csv').entries).toEqual([
    { path: 'a,b', id: 'one', name: 'One', owner: 'team', label: 'gold', line: 2 },
  ]);
  expect(paths('path;owner\nx;team\n', '-')).toEqual(['x']);
  expect(paths('owner\tpath\nteam\ty\n', 'l.csv')).toEqual(['y']);
});

test('each fault has its line and a reason, and costs its own line', () => {
  const { entries, faults } = readList('path,id,colour\na,1,red\n,2,blue\nb,1,green\nc,3,x,y\n', 'l.csv');
  expect(entries.map(({ path }) => path)).toEqual(['a', 'c']);
  expect(faults).toEqual([
    { line: 1, effect: 'note', reason: expect.stringContaining('“colour”') },
    { line: 3, effect: 'lost', reason: 'has no path' },
    { line: 4, effect: 'lost', reason: 'has the id of line 2; ids must differ', path: 'b' },
    { line: 5, effect: 'note', reason: 'has more cells than the header' },
  ]);
});

test('a CSV without a path column, and one with an open quotation mark, are named', () => {
  expect(readList('repository\na\n', 'l.csv').faults[0]?.reason).toContain('no column “path”');
  expect(readList('path\n"a\n', 'l.csv').faults[0]?.reason).toContain('not CSV');
});

test('an open quotation mark costs its own line', () => {
  const { entries, faults } = readList('path,owner\na,x\n"b,y\nc,z\n', 'l.csv');
  expect(entries.map(({ path, line }) => [path, line])).toEqual([
    ['a', 2],
    ['c', 4],
  ]);
  expect(faults).toEqual([{ line: 3, effect: 'lost', reason: expect.stringContaining('not CSV') }]);
});

test('a list may be in the UTF-16 of a spreadsheet', () => {
  const text = '\ufeffpath\tid\nä\t1\n';
  const little = Buffer.from(text, 'utf16le');
  for (const bytes of [Buffer.from(text), little, Buffer.from(little).swap16()]) {
    expect(readList(decodeList(bytes), '-').entries).toMatchObject([{ path: 'ä', id: '1' }]);
  }
});
