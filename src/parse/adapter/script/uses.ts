/** From evaluated expressions to uses of Salesforce's APIs. */
import { s } from '../../../model/sentence.ts';
import { tellChain, whereIs } from './chain.ts';
import { patternObjects } from './evaluate.ts';
import { boundArguments, callOf, positionOf, type Position } from './positions.ts';
import { isCalledInReturned } from './results.ts';
import { asNode, child, children, isCall, isMember, literalText, nameOf, namePlace, strip, writtenName, type SyntaxNode } from './tree.ts';
import { GLOBAL_NAMES, INVOKERS, isConstant, isContainer, isDocumented, MEMBER_NAMES, PATH_NAMES, type ApiName } from './vocabulary.ts';
import { argumentNode } from './sites.ts';
import { isDynamic, nameChoices, type Choice } from './wrappers.ts';
import type { PatternKey, Unit } from './scopes.ts';
import type { ApiUse } from './types.ts';
import { unite, type Analysis, type Found, type Via } from './values.ts';

/** A member, or an API itself where `name` is null, that an expression gives. */
interface Target {
  readonly api: ApiName;
  readonly name: string | null;
  readonly via: Via | null;
}

interface Draft {
  readonly kind: ApiUse['kind'];
  readonly api: ApiName;
  readonly name: string;
  readonly unit: Unit;
  readonly offset: number;
  readonly position: Position | null;
  readonly args?: ApiUse['args'];
  readonly confidence: ApiUse['confidence'];
  readonly chain: readonly string[];
}

/** All uses in one script. */
export function findUses(
  analysis: Analysis,
  unit: Unit,
  scope: SearchScope,
): { readonly uses: readonly ApiUse[]; readonly isCut: boolean } {
  const uses = new Map<string, ApiUse>();
  const report = (draft: Draft): void => {
    const { position } = draft;
    const key = `${draft.unit.file} ${draft.unit.program.start} ${draft.offset} ${draft.kind} ${draft.api} ${draft.name}`;
    if (uses.has(key)) return;
    const handed =
      position?.kind === 'call' && position.handedTo !== null
        ? [s`handed to \`${position.handedTo}\`, ${whereIs(position.call, unit, draft.unit)}`]
        : [];
    uses.set(key, {
      kind: draft.kind,
      api: draft.api,
      name: draft.name,
      at: draft.unit.parsed,
      offset: draft.offset,
      call: draft.kind === 'call' && position?.kind === 'call' ? asNode(position.call) : null,
      args: draft.kind !== 'call' ? [] : (draft.args ?? placed(position, unit)),
      confidence:
        draft.unit.parsed.reading === 'tolerant'
          ? 'text'
          : handed.length > 0 && draft.confidence === 'exact'
            ? 'resolved'
            : draft.confidence,
      chain: [...draft.chain, ...handed],
    });
  };
  let isCut = false;
  // Each part of the work has its own share, and what is most likely comes first, so that a bound cuts off what is least.
  const work = <T>(list: readonly T[], read: (entry: T) => void): void => {
    const start = analysis.taken();
    for (const entry of list) {
      if (analysis.taken() - start > scope.steps) {
        isCut = true;
        return;
      }
      read(entry);
    }
  };
  const sorted = sortMembers(unit);
  const readOne = (member: SyntaxNode): void => readMember(analysis, unit, member, report);
  work(sorted.likely, readOne);
  work(unit.patternKeys, (key) => readPatternKey(analysis, unit, key, report));
  work(unit.comparisons, (test) => readTest(analysis, unit, child(test, 'left'), child(test, 'right'), report));
  if (scope.whole) {
    work(sorted.chosen, readOne);
    work(unit.calls, (call) => readCall(analysis, unit, call, report));
    work(unit.handlers, (handler) => readAlias(analysis, unit, handler, report));
    work(sorted.called, readOne);
    work(sorted.rest, readOne);
  }
  return { uses: [...uses.values()], isCut };
}

