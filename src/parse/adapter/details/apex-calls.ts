/** Apex methods that the adapter calls by runApex. */
import type { ApexTarget } from '../../../model/assessment.ts';
import type { ApexClass } from '../reading.ts';
import type { ApiUse, Evaluator, Placed, ScriptReading } from '../script/types.ts';
import { callsOf, knownTexts, memberValues, recordsOf } from './expressions.ts';
import { fittingUses } from './fitting.ts';

/** A runApex call; a name is null where it is set at run time. */
export interface ApexCall {
  readonly className: string | null;
  readonly methodName: string | null;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly confidence: ApexTarget['calls'][number]['confidence'];
}

/** Every runApex call, with each class and method that it may name. */
export function apexCalls(reading: ScriptReading): ApexCall[] {
  return callsOf(fittingUses(reading), 'runApex').flatMap((use) => {
    if (use.api !== 'opencti' && use.api !== 'interaction') return [];
    const { script } = use.at;
    const place = { file: script.file, ...script.place(use.offset), confidence: use.confidence };
    const [classes, methods] = ['apexClass', 'methodName'].map((member, index) =>
      names(argumentsOf(use, member, index, reading.evaluator), reading.evaluator),
    );
    return (classes ?? [null])
      .flatMap((className) => (methods ?? [null]).map((methodName) => ({ className, methodName, ...place })))
      .slice(0, 8);
  });
}

function argumentsOf(use: ApiUse, member: string, position: number, evaluator: Evaluator): Placed[] {
  if (use.api === 'opencti') return memberValues(recordsOf(use.args[0], evaluator), member);
  const argument = use.args[position];
  return argument ? [argument] : [];
}

function names(values: readonly Placed[], evaluator: Evaluator): (string | null)[] {
  const found = values.flatMap((value) => knownTexts(value, evaluator)).filter((text) => /^\w{1,80}(?:\.\w{1,80}){0,2}$/.test(text));
  return found.length > 0 ? [...new Set(found)].slice(0, 4) : [null];
}

/** Puts calls of one method together and beside what the repository holds of it. Apex does not tell upper from lower case. */
export function joinApex(calls: readonly ApexCall[], classes: readonly ApexClass[]): ApexTarget[] {
  const byName = new Map<string, ApexClass>();
  for (const found of classes) if (!byName.has(found.name.toLowerCase())) byName.set(found.name.toLowerCase(), found);
  const groups = new Map<string, { first: ApexCall; calls: ApexCall[] }>();
  for (const call of calls) {
    // Calls whose class is not known have nothing in common.
    const key = call.className === null ? `\n${call.methodName ?? ''}` : `${call.className}\n${call.methodName ?? ''}`;
    const group = groups.get(key.toLowerCase());
    if (group) group.calls.push(call);
    else groups.set(key.toLowerCase(), { first: call, calls: [call] });
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, { first, calls: all }]) => ({
      className: first.className,
      methodName: first.methodName,
      calls: all.map(({ file, line, column, confidence }) => ({ file, line, column, confidence })).sort(byPlace),
      found: foundOf(first, byName),
    }));
}

interface Placing {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

function byPlace(a: Placing, b: Placing): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column;
}

function foundOf(call: ApexCall, classes: ReadonlyMap<string, ApexClass>): ApexTarget['found'] {
  if (call.className === null) return null;
  const name = call.className.toLowerCase();
  // `namespace.Class`: the source of the package itself names its classes without the namespace.
  const found = classes.get(name) ?? classes.get(name.slice(name.indexOf('.') + 1));
  if (!found) return null;
  const method = call.methodName === null ? undefined : bestMethod(found, call.methodName);
  return {
    file: found.file,
    line: found.line,
    column: found.column,
    classGlobal: found.global,
    method: method
      ? {
          global: method.global,
          webService: method.webService,
          static: method.static,
          file: found.file,
          line: method.line,
          column: method.column,
        }
      : null,
  };
}

/** Of methods of the same name, the one that runApex can call. */
function bestMethod(found: ApexClass, name: string): ApexClass['methods'][number] | undefined {
  const same = found.methods.filter((method) => method.name.toLowerCase() === name.toLowerCase());
  return same.find((method) => method.webService && method.static) ?? same[0];
}
