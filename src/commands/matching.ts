/** Everything that was read of a repository, put before the catalog. */
import { s } from '../model/sentence.ts';
import type { Catalog } from '../catalog/schema.ts';
import { checkAdapter } from '../match/adapter-checks.ts';
import { checkDefinitions } from '../match/definition-checks.ts';
import { matchRules, type Matched, type RuleIndex } from '../match/match.ts';
import { checkOrg } from '../match/org-checks.ts';
import { matchVendors } from '../match/vendors.ts';
import type { CallLog, Definition, RepositoryRecord } from '../model/assessment.ts';
import type { Fact } from '../model/fact.ts';
import { groupSystems } from '../parse/adapter/details/systems.ts';
import { namesTelephony } from '../parse/org/places/phone-words.ts';
import { definitionFacts } from '../parse/facts.ts';
import type { RepositoryReading } from './reading.ts';

export type MatchedReadings = Matched & Pick<RepositoryRecord, 'callLogs' | 'externalSystems' | 'apexTargets' | 'vendors' | 'org'>;

export function matchReadings(readings: RepositoryReading, catalog: Catalog, index: RuleIndex): MatchedReadings {
  const { definitions, adapter, apexTargets, contacts, org, paths } = readings;
  const own = adapter.facts.map((fact) => (fact.kind === 'setting-read' ? tieToItem(fact, definitions) : fact));
  const checks = [
    ...checkDefinitions(definitions, catalog.format),
    ...checkAdapter(
      { facts: [...adapter.facts, ...adapter.shapes], definitions, pages: adapter.pages, apexTargets, files: paths },
      catalog,
    ),
  ];
  const products = new Set(catalog.vendors.flatMap(({ namespaces }) => namespaces));
  const around = org.facts.filter(({ kind, name }) => kind !== 'package' || products.has(name.toLowerCase()) || namesTelephony(name));
  const facts = [...definitions.flatMap((definition) => definitionFacts(definition)), ...own, ...checks, ...around, ...checkOrg(around)];
  const matched = matchRules(
    facts.map((fact) => (org.isLeftOut(fact.file) ? { ...fact, chain: [...(fact.chain ?? []), LEFT_OUT] } : fact)),
    index,
  );
  // Without a phone integration the hosts of an org are nobody's business here.
  const concerned = matched.findings.some(({ kind }) => !SAYS_NO_PHONE.has(kind));
  return {
    ...matched,
    callLogs: concerned ? sorted(adapter.callLogs) : [],
    externalSystems: concerned ? groupSystems(contacts) : [],
    apexTargets: [...apexTargets],
    org: org.org,
    vendors: concerned ? matchVendors({ definitions, contacts, facts: [...adapter.facts, ...around] }, catalog.vendors) : [],
  };
}

const LEFT_OUT = s`A .forceignore leaves it out of deployments`;

/** Kinds that an org without any phone may show too. */
const SAYS_NO_PHONE: ReadonlySet<Fact['kind']> = new Set(['trace', 'foundation', 'access', 'package']);

/** Puts the item to a setting that code reads: whose value it is, and where it stands. */
function tieToItem(fact: Fact, definitions: readonly Definition[]): Fact {
  const items = definitions.flatMap((definition) =>
    definition.sections.flatMap((section) =>
      section.name === fact.section
        ? section.items.flatMap((item) => (item.name === fact.name ? [{ definition, line: item.line }] : []))
        : [],
    ),
  );
  if (items.length === 0) return fact;
  const places = items.map(({ definition, line }) => s`“${definition.internalName}” (${definition.file}, line ${line})`);
  const named = places.slice(0, 3).join(', ');
  const shown = places.length > 3 ? s`${named} and ${places.length - 3} more` : named;
  const { snippet, statement } = fact;
  return {
    ...fact,
    ...(snippet !== undefined && { snippet }),
    ...(statement !== undefined && { statement }),
    definition: items.length === 1 ? (items[0]?.definition.internalName ?? '') : '',
    chain: [...(fact.chain ?? []), s`It is the item ${fact.name} of section ${fact.section ?? ''} in the definition of ${shown}`],
  };
}

function sorted(logs: readonly CallLog[]): CallLog[] {
  return [...logs].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column);
}
