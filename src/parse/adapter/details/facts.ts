/** Uses of Salesforce's APIs as facts that rules can be looked up by. */
import { s } from '../../../model/sentence.ts';
import type { Fact, Statement, Trait } from '../../../model/fact.ts';
import type { Script } from '../reading.ts';
import type { ApiUse, ScriptReading } from '../script/types.ts';
import { looksLikeTask, writtenBy } from './call-logs.ts';
import { fittingUses } from './fitting.ts';
import { endOf, startOf } from './nodes.ts';
import { quoterOf, type Quoter } from './quoting.ts';
import { popOf } from './screen-pops.ts';
import { MASK } from '../../secrets.ts';

type Confidence = Fact['confidence'];

/** What is the same in every fact from adapter source. */
export const SOURCE = { definition: '', standing: 'open-cti', form: 'source' } as const;

const LONGEST_VALUE = 200;

/** What a caller of {@link factAt} says of a fact. */
type Said = Pick<Fact, 'kind' | 'api' | 'name' | 'confidence' | 'value'> & Partial<Pick<Fact, 'section' | 'words' | 'traits' | 'chain'>>;

/** Facts that sum up a file, or say what is wrong in it: no statement is theirs. */
const ONE_A_FILE: ReadonlySet<Fact['kind']> = new Set(['console-use', 'trace', 'check']);

/** A class, since there are thousands, and its snippet is made when it is asked for: a handful become findings. */
class SourceFact implements Fact {
  readonly definition = SOURCE.definition;
  readonly standing = SOURCE.standing;
  readonly form = SOURCE.form;
  readonly kind: Fact['kind'];
  readonly api: Fact['api'];
  readonly name: string;
  readonly value: string;
  readonly confidence: Fact['confidence'];
  readonly masked: boolean;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  declare readonly section?: string;
  declare readonly words?: Readonly<Record<string, string>>;
  declare readonly traits?: Readonly<Partial<Record<Trait, string>>>;
  declare readonly chain?: readonly string[];
  declare readonly context?: 'test';
  readonly #script: Script;
  readonly #offset: number;
  readonly #quoter: Quoter;

  constructor(script: Script, offset: number, quoter: Quoter, said: Said) {
    const { line, column } = script.place(offset);
    this.kind = said.kind;
    this.api = said.api;
    this.name = said.name;
    this.value = said.value;
    this.confidence = said.confidence;
    this.masked = said.value.includes(MASK);
    this.file = script.file;
    this.line = line;
    this.column = column;
    if (said.section !== undefined) this.section = said.section;
    if (said.words !== undefined) this.words = said.words;
    if (said.traits !== undefined) this.traits = said.traits;
    if (said.chain !== undefined && said.chain.length > 0) this.chain = said.chain.map((step) => quoter.text(step));
    if (script.context === 'test') this.context = 'test';
    this.#script = script;
    this.#offset = offset;
    this.#quoter = quoter;
  }

  get snippet(): string {
    return this.#quoter.snippet(this.#script, this.#offset);
  }

  get statement(): Statement | undefined {
    return ONE_A_FILE.has(this.kind) ? undefined : this.#quoter.statement(this.#script, this.#offset);
  }
}

/** A fact at a place of a script. Its snippet and statement do not come along in a spread. */
export function factAt(script: Script, offset: number, quoter: Quoter, said: Said): Fact {
  return new SourceFact(script, offset, quoter, said);
}

/** Tab handling and the like: no telephony, and told as one fact for each file. */
function isPlainConsole(api: string, name: string): boolean {
  return api === 'console' && !/^presence(?:\.|$)|^ConsoleEvent\.PRESENCE|popoutable$|PoppedOut$|popout/i.test(name);
}

/** What use is made of Salesforce's APIs and libraries. */
export function useFacts(reading: ScriptReading): Fact[] {
  const quoter = quoterOf(reading);
  const facts: Fact[] = [];
  const consoles: { script: Script; offset: number; name: string; confidence: Confidence }[] = [];
  for (const use of fittingUses(reading)) {
    const { script } = use.at;
    if (script.context === 'typing') continue;
    if (isPlainConsole(use.api, use.name)) consoles.push({ script, offset: use.offset, name: use.name, confidence: use.confidence });
    else facts.push(useFact(use, reading, quoter));
  }
  for (const load of reading.loads) {
    if (load.at.script.context !== 'typing')
      facts.push(loadFact(load.at.script, load.offset, load.name, load.confidence, load.chain, quoter));
  }
  for (const { script, offset, kind, api, name } of reading.textUses) {
    if (script.context === 'typing') continue;
    if (isPlainConsole(api, name)) consoles.push({ script, offset, name, confidence: 'text' });
    else if (kind === 'script-load') facts.push(loadFact(script, offset, name, 'text', [], quoter));
    else {
      const value = quoter.span(script, ...around(script, offset), LONGEST_VALUE);
      facts.push(factAt(script, offset, quoter, { kind, api, name, value, confidence: 'text', ...traitsOf(kind, api, name, null) }));
    }
  }
  return [...facts, ...consoleFacts(consoles, quoter)];
}

