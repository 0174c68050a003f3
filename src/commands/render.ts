import type { Assessment } from '../model/assessment.ts';
import {
  renderCallLogFieldsCsv,
  renderConnectorWorkListCsv,
  renderExternalSystemsCsv,
  renderFindingsCsv,
  renderRepositoriesCsv,
  renderVerdictsCsv,
} from '../report/csv.ts';
import type { Format } from '../report/formats.ts';
import { renderHtml } from '../report/html.ts';
import { renderJson } from '../report/json.ts';
import { reportAssets } from '../shipped.ts';
import type { OutputFile } from '../write.ts';

/** Every file that a run may write. */
export const OUTPUT_NAMES = [
  'report.html',
  'findings.csv',
  'repositories.csv',
  'verdicts.csv',
  'call-log-fields.csv',
  'external-systems.csv',
  'connector-work-list.csv',
  'assessment.json',
] as const;

/** The files of each format. The page's template, the one heavy part, is loaded only if a page is asked for. */
export async function renderFiles(assessment: Assessment, formats: readonly Format[]): Promise<OutputFile[]> {
  const files: OutputFile[] = [];
  if (formats.includes('html')) {
    files.push({ name: 'report.html', text: renderHtml(assessment, await reportAssets()) });
  }
  if (formats.includes('csv')) {
    files.push(
      { name: 'findings.csv', text: renderFindingsCsv(assessment) },
      { name: 'repositories.csv', text: renderRepositoriesCsv(assessment) },
      { name: 'verdicts.csv', text: renderVerdictsCsv(assessment) },
      { name: 'call-log-fields.csv', text: renderCallLogFieldsCsv(assessment) },
      { name: 'external-systems.csv', text: renderExternalSystemsCsv(assessment) },
      { name: 'connector-work-list.csv', text: renderConnectorWorkListCsv(assessment) },
    );
  }
  if (formats.includes('json')) {
    files.push({ name: 'assessment.json', text: renderJson(assessment) });
  }
  return files;
}
