/** A result in another language: only what the language was made from is translated, and what falls back is named. */
import { describe, expect, test } from '@jest/globals';
import type { LanguagePack } from '../../src/catalog/language-pack.ts';
import type { Assessment, Finding } from '../../src/model/assessment.ts';
import { dateIn, ENGLISH, figureIn, inLanguage, language, type Language } from '../../src/report/language.ts';
import { markEnglish } from '../../src/report/mark-english.ts';
import { localise } from '../../src/report/localise.ts';
import { wordsOf } from '../../src/report/words-of.ts';
import { lowerFirst } from '../../src/report/view/text.ts';
import { adapterAssessment, sampleAssessment } from '../support/sample-assessment.ts';

const pack = (texts: Record<string, string>, at: LanguagePack['at'] = {}): LanguagePack => ({
  code: 'de',
  name: 'Deutsch',
  locale: 'de',
  decimal: ',',
  thousands: '.',
  months: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' '),
  date: '{day}. {month} {year}',
  texts,
  messages: {},
  sentences: [],
  at,
});

/** The sample with one check finding of a rule with the given message. */
function withMessage(pattern: string, message: string): Assessment {
  const assessment = sampleAssessment();
  const check = assessment.catalog.rules.find((rule) => rule.type === 'check');
  const [repo] = assessment.repos;
  const finding = repo?.findings.find((one) => one.type === 'check');
  if (!check || !repo || !finding) throw new Error('the sample has a check');
  const one: Finding = { ...finding, ruleId: check.id, message };
  return {
    ...assessment,
    catalog: { ...assessment.catalog, rules: [{ ...check, message: pattern } as typeof check] },
    repos: [{ ...repo, findings: [one] }],
  };
}

function messageIn(pattern: string, message: string, texts: Record<string, string>): { message: string | undefined; fallen: boolean } {
  const { assessment, language: made } = localise(withMessage(pattern, message), pack(texts));
  const [finding] = assessment.repos[0]?.findings ?? [];
  return { message: finding?.message, fallen: made.fallen.has(message) };
}

describe('a result in another language', () => {
  const record = sampleAssessment();
  const [capability] = record.catalog.capabilities;
  const name = capability?.name ?? '';

  test('has the translation where there is one, and names what it has not', () => {
    const { assessment, language: made } = localise(record, pack({ [name]: 'Übersetzt' }));
    expect(assessment.catalog.capabilities[0]?.name).toBe('Übersetzt');
    expect(assessment.catalog.capabilities[0]?.description).toBe(capability?.description);
    expect(made.fallen.has(name)).toBe(false);
    expect(made.fallen.has(capability?.description ?? '')).toBe(true);
  });

  test('leaves the record as it was', () => {
    const before = JSON.stringify(record);
    localise(record, pack({ [name]: 'Übersetzt' }));
    expect(JSON.stringify(record)).toBe(before);
  });

  test.each([
    ['definitions', sampleAssessment('partner-telephony-own')],
    ['an adapter', adapterAssessment()],
  ])('of %s is the same with a pack that has nothing', (_name, one) => {
    expect(localise(one, pack({})).assessment).toEqual(one);
  });

  test('takes the translation of the address before that of the text', () => {
    const at = { [`capabilities/${capability?.id}/name`]: { english: name, text: 'Hier anders' } };
    expect(localise(record, pack({ [name]: 'Übersetzt' }, at)).assessment.catalog.capabilities[0]?.name).toBe('Hier anders');
  });

  test('does not take the translation of an address whose English is another one', () => {
    const at = { [`capabilities/${capability?.id}/name`]: { english: 'Something else', text: 'Hier anders' } };
    const { assessment, language: made } = localise(record, pack({}, at));
    expect(assessment.catalog.capabilities[0]?.name).toBe(name);
    expect(made.fallen.has(name)).toBe(true);
  });

  test.each(['constructor', '__proto__', 'toString'])('survives a text called %s', (odd) => {
    const rules = record.catalog.rules.map((rule) => ({ ...rule, title: odd }));
    const { assessment, language: made } = localise({ ...record, catalog: { ...record.catalog, rules } }, pack({}));
    expect(assessment.catalog.rules[0]?.title).toBe(odd);
    expect(made.fallen.has(odd)).toBe(true);
  });
});

