/** The last step: texts to files. Files appear under their names only when all of them are whole. */
import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, lstatSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from './errors.ts';
import { onStop, pause } from './stopping.ts';

export interface OutputFile {
  /** May stand in a folder of its own, `sarif/phone.sarif` say. */
  readonly name: string;
  /** In pieces, since a long table may be more than one string can hold; bytes where it is not text. */
  readonly text: string | Uint8Array | Iterable<string>;
}

/**
 * Writes all files under temporary names, and then renames them one right after the other: a run that is cut off, or for which the disk
 * has no room, leaves the last good report, and never tables of one run beside a page of another.
 * @throws UserError if the folder cannot be made or written
 */
export async function writeFiles(folder: string, shownFolder: string, files: readonly OutputFile[]): Promise<void> {
  try {
    makeFolder(folder);
  } catch (error) {
    throw cannotWrite(shownFolder, error);
  }
  const places = files.map(({ name, text }) => {
    const path = join(folder, name);
    return {
      shown: shownPath(shownFolder, name),
      path,
      temporary: join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`),
      chunks: text instanceof Uint8Array ? [text] : inChunks(typeof text === 'string' ? [text] : text),
    };
  });
  const takeAway = (): void => {
    for (const { temporary } of places) remove(temporary);
  };
  let at = shownFolder;
  const forget = onStop(takeAway);
  try {
    for (const { shown, path, temporary, chunks } of places) {
      at = shown;
      // A folder of that name would stop the renaming halfway.
      if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
      if (dirname(path) !== folder) makeFolder(dirname(path));
      await writeChunks(temporary, chunks);
    }
    for (const { shown, path, temporary } of places) {
      at = shown;
      renameSync(temporary, path);
    }
  } catch (error) {
    takeAway();
    throw cannotWrite(at, error);
  } finally {
    forget();
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The folder itself is gone, or was taken from us.
  }
}

/** A file's path as the user wrote its folder. */
export function shownPath(folder: string, name: string): string {
  return /[/\\]$/.test(folder) ? `${folder}${name}` : `${folder}/${name}`;
}

/** Level by level: Node's own recursive way does not return below /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder) && statSync(folder).isDirectory()) return;
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent);
  mkdirSync(folder);
}

async function writeChunks(path: string, chunks: Iterable<string | Uint8Array>): Promise<void> {
  const descriptor = openSync(path, 'wx');
  try {
    for (const chunk of chunks) {
      writeFileSync(descriptor, chunk);
      await pause();
    }
  } finally {
    closeSync(descriptor);
  }
}

const CHUNK = 1 << 20;

/** Small pieces joined, so that not each costs a call to the system. */
export function* inChunks(pieces: Iterable<string>): Generator<string> {
  let waiting: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    waiting.push(piece);
    length += piece.length;
    if (length < CHUNK) continue;
    yield waiting.join('');
    waiting = [];
    length = 0;
  }
  if (length > 0) yield waiting.join('');
}

/** What the system says against a file is for the user to put right; anything else is a fault of the program, and stays what it is. */
function cannotWrite(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === '') return error;
  const reasons: Readonly<Record<string, string>> = {
    EACCES: 'permission was refused',
    EPERM: 'permission was refused',
    EROFS: 'the disk is read-only',
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk has no more room for this user',
    EFBIG: 'it is larger than a file may be here',
    ENOTDIR: 'a file stands where a folder should be',
    EEXIST: 'a file stands where a folder should be',
    ENOENT: 'the folder it should be in is not there, or a link leads nowhere',
    EISDIR: 'a folder stands where the file should be',
  };
  return new UserError(`“${path}” could not be written: ${reasons[code] ?? code}.`, 'Choose another folder with --output-dir.');
}
