/** How the readers of foundations write down what they saw. */
import type { Confidence } from '../../../model/fact.ts';
import { elementSnippetAt } from '../../adapter/markup/source-fact.ts';
import type { XmlElement } from '../../xml.ts';
import { childOf, placeOfText, trimmedText } from '../elements.ts';
import type { Rooted } from '../places/roots.ts';
import type { Sighting } from '../reading.ts';
import type { SIGNS } from '../signs.ts';

export type FoundationSign = (typeof SIGNS)['foundation'][number];

/** A sign at the text of an element, or at the component's own place where it is the component that shows it. */
export function foundation(
  { document, component }: Rooted,
  sign: FoundationSign,
  { at, value, confidence = 'exact' }: { readonly at?: XmlElement; readonly value?: string; readonly confidence?: Confidence } = {},
): Sighting {
  const { line, column } = at ? placeOfText(document, at) : component;
  return {
    kind: 'foundation',
    sign,
    component,
    value: value ?? component.name,
    confidence,
    line,
    column,
    ...(at && { snippet: elementSnippetAt(document.text, at.innerStart) }),
  };
}

/** A child that says `true`; undefined where it says anything else, nothing, or nil. */
export function trueChild(rooted: Rooted, element: XmlElement, name: string): XmlElement | undefined {
  return booleanChild(rooted, element, name, 'true');
}

export function booleanChild({ document }: Rooted, element: XmlElement, name: string, wanted: 'true' | 'false'): XmlElement | undefined {
  const child = childOf(element, name);
  return child && !isNil(child) && trimmedText(document, child).toLowerCase() === wanted ? child : undefined;
}

/** `xsi:nil="true"`: the element says nothing, whatever it holds. */
export function isNil({ attributes }: XmlElement): boolean {
  return attributes.some(({ name, value }) => name === 'nil' && value.trim() === 'true');
}

/** The first child of that name that says something. */
export function filledChild({ document }: Rooted, element: XmlElement, name: string): XmlElement | undefined {
  const child = childOf(element, name);
  return child && !isNil(child) && trimmedText(document, child) !== '' ? child : undefined;
}

/** A developer name, a namespace and such. Anything else may be free text, and is not quoted. */
export function isName(text: string): boolean {
  return /^[\w.:@-]{1,120}$/.test(text);
}
