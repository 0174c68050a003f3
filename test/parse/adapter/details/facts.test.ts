import { describe, expect, test } from '@jest/globals';
import { argumentChecks, useFacts } from '../../../../src/parse/adapter/details/index.ts';
import { read } from './reading.ts';

const factsOf = (text: string, file = 'src/phone.js') => useFacts(read({ [file]: text }));
const popOf = (text: string) => factsOf(text).find((fact) => fact.kind === 'call' && fact.name === 'screenPop');

test('a call is a fact at the place of its name, with its source on one line', () => {
  const [fact] = factsOf('go();\n  sforce.opencti.setSoftphonePanelHeight({\n    heightPX: 400\n  });');
  expect(fact).toMatchObject({
    kind: 'call',
    api: 'opencti',
    name: 'setSoftphonePanelHeight',
    line: 2,
    column: 18,
    value: 'sforce.opencti.setSoftphonePanelHeight({ heightPX: 400 })',
    snippet: 'sforce.opencti.setSoftphonePanelHeight({',
    standing: 'open-cti',
    form: 'source',
    definition: '',
    masked: false,
  });
});

test('long source is shortened around the place', () => {
  const [fact] = factsOf(`${'a();'.repeat(300)}sforce.opencti.refreshView({ callback: ${'b'.repeat(300)} });${'c();'.repeat(300)}`);
  expect(fact?.value).toHaveLength(200);
  expect(fact?.snippet?.length).toBeLessThanOrEqual(160);
  expect(fact?.snippet).toContain('sforce.opencti.refreshView');
});

describe('screenPop in Lightning Experience', () => {
  const lightning = (argument: string, before = ''): string => `${before}\nsforce.opencti.screenPop(${argument})`;

  test.each([
    ['SOBJECT', 'sobject'],
    ['URL', 'url'],
    ['OBJECTHOME', 'objecthome'],
    ['LIST', 'list'],
    ['SEARCH', 'search'],
    ['NEW_RECORD_MODAL', 'newRecord'],
    ['FLOW', 'flow'],
  ])('SCREENPOP_TYPE.%s is the type %s, as a constant, as a text, and in a variable', (constant, type) => {
    expect(popOf(lightning(`{ type: sforce.opencti.SCREENPOP_TYPE.${constant} }`))?.traits).toEqual({ type });
    expect(popOf(lightning(`{ type: '${type}', params: {} }`))?.traits).toEqual({ type });
    expect(popOf(lightning('args', `var args = { type: '${type}' };`))?.traits).toEqual({ type });
  });

  test('the result of a deferred search is deferred', () => {
    expect(popOf(lightning('response.returnValue.SCREEN_POP_DATA'))?.traits).toEqual({ type: 'deferred' });
    expect(popOf(lightning('data', 'var data = r.returnValue.SCREEN_POP_DATA;'))?.traits).toEqual({ type: 'deferred' });
    expect(popOf(lightning('{ ...r.returnValue.SCREEN_POP_DATA, callback: f }'))?.traits).toEqual({ type: 'deferred' });
  });

  test('a type that is set at run time, or is none of the documented ones, is empty', () => {
    expect(popOf(lightning('{ type: kind }'))?.traits).toEqual({ type: '' });
    expect(popOf(lightning('given'))?.traits).toEqual({ type: '' });
    expect(popOf(lightning("{ type: 'record' }"))?.traits).toEqual({ type: '' });
    expect(popOf(lightning('{ type: other.TYPES.SOBJECT }'))?.traits).toEqual({ type: '' });
  });

  test('a constant behind other names is followed', () => {
    expect(popOf(lightning('{ type: T.FLOW }', 'const T = sforce.opencti.SCREENPOP_TYPE;'))?.traits).toEqual({ type: 'flow' });
  });

  test('several types are told, and none is chosen', () => {
    const fact = popOf(lightning("{ type: a ? 'url' : 'flow' }"));
    expect(fact?.traits).toEqual({ type: '' });
    expect(fact?.chain).toEqual(['The type is one of url, flow.']);
  });

  test('a type that is known in one place only is told as such', () => {
    const fact = popOf(lightning("{ type: a ? 'url' : b }"));
    expect(fact?.traits).toEqual({ type: 'url' });
    expect(fact?.chain).toHaveLength(1);
  });
});

describe('screenPop in Salesforce Classic', () => {
  test.each([
    ["'/003'", 'record-url'],
    ["'/500/o'", 'record-url'],
    ["'/0035g00000AbCdE'", 'record-url'],
    ["'/0035g00000AbCdEAAQ/e?retURL=1'", 'record-url'],
    ["'/a0B' + rest", 'record-url'],
    ["'/' + contact.Id", 'record-url'],
    ["'/' + path", 'url'],
    ["'/apex/Search?x=' + y", 'url'],
    ["'/home'", 'url'],
    ["'/standalonepages'", 'url'],
    ['target', 'url'],
  ])('%s is a %s', (argument, type) => {
    expect(popOf(`sforce.interaction.screenPop(${argument}, true)`)?.traits).toEqual({ type });
  });
});

