/**
 * The documented constraints of a call center definition. What is not kept becomes a fact of kind `check`;
 * the catalog says what that means and where it is written. Nothing here is ever an error.
 *
 * Where Salesforce's pages contradict each other, the laxest of them counts.
 * An empty value keeps every constraint: it may be typed in Setup after the import.
 */
import type { DefinitionFormat } from '../catalog/schema.ts';
import type { Definition, Item, Named, Section } from '../model/assessment.ts';
import { isPlaceholder, readAddress } from '../model/address.ts';
import type { Fact } from '../model/fact.ts';
import { definitionNames, speller } from './spelling.ts';

type Place = Pick<Fact, 'line' | 'column'>;
/** An item, a setting or a field: whatever can hold a documented name. */
type Holder = Named & { readonly section?: string };
type Report = (check: string, at: Place, words: Readonly<Record<string, string>>, value?: string, section?: string) => void;

interface Subject {
  readonly definition: Definition;
  readonly format: DefinitionFormat;
  readonly report: Report;
  /** The documented name that a name is nearly, or ''. */
  readonly resembles: (name: string) => string;
  /** All items, each with its section. */
  readonly items: readonly (Item & { readonly section: string })[];
  /** The value that counts for a documented name: the item's, else the setting's, else the field's. */
  readonly valueOf: (name: string) => string | undefined;
  /** Whether the definition is shown in Lightning Experience, as far as its mode says. */
  readonly inLightning: boolean;
}

/** Checks of each definition for itself and of all of them together. Only Open CTI definitions are held to Open CTI's rules. */
export function checkDefinitions(definitions: readonly Definition[], format: DefinitionFormat): Fact[] {
  const facts: Fact[] = [];
  const resembles = speller(definitionNames(format));
  for (const definition of definitions) {
    if (definition.standing !== 'open-cti') continue;
    const subject = { ...subjectOf(definition, format, facts), resembles };
    for (const check of CHECKS) check(subject);
  }
  facts.push(...repeatedInternalNames(definitions));
  return facts;
}

const CHECKS: readonly ((subject: Subject) => void)[] = [
  checkStructure,
  checkNames,
  checkSortOrders,
  checkRequired,
  checkRepeats,
  checkIdentity,
  checkMode,
  checkNumbers,
  checkUrls,
  checkPairs,
  checkContradictions,
  checkValues,
  checkOrigin,
];

function subjectOf(definition: Definition, format: DefinitionFormat, facts: Fact[]): Omit<Subject, 'resembles'> {
  const items = definition.sections.flatMap((section) => section.items.map((item) => ({ ...item, section: section.name })));
  const byItem = firstOf(items);
  const bySetting = firstOf(definition.settings);
  const byField = firstOf(definition.fields);
  const valueOf = (name: string): string | undefined => {
    const field = name === 'reqAdapterUrl' ? byField.get('adapterUrl') : name === 'reqDisplayName' ? byField.get('displayName') : undefined;
    return (
      [byItem.get(name), bySetting.get(name), field].find((holder) => holder !== undefined && holder.value.trim() !== '')?.value.trim() ??
      byItem.get(name)?.value
    );
  };
  const report: Report = (check, at, words, value = '', section) => {
    facts.push({
      kind: 'check',
      api: 'definition',
      name: check,
      value,
      masked: false,
      file: definition.file,
      line: at.line,
      column: at.column,
      ...(section !== undefined && { section }),
      definition: definition.internalName,
      standing: definition.standing,
      form: definition.form,
      confidence: 'exact',
      words,
    });
  };
  const mode = valueOf('reqSalesforceCompatibilityMode') ?? '';
  return { definition, format, report, items, valueOf, inLightning: /^(?:Lightning|Classic_and_Lightning)$/.test(mode) };
}

/** The first of each name. */
function firstOf<T extends { readonly name: string }>(list: readonly T[]): Map<string, T> {
  return new Map([...list].reverse().map((entry) => [entry.name, entry]));
}

