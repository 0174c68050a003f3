/** One file of an org's metadata to what it shows: looked at before it is parsed, and parsed once for all its readers. */
import { s } from '../../model/sentence.ts';
import { isAscii } from 'node:buffer';
import type { Problem } from '../../model/assessment.ts';
import { decode } from '../decode.ts';
import { readXml, type XmlDocument } from '../xml.ts';
import { ACCESS_READERS } from './access/index.ts';
import { CONSUMERS_READERS } from './consumers/index.ts';
import { FOUNDATIONS_READERS } from './foundations/index.ts';
import { PLACES_READERS } from './places/index.ts';
import { outlineFault } from './outline.ts';
import type { OrgDocument, OrgReading, TypeReader, Wanted } from './reading.ts';
import type { OrgPath } from './types.ts';

const READERS: readonly TypeReader[] = [...CONSUMERS_READERS, ...PLACES_READERS, ...ACCESS_READERS, ...FOUNDATIONS_READERS];

const BY_TYPE = new Map<string, TypeReader[]>();
for (const reader of READERS) for (const type of reader.types) BY_TYPE.set(type, [...(BY_TYPE.get(type) ?? []), reader]);

const NOTHING_WANTED: Wanted = { apps: new Set(), pages: new Set(), classes: new Set(), presenceStatuses: new Set() };

export const EMPTY_READING: OrgReading = {
  consumers: [],
  sightings: [],
  references: [],
  apps: [],
  bars: [],
  hostCandidates: [],
  channels: [],
  hosts: [],
  consolePages: [],
  audiences: [],
  fields: [],
  activations: [],
  folders: [],
  activityReports: [],
  logACallLayouts: [],
  problems: [],
};

/** Whether files of a type are read after all others. */
export function isDeferred({ type }: OrgPath): boolean {
  return BY_TYPE.get(type)?.some((reader) => reader.deferred) ?? false;
}

/** Whether {@link readOrgFile} would find anything to read, or to say. */
export function isWanted(path: string, named: OrgPath, bytes: Buffer): boolean {
  const all = BY_TYPE.get(named.type);
  if (!all) return false;
  if (bytes[0] === 0xff || bytes[0] === 0xfe || all.some(({ look, excerpt }) => look === null || excerpt)) return true;
  const raw = bytes.toString('latin1');
  return all.some(({ look }) => look?.test(raw)) || outlineFault(path, named, bytes) !== null;
}

/** Whether {@link readOrgFile} would give nothing for a file of which an excerpt is enough. */
export function excerptIsEmpty(path: string, named: OrgPath, bytes: Buffer, wanted: Wanted): boolean {
  const [reader, ...others] = BY_TYPE.get(named.type) ?? [];
  const isWide = bytes[0] === 0xff || bytes[0] === 0xfe;
  return !isWide && others.length === 0 && reader?.excerpt !== undefined && reader.excerpt(bytes, { ...named, path }, wanted) === null;
}

/** Null where no reader of the type finds anything to read. */
export function readOrgFile(path: string, named: OrgPath, bytes: Buffer, wanted: Wanted = NOTHING_WANTED): OrgReading | null {
  const all = BY_TYPE.get(named.type);
  if (!all) return null;
  const isWide = bytes[0] === 0xff || bytes[0] === 0xfe;
  let raw: string | null = null;
  const [first] = all;
  const excerpted = isWide || !first?.excerpt || all.length > 1 ? null : readExcerpt(first, path, named, bytes, wanted);
  if (excerpted) return excerpted;
  const readers = all.filter(({ look }) => look === null || isWide || look.test((raw ??= bytes.toString('latin1'))));
  if (readers.length === 0) {
    const fault = isWide ? null : outlineFault(path, named, bytes);
    return fault && { ...EMPTY_READING, problems: [fault] };
  }
  // Text of ASCII alone is the same in both.
  const decoded = raw !== null && isAscii(bytes) ? { text: raw } : decode(bytes);
  if (!decoded) {
    const detail = s`The file is named as metadata of an org and is not text.`;
    return { ...EMPTY_READING, problems: [{ code: 'not-text', effect: 'lost', file: path, detail }] };
  }
  let document: XmlDocument | null = null;
  const markup = (): XmlDocument => (document ??= readXml(decoded.text));
  const source: OrgDocument = { ...named, path, text: decoded.text, markup };
  const readings = readers.map((reader) => reader.read(source, wanted));
  const [only] = readings;
  const joined = readings.length === 1 ? { ...EMPTY_READING, ...only } : joinReadings(readings);
  // `document` is set from inside the closure, which the compiler does not see.
  const faults = markupFaults(path, document as XmlDocument | null);
  return faults.length === 0 ? joined : { ...joined, problems: [...joined.problems, ...faults] };
}

/** Null where the file has to be read as a whole. */
function readExcerpt(reader: TypeReader, path: string, named: OrgPath, bytes: Buffer, wanted: Wanted): OrgReading | null {
  const excerpt = reader.excerpt?.(bytes, { ...named, path }, wanted) ?? null;
  if (excerpt === null) return EMPTY_READING;
  const decoded = excerpt === bytes ? null : decode(excerpt);
  if (!decoded) return null;
  let isEnough = true;
  const markup = (): XmlDocument => {
    isEnough = false;
    return readXml('');
  };
  const reading = reader.read({ ...named, path, text: decoded.text, markup }, wanted);
  return isEnough ? { ...EMPTY_READING, ...reading } : null;
}

export function joinReadings(readings: readonly Partial<OrgReading>[]): OrgReading {
  const all = <K extends keyof OrgReading>(key: K): OrgReading[K] =>
    readings.flatMap((reading) => (reading[key] ?? []) as readonly unknown[]) as unknown as OrgReading[K];
  return {
    consumers: all('consumers'),
    sightings: all('sightings'),
    references: all('references'),
    apps: all('apps'),
    bars: all('bars'),
    hostCandidates: all('hostCandidates'),
    channels: all('channels'),
    hosts: all('hosts'),
    consolePages: all('consolePages'),
    audiences: all('audiences'),
    fields: all('fields'),
    activations: all('activations'),
    folders: all('folders'),
    activityReports: all('activityReports'),
    logACallLayouts: all('logACallLayouts'),
    problems: all('problems'),
  };
}

function markupFaults(file: string, document: XmlDocument | null): Problem[] {
  const fault = document?.faults[0];
  if (!document || !fault) return [];
  const more = document.faults.length - 1;
  const others = more === 0 ? [] : [more === 1 ? s`1 more fault follows.` : s`${more} more faults follow.`];
  const detail = [fault.detail, ...others, s`It was read as far as it goes.`].join(' ');
  return [{ code: 'not-well-formed', effect: 'lost', file, line: fault.line, column: fault.column, detail }];
}
