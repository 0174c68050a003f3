/** Pages of docs/ that are made from the catalog and from the reports' columns, so that they cannot say anything else. */
import type { Catalog, CheckRule, FactKind, MappingRule, Match, Rule, Source, Verdict } from './catalog/schema.ts';
import { VERDICTS } from './catalog/terms.ts';
import { CONNECTOR_GROUP_WORDS } from './report/view/words.ts';
import type { ColumnType, Table } from './report/tables/column.ts';
import { TABLES } from './report/tables/index.ts';
import { API_PATHS, BASIS_WORDS, FIELD_MARKS, VENDOR_CONFIDENCE, VERDICT_WORDS } from './report/view/words.ts';

const GENERATED = '<!-- Made by “npm run docs”; do not edit. -->';

/** Which rule, work item, question or field of the call log carries each row of the mapping. */
export function mappingPage(rows: Readonly<Record<string, string>>, catalog: Catalog): string {
  const carriers = (row: string): string => {
    const rules = catalog.rules
      .filter((rule) => rule.rows.includes(row))
      .map((rule) => `${isIndication(rule) ? 'indication' : 'rule'} [\`${rule.id}\`](${pageOf(rule)}#${rule.id})`);
    const items = catalog.workItems
      .filter((item) => item.rows.includes(row))
      .map((item) => `work item \`${item.id}\`: ${cell(item.title)}`);
    const questions = catalog.questions
      .filter((question) => question.rows.includes(row))
      .map((question) => `question \`${question.id}\`: ${cell(question.text)}`);
    const fields = catalog.callLogFields
      .filter((field) => field.rows.includes(row))
      .map((field) => `field of the call log ${cell(field.field)}, in the [catalog](catalog.md#call-log-fields)`);
    const all = [...rules, ...items, ...questions, ...fields];
    return all.length > 0 ? all.join('<br>') : 'Nothing yet: no rule, work item or question speaks of it.';
  };
  const lines = Object.entries(rows).map(([row, what]) => `| ${row} | ${cell(what)} | ${carriers(row)} |`);
  return page(
    'The mapping, row by row',
    `${Object.keys(rows).length} rows of our mapping of Open CTI to Salesforce Voice, and what carries each of them. Seven of its 121 lines speak of several members; here each member is a row of its own. A rule rests on a name that stands in a file; an indication on words that may betray behaviour; a question stands where no file can tell.`,
    ['| Row | Open CTI | Carried by |', '| --- | --- | --- |', ...lines].join('\n'),
  );
}

/** A part of the catalog: the folder of rules that it comes from is the first word of their ids. */
interface Section {
  readonly prefix: string;
  readonly title: string;
  readonly lead: string;
}

const SECTIONS: readonly Section[] = [
  { prefix: 'definition', title: 'Call center definitions', lead: 'What stands in a call center definition file, or is missing there.' },
  { prefix: 'lightning', title: 'Methods for Lightning Experience', lead: 'Members of `sforce.opencti`.' },
  { prefix: 'classic', title: 'Methods for Salesforce Classic', lead: 'Members of `sforce.interaction`.' },
  { prefix: 'console', title: 'Classic console', lead: 'The CTI part of the console toolkit, presence, and the console itself.' },
  { prefix: 'library', title: 'Libraries', lead: 'Salesforce’s own scripts, wherever they are loaded.' },
  { prefix: 'component', title: 'Components and set-up', lead: 'The softphone, click-to-dial and Canvas in markup and metadata.' },
  {
    prefix: 'behaviour',
    title: 'Behaviour',
    lead: 'Indications: words of the source that may betray what an adapter does. They are no proof, and every report says so.',
  },
];
const CHECKS: Section = {
  prefix: 'check',
  title: 'Checks',
  lead: 'What does not work as written, will not for long, or is worth knowing.',
};
const BROUGHT: Section = { prefix: '', title: 'Other rules', lead: 'Rules outside the folders above.' };

/** Rules on the metadata of an org stand on a page of their own, with what belongs to them: on one page nobody could be shown all. */
const ORG_PREFIX = 'org-';

