/** The last step: texts to files. A file appears under its name only when it is whole. */
import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from './errors.ts';

export interface OutputFile {
  /** May stand in a folder of its own, `sarif/phone.sarif` say. */
  readonly name: string;
  /** In pieces, since a long table may be more than one string can hold; bytes where it is not text. */
  readonly text: string | Uint8Array | Iterable<string>;
}

/**
 * Writes each file under a temporary name and renames it, so that a run that is cut off leaves the last good report.
 * @throws UserError if the folder cannot be made or written
 */
export function writeFiles(folder: string, shownFolder: string, files: readonly OutputFile[]): void {
  try {
    makeFolder(folder);
  } catch (error) {
    throw cannotWrite(shownFolder, error);
  }
  for (const { name, text } of files) {
    const path = join(folder, name);
    const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
    try {
      if (dirname(name) !== '.') makeFolder(dirname(path));
      if (text instanceof Uint8Array) writeFileSync(temporary, text, { flag: 'wx' });
      else writePieces(temporary, typeof text === 'string' ? [text] : text);
      renameSync(temporary, path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw cannotWrite(shownPath(shownFolder, name), error);
    }
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

function writePieces(path: string, pieces: Iterable<string>): void {
  const descriptor = openSync(path, 'wx');
  try {
    for (const chunk of inChunks(pieces)) writeFileSync(descriptor, chunk);
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

function cannotWrite(path: string, error: unknown): UserError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reasons: Readonly<Record<string, string>> = {
    EACCES: 'permission was refused',
    EPERM: 'permission was refused',
    EROFS: 'the disk is read-only',
    ENOSPC: 'the disk is full',
    ENOTDIR: 'a file stands where a folder should be',
    EEXIST: 'a file stands where a folder should be',
    ENOENT: 'the folder it should be in is not there, or a link leads nowhere',
    EISDIR: 'a folder stands where the file should be',
  };
  return new UserError(
    `“${path}” could not be written: ${reasons[code] ?? (code || 'the reason is not known')}.`,
    'Choose another folder with --output-dir.',
  );
}
