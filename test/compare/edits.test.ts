/** The edits that people make, made in the text of an adapter, read before and after by the real readers, and compared. */
import { describe, expect, test } from '@jest/globals';
import { compareSides, type ChangeKind } from '../../src/compare/compare.ts';
import { sideOf } from '../../src/compare/side.ts';
import { importDefinition } from '../fixtures/definitions.ts';
import { scanTexts, type Texts } from '../support/scan-texts.ts';

const ADAPTER = `import { log } from './log';

function onRinging(call) {
  prepare(call);
  sforce.opencti.screenPop({ type: sforce.opencti.SCREENPOP_TYPE.SEARCH, params: { searchString: call.ani } });
  log('ringing', call);
}

function onEnded(call) {
  stopTimer(call);
  sforce.opencti.saveLog({ value: { entityApiName: 'Task', Subject: call.subject }, callback: done });
  sforce.opencti.setSoftphonePanelHeight({ heightPX: 400 });
  log('ended', call);
}

function onMoved(call) {
  sforce.opencti.refreshView();
  begin(call);
  sforce.opencti.refreshView();
  finish(call);
  sforce.opencti.refreshView();
}

sforce.opencti.enableClickToDial({ callback: done });
sforce.opencti.onClickToDial({ listener: (payload) => { dial(payload.number); } });
`;

const FILES: Texts = {
  'src/phone.js': ADAPTER,
  'src/other.js': 'export function other() {\n  sforce.opencti.disableClickToDial({ callback: noted });\n}\n',
  'defs/phone.xml': importDefinition([
    { name: 'reqInternalName', value: 'Phone' },
    { name: 'reqAdapterUrl', value: 'https://phone.example.com/softphone' },
    { name: 'custom1', value: 'one' },
  ]),
};

type Expected = Partial<Record<ChangeKind, readonly string[]>>;

/** `{ done: ['refreshView'] }`, names sorted, kinds without any left out. */
async function changesBy(edit: (files: Texts) => Texts): Promise<Expected> {
  const after = edit(FILES);
  expect(after).not.toEqual(FILES);
  const comparison = compareSides(sideOf(await scanTexts(FILES), 'before'), sideOf(await scanTexts(after), 'after'));
  expect(comparison.byTool).toEqual([]);
  expect(comparison.counts.notComparable).toBe(0);
  const told: Record<string, string[]> = {};
  for (const { kind, name } of comparison.changes) (told[kind] ??= []).push(name);
  for (const names of Object.values(told)) names.sort();
  return told;
}

const inAdapter =
  (change: (text: string) => string) =>
  (files: Texts): Texts => {
    const text = files['src/phone.js'] ?? '';
    const changed = change(text);
    expect(changed).not.toBe(text);
    return { ...files, 'src/phone.js': changed };
  };
const renamed =
  (from: string, to: string, change: (text: string) => string = (text) => text) =>
  (files: Texts): Texts => {
    const { [from]: text = '', ...rest } = files;
    return { ...rest, [to]: change(text) };
  };

const SAVE_LOG = "  sforce.opencti.saveLog({ value: { entityApiName: 'Task', Subject: call.subject }, callback: done });\n";
const POP = '  sforce.opencti.screenPop({ type: sforce.opencti.SCREENPOP_TYPE.SEARCH, params: { searchString: call.ani } });\n';
const ALL_CALLS = [
  'SCREENPOP_TYPE.SEARCH',
  'enableClickToDial',
  'onClickToDial',
  'refreshView',
  'refreshView',
  'refreshView',
  'saveLog',
  'screenPop',
  'setSoftphonePanelHeight',
];

