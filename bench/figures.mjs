// What was measured, as text: a summary for the terminal and docs/benchmarks.md.
import { readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import process, { arch, platform } from 'node:process';

const MB = 1e6;

/** Each bar with what was measured. `verdict` is met, missed, or why there is none. */
export function barsOf(figures, hasCache) {
  const of = (id) => figures.find((figure) => figure.id === id);
  const seconds = (id) => of(id)?.seconds ?? null;
  const quick = Math.min(...['code-analyzer', 'code-analyzer-js'].map((id) => seconds(id) ?? Number.POSITIVE_INFINITY));
  const over = (a, b) => (a === null || b === null || !Number.isFinite(a) || !Number.isFinite(b) ? null : a / b);
  const times = (value) => `${value.toFixed(2)} times`;
  const bars = [
    { text: 'at most 1.7 times the bare read', value: over(seconds('ours'), seconds('floor')), most: 1.7 },
    { text: 'at most 8 times ripgrep; aim: 4', value: over(seconds('ours'), seconds('ripgrep')), most: 8, aim: 4 },
    { text: 'faster than Code Analyzer, the quicker of its two; aim: 3 times', value: over(quick, seconds('ours')), least: 1, aim: 3 },
    { text: 'at least 20 times as fast as ESLint', value: over(seconds('eslint'), seconds('ours')), least: 20 },
    {
      text: 'unchanged second run: at most half the first',
      value: over(seconds('ours-again'), seconds('ours')),
      most: 0.5,
      without: hasCache ? undefined : 'not measured: no cache in this build',
    },
    {
      text: 'peak memory at most 300 MB',
      value: of('ours')?.peak ? of('ours').peak / MB : null,
      most: 300,
      words: (value) => `${value.toFixed(0)} MB`,
    },
    {
      text: 'peak memory at most 10 % higher for 4 times the files',
      value: over(of('ours')?.middlePeak ?? null, of('ours-quarter')?.middlePeak ?? null),
      most: 1.1,
    },
  ];
  return bars.map(({ text, value, most, least, aim, without, words = times }) => {
    if (value === null) return { text, measured: '', verdict: without ?? 'not measured' };
    const isMet = (limit) => (most === undefined ? value >= limit : value <= limit);
    const verdict = isMet(most ?? least) ? 'met' : 'MISSED';
    return { text, measured: words(value), verdict, note: aim === undefined ? '' : isMet(aim) ? 'aim met' : 'aim not met' };
  });
}

export function summary(facts) {
  const { whole, quarter, rounds, skipped } = facts;
  return [
    `${machine()}; ${mood(facts)}`,
    `${sizeOf(whole)}; ${sizeOf(quarter)} in the quarter`,
    `median of ${rounds}, after one round that is not counted`,
    '',
    figureTable(facts),
    '',
    barTable(facts),
    '',
    ...[...warnings(facts), ...skipped].map((line) => `! ${line}`),
    '',
  ].join('\n');
}

export function document(facts) {
  const { whole, quarter, figures, rounds, measures, skipped, version } = facts;
  const tools = figures.filter(({ from }) => from !== undefined);
  return `# Benchmarks

This page is written by a run of \`bench/run.mjs\`; every figure on it was measured in that one run, each program as a process of its own, in turn with the others. No figure here says what another machine would give. The ratios carry further than the seconds.

- Date: ${new Date().toISOString().slice(0, 10)}
- Machine: ${machine()}; ${mood(facts)}
- cti2voice ${version}
- Median of ${rounds} rounds after one that is not counted, so that all files are in the system’s memory. What takes longer than a minute is measured once.

## The portfolio

Made by \`bench/make-portfolio.mjs\`, the same bytes each time: ${sizeOf(whole)}, all of them in folders that are scanned. 60 repositories hold an adapter (12 of them the same one), 80 the metadata of an org (40 of these are on the phone), 160 neither. The noise around them are sources of published packages, kept under \`src/\` and \`lib/\`; no two copies are the same bytes. The quarter is ${sizeOf(quarter)} with the same adapters and phones. SHA-256 of the whole: \`${whole.digest}\`.

## Figures

${figureTable(facts)}

The ratio is to the bare read. Processor is the work done, on all cores together. Memory is the highest of all rounds, summed over the processes of a tool. What was read is what the system counts, the program’s own files included${measures.all ? '' : '; none of the three is known on this machine'}. Files and hits are what each tool says itself.

The hits are not the same thing. Text counts every mention, in comments and examples too; a pattern over the syntax counts what is written as \`sforce.opencti.…\` and nothing that goes by another name; cti2voice counts uses of both APIs in code under whatever name they go by, and has found much else beside them.

${notes(facts)}## Bars

${barTable(facts)}

${skipped.map((line) => `${line}\n\n`).join('')}## What each was given

${figures.map(({ name, gives }) => `- **${name}**: ${gives}.`).join('\n')}

## Versions

${table(
  ['Tool', 'Package', 'Version', 'Licence'],
  [
    ...new Map(tools.map(({ from, version: number }) => [from, [shortName(from), `\`${from}\``, number, licenceOf(from)]])).values(),
    [shortName(REGEX_ENGINE), `\`${REGEX_ENGINE}\``, packageOf(REGEX_ENGINE).version, licenceOf(REGEX_ENGINE)],
  ],
)}

