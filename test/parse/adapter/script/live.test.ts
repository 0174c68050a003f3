import { describe, expect, test } from '@jest/globals';
import { compare } from './reading.ts';

const NS = 'reference opencti (namespace)';
const POP = 'call opencti screenPop resolved';
const CASES: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  [
    'an AMD module that says its name',
    {
      'x/one.js': `define('desk/api', [], function () { return { api: sforce.opencti }; }); // expect: ${NS}`,
      'y/two.js': `define(['desk/api'], function (d) { d.api.screenPop({}); }); // expect: ${POP}`,
    },
  ],
  [
    'one of several modules in one file',
    {
      'all.js': `define('a', function () { return sforce.opencti; }); // expect: ${NS}\ndefine('b', ['a'], function (x) { x.screenPop({}); }); // expect: ${POP}\ndefine('c', ['b'], function (x) { x.saveLog({}); });`,
    },
  ],
  [
    'require inside an AMD module',
    {
      'api.js': `define([], function () { return sforce.opencti; }); // expect: ${NS}`,
      'use.js': `define(function (require, exports) { exports.pop = function () { require('./api').screenPop({}); }; }); // expect: ${POP}`,
    },
  ],
  [
    'the API of the nearest of two copies',
    {
      'a/api.js': `define('api', [], function () { return sforce.opencti; }); // expect: ${NS}`,
      'a/use.js': `define(['api'], function (x) { x.screenPop({}); }); // expect: ${POP}`,
      'b/api.js': `define('api', [], function () { return {}; });`,
      'b/use.js': `define(['api'], function (x) { x.screenPop({}); });`,
    },
  ],
  [
    'an export that gets its value later',
    {
      'api.js': `export let api;\nexport function init() { api = sforce.opencti; } // expect: ${NS}`,
      'use.js': `import { api } from './api.js';\napi.screenPop({}); // expect: ${POP}`,
    },
  ],
];

describe('modules that give their values in other ways', () => {
  test.each(CASES)('%s is followed', (_name, files) => {
    const { found, expected } = compare(files);
    expect(found).toEqual(expected);
  });

  test('the functions of one copy are found among many copies', () => {
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [
        `copy${String(index).padStart(3, '0')}/a.js`,
        `export const tool = { run(api) { api.screenPop({}); } }; // expect: ${POP}\ntool.run(sforce.opencti); // expect: ${NS}`,
      ]),
    );
    const { found, expected } = compare(files);
    expect(found).toEqual(expected);
  });
});
