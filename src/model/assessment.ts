/**
 * The result of a scan: `assessment.json`. Every report is a function of this and nothing else.
 *
 * One schema gives the types here, the check in `cti2voice report`, and `schema/assessment.schema.json`.
 * Additions are allowed at any time; a changed meaning raises `schemaVersion`.
 */
import { z } from 'zod';
import { capabilitySchema, evidenceSchema, hoursSchema, sourceSchema } from '../catalog/schema.ts';
import {
  APIS,
  BASES,
  CONFIDENCES,
  CONNECTOR_GROUPS,
  FACT_KINDS,
  FIELD_MEANINGS,
  GATE_OUTCOMES,
  SIZES,
  TARGETS,
  VERDICTS,
} from '../catalog/terms.ts';

const target = z.enum(TARGETS);
const place = {
  /** Relative to the repository, with forward slashes. */
  file: z.string(),
  /** 1-based. */
  line: z.int().positive(),
  /** 1-based, in UTF-16 code units, counted after a byte-order mark. */
  column: z.int().positive(),
};

/** Something that could not be read, or not wholly. Part of the result; it never stops a run. */
export const problemSchema = z.strictObject({
  code: z.enum([
    'not-well-formed',
    'encoding',
    'too-large',
    'not-text',
    'unreadable',
    'vanished',
    'not-salesforce-format',
    'settings-not-json',
    'document-type',
    'link-outside',
    'reader-failed',
    'unknown-element',
    /** A script that the parser refused; it was read by other means, at a lower confidence. */
    'not-parsed',
    /** An archive that could not be opened, or not wholly. */
    'archive',
    /** A limit of the reader cut something short. */
    'limit',
    /** It speaks of Open CTI, and nothing in it could be told for a use of it. */
    'not-understood',
  ]),
  /** `lost`: content may be missing from the result. `note`: everything was read, but this should be known. */
  effect: z.enum(['lost', 'note']),
  file: z.string(),
  line: z.int().positive().optional(),
  column: z.int().positive().optional(),
  /** One sentence for a person. Never quotes content of the file. */
  detail: z.string(),
});

/** The attributes of an element of the import format, each with the place of its name. */
const attributes = z.array(z.strictObject({ name: z.string(), value: z.string(), line: z.int().positive(), column: z.int().positive() }));

export const itemSchema = z.strictObject({
  name: z.string(),
  line: z.int().positive(),
  column: z.int().positive(),
  /** The exact text, or `[masked]` where it is or looks like a credential. */
  value: z.string(),
  label: z.string().optional(),
  sortOrder: z.string().optional(),
  attributes,
  /** `xsi:nil="true"` */
  nil: z.literal(true).optional(),
  masked: z.literal(true).optional(),
  /** Read from broken markup; the value is the raw text that stands there. */
  recovered: z.literal(true).optional(),
});

export const sectionSchema = z.strictObject({
  name: z.string(),
  line: z.int().positive(),
  column: z.int().positive(),
  label: z.string().optional(),
  sortOrder: z.string().optional(),
  attributes,
  items: z.array(itemSchema),
});

const named = itemSchema.pick({ name: true, line: true, column: true, value: true, masked: true });

export const definitionSchema = z.strictObject({
  file: z.string(),
  line: z.int().positive(),
  column: z.int().positive(),
  /** By what the elements are: `section`/`item` with attributes, or `sections`/`items` with child elements. */
  form: z.enum(['import', 'metadata']),
  /** What the definition is for. A Voice definition is progress and is not judged by Open CTI rules. */
  standing: z.enum(['open-cti', 'voice', 'cti-toolkit']),
  /** What showed the standing, for example "item reqVendorInfoApiName, line 5". */
  standingEvidence: z.string(),
  wellFormed: z.boolean(),
  internalName: z.string(),
  displayName: z.string(),
  sections: z.array(sectionSchema),
  /** Where `customSettings` stands and whether it is a JSON object; null where there is none. */
  customSettings: z.strictObject({ line: z.int().positive(), column: z.int().positive(), valid: z.boolean() }).nullable(),
  /** Keys of the `customSettings` JSON. */
  settings: z.array(named),
  /** Simple child elements of the Metadata API's `CallCenter`: `adapterUrl`, `version` and so on. */
  fields: z.array(named),
});

