/**
 * From a result to everything the page says: labels, counts, sentences, order. The templates only place it.
 *
 * Hours and scores are taken as they stand in the result. The one arithmetic here is the working shown beside them.
 */
import type { Assessment } from '../../model/assessment.ts';
import { PLAIN, type Presentation } from '../presentation.ts';
import { apexView } from './apex.ts';
import { brandView } from './brand.ts';
import { callLogView } from './call-log.ts';
import { callsView } from './calls.ts';
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
import { problemsView } from './problems.ts';
import { eachRepositoryView, repositoriesView } from './repositories.ts';
import { retrievalView } from './retrieval.ts';
import { scoreView } from './score.ts';
import { summaryView } from './summary.ts';
import { systemsView } from './systems.ts';
import { targetsView } from './targets.ts';
import { count, day, list } from './text.ts';
import { unseenView } from './unseen.ts';
import { vendorsView } from './vendors.ts';
import { whoAndWhereView } from './who-and-where.ts';
import { workView } from './work.ts';

/** A longer subject does not fit a tab, nor what checks titles. */
const LONGEST_SUBJECT_IN_TITLE = 36;

export interface Heading {
  id: string;
  number: number;
  title: string;
  /** The short name in the contents. */
  short: string;
}

export type ReportView = ReturnType<typeof buildView>;

/** In the order of the page, in which sections and sources take their numbers. */
export function buildView(assessment: Assessment, { brand, rates }: Presentation = PLAIN) {
  const context = contextOf(assessment, rates);
  const { section, nav } = contents();
  /** A section that has nothing to say is left out, and takes no number. */
  const optional = <View extends { title: string }>(id: string, short: string, view: View | null) => view && section(id, short, view);
  const sections = {
    ...frameView(context),
    brand: brandView(brand),
    summary: summaryView(context),
    repositories: optional('repositories', 'Portfolio', repositoriesView(context)),
    gates: section('gates', 'Gates', gatesView(context)),
    foundations: optional('foundations', 'Foundations of Voice', foundationsView(context)),
    score: section('score', 'Score and capabilities', scoreView(context)),
    targets: section('targets', 'The five targets', targetsView(context)),
    work: section('work', 'Work items', workView(context)),
    eachRepository: optional('each-repository', 'Each repository', eachRepositoryView(context)),
    definitions: section('definitions', 'Definition files', definitionsView(context)),
    calls: optional('calls', 'What the adapter calls', callsView(context)),
    callLog: optional('call-log', 'Call log', callLogView(context)),
    consumers: optional('consumers', 'What uses call Tasks', consumersView(context)),
    whoAndWhere: optional('who-and-where', 'Who and where', whoAndWhereView(context)),
    systems: optional('systems', 'External systems', systemsView(context)),
    apex: optional('apex', 'Apex', apexView(context)),
    vendors: optional('vendor', 'Vendor', vendorsView(context)),
    connector: optional('connector', 'Connector work list', connectorView(context)),
    findings: section('findings', 'Findings', findingsView(context)),
    custom: section('custom', 'Custom items', customView(context)),
    checks: section('checks', 'Checks', checksView(context)),
    voice: section('voice', 'Already Voice', voiceView(context)),
    problems: section('problems', 'Problems', problemsView(context)),
    retrieval: optional('retrieval', 'What was retrieved', retrievalView(context)),
    given: optional('given', 'Given by the client', givenView(context)),
    unseen: section('unseen', 'Not seen, and questions', unseenView(context)),
    method: section('method', 'Method and sources', methodView(context)),
    nav,
  };
  // Last, since the texts it packs may name more sources; they take the numbers after those of the page.
  return { ...sections, data: packFindings(context, sections) };
}

/** Numbers each section and keeps its heading for the list of contents. */
function contents() {
  const nav: Heading[] = [];
  const section = <View extends { title: string }>(id: string, short: string, view: View) => {
    const heading: Heading = { id, number: nav.length + 1, title: view.title, short };
    nav.push(heading);
    return { ...view, heading };
  };
  return { section, nav };
}

/** Title line and foot. */
function frameView({ assessment }: Context) {
  const { repos, tool, asOf, options, run } = assessment;
  const { shard } = options;
  const repositories = count(repos.length, 'repository', 'repositories');
  const names = list(repos.map((r) => r.name));
  const share = shard === undefined ? '' : `, share ${shard.index} of ${shard.of} of a batch of ${shard.repositories}`;
  const subject = repos.length === 0 ? 'nothing scanned' : repos.length <= 3 ? names : repositories;
  return {
    pageTitle: `Open CTI to Salesforce Voice: ${subject.length > LONGEST_SUBJECT_IN_TITLE ? repositories : subject}`,
    title: 'Open CTI → Salesforce Voice',
    tool: `${tool.name} ${tool.version}`,
    // A part must not be taken for the whole.
    subject: `${subject}${share}`,
    asOf: day(asOf),
    asOfIso: asOf,
    /** By which the files of one run are known; empty in a result of an earlier version. */
    run: run ?? '',
  };
}
