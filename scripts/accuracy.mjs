// Scans repositories whose uses of Open CTI were labelled by hand, and holds the findings against the labels.
//
//   npm run accuracy -- <labels.csv> <folder of repositories> [options]
//
//   --repo <text>              only repositories whose name contains this; may be repeated
//   --clean <owner/name,...>   repositories that use no Open CTI, so that any finding of a use is false
//   --clean-rest               takes every folder that the labels do not name as clean
//   --archives                 demands the rows of files inside .zip, too
//   --min-precision <0 to 1>   least precision in total
//   --min-recall <0 to 1>      least recall in total
//   --each-kind                asks both of every kind that occurs, too
//   --brief                    leaves out the misses and the surplus findings
//   --timeout <seconds>        for one scan (900)
//   --cli <file>               the program to run (dist/cli.mjs)
//
// A repository is looked for as owner+name, owner/name or name: a folder, which is scanned as it is, or a git directory (that name itself,
// or repo, .git or repo/.git below it), of which the labelled commit is scanned. Of a clean repository that is HEAD.
//
// Ends with 0; with 1 below a minimum or on a finding in a clean repository; with 2 if nothing was compared or a scan failed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { load, root } from './load.mjs';

const {
  JUDGED_KINDS,
  addComparisons,
  compareWithLabels,
  falseInClean,
  ratesOf,
  readLabels,
  shareText,
  shortfallsOf,
  sightingsOf,
  totalCounts,
} = await load(join(root, 'src', 'accuracy.ts'));

function stop(message) {
  console.error(message);
  process.exit(2);
}

function readArguments() {
  const flag = { type: 'boolean', default: false };
  const list = { type: 'string', multiple: true, default: [] };
  const text = (value) => ({ type: 'string', default: value });
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        repo: list,
        clean: list,
        'clean-rest': flag,
        archives: flag,
        'min-precision': text('0'),
        'min-recall': text('0'),
        'each-kind': flag,
        brief: flag,
        timeout: text('900'),
        cli: text(join(root, 'dist', 'cli.mjs')),
      },
    });
    if (positionals.length !== 2) throw new Error('Give the labels and the folder of the repositories.');
    const number = (name, most) => {
      const value = values[name].trim() === '' ? NaN : Number(values[name]);
      if (!(value >= 0 && value <= most)) throw new Error(`--${name} takes a number from 0 to ${most}.`);
      return value;
    };
    const [labels, folder] = positionals.map((path) => resolve(path));
    return {
      labels,
      folder,
      only: values.repo.map((word) => word.toLowerCase()),
      clean: values.clean.flatMap((names) => names.split(',')).filter((name) => name !== ''),
      cleanRest: values['clean-rest'],
      archives: values.archives,
      minimums: { precision: number('min-precision', 1), recall: number('min-recall', 1), eachKind: values['each-kind'] },
      brief: values.brief,
      timeout: number('timeout', 86_400),
      cli: resolve(values.cli),
    };
  } catch (error) {
    return stop(`${error.message}\nUse: npm run accuracy -- <labels.csv> <folder of repositories> [options]`);
  }
}

const options = readArguments();
if (!existsSync(options.cli)) stop(`There is no ${options.cli}. Build it first: npm run build`);
const labels = (() => {
  try {
    return readLabels(parse(readFileSync(options.labels), { columns: true, bom: true }));
  } catch (error) {
    return stop(`The labels could not be read: ${error.message}`);
  }
})();
const labelled = [...new Set(labels.map(({ repo }) => repo))];
const odd = options.clean.find((repo) => !/^[^/\s]+\/[^/\s]+$/.test(repo) || labelled.includes(repo));
if (odd !== undefined) stop(labelled.includes(odd) ? `${odd} has labels, so it is not clean.` : `--clean takes owner/name, not “${odd}”.`);

// --- Finding a repository and bringing out a commit of it ---