const ORG_SECTIONS: readonly (Omit<Section, 'prefix'> & { readonly kind: FactKind })[] = [
  {
    kind: 'consumer',
    title: 'What uses the Tasks of calls',
    lead: 'Reports, automations, fields and pages that live on call Tasks, each with what must happen to it once calls are VoiceCall records.',
  },
  {
    kind: 'phone-place',
    title: 'Where the phone lives',
    lead: 'Apps, consoles, pages, hosts and channels of the phone.',
  },
  {
    kind: 'access',
    title: 'Who may use it',
    lead: 'Rights in profiles and permission sets. They tell whom a move concerns and are no work by themselves.',
  },
  {
    kind: 'foundation',
    title: 'What of Salesforce Voice stands already',
    lead: 'Progress, shown as such. It is no work, and none of it alone makes an org ready.',
  },
  {
    kind: 'package',
    title: 'Packages',
    lead: 'Packages of telephony products, by the namespaces of the vendors in the [catalog](catalog.md#vendors).',
  },
];

/** The page on which a rule stands. */
function pageOf({ id }: Pick<Rule, 'id'>): string {
  return id.startsWith(ORG_PREFIX) ? 'catalog-org.md' : 'catalog.md';
}

interface Part {
  readonly section: Omit<Section, 'prefix'>;
  readonly rules: readonly Rule[];
}

const READ_ON = 'Stored copies of public pages were read on the day that stands beside each source; a page may have changed since.';

/** The catalog to read: every rule with its verdicts, basis and sources, and what stands beside the rules; but for the metadata of an org. */
export function catalogPage(catalog: Catalog): string {
  const sources = sourceNumbers();
  const mapping = catalog.rules.filter((rule) => rule.type === 'mapping' && !rule.id.startsWith(ORG_PREFIX));
  const checks = catalog.rules.filter((rule) => rule.type === 'check');
  const ofOrg = catalog.rules.length - mapping.length - checks.length;
  const sectionOf = (rule: Rule): Section => SECTIONS.find(({ prefix }) => rule.id.startsWith(`${prefix}-`)) ?? BROUGHT;
  const parts: Part[] = [
    ...[...SECTIONS, BROUGHT].map((section) => ({ section, rules: mapping.filter((rule) => sectionOf(rule) === section) })),
    { section: CHECKS, rules: checks },
  ];
  return page(
    'The rule catalog',
    `${mapping.length} rules with a verdict for each of the five targets, and ${checks.length} checks. ${ofOrg} more rules, on the metadata of the org around the adapter, stand on [a page of their own](catalog-org.md). ${READ_ON}`,
    catalogBody(parts, catalog, sources, { title: 'Words', text: words(catalog) }, [
      { title: 'Call log fields', text: callLogFields(catalog, sources) },
      { title: 'Vendors', text: vendors(catalog, sources) },
      { title: 'Parts of a connector', text: connectorParts(catalog, sources) },
    ]),
  );
}

/** The same for the metadata of an org: its rules, what Voice needs of it, what to retrieve, and what is counted. */
export function orgCatalogPage(catalog: Catalog): string {
  const sources = sourceNumbers();
  const rules = catalog.rules.filter((rule) => rule.id.startsWith(ORG_PREFIX));
  const parts = ORG_SECTIONS.map(({ kind, ...section }): Part => {
    const own = rules.filter((rule) => rule.match.some((match) => [match.kind].flat().includes(kind)));
    return { section, rules: own };
  });
  return page(
    'The rule catalog: the org around the adapter',
    `${rules.length} rules on the metadata of an org, with a verdict for each of the five targets. The words are those of [the catalog](catalog.md#words). ${READ_ON}`,
    catalogBody(parts, catalog, sources, null, [
      { title: 'Foundations of Salesforce Voice', text: foundations(catalog, sources) },
      { title: 'Metadata types', text: orgTypes(catalog, sources) },
      { title: 'Salesforce’s migration checklist', text: checklist(catalog, sources) },
      { title: 'Measures and sizes', text: measures(catalog) },
    ]),
  );
}

interface Chapter {
  readonly title: string;
  readonly text: string;
}

function catalogBody(
  all: readonly Part[],
  catalog: Catalog,
  sources: SourceNumbers,
  first: Chapter | null,
  beside: readonly Chapter[],
): string {
  const parts = all.filter(({ rules }) => rules.length > 0);
  const body = parts.map(({ section, rules }) =>
    [`## ${section.title}`, section.lead, ...rules.map((rule) => describeRule(rule, catalog, sources))].join('\n\n'),
  );
  return [
    contents(first ? [first.title] : [], parts, [...beside.map(({ title }) => title), 'Sources']),
    ...(first ? [first.text] : []),
    ...body,
    ...beside.map(({ title, text }) => `## ${title}\n\n${text}`),
    `## Sources\n\n${sources.list()}`,
  ].join('\n\n');
}

