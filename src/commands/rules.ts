/** `cti2voice rules`: the catalog, to read and to check. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Catalog, Rule } from '../catalog/schema.ts';
import { UserError } from '../errors.ts';
import { indexRules } from '../match/match.ts';
import { closestName } from '../match/spelling.ts';
import { RULES_FOLDER, shippedCatalog } from '../shipped.ts';
import { proveRule } from './prove.ts';
import type { Surroundings } from './scan.ts';

async function catalogWith(rules: string | null, { workingDirectory }: Surroundings): Promise<Catalog> {
  const shipped = shippedCatalog();
  if (rules === null) return shipped.catalog;
  const { withUserRules } = await import('./user-rules.ts');
  return withUserRules(shipped, resolve(workingDirectory, rules), rules);
}

export async function listRules(rules: string | null, surroundings: Surroundings): Promise<number> {
  const catalog = await catalogWith(rules, surroundings);
  const width = Math.max(...catalog.rules.map((rule) => rule.id.length));
  const lines = catalog.rules.map(
    (rule) => `${rule.id.padEnd(width)}  ${rule.title}${rule.origin === 'shipped' ? '' : ` (${rule.origin})`}`,
  );
  await surroundings.out(`${lines.join('\n')}\n`);
  return 0;
}

/** @throws UserError if no rule has the id */
export async function showRule(id: string, rules: string | null, surroundings: Surroundings): Promise<number> {
  const catalog = await catalogWith(rules, surroundings);
  const rule = catalog.rules.find((candidate) => candidate.id === id);
  if (!rule) {
    const ids = catalog.rules.map((candidate) => candidate.id);
    const closest = closestName(id, ids);
    const near = closest === null ? ids.filter((candidate) => candidate.includes(id) || id.includes(candidate)) : [closest];
    const hint = near.length > 0 ? `Did you mean ${near.slice(0, 3).join(', ')}?` : '“cti2voice rules list” shows all ids.';
    throw new UserError(`There is no rule “${id}”.`, hint);
  }
  await surroundings.out(describe(rule, catalog));
  return 0;
}

function describe(rule: Rule, catalog: Catalog): string {
  const lines = [`${rule.id}`, rule.title, '', `capability  ${rule.capability}`, `origin      ${rule.origin}`];
  if (rule.rows.length > 0) lines.push(`mapping     ${rule.rows.join(', ')}`);
  const sources = (list: readonly { title: string; url?: string | undefined; read: string }[]): void => {
    for (const source of list)
      lines.push(`  source    ${source.title}${source.url === undefined ? '' : `, ${source.url}`} (read ${source.read})`);
  };
  if (rule.type === 'check') {
    lines.push(`severity    ${rule.severity}`, `message     ${rule.message}`, `do          ${rule.do}`, `basis       ${rule.basis}`);
    sources(rule.sources);
    return `${lines.join('\n')}\n`;
  }
  const item = catalog.workItems.find((candidate) => candidate.id === rule.workItem);
  lines.push(`work item   ${item ? `${item.id} (${item.title})` : 'none'}`);
  for (const verdict of rule.verdicts) {
    lines.push(
      '',
      verdict.for.join(', '),
      `  verdict   ${verdict.verdict}`,
      `  in Voice  ${verdict.equivalent}`,
      `  do        ${verdict.do}`,
      `  basis     ${verdict.basis}`,
    );
    for (const caveat of verdict.caveats) lines.push(`  note      ${caveat}`);
    sources(verdict.sources);
  }
  return `${lines.join('\n')}\n`;
}

/**
 * Checks a folder of rules, or the shipped ones: shape, references, and each rule's examples.
 * @throws UserError that names what is wrong
 */
export async function checkRules(folder: string | null, surroundings: Surroundings): Promise<number> {
  let catalog: Catalog;
  let own: readonly Rule[];
  if (folder === null) {
    const { CatalogError, loadCatalog } = await import('../catalog/load.ts');
    const { readRuleFolder } = await import('../catalog/read.ts');
    try {
      catalog = loadCatalog(await readRuleFolder(fileURLToPath(RULES_FOLDER)));
    } catch (error) {
      if (error instanceof CatalogError) throw new UserError(`The shipped rules are not right:\n${error.message}`, 'Please report it.');
      throw error;
    }
    own = catalog.rules;
  } else {
    catalog = await catalogWith(folder, surroundings);
    own = catalog.rules.filter((rule) => rule.origin !== 'shipped');
  }
  const index = indexRules(catalog);
  const faults = [];
  for (const rule of own) faults.push(...(await proveRule(rule, catalog, index)));
  if (faults.length > 0) {
    throw new UserError(
      `${faults.length} ${faults.length === 1 ? 'example does' : 'examples do'} not come out as the rule says:\n${faults.map(({ ruleId, reason }) => `${ruleId}: ${reason}`).join('\n')}`,
      'An example under “match” must give a finding of its rule, one under “clean” must not.',
    );
  }
  const count =
    own.length === 1
      ? '1 rule is right, and its examples come out as it says'
      : `${own.length} rules are right, and their examples come out as they say`;
  await surroundings.out(`${count}.
`);
  return 0;
}
