/**
 * A result without names: for showing outside what a company's phone integration comes to, and not whose it is.
 *
 * One function before anything is rendered, so that every format has it. It walks the schema, not the result: what the schema does not know
 * is left out, and what nobody declared (declarations.ts) is withheld.
 */
import type { z } from 'zod';
import { assessmentSchema, type Assessment } from '../model/assessment.ts';
import { DECLARATIONS } from './declarations.ts';
import { changesOf, WITHHELD, type Around, type Change } from './kinds.ts';
import { openBook } from './names.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The same result with pseudonyms. The same text has the same one everywhere in it. */
export function redact(assessment: Assessment, vocabulary: Vocabulary): Assessment {
  const book = openBook();
  const changes = changesOf(vocabulary, book);
  for (const { id } of assessment.repos) changes.repository(id, NOWHERE);
  const around: Pick<Around, 'given' | 'written'> = {
    given: new Map(assessment.given.map((fact) => [fact.id, fact])),
    written: [
      ...assessment.waivers.map(({ reason }) => reason),
      ...assessment.decisions.flatMap(({ decision, reason }) => [decision, reason ?? '']),
      ...assessment.given.map(({ note }) => note ?? ''),
    ]
      .filter((text) => text !== '')
      .sort((a, b) => b.length - a.length),
  };
  // Names first, then what repeats them, so that a sentence finds those that stand behind it.
  let made: unknown;
  for (const later of [new Set([...VALUES, ...SENTENCES]), SENTENCES, NONE]) {
    made = at(assessmentSchema, assessment, '', {
      owner: {},
      outer: [],
      around,
      change: (path) => {
        const kind = DECLARATIONS[path];
        if (kind === undefined) return () => null;
        return later.has(kind) ? () => WITHHELD : changes[kind];
      },
    });
  }
  const result = made as Assessment;
  return { ...result, options: { ...result.options, redacted: true } };
}

const VALUES: ReadonlySet<string> = new Set(['value', 'attribute-value', 'name']);
const SENTENCES: ReadonlySet<string> = new Set(['sentence', 'message', 'answer', 'code']);
const NONE: ReadonlySet<string> = new Set();
const NOWHERE: Around = { owner: {}, outer: [], given: new Map(), written: [] };

interface Walk {
  readonly owner: Readonly<Record<string, unknown>>;
  readonly outer: Around['outer'];
  readonly around: Pick<Around, 'given' | 'written'>;
  readonly change: (path: string) => Change;
}

/** Undefined for what goes. */
function at(schema: Schema, value: unknown, path: string, walk: Walk): unknown {
  const { def } = schema._zod;
  const type: string = def.type;
  switch (type) {
    case 'optional':
    case 'nonoptional':
    case 'default':
      return value === undefined ? undefined : at(def.innerType as Schema, value, path, walk);
    case 'nullable':
      return value === null ? null : (at(def.innerType as Schema, value, path, walk) ?? null);
    case 'array':
      return Array.isArray(value) ? value.flatMap((one) => orNothing(at(def.element as Schema, one, `${path}[]`, walk))) : [];
    case 'number':
    case 'boolean':
      return typeof value === type ? value : undefined;
    case 'tuple':
      return Array.isArray(value) && value.every((one) => typeof one === 'number') ? value : undefined;
    case 'literal':
    case 'enum':
      return schema.safeParse(value).success ? value : undefined;
    case 'record':
      // Numbers by words of a closed list.
      return schema.safeParse(value).success ? value : {};
    case 'string':
      return typeof value === 'string'
        ? (walk.change(path)(value, { owner: walk.owner, outer: walk.outer, ...walk.around }) ?? undefined)
        : undefined;
    case 'union':
      return at(optionFor(def.options as readonly Schema[], value), value, path, walk);
    case 'object':
      return objectAt(shapeOf(schema), value, path, walk);
    default:
      return undefined;
  }
}

function objectAt(shape: Shape, value: unknown, path: string, walk: Walk): unknown {
  const owner = Object(value) as Readonly<Record<string, unknown>>;
  const inner: Walk = { ...walk, owner, outer: [walk.owner, ...walk.outer.slice(0, 2)] };
  const made: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(shape)) {
    const one = owner[key];
    if (one === undefined) continue;
    const here = path === '' ? key : `${path}.${key}`;
    // A whole record or list may go, and need not say so of each of its texts.
    const isCut = DECLARATIONS[here] === 'cut' && baseOf(schema)._zod.def.type !== 'string';
    const changed = isCut ? undefined : at(schema, one, here, inner);
    if (changed !== undefined) made[key] = changed;
    // A text that goes from a field that must be there.
    else if (!isOptional(schema)) made[key] = baseOf(schema)._zod.def.type === 'array' ? [] : WITHHELD;
  }
  // What rules carry beyond the schema is the catalog's own, and stays as far as the shipped one has it.
  if (EXTRAS.has(path)) {
    for (const [key, one] of Object.entries(owner)) {
      if (key in shape) continue;
      const kept = extra(one, walk.change('catalog.rules[].title'), { owner, outer: [], ...walk.around });
      if (kept !== undefined) made[key] = kept;
    }
  }
  return made;
}

const EXTRAS: ReadonlySet<string> = new Set(['catalog.rules[]', 'catalog.gates[]', 'catalog.questions[]', 'catalog.workItems[]']);

function extra(value: unknown, change: Change, around: Around, depth = 0): unknown {
  if (typeof value === 'string') return change(value, around) ?? undefined;
  if (typeof value !== 'object' || value === null || depth > 6) return value;
  if (Array.isArray(value)) return value.flatMap((one) => orNothing(extra(one, change, around, depth + 1)));
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => orNothing(extra(one, change, around, depth + 1)).map((kept) => [key, kept])),
  );
}

function orNothing(value: unknown): unknown[] {
  return value === undefined ? [] : [value];
}

/** A record goes by its type, anything else by what it is. */
function optionFor(options: readonly Schema[], value: unknown): Schema {
  const fitting = options.find((option) => {
    const { def } = option._zod;
    if (def.type !== 'object') return def.type === typeof value;
    const kind = shapeOf(option)['type'];
    return kind?.safeParse((Object(value) as { type?: unknown }).type).success === true;
  });
  return fitting ?? (options[0] as Schema);
}

function isOptional(schema: Schema): boolean {
  return schema._zod.def.type === 'optional' || schema._zod.def.type === 'default';
}

function baseOf(schema: Schema): Schema {
  const { def } = schema._zod;
  return 'innerType' in def ? baseOf(def.innerType as Schema) : schema;
}

type Schema = z.core.$ZodType & {
  readonly _zod: {
    readonly def: { readonly type: string; readonly innerType?: unknown; readonly element?: unknown; readonly options?: unknown };
  };
  readonly safeParse: (value: unknown) => { readonly success: boolean };
};
type Shape = Readonly<Record<string, Schema>>;

function shapeOf({ _zod }: Schema): Shape {
  const { shape = {} } = _zod.def as unknown as { readonly shape?: Shape };
  return shape;
}
