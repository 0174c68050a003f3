/** Vendored trees are not read. They are searched, so that an adapter that came as a package is named at least. */
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { patiently } from './patiently.ts';
import { compare } from './walk.ts';

export interface VendoredSearch {
  /** Paths of files that speak of Open CTI. */
  readonly mentions: readonly string[];
  readonly searched: 'wholly' | 'in-part';
}

/** What all vendored trees of a repository may cost. A tree of npm's has tens of thousands of files, and hardly ever an adapter. */
const MOST_ENTRIES = 12_000;
const MOST_FILES = 1500;
const MOST_BYTES = 24 * 1024 * 1024;
const LONGEST_FILE = 2 * 1024 * 1024;
const MOST_NAMED = 20;

const SCRIPT = /(?<!\.d)\.(?:[cm]?[jt]sx?|html?|vue|page|component|cmp|app|resource)$/i;
/** These are looked at first: the budget may end. */
const LIKELY = /sforce|salesforce|(?<![a-z])cti(?![a-z])|opencti|telephon|phone|dialer/i;

/** `trees` are folders relative to `root`. Links are not followed. */
export function searchVendored(root: string, trees: readonly string[], mentions: (bytes: Buffer) => boolean): VendoredSearch {
  const files: string[] = [];
  let isWhole = true;
  let entriesSeen = 0;
  let level = [...trees];
  // Level by level: what a package is made of lies above its tests and its own dependencies.
  while (level.length > 0 && isWhole) {
    const next: string[] = [];
    for (const folder of level) {
      if (entriesSeen > MOST_ENTRIES) {
        isWhole = false;
        break;
      }
      let entries: Dirent[];
      try {
        entries = patiently(() => readdirSync(join(root, folder), { withFileTypes: true }));
      } catch {
        isWhole = false;
        continue;
      }
      entriesSeen += entries.length;
      for (const entry of entries.sort((a, b) => compare(a.name, b.name))) {
        const path = `${folder}/${entry.name}`;
        if (entry.isDirectory() && entry.name !== '.git') next.push(path);
        else if (entry.isFile() && SCRIPT.test(entry.name)) files.push(path);
      }
    }
    level = next;
  }
  const ordered = [...files.filter((path) => LIKELY.test(path)), ...files.filter((path) => !LIKELY.test(path))];
  const found: string[] = [];
  const buffer = Buffer.allocUnsafeSlow(LONGEST_FILE);
  let bytes = 0;
  let looked = 0;
  for (const path of ordered) {
    if (looked >= MOST_FILES || bytes >= MOST_BYTES || found.length >= MOST_NAMED) {
      isWhole = false;
      break;
    }
    const length = readInto(buffer, join(root, path));
    if (length === null) {
      isWhole = false;
      continue;
    }
    looked++;
    bytes += length;
    if (length > 0 && mentions(buffer.subarray(0, length))) found.push(path);
  }
  return { mentions: found.toSorted(compare), searched: isWhole ? 'wholly' : 'in-part' };
}

/** How many bytes of a file there are; null for one that is too long or cannot be read. */
function readInto(buffer: Buffer, path: string): number | null {
  let descriptor: number | null = null;
  try {
    descriptor = patiently(() => openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)));
    const info = fstatSync(descriptor);
    if (!info.isFile() || info.size > buffer.length) return null;
    return readSync(descriptor, buffer, 0, buffer.length, 0);
  } catch {
    return null;
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}