function checkStructure({ definition, report, items, format }: Subject): void {
  const named = { name: definition.internalName };
  if (items.length === 0) report('no-sections', definition, named);
  if (definition.form === 'metadata') {
    const present = new Set(definition.fields.map((field) => field.name));
    for (const { name, required } of format.fields) {
      if (required && !present.has(name)) report('metadata-field-missing', definition, { ...named, field: name });
    }
  }
  if (definition.customSettings?.valid === false) report('settings-not-json', definition.customSettings, { name: 'customSettings' });
  for (const item of items) if (item.section === '') report('item-outside-section', item, { name: item.name }, item.value, '');
  // Stated for the import of a Voice contact center; for Open CTI nobody says.
  if (definition.sections.length > 500) report('too-many-sections', definition, { ...named, count: String(definition.sections.length) });
  for (const section of definition.sections) {
    if (section.items.length > 1000)
      report('too-many-items', section, { name: section.name, count: String(section.items.length) }, '', section.name);
  }
}

function checkNames({ definition, format, report, items, resembles }: Subject): void {
  const isDocumented = new Set([...definitionNames(format), ...format.settings.map((entry) => entry.name)]);
  const check = (entry: Section | (Item & { section: string }), what: 'item' | 'section'): void => {
    const section = 'section' in entry ? entry.section : entry.name;
    const say = (id: string, words: Record<string, string> = {}): void =>
      report(id, entry, { name: entry.name, what, ...words }, 'value' in entry ? entry.value : '', section);
    if (entry.name === '') {
      // An item outside every section is already named as such, and its made-up section has no name to miss.
      if (what === 'item' || entry.sortOrder !== undefined || entry.label !== undefined) say('name-missing');
      return;
    }
    if (!isDocumented.has(entry.name)) {
      const suggestion = resembles(entry.name);
      if (suggestion !== '') say('name-misspelt', { suggestion });
      if (!/^[A-Za-z0-9]+$/.test(entry.name)) say('name-characters');
      if (entry.name.length > format.maxNameLength) say('name-too-long', { length: String(entry.name.length) });
      if (format.reservedWords.includes(entry.name)) say('name-reserved-word');
    }
    if ((entry.label?.length ?? 0) > format.maxLabelLength) say('label-too-long', { length: String(entry.label?.length) });
  };
  for (const section of definition.sections) check(section, 'section');
  for (const item of items) check(item, 'item');
  for (const item of items) {
    const places = format.items.filter((entry) => entry.name === item.name);
    if (places.length > 0 && item.section !== '' && !places.some((entry) => entry.section === item.section)) {
      report(
        'item-in-other-section',
        item,
        { name: item.name, expected: places.map((entry) => entry.section).join(' or '), section: item.section },
        item.value,
        item.section,
      );
    }
  }
}

