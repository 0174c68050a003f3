/** Small questions to the markup of metadata: children by name, their text and its place. */
import type { Position } from '../lines.ts';
import { textOf, type XmlDocument, type XmlElement } from '../xml.ts';

/** Every element below a root, itself included, in document order; without recursion, since depth is the file's choice. */
export function* descendants(root: XmlElement): Generator<XmlElement> {
  const open = [root];
  for (let element = open.pop(); element; element = open.pop()) {
    yield element;
    for (let index = element.children.length - 1; index >= 0; index--) open.push(element.children[index] as XmlElement);
  }
}

export function childrenOf({ children }: XmlElement, name: string): XmlElement[] {
  return children.filter((child) => child.name === name);
}

export function childOf({ children }: XmlElement, name: string): XmlElement | undefined {
  return children.find((child) => child.name === name);
}

/** The text of an element without the blanks around it. */
export function trimmedText(document: XmlDocument, element: XmlElement): string {
  return textOf(document, element).value.trim();
}

/** The trimmed text of the first child of that name; empty where there is none. */
export function childText(document: XmlDocument, element: XmlElement, name: string): string {
  const child = childOf(element, name);
  return child ? trimmedText(document, child) : '';
}

/** Where the text of an element begins, or the element where it is empty. */
export function placeOfText(document: XmlDocument, element: XmlElement): Position {
  const { value, offsetAt } = textOf(document, element);
  const blanks = value.length - value.trimStart().length;
  return document.place(value.trim() === '' ? element.start : offsetAt(blanks));
}
