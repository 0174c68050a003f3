/**
 * Call center definitions out of an XML document: the import format, the Metadata API's, and mixtures of the two.
 *
 * Recognised by content. The form is what the elements are; neither the letter case of the root nor a namespace decides.
 */
import { s } from '../model/sentence.ts';
import type { Definition, Item, Named, Problem, Section } from '../model/assessment.ts';
import { readSettings } from './custom-settings.ts';
import { hiddenParts, maskValue, repeatMasker } from './secrets.ts';
import { attribute, rawInner, textOf, type XmlDocument, type XmlElement } from './xml.ts';

/** Child elements of the Metadata API's `CallCenter` that hold plain text. `customSettings` is read apart. */
const METADATA_FIELDS = ['adapterUrl', 'displayName', 'displayNameLabel', 'internalNameLabel', 'version'];
const METADATA_ONLY = new Set([...METADATA_FIELDS, 'sections', 'customSettings', 'contactCenterChannels']);

/** What may stand below a call center or a section of the import format. */
const IMPORT_PARTS = new Set(['section', 'item']);
/** What may stand below `sections` of the Metadata API's format. */
const METADATA_PARTS = new Set(['sections', 'items', 'label', 'name', 'value']);

const METADATA_NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';

export interface DefinitionReading {
  readonly definitions: Definition[];
  readonly problems: Problem[];
  /** Spans of the text whose content was masked, so that a signature can leave them out. */
  readonly maskedSpans: readonly (readonly [start: number, end: number])[];
  /** Hides the credentials of the file in any text. */
  readonly hideSecrets: (text: string) => string;
}

interface Context {
  readonly document: XmlDocument;
  readonly file: string;
  readonly problems: Problem[];
  readonly maskedSpans: [number, number][];
  /** What was masked so far. */
  readonly secrets: string[];
  /** Whether the markup is at fault somewhere between two offsets. */
  readonly faultWithin: (start: number, end: number) => boolean;
}

/** Reads every definition of a document. A document without one gives an empty list, and a problem if it poses as one. */
export function readDefinitions(document: XmlDocument, file: string): DefinitionReading {
  const context: Context = { document, file, problems: [], maskedSpans: [], secrets: [], faultWithin: faultFinder(document) };
  const parts = callCenters(document).map((element) => readParts(element, context));
  // A credential of one item may be repeated in another, inside a URL say, and in another definition too.
  const hideSecrets = repeatMasker(context.secrets);
  const definitions = parts.map((part) => toDefinition(hideRepeats(part, hideSecrets), context));
  const foreign = definitions.length === 0 ? foreignFormat(document) : null;
  if (foreign) {
    context.problems.push({
      code: 'not-salesforce-format',
      effect: 'note',
      file,
      ...document.place(foreign.start),
      detail: s`The file speaks of a call center but is in neither of Salesforce’s two formats; nothing of it was judged.`,
    });
  }
  return { definitions, problems: context.problems, maskedSpans: context.maskedSpans, hideSecrets };
}

