/** `cti2voice compare`: two scans, however they are kept, held against each other. */
import { resolve } from 'node:path';
import { compareSides, isSameTool, toReadAgain, type Comparison } from '../compare/compare.ts';
import type { CompareFormat } from '../compare/formats.ts';
import { changeGroups, headText, KEPT_TITLE } from '../compare/words.ts';
import { s } from '../model/sentence.ts';
import { OPTIONS } from '../config/options.ts';
import { planRepositories } from '../discover/plan.ts';
import type { ListOptions } from '../discover/repositories.ts';
import { UserError } from '../errors.ts';
import { renderComparisonJson, renderComparisonMarkdown } from '../report/comparison.ts';
import { ENGLISH, inLanguage } from '../report/language.ts';
import { formatNumber } from '../report/number.ts';
import type { Presentation } from '../report/presentation.ts';
import { languagePack, shippedTemplates } from '../shipped.ts';
import { printable, type Paint } from '../terminal.ts';
import { readAgain, type Again } from './read-again.ts';
import { USUAL_LEDGER } from './record.ts';
import { reportPaths } from './render.ts';
import type { ScanBasis } from './scan-repository.ts';
import { catalogFor, NOT_ALL_READ, type Surroundings } from './scan.ts';
import { findLedger, findSide, pastFor, type Found, type Shipped } from './sides.ts';

export interface CompareCommand {
  readonly before: string;
  readonly after: string;
  /** As the user wrote it; null for the usual one. */
  readonly ledger: string | null;
  readonly format: CompareFormat;
  /** Where the repositories lie. */
  readonly folders: readonly string[];
  readonly rules: string | null;
  readonly strict: boolean;
  /** For a side that is scanned now. */
  readonly asOf: string;
  readonly paint: Paint;
  /** What of a folder or a revision is read. */
  readonly listing: Pick<ListOptions, 'exclude' | 'includeVendored'> & { readonly maxFileSize: number | null };
  /** Code of the language of the page; everything else is English. */
  readonly language: string;
  readonly presentation: Presentation;
}

/**
 * Returns the exit code.
 * @throws UserError where a side cannot be found
 */
export async function compare(options: CompareCommand, surroundings: Surroundings): Promise<number> {
  const { workingDirectory, out, error } = surroundings;
  const shipped = await catalogFor(options.rules, workingDirectory);
  const shown = options.ledger ?? USUAL_LEDGER;
  const ledger = findLedger(shown, workingDirectory, error);
  if (ledger === null && options.ledger !== null)
    throw new UserError(`There is no ledger “${shown}”.`, '“cti2voice scan --record” begins one.');
  const listing = { ...options.listing, leaveOut: reportPaths(resolve(workingDirectory, OPTIONS.outputDir.fallback)) };
  const context = { asOf: options.asOf, shipped, ledger, shown, workingDirectory, listing };
  const before = await findSide(options.before, context);
  const after = await findSide(options.after, context);
  const comparison = compareSides(before.side, after.side, {
    again: await againOf(before, after, shipped, { folders: options.folders, workingDirectory, listing }),
    ...(ledger && pastFor(ledger, before.entry, after.entry)),
  });
  if (options.format === 'json') await out(renderComparisonJson(comparison));
  else if (options.format === 'markdown') await out(renderComparisonMarkdown(comparison));
  else if (options.format === 'html') await out(await pageOf(comparison, options, shipped.toolVersion));
  else await out(table(comparison, options.paint));
  const isPartial = comparison.repositories.some(({ state, unread }) => state === 'not-comparable' || unread > 0);
  return options.strict && isPartial ? NOT_ALL_READ : 0;
}

async function pageOf(
  comparison: Comparison,
  { language: code, presentation }: Pick<CompareCommand, 'language' | 'presentation'>,
  toolVersion: string,
): Promise<string> {
  const { renderComparison } = await import('../report/progress.ts');
  const pack = languagePack(code);
  const language = pack ? { ...pack, fallen: new Set<string>() } : ENGLISH;
  const { progress: template, assets } = await shippedTemplates(language.code);
  return inLanguage(language, () => renderComparison(comparison, { template, css: assets.css }, presentation, `cti2voice ${toolVersion}`));
}

async function againOf(
  before: Found,
  after: Found,
  shipped: Shipped,
  {
    folders,
    workingDirectory,
    listing,
  }: { readonly folders: readonly string[]; readonly workingDirectory: string; readonly listing: ScanBasis['listing'] },
): Promise<Map<string, Again>> {
  const wanted = toReadAgain(before.side, after.side);
  if (wanted.length === 0) return new Map();
  const own = { tool: shipped.toolVersion, catalog: shipped.catalog.version };
  if (!isSameTool(after.side, own)) {
    const failure = s`the later one was not made with this version and its rules either, so that reading the earlier source again would not help`;
    return new Map(wanted.map(({ base }) => [base, { failure }]));
  }
  const lying = [...after.plans, ...before.plans];
  const plans = lying.length > 0 ? lying : planRepositories(folders, workingDirectory).plans;
  return readAgain(wanted, plans, shipped.catalog, listing);
}

const ITEMS_IN_VIEW = 20;

function table(comparison: Comparison, paint: Paint): string {
  const groups = changeGroups(comparison);
  const width = Math.max(...groups.map(({ title }) => title.length));
  const lines = [paint.bold(printable(headText(comparison))), ''];
  const row = (title: string, count: number): string => `${title.padEnd(width)}  ${formatNumber(count).padStart(7)}`;
  for (const { title, count } of groups) lines.push(row(title, count));
  lines.push(row(KEPT_TITLE, comparison.counts.kept));
  for (const { title, count, items } of groups) {
    if (count === 0) continue;
    lines.push('', paint.bold(title));
    for (const { text, place } of items.slice(0, ITEMS_IN_VIEW)) {
      lines.push(`  ${printable(text)}${place === null ? '' : `  ${paint.dim(printable(place))}`}`);
    }
    if (items.length > ITEMS_IN_VIEW) lines.push(`  and ${formatNumber(items.length - ITEMS_IN_VIEW)} more; --format json has all`);
  }
  return `${lines.join('\n')}\n`;
}
