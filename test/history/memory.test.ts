/** Revisions read one after another with what was seen before: each is what it would be read alone, and no content is read twice in vain. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { assessRepository } from '../../src/assess/assess.ts';
import { matchReadings } from '../../src/commands/matching.ts';
import { revisionMemory, type RevisionMemory } from '../../src/commands/reading-memory.ts';
import { readRepository, type Readable } from '../../src/commands/reading.ts';
import { indexRules } from '../../src/match/match.ts';
import { chance } from '../fixtures/adapters.ts';
import { shippedCatalog } from '../support/catalog.ts';

type Revision = ReadonlyMap<string, Buffer>;

const catalog = await shippedCatalog();
const index = indexRules(catalog);
const SAMPLES = fileURLToPath(new URL('../../samples', import.meta.url));

/** The made-up company's adapter, org and archives, and some things that only go wrong between files. */
function firstRevision(): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const entry of readdirSync(SAMPLES, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !path.includes('/report/')) files.set(relative(SAMPLES, path).replaceAll('\\', '/'), readFileSync(path));
  }
  const texts: Readonly<Record<string, string>> = {
    'wrap/phone.js':
      'export const phone = { pop: (id) => sforce.opencti.screenPop({ type: sforce.opencti.SCREENPOP_TYPE.SOBJECT, params: { recordId: id } }) };',
    'wrap/caller.js': "import { phone } from './phone.js';\nphone.pop('1');\n",
    'wrap/apex.js': "sforce.opencti.runApex({ apexClass: 'Log', methodName: 'write' });",
    'classes/Log.cls': "global class Log { webservice static void write() { insert new Task(CallDisposition = 'x'); } }",
    'profiles/Agent.profile-meta.xml':
      '<Profile xmlns="http://soap.sforce.com/2006/04/metadata"><classAccesses><apexClass>Log</apexClass><enabled>true</enabled></classAccesses></Profile>',
    'broken/Q.queue-meta.xml': '<Queue><name>cut',
    '.forceignore': 'classes/**\n',
  };
  for (const [path, text] of Object.entries(texts)) files.set(path, Buffer.from(text));
  return files;
}

/** What months of work do: edits, removals, things that come back, renames, copies, contents that change places. */
function worked(before: Revision, first: Revision, random: () => number): Map<string, Buffer> {
  const files = new Map(before);
  const pick = (paths: Iterable<string>): string => {
    const list = [...paths];
    return list[Math.floor(random() * list.length)] ?? '';
  };
  for (let change = 0; change < 6; change++) {
    const path = pick(files.keys());
    const bytes = files.get(path) ?? Buffer.alloc(0);
    const kind = random();
    if (kind < 0.3) files.set(path, Buffer.concat([bytes, Buffer.from(kind < 0.15 ? '\n' : '\n<!-- sforce.opencti.refreshView() -->')]));
    else if (kind < 0.45) files.delete(path);
    else if (kind < 0.6) {
      const back = pick(first.keys());
      files.set(back, first.get(back) ?? bytes);
    } else if (kind < 0.7) {
      files.delete(path);
      files.set(`moved/${path}`, bytes);
    } else if (kind < 0.8) files.set(`copy/${path}`, bytes);
    else if (kind < 0.9) files.set(path, bytes.subarray(0, Math.floor(bytes.length / 2)));
    else {
      const other = pick(files.keys());
      files.set(path, files.get(other) ?? bytes);
      files.set(other, bytes);
    }
  }
  return files;
}

async function recordOf(
  revision: Revision,
  memory: RevisionMemory | null,
  onRead: (key: string) => void = () => undefined,
): Promise<unknown> {
  const files = [...revision]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, bytes]): Readable => {
      const content = createHash('sha1').update(bytes).digest('hex');
      const read = (): { bytes: Buffer } => {
        onRead(`${path} ${content}`);
        return { bytes: Buffer.from(bytes) };
      };
      return { path, content, read };
    });
  const told: unknown[] = [];
  const onFile = (path: string, problems: unknown): void => void told.push([path, problems]);
  const readings = await readRepository({ files, onFile, ...(memory && { memory }) });
  memory?.turn();
  const { problems, definitions } = readings;
  const shown = { id: 'one', name: 'one', problems: [...problems], files: [...readings.files], filesSeen: files.length };
  const record = assessRepository({ ...shown, definitions: [...definitions], ...matchReadings(readings, catalog, index) }, catalog);
  return JSON.parse(JSON.stringify({ record, told }));
}

test.each([
  [1, undefined],
  [2, undefined],
  // No room at all: what the last revision did not show is forgotten.
  [3, 0],
])(
  'a revision is read with memory as it is read alone (%i)',
  async (seed, room) => {
    const random = chance(seed);
    const memory = revisionMemory(room);
    const first = firstRevision();
    let revision = first;
    for (let month = 0; month < 12; month++) {
      expect(await recordOf(revision, memory)).toEqual(await recordOf(revision, null));
      // A month in which nothing is done now and then.
      if (month % 5 !== 4) revision = worked(revision, first, random);
    }
  },
  180_000,
);

test('only what is new is read', async () => {
  const memory = revisionMemory();
  const first = firstRevision();
  await recordOf(first, memory);
  const reads: string[] = [];
  await recordOf(first, memory, (key) => reads.push(key));
  expect(reads).toEqual([]);
  const second = new Map(first).set('wrap/caller.js', Buffer.from("import { phone } from './phone.js';\nphone.pop('2');\n"));
  await recordOf(second, memory, (key) => reads.push(key.split(' ')[0] ?? ''));
  expect([...new Set(reads)]).toEqual(['wrap/caller.js']);
  reads.length = 0;
  // What was there before, and is back.
  await recordOf(first, memory, (key) => reads.push(key));
  expect(reads).toEqual([]);
});

test('without a name for its content nothing is remembered', async () => {
  const memory = revisionMemory();
  let count = 0;
  const file = (text: string): Readable => ({
    path: 'phone.js',
    content: '',
    read: () => {
      count++;
      return { bytes: Buffer.from(text) };
    },
  });
  await readRepository({ files: [file('sforce.opencti.refreshView();')], memory });
  const reading = await readRepository({ files: [file('sforce.opencti.enableClickToDial();')], memory });
  expect(reading.adapter.facts.map(({ name }) => name)).toEqual(['enableClickToDial']);
  expect(count).toBe(2);
});
