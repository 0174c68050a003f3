/** What a file scan cannot see, and the questions that would close it. */
import type { Assessment, Coverage, FileRecord, OpenQuestion } from '../../model/assessment.ts';
import type { Context } from './context.ts';
import { ADAPTER_SOURCE } from './source.ts';
import { formatNumber } from '../number.ts';
import { byKey, count, DASH, plural, present } from './text.ts';
import { COVERAGE, GIVEN } from './words.ts';
import { inWords, t } from '../messages.ts';

/** What only people can tell: what was not there to read is open, not absent. */
/** Those that most findings raise; the others are read on screen. */
const QUESTIONS_ON_PAPER = 10;

function notPrinted(n: number): string | null {
  return n === 0 ? null : t`Not on paper: ${count(n, 'more question')}. They stand in the report on screen and in questions.csv.`;
}

export function unseenView(context: Context) {
  const groups = questionGroups(context);
  const open = groups.flatMap(({ rows }) => rows.filter((q) => !q.closed)).length;
  const closed = groups.flatMap(({ rows }) => rows).length - open;
  const answered = closed > 0 ? t`, ${formatNumber(closed)} answered` : '';
  return {
    title:
      open === 0
        ? t`What source cannot show: no question is open${answered}`
        : t`What source cannot show: ${count(open, 'question')} to ask${answered}`,
    questions: groups.map((group) => ({ ...group, printed: group.rows.some(({ printed }) => printed) })),
    notPrinted: notPrinted(groups.flatMap(({ rows }) => rows).filter(({ printed }) => !printed).length),
  };
}

/** Which kinds of evidence were there to read. */
export function coverageView(context: Context) {
  const coverage = context.assessment.catalog.evidence.map((evidence) => coverageRow(context, evidence));
  const unseen = coverage.filter((c) => !c.seen).length;
  const all = count(coverage.length, 'kind');
  return {
    title:
      coverage.length === 0
        ? t`What was read`
        : unseen === 0
          ? t`All ${all} of evidence were read, wholly or in part`
          : t`What was read: of ${all} of evidence, ${formatNumber(unseen)} ${plural(unseen, 'was', 'were')} not there`,
    coverage,
  };
}

function coverageRow({ assessment, several }: Context, evidence: Assessment['catalog']['evidence'][number]) {
  const states = assessment.repos.map((repo) => coverageOf(repo.coverage, evidence));
  const files = states.reduce((n, s) => n + s.files, 0);
  return {
    name: evidence.name,
    shows: evidence.shows,
    states: [...byKey(states, (s) => s.state).values()].map((same) => ({
      mark: inWords(COVERAGE[same[0]?.state ?? 'not-read']),
      n: several && same.length < states.length ? t`in ${count(same.length, 'repository', 'repositories')}` : null,
    })),
    files: files > 0 ? count(files, 'file') : DASH,
    how: evidence.id === ADAPTER_SOURCE ? readingText(assessment) : null,
    seen: states.some((s) => s.state === 'read' || s.state === 'partly'),
  };
}

/** How source was read, where some of it could not be parsed. */
function readingText({ repos }: Assessment): string | null {
  const files = repos.flatMap((repo) => repo.files);
  const n = (reading: NonNullable<FileRecord['reading']>): number => files.filter((file) => file.reading === reading).length;
  const [tolerant, text] = [n('tolerant'), n('text')];
  if (tolerant + text === 0) return null;
  return present(
    n('parsed') > 0 && t`${count(n('parsed'), 'script file')} parsed in full`,
    tolerant > 0 && t`${tolerant} read by a parser that forgives faults`,
    text > 0 && t`${text} read as text`,
  ).join(', ');
}

/** A result says nothing of a kind of evidence that came into the catalog after it. */
function coverageOf(coverage: Coverage[], evidence: { id: string; read: boolean }): Coverage {
  return coverage.find((c) => c.id === evidence.id) ?? { id: evidence.id, state: evidence.read ? 'absent' : 'not-read', files: 0 };
}

/** What the client told already, and whether it is all that was asked. */
function answeredText(answered: OpenQuestion['answered']): string | null {
  if (!answered) return null;
  return `${answered.wholly ? t`Answered` : t`Answered in part`}, ${inWords(GIVEN)}: ${answered.text}`;
}

/** Questions over all repositories, in the catalog's order; those that findings raise come first. */
function questionGroups({ assessment, names }: Context) {
  const raised = new Map<string, number>();
  const answers = new Map<string, NonNullable<OpenQuestion['answered']>>();
  for (const q of assessment.repos.flatMap((r) => r.questions)) {
    raised.set(q.id, (raised.get(q.id) ?? 0) + q.raisedBy.length);
    if (q.answered) answers.set(q.id, q.answered);
  }
  const order = assessment.catalog.questions.map((q) => q.id);
  const rows = [...raised]
    .toSorted(([x], [y]) => order.indexOf(x) - order.indexOf(y))
    .map(([id, n]) => ({
      ...names.question(id),
      findings: n,
      raised: n > 0 ? t`raised by ${count(n, 'finding')}` : null,
      answered: answeredText(answers.get(id)),
      closed: answers.get(id)?.wholly === true,
      printed: false,
    }));
  const open = rows.filter((q) => !q.closed);
  const first = open.filter((q) => q.raised !== null).toSorted((x, y) => y.findings - x.findings);
  for (const q of first.slice(0, QUESTIONS_ON_PAPER)) q.printed = true;
  return [
    { caption: t`Questions that the findings raise`, rows: open.filter((q) => q.raised !== null) },
    { caption: t`Questions that every estate has to answer`, rows: open.filter((q) => q.raised === null) },
    { caption: t`Questions that the client has answered`, rows: rows.filter((q) => q.closed) },
  ].filter((group) => group.rows.length > 0);
}
