#!/usr/bin/env node
/** Arguments to options, and outcomes to exit codes. What a command does is loaded when it is called. */
import { homedir } from 'node:os';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { usualCacheFolder } from './cache-folder.ts';
import { TARGETS } from './catalog/terms.ts';
import type { InForce, Told } from './commands/in-force.ts';
import type { ScanOptions, Surroundings } from './commands/scan.ts';
import { OPTIONS, SETTING_NAMES, type Settings } from './config/options.ts';
import {
  BadValue,
  parseDate,
  parseDelimiter,
  parseDialect,
  parseEvery,
  parseFailOn,
  parseFormats,
  parseLanguage,
  parseLimit,
  parsePath,
  parsePattern,
  parseShare,
  parseProgressFormats,
  parseSize,
  parseTarget,
} from './config/values.ts';
import { UserError } from './errors.ts';
import { FAIL_ON } from './gate/terms.ts';
import { EVERY } from './history/points.ts';
import { CSV_DIALECTS, FORMATS, USUAL_CSV, USUAL_FORMATS, type CsvOptions } from './report/formats.ts';
import { COMPARE_FORMATS, type CompareFormat } from './compare/formats.ts';
import type { Presentation } from './report/presentation.ts';
import { PROGRESS_FORMATS, type ProgressFormat } from './pace/formats.ts';
import { languageCodes } from './shipped.ts';
import { putRight } from './stopping.ts';
import { textWidth } from './terminal-text.ts';
import { paintFor } from './terminal.ts';

/** Loaded when one is called: “--help” needs none of them. */
const commands = () => import('./commands/index.ts');

const FAILED = 1;
const WRONG_USE = 2;
/** As shells tell of a program that a signal ended. */
const STOPPED = { SIGINT: 130, SIGTERM: 143 } as const;

function surroundings(): Surroundings {
  return {
    workingDirectory: process.cwd(),
    out: (text) =>
      new Promise(
        (done, fail) =>
          void process.stdout.write(text, (error) =>
            error
              ? fail(
                  new UserError(
                    `The result could not be written to stdout: ${error.message}.`,
                    'Send it to a file on a disk with room, or read the files that were written.',
                  ),
                )
              : done(),
          ),
      ),
    error: (text) => void process.stderr.write(text),
    input: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
      return Buffer.concat(chunks);
    },
    paint: paintFor(process.stderr.isTTY, process.env),
    ...(process.stderr.isTTY && { terminal: process.stderr }),
  };
}

/** A parser of values as the command line's library wants one. */
const parsedBy =
  <T>(parse: (text: string) => T) =>
  (text: string): T => {
    try {
      return parse(text);
    } catch (error) {
      throw error instanceof BadValue ? new InvalidArgumentError(error.message) : error;
    }
  };

const collect = (text: string, before: readonly string[] = []): string[] => [...before, parsedBy(parsePattern)(text)];

const collectPaths = (text: string, before: readonly string[] = []): string[] => [...before, parsedBy(parsePath)(text)];

/** Where records are kept if nobody says. */
function cacheFolder(): string | null {
  try {
    return usualCacheFolder(process.platform, process.env, homedir());
  } catch {
    // A user without a home, as containers have them.
    return null;
  }
}

/** Today where the user is, not in Greenwich. */
function today(): string {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
}

const outputDir = (): Option =>
  new Option('-o, --output-dir <folder>', `folder for the report (default: ${OPTIONS.outputDir.fallback})`).argParser(parsedBy(parsePath));
const format = (): Option =>
  new Option('-f, --format <formats>', `${FORMATS.join(', ')}; several joined by commas (default: ${USUAL_FORMATS.join(',')})`).argParser(
    parsedBy((text) => parseFormats([text])),
  );
const csvDialect = (): Option =>
  new Option('--csv-dialect <dialect>', `${CSV_DIALECTS.join(' for people, ')} for programs (default: ${USUAL_CSV.dialect})`).argParser(
    parsedBy(parseDialect),
  );
