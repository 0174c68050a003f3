/** `cti2voice progress`: how far the recorded runs say the move has come, and whether the pace is enough. */
import { resolve } from 'node:path';
import type { TargetId } from '../catalog/terms.ts';
import { UserError } from '../errors.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Assessment } from '../model/assessment.ts';
import { amountOf, paceOf, repositoryStandings } from '../pace/pace.ts';
import { pointsOf } from '../pace/points.ts';
import type { ProgressFormat } from '../pace/formats.ts';
import { renderBadge } from '../report/badge.ts';
import type { CsvOptions } from '../report/formats.ts';
import { renderHistory } from '../report/history.ts';
import type { Presentation } from '../report/presentation.ts';
import { renderProgress } from '../report/progress.ts';
import { formatNumber } from '../report/number.ts';
import { paceView, type PaceInput } from '../report/view/pace.ts';
import { ENGLISH, inLanguage } from '../report/language.ts';
import { languagePack, shippedCatalog, shippedTemplates } from '../shipped.ts';
import { printable, type Paint } from '../terminal.ts';
import { shownPath, writeFiles, type OutputFile } from '../write.ts';
import { USUAL_LEDGER } from './record.ts';
import type { Surroundings } from './scan.ts';
import { findLedger } from './sides.ts';

export interface ProgressOptions {
  readonly ledger: string | null;
  /** ISO date; null for the day on which Open CTI is retired. */
  readonly deadline: string | null;
  /** ISO date; null where nobody gave one. */
  readonly lastSafeDate: string | null;
  readonly asOf: string;
  /** Null for the one of the last run. */
  readonly target: TargetId | null;
  readonly outputDir: string;
  /** Files to write, beside what the terminal gets. */
  readonly formats: readonly ProgressFormat[];
  readonly csv: CsvOptions;
  readonly quiet: boolean;
  /** Code of the language of the page and the badge; the terminal speaks English. */
  readonly language: string;
  readonly presentation: Presentation;
  /** For stdout. */
  readonly paint: Paint;
}

/**
 * Returns the exit code.
 * @throws UserError where there is no ledger, or nothing in it
 */
export async function progress(options: ProgressOptions, { workingDirectory, out, error }: Surroundings): Promise<number> {
  const { catalog, toolVersion } = shippedCatalog();
  const shown = options.ledger ?? USUAL_LEDGER;
  const ledger = findLedger(shown, workingDirectory, error);
  const begin = 'Begin one with “cti2voice scan --record”, or rebuild it from git with “cti2voice history”.';
  if (!ledger) throw new UserError(`There is no ledger “${shown}”.`, begin);
  const entries = ledger.entries.filter(({ asOf }) => asOf <= options.asOf);
  const last = entries.at(-1);
  if (!last) throw new UserError(`The ledger “${shown}” holds no run by ${options.asOf}.`, begin);
  const target = options.target ?? (catalog.targets.find(({ id }) => id === last.target)?.id as TargetId | undefined) ?? null;
  const names = new Map(catalog.capabilities.map(({ id, name }) => [id, name]));
  const input: PaceInput = {
    points: pointsOf(ledger, target, options.asOf),
    asOf: options.asOf,
    deadline: options.deadline ?? catalog.retirement.date,
    isRetirement: options.deadline === null || options.deadline === catalog.retirement.date,
    lastSafeDate: options.lastSafeDate,
    target: catalog.targets.find(({ id }) => id === target)?.name ?? null,
    capability: (id) => names.get(id) ?? id,
  };
  const files = await filesOf(input, options, `cti2voice ${toolVersion}`);
  if (files.length > 0) await writeFiles(resolve(workingDirectory, options.outputDir), options.outputDir, files);
  if (!options.quiet) await out(tableOf(input, options.paint));
  if (!options.quiet) for (const { name } of files) error(`wrote ${printable(shownPath(options.outputDir, name))}\n`);
  return 0;
}

