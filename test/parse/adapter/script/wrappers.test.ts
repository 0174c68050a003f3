import { describe, expect, test } from '@jest/globals';
import { readScripts } from '../../../../src/parse/adapter/script/read-scripts.ts';
import { compare, script } from './reading.ts';

const CASES: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  [
    'a promise wrapper',
    {
      'a.js': `function openCti(name, args) {
  return new Promise((r) => sforce.opencti[name]({ ...args, callback: r })); // expect: call opencti * dynamic
}
openCti('screenPop', { type: 'sobject' }); // expect: call opencti screenPop resolved
openCti('saveLog', { value }); // expect: call opencti saveLog resolved`,
    },
  ],
  [
    'a wrapper in another file',
    {
      'wrap.js': `export const openCti = (name, args) => sforce.opencti[name](args); // expect: call opencti * dynamic`,
      'use.js': `import { openCti } from './wrap';\nopenCti('runApex', {}); // expect: call opencti runApex resolved`,
    },
  ],
  [
    'two levels',
    {
      'a.js': `function low(name, args) { return window.sforce.opencti[name](args); } // expect: call opencti * dynamic
function high(name, args) { return low(name, args); }
high('screenPop', {}); // expect: call opencti screenPop resolved`,
    },
  ],
  [
    'a map of names',
    {
      'a.js': `const METHODS = { pop: 'screenPop', log: 'saveLog' };
function run(name, args) { sforce.opencti[name](args); } // expect: call opencti * dynamic
run(METHODS.pop, {}); // expect: call opencti screenPop resolved`,
    },
  ],
  [
    'call with the API as this',
    {
      'a.js': `function run(method, args) { const api = sforce.opencti; // expect: reference opencti (namespace)
  return api[method].call(api, args); } // expect: call opencti * dynamic
run('refreshView'); // expect: call opencti refreshView resolved`,
    },
  ],
  [
    'apply with rest parameters',
    {
      'a.js': `function run(method, ...args) { return sforce.interaction[method].apply(sforce.interaction, args); } // expect: call interaction * dynamic; reference interaction (namespace)
run('screenPop', '/001', true); // expect: call interaction screenPop resolved`,
    },
  ],
  [
    'Reflect.apply',
    {
      'a.js': `function run(method, args) { return Reflect.apply(sforce.opencti[method], null, [args]); } // expect: call opencti * dynamic
run('refreshView', {}); // expect: call opencti refreshView`,
    },
  ],
  [
    'a method that is taken first and called later',
    {
      'a.js': `function run(method, args) {
  const fn = window.sforce.opencti[method]; // expect: call opencti * dynamic
  return fn(args);
}
run('saveLog', {}); // expect: call opencti saveLog resolved`,
    },
  ],
  [
    'a class with a wrapper method',
    {
      'a.js': `class Api { constructor() { this.api = sforce.opencti; } // expect: reference opencti (namespace)
  invoke(name, args) { return this.api[name](args); } // expect: call opencti * dynamic
  pop(args) { return this.invoke('screenPop', args); } } // expect: call opencti screenPop resolved`,
    },
  ],
  [
    'a switch',
    {
      'a.js': `function run(name, args) { switch (name) {
  case 'pop': return sforce.opencti.screenPop(args); // expect: call opencti screenPop exact
  case 'log': return sforce.opencti.saveLog(args); // expect: call opencti saveLog exact
} }
run('pop', {});`,
    },
  ],
  [
    'a list of names',
    {
      'a.js': `['enableClickToDial', 'refreshView'].forEach((name) => sforce.opencti[name]()); // expect: call opencti enableClickToDial; call opencti refreshView; call opencti * dynamic`,
    },
  ],
  [
    'a loop over names',
    {
      'a.js': `for (const name of ['enableClickToDial', 'refreshView']) sforce.opencti[name](); // expect: call opencti enableClickToDial; call opencti refreshView`,
    },
  ],
  [
    'an unknown name',
    { 'a.js': `addEventListener('message', (e) => sforce.opencti[e.data.method](e.data.args)); // expect: call opencti * dynamic` },
  ],
  ['a name of which a part is unknown', { 'a.js': "sforce.opencti['set' + part](x); // expect: call opencti * dynamic" }],
  [
    'a name chosen of two',
    {
      'a.js': `sforce.opencti[on ? 'enableClickToDial' : 'disableClickToDial'](); // expect: call opencti enableClickToDial; call opencti disableClickToDial`,
    },
  ],
  [
    'an unknown method by computed destructuring',
    {
      'a.js': `const k = 'saveLog'; const { [k]: save } = sforce.opencti; // expect: reference opencti saveLog\nsave({}); // expect: call opencti saveLog`,
    },
  ],
  [
    'a wrapper that takes one object',
    {
      'a.js': `function run({ method, params }) { return sforce.opencti[method](params); } // expect: call opencti * dynamic
run({ method: 'screenPop', params: {} }); // expect: call opencti screenPop resolved`,
    },
  ],
  [
    'a Proxy',
    {
      'a.js': `const cti = new Proxy({}, { get: (_, name) => (args) => sforce.opencti[name](args) }); // expect: call opencti * dynamic
cti.screenPop({}); // expect: call opencti screenPop resolved`,
    },
  ],
  [
    'an object filled in a loop',
    {
      'a.js': `const cti = {};
for (const name of names()) cti[name] = (args) => sforce.opencti[name](args); // expect: call opencti * dynamic
cti.screenPop({}); // expect: call opencti screenPop resolved
cti.reset();`,
    },
  ],
];

