/** `scan`: defaults for the options of the command line, under the same names. */
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { TARGETS } from '../../catalog/terms.ts';
import { FAIL_ON } from '../../gate/terms.ts';
import { FORMATS } from '../../report/formats.ts';
import { FILE_SETTINGS, OPTIONS, writtenName, type OptionSpec, type SettingName, type Settings } from '../options.ts';
import { section } from '../section.ts';
import { BadValue } from '../values.ts';

const DESCRIPTIONS: Readonly<Partial<Record<SettingName, string>>> = {
  paths: 'Folders, files, folders of repositories, bare clones or path@revision.',
  repositories: 'A list of repositories: one path a line, or CSV with path, id, name, owner, label.',
  eachFolder: 'Take each child folder for a repository.',
  exclude: 'Leave out what these patterns of .gitignore’s syntax match.',
  includeVendored: 'Read node_modules and other vendored folders too.',
  maxFileSize: 'Search larger files instead of parsing them: 500K, 20M, or a number of bytes.',
  outputDir: 'Folder for the report.',
  format: `Formats to write: ${FORMATS.join(', ')}.`,
  csvDialect: 'How CSV is written: excel for people, rfc4180 for programs.',
  csvDelimiter: 'What parts the cells of CSV in the dialect excel: “,”, “;” or “tab”.',
  target: `The route to Voice that is chosen: ${TARGETS.join(', ')}.`,
  language: 'Code of the language that the report is written in: en, de.',
  rules: 'A folder of rules of your own, on top of the shipped ones.',
  orgFacts: 'Facts that no file of an org holds, given by the client.',
  templates: 'A folder of templates of your own, in place of the shipped ones.',
  splitAssets: 'Style and script of the page as files beside it, for servers that allow no inline ones.',
  redact: 'Names, paths, hosts and values as pseudonyms, for showing outside.',
  json: 'Print the assessment on stdout too.',
  failOn: `Exit with 3 for these: ${FAIL_ON.join(', ')}.`,
  maxOpen: 'Exit with 3 if more findings are open.',
  maxHours: 'Exit with 3 if more likely hours are left for the chosen target.',
  quiet: 'Say nothing but errors.',
  verbose: 'Name each file that is read.',
  strict: 'Exit with 4 if something could not be read.',
  cacheDir: 'Folder for results of repositories that stay as they are.',
  cache: 'Whether results are kept for the next run.',
};

function schemaOf(name: SettingName): z.ZodType {
  const spec: OptionSpec<unknown> = OPTIONS[name];
  const description = DESCRIPTIONS[name] ?? '';
  if (spec.form === 'flag') return z.boolean('must be true or false').optional().describe(description);
  const word = z.string(spec.form === 'list' ? 'must be a text, or a list of texts' : 'must be a text').max(4096, 'is too long');
  const written =
    spec.form === 'list'
      ? z.union([word, z.array(word).max(10_000, 'must not be more than 10,000')], 'must be a text, or a list of texts')
      : name === 'maxFileSize'
        ? z.union([word, z.int()], 'must be a size: 500K, 20M, or a number of bytes')
        : name === 'maxOpen' || name === 'maxHours'
          ? z.union([word, z.int()], 'must be a whole number')
          : word;
  return written
    .transform((value: string | number | string[], context) => {
      try {
        return spec.parse(Array.isArray(value) ? value : [String(value)]);
      } catch (error) {
        if (!(error instanceof BadValue)) throw error;
        context.addIssue({ code: 'custom', message: error.message });
        return z.NEVER;
      }
    })
    .optional()
    .describe(description);
}

export const scan = section({
  schema: z
    .strictObject(Object.fromEntries(FILE_SETTINGS.map((name) => [writtenName(name), schemaOf(name)])))
    .describe('Defaults for options of the command line, which beats them.'),
  /** Values by the names of their settings, with paths as they are meant from the working directory. */
  prepare: (given, { shownFolder }) => {
    const told = FILE_SETTINGS.flatMap((name): [SettingName, unknown][] => {
      const value: unknown = given[writtenName(name)];
      if (value === undefined) return [];
      return [[name, OPTIONS[name].isPath === true ? fromFolder(shownFolder, value) : value]];
    });
    return Promise.resolve(Object.fromEntries(told) as Partial<Settings>);
  },
});

function fromFolder(folder: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => fromFolder(folder, one));
  return typeof value !== 'string' || isAbsolute(value) ? value : `${folder}${value}`;
}
