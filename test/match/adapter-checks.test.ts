/** Facts made by hand, so that each check is held to its own rule and not to the readers. The rules' examples run through the readers. */
import { describe, expect, test } from '@jest/globals';
import type { Api } from '../../src/catalog/terms.ts';
import { checkAdapter, type AdapterInput } from '../../src/match/adapter-checks.ts';
import type { ApexTarget, Definition } from '../../src/model/assessment.ts';
import type { Fact } from '../../src/model/fact.ts';
import { readFile } from '../../src/parse/read-file.ts';
import { openCtiDefinition } from '../fixtures/definitions.ts';
import { shippedCatalog } from '../support/catalog.ts';

const catalog = await shippedCatalog();

let line = 0;
const fact = (kind: Fact['kind'], api: Api, name: string, more: Partial<Fact> = {}): Fact => ({
  kind,
  api,
  name,
  value: '',
  masked: false,
  file: 'phone.js',
  line: ++line,
  column: 1,
  definition: '',
  standing: 'open-cti',
  form: 'source',
  confidence: 'exact',
  ...more,
});
const call = (api: Api, name: string, more: Partial<Fact> = {}): Fact =>
  fact('call', api, name, { value: `sforce.${api}.${name}({})`, ...more });
const load = (name: string, file = 'Phone.page', more: Partial<Fact> = {}): Fact => fact('script-load', 'library', name, { file, ...more });

const checked = (facts: readonly Fact[], more: Partial<AdapterInput> = {}): Fact[] =>
  checkAdapter({ facts, definitions: [], pages: [], apexTargets: [], files: [], ...more }, catalog);
const namesOf = (facts: readonly Fact[], more: Partial<AdapterInput> = {}): string[] => checked(facts, more).map((found) => found.name);
const definition = (items: Readonly<Record<string, string | null>> = {}): Definition[] => [
  ...(readFile('sample.xml', Buffer.from(openCtiDefinition(items)))?.definitions ?? []),
];
const vfPage = (name: string) => ({ file: `pages/${name}.page`, name, kind: 'visualforce' as const });

test('facts of checks belong to source, stand at the use and carry what the reader knew of it', () => {
  const use = call('opencti', 'onReady', { chain: ['phone is sforce.opencti'], snippet: 'phone.onReady(go)', confidence: 'resolved' });
  expect(checked([use])).toEqual([
    {
      kind: 'check',
      api: 'opencti',
      name: 'unknown-member',
      value: use.value,
      masked: false,
      file: use.file,
      line: use.line,
      column: use.column,
      definition: '',
      standing: 'open-cti',
      form: 'source',
      confidence: 'resolved',
      words: { name: 'onReady', api: 'sforce.opencti', count: '1', nearest: 'none' },
      chain: ['phone is sforce.opencti'],
      snippet: 'phone.onReady(go)',
    },
  ]);
});

test('every check that is reported has a rule', () => {
  const rules = new Set(catalog.rules.flatMap((rule) => rule.match.flatMap((match) => match.name ?? [])));
  const facts = [
    call('opencti', 'onReady'),
    call('interaction', 'getPageInfo'),
    load('opencti_min.js@38.0'),
    load('opencti_min.js@57.0', 'aura/phone/phone.cmp'),
    load('integration.js@30.0'),
    fact('call', 'opencti', 'saveLog', { context: 'test', file: 'test/a.js' }),
    fact('setting-read', 'behaviour', 'queue', { section: 'routing' }),
  ];
  const found = namesOf(facts, { definitions: definition({ reqAdapterUrl: '/apex/Other' }), files: ['pages/Phone.page'] });
  expect(new Set(found).size).toBeGreaterThan(6);
  expect(found.filter((name) => !rules.has(name))).toEqual([]);
});

