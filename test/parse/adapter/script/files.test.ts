import { describe, expect, test } from '@jest/globals';
import { readScripts } from '../../../../src/parse/adapter/script/read-scripts.ts';
import { compare, listFound, script } from './reading.ts';

const API = `sforce.opencti; // expect: reference opencti (namespace)`;
const POP = `.screenPop({}); // expect: call opencti screenPop resolved`;
const CASES: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['a named export', { 'api.js': `export const api = ${API}`, 'use.js': `import { api } from './api.js';\napi${POP}` }],
  ['a renamed export', { 'api.js': `const a = ${API}\nexport { a as phone };`, 'use.js': `import { phone as p } from './api';\np${POP}` }],
  ['a default export', { 'api.js': `export default ${API}`, 'use.js': `import api from './api';\napi${POP}` }],
  ['a namespace import', { 'api.js': `export const api = ${API}`, 'use.js': `import * as all from './api';\nall.api${POP}` }],
  [
    'a re-export',
    {
      'api.js': `export const api = ${API}`,
      'index.js': `export { api } from './api';`,
      'use.js': `import { api } from './index';\napi${POP}`,
    },
  ],
  [
    'a re-export of all',
    {
      'lib/api.js': `export const api = ${API}`,
      'lib/index.js': `export * from './api';`,
      'use.js': `import { api } from './lib';\napi${POP}`,
    },
  ],
  [
    'a namespace re-export',
    {
      'api.js': `export const api = ${API}`,
      'index.js': `export * as phone from './api';`,
      'use.js': `import { phone } from './index';\nphone.api${POP}`,
    },
  ],
  [
    'a dynamic import',
    {
      'api.js': `export const api = ${API}`,
      'use.js': `async function f() { const { api } = await import('./api'); api${POP}
}
import('./api').then((all) => all.api.screenPop({})); // expect: call opencti screenPop resolved`,
    },
  ],
  ['an exported function', { 'api.js': `export function api() { return ${API}\n}`, 'use.js': `import { api } from './api';\napi()${POP}` }],
  [
    'an exported class',
    {
      'api.js': `export class Phone { constructor() { this.api = ${API}\n} }`,
      'use.js': `import { Phone } from './api';\nnew Phone().api${POP}`,
    },
  ],
  [
    'a class that gets it from another file',
    {
      'phone.js': `export default class Phone { constructor(api) { this.api = api; }\n pop() { this.api${POP}\n} }`,
      'main.js': `import Phone from './phone';\nnew Phone(window.sforce.opencti); // expect: reference opencti (namespace)`,
    },
  ],
  ['CommonJS', { 'api.js': `module.exports = ${API}`, 'use.js': `const api = require('./api');\napi${POP}` }],
  ['CommonJS with names', { 'api.js': `exports.api = ${API}`, 'use.js': `const { api } = require('./api');\napi${POP}` }],
  [
    'CommonJS with an object',
    { 'api.js': `const api = ${API}\nmodule.exports = { api };`, 'use.js': `const lib = require('./api');\nlib.api${POP}` },
  ],
  [
    'a function of a CommonJS module that is handed it',
    {
      'pop.js': `module.exports = function (api) { api${POP}\n};`,
      'use.js': `require('./pop')(sforce.opencti); // expect: reference opencti (namespace)`,
    },
  ],
  [
    'TypeScript without endings',
    { 'src/api.ts': `export const api = (window as any).${API}`, 'src/sub/use.ts': `import { api } from '../api';\napi${POP}` },
  ],
  [
    'TypeScript that imports with .js',
    { 'api.ts': `export const api = (window as any).${API}`, 'use.ts': `import { api } from './api.js';\napi${POP}` },
  ],
  [
    'an alias of the project',
    { 'src/lib/api.js': `export const api = ${API}`, 'src/deep/er/use.js': `import { api } from '@/lib/api';\napi${POP}` },
  ],
  [
    'a path from the root',
    { 'src/lib/api.js': `export const api = ${API}`, 'src/deep/use.js': `import { api } from 'src/lib/api';\napi${POP}` },
  ],
  [
    'AMD',
    { 'phone/api.js': `define([], function () { return ${API}\n});`, 'phone/use.js': `define(['./api'], function (api) { api${POP}\n});` },
  ],
  ['plain scripts that share a variable', { 'a.js': `var phoneApi = ${API}`, 'b.js': `phoneApi${POP}` }],
  [
    'plain scripts that share a property of the window',
    { 'a.js': `(function () { window.phoneApi = ${API}\n})();`, 'b.js': `phoneApi${POP}` },
  ],
  ['plain scripts that share a function', { 'a.js': `function phoneApi() { return ${API}\n}`, 'b.js': `phoneApi()${POP}` }],
  [
    'a namespace object filled over files',
    {
      'a.js': `window.Quill = window.Quill || {}; Quill.api = ${API}`,
      'b.js': `window.Quill = window.Quill || {}; Quill.pop = function () { Quill.api${POP}\n};`,
    },
  ],
  [
    'a Lightning helper',
    {
      'PhoneHelper.js': `({ api: function () { return ${API}\n} })`,
      'PhoneController.js': `({ init: function (component, event, helper) { helper.api()${POP}\n} })`,
    },
  ],
  [
    'a Lightning helper that uses itself',
    { 'PhoneHelper.js': `({ api: function () { return ${API}\n}, pop: function () { this.api()${POP}\n} })` },
  ],
  [
    'a Lightning helper that is handed it',
    {
      'PhoneHelper.js': `({ pop: function (api) { api${POP}\n} })`,
      'PhoneController.js': `({ init: function (cmp, evt, h) { h.pop(sforce.opencti); } }) // expect: reference opencti (namespace)`,
    },
  ],
  [
    'UMD',
    {
      'a.js': `(function (root, factory) { if (typeof define === 'function' && define.amd) define([], factory); else root.Phone = factory(); })(this, function () { return { api: ${API}\n}; });`,
      'b.js': `Phone.api${POP}`,
    },
  ],
];

