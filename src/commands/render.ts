import type { Assessment } from '../model/assessment.ts';
import { reportAssets } from '../shipped.ts';
import type { OutputFile } from '../write.ts';

export const FORMATS = ['html', 'csv', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** The files of each format; what a format needs is loaded only if it is asked for. */
export async function renderFiles(assessment: Assessment, formats: readonly Format[]): Promise<OutputFile[]> {
  const files: OutputFile[] = [];
  if (formats.includes('html')) {
    const [{ renderHtml }, assets] = await Promise.all([import('../report/html.ts'), reportAssets()]);
    files.push({ name: 'report.html', text: renderHtml(assessment, assets) });
  }
  if (formats.includes('csv')) {
    const { renderFindingsCsv, renderRepositoriesCsv } = await import('../report/csv.ts');
    files.push(
      { name: 'findings.csv', text: renderFindingsCsv(assessment) },
      { name: 'repositories.csv', text: renderRepositoriesCsv(assessment) },
    );
  }
  if (formats.includes('json')) {
    const { renderJson } = await import('../report/json.ts');
    files.push({ name: 'assessment.json', text: renderJson(assessment) });
  }
  return files;
}
