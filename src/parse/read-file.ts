/** One file's bytes to everything the scan knows of it. */
import { s } from '../model/sentence.ts';
import { createHash } from 'node:crypto';
import type { Definition, FileRecord, Problem } from '../model/assessment.ts';
import { decode, isUnreadEncoding } from './decode.ts';
import { readDefinitions, type DefinitionReading } from './definition.ts';
import { needleFinder } from './needles.ts';
import { MASK } from './secrets.ts';
import { MOST_FAULTS, readXml, type XmlDocument } from './xml.ts';

export interface FileReading {
  readonly record: FileRecord;
  readonly definitions: readonly Definition[];
  readonly problems: readonly Problem[];
}

/** Names whose files Salesforce makes for call centers and nothing else: `X.callCenter`, `X.callCenter-meta.xml`, `X.callCenter2`. */
export function namesADefinition(path: string): boolean {
  // A letter behind it makes another type of metadata, CallCenterRoutingMap say.
  return /\.callCenter(?![a-z])[^./]*(?:\.xml)?$/i.test(path);
}

const CALL_CENTER =
  /(?:c\0?a\0?l\0?l|c\0?o\0?n\0?t\0?a\0?c\0?t)[\0_.-]{0,3}c\0?e\0?n\0?t\0?(?:e\0?r|r\0?e)|C\0?T\0?I\0?V\0?e\0?r\0?s\0?i\0?o\0?n/i;

/** “callCenter”, “contact_centre” and their like, with up to three marks between the words. */
export const CALL_CENTER_NEEDLES: readonly string[] = [
  ...['call', 'contact'].flatMap((word) => joints(3).map((joint) => `${word}${joint}cent`)),
  'ctiversion',
];

const holdsNeedle = needleFinder(CALL_CENTER_NEEDLES, { anyCase: true });

function joints(most: number): string[] {
  return most === 0 ? [''] : ['', ...joints(most - 1).flatMap((rest) => ['_', '.', '-'].map((mark) => mark + rest))];
}

/** Whether bytes hold a name of a call center element, in one-byte or two-byte characters. Cheap; done before anything is parsed. */
export function mentionsCallCenter(bytes: Buffer): boolean {
  if (!bytes.includes(0) && !holdsNeedle(bytes)) return false;
  return CALL_CENTER.test(bytes.toString('latin1'));
}

/**
 * Whether something in the markup is named as a definition's parts are, or typed as a call center. Profiles and manifests speak of call
 * centers in their text only, and need not be parsed to say no.
 */
const DEFINING =
  /<[^\s<>/]{0,100}?(?:call|contact)[-_.]?cent(?:er|re)|<[^\s<>/]{0,100}?CTIVersion|["']\s{0,20}(?:\w{1,100}:)?CallCenter\s{0,20}["']/i;

/**
 * Returns null for a file that has nothing to do with call centers.
 * A file that is meant to be a definition, by its name or its content, never gives null: it gives definitions or a problem.
 */
export function readFile(path: string, bytes: Buffer): FileReading | null {
  const expected = namesADefinition(path);
  if (isUnreadEncoding(bytes) && (expected || /\.(?:xml|resource)$/i.test(path))) {
    return unreadable(path, 'encoding', s`The file is in UTF-32 or EBCDIC, which are not read; save it as UTF-8.`);
  }
  if (!expected && !mentionsCallCenter(bytes)) return null;
  const decoded = decode(bytes);
  if (!decoded) return expected ? unreadable(path, 'not-text', s`The file is binary; a call center definition is XML text.`) : null;
  if (!expected && !DEFINING.test(decoded.text)) return null;
  if (!/^\s*</.test(decoded.text)) {
    if (!expected) return null;
    const detail = decoded.text.trim() === '' ? s`The file is empty.` : s`The file does not begin as XML; a call center definition does.`;
    return unreadable(path, 'not-well-formed', detail, decoded.encoding);
  }

  const document = readXml(decoded.text);
  const reading = readDefinitions(document, path);
  const problems: Problem[] = [];
  if (reading.definitions.length === 0 && reading.problems.length === 0) {
    // Other metadata that merely speaks of call centers, a manifest or a profile, say.
    if (!expected) return null;
    if (document.faults.length === 0) {
      problems.push({
        code: 'not-salesforce-format',
        effect: 'note',
        file: path,
        line: 1,
        column: 1,
        detail: s`The file is named as a call center definition and holds none.`,
      });
    }
  }
  if (decoded.fault) problems.push({ code: 'encoding', effect: decoded.lossy ? 'lost' : 'note', file: path, detail: decoded.fault });
  if (document.documentType) {
    problems.push({
      code: 'document-type',
      effect: 'note',
      file: path,
      ...document.documentType,
      detail: s`The file declares a document type. Nothing in it was expanded or fetched; references to its entities stay as written.`,
    });
  }
  problems.push(...markupProblems(path, document, reading.definitions));
  problems.push(...reading.problems);
  const content =
    reading.definitions.length > 0
      ? 'definition'
      : problems.some((problem) => problem.code === 'not-salesforce-format')
        ? 'not-salesforce-format'
        : 'unreadable';
  return {
    record: { path, signature: signature(decoded.text, reading), encoding: decoded.encoding, content },
    definitions: reading.definitions,
    problems,
  };
}

function unreadable(path: string, code: Problem['code'], detail: string, encoding = 'none'): FileReading {
  return {
    record: { path, signature: null, encoding, content: 'unreadable' },
    definitions: [],
    problems: [{ code, effect: 'lost', file: path, detail }],
  };
}

/** The first fault names the file as partly read; the others are counted with it. */
function markupProblems(file: string, document: XmlDocument, definitions: readonly Definition[]): Problem[] {
  const [first, ...others] = document.faults;
  if (!first) return [];
  const items = definitions.flatMap((definition) => definition.sections).reduce((sum, section) => sum + section.items.length, 0);
  const read =
    definitions.length === 0
      ? s`No definition could be read from it.`
      : items === 1
        ? s`It was read as far as it goes: 1 item.`
        : s`It was read as far as it goes: ${items} items.`;
  const n = others.length;
  const follow =
    document.faults.length === MOST_FAULTS
      ? s`At least ${n} more faults follow.`
      : n === 1
        ? s`1 more fault follows.`
        : s`${n} more faults follow.`;
  const more = n === 0 ? '' : ` ${follow}`;
  return [
    { code: 'not-well-formed', effect: 'lost', file, line: first.line, column: first.column, detail: `${first.detail}${more} ${read}` },
  ];
}

/** Digest of the text with credentials left out, so that it can be published and compared. */
function signature(text: string, { maskedSpans, hideSecrets }: DefinitionReading): string {
  let shown = '';
  let last = 0;
  for (const [start, end] of [...maskedSpans].sort((a, b) => a[0] - b[0])) {
    if (start < last) continue;
    shown += text.slice(last, start) + MASK;
    last = end;
  }
  return createHash('sha256')
    .update(hideSecrets(shown + text.slice(last)))
    .digest('hex');
}