/** How much of a script is looked at. */
export interface SearchScope {
  /** Everything, or only what bears a name of Salesforce. */
  readonly whole: boolean;
  /** Steps for each part of the work. */
  readonly steps: number;
}

type Sorted = Readonly<Record<'likely' | 'chosen' | 'called' | 'rest', readonly SyntaxNode[]>>;

/** Members by how likely they are Salesforce's: by name, chosen at run time and called, called, all others. */
function sortMembers(unit: Unit): Sorted {
  const sorted = { likely: [] as SyntaxNode[], chosen: [] as SyntaxNode[], called: [] as SyntaxNode[], rest: [] as SyntaxNode[] };
  for (const member of unit.members) {
    const name = writtenName(member);
    const parent = unit.parents.get(member);
    // An index into a list is neither called nor kept for a call.
    const isCalled = parent !== undefined && leadsToCall(parent.type);
    if (name !== null && (MEMBER_NAMES.has(name) || PATH_NAMES.has(name))) sorted.likely.push(member);
    else if (name === null && isCalled) sorted.chosen.push(member);
    else if (isCalled) sorted.called.push(member);
    else sorted.rest.push(member);
  }
  return sorted;
}

const leading = new Map<string, boolean>();

/** Whether what stands in such a node may be called there or be kept for a call. */
function leadsToCall(type: string): boolean {
  let known = leading.get(type);
  if (known === undefined) {
    known = /Call|Chain|Member|Declarator|Conditional|Logical|Sequence|TS|Return|ArrowFunction|New/.test(type);
    leading.set(type, known);
  }
  return known;
}

function placed(position: Position | null, unit: Unit): ApiUse['args'] {
  return position?.kind === 'call' ? position.args.map((node) => ({ node: asNode(node), at: unit.parsed })) : [];
}

function ownersOf(analysis: Analysis, node: SyntaxNode, unit: Unit): readonly Found[] {
  return analysis
    .evaluate(node, unit)
    .filter(
      ({ value }) => value.kind === 'sforce' || value.kind === 'api' || (value.kind === 'member' && isContainer(value.api, value.name)),
    );
}

/** What `owner.name` is; several APIs are told apart by what they document. */
function targetsOf(analysis: Analysis, owners: readonly Found[], name: string): readonly Target[] {
  const targets = unite(...owners.map((owner) => analysis.property(owner, name))).flatMap(({ value, via, isGuess }): readonly Target[] => {
    if (isGuess === true && value.kind === 'member' && !isDocumented(value.api, value.name)) return [];
    if (value.kind === 'api') return [{ api: value.api, name: null, via }];
    return value.kind === 'member' ? [{ api: value.api, name: value.name, via }] : [];
  });
  if (targets.length < 2) return targets;
  const documented = targets.filter((target) => target.name === null || isDocumented(target.api, target.name));
  return documented.length > 0 ? documented : targets;
}

/** Whether an expression is the path from `sforce` on, written in full. */
function isSpelledOut(node: SyntaxNode, unit: Unit): boolean {
  let current = strip(node);
  while (isMember(current)) {
    if (writtenName(current) === null) return false;
    const object = child(current, 'object');
    if (object === null) return false;
    current = strip(object);
  }
  const name = nameOf(current);
  const binding = unit.bindingOf.get(current);
  if (name === 'sforce') return binding === undefined || binding.ambient || binding.scope.parent === null;
  return (GLOBAL_NAMES.has(name) || name === 'document') && binding === undefined;
}

function readMember(analysis: Analysis, unit: Unit, member: SyntaxNode, report: (draft: Draft) => void): void {
  const object = child(member, 'object');
  const property = child(member, 'property');
  if (object === null || property === null) return;
  const owners = ownersOf(analysis, object, unit);
  if (owners.length === 0) {
    readAlias(analysis, unit, member, report);
    return;
  }
  const position = positionOf(analysis, member, unit);
  if (position.kind === 'definition') return;
  const name = writtenName(member);
  const confidence = isSpelledOut(object, unit) ? 'exact' : 'resolved';
  if (name !== null) {
    for (const target of targetsOf(analysis, owners, name))
      reportTarget(unit, member, target, position, namePlace(property), confidence, report);
    return;
  }
  readDynamic(analysis, unit, member, owners, position, report);
}

