/**
 * YAML texts to a checked catalog. Pure: {@link readRuleFolder} in `read.ts` brings the texts.
 *
 * Every fault is told as `file:line reason`, all of them at once, so that a rule author fixes a file in one go.
 */
import { createHash } from 'node:crypto';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { DATA_FILES, LANGUAGE_FOLDER, WORK_ITEM_FOLDER } from './files.ts';
import {
  ruleSchema,
  workItemSchema,
  type Catalog,
  type CheckRule,
  type MappingRule,
  type Rule,
  type RuleOrigin,
  type Source,
  type WorkItem,
} from './schema.ts';
import { TARGETS, TRAITS, VERDICTS, type FactKind } from './terms.ts';

export interface RuleText {
  /** Relative to the rule folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface CatalogFault {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

/** Thrown with every fault found; `message` lists them a line each. */
export class CatalogError extends Error {
  readonly faults: readonly CatalogFault[];

  constructor(faults: readonly CatalogFault[]) {
    super(faults.map(({ file, line, reason }) => `${file}:${line} ${reason}`).join('\n'));
    this.name = 'CatalogError';
    this.faults = faults;
  }
}

/** A parsed YAML file that still knows where each of its parts stands. */
export interface Placed<T> {
  readonly file: string;
  readonly value: T;
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

/**
 * The shipped catalog.
 * @throws CatalogError
 */
export function loadCatalog(files: readonly RuleText[]): Catalog {
  const faults: CatalogFault[] = [];
  // Translations lie over the catalog and are no part of it: they change neither a result nor the catalog’s version.
  const texts = files.filter(({ path }) => !path.startsWith(`${LANGUAGE_FOLDER}/`));
  const data = Object.fromEntries(
    Object.entries(DATA_FILES).map(([path, schema]) => {
      const found = texts.find((candidate) => candidate.path === path);
      if (!found) faults.push({ file: path, line: 1, reason: 'is missing' });
      return [path, found && parse(found, schema as z.ZodType, faults)];
    }),
  ) as { [K in keyof typeof DATA_FILES]: Placed<z.infer<(typeof DATA_FILES)[K]>> | null };
  const workItems: Placed<z.infer<typeof workItemSchema>>[] = [];
  const rules: Placed<z.infer<typeof ruleSchema>>[] = [];
  for (const text of texts) {
    if (text.path in DATA_FILES) continue;
    if (text.path.startsWith(`${WORK_ITEM_FOLDER}/`)) {
      const item = parse(text, workItemSchema, faults);
      if (item && item.value.id !== stem(text.path))
        faults.push({ file: text.path, line: item.lineOf(['id']), reason: 'id must equal the file’s name' });
      if (item) workItems.push(item);
    } else {
      const rule = parse(text, ruleSchema, faults);
      const expected = text.path
        .replace(/\.ya?ml$/, '')
        .replaceAll('/', '-')
        .replace(/^checks-/, 'check-');
      if (rule && rule.value.id !== expected)
        faults.push({ file: text.path, line: rule.lineOf(['id']), reason: `id must be ${expected}: folder and file name joined` });
      if (rule) rules.push(rule);
    }
  }
  if (faults.length > 0) throw new CatalogError(faults);

  const sources = required(data['sources.yaml']);
  const resolve = <T extends { sources: readonly (string | Source)[] }>(
    record: T,
    placed: Placed<unknown>,
    path: readonly PropertyKey[],
  ): Resolved<T> => ({
    ...record,
    sources: record.sources.map((reference, index) => {
      if (typeof reference !== 'string') return reference;
      const source = Object.hasOwn(sources.value, reference) ? sources.value[reference] : undefined;
      if (!source)
        faults.push({
          file: placed.file,
          line: placed.lineOf([...path, 'sources', index]),
          reason: `source “${reference}” is not in sources.yaml`,
        });
      return source ?? { title: reference, read: '1970-01-01' };
    }),
  });
  const list = <T extends { sources: readonly (string | Source)[] }>(placed: Placed<T[]>): Resolved<T>[] =>
    placed.value.map((record, index) => resolve(record, placed, [index]));

  const catalog: Catalog = {
    version: digest(texts),
    targets: list(required(data['targets.yaml'])),
    capabilities: required(data['capabilities.yaml']).value,
    gates: list(required(data['gates.yaml'])),
    questions: list(required(data['questions.yaml'])),
    evidence: required(data['evidence.yaml']).value,
    readiness: required(data['readiness.yaml']).value,
    retirement: resolve(required(data['retirement.yaml']).value, required(data['retirement.yaml']), []),
    format: resolve(required(data['definition-format.yaml']).value, required(data['definition-format.yaml']), []),
    openCtiApi: resolve(required(data['open-cti-api.yaml']).value, required(data['open-cti-api.yaml']), []),
    vendors: list(required(data['vendors.yaml'])),
    connectorParts: list(required(data['connector.yaml'])),
    callLogFields: list(required(data['call-log-fields.yaml'])),
    measures: required(data['measures.yaml']).value,
    orgTypes: list(required(data['org-types.yaml'])),
    foundations: list(required(data['foundations.yaml'])),
    checklist: list(required(data['checklist.yaml'])),
    workItems: workItems.map((placed) => resolve(placed.value, placed, [])).sort(byId),
    rules: rules.map((placed) => resolveRule(placed, 'shipped', resolve)).sort(byId),
  };
  checkData(catalog, data, workItems, faults);
  checkOrgData(catalog, data, workItems, faults);
  checkRules(catalog, rules, faults);
  checkRows(required(data['mapping-rows.yaml']), [...rules, ...workItems, ...questionCarriers(required(data['questions.yaml']))], faults);
  if (faults.length > 0) throw new CatalogError(faults);
  return catalog;
}

/** The shipped sources by key, for rules that a user brings. */
export function loadSources(texts: readonly RuleText[]): Readonly<Record<string, Source>> {
  const text = required(texts.find((candidate) => candidate.path === 'sources.yaml'));
  return required(parse(text, DATA_FILES['sources.yaml'], [])).value;
}

/**
 * The catalog with a user's rules on top: a rule of the same id takes the shipped one's place.
 * @throws CatalogError
 */
export function addRules(catalog: Catalog, texts: readonly RuleText[], shippedSources: Readonly<Record<string, Source>>): Catalog {
  const faults: CatalogFault[] = [];
  const rules: Placed<z.infer<typeof ruleSchema>>[] = [];
  for (const text of texts) {
    const rule = parse(text, ruleSchema, faults);
    if (!rule) continue;
    const twin = rules.find((other) => other.value.id === rule.value.id);
    if (twin) faults.push({ file: text.path, line: rule.lineOf(['id']), reason: `the id ${rule.value.id} stands in ${twin.file} too` });
    rules.push(rule);
  }
  if (faults.length > 0) throw new CatalogError(faults);
  const shipped = new Set(catalog.rules.map((rule) => rule.id));
  const resolve: Resolve = (record, placed, path) => ({
    ...record,
    sources: record.sources.map((reference, index) => {
      if (typeof reference !== 'string') return reference;
      const source = Object.hasOwn(shippedSources, reference) ? shippedSources[reference] : undefined;
      if (!source)
        faults.push({
          file: placed.file,
          line: placed.lineOf([...path, 'sources', index]),
          reason: `source “${reference}” is not known; write it out with title, url and read`,
        });
      return source ?? { title: reference, read: '1970-01-01' };
    }),
  });
  const brought = rules.map((placed) => resolveRule(placed, shipped.has(placed.value.id) ? 'overridden' : 'added', resolve));
  const replaced = new Set(brought.map((rule) => rule.id));
  const merged: Catalog = {
    ...catalog,
    version: digest([{ path: 'shipped', text: catalog.version }, ...texts]),
    rules: [...catalog.rules.filter((rule) => !replaced.has(rule.id)), ...brought].sort(byId),
  };
  checkRules(merged, rules, faults);
  if (faults.length > 0) throw new CatalogError(faults);
  return merged;
}

type Resolved<T> = Omit<T, 'sources'> & { sources: Source[] };
type Resolve = <T extends { sources: readonly (string | Source)[] }>(
  record: T,
  placed: Placed<unknown>,
  path: readonly PropertyKey[],
) => Resolved<T>;

function resolveRule(placed: Placed<z.infer<typeof ruleSchema>>, origin: RuleOrigin, resolve: Resolve): Rule {
  const rule = placed.value;
  if (rule.type === 'check') return { ...resolve(rule, placed, []), origin } as CheckRule;
  const verdicts = rule.verdicts.map((verdict, index) => resolve(verdict, placed, ['verdicts', index]));
  return { ...rule, verdicts, origin } as MappingRule;
}

/** One YAML text by a schema; null and a fault where it is not right. */
export function parse<T extends z.ZodType>(text: RuleText, schema: T, faults: CatalogFault[]): Placed<z.infer<T>> | null {
  const counter = new LineCounter();
  const document = parseDocument(text.text, { lineCounter: counter, prettyErrors: false, uniqueKeys: true });
  const lineOf = (path: readonly PropertyKey[]): number => counter.linePos(offsetOf(document, path)).line;
  const broken = document.errors[0];
  if (broken) {
    faults.push({ file: text.path, line: counter.linePos(broken.pos[0]).line, reason: `is no valid YAML: ${broken.message}` });
    return null;
  }
  let plain: unknown;
  try {
    plain = document.toJS({ maxAliasCount: 0 });
  } catch {
    faults.push({ file: text.path, line: 1, reason: 'uses YAML aliases, which rules may not' });
    return null;
  }
  const result = schema.safeParse(plain);
  if (result.success) return { file: text.path, value: result.data, lineOf };
  for (const issue of result.error.issues) {
    const where = issue.path.map(String).join('.');
    faults.push({ file: text.path, line: lineOf(issue.path), reason: `${where === '' ? '' : `${where}: `}${lowerFirst(issue.message)}` });
  }
  return null;
}

/** The offset of the deepest part of `path` that stands in the document. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function checkData(
  catalog: Catalog,
  data: { [K in keyof typeof DATA_FILES]: Placed<z.infer<(typeof DATA_FILES)[K]>> | null },
  items: readonly Placed<z.infer<typeof workItemSchema>>[],
  faults: CatalogFault[],
): void {
  const unique = (file: string, ids: readonly string[]): void => {
    for (const id of new Set(ids.filter((candidate, index) => ids.indexOf(candidate) !== index)))
      faults.push({ file, line: 1, reason: `the id ${id} stands twice` });
  };
  unique(
    'capabilities.yaml',
    catalog.capabilities.map((record) => record.id),
  );
  unique(
    'gates.yaml',
    catalog.gates.map((record) => record.id),
  );
  unique(
    'questions.yaml',
    catalog.questions.map((record) => record.id),
  );
  unique(
    'connector.yaml',
    catalog.connectorParts.map((record) => record.id),
  );
  unique(
    'checklist.yaml',
    catalog.checklist.map((record) => record.id),
  );
  const parts = new Set(catalog.connectorParts.map((record) => record.id));
  catalog.checklist.forEach((step, index) => {
    for (const id of step.parts)
      if (!parts.has(id))
        faults.push({
          file: 'checklist.yaml',
          line: required(data['checklist.yaml']).lineOf([index, 'parts']),
          reason: `the part “${id}” is not in connector.yaml`,
        });
  });
  unique(
    'vendors.yaml',
    catalog.vendors.map((record) => record.id),
  );
  const missing = TARGETS.filter((target) => !catalog.targets.some((record) => record.id === target));
  if (missing.length > 0) faults.push({ file: 'targets.yaml', line: 1, reason: `lacks ${missing.join(', ')}` });

  const evidence = new Set(catalog.evidence.map((record) => record.id));
  catalog.capabilities.forEach((capability, index) => {
    for (const id of capability.evidence)
      if (!evidence.has(id))
        faults.push({
          file: 'capabilities.yaml',
          line: required(data['capabilities.yaml']).lineOf([index, 'evidence']),
          reason: `evidence “${id}” is not in evidence.yaml`,
        });
  });
  const questions = new Set(catalog.questions.map((record) => record.id));
  catalog.vendors.forEach((vendor, index) => {
    const say = (field: string, reason: string): void =>
      void faults.push({ file: 'vendors.yaml', line: required(data['vendors.yaml']).lineOf([index, field]), reason });
    for (const id of vendor.questions) if (!questions.has(id)) say('questions', `question “${id}” is not in questions.yaml`);
    for (const field of ['internalNames', 'displayNames', 'code'] as const)
      for (const fault of vendor[field].map(patternFault)) if (fault) say(field, fault);
  });
  catalog.callLogFields.forEach((field, index) => {
    const fault = field.content === undefined ? null : patternFault(field.content);
    if (fault)
      faults.push({ file: 'call-log-fields.yaml', line: required(data['call-log-fields.yaml']).lineOf([index, 'content']), reason: fault });
  });
  catalog.gates.forEach((gate, index) => {
    if (!questions.has(gate.question))
      faults.push({
        file: 'gates.yaml',
        line: required(data['gates.yaml']).lineOf([index, 'question']),
        reason: `question “${gate.question}” is not in questions.yaml`,
      });
  });
  const values = VERDICTS.map((verdict) => catalog.readiness.values[verdict]);
  if (values.some((value, index) => index > 0 && value > (values[index - 1] ?? 1))) {
    faults.push({ file: 'readiness.yaml', line: 1, reason: `values must never rise in the order ${VERDICTS.join(', ')}` });
  }
  for (const placed of items) {
    const item = placed.value;
    const say = (path: PropertyKey[], reason: string): void => void faults.push({ file: placed.file, line: placed.lineOf(path), reason });
    if (!catalog.capabilities.some((record) => record.id === item.capability))
      say(['capability'], `capability “${item.capability}” is not in capabilities.yaml`);
    for (const id of item.evidence) if (!evidence.has(id)) say(['evidence'], `evidence “${id}” is not in evidence.yaml`);
    coverTargets(item.hours, (reason) => say(['hours'], reason));
    for (const entry of item.hours) {
      if (!('replacedBy' in entry)) continue;
      const other = catalog.workItems.find((candidate) => candidate.id === entry.replacedBy);
      if (!other) say(['hours'], `replacedBy “${entry.replacedBy}” is no work item`);
      else if (entry.for.some((target) => hoursEntry(other, target) && 'replacedBy' in (hoursEntry(other, target) ?? {})))
        say(['hours'], 'a work item that replaces another must not itself be replaced');
    }
  }
}

/** The name under which a call center definition of Salesforce Voice shows a foundation; all others are names of facts. */
const VOICE_DEFINITION = 'voice-call-center';

/** Data of the org and no metadata: no retrieve brings it, so that nothing proves it absent. */
const IN_NO_RETRIEVE: ReadonlySet<string> = new Set(['PermissionSetAssignment']);

/** Evidence, types, measures and foundations of an org: each names only what there is. */
function checkOrgData(
  catalog: Catalog,
  data: { [K in keyof typeof DATA_FILES]: Placed<z.infer<(typeof DATA_FILES)[K]>> | null },
  items: readonly Placed<z.infer<typeof workItemSchema>>[],
  faults: CatalogFault[],
): void {
  const sayOf =
    (file: keyof typeof DATA_FILES) =>
    (path: PropertyKey[], reason: string): void =>
      void faults.push({ file, line: required(data[file]).lineOf(path), reason });
  const unique = (file: keyof typeof DATA_FILES, ids: readonly string[]): void =>
    ids.forEach((id, index) => {
      if (ids.indexOf(id) < index) sayOf(file)([index], `${id} stands twice`);
    });
  unique(
    'evidence.yaml',
    catalog.evidence.map(({ id }) => id),
  );
  unique(
    'measures.yaml',
    catalog.measures.map(({ id }) => id),
  );
  unique(
    'org-types.yaml',
    catalog.orgTypes.map(({ type }) => type),
  );
  unique(
    'foundations.yaml',
    catalog.foundations.map(({ id }) => id),
  );

  const evidence = new Set(catalog.evidence.map(({ id }) => id));
  catalog.orgTypes.forEach((type, index) => {
    if (!evidence.has(type.evidence)) sayOf('org-types.yaml')([index, 'evidence'], `evidence “${type.evidence}” is not in evidence.yaml`);
  });
  catalog.measures.forEach((measure, index) => {
    for (const id of measure.evidence)
      if (!evidence.has(id)) sayOf('measures.yaml')([index, 'evidence'], `evidence “${id}” is not in evidence.yaml`);
  });

  const types = new Set(catalog.orgTypes.map(({ type }) => type));
  const shown = new Set([VOICE_DEFINITION, ...namesOf(catalog.rules, 'foundation')]);
  catalog.foundations.forEach((foundation, index) => {
    for (const name of foundation.shownBy)
      if (!shown.has(name)) sayOf('foundations.yaml')([index, 'shownBy'], `no rule on foundations names “${name}”`);
    for (const type of foundation.types)
      if (!types.has(type) && !IN_NO_RETRIEVE.has(type))
        sayOf('foundations.yaml')([index, 'types'], `the type ${type} is not in org-types.yaml`);
  });

  const measures = new Set(catalog.measures.map(({ id }) => id));
  for (const { file, value, lineOf } of items) {
    value.sizedBy.forEach(({ measure, small, medium }, index) => {
      const say = (reason: string): void => void faults.push({ file, line: lineOf(['sizedBy', index]), reason });
      if (!measures.has(measure)) say(`measure “${measure}” is not in measures.yaml`);
      if (medium <= small) say(`of ${measure} what is still medium must be more than what is still small`);
    });
  }
}

/** Every name that a rule on facts of a kind takes. */
function namesOf(rules: readonly Rule[], kind: FactKind): string[] {
  return rules.flatMap((rule) => rule.match.flatMap((match) => ([match.kind].flat().includes(kind) ? [match.name ?? []].flat() : [])));
}

function hoursEntry(item: WorkItem, target: string): WorkItem['hours'][number] | undefined {
  return item.hours.find((entry) => (entry.for as readonly string[]).includes(target));
}

function checkRules(catalog: Catalog, placedRules: readonly Placed<z.infer<typeof ruleSchema>>[], faults: CatalogFault[]): void {
  const known = {
    capability: new Set(catalog.capabilities.map((record) => record.id)),
    question: new Set(catalog.questions.map((record) => record.id)),
    gate: new Set(catalog.gates.map((record) => record.id)),
    workItem: new Set(catalog.workItems.map((record) => record.id)),
    part: new Set(catalog.connectorParts.map((record) => record.id)),
  };
  for (const placed of placedRules) {
    const rule = placed.value;
    const say = (path: PropertyKey[], reason: string): void => void faults.push({ file: placed.file, line: placed.lineOf(path), reason });
    if (!known.capability.has(rule.capability)) say(['capability'], `capability “${rule.capability}” is not in capabilities.yaml`);
    for (const id of rule.questions) if (!known.question.has(id)) say(['questions'], `question “${id}” is not in questions.yaml`);
    rule.match.forEach((match, index) => {
      for (const [field, condition] of Object.entries(match.where ?? {})) {
        if (!WHERE_FIELDS.has(field))
          say(['match', index, 'where', field], `where: “${field}” is no field; one of ${[...WHERE_FIELDS].join(', ')}`);
        for (const operator of ['matches', 'not'] as const) {
          const pattern = condition[operator];
          const fault = pattern === undefined ? null : patternFault(pattern);
          if (fault) say(['match', index, 'where', field, operator], fault);
        }
      }
      if (rule.type === 'check' && [match.kind].flat().some((kind) => kind !== 'check'))
        say(['match', index, 'kind'], 'a check rule matches facts of kind check');
      if (rule.type === 'mapping' && [match.kind].flat().includes('check'))
        say(['match', index, 'kind'], 'a mapping rule does not match facts of kind check');
    });
    if (rule.type !== 'mapping') continue;
    if (rule.workItem !== null && !known.workItem.has(rule.workItem))
      say(['workItem'], `work item “${rule.workItem}” is not in work-items/`);
    const kinds = new Set(rule.match.flatMap((match) => [match.kind].flat()));
    if (kinds.has('consumer') && rule.consumerAction === undefined)
      say(['match'], 'a rule on consumers of call Tasks says what must happen to them: consumerAction');
    if (!kinds.has('consumer') && rule.consumerAction !== undefined)
      say(['consumerAction'], 'consumerAction is for rules on consumers of call Tasks');
    if (rule.workItem !== null && [...kinds].every((kind) => NO_USE.has(kind)))
      say(['workItem'], 'what stands beside the use of the phone leads to no work by itself; workItem must be null');
    if (rule.hoursPerOccurrence && rule.workItem === null) say(['hoursPerOccurrence'], 'hours per occurrence need a work item');
    for (const id of rule.builds) if (!known.part.has(id)) say(['builds'], `connector part “${id}” is not in connector.yaml`);
    if (rule.gate && !known.gate.has(rule.gate.id)) say(['gate'], `gate “${rule.gate.id}” is not in gates.yaml`);
    if (rule.custom && rule.match.some((match) => match.name !== undefined))
      say(['match'], 'a custom rule takes what nobody names, so it names nothing itself');
    coverTargets(rule.verdicts, (reason) => say(['verdicts'], reason));
  }
}

/** Kinds of facts that tell whom and what a move concerns, or what stands already. */
const NO_USE: ReadonlySet<FactKind> = new Set(['foundation', 'access', 'package']);

function questionCarriers(placed: Placed<{ rows: string[] }[]>): Pick<Placed<{ rows: string[] }>, 'file' | 'value' | 'lineOf'>[] {
  return placed.value.map((value, index) => ({ file: placed.file, value, lineOf: (path) => placed.lineOf([index, ...path]) }));
}

/** Each row of the mapping is named by something, and nothing names a row that is not in it. */
function checkRows(
  rows: Placed<Record<string, string>>,
  carriers: readonly Pick<Placed<{ rows: string[] }>, 'file' | 'value' | 'lineOf'>[],
  faults: CatalogFault[],
): void {
  for (const { file, value, lineOf } of carriers) {
    for (const row of value.rows)
      if (!Object.hasOwn(rows.value, row)) faults.push({ file, line: lineOf(['rows']), reason: `row ${row} is not in ${rows.file}` });
  }
  const carried = new Set(carriers.flatMap(({ value }) => value.rows));
  for (const row of Object.keys(rows.value))
    if (!carried.has(row))
      faults.push({ file: rows.file, line: rows.lineOf([row]), reason: `no rule, work item or question carries the row ${row}` });
}

/** What a rule's `where` may look at. */
export const WHERE_FIELDS = new Set(['value', 'address', 'resembles', 'section', 'form', 'name', 'empty', 'masked', ...TRAITS]);

/** A user's pattern runs over a stranger's text: nested repetition could take for ever. */
function patternFault(pattern: string): string | null {
  try {
    void new RegExp(pattern, 'i');
  } catch {
    return 'is no valid regular expression';
  }
  if (/\([^)]*[+*}][^)]*\)[+*{]/.test(pattern))
    return 'repeats a group that itself repeats, which can take for ever; write it more plainly';
  return pattern.length > 500 ? 'is longer than 500 characters' : null;
}

function coverTargets(entries: readonly { for: readonly string[] }[], say: (reason: string) => void): void {
  const named = entries.flatMap((entry) => entry.for);
  const missing = TARGETS.filter((target) => !named.includes(target));
  const twice = TARGETS.filter((target) => named.filter((candidate) => candidate === target).length > 1);
  if (missing.length > 0) say(`says nothing for ${missing.join(', ')}`);
  if (twice.length > 0) say(`speaks twice for ${twice.join(', ')}`);
}

function digest(texts: readonly RuleText[]): string {
  const hash = createHash('sha256');
  for (const { path, text } of [...texts].sort((a, b) => (a.path < b.path ? -1 : 1)))
    hash.update(`${path}\0${text.replace(/\r\n/g, '\n')}\0`);
  return hash.digest('hex').slice(0, 12);
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}

function stem(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.ya?ml$/, '');
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function required<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('checked before');
  return value;
}
