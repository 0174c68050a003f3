import { describe, expect, test } from '@jest/globals';
import { compare } from './reading.ts';

const CASES: readonly (readonly [string, string])[] = [
  ['a call in full', `sforce.opencti.screenPop({}); // expect: call opencti screenPop exact`],
  ['through the window', `window.sforce.opencti.saveLog({}); // expect: call opencti saveLog exact`],
  [
    'through self, parent, top, globalThis',
    `self.sforce.interaction.saveLog(a); parent.sforce.interaction.cti.onClickToDial(f); globalThis.sforce.opencti.runApex({}); // expect: call interaction saveLog exact; call interaction.cti onClickToDial exact; call opencti runApex exact`,
  ],
  ['through window.parent', `window.parent.sforce.opencti.runApex({}); // expect: call opencti runApex exact`],
  ['through document.defaultView', `document.defaultView.sforce.opencti.runApex({}); // expect: call opencti runApex`],
  ['through this at the top of a plain script', `this.sforce.opencti.runApex({}); // expect: call opencti runApex`],
  ['with brackets', `window['sforce']['opencti']['screenPop']({}); // expect: call opencti screenPop exact`],
  ['with template brackets', 'sforce[`opencti`][`refreshView`](); // expect: call opencti refreshView exact'],
  ['with optional chaining', `window?.sforce?.opencti?.screenPop?.({}); // expect: call opencti screenPop exact`],
  ['with parentheses and a sequence', `(0, (sforce.opencti).screenPop)({}); // expect: call opencti screenPop`],
  ['a method of hvs', `sforce.opencti.hvs.onWorkStart({ listener: f }); // expect: call opencti hvs.onWorkStart exact`],
  [
    'constants',
    `f(sforce.opencti.SCREENPOP_TYPE.URL, sforce.opencti.CALL_TYPE.INBOUND); // expect: constant opencti SCREENPOP_TYPE.URL exact; constant opencti CALL_TYPE.INBOUND exact`,
  ],
  ['a group of constants handed on', `f(sforce.opencti.SCREENPOP_TYPE); // expect: reference opencti SCREENPOP_TYPE`],
  ['a constant chosen at run time', `f(sforce.opencti.SCREENPOP_TYPE[kind]); // expect: constant opencti SCREENPOP_TYPE.* dynamic`],
  [
    'the console and its CTI part',
    `sforce.console.openSubtab(a); sforce.console.cti.onCallBegin(f); sforce.console.presence.login(x); // expect: call console openSubtab; call console.cti onCallBegin; call console presence.login`,
  ],
  [
    'a console event',
    `sforce.console.addEventListener(sforce.console.ConsoleEvent.PRESENCE.LOGOUT, f); // expect: call console addEventListener; constant console ConsoleEvent.PRESENCE.LOGOUT`,
  ],
  [
    'the case feed',
    `sforce.interaction.entityFeed.refreshObject(id, true, [], true, f); // expect: call interaction.entityFeed refreshObject`,
  ],
  [
    'a guard before a call',
    `sforce.opencti.screenPop && sforce.opencti.screenPop({}); // expect: reference opencti screenPop; call opencti screenPop`,
  ],
  [
    'a guard on the API',
    `if (window.sforce && sforce.opencti) sforce.opencti.refreshView(); // expect: reference opencti (namespace); call opencti refreshView`,
  ],
  ['typeof', `if (typeof window.sforce.opencti !== 'undefined') go(); // expect: reference opencti (namespace)`],
  ['the in operator', `if ('opencti' in sforce) go(); // expect: reference opencti (namespace)`],
  ['the in operator for a member', `if ('saveLog' in sforce.opencti) go(); // expect: reference opencti saveLog`],
  ['hasOwnProperty', `if (sforce.hasOwnProperty('opencti')) go(); // expect: reference opencti (namespace)`],
  [
    'a conditional callee',
    `(inbound ? sforce.opencti.screenPop : sforce.opencti.saveLog)({}); // expect: call opencti screenPop; call opencti saveLog`,
  ],
  ['call and apply', `sforce.opencti.screenPop.call(sforce.opencti, {}); // expect: call opencti screenPop; reference opencti (namespace)`],
  ['Reflect.apply', `Reflect.apply(sforce.opencti.screenPop, null, [{}]); // expect: call opencti screenPop`],
  ['bind alone', `const f = sforce.opencti.screenPop.bind(x); // expect: reference opencti screenPop`],
  ['bind and call', `sforce.opencti.screenPop.bind(x)({}); // expect: call opencti screenPop`],
  ['a timer', `setTimeout(sforce.opencti.refreshView, 10); // expect: call opencti refreshView resolved`],
  ['a timer with bind', `setTimeout(sforce.opencti.refreshView.bind(null), 10); // expect: call opencti refreshView`],
  ['a promise', `load().then(sforce.opencti.screenPop); // expect: call opencti screenPop resolved`],
  [
    'an event listener',
    `el.addEventListener('click', sforce.interaction.cti.enableClickToDial); // expect: call interaction.cti enableClickToDial`,
  ],
  ['an event property', `el.onclick = sforce.interaction.cti.enableClickToDial; // expect: call interaction.cti enableClickToDial`],
  ['a list', `names.forEach(sforce.opencti.publish); // expect: call opencti publish`],
  ['a test of ours', `expect(sforce.opencti.screenPop).toHaveBeenCalled(); // expect: reference opencti screenPop`],
  ['a member that does not exist', `sforce.opencti.onReady(f); // expect: call opencti onReady`],
  ['a chain over several lines', `sforce\n  .opencti\n  .SCREENPOP_TYPE // expect: constant opencti SCREENPOP_TYPE.URL\n  .URL;`],
  ['a method on its own line', `sforce.opencti\n  .screenPop({ // expect: call opencti screenPop\n  });`],
  [
    'declared globals',
    `/* global sforce */\nvar sforce = sforce || {};\nsforce.opencti.refreshView(); // expect: call opencti refreshView exact`,
  ],
  [
    'a variable of that name from the window',
    `function f() { var sforce = window.sforce; sforce.opencti.refreshView(); } // expect: call opencti refreshView`,
  ],
  ['a parameter of that name', `(function (sforce) { sforce.opencti.refreshView(); })(window.sforce); // expect: call opencti refreshView`],
  ['inside a template', 'log(`x ${sforce.opencti.refreshView()} y`); // expect: call opencti refreshView'],
  ['inside JSX', `const a = <Button onClick={() => sforce.opencti.refreshView()} />; // expect: call opencti refreshView`],
  ['handed to a JSX event', `const a = <Button onClick={sforce.opencti.refreshView} />; // expect: call opencti refreshView`],
  ['a dangling await and return', `await sforce.opencti.refreshView(); return 1; // expect: call opencti refreshView`],
  ['an HTML comment around a script', `<!--\nsforce.opencti.refreshView(); // expect: call opencti refreshView\n//-->`],
];

