/** What a plain scan loads: a library that only some commands need costs every start, and nothing else would say so. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { folderOf } from '../fixtures/folder.ts';
import { PROGRAM } from '../fixtures/run.ts';

const HANDOVER = fileURLToPath(new URL('../../samples/quillmere-bank/handover', import.meta.url));

/** The packages within the modules of dist/ that Node.js loads, as it tells itself. */
function packagesLoadedBy(...args: string[]): Set<string> {
  const { stderr, status } = spawnSync(process.execPath, [PROGRAM, ...args], {
    encoding: 'utf8',
    env: { ...process.env, NODE_DEBUG: 'esm', NODE_V8_COVERAGE: undefined },
    maxBuffer: 1e8,
  });
  if (status !== 0) throw new Error(`ended with ${status}`);
  const modules = new Set([...stderr.matchAll(/dist\/(?<name>[\w-]+\.mjs)/g)].map(({ groups }) => groups?.['name'] ?? ''));
  modules.add(basename(PROGRAM));
  const texts = [...modules].map((name) => readFileSync(join(PROGRAM, '..', name), 'utf8'));
  return new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/^\/\/ node_modules\/(?<name>(?:@[^/\n]+\/)?[^/\n]+)/gm)].map(({ groups }) => groups?.['name'] ?? ''),
    ),
  );
}

test('a scan of definitions loads no validator, no parser of programs and no language but its own', () => {
  const loaded = packagesLoadedBy('scan', HANDOVER, '--output-dir', folderOf(), '--quiet');
  // The proof that the list is one: what every scan needs is on it.
  for (const name of ['commander', 'fast-xml-parser', 'htmlparser2', 'csv-stringify']) expect(loaded).toContain(name);
  for (const name of ['zod', 'yaml', '@babel/parser', 'acorn', 'hucre', 'cli-progress']) expect(loaded).not.toContain(name);
});

test('--help loads the command line and nothing else', () => {
  expect([...packagesLoadedBy('--help')]).toEqual(['commander']);
});
