import type { Api, Confidence, FactKind, Trait } from '../catalog/terms.ts';
import type { Definition } from './assessment.ts';

/** By what a statement of source is known again after an edit: digests of texts without credentials, comments and matters of format. */
export interface Statement {
  readonly digest: string;
  /** The names of the functions around it; empty where there are none. */
  readonly within: string;
  /** The statements beside it; empty at the beginning and the end of a block. */
  readonly before: string;
  readonly after: string;
}

/** What a parser saw, before any judgement. Flat on purpose: a rule's conditions look up its fields by name. */
export interface Fact {
  readonly kind: FactKind;
  readonly api: Api;
  readonly name: string;
  /** The exact value, credentials masked. For adapter source the folded text of the expression, at most 200 characters. */
  readonly value: string;
  readonly masked: boolean;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The section of the definition that holds it. */
  readonly section?: string;
  /** The internal name of the definition that holds it; empty for adapter source. */
  readonly definition: string;
  /** Adapter source is judged as `open-cti`. */
  readonly standing: Definition['standing'];
  /** `source`: adapter source. `org`: the metadata of an org, which is known by its type and name wherever its file lies. */
  readonly form: Definition['form'] | 'source' | 'org';
  readonly confidence: Confidence;
  /** Words for the message of a check. */
  readonly words?: Readonly<Record<string, string>>;
  /** What a rule's conditions may look at beside the name; {@link TRAITS} lists them. */
  readonly traits?: Readonly<Partial<Record<Trait, string>>>;
  /** How the reader came to it, a sentence a step; empty where it stands there in full. */
  readonly chain?: readonly string[];
  /** The line it stands on, shortened, credentials masked. */
  readonly snippet?: string;
  /** Of a use in source, which its name and its order do not tell from others. */
  readonly statement?: Statement | undefined;
  /** It stands in a test or a mock and is no use of the adapter in service. */
  readonly context?: 'test';
}

export type { Api, Confidence, FactKind, Trait };
