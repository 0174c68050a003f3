/** Each repository by itself, where there are several. */
import type { RepositoryRecord } from '../../model/assessment.ts';
import { formatNumber } from '../number.ts';
import type { Context } from './context.ts';
import { countCalls } from '../../model/calls.ts';
import { envelope } from './hours.ts';
import { scoreSpan } from './readiness.ts';
import { count, DASH, list } from './text.ts';
import { STANDINGS, STATUSES } from './words.ts';

export function repositoriesView(context: Context) {
  const { assessment, lead, several } = context;
  if (!several) return null;
  return {
    title: `${count(assessment.repos.length, 'repository', 'repositories')}, each by itself`,
    hasTarget: lead !== null,
    hasCalls: countCalls(context.mapped).calls > 0,
    rows: assessment.repos.map((repo) => repositoryRow(context, repo)),
  };
}

function repositoryRow({ chosen, names }: Context, repo: RepositoryRecord) {
  const routes = chosen ? repo.routes.filter((r) => r.target === chosen) : repo.routes;
  const hours = chosen ? routes[0]?.hours : null;
  const failing = new Set(routes.flatMap((r) => r.gates.filter((g) => g.outcome === 'fail').map((g) => names.gate(g.id))));
  return {
    name: repo.name,
    status: STATUSES[repo.status],
    definitions: count(repo.definitions.length, 'definition'),
    breakdown: standingsText(repo),
    ...callsOf(repo),
    findings: formatNumber(repo.findings.length),
    score: scoreSpan(routes),
    hours: hours ? envelope(hours) : DASH,
    gates: failing.size === 0 ? 'none' : list([...failing]),
    problems: repo.problems.length === 0 ? 'none' : formatNumber(repo.problems.length),
  };
}

function callsOf(repo: RepositoryRecord): { calls: string; callFiles: string | null } {
  const { calls, files } = countCalls(repo.findings.map((finding) => ({ finding, repo })));
  return { calls: calls === 0 ? 'none' : formatNumber(calls), callFiles: calls === 0 ? null : `in ${count(files, 'file')}` };
}

function standingsText({ definitions }: RepositoryRecord): string {
  const counted = (['open-cti', 'voice', 'cti-toolkit'] as const).map((standing) => ({
    word: STANDINGS[standing].word,
    n: definitions.filter((d) => d.standing === standing).length,
  }));
  return list(counted.filter(({ n }) => n > 0).map(({ n, word }) => `${formatNumber(n)} ${word}`));
}
