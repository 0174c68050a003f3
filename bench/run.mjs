// Measures cti2voice beside a bare read and beside other tools over one made-up portfolio, each as a process of its own, in turn, in one
// run, so that the machine's mood is the same for all.
//
//   node bench/run.mjs [--quick] [--rounds 3] [--scale 1] [--only floor,ripgrep] [--portfolio <folder>] [--write] [--strict]
//
// --quick      one round instead of three
// --scale      a part or a multiple of the files, with the same findings; a quarter is made of it too, so that 0.3 is the least
// --only       these subjects and no others
// --portfolio  make the portfolios in this empty folder and leave them there; one that was made before by this very program is used again
// --write      write the figures to docs/benchmarks.md; only for a whole run
// --strict     end with 1 if a bar is missed or was not measured
//
// Needs a built program (npm run build) and the packages of this folder (npm ci --prefix bench).
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import process, { execPath, stderr, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('..', import.meta.url));
/** What takes longer than this is measured once. */
const LONG_SECONDS = 60;
/** Less is no portfolio to judge by. */
const LEAST_FILES = 40_000;
const LEAST_BYTES = 500e6;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    scale: { type: 'string', default: '1' },
    only: { type: 'string' },
    portfolio: { type: 'string' },
    write: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
  },
});
const rounds = values.quick ? 1 : Number(values.rounds);
const scale = Number(values.scale);
const isWhole = scale === 1 && !values.quick && values.only === undefined;

if (!existsSync(join(here, 'node_modules'))) {
  stdout.write('\nThe comparison with other tools is not installed: npm ci --prefix bench\n');
} else if (!existsSync(join(root, 'dist/cli.mjs'))) {
  stderr.write('There is no built program to measure: npm run build\n');
  process.exitCode = 2;
} else if (!(rounds >= 1) || !(scale > 0) || (values.write && !isWhole)) {
  stderr.write('--rounds and --scale take a number above 0, and --write goes with a whole run only.\n');
  process.exitCode = 2;
} else {
  await run().catch((error) => {
    stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  });
}

async function run() {
  const maker = await import('./make-portfolio.mjs');
  const { endRunning, measure, measures } = await import('./measure.mjs');
  const { others, ours } = await import('./subjects.mjs');
  const { barsOf, document, summary } = await import('./figures.mjs');

  const scratch = mkdtempSync(join(tmpdir(), 'cti2voice-bench-'));
  const cleanUp = () => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]) {
    process.once(signal, () => {
      endRunning();
      cleanUp();
      process.exit(status);
    });
  }
  try {
    const folder = values.portfolio ?? scratch;
    say('making the portfolios');
    const whole = portfolioAt(maker, join(folder, 'whole'), scale);
    const quarter = portfolioAt(maker, join(folder, 'quarter'), scale / 4);
    if (scale >= 1 && (whole.files < LEAST_FILES || whole.bytes < LEAST_BYTES)) {
      throw new Error(`The portfolio has ${whole.files} files and ${whole.bytes} bytes, which is too little.`);
    }
    // A build meanwhile must not change what is measured.
    const program = join(scratch, 'program');
    cpSync(join(root, 'dist'), join(program, 'dist'), { recursive: true });
    cpSync(join(root, 'package.json'), join(program, 'package.json'));
    const cli = join(program, 'dist/cli.mjs');
    const version = spawnSync(execPath, [cli, '--version'], { encoding: 'utf8' }).stdout.trim();
    const help = spawnSync(execPath, [cli, 'scan', '--help'], { encoding: 'utf8' }).stdout;
    const hasCache = help.includes('--cache-dir');

    const own = ({ id, name, portfolio, gives, keepsCache = false }) => {
      const cache = join(scratch, `cache-${portfolio.name}`);
      const output = join(scratch, `report-${portfolio.name}`);
      return {
        ...ours({ id, name, version, gives, cli, portfolio: portfolio.folder, output, cache: hasCache ? ['--cache-dir', cache] : [] }),
        prepare: () => {
          rmSync(output, { recursive: true, force: true });
          if (!keepsCache) rmSync(cache, { recursive: true, force: true });
        },
      };
    };
    const subjects = [
      ...others(whole.folder),
      own({
        id: 'ours',
        name: 'cti2voice',
        portfolio: whole,
        gives: `all rules, read to the end; HTML, CSV and JSON written${hasCache ? '; no cache before, one written' : ''}`,
      }),
      ...(hasCache
        ? [
            own({
              id: 'ours-again',
              name: 'cti2voice, nothing changed',
              portfolio: whole,
              gives: 'the same once more, with its cache',
              keepsCache: true,
            }),
          ]
        : []),
      own({
        id: 'ours-quarter',
        name: 'cti2voice, a quarter of the files',
        portfolio: quarter,
        gives: 'the same findings among a quarter of the files',
      }),
    ].filter(({ id }) => values.only === undefined || values.only.split(',').includes(id));

    // What was just written is still on its way to the disk.
    spawnSync('sync');
    const load = loadavg()[0];
    const records = new Map(subjects.map(({ id }) => [id, []]));
    const failures = new Map();
    for (let round = 0; round <= rounds; round++) {
      for (const subject of subjects) {
        const known = records.get(subject.id);
        // The first round warms the system's memory of files; what takes minutes finds it warm already and is measured once.
        const isSlow = subject.id === 'eslint' || known.some(({ seconds }) => seconds > LONG_SECONDS);
        if (failures.has(subject.id) || (isSlow && (round === 0 || (known.length > 0 && known[0].seconds > LONG_SECONDS)))) continue;
        if (subject.command.file === null) {
          failures.set(subject.id, 'there is no program of it for this machine');
          continue;
        }
        say(`${round === 0 ? 'warming up' : `round ${round} of ${rounds}`}: ${subject.name}`);
        subject.prepare?.();
        const measured = await measure(subject.command, scratch);
        if (!(subject.statuses ?? [0]).includes(measured.status)) {
          failures.set(subject.id, `ended with ${measured.status}: ${firstLine(measured.errors)}`);
          continue;
        }
        // Reading what a tool says costs time too, and only once.
        if (known.length === 0) subject.counts = countsOf(subject, measured);
        if (round > 0) known.push(measured);
      }
    }

    const figures = subjects.map((subject) => figureOf(subject, records.get(subject.id), failures.get(subject.id)));
    const skipped = hasCache ? [] : ['The second run is not measured: this build has no --cache-dir.'];
    const facts = { figures, bars: barsOf(figures, hasCache), whole, quarter, rounds, scale, measures, skipped, load, version };
    stdout.write(`\n${summary(facts)}`);
    if (values.write) {
      writeFileSync(join(root, 'docs/benchmarks.md'), document(facts));
      stdout.write('\nwrote docs/benchmarks.md\n');
    }
    if (values.strict && facts.bars.some(({ verdict }) => verdict !== 'met')) process.exitCode = 1;
  } finally {
    cleanUp();
  }
}

