/** Metadata types that were not there to read, with the lines that bring them. */
import type { Catalog } from '../catalog/schema.ts';
import type { Org, RetrievalGap } from '../model/assessment.ts';
import { retrieved } from './coverage.ts';

/** In the catalog's order: types that nobody asked for, and such of which a limit may have left something out. */
export function retrievalGaps(org: Org | null, catalog: Catalog): RetrievalGap[] {
  if (org === null) return [];
  return catalog.orgTypes.flatMap(({ type, evidence, members }) => {
    const held = retrieved(org, type);
    const isWhole = held !== undefined && held.state !== 'not-retrieved' && held.limit === null;
    return isWhole ? [] : [{ type, evidence, manifest: manifestLines(type, members) }];
  });
}

/** One `types` element of package.xml. */
function manifestLines(type: string, members: readonly string[]): string {
  const lines = [...members.map((member) => `    <members>${escaped(member)}</members>`), `    <name>${escaped(type)}</name>`];
  return ['<types>', ...lines, '</types>'].join('\n');
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
