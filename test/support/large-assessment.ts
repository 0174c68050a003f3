/** An estate of a given size: many repositories, and findings that differ in place, snippet and how they were found. */
import type { Assessment, Finding } from '../../src/model/assessment.ts';
import { portfolioAssessment } from './portfolio-assessment.ts';

const FOLDERS = ['src/phone', 'force-app/main/default/staticresources', 'web/softphone/lib', 'adapter/events'];
const NAMES = ['dial', 'screen', 'log', 'presence', 'transfer', 'panel', 'queue', 'wrap'];

/** `findings` over `repositories`, those of the sample included. */
export function largeAssessment(repositories: number, findings: number): Assessment {
  const assessment = portfolioAssessment(repositories);
  const holding = assessment.repos.filter((repo) => repo.findings.length > 0);
  const kinds = holding.slice(0, 2).flatMap((repo) => repo.findings);
  let made = holding.reduce((sum, repo) => sum + repo.findings.length, 0);
  for (let n = 0; made < findings; n += 1, made += 1) {
    const repo = holding[n % holding.length];
    const kind = kinds[(n * 7) % kinds.length];
    if (!repo || !kind) throw new Error('The sample lost its findings.');
    repo.findings.push(another(kind, n));
  }
  for (const repo of holding) repo.findings.length = Math.min(repo.findings.length, Math.ceil((repo.findings.length * findings) / made));
  assessment.totals.findings = assessment.repos.reduce((sum, repo) => sum + repo.findings.length, 0);
  return assessment;
}

function another(kind: Finding, n: number): Finding {
  const name = NAMES[n % NAMES.length] ?? '';
  const copy: Finding = {
    ...kind,
    factId: `made-${n}`,
    fingerprint: `made-${n}:${kind.ruleId}`,
    file: kind.snippet === undefined ? kind.file : `${FOLDERS[n % FOLDERS.length]}/${name}-${n % 31}.js`,
    line: 1 + ((n * 13) % 900),
    column: 1 + (n % 40),
  };
  if (kind.snippet !== undefined) copy.snippet = `${kind.snippet} // ${name} ${n}: handled for desk ${n % 97}`;
  if (kind.chain !== undefined) copy.chain = kind.chain.map((step) => `${step} (${n % 50})`);
  return copy;
}

/** A real result again and again under other names, each repository with another part of its findings: every rule it met stays met. */
export function manyOf(result: Assessment, repositories: number, findings: number): Assessment {
  const [first] = result.repos;
  if (!first) throw new Error('There is no repository to repeat.');
  const each = Math.ceil(findings / repositories);
  const repos = Array.from({ length: repositories }, (_, at) => {
    const name = `desk-${String(at + 1).padStart(4, '0')}`;
    const part = Array.from({ length: each }, (_one, n) => {
      const finding = first.findings[(at * each + n) % first.findings.length] as Finding;
      return { ...finding, line: finding.line + at, snippet: finding.snippet === undefined ? undefined : `${finding.snippet} // ${name}` };
    });
    return { ...structuredClone(first), id: name, name, findings: part as Finding[] };
  });
  const totals = { ...result.totals, repositories, findings: each * repositories };
  return { ...result, repos, totals, portfolio: { adapters: [], unused: [] } };
}
