/**
 * Every text of the catalog that a reader sees, with its address: `definition-adapter-url/amazon-connect/do`, `capabilities/call-log/name`.
 *
 * Names of products and of Salesforce’s APIs, titles and addresses of sources, and ids are no texts: they stand in every language as they are.
 */
import { WORK_ITEM_FOLDER } from './files.ts';
import { holdsWords, isPartNamedInWords, PHRASES } from './phrases.ts';
import type { Catalog, Rule } from './schema.ts';

export interface CatalogText {
  /** The file under `rules/` that holds it, and under `rules/lang/<code>/` that holds its translation. */
  readonly file: string;
  /** Its address, and the addresses of the same text for other targets of the same verdict. */
  readonly addresses: readonly [string, ...string[]];
  readonly english: string;
}

/** The program’s own words inside texts of the catalog; no file under `rules/` holds them. */
export const PHRASE_FILE = 'phrases.yaml';

/** In the order of the catalog; the same English may stand at many addresses. */
export function catalogTexts(catalog: Omit<Catalog, 'version'>): CatalogText[] {
  const texts: CatalogText[] = [];
  const add = (file: string, addresses: readonly string[], english: string | null | undefined): void => {
    const [first, ...others] = addresses;
    if (first !== undefined && typeof english === 'string' && english !== '') texts.push({ file, addresses: [first, ...others], english });
  };
  const fields = <T extends object>(file: string, address: string, record: T, names: readonly (keyof T & string)[]): void => {
    for (const name of names) add(file, [`${address}/${name}`], record[name] as string | undefined);
  };

  for (const target of catalog.targets)
    fields('targets.yaml', `targets/${target.id}`, target, ['name', 'short', 'description', 'adapterCode']);
  for (const one of catalog.capabilities) fields('capabilities.yaml', `capabilities/${one.id}`, one, ['name', 'description']);
  fields('readiness.yaml', 'readiness', catalog.readiness, ['name', 'explanation']);
  fields('retirement.yaml', 'retirement', catalog.retirement, ['statement']);
  for (const gate of catalog.gates) {
    fields('gates.yaml', `gates/${gate.id}`, gate, ['name', 'why']);
    fields('gates.yaml', `gates/${gate.id}/texts`, gate.texts, ['pass', 'unknown', 'fail']);
    if (gate.given) fields('gates.yaml', `gates/${gate.id}/given`, gate.given, ['pass', 'unknown', 'fail']);
  }
  for (const one of catalog.foundations) fields('foundations.yaml', `foundations/${one.id}`, one, ['name', 'why']);
  for (const question of catalog.questions) fields('questions.yaml', `questions/${question.id}`, question, ['text', 'who', 'changes']);
  for (const step of catalog.checklist) fields('checklist.yaml', `checklist/${step.id}`, step, ['text']);
  for (const one of catalog.evidence) fields('evidence.yaml', `evidence/${one.id}`, one, ['name', 'shows']);
  for (const measure of catalog.measures) fields('measures.yaml', `measures/${measure.id}`, measure, ['name', 'singular']);
  for (const item of catalog.workItems) {
    const file = `${WORK_ITEM_FOLDER}/${item.id}.yaml`;
    fields(file, `${WORK_ITEM_FOLDER}/${item.id}`, item, ['title', 'description', 'drivers', 'reasoning']);
    for (const entry of item.hours)
      if ('none' in entry)
        add(
          file,
          entry.for.map((target) => `${WORK_ITEM_FOLDER}/${item.id}/${target}/none`),
          entry.none,
        );
  }
  for (const vendor of catalog.vendors) fields('vendors.yaml', `vendors/${vendor.id}`, vendor, ['offer']);
  for (const part of catalog.connectorParts) {
    const address = `connector/${part.id}`;
    if (isPartNamedInWords(part)) add('connector.yaml', [`${address}/name`], part.name);
    add('connector.yaml', [`${address}/text`], part.text);
  }
  for (const field of catalog.callLogFields) {
    const address = `call-log-fields/${field.field.replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-|-$/g, '')}`;
    if (field.content !== undefined) add('call-log-fields.yaml', [`${address}/field`], field.field);
    if (field.counterpart !== null && holdsWords(field.counterpart))
      add('call-log-fields.yaml', [`${address}/counterpart`], field.counterpart);
    add('call-log-fields.yaml', [`${address}/note`], field.note);
  }
  for (const type of catalog.orgTypes) fields('org-types.yaml', `org-types/${type.type}`, type, ['shows', 'note']);
  for (const rule of catalog.rules) addRule(rule, add);
  for (const { id, english } of PHRASES) add(PHRASE_FILE, [`phrases/${id}`], english);
  return texts;
}

type Add = (file: string, addresses: readonly string[], english: string | undefined) => void;

function addRule(rule: Rule, add: Add): void {
  const file = `${rule.id.replace(/^check-/, 'checks-').replace('-', '/')}.yaml`;
  add(file, [`${rule.id}/title`], rule.title);
  if (rule.type === 'check') {
    add(file, [`${rule.id}/message`], rule.message);
    add(file, [`${rule.id}/do`], rule.do);
    return;
  }
  for (const { for: targets, equivalent, do: toDo, caveats } of rule.verdicts) {
    const at = (field: string): string[] => targets.map((target) => `${rule.id}/${target}/${field}`);
    add(file, at('equivalent'), equivalent);
    add(file, at('do'), toDo);
    caveats.forEach((caveat, index) => add(file, at(`caveats/${index}`), caveat));
  }
}