export const fileSchema = z.strictObject({
  path: z.string(),
  /** SHA-256 over the text, hexadecimal, without what is or could be a credential; null for a file that could not be read. */
  signature: z.string().nullable(),
  encoding: z.string(),
  /** What it turned out to be. */
  content: z.enum(['definition', 'not-salesforce-format', 'unreadable', 'adapter', 'metadata', 'mention', 'library-copy', 'archive']),
  /** How a file of adapter source was read: by a parser, by one that forgives faults, or as text. */
  reading: z.enum(['parsed', 'tolerant', 'text']).optional(),
});

/** A rule met at a place. The advice itself is the rule's and stands once, under `catalog.rules`. */
export const findingSchema = z.strictObject({
  /** `factId` and `ruleId`, joined by a colon. */
  fingerprint: z.string(),
  /** Names the fact whatever rule it meets; holds no line number. */
  factId: z.string(),
  ruleId: z.string(),
  /** A verdict on something found, or a documented constraint that is not kept. */
  type: z.enum(['mapping', 'check']),
  kind: z.enum(FACT_KINDS),
  api: z.enum(APIS),
  name: z.string(),
  /** The section of the definition, where there is one. */
  section: z.string().optional(),
  /** The definition's internal name; empty for adapter source. */
  definition: z.string(),
  ...place,
  value: z.string(),
  masked: z.literal(true).optional(),
  confidence: z.enum(CONFIDENCES),
  /** How the reader came to it, a sentence a step; absent where it stands there in full. */
  chain: z.array(z.string()).optional(),
  /** The line it stands on, shortened, credentials masked. Absent for definitions, whose value says it all. */
  snippet: z.string().optional(),
  /** It stands in a test or a mock: shown, and left out of capabilities and hours. */
  context: z.enum(['test']).optional(),
  capability: z.string(),
  workItem: z.string().nullable(),
  /** The rule took it because no rule and no document names it. */
  custom: z.literal(true).optional(),
  /** What a check has to say, with its words filled in. */
  message: z.string().optional(),
  severity: z.enum(['defect', 'risk', 'note']).optional(),
});

/** A field that the adapter writes to the record of a call. */
export const loggedFieldSchema = z.strictObject({
  name: z.string(),
  custom: z.boolean(),
  ...place,
  confidence: z.enum(CONFIDENCES),
});

/** One place where the adapter writes a record, mostly the Task that logs a call. */
export const callLogSchema = z.strictObject({
  /** What writes it. */
  via: z.enum(['saveLog', 'apex', 'runApex', 'rest', 'markup']),
  api: z.enum(APIS),
  /** API name of the object; null where the source does not tell. */
  object: z.string().nullable(),
  ...place,
  fields: z.array(loggedFieldSchema),
  /** False where fields may be written that could not be seen, because the value is made at run time. */
  complete: z.boolean(),
  context: z.enum(['test']).optional(),
});

/** Ways in which an adapter meets a system outside Salesforce. */
export const CONTACT_MEANS = [
  'fetch',
  'xhr',
  'jquery',
  'axios',
  'websocket',
  'event-source',
  'beacon',
  'iframe',
  'script',
  'form',
  'image',
  'audio',
  'link',
  'window-open',
  'post-message',
  'message-listener',
  'sdk',
  'apex-callout',
  'definition',
  'csp-trusted-site',
  'cors-origin',
  'frame-ancestor',
  'console-domain',
  'remote-site',
] as const;

