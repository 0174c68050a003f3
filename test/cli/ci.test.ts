/** action.yml and the recipes of docs/ci.md: checked by GitHub’s own parser, and every shell step run as it stands there. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { COMMENT_MARK } from '../../src/report/markdown.ts';
import { openCtiDefinition } from '../fixtures/definitions.ts';
import { fill, folderOf } from '../fixtures/folder.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const onUnix = process.platform === 'win32' ? describe.skip : describe;
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface Step {
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

const action = parse(read('action.yml')) as Action;
const page = read('docs/ci.md');

/** The first block of a language below a heading. */
function block(heading: string, language: string): string {
  const [, text] = new RegExp(`\`\`\`${language}\n([^]*?)\n\`\`\``).exec(page.split(`\n## ${heading}\n`)[1] ?? '') ?? [];
  if (text === undefined) throw new Error(`no ${language} below ${heading}`);
  return text;
}

test('GitHub’s own parser finds no fault in the action and in the workflows of the docs', () => {
  const { status, stdout } = spawnSync(process.execPath, [join(ROOT, 'scripts/actions-check.mjs')], { encoding: 'utf8' });
  expect(JSON.parse(stdout)).toEqual({ checked: ['action.yml', 'docs/ci.md 1', 'docs/batch.md 1'], faults: [] });
  expect(status).toBe(0);
});

test('no input becomes part of a script, where what stands in it would be run', () => {
  const runs = action.runs.steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
  expect(runs.length).toBeGreaterThan(4);
  for (const run of runs) expect(run).not.toContain('${{');
});

test('others’ actions are held to a commit, with the release beside it, and the pages name the same releases', () => {
  const used = action.runs.steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses]));
  expect(used.length).toBeGreaterThan(1);
  const held = [...read('action.yml').matchAll(/uses: (?<name>\S+)@[\da-f]{40} # (?<major>v\d+)\.\d+\.\d+$/gm)];
  expect(held).toHaveLength(used.length);
  const majors = new Map<string, Set<string>>();
  const pages = ['docs/ci.md', 'docs/batch.md', 'docs/sarif.md'].map(read).join('\n');
  for (const { groups } of [...held, ...pages.matchAll(/uses: (?<name>\S+)@(?<major>v\d+)$/gm)])
    majors.set(groups?.['name'] ?? '', (majors.get(groups?.['name'] ?? '') ?? new Set()).add(groups?.['major'] ?? ''));
  expect(majors.size).toBeGreaterThan(4);
  expect([...majors].filter(([, versions]) => versions.size > 1)).toEqual([]);
});

test('every input is documented and used, and every input that is used is there', () => {
  const used = new Set([...read('action.yml').matchAll(/\binputs\.([\w-]+)/g)].map(([, name]) => name ?? ''));
  expect([...used].sort()).toEqual(Object.keys(action.inputs).sort());
});

/** A clone with a phone, the bare repository that it pushes to, and a `gh` that writes down what it is asked. */
function checkout(): { readonly folder: string; readonly bin: string; readonly git: (...args: string[]) => string } {
  const base = folderOf();
  const [folder, bin] = [join(base, 'work'), join(base, 'bin')];
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', join(base, 'origin.git')]);
  execFileSync('git', ['clone', '-q', join(base, 'origin.git'), folder], { stdio: 'pipe' });
  git('checkout', '-q', '-B', 'main');
  fill(folder, { 'CallCenter.xml': openCtiDefinition(), 'phone.js': 'sforce.opencti.enableClickToDial({});\n' });
  git('add', '-A');
  git('commit', '-q', '-m', 'one');
  git('push', '-q', 'origin', 'HEAD:main');
  mkdirSync(bin);
  const asks = '[ "$*" != "${*#*--paginate}" ] && cat "$GH_ANSWER"; ';
  writeFileSync(join(bin, 'gh'), `#!/bin/sh\nprintf '%s\\n' "$*" >> "$GH_LOG"\n${asks}exit "\${GH_CODE:-0}"\n`, { mode: 0o755 });
  writeFileSync(join(bin, 'cti2voice'), `#!/bin/sh\nexec "${process.execPath}" "${ROOT}/dist/cli.mjs" "$@"\n`, { mode: 0o755 });
  writeFileSync(join(base, 'answer'), '');
  return { folder, bin, git };
}

