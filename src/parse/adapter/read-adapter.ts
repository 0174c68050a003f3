/** All adapter source of one repository: what its files show by themselves, put together, and their scripts resolved as one program. */
import { s } from '../../model/sentence.ts';
import type { CallLog, FileRecord, Problem } from '../../model/assessment.ts';
import type { Fact } from '../../model/fact.ts';
import { apexCalls, argumentChecks, callLogs, contacts, handMade, settingReads, traces, useFacts } from './details/index.ts';
import { linkScripts, MOST_LINKED, type SketchesKnown } from './link.ts';
import { contextOf } from './markup/source-fact.ts';
import { mentionPlaces } from './mentions.ts';
import type { ContactSighting, MentionPlace, PageSighting, Script, SourceReading } from './reading.ts';
import { readScripts } from './script/read-scripts.ts';
import type { TreesKnown } from './script/parse.ts';
import type { ScriptReading } from './script/types.ts';

export interface AdapterReading {
  readonly facts: readonly Fact[];
  /** How the arguments of each call are shaped; nothing for a rule, only for the checks. */
  readonly shapes: readonly Fact[];
  readonly contacts: readonly ContactSighting[];
  readonly callLogs: readonly CallLog[];
  /** The calls of runApex, before the classes are put to them. */
  readonly apexCalls: ReturnType<typeof apexCalls>;
  readonly pages: readonly PageSighting[];
  readonly files: readonly FileRecord[];
  readonly problems: readonly Problem[];
}

/** What is known of scripts by their text alone, kept for the next reading in which they are. */
export interface AdapterMemory {
  readonly trees: TreesKnown;
  readonly sketches: SketchesKnown;
}

/**
 * @param sources readings of every file that mentions Open CTI, or that is metadata of hosts
 * @param others readings of files that do not mention it and whose scripts may belong to the adapter all the same
 */
export function readAdapter(sources: readonly SourceReading[], others: readonly SourceReading[], memory?: AdapterMemory): AdapterReading {
  // Members of an archive that never speak of Open CTI are there to be linked.
  const concerned = sources.filter((source) => source.content !== 'other');
  const beside = [...sources.filter((source) => source.content === 'other'), ...others];
  const own = concerned.flatMap((source) => source.scripts);
  const { linked, inner, leftOut } = linkScripts(
    seedsOf(own),
    beside.flatMap((source) => source.scripts),
    includedNames(concerned),
    memory?.sketches,
  );
  const reading = readScripts([...own, ...linked], memory ? { trees: memory.trees } : {});
  const resources = libraryResources([...sources, ...others]);
  const facts: Fact[] = [
    ...concerned.flatMap((source) => source.facts),
    ...resources,
    ...useFacts(reading),
    ...settingReads(reading),
    ...handMade(reading),
  ];
  const speaking = new Set(facts.map((fact) => fact.file));
  // Words and hosts of a file count only where the phone integration lives.
  const inAdapter = adapterFiles(facts, inner);
  const files = fileRecords(sources, others, linked, reading, facts);
  return {
    facts: [...facts, ...mentionFacts(sources, speaking), ...traces(reading).filter((fact) => inAdapter.has(fact.file))],
    shapes: argumentChecks(reading),
    contacts: [
      ...concerned.flatMap((source) => (source.content === 'adapter' && !inAdapter.has(source.path) ? [] : source.contacts)),
      ...contacts(reading).filter((contact) => inAdapter.has(contact.file)),
    ],
    callLogs: [...concerned.flatMap((source) => source.callLogs), ...callLogs(reading).filter((log) => inAdapter.has(log.file))],
    apexCalls: apexCalls(reading),
    pages: concerned.flatMap((source) => source.pages),
    files,
    problems: [
      ...sources.flatMap((source) => source.problems),
      ...scriptProblems(reading, own),
      ...linkProblems(linked, leftOut),
      ...limitProblems(reading, own),
    ],
  };
}

