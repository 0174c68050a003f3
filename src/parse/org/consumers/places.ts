/** Places of elements with the line that shows them. */
import { elementSnippetAt } from '../../adapter/markup/source-fact.ts';
import type { Position } from '../../lines.ts';
import { textOf, type XmlElement } from '../../xml.ts';
import type { Component, OrgDocument } from '../reading.ts';

export interface Shown extends Position {
  readonly snippet: string;
}

/** The place of an offset, and what of its element stands on that line, credentials masked. */
export function shownAt(source: OrgDocument, offset: number): Shown {
  return { ...source.markup().place(offset), snippet: elementSnippetAt(source.text, offset) };
}

/** Where in the file a character of an element's text stands; the element where it has none. */
export function offsetIn(source: OrgDocument, element: XmlElement, index?: number): number {
  const { value, offsetAt } = textOf(source.markup(), element);
  if (index !== undefined) return offsetAt(index);
  return value.trim() === '' ? element.start : offsetAt(value.length - value.trimStart().length);
}

/** The text of an element as it stands, not trimmed, so that indices in it have their places. */
export function wholeText(source: OrgDocument, element: XmlElement): string {
  return textOf(source.markup(), element).value;
}

/** A component that begins with an element. */
export function componentAt(source: OrgDocument, element: XmlElement, type: string, name: string, label: string): Component {
  return { type, name, label: label === '' ? null : label, file: source.path, ...source.markup().place(element.start) };
}
