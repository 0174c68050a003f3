/** What conditions and formulas on Task say of calls: that they ask for them, leave them out, or do neither. */
import type { Position } from '../../lines.ts';
import type { FieldUse } from '../../../model/org-terms.ts';
import { speaksOfCalls } from '../call-fields.ts';
import type { UsedField } from '../reading.ts';
import { type ActivityField, activityField } from './activity-columns.ts';

/** A field of Task as far as calls are concerned. `custom` is any custom field. */
export interface TaskField {
  readonly kind: ActivityField['is'];
  readonly name: string;
}

/** Null for a field that says nothing of calls; the name as Salesforce spells it. */
export function taskField(name: string): TaskField | null {
  const known = activityField(name);
  return known && { kind: known.is, name: known.name };
}

/** Whether it is the API name of a custom field, of a package too. */
export function isCustomField(name: string): boolean {
  return activityField(name)?.is === 'custom';
}

export interface Condition {
  readonly field: string;
  readonly test: 'is' | 'is-not' | 'like' | 'other';
  /** Literals; empty where the value is known at run time only. */
  readonly values: readonly string[];
}

/**
 * `call`: it names what only calls fill, or the subtype Call. `likely`: a type or a subject says call. `excludes`: no call gets past it.
 * `none`: nothing of calls.
 */
export type Verdict = 'call' | 'likely' | 'excludes' | 'none';

export function judge({ field, test, values }: Condition): Verdict {
  const known = taskField(field);
  if (known?.kind === 'call') return 'call';
  const says = values.some(saysCall);
  if (known?.kind === 'subtype') {
    if (values.length === 0 || test === 'other') return 'call';
    return (test === 'is-not') === says ? 'excludes' : 'call';
  }
  if (known?.kind !== 'type' && known?.kind !== 'subject') return 'none';
  if (test === 'is-not') return says && known.kind === 'type' ? 'excludes' : 'none';
  if (says) return 'likely';
  return test !== 'other' && values.length > 0 && values.every((value) => /^\W*(?:e-?mail|meeting)\b/i.test(value)) ? 'excludes' : 'none';
}

/** Whether no call gets past conditions that all must hold. Of a logic of its own only one that joins all by AND is followed. */
export function excludesCalls(conditions: readonly Condition[], logic: string): boolean {
  const verdicts = conditions.map(judge);
  if (verdicts.length > 0 && verdicts.every((verdict) => verdict === 'excludes') && !/\bnot\b/i.test(logic)) return true;
  return verdicts.includes('excludes') && /^(?:and|[\s\d()]|\band\b)*$/i.test(logic);
}

/** Whole words of a value that speak of calls. */
export function saysCall(value: string): boolean {
  return speaksOfCalls(value);
}

/** A field that a formula names, with the path before it: `$Record`, `Task`, or nothing. */
export interface FormulaField extends TaskField {
  readonly path: string;
  readonly index: number;
}

/**
 * Subject or Type where a formula names it and one of its texts says call: what it compares is not worked out. Null otherwise.
 */
export function saidByText(formula: string): string | null {
  const plain = formula.slice(0, LONGEST_FORMULA).replace(/\/\*[\s\S]*?(?:\*\/|$)/g, ' ');
  const says = [...plain.matchAll(/"((?:[^"\\]|\\[\s\S]){0,300})"|'((?:[^'\\]|\\[\s\S]){0,300})'/g)].some(([, double, single]) =>
    saysCall(double ?? single ?? ''),
  );
  const field = says
    ? formulaFields(plain).find(({ kind, path }) => (kind === 'subject' || kind === 'type') && IS_TASK.test(path))
    : undefined;
  return field?.name ?? null;
}

const LONGEST_FORMULA = 20_000;
const IS_TASK = /^(?:Task|Event|Activity)?$/i;

/** Fields that a formula names outside its texts and comments. */
export function formulaFields(formula: string): FormulaField[] {
  const found: FormulaField[] = [];
  for (const { 0: word, index } of blankFormulaTexts(formula).matchAll(/[\w$.]+/g)) {
    const dot = word.lastIndexOf('.');
    const field = taskField(word.slice(dot + 1));
    if (field) found.push({ ...field, path: word.slice(0, Math.max(dot, 0)), index: index + dot + 1 });
  }
  return found;
}

function blankFormulaTexts(formula: string): string {
  return formula.replace(/\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"\\]|\\[\s\S])*(?:"|$)|'(?:[^'\\]|\\[\s\S])*(?:'|$)/g, (part) =>
    ' '.repeat(part.length),
  );
}

const SUBTYPE_TEST =
  /(\bNOT\s{0,9}\(\s{0,9})?(?:\bISPICKVAL\s{0,9}\(\s{0,9}|\bTEXT\s{0,9}\(\s{0,9})?\{?!?[$\w.]{0,120}\bTaskSubtype\}?\s{0,9}\)?\s{0,9}(,|==?|<>|!=)\s{0,9}["'](\w{0,40})["']/gi;

/** Whether a formula that must hold leaves calls out by their subtype. With an alternative in it nobody can tell. */
export function formulaExcludesCalls(formula: string): boolean {
  if (/\bOR\s*\(|\|\||\bIF\s*\(|\bCASE\s*\(/i.test(formula)) return false;
  const plain = formula.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, ' ');
  return [...plain.matchAll(SUBTYPE_TEST)].some(([, not, operator, value = '']) => {
    const isNegated = (not !== undefined) !== (operator === '<>' || operator === '!=');
    return isNegated === saysCall(value);
  });
}

/** Each name and use once, where it was seen first. */
export function uniqueUses(uses: readonly UsedField[]): UsedField[] {
  const seen = new Set<string>();
  return uses.filter(({ name, use }) => {
    const key = `${name.toLowerCase()} ${use}`;
    return seen.has(key) ? false : (seen.add(key), true);
  });
}

export function usedField({ name }: TaskField, use: FieldUse, { line, column }: Position): UsedField {
  return { name, use, line, column };
}

/** `A`, `A and B`, `A, B and C`; each once. Names that are no identifiers are left out, they may be anything. */
export function listed(names: readonly string[]): string {
  const all = [...new Set(names)].filter((name) => /^[\w$.]{1,80}$/.test(name));
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}