/** A system that the adapter talks to, with every place that shows it. */
export const externalSystemSchema = z.strictObject({
  /** The host with its port, for example `api.example.com`; or the expression that makes the address, shortened. */
  name: z.string(),
  kind: z.enum(['host', 'expression']),
  /** `out`: the adapter calls it. `in`: it is listened to. `allowed`: set-up lets it be reached. */
  places: z.array(
    z.strictObject({
      means: z.enum(CONTACT_MEANS),
      direction: z.enum(['out', 'in', 'allowed']),
      /** The address as written, credentials, path parameters and queries masked or left out. */
      address: z.string(),
      ...place,
      confidence: z.enum(CONFIDENCES),
      context: z.enum(['test']).optional(),
    }),
  ),
});

/** An Apex method that the adapter calls by runApex, and what the repository holds of it. */
export const apexTargetSchema = z.strictObject({
  /** With its namespace, if one is written; null where it is set at run time. */
  className: z.string().nullable(),
  methodName: z.string().nullable(),
  calls: z.array(z.strictObject({ ...place, confidence: z.enum(CONFIDENCES) })),
  /** Null where the class is not in the repository. */
  found: z
    .strictObject({
      ...place,
      /** Modifiers of the class and of the method; null where the method is not in the class. */
      classGlobal: z.boolean(),
      method: z.strictObject({ global: z.boolean(), webService: z.boolean(), static: z.boolean(), ...place }).nullable(),
    })
    .nullable(),
});

/** A vendor whose adapter this seems to be, with what shows it. */
export const vendorMatchSchema = z.strictObject({
  id: z.string(),
  confidence: z.enum(['high', 'medium', 'low']),
  evidence: z.array(z.strictObject({ text: z.string(), ...place })),
});

/** One piece of a connector that is to be built, with what asks for it. */
export const connectorPartResultSchema = z.strictObject({
  id: z.string(),
  /** Needed by every connector, whatever was found. */
  standing: z.boolean(),
  /** Rules whose findings ask for it. */
  ruleIds: z.array(z.string()),
  findings: z.int().nonnegative(),
});

export const gateResultSchema = z.strictObject({
  id: z.string(),
  outcome: z.enum(GATE_OUTCOMES),
  text: z.string(),
  /** The findings that decided it. */
  evidence: z.array(z.strictObject({ fingerprint: z.string(), text: z.string(), ...place })),
  /** The question that would settle it; null once it is settled. */
  question: z.string().nullable(),
});

/** One capability of one repository, or of all, for one target. */
export const capabilityResultSchema = z.strictObject({
  id: z.string(),
  /** `used`: findings stand behind it. `not-used`: looked for and not found. `not-read`: nothing in this scan could show it. */
  state: z.enum(['used', 'not-used', 'not-read']),
  /** The hardest verdict of its findings; null unless used. */
  verdict: z.enum(VERDICTS).nullable(),
  findings: z.int().nonnegative(),
  /** How many findings have which verdict. */
  counts: z.partialRecord(z.enum(VERDICTS), z.int().positive()),
  weight: z.number(),
  /** Share of the weight that moves without rewriting or redesign, 0 to 1. */
  share: z.number(),
});

export const workItemResultSchema = z.strictObject({
  id: z.string(),
  /** `counted`: evidence or standing work. `not-seen`: nothing in this scan could show it, so it is not in any sum. */
  state: z.enum(['counted', 'not-seen']),
  findings: z.int().nonnegative(),
  /** Why it is counted, or why it is not. */
  reason: z.string(),
  size: z.enum(SIZES),
  /** The evidence could not settle the size, so the high figure is taken from the next size up. */
  sizeOpen: z.boolean(),
  sizeReason: z.string(),
  /** The base figure before occurrences. Null where there are no hours to give. */
  base: hoursSchema.nullable(),
  perOccurrence: z.array(z.strictObject({ ruleId: z.string(), occurrences: z.int(), each: hoursSchema, hours: hoursSchema })),
  hours: hoursSchema.nullable(),
  /** Why there are no hours. */
  noHours: z.string().nullable(),
  /** Work items whose place this one takes for the target. */
  replaces: z.array(z.string()),
});

export const readinessResultSchema = z.strictObject({
  /** 0 to 100; null when nothing could be read. */
  score: z.int().min(0).max(100).nullable(),
  /** The score if every capability that this scan could not see had to be redesigned; null with the score. */
  floor: z.int().min(0).max(100).nullable(),
  reason: z.string(),
});

