/** What can be counted, and what the company gave: the evidence behind the size of work. */
import type { Catalog } from '../catalog/schema.ts';
import type { MeasureResult, RepositoryRecord, TaskConsumer } from '../model/assessment.ts';
import { isCallRecord } from './call-log-fields.ts';
import { callCenters, countsAsUse } from './scope.ts';

type Scanned = Pick<RepositoryRecord, 'definitions' | 'findings' | 'problems' | 'callLogs' | 'externalSystems' | 'org'>;

/** Counts by the id of their measure. */
export type Counts = ReadonlyMap<string, number>;

/** A count that is known, with where it comes from; or nobody knows it. */
export type Measured = ReadonlyMap<string, Pick<MeasureResult, 'count' | 'from'>>;

/** Facts that the company gave, by the id of the measure. */
export type Given = Readonly<Record<string, number>>;

/**
 * What the files of one repository show. A count may be too low where not all was retrieved, never too high: names that merely speak of calls
 * and the content of managed packages, which nobody in the company rebuilds, are left out.
 */
export function countMeasures(scanned: Scanned): Counts {
  const { findings, callLogs, externalSystems, org } = scanned;
  const consumers = (org?.consumers ?? []).filter((consumer) => consumer.strength !== 'weak' && consumer.namespace === null);
  const hosts = org?.hosts ?? [];
  const placed = (sign: string): number =>
    new Set(findings.flatMap((one) => (one.kind === 'phone-place' && one.name === sign && countsAsUse(one) ? [one.value] : []))).size;
  const dialed = findings.filter((one) => one.kind === 'component' && DIALS.test(one.name) && countsAsUse(one));
  return new Map([
    ['call-centers', callCenters([scanned])],
    ['task-consumers', consumers.length],
    ['task-reports', ofTypes(consumers, REPORTS)],
    ['task-automations', ofTypes(consumers, AUTOMATIONS)],
    ['task-fields', taskFields(callLogs, consumers).size],
    ['presence-statuses', org?.types.find(({ type }) => type === 'ServicePresenceStatus')?.components ?? 0],
    ['phone-apps', (org?.apps ?? []).filter(({ openCti, kind }) => openCti === true || kind === 'classic-console').length],
    ['audiences', (org?.audiences ?? []).filter(({ apps, pages, classes }) => apps.length + pages.length + classes.length > 0).length],
    [
      'click-to-dial-places',
      new Set([...hosts.flatMap(({ role, file }) => (role === 'click-to-dial' ? [file] : [])), ...dialed.map(({ file }) => file)]).size,
    ],
    ['message-channels', placed('phone-message-channel')],
    [
      'external-systems',
      externalSystems.filter(({ places }) => places.some((place) => place.direction !== 'allowed' && place.context !== 'test')).length,
    ],
  ]);
}

const DIALS = /click-?to-?dial/i;
const REPORTS: ReadonlySet<string> = new Set(['Report', 'ReportType', 'Dashboard']);
const AUTOMATIONS: ReadonlySet<string> = new Set([
  'Flow',
  'Workflow',
  'WorkflowRule',
  'WorkflowFieldUpdate',
  'ApexTrigger',
  'ApexClass',
  'ValidationRule',
]);

function ofTypes(consumers: readonly TaskConsumer[], types: ReadonlySet<string>): number {
  return consumers.filter(({ type }) => types.has(type)).length;
}

/** Custom fields of the call log by their names: those that the adapter writes, and those of Activity that are a call's. */
function taskFields(callLogs: Scanned['callLogs'], consumers: readonly TaskConsumer[]): Set<string> {
  const written = callLogs
    .filter((log) => log.context !== 'test' && (isCallRecord(log) || /^event$/i.test(log.object ?? '')))
    .flatMap((log) => log.fields.flatMap(({ name, custom }) => (custom ? [name] : [])));
  const defined = consumers.flatMap(({ type, name }) => (type === 'CustomField' ? [name.slice(name.lastIndexOf('.') + 1)] : []));
  return new Set([...written, ...defined].map((name) => name.toLowerCase()));
}

/** What the source of an adapter shows: copies of one adapter show the same once more. */
const OF_THE_ADAPTER: ReadonlySet<string> = new Set(['task-fields', 'click-to-dial-places', 'external-systems']);

/** Counts of repositories that hold the same adapter: what the adapter shows counts once, the most of it, and the rest adds up. */
export function sharedCounts(all: readonly Counts[]): Counts {
  const sums = new Map(addCounts(all));
  for (const id of OF_THE_ADAPTER) if (sums.has(id)) sums.set(id, Math.max(...all.map((counts) => counts.get(id) ?? 0)));
  return sums;
}

/** Counts of several repositories, which are taken to be one org. */
export function addCounts(all: readonly Counts[]): Counts {
  const sums = new Map<string, number>();
  for (const counts of all) for (const [id, count] of counts) sums.set(id, (sums.get(id) ?? 0) + count);
  return sums;
}

/**
 * Each measure of the catalog as it is known. Nothing counted means none only where all that would show it was read. What the company gave
 * counts, unless the files show more.
 */
export function settleMeasures(counts: Counts, given: Given, wasRead: ReadonlySet<string>, catalog: Catalog): Measured {
  const settled = new Map<string, Pick<MeasureResult, 'count' | 'from'>>();
  for (const { id, evidence } of catalog.measures) {
    const seen = counts.get(id) ?? 0;
    const isKnown = counts.has(id) && (seen > 0 || (evidence.length > 0 && evidence.every((kind) => wasRead.has(kind))));
    const told = Object.hasOwn(given, id) ? (given[id] ?? Number.NaN) : Number.NaN;
    if (told >= 0 && !(isKnown && seen > told)) settled.set(id, { count: told, from: 'given' });
    else settled.set(id, isKnown ? { count: seen, from: 'counted' } : { count: null, from: null });
  }
  return settled;
}
