/** Names for facts that survive edits elsewhere in the file: no line, no rule, no secret. */
import { createHash } from 'node:crypto';
import type { Fact } from '../model/fact.ts';

/** Raised when the recipe below changes; ids of different versions never meet. */
const VERSION = 'f1';

/**
 * The id of each fact, in the order given: kind, name, path, text with white space folded, enclosing definition and section,
 * and last the ordinal among facts that are equal in all of these. Values are masked before they come here.
 * Of adapter source: kind, API, name and path. An edit of a call's arguments leaves the same piece of work.
 * Of the metadata of an org: kind, sign, metadata type and full name, so that a change of format or folder leaves it what it is.
 */
export function factIds(facts: readonly Fact[]): string[] {
  const seen = new Map<string, number>();
  return facts.map((fact) => {
    const text = fact.value.replace(/\s+/g, ' ').trim();
    const words = fact.words ? Object.entries(fact.words).filter(([key]) => !PLACES.has(key)) : [];
    const identity = JSON.stringify(
      fact.form === 'org'
        ? [fact.kind, fact.name, fact.traits?.metadata ?? '', text, words]
        : fact.form === 'source'
          ? [
              fact.kind,
              fact.api,
              fact.kind === 'trace' ? '' : fact.name,
              fact.file,
              words.filter(([key]) => key === 'name' || key === 'rule'),
            ]
          : [fact.kind, fact.name, fact.file, text, fact.definition, fact.section ?? '', words],
    );
    const ordinal = seen.get(identity) ?? 0;
    seen.set(identity, ordinal + 1);
    const digest = createHash('sha256').update(`${identity}#${ordinal}`).digest('hex').slice(0, 20);
    return `${VERSION}-${digest}`;
  });
}

/** Words of a check that say where something stands; a line moves without anything having changed. */
const PLACES = new Set(['first', 'where']);
