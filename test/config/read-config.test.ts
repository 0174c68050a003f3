import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { BACKGROUNDS } from '../../src/config/sections/brand.ts';
import { readConfig, type ReadConfig } from '../../src/config/read-config.ts';
import { folderOf } from '../fixtures/folder.ts';
import { readTemplate } from '../support/report-assets.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>';
const folder = folderOf({ 'logo.svg': SVG, 'active.svg': SVG.replace('<path', '<script/><path'), 'large.png': Buffer.alloc(300 * 1024) });

async function read(text: string, shownFolder = ''): Promise<ReadConfig> {
  const result = await readConfig(text, { folder, shownFolder });
  if ('faults' in result) throw new Error(result.faults.map(({ line, reason }) => `${line} ${reason}`).join('\n'));
  return result;
}

async function faults(text: string): Promise<string[]> {
  const result = await readConfig(text, { folder, shownFolder: '' });
  return 'faults' in result ? result.faults.map(({ line, reason }) => `${line} ${reason}`) : [];
}

describe('a file of settings', () => {
  test('gives options under their names, with paths from its own folder', async () => {
    const text =
      'scan:\n  paths: [org, /whole]\n  exclude: "*.bak"\n  max-file-size: 20M\n  format: html, json\n  strict: true\n  org-facts: f.yml\n';
    const { config } = await read(text, 'conf/');
    expect(config.scan).toEqual({
      paths: ['conf/org', '/whole'],
      exclude: ['*.bak'],
      maxFileSize: 20 * 1024 * 1024,
      format: ['html', 'json'],
      strict: true,
      orgFacts: 'conf/f.yml',
    });
    expect({ brand: config.brand, rates: config.rates }).toEqual({ brand: null, rates: null });
  });

  test('says of each value in which line it stands', async () => {
    const { entries } = await read('# first\nscan:\n  target: native\nrates:\n  currency: EUR\n  per-hour: 90\n');
    expect(entries).toEqual([
      { section: 'scan', name: 'target', value: 'native', line: 3 },
      { section: 'rates', name: 'currency', value: 'EUR', line: 5 },
      { section: 'rates', name: 'per-hour', value: 90, line: 6 },
    ]);
  });

  test.each([
    ['nothing', ''],
    ['comments', '# scan:\n#   target: native\n'],
    ['sections and keys without a value', 'scan:\nbrand:\n  name:\n  colours:\n    accent:\n      light:\n'],
  ])('may hold %s', async (_, text) => {
    expect((await read(text)).config.rates).toBeNull();
  });

  test('names every fault at once, in the order of its lines', async () => {
    const text = `scan:
  targt: native
  format: pdf
  eachFolder: true
  strict: perhaps
  shard: 1/2
brand:
  colors: { accent: {} }
  colours:
    accent: { ligth: "#000000", light: red, dark: "#222222" }
  logo: active.svg
rats:
  currency: EUR
rates:
  currency: XXY
  per-hour: 0
  roles:
    - { name: A, per-hour: 100, share: 60, hours: 2 }
target: native
surprise: 1
`;
    expect(await faults(text)).toEqual([
      '2 scan.targt: is no key that is known here; did you mean “target”?',
      expect.stringMatching(/^3 scan\.format: “pdf” is no format; use html, csv/),
      '4 scan.eachFolder: is no key that is known here; did you mean “each-folder”?',
      '5 scan.strict: must be true or false',
      '6 scan.shard: is no key that is known here',
      '8 brand.colors: is no key that is known here; did you mean “colours”?',
      '10 brand.colours.accent.light: must be a colour in quotes, "#0b57a4" for example',
      '10 brand.colours.accent.dark: has a contrast of 1.02 to 1 with #1c2026, on which links stand in dark mode; WCAG AA asks for 4.5',
      '10 brand.colours.accent.ligth: is no key that is known here; did you mean “light”?',
      '11 brand.logo: “active.svg” holds <script> (line 1)',
      '12 rats: is no section; did you mean “rates”?',
      '15 rates.currency: must be a currency by its three letters, EUR for example',
      '16 rates.per-hour: must be above 0',
      '17 rates.roles: stand beside per-hour; give one of the two',
      '18 rates.roles[1].hours: is no key that is known here',
      '19 target: is no section; did you mean “target” below “scan”?',
      '20 surprise: is no section; sections are scan, brand, rates, waivers, decisions',
    ]);
  });

  test.each([
    ['no YAML', 'scan: [', /^1 is no valid YAML/],
    ['the same key twice', 'scan:\n  target: native\n  target: native\n', /^3 is no valid YAML/],
    ['aliases', 'scan: &a {}\nbrand: *a\n', /aliases/],
    ['a list', '- scan\n', /^1 must hold sections: scan, brand, rates/],
    ['a text', 'scan', /^1 must hold sections/],
    ['a section that is a text', 'scan: native\n', /^1 scan: must hold keys/],
    ['names that every object has', '__proto__:\n  target: native\nconstructor: 1\n', /^1 __proto__: is no section/],
    ['such names as keys', 'scan:\n  __proto__: {}\n  toString: 1\n', /^2 scan\.__proto__: is no key/],
  ])('is refused for %s', async (_, text, reason) => {
    expect((await faults(text))[0]).toMatch(reason);
  });
});

