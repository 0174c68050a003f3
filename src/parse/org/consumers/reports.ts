/** Reports on activities: which columns, groupings, filters and formulas speak of calls. */
import { s, v } from '../../../model/sentence.ts';
import type { FieldUse } from '../../../model/org-terms.ts';
import { textOf, type XmlDocument, type XmlElement } from '../../xml.ts';
import { speaksOfCalls } from '../call-fields.ts';
import { childOf, childrenOf, childText, descendants, placeOfText, trimmedText } from '../elements.ts';
import type { OrgDocument, OrgReading, Reference, TypeReader, UsedField } from '../reading.ts';
import { activityField, type ActivityField, filterSays, leadsToActivities, pathOf, reportColumn } from './activity-columns.ts';
import { componentAt, type Evidence, fieldAt, noUses, quotable, readingOf, snippetOf, type Uses } from './evidence.ts';

export const REPORT_READER: TypeReader = {
  types: ['Report'],
  // A report type by name, a path through activities in a column, or a filter across to them. All other reports are not parsed.
  look: /<reportType>(?:<!\[CDATA\[)?[^<]*Activit|\b(?:Full|Open)?(?:Activit[A-Za-z]*|Tasks?)\$|<relatedTable>[^<]*(?:Activit|Task)/,
  read: readReport,
};

function readReport(source: OrgDocument): Partial<OrgReading> {
  const document = source.markup();
  const report = document.roots[0];
  if (!report) return {};
  const label = childText(document, report, 'name');
  const component = componentAt(source, document.place(report.start), label);
  const folder = source.name.includes('/') ? source.name.slice(0, source.name.lastIndexOf('/')) : null;
  const seen: Seen = { document, uses: noUses(), onActivities: false };
  const blocks = childrenOf(report, 'block').map((element) => ({ element, ...basisOf(document, element) }));
  // What stands outside the blocks of a joined report may speak of the columns of any of them.
  const whole =
    blocks.length === 0
      ? basisOf(document, report)
      : { standard: blocks.some(({ standard, eventsOnly }) => standard && !eventsOnly), eventsOnly: false, custom: null };
  const scopes = [...blocks, { element: report, ...whole }].filter(({ eventsOnly }) => !eventsOnly);
  const references: Reference[] = [];
  for (const { element, standard, custom } of scopes) {
    const before = seen.onActivities;
    seen.onActivities = false;
    if (standard) seen.onActivities = true;
    readScope(seen, element, standard);
    if (custom && seen.onActivities) references.push({ from: component, relation: 'made-of', ...custom });
    seen.onActivities ||= before;
  }
  if (seen.onActivities && seen.uses.evidence.length === 0) addNames(seen, report, label, folder);
  return { ...readingOf(component, seen.uses, { folder }), references, activityReports: seen.onActivities ? [component] : [] };
}

interface Seen {
  readonly document: XmlDocument;
  readonly uses: Uses;
  /** Something shows that the report reads activities, Tasks among them. */
  onActivities: boolean;
}

/** Salesforce's own types for activities: `Activity`, `ContactActivity`, `ActivityCustomEntity$Loan__c`. */
const STANDARD = /^(?:[A-Za-z]*Activity|ActivityCustomEntity\$\w+)$/;

interface Basis {
  readonly standard: boolean;
  /** It shows events and no tasks. */
  readonly eventsOnly: boolean;
  readonly custom: Pick<Reference, 'to' | 'line' | 'column'> | null;
}

/** What a report, or a block of a joined one, is made of. */
function basisOf(document: XmlDocument, element: XmlElement): Basis {
  const child = childOf(element, 'reportType');
  const type = child ? trimmedText(document, child) : '';
  const standard = STANDARD.test(type);
  const eventsOnly =
    standard &&
    childrenOf(element, 'params').some(
      (param) => childText(document, param, 'name') === 'type' && childText(document, param, 'value').toLowerCase() === 'e',
    );
  // A report names a custom report type with `__c` behind it; the type's own file goes without.
  const custom =
    child && /^\w+__c$/.test(type)
      ? { to: { type: 'ReportType', name: type.slice(0, -'__c'.length) }, ...placeOfText(document, child) }
      : null;
  return { standard, eventsOnly, custom };
}

/** How the parts of a report use the columns that they name. */
const PARTS: Readonly<Record<string, { readonly use: FieldUse; readonly does: string }>> = {
  columns: { use: 'column', does: v`shows` },
  groupingsDown: { use: 'grouping', does: v`groups by` },
  groupingsAcross: { use: 'grouping', does: v`groups by` },
  chart: { use: 'column', does: v`charts` },
  colorRanges: { use: 'column', does: v`colours` },
  sortColumn: { use: 'column', does: v`sorts by` },
  timeFrameFilter: { use: 'filter', does: v`filters by` },
};

const NAMES_COLUMN = /^(?:field|column|columnName|groupingColumn|secondaryGroupingColumn|sortColumn|dateColumn)$/;

function readScope(seen: Seen, scope: XmlElement, standard: boolean): void {
  for (const part of scope.children) {
    if (part.name === 'filter') for (const item of childrenOf(part, 'criteriaItems')) addFilter(seen, item, standard);
    else if (part.name === 'crossFilters') addCrossFilter(seen, part);
    else if (part.name === 'buckets') addBucket(seen, part, standard);
    else if (part.name === 'aggregates' || part.name === 'customDetailFormulas') addFormulas(seen, part, standard);
    else if (Object.hasOwn(PARTS, part.name)) {
      const how = PARTS[part.name];
      if (!how) continue;
      for (const element of descendants(part)) {
        if (!NAMES_COLUMN.test(element.name)) continue;
        const field = columnAt(seen, element, standard);
        if (field) addColumn(seen, element, field, how.use, how.does);
      }
    }
  }
}

function columnAt(seen: Seen, element: XmlElement, standard: boolean): ActivityField | null {
  const text = trimmedText(seen.document, element);
  const path = pathOf(text);
  if (path !== null && leadsToActivities(path)) seen.onActivities = true;
  return reportColumn(text, standard);
}

function addColumn({ document, uses }: Seen, element: XmlElement, field: ActivityField, use: FieldUse, does: string): void {
  const used = fieldAt(document, element, field.name, use);
  const saw = (sign: Evidence['sign'], strength: Evidence['strength'], what: string): void => {
    const { line, column } = used;
    uses.evidence.push({ sign, strength, does, what, line, column, snippet: snippetOf(document, element) });
  };
  if (field.is === 'custom' && !field.likely) uses.others.push(used);
  else if (field.is !== 'subject') uses.fields.push(used);
  if (field.is === 'call') saw('report-call-column', 'certain', quotable(trimmedText(document, element)));
  else if (field.is === 'custom' && field.likely) saw('report-call-field', 'likely', field.name);
  else if (field.is === 'subtype' && use === 'grouping') saw('report-call-filter', 'likely', s`the subtype, which tells calls apart`);
}

function addFilter(seen: Seen, item: XmlElement, standard: boolean): void {
  const { document, uses } = seen;
  const column = childOf(item, 'column');
  if (!column) return;
  const field = columnAt(seen, column, standard);
  const value = childText(document, item, 'value');
  if (field) addPick(seen, column, field, childText(document, item, 'operator'), value, v`filters by`);
  else if (/RECORD_?TYPE$/i.test(trimmedText(document, column)) && namesCallRecordType(value, childText(document, item, 'operator'))) {
    const used = fieldAt(document, column, 'RecordTypeId', 'filter');
    uses.fields.push(used);
    const { line, column: at } = used;
    const what = s`a record type of Task whose name speaks of calls`;
    const snippet = snippetOf(document, column);
    uses.evidence.push({ sign: 'report-call-filter', strength: 'likely', does: v`filters by`, what, line, column: at, snippet });
  }
}

function namesCallRecordType(value: string, operator: string): boolean {
  return (
    operator === 'equals' && value.split(',').some((item) => /^\s*Task\./.test(item) && speaksOfCalls(item.trim().slice('Task.'.length)))
  );
}

const PICKS = { subtype: s`the subtype Call`, type: s`a task type that says call`, subject: s`a subject that says call` } as const;

/** A filter, or something that picks by values like one. */
function addPick(seen: Seen, element: XmlElement, field: ActivityField, operator: string, value: string, does: string): void {
  const { document, uses } = seen;
  if (field.is === 'call' || field.is === 'custom') {
    addColumn(seen, element, field, 'filter', does);
    return;
  }
  const strength = filterSays(field, operator, value);
  if (strength === null) return;
  const used = fieldAt(document, element, field.name, 'filter');
  uses.fields.push(used);
  const { line, column } = used;
  const what = strength === 'likely' && field.is === 'subtype' ? s`the subtype so that calls remain` : PICKS[field.is];
  uses.evidence.push({ sign: 'report-call-filter', strength, does, what, line, column, snippet: snippetOf(document, element) });
}

/** `with` or `without` activities of some kind, in a report on anything. */
function addCrossFilter(seen: Seen, part: XmlElement): void {
  const { document } = seen;
  if (!leadsToActivities(childText(document, part, 'relatedTable'))) return;
  for (const item of childrenOf(part, 'criteriaItems')) {
    const column = childOf(item, 'column');
    const text = column ? trimmedText(document, column) : '';
    const name = text.slice(Math.max(text.lastIndexOf('$'), text.lastIndexOf('.')) + 1);
    const field = activityField(name) ?? reportColumn(name, true);
    const value = childText(document, item, 'value');
    if (column && field) addPick(seen, column, field, childText(document, item, 'operator'), value, v`filters across by`);
  }
}

function addBucket(seen: Seen, part: XmlElement, standard: boolean): void {
  const { document } = seen;
  const column = childOf(part, 'sourceColumnName');
  const field = column ? columnAt(seen, column, standard) : null;
  if (!column || !field) return;
  if (field.is === 'call' || field.is === 'custom') {
    addColumn(seen, column, field, 'grouping', v`sorts into buckets by`);
    return;
  }
  const names = childrenOf(part, 'values').flatMap((value) =>
    childrenOf(value, 'sourceValues').map((source) => childText(document, source, 'sourceName')),
  );
  addPick(seen, column, field, 'equals', names.join(','), v`sorts into buckets by`);
}

/** `CALLDURATION:SUM`, `Activity.Hold_Time__c:AVG`, `B1#CALLDURATION:SUM` in a joined report. Texts in quotes are no columns. */
function addFormulas(seen: Seen, part: XmlElement, standard: boolean): void {
  const { document, uses } = seen;
  // A summary formula that is switched off stays in the file, and nobody sees its result.
  const isShown = childText(document, part, 'isActive') !== 'false';
  const does = isShown ? v`computes with` : v`holds, but does not show, a formula with`;
  for (const element of descendants(part)) {
    if (element.name !== 'calculatedFormula') continue;
    const { value, offsetAt } = textOf(document, element);
    const formula = value.replace(/"[^"]*"|'[^']*'/g, (text) => ' '.repeat(text.length));
    for (const { 0: token, index } of formula.matchAll(/[A-Za-z_][\w.$]*(?:\*[A-Za-z]+\$\w+)?/g)) {
      const path = pathOf(token);
      if (path !== null && leadsToActivities(path)) seen.onActivities = true;
      const field = reportColumn(token, standard);
      if (field?.is !== 'call' && field?.is !== 'custom') continue;
      const { line, column } = document.place(offsetAt(index));
      const used: UsedField = { name: field.name, use: 'formula', line, column };
      const add = (sign: Evidence['sign'], strength: Evidence['strength']): void => {
        uses.fields.push(used);
        uses.evidence.push({ sign, strength, does, what: quotable(token), line, column, snippet: token });
      };
      if (field.is === 'call') add('report-call-column', isShown ? 'certain' : 'likely');
      else if (field.likely) add('report-call-field', isShown ? 'likely' : 'weak');
      else if (isShown) uses.others.push(used);
    }
  }
}

/** A report of which nothing but its name or its folder's speaks of calls. */
function addNames({ document, uses }: Seen, report: XmlElement, label: string, folder: string | null): void {
  const does = speaksOfCalls(label)
    ? s`has a name that speaks of calls`
    : speaksOfCalls(folder ?? '')
      ? s`lies in a folder whose name speaks of calls`
      : null;
  if (does === null) return;
  const place = placeOfText(document, childOf(report, 'name') ?? report);
  uses.evidence.push({ sign: 'report-named-for-calls', strength: 'weak', does, what: '', ...place });
}