const csvDelimiter = (): Option =>
  new Option('--csv-delimiter <delimiter>', '“,”, “;” or “tab”, for the dialect excel (default: “,”)').argParser(parsedBy(parseDelimiter));
const target = (): Option =>
  new Option(
    '-t, --target <target>',
    `the route to Voice that is chosen: ${TARGETS.join(', ')}; without it all five stand side by side`,
  ).argParser(parsedBy(parseTarget));
const language = (): Option =>
  new Option(
    '--language <code>',
    `the language of what the report says: ${languageCodes().join(', ')} (default: ${OPTIONS.language.fallback})`,
  ).argParser(parsedBy(parseLanguage));
const rules = (): Option => new Option('--rules <folder>', 'rules of your own, on top of the shipped ones').argParser(parsedBy(parsePath));
const orgFacts = (): Option =>
  new Option(
    '--org-facts <file>',
    'facts that no file of an org holds, given by the client; “init org-facts” writes an empty one',
  ).argParser(parsedBy(parsePath));
const templates = (): Option =>
  new Option('--templates <folder>', 'templates of your own for the page, in place of the shipped ones').argParser(parsedBy(parsePath));

/** With a hidden option that says no, since the file or the environment may have said yes. */
function addFlag(command: Command, name: string, description: string): Command {
  return command.option(`--${name}`, description).addOption(new Option(`--no-${name}`).hideHelp());
}

function addSplitAssets(command: Command): Command {
  return addFlag(command, 'split-assets', 'style and script of the page as files beside it, for servers that allow no inline ones');
}

function addRedact(command: Command): Command {
  return addFlag(
    command,
    'redact',
    'pseudonyms for names, paths, hosts and values, in everything that is written and said, for showing outside',
  );
}

function addConfigOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--config <file>', 'settings (default: cti2voice.yml of this folder, if there is one)').argParser(parsedBy(parsePath)),
    )
    .option('--no-config', 'read no file of settings');
}

/** Which repositories are read, and what of them. */
function addReadOptions(command: Command): Command {
  command.addOption(
    new Option(
      '--repositories <list>',
      'a list of repositories: one path a line, or CSV with path, id, name, owner, label; “-” reads stdin',
    ).argParser(parsedBy(parsePath)),
  );
  addFlag(command, 'each-folder', 'take each child folder for a repository');
  command.addOption(
    new Option('--exclude <pattern>', 'leave out what a pattern of .gitignore’s syntax matches; may be given several times').argParser(
      collect,
    ),
  );
  addFlag(command, 'include-vendored', 'read node_modules and other vendored folders too');
  command.addOption(
    new Option('--max-file-size <size>', 'search larger files instead of parsing them (default: 20M, archives 100M)').argParser(
      parsedBy(parseSize),
    ),
  );
  return command;
}

/** What “scan” takes, and “config” with it to show what a scan would do. */
function addScanOptions(command: Command): Command {
  command.argument('[paths...]', 'folders, files, folders of repositories, bare clones or path@revision; without one, this folder');
  addReadOptions(command)
    .addOption(
      new Option('--shard <i/n>', 'read the i-th of n shares of the repositories; “merge” joins what they give').argParser(
        parsedBy(parseShare),
      ),
    )
    .addOption(outputDir())
    .addOption(format())
    .addOption(csvDialect())
    .addOption(csvDelimiter())
    .addOption(target())
    .addOption(language())
    .addOption(new Option('--as-of <date>', 'the day for which days left are counted (default: today)').argParser(parsedBy(parseDate)))
    .addOption(rules())
    .addOption(orgFacts())
    .addOption(templates());
  addSplitAssets(command);
  addRedact(command);
  addConfigOptions(command);
  addFlag(command, 'quiet', 'say nothing but errors');
  addFlag(command, 'verbose', 'name each file that is read');
  command
    .addOption(
      new Option(
        '--cache-dir <folder>',
        'folder for results of repositories that stay as they are (default: a folder of your own for caches)',
      ).argParser(parsedBy(parsePath)),
    )
    .option('--no-cache', 'read everything, and keep nothing for the next run');
  return addFlag(command, 'strict', 'exit with 4 if something could not be read');
}

