/**
 * A result for sharing outside: paths, hosts, names, numbers and ids get pseudonyms that stay the same throughout, snippets and what people
 * wrote go, and what is Salesforce’s or the program’s own stays. What nobody declared goes too.
 */
import type { Assessment } from '../model/assessment.ts';
import { CATALOG, FIELDS, RETIREMENT, type FieldKind } from './fields.ts';
import { pseudonyms, type Pseudonyms } from './pseudonyms.ts';
import { GONE, redactSentence } from './sentence.ts';
import type { Vocabulary } from './vocabulary.ts';

/** `isFixed` says of which paths a text is an enumeration or a constant of the schema, and can hold nothing else. */
export function redact(assessment: Assessment, vocabulary: Vocabulary, isFixed: (path: string) => boolean): Assessment {
  const names = pseudonyms(
    vocabulary,
    assessment.repos.map(({ id }) => id),
  );
  const context: Context = { names, vocabulary, isFixed, own: ownRules(assessment) };
  // Paths and names first, so that sentences know them wherever they stand.
  walk(assessment, '', (text, path) => {
    const kind = FIELDS[path];
    if (kind !== undefined && kind !== 'words') redactText(text, path, context);
    return text;
  });
  const redacted = walk(assessment, '', (text, path) => redactText(text, path, context)) as Assessment;
  const { run: _run, ...rest } = redacted;
  return { ...rest, catalog: redactCatalog(assessment, context) };
}

interface Context {
  readonly names: Pseudonyms;
  readonly vocabulary: Vocabulary;
  readonly isFixed: (path: string) => boolean;
  /** Ids of rules that were brought and that the shipped catalog does not have. */
  readonly own: ReadonlySet<string>;
}

function ownRules({ catalog }: Assessment): Set<string> {
  return new Set(catalog.rules.filter(({ origin }) => origin === 'added').map(({ id }) => id));
}

/** The same with each text as `change` gives it. `path` is that of the schema: `repos[].findings[].file`. */
function walk(value: unknown, path: string, change: (text: string, path: string) => string | undefined): unknown {
  if (typeof value === 'string') return change(value, path);
  if (Array.isArray(value)) return value.map((one: unknown) => walk(one, `${path}[]`, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => {
      const at = path === '' ? key : `${path}.${key}`;
      if (at === CATALOG || at === RETIREMENT) return [[key, one]];
      const made = walk(one, at, change);
      return made === undefined ? [] : [[key, made]];
    }),
  );
}

const SWITCHES: ReadonlySet<string> = new Set(['', 'true', 'false', '[masked]', '*', '(namespace)']);

/** Undefined for a text that is left out altogether. */
function redactText(text: string, path: string, context: Context): string | undefined {
  const { names, vocabulary, isFixed } = context;
  if (isFixed(path)) return text;
  // Nothing that is not declared is let through.
  const kind: FieldKind = FIELDS[path] ?? 'cut';
  switch (kind) {
    case 'keep':
      return text;
    case 'cut':
      return path.endsWith('.snippet') ? undefined : GONE;
    case 'words':
      return redactSentence(text, names, vocabulary);
    case 'term':
      return SWITCHES.has(text) || vocabulary.isName(text) ? text : names.of('name', text);
    case 'value':
      return SWITCHES.has(text) || vocabulary.isName(text) ? text : names.of('value', text);
    case 'path':
      return names.path(text);
    case 'fact':
      return factOf(text, context);
    case 'rule':
      return ruleOf(text, context);
    case 'fingerprint': {
      const colon = text.indexOf(':');
      return `${factOf(text.slice(0, colon), context)}:${ruleOf(text.slice(colon + 1), context)}`;
    }
    case 'print':
      return '';
    default:
      return text === '' ? text : names.of(kind, text);
  }
}

/** What a fact is named by is a digest of its file and its name, which could be guessed. */
function factOf(id: string, { names }: Context): string {
  return names.of('f', id);
}

function ruleOf(id: string, { names, own }: Context): string {
  return own.has(id) ? names.of('own-rule', id) : id;
}

/** The shipped catalog stays. Rules that somebody brought are theirs, and which vendor a client has is nobody’s business. */
function redactCatalog(assessment: Assessment, context: Context): Assessment['catalog'] {
  const { catalog } = assessment;
  const { names, vocabulary } = context;
  const words = (value: unknown): unknown => walk(value, '', (text) => redactSentence(text, names, vocabulary));
  const fixed: ReadonlySet<string> = new Set(['type', 'capability', 'origin', 'workItem', 'severity', 'basis', 'verdict', 'for']);
  const ofRule = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(ofRule);
    if (typeof value !== 'object' || value === null) return words(value);
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [
        key,
        fixed.has(key) ? one : key === 'sources' ? [] : key === 'id' ? ruleOf(String(one), context) : ofRule(one),
      ]),
    );
  };
  return {
    ...catalog,
    // Fields of the client's own stand here beside those that the catalog knows.
    callLogFields: catalog.callLogFields.map((one) => ({
      ...one,
      field: vocabulary.isName(one.field) ? one.field : names.of('name', one.field),
    })),
    brought: catalog.brought.map((id) => ruleOf(id, context)),
    vendors: catalog.vendors.map((vendor) => {
      const pseudonym = names.of('vendor', vendor.id);
      return { ...vendor, id: pseudonym, name: pseudonym, offer: GONE, sources: [] };
    }),
    rules: catalog.rules.map((rule) => (rule.origin === 'shipped' ? rule : (ofRule(rule) as typeof rule))),
  };
}
