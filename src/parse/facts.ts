/** A definition as facts that rules can be looked up by. */
import type { Definition, Named } from '../model/assessment.ts';
import type { Fact } from '../model/fact.ts';

/** Documented names whose absence has a documented meaning: a missing mode is Classic, a missing reqUseApi is no Open CTI softphone. */
const TELLING_BY_ABSENCE = ['reqSalesforceCompatibilityMode', 'reqUseApi'];

export function definitionFacts(definition: Definition): Fact[] {
  const shared = {
    api: 'definition' as const,
    file: definition.file,
    definition: definition.internalName,
    standing: definition.standing,
    form: definition.form,
    masked: false,
    confidence: 'exact' as const,
  };
  const whole = { ...shared, line: definition.line, column: definition.column, value: '' };
  const facts: Fact[] = [{ ...whole, kind: 'definition', name: definition.form, value: definition.internalName }];

  const names = new Set<string>();
  for (const section of definition.sections) {
    if (section.name !== '') {
      facts.push({
        ...shared,
        kind: 'definition-section',
        name: section.name,
        value: section.label ?? '',
        line: section.line,
        column: section.column,
      });
    }
    for (const item of section.items) {
      names.add(item.name);
      if (item.name === '') continue;
      facts.push({
        ...shared,
        kind: 'definition-item',
        name: item.name,
        value: item.value,
        masked: item.masked === true,
        line: item.line,
        column: item.column,
        section: section.name,
        confidence: item.recovered ? 'text' : 'exact',
      });
    }
  }
  const named = (kind: 'definition-setting' | 'definition-field', { name, value, masked, line, column }: Named): Fact => ({
    ...shared,
    kind,
    name,
    value,
    masked: masked === true,
    line,
    column,
  });
  for (const setting of definition.settings) {
    names.add(setting.name);
    facts.push(named('definition-setting', setting));
  }
  for (const field of definition.fields) facts.push(named('definition-field', field));
  if (definition.form === 'metadata' && !names.has('reqInternalName')) {
    facts.push({ ...whole, kind: 'definition-field', name: 'fullName', value: definition.internalName });
  }
  if (definition.standing === 'open-cti') {
    for (const name of TELLING_BY_ABSENCE) if (!names.has(name)) facts.push({ ...whole, kind: 'missing-item', name });
  }
  return facts;
}
