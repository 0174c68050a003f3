// Writes a made-up portfolio of repositories, the same for the same arguments to the byte.
//
//   node bench/make-portfolio.mjs <empty folder> [--scale <number>] [--seed <number>]
//
// Three hundred repositories: sixty with an adapter (this project's samples and style fixtures), eighty with the metadata of an org, the
// rest with nothing to find. All are filled up with sources of well-known packages, lying under src/ and lib/ as a team would keep them;
// every file is of a kind that a scan looks at, and no two copies are the same bytes, so that nothing is gained by knowing contents
// again. The adapters and the phones of the orgs stay as they are whatever the scale: four times the files hold the same findings.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { argv, stdout } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { makeOrg } from '../scripts/make-org.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('..', import.meta.url));

const ADAPTERS = 60;
const ORGS = 80;
const OTHERS = 160;

/** Files of noise in a repository of middle size, at scale 1. */
const NOISE_BESIDE_ADAPTER = 110;
const METADATA_IN_ORG = 190;
const NOISE_IN_OTHER = 130;
/** Small and large repositories take turns; the factors are 1 on average. */
const SIZES = [0.2, 1.4, 0.6, 1, 2.4, 0.4, 1];
/** One is far larger than the rest, as one always is. */
const LARGEST = 8;

const NOISE = /\.(?:[cm]?[jt]sx?|map|json|md|html?|xml|txt)$/;
/** What would move the borders of a repository, or keep files from being looked at. */
const LEFT_OUT = /(?:^|\/)(?:\.[^/]*|node_modules|vendor|third_party|bower_components|sfdx-project\.json|package\.xml)(?:\/|$)/;
const LARGEST_NOISE = 1_500_000;
/** So many files of one package lie together. */
const RUN = 30;
const PLACES = ['src/lib', 'lib', 'src/shared', 'src/web/lib', 'src/components'];

/** Returns what was made. The digest goes over paths and bytes of all files outside .git. */
export function makePortfolio(folder, { scale = 1, seed = 5 } = {}) {
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) throw new Error(`${folder} is not empty.`);
  const random = randomFrom(seed);
  const pool = noisePool();
  const styles = readdirSync(join(root, 'test/fixtures/styles')).sort(byCodeUnit);
  const phone = phoneOfOrg();
  const noise = noiseFactor(scale, styles, phone.length);
  const made = { repositories: 0, files: 0, bytes: 0 };
  const hash = createHash('sha256');
  let copy = 0;

  const begin = (name) => {
    const repository = join(folder, name);
    for (const below of ['objects/info', 'objects/pack', 'refs/heads']) mkdirSync(join(repository, '.git', below), { recursive: true });
    writeFileSync(join(repository, '.git/HEAD'), 'ref: refs/heads/main\n');
    writeFileSync(
      join(repository, '.git/config'),
      `[core]\n\trepositoryformatversion = 0\n\tbare = false\n[remote "origin"]\n\turl = https://example.com/portfolio/${name}.git\n`,
    );
    made.repositories++;
    return repository;
  };
  const write = (repository, path, bytes) => {
    const file = join(repository, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  };
  const addNoise = (repository, wanted) => {
    const taken = new Set();
    for (let left = Math.round(wanted * noise); left > 0;) {
      const { name, files } = random.of(pool);
      const place = random.of(PLACES);
      const start = random.below(files.length);
      for (const { path, absolute } of files.slice(start, start + Math.min(RUN, left))) {
        // The same file again, where a package is hit twice, lies beside the first as another release of it would.
        let target = `${place}/${name}/${path}`;
        for (let release = 2; taken.has(target); release++) target = `${place}/${name}-${release}/${path}`;
        taken.add(target);
        write(repository, target, stamped(path, readFileSync(absolute), ++copy));
        left--;
      }
    }
  };
  const addCopy = (repository, source, below) => {
    for (const path of filesBelow(join(root, source))) write(repository, `${below}${path}`, readFileSync(join(root, source, path)));
  };
  /** What was written is counted where it lies: the makers below write by themselves. */
  const end = (name) => {
    for (const path of filesBelow(join(folder, name))) {
      if (path.startsWith('.git/')) continue;
      const bytes = readFileSync(join(folder, name, path));
      hash.update(`${name}/${path}\0${bytes.length}\0`).update(bytes);
      made.files++;
      made.bytes += bytes.length;
    }
  };

  for (let index = 0; index < ADAPTERS; index++) {
    const name = `phone-${number(index)}`;
    const repository = begin(name);
    for (const { source, below } of adapterSources(index, styles)) addCopy(repository, source, below);
    addNoise(repository, NOISE_BESIDE_ADAPTER * sizeOf(index));
    end(name);
  }
  for (let index = 0; index < ORGS; index++) {
    const name = `org-${number(index)}`;
    const repository = begin(name);
    makeOrg(repository, { files: phone.length + Math.round(METADATA_IN_ORG * sizeOfOrg(index) * noise), seed: seed * 1000 + index });
    if (!hasPhone(index)) for (const path of phone) if (path.includes('/')) rmSync(join(repository, path));
    end(name);
  }
  for (let index = 0; index < OTHERS; index++) {
    const name = `web-${number(index)}`;
    addNoise(begin(name), NOISE_IN_OTHER * sizeOf(index));
    end(name);
  }
  return { ...made, digest: hash.digest('hex') };
}

