import { expect, test } from '@jest/globals';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { ARCHIVE_LIMITS, newBudget, readArchive, type ArchiveLimits } from '../../../src/parse/adapter/archive.ts';
import { readSourceFile, SOURCE_LIMITS } from '../../../src/parse/adapter/read-source.ts';

const CALL = 'sforce.opencti.enableClickToDial();\n';

function zip(members: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const entries: Zippable = {};
  for (const [name, content] of Object.entries(members)) entries[name] = typeof content === 'string' ? strToU8(content) : content;
  return Buffer.from(zipSync(entries));
}

function open(bytes: Buffer, limits: Partial<ArchiveLimits> = {}): ReturnType<typeof readArchive> {
  const all = { ...ARCHIVE_LIMITS, ...limits };
  return readArchive('phone.resource', bytes, newBudget(all), all);
}

const details = (bytes: Buffer, limits: Partial<ArchiveLimits> = {}): string[] => open(bytes, limits).problems.map(({ detail }) => detail);

test('a zipped static resource gives a reading for itself and one for each member that matters', () => {
  const bytes = zip({ 'js/phone.js': CALL, 'img/logo.png': 'x', 'css/a.css': 'a{}', 'page.html': `<script>${CALL}</script>` });
  const readings = readSourceFile('staticresources/phone.resource', bytes);
  expect(readings.map(({ path, content }) => [path, content])).toEqual([
    ['staticresources/phone.resource', 'archive'],
    ['staticresources/phone.resource!/js/phone.js', 'adapter'],
    ['staticresources/phone.resource!/page.html', 'adapter'],
  ]);
  expect(readings[1]?.scripts[0]).toMatchObject({ file: 'staticresources/phone.resource!/js/phone.js', text: CALL });
  expect(readings[1]?.scripts[0]?.place(7)).toEqual({ line: 1, column: 8 });
});

test('an archive counts by its bytes, whatever it is called, and documents and programs stay closed', () => {
  const bytes = zip({ 'a.js': CALL });
  expect(readSourceFile('bundle', bytes)).toHaveLength(2);
  expect(readSourceFile('tool.jar', bytes)).toEqual([]);
  expect(readSourceFile('letter.docx', bytes)).toEqual([]);
  expect(readSourceFile('pictures.zip', zip({ 'a.png': 'x' }))).toEqual([]);
  expect(readSourceFile('charts.zip', zip({ 'a.js': 'var a = 1;' })).map(({ content }) => content)).toEqual(['other']);
});

test('names that lead out of an archive are read under plain names and told', () => {
  const bytes = zip({ '../../etc/a.js': CALL, '/b.js': CALL, 'C:\\x\\c.js': CALL, 'd\u001b[31m.js': CALL, './e.js': CALL });
  const { members, problems } = open(bytes);
  expect(members.map(({ path }) => path)).toEqual(['etc/a.js', 'b.js', 'x/c.js', 'd_[31m.js', 'e.js']);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ code: 'archive', effect: 'note', file: 'phone.resource' });
  expect(problems[0]?.detail).toContain('4 members');
});

test('two members of one name are both read', () => {
  const { members } = open(zip({ 'a.js': CALL, '/a.js': CALL }));
  expect(members.map(({ path }) => path)).toEqual(['a.js', 'a.js~2']);
});

test('a member that unpacks to many times its size is named as a trap and the rest is read', () => {
  const bytes = zip({ 'bomb.js': new Uint8Array(8 * 1024 * 1024), 'a.js': CALL });
  const { members, problems } = open(bytes);
  expect(members.map(({ path }) => path)).toEqual(['a.js']);
  expect(problems).toEqual([expect.objectContaining({ code: 'archive', effect: 'lost', detail: expect.stringContaining('200 times') })]);
});

test('limits on members and bytes are kept and named', () => {
  expect(details(zip({ 'a.js': CALL, 'b.js': CALL }), { members: 1 })).toEqual([expect.stringContaining('more than 1 members')]);
  const random = Uint8Array.from({ length: 3000 }, (_, index) => (index * 7919) % 251);
  const large = open(zip({ 'a.js': random, 'b.js': CALL }), { memberBytes: 1000 });
  expect(large.members.map(({ path }) => path)).toEqual(['b.js']);
  expect(large.problems).toHaveLength(1);
  const total = open(zip({ 'a.js': random, 'b.js': random, 'c.js': random }), { totalBytes: 4000 });
  expect(total.members).toHaveLength(1);
  expect(total.problems).toEqual([expect.objectContaining({ effect: 'lost' })]);
});