function reportTarget(
  unit: Unit,
  member: SyntaxNode,
  target: Target,
  position: Position,
  offset: number,
  confidence: Draft['confidence'],
  report: (draft: Draft) => void,
): void {
  const chain = confidence === 'exact' ? [] : tellChain(target.via, unit);
  const draft = { api: target.api, unit, offset, position, confidence, chain };
  if (target.name === null) {
    if (position.kind === 'inner' || position.kind === 'destructured' || isAskedByName(member, unit)) return;
    report({ ...draft, kind: 'reference', name: '(namespace)' });
    return;
  }
  if (isContainer(target.api, target.name)) {
    if (position.kind === 'inner' || position.kind === 'destructured') return;
    report({ ...draft, kind: 'reference', name: target.name });
    return;
  }
  if (isConstant(target.api, target.name)) {
    report({ ...draft, kind: 'constant', name: target.name, offset: constantPlace(member, offset) });
    return;
  }
  report({ ...draft, kind: position.kind === 'call' ? 'call' : 'reference', name: target.name });
}

/** A constant stands where its group does: at `SCREENPOP_TYPE`, whatever line its last name is on. */
function constantPlace(member: SyntaxNode, offset: number): number {
  const group = strip(child(member, 'object') ?? member);
  const property = isMember(group) ? child(group, 'property') : null;
  const name = isMember(group) ? writtenName(group) : null;
  if (property === null || name === null || !/^(?:SCREENPOP_TYPE|CALL_TYPE|ConsoleEvent|TabLink|PRESENCE)$/.test(name)) return offset;
  return name === 'PRESENCE' ? constantPlace(group, namePlace(property)) : namePlace(property);
}

/** `'opencti' in sforce` and `sforce.hasOwnProperty('opencti')` are read by the name in them. */
function isAskedByName(member: SyntaxNode, unit: Unit): boolean {
  const parent = unit.parents.get(member);
  return parent?.type === 'BinaryExpression' && parent['operator'] === 'in' && child(parent, 'right') === member;
}

function readDynamic(
  analysis: Analysis,
  unit: Unit,
  member: SyntaxNode,
  owners: readonly Found[],
  given: Position,
  report: (draft: Draft) => void,
): void {
  const property = child(member, 'property') ?? member;
  const position = calledLater(unit, member, given) ?? given;
  const { choices, isOpen } = nameChoices(analysis, property, unit);
  const offset = namePlace(property);
  for (const choice of choices) {
    for (const target of targetsOf(analysis, ownersFor(analysis, member, owners, choice, unit), choice.name)) {
      if (choice.place === null) reportTarget(unit, member, target, position, offset, 'resolved', report);
      else if (target.name !== null) reportChoice(unit, target, choice, position, report);
    }
  }
  if (!isOpen || position.kind === 'inner') return;
  const apis = new Set(
    owners.flatMap(({ value }): readonly ApiName[] => (value.kind === 'api' || value.kind === 'member' ? [value.api] : [])),
  );
  for (const { value } of owners) {
    if (value.kind !== 'member') continue;
    report({
      kind: isConstant(value.api, `${value.name}.X`) ? 'constant' : position.kind === 'call' ? 'call' : 'reference',
      api: value.api,
      name: `${value.name}.*`,
      unit,
      offset,
      position,
      confidence: 'dynamic',
      chain: [],
    });
    apis.delete(value.api);
  }
  const chain = isSpelledOut(child(member, 'object') ?? member, unit) ? [] : tellChain(owners[0]?.via ?? null, unit);
  for (const api of apis)
    report({ kind: position.kind === 'call' ? 'call' : 'reference', api, name: '*', unit, offset, position, confidence: 'dynamic', chain });
}

