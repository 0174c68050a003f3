/** What the script readers hand to each other: parsed scripts, uses of Salesforce's APIs, and a way to ask what an expression stands for. */
import type { Node } from 'estree';
import type { Api, Confidence } from '../../../model/fact.ts';
import type { Script } from '../reading.ts';

export interface ParsedScript {
  readonly script: Script;
  /** ESTree; nodes carry `start` and `end`, offsets of `script.text`. TypeScript and JSX nodes are as @babel/parser's estree plugin gives them. */
  readonly program: Node;
  readonly reading: 'parsed' | 'tolerant';
  readonly parentOf: (node: Node) => Node | null;
}

/** Stands in a text for a part that is made at run time. */
export const HOLE = '\u2026';

/** An object that an expression may stand for: its literal and what is put on it later. */
export interface RecordValue {
  readonly properties: ReadonlyMap<string, Placed>;
  /** Properties may be there that could not be seen: a spread of something unknown, a computed name, a value from outside. */
  readonly open: boolean;
}

export interface Placed {
  readonly node: Node;
  readonly at: ParsedScript;
}

/** Asks what an expression may stand for; follows names, parameters, returns, properties and files. Never throws, never hangs. */
export interface Evaluator {
  /** Texts, with {@link HOLE} for each part that is not known. Empty where nothing is known; at most 16. */
  readonly texts: (node: Node, at: ParsedScript) => readonly string[];
  /** Object literals; at most 8. */
  readonly records: (node: Node, at: ParsedScript) => readonly RecordValue[];
  /** The expressions that a name, parameter or property may stand for, itself where it is none of these; at most 16. */
  readonly sources: (node: Node, at: ParsedScript) => readonly Placed[];
}

/** A place where adapter code names or calls a member of one of Salesforce's APIs. */
export interface ApiUse {
  readonly kind: 'call' | 'constant' | 'reference';
  readonly api: Api;
  /** The member; `*` where it is chosen at run time; `(namespace)` where only the API itself is named. */
  readonly name: string;
  readonly at: ParsedScript;
  /** Offset of the member's name, or of what stands for it. */
  readonly offset: number;
  /** The call and its arguments, for kind `call`. Through a wrapper: the arguments as far as they could be followed. */
  readonly call: Node | null;
  readonly args: readonly Placed[];
  readonly confidence: Confidence;
  readonly chain: readonly string[];
}

/** One of Salesforce's libraries, loaded from script. */
export interface LibraryLoad {
  readonly at: ParsedScript;
  readonly offset: number;
  /** `opencti_min.js@57.0`; `@*` where the version, `*@57.0` where the file is not known. */
  readonly name: string;
  readonly confidence: Confidence;
  readonly chain: readonly string[];
}

export interface ScriptReading {
  readonly parsed: readonly ParsedScript[];
  readonly uses: readonly ApiUse[];
  readonly loads: readonly LibraryLoad[];
  readonly evaluator: Evaluator;
  /** Scripts that no parser could take; they were read as text. */
  readonly unparsed: readonly { readonly script: Script; readonly detail: string }[];
  /** Uses in scripts that were read as text, in the form of finished places. */
  readonly textUses: readonly {
    readonly script: Script;
    readonly offset: number;
    readonly kind: 'call' | 'constant' | 'reference' | 'script-load';
    readonly api: Api;
    readonly name: string;
  }[];
  /** What was not followed, where a bound was met; sentences. */
  readonly limits: readonly { readonly script: Script | null; readonly detail: string }[];
}
