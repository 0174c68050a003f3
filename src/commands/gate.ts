/** The gate of a scan and of a merge: what was asked for, held against the result and, if need be, against a baseline. */
import { compareSides, toReadAgain, type Comparison } from '../compare/compare.ts';
import { sideOf } from '../compare/side.ts';
import { UserError } from '../errors.ts';
import { judge, type GateRules } from '../gate/gate.ts';
import type { Assessment } from '../model/assessment.ts';
import { printable } from '../terminal.ts';
import { readAgain } from './read-again.ts';
import { USUAL_LEDGER, type Recorded } from './record.ts';
import type { Surroundings } from './scan.ts';
import { findLedger, findSide, pastFor, withAllRules, type Shipped } from './sides.ts';

/** Exit code of a result that does not pass its gate; for nothing else. */
export const DID_NOT_PASS = 3;

export interface GateOptions extends GateRules {
  /** What to hold the result against, as “cti2voice compare” takes it; null for the ledger's last run, if a rule asks for one. */
  readonly baseline: string | null;
  readonly ledger: string | null;
}

/** @throws UserError for rules that cannot be followed */
export function checkGate({ maxHours }: GateRules, target: string | null): void {
  if (maxHours !== null && target === null)
    throw new UserError('Hours have a limit only for a chosen route.', 'Choose one with --target beside --max-hours.');
}

export function hasGate({ failOn, maxOpen, maxHours }: GateRules): boolean {
  return failOn.length > 0 || maxOpen !== null || maxHours !== null;
}

/** @throws UserError where there is no baseline */
export async function baselineFor(
  { assessment, plans, listing }: Recorded,
  options: GateOptions,
  shipped: Shipped,
  { workingDirectory, error }: Pick<Surroundings, 'workingDirectory' | 'error'>,
): Promise<Comparison | null> {
  const isAsked = options.baseline !== null || options.failOn.includes('new') || options.failOn.includes('come-back');
  if (!isAsked) return null;
  const shown = options.ledger ?? USUAL_LEDGER;
  const ledger = findLedger(shown, workingDirectory, error);
  if (options.baseline === null && ledger === null)
    throw new UserError(
      `There is no ledger “${shown}” to hold the result against.`,
      'Record a run with --record on the main branch and commit it, or give --baseline an assessment.json.',
    );
  const before = await findSide(options.baseline ?? 'latest', { asOf: assessment.asOf, shipped, ledger, shown, workingDirectory, listing });
  const side = withAllRules(sideOf(assessment, assessment.asOf), shipped);
  // Repositories that the baseline knows and this scan did not read are no part of what is judged.
  const here = new Set(side.repositories.map(({ base }) => base));
  const was = { ...before.side, repositories: before.side.repositories.filter(({ base }) => here.has(base)) };
  const again = await readAgain(toReadAgain(was, side), plans, shipped.catalog, listing);
  return compareSides(was, side, { again, ...(ledger && pastFor(ledger, before.entry, null)) });
}

/** Whether a repository that both sides read could not be held against the baseline, or not all of it. */
export function isPartial(comparison: Comparison | null): boolean {
  return (comparison?.repositories ?? []).some(({ state, inBoth, unread }) => (state === 'not-comparable' && inBoth) || unread > 0);
}

/** Says why a result does not pass, and whether it does. */
export function passes(
  assessment: Assessment,
  comparison: Comparison | null,
  rules: GateRules,
  { error, quiet }: { readonly error: (text: string) => void; readonly quiet: boolean },
): boolean {
  const { reasons, remarks, isJudged } = judge(assessment, comparison, rules);
  const say = (text: string): void => error(`${printable(text)}\n`);
  if (!quiet) for (const remark of remarks) say(`gate: ${remark}`);
  if (reasons.length === 0) {
    if (!quiet) say(isJudged ? 'gate: passed' : 'gate: nothing could be judged');
    return true;
  }
  say('gate: did not pass');
  for (const reason of reasons) say(`  ${reason}`);
  return false;
}
