/** What could not be read, or not wholly; what was lost comes first. */
import type { RepositoryRecord } from '../../model/assessment.ts';
import type { Context } from './context.ts';
import { beyondList, placeView, shownPart } from './places.ts';
import { count } from './text.ts';
import { waitingRoom } from './waiting.ts';
import { PROBLEM_MARKS, READINGS } from './words.ts';
import { inWords, t } from '../messages.ts';

/** Two repositories may hold a file of one name. */
export function lostFiles(repos: readonly Pick<RepositoryRecord, 'problems'>[]): number {
  return repos.reduce(
    (sum, { problems }) => sum + new Set(problems.flatMap(({ effect, file }) => (effect === 'lost' ? [file] : []))).size,
    0,
  );
}

export function problemsView(context: Context) {
  const problems = context.assessment.repos.flatMap((repo) => repo.problems.map((problem) => ({ problem, repo })));
  const room = waitingRoom(context, 'assessment.json');
  return {
    title: problemsTitle(problems.length, lostFiles(context.assessment.repos)),
    beyond: beyondList(problems.length, 'remark', null, context.limits.list),
    rows: room.inTurn(
      shownPart(
        problems.toSorted((x, y) => Number(x.problem.effect === 'note') - Number(y.problem.effect === 'note')),
        context.limits.list,
      ).map(({ problem, repo }) => ({
        place: placeView(context, repo, problem),
        detail: problem.detail,
        code: problem.code,
        mark: inWords(PROBLEM_MARKS[problem.effect]),
      })),
    ),
    ...unparsedView(context, room),
    waiting: room.pointer(),
  };
}

/** Source that the parser refused: what was found there is less sure, and something may be missing. */
function unparsedView(context: Context, room: ReturnType<typeof waitingRoom>) {
  const files = context.assessment.repos.flatMap((repo) =>
    repo.files.flatMap((file) =>
      file.reading === 'tolerant' || file.reading === 'text' ? [{ repo, file, how: inWords(READINGS[file.reading]) }] : [],
    ),
  );
  return {
    unparsed: room.inTurn(
      shownPart(files, context.limits.list).map(({ repo, file, how }) => ({
        place: placeView(context, repo, { file: file.path }),
        how,
        found: foundText(repo.findings.filter((finding) => finding.file === file.path).length),
      })),
    ),
    unparsedBeyond: beyondList(files.length, 'file', null, context.limits.list),
  };
}

function foundText(n: number): string {
  return n === 0 ? t`nothing found in it` : t`${count(n, 'finding')} in it`;
}

function problemsTitle(all: number, lostFiles: number): string {
  if (all === 0) return t`Everything that was looked at could be read`;
  return lostFiles > 0 ? t`${count(lostFiles, 'file')} could not be read in full` : t`Everything could be read; ${count(all, 'remark')}`;
}
