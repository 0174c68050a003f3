#!/usr/bin/env node
/** Arguments to options, and outcomes to exit codes. What a command does is loaded when it is called. */
import { homedir } from 'node:os';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { usualCacheFolder } from './cache-folder.ts';
import { TARGETS, type TargetId } from './catalog/terms.ts';
import type { Surroundings } from './commands/scan.ts';
import type { Share } from './discover/shares.ts';
import { UserError } from './errors.ts';
import { closestName } from './match/spelling.ts';
import { FORMATS, USUAL_FORMATS, type Format } from './report/formats.ts';
import { textWidth } from './terminal-text.ts';
import { paintFor } from './terminal.ts';

/** Loaded when one is called: “--help” needs none of them. */
const commands = () => import('./commands/index.ts');

const FAILED = 1;
const WRONG_USE = 2;

const DEFAULT_FOLDER = 'voice-readiness';
const DEFAULT_FROM = `${DEFAULT_FOLDER}/assessment.json`;

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

function parseFormats(text: string): Format[] {
  const wanted = text.split(',').map((word) => word.trim().toLowerCase());
  const odd = wanted.find((word) => !(FORMATS as readonly string[]).includes(word));
  if (odd !== undefined)
    throw new InvalidArgumentError(
      `“${odd}” is no format; use ${FORMATS.slice(0, -1).join(', ')} or ${FORMATS.at(-1)}, several joined by commas.`,
    );
  return FORMATS.filter((format) => wanted.includes(format));
}

function parseDate(text: string): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  if (!date || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) {
    throw new InvalidArgumentError('Write a date as year-month-day, 2027-03-31 for example.');
  }
  return text;
}

function parsePath(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('The path is empty; write “.” for this folder.');
  return text;
}

function parseSize(text: string): number {
  const [, number, unit] = /^(\d{1,9}(?:\.\d{1,3})?)\s*(K|M|G)?(?:i?B)?$/i.exec(text.trim()) ?? [];
  const bytes = Math.floor(Number(number) * { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 }[(unit ?? '').toUpperCase() as 'K']);
  if (number === undefined || bytes < 1 || bytes > LARGEST_SIZE)
    throw new InvalidArgumentError('Write a size as 500K, 20M or as a number of bytes, 1G at most.');
  return bytes;
}

/** Node holds no larger file in one piece that it could turn into text. */
const LARGEST_SIZE = 1024 ** 3;

function parseShare(text: string): Share {
  const [, index, of] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(text.trim()) ?? [];
  if (of === undefined || Number(index) > Number(of))
    throw new InvalidArgumentError('Write which share of how many, 2/4 for the second of four; 9999 shares at most.');
  return { index: Number(index), of: Number(of) };
}

function collect(text: string, before: readonly string[] = []): string[] {
  if (text.trim() === '') throw new InvalidArgumentError('The pattern is empty.');
  return [...before, text];
}

function parseTarget(text: string): TargetId {
  const target = TARGETS.find((candidate) => candidate === text);
  if (target) return target;
  const near = closestName(text, TARGETS) ?? TARGETS.find((candidate) => candidate.startsWith(text));
  throw new InvalidArgumentError(`${near === undefined ? '' : `Did you mean ${near}? `}Targets are ${TARGETS.join(', ')}.`);
}

