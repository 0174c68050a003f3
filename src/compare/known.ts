/** What of a finding a comparison needs; a ledger keeps nothing else of it. */
import { createHash } from 'node:crypto';
import { countsAsUse } from '../assess/scope.ts';
import type { Finding, RepositoryRecord } from '../model/assessment.ts';

export interface Known {
  readonly fingerprint: string;
  readonly name: string;
  readonly file: string;
  /** Digest of the statement, or of the value; empty where there is nothing but the name. */
  readonly content: string;
  /** Around it: of functions, or of the section of a definition. */
  readonly within: string;
  readonly before: string;
  readonly after: string;
  /** Only its order tells it from others of its name, so that its fingerprint alone does not say which one it is. */
  readonly isOrdinal: boolean;
  /** Unknown in a ledger, where a line that moves is no change. */
  readonly line: number | null;
  /** A waiver in force took it out of the open work. */
  readonly isWaived?: true;
}

/** A fingerprint is the name of the fact, a colon, and the rule's id. */
export function factOf({ fingerprint }: Pick<Known, 'fingerprint'>): string {
  return fingerprint.slice(0, fingerprint.indexOf(':'));
}

export function ruleOf({ fingerprint }: Pick<Known, 'fingerprint'>): string {
  return fingerprint.slice(fingerprint.indexOf(':') + 1);
}

/** The findings that stand for something that has to move; by the same measure capabilities and hours are told. */
export function knownFindings({ findings }: Pick<RepositoryRecord, 'findings'>): Known[] {
  return findings.filter(countsAsUse).map(knownFinding);
}

/** Findings that sum up what is strewn over a file or an org: their value changes, and they stay what they are. */
const SUMS: ReadonlySet<Finding['kind']> = new Set(['trace', 'console-use']);

export function knownFinding(finding: Finding): Known {
  const { fingerprint, name, file, line, kind, statement, value, section, waiver } = finding;
  const waived = waiver === undefined ? {} : { isWaived: true as const };
  if (statement) {
    const { digest, within, before, after } = statement;
    return { fingerprint, name, file, content: digest, within, before, after, isOrdinal: true, line, ...waived };
  }
  const content = SUMS.has(kind) ? '' : digestOf(value);
  return {
    fingerprint,
    name,
    file,
    content,
    within: digestOf(section ?? '').slice(0, 5),
    before: '',
    after: '',
    isOrdinal: false,
    line,
    ...waived,
  };
}

/** Findings of one kind say the same of one rule, in whatever file; of them one that is gone and one that is back are told by their number. */
export function kindOf({ fingerprint, name, content, within, isOrdinal }: Known): string {
  return content === '' ? fingerprint : [ruleOf({ fingerprint }), name, content, isOrdinal ? '' : within].join('\0');
}

/** `kinds` keeps what was asked of the same findings before. */
export function countKinds(findings: readonly Known[], kinds = new Map<Known, string>()): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of findings) {
    let kind = kinds.get(one);
    if (kind === undefined) kinds.set(one, (kind = kindOf(one)));
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

function digestOf(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  return plain === '' ? '' : createHash('sha256').update(plain).digest('base64url').slice(0, 8);
}
