/** What the build made and put beside the program: the checked catalog, and the report's template, style and script. */
import { readdirSync, readFileSync } from 'node:fs';
import type { LanguagePack } from './catalog/language-pack.ts';
import type { Catalog, Source } from './catalog/schema.ts';
import type { ReportAssets } from './report/html.ts';
import type { ProgressTemplate } from './report/progress.ts';

/** `dist/`, from `dist/cli.mjs` as from `src/`. */
const DIST = new URL('../dist/', import.meta.url);

/** `rules/`, which `cti2voice rules check` reads as its authors wrote it. */
export const RULES_FOLDER = new URL('../rules/', import.meta.url);

export interface ShippedCatalog {
  readonly catalog: Catalog;
  readonly sources: Readonly<Record<string, Source>>;
  readonly toolVersion: string;
  /** A digest of the program itself: two builds of one version may differ while it is worked on. */
  readonly build: string;
}

export function shippedCatalog(): ShippedCatalog {
  return JSON.parse(readFileSync(new URL('catalog.json', DIST), 'utf8')) as ShippedCatalog;
}

/** `code` is that of a language that the program has. */
export async function reportAssets(code = 'en'): Promise<ReportAssets> {
  return (await shippedTemplates(code)).assets;
}

/** The same in its parts, of which a user may bring some. */
export interface ShippedTemplates {
  readonly assets: ReportAssets;
  /** Compiled templates by name. */
  readonly specs: Readonly<Record<string, unknown>>;
  /** What each of them prints unescaped. */
  readonly raw: Readonly<Record<string, readonly string[]>>;
  /** The page on progress. */
  readonly progress: ProgressTemplate;
}

export async function shippedTemplates(code = 'en'): Promise<ShippedTemplates> {
  return (await import(new URL(code === 'en' ? 'report-assets.mjs' : `report-assets-${code}.mjs`, DIST).href)) as ShippedTemplates;
}

/** Codes of the languages in which a report can be had; English is the catalog’s own. */
export function languageCodes(): string[] {
  const others = namesIn(DIST).flatMap((name) => /^lang-([\w-]+)\.json$/.exec(name)?.[1] ?? []);
  return ['en', ...others.sort()];
}

/** Nothing while the program is being built. */
function namesIn(folder: URL): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Null for English. */
export function languagePack(code: string): LanguagePack | null {
  return code === 'en' ? null : (JSON.parse(readFileSync(new URL(`lang-${code}.json`, DIST), 'utf8')) as LanguagePack);
}
