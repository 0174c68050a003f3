import { expect, test } from '@jest/globals';
import { readApex } from '../../../src/parse/adapter/apex.ts';

const lines = (...text: string[]): string => text.join('\n');

test('classes and methods are read with their modifiers and places', () => {
  const { classes } = readApex(
    'classes/PhoneHelper.cls',
    lines(
      '/* global class Fake { webservice static void no() {} } */',
      "@RestResource(urlMapping='/phone/*')",
      'global with sharing class PhoneHelper extends Base implements A, B<C, D> {',
      "  public static final Map<String, List<Id>> CACHE = new Map<String, List<Id>>{ 'a' => load(1) };",
      '  webService static String lookup(String phone, Map<String, Object> more) {',
      "    String s = 'static void notAMethod() {';",
      '    if (phone == null) { return helper(phone); }',
      '    return s;',
      '  }',
      '  @future(callout=true) public static void send(Id taskId) { }',
      '  global String name { get; set; }',
      '  public PhoneHelper() { super(); }',
      '  GLOBAL STATIC void Upper() {}',
      '  // global static void hidden() {}',
      '  global class Result { public String text; global Result me() { return this; } }',
      '  private enum Kind { IN_CALL, OUT_CALL }',
      '  abstract Integer sizeOf(String a);',
      '}',
    ),
  );
  expect(classes.map(({ name, global, line, column }) => [name, global, line, column])).toEqual([
    ['PhoneHelper', true, 3, 27],
    ['PhoneHelper.Result', true, 15, 16],
  ]);
  expect(classes[0]?.methods).toEqual([
    { name: 'lookup', global: false, webService: true, static: true, line: 5, column: 28 },
    { name: 'send', global: false, webService: false, static: true, line: 10, column: 44 },
    { name: 'Upper', global: true, webService: false, static: true, line: 13, column: 22 },
    { name: 'sizeOf', global: false, webService: false, static: false, line: 17, column: 20 },
  ]);
  expect(classes[1]?.methods.map(({ name }) => name)).toEqual(['me']);
});

test('Tasks are read with the fields that are written, in brackets and later', () => {
  const { callLogs } = readApex(
    'PhoneLog.cls',
    lines(
      'public class PhoneLog {',
      '  public static void log(Id who) {',
      "    Task t = new Task(WhoId = who, CallType = 'Inbound', Description = f(a, b));",
      '    t.CallDurationInSeconds = 5;',
      "    t.Call_Id__c = 'x';",
      '    if (t.CallObject == null) { }',
      '    insert t;',
      '  }',
      '  void other() {',
      '    Task t = new Task();',
      '    fill(t);',
      "    insert new Task(Subject = 'Call');",
      '    Task u = new Task(); u.put(key, 1);',
      '  }',
      '}',
    ),
  );
  expect(callLogs.map(({ line, column, complete, fields }) => [line, column, complete, fields.map(({ name }) => name)])).toEqual([
    [3, 14, true, ['WhoId', 'CallType', 'Description', 'CallDurationInSeconds', 'Call_Id__c']],
    [10, 14, false, []],
    [12, 12, true, ['Subject']],
    [13, 14, false, []],
  ]);
  expect(callLogs[0]).toMatchObject({ via: 'apex', object: 'Task', file: 'PhoneLog.cls' });
  expect(callLogs[0]?.fields[4]).toEqual({
    name: 'Call_Id__c',
    custom: true,
    file: 'PhoneLog.cls',
    line: 5,
    column: 7,
    confidence: 'exact',
  });
});

test('what a test class writes is marked as such', () => {
  const { callLogs } = readApex(
    'PhoneTest.cls',
    "@isTest\nprivate class PhoneTest { static void a() { insert new Task(CallType = 'Inbound'); } }",
  );
  expect(callLogs[0]?.context).toBe('test');
});

test('callouts are read by their address, directly, through a variable, and as an expression', () => {
  const { contacts } = readApex(
    'Out.cls',
    lines(
      "public class Out { static final String BASE = 'https://api.phone.example.com:8443/v1';",
      ' void a(HttpRequest r, Settings__c s) {',
      "  r.setEndpoint('https://user:pass@voice.example.com/calls?token=abc123');",
      "  r.setEndpoint( 'callout:Phone_System/calls');",
      "  r.setEndpoint(BASE + '/x');",
      '  r.setEndpoint(s.Base_Url__c + path);',
      "  r.setEndpoint('https://na1.salesforce.com/services');",
      "  String url = URL.getSalesforceBaseUrl().toExternalForm() + '/services'; r.setEndpoint(url);",
      "  url = 'https://' + s.Host__c + '/calls?key=1'; r.setEndpoint(url);",
      "  r.setEndpoint('/services/data'); r.setEndpoint('?' + x);",
      "  // r.setEndpoint('https://old.example.com');",
      ' } }',
    ),
  );
  expect(
    contacts.map(({ line, column, host, expression, confidence, means }) => [line, column, host, expression, confidence, means]),
  ).toEqual([
    [3, 17, 'voice.example.com', 'https://[masked]@voice.example.com/calls', 'exact', 'apex-callout'],
    [4, 18, null, 'callout:Phone_System/calls', 'exact', 'apex-callout'],
    [5, 17, 'api.phone.example.com:8443', 'https://api.phone.example.com:8443/v1', 'resolved', 'apex-callout'],
    [6, 17, null, 's.Base_Url__c + path', 'dynamic', 'apex-callout'],
    [9, 64, null, "'https://' + s.Host__c + '/calls", 'dynamic', 'apex-callout'],
  ]);
});

test('text that is no Apex gives nothing and never throws', () => {
  for (const text of [
    '',
    '}}}}',
    '{{{{',
    "'",
    '/*',
    'class',
    'new Task(',
    'global class A { void',
    '((((',
    'class A { = ; ( ',
    '@',
    'class {',
  ]) {
    expect(() => readApex('a.cls', text)).not.toThrow();
  }
  expect(readApex('a.cls', 'new Task('.repeat(50_000)).callLogs.length).toBeLessThanOrEqual(200);
});
