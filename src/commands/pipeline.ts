/** The five steps for repositories that were discovered; reads like this list. */
import type { Catalog } from '../catalog/schema.ts';
import type { TargetId } from '../catalog/terms.ts';
import { readSource } from '../discover/read.ts';
import { listRepository, withTooLarge, type ListOptions, type Repository } from '../discover/repositories.ts';
import type { RepositoryPlan } from '../discover/plan.ts';
import type { SourceFile } from '../discover/walk.ts';
import type { Assessment, ListProblem, Problem, RepositoryRecord } from '../model/assessment.ts';
import { indexRules, type RuleIndex } from '../match/match.ts';
import { mentionsCallCenter } from '../parse/read-file.ts';
import { readOrgPath } from '../parse/org/types.ts';
import { mentionsOpenCti } from '../parse/adapter/mentions.ts';
import { assessAll, assessRepository, type ClientFacts } from '../assess/assess.ts';
import { matchReadings } from './matching.ts';
import { lookAhead, NOTHING, SILENT_SCRIPT, type LookAhead } from '../look-ahead.ts';
import { readRepository, type Readable, type ReadingOptions } from './reading.ts';

export interface PipelineOptions {
  readonly target: TargetId | null;
  readonly asOf: string;
  readonly toolVersion: string;
  /** What the client gave: numbers by their measure, and what to do with the finished result. */
  readonly facts?: {
    readonly measures: Readonly<Record<string, number>>;
    readonly apply: (assessment: Assessment) => Assessment;
  };
  /** How repositories are listed; what searches vendored trees is put in here. */
  readonly listing?: Omit<ListOptions, 'mentions'>;
  readonly listProblems?: readonly ListProblem[];
  readonly onFile?: (repository: Repository, path: string, problems: readonly Problem[]) => void;
}

export async function assessRepositories(
  repositories: readonly (Repository | RepositoryPlan)[],
  catalog: Catalog,
  options: PipelineOptions,
): Promise<Assessment> {
  const index = indexRules(catalog);
  const records: RepositoryRecord[] = [];
  for (const repository of repositories) {
    // What one repository does to the program costs no other.
    const listed = 'files' in repository ? repository : listRepository(repository, { ...options.listing, mentions: mentionsOpenCti });
    const ahead = readAhead(listed, options);
    records.push(
      await scanRepository(listed, catalog, index, { ...options, ...(ahead && answersOf(ahead)) }).catch(() =>
        scanRepository(unreadable(listed), catalog, index, options),
      ),
    );
    ahead?.end();
  }
  const assessment = assessAll(records, catalog, { ...options, ...clientFacts(options) });
  return options.facts ? options.facts.apply(assessment) : assessment;
}

type Ahead = Pick<ReadingOptions, 'passedOver' | 'onReadLast'>;

/** Null where a second thread is not worth it, cannot read the files, or would be in the way: who follows file by file wants to hear of each. */
function readAhead({ files }: Repository, { onFile, listing }: PipelineOptions): LookAhead | null {
  if (onFile || (listing?.maxFileSize ?? null) !== null) return null;
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

async function scanRepository(
  repository: Repository,
  catalog: Catalog,
  index: RuleIndex,
  options: PipelineOptions & Ahead,
): Promise<RepositoryRecord> {
  const tooLarge: string[] = [];
  const maxFileSize = options.listing?.maxFileSize ?? null;
  const readings = await readRepository({
    files: repository.files.map((file) => new DiskFile(file, maxFileSize, tooLarge)),
    ...(options.passedOver && { passedOver: options.passedOver }),
    ...(options.onReadLast && { onReadLast: options.onReadLast }),
    ...(options.onFile && { onFile: (path, problems) => options.onFile?.(repository, path, problems) }),
  });
  const matched = matchReadings(readings, catalog, index);
  const problems = [...repository.problems, ...readings.problems].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || (a.line ?? 0) - (b.line ?? 0),
  );
  const { id, name, seen, border, revision, lastCommit, owner, label } = repository;
  const large = [...tooLarge, ...problems.flatMap(({ code, file }) => (code === 'too-large' ? [file] : []))];
  const leftOut = withTooLarge(repository.leftOut, large);
  const told = { id, name, border, revision, lastCommit, owner, label, leftOut };
  return assessRepository(
    { ...told, problems, files: [...readings.files], filesSeen: seen, definitions: [...readings.definitions], ...matched },
    catalog,
    clientFacts(options),
  );
}

/** A repository of which nothing but its failure is known. */
function unreadable(repository: Repository): Repository {
  const detail = 'The program failed on this repository as a whole, which is a fault of the program; please report it.';
  return { ...repository, files: [], problems: [{ code: 'reader-failed', effect: 'lost', file: '.', detail }] };
}

function clientFacts({ facts }: PipelineOptions): ClientFacts {
  return facts ? { given: facts.measures, hasFacts: true } : {};
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
