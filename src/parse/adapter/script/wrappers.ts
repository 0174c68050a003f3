/** Members chosen by a text: `api[name]`, and functions that are handed the name. */
import { s } from '../../../model/sentence.ts';
import { quote, whereIs } from './chain.ts';
import { argumentNode } from './sites.ts';
import { asNode, child, children, isMember, namePlace, strip, writtenName, type SyntaxNode } from './tree.ts';
import type { Step, Unit } from './scopes.ts';
import type { ApiUse } from './types.ts';
import type { Analysis, Found, Via } from './values.ts';

interface Argument {
  readonly node: SyntaxNode;
  readonly unit: Unit;
}

/** A name that a member may be chosen by. */
export interface Choice {
  readonly name: string;
  /** Where a caller gives the name; null where it is chosen on the spot. */
  readonly place: { readonly unit: Unit; readonly offset: number; readonly call: SyntaxNode } | null;
  /** The arguments at the member, as far as they come from the caller. */
  readonly argumentsOf: (inner: readonly Argument[]) => ApiUse['args'];
  readonly chain: readonly string[];
  /** The call by which the name came to the function around the member. */
  readonly handed: Via | null;
}

/** The names that an expression in brackets may be, and whether others are possible. */
export function nameChoices(
  analysis: Analysis,
  property: SyntaxNode,
  unit: Unit,
): { readonly choices: readonly Choice[]; readonly isOpen: boolean } {
  const choices: Choice[] = [];
  let isOpen = false;
  for (const found of analysis.evaluate(property, unit)) {
    const { value } = found;
    if (value.kind !== 'text' || value.parts.some((part) => part.node === null)) {
      isOpen = true;
      continue;
    }
    const handed = parametersOf(found.via);
    // A function that takes any name may be handed another one elsewhere.
    if (handed.length > 0) isOpen = true;
    choices.push({
      name: value.text,
      place: placeOf(found, handed),
      argumentsOf: (inner) => mapArguments(inner, handed),
      chain: handedOver(handed, found),
      handed: handed[0] ?? null,
    });
  }
  return { choices, isOpen: isOpen || choices.length === 0 };
}

/** Whether a member is chosen by a name that is handed in. */
export function isDynamic(analysis: Analysis, member: SyntaxNode, unit: Unit): boolean {
  const property = isMember(member) && writtenName(member) === null ? child(member, 'property') : null;
  return property !== null && analysis.evaluate(property, unit).some((found) => parametersOf(found.via).length > 0);
}

/** The calls that the name came through, the nearest to the member first. */
function parametersOf(via: Via | null): readonly Via[] {
  const steps: Via[] = [];
  for (let step = via; step !== null && steps.length < 12; step = step.next) if (step.kind === 'parameter') steps.push(step);
  return steps;
}

function placeOf(found: Found, handed: readonly Via[]): Choice['place'] {
  const outermost = handed.at(-1);
  if (outermost === undefined || outermost.site === null || found.value.kind !== 'text') return null;
  const call = outermost.site.node;
  const literal = found.value.parts.length === 1 ? (found.value.parts[0] ?? null) : null;
  const isInside =
    literal !== null &&
    literal.unit === outermost.unit &&
    literal.node !== null &&
    literal.node.start >= call.start &&
    literal.node.end <= call.end;
  const offset = isInside && literal.node !== null ? namePlace(literal.node) : namePlace(outermost.node);
  return { unit: outermost.unit, offset, call };
}

function handedOver(handed: readonly Via[], found: Found): readonly string[] {
  const outermost = handed.at(-1);
  const inner = handed[0];
  if (outermost === undefined || inner === undefined) return [];
  const parameter = inner.name === '' ? 'a parameter' : `\`${inner.name}\``;
  const told = [s`the name is \`${quote(outermost.node, outermost.unit)}\``];
  if (inner.fn !== null)
    told.push(
      s`it is handed over as ${parameter} to the function at ${whereIs(inner.fn, inner.home ?? found.unit, outermost.unit)}, which calls it`,
    );
  return told;
}

function mapArguments(inner: readonly Argument[], handed: readonly Via[]): ApiUse['args'] {
  let args = inner;
  for (const step of handed) args = args.flatMap((arg) => substitute(arg, step));
  return args.map(({ node, unit }) => ({ node: asNode(node), at: unit.parsed }));
}

/** An argument inside a wrapper, replaced by what the wrapper's caller gives for it. */
function substitute(arg: Argument, step: Via): readonly Argument[] {
  const { site, fn } = step;
  if (site === null || fn === null) return [arg];
  const node = strip(arg.node);
  const given = (candidate: SyntaxNode | null): readonly Argument[] | null => {
    if (candidate === null) return null;
    const name = strip(candidate);
    const binding = name.type === 'Identifier' ? arg.unit.bindingOf.get(name) : undefined;
    const definition = binding?.definitions.find(
      ({ origin, steps }) =>
        origin.kind === 'param' && origin.fn === fn && steps.every((taken) => taken.kind === 'default' || taken.kind === 'key'),
    );
    if (definition === undefined || definition.origin.kind !== 'param') return null;
    if (definition.origin.rest) return site.args.slice(definition.origin.index).map((one) => ({ node: one, unit: site.unit }));
    const one = argumentNode(site, definition.origin.index);
    const part = one === null ? null : partOf(one, definition.steps);
    return part === null ? [] : [{ node: part, unit: site.unit }];
  };
  if (node.type === 'SpreadElement') return given(child(node, 'argument')) ?? [arg];
  const direct = given(node);
  if (direct !== null) return direct;
  const parts =
    node.type === 'ObjectExpression'
      ? children(node, 'properties').map((property) => (property.type === 'SpreadElement' ? child(property, 'argument') : null))
      : children(node, 'arguments');
  for (const part of parts) {
    const merged = given(part);
    if (merged !== null && merged.length > 0) return merged;
  }
  return [arg];
}

/** The part of an object literal that a pattern takes out of it; the whole expression where that cannot be seen. */
function partOf(node: SyntaxNode, steps: readonly Step[]): SyntaxNode | null {
  let current = node;
  for (const taken of steps) {
    if (taken.kind !== 'key') continue;
    const literal = strip(current);
    if (literal.type !== 'ObjectExpression') return null;
    const property = children(literal, 'properties').find((one) => writtenName(one) === taken.name);
    const value = property === undefined ? null : child(property, 'value');
    if (value === null) return null;
    current = value;
  }
  return current;
}
