import { describe, expect, test } from '@jest/globals';
import { linkScripts, MOST_LINKED } from '../../../src/parse/adapter/link.ts';
import type { Script } from '../../../src/parse/adapter/reading.ts';

const script = (file: string, text: string): Script => ({
  file,
  text,
  clean: text,
  place: () => ({ line: 1, column: 1 }),
  form: 'file',
  language: 'javascript',
  page: null,
});
const linked = (seeds: Script[], others: Script[], included: string[] = []): string[] =>
  linkScripts(seeds, others, included).linked.map(({ file }) => file);

describe('a script that never mentions Open CTI is linked', () => {
  test.each([
    ['because it imports one that does', 'export const api = sforce.opencti;', "import { api } from './seed';\napi.screenPop({});"],
    [
      'because one that does imports it',
      "import { go } from './other';\ngo(sforce.opencti);",
      'export function go(api) { api.screenPop({}); }',
    ],
    ['because it requires one that does', 'module.exports = sforce.opencti;', "require('./seed').screenPop({});"],
    ['because it reaches into a name that one gives to the page', 'window.Phone = sforce.opencti;', 'Phone.screenPop({});'],
    [
      'because it adds to the same AngularJS module',
      "angular.module('desk', []).factory('sf', function () { return sforce.opencti; });",
      "angular.module('desk').controller('Ctl', function (sf) { sf.refreshView(); });",
    ],
    ['because it defines what one calls', 'startPhone(sforce.opencti);', 'function startPhone(api) { api.screenPop({}); }'],
  ])('%s', (_why, seed, other) => {
    expect(linked([script('src/seed.js', seed)], [script('src/other.js', other)])).toEqual(['src/other.js']);
  });

  test('over several steps', () => {
    const others = [
      script('b.js', "import { api } from './seed';\nexport const cti = api;"),
      script('c.js', "import { cti } from './b';\ncti.screenPop({});"),
    ];
    expect(linked([script('seed.js', 'export const api = sforce.opencti;')], others)).toEqual(['b.js', 'c.js']);
  });

  test('because it is the other half of a Lightning bundle', () => {
    const seed = script('aura/phone/phoneController.js', '({ go: function (c, e, helper) { helper.pop(sforce.opencti); } })');
    expect(linked([seed], [script('aura/phone/phoneHelper.js', '({ pop: function (api) { api.screenPop({}); } })')])).toHaveLength(1);
  });

  test('because a page of the adapter loads it', () => {
    expect(
      linked([script('phone.html', 'sforce.opencti;')], [script('js/app.js', '1;')], ['https://phone.example.com/js/app.js?v=2']),
    ).toEqual(['js/app.js']);
  });
});

describe('a script is not linked', () => {
  test('because it shares nothing', () => {
    expect(linked([script('seed.js', 'sforce.opencti.screenPop({});')], [script('other.js', 'export const a = 1;')])).toEqual([]);
  });

  test('because both call what every page has', () => {
    expect(linked([script('seed.js', '$(go); sforce.opencti;')], [script('other.js', 'console.log(1); $(run);')])).toEqual([]);
  });

  test('because it is a library that many pages carry, or documentation', () => {
    const seed = script('seed.js', 'window.Phone = sforce.opencti;');
    expect(linked([seed], [script('js/jquery-3.6.0.js', 'Phone.x();'), script('docs/index.js', 'Phone.x();')])).toEqual([]);
  });

  test('without a script that mentions Open CTI', () => {
    expect(linked([], [script('a.js', 'window.Phone = 1;')])).toEqual([]);
  });
});

test('those in the folder of the adapter come first, and what is over the limit is counted', () => {
  const others = Array.from({ length: MOST_LINKED + 5 }, (_, at) =>
    script(`${at < MOST_LINKED + 4 ? 'far' : 'near'}/${at}.js`, 'Phone.x();'),
  );
  const { linked: found, leftOut } = linkScripts([script('near/seed.js', 'window.Phone = sforce.opencti;')], others);
  expect(found).toHaveLength(MOST_LINKED);
  expect(found[0]?.file).toBe(`near/${MOST_LINKED + 4}.js`);
  expect(leftOut).toBe(5);
});
