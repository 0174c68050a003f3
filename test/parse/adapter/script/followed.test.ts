import { describe, expect, test } from '@jest/globals';
import { compare } from './reading.ts';

const NS = 'reference opencti (namespace)';
const POP = 'call opencti screenPop resolved';
const CASES: readonly (readonly [string, string])[] = [
  ['a constant', `const cti = sforce.opencti; // expect: ${NS}\ncti.screenPop({}); // expect: ${POP}`],
  ['a constant for the global', `const w = window;\nw.sforce.opencti.screenPop({}); // expect: ${POP}`],
  ['a constant for sforce', `const s = window.sforce;\ns.opencti.screenPop({}); // expect: ${POP}`],
  [
    'an alias of an alias',
    `const a = sforce.opencti; // expect: ${NS}\nconst b = a;\nlet c;\nc = b;\nfunction f() { c.screenPop({}); } // expect: ${POP}`,
  ],
  [
    'the last of several assignments',
    `function f() { let a = sforce.interaction; // expect: reference interaction (namespace)\n a = sforce.opencti; // expect: ${NS}\n a.saveLog({}); } // expect: call opencti saveLog resolved`,
  ],
  [
    'a branch',
    `let a; if (lightning) a = sforce.opencti; else a = sforce.interaction; // expect: ${NS}; reference interaction (namespace)\na.saveLog({}); // expect: call opencti saveLog; call interaction saveLog`,
  ],
  [
    'a branch that the member tells apart',
    `const a = lightning ? sforce.opencti : sforce.interaction.cti; // expect: ${NS}; reference interaction.cti (namespace)\na.setSoftphonePanelHeight({}); // expect: call opencti setSoftphonePanelHeight\na.setSoftphoneHeight(1); // expect: call interaction.cti setSoftphoneHeight`,
  ],
  ['a logical default', `const a = window.sforce && window.sforce.opencti || {}; // expect: ${NS}\na.screenPop({}); // expect: ${POP}`],
  ['destructuring', `const { opencti } = window.sforce; // expect: ${NS}\nopencti.screenPop({}); // expect: ${POP}`],
  [
    'nested destructuring',
    `const { sforce: { opencti: { screenPop: pop } } } = window; // expect: reference opencti screenPop\npop({}); // expect: ${POP}`,
  ],
  ['destructuring with a default', `const { opencti: api = null } = sforce; // expect: ${NS}\napi.screenPop({}); // expect: ${POP}`],
  ['destructured parameters', `function f({ opencti }) { // expect: ${NS}\n opencti.screenPop({}); } // expect: ${POP}\nf(window.sforce);`],
  [
    'destructured methods',
    `const { screenPop, SCREENPOP_TYPE } = sforce.opencti; // expect: reference opencti screenPop; reference opencti SCREENPOP_TYPE\nscreenPop({ type: SCREENPOP_TYPE.URL }); // expect: ${POP}; constant opencti SCREENPOP_TYPE.URL`,
  ],
  [
    'an assignment pattern',
    `let api; ({ opencti: api } = sforce); // expect: ${NS}\nfunction f() { api.screenPop({}); } // expect: ${POP}`,
  ],
  [
    'array destructuring',
    `const [a, b] = [sforce.interaction, sforce.opencti]; // expect: reference interaction (namespace); ${NS}\nb.screenPop({}); // expect: ${POP}`,
  ],
  ['a class field', `class P { api = sforce.opencti; // expect: ${NS}\n pop() { this.api.screenPop({}); } } // expect: ${POP}`],
  ['a private field', `class P { #api = sforce.opencti; // expect: ${NS}\n pop() { this.#api.screenPop({}); } } // expect: ${POP}`],
  ['a static field', `class P { static api = sforce.opencti; // expect: ${NS}\n pop() { P.api.screenPop({}); } } // expect: ${POP}`],
  [
    'this in a constructor',
    `class P { constructor() { this.api = sforce.opencti; } // expect: ${NS}\n pop() { go(() => this.api.screenPop({})); } } // expect: ${POP}`,
  ],
  [
    'this in another method',
    `class P { init() { this.api = sforce.opencti; } // expect: ${NS}\n pop() { const self = this; go(function () { self.api.screenPop({}); }); } } // expect: ${POP}`,
  ],
  [
    'a constructor parameter',
    `class P { constructor(api) { this.api = api; }\n pop() { this.api.screenPop({}); } } // expect: ${POP}\nnew P(window.sforce.opencti); // expect: ${NS}`,
  ],
  [
    'a getter of a class',
    `class P { get api() { return sforce.opencti; } // expect: ${NS}\n pop() { this.api.screenPop({}); } } // expect: ${POP}`,
  ],
  ['a getter of an object', `const p = { get api() { return sforce.opencti; } }; // expect: ${NS}\np.api.screenPop({}); // expect: ${POP}`],
  [
    'inheritance',
    `class A { constructor() { this.api = sforce.opencti; } } // expect: ${NS}\nclass B extends A { pop() { this.api.screenPop({}); } } // expect: ${POP}`,
  ],
  [
    'super',
    `class A { constructor(api) { this.api = api; } pop() { this.api.screenPop({}); } } // expect: ${POP}\nclass B extends A { constructor() { super(sforce.opencti); } } // expect: ${NS}`,
  ],
  [
    'an abstract base',
    `class A { pop() { this.api().screenPop({}); } } // expect: ${POP}\nclass B extends A { api() { return sforce.opencti; } } // expect: ${NS}`,
  ],
  ['an instance', `class P { api = sforce.opencti; } // expect: ${NS}\nconst p = new P(); p.api.screenPop({}); // expect: ${POP}`],
  [
    'a prototype',
    `function P() { this.api = sforce.opencti; } // expect: ${NS}\nP.prototype.pop = function () { this.api.screenPop({}); }; // expect: ${POP}`,
  ],
  [
    'a prototype literal',
    `function P() { this.api = sforce.opencti; } // expect: ${NS}\nP.prototype = { pop: function () { this.api.screenPop({}); } }; // expect: ${POP}`,
  ],
  ['an object literal', `const p = { api: sforce.opencti, pop() { this.api.screenPop({}); } }; // expect: ${NS}; ${POP}`],
  [
    'an object filled later',
    `const p = {}; p.api = sforce.opencti; // expect: ${NS}\np.pop = () => p.api.screenPop({}); // expect: ${POP}`,
  ],
  ['a deep object', `const p = { a: { b: sforce.opencti } }; // expect: ${NS}\np.a.b.screenPop({}); // expect: ${POP}`],
  ['Object.assign', `const p = Object.assign({}, { api: sforce.opencti }); // expect: ${NS}\np.api.screenPop({}); // expect: ${POP}`],
  ['a spread', `const q = { api: sforce.opencti }; const p = { ...q }; // expect: ${NS}\np.api.screenPop({}); // expect: ${POP}`],
  [
    'a method under their name',
    `const p = { pop: sforce.opencti.screenPop }; // expect: reference opencti screenPop\np.pop({}); // expect: ${POP}`,
  ],
  ['a function', `function api() { return sforce.opencti; } // expect: ${NS}\napi().screenPop({}); // expect: ${POP}`],
  ['an arrow function', `const api = () => sforce.opencti; // expect: ${NS}\napi().screenPop({}); // expect: ${POP}`],
  [
    'an async function',
    `const api = async () => sforce.opencti; // expect: ${NS}\nasync function f() { (await api()).screenPop({}); } // expect: ${POP}\napi().then((a) => a.screenPop({})); // expect: ${POP}\napi().then(({ saveLog }) => 1); // expect: reference opencti saveLog`,
  ],
  [
    'a promise that is resolved',
    `const ready = new Promise((resolve) => { onload = () => resolve(sforce.opencti); }); // expect: ${NS}\nready.then((api) => api.screenPop({})); // expect: ${POP}`,
  ],
  ['an immediate function', `(function (api) { api.screenPop({}); })(sforce.opencti); // expect: ${POP}; ${NS}`],
  ['an immediate arrow', `((root) => { root.sforce.opencti.screenPop({}); })(window); // expect: ${POP}`],
  ['this handed to an immediate function', `(function (root) { root.sforce.opencti.screenPop({}); })(this); // expect: ${POP}`],
  ['call with this', `(function () { this.sforce.opencti.screenPop({}); }).call(this); // expect: ${POP}`],
  ['a parameter', `function f(api) { api.screenPop({}); } // expect: ${POP}\nf(sforce.opencti); // expect: ${NS}`],
  ['a default parameter', `function f(api = sforce.opencti) { // expect: ${NS}\n api.screenPop({}); } // expect: ${POP}`],
  ['a callback', `function withApi(cb) { cb(sforce.opencti); } // expect: ${NS}\nwithApi((api) => api.screenPop({})); // expect: ${POP}`],
  ['an array of APIs', `[sforce.opencti].forEach((api) => api.screenPop({})); // expect: ${NS}; ${POP}`],
  ['a loop over APIs', `for (const api of [sforce.opencti]) { // expect: ${NS}\n api.screenPop({}); } // expect: ${POP}`],
  [
    'a map of APIs',
    `const apis = { l: sforce.opencti, c: sforce.interaction }; // expect: ${NS}; reference interaction (namespace)\napis[mode].getAppViewInfo({}); // expect: call opencti getAppViewInfo`,
  ],
  ['a constant name', `const M = 'screenPop'; sforce.opencti[M]({}); // expect: ${POP}`],
  ['a name put together', `const a = 'screen'; sforce.opencti[a + 'Pop']({}); // expect: ${POP}`],
  ['a name in a template', "const a = 'screen'; sforce.opencti[`${a}Pop`]({}); // expect: call opencti screenPop"],
  [
    'an API name put together',
    `const ns = 'open' + 'cti'; window.sforce[ns].screenPop({}); // expect: reference opencti (namespace); ${POP}`.replace(`${NS}; `, ''),
  ],
  ['a freeze', `const api = Object.freeze(sforce.opencti); // expect: ${NS}\napi.screenPop({}); // expect: ${POP}`],
  [
    'a promisified method',
    `const save = promisify(sforce.opencti.saveLog); // expect: reference opencti saveLog\nsave({}); // expect: call opencti saveLog resolved`,
  ],
  [
    'a promisifier of their own',
    `const later = (fn) => (arg) => new Promise((r) => fn({ ...arg, callback: r }));\nconst save = later(sforce.opencti.saveLog); // expect: reference opencti saveLog\nsave({}); // expect: call opencti saveLog resolved`,
  ],
  [
    'a bound method',
    `const pop = sforce.opencti.screenPop.bind(sforce.opencti); // expect: reference opencti screenPop; ${NS}\npop({}); // expect: ${POP}`,
  ],
  [
    'a memoised getter',
    `let api; function get() { if (!api) { api = window.sforce.opencti; } return api; } // expect: ${NS}\nget().screenPop({}); // expect: ${POP}`,
  ],
  [
    'a method that hands itself on',
    `class P { constructor() { this.api = sforce.opencti; } // expect: ${NS}\n with(fn) { return fn(this.api); } pop() { this.with((api) => api.screenPop({})); } } // expect: ${POP}`,
  ],
  [
    'a closure over a factory',
    `function make(api) { return { pop() { api.screenPop({}); } }; } // expect: ${POP}\nconst p = make(sforce.opencti); p.pop(); // expect: ${NS}`,
  ],
  [
    'an alias handed to a timer',
    `const api = sforce.opencti; // expect: ${NS}\nsetTimeout(api.refreshView, 10); // expect: call opencti refreshView resolved`,
  ],
  ['a member of a list by index', `const list = [sforce.opencti]; // expect: ${NS}\nlist[0].screenPop({}); // expect: ${POP}`],
  ['a with statement', `with (sforce.opencti) { // expect: ${NS}\n screenPop({}); other({}); } // expect: ${POP}`],
  [
    'a name that shadows',
    `const api = sforce.opencti; // expect: ${NS}\nfunction f(api) { api.screenPop({}); } { const api = other(); api.saveLog({}); }`,
  ],
];

