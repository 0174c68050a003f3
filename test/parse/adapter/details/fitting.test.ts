import { describe, expect, test } from '@jest/globals';
import { apexCalls, argumentChecks, callLogs, useFacts } from '../../../../src/parse/adapter/details/index.ts';
import { read } from './reading.ts';

/** An adapter for both user interfaces, with a method for each. */
const either = (calls: string): string => `
class Bridge {
  constructor(isLightning) { this.api = isLightning ? window.sforce.opencti : window.sforce.interaction; }
  act(url, done) { ${calls} }
}`;
const reading = (calls: string) => read({ 'src/bridge.js': either(calls) });
const callsOf = (calls: string): string[] =>
  useFacts(reading(calls))
    .filter(({ kind }) => kind === 'call')
    .map(({ api, name }) => `${api}.${name}`)
    .sort();

describe('a call whose toolkit is chosen at run time', () => {
  test.each([
    ['one object', 'this.api.screenPop({ type: kind, params: { url } });', ['opencti.screenPop']],
    ['an object behind a name', 'const pop = { type: kind }; this.api.screenPop(pop);', ['opencti.screenPop']],
    ['a text', "this.api.screenPop('/' + url);", ['interaction.screenPop']],
    ['several values', 'this.api.screenPop(url, true, done);', ['interaction.screenPop']],
    [
      'a function',
      'const cti = big ? sforce.opencti : sforce.interaction.cti; cti.enableClickToDial((answer) => answer);',
      ['interaction.cti.enableClickToDial'],
    ],
  ])('is told by %s', (_shape, calls, wanted) => {
    expect(callsOf(calls)).toEqual(wanted);
  });

  test.each([
    ['nothing', 'this.api.refreshPage(); this.api.screenPop();', ['interaction.screenPop', 'opencti.screenPop']],
    ['a value from outside', 'this.api.screenPop(url);', ['interaction.screenPop', 'opencti.screenPop']],
    ['an object or a text', "this.api.screenPop(big ? { type: kind } : '/x', true);", ['interaction.screenPop', 'opencti.screenPop']],
    ['values that are spread', 'this.api.screenPop(...url);', ['interaction.screenPop', 'opencti.screenPop']],
  ])('stays both where it is handed %s', (_shape, calls, wanted) => {
    expect(callsOf(calls).filter((name) => name.endsWith('screenPop'))).toEqual(wanted);
  });

  test('gives one call log, one Apex call and one check of its arguments', () => {
    const logged = reading(
      "this.api.saveLog({ value: { entityApiName: 'Task', Subject: url } }); this.api.saveLog('Task', 'Subject=a', done);",
    );
    expect(callLogs(logged).map(({ api, object }) => `${api} ${object}`)).toEqual(['opencti Task', 'interaction Task']);
    expect(argumentChecks(logged)).toHaveLength(2);
    expect(apexCalls(reading("this.api.runApex('Finder', 'find', 'q=1', done);"))).toMatchObject([
      { className: 'Finder', methodName: 'find' },
    ]);
  });

  test('says nothing of calls that stand at a place of their own', () => {
    const facts = useFacts(read({ 'src/a.js': "sforce.opencti.screenPop('/x', true); sforce.interaction.screenPop({ type: 'x' });" }));
    expect(facts.map(({ api }) => api).sort()).toEqual(['interaction', 'opencti']);
  });
});

test('a method that a wrapper tests for and calls is told once where the wrapper is called', () => {
  const facts = useFacts(
    read({
      'src/call.js': `
function call(method, args) { if (!sforce.opencti[method]) throw new Error('none'); sforce.opencti[method](args); }
call('saveLog', { value: { entityApiName: 'Task' } });`,
    }),
  );
  expect(facts.filter(({ name }) => name === 'saveLog').map(({ kind, line }) => `${kind} ${line}`)).toEqual(['call 3']);
});

describe('the start of the library', () => {
  const startsIn = (text: string): number => useFacts(read({ 'src/bundle.js': text })).filter(({ name }) => name === 'initialize').length;

  test('is not the adapter’s where the library is packed into the file', () => {
    expect(startsIn('window.sforce = window.sforce || {}; sforce.opencti = load(1); sforce.opencti.initialize();')).toBe(0);
  });

  test('is a call like any other elsewhere', () => {
    expect(startsIn('sforce.opencti.initialize();')).toBe(1);
  });
});
