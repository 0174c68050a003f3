/** `cti2voice scan`: discover, parse, match, assess, report. */
import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import type { WriteStream } from 'node:tty';
import { basename, dirname, join, resolve, sep } from 'node:path';
import type { Catalog } from '../catalog/schema.ts';
import type { TargetId } from '../catalog/terms.ts';
import { decodeList } from '../discover/list-file.ts';
import { planRepositories, type DiscoverOptions } from '../discover/plan.ts';
import { shareOf, type Share } from '../discover/shares.ts';
import { UserError } from '../errors.ts';
import type { Assessment, Border, Shard } from '../model/assessment.ts';
import type { CsvOptions, Format } from '../report/formats.ts';
import type { Presentation } from '../report/presentation.ts';
import { followProgress, NO_PROGRESS } from '../progress.ts';
import { renderJson } from '../report/json.ts';
import { shippedCatalog, type ShippedCatalog } from '../shipped.ts';
import { printable, summarise, type Paint } from '../terminal.ts';
import { inChunks, shownPath, writeFiles } from '../write.ts';
import { assessRepositories, type PipelineOptions } from './pipeline.ts';
import { pageFor, type Page } from './page.ts';
import type { Recorded, RecordOptions } from './record.ts';
import type { Shipped } from './sides.ts';
import { named } from './run-id.ts';
import { ASSET_NAMES, OUTPUT_NAMES, renderFiles, reportPaths } from './render.ts';
import { NOTHING_BEFORE, type Before } from '../report/before.ts';
import { checkPlan, type TeamPlan } from './team-plan.ts';
import type { GateOptions } from './gate.ts';

export interface ScanOptions {
  readonly paths: readonly string[];
  /** A list of repositories: a file, or `-` for standard input. */
  readonly repositories: string | null;
  readonly eachFolder: boolean;
  readonly includeVendored: boolean;
  /** Patterns in the syntax of .gitignore. */
  readonly exclude: readonly string[];
  /** Bytes; null for the limits that files have by themselves. */
  readonly maxFileSize: number | null;
  readonly outputDir: string;
  readonly formats: readonly Format[];
  readonly target: TargetId | null;
  /** ISO date. */
  readonly asOf: string;
  readonly rules: string | null;
  /** A file of facts that the client gave. */
  readonly orgFacts: string | null;
  readonly json: boolean;
  /** Whether the run goes to the ledger, and where that is; null for the usual folder. */
  readonly record: boolean;
  readonly ledger: string | null;
  readonly baseline: GateOptions['baseline'];
  readonly failOn: GateOptions['failOn'];
  readonly maxOpen: GateOptions['maxOpen'];
  readonly maxHours: GateOptions['maxHours'];
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly strict: boolean;
  /** The share of the repositories to read; null for all of them. */
  readonly shard: Share | null;
  /** Where records are kept from one run to the next; null for nowhere. */
  readonly cacheFolder: string | null;
  /** A folder of templates for the page, in place of the shipped ones. */
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
  /** Waivers and decisions of the settings. */
  readonly plan: TeamPlan;
  /** The file that settings were taken from, as the user wrote it. */
  readonly settingsFile: string | null;
}

/** Where a command runs and speaks; streams are arguments so that a test can listen. */
export interface Surroundings {
  readonly workingDirectory: string;
  readonly out: (text: string) => Promise<void>;
  readonly error: (text: string) => void;
  /** The clock; the machine's where none is given. */
  readonly now?: () => Date;
  /** All of standard input. */
  readonly input?: () => Promise<Buffer>;
  readonly paint: Paint;
  /** Where a bar can be drawn; none where there is no terminal. */
  readonly terminal?: WriteStream;
}

/** Exit code of a scan that `--strict` fails because something could not be read. */
export const NOT_ALL_READ = 4;

/**
 * Returns the exit code.
 * @throws UserError for wrong use
 */
