/** Paths as people write them, apart from any disk: what is tested for Windows runs on every machine. */
import { posix, sep, win32 } from 'node:path';

export type PathStyle = typeof posix;

/** How paths are written on this machine. */
export const HERE: PathStyle = sep === '\\' ? win32 : posix;

export interface Written {
  readonly path: string;
  readonly ref: string | null;
}

/** `path@ref`. What exists as it is written has no revision; else the last at sign parts the two, if what stands before it exists. */
export function partRevision(written: string, exists: (path: string) => boolean): Written | null {
  if (exists(written)) return { path: written, ref: null };
  const at = written.lastIndexOf('@');
  if (at <= 0 || at === written.length - 1) return null;
  const path = written.slice(0, at);
  return exists(path) ? { path, ref: written.slice(at + 1) } : null;
}

/** A list that was written on Windows may be read elsewhere: what does not exist with backslashes may exist with slashes. */
export function findWritten(written: string, exists: (path: string) => boolean, style: PathStyle = HERE): Written | null {
  const found = partRevision(written, exists);
  if (found !== null || style.sep === '\\' || !written.includes('\\')) return found;
  return partRevision(written.replaceAll('\\', '/'), exists);
}

/** The parts of a path without the drive, from the top. */
export function partsOf(path: string, style: PathStyle = HERE): string[] {
  const { root } = style.parse(path);
  return path
    .slice(root.length)
    .split(style.sep === '\\' ? /[\\/]+/ : /\/+/)
    .filter((part) => part !== '' && part !== '.');
}

/** The last `count` parts of a path, joined by forward slashes. */
export function tailOf(path: string, count: number, style: PathStyle = HERE): string {
  return partsOf(path, style).slice(-count).join('/');
}

/** A folder's own name; a drive's letter or `scan` where it has none, as the top of a disk. */
export function nameOf(path: string, style: PathStyle = HERE): string {
  return partsOf(path, style).at(-1) ?? (/^([A-Za-z]):/.exec(style.parse(path).root)?.[1] || 'scan');
}

/** The path of `path` below `folder` with forward slashes; null where it does not lie there. Disks of Windows know no letter case. */
export function below(folder: string, path: string, style: PathStyle = HERE): string | null {
  const top = partsOf(folder, style);
  const parts = partsOf(path, style);
  const same = style.sep === '\\' ? (a: string, b: string) => a.toLowerCase() === b.toLowerCase() : (a: string, b: string) => a === b;
  if (!same(style.parse(folder).root, style.parse(path).root)) return null;
  if (parts.length <= top.length || top.some((part, index) => !same(part, parts[index] ?? ''))) return null;
  return parts.slice(top.length).join('/');
}

/** What a path is known by where it names nothing that exists: never by where it lies on this machine. */
export function namedSafely(written: string): string {
  const style = /^[A-Za-z]:|\\/.test(written) ? win32 : posix;
  const relative = !style.isAbsolute(written) && !/^(?:~|[A-Za-z]:)/.test(written);
  const parts = partsOf(written, style).filter((part) => part !== '..');
  return (relative ? parts.join('/') : (parts.at(-1) ?? '')) || 'unnamed';
}