describe('a member', () => {
  test.each<[Api, string, Fact['kind'], string | null]>([
    ['opencti', 'onReady', 'call', 'none'],
    ['opencti', 'cti.setSoftphonePanelHeight', 'call', 'sforce.opencti.setSoftphonePanelHeight'],
    ['opencti', 'saveLogs', 'reference', 'sforce.opencti.saveLog'],
    ['opencti', 'refreshPage', 'call', 'sforce.interaction.refreshPage'],
    ['opencti', 'SCREENPOP_TYPE.REFRESH', 'constant', 'none'],
    ['opencti', 'hvs.stopWork', 'call', 'none'],
    ['interaction', 'enableClickToDial', 'call', 'sforce.interaction.cti.enableClickToDial'],
    ['interaction.cti', 'onClickToDail', 'call', 'sforce.interaction.cti.onClickToDial'],
    ['console.cti', 'onCallHold', 'call', 'none'],
    ['console', 'presence.loginn', 'call', 'sforce.console.presence.login'],
    ['opencti', 'constructor', 'call', 'none'],
    ['opencti', 'saveLog', 'call', null],
    ['opencti', 'hvs.completeWork', 'call', null],
    ['opencti', 'hvs', 'reference', null],
    ['opencti', 'SCREENPOP_TYPE', 'reference', null],
    ['opencti', 'SCREENPOP_TYPE.NEW_RECORD_MODAL', 'constant', null],
    ['opencti', 'initialize', 'call', null],
    ['opencti', 'saveLog.name', 'reference', null],
    ['interaction', 'cti', 'reference', null],
    ['interaction', 'entityFeed', 'reference', null],
    ['console', 'cti', 'reference', null],
    ['console', 'ConsoleEvent.PRESENCE', 'reference', null],
    ['console', 'setCustomConsoleComponentPopoutable', 'call', null],
    ['console', 'TabLink.TAB_ONLY', 'constant', null],
    ['opencti', '*', 'call', null],
    ['opencti', '(namespace)', 'reference', null],
    ['library', 'anything', 'call', null],
  ])('of %s named %s (%s) has as nearest %s', (api, name, kind, nearest) => {
    const found = checked([fact(kind, api, name)]);
    expect(found.map((check) => [check.name, check.words?.['nearest']])).toEqual(nearest === null ? [] : [['unknown-member', nearest]]);
  });

  test('is told once a file, at its first place', () => {
    const facts = [call('opencti', 'onReady'), call('opencti', 'onReady'), call('opencti', 'onReady', { file: 'other.js' })];
    expect(checked(facts).map(({ file, line: at, words }) => [file, at, words?.['count']])).toEqual([
      ['phone.js', facts[0]?.line, '2'],
      ['other.js', facts[2]?.line, '1'],
    ]);
  });

  test('in a test is not looked at', () => {
    expect(namesOf([call('opencti', 'onReady', { context: 'test' })])).toEqual(['test-mock']);
  });
});

/** A call with what the reader says of its arguments. */
function shaped(api: Api, name: string, shape: string, members: readonly string[] = [], more: Partial<Fact> = {}, open = false): Fact[] {
  const count = shape === 'none' ? 0 : 1;
  const text = shape === 'object' ? '({' : shape === 'none' ? '()' : '(a';
  const use = call(api, name, { value: `sforce.${api}.${name}${text}`, ...more });
  const words = { name, api, shape, count: more.words?.['count'] ?? String(count), members: members.join(','), open: String(open) };
  return [use, { ...use, kind: 'check', name: 'argument-shape', value: '', words }];
}