/** For a report that is recorded: its own run is the last point. */
export function paceInputOf(ledger: Ledger, assessment: Assessment): PaceInput {
  const { asOf, options, catalog, retirement, lastSafeDate } = assessment;
  const names = new Map(catalog.capabilities.map(({ id, name }) => [id, name]));
  return {
    points: pointsOf(ledger, options.target, asOf),
    asOf,
    deadline: retirement.date,
    isRetirement: true,
    lastSafeDate,
    target: catalog.targets.find(({ id }) => id === options.target)?.name ?? null,
    capability: (id) => names.get(id) ?? id,
  };
}

async function filesOf(
  input: PaceInput,
  { formats, csv, language: code, presentation }: ProgressOptions,
  tool: string,
): Promise<OutputFile[]> {
  const pack = languagePack(code);
  const language = pack ? { ...pack, fallen: new Set<string>() } : ENGLISH;
  // Names of the catalog are translated by their English, as everywhere.
  const named = (name: string): string => (pack && Object.hasOwn(pack.texts, name) ? (pack.texts[name] ?? name) : name);
  const said: PaceInput = {
    ...input,
    target: input.target === null ? null : named(input.target),
    capability: (id) => named(input.capability(id)),
  };
  const files: OutputFile[] = [];
  if (formats.includes('html')) {
    const { progress: template, assets } = await shippedTemplates(language.code);
    const page = inLanguage(language, () => renderProgress(said, { template, css: assets.css }, presentation, tool));
    files.push({ name: 'progress.html', text: page ?? '' });
  }
  if (formats.includes('csv')) files.push({ name: 'history.csv', text: renderHistory(input.points, csv) });
  if (formats.includes('json')) files.push({ name: 'progress.json', text: jsonOf(input) });
  if (formats.includes('svg')) files.push({ name: 'progress.svg', text: inLanguage(language, () => renderBadge(said)) ?? '' });
  return files;
}

/** Figures as they are, for programs; no words. */
function jsonOf(input: PaceInput): string {
  const { points, asOf, deadline, lastSafeDate } = input;
  const { steps, ...pace } = paceOf(points, input);
  const runs = points.map((point, index) => ({
    date: point.date,
    run: point.run,
    from: point.from,
    left: amountOf(point, pace.unit),
    hours: point.hours,
    open: point.open,
    done: point.done,
    waived: point.waived,
    step: steps[index - 1] ?? null,
  }));
  const told = { schemaVersion: 1, asOf, deadline, lastSafeDate, ...pace, runs, repositories: repositoryStandings(points) };
  return `${JSON.stringify(told, null, 2)}\n`;
}

const MOST_ROWS = 12;

function tableOf(input: PaceInput, paint: Paint): string {
  const view = paceView(input);
  if (!view) return '';
  const lines = [paint.bold(printable(view.title)), printable(view.verdict), ...(view.ownDate === null ? [] : [view.ownDate]), ''];
  const rows = view.rows
    .slice(-MOST_ROWS)
    .map(({ date, amount, change, open, done, waived, remark }) => [date, amount, change, open, done, waived, remark ?? '']);
  lines.push(...columns([['Run', `Left, ${view.unit}`, 'Change', 'Open', 'Done', 'Waived', ''], ...rows], paint));
  if (view.rows.length > MOST_ROWS) lines.push(paint.dim(`${formatNumber(view.rows.length - MOST_ROWS)} earlier runs in history.csv`));
  if (view.milestones.length > 0)
    lines.push('', ...columns([['By', `At most left, ${view.unit}`], ...view.milestones.map(({ date, left }) => [date, left])], paint));
  const stalled = view.repositories.filter((one) => one.stalled !== null);
  if (view.stalled !== null) lines.push('', view.stalled);
  for (const one of stalled.slice(0, MOST_ROWS))
    lines.push(`  ${printable(one.name)}  ${paint.dim(`${one.open} open, ${one.stalled ?? ''}`)}`);
  return `${lines.join('\n')}\n`;
}

/** All but the first column and the last one hold figures. */
function columns(rows: readonly (readonly string[])[], paint: Paint): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row, index) => {
    const cells = row.map((cell, column) =>
      column === 0 || column === 6 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    const line = cells.join('  ').trimEnd();
    return index === 0 ? paint.dim(line) : line;
  });
}
