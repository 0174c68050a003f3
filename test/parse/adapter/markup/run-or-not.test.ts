import { expect, test } from '@jest/globals';
import { looksLikeScript } from '../../../../src/parse/adapter/mentions.ts';
import { readSourceFile } from '../../../../src/parse/adapter/read-source.ts';

const scripts = (path: string, text: string): string[] =>
  readSourceFile(path, Buffer.from(text)).flatMap((reading) => reading.scripts.map((script) => script.clean.trim()));

test('what stands in a script element with an address is not run', () => {
  expect(scripts('a.html', '<script src="/a.js">sforce.opencti.refreshView();</script><script>sforce.opencti.saveLog();</script>')).toEqual(
    ['sforce.opencti.saveLog();'],
  );
});

test('event attributes of Svelte are script between braces, with signs in it that end no tag', () => {
  const page = '<button on:click={() => { if (a > b) sforce.opencti.refreshView() }} on:keydown={handle}>x</button>';
  expect(scripts('a.svelte', page)).toEqual(['() => { if (a > b) sforce.opencti.refreshView() }']);
  expect(scripts('a.html', page)).toEqual([]);
});

test('a component of nothing but braces is read at once', () => {
  expect(scripts('a.svelte', `<script>sforce.opencti.saveLog()</script>${'{'.repeat(300_000)}`)).toEqual(['sforce.opencti.saveLog()']);
});

test.each([
  'Call sforce.opencti.saveLog({value: task});\nand then sforce.opencti.refreshView();',
  "Don't use the old way:\nsforce.interaction.saveLog('Task');\nUse the new one of the library instead;",
  'var is a word with which many a text may begin;\nit says return all of the calls to window.close();',
])('prose about code is no script: %s', (text) => {
  expect(looksLikeScript(text)).toBe(false);
});

test.each([
  '/* All of the rights in this are reserved by the bank. */\nsforce.opencti.saveLog({ value: task });',
  "'use strict';\nexport default async function log() {\n  throw new Error('the log could not be saved');\n}",
  'import type { Task } from "./task";\nexport declare const last: Task;\nvar static_ = window.sforce;',
])('script is script, whatever its comments and texts say: %s', (text) => {
  expect(looksLikeScript(text)).toBe(true);
});
