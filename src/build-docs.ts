/** Pages of docs/ that are made from the catalog and from the reports' columns, so that they cannot say anything else. */
import type { Catalog, Rule, Source } from './catalog/schema.ts';
import { FINDING_COLUMNS, REPOSITORY_COLUMNS, VERDICT_COLUMNS } from './report/csv.ts';

const GENERATED = '<!-- Made by “npm run docs”; do not edit. -->';

/** Which rule, work item or question carries each row of the mapping. */
export function mappingPage(rows: Readonly<Record<string, string>>, catalog: Catalog): string {
  const carriers = (row: string): string => {
    const rules = catalog.rules.filter((rule) => rule.rows.includes(row)).map((rule) => `rule [\`${rule.id}\`](catalog.md#${rule.id})`);
    const items = catalog.workItems.filter((item) => item.rows.includes(row)).map((item) => `work item \`${item.id}\``);
    const questions = catalog.questions.filter((question) => question.rows.includes(row)).map((question) => `question \`${question.id}\``);
    return [...rules, ...items, ...questions].join('<br>');
  };
  const lines = Object.entries(rows).map(([row, what]) => `| ${row} | ${cell(what)} | ${carriers(row)} |`);
  return page(
    'The mapping, row by row',
    `${Object.keys(rows).length} rows of our mapping of call center definitions to Salesforce Voice, and what carries each of them.`,
    ['| Row | Open CTI | Carried by |', '| --- | --- | --- |', ...lines].join('\n'),
  );
}

/** The whole catalog to read: every rule with its verdicts, basis and sources. */
export function catalogPage(catalog: Catalog): string {
  const mapping = catalog.rules.filter((rule) => rule.type === 'mapping');
  const checks = catalog.rules.filter((rule) => rule.type === 'check');
  const sections = [
    '## Verdicts',
    ...mapping.map((rule) => describeRule(rule, catalog)),
    '## Checks of the definition file',
    ...checks.map((rule) => describeRule(rule, catalog)),
  ];
  return page(
    'The rule catalog',
    `${mapping.length} rules with a verdict for each of the five targets, and ${checks.length} checks of the definition file. Copies of the public pages were read on the day that stands beside each source; a page may have changed since.`,
    sections.join('\n\n'),
  );
}

function describeRule(rule: Rule, catalog: Catalog): string {
  const head = [
    `<a id="${rule.id}"></a>`,
    '',
    `### ${rule.title}`,
    '',
    `\`${rule.id}\`${rule.rows.length > 0 ? ` · ${rule.rows.join(', ')}` : ''} · ${rule.capability}`,
  ];
  if (rule.type === 'check') {
    return [...head, '', `${rule.message} ${rule.do}`, '', `Severity: ${rule.severity}. Basis: ${rule.basis}. ${links(rule.sources)}`].join(
      '\n',
    );
  }
  const names = (ids: readonly string[]): string =>
    ids.map((id) => catalog.targets.find((target) => target.id === id)?.short ?? id).join(', ');
  const rows = rule.verdicts.map(
    (verdict) =>
      `| ${names(verdict.for)} | **${verdict.verdict}** | ${cell(verdict.equivalent)} | ${cell([verdict.do, ...verdict.caveats].join(' '))} | ${verdict.basis} | ${links(verdict.sources)} |`,
  );
  return [
    ...head,
    '',
    '| Target | Verdict | In Voice | What to do | Basis | Sources |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** Every column of every CSV file. */
export function csvPage(): string {
  const table = (columns: readonly { name: string; description: string }[]): string =>
    [
      '| Column | What it holds |',
      '| --- | --- |',
      ...columns.map(({ name, description }) => `| \`${name}\` | ${cell(description)} |`),
    ].join('\n');
  const text = `RFC 4180: UTF-8 without byte-order mark, CRLF, comma, one header row, the same number of fields in each row. Columns are only ever added, at the end.

A cell that a spreadsheet would run as a formula begins with an apostrophe. Control characters are left out. A value of more than 32,000 characters is cut, and its length is said. In Excel, import the file as UTF-8 (Data, From Text/CSV).

## findings.csv

One row per finding.

${table(FINDING_COLUMNS)}

## repositories.csv

One row per repository.

${table(REPOSITORY_COLUMNS)}

## verdicts.csv

One row per rule that met something, and target.

${table(VERDICT_COLUMNS)}`;
  return page('Columns of the CSV files', '', text);
}

function page(title: string, lead: string, body: string): string {
  return [GENERATED, '', `# ${title}`, '', ...(lead === '' ? [] : [lead, '']), body, ''].join('\n');
}

function links(sources: readonly Source[]): string {
  return sources.map(({ title, url, read }) => `${url === undefined ? cell(title) : `[${cell(title)}](${url})`} (${read})`).join('; ');
}

function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('<', '&lt;').trim();
}
