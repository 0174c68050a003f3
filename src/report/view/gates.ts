/** What closes a route however small the work is. */
import type { TargetId } from '../../catalog/terms.ts';
import { formatNumber } from '../number.ts';
import type { GateResult } from '../../model/assessment.ts';
import type { Context, Placed } from './context.ts';
import { byKey, list, lowerFirst, present } from './text.ts';
import { GATE_MARKS } from './words.ts';
import { inWords, t } from '../messages.ts';

interface GateGroup {
  gate: GateResult;
  targets: TargetId[];
}

/** A gate is settled by a few places; the findings list all of them. */
const PLACES_IN_VIEW = 5;
const OUTCOME_ORDER = { fail: 0, unknown: 1, pass: 2 } as const;

/** The same outcome for the same reason stands once, with the targets for which it holds. */
export function gateGroups({ shownRoutes }: Context): GateGroup[] {
  const entries = shownRoutes.flatMap((r) => r.gates.map((gate) => ({ gate, target: r.target })));
  return [...byKey(entries, ({ gate }) => JSON.stringify([gate.id, gate.outcome, gate.text])).values()].map((same) => ({
    gate: same[0]?.gate as GateResult,
    targets: same.map((s) => s.target),
  }));
}

/** Each gate in a word or two, the worst first: what stands before everything else on the first page. */
export function gateStrip({ names, shownRoutes }: Context) {
  const ids = [...new Set(shownRoutes.flatMap((r) => r.gates.map((g) => g.id)))];
  return ids
    .map((id) => {
      const outcomes = shownRoutes.flatMap((r) => r.gates.flatMap((g) => (g.id === id ? [g.outcome] : [])));
      const [outcome = 'unknown'] = outcomes.toSorted((x, y) => OUTCOME_ORDER[x] - OUTCOME_ORDER[y]);
      const having = outcomes.filter((one) => one === outcome).length;
      return {
        name: names.gate(id),
        mark: inWords(GATE_MARKS[outcome]),
        outcome,
        for: having < shownRoutes.length ? t`for ${formatNumber(having)} of ${formatNumber(shownRoutes.length)} targets` : null,
      };
    })
    .toSorted((x, y) => OUTCOME_ORDER[x.outcome] - OUTCOME_ORDER[y.outcome]);
}

export function gatesView(context: Context) {
  const groups = gateGroups(context);
  const finder = placeFinder(context);
  return {
    title: t`Gates: ${lowerFirst(outcomeText(groups))}`,
    rows: groups
      .toSorted((x, y) => OUTCOME_ORDER[x.gate.outcome] - OUTCOME_ORDER[y.gate.outcome])
      .map((group) => gateRow(context, group, finder)),
  };
}

/** How many gates there are, fail on some target, and are open on some. One whose outcome differs by target has several rows. */
export function countGates(groups: readonly GateGroup[]): { all: number; failed: number; open: number } {
  const ids = (some: readonly GateGroup[]): number => new Set(some.map(({ gate }) => gate.id)).size;
  const having = (outcome: GateResult['outcome']): number => ids(groups.filter(({ gate }) => gate.outcome === outcome));
  return { all: ids(groups), failed: having('fail'), open: having('unknown') };
}

function outcomeText(groups: GateGroup[]): string {
  const { all: total, failed, open } = countGates(groups);
  const all = formatNumber(total);
  if (total === 0) return t`No gate applies`;
  if (failed === 0 && open === 0) return t`${total === 1 ? t`The gate is` : t`All ${all} gates are`} passed`;
  return present(
    failed > 0 && t`${formatNumber(failed)} of ${all} not passed`,
    open > 0 && t`${formatNumber(open)}${failed > 0 ? '' : t` of ${all}`} still open`,
  ).join(', ');
}

type Evidence = GateResult['evidence'][number];

function gateRow(context: Context, { gate, targets }: GateGroup, finder: () => (evidence: Evidence) => Placed | undefined) {
  const { lead, names, routes, several, sources } = context;
  const record = names.gateRecord(gate.id);
  const find = finder();
  const more = gate.evidence.length - PLACES_IN_VIEW;
  return {
    name: names.gate(gate.id),
    why: record?.why ?? null,
    sources: sources.views(record?.sources ?? []),
    mark: inWords(GATE_MARKS[gate.outcome]),
    text: gate.text,
    for: lead || targets.length === routes.length ? null : t`Only for: ${list(targets.map(names.targetShort))}`,
    evidence: gate.evidence.slice(0, PLACES_IN_VIEW).map((e) => ({
      text: e.text,
      place: { repository: several ? (find(e)?.repo.name ?? null) : null, text: `${e.file}:${e.line}:${e.column}` },
    })),
    moreEvidence: more > 0 ? t`and ${formatNumber(more)} more, under Findings` : null,
    question: gate.question === null ? null : names.question(gate.question),
  };
}

/**
 * From the evidence of a gate or a foundation to its finding. Two repositories can hold the same finding at the same place of the same file;
 * evidence names them one after the other, so each is given out in turn.
 */
export function placeFinder({ findings }: Context): () => (evidence: Evidence) => Placed | undefined {
  const keyOf = (at: Evidence | Placed['finding']): string => `${at.fingerprint}\n${at.file}\n${at.line}\n${at.column}`;
  const places = byKey(findings, ({ finding }) => keyOf(finding));
  return () => {
    const turns = new Map<string, number>();
    return (evidence) => {
      const key = keyOf(evidence);
      const turn = turns.get(key) ?? 0;
      turns.set(key, turn + 1);
      return places.get(key)?.[turn];
    };
  };
}