describe('the arguments of a call', () => {
  test.each<[string, readonly Fact[], readonly string[]]>([
    ['a function in place of the object', shaped('opencti', 'getAppViewInfo', 'positional'), ['wrong-arguments']],
    ['nothing where an object is needed', shaped('opencti', 'getCallCenterSettings', 'none'), ['wrong-arguments']],
    ['a function for click-to-dial', shaped('opencti', 'enableClickToDial', 'positional'), ['wrong-arguments']],
    ['nothing for click-to-dial', shaped('opencti', 'disableClickToDial', 'none'), []],
    ['nothing for refreshView', shaped('opencti', 'refreshView', 'none'), []],
    ['nothing for notifyInitializationComplete', shaped('opencti', 'notifyInitializationComplete', 'none'), []],
    ['a function for notifyInitializationComplete', shaped('opencti', 'notifyInitializationComplete', 'positional'), []],
    ['a function for initialize', shaped('opencti', 'initialize', 'positional'), []],
    ['an object that is known whole', shaped('opencti', 'getAppViewInfo', 'object', ['callback']), []],
    ['a log without its value', shaped('opencti', 'saveLog', 'object', ['Subject', 'callback']), ['missing-argument']],
    ['a log in an open object', shaped('opencti', 'saveLog', 'object', ['Subject'], {}, true), []],
    ['a pop without parameters', shaped('opencti', 'screenPop', 'object', ['callback', 'type']), ['missing-argument']],
    ['a pop with type and parameters', shaped('opencti', 'screenPop', 'object', ['params', 'type']), []],
    ['a deferred pop', shaped('opencti', 'screenPop', 'object', ['callback'], { traits: { type: 'deferred' } }), []],
    ['a label in another letter case', shaped('opencti', 'setSoftphoneItemLabel', 'object', ['Label']), ['missing-argument']],
    ['an empty object for click-to-dial', shaped('opencti', 'enableClickToDial', 'object'), []],
    ['an argument that could not be followed', shaped('opencti', 'saveLog', 'unknown'), []],
    ['one object for a Classic method', shaped('interaction', 'getPageInfo', 'object', ['callback']), ['object-argument']],
    ['one object for the console', shaped('console.cti', 'fireOnCallBegin', 'object'), ['object-argument']],
    ['one object as a CTI message', shaped('console.cti', 'sendCTIMessage', 'object'), []],
    ['one object for a method that takes nothing', shaped('interaction.cti', 'notifyInitializationComplete', 'object'), []],
    ['a Classic method without its callback', shaped('interaction', 'isInConsole', 'none'), ['too-few-arguments']],
    ['a Classic log of one argument', shaped('interaction', 'saveLog', 'positional'), ['too-few-arguments']],
    ['a Classic log of two arguments', shaped('interaction', 'saveLog', 'positional', [], { words: { count: '2' } }), []],
    ['a Classic method whose callback may be left out', shaped('interaction.cti', 'enableClickToDial', 'none'), []],
    ['a method that no document holds', shaped('console', 'openSubtab', 'none'), []],
  ])('%s', (_, facts, checks) => {
    expect(namesOf(facts)).toEqual(checks);
  });

  test.each(['resolved', 'dynamic', 'text'] as const)(
    'of confidence “%s” may have been changed on the way, so nothing is said',
    (confidence) => {
      expect(namesOf(shaped('opencti', 'getAppViewInfo', 'positional', [], { confidence }))).toEqual([]);
    },
  );

  test('that stand under a name are not judged by their members', () => {
    const [use, shape] = shaped('opencti', 'saveLog', 'object', ['Subject']);
    if (!use || !shape) throw new Error('no facts');
    expect(namesOf([use, shape])).toEqual(['missing-argument']);
    expect(namesOf([{ ...use, value: 'sforce.opencti.saveLog(log)' }, shape])).toEqual([]);
    expect(namesOf([{ ...use, value: 'sforce.opencti?.saveLog?.( {' }, shape])).toEqual(['missing-argument']);
  });

  test('are told with what is missing and what is there', () => {
    const [found] = checked(shaped('opencti', 'screenPop', 'object', ['callback', 'recordId']));
    expect(found?.words).toEqual({ name: 'screenPop', api: 'sforce.opencti', missing: 'type and params', given: 'callback, recordId' });
  });

  test('keep the mask of the call', () => {
    const [found] = checked(shaped('opencti', 'saveLog', 'object', ['x'], { masked: true }));
    expect(found?.masked).toBe(true);
  });
});