/** The Metadata API's form has no sortOrder; its order is the document's. */
function checkSortOrders({ definition, format, report }: Subject): void {
  if (definition.form !== 'import') return;
  const contiguous = (entries: readonly (Section | Item)[], what: 'item' | 'section', section?: string): void => {
    const valueOf = (entry: Section | Item): string => ('value' in entry ? entry.value : '');
    const numbered: { entry: Section | Item; order: number }[] = [];
    // What has neither a name nor an order was broken or stands outside every section; other checks name it.
    const ordered = entries.filter((entry) => entry.name !== '' || entry.sortOrder !== undefined);
    for (const entry of ordered) {
      const words = { name: entry.name, what, sortOrder: entry.sortOrder ?? '' };
      if (entry.sortOrder === undefined || entry.sortOrder.trim() === '')
        report('sort-order-missing', entry, words, valueOf(entry), section);
      else if (!/^\s*\d{1,9}\s*$/.test(entry.sortOrder)) report('sort-order-invalid', entry, words, valueOf(entry), section);
      else numbered.push({ entry, order: Number(entry.sortOrder) });
    }
    // One gap or repeat shifts all that follow; the first tells it all.
    const off = numbered.sort((a, b) => a.order - b.order).findIndex(({ order }, index) => order !== index);
    const found = numbered[off];
    if (found && numbered.length === ordered.length) {
      report(
        'sort-order-gap',
        found.entry,
        { name: found.entry.name, what, expected: String(off), found: String(found.order) },
        valueOf(found.entry),
        section,
      );
    }
  };
  contiguous(definition.sections, 'section');
  for (const section of definition.sections) contiguous(section.items, 'item', section.name);

  const fixed = new Map(
    [...format.sections, ...format.items].flatMap(({ name, sortOrder }) => (sortOrder === undefined ? [] : [[name, sortOrder] as const])),
  );
  for (const section of definition.sections) {
    for (const entry of [section, ...section.items]) {
      const expected = fixed.get(entry.name);
      if (
        expected === undefined ||
        entry.sortOrder === undefined ||
        !/^\s*\d+\s*$/.test(entry.sortOrder) ||
        Number(entry.sortOrder) === expected
      )
        continue;
      report(
        'sort-order-fixed',
        entry,
        { name: entry.name, expected: String(expected), sortOrder: entry.sortOrder },
        'value' in entry ? entry.value : '',
        section.name,
      );
    }
  }
}

/** A retrieved Metadata file holds neither reqInternalName nor reqDisplayName: the file's name and `displayName` say them. */
function checkRequired({ definition, format, report, items, valueOf }: Subject): void {
  const present = new Set(items.map((item) => item.name));
  for (const { name, required, section } of format.items) {
    if (!required || present.has(name)) continue;
    if (definition.form === 'metadata' && (name === 'reqInternalName' || name === 'reqDisplayName' || valueOf(name) !== undefined))
      continue;
    report('required-item-missing', definition, { name, section });
  }
}

function checkRepeats({ definition, report }: Subject): void {
  const sections = new Map<string, Section>();
  for (const section of definition.sections) {
    const first = sections.get(section.name);
    if (section.name !== '' && first)
      report('section-repeated', section, { name: section.name, first: String(first.line) }, '', section.name);
    else sections.set(section.name, section);
    const items = new Map<string, Item>();
    for (const item of section.items) {
      const earlier = items.get(item.name);
      if (item.name !== '' && earlier)
        report('item-repeated', item, { name: item.name, first: String(earlier.line) }, item.value, section.name);
      else items.set(item.name, item);
    }
  }
}

function checkIdentity({ definition, format, report, items, valueOf }: Subject): void {
  const limit = (name: string): number => format.items.find((entry) => entry.name === name)?.maxLength ?? Number.POSITIVE_INFINITY;
  const internal = items.find((item) => item.name === 'reqInternalName');
  if (internal) {
    const value = internal.value.trim();
    if (value === '') report('internal-name-empty', internal, { name: internal.name }, '', internal.section);
    else if (!isPlaceholder(value)) {
      if (!/^[A-Za-z][A-Za-z0-9]*$/.test(value)) report('internal-name-form', internal, { name: internal.name }, value, internal.section);
      if (value.length > limit('reqInternalName'))
        report('internal-name-too-long', internal, { name: internal.name, length: String(value.length) }, value, internal.section);
    }
  }
  const display = valueOf('reqDisplayName');
  if (display !== undefined && display.length > limit('reqDisplayName')) {
    const holder =
      items.find((item) => item.name === 'reqDisplayName') ?? definition.fields.find((field) => field.name === 'displayName') ?? definition;
    report('display-name-too-long', holder, { name: 'reqDisplayName', length: String(display.length) }, display, 'reqGeneralInfo');
  }
}

