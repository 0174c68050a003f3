/** One file's bytes to everything they show of the phone integration by themselves. */
import { s } from '../../model/sentence.ts';
import type { Fact } from '../../model/fact.ts';
import type { Problem } from '../../model/assessment.ts';
import { decode } from '../decode.ts';
import { similarityPrint } from '../similarity.ts';
import { indexLines, type Position } from '../lines.ts';
import { readApex } from './apex.ts';
import { ARCHIVE_LIMITS, isArchive, isClosedArchive, newBudget, readArchive, type ArchiveBudget, type ArchiveLimits } from './archive.ts';
import { libraryCopy } from './library-copy.ts';
import { withoutComments } from './lex.ts';
import { isMetadataPath, isNetworkMetadata, readMetadata } from './markup/metadata.ts';
import { readMarkup } from './markup/read-markup.ts';
import { bareText, contextOf, signatureOf, sourceFact } from './markup/source-fact.ts';
import {
  couldHoldScript,
  isMarkupPath,
  isScriptPath,
  looksBinary,
  looksLikeMarkup,
  looksLikeScript,
  mentionPlaces,
  mentionsOpenCti,
  textMentionsOpenCti,
} from './mentions.ts';
import type { Script, SourceReading } from './reading.ts';

export interface SourceLimits {
  /** Larger files are named and not read; no hand writes one. */
  readonly bytes: number;
  readonly archive: ArchiveLimits;
}

export const SOURCE_LIMITS: SourceLimits = { bytes: 20 * 1024 * 1024, archive: ARCHIVE_LIMITS };

/**
 * Gives nothing for a file that neither has to do with the phone integration nor could hold script of the adapter. A file that speaks of
 * Open CTI never gives nothing. An archive gives one reading for itself, where something in it matters, and one for each member that could.
 */
export function readSourceFile(path: string, bytes: Buffer, limits: SourceLimits = SOURCE_LIMITS): readonly SourceReading[] {
  return readEntry(path, bytes, limits, newBudget(limits.archive), 0);
}

function readEntry(path: string, bytes: Buffer, limits: SourceLimits, budget: ArchiveBudget, depth: number): SourceReading[] {
  try {
    if (isArchive(bytes)) return isClosedArchive(path) ? [] : readMembers(path, bytes, limits, budget, depth);
    const reading = readOne(path, bytes, limits);
    return reading ? [reading] : [];
  } catch {
    // The message may quote the file, which may hold a credential.
    const detail = s`The file could not be read for a reason that the program did not foresee.`;
    return [{ ...emptyReading(path, 'other', 'none'), problems: [{ code: 'reader-failed', effect: 'lost', file: path, detail }] }];
  }
}

function readMembers(path: string, bytes: Buffer, limits: SourceLimits, budget: ArchiveBudget, depth: number): SourceReading[] {
  const { members, problems } = readArchive(path, bytes, budget, limits.archive);
  const readings: SourceReading[] = [];
  const found: Problem[] = [...problems];
  for (const member of members) {
    if (isArchive(member.bytes) && !isClosedArchive(member.path) && depth + 1 >= limits.archive.depth) {
      if (found.some((problem) => problem.code === 'limit')) continue;
      const detail = s`The archive holds archives more than ${limits.archive.depth} deep; the inner ones were not opened.`;
      found.push({ code: 'limit', effect: 'lost', file: path, detail });
      continue;
    }
    readings.push(...readEntry(`${path}!/${member.path}`, member.bytes, limits, budget, depth + 1));
  }
  // An archive of somebody else's scripts, say, is no file of the adapter unless something in it was lost.
  if (found.length === 0 && readings.every(({ content }) => content === 'other')) return readings;
  return [{ ...emptyReading(path, 'archive', 'zip'), problems: found }, ...readings];
}

function emptyReading(path: string, content: SourceReading['content'], encoding: string): SourceReading {
  return {
    path,
    content,
    encoding,
    signature: null,
    print: null,
    scripts: [],
    facts: [],
    contacts: [],
    callLogs: [],
    apex: [],
    pages: [],
    problems: [],
  };
}

/** Prose, data and lists of packages: whatever they say of Open CTI, they use nothing. */
const NO_SOURCE =
  /\.(?:mdx?|markdown|rst|adoc|asciidoc|textile|map|json5?|jsonc|jsonl|ndjson|csv|tsv|log|lock|ya?ml|toml|ini|cfg|conf|properties|env|css|scss|sass|less|svg|po|pot|ics|eml|rtf|tex|diff|patch|gitignore|sh|bat|ps1)$/i;
const PROSE_OR_SCRIPT = /\.(?:txt|resource|text)$|(?:^|\/)[^./]+$/i;
/** Source in languages that are not read. */
const OTHER_SOURCE = /\.(?:java|cs|py|rb|go|rs|kt|swift|scala|groovy|pl|lua|c|cc|cpp|h|hpp|m|mm|vb|dart|coffee|sql|graphql|gql)$/i;

