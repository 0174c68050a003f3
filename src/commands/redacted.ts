/** The last thing that happens to a result before it is rendered with `--redact`. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { Assessment } from '../model/assessment.ts';
import { shippedCatalog } from '../shipped.ts';
import type { OutputFile } from '../write.ts';
import type { Page } from './page.ts';
import { ASSET_NAMES, OUTPUT_NAMES } from './render.ts';
import { named } from './run-id.ts';

/** The result without names; its own name follows from what is left. */
export async function redacted(assessment: Assessment): Promise<Assessment> {
  // It walks the schema, which no other run loads.
  const [{ redact }, { vocabularyOf }] = await Promise.all([import('../redact/redact.ts'), import('../redact/vocabulary.ts')]);
  return named(redact(assessment, vocabularyOf(shippedCatalog().catalog)));
}

/** Whose report it is stays; whom it is for, and words that may say so, do not. */
export function withoutClient(page: Page): Page {
  const { brand } = page.presentation;
  if (!brand) return page;
  const plain = { ...brand, client: null, author: null, cover: null, disclaimer: null };
  return { ...page, presentation: { ...page.presentation, brand: plain } };
}

/**
 * Pseudonyms are numbered anew in each run, so a “repository-1” here and there need not be the same.
 * @throws UserError for a result that cannot be held against others
 */
export function refuseRedacted({ options }: Assessment, shown: string): void {
  if (options.redacted)
    throw new UserError(
      `“${shown}” was made with --redact, and its names are those of no other result.`,
      'Join and compare results that have their names, and give --redact to what is shown outside.',
    );
}

/** @throws UserError for options that would name things */
export function checkRedaction({ baseline, failOn }: { readonly baseline: string | null; readonly failOn: readonly string[] }): void {
  if (baseline !== null || failOn.includes('new') || failOn.includes('come-back'))
    throw new UserError(
      'A redacted report holds no comparison.',
      'Leave --redact out where the result is judged, and make the report for outside with “cti2voice report --redact”.',
    );
}

/**
 * Whoever hands on the folder hands on all of it: no file of a report with names may stay beside one without.
 * @throws UserError if files of an earlier report would stay
 */
export function refuseLeftovers(folder: string, shownFolder: string, files: readonly OutputFile[]): void {
  const written = new Set(files.map(({ name }) => name));
  const sarif = namesIn(join(folder, 'sarif')).flatMap((name) =>
    name.endsWith('.sarif') && !/^repository-\d+\.sarif$/.test(name) ? [`sarif/${name}`] : [],
  );
  const known = new Set<string>([...OUTPUT_NAMES, ...ASSET_NAMES]);
  const left = [...namesIn(folder).filter((name) => known.has(name)), ...sarif].filter((name) => !written.has(name));
  if (left.length === 0) return;
  const many = left.length > 1 ? ` and ${left.length - 1} more` : '';
  throw new UserError(
    `“${shownFolder}” holds files of an earlier report, which would stay there with their names: ${left[0] ?? ''}${many}.`,
    'Give a redacted report a folder of its own with --output-dir.',
  );
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
