/** Text of cti2voice.yml to what the program uses. Every fault is told with its line, all of them at once. */
import type { z } from 'zod';
import { readPlacedYaml, type PlacedYaml } from '../given/placed-yaml.ts';
import { closestName } from '../match/spelling.ts';
import type { ListSection, Section } from './section.ts';
import { SECTIONS, type Config, type SectionName } from './sections/index.ts';

export interface ConfigFault {
  readonly line: number;
  readonly reason: string;
}

/** One value of the file as it was written. */
export interface Entry {
  readonly section: string;
  /** Keys below the section, joined by dots. */
  readonly name: string;
  readonly value: unknown;
  readonly line: number;
}

export interface ReadConfig {
  readonly config: Config;
  readonly entries: readonly Entry[];
}

export interface ConfigPlace {
  readonly folder: string;
  readonly shownFolder: string;
}

export async function readConfig(text: string, place: ConfigPlace): Promise<ReadConfig | { readonly faults: readonly ConfigFault[] }> {
  const yaml = readPlacedYaml(text.replace(/^\ufeff/, ''));
  if ('reason' in yaml) return { faults: [yaml] };
  // A file of comments only says nothing, and is no fault.
  const root = yaml.value ?? {};
  if (!isMap(root)) return { faults: [{ line: 1, reason: `must hold sections: ${Object.keys(SECTIONS).join(', ')}` }] };

  const faults: ConfigFault[] = [];
  const entries: Entry[] = [];
  const config: Record<string, unknown> = Object.fromEntries(Object.keys(SECTIONS).map((name) => [name, null]));
  for (const [name, value] of Object.entries(root)) {
    if (!Object.hasOwn(SECTIONS, name)) {
      faults.push({ line: yaml.lineOf([name]), reason: unknownSection(name) });
      continue;
    }
    // A section that was left empty says as little as one that is not there.
    if (value === null) continue;
    const made = SECTIONS[name as SectionName] as unknown as Section<z.ZodObject, unknown> | ListSection<z.ZodObject, unknown>;
    const say = (path: readonly PropertyKey[], reason: string): void =>
      void faults.push({ line: yaml.lineOf([name, ...path]), reason: `${nameOf([name, ...path])}: ${reason}` });
    if ('isList' in made) {
      const ready: unknown[] = [];
      if (!Array.isArray(value)) {
        say([], 'must be a list');
        continue;
      }
      for (const [index, one] of value.entries()) {
        const sayOfIt: Say = (path, reason) => say([index, ...path], reason);
        if (!isMap(one)) sayOfIt([], 'must hold keys with values');
        else {
          const about = { ...place, say: sayOfIt, has: hasOf(one), number: index + 1 };
          ready.push(await made.prepare(rightPart(made.schema, one, sayOfIt), about));
        }
      }
      config[name] = ready;
    } else if (isMap(value)) config[name] = await made.prepare(rightPart(made.schema, value, say), { ...place, say, has: hasOf(value) });
    else {
      say([], 'must hold keys with values');
      continue;
    }
    entries.push(...entriesOf(name, value, yaml));
  }
  if (faults.length > 0) return { faults: inOrder(faults) };
  return { config: config as Config, entries };
}

function hasOf(value: Readonly<Record<string, unknown>>): (key: string) => boolean {
  return (key) => (value[key] ?? null) !== null;
}

type Say = (path: readonly PropertyKey[], reason: string) => void;

/** The keys that are right, each by itself; what is wrong with the others is said. */
function rightPart(schema: z.ZodObject, given: Readonly<Record<string, unknown>>, say: Say): Record<string, unknown> {
  const part: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    if (!Object.hasOwn(schema.shape, key)) {
      say([key], unknownKey(key, Object.keys(schema.shape)));
      continue;
    }
    if (value === null) continue;
    const result = (schema.shape[key] as z.ZodType).safeParse(withoutEmpty(value));
    if (result.success) {
      part[key] = result.data;
      continue;
    }
    for (const issue of result.error.issues) {
      const path = [key, ...issue.path];
      if (issue.code !== 'unrecognized_keys') say(path, lowerFirst(issue.message));
      else
        for (const unknown of issue.keys) say([...path, unknown], unknownKey(unknown, keysAt(schema.shape[key] as z.ZodType, issue.path)));
    }
  }
  return part;
}

/** A key without a value says as little as one that is not there. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, one]) => (one === null ? [] : [[key, withoutEmpty(one)]])));
}

/** The keys that may stand at a path. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const { def } = schema as unknown as { def: { innerType?: z.ZodType; element?: z.ZodType; shape?: Record<string, z.ZodType> } };
  if (def.innerType) return keysAt(def.innerType, path);
  const [step, ...rest] = path;
  if (def.element) return keysAt(def.element, rest);
  if (!def.shape) return [];
  if (step === undefined) return Object.keys(def.shape);
  const next = def.shape[String(step)];
  return next ? keysAt(next, rest) : [];
}

function unknownKey(key: string, known: readonly string[]): string {
  const meant = nearest(key, known);
  return `is no key that is known here${meant === null ? '' : `; did you mean “${meant}”?`}`;
}

function unknownSection(name: string): string {
  const names = Object.keys(SECTIONS);
  const meant = nearest(name, names);
  if (meant !== null) return `${nameOf([name])}: is no section; did you mean “${meant}”?`;
  // Somebody wrote an option without its section.
  const holder = names.find((section) => nearest(name, Object.keys(SECTIONS[section as SectionName].schema.shape)) !== null);
  const key = holder === undefined ? null : nearest(name, Object.keys(SECTIONS[holder as SectionName].schema.shape));
  if (key !== null) return `${nameOf([name])}: is no section; did you mean “${key}” below “${holder}”?`;
  return `${nameOf([name])}: is no section; sections are ${names.join(', ')}`;
}

/** The known name that was meant: the same letters whatever stands between them, or nearly the same. */
function nearest(name: string, known: readonly string[]): string | null {
  const letters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  return known.find((candidate) => letters(candidate) === letters(name)) ?? closestName(name, known);
}

function entriesOf(section: string, value: unknown, { lineOf }: PlacedYaml): Entry[] {
  const entries: Entry[] = [];
  const add = (path: readonly PropertyKey[], one: unknown): void => {
    if (one === null) return;
    if (isMap(one)) for (const [key, inner] of Object.entries(one)) add([...path, key], inner);
    else if (Array.isArray(one) && one.some(isMap)) one.forEach((inner, index) => add([...path, index], inner));
    else entries.push({ section, name: nameOf(path), value: one, line: lineOf([section, ...path]) });
  };
  add([], value);
  return entries;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** `roles.0.name` as people count: `roles[1].name`. */
function nameOf(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part + 1}]` : `${index === 0 ? '' : '.'}${String(part).slice(0, 80)}`))
    .join('');
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function inOrder(faults: readonly ConfigFault[]): ConfigFault[] {
  return [...faults].sort((a, b) => a.line - b.line);
}