describe('colours', () => {
  test('are checked against the backgrounds that the page really has', () => {
    const css = readTemplate('report.css');
    for (const [index, name] of ['paper', 'sunk'].entries())
      expect(css).toContain(`--${name}: light-dark(${BACKGROUNDS.light[index]}, ${BACKGROUNDS.dark[index]});`);
  });

  test('just too weak are refused with a figure that is not rounded up, and just strong enough are taken', async () => {
    // 4.54 on white, and less on the grey ground.
    expect(await faults('brand: { colours: { accent: { light: "#767676" } } }')).toEqual([
      '1 brand.colours.accent.light: has a contrast of 4.23 to 1 with #f6f7f8, on which links stand in light mode; WCAG AA asks for 4.5',
    ]);
    expect((await read('brand: { colours: { accent: { light: "#06C", dark: "#FFF" } } }')).config.brand?.accent).toEqual({
      light: '#0066cc',
      dark: '#ffffff',
    });
  });
});

describe('a logo', () => {
  test('becomes an address that holds it', async () => {
    const { config } = await read('brand: { logo: logo.svg }');
    expect(config.brand?.logo).toMatch(/^data:image\/svg\+xml;base64,/);
  });

  test.each([
    ['that is not there', 'nowhere.png', /is no file that is there/],
    ['that is a folder', '.', /is no file that is there/],
    ['that is too large', 'large.png', /has 300 KiB; 200 KiB are the limit/],
  ])('%s is refused with its line', async (_, file, reason) => {
    const [fault] = await faults(`brand:\n  logo: ${file}\n`);
    expect(fault).toMatch(reason);
    expect(fault).toMatch(/^2 brand\.logo: /);
  });
});

describe('rates', () => {
  test('of roles give their mean by shares', async () => {
    const text =
      'rates:\n  currency: CHF\n  roles:\n    - { name: A, per-hour: 160, share: 25 }\n    - { name: B, per-hour: 120, share: 75 }\n';
    expect((await read(text)).config.rates).toEqual({
      currency: 'CHF',
      locale: null,
      perHour: 130,
      roles: [
        { name: 'A', perHour: 160, share: 25 },
        { name: 'B', perHour: 120, share: 75 },
      ],
    });
  });

  test.each([
    ['no currency', '{ per-hour: 1 }', ['1 rates: needs a currency']],
    ['neither rate nor roles', '{ currency: EUR }', ['1 rates: needs per-hour, or roles']],
    [
      'both, shares that do not fit and a name twice',
      '{ currency: EUR, per-hour: 1, roles: [{ name: A, per-hour: 1, share: 50 }, { name: a, per-hour: 2, share: 49 }] }',
      [
        '1 rates.roles: stand beside per-hour; give one of the two',
        '1 rates.roles: have shares of 99 per cent together, and not of 100',
        '1 rates.roles[2].name: “a” stands twice',
      ],
    ],
    [
      'a language that is none',
      '{ currency: EUR, per-hour: 1, locale: "x y" }',
      ['1 rates.locale: must be a language tag, de-DE for example'],
    ],
    ['a rate that is a text', '{ currency: EUR, per-hour: "90" }', ['1 rates.per-hour: must be a number']],
  ])('with %s are refused', async (_, text, expected) => {
    const found = await faults(`rates: ${text}`);
    expect(found.filter((fault) => expected.includes(fault))).toEqual(expected);
  });
});

interface Shape {
  readonly properties?: Record<string, unknown>;
  readonly additionalProperties?: boolean;
}

test('the published schema knows every key that the file may hold', () => {
  const schema = JSON.parse(readFileSync(join('schema', 'config.schema.json'), 'utf8')) as {
    properties: Record<string, Shape & { items?: Shape }>;
    additionalProperties: boolean;
  };
  expect(Object.keys(schema.properties)).toEqual(['scan', 'brand', 'rates', 'waivers', 'decisions']);
  expect(schema.additionalProperties).toBe(false);
  expect(Object.keys(schema.properties['scan']?.properties ?? {})).toContain('max-file-size');
  for (const section of Object.values(schema.properties)) expect((section.items ?? section).additionalProperties).toBe(false);
});
