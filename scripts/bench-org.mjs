// A scan of an org of 25,000 files beside a bare read of the same files by two workers, each a process of its own, measured in turn.
//
// The org is made anew by make-org.mjs in a temporary folder, and so is one of half as many files with the same findings: what a scan
// holds in memory must hang on what it finds, not on how much it looks through.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { root } from './load.mjs';
import { makeOrg } from './make-org.mjs';

const FILES = 25_000;
const TIME_BAR = 3;
/** The peak with all files, as a part of the peak with half of them. */
const MEMORY_BAR = 1.1;

const bareRead = join(root, 'scripts', 'bare-read.mjs');
const peak = pathToFileURL(join(root, 'scripts', 'peak-memory.mjs')).href;

export function benchOrg(rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'cti2voice-org-'));
  try {
    const all = { folder: join(folder, 'all'), ...makeOrg(join(folder, 'all'), { files: FILES }) };
    const half = { folder: join(folder, 'half'), ...makeOrg(join(folder, 'half'), { files: FILES / 2 }) };
    const output = join(folder, 'report');
    const cli = join(root, 'dist', 'cli.mjs');
    const scan = (org) => run([cli, 'scan', org.folder, '-o', output, '--as-of', '2026-11-22', '--quiet']);
    const own = [];
    const bare = [];
    const memory = { all: [], half: [] };
    for (let round = -1; round < rounds; round++) {
      const read = run([bareRead, all.folder]);
      const ours = scan(all);
      const findings = findingsOf(output);
      const smaller = scan(half);
      if (findingsOf(output) !== findings) throw new Error('The two orgs are to have the same findings.');
      // The first round warms the file cache.
      if (round < 0) continue;
      bare.push(read.time);
      own.push(ours.time);
      memory.all.push(ours.memory);
      memory.half.push(smaller.memory);
    }
    const ratio = median(own) / median(bare);
    const growth = median(memory.all) / median(memory.half);
    console.log(`\nAn org of ${all.files} files, ${megabytes(all.bytes)} MB, median of ${rounds} rounds, measured in turn\n`);
    console.log(`${'bare read by two workers'.padEnd(46)} ${median(bare).toFixed(0).padStart(7)} ms`);
    console.log(
      `${'cti2voice scan (HTML, CSV, JSON)'.padEnd(46)} ${median(own).toFixed(0).padStart(7)} ms  ${ratio.toFixed(2)}x  ${verdict(ratio, TIME_BAR)}`,
    );
    console.log(
      `${`its peak memory; with ${half.files} files ${megabytes(median(memory.half))} MB`.padEnd(46)} ${megabytes(median(memory.all)).padStart(7)} MB  ${growth.toFixed(2)}x  ${verdict(growth, MEMORY_BAR)}`,
    );
    return ratio <= TIME_BAR && growth <= MEMORY_BAR;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--import', peak, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const time = performance.now() - start;
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return { time, memory: Number(/peak memory: (\d+)/.exec(stderr)?.[1]) };
}

function findingsOf(output) {
  const assessment = JSON.parse(readFileSync(join(output, 'assessment.json'), 'utf8'));
  return assessment.totals.findings;
}

function verdict(value, bar) {
  return value <= bar ? `at most ${bar}: met` : `at most ${bar}: MISSED`;
}

function megabytes(bytes) {
  return (bytes / 1e6).toFixed(0);
}

function median(list) {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
}