function useFact(use: ApiUse, reading: ScriptReading, quoter: Quoter): Fact {
  const { script } = use.at;
  const inCall = use.call && startOf(use.call) <= use.offset && use.offset < endOf(use.call) ? use.call : null;
  const value = inCall ? quoter.source(inCall, use.at, LONGEST_VALUE) : quoter.span(script, ...around(script, use.offset), LONGEST_VALUE);
  const { traits, chain } = traitsOf(use.kind, use.api, use.name, { use, reading });
  return factAt(script, use.offset, quoter, {
    kind: use.kind,
    api: use.api,
    name: use.name,
    value,
    confidence: use.confidence,
    chain: [...use.chain, ...(chain ?? [])],
    ...(traits ? { traits } : {}),
  });
}

type Traits = Partial<Record<Trait, string>>;

function traitsOf(
  kind: Fact['kind'],
  api: string,
  name: string,
  known: { use: ApiUse; reading: ScriptReading } | null,
): { traits?: Traits; chain?: readonly string[] } {
  if (kind !== 'call' || (api !== 'opencti' && api !== 'interaction')) return {};
  if (name === 'screenPop') {
    const pop = known ? popOf(known.use, known.reading) : null;
    return pop ? { traits: { type: pop.type }, chain: pop.chain } : { traits: { type: '' } };
  }
  if (name === 'saveLog') {
    if (!known) return { traits: { object: '' } };
    const written = writtenBy(known.use, known.reading.evaluator);
    if (written.object !== null) return { traits: { object: written.object } };
    if (looksLikeTask(written.fields)) {
      return { traits: { object: 'Task' }, chain: [s`No object is named; the fields are those of a Task.`] };
    }
    return { traits: { object: '' } };
  }
  return {};
}

function loadFact(script: Script, offset: number, name: string, confidence: Confidence, chain: readonly string[], quoter: Quoter): Fact {
  const version = /@(\d+(?:\.\d+)?)$/.exec(name)?.[1] ?? '';
  return factAt(script, offset, quoter, { kind: 'script-load', api: 'library', name, value: name, confidence, chain, traits: { version } });
}

/** The dotted name that an offset lies in. */
function around(script: Script, offset: number): [number, number] {
  const { text } = script;
  let from = offset;
  while (from > 0 && offset - from < 100 && /[\w$.?!]/.test(text[from - 1] ?? '')) from--;
  let to = offset;
  while (to < text.length && to - offset < 100 && /[\w$]/.test(text[to] ?? '')) to++;
  return [from, Math.max(to, offset + 1)];
}

const CONFIDENCE_ORDER: readonly Confidence[] = ['exact', 'resolved', 'dynamic', 'text'];

function consoleFacts(uses: readonly { script: Script; offset: number; name: string; confidence: Confidence }[], quoter: Quoter): Fact[] {
  const byFile = new Map<string, typeof uses>();
  for (const use of uses) byFile.set(use.script.file, [...(byFile.get(use.script.file) ?? []), use]);
  return [...byFile.values()].flatMap((list) => {
    const placed = list.map((use) => ({ ...use, place: use.script.place(use.offset) }));
    placed.sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
    const [first] = placed;
    if (!first) return [];
    const names = [...new Set(placed.map(({ name }) => name))].filter((name) => name !== '(namespace)').sort();
    const confidence = CONFIDENCE_ORDER.find((grade) => placed.some((use) => use.confidence === grade)) ?? first.confidence;
    const words = { count: String(placed.length), names: names.join(', ') };
    return [
      factAt(first.script, first.offset, quoter, {
        kind: 'console-use',
        api: 'console',
        name: 'sforce.console',
        value: names.length > 0 ? names.join(', ').slice(0, LONGEST_VALUE) : 'sforce.console',
        confidence,
        words,
      }),
    ];
  });
}
