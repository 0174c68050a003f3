/**
 * The shape of everything under `rules/`, written once: types, run-time check and JSON schema all come from here.
 *
 * Rules are data. A rule names the facts it matches and says, for each of the five targets, what becomes of them.
 */
import { z } from 'zod';
import {
  APIS,
  BASES,
  CHECKLIST_PHASES,
  CHECKLIST_SCANS,
  CONNECTOR_GROUPS,
  CONSUMER_ACTIONS,
  FACT_KINDS,
  FIELD_MEANINGS,
  GATE_OUTCOMES,
  TARGETS,
  VERDICTS,
  type Basis,
  type FactKind,
  type GateOutcome,
  type Size,
  type TargetId,
  type VerdictId,
} from './terms.ts';

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');
const text = z.string().trim().min(1, 'must not be empty');
const targets = z.array(z.enum(TARGETS)).min(1);

export const sourceSchema = z.strictObject({
  title: text,
  /** Absent only where a public document was read whose address was not recorded. */
  url: z.url({ protocol: /^https$/ }).optional(),
  /** The day on which a person or program last read it. */
  read: z.iso.date(),
  /** What must be said with it, for example that a copy was read and not the live page. */
  note: text.optional(),
});

/** Either the key of an entry in `rules/sources.yaml`, or a source written out. */
const sourceReference = z.union([z.string().min(1), sourceSchema]);
const sources = z.array(sourceReference).min(1, 'a verdict needs at least one source');

/** Hours: low, likely, high. */
export const hoursSchema = z
  .tuple([z.number().nonnegative(), z.number().nonnegative(), z.number().nonnegative()])
  .refine(([low, likely, high]) => low <= likely && likely <= high, 'must rise from low to likely to high');

const condition = z
  .strictObject({
    /** The value is one of these, letter case aside. */
    in: z.array(z.string()).min(1).optional(),
    /** The value is one of these to the letter, or is none of these. */
    is: z.array(z.string()).min(1).optional(),
    isNot: z.array(z.string()).min(1).optional(),
    /** A regular expression, case-insensitive, without flags of its own. */
    matches: z.string().min(1).optional(),
    not: z.string().min(1).optional(),
  })
  .refine((c) => Object.keys(c).length > 0, 'needs one of: in, is, isNot, matches, not');

export const matchSchema = z.strictObject({
  kind: z.union([z.enum(FACT_KINDS), z.array(z.enum(FACT_KINDS)).min(1)]),
  /** The APIs it speaks of. Without it every API. */
  api: z.union([z.enum(APIS), z.array(z.enum(APIS)).min(1)]).optional(),
  /** Exact names, letter case included. Without it the alternative takes every name of the kind. */
  name: z.union([text, z.array(text).min(1)]).optional(),
  /** Conditions on the fact's value and attributes; all must hold. */
  where: z.record(z.string(), condition).optional(),
});

const example = z.strictObject({
  /** A made-up file name; its ending does not matter for definitions. */
  file: text,
  text: z.string().min(1),
  /** The line where the finding must stand; 1-based. */
  line: z.int().positive().optional(),
  /** Other files of the same made-up repository, where one alone does not show it. */
  beside: z.array(z.strictObject({ file: text, text: z.string().min(1) })).default([]),
});

const examples = z.strictObject({
  match: z.array(example).min(1, 'a rule needs an example that must match'),
  clean: z.array(example).min(1, 'a rule needs an example that must stay clean'),
});

export const verdictSchema = z.strictObject({
  /** The targets for which this verdict stands. */
  for: targets,
  verdict: z.enum(VERDICTS),
  /** What stands in Voice in its place. For `no-equivalent` and `unknown` it says that nothing was found, and where one looked. */
  equivalent: text,
  /** What the team does, in the imperative. */
  do: text,
  caveats: z.array(text).default([]),
  basis: z.enum(BASES),
  sources,
});

