/** The examples of docs/batch.md, run as they stand there: by the shell, with the program as it is shipped. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { assessmentSchema } from '../../src/model/assessment.ts';
import { cti2voice, OUTPUTS } from '../fixtures/cli.ts';
import { openCtiDefinition } from '../fixtures/definitions.ts';
import { fill, folderOf } from '../fixtures/folder.ts';

const PROGRAM = fileURLToPath(new URL('../../dist/cli.mjs', import.meta.url));
const page = readFileSync(new URL('../../docs/batch.md', import.meta.url), 'utf8');
const onUnix = process.platform === 'win32' ? describe.skip : describe;

/** The first block of a language below a heading, or at the top of the page. */
function block(heading: string | null, language: string): string {
  const part = heading === null ? page : (page.split(`\n## ${heading}\n`)[1] ?? '');
  const [, text] = new RegExp(`\n\`\`\`${language}\n([^]*?)\n\`\`\`\n`).exec(part) ?? [];
  if (text === undefined) throw new Error(`no ${language} below ${heading ?? 'the title'}`);
  return text;
}

/** Six repositories, three of them copies of one adapter. */
function batch(): string {
  const folder = folderOf();
  for (const name of ['one', 'two', 'three'])
    fill(folder, {
      [`adapters/${name}/.git/HEAD`]: 'ref: refs/heads/main\n',
      [`adapters/${name}/a.xml`]: openCtiDefinition({ reqInternalName: name }),
    });
  for (const name of ['four', 'five', 'six']) {
    cpSync(fileURLToPath(new URL('../../samples/payments-phone', import.meta.url)), join(folder, 'adapters', name), { recursive: true });
    fill(folder, { [`adapters/${name}/.git/HEAD`]: 'ref: refs/heads/main\n' });
  }
  return folder;
}

/** Runs shell text where `cti2voice` is a command, and `parallel` too: plain xargs does the same for one placeholder. */
function shell(text: string, folder: string): void {
  const bin = join(folder, 'bin');
  if (!existsSync(bin)) {
    mkdirSync(bin);
    writeFileSync(join(bin, 'cti2voice'), `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" "$@"\n`, { mode: 0o755 });
    const isThere = /GNU parallel/.test(spawnSync('parallel', ['--version'], { encoding: 'utf8' }).stdout ?? '');
    if (!isThere) writeFileSync(join(bin, 'parallel'), '#!/bin/sh\nexec xargs -I{} -P 2 "$@"\n', { mode: 0o755 });
  }
  execFileSync('sh', ['-e', '-c', text], {
    cwd: folder,
    stdio: 'pipe',
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`, GITHUB_OUTPUT: join(folder, 'github-output') },
  });
}

/** What one run gives for the day that the example took. */
function expectWhole(folder: string): void {
  expect(readdirSync(join(folder, 'voice-readiness'))).toEqual(OUTPUTS);
  const { asOf } = assessmentSchema.parse(JSON.parse(readFileSync(join(folder, 'voice-readiness/assessment.json'), 'utf8')));
  expect(cti2voice(['scan', 'adapters', '-o', 'whole', '--quiet', '--as-of', asOf], folder).code).toBe(0);
  const read = (at: string, name: string): string => readFileSync(join(folder, at, name), 'utf8');
  expect(OUTPUTS.filter((name) => read('voice-readiness', name) !== read('whole', name))).toEqual([]);
}

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly name: string;
  readonly on: unknown;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly 'runs-on': string;
        readonly needs?: string;
        readonly steps: readonly Step[];
        readonly strategy?: { readonly matrix: { readonly share: readonly number[] } };
      }
    >
  >;
}

describe('the workflow', () => {
  const { jobs, on } = parse(block('GitHub Actions', 'yaml')) as Workflow;

  test('is one: jobs on a runner, steps that use or run something, needs that are there', () => {
    expect(on).toBe('workflow_dispatch');
    expect(Object.keys(jobs)).toEqual(['day', 'scan', 'merge']);
    for (const { 'runs-on': machine, needs, steps } of Object.values(jobs)) {
      expect(machine).toBe('ubuntu-latest');
      if (needs !== undefined) expect(jobs).toHaveProperty(needs);
      for (const { uses, run } of steps)
        expect([typeof uses, typeof run].toSorted((a, b) => a.localeCompare(b))).toEqual(['string', 'undefined']);
    }
  });

  test('has shares from 1 without a gap', () => {
    const shares = jobs['scan']?.strategy?.matrix.share ?? [];
    expect(shares.length).toBeGreaterThan(1);
    expect(shares).toEqual(shares.map((_, index) => index + 1));
  });

  onUnix('run step by step', () => {
    test('gives what one run gives', () => {
      const folder = batch();
      const shares = jobs['scan']?.strategy?.matrix.share ?? [];
      const run = (job: string, values: Readonly<Record<string, string>>): void => {
        for (const { run: text, uses, with: inputs } of jobs[job]?.steps ?? []) {
          const filled = (value: unknown): string =>
            String(value).replaceAll(/\$\{\{ ([\w.-]+) \}\}/g, (whole, name: string) => {
              if (values[name] === undefined) throw new Error(`nothing is known as ${whole}`);
              return values[name];
            });
          // The program is installed already, and these two actions move files between machines, which here are one.
          if (text !== undefined && !text.startsWith('npm install')) shell(filled(text), folder);
          if (uses?.startsWith('actions/upload-artifact@') && job === 'scan')
            cpSync(join(folder, filled(inputs?.['path'])), join(folder, 'artifacts', filled(inputs?.['name']), 'assessment.json'));
          if (uses?.startsWith('actions/download-artifact@')) {
            expect(inputs?.['pattern']).toBe('part-*');
            cpSync(join(folder, 'artifacts'), join(folder, filled(inputs?.['path'])), { recursive: true });
          }
        }
      };
      run('day', {});
      const day = /^day=(\d{4}-\d\d-\d\d)\n$/.exec(readFileSync(join(folder, 'github-output'), 'utf8'))?.[1] ?? '';
      for (const share of shares)
        run('scan', { 'matrix.share': String(share), 'strategy.job-total': String(shares.length), 'needs.day.outputs.day': day });
      run('merge', {});
      expectWhole(folder);
    });
  });
});

onUnix('in a shell', () => {
  test('the commands one after another give what one run gives', () => {
    const folder = batch();
    shell(block(null, 'sh'), folder);
    expectWhole(folder);
  });

  test('GNU parallel, or xargs in its place, gives what one run gives', () => {
    const folder = batch();
    shell(block('GNU parallel', 'sh'), folder);
    expectWhole(folder);
  });
});
