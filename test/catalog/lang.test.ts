/** Translations of the catalog: what each must keep, what makes one stale, and whether the shipped ones are whole. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import {
  faultsOfText,
  filesOf,
  judgeTranslation,
  languageCodes,
  packLanguage,
  readTranslation,
  type Translation,
} from '../../src/catalog/lang.ts';
import { loadCatalog, type RuleText } from '../../src/catalog/load.ts';
import { catalogTexts, type CatalogText } from '../../src/catalog/texts.ts';
import { RULES, shippedTexts } from '../support/catalog.ts';

const texts = await shippedTexts();
const catalog = loadCatalog(texts);
const english = catalogTexts(catalog);

const SETTINGS = `name: Deutsch
locale: de
decimal: ','
thousands: '.'
months: [Januar, Februar, März, April, Mai, Juni, Juli, August, September, Oktober, November, Dezember]
date: '{day}. {month} {year}'
`;

const translation = (files: Record<string, string>): Translation =>
  readTranslation(
    Object.entries({ 'language.yaml': SETTINGS, ...files }).map(([path, text]): RuleText => ({ path: `lang/de/${path}`, text })),
    'de',
  );
const text = (file: string, one: string, ...addresses: [string, ...string[]]): CatalogText => ({ file, addresses, english: one });

const TEXTS = [
  text('a.yaml', 'Keep it.', 'a/native/do', 'a/amazon-connect/do'),
  text('a.yaml', 'It moves.', 'a/native/caveats/0'),
  text('b.yaml', 'Keep it.', 'b/native/do'),
];
const judge = (files: Record<string, string>) => judgeTranslation(translation(files), TEXTS);
const outcome = (files: Record<string, string>) => judge(files).found.map(({ entry }) => entry?.text ?? null);

describe('the texts of the catalog', () => {
  test('each address stands once', () => {
    const all = english.flatMap(({ addresses }) => addresses);
    expect(all.filter((address, index) => all.indexOf(address) !== index)).toEqual([]);
    expect(all).toContain('definition-adapter-url/amazon-connect/do');
    expect(all).toContain('work-items/call-log/description');
    expect(all).toContain('capabilities/call-log/description');
  });

  test('a file that is named for a text holds it', () => {
    const files = new Set(texts.map(({ path }) => path));
    expect([...new Set(english.map(({ file }) => file))].filter((file) => !files.has(file))).toEqual(['phrases.yaml']);
  });

  // What stays as it is in every language: sources, patterns, the proof of rules, and what only programs read.
  const SILENT =
    /(^|\/)(sources|examples|match|rows|format|openCtiApi|origin|custom|version|for|members|types|shownBy|namespaces|hosts|internalNames|displayNames|sections|code|confirmed|editions|date|content)(\/|$)/;

  test('every sentence of the catalog has an address, names of products and of APIs aside', () => {
    const known = new Set(english.map((one) => one.english));
    const left: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (SILENT.test(path)) return;
      if (typeof value === 'string') {
        if (/[a-z]{2} [a-z]{2}/.test(value) && !known.has(value)) left.push(`${path}: ${value}`);
      } else if (value !== null && typeof value === 'object')
        for (const [key, part] of Object.entries(value)) walk(part, path === '' ? key : `${path}/${key}`);
    };
    walk({ ...catalog, version: '' }, '');
    expect(left.filter((one) => !one.startsWith('vendors/'))).toEqual([]);
    expect(left.every((one) => /^vendors\/\d+\/name: /.test(one))).toBe(true);
  });

  test('translations are no part of the catalog and of its version', () => {
    expect(texts.some(({ path }) => path.startsWith('lang/'))).toBe(true);
    expect(loadCatalog(texts.filter(({ path }) => !path.startsWith('lang/')))).toEqual(catalog);
  });
});

describe('a translation', () => {
  test('goes by the address', () => {
    expect(
      outcome({
        'a.yaml': 'a/native/do:\n  en: Keep it.\n  de: Behalten.\na/native/caveats/0:\n  en: It moves.\n  de: Es zieht um.\n',
        'b.yaml': 'b/native/do:\n  en: Keep it.\n  de: Bewahren.\n',
      }),
    ).toEqual(['Behalten.', 'Es zieht um.', 'Bewahren.']);
  });

  test('that is shared stands wherever its English does, unless a file has one of its own', () => {
    const files = { 'shared.yaml': '- en: Keep it.\n  de: Behalten.\n', 'b.yaml': 'b/native/do:\n  en: Keep it.\n  de: Bewahren.\n' };
    expect(outcome(files)).toEqual(['Behalten.', null, 'Bewahren.']);
  });

  test('of one file is not taken for another', () => {
    expect(outcome({ 'a.yaml': 'a/native/do:\n  en: Keep it.\n  de: Behalten.\n' })).toEqual(['Behalten.', null, null]);
  });

  test('follows a caveat that moved', () => {
    const { found, stale, unknown } = judge({ 'a.yaml': 'a/native/caveats/4:\n  en: It moves.\n  de: Es zieht um.\n' });
    expect(found[1]?.entry?.text).toBe('Es zieht um.');
    expect([stale, unknown]).toEqual([[], []]);
  });

  test('whose English has changed is stale, and the text has none', () => {
    const { found, stale } = judge({ 'a.yaml': 'a/native/do:\n  en: Keep them.\n  de: Behalten.\n' });
    expect(found[0]?.entry).toBeNull();
    expect(stale.map(({ entry, now }) => [entry.address, now])).toEqual([['a/native/do', 'Keep it.']]);
  });

  test('waits for a look as long as it says what it was made from', () => {
    const { found, stale } = judge({ 'a.yaml': 'a/native/do:\n  was: Keep them.\n  en: Keep it.\n  de: Behalten.\n' });
    expect(found[0]?.entry).toBeNull();
    expect(stale).toHaveLength(1);
  });

  test('is good again once the English is again what it was made from', () => {
    const { found, stale } = judge({ 'a.yaml': 'a/native/do:\n  was: Keep it.\n  en: Keep them.\n  de: Behalten.\n' });
    expect(found[0]?.entry?.text).toBe('Behalten.');
    expect(stale).toEqual([]);
  });

  test('that is shared waits for a look too', () => {
    const { found, stale, unknown } = judge({ 'shared.yaml': '- was: Keep them.\n  en: Keep it.\n  de: Behalten.\n' });
    expect(found.map(({ entry }) => entry)).toEqual([null, null, null]);
    expect([stale.length, unknown.length]).toEqual([1, 0]);
  });

  test('at an address that is not there is unknown', () => {
    const files = { 'a.yaml': 'a/native/dont:\n  en: Drop it.\n  de: Streichen.\n', 'shared.yaml': '- en: Nowhere.\n  de: Nirgends.\n' };
    expect(judge(files).unknown.map(({ address, english: made }) => address ?? made)).toEqual(['a/native/dont', 'Nowhere.']);
  });

  test.each([
    ['broken YAML', { 'a.yaml': 'a/native/do: [' }, /^lang\/de\/a\.yaml:1 is no valid YAML/],
    ['a field that is none', { 'a.yaml': 'a/native/do:\n  en: Keep it.\n  fr: Garder.\n' }, /^lang\/de\/a\.yaml:2 .*fr/],
    ['an empty text', { 'shared.yaml': "- en: Keep it.\n  de: ''\n" }, /^lang\/de\/shared\.yaml:2 .*empty/],
    ['a date without its year', { 'language.yaml': SETTINGS.replace(' {year}', '') }, /^lang\/de\/language\.yaml:6 date: must hold/],
    ['eleven months', { 'language.yaml': SETTINGS.replace('Mai, ', '') }, /^lang\/de\/language\.yaml:5 months/],
  ])('%s is told with file and line', (_name, files, expected) => {
    const [fault] = judge(files as unknown as Record<string, string>).faults;
    expect(`${fault?.file}:${fault?.line} ${fault?.reason}`).toMatch(expected);
  });

  test.each([
    ['{name} has {count} items.', '{name} hat Elemente.', 'the words in braces differ: {count} {name} and {name}'],
    ['At most 1,000 of 40.', 'Höchstens 1.000 von 50.', 'the figure 40 is missing'],
    ['From 42.0 on.', 'Ab 43.0.', 'the figure 420 is missing'],
    ['Enter it in reqAdapterUrl.', 'Tragen Sie es in reqAdapterURL ein.', 'the name reqAdapterUrl is missing'],
    ['Send CALL_STARTED.', 'Senden Sie das Ereignis.', 'the name CALL_STARTED is missing'],
    ['Read AgentWork.SpeedToAnswer.', 'Lesen Sie SpeedToAnswer.', 'the name AgentWork.SpeedToAnswer is missing'],
  ])('%s must keep what it names', (made, translated, expected) => {
    expect(faultsOfText(made, translated)).toContain(expected);
    expect(faultsOfText(made, made)).toEqual([]);
  });

  test('may write thousands in its own way', () => {
    expect(faultsOfText('At most 1,000 characters.', 'Höchstens 1.000 Zeichen.')).toEqual([]);
  });
});

describe('the files that the script writes', () => {
  const files = { 'a.yaml': 'a/native/do:\n  en: Keep them.\n  de: Behalten.\n', 'c.yaml': 'c/title:\n  en: Gone.\n  de: Weg.\n' };
  const read = translation(files);
  const written = filesOf(read, judgeTranslation(read, TEXTS), TEXTS);

  test('hold what is missing, mark what is stale, and drop what the catalog has no more', () => {
    expect(Object.fromEntries(Object.entries(written).map(([file, content]) => [file, content?.data ?? null]))).toEqual({
      'a.yaml': { 'a/native/caveats/0': { en: 'It moves.' } },
      'c.yaml': null,
      'shared.yaml': [{ was: 'Keep them.', en: 'Keep it.', de: 'Behalten.' }],
    });
  });

  test('keep a shared translation whose English has changed wherever it stood', () => {
    const before = translation({
      'shared.yaml': '- en: Keep all of it.\n  de: Alles behalten.\n- en: Quite another sentence here.\n  de: Ganz anders.\n',
    });
    const changed = [text('a.yaml', 'Keep nearly all of it.', 'a/x'), text('b.yaml', 'Keep nearly all of it.', 'b/x')];
    expect(filesOf(before, judgeTranslation(before, changed), changed)['shared.yaml']?.data).toEqual([
      { was: 'Keep all of it.', en: 'Keep nearly all of it.', de: 'Alles behalten.' },
    ]);
  });

  test.each(languageCodes(texts))('are what stands in the tree (%s)', (code) => {
    const shipped = readTranslation(texts, code);
    for (const [file, content] of Object.entries(filesOf(shipped, judgeTranslation(shipped, english), english)))
      expect([file, content && parse(readFileSync(join(RULES, 'lang', code, file), 'utf8'))]).toEqual([file, content?.data ?? null]);
  });
});

describe.each(languageCodes(texts))('the shipped language %s', (code) => {
  const shipped = readTranslation(texts, code);
  const judgement = judgeTranslation(shipped, english);

  test('has every text, and none that is stale, unknown or wrong', () => {
    expect(judgement.faults).toEqual([]);
    expect(judgement.stale.map(({ entry }) => `${entry.file}:${entry.line}`)).toEqual([]);
    expect(judgement.unknown.map(({ file, line }) => `${file}:${line}`)).toEqual([]);
    expect(judgement.found.filter(({ entry }) => entry === null).map(({ text: one }) => one.addresses[0])).toEqual([]);
  });

  test('is packed with a translation for each English text', () => {
    const pack = packLanguage(shipped, judgement);
    expect(english.filter((one) => typeof pack?.texts[one.english] !== 'string')).toEqual([]);
  });
});

test('a text that is translated in two ways is packed with both', () => {
  const two = translation({
    'shared.yaml': '- en: Keep it.\n  de: Behalten.\n',
    'b.yaml': 'b/native/do:\n  en: Keep it.\n  de: Bewahren.\n',
  });
  const pack = packLanguage(two, judgeTranslation(two, [...TEXTS, text('d.yaml', 'Keep it.', 'd/native/do')]));
  expect(pack?.texts).toEqual({ 'Keep it.': 'Behalten.' });
  expect(pack?.at).toEqual({ 'b/native/do': { english: 'Keep it.', text: 'Bewahren.' } });
});
