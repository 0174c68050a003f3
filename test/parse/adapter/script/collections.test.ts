import { describe, expect, test } from '@jest/globals';
import { compare } from './reading.ts';

const NS = 'reference opencti (namespace)';
const POP = 'call opencti screenPop';
const CASES: readonly (readonly [string, string])[] = [
  [
    'a Map under one key',
    `const m = new Map([['a', sforce.opencti], ['b', other]]); // expect: ${NS}\nm.get('a').screenPop({}); // expect: ${POP}`,
  ],
  [
    'the values of a Map',
    `const m = new Map();\nm.set('a', sforce.opencti); // expect: ${NS}\nfor (const api of m.values()) api.screenPop({}); // expect: ${POP}`,
  ],
  [
    'the pairs of a Map',
    `const m = new Map([['a', sforce.opencti]]); // expect: ${NS}\nfor (const [, api] of m) api.screenPop({}); // expect: ${POP}`,
  ],
  ['a Set', `const s = new Set();\ns.add(sforce.opencti); // expect: ${NS}\nfor (const api of s) api.screenPop({}); // expect: ${POP}`],
  [
    'names in an object',
    `const NAMES = { screenPop: 1, saveLog: 2 };\nObject.keys(NAMES).forEach((name) => { sforce.opencti[name]({}); }); // expect: call opencti *; call opencti screenPop; call opencti saveLog`,
  ],
  [
    'a wrapper that hands all its arguments on',
    `function call(...args) { invoke(...args); }\nfunction invoke(name, options) { sforce.opencti[name](options); } // expect: call opencti *\ncall('screenPop', {}); // expect: ${POP}`,
  ],
  [
    'a wrapper that reads its name from arguments',
    `function call() { sforce.opencti[arguments[0]](arguments[1]); } // expect: call opencti *\ncall('screenPop', {}); // expect: ${POP}`,
  ],
  ['a ref of Vue', `const api = shallowRef(window.sforce.opencti); // expect: ${NS}\napi.value.screenPop({}); // expect: ${POP}`],
  [
    'a promise that is kept later',
    `const d = $q.defer();\nd.resolve(sforce.opencti); // expect: ${NS}\nd.promise().then((api) => api.screenPop({})); // expect: ${POP}`,
  ],
  [
    'props of a class',
    `class P extends C { pop() { this.props.api.screenPop({}); } } // expect: ${POP}\nconst e = <P api={sforce.opencti} />; // expect: ${NS}`,
  ],
  [
    'props of createElement',
    `function P({ api }) { api.screenPop({}); } // expect: ${POP}\nReact.createElement(P, { api: sforce.opencti }); // expect: ${NS}`,
  ],
];

const NOTHING: readonly (readonly [string, string])[] = [
  ['another key of a Map', `const m = new Map([['a', sforce.opencti], ['b', other]]); // expect: ${NS}\nm.get('b').screenPop({});`],
  ['a Map of somebody else', `const m = new Map([['a', sforce.opencti]]), n = new Map(); // expect: ${NS}\nn.get('a').screenPop({});`],
  ['a name that an extended object has of its own', `const e = $.extend({}, sforce.opencti, { dial() {} }); // expect: ${NS}\ne.dial();`],
  [
    'what a compiler asks of a module',
    `const m = load(sforce.opencti); // expect: ${NS}\nfunction load(x) { return x.__esModule ? x : { default: x }; }\nm.default;`,
  ],
  ['the length of frames', `top.frames.length.sforce.opencti.screenPop({});`],
  [
    'a method of a mirror that was not among the names',
    `const w = {};\n['screenPop'].forEach((n) => { w[n] = (o) => sforce.opencti[n](o); }); // expect: ${POP}; call opencti *\nw.saveLog({});`,
  ],
];

describe('objects that hold others', () => {
  test.each(CASES)('%s is followed', (_name, text) => {
    const { found, expected } = compare({ 'a.jsx': text });
    expect(found).toEqual(expected);
  });

  test.each(NOTHING)('%s gives nothing', (_name, text) => {
    const { found, expected } = compare({ 'a.js': text });
    expect(found).toEqual(expected);
  });
});