/** What a repository, or all of them together, comes to for one target. */
export const routeSchema = z.strictObject({
  target,
  readiness: readinessResultSchema,
  capabilities: z.array(capabilityResultSchema),
  workItems: z.array(workItemResultSchema),
  /** Sum of the counted work items; null where one of them has none and nothing else counts. */
  hours: hoursSchema.nullable(),
  /** Gates that matter for the target. */
  gates: z.array(gateResultSchema),
});

export const coverageSchema = z.strictObject({
  id: z.string(),
  /**
   * `read`: found and read. `partly`: some of it could not be read. `absent`: looked for and not there. `elsewhere`: there must be some,
   * and it is not in these files. `not-read`: this version does not read it.
   */
  state: z.enum(['read', 'partly', 'absent', 'elsewhere', 'not-read']),
  files: z.int().nonnegative(),
});

export const openQuestionSchema = z.strictObject({
  id: z.string(),
  /** Fingerprints of the findings that raise it; empty for a standing question. */
  raisedBy: z.array(z.string()),
});

export const repositorySchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** `assessed`, `partly` (something was lost), `failed` (nothing could be read), `nothing-found` (read, and no definition in it). */
  status: z.enum(['assessed', 'partly', 'failed', 'nothing-found']),
  problems: z.array(problemSchema),
  files: z.array(fileSchema),
  /** How many files were looked at, definition or not. */
  filesSeen: z.int().nonnegative(),
  definitions: z.array(definitionSchema),
  findings: z.array(findingSchema),
  /** Facts that no rule covers: holes in the catalog. */
  uncovered: z.array(z.strictObject({ factId: z.string(), kind: z.enum(FACT_KINDS), name: z.string(), ...place })),
  /** What the adapter writes to records, place by place. */
  callLogs: z.array(callLogSchema).default([]),
  /** What the adapter talks to, one entry a system. */
  externalSystems: z.array(externalSystemSchema).default([]),
  /** The Apex behind runApex. */
  apexTargets: z.array(apexTargetSchema).default([]),
  vendors: z.array(vendorMatchSchema).default([]),
  /** The work list of a connector that the company builds; empty where nothing of Open CTI was found. */
  connector: z.array(connectorPartResultSchema).default([]),
  coverage: z.array(coverageSchema),
  questions: z.array(openQuestionSchema),
  routes: z.array(routeSchema),
});

/** A rule as it stood when the scan was made, so that an old file explains itself. */
const ruleRecord = z.looseObject({
  id: z.string(),
  type: z.enum(['mapping', 'check']),
  title: z.string(),
  capability: z.string(),
  origin: z.enum(['shipped', 'added', 'overridden']),
});
const verdictRecord = z.strictObject({
  for: z.array(target),
  verdict: z.enum(VERDICTS),
  equivalent: z.string(),
  do: z.string(),
  caveats: z.array(z.string()),
  basis: z.enum(BASES),
  sources: z.array(sourceSchema),
});
const mappingRecord = ruleRecord.extend({
  type: z.literal('mapping'),
  custom: z.boolean(),
  workItem: z.string().nullable(),
  verdicts: z.array(verdictRecord),
});
const checkRecord = ruleRecord.extend({
  type: z.literal('check'),
  severity: z.enum(['defect', 'risk', 'note']),
  do: z.string(),
  basis: z.enum(BASES),
  sources: z.array(sourceSchema),
});
const withSources = { sources: z.array(sourceSchema) };
const vendorRecord = z.strictObject({ id: z.string(), name: z.string(), offer: z.string(), basis: z.enum(BASES), ...withSources });
const connectorPartRecord = z.strictObject({
  id: z.string(),
  group: z.enum(CONNECTOR_GROUPS),
  name: z.string(),
  text: z.string(),
  ...withSources,
});
const callLogFieldRecord = z.strictObject({
  field: z.string(),
  counterpart: z.string().nullable(),
  meaning: z.enum(FIELD_MEANINGS),
  basis: z.enum(BASES),
  note: z.string(),
  ...withSources,
});

