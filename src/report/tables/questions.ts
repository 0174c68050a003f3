/** What no file answers, as tasks for those who can. */
import type { Assessment, OpenQuestion, RepositoryRecord } from '../../model/assessment.ts';
import { table, type Column } from './column.ts';
import { describe, issueColumns, placeLines, sourceLines, type Issue } from './issue.ts';
import { t } from '../messages.ts';

interface Raised {
  readonly repo: RepositoryRecord;
  readonly question: OpenQuestion;
}

export interface QuestionRow {
  readonly issue: Issue;
  /** Null for the epic. */
  readonly question: {
    readonly id: string;
    readonly who: string;
    readonly changes: string;
    readonly state: 'open' | 'partly-answered' | 'answered';
    readonly answer: string;
    readonly raised: readonly Raised[];
  } | null;
}

const QUESTION_COLUMNS: readonly Column<QuestionRow>[] = [
  ...issueColumns<QuestionRow>(({ issue }) => issue),
  { name: 'question', description: 'Id of the question; empty for the epic.', cell: ({ question }) => question?.id ?? '' },
  { name: 'who', description: 'Who can answer it.', cell: ({ question }) => question?.who ?? '' },
  { name: 'changes', description: 'What the answer changes.', cell: ({ question }) => question?.changes ?? '' },
  {
    name: 'state',
    description: '`open`; `partly-answered` or `answered` where the client gave facts.',
    cell: ({ question }) => question?.state ?? '',
  },
  { name: 'answer', description: 'What the client told already, joined by “; ”.', cell: ({ question }) => question?.answer ?? '' },
  {
    name: 'findings',
    type: 'integer',
    description: 'Findings that raise it; 0 for a question that is asked of everybody.',
    cell: ({ question }) => question?.raised.reduce((sum, { question: one }) => sum + one.raisedBy.length, 0) ?? null,
  },
  {
    name: 'repositories',
    description: 'Ids of the repositories for which it is asked, joined by “; ”.',
    cell: ({ question }) => (question?.raised ?? []).map(({ repo }) => repo.id).join('; '),
  },
];

export const QUESTIONS = table<QuestionRow>({
  name: 'questions',
  title: 'Questions',
  what: 'One row per question that no file answers, as a task, under one epic. A question that several repositories raise stands once.',
  columns: QUESTION_COLUMNS,
  rows: questionRows,
});

const EPIC = 'questions';

export function questionRows({ catalog, repos }: Assessment): QuestionRow[] {
  const raised = new Map<string, Raised[]>();
  for (const repo of repos) {
    for (const question of repo.questions) {
      const known = raised.get(question.id);
      if (known) known.push({ repo, question });
      else raised.set(question.id, [{ repo, question }]);
    }
  }
  const tasks = catalog.questions.flatMap((record): QuestionRow[] => {
    const own = raised.get(record.id);
    if (!own) return [];
    const answers = own.flatMap(({ question }) => question.answered ?? []);
    const isAnswered = answers.length === own.length && answers.every(({ wholly }) => wholly);
    const answer = [...new Set(answers.map(({ text }) => text))].join('; ');
    const places = own.flatMap(({ repo, question }) => {
      const raisedBy = new Set(question.raisedBy);
      return repo.findings.filter(({ fingerprint }) => raisedBy.has(fingerprint)).map((finding) => ({ repo, finding }));
    });
    const state = isAnswered ? 'answered' : answers.length > 0 ? 'partly-answered' : 'open';
    const issue: Issue = {
      key: `question/${record.id}`,
      type: 'Task',
      summary: record.text,
      description: describe([
        [t`Question`, record.text],
        [t`Who can answer it`, record.who],
        [t`What the answer changes`, record.changes],
        [t`Told by the client`, answer],
        [t`Why it is asked`, places.length > 0 ? t`The findings below raise it.` : t`It is asked of everybody: no file can answer it.`],
        [t`Sources`, sourceLines(record.sources)],
        [t`Places`, placeLines(places)],
      ]),
      labels: ['question', state],
      parent: EPIC,
      owners: [...new Set(own.flatMap(({ repo }) => (repo.owner === null ? [] : [repo.owner])))],
    };
    return [{ issue, question: { id: record.id, who: record.who, changes: record.changes, state, answer, raised: own } }];
  });
  if (tasks.length === 0) return [];
  const epic: Issue = {
    key: EPIC,
    type: 'Epic',
    summary: t`Questions that no file answers`,
    description: describe([
      [
        '',
        t`Answers change gates, sizes and targets of the move from Open CTI to Salesforce Voice. Each question names who can answer it.`,
      ],
    ]),
    labels: ['question'],
    parent: null,
    owners: [],
  };
  return [{ issue: epic, question: null }, ...tasks];
}
