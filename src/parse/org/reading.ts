/** What the readers of an org's metadata hand to each other. Pure data; nothing here knows a rule or the disk. */
import type { Audience, Org, PhoneApp, PhoneHost, Problem } from '../../model/assessment.ts';
import type { Confidence, Fact } from '../../model/fact.ts';
import type { FieldUse, Relation, Strength } from '../../model/org-terms.ts';
import type { Position } from '../lines.ts';
import type { XmlDocument } from '../xml.ts';
import type { SIGNS } from './signs.ts';
import type { OrgPath } from './types.ts';

/** One file of an org's metadata, before it is read. */
export interface OrgSource extends OrgPath {
  /** Relative to the repository; `retrieve.zip!/unpackaged/…` for a member of a zipped retrieve. */
  readonly path: string;
  /** Decoded, without byte-order mark. */
  readonly text: string;
}

/** The same with its markup, parsed when it is first asked for. A broken file has faults, and a tree as far as it goes. */
export interface OrgDocument extends OrgSource {
  readonly markup: () => XmlDocument;
}

/** A component of the org, and where its file or its part of a file begins. */
export interface Component extends Position {
  /** Metadata type as the Metadata API spells it. */
  readonly type: string;
  /** Full name: `Task.Call_Reason__c`, `Calls/Daily_Calls`, `Task-Task Layout`. Escapes of file names are opened. */
  readonly name: string;
  readonly label: string | null;
  readonly file: string;
}

/** One sign that a component uses call Tasks, which becomes a fact of that name; rules/org/ has a rule for each. */
export interface Sign extends Position {
  readonly sign: (typeof SIGNS)['consumer'][number];
  readonly strength: Strength;
  /** A sentence without a full stop that says what was seen: “Groups by the column CALLDISPOSITION”. Quotes no free text of the file. */
  readonly detail: string;
  readonly snippet?: string;
}

/** A field of the call log that a component uses, by its API name on Task. */
export interface UsedField extends Position {
  readonly name: string;
  readonly use: FieldUse;
}

/** A component that uses call Tasks, as its own file shows it. */
export interface ConsumerSighting {
  readonly component: Component;
  readonly signs: readonly Sign[];
  readonly fields: readonly UsedField[];
  readonly folder: string | null;
  readonly active: boolean | null;
}

/** Anything else of the org that becomes a fact. `sign` is the fact's name. */
export type Sighting = Position & {
  readonly component: Component;
  /** What stands there, without free text; the component's name where nothing else says more. */
  readonly value: string;
  readonly confidence: Confidence;
  readonly snippet?: string;
} & (
    | { readonly [K in keyof typeof SIGNS]: { readonly kind: K; readonly sign: (typeof SIGNS)[K][number] } }[Exclude<
        keyof typeof SIGNS,
        'consumer'
      >]
    /** The sign is the namespace. */
    | { readonly kind: 'package'; readonly sign: string }
  );

/** One part of the org names another. Ends are resolved when all files are read. */
export interface Reference extends Position {
  readonly from: Component;
  readonly relation: Relation;
  readonly to: { readonly type: string; readonly name: string };
}

/** Custom fields of Task or Event that a file names, whether or not anything of calls is known of them yet. */
export interface NamedField extends UsedField {
  readonly component: Component;
}

/** What one file shows by itself. Every list may be empty. */
export interface OrgReading {
  readonly consumers: readonly ConsumerSighting[];
  readonly sightings: readonly Sighting[];
  readonly references: readonly Reference[];
  readonly apps: readonly PhoneApp[];
  readonly hosts: readonly PhoneHost[];
  readonly audiences: readonly Audience[];
  /** Uses of custom activity fields that only the adapter's call log can tell for a call's: they become consumers if it writes them. */
  readonly fields: readonly NamedField[];
  readonly problems: readonly Problem[];
}

/**
 * One file to what it shows. Never throws on what a stranger wrote; what it cannot read is a problem. Faults of the markup itself are named
 * by the dispatcher. `wanted` is empty for all readers but the deferred ones.
 */
export type OrgReader = (source: OrgDocument, wanted: Wanted) => Partial<OrgReading>;

/** Which files a reader reads. */
export interface TypeReader {
  readonly types: readonly string[];
  /** Looked for in the bytes, as Latin-1, before anything is parsed; null reads every file of the types. Must run in linear time. */
  readonly look: RegExp | null;
  /** Read last, when it is known what to look for: profiles and permission sets by the thousand. */
  readonly deferred?: true;
  readonly read: OrgReader;
}

/** What the access readers look for; known once all other files were read. Names in lower case. */
export interface Wanted {
  readonly apps: ReadonlySet<string>;
  readonly pages: ReadonlySet<string>;
  readonly classes: ReadonlySet<string>;
  readonly presenceStatuses: ReadonlySet<string>;
}

/** The org of one repository: what goes to the rules, and what stands in the result. `written` and links to the adapter are filled in later. */
export interface OrgOfRepository {
  readonly facts: readonly Fact[];
  /** Null where no file of the repository is metadata of an org. */
  readonly org: Org | null;
  readonly problems: readonly Problem[];
}
