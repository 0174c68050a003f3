/** Script inside the texts of a script: timers and `eval`, addresses that run, markup with event attributes. */
import { makeScript, scriptsOf } from '../markup/scripts.ts';
import { lexScript } from '../lex.ts';
import { scanMarkup } from '../markup/scan.ts';
import type { Dialect } from '../markup/merge-fields.ts';
import type { Script } from '../reading.ts';
import { child, children, isCall, isMember, literalText, nameOf, strip, writtenName, type SyntaxNode } from './tree.ts';
import type { Unit } from './scopes.ts';

const PLAIN: Dialect = { merge: false, server: false, braces: false, expressions: false };

/** No text of a script that is run is longer. */
const LONGEST = 4000;
const MOST_TERMS = 60;

/** What a text that is run is: statements, an address, or markup. */
type Manner = 'statements' | 'address' | 'markup';

/** The scripts that texts of this script hold, where the texts are run and speak of `sforce`. */
export function innerScripts(unit: Unit): readonly Script[] {
  const { script } = unit.parsed;
  const scripts: Script[] = [];
  const seen = new Set<SyntaxNode>();
  for (const literal of unit.texts) {
    if (!script.clean.slice(literal.start, literal.end).includes('sforce')) continue;
    const whole = wholeSum(literal, unit);
    if (seen.has(whole) || whole.end - whole.start > LONGEST) continue;
    seen.add(whole);
    const clean = composed(whole, script.clean);
    const manner = clean === null ? null : mannerOf(whole, clean, unit);
    if (clean === null || manner === null) continue;
    const place = (offset: number): ReturnType<Script['place']> => script.place(whole.start + offset);
    const own = (inner: Script): Script => ({ ...inner, page: script.page, ...(script.context && { context: script.context }) });
    if (manner === 'markup') {
      scripts.push(...scriptsOf(script.file, scanMarkup(clean, PLAIN), PLAIN, place).map((inner) => own(inner)));
      continue;
    }
    const code = manner === 'address' ? clean.replace(/^(\s*)javascript:/i, (prefix) => ' '.repeat(prefix.length)) : clean;
    scripts.push(own(makeScript(script.file, code, place, 'attribute', 'javascript', PLAIN)));
  }
  return scripts.filter(({ clean }) => clean.includes('sforce'));
}

function isSum(node: SyntaxNode): boolean {
  return node.type === 'BinaryExpression' && node['operator'] === '+';
}

function wholeSum(literal: SyntaxNode, unit: Unit): SyntaxNode {
  let node = literal;
  for (let parent = unit.parents.get(node); parent !== undefined && isSum(parent); parent = unit.parents.get(node)) node = parent;
  return node;
}

