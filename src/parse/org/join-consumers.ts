/** What uses the Tasks of calls, over all files: the fields that the adapter writes settle what one file alone only hints at. */
import { s, v } from '../../model/sentence.ts';
import type { CallLog, TaskConsumer } from '../../model/assessment.ts';
import type { FieldUse, Strength } from '../../model/org-terms.ts';
import { componentKey } from './duplicates.ts';
import type { Component, ConsumerSighting, NamedField, OrgReading, Sign, UsedField } from './reading.ts';
import type { ConsumerSign } from './signs.ts';

/** A consumer with all that was seen of it. */
export interface JoinedConsumer extends ConsumerSighting {
  readonly via: readonly string[];
}

/** Lower-case names of the fields that the adapter writes to the record of a call, tests aside. */
export function writtenFields(callLogs: readonly CallLog[]): Set<string> {
  const ofCalls = callLogs.filter(
    ({ object, context }) => context !== 'test' && (object === null || /^(?:task|event|activity)$/i.test(object)),
  );
  return new Set(ofCalls.flatMap(({ fields }) => fields.map(({ name }) => fieldName(name))));
}

/** `Activity.Call_Reason__c` and `Call_Reason__c` are one field. */
function fieldName(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1).toLowerCase();
}

/** Standard fields that the adapter writes, the subject say, are those of every Task. */
function isCustom(name: string): boolean {
  return /__c$/i.test(name);
}

export function joinConsumers(
  readings: Pick<OrgReading, 'consumers' | 'fields' | 'references'>,
  written: ReadonlySet<string>,
  fileOf: (type: string, name: string) => string | undefined,
): JoinedConsumer[] {
  const joined = new Map<string, JoinedConsumer>();
  const add = (consumer: JoinedConsumer): void => {
    const key = componentKey(consumer.component);
    const known = joined.get(key);
    joined.set(key, known ? mergeTwo(known, consumer) : consumer);
  };
  for (const consumer of readings.consumers) {
    const signs = consumer.signs.map((sign) => settled(sign, consumer, written));
    add(mergeTwo({ ...consumer, signs, via: [] }, { ...consumer, signs: [], fields: [], via: [] }));
  }
  for (const consumer of promoted(readings.fields, written, joined)) add(consumer);
  for (const consumer of typesOfReports(readings, joined, fileOf)) add(consumer);
  for (const consumer of dashboards(readings, joined)) add(consumer);
  return [...joined.values()].sort((a, b) => compareText(componentKey(a.component), componentKey(b.component)));
}

const ORDER: readonly Strength[] = ['certain', 'likely', 'weak'];

function mergeTwo(a: JoinedConsumer, b: JoinedConsumer): JoinedConsumer {
  const signs = new Map<ConsumerSign, Sign>();
  for (const sign of [...a.signs, ...b.signs]) {
    const known = signs.get(sign.sign);
    signs.set(sign.sign, known ? strongest(known, sign) : sign);
  }
  for (const [general, special] of Object.entries(SETTLES)) if (signs.has(special)) signs.delete(general as ConsumerSign);
  return {
    component: a.component,
    signs: [...signs.values()].sort(bySignificance),
    fields: distinctFields([...a.fields, ...b.fields]),
    folder: a.folder ?? b.folder,
    active: a.active ?? b.active,
    via: [...new Set([...a.via, ...b.via])].sort(),
  };
}

function strongest(a: Sign, b: Sign): Sign {
  const [first, second] = ORDER.indexOf(b.strength) < ORDER.indexOf(a.strength) ? [b, a] : [a, b];
  return first.detail.includes(second.detail) ? first : { ...first, detail: `${first.detail}; ${lowerFirst(second.detail)}` };
}

/** What a component does with calls as with all Tasks is said no more once it is seen to look at calls. */
const SETTLES: Readonly<Partial<Record<ConsumerSign, ConsumerSign>>> = {
  'flow-on-task': 'flow-on-call-task',
  'workflow-rule-on-task': 'workflow-rule-call-field',
  'validation-rule-on-task': 'validation-rule-call-field',
};

function bySignificance(a: Sign, b: Sign): number {
  return ORDER.indexOf(a.strength) - ORDER.indexOf(b.strength) || a.line - b.line || a.column - b.column || compareText(a.sign, b.sign);
}

function distinctFields(fields: readonly UsedField[]): UsedField[] {
  const known = new Map<string, UsedField>();
  for (const field of fields) {
    const key = `${fieldName(field.name)} ${field.use}`;
    if (!known.has(key)) known.set(key, { name: field.name, use: field.use, line: field.line, column: field.column });
  }
  return [...known.values()].sort((a, b) => a.line - b.line || a.column - b.column || compareText(a.name, b.name));
}

/** Signs of a custom field that are certain where the adapter writes it. */
const BY_FIELD: ReadonlySet<ConsumerSign> = new Set(['report-call-field', 'report-type-call-field', 'activity-call-field']);

