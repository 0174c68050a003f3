/** Names and their scopes: what every identifier of a script is bound to, and an index of what later steps look for. */
import type { ParsedScript } from './types.ts';
import {
  below,
  child,
  children,
  isCall,
  isClass,
  isFunction,
  isMember,
  literalText,
  nameOf,
  slots,
  strip,
  writtenName,
  type Parents,
  type SyntaxNode,
} from './tree.ts';

/** A step from a value to a part of it, as a pattern takes it. */
export type Step =
  | { readonly kind: 'key'; readonly name: string }
  | { readonly kind: 'computed'; readonly node: SyntaxNode }
  | { readonly kind: 'element'; readonly index: number | null }
  | { readonly kind: 'rest' }
  | { readonly kind: 'default'; readonly node: SyntaxNode };

/** Where a name gets its value from, before the steps are taken. */
export type Origin =
  | { readonly kind: 'value'; readonly node: SyntaxNode }
  | { readonly kind: 'param'; readonly fn: SyntaxNode; readonly index: number; readonly rest: boolean }
  | { readonly kind: 'import'; readonly source: string; readonly name: string; readonly node: SyntaxNode }
  | { readonly kind: 'own'; readonly node: SyntaxNode }
  | { readonly kind: 'unknown' };

/** One place that gives a name a value. */
export interface Definition {
  readonly origin: Origin;
  readonly steps: readonly Step[];
  /** What is written there: a declarator, an assignment, a parameter. */
  readonly node: SyntaxNode;
}

/** A name in a scope. */
export interface Binding {
  readonly name: string;
  readonly scope: Scope;
  readonly definitions: Definition[];
  readonly references: SyntaxNode[];
  /** `declare const`, or a global of a plain script. */
  ambient: boolean;
}

interface Scope {
  readonly parent: Scope | null;
  readonly isFunction: boolean;
  readonly bindings: Map<string, Binding>;
}

/** A key of a destructuring pattern: a property that is read without a dot. */
export interface PatternKey {
  readonly node: SyntaxNode;
  readonly origin: Origin;
  readonly before: readonly Step[];
  readonly step: Step;
  /** What the property is bound to: a name, a pattern, a target. */
  readonly target: SyntaxNode;
}

/** An assignment to a property. */
export interface Write {
  readonly name: string | null;
  readonly object: SyntaxNode;
  readonly value: SyntaxNode;
  readonly node: SyntaxNode;
}

/** A script with its names resolved and its parts listed. */
export interface Unit {
  readonly parsed: ParsedScript;
  readonly program: SyntaxNode;
  readonly file: string;
  readonly parents: Parents;
  readonly bindingOf: ReadonlyMap<SyntaxNode, Binding>;
  /** Identifiers that no scope of the script binds. */
  readonly free: ReadonlyMap<string, readonly SyntaxNode[]>;
  readonly root: ReadonlyMap<string, Binding>;
  readonly isModule: boolean;
  readonly members: readonly SyntaxNode[];
  readonly calls: readonly SyntaxNode[];
  readonly patternKeys: readonly PatternKey[];
  readonly writes: readonly Write[];
  /** Properties of object literals and fields of classes, with their values. */
  readonly fills: readonly { readonly name: string; readonly node: SyntaxNode; readonly isGetter: boolean }[];
  readonly returns: ReadonlyMap<SyntaxNode, readonly SyntaxNode[]>;
  readonly imports: readonly Binding[];
  readonly exports: readonly SyntaxNode[];
  readonly classes: readonly SyntaxNode[];
  readonly texts: readonly SyntaxNode[];
  readonly comparisons: readonly SyntaxNode[];
  /** Elements `<Context.Provider value={…}>`. */
  readonly providers: readonly SyntaxNode[];
  /** Names that a property of JSX is given: `onClick={pop}`. */
  readonly handlers: readonly SyntaxNode[];
  /** Whether names may be properties, as inside `with (object) { … }`. */
  readonly hasWith: boolean;
}

