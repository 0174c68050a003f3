import { describe, expect, test } from '@jest/globals';
import { readScripts } from '../../../../src/parse/adapter/script/read-scripts.ts';
import { HOLE, type Placed, type RecordValue } from '../../../../src/parse/adapter/script/types.ts';
import { script } from './reading.ts';

/** The first argument of the first call of a member, with something to ask about it. */
function argumentOf(
  files: Readonly<Record<string, string>>,
  name: string,
): { readonly placed: Placed; readonly reading: ReturnType<typeof readScripts> } {
  const reading = readScripts(Object.entries(files).map(([file, text]) => script(file, text)));
  const placed = reading.uses.find((use) => use.kind === 'call' && use.name === name)?.args[0];
  if (placed === undefined) throw new Error(`no call of ${name}`);
  return { placed, reading };
}

function textOf({ node, at }: Placed): string {
  const { start, end } = node as unknown as { start: number; end: number };
  return at.script.text.slice(start, end);
}

function show(record: RecordValue | undefined): Record<string, string> {
  return Object.fromEntries([...(record?.properties ?? [])].map(([name, placed]) => [name, textOf(placed)]));
}

const RECORDS: readonly (readonly [string, string, Record<string, string>, boolean])[] = [
  ['a literal', `sforce.opencti.saveLog({ value: a, callback: f });`, { value: 'a', callback: 'f' }, false],
  ['a name', `const o = { value: a }; sforce.opencti.saveLog(o);`, { value: 'a' }, false],
  [
    'properties put on later',
    `const o = {}; o.value = a; o['callback'] = f; sforce.opencti.saveLog(o);`,
    { value: 'a', callback: 'f' },
    false,
  ],
  ['a spread', `const base = { a: 1 }; sforce.opencti.saveLog({ ...base, b: 2 });`, { a: '1', b: '2' }, false],
  ['a spread of something unknown', `function f(x) { sforce.opencti.saveLog({ ...x, b: 2 }); }`, { b: '2' }, true],
  ['Object.assign', `const o = { a: 1 }; Object.assign(o, { b: 2 }); sforce.opencti.saveLog(o);`, { a: '1', b: '2' }, false],
  ['what Object.assign gives', `sforce.opencti.saveLog(Object.assign({ a: 1 }, { b: 2 }));`, { a: '1', b: '2' }, false],
  ['a function', `function make() { const o = { a: 1 }; o.b = 2; return o; } sforce.opencti.saveLog(make());`, { a: '1', b: '2' }, false],
  ['a parameter', `function save(o) { sforce.opencti.saveLog(o); } save({ a: 1 });`, { a: '1' }, false],
  ['a computed name', `const k = 'a'; sforce.opencti.saveLog({ [k]: 1 });`, { a: '1' }, false],
  ['an unknown computed name', `sforce.opencti.saveLog({ [k()]: 1 });`, {}, true],
  ['a property written under an unknown name', `const o = {}; o[k()] = 1; sforce.opencti.saveLog(o);`, {}, true],
];

describe('records', () => {
  test.each(RECORDS)('%s', (_name, text, properties, open) => {
    const { placed, reading } = argumentOf({ 'a.js': text }, 'saveLog');
    const records = reading.evaluator.records(placed.node, placed.at);
    expect(show(records[0])).toEqual(properties);
    expect(records[0]?.open).toBe(open);
  });

  test('several callers give several records', () => {
    const { placed, reading } = argumentOf(
      { 'a.js': `function save(o) { sforce.opencti.saveLog(o); } save({ a: 1 }); save({ b: 1 });` },
      'saveLog',
    );
    expect(reading.evaluator.records(placed.node, placed.at).map(show)).toEqual([{ a: '1' }, { b: '1' }]);
  });

  test('a record comes from another file', () => {
    const { placed, reading } = argumentOf(
      { 'v.js': `export const value = { a: 1 };`, 'a.js': `import { value } from './v'; sforce.opencti.saveLog(value);` },
      'saveLog',
    );
    expect(reading.evaluator.records(placed.node, placed.at).map(show)).toEqual([{ a: '1' }]);
  });
});

const TEXTS: readonly (readonly [string, string, readonly string[]])[] = [
  ['a literal', `sforce.interaction.screenPop('/001');`, ['/001']],
  ['a sum', `const id = '001'; sforce.interaction.screenPop('/' + id);`, ['/001']],
  ['a hole', `sforce.interaction.screenPop('/' + id() + '/e');`, [`/${HOLE}/e`]],
  ['a template', 'sforce.interaction.screenPop(`/${a}?x=${1}`);', [`/${HOLE}?x=1`]],
  ['two branches', `sforce.interaction.screenPop(x ? '/a' : '/b');`, ['/a', '/b']],
  ['nothing known', `sforce.interaction.screenPop(id());`, []],
  ['two callers', `function pop(u) { sforce.interaction.screenPop(u); } pop('/a'); pop('/b');`, ['/a', '/b']],
  ['known and unknown', `sforce.interaction.screenPop(x ? '/a' : id());`, ['/a', HOLE]],
];

describe('texts', () => {
  test.each(TEXTS)('%s', (_name, text, texts) => {
    const { placed, reading } = argumentOf({ 'a.js': text }, 'screenPop');
    expect(reading.evaluator.texts(placed.node, placed.at)).toEqual(texts);
  });
});

const SOURCES: readonly (readonly [string, string, readonly string[]])[] = [
  ['a call', `sforce.interaction.saveLog(build());`, ['build()']],
  ['a name', `const x = build(); sforce.interaction.saveLog(x);`, ['build()']],
  ['a parameter', `function f(x) { sforce.interaction.saveLog(x); } f(build()); f('Task');`, [`'Task'`, 'build()']],
  ['a parameter without a caller', `function f(x) { sforce.interaction.saveLog(x); }`, ['x']],
  ['a property', `const o = { a: build() }; sforce.interaction.saveLog(o.a);`, ['build()']],
];

describe('sources', () => {
  test.each(SOURCES)('%s', (_name, text, sources) => {
    const { placed, reading } = argumentOf({ 'a.js': text }, 'saveLog');
    expect(reading.evaluator.sources(placed.node, placed.at).map(textOf).sort()).toEqual([...sources].sort());
  });
});

test('a question about a script of another reading is answered with nothing', () => {
  const { placed, reading } = argumentOf({ 'a.js': `sforce.interaction.screenPop('/001');` }, 'screenPop');
  const other = readScripts([]);
  expect(reading.evaluator.texts(placed.node, placed.at)).toEqual(['/001']);
  expect(other.evaluator.texts(placed.node, placed.at)).toEqual([]);
  expect(other.evaluator.records(placed.node, placed.at)).toEqual([]);
});
