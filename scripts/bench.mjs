// Start-up as a ratio to Node's own, reading as a ratio to ESLint's, and a whole org as a ratio to a bare read of its files, each measured in
// turn in one run, so that the machine's mood cancels out.
//
//   npm run bench [-- <rounds>]
//
// Ends with 1 if a bar is missed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { benchOrg } from './bench-org.mjs';
import { benchHistory } from './bench-history.mjs';
import { benchLedger } from './bench-ledger.mjs';
import { benchReading } from './bench-reading.mjs';
import { root } from './load.mjs';

const rounds = Number(process.argv[2] ?? 21);
const output = mkdtempSync(join(tmpdir(), 'cti2voice-bench-'));
const cli = join(root, 'dist', 'cli.mjs');
const subjects = [
  { name: 'node -e 0', args: ['-e', '0'], bar: null },
  { name: 'cti2voice --help', args: [cli, '--help'], bar: 1.5 },
  // The bar was set when the samples held definitions and nothing else; reading an adapter, its parser included, has none.
  {
    name: 'cti2voice scan, definitions (HTML, CSV, JSON)',
    args: [cli, 'scan', join(root, 'samples/quillmere-bank/handover'), '-o', output, '--quiet'],
    bar: 4,
  },
  { name: 'cti2voice scan samples (HTML, CSV, JSON)', args: [cli, 'scan', join(root, 'samples'), '-o', output, '--quiet'], bar: null },
];
const times = subjects.map(() => []);
for (let round = -2; round < rounds; round++) {
  for (const [index, { args }] of subjects.entries()) {
    // A scan into an empty folder: what a file system does to a file that is replaced is not ours to measure.
    rmSync(output, { recursive: true, force: true });
    const start = performance.now();
    const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
    if (status !== 0) throw new Error(`${subjects[index].name} ended with ${status}`);
    // The first rounds warm the file cache.
    if (round >= 0) times[index].push(performance.now() - start);
  }
}
rmSync(output, { recursive: true, force: true });

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const base = median(times[0]);
console.log(`${process.version}, median of ${rounds} rounds, measured in turn\n`);
for (const [index, { name, bar }] of subjects.entries()) {
  const middle = median(times[index]);
  const ratio = middle / base;
  const verdict = bar === null ? '' : ratio <= bar ? `at most ${bar}: met` : `at most ${bar}: MISSED`;
  if (bar !== null && ratio > bar) process.exitCode = 1;
  console.log(`${name.padEnd(46)} ${middle.toFixed(1).padStart(7)} ms  ${ratio.toFixed(2)}x  ${verdict}`);
}

if (!(await benchReading(Math.min(rounds, 9)))) process.exitCode = 1;
if (!benchLedger()) process.exitCode = 1;
if (!benchHistory(Math.min(rounds, 5))) process.exitCode = 1;
if (!benchOrg(Math.min(rounds, 5))) process.exitCode = 1;

// The portfolio beside other tools; it says how to install them where they are not.
spawnSync(process.execPath, [join(root, 'bench', 'run.mjs'), ...process.argv.slice(2)], { stdio: 'inherit' });
