/** How waivers and decisions are told, in every form of the report. */
import type { DecisionResult, WaiverResult } from '../model/assessment.ts';
import { t } from './messages.ts';
import { count, day, plural } from './view/text.ts';

/** `rule classic-save-log, files src/old/**, in quillmere-bank`. */
export function waiverAbout({ finding, rule, path, capability, repository }: WaiverResult): string {
  return [
    ...(finding === null ? [] : [t`finding ${finding}`]),
    ...(rule === null ? [] : [t`rule ${rule}`]),
    ...(capability === null ? [] : [t`capability ${capability}`]),
    ...(path === null ? [] : [t`files ${path}`]),
    ...(repository === null ? [] : [t`in ${repository}`]),
  ].join(', ');
}

/** What became of a waiver, in words that stand alone. */
export function waiverState({ state, findings, expires, follows }: WaiverResult): string {
  const told = count(findings, 'finding');
  const until = day(expires);
  if (state === 'unmatched') return t`fits nothing that was found; it can go, or it names something wrongly`;
  if (state === 'expired') return t`expired on ${until}: ${told} ${plural(findings, 'is', 'are')} open again`;
  return t`${told} until ${until}${follows.length > 0 ? t`; its finding is now known as ${follows.join(', ')}` : ''}`;
}

export function decisionAbout({ workItem, capability, repository }: DecisionResult): string {
  const what = workItem === null ? t`capability ${capability ?? ''}` : t`work item ${workItem}`;
  return repository === null ? what : t`${what} in ${repository}`;
}
