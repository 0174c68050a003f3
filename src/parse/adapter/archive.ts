/**
 * Looks into zip archives: static resources are often zipped. Nothing is written anywhere, and nothing in an archive decides
 * how much is read: every limit stands here. Sizes that an archive states are not believed.
 */
import { s } from '../../model/sentence.ts';
import { Inflate } from 'fflate';
import type { Problem } from '../../model/assessment.ts';

export interface ArchiveLimits {
  /** Members that are looked at; those behind them are not. */
  readonly members: number;
  /** Bytes of one member. */
  readonly memberBytes: number;
  /** Bytes of all members together, those of archives inside included. */
  readonly totalBytes: number;
  /** Bytes out for each byte in; it counts for members of more than {@link RATIO_FROM}. */
  readonly ratio: number;
  /** Archives inside archives. */
  readonly depth: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  members: 10_000,
  memberBytes: 20 * 1024 * 1024,
  totalBytes: 200 * 1024 * 1024,
  ratio: 200,
  depth: 2,
};

/** Small members may be of any ratio: a file of blanks shrinks to nothing. */
const RATIO_FROM = 1024 * 1024;

export interface ArchiveMember {
  /** Relative, with forward slashes, without anything that leads out of the archive. */
  readonly path: string;
  readonly bytes: Buffer;
}

/** What is left of the budget; one for an archive and all those inside it. */
export interface ArchiveBudget {
  members: number;
  bytes: number;
}

export function newBudget({ members, totalBytes }: ArchiveLimits): ArchiveBudget {
  return { members, bytes: totalBytes };
}

export interface ArchiveReading {
  readonly members: readonly ArchiveMember[];
  readonly problems: readonly Problem[];
}

/** By its first bytes: a local header, or the end of an empty archive. */
export function isArchive(bytes: Buffer): boolean {
  return (
    bytes.length >= 22 &&
    bytes[0] === 0x50 &&
    bytes[1] === 0x4b &&
    ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))
  );
}

/** Archives that are programs or documents, by their endings. */
export function isClosedArchive(path: string): boolean {
  return /\.(?:jar|war|ear|aar|apk|ipa|xap|docx|dotx|docm|xlsx|xlsm|xltx|pptx|potx|odt|ods|odp|odg|epub|vsix|nupkg|whl|crx|xpi|sketch|kmz|msix|appx|pages|numbers|key|sublime-package)$/i.test(
    path,
  );
}

/** Endings of what holds neither script nor markup nor set-up. */
const NO_TEXT =
  /\.(?:png|jpe?g|gif|bmp|ico|icns|webp|avif|tiff?|psd|ai|eps|woff2?|ttf|otf|eot|mp[34]|m4[av]|wav|ogg|oga|webm|avi|mov|flv|swf|pdf|exe|dll|so|dylib|class|o|a|wasm|bin|dat|db|sqlite|gz|tgz|bz2|xz|7z|rar|tar|css|scss|sass|less|svg|map|DS_Store)$/i;

interface Entry {
  readonly name: string;
  readonly offset: number;
  readonly method: number;
  readonly size: number;
  readonly encrypted: boolean;
}

/** Names of all members, unpacking none. */
export function memberNames(bytes: Buffer): string[] {
  return listEntries(bytes).entries.map(({ name }) => neutralName(name).path);
}

