/** From the text of a script to its syntax tree, however broken the text is. */
import { s } from '../../../model/sentence.ts';
import { parse as parseStrictly, type ParserOptions, type ParserPlugin } from '@babel/parser';
import { parse as parseLoosely } from 'acorn-loose';
import type { Script } from '../reading.ts';
import { linkParents, type Parents, type SyntaxNode } from './tree.ts';

/** Scripts above this length are read as text. Hand-written adapters are far below it; bundles above it are libraries. */
export const LARGEST_PARSED = 2 * 1024 * 1024;

/** Scripts above this length are tried in the language of their ending only. */
const LONGEST_RETRIED = 400_000;

/** A tree and how it was come by. */
export interface Tree {
  readonly program: SyntaxNode;
  readonly reading: 'parsed' | 'tolerant';
  /** No mistake in it, not even one that a parser gets over. */
  readonly isSound: boolean;
  readonly parents: Parents;
}

export type Parsed = Tree | { readonly failure: string };
/** Trees by their scripts. Nobody who reads a tree changes it. */
export type TreesKnown = WeakMap<Script, Parsed>;

/** The tree of a script, or why there is none. */
export function parseScript(script: Script): Parsed {
  const text = script.clean;
  if (text.length > LARGEST_PARSED) return { failure: s`it is longer than ${LARGEST_PARSED / 1024 / 1024} MB` };
  const strict = parseAsWritten(text, script);
  if (strict !== null)
    return { program: strict.program, reading: 'parsed', isSound: strict.errors === 0, parents: linkParents(strict.program) };
  try {
    // Parameters, destructuring and classes of today; a hashbang and HTML comments as browsers take them.
    const program = parseLoosely(text, {
      ecmaVersion: 'latest',
      sourceType: 'script',
      allowReturnOutsideFunction: true,
      allowHashBang: true,
    });
    const tree = program as unknown as SyntaxNode;
    return { program: tree, reading: 'tolerant', isSound: false, parents: linkParents(tree) };
  } catch {
    return { failure: s`it is nested too deeply` };
  }
}

function pluginSets(script: Script): readonly (readonly ParserPlugin[])[] {
  if (script.language === 'typescript') {
    // `<T>value` is a cast in .ts and an element in .tsx.
    const sets: ParserPlugin[][] = [['typescript'], ['typescript', 'jsx']];
    return script.file.toLowerCase().endsWith('.tsx') ? sets.reverse() : sets;
  }
  return [['jsx'], ['typescript'], ['typescript', 'jsx'], ['flow', 'jsx']];
}

function parseAsWritten(text: string, script: Script): { readonly program: SyntaxNode; readonly errors: number } | null {
  let best: { program: SyntaxNode; errors: number } | null = null;
  // A long text is a bundle: plain script, and too long to be tried in every language.
  const sets = pluginSets(script);
  for (const plugins of text.length > LONGEST_RETRIED ? sets.slice(0, 1) : sets) {
    for (const decorators of ['decorators', 'decorators-legacy'] as const) {
      const attempt = tryParse(text, [...plugins, decorators]);
      if (attempt === 'overflow') return null;
      if (attempt === null) {
        if (text.includes('@')) continue;
        break;
      }
      if (attempt.errors === 0) return attempt;
      if (best === null || attempt.errors < best.errors) best = attempt;
      break;
    }
  }
  return best;
}

function tryParse(text: string, plugins: readonly ParserPlugin[]): { program: SyntaxNode; errors: number } | 'overflow' | null {
  const options: ParserOptions = {
    // Sloppy script with imports allowed takes modules, pages with HTML comments and everything between.
    sourceType: 'script',
    allowImportExportEverywhere: true,
    allowAwaitOutsideFunction: true,
    allowReturnOutsideFunction: true,
    allowNewTargetOutsideFunction: true,
    allowSuperOutsideMethod: true,
    allowUndeclaredExports: true,
    errorRecovery: true,
    attachComment: false,
    plugins: [['estree', { classFeatures: true }], ...plugins, 'explicitResourceManagement', 'decoratorAutoAccessors'],
  };
  try {
    const file = parseStrictly(text, options);
    return { program: file.program as unknown as SyntaxNode, errors: file.errors?.length ?? 0 };
  } catch (error) {
    return error instanceof RangeError ? 'overflow' : null;
  }
}
