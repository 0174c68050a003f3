/**
 * Results kept from one run to the next, each under a key that says everything it follows from. What cannot be trusted is not used:
 * an entry carries its key and a digest of its text, and one that does not agree with them is thrown away.
 *
 * Entries appear whole or not at all, so that runs at the same time do no harm; of two that write one key the later one stays, and both say
 * the same. Nothing in a file name or an entry tells a path of this machine.
 */
import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { CACHE_FOLDER as LAYOUT } from './discover/left-out.ts';

export interface Cache {
  /** The text that was put there; null where there is none, or where it is damaged or foreign. Never throws. */
  readonly get: (key: readonly string[]) => string | null;
  /** Never throws: a full disk or a folder that nobody may write costs time in the next run and nothing else. */
  readonly put: (key: readonly string[], text: string) => void;
}

const DAY = 24 * 60 * 60 * 1000;
/** An entry that nobody asked for in this time goes. */
const KEPT = 30 * DAY;

/** Takes away what was not asked for in a month, once a day. Never throws. */
export function sweepCache(folder: string, now: number): void {
  const mark = join(folder, LAYOUT, 'swept');
  try {
    const last = statSync(mark, { throwIfNoEntry: false })?.mtimeMs;
    if (last !== undefined && now - last < DAY) return;
    if (statSync(join(folder, LAYOUT), { throwIfNoEntry: false }) === undefined) return;
    writeFileSync(mark, '');
    for (const name of readdirSync(join(folder, LAYOUT), { recursive: true, withFileTypes: true })) {
      // Only what has the name of an entry; whatever else somebody put there is not ours.
      if (!name.isFile() || !/^[0-9a-f]{62}(?:\.[0-9a-f]{12})?$/.test(name.name)) continue;
      const file = join(name.parentPath, name.name);
      const age = now - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? now);
      if (age > (name.name.includes('.') ? DAY : KEPT)) rmSync(file, { force: true });
    }
  } catch {
    // It is swept another day, or by somebody else.
  }
}

export function openCache(folder: string): Cache {
  const fileOf = (name: string): string => join(folder, LAYOUT, name.slice(0, 2), name.slice(2));
  return {
    get(key) {
      const name = digest(JSON.stringify(key));
      const file = fileOf(name);
      let entry: string;
      try {
        entry = readEntry(file);
      } catch {
        return null;
      }
      const end = entry.indexOf('\n');
      const text = entry.slice(end + 1);
      if (end >= 0 && entry.slice(0, end) === headerOf(name, text)) {
        markUsed(file);
        return text;
      }
      try {
        rmSync(file, { force: true });
      } catch {
        // Somebody else's: it stays and is never used.
      }
      return null;
    },
    put(key, text) {
      const name = digest(JSON.stringify(key));
      const file = fileOf(name);
      const unfinished = `${file}.${randomBytes(6).toString('hex')}`;
      try {
        mkdirSync(join(folder, LAYOUT, name.slice(0, 2)), { recursive: true, mode: 0o700 });
        writeFileSync(unfinished, `${headerOf(name, text)}\n${text}`, { flag: 'wx', mode: 0o600 });
        renameSync(unfinished, file);
      } catch {
        try {
          rmSync(unfinished, { force: true });
        } catch {
          // Nothing was written there, or it cannot be taken away either.
        }
      }
    },
  };
}

/** A pipe in its place would be waited on, and a device read, for ever. */
function readEntry(file: string): string {
  const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    return fstatSync(descriptor).isFile() ? readFileSync(descriptor, 'utf8') : '';
  } finally {
    closeSync(descriptor);
  }
}

/** Once a day is enough to tell what is still in use. */
function markUsed(file: string): void {
  try {
    const now = Date.now();
    if (now - statSync(file).mtimeMs > DAY) utimesSync(file, now / 1000, now / 1000);
  } catch {
    // It is swept a little early.
  }
}

function headerOf(name: string, text: string): string {
  return `${LAYOUT} ${name} ${digest(text)}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