const ruleBase = {
  id,
  title: text,
  capability: id,
  /** Ids of the published mapping (docs/mapping.md) that this rule carries. */
  rows: z.array(z.string().regex(/^[A-Z]+(-[A-Z0-9]+)+$/)).default([]),
  /** Which definitions it judges. Voice definitions are reported, not judged by Open CTI rules. */
  standing: z
    .array(z.enum(['open-cti', 'voice', 'cti-toolkit']))
    .min(1)
    .default(['open-cti']),
  match: z.array(matchSchema).min(1),
  examples,
};

/** What becomes of a thing found, for each target. */
export const mappingRuleSchema = z.strictObject({
  ...ruleBase,
  type: z.literal('mapping'),
  /** Takes facts of its kind only where no other rule names them and Salesforce does not document the name. */
  custom: z.boolean().default(false),
  /** The piece of work that it leads to; null where nobody has anything to do. */
  workItem: id.nullable(),
  /** Hours that each occurrence adds to the work item: our assumption. */
  hoursPerOccurrence: z.strictObject({ for: targets, hours: hoursSchema }).optional(),
  gate: z.strictObject({ id, outcome: z.enum(GATE_OUTCOMES) }).optional(),
  /** Questions for the client that a finding of this rule raises. */
  questions: z.array(id).default([]),
  /** Parts of a connector you build (rules/connector.yaml) that a finding of this rule asks for. */
  builds: z.array(id).default([]),
  /** Of a consumer of call Tasks: what must happen to it. */
  consumerAction: z.enum(CONSUMER_ACTIONS).optional(),
  verdicts: z.array(verdictSchema).min(1),
});

/** A documented constraint of the definition format. It says what is wrong and what to do; it never stops a run. */
export const checkRuleSchema = z.strictObject({
  ...ruleBase,
  type: z.literal('check'),
  /** `defect`: does not work as written. `risk`: works, or may work, but not for long or not everywhere. `note`: worth knowing. */
  severity: z.enum(['defect', 'risk', 'note']),
  /** May hold `{name}`, `{value}` and the check's own words, each in braces. */
  message: text,
  do: text,
  basis: z.enum(BASES),
  sources,
  questions: z.array(id).default([]),
});

export const ruleSchema = z.discriminatedUnion('type', [mappingRuleSchema, checkRuleSchema]);

const sizedHours = z.strictObject({ small: hoursSchema, medium: hoursSchema, large: hoursSchema });

/** A piece of work that a team would plan. Its hours are our assumption and are called so wherever they stand. */
export const workItemSchema = z.strictObject({
  id,
  title: text,
  /** What is done, in two or three plain sentences. */
  description: text,
  capability: id,
  rows: z.array(z.string()).default([]),
  /** What it is counted once for. */
  per: z.enum(['portfolio', 'org', 'repository', 'call-center', 'adapter']),
  /** Counted as soon as one Open CTI definition is found, whatever else is in it. */
  standing: z.boolean().default(false),
  /** The kinds of evidence (rules/evidence.yaml) that would show whether and how much of it is needed. */
  evidence: z.array(id).min(1),
  /**
   * What its size is told from: a measure (rules/measures.yaml) and the highest counts that are still small and still medium.
   * The largest size that a known measure gives is taken; a measure that nobody knows leaves the size open. Our assumption.
   */
  sizedBy: z.array(z.strictObject({ measure: id, small: z.int().nonnegative(), medium: z.int().nonnegative() })).default([]),
  /** The letter of its level where no finding leads to it; see `src/model/level.ts`. Our judgement. */
  letter: z.enum(['A', 'B', 'C']).optional(),
  /** What drives the hours. */
  drivers: text,
  /** Why the hours are what they are. */
  reasoning: text,
  hours: z
    .array(
      z.union([
        z.strictObject({ for: targets, hours: sizedHours }),
        /** Another work item takes its place there, counted once however many it replaces. */
        z.strictObject({ for: targets, replacedBy: id }),
        /** Nobody has hours to offer, or no such work exists there; says which. */
        z.strictObject({ for: targets, none: text, unknown: z.boolean().default(false) }),
      ]),
    )
    .min(1),
  sources: z.array(sourceReference).default([]),
});

