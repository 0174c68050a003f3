/** What is wrong with a ledger, for whoever opens it. */
import { damageTexts, type Ledger } from '../ledger/ledger.ts';
import { printable } from '../terminal.ts';

const told = new WeakMap<(text: string) => void, Set<string>>();

/** Once for each that is told, however many steps of a command open the ledger. */
export function tellDamage(ledger: Ledger, shown: string, error: (text: string) => void): void {
  const before = told.get(error) ?? new Set();
  told.set(error, before);
  for (const text of damageTexts(ledger, shown)) {
    if (!before.has(text)) error(`${printable(text)}\n`);
    before.add(text);
  }
}