describe('both APIs in one file', () => {
  test('are told at the first Classic call, with their numbers', () => {
    const facts = [call('opencti', 'refreshView'), call('interaction', 'refreshPage'), call('interaction.cti', 'enableClickToDial')];
    expect(checked(facts).map(({ name, line: at, words }) => [name, at, words])).toEqual([
      ['both-apis-in-file', facts[1]?.line, { name: 'sforce.interaction', lightning: '1', classic: '2' }],
    ]);
  });

  test('are no matter in two files, or where one is only tested for', () => {
    expect(namesOf([call('opencti', 'refreshView'), call('interaction', 'refreshPage', { file: 'classic.js' })])).toEqual([]);
    expect(namesOf([call('opencti', 'refreshView'), fact('reference', 'interaction', '(namespace)')])).toEqual([]);
  });
});

describe('a library that is loaded', () => {
  test.each<[string, readonly Fact[], readonly string[]]>([
    ['and never named', [load('opencti_min.js@57.0')], ['library-never-called']],
    ['and named in another file', [load('opencti_min.js@57.0'), call('opencti', 'refreshView')], []],
    ['and handed on', [load('interaction.js@57.0'), fact('reference', 'interaction', '(namespace)')], []],
    ['while the other API is used', [load('interaction.js@57.0'), call('opencti', 'refreshView')], ['library-never-called']],
    ['for tabs of the console', [load('integration.js@57.0'), fact('console-use', 'console', 'sforce.console')], []],
    [
      'and used by a test alone',
      [load('opencti_min.js@57.0'), call('opencti', 'refreshView', { context: 'test' })],
      ['library-never-called', 'test-mock'],
    ],
    ['by a test', [load('opencti_min.js@57.0', 'test/a.html', { context: 'test' })], ['test-mock']],
    ['of a name that is not known', [load('*@57.0'), load('PhoneLibrary@*')], []],
  ])('%s', (_, facts, checks) => {
    expect(namesOf(facts)).toEqual(checks);
  });

  test('twice in one file is told once', () => {
    expect(namesOf([load('opencti_min.js@57.0'), load('opencti.js@57.0')])).toEqual(['library-never-called']);
  });

  const inPage = { pages: [{ file: 'Phone.page', name: 'Phone', kind: 'visualforce' as const }] };
  const here = { file: 'Phone.page' };
  test.each<[string, readonly Fact[], boolean]>([
    ['of Classic, with a Lightning call', [load('interaction.js@57.0'), call('opencti', 'refreshView', here)], true],
    ['of Lightning, with a Classic call', [load('opencti_min.js@57.0'), call('interaction', 'refreshPage', here)], true],
    ['of both', [load('interaction.js@57.0'), load('opencti_min.js@57.0'), call('opencti', 'refreshView', here)], false],
    ['and another of unknown name', [load('interaction.js@57.0'), load('*@57.0'), call('opencti', 'refreshView', here)], false],
    [
      'while a script loads the other',
      [load('interaction.js@57.0'), load('opencti_min.js@57.0', 'a.js'), call('opencti', 'refreshView', here)],
      false,
    ],
    [
      'while a script loads one that is not known',
      [load('interaction.js@57.0'), load('*@*', 'a.js'), call('opencti', 'refreshView', here)],
      false,
    ],
    [
      'with a test for the other API',
      [load('interaction.js@57.0'), fact('reference', 'opencti', '(namespace)', here), call('opencti', 'refreshView', here)],
      false,
    ],
    [
      'with a call that was only concluded',
      [load('interaction.js@57.0'), call('opencti', 'refreshView', { ...here, confidence: 'resolved' })],
      false,
    ],
    ['with the call in another file', [load('interaction.js@57.0'), call('opencti', 'refreshView')], false],
  ])('in a page %s', (_, facts, told) => {
    expect(namesOf(facts, inPage).includes('library-not-loaded')).toBe(told);
  });

  test('is judged only where the file is a page', () => {
    expect(namesOf([load('interaction.js@57.0', 'phone.js'), call('opencti', 'refreshView')])).not.toContain('library-not-loaded');
  });

  test.each([
    ['integration.js@41.0', false, true],
    ['integration.js@42.0', false, false],
    ['integration.js@42.0', true, true],
    ['integration.js@43.0', true, false],
    ['integration.js@9.0', false, true],
    ['integration.js@*', true, false],
    ['interaction.js@25.0', false, false],
  ])('%s, beside Open CTI for Lightning: %s, is too old: %s', (name, beside, told) => {
    const facts = [load(name), ...(beside ? [load('opencti_min.js@57.0')] : [])];
    expect(namesOf(facts).includes('toolkit-version')).toBe(told);
  });

  test.each([
    ['opencti_min.js@57.0', 'aura/phone/phone.cmp', true],
    ['interaction.js@57.0', 'aura/phone/phone.app', true],
    ['opencti_min.js@57.0', 'pages/Phone.page', false],
    ['integration.js@57.0', 'aura/phone/phone.cmp', false],
    ['PhoneLibrary@*', 'aura/phone/phone.cmp', false],
  ])('%s in %s is one inside an Aura component: %s', (name, file, told) => {
    expect(namesOf([load(name, file)]).includes('library-in-aura')).toBe(told);
  });

  test('in several versions is told once, at the oldest', () => {
    const facts = [
      load('opencti_min.js@57.0'),
      load('opencti.js@9.0', 'b.page'),
      load('opencti_min.js@57.0', 'c.page'),
      call('opencti', 'refreshView'),
    ];
    expect(checked(facts).map(({ name, file, words }) => [name, file, words])).toEqual([
      ['library-versions-differ', 'b.page', { name: 'opencti.js', versions: '9.0, 57.0' }],
    ]);
  });

  test('in versions of two libraries, or in one that is made at run time, differs in nothing', () => {
    const facts = [load('opencti_min.js@57.0'), load('interaction.js@38.0'), load('opencti_min.js@*', 'b.page')];
    expect(namesOf(facts)).not.toContain('library-versions-differ');
  });
});

