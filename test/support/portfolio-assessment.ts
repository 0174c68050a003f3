/** The sample company with many repositories: copies of the first two under other names, in turn of other outcomes. */
import type { TargetId } from '../../src/catalog/terms.ts';
import type { Assessment, RepositoryRecord } from '../../src/model/assessment.ts';
import { adapterAssessment } from './sample-assessment.ts';

export function portfolioAssessment(size: number, target: TargetId | null = null): Assessment {
  const assessment = adapterAssessment(target);
  const [first, second] = assessment.repos;
  if (!first || !second) throw new Error('The sample lost its repositories.');
  assessment.repos = Array.from({ length: size }, (_, at): RepositoryRecord => {
    const name = `desk-${String(at + 1).padStart(4, '0')}`;
    const repo = structuredClone(at % 2 === 0 ? first : second);
    // Every seventh shows nothing, so that there is something to sort.
    if (at % 7 === 3) {
      Object.assign(repo, { status: 'nothing-found', findings: [], definitions: [], vendors: [], callLogs: [], externalSystems: [] });
      for (const route of repo.routes) {
        Object.assign(route, { workItems: [], hours: null, gates: [] });
        for (const c of route.capabilities) Object.assign(c, { state: 'not-used', verdict: null, findings: 0, counts: {}, share: 1 });
      }
    }
    return {
      ...repo,
      id: name,
      name,
      lastCommit: at % 3 === 0 ? '2026-05-14T08:30:00Z' : null,
      owner: at % 5 === 0 ? 'Service desk' : null,
    };
  });
  assessment.totals.repositories = size;
  const [north = '', south = '', west = ''] = assessment.repos.map(({ id }) => id);
  assessment.portfolio = {
    adapters: [
      {
        id: north,
        repositories: [
          { id: north, files: 5, identical: 5, near: 0 },
          ...(west === '' ? [] : [{ id: west, files: 5, identical: 3, near: 1 }]),
        ],
        files: 5,
        copies: west === '' ? null : 'near',
      },
      { id: south, repositories: [{ id: south, files: 2, identical: 2, near: 0 }], files: 2, copies: null },
    ],
    unused: [{ repository: south, files: ['pages/demoAdapterPage.page', 'staticresources/demoAdapter.js'] }],
  };
  return assessment;
}
