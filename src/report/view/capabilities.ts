/** Capabilities in the client's language: what becomes of each, in which repository, and what has to be decided. */
import type { CapabilityResult } from '../../model/assessment.ts';
import { formatNumber } from '../number.ts';
import type { Context } from './context.ts';
import { heatMap } from './repositories.ts';
import { isLost, isRebuilt, isUndecided, outcomeOf } from './outcome.ts';
import { count, list, lowerFirst, plural, spoken } from './text.ts';
import { verdictMark } from './words.ts';
import { inWords, m, t } from '../messages.ts';

const WORDS = {
  nothing: m`No phone capability is in use, as far as could be read`,
  lede: m`What the phone does for the people who use it, whatever it is called in code. A capability has the hardest verdict found in it.`,
  notUsed: m`looked for and not found`,
  notRead: m`not seen, because nothing here could show it`,
  ledeOpen: m`Where targets differ, so do the columns.`,
};

/** More questions than this are not one decision; the rest is counted. */
const QUESTIONS_IN_VIEW = 2;
/** Decisions in the table below, and capabilities that a row of it names. */
const DECISIONS_IN_VIEW = 6;
const CAPABILITIES_IN_CELL = 4;

export function capabilitiesView(context: Context) {
  const { lead, names, shownRoutes } = context;
  const all = shownRoutes[0]?.capabilities ?? [];
  const asked = questionsByCapability(context);
  const used = all.filter((c) => c.state === 'used');
  return {
    title: capabilitiesTitle(context, used.length),
    lede: lead ? inWords(WORDS.lede) : `${inWords(WORDS.lede)} ${inWords(WORDS.ledeOpen)}`,
    chosen: lead !== null,
    columns: shownRoutes.map((r) => names.targetShort(r.target)),
    rows: used.map((c) => capabilityRow(context, c, asked.get(c.id) ?? [])),
    others: [...restOf(context, all, 'not-read', inWords(WORDS.notRead)), ...restOf(context, all, 'not-used', inWords(WORDS.notUsed))],
    decisions: decisions(context),
    heat: context.several ? heatMap(context) : null,
  };
}

function capabilitiesTitle(context: Context, used: number): string {
  if (used === 0) return inWords(WORDS.nothing);
  const { span } = outcomeOf(context);
  const hard = span((c) => isRebuilt(c) || isLost(c) || isUndecided(c));
  const all = count(used, 'capability', 'capabilities');
  if (hard[1] === 0) return t`${all} in use, and none of them needs a decision`;
  return t`Of ${all} in use, ${spoken(hard)} ${plural(hard[1], 'needs', 'need')} new code or a decision`;
}

function capabilityRow(context: Context, { id, findings }: CapabilityResult, questions: string[]) {
  const { anchor, lead, names, shownRoutes } = context;
  const more = questions.length - QUESTIONS_IN_VIEW;
  return {
    anchor: anchor('capability', id),
    name: names.capability(id),
    description: lead ? (names.capabilityRecord(id)?.description ?? null) : null,
    found: count(findings, 'finding'),
    cells: shownRoutes.map((r) => {
      const mine = r.capabilities.find((c) => c.id === id);
      return { mark: mine?.verdict ? verdictMark(mine.verdict) : null, word: t`not used` };
    }),
    /** Only beside one column of verdicts there is room for the questions in full. */
    decisions: lead ? questions.slice(0, QUESTIONS_IN_VIEW) : [],
    more: more > 0 ? t`and ${formatNumber(more)} more` : null,
    n: questions.length > 0 ? formatNumber(questions.length) : null,
  };
}

interface Raised {
  id: string;
  /** How many findings raise it, by capability. */
  findings: Map<string, number>;
}

/** Questions still open, with the findings that raise them, those of most findings first. */
function raised({ assessment }: Context): Raised[] {
  const tally = new Map<string, Map<string, number>>();
  for (const repo of assessment.repos) {
    const capabilityOf = new Map(repo.findings.map((finding) => [finding.fingerprint, finding.capability]));
    for (const { id, raisedBy, answered } of repo.questions) {
      if (answered?.wholly === true) continue;
      for (const fingerprint of raisedBy) {
        const capability = capabilityOf.get(fingerprint);
        if (capability === undefined) continue;
        const mine = tally.get(id) ?? new Map<string, number>();
        tally.set(id, mine.set(capability, (mine.get(capability) ?? 0) + 1));
      }
    }
  }
  return [...tally].map(([id, findings]) => ({ id, findings })).toSorted((x, y) => findingsOf(y) - findingsOf(x));
}

function findingsOf({ findings }: Raised): number {
  return [...findings.values()].reduce((sum, n) => sum + n, 0);
}

function questionsByCapability(context: Context): Map<string, string[]> {
  const questions = raised(context);
  return new Map(
    context.assessment.catalog.capabilities.map(({ id }) => [
      id,
      questions
        .filter(({ findings }) => findings.has(id))
        .toSorted((x, y) => (y.findings.get(id) ?? 0) - (x.findings.get(id) ?? 0))
        .map((question) => context.names.question(question.id).text),
    ]),
  );
}

function decisions(context: Context) {
  const { names } = context;
  return raised(context)
    .slice(0, DECISIONS_IN_VIEW)
    .map((question) => {
      const { text, who } = names.question(question.id);
      const of = [...question.findings.keys()].map((id, at) => (at === 0 ? names.capability(id) : lowerFirst(names.capability(id))));
      return { text, who: who ?? '', capabilities: list(of, CAPABILITIES_IN_CELL), findings: formatNumber(findingsOf(question)) };
    });
}

/** Names that links may aim at, whether or not anything of them is in use. */
function restOf({ anchor, names }: Context, all: CapabilityResult[], state: CapabilityResult['state'], how: string) {
  const mine = all.filter((c) => c.state === state);
  if (mine.length === 0) return [];
  return [
    {
      text: `${count(mine.length, 'capability', 'capabilities')} ${how}:`,
      capabilities: mine.map(({ id }) => ({ anchor: anchor('capability', id), name: lowerFirst(names.capability(id)) })),
    },
  ];
}
