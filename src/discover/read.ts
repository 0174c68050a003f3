/** A file's bytes, or the problem that stands in their way. */
import { s } from '../model/sentence.ts';
import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { sep } from 'node:path';
import type { Problem } from '../model/assessment.ts';
import { patiently } from './patiently.ts';
import type { SourceFile } from './walk.ts';

/** Larger files are searched for call centers and for Open CTI, not parsed. The largest known definition has 8 KiB. */
export const MAX_BYTES = 20 * 1024 * 1024;

/** What the Metadata API sends zipped has up to 39 MB; an org that somebody packed may have more. */
const MAX_ZIP_BYTES = 100 * 1024 * 1024;

const CHUNK = 1024 * 1024;

/** `skip`: too large, and searched without finding anything that matters. */
export type Read = { readonly bytes: Buffer } | { readonly problem: Problem } | { readonly skip: true };

/** Reused for every file that fits: an org has tens of thousands of small ones. */
const shared = Buffer.allocUnsafeSlow(CHUNK);

/**
 * Never throws. The bytes stand until the next file is read; who keeps them copies them. `mentions`
 * decides on a piece of an oversized file whether the file would have mattered.
 */
export function readSource(file: SourceFile, mentions: (bytes: Buffer) => boolean, maxBytes: number | null = null): Read {
  if (file.blob) return readBlob(file, file.blob, mentions, maxBytes);
  let descriptor: number;
  try {
    // Without O_NONBLOCK, opening a pipe that took the file's place meanwhile would wait for ever.
    const path = file.root.endsWith(sep) ? file.root + file.path : `${file.root}${sep}${file.path}`;
    descriptor = patiently(() => openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)));
  } catch (error) {
    return { problem: readProblem(file.path, error) };
  }
  try {
    const info = fstatSync(descriptor);
    if (!info.isFile())
      return { problem: problem(file.path, 'unreadable', s`This is a pipe, socket or device, not a file; it was not read.`) };
    if (info.size <= limitOf(file.path, maxBytes)) return { bytes: readWhole(descriptor, info.size) };
    const buffer = Buffer.alloc(CHUNK + 64);
    for (let position = 0; position < info.size; position += CHUNK) {
      const bytesRead = readSync(descriptor, buffer, 0, buffer.length, position);
      if (bytesRead === 0) break;
      if (mentions(buffer.subarray(0, bytesRead))) return { problem: tooLarge(file.path, info.size, maxBytes) };
    }
    return { skip: true };
  } catch (error) {
    return { problem: readProblem(file.path, error) };
  } finally {
    closeSync(descriptor);
  }
}

function limitOf(path: string, maxBytes: number | null): number {
  return maxBytes ?? (/\.zip$/i.test(path) ? MAX_ZIP_BYTES : MAX_BYTES);
}

function tooLarge(path: string, size: number, maxBytes: number | null): Problem {
  const shown = (bytes: number): string => String(Math.round((bytes / 1024 / 1024) * 100) / 100);
  const has = size >= 1024 * 1024 ? s`${Math.round(size / 1024 / 1024)} MiB` : s`${size} bytes`;
  const limit = shown(limitOf(path, maxBytes));
  return problem(path, 'too-large', s`The file has ${has} and may matter here; files over ${limit} MiB are searched, not parsed.`);
}

function readBlob(
  { path }: SourceFile,
  { size, read }: NonNullable<SourceFile['blob']>,
  mentions: (bytes: Buffer) => boolean,
  maxBytes: number | null,
): Read {
  // Git gives an object as a whole; one of this size is not asked for.
  if (size > LARGEST_BLOB) return { problem: tooLarge(path, size, maxBytes) };
  let bytes: Buffer | null;
  try {
    bytes = read();
  } catch {
    bytes = null;
  }
  if (bytes === null) return { problem: problem(path, 'unreadable', s`Git’s object of the file is missing or damaged.`) };
  if (size <= limitOf(path, maxBytes)) return { bytes };
  return mentions(bytes) ? { problem: tooLarge(path, size, maxBytes) } : { skip: true };
}

const LARGEST_BLOB = 200 * 1024 * 1024;

/** What the file says of its size is right nearly always: one read then does. */
function readWhole(descriptor: number, size: number): Buffer {
  if (size > shared.length) return readFileSync(descriptor);
  let length = readSync(descriptor, shared, 0, shared.length, 0);
  while (length !== size && length < shared.length) {
    const more = readSync(descriptor, shared, length, shared.length - length, length);
    if (more === 0) break;
    length += more;
  }
  // It grew meanwhile; the position is still the beginning.
  return length === shared.length && length !== size ? readFileSync(descriptor) : shared.subarray(0, length);
}

function readProblem(path: string, error: unknown): Problem {
  const code = String((error as NodeJS.ErrnoException | null)?.code ?? '');
  if (code === 'ENOENT')
    return problem(path, 'vanished', s`The file was there when the folder was listed and gone when it was to be read.`);
  if (code === 'EACCES' || code === 'EPERM') return problem(path, 'unreadable', s`Permission to read the file was refused.`);
  return problem(path, 'unreadable', /^E[A-Z]+$/.test(code) ? s`The file could not be read (${code}).` : s`The file could not be read.`);
}

function problem(file: string, code: Problem['code'], detail: string): Problem {
  return { code, effect: 'lost', file, detail };
}
