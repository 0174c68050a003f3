/** What a run says on the terminal. All of it goes to stderr; stdout is for results that were asked for. */
import type { Assessment } from './model/assessment.ts';
import { countCalls } from './model/calls.ts';
import { formatNumber } from './report/number.ts';
import { decisionAbout, waiverAbout, waiverState } from './report/plan-words.ts';

export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

/** Styles for a terminal that wants them; https://no-color.org decides with `isTerminal`. */
export function paintFor(isTerminal: boolean, environment: Readonly<Record<string, string | undefined>>): Paint {
  const on = isTerminal && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
  const style = (code: number) => (text: string) => (on ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { bold: style(1), dim: style(2) };
}

/** A stranger's file name must not steer the terminal. */
export function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}

/** The short table at the end of a scan, and the paths written. */
export function summarise(assessment: Assessment, written: readonly string[], paint: Paint): string {
  const lines: string[] = [];
  const { totals, retirement } = assessment;
  const { openCti, voice, ctiToolkit } = totals.definitions;
  const kinds = [`${openCti} Open CTI`, ...(voice > 0 ? [`${voice} Voice`] : []), ...(ctiToolkit > 0 ? [`${ctiToolkit} CTI Toolkit`] : [])];
  const count = openCti + voice + ctiToolkit;
  lines.push(
    paint.bold(
      `${count} call center ${count === 1 ? 'definition' : 'definitions'} in ${totals.repositories} ${totals.repositories === 1 ? 'repository' : 'repositories'}`,
    ) + (count > 0 ? `: ${kinds.join(', ')}` : ''),
  );
  const { calls, files } = countCalls(assessment.repos.flatMap((repo) => repo.findings.map((finding) => ({ finding, repo }))));
  if (calls > 0) {
    lines.push(`${calls} ${calls === 1 ? 'call' : 'calls'} of Open CTI in ${files} ${files === 1 ? 'file' : 'files'}`);
  }
  lines.push(...orgBlock(assessment));
  if (assessment.options.redacted) lines.push('Names, paths, hosts and values are pseudonyms (--redact)');
  const days = retirement.daysLeft;
  lines.push(
    days >= 0
      ? `${days} days to the retirement of Open CTI on ${retirement.date}`
      : `Open CTI retired ${-days} days ago, on ${retirement.date}`,
  );
  if (openCti + ctiToolkit > 0 || assessment.repos.some((repo) => repo.connector.length > 0)) {
    lines.push('', ...routeTable(assessment, paint));
  }
  lines.push(...planBlock(assessment, paint));
  const lost = assessment.repos.flatMap((repo) =>
    repo.problems.filter((problem) => problem.effect === 'lost').map((problem) => ({ repo, problem })),
  );
  if (lost.length > 0) {
    lines.push('', paint.bold(`${lost.length} ${lost.length === 1 ? 'thing' : 'things'} could not be read, or not wholly:`));
    for (const { repo, problem } of lost.slice(0, 10)) {
      const place = `${problem.file}${problem.line === undefined ? '' : `:${problem.line}`}`;
      lines.push(`  ${printable(`${totals.repositories > 1 ? `${repo.id}/` : ''}${place}`)}  ${paint.dim(printable(problem.detail))}`);
    }
    if (lost.length > 10) lines.push(paint.dim(`  and ${lost.length - 10} more, all in the report`));
  }
  if (written.length > 0) lines.push('', ...written.map((path) => `wrote ${printable(path)}`));
  return `${lines.join('\n')}\n`;
}

/** What is waived and decided, and above all what of it needs somebody. */
function planBlock({ waivers, decisions, repos, totals, catalog, options }: Assessment, paint: Paint): string[] {
  if (waivers.length + decisions.length === 0) return [];
  const waived = repos.reduce((sum, { findings }) => sum + findings.filter(({ waiver }) => waiver !== undefined).length, 0);
  const decided = decisions.filter(({ state }) => state === 'in-force').length;
  const said = [
    ...(waived > 0
      ? [`${formatNumber(waived)} ${waived === 1 ? 'finding' : 'findings'} waived: not in the hours, and still in the score`]
      : []),
    ...(decided > 0 ? [`${formatNumber(decided)} ${decided === 1 ? 'decision' : 'decisions'} in force`] : []),
  ];
  const lines = ['', said.length > 0 ? said.join('; ') : 'Of the waivers and decisions that are given none is in force'];
  for (const route of totals.routes) {
    const hours = route.waived?.hours ?? null;
    if (hours === null || (options.target !== null && route.target !== options.target)) continue;
    const [low, likely, high] = hours.map((one) => formatNumber(Math.round(one)));
    const name = catalog.targets.find(({ id }) => id === route.target)?.short ?? route.target;
    lines.push(`  ${printable(name)}: ${low} / ${likely} / ${high} hours would come back with the end of the waivers`);
  }
  for (const waiver of waivers.filter(({ state }) => state !== 'in-force'))
    lines.push(`  ${printable(`${waiver.id} (${waiverAbout(waiver)})`)}  ${paint.dim(waiverState(waiver))}`);
  for (const decision of decisions.filter(({ state }) => state !== 'in-force'))
    lines.push(`  ${printable(`${decision.id} (${decisionAbout(decision)})`)}  ${paint.dim('speaks of nothing that was found')}`);
  return lines;
}

