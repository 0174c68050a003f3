/** What only several facts of an org together show. */
import type { Fact } from '../model/fact.ts';

/** Names that a message lists; the rest are counted. */
const MOST_NAMED = 8;

/** Checks on the facts of one org, those of its packages already narrowed down to telephony products. */
export function checkOrg(facts: readonly Fact[]): Fact[] {
  const packages = new Map<string, Fact>();
  for (const fact of facts) {
    const key = fact.name.toLowerCase();
    if (fact.kind === 'package' && !packages.has(key)) packages.set(key, fact);
  }
  const [first, ...others] = packages.values();
  if (!first || others.length === 0) return [];
  const names = [first, ...others].map(({ name }) => name);
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  const { file, line, column, definition, standing } = first;
  return [
    {
      kind: 'check',
      api: 'metadata',
      name: 'several-phone-packages',
      value: '',
      masked: false,
      file,
      line,
      column,
      definition,
      standing,
      form: 'org',
      confidence: 'exact',
      words: { name: first.name, packages: names.slice(0, MOST_NAMED).join(', ') + more },
    },
  ];
}