const BLOCKS = new Set([
  'BlockStatement',
  'StaticBlock',
  'SwitchStatement',
  'TSModuleBlock',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
]);
const EXPORTS = new Set(['ExportNamedDeclaration', 'ExportDefaultDeclaration', 'ExportAllDeclaration', 'TSExportAssignment']);
const PROPERTIES = new Set([
  'Property',
  'MethodDefinition',
  'PropertyDefinition',
  'AccessorProperty',
  'ClassAccessorProperty',
  'ClassPrivateProperty',
  'ClassProperty',
  'TSEnumMember',
]);

/** Types that bring nothing but what stands in them. */
const PLAIN = new Set([
  'ExpressionStatement',
  'IfStatement',
  'ConditionalExpression',
  'LogicalExpression',
  'ObjectExpression',
  'ArrayExpression',
  'UnaryExpression',
  'ThisExpression',
  'VariableDeclarator',
  'SwitchCase',
  'TryStatement',
  'ThrowStatement',
  'ClassBody',
  'SpreadElement',
  'SequenceExpression',
  'AwaitExpression',
  'ChainExpression',
  'TemplateElement',
  'ObjectPattern',
  'ArrayPattern',
  'AssignmentPattern',
  'RestElement',
]);

/** Whether a name in JSX is that of a component, or of what holds it: `<Phone>`, `<Phone.Provider>`. */
function isNameOfElement(node: SyntaxNode, parent: SyntaxNode | null): boolean {
  return parent?.type === 'JSXOpeningElement' || (parent?.type === 'JSXMemberExpression' && child(parent, 'object') === node);
}

