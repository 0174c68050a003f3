/** `cti2voice config`: what is in force, and where each value comes from. */
import { OPTIONS, SETTING_NAMES, variableName, writtenName, type SettingName } from '../config/options.ts';
import type { Origin } from '../config/settle.ts';
import { closestName } from '../match/spelling.ts';
import { printable } from '../terminal.ts';
import { CONFIG_VARIABLE, unknownVariables, type InForce } from './in-force.ts';
import type { Surroundings } from './scan.ts';

/** One value with where it comes from, as `--json` prints it. */
type Row = { readonly section: string; readonly name: string; readonly value: unknown; readonly text: string; readonly origin: Origin };

export async function showConfig(
  { settled, loaded }: InForce,
  options: { readonly json: boolean; readonly environment: Readonly<Record<string, string | undefined>> },
  { out, error, paint }: Pick<Surroundings, 'out' | 'error' | 'paint'>,
): Promise<number> {
  const rows: Row[] = [
    ...SETTING_NAMES.map((name) => settingRow(name, settled[name])),
    ...(loaded?.entries ?? [])
      .filter(({ section }) => section !== 'scan')
      .map(({ section, name, value, line }): Row => ({
        section,
        name,
        value,
        text: textOf(value),
        origin: { from: 'file', file: loaded?.file ?? '', line },
      })),
  ];
  if (options.json) {
    const settings = rows.map(({ section, name, value, origin }) => ({ section, name, value, ...origin }));
    await out(`${JSON.stringify({ file: loaded?.file ?? null, settings }, null, 2)}\n`);
  } else {
    await out(`${paint.bold(loaded ? `Settings with ${printable(loaded.file)}` : 'Settings without a file')}\n${table(rows)}`);
  }
  for (const variable of unknownVariables(options.environment)) {
    const near = closestName(variable, [CONFIG_VARIABLE, ...SETTING_NAMES.map(variableName)]);
    error(`${printable(variable)} is no variable that is read${near === null ? '' : `; did you mean ${near}?`}\n`);
  }
  return 0;
}

function settingRow(name: SettingName, { value, origin }: { readonly value: unknown; readonly origin: Origin }): Row {
  const isUnsaid = origin.from === 'default';
  const fallback = OPTIONS[name].fallbackText ?? (OPTIONS[name].fallback === null ? 'none' : textOf(value));
  return {
    section: 'scan',
    name: writtenName(name),
    value,
    text: isUnsaid ? fallback : name === 'maxFileSize' ? sizeText(value) : textOf(value),
    origin,
  };
}

function sizeText(value: unknown): string {
  return `${String(value)} bytes`;
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object' && value !== null && 'index' in value && 'of' in value) return `${String(value.index)}/${String(value.of)}`;
  return value === '' ? 'nowhere' : String(value);
}

function originText(origin: Origin): string {
  switch (origin.from) {
    case 'flag':
      return origin.flag;
    case 'environment':
      return origin.variable;
    case 'file':
      return `${origin.file}:${origin.line}`;
    case 'default':
      return 'default';
  }
}

/** A value that is longer is cut here; `--json` has it whole. */
const WIDEST = 60;

function table(rows: readonly Row[]): string {
  const shown = rows.map(({ section, name, text, origin }) => ({
    section,
    cells: [printable(name), cut(printable(text.replaceAll(/\s*\n\s*/g, ' '))), printable(originText(origin))] as const,
  }));
  const width = (column: 0 | 1): number => Math.max(...shown.map(({ cells }) => cells[column].length));
  const [names, values] = [width(0), width(1)];
  const sections = [...new Set(shown.map(({ section }) => section))];
  return sections
    .map((section) => {
      const lines = shown
        .filter((row) => row.section === section)
        .map(({ cells: [name, value, origin] }) => `  ${name.padEnd(names)}  ${value.padEnd(values)}  ${origin}\n`);
      return `\n${section}\n${lines.join('')}`;
    })
    .join('');
}

function cut(text: string): string {
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
}
