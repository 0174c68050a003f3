/**
 * Translations of the catalog: `rules/lang/<code>/`, one file for each file of the catalog, texts by their address, each beside the English
 * that it was made from. Where the English has changed since, the translation is stale, and readers get the English.
 *
 * `shared.yaml` holds what stands in several files, once. `language.yaml` says how the language is called and how it writes dates and numbers.
 */
import { z } from 'zod';
import { LANGUAGE_FOLDER } from './files.ts';
import { parse, type CatalogFault, type Placed, type RuleText } from './load.ts';
import type { LanguagePack, LanguageSettings } from './language-pack.ts';
import { PHRASE_FILE, type CatalogText } from './texts.ts';

export const SETTINGS_FILE = 'language.yaml';
export const SHARED_FILE = 'shared.yaml';

const text = z.string().trim().min(1, 'must not be empty');

const settingsSchema = z.strictObject({
  /** What its speakers call it. */
  name: text,
  /** For the page’s `lang`, and for whatever else asks for a locale: `de`, `pt-BR`. */
  locale: z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'must be a language, or a language and a country: de, pt-BR'),
  decimal: z.string().length(1),
  thousands: z.string().length(1),
  /** January to December, as they stand in a date. */
  months: z.array(text).length(12),
  /** Holds `{day}`, `{month}` and `{year}`. */
  date: text.refine(
    (pattern) => ['{day}', '{month}', '{year}'].every((part) => pattern.includes(part)),
    'must hold {day}, {month} and {year}',
  ),
});

/** A translation as it stands in its file. */
export interface Entry {
  readonly file: string;
  readonly line: number;
  /** Null in the file of shared texts, whose entries stand for their English wherever it is. */
  readonly address: string | null;
  /** The English that it was made from: `was` where that stands, for then `en` is a newer one that nobody has looked at. */
  readonly english: string;
  /** The English that stands beside it. */
  readonly beside: string;
  /** Null while nobody has translated it. */
  readonly text: string | null;
}

export interface Translation {
  readonly code: string;
  readonly settings: LanguageSettings | null;
  readonly entries: readonly Entry[];
  readonly faults: readonly CatalogFault[];
}

