// How fast adapter source is read, beside ESLint with one selector over the same scripts in the same process.
//
// A repository as most are: adapter source (this project's sample and style fixtures) among more scripts that have nothing to do with
// phones (the sources of ESLint and of other tools here). ESLint gets each text in memory and one selector; no files, no configuration,
// no output. Beside it, without a bar, the densest case there is: the adapter source alone, where nearly every line is a finding.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Linter } from 'eslint';
import { load, root } from './load.mjs';

const BAR = 8;

export async function benchReading(rounds) {
  const { readRepository } = await load('src/commands/reading.ts');
  const dense = [...scriptsBelow('samples/quillmere-bank'), ...scriptsBelow('test/fixtures/styles')];
  const others = [
    'eslint/lib',
    '@babel',
    'jest-circus',
    'jest-runtime',
    'jest-config',
    'expect',
    'handlebars/lib',
    'commander/lib',
  ].flatMap((folder) => scriptsBelow(`node_modules/${folder}`).filter(({ text }) => text.length < 200_000));
  const sets = [
    { name: 'a repository with an adapter in it', files: [...dense, ...others], bar: BAR },
    { name: 'nothing but dense adapter source', files: dense, bar: null },
  ];
  let met = true;
  console.log(`\nReading, median of ${rounds} rounds, measured in turn\n`);
  for (const { name, files, bar } of sets) {
    const ours = [];
    const theirs = [];
    let parsed = 0;
    for (let round = -1; round < rounds; round++) {
      let start = performance.now();
      const reading = await readRepository({
        files: files.map(({ path, text }) => ({ path, read: () => ({ bytes: Buffer.from(text) }) })),
      });
      const own = performance.now() - start;
      parsed = reading.files.filter((file) => file.reading !== undefined).length;
      start = performance.now();
      const linter = new Linter();
      for (const { text } of files) linter.verify(text, SELECTOR);
      // The first round warms both up.
      if (round >= 0) {
        ours.push(own);
        theirs.push(performance.now() - start);
      }
    }
    const ratio = median(theirs) / median(ours);
    const verdict = bar === null ? '' : ratio >= bar ? `at least ${bar}: met` : `at least ${bar}: MISSED`;
    if (bar !== null && ratio < bar) met = false;
    const bytes = files.reduce((sum, { text }) => sum + text.length, 0);
    console.log(
      `${name.padEnd(42)} ${files.length} files, ${(bytes / 1e6).toFixed(1)} MB, ${parsed} parsed: ${median(ours).toFixed(0)} ms; ESLint ${median(theirs).toFixed(0)} ms  ${ratio.toFixed(1)}x  ${verdict}`,
    );
  }
  return met;
}

const SELECTOR = { rules: { 'no-restricted-syntax': ['error', 'CallExpression[callee.property.name="screenPop"]'] } };

function scriptsBelow(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path: path.slice(root.length), text: readFileSync(path, 'utf8') }));
}

function median(list) {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
}
