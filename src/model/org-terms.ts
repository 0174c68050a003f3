/** The catalog's words about an org that parsers may know. */
import type { ORG_KINDS } from '../catalog/terms.ts';

export type OrgKind = (typeof ORG_KINDS)[number];
export type { ConsumerAction, FieldUse, Relation, Strength } from '../catalog/terms.ts';
