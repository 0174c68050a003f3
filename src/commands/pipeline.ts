/** The five steps for repositories that were discovered; reads like this list. */
import type { Catalog } from '../catalog/schema.ts';
import type { TargetId } from '../catalog/terms.ts';
import { readSource } from '../discover/read.ts';
import type { Repository } from '../discover/repositories.ts';
import type { SourceFile } from '../discover/walk.ts';
import type { Assessment, Problem, RepositoryRecord } from '../model/assessment.ts';
import { indexRules, type RuleIndex } from '../match/match.ts';
import { mentionsCallCenter } from '../parse/read-file.ts';
import { mentionsOpenCti } from '../parse/adapter/mentions.ts';
import { assessAll, assessRepository } from '../assess/assess.ts';
import { matchReadings } from './matching.ts';
import { readRepository } from './reading.ts';

export interface PipelineOptions {
  readonly target: TargetId | null;
  readonly asOf: string;
  readonly toolVersion: string;
  readonly onFile?: (repository: Repository, path: string, problems: readonly Problem[]) => void;
}

export async function assessRepositories(
  repositories: readonly Repository[],
  catalog: Catalog,
  options: PipelineOptions,
): Promise<Assessment> {
  const index = indexRules(catalog);
  const records: RepositoryRecord[] = [];
  for (const repository of repositories) records.push(await scanRepository(repository, catalog, index, options));
  return assessAll(records, catalog, options);
}

async function scanRepository(
  repository: Repository,
  catalog: Catalog,
  index: RuleIndex,
  options: PipelineOptions,
): Promise<RepositoryRecord> {
  const readings = await readRepository({
    files: repository.files.map((file) => ({ path: file.path, read: () => readBytes(file) })),
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
  );
}

function readBytes(file: SourceFile): ReturnType<typeof readSource> {
  return readSource(file, (bytes) => mentionsCallCenter(bytes) || mentionsOpenCti(bytes));
}