const ledger = (): Option =>
  new Option('--ledger <folder>', `folder of recorded runs (default: ${OPTIONS.ledger.fallbackText})`).argParser(parsedBy(parsePath));

function addGateOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--baseline <run>',
        'say what changed since: an assessment.json, “latest”, a date or the beginning of an id for a recorded run, or path@revision',
      ).argParser(parsedBy(parsePath)),
    )
    .addOption(
      new Option('--fail-on <events>', `exit with 3 for ${FAIL_ON.join(', ')}; several joined by commas`).argParser(
        parsedBy((text) => parseFailOn([text])),
      ),
    )
    .addOption(new Option('--max-open <n>', 'exit with 3 if more findings are open').argParser(parsedBy(parseLimit)))
    .addOption(
      new Option('--max-hours <n>', 'exit with 3 if more likely hours are left for the chosen target').argParser(parsedBy(parseLimit)),
    );
}

function addRecordOptions(command: Command): Command {
  return addFlag(command, 'record', 'add the run to the ledger, for later comparisons').addOption(ledger());
}

/** What the command line says, and nothing that it leaves unsaid. */
function told(command: Command, more: Partial<Settings> = {}): Told {
  const said = (name: string): unknown => (command.getOptionValueSource(name) === 'cli' ? command.getOptionValue(name) : undefined);
  const flags = Object.fromEntries(
    SETTING_NAMES.flatMap((name) => {
      const value = said(name);
      return value === undefined ? [] : [[name, value]];
    }),
  ) as Partial<Settings>;
  return {
    flags: { ...flags, ...more },
    config: (said('config') as string | false | undefined) ?? null,
    environment: process.env,
    workingDirectory: process.cwd(),
  };
}

function scanOptions({ settings, loaded }: InForce): ScanOptions {
  const { format, csvDialect: _dialect, csvDelimiter: _delimiter, asOf, cache, cacheDir, ...same } = settings;
  return {
    ...same,
    formats: format,
    csv: csvOptions(settings),
    asOf: asOf ?? today(),
    cacheFolder: cache ? (cacheDir ?? cacheFolder()) || null : null,
    presentation: presentationOf(loaded),
    plan: { waivers: loaded?.config.waivers ?? [], decisions: loaded?.config.decisions ?? [] },
    settingsFile: loaded?.file ?? null,
  };
}

/** @throws UserError where the two do not go together */
function csvOptions({ csvDialect: dialect, csvDelimiter: delimiter }: Settings): CsvOptions {
  if (dialect === 'rfc4180' && delimiter !== ',')
    throw new UserError('RFC 4180 knows the comma and no other delimiter.', 'Leave --csv-delimiter out, or take --csv-dialect excel.');
  return { dialect, delimiter };
}

function presentationOf(loaded: InForce['loaded']): Presentation {
  return { brand: loaded?.config.brand ?? null, rates: loaded?.config.rates ?? null };
}

interface CompareFlags {
  format: CompareFormat;
  in?: string[];
}

interface RuleFlags {
  rules?: string;
}