/** Names of scripts and static resources that pages of the adapter load. */
function includedNames(sources: readonly SourceReading[]): string[] {
  const speaking = sources.filter((source) => source.content === 'adapter');
  const addresses = speaking.flatMap((source) => source.contacts.flatMap(({ means, address }) => (means === 'script' ? [address] : [])));
  const resources = speaking.flatMap((source) => (source.resourceIncludes ?? []).map(({ name }) => name));
  return [...addresses, ...resources, ...speaking.flatMap((source) => (source.localScripts ?? []).map(({ path }) => path))];
}

/** Scripts that may pass the API on. A page that only handles console tabs has nothing that anybody else would need. */
function seedsOf(own: readonly Script[]): Script[] {
  const files = new Set(own.flatMap(({ file, text }) => (/opencti|interaction|presence|\bcti\b/i.test(text) ? [file] : [])));
  return own.filter(({ file }) => files.has(file));
}

/** Files that use Open CTI, and those that they bring in. Tab handling of the console makes no adapter. */
function adapterFiles(facts: readonly Fact[], inner: ReadonlySet<Script>): Set<string> {
  const using = facts.filter(
    ({ kind, name }) =>
      kind !== 'check' && kind !== 'trace' && kind !== 'console-use' && !(kind === 'script-load' && name.startsWith('integration.js')),
  );
  if (using.length === 0) return new Set();
  return new Set([...using.map((fact) => fact.file), ...[...inner].map((script) => script.file)]);
}

/** A page may load Salesforce's library from a static resource of any name: where the repository holds the copy, the load is known for one. */
function libraryResources(sources: readonly SourceReading[]): Fact[] {
  const copies = new Map<string, { path: string; version: string }>();
  for (const { path, content, facts } of sources) {
    const name = /(?:^|\/)staticresources\/([^/!]+?)(?:\.resource|\.js)?(?:!|\/|$)/i.exec(path)?.[1];
    if (content === 'library-copy' && name !== undefined) {
      const version = facts.find((fact) => fact.name === 'library-copy')?.words?.['version'] ?? '';
      copies.set(name.toLowerCase(), { path, version: /^\d+\.\d$/.test(version) ? version : '' });
    }
  }
  return sources.flatMap((source) =>
    (source.resourceIncludes ?? []).flatMap(({ name, file, line, column, snippet }) => {
      const copy = copies.get(name.toLowerCase());
      if (copy === undefined) return [];
      const fact: Fact = {
        kind: 'script-load',
        api: 'library',
        name: `${name}@${copy.version || '*'}`,
        value: name,
        masked: false,
        file,
        line,
        column,
        definition: '',
        standing: 'open-cti',
        form: 'source',
        confidence: 'resolved',
        traits: { version: copy.version },
        chain: [s`The static resource “${name}” is a copy of Salesforce’s library, ${copy.path}`],
        ...(snippet !== undefined && { snippet }),
      };
      return [fact];
    }),
  );
}

/** A file that speaks of Open CTI and of which nothing else came is told as such: never dropped in silence. */
function mentionFacts(sources: readonly SourceReading[], speaking: ReadonlySet<string>): Fact[] {
  return sources.flatMap(({ path, content, scripts, problems, mentions }) => {
    if (speaking.has(path) || (content !== 'adapter' && content !== 'mention') || problems.some((problem) => problem.effect === 'lost'))
      return [];
    const places = mentions ?? scripts.flatMap(mentionsInScript);
    const [first] = places;
    const fact: Fact = {
      kind: 'check',
      api: 'behaviour',
      name: 'mention-only',
      value: first?.word ?? '',
      masked: false,
      file: path,
      line: first?.line ?? 1,
      column: first?.column ?? 1,
      definition: '',
      standing: 'open-cti',
      form: 'source',
      confidence: 'text',
      words: { count: String(Math.max(places.length, 1)), word: first?.word ?? 'Open CTI' },
    };
    return [fact];
  });
}

