/** What of a repository was not read: counted by reason, the first of them named. */
import type { LeftOut } from '../model/assessment.ts';
import { LEFT_OUT_REASONS } from '../model/left-out.ts';

export type LeftOutReason = LeftOut['reason'];

/** More are counted, not named. */
const MOST_NAMES = 10;

export interface LeftOutTally {
  readonly add: (reason: LeftOutReason, name: string) => void;
  readonly list: () => LeftOut[];
}

export function tallyLeftOut(): LeftOutTally {
  const found = new Map<LeftOutReason, { count: number; readonly names: string[] }>();
  return {
    add(reason, name) {
      let entry = found.get(reason);
      if (!entry) found.set(reason, (entry = { count: 0, names: [] }));
      entry.count++;
      if (entry.names.length < MOST_NAMES) entry.names.push(name);
    },
    list: () =>
      LEFT_OUT_REASONS.flatMap((reason) => {
        const entry = found.get(reason);
        return entry ? [{ reason, count: entry.count, names: entry.names.toSorted() }] : [];
      }),
  };
}

/** Folders that tools keep for themselves. */
export const TOOL_FOLDERS: ReadonlySet<string> = new Set(['.git', '.sfdx', '.sf', '.svn', '.hg']);

/**
 * What this program keeps from one run to the next, in whatever folder. It is passed over without a word: the second run over a folder gives
 * what the first one gave. The number is raised when the layout of an entry changes.
 */
export const CACHE_FOLDER = 'cti2voice-cache-1';

/** What records of scans are kept in, and the file by which one of another name is known. It is passed over without a word, too. */
export const LEDGER_FOLDER = '.cti2voice';
export const LEDGER_MARK = 'cti2voice-ledger.md';

/** Folders that a package manager fills, whatever lies in them. */
const VENDORED: ReadonlySet<string> = new Set(['node_modules', 'bower_components', 'jspm_packages', '.pnpm-store', 'site-packages']);

/** Folders that people also use for their own; what a package manager leaves in them tells. */
const VENDORED_WITH: ReadonlyMap<string, readonly string[]> = new Map([
  ['vendor', ['autoload.php', 'composer', 'modules.txt', 'bundle']],
  ['Pods', ['Manifest.lock']],
  ['.venv', ['pyvenv.cfg']],
  ['venv', ['pyvenv.cfg']],
  ['env', ['pyvenv.cfg']],
  ['.yarn', ['cache', 'unplugged', 'releases']],
]);

/** Whether a folder holds what others wrote and a package manager put there. `has` looks for a name in the folder. */
export function isVendored(name: string, has: (inner: string) => boolean): boolean {
  return VENDORED.has(name) || (VENDORED_WITH.get(name)?.some(has) ?? false);
}