export const assessmentSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool: z.strictObject({ name: z.literal('cti2voice'), version: z.string() }),
  /** The day for which it was made, from `--as-of` or the clock. */
  asOf: z.iso.date(),
  retirement: z.strictObject({ date: z.iso.date(), daysLeft: z.int(), statement: z.string(), ...withSources }),
  options: z.strictObject({ target: target.nullable() }),
  catalog: z.strictObject({
    version: z.string(),
    /** Rules brought with `--rules`. */
    brought: z.array(z.string()),
    targets: z.array(
      z.strictObject({ id: target, name: z.string(), short: z.string(), description: z.string(), adapterCode: z.string(), ...withSources }),
    ),
    capabilities: z.array(capabilitySchema),
    evidence: z.array(evidenceSchema),
    readiness: z.strictObject({ name: z.string(), explanation: z.string(), values: z.record(z.enum(VERDICTS), z.number()) }),
    gates: z.array(z.looseObject({ id: z.string(), name: z.string(), for: z.array(target), why: z.string(), ...withSources })),
    questions: z.array(z.looseObject({ id: z.string(), text: z.string(), who: z.string(), changes: z.string(), ...withSources })),
    workItems: z.array(
      z.looseObject({
        id: z.string(),
        title: z.string(),
        description: z.string(),
        capability: z.string(),
        per: z.enum(['portfolio', 'org', 'repository', 'call-center']),
        drivers: z.string(),
        reasoning: z.string(),
        ...withSources,
      }),
    ),
    /** Vendors that were recognised. */
    vendors: z.array(vendorRecord).default([]),
    /** Parts of a connector that a work list names. */
    connectorParts: z.array(connectorPartRecord).default([]),
    /** What stands on VoiceCall for the fields of a Task; only those that were found written. */
    callLogFields: z.array(callLogFieldRecord).default([]),
    /** Only the rules that the findings refer to. */
    rules: z.array(z.discriminatedUnion('type', [mappingRecord, checkRecord])),
  }),
  /** Each record is complete in itself. */
  repos: z.array(repositorySchema),
  /** Derived from the records and from nothing else. */
  totals: z.strictObject({
    repositories: z.int(),
    definitions: z.strictObject({ openCti: z.int(), voice: z.int(), ctiToolkit: z.int() }),
    findings: z.int(),
    problems: z.int(),
    routes: z.array(routeSchema),
  }),
});

export type Problem = z.infer<typeof problemSchema>;
export type Item = z.infer<typeof itemSchema>;
export type Section = z.infer<typeof sectionSchema>;
export type Definition = z.infer<typeof definitionSchema>;
export type Named = z.infer<typeof named>;
export type FileRecord = z.infer<typeof fileSchema>;
export type Finding = z.infer<typeof findingSchema>;
export type CallLog = z.infer<typeof callLogSchema>;
export type LoggedField = z.infer<typeof loggedFieldSchema>;
export type ExternalSystem = z.infer<typeof externalSystemSchema>;
export type Contact = ExternalSystem['places'][number];
export type ApexTarget = z.infer<typeof apexTargetSchema>;
export type VendorMatch = z.infer<typeof vendorMatchSchema>;
export type ConnectorPartResult = z.infer<typeof connectorPartResultSchema>;
export type GateResult = z.infer<typeof gateResultSchema>;
export type CapabilityResult = z.infer<typeof capabilityResultSchema>;
export type WorkItemResult = z.infer<typeof workItemResultSchema>;
export type ReadinessResult = z.infer<typeof readinessResultSchema>;
export type Route = z.infer<typeof routeSchema>;
export type Coverage = z.infer<typeof coverageSchema>;
export type OpenQuestion = z.infer<typeof openQuestionSchema>;
export type RepositoryRecord = z.infer<typeof repositorySchema>;
export type Assessment = z.infer<typeof assessmentSchema>;