function settled(sign: Sign, { fields }: ConsumerSighting, written: ReadonlySet<string>): Sign {
  if (sign.strength === 'certain' || !BY_FIELD.has(sign.sign)) return sign;
  const field = fields.find(({ name }) => isCustom(name) && written.has(fieldName(name)));
  if (!field) return sign;
  return {
    ...sign,
    strength: 'certain',
    detail: sign.detail.endsWith(field.name)
      ? s`${sign.detail}; the adapter writes it`
      : s`${sign.detail}; the adapter writes ${quotable(field.name)}`,
  };
}

/** Custom fields that a file names and that nothing but the adapter's own call log tells for a call's. */
function promoted(
  fields: readonly NamedField[],
  written: ReadonlySet<string>,
  known: ReadonlyMap<string, JoinedConsumer>,
): JoinedConsumer[] {
  const byComponent = new Map<string, { component: Component; uses: NamedField[] }>();
  for (const field of fields) {
    if (!isCustom(field.name) || !written.has(fieldName(field.name))) continue;
    const key = componentKey(field.component);
    const entry = byComponent.get(key) ?? { component: field.component, uses: [] };
    entry.uses.push(field);
    byComponent.set(key, entry);
  }
  return [...byComponent].flatMap(([key, { component, uses }]) => {
    const signs = new Map<ConsumerSign, NamedField[]>();
    for (const use of uses) {
      const sign = signFor(component.type, use.use, known.get(key));
      if (sign && !isSettled(known.get(key), sign, use)) signs.set(sign, [...(signs.get(sign) ?? []), use]);
    }
    if (signs.size === 0) return [];
    const { name } = component;
    const inFolder = component.type === 'Report' || component.type === 'Dashboard';
    return [
      {
        component,
        signs: [...signs].flatMap(([sign, [first, ...more]]): Sign[] =>
          first ? [{ sign, strength: 'certain', detail: sentence([first, ...more]), line: first.line, column: first.column }] : [],
        ),
        fields: distinctFields(uses),
        folder: inFolder && name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : null,
        active: null,
        via: [],
      },
    ];
  });
}

/** Whether the file's own reader told of this use already, with certainty. */
function isSettled(known: JoinedConsumer | undefined, sign: ConsumerSign, { name, use }: UsedField): boolean {
  const isCertain = known?.signs.some((one) => one.sign === sign && one.strength === 'certain') ?? false;
  return isCertain && (known?.fields.some((field) => field.use === use && fieldName(field.name) === fieldName(name)) ?? false);
}

/** Null where using a field makes no consumer: a permission to it, say. */
function signFor(type: string, use: FieldUse, known: JoinedConsumer | undefined): ConsumerSign | null {
  switch (type) {
    case 'Report':
      return 'report-call-field';
    case 'ReportType':
      return 'report-type-call-field';
    case 'CustomField':
      return 'activity-call-field';
    case 'Flow':
      if (use === 'writes') return 'flow-writes-call-task';
      return known?.signs.some(({ sign }) => sign === 'flow-on-task' || sign === 'flow-on-call-task')
        ? 'flow-on-call-task'
        : 'flow-reads-call-task';
    case 'WorkflowFieldUpdate':
      return 'workflow-updates-call-field';
    case 'Workflow':
    case 'WorkflowRule':
      return use === 'writes' ? 'workflow-updates-call-field' : 'workflow-rule-call-field';
    case 'ApexClass':
    case 'ApexTrigger':
      return use === 'writes' ? 'apex-writes-call-field' : 'apex-reads-call-field';
    case 'ValidationRule':
      return 'validation-rule-call-field';
    case 'Layout':
      return use === 'column' ? 'layout-call-column' : 'layout-call-field';
    case 'QuickAction':
      return 'quick-action-log-a-call';
    case 'ListView':
      return 'list-view-call';
    case 'CustomObject':
      return use === 'column' ? 'search-layout-call-column' : null;
    default:
      return null;
  }
}

const DOES: Readonly<Record<FieldUse, string>> = {
  column: v`has the column`,
  grouping: v`groups by`,
  filter: v`filters by`,
  formula: v`computes with`,
  condition: v`looks at`,
  reads: v`reads`,
  writes: v`writes`,
  shows: v`shows`,
  asks: v`asks for`,
  defines: v`defines`,
  grants: v`grants`,
};

const MOST_NAMED = 4;

function sentence(uses: readonly UsedField[]): string {
  const names = [...new Set(uses.map(({ name, use }) => `${DOES[use]} ${quotable(name)}`))];
  const some = names.slice(0, MOST_NAMED).join(', ');
  const text = names.length > MOST_NAMED ? s`${some} and ${names.length - MOST_NAMED} more` : some;
  return s`${`${text.charAt(0).toUpperCase()}${text.slice(1)}`}, which the adapter writes`;
}