function checkMode({ format, report, items, definition }: Subject): void {
  for (const holder of holders('reqUseApi', items, definition)) {
    if (holder.value.trim() !== '' && !/^(?:true|false)$/i.test(holder.value.trim()) && !isPlaceholder(holder.value))
      report('use-api-value', holder, { name: holder.name }, holder.value, holder.section);
  }
  const choices = new Set(format.items.find((entry) => entry.name === 'reqSalesforceCompatibilityMode')?.choices);
  for (const holder of holders('reqSalesforceCompatibilityMode', items, definition)) {
    const value = holder.value.trim();
    if (value !== '' && !choices.has(value) && !isPlaceholder(value))
      report('mode-not-allowed', holder, { name: holder.name }, value, holder.section);
  }
}

function checkNumbers({ format, report, items, definition, inLightning }: Subject): void {
  for (const { name, type, lightningRange } of format.items) {
    if (type !== 'integer') continue;
    for (const holder of holders(name, items, definition)) {
      const value = holder.value.trim();
      if (value === '' || isPlaceholder(value)) continue;
      if (!/^\d+$/.test(value))
        report(name === 'reqTimeout' ? 'timeout-not-integer' : 'size-not-integer', holder, { name }, value, holder.section);
      else if (lightningRange && inLightning && (Number(value) < lightningRange[0] || Number(value) > lightningRange[1])) {
        report('size-out-of-range', holder, { name, range: `${lightningRange[0]} to ${lightningRange[1]}` }, value, holder.section);
      }
    }
  }
}

function checkUrls({ report, items, definition, format, inLightning }: Subject): void {
  for (const { name, type, maxLength } of format.items) {
    if (type !== 'url') continue;
    const field: readonly Holder[] = name === 'reqAdapterUrl' ? definition.fields.filter((entry) => entry.name === 'adapterUrl') : [];
    for (const holder of [...holders(name, items, definition), ...field]) {
      const value = holder.value.trim();
      if (value === '') continue;
      const say = (check: string, words: Record<string, string> = {}): void =>
        report(check, holder, { name: holder.name, ...words }, value, holder.section);
      if (maxLength !== undefined && value.length > maxLength) say('url-too-long', { length: String(value.length) });
      if (isPlaceholder(value)) continue;
      const address = readAddress(value);
      if (address.kind === 'unreadable') say('url-not-valid');
      if (address.hasUserInfo) say('url-user-info');
      if (address.kind === 'local') say('url-local-host', { host: address.host ?? '' });
      if (/^http:/i.test(value) && address.kind !== 'unreadable' && inLightning && name === 'reqAdapterUrl') say('adapter-url-not-https');
    }
  }
}

function checkPairs({ report, items, definition, inLightning }: Subject): void {
  const pairs = [
    ['standby-pair-incomplete', 'reqStandbyUrl', 'reqTimeout'],
    ['canvas-pair-incomplete', 'reqCanvasNamespace', 'reqCanvasApiName'],
  ] as const;
  for (const [check, one, other] of pairs) {
    for (const [here, missing] of [
      [one, other],
      [other, one],
    ] as const) {
      const holder = holders(here, items, definition)[0];
      // A name that is there without a value may be filled in Setup; that is asked, not held against it.
      if (holder && holder.value.trim() !== '' && holders(missing, items, definition).length === 0)
        report(check, holder, { name: here, missing }, holder.value, holder.section);
    }
  }
  if (!inLightning) return;
  for (const name of ['reqCanvasNamespace', 'reqCanvasApiName']) {
    const holder = holders(name, items, definition)[0];
    if (holder && holder.value.trim() !== '') report('canvas-in-lightning', holder, { name }, holder.value, holder.section);
  }
}

function checkContradictions({ report, items, definition }: Subject): void {
  const byName = firstOf(items);
  for (const setting of definition.settings) {
    const item = byName.get(setting.name);
    if (item && item.value.trim() !== setting.value.trim()) {
      report(
        'setting-contradicts-item',
        setting,
        { name: setting.name, setting: setting.value.trim(), item: item.value.trim() },
        setting.value,
      );
    }
  }
  const field = definition.fields.find((candidate) => candidate.name === 'adapterUrl');
  const item = byName.get('reqAdapterUrl');
  if (field && item && field.value.trim() !== item.value.trim()) {
    report('field-contradicts-item', field, { name: 'adapterUrl', field: field.value.trim(), item: item.value.trim() }, field.value);
  }
}