function readOne(path: string, bytes: Buffer, limits: SourceLimits): SourceReading | null {
  const mentions = mentionsOpenCti(bytes);
  const isApex = /\.(?:cls|trigger|apex)$/i.test(path);
  const isNetwork =
    isNetworkMetadata(path) || (/\.app(?:-meta\.xml)?$/i.test(path) && /<whitelistedDomain/i.test(bytes.toString('latin1')));
  if (!mentions && !isApex && !isNetwork && !couldHoldScript(path, bytes)) return null;
  if (bytes.length > limits.bytes)
    return mentions
      ? unread(path, 'too-large', s`The file has more than ${Math.round(limits.bytes / 1048576)} MiB and was not read.`)
      : null;
  if (mentions && looksBinary(bytes)) return unread(path, 'not-text', s`The file is binary and holds names of Open CTI; it was not read.`);

  const { text, encoding, fault } = decodeLeniently(bytes);
  const problems: Problem[] = fault !== undefined && mentions ? [{ code: 'encoding', effect: 'note', file: path, detail: fault }] : [];
  const base = { ...emptyReading(path, mentions ? 'adapter' : 'other', encoding), problems };
  const signed: Sign = (parts) => {
    const reading = { ...base, ...parts };
    const isBare = mentions && reading.scripts.length === 0 && reading.facts.length === 0;
    return withSignature(isBare ? { ...reading, mentions: mentionPlaces(text) } : reading, text);
  };
  const place = lazily(() => indexLines(text));

  if (isApex) return signed({ ...(mentions && { content: 'mention' as const }), ...apexParts(path, text) });
  if (!isScriptPath(path) && NO_SOURCE.test(path)) return mentions ? signed({ content: 'mention' }) : null;
  if (isNetwork || (isMetadataPath(path) && isMetadata(text))) return metadataReading(path, text, mentions, signed);
  if (isScriptPath(path)) return scriptReading(path, text, mentions, place, signed);
  if (isMarkupPath(path) || looksLikeMarkup(text) || /<apex:(?:page|component)\b/i.test(text))
    return markupReading(path, text, mentions, place, signed);
  if (isMetadataPath(path) || /^\s*<\?xml\b/.test(text)) return metadataReading(path, text, mentions, signed);
  if (!OTHER_SOURCE.test(path) && looksLikeScript(text)) return scriptReading(path, text, mentions, place, signed);
  if (!mentions) return null;
  if (/\.te?xt$/i.test(path)) return signed({ content: 'mention' });
  if (!OTHER_SOURCE.test(path) && /<script\b/i.test(text)) return markupReading(path, text, mentions, place, signed);
  const detail = PROSE_OR_SCRIPT.test(path)
    ? s`The file speaks of Open CTI; it is neither script nor markup, and no use could be told.`
    : s`The file speaks of Open CTI and is written in a language that is not read; no use could be told.`;
  return signed({ content: 'mention', problems: [...problems, { code: 'not-understood', effect: 'note', file: path, detail }] });
}

type Sign = (parts: Partial<SourceReading>) => SourceReading;
type PlaceOf = (offset: number) => Position;

function unread(path: string, code: Problem['code'], detail: string): SourceReading {
  return { ...emptyReading(path, 'mention', 'none'), problems: [{ code, effect: 'lost', file: path, detail }] };
}

/** The place of an offset; the lines are counted when somebody asks, since most files are never asked. */
function lazily(make: () => PlaceOf): PlaceOf {
  let known: PlaceOf | null = null;
  return (offset) => (known ??= make())(offset);
}

/** The digest and the print are made when somebody asks, for the same reason. */
function withSignature(reading: SourceReading, text: string): SourceReading {
  let signature: string | null = null;
  let print: string | null | undefined;
  return Object.defineProperties(
    { ...reading },
    {
      signature: { enumerable: true, configurable: true, get: () => (signature ??= signatureOf(bareText(text))) },
      print: { enumerable: true, configurable: true, get: () => (print === undefined ? (print = similarityPrint(bareText(text))) : print) },
    },
  );
}

/** Nothing is given up for a few bytes: they are replaced, and that is said. */
function decodeLeniently(bytes: Buffer): { text: string; encoding: string; fault?: string } {
  const decoded = decode(bytes);
  if (decoded) return { text: decoded.text, encoding: decoded.encoding, ...(decoded.fault !== undefined && { fault: decoded.fault }) };
  const sample = bytes.subarray(0, 2000);
  let even = 0;
  let odd = 0;
  sample.forEach((byte, index) => {
    if (byte !== 0) return;
    if (index % 2 === 0) even++;
    else odd++;
  });
  const wide = odd > sample.length / 4 ? 'utf-16le' : even > sample.length / 4 ? 'utf-16be' : null;
  if (wide) {
    return {
      text: new TextDecoder(wide).decode(bytes),
      encoding: wide,
      fault: s`The file has two-byte characters and no mark that says so; it was read as ${wide.toUpperCase()}.`,
    };
  }
  return {
    text: new TextDecoder('utf-8').decode(bytes).replaceAll('\0', ' '),
    encoding: 'utf-8',
    fault: s`NUL bytes stand in the text; they were read as blanks.`,
  };
}