export const capabilitySchema = z.strictObject({
  id,
  /** In the client's language. */
  name: text,
  description: text,
  /** Its share in the readiness figure: our assumption. */
  weight: z.number().positive(),
  /** The kinds of evidence that would show it. */
  evidence: z.array(id).min(1),
});

export const gateSchema = z.strictObject({
  id,
  name: text,
  /** For which targets it must be passed. */
  for: targets,
  /** What passing it means, and why it stands before any figure. */
  why: text,
  texts: z.strictObject({ pass: text, unknown: text, fail: text }),
  /** The same where a fact that the client gave decides; absent where none can. */
  given: z.strictObject({ pass: text, unknown: text, fail: text }).optional(),
  /** Editions for which a target is offered, and for which it is not. An edition in neither list is not confirmed. */
  editions: z.array(z.strictObject({ for: targets, pass: z.array(text), fail: z.array(text) })).optional(),
  question: id,
  sources,
});

export const questionSchema = z.strictObject({
  id,
  rows: z.array(z.string()).default([]),
  text,
  /** Who can answer it. */
  who: text,
  /** What the answer changes. */
  changes: text,
  /** Asked wherever there is something to move, although findings may raise it too. */
  always: z.boolean().default(false),
  sources: z.array(sourceReference).default([]),
});

export const evidenceSchema = z.strictObject({
  id,
  name: text,
  /** What it would show. */
  shows: text,
  /** Whether this version of the tool reads it. */
  read: z.boolean(),
});

/** Something that can be counted in files, or given by the client, and that tells the size of work. */
export const measureSchema = z.strictObject({
  id,
  /** As it stands behind a number: “reports and automations on call Tasks”. */
  name: text,
  singular: text,
  /** The kinds of evidence that must have been read before a count of none means none; empty where only the client knows. */
  evidence: z.array(id).default([]),
});

/** A metadata type that an assessment of the org wants to see. */
export const orgTypeSchema = z.strictObject({
  /** As the Metadata API spells it. */
  type: text,
  /** The kind of evidence that it belongs to (rules/evidence.yaml). */
  evidence: id,
  /** What it would show, in a sentence. */
  shows: text,
  /** Members for package.xml, in the order in which they are written; `*` where the wildcard serves. */
  members: z.array(text).min(1),
  /** What the wildcard does not bring. */
  note: text.optional(),
  sources,
});

/** One thing that Salesforce Voice needs of the org. */
export const foundationSchema = z.strictObject({
  id,
  name: text,
  /** For which targets it is needed. */
  for: targets,
  /** What it is for. */
  why: text,
  /** Names of facts of kind `foundation`, or of a Voice definition (`voice-call-center`), each of which shows that it stands. */
  shownBy: z.array(id).min(1),
  /** Metadata types that must have been asked for before “not there” may be said. */
  types: z.array(text).min(1),
  basis: z.enum(BASES),
  sources,
});

export const targetSchema = z.strictObject({
  id: z.enum(TARGETS),
  name: text,
  short: text,
  description: text,
  /** What becomes of adapter code there. */
  adapterCode: text,
  sources,
});

export const readinessSchema = z.strictObject({
  name: text,
  explanation: text,
  /** Share of a capability's weight that counts as moving, by its worst verdict; 0 to 1, never rising with a harder verdict. */
  values: z.record(z.enum(VERDICTS), z.number().min(0).max(1)),
});

export const retirementSchema = z.strictObject({
  date: z.iso.date(),
  statement: text,
  sources,
});

