/**
 * SARIF 2.1.0, one file for each repository, made to be taken in by GitHub’s code scanning and by viewers of the format.
 *
 * What the format asks for is in docs/sarif.md. Results stand a line each, so that two files can be compared line by line.
 */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Assessment, Finding, Problem, RepositoryRecord } from '../model/assessment.ts';
import { code, cut, link, plain } from './markdown-text.ts';
import { formatNumber } from './number.ts';
import { foundThing, ruleSheet, type RuleSheet, type SheetEntry } from './rule-sheet.ts';
import { contextOf, isIndication, isProgress, type Context } from './view/context.ts';
import { count, day, ended, list, lowerFirst, plural, present, visible } from './view/text.ts';
import { CONFIDENCES, hardness, VERDICT_WORDS } from './view/words.ts';

/** What code scanning takes; above `shown` it shows the worst only. */
export const CODE_SCANNING = { results: 25_000, shown: 5_000, gzipBytes: 10_000_000 } as const;
export type Limits = { readonly [Limit in keyof typeof CODE_SCANNING]: number };

/** Where the files lie in the folder of the report. */
export const SARIF_FOLDER = 'sarif';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const ROOT = '%SRCROOT%';
const LONGEST_DESCRIPTION = 1_000;
const LONGEST_MESSAGE = 1_000;
const LONGEST_SNIPPET = 400;
const LONGEST_CHAIN = 40;
/** A repository of broken files must not hide its results behind them. */
const MOST_NOTIFICATIONS = 1_000;

type Level = 'error' | 'warning' | 'note';
const LEVELS: readonly Level[] = ['note', 'warning', 'error'];

export interface SarifFile {
  readonly name: string;
  readonly text: Iterable<string>;
}

export function renderSarif(assessment: Assessment, limits: Limits = CODE_SCANNING): SarifFile[] {
  const context = contextOf(assessment);
  const unused = new Map(assessment.portfolio.unused.map(({ repository, files }) => [repository, new Set(files)]));
  return assessment.repos.map((repo) => ({
    name: `${SARIF_FOLDER}/${sarifName(repo.id)}.sarif`,
    text: renderRun({ context, repo, unused: unused.get(repo.id) ?? new Set(), limits }),
  }));
}

const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:$|\.)/;
const LONGEST_NAME = 80;

/**
 * A file name for a repository that every system takes, made from its id alone, so that other repositories of a batch do not change it.
 * An id that is no such name as it stands gets a digest, which parts it from all others, also where letter case does not count.
 */
export function sarifName(id: string): string {
  const name = id
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .slice(0, LONGEST_NAME)
    .replaceAll(/^[.-]+|[.-]+$/g, '');
  const isSafe = name === id && name !== '' && !RESERVED.test(name) && !/-[0-9a-f]{12}$/.test(name);
  if (isSafe) return name;
  const digest = createHash('sha256').update(id).digest('hex').slice(0, 12);
  return name === '' ? `repository-${digest}` : `${name.replaceAll('.', '-')}-${digest}`;
}

interface RunOf {
  readonly context: Context;
  readonly repo: RepositoryRecord;
  /** Files of demo adapters that nothing names. */
  readonly unused: ReadonlySet<string>;
  readonly limits: Limits;
}

interface Ranked {
  readonly finding: Finding;
  readonly level: Level;
  readonly suppressions: readonly Suppression[];
}

/** All that a file holds, with as many of the worst results as code scanning takes. */
function* renderRun(run: RunOf): Generator<string> {
  const { repo, limits } = run;
  const all = repo.findings
    .filter((finding) => !isProgress({ finding, repo }))
    .map((finding) => ({ finding, level: levelOf(run, finding), suppressions: suppressionsOf(run, finding) }));
  let kept = worst(all, limits.results);
  let pieces = piecesOf(run, kept, all.length);
  for (;;) {
    const packed = packedSize(pieces, limits.gzipBytes);
    if (packed <= limits.gzipBytes || kept.length === 0) break;
    kept = worst(all, Math.floor(Math.min(kept.length - 1, (kept.length * 0.95 * limits.gzipBytes) / packed)));
    pieces = piecesOf(run, kept, all.length);
  }
  yield* pieces;
}

/** The size of the upload; what is small enough unpacked is not packed to know. */
function packedSize(pieces: readonly string[], limit: number): number {
  const size = pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
  return size <= limit * 0.9 ? size : gzipSync(pieces.join('')).length;
}