/** The text as it is run, every character where it stands in the file; what is put in at run time is a name. Null where that cannot be. */
function composed(whole: SyntaxNode, text: string): string | null {
  const terms: SyntaxNode[] = [];
  const stack = [whole];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const left = isSum(node) ? child(node, 'left') : null;
    const right = isSum(node) ? child(node, 'right') : null;
    if (left !== null && right !== null) stack.push(right, left);
    else terms.push(node);
    if (terms.length + stack.length > MOST_TERMS) return null;
  }
  const gaps: { start: number; end: number }[] = [];
  let made = '';
  let last = whole.start;
  let isFilled = false;
  const fill = (to: number): void => {
    if (isFilled) gaps.push({ start: made.length, end: made.length + to - last });
    made += (isFilled ? '_' : ' ').repeat(to - last);
    last = to;
    isFilled = false;
  };
  for (const term of terms) {
    if (literalText(term) === null) {
      isFilled = true;
      continue;
    }
    fill(term.start + 1);
    made += text
      .slice(term.start + 1, term.end - 1)
      .replace(/\\([\s\S])/g, (_escape, sign: string) => (/['"`/]/.test(sign) ? ` ${sign}` : '  '));
    last = term.end - 1;
  }
  fill(whole.end);
  return gaps.length === 0 ? made : withChoices(made, gaps);
}

/** Where a name is put together, nothing is known of it; where a member's name is put in, the member is chosen at run time. */
function withChoices(text: string, gaps: readonly { readonly start: number; readonly end: number }[]): string | null {
  const strings = lexScript(text).filter(({ kind }) => kind === 'string');
  let made = text;
  for (const { start, end } of gaps) {
    if (strings.some((string) => string.start < start && string.end >= end)) continue;
    const before = text[start - 1] ?? '';
    if (/[\w$]/.test(before) || /[\w$]/.test(text[end] ?? '')) return null;
    if (before === '.') made = `${made.slice(0, start - 1)}[${made.slice(start, end - 1)}]${made.slice(end)}`;
  }
  return made;
}

const RUN_AS_GIVEN = new Set(['setTimeout', 'setInterval', 'eval', 'execScript', 'Function']);
const PUT_ON_PAGE = new Set(
  '$ jQuery html append prepend before after appendTo prependTo replaceWith write writeln insertAdjacentHTML createContextualFragment'.split(
    ' ',
  ),
);
const TOLD = /^(?:log|warn|error|info|debug|trace|alert|Error|TypeError|expect|it|test|describe|indexOf|includes|startsWith|match|search)$/;

function mannerOf(whole: SyntaxNode, text: string, unit: Unit): Manner | null {
  const parent = unit.parents.get(whole);
  if (parent === undefined) return null;
  const callee = isCall(parent) || parent.type === 'NewExpression' ? child(parent, 'callee') : null;
  const name = callee === null ? '' : calledName(callee);
  const args = callee === null ? [] : children(parent, 'arguments');
  if (callee !== null && RUN_AS_GIVEN.has(name) && !unit.bindingOf.has(strip(callee)))
    return args.indexOf(whole) === (name === 'Function' ? args.length - 1 : 0) ? 'statements' : null;
  if ((name === 'setAttribute' || name === 'attr') && args[1] === whole && /^on[a-z]+$/i.test(literalText(args[0] ?? null) ?? ''))
    return 'statements';
  if (/^\s*javascript:/i.test(text)) return TOLD.test(name) || isCompared(parent) ? null : 'address';
  return /<[a-z]/i.test(text) && isPutOnPage(whole, unit) ? 'markup' : null;
}

function calledName(callee: SyntaxNode): string {
  const inner = strip(callee);
  return isMember(inner) ? (writtenName(inner) ?? '') : nameOf(inner);
}

function isCompared(parent: SyntaxNode): boolean {
  return parent.type === 'BinaryExpression' || parent.type === 'SwitchCase' || parent.type === 'ExpressionStatement';
}

/** Whether markup is given to the page where it stands, or by the variable that it is kept in. */
function isPutOnPage(node: SyntaxNode, unit: Unit): boolean {
  if (isGivenToPage(node, unit)) return true;
  const parent = unit.parents.get(node);
  const target = parent === undefined ? null : parent.type === 'VariableDeclarator' ? child(parent, 'id') : child(parent, 'left');
  const binding = target === null || target === node ? undefined : unit.bindingOf.get(target);
  return binding?.references.some((reference) => isGivenToPage(wholeSum(reference, unit), unit)) === true;
}

function isGivenToPage(node: SyntaxNode, unit: Unit): boolean {
  const parent = unit.parents.get(node);
  if (parent === undefined) return false;
  if (parent.type === 'AssignmentExpression') {
    const left = strip(child(parent, 'left') ?? parent);
    return isMember(left) && left !== node && /^(?:innerHTML|outerHTML|srcdoc)$/.test(writtenName(left) ?? '');
  }
  const callee = isCall(parent) ? child(parent, 'callee') : null;
  return callee !== null && callee !== node && PUT_ON_PAGE.has(calledName(callee));
}