/** A piece of a connector you build, or of what stands beside it. */
export const connectorPartSchema = z.strictObject({
  id,
  group: z.enum(CONNECTOR_GROUPS),
  /** As Salesforce spells it: `dial`, `CALL_STARTED`, `hasSwap`. */
  name: text,
  /** What it does and what it is for, in a sentence or two. */
  text,
  /** Every connector needs it. */
  standing: z.boolean().default(false),
  sources,
});

/** What stands on VoiceCall for a field that adapters write on a Task. */
export const callLogFieldSchema = z.strictObject({
  rows: z.array(z.string()).default([]),
  /** API name of the Task field; or, with `content`, a usual content of custom fields. */
  field: text,
  /** A case-insensitive regular expression over the names of custom fields that usually hold this content: a hint, never a verdict. */
  content: text.optional(),
  /** The VoiceCall field or child object; null where none was found. */
  counterpart: text.nullable(),
  meaning: z.enum(FIELD_MEANINGS),
  basis: z.enum(BASES),
  note: text,
  sources,
});

/** How a vendor's adapter is recognised, and what is known of its offer for Salesforce Voice. */
export const vendorSchema = z.strictObject({
  id,
  name: text,
  /** Namespaces of its managed packages, lower case. */
  namespaces: z.array(text).default([]),
  /** Host suffixes: `example.com` takes `a.example.com` too. */
  hosts: z.array(text).default([]),
  /** Case-insensitive regular expressions over the definition's internal name. */
  internalNames: z.array(text).default([]),
  displayNames: z.array(text).default([]),
  sections: z.array(text).default([]),
  /** Case-insensitive regular expressions over identifiers and texts of adapter source. */
  code: z.array(text).default([]),
  /** Which of the traces above are confirmed by a source; the others give a low confidence. */
  confirmed: z.array(z.enum(['namespaces', 'hosts', 'internalNames', 'displayNames', 'sections', 'code'])).default([]),
  /** What is known of its offer, or that none was seen and has to be asked for. */
  offer: text,
  basis: z.enum(BASES),
  questions: z.array(id).default([]),
  sources,
});

/** A step of Salesforce's own migration checklist. */
export const checklistStepSchema = z.strictObject({
  id,
  phase: z.enum(CHECKLIST_PHASES),
  text,
  /** What a scan does of it; absent for work that no scan can do. */
  scan: z.enum(CHECKLIST_SCANS).optional(),
  /** Pieces of a connector (rules/connector.yaml) that it is about. */
  parts: z.array(id).default([]),
  sources,
});

/** The documented members of Salesforce's APIs; a member that is not here is reported as unknown. */
export const openCtiApiSchema = z.strictObject({
  apis: z.array(
    z.strictObject({
      api: z.enum(APIS),
      members: z.array(
        z.strictObject({
          name: text,
          kind: z.enum(['method', 'constant']),
          since: text.optional(),
          /** `object`: one object with named members. `positional`: a list of arguments. `none`: takes nothing. */
          arguments: z.enum(['object', 'positional', 'none']).optional(),
          /** Named members that must be given in the one object, or the least number of arguments. */
          needs: z.array(text).default([]),
          least: z.int().nonnegative().default(0),
          /** It may be called without any argument. */
          mayBeEmpty: z.boolean().default(false),
          /** Exported, not documented. */
          internal: z.boolean().default(false),
        }),
      ),
    }),
  ),
  sources,
});