/** Codes of the languages that have a folder. */
export function languageCodes(texts: readonly RuleText[]): string[] {
  const codes = texts.flatMap(({ path }) => /^lang\/([^/]+)\//.exec(path)?.[1] ?? []);
  return [...new Set(codes)].sort();
}

/** The files of one language. Faults are collected, never thrown. */
export function readTranslation(texts: readonly RuleText[], code: string): Translation {
  const folder = `${LANGUAGE_FOLDER}/${code}/`;
  const faults: CatalogFault[] = [];
  const entries: Entry[] = [];
  let settings: LanguageSettings | null = null;
  const entrySchema = z.strictObject({ en: text, was: text.optional(), [code]: text.optional() });
  for (const one of texts.filter(({ path }) => path.startsWith(folder))) {
    const file = one.path.slice(folder.length);
    const keep = (placed: Placed<unknown>, key: PropertyKey, address: string | null, raw: z.infer<typeof entrySchema>): void => {
      const { en, was, [code]: translated } = raw as Record<string, string | undefined>;
      entries.push({ file, line: placed.lineOf([key]), address, english: was ?? en ?? '', beside: en ?? '', text: translated ?? null });
    };
    if (file === SETTINGS_FILE) settings = parse(one, settingsSchema, faults)?.value ?? null;
    else if (file === SHARED_FILE) {
      const placed = parse(one, z.array(entrySchema), faults);
      placed?.value.forEach((raw, index) => keep(placed, index, null, raw));
    } else {
      const placed = parse(one, z.record(z.string(), entrySchema), faults);
      if (placed) for (const [address, raw] of Object.entries(placed.value)) keep(placed, address, address, raw);
    }
  }
  if (!settings && !faults.some(({ file }) => file.endsWith(SETTINGS_FILE)))
    faults.push({ file: `${folder}${SETTINGS_FILE}`, line: 1, reason: 'is missing' });
  return { code, settings, entries, faults };
}

export interface Judgement {
  /** What each text of the catalog has: an entry with a translation of the English as it is now, or null. */
  readonly found: readonly { readonly text: CatalogText; readonly entry: Entry | null }[];
  /** Made from an English that has changed since, with the English of today where the text still has its address. */
  readonly stale: readonly { readonly entry: Entry; readonly now: string | null }[];
  /** Entries at an address that the catalog does not have, and shared ones whose English stands nowhere. */
  readonly unknown: readonly Entry[];
  readonly faults: readonly CatalogFault[];
}

/**
 * Lays a translation over the catalog’s texts. A text takes the entry at its address; else one of its file that was made from the same
 * English, so that a caveat may move; else a shared one.
 */
export function judgeTranslation({ code, entries, faults }: Translation, texts: readonly CatalogText[]): Judgement {
  const sound = entries.filter((entry) => entry.text !== null);
  const byAddress = new Map(sound.flatMap((entry) => (entry.address === null ? [] : [[entry.address, entry] as const])));
  const byText = new Map<string, Entry>();
  for (const entry of sound) {
    const key = `${entry.address === null ? SHARED_FILE : entry.file}\n${entry.english}`;
    if (!byText.has(key)) byText.set(key, entry);
  }
  const used = new Set<Entry>();
  const found = texts.map((one) => {
    const { file, addresses, english } = one;
    const own = addresses.map((address) => byAddress.get(address)).find((entry) => entry?.english === english && entry.file === file);
    const entry = own ?? byText.get(`${file}\n${english}`) ?? byText.get(`${SHARED_FILE}\n${english}`) ?? null;
    if (entry) used.add(entry);
    return { text: one, entry };
  });
  const now = new Map(
    texts.flatMap(({ file, addresses, english }) => addresses.map((address) => [`${file}\n${address}`, english] as const)),
  );
  const standing = new Set(texts.map(({ english }) => english));
  const stale: { entry: Entry; now: string | null }[] = [];
  const unknown: Entry[] = [];
  for (const entry of entries) {
    if (used.has(entry)) continue;
    const english =
      entry.address === null ? [entry.english, entry.beside].find((one) => standing.has(one)) : now.get(`${entry.file}\n${entry.address}`);
    if (english === undefined) unknown.push(entry);
    else if (english !== entry.english) stale.push({ entry, now: english });
  }
  const folder = `${LANGUAGE_FOLDER}/${code}/`;
  const wrong = sound.flatMap((entry) =>
    faultsOfText(entry.english, entry.text ?? '').map((reason) => ({ file: `${folder}${entry.file}`, line: entry.line, reason })),
  );
  return { found, stale, unknown, faults: [...faults, ...wrong] };
}

/** What a translation must keep: words in braces, figures, and names as APIs spell them. */
export function faultsOfText(english: string, translated: string): string[] {
  const faults: string[] = [];
  const braces = (one: string): string => [...new Set(one.match(/\{\w+\}/g))].sort().join(' ');
  if (braces(english) !== braces(translated)) faults.push(`the words in braces differ: ${braces(english)} and ${braces(translated)}`);
  for (const figure of new Set(figures(english))) if (!figures(translated).includes(figure)) faults.push(`the figure ${figure} is missing`);
  for (const figure of new Set(figures(translated))) if (!figures(english).includes(figure)) faults.push(`the figure ${figure} is added`);
  for (const name of apiNames(english)) if (!translated.includes(name)) faults.push(`the name ${name} is missing`);
  return faults;
}

/** Whole numbers without what stands between thousands or before a fraction, which differs by language. */
function figures(one: string): string[] {
  return (one.match(/\d+(?:[.,]\d+)*/g) ?? []).map((figure) => figure.replaceAll(/[.,]/g, ''));
}

/** `reqAdapterUrl`, `VoiceCall`, `Call_Reason__c`, `sforce.opencti`, `CALL_STARTED`: what no language spells otherwise. */
function apiNames(one: string): Set<string> {
  const words = one.match(/[A-Za-z_][\w.]*\w/g) ?? [];
  return new Set(
    words.map((word) => word.replace(/\.$/, '')).filter((word) => /[a-z][A-Z]|_|\w\.\w/.test(word) && !/^(?:e\.g|i\.e)/.test(word)),
  );
}

/** What the program loads for a language: texts by their English, and by address where one English has several translations. */
export function packLanguage(translation: Translation, { found }: Judgement): Omit<LanguagePack, 'messages' | 'sentences'> | null {
  const { code, settings } = translation;
  if (!settings) return null;
  const counts = new Map<string, Map<string, number>>();
  for (const { text: one, entry } of found) {
    if (entry?.text === null || entry === null) continue;
    const seen = counts.get(one.english) ?? new Map<string, number>();
    counts.set(one.english, seen.set(entry.text, (seen.get(entry.text) ?? 0) + 1));
  }
  const texts: Record<string, string> = {};
  for (const [english, seen] of counts) {
    const [most] = [...seen].sort(([, a], [, b]) => b - a);
    if (most) texts[english] = most[0];
  }
  const at: Record<string, { english: string; text: string }> = {};
  for (const { text: one, entry } of found) {
    if (entry === null || entry.text === null || texts[one.english] === entry.text) continue;
    for (const address of one.addresses) at[address] = { english: one.english, text: entry.text };
  }
  return { code, ...settings, texts, at };
}

/** What a file of a language should hold: entries by address, or a list of shared ones; null for a file that should not be there. */
export type FileContent = { readonly head: string; readonly data: unknown } | null;

type Raw = Record<string, string>;

/**
 * The files of a language in line with the catalog: every text once, in the catalog’s order, translated ones with the English that they were
 * made from. One that is stale keeps its translation and the English of then under `was`, until somebody has looked at it and takes `was`
 * out. What the catalog no longer has is left out.
 */
export function filesOf({ code, entries }: Translation, judgement: Judgement, texts: readonly CatalogText[]): Record<string, FileContent> {
  const filesWith = new Map<string, Set<string>>();
  for (const { file, english } of texts) filesWith.set(english, (filesWith.get(english) ?? new Set()).add(file));
  const isShared = (english: string): boolean => (filesWith.get(english)?.size ?? 0) > 1;
  const stale = new Map(
    judgement.stale.map(({ entry, now }) => [entry.address === null ? `${SHARED_FILE}\n${now}` : `${entry.file}\n${entry.address}`, entry]),
  );
  const rawOf = (english: string, entry: Entry | null, old: Entry | null): Raw => {
    if (entry?.text !== null && entry !== null) return { en: english, [code]: entry.text };
    if (old === null || old.text === null) return { en: english };
    return { was: old.english, en: english, [code]: old.text };
  };
  const sharedEntries = new Map(judgement.found.flatMap(({ entry }) => (entry?.address === null ? [[entry.english, entry] as const] : [])));
  const own = new Map<string, Record<string, Raw>>();
  const shared = new Map<string, Raw>();
  const seen = new Map<string, string | null>();
  for (const { text: one, entry } of judgement.found) {
    const { file, english } = one;
    const [address] = one.addresses;
    const old =
      one.addresses.map((each) => stale.get(`${file}\n${each}`)).find((each) => each !== undefined) ??
      stale.get(`${SHARED_FILE}\n${english}`) ??
      (entry === null ? resembling(one, judgement.unknown) : null);
    // A translation of its own beside a shared one stays where it is.
    const ofItsOwn = entry !== null && entry.address !== null && entry.file === file;
    const sharedEntry = sharedEntries.get(english) ?? null;
    if (isShared(english) && !(ofItsOwn && sharedEntry !== null && sharedEntry.text !== entry.text)) {
      const before = shared.get(english);
      if (before === undefined || !(code in before)) shared.set(english, rawOf(english, entry, old));
      continue;
    }
    const key = `${file}\n${english}`;
    const translated = entry?.text ?? null;
    if (seen.has(key) && seen.get(key) === translated && old === null) continue;
    seen.set(key, translated);
    const content = own.get(file) ?? {};
    content[address] = rawOf(english, entry, old);
    own.set(file, content);
  }
  const files: Record<string, FileContent> = {};
  for (const { file } of entries) files[file] = null;
  for (const [file, data] of own) files[file] = { head: headOf(file, code), data };
  if (shared.size > 0)
    files[SHARED_FILE] = {
      head: `# Texts that stand in several files of the catalog, once each, for wherever their English stands. See docs/translating.md.`,
      data: [...shared.values()].sort((a, b) => ((a['en'] ?? '') < (b['en'] ?? '') ? -1 : 1)),
    };
  return files;
}

/** The entry that the text was most probably made of: it has lost its own text, and most of the words are the same. */
function resembling({ file, english }: CatalogText, lost: readonly Entry[]): Entry | null {
  const words = wordsIn(english);
  const likeness = (entry: Entry): number => {
    if (entry.text === null || (entry.address !== null && entry.file !== file)) return 0;
    const others = wordsIn(entry.english);
    const same = [...words].filter((word) => others.has(word)).length;
    return (2 * same) / (words.size + others.size);
  };
  const [best] = lost.map((entry) => ({ entry, likeness: likeness(entry) })).sort((a, b) => b.likeness - a.likeness);
  return best !== undefined && best.likeness >= LIKE ? best.entry : null;
}

/** Below it a translation is no help. */
const LIKE = 0.6;

function wordsIn(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\w’]+/g));
}

function headOf(file: string, code: string): string {
  return file === PHRASE_FILE
    ? '# Words of the program inside texts of the catalog; src/catalog/phrases.ts has the English. See docs/translating.md.'
    : `# Texts of rules/${file} (${code}). See docs/translating.md.`;
}
