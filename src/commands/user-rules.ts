/** Rules that a user brings with `--rules`: read, checked, and put on top of the shipped ones. */
import { stat } from 'node:fs/promises';
import { addRules, CatalogError } from '../catalog/load.ts';
import { readRuleFolder } from '../catalog/read.ts';
import type { Catalog } from '../catalog/schema.ts';
import { UserError } from '../errors.ts';
import type { ShippedCatalog } from '../shipped.ts';

/** @throws UserError that lists every fault as `file:line reason` */
export async function withUserRules({ catalog, sources }: ShippedCatalog, folder: string, shownFolder: string): Promise<Catalog> {
  const info = await stat(folder).catch(() => null);
  if (!info?.isDirectory())
    throw new UserError(
      `There is no folder “${shownFolder}” to take rules from.`,
      'Give the folder that holds your rule files, each ending in .yaml.',
    );
  const texts = await readRuleFolder(folder);
  if (texts.length === 0)
    throw new UserError(`The folder “${shownFolder}” holds no rule.`, 'A rule is a file that ends in .yaml; docs/rules.md shows one.');
  try {
    return addRules(
      catalog,
      texts.map(({ path, text }) => ({ path: `${shownFolder.replace(/[/\\]+$/, '')}/${path}`, text })),
      sources,
    );
  } catch (error) {
    if (error instanceof CatalogError)
      throw new UserError(
        `The rules in “${shownFolder}” are not right:\n${error.message}`,
        'Put right what is named; docs/rules.md describes each field.',
      );
    throw error;
  }
}
