/** The report's own templates, style and script, compiled as in development. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
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

/** The page's script as one text. The bundler does not load inside a test, and its program does. */
function bundledScript(): string {
  const esbuild = fileURLToPath(new URL('../../node_modules/esbuild/bin/esbuild', import.meta.url));
  return execFileSync(esbuild, [fileURLToPath(new URL('report.js', folder)), '--bundle', '--format=iife', '--charset=utf8'], {
    encoding: 'utf8',
  });
}

export function reportAssets(): ReportAssets {
  return { template: compileTemplates(readTemplate), css: readTemplate('report.css'), js: bundledScript() };
}
