// Two years of monthly points over a repository of 5,000 files, as a ratio to one scan of its newest revision, measured in turn. Each month
// a hundred files are edited, half of the adapter's among them. The scan reads through git's objects as the history does; a scan of the work
// tree stands beside it.
//
//   node scripts/bench-history.mjs [<rounds>]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { root } from './load.mjs';
import { makeOrg } from './make-org.mjs';

const BAR = 3;
const MONTHS = 24;
const EDITED = 100;
const cli = join(root, 'dist', 'cli.mjs');

/** @returns whether the bar is met */
export function benchHistory(rounds = 5, { files = 5000 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'cti2voice-history-'));
  try {
    const org = join(folder, 'org');
    const made = makeOrg(org, { files });
    const first = new Date().getUTCFullYear() - 3;
    const changes = makeHistory(org, first);
    const since = `${first}-01-01`;
    const until = `${first + 1}-12-31`;
    const ledger = join(folder, 'ledger');
    const subjects = [
      { name: 'cti2voice scan, the newest revision', args: ['scan', 'org@HEAD', '--no-cache', '--quiet', '-o', 'out'] },
      { name: 'cti2voice scan, the work tree', args: ['scan', 'org', '--no-cache', '--quiet', '-o', 'out'] },
      {
        name: `cti2voice history, ${MONTHS} months`,
        args: ['history', 'org', '--since', since, '--until', until, '--ledger', 'ledger', '--quiet'],
      },
    ];
    const times = subjects.map(() => []);
    // The first round warms the file cache.
    for (let round = -1; round < rounds; round++) {
      for (const [index, { args }] of subjects.entries()) {
        for (const name of ['out', 'ledger']) rmSync(join(folder, name), { recursive: true, force: true });
        const start = performance.now();
        const { status, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd: folder, encoding: 'utf8' });
        const time = performance.now() - start;
        if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
        if (round >= 0) times[index].push(time);
      }
      const points = readdirSync(join(ledger, 'runs')).length;
      if (points !== MONTHS) throw new Error(`The history has ${points} points.`);
    }
    const [scan] = times.map(median);
    console.log(
      `\nA repository of ${made.files} files, ${(made.bytes / 1e6).toFixed(0)} MB, ${MONTHS} months, ${changes} files edited, median of ${rounds} rounds, measured in turn\n`,
    );
    for (const [index, { name }] of subjects.entries()) {
      const ratio = median(times[index]) / scan;
      const verdict = index < 2 ? '' : ratio <= BAR ? `at most ${BAR}: met` : `at most ${BAR}: MISSED`;
      console.log(`${name.padEnd(46)} ${median(times[index]).toFixed(0).padStart(7)} ms  ${ratio.toFixed(2)}x  ${verdict}`);
    }
    return median(times[2]) / scan <= BAR;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A commit a month from January of `year` on, on the 15th. Returns how many files were edited in all. */
function makeHistory(org, year) {
  const at = (month) => new Date(Date.UTC(year, month, 15)).toISOString();
  const git = (when, ...args) => {
    const env = { ...process.env, GIT_COMMITTER_DATE: when, GIT_AUTHOR_DATE: when };
    const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'gc.auto=0'];
    const { status, stderr } = spawnSync('git', ['-C', org, ...who, ...args], { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${args.join(' ')} ended with ${status}: ${stderr}`);
  };
  const paths = readdirSync(org, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const adapter = paths.filter(
    (path) => /\.(?:js|html|page|component|cmp|callCenter-meta\.xml)$/.test(path) && /opencti/i.test(readFileSync(path, 'latin1')),
  );
  git(at(0), 'init', '-q', '-b', 'main');
  let edited = 0;
  let next = 0;
  for (let month = 0; month < MONTHS; month++) {
    if (month > 0) {
      const chosen = new Set(adapter.filter((_, index) => index % 2 === month % 2));
      while (chosen.size < EDITED) chosen.add(paths[(next = (next + 7919) % paths.length)]);
      for (const path of chosen) writeFileSync(path, `${readFileSync(path, 'utf8')}\n`);
      edited += chosen.size;
    }
    git(at(month), 'add', '-A');
    git(at(month), 'commit', '-q', '-m', `Month ${month + 1}`);
  }
  // As a clone has it.
  git(at(MONTHS), 'gc', '-q');
  return edited;
}

function median(list) {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
}

if (process.argv[1] === import.meta.filename) process.exitCode = benchHistory(Number(process.argv[2] ?? 5)) ? 0 : 1;
