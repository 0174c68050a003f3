/** Validation rules on Task: what they ask of call logs, and of Event as far as custom fields go. */
import { s } from '../../../model/sentence.ts';
import type { FieldUse } from '../../../model/org-terms.ts';
import type { XmlElement } from '../../xml.ts';
import { speaksOfCalls } from '../call-fields.ts';
import { childOf, childText } from '../elements.ts';
import type { OrgDocument, OrgReading, Sign, UsedField } from '../reading.ts';
import { formulaExcludesCalls, formulaFields, listed, saidByText, uniqueUses } from './call-conditions.ts';
import { componentAt, offsetIn, shownAt, wholeText } from './places.ts';

/** One rule, in a file of its own or within its object's; `name` without the object's. */
export function readValidationRule(source: OrgDocument, element: XmlElement, object: string, name: string): Partial<OrgReading> {
  const isTask = /^(?:task|activity)$/i.test(object);
  const formula = childOf(element, 'errorConditionFormula');
  if (!formula || (!isTask && object.toLowerCase() !== 'event')) return {};
  const document = source.markup();
  const text = wholeText(source, formula);
  if (formulaExcludesCalls(text)) return {};
  const component = componentAt(source, element, 'ValidationRule', `${object}.${name}`, '');
  const active = childText(document, element, 'active') === 'true';
  const fields = formulaFields(text).filter(({ path }) => /^(?:Task|Event|Activity)?$/i.test(path));
  const placed = (some: typeof fields, use: FieldUse): UsedField[] =>
    uniqueUses(some.map(({ name: field, index }) => ({ name: field, use, ...document.place(offsetIn(source, formula, index)) })));
  const calls = fields.filter(({ kind }) => kind === 'call' || kind === 'subtype');
  const custom = fields.filter(({ kind }) => kind === 'custom');
  const callNamed = custom.filter((field) => speaksOfCalls(field.name));
  const signs: Sign[] = [];
  if (isTask && calls.length > 0) {
    const at = shownAt(source, offsetIn(source, formula, calls[0]?.index));
    const detail = s`Its condition names ${listed(calls.map((field) => field.name))}`;
    signs.push({ sign: 'validation-rule-call-field', strength: 'certain', detail, ...at });
  } else if (isTask && active) {
    const at = shownAt(source, offsetIn(source, formula));
    const said = saidByText(text);
    const detail =
      callNamed.length > 0
        ? s`Its condition names ${listed(callNamed.map((field) => field.name))}, which speaks of calls`
        : said !== null
          ? s`Its condition names ${said} and a text that says call`
          : s`Checks every Task; nothing in its condition sets calls apart`;
    signs.push({ sign: 'validation-rule-on-task', strength: 'likely', detail, ...at });
  }
  return {
    consumers:
      signs.length === 0 ? [] : [{ component, signs, fields: placed([...calls, ...callNamed], 'condition'), folder: null, active }],
    fields: placed(custom, 'condition').map((field) => ({ ...field, component })),
  };
}
