/** Names in the Apex that an adapter calls: what its server side touches, for the catalog's patterns. */
import type { Fact } from '../../model/fact.ts';
import { indexLines } from '../lines.ts';

const MOST = 500;

/** One trace a name, at its first place; comments and strings are left out. */
export function apexTraces(file: string, text: string): Fact[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'/g, (part) => part.replace(/[^\n]/g, ' '));
  const placeOf = indexLines(text);
  const seen = new Set<string>();
  const facts: Fact[] = [];
  for (const match of code.matchAll(/\b[A-Za-z]\w{3,79}\b/g)) {
    const name = match[0];
    if (seen.has(name) || facts.length >= MOST) continue;
    seen.add(name);
    facts.push({
      kind: 'trace',
      api: 'behaviour',
      name,
      value: name,
      masked: false,
      file,
      ...placeOf(match.index),
      definition: '',
      standing: 'open-cti',
      form: 'source',
      confidence: 'text',
      traits: { role: 'apex' },
    });
  }
  return facts;
}
