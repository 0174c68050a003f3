/** Whether a result may pass, by what the user asked for and by nothing else. */
import type { Change, Comparison } from '../compare/compare.ts';
import { knownFindings, type Known } from '../compare/known.ts';
import type { Assessment } from '../model/assessment.ts';
import { waiverAbout } from '../report/plan-words.ts';
import type { FailOn } from './terms.ts';

export interface GateRules {
  readonly failOn: readonly FailOn[];
  /** Open findings that may be at most; null for no limit. */
  readonly maxOpen: number | null;
  /** Likely hours of the chosen target that may be left at most; null for no limit. */
  readonly maxHours: number | null;
}

export interface GateResult {
  /** Why it does not pass, a line each; empty where it passes. */
  readonly reasons: readonly string[];
  /** What the gate could not look at, and so says nothing of. */
  readonly remarks: readonly string[];
  /** Whether anything that was asked for could be looked at. */
  readonly isJudged: boolean;
}

/** Findings that stand for something that has to move and that nobody has waived; by the same measure a ledger counts. */
export function openFindings({ repos }: Assessment): number {
  return repos.reduce((sum, repo) => sum + knownFindings(repo).filter(isOpen).length, 0);
}

function isOpen({ isWaived }: Known): boolean {
  return isWaived !== true;
}

/** `comparison` is with the baseline; null where nothing asks for one. */
export function judge(assessment: Assessment, comparison: Comparison | null, { failOn, maxOpen, maxHours }: GateRules): GateResult {
  const reasons: string[] = [];
  const open = openFindings(assessment);
  for (const kind of ['new', 'come-back'] as const) {
    if (!failOn.includes(kind) || !comparison) continue;
    const changes = comparison.changes.filter((change) => change.kind === kind);
    if (changes.length > 0) reasons.push(`${counted(changes.length, 'finding')} ${KIND_WORDS[kind]}:`, ...listed(changes));
  }
  if (failOn.includes('any-open') && open > 0) reasons.push(`${counted(open, 'finding')} open`);
  if (failOn.includes('expired-waiver')) {
    for (const waiver of assessment.waivers.filter(({ state }) => state === 'expired'))
      reasons.push(`${waiver.id} (${waiverAbout(waiver)}) expired on ${waiver.expires}; it fits ${counted(waiver.findings, 'finding')}`);
  }
  if (maxOpen !== null && open > maxOpen) reasons.push(`${counted(open, 'finding')} open, ${maxOpen} at most`);
  const likely = likelyHours(assessment);
  if (maxHours !== null && likely !== null && likely > maxHours) reasons.push(`${round(likely)} likely hours left, ${maxHours} at most`);
  const remarks = [
    ...(comparison?.repositories ?? []).flatMap(({ id, state, reason }) =>
      state === 'not-comparable' ? [`${id} is not held against the baseline: ${reason ?? ''}`] : [],
    ),
    ...(maxHours !== null && likely === null ? ['nobody can say how many hours are left'] : []),
  ];
  const isCompared = comparison !== null && comparison.repositories.some(({ state }) => state !== 'not-comparable');
  const isJudged =
    failOn.includes('any-open') ||
    failOn.includes('expired-waiver') ||
    maxOpen !== null ||
    (maxHours !== null && likely !== null) ||
    ((failOn.includes('new') || failOn.includes('come-back')) && isCompared);
  return { reasons, remarks, isJudged };
}

const KIND_WORDS = { new: 'new in the code', 'come-back': 'back again' } as const;

/** More than these are counted and not listed: the comparison has them all. */
const IN_VIEW = 20;

function listed(changes: readonly Change[]): string[] {
  const lines = changes.slice(0, IN_VIEW).map(({ name, title, repository, after }) => {
    const place = after ? `${after.file}${after.line === null ? '' : `:${after.line}`}` : '';
    return `  ${name === '' ? title : name} at ${repository}/${place}`;
  });
  return changes.length > IN_VIEW ? [...lines, `  and ${changes.length - IN_VIEW} more; “cti2voice compare” lists them`] : lines;
}

/** Null where no target is chosen, or nothing can be said of its hours. */
function likelyHours({ options, totals }: Assessment): number | null {
  return totals.routes.find(({ target }) => target === options.target)?.hours?.[1] ?? null;
}

function counted(count: number, one: string): string {
  return `${count} ${count === 1 ? one : `${one}s`}`;
}

function round(hours: number): number {
  return Math.round(hours * 10) / 10;
}
