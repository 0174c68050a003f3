import type { FactKind } from '../catalog/schema.ts';
import type { Definition } from './assessment.ts';

/** What a parser saw, before any judgement. Flat on purpose: a rule's conditions look up its fields by name. */
export interface Fact {
  readonly kind: FactKind;
  readonly name: string;
  /** The exact value, credentials masked. */
  readonly value: string;
  readonly masked: boolean;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The section of the definition that holds it. */
  readonly section?: string;
  /** The internal name of the definition that holds it. */
  readonly definition: string;
  readonly standing: Definition['standing'];
  readonly form: Definition['form'];
  readonly confidence: 'exact' | 'text';
  /** Words for the message of a check. */
  readonly words?: Readonly<Record<string, string>>;
}