export async function scan(options: ScanOptions, surroundings: Surroundings): Promise<number> {
  const { workingDirectory, error, paint } = surroundings;
  const shipped = await catalogFor(options.rules, workingDirectory);
  const { catalog, toolVersion, build } = shipped;
  // Before anything is read: a template that is broken would show only at the end.
  const page = await pageFor(options, workingDirectory);
  checkPlan(options.plan, catalog);
  const facts = await factsFor(options, catalog, workingDirectory);
  if (isGated(options)) {
    const { checkGate } = await import('./gate.ts');
    checkGate(options, options.target);
    if (options.shard)
      throw new UserError('A share is not judged: it is no whole run.', 'Leave the gate out here, and give it to “cti2voice merge”.');
  }
  if (options.redact) {
    const { checkRedaction } = await import('./redacted.ts');
    checkRedaction(options);
    if (options.shard) throw new UserError('A share is joined by its names.', 'Leave --redact out here, and give it to “cti2voice merge”.');
  }
  if (options.record && options.shard) {
    throw new UserError('A share is not recorded: it is no whole run.', 'Leave --record out here, and give it to “cti2voice merge”.');
  }
  const folder = resolve(workingDirectory, options.outputDir);
  const { includeVendored, exclude, maxFileSize } = options;
  const listing = {
    leaveOut: reportPaths(folder, [...OUTPUT_NAMES, ...(options.splitAssets ? ASSET_NAMES : [])]),
    includeVendored,
    exclude,
    maxFileSize,
  };
  const list = await readListOf(options, surroundings);
  const paths = options.paths.length > 0 || list ? options.paths : ['.'];
  const {
    plans: all,
    listProblems,
    remarks,
  } = planRepositories(paths, workingDirectory, { ...listing, eachFolder: options.eachFolder, list });
  const { plans, shard } = shareOf(all, options.shard, { includeVendored, exclude, maxFileSize, listProblems });
  if (options.redact) {
    // Remarks name things; what is wrong with the list stands in the result.
  } else if (!options.quiet) {
    if (options.settingsFile !== null) error(`${printable(settingsText(options.settingsFile, workingDirectory, all))}\n`);
    for (const remark of remarks) error(`${printable(remark)}\n`);
    for (const { line, reason } of listProblems) error(`${printable(`${list?.name ?? ''}, line ${line}: ${reason}`)}\n`);
    if (shard) error(`${shareText(shard, plans.length)}\n`);
  }
  const isVerbose = options.verbose && !options.redact;
  if (isVerbose) {
    for (const { id, border } of plans) error(`${paint.dim('repository')} ${printable(id)}  ${paint.dim(BORDER_WORDS[border])}\n`);
  }
  const isFollowed = !options.quiet && !isVerbose && plans.length > 1;
  const progress = isFollowed
    ? await followProgress(plans.length, { terminal: surroundings.terminal ?? null, error, now: () => performance.now() })
    : NO_PROGRESS;
  const assessed = await assessRepositories(plans, catalog, {
    listing,
    listProblems,
    target: options.target,
    asOf: options.asOf,
    toolVersion,
    cache: options.cacheFolder === null ? null : { folder: resolve(workingDirectory, options.cacheFolder), build },
    plan: await followedPlan(options, workingDirectory),
    onRecord: ({ filesSeen }) => progress.repositoryDone(filesSeen),
    ...(facts && { facts }),
    ...(isVerbose && {
      onFile: (repository, path, problems) => {
        const remark = problems.length === 0 ? '' : `  ${problems.map((problem) => problem.code).join(', ')}`;
        error(`${paint.dim('read')} ${printable(`${repository.id}/${path}`)}${remark}\n`);
      },
    }),
  }).finally(() => progress.end());
  const assessment = named(shard ? { ...assessed, options: { ...assessed.options, shard } } : assessed);
  return finish({ assessment, catalog, plans, listing }, shipped, options, page, surroundings);
}

/** The last steps of a scan and of a merge: the gate's baseline, the files, the ledger, and the exit code. */
export async function finish(
  recorded: Recorded,
  shipped: Shipped,
  options: Parameters<typeof handOver>[1] & GateOptions & RecordOptions & Pick<ScanOptions, 'record'>,
  page: Page,
  surroundings: Surroundings,
): Promise<number> {
  const { assessment } = recorded;
  const gate = isGated(options) ? await import('./gate.ts') : null;
  gate?.checkGate(options, assessment.options.target);
  const { redact } = options;
  const redaction = redact ? await import('./redacted.ts') : null;
  redaction?.checkRedaction(options);
  // Before anything is written: what cannot be held against anything is wrong use.
  const comparison = gate && (await gate.baselineFor(recorded, options, shipped, surroundings));
  const shown = redaction ? await redaction.redacted(assessment) : assessment;
  // The ledger is the team's own, and keeps names; where it lies is said to nobody else.
  const quiet = options.quiet || redact;
  const run = options.record ? await (await import('./record.ts')).prepareRun(recorded, { ...options, quiet }, surroundings) : null;
  const pace = run && !redact ? (await import('./progress.ts')).paceInputOf(run.ledger, assessment) : null;
  const code = await handOver(shown, options, redaction?.withoutClient(page) ?? page, surroundings, { comparison, pace });
  run?.write();
  const mayPass = !gate?.hasGate(options) || gate.passes(shown, comparison, options, { error: surroundings.error, quiet: options.quiet });
  // A result that is not whole cannot be judged by what it lacks.
  if (code !== 0 || !gate) return code;
  if (!mayPass) return gate.DID_NOT_PASS;
  return options.strict && gate.isPartial(comparison) ? NOT_ALL_READ : code;
}

/** A waiver of one finding goes with it through edits, where a ledger knew it. */
export async function followedPlan({ plan, ledger }: Pick<ScanOptions, 'plan' | 'ledger'>, workingDirectory: string): Promise<TeamPlan> {
  if (!plan.waivers.some(({ finding }) => finding !== null)) return plan;
  const { followBy } = await import('./follow.ts');
  return { ...plan, follow: followBy(ledger, workingDirectory) };
}

