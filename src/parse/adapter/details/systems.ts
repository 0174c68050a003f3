/** Puts contacts with one system together. */
import type { Contact, ExternalSystem } from '../../../model/assessment.ts';
import type { ContactSighting } from '../reading.ts';

/** One entry for each host, or for each expression where no host is known; in the order of the names. */
export function groupSystems(sightings: readonly ContactSighting[]): ExternalSystem[] {
  const systems = new Map<string, { name: string; kind: ExternalSystem['kind']; places: Contact[] }>();
  for (const { host, expression, ...contact } of sightings) {
    const name = host?.toLowerCase() ?? expression.replace(/\s+/g, ' ').trim();
    const kind = host === null ? 'expression' : 'host';
    const key = `${kind}\n${name}`;
    const system = systems.get(key);
    if (system) system.places.push(contact);
    else systems.set(key, { name, kind, places: [contact] });
  }
  return [...systems.values()]
    .map((system) => ({ ...system, places: withoutRepeats(system.places) }))
    .sort((a, b) => compare(a.kind, b.kind) * -1 || compare(a.name, b.name));
}

function withoutRepeats(places: readonly Contact[]): Contact[] {
  const seen = new Set<string>();
  return [...places]
    .sort((a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.means, b.means))
    .filter((place) => {
      const key = [place.file, place.line, place.column, place.means, place.direction].join('\n');
      return !seen.has(key) && seen.add(key);
    });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