/** Reads names, scopes and lists from a tree. */
export function readUnit(parsed: ParsedScript, program: SyntaxNode, parents: Parents): Unit {
  const rootScope: Scope = { parent: null, isFunction: true, bindings: new Map() };
  const mentions: { node: SyntaxNode; scope: Scope }[] = [];
  const assigned: { left: SyntaxNode; origin: Origin; node: SyntaxNode; scope: Scope }[] = [];
  const bindingOf = new Map<SyntaxNode, Binding>();
  const free = new Map<string, SyntaxNode[]>();
  const members: SyntaxNode[] = [];
  const calls: SyntaxNode[] = [];
  const patternKeys: PatternKey[] = [];
  const writes: Write[] = [];
  const fills: { name: string; node: SyntaxNode; isGetter: boolean }[] = [];
  const returns = new Map<SyntaxNode, SyntaxNode[]>();
  const imports: Binding[] = [];
  const exports: SyntaxNode[] = [];
  const classes: SyntaxNode[] = [];
  const texts: SyntaxNode[] = [];
  const comparisons: SyntaxNode[] = [];
  const handlers: SyntaxNode[] = [];
  const providers: SyntaxNode[] = [];
  let hasWith = false;
  const labels = new Set<SyntaxNode>();

  const declare = (scope: Scope, id: SyntaxNode, definition: Definition | null): Binding => {
    const name = nameOf(id);
    let binding = scope.bindings.get(name);
    if (binding === undefined) {
      binding = { name, scope, definitions: [], references: [], ambient: false };
      scope.bindings.set(name, binding);
    }
    if (definition !== null) binding.definitions.push(definition);
    bindingOf.set(id, binding);
    labels.add(id);
    return binding;
  };

  /** Walks a pattern; `bind` gets each name in it with the steps that lead there. */
  const readPattern = (pattern: SyntaxNode, origin: Origin, bind: (id: SyntaxNode, steps: readonly Step[]) => void): void => {
    const stack: { node: SyntaxNode; steps: readonly Step[] }[] = [{ node: pattern, steps: [] }];
    for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
      const { steps } = item;
      const node = strip(item.node);
      if (node.type === 'Identifier') bind(node, steps);
      else if (node.type === 'AssignmentPattern' || node.type === 'AssignmentExpression') {
        const left = child(node, 'left');
        const right = child(node, 'right');
        if (left !== null && right !== null) stack.push({ node: left, steps: [...steps, { kind: 'default', node: right }] });
      } else if (node.type === 'ObjectPattern' || node.type === 'ObjectExpression') {
        for (const property of children(node, 'properties')) {
          if (property.type === 'RestElement' || property.type === 'SpreadElement') {
            const argument = child(property, 'argument');
            if (argument !== null) stack.push({ node: argument, steps: [...steps, { kind: 'rest' }] });
            continue;
          }
          const target = child(property, 'value');
          const key = child(property, 'key');
          if (target === null || key === null || steps.length > 12) continue;
          const name = writtenName(property);
          const step: Step = name === null ? { kind: 'computed', node: key } : { kind: 'key', name };
          if (name !== null) labels.add(key);
          patternKeys.push({ node: key, origin, before: steps, step, target });
          stack.push({ node: target, steps: [...steps, step] });
        }
      } else if (node.type === 'ArrayPattern' || node.type === 'ArrayExpression') {
        slots(node, 'elements').forEach((element, index) => {
          if (element === null) return;
          const isRest = element.type === 'RestElement' || element.type === 'SpreadElement';
          const inner = isRest ? child(element, 'argument') : element;
          if (inner !== null && steps.length <= 12)
            stack.push({ node: inner, steps: [...steps, isRest ? { kind: 'rest' } : { kind: 'element', index }] });
        });
      }
    }
  };

  const functionScope = (scope: Scope): Scope => {
    let current = scope;
    while (!current.isFunction && current.parent !== null) current = current.parent;
    return current;
  };

  const open = (parent: Scope, isFunctionScope: boolean): Scope => ({ parent, isFunction: isFunctionScope, bindings: new Map() });

  const stack: { node: SyntaxNode; scope: Scope; fn: SyntaxNode | null }[] = [{ node: program, scope: rootScope, fn: null }];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const { node } = item;
    let { scope, fn } = item;
    const parent = parents.get(node) ?? null;
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier') {
      if (node.type === 'Identifier' ? !labels.has(node) : isNameOfElement(node, parent)) mentions.push({ node, scope });
      continue;
    }
    if (PLAIN.has(node.type)) {
      for (const inner of below(node).toReversed()) stack.push({ node: inner, scope, fn });
      continue;
    }
    if (isFunction(node)) {
      const id = child(node, 'id');
      if (node.type === 'FunctionDeclaration' && id !== null)
        declare(functionScope(scope), id, { origin: { kind: 'own', node }, steps: [], node });
      scope = open(scope, true);
      fn = node;
      returns.set(node, []);
      if (node.type === 'FunctionExpression' && id !== null) declare(scope, id, { origin: { kind: 'own', node }, steps: [], node });
      const inner = scope;
      children(node, 'params').forEach((param, index) => {
        const property = param.type === 'TSParameterProperty' ? (child(param, 'parameter') ?? param) : param;
        const rest = property.type === 'RestElement';
        const origin: Origin = { kind: 'param', fn: node, index, rest };
        readPattern(rest ? (child(property, 'argument') ?? property) : property, origin, (target, steps) => {
          declare(inner, target, { origin, steps, node: param });
        });
      });
      const body = child(node, 'body');
      if (node.type === 'ArrowFunctionExpression' && body !== null && body.type !== 'BlockStatement') returns.get(node)?.push(body);
    } else if (isClass(node)) {
      classes.push(node);
      const id = child(node, 'id');
      if (id !== null) {
        const own: Definition = { origin: { kind: 'own', node }, steps: [], node };
        if (node.type === 'ClassExpression') scope = open(scope, false);
        const binding = declare(scope, id, own);
        if (node['declare'] === true) binding.ambient = true;
      }
    } else if (node.type === 'TSModuleDeclaration' || node.type === 'TSEnumDeclaration') {
      const id = child(node, 'id');
      if (node['declare'] === true) continue;
      if (id !== null && nameOf(id) !== '') declare(scope, id, { origin: { kind: 'own', node }, steps: [], node });
    } else if (BLOCKS.has(node.type)) {
      if (parent === null || !isFunction(parent)) scope = open(scope, false);
    } else if (node.type === 'CatchClause') {
      scope = open(scope, false);
      const inner = scope;
      const param = child(node, 'param');
      if (param !== null)
        readPattern(param, { kind: 'unknown' }, (id, steps) => declare(inner, id, { origin: { kind: 'unknown' }, steps, node }));
    } else if (node.type === 'VariableDeclaration') {
      const target = node['kind'] === 'var' ? functionScope(scope) : scope;
      const isLoop = parent !== null && (parent.type === 'ForOfStatement' || parent.type === 'ForInStatement') && parent['left'] === node;
      for (const declarator of children(node, 'declarations')) {
        const id = child(declarator, 'id');
        const init = isLoop ? child(parent, 'right') : child(declarator, 'init');
        if (id === null) continue;
        const lead: Step[] = isLoop && parent.type === 'ForOfStatement' ? [{ kind: 'element', index: null }] : [];
        const origin: Origin =
          init === null || (isLoop && parent.type === 'ForInStatement') ? { kind: 'unknown' } : { kind: 'value', node: init };
        readPattern(id, origin, (name, steps) => {
          const binding = declare(target, name, init === null ? null : { origin, steps: [...lead, ...steps], node: declarator });
          if (node['declare'] === true) binding.ambient = true;
        });
      }
    } else if (node.type === 'ImportDeclaration') {
      const source = literalText(child(node, 'source')) ?? '';
      const address = child(node, 'source');
      if (address !== null) texts.push(address);
      for (const specifier of children(node, 'specifiers')) {
        const local = child(specifier, 'local');
        const imported = child(specifier, 'imported');
        if (imported !== null) labels.add(imported);
        if (local === null || node['importKind'] === 'type') continue;
        const name =
          specifier.type === 'ImportNamespaceSpecifier'
            ? '*'
            : specifier.type === 'ImportDefaultSpecifier'
              ? 'default'
              : nameOf(imported) || (literalText(imported) ?? '');
        imports.push(declare(rootScope, local, { origin: { kind: 'import', source, name, node: specifier }, steps: [], node: specifier }));
      }
      continue;
    } else if (node.type === 'TSImportEqualsDeclaration') {
      const id = child(node, 'id');
      const reference = child(node, 'moduleReference');
      const source = reference === null ? null : literalText(child(reference, 'expression'));
      if (id !== null && source !== null)
        imports.push(declare(rootScope, id, { origin: { kind: 'import', source, name: '*', node }, steps: [], node }));
      else if (id !== null && reference !== null) {
        // A short name for a path: `import cti = sforce.opencti`.
        declare(scope, id, { origin: { kind: 'value', node: reference }, steps: [], node });
        stack.push({ node: reference, scope, fn });
      }
      continue;
    } else if (node.type === 'TSQualifiedName') {
      const right = child(node, 'right');
      if (right !== null) labels.add(right);
    } else if (EXPORTS.has(node.type)) {
      exports.push(node);
      const inner = child(node, 'declaration');
      if (inner?.['declare'] === true) continue;
      for (const specifier of children(node, 'specifiers')) {
        const exported = child(specifier, 'exported');
        if (exported !== null) labels.add(exported);
      }
      if (child(node, 'source') !== null) continue;
    } else if (node.type === 'ReturnStatement') {
      const argument = child(node, 'argument');
      if (fn !== null && argument !== null) returns.get(fn)?.push(argument);
    } else if (isMember(node)) {
      members.push(node);
      const property = child(node, 'property');
      if (property !== null && node['computed'] !== true) labels.add(property);
    } else if (isCall(node) || node.type === 'NewExpression') {
      calls.push(node);
      const [object, key, value] = children(node, 'arguments');
      const helper = nameOf(child(node, 'callee'));
      // What compilers make of a class field.
      if (
        object !== undefined &&
        value !== undefined &&
        /^_*(?:define_?[Pp]roperty|publicField)\d*$/.test(helper) &&
        literalText(key ?? null) !== null
      ) {
        writes.push({ name: literalText(key ?? null), object, value, node });
      }
    } else if (node.type === 'AssignmentExpression') {
      const left = child(node, 'left');
      const right = child(node, 'right');
      if (left !== null && right !== null) assigned.push({ left: strip(left), origin: { kind: 'value', node: right }, node, scope });
    } else if (node.type === 'UpdateExpression') {
      const argument = child(node, 'argument');
      if (argument?.type === 'Identifier') assigned.push({ left: argument, origin: { kind: 'value', node }, node, scope });
    } else if (node.type === 'ForOfStatement' && child(node, 'left')?.type !== 'VariableDeclaration') {
      const left = child(node, 'left');
      if (left !== null) assigned.push({ left: strip(left), origin: { kind: 'unknown' }, node, scope });
    } else if (node.type === 'TSParameterProperty') {
      // `constructor(private api)` also sets this.api; the parameter itself stands for the value.
      const parameter = child(node, 'parameter');
      const name = parameter === null ? null : parameter.type === 'AssignmentPattern' ? child(parameter, 'left') : parameter;
      if (name !== null) writes.push({ name: nameOf(name), object: node, value: name, node });
    } else if (PROPERTIES.has(node.type)) {
      const key = child(node, 'key') ?? child(node, 'id');
      if (key !== null && node['computed'] !== true && node['shorthand'] !== true) labels.add(key);
      const filled = parent?.type === 'ObjectPattern' ? null : child(node, 'value');
      const name = filled === null ? null : writtenName(node);
      if (filled !== null && name !== null && node['kind'] !== 'set') fills.push({ name, node: filled, isGetter: node['kind'] === 'get' });
    } else if (node.type === 'Literal' || node.type === 'TemplateLiteral') {
      if (node.type === 'TemplateLiteral' || typeof node['value'] === 'string') texts.push(node);
    } else if (node.type === 'WithStatement') hasWith = true;
    else if (node.type === 'JSXOpeningElement') {
      const name = child(node, 'name');
      if (name?.type === 'JSXMemberExpression' && nameOf(child(name, 'property')) === 'Provider') providers.push(node);
    } else if (node.type === 'JSXExpressionContainer') {
      const given = child(node, 'expression');
      if (given?.type === 'Identifier' && parent?.type === 'JSXAttribute') handlers.push(given);
    } else if (node.type === 'BinaryExpression') {
      if (node['operator'] === 'in') comparisons.push(node);
    } else if (
      node.type === 'LabeledStatement' ||
      node.type === 'BreakStatement' ||
      node.type === 'ContinueStatement' ||
      node.type === 'MetaProperty'
    ) {
      for (const key of ['label', 'meta', 'property']) {
        const label = child(node, key);
        if (label !== null) labels.add(label);
      }
    }
    const inner = below(node);
    for (let index = inner.length - 1; index >= 0; index -= 1) stack.push({ node: inner[index] as SyntaxNode, scope, fn });
  }

  const lookup = (name: string, from: Scope): Binding | null => {
    for (let scope: Scope | null = from; scope !== null; scope = scope.parent) {
      const binding = scope.bindings.get(name);
      if (binding !== undefined) return binding;
    }
    return null;
  };

  for (const { left, origin, node, scope } of assigned) {
    if (isMember(left)) {
      const object = child(left, 'object');
      if (object !== null && origin.kind === 'value') writes.push({ name: writtenName(left), object, value: origin.node, node });
      continue;
    }
    readPattern(left, origin, (id, steps) => {
      const binding = lookup(nameOf(id), scope);
      if (binding !== null) binding.definitions.push({ origin, steps, node });
      else if (steps.length === 0 && origin.kind === 'value') writes.push({ name: nameOf(id), object: program, value: origin.node, node });
    });
  }

  for (const { node, scope } of mentions) {
    if (bindingOf.has(node) || labels.has(node)) continue;
    const name = typeof node['name'] === 'string' ? node['name'] : '';
    const binding = lookup(name, scope);
    if (binding !== null) {
      bindingOf.set(node, binding);
      binding.references.push(node);
    } else {
      const list = free.get(name);
      if (list === undefined) free.set(name, [node]);
      else list.push(node);
    }
  }

  const isModule =
    imports.length > 0 ||
    exports.length > 0 ||
    children(program, 'body').some((statement) => statement.type === 'ImportDeclaration') ||
    parsed.script.form === 'aura' ||
    free.has('module') ||
    free.has('exports') ||
    free.has('require');
  return {
    parsed,
    program,
    file: parsed.script.file,
    parents,
    bindingOf,
    free,
    root: rootScope.bindings,
    isModule,
    members,
    calls,
    patternKeys,
    writes,
    fills,
    returns,
    imports,
    exports,
    classes,
    texts,
    comparisons,
    handlers,
    providers,
    hasWith,
  };
}
