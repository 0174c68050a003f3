/** How waivers and decisions are told, in every form of the report. */
import type { DecisionResult, WaiverResult } from '../model/assessment.ts';
import { formatNumber } from './number.ts';

/** `rule classic-save-log, files src/old/**, in quillmere-bank`. */
export function waiverAbout({ finding, rule, path, capability, repository }: WaiverResult): string {
  return [
    ...(finding === null ? [] : [`finding ${finding}`]),
    ...(rule === null ? [] : [`rule ${rule}`]),
    ...(capability === null ? [] : [`capability ${capability}`]),
    ...(path === null ? [] : [`files ${path}`]),
    ...(repository === null ? [] : [`in ${repository}`]),
  ].join(', ');
}

/** What became of a waiver, in words that stand alone. */
export function waiverState({ state, findings, expires, follows }: WaiverResult): string {
  const count = `${formatNumber(findings)} ${findings === 1 ? 'finding' : 'findings'}`;
  if (state === 'unmatched') return 'fits nothing that was found; it can go, or it names something wrongly';
  if (state === 'expired') return `expired on ${expires}: ${count} ${findings === 1 ? 'is' : 'are'} open again`;
  return `${count} until ${expires}${follows.length > 0 ? `; its finding is now known as ${follows.join(', ')}` : ''}`;
}

export function decisionAbout({ workItem, capability, repository }: DecisionResult): string {
  const what = workItem === null ? `capability ${capability ?? ''}` : `work item ${workItem}`;
  return repository === null ? what : `${what} in ${repository}`;
}
