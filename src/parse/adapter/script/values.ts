/** What an expression may stand for, and how one came to it. */
import type { ApiName } from './vocabulary.ts';
import type { SyntaxNode } from './tree.ts';
import type { Binding, Definition, Unit } from './scopes.ts';

/** A value as far as a reader can know it. */
export type Value =
  | { readonly kind: 'global' }
  | { readonly kind: 'sforce' }
  | { readonly kind: 'api'; readonly api: ApiName }
  | { readonly kind: 'member'; readonly api: ApiName; readonly name: string }
  /** A function, a class, an object or array literal, an enum: known by where it is written. */
  | { readonly kind: 'function' | 'class' | 'object'; readonly node: SyntaxNode; readonly unit: Unit }
  | { readonly kind: 'instance' | 'prototype'; readonly node: SyntaxNode; readonly unit: Unit }
  /** A pair of a key and a value, as `Object.entries` and a Map give them; the node is what they come from. */
  | { readonly kind: 'entry'; readonly node: SyntaxNode; readonly unit: Unit }
  | { readonly kind: 'text'; readonly text: string; readonly parts: readonly TextPart[] }
  /** What `import * as` gives. */
  | { readonly kind: 'module'; readonly unit: Unit }
  /** `exports` and `module` of CommonJS. */
  | { readonly kind: 'exports' | 'commonjs'; readonly unit: Unit }
  /** An expression of which nothing is known. */
  | { readonly kind: 'other'; readonly node: SyntaxNode };

/** A piece of a text and the literal it comes from; null for a hole. */
export interface TextPart {
  readonly text: string;
  readonly node: SyntaxNode | null;
  readonly unit: Unit | null;
}

/** One step back from where a value is used to where it is made. */
export interface Via {
  readonly kind: 'name' | 'parameter' | 'return' | 'property';
  readonly name: string;
  /** What was written at the step. */
  readonly node: SyntaxNode;
  readonly unit: Unit;
  /** For a parameter: the call that gave it, and where the argument stands among the parameters. */
  readonly site: Site | null;
  readonly fn: SyntaxNode | null;
  /** The script of that function. */
  readonly home?: Unit;
  readonly next: Via | null;
}

/** A possible value with the expression it was made by. */
export interface Found {
  readonly value: Value;
  readonly node: SyntaxNode;
  readonly unit: Unit;
  readonly via: Via | null;
  /** Known by the name of a property alone. */
  readonly isGuess?: boolean;
}

/** A call of a function that is known, or something that calls it with a known value. */
export interface Site {
  readonly unit: Unit;
  readonly node: SyntaxNode;
  /** The arguments as the function's parameters see them. */
  readonly args: readonly SyntaxNode[];
  /** Values that the caller makes up, by parameter: the elements of an array, the value of a promise. */
  readonly given: ReadonlyMap<number, { readonly node: SyntaxNode; readonly element: boolean }> | null;
  /** `this`, where the call sets it. */
  readonly self: SyntaxNode | null;
  /** Arguments come from one array, as with `apply`. */
  readonly spread: boolean;
  /** AMD: the ids of the modules that are handed in. */
  readonly modules: readonly (string | null)[] | null;
}

/** A value whose properties have to be worked out. */
export type PropertyOwner = Extract<Value, { kind: 'function' | 'class' | 'object' | 'instance' | 'prototype' | 'exports' | 'commonjs' }>;

/** What the parts of the evaluation know of each other. */
export interface Analysis {
  readonly units: readonly Unit[];
  readonly evaluate: (node: SyntaxNode, unit: Unit) => readonly Found[];
  readonly property: (found: Found, name: string) => readonly Found[];
  /** One object for each property of each value, by which {@link demand} can know it. */
  readonly keyOfProperty: (value: PropertyOwner, name: string) => object;
  readonly elements: (found: Found, index: number | null) => readonly Found[];
  readonly entries: (found: Found) => readonly Found[];
  readonly sites: (node: SyntaxNode, unit: Unit) => readonly Site[];
  readonly parameter: (fn: SyntaxNode, index: number, unit: Unit) => readonly Found[];
  readonly result: (call: SyntaxNode, unit: Unit) => readonly Found[];
  readonly returned: (fn: SyntaxNode, unit: Unit) => readonly Found[];
  readonly define: (definition: Definition, unit: Unit) => readonly Found[];
  readonly binding: (binding: Binding, unit: Unit) => readonly Found[];
  readonly global: (name: string, from: Unit) => readonly Found[];
  readonly exported: (unit: Unit, name: string) => readonly Found[];
  readonly resolve: (source: string, from: Unit) => Unit | null;
  readonly demand: <T>(key: object | string | number, compute: () => readonly T[]) => readonly T[];
  readonly index: RepositoryIndex;
  /** Takes one step of the budget; false when it is spent. */
  readonly step: () => boolean;
  /** Asks whether a candidate matters, with few steps. */
  readonly aside: <T>(ask: () => T) => T;
  /** Steps taken so far. */
  readonly taken: () => number;
  readonly self: (node: SyntaxNode, unit: Unit) => readonly Found[];
}

