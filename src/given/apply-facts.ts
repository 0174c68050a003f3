/** What the client gave, put into a finished assessment: gates that it settles, questions that it answers, and the facts themselves. */
import type { Catalog, Gate } from '../catalog/schema.ts';
import type { GateOutcome, TargetId } from '../catalog/terms.ts';
import type { Assessment, GateResult, GivenFact, OpenQuestion, Route } from '../model/assessment.ts';
import type { OrgFacts } from './schema.ts';

/** What a result holds of a client's facts, which is all that is needed to put them into another. */
export interface GivenFacts {
  readonly facts: readonly GivenFact[];
  readonly lastSafeDate: string | null;
}

/** Numbers by the id of the measure that they settle. */
export function measuresOf(facts: readonly GivenFact[]): Record<string, number> {
  return Object.fromEntries(
    facts.flatMap(({ measure, told }) => (measure === undefined ? [] : [[measure, typeof told === 'number' ? told : 0]])),
  );
}

/** `file` is the name under which the client's file is shown. */
export function applyFacts(assessment: Assessment, given: GivenFacts, catalog: Catalog, file: string): Assessment {
  const gates = new Map(catalog.gates.map((gate) => [gate.id, gate]));
  const settle = (route: Route): Route => ({
    ...route,
    gates: route.gates.map((result) => settleGate(result, gates.get(result.id), route.target, given, file)),
  });
  const definitions = assessment.repos.flatMap((repo) => repo.definitions);
  const known = new Set(definitions.map(({ internalName }) => internalName.toLowerCase()));
  const answers = answersOf(given, known);
  const answer = (question: OpenQuestion): OpenQuestion => {
    const answered = answers.get(question.id);
    return answered ? { ...question, answered } : question;
  };
  return {
    ...assessment,
    given: given.facts.map((fact) => ({
      ...fact,
      ...(fact.callCenter && { callCenter: { ...fact.callCenter, read: known.has(fact.callCenter.name.toLowerCase()) } }),
      file,
    })),
    lastSafeDate: given.lastSafeDate,
    repos: assessment.repos.map((repo) => ({ ...repo, questions: repo.questions.map(answer), routes: repo.routes.map(settle) })),
    totals: { ...assessment.totals, routes: assessment.totals.routes.map(settle) },
  };
}

interface Said {
  readonly outcome: GateOutcome;
  /** Ids of the facts that say it. */
  readonly facts: readonly string[];
}

function settleGate(result: GateResult, gate: Gate | undefined, target: TargetId, given: GivenFacts, file: string): GateResult {
  const said = gate && sayingOf(gate, target, given.facts);
  if (!gate?.given || !said) return result;
  // A failure outweighs, whoever tells it; an answer that settles nothing takes nothing away from what files show.
  const outcome = WEIGHT[said.outcome] >= WEIGHT[result.outcome] || result.outcome === 'unknown' ? said.outcome : result.outcome;
  const evidence = said.facts.flatMap((id) => {
    const fact = given.facts.find((candidate) => candidate.id === id);
    return fact
      ? [{ fingerprint: `given:${id}`, text: `Given by the client: ${fact.label}: ${fact.value}`, file, line: fact.line, column: 1 }]
      : [];
  });
  if (outcome !== said.outcome) return result;
  const isShown = outcome === result.outcome && outcome !== 'unknown';
  return {
    ...result,
    outcome,
    text: isShown ? result.text : gate.given[outcome],
    evidence: [...(isShown ? result.evidence : []), ...evidence],
    question: outcome === 'unknown' ? gate.question : null,
  };
}

const WEIGHT = { unknown: 0, pass: 1, fail: 2 } as const;

/** What the facts say to a gate for a target; null where they say nothing. */
function sayingOf(gate: Gate, target: TargetId, given: readonly GivenFact[]): Said | null {
  const told = new Map(given.map((fact) => [fact.id, fact.told]));
  const omniChannel = told.get('omni-channel');
  const edition = told.get('edition');
  if (gate.id === 'omni-channel' && omniChannel !== undefined) return { outcome: omniChannel ? 'pass' : 'fail', facts: ['omni-channel'] };
  if (gate.id === 'edition' && edition !== undefined) {
    const governmentCloud = told.get('government-cloud');
    const known = gate.editions?.find((entry) => entry.for.includes(target));
    const facts = ['edition', ...(governmentCloud === true ? ['government-cloud'] : [])];
    if (known?.fail.some((name) => name === edition)) return { outcome: 'fail', facts };
    // Salesforce's pages disagree on Government Cloud.
    return { outcome: known?.pass.some((name) => name === edition) && governmentCloud !== true ? 'pass' : 'unknown', facts };
  }
  if (gate.id !== 'licence') return null;
  const kind = LICENCE_OF[target];
  const held = told.get(`licences/${kind}`);
  if (typeof held !== 'number') return null;
  const facts = [`licences/${kind}`];
  if (held === 0) return { outcome: 'fail', facts };
  const needed = told.get('users');
  return typeof needed === 'number' && held < needed ? { outcome: 'unknown', facts: [...facts, 'users'] } : { outcome: 'pass', facts };
}

const LICENCE_OF: Readonly<Record<TargetId, keyof NonNullable<NonNullable<OrgFacts['licences']>['voice']>>> = {
  'partner-telephony-own': 'partnerTelephony',
  'partner-telephony-packaged': 'partnerTelephony',
  'amazon-connect': 'amazonConnect',
  'partner-telephony-amazon-connect': 'partnerTelephonyAmazonConnect',
  native: 'native',
};

type Answer = NonNullable<OpenQuestion['answered']>;

/** Questions by their ids with what was told to them. A question that asks for more than was told is answered in part. */
function answersOf({ facts }: GivenFacts, callCenters: ReadonlySet<string>): Map<string, Answer> {
  const answers = new Map<string, Answer>();
  const answer = (question: string, takes: (fact: GivenFact) => boolean, wholly: boolean): void => {
    const taken = facts.filter(takes);
    if (taken.length === 0) return;
    const shownFirst = taken.slice(0, MOST_NAMED).map(({ label, value }) => `${label}: ${value}`);
    const more = taken.length - shownFirst.length;
    answers.set(question, {
      text: [...shownFirst, ...(more > 0 ? [`and ${more} more`] : [])].join('; '),
      wholly,
      facts: taken.map(({ id }) => id),
    });
  };
  const is =
    (...ids: readonly string[]) =>
    ({ id }: GivenFact): boolean =>
      ids.includes(id);
  const begins =
    (start: string) =>
    ({ id }: GivenFact): boolean =>
      id.startsWith(start);
  answer('edition', is('edition', 'government-cloud'), facts.some(is('edition')) && facts.some(is('government-cloud')));
  answer('voice-licences', begins('licences/'), true);
  answer('omni-channel-in-use', is('omni-channel'), false);
  answer('user-numbers', is('users'), false);
  const counted = new Set(facts.flatMap(({ callCenter }) => (callCenter ? [callCenter.name.toLowerCase()] : [])));
  answer(
    'several-call-centers',
    begins('users/'),
    [...callCenters].every((name) => counted.has(name)),
  );
  answer('supervisor-numbers', is('supervisors'), false);
  answer('softphone-layout-fields', begins('softphone-layout/'), false);
  answer('softphone-layout-screen-pop', begins('softphone-layout/'), true);
  answer('call-log-consumers', begins('report/'), false);
  answer('last-safe-date', is('last-safe-date'), true);
  return answers;
}

const MOST_NAMED = 5;
