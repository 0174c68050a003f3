/** Facts of source that need no script to be understood, and the signature of a text: both with credentials masked. */
import { createHash } from 'node:crypto';
import type { Api, FactKind } from '../../../model/fact.ts';
import type { Fact } from '../../../model/fact.ts';
import type { Position } from '../../lines.ts';
import { statementOfText } from '../details/statements.ts';
import { maskShapes } from '../../secrets.ts';

/** Longer lines are cut: a minified file is one line. */
const LONGEST_SNIPPET = 160;
const LONGEST_VALUE = 200;

export interface SourceFact {
  readonly kind: FactKind;
  readonly api: Api;
  readonly name: string;
  readonly value?: string;
  readonly traits?: Fact['traits'];
  readonly words?: Fact['words'];
  readonly confidence?: Fact['confidence'];
}

/** A fact of adapter source at a place in a text. */
export function sourceFact(file: string, text: string, place: (offset: number) => Position, offset: number, fact: SourceFact): Fact {
  const plain = (fact.value ?? '')
    .slice(0, 10 * LONGEST_VALUE)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_VALUE);
  const value = maskShapes(plain);
  const snippet = snippetAt(text, offset);
  const element = elementSource(text, offset);
  return {
    kind: fact.kind,
    api: fact.api,
    name: fact.name,
    value,
    masked: value !== plain,
    file,
    ...place(offset),
    definition: '',
    standing: 'open-cti',
    form: 'source',
    confidence: fact.confidence ?? 'exact',
    ...(fact.traits && { traits: fact.traits }),
    ...(fact.words && { words: fact.words }),
    ...(snippet !== '' && { snippet }),
    ...(fact.kind !== 'check' && { statement: statementOfText(maskShapes(element)) }),
    ...(contextOf(file) === 'test' && { context: 'test' as const }),
  };
}

/** The line that an offset stands on; of a long one the part around the offset. */
export function snippetAt(text: string, offset: number): string {
  const reach = 2000;
  const from = Math.max(0, offset - reach);
  const near = text.slice(from, offset + reach);
  const at = offset - from;
  const before = Math.max(near.lastIndexOf('\n', at - 1), near.lastIndexOf('\r', at - 1)) + 1;
  const behind = near.slice(at).search(/[\r\n]/);
  const line = near.slice(before, behind < 0 ? near.length : at + behind);
  const start = line.length <= LONGEST_SNIPPET ? 0 : Math.max(0, Math.min(at - before - 40, line.length - LONGEST_SNIPPET));
  // Masked before it is cut: a cut credential may no longer look like one.
  const masked = maskShapes(line.slice(Math.max(0, start - 200), start + LONGEST_SNIPPET + 200));
  const shown = line.length <= LONGEST_SNIPPET ? masked : masked.slice(Math.min(start, 200), Math.min(start, 200) + LONGEST_SNIPPET);
  return shown.trim();
}

/** The tag that an offset lies in; the line where it lies in none. */
function elementSource(text: string, offset: number): string {
  const reach = 2000;
  const start = Math.max(0, offset - reach);
  const near = text.slice(start, offset + reach);
  const from = near.lastIndexOf('<', offset - start);
  const end = from < 0 ? -1 : near.indexOf('>', from);
  return end < 0 ? snippetAt(text, offset) : near.slice(from, end + 1);
}

/** The same for a place within XML: where several elements stand on one line, those beside the one that is meant are left out. */
export function elementSnippetAt(text: string, offset: number): string {
  const reach = 2000;
  const start = Math.max(0, offset - reach);
  const from = Math.max(start, start + text.slice(start, offset + 1).lastIndexOf('<'));
  const behind = text.slice(offset + 1, offset + reach);
  const tag = behind.indexOf('<');
  const end = tag < 0 ? -1 : behind.indexOf('>', tag);
  return snippetAt(text.slice(from, end < 0 ? offset + reach : offset + end + 2), offset - from);
}

/**
 * A text by which copies can be told, and of which a digest or a print can be published: what stands in quotes, between tags, in comments,
 * and long numbers are left out of it, and with them every place where a credential could stand. White space is folded, since line ends
 * change from machine to machine.
 */
export function bareText(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\/|(?<![:"'])\/\/[^\r\n]*/g, '')
    .replace(/"[^"\r\n]*"|'[^'\r\n]*'|`[^`]*`/g, '""')
    .replace(/>[^<>{};]+</g, '><')
    .replace(/\d{6,}/g, '0')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Digest of a bare text. */
export function signatureOf(bare: string): string {
  return createHash('sha256').update(bare).digest('hex');
}

/** What a path says of its file: a test or a mock, or declarations only. */
export function contextOf(path: string): 'test' | 'typing' | undefined {
  if (/\.d\.[cm]?ts$|(?:^|[/.])externs?(?:\/|\.js$)/i.test(path)) return 'typing';
  if (/(?:^|\/)(?:__tests__|__mocks__|tests?|specs?|mocks?|e2e|cypress|fixtures)\/|[._-](?:test|spec|mock)s?\.[cm]?[jt]sx?$/i.test(path))
    return 'test';
  return undefined;
}
