/**
 * From a result to everything the page says: labels, counts, sentences, order. The templates only place it.
 *
 * Hours and scores are taken as they stand in the result. The one arithmetic here is the working shown beside them.
 */
import type { Assessment } from '../../model/assessment.ts';
import { NOTHING_BEFORE, type Before } from '../before.ts';
import { PLAIN, type Presentation } from '../presentation.ts';
import { apexView } from './apex.ts';
import { brandView } from './brand.ts';
import { callLogView } from './call-log.ts';
import { callsView } from './calls.ts';
import { capabilitiesView } from './capabilities.ts';
import { changesView } from './changes.ts';
import { checklistView } from './checklist.ts';
import { checksView, customView } from './checks.ts';
import { connectorView } from './connector.ts';
import { consumersView } from './consumers.ts';
import { contextOf, type Context } from './context.ts';
import { definitionsView, voiceView } from './definitions.ts';
import { findingsView } from './findings.ts';
import { foundationsView } from './foundations.ts';
import { gatesView } from './gates.ts';
import { givenView } from './given.ts';
import { methodView } from './method.ts';
import { packFindings } from './packed-findings.ts';
import { paceView } from './pace.ts';
import { planView } from './plan.ts';
import { problemsView } from './problems.ts';
import { eachRepositoryView, repositoriesView } from './repositories.ts';
import { retrievalView } from './retrieval.ts';
import { scoreView } from './score.ts';
import { summaryView } from './summary.ts';
import { systemsView } from './systems.ts';
import { targetsView } from './targets.ts';
import { count, day, list, unbroken, type Piece } from './text.ts';
import { coverageView, unseenView } from './unseen.ts';
import { vendorsView } from './vendors.ts';
import { whoAndWhereView } from './who-and-where.ts';
import { workView } from './work.ts';
import { t } from '../messages.ts';

/** A longer subject does not fit a tab, nor what checks titles. */
const LONGEST_SUBJECT_IN_TITLE = 36;

export interface Heading {
  id: string;
  number: number;
  title: string;
  /** The title in pieces, for the page. */
  parts: Piece[];
  /** The short name in the contents. */
  short: string;
}

export type ReportView = ReturnType<typeof buildView>;

/** In the order of the page, in which sections and sources take their numbers. */
export function buildView(assessment: Assessment, { brand, rates }: Presentation = PLAIN, { comparison, pace }: Before = NOTHING_BEFORE) {
  const context = contextOf(assessment, rates);
  const { section, optional, nav } = contents(context);
  const sections = {
    ...frameView(context),
    brand: brandView(brand),
    summary: summaryView(context),
    gates: section('gates', t`Gates`, () => gatesView(context)),
    changes: optional('changes', t`What changed`, () => changesView(comparison)),
    pace: optional('pace', t`Pace`, () => pace && paceView(pace)),
    repositories: optional('repositories', t`Portfolio`, () => repositoriesView(context)),
    capabilities: section('capabilities', t`Capabilities`, () => capabilitiesView(context)),
    targets: section('targets', t`The five targets`, () => targetsView(context)),
    score: section('score', t`Score`, () => scoreView(context)),
    work: section('work', t`Effort`, () => workView(context)),
    plan: optional('plan', t`Waived and decided`, () => planView(context)),
    foundations: optional('foundations', t`Foundations of Voice`, () => foundationsView(context)),
    findings: section('findings', t`Findings`, () => findingsView(context)),
    custom: section('custom', t`Custom items`, () => customView(context)),
    checks: section('checks', t`Checks`, () => checksView(context)),
    definitions: section('definitions', t`Definition files`, () => definitionsView(context)),
    voice: section('voice', t`Already Voice`, () => voiceView(context)),
    calls: optional('calls', t`What the adapter calls`, () => callsView(context)),
    connector: optional('connector', t`Connector work list`, () => connectorView(context)),
    callLog: optional('call-log', t`Call log`, () => callLogView(context)),
    consumers: optional('consumers', t`What uses call Tasks`, () => consumersView(context)),
    whoAndWhere: optional('who-and-where', t`Who and where`, () => whoAndWhereView(context)),
    systems: optional('systems', t`External systems`, () => systemsView(context)),
    apex: optional('apex', t`Apex`, () => apexView(context)),
    vendors: optional('vendor', t`Vendor`, () => vendorsView(context)),
    eachRepository: optional('each-repository', t`Each repository`, () => eachRepositoryView(context)),
    unseen: section('unseen', t`Questions`, () => unseenView(context)),
    checklist: optional('checklist', t`Salesforce’s checklist`, () => checklistView(context)),
    coverage: section('coverage', t`What was read`, () => coverageView(context)),
    problems: section('problems', t`Problems`, () => problemsView(context)),
    retrieval: optional('retrieval', t`What was retrieved`, () => retrievalView(context)),
    given: optional('given', t`Given by the client`, () => givenView(context)),
    method: section('method', t`Method and sources`, () => methodView(context)),
    nav,
    offPaper: nav.filter(({ id }) => !ON_PAPER.has(id)),
  };
  // Last, since the texts it packs may name more sources; they take the numbers after those of the page.
  return { ...sections, data: packFindings(context, sections) };
}

/** What is printed: what a reader takes from front to back. All else is for looking up; the report on screen and the tables hold it. */
const ON_PAPER: ReadonlySet<string> = new Set([
  'gates',
  'changes',
  'pace',
  'repositories',
  'capabilities',
  'targets',
  'score',
  'work',
  'plan',
  'unseen',
  'checklist',
  'coverage',
  'method',
]);

/** Numbers each section and keeps its heading for the list of contents. A section that has nothing to say is left out, and takes no number. */
function contents({ sources }: Context) {
  const nav: Heading[] = [];
  const optional = <View extends { title: string }>(id: string, short: string, make: () => View | null) => {
    // Sources are printed where the section that names them is.
    sources.onPaper(ON_PAPER.has(id));
    const view = make();
    sources.onPaper(false);
    if (!view) return null;
    const heading: Heading = { id, number: nav.length + 1, title: view.title, parts: unbroken(view.title), short };
    nav.push(heading);
    return { ...view, heading };
  };
  const section = <View extends { title: string }>(id: string, short: string, make: () => View) =>
    optional(id, short, make) as View & { heading: Heading };
  return { section, optional, nav };
}

/** Title line and foot. */
function frameView({ assessment }: Context) {
  const { repos, tool, asOf, options, run } = assessment;
  const { shard } = options;
  const repositories = count(repos.length, 'repository', 'repositories');
  const names = list(repos.map((r) => r.name));
  const share = shard === undefined ? '' : t`, share ${shard.index} of ${shard.of} of a batch of ${shard.repositories}`;
  const subject = repos.length === 0 ? t`nothing scanned` : repos.length <= 3 ? names : repositories;
  return {
    pageTitle: t`Open CTI to Salesforce Voice: ${subject.length > LONGEST_SUBJECT_IN_TITLE ? repositories : subject}`,
    title: t`Open CTI → Salesforce Voice`,
    tool: `${tool.name} ${tool.version}`,
    // A part must not be taken for the whole.
    subject: `${subject}${share}`,
    asOf: day(asOf),
    asOfIso: asOf,
    /** By which the files of one run are known; empty in a result of an earlier version. */
    run: run ?? '',
  };
}