describe('what has to be followed', () => {
  test.each(CASES)('%s', (_name, text) => {
    const { found, expected } = compare({ 'adapter.js': text });
    expect(found).toEqual(expected);
  });
});

const HINTED: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  [
    'a service that a framework hands in by its type',
    {
      'cti.service.ts': `export class CtiService { get api() { return (window as any).sforce.opencti; } // expect: ${NS}
  pop() { this.api.screenPop({}); } } // expect: ${POP}`,
      'page.component.ts': `import { CtiService } from './cti.service';
export class Page { constructor(private readonly cti: CtiService) {}
  open() { this.cti.api.saveLog({}); this.cti.pop(); } } // expect: call opencti saveLog resolved`,
    },
  ],
  [
    'a service that is asked for',
    {
      'cti.service.ts': `export class CtiService { phone() { return (window as any).sforce.opencti; } } // expect: ${NS}`,
      'page.ts': `import { CtiService } from './cti.service';
export class Page { cti = inject(CtiService);
  open() { this.cti.phone().saveLog({}); } } // expect: call opencti saveLog resolved`,
    },
  ],
  [
    'a window that is handed in',
    { 'a.js': `angular.module('x').service('y', function ($window) { $window.sforce.opencti.screenPop({}); }); // expect: ${POP}` },
  ],
  [
    'a window by its type',
    {
      'a.ts': `class A { constructor(private win: Window) {} pop() { (this.win as any).sforce.opencti.screenPop({}); } } // expect: ${POP}`,
    },
  ],
  ['the window of a frame', { 'a.js': `frame.contentWindow.sforce.opencti.screenPop({}); // expect: ${POP}` }],
  [
    'a property of all components',
    {
      'main.js': `Vue.prototype.$cti = window.sforce.opencti; // expect: ${NS}`,
      'page.vue.js': `export default { methods: { pop() { this.$cti.screenPop({}); this.$cti.close(); } } }; // expect: ${POP}`,
    },
  ],
  [
    'a reference of React',
    {
      'a.jsx': `function A() { const cti = useRef(null); useEffect(() => { cti.current = window.sforce.opencti; }); return <a onClick={() => cti.current.screenPop({})} />; } // expect: ${NS}; ${POP}`,
    },
  ],
];

describe('what only a name or a type tells', () => {
  test.each(HINTED)('%s', (_name, files) => {
    const { found, expected } = compare(files);
    expect(found).toEqual(expected);
  });

  test('a property that is something else elsewhere tells nothing', () => {
    const found = compare({
      'a.js': `store.api = window.sforce.opencti;`,
      'b.js': `other.api = new Client();`,
      'c.js': `unknown().api.screenPop({});`,
    }).found;
    expect(found).toEqual(['a.js:1 reference opencti (namespace)']);
  });
});
