/** From all scripts of one repository to every use of Salesforce's phone APIs. */
import { s } from '../../../model/sentence.ts';
import type { Script } from '../reading.ts';
import { createAnalysis, STEP_BUDGET } from './evaluate.ts';
import { innerScripts } from './inner.ts';
import { findLoads } from './libraries.ts';
import { parseScript, type TreesKnown } from './parse.ts';
import { createEvaluator } from './records.ts';
import { readUnit, type Unit } from './scopes.ts';
import { readText } from './text.ts';
import { asNode, asSyntax } from './tree.ts';
import { findUses } from './uses.ts';
import { TELLING_NAMES } from './vocabulary.ts';
import type { ApiUse, LibraryLoad, ParsedScript, ScriptReading } from './types.ts';

/** A longer script that never says `sforce` is a library, or is searched for Salesforce's names alone. */
const LONGEST_SEARCHED_BLINDLY = 60_000;

/** Steps that each part of the search of one script may take. */
const SCRIPT_BUDGET = 300_000;

export interface ScriptOptions {
  readonly budget?: number;
  /** Trees that are known; new ones are added. */
  readonly trees?: TreesKnown;
}

/** Reads all scripts of a repository together, since names and wrappers cross files. */
export function readScripts(scripts: readonly Script[], options: ScriptOptions = {}): ScriptReading {
  const { trees } = options;
  const units: Unit[] = [];
  const unitOf = new Map<ParsedScript, Unit>();
  const unparsed: { script: Script; detail: string }[] = [];
  const textUses: ScriptReading['textUses'][number][] = [];
  const queue = scripts.map((script) => ({ script, isInner: false }));
  for (const { script, isInner } of queue) {
    if (script.context === 'typing') continue;
    const tree = trees?.get(script) ?? parseScript(script);
    if (!isInner) trees?.set(script, tree);
    // A text that does not parse is put together of more than can be seen.
    if (isInner && ('failure' in tree || !tree.isSound)) continue;
    if ('failure' in tree) {
      unparsed.push({ script, detail: tree.failure });
      textUses.push(...readText(script.clean).map((hit) => ({ ...hit, script })));
      continue;
    }
    const parsed: ParsedScript = {
      script,
      program: asNode(tree.program),
      reading: tree.reading,
      parentOf: (node) => {
        const parent = tree.parents.get(asSyntax(node));
        return parent === undefined ? null : asNode(parent);
      },
    };
    const unit = readUnit(parsed, tree.program, tree.parents);
    // The queue grows while it is gone through.
    if (!isInner && script.clean.includes('sforce')) for (const inner of innerScripts(unit)) queue.push({ script: inner, isInner: true });
    units.push(unit);
    unitOf.set(parsed, unit);
  }
  // Nothing of Salesforce comes out of jQuery and its like; following names into them costs more than all the rest.
  const followed = units.filter((unit) => !isForeign(unit.parsed.script.clean));
  const analysis = createAnalysis(followed, options.budget ?? STEP_BUDGET);
  const uses = new Map<string, ApiUse>();
  const loads = new Map<string, LibraryLoad>();
  const cut: Script[] = [];
  const givenUp = new Set<Unit>();
  const giveUp = (unit: Unit, error: unknown): void => {
    if (givenUp.has(unit)) return;
    givenUp.add(unit);
    // Deeper than the machine can go. What stands in the text still counts.
    unparsed.push({
      script: unit.parsed.script,
      detail: error instanceof RangeError ? s`it is nested too deeply` : s`it could not be followed`,
    });
    textUses.push(...readText(unit.parsed.script.clean).map((hit) => ({ ...hit, script: unit.parsed.script })));
  };
  const speaking = new Set(followed.filter((unit) => unit.parsed.script.clean.includes('sforce')));
  const speaksOfIt = [...speaking];
  const others = speaksOfIt.length === 0 ? [] : followed.filter((unit) => !speaking.has(unit));
  for (const unit of [...bySize(speaksOfIt), ...bySize(others)]) {
    const { clean } = unit.parsed.script;
    const whole = clean.length < LONGEST_SEARCHED_BLINDLY || speaking.has(unit);
    try {
      const found = findUses(analysis, unit, { whole, steps: SCRIPT_BUDGET });
      for (const use of found.uses) uses.set(`${place(use)} ${use.kind} ${use.api} ${use.name}`, use);
      if (found.isCut) cut.push(unit.parsed.script);
    } catch (error) {
      giveUp(unit, error);
    }
  }
  for (const unit of units) {
    try {
      for (const load of findLoads(analysis, unit)) loads.set(`${place(load)} ${load.name}`, load);
    } catch (error) {
      giveUp(unit, error);
    }
  }
  const seen = new Map<ParsedScript, (ApiUse | LibraryLoad)[]>();
  for (const found of [...uses.values(), ...loads.values()]) {
    if (found.at.reading !== 'tolerant') continue;
    const list = seen.get(found.at);
    if (list === undefined) seen.set(found.at, [found]);
    else list.push(found);
  }
  for (const unit of units) if (unit.parsed.reading === 'tolerant') textUses.push(...missedBy(unit, seen.get(unit.parsed) ?? []));
  const limits: ScriptReading['limits'][number][] = cut.map((script) => ({
    script,
    detail: s`The script refers to so much else that not every path in it was followed.`,
  }));
  if (analysis.spent()) {
    const detail = s`The scripts of this repository refer to each other so much that not every path was followed.`;
    limits.push({ script: null, detail });
  }
  return {
    parsed: units.map((unit) => unit.parsed),
    uses: [...uses.values()].sort((a, b) => byPlace(a, b)),
    loads: [...loads.values()].sort((a, b) => byPlace(a, b)),
    evaluator: createEvaluator(analysis, (at) => unitOf.get(at) ?? null),
    unparsed,
    textUses,
    limits,
  };
}

