/** A ledger's folder on the disk. A run's file comes last and appears whole; before it there is the ledger as it was. */
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { LEDGER_MARK } from '../discover/left-out.ts';
import { UserError } from '../errors.ts';
import type { LedgerFile, LedgerTexts } from './ledger.ts';

/** Null where there is no ledger. */
export function readLedgerFolder(folder: string): LedgerTexts | null {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return null;
  return { runs: filesOf(join(folder, 'runs')), rosters: filesOf(join(folder, 'rosters')), catalogs: filesOf(join(folder, 'catalogs')) };
}

/** Larger files are none of ours. Bytes. */
const LONGEST = 256 * 1024 * 1024;

function filesOf(folder: string): LedgerFile[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
    .sort()
    .map((name) => {
      const path = join(folder, name);
      try {
        const info = statSync(path);
        return { name, text: info.isFile() && info.size <= LONGEST ? readFileSync(path, 'utf8') : null };
      } catch {
        return { name, text: null };
      }
    });
}

const README = `# Ledger of cti2voice

Written by “cti2voice scan --record”: what each recorded scan found, so that later ones can tell what is new, done or back.
Commit this folder. Each run is a file of its own under a name made from its content, so that branches merge without conflict.
Nothing in it is written over, and nothing should be edited.
`;

/** Line ends stay as they are written; a run that was cut off leaves nothing that git takes. */
const ALWAYS: readonly (readonly [name: string, text: string])[] = [
  [LEDGER_MARK, README],
  ['.gitattributes', '* text eol=lf\n'],
  ['.gitignore', '*.tmp\n'],
];

const PARTS = ['catalogs', 'rosters', 'runs'] as const;

export interface RunFiles {
  readonly catalog: { readonly name: string; readonly text: string };
  readonly roster: { readonly name: string; readonly text: string };
  readonly run: { readonly name: string; readonly text: string };
}

/**
 * `remark`: what else there is to say where it fails.
 * @throws UserError if the folder cannot be written
 */
export function addRun(folder: string, shown: string, { catalog, roster, run }: RunFiles, remark = ' The reports were written.'): void {
  if (!isFree(folder)) {
    throw new UserError(
      `“${shown}” is no ledger, and it is not empty.`,
      'Give a folder of its own with --ledger: what lies in a ledger is not scanned.',
    );
  }
  try {
    for (const part of [folder, ...PARTS.map((name) => join(folder, name))]) mkdirSync(part, { recursive: true });
    for (const [name, text] of ALWAYS) if (!existsSync(join(folder, name))) writeWhole(join(folder, name), text);
    for (const [part, { name, text }] of [
      ['catalogs', catalog],
      ['rosters', roster],
    ] as const) {
      const path = join(folder, part, name);
      if (!isText(path, text)) writeWhole(path, text);
    }
    writeWhole(join(folder, 'runs', run.name), run.text);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'the reason is not known';
    throw new UserError(`The run could not be recorded in “${shown}” (${code}).${remark}`, 'Choose another folder with --ledger.');
  }
}

/** A ledger, or nothing yet. A run that was cut off may have left the beginnings of one. */
export function isFree(folder: string): boolean {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return true;
  const names = readdirSync(folder);
  const own = new Set([...PARTS, ...ALWAYS.map(([name]) => name)]);
  return names.includes(LEDGER_MARK) || names.every((name) => own.has(name) || name.endsWith('.tmp'));
}

function isText(path: string, text: string): boolean {
  return existsSync(path) && readFileSync(path, 'utf8').replaceAll('\r\n', '\n') === text;
}

/** On the disk, and only then under its name. */
function writeWhole(path: string, text: string): void {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const descriptor = openSync(temporary, 'wx');
    try {
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(join(path, '..'));
}

/** That a name stands in its folder is kept with the folder; where folders cannot be opened, the system sees to it. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // As on Windows.
  }
}