/** What an adapter's repository holds of an adapter: the same one in twelve repositories, another in eight, two styles in each of the rest. */
function adapterSources(index, styles) {
  if (index < 12) return [{ source: 'samples/quillmere-bank', below: '' }];
  if (index < 20) return [{ source: 'samples/payments-phone', below: 'src/phone/' }];
  return [2 * index, 2 * index + 1].map((at) => ({
    source: `test/fixtures/styles/${styles[at % styles.length]}`,
    below: `src/adapter-${at}/`,
  }));
}

const sizeOf = (index) => SIZES[index % SIZES.length];
const sizeOfOrg = (index) => (index === 0 ? LARGEST : sizeOf(index));
/** Every other org is on the phone. */
const hasPhone = (index) => index % 2 === 0;

/** By how much the noise grows or shrinks so that all files together do so by `scale`. */
function noiseFactor(scale, styles, filesOfPhone) {
  const sum = (count, value) => Array.from({ length: count }, (_, index) => value(index)).reduce((total, one) => total + one, 0);
  const fixed =
    sum(ADAPTERS, (index) =>
      adapterSources(index, styles).reduce((total, { source }) => total + filesBelow(join(root, source)).length, 0),
    ) + sum(ORGS, (index) => (hasPhone(index) ? filesOfPhone : 1));
  const noise =
    sum(ADAPTERS, (index) => NOISE_BESIDE_ADAPTER * sizeOf(index)) +
    sum(ORGS, (index) => METADATA_IN_ORG * sizeOfOrg(index)) +
    sum(OTHERS, (index) => NOISE_IN_OTHER * sizeOf(index));
  const factor = (scale * (fixed + noise) - fixed) / noise;
  if (factor < 0)
    throw new Error(
      `At scale ${scale} there is no room beside the ${fixed} files of adapters and phones; at scale 1 all are ${Math.round(fixed + noise)}.`,
    );
  return factor;
}

/** Tells whether a portfolio that lies there was made of what lies here now. */
export function digestOfInputs() {
  const hash = createHash('sha256');
  const sources = ['samples/quillmere-bank', 'samples/payments-phone', 'test/fixtures/styles'];
  const files = ['bench/make-portfolio.mjs', 'bench/package-lock.json', 'scripts/make-org.mjs'];
  for (const source of sources) files.push(...filesBelow(join(root, source)).map((path) => `${source}/${path}`));
  for (const path of files) {
    const bytes = readFileSync(join(root, path));
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

/** Packages with their files, in an order that is the same everywhere. */
function noisePool() {
  const { devDependencies } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
  return Object.keys(devDependencies)
    .sort(byCodeUnit)
    .map((name) => {
      const folder = join(here, 'node_modules', name);
      if (!existsSync(folder)) throw new Error('The packages that the noise is taken from are not installed: npm ci --prefix bench');
      const files = filesBelow(folder)
        .filter((path) => NOISE.test(path) && !LEFT_OUT.test(path))
        .map((path) => ({ path, absolute: join(folder, path) }))
        .filter(({ absolute }) => {
          const { size } = statSync(absolute);
          return size > 0 && size <= LARGEST_NOISE;
        });
      return { name: name.replace(/^@[^/]*\//, ''), files };
    });
}

/** An org of no files beyond its phone tells which those are. */
function phoneOfOrg() {
  const scratch = mkdtempSync(join(tmpdir(), 'cti2voice-bench-org-'));
  try {
    makeOrg(scratch, { files: 0 });
    return filesBelow(scratch);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** A number at the end, in whatever the kind of file takes for a comment. */
function stamped(path, bytes, copy) {
  let end = `\nCopy ${copy}\n`;
  if (/\.[cm]?[jt]sx?$/.test(path)) end = `\n// Copy ${copy}\n`;
  else if (/\.(?:md|html?|xml)$/.test(path)) end = `\n<!-- Copy ${copy} -->\n`;
  // JSON has no comments; the number stands in spaces and tabs.
  else if (/\.(?:json|map)$/.test(path)) end = `\n${copy.toString(2).replaceAll('0', ' ').replaceAll('1', '\t')}\n`;
  return Buffer.concat([bytes, Buffer.from(end)]);
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort(byCodeUnit);
}

function byCodeUnit(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

function number(index) {
  return String(index + 1).padStart(3, '0');
}

/** Small and the same on every machine. */
function randomFrom(seed) {
  let state = seed >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
  return { below: (limit) => Math.floor(next() * limit), of: (list) => list[Math.floor(next() * list.length)] };
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { scale: { type: 'string', default: '1' }, seed: { type: 'string', default: '5' } },
  });
  if (positionals[0] === undefined) throw new Error('Give the empty folder to write to.');
  const made = makePortfolio(positionals[0], { scale: Number(values.scale), seed: Number(values.seed) });
  stdout.write(
    `${made.repositories} repositories, ${made.files} files, ${(made.bytes / 1e6).toFixed(1)} MB in folders that are scanned\nsha256 ${made.digest}\n`,
  );
}