describe('kept, and no change at all', () => {
  test.each<[string, (text: string) => string]>([
    ['moved down in its file', (text) => `// a comment\n\n\n${text}`],
    [
      'a function moved to the end',
      (text) => text.replace(/function onRinging[\s\S]*?\n}\n\n/, '') + (/function onRinging[\s\S]*?\n}\n/.exec(text)?.[0] ?? ''),
    ],
    [
      'a statement moved within its function',
      (text) => text.replace(SAVE_LOG, '').replace("  log('ended', call);\n", `  log('ended', call);\n${SAVE_LOG}`),
    ],
    ['reindented', (text) => text.replaceAll(/^ {2}/gm, '\t\t\t')],
    ['other line ends', (text) => text.replaceAll('\n', '\r\n')],
    ['over several lines, with trailing commas', (text) => text.replaceAll('({ ', '({\n    ').replaceAll(' });', ',\n  });')],
    ['other quotes, no semicolons', (text) => text.replaceAll("'", '"').replaceAll(/;$/gm, '')],
    ['quoted keys and brackets around parameters', (text) => text.replaceAll('type:', "'type':").replace('(payload)', 'payload')],
    ['a comment put in', (text) => text.replace('callback: done', '/* when done */ callback: done // later\n')],
    ['statements put beside it', (text) => text.replace(SAVE_LOG, `  first();\n${SAVE_LOG}  last();\n`)],
    ['a body that it is handed', (text) => text.replace('dial(payload.number)', 'note(payload); dial(payload.number)')],
    ['its function renamed', (text) => text.replace('onEnded', 'atTheEnd')],
  ])('%s', async (_, change) => {
    expect(await changesBy(inAdapter(change))).toEqual({});
  });

  test('a value of a definition with other white space, and items in another order', async () => {
    const shuffle = (text: string): string => text.replace('>one<', '>\n one \n<');
    expect(await changesBy((files) => ({ ...files, 'defs/phone.xml': shuffle(files['defs/phone.xml'] ?? '') }))).toEqual({});
  });
});

describe('moved', () => {
  test('a file renamed', async () => {
    expect(await changesBy(renamed('src/phone.js', 'lib/softphone.js'))).toEqual({ moved: ALL_CALLS });
  });

  test('a file renamed and reindented', async () => {
    const told = await changesBy(renamed('src/phone.js', 'lib/softphone.js', (text) => text.replaceAll(/^ {2}/gm, '\t')));
    expect(told).toEqual({ moved: ALL_CALLS });
  });

  test('a file renamed, and a call in it edited, which is still the same piece of work', async () => {
    const told = await changesBy(renamed('src/phone.js', 'lib/softphone.js', (text) => text.replace('call.ani', 'call.from')));
    expect(told).toEqual({ moved: ALL_CALLS });
  });

  test('a call moved to another file', async () => {
    const told = await changesBy((files) => ({
      ...inAdapter((text) => text.replace(SAVE_LOG, ''))(files),
      'src/noted.js': `export function noted(call) {\n${SAVE_LOG}}\n`,
    }));
    expect(told).toEqual({ moved: ['saveLog'] });
  });

  test('a definition renamed', async () => {
    const told = await changesBy(renamed('defs/phone.xml', 'defs/desk.xml'));
    expect(told.moved).toEqual(expect.arrayContaining(['reqAdapterUrl', 'custom1']));
    expect({ ...told, moved: [] }).toEqual({ moved: [] });
  });
});

describe('kept, and marked as changed', () => {
  test.each<[string, (text: string) => string, Expected]>([
    ['an argument edited', (text) => text.replace('heightPX: 400', 'heightPX: 520'), { changed: ['setSoftphonePanelHeight'] }],
    [
      'an argument edited, and a statement put before it',
      (text) =>
        text.replace('  sforce.opencti.setSoft', '  measure();\n  sforce.opencti.setSoft').replace('heightPX: 400', 'heightPX: 520'),
      { changed: ['setSoftphonePanelHeight'] },
    ],
    [
      'two calls in a row, both edited',
      (text) => text.replace('heightPX: 400', 'heightPX: 520').replace('Subject: call.subject', 'Subject: call.reason'),
      { changed: ['saveLog', 'setSoftphonePanelHeight'] },
    ],
    [
      'three equal ones, one of them edited',
      (text) => text.replace('refreshView();\n  finish', 'refreshView({ callback: done });\n  finish'),
      { changed: ['refreshView'] },
    ],
  ])('%s', async (_, change, expected) => {
    expect(await changesBy(inAdapter(change))).toEqual(expected);
  });

  test('three calls in a row, all edited', async () => {
    const three = (a: number, b: number, c: number): Texts => ({
      'a.js': `function f() {\n${[a, b, c].map((n) => `  sforce.opencti.setSoftphonePanelHeight({ heightPX: ${n} });\n`).join('')}}\n`,
    });
    const [before, after] = [await scanTexts(three(1, 2, 3)), await scanTexts(three(4, 5, 6))];
    const { changes } = compareSides(sideOf(before, 'before'), sideOf(after, 'after'));
    expect(changes.map(({ kind, before: from, after: to }) => [kind, from?.line, to?.line])).toEqual([
      ['changed', 2, 2],
      ['changed', 3, 3],
      ['changed', 4, 4],
    ]);
  });

  test('the value of an item of a definition', async () => {
    const edit = (files: Texts): Texts => ({ ...files, 'defs/phone.xml': (files['defs/phone.xml'] ?? '').replace('>one<', '>two<') });
    expect(await changesBy(edit)).toEqual({ changed: ['custom1'] });
  });

  test('the name of a definition, whose items stay', async () => {
    const edit = (files: Texts): Texts => ({ ...files, 'defs/phone.xml': (files['defs/phone.xml'] ?? '').replace('>Phone<', '>Desk<') });
    const told = await changesBy(edit);
    expect(Object.keys(told)).toEqual(['changed']);
    expect(told.changed).toContain('reqInternalName');
    expect(told.changed).not.toContain('custom1');
  });
});

