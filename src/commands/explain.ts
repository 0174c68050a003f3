/** `cti2voice explain`: what is known of a rule, of a name in a definition or in code, or of one finding of a scan; all of it offline. */
import { resolve } from 'node:path';
import type { Catalog, Rule } from '../catalog/schema.ts';
import { APIS, type Api, type TargetId } from '../catalog/terms.ts';
import { UserError } from '../errors.ts';
import { closestName } from '../match/spelling.ts';
import type { Assessment, Finding, RepositoryRecord } from '../model/assessment.ts';
import { foundThing, ruleSheet, type RuleSheet, type SheetEntry } from '../report/rule-sheet.ts';
import { API_PATHS, CONFIDENCES, IN_A_TEST } from '../report/view/words.ts';
import { printable, type Paint } from '../terminal.ts';
import { wrap } from '../terminal-text.ts';
import { readAssessment } from './read-assessment.ts';
import { catalogFor, type Surroundings } from './scan.ts';

export interface ExplainOptions {
  /** A rule’s id, a fingerprint or the beginning of one, or a name: `reqAdapterUrl`, `screenPop`. */
  readonly subject: string;
  /** The assessment that holds the finding; `given` where the user named it. */
  readonly from: { readonly file: string; readonly given: boolean };
  readonly target: TargetId | null;
  readonly rules: string | null;
  /** Columns of the terminal, and its styles. */
  readonly width: number;
  readonly paint: Paint;
}

/** @throws UserError if nothing answers to the subject */
export async function explain(options: ExplainOptions, surroundings: Surroundings): Promise<number> {
  const subject = options.subject.trim();
  const lines = isFingerprint(subject)
    ? await explainFinding(subject, options, surroundings)
    : await explainWord(subject, options, surroundings);
  await surroundings.out(`${lines.join('\n')}\n`);
  return 0;
}

/** Fact ids begin so; enough of the digest must follow that nobody types it by chance. */
function isFingerprint(subject: string): boolean {
  return /^f\d+-[0-9a-f]{0,20}(?::|$)/.test(subject);
}

async function explainFinding(subject: string, options: ExplainOptions, { workingDirectory }: Surroundings): Promise<string[]> {
  const { file, given } = options.from;
  let assessment: Assessment;
  try {
    assessment = await readAssessment(resolve(workingDirectory, file), file);
  } catch (error) {
    if (!(error instanceof UserError) || given) throw error;
    throw new UserError(
      `To explain a finding its scan is needed, and ${error.message.charAt(0).toLowerCase()}${error.message.slice(1)}`,
      'Give the assessment.json that the scan wrote with --from.',
    );
  }
  const found = assessment.repos.flatMap((repo) =>
    repo.findings.filter(({ fingerprint }) => fingerprint.startsWith(subject)).map((finding) => ({ finding, repo })),
  );
  const facts = new Set(found.map(({ finding }) => finding.factId));
  if (found.length === 0) throw noFinding(subject, file, assessment);
  if (facts.size > 1) {
    const shown = found.slice(0, MOST_NEAR).map(({ finding }) => printable(`${finding.fingerprint} (${finding.file}:${finding.line})`));
    const more = found.length > MOST_NEAR ? `, and ${found.length - MOST_NEAR} more` : '';
    throw new UserError(
      `“${printable(subject)}” begins the fingerprints of ${found.length} findings: ${shown.join(', ')}${more}.`,
      'Give more of the one you mean.',
    );
  }
  const target = options.target ?? assessment.options.target;
  const page = pageOf(options);
  // One fact may meet several rules, and stand in several repositories that hold copies of one file.
  const lines = [...placeLines(found, assessment.repos.length > 1, page)];
  for (const ruleId of new Set(found.map(({ finding }) => finding.ruleId))) {
    const rule = assessment.catalog.rules.find(({ id }) => id === ruleId);
    const message = found.find(({ finding }) => finding.ruleId === ruleId)?.finding.message;
    lines.push('', page.rule);
    if (message !== undefined) lines.push('', ...page.wrap(message));
    if (rule) lines.push('', ...sheetLines(ruleSheet(rule, assessment.catalog, target), page));
    else lines.push('', ...page.wrap(`The assessment does not hold the rule ${ruleId}.`));
  }
  return lines;
}

function noFinding(subject: string, file: string, { repos }: Assessment): UserError {
  const all = repos.flatMap(({ findings }) => findings.map(({ fingerprint }) => fingerprint));
  const near = closestName(subject, [...new Set([...all, ...all.map((fingerprint) => fingerprint.split(':', 1)[0] ?? '')])]);
  return new UserError(
    `No finding in “${printable(file)}” has a fingerprint that begins with “${printable(subject)}”.`,
    near === null ? 'The fingerprints stand in findings.csv and assessment.json.' : `Did you mean ${printable(near)}?`,
  );
}

