/** Which texts of a result the schema itself fixes: enumerations, constants, days. */
import { z } from 'zod';
import { assessmentSchema } from '../model/assessment.ts';

type Node = Readonly<Record<string, unknown>>;

/** Paths whose text is one of a list, on every branch of the schema. */
export function fixedPaths(): (path: string) => boolean {
  const fixed = new Set<string>();
  const free = new Set<string>();
  const whole = z.toJSONSchema(assessmentSchema) as Node;
  const definitions = (whole['$defs'] ?? {}) as Readonly<Record<string, Node>>;
  const look = (given: Node | undefined, path: string): void => {
    if (!given) return;
    const reference = typeof given['$ref'] === 'string' ? given['$ref'].split('/').at(-1) : undefined;
    const node = reference === undefined ? given : (definitions[reference] ?? {});
    for (const part of ['anyOf', 'oneOf', 'allOf', 'prefixItems'])
      for (const one of (node[part] ?? []) as Node[]) look(one, part === 'prefixItems' ? `${path}[]` : path);
    for (const [name, one] of Object.entries((node['properties'] ?? {}) as Record<string, Node>))
      look(one, path === '' ? name : `${path}.${name}`);
    if (node['items'] !== undefined) look(node['items'] as Node, `${path}[]`);
    if (node['enum'] !== undefined || node['const'] !== undefined) fixed.add(path);
    else if ([node['type']].flat().includes('string')) free.add(path);
  };
  look(whole, '');
  return (path) => fixed.has(path) && !free.has(path);
}
