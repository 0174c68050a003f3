/** Strangers' adapter source: whatever stands in it, the run ends, nothing is lost elsewhere, and what was not understood is named. */
import { describe, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { indexRules } from '../../src/match/match.ts';
import { matchReadings } from '../../src/commands/matching.ts';
import { readRepository, type RepositoryReading } from '../../src/commands/reading.ts';
import type { Finding } from '../../src/model/assessment.ts';
import { shippedCatalog } from '../support/catalog.ts';

const catalog = await shippedCatalog();
const index = indexRules(catalog);

const GOOD =
  'export function ring(id) {\n  sforce.opencti.screenPop({ type: sforce.opencti.SCREENPOP_TYPE.SOBJECT, params: { recordId: id } });\n}\n';

interface Scan {
  readonly findings: readonly Finding[];
  readonly reading: RepositoryReading;
}

async function scan(files: Readonly<Record<string, string | Uint8Array>>): Promise<Scan> {
  const reading = await readRepository({
    files: Object.entries({ ...files, 'good.js': GOOD }).map(([path, content]) => ({
      path,
      read: () => ({ bytes: Buffer.from(content) }),
    })),
  });
  return { findings: matchReadings(reading, catalog, index).findings, reading };
}

/** Every file that mentions Open CTI ends with a finding or a named problem. */
function accountedFor({ findings, reading }: Scan, path: string): boolean {
  const isIt = (file: string): boolean => file === path || file.startsWith(`${path}!`);
  return findings.some(({ file }) => isIt(file)) || reading.problems.some(({ file }) => isIt(file));
}

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));
const CALL = 'sforce.opencti.refreshView();';

const HOSTILE: Readonly<Record<string, string | Uint8Array>> = {
  'half-a-file.js': `function a() { if (x) { ${CALL} var y = {`,
  'starts-in-the-middle.js': `})) }; ${CALL} }`,
  'ten-thousand-parentheses.js': `${'('.repeat(10_000)}1${')'.repeat(10_000)};${CALL}`,
  'ten-thousand-blocks.js': `${'{'.repeat(10_000)}${CALL}${'}'.repeat(10_000)}`,
  'ten-thousand-arrows.js': `x = ${'a=>'.repeat(10_000)}1;${CALL}`,
  'long-sum.js': `x = ${'1+'.repeat(100_000)}1;${CALL}`,
  'else-if-chain.js': `${'if(a){}else '.repeat(10_000)}{${CALL}}`,
  'nul-bytes.js': bytes('var a = "', [0, 0], '";\n', CALL),
  'invalid-utf-8.js': bytes('var a = "', [0xc3, 0x28, 0xff], '";\n', CALL),
  'mixed-line-ends.js': `var a;\r\nvar b;\rvar c;\n${CALL}`,
  'future-syntax.js': `const x = match (y) { when { z }: ${CALL} };`,
  'one-long-line.js': `var a=1;${'a=a+1;'.repeat(500_000)}${CALL}`,
  'merge-fields.page': `<apex:page><script>var u = {!$User.Id}; {!IF(a, 'b', "c")}; ${CALL}</script></apex:page>`,
  'unclosed.html': `<html><script>${CALL}`,
  'php-inside.html': `<script><?php if ($x) { ?> ${CALL} <?php } ?></script>`,
  'dot-dot.resource': zipSync({ '../../outside.js': strToU8(CALL), 'inside.js': strToU8(CALL) }),
  'bomb.resource': zipSync({ 'bomb.js': new Uint8Array(30 * 1024 * 1024), 'inside.js': strToU8(CALL) }, { level: 9 }),
  'zip-in-zip.zip': zipSync({
    'a.zip': zipSync({ 'b.zip': zipSync({ 'c.zip': zipSync({ 'd.js': strToU8(CALL) }) }) }),
    'a.js': strToU8(CALL),
  }),
  'cut.resource': zipSync({ 'inside.js': strToU8(CALL.repeat(50)) }, { level: 0 }).subarray(0, 400),
  'notes.md': 'The adapter calls `sforce.opencti.screenPop`.',
  'comment-only.js': '// sforce.opencti.screenPop was removed\nexport const a = 1;\n',
  'types.d.ts': 'declare namespace sforce.opencti { function screenPop(a: object): void; }',
};

describe('a hostile file', () => {
  test.each(Object.keys(HOSTILE))('%s is accounted for and takes nothing from its neighbour', async (path) => {
    const result = await scan({ [path]: HOSTILE[path]! });
    expect(result.reading.problems.filter(({ code }) => code === 'reader-failed')).toEqual([]);
    expect(accountedFor(result, path)).toBe(true);
    expect(result.findings.filter(({ file, kind }) => file === 'good.js' && kind === 'call')).toHaveLength(1);
  });

  test.each([
    'half-a-file.js',
    'starts-in-the-middle.js',
    'ten-thousand-parentheses.js',
    'ten-thousand-blocks.js',
    'long-sum.js',
    'else-if-chain.js',
    'nul-bytes.js',
    'invalid-utf-8.js',
    'mixed-line-ends.js',
    'future-syntax.js',
    'one-long-line.js',
    'merge-fields.page',
    'unclosed.html',
    'php-inside.html',
    'dot-dot.resource',
    'bomb.resource',
    'zip-in-zip.zip',
  ])('%s gives the call that stands in it', async (path) => {
    const { findings } = await scan({ [path]: HOSTILE[path]! });
    expect(findings.filter(({ file, name }) => file.startsWith(path) && name === 'refreshView').length).toBeGreaterThan(0);
  });

  test('all together still give what each gives', async () => {
    const result = await scan(HOSTILE);
    expect(Object.keys(HOSTILE).filter((path) => !accountedFor(result, path))).toEqual([]);
  });
});

test('names of archive members never leave the archive', async () => {
  const { findings, reading } = await scan({ 'dot-dot.resource': HOSTILE['dot-dot.resource']! });
  expect([...findings, ...reading.problems].filter(({ file }) => file.includes('..'))).toEqual([]);
});

test('a setting that code reads is tied to the item that holds it', async () => {
  const { findings } = await scan({
    'phone.callCenter': `<callCenter><section sortOrder="0" name="reqGeneralInfo" label="g"><item sortOrder="0" name="reqInternalName" label="n">Desk</item>
<item sortOrder="1" name="reqUseApi" label="u">true</item></section><section sortOrder="1" name="Recorder" label="r"><item sortOrder="0" name="host" label="h">rec.example.com</item></section></callCenter>`,
    'settings.js': `sforce.opencti.getCallCenterSettings({ callback: (r) => start(r.returnValue['/Recorder/host'], r.returnValue['/Recorder/gone']) });`,
  });
  const reads = findings.filter(({ kind }) => kind === 'setting-read');
  expect(reads.map(({ name, definition }) => [name, definition])).toEqual([
    ['host', 'Desk'],
    ['gone', ''],
  ]);
  expect(reads[0]?.chain?.at(-1)).toContain('phone.callCenter, line 2');
});