const MOST_NEAR = 5;

async function explainWord(subject: string, options: ExplainOptions, { workingDirectory }: Surroundings): Promise<string[]> {
  const { catalog } = await catalogFor(options.rules, workingDirectory);
  const saved = options.from.given ? await readAssessment(resolve(workingDirectory, options.from.file), options.from.file) : null;
  const page = pageOf(options);
  const target = options.target ?? saved?.options.target ?? null;
  // A scan may have been made with rules of its own, and with an older catalog.
  const kept = saved?.catalog.rules.find(({ id }) => id === subject);
  if (saved && kept) return sheetLines(ruleSheet(kept, saved.catalog, target), page);
  const rule = catalog.rules.find(({ id }) => id === subject);
  if (rule) return ruleLines(rule, catalog, target, page);
  const named = rulesNaming(subject, catalog);
  const [only, ...others] = named;
  if (only === undefined) throw nothingKnown(subject, catalog);
  if (others.length === 0) return [...page.wrap(`“${subject}” is what one rule speaks of.`), '', ...ruleLines(only, catalog, target, page)];
  return listLines(subject, named, catalog, target, page);
}

/** `sforce.opencti.screenPop` is a name with its API, and `screenPop` one of any. */
function splitName(subject: string): { api: Api | null; name: string } {
  const called = subject.replace(/\(\)$/, '');
  const api = APIS.filter(
    (candidate) => API_PATHS[candidate].startsWith('sforce.') && called.startsWith(`${API_PATHS[candidate]}.`),
  ).toSorted((x, y) => y.length - x.length)[0];
  return api === undefined ? { api: null, name: called } : { api, name: called.slice(API_PATHS[api].length + 1) };
}

/** What a rule takes by name; with an API, only what it takes of that. */
function namesOf(rule: Rule, wanted: Api | null = null): string[] {
  return rule.match
    .filter(({ api }) => wanted === null || api === undefined || [api].flat().includes(wanted))
    .flatMap(({ name }) => (name === undefined ? [] : [name].flat()));
}

/** Rules that name it; letter case decides only where two names differ by it alone. */
function rulesNaming(subject: string, catalog: Catalog): Rule[] {
  const { api, name } = splitName(subject);
  const exact = catalog.rules.filter((rule) => namesOf(rule, api).includes(name));
  if (exact.length > 0) return exact;
  const lower = name.toLowerCase();
  return catalog.rules.filter((rule) => namesOf(rule, api).some((candidate) => candidate.toLowerCase() === lower));
}

function nothingKnown(subject: string, catalog: Catalog): UserError {
  const ids = catalog.rules.map(({ id }) => id);
  const names = [...new Set(catalog.rules.flatMap((rule) => namesOf(rule)))];
  const { name } = splitName(subject);
  const closest = [closestName(name, names), closestName(subject, ids)].filter((near) => near !== null);
  const lower = name.toLowerCase();
  const alike = lower.length < 3 ? [] : [...names, ...ids].filter((candidate) => candidate.toLowerCase().includes(lower));
  const near = [...new Set([...closest, ...alike])].slice(0, MOST_NEAR);
  return new UserError(
    `No rule, and no name that a rule speaks of, is “${printable(subject)}”.`,
    near.length > 0
      ? `Did you mean ${near.map(printable).join(', ')}?`
      : '“cti2voice rules list” shows all rules; a finding is named by the beginning of its fingerprint.',
  );
}

/** A terminal’s page: how wide it is, how it sets words off. */
interface Page {
  readonly paint: Paint;
  readonly rule: string;
  readonly wrap: (text: string, first?: string) => string[];
  /** A label and what stands behind it; nothing where there is nothing to say. */
  readonly field: (label: string, text: string | null) => string[];
}

const LABEL = 12;

function pageOf({ width, paint }: Pick<ExplainOptions, 'width' | 'paint'>): Page {
  // What comes from a rule of somebody’s own or from a scanned file must not steer the terminal.
  const set = (text: string, first = ''): string[] => wrap(printable(text.replaceAll(/\s+/g, ' ')), width, first);
  const field = (label: string, text: string | null): string[] => {
    if (text === null || text === '') return [];
    const [line = '', ...rest] = set(text, ' '.repeat(LABEL));
    return [`${paint.dim(label.padEnd(LABEL - 1))} ${line.slice(LABEL)}`, ...rest];
  };
  return { paint, rule: paint.dim('─'.repeat(Math.min(width, 40))), wrap: set, field };
}