## To repeat it

\`\`\`sh
npm ci && npm run build
npm ci --prefix bench
node bench/run.mjs --write
\`\`\`

\`--quick\` measures one round, \`--scale 0.5\` a smaller portfolio, \`--only ours,floor\` some of the programs. \`--strict\` ends with 1 if a bar is missed or was not measured. Two gigabytes of free disk are enough; all that is made is removed at the end.
`;
}

const REGEX_ENGINE = '@salesforce/code-analyzer-regex-engine';
const NAMES = {
  '@vscode/ripgrep': 'ripgrep',
  '@salesforce/code-analyzer-core': 'Code Analyzer, core',
  [REGEX_ENGINE]: 'Code Analyzer, regex engine',
  '@ast-grep/cli': 'ast-grep',
  eslint: 'ESLint',
};
const shortName = (name) => NAMES[name] ?? name;
const packageOf = (name) => JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), 'utf8'));
const licenceOf = (name) => packageOf(name).license;

function figureTable({ figures, rounds }) {
  const floor = figures.find(({ id }) => id === 'floor')?.seconds ?? null;
  return table(
    ['', 'Time', 'Ratio', 'Processor', 'Memory', 'Read', 'Files', 'Hits'],
    figures.map(({ name, failure, seconds, cpu, peak, read, files, hits, findings, rounds: own }) => [
      name,
      seconds === null ? (failure ?? 'not measured') : `${seconds.toFixed(2)} s${own === 1 && rounds > 1 ? ' (once)' : ''}`,
      seconds === null || floor === null ? '' : `${(seconds / floor).toFixed(2)}x`,
      cpu === null ? '' : `${cpu.toFixed(2)} s`,
      peak === null ? '' : `${(peak / MB).toFixed(0)} MB`,
      read === null ? '' : `${(read / MB).toFixed(0)} MB`,
      count(files),
      findings === undefined ? count(hits) : `${count(hits)} of ${count(findings)} findings`,
    ]),
  );
}

function barTable({ bars }) {
  return table(
    ['Bar', 'Measured', ''],
    bars.map(({ text, measured, verdict, note }) => [text, measured, note ? `${verdict}, ${note}` : verdict]),
  );
}

function notes(facts) {
  const lines = warnings(facts);
  return lines.length === 0 ? '' : `${lines.map((line) => `- ${line}`).join('\n')}\n\n`;
}

/** What the reader should know before trusting a ratio. */
function warnings({ figures, whole, quarter }) {
  const of = (id) => figures.find((figure) => figure.id === id);
  const [floor, own, small, eslint] = ['floor', 'ours', 'ours-quarter', 'eslint'].map(of);
  const lines = [];
  if (floor?.read && own?.read && own.read < 0.97 * floor.read) {
    lines.push(`cti2voice read ${((floor.read - own.read) / MB).toFixed(0)} MB less than the bare read: it left files out.`);
  }
  for (const [figure, { files }] of [
    [floor, whole],
    [own, whole],
    [small, quarter],
  ]) {
    if (figure?.files && figure.files !== files)
      lines.push(`${figure.name}: ${count(figure.files)} files of the ${count(files)} that were made.`);
  }
  if (own?.findings && small?.findings && own.findings !== small.findings) {
    lines.push(`The quarter gave ${count(small.findings)} findings and the whole ${count(own.findings)}: they should be as many.`);
  }
  if (own?.repositories !== undefined && own.repositories !== whole.repositories) {
    lines.push(`cti2voice named ${own.repositories} repositories of the ${whole.repositories} that were made.`);
  }
  if (eslint?.unread) lines.push(`ESLint could not parse ${count(eslint.unread)} of its files.`);
  for (const { name, unreadable } of figures) if (unreadable) lines.push(`What ${name} said could not be read: ${unreadable}`);
  return lines;
}

function sizeOf({ repositories, files, bytes }) {
  return `${count(repositories)} repositories, ${count(files)} files, ${(bytes / MB).toFixed(0)} MB`;
}

function machine() {
  return `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB memory, ${platform} ${arch}, Node ${process.versions.node}`;
}

/** How much of the machine others took, which no ratio is quite free of. */
function mood({ figures, load }) {
  const shares = figures.map(({ others }) => others).filter((share) => share !== null);
  const other =
    shares.length === 0
      ? ''
      : `; other programs kept ${Math.max(...shares).toFixed(1)} cores busy at worst, ${Math.min(...shares).toFixed(1)} at best`;
  return `load before the run ${load.toFixed(1)}${other}`;
}

function count(value) {
  return value === null || value === undefined ? '' : value.toLocaleString('en');
}

/** Columns of one width; figures to the right. */
function table(head, rows) {
  const widths = head.map((title, at) => Math.max(3, title.length, ...rows.map((row) => row[at].length)));
  const isFigure = head.map((title, at) => at > 0 && rows.some((row) => /^[\d.,]+(?: |x|$)/.test(row[at])));
  const line = (row) => `| ${row.map((cell, at) => (isFigure[at] ? cell.padStart(widths[at]) : cell.padEnd(widths[at]))).join(' | ')} |`;
  const rule = `| ${widths.map((width, at) => (isFigure[at] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}
