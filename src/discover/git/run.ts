/**
 * Git, asked about a stranger's repository. It reads objects and refs and nothing else: no hooks, filters, pagers, helpers or file
 * system monitors of the repository are run, no other configuration is read, and nothing is fetched.
 */
import { s } from '../../model/sentence.ts';
import { spawnSync, type SpawnSyncOptionsWithBufferEncoding, type SpawnSyncReturns } from 'node:child_process';
import { statSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
// Where programs are found; nothing else of the surroundings reaches git.
import { env } from 'node:process';
import { isShortage, patiently } from '../patiently.ts';

/** Raised with a sentence for a person; never holds a path of this machine. */
export class GitError extends Error {
  override readonly name = 'GitError';
}

/** Settings of a repository that could start a program, or that decide whether git speaks to us at all. */
const HARMLESS = [
  'safe.directory=*',
  'core.fsmonitor=false',
  `core.hooksPath=${devNull}`,
  'core.pager=cat',
  'core.askPass=true',
  'log.showSignature=false',
  'protocol.allow=never',
  'credential.helper=',
  // What it says of commits could differ from the commits.
  'core.commitGraph=false',
].flatMap((setting) => ['-c', setting]);

const ENVIRONMENT = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: devNull,
  GIT_CONFIG_SYSTEM: devNull,
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: devNull,
  // Not a protocol: none is allowed.
  GIT_ALLOW_PROTOCOL: 'none',
  LC_ALL: 'C',
};

/** More than the tree of any repository that people work with. */
const LONGEST_ANSWER = 512 * 1024 * 1024;

/** A hanging git must not hang a batch. Milliseconds. */
const LONGEST_WAIT = 120_000;

/**
 * What git answers.
 * @throws GitError
 */
export function git(folder: string, args: readonly string[], input?: string): Buffer {
  if (OPENED.some((name) => wouldHang(join(folder, name)))) throw new GitError(DAMAGED);
  const result = ask(['--no-pager', `--git-dir=${folder}`, ...HARMLESS, ...args], {
    env: { PATH: env['PATH'] ?? '', ...(env['SystemRoot'] !== undefined && { SystemRoot: env['SystemRoot'] }), ...ENVIRONMENT },
    // Away from the scanned tree: a file named as an argument or an included configuration must not be found by chance.
    cwd: folder,
    input: input ?? '',
    maxBuffer: LONGEST_ANSWER,
    timeout: LONGEST_WAIT,
    windowsHide: true,
  });
  if (result.error) {
    const code = (result.error as NodeJS.ErrnoException).code;
    throw new GitError(
      code === 'ENOENT'
        ? s`Git is needed to read a bare clone or a revision, and it is not installed here.`
        : code === 'ETIMEDOUT'
          ? s`Git did not answer in time.`
          : s`Git could not be run.`,
    );
  }
  if (result.status !== 0) throw new GitError(DAMAGED);
  return result.stdout;
}

/** What git is asked through are open files too. */
function ask(args: readonly string[], options: SpawnSyncOptionsWithBufferEncoding): SpawnSyncReturns<Buffer> {
  let result: SpawnSyncReturns<Buffer> | null = null;
  try {
    return patiently(() => {
      result = spawnSync('git', args, options);
      if (result.error && isShortage(result.error)) throw result.error;
      return result;
    });
  } catch (error) {
    if (result === null) throw error;
    return result;
  }
}

const DAMAGED = s`Git could not read this repository; it may be damaged.`;

/** What git opens before it answers anything. */
const OPENED = [
  'HEAD',
  'config',
  'config.worktree',
  'commondir',
  'index',
  'packed-refs',
  'shallow',
  'info/exclude',
  'objects/info/alternates',
];

/** Git waits for ever on a pipe, and reads a device for ever. */
function wouldHang(path: string): boolean {
  try {
    const info = statSync(path, { throwIfNoEntry: false });
    return info !== undefined && !info.isFile() && !info.isDirectory();
  } catch {
    return false;
  }
}
