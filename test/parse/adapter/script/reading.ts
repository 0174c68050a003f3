import { indexLines } from '../../../../src/parse/lines.ts';
import { readScripts } from '../../../../src/parse/adapter/script/read-scripts.ts';
import type { ScriptReading } from '../../../../src/parse/adapter/script/types.ts';
import type { Script } from '../../../../src/parse/adapter/reading.ts';

/** A script as discovery would hand it over. The form and the language go by the file's name. */
export function script(file: string, text: string, more: Partial<Script> = {}): Script {
  return {
    file,
    text,
    clean: text,
    place: indexLines(text),
    form: /Controller\.js$|Helper\.js$|Renderer\.js$/.test(file) ? 'aura' : 'file',
    language: /\.tsx?$/.test(file) ? 'typescript' : 'javascript',
    page: null,
    ...more,
  };
}

/** What was found, a line each: `file:line kind api name confidence`. */
export function listFound(reading: ScriptReading): readonly string[] {
  const found = [
    ...reading.uses.map((use) => ({ ...use, script: use.at.script })),
    ...reading.loads.map((load) => ({ ...load, script: load.at.script, kind: 'script-load', api: 'library' })),
    ...reading.textUses.map((use) => ({ ...use, confidence: 'text' })),
  ];
  return found
    .map((one) => `${one.script.file}:${one.script.place(one.offset).line} ${one.kind} ${one.api} ${one.name} ${one.confidence}`)
    .sort();
}

/** What the comments `// expect: kind api name; …` of some files ask for. A confidence may follow each. */
export function listExpected(
  files: Readonly<Record<string, string>>,
): readonly { readonly place: string; readonly what: string; readonly confidence: string | null }[] {
  return Object.entries(files).flatMap(([file, text]) =>
    text.split('\n').flatMap((line, index) => {
      const wanted = /\/\/ expect: (.*)$/.exec(line)?.[1] ?? /\/\* expect: (.*?) \*\//.exec(line)?.[1];
      return (wanted ?? '')
        .split(';')
        .map((one) => one.trim())
        .filter((one) => one !== '')
        .map((one) => {
          const [kind, api, name, confidence] = one.split(' ');
          return { place: `${file}:${index + 1}`, what: `${kind} ${api} ${name}`, confidence: confidence ?? null };
        });
    }),
  );
}

/** Reads some files as one repository and gives what was found beside what was asked for, in the same words. */
export function compare(
  files: Readonly<Record<string, string>>,
  more: Partial<Script> = {},
): { readonly found: readonly string[]; readonly expected: readonly string[] } {
  const reading = readScripts(Object.entries(files).map(([file, text]) => script(file, text, more)));
  const expected = listExpected(files);
  const strict = new Set(expected.filter((one) => one.confidence !== null).map((one) => `${one.place} ${one.what}`));
  const found = listFound(reading).map((line) => {
    const plain = line.slice(0, line.lastIndexOf(' '));
    return strict.has(plain) ? line : plain;
  });
  return {
    found: [...found].sort(),
    expected: expected.map((one) => `${one.place} ${one.what}${one.confidence === null ? '' : ` ${one.confidence}`}`).sort(),
  };
}
