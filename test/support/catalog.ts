import { fileURLToPath } from 'node:url';
import { loadCatalog, type RuleText } from '../../src/catalog/load.ts';
import { readRuleFolder } from '../../src/catalog/read.ts';
import type { Catalog } from '../../src/catalog/schema.ts';

export const RULES = fileURLToPath(new URL('../../rules', import.meta.url));

/** The shipped rules as their authors wrote them, examples included. */
export async function shippedTexts(): Promise<RuleText[]> {
  return readRuleFolder(RULES);
}

export async function shippedCatalog(): Promise<Catalog> {
  return loadCatalog(await shippedTexts());
}