/** A custom report type of which nothing else is known matters through the reports that are made of it. */
function typesOfReports(
  { references }: Pick<OrgReading, 'references'>,
  consumers: ReadonlyMap<string, JoinedConsumer>,
  fileOf: (type: string, name: string) => string | undefined,
): JoinedConsumer[] {
  return references.flatMap(({ from, relation, to }): JoinedConsumer[] => {
    const report = relation === 'made-of' && to.type === 'ReportType' ? consumers.get(componentKey(from)) : undefined;
    const file = report && fileOf(to.type, to.name);
    const strength = report?.signs[0]?.strength;
    if (!report || file === undefined || strength === undefined || strength === 'weak') return [];
    const known = consumers.get(componentKey(to))?.component;
    const component: Component = known ?? { type: to.type, name: to.name, label: null, file, line: 1, column: 1 };
    const sign: Sign = {
      sign: 'report-type-call-field',
      strength,
      detail: s`Reports on calls are made of it`,
      line: component.line,
      column: component.column,
    };
    return [{ component, signs: [sign], fields: [], folder: null, active: null, via: [report.component.name] }];
  });
}

/** A dashboard is what the reports are that it shows. */
function dashboards({ references }: Pick<OrgReading, 'references'>, consumers: ReadonlyMap<string, JoinedConsumer>): JoinedConsumer[] {
  const reportOf = reportFinder([...consumers.values()]);
  return references.flatMap(({ from, relation, to, line, column }): JoinedConsumer[] => {
    const report = relation === 'shows-report' ? reportOf(to.name) : undefined;
    const strength = report?.signs[0]?.strength;
    if (!report || strength === undefined) return [];
    const folder = from.name.includes('/') ? from.name.slice(0, from.name.lastIndexOf('/')) : null;
    const sign: Sign = { sign: 'dashboard-call-report', strength, detail: s`Shows a report on calls`, line, column };
    return [{ component: from, signs: [sign], fields: [], folder, active: null, via: [report.component.name] }];
  });
}

/**
 * Reports by the names that dashboards give them, `Folder/Report`. A report in a nested folder has a longer full name; it is meant where no
 * other ends alike.
 */
export function reportFinder<T extends { readonly component: Pick<Component, 'type' | 'name'> }>(
  consumers: readonly T[],
): (name: string) => T | undefined {
  const whole = new Map<string, T>();
  const short = new Map<string, T | null>();
  for (const consumer of consumers) {
    if (consumer.component.type !== 'Report') continue;
    const name = consumer.component.name.toLowerCase();
    whole.set(name, consumer);
    const end = name.split('/').slice(-2).join('/');
    short.set(end, short.has(end) ? null : consumer);
  }
  return (name) => whole.get(name.toLowerCase()) ?? short.get(name.toLowerCase()) ?? undefined;
}

/** The consumers as they stand in the result. */
export function consumerRecords(
  consumers: readonly JoinedConsumer[],
  { folders }: Pick<OrgReading, 'folders'>,
  written: ReadonlySet<string>,
  ownNamespace?: string,
): TaskConsumer[] {
  const owners = new Map(folders.map(({ component, owner }) => [componentKey(component), owner]));
  return consumers.flatMap(({ component, signs, fields, folder, active, via }) => {
    const [first] = signs;
    if (!first) return [];
    const { file } = component;
    return {
      ...component,
      strength: first.strength,
      signs: signs.map(({ sign, strength, detail, line, column }) => ({ sign, strength, detail, file, line, column })),
      fields: fields.map(({ name, use, line, column }) => ({ name, use, written: written.has(fieldName(name)), file, line, column })),
      folder,
      owner: folder === null ? null : ownerOf(`${component.type}Folder`, folder, owners),
      active,
      via: [...via],
      namespace: namespaceOf(component, ownNamespace),
    };
  });
}

/** Of the folder itself, else of the nearest one above it. */
function ownerOf(type: string, folder: string, owners: ReadonlyMap<string, string | null>): string | null {
  for (let name = folder; name !== ''; name = name.slice(0, Math.max(name.lastIndexOf('/'), 0))) {
    const owner = owners.get(componentKey({ type, name }));
    if (owner !== undefined && owner !== null) return owner;
  }
  return null;
}

/**
 * The package that a component belongs to: `ns__Name`, or a folder of package content that older tools wrote. A namespace has at most 15
 * letters, digits and single underscores. The project's own namespace is no package's.
 */
export function namespaceOf({ type, name, file }: Pick<Component, 'type' | 'name' | 'file'>, ownNamespace?: string): string | null {
  const folder = /(?:^|\/)Referenced Packages\/([^/]+)\//i.exec(file)?.[1];
  if (folder !== undefined) return folder;
  const own =
    type === 'Layout' ? name.slice(name.indexOf('-') + 1) : name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('.')) + 1);
  const bare = own.replace(/__(?:c|r|e|x|b|mdt|pc|kav)$/i, '');
  const namespace = /^([A-Za-z](?:[A-Za-z0-9]|_(?!_)){0,14})__[A-Za-z0-9]/.exec(bare)?.[1] ?? null;
  // Salesforce's own apps, `standard__LightningSales` say, are of no package.
  return namespace === 'standard' || namespace?.toLowerCase() === ownNamespace?.toLowerCase() ? null : namespace;
}

function quotable(name: string): string {
  return /^[\w.$*]{1,120}$/.test(name) ? name : s`a field`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