/** What stands around the adapter, in a line or two; nothing where no metadata of an org was read. */
function orgBlock({ repos, totals, options }: Assessment): string[] {
  const orgs = repos.flatMap(({ org }) => (org ? [org] : []));
  if (orgs.length === 0) return [];
  const count = (n: number, one: string, many: string): string => `${formatNumber(n)} ${n === 1 ? one : many}`;
  const consumers = orgs.flatMap((org) => org.consumers);
  const byName = consumers.filter(({ strength }) => strength === 'weak').length;
  const apps = orgs.flatMap((org) => org.apps);
  const phones = apps.filter(({ openCti }) => openCti === true).length;
  const both = apps.filter(({ conflict }) => conflict).length;
  const consoles = apps.filter(({ kind }) => kind === 'classic-console').length;
  const parts = [
    `${count(consumers.length - byName, 'consumer', 'consumers')} of call Tasks${byName > 0 ? ` (${formatNumber(byName)} more by name only)` : ''}`,
    `${count(phones, 'app', 'apps')} with the phone${both > 0 ? ` (${formatNumber(both)} with both phones)` : ''}`,
    ...(consoles > 0 ? [count(consoles, 'Classic console', 'Classic consoles')] : []),
    omniChannelText(repos),
  ];
  const lines = [`Around the adapter: ${parts.join(', ')}`];
  const routes = totals.routes.filter((route) => options.target === null || route.target === options.target);
  const known = routes.map((route) => route.foundations).filter((foundations) => foundations.length > 0);
  const span = (counts: readonly number[]): string => {
    const [low, high] = [Math.min(...counts), Math.max(...counts)];
    return low === high ? formatNumber(low) : `${formatNumber(low)} to ${formatNumber(high)}`;
  };
  const missing = new Set(repos.flatMap(({ gaps }) => gaps.map(({ type }) => type))).size;
  const stand = known.map((foundations) => foundations.filter(({ state }) => state === 'stands').length);
  const second = [
    ...(known.length > 0
      ? [`${span(stand)} of ${span(known.map((foundations) => foundations.length))} foundations of Voice in place`]
      : []),
    ...(missing > 0
      ? [`${count(missing, 'metadata type', 'metadata types')} not retrieved in full: the report has the lines for package.xml`]
      : []),
  ];
  return second.length > 0 ? [...lines, `  ${second.join('; ')}`] : lines;
}

/** A file that says “off” is as good an answer as one that says “on”; without either nobody knows. */
function omniChannelText(repos: Assessment['repos']): string {
  const signs = new Set(repos.flatMap(({ findings }) => findings.flatMap(({ kind, name }) => (kind === 'foundation' ? [name] : []))));
  if (signs.has('omni-channel-on')) return 'Omni-Channel on';
  return signs.has('omni-channel-off') ? 'Omni-Channel off' : 'Omni-Channel not known';
}

function routeTable({ totals, catalog, options }: Assessment, paint: Paint): string[] {
  const rows = totals.routes
    .filter((route) => options.target === null || route.target === options.target)
    .map((route) => {
      const unpriced = route.hours === null ? 0 : route.workItems.filter((item) => item.state === 'counted' && item.hours === null).length;
      const more = unpriced === 0 ? '' : ` + ${unpriced} work ${unpriced === 1 ? 'item' : 'items'} without`;
      const hours = route.hours ? `${route.hours.map((one) => formatNumber(Math.round(one))).join(' / ')}${more}` : 'no hours to give';
      const { score, floor } = route.readiness;
      const failed = route.gates.filter((gate) => gate.outcome === 'fail').length;
      const unknown = route.gates.filter((gate) => gate.outcome === 'unknown').length;
      return [
        printable(catalog.targets.find((target) => target.id === route.target)?.short ?? route.target),
        score === null ? 'not known' : score === floor ? `${score} of 100` : `${floor} to ${score} of 100`,
        hours,
        `${failed} not passed, ${unknown} open`,
      ];
    });
  const table = [['Route', 'Moves without redesign', 'Hours seen so far (our assumption)', 'Gates'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  return table.map((row, index) => {
    const line = row.map((cell, column) => (column < 3 ? cell.padEnd(widths[column] ?? 0) : cell)).join('   ');
    return index === 0 ? paint.dim(line) : line;
  });
}
