/** What the readers of contacts share. */
import type { Node } from 'estree';
import type { Contact } from '../../../model/assessment.ts';
import type { Evaluator, ParsedScript } from '../script/types.ts';
import { addressesOf, type Address } from './addresses.ts';
import type { Quoter } from './quoting.ts';

/** How a system is met. */
export type Means = Contact['means'];

/** Asks for addresses and takes down contacts. */
export interface Finder {
  readonly evaluator: Evaluator;
  readonly quoter: Quoter;
  /** Notes a contact at a place for each address that an expression may stand for. */
  readonly note: (means: Means, at: ParsedScript, offset: number, address: Node) => boolean;
  readonly add: (means: Means, direction: Contact['direction'], at: ParsedScript, offset: number, address: Address) => void;
}

/** Salesforce's own libraries are facts of their own. */
export function isSalesforceLibrary(address: string): boolean {
  return /\/support\/(?:api|console)\/|\/(?:opencti(?:_min)?|interaction|integration)\.js/i.test(address);
}

/** Notes an address only where its host is known: other values may name anything. */
export function noteAbsolute(means: Means, at: ParsedScript, offset: number, node: Node, finder: Finder): boolean {
  let noted = false;
  for (const address of addressesOf(node, at, finder)) {
    if (address.host === null || isSalesforceLibrary(address.shown)) continue;
    finder.add(means, 'out', at, offset, address);
    noted = true;
  }
  return noted;
}