/** What nobody has set aside comes before what somebody has, then level, then confidence; the order of the files is kept. */
function worst(all: readonly Ranked[], most: number): Ranked[] {
  if (all.length <= most) return [...all];
  const sure = Object.keys(CONFIDENCES);
  const ranked = all.map((entry, index) => ({ entry, index }));
  ranked.sort(
    (x, y) =>
      Number(x.entry.suppressions.length > 0) - Number(y.entry.suppressions.length > 0) ||
      LEVELS.indexOf(y.entry.level) - LEVELS.indexOf(x.entry.level) ||
      sure.indexOf(x.entry.finding.confidence) - sure.indexOf(y.entry.finding.confidence) ||
      x.index - y.index,
  );
  return ranked
    .slice(0, most)
    .sort((x, y) => x.index - y.index)
    .map(({ entry }) => entry);
}

function piecesOf(run: RunOf, kept: readonly Ranked[], found: number): string[] {
  const { repo } = run;
  const { assessment, chosen } = run.context;
  const { tool, asOf, catalog, retirement } = assessment;
  const ruleIds = [...new Set(kept.map(({ finding }) => finding.ruleId))].sort();
  const notifications = notificationsOf(run, kept.length, found);
  const head = {
    tool: {
      driver: {
        name: tool.name,
        version: tool.version,
        semanticVersion: tool.version,
        rules: ruleIds.map((id) => descriptorOf(run, id, kept)),
        notifications: [...new Set(notifications.map(({ descriptor }) => descriptor.id))].sort().map((id) => ({ id })),
      },
    },
    automationDetails: { id: `${tool.name}/${sarifName(repo.id)}/` },
    invocations: [{ executionSuccessful: repo.status !== 'failed', toolExecutionNotifications: notifications }],
    originalUriBaseIds: { [ROOT]: { description: { text: 'The root of the repository.' } } },
    columnKind: 'utf16CodeUnits',
    properties: {
      repository: visible(repo.id),
      asOf,
      retirement: retirement.date,
      target: chosen,
      catalogVersion: catalog.version,
      ...(assessment.run !== undefined && { run: assessment.run }),
      ...(repo.revision && { revision: visible(repo.revision.commit) }),
    },
  };
  const pieces = [`{"$schema":${JSON.stringify(SCHEMA)},"version":"2.1.0","runs":[\n`, JSON.stringify(head).slice(0, -1), ',"results":['];
  const indexes = new Map(ruleIds.map((id, index) => [id, index]));
  const placeOf = placesIn(repo);
  let separator = '\n';
  for (const entry of kept) {
    pieces.push(separator, JSON.stringify(resultOf(run, entry, indexes.get(entry.finding.ruleId) ?? -1, placeOf)));
    separator = ',\n';
  }
  pieces.push('\n]}\n]}\n');
  return pieces;
}

/**
 * `error`: does not work as written, or has no equivalent, so that somebody has to decide before more of it is written. `warning`: code or
 * a design has to change, or nobody knows. `note`: the rest, and every indication, since it is no proof. Without a target the hardest of
 * the five counts.
 */
function levelOf({ context, repo }: RunOf, finding: Finding): Level {
  const limit: Level = isIndication({ finding, repo }) ? 'note' : finding.confidence === 'text' ? 'warning' : 'error';
  const level =
    finding.type === 'check'
      ? ({ defect: 'error', risk: 'warning', note: 'note' } as const)[finding.severity ?? 'note']
      : ruleLevel(context, finding.ruleId);
  return LEVELS[Math.min(LEVELS.indexOf(level), LEVELS.indexOf(limit))] ?? 'note';
}

function ruleLevel({ rules, shownTargets }: Context, id: string): Level {
  const check = rules.check(id);
  if (check) return ({ defect: 'error', risk: 'warning', note: 'note' } as const)[check.severity];
  const hardest = Math.max(...shownTargets.map((target) => hardness(rules.verdictOf(id, target))));
  if (hardest >= hardness('no-equivalent')) return 'error';
  return hardest >= hardness('unknown') ? 'warning' : 'note';
}

interface Suppression {
  readonly kind: 'external' | 'inSource';
  readonly status: 'accepted';
  readonly justification: string;
}

