// What is measured: for each its command, and how its output tells files and hits.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { arch, platform } from 'node:process';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The same names for all: members of the two APIs that an adapter calls. */
const TEXT = String.raw`sforce\.(?:opencti|interaction)\.\w+`;
const SELECTOR = 'MemberExpression[object.object.name="sforce"][object.property.name=/^(opencti|interaction)$/]';
const PATTERNS = ['sforce.opencti.$NAME', 'sforce.interaction.$NAME'];
const RULES = PATTERNS.map((pattern, at) => `id: use-${at}\nlanguage: JavaScript\nrule: { pattern: ${pattern} }`).join('\n---\n');

const driver = (name, ...args) => ({ args: [join(here, name), ...args] });
const versionOf = (name) => JSON.parse(readFileSync(join(here, 'node_modules', name, 'package.json'), 'utf8')).version;

/** The others. `files` and `hits` are null where a tool does not say. */
export function others(portfolio) {
  return [
    {
      id: 'floor',
      name: 'bare read, two workers',
      version: '',
      gives: 'two workers of Node, which list the folders and read every file; nothing is looked at',
      command: driver('floor.mjs', portfolio),
      read: ({ output }) => ({ ...JSON.parse(output), hits: null }),
    },
    {
      id: 'ripgrep',
      name: 'ripgrep',
      version: versionOf('@vscode/ripgrep'),
      package: '@vscode/ripgrep',
      gives: `one search, \`${TEXT}\`, over all files, ignore files set aside`,
      command: {
        file: binary(`@vscode/ripgrep-${platform}-${arch}`, join('bin', platform === 'win32' ? 'rg.exe' : 'rg')),
        args: ['--no-ignore', '--hidden', '--glob', '!.git', '--no-config', '--count-matches', '--stats', TEXT, portfolio],
      },
      read: ({ output }) => ({ files: numberBefore(output, ' files searched'), hits: numberBefore(output, ' matches') }),
    },
    {
      id: 'code-analyzer-js',
      name: 'Code Analyzer, regex engine, .js only',
      version: versionOf('@salesforce/code-analyzer-core'),
      package: '@salesforce/code-analyzer-core',
      gives: 'its core and its regex engine with one rule of the same expression, for files that end in `.js`',
      command: driver('code-analyzer.mjs', portfolio, TEXT, '.js'),
      read: ({ output }) => JSON.parse(output),
    },
    {
      id: 'code-analyzer',
      name: 'Code Analyzer, regex engine',
      version: versionOf('@salesforce/code-analyzer-core'),
      package: '@salesforce/code-analyzer-core',
      gives: 'the same rule for every file of text, which is what a rule without endings means',
      command: driver('code-analyzer.mjs', portfolio, TEXT),
      read: ({ output }) => JSON.parse(output),
    },
    {
      id: 'ast-grep',
      name: 'ast-grep',
      version: versionOf('@ast-grep/cli'),
      package: '@ast-grep/cli',
      gives: `two patterns, ${PATTERNS.map((pattern) => `\`${pattern}\``).join(' and ')}, over the files that it holds for JavaScript`,
      command: {
        file: binary(astGrepPlatform(), platform === 'win32' ? 'ast-grep.exe' : 'ast-grep'),
        args: [
          'scan',
          '--inspect=summary',
          '--json=stream',
          ...['hidden', 'vcs', 'dot'].flatMap((kind) => ['--no-ignore', kind]),
          '--inline-rules',
          RULES,
          portfolio,
        ],
      },
      statuses: [0, 1],
      read: ({ output, errors }) => ({
        files: Number(/scannedFileCount=(\d+)/.exec(errors)?.[1]),
        hits: output.split('\n').filter((line) => line !== '').length,
      }),
    },
    {
      id: 'eslint',
      name: 'ESLint',
      version: versionOf('eslint'),
      package: 'eslint',
      gives: `\`no-restricted-syntax\` with one selector, \`${SELECTOR}\`, over \`.js\`, \`.mjs\` and \`.cjs\`; no other rule, no output`,
      command: driver('eslint.mjs', portfolio, SELECTOR),
      read: ({ output }) => JSON.parse(output),
    },
  ];
}

/** This program, with all of its rules and reports. */
export function ours({ cli, portfolio, output, cache = [], ...subject }) {
  return {
    ...subject,
    command: { args: [cli, 'scan', portfolio, '--format', 'html,csv,json', '-o', output, ...cache, '--quiet'] },
    output,
    read: () => readAssessment(join(output, 'assessment.json')),
  };
}

/** Findings, and among them what the others look for: uses of the two APIs in code. */
function readAssessment(path) {
  const { repos } = JSON.parse(readFileSync(path, 'utf8'));
  const findings = repos.flatMap((repo) => repo.findings);
  const uses = findings.filter(
    ({ kind, api }) => ['call', 'reference', 'constant'].includes(kind) && /^(?:opencti|interaction)(?:\.|$)/.test(api),
  );
  return {
    repositories: repos.length,
    files: repos.reduce((total, repo) => total + repo.filesSeen, 0),
    hits: uses.length,
    findings: findings.length,
  };
}

function numberBefore(text, word) {
  const found = new RegExp(`^(\\d+)${word}$`, 'm').exec(text);
  return found === null ? null : Number(found[1]);
}

/** A program that lies in a package for this machine alone; null where there is none. */
function binary(name, path) {
  const file = join(here, 'node_modules', name, path);
  return existsSync(file) ? file : null;
}

function astGrepPlatform() {
  return `@ast-grep/cli-${platform}-${arch}${{ win32: '-msvc', linux: '-gnu' }[platform] ?? ''}`;
}