function contents(first: readonly string[], parts: readonly Part[], others: readonly string[]): string {
  const lines = parts.map(
    ({ section, rules }) =>
      `- [${section.title}](#${anchorOf(section.title)}) (${rules.length})\n  <details><summary>Rules</summary>\n\n${rules
        .map((rule) => `  - [${inline(rule.title)}](#${rule.id})`)
        .join('\n')}\n\n  </details>`,
  );
  const chapters = (titles: readonly string[]): string[] => titles.map((title) => `- [${title}](#${anchorOf(title)})`);
  return ['## Contents', [...chapters(first), ...lines, ...chapters(others)].join('\n')].join('\n\n');
}

/** As GitHub makes it of a heading. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}

function words(catalog: Catalog): string {
  return [
    '## Words',
    table(
      ['Verdict', 'Meaning'],
      VERDICTS.map((verdict) => [VERDICT_WORDS[verdict].word, VERDICT_WORDS[verdict].meaning]),
    ),
    table(
      ['Basis', 'Meaning'],
      Object.values(BASIS_WORDS).map(({ word, meaning }) => [word, meaning]),
    ),
    table(
      ['Target', 'What it is'],
      catalog.targets.map(({ short, name, description }) => [short, `${name}. ${description}`]),
    ),
  ].join('\n\n');
}

function describeRule(rule: Rule, catalog: Catalog, sources: SourceNumbers): string {
  const capability = catalog.capabilities.find(({ id }) => id === rule.capability)?.name ?? rule.capability;
  const item = rule.type === 'mapping' ? catalog.workItems.find(({ id }) => id === rule.workItem) : undefined;
  const action = rule.type === 'mapping' && rule.consumerAction !== undefined ? [`what happens to it: ${code(rule.consumerAction)}`] : [];
  const facts = [`\`${rule.id}\``, capability, ...(item ? [`work item: ${inline(item.title)}`] : []), ...action, ...rule.rows].join(' · ');
  return [
    `<a id="${rule.id}"></a>\n\n### ${inline(rule.title)}`,
    facts,
    `Matches ${rule.match.map(describeMatch).join('; or ')}.`,
    rule.type === 'check' ? describeCheck(rule, sources) : describeVerdicts(rule, catalog, sources),
  ].join('\n\n');
}

function describeCheck(rule: CheckRule, sources: SourceNumbers): string {
  return table(
    ['Severity', 'What it says', 'What to do', 'Basis', 'Sources'],
    [[`**${rule.severity}**`, rule.message, rule.do, BASIS_WORDS[rule.basis].word, sources.refs(rule.sources)]],
  );
}

/** What has to be kept in mind for every target stands once, under the table. */
function describeVerdicts({ verdicts }: MappingRule, catalog: Catalog, sources: SourceNumbers): string {
  const [first] = verdicts;
  const shared =
    verdicts.length > 1 ? (first?.caveats ?? []).filter((caveat) => verdicts.every(({ caveats }) => caveats.includes(caveat))) : [];
  const names = (verdict: Verdict): string =>
    verdict.for.length === catalog.targets.length
      ? 'All five'
      : verdict.for.map((id) => catalog.targets.find((target) => target.id === id)?.short ?? id).join(', ');
  const rows = verdicts.map((verdict) => [
    names(verdict),
    `**${VERDICT_WORDS[verdict.verdict].word}**`,
    verdict.equivalent,
    verdict.do,
    verdict.caveats.filter((caveat) => !shared.includes(caveat)).join(' '),
    `${BASIS_WORDS[verdict.basis].word} ${sources.refs(verdict.sources)}`,
  ]);
  const hasCaveats = rows.some((row) => row[4] !== '');
  const without = (row: string[]): string[] => row.filter((_, index) => hasCaveats || index !== 4);
  return [
    table(without(['Target', 'Verdict', 'In Voice', 'What to do', 'Mind', 'Basis']), rows.map(without)),
    ...(shared.length > 0 ? [`For every target:\n\n${shared.map((caveat) => `- ${inline(caveat)}`).join('\n')}`] : []),
  ].join('\n\n');
}

const KIND_WORDS: Readonly<Record<Match['kind'] & string, string>> = {
  definition: 'a definition',
  'definition-section': 'a section',
  'definition-item': 'an item',
  'definition-setting': 'a key of `customSettings`',
  'definition-field': 'an element of the Metadata API’s `CallCenter`',
  'missing-item': 'a missing item',
  call: 'a call',
  constant: 'a constant',
  reference: 'a member named and not called',
  'script-load': 'a library loaded',
  component: 'a component',
  'setting-read': 'a setting read',
  'console-use': 'use of the console toolkit',
  trace: 'a word of the source',
  consumer: 'a consumer of call Tasks',
  'phone-place': 'a place of the phone in the org',
  access: 'a right',
  foundation: 'a foundation of Salesforce Voice',
  package: 'a package',
  check: 'what the check finds,',
};

/** In words: kind, names, API and conditions. */
function describeMatch({ kind, api, name, where }: Match): string {
  const kinds = [kind].flat().map((one) => KIND_WORDS[one]);
  const apis = [api ?? []]
    .flat()
    .map((one) => (API_PATHS[one].startsWith('sforce.') ? code(API_PATHS[one]) : API_PATHS[one].toLowerCase()));
  const names = [name ?? []].flat().map(code);
  const conditions = Object.entries(where ?? {}).map(([field, condition]) => `${code(field)} ${describeCondition(condition)}`);
  return [
    orList(kinds),
    ...(names.length > 0 ? [orList(names)] : []),
    ...(apis.length > 0 ? [`of ${orList(apis)}`] : []),
    ...(conditions.length > 0 ? [`where ${conditions.join(' and ')}`] : []),
  ].join(' ');
}

function describeCondition(condition: NonNullable<Match['where']>[string]): string {
  const values = (list: readonly string[]): string => orList(list.map((value) => (value === '' ? 'empty' : code(value))));
  return [
    ...(condition.in ? [`is ${values(condition.in)}, letter case aside`] : []),
    ...(condition.is ? [`is ${values(condition.is)}`] : []),
    ...(condition.isNot ? [`is not ${values(condition.isNot)}`] : []),
    ...(condition.matches === undefined ? [] : [`fits ${code(condition.matches)}`]),
    ...(condition.not === undefined ? [] : [`does not fit ${code(condition.not)}`]),
  ].join(' and ');
}

function callLogFields(catalog: Catalog, sources: SourceNumbers): string {
  const rows = catalog.callLogFields.map(({ field, content, counterpart, meaning, basis, note, sources: of }) => [
    content === undefined ? code(field) : `a custom field whose name speaks of: ${field}`,
    counterpart ?? 'none known',
    FIELD_MARKS[meaning].word,
    note,
    `${BASIS_WORDS[basis].word} ${sources.refs(of)}`,
  ]);
  return [
    'What stands on VoiceCall for the fields that adapters write on a Task. Of a custom field the name only hints at its content, so its answer is never better than unconfirmed.',
    table(['Field', 'On VoiceCall', 'What becomes of it', 'Mind', 'Basis'], rows),
    table(
      ['Word', 'Meaning'],
      Object.values(FIELD_MARKS).map(({ word, meaning }) => [word, meaning]),
    ),
  ].join('\n\n');
}

function vendors(catalog: Catalog, sources: SourceNumbers): string {
  const traces = ['namespaces', 'hosts', 'internalNames', 'displayNames', 'sections', 'code'] as const;
  const traceWords: Readonly<Record<(typeof traces)[number], string>> = {
    namespaces: 'package namespace',
    hosts: 'host',
    internalNames: 'internal name',
    displayNames: 'display name',
    sections: 'section',
    code: 'words of the source',
  };
  const rows = catalog.vendors.map((vendor) => [
    vendor.name,
    traces
      .filter((trace) => vendor[trace].length > 0)
      .map(
        (trace) => `${traceWords[trace]}${vendor.confirmed.includes(trace) ? ' (confirmed)' : ''}: ${vendor[trace].map(code).join(', ')}`,
      )
      .join('; '),
    vendor.offer,
    `${BASIS_WORDS[vendor.basis].word} ${sources.refs(vendor.sources)}`,
  ]);
  const confidences = Object.values(VENDOR_CONFIDENCE).map(({ word, meaning }) => `${word}: ${meaning}`);
  return [
    `How a vendor’s adapter is recognised, and what was read of its offer for Salesforce Voice. “Not seen” means that no source was read, not that there is no offer. The confidence of a match is one of three. ${confidences.join('. ')}.`,
    table(['Vendor', 'Recognised by', 'Offer', 'Basis'], rows),
  ].join('\n\n');
}

function connectorParts(catalog: Catalog, sources: SourceNumbers): string {
  const asking = (id: string): string => {
    const rules = catalog.rules.filter((rule) => rule.type === 'mapping' && rule.builds.includes(id));
    return rules.map((rule) => `[\`${rule.id}\`](${pageOf(rule) === 'catalog.md' ? '' : pageOf(rule)}#${rule.id})`).join(', ');
  };
  const groups = CONNECTOR_GROUP_WORDS.map(({ group, title }) => ({
    title,
    parts: catalog.connectorParts.filter((part) => part.group === group),
  }));
  return [
    'What a connector that a company builds for partner telephony is made of, and which rules ask for each part. A standing part is one that every connector needs.',
    ...groups
      .filter(({ parts }) => parts.length > 0)
      .map(({ title, parts }) =>
        [
          `### ${title}`,
          table(
            ['Part', 'What it is for', 'Asked for by', 'Sources'],
            parts.map((part) => [
              `${code(part.name)}${part.standing ? ' (standing)' : ''}`,
              part.text,
              asking(part.id),
              sources.refs(part.sources),
            ]),
          ),
        ].join('\n\n'),
      ),
  ].join('\n\n');
}

/** What each target needs of the org, and which findings show it. */
function foundations(catalog: Catalog, sources: SourceNumbers): string {
  const shorts = (ids: readonly string[]): string =>
    ids.length === catalog.targets.length
      ? 'All five'
      : catalog.targets.flatMap(({ id, short }) => (ids.includes(id) ? [short] : [])).join(', ');
  const rows = catalog.foundations.map(({ name, for: targets, why, shownBy, types, basis, sources: of }) => [
    name,
    shorts(targets),
    why,
    shownBy.map((sign) => (catalog.rules.some(({ id }) => id === `org-${sign}`) ? `[${code(sign)}](#org-${sign})` : code(sign))).join(', '),
    types.map(code).join(', '),
    `${BASIS_WORDS[basis].word} ${sources.refs(of)}`,
  ]);
  return [
    'What Salesforce Voice needs of the org. “Not there” is said only where every type of the last column but one was asked for in full.',
    table(['Foundation', 'Needed for', 'What it is for', 'Shown by', 'Types', 'Basis'], rows),
  ].join('\n\n');
}

/** Salesforce's own checklist, with what a scan does of it. */
function checklist(catalog: Catalog, sources: SourceNumbers): string {
  const done: Record<NonNullable<Catalog['checklist'][number]['scan']>, string> = {
    calls: 'finds them',
    mapping: 'holds them against the rules',
    'task-fields': 'lists them, with what stands for each on VoiceCall',
    'external-systems': 'lists them',
  };
  const rows = catalog.checklist.map(({ text, scan, sources: of }) => [text, scan ? done[scan] : 'nothing', sources.refs(of)]);
  return [
    'In our words. Salesforce writes it for partners who build a connector of their own. The stored copy breaks off within its third part, so what comes after is not here.',
    table(['Step', 'What a scan does', 'Sources'], rows),
  ].join('\n\n');
}

/** The types that an assessment wants to see, by kind of evidence. */
function orgTypes(catalog: Catalog, sources: SourceNumbers): string {
  const rows = catalog.orgTypes.map(({ type, evidence, shows, members, note, sources: of }) => [
    code(type),
    catalog.evidence.find(({ id }) => id === evidence)?.name ?? evidence,
    shows,
    members.map(code).join(', '),
    note ?? '',
    sources.refs(of),
  ]);
  return [
    'What to retrieve from an org, and the members for `package.xml`. A type that was not retrieved is never taken for one of which there is none.',
    table(['Type', 'Evidence', 'What it shows', 'Members', 'Mind', 'Sources'], rows),
  ].join('\n\n');
}

/** What is counted or given, and which work is sized by it. */
function measures(catalog: Catalog): string {
  const evidence = (ids: readonly string[]): string =>
    ids.map((id) => catalog.evidence.find((one) => one.id === id)?.name ?? id).join('; ');
  const sized = catalog.workItems.flatMap(({ title, sizedBy }) =>
    sizedBy.map(({ measure, small, medium }) => [
      title,
      catalog.measures.find(({ id }) => id === measure)?.name ?? measure,
      `up to ${small}`,
      `up to ${medium}`,
    ]),
  );
  return [
    'What tells the size of work: counted in files, or given by the client. A count of none means none only where the evidence was read.',
    table(
      ['Measure', 'Evidence'],
      catalog.measures.map(({ name, evidence: ids }) => [name, evidence(ids)]),
    ),
    'The sizes are our assumption. The largest size that a known count gives is taken; a count that nobody knows leaves the size open. Work that is not listed is sized by its call centers.',
    table(['Work item', 'Measure', 'Small', 'Medium'], sized),
  ].join('\n\n');
}

/** Every column of every CSV file. */
export function csvPage(): string {
  const types = Object.entries(COLUMN_TYPE_WORDS).map(([type, words]) => [`\`${type}\``, words]);
  const text = `Each table is a file of its own with \`--format csv\`, and a sheet of \`report.xlsx\` with \`--format xlsx\`, with the same rows and columns. [Tables in spreadsheets, Jira and Azure Boards](tables.md) says how to open and import them. Columns are only ever added, behind those that are there, except that \`run\` is the last one.

CSV is UTF-8 with CRLF, one header row, and the same number of fields in each row. What else it is, \`--csv-dialect\` says:

${table(['', '`excel`, if nothing is said', '`rfc4180`'], DIALECT_ROWS)}

A column has one of these types:

${table(['Type', 'What its cells hold'], types)}

${TABLES.map(describeTable).join('\n\n')}`;
  return page('Columns of the tables', '', text);
}

const DIALECT_ROWS: readonly (readonly string[])[] = [
  ['For', 'people, who open it by a double click', 'programs'],
  ['Byte-order mark', 'yes', 'no'],
  ['Delimiter', 'comma; `--csv-delimiter` takes `;` and `tab` too', 'comma'],
  ['What a spreadsheet would run as a formula', 'begins with an apostrophe', 'as it is'],
  ['Longer cells than Excel holds, 32,767 characters', 'are cut, and say how long they were', 'as they are'],
  ['Line breaks in a cell', 'line feeds', 'as they are'],
  ['Decimal sign', 'point; comma where the delimiter is `;`', 'point'],
  ['Control characters other than tab and line breaks', 'left out', 'left out'],
];

const COLUMN_TYPE_WORDS: Readonly<Record<ColumnType, string>> = {
  text: 'Text.',
  integer: 'A whole number.',
  number: 'A number that may have a fraction.',
  date: 'A day, `2027-03-31`, or a moment in UTC, `2027-03-31T08:30:00Z`; in the workbook a date.',
  boolean: '`yes`, `no` or nothing.',
  link: 'An address, or the title of a source that has none; in the workbook a link where it is one of the web.',
};

function describeTable({ name, what, columns }: Table): string {
  const rows = columns.map((column) => [`\`${column.name}\``, column.type, column.description]);
  return `## ${name}.csv\n\n${what}\n\n${table(['Column', 'Type', 'What it holds'], rows)}`;
}

function page(title: string, lead: string, body: string): string {
  return [GENERATED, '', `# ${title}`, '', ...(lead === '' ? [] : [lead, '']), body, ''].join('\n');
}

interface SourceNumbers {
  /** Numbers that lead to the list at the end. */
  refs: (sources: readonly Source[]) => string;
  list: () => string;
}

/** Each source keeps the number that it gets when it is first met. */
function sourceNumbers(): SourceNumbers {
  const met = new Map<string, { number: number; source: Source }>();
  const numberOf = (source: Source): number => {
    const key = JSON.stringify([source.title, source.url, source.read, source.note]);
    const known = met.get(key) ?? { number: met.size + 1, source };
    met.set(key, known);
    return known.number;
  };
  return {
    refs: (sources) => [...new Set(sources.map(numberOf))].map((number) => `[[${number}]](#s${number})`).join(' '),
    list: () =>
      [...met.values()]
        .map(({ number, source: { title, url, read, note } }) => {
          const name = url === undefined ? inline(title) : `[${inline(title)}](${url})`;
          return `${number}. <a id="s${number}"></a>${name}, read ${read}.${note === undefined ? '' : ` ${inline(note)}`}`;
        })
        .join('\n'),
  };
}

function isIndication(rule: Rule): boolean {
  return rule.match.every(({ kind }) => [kind].flat().every((one) => one === 'trace'));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `| ${head.map(() => '---').join(' | ')} |`, ...rows.map(line)].join('\n');
}

function orList(words: readonly string[]): string {
  return words.length <= 1 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

/** Code in a sentence, whatever stands in it. */
function code(text: string): string {
  const fence = '`'.repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return /^`|`$/.test(text) ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}

/** Text outside tables: nothing of it is taken for markup of the page. */
function inline(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('<', '&lt;').replaceAll('[', '\\[').trim();
}

/** Text inside a table. What stands between backticks is code, in which only the bar means something. */
function cell(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replaceAll('|', '\\|')
    .split(/(`+[^`]*`+)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll('<', '&lt;')))
    .join('')
    .trim();
}
