/** A page, component or template to its script, the libraries it loads, its components, and what it reaches outside. */
import type { Fact } from '../../../model/fact.ts';
import type { Position } from '../../lines.ts';
import type { ContactSighting, PageSighting, ResourceInclude, Script, ScriptInclude } from '../reading.ts';
import { componentsOf } from './components.ts';
import { contactsOf } from './contacts.ts';
import { withoutComments } from '../lex.ts';
import { loadsOf } from './libraries.ts';
import { dialectOf } from './merge-fields.ts';
import { scanMarkup } from './scan.ts';
import { makeScript, scriptsOf } from './scripts.ts';

export interface MarkupReading {
  readonly scripts: readonly Script[];
  readonly facts: readonly Fact[];
  readonly contacts: readonly ContactSighting[];
  readonly pages: readonly PageSighting[];
  readonly resourceIncludes: readonly ResourceInclude[];
  readonly localScripts: readonly ScriptInclude[];
  /** The text with everything blanked that is commented out, in markup and in script; of the same length. */
  readonly live: string;
}

/** A page that is nothing but script, with no tag around it. */
const BARE_SCRIPT = /\.(?:vfp?|page|component)$/i;

export function readMarkup(file: string, text: string, place: (offset: number) => Position): MarkupReading {
  const dialect = dialectOf(file, text);
  const scan = scanMarkup(text, dialect);
  const scripts = scriptsOf(file, scan, dialect, place);
  if (scripts.length === 0 && BARE_SCRIPT.test(file) && !/<\/?(?:apex:|script\b|html\b)/i.test(text) && /[;{(]/.test(text)) {
    scripts.push({ ...makeScript(file, text, place, 'block', 'javascript', { ...dialect, merge: true }), page: null });
  }
  const { facts, resourceIncludes, localScripts } = loadsOf(file, scan, place);
  return {
    scripts,
    facts: [...facts, ...componentsOf(file, scan, place)],
    contacts: contactsOf(file, scan, place),
    pages: pageOf(file, text),
    resourceIncludes,
    localScripts,
    live: liveText(
      text,
      scan.comments,
      scan.tags.filter((tag) => tag.name === 'script' && tag.contentEnd > tag.end),
    ),
  };
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

function liveText(text: string, comments: readonly Stretch[], scripts: readonly { end: number; contentEnd: number }[]): string {
  const spans = [
    ...comments.map(({ start, end }) => ({ start, end, isComment: true })),
    ...scripts.map(({ end, contentEnd }) => ({ start: end, end: contentEnd, isComment: false })),
  ].sort((a, b) => a.start - b.start);
  const pieces: string[] = [];
  let last = 0;
  for (const { start, end, isComment } of spans) {
    if (start < last) continue;
    const inner = text.slice(start, end);
    pieces.push(text.slice(last, start), isComment ? inner.replace(/[^\r\n]/g, ' ') : withoutComments(inner));
    last = end;
  }
  pieces.push(text.slice(last));
  return pieces.join('');
}

function pageOf(file: string, text: string): PageSighting[] {
  if (/\.(?:component|cmp|app|evt|vue|svelte|hbs|handlebars|mustache)$/i.test(file) || /<apex:component\b/i.test(text)) return [];
  const name = /([^/!]+)\.(?:page|vfp?)$/i.exec(file)?.[1];
  if (name !== undefined || /<apex:page\b/i.test(text)) return [{ file, name: name ?? file, kind: 'visualforce' }];
  // A template of a Lightning web component, or of a framework, is no page of its own.
  if (/^\s*<template\b/i.test(text) || /\.component\.html$/i.test(file)) return [];
  return [{ file, name: file, kind: 'html' }];
}