/** The record beside the folder tells that it was made to the end, and of what. */
function portfolioAt({ digestOfInputs, makePortfolio }, parent, size) {
  const folder = `${parent}-${size}`;
  const record = `${folder}.json`;
  const name = parent.endsWith('quarter') ? 'quarter' : 'whole';
  const inputs = digestOfInputs();
  if (existsSync(record)) {
    const made = JSON.parse(readFileSync(record, 'utf8'));
    if (made.inputs !== inputs) throw new Error(`${folder} was made of something else. Give an empty folder.`);
    return { name, folder, ...made };
  }
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) throw new Error(`${folder} is not empty, and no record says what it holds.`);
  const made = { ...makePortfolio(folder, { scale: size }), inputs };
  writeFileSync(record, `${JSON.stringify(made)}\n`);
  return { name, folder, ...made };
}

function countsOf(subject, measured) {
  try {
    return subject.read(measured);
  } catch (error) {
    return { files: null, hits: null, unreadable: String(error) };
  }
}

function figureOf({ id, name, version, gives, package: from, counts }, measured, failure) {
  const all = (key) => measured.map((one) => one[key]).sort((a, b) => a - b);
  const isKnown = measured.length > 0 && failure === undefined;
  const peaks = all('peakBytes');
  const figure = { id, name, version, gives, from, failure, rounds: measured.length, files: null, hits: null, ...counts };
  if (!isKnown) return { ...figure, seconds: null, cpu: null, others: null, peak: null, middlePeak: null, read: null };
  return {
    ...figure,
    seconds: middle(all('seconds')),
    cpu: middle(all('cpuSeconds')),
    others: sum(all('othersSeconds')) / sum(all('seconds')),
    peak: peaks.at(-1),
    middlePeak: middle(peaks),
    read: middle(all('readBytes')),
  };
}

function middle(sorted) {
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

function sum(list) {
  return list.reduce((total, one) => total + one, 0);
}

function firstLine(text) {
  return text.split('\n').find((line) => line.trim() !== '') ?? 'nothing said';
}

function say(text) {
  stderr.write(`${text}\n`);
}