describe('from file to file', () => {
  test.each(CASES)('%s is followed', (_name, files) => {
    const { found, expected } = compare(files);
    expect(found).toEqual(expected);
  });
});

test('a global that two files set differently is not followed', () => {
  const found = compare({ 'a.js': 'var api = sforce.opencti;', 'b.js': 'var api = other;', 'c.js': 'api.screenPop({});' }).found;
  expect(found).toEqual(['a.js:1 reference opencti (namespace)']);
});

test('scripts of one page share their names before those of other pages', () => {
  const reading = readScripts([
    script('one.page', 'var api = sforce.opencti;', { form: 'block', page: 'one' }),
    script('one.page', '\n\napi.saveLog({});', { form: 'block', page: 'one' }),
    script('two.page', 'var api = sforce.interaction;', { form: 'block', page: 'two' }),
    script('two.page', '\n\napi.saveLog({});', { form: 'block', page: 'two' }),
  ]);
  expect(listFound(reading).filter((line) => line.includes('saveLog'))).toEqual([
    'one.page:3 call opencti saveLog resolved',
    'two.page:3 call interaction saveLog resolved',
  ]);
});

test('a handler in an attribute sees the names of its page', () => {
  const reading = readScripts([
    script('one.page', 'function pop(api) { api.screenPop({}); }', { form: 'block', page: 'one' }),
    script('one.page', 'javascript: pop(window.sforce.opencti); return false', { form: 'attribute', page: 'one' }),
  ]);
  expect(listFound(reading)).toEqual(['one.page:1 call opencti screenPop resolved', 'one.page:1 reference opencti (namespace) exact']);
});

test('modules do not share their names', () => {
  const found = compare({ 'a.js': 'const api = sforce.opencti; export {};', 'b.js': 'api.screenPop({});' }).found;
  expect(found).toEqual(['a.js:1 reference opencti (namespace)']);
});
