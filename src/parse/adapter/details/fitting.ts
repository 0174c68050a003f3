/** Uses that the source itself contradicts are taken out before anything is made of them. */
import type { Node } from 'estree';
import type { ApiUse, Evaluator, ParsedScript, ScriptReading } from '../script/types.ts';
import { alternatives } from './expressions.ts';
import { bare, globalPathOf, indexOf, isFunction, startOf } from './nodes.ts';

const known = new WeakMap<ScriptReading, readonly ApiUse[]>();

/** The uses of a reading, without those whose arguments belong to the other toolkit, those told twice, and the library's own start. */
export function fittingUses(reading: ScriptReading): readonly ApiUse[] {
  const before = known.get(reading);
  if (before) return before;
  const places = new Map<string, ApiUse[]>();
  for (const use of reading.uses) {
    const key = placeOf(use);
    const list = places.get(key);
    if (list) list.push(use);
    else places.set(key, [use]);
  }
  const called = new Set(reading.uses.flatMap((use) => (use.kind === 'call' ? [nameOf(use)] : [])));
  const fitting = reading.uses.filter((use) => {
    if (isLibraryStart(use)) return false;
    // A wrapper that tests for the method before it calls it: one argument of the wrapper's, one use.
    if (use.kind === 'reference' && called.has(nameOf(use))) return false;
    const others = places.get(placeOf(use)) ?? [];
    const isEither = others.some((other) => isClassic(other)) && others.some((other) => other.api === 'opencti');
    if (!isEither || use.kind !== 'call') return true;
    const toolkit = toolkitOf(use, reading.evaluator);
    return toolkit === null || (toolkit === 'opencti') === (use.api === 'opencti');
  });
  known.set(reading, fitting);
  return fitting;
}

function isClassic({ api }: ApiUse): boolean {
  return api.startsWith('interaction');
}

function placeOf({ at, offset, kind, name, call }: ApiUse): string {
  return [at.script.file, offset, kind, name, call ? startOf(call) : ''].join('\n');
}

function nameOf({ at, offset, api, name }: ApiUse): string {
  return [at.script.file, offset, api, name].join('\n');
}

/**
 * In `api = isLightning ? sforce.opencti : sforce.interaction` a call may be of either toolkit. Lightning's methods take one object,
 * those of Classic values one after another: the arguments say which was meant. Null where they do not.
 */
function toolkitOf(use: ApiUse, evaluator: Evaluator): 'opencti' | 'interaction' | null {
  const [first] = use.args;
  if (!first || use.args.some(({ node }) => node.type === 'SpreadElement')) return null;
  const values = alternatives(first.node, first.at, evaluator);
  const ofObjects = values.filter(({ node }) => node.type === 'ObjectExpression').length;
  if (ofObjects > 0) return ofObjects === values.length && use.args.length === 1 ? 'opencti' : null;
  const isPositional = values.length > 0 && values.every(({ node }) => isValue(node));
  return use.args.length > 1 || isPositional ? 'interaction' : null;
}

function isValue(node: Node): boolean {
  return isFunction(node) || node.type === 'Literal' || node.type === 'TemplateLiteral' || node.type === 'BinaryExpression';
}

/** `sforce.opencti = …, sforce.opencti.initialize()`: the last lines of Salesforce's library, packed into the adapter's own file. */
function isLibraryStart(use: ApiUse): boolean {
  return use.api === 'opencti' && use.name === 'initialize' && use.kind === 'call' && definesApi(use.at);
}

function definesApi(at: ParsedScript): boolean {
  return indexOf(at).assignments.some(({ left, right }) => {
    const path = globalPathOf(bare(left));
    return path !== null && path.at(-1) === 'opencti' && path.at(-2) === 'sforce' && bare(right).type !== 'ObjectExpression';
  });
}
