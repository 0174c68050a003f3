/** The five steps for repositories that were discovered; reads like this list. */
import type { Catalog } from '../catalog/schema.ts';
import type { TargetId } from '../catalog/terms.ts';
import { readSource } from '../discover/read.ts';
import type { Repository } from '../discover/repositories.ts';
import type { SourceFile } from '../discover/walk.ts';
import type { Assessment, Problem, RepositoryRecord } from '../model/assessment.ts';
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
  readonly onFile?: (repository: Repository, path: string, problems: readonly Problem[]) => void;
}

export async function assessRepositories(
  repositories: readonly Repository[],
  catalog: Catalog,
  options: PipelineOptions,
): Promise<Assessment> {
  const index = indexRules(catalog);
  const records: RepositoryRecord[] = [];
  // Who follows the scan file by file wants to hear of each.
  const ahead = options.onFile ? null : lookAhead(repositories.flatMap(({ files }) => files));
  let first = 0;
  for (const repository of repositories) {
    records.push(await scanRepository(repository, catalog, index, { ...options, ...(ahead && partOf(ahead, first, repository)) }));
    first += repository.files.length;
  }
  ahead?.end();
  const assessment = assessAll(records, catalog, { ...options, ...clientFacts(options) });
  return options.facts ? options.facts.apply(assessment) : assessment;
}

type Ahead = Pick<ReadingOptions, 'passedOver' | 'onReadLast'>;

/** What is read ahead of one repository, whose files begin at a place of the whole list. */
function partOf(ahead: LookAhead, first: number, { files }: Repository): Ahead {
  return {
    passedOver(index) {
      const { state, bytes } = ahead.take(first + index);
      return state === NOTHING ? { scriptBytes: 0 } : state === SILENT_SCRIPT ? { scriptBytes: bytes } : null;
    },
    onReadLast: (wanted) => ahead.readLast(wanted, first, first + files.length),
  };
}

async function scanRepository(
  repository: Repository,
  catalog: Catalog,
  index: RuleIndex,
  options: PipelineOptions & Ahead,
): Promise<RepositoryRecord> {
  const readings = await readRepository({
    files: repository.files.map((file) => new DiskFile(file)),
    ...(options.passedOver && { passedOver: options.passedOver }),
    ...(options.onReadLast && { onReadLast: options.onReadLast }),
    ...(options.onFile && { onFile: (path, problems) => options.onFile?.(repository, path, problems) }),
  });
  const matched = matchReadings(readings, catalog, index);
  const problems = [...repository.problems, ...readings.problems].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || (a.line ?? 0) - (b.line ?? 0),
  );
  const { id, name, seen } = repository;
  return assessRepository(
    { id, name, problems, files: [...readings.files], filesSeen: seen, definitions: [...readings.definitions], ...matched },
    catalog,
    clientFacts(options),
  );
}

function clientFacts({ facts }: PipelineOptions): ClientFacts {
  return facts ? { given: facts.measures, hasFacts: true } : {};
}

/** One small object for each of the tens of thousands of files of an org; what reads it is made when it is asked for. */
class DiskFile implements Readable {
  readonly #file: SourceFile;

  constructor(file: SourceFile) {
    this.#file = file;
  }

  get path(): string {
    return this.#file.path;
  }

  get read(): Readable['read'] {
    const file = this.#file;
    return () => readSource(file, (bytes) => isMissed(file) || mentionsCallCenter(bytes) || mentionsOpenCti(bytes));
  }
}

/** Metadata of an org, or an archive that may hold some, is missed where it is too large to be read, whatever it says. */
function isMissed({ path }: SourceFile): boolean {
  return readOrgPath(path) !== null || /\.zip$/i.test(path);
}