function isMetadata(text: string): boolean {
  return /^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)?<(?:\w+:)?[A-Z]\w*[^>]*\bxmlns(?::\w+)?\s*=\s*["']http:\/\/soap\.sforce\.com\/2006\/04\/metadata/.test(
    text,
  );
}

function apexParts(path: string, text: string): Partial<SourceReading> {
  const { classes, callLogs, contacts } = readApex(path, text);
  return { apex: classes, callLogs, contacts };
}

function metadataReading(path: string, text: string, mentions: boolean, signed: Sign): SourceReading {
  const { facts, contacts, scripts } = readMetadata(path, text);
  const content =
    scripts.length > 0 && mentions
      ? 'adapter'
      : facts.length > 0 || contacts.length > 0 || isNetworkMetadata(path)
        ? 'metadata'
        : mentions
          ? 'mention'
          : 'other';
  return signed({ content, facts, contacts, scripts });
}

function scriptReading(path: string, text: string, mentions: boolean, place: PlaceOf, signed: Sign): SourceReading {
  const context = contextOf(path) ?? (mentions && declaresOnly(text) ? 'typing' : undefined);
  const copy = mentions && context !== 'test' ? libraryCopy(text) : null;
  if (copy) {
    const words = { library: copy.library, version: copy.version };
    const check = sourceFact(path, text, place, 0, {
      kind: 'check',
      api: 'library',
      name: 'library-copy',
      value: copy.library,
      words,
      traits: { version: copy.version },
    });
    return signed({ content: 'library-copy', facts: [check] });
  }
  const script: Script = {
    file: path,
    text,
    clean: text,
    place,
    form: isAura(path, text) ? 'aura' : 'file',
    language: /\.[cm]?tsx?$/i.test(path) ? 'typescript' : /\.(?:[cm]?jsx?|es6)$/i.test(path) ? 'javascript' : 'unknown',
    ...(context && { context }),
    page: null,
  };
  const facts = mentions ? commentedAdapter(path, text, () => withoutComments(text), place) : [];
  return signed({ scripts: [script], facts });
}

const DECLARATION =
  /(?:\b(?:var|let|const)\s+)?(?<![\w.$])[\w$][\w.$]*\s*=\s*(?:function\b[^(){};]{0,80}\([^()]*\)\s*\{\s*\}|\{\s*\})\s*;?/g;

/** Declarations for a compiler: marked as such, or nothing but names with empty functions and objects. */
function declaresOnly(text: string): boolean {
  if (/\/\*\*[^/]{0,2000}?@externs\b/.test(text.slice(0, 4000))) return true;
  if (!/\bfunction\b[^(){};]{0,80}\([^()]*\)\s*\{\s*\}/.test(text)) return false;
  const rest = withoutComments(text).replace(DECLARATION, '');
  return rest.trim() === '';
}

/** A Lightning controller is an object in brackets, and nothing else. */
function isAura(path: string, text: string): boolean {
  if (!/(?:^|\/)aura\/|(?:Controller|Helper|Renderer)\.js$/i.test(path) || !/^[\s\S]{0,4000}?\(\s*\{/.test(text)) return false;
  const code = withoutComments(text).trim();
  return /^\(\s*\{/.test(code) && /\}\s*\)\s*;?$/.test(code);
}

function markupReading(path: string, text: string, mentions: boolean, place: PlaceOf, signed: Sign): SourceReading {
  const { live, facts, ...parts } = readMarkup(path, text, place);
  const commented = mentions ? commentedAdapter(path, text, () => live, place) : [];
  return signed({ ...parts, facts: [...facts, ...commented] });
}

/** Calls of Open CTI that stand in comments alone: an adapter that was, or is to be. */
function commentedAdapter(path: string, text: string, live: () => string, place: PlaceOf): Fact[] {
  const calls = [...text.matchAll(/\bsforce\s*\.\s*(?:opencti|interaction|console\s*\.\s*cti)\s*\.\s*[\w.]+\s*\(/g)];
  const [first] = calls;
  if (!first || textMentionsOpenCti(live())) return [];
  const fact = sourceFact(path, text, place, first.index, {
    kind: 'check',
    api: 'behaviour',
    name: 'commented-adapter',
    confidence: 'text',
    words: { count: String(calls.length) },
  });
  return [fact];
}
