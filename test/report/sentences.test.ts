/** Sentences of the record, found again by the patterns that made them. */
import { describe, expect, test } from '@jest/globals';
import { s } from '../../src/model/sentence.ts';
import { sentencesOf } from '../../src/report/sentences.ts';

const messages: Record<string, string> = {
  'It is the item {0} of section {1} in the definition of {2}': 'Es ist {0} in Abschnitt {1} von {2}',
  '“{0}” ({1}, line {2})': '„{0}“ ({1}, Zeile {2})',
  '{0} and {1} more': '{0} und {1} weitere',
  'line {0}': 'Zeile {0}',
  '{0} of {1}': '{0} von {1}',
  'handed to `{0}`, {1}': 'übergeben an `{0}`, {1}',
  '{0} findings lead to it': '{0} Befunde führen dazu',
  '{0}, and {1}': '{0}, und {1}',
  '1 indication': '1 Anzeichen',
  'The file is empty.': 'Die Datei ist leer.',
  'It was read as far as it goes.': 'Sie wurde gelesen, so weit es geht.',
  '{0} more faults follow.': '{0} weitere Fehler folgen.',
  'Two hyphens stand here; XML allows none.': 'Hier stehen zwei Bindestriche; XML erlaubt keine.',
  'What nobody says': 'Was niemand sagt',
};
const tell = sentencesOf({ messages, sentences: Object.keys(messages).filter((key) => key !== 'What nobody says'), thousands: '.' });

describe('a sentence of the record', () => {
  test.each([
    ['as it stands', 'The file is empty.', 'Die Datei ist leer.'],
    ['with names in it', s`It is the item ${'a b'} of section ${'c'} in the definition of ${'d'}`, 'Es ist a b in Abschnitt c von d'],
    [
      'with parts that are sentences themselves',
      'It is the item reqX of section reqY in the definition of “Q” (q.xml, line 12) and 2 more',
      'Es ist reqX in Abschnitt reqY von „Q“ (q.xml, Zeile 12) und 2 weitere',
    ],
    ['with a place', 'handed to `cti`, line 16 of a/b.js', 'übergeben an `cti`, Zeile 16 von a/b.js'],
    ['of two parts', '1,204 findings lead to it, and 1 indication', '1.204 Befunde führen dazu, und 1 Anzeichen'],
    ['of two sentences', 'The file is empty. It was read as far as it goes.', 'Die Datei ist leer. Sie wurde gelesen, so weit es geht.'],
    [
      'of three sentences, of which one begins with a value',
      'Two hyphens stand here; XML allows none. 3 more faults follow. It was read as far as it goes.',
      'Hier stehen zwei Bindestriche; XML erlaubt keine. 3 weitere Fehler folgen. Sie wurde gelesen, so weit es geht.',
    ],
  ])('%s is found', (_, english, german) => {
    expect(tell(english)).toBe(german);
  });

  test.each([
    ['that nobody marked', 'What nobody says'],
    ['that no pattern made', 'Quillmere Bank of London, and more'],
    ['of which it is not clear what stood where', 'It is the item a of section b of section c in the definition of d'],
    ['of two of which one is not known', 'The file is empty. It is red.'],
    ['with nothing in it', ''],
  ])('%s stays English', (_, english) => {
    expect(tell(english)).toBeNull();
  });

  test('of any length, full of what parts are parted by, takes no time to speak of', () => {
    const long = 'a, b; c. d of e and f more '.repeat(60);
    expect(tell(long)).toBeNull();
    expect(tell('x, '.repeat(100_000))).toBeNull();
  });
});