function program(finish: (code: number) => void): Command {
  const root = new Command('cti2voice')
    .description(
      'Tells what stands between a Salesforce Open CTI phone integration and Salesforce Voice, item by item and with a source for each verdict.',
    )
    .version(packageJson.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .showHelpAfterError('Run “cti2voice --help” for the commands and “cti2voice <command> --help” for their options.')
    .exitOverride()
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 unexpected failure, 2 wrong use, 3 did not pass --fail-on, --max-open or --max-hours, 4 --strict and something could not be read or compared, 130 or 143 stopped by a signal.',
    );

  addGateOptions(
    addRecordOptions(
      addFlag(
        addScanOptions(root.command('scan').description('read adapters and retrieved orgs, and write the readiness report')),
        'json',
        'print the assessment on stdout too',
      ),
    ),
  ).action(async (paths: string[], _flags: unknown, command: Command) => {
    const { inForce, scan } = await commands();
    const options = scanOptions(await inForce(told(command, paths.length > 0 ? { paths } : {})));
    finish(await scan(options, surroundings()));
  });

  const report = root
    .command('report')
    .description('render a saved assessment again, without scanning')
    .argument('<assessment.json>', 'what a scan wrote')
    .addOption(outputDir())
    .addOption(format())
    .addOption(csvDialect())
    .addOption(csvDelimiter())
    .addOption(target())
    .addOption(language())
    .addOption(templates());
  addFlag(addConfigOptions(addRedact(addSplitAssets(report))), 'quiet', 'say nothing but errors').action(
    async (file: string, _flags: unknown, command: Command) => {
      const { inForce, report } = await commands();
      const given = told(command);
      const { settings, loaded } = await inForce(given);
      const options = {
        file,
        outputDir: settings.outputDir,
        formats: settings.format,
        csv: csvOptions(settings),
        // The result knows for which target it was made; only who says so here wants another.
        target: given.flags.target ?? null,
        quiet: settings.quiet,
        templates: settings.templates,
        splitAssets: settings.splitAssets,
        redact: settings.redact,
        language: settings.language,
        presentation: presentationOf(loaded),
      };
      finish(await report(options, surroundings()));
    },
  );

  const merge = root
    .command('merge')
    .description('join the assessments of shares, or of several scans, into what one scan would have given')
    .argument('<assessment.json...>', 'what the scans wrote')
    .addOption(outputDir())
    .addOption(format())
    .addOption(csvDialect())
    .addOption(csvDelimiter())
    .addOption(target())
    .addOption(language())
    .addOption(rules())
    .addOption(templates());
  addRedact(addSplitAssets(merge));
  addConfigOptions(merge);
  addFlag(merge, 'json', 'print the assessment on stdout too');
  addRecordOptions(merge);
  addGateOptions(merge);
  addFlag(merge, 'quiet', 'say nothing but errors');
  addFlag(merge, 'strict', 'exit with 4 if something could not be read').action(
    async (files: string[], _flags: unknown, command: Command) => {
      const { inForce, merge } = await commands();
      const given = told(command);
      const force = await inForce(given);
      const {
        outputDir,
        formats,
        csv,
        rules,
        json,
        record,
        ledger,
        baseline,
        failOn,
        maxOpen,
        maxHours,
        quiet,
        strict,
        templates,
        splitAssets,
        redact,
        presentation,
        language,
        plan,
      } = scanOptions(force);
      const options = {
        files,
        outputDir,
        formats,
        csv,
        rules,
        json,
        record,
        ledger,
        baseline,
        failOn,
        maxOpen,
        maxHours,
        quiet,
        strict,
        templates,
        splitAssets,
        redact,
        presentation,
        plan,
        language,
        target: given.flags.target ?? null,
      };
      finish(await merge(options, surroundings()));
    },
  );

  addScanOptions(root.command('config').description('print which settings are in force for a scan, and where each comes from'))
    .option('--json', 'print them as JSON')
    .action(async (paths: string[], flags: { json?: boolean }, command: Command) => {
      const { inForce, showConfig } = await commands();
      const { flags: given, ...where } = told(command, paths.length > 0 ? { paths } : {});
      // Here it says how to print, and nothing about a scan.
      const { json: _json, ...settings } = given;
      const force = await inForce({ ...where, flags: settings });
      finish(await showConfig(force, { json: flags.json === true, environment: process.env }, surroundings()));
    });

  const changed = root
    .command('compare')
    .description('say what is new, done, moved and back between two scans, and apart from it what the tool sees otherwise')
    .argument(
      '<before>',
      'an assessment.json; “latest”, “previous”, a date or the beginning of an id for a recorded run; a folder; or path@revision',
    )
    .argument('<after>', 'the same')
    .addOption(ledger())
    .addOption(new Option('-f, --format <format>', 'table, markdown, html or json').choices(COMPARE_FORMATS).default('table'))
    .addOption(
      new Option(
        '--in <folder>',
        'where the repositories lie, to read an earlier revision again; may be given several times (default: this folder)',
      ).argParser(collectPaths),
    )
    .addOption(rules())
    .addOption(language());
  addFlag(addConfigOptions(changed), 'strict', 'exit with 4 if something cannot be compared').action(
    async (before: string, after: string, flags: CompareFlags, command: Command) => {
      const { inForce } = await commands();
      const { compare } = await import('./commands/compare.ts');
      const given = told(command);
      // Its formats are others than those of a scan.
      const { format: _format, ...said } = given.flags;
      const { settings, loaded } = await inForce({ ...given, flags: said });
      const { exclude, includeVendored, maxFileSize } = settings;
      const options = {
        before,
        after,
        ledger: settings.ledger,
        format: flags.format,
        folders: flags.in ?? ['.'],
        rules: settings.rules,
        strict: settings.strict,
        asOf: today(),
        paint: paintFor(process.stdout.isTTY === true, process.env),
        listing: { exclude, includeVendored, maxFileSize },
        language: settings.language,
        presentation: presentationOf(loaded),
      };
      finish(await compare(options, surroundings()));
    },
  );

  const progress = root
    .command('progress')
    .description('say how far the recorded runs have come, and whether the pace is enough')
    .addOption(ledger())
    .addOption(
      new Option('--deadline <date>', 'the day by which all is to be done (default: the day on which Open CTI is retired)').argParser(
        parsedBy(parseDate),
      ),
    )
    .addOption(new Option('--last-safe-date <date>', 'your own last safe date for the move').argParser(parsedBy(parseDate)))
    .addOption(target())
    .addOption(new Option('--as-of <date>', 'the day on which this is asked (default: today)').argParser(parsedBy(parseDate)))
    .addOption(
      new Option('-f, --format <formats>', `files to write: ${PROGRESS_FORMATS.join(', ')}; several joined by commas`).argParser(
        parsedBy(parseProgressFormats),
      ),
    )
    .addOption(outputDir())
    .addOption(language())
    .addOption(csvDialect())
    .addOption(csvDelimiter());
  addFlag(addConfigOptions(progress), 'quiet', 'say nothing but errors').action(async (_flags: unknown, command: Command) => {
    const { inForce } = await commands();
    const { progress: show } = await import('./commands/progress.ts');
    const given = told(command);
    // Its formats are others than those of a scan.
    const { format: _format, ...flags } = given.flags;
    const { settings, loaded } = await inForce({ ...given, flags });
    const own = command.opts<{ deadline?: string; lastSafeDate?: string; format?: ProgressFormat[] }>();
    const options = {
      ledger: settings.ledger,
      deadline: own.deadline ?? null,
      lastSafeDate: own.lastSafeDate ?? null,
      asOf: settings.asOf ?? today(),
      target: settings.target,
      outputDir: settings.outputDir,
      formats: own.format ?? [],
      csv: csvOptions(settings),
      quiet: settings.quiet,
      language: settings.language,
      presentation: presentationOf(loaded),
      paint: paintFor(process.stdout.isTTY === true, process.env),
    };
    finish(await show(options, surroundings()));
  });

  const past = root
    .command('history')
    .description('rebuild the ledger from git: what a scan of each month would have found, without checking anything out')
    .argument('[paths...]', 'clones, folders of clones, bare clones, folders within a clone, or path@branch; without one, this folder')
    .addOption(
      new Option('--since <date>', 'the first day; the first point is the end of the month that it lies in').argParser(parsedBy(parseDate)),
    )
    .addOption(new Option('--until <date>', 'the last day (default: today)').argParser(parsedBy(parseDate)))
    .addOption(new Option('--every <time>', `${EVERY.join(', ')} (default: ${OPTIONS.every.fallback})`).argParser(parsedBy(parseEvery)));
  addReadOptions(past).addOption(ledger()).addOption(target()).addOption(rules()).addOption(orgFacts());
  addConfigOptions(past);
  addFlag(past, 'quiet', 'say nothing but errors, and the table');
  addFlag(past, 'strict', 'exit with 4 if something could not be read').action(
    async (paths: string[], _flags: unknown, command: Command) => {
      const { inForce } = await commands();
      const { history } = await import('./commands/history.ts');
      const force = await inForce(told(command, paths.length > 0 ? { paths } : {}));
      const { since, until, every } = force.settings;
      const paint = paintFor(process.stdout.isTTY === true, process.env);
      finish(await history({ ...scanOptions(force), since, until, every, asOf: today(), paint }, surroundings()));
    },
  );

  const explain = root
    .command('explain')
    .description('say what is known of a rule, of a name such as reqAdapterUrl or screenPop, or of a finding')
    .argument('<rule, name or finding>', 'a rule’s id, a name, or a finding’s fingerprint or the beginning of it')
    .addOption(
      new Option(
        '--from <assessment.json>',
        `what the scan of the finding wrote (default: assessment.json of the folder for the report, ${OPTIONS.outputDir.fallback})`,
      ).argParser(parsedBy(parsePath)),
    )
    .addOption(target())
    .addOption(rules());
  addConfigOptions(explain).action(async (subject: string, flags: { from?: string }, command: Command) => {
    const { inForce } = await commands();
    const { settings } = await inForce(told(command));
    // It needs the words of the report, which no other command loads before it writes one.
    const { explain } = await import('./commands/explain.ts');
    const { stdout } = process;
    const options = {
      subject,
      from: { file: flags.from ?? `${settings.outputDir}/assessment.json`, given: flags.from !== undefined },
      target: settings.target,
      rules: settings.rules,
      width: textWidth(stdout.isTTY ? stdout.columns : undefined),
      paint: paintFor(stdout.isTTY === true, process.env),
    };
    finish(await explain(options, surroundings()));
  });

  const catalog = root.command('rules').description('read and check the rule catalog').helpCommand(false);
  catalog
    .command('list')
    .description('list all rules')
    .addOption(rules())
    .action(async (flags: RuleFlags) => {
      const { listRules } = await commands();
      finish(await listRules(flags.rules ?? null, surroundings()));
    });
  catalog
    .command('show')
    .description('print one rule with its verdicts and sources')
    .argument('<id>', 'the rule’s id')
    .addOption(rules())
    .action(async (id: string, flags: RuleFlags) => {
      const { showRule } = await commands();
      finish(await showRule(id, flags.rules ?? null, surroundings()));
    });
  catalog
    .command('check')
    .description('check rules and run their examples')
    .argument('[folder]', 'rules of your own; without it, the shipped ones')
    .action(async (folder: string | undefined) => {
      const { checkRules } = await commands();
      finish(await checkRules(folder ?? null, surroundings()));
    });

  const init = root.command('init').description('write files to fill in').helpCommand(false);
  init
    .command('org-facts')
    .description('write an empty file of facts for “scan --org-facts”')
    .argument('[file]', 'its name', parsedBy(parsePath), 'org-facts.yml')
    .option('--force', 'write over a file of that name')
    .action(async (file: string, flags: { force?: boolean }) => {
      const { initOrgFacts } = await commands();
      finish(await initOrgFacts(file, flags.force === true, surroundings()));
    });
  return root;
}

function stopOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      putRight();
      process.stderr.write(`error: stopped by ${signal}. No file is left half-written.\n`);
      process.exit(STOPPED[signal]);
    });
  }
}

async function main(argv: readonly string[]): Promise<number> {
  let code = 0;
  stopOnSignals();
  // A reader that closes the pipe early, “head” say, has what it wanted.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
  });
  try {
    await program((outcome) => {
      code = outcome;
    }).parseAsync([...argv]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USE;
    if (error instanceof UserError) {
      process.stderr.write(`error: ${error.message}\n${error.hint}\n`);
      return WRONG_USE;
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`error: cti2voice failed, which is a fault of the program. Please report it with the lines below.\n${stack}\n`);
    return FAILED;
  }
}

process.exitCode = await main(process.argv);