/** Why a finding asks nothing of anybody, although it stands there. */
function suppressionsOf({ unused, context }: RunOf, finding: Finding): Suppression[] {
  const waiver = context.assessment.waivers.find(({ id }) => id === finding.waiver);
  const because = present(
    finding.context === 'test' && 'It stands in a test or a mock, which is shown and counted nowhere.',
    unused.has(finding.file) && 'It belongs to a demo adapter that no definition opens, which is left out of every figure.',
    waiver !== undefined && visible(cut(`Waived until ${waiver.expires} by ${waiver.owner}: ${waiver.reason}`, LONGEST_SNIPPET)),
  );
  return because.map((justification) => ({ kind: 'external', status: 'accepted', justification }));
}

function resultOf(run: RunOf, { finding, level, suppressions }: Ranked, ruleIndex: number, placeOf: (path: string) => Place) {
  const { factId, fingerprint, ruleId, line, column, snippet, chain, confidence, capability, workItem, kind, api } = finding;
  const { uri, inner } = placeOf(finding.file);
  return {
    ruleId,
    ruleIndex,
    level,
    message: { text: messageText(cut(messageOf(run, finding, inner), LONGEST_MESSAGE)) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri, uriBaseId: ROOT },
          // In an archive the lines are those of the file within.
          region: inner === null ? { startLine: line, startColumn: column, endLine: line } : { startLine: 1 },
          ...(inner === null &&
            snippet !== undefined && {
              contextRegion: { startLine: line, endLine: line, snippet: { text: visible(cut(snippet, LONGEST_SNIPPET)) } },
            }),
        },
        ...(inner !== null && {
          logicalLocations: [{ fullyQualifiedName: visible(`${finding.file}:${line}:${column}`), kind: 'member' }],
        }),
      },
    ],
    // Code scanning looks at the second name only; other readers take the first.
    partialFingerprints: { [`${run.context.assessment.tool.name}/v1`]: fingerprint, primaryLocationLineHash: fingerprint },
    suppressions,
    properties: {
      factId,
      type: finding.type,
      kind,
      api,
      name: visible(cut(finding.name, LONGEST_SNIPPET)),
      ...(finding.section !== undefined && { section: visible(finding.section) }),
      ...(finding.definition !== '' && { definition: visible(finding.definition) }),
      confidence,
      capability,
      workItem,
      ...(chain && { chain: chain.slice(0, LONGEST_CHAIN).map(visible) }),
    },
  };
}

/** The first sentence says what it is; where there is little room it stands alone. */
function messageOf({ context, repo }: RunOf, finding: Finding, inner: string | null): string {
  const { rules, chosen, names, routes } = context;
  const thing = foundThing(finding);
  const title = rules.title(finding.ruleId);
  const parts: string[] = [];
  if (finding.type === 'check') {
    parts.push(ended(finding.message ?? title), ended(rules.check(finding.ruleId)?.do ?? ''));
  } else {
    parts.push(ended(`${cut(title, 300)}: ${cut(thing, 200)}`));
    const entry = chosen && rules.entryFor(finding.ruleId, chosen);
    if (chosen && entry) {
      const word = lowerFirst(VERDICT_WORDS[entry.verdict].word);
      parts.push(`For ${lowerFirst(names.targetShort(chosen))}: ${word}.`, ended(entry.equivalent), ended(entry.do));
    } else {
      const verdicts = routes.flatMap(({ target }) => {
        const verdict = rules.verdictOf(finding.ruleId, target);
        return verdict === null ? [] : [{ target: lowerFirst(names.targetShort(target)), word: lowerFirst(VERDICT_WORDS[verdict].word) }];
      });
      const words = [...new Set(verdicts.map(({ word }) => word))];
      const groups = words.map(
        (word) => `${word} for ${list(verdicts.filter((entry) => entry.word === word).map(({ target }) => target))}`,
      );
      if (groups.length > 0) parts.push(`By target: ${groups.join('; ')}.`);
    }
  }
  // Behind the first sentence, since the place that a viewer opens is the archive.
  if (inner !== null) parts.splice(1, 0, `In the archive: ${cut(inner, 200)}, line ${finding.line}.`);
  if (isIndication({ finding, repo })) parts.push('This is an indication, read from words in the source, and no proof.');
  else parts.push(`Confidence: ${finding.confidence}, ${CONFIDENCES[finding.confidence].meaning}.`);
  if (finding.chain && finding.chain.length > 0)
    parts.push(`How it was found: ${cut(finding.chain.slice(0, LONGEST_CHAIN).join('; '), 400)}.`);
  return parts.filter((part) => part !== '').join(' ');
}

/** In messages of SARIF braces hold places for arguments, and brackets before a parenthesis make a link. */
function messageText(text: string): string {
  return visible(text.replaceAll(/\s+/g, ' ').trim()).replaceAll('](', '] (').replaceAll(/[{}]/g, '$&$&');
}

