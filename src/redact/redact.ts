/**
 * A result without names: for showing outside what a company's phone integration comes to, and not whose it is.
 *
 * One function before anything is rendered, so that every format has it. It walks the schema, not the result: what the schema does not know
 * is left out, and so is what nobody declared (declarations.ts).
 */
import type { z } from 'zod';
import { assessmentSchema, type Assessment } from '../model/assessment.ts';
import { DECLARATIONS, type Kind } from './declarations.ts';
import { changesOf, WITHHELD, type Around } from './kinds.ts';
import { openBook } from './names.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The same result with pseudonyms. The same text has the same one everywhere in it. */
export function redact(assessment: Assessment, vocabulary: Vocabulary): Assessment {
  const changes = changesOf(vocabulary, openBook());
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
  const step = stepFor(assessmentSchema, '');
  // Names first, then what repeats them, so that a sentence finds those that stand behind it.
  let made: unknown;
  for (const later of [new Set([...VALUES, ...SENTENCES]), SENTENCES, NONE]) {
    const change: Walk['change'] = (kind, text, owner, outer) =>
      later.has(kind) ? WITHHELD : changes[kind](text, { owner, outer, given: around.given, written: around.written });
    made = step(assessment, { owner: {}, outer: [], change });
  }
  const result = made as Assessment;
  return { ...result, options: { ...result.options, redacted: true } };
}

const VALUES: ReadonlySet<Kind> = new Set<Kind>(['value', 'attribute-value', 'name']);
const SENTENCES: ReadonlySet<Kind> = new Set<Kind>(['sentence', 'message', 'answer', 'code']);
const NONE: ReadonlySet<Kind> = new Set();
const NOWHERE: Around = { owner: {}, outer: [], given: new Map(), written: [] };

interface Walk {
  readonly owner: Around['owner'];
  readonly outer: Around['outer'];
  /** Null for a text that goes. */
  readonly change: (kind: Kind, text: string, owner: Around['owner'], outer: Around['outer']) => string | null;
}

/** What is done with a value of one place in the schema; undefined for what goes. */
type Step = (value: unknown, walk: Walk) => unknown;

const nothing: Step = () => undefined;

/** Made once for each place, since a result has very many values and few places. */
function stepFor(schema: Schema, path: string): Step {
  const { def } = schema._zod;
  const type: string = def.type;
  switch (type) {
    case 'optional':
    case 'nonoptional':
    case 'default': {
      const inner = stepFor(def.innerType as Schema, path);
      return (value, walk) => (value === undefined ? undefined : inner(value, walk));
    }
    case 'nullable': {
      const inner = stepFor(def.innerType as Schema, path);
      return (value, walk) => (value === null ? null : (inner(value, walk) ?? null));
    }
    case 'array': {
      const element = stepFor(def.element as Schema, `${path}[]`);
      return (value, walk) =>
        Array.isArray(value) ? value.map((one: unknown) => element(one, walk)).filter((one) => one !== undefined) : [];
    }
    case 'number':
    case 'boolean':
      return (value) => (typeof value === type ? value : undefined);
    case 'tuple':
      return (value) => (Array.isArray(value) && value.every((one) => typeof one === 'number') ? value : undefined);
    case 'literal':
    case 'enum':
      return (value) => (schema.safeParse(value).success ? value : undefined);
    case 'record':
      // Numbers by words of a closed list.
      return (value) => (schema.safeParse(value).success ? value : {});
    case 'string': {
      const kind = DECLARATIONS[path];
      if (kind === undefined) return nothing;
      return (value, { owner, outer, change }) =>
        typeof value === 'string' ? (change(kind, value, owner, outer) ?? undefined) : undefined;
    }
    case 'union':
      return unionStep(def.options as readonly Schema[], path);
    case 'object':
      return objectStep(shapeOf(schema), path);
    default:
      return nothing;
  }
}

interface Field {
  readonly key: string;
  readonly step: Step;
  /** For a field that must be there and has nothing left; undefined where it may be left out. */
  readonly otherwise: unknown;
}

function objectStep(shape: Shape, path: string): Step {
  const fields = Object.entries(shape).map(([key, schema]): Field => {
    const here = path === '' ? key : `${path}.${key}`;
    const base = baseOf(schema)._zod.def.type;
    // A whole record or list may go, and need not say so of each of its texts.
    const isCut = DECLARATIONS[here] === 'cut' && base !== 'string';
    return {
      key,
      step: isCut ? nothing : stepFor(schema, here),
      otherwise: isOptional(schema) ? undefined : base === 'array' ? [] : WITHHELD,
    };
  });
  const hasExtras = EXTRAS.has(path);
  return (value, walk) => {
    const owner = Object(value) as Readonly<Record<string, unknown>>;
    const inner: Walk = { owner, outer: [walk.owner, ...walk.outer.slice(0, 2)], change: walk.change };
    const made: Record<string, unknown> = {};
    for (const { key, step, otherwise } of fields) {
      const one = owner[key];
      if (one === undefined) continue;
      const changed = step(one, inner);
      const left = changed === undefined ? otherwise : changed;
      if (left !== undefined) made[key] = left;
    }
    // What rules carry beyond the schema is the catalog's own, and stays as far as the shipped one has it.
    if (hasExtras) {
      for (const [key, one] of Object.entries(owner)) {
        const kept = key in shape ? undefined : extra(one, inner);
        if (kept !== undefined) made[key] = kept;
      }
    }
    return made;
  };
}

const EXTRAS: ReadonlySet<string> = new Set(['catalog.rules[]', 'catalog.gates[]', 'catalog.questions[]', 'catalog.workItems[]']);

function extra(value: unknown, walk: Walk, depth = 0): unknown {
  if (typeof value === 'string') return walk.change('shipped', value, walk.owner, walk.outer) ?? undefined;
  if (typeof value !== 'object' || value === null || depth > 6) return value;
  if (Array.isArray(value)) return value.map((one: unknown) => extra(one, walk, depth + 1)).filter((one) => one !== undefined);
  const kept = Object.entries(value).map(([key, one]) => [key, extra(one, walk, depth + 1)] as const);
  return Object.fromEntries(kept.filter(([, one]) => one !== undefined));
}

/** A record goes by its type, anything else by what it is. */
function unionStep(options: readonly Schema[], path: string): Step {
  const steps = options.map((option) => ({ option, step: stepFor(option, path) }));
  return (value, walk) => {
    const fitting = steps.find(({ option }) => {
      const { type } = option._zod.def;
      if (type !== 'object') return type === typeof value;
      return shapeOf(option)['type']?.safeParse((Object(value) as { type?: unknown }).type).success === true;
    });
    return (fitting ?? steps[0])?.step(value, walk);
  };
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