/** Opens what can matter. Never throws: what cannot be read becomes a problem, and the rest is read. */
export function readArchive(file: string, bytes: Buffer, budget: ArchiveBudget, limits: ArchiveLimits = ARCHIVE_LIMITS): ArchiveReading {
  const faults = faultList(file);
  const listed = listEntries(bytes);
  if (listed.broken) faults.lost('broken', s`The archive’s list of members is broken or missing; its members were sought one by one.`);
  const members: ArchiveMember[] = [];
  const taken = new Map<string, number>();
  for (const entry of listed.entries) {
    if (entry.name.endsWith('/') || NO_TEXT.test(entry.name)) continue;
    if (budget.members-- <= 0) {
      faults.lost('members', s`The archive holds more than ${limits.members} members that could matter; the others were not read.`);
      break;
    }
    const { path, changed } = neutralName(entry.name);
    if (changed)
      faults.note(
        'names',
        s`Names of members lead out of the archive or hold characters that no path has; they were read under plain names.`,
      );
    if (entry.encrypted) {
      faults.lost('encrypted', s`Members of the archive are encrypted and were not read.`);
      continue;
    }
    const { content, spent } = extract(bytes, entry, Math.min(limits.memberBytes, budget.bytes), limits.ratio);
    // What came to nothing has cost as much.
    budget.bytes -= spent;
    if (typeof content === 'string') {
      if (content === 'too-large' && budget.bytes <= 0) {
        faults.lost('total', s`The archive unpacks to more than ${megabytes(limits.totalBytes)}; what stands behind that was not read.`);
        break;
      }
      faults.lost(content, FAULTS[content](limits));
      continue;
    }
    const count = (taken.get(path) ?? 0) + 1;
    taken.set(path, count);
    if (count > 1) faults.note('twice', s`Two members of the archive have one name; both were read.`);
    members.push({ path: count > 1 ? `${path}~${count}` : path, bytes: content });
  }
  return { members, problems: faults.problems() };
}

const FAULTS: Readonly<Record<Failure, (limits: ArchiveLimits) => string>> = {
  'too-large': ({ memberBytes }) => s`Members of the archive unpack to more than ${megabytes(memberBytes)} and were not read.`,
  bomb: ({ ratio }) => s`Members of the archive unpack to more than ${ratio} times their size, as only a trap does, and were not read.`,
  damaged: () => s`Members of the archive are damaged and could not be unpacked.`,
  method: () => s`Members of the archive are packed in a way that is not read.`,
};

type Failure = 'too-large' | 'bomb' | 'damaged' | 'method';

function megabytes(bytes: number): string {
  return s`${Math.round(bytes / 1024 / 1024)} MiB`;
}

/** One problem for each kind of fault, however many members have it. */
function faultList(file: string): {
  lost: (kind: string, detail: string) => void;
  note: (kind: string, detail: string) => void;
  problems: () => Problem[];
} {
  const found = new Map<string, { problem: Problem; count: number }>();
  const add = (effect: Problem['effect'], kind: string, detail: string): void => {
    const known = found.get(kind);
    if (known) known.count++;
    else found.set(kind, { problem: { code: 'archive', effect, file, detail }, count: 1 });
  };
  return {
    lost: (kind, detail) => add('lost', kind, detail),
    note: (kind, detail) => add('note', kind, detail),
    problems: () =>
      [...found.values()].map(({ problem, count }) =>
        count === 1 ? problem : { ...problem, detail: `${problem.detail} ${s`This holds for ${count} members.`}` },
      ),
  };
}

/** The path as it is reported: nothing leads upwards, to a root or a drive, and no character controls a terminal. */
function neutralName(name: string): { path: string; changed: boolean } {
  // oxlint-disable-next-line no-control-regex
  const plain = name.slice(0, 500).replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd]/g, '_');
  const parts = plain
    .replaceAll('\\', '/')
    .replace(/^[A-Za-z]:/, '')
    .split('/');
  const path = parts.filter((part) => part !== '' && part !== '.' && part !== '..').join('/') || 'unnamed';
  return { path, changed: path !== name.replace(/^\.\//, '') };
}

/** The members by the archive's own list; where it is broken, by the header before each. */
function listEntries(bytes: Buffer): { entries: Entry[]; broken: boolean } {
  const end = endRecord(bytes);
  if (end >= 0) {
    const entries = centralEntries(bytes, end);
    if (entries) return { entries, broken: false };
  }
  return { entries: localEntries(bytes), broken: true };
}

function endRecord(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= 0 && at >= bytes.length - 22 - 0xffff; at--) if (bytes.readUInt32LE(at) === 0x06054b50) return at;
  return -1;
}

