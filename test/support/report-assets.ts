/** The report's own templates, style and script, compiled as in development. */
import { readFileSync, readdirSync } from 'node:fs';
import type { ReportAssets } from '../../src/report/html.ts';
import { compileTemplates } from '../../src/report/templates.ts';

const folder = new URL('../../report-templates/', import.meta.url);

export function readTemplate(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8');
}

/** Every template by its path below `report-templates/`. */
export function templateNames(): string[] {
  const partials = readdirSync(new URL('partials/', folder)).filter((name) => name.endsWith('.hbs'));
  return ['report.hbs', ...partials.toSorted().map((name) => `partials/${name}`)];
}

export function reportAssets(): ReportAssets {
  return { template: compileTemplates(readTemplate), css: readTemplate('report.css'), js: readTemplate('report.js') };
}