function placeLines(found: readonly { finding: Finding; repo: RepositoryRecord }[], several: boolean, page: Page): string[] {
  const places = new Map(found.map((entry) => [`${entry.repo.id}\n${entry.finding.file}\n${entry.finding.line}`, entry]));
  const first = found[0]?.finding;
  if (!first) return [];
  const { word, meaning } = CONFIDENCES[first.confidence];
  const shown = first.snippet ?? (first.api === 'metadata' ? '' : first.value);
  return [
    page.paint.bold(printable(foundThing(first))),
    '',
    ...[...places.values()].flatMap(({ finding: { file, line, column }, repo }) =>
      page.field('Place', `${file}:${line}:${column}${several ? ` in ${repo.name}` : ''}`),
    ),
    ...page.field('Definition', first.definition),
    ...page.field('Text', shown),
    ...page.field('Confidence', `${word}: ${meaning}`),
    ...(first.kind === 'trace' ? page.field('', 'An indication, read from words in the source: no proof.') : []),
    ...(first.context === 'test' ? page.field('Counts', IN_A_TEST) : []),
    ...(first.chain ?? []).flatMap((step, index) => page.field(index === 0 ? 'Found by' : '', step)),
    ...page.field('Fingerprint', [...new Set(found.map(({ finding }) => finding.fingerprint))].join(', ')),
  ];
}

function ruleLines(rule: Rule, catalog: Catalog, target: TargetId | null, page: Page): string[] {
  return sheetLines(ruleSheet(rule, catalog, target), page, metAs(rule));
}

const MOST_NAMES = 12;

/** The names that a rule takes, or the kinds of things where it takes any name; a check has none but its own. */
function metAs(rule: Rule): string | null {
  if (rule.type === 'check') return null;
  const names = [...new Set(namesOf(rule))];
  if (names.length === 0) return [...new Set(rule.match.flatMap(({ kind }) => kind))].map((kind) => kind.replaceAll('-', ' ')).join(', ');
  return `${names.slice(0, MOST_NAMES).join(', ')}${names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : ''}`;
}

function sheetLines(sheet: RuleSheet, page: Page, met: string | null = null): string[] {
  const { id, title, capability, workItem, brought, entries } = sheet;
  const described = capability.description === null ? capability.name : `${capability.name}: ${capability.description}`;
  return [
    ...page.wrap(title).map(page.paint.bold),
    '',
    ...page.field('Rule', brought === null ? id : `${id} (${brought})`),
    ...page.field('Met as', met),
    ...page.field('Capability', described),
    ...page.field('Work item', workItem && `${workItem.title}: ${workItem.description}`),
    ...entries.flatMap((entry) => ['', ...entryLines(entry, page)]),
  ];
}

function entryLines({ targets, word, meaning, equivalent, action, basis, caveats, sources }: SheetEntry, page: Page): string[] {
  return [
    ...(targets.length > 0 ? page.wrap(targets.join(', ')).map(page.paint.bold) : []),
    ...page.field(targets.length > 0 ? 'Verdict' : 'Severity', `${word}: ${meaning}`),
    ...page.field('In Voice', equivalent),
    ...page.field('Do', action),
    ...page.field('Basis', `${basis.word}: ${basis.meaning}`),
    ...caveats.flatMap((caveat) => page.field('Note', caveat)),
    ...sources.flatMap(({ title, url, read, note }) => [
      ...page.field('Source', `${title} (read ${read}${note === null ? '' : `; ${note}`})`),
      ...page.field('', url),
    ]),
  ];
}

/** Several rules share a name: each in a few lines, and how to read on. */
function listLines(subject: string, rules: readonly Rule[], catalog: Catalog, target: TargetId | null, page: Page): string[] {
  return [
    ...page.wrap(`${rules.length} rules speak of “${subject}”. “cti2voice explain <rule>” says all of one.`),
    ...rules.flatMap((rule) => {
      const { title, entries } = ruleSheet(rule, catalog, target);
      const words = [...new Set(entries.map(({ word }) => word))];
      const verdicts = words.map((word) => {
        const targets = entries.filter((entry) => entry.word === word).flatMap((entry) => entry.targets);
        return targets.length === 0 ? word : `${word}: ${targets.join(', ')}`;
      });
      return [
        '',
        page.paint.bold(printable(rule.id)),
        ...page.wrap(title, '  '),
        ...verdicts.flatMap((verdict) => page.wrap(verdict, '  - ')),
      ];
    }),
  ];
}