function mentionsInScript(script: Script): MentionPlace[] {
  const start = script.place(0);
  return mentionPlaces(script.text).map(({ word, line, column }) => ({
    word,
    line: start.line + line - 1,
    column: line === 1 ? start.column + column - 1 : column,
  }));
}

type Reading = NonNullable<FileRecord['reading']>;
const HARDEST: readonly Reading[] = ['parsed', 'tolerant', 'text'];

function fileRecords(
  sources: readonly SourceReading[],
  others: readonly SourceReading[],
  linked: readonly Script[],
  { parsed, unparsed }: ScriptReading,
  facts: readonly Fact[],
): FileRecord[] {
  const readings = new Map<string, Reading>();
  const note = (file: string, reading: Reading): void => {
    const known = readings.get(file) ?? 'parsed';
    readings.set(file, HARDEST[Math.max(HARDEST.indexOf(known), HARDEST.indexOf(reading))] ?? 'text');
  };
  for (const { script, reading } of parsed) note(script.file, reading);
  for (const { script } of unparsed) note(script.file, 'text');
  const withReading = (file: string): { reading: Reading } | object => {
    const reading = readings.get(file);
    return reading === undefined ? {} : { reading };
  };
  const using = new Set(facts.filter((fact) => fact.kind !== 'check').map((fact) => fact.file));
  const records = sources.flatMap((source): FileRecord[] => {
    const { path, content, encoding, signature, contacts: hosts, problems } = source;
    if (content === 'other') return problems.length > 0 ? [{ path, signature, encoding, content: 'unreadable' as const }] : [];
    if (content === 'metadata' && hosts.length === 0 && !using.has(path)) return [];
    const shown = content === 'adapter' && !using.has(path) ? 'mention' : content;
    return [{ path, signature, encoding, content: shown, ...withReading(path), ...(shown === 'adapter' && printOf(source)) }];
  });
  const beside = new Map([...sources, ...others].map((source) => [source.path, source]));
  for (const { file } of linked) {
    if (!using.has(file) || records.some((record) => record.path === file)) continue;
    const source = beside.get(file);
    const signature = source?.signature ?? null;
    records.push({ path: file, signature, encoding: 'utf-8', content: 'adapter', ...withReading(file), ...(source && printOf(source)) });
  }
  return records;
}

/** Tests and declarations are not compared: strangers share them. */
function printOf(source: SourceReading): { print: string } | false {
  const print = contextOf(source.path) === undefined ? source.print : null;
  return print !== null && { print };
}

/** One problem a file: scripts that the parser gave up. */
function scriptProblems({ parsed, unparsed }: ScriptReading, own: readonly Script[]): Problem[] {
  const ownFiles = new Set(own);
  const problems = new Map<string, Problem>();
  const add = (script: Script, detail: string): void => {
    if (problems.has(script.file) || !ownFiles.has(script)) return;
    problems.set(script.file, { code: 'not-parsed', effect: 'lost', file: script.file, ...script.place(0), detail });
  };
  for (const { script, detail } of unparsed)
    add(script, s`The script was read as text only, since ${detail}; what was found there carries confidence “text”.`);
  for (const { script, reading } of parsed) {
    if (reading === 'tolerant')
      add(
        script,
        s`The script does not parse; it was read by a forgiving parser and as text, and what was found there carries confidence “text”.`,
      );
  }
  return [...problems.values()];
}

/** Where the analysis was cut short, uses behind names may be missing; those written in full are all there. */
function limitProblems({ limits }: ScriptReading, own: readonly Script[]): Problem[] {
  return limits.map(({ script, detail }) => ({ code: 'limit', effect: 'lost', file: (script ?? own[0])?.file ?? '.', detail }));
}

function linkProblems(linked: readonly Script[], leftOut: number): Problem[] {
  const [first] = linked;
  if (leftOut === 0 || !first) return [];
  const detail = s`${leftOut} scripts that may be linked with the adapter were not followed; ${MOST_LINKED} are the most that are.`;
  return [{ code: 'limit', effect: 'lost', file: first.file, detail }];
}
