/**
 * What of a profile or permission set can matter, found in its bytes. Such files are a large part of an org, and few entries of them have to
 * do with the phone: only these become text. Everything else is left empty, line by line, so that every place stays true.
 */
import { needlePlaces, type NeedlePlaces } from '../../needles.ts';
import type { Wanted } from '../reading.ts';
import type { OrgPath } from '../types.ts';
import { LONGEST_ENTRY } from './entries.ts';

/** Fields of Task or Event, which count where they are custom ones. */
const FIELDS = new Set(['<field>Task.', '<field>Event.']);
/** What is looked for in every org. */
const ALWAYS = ['ManageCallCenters', 'VoiceInbound', 'VoiceOutbound', 'VoiceCall', 'ServiceCloudVoice'];
/** The marks of a merge that was left unfinished: such a file is read as a whole, and its faults are named. */
const MERGE = '<<<<<<<';
/** What belongs to the file as a whole, and matters only beside the others. */
const FRAME = new Set(['<label>', '<license>', '<userLicense>']);

/** One search for each set of wanted names: a scan has one. Null where a name is too short, or too foreign, to be looked for in bytes. */
const searches = new WeakMap<Wanted, { readonly places: NeedlePlaces | null }>();

/** Null where nothing of the file can matter; the bytes themselves where it has to be read as a whole. */
export function rightsExcerpt(
  bytes: Buffer,
  { type, name, part, path }: OrgPath & { readonly path: string },
  wanted: Wanted,
): Buffer | null {
  // A piece of a set that is kept in pieces counts for the whole.
  if (part === 'part' || path.split('/').at(-2) === name) return bytes;
  // What was cut off, holds something else, two-byte characters, comments, sections of characters or the marks of a merge.
  const end = bytes.subarray(-1000).toString('latin1').trimEnd();
  if (!end.endsWith(`</${type}>`) || !bytes.subarray(0, HEAD).toString('latin1').includes(`<${type}`)) return bytes;
  if (bytes.includes(0) || bytes.includes(RETURN) || hasDeclaration(bytes) || hasLooseFields(bytes)) return bytes;
  const { places } = searches.get(wanted) ?? newSearch(wanted);
  if (places === null) return bytes;
  const found = places(bytes);
  if (found.some(({ needle }) => needle === MERGE)) return bytes;
  return found.every(({ needle }) => FRAME.has(needle)) ? null : linesAround(bytes, [0, ...found.map(({ at }) => at), bytes.length - 1]);
}

/** A comment, a section of characters or a document type. The mark is rare, so it is looked for by itself. */
function hasDeclaration(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(MARK); at >= 0; at = bytes.indexOf(MARK, at + 1)) if (bytes[at - 1] === OPEN) return true;
  return false;
}

/** Whether names of fields stand apart from their tags, as no retrieve writes them; a file that does it once does it throughout. */
function hasLooseFields(bytes: Buffer): boolean {
  const at = bytes.indexOf('<field>');
  return at >= 0 && (bytes[at + '<field>'.length] ?? 0) <= BLANK;
}

const MARK = 0x21;
const OPEN = 0x3c;
const BLANK = 0x20;
const HEAD = 2000;
const NEW_LINE = 10;
const RETURN = 13;

function newSearch(wanted: Wanted): { readonly places: NeedlePlaces | null } {
  const names = [...wanted.apps, ...wanted.pages, ...wanted.classes, ...wanted.presenceStatuses].map(plainPart);
  const places = names.every((name) => name.length >= SHORTEST)
    ? needlePlaces([...FIELDS, ...ALWAYS, ...FRAME, MERGE, ...names], { anyCase: true, confirm: isCustomField })
    : null;
  searches.set(wanted, { places });
  return { places };
}

const SHORTEST = 3;

/** The longest part of a name that is written as it is, whatever references XML has for the rest. */
function plainPart(name: string): string {
  return (name.match(/\w+/g) ?? []).reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

function isCustomField(bytes: Uint8Array, at: number, needle: string): boolean {
  if (!FIELDS.has(needle)) return true;
  const start = at + needle.length;
  return /^\w+__c\b/.test(String.fromCharCode(...bytes.subarray(start, start + 100)));
}

/** Whole lines as far around each place as an entry may reach, all others emptied. Places rise. */
function linesAround(bytes: Buffer, places: readonly number[]): Buffer {
  const parts: Buffer[] = [];
  let done = 0;
  for (const at of places) {
    if (at + LONGEST_ENTRY <= done) continue;
    const from = Math.max(done, lineStart(bytes, Math.max(0, at - LONGEST_ENTRY)));
    const next = bytes.indexOf(NEW_LINE, Math.min(bytes.length, at + LONGEST_ENTRY));
    const to = next < 0 ? bytes.length : next;
    if (to <= from) continue;
    parts.push(Buffer.alloc(newLines(bytes, done, from), NEW_LINE), bytes.subarray(from, to));
    done = to;
  }
  return Buffer.concat(parts);
}

function lineStart(bytes: Buffer, at: number): number {
  return at === 0 ? 0 : bytes.lastIndexOf(NEW_LINE, at) + 1;
}

function newLines(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) if (bytes[at] === NEW_LINE) count++;
  return count;
}
