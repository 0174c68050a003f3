/** What a reader of reports and screens gathers about one component, and how it becomes signs. */
import { s } from '../../../model/sentence.ts';
import type { FieldUse, Strength } from '../../../model/org-terms.ts';
import type { Position } from '../../lines.ts';
import type { XmlDocument, XmlElement } from '../../xml.ts';
import { childOf, placeOfText, trimmedText } from '../elements.ts';
import type { Component, OrgReading, OrgSource, Sign, UsedField } from '../reading.ts';
import type { ConsumerSign } from '../signs.ts';

/** One thing seen. `does` and `what` make the sentence of the sign: “groups by” “CALLDISPOSITION”. Neither is free text of a file. */
export interface Evidence extends Position {
  readonly sign: ConsumerSign;
  readonly strength: Strength;
  readonly does: string;
  readonly what: string;
  readonly snippet?: string;
}

/** All that was seen in one component. */
export interface Uses {
  readonly evidence: Evidence[];
  /** Fields of the call log. */
  readonly fields: UsedField[];
  /** Custom activity fields of which nothing says yet that they are a call's. */
  readonly others: UsedField[];
}

export function noUses(): Uses {
  return { evidence: [], fields: [], others: [] };
}

/** A component that is a file of its own, or `name`, a part of one. */
export function componentAt(source: OrgSource, place: Position, label: string, part?: Pick<Component, 'type' | 'name'>): Component {
  const { type, name } = part ?? source;
  return { type, name, label: label === '' ? null : label, file: source.path, line: place.line, column: place.column };
}

/** What a component's uses come to: a consumer where there is a sign, and its fields that the adapter's call log may still tell. */
export function readingOf(
  component: Component,
  { evidence, fields, others }: Uses,
  { folder = null, active = null }: { readonly folder?: string | null; readonly active?: boolean | null } = {},
): Partial<OrgReading> {
  const signs = signsOf(evidence);
  return {
    consumers: signs.length === 0 ? [] : [{ component, signs, fields: once(fields), folder, active }],
    fields: once(others).map((field) => ({ ...field, component })),
  };
}

const ORDER: readonly Strength[] = ['certain', 'likely', 'weak'];

/** One sign of each name, the strongest first; its sentence tells all that was seen, its place is that of the strongest. */
function signsOf(evidence: readonly Evidence[]): Sign[] {
  const bySign = new Map<ConsumerSign, Evidence[]>();
  for (const one of evidence) {
    const others = bySign.get(one.sign);
    if (others) others.push(one);
    else bySign.set(one.sign, [one]);
  }
  const signs = [...bySign].flatMap(([sign, seen]): Sign[] => {
    const first = ORDER.flatMap((strength) => seen.filter((one) => one.strength === strength))[0];
    if (!first) return [];
    const { strength, line, column, snippet } = first;
    return [{ sign, strength, line, column, detail: sentence(seen), ...(snippet !== undefined && { snippet }) }];
  });
  return signs.toSorted((a, b) => ORDER.indexOf(a.strength) - ORDER.indexOf(b.strength));
}

const MOST_NAMED = 4;

function sentence(seen: readonly Evidence[]): string {
  const byVerb = new Map<string, Set<string>>();
  for (const { does, what } of seen) byVerb.set(does, (byVerb.get(does) ?? new Set()).add(what));
  const parts = [...byVerb].map(([does, whats]) => `${does} ${listed([...whats])}`.trim());
  const text = parts.join('; ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function listed(names: readonly string[]): string {
  if (names.length > MOST_NAMED) return s`${names.slice(0, MOST_NAMED - 1).join(', ')} and ${names.length - MOST_NAMED + 1} more`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Each use of a field once, where it stands first. */
function once(fields: readonly UsedField[]): UsedField[] {
  const known = new Map<string, UsedField>();
  for (const field of fields) {
    const key = `${field.name.toLowerCase()} ${field.use}`;
    if (!known.has(key)) known.set(key, field);
  }
  return [...known.values()];
}

/** A name as a sentence may quote it: an identifier as the platform writes it. Anything else is free text and stays unsaid. */
export function quotable(name: string): string {
  return /^[\w.$*]{1,120}$/.test(name) ? name : s`a column`;
}

/** An element that holds a name and nothing else, as it is written. */
export function snippetOf(document: XmlDocument, element: XmlElement): string {
  const text = trimmedText(document, element);
  return /^[\w.$*]{1,120}$/.test(text) ? `<${element.name}>${text}</${element.name}>` : `<${element.name}>`;
}

/** A field of the call log, at the text of the element that names it. */
export function fieldAt(document: XmlDocument, element: XmlElement, name: string, use: FieldUse): UsedField {
  return { name, use, ...placeOfText(document, element) };
}

/** `true` and `false` of an element that says whether a component is switched on; null where it is missing. */
export function flagOf(document: XmlDocument, element: XmlElement, name: string): boolean | null {
  const child = childOf(element, name);
  const text = child ? trimmedText(document, child).toLowerCase() : '';
  return text === 'true' ? true : text === 'false' ? false : null;
}
