/** What every reader of the phone's places begins with: the root that a file should hold, and the component that it is. */
import { s } from '../../../model/sentence.ts';
import { maskShapes } from '../../secrets.ts';
import type { Position } from '../../lines.ts';
import type { XmlDocument, XmlElement } from '../../xml.ts';
import { childText, placeOfText, trimmedText } from '../elements.ts';
import type { Component, OrgDocument, OrgReading } from '../reading.ts';

/** A file's root, its document, and the component that the two are. */
export interface Rooted {
  readonly source: OrgDocument;
  readonly document: XmlDocument;
  readonly root: XmlElement;
  readonly component: Component;
}

/** Reads a file whose root is called like its type. One with another root is named as a problem, unless its markup is broken anyway. */
export function readRoot(
  source: OrgDocument,
  read: (rooted: Rooted) => Partial<OrgReading>,
  names: readonly string[] = [source.type],
): Partial<OrgReading> {
  const document = source.markup();
  const root = document.roots.find(({ name }) => names.includes(name));
  if (root) {
    const label = childText(document, root, 'label') || childText(document, root, 'masterLabel');
    return read({ source, document, root, component: componentOf(source, document.place(root.start), label) });
  }
  if (document.faults.length > 0) return {};
  const detail = s`The file is named as metadata of type ${source.type} and holds something else; it was not read.`;
  return { problems: [{ code: 'not-salesforce-format', effect: 'lost', file: source.path, detail }] };
}

/** The component that a file is, or is a part of. */
export function componentOf({ type, name, path }: OrgDocument, at: Position, label = ''): Component {
  return { type, name, label: label === '' ? null : label, file: path, line: at.line, column: at.column };
}

/** Where the text of an element begins, with the element alone: what stands beside it on its line may be free text. */
export function placed(document: XmlDocument, element: XmlElement): Position & { readonly snippet: string } {
  const { name, children } = element;
  const text = children.length > 0 ? '' : trimmedText(document, element);
  return { ...placeOfText(document, element), snippet: text === '' ? `<${name}>` : elementSnippet(name, text) };
}

const LONGEST_TEXT = 120;

/** An element with its text, as a snippet: masked before it is cut, since a cut credential may no longer look like one. */
export function elementSnippet(name: string, text: string): string {
  const shown = maskShapes(text.slice(0, 1000).replace(/\s+/g, ' '));
  return `<${name}>${shown.length > LONGEST_TEXT ? `${shown.slice(0, LONGEST_TEXT)}…` : shown}</${name}>`;
}
