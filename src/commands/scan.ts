/** `cti2voice scan`: discover, parse, match, assess, report. */
import { join, resolve } from 'node:path';
import type { Catalog } from '../catalog/schema.ts';
import type { TargetId } from '../catalog/terms.ts';
import { discoverRepositories } from '../discover/repositories.ts';
import type { Assessment } from '../model/assessment.ts';
import type { Format } from '../report/formats.ts';
import { renderJson } from '../report/json.ts';
import { shippedCatalog } from '../shipped.ts';
import { printable, summarise, type Paint } from '../terminal.ts';
import { inChunks, shownPath, writeFiles } from '../write.ts';
import { assessRepositories, type PipelineOptions } from './pipeline.ts';
import { OUTPUT_NAMES, renderFiles } from './render.ts';

export interface ScanOptions {
  readonly paths: readonly string[];
  readonly outputDir: string;
  readonly formats: readonly Format[];
  readonly target: TargetId | null;
  /** ISO date. */
  readonly asOf: string;
  readonly rules: string | null;
  /** A file of facts that the client gave. */
  readonly orgFacts: string | null;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly strict: boolean;
}

/** Where a command runs and speaks; streams are arguments so that a test can listen. */
export interface Surroundings {
  readonly workingDirectory: string;
  readonly out: (text: string) => Promise<void>;
  readonly error: (text: string) => void;
  readonly paint: Paint;
}

/** Exit code of a scan that `--strict` fails because something could not be read. */
export const NOT_ALL_READ = 4;

/**
 * Returns the exit code.
 * @throws UserError for wrong use
 */
export async function scan(options: ScanOptions, surroundings: Surroundings): Promise<number> {
  const { workingDirectory, error, paint } = surroundings;
  const { catalog, toolVersion } = await catalogFor(options, workingDirectory);
  const facts = await factsFor(options, catalog, workingDirectory);
  const paths = options.paths.length > 0 ? options.paths : ['.'];
  const folder = resolve(workingDirectory, options.outputDir);
  const earlier = new Set(OUTPUT_NAMES.map((name) => join(folder, name)));
  const repositories = discoverRepositories(paths, workingDirectory, earlier);
  const assessment = await assessRepositories(repositories, catalog, {
    target: options.target,
    asOf: options.asOf,
    toolVersion,
    ...(facts && { facts }),
    ...(options.verbose && {
      onFile: (repository, path, problems) => {
        const remark = problems.length === 0 ? '' : `  ${problems.map((problem) => problem.code).join(', ')}`;
        error(`${paint.dim('read')} ${printable(`${repository.id}/${path}`)}${remark}\n`);
      },
    }),
  });

  const files = await renderFiles(assessment, options.formats);
  writeFiles(folder, options.outputDir, files);
  if (options.json) {
    for (const chunk of inChunks(renderJson(assessment))) await surroundings.out(chunk);
  }
  if (!options.quiet)
    error(
      summarise(
        assessment,
        files.map((file) => shownPath(options.outputDir, file.name)),
        paint,
      ),
    );
  return options.strict && lostAnything(assessment) ? NOT_ALL_READ : 0;
}

async function catalogFor(options: ScanOptions, workingDirectory: string): Promise<{ catalog: Catalog; toolVersion: string }> {
  const shipped = shippedCatalog();
  if (options.rules === null) return shipped;
  // Only a user's own rules need YAML and the schema at run time.
  const { withUserRules } = await import('./user-rules.ts');
  return {
    catalog: await withUserRules(shipped, resolve(workingDirectory, options.rules), options.rules),
    toolVersion: shipped.toolVersion,
  };
}

async function factsFor(options: ScanOptions, catalog: Catalog, workingDirectory: string): Promise<PipelineOptions['facts'] | null> {
  if (options.orgFacts === null) return null;
  // Facts are YAML and have a schema, which no other scan needs.
  const { applyFacts, readOrgFacts } = await import('./org-facts.ts');
  const { given, name } = await readOrgFacts(options.orgFacts, workingDirectory, {
    asOf: options.asOf,
    retirement: catalog.retirement.date,
  });
  return { measures: given.measures, apply: (assessment) => applyFacts(assessment, given, catalog, name) };
}

function lostAnything(assessment: Assessment): boolean {
  return assessment.repos.some((repo) => repo.status === 'failed' || repo.problems.some((problem) => problem.effect === 'lost'));
}