describe('what is written in full', () => {
  test.each(CASES)('%s is found', (_name, text) => {
    const { found, expected } = compare({ 'adapter.js': text });
    expect(found).toEqual(expected);
  });
});

const TYPESCRIPT: readonly (readonly [string, string])[] = [
  ['a cast of the window', `(window as any).sforce.opencti.screenPop({}); // expect: call opencti screenPop exact`],
  ['an angle bracket cast', `(<any>window).sforce.opencti.screenPop({}); // expect: call opencti screenPop exact`],
  ['a non-null assertion', `window.sforce!.opencti!.screenPop!({}); // expect: call opencti screenPop exact`],
  ['satisfies', `(window satisfies Window).sforce.opencti.refreshView(); // expect: call opencti refreshView`],
  ['a declared constant', `export {}; declare const sforce: any; sforce.opencti.refreshView(); // expect: call opencti refreshView exact`],
  [
    'a global declaration',
    `declare global { interface Window { sforce: { opencti: any } } }\nexport const f = () => window.sforce.opencti.refreshView(); // expect: call opencti refreshView exact`,
  ],
  ['an enum of names', `enum M { Pop = 'screenPop' }\nsforce.opencti[M.Pop]({}); // expect: call opencti screenPop`],
  [
    'a parameter property',
    `class A { constructor(private readonly api = window.sforce.opencti) {} // expect: reference opencti (namespace)\n pop() { this.api.screenPop({}); } } // expect: call opencti screenPop resolved`,
  ],
  [
    'a decorated class',
    `@Injectable() class A { @Input() api = sforce.opencti; pop() { this.api.screenPop({}); } } // expect: reference opencti (namespace); call opencti screenPop`,
  ],
];

describe('TypeScript', () => {
  test.each(TYPESCRIPT)('%s is found', (_name, text) => {
    const { found, expected } = compare({ 'adapter.ts': text });
    expect(found).toEqual(expected);
  });
});
