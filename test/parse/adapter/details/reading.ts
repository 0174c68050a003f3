/** Scripts for the tests of details: made-up sources, read as they would be in a repository. */
import type { Script } from '../../../../src/parse/adapter/reading.ts';
import { readScripts } from '../../../../src/parse/adapter/script/read-scripts.ts';
import type { ScriptReading } from '../../../../src/parse/adapter/script/types.ts';
import { indexLines } from '../../../../src/parse/lines.ts';

/** A script that is a file of its own. */
export function scriptOf(file: string, text: string, more: Partial<Script> = {}): Script {
  return { file, text, clean: text, place: indexLines(text), form: 'file', language: 'javascript', page: null, ...more };
}

/** Reads sources by path. */
export function read(files: Readonly<Record<string, string>>, more: Partial<Script> = {}): ScriptReading {
  return readScripts(Object.entries(files).map(([file, text]) => scriptOf(file, text, more)));
}
