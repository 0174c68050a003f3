/** The five steps for repositories that were discovered; reads like this list. */
import type { Catalog } from '../catalog/schema.ts';
import type { TargetId } from '../catalog/terms.ts';
import { readSource } from '../discover/read.ts';
import type { Repository } from '../discover/repositories.ts';
import type { SourceFile } from '../discover/walk.ts';
import type { Assessment, Definition, FileRecord, Problem, RepositoryRecord } from '../model/assessment.ts';
import { checkDefinitions } from '../match/definition-checks.ts';
import { indexRules, matchRules, type Matched, type RuleIndex } from '../match/match.ts';
import { definitionFacts } from '../parse/facts.ts';
import { mentionsCallCenter, readFile, type FileReading } from '../parse/read-file.ts';
import { assessAll, assessRepository } from '../assess/assess.ts';

export interface PipelineOptions {
  readonly target: TargetId | null;
  readonly asOf: string;
  readonly toolVersion: string;
  readonly onFile?: (repository: Repository, path: string, problems: readonly Problem[]) => void;
}

export function assessRepositories(repositories: readonly Repository[], catalog: Catalog, options: PipelineOptions): Assessment {
  const index = indexRules(catalog);
  const records: RepositoryRecord[] = [];
  for (const repository of repositories) records.push(scanRepository(repository, catalog, index, options));
  return assessAll(records, catalog, options);
}

function scanRepository(repository: Repository, catalog: Catalog, index: RuleIndex, options: PipelineOptions): RepositoryRecord {
  const definitions: Definition[] = [];
  const files: FileRecord[] = [];
  const problems: Problem[] = [...repository.problems];
  for (const file of repository.files) {
    const reading = readOne(file);
    if (!reading) continue;
    if (reading.record) files.push(reading.record);
    definitions.push(...reading.definitions);
    problems.push(...reading.problems);
    options.onFile?.(repository, file.path, reading.problems);
  }
  problems.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : (a.line ?? 0) - (b.line ?? 0)));
  const { findings, uncovered } = matchDefinitions(definitions, catalog, index);
  const { id, name, seen } = repository;
  return assessRepository({ id, name, problems, files, filesSeen: seen, definitions, findings, uncovered }, catalog);
}

/** The facts of definitions and of the checks on them, looked up. */
export function matchDefinitions(definitions: readonly Definition[], catalog: Catalog, index: RuleIndex): Matched {
  const facts = definitions.flatMap((definition) => definitionFacts(definition));
  return matchRules([...facts, ...checkDefinitions(definitions, catalog.format)], index);
}

type Reading = Omit<FileReading, 'record'> & { readonly record: FileRecord | null };

/** One bad file must not stop a run, so a reader that fails is a problem of that file. */
function readOne(file: SourceFile): Reading | null {
  const read = readSource(file, mentionsCallCenter);
  if ('skip' in read) return null;
  if ('problem' in read) return { record: null, definitions: [], problems: [read.problem] };
  try {
    return readFile(file.path, read.bytes);
  } catch {
    const detail = 'The reader failed on this file, which is a fault of this program; please report it.';
    return { record: null, definitions: [], problems: [{ code: 'reader-failed', effect: 'lost', file: file.path, detail }] };
  }
}
