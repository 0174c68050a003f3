/**
 * Every option that a run knows, once: how it is written on the command line, in the environment and in the file.
 *
 * Loaded at every start, so nothing here needs YAML or a schema.
 */
import type { TargetId } from '../catalog/terms.ts';
import type { Share } from '../discover/shares.ts';
import type { FailOn } from '../gate/terms.ts';
import type { Every } from '../history/points.ts';
import { USUAL_CSV, USUAL_FORMATS, type CsvDialect, type CsvOptions, type Format } from '../report/formats.ts';
import {
  parseDate,
  parseDelimiter,
  parseDialect,
  parseEvery,
  parseFailOn,
  parseFlag,
  parseFormats,
  parseLanguage,
  parseLimit,
  parsePath,
  parsePattern,
  parseShare,
  parseSize,
  parseTarget,
} from './values.ts';

/** What is in force for a run. Names are those of the options, as programs write them. */
export interface Settings {
  readonly paths: readonly string[];
  readonly repositories: string | null;
  readonly eachFolder: boolean;
  readonly exclude: readonly string[];
  readonly includeVendored: boolean;
  readonly maxFileSize: number | null;
  readonly shard: Share | null;
  readonly outputDir: string;
  readonly format: readonly Format[];
  readonly csvDialect: CsvDialect;
  readonly csvDelimiter: CsvOptions['delimiter'];
  readonly target: TargetId | null;
  /** Code of a language that the program has. */
  readonly language: string;
  /** Null for today. */
  readonly asOf: string | null;
  readonly rules: string | null;
  readonly orgFacts: string | null;
  readonly templates: string | null;
  readonly splitAssets: boolean;
  readonly redact: boolean;
  readonly json: boolean;
  readonly record: boolean;
  /** Null for the usual folder. */
  readonly ledger: string | null;
  /** The time that a history is rebuilt of; null for none, and for up to today. */
  readonly since: string | null;
  readonly until: string | null;
  readonly every: Every;
  /** What the result is held against; null for the ledger's last run, where something asks for it. */
  readonly baseline: string | null;
  readonly failOn: readonly FailOn[];
  readonly maxOpen: number | null;
  readonly maxHours: number | null;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly strict: boolean;
  /** Null for the folder that the system has for this; empty for nowhere. */
  readonly cacheDir: string | null;
  readonly cache: boolean;
}

export type SettingName = keyof Settings;

/** How a value is written: one text, true or false, or several texts. */
export type Form = 'text' | 'flag' | 'list';

export interface OptionSpec<T> {
  readonly form: Form;
  /** One text, or all of a list. Of a flag it is the word in the environment. */
  readonly parse: (texts: readonly string[]) => T;
  readonly fallback: T;
  /** What it says where nobody says anything, if the value itself does not. */
  readonly fallbackText?: string;
  /** Whether the file may say it. What belongs to one run may not stand in a file that outlives it. */
  readonly inFile: boolean;
  /** Paths in a file are meant from the file's own folder. */
  readonly isPath?: boolean;
  /** An empty variable of the environment counts as not set, unless that means something. */
  readonly emptyCounts?: boolean;
  /** Options that answer one question: who says one of them has answered it, and what is said at a lower level is set aside. */
  readonly question?: 'what to read' | 'what to keep';
}

const one =
  <T>(parse: (text: string) => T) =>
  ([text = '']: readonly string[]): T =>
    parse(text);
const each =
  <T>(parse: (text: string) => T) =>
  (texts: readonly string[]): T[] =>
    texts.map(parse);
const flag = { form: 'flag', parse: one(parseFlag), fallback: false, inFile: true } as const;
const path = { form: 'text', parse: one(parsePath), fallback: null, inFile: true, isPath: true } as const;

/** In the order in which “cti2voice config” shows them. */
export const OPTIONS: { readonly [Name in SettingName]: OptionSpec<Settings[Name]> } = {
  paths: {
    form: 'list',
    parse: each(parsePath),
    fallback: [],
    fallbackText: '.',
    inFile: true,
    isPath: true,
    question: 'what to read',
  },
  repositories: { ...path, question: 'what to read' },
  eachFolder: flag,
  exclude: { form: 'list', parse: each(parsePattern), fallback: [], fallbackText: 'nothing', inFile: true },
  includeVendored: flag,
  maxFileSize: { form: 'text', parse: one(parseSize), fallback: null, fallbackText: '20M, archives 100M', inFile: true },
  shard: { form: 'text', parse: one(parseShare), fallback: null, fallbackText: 'all of it', inFile: false },
  outputDir: { ...path, fallback: 'voice-readiness' },
  format: { form: 'list', parse: parseFormats, fallback: [...USUAL_FORMATS], inFile: true },
  csvDialect: { form: 'text', parse: one(parseDialect), fallback: USUAL_CSV.dialect, inFile: true },
  csvDelimiter: { form: 'text', parse: one(parseDelimiter), fallback: USUAL_CSV.delimiter, inFile: true },
  target: { form: 'text', parse: one(parseTarget), fallback: null, fallbackText: 'all five, side by side', inFile: true },
  language: { form: 'text', parse: one(parseLanguage), fallback: 'en', inFile: true },
  asOf: { form: 'text', parse: one(parseDate), fallback: null, fallbackText: 'today', inFile: false },
  rules: { ...path, fallbackText: 'the shipped ones' },
  orgFacts: path,
  templates: { ...path, fallbackText: 'the shipped ones' },
  splitAssets: flag,
  redact: flag,
  json: flag,
  record: { ...flag, inFile: false },
  ledger: { ...path, fallbackText: '.cti2voice', inFile: false },
  since: { form: 'text', parse: one(parseDate), fallback: null, inFile: false },
  until: { form: 'text', parse: one(parseDate), fallback: null, fallbackText: 'today', inFile: false },
  every: { form: 'text', parse: one(parseEvery), fallback: 'month', inFile: false },
  baseline: { form: 'text', parse: one(parsePath), fallback: null, inFile: false },
  failOn: { form: 'list', parse: parseFailOn, fallback: [], fallbackText: 'nothing', inFile: true },
  maxOpen: { form: 'text', parse: one(parseLimit), fallback: null, inFile: true },
  maxHours: { form: 'text', parse: one(parseLimit), fallback: null, inFile: true },
  quiet: flag,
  verbose: flag,
  strict: flag,
  cacheDir: { ...path, fallbackText: 'a folder of your own for caches', emptyCounts: true, question: 'what to keep' },
  cache: { ...flag, fallback: true, question: 'what to keep' },
};

export const SETTING_NAMES = Object.keys(OPTIONS) as readonly SettingName[];

/** `maxFileSize` as the command line and the file write it: `max-file-size`. */
export function writtenName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The variable of the environment that says it: `CTI2VOICE_MAX_FILE_SIZE`. */
export function variableName(name: string): string {
  return `CTI2VOICE_${writtenName(name).replaceAll('-', '_').toUpperCase()}`;
}

/** What the file may say. */
export const FILE_SETTINGS: readonly SettingName[] = SETTING_NAMES.filter((name) => OPTIONS[name].inFile);