const isFolder = (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
const nameOf = (repo) => repo.slice(repo.indexOf('/') + 1);

/** A bare repository, the `.git` of a clone, or the file of that name which stands in a worktree. */
function isGitDirectory(path) {
  if (existsSync(join(path, 'HEAD')) && isFolder(join(path, 'objects'))) return true;
  return basename(path) === '.git' && existsSync(path) && !isFolder(path);
}

/** Where a repository's content lies at a path, or null. */
function placeAt(path) {
  const git = [join(path, 'repo', '.git'), join(path, 'repo'), join(path, '.git'), path, `${path}.git`].find(isGitDirectory);
  if (git !== undefined) return { git };
  return isFolder(path) ? { plain: path } : null;
}

function locate(repo, known) {
  const isOnlyOne = known.filter((other) => nameOf(other) === nameOf(repo)).length <= 1;
  const names = [repo.replace('/', '+'), repo, ...(isOnlyOne ? [nameOf(repo)] : [])];
  return names.map((name) => placeAt(join(options.folder, name))).find((place) => place !== null) ?? null;
}

/** Runs git on a repository without letting it fetch anything. */
function runGit(git, args, input) {
  const run = spawnSync('git', ['--git-dir', git, ...args], {
    input,
    env: { ...process.env, GIT_NO_LAZY_FETCH: '1' },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (run.error) throw new Error(`git could not be run: ${run.error.message}`);
  return run;
}

/** Writes a commit’s files into a folder and returns the paths whose content the copy does not hold. */
function exportCommit(git, commit, folder, work) {
  if (runGit(git, ['cat-file', '-e', `${commit}^{commit}`]).status !== 0) throw new Error('the commit is not in the copy');
  const tar = join(work, 'files.tar');
  const archive = (...paths) => runGit(git, ['archive', '--format=tar', `--output=${tar}`, commit, ...paths]);
  let absent = [];
  let run = archive();
  if (run.status !== 0) {
    // A partial copy lacks files, and git gives up at the first of them.
    const blobs = runGit(git, ['ls-tree', '-r', '-z', '--full-tree', commit])
      .stdout.split('\0')
      .map((entry) => /^\d+ blob ([0-9a-f]+)\t([^]+)$/.exec(entry))
      .filter((match) => match !== null);
    const answers = runGit(git, ['cat-file', '--batch-check'], blobs.map(([, id]) => `${id}\n`).join('')).stdout.split('\n');
    absent = blobs.filter((_, index) => answers[index].endsWith(' missing')).map(([, , path]) => path);
    if (absent.length > 0) run = archive('--', '.', ...absent.map((path) => `:(exclude,literal)${path}`));
  }
  if (run.status !== 0) throw new Error(`git archive ended with ${run.status}: ${run.stderr.trim()}`);
  const unpack = spawnSync('tar', ['-x', '-f', tar, '-C', folder], { encoding: 'utf8' });
  if (unpack.status !== 0) throw new Error(`the archive could not be unpacked: ${unpack.error?.message ?? unpack.stderr.trim()}`);
  rmSync(tar);
  return absent;
}

/** The findings of one repository, and the paths that were not there to be read. */
function scan(repo, { git, plain }, commit) {
  const work = mkdtempSync(join(tmpdir(), 'cti2voice-accuracy-'));
  try {
    const folder = plain ?? join(work, repo.replaceAll('/', '+'));
    const output = join(work, 'output');
    mkdirSync(folder, { recursive: true });
    const absent = git === undefined ? [] : exportCommit(git, commit, folder, work);
    const run = spawnSync(process.execPath, [options.cli, 'scan', folder, '--output-dir', output, '--format', 'json', '--quiet'], {
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
      maxBuffer: 1 << 28,
      timeout: options.timeout * 1000,
    });
    if (run.error?.code === 'ETIMEDOUT') throw new Error(`the scan took longer than ${options.timeout} seconds`);
    if (run.error) throw run.error;
    if (run.status !== 0) throw new Error(`the scan ended with ${run.status ?? run.signal}: ${run.stderr.trim().slice(-500)}`);
    return { sightings: sightingsOf(JSON.parse(readFileSync(join(output, 'assessment.json'), 'utf8'))), absent };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Names of what lies in the folder and belongs to no labelled repository. */
function unlabelledFolders() {
  const owners = new Set(labelled.filter((repo) => isFolder(join(options.folder, repo))).map((repo) => repo.slice(0, repo.indexOf('/'))));
  const named = new Set(labelled.flatMap((repo) => [repo, repo.replace('/', '+'), nameOf(repo)]));
  const foldersIn = (path) =>
    readdirSync(path)
      .filter((name) => !name.startsWith('.') && isFolder(join(path, name)))
      .sort();
  return foldersIn(options.folder)
    .flatMap((name) => (owners.has(name) ? foldersIn(join(options.folder, name)).map((inner) => `${name}/${inner}`) : [name]))
    .filter((name) => !named.has(name.replace(/\.git$/, '')));
}

// --- Comparing ---

const isWanted = (repo) => options.only.length === 0 || options.only.some((word) => repo.toLowerCase().includes(word));
const absentRepositories = [];
const notes = [];
const failures = [];

/** The findings, or null if the scan failed. */
function sightingsIn(repo, place, commit) {
  try {
    const { sightings, absent } = scan(repo, place, commit);
    if (absent.length > 0) notes.push(`${repo}: the copy lacks ${absent.join(', ')}`);
    return sightings;
  } catch (error) {
    failures.push(`${repo}: ${error.message}`);
    return null;
  }
}

const commits = new Map(labels.filter(({ repo }) => isWanted(repo)).map(({ repo, commit }) => [`${repo} ${commit}`, { repo, commit }]));
const compared = [];
for (const { repo, commit } of commits.values()) {
  const place = locate(repo, labelled);
  if (place === null) {
    absentRepositories.push(repo);
    continue;
  }
  const own = labels.filter((label) => label.repo === repo && label.commit === commit);
  // After a scan that failed every row is missed.
  compared.push({ repo, comparison: compareWithLabels(own, sightingsIn(repo, place, commit) ?? [], options.archives) });
}

const clean = [];
function scanClean(repo, place) {
  const sightings = sightingsIn(repo, place, 'HEAD');
  if (sightings !== null) clean.push({ repo, found: falseInClean(sightings) });
}
for (const repo of options.clean.filter(isWanted)) {
  const place = locate(repo, [...labelled, ...options.clean]);
  if (place === null) absentRepositories.push(repo);
  else scanClean(repo, place);
}
if (options.cleanRest && isFolder(options.folder)) {
  const named = new Set(options.clean.flatMap((repo) => [repo, repo.replace('/', '+'), nameOf(repo)]));
  for (const name of unlabelledFolders().filter((folder) => !named.has(folder.replace(/\.git$/, '')))) {
    const repo = name.replace('+', '/').replace(/\.git$/, '');
    if (!isWanted(repo)) continue;
    scanClean(repo, placeAt(join(options.folder, name)));
  }
}

// --- Telling ---

const total = addComparisons(compared.map(({ comparison }) => comparison));

function rowsOf(name, comparison) {
  const row = (label, kind, counts) => {
    const { precision, recall } = ratesOf(counts);
    return [label, kind, counts.right, counts.missed, counts.surplus, shareText(precision), shareText(recall)];
  };
  const occurring = JUDGED_KINDS.filter((kind) => Object.values(comparison.kinds[kind]).some((count) => count > 0));
  return [row(name, 'all', totalCounts(comparison)), ...occurring.map((kind) => row('', kind, comparison.kinds[kind]))];
}

if (compared.length > 0) {
  const table = [
    ['repository', 'kind', 'right', 'missed', 'surplus', 'precision', 'recall'],
    ...compared.flatMap(({ repo, comparison }) => rowsOf(repo, comparison)),
    ...rowsOf('total', total),
  ];
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => String(row[column]).length)));
  for (const row of table)
    console.log(
      row.map((cell, column) => (column < 2 ? String(cell).padEnd(widths[column]) : String(cell).padStart(widths[column]))).join('  '),
    );
  console.log(
    `\n${total.neutral} findings on rows that may be reported or left out, ${total.repeated} repeats, ${total.notJudged} of a kind that is not judged`,
  );
}

function tell(heading, lines) {
  if (lines.length === 0) return;
  console.log(`\n${heading}`);
  for (const line of lines) console.log(`  ${line}`);
}

const sightingText = ({ file, line, kind, name }) => `${file}:${line} ${kind} ${name}`;
if (!options.brief) {
  tell(
    `Missed: ${total.missed.length}`,
    total.missed.map(({ repo, path, line, kind, api, member, how }) => `${repo} ${path}:${line} ${kind} ${api}.${member} (${how})`),
  );
  tell(
    `Surplus: ${total.surplus.length}`,
    compared.flatMap(({ repo, comparison }) =>
      comparison.surplus.map(
        ({ sighting, reason }) => `${repo} ${sightingText(sighting)} (${reason}; ${sighting.ruleId}, ${sighting.confidence})`,
      ),
    ),
  );
}
tell(
  'Recall by style',
  [...total.styles]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([how, { right, demanded }]) => `${how} ${right}/${demanded} ${shareText(right / demanded)}`),
);
tell(
  'Clean repositories, with findings that are false',
  clean.flatMap(({ repo, found }) => [`${repo}: ${found.length}`, ...found.map((sighting) => `  ${repo} ${sightingText(sighting)}`)]),
);
tell('Files that were not there to be read', notes);
tell('Repositories that are not in the folder', absentRepositories);
tell('Failed', failures);

const falseFindings = clean.flatMap(({ found }) => found).length;
const below = [
  ...(compared.length > 0 ? shortfallsOf(total, options.minimums) : []),
  ...(falseFindings > 0 ? [`${falseFindings} false findings in clean repositories`] : []),
];
tell('Not good enough', below);
if (compared.length + clean.length === 0) console.log('Nothing was compared.');
process.exitCode = failures.length > 0 || compared.length + clean.length === 0 ? 2 : below.length > 0 ? 1 : 0;
