/** The words of the report's frame, each with a shape and a tone where it is a mark. What is said about Salesforce is the catalog's. */
import { VERDICTS, type Basis, type GateOutcome, type VerdictId } from '../../catalog/terms.ts';
import type { Assessment, CapabilityResult, Definition, Problem, RepositoryRecord } from '../../model/assessment.ts';

/** A word with a shape and a tone; never a colour alone. */
export interface Mark {
  word: string;
  icon: string;
  tone: string;
}

export const VERDICT_WORDS: Record<VerdictId, { word: string; meaning: string }> = {
  'carries-over': { word: 'Carries over', meaning: 'Moves as it is.' },
  rename: { word: 'Rename', meaning: 'Moves under another name.' },
  reconfigure: { word: 'Reconfigure', meaning: 'Is set up again by configuration, without code.' },
  rewrite: { word: 'Rewrite', meaning: 'The same job, written again against other interfaces.' },
  redesign: { word: 'Redesign', meaning: 'The job itself changes; somebody has to decide how.' },
  'no-equivalent': { word: 'No equivalent', meaning: 'Nothing was found in its place. People lose it, or it is built some other way.' },
  obsolete: { word: 'Obsolete', meaning: 'The platform does it by itself. Nothing to do.' },
  unknown: { word: 'Unknown', meaning: 'Nobody has confirmed what becomes of it.' },
};

export const BASIS_WORDS: Record<Basis, { word: string; meaning: string }> = {
  documented: { word: 'Documented', meaning: 'Salesforce documents this move.' },
  inferred: {
    word: 'Inferred',
    meaning: 'The Voice side is documented or in Salesforce’s own samples; that it takes the place of the Open CTI one is our reading.',
  },
  'none-found': { word: 'None found', meaning: 'We looked in the sources named and found no equivalent.' },
  unconfirmed: { word: 'Unconfirmed', meaning: 'No source that we could read confirms it.' },
};

export const GATE_MARKS: Record<GateOutcome, Mark> = {
  pass: { word: 'Passed', icon: 'i-pass', tone: 'carries-over' },
  unknown: { word: 'Open', icon: 'i-unknown', tone: 'unknown' },
  fail: { word: 'Not passed', icon: 'i-fail', tone: 'no-equivalent' },
};

export const SEVERITIES = {
  defect: { mark: { word: 'Defect', icon: 'i-fail', tone: 'no-equivalent' }, meaning: 'Does not work as written.' },
  risk: { mark: { word: 'Risk', icon: 'i-rewrite', tone: 'rewrite' }, meaning: 'Works, or may work, but not for long or not everywhere.' },
  note: { mark: { word: 'Note', icon: 'i-note', tone: 'obsolete' }, meaning: 'Worth knowing.' },
} as const;
export type Severity = keyof typeof SEVERITIES;

export const PROBLEM_MARKS: Record<Problem['effect'], Mark> = {
  lost: { word: 'Content may be missing', icon: 'i-fail', tone: 'no-equivalent' },
  note: { word: 'For information', icon: 'i-note', tone: 'obsolete' },
};

export const COVERAGE: Record<RepositoryRecord['coverage'][number]['state'], Mark> = {
  read: { word: 'Read', icon: 'i-pass', tone: 'carries-over' },
  partly: { word: 'Read in part', icon: 'i-rename', tone: 'rewrite' },
  absent: { word: 'Looked for, not there', icon: 'i-obsolete', tone: 'obsolete' },
  'not-read': { word: 'Not read by this version', icon: 'i-unknown', tone: 'unknown' },
};

export const STANDINGS: Record<Definition['standing'], Mark> = {
  'open-cti': { word: 'Open CTI', icon: 'i-reconfigure', tone: 'reconfigure' },
  voice: { word: 'Voice', icon: 'i-pass', tone: 'carries-over' },
  'cti-toolkit': { word: 'CTI Toolkit', icon: 'i-obsolete', tone: 'obsolete' },
};

export const STATES: Record<CapabilityResult['state'], string> = { used: 'Used', 'not-used': 'Not used', 'not-read': 'Not read' };

export const STATUSES: Record<RepositoryRecord['status'], string> = {
  assessed: 'Read in full',
  partly: 'Read in part',
  failed: 'Could not be read',
  'nothing-found': 'No definition file found',
};

export const FORMS: Record<Definition['form'], string> = { import: 'Import file', metadata: 'Metadata API' };

export const PER: Record<Assessment['catalog']['workItems'][number]['per'], string> = {
  portfolio: 'once for everything',
  org: 'once per org',
  repository: 'once per repository',
  'call-center': 'once per call center',
};

export const SIZE_WORDS = { small: 'Small', medium: 'Medium', large: 'Large' } as const;

/** Verdicts that mean code, or a decision, in place of configuration. */
export const REBUILT: readonly VerdictId[] = ['rewrite', 'redesign'];

export function verdictMark(verdict: VerdictId): Mark {
  return { word: VERDICT_WORDS[verdict].word, icon: `i-${verdict}`, tone: verdict };
}

/** A place in the order from the mildest to the hardest; before all of them where nothing is said. */
export function hardness(verdict: VerdictId | null): number {
  return verdict === null ? -1 : VERDICTS.indexOf(verdict);
}
