/** The same input gives the same bytes, at any place and any time; and a saved assessment gives the same reports again. */
import { linkSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { assessmentSchema } from '../../src/model/assessment.ts';
import { cti2voice, OUTPUTS } from '../fixtures/cli.ts';
import { metadataDefinition, openCtiDefinition } from '../fixtures/definitions.ts';
import { fill, folderOf } from '../fixtures/folder.ts';

const AS_OF = ['--as-of', '2027-03-31'];
const GOOD = openCtiDefinition({ reqOutsidePrefix: '007', custom1: 'kept as it is' });

describe('the same input gives the same bytes', () => {
  const files = {
    'b/two.xml': openCtiDefinition({ reqInternalName: 'Two' }),
    'a/one.callCenter': metadataDefinition([{ name: 'a' }]),
    'good.xml': GOOD,
    'cut.xml': GOOD.slice(0, 400),
  };
  const scanned = (folder: string, cwd: string, env: Readonly<Record<string, string>> = {}): string => {
    const out = folderOf();
    expect(cti2voice(['scan', folder, '-o', out, '--quiet', ...AS_OF], cwd, env).code).toBe(0);
    return OUTPUTS.map((name) => readFileSync(join(out, name), 'utf8')).join('\0');
  };
  const here = folderOf();
  fill(here, Object.fromEntries(Object.entries(files).map(([path, content]) => [`org/${path}`, content])));

  test.each([
    ['in a second run', () => scanned('org', here)],
    ['by its absolute path', () => scanned(join(here, 'org'), '/')],
    ['from inside', () => scanned('.', join(here, 'org'))],
    ['with a slash at the end', () => scanned('./org//', here)],
    ['given twice', () => scanned('org', here)],
    [
      'at another place, written in another order',
      () => {
        const there = folderOf();
        mkdirSync(join(there, 'deeper'));
        fill(join(there, 'deeper/org'), Object.fromEntries(Object.entries(files).reverse()));
        return scanned('org', join(there, 'deeper'));
      },
    ],
    [
      'as hard links',
      () => {
        const there = folderOf();
        mkdirSync(join(there, 'org/a'), { recursive: true });
        mkdirSync(join(there, 'org/b'));
        for (const path of Object.keys(files)) linkSync(join(here, 'org', path), join(there, 'org', path));
        return scanned('org', there);
      },
    ],
    [
      'in another language, time zone and home',
      () =>
        scanned('org', here, {
          LANG: 'de_DE.UTF-8',
          LC_ALL: 'tr_TR.UTF-8',
          TZ: 'Pacific/Kiritimati',
          HOME: '/nowhere',
          USER: 'somebody',
          HOSTNAME: 'somewhere',
        }),
    ],
  ])('%s', (_, again) => {
    expect(again() === scanned('org', here)).toBe(true);
  });
});

describe('report', () => {
  const root = folderOf({ 'org/good.xml': GOOD, 'org/cut.xml': GOOD.slice(0, 400) });
  let text: string;

  beforeAll(() => {
    expect(cti2voice(['scan', 'org', '-o', 'out', '--quiet', ...AS_OF], root).code).toBe(0);
    text = readFileSync(join(root, 'out/assessment.json'), 'utf8');
  });

  test('renders again what the scan rendered', () => {
    const { code, out } = cti2voice(['report', 'out/assessment.json', '-o', 'again'], root);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    for (const name of OUTPUTS) expect(readFileSync(join(root, 'again', name)).equals(readFileSync(join(root, 'out', name)))).toBe(true);
  });

  test('for another target renders for that', () => {
    expect(cti2voice(['report', 'out/assessment.json', '-o', 'native', '--target', 'native', '-f', 'json,html', '--quiet'], root)).toEqual({
      code: 0,
      out: '',
      error: '',
    });
    const native = assessmentSchema.parse(JSON.parse(readFileSync(join(root, 'native/assessment.json'), 'utf8')));
    expect(native.options.target).toBe('native');
    const scanned = assessmentSchema.parse(JSON.parse(text));
    expect({ ...native, options: scanned.options }).toEqual(scanned);
  });

  test.each([
    ['cut off', (whole: string) => whole.slice(0, -100), /is not JSON/],
    ['of another version', (whole: string) => whole.replace('"schemaVersion": 1', '"schemaVersion": 2'), /at schemaVersion/],
    ['with a field too many', (whole: string) => whole.replace('{', '{"extra": 1,'), /no assessment that this version can read/],
    ['with a text for a number', (whole: string) => whole.replace(/"filesSeen": \d+/, '"filesSeen": "many"'), /at repos\.0\.filesSeen/],
    [
      'with a verdict that is none',
      (whole: string) => whole.replace(/"verdict": "[a-z-]+"/, '"verdict": "easy"'),
      /no assessment that this version can read/,
    ],
  ])('refuses a damaged assessment in one line and a hint: %s', (name, damage, reason) => {
    fill(root, { 'damaged.json': damage(text) });
    const { code, out, error } = cti2voice(['report', 'damaged.json', '-o', `from ${name}`], root);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toMatch(reason);
    expect(error.trimEnd().split('\n')).toHaveLength(2);
  });
});