/** Everything of one name, across the repository. */
export interface RepositoryIndex {
  readonly members: ReadonlyMap<string, readonly Occurrence[]>;
  readonly writes: ReadonlyMap<string, readonly (Occurrence & { readonly object: SyntaxNode; readonly value: SyntaxNode })[]>;
  /** Assignments to a property whose name is worked out. */
  readonly computedWrites: readonly {
    readonly object: SyntaxNode;
    readonly key: SyntaxNode;
    readonly value: SyntaxNode;
    readonly unit: Unit;
  }[];
  readonly patternKeys: ReadonlyMap<string, readonly (Occurrence & { readonly target: SyntaxNode })[]>;
  readonly fills: ReadonlyMap<string, readonly (Occurrence & { readonly isGetter: boolean })[]>;
  readonly free: ReadonlyMap<string, readonly Occurrence[]>;
  readonly imports: ReadonlyMap<string, readonly { readonly binding: Binding; readonly unit: Unit }[]>;
  /** Calls of Object.assign and the like whose target has to be worked out. */
  readonly merges: readonly Occurrence[];
  /** The same by the literal that is their target. */
  readonly mergesInto: ReadonlyMap<SyntaxNode, readonly Occurrence[]>;
  /** Calls of Object.defineProperty by the name they define. */
  readonly defines: ReadonlyMap<string, readonly Occurrence[]>;
  readonly requires: readonly Occurrence[];
  /** The place of each script among all. */
  readonly order: ReadonlyMap<Unit, number>;
  /** Modules of AMD that say their own name. */
  readonly amd: ReadonlyMap<string, readonly Occurrence[]>;
  /** The classes right below a class. */
  readonly heirs: ReadonlyMap<SyntaxNode, readonly Occurrence[]>;
  /** Classes whose parent has to be worked out. */
  readonly strayHeirs: readonly Occurrence[];
}

/** A node and the script it stands in. */
export interface Occurrence {
  readonly node: SyntaxNode;
  readonly unit: Unit;
}

const MOST_VALUES = 96;

let lastId = 0;
const ID = Symbol('id');

/** A number that stands for a node or a script, kept at it. */
export function idOf(object: SyntaxNode | Unit): number {
  const numbered = object as { [ID]?: number };
  return (numbered[ID] ??= lastId += 1);
}

/** Two values with the same key are the same. */
export function keyOf(value: Value): string {
  switch (value.kind) {
    case 'global':
    case 'sforce':
      return value.kind;
    case 'api':
      return `api ${value.api}`;
    case 'member':
      return `member ${value.api} ${value.name}`;
    case 'text':
      return `text ${value.parts.map((part) => (part.node === null ? '-' : idOf(part.node))).join(' ')} ${value.text}`;
    case 'module':
    case 'exports':
    case 'commonjs':
      return `${value.kind} ${idOf(value.unit)}`;
    case 'function':
    case 'class':
    case 'object':
    case 'instance':
    case 'prototype':
    case 'entry':
    case 'other':
      return `${value.kind} ${idOf(value.node)}`;
  }
}

/** Values without doubles, at most {@link MOST_VALUES}; what is unknown gives way first. */
export function unite(...lists: readonly (readonly Found[])[]): readonly Found[] {
  // Mostly there is one value or none.
  let only: readonly Found[] | null = null;
  let count = 0;
  for (const list of lists) {
    count += list.length;
    if (list.length > 0) only = list;
  }
  if (only === null) return [];
  if (count === 1) return only;
  const filled = lists;
  const known = new Map<string, Found>();
  const unknown = new Map<string, Found>();
  for (const list of filled) {
    for (const found of list) {
      const key = keyOf(found.value);
      const target = found.value.kind === 'other' ? unknown : known;
      if (!target.has(key)) target.set(key, found);
    }
  }
  return [...known.values(), ...unknown.values()].slice(0, MOST_VALUES);
}

/** Whether a value belongs to Salesforce. */
export function isPlatform(value: Value): boolean {
  return value.kind === 'sforce' || value.kind === 'api' || value.kind === 'member';
}

/** The same values, reached by one step more. */
export function through(list: readonly Found[], step: Omit<Via, 'next'>): readonly Found[] {
  return list.map((found) => (found.value.kind === 'other' ? found : { ...found, via: { ...step, next: found.via } }));
}