describe('a softphone page', () => {
  const pages = [vfPage('SamplePhone')];
  const facts = [load('opencti_min.js@57.0', 'pages/SamplePhone.page'), call('opencti', 'refreshView')];
  const told = (url: string, more: Partial<AdapterInput> = {}, list: readonly Fact[] = facts): boolean =>
    namesOf(list, { pages, definitions: definition({ reqAdapterUrl: url }), ...more }).includes('page-not-in-definition');

  test.each([
    ['/apex/OtherPhone', true],
    ['https://softphone.example.com/', true],
    ['/apex/SamplePhone', false],
    ['/apex/samplephone?mode=1', false],
    ['https://sample--c.vf.force.com/apex/SamplePhone', false],
    ['/apex/c__SamplePhone', false],
    ['/apex/vendor__SamplePhone', false],
    ['/apex/SamplePhone2', true],
  ])('SamplePhone, where a definition opens %s, is told: %s', (url, expected) => {
    expect(told(url)).toBe(expected);
  });

  test('is opened as well by a standby address', () => {
    const definitions = definition({ reqAdapterUrl: '/apex/Other', reqStandbyUrl: '/apex/SamplePhone', reqTimeout: '5000' });
    expect(told('', { definitions })).toBe(false);
  });

  test('without any definition in the repository is no news', () => {
    expect(told('', { definitions: [] })).toBe(false);
  });

  test('is not one that loads the Classic library alone, nor any page of HTML', () => {
    expect(told('/apex/Other', {}, [load('interaction.js@57.0', 'pages/SamplePhone.page')])).toBe(false);
    expect(told('/apex/Other', { pages: [{ ...vfPage('SamplePhone'), kind: 'html' }] })).toBe(false);
  });

  test('is one that calls the telephony part of the Classic API', () => {
    expect(told('/apex/Other', {}, [call('interaction.cti', 'enableClickToDial', { file: 'pages/SamplePhone.page' })])).toBe(true);
  });
});

