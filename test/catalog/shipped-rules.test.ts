import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { TARGETS, VERDICTS } from '../../src/catalog/terms.ts';
import { proveRule } from '../../src/commands/prove.ts';
import { indexRules } from '../../src/match/match.ts';
import { shippedCatalog, shippedTexts } from '../support/catalog.ts';

const texts = await shippedTexts();
const catalog = await shippedCatalog();
const index = indexRules(catalog);

describe('every shipped rule', () => {
  test.each(catalog.rules.map((rule) => [rule.id, rule] as const))('%s comes out as its examples say', async (_id, rule) => {
    expect(await proveRule(rule, catalog, index)).toEqual([]);
  });

  test('has a source and a basis wherever it says something', () => {
    const spoken = catalog.rules.flatMap((rule): { basis: string; sources: unknown[] }[] =>
      rule.type === 'mapping' ? rule.verdicts : [rule],
    );
    expect(spoken.filter(({ sources }) => sources.length === 0)).toEqual([]);
    expect(spoken.filter(({ basis }) => !['documented', 'inferred', 'none-found', 'unconfirmed'].includes(basis))).toEqual([]);
  });

  test('says nothing more certain than that nothing was found where it names no equivalent', () => {
    const lost = catalog.rules.flatMap((rule) => (rule.type === 'mapping' ? rule.verdicts.map((verdict) => ({ rule, verdict })) : []));
    const invented = lost.filter(({ verdict }) => verdict.verdict === 'unknown' && verdict.basis === 'documented');
    expect(invented.map(({ rule, verdict }) => `${rule.id} ${verdict.for.join(' ')}`)).toEqual([]);
  });
});

describe('the catalog accounts for', () => {
  const rows = parse(texts.find(({ path }) => path === 'mapping-rows.yaml')?.text ?? '') as Record<string, string>;

  test.each(Object.keys(rows))('row %s', (row) => {
    const carriers = [...catalog.rules, ...catalog.workItems, ...catalog.questions].filter((carrier) => carrier.rows.includes(row));
    expect(carriers).not.toEqual([]);
  });

  const judged = catalog.format.items.filter((item) => item.standing !== 'voice').map((item) => item.name);
  test.each([...new Set(judged)])('the documented item %s by a rule of its own', (name) => {
    const own = catalog.rules.filter((rule) => {
      const names = rule.match
        .filter((match) => [match.kind].flat().includes('definition-item'))
        .flatMap((match) => [match.name ?? []].flat());
      return names.length > 0 && names.every((candidate) => candidate === name);
    });
    expect(own).not.toEqual([]);
  });

  test('every documented item, empty or not, as item and as setting', () => {
    const kinds = ['definition-item', 'definition-setting'] as const;
    const values = [
      '',
      'x',
      'true',
      'false',
      'https://phone.example.com/',
      '/apex/phone',
      '/apex/ns__phone',
      'http://localhost:8080',
      '9',
      'Classic',
      'Lightning',
      'Classic_and_Lightning',
    ];
    const base = {
      file: 'a.xml',
      line: 1,
      column: 1,
      definition: 'A',
      standing: 'open-cti',
      api: 'definition',
      form: 'import',
      confidence: 'exact',
      masked: false,
    } as const;
    const holes: string[] = [];
    for (const { name, section, standing } of catalog.format.items) {
      if (standing === 'voice') continue;
      for (const kind of kinds)
        for (const value of values)
          if (index.rulesFor({ ...base, kind, name, section, value }).length === 0) holes.push(`${kind} ${name}=${value}`);
    }
    expect(holes).toEqual([]);
  });
});

test('the weights of the capabilities add up to 100, so that a weight can be read as a share', () => {
  expect(catalog.capabilities.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
});

test('readiness values are the two that the figure’s name promises, and never rise with a harder verdict', () => {
  expect(VERDICTS.map((verdict) => catalog.readiness.values[verdict])).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
});

test('every target has hours for every work item, another item in its place, or a reason why not', () => {
  for (const item of catalog.workItems) expect(item.hours.flatMap((entry) => entry.for).sort()).toEqual([...TARGETS].sort());
});
