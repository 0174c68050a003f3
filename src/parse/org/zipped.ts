/** Zipped retrieves: what the Metadata API sends, or somebody packed, is read like the folder that it would be. */
import type { Problem } from '../../model/assessment.ts';
import {
  ARCHIVE_LIMITS,
  isArchive,
  isClosedArchive,
  memberNames,
  newBudget,
  readArchive,
  type ArchiveBudget,
  type ArchiveLimits,
  type ArchiveMember,
} from '../adapter/archive.ts';
import { readOrgPath } from './types.ts';

/** A retrieve brings up to 10,000 files; a whole org that somebody packed has more of them, each small. */
export const RETRIEVE_LIMITS: ArchiveLimits = { ...ARCHIVE_LIMITS, members: 40_000 };

export interface ZippedOrg {
  /** Everything that can matter, metadata or not, by paths such as `retrieve.zip!/unpackaged/reports/Calls/Daily.report`. */
  readonly members: readonly ArchiveMember[];
  readonly problems: readonly Problem[];
  /**
   * For each archive that is still among the members, a static resource say: what is left of the limits, in equal shares, so that no
   * archive of archives unpacks to more than one may.
   */
  readonly inner: ArchiveLimits;
}

/**
 * Null for what is no archive, and for archives that are something else: static resources, documents, programs. The bytes of the members
 * stand by themselves. Retrieves inside are opened as well; other archives stay closed.
 */
export function readZippedOrg(path: string, bytes: Buffer, limits: ArchiveLimits = RETRIEVE_LIMITS): ZippedOrg | null {
  if (!isRetrieve(path, bytes)) return null;
  const budget = newBudget(limits);
  const members: ArchiveMember[] = [];
  const problems: Problem[] = [];
  let closed = 0;
  const open: { path: string; bytes: Buffer; depth: number }[] = [{ path, bytes, depth: 1 }];
  for (let archive = open.shift(); archive; archive = open.shift()) {
    const { depth } = archive;
    const reading = readOne(archive.path, archive.bytes, budget, limits);
    problems.push(...reading.problems);
    for (const member of reading.members) {
      if (depth < limits.depth && isRetrieve(member.path, member.bytes)) open.push({ ...member, depth: depth + 1 });
      else {
        members.push(member);
        if (isArchive(member.bytes) && !isClosedArchive(member.path)) closed++;
      }
    }
  }
  const share = (left: number): number => Math.max(0, Math.floor(left / Math.max(1, closed)));
  const inner = { ...limits, members: share(budget.members), totalBytes: share(budget.bytes), depth: Math.max(1, limits.depth - 1) };
  return { members, problems, inner };
}

function readOne(path: string, bytes: Buffer, budget: ArchiveBudget, limits: ArchiveLimits): Pick<ZippedOrg, 'members' | 'problems'> {
  const { members, problems } = readArchive(path, bytes, budget, limits);
  return {
    members: members.flatMap((member) =>
      isClutter(member.path)
        ? []
        : // What was packed without being shrunk is a view of the archive's own bytes, which may not stand as long.
          [{ path: `${path}!/${member.path}`, bytes: member.bytes.buffer === bytes.buffer ? Buffer.from(member.bytes) : member.bytes }],
    ),
    problems,
  };
}

/** What macOS puts beside each member. */
function isClutter(path: string): boolean {
  return /(?:^|\/)(?:__MACOSX\/|\._[^/]*$)/.test(path);
}

/** By the names of its members: metadata in a folder of its type or with an ending that nothing else has, or a manifest beside some. */
function isRetrieve(path: string, bytes: Buffer): boolean {
  if (!isArchive(bytes) || isClosedArchive(path) || /\.resource$|(?:^|\/)staticresources\//i.test(path)) return false;
  const names = memberNames(bytes).filter((name) => !isClutter(name));
  if (names.some((name) => readOrgPath(name) !== null)) return true;
  // A retrieve of types that are not read, or of nothing.
  return (
    names.some((name) => /^(?:[^/]+\/)?package\.xml$/i.test(name)) && names.every((name) => !/\.(?:js|html?|php|py|java)$/i.test(name))
  );
}
