/** Every text of a result has its rule of redaction. */
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { assessmentSchema } from '../../src/model/assessment.ts';
import { CATALOG, FIELDS, RETIREMENT } from '../../src/redact/fields.ts';

type Node = Readonly<Record<string, unknown>>;
const whole = z.toJSONSchema(assessmentSchema) as Node;

/** Paths of all texts that are no enumeration and no constant. */
function* texts(given: Node | undefined, path: string): Generator<string> {
  if (!given) return;
  const node =
    typeof given['$ref'] === 'string' ? ((whole['$defs'] as Record<string, Node>)[given['$ref'].split('/').at(-1) ?? ''] ?? {}) : given;
  const join = (name: string): string => (path === '' ? name : `${path}.${name}`);
  for (const one of [...((node['anyOf'] ?? []) as Node[]), ...((node['oneOf'] ?? []) as Node[]), ...((node['allOf'] ?? []) as Node[])])
    yield* texts(one, path);
  for (const [name, one] of Object.entries((node['properties'] ?? {}) as Record<string, Node>)) yield* texts(one, join(name));
  if (node['items'] !== undefined && !Array.isArray(node['items'])) yield* texts(node['items'] as Node, `${path}[]`);
  for (const one of (node['prefixItems'] ?? []) as Node[]) yield* texts(one, `${path}[]`);
  const types = [node['type']].flat();
  if (types.includes('string') && node['enum'] === undefined && node['const'] === undefined) yield path;
}

test('every text that a result may hold has one, and none is for a text that no result holds', () => {
  const found = new Set([...texts(whole, '')].filter((path) => !path.startsWith(`${CATALOG}.`) && !path.startsWith(`${RETIREMENT}.`)));
  expect(found.size).toBeGreaterThan(100);
  expect([...found].sort()).toEqual(Object.keys(FIELDS).sort());
});
