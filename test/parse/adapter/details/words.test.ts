import { describe, expect, test } from '@jest/globals';
import { apexCalls, handMade, joinApex, settingReads, traces } from '../../../../src/parse/adapter/details/index.ts';
import type { ApexClass } from '../../../../src/parse/adapter/reading.ts';
import { read } from './reading.ts';

describe('runApex', () => {
  test('names class and method in both APIs, or null where they are set at run time', () => {
    const text = `
sforce.opencti.runApex({ apexClass: 'Contacts', methodName: 'find', methodParams: 'a=b' });
sforce.interaction.runApex('acme.Contacts', 'FIND', 'a=b', f);
sforce.interaction.runApex(given, 'find', '', f);`;
    expect(apexCalls(read({ 'a.js': text }))).toMatchObject([
      { className: 'Contacts', methodName: 'find', line: 2, column: 16, confidence: 'exact' },
      { className: 'acme.Contacts', methodName: 'FIND', line: 3 },
      { className: null, methodName: 'find', line: 4 },
    ]);
  });

  test('is joined with classes as Apex compares names, and with or without the namespace', () => {
    const method = { name: 'Find', global: false, webService: true, static: true, line: 7, column: 3 };
    const classes: ApexClass[] = [{ file: 'classes/Contacts.cls', name: 'Contacts', global: true, line: 1, column: 14, methods: [method] }];
    const call = (className: string | null, methodName: string | null, line: number) => ({
      className,
      methodName,
      file: 'a.js',
      line,
      column: 1,
      confidence: 'exact' as const,
    });
    const joined = joinApex(
      [
        call('contacts', 'find', 2),
        call('Contacts', 'FIND', 1),
        call('acme.Contacts', 'other', 3),
        call('Gone', 'x', 4),
        call(null, null, 5),
      ],
      classes,
    );
    expect(
      joined.map(({ className, calls, found }) => [
        className,
        calls.map(({ line }) => line),
        found?.method?.line ?? (found ? 'no method' : null),
      ]),
    ).toEqual([
      [null, [5], null],
      ['acme.Contacts', [3], 'no method'],
      ['contacts', [1, 2], 7],
      ['Gone', [4], null],
    ]);
  });
});

describe('settings of the call center', () => {
  const readsOf = (text: string): string[] =>
    settingReads(read({ 'a.js': text })).map(({ name, section, line, column }) => `${section}/${name} ${line}:${column}`);
  const asks = 'sforce.opencti.getCallCenterSettings({ callback: f });';

  test('are read by bracket, by getter, by pattern and from parsed text', () => {
    expect(readsOf("x = settings['/reqGeneralInfo/reqSoftphoneHeight'];")).toEqual(['reqGeneralInfo/reqSoftphoneHeight 1:31']);
    expect(readsOf("x = JSON.parse(response.result)['/reqGeneralInfo/reqAdapterUrl'];")).toHaveLength(1);
    expect(readsOf("x = getSetting('/reqVendor/reqHost');")).toHaveLength(1);
    expect(readsOf("const { '/reqVendor/reqHost': host } = settings;")).toHaveLength(1);
    expect(readsOf("var section = '/reqVendor'; x = settings[`${section}/reqHost`];")).toHaveLength(1);
    expect(readsOf(`${asks}\nx = all['/vendor/host'];`)).toEqual(['vendor/host 2:18']);
  });

  test('are not read from routes, addresses, labels and other maps', () => {
    for (const text of [
      "x = routes['/users/list'];",
      "app.get('/users/list', f);",
      "$.get('/reqVendor/reqHost');",
      `${asks} axios.get('/users/list');`,
      `${asks} navigate('/users/list');`,
      "x = settings['/reqGeneralInfo/label'];",
      "x = settings['/reqGeneralInfo'];",
      "x = settings['/req/a/b/c'];",
      "var path = '/reqVendor/reqHost';",
    ]) {
      expect([text, readsOf(text)]).toEqual([text, []]);
    }
  });
});

describe('traces', () => {
  const tracesOf = (text: string): string[] =>
    traces(read({ 'a.js': text })).map(({ name, traits, value }) => `${traits?.role} ${name}${value === name ? '' : ` (${value})`}`);

  test('carry calls, functions, texts, names of properties, labels and hosts', () => {
    const text =
      "session.hold(); function onTransfer() {} var o = { wrapUpCode: 'Not Ready' }; $('#muteButton'); connect('https://api.example.com/x');";
    expect(tracesOf(text)).toEqual([
      'call hold (session.hold)',
      'function onTransfer',
      'key wrapUpCode',
      'text Not Ready',
      'label muteButton',
      'call connect',
      'host api.example.com',
    ]);
  });

  test('leave out what is Salesforce’s, the language’s, markup and query text', () => {
    expect(
      tracesOf(
        "'use strict'; sforce.opencti.refreshView(); list.push(1); x = '<b>hold</b>'; y = '&Status=on'; z = 'https://login.salesforce.com/'; w = '--';",
      ),
    ).toEqual([]);
  });

  test('come once for a file, role and name, and no more than 2,000', () => {
    expect(traces(read({ 'a.js': "f('hold');\nf('hold'); f('hold');" })).filter(({ name }) => name === 'hold')).toMatchObject([
      { line: 1 },
    ]);
    const many = Array.from({ length: 3000 }, (_, index) => `'word number ${index}'`).join(',');
    expect(traces(read({ 'a.js': `[${many}]` }))).toHaveLength(2000);
  });
});

describe('messages of the library made by hand', () => {
  test('are told by their envelope', () => {
    const facts = handMade(read({ 'a.js': "parent.postMessage({ methodName: 'screenPop', apiType: 'opencti', args: {} }, origin);" }));
    expect(facts).toMatchObject([{ kind: 'check', name: 'hand-made-message', api: 'opencti', words: { method: 'screenPop' }, column: 47 }]);
  });

  test('are not told of other messages', () => {
    expect(
      handMade(read({ 'a.js': "post({ methodName: 'a', apiType: 'graphql' }); post({ methodName: 'a' }); post({ apiType: 'opencti' });" })),
    ).toEqual([]);
  });

  test('reading the origin of the frame is a trace', () => {
    expect(handMade(read({ 'a.js': "var o = params.get('sfdcIframeOrigin');\nvar p = q.sfdcIframeOrigin;" }))).toMatchObject([
      { kind: 'trace', name: 'sfdcIframeOrigin', traits: { role: 'text' }, line: 1 },
    ]);
  });
});
