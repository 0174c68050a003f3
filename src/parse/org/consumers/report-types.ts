/** Custom report types over activities: a call field counts where it is ticked by default. All of them are offered by every such type. */
import { v } from '../../../model/sentence.ts';
import { childOf, childrenOf, childText, placeOfText, trimmedText } from '../elements.ts';
import type { OrgDocument, OrgReading, TypeReader } from '../reading.ts';
import { activityField, leadsToActivities } from './activity-columns.ts';
import { componentAt, fieldAt, flagOf, noUses, readingOf, snippetOf } from './evidence.ts';

export const REPORT_TYPE_READER: TypeReader = {
  types: ['ReportType'],
  look: /<table>(?:<!\[CDATA\[)?[^<]*(?:Activit|Task)/,
  read: readReportType,
};

function readReportType(source: OrgDocument): Partial<OrgReading> {
  const document = source.markup();
  const type = document.roots[0];
  if (!type) return {};
  const uses = noUses();
  for (const column of childrenOf(type, 'sections').flatMap((section) => childrenOf(section, 'columns'))) {
    const name = childOf(column, 'field');
    if (!name || !leadsToActivities(childText(document, column, 'table')) || flagOf(document, column, 'checkedByDefault') !== true)
      continue;
    const field = activityField(trimmedText(document, name));
    if (field?.is !== 'call' && field?.is !== 'custom') continue;
    const used = fieldAt(document, name, field.name, 'column');
    if (field.is === 'custom' && !field.likely) {
      uses.others.push(used);
      continue;
    }
    uses.fields.push(used);
    uses.evidence.push({
      sign: 'report-type-call-field',
      strength: field.is === 'call' ? 'certain' : 'likely',
      does: v`puts into each new report`,
      what: field.name,
      ...placeOfText(document, name),
      snippet: snippetOf(document, name),
    });
  }
  const component = componentAt(source, document.place(type.start), childText(document, type, 'label'));
  return readingOf(component, uses, { active: flagOf(document, type, 'deployed') });
}
