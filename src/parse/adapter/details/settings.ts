/** Values of the call center that code reads by their path, `/section/item`. */
import type { Node } from 'estree';
import type { Fact } from '../../../model/fact.ts';
import { HOLE, type ParsedScript, type ScriptReading } from '../script/types.ts';
import { settingPath } from './expressions.ts';
import { factAt } from './facts.ts';
import { bare, endOf, globalPathOf, indexOf, keyName, literalText, pathOf, startOf } from './nodes.ts';
import { quoterOf } from './quoting.ts';

/** Receivers whose methods take paths of another kind. */
const OTHER_PATHS =
  /^(?:\$\w?|jQuery|axios|fetch|https?|httpClient|\$http|app|router|server|express|history|location|navigator|open|page|cy|api)$/i;
const SPEAKS_OF_SETTINGS = /setting|config|option|call_?center/i;
const GETTER = /^(?:get|read|lookup|find|fetch|value|setting|config|option|has)/i;

/** Reads of call center items, each place once. */
export function settingReads(reading: ScriptReading): Fact[] {
  const quoter = quoterOf(reading);
  const askers = new Set(
    [
      ...reading.uses.map(({ name, at }) => ({ name, file: at.script.file })),
      ...reading.textUses.map(({ name, script }) => ({ name, file: script.file })),
    ]
      .filter(({ name }) => name === 'getCallCenterSettings')
      .map(({ file }) => file),
  );
  const facts: Fact[] = [];
  for (const at of reading.parsed) {
    if (at.script.context === 'typing') continue;
    const asks = askers.has(at.script.file);
    const seen = new Set<number>();
    const add = (key: Node, whole: Node, texts: readonly string[], sure: boolean): void => {
      for (const text of texts) {
        const setting = text.includes(HOLE) ? null : settingPath(text);
        if (!setting || seen.has(startOf(key)) || !(sure || setting.section.startsWith('req'))) continue;
        seen.add(startOf(key));
        const direct = literalText(key) !== null;
        facts.push(
          factAt(at.script, offsetOf(key, setting.item, at), quoter, {
            kind: 'setting-read',
            api: 'behaviour',
            name: setting.item,
            section: setting.section,
            value: quoter.source(whole, at, 200),
            confidence: direct ? 'exact' : 'resolved',
          }),
        );
      }
    };
    const textsOf = (node: Node): readonly string[] => {
      const literal = literalText(node);
      return literal !== null ? [literal] : reading.evaluator.texts(node, at);
    };
    const index = indexOf(at);
    for (const member of index.members) {
      if (!member.computed || isNumber(member.property)) continue;
      const sure = asks || speaksOfSettings(member.object);
      const literal = literalText(member.property);
      // What a key stands for is asked only where a setting may be read: an index of a list is no path.
      if (literal === null && !sure && member.property.type !== 'TemplateLiteral') continue;
      add(member.property, member, literal !== null ? [literal] : textsOf(member.property), sure);
    }
    for (const call of index.calls) {
      const path = globalPathOf(call.callee);
      const name = path?.at(-1) ?? '';
      const [first] = call.arguments;
      if (!path || !first || path.some((part) => OTHER_PATHS.test(part)) || !GETTER.test(name)) continue;
      for (const argument of call.arguments.slice(0, 3)) {
        const literal = literalText(argument);
        const speaks = path.some((part) => SPEAKS_OF_SETTINGS.test(part)) || call.arguments.some((other) => speaksOfSettings(other));
        if (literal !== null || argument.type === 'TemplateLiteral') add(argument, call, textsOf(argument), asks && speaks);
      }
    }
    for (const key of index.keys) {
      const parent = at.parentOf(key);
      if (parent?.type !== 'ObjectPattern' || key.type !== 'Property') continue;
      const name = keyName(key);
      if (name !== null) add(key.key, key, [name], asks);
    }
  }
  return facts;
}

const isNumber = (node: Node): boolean => node.type === 'Literal' && typeof node.value === 'number';

function speaksOfSettings(node: Node): boolean {
  return (pathOf(bare(node)) ?? []).some((part) => SPEAKS_OF_SETTINGS.test(part));
}

/** Where the item's name stands inside the path, if the path stands there in full. */
function offsetOf(key: Node, item: string, at: ParsedScript): number {
  const source = at.script.text.slice(startOf(key), endOf(key));
  const found = literalText(key) === null ? -1 : source.lastIndexOf(item);
  return startOf(key) + Math.max(0, found);
}
