/** Facts looked up in the catalog. Cost grows with the facts, not with facts times rules. */
import type { Catalog, FactKind, Match, Rule } from '../catalog/schema.ts';
import type { Finding, RepositoryRecord } from '../model/assessment.ts';
import { readAddress } from '../model/address.ts';
import type { Fact, Trait } from '../model/fact.ts';
import { factIds } from './identity.ts';
import { definitionNames, speller } from './spelling.ts';

export interface Matched {
  readonly findings: Finding[];
  /** Facts that no rule covers: holes in the catalog, counted and shown. */
  readonly uncovered: RepositoryRecord['uncovered'];
}

/** A prepared lookup; made once for a run. */
export interface RuleIndex {
  readonly rulesFor: (fact: Fact) => readonly Rule[];
}

const TRACE_ROLES = ['call', 'function', 'text', 'key', 'label', 'apex', 'host'];

/** Words of an indication that are told; the rest are counted. */
const MOST_TRACES_SHOWN = 6;

interface Candidate {
  readonly rule: Rule;
  /** Null where the rule speaks of every API. */
  readonly apis: ReadonlySet<string> | null;
  readonly meets: (fact: Fact) => boolean;
}

export function indexRules(catalog: Catalog): RuleIndex {
  const named = new Map<string, Candidate[]>();
  const unnamed = new Map<FactKind, Candidate[]>();
  const custom = new Map<FactKind, Candidate[]>();
  /** Traces are thousands, and most rules want one role of them. */
  const byRole = new Map<string, Candidate[]>();
  const resembles = speller(definitionNames(catalog.format));
  for (const rule of catalog.rules) {
    for (const match of rule.match) {
      const apis = match.api === undefined ? null : new Set([match.api].flat());
      const candidate: Candidate = { rule, apis, meets: conditionsOf(match, resembles) };
      for (const kind of [match.kind].flat()) {
        if (rule.type === 'mapping' && rule.custom) add(custom, kind, candidate);
        else if (kind === 'trace' && match.name === undefined) for (const role of rolesOf(match)) add(byRole, role, candidate);
        else if (match.name === undefined) add(unnamed, kind, candidate);
        else for (const name of [match.name].flat()) add(named, `${kind} ${name}`, candidate);
      }
    }
  }
  const documented = documentedNames(catalog);
  return {
    rulesFor(fact) {
      if (fact.kind === 'trace') {
        const candidates = [...(named.get(`trace ${fact.name}`) ?? []), ...(byRole.get(fact.traits?.role ?? '') ?? [])];
        return distinct(candidates.filter((candidate) => applies(candidate, fact)));
      }
      const byName = (named.get(`${fact.kind} ${fact.name}`) ?? []).filter((candidate) => speaksOf(candidate, fact));
      const own = [...byName, ...(unnamed.get(fact.kind) ?? [])].filter((candidate) => applies(candidate, fact));
      if (own.length > 0) return distinct(own);
      // A documented name, or one that a rule names under conditions, is a hole in the catalog and never "custom".
      if (byName.length > 0 || documented.has(`${fact.kind} ${fact.name}`) || documented.has(`${fact.api} ${fact.name}`)) return [];
      return distinct((custom.get(fact.kind) ?? []).filter((candidate) => applies(candidate, fact)));
    },
  };
}

/** Findings in the order of the files; a fact may meet several rules, and each is a finding of its own. */
export function matchRules(facts: readonly Fact[], index: RuleIndex): Matched {
  const findings: Finding[] = [];
  const uncovered: RepositoryRecord['uncovered'] = [];
  const { judged, rulesOf } = foldTraces(facts, index);
  const ids = factIds(judged);
  judged.forEach((fact, position) => {
    const factId = ids[position] as string;
    const rules = rulesOf(fact);
    if (rules.length === 0 && isJudged(fact)) {
      uncovered.push({ factId, kind: fact.kind, name: fact.name, file: fact.file, line: fact.line, column: fact.column });
    }
    for (const rule of rules) findings.push(toFinding(fact, factId, rule));
  });
  findings.sort((a, b) => order(a.file, b.file) || a.line - b.line || a.column - b.column || order(a.fingerprint, b.fingerprint));
  return { findings, uncovered };
}

/**
 * Traces are words, and one behaviour leaves many: of each rule one trace a file becomes a finding, the first, which tells how many there are.
 * All other traces are dropped here, before anything is numbered.
 */
function foldTraces(facts: readonly Fact[], index: RuleIndex): { judged: Fact[]; rulesOf: (fact: Fact) => readonly Rule[] } {
  const judged: Fact[] = [];
  const indications = new Map<Fact, readonly Rule[]>();
  const byRuleAndFile = new Map<string, { rule: Rule; first: Fact; names: Set<string> }>();
  for (const fact of facts) {
    if (fact.kind !== 'trace') {
      judged.push(fact);
      continue;
    }
    for (const rule of index.rulesFor(fact)) {
      const key = `${rule.id}\0${fact.file}`;
      const known = byRuleAndFile.get(key);
      if (known) known.names.add(fact.value || fact.name);
      else byRuleAndFile.set(key, { rule, first: fact, names: new Set([fact.value || fact.name]) });
    }
  }
  for (const { rule, first, names } of byRuleAndFile.values()) {
    const shown = [...names].slice(0, MOST_TRACES_SHOWN);
    const value = shown.join(', ') + (names.size > shown.length ? `, and ${names.size - shown.length} more` : '');
    // The rule is part of the name under which later scans know it again.
    const { snippet } = first;
    const indication: Fact = { ...first, ...(snippet !== undefined && { snippet }), value, words: { rule: rule.id } };
    judged.push(indication);
    indications.set(indication, [rule]);
  }
  return { judged, rulesOf: (fact) => indications.get(fact) ?? index.rulesFor(fact) };
}