describe('the page that a definition opens', () => {
  const missing = (url: string, files: readonly string[]): Fact[] =>
    checked([], { definitions: definition({ reqAdapterUrl: url }), files }).filter(({ name }) => name === 'definition-page-missing');

  test.each([
    ['/apex/SamplePhone', ['pages/Other.page'], 1],
    ['/apex/SamplePhone', ['pages/samplephone.page'], 0],
    ['/apex/c__SamplePhone', ['pages/SamplePhone.page'], 0],
    ['/apex/SamplePhone', ['pages/Other.page-meta.xml', 'phone.js'], 0],
    ['/apex/vendor__SamplePhone', ['pages/Other.page'], 0],
    ['https://softphone.example.com/', ['pages/Other.page'], 0],
    ['/apex/{{PAGE}}', ['pages/Other.page'], 0],
  ])('%s beside %j is missing %i times', (url, files, times) => {
    expect(missing(url, files)).toHaveLength(times);
  });

  test('is told at the item, as part of its definition', () => {
    const [found] = missing('/apex/SamplePhone', ['pages/Other.page']);
    expect(found).toMatchObject({
      api: 'definition',
      file: 'sample.xml',
      form: 'import',
      section: 'reqGeneralInfo',
      words: { name: 'reqAdapterUrl', page: 'SamplePhone' },
    });
    expect(found?.definition).not.toBe('');
  });
});

describe('the Apex behind runApex', () => {
  const use = call('interaction', 'runApex');
  const place = { file: 'classes/SampleLookup.cls', line: 1, column: 8 };
  const method = { global: false, webService: true, static: true, ...place };
  const target = (found: ApexTarget['found'], more: Partial<ApexTarget> = {}): ApexTarget[] => [
    {
      className: 'SampleLookup',
      methodName: 'find',
      calls: [{ file: use.file, line: use.line, column: use.column, confidence: 'exact' }],
      found,
      ...more,
    },
  ];
  test.each<[string, ApexTarget[], readonly [string, string][]]>([
    ['can be called', target({ ...place, classGlobal: true, method }), []],
    ['is not in the repository', target(null), [['apex-not-found', 'the class SampleLookup']]],
    [
      'lacks the method',
      target({ ...place, classGlobal: true, method: null }),
      [['apex-not-found', 'the method find of the class SampleLookup']],
    ],
    [
      'has a class that is not global',
      target({ ...place, classGlobal: false, method }),
      [['apex-not-callable', 'the class is not global']],
    ],
    [
      'has a method of another kind',
      target({ ...place, classGlobal: true, method: { ...method, webService: false, static: false } }),
      [['apex-not-callable', 'the method is not webservice, the method is not static']],
    ],
    ['has a method that is chosen at run time', target({ ...place, classGlobal: true, method: null }, { methodName: null }), []],
    ['is chosen at run time', target(null, { className: null }), []],
  ])('%s', (_, apexTargets, expected) => {
    const found = checked([use], { apexTargets });
    expect(found.map(({ name, words }) => [name, words?.['missing'] ?? words?.['reason']])).toEqual(expected);
    expect(found.every(({ api, line: at }) => api === 'interaction' && at === use.line)).toBe(true);
  });

  test('is not judged by a call in a test', () => {
    expect(namesOf([{ ...use, context: 'test' }], { apexTargets: target(null) })).toEqual(['test-mock']);
  });
});

describe('a setting that code reads', () => {
  const read = (section: string, name: string): Fact => fact('setting-read', 'behaviour', name, { section });
  const withQueue = definition({ queue: 'Support' });
  const section = withQueue[0]?.sections.find(({ items }) => items.some(({ name }) => name === 'queue'))?.name ?? '';

  test.each([
    [section, 'queue', false],
    [section, 'language', true],
    ['otherSection', 'queue', true],
    ['reqGeneralInfo', 'reqStandbyUrl', false],
    ['reqDialingOptions', 'reqOutsidePrefix', false],
  ])('/%s/%s is in no definition: %s', (from, name, told) => {
    expect(namesOf([read(from, name)], { definitions: withQueue })).toEqual(told ? ['setting-not-in-definition'] : []);
  });

  test('is no news without a definition, and told once a file', () => {
    expect(namesOf([read('a', 'b')])).toEqual([]);
    expect(namesOf([read('a', 'b'), read('a', 'b')], { definitions: withQueue })).toEqual(['setting-not-in-definition']);
  });
});