type Checkout = ReturnType<typeof checkout>;

/** As the runner runs a step of bash, with what GitHub gives it. */
function step(name: string, { folder, bin }: Checkout, values: Readonly<Record<string, string>>) {
  const found = action.runs.steps.find((one) => one.name === name);
  if (found?.run === undefined) throw new Error(`There is no step ${name}.`);
  const filled = Object.fromEntries(
    Object.keys(found.env ?? {}).map((key) => {
      const input = /^\$\{\{ inputs\.([\w-]+) \}\}(.*)$/s.exec(found.env?.[key] ?? '');
      return [key, values[key] ?? (input ? `${action.inputs[input[1] ?? '']?.default ?? ''}${input[2] ?? ''}` : '')];
    }),
  );
  const base = join(folder, '..');
  return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', found.run], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
      GITHUB_ACTION_PATH: ROOT,
      GITHUB_OUTPUT: join(base, 'output'),
      GITHUB_STEP_SUMMARY: join(base, 'summary'),
      GH_LOG: join(base, 'gh.log'),
      GH_ANSWER: join(base, 'answer'),
      CTI2VOICE_CACHE_DIR: '',
      ...filled,
      ...values,
    },
  });
}

const inBase = ({ folder }: Checkout, name: string): string => {
  const path = join(folder, '..', name);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
};

onUnix('the steps of the action', () => {
  let at: Checkout;
  beforeAll(() => {
    at = checkout();
  });

  test('are not installed twice', () => {
    expect(step('Install', at, {}).status).toBe(0);
  });

  test('scan, record on the main branch, and push what was recorded', () => {
    expect(step('Scan', at, { SCAN_RECORD: 'true', SCAN_ARGUMENTS: '--no-cache\n\n--quiet' })).toMatchObject({ status: 0, stderr: '' });
    expect(inBase(at, 'output')).toBe('exit-code=0\nsarif=true\n');
    expect(inBase(at, 'summary')).toContain(COMMENT_MARK);
    expect(step('Record', at, { LEDGER: '.cti2voice', BRANCH: 'main' }).status).toBe(0);
    const pushed = at.git('ls-tree', '-r', '--name-only', 'origin/main').split('\n');
    expect(pushed.filter((name) => name.startsWith('.cti2voice/runs/'))).toHaveLength(1);
    // The report is no part of it.
    expect(pushed.filter((name) => name.startsWith('voice-readiness'))).toEqual([]);
    expect(step('Record', at, { LEDGER: '.cti2voice', BRANCH: 'main' })).toMatchObject({ status: 0, stdout: 'Nothing new to record.\n' });
  });

  test('push beside what somebody else pushed meanwhile', () => {
    const other = join(at.folder, '..', 'other');
    execFileSync('git', ['clone', '-q', join(at.folder, '..', 'origin.git'), other], { stdio: 'pipe' });
    fill(other, { 'notes.txt': 'Meanwhile.\n' });
    for (const args of [
      ['add', '-A'],
      ['-c', 'user.name=B', '-c', 'user.email=b@example.com', 'commit', '-q', '-m', 'two'],
      ['push', '-q', 'origin', 'HEAD:main'],
    ])
      execFileSync('git', args, { cwd: other, stdio: 'pipe' });
    step('Scan', at, { SCAN_RECORD: 'true', SCAN_ARGUMENTS: '--no-cache\n--quiet\n--as-of\n2027-03-31' });
    expect(step('Record', at, { LEDGER: '.cti2voice', BRANCH: 'main' }).status).toBe(0);
    at.git('fetch', '-q');
    const pushed = at.git('ls-tree', '-r', '--name-only', 'origin/main').split('\n');
    expect(pushed.filter((name) => name.startsWith('.cti2voice/runs/'))).toHaveLength(2);
    expect(pushed).toContain('notes.txt');
  });

  test('hand a gate that did not let it pass to the last step, which ends with its code', () => {
    fill(at.folder, { 'phone.js': 'sforce.opencti.enableClickToDial({});\nsforce.opencti.refreshView({});\n' });
    const { status, stderr } = step('Scan', at, { SCAN_FAIL_ON: 'new', SCAN_ARGUMENTS: '--no-cache\n--quiet' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining('1 finding new in the code') });
    expect(inBase(at, 'output')).toMatch(/exit-code=3\nsarif=true\n$/);
    expect(step('Gate', at, { CODE: '3' }).status).toBe(3);
  });

  test('end at once where the use is wrong, and run nothing that stands in an input', () => {
    const { status } = step('Scan', at, { SCAN_TARGET: '$(touch ran)`touch ran`', SCAN_PATHS: '.\n;touch ran' });
    expect(status).toBe(2);
    expect(readdirSync(at.folder)).not.toContain('ran');
  });

  test('write one comment, and write over it the next time', () => {
    const about = { REPOSITORY: 'quillmere/phone', NUMBER: '7' };
    expect(step('Comment', at, about).status).toBe(0);
    writeFileSync(join(at.folder, '..', 'answer'), '41\n42\n');
    expect(step('Comment', at, about).status).toBe(0);
    const asked = inBase(at, 'gh.log')
      .split('\n')
      .filter((line) => line.includes('--method'));
    expect(asked).toEqual([
      'api --method POST repos/quillmere/phone/issues/7/comments --field body=@voice-readiness/report.md --silent',
      'api --method PATCH repos/quillmere/phone/issues/comments/41 --field body=@voice-readiness/report.md --silent',
    ]);
    expect(inBase(at, 'gh.log')).toContain(COMMENT_MARK);
  });

  test('go on where a pull request from a fork may not comment', () => {
    writeFileSync(join(at.folder, '..', 'answer'), '');
    const { status, stdout } = step('Comment', at, { REPOSITORY: 'quillmere/phone', NUMBER: '7', GH_CODE: '1' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('::notice::') });
  });
});