/** Whether anything of it needs a gate, which is loaded for nobody else. */
function isGated({ baseline, failOn, maxOpen, maxHours }: GateOptions): boolean {
  return baseline !== null || failOn.length > 0 || maxOpen !== null || maxHours !== null;
}

/** Files, what stdout and the terminal get, and the exit code. */
export async function handOver(
  assessment: Assessment,
  options: Pick<ScanOptions, 'outputDir' | 'formats' | 'csv' | 'language' | 'json' | 'quiet' | 'redact' | 'strict'>,
  page: Page,
  { workingDirectory, out, error, paint }: Surroundings,
  before: Before = NOTHING_BEFORE,
): Promise<number> {
  const files = await renderFiles(assessment, options.formats, page, options.csv, options.language, before);
  const folder = resolve(workingDirectory, options.outputDir);
  if (options.redact) (await import('./redacted.ts')).refuseLeftovers(folder, options.outputDir, files);
  await writeFiles(folder, options.outputDir, files);
  if (options.json) {
    for (const chunk of inChunks(renderJson(assessment))) await out(chunk);
  }
  if (!options.quiet)
    error(
      summarise(
        assessment,
        files.map((file) => (options.redact ? file.name : shownPath(options.outputDir, file.name))),
        paint,
      ),
    );
  return options.strict && lostAnything(assessment) ? NOT_ALL_READ : 0;
}

/** Whoever scans a folder that holds the file should know that it has a say. */
function settingsText(file: string, workingDirectory: string, plans: readonly { readonly root: string }[]): string {
  const path = resolve(workingDirectory, file);
  const isScanned = plans.some(({ root }) => path.startsWith(join(root, sep)));
  return `Settings from ${file}${isScanned ? ', which stands in a folder that is scanned; --no-config leaves it out' : ''}`;
}

function shareText({ index, of, repositories }: Shard, held: number): string {
  return `Share ${index} of ${of}: ${held} of ${repositories} ${repositories === 1 ? 'repository' : 'repositories'}; “cti2voice merge” joins the shares`;
}

/** The shipped catalog, with a user's own rules where `rules` names their folder. */
export async function catalogFor(rules: string | null, workingDirectory: string): Promise<Omit<ShippedCatalog, 'sources'>> {
  const shipped = shippedCatalog();
  if (rules === null) return shipped;
  // Only a user's own rules need YAML and the schema at run time.
  const { withUserRules } = await import('./user-rules.ts');
  return { ...shipped, catalog: await withUserRules(shipped, resolve(workingDirectory, rules), rules) };
}

/** What the client gave, of `--org-facts`. @throws UserError */
export async function factsFor(
  options: Pick<ScanOptions, 'orgFacts' | 'asOf'>,
  catalog: Catalog,
  workingDirectory: string,
): Promise<PipelineOptions['facts'] | null> {
  if (options.orgFacts === null) return null;
  // Facts are YAML and have a schema, which no other scan needs.
  const { applyFacts, readOrgFacts } = await import('./org-facts.ts');
  const { given, name } = await readOrgFacts(options.orgFacts, workingDirectory, {
    asOf: options.asOf,
    retirement: catalog.retirement.date,
  });
  return { measures: given.measures, apply: (assessment) => applyFacts(assessment, given, catalog, name) };
}

/** Why it is a repository of its own. */
const BORDER_WORDS: Readonly<Record<Border, string>> = {
  git: 'a work tree of git',
  bare: 'a bare clone',
  revision: 'a revision',
  'sfdx-project': 'holds an sfdx-project.json',
  'package.xml': 'holds a src/package.xml',
  list: 'named by the list',
  folder: 'a folder without marks',
  file: 'a file',
};

/** The list of `--repositories`. @throws UserError */
export async function readListOf(
  options: Pick<ScanOptions, 'repositories'>,
  { workingDirectory, input }: Surroundings,
): Promise<NonNullable<DiscoverOptions['list']> | null> {
  const { repositories } = options;
  if (repositories === null) return null;
  if (repositories === '-') return { text: decodeList((await input?.()) ?? Buffer.alloc(0)), name: '-', folder: workingDirectory };
  const path = resolve(workingDirectory, repositories);
  try {
    return { text: decodeList(await readFile(path)), name: basename(path), folder: dirname(path) };
  } catch {
    throw new UserError(
      `“${repositories}” could not be read.`,
      'Give a list of repositories: one path a line, or CSV with a column “path”.',
    );
  }
}

function lostAnything(assessment: Assessment): boolean {
  if (assessment.listProblems.some((problem) => problem.effect === 'lost')) return true;
  return assessment.repos.some((repo) => repo.status === 'failed' || repo.problems.some((problem) => problem.effect === 'lost'));
}