describe('the message of a check', () => {
  const PATTERN = 'The item {name} has the value {value}; Salesforce documents a number.';
  const GERMAN = { [PATTERN]: 'Wert {value} am Element {name}; Salesforce dokumentiert eine Zahl.' };

  test('has its words where the language wants them', () => {
    expect(messageIn(PATTERN, 'The item reqTimeout has the value 5 s; Salesforce documents a number.', GERMAN)).toEqual({
      message: 'Wert 5 s am Element reqTimeout; Salesforce dokumentiert eine Zahl.',
      fallen: false,
    });
  });

  test('keeps a value that says what a fixed part says out of the wrong place', () => {
    const message = 'The item a has the value b has the value c; Salesforce documents a number.';
    expect(messageIn(PATTERN, message, GERMAN)).toEqual({ message, fallen: true });
  });

  test('is translated although its words could part elsewhere, where the outcome is the same', () => {
    expect(
      messageIn('{api}.{name} is new.', 'sforce.opencti.dial is new.', { '{api}.{name} is new.': '{api}.{name} ist neu.' }).message,
    ).toBe('sforce.opencti.dial ist neu.');
  });

  test('that another version wrote stays English', () => {
    const message = 'reqTimeout is no number.';
    expect(messageIn(PATTERN, message, GERMAN)).toEqual({ message, fallen: true });
  });

  test('has the program’s own words in the language too, and names as they are', () => {
    const pattern = 'The {what} {name} is odd.';
    const texts = { [pattern]: '{what} {name} ist seltsam.', item: 'Element', section: 'Abschnitt' };
    expect(messageIn(pattern, 'The item section is odd.', texts).message).toBe('Element section ist seltsam.');
  });

  test.each([
    ['the class Dial.', 'die Klasse Dial.'],
    ['the method go of the class Dial.', 'Methode go von Dial.'],
    ['the thing Dial.', 'the thing Dial.'],
    ['one and other.', 'one und other.'],
  ])('turns “%s” into “%s”', (word, expected) => {
    const texts = {
      'It lacks {missing}.': 'Es fehlt {missing}.',
      'the class {class}': 'die Klasse {class}',
      'the method {method} of the class {class}': 'Methode {method} von {class}',
      '{one} and {other}': '{one} und {other}',
    };
    expect(messageIn('It lacks {missing}.', `It lacks ${word}`, texts).message).toBe(`Es fehlt ${expected}`);
  });

  test('turns each part of a list', () => {
    const texts = { 'Also in {where}.': 'Auch in {where}.', 'line {line} of this file': 'Zeile {line} hier' };
    expect(messageIn('Also in {where}.', 'Also in line 3 of this file, b, c.xml, line 9 of this file.', texts).message).toBe(
      'Auch in Zeile 3 hier, b, c.xml, Zeile 9 hier.',
    );
  });
});

describe('words taken from a message', () => {
  test.each([
    ['a-b-c', '{x}-{y}', false, { x: 'a', y: 'b-c' }],
    ['a-b-c', '{x}-{y}', true, { x: 'a-b', y: 'c' }],
    ['one one', '{x} {x}', false, { x: 'one' }],
    ['one two', '{x} {x}', false, null],
    ['x', 'before {x}', false, null],
    ['no words', 'no words', false, {}],
  ])('%s by %s (late: %s)', (text, pattern, late, expected) => {
    expect(wordsOf(text, pattern, late)).toEqual(expected);
  });

  test('take no long time however long a stranger’s value is', () => {
    const long = ' has the value '.repeat(50_000);
    expect(wordsOf(`The item ${long} is odd.`, 'The item {name} has the value {value} is {x} odd.', false)).toBeNull();
  });
});

test('a hint on a custom field is translated with its parts, or not at all', () => {
  const assessment = adapterAssessment();
  const [field] = assessment.catalog.callLogFields;
  if (!field) throw new Error('the sample has a field of the call log');
  const of = (texts: Record<string, string>) => {
    const note = 'By its name it seems to hold: hold time. The update call takes it.';
    const one = { ...assessment, catalog: { ...assessment.catalog, callLogFields: [{ ...field, note }] } };
    const { assessment: made, language: in_ } = localise(one, pack(texts));
    return [made.catalog.callLogFields[0]?.note, in_.fallen.has(note)];
  };
  const texts = { 'By its name it seems to hold: {field}. {note}': 'Wohl {field}. {note}', 'hold time': 'Haltezeit' };
  expect(of({ ...texts, 'The update call takes it.': 'Beim Aktualisieren.' })).toEqual(['Wohl Haltezeit. Beim Aktualisieren.', false]);
  expect(of(texts)).toEqual(['By its name it seems to hold: hold time. The update call takes it.', true]);
});

describe('the language of what is being written', () => {
  const german: Language = { ...pack({}), fallen: new Set(['Left in English']) };

  test('is English again afterwards, after a failure as well', () => {
    expect(inLanguage(german, () => language().code)).toBe('de');
    expect(() =>
      inLanguage(german, () => {
        throw new Error('broken');
      }),
    ).toThrow('broken');
    expect(language()).toBe(ENGLISH);
  });

  test('marks what fell back, and nothing in English', () => {
    const html = '<li class="a">Left in English</li><li>Übersetzt</li><option>Left in English</option><p title="Left in English">no</p>';
    expect(inLanguage(german, () => markEnglish(html))).toBe(
      '<li class="a"><span lang="en">Left in English</span></li><li>Übersetzt</li><option>Left in English</option><p title="Left in English">no</p>',
    );
    expect(markEnglish(html)).toBe(html);
  });

  test('keeps the capital letters that it has', () => {
    expect(lowerFirst('Phone adapter')).toBe('phone adapter');
    expect(inLanguage(german, () => [lowerFirst('Telefonadapter'), lowerFirst('Left in English')])).toEqual([
      'Telefonadapter',
      'left in English',
    ]);
  });

  test('writes dates and figures', () => {
    expect([dateIn(german, '2026-03-05'), dateIn(ENGLISH, '2026-03-05')]).toEqual(['5. März 2026', '5 March 2026']);
    expect([figureIn(german, '12,345.5'), figureIn(ENGLISH, '12,345.5')]).toEqual(['12.345,5', '12,345.5']);
  });
});