onUnix('the recipes', () => {
  /** One line after the other, as these systems run them; the program is installed already. */
  const run = (lines: readonly string[], { folder, bin }: Checkout, env: Readonly<Record<string, string>> = {}): void => {
    const commands = lines.filter((line) => !line.startsWith('npm install'));
    expect(commands.length).toBeGreaterThan(0);
    for (const line of commands)
      execFileSync('sh', ['-e', '-c', line], {
        cwd: folder,
        stdio: 'pipe',
        env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`, CTI2VOICE_CACHE_DIR: '', ...env },
      });
  };
  const recorded = (): Checkout => {
    const at = checkout();
    run(['cti2voice scan . --record --format json --quiet'], at);
    return at;
  };

  test('GitLab: a scan with a gate, and a job that records', () => {
    const jobs = parse(block('GitLab CI', 'yaml')) as Record<string, { readonly before_script: string[]; readonly script: string[] }>;
    expect(Object.keys(jobs)).toEqual(['voice-readiness', 'voice-record']);
    const at = checkout();
    const env = { PUSH_URL: join(at.folder, '..', 'origin.git'), CI_COMMIT_BRANCH: 'main' };
    run([...(jobs['voice-record']?.before_script ?? []), ...(jobs['voice-record']?.script ?? [])], at, env);
    at.git('fetch', '-q');
    expect(at.git('ls-tree', '-r', '--name-only', 'origin/main')).toMatch(/^\.cti2voice\/runs\//m);
    run(jobs['voice-readiness']?.script ?? [], at);
    expect(readdirSync(join(at.folder, 'voice-readiness'))).toContain('report.html');
    fill(at.folder, { 'more.js': 'sforce.opencti.refreshView({});\n' });
    expect(() => run(jobs['voice-readiness']?.script ?? [], at)).toThrow(/1 finding new in the code/);
  });

  test('Jenkins: its shell steps', () => {
    const at = recorded();
    const lines = [...block('Jenkins', 'groovy').matchAll(/^\s*sh '([^']*)'$/gm)].map(([, line]) => line ?? '');
    run(lines, at);
    expect(readdirSync(join(at.folder, 'voice-readiness'))).toContain('report.html');
  });

  test('Azure Pipelines: its scripts', () => {
    const at = recorded();
    const { steps } = parse(block('Azure Pipelines', 'yaml')) as { readonly steps: readonly { readonly script?: string }[] };
    run(
      steps.flatMap(({ script }) => (script === undefined ? [] : [script])),
      at,
    );
    expect(readdirSync(join(at.folder, 'voice-readiness'))).toContain('report.md');
  });
});