function checkValues({ report, items, definition }: Subject): void {
  const everything: readonly Holder[] = [...items, ...definition.settings, ...definition.fields];
  for (const holder of everything) {
    if (holder.masked) {
      const why = holder.value === '[masked]' ? 'the whole value' : 'part of the value';
      report('credential-in-item', holder, { name: holder.name, why }, holder.value, holder.section);
    }
    if (isPlaceholder(holder.value))
      report('placeholder-left', holder, { name: holder.name, value: holder.value.trim() }, holder.value, holder.section);
  }
  for (const item of items) {
    if (item.name !== '' && item.name !== 'reqInternalName' && item.value.trim() === '')
      report('value-empty', item, { name: item.name }, '', item.section);
  }
}

/** Salesforce's demo adapter, left in many an org; and pages of a managed package, whose code nobody but the vendor can see. */
function checkOrigin({ report, items, definition, valueOf }: Subject): void {
  const url = valueOf('reqAdapterUrl') ?? '';
  if (
    /^Demo Call Center Adapter$/i.test(definition.displayName) ||
    (definition.internalName === 'OpenCTI' && /\/apex\/demoAdapterPage\b/i.test(url))
  ) {
    report('demo-adapter', definition, { name: definition.internalName });
  }
  const { namespace } = readAddress(url);
  if (namespace === null) return;
  const places: readonly Holder[] = [
    ...holders('reqAdapterUrl', items, definition),
    ...definition.fields.filter((field) => field.name === 'adapterUrl'),
  ];
  const holder = places[0];
  if (holder) report('managed-package-page', holder, { name: holder.name, namespace }, holder.value, holder.section);
}

/** The same internal name in several definitions: only one of them can be in an org. Voice definitions count: the name cannot be taken twice. */
function repeatedInternalNames(definitions: readonly Definition[]): Fact[] {
  const facts: Fact[] = [];
  const byName = new Map<string, Definition[]>();
  for (const definition of definitions) {
    const group = byName.get(definition.internalName);
    if (group) group.push(definition);
    else byName.set(definition.internalName, [definition]);
  }
  for (const definition of definitions) {
    const group = byName.get(definition.internalName) ?? [];
    if (group.length < 2 || definition.internalName === '' || definition.standing !== 'open-cti') continue;
    const item = definition.sections.flatMap((section) => section.items).find((candidate) => candidate.name === 'reqInternalName');
    facts.push({
      kind: 'check',
      api: 'definition',
      name: 'internal-name-repeated',
      value: definition.internalName,
      masked: false,
      file: definition.file,
      line: item?.line ?? definition.line,
      column: item?.column ?? definition.column,
      section: 'reqGeneralInfo',
      definition: definition.internalName,
      standing: definition.standing,
      form: definition.form,
      confidence: 'exact',
      words: {
        name: definition.internalName,
        where: otherPlaces(definition, group),
      },
    });
  }
  return facts;
}

const MOST_PLACES = 5;

/** Where the others of a group stand: the first few by name, the rest by number. */
function otherPlaces(definition: Definition, group: readonly Definition[]): string {
  const places = new Set<string>();
  for (const other of group) {
    if (places.size === MOST_PLACES) break;
    if (other !== definition) places.add(other.file === definition.file ? `line ${other.line} of this file` : other.file);
  }
  const named = [...places].join(', ');
  const more = group.length - 1 - places.size;
  return places.size === MOST_PLACES && more > 0 ? `${named} and ${more} more` : named;
}

/** Where a documented name stands: as an item, or as a key of `customSettings`. */
function holders(name: string, items: Subject['items'], definition: Definition): readonly Holder[] {
  return [...items.filter((item) => item.name === name), ...definition.settings.filter((setting) => setting.name === name)];
}
