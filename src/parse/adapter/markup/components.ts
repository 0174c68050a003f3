/** Components of markup that belong to the phone integration, by their exact names: the prefix `opencti:` is used by Voice as well. */
import type { Fact } from '../../../model/fact.ts';
import type { Position } from '../../lines.ts';
import type { MarkupScan } from './scan.ts';
import { sourceFact } from './source-fact.ts';

const COMPONENTS: Readonly<Record<string, string>> = {
  'support:clicktodial': 'support:clickToDial',
  'lightning:clicktodial': 'lightning:clickToDial',
  'lightning-click-to-dial': 'lightning-click-to-dial',
};

export function componentsOf(file: string, scan: MarkupScan, place: (offset: number) => Position): Fact[] {
  const facts: Fact[] = [];
  for (const tag of scan.tags) {
    const name = Object.hasOwn(COMPONENTS, tag.name) ? COMPONENTS[tag.name] : undefined;
    if (name === undefined) continue;
    const attributes = tag.attributes.map((attribute) => attribute.name).join(' ');
    facts.push(sourceFact(file, scan.text, place, tag.nameStart, { kind: 'component', api: 'component', name, traits: { attributes } }));
  }
  return facts;
}