test('saveLog carries the object, or Task where the fields are plainly those of a Task', () => {
  const [named, plain, none] = [
    "sforce.interaction.saveLog('Case', 'Subject=a')",
    "sforce.opencti.saveLog({ value: { Subject: 'a', WhoId: b, CallType: c } })",
    'sforce.opencti.saveLog({ value: given })',
  ].map((text) => factsOf(text)[0]);
  expect(named?.traits).toEqual({ object: 'Case' });
  expect(plain?.traits).toEqual({ object: 'Task' });
  expect(plain?.chain).toEqual(['No object is named; the fields are those of a Task.']);
  expect(none?.traits).toEqual({ object: '' });
});

test('tab handling of the console is one fact for a file; presence is told by itself', () => {
  const text = `
sforce.console.setTabTitle('x');
if (sforce.console.isInConsole()) { sforce.console.closeTab(id); sforce.console.closeTab(other); }
sforce.console.presence.login(a);
sforce.console.isCustomConsoleComponentPoppedOut(b);
sforce.console.cti.onCallEnd(c);`;
  const facts = factsOf(text);
  expect(facts.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual([
    'call isCustomConsoleComponentPoppedOut',
    'call onCallEnd',
    'call presence.login',
    'console-use sforce.console',
  ]);
  const fold = facts.find(({ kind }) => kind === 'console-use');
  expect(fold).toMatchObject({ line: 2, column: 16, words: { count: '4', names: 'closeTab, isInConsole, setTabTitle' } });
});

test('libraries and uses that were read as text are facts too', () => {
  const reading = read({ 'src/a.js': "load('/support/api/57.0/lightning/opencti_min.js'); sforce.opencti.refreshView();" });
  const [at] = reading.parsed;
  if (!at) throw new Error('Nothing was read.');
  const facts = useFacts({
    ...reading,
    uses: [],
    loads: [{ at, offset: 6, name: 'opencti_min.js@57.0', confidence: 'resolved', chain: [] }],
    textUses: [{ script: at.script, offset: at.script.text.indexOf('refreshView'), kind: 'call', api: 'opencti', name: 'refreshView' }],
  });
  expect(facts).toMatchObject([
    { kind: 'script-load', api: 'library', name: 'opencti_min.js@57.0', traits: { version: '57.0' }, confidence: 'resolved' },
    { kind: 'call', name: 'refreshView', confidence: 'text', value: 'sforce.opencti.refreshView' },
  ]);
});

describe('the shape of arguments', () => {
  const shapeOf = (text: string) => argumentChecks(read({ 'a.js': text }))[0]?.words;

  test.each([
    ['sforce.opencti.refreshView()', { shape: 'none', count: '0', members: '' }],
    ['sforce.opencti.enableClickToDial({ callback: f })', { shape: 'object', count: '1', members: 'callback', open: 'false' }],
    ['sforce.opencti.enableClickToDial(function () {})', { shape: 'positional', count: '1' }],
    ['sforce.interaction.setVisible(true, f)', { shape: 'positional', count: '2' }],
    ['sforce.opencti.enableClickToDial(given)', { shape: 'unknown', count: '1' }],
    ['sforce.opencti.enableClickToDial(...given)', { shape: 'unknown' }],
    ['sforce.opencti.enableClickToDial(a ? { callback: f } : g)', { shape: 'unknown' }],
    ["sforce.opencti.screenPop({ type: 'url', ...more })", { shape: 'object', open: 'true' }],
  ])('%s', (text, words) => {
    expect(shapeOf(text)).toMatchObject(words);
  });

  test('of several objects is what all of them have, and open', () => {
    const text =
      "args = { label: 'a', callback: f }; args = { key: 'b', callback: g }; function go() { sforce.opencti.setSoftphoneItemLabel(args); }";
    expect(shapeOf(text)).toMatchObject({ shape: 'object', members: 'callback', open: 'true' });
  });

  test('is told once for each call, and for calls alone', () => {
    const checks = argumentChecks(
      read({ 'a.js': 'sforce.opencti.refreshView(); f(sforce.opencti.refreshView); sforce.opencti.refreshView();' }),
    );
    expect(checks.map(({ kind, name, column }) => [kind, name, column])).toEqual([
      ['check', 'argument-shape', 16],
      ['check', 'argument-shape', 77],
    ]);
  });
});
