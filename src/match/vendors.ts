/**
 * Whose adapter this seems to be. The catalog knows the traces of each vendor; here they are looked up, and everything found is shown.
 * Nothing is concluded about a vendor's offer: that stands in the catalog.
 */
import type { Vendor } from '../catalog/schema.ts';
import type { Definition, Named, VendorMatch } from '../model/assessment.ts';
import { readAddress } from '../model/address.ts';
import type { Fact } from '../model/fact.ts';

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What of a repository may betray a vendor. */
export interface SeenTraces {
  readonly definitions: readonly Definition[];
  /** Places where a system outside is met or allowed; the host with or without its port. */
  readonly contacts: readonly (Place & { readonly host: string | null })[];
  /** Words of adapter source are facts of kind `trace`, installed packages of kind `package`; all others are passed over. */
  readonly facts: readonly Pick<Fact, 'kind' | 'name' | 'value' | 'file' | 'line' | 'column' | 'context'>[];
}

type TraceKind = Vendor['confirmed'][number];
type Trace = Place & { readonly text: string; readonly value: string };

/** In the order of trust: what a package calls itself says more than what somebody called his call center. */
const ORDER: readonly TraceKind[] = ['namespaces', 'hosts', 'internalNames', 'sections', 'displayNames', 'code'];
const CONFIDENCES: readonly VendorMatch['confidence'][] = ['high', 'medium', 'low'];
/** One host may stand in a hundred places. */
const MOST_EVIDENCE = 12;

/** Vendors with the traces that show them, the surest first. Several vendors may be told, and several traces of one. */
export function matchVendors(seen: SeenTraces, vendors: readonly Vendor[]): VendorMatch[] {
  const traces = tracesOf(seen);
  return vendors
    .flatMap((vendor): VendorMatch[] => {
      const met = ORDER.flatMap((kind) => distinct(meeting(traces[kind], vendor, kind)).map((trace) => ({ kind, trace })));
      if (met.length === 0) return [];
      const confirmed = met.map(({ kind }) => kind).filter((kind) => vendor.confirmed.includes(kind));
      return [
        { id: vendor.id, confidence: confidenceOf(confirmed), evidence: met.slice(0, MOST_EVIDENCE).map(({ trace }) => evidence(trace)) },
      ];
    })
    .sort((a, b) => CONFIDENCES.indexOf(a.confidence) - CONFIDENCES.indexOf(b.confidence));
}

function confidenceOf(confirmed: readonly TraceKind[]): VendorMatch['confidence'] {
  if (confirmed.some((kind) => kind === 'namespaces' || kind === 'internalNames')) return 'high';
  return confirmed.length > 0 ? 'medium' : 'low';
}

function evidence({ text, file, line, column }: Trace): VendorMatch['evidence'][number] {
  return { text, file, line, column };
}

function meeting(traces: readonly Trace[], vendor: Vendor, kind: TraceKind): Trace[] {
  const wanted = vendor[kind];
  if (wanted.length === 0 || traces.length === 0) return [];
  if (kind === 'hosts') return traces.filter(({ value }) => wanted.some((host) => value === host || value.endsWith(`.${host}`)));
  if (kind === 'namespaces') return traces.filter(({ value }) => wanted.includes(value));
  if (kind === 'sections') return traces.filter(({ value }) => wanted.includes(value));
  const patterns = wanted.map((pattern) => new RegExp(pattern, 'i'));
  return traces.filter(({ value }) => patterns.some((pattern) => pattern.test(value)));
}

/** The first place of each trace in each file. */
function distinct(traces: readonly Trace[]): Trace[] {
  const seen = new Set<string>();
  return traces.filter(({ text, file }) => {
    const key = `${file}\n${text}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Names longer than this are no names. */
const LONGEST = 200;

function tracesOf({ definitions, contacts, facts }: SeenTraces): Record<TraceKind, Trace[]> {
  const traces: Record<TraceKind, Trace[]> = { namespaces: [], hosts: [], internalNames: [], displayNames: [], sections: [], code: [] };
  // A definition for Voice shows the vendor of the future and not the one whose adapter is to go.
  for (const definition of definitions.filter(({ standing }) => standing !== 'voice')) readDefinition(definition, traces);
  for (const { host, file, line, column } of contacts) {
    const value = (host ?? '').toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
    if (value !== '') traces.hosts.push({ value, text: `Host ${value}`, file, line, column });
  }
  for (const { kind, name, value, file, line, column, context } of facts) {
    if (kind === 'package') traces.namespaces.push({ value: name.toLowerCase(), text: `Package ${name} in the org`, file, line, column });
    if (kind !== 'trace' || context === 'test') continue;
    for (const word of new Set([value || name, name])) {
      if (word.length <= LONGEST) traces.code.push({ value: word, text: `“${word}” in the source`, file, line, column });
    }
  }
  return traces;
}

function readDefinition(definition: Definition, traces: Record<TraceKind, Trace[]>): void {
  const { file, sections, settings, fields, internalName, displayName } = definition;
  const holders: readonly Named[] = [...sections.flatMap((section) => section.items), ...settings, ...fields];
  const placeOf = (...names: readonly string[]): Place => {
    const { line, column } = holders.find((holder) => names.includes(holder.name)) ?? definition;
    return { file, line, column };
  };
  for (const { name, value, line, column, masked } of holders) {
    if (masked) continue;
    const plain = value.trim();
    const namespace = readAddress(plain).namespace ?? (/namespace$/i.test(name) && /^\w{1,15}$/.test(plain) ? plain : null);
    if (namespace !== null)
      traces.namespaces.push({ value: namespace.toLowerCase(), text: `Package namespace ${namespace} in ${name}`, file, line, column });
  }
  if (internalName !== '' && internalName.length <= LONGEST)
    traces.internalNames.push({ value: internalName, text: `Internal name ${internalName}`, ...placeOf('reqInternalName') });
  if (displayName !== '' && displayName.length <= LONGEST)
    traces.displayNames.push({ value: displayName, text: `Display name “${displayName}”`, ...placeOf('reqDisplayName', 'displayName') });
  for (const { name, line, column } of sections) traces.sections.push({ value: name, text: `Section ${name}`, file, line, column });
}