test('the size that an archive states is not believed', () => {
  const bytes = zip({ 'a.js': `${CALL}${'//'.repeat(50_000)}` });
  const central = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  bytes.writeUInt32LE(5, central + 24);
  expect(open(bytes).members[0]?.bytes.length).toBe(CALL.length + 100_000);
  expect(open(bytes, { memberBytes: 1000 }).members).toEqual([]);
});

test('an encrypted member is named and the rest is read', () => {
  const bytes = zip({ 'secret.js': CALL, 'a.js': CALL });
  const central = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  bytes.writeUInt16LE(bytes.readUInt16LE(central + 8) | 1, central + 8);
  const { members, problems } = open(bytes);
  expect(members.map(({ path }) => path)).toEqual(['a.js']);
  expect(problems).toEqual([expect.objectContaining({ code: 'archive', effect: 'lost', detail: expect.stringContaining('encrypted') })]);
});

test('an archive whose list is cut off gives the members before the cut', () => {
  const whole = zip({ 'a.js': CALL, 'b.js': CALL.repeat(50) });
  const central = whole.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  for (const cut of [central, central + 20, whole.length - 1]) {
    const { members, problems } = open(whole.subarray(0, cut));
    expect(members[0]).toEqual({ path: 'a.js', bytes: Buffer.from(CALL) });
    expect(problems[0]).toMatchObject({ effect: 'lost', detail: expect.stringContaining('broken') });
  }
});

test('damaged data of one member does not lose the others', () => {
  const bytes = zip({ 'a.js': CALL.repeat(100), 'b.js': CALL });
  bytes.fill(0xff, 30 + 4, 30 + 4 + 12);
  const { members, problems } = open(bytes);
  expect(members.map(({ path }) => path)).toEqual(['b.js']);
  expect(problems[0]?.detail).toContain('damaged');
});

test('archives inside archives are opened two deep and no deeper', () => {
  const third = zip({ 'deep.js': CALL });
  const second = zip({ 'third.zip': third, 'inner.js': CALL });
  const readings = readSourceFile('a.resource', zip({ 'second.zip': second }));
  expect(readings.map(({ path }) => path)).toEqual(['a.resource', 'a.resource!/second.zip', 'a.resource!/second.zip!/inner.js']);
  expect(readings.flatMap(({ problems }) => problems)).toEqual([
    expect.objectContaining({ code: 'limit', effect: 'lost', file: 'a.resource!/second.zip' }),
  ]);
});

test('one budget counts for an archive and all inside it', () => {
  const inner = zip({ 'a.js': CALL, 'b.js': CALL });
  const limits = { ...SOURCE_LIMITS, archive: { ...ARCHIVE_LIMITS, members: 4 } };
  const readings = readSourceFile('a.zip', zip({ 'x.zip': inner, 'y.zip': inner }), limits);
  expect(readings.filter(({ content }) => content === 'adapter')).toHaveLength(2);
  expect(readings.flatMap(({ problems }) => problems).every(({ effect }) => effect === 'lost')).toBe(true);
});

test('an archive that lists one member ten thousand times ends at the budget', () => {
  const bytes = zip({ 'a.js': Uint8Array.from({ length: 100_000 }, (_, index) => (index * 31) % 97) });
  const central = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  const end = bytes.indexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const entry = bytes.subarray(central, end);
  const list = Buffer.concat(Array.from({ length: 10_000 }, () => entry));
  const tail = Buffer.from(bytes.subarray(end));
  tail.writeUInt16LE(10_000, 8);
  tail.writeUInt16LE(10_000, 10);
  tail.writeUInt32LE(list.length, 12);
  const { members, problems } = open(Buffer.concat([bytes.subarray(0, central), list, tail]), { totalBytes: 1_000_000 });
  expect(members).toHaveLength(10);
  expect(problems).toContainEqual(expect.objectContaining({ effect: 'lost' }));
});

test('bytes that only begin as an archive never throw', () => {
  for (let length = 4; length < 80; length++) {
    const bytes = Buffer.alloc(length, 0xff);
    bytes.write('PK\u0003\u0004', 0, 'latin1');
    expect(() => readSourceFile('a.zip', bytes)).not.toThrow();
  }
  const whole = zip({ 'a.js': CALL });
  for (let at = 0; at < whole.length; at++) {
    const broken = Buffer.from(whole);
    broken[at] = 0xff ^ (broken[at] ?? 0);
    expect(() => readSourceFile('a.zip', broken)).not.toThrow();
  }
});