const numbers = new WeakMap<Script, number>();
let count = 0;

function place(found: { readonly at: ParsedScript; readonly offset: number }): string {
  let number = numbers.get(found.at.script);
  if (number === undefined) {
    count += 1;
    number = count;
    numbers.set(found.at.script, number);
  }
  return `${number} ${found.offset}`;
}

function byPlace(
  a: { readonly at: ParsedScript; readonly offset: number },
  b: { readonly at: ParsedScript; readonly offset: number },
): number {
  return a.at.script.file < b.at.script.file ? -1 : a.at.script.file > b.at.script.file ? 1 : a.offset - b.offset;
}

function bySize(units: readonly Unit[]): readonly Unit[] {
  return [...units].sort((a, b) => a.parsed.script.clean.length - b.parsed.script.clean.length);
}

/** Whether a script is a library of somebody else: long or packed, and without a word of Salesforce's APIs. */
function isForeign(text: string): boolean {
  if (text.length < 3000 || text.includes('sforce')) return false;
  const isPacked = text.length / (text.split('\n', 2000).length + 1) > 150 || /^\s*(?:\/\/[^\n]*\n\s*)?\/\*!/.test(text.slice(0, 500));
  if (!isPacked && text.length < LONGEST_SEARCHED_BLINDLY) return false;
  for (const [word] of text.matchAll(/[A-Za-z_]{5,40}/g)) if (TELLING_NAMES.has(word)) return false;
  return true;
}

/** What the text of a script shows and its patched-up tree does not. */
function missedBy(unit: Unit, found: readonly (ApiUse | LibraryLoad)[]): ScriptReading['textUses'] {
  const { script } = unit.parsed;
  const seen = new Set(found.map((use) => use.offset));
  const kinds = new Set(found.map((use) => `${use.name} ${script.place(use.offset).line}`));
  return readText(script.clean)
    .filter((hit) => !seen.has(hit.offset) && !kinds.has(`${hit.name} ${script.place(hit.offset).line}`))
    .map((hit) => ({ ...hit, script }));
}