test('uses in a test are one note a file, marked as such', () => {
  const facts = [
    call('opencti', 'saveLog', { file: 'test/a.js', context: 'test' }),
    load('opencti_min.js@1.0', 'test/a.js', { context: 'test' }),
  ];
  expect(checked(facts).map(({ name, file, context, words }) => [name, file, context, words])).toEqual([
    ['test-mock', 'test/a.js', 'test', { name: 'a.js', count: '2' }],
  ]);
  expect(namesOf([fact('trace', 'behaviour', 'hold', { file: 'test/a.js', context: 'test' })])).toEqual([]);
});

describe('the documented members', () => {
  const members = new Map(catalog.openCtiApi.apis.map(({ api, members: list }) => [api, list]));
  test.each<[Api, number]>([
    ['interaction', 12],
    ['interaction.cti', 9],
    ['interaction.entityFeed', 3],
    ['console.cti', 12],
  ])('of %s are %i', (api, count) => {
    expect(members.get(api)).toHaveLength(count);
  });

  test('of Open CTI for Lightning Experience are 26 methods, one internal one and ten constants', () => {
    const list = members.get('opencti') ?? [];
    expect(list.filter(({ kind, internal }) => kind === 'method' && !internal)).toHaveLength(26);
    expect(list.filter(({ internal }) => internal).map(({ name }) => name)).toEqual(['initialize']);
    expect(list.filter(({ kind }) => kind === 'constant')).toHaveLength(10);
  });

  test('of presence are ten methods and eight events', () => {
    const names = (members.get('console') ?? []).map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('presence.'))).toHaveLength(10);
    expect(names.filter((name) => name.startsWith('ConsoleEvent.PRESENCE.'))).toHaveLength(8);
  });

  test('stand once each', () => {
    for (const [, list] of members) expect(new Set(list.map(({ name }) => name)).size).toBe(list.length);
  });
});

describe('the name of a custom field hints at', () => {
  const contents = catalog.callLogFields.filter(({ content }) => content !== undefined);
  const hint = (name: string): string | undefined => contents.find(({ content }) => new RegExp(content ?? '', 'i').test(name))?.field;
  test.each([
    ['Call_Recording_URL__c', 'recording link'],
    ['Hold_Time__c', 'hold time or number of holds'],
    ['TotalHoldDuration__c', 'hold time or number of holds'],
    ['Number_of_Holds__c', 'hold time or number of holds'],
    ['Queue_Wait_Time__c', 'queue wait or ring time'],
    ['RingTime__c', 'queue wait or ring time'],
    ['Wrap_Up_Time__c', 'wrap-up time'],
    ['ACW_Duration__c', 'wrap-up time'],
    ['Wrapup_Code__c', 'wrap-up or disposition code'],
    ['Call_Outcome__c', 'wrap-up or disposition code'],
    ['Queue_Name__c', 'queue or skill name'],
    ['ns__Skill__c', 'queue or skill name'],
    ['DNIS__c', 'called number (DNIS)'],
    ['ANI__c', 'caller number (ANI)'],
    ['Caller_Number__c', 'caller number (ANI)'],
    ['Vendor_Call_Id__c', 'vendor call id'],
    ['InteractionId__c', 'vendor call id'],
    ['IVR_Path__c', 'answers of the IVR or segment'],
    ['Campaign_Name__c', 'campaign or dialer data'],
  ])('%s: %s', (name, content) => {
    expect(hint(name)).toBe(content);
  });

  test.each([
    'Company__c',
    'Household__c',
    'Threshold__c',
    'Record_Type__c',
    'Related_Record__c',
    'Priority_Level__c',
    'Call_Reason__c',
    'Language__c',
  ])('%s: nothing', (name) => {
    expect(hint(name)).toBeUndefined();
  });
});
