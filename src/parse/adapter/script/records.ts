/** Answers for later steps: which texts, objects and expressions something may stand for. */
import { asNode, asSyntax, child, children, strip, writtenName, type SyntaxNode } from './tree.ts';
import type { Unit } from './scopes.ts';
import { HOLE, type Evaluator, type ParsedScript, type Placed, type RecordValue } from './types.ts';
import { keyOf, type Analysis, type Found } from './values.ts';

const MOST_TEXTS = 16;
const MOST_RECORDS = 8;
const MOST_SOURCES = 16;
const DEEPEST = 6;

/** The evaluator over an analysis. `unitOf` finds the script that a caller means. */
export function createEvaluator(analysis: Analysis, unitOf: (at: ParsedScript) => Unit | null): Evaluator {
  const ask = (node: SyntaxNode, at: ParsedScript): readonly Found[] => {
    const unit = unitOf(at);
    if (unit === null) return [];
    try {
      return analysis.evaluate(node, unit);
    } catch {
      return [];
    }
  };
  return {
    texts: (node, at) => {
      const found = ask(asSyntax(node), at);
      const texts = new Set(found.flatMap(({ value }) => (value.kind === 'text' ? [value.text] : [])));
      if (texts.size === 0) return [];
      if (found.some(({ value }) => value.kind === 'other')) texts.add(HOLE);
      return [...texts].slice(0, MOST_TEXTS);
    },
    records: (node, at) => {
      const records: RecordValue[] = [];
      for (const { value } of ask(asSyntax(node), at)) {
        if (value.kind !== 'object' || value.node.type !== 'ObjectExpression' || records.length >= MOST_RECORDS) continue;
        try {
          records.push(recordOf(analysis, value.node, value.unit, 0));
        } catch {
          records.push({ properties: new Map(), open: true });
        }
      }
      return records;
    },
    sources: (node, at) => {
      const inner = strip(asSyntax(node));
      const found = ask(inner, at);
      const sources = new Map<SyntaxNode, Placed>();
      for (const one of found) {
        const own = 'node' in one.value ? one.value.node : one.node;
        // A function's or a class's instance stands for the expression that made it.
        const origin = one.value.kind === 'instance' || one.value.kind === 'prototype' ? one.node : own;
        const home = 'node' in one.value && 'unit' in one.value ? one.value.unit : one.unit;
        if (origin.type !== 'Program') sources.set(origin, { node: asNode(origin), at: home.parsed });
      }
      if (sources.size === 0) sources.set(inner, { node: asNode(inner), at });
      return [...sources.values()].slice(0, MOST_SOURCES);
    },
  };
}

function recordOf(analysis: Analysis, node: SyntaxNode, unit: Unit, depth: number): RecordValue {
  const properties = new Map<string, Placed>();
  let open = false;
  for (const property of children(node, 'properties')) {
    if (property.type === 'SpreadElement' || property.type === 'SpreadProperty') {
      const argument = child(property, 'argument');
      open = mergeInto(analysis, properties, argument, unit, depth) || open;
      continue;
    }
    const inner = child(property, 'value');
    const name = writtenName(property) ?? computedName(analysis, property, unit);
    if (name === null || inner === null) open = true;
    else properties.set(name, { node: asNode(inner), at: unit.parsed });
  }
  const key = `object ${keyOf({ kind: 'object', node, unit }).split(' ')[1] ?? ''}`;
  const isIt = (candidate: SyntaxNode, home: Unit): boolean =>
    analysis.evaluate(candidate, home).some((found) => keyOf(found.value) === key);
  for (const write of unit.writes) {
    // Only what is put on after the literal was made.
    if (write.node.start < node.end || write.object === unit.program || write.node.type === 'TSParameterProperty' || !analysis.step())
      continue;
    if (!isIt(write.object, unit)) continue;
    const name = write.name ?? computedWrite(analysis, write.node, unit);
    if (name === null) open = true;
    else properties.set(name, { node: asNode(write.value), at: unit.parsed });
  }
  for (const merge of analysis.index.mergesInto.get(node) ?? []) {
    for (const source of children(merge.node, 'arguments').slice(1))
      open = mergeInto(analysis, properties, source, merge.unit, depth) || open;
  }
  for (const merge of analysis.index.merges) {
    const [target, ...sources] = children(merge.node, 'arguments');
    if (target === undefined || !analysis.step() || !isIt(target, merge.unit)) continue;
    for (const source of sources) open = mergeInto(analysis, properties, source, merge.unit, depth) || open;
  }
  return { properties, open };
}

/** Puts the properties of another object in; true where it may hold more than was seen. */
function mergeInto(analysis: Analysis, properties: Map<string, Placed>, source: SyntaxNode | null, unit: Unit, depth: number): boolean {
  if (source === null || depth >= DEEPEST) return true;
  const found = analysis.evaluate(source, unit);
  let open = found.length === 0;
  for (const { value } of found) {
    if (value.kind !== 'object' || value.node.type !== 'ObjectExpression') {
      open = true;
      continue;
    }
    const record = recordOf(analysis, value.node, value.unit, depth + 1);
    for (const [name, placed] of record.properties) properties.set(name, placed);
    open ||= record.open;
  }
  return open;
}

function computedName(analysis: Analysis, property: SyntaxNode, unit: Unit): string | null {
  const key = child(property, 'key');
  return key === null ? null : onlyText(analysis, key, unit);
}

function computedWrite(analysis: Analysis, assignment: SyntaxNode, unit: Unit): string | null {
  const left = child(assignment, 'left');
  const key = left === null ? null : child(strip(left), 'property');
  return key === null ? null : onlyText(analysis, key, unit);
}

function onlyText(analysis: Analysis, node: SyntaxNode, unit: Unit): string | null {
  const found = analysis.evaluate(node, unit);
  const [first] = found;
  return found.length === 1 && first?.value.kind === 'text' && !first.value.text.includes(HOLE) ? first.value.text : null;
}
