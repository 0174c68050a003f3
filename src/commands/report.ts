/** `cti2voice report`: a saved assessment to files, without scanning. */
import { resolve } from 'node:path';
import type { TargetId } from '../catalog/terms.ts';
import type { CsvOptions, Format } from '../report/formats.ts';
import type { Presentation } from '../report/presentation.ts';
import { printable } from '../terminal.ts';
import { shownPath, writeFiles } from '../write.ts';
import { pageFor } from './page.ts';
import { readAssessment } from './read-assessment.ts';
import { renderFiles } from './render.ts';
import type { Surroundings } from './scan.ts';

export interface ReportOptions {
  readonly file: string;
  readonly outputDir: string;
  readonly formats: readonly Format[];
  /** Another target than the one the scan was made for; null keeps that. */
  readonly target: TargetId | null;
  readonly quiet: boolean;
  readonly templates: string | null;
  /** How CSV is written. */
  readonly csv: CsvOptions;
  /** Style and script in files beside the page. */
  readonly splitAssets: boolean;
  /** Names as pseudonyms, in all that is written and said. */
  readonly redact: boolean;
  readonly presentation: Presentation;
  /** Code of the language that the report is written in. */
  readonly language: string;
}

/** @throws UserError if the file is no assessment */
export async function report(options: ReportOptions, { workingDirectory, error }: Surroundings): Promise<number> {
  const page = await pageFor(options, workingDirectory);
  const assessment = await readAssessment(resolve(workingDirectory, options.file), options.file);
  const chosen = options.target === null ? assessment : { ...assessment, options: { ...assessment.options, target: options.target } };
  const redaction = options.redact ? await import('./redacted.ts') : null;
  const result = redaction ? await redaction.redacted(chosen) : chosen;
  const files = await renderFiles(result, options.formats, redaction?.withoutClient(page) ?? page, options.csv, options.language);
  const folder = resolve(workingDirectory, options.outputDir);
  redaction?.refuseLeftovers(folder, options.outputDir, files);
  await writeFiles(folder, options.outputDir, files);
  if (!options.quiet)
    for (const { name } of files) error(`wrote ${printable(options.redact ? name : shownPath(options.outputDir, name))}\n`);
  return 0;
}