/** The documented vocabulary of the definition format; also what makes a name not custom. */
export const formatSchema = z.strictObject({
  reservedWords: z.array(text),
  maxNameLength: z.int().positive(),
  maxLabelLength: z.int().positive(),
  sections: z.array(z.strictObject({ name: text, sortOrder: z.int().optional(), standing: z.enum(['open-cti', 'voice']) })),
  items: z.array(
    z.strictObject({
      name: text,
      section: text,
      standing: z.enum(['open-cti', 'voice', 'cti-toolkit']),
      required: z.boolean().default(false),
      /** A value must stand in the file; everything else may be typed in Setup after the import. */
      valueRequired: z.boolean().default(false),
      sortOrder: z.int().optional(),
      type: z.enum(['text', 'name', 'url', 'boolean', 'integer', 'choice']).default('text'),
      choices: z.array(text).optional(),
      maxLength: z.int().positive().optional(),
      /** Pixels, stated for Lightning Experience only. */
      lightningRange: z.tuple([z.int(), z.int()]).optional(),
      needs: text.optional(),
    }),
  ),
  /** Keys of `customSettings` that Salesforce's own files use. */
  settings: z.array(z.strictObject({ name: text, standing: z.enum(['open-cti', 'voice']) })),
  /** Child elements of the Metadata API's `CallCenter`. */
  fields: z.array(z.strictObject({ name: text, standing: z.enum(['open-cti', 'voice']), required: z.boolean().default(false) })),
  sources,
});

export type { Basis, FactKind, GateOutcome, Size, TargetId, VerdictId };
export type Source = z.infer<typeof sourceSchema>;
export type Hours = z.infer<typeof hoursSchema>;
export type Match = z.infer<typeof matchSchema>;

/** The catalog as the program uses it: source keys are looked up and every default is filled in. */
type Resolved<T> = T extends { sources: unknown } ? Omit<T, 'sources'> & { sources: Source[] } : T;
export type Verdict = Resolved<z.infer<typeof verdictSchema>>;
export type MappingRule = Omit<z.infer<typeof mappingRuleSchema>, 'verdicts'> & { verdicts: Verdict[]; origin: RuleOrigin };
export type CheckRule = Resolved<z.infer<typeof checkRuleSchema>> & { origin: RuleOrigin };
export type Rule = MappingRule | CheckRule;
/** Shipped with the tool, or brought by the user with `--rules`; a brought rule may override a shipped one. */
export type RuleOrigin = 'shipped' | 'added' | 'overridden';
export type WorkItem = Resolved<z.infer<typeof workItemSchema>>;
export type Capability = z.infer<typeof capabilitySchema>;
export type Gate = Resolved<z.infer<typeof gateSchema>>;
export type Question = Resolved<z.infer<typeof questionSchema>>;
export type Evidence = z.infer<typeof evidenceSchema>;
export type Measure = z.infer<typeof measureSchema>;
export type OrgType = Resolved<z.infer<typeof orgTypeSchema>>;
export type Foundation = Resolved<z.infer<typeof foundationSchema>>;
export type Target = Resolved<z.infer<typeof targetSchema>>;
export type Readiness = z.infer<typeof readinessSchema>;
export type Retirement = Resolved<z.infer<typeof retirementSchema>>;
export type DefinitionFormat = Resolved<z.infer<typeof formatSchema>>;
export type ChecklistStep = Resolved<z.infer<typeof checklistStepSchema>>;
export type ConnectorPart = Resolved<z.infer<typeof connectorPartSchema>>;
export type CallLogField = Resolved<z.infer<typeof callLogFieldSchema>>;
export type Vendor = Resolved<z.infer<typeof vendorSchema>>;
export type OpenCtiApi = Resolved<z.infer<typeof openCtiApiSchema>>;

export interface Catalog {
  /** A digest over every rule and data file, so that two results can be told to rest on the same catalog. */
  version: string;
  targets: Target[];
  capabilities: Capability[];
  gates: Gate[];
  questions: Question[];
  evidence: Evidence[];
  workItems: WorkItem[];
  readiness: Readiness;
  retirement: Retirement;
  format: DefinitionFormat;
  openCtiApi: OpenCtiApi;
  vendors: Vendor[];
  connectorParts: ConnectorPart[];
  callLogFields: CallLogField[];
  measures: Measure[];
  orgTypes: OrgType[];
  foundations: Foundation[];
  checklist: ChecklistStep[];
  rules: Rule[];
}
