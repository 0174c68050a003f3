/** Page layouts: call fields on those of Task, call columns in the activity lists of any object, and Log a Call, which is only counted. */
import { v } from '../../../model/sentence.ts';
import type { XmlDocument, XmlElement } from '../../xml.ts';
import { childOf, childrenOf, childText, descendants, placeOfText, trimmedText } from '../elements.ts';
import type { OrgDocument, OrgReading, TypeReader } from '../reading.ts';
import { activityField, type ActivityField, listColumn } from './activity-columns.ts';
import { componentAt, fieldAt, noUses, quotable, readingOf, snippetOf, type Uses } from './evidence.ts';

export const LAYOUT_READER: TypeReader = {
  types: ['Layout'],
  // Whether a layout is one of Task its path says, not its bytes. The reader looks at the text itself before it has it parsed.
  look: null,
  read: readLayout,
};

/** Salesforce's own action, or one that the company made under the same label, which gets the name from it. */
const OFFERS_LOG_A_CALL = /<(?:quickActionName|actionName)>(?:\w+\.)?(?:LogACall|Log_a_Call(?:_?\d{1,3})?)</i;

function readLayout(source: OrgDocument): Partial<OrgReading> {
  const logs = source.object !== null && OFFERS_LOG_A_CALL.test(source.text);
  const logACallLayouts = logs ? [componentAt(source, { line: 1, column: 1 }, '')] : [];
  const ofTask = source.object === 'Task';
  // Most layouts have lists of activities with nothing of calls in them, and are not worth parsing.
  if (!ofTask && !hasListWorthReading(source.text)) return { logACallLayouts };
  const document = source.markup();
  const layout = document.roots[0];
  if (!layout) return { logACallLayouts };
  const uses = noUses();
  if (ofTask) for (const element of shownFields(layout)) addField(uses, document, element);
  for (const list of childrenOf(layout, 'relatedLists')) {
    if (!ACTIVITY_LIST.test(childText(document, list, 'relatedList'))) continue;
    for (const element of childrenOf(list, 'fields')) addColumn(uses, document, element);
  }
  return { ...readingOf(componentAt(source, document.place(layout.start), ''), uses), logACallLayouts };
}

const ACTIVITY_LIST = /^Related(?:History|Activity)List$/;

/** Whether a related list of activities shows a call column or a custom field. Looks at each character once. */
function hasListWorthReading(text: string): boolean {
  return text.split('<relatedLists>').some((piece, index) => {
    if (index === 0) return false;
    const end = piece.indexOf('</relatedLists>');
    const list = end < 0 ? piece : piece.slice(0, end);
    return /Related(?:History|Activity)List/.test(list) && /TASK\.(?:CALL|TYPE|TASK_?SUB)|__c\b/i.test(list);
  });
}

/** Fields of the sections and of the small layout of a console. */
function* shownFields(layout: XmlElement): Generator<XmlElement> {
  for (const section of childrenOf(layout, 'layoutSections'))
    for (const element of descendants(section)) {
      const field = element.name === 'layoutItems' ? childOf(element, 'field') : undefined;
      if (field) yield field;
    }
  for (const small of childrenOf(layout, 'miniLayout')) yield* childrenOf(small, 'fields');
}

function addField(uses: Uses, document: XmlDocument, element: XmlElement): void {
  const field = activityField(trimmedText(document, element));
  if (!field) return;
  const used = fieldAt(document, element, field.name, 'shows');
  if (field.is === 'subtype') uses.fields.push(used);
  else if (field.is === 'custom' && !field.likely) uses.others.push(used);
  else if (isCalls(field)) {
    uses.fields.push(used);
    const strength = field.is === 'call' ? 'certain' : 'likely';
    const place = placeOfText(document, element);
    uses.evidence.push({
      sign: 'layout-call-field',
      strength,
      does: v`shows`,
      what: field.name,
      ...place,
      snippet: snippetOf(document, element),
    });
  }
}

function addColumn(uses: Uses, document: XmlDocument, element: XmlElement): void {
  const text = trimmedText(document, element);
  const field = listColumn(text);
  if (!field) return;
  const used = fieldAt(document, element, field.name, 'column');
  if (field.is === 'custom' && !field.likely) uses.others.push(used);
  else if (isCalls(field)) {
    uses.fields.push(used);
    const strength = field.is === 'call' ? 'certain' : 'likely';
    const place = placeOfText(document, element);
    const does = v`lists activities with`;
    uses.evidence.push({
      sign: 'layout-call-column',
      strength,
      does,
      what: quotable(text),
      ...place,
      snippet: snippetOf(document, element),
    });
  }
}

function isCalls(field: ActivityField): boolean {
  return field.is === 'call' || (field.is === 'custom' && field.likely);
}