interface Place {
  /** Relative to the repository, percent-encoded. */
  readonly uri: string;
  /** Path within an archive; null for a file that lies in the repository itself. */
  readonly inner: string | null;
}

/** A viewer can open the archive and nothing in it, so that is the place. */
function placesIn(repo: RepositoryRecord): (path: string) => Place {
  const archives = new Set(repo.files.filter(({ content }) => content === 'archive').map(({ path }) => path));
  const known = new Map<string, Place>();
  return (path) => {
    const before = known.get(path);
    if (before) return before;
    let inner: string | null = null;
    for (let at = path.indexOf('!/'); at > 0 && inner === null; at = path.indexOf('!/', at + 1)) {
      if (archives.has(path.slice(0, at))) inner = path.slice(at + 2);
    }
    const place = { uri: uriOf(inner === null ? path : path.slice(0, path.length - inner.length - 2)), inner };
    known.set(path, place);
    return place;
  };
}

/** Never absolute, never above the root, whatever a result made by others says. */
export function uriOf(path: string): string {
  const parts = path
    .replaceAll(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..');
  return parts.length === 0 ? '.' : parts.map(encodeURIComponent).join('/');
}

function descriptorOf({ context }: RunOf, id: string, kept: readonly Ranked[]) {
  const { assessment, chosen, rules } = context;
  const { catalog } = assessment;
  const rule = rules.mapping(id) ?? rules.check(id);
  if (!rule)
    return {
      id,
      shortDescription: { text: id },
      fullDescription: { text: id },
      help: { text: 'The catalog of this result does not hold the rule.' },
    };
  const sheet = ruleSheet(rule, catalog, chosen);
  const isOnlyIndicated = kept.every(({ finding }) => finding.ruleId !== id || finding.kind === 'trace');
  const level = isOnlyIndicated ? 'note' : ruleLevel(context, id);
  const helpUri = sheet.entries.flatMap(({ sources }) => sources.flatMap(({ url }) => url ?? []))[0];
  return {
    id,
    shortDescription: { text: visible(cut(sheet.title, LONGEST_DESCRIPTION)) },
    fullDescription: { text: visible(cut(fullText(sheet), LONGEST_DESCRIPTION)) },
    ...(helpUri !== undefined && { helpUri }),
    help: { text: visible(helpText(sheet)), markdown: helpMarkdown(sheet) },
    defaultConfiguration: { level },
    properties: {
      // A capability and a work item may share their id, and no tag may stand twice.
      tags: [...new Set(['open-cti', 'salesforce-voice', rule.capability, ...(rule.type === 'mapping' ? present(rule.workItem) : [])])],
      precision: isOnlyIndicated ? 'low' : 'very-high',
      'problem.severity': level === 'note' ? 'recommendation' : level,
      ...(rule.type === 'mapping' && {
        verdicts: Object.fromEntries(rule.verdicts.flatMap((verdict) => verdict.for.map((target) => [target, verdict.verdict]))),
      }),
    },
  };
}

function fullText({ title, entries }: RuleSheet): string {
  const answers = entries.map((entry) => `${heading(entry)}.${entry.equivalent === null ? '' : ` ${ended(entry.equivalent)}`}`);
  return [ended(title), ...answers].join(' ');
}

function heading({ targets, word }: SheetEntry): string {
  return targets.length === 0 ? word : `${list([...targets])}: ${lowerFirst(word)}`;
}

function helpText(sheet: RuleSheet): string {
  const lines = [ended(sheet.title), `Capability: ${ended(sheet.capability.name)}`];
  if (sheet.workItem) lines.push(`Work item: ${ended(sheet.workItem.title)}`);
  if (sheet.brought !== null) lines.push(`This is ${sheet.brought}.`);
  for (const entry of sheet.entries) {
    lines.push('', `${heading(entry)}. ${entry.meaning}`);
    if (entry.equivalent !== null) lines.push(`In Voice: ${entry.equivalent}`);
    lines.push(`What to do: ${entry.action}`, `Basis: ${lowerFirst(entry.basis.word)}. ${entry.basis.meaning}`);
    for (const caveat of entry.caveats) lines.push(`Note: ${caveat}`);
    for (const { title, url, read, note } of entry.sources) {
      lines.push(`Source: ${present(title, url).join(', ')} (read ${present(day(read), note).join('; ')})`);
    }
  }
  return lines.join('\n');
}

function helpMarkdown(sheet: RuleSheet): string {
  const lines = [`**${plain(sheet.title)}**`, '', `Capability: ${plain(sheet.capability.name)}`];
  if (sheet.workItem) lines.push(`\nWork item: ${plain(sheet.workItem.title)}`);
  if (sheet.brought !== null) lines.push(`\nThis is ${plain(sheet.brought)}.`);
  for (const entry of sheet.entries) {
    lines.push('', `### ${plain(heading(entry))}`, '', plain(entry.meaning), '');
    if (entry.equivalent !== null) lines.push(`- **In Voice:** ${plain(entry.equivalent)}`);
    lines.push(
      `- **What to do:** ${plain(entry.action)}`,
      `- **Basis:** ${plain(lowerFirst(entry.basis.word))}. ${plain(entry.basis.meaning)}`,
    );
    for (const caveat of entry.caveats) lines.push(`- **Note:** ${plain(caveat)}`);
    for (const { title, url, read, note } of entry.sources) {
      lines.push(`- **Source:** ${link(title, url)} (read ${present(day(read), note && plain(note)).join('; ')})`);
    }
  }
  lines.push('', `${code(`cti2voice explain ${sheet.id}`)} prints the same in a terminal.`);
  return lines.join('\n');
}

interface Notification {
  readonly descriptor: { readonly id: string };
  readonly level: Level;
  readonly message: { readonly text: string };
  readonly locations?: readonly object[];
}

/** What the reader of the results has to know beside them: what could not be read comes first, then what is not among the results. */
function notificationsOf({ repo, limits }: RunOf, kept: number, found: number): Notification[] {
  const say = (id: string, level: Level, text: string): Notification => ({
    descriptor: { id },
    level,
    message: { text: messageText(text) },
  });
  const placeOf = placesIn(repo);
  const problems = repo.problems.toSorted((x, y) => Number(x.effect === 'note') - Number(y.effect === 'note'));
  const notifications = problems.slice(0, MOST_NOTIFICATIONS).map((problem) => ({
    ...say(problem.code, problemLevel(repo, problem), problem.detail),
    ...(problem.file !== '' && { locations: [problemLocation(placeOf(problem.file), problem)] }),
  }));
  const more = problems.length - MOST_NOTIFICATIONS;
  if (more > 0) {
    const text = `${count(more, 'more problem')} ${plural(more, 'is', 'are')} in assessment.json.`;
    notifications.push(say('more-problems', 'warning', text));
  }
  for (const { reason, count: n, names } of repo.leftOut) {
    notifications.push(say(`left-out-${reason}`, 'note', `${count(n, 'entry', 'entries')} left out (${reason}): ${list(names, 5)}.`));
  }
  if (kept < found) {
    const text = `${formatNumber(kept)} of ${formatNumber(found)} findings are in this file, the worst of them: code scanning takes no more than ${formatNumber(limits.results)} results and ${formatNumber(limits.gzipBytes)} bytes, packed. findings.csv and assessment.json hold them all.`;
    notifications.push(say('results-cut', 'warning', text));
  }
  if (kept > limits.shown) {
    const text = `${formatNumber(kept)} results are in this file. Code scanning shows the first ${formatNumber(limits.shown)} by severity.`;
    notifications.push(say('results-beyond-display', 'note', text));
  }
  const progress = repo.findings.length - found;
  if (progress > 0) {
    const text = `${count(progress, 'finding')} ${plural(progress, 'shows', 'show')} what stands of Salesforce Voice already. ${plural(progress, 'It is', 'They are')} no work and ${plural(progress, 'is', 'are')} not among the results.`;
    notifications.push(say('progress', 'note', text));
  }
  if (repo.uncovered.length > 0) {
    const n = repo.uncovered.length;
    notifications.push(say('uncovered', 'note', `${count(n, 'fact')} met no rule; nothing is said about ${plural(n, 'it', 'them')} here.`));
  }
  return notifications;
}

function problemLevel({ status }: RepositoryRecord, { effect }: Problem): Level {
  if (effect === 'note') return 'note';
  return status === 'failed' ? 'error' : 'warning';
}

function problemLocation({ uri, inner }: Place, { line, column }: Problem) {
  return {
    physicalLocation: {
      artifactLocation: { uri, uriBaseId: ROOT },
      ...(inner === null && line !== undefined && { region: { startLine: line, ...(column !== undefined && { startColumn: column }) } }),
    },
  };
}
