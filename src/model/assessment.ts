/**
 * The result of a scan: `assessment.json`. Every report is a function of this and nothing else.
 *
 * One schema gives the types here, the check in `cti2voice report`, and `schema/assessment.schema.json`.
 * Additions are allowed at any time; a changed meaning raises `schemaVersion`.
 */
import { z } from 'zod';
import { capabilitySchema, evidenceSchema, hoursSchema, sourceSchema } from '../catalog/schema.ts';
import { LEFT_OUT_REASONS } from './left-out.ts';
import { LETTERS } from './level.ts';
import { PRINT } from './print.ts';
import {
  APIS,
  BASES,
  CHECKLIST_PHASES,
  CHECKLIST_SCANS,
  CONFIDENCES,
  CONNECTOR_GROUPS,
  CONSUMER_ACTIONS,
  FACT_KINDS,
  FIELD_USES,
  FIELD_MEANINGS,
  GATE_OUTCOMES,
  RELATIONS,
  SIZES,
  STRENGTHS,
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
    /** Several files hold the same component of an org; one of them was taken. */
    'duplicate',
    /** It stands here, and deployments leave it out. */
    'left-out',
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
  /** Of adapter source that is long enough: a print under which near-identical texts lie near each other, and how many words there are. */
  print: z.string().regex(PRINT).optional(),
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
  /**
   * By what it is known again after an edit, where name and order do not tell: digests of the statement it stands in, of the names of the
   * functions around it, and of the statements beside it. Credentials, comments, white space and matters of format are not in them.
   */
  statement: z.strictObject({ digest: z.string(), within: z.string(), before: z.string(), after: z.string() }).optional(),
  /** It stands in a test or a mock: shown, and left out of capabilities and hours. */
  context: z.enum(['test']).optional(),
  capability: z.string(),
  workItem: z.string().nullable(),
  /** The id of the waiver that is in force for it. */
  waiver: z.string().optional(),
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

/** A component of an org, with the place that shows it. `name` is its full name in the Metadata API, without escapes. */
export const componentSchema = z.strictObject({
  type: z.string(),
  name: z.string(),
  label: z.string().nullable(),
  ...place,
});

/** A component of the org that uses the Tasks of calls. */
export const taskConsumerSchema = z.strictObject({
  ...componentSchema.shape,
  /** The strongest of its signs. */
  strength: z.enum(STRENGTHS),
  /** What shows it, the strongest first; each is a finding of the same name. */
  signs: z.array(z.strictObject({ sign: z.string(), strength: z.enum(STRENGTHS), detail: z.string(), ...place })).min(1),
  /** Fields of the call log that it uses, by API name as on Task: `CallDisposition`, `Call_Reason__c`. */
  fields: z.array(
    z.strictObject({
      name: z.string(),
      use: z.enum(FIELD_USES),
      /** The adapter read in the same scan writes it. */
      written: z.boolean(),
      ...place,
    }),
  ),
  /** Report or dashboard folder; null where the type has none. */
  folder: z.string().nullable(),
  /** Groups or roles that manage the folder, where metadata says so. Never a person. */
  owner: z.string().nullable(),
  /** Whether it runs; null where the file does not say. */
  active: z.boolean().nullable(),
  /** The full names of reports through which it is one, for a dashboard. */
  via: z.array(z.string()),
  /** Of a managed package; null for the org's own. */
  namespace: z.string().nullable(),
});

/** An app of the org that has to do with the phone. */
export const phoneAppSchema = z.strictObject({
  ...componentSchema.shape,
  kind: z.enum(['lightning-console', 'lightning-standard', 'classic-console', 'classic']),
  /** Null where the app has none; `found` is false where its file is not here, so that nobody knows what it holds. */
  utilityBar: z.strictObject({ name: z.string(), found: z.boolean() }).nullable(),
  /** Null where nothing here could show it. */
  openCti: z.boolean().nullable(),
  omniChannel: z.boolean().nullable(),
  /** Both phones in one app. */
  conflict: z.boolean(),
  cloud: z.enum(['sales', 'service']).nullable(),
  /** Domains that a Classic console lets in. */
  allowList: z.array(z.string()),
});

/** A page, bundle or Canvas app in which the phone lives or from which it is dialed. */
export const phoneHostSchema = z.strictObject({
  ...componentSchema.shape,
  role: z.enum(['adapter', 'softphone', 'click-to-dial', 'voice']),
});

/** A profile, permission set or group that has to do with the phone. */
export const audienceSchema = z.strictObject({
  ...componentSchema.shape,
  licence: z.string().nullable(),
  apps: z.array(z.strictObject({ name: z.string(), default: z.boolean() })),
  pages: z.array(z.string()),
  classes: z.array(z.string()),
  /** User permissions and objects by API name. */
  permissions: z.array(z.string()),
  presenceStatuses: z.array(z.string()),
  /** Of a group: the sets it bundles, and those it takes away. */
  sets: z.array(z.string()),
  muted: z.array(z.string()),
});

const end = z.strictObject({ type: z.string(), name: z.string() });

/** One part of the org hangs on another. */
export const orgLinkSchema = z.strictObject({ from: end, relation: z.enum(RELATIONS), to: end, ...place });

/** What a repository holds of the org's metadata, by type. */
export const retrievedTypeSchema = z.strictObject({
  type: z.string(),
  /** Components of it, whatever they have to do with calls. */
  components: z.int().nonnegative(),
  /**
   * `all`: a manifest asks for all of them. `some`: some are here, and nothing says that these are all. `none`: a manifest asks for all of
   * them, and there is none. `not-retrieved`: none is here, and nothing shows that anybody asked. Only `all` and `none` prove an absence.
   */
  state: z.enum(['all', 'some', 'none', 'not-retrieved']),
  /** What limits it: members that the manifest leaves out, types younger than the API version. A sentence, or null. */
  limit: z.string().nullable(),
  /** Files of it that could not be read, or not wholly; absent where all could. */
  unread: z.int().positive().optional(),
});

/** The org as far as this repository holds it. */
export const orgSchema = z.strictObject({
  formats: z.array(z.enum(['source', 'metadata-api'])),
  /** From sfdx-project.json or the newest manifest. */
  apiVersion: z.string().nullable(),
  packageDirectories: z.array(z.string()),
  manifests: z.array(z.string()),
  types: z.array(retrievedTypeSchema),
  /** Activity reports, those included that show no sign of calls. */
  activityReports: z.int().nonnegative(),
  /** Layouts that offer Log a Call: the default of Salesforce, so a habit and no finding. */
  logACallLayouts: z.int().nonnegative(),
  consumers: z.array(taskConsumerSchema),
  apps: z.array(phoneAppSchema),
  hosts: z.array(phoneHostSchema),
  audiences: z.array(audienceSchema),
  links: z.array(orgLinkSchema),
});

/** One thing that Salesforce Voice needs, and whether it stands already. */
export const foundationResultSchema = z.strictObject({
  id: z.string(),
  /** `stands`: seen. `none`: looked for where it would be, and not there. `not-seen`: what would show it was not retrieved. */
  state: z.enum(['stands', 'none', 'not-seen']),
  evidence: z.array(z.strictObject({ fingerprint: z.string(), text: z.string(), ...place })),
});

/** A metadata type that was not there to read, and what follows. */
export const retrievalGapSchema = z.strictObject({
  type: z.string(),
  evidence: z.string(),
  /** Lines for package.xml. */
  manifest: z.string(),
});

/** What the size of a work item was told from. */
export const measureResultSchema = z.strictObject({
  id: z.string(),
  /** Null where nothing that was read, and nothing that the client gave, settles it. */
  count: z.number().nullable(),
  /** `counted` from files, or `given` by the client. */
  from: z.enum(['counted', 'given']).nullable(),
  size: z.enum(SIZES).nullable(),
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

/** A code that people can quote, such as `B3`; `?` stands where the scan cannot tell. */
export const levelSchema = z.strictObject({
  /** `A`: configuration. `B`: code. `C`: a redesign, a loss, or something that nobody has confirmed, so that somebody has to decide. */
  letter: z.enum(LETTERS).nullable(),
  /** How much there is of it, by likely hours, from 1 to 5; null where there are no hours. */
  number: z.int().min(1).max(5).nullable(),
  code: z.string(),
});

export const workItemResultSchema = z.strictObject({
  id: z.string(),
  /**
   * `counted`: evidence or standing work. `waived`: all that leads to it is waived. `not-seen`: nothing in this scan could show it. Only what
   * is counted is in any sum.
   */
  state: z.enum(['counted', 'waived', 'not-seen']),
  findings: z.int().nonnegative(),
  /** Why it is counted, or why it is not. */
  reason: z.string(),
  size: z.enum(SIZES),
  /** The evidence could not settle the size, so the high figure is taken from the next size up. */
  sizeOpen: z.boolean(),
  sizeReason: z.string(),
  measures: z.array(measureResultSchema).default([]),
  /** The base figure before occurrences. Null where there are no hours to give. */
  base: hoursSchema.nullable(),
  perOccurrence: z.array(z.strictObject({ ruleId: z.string(), occurrences: z.int(), each: hoursSchema, hours: hoursSchema })),
  hours: hoursSchema.nullable(),
  /** Why there are no hours. */
  noHours: z.string().nullable(),
  /** Work items whose place this one takes for the target. */
  replaces: z.array(z.string()),
  /** Absent where it was not seen. */
  level: levelSchema.optional(),
  /** Ids of the decisions that its hours rest on, and what the catalog would have assumed in their place. */
  decided: z.array(z.string()).optional(),
  assumed: hoursSchema.nullable().optional(),
});

export const readinessResultSchema = z.strictObject({
  /** 0 to 100; null when nothing could be read. */
  score: z.int().min(0).max(100).nullable(),
  /** The score if every capability that this scan could not see had to be redesigned; null with the score. */
  floor: z.int().min(0).max(100).nullable(),
  reason: z.string(),
  /** Whether anything that Salesforce Voice needs was seen to stand. Without it nothing is called ready. */
  foundation: z.boolean().optional(),
});

/** What a repository, or all of them together, comes to for one target. */
export const routeSchema = z.strictObject({
  target,
  readiness: readinessResultSchema,
  capabilities: z.array(capabilityResultSchema),
  /** What is left to do, and apart by their state the pieces of work that are waived as a whole. */
  workItems: z.array(workItemResultSchema),
  /** Sum of the counted work items; null where one of them has none and nothing else counts. */
  hours: hoursSchema.nullable(),
  /** What waivers took out of the work; absent where there is none. */
  waived: z
    .strictObject({
      findings: z.int().positive(),
      hours: hoursSchema.nullable(),
      items: z.array(z.strictObject({ id: z.string(), findings: z.int().positive(), hours: hoursSchema.nullable() })),
    })
    .optional(),
  /** Of everything counted; absent where nothing is. */
  level: levelSchema.optional(),
  /** Gates that matter for the target. */
  gates: z.array(gateResultSchema),
  /** What the target needs, in the catalog's order. */
  foundations: z.array(foundationResultSchema).default([]),
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
  /** What the client has told already, and whether nothing is left to ask; absent where nothing was told. */
  answered: z.strictObject({ text: z.string(), wholly: z.boolean(), facts: z.array(z.string()) }).optional(),
});

/** A fact that no file holds, as the client gave it. */
export const givenFactSchema = z.strictObject({
  id: z.string(),
  label: z.string(),
  value: z.string(),
  note: z.string().nullable(),
  source: z.literal('given by the client'),
  /** The same for programs: a number, yes or no, an edition in lower case; absent where the value is words. */
  told: z.union([z.number(), z.boolean(), z.string()]).optional(),
  /** The measure that it settles. */
  measure: z.string().optional(),
  /** The call center that it is about, by its internal name, and whether a definition of that name was read. */
  callCenter: z.strictObject({ name: z.string(), read: z.boolean() }).optional(),
  /** The component of the org that it is about. */
  component: end.optional(),
  /** Where it stands in the client's file, and the name of that. */
  line: z.int().positive(),
  file: z.string().optional(),
});

/** How a repository was told from what lies beside it, the strongest first; `list`: a list of repositories says so. */
export const BORDERS = ['git', 'bare', 'revision', 'sfdx-project', 'package.xml', 'list', 'folder', 'file'] as const;

/** Why something of a repository was not read. */
export const leftOutSchema = z.strictObject({
  reason: z.enum(LEFT_OUT_REASONS),
  /** Files, and folders that count as one. */
  count: z.int().positive(),
  /** The first of them, folders with a slash behind them. */
  names: z.array(z.string()),
  /** Whether vendored trees were searched for Open CTI to their end. */
  searched: z.enum(['wholly', 'in-part']).optional(),
  /** Files in them that speak of Open CTI. */
  mentions: z.array(z.string()).optional(),
});

/** A line of a list of repositories that is wrong. */
export const listProblemSchema = z.strictObject({
  /** The name of the list, without its folder; `-` for standard input. */
  list: z.string(),
  line: z.int().positive(),
  effect: z.enum(['lost', 'note']),
  reason: z.string(),
});

export const repositorySchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  border: z.enum(BORDERS).default('folder'),
  /** What was read instead of a folder; null for the files as they lie there. */
  revision: z.strictObject({ ref: z.string(), commit: z.string() }).nullable().default(null),
  /** When the last commit was made, in UTC; null without git. */
  lastCommit: z.iso.datetime().nullable().default(null),
  /** The commit that the work tree stood on; its files may differ from it. Absent without git, and for a revision, which says its own. */
  commit: z.string().optional(),
  /** As the list of repositories says. */
  owner: z.string().nullable().default(null),
  label: z.string().nullable().default(null),
  /** What was not read, by reason. */
  leftOut: z.array(leftOutSchema).default([]),
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
  /** Null where the repository holds no metadata of an org. */
  org: orgSchema.nullable().default(null),
  /** Metadata types that would say more; empty where there is no org here. */
  gaps: z.array(retrievalGapSchema).default([]),
  coverage: z.array(coverageSchema),
  questions: z.array(openQuestionSchema),
  routes: z.array(routeSchema),
});

/** One adapter, with every repository that holds a copy of it. */
export const adapterSchema = z.strictObject({
  /** Id of the repository that holds most of it. */
  id: z.string(),
  repositories: z
    .array(
      z.strictObject({
        id: z.string(),
        /** Files of the adapter that are long enough to compare. */
        files: z.int().nonnegative(),
        /** How many of them stand in the first repository too: the same, and nearly the same. */
        identical: z.int().nonnegative(),
        near: z.int().nonnegative(),
      }),
    )
    .min(1),
  /** Files of the adapter in the repository that holds most of it. */
  files: z.int().nonnegative(),
  /** `identical`: every file is the same in each. `near`: most of them are, or nearly. Null where there is no copy. */
  copies: z.enum(['identical', 'near']).nullable(),
});

/** What all repositories together show that none shows by itself. */
export const portfolioSchema = z.strictObject({
  /** Adapters of which source was found; each counts once. */
  adapters: z.array(adapterSchema),
  /** Demo adapters beside a real one that nothing names: shown, and left out of the totals. */
  unused: z.array(z.strictObject({ repository: z.string(), files: z.array(z.string()).min(1) })),
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
  consumerAction: z.enum(CONSUMER_ACTIONS).optional(),
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

const foundationRecord = z.strictObject({
  id: z.string(),
  name: z.string(),
  for: z.array(target),
  why: z.string(),
  basis: z.enum(BASES),
  ...withSources,
});
const checklistRecord = z.strictObject({
  id: z.string(),
  phase: z.enum(CHECKLIST_PHASES),
  text: z.string(),
  scan: z.enum(CHECKLIST_SCANS).nullable(),
  parts: z.array(z.string()),
  ...withSources,
});
const orgTypeRecord = z.strictObject({
  type: z.string(),
  evidence: z.string(),
  shows: z.string(),
  note: z.string().nullable(),
  ...withSources,
});

/** Says that a result is one of several that `cti2voice merge` joins. */
export const shardSchema = z.strictObject({
  /** Which one, from 1. */
  index: z.int().positive(),
  of: z.int().positive(),
  /** Repositories of the whole batch. */
  repositories: z.int().nonnegative(),
  /** Digest over the ids of them all, over the options that decide what is read and over what is wrong with their list: the same for all shares of a batch. */
  batch: z.string(),
});

/** Findings that somebody has answered for until a day, as the settings say it. */
export const waiverSchema = z.strictObject({
  id: z.string(),
  /** A fingerprint. */
  finding: z.string().nullable(),
  rule: z.string().nullable(),
  /** A pattern of .gitignore's syntax. */
  path: z.string().nullable(),
  capability: z.string().nullable(),
  repository: z.string().nullable(),
  reason: z.string(),
  owner: z.string(),
  ticket: z.string().nullable(),
  /** The last day on which it counts. */
  expires: z.iso.date(),
  state: z.enum(['in-force', 'expired', 'unmatched']),
  /** Findings that it fits, whether or not it is in force. */
  findings: z.int().nonnegative(),
  /** Fingerprints under which its finding is known today, if it was edited or moved since. */
  follows: z.array(z.string()),
});

/** What the team decided about a piece of work, as the settings say it. */
export const decisionSchema = z.strictObject({
  id: z.string(),
  workItem: z.string().nullable(),
  capability: z.string().nullable(),
  repository: z.string().nullable(),
  target: target.nullable(),
  decision: z.string(),
  reason: z.string().nullable(),
  owner: z.string().nullable(),
  ticket: z.string().nullable(),
  decided: z.iso.date().nullable(),
  /** Of the work item, in the place of the catalog's assumption. */
  hours: hoursSchema.nullable(),
  /** `unmatched`: nothing that was found is what it speaks of. */
  state: z.enum(['in-force', 'unmatched']),
});

export const assessmentSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool: z.strictObject({ name: z.literal('cti2voice'), version: z.string() }),
  /** A digest of all the rest, by which files of one run are known from those of another. */
  run: z.string().optional(),
  /** The day for which it was made, from `--as-of` or the clock. */
  asOf: z.iso.date(),
  retirement: z.strictObject({ date: z.iso.date(), daysLeft: z.int(), statement: z.string(), ...withSources }),
  options: z.strictObject({
    target: target.nullable(),
    shard: shardSchema.optional(),
    /** Names are pseudonyms, by --redact: it cannot be joined or compared with another. */
    redacted: z.literal(true).optional(),
  }),
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
        per: z.enum(['portfolio', 'org', 'repository', 'call-center', 'adapter']),
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
    /** What the targets need of the org. */
    foundations: z.array(foundationRecord).default([]),
    /** Salesforce's own migration checklist, as far as it could be read. */
    checklist: z.array(checklistRecord).default([]),
    /** What sizes are told from. */
    measures: z.array(z.strictObject({ id: z.string(), name: z.string(), singular: z.string() })).default([]),
    /** Metadata types that an assessment wants to see. */
    orgTypes: z.array(orgTypeRecord).default([]),
    /** Only the rules that the findings refer to. */
    rules: z.array(z.discriminatedUnion('type', [mappingRecord, checkRecord])),
  }),
  /** What the client gave with `--org-facts`, in the order of the file's parts; for the whole org. */
  given: z.array(givenFactSchema).default([]),
  /** The client's own last safe date for the move; null where none was given. */
  lastSafeDate: z.iso.date().nullable().default(null),
  /** Of the settings, in their order. */
  waivers: z.array(waiverSchema).default([]),
  decisions: z.array(decisionSchema).default([]),
  /** Lines of lists of repositories that are wrong. */
  listProblems: z.array(listProblemSchema).default([]),
  /** Derived from the records, as the totals are. */
  portfolio: portfolioSchema.default({ adapters: [], unused: [] }),
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
export type OrgComponent = z.infer<typeof componentSchema>;
export type TaskConsumer = z.infer<typeof taskConsumerSchema>;
export type PhoneApp = z.infer<typeof phoneAppSchema>;
export type PhoneHost = z.infer<typeof phoneHostSchema>;
export type Audience = z.infer<typeof audienceSchema>;
export type OrgLink = z.infer<typeof orgLinkSchema>;
export type RetrievedType = z.infer<typeof retrievedTypeSchema>;
export type Org = z.infer<typeof orgSchema>;
export type FoundationResult = z.infer<typeof foundationResultSchema>;
export type RetrievalGap = z.infer<typeof retrievalGapSchema>;
export type MeasureResult = z.infer<typeof measureResultSchema>;
export type ConnectorPartResult = z.infer<typeof connectorPartResultSchema>;
export type GateResult = z.infer<typeof gateResultSchema>;
export type CapabilityResult = z.infer<typeof capabilityResultSchema>;
export type WorkItemResult = z.infer<typeof workItemResultSchema>;
export type ReadinessResult = z.infer<typeof readinessResultSchema>;
export type Route = z.infer<typeof routeSchema>;
export type Coverage = z.infer<typeof coverageSchema>;
export type OpenQuestion = z.infer<typeof openQuestionSchema>;
export type Shard = z.infer<typeof shardSchema>;
export type GivenFact = z.infer<typeof givenFactSchema>;
export type Border = (typeof BORDERS)[number];
export type LeftOut = z.infer<typeof leftOutSchema>;
export type ListProblem = z.infer<typeof listProblemSchema>;
export type WaiverResult = z.infer<typeof waiverSchema>;
export type DecisionResult = z.infer<typeof decisionSchema>;
export type Adapter = z.infer<typeof adapterSchema>;
export type Portfolio = z.infer<typeof portfolioSchema>;
export type RepositoryRecord = z.infer<typeof repositorySchema>;
export type Assessment = z.infer<typeof assessmentSchema>;