function centralEntries(bytes: Buffer, end: number): Entry[] | null {
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  // Something may stand before the archive; then all offsets are off by its length.
  const shift = end - bytes.readUInt32LE(end + 12) - at;
  if (shift < 0 || at === 0xffffffff) return null;
  at += shift;
  const entries: Entry[] = [];
  while (at + 46 <= end && bytes.readUInt32LE(at) === 0x02014b50) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const flags = bytes.readUInt16LE(at + 8);
    entries.push({
      name: nameOf(bytes.subarray(at + 46, at + 46 + nameLength)),
      offset: bytes.readUInt32LE(at + 42) + shift,
      method: bytes.readUInt16LE(at + 10),
      size: bytes.readUInt32LE(at + 20),
      encrypted: (flags & 1) === 1 || (flags & 64) === 64,
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  // The count is kept in two bytes; archives of more members wrap around.
  return (entries.length & 0xffff) === count ? entries : null;
}

function localEntries(bytes: Buffer): Entry[] {
  const entries: Entry[] = [];
  const header = Buffer.from([0x50, 0x4b, 3, 4]);
  let at = bytes.indexOf(header);
  while (at >= 0 && at + 30 <= bytes.length) {
    const next = bytes.indexOf(header, at + 4);
    const nameLength = bytes.readUInt16LE(at + 26);
    const start = at + 30 + nameLength + bytes.readUInt16LE(at + 28);
    const flags = bytes.readUInt16LE(at + 6);
    const stated = bytes.readUInt32LE(at + 18);
    const room = Math.max(0, (next < 0 ? bytes.length : next) - start);
    const size = stated > 0 && stated <= bytes.length - start ? stated : room;
    entries.push({
      name: nameOf(bytes.subarray(at + 30, at + 30 + nameLength)),
      offset: at,
      method: bytes.readUInt16LE(at + 8),
      size,
      encrypted: (flags & 1) === 1,
    });
    // A stored archive inside brings headers of its own, which are not members of this one.
    const behind = stated > 0 && stated <= bytes.length - start ? start + size : at + 4;
    at = next >= behind || next < 0 ? next : bytes.indexOf(header, behind);
  }
  return entries;
}

function nameOf(bytes: Buffer): string {
  return bytes.toString('utf8');
}

interface Extracted {
  /** The bytes of the member, or why there are none. */
  readonly content: Buffer | Failure;
  /** Bytes that were unpacked, kept or not. */
  readonly spent: number;
}

/** Unpacks in small steps and stops at the limit. */
function extract(bytes: Buffer, { offset, method, size }: Entry, limit: number, ratio: number): Extracted {
  const failed = (content: Failure, spent = 0): Extracted => ({ content, spent });
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== 0x04034b50) return failed('damaged');
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  const packed = bytes.subarray(start, Math.min(start + size, bytes.length));
  if (packed.length < size) return failed('damaged');
  if (method === 0) return packed.length > limit ? failed('too-large', limit) : { content: packed, spent: packed.length };
  if (method !== 8) return failed('method');
  const parts: Uint8Array[] = [];
  let total = 0;
  let isWhole = false;
  const inflate = new Inflate((part, final) => {
    parts.push(part);
    total += part.length;
    isWhole = final;
  });
  try {
    const step = 4096;
    for (let at = 0; at < packed.length || at === 0; at += step) {
      inflate.push(packed.subarray(at, at + step), at + step >= packed.length);
      if (total > RATIO_FROM && total > packed.length * ratio) return failed('bomb', total);
      if (total > limit) return failed('too-large', total);
    }
  } catch {
    return failed('damaged', total);
  }
  return isWhole ? { content: Buffer.concat(parts), spent: total } : failed('damaged', total);
}