function faultFinder({ faults }: XmlDocument): Context['faultWithin'] {
  const offsets = faults.map((fault) => fault.offset).sort((a, b) => a - b);
  return (start, end) => {
    let low = 0;
    let high = offsets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((offsets[middle] ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    return (offsets[low] ?? Number.POSITIVE_INFINITY) < end;
  };
}

/** Every element that is a call center by its name and by its children, outermost ones only. */
function callCenters(document: XmlDocument): XmlElement[] {
  const found: XmlElement[] = [];
  const roots = new Set(document.roots);
  const open = [...document.roots].reverse();
  for (let element = open.pop(); element; element = open.pop()) {
    if (element.name.toLowerCase() === 'callcenter' && formOf(element, roots.has(element)) !== null) found.push(element);
    else for (let index = element.children.length - 1; index >= 0; index--) open.push(element.children[index] as XmlElement);
  }
  return found;
}

/** The form of a call center element, or null where its children are those of neither. */
function formOf(element: XmlElement, isRoot: boolean): Definition['form'] | null {
  let imports = 0;
  let metadata = 0;
  for (const child of element.children) {
    if (child.name === 'section' || child.name === 'item') imports++;
    if (METADATA_ONLY.has(child.name)) metadata++;
  }
  if (imports + metadata > 0) {
    // Where both occur, sections speak louder than single fields.
    const sections = element.children.some((child) => child.name === 'sections');
    const section = element.children.some((child) => child.name === 'section');
    if (section !== sections) return section ? 'import' : 'metadata';
    return imports >= metadata ? 'import' : 'metadata';
  }
  // An empty root may be the beginning of a file that was cut off, or a definition that somebody has yet to fill.
  return isRoot && element.children.length === 0 ? (element.name === 'CallCenter' ? 'metadata' : 'import') : null;
}

/** The element that makes a document look like a call center file although it is none of Salesforce's, or null. */
function foreignFormat(document: XmlDocument): XmlElement | null {
  const ofSalesforce = document.roots.some((root) => root.attributes.some((one) => one.value === METADATA_NAMESPACE));
  for (const root of document.roots) {
    if (/^(?:call|contact)[-_.]?cent(?:er|re)/i.test(root.name) && (!ofSalesforce || /^callcenter$/i.test(root.name))) return root;
    const names = new Set(root.children.map((child) => child.name));
    if (names.has('InternalName') && names.has('CTIVersion')) return root;
    if (ofSalesforce) continue;
    for (const element of descendants(root)) {
      // A record of the SOAP API, or a made-up format inside something larger. Other metadata names a call center in plain text.
      const isRecord = element.attributes.some((one) => one.name === 'type' && /^(?:\w+:)?CallCenter$/.test(one.value));
      if (isRecord || (/^callcenter$/i.test(element.name) && element.children.length > 0)) return element;
    }
  }
  return null;
}

type Parts = Pick<Definition, 'form' | 'sections' | 'fields' | 'settings' | 'customSettings'> & { readonly element: XmlElement };

function readParts(element: XmlElement, context: Context): Parts {
  nameUnknownElements(element, context);
  const settings = element.children.filter((child) => child.name === 'customSettings').map((child) => readSettingsOf(child, context));
  return {
    element,
    form: formOf(element, true) ?? 'import',
    sections: readSections(element, context),
    fields: readFields(element, context),
    settings: settings.flatMap((reading) => reading.settings),
    customSettings: (settings.find((reading) => reading.customSettings?.valid === false) ?? settings[0])?.customSettings ?? null,
  };
}

function toDefinition(parts: Parts, { document, file }: Context): Definition {
  const { element, form, sections, fields, settings, customSettings } = parts;
  const itemValue = (name: string): string =>
    sections
      .flatMap((section) => section.items)
      .find((item) => item.name === name)
      ?.value.trim() ?? '';
  const fieldValue = (name: string): string => fields.find((field) => field.name === name)?.value.trim() ?? '';
  return {
    file,
    ...document.place(element.start),
    form,
    ...standingOf(sections, settings, element, document),
    wellFormed: document.faults.length === 0,
    // The Metadata API takes the internal name from the file's name.
    internalName: itemValue('reqInternalName') || (form === 'metadata' ? stem(file) : ''),
    displayName: itemValue('reqDisplayName') || fieldValue('displayName'),
    sections,
    customSettings,
    settings,
    fields,
  };
}

function readSettingsOf(element: XmlElement, context: Context): Pick<Definition, 'settings' | 'customSettings'> {
  const reading = readSettings(context.document, element, context.file);
  context.problems.push(...reading.problems);
  if (reading.secrets !== null) {
    context.maskedSpans.push([element.innerStart, element.innerEnd]);
    context.secrets.push(...reading.secrets);
  }
  // The place is that of the element's name.
  const at = context.document.place(context.document.text.indexOf('customSettings', element.start));
  return { settings: reading.settings, customSettings: { ...at, valid: reading.problems.length === 0 } };
}

function stem(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).replace(/\.(?:callCenter\d*(?:-meta\.xml)?|[A-Za-z0-9]+)$/i, '');
}

/** All descendants in document order, nested ones of a broken file included, without recursion. */
function* descendants(element: XmlElement): Generator<XmlElement> {
  const open = [...element.children].reverse();
  for (let next = open.pop(); next; next = open.pop()) {
    yield next;
    for (let index = next.children.length - 1; index >= 0; index--) open.push(next.children[index] as XmlElement);
  }
}

/**
 * Sections and items of either form, in document order. A file may mix the forms: whatever the form of the whole is called,
 * each element is read as it is written, and nothing is passed over.
 */
function readSections(callCenter: XmlElement, context: Context): Section[] {
  const sections: Section[] = [];
  let current: { section: Section; end: number } | null = null;
  for (const element of descendants(callCenter)) {
    if (element.name === 'section' || element.name === 'sections') {
      const section: Section = { ...headOf(element, context), items: [] };
      current = { section, end: element.innerEnd };
      sections.push(section);
    } else if (element.name === 'item' || element.name === 'items') {
      if (!current || element.start >= current.end) {
        // An item below no section. It is kept, in a section without a name, and a check says so.
        current = { section: { name: '', ...context.document.place(element.start), attributes: [], items: [] }, end: callCenter.innerEnd };
        sections.push(current.section);
      }
      current.section.items.push(readItem(element, context));
    }
  }
  return sections;
}

/** Whether name, label and value are child elements, as the Metadata API writes them, and not attributes and text. */
function hasChildParts(element: XmlElement): boolean {
  return !attribute(element, 'name') && (element.name.endsWith('s') || element.children.some((child) => child.name === 'name'));
}

function headOf(element: XmlElement, context: Context): Omit<Section, 'items'> {
  return hasChildParts(element) ? placedChildren(element, context) : placedAttributes(element, context);
}

function readItem(element: XmlElement, context: Context): Item {
  const head = headOf(element, context);
  const value = element.children.find((child) => child.name === 'value') ?? (hasChildParts(element) ? part(element, 'value') : element);
  if (!value) return { ...head, value: '' };
  const recovered = value !== element && element.children.some((child) => child.children.length > 0);
  return {
    ...head,
    ...readValue(value, head.name, head.label, context),
    ...(isNil(value) && { nil: true as const }),
    ...(recovered && { recovered: true as const }),
  };
}

/** Elements that belong to neither form are named, so that nobody takes what they hold for judged. */
function nameUnknownElements(callCenter: XmlElement, { document, file, problems }: Context): void {
  if (document.faults.length > 0) return;
  const unknown: XmlElement[] = [];
  for (const child of callCenter.children) if (!IMPORT_PARTS.has(child.name) && !METADATA_ONLY.has(child.name)) unknown.push(child);
  for (const element of descendants(callCenter)) {
    if (element.name !== 'section' && element.name !== 'sections') continue;
    for (const child of element.children) if (!IMPORT_PARTS.has(child.name) && !METADATA_PARTS.has(child.name)) unknown.push(child);
  }
  const [first] = unknown;
  if (!first) return;
  problems.push({
    code: 'unknown-element',
    effect: 'note',
    file,
    ...document.place(first.start),
    detail:
      unknown.length === 1
        ? s`An element that belongs to neither form of a definition stands here; what it holds was not read.`
        : s`${unknown.length} elements that belong to neither form of a definition stand here; what they hold was not read.`,
  });
}

function placedAttributes(element: XmlElement, context: Context): Omit<Section, 'items'> {
  const { document } = context;
  const name = attribute(element, 'name');
  const label = attribute(element, 'label');
  const sortOrder = attribute(element, 'sortOrder');
  return {
    name: name?.value ?? '',
    ...document.place(name && name.value !== '' ? name.valueStart : element.start),
    ...(label && { label: mask(label.value, context) }),
    ...(sortOrder && { sortOrder: sortOrder.value }),
    attributes: element.attributes.map((one) => ({
      name: one.qualifiedName,
      value: one.name === 'name' ? one.value : mask(one.value, context, one.name),
      ...document.place(one.nameStart),
    })),
  };
}

function isNil(element: XmlElement): boolean {
  return element.attributes.some((candidate) => candidate.name === 'nil' && /^(?:true|1)$/.test(candidate.value));
}

/** The value of an element: its text; what stands there as written when other markup got into it. */
function readValue(
  element: XmlElement,
  name: string,
  label: string | undefined,
  context: Context,
): Pick<Item, 'value' | 'masked' | 'recovered'> {
  const { document, maskedSpans } = context;
  const nested = element.children[0];
  let plain: string;
  if (!nested) plain = textOf(document, element).value;
  else if (/^(?:items?|sections?|label|name|value)$/.test(nested.name)) {
    // The element was never closed and swallowed the next one; its own text ends where that begins.
    plain = textOf(document, element).value.trimEnd();
  } else plain = rawInner(document, element);
  const value = mask(plain, context, name, label);
  const masked = value !== plain;
  if (masked) maskedSpans.push([element.innerStart, element.innerEnd]);
  const recovered = nested !== undefined || context.faultWithin(element.start, element.innerEnd);
  return { value, ...(masked && { masked: true as const }), ...(recovered && { recovered: true as const }) };
}

/** A child by name; in a broken file it may lie deeper, below a sibling that was never closed. */
function part(element: XmlElement, name: string): XmlElement | undefined {
  const direct = element.children.find((child) => child.name === name);
  if (direct || element.children.length === 0) return direct;
  const own = element.children.filter((child) => !/^(?:items?|sections?)$/.test(child.name));
  for (const child of own) {
    for (const candidate of descendants(child)) if (candidate.name === name) return candidate;
  }
  return undefined;
}

function placedChildren(element: XmlElement, context: Context): Omit<Section, 'items'> {
  const { document } = context;
  const nameElement = part(element, 'name');
  const labelElement = part(element, 'label');
  const raw = nameElement ? textOf(document, nameElement) : null;
  const name = raw?.value.trim() ?? '';
  const offset = raw && name !== '' ? raw.offsetAt(raw.value.indexOf(name)) : element.start;
  return {
    name,
    ...document.place(offset),
    ...(labelElement && { label: mask(textOf(document, labelElement).value.trim(), context) }),
    attributes: [],
  };
}

function readFields(callCenter: XmlElement, context: Context): Named[] {
  const { document } = context;
  const fields: Named[] = [];
  for (const child of callCenter.children) {
    // The place is that of the element's name, one character after `<` where it has no prefix.
    const offset = document.text.indexOf(child.name, child.start);
    const at = document.place(offset);
    if (METADATA_FIELDS.includes(child.name)) {
      const { value, masked } = readValue(child, '', undefined, context);
      fields.push({ name: child.name, ...at, value, ...(masked && { masked }) });
    } else if (child.name === 'contactCenterChannels') fields.push({ name: child.name, ...at, value: '' });
  }
  return fields;
}

function hideRepeats(parts: Parts, hide: (text: string) => string): Parts {
  const holders = [...parts.sections.flatMap((section) => section.items), ...parts.settings, ...parts.fields];
  for (const holder of holders) {
    const value = hide(holder.value);
    if (value === holder.value) continue;
    holder.value = value;
    holder.masked = true;
  }
  for (const labelled of parts.sections.flatMap((section) => [section, ...section.items])) {
    if (labelled.label !== undefined) labelled.label = hide(labelled.label);
    for (const one of labelled.attributes) one.value = hide(one.value);
  }
  return parts;
}

/** Masks a text and remembers what was hidden. */
function mask(plain: string, { secrets }: Context, ...names: readonly (string | undefined)[]): string {
  const shown = maskValue(plain, ...names);
  if (shown !== plain) secrets.push(...hiddenParts(plain, shown));
  return shown;
}

/** What shows that a definition is for Voice, or for the retired desktop toolkit; else it is for Open CTI. */
function standingOf(
  sections: readonly Section[],
  settings: readonly Named[],
  element: XmlElement,
  document: XmlDocument,
): Pick<Definition, 'standing' | 'standingEvidence'> {
  const items = sections.flatMap((section) => section.items);
  const hvcc = sections.find((section) => section.name === 'reqHvcc');
  if (hvcc) return { standing: 'voice', standingEvidence: s`section reqHvcc, line ${hvcc.line}` };
  const vendorInfo = items.find((item) => item.name === 'reqVendorInfoApiName');
  if (vendorInfo) return { standing: 'voice', standingEvidence: s`item reqVendorInfoApiName, line ${vendorInfo.line}` };
  const type = settings.find((setting) => setting.name === 'reqCallCenterType' && /^SCV/i.test(setting.value.trim()));
  if (type) return { standing: 'voice', standingEvidence: s`setting reqCallCenterType ${type.value.trim()}, line ${type.line}` };
  const channels = element.children.find((child) => child.name === 'contactCenterChannels');
  if (channels) return { standing: 'voice', standingEvidence: s`contactCenterChannels, line ${document.place(channels.start).line}` };

  const useApi = [...items, ...settings].find((candidate) => candidate.name === 'reqUseApi');
  const usesApi = useApi !== undefined && /^true$/i.test(useApi.value.trim());
  const progId = items.find((item) => item.name === 'reqProgId');
  if (progId && !usesApi) {
    return { standing: 'cti-toolkit', standingEvidence: s`item reqProgId without reqUseApi set to true, line ${progId.line}` };
  }
  return {
    standing: 'open-cti',
    standingEvidence: useApi ? s`reqUseApi, line ${useApi.line}` : s`no mark of Voice or of the CTI Toolkit`,
  };
}
