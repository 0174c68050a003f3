/** The shapes of the arguments that Salesforce's methods are called with. Whether a shape is right is for the match step to say. */
import type { Fact } from '../../../model/fact.ts';
import type { ApiUse, Evaluator, ScriptReading } from '../script/types.ts';
import { alternatives, recordsAt } from './expressions.ts';
import { factAt } from './facts.ts';
import { fittingUses } from './fitting.ts';
import { isFunction } from './nodes.ts';
import { quoterOf } from './quoting.ts';

interface Shape {
  readonly shape: 'none' | 'object' | 'positional' | 'unknown';
  readonly members: readonly string[];
  /** The object may have members that could not be seen. */
  readonly open: boolean;
}

/** One check for each call, which says how its arguments are shaped. */
export function argumentChecks(reading: ScriptReading): Fact[] {
  const quoter = quoterOf(reading);
  return fittingUses(reading).flatMap((use) => {
    if (use.kind !== 'call' || use.api === 'console' || use.name === '*' || use.name === '(namespace)') return [];
    if (use.at.script.context === 'typing') return [];
    const { shape, members, open } = shapeOf(use, reading.evaluator);
    const words = { name: use.name, api: use.api, shape, count: String(use.args.length), members: members.join(','), open: String(open) };
    const { at, offset, confidence, chain } = use;
    return [
      factAt(at.script, offset, quoter, { kind: 'check', api: use.api, name: 'argument-shape', value: '', confidence, chain, words }),
    ];
  });
}

function shapeOf(use: ApiUse, evaluator: Evaluator): Shape {
  const unknown: Shape = { shape: 'unknown', members: [], open: true };
  if (use.args.some(({ node }) => node.type === 'SpreadElement')) return unknown;
  // Through a wrapper the arguments are seen only as far as they could be followed.
  if (use.args.length === 0) return use.confidence === 'dynamic' || !use.call ? unknown : { shape: 'none', members: [], open: false };
  if (use.args.length > 1) return { shape: 'positional', members: [], open: false };
  const [argument] = use.args;
  if (!argument) return unknown;
  const sources = alternatives(argument.node, argument.at, evaluator);
  if (sources.length === 0) return unknown;
  const values = new Set(
    sources.map(({ node }) => {
      if (node.type === 'ObjectExpression') return 'object';
      if (isFunction(node) || node.type === 'Literal' || node.type === 'TemplateLiteral' || node.type === 'ArrayExpression')
        return 'positional';
      return 'unknown';
    }),
  );
  if (values.size !== 1) return unknown;
  if (values.has('positional')) return { shape: 'positional', members: [], open: false };
  if (!values.has('object')) return unknown;
  const records = recordsAt(argument.node, argument.at, evaluator);
  if (records.length === 0) return { shape: 'object', members: [], open: true };
  const sets = records.map((record) => [...record.properties.keys()].filter((name) => /^[\w$]{1,80}$/.test(name)).sort());
  // Of several objects only what all of them have is certain.
  const members = (sets[0] ?? []).filter((name) => sets.every((set) => set.includes(name)));
  const isSame = sets.every((set) => set.length === members.length);
  return { shape: 'object', members, open: !isSame || records.some((record) => record.open) };
}
