/** `cti2voice report`: a saved assessment to files, without scanning. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { TargetId } from '../catalog/terms.ts';
import { UserError } from '../errors.ts';
import type { Assessment } from '../model/assessment.ts';
import type { Format } from '../report/formats.ts';
import { printable } from '../terminal.ts';
import { shownPath, writeFiles } from '../write.ts';
import { renderFiles } from './render.ts';
import type { Surroundings } from './scan.ts';

export interface ReportOptions {
  readonly file: string;
  readonly outputDir: string;
  readonly formats: readonly Format[];
  /** Another target than the one the scan was made for; null keeps that. */
  readonly target: TargetId | null;
  readonly quiet: boolean;
}

/** @throws UserError if the file is no assessment */
export async function report(options: ReportOptions, { workingDirectory, error }: Surroundings): Promise<number> {
  const assessment = await readAssessment(resolve(workingDirectory, options.file), options.file);
  const chosen = options.target === null ? assessment : { ...assessment, options: { target: options.target } };
  const files = await renderFiles(chosen, options.formats);
  writeFiles(resolve(workingDirectory, options.outputDir), options.outputDir, files);
  if (!options.quiet) for (const { name } of files) error(`wrote ${printable(shownPath(options.outputDir, name))}\n`);
  return 0;
}

async function readAssessment(path: string, shown: string): Promise<Assessment> {
  const hint = 'Give the assessment.json that a scan wrote.';
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw new UserError(`“${shown}” could not be read.`, hint);
  }
  let plain: unknown;
  try {
    plain = JSON.parse(text);
  } catch {
    throw new UserError(`“${shown}” is not JSON.`, hint);
  }
  // The schema is only needed where a result comes from outside.
  const { assessmentSchema } = await import('../model/assessment.ts');
  const result = assessmentSchema.safeParse(plain);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const where = issue && issue.path.length > 0 ? ` at ${issue.path.map(String).join('.')}` : '';
  throw new UserError(`“${shown}” is no assessment that this version can read: ${issue?.message ?? 'it has another shape'}${where}.`, hint);
}