/** Only Open CTI definitions are judged item by item; of the others a rule speaks once, for the whole. A trace is judged by patterns only. */
function isJudged(fact: Fact): boolean {
  if (fact.kind === 'trace') return false;
  return fact.standing === 'open-cti' || fact.kind === 'definition' || fact.kind === 'check';
}

function toFinding(fact: Fact, factId: string, rule: Rule): Finding {
  return {
    fingerprint: `${factId}:${rule.id}`,
    factId,
    ruleId: rule.id,
    type: rule.type,
    kind: fact.kind,
    api: fact.api,
    // A check is about the item, section or setting that its words name.
    name: fact.kind === 'check' ? (fact.words?.['name'] ?? '') : fact.name,
    ...(fact.section !== undefined && { section: fact.section }),
    definition: fact.definition,
    file: fact.file,
    line: fact.line,
    column: fact.column,
    value: fact.value,
    ...(fact.masked && { masked: true as const }),
    confidence: fact.confidence,
    ...(fact.chain !== undefined && fact.chain.length > 0 && { chain: [...fact.chain] }),
    ...(fact.snippet !== undefined && { snippet: fact.snippet }),
    ...(fact.statement !== undefined && { statement: { ...fact.statement } }),
    ...(fact.context !== undefined && { context: fact.context }),
    capability: rule.capability,
    workItem: rule.type === 'mapping' ? rule.workItem : null,
    ...(rule.type === 'mapping' && rule.custom && { custom: true as const }),
    ...(rule.type === 'check' && { message: fill(rule.message, fact), severity: rule.severity }),
  };
}

/** Puts a fact's words into a check's message. */
function fill(message: string, fact: Fact): string {
  const words: Readonly<Record<string, string>> = { name: fact.name, value: fact.value, ...fact.words };
  return message.replace(/\{(\w+)\}/g, (whole, word: string) => (Object.hasOwn(words, word) ? (words[word] ?? whole) : whole));
}

/** The roles that a rule on traces asks for; all of them where it names none. */
function rolesOf(match: Match): readonly string[] {
  return match.where?.['role']?.in ?? match.where?.['role']?.is ?? TRACE_ROLES;
}

function speaksOf({ apis }: Candidate, fact: Fact): boolean {
  return apis === null || apis.has(fact.api);
}

function applies(candidate: Candidate, fact: Fact): boolean {
  const { rule, meets } = candidate;
  return speaksOf(candidate, fact) && (rule.standing as readonly string[]).includes(fact.standing) && meets(fact);
}

function conditionsOf(match: Match, resembles: (name: string) => string): (fact: Fact) => boolean {
  const tests = Object.entries(match.where ?? {}).map(([field, { in: list, is, isNot, matches, not }]) => {
    const values = list && new Set(list.map((value) => value.toLowerCase()));
    const wanted = matches === undefined ? null : new RegExp(matches, 'i');
    const unwanted = not === undefined ? null : new RegExp(not, 'i');
    return (fact: Fact): boolean => {
      const text = field === 'resembles' ? resembles(fact.name) : fieldOf(fact, field);
      const exact = (!is || is.includes(text)) && !isNot?.includes(text);
      return exact && (!values || values.has(text.toLowerCase())) && (!wanted || wanted.test(text)) && !unwanted?.test(text);
    };
  });
  return (fact) => tests.every((test) => test(fact));
}

function fieldOf(fact: Fact, field: string): string {
  switch (field) {
    case 'value':
      // Conditions are about short values; a pattern never runs over a megabyte of a stranger's text.
      return fact.value.trim().slice(0, 4000);
    case 'empty':
      return String(fact.value.trim() === '');
    case 'masked':
      return String(fact.masked);
    case 'address':
      return readAddress(fact.value).kind;
    case 'section':
      return fact.section ?? '';
    case 'form':
      return fact.form;
    case 'name':
      return fact.name;
    default:
      return fact.traits?.[field as Trait] ?? '';
  }
}

/** By kind and name in the definition format, by API and name in source. */
function documentedNames({ format, openCtiApi }: Catalog): Set<string> {
  return new Set([
    ...openCtiApi.apis.flatMap(({ api, members }) => members.map(({ name }) => `${api} ${name}`)),
    ...format.sections.map(({ name }) => `definition-section ${name}`),
    ...format.items.flatMap(({ name }) => [`definition-item ${name}`, `definition-setting ${name}`]),
    ...format.settings.map(({ name }) => `definition-setting ${name}`),
    ...format.fields.map(({ name }) => `definition-field ${name}`),
  ]);
}

function distinct(candidates: readonly Candidate[]): Rule[] {
  return [...new Set(candidates.map((candidate) => candidate.rule))];
}

function add<K>(map: Map<K, Candidate[]>, key: K, candidate: Candidate): void {
  const list = map.get(key);
  if (list) list.push(candidate);
  else map.set(key, [candidate]);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
