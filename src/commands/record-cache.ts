/**
 * Records of repositories from one run to the next. The key of a record is everything that it follows from: the program, the catalog, the
 * options, what is known of the repository, its list of files, and of each file what changes with its content. No path of this machine is in
 * a record, and credentials were masked before it was made.
 */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Cache } from '../cache.ts';
import type { Repository } from '../discover/repositories.ts';
import type { Problem, RepositoryRecord } from '../model/assessment.ts';
import type { ScanBasis } from './scan-repository.ts';

export interface RecordCache {
  readonly cache: Cache;
  /** Of the program; another build may read the same files otherwise. */
  readonly build: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface KeptRecord {
  /** The record as JSON; null where none is kept. */
  readonly text: string | null;
  /** Under which key to keep the record that was made instead; null where it might be wrong in another run. */
  readonly keyOf: (record: RepositoryRecord) => readonly string[] | null;
}

/**
 * Asked before the files are read: a file that changes while they are read then has another key the next time.
 */
export function keptRecord(
  repository: Repository,
  { catalog, listing, clientFacts }: Pick<ScanBasis, 'catalog' | 'listing' | 'clientFacts'>,
  { cache, build, now }: RecordCache,
): KeptRecord {
  const { files, ...known } = repository;
  const { includeVendored = false, exclude = [], maxFileSize = null } = listing;
  const { given = {}, hasFacts = false } = clientFacts;
  const listed = digestOf(files, now());
  const options = {
    includeVendored,
    exclude,
    maxFileSize,
    given: Object.entries(given).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    hasFacts,
  };
  const key = ['record', build, catalog.version, JSON.stringify(options), JSON.stringify(known), listed.digest];
  return {
    text: cache.get(key),
    keyOf: ({ problems }) => (listed.isSettled && !mayBeOtherwise(problems, repository.problems) ? key : null),
  };
}

/** The record that a text holds; null if it is none, or another repository's: somebody made that entry by hand. */
export function readRecord(text: string, { id }: { readonly id: string }): RepositoryRecord | null {
  try {
    const record = JSON.parse(text) as RepositoryRecord | null;
    return record?.id === id ? record : null;
  } catch {
    return null;
  }
}

/**
 * A file that was written in the last moments may be written once more without any sign of it: the clocks of file systems are coarse, the
 * coarsest has steps of two seconds.
 */
const MOMENT = 2000;

/** `isSettled`: no file changed lately, and all of them are there. */
function digestOf(files: Repository['files'], now: number): { readonly digest: string; readonly isSettled: boolean } {
  const hash = createHash('sha256');
  const latest = BigInt(now - MOMENT) * 1_000_000n;
  let isSettled = true;
  for (const { path, root, blob } of files) {
    if (blob) {
      hash.update(`${path}\0${blob.id}\n`);
      continue;
    }
    try {
      // Links are followed: what they lead to is what is read. The time of change cannot be set back, as that of writing can.
      const { size, mtimeNs, ctimeNs, ino } = statSync(join(root, path), { bigint: true });
      hash.update(`${path}\0${size} ${mtimeNs} ${ctimeNs} ${ino}\n`);
      if (mtimeNs > latest || ctimeNs > latest) isSettled = false;
    } catch {
      isSettled = false;
      hash.update(`${path}\0\n`);
    }
  }
  return { digest: hash.digest('hex'), isSettled };
}

/** What could not be read may be readable in the next run, without any file having changed. */
const PASSING: ReadonlySet<Problem['code']> = new Set(['unreadable', 'vanished', 'reader-failed']);

function mayBeOtherwise(problems: readonly Problem[], ofList: readonly Problem[]): boolean {
  const count = (list: readonly Problem[]): number => list.filter(({ code }) => PASSING.has(code)).length;
  return count(problems) > count(ofList);
}
