/** How a value was come to, told in sentences. */
import { s } from '../../../model/sentence.ts';
import { maskShapes } from '../../secrets.ts';
import { isClass, isFunction, type SyntaxNode } from './tree.ts';
import type { Unit } from './scopes.ts';
import type { Via } from './values.ts';

const LONGEST_QUOTE = 60;
const MOST_STEPS = 8;

/** What was quoted once: many uses come to their API by the same steps. */
const quotes = new WeakMap<SyntaxNode, string>();

/** Short source text for a sentence. */
export function quote(node: SyntaxNode, unit: Unit): string {
  let known = quotes.get(node);
  if (known === undefined) {
    known = shorten(node, unit);
    quotes.set(node, known);
  }
  return known;
}

function shorten(node: SyntaxNode, unit: Unit): string {
  const text = unit.parsed.script.text.slice(node.start, Math.min(node.end, node.start + 400)).replace(/\s+/g, ' ');
  const masked = maskShapes(text);
  return masked.length > LONGEST_QUOTE || node.end - node.start > 400 ? `${masked.slice(0, LONGEST_QUOTE)}…` : masked;
}

/** “line 12”, with the file where it is another one. */
export function whereIs(node: SyntaxNode, unit: Unit, from: Unit): string {
  const line = s`line ${unit.parsed.script.place(node.start).line}`;
  return unit.file === from.file ? line : s`${line} of ${unit.file}`;
}

/** The steps from a use back to where the value is made, first things first. */
export function tellChain(via: Via | null, from: Unit): readonly string[] {
  const sentences: string[] = [];
  for (let step = via; step !== null && sentences.length < MOST_STEPS; step = step.next) {
    const sentence = tellStep(step, from);
    if (sentence !== null && !sentences.includes(sentence)) sentences.push(sentence);
  }
  return sentences.reverse();
}

function tellStep(step: Via, from: Unit): string | null {
  const where = whereIs(step.node, step.unit, from);
  const name = step.name === '' ? null : step.name;
  const isBody = isFunction(step.node) || isClass(step.node);
  switch (step.kind) {
    case 'name':
    case 'property':
      return name === null || isBody ? null : s`\`${name}\` is \`${quote(step.node, step.unit)}\`, ${where}`;
    case 'parameter':
      return isBody ? null : s`${name === null ? s`a parameter` : `\`${name}\``} gets \`${quote(step.node, step.unit)}\`, ${where}`;
    case 'return':
      return isBody
        ? name === null
          ? null
          : s`\`${name}\` is worked out, ${where}`
        : s`${name === null ? s`a function` : `\`${name}\``} returns \`${quote(step.node, step.unit)}\`, ${where}`;
  }
}
