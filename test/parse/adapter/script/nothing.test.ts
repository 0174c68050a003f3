import { expect, test } from '@jest/globals';
import { compare } from './reading.ts';

const CASES: readonly (readonly [string, string])[] = [
  ['a comment', `// sforce.opencti.screenPop({})\n/* sforce.opencti.saveLog() */`],
  ['a string', `log('sforce.opencti.screenPop({})', "sforce.opencti.saveLog()");`],
  ['a regular expression', `const r = /sforce.opencti.screenPop(x)/;`],
  ['a template text', 'log(`sforce.opencti.screenPop(x)`);'],
  ['a method of their own', `const api = { saveLog() {} }; api.saveLog({});`],
  ['a function of their own', `function screenPop() {} screenPop({});`],
  ['a parameter of unknown origin', `function run(api) { api.screenPop({}); }`],
  ['a parameter named sforce of unknown origin', `export function run(sforce) { sforce.opencti.screenPop({}); }`],
  ['a class of their own named sforce', `class sforce { static opencti = { screenPop() {} } } sforce.opencti.screenPop({});`],
  ['a local variable named sforce', `function f() { const sforce = { opencti: { screenPop() {} } }; sforce.opencti.screenPop({}); }`],
  ['an import named sforce', `import sforce from 'elsewhere'; sforce.opencti.screenPop({});`],
  ['the result of runApex', `function done(response) { use(response.returnValue.runApex); }`],
  ['other parts of sforce', `sforce.one.navigateToURL('/x'); sforce.connection.query('x'); sforce.connection.login();`],
  ['bare sforce', `if (window.sforce) go(sforce);`],
  [
    'methods of other objects',
    `Microsoft.CIFramework.setClickToAct(true); Microsoft.CIFramework.addHandler('x', f); phone.enableClickToDial(); cti.screenPop({});`,
  ],
  ['a definition', `window.sforce = { opencti: { screenPop: jest.fn(), saveLog() {} } }; sforce.opencti = { refreshView() {} };`],
  ['a property of another object called sforce', `const other = load(); other.sforce.opencti.screenPop({});`],
  ['an object key', `const a = { sforce: 1, opencti: 2, screenPop: 3 };`],
  ['a property of a property', `config.opencti.screenPop({}); this.opencti.saveLog();`],
  ['the Lightning framework', `$A.get('e.force:refreshView').fire();`],
];

test.each(CASES)('%s is no use', (_name, text) => {
  expect(compare({ 'adapter.js': text }).found).toEqual([]);
});

test('a file of declarations is not read at all', () => {
  const files = { 'types.ts': 'sforce.opencti.screenPop({});' };
  expect(compare(files, { context: 'typing' }).found).toEqual([]);
  expect(compare(files).found).toHaveLength(1);
});

test('a test is read like any other script', () => {
  expect(compare({ 'a.test.js': 'sforce.opencti.screenPop({});' }, { context: 'test' }).found).toEqual([
    'a.test.js:1 call opencti screenPop',
  ]);
});

test('a wrapper of their own counts where it calls the real method, and nowhere else', () => {
  const { found, expected } = compare({
    'api.js': `export const api = {\n  saveLog(value) {\n    sforce.opencti.saveLog({ value }); // expect: call opencti saveLog exact\n  },\n};`,
    'use.js': `import { api } from './api';\napi.saveLog({});`,
  });
  expect(found).toEqual(expected);
});
