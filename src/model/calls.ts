/** What counts as a call of Open CTI, wherever calls are counted. */
import type { Finding } from './assessment.ts';

/** The console's tab handling and presence are not among them. */
const OPEN_CTI: ReadonlySet<string> = new Set(['opencti', 'interaction', 'interaction.cti', 'interaction.entityFeed', 'console.cti']);

/** Calls of Open CTI in service, tests and mocks aside, and the files that they stand in. Each counts once, whatever rules it meets. */
export function countCalls(entries: readonly { readonly finding: Finding; readonly repo: { readonly id: string } }[]): {
  calls: number;
  files: number;
} {
  const calls = entries.filter(
    ({ finding: { kind, api, type, context } }) => kind === 'call' && type === 'mapping' && context === undefined && OPEN_CTI.has(api),
  );
  return {
    calls: new Set(calls.map(({ finding, repo }) => `${repo.id}\n${finding.factId}`)).size,
    files: new Set(calls.map(({ finding, repo }) => `${repo.id}\n${finding.file}`)).size,
  };
}