describe('methods called by their name', () => {
  test.each(CASES)('%s', (_name, files) => {
    const { found, expected } = compare(files);
    expect(found).toEqual(expected);
  });
});

test('the arguments of a wrapped call are those of its caller', () => {
  const text = `function openCti(name, args) { return new Promise((r) => sforce.opencti[name]({ ...args, callback: r })); }
openCti('saveLog', { value: { Subject: 'Call' } });`;
  const { uses, evaluator } = readScripts([script('a.js', text)]);
  const use = uses.find((one) => one.name === 'saveLog');
  const [first] = use?.args ?? [];
  expect(first).toBeDefined();
  const [record] = first === undefined ? [] : evaluator.records(first.node, first.at);
  expect([...(record?.properties.keys() ?? [])]).toEqual(['value']);
  expect(use?.offset).toBe(text.indexOf('saveLog'));
});

test('arguments are followed through several wrappers', () => {
  const text = `function low(method, payload) { return sforce.opencti[method](payload); }
function high(data, method) { return low(method, data); }
high({ widthPX: 300 }, 'setSoftphonePanelWidth');`;
  const { uses, evaluator } = readScripts([script('a.js', text)]);
  const [first] = uses.find((one) => one.name === 'setSoftphonePanelWidth')?.args ?? [];
  const [record] = first === undefined ? [] : evaluator.records(first.node, first.at);
  expect([...(record?.properties.keys() ?? [])]).toEqual(['widthPX']);
});

test('the chain says how a use was come to', () => {
  const text = `const cti = window.sforce.opencti;\nfunction go(api) {\n  api.screenPop({});\n}\ngo(cti);\nsetTimeout(cti.refreshView, 5);`;
  const { uses } = readScripts([script('a.js', text)]);
  expect(uses.find((use) => use.name === 'screenPop')?.chain).toEqual([
    '`cti` is `window.sforce.opencti`, line 1',
    '`api` gets `cti`, line 5',
  ]);
  expect(uses.find((use) => use.name === 'refreshView')?.chain).toEqual([
    '`cti` is `window.sforce.opencti`, line 1',
    'handed to `setTimeout`, line 6',
  ]);
});

test('the chain names the file where it is another one', () => {
  const { uses } = readScripts([
    script('lib/api.js', `export const api = sforce.opencti;`),
    script('main.js', `import { api } from './lib/api';\napi.screenPop({});`),
  ]);
  expect(uses.find((use) => use.name === 'screenPop')?.chain).toEqual(['`api` is `sforce.opencti`, line 1 of lib/api.js']);
});
