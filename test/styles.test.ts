/**
 * How people write adapters, held against the real readers and the shipped catalog.
 *
 * Each folder below fixtures/styles is a repository of its own. A line that must give a finding says so in a comment:
 * `expect: <kind> <api> <name>`, several with semicolons between them. Every other line must give none. A `?` behind the name allows a
 * finding and does not demand it; `test` behind it says that the finding stands in a test. The comments are taken out before anything is
 * read, or a file would speak of Open CTI by its expectations. TypeScript ends in `.txt` here, so that no compiler takes it for this
 * project's.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { matchReadings } from '../src/commands/matching.ts';
import { readRepository } from '../src/commands/reading.ts';
import { indexRules } from '../src/match/match.ts';
import { shippedCatalog } from './support/catalog.ts';

const STYLES = fileURLToPath(new URL('fixtures/styles', import.meta.url));

/** Files that the readers get wrong today, each with what is wrong. A file that comes right has to leave the list. */
const KNOWN: Readonly<Record<string, string>> = {};

const KINDS = new Set(['call', 'constant', 'reference', 'script-load', 'component']);
const APIS = new Set('opencti interaction interaction.cti interaction.entityFeed console console.cti library component canvas'.split(' '));

interface Expectation {
  /** Line, kind, API and name, as a failing test shows it. */
  readonly text: string;
  readonly isDemanded: boolean;
}

interface StyleFile {
  readonly path: string;
  readonly bytes: Buffer;
  readonly expectations: readonly Expectation[];
}

const MARK = /[ \t]*(?:\/\/ expect: (.*)|\{\/\* expect: (.*?) \*\/\}|\/\* expect: (.*?) \*\/|<!-- expect: (.*?) -->)/g;

function readStyle(folder: string): StyleFile[] {
  const root = join(STYLES, folder);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const absolute = join(entry.parentPath, entry.name);
      const path = relative(root, absolute)
        .replaceAll(sep, '/')
        .replace(/(\.tsx?)\.txt$/, '$1');
      const expectations: Expectation[] = [];
      const lines = readFileSync(absolute, 'utf8')
        .split('\n')
        .map((line, index) =>
          line.replaceAll(MARK, (_mark, ...groups: (string | undefined)[]) => {
            const list = groups.slice(0, 4).find((group) => group !== undefined) ?? '';
            for (const item of list.split(';'))
              expectations.push(parseExpectation(item.trim(), `${folder}/${path}:${index + 1}`, index + 1));
            return '';
          }),
        );
      const left = lines.findIndex((line) => line.includes('expect: '));
      if (left !== -1) throw new Error(`${folder}/${path}:${left + 1}: an expectation in no form that is read`);
      return { path, bytes: Buffer.from(lines.join('\n'), 'utf8'), expectations };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function parseExpectation(text: string, place: string, line: number): Expectation {
  const [kind = '', api = '', named = '', context = ''] = text.replace(/\?$/, '').split(' ');
  const isWhole = KINDS.has(kind) && APIS.has(api) && named !== '' && (context === '' || context === 'test');
  if (!isWhole) throw new Error(`${place}: “${text}” is no expectation`);
  return { text: describeFinding(line, kind, api, named, context), isDemanded: !text.endsWith('?') };
}

function describeFinding(line: number, kind: string, api: string, name: string, context: string): string {
  return `${String(line).padStart(4)}  ${kind} ${api} ${name}${context === '' ? '' : ` ${context}`}`;
}

interface Difference {
  readonly missed: readonly string[];
  readonly surplus: readonly string[];
}

const catalog = await shippedCatalog();
const index = indexRules(catalog);

/** The differences of a folder's files; a file without any is not among them. */
async function differencesIn(folder: string): Promise<Map<string, Difference>> {
  const files = readStyle(folder);
  const reading = await readRepository({ files: files.map(({ path, bytes }) => ({ path, read: () => ({ bytes }) })) });
  const found = new Map<string, Set<string>>(files.map(({ path }) => [path, new Set()]));
  for (const { file, line, kind, api, name, context } of matchReadings(reading, catalog, index).findings) {
    if (!KINDS.has(kind) || (kind === 'reference' && name === '(namespace)')) continue;
    const list = found.get(file) ?? new Set();
    list.add(describeFinding(line, kind, api, name, context ?? ''));
    found.set(file, list);
  }
  const differences = new Map<string, Difference>();
  for (const [path, list] of found) {
    const expectations = files.find((file) => file.path === path)?.expectations ?? [];
    const allowed = new Set(expectations.map((expectation) => expectation.text));
    const missed = expectations.filter(({ text, isDemanded }) => isDemanded && !list.has(text)).map(({ text }) => text);
    const surplus = [...list].filter((text) => !allowed.has(text));
    if (missed.length > 0 || surplus.length > 0) differences.set(`${folder}/${path}`, { missed, surplus });
  }
  return differences;
}

const folders = readdirSync(STYLES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

test.each(folders)('finds what the style “%s” marks, and nothing else', async (folder) => {
  const differences = await differencesIn(folder);
  const unknown = [...differences].filter(([path]) => KNOWN[path] === undefined);
  const diff = unknown.map(([path, { missed, surplus }]) =>
    [path, ...missed.map((text) => `  missed   ${text}`), ...surplus.map((text) => `  surplus  ${text}`)].join('\n'),
  );
  expect(diff.join('\n')).toBe('');
});

test('a file that is known to be read wrong leaves the list once it is read right', async () => {
  const wrong = new Set<string>();
  for (const folder of new Set(Object.keys(KNOWN).map((path) => path.split('/', 1)[0] ?? ''))) {
    for (const path of (await differencesIn(folder)).keys()) wrong.add(path);
  }
  expect(Object.keys(KNOWN).filter((path) => !wrong.has(path))).toEqual([]);
});

test('the styles hold enough to mean something', () => {
  const files = folders.flatMap((folder) => readStyle(folder));
  const demanded = files.flatMap((file) => file.expectations).filter((expectation) => expectation.isDemanded);
  expect(files.filter((file) => file.expectations.length > 0).length).toBeGreaterThanOrEqual(40);
  expect(files.filter((file) => file.expectations.length === 0).length).toBeGreaterThanOrEqual(15);
  expect(demanded.length).toBeGreaterThanOrEqual(300);
});
