/** One repository from its plan to its record: listed, read, matched, assessed. What it does to the program costs no other. */
import { s } from '../model/sentence.ts';
import type { Catalog } from '../catalog/schema.ts';
import { assessRepository, type ClientFacts } from '../assess/assess.ts';
import { readSource } from '../discover/read.ts';
import { listRepository, withTooLarge, type ListOptions, type Repository } from '../discover/repositories.ts';
import type { RepositoryPlan } from '../discover/plan.ts';
import type { SourceFile } from '../discover/walk.ts';
import { lookAhead, NOTHING, SILENT_SCRIPT, type LookAhead } from '../look-ahead.ts';
import type { Problem, RepositoryRecord } from '../model/assessment.ts';
import type { RuleIndex } from '../match/match.ts';
import { mentionsOpenCti } from '../parse/adapter/mentions.ts';
import { readOrgPath } from '../parse/org/types.ts';
import { mentionsCallCenter } from '../parse/read-file.ts';
import { matchReadings } from './matching.ts';
import { readRepository, type ReadingOptions } from './reading.ts';
import type { Readable, ReadingMemory } from './shown-file.ts';

/** What goes for all repositories of a scan. */
export interface ScanBasis {
  readonly catalog: Catalog;
  readonly index: RuleIndex;
  /** How repositories are listed; what searches vendored trees is put in here. */
  readonly listing: Omit<ListOptions, 'mentions'>;
  readonly clientFacts: ClientFacts;
  readonly onFile?: (repository: Repository, path: string, problems: readonly Problem[]) => void;
  /** What files showed in other revisions. */
  readonly memory?: ReadingMemory;
}

export function listPlan(plan: RepositoryPlan, listing: ScanBasis['listing']): Repository {
  return listRepository(plan, { ...listing, mentions: mentionsOpenCti });
}

/** `ahead`: whether a second thread may read ahead. A repository that the program fails on is a record that says so. */
export async function scanListed(
  repository: Repository,
  basis: ScanBasis,
  { ahead }: { readonly ahead: boolean },
): Promise<RepositoryRecord> {
  const thread = ahead ? readAhead(repository, basis) : null;
  try {
    return await readAndAssess(repository, basis, thread ? answersOf(thread) : {});
  } catch {
    return failedRecord(repository, FAULT, basis);
  } finally {
    thread?.end();
  }
}

const FAULT = s`The program failed on this repository as a whole, which is a fault of the program; please report it.`;

/** The record of a repository of which nothing but its failure is known. */
export async function failedRecord(repository: Repository | RepositoryPlan, detail: string, basis: ScanBasis): Promise<RepositoryRecord> {
  const { id, name, border, owner, label } = repository;
  const known = 'files' in repository ? repository : { revision: null, lastCommit: null, leftOut: [], seen: 0 };
  const problems: Problem[] = [{ code: 'reader-failed', effect: 'lost', file: '.', detail }];
  return readAndAssess({ ...known, id, name, border, owner, label, files: [], problems }, basis, {});
}

type Ahead = Pick<ReadingOptions, 'passedOver' | 'onReadLast'>;

/** Null where a second thread is not worth it, cannot read the files, or would be in the way: who follows file by file wants to hear of each. */
function readAhead({ files }: Repository, { onFile, listing }: ScanBasis): LookAhead | null {
  if (onFile || (listing.maxFileSize ?? null) !== null) return null;
  return files.some(({ blob }) => blob !== undefined) ? null : lookAhead(files);
}

function answersOf(ahead: LookAhead): Ahead {
  return {
    passedOver(index) {
      const { state, bytes } = ahead.take(index);
      return state === NOTHING ? { scriptBytes: 0 } : state === SILENT_SCRIPT ? { scriptBytes: bytes } : null;
    },
    onReadLast: (wanted) => ahead.readLast(wanted),
  };
}

async function readAndAssess(repository: Repository, basis: ScanBasis, ahead: Ahead): Promise<RepositoryRecord> {
  const { catalog, index, listing, clientFacts, onFile, memory } = basis;
  const tooLarge: string[] = [];
  const maxFileSize = listing.maxFileSize ?? null;
  const readings = await readRepository({
    files: repository.files.map((file) => new DiskFile(file, maxFileSize, tooLarge)),
    ...ahead,
    ...(memory && { memory }),
    ...(onFile && { onFile: (path, problems) => onFile(repository, path, problems) }),
  });
  const matched = matchReadings(readings, catalog, index);
  const problems = [...repository.problems, ...readings.problems].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || (a.line ?? 0) - (b.line ?? 0),
  );
  const { id, name, seen, border, revision, lastCommit, owner, label } = repository;
  const large = [...tooLarge, ...problems.flatMap(({ code, file }) => (code === 'too-large' ? [file] : []))];
  const leftOut = withTooLarge(repository.leftOut, large);
  const { commit } = repository;
  const told = { id, name, border, revision, lastCommit, ...(commit !== undefined && { commit }), owner, label, leftOut };
  return assessRepository(
    { ...told, problems, files: [...readings.files], filesSeen: seen, definitions: [...readings.definitions], ...matched },
    catalog,
    clientFacts,
  );
}

/** One small object for each of the tens of thousands of files of an org; what reads it is made when it is asked for. */
class DiskFile implements Readable {
  readonly #file: SourceFile;
  readonly #maxBytes: number | null;
  readonly #tooLarge: string[];

  constructor(file: SourceFile, maxBytes: number | null, tooLarge: string[]) {
    this.#file = file;
    this.#maxBytes = maxBytes;
    this.#tooLarge = tooLarge;
  }

  get path(): string {
    return this.#file.path;
  }

  get content(): string {
    return this.#file.blob?.id ?? '';
  }

  get read(): Readable['read'] {
    const file = this.#file;
    return () => {
      const result = readSource(file, (bytes) => isMissed(file) || mentionsCallCenter(bytes) || mentionsOpenCti(bytes), this.#maxBytes);
      if ('skip' in result) this.#tooLarge.push(file.path);
      return result;
    };
  }
}

/** Metadata of an org, or an archive that may hold some, is missed where it is too large to be read, whatever it says. */
function isMissed({ path }: SourceFile): boolean {
  return readOrgPath(path) !== null || /\.zip$/i.test(path);
}
