/** What is in force for a run: flags, environment, file and defaults together. */
import { FILE_SETTINGS, SETTING_NAMES, variableName, writtenName, type Settings } from '../config/options.ts';
import { saidByEnvironment, saidByFlags, settle, valuesOf, type Environment, type Said, type SettledSettings } from '../config/settle.ts';
import { UserError } from '../errors.ts';
import { loadConfig, type LoadedConfig } from './load-config.ts';

/** What a command was told, and where it runs. */
export interface Told {
  /** Only what the command line says. */
  readonly flags: Partial<Settings>;
  /** `--config`: a file; false for `--no-config`; null where nothing is said. */
  readonly config: string | false | null;
  readonly environment: Environment;
  readonly workingDirectory: string;
}

export interface InForce {
  readonly settings: Settings;
  readonly settled: SettledSettings;
  readonly loaded: LoadedConfig | null;
}

/** @throws UserError if the environment or the file is not right */
export async function inForce({ flags, config, environment, workingDirectory }: Told): Promise<InForce> {
  const named = config ?? (environment[CONFIG_VARIABLE] || null);
  const loaded = await loadConfig(named, workingDirectory);
  const settled = settle(saidByFlags(flags), saidByEnvironment(environment), saidByFile(loaded));
  const settings = valuesOf(settled);
  if (settings.repositories === '-' && settled.repositories.origin.from === 'file')
    throw new UserError('A list of repositories on stdin cannot be asked for in a file.', 'Give --repositories - on the command line.');
  return { settled, settings, loaded };
}

export const CONFIG_VARIABLE = 'CTI2VOICE_CONFIG';

function saidByFile(loaded: LoadedConfig | null): Said {
  if (!loaded?.config.scan) return {};
  const { file, entries, config } = loaded;
  return Object.fromEntries(
    FILE_SETTINGS.flatMap((name) => {
      const value = config.scan?.[name];
      if (value === undefined) return [];
      const line = entries.find((entry) => entry.section === 'scan' && entry.name === writtenName(name))?.line ?? 1;
      return [[name, { value, origin: { from: 'file' as const, file, line } }]];
    }),
  );
}

/** A variable that looks like one of ours, and is none. */
export function unknownVariables(environment: Environment): string[] {
  const known = new Set([CONFIG_VARIABLE, ...SETTING_NAMES.map(variableName)]);
  return Object.keys(environment)
    .filter((name) => name.startsWith('CTI2VOICE_') && !known.has(name))
    .sort();
}