/** Of an object that is handed over with the name, what that one call hands over: other calls may hand over other objects. */
function ownersFor(analysis: Analysis, member: SyntaxNode, owners: readonly Found[], choice: Choice, unit: Unit): readonly Found[] {
  const object = strip(child(member, 'object') ?? member);
  const definitions = object.type === 'Identifier' ? unit.bindingOf.get(object)?.definitions : undefined;
  const only = definitions?.length === 1 ? definitions[0] : undefined;
  const site = choice.handed?.site ?? null;
  if (only?.origin.kind !== 'param' || only.origin.rest || only.steps.length > 0 || site === null || choice.handed?.fn !== only.origin.fn)
    return owners;
  if (site.given !== null || site.spread || site.modules !== null) return owners;
  const given = argumentNode(site, only.origin.index);
  return given === null || given.type === 'SpreadElement' ? owners : ownersOf(analysis, given, site.unit);
}

/** A wrapper was asked for a member by its name: the use is where the name is given. */
function reportChoice(unit: Unit, target: Target, choice: Choice, position: Position, report: (draft: Draft) => void): void {
  const place = choice.place;
  if (place === null || target.name === null) return;
  const kind = position.kind === 'call' ? 'call' : 'reference';
  const outer: Position = position.kind === 'call' ? { kind: 'call', call: place.call, args: [], handedTo: null } : position;
  report({
    kind,
    api: target.api,
    name: target.name,
    unit: place.unit,
    offset: place.offset,
    position: outer,
    args: choice.argumentsOf(position.kind === 'call' ? position.args.map((node) => ({ node, unit })) : []),
    confidence: 'resolved',
    chain: [...tellChain(target.via, place.unit), ...choice.chain],
  });
}

/** `const method = api[name]; … method(args)`: the call stands further down. */
function calledLater(unit: Unit, member: SyntaxNode, position: Position): Position | null {
  if (position.kind !== 'named') return null;
  const declarator = unit.parents.get(member);
  const id = declarator?.type === 'VariableDeclarator' ? child(declarator, 'id') : null;
  const binding = id === null ? undefined : unit.bindingOf.get(id);
  for (const reference of binding?.references ?? []) {
    const parent = unit.parents.get(reference);
    if (parent === undefined) continue;
    if (isCall(parent) && child(parent, 'callee') === reference)
      return { kind: 'call', call: parent, args: children(parent, 'arguments'), handedTo: null };
    const name = isMember(parent) ? writtenName(parent) : null;
    const call = name === 'call' || name === 'apply' ? callOf(parent, unit) : null;
    if (call !== null && name !== null) return { kind: 'call', call, args: boundArguments(call, name), handedTo: null };
  }
  return null;
}

/** A method of Salesforce under a name of theirs: `this.pop(…)`, `handlers.pop.call(…)`, `setTimeout(this.pop)`. */
function readAlias(analysis: Analysis, unit: Unit, node: SyntaxNode, report: (draft: Draft) => void): void {
  const found = analysis
    .evaluate(node, unit)
    .filter(
      ({ value, isGuess }) =>
        value.kind === 'member' &&
        (isGuess !== true || isDocumented(value.api, value.name)) &&
        !isContainer(value.api, value.name) &&
        !isConstant(value.api, value.name),
    );
  if (found.length === 0) return;
  const position = positionOf(analysis, node, unit);
  if (position.kind !== 'call') return;
  for (const { value, via } of found) {
    if (value.kind !== 'member') continue;
    report({
      kind: 'call',
      api: value.api,
      name: value.name,
      unit,
      offset: namePlace(node),
      position,
      confidence: 'resolved',
      chain: tellChain(via, unit),
    });
  }
}

