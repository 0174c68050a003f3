/** What a screenPop opens. */
import { s } from '../../../model/sentence.ts';
import type { Node } from 'estree';
import { HOLE, type ApiUse, type Evaluator, type ParsedScript, type Placed, type ScriptReading } from '../script/types.ts';
import { alternatives, memberValues, recordsOf } from './expressions.ts';
import { bare, endOf, keyName, literalText, operandsOf, startOf } from './nodes.ts';

export interface PopType {
  /** As the trait `type` of a fact has it. */
  readonly type: string;
  readonly chain: readonly string[];
}

type Reading = Pick<ScriptReading, 'evaluator' | 'uses'>;

const BY_CONSTANT: ReadonlyMap<string, string> = new Map([
  ['SOBJECT', 'sobject'],
  ['URL', 'url'],
  ['OBJECTHOME', 'objecthome'],
  ['LIST', 'list'],
  ['SEARCH', 'search'],
  ['NEW_RECORD_MODAL', 'newRecord'],
  ['FLOW', 'flow'],
]);
const LITERALS = new Set(BY_CONSTANT.values());

/** `SCREEN_POP_DATA` is what a deferred search hands back; it goes into screenPop as a whole. */
function isDeferred(node: Node): boolean {
  let current = bare(node);
  for (let depth = 0; depth < 20; depth++) {
    if (current.type === 'MemberExpression') {
      if (keyName(current) === 'SCREEN_POP_DATA') return true;
      current = bare(current.object);
    } else if (current.type === 'Identifier') return current.name === 'SCREEN_POP_DATA';
    else if (current.type === 'ObjectExpression') {
      const spread = current.properties.find((property) => property.type === 'SpreadElement');
      if (!spread || spread.type !== 'SpreadElement') return false;
      current = bare(spread.argument);
    } else return false;
  }
  return false;
}

/** The type of a pop in Lightning Experience. */
export function lightningPop(use: ApiUse, { evaluator, uses }: Reading): PopType {
  const argument = use.args[0];
  if (!argument) return { type: '', chain: [] };
  const whole = alternatives(argument.node, argument.at, evaluator);
  if (whole.length > 0 && whole.every(({ node }) => isDeferred(node))) return { type: 'deferred', chain: [] };

  const records = recordsOf(argument, evaluator);
  const values = memberValues(records, 'type');
  const types = new Set<string>();
  let unknown = records.length === 0 || values.length < records.length;
  for (const value of values) {
    const { known, open } = typesOf(value, evaluator, uses);
    for (const type of known) types.add(type);
    unknown ||= open;
  }
  const [first = '', ...others] = [...types];
  if (others.length > 0) return { type: '', chain: [s`The type is one of ${[first, ...others].join(', ')}.`] };
  if (first !== '' && unknown) return { type: first, chain: [s`The type is ${first} in one place; elsewhere it is set at run time.`] };
  return { type: first, chain: [] };
}

function typesOf(value: Placed, evaluator: Evaluator, uses: readonly ApiUse[]): { known: string[]; open: boolean } {
  const known: string[] = [];
  let open = false;
  const constantAt = (node: Node, at: ParsedScript): string | undefined => {
    if (node.type !== 'MemberExpression' && node.type !== 'Identifier') return undefined;
    const use = uses.find(
      (one) => one.at === at && one.name.startsWith('SCREENPOP_TYPE.') && startOf(node) <= one.offset && one.offset < endOf(node),
    );
    return use && BY_CONSTANT.get(use.name.slice('SCREENPOP_TYPE.'.length));
  };
  for (const { node, at } of alternatives(value.node, value.at, evaluator, (one, where) => constantAt(one, where) !== undefined)) {
    const constant = constantAt(node, at);
    if (constant !== undefined) known.push(constant);
    else if (isDeferred(node)) known.push('deferred');
    else {
      const texts = evaluator.texts(node, at);
      const literals = texts.filter((text) => LITERALS.has(text));
      known.push(...literals);
      if (texts.length === 0 || literals.length < texts.length) open = true;
    }
  }
  return { known, open };
}

/** A path that names a record by its id, or the records of an object by the first three characters of their ids. */
const RECORD_PATH = /^\/(?=[A-Za-z]{0,2}\d)(?:[A-Za-z0-9]{18}|[A-Za-z0-9]{15}|[A-Za-z0-9]{3})(?:$|[/?#…])/;

/** The kind of address that a pop in Salesforce Classic opens. */
export function classicPop(use: ApiUse, evaluator: Evaluator): PopType {
  const argument = use.args[0];
  if (!argument) return { type: '', chain: [] };
  const texts = evaluator.texts(argument.node, argument.at);
  const records = texts.filter((text) => RECORD_PATH.test(text));
  if (records.length > 0) {
    const chain = records.length < texts.length ? [s`The address is a record in one place; elsewhere it is another.`] : [];
    return { type: 'record-url', chain };
  }
  const named = alternatives(argument.node, argument.at, evaluator).flatMap(({ node }) => recordIdIn(node) ?? []);
  const [name] = named;
  if (name !== undefined)
    return { type: 'record-url', chain: [s`The address is a slash and ${name}, which by its name is the id of a record.`] };
  return { type: 'url', chain: texts.some((text) => text !== HOLE) ? [] : [s`The address is made at run time.`] };
}

/** In `'/' + contact.Id`, the name that stands for a record's id. */
function recordIdIn(node: Node): string | null {
  let operands: Node[];
  if (node.type === 'TemplateLiteral') {
    if (node.quasis[0]?.value.cooked !== '/' || !node.expressions[0]) return null;
    operands = [node.expressions[0]];
  } else {
    const all = operandsOf(node);
    if (all.length < 2 || !all[0] || literalText(all[0]) !== '/') return null;
    operands = all.slice(1, 2);
  }
  const operand = operands[0] ? bare(operands[0]) : null;
  const name = operand ? keyName(operand) : null;
  return name !== null && /(?:^id|Id|ID|_id)$/.test(name) ? name : null;
}

/** Whether a use is a screenPop, and what it opens. */
export function popOf(use: ApiUse, reading: Reading): PopType | null {
  if (use.kind !== 'call' || use.name !== 'screenPop') return null;
  if (use.api === 'opencti') return lightningPop(use, reading);
  return use.api === 'interaction' ? classicPop(use, reading.evaluator) : null;
}