describe('work done and new work', () => {
  test.each<[string, (text: string) => string, Expected]>([
    ['a call removed', (text) => text.replace(SAVE_LOG, ''), { done: ['saveLog'] }],
    ['a call duplicated', (text) => text.replace(SAVE_LOG, SAVE_LOG + SAVE_LOG), { new: ['saveLog'] }],
    [
      'a call duplicated in another function',
      (text) => text.replace('  prepare(call);\n', `  prepare(call);\n${SAVE_LOG}`),
      { new: ['saveLog'] },
    ],
    [
      'the first of three equal calls removed',
      (text) => text.replace('  sforce.opencti.refreshView();\n  begin', '  begin'),
      { done: ['refreshView'] },
    ],
    [
      'the second of three equal calls removed',
      (text) => text.replace('  sforce.opencti.refreshView();\n  finish', '  finish'),
      { done: ['refreshView'] },
    ],
    [
      'the last of three equal calls removed',
      (text) => text.replace('  finish(call);\n  sforce.opencti.refreshView();', '  finish(call);'),
      { done: ['refreshView'] },
    ],
    [
      'one removed, and a different one of the same name added in another function',
      (text) =>
        text
          .replace(POP, '')
          .replace(
            '  begin(call);',
            '  sforce.opencti.screenPop({ type: sforce.opencti.SCREENPOP_TYPE.SEARCH, params: {} });\n  begin(call);',
          ),
      { done: ['SCREENPOP_TYPE.SEARCH', 'screenPop'], new: ['SCREENPOP_TYPE.SEARCH', 'screenPop'] },
    ],
    [
      'one removed, and a different one of the same name added elsewhere in the same function',
      (text) =>
        text
          .replace('  sforce.opencti.setSoftphonePanelHeight({ heightPX: 400 });\n', '')
          .replace('  stopTimer(call);\n', '  sforce.opencti.setSoftphonePanelHeight({ heightPX: 90 });\n  stopTimer(call);\n'),
      { done: ['setSoftphonePanelHeight'], new: ['setSoftphonePanelHeight'] },
    ],
    [
      'one removed, and one of another name put in its place',
      (text) => text.replace('setSoftphonePanelHeight({ heightPX: 400 })', 'setSoftphonePanelWidth({ widthPX: 400 })'),
      { done: ['setSoftphonePanelHeight'], new: ['setSoftphonePanelWidth'] },
    ],
    ['all of it replaced by other code', () => 'export const nothing = 1;\n', { done: ALL_CALLS }],
  ])('%s', async (_, change, expected) => {
    expect(await changesBy(inAdapter(change))).toEqual(expected);
  });

  test('a file copied', async () => {
    expect(await changesBy((files) => ({ ...files, 'src/copy.js': files['src/phone.js'] ?? '' }))).toEqual({ new: ALL_CALLS });
  });

  test('a file deleted', async () => {
    expect(await changesBy(({ 'src/phone.js': _gone, ...rest }) => rest)).toEqual({ done: ALL_CALLS });
  });
});

test('nothing edited is nothing changed', async () => {
  const side = sideOf(await scanTexts(FILES), 'same');
  const { changes, byTool, counts } = compareSides(side, side);
  expect({ changes, byTool }).toEqual({ changes: [], byTool: [] });
  expect(counts.kept).toBe(side.repositories[0]?.findings.length);
  expect(counts.kept).toBeGreaterThan(ALL_CALLS.length);
});

test('a credential in an argument is in no digest', async () => {
  const call = (secret: string): Texts => ({
    'a.js': `sforce.opencti.runApex({ apexClass: 'Login', methodParams: 'password=${secret}', callback: f });\n`,
  });
  const digests = async (secret: string): Promise<unknown> =>
    (await scanTexts(call(secret))).repos[0]?.findings.map(({ statement }) => statement);
  expect(await digests('first-s3cret-of-ours')).toEqual(await digests('another-s3cret'));
  expect(await digests('first-s3cret-of-ours')).not.toEqual([]);
});