/** Where records are kept if the command line does not say; the variable may be empty, for nowhere. */
function cacheFolder(): string | null {
  const named = process.env['CTI2VOICE_CACHE_DIR'];
  if (named !== undefined) return named || null;
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
  new Option('-o, --output-dir <folder>', 'folder for the report').argParser(parsePath).default(DEFAULT_FOLDER);
const format = (): Option =>
  new Option('-f, --format <formats>', `${FORMATS.join(', ')}; several joined by commas`)
    .argParser(parseFormats)
    .default([...USUAL_FORMATS], USUAL_FORMATS.join(','));
const target = (): Option =>
  new Option(
    '-t, --target <target>',
    `the route to Voice that is chosen: ${TARGETS.join(', ')}; without it all five stand side by side`,
  ).argParser(parseTarget);
const rules = (): Option => new Option('--rules <folder>', 'rules of your own, on top of the shipped ones').argParser(parsePath);

interface ScanFlags {
  cacheDir?: string;
  cache?: boolean;
  repositories?: string;
  eachFolder?: boolean;
  includeVendored?: boolean;
  exclude?: string[];
  maxFileSize?: number;
  outputDir: string;
  format: Format[];
  target?: TargetId;
  asOf?: string;
  rules?: string;
  from?: string;
  orgFacts?: string;
  json?: boolean;
  quiet?: boolean;
  verbose?: boolean;
  strict?: boolean;
  shard?: Share;
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
    .addHelpText('after', '\nExit codes: 0 done, 1 unexpected failure, 2 wrong use, 4 --strict and something could not be read.');

  root
    .command('scan')
    .description('read adapters and retrieved orgs, and write the readiness report')
    .argument('[paths...]', 'folders, files, folders of repositories, bare clones or path@revision; without one, this folder')
    .addOption(
      new Option(
        '--repositories <list>',
        'a list of repositories: one path a line, or CSV with path, id, name, owner, label; “-” reads stdin',
      ).argParser(parsePath),
    )
    .option('--each-folder', 'take each child folder for a repository')
    .addOption(
      new Option('--exclude <pattern>', 'leave out what a pattern of .gitignore’s syntax matches; may be given several times').argParser(
        collect,
      ),
    )
    .option('--include-vendored', 'read node_modules and other vendored folders too')
    .addOption(
      new Option('--max-file-size <size>', 'search larger files instead of parsing them (default: 20M, archives 100M)').argParser(
        parseSize,
      ),
    )
    .addOption(
      new Option('--shard <i/n>', 'read the i-th of n shares of the repositories; “merge” joins what they give').argParser(parseShare),
    )
    .addOption(outputDir())
    .addOption(format())
    .addOption(target())
    .addOption(new Option('--as-of <date>', 'the day for which days left are counted (default: today)').argParser(parseDate))
    .addOption(rules())
    .addOption(
      new Option(
        '--org-facts <file>',
        'facts that no file of an org holds, given by the client; “init org-facts” writes an empty one',
      ).argParser(parsePath),
    )
    .option('--json', 'print the assessment on stdout too')
    .option('--quiet', 'say nothing but errors')
    .option('--verbose', 'name each file that is read')
    .addOption(
      new Option(
        '--cache-dir <folder>',
        'folder for results of repositories that stay as they are (default: a folder of your own for caches)',
      ).argParser(parsePath),
    )
    .option('--no-cache', 'read everything, and keep nothing for the next run')
    .option('--strict', 'exit with 4 if something could not be read')
    .action(async (paths: string[], flags: ScanFlags) => {
      const { scan } = await commands();
      const options = {
        paths,
        repositories: flags.repositories ?? null,
        eachFolder: flags.eachFolder === true,
        includeVendored: flags.includeVendored === true,
        exclude: flags.exclude ?? [],
        maxFileSize: flags.maxFileSize ?? null,
        outputDir: flags.outputDir,
        formats: flags.format,
        target: flags.target ?? null,
        asOf: flags.asOf ?? today(),
        rules: flags.rules ?? null,
        orgFacts: flags.orgFacts ?? null,
        json: flags.json === true,
        quiet: flags.quiet === true,
        verbose: flags.verbose === true,
        strict: flags.strict === true,
        shard: flags.shard ?? null,
        cacheFolder: flags.cache === false ? null : (flags.cacheDir ?? cacheFolder()),
      };
      finish(await scan(options, surroundings()));
    });

  root
    .command('report')
    .description('render a saved assessment again, without scanning')
    .argument('<assessment.json>', 'what a scan wrote')
    .addOption(outputDir())
    .addOption(format())
    .addOption(target())
    .option('--quiet', 'say nothing but errors')
    .action(async (file: string, flags: ScanFlags) => {
      const { report } = await commands();
      const options = {
        file,
        outputDir: flags.outputDir,
        formats: flags.format,
        target: flags.target ?? null,
        quiet: flags.quiet === true,
      };
      finish(await report(options, surroundings()));
    });

  root
    .command('merge')
    .description('join the assessments of shares, or of several scans, into what one scan would have given')
    .argument('<assessment.json...>', 'what the scans wrote')
    .addOption(outputDir())
    .addOption(format())
    .addOption(target())
    .addOption(rules())
    .option('--json', 'print the assessment on stdout too')
    .option('--quiet', 'say nothing but errors')
    .option('--strict', 'exit with 4 if something could not be read')
    .action(async (files: string[], flags: ScanFlags) => {
      const { merge } = await commands();
      const options = {
        files,
        outputDir: flags.outputDir,
        formats: flags.format,
        target: flags.target ?? null,
        rules: flags.rules ?? null,
        json: flags.json === true,
        quiet: flags.quiet === true,
        strict: flags.strict === true,
      };
      finish(await merge(options, surroundings()));
    });

  root
    .command('explain')
    .description('say what is known of a rule, of a name such as reqAdapterUrl or screenPop, or of a finding')
    .argument('<rule, name or finding>', 'a rule’s id, a name, or a finding’s fingerprint or the beginning of it')
    .addOption(new Option('--from <assessment.json>', `what the scan of the finding wrote (default: ${DEFAULT_FROM})`).argParser(parsePath))
    .addOption(target())
    .addOption(rules())
    .action(async (subject: string, flags: ScanFlags) => {
      // It needs the words of the report, which no other command loads before it writes one.
      const { explain } = await import('./commands/explain.ts');
      const { stdout } = process;
      const options = {
        subject,
        from: { file: flags.from ?? DEFAULT_FROM, given: flags.from !== undefined },
        target: flags.target ?? null,
        rules: flags.rules ?? null,
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
    .action(async (flags: ScanFlags) => {
      const { listRules } = await commands();
      finish(await listRules(flags.rules ?? null, surroundings()));
    });
  catalog
    .command('show')
    .description('print one rule with its verdicts and sources')
    .argument('<id>', 'the rule’s id')
    .addOption(rules())
    .action(async (id: string, flags: ScanFlags) => {
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
    .argument('[file]', 'its name', parsePath, 'org-facts.yml')
    .option('--force', 'write over a file of that name')
    .action(async (file: string, flags: { force?: boolean }) => {
      const { initOrgFacts } = await commands();
      finish(initOrgFacts(file, flags.force === true, surroundings()));
    });
  return root;
}

async function main(argv: readonly string[]): Promise<number> {
  let code = 0;
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
