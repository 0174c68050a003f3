/**
 * The entries of profiles and permission sets that can matter here, without a tree: such files are megabytes long, and an org has hundreds
 * of them. Where the text holds anything that a search could take wrongly, it is parsed.
 */
import { resolveReferences } from '../../adapter/markup/references.ts';
import { textOf } from '../../xml.ts';
import { descendants, trimmedText } from '../elements.ts';
import type { OrgDocument } from '../reading.ts';

/** What an entry is about, by the child that says it. */
export type EntryKey = 'application' | 'apexClass' | 'apexPage' | 'servicePresenceStatus' | 'field' | 'name' | 'object' | 'tab';

export interface Entry {
  readonly key: EntryKey;
  /** The value of the key: an app's name, a field's. */
  readonly name: string;
  /** Offset of that value. */
  readonly offset: number;
  /** All children by name. */
  readonly values: ReadonlyMap<string, string>;
}

type Wants = (key: EntryKey, name: string) => boolean;

/** A child of the root that holds text alone. */
export interface Plain {
  readonly element: 'license' | 'userLicense' | 'label';
  readonly value: string;
  readonly offset: number;
}

export interface Entries {
  readonly entries: readonly Entry[];
  readonly plain: readonly Plain[];
  /** The file is well-formed and holds nothing of the kind that its name says. */
  readonly isOther: boolean;
}

/** The elements that hold an entry: in a whole file, and as the root of a piece of a decomposed one. */
const HOLDERS: Readonly<Record<EntryKey, readonly string[]>> = {
  application: ['applicationVisibilities', 'ApplicationVisibility'],
  apexClass: ['classAccesses', 'ClassAccess'],
  apexPage: ['pageAccesses', 'PageAccess'],
  servicePresenceStatus: ['servicePresenceStatusAccesses'],
  field: ['fieldPermissions', 'FieldPermission'],
  name: ['userPermissions', 'UserPermission'],
  object: ['objectPermissions', 'ObjectPermission'],
  tab: ['tabSettings', 'tabVisibilities', 'TabSetting'],
};

const KEY_OF = new Map(Object.entries(HOLDERS).flatMap(([key, names]) => names.map((name) => [name, key as EntryKey] as const)));

/** Keys with the values that matter; of apps, classes, pages and statuses all, since what is wanted differs from org to org. */
const KEYS =
  /<(?:(application|apexClass|apexPage|servicePresenceStatus)>([^<]+)|(field)>\s*((?:Task|Event)\.[^<]+)|(name)>\s*((?:ManageCallCenters|VoiceInbound|VoiceOutbound)\s*)|(object)>\s*(VoiceCall\s*)|(tab)>\s*(standard-VoiceCall\s*)|(license|userLicense|label)>([^<]+))<\//g;

/** No entry is longer; one that seems to be is a reason to parse. */
export const LONGEST_ENTRY = 2000;

/** The entries whose key is wanted. */
export function entriesOf(source: OrgDocument, wants: Wants): Entries {
  return searched(source, wants) ?? parsed(source, wants);
}

/** Null where only a parser can tell. */
function searched({ type, text }: OrgDocument, wants: Wants): Entries | null {
  // A file that was cut off, or holds something else.
  if (!text.slice(-1000).trimEnd().endsWith(`</${type}>`) || !text.slice(0, 2000).includes(`<${type}`)) return null;
  if (text.includes('<![CDATA[') || text.includes('<!DOCTYPE') || text.includes('<<<<<<<')) return null;
  const live = withoutComments(text);
  if (live === null) return null;
  const entries: Entry[] = [];
  const plain: Plain[] = [];
  for (const match of live.matchAll(KEYS)) {
    const [, named, namedValue, field, fieldValue, user, userValue, object, objectValue, tab, tabValue, alone, aloneValue] = match;
    const value = namedValue ?? fieldValue ?? userValue ?? objectValue ?? tabValue ?? aloneValue ?? '';
    const shown = value.includes('&') ? resolveReferences(value.trim(), 0).value : value.trim();
    const key = (named ?? field ?? user ?? object ?? tab) as EntryKey;
    // Nearly all are classes and apps that nobody asked for.
    if (alone === undefined && !wants(key, shown)) continue;
    const offset = match.index + match[0].length - 2 - value.trimStart().length;
    if (alone !== undefined) {
      plain.push({ element: alone as Plain['element'], value: shown, offset });
      continue;
    }
    const entry = entryAround(live, key, offset);
    if (entry === 'elsewhere') continue;
    if (entry === null) return null;
    entries.push({ key, name: shown, offset, values: entry });
  }
  return { entries, plain, isOther: false };
}

const CHILD = /<(\w+)>([^<]*)<\//g;

/** The children of the entry that an offset stands in; `elsewhere` where the key is that of something else. */
function entryAround(text: string, key: EntryKey, offset: number): ReadonlyMap<string, string> | 'elsewhere' | null {
  const from = Math.max(0, offset - LONGEST_ENTRY);
  const before = text.slice(from, offset);
  for (const holder of HOLDERS[key]) {
    const at = before.lastIndexOf(`<${holder}>`);
    if (at < 0 || before.includes(`</${holder}>`, at)) continue;
    const start = from + at + holder.length + 2;
    const end = text.slice(offset, offset + LONGEST_ENTRY).indexOf(`</${holder}>`);
    if (end < 0) return null;
    const values = new Map<string, string>();
    for (const [, name = '', value = ''] of text.slice(start, offset + end).matchAll(CHILD)) values.set(name, value.trim());
    return values;
  }
  // Custom permissions and the like have names too. Of all other keys there is but one holder.
  return key === 'name' || key === 'object' || key === 'tab' || key === 'application' ? 'elsewhere' : null;
}

/** Blanked, so that every offset stays true. Null where one is not closed. */
function withoutComments(text: string): string | null {
  let at = text.indexOf('<!--');
  if (at < 0) return text;
  const pieces: string[] = [];
  let last = 0;
  for (; at >= 0; at = text.indexOf('<!--', last)) {
    const end = text.indexOf('-->', at + 4);
    if (end < 0) return null;
    pieces.push(text.slice(last, at), ' '.repeat(end + 3 - at));
    last = end + 3;
  }
  return pieces.join('') + text.slice(last);
}

function parsed(source: OrgDocument, wants: Wants): Entries {
  const document = source.markup();
  const entries: Entry[] = [];
  const plain: Plain[] = [];
  for (const root of document.roots) {
    for (const element of descendants(root)) {
      if (element.name === 'license' || element.name === 'userLicense' || element.name === 'label') {
        if (root.children.includes(element))
          plain.push({ element: element.name, value: trimmedText(document, element), offset: element.innerStart });
        continue;
      }
      const key = KEY_OF.get(element.name);
      const child = key && element.children.find(({ name }) => name === key);
      if (!child) continue;
      const { value, offsetAt } = textOf(document, child);
      if (!wants(key, value.trim())) continue;
      const offset = value.trim() === '' ? child.start : offsetAt(value.length - value.trimStart().length);
      entries.push({
        key,
        name: value.trim(),
        offset,
        values: new Map(element.children.map((one) => [one.name, trimmedText(document, one)])),
      });
    }
  }
  const isOther = source.part === 'whole' && document.faults.length === 0 && !document.roots.some(({ name }) => name === source.type);
  return { entries, plain, isOther };
}