function readCall(analysis: Analysis, unit: Unit, call: SyntaxNode, report: (draft: Draft) => void): void {
  const callee = strip(child(call, 'callee') ?? call);
  if (callee.type === 'Identifier') {
    if (!isLeftToCaller(analysis, callee, unit)) readAlias(analysis, unit, callee, report);
  } else if (isCall(callee)) {
    const name = writtenName(strip(child(callee, 'callee') ?? callee));
    if (name !== 'bind' && name !== 'call' && name !== 'apply') readAlias(analysis, unit, callee, report);
  }
  const name = isMember(callee) ? writtenName(callee) : nameOf(callee);
  const args = children(call, 'arguments');
  if (isMember(callee) && (name === 'call' || name === 'apply' || name === 'bind')) {
    const object = strip(child(callee, 'object') ?? callee);
    if (object.type === 'Identifier' && !isLeftToCaller(analysis, object, unit)) readAlias(analysis, unit, object, report);
  }
  if (name !== null && INVOKERS.has(name))
    for (const arg of args) if (strip(arg).type === 'Identifier') readAlias(analysis, unit, strip(arg), report);
  if (isMember(callee) && name === 'hasOwnProperty') readTest(analysis, unit, args[0] ?? null, child(callee, 'object'), report);
  else if (isMember(callee) && (name === 'hasOwn' || name === 'has') && /^(?:Object|Reflect)$/.test(nameOf(child(callee, 'object'))))
    readTest(analysis, unit, args[1] ?? null, args[0] ?? null, report);
}

/** A parameter that is called inside what its function gives back is reported where that is called; so is a member chosen by name. */
function isLeftToCaller(analysis: Analysis, callee: SyntaxNode, unit: Unit): boolean {
  const binding = unit.bindingOf.get(callee);
  if (binding === undefined) return false;
  return binding.definitions.some(({ origin, steps }) => {
    if (steps.length > 0) return false;
    if (origin.kind === 'param') return isCalledInReturned(callee, origin.fn, unit);
    return origin.kind === 'value' && isDynamic(analysis, strip(origin.node), unit);
  });
}

function readPatternKey(analysis: Analysis, unit: Unit, key: PatternKey, report: (draft: Draft) => void): void {
  const objects = patternObjects(analysis, key.origin, key.before, unit);
  const owners = objects.filter(
    ({ value }) => value.kind === 'sforce' || value.kind === 'api' || (value.kind === 'member' && isContainer(value.api, value.name)),
  );
  if (owners.length === 0) return;
  const isNested =
    key.target.type === 'ObjectPattern' || (key.target.type === 'AssignmentPattern' && child(key.target, 'left')?.type === 'ObjectPattern');
  const names =
    key.step.kind === 'key'
      ? [key.step.name]
      : key.step.kind === 'computed'
        ? nameChoices(analysis, key.step.node, unit).choices.map((choice) => choice.name)
        : [];
  const isExact = key.origin.kind === 'value' && isSpelledOut(key.origin.node, unit);
  for (const name of names) {
    for (const target of targetsOf(analysis, owners, name)) {
      if (isNested && (target.name === null || isContainer(target.api, target.name))) continue;
      reportTarget(unit, key.node, target, { kind: 'named' }, namePlace(key.node), isExact ? 'exact' : 'resolved', report);
    }
  }
}

function readTest(
  analysis: Analysis,
  unit: Unit,
  nameNode: SyntaxNode | null,
  object: SyntaxNode | null,
  report: (draft: Draft) => void,
): void {
  const name = literalText(nameNode);
  if (name === null || nameNode === null || object === null) return;
  const owners = ownersOf(analysis, object, unit);
  if (owners.length === 0) return;
  for (const target of targetsOf(analysis, owners, name)) {
    const confidence = isSpelledOut(object, unit) ? 'exact' : 'resolved';
    reportTarget(unit, nameNode, target, { kind: 'named' }, namePlace(nameNode), confidence, report);
  }
}
