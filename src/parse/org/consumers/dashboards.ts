/** Dashboards: which reports they show. What they are follows from those; the join knows. */
import { v } from '../../../model/sentence.ts';
import { childText, descendants, placeOfText, trimmedText } from '../elements.ts';
import type { OrgDocument, OrgReading, Reference, TypeReader } from '../reading.ts';
import { reportColumn } from './activity-columns.ts';
import { componentAt, fieldAt, noUses, readingOf, snippetOf } from './evidence.ts';

export const DASHBOARD_READER: TypeReader = {
  types: ['Dashboard'],
  look: /<report>/,
  read: readDashboard,
};

const NAMES_COLUMN = /^(?:column|groupingColumn|sortBy|sortColumn|chartAxisRange|field)$/;

function readDashboard(source: OrgDocument): Partial<OrgReading> {
  const document = source.markup();
  const dashboard = document.roots[0];
  if (!dashboard) return {};
  const component = componentAt(source, document.place(dashboard.start), childText(document, dashboard, 'title'));
  const folder = source.name.includes('/') ? source.name.slice(0, source.name.lastIndexOf('/')) : null;
  const references = new Map<string, Reference>();
  const uses = noUses();
  for (const element of descendants(dashboard)) {
    const text = element.name === 'report' || NAMES_COLUMN.test(element.name) ? trimmedText(document, element) : '';
    if (text === '') continue;
    if (element.name === 'report') {
      const to = { type: 'Report', name: text };
      if (!references.has(text)) references.set(text, { from: component, relation: 'shows-report', to, ...placeOfText(document, element) });
      continue;
    }
    // Columns of activities have names that no other report type uses: the dashboard is one of calls even where its report was not retrieved.
    const field = reportColumn(text, true);
    if (field?.is !== 'call' && !(field?.is === 'custom' && field.likely)) continue;
    uses.fields.push(fieldAt(document, element, field.name, element.name === 'groupingColumn' ? 'grouping' : 'column'));
    uses.evidence.push({
      sign: 'dashboard-call-report',
      strength: field.is === 'call' ? 'certain' : 'likely',
      does: v`shows`,
      what: text,
      ...placeOfText(document, element),
      snippet: snippetOf(document, element),
    });
  }
  return { ...readingOf(component, uses, { folder }), references: [...references.values()] };
}
