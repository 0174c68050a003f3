// Scans a corpus of real definition files and holds the result against its index, file by file and place by place.
//
//   npm run corpus [-- <folder with INDEX.csv>]
//
// Ends with 1 on any difference, and with 0 and a message where there is no corpus.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = process.argv[2] ?? join(root, '..', 'shared', 'corpus', 'definitions');
if (!existsSync(join(folder, 'INDEX.csv'))) {
  console.log('There is no corpus here, so nothing was compared. Give its folder: npm run corpus -- <folder>');
  process.exit(0);
}

const output = mkdtempSync(join(tmpdir(), 'cti2voice-corpus-'));
const run = spawnSync(process.execPath, [join(root, 'dist', 'cli.mjs'), 'scan', folder, '-o', output, '-f', 'json', '--json', '--quiet'], {
  encoding: 'utf8',
  maxBuffer: 1 << 28,
});
rmSync(output, { recursive: true });
if (run.status !== 0) throw new Error(`The scan ended with ${run.status}: ${run.stderr}`);
const [repo] = JSON.parse(run.stdout).repos;
const index = parse(readFileSync(join(folder, 'INDEX.csv')), { columns: true, bom: true });

const rows = [];
const differences = [];
for (const expected of index) {
  const definitions = repo.definitions.filter((definition) => definition.file === expected.file);
  const [definition] = definitions;
  const say = (text) => differences.push(`${expected.file}: ${text}`);
  if (!definition || definitions.length !== 1) {
    say(`${definitions.length} definitions were read, 1 is expected`);
    continue;
  }
  const items = definition.sections.reduce((sum, section) => sum + section.items.length, 0);
  const malformed = expected.notes.includes('MALFORMED');
  const same = (got, wanted) => (malformed ? got >= Number(wanted) : got === Number(wanted));
  if (!same(definition.sections.length, expected.sections)) say(`sections: ${definition.sections.length}, expected ${expected.sections}`);
  if (!same(items, expected.items)) say(`items: ${items}, expected ${expected.items}`);
  if (definition.form !== expected.form) say(`form: ${definition.form}, expected ${expected.form}`);
  if (definition.wellFormed === malformed) say(`well-formed: ${definition.wellFormed}, expected ${!malformed}`);
  // The index says nothing of the standing of a file that it could not read.
  const standing = expected.notes.includes('AFTER-PICTURE')
    ? 'voice'
    : expected.notes.includes('legacy desktop CTI')
      ? 'cti-toolkit'
      : 'open-cti';
  if (!malformed && definition.standing !== standing) say(`standing: ${definition.standing}, expected ${standing}`);

  const lines = readFileSync(join(folder, expected.file), 'utf8')
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/);
  const named = [
    ...definition.sections,
    ...definition.sections.flatMap((section) => section.items),
    ...definition.settings,
    ...definition.fields,
  ];
  let places = 0;
  for (const { name, line, column } of named) {
    if (lines[line - 1]?.slice(column - 1, column - 1 + name.length) === name) places++;
    else say(`${name} does not stand at ${line}:${column}`);
  }
  rows.push([
    expected.file.slice(0, 72),
    definition.form,
    definition.standing,
    definition.wellFormed ? 'yes' : 'no',
    definition.sections.length,
    items,
    `${places}/${named.length}`,
  ]);
}

const table = [['file', 'form', 'standing', 'well-formed', 'sections', 'items', 'places'], ...rows];
const widths = table[0].map((_, column) => Math.max(...table.map((row) => String(row[column]).length)));
for (const row of table)
  console.log(
    row
      .map((cell, column) => (typeof cell === 'number' ? String(cell).padStart(widths[column]) : String(cell).padEnd(widths[column])))
      .join('  '),
  );
console.log(`\n${index.length} files, ${differences.length} differences`);
for (const difference of differences) console.log(`  ${difference}`);
process.exit(differences.length === 0 ? 0 : 1);
