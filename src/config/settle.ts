/** Which of several sayings is in force: a flag beats the environment, that beats the file, that beats the default. */
import { UserError } from '../errors.ts';
import { printable } from '../terminal.ts';
import { OPTIONS, SETTING_NAMES, variableName, writtenName, type SettingName, type Settings } from './options.ts';
import { BadValue } from './values.ts';

/** Where a value comes from. */
export type Origin =
  | { readonly from: 'flag'; readonly flag: string }
  | { readonly from: 'environment'; readonly variable: string }
  | { readonly from: 'file'; readonly file: string; readonly line: number }
  | { readonly from: 'default' };

export interface Settled<T> {
  readonly value: T;
  readonly origin: Origin;
}

export type SettledSettings = { readonly [Name in SettingName]: Settled<Settings[Name]> };

/** Values by the name of their setting, with the place where each is said. */
export type Said = { readonly [Name in SettingName]?: Settled<Settings[Name]> };

export type Environment = Readonly<Record<string, string | undefined>>;

/** What variables of the environment say. Lists have one entry a line. @throws UserError that names every variable at fault */
export function saidByEnvironment(environment: Environment): Said {
  const said: Record<string, Settled<unknown>> = {};
  const faults: string[] = [];
  for (const name of SETTING_NAMES) {
    const variable = variableName(name);
    const text = environment[variable];
    const spec = OPTIONS[name];
    if (text === undefined || (text === '' && spec.emptyCounts !== true)) continue;
    const texts = spec.form === 'list' ? text.split(/\r?\n/).filter((line) => line.trim() !== '') : [text];
    try {
      said[name] = { value: text === '' ? '' : spec.parse(texts), origin: { from: 'environment', variable } };
    } catch (error) {
      if (!(error instanceof BadValue)) throw error;
      faults.push(`${variable}=${printable(text)}: ${error.message}`);
    }
  }
  if (faults.length > 0)
    throw new UserError(`The environment is not right:\n${faults.join('\n')}`, 'Put right what is named, or unset it.');
  return said as Said;
}

/** What flags say, by the names of their settings. */
export function saidByFlags(flags: Partial<Settings>): Said {
  const said: Record<string, Settled<unknown>> = {};
  for (const name of SETTING_NAMES) {
    const value = flags[name];
    if (value === undefined) continue;
    const flag = name === 'paths' ? 'paths' : `--${value === false ? 'no-' : ''}${writtenName(name)}`;
    said[name] = { value, origin: { from: 'flag', flag } };
  }
  return said as Said;
}

/** `levels` with the strongest first. */
export function settle(...levels: readonly Said[]): SettledSettings {
  const strongest = (names: readonly SettingName[]): Said => levels.find((level) => names.some((name) => level[name] !== undefined)) ?? {};
  return Object.fromEntries(
    SETTING_NAMES.map((name) => {
      const { question, fallback } = OPTIONS[name];
      const asked = question === undefined ? [name] : SETTING_NAMES.filter((other) => OPTIONS[other].question === question);
      return [name, strongest(asked)[name] ?? { value: fallback, origin: { from: 'default' } }];
    }),
  ) as unknown as SettledSettings;
}

/** Without where each comes from. */
export function valuesOf(settled: SettledSettings): Settings {
  return Object.fromEntries(SETTING_NAMES.map((name) => [name, settled[name].value])) as unknown as Settings;
}
